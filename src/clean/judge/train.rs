//! Teaches the judge from labelled pages, and measures what it learned on hosts that it has not seen.

use super::{
    Judge, Known, Opinions,
    features::{FEATURES, WIDTH, row},
    figures::{Figures, Score},
    grow::{Binned, Growth, grow},
    vocabulary::{self, Gram, Vocabulary, gram, parse, readable},
    weights::{Columns, Example, ROLES, Regression, Weights},
};
use crate::{
    book::FURNITURE_THRESHOLD,
    clean::{
        clean,
        drop::{
            self, Page, Recurring,
            judged::{Verdict, opinions, verdicts},
        },
        rules::Rules,
        shape::Shape,
    },
    model::{Reason, Source},
};
use rayon::prelude::*;
use regex::Regex;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::LazyLock,
};

/// Hosts are dealt into so many parts.
const PARTS: usize = 10;
/// A fold is every so many-th part.
const FOLDS: usize = 5;

const GROWTH: Growth = Growth { trees: 600, leaves: 31, rate: 0.035, least: 200, ridge: 50.0, one_in: 3, seed: 1 };
const REGRESSION: Regression = Regression { rounds: 8, rate: 0.2, ridge: 1.0 };

/// What is known of a page.
#[derive(Debug, Clone)]
pub struct Labels {
    /// Who published it: pages of one host are never parted.
    pub host: String,
    /// Its kind, for the figures.
    pub kind: String,
    /// By line: whether to keep it, where that is known.
    pub keep: Vec<Option<bool>>,
}

/// Labelled pages, ready to learn from.
pub struct Corpus<'a> {
    pages: Vec<Labelled<'a>>,
    lines: Counts,
    above: Counts,
    /// The grams that weights can be learned of.
    weights: Weights,
}

struct Labelled<'a> {
    page: Page<'a>,
    opinions: Opinions,
    /// By line of the page.
    keep: Vec<Option<bool>>,
    /// By line of the page: words as the measure counts them, in the raw text.
    counted: Vec<f64>,
    /// By line of the page: what weights are learned of.
    columns: Vec<Columns>,
    taught: Vec<Taught>,
    part: usize,
    kind: &'a str,
}

/// A line to learn from.
struct Taught {
    line: usize,
    furniture: bool,
    weight: f32,
}

impl Labelled<'_> {
    fn examples(&self) -> impl Iterator<Item = Example<'_>> {
        self.taught.iter().map(|t| Example {
            held: self.opinions.context.held(&self.columns, t.line),
            furniture: t.furniture,
            weight: t.weight,
        })
    }
}

/// What trees are grown from, of one page.
struct Rows {
    values: Vec<[f32; WIDTH]>,
    furniture: Vec<bool>,
    weights: Vec<f32>,
}

impl<'a> Corpus<'a> {
    /// Cleans the pages up to where the judge is asked, and counts what stands in them.
    pub fn new(rules: &'a Rules, sources: &'a [Source], labels: &'a [Labels]) -> Self {
        // Neither has anything to say here: one page's lines recur nowhere, and the judge is yet to learn.
        static NOBODY: LazyLock<(Judge, Recurring)> = LazyLock::new(Default::default);
        let (nobody, recurring) = &*NOBODY;
        let ledger = clean(rules, sources, false).ledger;
        let word = Regex::new(r"[\w&&[^_]]+(?:['’][\w&&[^_]]+)*").expect("a valid pattern");
        let mut pages: Vec<Labelled<'a>> = sources
            .par_iter()
            .zip(labels)
            .map(|(source, labels)| {
                let page = drop::before_the_judge(rules, recurring, nobody, source, &ledger);
                let at = |n: u32| labels.keep.get(n as usize - 1).copied().flatten();
                let host = if labels.host.is_empty() { &source.path } else { &labels.host };
                let opinions = nobody.opinions(&page);
                let keep: Vec<Option<bool>> = page.lines.iter().map(|l| at(l.number)).collect();
                let labelled: Vec<(usize, bool)> =
                    (0..keep.len()).filter(|&i| page.stands(i)).filter_map(|i| Some((i, keep[i]?))).collect();
                let words: f32 = labelled.iter().map(|l| opinions.words(l.0)).sum();
                // A page's words count for less the more there are: a few long ones must not be all that is learned.
                let of_page = (words / 1000.0).max(0.3).powf(-0.4);
                let taught = labelled.into_iter().map(|(line, keep)| Taught {
                    line,
                    furniture: !keep,
                    weight: weight(opinions.words(line)) * of_page,
                });
                Labelled {
                    taught: taught.collect(),
                    opinions,
                    keep,
                    counted: page.lines.iter().map(|l| word.find_iter(source.raw(l.number)).count() as f64).collect(),
                    columns: Vec::new(),
                    part: (gram(host) >> 7) as usize % PARTS,
                    kind: &labels.kind,
                    page,
                }
            })
            .collect();
        let lines = Counts::new(&pages, |_, i| Some(i));
        let above = Counts::new(&pages, |p, i| p.opinions.context.heading[i]);
        let weights = Weights::new(0.0, lines.seen.iter().map(|s| (s.0, [0.0; ROLES])));
        for p in &mut pages {
            p.columns = p.opinions.context.grams.iter().map(|g| weights.columns(g)).collect();
        }
        Self { pages, lines, above, weights }
    }

    /// Learns from all pages.
    pub fn train(&mut self) -> Judge {
        self.learn(&|_| true)
    }

    /// Learns from the parts that are not held out. The words of a line are judged by what the other parts' pages
    /// taught, as they will be on pages that nobody has seen.
    fn learn(&mut self, train: &(dyn Fn(usize) -> bool + Sync)) -> Judge {
        let known = |without: Option<usize>| {
            let part = |p: usize| train(p) && Some(p) != without;
            let mut weights = self.weights.clone();
            weights.learn(&self.examples(part), REGRESSION);
            Known { lines: self.lines.odds(part), above: self.above.odds(part), weights }
        };
        let of_all = known(None);
        let of_others: Vec<Known> = (0..PARTS).into_par_iter().map(|p| known(Some(p))).collect();
        let rows: Vec<Rows> = self
            .pages
            .par_iter_mut()
            .filter(|p| train(p.part))
            .map(|p| {
                p.opinions.context.ask(&of_others[p.part]);
                let at = &p.taught;
                Rows {
                    values: at.iter().map(|t| row(&p.opinions.context, t.line)).collect(),
                    furniture: at.iter().map(|t| t.furniture).collect(),
                    weights: at.iter().map(|t| t.weight).collect(),
                }
            })
            .collect();
        let values: Vec<&[f32]> = rows.iter().flat_map(|r| r.values.iter().map(|r| r.as_slice())).collect();
        let yes: Vec<bool> = rows.iter().flat_map(|r| r.furniture.iter().copied()).collect();
        let weights: Vec<f32> = rows.iter().flat_map(|r| r.weights.iter().copied()).collect();
        let mean = weights.iter().sum::<f32>() / weights.len().max(1) as f32;
        let weights: Vec<f32> = weights.iter().map(|w| w / mean).collect();
        Judge { forest: grow(&Binned::new(&values), &yes, &weights, GROWTH), known: of_all }
    }

    /// What weights are learned from, of some parts.
    fn examples(&self, of: impl Fn(usize) -> bool) -> Vec<Example<'_>> {
        self.pages.iter().filter(|p| of(p.part)).flat_map(Labelled::examples).collect()
    }

    /// The judge's file: vocabularies and trees, after lines of your own that say where it comes from.
    pub fn write(&self, judge: &Judge) -> String {
        let mut text = String::new();
        for (name, vocabulary, counts) in
            [("lines", &judge.known.lines, &self.lines), ("above", &judge.known.above, &self.above)]
        {
            text.push_str(&format!("[{name}]\n"));
            let mut all: Vec<(&str, f32)> = vocabulary.iter().map(|(g, odds)| (counts.name(g), odds)).collect();
            all.sort_by(|a, b| a.0.cmp(b.0));
            all.iter().for_each(|(name, odds)| text.push_str(&format!("{odds} {name}\n")));
        }
        text.push_str("[weights]\n");
        judge.known.weights.write(|gram| self.lines.name(gram), &mut text);
        text.push_str("[trees]\n");
        let names: Vec<&str> = FEATURES.iter().map(|f| f.0).collect();
        judge.forest.write(&names, &mut text);
        text
    }

    /// Trains once for each fold, without it, and judges it.
    pub fn cross_validate(&mut self) -> Figures {
        let grid: BTreeSet<u32> = (20..=90).step_by(5).chain([(FURNITURE_THRESHOLD * 100.0).round() as u32]).collect();
        let mut figures = Figures::default();
        let mut by_fold: Vec<BTreeMap<u32, Score>> = Vec::new();
        for fold in 0..FOLDS {
            let judge = self.learn(&|part| part % FOLDS != fold);
            let held_out: Vec<&Labelled<'_>> = self.pages.iter().filter(|p| p.part % FOLDS == fold).collect();
            let judged: Vec<Vec<(u32, Vec<bool>)>> = held_out
                .par_iter()
                .map(|p| {
                    let opinions = opinions(&judge, &p.page);
                    grid.iter().map(|&t| (t, dropped(&p.page, &opinions, t as f32 / 100.0))).collect()
                })
                .collect();
            let mut scores: BTreeMap<u32, Score> = BTreeMap::new();
            for (p, judged) in held_out.iter().zip(judged) {
                for (t, dropped) in judged {
                    let own = t == (FURNITURE_THRESHOLD * 100.0).round() as u32;
                    for (i, &dropped) in dropped.iter().enumerate() {
                        let Some(keep) = p.keep[i] else { continue };
                        scores.entry(t).or_default().add(keep, dropped, p.counted[i]);
                        if own {
                            figures.kinds.entry(p.kind.to_owned()).or_default().add(keep, dropped, p.counted[i]);
                            figures.count(p, i, dropped);
                        }
                    }
                }
            }
            by_fold.push(scores);
        }
        for scores in &by_fold {
            for (t, s) in scores {
                figures.all.entry(*t).or_default().join(s);
            }
        }
        for fold in 0..FOLDS {
            let mut others: BTreeMap<u32, Score> = BTreeMap::new();
            for (_, scores) in by_fold.iter().enumerate().filter(|(f, _)| *f != fold) {
                scores.iter().for_each(|(t, s)| others.entry(*t).or_default().join(s));
            }
            let worth = |s: &Score| 2.0 * s.keep() + s.furniture();
            let best = others.iter().max_by(|a, b| worth(a.1).total_cmp(&worth(b.1))).map(|b| *b.0);
            if let Some(s) = best.and_then(|t| by_fold[fold].get(&t)) {
                figures.nested.join(s);
            }
        }
        figures
    }
}

impl Figures {
    fn count(&mut self, p: &Labelled<'_>, i: usize, dropped: bool) {
        let line = &p.page.lines[i];
        if p.keep[i] != Some(true) {
            return;
        }
        let heads = i + 1 < p.keep.len() && p.keep[i + 1] == Some(true) && p.page.lines[i + 1].shape != Shape::Title;
        let tally = match line.shape {
            Shape::Title if line.apart && heads => &mut self.headings,
            Shape::Item => &mut self.items,
            _ => return,
        };
        tally.0 += 1;
        tally.1 += usize::from(!dropped);
    }
}

/// Which lines of a page go at a threshold, by named rules or by the judge.
fn dropped(page: &Page<'_>, opinions: &Opinions, threshold: f32) -> Vec<bool> {
    let mut page = page.clone();
    for (i, verdict) in verdicts(&page, opinions, threshold).into_iter().enumerate() {
        if verdict == Verdict::Goes {
            page.drop(i, drop::judged::RULE, Reason::Rule);
        }
    }
    drop::after_the_judge(&mut page);
    (0..page.lines.len()).map(|i| !page.stands(i)).collect()
}

/// How much a line counts in training: the measure counts words, but one long line must not outweigh a page.
fn weight(words: f32) -> f32 {
    words.min(300.0).powf(0.7) + 0.5
}

/// How loudly a gram stands in furniture and in text, by part.
#[derive(Default)]
struct Counts {
    seen: Vec<(Gram, String, [[f32; 2]; PARTS])>,
}

impl Counts {
    /// A gram must stand on so many pages, or a little oftener on fewer.
    const LEAST: f32 = 11.0;
    const LEAST_ODDS: f32 = 0.6;

    /// Counts what the line that `of` names holds, as furniture or text after the label of line `i`.
    fn new<'p>(pages: &'p [Labelled<'_>], of: impl Fn(&'p Labelled<'_>, usize) -> Option<usize>) -> Self {
        let mut seen: HashMap<Gram, [[f32; 2]; PARTS]> = HashMap::new();
        for p in pages {
            let mut here: BTreeMap<Gram, [u32; 2]> = BTreeMap::new();
            for i in 0..p.keep.len() {
                if let (Some(keep), Some(of)) = (p.keep[i], of(p, i)) {
                    for g in p.opinions.context.grams[of].all().collect::<BTreeSet<Gram>>() {
                        here.entry(g).or_default()[usize::from(keep)] += 1;
                    }
                }
            }
            for (g, counts) in here {
                let of_part = &mut seen.entry(g).or_insert([[0.0; 2]; PARTS])[p.part];
                // A page counts once, and a little more for saying it again.
                (0..2).for_each(|k| of_part[k] += (1.0 + counts[k] as f32).log2());
            }
        }
        seen.retain(|_, c| c.iter().flatten().sum::<f32>() >= Self::LEAST);
        let mut names: BTreeMap<Gram, String> = BTreeMap::new();
        for line in pages.iter().flat_map(|p| &p.page.lines) {
            for name in readable(&vocabulary::words(&line.plain)) {
                if seen.contains_key(&parse(&name)) {
                    names.entry(parse(&name)).or_insert(name);
                }
            }
        }
        let named = names.into_iter().filter_map(|(g, name)| Some((g, name, *seen.get(&g)?)));
        Self { seen: named.collect() }
    }

    fn name(&self, gram: Gram) -> &str {
        self.seen.binary_search_by_key(&gram, |s| s.0).map_or("", |at| &self.seen[at].1)
    }

    /// Log odds of furniture, smoothed, over what all grams together say.
    fn odds(&self, train: impl Fn(usize) -> bool) -> Vocabulary {
        let sums = self.seen.iter().map(|(g, _, parts)| {
            let of = parts.iter().enumerate().filter(|(p, _)| train(*p));
            (*g, of.fold([0f32; 2], |s, (_, c)| [s[0] + c[0], s[1] + c[1]]))
        });
        let sums: Vec<(Gram, [f32; 2])> = sums.collect();
        let all = sums.iter().fold([0f64; 2], |s, (_, c)| [s[0] + f64::from(c[0]), s[1] + f64::from(c[1])]);
        let prior = (all[0] / all[1].max(1.0)) as f32;
        Vocabulary::new(sums.into_iter().filter_map(|(g, [furniture, text])| {
            let odds = ((furniture + prior) / (text + 1.0) / prior).ln();
            (furniture + text >= Self::LEAST && odds.abs() >= Self::LEAST_ODDS)
                .then(|| (g, (odds * 100.0).round() / 100.0))
        }))
    }
}
