//! BibTeX, for BibTeX itself and for biblatex.

use super::Entry;
use crate::model::Name;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// All entries, one after another.
pub(super) fn write(entries: &[Entry]) -> String {
    entries.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(entry: &Entry) -> String {
    let is_book = entry.publisher.is_some();
    let is_article =
        !entry.is_source && !is_book && entry.container.is_some() && (entry.volume.is_some() || entry.pages.is_some());
    let (kind, container) = match (is_book, is_article, &entry.container) {
        (true, _, Some(_)) => ("incollection", "booktitle"),
        (true, _, None) => ("book", "booktitle"),
        (_, true, _) => ("article", "journal"),
        _ => ("misc", "organization"),
    };
    let mut out = format!("@{kind}{{{},\n", entry.key);
    let mut field = |name: &str, value: String| {
        if !value.is_empty() {
            out.push_str(&format!("  {name} = {{{value}}},\n"));
        }
    };
    let mut names: Vec<String> = entry.authors.iter().map(name).collect();
    names.extend(entry.others.then(|| "others".to_owned()));
    let words = |text: &Option<String>| text.as_deref().map(escape).unwrap_or_default();
    field("author", names.join(" and "));
    // The inner braces keep a style from changing the case of the words.
    field("title", entry.title.as_deref().map(|t| format!("{{{}}}", escape(t))).unwrap_or_default());
    field(container, words(&entry.container));
    field("publisher", words(&entry.publisher));
    field("address", words(&entry.place));
    field("volume", words(&entry.volume));
    field("number", words(&entry.issue));
    field("pages", words(&entry.pages).replace(['–', '—', '‐'], "--"));
    field("year", entry.issued.map(|d| d.year.to_string()).unwrap_or_default());
    field("doi", entry.doi.as_deref().map(verbatim).unwrap_or_default());
    let eprint = entry.arxiv.as_ref().map(|id| (id, "arxiv")).or(entry.pmid.as_ref().map(|id| (id, "pubmed")));
    field("eprint", eprint.map(|(id, _)| verbatim(id)).unwrap_or_default());
    field("eprinttype", eprint.map(|(_, of)| of.to_owned()).unwrap_or_default());
    field("url", entry.address.as_deref().map(verbatim).unwrap_or_default());
    field("urldate", entry.accessed.map(|d| d.to_string()).unwrap_or_default());
    let found = entry.found.join("; ");
    let said = if entry.is_source { format!("Source file {found}") } else { format!("Named in {found}") };
    let licence = entry.licence.as_ref().map(|l| format!("; licence {l}")).unwrap_or_default();
    field("note", escape(&(said + &licence)));
    field("keywords", if entry.is_source { "source" } else { "cited" }.to_owned());
    if let Some(month) = entry.issued.and_then(|d| d.month).and_then(|m| MONTHS.get(usize::from(m) - 1)) {
        out.push_str(&format!("  month = {month},\n"));
    }
    out.push_str("}\n");
    out
}

/// A name in one piece stands in braces, so that it is not taken apart.
fn name(name: &Name) -> String {
    match name {
        Name::Parted { family, given } => format!("{{{}}}, {{{}}}", escape(family), escape(given)),
        Name::Whole(name) => format!("{{{}}}", escape(name)),
    }
}

/// Text as TeX reads it back. Braces become commands: BibTeX counts them even behind a backslash.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        // TeX joins two of these into a dash or a quotation mark.
        if matches!((before, c), ('-', '-') | ('\'', '\'') | ('`' | '?' | '!', '`')) {
            out.push_str("{}");
        }
        before = c;
        match c {
            '\\' => out.push_str("{\\textbackslash}"),
            '{' => out.push_str("{\\textbraceleft}"),
            '}' => out.push_str("{\\textbraceright}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            '%' | '&' | '#' | '$' | '_' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// An address or a DOI, which BibTeX hands on as it stands; what could end the field is percent-encoded.
fn verbatim(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' | '}' | '\\' | '"' | '<' | '>' => out.push_str(&format!("%{:02X}", c as u32)),
            c if c.is_control() || c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}
