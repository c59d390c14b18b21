//! Words run together at a capital: `EffectsDuring`, `theNMDA`, `HumanPhenotype`. Names are written so too
//! (`JavaScript`, `YouTube`) and so are identifiers, so that the halves alone are no evidence.

use super::{
    Context, Found, classes,
    classes::has,
    glue::two_words,
    language::shows_program,
    tokens::{Word, Words},
    words,
};
use std::cell::LazyCell;

/// Words that in lower case, right before a capital, have lost their space.
const LEADING: &str = "the of and with by for to in is was are were than that from an as at on or has have had like about \
    using into what whereas when where while between called such may can will which these those this their your our \
    his her its not but also only all both every most some other via per within without over under against among \
    around during after before because since if it they you we he she who how";

/// Words that in title case begin a sentence or a heading, and no name's first half.
const OPENING: &str = "the this these those while whereas which when where and but with because although however both \
    their during most many some that according";

/// Words that in title case begin a sentence after a heading that lost its line end.
const CLOSING: &str = "the this these those when while what which where why during most many some each with without and \
    but from because although however they your their there both other such after before also an if it we you are is \
    for has have can may does do";

/// What programs call things: a capital before these is no lost space.
const IDENTIFIERS: &str = "args array attribute bar block body bool boolean box builder button case change char child children \
    class click client code color colour column component config container content context controller count cursor data \
    date default dir document each element else empty equal error event exception field file filter finite flag focus \
    folder form format frame function get group handler hash head header height hidden host html http icon id image \
    index info init input instance int integer item iterator json key keys label layout left length level like line link \
    list listener load local lock log loop manager map match max menu message method mode model module name node null \
    number object of offset option options order out output page params parent parse path pattern position prop \
    property props query range read ready record ref reference request reset resource response result right root row \
    scope script section select selected selector server service set settings size slice sort source stack start state \
    status storage store stream string style submit table tag target template test text thread time timer title to \
    token top tree true type undefined update url user utils valid value values variable vector version view visible \
    width window worker wrapper write zone";

/// First words of the names of places.
const PLACES: &str =
    "new san los las united north south east west southeast southwest northeast northwest hong saint santa";

/// Halves that names of products and firms are made of.
const BRANDED: &str = "active air alpha app apps auto back base best bit blog blue book books box brand bright buzz \
    campaign carbon cash cast central chat check clean click cloud club coin connect core craft cross cure crowd customer dash data desk \
    digital direct doc docs door drive easy ever exchange express face fast feed finder fire fit flex flow force forge \
    free fresh front full gate get git go gold grid guard hack happy home hub hunt idea insight jet jobs key kit lab labs \
    last launch lead learn life light line link linked list live local lock logic loop mail map mark market master maker \
    max media meet mega mind mind mobile money monitor motion net next note one open optin over page paper pass pay \
    pilot pin pixel play plus point port post power press prime print pro pulse pure push quick radar rank rapid ready \
    red research river rocket safe sales scape science score screen script search secure send sense serve service \
    share shift ship shop side sight sign simple site sky smart snap social soft solar sonic sound source space spark \
    spot spring stack star start station stock stone store storm story stream strike studio style suite sun super \
    sure survey swift switch sync table tag talk task team tech test think tiger time titan tool top touch track trade \
    trend trip true trust tube turn type ultra unity up value vault view visual voice wave way web wise word words \
    work works world zero zone";

pub(super) fn find(context: &Context, words: &Words, found: &mut Found) {
    if words.len() < 3 {
        return;
    }
    let program = LazyCell::new(|| shows_program(words.text()));
    for (i, word) in words.iter().filter(|(_, w)| w.free && w.text.len() > 4) {
        let seams: Vec<usize> = word
            .text
            .char_indices()
            .zip(word.text.chars().skip(1))
            .filter(|((_, a), b)| a.is_lowercase() && b.is_uppercase())
            .map(|((at, a), _)| at + a.len_utf8())
            .collect();
        for at in seams {
            let (left, right) = word.text.split_at(at);
            let to = format!("{left} {right}");
            match judge(context, words, i, word, left, right) {
                Verdict::Split if !*program => {
                    found.inferred(word.span.clone(), to);
                    break;
                }
                Verdict::Split | Verdict::Likely => found.suggest(word.span.clone(), to, two_words(left, right)),
                Verdict::Leave => {}
            }
        }
    }
}

/// Whether programs call things by this word.
pub(super) fn is_identifier(lower: &str) -> bool {
    has(IDENTIFIERS, lower)
}

/// Of an identifier or another name with a capital inside, whether it begins with one too (`ApplySolution`,
/// `applySolution`). What is sure to be two is none: `EffectsDuring`.
pub(super) fn name_style(word: &Word) -> Option<bool> {
    let mut pairs = word.text.char_indices().zip(word.text.chars().skip(1));
    let ((at, a), _) = pairs.find(|((_, a), b)| a.is_lowercase() && b.is_uppercase())?;
    let (left, right) = word.text.split_at(at + a.len_utf8());
    let (l, r) = (left.to_lowercase(), right.to_lowercase());
    let glued = has(LEADING, &l) || has(OPENING, &l) || has(PLACES, &l) || has(CLOSING, &r) || r == "in";
    let plain = left.chars().skip(1).all(char::is_lowercase);
    (plain && !glued && !words::listed(word.text)).then(|| left.starts_with(char::is_uppercase))
}

/// Whether the word is a function word that a name runs into, as no identifier does.
pub(super) fn is_plain(word: &Word) -> bool {
    word.text
        .find(char::is_uppercase)
        .is_some_and(|at| has(NEVER_AN_IDENTIFIER, &word.text[..at]) && word.text.len() > at + 3)
}

const NEVER_AN_IDENTIFIER: &str = "the and of from that their your our his her these those which whose";

enum Verdict {
    Split,
    Likely,
    Leave,
}

fn judge(context: &Context, words: &Words, i: usize, word: &Word, left: &str, right: &str) -> Verdict {
    let (l, r) = (left.to_lowercase(), right.to_lowercase());
    let corpus = context.corpus;
    let (whole, pair) = (corpus.seen(&word.lower).all, corpus.pair(&l, &r));
    let humps = right.chars().filter(|c| c.is_uppercase()).count();
    let word_like = words::listed(right) || corpus.seen(&r).all > 0 || right.chars().count() > 3;
    let term = !context.loses_spaces && corpus.is_term(&word.lower);
    if term || words::listed(word.text) || words.gap_after(i).starts_with('(') || words.is_mentioned(i) {
        return Verdict::Leave;
    }
    // One of many names: another stands in the line, or rows beside it begin with one.
    let one_of_many = name_style(word).is_some_and(|style| {
        let others = || words.iter().any(|(other, word)| other != i && name_style(word) == Some(style));
        i == 0 && context.beside_names[usize::from(style)] || others()
    });
    let likely = if context.loses_spaces && !one_of_many { Verdict::Split } else { Verdict::Likely };
    if left.starts_with(char::is_lowercase) {
        // iPhone, eBay, mRNA, macOS: the lower-case part of a name is short, or not a word.
        let leads = has(LEADING, &l) && (context.loses_spaces || sentence_word(words, i, &l));
        return if has(IDENTIFIERS, &r) && !sentence_word(words, i, &l) || right.chars().count() < 2 {
            Verdict::Leave
        } else if leads && word_like
            || has(CLOSING, &r) && r.len() > 2 && l.len() > 3 && words::known(&l, 50) && !words.next(i).is_empty()
        {
            Verdict::Split
        } else if l.len() > 3 && words::known(&l, 50) && word_like && whole < 3 && humps < 3 {
            likely
        } else {
            Verdict::Leave
        };
    }
    if pair > whole {
        return if named(words, i) { Verdict::Likely } else { likely };
    }
    let hump =
        left.char_indices().rev().find(|(_, c)| c.is_uppercase()).map_or(left, |(at, _)| &left[at..]).to_lowercase();
    let whole_left = hump.len() == left.len();
    if has(PLACES, &hump) && (words::is_name(&r) || has("states kingdom nations", &r)) {
        return Verdict::Split;
    }
    if whole > 2 && !(context.loses_spaces && has(OPENING, &l)) {
        return Verdict::Leave;
    }
    if whole_left
        && has(OPENING, &l)
        && word_like
        && (context.loses_spaces || words::listed(right))
        && right.chars().count() > 2
    {
        return Verdict::Split;
    }
    let left_known = words::known(&hump, 50) || words::is_name(&hump) || corpus.seen(&hump).all > 1;
    if has(CLOSING, &r) && hump.len() > 3 && left_known && !words.next(i).is_empty() {
        return Verdict::Split;
    }
    if r == "in" && words::is_plural(&hump) && !words.next(i).is_empty() {
        return Verdict::Split;
    }
    let common = |w: &str| w.len() > 3 && words::known(w, 40) && !has(BRANDED, w);
    if whole_left && humps == 1 && common(&l) && common(&r) && !has(IDENTIFIERS, &r) {
        return if l.len() + r.len() > 9 && !named(words, i) { likely } else { Verdict::Likely };
    }
    Verdict::Leave
}

/// Whether a word with two capitals stands where a sentence has a name: `your time on LovelySkin, look`.
fn named(words: &Words, i: usize) -> bool {
    let lower = |at: Option<usize>| at.and_then(|at| words.get(at)).is_none_or(|w| w.text == w.lower);
    !words.starts(i) && !words.prev(i).is_empty() && lower(i.checked_sub(1)) && lower(Some(i + 1))
}

/// Whether the function word stands where a sentence wants it: after a word in lower case, before another word.
fn sentence_word(words: &Words, i: usize, left: &str) -> bool {
    let prev = i.checked_sub(1).and_then(|i| words.get(i)).is_some_and(|w| w.free && w.text == w.lower);
    has(NEVER_AN_IDENTIFIER, left)
        || has(classes::PREPOSITIONS, left)
            && prev
            && !words.prev(i).is_empty()
            && !words.next(i).is_empty()
            && left.len() > 2
}
