//! ftfy's own cases (tests/fixtures/ftfy) against the method by itself, and what the whole cleaning makes of them.

use super::{cells, fix};
use crate::{
    clean::{clean, rules::Rules},
    model::{Source, SourceId},
};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Case {
    label: String,
    original: String,
    fixed: String,
    fixed_encoding: Option<String>,
    expect: String,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../../../../tests/fixtures/ftfy/test_cases.json")).unwrap()
}

fn fixed(text: &str) -> String {
    cells::text(&fix(cells::cells(text, 0)))
}

/// A part of the text, replayed from the edits.
fn replayed(text: &str) -> String {
    let mut out = text.to_owned();
    for (span, to) in cells::differences(text, &fix(cells::cells(text, 0))).into_iter().rev() {
        out.replace_range(span, &to);
    }
    out
}

#[test]
fn every_case_that_ftfy_passes() {
    let (mut passed, mut wrong) = (0, Vec::new());
    for case in cases().iter().filter(|c| c.expect == "pass") {
        let want = case.fixed_encoding.as_ref().unwrap_or(&case.fixed);
        let got = fixed(&case.original);
        assert_eq!(replayed(&case.original), got, "{}: the edits replay", case.label);
        if got == *want {
            passed += 1;
        } else {
            wrong.push(format!("{}\n  {}\n  wanted {want}\n  got    {got}", case.label, case.original));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), wrong.len() + passed, wrong.join("\n"));
    assert_eq!(passed, 151, "the file has 151 regular cases");
}

#[test]
fn every_case_with_one_more_layer() {
    let latin1 = |text: &str| text.bytes().map(char::from).collect::<String>();
    for case in cases().iter().filter(|c| c.expect == "pass") {
        let want = case.fixed_encoding.as_ref().unwrap_or(&case.fixed);
        assert_eq!(fixed(&latin1(&case.original)), *want, "{}", case.label);
    }
}

/// What ftfy marks as beyond it is beyond this port too; one that is mended some day leaves this list.
#[test]
fn known_failures() {
    let known = cases().iter().filter(|c| c.expect == "fail").filter(|c| fixed(&c.original) != c.fixed).count();
    assert_eq!(known, 10);
}

/// The text after every repair, nothing dropped.
fn cleaned(rules: &Rules, text: &str) -> String {
    let sources = [Source::new(SourceId(0), "case.txt".into(), "case".into(), text.to_owned())];
    let ledger = clean(rules, &sources, false).ledger;
    let line = |line| ledger.text(&sources[0], line).unwrap_or_default().into_owned();
    sources[0].lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Where cleaning goes another way than ftfy's repair of the encoding: the label of the case, what becomes of it, why.
/// Quotation marks are never straightened and full-width characters never narrowed (`fix_text` of ftfy does both):
/// that would change what the source says, and what Chinese and Japanese write.
const OTHERWISE: [(&str, &str, &str); 10] = [
    ("UTF-8 / Windows-1250 mixup in Slovak", "Napíšte nám!", "a space before punctuation goes"),
    (
        "Lossy decoding can have plain ASCII question marks, as well",
        "The ICR has been upgraded to “bb+” from “bb”",
        "nothing but ” begins with these two bytes in running text and loses its third",
    ),
    ("Synthetic: lossy decoding in sloppy-windows-1252", "“lossy decoding”", "the same"),
    (
        "Handle Afrikaans 'n character",
        "ʼn Chloroplas is ʼn organel wat in fotosinterende plante voorkom.",
        "ligatures are taken apart, as fix_text does",
    ),
    (
        "Handle Croatian single-codepoint digraphs",
        "izum „bootstrap load“ koji je korištenjem polisilicijskog sloja proizveo dovoljno dobre kondenzatore na čipu",
        "the same",
    ),
    (
        "English example in UTF-8 / Windows-1251 with a ligature",
        "This is significantly lower than the respective share",
        "the same",
    ),
    ("HTML entity on top of UTF-8 / Latin-1", "10μs", "entities are read, as fix_text does"),
    (
        "Synthetic, negative: don't leak our internal use of byte 0x1A",
        "These control characters  are apparently intentional \u{81}",
        "control characters are taken out, as fix_text does",
    ),
    ("Synthetic, negative: U+1A on its own", "Here's a control character: ", "the same"),
    (
        "An absolutely hopeless garble",
        "㆓€™ãƒ” 㢔‚¬“„¢ãƒæ’ã‚”¢ãƒ”¢ã¢“‚¬å¡ã‚”¬ãƒ–€šã‚”",
        "each â by itself is read as a lost quotation mark or dash; the line is lost either way",
    ),
];

#[test]
fn every_case_of_ftfy_comes_out_as_there_or_better() {
    let (rules, mut same, mut otherwise, mut wrong) = (Rules::built_in(), 0, 0, Vec::new());
    for case in cases().iter().filter(|c| c.expect == "pass") {
        let got = cleaned(&rules, &case.original);
        let own = OTHERWISE.iter().find(|(label, ..)| *label == case.label).map(|&(_, own, _)| own);
        let want = own.unwrap_or(case.fixed_encoding.as_ref().unwrap_or(&case.fixed));
        match (got == want, own) {
            (false, _) => wrong.push(format!("{}\n  {}\n  wanted {want}\n  got    {got}", case.label, case.original)),
            (true, None) => same += 1,
            (true, Some(_)) => otherwise += 1,
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!((same, otherwise), (151 - OTHERWISE.len(), OTHERWISE.len()));
}

#[test]
fn no_negative_case_of_ftfy_changes() {
    let rules = Rules::built_in();
    let negative = |c: &&Case| c.label.to_lowercase().contains("negative") && !c.label.starts_with("Mostly");
    let cases = cases();
    let all: Vec<&Case> = cases.iter().filter(negative).collect();
    assert_eq!(all.len(), 44);
    for case in all {
        let visible: String = case.original.chars().filter(|c| *c != '\u{1a}').collect();
        let kept =
            if case.label.contains("1A") || case.label.contains("false positive") { &visible } else { &case.original };
        assert_eq!(cleaned(&rules, &case.original), *kept, "{}", case.label);
    }
}
