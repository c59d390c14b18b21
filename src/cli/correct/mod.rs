//! `pin`, `retitle`, `order`, `keep`, `drop`, `accept` and `refuse`: what a person decides, written into `book.toml`;
//! and `undo`, which takes it out again.

mod repairs;
mod undo;

use super::{Failure, find};
use crate::{
    book::{
        Book, FILE, UNSORTED,
        corrections::{self, Lines, SectionAt},
        entry::{self, Entry},
        nearest,
    },
    clean::rules::Rules,
    model::{Fate, Problem, Source},
    pipeline::{self, Edition},
    read,
    render::visible,
    write,
};
pub(super) use repairs::{Accept, Refuse, accept, refuse};
use std::{
    io::Write,
    path::{Path, PathBuf},
};
pub(super) use undo::{Undo, undo};

/// Put a section on a topic's page, and write that into book.toml
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook pin p-0123456789 floods     the end of the passage's address names the section
  sourcebook pin page.txt:12 floods      so does any line of it
  sourcebook pin page.txt:12 unsorted    it stands on no topic")]
pub(super) struct Pin {
    /// The section: its name, `p-…`, or a line of it
    section: String,
    /// The id of the topic, or `unsorted`
    topic: String,
    /// The folder that holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    book: PathBuf,
}

/// Give a section another title, and write that into book.toml
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  sourcebook retitle page.txt:12 \"When rivers rise\"
Its own heading stays below the new title.")]
pub(super) struct Retitle {
    /// The section: its name, `p-…`, or a line of it
    section: String,
    /// What it is to be called
    title: String,
    /// The folder that holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    book: PathBuf,
}

/// Put sections first on their page, in the order that is given, and write that into book.toml
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  sourcebook order page.txt:40 page.txt:12    these two stand first; the others follow as before")]
pub(super) struct Order {
    /// The sections: names, `p-…`, or lines
    #[arg(required = true)]
    sections: Vec<String>,
    /// The folder that holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    book: PathBuf,
}

/// Keep lines that a rule leaves out, and write that into book.toml
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook keep page.txt:12
  sourcebook keep page.txt:12-14 --why \"the list of stations\"")]
pub(super) struct Keep {
    /// A line or several: page.txt:12, page.txt:12-14
    lines: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// The folder that holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    book: PathBuf,
}

/// Leave lines out, and write that into book.toml
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook drop page.txt:12
  sourcebook drop page.txt:12-14 --why \"a form to order by\"    the account shows the reason")]
pub(super) struct Drop {
    /// A line or several: page.txt:12, page.txt:12-14
    lines: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    why: Option<String>,
    /// The folder that holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    book: PathBuf,
}

pub(super) fn pin(args: &Pin, out: &mut impl Write) -> Result<(), Failure> {
    with(
        &args.book,
        |edition| {
            let section = find::section(edition, &args.section)?;
            let topics = &edition.book.topics;
            let title = match topics.iter().find(|t| t.id == args.topic || t.title == args.topic) {
                Some(topic) => (topic.id.clone(), topic.title.clone()),
                None if args.topic == UNSORTED => (UNSORTED.to_owned(), "Unsorted".to_owned()),
                None => return Err(no_topic(edition.book, &args.topic)),
            };
            let entry = section_entry(edition, section, ("topic", title.0.into()));
            Ok((vec![entry], format!("{} stands on {} now", find::told(edition, section), title.1)))
        },
        out,
    )
}

fn no_topic(book: &Book, wanted: &str) -> Problem {
    let ids = || book.topics.iter().map(|t| t.id.as_str());
    let help = match nearest(wanted, ids().chain([UNSORTED])) {
        _ if book.topics.is_empty() => "the book has no topics yet: `sourcebook topics` proposes some".to_owned(),
        Some(near) => format!("did you mean {near:?}?"),
        None => format!("the topics are {}, and {UNSORTED}", ids().collect::<Vec<_>>().join(", ")),
    };
    Problem::new(format!("there is no topic {wanted:?}")).help(help)
}

pub(super) fn retitle(args: &Retitle, out: &mut impl Write) -> Result<(), Failure> {
    with(
        &args.book,
        |edition| {
            let section = find::section(edition, &args.section)?;
            let title = args.title.split_whitespace().collect::<Vec<_>>().join(" ");
            if title.is_empty() {
                return Err(Problem::new("there is no title").help("say what the section is to be called"));
            }
            let entry = section_entry(edition, section, ("title", title.as_str().into()));
            Ok((vec![entry], format!("{} is called {title:?} now", find::told(edition, section))))
        },
        out,
    )
}

pub(super) fn order(args: &Order, out: &mut impl Write) -> Result<(), Failure> {
    with(
        &args.book,
        |edition| {
            let sections: Vec<usize> =
                args.sections.iter().map(|s| find::section(edition, s)).collect::<Result<_, Problem>>()?;
            let topic = |section: usize| edition.placements[section].topic;
            for (i, &section) in sections.iter().enumerate() {
                let told = find::told(edition, section);
                if sections[..i].contains(&section) {
                    return Err(Problem::new(format!("{told} is named twice")).help("name each section once"));
                }
                if topic(section) != topic(sections[0]) {
                    let [first, other] = [sections[0], section].map(|s| page(edition, s));
                    return Err(Problem::new(format!("{told} is on the page {other}, and the first on {first}"))
                        .help("order the sections of one page at a time; `sourcebook pin` puts one on another page"));
                }
            }
            // What had a place before follows in its order.
            let mut others: Vec<usize> = edition.decided.places.keys().copied().collect();
            others.retain(|s| topic(*s) == topic(sections[0]) && !sections.contains(s));
            others.sort_by_key(|&s| edition.placements[s].rank);
            let (mut entries, mut said) = (Vec::new(), Vec::new());
            for (place, section) in (1_i64..).zip(sections.iter().chain(&others).copied()) {
                entries.push(section_entry(edition, section, ("order", place.into())));
                said.push(format!("{place}. {}", find::told(edition, section)));
            }
            Ok((entries, said.join("\n")))
        },
        out,
    )
}

pub(super) fn keep(args: &Keep, out: &mut impl Write) -> Result<(), Failure> {
    with(
        &args.book,
        |edition| {
            let (source, lines) = find::lines(edition.sources, &args.lines)?;
            let entry = line_entry(edition, source, &lines, "keep", args.why.as_deref())?;
            let mut rules: Vec<&str> = Vec::new();
            for at in lines.map(|line| source.at(line)) {
                if let Fate::Dropped { rule, .. } = edition.cleaned.ledger.fate(at)
                    && !rules.contains(&rule.as_str())
                {
                    rules.push(rule.as_str());
                }
            }
            let against = match &rules[..] {
                [] => "no rule speaks against that".to_owned(),
                rules => format!("against {}", rules.join(", ")),
            };
            Ok((vec![entry.0], format!("{} is kept now, {against}", entry.1)))
        },
        out,
    )
}

pub(super) fn drop(args: &Drop, out: &mut impl Write) -> Result<(), Failure> {
    with(
        &args.book,
        |edition| {
            let (source, lines) = find::lines(edition.sources, &args.lines)?;
            let entry = line_entry(edition, source, &lines, "drop", args.why.as_deref())?;
            let ledger = &edition.cleaned.ledger;
            let fates: Vec<_> =
                lines.clone().filter(|&l| !source.is_blank(l)).map(|l| ledger.fate(source.at(l))).collect();
            if let (Some(Fate::Dropped { rule, .. }), true) =
                (fates.first(), fates.iter().all(|f| matches!(f, Fate::Dropped { .. })))
            {
                return Err(
                    Problem::new(format!("{} is left out already, by {rule}", entry.1)).help("nothing is to be done")
                );
            }
            // A line that is kept by another entry would stay.
            let overlaps =
                |at: &Lines| at.source == source.path && at.first <= *lines.end() && at.last >= *lines.start();
            let same = |at: &Lines| (at.first, at.last) == (*lines.start(), *lines.end());
            let kept =
                edition.book.corrections.lines.iter().find(|e| e.keep && overlaps(&e.at.value) && !same(&e.at.value));
            if let Some(kept) = kept {
                let (toml, span) = (&edition.book.toml, kept.at.span.clone());
                return Err(Problem::new(format!("{FILE} keeps {}", kept.at.value))
                    .in_file(FILE)
                    .at(toml, span, "kept here")
                    .help("change this entry, or give these very lines"));
            }
            Ok((vec![entry.0], format!("{} is left out now", entry.1)))
        },
        out,
    )
}

/// The title of the page that a section stands on.
fn page(edition: &Edition<'_>, section: usize) -> String {
    let topic = edition.placements[section].topic.and_then(|t| edition.topics.get(t));
    topic.map_or_else(|| "Unsorted".to_owned(), |t| t.title.clone())
}

/// What is decided of a section. It is named as the book names it already, else by its stable name.
fn section_entry(edition: &Edition<'_>, index: usize, key: (&'static str, toml::Value)) -> Entry {
    let section = &edition.outline.sections[index];
    let source = &edition.sources[section.source.0 as usize];
    let holds = |at: &SectionAt| match at {
        SectionAt::Id(id) => *id == section.id.0,
        SectionAt::Line(lines) => {
            let first = (lines.first..=lines.last.min(source.len())).find(|&l| !source.is_blank(l));
            lines.source == source.path && section.lines().any(|at| Some(at.line) == first)
        }
    };
    let known = edition.book.corrections.sections.iter().find(|e| holds(&e.at.value));
    let at = known.map_or(section.id.to_string(), |e| e.at.value.to_string());
    let mut keys = vec![("at", at.as_str().into())];
    if known.is_none() {
        let text = edition.cleaned.ledger.text(source, *section.range().start()).unwrap_or_default();
        keys.push(("text", corrections::begin(&text).into()));
    }
    keys.push(key);
    Entry { table: "section", keys, without: None }
}

/// What is decided of lines, and what they are called.
fn line_entry(
    edition: &Edition<'_>,
    source: &Source,
    lines: &std::ops::RangeInclusive<u32>,
    fate: &'static str,
    why: Option<&str>,
) -> Result<(Entry, String), Problem> {
    let first = lines.clone().find(|&line| !source.is_blank(line));
    let Some(first) = first else {
        let near = (1..source.len()).flat_map(|d| [lines.start().saturating_sub(d), lines.end() + d]);
        let near = near.filter(|l| source.lines().contains(l)).find(|&l| !source.is_blank(l));
        let help = near.map_or_else(String::new, |l| {
            format!("the nearest line with text is {}:{l}, {:?}", source.path, corrections::begin(source.raw(l)))
        });
        return Err(Problem::new(format!("nothing stands in {}:{}", source.path, lines.start())).help(help));
    };
    let at = Lines { source: source.path.clone(), first, last: (*lines.end()).max(first) };
    // An entry for these lines may begin with a blank one.
    let known = edition.book.corrections.lines.iter().map(|e| &e.at.value);
    let mut known =
        known.filter(|k| k.source == at.source && k.last == at.last && (*lines.start()..=first).contains(&k.first));
    let at = known.next().cloned().unwrap_or(at);
    let text = corrections::begin(source.raw(at.first));
    let said = format!("{at}, {text:?},");
    let mut keys = vec![("at", at.to_string().into()), ("text", text.into()), ("fate", fate.into())];
    keys.extend(why.map(|why| ("why", why.into())));
    // The reason for the one is none for the other.
    let turned = edition.book.corrections.lines.iter().any(|e| e.at.value == at && e.keep != (fate == "keep"));
    let without = (turned && why.is_none()).then_some("why");
    Ok((Entry { table: "line", keys, without }, said))
}

/// Decides with the edition of a book before one, writes that into its `book.toml`, and says so.
fn with(
    root: &Path,
    decide: impl FnOnce(&Edition<'_>) -> Result<(Vec<Entry>, String), Problem>,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let (book, rules) = super::book(root)?;
    let sources = read::sources(&book)?;
    // A correction that is gone by now is no reason to refuse another.
    let edition = pipeline::edit(&book, &rules, &sources);
    let (entries, said) = decide(&edition).map_err(|p| super::from_here(p, root))?;
    let mut toml = book.toml.clone();
    for new in &entries {
        let wanted = |key: &str| new.keys.iter().find(|(k, _)| *k == key).and_then(|(_, v)| v.as_str());
        let is_it = |there: &dyn Fn(&str) -> Option<String>| {
            let same = |key: &str| there(key).as_deref() == wanted(key);
            let address = there("at").is_some_and(|at| wanted("at").is_some_and(|w| same_address(&at, w)));
            address && (new.table != "repair" || same("was") && same("now"))
        };
        toml = entry::put(&toml, new, is_it).map_err(|p| super::from_here(p, root))?;
    }
    let path = root.join(FILE);
    let shown = path.strip_prefix(".").unwrap_or(&path).display();
    if toml == book.toml {
        writeln!(out, "{shown} says so already")?;
        return Ok(());
    }
    holds(root, &toml, &sources, edition.decided.wrong.len())?;
    write::file(&path, &book.toml, &toml)?;
    writeln!(out, "{}\n{shown} says so. Next: `sourcebook build{}`", visible(&said), dir(root))?;
    Ok(())
}

/// Refuses a `book.toml` that can't be read, or in which more than `wrong` sections that are decided of are gone: to keep,
/// drop or free a line can take a section away.
fn holds(root: &Path, toml: &str, sources: &[Source], wrong: usize) -> Result<(), Failure> {
    let book = Book::parse(root, toml.to_owned()).map_err(|p| super::from_here(p, root))?;
    if book.corrections.sections.is_empty() {
        return Ok(());
    }
    let rules = Rules::for_book(&book).map_err(|p| super::from_here(p, root))?;
    let mut gone = pipeline::edit(&book, &rules, sources).decided.wrong;
    match gone.pop().filter(|_| gone.len() >= wrong) {
        Some(problem) => {
            let message = format!("nothing is changed, for a decision would lose its section: {}", problem.message);
            Err(Problem { message, ..super::from_here(problem, root) }.into())
        }
        None => Ok(()),
    }
}

/// `page.txt:12` and `page.txt:12-12` are the same.
fn same_address(a: &str, b: &str) -> bool {
    a == b || Lines::parse(a).is_some_and(|lines| Some(lines) == Lines::parse(b))
}

fn dir(root: &Path) -> String {
    if root == Path::new(".") { String::new() } else { format!(" {}", root.display()) }
}
