//! A lone `â`: the first byte of `’ “ ” – — …` in UTF-8, the others lost. What it stood for is inferred.

use super::{Context, Found, contraction, tokens::Words, words};

/// French words that begin with `â` and may stand in English text.
const FRENCH: [&str; 8] = ["âge", "âges", "âme", "âmes", "âne", "âpre", "âtre", "âgé"];

/// Words that lost their first letters to an apostrophe.
const CLIPPED: [&str; 10] = ["bout", "cause", "cos", "em", "n", "round", "til", "till", "tis", "twas"];

struct Spot<'t> {
    /// The letters and digits right before it, and right after.
    left: &'t str,
    right: &'t str,
    before: Option<char>,
    after: Option<char>,
}

impl<'t> Spot<'t> {
    fn at(text: &'t str, at: usize) -> Self {
        let (head, tail) = (&text[..at], &text[at + 'â'.len_utf8()..]);
        let inner = |c: char| c.is_alphanumeric() && c != 'â';
        let from = head.char_indices().rev().take_while(|&(_, c)| inner(c)).last().map_or(at, |(i, _)| i);
        let to = tail.find(|c| !inner(c)).unwrap_or(tail.len());
        Self { left: &head[from..], right: &tail[..to], before: head.chars().next_back(), after: tail.chars().next() }
    }
}

/// Whether what stands on one side of a dash can be a word by itself.
fn stands_alone(context: &Context, word: &str) -> bool {
    let lower = word.to_lowercase();
    word.chars().all(char::is_numeric)
        || word.chars().count() > 1
            && (words::listed(word)
                || context.corpus.seen(&lower).all >= 2
                || word.chars().skip(1).any(char::is_uppercase)
                || word.chars().any(char::is_numeric))
        || matches!(lower.as_str(), "a" | "i")
}

/// Whether the letters after it, as one word with those before, are what follows an apostrophe.
fn is_apostrophe(spot: &Spot) -> bool {
    let (left, right) = (spot.left.to_lowercase(), spot.right.to_lowercase());
    match right.as_str() {
        "s" => !left.is_empty(),
        "d" | "ll" | "re" | "ve" | "m" => {
            left.chars().count() > 1 && right != "m" && right != "re"
                || contraction::is_listed(&format!("{left}'{right}"))
        }
        "t" => contraction::is_listed(&format!("{left}'t")),
        "am" => left == "ma",
        "clock" => left == "o",
        "all" => left == "y",
        _ => {
            left == "o" && spot.right.starts_with(char::is_uppercase)
                || left == "d" && spot.right.starts_with(char::is_uppercase)
        }
    }
}

/// What several marks in a row do.
#[derive(Debug, Clone, Copy, Default)]
struct Ahead {
    /// One of them may close a quotation.
    closes: bool,
    /// One closes before any opens, so that the mark before them need not close.
    closes_first: bool,
}

impl Ahead {
    /// What a mark and those after it do.
    fn with(spot: &Spot<'_>, after: Self) -> Self {
        let (before_word, after_word) = (is_letter(spot.after), is_letter(spot.before));
        Self {
            closes: after.closes || !before_word && !spot.before.is_none_or(char::is_whitespace),
            closes_first: match (after_word, before_word) {
                (false, true) => false,
                (true, false) => true,
                (false, false) if spot.before.is_some_and(|c| ".,!?".contains(c)) => true,
                _ => after.closes_first,
            },
        }
    }
}

/// The marks that follow one.
struct Later<'a> {
    marks: &'a [usize],
    ahead: Ahead,
}

/// Reads the marks of one line from left to right.
struct Reader<'a> {
    context: &'a Context<'a>,
    text: &'a str,
    /// Whether a quotation is open, and one inside it.
    open: bool,
    inner: bool,
    /// What the mark before was.
    last: &'static str,
}

pub(super) fn find(context: &Context, words: &Words, found: &mut Found) {
    let text = words.text();
    let all: Vec<usize> = text.match_indices('â').map(|(at, _)| at).collect();
    // What the marks from each on do, read from the last.
    let mut ahead = vec![Ahead::default()];
    for &at in all.iter().rev() {
        ahead.push(Ahead::with(&Spot::at(text, at), ahead[ahead.len() - 1]));
    }
    let mut reader = Reader { context, text, open: false, inner: false, last: "" };
    for (i, &at) in all.iter().enumerate() {
        let later = Later { marks: &all[i + 1..], ahead: ahead[all.len() - i - 1] };
        if let Some(to) = reader.mark(at, &later) {
            let twin = all.get(i + 1) == Some(&(at + MARK));
            reader.inner = to == "‘" || reader.inner && !(to == "’" && twin);
            reader.open = to == "“" || reader.open && to != "”";
            reader.last = to;
            found.inferred(at..at + MARK, to);
        }
    }
}

const MARK: usize = 'â'.len_utf8();

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() && c != 'â')
}

fn quote(opens: bool) -> Option<&'static str> {
    Some(if opens { "“" } else { "”" })
}

impl Reader<'_> {
    /// Whether the mark closes a quotation though a space stands before it: a sign that ends a clause follows.
    fn closes_apart(&self, at: usize) -> bool {
        self.text[..at].ends_with(' ') && self.text[at + MARK..].starts_with([',', '.', ';', '!', '?'])
    }

    /// Whether two marks in a row are a dash and the beginning of a quotation inside the open one, which two more
    /// end: `wordsââTake It Allââand more`. Where the outer one is only interrupted, no capital follows.
    fn opens_inner(&self, at: usize, later: &Later<'_>) -> bool {
        let lower = |at: usize| self.text[at + 2 * MARK..].starts_with(char::is_lowercase);
        let capital = self.text[at + 2 * MARK..].starts_with(char::is_uppercase);
        let ends = matches!(later.marks, [_, next, twin, ..] if next + MARK == *twin && lower(*next));
        capital && ends
    }

    /// What the mark at `at` was; `None` when it is a letter or cannot be told. `later` are the marks that follow.
    fn mark(&self, at: usize, later: &Later<'_>) -> Option<&'static str> {
        let spot = Spot::at(self.text, at);
        let twin = later.marks.first() == Some(&(at + MARK));
        match (is_letter(spot.before), is_letter(spot.after)) {
            (true, true) => self.inside(at, &spot),
            (false, true) => self.before_word(at, &spot, later),
            (true, false) => self.after_word(at, &spot, later, twin),
            (false, false) => self.alone(at, &spot, later, twin),
        }
    }

    fn inside(&self, at: usize, spot: &Spot) -> Option<&'static str> {
        let digits = |s: &str| s.chars().all(char::is_numeric);
        if is_apostrophe(spot) {
            Some("’")
        } else if digits(spot.left) && digits(spot.right) {
            // 5â11â is a height, 5â11 a range.
            let inches = self.text[at + MARK + spot.right.len()..].starts_with('â');
            Some(if inches && spot.left.len() < 3 { "’" } else { "–" })
        } else if digits(spot.right) && spot.right.len() == 2 && !spot.left.ends_with(char::is_numeric) {
            Some("’")
        } else {
            let long = spot.left.chars().count() > 5 && spot.right.chars().count() > 3;
            let dash = stands_alone(self.context, spot.right) && (long || stands_alone(self.context, spot.left));
            dash.then_some("—")
        }
    }

    fn before_word(&self, at: usize, spot: &Spot, later: &Later<'_>) -> Option<&'static str> {
        let head = self.text[..at].trim_end();
        let introduced = head.is_empty() || head.ends_with([',', ':', '.', '!', '?']);
        let right = spot.right.to_lowercase();
        match spot.before {
            _ if FRENCH.iter().any(|w| w.strip_prefix('â') == Some(&right)) && !later.ahead.closes => None,
            Some('â') if matches!(self.last, "”" | "’") => Some("—"),
            Some('â') => Some(if self.open { "‘" } else { "“" }),
            _ if !self.open && is_decade(spot.right) => Some("’"),
            Some(' ') if !later.ahead.closes && CLIPPED.contains(&right.as_str()) => Some("’"),
            Some(')' | '%' | ']') => Some("—"),
            Some('.' | ',' | '!' | '?' | ';') if self.open => quote(false),
            Some('“') => Some("‘"),
            Some(' ') if !self.open && !later.ahead.closes && !introduced => Some("—"),
            _ => quote(true),
        }
    }

    fn after_word(&self, at: usize, spot: &Spot, later: &Later<'_>, twin: bool) -> Option<&'static str> {
        let word_then = spot.after.is_some_and(char::is_whitespace)
            && self.text[at + MARK..].trim_start().starts_with(char::is_alphabetic);
        let plural = spot.left.ends_with('s');
        if twin {
            // wordââword: a dash and a quotation mark, in the order that the open quotation asks for.
            return match self.open {
                true if self.inner => Some("’"),
                true if !self.opens_inner(at, later) => quote(false),
                _ => Some("—"),
            };
        }
        if matches!(spot.after, Some('$' | '€' | '£')) {
            return Some("–");
        }
        match self.open {
            true if plural && word_then && later.ahead.closes_first => Some("’"),
            true => quote(false),
            false if plural => Some("’"),
            false if spot.left.chars().all(char::is_numeric) => Some("”"),
            false if word_then => Some("—"),
            false if later.marks.is_empty() && spot.after.is_none() => Some("…"),
            false => Some("”"),
        }
    }

    fn alone(&self, at: usize, spot: &Spot, later: &Later<'_>, twin: bool) -> Option<&'static str> {
        let ends_clause = |at: usize| self.text[..at].trim_end().ends_with([',', '.', '!', '?']);
        if self.open && self.closes_apart(at) {
            return quote(false);
        }
        if spot.before.is_none_or(char::is_whitespace) && spot.after.is_none_or(char::is_whitespace) {
            let first = self.text[..at].trim().is_empty();
            return match (first, self.open && ends_clause(at)) {
                (true, _) if later.marks.iter().any(|&l| ends_clause(l)) => quote(true),
                (false, true) if spot.after.is_some() => quote(false),
                // `â bulky â,`: no dash stands before a comma, so the next mark closes what this one opens.
                _ if !self.open && later.marks.first().is_some_and(|&l| self.closes_apart(l)) => quote(true),
                _ => Some("—"),
            };
        }
        match spot.before {
            Some('â') if self.open => quote(false),
            Some('â') => Some("—"),
            Some('(' | '[' | '—' | '–' | ' ') | None if spot.after != Some(' ') => quote(true),
            _ if self.open => quote(false),
            Some(')') if spot.after == Some('(') => Some("—"),
            _ if twin => Some("—"),
            _ => quote(!spot.after.is_none_or(|c| c.is_whitespace() || ".,;:!?)".contains(c))),
        }
    }
}

/// `20s` after it: the century is cut off.
fn is_decade(right: &str) -> bool {
    right.len() <= 3
        && right.starts_with(|c: char| c.is_ascii_digit())
        && right.get(1..2).is_some_and(|c| c == "0")
        && right.ends_with('s')
}
