//! Contractions that lost their apostrophe: those that can be nothing else, and those that the context decides.

use super::lists::{ADJECTIVES, AFTER_ADJECTIVE, AFTER_IT_IS, BASE_VERBS, JOINS, NOUN_TOO, PARTICIPLES};
use super::{draft::Change, words};
use crate::{clean::rules::Rules, model::Certainty};

/// Lower-case form without its apostrophe, and where the apostrophe belongs.
const PLAIN: &[(&str, usize)] = &[
    ("aint", 3),
    ("arent", 4),
    ("couldnt", 6),
    ("couldve", 5),
    ("didnt", 4),
    ("doesnt", 5),
    ("dont", 3),
    ("hadnt", 4),
    ("hasnt", 4),
    ("havent", 5),
    ("heres", 4),
    ("hes", 2),
    ("im", 1),
    ("isnt", 3),
    ("itll", 2),
    ("ive", 1),
    ("mightve", 5),
    ("mustnt", 5),
    ("mustve", 4),
    ("neednt", 5),
    ("oclock", 1),
    ("shes", 3),
    ("shouldnt", 7),
    ("shouldve", 6),
    ("thats", 4),
    ("thatll", 4),
    ("theres", 5),
    ("theyd", 4),
    ("theyll", 4),
    ("theyre", 4),
    ("theyve", 4),
    ("wasnt", 4),
    ("werent", 5),
    ("weve", 2),
    ("whats", 4),
    ("wheres", 5),
    ("whos", 3),
    ("whove", 3),
    ("wholl", 3),
    ("wouldnt", 6),
    ("wouldve", 5),
    ("yall", 1),
    ("youd", 3),
    ("youll", 3),
    ("youre", 3),
    ("youve", 3),
    ("hows", 3),
    ("itd", 2),
];

struct Token<'a> {
    at: usize,
    text: &'a str,
    lower: String,
    /// What stands between it and the token before.
    gap: &'a str,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let (mut out, mut end) = (Vec::new(), 0);
    for (at, word) in words::runs(text) {
        out.push(Token { at, text: word, lower: word.to_lowercase(), gap: &text[end..at] });
        end = at + word.len();
    }
    out
}

/// `dont` → `don't`; `its beautiful` → `it's beautiful` where the words around it leave no other reading.
pub(super) fn contractions(rules: &Rules, text: &str) -> Vec<Change> {
    let (plain, context) = (rules.on("lost-apostrophe"), rules.on("lost-apostrophe-in-context"));
    if text.contains('`') {
        return Vec::new();
    }
    let tokens = tokens(text);
    let mark = if text.contains('’') { '’' } else { '\'' };
    let mut changes = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let end = token.at + token.text.len();
        if !stands_alone(text, token.at, end) {
            continue;
        }
        let whole =
            PLAIN.iter().find(|(w, _)| *w == token.lower).and_then(|(w, cut)| plain_fits(token, w).then_some(*cut));
        let (rule, cut, certainty) = match (whole, plain, context) {
            (Some(cut), Some(rule), _) => (rule, cut, Certainty::Certain),
            (None, _, Some(rule)) => match in_context(&tokens, i, text) {
                Some(cut) => (rule, cut, Certainty::Inferred),
                None => continue,
            },
            _ => continue,
        };
        let (head, tail) = token.text.split_at(cut);
        changes.push(Change {
            span: token.at..end,
            to: format!("{head}{mark}{tail}"),
            rule: rule.clone(),
            certainty,
            suggest: None,
        });
    }
    changes
}

/// Not part of an address, a file name, an identifier or a hyphenated word, and without an apostrophe of its own.
pub(super) fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    const JOINED: &[char] =
        &['@', '/', '\\', '_', '#', '=', '&', '~', '-', '’', '\'', '`', '<', '>', '{', '}', '+', '*', '$'];
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let next = after.next();
    let tied = |c: char| JOINED.contains(&c) && c != '\'' || c.is_numeric();
    let glued = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if before.is_some_and(|c| tied(c) || c == '.') && !text[..start].ends_with("..")
        || next.is_some_and(|c| tied(c) || c == '\'' && after.clone().next().is_some_and(char::is_alphabetic))
    {
        return before.is_some_and(|c| c == '*') && next.is_none_or(|c| !tied(c));
    }
    if before == Some('\'') && text[..start - 1].ends_with(char::is_alphanumeric) {
        return false;
    }
    !(matches!(next, Some('.' | ':' | '(')) && glued(after.next()))
}

fn plain_fits(token: &Token, word: &str) -> bool {
    let shouted = token.text.chars().all(char::is_uppercase);
    match word {
        // Sizes, numerals and names in capitals.
        "im" | "ive" | "hes" | "shes" | "whos" | "itd" if shouted => false,
        "im" | "ive" => token.text.starts_with('I') || token.gap.is_empty() || token.gap == " ",
        _ => true,
    }
}

/// Where the apostrophe belongs if the context calls for one.
fn in_context(tokens: &[Token], i: usize, text: &str) -> Option<usize> {
    let token = &tokens[i];
    let starts = i == 0
        || token.gap.contains(['.', '!', '?', ':', ';', '"', '“', '(', '—', '–', '•', ']', '*'])
        || token.gap.contains(" - ");
    let clause = starts || token.gap.contains([',', '‘', '\'']);
    let before = i.checked_sub(1).filter(|_| token.gap == " ").map_or("", |n| tokens[n].lower.as_str());
    let end = token.at + token.text.len();
    let next = tokens.get(i + 1).filter(|t| t.gap == " ");
    let then = next.map_or("", |t| t.lower.as_str());
    let after = tokens.get(i + 2).filter(|t| t.gap == " ").map(|t| t.lower.as_str());
    let has = |list: &[&str], word: &str| list.contains(&word);
    let ing = then.len() > 4 && then.ends_with("ing");
    let participle = has(PARTICIPLES, then) || then.len() > 4 && then.ends_with("ed");
    let verb = has(BASE_VERBS, then);
    let capital = token.text.starts_with(char::is_uppercase);
    match token.lower.as_str() {
        "cant" => (!has(&["the", "of", "and", "thieves", "this", "religious", "political"], before)).then_some(3),
        "wont" => (!has(&["his", "her", "their", "my", "your", "our", "its", "was", "is", "are", "were", "a"], before))
            .then_some(3),
        "its" => {
            if next.is_none() {
                let tail = text[end..].trim_start();
                return (tail.starts_with('$') || tail.starts_with("“") && has(JOINS, before)).then_some(2);
            }
            // `its up-or-out model`, `its all-time high`
            if next.is_some_and(|t| text[t.at + t.text.len()..].starts_with('-')) {
                return None;
            }
            if next.is_some_and(|t| t.text.len() > 1 && t.text.chars().all(char::is_uppercase)) {
                return None;
            }
            let open_end = after.is_none_or(|w| has(AFTER_ADJECTIVE, w));
            let noun_first = has(NOUN_TOO, then);
            let sure = has(AFTER_IT_IS, then) && !noun_first;
            let adverb_then = then.ends_with("ly")
                || has(
                    &[
                        "very", "still", "now", "already", "always", "often", "much", "quite", "almost", "less",
                        "pretty",
                    ],
                    then,
                );
            let modified = adverb_then
                && after.is_some_and(|w| {
                    has(ADJECTIVES, w)
                        || has(AFTER_IT_IS, w)
                        || w.ends_with("ed")
                        || w.ends_with("ing") && has(&["still", "now", "already", "always"], then)
                })
                && tokens.get(i + 3).filter(|t| t.gap == " ").is_none_or(|t| has(AFTER_ADJECTIVE, &t.lower));
            let listed = (has(AFTER_IT_IS, then) || has(ADJECTIVES, then))
                && open_end
                && !has(&["own", "time", "like", "no", "full", "cold", "over"], then);
            let done = (participle || ing)
                && open_end
                && (has(JOINS, before) || starts || clause && !ing)
                && !has(
                    &["set", "run", "cut", "put", "left", "building", "beginning", "meaning", "being", "spread"],
                    then,
                )
                || has(JOINS, before) && has(PARTICIPLES, then) && open_end;
            let joined = (has(JOINS, before) || clause)
                && (has(
                    &[
                        "no",
                        "like",
                        "time",
                        "known",
                        "all",
                        "up",
                        "usually",
                        "generally",
                        "often",
                        "always",
                        "still",
                        "already",
                        "probably",
                        "mostly",
                        "typically",
                        "extremely",
                        "incredibly",
                        "particularly",
                        "really",
                        "almost",
                        "quite",
                        "pretty",
                    ],
                    then,
                ));
            let very = then == "very"
                && (capital && starts || has(JOINS, before))
                && after != Some("own")
                && after != Some("nature")
                && after != Some("existence");
            // `Its beautiful work.`: the sentence ends before any verb, so that its verb must be in the first word.
            let verbless = starts
                && capital
                && has(ADJECTIVES, then)
                && tokens
                    .get(i + 2)
                    .is_some_and(|t| t.gap == " " && text[t.at + t.text.len()..].starts_with(['.', '!']));
            (sure || verbless || modified || listed || done || joined || very).then_some(2)
        }
        "were" => {
            let tail_question = text[end..].chars().take(300).find(|c| matches!(c, '.' | '?' | '!')) == Some('?');
            let state = has(
                &[
                    "not", "going", "here", "all", "also", "always", "still", "just", "sure", "about", "talking",
                    "looking", "here", "so", "a", "the", "in", "on",
                ],
                then,
            ) || ing
                || has(ADJECTIVES, then);
            let opens = starts && capital && !tail_question && state && !has(&["the", "a", "all"], then);
            let joined = has(
                &[
                    "when", "what", "why", "how", "if", "because", "since", "think", "so", "where", "while", "as",
                    "today", "until", "whether",
                ],
                before,
            ) && (ing
                || has(
                    &["not", "going", "here", "sure", "happy", "looking", "talking", "ready", "still", "just"],
                    then,
                ))
                && !(before == "as" || before == "what" && ing && after == Some("to"));
            (opens || joined).then_some(2)
        }
        "lets" => {
            let call = verb || has(&["delve", "debug", "dig", "jump", "say", "hope", "step", "assume", "get"], then);
            (call
                && (starts && capital || clause || has(&["so", "but", "and", "now", "then", "well", "first"], before))
                && !has(&["you", "us", "me"], then)
                && !(has(&["also", "still"], then)))
            .then_some(3)
        }
        "whats" | "thats" => None,
        "id" => {
            (token.text == "Id" && verb && !has(&["list", "check", "number", "set", "note", "work"], then)).then_some(1)
        }
        "ill" => (token.text == "Ill" && verb).then_some(1),
        "wed" => (!has(&["to", "they", "he", "she", "were", "newly", "was", "and", "are", "is"], before)
            && verb
            && !has(&["in"], then))
        .then_some(2),
        "well" => (verb
            && (clause
                && !has(
                    &[
                        "then", "now", "first", "not", "like", "let", "just", "still", "only", "even", "read", "known",
                        "make", "have", "do", "done", "try",
                    ],
                    then,
                )
                && !then.is_empty()
                && (starts
                    || has(
                        &[
                            "see", "be", "take", "talk", "show", "discuss", "explore", "look", "cover", "explain",
                            "get", "find", "need", "review",
                        ],
                        then,
                    ))
                || has(
                    &[
                        "that", "what", "where", "how", "so", "and", "then", "here", "today", "article", "guide",
                        "when", "until", "because",
                    ],
                    before,
                ) && has(
                    &[
                        "be",
                        "see",
                        "take",
                        "look",
                        "discuss",
                        "explore",
                        "cover",
                        "show",
                        "talk",
                        "get",
                        "find",
                        "need",
                        "have",
                        "explain",
                        "go",
                        "use",
                        "never",
                        "continue",
                        "walk",
                        "break",
                        "dive",
                        "also",
                        "focus",
                        "learn",
                        "share",
                        "start",
                        "highlight",
                        "compare",
                        "review",
                        "probably",
                        "just",
                    ],
                    then,
                ) && before != "as"))
            .then_some(2),
        "shell" | "hell" => ((starts || has(&["and", "but", "when", "that", "if", "so", "because"], before))
            && has(&["be", "have", "need", "never", "get", "take", "tell", "make", "see", "know", "give"], then))
        .then_some(token.lower.len() - 2),
        _ => None,
    }
}
