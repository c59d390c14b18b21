//! Lost apostrophes that only the context shows: `the cells ability`, `users fingertips`, `its late`, `were here`.
//!
//! Each such word has more than one reading. A logistic regression, learned from text whose apostrophes were taken
//! out ([`train`]), says how likely each is in its place ([`features`]); how much of its apostrophes the source
//! loses elsewhere says how likely it is that one was lost at all.

mod features;
mod kinds;
mod model;
mod prior;
pub mod train;
mod whole;

use super::{
    Context, Found, contraction,
    tokens::{Word, Words, is_apostrophe},
    words,
};
use crate::model::phrase;
use features::Reader;
use model::{because, log_odds, probability};
pub(super) use prior::owners;

/// Contractions whose letters make another word too, and the question that decides between the two.
const CONTRACTIONS: [(&str, &str); 10] = [
    ("its", "it's"),
    ("were", "we're"),
    ("well", "we'll"),
    ("ill", "i'll"),
    ("id", "i'd"),
    ("wed", "we'd"),
    ("shell", "she'll"),
    ("hell", "he'll"),
    ("hed", "he'd"),
    ("lets", "let's"),
];

/// Whether a word in `s` is a possessive, and if so, whether its apostrophe stands after the `s`.
const OWNS: &str = "owns";
const AFTER_S: &str = "after-s";

/// From these probabilities on an apostrophe is put back, or is suggested: in a contraction where the source is seen to
/// lose most of them, leaving one out is as wrong as putting one in.
const LOSING: (f64, f64) = (0.5, 0.3);
/// The same for a possessive, which reads nearly as well without.
const LOSING_OWNS: (f64, f64) = (0.7, 0.3);
/// The same where little or nothing shows that the source loses any.
const ELSE: (f64, f64) = (0.9, 0.5);

/// From this probability on it is told whether a possessive is of one or of many (`lung’s`, `lungs’`).
const PLACED: f64 = 0.8;

/// How likely one place is where two are as likely.
const EITHER: f64 = 0.5;

/// What is suggested of a word that is no plural (`bodys`) takes this share at least to be lost: people err too.
const MISSPELT: f64 = 0.2;

/// The question that a word raises.
fn question(word: &Word) -> Option<&'static str> {
    if !word.free || word.text.contains(is_apostrophe) {
        return None;
    }
    if let Some(&(letters, _)) = CONTRACTIONS.iter().find(|c| c.0 == word.lower) {
        return (!word.is_caps()).then_some(letters);
    }
    let owner = word.text.ends_with('s')
        && word.lower.chars().nth(2).is_some()
        && !kinds::is_closed(&word.lower)
        && contraction::of(&word.lower).is_none();
    owner.then_some(OWNS)
}

/// What a word may have lost.
struct Judged {
    /// How likely it is that an apostrophe was lost, as log-odds, if the source loses all of them.
    odds: f64,
    /// How likely it is that the apostrophe stood where `to` has it.
    placed: f64,
    to: String,
}

impl Judged {
    /// How likely the loss is where the source loses this share of its apostrophes.
    fn likely(&self, lost: f64) -> f64 {
        probability(self.odds + lost.ln())
    }
}

fn judge(context: &Context, reader: &Reader, word: &Word, i: usize, question: &'static str) -> Judged {
    let (odds, apostrophe) = (log_odds(question, reader, i), context.apostrophe);
    if question != OWNS {
        let full = CONTRACTIONS.iter().find(|c| c.0 == question).map_or("", |c| c.1);
        return Judged { odds, placed: 1.0, to: restore_i(word.text, full, apostrophe) };
    }
    let odds = odds + context.owners;
    let after = if whole::has_no_singular(word.text) { 1.0 } else { probability(log_odds(AFTER_S, reader, i)) };
    let stem = &word.text[..word.text.len() - 1];
    let (placed, to) = match after > 0.5 {
        true => (after, format!("{stem}s{apostrophe}")),
        false => (1.0 - after, format!("{stem}{apostrophe}s")),
    };
    Judged { odds, placed: if whole::may_be_either(word.text) { EITHER } else { placed }, to }
}

/// `id` and `ill` in lower case stand for `I'd` and `I'll`.
fn restore_i(word: &str, full: &str, apostrophe: char) -> String {
    let text = contraction::restore(word, full, apostrophe);
    if full.starts_with("i'") { text.replacen('i', "I", 1) } else { text }
}

pub(super) fn find(context: &Context, text: &Words, found: &mut Found) {
    if context.apostrophes_lost < NEVER {
        return;
    }
    let reader = Reader::new(text, context.corpus);
    for (i, word) in text.iter() {
        let Some(question) = question(word).filter(|&q| (q == OWNS) == (found.rule.as_str() == POSSESSIVE)) else {
            continue;
        };
        if whole::is_whole(text, i, question) {
            continue;
        }
        let lost = context.apostrophes_lost;
        let (made, suggested) = match lost >= MOST {
            true if question == OWNS => LOSING_OWNS,
            true => LOSING,
            false => ELSE,
        };
        let judged = judge(context, &reader, word, i, question);
        if judged.likely(lost) >= made && judged.placed >= PLACED {
            found.inferred(word.span.clone(), judged.to);
            continue;
        }
        let lost = if question == OWNS && is_no_plural(word) { lost.max(MISSPELT) } else { lost };
        let likely = judged.likely(lost) * judged.placed;
        if likely >= suggested {
            let because = match because(question, &reader, i) {
                signs if signs.is_empty() => phrase("reason.likely"),
                signs => phrase("reason.likely-by").list("signs", signs),
            };
            let because = because.percent("likely", likely);
            found.suggest(word.span.clone(), judged.to, because);
        }
    }
}

/// Whether a noun is in the word list, and the word, which is that and an `s`, is not.
pub(super) fn is_no_plural(word: &Word) -> bool {
    word.lower.strip_suffix('s').is_some_and(words::is_noun) && !words::listed(word.text)
}

const POSSESSIVE: &str = "lost-possessive";

/// A source that loses this share of its apostrophes or more loses most of them.
pub(super) const MOST: f64 = 0.5;

/// A source that loses no more than this share of its apostrophes loses none.
const NEVER: f64 = 0.005;
