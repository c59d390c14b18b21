//! Words that lost the space between them.

use super::lists::{AFTER_ANY, BEFORE_ANY, CODE_LIKE, COMPOUND_ENDS, FOLLOWS, LEADS, NEVER_COMPOUND, PREFIXES, SHORT};
use super::{
    draft::Change,
    words::{self, Corpus},
};
use crate::{
    clean::rules::Rules,
    model::{Certainty, RuleName},
};

/// `withmany` → `with many`, `EffectsDuring` → `Effects During`, `playa pivotal` → `play a pivotal`.
pub(super) fn words(rules: &Rules, corpus: &Corpus, text: &str) -> Vec<Change> {
    let Some(rule) = rules.on("glued-words") else { return Vec::new() };
    if text.contains('`') {
        return Vec::new();
    }
    let runs: Vec<(usize, &str)> = words::runs(text).collect();
    if runs.len() < 4 && !runs.iter().any(|(_, w)| w.chars().skip(1).any(char::is_uppercase)) {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for (i, &(at, token)) in runs.iter().enumerate() {
        let end = at + token.len();
        if token.len() < 4
            || token.len() > 40
            || !super::apostrophe::stands_alone(text, at, end)
            || in_address(text, at, end)
        {
            continue;
        }
        let lone = runs.len() == 1;
        let cut = if let Some(cut) = camel_cut(token) {
            if lone { None } else { camel(corpus, token, cut) }
        } else if token.chars().all(char::is_lowercase) {
            let follows = runs.get(i + 1).filter(|(n, _)| text.get(end..*n) == Some(" ")).map(|r| r.1);
            lower(corpus, token, follows)
        } else {
            let starts = i == 0 || text[..at].trim_end().ends_with(['.', '!', '?', ':', '•']);
            let name = !starts || !token.chars().skip(1).all(char::is_lowercase);
            if name { None } else { capitalised(corpus, token) }
        };
        if let Some(cut) = cut {
            changes.push(space(at + cut, rule));
        }
    }
    changes
}

fn space(at: usize, rule: &RuleName) -> Change {
    Change { span: at..at, to: " ".to_owned(), rule: rule.clone(), certainty: Certainty::Certain, suggest: None }
}

/// Whether the text between white space around a span looks like an address, a path or a name with dots.
fn in_address(text: &str, start: usize, end: usize) -> bool {
    // Text without spaces would make a search without bound quadratic.
    const FAR: usize = 100;
    let before: usize =
        text[..start].chars().rev().take(FAR).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
    let after: usize = text[end..].chars().take(FAR).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum();
    let chunk = &text[start - before..end + after];
    chunk.contains(['@', '/', '\\', '_', '=', '{', '<', '>', '#'])
        || chunk.trim_end_matches(['.', ',', ')', '"', '”']).contains("()")
        || chunk.starts_with("www.")
}

/// The only place where a capital follows a small letter.
fn camel_cut(token: &str) -> Option<usize> {
    let mut cuts =
        token.char_indices().zip(token.chars().skip(1)).filter(|((_, a), b)| a.is_lowercase() && b.is_uppercase());
    let ((at, a), _) = cuts.next()?;
    (cuts.next().is_none()).then_some(at + a.len_utf8())
}

fn camel(corpus: &Corpus, token: &str, cut: usize) -> Option<usize> {
    let (a, b) = token.split_at(cut);
    let (al, bl) = (a.to_lowercase(), b.to_lowercase());
    let small = a.chars().all(char::is_lowercase);
    let b_regular = b.chars().skip(1).all(char::is_lowercase) || b.len() > 1 && b.chars().all(char::is_uppercase);
    if corpus.count(token) > 3 || !b_regular || a.len() < 2 {
        return None;
    }
    let good = if small && words::is_function(a) {
        b.len() > 2 && (!CODE_LIKE.contains(&a) || corpus.count(b) > 1 && words::size(&bl).is_none())
            || words::is_name(&bl) && a.len() > 2
    } else if small {
        let name = words::is_name(&bl) || words::size(&bl).is_none() || corpus.count(b) >= 2;
        a.len() > 3 && b.len() > 3 && name && words::size(a).is_some_and(|s| s <= 50)
    } else if !a.chars().skip(1).all(char::is_lowercase) {
        false
    } else if LEADS.contains(&a) {
        b.len() > 2 && (words::known(b) || corpus.count(b) > 0 || b.len() > 4)
    } else if FOLLOWS.contains(&b) {
        a.len() > 3 && (words::known(a) || corpus.count(a) > 1)
    } else if matches!(b, "In" | "It" | "If" | "To" | "As" | "At" | "An" | "On" | "By") {
        let plural = a.len() > 5 && al.ends_with('s') && words::known(a);
        plural && b != "On" && b != "It" && b != "By"
    } else {
        let both = words::known(a) && words::known(b) && a.len() > 2 && b.len() > 3;
        both && corpus.pair(&al, &bl) > corpus.count(token)
            || a.len() > 3
                && b.len() > 4
                && corpus.count(a) + corpus.count(b) > 7
                && al.ends_with('s')
                && words::size(&al).is_some()
                && words::size(&bl).is_some()
    };
    good.then_some(cut)
}

/// Whether the corpus or the list has this as a word of its own.
fn is_whole(corpus: &Corpus, token: &str) -> bool {
    words::known(token) || corpus.count(token) > 8 || derived(token)
}

/// Whether a token is a listed word with an ending or a beginning that makes new words freely.
fn derived(token: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "s", "es", "ed", "ing", "er", "ers", "ly", "ness", "less", "able", "like", "ism", "ist", "ists", "ization",
        "isation", "ized", "ability", "ish", "y", "wise",
    ];
    const BEGINNINGS: &[&str] = &[
        "un", "re", "non", "pre", "anti", "over", "under", "sub", "super", "inter", "multi", "micro", "mini", "semi",
        "mis", "out", "co", "de", "dis", "post", "pro", "trans", "ultra", "up", "down", "cross", "counter", "bio",
        "neuro", "cyber", "in", "im", "mid", "on", "off", "by",
    ];
    let stem = |s: &str| words::size(s).is_some() && s.len() > 2;
    ENDINGS.iter().any(|e| {
        token.strip_suffix(e).is_some_and(|s| {
            stem(s) || stem(&format!("{s}e")) || s.strip_suffix('i').is_some_and(|s| stem(&format!("{s}y")))
        })
    }) || BEGINNINGS
        .iter()
        .filter(|b| !words::is_function(b) && **b != "on")
        .any(|b| token.strip_prefix(b).is_some_and(|s| stem(s) && s.len() > 3))
}

fn cost(word: &str) -> Option<f32> {
    if words::is_function(word) {
        return Some(match word.len() {
            0..=2 => 1.2,
            3 => 0.7,
            4 => 0.5,
            _ => 0.3,
        });
    }
    let size = words::size(word)?;
    let short = if word.len() < 4 { 3.0 } else { 0.0 };
    Some(
        short
            + match size {
                0..=10 => 1.5,
                11..=20 => 2.0,
                21..=35 => 3.0,
                36..=40 => 4.5,
                41..=50 => 5.5,
                _ => return None,
            },
    )
}

fn lower(corpus: &Corpus, token: &str, follows: Option<&str>) -> Option<usize> {
    if is_whole(corpus, token)
        && !(words::size(token).is_none() && !corpus_word(corpus, token) && strong(corpus, token))
    {
        return None;
    }
    best_cut(corpus, token, follows)
}

fn corpus_word(corpus: &Corpus, token: &str) -> bool {
    corpus.count(token) > 8
}

/// Whether a token falls in two words that stand side by side elsewhere in the corpus.
fn strong(corpus: &Corpus, token: &str) -> bool {
    (2..token.len().saturating_sub(1)).filter(|i| token.is_char_boundary(*i)).any(|i| {
        let (a, b) = token.split_at(i);
        corpus.pair(a, b) > 0
            && (words::is_function(a) || words::is_function(b))
            && cost(a).is_some()
            && cost(b).is_some()
    })
}

fn best_cut(corpus: &Corpus, token: &str, follows: Option<&str>) -> Option<usize> {
    let mut best: Option<(f32, usize)> = None;
    for i in (1..token.len()).filter(|i| token.is_char_boundary(*i)) {
        let (a, b) = token.split_at(i);
        let Some(total) = weigh(corpus, a, b, follows) else { continue };
        if best.is_none_or(|(least, _)| total < least) {
            best = Some((total, i));
        }
    }
    best.filter(|(total, _)| *total <= 7.0).map(|b| b.1)
}

/// What a cut costs; `None` when it may not be made.
fn weigh(corpus: &Corpus, a: &str, b: &str, follows: Option<&str>) -> Option<f32> {
    if b == "a" {
        // `playa pivotal`: a common verb, an article, and something that takes one.
        let next = follows.filter(|n| n.chars().all(char::is_lowercase))?;
        let verb = words::size(a).is_some_and(|s| s <= 20) && a.len() > 2 || words::is_function(a);
        let takes = words::size(next).is_some() && !words::is_function(next) && !next.ends_with('s');
        return (verb && takes && !next.starts_with(['a', 'e', 'i', 'o']) && !a.ends_with('i')).then_some(3.5);
    }
    let seen = corpus.pair(a, b);
    let (fa, fb) = (words::is_function(a), words::is_function(b));
    let unlisted = |w: &str, beside: &str, sure: &[&str]| {
        let spelled = w.len() > 5 && sure.contains(&beside) && !w.starts_with(['f', 't']);
        (w.len() > 4 && words::size(w).is_none() && (corpus.count(w) > 1 || spelled)).then_some(4.5)
    };
    let ca = cost(a).or_else(|| unlisted(a, b, AFTER_ANY).filter(|_| fb || NEVER_COMPOUND.contains(&b)))?;
    let cb = cost(b).or_else(|| unlisted(b, a, BEFORE_ANY).filter(|_| fa || NEVER_COMPOUND.contains(&a)))?;
    let short_ok = |w: &str| w.len() > 2 || SHORT.contains(&w);
    if !short_ok(a) || !short_ok(b) || seen == 0 && (PREFIXES.contains(&a) || COMPOUND_ENDS.contains(&b)) {
        return None;
    }
    let bonus = match seen {
        0 => 0.0,
        1 => 1.5,
        _ => 2.5,
    };
    if fa || fb {
        let other = if fa { b } else { a };
        let function = if fa { a } else { b };
        // `-in`, `-is`, `-on` and the like end many learned words.
        let plain_end = ["s", "ed", "ion", "ment", "ity", "ness", "ing", "ly"].iter().any(|e| other.ends_with(e))
            && other.len() > 4;
        let common = words::size(other).is_some_and(|s| s <= 20) && other.len() > 3;
        let risky = !fa
            && function.len() == 2
            && seen == 0
            && !plain_end
            && (!common || matches!(function, "is" | "us" | "an" | "on" | "am"));
        let risky_front = fa && !fb && a.len() < 3 && seen == 0 && other.len() < 4;
        return (!risky && !risky_front).then_some((ca + cb - bonus).max(0.0));
    }
    if a.len() < 3 || b.len() < 3 {
        return None;
    }
    let inflected =
        ["s", "ed", "ing", "ly", "al", "ive", "ous", "ant", "ent", "ic", "ary", "ble"].iter().any(|e| a.ends_with(e))
            && a.len() > 4
            && !a.ends_with("ss");
    let once = corpus.count(&format!("{a}{b}")) < 2;
    if once && (NEVER_COMPOUND.contains(&a) || NEVER_COMPOUND.contains(&b)) {
        return Some((1.0 + ca + cb - bonus).max(0.0));
    }
    let long = a.len() > 3 && b.len() > 3 && a.len() + b.len() > 11;
    (seen > 0 && once || once && b.len() > 3 && (inflected && b.len() > 3 || long))
        .then_some(1.0 + ca + cb - bonus * 1.5)
}

fn capitalised(corpus: &Corpus, token: &str) -> Option<usize> {
    let lower = token.to_lowercase();
    if lower.len() != token.len() || is_whole(corpus, &lower) || corpus.count(token) > 2 {
        return None;
    }
    let cut = best_cut(corpus, &lower, None)?;
    let (a, b) = lower.split_at(cut);
    let proven = corpus.pair(a, b) > 0 && a.len() > 1
        || words::is_function(a) && a.len() > 2 && words::size(b).is_some_and(|s| s <= 35) && b.len() > 2
        || words::is_function(b) && b.len() > 2 && words::size(a).is_some_and(|s| s <= 35) && a.len() > 3;
    proven.then_some(cut)
}

/// `hollow,muscular` → `hollow, muscular`; `spots:Individuals` → `spots: Individuals`.
pub(super) fn punctuation(rules: &Rules, text: &str) -> Vec<Change> {
    let Some(rule) = rules.on("glued-punctuation") else { return Vec::new() };
    if text.contains(['`', '{']) {
        return Vec::new();
    }
    let runs: Vec<(usize, &str)> = words::runs(text).collect();
    let mut changes = Vec::new();
    for pair in runs.windows(2) {
        let ((at, left), (next, right)) = (pair[0], pair[1]);
        let end = at + left.len();
        let mark = &text[end..next];
        if !matches!(mark, "," | ":" | ";") || in_address(text, at, end) {
            continue;
        }
        let (long, known) = (left.len() > 1 && right.len() > 1, (words::known(left), words::known(right)));
        let shouted = |w: &str| w.chars().all(char::is_uppercase);
        let before_ok = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "(“\"‘'-,;’–—".contains(c));
        let good = match mark {
            "," => (known.0 || known.1) && !(shouted(left) && shouted(right)),
            ":" => known.0 && known.1 && left.len() > 3 && right.len() > 2 && left.chars().all(char::is_lowercase),
            _ => known.0 && known.1 && !left.starts_with("amp") && left.len() > 2 && !text[..at].ends_with('&'),
        };
        if long && good && before_ok {
            changes.push(space(next, rule));
        }
    }
    changes
}
