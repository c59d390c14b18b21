//! The book as Markdown: what its tools show of it are the very words of the account.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser};
use regex::Regex;
use sourcebook::{
    book::Book,
    clean::rules::Rules,
    export::{self, Tool},
    model::{Source, SourceId},
    pipeline::{self, Edition},
    read,
};
use std::{fs, path::Path, process::Command, sync::LazyLock};

const BOOK: &str = "[book]\ntitle = \"T\"\n[[topic]]\nid = \"a\"\ntitle = \"A *b* {{c}}\"\nterms = [\"river\"]\n";

const HOSTILE_TEXT: &str = r##"What The River Carries Down

The river -- it's "wide" ... and *bold* _it_ [c](javascript:d) <b>x</b> {{#include /etc/passwd}} {{ 7*7 }} $x^2$ a|b ~~s~~ `code` here!

# The river {#id .class} and &amp; ![i](j) www.example.org and https://example.org/a_b_c with \\( mathjax \\) text that goes on.

1. The river numbered one goes on and on and carries stone and silt.
2. The river numbered two <script>alert(1)</script> goes on as well, to the sea.

:::note The river [^1] footnote [[link]] ==mark== %%c%% #tag @cite <!-- comment --> <kbd>k</kbd> end of this line.
{{< figure src="river.png" >}} and {{% note %}} of the river {% raw %} stay what they are, every one of them.
"##;

const HOSTILE_MARKDOWN: &str = r##"# Of The *River* And `{{code}}`

The **river** is _wide_, ~~not~~ deep: see [its *mouth*](https://a.example/x_y?a=1&copy=2#z "A \"title\""), `let a = "**";`,
`` a ` b ``, `{{#include /etc/passwd}}` and `{% raw %}`. ![A picture](https://a.example/p.png) <https://a.example/>
[no](javascript:alert(1)) [nor](other.md) **a*b*c** x**y**z *"said"* wow![so](https://a.example/(b)) ends\
here!

- The river **carries**
  - stone `|` silt
  - *sand*

1. One river
2. Two *rivers*

> The [river](https://a.example/ "t") of *others*
>
> ```rust
> # hidden
> ## more
> fn river() {} // "quoted" -- ...
> ```

```mermaid
graph TD; river-->sea
```

| The *river* | `a\|b` | [c](https://a.example/a%7Cb) |
|---|:-:|--:|
| **d** \| e | | {{f}} |

<div onclick="alert(1)">The river</div> <b>x</b> &copy; &lt;

Term
: The river, defined.

The river[^n] runs[^n], says the note[^m].

[^n]: Of the *river*[^m]
    and its [bed](https://a.example/).

    More of the river.

[^m]: "Why" -- {{not}}?

The river :smile: [^a] and ==mark== @cite $x$ #tag %%c%% H~2~O x^2^ -- ... 'q'
"##;

/// What a function makes of an edition of these sources.
fn edited<T>(book: &str, files: &[(&str, &str)], see: impl Fn(&Edition<'_>) -> T) -> T {
    let book = Book::parse(Path::new("."), book.to_owned()).unwrap();
    let mut sources: Vec<Source> = Vec::new();
    for (path, text) in files {
        let id = SourceId(sources.len() as u32);
        sources.push(read::decoded(id, (*path).into(), path.replace(['.', '/'], "-"), text.as_bytes()).unwrap());
    }
    static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);
    see(&pipeline::edit(&book, &RULES, &sources))
}

/// The pages of the topics, and the words that are to be on them.
fn exported(text: &str) -> (String, Vec<String>) {
    edited(BOOK, &[("a.md", text)], |e| {
        let pages = export::markdown(e, Tool::Mdbook);
        let texts = pages.into_iter().filter(|p| ["a.md", "unsorted.md"].contains(&p.path.as_str()));
        (texts.map(|p| String::from_utf8(p.bytes).unwrap()).collect(), words(e))
    })
}

fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of every block, and of every heading.
fn words(edition: &Edition<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for section in &edition.outline.sections {
        let source = &edition.sources[section.source.0 as usize];
        all.extend(export::heading(edition, section));
        all.extend(section.blocks.iter().map(|block| export::lines(edition, source, block).join(" ")));
    }
    all.iter().map(|text| one_space(text)).collect()
}

#[test]
fn marks_of_markdown_sources_are_kept() {
    for (markdown, want) in [
        ("*a* **b** ***c*** ~~d~~", "*a* **b** ***c*** ~~d~~"),
        ("_a_ __b__", "*a* **b**"),
        ("`a*` `` b`c `` and `` `d` ``", "`a*` ``b`c`` and `` `d` ``"),
        ("[a *b*](https://c.example/d_e?f=g&h \"t\")", "[a *b*](<https://c.example/d_e?f=g&amp;h>)"),
        ("<https://a.example/>", "[https&#58;//a.example/](<https://a.example/>)"),
        ("[a](javascript:b) [c](d.md) [e](mailto:f@g.example)", "a c [e](<mailto:f@g.example>)"),
        ("![a](https://b.example/c.png)", "[a](<https://b.example/c.png>)"),
        ("wow\\![a](https://b.example/)", "wow\\![a](<https://b.example/>)"),
        ("*a\nb* c", "*a*\n*b* c"),
        ("a\\\nb", "a\\\nb"),
        ("`{{a}}` *b*", "&#123;&#123;a&#125;&#125; *b*"),
    ] {
        let text = exported(&format!("# Of Words And Signs\n\n{markdown} and so on.\n")).0;
        assert!(text.contains(&format!("\n\n{want} and so on.[^")), "{markdown}: {want}\n{text}");
    }
    let text =
        exported("# Of *Words* And `Signs`\n\nText.\n\n| *a* | `b` |\n|---|---|\n| [c](https://d.example/) | |\n").0;
    assert!(text.contains("## Of *Words* And `Signs`\n"), "{text}");
    assert!(text.contains("| *a* | `b` |\n| --- | --- |\n| [c](<https://d.example/>) |  |\n"), "{text}");
}

#[test]
fn rows_between_tabs_are_a_table_with_an_empty_head() {
    let text = "Of Long Rivers\n\nThese are known to be long:\nRiver\t\tSea\nRhine *a*\t\tNorth|Sea\n";
    let text = edited(BOOK, &[("a.txt", text)], |e| {
        let pages = export::markdown(e, Tool::Mdbook).into_iter();
        pages.map(|p| String::from_utf8_lossy(&p.bytes).into_owned()).collect::<String>()
    });
    let rows = "|  |  |\n| --- | --- |\n| River | Sea |\n| Rhine \\*a\\* | North\\|Sea |\n\n[^";
    assert!(text.contains(rows), "{text}");
}

#[test]
fn footnotes_of_a_source_are_footnotes() {
    let notes = "# Of Words And Signs\n\na[^1] *b[^1]* c[^x] d[^l]\n\n[^1]: e *f*\ng[^x]\n\n[^x]: h\n\n- [^l]: i\n";
    let (text, _) = exported(notes);
    assert!(text.contains("\n\na[^a-md-1] *b[^a-md-1]* c[^a-md-2] d\\[l\\][^1]\n\n"), "{text}");
    assert!(text.contains("\n\n[^a-md-1]: e *f*\ng\\[x\\] (Of Words And Signs, a.md, lines 5–6)\n\n"), "{text}");
    assert!(text.contains("\n\n[^a-md-2]: h (Of Words And Signs, a.md, line 8)\n\n"), "{text}");
    // One whose note is on another page stays text.
    let far = "# Of The River\n\nThe river, the river[^1].\n\n# Of Signs\n\n[^1]: Words.\n";
    let (text, _) = exported(far);
    assert!(text.contains("The river, the river\\[1\\].[^1]") && text.contains("\\[1\\]: Words.[^1]"), "{text}");
}

/// All words that are shown by who reads CommonMark with every extension, without white space; mark-up that is HTML
/// shows none.
fn read_again(markdown: &str) -> String {
    let words = Parser::new_ext(markdown, Options::all()).map(|event| match event {
        Event::Text(t) | Event::Code(t) => t.split_whitespace().collect(),
        _ => String::new(),
    });
    words.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..Default::default() })]
    #[test]
    fn any_markdown_source_is_shown_as_it_is(
        parts in proptest::collection::vec(
            prop_oneof!["[a-z]{1,6} ?", r"[*_`~!\[\]()<>#|\\.{}$&-]{1,3}", r"\[[a-z*]{1,4}\]\(https://[a-z]{2}\.example/[a-z&(]{0,3}\)",
                Just("\n".to_owned()), Just("\n\n".to_owned()), Just(" ".to_owned()), Just("**".to_owned())],
            1..40,
        )
    ) {
        let text = format!("# Of Words And Signs\n\n{}\n", parts.concat());
        let (markdown, all) = exported(&text);
        let shown = read_again(&markdown);
        for said in all {
            let said: String = said.split_whitespace().collect();
            prop_assert!(shown.contains(&said), "{said:?} is not in {shown:?} of\n{markdown}");
        }
    }
}

/// The text of the pages that a tool made, without the marks of citations.
fn site(folder: &Path, main: &Regex) -> String {
    let notes = Regex::new(r"(?s)<sup.*?</sup>").unwrap();
    let tags = Regex::new(r"(?s)<[^>]*>").unwrap();
    let mut shown = String::new();
    for page in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let page = page.unwrap();
        if page.path().extension().is_none_or(|e| e != "html") {
            continue;
        }
        let html = fs::read_to_string(page.path()).unwrap();
        let Some(main) = main.captures(&html) else { continue };
        let text = notes.replace_all(&main[1], "");
        shown.push_str(&html_escape::decode_html_entities(&tags.replace_all(&text, " ")));
    }
    shown.split_whitespace().collect()
}

/// Exports books, builds them with a tool, and looks for the words of every block.
fn is_shown_word_for_word(tool: Tool, to: &str, build: impl Fn(&Path) -> Command, pages: &str, main: &str) {
    let main = Regex::new(main).unwrap();
    let of_files = |files: &[(&str, &str)]| edited(BOOK, files, |e| (words(e), export::markdown(e, tool)));
    let mut books =
        vec![of_files(&[("a.txt", HOSTILE_TEXT)]), of_files(&[("a.md", HOSTILE_MARKDOWN), ("b.md", "# B\n\nOther.")])];
    let book = Book::load(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let (rules, sources) = (Rules::for_book(&book).unwrap(), read::sources(&book).unwrap());
    let edition = pipeline::edit(&book, &rules, &sources);
    books.push((words(&edition), export::markdown(&edition, tool)));
    let signs = Regex::new(r"\[[nm]\]:?").unwrap();
    for (words, files) in books {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join(to)).unwrap();
        for file in files {
            fs::write(dir.path().join(to).join(&file.path), &file.bytes).unwrap();
        }
        let out = build(dir.path()).output().expect("the tool is installed");
        assert!(
            out.status.success(),
            "{}{}",
            String::from_utf8_lossy(&out.stdout),
            String::from_utf8_lossy(&out.stderr)
        );
        // Signs of footnotes are the tool's; one in a note is text.
        let shown = signs.replace_all(&site(&dir.path().join(pages), &main), "").into_owned();
        assert!(words.len() >= 4, "{words:?}");
        for said in words {
            let said: String = signs.replace_all(&said, "").split_whitespace().collect();
            assert!(shown.contains(&said), "{said:?} is not in:\n{shown}");
        }
    }
}

#[test]
#[ignore = "mdBook is a program of its own: .ci/run installs it"]
fn mdbook_shows_the_very_words() {
    let build = |dir: &Path| {
        fs::write(dir.join("book.toml"), "[book]\ntitle = \"T\"\n").unwrap();
        let mut mdbook = Command::new("mdbook");
        mdbook.arg("build").arg(dir);
        mdbook
    };
    is_shown_word_for_word(Tool::Mdbook, "src", build, "book", "(?s)<main>(.*)</main>");
}

#[test]
#[ignore = "Hugo is a program of its own: .ci/run installs it"]
fn hugo_shows_the_very_words() {
    let build = |dir: &Path| {
        let layouts = dir.join("layouts/_default");
        fs::create_dir_all(&layouts).unwrap();
        for name in ["single.html", "list.html"] {
            fs::write(layouts.join(name), "<main><h1>{{ .Title }}</h1>{{ .Content }}</main>").unwrap();
        }
        fs::write(dir.join("config.toml"), "title = \"T\"\nbaseURL = \"https://t.example/\"\n").unwrap();
        let mut hugo = Command::new("hugo");
        hugo.arg("--source").arg(dir);
        hugo
    };
    is_shown_word_for_word(Tool::Hugo, "content/book", build, "public", "(?s)<main>(.*)</main>");
}

#[test]
#[ignore = "Pandoc is a program of its own: .ci/run installs it"]
fn pandoc_which_quarto_runs_shows_the_very_words() {
    let build = |dir: &Path| {
        let mut pandoc = Command::new("pandoc");
        let pages = fs::read_dir(dir.join("book")).unwrap().map(|page| page.unwrap().path());
        pandoc.args(pages.filter(|page| page.extension().is_some_and(|e| e == "md")));
        pandoc.args(["--file-scope", "--standalone", "--metadata", "title=T", "--output"]).arg(dir.join("book.html"));
        pandoc
    };
    is_shown_word_for_word(Tool::Quarto, "book", build, "book.html", "(?s)<body>(.*)</body>");
}
