//! A stage uses the model, the book and earlier stages; the model uses nothing of ours; the middle stages open no
//! file, ask for no setting of the machine and read no clock.

use regex::Regex;
use std::{fs, path::Path};

/// The stages in their order (see `src/lib.rs`), and whether each is free of the outer world.
const STAGES: [(&str, bool); 10] = [
    ("model", true),
    ("book", false),
    ("read", false),
    ("clean", true),
    ("outline", true),
    ("group", true),
    ("link", true),
    ("render", true),
    ("check", true),
    ("write", false),
];

#[test]
fn stages_look_back_only() {
    // The story stands beside the stages; the pages and the checks are made of the edition that it gives.
    let with_story = ["render", "check"];
    for (i, (stage, pure)) in STAGES.iter().enumerate() {
        for (file, text) in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(stage)) {
            let may_use = |name: &str| {
                STAGES[..=i].iter().any(|(earlier, _)| *earlier == name)
                    || name == "pipeline" && with_story.contains(stage)
            };
            for name in used(&text) {
                assert!(may_use(&name), "{file}: {stage} uses {name}");
            }
            for outer in ["std::fs", "std::env", "std::time", "std::net", "std::process", "fs::", "Instant::"] {
                assert!(!pure || !code(&text).contains(outer), "{file}: {stage} uses {outer}");
            }
        }
    }
}

/// Every module of the crate that a file names, by `crate::name` and by `use crate::{name…, name…}`.
fn used(text: &str) -> Vec<String> {
    // What is inside inner braces are names of a module's own items.
    let inner = Regex::new(r"::\{[^{}]*\}").unwrap();
    let path = Regex::new(r"\bcrate::(?:(\w+)|\{([^{}]*)\})").unwrap();
    let mut code = code(text).replace("crate::{", "crate::<");
    while inner.is_match(&code) {
        code = inner.replace_all(&code, "").into_owned();
    }
    let code = code.replace("crate::<", "crate::{");
    let names = path.captures_iter(&code).filter_map(|c| c.get(1).or(c.get(2))).flat_map(|m| m.as_str().split(','));
    let first = |name: &str| name.split([':', ' ']).next().unwrap_or_default().to_owned();
    names.map(|name| first(name.trim())).filter(|name| !name.is_empty()).collect()
}

/// The text without comments and without its unit tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().map(|l| l.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn sources(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
    found
}
