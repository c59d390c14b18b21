//! Damage to text and its repair: lost apostrophes, lone `â`, glued words, stray spaces.

mod apostrophe;
mod draft;
mod glue;
#[rustfmt::skip]
mod lists;
mod mojibake;
mod possessive;
mod spacing;
mod words;

use super::rules::Rules;
use crate::model::{Edit, Source, Suggestion};
use draft::Draft;
use words::Corpus;

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

/// Rounds after which mending stops; a round that changes nothing ends it sooner.
const ROUNDS: usize = 8;

impl<'a> Repairer<'a> {
    /// Reads the corpus's words.
    pub fn new(rules: &'a Rules, sources: &[Source]) -> Self {
        Self { rules, corpus: Corpus::new(sources) }
    }

    /// The repairs of one line.
    pub fn line(&self, source: &Source, line: u32) -> Repairs {
        let raw = source.raw(line);
        if raw.trim().is_empty() {
            return Repairs::default();
        }
        let mut draft = Draft::new(raw);
        for _ in 0..ROUNDS {
            let mut changed = draft.apply(mojibake::entities(self.rules, draft.text()));
            changed |= draft.apply(mojibake::reencoded(self.rules, draft.text()));
            if self.corpus.english(source, draft.text()) {
                changed |= draft.apply(mojibake::lone(self.rules, draft.text()));
                changed |= draft.apply(apostrophe::contractions(self.rules, draft.text()));
                changed |= draft.apply(glue::words(self.rules, &self.corpus, draft.text()));
                changed |= draft.apply(glue::punctuation(self.rules, draft.text()));
                changed |= draft.apply(possessive::possessives(self.rules, &self.corpus, draft.text()));
                changed |= draft.apply(spacing::before_punctuation(self.rules, draft.text()));
            }
            if !changed {
                break;
            }
        }
        let (edits, suggestions) = draft.finish(source.at(line));
        Repairs { edits, suggestions }
    }
}
