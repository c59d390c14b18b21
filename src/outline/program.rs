//! Program text and columns of text that nothing marks: runs of lines whose form is part of what they say.

use super::blocks::Line;
use crate::{
    clean::shape::{self, Shape},
    model::tabs_between,
};
use std::ops::Range;

/// What a run of lines is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Program,
    /// Columns with spaces between them.
    Columns,
    /// Rows whose cells stand between tabs.
    Table,
}

/// A run has at least so many lines, or it is a line of prose that names a command.
const LINES: usize = 2;
/// Of three lines of a table two have a gap of this many spaces between their columns.
const GAP: &str = "   ";
const ROWS: usize = 3;
/// A line of at least so many words, of which three in four are words, is prose.
const WORDS: usize = 5;

/// What a line by itself speaks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Voice {
    Program,
    Prose,
    /// A comment, a bracket, a name.
    Neither,
}

/// The runs of lines that are one of these, in order, as indices. Nothing but blank lines stands inside of one.
pub fn runs(lines: &[Line<'_>]) -> Vec<(Form, Range<usize>)> {
    let mut runs: Vec<(Form, Range<usize>)> = Vec::new();
    let (mut at, mut lone) = (0, None);
    for run in lines.chunk_by(|_, next| !next.apart) {
        let start = at;
        at += run.len();
        let above = runs.last().filter(|(_, above)| above.end == start && !run[0].after_dropped);
        let below = |(form, above): &(Form, Range<usize>)| {
            *form == Form::Program && is_body(run, indent(&lines[above.start])) && !is_prose(run)
        };
        let inner = if above.is_some_and(below) {
            Some((Form::Program, 0..run.len()))
        } else {
            let found = |form, part: Option<Range<usize>>| part.map(|part| (form, part));
            found(Form::Program, program(run))
                .or_else(|| found(Form::Table, columns(run, "\t")))
                .or_else(|| found(Form::Columns, columns(run, GAP)))
        };
        let Some((form, inner)) = inner else {
            // A line of a program by itself is one only beside others.
            lone = Some(start).filter(|_| run.len() == 1 && voice(&run[0]) == Voice::Program && !is_item(&run[0]));
            continue;
        };
        let begin = start + inner.start;
        let is_lone = |at: &usize| form == Form::Program && *at + 1 == begin && !run[0].after_dropped;
        let begin = lone.take().filter(|at| inner.start == 0 && is_lone(at)).unwrap_or(begin);
        let goes_on = |(above, lines_above): &(Form, Range<usize>)| {
            *above == form && form != Form::Table && lines_above.end == begin && !lines[begin].after_dropped
        };
        match runs.pop_if(|above| goes_on(above)) {
            Some((_, above)) => runs.push((form, above.start..start + inner.end)),
            None => runs.push((form, begin..start + inner.end)),
        }
    }
    runs
}

/// Whether all lines stand deeper than what begins above them.
fn is_body(run: &[Line<'_>], above: usize) -> bool {
    run.iter().all(|line| indent(line) > above)
}

/// Whether most of a run are sentences.
fn is_prose(run: &[Line<'_>]) -> bool {
    run.iter().filter(|line| voice(line) == Voice::Prose).count() * 2 > run.len()
}

fn indent(line: &Line<'_>) -> usize {
    line.text.chars().take_while(|c| c.is_whitespace()).count()
}

/// The part of a run that is program text: at least half of it speaks for that, and next to nothing against it.
fn program(run: &[Line<'_>]) -> Option<Range<usize>> {
    let voices: Vec<Voice> = run.iter().map(voice).collect();
    let is_lead =
        |i: &usize| voices[*i] == Voice::Prose || voices[*i] == Voice::Neither && titled(&run[*i]) || is_item(&run[*i]);
    let start = (0..run.len()).find(|i| !is_lead(i))?;
    let end = (start..run.len()).rev().find(|&i| voices[i] != Voice::Prose)? + 1;
    let count = |voice: Voice| voices[start..end].iter().filter(|v| **v == voice).count();
    let (spoken, prose) = (count(Voice::Program), count(Voice::Prose));
    let is_body = || is_body(&run[start + 1..end], indent(&run[start]));
    let enough =
        spoken * 2 >= end - start && (spoken >= LINES && prose * 5 <= spoken || opens(&run[start]) && is_body());
    (end - start >= LINES && (enough || is_bracketed(&run[start..end]))).then_some(start..end)
}

/// Whether a line begins the body of something.
fn opens(line: &Line<'_>) -> bool {
    let text = line.text.trim();
    text.ends_with('{') || text.ends_with(':') && ["def ", "async def ", "class "].iter().any(|w| text.starts_with(w))
}

/// Whether the first line opens a bracket that the last one closes, with all others inside.
fn is_bracketed(run: &[Line<'_>]) -> bool {
    let [first, inner @ .., last] = run else { return false };
    let pairs = [('(', ')'), ('[', ']'), ('{', '}')];
    let (open, close) = (first.text.trim_end().chars().next_back(), last.text.trim_start().chars().next());
    pairs.iter().any(|&(a, b)| (open, close) == (Some(a), Some(b))) && is_body(inner, indent(first))
}

fn is_item(line: &Line<'_>) -> bool {
    shape::marker(line.text.trim()).is_some()
}

fn titled(line: &Line<'_>) -> bool {
    line.shape == Shape::Title && !line.text.starts_with(char::is_whitespace)
}

/// The part of a run whose lines have such gaps between columns.
fn columns(run: &[Line<'_>], gap: &str) -> Option<Range<usize>> {
    let parted = |i: &usize| run[*i].text.trim().contains(gap);
    let start = (0..run.len()).find(parted)?;
    let end = (start..run.len()).rev().find(parted)? + 1;
    let rows = (start..end).filter(parted).count();
    let enough = if gap == GAP { end - start >= ROWS } else { end - start >= LINES };
    (enough && rows * 3 >= (end - start) * 2).then_some(start..end)
}

/// How many cells the longest row of a table has.
pub fn cells(rows: &[Line<'_>]) -> usize {
    let sign = "\t".repeat(tabs_between(rows.iter().map(|row| &row.text)));
    rows.iter().map(|row| row.text.split(&sign).count()).max().unwrap_or(0)
}

fn voice(line: &Line<'_>) -> Voice {
    let text = line.text.trim();
    let comment = ["#", "//", "/*", "--", ";", "\"\"\""].iter().any(|sign| text.starts_with(sign));
    let all = text.split_whitespace().count();
    let words = text.split_whitespace().filter(|w| is_word(w)).count();
    if !comment && all >= WORDS && words * 4 >= all * 3 {
        return Voice::Prose;
    }
    if speaks(text) { Voice::Program } else { Voice::Neither }
}

/// Letters, with the signs that prose puts around them.
fn is_word(token: &str) -> bool {
    let signs = ['.', ',', ';', ':', '!', '?', '"', '\'', '“', '”', '‘', '’', '(', ')'];
    let inner = token.trim_matches(signs);
    !token.ends_with(';')
        && !token.contains("()")
        && !inner.is_empty()
        && inner.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
}

/// Whether a line has what programs, commands and what they print have and prose has not.
pub fn speaks(text: &str) -> bool {
    const WITHIN: [&str; 18] = [
        "();", " = ", " == ", " != ", " += ", " := ", "=>", " -> ", "::", " && ", " || ", "</", "/>", "=\"", "[\"",
        "['", "('", "(\"",
    ];
    const STARTS: [&str; 18] = [
        "$ ",
        ">>> ",
        "... ",
        "#include",
        "#!",
        "#define",
        "def ",
        "async def ",
        "@",
        "</",
        "<?",
        "} ",
        "return ",
        "await ",
        "import ",
        "sudo ",
        "File \"",
        "Traceback (",
    ];
    const ENDS: [&str; 8] = ["{", "}", "},", "],", "(", "\\", "[", ");"];
    const BLOCKS: [&str; 10] =
        ["if ", "for ", "while ", "with ", "elif ", "else:", "try:", "except", "class ", "finally:"];
    ENDS.iter().any(|sign| text.ends_with(sign))
        || text.ends_with(';') && (text.contains(['(', '=']) || !text.contains(' '))
        || STARTS.iter().any(|sign| text.starts_with(sign))
        || WITHIN.iter().any(|sign| text.contains(sign))
        || text.ends_with(':') && BLOCKS.iter().any(|word| text.starts_with(word))
        || text.starts_with("from ") && text.contains(" import ")
        || is_call(text)
        || is_tag(text)
}

/// `name(…)` and nothing else.
fn is_call(text: &str) -> bool {
    let Some((name, _)) = text.split_once('(').filter(|_| text.ends_with(')')) else { return false };
    name.contains(['.', '_']) && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_'))
}

/// `<name …`: mark-up.
fn is_tag(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    let after = rest.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'));
    after.len() < rest.len() && after.starts_with([' ', '>', '/'])
}
