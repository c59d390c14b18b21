//! Pull-quotes: paragraphs that say again what another paragraph of their section says.

use crate::model::{BlockKind, Ledger, Section, Source, plain};
use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

/// Words of a run. Two paragraphs that have one in common are compared.
const RUN: usize = 4;
/// A pull-quote has no more words.
const MOST: usize = 60;
/// A paragraph in quotation marks may be as short as this, for it says that it quotes.
const FEWEST_QUOTED: usize = 4;
/// Any other has to be a sentence, or it recurs by chance.
const FEWEST: usize = 8;
/// Percent of its words that stand in runs of the other: people cut quotes short and change a word.
const ALIKE: usize = 80;
/// Paragraphs that are remembered for one run, so that a text of one sentence costs no more than any other.
const FULL: usize = 8;

/// One paragraph as the search sees it.
struct Said {
    words: Vec<String>,
    quoted: bool,
    /// Whether it stands as a paragraph: quotations and list items are marked as such already.
    alone: bool,
}

impl Said {
    fn new(text: &str, alone: bool) -> Self {
        let text = plain(text);
        let quoted = text.trim_start().starts_with(['"', '\'', '«', '„']);
        // Its speaker, after a dash, is not said in the sentence.
        let said =
            text.rsplit_once(['—', '–']).filter(|(_, who)| quoted && words(who).len() < 6).map_or(&*text, |s| s.0);
        let words = words(if alone { said } else { &text });
        Self { words, quoted, alone }
    }

    /// Whether it is a paragraph, short enough to be a pull-quote and long enough not to recur by chance.
    fn may_repeat(&self) -> bool {
        self.alone && (if self.quoted { FEWEST_QUOTED } else { FEWEST }..=MOST).contains(&self.words.len())
    }

    /// Whether it says nothing that `other` does not: most of its words stand there in the same runs, and all of its
    /// numbers.
    fn repeats<'s>(&self, other: &'s Self, runs: &OnceCell<HashSet<&'s [String]>>) -> bool {
        if other.words.len() <= self.words.len() {
            return false;
        }
        let runs = runs.get_or_init(|| other.words.windows(RUN).collect());
        let mut covered = vec![false; self.words.len()];
        for (i, run) in self.words.windows(RUN).enumerate() {
            if runs.contains(run) {
                covered[i..i + RUN].fill(true);
            }
        }
        let number = |w: &String| w.contains(char::is_numeric);
        let same = covered.iter().filter(|c| **c).count();
        same * 100 >= self.words.len() * ALIKE && !self.words.iter().zip(&covered).any(|(w, c)| !c && number(w))
    }
}

/// Letters and digits in lower case, word by word.
fn words(text: &str) -> Vec<String> {
    let letters = |w: &str| w.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    text.split(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '…'))
        .map(letters)
        .filter(|w| !w.is_empty())
        .collect()
}

/// Marks paragraphs that repeat a sentence of another, longer paragraph of their section, word for word or nearly,
/// in quotation marks or without. The work grows with the text.
pub fn mark(source: &Source, ledger: &Ledger, section: &mut Section) {
    let said: Vec<Option<Said>> = section
        .blocks
        .iter()
        .map(|block| {
            let may = matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::Item { .. });
            let lines = || block.lines.iter().filter_map(|&line| ledger.text(source, line)).collect::<Vec<_>>();
            may.then(|| Said::new(&lines().join(" "), block.kind == BlockKind::Paragraph))
        })
        .collect();
    if said.iter().flatten().count() < 2 || !said.iter().flatten().any(Said::may_repeat) {
        return;
    }
    let mut by_run: HashMap<&[String], Vec<usize>> = HashMap::new();
    for (i, said) in said.iter().enumerate().filter_map(|(i, s)| Some((i, s.as_ref()?))) {
        for run in said.words.windows(RUN) {
            let at = by_run.entry(run).or_default();
            if at.len() < FULL && at.last() != Some(&i) {
                at.push(i);
            }
        }
    }
    // The runs of a paragraph are told apart once, however many quote it.
    let runs: Vec<OnceCell<HashSet<&[String]>>> = said.iter().map(|_| OnceCell::new()).collect();
    let mut pulled = Vec::new();
    for (i, quote) in said.iter().enumerate().filter_map(|(i, s)| Some((i, s.as_ref().filter(|s| s.may_repeat())?))) {
        let mut others: Vec<usize> =
            quote.words.windows(RUN).filter_map(|run| by_run.get(run)).flatten().copied().collect();
        others.sort_unstable();
        others.dedup();
        let is_in = |j: usize| said[j].as_ref().is_some_and(|other| quote.repeats(other, &runs[j]));
        if others.into_iter().any(|j| j != i && is_in(j)) {
            pulled.push(i);
        }
    }
    for i in pulled {
        section.blocks[i].kind = BlockKind::PullQuote;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "“We know a lot about what happens at the level of cells,” she says, “but how do you get from \
        one cell to a mind that can ask 3 questions?”";

    fn repeats(quote: &str, said: &str) -> bool {
        let quote = Said::new(quote, true);
        quote.may_repeat() && quote.repeats(&Said::new(said, true), &OnceCell::new())
    }

    #[test]
    fn quoted_unquoted_and_nearly() {
        for quote in [
            "“How do you get from one cell to a mind?”",
            "How do you get from one cell to a mind that can ask 3 questions?",
            "“But how do you get from one cell to a mind?” — Jane Doe, biologist",
            "We know a lot about what happens at the level of all cells",
        ] {
            assert!(repeats(quote, SAID), "{quote}");
        }
    }

    #[test]
    fn what_says_something_else_is_none() {
        for quote in [
            "How do you get from one cell to a mind that can ask 4 questions?",
            "We know a lot about minds, and next to nothing about what they are made of.",
            "But how do you get",
            SAID,
        ] {
            assert!(!repeats(quote, SAID), "{quote}");
        }
    }

    #[test]
    fn only_within_a_section_and_only_paragraphs() {
        let text = format!(
            "How Minds Ask\n\n{SAID}\n\nWe know a lot about what happens at the level of cells.\n\n\
             • We know a lot about what happens at the level of cells.\n\n\
             How Minds Answer\n\nWe know a lot about what happens at the level of cells.\n\n\
             Nobody knows, and it is not likely that anybody will find out before the year is over.\n"
        );
        let sources = [Source::new(crate::model::SourceId(0), "a.txt".into(), "a".into(), text)];
        let outline = crate::outline::outline(&sources, &Ledger::new(&sources));
        let pulled = outline.sections.iter().flat_map(|s| &s.blocks).filter(|b| b.kind == BlockKind::PullQuote);
        assert_eq!(pulled.map(|b| b.lines[0]).collect::<Vec<_>>(), [5]);
    }
}
