//! Possessives that lost their apostrophe: `the enemys path`, `a persons lifetime`. Plurals look the same, so that
//! the neighbours and the dictionary must say that no plural can stand there.

use super::{
    Context, Found, classes,
    classes::has,
    tokens::{Word, Words},
    words,
};

/// How strong the evidence is.
enum Evidence {
    /// No plural is spelt so.
    Spelt,
    /// Enough where the source loses apostrophes.
    Made,
    /// Worth a look where the source loses apostrophes.
    Likely(String),
}

pub(super) fn find(context: &Context, words: &Words, found: &mut Found) {
    for (i, word) in words.iter() {
        let Some(owner) = word.lower.strip_suffix('s') else { continue };
        if !word.free || owner.chars().count() < 2 || word.text.contains(['\'', '’']) || !word.text.ends_with('s') {
            continue;
        }
        if word.text == "Graves" && has(classes::DISEASES, words.next(i)) {
            let to = format!("Graves{}", context.apostrophe);
            match context.loses_apostrophes {
                true => found.inferred(word.span.clone(), to),
                false => found.suggest(word.span.clone(), to, "the disease is named after Robert Graves"),
            }
            continue;
        }
        let evidence = judge(context, words, i, word, owner);
        let to = format!("{}{}s", &word.text[..word.text.len() - 1], context.apostrophe);
        match evidence {
            Some(Evidence::Spelt | Evidence::Made) if context.loses_apostrophes => {
                found.inferred(word.span.clone(), to);
            }
            Some(Evidence::Spelt) => {
                let because = "no plural is spelt so, but the source keeps its apostrophes elsewhere";
                found.suggest(word.span.clone(), to, because);
            }
            Some(Evidence::Likely(because)) if context.loses_apostrophes => {
                found.suggest(word.span.clone(), to, because);
            }
            _ => {}
        }
    }
}

/// What a word can be, after a word that may own it.
#[derive(PartialEq, Clone, Copy)]
enum Next {
    /// Nothing but a noun, or an adjective before one.
    Noun,
    /// A noun or a verb.
    Either,
    /// Neither.
    No,
}

fn next_is(words: &Words, i: usize) -> Next {
    let (next, after) = (words.next(i), words.next(i + 1));
    // `data-driven approach`: what is tied with a hyphen describes.
    if words.gap_after(i + 1).starts_with('-') && words.gap_after(i + 1).len() == 1 && !next.is_empty() {
        return Next::Noun;
    }
    let tied = words.get(i + 1).is_some_and(|w| !w.free);
    if next.is_empty() || has(classes::NO_NOUN, next) && !has("own most least", next) || tied && next.len() < 3 {
        return Next::No;
    }
    if next == "own" || next == "most" && !after.is_empty() {
        return Next::Noun;
    }
    let noun = words::is_noun(next) || words::is_plural(next);
    let verb = words::is_verb(next) || words::is_verb_s(next);
    let noun_after = words::is_noun(after) || words::is_plural(after) || words::is_adjective(after);
    let describes = noun_after && !has(classes::NO_NOUN, after) && !next.ends_with("ed") && !next.ends_with("ing");
    match (noun, verb) {
        _ if next.ends_with("ly") && words::is_adjective(next.trim_end_matches("ly")) => Next::No,
        (false, _) if next.len() > 4 && next.ends_with("est") && words::known(next, 50) => Next::Noun,
        (true, false) => Next::Noun,
        (true, true) => Next::Either,
        (false, true) => Next::No,
        (false, false) if words::known(next, 50) || words.get(i + 1).is_some_and(Word::is_caps) => {
            if describes {
                Next::Noun
            } else {
                Next::No
            }
        }
        (false, false) => Next::No,
    }
}

/// Verbs that a plural subject takes more often than a possessive takes them as nouns.
const VERBISH: &str = "need offer share use help show want report experience cause work change increase start result end \
    stand call play test move turn plan look like record measure cover support deal face lead love hope claim demand \
    guide host guard pump circulate flow function process produce release carry travel block signal matter charge cost";

fn judge(context: &Context, words: &Words, i: usize, word: &Word, owner: &str) -> Option<Evidence> {
    let next = words.next(i);
    if has("alzheimer parkinson crohn raynaud hashimoto", owner) && word.is_title() {
        return Some(Evidence::Spelt);
    }
    let hyphen = words.gap_after(i + 1) == "-";
    if next.is_empty() || has(classes::NO_NOUN, next) && !has("own most least", next) && !hyphen {
        return None;
    }
    if has(classes::EPONYMS, owner) && word.is_title() && has(classes::DISEASES, next) {
        return Some(Evidence::Spelt);
    }
    let kind = next_is(words, i);
    let listed = words::listed(word.text);
    let verb_only = kind == Next::No && (words::is_verb(next) || words::is_verb_s(next) || next.ends_with("ly"));
    // `childrens`, `bodys`: no plural is spelt so.
    let irregular = has(TIMELESS, owner)
        || has("children women men", owner)
        || words::is_noun(owner) && !listed && words::known(owner, 40) && no_plural(owner);
    if irregular {
        return (!verb_only).then_some(Evidence::Spelt);
    }
    if kind == Next::No
        || has(classes::ATTRIBUTIVE, &word.lower)
        || word.lower.ends_with("ss") && !words::is_noun(owner)
    {
        return None;
    }
    let owns = has(classes::OWNERS, owner);
    if word.text.starts_with(char::is_uppercase) && (!listed || !words.starts(i)) {
        let named = name(context, words, i, word, owner, kind);
        if !owns || matches!(named, Some(Evidence::Made)) {
            return named;
        }
    }
    if !words::is_noun(owner) && !owns {
        let (alone, with_s) = (context.corpus.seen(owner).all, context.corpus.seen(&word.lower).all);
        let own_word = !listed && words::rank(owner).is_none() && alone > 2 && alone > 3 * with_s;
        return own_word.then(|| {
            Evidence::Likely(format!("“{owner}” stands {alone} times without the s, and “{next}” may be its own"))
        });
    }
    let (determiner, governed) = before(words, i);
    let after = words.next(i + 1);
    // What follows shows that the next word is a verb: it has an object, or a particle.
    let acts = has("a an the this these that those your their its our my his her it them us you me", after)
        || !governed && has("up out off down in on to", after);
    let verbish = has(VERBISH, next) || has(classes::BASE_VERBS, next);
    let noun_reads = kind == Next::Noun
        || has("of is are was were has have had can will may", after)
        || !acts && (governed || !verbish);
    if owner == "people" {
        return noun_reads.then_some(Evidence::Made);
    }
    if has("week month year night", owner) && has("last this next", words.prev(i)) {
        return Some(Evidence::Made);
    }
    if has("this one", determiner) && words::is_verb_s(&word.lower) {
        return None;
    }
    if has(classes::SINGULAR, determiner) {
        return match owns {
            true => Some(Evidence::Made),
            false if kind == Next::Noun => {
                Some(Evidence::Likely(format!("“{determiner}” is singular, so “{}” can hardly be a plural", word.text)))
            }
            false => None,
        };
    }
    if has(classes::DETERMINERS, determiner) && owns {
        return Some(match noun_reads {
            true => Evidence::Made,
            false => Evidence::Likely(format!("“{next}” may be a noun, which “{}” would own", word.text)),
        });
    }
    None
}

/// Words that have no plural.
const TIMELESS: &str = "today yesterday tomorrow everyone someone anyone everybody somebody anybody nobody";

/// Whether the regular plural of a noun is not just the noun and an s.
fn no_plural(owner: &str) -> bool {
    let mut end = owner.chars().rev();
    let (last, before) = (end.next().unwrap_or(' '), end.next().unwrap_or(' '));
    last == 'y' && !"aeiou".contains(before)
        || matches!(last, 's' | 'x' | 'z')
        || (last == 'h' && "cs".contains(before))
        || has("man woman child wife knife life person", owner)
}

/// The determiner before, over up to two words that may describe the noun, and whether a preposition or a verb before
/// that governs both, so that no verb can follow.
fn before<'a>(words: &'a Words, i: usize) -> (&'a str, bool) {
    let mut at = i;
    for _ in 0..3 {
        let prev = words.prev(at);
        if prev.is_empty() {
            break;
        }
        at -= 1;
        if has(classes::DETERMINERS, prev) || has(classes::SINGULAR, prev) {
            let governor = words.prev(at);
            let verb = words::is_verb(governor) || governor.len() > 4 && governor.ends_with("ing");
            let governed = has(GOVERNING, governor) || verb && !has(classes::NO_NOUN, governor);
            return (prev, governed);
        }
        let describes =
            words::is_adjective(prev) || words::is_noun(prev) || prev.ends_with("ed") && words::known(prev, 50);
        if !describes || has(classes::NO_NOUN, prev) || has(NUMBERS, prev) {
            break;
        }
    }
    ("", false)
}

const NUMBERS: &str =
    "two three four five six seven eight nine ten eleven twelve hundred thousand few last next first top best";

/// Prepositions that begin no clause.
const GOVERNING: &str = "of in on at to for with from by into through throughout within without under over across against \
    between among around behind inside outside during via about near";

/// A name, or a word that only this corpus knows.
fn name(context: &Context, words: &Words, i: usize, word: &Word, owner: &str, kind: Next) -> Option<Evidence> {
    let next = words.get(i + 1)?;
    let stem = &word.text[..word.text.len() - 1];
    let (alone, with_s) = (context.corpus.seen(owner), context.corpus.seen(&word.lower));
    let spelt = context.corpus.seen(&format!("{owner}'s")).all;
    let in_title = i > 0 && words.get(i - 1).is_some_and(|w| w.is_title() && !words.prev(i).is_empty());
    let listed_name = words::exact(&words::capitalised(owner)).is_some();
    if with_s.as_name > alone.as_name + spelt + 1 {
        return None;
    }
    let lower = next.text.starts_with(char::is_lowercase);
    if let Some(entry) = words::exact(word.text) {
        let made = entry.rank >= 50 && listed_name && kind == Next::Noun && lower && !in_title;
        return made.then_some(Evidence::Made);
    }
    // `Razers` is a plural too: only a name that stands by itself speaks against that.
    let plural = words::exact(&word.lower).is_some();
    let known = listed_name || alone.as_name > 0 || spelt > 0 || !plural && alone.all > 1;
    let acronym = stem.chars().all(char::is_uppercase);
    let ends = ["us", "is", "es", "ss", "ics"].iter().any(|e| word.lower.ends_with(e));
    let noun_reads = kind == Next::Noun || has("of and is are was has", words.next(i + 1));
    let made = match (plural, known) {
        _ if acronym => kind == Next::Noun || words.next(i + 1) == "of",
        (true, known) => known && !in_title && noun_reads && lower && !words.starts(i),
        (false, true) => true,
        (false, false) => lower && noun_reads && !ends || has(classes::DISEASES, &next.lower) && !ends,
    };
    if made {
        return Some(Evidence::Made);
    }
    let because = if known {
        format!("“{stem}” stands by itself elsewhere, and “{}” may be its own", next.text)
    } else {
        format!("“{}” is in no word list and “{}” may be its own", word.text, next.text)
    };
    (!plural || known).then_some(Evidence::Likely(because))
}
