//! The guides: what is generated is up to date, and every command in them runs.

use sourcebook::{book, clean, pipeline, read, render};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Whether the file is what is made; with `UPDATE_DOCS` set, it is written.
#[track_caller]
fn is_up_to_date(file: &str, made: &str) {
    let path = Path::new(ROOT).join("docs").join(file);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, made).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == made, "docs/{file} is not what the program says: UPDATE_DOCS=1 cargo test --test docs writes it");
}

#[test]
fn templates() {
    is_up_to_date("templates.md", &render::context::reference());
}

#[test]
fn book_toml() {
    is_up_to_date("book.toml.md", &book::reference());
}

#[test]
fn rules() {
    is_up_to_date("rules.md", &clean::reference());
}

#[test]
fn every_page_has_its_template_told() {
    let mut book = book::Book::load(Path::new(ROOT)).unwrap();
    book.site_url = book::SiteUrl::parse("https://example.org/").ok();
    let rules = sourcebook::clean::rules::Rules::for_book(&book).unwrap();
    let sources = read::sources(&book).unwrap();
    let edition = pipeline::edit(&book, &rules, &sources);
    let press = render::Press::new(&edition, &read::theme(&book.root).unwrap()).unwrap();
    let told = render::context::reference();
    for path in press.paths() {
        let (template, context) = press.context(path).unwrap();
        let section = told.split(&format!("\n### `{template}`\n")).nth(1);
        let section = section.unwrap_or_else(|| panic!("{template} is not in pages() of reference.rs"));
        let table = section.split("\n##").next().unwrap();
        for name in context.unwrap().as_object().unwrap().keys() {
            assert!(table.contains(&format!("| `{name}` |")), "{template}: {name} is not told");
        }
    }
}

/// The ```sh blocks of a guide, line by line, run in one folder. A line that ends in `# …` has a comment; the exit
/// code must be 0.
#[test]
fn every_command_of_the_guides_runs() {
    let mut guides: Vec<PathBuf> =
        fs::read_dir(Path::new(ROOT).join("docs")).unwrap().map(|e| e.unwrap().path()).collect();
    guides.retain(|p| p.extension().is_some_and(|e| e == "md"));
    guides.sort();
    let bin = Path::new(env!("CARGO_BIN_EXE_sourcebook")).parent().unwrap().to_owned();
    let path = format!("{}:{}", bin.display(), env::var("PATH").unwrap_or_default());
    let mut commands = 0;
    for guide in guides {
        let text = fs::read_to_string(&guide).unwrap();
        let dir = tempfile::tempdir().unwrap();
        for block in text.split("```sh\n").skip(1).filter_map(|b| b.split("\n```").next()) {
            commands += block.lines().filter(|l| l.contains("sourcebook ")).count();
            // `serve` never ends by itself, so it is given a moment and told to stop.
            let script = block
                .lines()
                .map(|l| match l.strip_prefix("sourcebook serve") {
                    Some(rest) => format!("timeout -s INT 3 sourcebook serve --port 0{rest}"),
                    None => l.to_owned(),
                })
                .collect::<Vec<_>>()
                .join("\n");
            let out = Command::new("bash")
                .args(["-euo", "pipefail", "-c", &script])
                .current_dir(dir.path())
                .env("PATH", &path)
                .env("HOME", dir.path())
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&out.stderr);
            // `timeout` says 124 when it had to stop what it ran.
            assert!(matches!(out.status.code(), Some(0 | 124)), "{}:\n{block}\n{said}", guide.display());
        }
    }
    assert!(commands >= 15, "only {commands} commands were found in the guides");
}
