//! What a folder of sources may hold besides sources that can be told by name.
#![cfg(unix)]

use std::{
    ffi::OsStr,
    fs,
    os::unix::{ffi::OsStrExt, fs::symlink},
    path::Path,
    process::Command,
};
use tempfile::TempDir;

const PAGE: &str = "How Rivers Move\n\nRivers move because water runs downhill and takes the bank with it.\n";
const BOOK: &str = "[book]\ntitle = \"Rivers\"\n";

/// A book without a source.
fn book() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("book.toml"), BOOK).unwrap();
    fs::create_dir(dir.path().join("seeds")).unwrap();
    dir
}

/// Exit code, standard output and standard error.
fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_sourcebook")).current_dir(dir).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

#[track_caller]
fn says(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "{wanted:?} is not in:\n{text}");
    }
}

#[test]
fn a_record_that_is_not_called_so_is_told() {
    let dir = book();
    let seeds = dir.path().join("seeds");
    fs::write(seeds.join("page.txt"), PAGE).unwrap();
    fs::write(seeds.join("page.toml"), "author = \"Mary Jones\"\n").unwrap();
    fs::write(seeds.join("other.toml"), "[a]\n").unwrap();
    let (_, out, _) = run(dir.path(), &["check"]);
    says(&out, &["warning[record-name] seeds/page.toml: is read as a text", "call it page.meta.toml"]);
    assert!(!out.contains("record-name] seeds/other.toml"), "{out}");
}

#[test]
fn a_link_is_told_with_the_way_out() {
    let dir = book();
    let seeds = dir.path().join("seeds");
    fs::write(seeds.join("page.txt"), PAGE).unwrap();
    fs::write(dir.path().join("outside.txt"), "Secret\n").unwrap();
    fs::create_dir(seeds.join("sub")).unwrap();
    symlink("../../outside.txt", seeds.join("sub/link.txt")).unwrap();
    symlink("nowhere", seeds.join("broken")).unwrap();
    symlink(".", seeds.join("around")).unwrap();
    let told = [
        "warning[passed-over] seeds/around: is a symbolic link and was not read",
        "seeds/broken: is",
        "seeds/sub/link.txt: is",
        "put a copy of the text in its place, or add \"sub/link.txt\" to `ignore` in book.toml",
    ];
    let (code, out, _) = run(dir.path(), &["check"]);
    assert_eq!(code, 0);
    says(&out, &told);
    says(&run(dir.path(), &["build"]).2, &told);
    let (_, out, err) = run(dir.path(), &["clean"]);
    says(&err, &told);
    assert!(!out.contains("Secret"), "{out}");
    assert_eq!(run(dir.path(), &["check", "--strict"]).0, 1);
    let ignore = format!("{BOOK}ignore = [\"broken\", \"around\", \"sub/link.txt\"]\n");
    fs::write(dir.path().join("book.toml"), ignore).unwrap();
    let (code, out, _) = run(dir.path(), &["check", "--strict"]);
    assert_eq!((code, out.contains("symbolic link")), (0, false), "{out}");
}

#[test]
fn what_is_hidden_is_told_unless_a_program_left_it() {
    let dir = book();
    let seeds = dir.path().join("seeds");
    fs::write(seeds.join("page.txt"), PAGE).unwrap();
    for folder in [".git", ".drafts", "sub"] {
        fs::create_dir(seeds.join(folder)).unwrap();
    }
    let nobodys = [".DS_Store", "Thumbs.db", "desktop.ini", "._page.txt", ".gitignore", ".page.txt.swp", ".#page.txt"];
    for name in nobodys.into_iter().chain([".git/HEAD", ".drafts/one.txt", ".drafts/two.txt", "sub/.lost.txt"]) {
        fs::write(seeds.join(name), "A line of text.\n").unwrap();
    }
    let told = [
        "warning[passed-over] seeds/.drafts: is hidden by the dot that its name begins with, and was not read",
        "warning[passed-over] seeds/sub/.lost.txt: is hidden",
        "take the dot off its name, or add \"sub/.lost.txt\" to `ignore` in book.toml",
    ];
    let (code, out, err) = run(dir.path(), &["check"]);
    assert_eq!((code, err.as_str()), (0, ""));
    says(&out, &told);
    says(&out, &["sources   1\n", "2 warnings"]);
    says(&run(dir.path(), &["clean"]).2, &told);
    fs::write(dir.path().join("book.toml"), format!("{BOOK}ignore = [\".*\"]\n")).unwrap();
    assert_eq!(run(dir.path(), &["check", "--strict"]).0, 0);
    fs::remove_file(seeds.join("page.txt")).unwrap();
    fs::write(dir.path().join("book.toml"), BOOK).unwrap();
    says(&run(dir.path(), &["check"]).2, &["there are no sources in seeds; seeds/.drafts is hidden"]);
}

#[test]
fn front_matter_that_is_not_read_is_told_and_stays_text() {
    let text = "\n# Rivers\n\nRivers move because water runs downhill and takes the bank with it.\n";
    for (name, front, wanted) in [
        (
            "a.md",
            "---\nauthor: Jones\ntitle: Rivers: a story\n---\n",
            "warning[front-matter] seeds/a.md:3: the front matter \
          can't be read and is published as text: ",
        ),
        ("a.md", "+++\ntitle = \"x\n+++\n", "warning[front-matter] seeds/a.md:2: the front matter can't be read"),
        ("a.md", "---\ntitle: Rivers\n", "warning[front-matter] seeds/a.md:1: the front matter has no end"),
        (
            "a.txt",
            "---\ntitle: Rivers\n---\n",
            "note[front-matter] seeds/a.txt:1: what looks like front matter is published",
        ),
        ("a.md", "---\ntitle: Rivers\n---\n", ""),
        ("a.md", "---\nWhat follows: text\n---\n", ""),
        ("a.txt", "---\nWhat follows: text\n---\n", ""),
    ] {
        let dir = book();
        fs::write(dir.path().join("seeds").join(name), format!("{front}{text}")).unwrap();
        let (code, out, err) = run(dir.path(), &["check"]);
        assert_eq!((code, err.as_str()), (0, ""), "{front}");
        says(&out, &[wanted]);
        assert_eq!(out.contains("[front-matter]"), !wanted.is_empty(), "{front}:\n{out}");
        if !wanted.is_empty() {
            says(&out, &[" + 0 dropped"]);
        }
    }
}

#[test]
fn a_value_of_front_matter_that_says_nothing_is_told() {
    let dir = book();
    let front = "---\ntitle: Rivers\ndate: April 11, 2019\nurl: /rivers\nmodified: 2019-04-12 10:00:00\nsite:\n---\n";
    fs::write(dir.path().join("seeds/a.md"), format!("{front}\n{PAGE}")).unwrap();
    let (code, out, _) = run(dir.path(), &["check", "--strict"]);
    assert_eq!(code, 0, "{out}");
    says(
        &out,
        &["note[front-matter] seeds/a.md:3: `date` is no date", "note[front-matter] seeds/a.md:4: `url` is no address"],
    );
    assert_eq!(out.matches("[front-matter]").count(), 2, "{out}");
}

#[test]
fn a_source_without_text_is_told() {
    let dir = book();
    let seeds = dir.path().join("seeds");
    for (name, text) in [("page.txt", PAGE), ("none.txt", ""), ("blank.txt", "\n \n")] {
        fs::write(seeds.join(name), text).unwrap();
    }
    let (_, out, _) = run(dir.path(), &["check"]);
    for name in ["none.txt", "blank.txt"] {
        let told =
            format!("warning[empty-source] seeds/{name}: holds no text\n  = help: scrape it again, or add {name:?}");
        says(&out, &[&told]);
    }
    assert!(!out.contains("seeds/page.txt: holds"), "{out}");
}

#[test]
fn a_folder_of_links_only_says_why_it_has_no_sources() {
    let dir = book();
    fs::write(dir.path().join("outside.txt"), PAGE).unwrap();
    symlink("../outside.txt", dir.path().join("seeds/link.txt")).unwrap();
    let (code, _, err) = run(dir.path(), &["build"]);
    assert_eq!(code, 1);
    says(&err, &["there are no sources in seeds", "seeds/link.txt is a symbolic link"]);
}

#[test]
fn what_is_no_regular_file_is_told() {
    let dir = book();
    fs::write(dir.path().join("seeds/page.txt"), PAGE).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("seeds/socket")).unwrap();
    says(&run(dir.path(), &["check"]).1, &["seeds/socket: is no regular file and was not read"]);
}

/// Linux takes any bytes for a name; other systems refuse these.
#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf_8_is_told_and_read() {
    let dir = book();
    let seeds = dir.path().join("seeds");
    // Two names that are shown alike, and a folder.
    for (name, text) in [(&b"caf\xe9.txt"[..], PAGE), (b"caf\xe8.txt", "Lakes\n\nA lake is still water, and deep.\n")] {
        fs::write(seeds.join(OsStr::from_bytes(name)), text).unwrap();
    }
    fs::create_dir(seeds.join(OsStr::from_bytes(b"\xff"))).unwrap();
    fs::write(seeds.join(OsStr::from_bytes(b"\xff/bank.txt")), "Banks\n\nThe bank is steep where it bends.\n").unwrap();
    let (code, out, err) = run(dir.path(), &["check"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(
        out.matches("warning[file-name] seeds/caf\u{fffd}.txt: has a name that is not UTF-8").count(),
        2,
        "{out}"
    );
    says(&out, &["seeds/\u{fffd}/bank.txt: has a name", "rename the file"]);
    assert_eq!(run(dir.path(), &["build"]).0, 0);
    assert_eq!(fs::read_dir(dir.path().join("site/sources")).unwrap().count(), 3);
    let out = Command::new(env!("CARGO_BIN_EXE_sourcebook"))
        .current_dir(&seeds)
        .args([OsStr::new("clean"), OsStr::from_bytes(b"caf\xe9.txt")])
        .output()
        .unwrap();
    assert!(out.status.success() && out.stdout.starts_with(b"How Rivers Move\n"));
    says(&String::from_utf8_lossy(&out.stderr), &["has a name that is not UTF-8"]);
}

#[test]
fn a_control_character_never_reaches_the_terminal() {
    let dir = book();
    // So few among so many letters that the file is text.
    let text =
        format!("Rivers\n\nThe \x07river is \x1b]0;title\x07\x08wide.\n\n{}\n", "It runs to the sea. ".repeat(20));
    fs::write(dir.path().join("seeds/a\x1b[2J.txt"), text).unwrap();
    fs::write(dir.path().join("seeds/b.txt"), PAGE).unwrap();
    fs::write(dir.path().join("book.toml"), format!("{BOOK}\n[cleaning]\noff = [\"control-character\"]\n")).unwrap();
    for args in [&["clean"][..], &["check"], &["group"], &["explain", "a"]] {
        let (code, out, err) = run(dir.path(), args);
        assert_eq!(code, 0, "{args:?}: {err}");
        for text in [&out, &err] {
            assert!(!text.contains(|c: char| c.is_control() && !"\n\t".contains(c)), "{args:?}: {text:?}");
        }
    }
    says(&run(dir.path(), &["check"]).1, &["warning[file-name] seeds/a␛[2J.txt: has a control character in its name"]);
    let (_, out, _) = run(dir.path(), &["clean"]);
    says(&out, &["==> a␛[2J.txt <==", "The ␇river is ␛]0;title␇␈wide."]);
}
