//! Damage to text and its repair, by passes that run one after another until nothing changes:
//!
//! 1. [`encoding`]: text decoded wrongly before it was saved (`â€™`)
//! 2. [`entity`]: HTML entities that show
//! 3. [`characters`]: control characters and ligatures
//! 4. [`circumflex`]: a lone `â`, all that is left of a quotation mark or a dash
//! 5. [`spacing`]: spaces before punctuation, none after it
//! 6. [`contraction`] and [`apostrophe`]: lost apostrophes, by table and by context
//! 7. [`camel`] and [`glue`]: words run together
//!
//! Passes 1 to 3 hold for any language; the others are for English prose. [`corpus`] and [`words`] are the
//! evidence; where it is thin, a repair is suggested instead of made.

pub mod apostrophe;
mod camel;
mod characters;
mod circumflex;
mod classes;
mod compound;
mod contraction;
mod corpus;
mod draft;
mod encoding;
mod entity;
mod glue;
mod language;
mod spacing;
mod tokens;
mod usage;
pub(crate) mod words;

pub(super) use language::function_words;
pub(super) use words::{is_no_name, listed as is_listed};

use super::rules::Rules;
use crate::model::{Certainty, Edit, Phrase, RuleName, Source, Suggestion};
use corpus::Corpus;
use draft::{Change, Draft};
use rayon::prelude::*;
use std::{borrow::Cow, ops::Range};
use tokens::Words;

/// Passes run again on what they wrote, for a split can lay bare a lost apostrophe. Real text settles in two rounds.
const ROUNDS: usize = 6;

/// What is to be mended in one line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Repairs {
    /// Edits to apply, in order, without overlap.
    pub edits: Vec<Edit>,
    /// Likely repairs, not applied.
    pub suggestions: Vec<Suggestion>,
}

/// Mends lines with the whole corpus in view: its words are evidence for what is a word.
#[derive(Debug)]
pub struct Repairer<'a> {
    rules: &'a Rules,
    corpus: Corpus,
}

/// What a pass may know besides the text.
#[derive(Debug)]
struct Context<'a> {
    corpus: &'a Corpus,
    /// The apostrophe that the line writes.
    apostrophe: char,
    /// The share of its apostrophes that the source loses, so far as one can tell.
    apostrophes_lost: f64,
    /// What the source's own share of possessives adds to the log-odds of each.
    owners: f64,
    /// Whether the source runs words together elsewhere.
    loses_spaces: bool,
    /// Whether a line beside this one begins with a name with a capital inside: one that begins in lower case, and one
    /// that begins with a capital.
    beside_names: [bool; 2],
}

impl<'a> Context<'a> {
    /// Nothing but what the corpus tells.
    fn of(corpus: &'a Corpus) -> Self {
        Self {
            corpus,
            apostrophe: '’',
            apostrophes_lost: 0.0,
            owners: 0.0,
            loses_spaces: false,
            beside_names: [false; 2],
        }
    }
}

/// What a pass finds: changes to make, and changes to suggest with the reason.
#[derive(Debug)]
struct Found<'a> {
    rule: &'a RuleName,
    changes: Vec<Change>,
    likely: Vec<(Change, Phrase)>,
}

impl Found<'_> {
    fn change(&self, span: Range<usize>, to: String, certainty: Certainty) -> Change {
        Change { span, to, rule: self.rule.clone(), certainty }
    }

    fn certain(&mut self, span: Range<usize>, to: impl Into<String>) {
        self.changes.push(self.change(span, to.into(), Certainty::Certain));
    }

    fn inferred(&mut self, span: Range<usize>, to: impl Into<String>) {
        self.changes.push(self.change(span, to.into(), Certainty::Inferred));
    }

    fn suggest(&mut self, span: Range<usize>, to: impl Into<String>, because: Phrase) {
        self.likely.push((self.change(span, to.into(), Certainty::Inferred), because));
    }
}

/// One pass over the present text of a line.
type Pass = fn(&Context, &Words, &mut Found);

/// The passes that hold for any language.
const EVERYWHERE: [(&str, Pass); 5] = [
    ("double-encoding", encoding::find),
    ("c1-control", encoding::controls),
    ("html-entity", entity::find),
    ("control-character", characters::controls),
    ("ligature", characters::ligatures),
];

/// The passes for a line that may be program text.
const UNDECODED: [(&str, Pass); 3] = [
    ("double-encoding", encoding::find),
    ("c1-control", encoding::controls),
    ("control-character", characters::controls),
];

/// The passes for English prose. The order matters: contractions come before splitting, or `dont` would be split.
const ENGLISH: [(&str, Pass); 8] = [
    ("lone-circumflex", circumflex::find),
    ("space-before-punctuation", spacing::stray),
    ("no-space-after-punctuation", spacing::missing),
    ("lost-apostrophe", contraction::find),
    ("lost-apostrophe", apostrophe::find),
    ("lost-possessive", apostrophe::find),
    ("glued-capital", camel::find),
    ("glued-words", glue::find),
];

impl<'a> Repairer<'a> {
    /// Reads the corpus's words.
    pub fn new(rules: &'a Rules, sources: &[Source]) -> Self {
        let mended = |text: &str, passes: &[(&str, Pass)], corpus: &Corpus| {
            let mut draft = Draft::new(text);
            settle(rules, passes, &Context::of(corpus), &mut draft);
            draft.into_text()
        };
        let none = Corpus::default();
        let decoded = |raw| match mended(raw, &EVERYWHERE, &none) {
            text if text == raw => Cow::Borrowed(raw),
            text => Cow::Owned(text),
        };
        let mut lines: Vec<corpus::Lines> =
            sources.par_iter().map(|source| source.lines().map(|line| decoded(source.raw(line))).collect()).collect();
        let mut corpus = Corpus::new(sources, &lines);
        let mut lone: Vec<(&Source, &mut Cow<str>)> = sources
            .iter()
            .zip(&mut lines)
            .flat_map(|(source, lines)| lines.iter_mut().map(move |text| (source, text)))
            .filter(|(source, text)| text.contains('â') && corpus.is_english(source, text))
            .collect();
        if !lone.is_empty() {
            // A word beside a lone `â` is evidence as what it is once mended: it is what a second run would read.
            for (_, text) in &mut lone {
                **text = Cow::Owned(mended(text, &ENGLISH[..1], &corpus));
            }
            corpus = Corpus::new(sources, &lines);
        }
        Self { rules, corpus }
    }

    /// The repairs of one line.
    pub fn line(&self, source: &Source, line: u32) -> Repairs {
        let words = source.words(line);
        if words.trim().is_empty() || source.is_code(line) {
            return Repairs::default();
        }
        let looks_like_code = language::is_code(&words);
        let context = Context {
            corpus: &self.corpus,
            apostrophe: self.corpus.apostrophe(source, line),
            apostrophes_lost: self.corpus.apostrophes_lost(source),
            owners: self.corpus.owners(source),
            loses_spaces: self.corpus.loses_spaces(source),
            beside_names: self.corpus.beside_names(source, line),
        };
        let mut draft = Draft::new(&words);
        // What decoding broke is no code, whatever else the line is.
        settle(self.rules, if looks_like_code { &UNDECODED } else { &EVERYWHERE }, &context, &mut draft);
        // The language is judged by what is read, not by how it was encoded.
        let mut likely = Vec::new();
        if !looks_like_code && self.corpus.is_english(source, draft.text()) && !language::is_code(draft.text()) {
            let passes: Vec<_> = EVERYWHERE.into_iter().chain(ENGLISH).collect();
            likely = settle(self.rules, &passes, &context, &mut draft);
        }
        let suggest = |(change, because): (Change, Phrase)| {
            let Change { span, to, rule, certainty } = change;
            let span = source.raw_span(line, draft.untouched(span)?)?;
            let edit = Edit { span, to, rule, certainty };
            Some(Suggestion { at: source.at(line), edit, because: because.into() })
        };
        let mut suggestions: Vec<_> = likely.into_iter().filter_map(suggest).collect();
        suggestions.sort_by_key(|s| s.edit.span.start);
        let placed = |e: Edit| Some(Edit { span: source.raw_span(line, e.span.clone())?, ..e });
        let edits = draft.finish().into_iter().filter_map(placed).collect();
        Repairs { edits, suggestions }
    }
}

/// Runs passes until none changes the text; what the last round holds for likely.
fn settle(rules: &Rules, passes: &[(&str, Pass)], context: &Context, draft: &mut Draft) -> Vec<(Change, Phrase)> {
    let passes: Vec<_> = passes.iter().filter_map(|&(name, pass)| Some((rules.on(name)?, pass))).collect();
    for _ in 0..ROUNDS {
        let (mut likely, mut next, mut settled) = (Vec::new(), 0, true);
        while next < passes.len() {
            let words = Words::new(draft.text());
            let mut changes = Vec::new();
            // The words are read again only when a pass has changed them.
            while changes.is_empty()
                && let Some(&(rule, pass)) = passes.get(next)
            {
                next += 1;
                let mut found = Found { rule, changes: Vec::new(), likely: Vec::new() };
                pass(context, &words, &mut found);
                changes = found.changes;
                likely.append(&mut found.likely);
            }
            settled &= changes.is_empty();
            draft.apply(changes);
        }
        if settled {
            return likely;
        }
    }
    Vec::new()
}
