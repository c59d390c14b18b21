//! Counts `data/general.txt`, the words that pages on any subject use, from folders of pages on many subjects:
//!
//! ```sh
//! cargo run --release --example general-words -- FOLDER… > data/general.txt
//! ```
//!
//! Every `.txt` file of a folder is a page.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    io::{self, Write},
};
use unicode_segmentation::UnicodeSegmentation;

/// A word is general when at least so many of a thousand pages have it.
const FEWEST: usize = 10;

const HEAD: &str = "\
# How many of a thousand pages on many subjects have a word: the higher, the less it tells of any one subject.
#   cargo run --release --example general-words -- WCXB/txt > data/general.txt
# from 1117 pages of the WCXB development split (CC BY 4.0).
";

fn main() -> io::Result<()> {
    let mut pages = 0;
    let mut with: BTreeMap<String, usize> = BTreeMap::new();
    for folder in env::args().skip(1) {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.extension().is_none_or(|e| e != "txt") {
                continue;
            }
            let text = String::from_utf8_lossy(&fs::read(path)?).to_lowercase().replace('’', "'");
            let words: BTreeSet<&str> = text.unicode_words().map(|w| w.strip_suffix("'s").unwrap_or(w)).collect();
            words.into_iter().for_each(|word| *with.entry(word.to_owned()).or_default() += 1);
            pages += 1;
        }
    }
    let mut out = io::stdout().lock();
    write!(out, "{HEAD}")?;
    for (word, n) in with {
        let share = n * 1000 / pages.max(1);
        if share >= FEWEST && word.bytes().all(|b| b.is_ascii_lowercase()) && word.len() > 1 {
            writeln!(out, "{word} {share}")?;
        }
    }
    Ok(())
}
