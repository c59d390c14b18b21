//! Contractions whose letters make no other word: `doesnt`, `youve`. The table is the rule.

use super::{
    Context, Found,
    classes::has,
    tokens::{Word, Words},
};
use std::{collections::HashMap, sync::LazyLock};

/// Contractions, with their apostrophe. Those whose letters also make another word are judged in
/// [`super::apostrophe`].
const LISTED: &str = "ain't aren't can't could've couldn't couldn't've didn't doesn't don't hadn't hasn't haven't he's \
    here's how's i'm i've isn't it'd it'll might've mightn't must've mustn't needn't oughtn't she's should've shouldn't \
    that'd that'll that's there'd there'll there's they'd they'll they're they've wasn't we've weren't what'll what're \
    what's what've where's who'd who'll who's who've won't would've wouldn't y'all you'd you'll you're you've o'clock \
    ma'am nobody's everybody's everyone's someone's somebody's";

/// Contractions whose letters also make another word.
const AMBIGUOUS: &str = "i'll i'd we'll we'd we're she'll she'd he'll he'd it's let's who're";

/// Whether the words, with their apostrophe, are a contraction.
pub(super) fn is_listed(lower: &str) -> bool {
    has(LISTED, lower) || has(AMBIGUOUS, lower)
}

static BY_LETTERS: LazyLock<HashMap<String, &str>> =
    LazyLock::new(|| LISTED.split_ascii_whitespace().map(|c| (c.replace('\'', ""), c)).collect());

/// The contraction that lost its apostrophe and became these letters.
pub(super) fn of(lower: &str) -> Option<&'static str> {
    BY_LETTERS.get(lower).copied()
}

/// Whether the word, wherever it stands, is a contraction without its apostrophe.
pub(super) fn is_lost(word: &Word) -> bool {
    (4..=10).contains(&word.lower.len())
        && !word.is_caps()
        && !has("cant wont hows whos", &word.lower)
        && of(&word.lower).is_some()
}

/// The word with the contraction's apostrophe put in, its own casing kept.
pub(super) fn restore(word: &str, contraction: &str, apostrophe: char) -> String {
    let mut letters = word.chars();
    contraction.chars().filter_map(|c| if c == '\'' { Some(apostrophe) } else { letters.next() }).collect()
}

pub(super) fn find(context: &Context, words: &Words, found: &mut Found) {
    for (i, word) in words.iter() {
        if word.free
            && (2..=10).contains(&word.lower.len())
            && let Some(contraction) = of(&word.lower).filter(|_| word.text != "im")
            && fits(words, i, word)
        {
            found.certain(word.span.clone(), restore(word.text, contraction, context.apostrophe));
        }
    }
}

/// Whether nothing speaks for the letters' being a word of their own, or a name.
fn fits(words: &Words, i: usize, word: &Word) -> bool {
    let (prev, next) = (words.prev(i), words.next(i));
    // `appli- cant`, its hyphen soft: the end of a longer word.
    if words.gap_before(i).contains('\u{ad}') {
        return false;
    }
    let neighbour = |at: Option<usize>| at.and_then(|at| words.get(at));
    let first_name = |w: &Word| w.is_title() && (!words.starts(i - 1) || super::words::rank(&w.lower).is_none());
    let named = neighbour(i.checked_sub(1)).is_some_and(|w| !prev.is_empty() && first_name(w))
        || neighbour(Some(i + 1)).is_some_and(|w| w.is_title() && !next.is_empty() && w.lower != "i");
    // A capital inside a sentence makes most of these names; so does a word in capitals in a line that is not.
    let odd_case = match &*word.lower {
        "im" | "ive" | "hes" | "yall" => word.is_caps() || named,
        _ => word.is_caps() && !loud(words, i),
    };
    let casing = word.text.chars().last().is_some_and(char::is_lowercase);
    if odd_case || word.text.chars().skip(1).any(|c| c.is_lowercase() != casing) {
        return false;
    }
    match &*word.lower {
        "cant" => !has("a the of this their such political religious to", prev) && !has("a an the is was of o", next),
        "wont" => !has("his her their its our my your the a is are was were as", prev) && !has("to is was", next),
        "hows" | "whos" | "wheres" => !has("the and", prev) && next != "and",
        "hes" | "shes" => !has("the and", prev),
        _ => true,
    }
}

/// Whether the words around are in capitals too.
fn loud(words: &Words, i: usize) -> bool {
    let caps = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|w| w.is_caps());
    caps(i.checked_sub(1)) || caps(Some(i + 1))
}
