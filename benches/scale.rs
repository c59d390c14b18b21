//! Do grouping and linking grow with the text, and no faster? Books of 1,000, 10,000 and 100,000 sections, each in a
//! process of its own: processor time (of all threads, so that a busy machine does not show) a section and a kilobyte of
//! text, peak memory a byte of text, and how these compare with the smallest book's.
//!
//! `cargo bench --bench scale`, or with sizes: `cargo bench --bench scale -- 1000 4000 16000`

#![allow(clippy::print_stdout)]

use sourcebook::{
    book::Book,
    group, link,
    model::{Ledger, Source, SourceId},
    outline,
};
use std::{collections::BTreeMap, env, fs, path::Path, process::Command, time::Instant};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const SECTIONS_A_SOURCE: usize = 10;
const WORDS_A_PARAGRAPH: usize = 80;

/// Numbers that are the same on every run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A word by its rank: few are frequent, and the book has new ones to its end (Zipf).
fn word(numbers: &mut Numbers, out: &mut String) {
    const SMALL: [&str; 12] = ["the", "of", "and", "to", "in", "is", "that", "for", "with", "as", "by", "on"];
    const SYLLABLES: [&str; 16] =
        ["ka", "ri", "ton", "mel", "sor", "vi", "dan", "pu", "lek", "ora", "gim", "tes", "bal", "nu", "fer", "hyd"];
    if numbers.unit() < 0.4 {
        out.push_str(SMALL[(numbers.next() % 12) as usize]);
        return;
    }
    let mut rank = (2_000_000_f64.powf(numbers.unit())) as usize;
    loop {
        out.push_str(SYLLABLES[rank % 16]);
        rank /= 16;
        if rank == 0 {
            return;
        }
    }
}

fn source(id: usize, numbers: &mut Numbers) -> Source {
    let mut text = String::new();
    for _ in 0..SECTIONS_A_SOURCE {
        text.push_str("## What The ");
        word(numbers, &mut text);
        text.push_str(" Does To ");
        word(numbers, &mut text);
        text.push_str("\n\n");
        for i in 0..WORDS_A_PARAGRAPH {
            text.push_str(if i == 0 { "It" } else { " " });
            word(numbers, &mut text);
            text.push_str(if i % 13 == 12 { "." } else { "" });
        }
        text.push_str(".\n\n");
    }
    Source::new(SourceId(id as u32), format!("{id}.txt"), format!("s{id}"), text)
}

/// Kilobytes, from `/proc/self/status`; 0 where there is none.
fn memory(field: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix(field)?.strip_prefix(':'));
    line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}

/// Seconds that this process has had a processor, from `/proc/self/stat` (in steps of 10 ms); elsewhere, since `start`.
fn processor(start: Instant) -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets: user time is the 12th field, system time the 13th.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: Vec<f64> = fields.skip(11).take(2).filter_map(|f| f.parse().ok()).collect();
    if ticks.len() == 2 { ticks.iter().sum::<f64>() / 100.0 } else { start.elapsed().as_secs_f64() }
}

fn one(sections: usize) {
    let topics = "kari ton mel sor vi dan pu lek ora gim".split(' ').enumerate().map(|(i, term)| {
        format!("[[topic]]\nid = \"t{i}\"\ntitle = \"Topic {i}\"\nterms = [\"{term}\", \"{term}{term}\"]\n")
    });
    let toml = format!("[book]\ntitle = \"Scale\"\n{}", topics.collect::<String>());
    let book = Book::parse(Path::new("."), toml).expect("a book");
    let mut numbers = Numbers(1);
    let sources: Vec<Source> = (0..sections / SECTIONS_A_SOURCE).map(|id| source(id, &mut numbers)).collect();
    let bytes: usize = sources.iter().map(|s| s.text.len()).sum();
    let ledger = Ledger::new(&sources);
    let outline = outline::outline(&sources, &ledger);
    let before = memory("VmRSS");
    let start = Instant::now();
    let began = processor(start);
    let pins = BTreeMap::new();
    let placements = group::group(&book.topics, &book.language, &sources, &ledger, &outline, &pins);
    let grouped = processor(start);
    let links = link::link(&book, &sources, &ledger, &outline, &placements);
    let linked = processor(start);
    let peak = memory("VmHWM").saturating_sub(before) * 1024;
    println!(
        "{} {bytes} {} {} {peak} {} {}",
        outline.sections.len(),
        grouped - began,
        linked - grouped,
        links.terms.len(),
        links.related.iter().map(Vec::len).sum::<usize>()
    );
}

fn main() {
    if let Some(sections) = env::var("SCALE_OF_ONE").ok().and_then(|s| s.parse().ok()) {
        return one(sections);
    }
    let asked: Vec<usize> = env::args().filter_map(|a| a.parse().ok()).collect();
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    println!(
        "sections  text MB  group µs/section  link µs/section  ratio  µs/KB  ratio  peak B/B  ratio   terms  related"
    );
    let mut first: Option<[f64; 3]> = None;
    for size in sizes {
        let this = env::current_exe().expect("this program");
        let out = Command::new(this).env("SCALE_OF_ONE", size.to_string()).output().expect("it runs");
        let text = String::from_utf8_lossy(&out.stdout);
        let n: Vec<f64> = text.split_whitespace().filter_map(|w| w.parse().ok()).collect();
        let [sections, bytes, group, link, peak, terms, related] = n[..] else {
            println!("{size}: {}", String::from_utf8_lossy(&out.stderr));
            continue;
        };
        let [a_section, a_kilobyte, share] =
            [(group + link) / sections * 1e6, (group + link) / bytes * 1e9, peak / bytes];
        let of = *first.get_or_insert([a_section, a_kilobyte, share]);
        println!(
            "{sections:>8} {:>8.1} {:>17.1} {:>16.1} {:>6.2} {a_kilobyte:>6.1} {:>6.2} {share:>9.1} {:>6.2} {terms:>7} {related:>8}",
            bytes / 1e6,
            group / sections * 1e6,
            link / sections * 1e6,
            a_section / of[0],
            a_kilobyte / of[1],
            share / of[2]
        );
    }
}
