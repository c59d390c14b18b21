//! What editors and publishers run: a book to begin with, templates, publication, export.

use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

/// Exit code, standard output and standard error.
fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_sourcebook")).current_dir(dir).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

/// What a command that must succeed prints.
#[track_caller]
fn ok(dir: &Path, args: &[&str]) -> String {
    let (code, out, err) = run(dir, args);
    assert_eq!(code, 0, "{args:?}: {out}{err}");
    out
}

#[track_caller]
fn refuses(dir: &Path, args: &[&str], wanted: &[&str]) {
    let (code, out, err) = run(dir, args);
    assert_eq!(code, 1, "{out}{err}");
    for wanted in wanted {
        assert!(err.contains(wanted), "{wanted:?} is not in:\n{err}");
    }
}

/// The book that `init` makes.
fn example() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    ok(dir.path(), &["init"]);
    dir
}

fn read(dir: &TempDir, file: &str) -> String {
    fs::read_to_string(dir.path().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

#[test]
fn init_makes_a_book_that_builds_without_a_warning() {
    let dir = example();
    ok(dir.path(), &["build", "--strict"]);
    let audit = read(&dir, "site/audit.html");
    for rule in ["teaser", "subscribe", "lost-apostrophe", "copyright"] {
        assert!(audit.contains(&format!("id=\"d-{rule}\"")), "{rule} has nothing to show");
    }
    for topic in ["light", "keepers", "sea"] {
        assert!(read(&dir, &format!("site/topics/{topic}.html")).contains("class=\"passage\""), "{topic} is empty");
    }
    assert!(!dir.path().join("site/topics/unsorted.html").exists(), "a passage has no topic");
    let workflow = read(&dir, ".github/workflows/pages.yml");
    // Before its version 5 the action knows no such option, and leaves hidden files out.
    for wanted in ["upload-pages-artifact@v5", "include-hidden-files: true", "deploy-pages", env!("CARGO_PKG_VERSION")]
    {
        assert!(workflow.contains(wanted), "{wanted}");
    }
    assert!(!workflow.contains("{{version}}") && !workflow.contains("{{repository}}"));
}

/// The step of the workflow that installs the program, run with a `cargo` that says what it is asked for.
#[test]
#[cfg(unix)]
fn the_workflow_installs_from_the_repository_that_it_names() {
    use std::os::unix::fs::PermissionsExt;
    let dir = example();
    let workflow = read(&dir, ".github/workflows/pages.yml");
    let step = workflow.split("- name: Install sourcebook").nth(1).unwrap().split("run: |\n").nth(1).unwrap();
    let script: String = step.lines().take_while(|l| l.starts_with("          ")).map(|l| format!("{l}\n")).collect();
    let cargo = dir.path().join("cargo");
    fs::write(&cargo, "#!/bin/sh\necho cargo \"$@\"\n").unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", dir.path().display(), std::env::var("PATH").unwrap());
    let install = |program: &str| {
        let mut bash = std::process::Command::new("bash");
        bash.args(["-euo", "pipefail", "-c", &script]).env("PATH", &path).env("HOME", dir.path());
        let out = bash.env("PROGRAM", program).env("VERSION", "v1.2.3").output().unwrap();
        (out.status.success(), String::from_utf8(out.stdout).unwrap())
    };
    let (ok, said) = install("");
    assert!(!ok && said.starts_with("::error::PROGRAM in .github/workflows/pages.yml"), "{said}");
    let wanted = "cargo install --git https://example.org/sourcebook --tag v1.2.3 --locked sourcebook\n";
    assert_eq!(install("https://example.org/sourcebook"), (true, wanted.to_owned()));
}

#[test]
fn init_overwrites_nothing() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(".gitignore"), "mine\n").unwrap();
    fs::write(dir.path().join("book.toml"), "mine\n").unwrap();
    refuses(dir.path(), &["init"], &["book.toml", "nothing is overwritten"]);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "something was written");
    fs::remove_file(dir.path().join("book.toml")).unwrap();
    assert!(ok(dir.path(), &["init"]).contains("left as it is: ./.gitignore"));
    assert_eq!(read(&dir, ".gitignore"), "mine\n");
    refuses(dir.path(), &["init"], &["book.toml", "seeds/lighthouses.txt"]);
}

#[test]
fn a_folder_of_texts_is_enough() {
    let dir = tempfile::tempdir().unwrap();
    let texts = dir.path().join("my-texts/sub");
    fs::create_dir_all(&texts).unwrap();
    let text = b"Of Boats\r\n\r\nA boat floats on a river as long as the river has some water in it.\r\n";
    fs::write(texts.join("boats.txt"), text).unwrap();
    fs::write(texts.join("picture.png"), b"\x89PNG").unwrap();
    let record = "address = \"https://example.org/boats\"\n";
    fs::write(texts.join("boats.meta.toml"), record).unwrap();
    for left in ["other.meta.toml", ".hidden.txt", ".DS_Store"] {
        fs::write(texts.join(left), record).unwrap();
    }
    let said = ok(dir.path(), &["init", "book", "--from", "my-texts"]);
    assert!(
        said.contains(
            "not copied: 3 files in my-texts that are hidden, links, or neither .txt nor .md, as sub/.hidden.txt"
        ),
        "{said}"
    );
    assert_eq!(read(&dir, "book/seeds/sub/boats.meta.toml"), record);
    assert!(!dir.path().join("book/seeds/sub/other.meta.toml").exists());
    fs::remove_file(texts.join("other.meta.toml")).unwrap();
    assert_eq!(fs::read(dir.path().join("book/seeds/sub/boats.txt")).unwrap(), text);
    assert!(!dir.path().join("book/seeds/sub/picture.png").exists());
    assert!(read(&dir, "book/book.toml").contains("title = \"My texts\""));
    ok(dir.path(), &["build", "book"]);
    // Texts that are in the book already stay where they are.
    ok(dir.path(), &["init", "--from", "my-texts"]);
    assert!(read(&dir, "book.toml").contains("src = \"my-texts\"") && !dir.path().join("seeds").exists());
    ok(dir.path(), &["build"]);
    refuses(dir.path(), &["init", "x", "--from", "none"], &["there is no folder none"]);
    refuses(dir.path(), &["init", "my-texts/x", "--from", "my-texts"], &["inside my-texts"]);
    refuses(&texts, &["init", "--from", "."], &["--from seeds"]);
}

#[test]
fn a_theme_is_listed_copied_and_compared() {
    let dir = example();
    assert!(
        ok(dir.path(), &["theme", "list"])
            .lines()
            .any(|l| l.starts_with("templates/topic.html ") && l.ends_with("the program's"))
    );
    assert_eq!(ok(dir.path(), &["theme", "copy", "topic.html"]).trim(), "./templates/topic.html");
    assert_eq!(ok(dir.path(), &["theme", "diff"]), "", "a copy differs from nothing");
    ok(dir.path(), &["build", "--strict"]);
    let copy = read(&dir, "templates/topic.html");
    fs::write(dir.path().join("templates/topic.html"), copy.replace("<h1>", "<h1 class=\"mine\">")).unwrap();
    let diff = ok(dir.path(), &["theme", "diff", "topic.html"]);
    assert!(diff.contains("+<h1 class=\"mine\">") && !diff.contains("Copied from"), "{diff}");
    refuses(dir.path(), &["theme", "copy", "topic.html"], &["is there already"]);
    refuses(dir.path(), &["theme", "copy", "topics.html"], &["did you mean \"topic.html\"?"]);
    refuses(dir.path(), &["theme", "copy", "home.html", "--book", "slip"], &["there is no slip/book.toml"]);
    assert!(!dir.path().join("slip").exists());
    refuses(dir.path(), &["theme", "copy", "home.html", "--again"], &["no copy of templates/home.html", "makes one"]);
    ok(dir.path(), &["theme", "copy", "static/icon.svg"]);

    // As if it had been copied from another version.
    let old = copy.split_once('\n').unwrap().1.replacen("<h1>", "<h1 id=\"old\">", 1);
    let sum = sourcebook::read::copied::sum(&old);
    fs::write(
        dir.path().join("templates/topic.html"),
        format!("{{# Copied from sourcebook 0.0.9, sha256 {sum} #}}\n{old}"),
    )
    .unwrap();
    fs::write(dir.path().join("templates/.copied/topic.html"), &old).unwrap();
    let (code, _, err) = run(dir.path(), &["build"]);
    assert_eq!(code, 0);
    for wanted in
        ["warning[stale-copy] templates/topic.html:1", "0.0.9", "- <h1 id=\"old\">", "+ <h1>", "theme diff topic.html"]
    {
        assert!(err.contains(wanted), "{wanted:?} is not in:\n{err}");
    }
    assert!(ok(dir.path(), &["theme", "list"]).contains("copied from 0.0.9; the program's has changed since"));
    assert!(
        ok(dir.path(), &["theme", "diff"]).contains("What changed in the program's templates/topic.html since 0.0.9")
    );
    ok(dir.path(), &["theme", "copy", "topic.html", "--again"]);
    assert!(read(&dir, "templates/topic.html").ends_with(&old), "more than the first line changed");
    assert_eq!(run(dir.path(), &["build"]).2, "");
}

/// What is interrupted leaves the file as it was: the new one is written beside it. And of its first line, only what
/// is the program's is renewed.
#[test]
fn a_copy_that_is_renewed_loses_nothing() {
    let dir = example();
    ok(dir.path(), &["theme", "copy", "topic.html"]);
    let (path, was) = (dir.path().join("templates/topic.html"), dir.path().join("was"));
    let mine = read(&dir, "templates/topic.html").replacen(" #}\n", "; my own\r\nnotes #}<p>mine</p>\r\n", 1).replacen(
        env!("CARGO_PKG_VERSION"),
        "0.0.9",
        1,
    );
    fs::write(&path, &mine).unwrap();
    fs::hard_link(&path, &was).unwrap();
    ok(dir.path(), &["theme", "copy", "topic.html", "--again"]);
    assert_eq!(fs::read_to_string(was).unwrap(), mine, "it was written over in place");
    assert_eq!(read(&dir, "templates/topic.html"), mine.replacen("0.0.9", env!("CARGO_PKG_VERSION"), 1));
}

#[test]
fn a_block_is_overridden_by_a_few_lines() {
    let dir = example();
    fs::create_dir(dir.path().join("templates")).unwrap();
    let small = "{% extends \"default/topic.html\" %}\n{% block main %}<p>mine</p>{{ super() }}{% endblock %}\n";
    fs::write(dir.path().join("templates/topic.html"), small).unwrap();
    ok(dir.path(), &["build", "--strict"]);
    let page = read(&dir, "site/topics/light.html");
    assert!(page.contains("<p>mine</p>") && page.contains("class=\"passage\""));
    assert!(ok(dir.path(), &["theme", "list"]).contains("the book's, over the program's"));
    // A component of the book goes before the program's.
    fs::write(
        dir.path().join("templates/own.html"),
        "{% component account(tally) %}<p>{{ tally.lines }} in all</p>{% endcomponent account %}",
    )
    .unwrap();
    ok(dir.path(), &["build", "--strict"]);
    assert!(read(&dir, "site/index.html").contains(" in all</p>"));
    fs::create_dir(dir.path().join("templates/default")).unwrap();
    fs::write(dir.path().join("templates/default/x.html"), "").unwrap();
    refuses(dir.path(), &["build"], &["templates/default is the program's"]);
}

#[test]
fn what_a_template_asks_for_must_be_there() {
    let dir = example();
    fs::create_dir(dir.path().join("templates")).unwrap();
    let passage = "{% if p.wrong %}<p>never</p>{% endif %}\n{% if p.titel %}{% endif %}\n";
    fs::write(dir.path().join("templates/passage.html"), passage).unwrap();
    let place =
        ["templates/passage.html:1:9", "^^^^^ Passage has no such field", "did you mean `title`?", "context PAGE"];
    refuses(dir.path(), &["build"], &place);
    assert!(!dir.path().join("site").exists(), "a build that is refused writes nothing");
    fs::remove_file(dir.path().join("templates/passage.html")).unwrap();
    fs::write(dir.path().join("templates/topic.html"), "\n").unwrap();
    refuses(dir.path(), &["build"], &["the template makes an empty page", "templates/topic.html", "remove the file"]);
    fs::write(dir.path().join("templates/topic.html"), "{% extends \"default/topik.html\" %}").unwrap();
    refuses(dir.path(), &["build"], &["templates/topic.html:1:13", "^^^^", "did you mean `default/topic.html`?"]);
    fs::remove_file(dir.path().join("templates/topic.html")).unwrap();
    fs::write(dir.path().join("templates/passage.html"), "{% block mian %}{{ p.title | uper }}{% endblock %}").unwrap();
    refuses(dir.path(), &["build"], &["templates/passage.html:1:30", "Unknown filter `uper`", "did you mean `upper`?"]);
}

#[test]
fn the_context_of_a_page_is_printed() {
    let dir = example();
    let json: serde_json::Value = serde_json::from_str(&ok(dir.path(), &["context", "topics/light.html"])).unwrap();
    assert_eq!(json["shell"]["title"], "The light");
    assert!(json["passages"][0]["body"].as_str().unwrap().contains("data-lines"));
    assert!(ok(dir.path(), &["context"]).contains("topics/light.html  topic.html"));
    let (above, book) = (dir.path().parent().unwrap(), dir.path().to_str().unwrap());
    assert!(ok(above, &["context", "--book", book]).contains("index.html  home.html"));
    refuses(dir.path(), &["context", "topics/lihgt.html"], &["did you mean \"topics/light.html\"?"]);
}

#[test]
fn nothing_is_published_without_an_address() {
    let dir = example();
    ok(dir.path(), &["build"]);
    for file in ["404.html", "sitemap.xml", "robots.txt", "feed.xml", "assets/card.png"] {
        assert!(!dir.path().join("site").join(file).exists(), "{file}");
    }
    assert!(dir.path().join("site/.nojekyll").exists());
    let home = read(&dir, "site/index.html");
    assert!(!home.contains("canonical") && !home.contains("og:"));
    assert!(ok(dir.path(), &["check"]).contains("note[site-url] book.toml: the site's address is not known"));
}

#[test]
fn a_published_site_says_where_it_is() {
    let dir = example();
    fs::create_dir(dir.path().join("static")).unwrap();
    fs::write(dir.path().join("static/CNAME"), "books.example\n").unwrap();
    let toml = read(&dir, "book.toml").replacen("[book]\n", "[book]\nsite-url = \"https://books.example/lights\"\n", 1);
    fs::write(dir.path().join("book.toml"), toml).unwrap();
    ok(dir.path(), &["build", "--strict"]);
    let topic = read(&dir, "site/topics/light.html");
    for wanted in [
        "<link rel=\"canonical\" href=\"https://books.example/lights/topics/light.html\">",
        "<meta property=\"og:title\" content=\"The light\">",
        "<meta property=\"og:description\" content=\"Lamps, lenses and flashes.\">",
        "<meta property=\"og:image\" content=\"https://books.example/lights/assets/card.png\">",
        "<link rel=\"alternate\" type=\"application/atom+xml\"",
    ] {
        assert!(topic.contains(wanted), "{wanted}");
    }
    assert!(read(&dir, "site/index.html").contains("rel=\"canonical\" href=\"https://books.example/lights/\""));
    let missing = read(&dir, "site/404.html");
    assert!(
        missing.contains("href=\"/lights/assets/style.css\"") && missing.contains("href=\"/lights/topics/light.html\"")
    );
    assert!(!missing.contains("canonical") && missing.contains("noindex"));
    let sitemap = read(&dir, "site/sitemap.xml");
    assert!(sitemap.contains("<loc>https://books.example/lights/</loc>") && !sitemap.contains("404"));
    assert!(read(&dir, "site/robots.txt").contains("Sitemap: https://books.example/lights/sitemap.xml"));
    let feed = read(&dir, "site/feed.xml");
    assert!(feed.contains("<updated>2025-03-04T00:00:00Z</updated>") && feed.matches("<entry>").count() == 3, "{feed}");
    assert_eq!(read(&dir, "site/CNAME"), "books.example\n");
    assert!(!dir.path().join("site/assets/CNAME").exists() && dir.path().join("site/.nojekyll").exists());
    assert!(fs::read(dir.path().join("site/assets/card.png")).unwrap().starts_with(b"\x89PNG"));

    // A name that is another machine's is told; a picture of one's own goes before the drawn one.
    fs::write(dir.path().join("static/CNAME"), "other.example\n").unwrap();
    fs::write(dir.path().join("static/card.png"), b"mine").unwrap();
    let (code, _, err) = run(dir.path(), &["build"]);
    assert!(code == 0 && err.contains("warning[cname] static/CNAME"), "{err}");
    assert_eq!(read(&dir, "site/assets/card.png"), "mine");
    ok(dir.path(), &["build", "--site-url", "https://a.github.io/b"]);
    assert!(read(&dir, "site/index.html").contains("https://a.github.io/b/"));
    assert_eq!(run(dir.path(), &["build", "--site-url", "here"]).0, 2);
    let toml = read(&dir, "book.toml").replace("https://books.example/lights", "books.example");
    fs::write(dir.path().join("book.toml"), toml).unwrap();
    refuses(
        dir.path(),
        &["build"],
        &["book.toml:3:12", "begins with neither https:// nor http://", "https://example.org/book/"],
    );
}

/// The words of Markdown without its mark-up.
fn words(markdown: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser};
    let words = Parser::new_ext(markdown, Options::all()).map(|event| match event {
        Event::Text(text) | Event::Code(text) => text.into_string(),
        Event::SoftBreak | Event::HardBreak | Event::End(_) => " ".to_owned(),
        _ => String::new(),
    });
    words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn markdown_for_each_tool() {
    let dir = example();
    for (tool, index, front) in [
        ("mdbook", "README.md", false),
        ("zola", "_index.md", true),
        ("hugo", "_index.md", true),
        ("obsidian", "index.md", true),
        ("quarto", "index.md", true),
    ] {
        ok(dir.path(), &["export", "--for", tool, "--to", tool]);
        let light = read(&dir, &format!("{tool}/light.md"));
        assert_eq!(light.starts_with("---\ntitle: \"The light\"\n"), front, "{tool}: {light}");
        assert!(light.contains("[^1]: How A Lighthouse Works, lighthouses.txt, line"), "{light}");
        // Every mark has its note, and every note its mark.
        let marks = light.matches("[^").count() - light.matches("]: ").count();
        assert_eq!(marks, light.matches("]: ").count(), "{tool}");
        assert!(dir.path().join(tool).join(index).exists(), "{tool}");
    }
    // Read as mdBook reads it, with every extension, the files say the sections' very words.
    let shown: String =
        ["light", "keepers", "sea"].map(|topic| words(&read(&dir, &format!("mdbook/{topic}.md")))).concat();
    for row in ok(dir.path(), &["export", "--format", "ndjson"]).lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        for block in row["blocks"].as_array().unwrap() {
            let text = block["text"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(shown.contains(&text), "{text:?} is not shown");
        }
    }
    let summary = read(&dir, "mdbook/SUMMARY.md");
    assert!(
        summary.contains("- [The light](light.md)") && summary.starts_with("# Summary\n\n[Lighthouses](README.md)")
    );
    assert!(read(&dir, "quarto/_quarto.yml").contains("- \"light.md\""));
    // Again is fine; a folder of the person's own is not.
    ok(dir.path(), &["export", "--to", "mdbook"]);
    fs::create_dir(dir.path().join("mine")).unwrap();
    fs::write(dir.path().join("mine/notes.md"), "mine").unwrap();
    refuses(dir.path(), &["export", "--to", "mine"], &["what sourcebook did not write", "notes.md"]);
    refuses(dir.path(), &["export"], &["--to book/src"]);
}

#[test]
fn sections_with_citations_for_programs() {
    let dir = example();
    let rows = ok(dir.path(), &["export", "--format", "ndjson"]);
    let rows: Vec<serde_json::Value> = rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    assert!(rows.len() >= 5);
    let lens = rows.iter().find(|r| r["heading"] == "What A Fresnel Lens Does").unwrap();
    assert_eq!((&lens["topic"], &lens["citation"]["source"]), (&"light".into(), &"lighthouses.txt".into()));
    assert!(lens["blocks"][0]["text"].as_str().unwrap().contains("It doesn't make the lamp brighter"), "{lens}");
    assert!(lens["citation"]["first"].as_u64() < lens["citation"]["last"].as_u64());
}

#[test]
fn shells_and_manuals() {
    let dir = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(ok(dir.path(), &["completions", shell]).contains("serve"), "{shell}");
    }
    assert!(ok(dir.path(), &["man"]).starts_with(".ie "));
    ok(dir.path(), &["man", "--to", "man1"]);
    for page in ["sourcebook.1", "sourcebook-build.1", "sourcebook-theme-copy.1"] {
        assert!(dir.path().join("man1").join(page).exists(), "{page}");
    }
}

#[test]
fn a_plain_theme_of_ones_own_builds_and_passes_the_checks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/plain-theme");
    let dir = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|e| e.file_type().is_file()) {
        let to = dir.path().join(entry.path().strip_prefix(&root).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(entry.path(), to).unwrap();
    }
    ok(dir.path(), &["build", "--strict", "--site-url", "https://example.org/plain/"]);
    let home = read(&dir, "site/index.html");
    assert!(!home.contains("class=\"masthead\""), "the program's own template was used");
}

/// A book that somebody else made must not publish what lies beside it.
#[cfg(unix)]
#[test]
fn a_link_of_the_theme_stays_in_the_book() {
    use std::os::unix::fs::symlink;
    let (dir, beside) = (example(), tempfile::tempdir().unwrap());
    fs::write(beside.path().join("secret.txt"), "secret").unwrap();
    fs::create_dir(dir.path().join("static")).unwrap();
    fs::write(dir.path().join("shared.txt"), "shared").unwrap();
    symlink("../shared.txt", dir.path().join("static/inside.txt")).unwrap();
    ok(dir.path(), &["build"]);
    assert_eq!(read(&dir, "site/assets/inside.txt"), "shared");
    symlink(beside.path(), dir.path().join("static/folder")).unwrap();
    refuses(dir.path(), &["build"], &["static/folder", "leads out of the book"]);
    assert!(!dir.path().join("site/assets/folder").exists());
}
