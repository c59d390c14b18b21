//! What ties pages together, on a small book.

use sourcebook::{
    book::Book,
    check,
    clean::rules::Rules,
    model::{Severity, Source, SourceId},
    pipeline,
    read::{self, Theme},
    render::render,
};
use std::{collections::BTreeMap, path::Path, sync::LazyLock};

static THEME: LazyLock<Theme> = LazyLock::new(|| read::theme(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());

const BOOK: &str = "[book]\ntitle = \"Rivers\"\n
[[topic]]\nid = \"water\"\ntitle = \"Water\"\nterms = [\"water\", \"current\"]\n
[[topic]]\nid = \"life\"\ntitle = \"Life\"\nterms = [\"fish\", \"mussels\"]\n";

const TEXT: &str = "What The Water Does

Water in a current carries sediment. The bedload transport of a river depends on the shear stress at its bed, and
shear stress grows with the depth of the water. The suspended sediment concentration (SSC) tells how much is carried.

What Fish Need

Fish lay their eggs in gravel. Where bedload transport is strong, the gravel moves and the eggs of the fish are lost,
and where SSC is high, fish can't see. Sediment between the stones keeps the eggs from oxygen, as shear stress falls.

What Mussels Need

Mussels sit in the bed and feed on what floats by. Mussels close their shells when SSC is high, as fish leave.
";

/// The site of one source, which must be sound.
fn site(text: &str) -> BTreeMap<String, String> {
    let book = Book::parse(Path::new("."), BOOK.to_owned()).unwrap();
    let rules = Rules::built_in();
    let sources = [Source::new(SourceId(0), "0.txt".into(), "s0".into(), text.into())];
    let edition = pipeline::edit(&book, &rules, &sources);
    let pages = render(&edition, &THEME).unwrap();
    let errors: Vec<_> = check::pages(&edition, &pages).into_iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    pages.into_iter().filter_map(|p| Some((p.path, String::from_utf8(p.bytes).ok()?))).collect()
}

fn count(html: &str, what: &str) -> usize {
    html.matches(what).count()
}

#[test]
fn the_first_mention_on_a_page_leads_to_the_index_and_no_other_does() {
    let site = site(TEXT);
    for page in ["topics/water.html", "topics/life.html"] {
        let html = &site[page];
        let link = |term: &str| format!("<a class=\"term\" href=\"../terms.html#t-{term}\">");
        assert_eq!(count(html, &link("bedload-transport")), 1, "{page}: {html}");
        assert_eq!(count(html, &link("shear-stress")), 1, "{page}");
        let first = html.find("class=\"term\"").unwrap();
        assert!(html[..first].contains("data-lines"), "headings hold no links to terms");
    }
}

#[test]
fn a_term_that_was_mended_is_not_cut_in_two() {
    // The words are those of the ledger whatever is linked: `check` reads them back.
    let site = site(&TEXT.replace("bedload transport of", "bedload transports dont stop, and the shear stress of"));
    assert!(site["topics/water.html"].contains("<ins"));
}
