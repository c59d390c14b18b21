//! `docs/templates.md`: what templates are given, told by the types themselves.

use super::*;
use crate::read;
use schemars::{JsonSchema, schema_for};
use serde_json::{Map, Value};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// Every template that makes a page, and what it is given.
pub(in crate::render) fn pages() -> Vec<(&'static str, &'static str, Value)> {
    fn of<T: JsonSchema>(template: &'static str, page: &'static str) -> (&'static str, &'static str, Value) {
        (template, page, schema_for!(T).to_value())
    }
    vec![
        of::<HomePage>("home.html", "`index.html`"),
        of::<TopicPage>("topic.html", "`topics/…`"),
        of::<AuthoredPage>("page.html", "a page of the editor's, from `pages/`"),
        of::<SourcePage>("source.html", "`sources/…`"),
        of::<ReferencesPage>("references.html", "`references.html`"),
        of::<TermsPage>("terms.html", "`terms.html` and its parts"),
        of::<ContentsPage>("contents.html", "`topics/…` of a topic that takes several pages"),
        of::<ListingPage>("listing.html", "`audit/…`, pages of long lists of the account"),
        of::<AuditPage>("audit.html", "`audit.html`"),
        of::<SearchPage>("search.html", "`search.html`"),
        of::<RulesPage>("rules.html", "`rules.html`"),
        of::<MissingPage>("404.html", "`404.html`, which only a book with a `site-url` has"),
    ]
}

/// Filters that the program adds to Tera's own.
pub(in crate::render) const FILTERS: [(&str, &str); 3] = [
    (
        "t",
        "The words for a key of the language file, as markup, with the arguments filled in: `{{ \"count.lines\" | t(n=12) }}`",
    ),
    (
        "isolate",
        "Somebody's text in a `<bdi>`, so that its direction of writing ends with it: `{{ \"x.y\" | t(topic=title | isolate) }}`",
    ),
    ("number", "A whole number as the language writes it: `{{ 12345 | number }}` is 12,345"),
];

/// Tera's own filters.
pub(in crate::render) const TERA: [&str; 37] = [
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
];

/// Functions, all of them Tera's.
pub(in crate::render) const FUNCTIONS: [(&str, &str); 2] = [
    ("range", "A list of numbers: `range(end=3)`"),
    ("throw", "Stops the build with a message: `throw(message=\"…\")`"),
];

/// Tests, all of them Tera's: `{% if x is none %}`.
pub(in crate::render) const TESTS: [&str; 17] = [
    "string",
    "number",
    "map",
    "bool",
    "array",
    "integer",
    "float",
    "none",
    "iterable",
    "defined",
    "undefined",
    "odd",
    "even",
    "divisible_by",
    "starting_with",
    "ending_with",
    "containing",
];

/// Blocks that a template may override.
pub(super) const BLOCKS: [(&str, &str); 4] = [
    ("head", "More for the `<head>` of the page"),
    ("search", "The search field in the head of the page"),
    ("main", "The page itself, inside `<main>`"),
    ("footer", "What stands under every page: the account and the choice of colours"),
];

/// Components that a template may use.
pub(super) const COMPONENTS: [(&str, &str); 12] = [
    ("account", "The table of the sums; `tally` is a [Count](#count)"),
    ("record", "What is known of a source, as entries of a `<dl>`; `record` is a [SourceRecord](#sourcerecord)"),
    ("fact", "One of those entries, or that nothing was recorded"),
    ("origin", "Who says so, when it is the text itself"),
    ("around", "The way through a topic of several pages; `around` is an [Around](#around)"),
    ("dropped", "A line that was left out, as an entry of a list; `l` is a [DroppedLine](#droppedline)"),
    ("mended", "A repaired word, as an entry of a list; `w` is a [RepairedWord](#repairedword)"),
    ("suggested", "A repair that was not made, as an entry of a list; `s` is a [Suggested](#suggested)"),
    ("placed", "A passage that stands in no topic, as an entry of a list; `p` is a [Link](#link)"),
    ("found", "What a check found, as an entry of a list; `f` is a [Found](#found)"),
    ("one_of", "One of the pages of a long list, as an entry; `page` is a [Link](#link)"),
    ("pages", "The pages of a long list; `pages` are [Link](#link)s, `name` says what they are of"),
];

/// The page.
pub fn reference() -> String {
    let mut out = String::from(
        "# Templates\n\n<!-- Made from the types in src/render/context/: UPDATE_DOCS=1 cargo test --test docs writes it. -->\n\n\
         Pages are made with [Tera](https://keats.github.io/tera/) 2. A file `templates/NAME` in the book goes before the \
         program's template of that name; `sourcebook theme list` shows all. To change one block, extend the program's:\n\n\
         ```html\n{% extends \"default/topic.html\" %}\n{% block head %}{{ super() }}<meta name=\"robots\" \
         content=\"noindex\">{% endblock %}\n```\n\n\
         `sourcebook theme copy NAME` copies a whole template, for changes that no block covers. A copy says in its first \
         line what it was copied from, and a build warns when the program's has changed since. `sourcebook context PAGE` \
         prints what the template of a page is given, as JSON, and `sourcebook serve` shows each change at once. Colours, \
         widths and typefaces need no template: `static/custom.css` is loaded last, and [style.md](style.md) lists the \
         custom properties.\n\n\
         Text is escaped when it is shown; a value of type *markup* is markup already and is shown with `| safe`. A variable \
         or a field that a page does not have is an error, with what was meant, in branches that no page needs as well; \
         `{% if x is defined %}` and `{{ x | default(value=\"\") }}` ask for what may not be there, as an included \
         template may.\n\n## Pages\n",
    );
    let mut types: BTreeMap<String, Value> = BTreeMap::new();
    for (template, page, schema) in pages() {
        let _ = write!(out, "\n### `{template}`\n\nMakes {page}.\n\n");
        table(&mut out, &schema);
        if let Some(Value::Object(defs)) = schema.get("$defs") {
            types.extend(defs.iter().map(|(name, def)| (name.clone(), def.clone())));
        }
    }
    out.push_str("\n## Types\n");
    for (name, schema) in types.iter().filter(|(_, s)| s.get("properties").is_some()) {
        let what = schema.get("description").and_then(Value::as_str).unwrap_or_default();
        let _ = write!(out, "\n### {name}\n\n{}\n\n", line(what));
        table(&mut out, schema);
    }
    list(&mut out, "Blocks", &BLOCKS);
    list(&mut out, "Components", &COMPONENTS);
    list(&mut out, "Filters", &FILTERS);
    let _ = writeln!(out, "\nAnd those of Tera: {}.", TERA.map(|f| format!("`{f}`")).join(", "));
    list(&mut out, "Functions", &FUNCTIONS);
    let _ = writeln!(out, "\n## Tests\n\nThose of Tera: {}.", TESTS.map(|t| format!("`{t}`")).join(", "));
    out.push_str("\n## Templates that others use\n\n");
    let makers: BTreeSet<&str> = pages().into_iter().map(|(template, ..)| template).collect();
    for (name, _) in read::templates().filter(|(name, _)| !makers.contains(name.as_str())) {
        let _ = writeln!(out, "- `{name}`");
    }
    out
}

fn list(out: &mut String, title: &str, entries: &[(&str, &str)]) {
    let _ = write!(out, "\n## {title}\n\n");
    for (name, what) in entries {
        let _ = writeln!(out, "- `{name}`: {what}.");
    }
}

fn table(out: &mut String, schema: &Value) {
    out.push_str("| Name | Type | Meaning |\n|---|---|---|\n");
    let none = Map::new();
    for (name, property) in schema.get("properties").and_then(Value::as_object).unwrap_or(&none) {
        let what = property.get("description").and_then(Value::as_str).unwrap_or_default();
        let _ = writeln!(out, "| `{name}` | {} | {} |", kind(property), line(what));
    }
}

/// A doc comment in one line, without links to code.
fn line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace("[`", "`").replace("`]", "`").replace('|', "\\|")
}

/// A type in words.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.rsplit('/').next()) {
        return if name == "Html" { "markup".to_owned() } else { format!("[{name}](#{})", name.to_lowercase()) };
    }
    if let Some(any) = schema.get("anyOf").and_then(Value::as_array) {
        return any.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    if let Some(values) = schema.get("enum").and_then(Value::as_array) {
        return values.iter().map(|v| format!("`{v}`")).collect::<Vec<_>>().join(" or ");
    }
    let one = |name: &str| match name {
        "string" => "text".to_owned(),
        "integer" | "number" => "number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "null" => "none".to_owned(),
        "array" => format!("list of {}", schema.get("items").map_or("anything".to_owned(), kind)),
        "object" => match schema.get("additionalProperties") {
            Some(values @ Value::Object(_)) => format!("map of {}", kind(values)),
            _ => "map".to_owned(),
        },
        other => other.to_owned(),
    };
    match schema.get("type") {
        Some(Value::String(name)) => one(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(one).collect::<Vec<_>>().join(" or "),
        _ => "anything".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use regex::Regex;

    fn found(pattern: &str, texts: impl Iterator<Item = String>) -> BTreeSet<String> {
        let pattern = Regex::new(pattern).unwrap();
        texts.flat_map(|t| pattern.captures_iter(&t).map(|c| c[1].to_owned()).collect::<Vec<_>>()).collect()
    }

    fn names<const N: usize>(list: [(&str, &str); N]) -> BTreeSet<String> {
        list.iter().map(|(name, _)| (*name).to_owned()).collect()
    }

    #[test]
    fn every_block_component_filter_and_template_is_told() {
        let texts = || read::templates().map(|(_, text)| text.to_owned());
        assert_eq!(found(r"\{%-?\s*block\s+(\w+)", texts()), names(BLOCKS), "BLOCKS in reference.rs");
        assert_eq!(found(r"\{%-?\s*component\s+(\w+)", texts()), names(COMPONENTS), "COMPONENTS in reference.rs");
        let code = include_str!("../theme/mod.rs").to_owned();
        assert_eq!(found("register_filter\\(\\s*\"(\\w+)\"", [code.clone()].into_iter()), names(FILTERS), "FILTERS");
        assert!(found("register_(function|test)\\(", [code].into_iter()).is_empty(), "tell of it in reference.rs");
        let tera = tera::Tera::default();
        for filter in TERA {
            // A filter that does not exist is an error when the template is parsed.
            tera.clone().add_raw_template("x", &format!("{{{{ x | {filter} }}}}")).unwrap();
        }
        assert!(tera.clone().add_raw_template("x", "{{ x | no_such_filter }}").is_err());
        for test in TESTS {
            tera.clone().add_raw_template("x", &format!("{{{{ x is {test} }}}}")).unwrap();
        }
        assert!(tera.clone().add_raw_template("x", "{{ x is no_such_test }}").is_err());
    }

    #[test]
    fn every_value_has_a_meaning() {
        for (template, _, schema) in pages() {
            let defs = schema["$defs"].as_object().unwrap().values().chain([&schema]);
            for def in defs.filter(|d| d.get("properties").is_some()) {
                for (name, property) in def["properties"].as_object().unwrap() {
                    assert!(property["description"].is_string(), "{template}: {name} has no doc comment");
                    assert_ne!(kind(property), "anything", "{template}: {name}");
                }
            }
        }
    }
}
