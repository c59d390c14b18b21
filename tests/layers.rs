//! Who may know whom.

use std::{fs, path::Path};
use walkdir::WalkDir;

/// The stages in order; each may use `model`, `book` and what stands before it.
const STAGES: [&str; 10] = ["model", "book", "read", "clean", "outline", "group", "link", "render", "check", "write"];
/// Stages that open no file, ask no environment and read no clock.
const PURE: [&str; 6] = ["clean", "outline", "group", "link", "render", "check"];

#[test]
fn stages_use_earlier_stages_only() {
    for (i, stage) in STAGES.iter().enumerate() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(stage);
        for file in WalkDir::new(folder).into_iter().map(Result::unwrap).filter(|f| f.file_type().is_file()) {
            let Ok(text) = fs::read_to_string(file.path()) else { continue };
            // A unit test may look at its surroundings.
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let place = file.path().display();
            // `pipeline` names the stages' results; what runs the stages stays out of the stages.
            for later in STAGES[i + 1..].iter().chain(&["cli"]) {
                let uses = [format!("crate::{later}::"), format!("    {later}::"), format!("crate::{{{later}")];
                assert!(!uses.iter().any(|u| text.contains(u.as_str())), "{place} uses {later}");
            }
            for outside in ["std::fs", "std::env", "std::time"].iter().filter(|_| PURE.contains(stage)) {
                assert!(!text.contains(outside), "{place} uses {outside}");
            }
        }
    }
}
