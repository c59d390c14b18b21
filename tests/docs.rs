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

/// `sourcebook` as a person runs it, but for `serve`, which never ends by itself: it must say where it serves, show the
/// page that stands there, and end when it is told to.
const SOURCEBOOK: &str = r#"
sourcebook() {
    if [ "$1" != serve ]; then command sourcebook "$@"; return; fi
    local said pid at host path status tries=0
    said=$(mktemp)
    command sourcebook "$@" --port 0 > "$said" &
    pid=$!
    until at=$(grep -o 'http://[^ ]*' "$said"); do
        kill -0 $pid
        tries=$((tries + 1))
        [ $tries -lt 600 ]
        sleep 0.1
    done
    host=${at#http://} path=/${host#*/} host=${host%%/*}
    exec 3<> "/dev/tcp/${host%:*}/${host#*:}"
    printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$path" "$host" >&3
    read -r status <&3
    kill $pid
    wait $pid
    [[ $status = "HTTP/1.1 200 "* ]]
}
"#;

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
            let out = Command::new("bash")
                .args(["-euo", "pipefail", "-c", &format!("{SOURCEBOOK}{block}")])
                .current_dir(dir.path())
                .env("PATH", &path)
                .env("HOME", dir.path())
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&out.stderr);
            assert!(out.status.success(), "{}:\n{block}\n{said}", guide.display());
        }
    }
    assert!(commands >= 15, "only {commands} commands were found in the guides");
}
