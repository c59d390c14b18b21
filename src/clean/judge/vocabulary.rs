//! Words that speak for furniture or for text, with how loudly: log odds, learned from labelled pages.

use rustc_hash::FxHashMap;

/// Longer lines are no set phrases.
const PHRASE: usize = 6;

/// The hash of a word or of words in a row (FNV-1a): what a vocabulary is asked by.
pub(super) type Gram = u64;

pub(super) fn gram(text: &str) -> Gram {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Two in a row, or whatever else is to be told apart by its `by`.
fn joined(by: Gram, a: Gram, b: Gram) -> Gram {
    (a ^ by).rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ b.wrapping_mul(0xff51_afd7_ed55_8ccd)
}

/// The words of a line in lower case; every digit is a 0, so that dates and counts look alike.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inner = c == '\'' && !word.is_empty() && chars.peek().is_some_and(|c| c.is_alphabetic());
        if c.is_numeric() {
            // A figure is one 0, however long.
            if !word.ends_with('0') {
                word.push('0');
            }
        } else if c.is_alphabetic() || inner {
            word.extend(c.to_lowercase());
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// What a line holds for a vocabulary: its words, its pairs of words (the line's ends count as words), and the line
/// as a whole when it is short.
#[derive(Debug, Clone, Default)]
pub(super) struct Grams {
    pub words: Vec<Gram>,
    pub pairs: Vec<Gram>,
    pub whole: Option<Gram>,
}

const START: &str = "^";
const END: &str = "$";

impl Grams {
    pub fn new(words: &[String]) -> Self {
        let words: Vec<Gram> = words.iter().map(|w| gram(w)).collect();
        let (start, end) = (gram(START), gram(END));
        let mut pairs = Vec::with_capacity(words.len() + 1);
        if let (Some(&first), Some(&last)) = (words.first(), words.last()) {
            pairs.push(joined(0, start, first));
            pairs.extend(words.windows(2).map(|w| joined(0, w[0], w[1])));
            pairs.push(joined(0, last, end));
        }
        Self { whole: whole(&words), words, pairs }
    }

    pub fn all(&self) -> impl Iterator<Item = Gram> + '_ {
        self.words.iter().chain(&self.pairs).copied().chain(self.whole)
    }
}

fn whole(words: &[Gram]) -> Option<Gram> {
    (1..=PHRASE).contains(&words.len()).then(|| words.iter().fold(1, |h, &w| joined(2, h, w)))
}

/// The readable forms of [`Grams::all`], in the same order: `word`, `two words` (`^` and `$` for the line's ends),
/// `=a whole line`.
pub(super) fn readable(words: &[String]) -> Vec<String> {
    let ends = [START.to_owned()].into_iter().chain(words.iter().cloned()).chain([END.to_owned()]);
    let ends: Vec<String> = ends.collect();
    let mut all = words.to_vec();
    if !words.is_empty() {
        all.extend(ends.windows(2).map(|w| w.join(" ")));
    }
    if (1..=PHRASE).contains(&words.len()) {
        all.push(format!("={}", words.join(" ")));
    }
    all
}

/// The gram that a readable form stands for.
pub(super) fn parse(readable: &str) -> Gram {
    if let Some(line) = readable.strip_prefix('=') {
        let words: Vec<Gram> = line.split(' ').map(gram).collect();
        return whole(&words).unwrap_or_default();
    }
    match readable.split_once(' ') {
        Some((a, b)) => joined(0, gram(a), gram(b)),
        None => gram(readable),
    }
}

/// Log odds by gram; what is not in it says nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    odds: FxHashMap<Gram, f32>,
}

/// What a vocabulary says of a line; more than 0 speaks for furniture.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Said {
    pub mean: f32,
    pub most: f32,
    pub least: f32,
    pub sum: f32,
    pub pairs: f32,
    pub most_pair: f32,
    pub whole: f32,
    pub first: f32,
    pub known: f32,
}

impl Vocabulary {
    pub fn new(odds: impl IntoIterator<Item = (Gram, f32)>) -> Self {
        Self { odds: odds.into_iter().collect() }
    }

    pub fn iter(&self) -> impl Iterator<Item = (Gram, f32)> + '_ {
        self.odds.iter().map(|(g, odds)| (*g, *odds))
    }

    pub fn of(&self, gram: Gram) -> f32 {
        self.odds.get(&gram).copied().unwrap_or(0.0)
    }

    pub fn say(&self, grams: &Grams) -> Said {
        let mut s = Said::default();
        let mut known = 0usize;
        for &w in &grams.words {
            let odds = self.of(w);
            known += usize::from(odds != 0.0);
            s.sum += odds;
            s.most = s.most.max(odds);
            s.least = s.least.min(odds);
        }
        let n = grams.words.len().max(1) as f32;
        s.known = known as f32 / n;
        s.mean = s.sum / n;
        for &p in &grams.pairs {
            let odds = self.of(p);
            s.pairs += odds;
            s.most_pair = s.most_pair.max(odds);
        }
        s.pairs /= grams.pairs.len().max(1) as f32;
        s.first = grams.pairs.first().map_or(0.0, |&p| self.of(p));
        s.whole = grams.whole.map_or(0.0, |w| self.of(w));
        s.sum = s.sum.clamp(-30.0, 30.0);
        s
    }
}
