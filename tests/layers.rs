//! Who may know whom.

use regex::Regex;
use std::{fs, path::Path};
use walkdir::WalkDir;

/// The stages in order: each may use those before it, and what stands outside the list (`pipeline`, for its
/// `Edition`) but never the commands.
const STAGES: [&str; 15] = [
    "model", "book", "read", "clean", "outline", "group", "link", "search", "render", "check", "write", "report",
    "export", "serve", "cli",
];
/// Stages that open no file, ask no environment and read no clock.
const PURE: [&str; 7] = ["clean", "outline", "group", "link", "search", "render", "check"];

/// The first names in `use root::…` and `root::…`, with those of a list in braces.
fn used(root: &str, text: &str) -> Vec<String> {
    let one = Regex::new(&format!(r"\b{root}::(\w+)")).unwrap();
    let list = Regex::new(&format!(r"(?s)\buse {root}::\{{(.*?)\}};")).unwrap();
    let inner = Regex::new(r"\{[^{}]*\}").unwrap();
    let mut names: Vec<String> = one.captures_iter(text).map(|c| c[1].to_owned()).collect();
    for list in list.captures_iter(text) {
        let mut list = list[1].to_owned();
        while inner.is_match(&list) {
            list = inner.replace_all(&list, "").into_owned();
        }
        names.extend(list.split(',').filter_map(|item| Some(item.trim().split("::").next()?.to_owned())));
    }
    names
}

#[test]
fn stages_use_earlier_stages_only() {
    assert_eq!(used("crate", "use crate::{a::{b, c::{d}}, e};\nfn f() { crate::g::h() }"), ["g", "a", "e"]);
    for (i, stage) in STAGES.iter().chain(&["pipeline.rs"]).enumerate() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(stage);
        let pure = PURE.contains(stage) || *stage == "pipeline.rs";
        for file in WalkDir::new(folder).into_iter().map(Result::unwrap) {
            if file.path().extension().is_none_or(|e| e != "rs") {
                continue;
            }
            let text = fs::read_to_string(file.path()).unwrap();
            // Comments and unit tests may look around.
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let code: Vec<&str> = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
            let text = code.join("\n");
            let place = file.path().display();
            for name in used("crate", &text) {
                let late = STAGES.get(i + 1..).is_some_and(|late| late.contains(&name.as_str()));
                assert!(!late, "{place} uses {name}, which comes after {stage}");
            }
            for name in used("std", &text).iter().filter(|_| pure) {
                assert!(!["fs", "env", "time", "net", "process"].contains(&name.as_str()), "{place} uses std::{name}");
            }
        }
    }
}
