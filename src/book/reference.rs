//! `docs/book.toml.md`: every key of `book.toml`. A test holds it to the keys that the program knows.

use super::keys;
use std::fmt::Write;

/// Table, key, type, default (`required` when there is none), meaning.
type Key = (&'static str, &'static str, &'static str, &'static str, &'static str);

const KEYS: &[Key] = &[
    ("book", "title", "text", "required", "Title of the site"),
    (
        "book",
        "description",
        "text",
        "none",
        "One or two sentences about the book, for the front page and for search engines",
    ),
    (
        "book",
        "language",
        "text",
        "`\"en\"`",
        "BCP 47 tag of the texts and of the site's own words, such as `de` or `pt-BR`",
    ),
    ("book", "src", "path", "`\"seeds\"`", "Folder of the sources, below the book's"),
    ("book", "output", "path", "`\"site\"`", "Folder that the site is written to"),
    (
        "book",
        "ignore",
        "list of texts",
        "`[]`",
        "Files in `src` that are no sources: `*` stands for any characters, `?` for one. A pattern with `/` is held against the path below `src`, any other against the file's name",
    ),
    (
        "book",
        "site-url",
        "text",
        "none",
        "Address that the site is published at, `https://…/`. It turns on canonical addresses, social tags and their picture, `sitemap.xml`, `robots.txt`, `feed.xml` and `404.html`",
    ),
    (
        "book",
        "notice",
        "text",
        "none",
        "Words for the foot of every page, such as a licence or an imprint: Markdown with emphasis, code and links, which lead where those of a page of your own do",
    ),
    ("topic", "id", "text", "required", "Name of the page's file: lower-case letters, digits and hyphens"),
    ("topic", "title", "text", "required", "Title of the page"),
    ("topic", "description", "text", "none", "One line about it"),
    (
        "topic",
        "terms",
        "list of texts",
        "required",
        "Words and phrases that speak for the topic in a section's heading and text",
    ),
    ("source", "path", "text", "required", "Which source: its path below `src`"),
    ("source", "address", "text", "none", "Where it was found, `http` or `https`"),
    ("source", "title", "text", "none", "Its title"),
    ("source", "site", "text", "none", "The site that published it"),
    ("source", "author", "text or list of texts", "none", "Who wrote it: `Family, Given`, or a name in one piece"),
    ("source", "published", "text", "none", "When it was published: `2019`, `2019-04` or `2019-04-11`"),
    ("source", "updated", "text", "none", "When it was last changed"),
    ("source", "retrieved", "text", "none", "When it was scraped"),
    ("source", "licence", "text", "none", "The licence that it is under"),
    (
        "cleaning",
        "furniture-threshold",
        "number",
        "`0.25`",
        "From which probability on a line that looks like furniture is left out, 0 to 1; 1 is never",
    ),
    ("cleaning", "off", "list of texts", "`[]`", "Names of rules that the book does without"),
    ("rule", "name", "text", "required", "What the account calls it: lower-case letters, digits and hyphens"),
    ("rule", "what", "text", "required", "What it leaves out, in one sentence"),
    ("rule", "why", "text", "required", "Why that is no part of the text, in one sentence"),
    (
        "rule",
        "pattern",
        "text",
        "required",
        "Regular expression that the trimmed line must match, without regard to case. Write it between single quotes",
    ),
    ("rule", "max-words", "number", "no limit", "Longer lines are left alone"),
    ("rule", "hits", "list of texts", "required", "Lines that it must match: tried on every build"),
    ("rule", "spares", "list of texts", "required", "Lines that it must leave alone: tried on every build"),
    (
        "section",
        "at",
        "text",
        "required",
        "Which section: its name as its page has it, `p-…`, or a line of it, `page.txt:12`",
    ),
    (
        "section",
        "text",
        "text",
        "none",
        "Its heading, or its first line if it has none; `…` at the end stands for the rest. Where another text stands there now, the build says so",
    ),
    ("section", "topic", "text", "none", "Id of the topic that it stands on, or `unsorted`"),
    ("section", "title", "text", "none", "What it is called on the site; its own heading stands below it"),
    (
        "section",
        "order",
        "number",
        "none",
        "Its place on its page, from 1: sections with a place come first, in their order; the others follow as they would",
    ),
    ("line", "at", "text", "required", "Which line, `page.txt:12`, or lines, `page.txt:12-14`"),
    (
        "line",
        "text",
        "text",
        "none",
        "What the first of them says, as the source has it; `…` at the end stands for the rest",
    ),
    ("line", "fate", "text", "required", "`keep`, whatever the rules say, or `drop`"),
    ("line", "why", "text", "none", "The reason, as the account shows it"),
    ("repair", "at", "text", "required", "Which line, `page.txt:12`"),
    ("repair", "was", "text", "required", "Words as the source has them: so many that they stand once in the line"),
    ("repair", "now", "text", "required", "What they become"),
    (
        "repair",
        "accept",
        "true or false",
        "`true`",
        "Whether the repair is made. `false` refuses one that the program makes or suggests",
    ),
];

/// What a table is about.
const TABLES: &[(&str, &str)] = &[
    ("book", "What the book is called, and where its files are. Required."),
    (
        "topic",
        "A page. They stand in the order of the file. A section goes to the topic whose terms speak most for it.",
    ),
    (
        "source",
        "What is known of a source as a publication. A file beside it, with the same name and the ending `.toml`, can say the same.",
    ),
    ("cleaning", "How the sources are cleaned."),
    ("rule", "A rule of the book's own, beside those that the page *Rules* of the site lists."),
    ("section", "What is decided of one section. `sourcebook pin`, `retitle` and `order` write such entries."),
    ("line", "What is decided of single lines. `sourcebook keep` and `drop` write such entries."),
    (
        "repair",
        "What is decided of a repair: one that the program suggests or makes, or one of your own. `sourcebook accept` and `refuse` write such entries.",
    ),
    (
        "words",
        "Words of the interface, by their keys in `data/lang/en.toml`: `shell.home = \"Start\"`. A file `lang/TAG.toml` in the book adds a language.",
    ),
];

/// The page.
pub fn reference() -> String {
    let mut out = String::from(
        "# book.toml\n\n<!-- Made from src/book/reference.rs: UPDATE_DOCS=1 cargo test --test docs writes it. -->\n\n\
         A key that is not in this list is an error, with the one that was meant. Only `title` in `[book]` is required.\n",
    );
    for (table, what) in TABLES {
        let _ = write!(out, "\n## `{}`\n\n{what}\n", keys::header(table));
        let rows: Vec<&Key> = KEYS.iter().filter(|k| k.0 == *table).collect();
        if !rows.is_empty() {
            out.push_str("\n| Key | Type | Default | Meaning |\n|---|---|---|---|\n");
        }
        for (_, key, kind, default, meaning) in rows {
            let _ = writeln!(out, "| `{key}` | {kind} | {default} | {meaning} |");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{
        super::{raw::Raw, records},
        *,
    };
    use std::collections::BTreeSet;

    #[test]
    fn every_key_is_told_and_no_other() {
        let told: BTreeSet<(&str, &str)> = KEYS.iter().map(|k| (k.0, k.1)).collect();
        assert_eq!(told, keys::all().collect(), "KEYS in src/book/reference.rs");
        let tables: BTreeSet<&str> = TABLES.iter().map(|(table, _)| *table).collect();
        assert_eq!(tables, keys::tables().collect(), "TABLES in src/book/reference.rs");
    }

    /// Values of each kind that TOML has.
    const VALUES: [(&str, &str); 5] = [
        ("text", "\"x\""),
        ("list of texts", "[\"x\"]"),
        ("number", "1"),
        ("true or false", "true"),
        ("table", "{ x = 1 }"),
    ];

    /// Some texts have a form.
    fn sensible(key: &str, value: &str) -> String {
        let form = match key {
            "address" => "https://a.example/",
            "published" | "updated" | "retrieved" => "2019",
            _ => "x",
        };
        value.replace("\"x\"", &format!("{form:?}"))
    }

    /// A book with an entry of this table in which all keys are that are required, and this one as it is given.
    fn with(table: &str, key: &str, value: Option<&str>) -> String {
        let mut out = if table == "book" { String::new() } else { "[book]\ntitle = \"x\"\n".into() };
        let _ = writeln!(out, "{}", keys::header(table));
        for (_, other, kind, default, _) in KEYS.iter().filter(|k| k.0 == table && k.1 != key) {
            let value = VALUES.iter().find(|(of, _)| of == kind).filter(|_| *default == "required");
            out.extend(value.map(|(_, value)| format!("{other} = {}\n", sensible(other, value))));
        }
        out.extend(value.map(|value| format!("{key} = {}\n", sensible(key, value))));
        out
    }

    /// What the types make of a book, without the places of values; `None` when one has another type or is missing.
    fn read(text: &str) -> Option<String> {
        let raw = format!("{:?}", Raw::parse(text).ok()?);
        let records = format!("{:?}", records::in_book(text).ok()?);
        let spans = regex::Regex::new(r"span: \d+\.\.\d+").unwrap();
        Some(spans.replace_all(&(raw + &records), "").into_owned())
    }

    #[test]
    fn each_key_has_the_type_and_the_default_that_are_told() {
        for (table, key, kind, default, _) in KEYS {
            let without = read(&with(table, key, None));
            assert_eq!(without.is_none(), *default == "required", "{table}.{key} is {default}");
            for (of, value) in VALUES {
                let taken = kind.split(" or ").any(|one| one == of) || *kind == of || *kind == "path" && of == "text";
                assert_eq!(read(&with(table, key, Some(value))).is_some(), taken, "{table}.{key} is {kind}: {value}");
            }
            // That of the threshold is the cleaning's own.
            let value = default.strip_prefix('`').and_then(|d| d.strip_suffix('`'));
            if let Some(value) = value.filter(|_| *key != "furniture-threshold") {
                assert_eq!(read(&with(table, key, Some(value))), without, "{table}.{key} is {default}");
            }
        }
    }
}
