//! `export`: the book for other programs.

use super::Failure;
use crate::{
    book::{Topic, folders},
    export::{self, Tool},
    model::{Problem, Section},
    pipeline::Edition,
    read, write,
};
use serde::Serialize;
use std::{io::Write, path::PathBuf};

/// Write the book as Markdown, or its sections as NDJSON
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook export --to book/src                          for mdBook: SUMMARY.md and a file for each topic
  sourcebook export --for hugo --to hugo/content/rivers    for Hugo, Zola, Obsidian or Quarto
  sourcebook export --format ndjson > sections.ndjson      one section a line, with its citation
The folder must be empty, absent or written by an earlier export.")]
pub(super) struct Args {
    /// The folder that holds book.toml
    #[arg(value_name = "BOOKDIR", default_value = ".")]
    pub(super) book: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// The program that is to read the Markdown
    #[arg(long = "for", value_name = "TOOL", value_enum, default_value_t = Tool::Mdbook)]
    tool: Tool,
    /// The folder for the Markdown
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A folder of Markdown files
    Markdown,
    /// One JSON object a section (docs/formats.md)
    Ndjson,
}

#[derive(Debug, Serialize)]
struct Row<'a> {
    id: &'a str,
    topic: Option<&'a str>,
    heading: Option<String>,
    title: Option<&'a str>,
    blocks: Vec<Block>,
    citation: Citation<'a>,
}

#[derive(Debug, Serialize)]
struct Block {
    kind: &'static str,
    first: u32,
    last: u32,
    text: String,
}

#[derive(Debug, Serialize)]
struct Citation<'a> {
    source: &'a str,
    title: String,
    sha256: &'a str,
    first: u32,
    last: u32,
    address: Option<&'a str>,
    authors: Option<Vec<String>>,
    site: Option<&'a str>,
    published: Option<String>,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let (book, rules) = super::book(&args.book)?;
    let sources = read::sources(&book)?;
    let edition = super::edit(&book, &rules, &sources)?;
    if args.format == Format::Ndjson {
        if args.to.is_some() {
            return Err(Problem::new("NDJSON goes to standard output")
                .help("leave --to out, and write `> FILE`")
                .into());
        }
        for (i, section) in edition.outline.sections.iter().enumerate() {
            super::ndjson::row(out, &row(&edition, i, section))?;
        }
        return Ok(());
    }
    let Some(to) = &args.to else {
        return Err(Problem::new("there is no folder to write to").help("name one: --to book/src").into());
    };
    if let Some(read) = folders::read_below(&args.book, &book.src, to) {
        return Err(Problem::new(format!(
            "{} would mix with {}, which the book is read from",
            to.display(),
            read.display()
        ))
        .help("name a folder of its own")
        .into());
    }
    let files = export::markdown(&edition, args.tool);
    if let Some(left) = write::site(to, &files)? {
        super::report::finding(&mut anstream::stderr().lock(), &left)?;
    }
    writeln!(out, "{} files in {}", files.len(), to.display())?;
    Ok(())
}

fn row<'a>(edition: &'a Edition<'_>, index: usize, section: &'a Section) -> Row<'a> {
    let source = &edition.sources[section.source.0 as usize];
    let topic = edition.placements.get(index).and_then(|p| p.topic);
    let block = |b: &crate::model::Block| Block {
        kind: b.kind.as_str(),
        first: *b.range().start(),
        last: *b.range().end(),
        text: export::lines(edition, source, b).join("\n"),
    };
    let record = export::record(edition, source);
    Row {
        id: &section.id.0,
        topic: topic.and_then(|t| edition.topics.get(t)).map(|t: &Topic| t.id.as_str()),
        heading: export::heading(edition, section),
        title: edition.decided.titles.get(&section.id).map(String::as_str),
        blocks: section.blocks.iter().map(block).collect(),
        citation: Citation {
            source: &source.path,
            title: export::title(edition, source),
            sha256: &source.sha256,
            first: *section.range().start(),
            last: *section.range().end(),
            address: record.and_then(|r| Some(r.address.as_ref()?.value.as_str())),
            authors: record.and_then(|r| Some(r.authors.as_ref()?.value.iter().map(ToString::to_string).collect())),
            site: record.and_then(|r| Some(r.site.as_ref()?.value.as_str())),
            published: record.and_then(|r| Some(r.published.as_ref()?.value.to_string())),
        },
    }
}
