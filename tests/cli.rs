//! The commands as a person runs them: what they print, what they refuse and the way out that they show.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

const PAGE: &str = "How Rivers Move\n\nRivers move because water runs downhill and takes the bank with it.\n\nDon't Miss\n\n\
                    What A River Carries\n\nA river carries sand and stones from its upper course to the sea.\n";

const BOOK: &str = "[book]\ntitle = \"Rivers\"\n\n[[topic]]\nid = \"sand\"\ntitle = \"Sand\"\nterms = [\"sand\"]\n";

/// A book of one page.
fn book(toml: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("book.toml"), toml).unwrap();
    fs::create_dir(dir.path().join("seeds")).unwrap();
    fs::write(dir.path().join("seeds/page.txt"), PAGE).unwrap();
    dir
}

fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sourcebook"));
    command.current_dir(dir).args(args);
    command
}

/// Exit code, standard output and standard error.
fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command(dir, args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

/// The command must fail with 1, print nothing and say all of `wanted`.
#[track_caller]
fn refuses(dir: &Path, args: &[&str], wanted: &[&str]) {
    let (code, out, err) = run(dir, args);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    for wanted in wanted {
        assert!(err.contains(wanted), "{wanted:?} is not in:\n{err}");
    }
}

/// `check` must refuse a book with this `book.toml`.
#[track_caller]
fn refuses_toml(toml: &str, wanted: &[&str]) {
    refuses(book(toml).path(), &["check"], wanted);
}

#[test]
fn no_book() {
    let dir = tempfile::tempdir().unwrap();
    refuses(dir.path(), &["build"], &["there is no ./book.toml", "sourcebook init", "[book]", "title = ", "[[topic]]"]);
    refuses(dir.path(), &["build", "nowhere"], &["there is no folder nowhere"]);
    refuses(dir.path(), &["clean"], &["nothing to clean", "sourcebook clean page.txt"]);
    fs::create_dir(dir.path().join("book.toml")).unwrap();
    refuses(dir.path(), &["build"], &["book.toml is a folder", "give it another name"]);
}

#[test]
fn not_toml() {
    refuses_toml("[book]\ntitle = Rivers\n", &["book.toml:2:9", "this is not TOML"]);
    refuses_toml(&format!("{BOOK}\n[book]\noutput = \"out\"\n"), &["book.toml:9:", "duplicate key", "write it once"]);
    refuses_toml("", &["there is no [book] table"]);
}

#[test]
fn what_is_no_toml_is_told_with_the_way_out() {
    let source = |line: &str| format!("{BOOK}[[source]]\npath = \"page.txt\"\n{line}\n");
    for (toml, wanted) in [
        ("[book]\ntitle = \"x\n".to_owned(), ["book.toml:2:11", "end the text with the quotation mark"]),
        ("[book]\ntitle = “x”\n".to_owned(), ["book.toml:2:9", "straight quotation marks"]),
        ("[book\ntitle = \"x\"\n".to_owned(), ["book.toml:1:6", "with ]"]),
        ("[book]\ntitle = \"a\\qb\"\n".to_owned(), ["book.toml:2:12", "write a backslash twice"]),
        ("[book]\ntitle = \"x\"\nignore = [\"a\" \"b\"]\n".to_owned(), ["book.toml:3:15", "put a comma between"]),
        ("[book]\ntitle = \"a\u{7}\"\n".to_owned(), ["book.toml:2:11", "take out the control character"]),
        (source("published = 2019-02-30"), ["book.toml:10:13", "a day that there is, as 2019-04-11"]),
        (source("published = 11.04.2019"), ["book.toml:10:18", "in another form than 2019-04-11"]),
    ] {
        refuses_toml(&toml, &wanted);
    }
    let dir = book(BOOK);
    fs::write(dir.path().join("seeds/page.meta.toml"), "title = 'x\n").unwrap();
    refuses(dir.path(), &["check"], &["seeds/page.meta.toml:1:11", "end the text with the quotation mark"]);
}

#[test]
fn what_no_page_can_show_is_told_in_every_value() {
    let toml = |title: &str, more: &str| format!("[book]\ntitle = \"{title}\"\n{more}");
    refuses_toml(
        &toml("a\\u0007b", ""),
        &["book.toml:2:9", "`title` holds a control character", "U+0007", "take it out"],
    );
    refuses_toml(&toml("a\\nb", ""), &["book.toml:2:9", "`title` is one line"]);
    let topic = "[[topic]]\nid = \"a\"\ntitle = \"T\"\nterms = [\"sand\", \"ri\\u0000ver\"]\n";
    refuses_toml(&toml("x", topic), &["book.toml:6:18", "`terms` holds a control character", "U+0000"]);
    refuses_toml(&toml("x", "[words]\nshell.skip = \"\\u001b[1m\"\n"), &["book.toml:4:14", "U+001B"]);
    refuses_toml(&toml("x", "output = \"a\\u0000b\"\n"), &["book.toml:3:10", "`output` holds a control character"]);
    let source = |line: &str| toml("x", &format!("[[source]]\npath = \"page.txt\"\n{line}\n"));
    for line in ["title = \"a\\u0007b\"", "author = [\"a\\u0007b\"]"] {
        refuses_toml(&source(line), &["book.toml:5:", "holds a line end or a control character", "as one line"]);
    }
    let description = "description = \"\"\"\nTwo\n\tlines.\"\"\"\n";
    let rule = "[[rule]]\nname = \"m\"\nwhat = \"w\"\nwhy = \"y\"\npattern = \"^a\\u0007$\"\nhits = [\"a\\u0007\"]\nspares = [\"b\"]\n";
    assert_eq!(run(book(&toml("x", &format!("{description}{rule}"))).path(), &["check"]).0, 0);
    let dir = book(BOOK);
    fs::create_dir(dir.path().join("pages")).unwrap();
    fs::write(dir.path().join("pages/about.md"), "+++\ntitle = \"a\\u0007b\"\n+++\n\nWords.\n").unwrap();
    refuses(dir.path(), &["check"], &["pages/about.md:2:9", "`title` holds a line end or a control character"]);
}

#[test]
fn every_unknown_key_is_told() {
    let toml = "[book]\ntitle = \"x\"\ndesciption = \"y\"\nterms = []\n\n[[topics]]\nid = \"a\"\n";
    let wanted = [
        "book.toml:3:1",
        "^^^^^^^^^^",
        "`description`?",
        "book.toml:4:1",
        "belongs in [[topic]]",
        "book.toml:6:3",
        "`topic`?",
    ];
    refuses_toml(toml, &wanted);
}

#[test]
fn wrong_values() {
    refuses_toml("[book]\nlanguage = \"en\"\n", &["book.toml:1:1", "`title` is missing", "add `title = "]);
    refuses_toml("[book]\ntitle = 3\n", &["book.toml:2:9", "expected a string"]);
    refuses_toml("[book]\ntitle = \"\"\n", &["book.toml:2:9", "no title"]);
    refuses_toml("[book]\ntitle = \"x\"\nignore = \"*.png\"\n", &["book.toml:3:10", "expected a sequence"]);
    refuses_toml("[book]\ntitle = \"x\"\nlanguage = \"English!\"\n", &["book.toml:3:12", "pt-BR"]);
    let threshold = format!("{BOOK}[cleaning]\nfurniture-threshold = \"high\"\n");
    refuses_toml(&threshold, &["book.toml:9:23", "write a number from 0 to 1"]);
    refuses_toml(
        &format!("{BOOK}[words]\nshell.skip = 3\n"),
        &["book.toml:9:14", "write text between quotation marks"],
    );
}

#[test]
fn topics() {
    let topic = |id: &str| format!("[[topic]]\nid = {id:?}\ntitle = \"T\"\nterms = [\"sand\"]\n");
    let book = "[book]\ntitle = \"x\"\n";
    refuses_toml(&format!("{book}{}", topic("Two Words")), &["book.toml:4:6", "\"two-words\""]);
    refuses_toml(&format!("{book}{}", topic("unsorted")), &["book.toml:4:6", "is taken"]);
    refuses_toml(&format!("{book}{}", topic("con")), &["book.toml:4:6", "Windows has no files", "\"about-con\""]);
    refuses_toml(&format!("{book}{}{}", topic("a"), topic("a")), &["book.toml:8:6", "two topics have the same id"]);
    refuses_toml(&format!("{book}[[topic]]\nid = \"a\"\ntitle = \"T\"\nterms = []\n"), &["book.toml:6:9", "no terms"]);
}

#[test]
fn folders() {
    for (output, wanted) in [
        (".", "contains the book"),
        ("..", "contains the book"),
        ("seeds", "same folder as `src`"),
        ("seeds/site", "inside `src`"),
        ("static", "theme"),
    ] {
        refuses_toml(&format!("[book]\ntitle = \"x\"\noutput = {output:?}\n"), &["book.toml:3:10", wanted, "\"site\""]);
    }
    refuses_toml(
        "[book]\ntitle = \"x\"\nsrc = \"none\"\n",
        &["book.toml:3:7", "none does not exist", "make the folder"],
    );
    refuses_toml("[book]\ntitle = \"x\"\nignore = [\"*\"]\n", &["no sources in seeds", "put the scraped texts"]);
}

#[test]
fn rules() {
    let rule = |pattern: &str, hits: &str, spares: &str| {
        format!(
            "{BOOK}[[rule]]\nname = \"mine\"\nwhat = \"w\"\nwhy = \"y\"\npattern = '{pattern}'\nhits = [{hits:?}]\nspares = [{spares:?}]\n"
        )
    };
    refuses_toml(&rule("^ad$", "bad", "add"), &["book.toml:13:9", "misses its own example"]);
    refuses_toml(&rule("^ad", "ad", "add"), &["book.toml:14:11", "drops what it must spare"]);
    refuses_toml(&rule("(", "ad", "add"), &["book.toml:12:11", "no regular expression", "single quotes"]);
    refuses_toml(&rule("ad(?=x)", "ad", "add"), &["book.toml:12:11", "not supported", "say with `unless`"]);
    refuses_toml(&rule("a{999999}", "ad", "add"), &["book.toml:12:11", "repeat fewer times"]);
    let unless = |unless: &str| rule("^ad", "ad", "add").replace("hits", &format!("unless = '{unless}'\nhits"));
    refuses_toml(&unless("("), &["book.toml:13:10", "`unless` of rule \"mine\" is no regular expression"]);
    refuses_toml(&unless("d$"), &["book.toml:14:9", "misses its own example"]);
    assert_eq!(run(book(&unless("dd")).path(), &["check"]).0, 0);
    refuses_toml(&format!("{BOOK}[cleaning]\noff = [\"tease\"]\n"), &["book.toml:9:8", "did you mean \"teaser\"?"]);
    let dir = book(&rule("^how rivers", "How rivers move", "Rivers"));
    let (code, out, _) = run(dir.path(), &["clean", "--format", "ndjson"]);
    assert!(code == 0 && out.lines().next().unwrap().contains("\"rule\":\"mine\""), "{out}");
}

#[test]
fn a_language_without_words_is_told() {
    let dir = book(&BOOK.replace("\n\n", "\nlanguage = \"fi\"\n\n"));
    let (code, out, err) = run(dir.path(), &["check"]);
    assert!(code == 0 && format!("{out}{err}").contains("write lang/fi.toml"), "{out}{err}");
}

#[test]
fn no_text() {
    let dir = book(BOOK);
    fs::write(dir.path().join("seeds/x.png"), b"\x89PNG\r\n\x1a\n").unwrap();
    fs::write(dir.path().join("seeds/y.bin"), b"a\0\x01\x02\x03b").unwrap();
    // That every text be ignored is no way out.
    fs::write(dir.path().join("seeds/z.txt"), b"a\0\x01\x02\x03b").unwrap();
    refuses(
        dir.path(),
        &["check"],
        &["seeds/x.png is not text", "seeds/y.bin is not text", "move it out of seeds/", "\"*.png\"", "add \"z.txt\""],
    );
    fs::write(dir.path().join("book.toml"), BOOK.replace("\n\n", "\nignore = [\"*.png\", \"?.bin\", \"z.txt\"]\n\n"))
        .unwrap();
    assert_eq!(run(dir.path(), &["check"]).0, 0);
}

#[test]
fn paths_are_read_in_order_and_links_are_not_followed() {
    let dir = book(BOOK);
    let seeds = dir.path().join("seeds");
    fs::create_dir(seeds.join("sub")).unwrap();
    for name in ["b.txt", "sub/a.txt", "Page.txt", ".hidden"] {
        fs::write(seeds.join(name), "One line of text.\n").unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", seeds.join("link.txt")).unwrap();
    let (_, out, _) = run(dir.path(), &["clean", "seeds", "--format", "ndjson"]);
    let mut sources: Vec<String> = out.lines().map(|row| field(row, "source")).collect();
    sources.dedup();
    assert_eq!(sources, ["\"Page.txt\"", "\"b.txt\"", "\"page.txt\"", "\"sub/a.txt\""]);
    refuses(dir.path(), &["clean", "none.txt"], &["none.txt can't be read"]);
}

fn field(row: &str, name: &str) -> String {
    let row: serde_json::Value = serde_json::from_str(row).unwrap();
    row[name].to_string()
}

#[test]
fn clean_gives_one_object_a_line() {
    let dir = book(BOOK);
    let (code, out, _) = run(dir.path(), &["clean", "seeds/page.txt", "--format", "ndjson"]);
    assert_eq!((code, out.lines().count()), (0, PAGE.lines().count()));
    let rows: Vec<&str> = out.lines().collect();
    assert_eq!(field(rows[0], "source"), "\"page.txt\"");
    assert_eq!((field(rows[1], "kind"), field(rows[1], "fate")), ("\"blank\"".into(), "\"kept\"".into()));
    assert_eq!((field(rows[4], "rule"), field(rows[4], "text")), ("\"teaser-label\"".into(), "null".into()));
    assert!(rows[4].contains("\"because\"") && !rows[0].contains("\"because\""));
    let (_, out, _) = run(dir.path(), &["clean", "--no-drop", "--format", "ndjson"]);
    assert!(!out.contains("\"dropped\""), "{out}");
}

/// Two files of one name are two sources in the output; a file that is named twice is one.
#[test]
fn clean_tells_files_of_one_name_apart() {
    let dir = book(BOOK);
    for folder in ["x", "y"] {
        fs::create_dir(dir.path().join(folder)).unwrap();
        fs::write(dir.path().join(folder).join("a.txt"), format!("The text of {folder}.\n")).unwrap();
    }
    let (_, out, _) = run(dir.path(), &["clean", "x", "y/a.txt", "x/a.txt", "--format", "ndjson"]);
    let told: Vec<_> = out.lines().map(|row| (field(row, "source"), field(row, "text"))).collect();
    let want = |folder| (format!("\"{folder}/a.txt\""), format!("\"The text of {folder}.\""));
    assert_eq!(told, ["x", "y"].map(want));
    fs::write(dir.path().join("x/a.meta.toml"), "title = \"A\"\n").unwrap();
    let (code, out, err) = run(dir.path(), &["clean", "x", "./x"]);
    assert_eq!((code, out.as_str()), (0, "The text of x.\n"), "{err}");
}

#[test]
fn clean_names_the_file_of_another_book() {
    let dir = book(&format!("{BOOK}\n[[line]]\nat = \"page.txt:3\"\ntext = \"Lakes move\"\nfate = \"drop\"\n"));
    let root = dir.path().to_str().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    refuses(elsewhere.path(), &["clean", "--book", root], &[&format!("{root}/book.toml:11:")]);
}

#[test]
fn clean_reads_standard_input() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = command(dir.path(), &["clean", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all("Caf\u{e9} by the river.\n".as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(out.stdout).unwrap(), "Café by the river.\n");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let dir = book(BOOK);
    fs::write(dir.path().join("seeds/long.txt"), "A line of text that is long enough.\n".repeat(20_000)).unwrap();
    let pipes = (Stdio::piped(), Stdio::piped());
    let mut child =
        command(dir.path(), &["clean", "--format", "ndjson"]).stdout(pipes.0).stderr(pipes.1).spawn().unwrap();
    drop(child.stdout.take());
    let out = child.wait_with_output().unwrap();
    assert_eq!((out.status.code(), String::from_utf8(out.stderr).unwrap()), (Some(0), String::new()));
}

#[test]
fn group_gives_one_object_a_section() {
    let dir = book(BOOK);
    let (code, out, _) = run(dir.path(), &["group", "--format", "ndjson"]);
    assert_eq!(code, 0);
    let row: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    for key in ["source", "first", "last", "heading", "topic", "id", "score", "runner_up", "evidence"] {
        assert!(row.get(key).is_some(), "no {key} in {row}");
    }
}

#[test]
fn group_tells_where_a_copy_is_published() {
    const COPY: &str = "A river carries sand and stones from its upper course to the sea, and what it carries in one \
        spring it takes up again in the next, until nothing of it is left but mud.";
    let dir = book(BOOK);
    let seeds = dir.path().join("seeds");
    fs::write(seeds.join("page.txt"), format!("{PAGE}\n{COPY}\n\nWhere Rivers End\n\nA river ends in the sea.\n"))
        .unwrap();
    fs::write(seeds.join("zoo.txt"), format!("A Zoo\n\nNothing of this is about water.\n\n{COPY}\n")).unwrap();
    let (code, out, _) = run(dir.path(), &["group", "--format", "ndjson"]);
    assert_eq!(code, 0);
    let rows: Vec<serde_json::Value> = out.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    let copies: Vec<_> = rows.iter().filter(|row| row["copy"] == true).collect();
    let [copy] = copies[..] else { panic!("{out}") };
    assert_eq!((&copy["source"], &copy["first"], &copy["last"]), (&"zoo.txt".into(), &5.into(), &5.into()));
    let published = rows.iter().find(|row| row["copy"] == false && row["id"] == copy["id"]).unwrap();
    assert_eq!((&published["source"], &published["topic"]), (&"page.txt".into(), &copy["topic"]));
    assert_eq!(copy["topic"], "sand");
}

#[test]
fn explain_finds_the_line() {
    let dir = book(BOOK);
    for source in ["page.txt:5", "page:5"] {
        let (code, out, err) = run(dir.path(), &["explain", source]);
        assert!(code == 0 && out.contains("dropped   by teaser-label"), "{out}{err}");
    }
    refuses(dir.path(), &["explain", "pgae.txt"], &["there is no source", "did you mean \"page.txt\"?"]);
    refuses(dir.path(), &["explain", "page.txt:99"], &["has no line \"99\"", "1 to 9"]);
}

#[test]
fn build_sums_up() {
    let dir = book(BOOK);
    let (code, out, err) = run(dir.path(), &["build"]);
    assert_eq!(code, 0, "{err}");
    for wanted in ["sources   1", " = 9", "Sand", "Unsorted", "open site/index.html"] {
        assert!(out.contains(wanted), "{wanted:?} is not in:\n{out}");
    }
    assert_eq!(run(dir.path(), &["build", "--quiet"]).1, "");
}

#[test]
fn a_broken_theme_leaves_the_old_site_alone() {
    let dir = book(BOOK);
    assert_eq!(run(dir.path(), &["build"]).0, 0);
    let index = dir.path().join("site/index.html");
    let before = fs::read(&index).unwrap();
    fs::create_dir(dir.path().join("templates")).unwrap();
    for (template, wanted) in [
        (
            "<a href=\"nowhere.html\">x</a>",
            ["error[link] index.html", "nothing is written: 1 error", "mend the link in the template"],
        ),
        ("{% if %}", ["can't be parsed", "templates/home.html:1:7", "{% if … %} with {% endif %}"]),
        ("{{ 1 / 0 }}", ["can't be filled", "templates/home.html:1:8", "`sourcebook context` prints"]),
        ("\n{{ nope.x }}", ["is not given: `nope`", "templates/home.html:2:4", "there are:"]),
    ] {
        fs::write(dir.path().join("templates/home.html"), template).unwrap();
        refuses(dir.path(), &["build"], &wanted);
        assert_eq!(fs::read(&index).unwrap(), before);
    }
}

#[test]
fn a_template_that_comes_to_no_end_is_told_at_its_line() {
    let dir = book(BOOK);
    fs::create_dir(dir.path().join("templates")).unwrap();
    let template = |name: &str, text: &str| fs::write(dir.path().join("templates").join(name), text).unwrap();
    template("home.html", "x\n{% include \"a.html\" %}\n");
    template("a.html", "an include\n\n{% include 'b.html' %}\n");
    template("b.html", "{% include \"a.html\" %}\n");
    let wanted =
        ["templates/a.html:3:13", "it includes itself", "leads back here", "by way of b.html, a.html: take one"];
    refuses(dir.path(), &["check"], &wanted);
    template("a.html", "{% include \"passage.html\" %}\n");
    template("passage.html", "\n{% include \"passage.html\" %}\n");
    refuses(
        dir.path(),
        &["check"],
        &["templates/passage.html:2:13", "program's own is called \"default/passage.html\""],
    );
    template("passage.html", "x");
    template("home.html", "{% component again() %}{{<again/>}}{% endcomponent again %}{{<again/>}}");
    refuses(dir.path(), &["check"], &["templates/home.html", "a component that shows itself comes to no end"]);
}

#[test]
fn a_file_of_the_theme_that_is_not_read_is_told() {
    let dir = book(BOOK);
    for file in ["pages/notes.txt", "lang/fi.yaml", "static/.well-known/a", "static/.well-known/b", "static/Thumbs.db"]
    {
        let path = dir.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "words").unwrap();
    }
    let (code, out, _) = run(dir.path(), &["check"]);
    for told in [
        "pages/notes.txt: its name does not end in .md, and it was not read",
        "lang/fi.yaml: it is no file of a language",
        "static/.well-known: its name begins with a dot",
    ] {
        assert!(code == 0 && out.contains(&format!("warning[passed-over] {told}")), "{told} is not in:\n{out}");
    }
    assert!(out.contains("3 warnings"), "{out}");
    assert_eq!(run(dir.path(), &["build"]).0, 0);
    assert!(!dir.path().join("site/assets/Thumbs.db").exists());
    fs::write(dir.path().join("lang/fi.toml"), b"a = 'b'\n\xff").unwrap();
    refuses(dir.path(), &["check"], &["lang/fi.toml", "line 2 is not valid UTF-8", "save the file as UTF-8"]);
}

#[test]
fn names_that_another_system_does_not_take_are_told() {
    let dir = book(BOOK);
    fs::write(dir.path().join("seeds/nul.txt"), "A text about nothing.\n").unwrap();
    assert_eq!(run(dir.path(), &["build"]).0, 0);
    assert!(!dir.path().join("site/sources/nul.html").exists());
    let page = |name: &str| {
        fs::create_dir_all(dir.path().join("pages/topics")).unwrap();
        fs::write(dir.path().join("pages").join(name), "Words.\n").unwrap();
    };
    page("aux.md");
    refuses(dir.path(), &["check"], &["pages/aux.md", "Windows has no files of this name", "about-aux"]);
    fs::remove_file(dir.path().join("pages/aux.md")).unwrap();
    page("About.md");
    page("about.md");
    // Where they are one file nothing is wrong.
    if fs::read_dir(dir.path().join("pages")).unwrap().count() > 2 {
        refuses(dir.path(), &["check"], &["pages/about.md", "the same file as pages/About.md", "another name"]);
    }
}

#[test]
fn check_writes_nothing() {
    let dir = book(BOOK);
    let (code, out, err) = run(dir.path(), &["check"]);
    assert!(code == 0 && out.contains("note[unsorted] page.txt:") && err.is_empty(), "{out}{err}");
    assert!(!dir.path().join("site").exists());
}

#[test]
fn usage() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(run(dir.path(), &["biuld"]).0, 2);
    for name in ["build", "check", "clean", "group", "explain"] {
        let (code, out, _) = run(dir.path(), &[name, "--help"]);
        assert!(code == 0 && out.contains("Examples:"), "{out}");
    }
}

#[test]
fn what_cannot_be_decoded_is_told_and_fails_a_strict_build() {
    let dir = tempfile::tempdir().expect("a folder");
    let seeds = dir.path().join("seeds");
    std::fs::create_dir(&seeds).expect("seeds");
    std::fs::write(dir.path().join("book.toml"), "[book]\ntitle = \"T\"\n").expect("book.toml");
    let text = "A river runs down to the sea and takes the café’s bank along with it. ".repeat(20);
    let bytes = [text.as_bytes(), b"\xff\n"].concat();
    std::fs::write(seeds.join("a.txt"), bytes).expect("a source");
    let build = |flags: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_sourcebook"))
            .arg("build")
            .args(flags)
            .current_dir(dir.path())
            .output()
            .expect("the program runs")
    };
    let strict = build(&["--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(!dir.path().join("site").exists());
    let said = [strict.stdout, strict.stderr].concat();
    assert!(String::from_utf8_lossy(&said).contains("could not be decoded"));
    assert_eq!(build(&[]).status.code(), Some(0));

    // U+0081 is a character of UTF-8, but no encoding has a sign there: it is published as �.
    std::fs::write(seeds.join("a.txt"), format!("{text}\u{81}\n")).expect("a source");
    let strict = build(&["--strict"]);
    let said = [strict.stdout, strict.stderr].concat();
    assert_eq!(strict.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&said).contains("that stand for no sign in any encoding"));
}

#[test]
fn what_is_known_of_a_source_stands_on_its_page() {
    let dir = book(&format!("{BOOK}\n[[source]]\npath = \"*\"\nsite = \"River News\"\npublished = 2019-04-11\n"));
    let beside =
        "address = \"https://example.org/rivers\"\nauthor = [\"Silva, Ana\", \"River Trust\"]\npublished = \"2018\"\n";
    fs::write(dir.path().join("seeds/page.meta.toml"), beside).unwrap();
    let (code, out, err) = run(dir.path(), &["build"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("sources   1\n"), "the record is no source: {out}");
    for page in ["sources/page.html", "references.html"] {
        let html = fs::read_to_string(dir.path().join("site").join(page)).unwrap();
        for wanted in ["href=\"https://example.org/rivers\"", "Ana Silva, River Trust", "River News", "2019-04-11"] {
            assert!(html.contains(wanted), "{wanted} is not in {page}:\n{html}");
        }
        let unknown = "<dt>Licence</dt><dd>not recorded";
        assert!(!html.contains("2018") && html.contains(unknown), "{html}");
    }
}

#[test]
fn a_record_must_make_sense_and_belong_to_one_source() {
    let with = |name: &str, text: &str| {
        let dir = book(BOOK);
        fs::write(dir.path().join("seeds").join(name), text).unwrap();
        dir
    };
    let dir = with("page.meta.toml", "title = \"Rivers\"\nurl = \"https://example.org\"\n");
    refuses(dir.path(), &["check"], &["seeds/page.meta.toml:2:1", "no key `url`", "did you mean `address`?"]);
    refuses(with("pag.meta.toml", "").path(), &["check"], &["record of no source", "did you mean page.meta.toml"]);
    let dir = with("page.meta.toml", "");
    fs::write(dir.path().join("seeds/page.md"), "Text.\n").unwrap();
    refuses(dir.path(), &["check"], &["page.md or page.txt", "page.md.meta.toml"]);
    refuses_toml(
        &format!("{BOOK}\n[[source]]\npath = \"pge.txt\"\n"),
        &["book.toml:10:8", "there is no source \"pge.txt\" in seeds", "did you mean \"page.txt\"?"],
    );
    refuses_toml(
        &format!("{BOOK}\n[[source]]\npath = \"page.txt\"\nlicense = \"CC0\"\n"),
        &["book.toml:11:1", "did you mean `licence`?"],
    );
}

#[test]
fn records_that_disagree_are_told_with_both_lines() {
    let entry = "\n[[source]]\npath = \"page.txt\"\ntitle = \"Streams\"\n";
    let again = "[[source]]\npath = \"./page.txt\"\nsite = \"River News\"\n";
    refuses_toml(
        &format!("{BOOK}{entry}{again}"),
        &["book.toml:13:8", "two entries are of one source", "also at line 10", "write one"],
    );
    let dir = book(&format!("{BOOK}{entry}"));
    fs::write(dir.path().join("seeds/page.meta.toml"), "licence = \"CC0\"\ntitle = \"Rivers\"\n").unwrap();
    let told = "warning[record] seeds/page.meta.toml:2: `title` is \"Rivers\" here and \"Streams\" at book.toml:11, which \
                goes before it\n  = help: take out the one that is wrong";
    let (code, out, _) = run(dir.path(), &["check"]);
    assert!(code == 0 && out.contains(told), "{out}");
    fs::write(dir.path().join("seeds/page.meta.toml"), "licence = \"CC0\"\ntitle = \"Streams\"\n").unwrap();
    assert_eq!(run(dir.path(), &["check", "--strict"]).0, 0);
    fs::write(dir.path().join("seeds/page.txt.meta.toml"), "").unwrap();
    refuses(
        dir.path(),
        &["check"],
        &["page.meta.toml and seeds/page.txt.meta.toml are both", "put all of it into one"],
    );
}

#[test]
fn an_export_mixes_with_nothing_that_the_book_is_read_from() {
    let dir = book(BOOK);
    for to in ["seeds/sub", "pages", "templates", "."] {
        refuses(dir.path(), &["export", "--to", to], &["which the book is read from", "a folder of its own"]);
    }
    refuses(dir.path(), &["export", "--format", "ndjson", "--to", "out"], &["NDJSON goes to standard output"]);
    assert_eq!(run(dir.path(), &["export", "--to", "out"]).0, 0);
}

#[test]
fn a_file_where_the_site_has_a_folder_is_named() {
    let dir = book(BOOK);
    fs::create_dir(dir.path().join("static")).unwrap();
    fs::write(dir.path().join("static/fonts"), "mine").unwrap();
    for command in ["check", "build"] {
        refuses(dir.path(), &[command], &["static/fonts", "a file and a folder of this name", "call it otherwise"]);
    }
}

#[test]
fn assets_that_differ_only_by_case_are_named() {
    let dir = book(BOOK);
    fs::create_dir(dir.path().join("static")).unwrap();
    fs::write(dir.path().join("static/Style.css"), "p { color: red }").unwrap();
    for command in ["check", "build"] {
        refuses(dir.path(), &[command], &["static/style.css", "on Windows and macOS", "static/Style.css"]);
    }
}

#[test]
fn of_many_pages_of_a_source_the_first_lists_all() {
    let dir = book(BOOK);
    fs::write(dir.path().join("seeds/page.txt"), format!("{PAGE}{}", "\n".repeat(50_500))).unwrap();
    assert_eq!(run(dir.path(), &["build", "--quiet"]).0, 0);
    let listed = |page: &str| {
        let html = fs::read_to_string(dir.path().join("site/sources").join(page)).unwrap();
        html.split_once("class=\"parts\"").unwrap().1.split_once("</nav>").unwrap().0.matches("<a ").count()
    };
    assert!(listed("page.html") > 100 && (1..10).contains(&listed("page-50.html")), "{}", listed("page-50.html"));
}

#[test]
fn what_the_book_decides_is_not_switched_off() {
    for rule in ["book-drop", "book-repair"] {
        let toml = format!("{BOOK}\n[cleaning]\noff = [\"{rule}\"]\n");
        refuses_toml(&toml, &["signs what the book itself decides", "can't be switched off", "sourcebook undo"]);
    }
}

#[test]
fn a_folder_of_the_theme_that_is_none_is_told() {
    for folder in ["static", "templates", "lang", "pages"] {
        let dir = book(BOOK);
        fs::write(dir.path().join(folder), "mine").unwrap();
        refuses(dir.path(), &["check"], &[folder, "this is no folder", "call it otherwise"]);
        #[cfg(unix)]
        {
            fs::remove_file(dir.path().join(folder)).unwrap();
            std::os::unix::fs::symlink("nowhere", dir.path().join(folder)).unwrap();
            refuses(dir.path(), &["check"], &[folder, "this is no folder"]);
        }
    }
}
