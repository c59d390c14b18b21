//! What speaks for an apostrophe, as named features of a word and of what stands around it.
//!
//! The same features serve learning ([`super::train`]) and judging ([`super::model`]). All are read from text
//! without apostrophes, so that what an earlier pass put back changes nothing here.

use super::kinds::{class, ending, sign};
use crate::clean::repair::{
    corpus::Corpus,
    tokens::{Word, Words},
    words,
};
use std::cell::OnceCell;

/// Verbs that tell by their form whether their subject is one or many.
const AGREEING: &[&str] = &["am", "are", "do", "does", "has", "have", "is", "was", "were"];

/// How far ahead a verb is looked for, in words.
const AHEAD: usize = 8;

/// One place around the word: a word, a sign between words, or an end of the text.
#[derive(Clone, Copy)]
struct Place<'a> {
    text: &'a str,
    class: &'static str,
}

const END: Place<'static> = Place { text: "$", class: "$" };

/// Reads the features of the words of one text.
pub(super) struct Reader<'a, 't> {
    words: &'a Words<'t>,
    corpus: &'a Corpus,
    /// The letters and the class of each word, once asked for.
    known: Vec<OnceCell<(String, &'static str)>>,
}

impl<'a, 't> Reader<'a, 't> {
    pub fn new(words: &'a Words<'t>, corpus: &'a Corpus) -> Self {
        Self { words, corpus, known: vec![OnceCell::new(); words.len()] }
    }

    /// Tells every feature of word `i`: its name and its value.
    pub fn features(&self, i: usize, tell: &mut dyn FnMut(&'static str, &str)) {
        let Some(word) = self.words.get(i) else { return };
        let (word_letters, _) = self.word(i);
        let stem = word_letters.strip_suffix('s').unwrap_or(word_letters);
        let shape = self.shape(word, stem);
        let right = self.right(i);
        let left = self.left(i);
        let [n1, n2, n3, n4] = right;
        let [p1, p2, p3] = left;
        let mut joined = String::with_capacity(64);
        let mut join = |name: &'static str, parts: &[&str]| {
            joined.clear();
            for (at, part) in parts.iter().enumerate() {
                if at > 0 {
                    joined.push(' ');
                }
                joined.push_str(part);
            }
            tell(name, &joined);
        };
        join("always", &["1"]);
        join("word", &[stem]);
        join("word-end", &[ending(stem)]);
        join("shape", &[shape]);
        join("shape next", &[shape, n1.class]);
        join("shape before", &[p1.class, shape]);
        join("next", &[n1.text]);
        join("next-kind", &[n1.class]);
        join("next-end", &[n1.class, ending(n1.text)]);
        join("next-two-kinds", &[n1.class, n2.class]);
        join("next-three-kinds", &[n1.class, n2.class, n3.class]);
        join("next-four-kinds", &[n1.class, n2.class, n3.class, n4.class]);
        join("next-two", &[n1.text, n2.text]);
        join("next-kind second", &[n1.class, n2.text]);
        join("next second-kind", &[n1.text, n2.class]);
        join("second", &[n2.text]);
        join("third", &[n3.text]);
        join("before", &[p1.text]);
        join("before-kind", &[p1.class]);
        join("before-two", &[p2.text, p1.text]);
        join("before-two-kinds", &[p2.class, p1.class]);
        join("before-three-kinds", &[p3.class, p2.class, p1.class]);
        join("around", &[p1.text, n1.text]);
        join("around-kinds", &[p1.class, n1.class]);
        join("around-more-kinds", &[p1.class, n1.class, n2.class]);
        join("around-most-kinds", &[p2.class, p1.class, n1.class, n2.class]);
        join("word next-kind", &[stem, n1.class]);
        join("word before", &[p1.text, stem]);
        let opens = self.opens(i);
        join("opens", &[opens]);
        join("opens next-kind", &[opens, n1.class]);
        join("opens next-two-kinds", &[opens, n1.class, n2.class]);
        let agrees = self.agrees(i);
        join("verb", &[agrees]);
        join("verb opens next-kind", &[agrees, opens, n1.class]);
        join("seen", &[&self.seen(word, stem)]);
    }

    fn word(&self, i: usize) -> (&str, &'static str) {
        let (letters, class) = self.known[i].get_or_init(|| {
            let word = self.words.get(i);
            let letters = word.map_or_else(String::new, |w| w.lower.replace('\'', ""));
            let class = word.map_or("$", |w| class(w, &letters, self.words.starts(i)));
            (letters, class)
        });
        (letters, class)
    }

    fn place(&self, i: usize) -> Place<'_> {
        let (text, class) = self.word(i);
        Place { text, class }
    }

    fn right(&self, i: usize) -> [Place<'_>; 4] {
        let mut places = [END; 4];
        let (mut at, mut n) = (i, 0);
        while n < places.len() {
            if let Some(sign) = sign(self.words.gap_after(at)) {
                places[n] = Place { text: sign, class: sign };
                n += 1;
            }
            at += 1;
            if at >= self.words.len() || n == places.len() {
                break;
            }
            places[n] = self.place(at);
            n += 1;
        }
        places
    }

    fn left(&self, i: usize) -> [Place<'_>; 3] {
        let mut places = [END; 3];
        let (mut at, mut n) = (i, 0);
        while n < places.len() {
            if let Some(sign) = sign(self.words.gap_before(at)) {
                places[n] = Place { text: sign, class: sign };
                n += 1;
            }
            if at == 0 || n == places.len() {
                break;
            }
            at -= 1;
            places[n] = self.place(at);
            n += 1;
        }
        places
    }

    /// What opens the phrase that the word stands in: the first word before it that describes nothing.
    fn opens(&self, i: usize) -> &'static str {
        let mut at = i;
        for _ in 0..4 {
            if let Some(sign) = sign(self.words.gap_before(at)) {
                return sign;
            }
            if at == 0 {
                return "$";
            }
            at -= 1;
            let (_, class) = self.word(at);
            if !matches!(class, "noun" | "noun/verb" | "adj" | "noun/adj" | "name" | "caps" | "?" | "-ed" | "adv") {
                return class;
            }
        }
        "…"
    }

    /// The next verb of the sentence that agrees with its subject.
    fn agrees(&self, i: usize) -> &str {
        let mut at = i + 1;
        while at < self.words.len().min(i + AHEAD) {
            if matches!(sign(self.words.gap_before(at)), Some("." | ";")) {
                return "$";
            }
            let (letters, class) = self.word(at);
            if AGREEING.contains(&letters) {
                return letters;
            }
            if matches!(class, "verb-s" | "not" | "will") {
                return class;
            }
            at += 1;
        }
        "…"
    }

    /// How the word is written, and what the word list says of it without its `s` and with it.
    fn shape(&self, word: &Word, stem: &str) -> &'static str {
        let caps = word.text.chars().rev().skip(1).all(|c| !c.is_lowercase());
        let inner = word.text.chars().skip(1).any(char::is_uppercase);
        if caps && word.text.chars().count() > 2 {
            return "CAPS+s";
        }
        if inner {
            return "inNer+s";
        }
        let with_s = format!("{stem}s");
        let (noun, plural) = (words::is_noun(stem), words::exact(&with_s).is_some());
        let stem_name = words::exact(&words::capitalised(stem)).is_some();
        let name = stem_name || words::exact(&words::capitalised(&with_s)).is_some();
        match (word.is_title(), noun, plural) {
            (true, _, true) if !noun && stem_name => "Title, name, and a word with s",
            (true, true, true) => "Title, noun, plural",
            (true, false, true) => "Title, word with s",
            (true, true, false) if stem_name => "Title, noun and name",
            (true, true, false) => "Title, noun, no such plural",
            (true, false, false) if stem_name => "Title, name",
            (true, false, false) if name => "Title, name with s",
            (true, false, false) => "Title, unknown",
            (false, true, true) if words::is_verb(stem) => "noun/verb, plural",
            (false, true, true) => "noun, plural",
            (false, true, false) => "noun, no such plural",
            (false, false, true) if words::is_noun(&with_s) => "noun with s",
            (false, false, true) => "word with s",
            (false, false, false) if words::exact(stem).is_some() => "word, none with s",
            (false, false, false) if name => "name in lower case",
            (false, false, false) => "unknown",
        }
    }

    /// How often the corpus has the word without its `s`, and with it, where the word list knows neither.
    fn seen(&self, word: &Word, stem: &str) -> String {
        if words::exact(stem).is_some() || words::exact(&word.lower).is_some() {
            return "listed".to_owned();
        }
        let size = |n: u32| n.min(7).checked_ilog2().map_or(0, |l| l + 1);
        let with_s = self.corpus.seen(&word.lower).all;
        format!("{} alone, {} with s", size(self.corpus.seen(stem).all), size(with_s).max(1))
    }
}
