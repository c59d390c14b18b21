//! Words run together in lower case: `withmany`, `conditionsin`, `kidneyfailure`. Only tokens that no word list and
//! no second place in the corpus knows are split, and only into words that stand by themselves.

use super::{
    Context, Found,
    classes::has,
    compound,
    language::shows_program,
    tokens::{Word, Words},
    usage, words,
};
use crate::model::{Phrase, phrase};
use std::cell::LazyCell;

/// Function words that begin no longer word by accident, whatever follows.
const BEFORE: &str = "the and with from that this these those which their your our his her are was were has have had can may \
    having will would could should been being about because when while where if you they but such also more most very than \
    then its of who what how between through during without within both each many some only often using into called";

/// Function words that longer words begin with too: only before a whole, longer word.
const BEFORE_LONG: &str = "in on an as at is if to be by or so he we my it not for all one two do no";

/// Function words that end no longer word by accident.
const AFTER: &str = "and the that which with from are was were have has had may will would should such also this when while \
    because than into about called they their your you between where what for not but these those can does who \
    usually especially including might before after during through if then there particularly often even";

/// Function words that longer words end with too: only after a common word.
const AFTER_SHORT: &str = "is in or to by an as at on be of it if so we he do no up out off";

/// Whether the word is two, one of them a function word that begins or ends no longer word.
pub(super) fn is_plain(word: &Word) -> bool {
    let lower = &*word.lower;
    word.text == lower
        && (5..=30).contains(&lower.len())
        && lower.bytes().all(|b| b.is_ascii_lowercase())
        && !words::listed(lower)
        && !words::inflects(lower)
        && usage::count(lower) == 0
        && (2..lower.len() - 1).any(|at| {
            let (left, right) = lower.split_at(at);
            let (before, after) = (has(BEFORE, left), has(AFTER, right));
            let both = (before || has(BEFORE_LONG, left)) && (after || has(AFTER_SHORT, right));
            let long = left.len() > 2 && right.len() > 2 && !compound::is_prefix(left);
            both && (before || after) || long && (before && words::known(right, 40) || after && words::known(left, 40))
        })
}

struct Split<'t> {
    left: &'t str,
    /// Lower is better.
    cost: u32,
    kind: Kind,
}

/// What speaks for a split.
#[derive(Clone, Copy)]
enum Kind {
    /// A function word that stands in no longer word.
    Function,
    /// A function word that could, but hardly does.
    Likely,
    /// Two words, no more: damage only where the source loses spaces elsewhere.
    Content,
}

pub(super) fn find(context: &Context, words: &Words, found: &mut Found) {
    if words.len() < 3 {
        return;
    }
    let program = LazyCell::new(|| shows_program(words.text()));
    for (i, word) in words.iter() {
        if let Some(left) = before_compound(context, word) {
            found.inferred(word.span.clone(), format!("{left} {}", &word.text[left.len()..]));
            continue;
        }
        if !word.free || !word.text.is_ascii() || !word.text.bytes().all(|b| b.is_ascii_alphabetic()) {
            continue;
        }
        if let Some((left, because)) = article(context, words, i, word) {
            let to = format!("{} a", &word.text[..left]);
            match because {
                None => found.inferred(word.span.clone(), to),
                Some(because) => found.suggest(word.span.clone(), to, because),
            }
            continue;
        }
        if let Some(split) = best(context, words, i, word) {
            let (left, right) = word.text.split_at(split.left.len());
            let to = format!("{left} {right}");
            match split.kind {
                // Whatever is said of a program may be a part of it.
                _ if *program => found.suggest(word.span.clone(), to, two_words(left, right)),
                Kind::Function => found.certain(word.span.clone(), to),
                Kind::Likely => found.inferred(word.span.clone(), to),
                Kind::Content if context.loses_spaces => found.inferred(word.span.clone(), to),
                Kind::Content => found.suggest(word.span.clone(), to, two_words(left, right)),
            }
        }
    }
}

/// The function word that hangs on to the first half of a compound (`havingopen-heart surgery`), where spaces are lost.
fn before_compound<'t>(context: &Context, word: &Word<'t>) -> Option<&'t str> {
    let whole = |lower: &str| words::listed(lower) || words::inflects(lower) || usage::count(lower) > 0;
    if !context.loses_spaces || !word.heads || word.text != word.lower || !word.text.is_ascii() || whole(word.text) {
        return None;
    }
    let splits = (3..word.text.len().saturating_sub(3)).map(|at| word.text.split_at(at));
    splits.filter(|(left, right)| has(BEFORE, left) && words::known(right, 35)).map(|(left, _)| left).next()
}

/// The reason of a split that is only likely.
pub(super) fn two_words(left: &str, right: &str) -> Phrase {
    phrase("reason.two-words").text("left", left).text("right", right)
}

/// The best split of a word, and whether it is to be made or only suggested.
fn best<'t>(context: &Context, words: &Words, i: usize, word: &'t Word) -> Option<Split<'t>> {
    let lower = &*word.lower;
    let cased = word.text == lower || word.is_title() && words.starts(i);
    if !cased
        || !(4..=40).contains(&lower.len())
        || words::listed(word.text)
        || words::inflects(lower)
        || usage::count(lower) > 0
        || words.is_mentioned(i)
        || !context.loses_spaces && context.corpus.is_term(lower)
    {
        return None;
    }
    let prefixed = |at: usize| {
        let root = &lower[at..];
        let word = words::rank(root).is_some() || context.corpus.seen(root).all > 0;
        compound::is_prefix(&lower[..at]) && root.len() > 4 && word
    };
    if (2..lower.len().min(8)).any(prefixed) {
        return None;
    }
    let mut splits: Vec<Split> =
        (2..lower.len() - 1).filter_map(|at| judge(context, word, &lower[..at], &lower[at..], words.next(i))).collect();
    // `auditif, trumpet`: nothing that such a word could belong to follows.
    let hangs = |right: &str| has(AFTER_SHORT, right) && words.next(i).is_empty();
    splits.retain(|s| !hangs(&lower[s.left.len()..]));
    if !context.loses_spaces {
        splits.retain(|s| !is_made(s.left, &lower[s.left.len()..]));
    }
    splits.sort_by_key(|s| s.cost);
    // `communicationskills` has two readings.
    let tied = matches!(&splits[..], [a, b, ..] if a.cost == b.cost && matches!(a.kind, Kind::Content));
    let ruled = splits.into_iter().next().filter(|_| !tied);
    if word.is_title() {
        return ruled;
    }
    let Some(usual) = usual(context, words, i, word) else { return ruled };
    match ruled {
        Some(ruled) if ruled.left == usual.left && !matches!(ruled.kind, Kind::Content) => Some(ruled),
        // `youran`: by the words around, `you ran` and not `your an`.
        Some(ruled) if ruled.left != usual.left => {
            let other = read(context, words, i, ruled.left, &lower[ruled.left.len()..]);
            let worse = other.is_none_or(|other| other + CLEARLY < usual.likelihood);
            Some(if worse { usual.split() } else { ruled })
        }
        ruled => usual.is_likely(context, words, i).then(|| usual.split()).or(ruled),
    }
}

/// From this likelihood on (decimal logarithm) two words are taken for what was meant: where they fit what stands
/// around them, where they do not, where they could be a compound besides, and where nothing else shows that the source
/// loses spaces; and where it does, and both are words that everybody uses.
const FITTING: f64 = -10.5;
const LOST: f64 = -12.5;
const LOSING: f64 = -9.3;
const COMPOUND: f64 = -6.0;
const ELSE: f64 = -3.7;
/// Words fit those around them when these make them ten times likelier.
const AT_HOME: f64 = 1.0;
/// A second reading has to be this much less likely; one that a rule prefers, this much more.
const CLEAR: f64 = 0.5;
const CLEARLY: f64 = 1.0;
/// Words of three letters or less that are not this common are abbreviations and pieces of words.
const COMMON: u32 = 40;
/// Those that are not this common have to be likelier.
const FREQUENT: u32 = 150;

/// The reading of a word as two whose words are likeliest where they stand.
struct Reading<'t> {
    left: &'t str,
    right: &'t str,
    likelihood: f64,
}

fn read(context: &Context, words: &Words, i: usize, left: &str, right: &str) -> Option<f64> {
    let own = |part: &str| part.len() > 4 && context.corpus.seen(part).all > 1;
    usage::likelihood(words.prev(i), left, right, words.next(i), own)
}

fn usual<'t>(context: &Context, words: &Words, i: usize, word: &'t Word) -> Option<Reading<'t>> {
    let lower = &*word.lower;
    let reading = |at| {
        let (left, right) = lower.split_at(at);
        Some(Reading { left, right, likelihood: read(context, words, i, left, right)? })
    };
    let mut readings: Vec<Reading> = (1..lower.len()).filter_map(reading).collect();
    readings.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood));
    let clear = readings.get(1).is_none_or(|second| second.likelihood + CLEAR <= readings[0].likelihood);
    let best = readings.into_iter().next().filter(|_| clear)?;
    // A word that recurs is one of this corpus, unless its halves are such as lose their spaces everywhere.
    let function = has(BEFORE, best.left) || has(AFTER, best.right) || has(AFTER_SHORT, best.right);
    let recurs = context.corpus.seen(lower).recurs() && best.likelihood < ELSE && !function;
    let whole = |part: &str| part.len() > 3 || part.len() > 1 && usage::count(part) >= COMMON;
    let ends = !has(AFTER_SHORT, best.right)
        || cost(context, best.left).is_some_and(|cost| whole_before(best.left, cost, best.right))
            && !words.next(i).is_empty();
    (whole(best.left) && whole(best.right) && ends && !recurs).then_some(best)
}

impl<'t> Reading<'t> {
    /// Whether it is likely enough to be taken for what was meant.
    fn is_likely(&self, context: &Context, words: &Words, i: usize) -> bool {
        let fits = usage::tie(words.prev(i), self.left) + usage::tie(self.right, words.next(i));
        let compound = compound::is_possible(self.left, self.right);
        let short = |part: &str| part.len() < 4 && usage::count(part) < FREQUENT;
        self.likelihood
            >= match () {
                () if compound && fits < AT_HOME => COMPOUND,
                () if !compound && context.loses_spaces && [self.left, self.right].into_iter().all(is_usual) => LOST,
                () if (short(self.left) || short(self.right)) && fits < AT_HOME / 2.0 => LOSING,
                () => FITTING,
            }
    }

    fn split(&self) -> Split<'t> {
        let kind = if self.likelihood >= ELSE { Kind::Likely } else { Kind::Content };
        Split { left: self.left, cost: 0, kind }
    }
}

/// Whether everybody uses a word, and it is long enough not to be a piece of one.
fn is_usual(part: &str) -> bool {
    part.len() > 2 && words::known(part, 35) && usage::count(part) >= 30
}

/// Whether people make one word of such two: what goes through something, and parts of programs (`takewhile`).
fn is_made(left: &str, right: &str) -> bool {
    has("through about while when where after before between until if then not without", right)
        && !has(BEFORE, left)
        && words::is_verb(left)
}

/// What a part costs: the rarer, the dearer.
fn cost(context: &Context, part: &str) -> Option<u32> {
    if part.len() < 2 {
        return None;
    }
    match words::rank(part) {
        Some(10) => Some(1),
        Some(20) => Some(2),
        Some(35) => Some(3),
        Some(40) => Some(4),
        Some(50) => Some(6),
        _ => (part.len() > 3 && context.corpus.seen(part).all > 1).then_some(5),
    }
}

/// Whether the preposition or verb that a word would end in leads on to what follows: `in the`, `is a`, `to move`.
fn leads(right: &str, next: &str) -> bool {
    has("in is to by as at on of if or", right) && has("the a an this these that your his her their its our my", next)
        || right == "to" && words::is_verb(next) && !words::is_verb_s(next)
}

fn judge<'t>(context: &Context, word: &'t Word, left: &'t str, right: &'t str, next: &str) -> Option<Split<'t>> {
    let (l, r) = (cost(context, left), cost(context, right));
    let split = |cost, kind| Some(Split { left, cost, kind });
    let short = |part: &str| part.len() < 4;
    let corpus = context.corpus;
    let leads = context.loses_spaces && leads(right, next);
    // `inbeat` at the head of a sentence is a name as soon as anything.
    let long = if context.loses_spaces { Kind::Likely } else { Kind::Content };
    let (before, after) = (has(BEFORE, left), has(AFTER, right));
    let (before_long, after_short) = (has(BEFORE_LONG, left), has(AFTER_SHORT, right));
    if (before || before_long) && (after || after_short || has(BEFORE, right) || has(BEFORE_LONG, right)) {
        let sure = context.loses_spaces || before && left.len() + right.len() > 5;
        return if sure { split(1, Kind::Function) } else { None };
    }
    if word.is_title() && !context.loses_spaces {
        return None;
    }
    if let (Some(l), Some(r)) = (l, r) {
        let sum = 2 * (l + r);
        if before && (!short(right) || r < 2) && (left.len() > 2 || r < 6) {
            return split(sum, Kind::Function);
        }
        if after && (!short(left) || l < 2 || context.loses_spaces && right.len() > 3 && l < 7) && left.len() > 2 {
            return split(sum, Kind::Function);
        }
        if before_long
            && !word.is_title()
            && !compound::follows_in(right)
            && (right.len() > 3 || right.len() > 2 && r < 2 && context.loses_spaces)
            && (left != "an" || right.starts_with(['a', 'e', 'i', 'o', 'u', 'h']))
        {
            return split(sum + 2, if r < 4 { long } else { Kind::Content });
        }
        if after_short
            && !word.is_title()
            && left.len() > 3
            && (l < 5 || left.len() > 5 && (has("is or", right) || leads))
            && (whole_before(left, l, right) || leads)
        {
            return split(sum + 2, long);
        }
        let pair = corpus.pair(left, right);
        if pair > corpus.seen(&word.lower).all && !short(left) && !short(right) {
            return split(sum + 3, long);
        }
        let common = |part: &str, cost: u32| {
            part.len() > 3 && (cost < 4 || cost < 5 && part.len() > 6 || cost < 7 && part.len() > 8)
        };
        if common(left, l)
            && common(right, r)
            && l + r < 9
            && left.len() + right.len() > 8
            && !compound::is_likely(left, right)
            && !word.is_title()
            && !corpus.seen(&word.lower).recurs()
        {
            return split(sum + 6, Kind::Content);
        }
        return None;
    }
    // A word of this corpus's own before a plain function word.
    if after && left.len() > 5 && corpus.seen(left).all > 0 {
        return split(12, Kind::Likely);
    }
    let described = || words::is_adjective(next) || next.ends_with("ed") && words::listed(next);
    // No longer English word ends in `ais` or `yis`.
    let whole = || corpus.seen(left).all > 0 || left.ends_with(['a', 'y']);
    if context.loses_spaces && right == "is" && left.len() > 5 && whole() && described() {
        return split(12, Kind::Likely);
    }
    // Where spaces are lost elsewhere, the word before need not be known: no longer word ends so.
    if context.loses_spaces && has("the that which when such with called from", right) && left.len() > 6 {
        return split(13, Kind::Likely);
    }
    let own = corpus.seen(right).all > 0 || context.loses_spaces && words::rank(right).is_some();
    let leaves = has("the of and with that which from", left) || context.loses_spaces && before && left.len() > 3;
    let begins = context.loses_spaces && has("called from have having which with", left) && right.len() > 5;
    if leaves && right.len() > 5 && own || begins {
        return split(12, Kind::Likely);
    }
    None
}

/// Whether a common word may stand before `in`, `is`, `or`: their letters also end other words (`insulin`).
fn whole_before(left: &str, cost: u32, right: &str) -> bool {
    const ENDS: [&str; 11] = ["s", "ed", "ing", "ion", "ity", "ment", "ness", "ance", "ence", "er", "ly"];
    match right {
        "or" => cost < 3 || !words::is_verb(left),
        "is" => cost < 3 || left.ends_with(['a', 'y']) || ENDS.iter().any(|e| left.ends_with(e)),
        "in" | "an" | "on" | "as" | "at" | "it" | "if" => cost < 3 || ENDS.iter().any(|e| left.ends_with(e)),
        "up" | "out" | "off" => words::is_verb_s(left),
        "so" | "we" | "he" | "do" | "no" => cost < 3,
        _ => true,
    }
}

/// `playa pivotal`: an article that hangs on the word before. The length of what stands before it, and the reason
/// where it is only likely.
fn article(context: &Context, words: &Words, i: usize, word: &Word) -> Option<(usize, Option<Phrase>)> {
    let left = word.lower.strip_suffix('a').filter(|l| l.len() > 2)?;
    let next = words.next(i);
    let rare = words::rank(&word.lower).is_none_or(|r| r > 40);
    if word.text != word.lower || !rare || next.starts_with(['a', 'e', 'i', 'o', 'u']) {
        return None;
    }
    let described = words::is_adjective(next) || words::is_noun(next) && !words::is_plural(next);
    let modal = has("to can may will could would should must might also not they we you often who that", words.prev(i));
    if described && modal && words::known(left, 20) && words::is_verb(left) {
        return Some((left.len(), None));
    }
    let own = words::is_noun(left) && words::known(left, 50) || context.corpus.seen(left).all > 1;
    (described && own && left.len() > 5 && !words::listed(&word.lower) && words::known(next, 20))
        .then(|| (left.len(), Some(phrase("reason.article").text("left", left).text("next", next))))
}
