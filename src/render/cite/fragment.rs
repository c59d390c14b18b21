//! Links into the original page: its address with a text fragment
//! ([WICG draft](https://wicg.github.io/scroll-to-text-fragment/)), so that a browser shows the very words.

use crate::{
    model::{Ledger, Section, Source, SpanKind},
    render::site::Site,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::ops::Range;

/// All but letters and digits of ASCII, `.` and `_`: `-`, `,` and `&` mean something in a fragment.
const IN_FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_');

/// Words at the beginning and at the end of a passage that are enough to find it.
const WORDS: usize = 6;

/// Address of a passage on the page that its source was scraped from, when that is known. The words are those of the
/// raw lines; a word that was mended stands otherwise on the original, so a run without one is taken.
pub(in crate::render) fn original(site: &Site<'_>, section: &Section) -> Option<String> {
    let source = site.source(section.source);
    let address = site.record(source).address.as_ref()?.value.as_str();
    let ledger = &site.edition.cleaned.ledger;
    let lines: Vec<u32> = section.blocks.iter().flat_map(|b| b.lines.iter().copied()).collect();
    let body = || lines.iter().copied();
    let mut start = body().find_map(|line| run(source, ledger, line, false));
    if start.is_none() {
        start = section.heading.and_then(|line| run(source, ledger, line, false));
    }
    let end = body().rev().find_map(|line| run(source, ledger, line, true));
    let joint = if address.contains('#') { ":~:text=" } else { "#:~:text=" };
    let start = start?;
    // A browser looks for the end behind the start.
    let end = end.filter(|end| (end.line, end.word) > (start.line, start.word + WORDS));
    let end = end.map(|end| format!(",{}", utf8_percent_encode(&end.text, IN_FRAGMENT))).unwrap_or_default();
    let start = utf8_percent_encode(&start.text, IN_FRAGMENT);
    Some(format!("{address}{joint}{start}{end}"))
}

struct Run {
    line: u32,
    /// Place of its first word in the line.
    word: usize,
    text: String,
}

/// The first or last words of a line that nothing was mended in: [`WORDS`] in a row, or fewer when the line is
/// shorter.
fn run(source: &Source, ledger: &Ledger, line: u32, last: bool) -> Option<Run> {
    let (raw, edits) = (source.words(line), ledger.edits(source.at(line)));
    // Edits are told by their place in the raw line, and words of different cells never stand in a row.
    let marks = source.marks(line);
    if !marks.is_empty() && !edits.is_empty() || marks.iter().any(|m| m.parts) {
        return None;
    }
    let start = |word: &str| word.as_ptr() as usize - raw.as_ptr() as usize;
    // A mark before the text of an item is no part of what the original page says.
    let words: Vec<&str> = raw.split_whitespace().skip_while(|w| !w.contains(char::is_alphanumeric)).collect();
    // The sign of a footnote is another on the page: `[^note]` here, a number there.
    let signs: Vec<Range<usize>> = notes(source, line);
    let is_note = |span: Range<usize>| {
        let raw = source.raw_span(line, span);
        raw.is_none_or(|raw| signs.iter().any(|sign| sign.start < raw.end && raw.start < sign.end))
    };
    let intact = |word: &&str| {
        let (from, to) = (start(word), start(word) + word.len());
        if !signs.is_empty() && is_note(from..to) {
            return false;
        }
        // They stand in order: of those of a long line, only the ones that may touch the word are looked at.
        let behind = edits.partition_point(|e| e.span.end < from);
        !edits[behind..]
            .iter()
            .take_while(|e| e.span.start <= to)
            .any(|e| e.span.start < to && from < e.span.end || e.span.is_empty())
    };
    let mut runs = words.windows(WORDS.min(words.len()).max(1)).enumerate().filter(|(_, run)| run.iter().all(&intact));
    let (word, run) = if last { runs.next_back() } else { runs.next() }?;
    // Punctuation at the ends of a run often differs between a page and its text.
    let text = run.join(" ");
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !")]%".contains(c));
    (text.chars().filter(|c| c.is_alphanumeric()).count() >= 4).then(|| Run { line, word, text: text.to_owned() })
}

/// Bytes of the raw line that are signs of footnotes.
fn notes(source: &Source, line: u32) -> Vec<Range<usize>> {
    let Some((markup, raw)) = source.markup.as_ref().zip(source.line(line)) else { return Vec::new() };
    let notes = markup.spans(&raw.span).iter().filter(|s| matches!(s.kind, SpanKind::Note(_)));
    notes.map(|s| s.range.start - raw.span.start..s.range.end - raw.span.start).collect()
}
