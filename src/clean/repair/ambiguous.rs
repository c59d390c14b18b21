//! Contractions whose letters make another word too: `its`, `were`, `well`, `ill`, `id`. The neighbours decide.

use super::{
    Context, Found, classes,
    classes::has,
    contraction::restore,
    tokens::{Word, Words},
    words,
};

/// Words after which a clause begins, so that a subject is wanted.
const CLAUSE: &str = "whether if so when why now then sure how say means mean until sometimes otherwise believe once \
    meaning maybe but because unless though although while think know that where what says said guess hope feel believes";

pub(super) fn find(context: &Context, words: &Words, found: &mut Found) {
    for (i, word) in words.iter() {
        if !word.free || word.is_caps() {
            continue;
        }
        let contraction = match word.lower.as_str() {
            "its" if its(words, i, if context.loses_apostrophes { 1 } else { 4 }) => "it's",
            "its" => continue,
            _ if !context.loses_apostrophes => continue,
            "were" if were(words, i) => "we're",
            "well" if will(words, i) && words.prev(i) != "as" => "we'll",
            "ill" if (will(words, i) || word.text == "Ill" && followed_by_verb(words, i)) => "i'll",
            "shell" if will(words, i) && !has("script", words.next(i)) => "she'll",
            "hell" if will(words, i) => "he'll",
            "wed" if would(words, i, word) => "we'd",
            "id" if would(words, i, word) => "i'd",
            "hed" if followed_by_verb(words, i) || has("been had", words.next(i)) => "he'd",
            "lets" if lets(words, i) => "let's",
            _ => continue,
        };
        found.inferred(word.span.clone(), restore_i(word, contraction, context.apostrophe));
    }
}

/// `id` and `ill` in lower case stand for `I'd` and `I'll`.
fn restore_i(word: &Word, contraction: &str, apostrophe: char) -> String {
    let text = restore(word.text, contraction, apostrophe);
    if contraction.starts_with("i'") { text.replacen('i', "I", 1) } else { text }
}

fn followed_by_verb(words: &Words, i: usize) -> bool {
    let next = words.next(i);
    let verb = |w: &str| has(classes::BASE_VERBS, w);
    verb(next) || has(classes::MID_ADVERBS, next) && (verb(words.next(i + 1)) || words::is_verb(words.next(i + 1)))
}

/// Whether a clause begins right before the word.
fn begins(words: &Words, i: usize) -> bool {
    words.starts(i) || words.gap_before(i).contains([',', ';', '—', '–']) || has(CLAUSE, words.prev(i))
}

fn will(words: &Words, i: usize) -> bool {
    followed_by_verb(words, i)
        && (begins(words, i) || has("and or which here", words.prev(i)))
        && !has("present touch", words.next(i))
        && (words.next(i) != "be" || words.prev(i) != "and")
}

fn would(words: &Words, i: usize, word: &Word) -> bool {
    let prev = words.prev(i);
    let next = words.next(i);
    let verb = followed_by_verb(words, i) || has("been love rather", next);
    let subject_wanted = begins(words, i) || has("and as than which i time one", prev);
    match word.lower.as_str() {
        "id" if word.text == "Id" => verb || words::is_verb(next) && subject_wanted && !words.starts(i),
        "id" => verb && subject_wanted && !words.starts(i),
        _ => {
            let bare = words::is_verb(next) && subject_wanted && word.text == "wed";
            (verb || bare) && !has("to newly get got be were was are the is", prev)
        }
    }
}

fn lets(words: &Words, i: usize) -> bool {
    let next = words.next(i);
    let starts = begins(words, i) && !has("that", words.prev(i)) || has("and ok okay well", words.prev(i));
    starts && (followed_by_verb(words, i) || next == "not") && !has("like", next)
}

/// `were`: with no subject before it, and something after it that `we are` takes.
fn were(words: &Words, i: usize) -> bool {
    const AFTER: &str = "here excited committed proud sure pleased sorry going happy glad always already currently now \
        delighted thrilled interested ready dedicated passionate honored honoured constantly still just also not all \
        often so only currently definitely really very talking";
    let (prev, next) = (words.prev(i), words.next(i));
    let doing =
        next.len() > 5 && next.ends_with("ing") && !words::is_noun(next) || has("introducing seeing using", next);
    let fits = doing || has(AFTER, next);
    if words.starts(i) {
        let article = has("the a an in on at your", next) && words.gap_after(i).trim().is_empty();
        return !words.asks(i) && (fits || article || next.ends_with("ing"));
    }
    let comma = words.gap_before(i).contains([',', '—', '–', ';']);
    let quantifier = has("not all also just so only often still very already now really", next);
    (fits || next.ends_with("ing") && has(CLAUSE, prev))
        && (has("whether when so if while where now how because why since as", prev) && prev != "as"
            || comma && (!quantifier || followed_by_ing(words, i)))
}

fn followed_by_ing(words: &Words, i: usize) -> bool {
    words.next(i + 1).ends_with("ing")
}

/// Words that follow `it is` and hardly ever `its`.
const IS: &str = "a not important also the an time about worth easy been still just all essential one possible very hard \
    like no so your for always really better crucial going too good often clear much becoming got actually designed \
    difficult never probably ideal easier almost perfect now especially likely nearly what done that certainly true okay \
    something my vital on wise recommended unlikely simply definitely used how ok waiting their at made incredibly \
    available nice amazing usually valid there finally expensive called exactly another ready from generally helpful \
    clearly convenient as entirely our where based technically tough considered unclear rare gorgeous coming totally \
    genuinely widely extremely ridiculous able around getting advisable easily necessary compatible known particularly \
    these those this his her gone taken into with by of over both because when if who why until since perhaps maybe \
    sometimes sort hardly pretty already quite even being less either basically highly fairly equally truly obviously \
    absolutely completely relatively somewhat rarely typically great fun impossible wonderful terrible okay beautiful \
    more in up such to being working become doing useful safe fine far worse alright bad sad weird strange funny \
    fascinating inevitable fair obvious evident surprising reasonable understandable acceptable normal unusual \
    interesting tempting illegal free optional not he she they we you i meant supposed expected said estimated \
    believed thought known due super therefore stable enough simply merely thus hence likewise";

/// Words that follow `it is` only if what comes after them shows that they are no attribute.
const IS_IF: &str = "best common simple small low full smart comfortable versatile slightly excellent natural open affordable \
    fast lightweight missing huge different quick standard optimized right wrong big large long high short new old \
    strong critical key key powerful popular unique two part kind most only even close similar legal effective cheap \
    durable sensitive responsible healthy active present cold hot wet dry heavy light built set left helping making \
    running based great useful more less free such pretty common fine";

fn its(words: &Words, i: usize, bar: i32) -> bool {
    let (next, after) = (words.next(i), words.next(i + 1));
    let spaced = words.gap_after(i).trim().is_empty();
    if next.is_empty() {
        let gap = words.gap_after(i).trim_start();
        return gap.starts_with(['$', '“', '"']) && words.gap_after(i).starts_with(' ') && clause_before(words, i) >= 2;
    }
    if !spaced || next == "own" || after == "own" {
        return false;
    }
    let tied = words.get(i + 1).is_some_and(|w| !w.free && w.text.chars().all(char::is_alphabetic));
    let mut score = clause_before(words, i);
    let article = has("a an the not", next);
    score += if article {
        5
    } else if has(IS_IF, next) {
        if predicate_ends(words, i + 1) { 2 } else { -2 }
    } else if has(IS, next) {
        let adverb = next.ends_with("ly") || has("very really so quite pretty", next);
        if attribute(words, i + 1) || adverb && attribute(words, i + 2) { 0 } else { 3 }
    } else if next.ends_with("ly") && words::rank(next).is_some() {
        if predicate_ends(words, i + 2) || has(IS, after) { 2 } else { 0 }
    } else if next.ends_with("ing") && words::known(next, 50) {
        if has("the a an to in on for your my our up out", after) { 1 } else { -2 }
    } else if next.ends_with("ed") && words::known(next, 50) {
        if has("by to in on for with as from at that into up out off down", after) { 2 } else { -2 }
    } else if words::is_adjective(next) && (!words::is_noun(next) || words.gap_after(i + 1).starts_with([',', '.'])) {
        if predicate_ends(words, i + 1) { 2 } else { -1 }
    } else {
        -4
    };
    let named = words.get(i + 1).is_some_and(|w| w.text.starts_with(char::is_uppercase)) && !words.starts(i);
    if tied || named {
        score -= 2;
    }
    if words.starts(i) && !article && alone(words, i) {
        score += 4;
    }
    score > bar
}

/// How much what stands before speaks for a new clause.
fn clause_before(words: &Words, i: usize) -> i32 {
    let prev = words.prev(i);
    if words.starts(i) {
        return if words.gap_before(i).contains('(') { 1 } else { 2 };
    }
    if prev.is_empty() {
        return if words.gap_before(i).contains([',', ';', '—', '–', '-']) { 2 } else { 0 };
    }
    if has("that as since and or which while where what like before", prev) {
        return 1;
    }
    if has(CLAUSE, prev) || has("who's usually", prev) {
        return 2;
    }
    if has(classes::PREPOSITIONS, prev) {
        return -3;
    }
    -1
}

/// Whether the word is followed by what cannot be a noun, so that it is no attribute.
fn predicate_ends(words: &Words, i: usize) -> bool {
    let next = words.next(i);
    next.is_empty() || has(classes::NO_NOUN, next) && !has("other many few same", next)
}

/// Whether the word is an adjective before a noun.
fn attribute(words: &Words, i: usize) -> bool {
    let word = words.get(i).map_or("", |w| &w.lower);
    let next = words.next(i);
    (words::is_adjective(word) || word.ends_with("ing") || word.ends_with("ed"))
        && !has("worth about still just all", word)
        && !predicate_ends(words, i)
        && (words::is_noun(next) || words::is_plural(next))
        && !has("to", next)
}

/// Whether the sentence is `Its`, adjectives or adverbs, and at most one more word: it has no other verb.
fn alone(words: &Words, i: usize) -> bool {
    let mut at = i;
    let mut described = 0;
    while !words.next(at).is_empty() && described < 4 {
        let next = words.next(at);
        if words::is_adjective(next) || next.ends_with("ly") || next == "very" {
            described += 1;
            at += 1;
        } else {
            return described > 0 && words.next(at + 1).is_empty() && words::is_noun(next);
        }
    }
    false
}
