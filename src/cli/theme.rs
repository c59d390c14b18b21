//! `theme`: the program's templates and assets, and the book's own.

use super::Failure;
use crate::{
    book::{FILE, nearest},
    model::Problem,
    read::{self, copied},
    write,
};
use similar::TextDiff;
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// See, copy and compare the templates and assets that pages are made with
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook theme list                  every template and asset, and which the book has of its own
  sourcebook theme copy topic.html       the program's topic.html into templates/, to be changed
  sourcebook theme diff                  how the book's copies differ from the program's
A template that changes one block needs no copy: see docs/templates.md.")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List templates and assets
    List {
        /// The folder that holds book.toml
        #[arg(value_name = "BOOKDIR", default_value = ".")]
        book: PathBuf,
    },
    /// Copy one of the program's files into the book
    Copy {
        /// Its name, as `theme list` shows it
        name: String,
        /// The folder that holds book.toml
        #[arg(long, value_name = "DIR", default_value = ".")]
        book: PathBuf,
        /// The book's copy is up to date again: renew its first line, leave the rest alone
        #[arg(long)]
        again: bool,
    },
    /// Compare the book's files with the program's
    Diff {
        /// One file alone
        name: Option<String>,
        /// The folder that holds book.toml
        #[arg(long, value_name = "DIR", default_value = ".")]
        book: PathBuf,
    },
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let (Command::List { book } | Command::Copy { book, .. } | Command::Diff { book, .. }) = &args.command;
    if !book.join(FILE).exists() {
        return Err(Problem::new(format!("there is no {}", book.join(FILE).display()))
            .help("give the folder of a book; `sourcebook init` begins one")
            .into());
    }
    match &args.command {
        Command::List { book } => list(book, out),
        Command::Copy { name, book, again: false } => copy(book, name, out),
        Command::Copy { name, book, again: true } => again(book, name, out),
        Command::Diff { name, book } => diff(book, name.as_deref(), out),
    }
}

/// Every file of the program: folder and name.
fn files() -> Vec<(&'static str, String)> {
    let templates = read::templates().map(|(name, _)| ("templates", name));
    templates.chain(read::assets().map(|(name, _)| ("static", name))).collect()
}

fn list(root: &Path, out: &mut impl Write) -> Result<(), Failure> {
    let width = files().iter().map(|(folder, name)| folder.len() + name.len() + 1).max().unwrap_or_default();
    for (folder, name) in files() {
        let path = root.join(folder).join(&name);
        let state = match fs::read(&path) {
            Err(_) => "the program's".to_owned(),
            Ok(bytes) => state(folder, &name, &String::from_utf8_lossy(&bytes)),
        };
        writeln!(out, "{:<width$}  {state}", format!("{folder}/{name}"))?;
    }
    Ok(())
}

fn state(folder: &str, name: &str, text: &str) -> String {
    let own = copied::own(folder, name).unwrap_or_default();
    match copied::copied(text) {
        Some((version, was)) if was != copied::sum(&own) => {
            format!("the book's, copied from {version}; the program's has changed since")
        }
        Some((version, _)) => format!("the book's, copied from {version}"),
        None if text.contains(&format!("extends \"{}{name}\"", read::DEFAULT)) => {
            "the book's, over the program's".to_owned()
        }
        None => "the book's".to_owned(),
    }
}

/// The one file that a person means.
fn find(name: &str) -> Result<(&'static str, String), Problem> {
    let files = files();
    let plain = name.trim_start_matches("./");
    let is = |(folder, file): &&(&str, String)| file == plain || format!("{folder}/{file}") == plain;
    if let Some(file) = files.iter().find(is) {
        return Ok(file.clone());
    }
    let near = nearest(plain, files.iter().map(|(_, file)| file.as_str()));
    let help = near.map_or("`sourcebook theme list` shows all".to_owned(), |near| format!("did you mean {near:?}?"));
    Err(Problem::new(format!("the theme has no file {name:?}")).help(help))
}

fn copy(root: &Path, name: &str, out: &mut impl Write) -> Result<(), Failure> {
    let (folder, name) = find(name)?;
    let path = root.join(folder).join(&name);
    if fs::symlink_metadata(&path).is_ok() {
        return Err(Problem::new(format!("{} is there already", path.display()))
            .help(format!("`sourcebook theme diff {name}` shows how it differs from the program's"))
            .into());
    }
    match copied::own(folder, &name).and_then(|own| Some((copied::mark(&name, &own)?, own))) {
        Some((mark, own)) => {
            write::put(&original(root, folder, &name), own.as_bytes())?;
            write::put(&path, format!("{mark}\n{own}").as_bytes())?;
        }
        None => {
            let bytes = read::assets().find(|(n, _)| *n == name).map(|(_, bytes)| bytes).unwrap_or_default();
            write::put(&path, bytes)?;
        }
    }
    writeln!(out, "{}", path.display())?;
    Ok(())
}

fn original(root: &Path, folder: &str, name: &str) -> PathBuf {
    root.join(folder).join(copied::ORIGINALS).join(name)
}

fn again(root: &Path, name: &str, out: &mut impl Write) -> Result<(), Failure> {
    let (folder, name) = find(name)?;
    let path = root.join(folder).join(&name);
    let text = fs::read_to_string(&path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => Problem::new(format!("the book has no copy of {folder}/{name}"))
            .help(format!("`sourcebook theme copy {name}`, without --again, makes one")),
        _ => Problem::new(format!("{} can't be read: {e}", path.display())).help("look at the permissions of the file"),
    })?;
    let own = copied::own(folder, &name).unwrap_or_default();
    let sum = copied::sum(&own);
    let renewed = copied::copied(&text).and_then(|(_, was)| {
        // Whatever else stands on its first line is the editor's.
        let (_, rest) = text.split_once(was)?;
        Some(format!("{}{sum}{rest}", copied::mark(&name, &own)?.split_once(&sum)?.0))
    });
    let Some(renewed) = renewed else {
        return Err(Problem::new("this file was not made by `sourcebook theme copy`")
            .in_file(path.display())
            .help("its first line would say what it was copied from; there is nothing to renew")
            .into());
    };
    write::put(&original(root, folder, &name), own.as_bytes())?;
    write::file(&path, &text, &renewed)?;
    writeln!(out, "{}", path.display())?;
    Ok(())
}

fn diff(root: &Path, name: Option<&str>, out: &mut impl Write) -> Result<(), Failure> {
    let wanted = name.map(find).transpose()?;
    for (folder, name) in files().into_iter().filter(|f| wanted.as_ref().is_none_or(|w| w == f)) {
        let Some(own) = copied::own(folder, &name) else { continue };
        let Ok(text) = fs::read_to_string(root.join(folder).join(&name)) else {
            if wanted.is_some() {
                writeln!(out, "{folder}/{name} is the program's")?;
            }
            continue;
        };
        let marked = copied::copied(&text);
        let before = fs::read_to_string(original(root, folder, &name)).ok();
        if let Some((version, was)) = marked.filter(|(_, was)| *was != copied::sum(&own)) {
            match before.filter(|b| copied::sum(b) == was) {
                Some(before) => {
                    writeln!(out, "# What changed in the program's {folder}/{name} since {version}:")?;
                    show(out, &before, &own, &format!("sourcebook {version}"), "sourcebook now")?;
                }
                None => writeln!(out, "# The program's {folder}/{name} has changed since {version}.")?,
            }
            writeln!(out, "# How the book's differs from the program's:")?;
        }
        let rest = if marked.is_some() { text.split_once('\n').map_or("", |(_, rest)| rest) } else { &text };
        show(out, &own, rest, &format!("sourcebook/{folder}/{name}"), &format!("{folder}/{name}"))?;
    }
    Ok(())
}

fn show(out: &mut impl Write, old: &str, new: &str, from: &str, to: &str) -> std::io::Result<()> {
    write!(out, "{}", TextDiff::from_lines(old, new).unified_diff().header(from, to))
}
