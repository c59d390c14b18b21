//! Markdown: a file for each topic, an index, the references, and what a tool wants beside them.

use super::{
    escape, heading,
    inline::{self, Notes},
    lines, name,
};
use crate::{
    book::Topic,
    model::{Align, Block, BlockKind, Container, Record, Section, Source, SourceId},
    pipeline::Edition,
    render::Page,
};
use std::{collections::BTreeMap, fmt::Write};

/// The program that is to read the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Tool {
    /// `SUMMARY.md`; no front matter, which mdBook would show
    Mdbook,
    /// Front matter and `_index.md`, for a folder in content/
    Zola,
    /// Front matter and `_index.md`, for a folder in content/
    Hugo,
    /// Front matter; a folder for a vault
    Obsidian,
    /// Front matter and `_quarto.yml`
    Quarto,
}

impl Tool {
    fn index(self) -> &'static str {
        match self {
            Self::Mdbook => "README.md",
            Self::Zola | Self::Hugo => "_index.md",
            Self::Obsidian | Self::Quarto => "index.md",
        }
    }

    fn front_matter(self, title: &str, description: &str, weight: usize) -> String {
        if self == Self::Mdbook {
            return String::new();
        }
        // A JSON string is a YAML string.
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let mut out = format!("---\ntitle: {}\n", quoted(title));
        if !description.is_empty() {
            let _ = writeln!(out, "description: {}", quoted(description));
        }
        if matches!(self, Self::Zola | Self::Hugo) && weight > 0 {
            let _ = writeln!(out, "weight: {weight}");
        }
        out.push_str("---\n\n");
        out
    }

    /// Whether the page's title is shown from its front matter, so that a heading would be a second one.
    fn shows_title(self) -> bool {
        matches!(self, Self::Zola | Self::Hugo | Self::Quarto)
    }
}

/// The files, sorted by path.
pub fn markdown(edition: &Edition<'_>, tool: Tool) -> Vec<Page> {
    let book = edition.book;
    let mut topics: Vec<(String, String, String, Vec<&Section>)> = edition
        .topics
        .iter()
        .map(|t| (file_name(&t.id, &edition.topics), t.title.clone(), t.description.clone(), Vec::new()))
        .collect();
    let unsorted = topics.len();
    topics.push(("unsorted".into(), "Unsorted".into(), "Passages that fit no topic.".into(), Vec::new()));
    let mut order: Vec<usize> = (0..edition.outline.sections.len()).collect();
    order.sort_by_key(|&i| (edition.placements.get(i).map(|p| p.rank), i));
    for i in order {
        let section = &edition.outline.sections[i];
        let topic = edition.placements.get(i).and_then(|p| p.topic).filter(|&t| t < unsorted).unwrap_or(unsorted);
        topics[topic].3.push(section);
    }
    if topics[unsorted].3.is_empty() {
        topics.pop();
    }
    let mut files = Vec::new();
    let mut file = |path: String, text: String| files.push(Page { path, bytes: text.into_bytes() });
    let mut list = String::new();
    for (i, (id, title, description, sections)) in topics.iter().enumerate() {
        let mut text = tool.front_matter(title, description, i + 1);
        if !tool.shows_title() {
            let _ = write!(text, "# {}\n\n", escape::line(title));
        }
        if !description.is_empty() {
            let _ = write!(text, "{}\n\n", escape::line(description));
        }
        let mut notes = String::new();
        let mut number = 0;
        let (called, none) = (called(edition, sections), Notes::default());
        for section in sections {
            let called = called.get(&section.source).unwrap_or(&none);
            passage(edition, section, called, &mut text, &mut notes, &mut number);
        }
        text.push_str(&notes);
        file(format!("{id}.md"), text);
        let _ = writeln!(list, "- [{}]({id}.md)", escape::line(title));
    }
    let description = book.description.as_deref().unwrap_or_default();
    let mut index = tool.front_matter(&book.title, description, 0);
    if !tool.shows_title() {
        let _ = write!(index, "# {}\n\n", escape::line(&book.title));
    }
    if !description.is_empty() {
        let _ = write!(index, "{}\n\n", escape::line(description));
    }
    // Zola and Hugo list a section's pages themselves, and read links to files in other ways.
    if !matches!(tool, Tool::Zola | Tool::Hugo) {
        let _ = writeln!(index, "{list}- [References](references.md)");
    }
    file(tool.index().to_owned(), index);
    file("references.md".to_owned(), references(edition, tool, topics.len() + 1));
    match tool {
        Tool::Mdbook => {
            let title = escape::line(&book.title);
            file(
                "SUMMARY.md".into(),
                format!("# Summary\n\n[{title}](README.md)\n\n{list}- [References](references.md)\n"),
            );
        }
        Tool::Quarto => {
            let quoted = |text: &str| serde_json::Value::from(text).to_string();
            let chapters: String =
                topics.iter().map(|t| format!("    - {}\n", quoted(&format!("{}.md", t.0)))).collect();
            let (title, language) = (quoted(&book.title), quoted(&book.language));
            file(
                "_quarto.yml".into(),
                format!(
                    "project:\n  type: book\nbook:\n  title: {title}\n  chapters:\n    - index.md\n{chapters}    - references.md\nlang: {language}\n"
                ),
            );
        }
        _ => {}
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// The name of a topic's file: its id, unless that is the name of a file of every export, on some disk.
fn file_name(id: &str, topics: &[Topic]) -> String {
    const OTHERS: [&str; 4] = ["index", "readme", "references", "summary"];
    if !OTHERS.contains(&id) {
        return id.to_owned();
    }
    let mut name = format!("topic-{id}");
    while topics.iter().any(|t| t.id == name) {
        name.insert_str(0, "topic-");
    }
    name
}

/// The footnotes of each Markdown source that are called and stand in these sections.
fn called(edition: &Edition<'_>, sections: &[&Section]) -> BTreeMap<SourceId, Notes> {
    let mut of_source: BTreeMap<SourceId, Vec<&Section>> = BTreeMap::new();
    for section in sections {
        of_source.entry(section.source).or_default().push(section);
    }
    let notes = |(id, sections): (SourceId, Vec<&Section>)| {
        let source = edition.sources.get(id.0 as usize).filter(|s| s.markup.is_some())?;
        Some((id, Notes::of(source, &sections)))
    };
    of_source.into_iter().filter_map(notes).collect()
}

/// One passage: its heading, and its blocks, each with a footnote that says where it comes from.
fn passage(
    edition: &Edition<'_>,
    section: &Section,
    called: &Notes,
    text: &mut String,
    notes: &mut String,
    number: &mut usize,
) {
    let Some(source) = edition.sources.get(section.source.0 as usize) else { return };
    let (name, heading) = (name(edition, section), heading(edition, section));
    if let Some(name) = &name {
        let own = section.heading.filter(|_| heading.as_ref() == Some(name) && source.markup.is_some());
        let said =
            own.map_or_else(|| escape::line(name), |line| inline::heading(source, &edition.cleaned.ledger, line));
        let _ = write!(text, "## {said}\n\n");
    }
    if let Some(heading) = heading.filter(|h| Some(h) != name.as_ref()) {
        let _ = write!(text, "In the source: {}\n\n", escape::line(&heading));
    }
    let mut in_list = false;
    let mut cite = |range: std::ops::RangeInclusive<u32>| {
        *number += 1;
        let _ = writeln!(notes, "[^{number}]: {}", citation(edition, source, range));
        format!("[^{number}]")
    };
    if section.blocks.is_empty() {
        let _ = write!(text, "{}\n\n", cite(section.range()));
    }
    let mut before: &[Container] = &[];
    for (i, block) in section.blocks.iter().enumerate() {
        // What the source's own mark-up puts in lists and quotes stands in them by lines of their own.
        if source.markup.is_some() {
            // A footnote in a footnote is more than some dialects take.
            let cited = if called.has(source, block) {
                format!(" ({})", citation(edition, source, block.range()))
            } else {
                cite(block.range())
            };
            let said = marked(edition, source, block, called, &cited);
            let after = section.blocks.get(i + 1).map_or(&[][..], |next| &next.within);
            nested(&said, [before, &block.within, after], text);
            before = &block.within;
            continue;
        }
        let is_item = matches!(block.kind, BlockKind::Item { .. });
        if in_list && !is_item {
            text.push('\n');
        }
        in_list = is_item;
        let said = lines(edition, source, block);
        let prose = |indent: &str| {
            said.iter()
                .map(|l| escape::line(l))
                .filter(|l| !l.is_empty())
                .collect::<Vec<_>>()
                .join(&format!("\n{indent}"))
        };
        let _ = match &block.kind {
            BlockKind::Heading { level } => {
                write!(text, "{} {}\n\n", "#".repeat(usize::from((*level).clamp(3, 6))), prose(""))
            }
            BlockKind::Quote => write!(text, "> {}{}\n\n", prose("> "), cite(block.range())),
            BlockKind::Item { ordered, depth, .. } => {
                let indent = "    ".repeat(usize::from(*depth).min(3));
                let mark = if *ordered { "1." } else { "-" };
                writeln!(text, "{indent}{mark} {}{}", prose(&format!("{indent}  ")), cite(block.range()))
            }
            BlockKind::Code { language } => {
                write!(text, "{}\n{}\n\n", escape::code(&said, language.as_deref()), cite(block.range()))
            }
            BlockKind::Table { columns } => {
                // Markdown has no table without a head: nothing tells whether the first row is one.
                let rows = inline::rows(source, &edition.cleaned.ledger, block, &Notes::default());
                let rows = std::iter::once(Vec::new()).chain(rows).collect();
                write!(text, "{}\n\n", table(rows, columns, &cite(block.range())))
            }
            _ => write!(text, "{}{}\n\n", prose(""), cite(block.range())),
        };
    }
    if in_list {
        text.push('\n');
    }
}

/// Rows of a table, of which the first is its head.
fn table(rows: Vec<Vec<String>>, columns: &[Align], cite: &str) -> String {
    let row = |mut cells: Vec<String>| {
        cells.resize(cells.len().max(columns.len()), String::new());
        format!("| {} |", cells.join(" | "))
    };
    let ruler = columns.iter().map(|align| match align {
        Align::Start => "---",
        Align::Center => ":-:",
        Align::End => "--:",
    });
    let mut rows: Vec<String> = rows.into_iter().map(row).collect();
    rows.insert(1.min(rows.len()), format!("| {} |", ruler.collect::<Vec<_>>().join(" | ")));
    format!("{}\n\n{cite}", rows.join("\n"))
}

/// A block of a Markdown source, without what it stands in.
fn marked(edition: &Edition<'_>, source: &Source, block: &Block, called: &Notes, cite: &str) -> String {
    let ledger = &edition.cleaned.ledger;
    match &block.kind {
        BlockKind::Heading { level } => {
            let said = inline::lines(source, ledger, block, &Notes::default()).join(" ");
            format!("{} {said}", "#".repeat(usize::from((*level).clamp(3, 6))))
        }
        BlockKind::Code { language } => {
            format!("{}\n{cite}", escape::code(&lines(edition, source, block), language.as_deref()))
        }
        BlockKind::Table { columns } => table(inline::rows(source, ledger, block, called), columns, cite),
        _ => format!("{}{cite}", inline::lines(source, ledger, block, called).join("\n")),
    }
}

/// Writes a block behind the signs of what it stands in; before and behind that is what the blocks above and below stand
/// in.
fn nested(said: &str, [before, within, after]: [&[Container]; 3], text: &mut String) {
    let common = |other: &[Container]| other.iter().zip(within).take_while(|(a, b)| a == b).count();
    let (same, goes_on) = (common(before), common(after));
    let (mut first, mut rest, mut below) = (String::new(), String::new(), String::new());
    for (i, container) in within.iter().enumerate() {
        match container {
            Container::Quote(_) => {
                first.push_str("> ");
                rest.push_str("> ");
            }
            Container::Item { number, .. } => {
                let sign = number.map_or("-   ".to_owned(), |n| format!("{:<4}", format!("{}. ", n.min(999_999_999))));
                rest.push_str(&" ".repeat(sign.len()));
                if i < same { first.push_str(&" ".repeat(sign.len())) } else { first.push_str(&sign) }
            }
        }
        if i < goes_on {
            below.clone_from(&rest);
        }
    }
    for (i, line) in said.trim_end().lines().enumerate() {
        let line = format!("{}{line}", if i == 0 { &first } else { &rest });
        let _ = writeln!(text, "{}", line.trim_end());
    }
    // A quote that goes on is one; Pandoc takes what follows the sign of a quote into it.
    let _ = writeln!(text, "{}", below.trim_end());
}

/// `Title, page.txt, lines 9–16. https://…`
fn citation(edition: &Edition<'_>, source: &Source, range: std::ops::RangeInclusive<u32>) -> String {
    let lines = if range.start() == range.end() {
        format!("line {}", range.start())
    } else {
        format!("lines {}–{}", range.start(), range.end())
    };
    let title = title(edition, source);
    let path = crate::render::visible(&source.path);
    let file = if title == path { String::new() } else { format!("{}, ", escape::line(&path)) };
    // An address that has a bracket in it would end too early.
    let address = record(edition, source).and_then(|r| Some(r.address.as_ref()?.value.as_str()));
    let address =
        address.filter(|a| !a.contains(['<', '>', ' ', '{', '\\'])).map_or(String::new(), |a| format!(", <{a}>"));
    format!("{}, {file}{lines}{address}", escape::line(&title))
}

/// The title of a source: its title line, or the one that was recorded, or its path.
pub fn title(edition: &Edition<'_>, source: &Source) -> String {
    let line = edition.outline.titles.get(source.id.0 as usize).copied().flatten();
    let text = line.and_then(|line| edition.cleaned.ledger.text(source, line));
    let recorded = || record(edition, source).and_then(|r| Some(r.title.as_ref()?.value.clone()));
    let title = text.map(|t| t.trim().to_owned()).or_else(recorded).unwrap_or_else(|| source.path.clone());
    crate::render::visible(&title).into_owned()
}

/// What is known of a source as a publication.
pub fn record<'a>(edition: &'a Edition<'_>, source: &Source) -> Option<&'a Record> {
    edition.links.records.get(source.id.0 as usize)
}

fn references(edition: &Edition<'_>, tool: Tool, weight: usize) -> String {
    let mut text = tool.front_matter("References", "", weight);
    if !tool.shows_title() {
        text.push_str("# References\n\n");
    }
    for source in edition.sources {
        let path = crate::render::visible(&source.path);
        let _ = writeln!(
            text,
            "- {}: {}, {} lines, SHA-256 {}",
            escape::line(&title(edition, source)),
            escape::line(&path),
            source.len(),
            source.sha256
        );
    }
    text
}
