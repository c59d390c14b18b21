//! `topics`: how the topics of a book fare, or topics for a book that has none.

use super::{Failure, report::count};
use crate::{
    book::{FILE, Topic},
    export,
    group::report,
    model::Section,
    pipeline::Edition,
    read,
    render::visible,
};
use std::{fmt::Write as _, io::Write, path::PathBuf};

/// Propose topics for a book that has none, or report on those that it has
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook topics                           coverage, overlap, and terms that find nothing
  sourcebook topics --propose >> book.toml    write proposed topics down
  sourcebook topics my-book --propose         what would be proposed if it had none")]
pub(super) struct Args {
    /// The folder that holds book.toml
    #[arg(value_name = "BOOKDIR", default_value = ".")]
    pub(super) book: PathBuf,
    /// Propose topics though the book has some
    #[arg(long)]
    propose: bool,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let (mut book, rules) = super::book(&args.book)?;
    let sources = read::sources(&book)?;
    let taken: Vec<String> = book.topics.iter().map(|t| t.id.clone()).collect();
    if args.propose {
        book.topics.clear();
        // A pin to a topic that is not there any more would be told as gone.
        book.corrections.sections.clear();
    }
    let edition = super::edit(&book, &rules, &sources)?;
    if book.topics.is_empty() {
        return Ok(write!(out, "{}", toml(&edition, &taken))?);
    }
    told(&edition, out)
}

/// The proposed topics as they stand in `book.toml`, with what goes there. An id that the book has already has a number
/// added.
pub(super) fn toml(edition: &Edition<'_>, taken: &[String]) -> String {
    /// Headings that are shown.
    const SHOWN: usize = 3;
    let sections = &edition.outline.sections;
    let on = |topic| {
        let placed = sections.iter().zip(&edition.placements).filter(move |(_, p)| p.topic == topic);
        placed.map(|(section, _)| section).collect::<Vec<&Section>>()
    };
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let free = |id: &str| {
        let numbered = (2..).map(|n| format!("{id}-{n}"));
        let is_free =
            |other: &String| !taken.contains(other) && edition.topics.iter().all(|t| t.id != *other || other == id);
        std::iter::once(id.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
    };
    let mut text = String::new();
    for (i, Topic { id, title, terms, .. }) in edition.topics.iter().enumerate() {
        let sections = on(Some(i));
        let headings = sections.iter().filter_map(|s| export::heading(edition, s));
        let mut shown: Vec<String> = headings.map(|h| format!("{:?}", crate::book::corrections::begin(&h))).collect();
        shown.dedup();
        shown.truncate(SHOWN);
        let such = if shown.is_empty() { String::new() } else { format!(", such as {}", shown.join(", ")) };
        let terms: Vec<String> = terms.iter().map(|t| quoted(t)).collect();
        let _ = write!(
            text,
            "\n# {}{such}.\n[[topic]]\nid = {}\ntitle = {}\nterms = [{}]\n",
            count(sections.len(), "section"),
            quoted(&free(id)),
            quoted(title),
            terms.join(", ")
        );
    }
    let left = on(None).len();
    if left > 0 {
        let _ = write!(text, "\n# {} on none of these: page Unsorted.\n", count(left, "section"));
    }
    text
}

fn told(edition: &Edition<'_>, out: &mut impl Write) -> Result<(), Failure> {
    /// Pairs of topics and telling words that are shown.
    const SHOWN: usize = 8;
    let topics = &edition.topics;
    let (ledger, outline) = (&edition.cleaned.ledger, &edition.outline);
    let language = &edition.book.language;
    let report = report::report(topics, language, edition.sources, ledger, outline, &edition.placements);
    let on = |topic| edition.placements.iter().filter(|p| p.topic == topic).count();
    let (all, left) = (edition.placements.len(), on(None));
    let percent = ((all - left) * 100).checked_div(all).unwrap_or(0);
    writeln!(out, "{}: {} on a topic ({percent} %), {left} unsorted", count(all, "section"), all - left)?;
    let mut silent = 0;
    for (i, (topic, terms)) in topics.iter().zip(&report.terms).enumerate() {
        let pinned = edition.placements.iter().filter(|p| p.topic == Some(i) && p.pinned).count();
        let pinned = if pinned > 0 { format!(", {pinned} of them pinned") } else { String::new() };
        writeln!(out, "\n{} ({}): {}{pinned}", visible(&topic.title), topic.id, count(on(Some(i)), "section"))?;
        let found = terms.iter().filter(|t| t.sections > 0);
        let found: Vec<String> = found.map(|t| format!("{} {}/{}", visible(&t.term), t.here, t.sections)).collect();
        if !found.is_empty() {
            writeln!(out, "  found      {}", found.join(", "))?;
        }
        let never: Vec<_> = terms.iter().filter(|t| t.sections == 0).map(|t| visible(&t.term)).collect();
        if !never.is_empty() {
            silent += never.len();
            writeln!(out, "  never      {}", never.join(", "))?;
        }
        let elsewhere: Vec<_> =
            terms.iter().filter(|t| t.sections >= 4 && t.here * 3 < t.sections).map(|t| visible(&t.term)).collect();
        if !elsewhere.is_empty() {
            writeln!(out, "  elsewhere  {}", elsewhere.join(", "))?;
        }
    }
    let overlaps: Vec<_> =
        report.overlaps.iter().filter(|o| o.both + o.close + o.shared.len() > 0).take(SHOWN).collect();
    if !overlaps.is_empty() {
        writeln!(out, "\noverlap")?;
        for o in overlaps {
            let (a, b) = (&topics[o.topics.0].title, &topics[o.topics.1].title);
            let (both, close) = (count(o.both, "section"), count(o.close, "close call"));
            let list = o.shared.iter().map(|t| visible(t)).collect::<Vec<_>>().join(", ");
            let list = if list.is_empty() { list } else { format!("; both list {list}") };
            writeln!(out, "  {} and {}: {both} with terms of both, {close}{list}", visible(a), visible(b))?;
        }
    }
    if !report.telling.is_empty() {
        let words: Vec<String> =
            report.telling.iter().take(SHOWN).map(|(word, n)| format!("{} {n}", visible(word))).collect();
        writeln!(out, "\nunsorted  as terms these would have caught so many of them: {}", words.join(", "))?;
    }
    writeln!(
        out,
        "\n12/15 after a term: it stands in 15 sections, 12 of them on its topic.{}",
        if silent > 0 {
            format!(
                " {} never found: look for a slip, or take {} out of {FILE}.",
                count(silent, "term"),
                if silent == 1 { "it" } else { "them" }
            )
        } else {
            String::new()
        }
    )?;
    Ok(())
}

/// Topics for sources that are no book yet.
pub(super) fn proposed(language: &str, sources: &[crate::model::Source]) -> String {
    let rules = crate::clean::rules::Rules::built_in();
    let text = format!("[book]\ntitle = \"-\"\nlanguage = {language:?}\n");
    let Ok(book) = crate::book::Book::parse(std::path::Path::new("."), text) else { return String::new() };
    toml(&crate::pipeline::edit(&book, &rules, sources), &[])
}
