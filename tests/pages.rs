//! The editor's own pages, built by the program: what they may hold, and what is told when something is wrong.

use std::{fs, path::Path, process::Command};
use tempfile::TempDir;

const BOOK: &str =
    "[book]\ntitle = \"Rivers\"\n\n[[topic]]\nid = \"floods\"\ntitle = \"Floods\"\nterms = [\"flood\"]\n";
const SOURCE: &str = "When a Flood Comes\n\nA flood is water where it is not wanted, says everyone.\n";

/// A book with these pages below `pages/`.
fn book(pages: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("book.toml", BOOK);
    write("seeds/000_rivers.txt", SOURCE);
    write("static/dam.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    for (name, text) in pages {
        write(&format!("pages/{name}"), text);
    }
    folder
}

/// Builds it; what it says on standard error when it fails.
fn build(folder: &Path) -> Result<(), String> {
    let out = Command::new(env!("CARGO_BIN_EXE_sourcebook")).args(["build", "--quiet"]).arg(folder).output().unwrap();
    if out.status.success() { Ok(()) } else { Err(String::from_utf8(out.stderr).unwrap()) }
}

fn page(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join("site").join(path)).unwrap()
}

fn built(pages: &[(&str, &str)], path: &str) -> String {
    let folder = book(pages);
    build(folder.path()).unwrap_or_else(|e| panic!("{e}"));
    page(folder.path(), path)
}

fn has(html: &str, what: &str) {
    assert!(html.contains(what), "no {what:?} in:\n{html}");
}

/// What a page with this Markdown is told, without colours and frames.
fn told(markdown: &str) -> String {
    build(book(&[("about.md", markdown)]).path()).expect_err("it must not build")
}

#[test]
fn a_page_has_its_title_its_place_and_says_whose_words_it_is() {
    let pages = [
        ("b.md", "+++\ntitle = \"Second\"\norder = 2\n+++\n\nText.\n"),
        ("a.md", "# First\n\nText.\n"),
        ("sub/hidden-page.md", "+++\nnav = false\n+++\nText.\n"),
    ];
    let html = built(&pages, "pages/a.html");
    has(&html, "<h1><bdi>First</bdi></h1>");
    assert_eq!(html.matches("First</").count(), 2, "the way around and the heading: {html}");
    has(&html, "these words are not from the sources");
    let first = html.find("<bdi>First</bdi></a>").unwrap();
    assert!(first < html.find("<bdi>Second</bdi></a>").unwrap(), "in order");
    assert!(!html.contains("hidden-page"), "not in the way around");
    has(&built(&pages, "pages/sub/hidden-page.html"), "<h1><bdi>hidden page</bdi></h1>");
}

#[test]
fn what_a_link_or_a_sign_lacks_is_told_at_its_line() {
    let lost = told("# A\n\nText, [here](#there).\n\n## Here\n\n[Floods](topics/floods.html#deep)\n");
    has(&lost, "pages/about.md:3: the link \"#there\"");
    has(&lost, "pages/about.md:7: the link \"../topics/floods.html#deep\"");
    let introduction = book(&[("topics/floods.md", "Of\n[dams](#dams).\n")]);
    has(&build(introduction.path()).unwrap_err(), "pages/topics/floods.md:2: the link");

    let unsaid = told("Text.[^a]\n");
    has(&unsaid, "there is no note `[^a]`");
    has(&unsaid, "pages/about.md:1:6");
    has(&built(&[("about.md", "Any sign but\n\\[^a], or `[^a]`.\n")], "pages/about.html"), "[^a], or");
}

/// Of two texts of one name, none is lost without a word.
#[test]
fn two_of_one_name_are_told() {
    let told = told("A[^a] b.\n\n[^a]: One.\n\n[^a]: Two.\n");
    has(&told, "there are two notes `[^a]`");
    has(&told, "about.md:5:1");
    for pages in [
        [("a.md", "One.\n"), ("a.markdown", "Two.\n")],
        [("topics/floods.md", "One.\n"), ("topics/floods.markdown", "Two.\n")],
    ] {
        let said = build(book(&pages).path()).expect_err("one of them would be lost");
        has(&said, &format!("this and pages/{} are pages of one address", pages[1].0));
    }
}

#[test]
fn footnotes_tables_alerts_and_code() {
    let html = built(
        &[(
            "about.md",
            "One.[^n] Two.[^n]\n\n[^n]: A *note*.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n> [!WARNING]\n> Deep.\n\n```rust\nlet a = 1; // <b>\n```\n\n    plain\n",
        )],
        "pages/about.html",
    );
    has(&html, "<a role=\"doc-noteref\" id=\"fnref-1\" href=\"#fn-1\">1</a>");
    has(&html, "id=\"fnref-1-2\" href=\"#fn-1\"");
    has(&html, "<li id=\"fn-1\">\n<p>A <em>note</em>.</p>");
    has(&html, "<th scope=\"col\" class=\"end\">b</th>");
    has(&html, "<td>1</td><td class=\"end\">2</td>");
    has(&html, "<div class=\"alert warning\" role=\"note\"><p class=\"alert-title\">Warning</p>\n<p>Deep.</p>");
    has(&html, "<span class=\"z-");
    has(&html, "&lt;b&gt;");
    has(&html, "<code>plain\n</code>");
}

#[test]
fn links_by_id_lead_there() {
    let folder = book(&[]);
    build(folder.path()).unwrap();
    let topic = page(folder.path(), "topics/floods.html");
    let id = topic.split("id=\"p-").nth(1).unwrap().split('"').next().unwrap();
    let text = format!(
        "[p](passage:p-{id}) [s](source:000) [l](source:000:3) [r](source:000-rivers:1-3) [t](topic:floods) \
         [o](page:other) [m](other.md#deep) [a](audit.html#dropped) [w](https://example.org/?a=1&b=2) ![d](dam.svg)\n"
    );
    fs::create_dir_all(folder.path().join("pages")).unwrap();
    fs::write(folder.path().join("pages/about.md"), text).unwrap();
    fs::write(folder.path().join("pages/other.md"), "## Deep\n").unwrap();
    build(folder.path()).unwrap_or_else(|e| panic!("{e}"));
    let html = page(folder.path(), "pages/about.html");
    for href in [
        &format!("../topics/floods.html#p-{id}"),
        "../sources/000-rivers.html",
        "../sources/000-rivers.html#L3",
        "../sources/000-rivers.html#L1",
        "../topics/floods.html",
        "../pages/other.html",
        "../pages/other.html#deep",
        "../audit.html#dropped",
        "https://example.org/?a=1&amp;b=2",
    ] {
        has(&html, &format!("href=\"{href}\""));
    }
    has(&html, "<img src=\"../assets/dam.svg\" alt=\"d\"");
}

/// A source that uses a term often enough for the index.
const TERMS: &str = "Levee Walls\n\nThe levee wall holds. A levee wall is a wall of earth.\n\nOld Walls\n\nThe levee wall of 1900 failed in a flood. Every levee wall fails.\n";

#[test]
fn a_term_is_linked_by_its_name_or_its_address() {
    let folder = book(&[]);
    fs::write(folder.path().join("seeds/001_levees.txt"), TERMS).unwrap();
    build(folder.path()).unwrap_or_else(|e| panic!("{e}"));
    let terms = page(folder.path(), "terms.html");
    let slug = terms.split("id=\"t-").nth(1).unwrap().split('"').next().unwrap();
    let name = slug.replace('-', " ").to_uppercase();
    fs::create_dir_all(folder.path().join("pages")).unwrap();
    let about = folder.path().join("pages/about.md");
    fs::write(&about, format!("[a](term:{slug}) [b](<term:{name}>)\n")).unwrap();
    build(folder.path()).unwrap_or_else(|e| panic!("{e}"));
    let html = page(folder.path(), "pages/about.html");
    assert_eq!(html.matches(&format!("href=\"../terms.html#t-{slug}\"")).count(), 2, "{html}");
    fs::write(&about, format!("see\n[a](term:{slug}s)\n")).unwrap();
    let said = build(folder.path()).unwrap_err();
    for part in ["about.md:2:1", &format!("there is no term `{slug}s`"), &format!("did you mean `{slug}`?")] {
        has(&said, part);
    }
    has(&told("[x](term:dam)\n"), "there is no term `dam`");
}

#[test]
fn a_notice_stands_at_the_foot_of_every_page() {
    let with = |notice: &str| {
        let folder = book(&[("about.md", "Text.\n")]);
        let title = "title = \"Rivers\"\n";
        let toml = BOOK.replacen(title, &format!("{title}notice = '''{notice}'''\n"), 1);
        fs::write(folder.path().join("book.toml"), toml).unwrap();
        folder
    };
    let folder = with("*All* <b>ours</b> & {{ 1 }}, [us](https://example.org/?a&b), [about](page:about).\n\nTwo.");
    build(folder.path()).unwrap_or_else(|e| panic!("{e}"));
    for (path, root) in [("index.html", ""), ("topics/floods.html", "../"), ("sources/000-rivers.html", "../")] {
        let html = page(folder.path(), path);
        let foot = html.split("<footer>").nth(1).unwrap();
        has(
            foot,
            "<p><em>All</em> &lt;b&gt;ours&lt;/b&gt; &amp; {{ 1 }}, <a href=\"https://example.org/?a&amp;b\">us</a>",
        );
        has(foot, &format!("<a href=\"{root}pages/about.html\">about</a>.</p>\n<p>Two.</p>"));
    }
    let folder = with("[a](index.html#topics) [b](topics/floods.html) [c](source:000:3) [d](#main)");
    build(folder.path()).unwrap_or_else(|e| panic!("{e}"));
    for (path, links) in [
        ("index.html", ["#topics", "topics/floods.html", "sources/000-rivers.html#L3", "#main"]),
        (
            "topics/floods.html",
            ["../index.html#topics", "../topics/floods.html", "../sources/000-rivers.html#L3", "#main"],
        ),
        ("sources/000-rivers.html", ["../index.html#topics", "../topics/floods.html", "#L3", "#main"]),
    ] {
        let html = page(folder.path(), path);
        let links: String =
            ["a", "b", "c", "d"].iter().zip(links).map(|(a, l)| format!("<a href=\"{l}\">{a}</a> ")).collect();
        has(html.split("<footer>").nth(1).unwrap(), links.trim_end());
    }
    // It is shown at any depth.
    let toml = fs::read_to_string(folder.path().join("book.toml")).unwrap();
    let toml = toml.replacen("[book]", "[book]\nsite-url = \"https://example.org/book\"", 1);
    fs::write(folder.path().join("book.toml"), toml).unwrap();
    build(folder.path()).unwrap_or_else(|e| panic!("{e}"));
    has(
        &page(folder.path(), "404.html"),
        "<a href=\"/book/index.html#topics\">a</a> <a href=\"/book/topics/floods.html\">b</a>",
    );
    for (notice, message, help) in [
        ("[x](page:abuot)", "in the notice, there is no page `abuot`", "did you mean `about`?"),
        ("[x](javascript:a)", "links can't begin with `javascript:`", ""),
        ("# No", "the notice is more than text", "paragraphs of text"),
        ("![x](a.png)", "the notice is more than text", "paragraphs of text"),
    ] {
        let said = build(with(notice).path()).expect_err(notice);
        for part in ["book.toml:3:10", message, help] {
            has(&said, part);
        }
    }
    assert!(!built(&[], "index.html").contains("imprint"));
}

#[test]
fn an_introduction_stands_on_its_topic() {
    let html =
        built(&[("topics/floods.md", "Read *this* first.[^1]\n\n[^1]: Why.\n\n# Heading\n")], "topics/floods.html");
    has(&html, "<section class=\"editor\"");
    has(&html, "Read <em>this</em> first.");
    has(&html, "href=\"#intro-fn-1\"");
    has(&html, "<h2 id=\"intro-heading\">Heading</h2>");
    let problem = build(book(&[("topics/flods.md", "x")]).path()).unwrap_err();
    has(&problem, "there is no topic \"flods\"");
    has(&problem, "floods.md");
}

#[test]
fn a_broken_link_names_its_line_and_what_was_meant() {
    for (markdown, place, message, help) in [
        ("a\n\n[x](passage:p-0)\n", "about.md:3:1", "there is no passage `p-0`", "passage's id"),
        ("[x](topic:zzz)\n", "about.md:1:1", "there is no topic `zzz`", "the topics are floods"),
        ("[x](source:zzz)\n", "about.md:1:1", "there is no source `zzz`", "below the folder of sources"),
        ("[x](zzz)\n", "about.md:1:1", "there is no page `zzz`", "`sourcebook context` lists the pages"),
        ("[x](topic:flod)\n", "about.md:1:1", "there is no topic `flod`", "did you mean `floods`?"),
        ("a [x](source:000:9)\n", "about.md:1:3", "000_rivers.txt has no lines 9", "it has lines 1 to 3"),
        ("[x](source:111)\n", "about.md:1:1", "there is no source `111`", ""),
        (
            "+++\norder = 1\n+++\n\n[x](page:abuot)\n",
            "about.md:5:1",
            "there is no page `abuot`",
            "did you mean `about`?",
        ),
        ("[x](javascript:alert)\n", "about.md:1:1", "links can't begin with `javascript:`", "`https:`"),
        ("[x](java\\\nscript:alert)\n\n<JAVASCRIPT:alert>", "about.md:", "", ""),
        ("[x](data:text/html,a)\n", "about.md:1:1", "links can't begin with `data:`", ""),
        ("[x](sorce:000)\n", "about.md:1:1", "links can't begin with `sorce:`", "did you mean `source:`?"),
        ("[x]()\n", "about.md:1:1", "this link leads nowhere", ""),
        ("![x](damm.svg)\n", "about.md:1:1", "there is no picture `damm.svg`", "did you mean `dam.svg`?"),
        ("![x](https://e.example/a.png)\n", "about.md:1:1", "there is no picture", "static/"),
    ] {
        let said = told(markdown);
        for part in [place, message, help] {
            has(&said, part);
        }
    }
    let both = told("[x](topic:a)\n\n[x](topic:b)\n");
    has(&both, "about.md:1:1");
    has(&both, "about.md:3:1");
    // A place that a page does not have is found by the check of the finished pages.
    has(&told("[x](#nowhere)\n"), "leads to a place that pages/about.html does not have");
}

#[test]
fn broken_front_matter_names_its_line() {
    for (markdown, place, message, help) in [
        ("+++\ntitle = \"a\"\nodrer = 1\n+++\n", "about.md:3:1", "no key `odrer`", "did you mean `order`?"),
        ("+++\ntitle = a\n+++\n", "about.md:2:", "", "straight quotation marks"),
        ("+++\norder = \"1\"\n+++\n", "about.md:2:9", "", "a whole number"),
        ("+++\ntitle = \"a\"\n", "about.md:1:1", "no end", "another line +++"),
        ("---\ntitle: a\n---\n", "about.md:1:1", "TOML here, not YAML", "+++"),
    ] {
        let said = told(markdown);
        for part in [place, message, help] {
            has(&said, part);
        }
    }
    let said = build(book(&[("a b.md", "x")]).path()).unwrap_err();
    has(&said, "can't be part of an address");
}

#[test]
fn markup_of_the_editors_is_text() {
    let html = built(
        &[(
            "about.md",
            "<script>alert(1)</script>\n\nA <b onclick=x>b</b> {{ 7 * 7 }} {% raw %}\n\n# T {onmouseover=alert(1) style=\"x\" #i\" .c'd}\n\n# Main\n",
        )],
        "pages/about.html",
    );
    has(&html, "&lt;script&gt;alert(1)&lt;/script&gt;");
    has(&html, "&lt;b onclick=x&gt;b&lt;/b&gt; {{ 7 * 7 }} {% raw %}");
    has(&html, "<h2 id=\"i\" class=\"cd\">T</h2>");
    has(&html, "<h2 id=\"main-2\">Main</h2>");
    assert!(!html.contains("<b ") && !html.contains(" style="), "{html}");
}

/// Each can be chosen: a title that two have, or that the search itself uses, is told apart by the topic's id.
#[test]
fn the_search_narrows_to_each_of_two_topics_with_one_title() {
    let folder = book(&[]);
    let topic = |id, title, term| format!("\n[[topic]]\nid = \"{id}\"\ntitle = \"{title}\"\nterms = [\"{term}\"]\n");
    let others = topic("floods-2", "Floods", "water") + &topic("of-them", "Sources", "everyone");
    fs::write(folder.path().join("book.toml"), format!("{BOOK}{others}")).unwrap();
    build(folder.path()).unwrap();
    let index = walkdir::WalkDir::new(folder.path().join("site/assets/search")).into_iter().map(Result::unwrap);
    let index = index.into_iter().find(|e| e.file_name() == "index.js").unwrap();
    let index = fs::read_to_string(index.path()).unwrap();
    has(&index, r#""groups":[["Floods (floods)",0],["Floods (floods-2)",2],["Sources (of-them)",3],["Sources",4]]"#);
}

#[test]
fn the_search_finds_pages() {
    let folder = book(&[("about.md", "Zymurgy is last.\n"), ("topics/floods.md", "Quixotic.\n")]);
    build(folder.path()).unwrap();
    let search = walkdir::WalkDir::new(folder.path().join("site/assets/search")).into_iter().map(Result::unwrap);
    let files = search.filter(|e| e.file_type().is_file()).map(|e| fs::read_to_string(e.path()).unwrap());
    let all: String = files.collect();
    has(&all, "zymurgy");
    has(&all, "quixotic");
}
