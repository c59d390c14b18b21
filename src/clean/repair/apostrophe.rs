//! Contractions that lost their apostrophe: those that can be nothing else, and those that the context decides.

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

/// Verbs, and adverbs before them, that follow `I’ll`, `we’d`, `let’s`.
pub(super) const BASE_VERBS: &[&str] = &[
    "add",
    "admit",
    "agree",
    "also",
    "always",
    "argue",
    "ask",
    "assume",
    "avoid",
    "be",
    "become",
    "begin",
    "believe",
    "bet",
    "break",
    "bring",
    "build",
    "buy",
    "call",
    "carry",
    "change",
    "check",
    "choose",
    "come",
    "compare",
    "consider",
    "continue",
    "cover",
    "create",
    "decide",
    "definitely",
    "describe",
    "die",
    "discuss",
    "do",
    "dive",
    "drink",
    "eat",
    "either",
    "end",
    "enjoy",
    "even",
    "eventually",
    "examine",
    "expect",
    "explain",
    "explore",
    "face",
    "fall",
    "feel",
    "fill",
    "find",
    "finish",
    "first",
    "focus",
    "follow",
    "forget",
    "get",
    "give",
    "go",
    "grab",
    "happily",
    "hate",
    "have",
    "hear",
    "help",
    "highlight",
    "hit",
    "hope",
    "imagine",
    "include",
    "just",
    "keep",
    "kill",
    "know",
    "learn",
    "leave",
    "let",
    "like",
    "likely",
    "list",
    "look",
    "lose",
    "love",
    "make",
    "meet",
    "mention",
    "miss",
    "move",
    "need",
    "never",
    "not",
    "note",
    "notice",
    "now",
    "offer",
    "often",
    "only",
    "open",
    "pay",
    "pick",
    "play",
    "point",
    "prefer",
    "probably",
    "provide",
    "pull",
    "put",
    "rather",
    "read",
    "recommend",
    "remember",
    "return",
    "review",
    "run",
    "save",
    "say",
    "see",
    "select",
    "send",
    "set",
    "share",
    "show",
    "sit",
    "sleep",
    "soon",
    "speak",
    "spend",
    "start",
    "start",
    "stay",
    "still",
    "stop",
    "suggest",
    "take",
    "talk",
    "teach",
    "tell",
    "then",
    "think",
    "touch",
    "try",
    "turn",
    "understand",
    "unpack",
    "update",
    "use",
    "wait",
    "walk",
    "want",
    "watch",
    "win",
    "wish",
    "work",
    "write",
];

/// After `its`, only `it's` makes sense.
const AFTER_IT_IS: &[&str] = &[
    "a",
    "about",
    "actually",
    "all",
    "almost",
    "already",
    "also",
    "always",
    "an",
    "another",
    "any",
    "as",
    "at",
    "because",
    "become",
    "been",
    "being",
    "better",
    "both",
    "certainly",
    "clear",
    "clearly",
    "definitely",
    "easier",
    "easy",
    "either",
    "essentially",
    "even",
    "extremely",
    "fair",
    "generally",
    "going",
    "gone",
    "gotten",
    "great",
    "hard",
    "harder",
    "hardly",
    "here",
    "how",
    "if",
    "impossible",
    "in",
    "incredibly",
    "just",
    "known",
    "less",
    "like",
    "likely",
    "made",
    "mainly",
    "mostly",
    "much",
    "necessary",
    "never",
    "no",
    "not",
    "now",
    "obvious",
    "often",
    "okay",
    "only",
    "on",
    "particularly",
    "perfectly",
    "possible",
    "pretty",
    "probably",
    "quite",
    "rather",
    "really",
    "safe",
    "simply",
    "so",
    "sometimes",
    "still",
    "such",
    "tempting",
    "that",
    "the",
    "there",
    "this",
    "to",
    "too",
    "true",
    "typically",
    "unclear",
    "unlikely",
    "up",
    "usually",
    "vital",
    "what",
    "when",
    "where",
    "why",
    "worth",
    "your",
    "you",
    "important",
    "essential",
    "crucial",
    "critical",
    "best",
    "very",
    "far",
    "ideal",
    "available",
    "free",
    "time",
];

/// After these, `its` + a participle is `it's`, and `were` may be `we're`.
const JOINS: &[&str] = &[
    "after", "although", "and", "as", "because", "before", "but", "how", "if", "once", "or", "since", "so", "that",
    "think", "though", "unless", "until", "what", "when", "whenever", "where", "whether", "while", "why", "says",
    "know", "sure",
];

const PARTICIPLES: &[&str] = &[
    "become",
    "been",
    "begun",
    "broken",
    "brought",
    "built",
    "caught",
    "chosen",
    "cold",
    "come",
    "cut",
    "done",
    "driven",
    "eaten",
    "fallen",
    "found",
    "given",
    "going",
    "gone",
    "got",
    "gotten",
    "grown",
    "held",
    "hidden",
    "hot",
    "kept",
    "known",
    "left",
    "lost",
    "made",
    "meant",
    "paid",
    "put",
    "read",
    "run",
    "said",
    "seen",
    "sent",
    "set",
    "shown",
    "sold",
    "spoken",
    "spread",
    "stolen",
    "stuck",
    "taken",
    "taught",
    "thought",
    "told",
    "understood",
    "used",
    "won",
    "worn",
    "written",
];

const ADJECTIVES: &[&str] = &[
    "affordable",
    "amazing",
    "easily",
    "huge",
    "smart",
    "super",
    "one",
    "equally",
    "relatively",
    "fairly",
    "totally",
    "awesome",
    "bad",
    "beautiful",
    "big",
    "cheap",
    "cheaper",
    "close",
    "common",
    "comfortable",
    "complex",
    "compatible",
    "complicated",
    "cool",
    "cold",
    "convenient",
    "correct",
    "dangerous",
    "different",
    "difficult",
    "effective",
    "enough",
    "excellent",
    "exciting",
    "expensive",
    "faster",
    "fast",
    "fine",
    "full",
    "fun",
    "funny",
    "good",
    "happy",
    "heavy",
    "helpful",
    "high",
    "hot",
    "important",
    "impressive",
    "interesting",
    "large",
    "legal",
    "light",
    "long",
    "nice",
    "normal",
    "open",
    "over",
    "perfect",
    "popular",
    "powerful",
    "proud",
    "quick",
    "quiet",
    "rare",
    "ready",
    "real",
    "reasonable",
    "recommended",
    "reliable",
    "right",
    "sad",
    "secure",
    "serious",
    "short",
    "similar",
    "simple",
    "slow",
    "small",
    "soft",
    "strange",
    "strong",
    "suitable",
    "sure",
    "surprising",
    "thin",
    "tough",
    "useful",
    "warm",
    "weird",
    "well",
    "wise",
    "wonderful",
    "wrong",
    "interested",
    "excited",
    "glad",
    "delighted",
    "pleased",
    "thrilled",
    "committed",
    "based",
    "looking",
    "located",
    "back",
    "getting",
    "here",
    "happening",
    "unusual",
    "unique",
    "designed",
    "called",
    "supposed",
];

const AFTER_ADJECTIVE: &[&str] = &[
    "about", "after", "and", "as", "at", "because", "before", "but", "by", "enough", "for", "from", "how", "if", "in",
    "it", "on", "or", "since", "so", "than", "that", "though", "to", "until", "what", "when", "where", "which",
    "while", "why", "with", "without", "you", "we", "they", "the", "a", "an", "here", "into", "now", "not", "too",
    "there", "i", "over", "off", "out", "up",
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
        let mark = if text.contains('’') { '’' } else { '\'' };
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
            if next.is_some_and(|t| t.text.len() > 1 && t.text.chars().all(char::is_uppercase)) {
                return None;
            }
            let open_end = after.is_none_or(|w| has(AFTER_ADJECTIVE, w));
            let noun_first = has(
                &[
                    "best",
                    "only",
                    "very",
                    "all",
                    "time",
                    "free",
                    "like",
                    "far",
                    "no",
                    "critical",
                    "essential",
                    "important",
                    "ideal",
                    "made",
                    "known",
                    "being",
                    "already",
                    "less",
                    "better",
                    "now",
                    "still",
                    "up",
                    "on",
                    "in",
                    "at",
                    "to",
                    "great",
                    "hard",
                    "safe",
                    "vital",
                    "crucial",
                    "clear",
                    "true",
                    "usually",
                    "generally",
                    "often",
                    "extremely",
                    "always",
                    "mostly",
                    "particularly",
                    "both",
                    "available",
                    "likely",
                    "possible",
                    "incredibly",
                    "own",
                    "pretty",
                    "typically",
                    "obvious",
                    "necessary",
                    "really",
                    "almost",
                    "much",
                    "quite",
                    "easy",
                    "fair",
                ],
                then,
            );
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
            let tail_question = text[end..].split_inclusive(['.', '?', '!']).next().is_some_and(|s| s.ends_with('?'));
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
