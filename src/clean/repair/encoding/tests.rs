//! ftfy's own cases (tests/fixtures/ftfy) against the method by itself; what the whole cleaning makes of them is in
//! `tests/encoding.rs`.

use super::{cells, fix};
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
