//! Phrases and words that could be terms, and how much speaks for each.
//!
//! Candidates are runs of nouns and modifiers that end in a noun (Justeson & Katz, *Technical terminology*, 1995), or
//! names in capitals with small words in them (`Food and Drug Administration`). They are counted by lemma, level by
//! level, and a longer run is counted only where its parts are frequent (as in Apriori), so that memory follows the
//! text. Their weight is the product of
//!
//! - C-value (Frantzi, Ananiadou & Mima, *Automatic recognition of multi-word terms*, 2000): how often it stands by
//!   itself and not inside a longer candidate, more for longer ones;
//! - how special its words are ([`Lexicon::special`]);
//! - how much its words cling to each other: the greater of the shares of one part's uses that stand by the other;
//! - the rarity of sections that have it (IDF): what stands in every section helps nobody to find anything;
//! - how it clumps (the burstiness of Church & Gale, *Poisson mixtures*, 1995): what a section speaks of it names more
//!   than once, for what is said in passing once is enough.

use super::{
    lexicon::Lexicon,
    spoken::Spoken,
    word::{Class, Role},
};
use std::collections::{HashMap, HashSet};

/// The most words of a term that the corpus gives.
pub(super) const LONGEST: usize = 4;
/// A term stands so often at least.
const FEWEST: u32 = 2;
/// A term that stands in more than this share of the sections is the book's subject, not a term of its index.
const MOST: f64 = 0.33;
/// The least that a word by itself, and the words of a phrase, must be special.
const WORD: f64 = 0.45;
const PHRASE: f64 = 0.35;
/// What stands in one section only must be as special as this.
const ALONE: f64 = 0.8;
/// … and stand so often there.
const ALONE_TIMES: u32 = 3;
/// What begins with an adjective of degree is a name of its own when so much of either part stands with the other.
const CLINGS: f64 = 0.5;
const CLINGS_TIMES: u32 = 4;
/// … or when two words or more hardly stand without it.
const ONLY: f64 = 0.8;
/// How much more a term of the book's topics weighs.
const WANTED: f64 = 1.5;

/// Lemmas of a run of words; shorter ones are filled up.
pub(super) type Key = [u32; LONGEST];
const NONE: u32 = u32::MAX;

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Count {
    pub times: u32,
    pub sections: u32,
    /// How often it leads a noun or `of`, or stands in a longer name, so that it may be no more than a part.
    parts: u32,
    /// The last section that was counted, from 1.
    last: u32,
}

impl Count {
    pub fn add(&mut self, section: usize) {
        self.times += 1;
        if self.last != section as u32 + 1 {
            self.last = section as u32 + 1;
            self.sections += 1;
        }
    }
}

/// The most sections that a term may stand in.
pub(super) fn most(sections: usize) -> f64 {
    (MOST * sections as f64).max(f64::from(FEWEST) + 1.0)
}

/// Fills up a run of lemmas; `None` when it is too long.
pub(super) fn filled(lemmas: &[u32]) -> Option<Key> {
    let mut key = [NONE; LONGEST];
    key.get_mut(..lemmas.len())?.copy_from_slice(lemmas);
    Some(key)
}

/// The lemmas of a key.
pub(super) fn lemmas(key: &Key) -> &[u32] {
    let n = key.iter().position(|&l| l == NONE).unwrap_or(LONGEST);
    &key[..n]
}

/// Candidates with their weights, heaviest first. `wanted` are terms that a person chose.
pub(super) fn find(lexicon: &Lexicon, text: &[Vec<Spoken>], wanted: &HashSet<Key>) -> Vec<(f64, Key)> {
    let levels = count(lexicon, text, wanted);
    // For each run, how often it stands inside a longer one, and in how many of them.
    let mut inside: HashMap<Key, (u32, u32)> = HashMap::new();
    for (n, level) in levels.iter().enumerate().skip(1) {
        for (key, count) in level {
            for part in [&key[..n], &key[1..=n]].into_iter().filter_map(filled) {
                let (times, longer) = inside.entry(part).or_default();
                *times += count.times;
                *longer += 1;
            }
        }
    }
    let most = most(text.len());
    let mut weighed: Vec<(f64, Key)> = Vec::new();
    for (n, level) in levels.iter().enumerate() {
        for (key, count) in level {
            let lemmas = &key[..=n];
            let (nested, longer) = inside.get(key).copied().unwrap_or_default();
            let alone = f64::from(count.times) - f64::from(nested) / f64::from(longer.max(1));
            let special = special(lexicon, lemmas);
            let chosen = wanted.contains(key);
            let spread = count.sections > 1 || special >= ALONE && count.times >= ALONE_TIMES;
            let often = alone >= f64::from(FEWEST) && spread;
            // `glutamate` is a term though it leads many a phrase.
            let itself = count.times - count.parts;
            let whole = itself > count.parts || n == 0 && special >= ALONE && itself >= ALONE_TIMES;
            let fits = special >= if n == 0 { WORD } else { PHRASE } && whole;
            if !(fits && (often || chosen) && f64::from(count.sections) <= most) {
                continue;
            }
            let rest = n.checked_sub(1).and_then(|shorter| levels[shorter].get(&filled(&lemmas[1..])?));
            let Some(clings) = clings(lexicon, lemmas, count, rest) else { continue };
            let rare = (text.len() as f64 / f64::from(count.sections)).ln_1p();
            let clumps = (f64::from(count.times) / f64::from(count.sections)).min(4.0).sqrt();
            let wanted = if chosen { WANTED } else { 1.0 };
            let weight = ((n + 2) as f64).log2() * alone.max(1.0) * special * clings * rare * clumps * wanted;
            weighed.push((weight, *key));
        }
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    weighed
}

/// Candidates by their number of words, and how often they stand.
fn count(lexicon: &Lexicon, text: &[Vec<Spoken>], wanted: &HashSet<Key>) -> Vec<HashMap<Key, Count>> {
    let mut levels: Vec<HashMap<Key, Count>> = Vec::new();
    for n in 1..=LONGEST {
        let mut counts: HashMap<Key, Count> = HashMap::new();
        for (i, section) in text.iter().enumerate() {
            for run in section.split(|&w| w == Spoken::BREAK) {
                for at in 0..(run.len() + 1).saturating_sub(n) {
                    let Some((key, kind)) = read(lexicon, run, at, n) else { continue };
                    // Both shorter runs of it are frequent, or it can't be.
                    let frequent = |part: &[u32]| {
                        let level = levels.last().zip(filled(part));
                        level.is_none_or(|(l, part)| l.contains_key(&part))
                    };
                    if kind == Kind::Nouns && n > 1 && !(frequent(&key[..n - 1]) && frequent(&key[1..n])) {
                        continue;
                    }
                    let count = counts.entry(key).or_default();
                    count.add(i);
                    count.parts += u32::from(is_part(lexicon, run, at, n));
                }
            }
        }
        counts.retain(|key, c| c.times >= FEWEST || wanted.contains(key));
        levels.push(counts);
    }
    levels
}

/// What a candidate is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Nouns only, so that each part of it is a candidate too.
    Nouns,
    /// Modifiers and nouns.
    Modified,
    /// A name with small words in it.
    Name,
}

/// The lemmas of the words at a place, if they could be a term there.
pub(super) fn key(lexicon: &Lexicon, run: &[Spoken], at: usize, n: usize) -> Option<Key> {
    read(lexicon, run, at, n).map(|(key, _)| key)
}

fn read(lexicon: &Lexicon, run: &[Spoken], at: usize, n: usize) -> Option<(Key, Kind)> {
    let window = run.get(at..at + n)?;
    let mut ids = [0; LONGEST];
    for (id, word) in ids.iter_mut().zip(window) {
        *id = word.word()?;
    }
    let ids = ids.get(..n)?;
    let (last, before) = ids.split_last()?;
    if lexicon.role(*last) != Role::Noun || n == 1 && lexicon.only_modifies(*last) {
        return None;
    }
    let kind = if before.iter().all(|&w| lexicon.role(w) == Role::Noun && !lexicon.only_modifies(w)) {
        Kind::Nouns
    } else if before.iter().all(|&w| lexicon.role(w) != Role::Stop) {
        Kind::Modified
    } else if is_name(lexicon, run, at, n) {
        Kind::Name
    } else {
        return None;
    };
    let is_verb = (at..at + n).any(|i| lexicon.reads_as_verb(run, i));
    // `term disability` is torn from `long-term disability`, and `child's doctor` is no term.
    let torn = run[at].is_hyphened() || lexicon.is_letter(run, at.checked_sub(1));
    let owned = window[..n - 1].iter().zip(before).any(|(w, &id)| w.is_possessive() && lexicon.is_common(id));
    if is_verb || torn || owned || is_rest_of_name(lexicon, run, at) {
        return None;
    }
    let mut key = [NONE; LONGEST];
    for (slot, &id) in key.iter_mut().zip(ids) {
        *slot = lexicon.lemma(id);
    }
    Some((key, kind))
}

/// Capitals at both ends, three of them, and nothing between but capitals and `of`, `and`, `for`.
fn is_name(lexicon: &Lexicon, run: &[Spoken], at: usize, n: usize) -> bool {
    let small =
        |i: usize| matches!(lexicon.class(run, Some(i)), Some(Class::Connector | Class::Preposition | Class::Of));
    let capitals = (at..at + n).filter(|&i| run[i].is_capital()).count();
    run[at].is_capital()
        && run[at + n - 1].is_capital()
        && capitals >= 3
        && capitals + 1 == n
        && (at..at + n).all(|i| run[i].is_capital() || small(i))
}

/// Whether a noun follows the words at a place, or `of` follows one word, or a capital stands on the other side of a
/// capital of theirs.
fn is_part(lexicon: &Lexicon, run: &[Spoken], at: usize, n: usize) -> bool {
    let capital = |i: Option<usize>| i.and_then(|i| run.get(i)).is_some_and(|w| w.is_capital());
    let last = at + n - 1;
    lexicon.leads(run, last)
        || n == 1 && lexicon.class(run, Some(last + 1)) == Some(Class::Of)
        || capital(Some(at)) && capital(at.checked_sub(1))
        || capital(Some(last)) && capital(Some(last + 1))
        || capital(Some(at)) && in_name(lexicon, run, at)
}

/// Whether `of` or the like joins the word at a place to a capital before it: `School of Medicine`.
fn in_name(lexicon: &Lexicon, run: &[Spoken], at: usize) -> bool {
    let small =
        matches!(lexicon.class(run, at.checked_sub(1)), Some(Class::Connector | Class::Preposition | Class::Of));
    small && at.checked_sub(2).is_some_and(|i| run[i].is_capital())
}

/// Whether the words at a place go on a name that began before them: `Drug Administration`.
fn is_rest_of_name(lexicon: &Lexicon, run: &[Spoken], at: usize) -> bool {
    let connector = matches!(lexicon.class(run, at.checked_sub(1)), Some(Class::Connector));
    run[at].is_capital() && connector && at.checked_sub(2).is_some_and(|i| run[i].is_capital())
}

/// How special the words of a candidate are. A phrase of everyday words may be a term; an everyday word by itself is
/// none.
fn special(lexicon: &Lexicon, lemmas: &[u32]) -> f64 {
    let special: Vec<f64> = lemmas.iter().map(|&s| lexicon.special(s)).collect();
    let best = special.iter().copied().fold(0.0, f64::max);
    let last = special.last().copied().unwrap_or_default();
    if special.len() == 1 { last } else { 0.1 + 0.6 * best + 0.3 * last }
}

/// How much the first word of a candidate and the others cling to each other, 0.3 to 1; `None` where one only says how
/// the others are.
fn clings(lexicon: &Lexicon, lemmas: &[u32], count: &Count, rest: Option<&Count>) -> Option<f64> {
    let [first, others @ ..] = lemmas else { return None };
    if others.is_empty() {
        return Some(1.0);
    }
    let of = |times: u32| f64::from(count.times) / f64::from(times.max(count.times));
    let forward = of(lexicon.times(*first));
    let backward = of(rest.map_or_else(|| others.iter().map(|&l| lexicon.times(l)).min().unwrap_or(0), |c| c.times));
    let clings = forward.max(backward);
    // `high blood pressure`, `major depressive disorder`
    let named = clings >= CLINGS && count.times >= CLINGS_TIMES || others.len() > 1 && backward >= ONLY;
    if lexicon.is_degree(*first) && !named {
        return None;
    }
    Some(0.3 + 0.7 * clings)
}
