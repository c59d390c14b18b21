//! The commands: one file each. [`Cli`] is what a person types, [`Cli::run`] does it.

mod build;
mod check;
mod clean;
mod explain;
mod group;
pub mod report;
mod summary;

use crate::{
    book::Book,
    clean::rules::Rules,
    model::{Problem, Problems, Source},
    read::{self, Shelf},
};
use clap::{Parser, Subcommand, ValueEnum};
use std::{
    io::{self, Write},
    path::Path,
};

/// Turns a folder of scraped text into a static reference site in which every passage cites its source lines and
/// every source line is accounted for: kept, repaired with each edit named, or dropped by a named rule.
#[derive(Debug, Parser)]
#[command(version, after_help = EXIT_CODES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 fine; 1 a problem, or findings that fail the command; 2 wrong usage.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Builds the site of a book.
    Build(build::Args),
    /// Does all that `build` does, but writes nothing.
    Check(check::Args),
    /// Cleans text: what each line becomes, and which rule says so.
    Clean(clean::Args),
    /// Shows the sections of a book and their topics, with the evidence.
    Group(group::Args),
    /// Says why a line of a source was kept, repaired, dropped or placed where it is.
    Explain(explain::Args),
}

/// The form of a command's output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs: one JSON object a line.
    Ndjson,
}

/// How a command that could be carried out ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to complain of.
    Fine,
    /// There are findings that fail the command; they have been told.
    Failed,
}

/// Why a command could not be carried out.
#[derive(Debug)]
pub enum Stop {
    /// Something that a person caused and can mend.
    Problems(Problems),
    /// The output can't be written to.
    Output(io::Error),
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problems(problem.into())
    }
}

impl From<Problems> for Stop {
    fn from(problems: Problems) -> Self {
        Self::Problems(problems)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}

impl Cli {
    /// Carries out the command and writes its results to `out`. Findings and progress go to standard error.
    ///
    /// # Errors
    /// What keeps the command from being carried out.
    pub fn run(self, out: &mut dyn Write) -> Result<Outcome, Stop> {
        match self.command {
            Command::Build(args) => build::run(&args, out),
            Command::Check(args) => check::run(&args, out),
            Command::Clean(args) => clean::run(&args, out),
            Command::Group(args) => group::run(&args, out),
            Command::Explain(args) => explain::run(&args, out),
        }
    }
}

/// A book, its rules and what was read for it: what most commands begin with.
#[derive(Debug)]
struct Desk {
    book: Book,
    rules: Rules,
    shelf: Shelf,
}

impl Desk {
    fn of(root: &Path) -> Result<Self, Problems> {
        let book = Book::load(root)?;
        let rules = Rules::for_book(&book)?;
        let shelf = read::sources(&book)?;
        Ok(Self { book, rules, shelf })
    }

    fn sources(&self) -> &[Source] {
        &self.shelf.sources
    }
}

/// One JSON object and a line end.
fn json_line(out: &mut dyn Write, value: &impl serde::Serialize) -> Result<(), Stop> {
    serde_json::to_writer(&mut *out, value)?;
    Ok(out.write_all(b"\n")?)
}
