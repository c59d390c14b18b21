//! How fast sources are decoded and cleaned, on one thread and on two, and whether that stays so when there is four
//! and sixteen times as much text, or when all of it is one line or lines of one word: MB/s, and the ratio to the first
//! row, all in one run.
//!
//! `cargo bench --bench clean`, or on pages of your own: `cargo bench --bench clean -- FOLDER`

#![allow(clippy::print_stdout)]

use rayon::{ThreadPool, ThreadPoolBuilder, prelude::*};
use sourcebook::{
    clean::{clean, rules::Rules},
    model::{Source, SourceId},
    read,
};
use std::{env, fs, path::Path, time::Instant};

const PAGE: &str = include_str!("../seeds/000_3e9c81e5ca080e2f.txt");
const FILES: usize = 32;
const MB: usize = 1_000_000;

/// The page with every long word in small letters replaced by another of its own, so that its damage and furniture
/// stay where they are and no passage stands in two files.
fn varied(n: usize) -> String {
    let is_long = |w: &&str| w.len() > 5 && w.bytes().all(|b| b.is_ascii_lowercase());
    let long: Vec<&str> = PAGE.split(' ').filter(is_long).collect();
    let mut step = n;
    let words = PAGE.split(' ').map(|word| {
        // The multiplier and the increment are Knuth's (MMIX).
        step = step.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if is_long(&word) { long[(step >> 33) % long.len()] } else { word }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The texts of a folder, in an order that has nothing to do with their names.
fn folder(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<_> = entries.filter(|file| file.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    let stride = (1..files.len()).rev().find(|n| !files.len().is_multiple_of(*n) && *n < 32).unwrap_or(1);
    let order = (0..stride).flat_map(|from| (from..files.len()).step_by(stride));
    order.map(|i| fs::read_to_string(&files[i]).expect("text")).collect()
}

/// Seconds that reading and cleaning take, the better of two runs.
fn seconds(pool: &ThreadPool, rules: &Rules, files: &[String]) -> f64 {
    let run = || {
        let start = Instant::now();
        let source = |(i, text): (usize, &String)| {
            read::decoded(SourceId(i as u32), format!("{i}.txt"), format!("s{i}"), text.as_bytes()).expect("it is text")
        };
        let sources: Vec<Source> = files.par_iter().enumerate().map(source).collect();
        std::hint::black_box(clean(rules, &sources, true));
        start.elapsed().as_secs_f64()
    };
    pool.install(|| run().min(run()))
}

fn main() {
    // `cargo test` runs benchmarks once, to see that they run.
    if !env::args().any(|a| a == "--bench") {
        return;
    }
    let all: Vec<String> = match env::args().skip(1).find(|a| Path::new(a).is_dir()) {
        Some(path) => folder(Path::new(&path)),
        None => (0..FILES * 16).map(varied).collect(),
    };
    let files = (all.len() / 16).max(1);
    let size = |files: &[String]| files.iter().map(String::len).sum::<usize>();
    // As much text as one row above has, but no more than 5 MB, in one line; and in 300,000 lines at most.
    let most = size(&all).min(5 * MB);
    let text = all.concat();
    let end = (0..=most).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    let one_line = vec![text[..end].replace(['\r', '\n'], " ")];
    let short_lines = vec![text[..end].split_whitespace().take(300_000).collect::<Vec<_>>().join("\n")];
    let rows: [(&str, &[String]); 5] = [
        ("1×", &all[..files]),
        ("4×", &all[..(files * 4).min(all.len())]),
        ("16×", &all),
        ("one line", &one_line),
        ("short lines", &short_lines),
    ];
    let rules = Rules::built_in();
    let pools = [1, 2].map(|n| ThreadPoolBuilder::new().num_threads(n).build().expect("threads"));
    println!(
        "{:<12} {:>8} {:>8} {:>16} {:>6} {:>17} {:>9}",
        "text", "MB", "files", "1 thread MB/s", "ratio", "2 threads MB/s", "speed-up"
    );
    let mut first = None;
    for (name, files) in rows {
        let mb = size(files) as f64 / MB as f64;
        let [one, two] = [&pools[0], &pools[1]].map(|pool| mb / seconds(pool, &rules, files));
        let ratio = one / *first.get_or_insert(one);
        println!("{name:<12} {mb:>8.2} {:>8} {one:>16.2} {ratio:>6.2} {two:>17.2} {:>9.2}", files.len(), two / one);
    }
}
