//! Words in running text, and what stands between them.

use super::language::is_program;
use std::{borrow::Cow, cell::OnceCell, ops::Range};

/// One word: a run of letters and digits, with apostrophes inside it.
#[derive(Debug, Clone)]
pub(super) struct Word<'t> {
    pub span: Range<usize>,
    pub text: &'t str,
    pub lower: Cow<'t, str>,
    /// Whether it is plain running text: letters only, not part of an address, a path, an identifier or code.
    pub free: bool,
    /// Whether it would be, but for a hyphen that ties the next word to it (`open` in `open-hearted`).
    pub heads: bool,
}

impl Word<'_> {
    /// Whether it begins with a capital and goes on in lower case.
    pub fn is_title(&self) -> bool {
        let mut chars = self.text.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.all(|c| !c.is_uppercase())
    }

    /// Whether it has more than one letter and no lower-case one.
    pub fn is_caps(&self) -> bool {
        self.text.chars().count() > 1 && !self.text.chars().any(char::is_lowercase)
    }
}

/// The words of a text, in order. They are found when the first of them is asked for: not every pass reads words.
#[derive(Debug)]
pub(super) struct Words<'t> {
    text: &'t str,
    found: OnceCell<Vec<Word<'t>>>,
}

impl<'t> Words<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, found: OnceCell::new() }
    }

    fn all(&self) -> &[Word<'t>] {
        self.found.get_or_init(|| found(self.text))
    }

    /// The text that the words stand in.
    pub fn text(&self) -> &'t str {
        self.text
    }

    pub fn len(&self) -> usize {
        self.all().len()
    }

    pub fn get(&self, i: usize) -> Option<&Word<'t>> {
        self.all().get(i)
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, &Word<'t>)> {
        self.all().iter().enumerate()
    }

    /// What stands between a word and the next, or the end of the text.
    pub fn gap_after(&self, i: usize) -> &'t str {
        let from = self.all().get(i).map_or(0, |w| w.span.end);
        &self.text[from..self.all().get(i + 1).map_or(self.text.len(), |w| w.span.start)]
    }

    /// What stands between a word and the one before, or the start of the text.
    pub fn gap_before(&self, i: usize) -> &'t str {
        let to = self.all().get(i).map_or(self.text.len(), |w| w.span.start);
        &self.text[i.checked_sub(1).and_then(|i| self.all().get(i)).map_or(0, |w| w.span.end)..to]
    }

    /// The next word in lower case, when only white space lies between; else nothing.
    pub fn next(&self, i: usize) -> &str {
        let near = self.gap_after(i).chars().all(char::is_whitespace);
        self.all().get(i + 1).filter(|_| near).map_or("", |w| &w.lower)
    }

    /// The word before in lower case, when only white space lies between; else nothing.
    pub fn prev(&self, i: usize) -> &str {
        let near = self.gap_before(i).chars().all(char::is_whitespace);
        i.checked_sub(1).and_then(|i| self.all().get(i)).filter(|_| near).map_or("", |w| &w.lower)
    }

    /// Whether the word stands in quotation marks by itself, as what is typed or named does (`"yourpassword"`), or beside
    /// signs of a program (`:elseif`, `|fromstart|`, `tags 12 = moreinfo`).
    pub fn is_mentioned(&self, i: usize) -> bool {
        const MARKS: [char; 7] = ['"', '\'', '“', '”', '‘', '’', '„'];
        let (before, after) = (self.gap_before(i), self.gap_after(i));
        before.ends_with(MARKS) && after.starts_with(MARKS)
            || before.len() > 1 && before.ends_with(':')
            || before.ends_with('|')
            || after.starts_with('|')
            || [before, after].into_iter().flat_map(chunks).any(|(_, chunk)| is_program(chunk))
    }

    /// Whether the word begins a sentence, a heading, a quotation or a parenthesis.
    pub fn starts(&self, i: usize) -> bool {
        i == 0 || self.gap_before(i).contains(['.', '!', '?', ':', '“', '"', '‘', '(', '•', '…', '\t', '|'])
    }
}

fn found(text: &str) -> Vec<Word<'_>> {
    let mut all = Vec::new();
    let mut in_code = false;
    for (start, chunk) in chunks(text) {
        let ticks = chunk.matches('`').count();
        let plain = !in_code && ticks == 0 && !is_address(chunk);
        in_code ^= ticks % 2 == 1;
        for span in runs(chunk) {
            let word = &chunk[span.clone()];
            let letters = plain && word.chars().all(|c| c.is_alphabetic() || is_apostrophe(c));
            let free = letters && !tied(chunk, &span);
            let heads = letters && !free && chunk[span.end..].starts_with('-') && !tied(&chunk[..span.end], &span);
            let span = start + span.start..start + span.end;
            all.push(Word { span, text: word, lower: lower(word), free, heads });
        }
    }
    all
}

/// A word in lower case, with straight apostrophes.
fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'\'') {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('’', "'"))
}

/// Whether the character can be an apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// The pieces between white space, with where they start.
pub(super) fn chunks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |c| (c.as_ptr() as usize - text.as_ptr() as usize, c))
}

/// Whether a piece of text without white space is an address, a path, a file name or code rather than words.
pub(super) fn is_address(chunk: &str) -> bool {
    // Most are just letters.
    if chunk.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return false;
    }
    let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    chunk.contains("://")
        || chunk.contains("www.")
        || chunk.contains(['@', '\\', '_', '=', '{', '}', '<', '>', '#', '~', '^', '$', '|'])
            && inner.contains(['@', '\\', '_', '=', '{', '}', '<', '>', '#', '~', '^', '$', '|'])
        || chunk.contains("()")
        || chunk.starts_with(['/', '\\', '@', '#', '$', '~'])
        || is_file_name(inner)
}

/// Whether it is like `index.html`, `example.co.uk` or `3.2.1`: full stops between parts that run on in lower case
/// or digits.
fn is_file_name(inner: &str) -> bool {
    inner.split('.').skip(1).any(|part| part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()))
}

/// Runs of letters and digits, with single apostrophes between letters.
fn runs(chunk: &str) -> Vec<Range<usize>> {
    let (mut runs, mut start): (Vec<Range<usize>>, Option<usize>) = (Vec::new(), None);
    let mut chars = chunk.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = c.is_alphanumeric()
            || start.is_some() && is_apostrophe(c) && chars.peek().is_some_and(|(_, n)| n.is_alphabetic());
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    runs.extend(start.map(|from| from..chunk.len()));
    runs
}

/// Whether a word hangs on to a neighbour by a sign that makes both one name: a hyphen, a slash, an ampersand.
fn tied(chunk: &str, span: &Range<usize>) -> bool {
    const TIES: [char; 7] = ['-', '/', '&', '+', '_', '*', '%'];
    let before = chunk[..span.start].chars().next_back();
    let after = chunk[span.end..].chars().next();
    let word_follows = chunk[span.end..].chars().nth(1).is_some_and(char::is_alphanumeric);
    // `[e]verything`, `every[thing]`, but not `everything[1]`.
    let letter_follows = chunk[span.end..].chars().nth(1).is_some_and(char::is_alphabetic);
    let bracketed = before == Some(']')
        || after == Some(']') && word_follows
        || after == Some('[') && letter_follows
        || before == Some('[') && chunk[..span.start - 1].ends_with(char::is_alphanumeric);
    bracketed
        || before.is_some_and(|c| TIES.contains(&c) && (c == '-' || span.start > c.len_utf8()))
        || after.is_some_and(|c| TIES.contains(&c) && word_follows)
        || after == Some('.') && word_follows
        || after == Some('(') && !chunk[span.end..].starts_with("(s)")
}
