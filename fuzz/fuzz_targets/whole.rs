//! Any bytes make a sound book: decoded, cleaned, outlined, grouped, linked, rendered and checked. A byte `\xff`
//! begins another source.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use sourcebook::{
    book::Book,
    check,
    clean::rules::Rules,
    model::{Finding, Severity, SourceId},
    pipeline,
    read::{self, Theme},
    render::render,
};
use std::{path::Path, sync::LazyLock};

static BOOK: LazyLock<Book> =
    LazyLock::new(|| Book::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/book"))).expect("the book is sound"));
static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);
static THEME: LazyLock<Theme> = LazyLock::new(|| read::theme(&BOOK.root).expect("the theme is sound"));

/// Everything runs on the fuzzer's own thread: handing small pieces of work to others costs more than the work.
static ONE_THREAD: LazyLock<()> = LazyLock::new(|| {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("no pool has been made before");
});

fuzz_target!(|bytes: &[u8]| -> Corpus {
    LazyLock::force(&ONE_THREAD);
    let parts = bytes.split(|&b| b == 0xff).filter(|part| !part.is_empty()).take(3);
    let sources: Result<Vec<_>, _> = parts
        .enumerate()
        .map(|(i, part)| read::decoded(SourceId(i as u32), format!("{i}.txt"), format!("s{i}"), part))
        .collect();
    let Ok(sources) = sources else { return Corpus::Reject };
    let edition = pipeline::edit(&BOOK, &RULES, &sources);
    let no_error = |found: &[Finding]| {
        let error = found.iter().find(|f| f.severity == Severity::Error);
        assert!(error.is_none(), "{error:?}");
    };
    no_error(&edition.findings);
    let pages = render(&edition, &THEME).expect("the templates hold");
    no_error(&check::pages(&edition, &THEME, &pages));
    Corpus::Keep
});
