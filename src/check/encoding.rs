//! What was lost, or may have been, between the bytes of a file and the text that is published.

use super::{finding, in_source};
use crate::{
    model::{Finding, Severity, Source},
    pipeline::Edition,
};

const AGAIN: &str = "save the file as UTF-8 from a program that knows its encoding, or scrape it again";

/// Every loss is a warning at its first line; what was read in another way than the rest of the file, and an encoding
/// that is a guess, are notes.
pub fn findings(edition: &Edition<'_>, source: &Source) -> Vec<Finding> {
    let encoding = source.encoding;
    let mut found = Vec::new();
    let mut tell = |severity, check, lines: &[(u32, usize)], message: &dyn Fn(usize, String) -> String, help| {
        if let Some(&(first, _)) = lines.first() {
            let sum = lines.iter().map(|(_, n)| n).sum();
            found.push(finding(severity, check, in_source(source, first), message(sum, numbers(lines)), help));
        }
    };
    let misfits = |read_as: Option<&str>| -> Vec<(u32, usize)> {
        let of = source.misfits.iter().filter(|m| m.read_as == read_as);
        of.map(|m| (m.line, m.places as usize)).collect()
    };
    let lost = misfits(None);
    let message =
        |n, lines| format!("{n} character(s) could not be decoded ({lines}); the file was read as {encoding}");
    tell(Severity::Warning, "undecoded", &lost, &message, AGAIN);

    let marks = |text: &str| text.matches(char::REPLACEMENT_CHARACTER).count();
    let lost_in = |line| lost.binary_search_by_key(&line, |l| l.0).map_or(0, |i| lost[i].1);
    let before: Vec<(u32, usize)> = source
        .lines()
        .map(|line| (line, marks(source.raw(line)).saturating_sub(lost_in(line))))
        .filter(|(_, n)| *n > 0)
        .collect();
    let message = |n, lines| format!("{n} character(s) were lost before the file was saved and stand as � ({lines})");
    tell(Severity::Warning, "undecoded", &before, &message, "scrape the page again, or put in what is missing");

    let ledger = &edition.cleaned.ledger;
    let halves: Vec<(u32, usize)> = source
        .lines()
        .map(|line| (line, ledger.edits(source.at(line)).iter().map(|e| marks(&e.to)).sum()))
        .filter(|(_, n)| *n > 0)
        .collect();
    let message = |n, lines| format!("{n} character(s) can't be brought back whole and are published as � ({lines})");
    tell(Severity::Warning, "undecoded", &halves, &message, "scrape the page again, or put in what is missing");

    let is_c1 = |c: char| matches!(c, '\u{80}'..='\u{9f}');
    let nothing: Vec<(u32, usize)> = source
        .lines()
        .filter(|&line| source.raw(line).contains(is_c1))
        .map(|line| (line, ledger.text(source, line).map_or(0, |text| text.matches(is_c1).count())))
        .filter(|(_, n)| *n > 0)
        .collect();
    let message = |n, lines| {
        format!("{n} control character(s) that stand for no sign in any encoding are published as � ({lines})")
    };
    tell(Severity::Warning, "undecoded", &nothing, &message, "scrape the page again, or put in what is missing");

    for other in ["UTF-8", "windows-1252"] {
        let message = |_, lines| format!("{lines} read as {other}, unlike the rest of the file ({encoding})");
        let help = "nothing is to be done if the letters are right";
        tell(Severity::Note, "mixed-encoding", &misfits(Some(other)), &message, help);
    }
    if source.guessed {
        let message = format!("read as {encoding}, by the look of its bytes");
        let help = "if letters are wrong, save the file as UTF-8 from a program that knows its encoding";
        found.push(finding(Severity::Note, "encoding", in_source(source, None), message, help));
    }
    found
}

/// `line 3`, `lines 3, 7`, `lines 3, 7, 9 and 12 more`
fn numbers(lines: &[(u32, usize)]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<String> = lines.iter().take(SHOWN).map(|(line, _)| line.to_string()).collect();
    let more = lines.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("line{} {}{more}", if lines.len() == 1 { "" } else { "s" }, shown.join(", "))
}
