//! The words of the interface: all of them in the language files, in every language, and nowhere else.

use regex::Regex;
use sourcebook::clean::rules::Rules;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn files(below: &str, ending: &str) -> BTreeMap<String, String> {
    let walk = walkdir::WalkDir::new(Path::new(ROOT).join(below)).into_iter().map(Result::unwrap);
    let wanted = walk.filter(|e| e.file_type().is_file() && e.path().to_string_lossy().ends_with(ending));
    wanted
        .map(|e| {
            let name = e.path().strip_prefix(ROOT).unwrap().to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(e.path()).unwrap())
        })
        .collect()
}

fn keys(text: &str) -> BTreeSet<String> {
    fn of(table: &toml::Table, above: &str, into: &mut BTreeSet<String>) {
        for (name, value) in table {
            let key = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
            match value {
                toml::Value::Table(t) if !t.contains_key("other") => of(t, &key, into),
                _ => drop(into.insert(key)),
            }
        }
    }
    let mut keys = BTreeSet::new();
    of(&text.parse().unwrap(), "", &mut keys);
    keys
}

fn english() -> BTreeSet<String> {
    keys(&files("data/lang", "en.toml")["data/lang/en.toml"])
}

/// What the rules say of themselves; the table of the rules has it in English.
fn of_rules() -> BTreeSet<String> {
    let rules = Rules::built_in();
    rules.iter().flat_map(|rule| ["what", "why"].map(|key| format!("rule.{}.{key}", rule.name))).collect()
}

#[test]
fn every_language_has_every_word() {
    for (name, text) in files("data/lang", ".toml") {
        let has = keys(&text);
        let wanted = if name == "data/lang/en.toml" { english() } else { &english() | &of_rules() };
        let lacks: Vec<_> = wanted.difference(&has).collect();
        let more: Vec<_> = has.difference(&wanted).collect();
        assert!(lacks.is_empty() && more.is_empty(), "{name} lacks {lacks:?} and has {more:?} that English does not");
    }
}

#[test]
fn every_word_is_named_and_every_name_is_a_word() {
    let in_template = Regex::new(r#""([\w.-]+)"\s*\|\s*t\b"#).unwrap();
    let in_code = Regex::new(r#"\b(?:said|say|shown|phrase|form|sign)\(\s*"([\w.-]+)""#).unwrap();
    // A key of which only the first part is fixed.
    let partly = Regex::new(r#"\("([\w.-]+\.)" ~"#).unwrap();
    let (mut named, mut parts) = (BTreeSet::new(), BTreeSet::new());
    for text in files("templates", ".html").values() {
        named.extend(in_template.captures_iter(text).map(|c| c[1].to_owned()));
        parts.extend(partly.captures_iter(text).map(|c| c[1].to_owned()));
    }
    for text in files("src", ".rs").values() {
        named.extend(in_code.captures_iter(text).map(|c| c[1].to_owned()));
    }
    let known = english();
    let unknown: Vec<_> = named.difference(&known).collect();
    assert!(unknown.is_empty(), "no such words: {unknown:?}");
    let idle: Vec<_> =
        known.difference(&named).filter(|key| !parts.iter().any(|p| key.starts_with(p.as_str()))).collect();
    assert!(idle.is_empty(), "nobody says: {idle:?}");
}

/// What is left of a template when tags, comments and everything that Tera fills in are taken out.
#[test]
fn no_template_holds_words_of_its_own() {
    let filled = Regex::new(r"(?s)\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}").unwrap();
    let seen = Regex::new(r#"(?:aria-label|aria-description|title|alt|placeholder|value)="([^"]*)""#).unwrap();
    let tags = Regex::new(r"(?s)<[^>]*>").unwrap();
    let word = Regex::new(r"\p{L}{2,}").unwrap();
    for (name, text) in files("templates", ".html") {
        let bare = filled.replace_all(&text, "");
        let attributes = seen.captures_iter(&bare).map(|c| c[1].to_owned()).filter(|v| v != "light" && v != "dark");
        let said = attributes.chain([tags.replace_all(&bare, " ").into_owned()]);
        let words: Vec<String> =
            said.flat_map(|s| word.find_iter(&s).map(|m| m.as_str().to_owned()).collect::<Vec<_>>()).collect();
        assert!(words.is_empty(), "{name} says {words:?}: put it into data/lang and name its key");
    }
}

/// As far as can be told from its text: a literal of two or more words is a phrase, and so is one of a word behind
/// what is filled in. What a problem says is for
/// the terminal, and what `docs/templates.md` says is for editors of templates: both speak English.
#[test]
fn no_render_code_holds_phrases_of_its_own() {
    let phrase = Regex::new(r#""(\p{Lu}?[\p{Ll}]+(?: [\p{L}]+)+[.:]?)""#).unwrap();
    let around = Regex::new(r#""(\{\w*\} \p{Ll}[^"{}=\\]*|\{\w*\} \p{Ll}[\p{L} ]*\{\w*\})""#).unwrap();
    let comment = Regex::new(r"(?m)^\s*//.*$").unwrap();
    for (name, text) in files("src/render", ".rs") {
        if name.contains("/theme/")
            || name.contains("/lang/")
            || name.contains("/authored/")
            || name.ends_with("/reference.rs")
        {
            continue;
        }
        let code = comment.replace_all(text.split("#[cfg(test)]").next().unwrap_or_default(), "");
        let found = phrase.captures_iter(&code).chain(around.captures_iter(&code));
        let phrases: Vec<&str> = found.map(|c| c.get(1).unwrap().as_str()).collect();
        assert!(phrases.is_empty(), "{name} says {phrases:?}: put it into data/lang and say its key");
    }
}

struct Built {
    ok: bool,
    said: String,
    home: String,
    topic: String,
    audit: String,
    rules: String,
}

/// Builds a book of one source with this much more in its book.toml, and these files beside it.
fn build(book: &str, more: &str, beside: &[(&str, &str)]) -> Built {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let toml = format!(
        "[book]\ntitle = \"Rivers\"\n{book}\n[[topic]]\nid = \"floods\"\ntitle = \"Floods\"\nterms = [\"flood\"]\n{more}\n"
    );
    fs::write(root.join("book.toml"), toml).unwrap();
    fs::create_dir(root.join("seeds")).unwrap();
    let text = "The flood of the river\n\nThe flood rose for three days and took the bridge with it in the end.\n";
    fs::write(root.join("seeds/a.txt"), text).unwrap();
    for (path, text) in beside {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), text).unwrap();
    }
    let out = Command::new(env!("CARGO_BIN_EXE_sourcebook")).arg("build").current_dir(root).output().unwrap();
    let page = |path: &str| fs::read_to_string(root.join("site").join(path)).unwrap_or_default();
    Built {
        ok: out.status.success(),
        said: String::from_utf8(out.stderr).unwrap(),
        home: page("index.html"),
        topic: page("topics/floods.html"),
        audit: page("audit.html"),
        rules: page("rules.html"),
    }
}

fn has(text: &str, what: &str) {
    assert!(text.contains(what), "no {what:?} in:\n{text}");
}

#[test]
fn german_is_spoken_where_the_book_is_german() {
    let built = build("language = \"de-AT\"", "", &[]);
    assert!(built.ok, "{}", built.said);
    has(&built.home, "<html lang=\"de-AT\"");
    has(&built.home, "1 Abschnitt aus 1 Quelle");
    has(&built.topic, ">Zeilen 1–3<");
    has(&built.topic, "aria-label=\"Beleg 1, Zeile 3\"");
    has(&built.topic, "„<bdi>The flood of the river</bdi>“");
    let works = "The flood of the river\n\nThe flood rose for three days and took the bridge.\n\n\
        Able BC, Case D. Does water move? A trial. J Riv Res. 2016;77(2):42-51. doi: 10.1016/j.x.\n";
    let built = build("language = \"de\"", "", &[("seeds/a.txt", works)]);
    has(&built.topic, "<bdi>Able und Case 2016</bdi>");
}

/// The source of a book with what rules of the program, one of the book's and the editor leave out.
const FURNITURE: (&str, &str) = (
    "seeds/a.txt",
    "The flood of the river\n\nDon't Miss\n\nWerbung hier\n\nWorn by rain\n\nThe flood rose for three days and took the \
     bridge with it in the end.\n\nIt left the mill.\n",
);
const LEFT_OUT: &str = r#"
[[rule]]
name = "werbung"
what = "Werbung"
why = "Sie stört."
pattern = '^werbung'
hits = ["Werbung"]
spares = ["Die Werbung"]
[[line]]
at = "a.txt:7"
fate = "drop"
why = "Gehört zum Bild."
[[line]]
at = "a.txt:11"
fate = "drop"
[[repair]]
at = "a.txt:9"
was = "flood"
now = "food"
accept = false
"#;

#[test]
fn rules_speak_the_language_of_the_book() {
    let built = build("language = \"de\"", LEFT_OUT, &[FURNITURE]);
    assert!(built.ok, "{}", built.said);
    has(&built.rules, "<p>Die Beschriftung eines Blocks von Teasern. Darunter stehen Verweise auf andere Seiten.</p>");
    has(&built.rules, "<p>Werbung. Sie stört.</p>");
    has(&built.rules, "<code><span lang=\"en\" dir=\"ltr\">You Might Also Enjoy…</span></code>");
    has(&built.rules, "<code>Die Werbung</code>");
    has(&built.audit, "<small>Die Beschriftung eines Blocks von Teasern</small>");
    has(&built.audit, "<small>Werbung</small>");
    has(&built.audit, "<small>Gehört zum Bild.</small>");
    has(&built.audit, "<small>Die Redaktion hat sie ausgelassen.</small>");

    let words = "[words]\nrule.teaser-label.what = \"Lockzeile\"\n";
    let built = build("language = \"de\"", words, &[FURNITURE]);
    has(&built.audit, "lässt aus: Lockzeile<");
    has(&built.audit, "<small>Lockzeile</small>");
}

#[test]
fn what_stays_english_on_a_page_in_another_language_says_so() {
    let built = build("language = \"fi\"", LEFT_OUT, &[FURNITURE]);
    assert!(built.ok, "{}", built.said);
    let label = "<span lang=\"en\" dir=\"ltr\">The label of a block of teasers</span>";
    has(&built.rules, &format!("<p>{label}. <span lang=\"en\" dir=\"ltr\">It heads links to other pages.</span></p>"));
    has(&built.audit, &format!("<td><span lang=\"en\" dir=\"ltr\">drops: {label}</span></td>"));
    has(&built.audit, &format!("<small>{label}</small>"));
    has(&built.audit, "</bdi>: <span lang=\"en\" dir=\"ltr\">\"flood\" at a.txt:9 is not repaired so");

    let built = build("language = \"en-GB\"", LEFT_OUT, &[FURNITURE]);
    has(&built.rules, "<p>The label of a block of teasers. It heads links to other pages.</p>");
    assert!(!(built.rules + &built.audit).contains("<span lang="));
}

#[test]
fn a_book_changes_words() {
    let words = "[words]\nshell.skip = \"Skip <all> this\"\n\"home.topics\" = \"Subjects\"\n";
    let file = ("lang/en.toml", "[home]\nsources = \"Where it is from\"\n");
    let built = build("", words, &[file]);
    assert!(built.ok, "{}", built.said);
    has(&built.home, ">Skip &lt;all&gt; this<");
    has(&built.home, ">Subjects</h2>");
    has(&built.home, "<h2>Where it is from</h2>");
}

#[test]
fn a_book_adds_a_language_with_its_own_plurals() {
    let base = &files("data/lang", "en.toml")["data/lang/en.toml"];
    let lines =
        "lines = { one = \"{n} wiersz\", few = \"{n} wiersze\", many = \"{n} wierszy\", other = \"{n} wiersza\" }";
    let polish = Regex::new("(?m)^lines = \\{ one.*$").unwrap().replace(base, lines);
    let built = build("language = \"pl\"", "", &[("lang/pl.toml", &polish)]);
    assert!(built.ok, "{}", built.said);
    has(&built.home, "<html lang=\"pl\"");
    has(&built.home, "2 wiersze");
    has(&built.home, "3 wiersze");
}

#[test]
fn a_language_of_the_book_that_lacks_words_says_which() {
    let base = &files("data/lang", "en.toml")["data/lang/en.toml"];
    let short = base.replace("skip = \"Skip to the text\"\n", "");
    let built = build("language = \"fr\"", "", &[("lang/fr.toml", &short)]);
    assert!(!built.ok);
    has(&built.said, "lang/fr.toml");
    has(&built.said, "1 of the words are missing");
    has(&built.said, "shell.skip = \"Skip to the text\"");
}

#[test]
fn a_language_without_words_has_the_english_ones() {
    let built = build("language = \"fi\"", "", &[]);
    assert!(built.ok, "{}", built.said);
    has(&built.home, "<html lang=\"fi\"");
    has(&built.home, "1 passage from 1 source");
}

#[test]
fn english_words_on_a_page_in_another_language_are_marked() {
    let english = |text: &str| format!("<span lang=\"en\" dir=\"ltr\">{text}</span>");
    let built = build("language = \"ar\"", "[words]\nshell.skip = \"إلى النص\"\n", &[]);
    assert!(built.ok, "{}", built.said);
    has(&built.home, "<html lang=\"ar\" dir=\"rtl\">");
    // The book's own words are in its language, those of the program are not.
    has(&built.home, "<a class=\"skip\" href=\"#main\">إلى النص</a>");
    has(&built.home, &format!("<button type=\"submit\">{}</button>", english("Search")));
    has(&built.home, "<p><span lang=\"en\" dir=\"ltr\">1 passage from 1 source, set in order by topic.");
    has(&built.home, "<bdi lang=\"en\" dir=\"ltr\">References</bdi>");
    has(&built.home, "<bdi>Floods</bdi>");
    has(&built.audit, &format!("<h1>{}</h1>", english("What was left out")));
    // No element stands in an attribute, nor where there is only text.
    has(&built.home, "<nav aria-label=\"Sections\">");
    has(&built.home, "<option value=\"\">as the system</option>");
    has(&built.topic, "“<bdi lang=\"ar\">The flood of the river</bdi>”");
    for page in [&built.home, &built.topic, &built.audit, &built.rules] {
        assert!(!page.contains("<!--"), "{page}");
    }
}

#[test]
fn a_word_that_does_not_exist_is_shown_with_what_was_meant() {
    let built = build("", "[words]\nshell.skp = \"Skip\"\n", &[]);
    assert!(!built.ok);
    has(&built.said, "book.toml:9:7");
    has(&built.said, "did you mean `shell.skip`?");

    let built = build("", "[words]\nshell.skip = \"Skip {it}\"\n", &[]);
    has(&built.said, "the word `shell.skip` is not given `{it}`");

    let template =
        ("templates/home.html", "{% extends \"base.html\" %}\n{% block main %}{{ \"home.topicz\" | t }}{% endblock %}");
    let built = build("", "", &[template]);
    assert!(!built.ok);
    has(&built.said, "templates/home.html:2:21");
    has(&built.said, "did you mean `home.topics`?");

    let template =
        ("templates/home.html", "{% extends \"base.html\" %}\n{% block main %}{{ \"count.lines\" | t }}{% endblock %}");
    let built = build("", "", &[template]);
    assert!(!built.ok);
    has(&built.said, "templates/home.html:2");
    has(&built.said, "give the number `n`");
}
