//! The index as files.

use super::{Document, Group, Posting, Term, Word};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Size at which a file of words or documents is full, in bytes. A query reads one for each of its words or
/// results, so they are small.
const SMALL: usize = 32 << 10;
/// Size at which a file of terms or places is full, in bytes. One term may well be larger by itself.
const LARGE: usize = 64 << 10;
/// Digits of numbers, 6 bits each: they stand in a script's string without an escape.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// One file of the index: a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Name without `.js`, unique within the index.
    pub key: String,
    /// Its bytes.
    pub script: String,
}

/// Files of one kind, filled one after another.
struct Shards {
    kind: char,
    full: usize,
    /// Of each file, the first key in it.
    firsts: Vec<serde_json::Value>,
    files: Vec<File>,
    open: Vec<String>,
    size: usize,
    wrap: fn(&[String]) -> String,
}

impl Shards {
    /// `wrap` makes the payload of entries.
    fn new(kind: char, full: usize, wrap: fn(&[String]) -> String) -> Self {
        Self { kind, full, firsts: Vec::new(), files: Vec::new(), open: Vec::new(), size: 0, wrap }
    }

    fn add(&mut self, key: impl Into<serde_json::Value>, entry: String) {
        if self.size > 0 && self.size + entry.len() > self.full {
            self.close();
        }
        if self.open.is_empty() {
            self.firsts.push(key.into());
        }
        self.size += entry.len() + 1;
        self.open.push(entry);
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            let key = format!("{}{}", self.kind, self.files.len());
            self.files.push(script(key, &(self.wrap)(&self.open)));
            self.open.clear();
            self.size = 0;
        }
    }

    fn finish(mut self, into: &mut Vec<File>) -> Vec<serde_json::Value> {
        self.close();
        into.append(&mut self.files);
        self.firsts
    }
}

/// Writes the index; the first file is `index`.
pub(super) fn files(
    groups: &[Group],
    documents: &[&Document],
    words: BTreeMap<String, Word>,
    mut terms: Vec<Term>,
    weight: &impl Fn(&Posting) -> u8,
) -> Vec<File> {
    let mut files = Vec::new();
    // The browser compares strings by UTF-16 units.
    let mut order: Vec<usize> = (0..terms.len()).collect();
    let folded: Vec<String> = terms.iter().map(|t| super::fold(&t.stem)).collect();
    order.sort_by(|&a, &b| utf16(&folded[a], &folded[b]).then_with(|| terms[a].stem.cmp(&terms[b].stem)));
    let mut number = vec![0; terms.len()];
    for (n, &term) in order.iter().enumerate() {
        number[term] = n;
    }

    let mut words: Vec<(String, Word)> = words.into_iter().collect();
    words.sort_by(|a, b| utf16(&a.0, &b.0));
    let mut shards = Shards::new('w', SMALL, |lines| json!(lines.join("\n")).to_string());
    for (word, known) in words {
        let mut numbers: Vec<usize> = known.terms.iter().map(|&t| number[t]).collect();
        numbers.sort_unstable();
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        let stop = if known.stop { "!" } else { "" };
        let line = format!("{word}{stop} {}", numbers.join(" "));
        shards.add(word, line);
    }
    let word_firsts = shards.finish(&mut files);

    let mut of_terms = Shards::new('t', LARGE, |entries| json!(entries).to_string());
    let mut of_places = Shards::new('o', LARGE, |entries| json!(entries).to_string());
    for (n, &term) in order.iter().enumerate() {
        let term = std::mem::take(&mut terms[term]);
        let mut uses = term.forms.into_iter().collect::<Vec<_>>().join(" ");
        uses.push('|');
        let (mut places, mut next, mut at) = (String::new(), 0, 0);
        for posting in &term.postings {
            digits(posting.document - next, &mut uses);
            uses.push(char::from(DIGITS[usize::from(weight(posting).min(63))]));
            next = posting.document + 1;
            digits(posting.times, &mut places);
            let mut from = 0;
            for &place in &term.places[at..at + posting.times as usize] {
                digits(place - from, &mut places);
                from = place;
            }
            at += posting.times as usize;
        }
        of_terms.add(n, uses);
        of_places.add(n, places);
    }
    let term_firsts = of_terms.finish(&mut files);
    let place_firsts = of_places.finish(&mut files);

    let mut shards = Shards::new('d', SMALL, |entries| format!("[{}]", entries.join(",\n")));
    for (n, d) in documents.iter().enumerate() {
        shards.add(n, json!([d.href, d.title, d.place, d.text]).to_string());
    }
    let document_firsts = shards.finish(&mut files);

    let mut first = 0;
    let groups: Vec<serde_json::Value> = groups
        .iter()
        .filter(|g| !g.documents.is_empty())
        .map(|g| {
            let group = json!([g.title, first]);
            first += g.documents.len();
            group
        })
        .collect();
    let index = json!({
        "n": documents.len(), "groups": groups,
        "w": word_firsts, "t": term_firsts, "o": place_firsts, "d": document_firsts,
    });
    files.insert(0, script("index".to_owned(), &index.to_string()));
    files
}

/// Sixteen hexadecimal digits that no other index has: a page never meets files of another build.
pub fn fingerprint(files: &[File]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.script.as_bytes());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// A call with a payload in JSON. What ends a script element or a line of script is escaped, wherever it is put.
fn script(key: String, json: &str) -> File {
    let json = json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    File { script: format!("shard(\"{key}\",{json})\n"), key }
}

fn utf16(a: &str, b: &str) -> std::cmp::Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

/// Writes a number, lowest 5 bits first; the sixth says that more follow.
fn digits(mut n: u32, out: &mut String) {
    while n > 31 {
        out.push(char::from(DIGITS[(n & 31 | 32) as usize]));
        n >>= 5;
    }
    out.push(char::from(DIGITS[n as usize]));
}
