//! `init`: a book to begin with.

use super::{Failure, report::count};
use crate::{
    book::{Book, FILE},
    model::Problem,
    read::{self, SIDECAR, is_left},
};
use std::{
    collections::HashSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

const BOOK: &str = include_str!("book.toml");
const SOURCE: &str = include_str!("lighthouses.txt");
const GITIGNORE: &str = include_str!("gitignore");
const PAGES: &str = include_str!("pages.yml");

/// The Git repository that this program comes from: the package's, or what the build was told. Empty when nobody knows.
const REPOSITORY: &str = match option_env!("SOURCEBOOK_REPOSITORY") {
    Some(repository) => repository,
    None => env!("CARGO_PKG_REPOSITORY"),
};
/// The folder that texts are copied to.
const SEEDS: &str = "seeds";
/// The line of the workflow that names it.
const PROGRAM: &str = "  PROGRAM: ";

/// Files to write, by path below the book.
type Files = Vec<(PathBuf, Vec<u8>)>;

/// Begin a book: an example to change, or your own folder of texts
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook init my-book                   a small book that builds at once
  sourcebook init my-book --from texts      a book of the .txt and .md files in texts/
Nothing that is there already is overwritten.")]
pub(super) struct Args {
    /// The folder of the book
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// A folder of texts to make the book of; it is left as it is, and its texts are copied into the book's seeds/
    #[arg(long, value_name = "FOLDER")]
    from: Option<PathBuf>,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let mut files = Files::new();
    match &args.from {
        None => {
            files.push((FILE.into(), BOOK.into()));
            files.push(("seeds/lighthouses.txt".into(), SOURCE.into()));
        }
        Some(from) => {
            let (src, texts) = texts(&args.dir, from)?;
            files.push((FILE.into(), own(from, &src, &topics(from))?.into_bytes()));
            files.extend(texts);
        }
    }
    let there: Vec<String> =
        files.iter().map(|(f, _)| args.dir.join(f)).filter(|f| f.exists()).map(|f| f.display().to_string()).collect();
    if !there.is_empty() {
        let shown = there.iter().take(10).cloned().collect::<Vec<_>>().join(", ");
        let more = if there.len() > 10 { format!(" and {} more", there.len() - 10) } else { String::new() };
        return Err(Problem::new(format!("there already: {shown}{more}"))
            .help("nothing is overwritten: name a new folder, or move these away")
            .into());
    }
    // A project that has these keeps them.
    let workflow = PAGES.replace("{{version}}", env!("CARGO_PKG_VERSION")).replace("{{repository}}", REPOSITORY);
    let extras = [(".gitignore", GITIGNORE.to_owned()), (".github/workflows/pages.yml", workflow)];
    for (name, text) in extras {
        if args.dir.join(name).exists() {
            writeln!(out, "left as it is: {}", args.dir.join(name).display())?;
        } else {
            files.push((name.into(), text.into_bytes()));
        }
    }
    for (name, bytes) in &files {
        put(&args.dir.join(name), bytes)?;
    }
    let seeds = |name: &&PathBuf| name.starts_with(SEEDS);
    let (texts, others): (Vec<_>, Vec<_>) = files.iter().map(|(name, _)| name).partition(seeds);
    let texts: Vec<_> = texts.into_iter().filter(|name| !name.to_string_lossy().ends_with(SIDECAR)).collect();
    for name in others {
        writeln!(out, "{}", args.dir.join(name).display())?;
    }
    match texts[..] {
        [] => {}
        [name] => writeln!(out, "{}", args.dir.join(name).display())?,
        _ => writeln!(out, "{} with {}", args.dir.join(SEEDS).display(), count(texts.len(), "text"))?,
    }
    // Texts that are in the book already stay where they are, and so does what lies among them.
    if let Some(from) = args.from.as_ref().filter(|_| !texts.is_empty()) {
        let others = Found::below(from)?.others;
        if let Some(first) = others.first() {
            let files = count(others.len(), "file");
            writeln!(
                out,
                "not copied: {files} in {} that are hidden, links, or neither .txt nor .md, as {}",
                from.display(),
                first.display()
            )?;
        }
    }
    let here = args.dir == Path::new(".");
    let dir = if here { String::new() } else { format!(" {}", args.dir.display()) };
    writeln!(out, "\nNext: `sourcebook build{dir}`, or `sourcebook serve{dir}` to see it while you edit {FILE}.")?;
    let written = files.iter().find(|(name, _)| name.ends_with("pages.yml")).map(|(name, _)| args.dir.join(name));
    if let Some(workflow) = written.filter(|_| REPOSITORY.is_empty()) {
        let line = PAGES.lines().position(|line| line.starts_with(PROGRAM)).map_or(1, |i| i + 1);
        writeln!(
            out,
            "To publish on GitHub Pages, name the Git repository that sourcebook comes from: {}:{line}",
            workflow.display()
        )?;
    }
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let failed = |path: &Path, e: std::io::Error| {
        Problem::new(format!("{} can't be written: {e}", path.display())).help("look at the permissions of the folder")
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| failed(folder, e))?;
    }
    let mut file = fs::File::create_new(path).map_err(|e| failed(path, e))?;
    file.write_all(bytes).map_err(|e| failed(path, e))
}

/// Topics that the texts themselves propose, as TOML; none where they can't be read: a build will say why.
fn topics(from: &Path) -> String {
    let Ok(found) = Found::below(from) else { return String::new() };
    let texts: Vec<PathBuf> = found.texts.into_iter().map(|name| from.join(name)).collect();
    read::paths(&texts).map(|(sources, _)| super::topics::proposed("en", &sources)).unwrap_or_default()
}

/// What a folder holds of a person's, by paths below it.
struct Found {
    texts: Vec<PathBuf>,
    /// What is known of these texts.
    records: Vec<PathBuf>,
    /// What is neither, is hidden or is a link.
    others: Vec<PathBuf>,
}

impl Found {
    fn below(from: &Path) -> Result<Self, Problem> {
        let (mut texts, mut others) = (Vec::new(), Vec::new());
        let walk = WalkDir::new(from).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|e| e.depth() == 0 || !is_left(&e.file_name().to_string_lossy())) {
            let entry = entry.map_err(|e| {
                Problem::new(format!("{} can't be read: {e}", from.display())).help("look at its permissions")
            })?;
            let path = entry.path().strip_prefix(from).unwrap_or(entry.path()).to_owned();
            let is_hidden = path.iter().any(|part| part.as_encoded_bytes().starts_with(b"."));
            match entry.file_type() {
                kind if kind.is_dir() => {}
                kind if kind.is_file() && is_text(&path) && !is_hidden => texts.push(path),
                _ => others.push(path),
            }
        }
        let named: HashSet<PathBuf> = texts.iter().flat_map(|text| [text.clone(), text.with_extension("")]).collect();
        let of = |path: &PathBuf| path.to_str().and_then(|name| name.strip_suffix(SIDECAR)).map(PathBuf::from);
        let (records, others) = others.into_iter().partition(|path| of(path).is_some_and(|of| named.contains(&of)));
        Ok(Self { texts, records, others })
    }
}

/// The folder of the sources in the book, and the files to copy there. Texts that are in the book already stay where
/// they are.
fn texts(dir: &Path, from: &Path) -> Result<(String, Files), Problem> {
    let real = |path: &Path| fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or(path.to_owned());
    if !from.is_dir() {
        return Err(
            Problem::new(format!("there is no folder {}", from.display())).help("give the folder of your texts")
        );
    }
    let (book, folder) = (real(dir), real(from));
    if book == folder {
        return Err(Problem::new("the texts are in the book's own folder")
            .help("give them a folder of their own in it, such as seeds/, and name that: --from seeds"));
    }
    let found = Found::below(from)?;
    if found.texts.is_empty() {
        return Err(Problem::new(format!("there is no .txt and no .md file in {}", from.display()))
            .help("give the folder that holds the scraped texts"));
    }
    if let Ok(below) = folder.strip_prefix(&book) {
        let src = below.iter().map(|p| p.to_string_lossy()).collect::<Vec<_>>().join("/");
        return Ok((src, Vec::new()));
    }
    if book.starts_with(&folder) {
        return Err(Problem::new(format!("the book would stand inside {}, among the texts", from.display()))
            .help("name another folder for the book"));
    }
    let read = |name: PathBuf| {
        let path = from.join(&name);
        let bytes = fs::read(&path).map_err(|e| {
            Problem::new(format!("{} can't be read: {e}", path.display())).help("look at the permissions of the file")
        })?;
        Ok((Path::new(SEEDS).join(name), bytes))
    };
    let copied = found.texts.into_iter().chain(found.records);
    Ok((SEEDS.to_owned(), copied.map(read).collect::<Result<_, Problem>>()?))
}

fn is_text(path: &Path) -> bool {
    path.extension().is_some_and(|e| ["txt", "md"].iter().any(|t| e.eq_ignore_ascii_case(t)))
}

const OWN: &str = r##"# What this book is called, and where its files are.
[book]
# The title of the site.
title = {{title}}
# One or two sentences for the front page.
# description = "…"
# The language of the texts and of the site's own words.
language = "en"
# The folder of the texts.
src = {{src}}
# Files in it that are no texts.
ignore = ["*.png", "*.jpg", "*.gif", "*.pdf", "*.html", "*.csv", "*.json", "*.zip"]

# A topic is a page, and its terms say what goes there.
"##;
const NO_TOPICS: &str = r##"# This book has none yet: write some, for example
#
# [[topic]]
# id = "first-topic"
# title = "First topic"
# terms = ["a word", "a phrase of it"]
"##;
const PROPOSED: &str = r##"# These are proposed from the texts: give them better titles, join or part them, mend their terms.
# `sourcebook topics` says how they fare.
"##;

/// A `book.toml` for a folder of texts: named after the folder, with the example's comments.
fn own(from: &Path, src: &str, topics: &str) -> Result<String, Problem> {
    let name = fs::canonicalize(from).ok().and_then(|p| Some(p.file_name()?.to_string_lossy().into_owned()));
    let name = name.unwrap_or_else(|| "My book".to_owned()).replace(['-', '_'], " ");
    let mut letters = name.chars();
    let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let topics = if topics.is_empty() { NO_TOPICS.to_owned() } else { format!("{PROPOSED}{topics}") };
    let text = OWN.replace("{{title}}", &quoted(&title)).replace("{{src}}", &quoted(src)) + &topics;
    // What is written must be a book.
    Book::parse(Path::new("."), text.clone())?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_explains_every_key() {
        for (table, key) in crate::book::keys() {
            let line = BOOK.lines().find(|l| l.trim_start_matches("# ").starts_with(&format!("{key} = ")));
            assert!(line.is_some(), "the book.toml of `init` does not have the key `{key}` of [{table}]");
        }
        let lines: Vec<&str> = BOOK.lines().collect();
        let first = lines.iter().position(|l| *l == "[[topic]]").unwrap() + 9;
        for (i, line) in lines.iter().enumerate().take(first).filter(|(_, l)| l.contains(" = ") && !l.starts_with('#'))
        {
            assert!(lines[i - 1].starts_with('#'), "no comment above {line}");
        }
        Book::parse(Path::new("."), BOOK.to_owned()).unwrap();
    }
}
