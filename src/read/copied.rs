//! Files copied from the program's theme, and whether the program's have changed since.
//!
//! A copy begins with a comment that says what it was copied from. The text as it was then stands beside it in a
//! hidden folder, so that a later version can tell what changed in the program's own, apart from what the person did.

use super::theme::{assets, templates};
use crate::model::{Finding, Place, RuleName, Severity};
use regex::Regex;
use sha2::{Digest, Sha256};
use similar::{ChangeTag, TextDiff};
use std::{fs, path::Path, sync::LazyLock};

/// The hidden folder, in `templates/` and in `static/`.
pub const ORIGINALS: &str = ".copied";

/// Lines of a change that a finding shows.
const SHOWN: usize = 8;

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\{#|/\*) Copied from sourcebook (\S+), sha256 ([0-9a-f]{16})\b").expect("a valid pattern")
});

/// The first line of a copy of the program's file `name`; `None` for a kind of file that has no such comments.
pub fn mark(name: &str, own: &str) -> Option<String> {
    let (open, close) = match name.rsplit_once('.')?.1 {
        "html" => ("{#", "#}"),
        "css" | "js" => ("/*", "*/"),
        _ => return None,
    };
    Some(format!("{open} Copied from sourcebook {}, sha256 {} {close}", env!("CARGO_PKG_VERSION"), sum(own)))
}

/// The version that a text was copied from and the sum of what it was, when it begins with a mark.
pub fn copied(text: &str) -> Option<(&str, &str)> {
    let found = MARK.captures(text)?;
    Some((found.get(1)?.as_str(), found.get(2)?.as_str()))
}

/// Sixteen digits of the SHA-256.
pub fn sum(text: &str) -> String {
    let mut hex = super::hex(&Sha256::digest(text));
    hex.truncate(16);
    hex
}

/// The program's own file of that name in `templates` or `static`, if it is text.
pub fn own(folder: &str, name: &str) -> Option<String> {
    match folder {
        "templates" => templates().find(|(n, _)| n == name).map(|(_, text)| text.to_owned()),
        _ => assets().find(|(n, _)| n == name).and_then(|(_, bytes)| String::from_utf8(bytes.to_vec()).ok()),
    }
}

/// A warning for a copy whose original has changed since, with what changed.
pub(super) fn stale(root: &Path, folder: &str, name: &str, text: &str) -> Option<Finding> {
    let (version, was) = copied(text)?;
    let now = own(folder, name)?;
    if sum(&now) == was {
        return None;
    }
    let original = fs::read_to_string(root.join(folder).join(ORIGINALS).join(name)).ok().filter(|t| sum(t) == was);
    let changed = original.map(|original| changes(&original, &now));
    let what = changed.unwrap_or_else(|| format!(" (what it was then is not in {folder}/{ORIGINALS}/)"));
    Some(Finding {
        severity: Severity::Warning,
        rule: RuleName::from("stale-copy"),
        at: Some(Place { file: format!("{folder}/{name}"), line: Some(1) }),
        message: format!("it was copied from sourcebook {version}, and the program's has changed since{what}"),
        help: Some(format!(
            "`sourcebook theme diff {name}` shows all of it; take over what you want, then run `sourcebook theme copy \
             {name} --again`"
        )),
    })
}

/// `: 2 lines more, 1 less` and the first of those lines.
fn changes(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let lines: Vec<String> = diff
        .iter_all_changes()
        .filter(|c| c.tag() != ChangeTag::Equal)
        .map(|c| format!("\n    {} {}", c.tag(), c.value().trim_end()))
        .collect();
    let of = |sign: char| lines.iter().filter(|l| l.trim_start().starts_with(sign)).count();
    let more = if lines.len() > SHOWN { "\n    …" } else { "" };
    format!(": {} lines more, {} less{}{more}", of('+'), of('-'), lines.iter().take(SHOWN).cloned().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_back() {
        let line = mark("topic.html", "text").unwrap();
        assert_eq!(copied(&format!("{line}\ntext")), Some((env!("CARGO_PKG_VERSION"), sum("text").as_str())));
        assert!(copied(&format!("x{line}")).is_none() && mark("icon.svg", "x").is_none());
    }

    #[test]
    fn only_what_the_program_changed_is_told() {
        let root = tempfile::tempdir().unwrap();
        let now = own("templates", "home.html").unwrap();
        let old = now.replacen("<h1>", "<h1 class=\"old\">", 1);
        let copy = |original: &str| format!("{}\n{original} and a line of mine", mark("home.html", original).unwrap());
        assert_eq!(stale(root.path(), "templates", "home.html", &copy(&now)), None);
        assert_eq!(stale(root.path(), "templates", "home.html", "no mark"), None);
        let without = stale(root.path(), "templates", "home.html", &copy(&old)).unwrap();
        assert!(without.message.contains("not in templates/.copied/"), "{without:?}");
        fs::create_dir_all(root.path().join("templates/.copied")).unwrap();
        fs::write(root.path().join("templates/.copied/home.html"), &old).unwrap();
        let with = stale(root.path(), "templates", "home.html", &copy(&old)).unwrap().message;
        assert!(with.contains("1 lines more, 1 less") && with.contains("- <h1 class=\"old\">"), "{with}");
        assert!(!with.contains("mine"), "{with}");
    }
}
