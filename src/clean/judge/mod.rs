//! A judge of page furniture that learned from labelled pages: the odds of a line by its words, its form, its place
//! and its company. What it knows is a file that can be read (`data/furniture.txt`); [`train`] writes it.

mod context;
mod features;
pub mod figures;
mod grow;
mod marks;
mod thread;
pub mod train;
mod trees;
mod vocabulary;
mod weights;

use super::drop::Page;
use crate::model::{Phrase, phrase};
use context::Context;
use features::{FEATURES, Kind, WIDTH, row};
use std::{collections::BTreeMap, sync::LazyLock};
use trees::Forest;
use vocabulary::{Vocabulary, parse, readable};
use weights::Weights;

/// What is learned: odds and weights of words, and trees over the measures of a line.
#[derive(Debug, Clone, Default)]
pub struct Judge {
    known: Known,
    forest: Forest,
}

/// The vocabularies.
#[derive(Debug, Clone, Default)]
struct Known {
    /// Log odds of what a line holds, each by itself.
    lines: Vocabulary,
    /// Log odds of what the heading above a line holds.
    above: Vocabulary,
    /// What the words in and around a line add to one another.
    weights: Weights,
}

static BUILT_IN: LazyLock<Judge> =
    LazyLock::new(|| Judge::read(include_str!("../../../data/furniture.txt")).expect("what was written can be read"));

/// What the judge thinks of a page's lines, and what that rests on.
pub(crate) struct Opinions {
    context: Context,
    /// By line: the probability that it is furniture. What speaks for it because comments are said to begin above counts
    /// only where the page bears that out.
    pub furniture: Vec<f32>,
    /// By line: the same, if its place did not speak against it.
    pub wherever: Vec<f32>,
}

impl Opinions {
    /// Words and lines of prose on the page: full sentences in English.
    pub fn prose(&self) -> (f32, f32) {
        self.context.solid()
    }

    /// Signs of program text among the characters of a line, in the mean.
    pub fn code(&self) -> f32 {
        self.context.code()
    }

    /// Signs of program text among the characters of some lines.
    pub fn signs(&self, lines: std::ops::Range<usize>) -> f32 {
        let marks = &self.context.marks[lines];
        let of = |f: &dyn Fn(&marks::Marks) -> f32| marks.iter().map(f).sum::<f32>();
        of(&|m| m.syntax) / of(&|m| m.chars).max(1.0)
    }

    /// Takes lines for one paragraph: each is as likely to be furniture as all of them, and a sentence if one is in it.
    pub fn join(&mut self, lines: std::ops::Range<usize>) {
        let marks = &mut self.context.marks[lines.clone()];
        let words: f32 = marks.iter().map(|m| m.words).sum();
        let stop = marks.iter().map(|m| m.stop * m.words).sum::<f32>() / words.max(1.0);
        let sentence = words >= 5.0 && stop * 7.0 >= 1.0 && marks.iter().any(|m| m.sentences > 0.0);
        for odds in [&mut self.furniture[lines.clone()], &mut self.wherever[lines]] {
            let mean = odds.iter().zip(marks.iter()).map(|(o, m)| o * m.words).sum::<f32>() / words.max(1.0);
            odds.fill(mean);
        }
        marks.iter_mut().for_each(|m| m.sentence = sentence);
    }

    /// Whether a line is a full sentence.
    pub fn is_sentence(&self, i: usize) -> bool {
        self.context.marks[i].sentence
    }

    /// Words of a line.
    pub fn words(&self, i: usize) -> f32 {
        self.context.marks[i].words
    }
}

impl Judge {
    /// The judge that comes with the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Reads what [`train::Corpus::write`] wrote. Lines that begin with `#` say where it comes from.
    ///
    /// # Errors
    /// Says which line can't be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut parts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut part = "";
        for line in text.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
            match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                Some(name) => part = name,
                None => parts.entry(part).or_default().push(line),
            }
        }
        let vocabulary = |name: &str| -> Result<Vocabulary, String> {
            let lines = parts.get(name).into_iter().flatten();
            let odds = lines.map(|line| {
                let (odds, gram) = line.split_once(' ').ok_or_else(|| format!("no odds: {line:?}"))?;
                Ok((parse(gram), odds.parse().map_err(|_| format!("no number: {line:?}"))?))
            });
            Ok(Vocabulary::new(odds.collect::<Result<Vec<_>, String>>()?))
        };
        let names: Vec<&str> = FEATURES.iter().map(|f| f.0).collect();
        let part = |name: &str| parts.get(name).into_iter().flatten().copied();
        let weights = Weights::read(part("weights"))?;
        Ok(Self {
            known: Known { lines: vocabulary("lines")?, above: vocabulary("above")?, weights },
            forest: Forest::read(part("trees"), &names)?,
        })
    }

    /// What the judge thinks of the lines of a page.
    pub(crate) fn opinions(&self, page: &Page<'_>) -> Opinions {
        let mut context = Context::new(page);
        context.ask(&self.known);
        let of_place = std::array::from_fn(|feature| FEATURES[feature].1 == Kind::Place);
        let rows: Vec<_> = (0..context.len()).map(|i| row(&context, i)).collect();
        let mut odds = self.forest.ask(&rows, &of_place);
        let doubtful: Vec<usize> = (0..context.len()).filter(|&i| context.is_below_doubtful(i)).collect();
        if !doubtful.is_empty() {
            let of_thread = std::array::from_fn(|feature| FEATURES[feature].1 == Kind::Thread);
            let rows: Vec<_> = doubtful.iter().map(|&i| rows[i]).collect();
            for (i, (_, of_thread)) in doubtful.into_iter().zip(self.forest.ask(&rows, &of_thread)) {
                odds[i].0 -= of_thread.max(0.0);
            }
        }
        let odds = odds.into_iter();
        let (furniture, wherever) = odds
            .map(|(odds, of_place)| (odds_to_probability(odds), odds_to_probability(odds - of_place.max(0.0))))
            .unzip();
        Opinions { context, furniture, wherever }
    }

    /// Why the judge thinks that a line is furniture.
    pub(crate) fn because(&self, page: &Page<'_>, opinions: &Opinions, i: usize) -> Phrase {
        let c = &opinions.context;
        let mut shares = [0.0; WIDTH];
        self.forest.explain(&row(c, i), &mut shares);
        let mut kinds: BTreeMap<Kind, f32> = BTreeMap::new();
        for (share, (_, kind)) in shares.iter().zip(FEATURES) {
            *kinds.entry(*kind).or_default() += share;
        }
        let mut kinds: Vec<(Kind, f32)> = kinds.into_iter().filter(|(_, share)| *share > 0.0).collect();
        kinds.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let most = kinds.first().map_or(0.0, |k| k.1);
        let told = kinds.iter().take_while(|(_, share)| *share >= most * 0.25).take(3);
        let told: Vec<Phrase> = told.map(|(kind, _)| self.tell(*kind, page, c, i)).collect();
        let because = match told[..] {
            [] => phrase("reason.furniture"),
            _ => phrase("reason.furniture-by").list("signs", told),
        };
        because.percent("likely", opinions.furniture[i].into())
    }

    fn tell(&self, kind: Kind, page: &Page<'_>, c: &Context, i: usize) -> Phrase {
        let loudest = |text: &str, vocabulary: &Vocabulary| {
            let mut said: Vec<(f32, String)> = readable(&vocabulary::words(text))
                .into_iter()
                .map(|gram| (vocabulary.of(parse(&gram)), gram))
                .filter(|(odds, _)| *odds > 0.0)
                .collect();
            said.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            let mut words: Vec<String> = Vec::new();
            for (_, gram) in said {
                let gram = gram.trim_start_matches(['=', '^']).trim_end_matches('$').trim().to_owned();
                // Of a phrase and its parts, one is enough.
                if words.len() < 3 && !words.iter().any(|w| w.contains(&gram) || gram.contains(w.as_str())) {
                    words.push(gram);
                }
            }
            words.into_iter().map(|word| phrase("shell.quoted").text("text", word)).collect::<Vec<_>>()
        };
        match kind {
            Kind::Words => match loudest(&page.lines[i].plain, &self.known.lines) {
                words if words.is_empty() => phrase("reason.its-words"),
                words => phrase("reason.these-words").list("words", words),
            },
            Kind::Heading => match c.heading[i] {
                Some(h) => phrase("reason.heading").text("heading", page.lines[h].plain.as_ref()),
                None => phrase("reason.no-heading"),
            },
            Kind::Form => phrase("reason.form").list("form", c.form(i)),
            Kind::Signs => match c.signs(i) {
                signs if signs.is_empty() => phrase("reason.holds-none"),
                signs => phrase("reason.holds").list("signs", signs),
            },
            Kind::Place => phrase("reason.place").list("place", vec![c.place(i)]),
            Kind::Thread => match c.comments(i) {
                Some(h) => phrase("reason.comments").text("heading", page.lines[h].plain.as_ref()),
                None => phrase("reason.no-comments"),
            },
            Kind::Company => phrase("reason.company"),
            Kind::Again => match c.times(i) {
                1 => phrase("reason.twice"),
                n => phrase("reason.times").number("times", n),
            },
            Kind::Subject => phrase("reason.subject"),
        }
    }
}

fn odds_to_probability(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_judge_can_be_read() {
        let judge = Judge::read(include_str!("../../../data/furniture.txt")).unwrap();
        assert!(judge.forest.trees.len() > 10);
    }
}
