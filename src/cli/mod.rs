//! The commands, one file each.

mod build;
mod check;
mod clean;
mod completions;
mod context;
mod correct;
mod explain;
mod export;
mod find;
mod group;
mod init;
mod man;
mod ndjson;
mod serve;
mod theme;
mod topics;

use crate::{
    book::Book,
    clean::rules::Rules,
    model::{Problem, Source},
    pipeline::{self, Edition},
    report::{self, from_here},
};
use clap::{Parser, Subcommand, ValueEnum};
use std::{
    io::{self, BufWriter, Write},
    path::Path,
    process::ExitCode,
};

/// Turns a folder of scraped web text into a static reference site in which every passage cites its source lines
/// and every source line is accounted for.
#[derive(Debug, Parser)]
#[command(version, about, long_about = None, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 all is well, 1 a problem was found, 2 the command line makes no sense.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Build(build::Args),
    Serve(serve::Args),
    Check(check::Args),
    Clean(clean::Args),
    Group(group::Args),
    Topics(topics::Args),
    Explain(explain::Args),
    Pin(correct::Pin),
    Retitle(correct::Retitle),
    Order(correct::Order),
    Keep(correct::Keep),
    Drop(correct::Drop),
    Accept(correct::Accept),
    Refuse(correct::Refuse),
    Undo(correct::Undo),
    Export(export::Args),
    Theme(theme::Args),
    Context(context::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    /// The book that the pages of a command are made of.
    fn book(&self) -> Option<&Path> {
        match self {
            Self::Build(args) => Some(&args.book),
            Self::Check(args) => Some(&args.book),
            Self::Clean(args) => args.book.as_deref().filter(|_| args.paths.is_empty()),
            Self::Context(args) => Some(&args.book),
            Self::Explain(args) => Some(&args.book),
            Self::Export(args) => Some(&args.book),
            Self::Group(args) => Some(&args.book),
            Self::Serve(args) => Some(&args.book),
            Self::Topics(args) => Some(&args.book),
            _ => None,
        }
    }
}

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object a line (docs/formats.md)
    Ndjson,
}

/// Why a command ends before its end.
#[derive(Debug)]
enum Failure {
    /// Something that a person can mend.
    Problem(Box<Problem>),
    /// The output can't be written.
    Output(io::Error),
    /// Findings were printed that fail the command.
    Findings,
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Runs the command that the arguments name. The exit code is 0 when all is well, 1 when there is a problem and 2
/// when the arguments make no sense.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let result = match &cli.command {
        Command::Build(args) => build::run(args, &mut out),
        Command::Serve(args) => serve::run(args, &mut out),
        Command::Check(args) => check::run(args, &mut out),
        Command::Clean(args) => clean::run(args, &mut out),
        Command::Group(args) => group::run(args, &mut out),
        Command::Topics(args) => topics::run(args, &mut out),
        Command::Explain(args) => explain::run(args, &mut out),
        Command::Pin(args) => correct::pin(args, &mut out),
        Command::Retitle(args) => correct::retitle(args, &mut out),
        Command::Order(args) => correct::order(args, &mut out),
        Command::Keep(args) => correct::keep(args, &mut out),
        Command::Drop(args) => correct::drop(args, &mut out),
        Command::Accept(args) => correct::accept(args, &mut out),
        Command::Refuse(args) => correct::refuse(args, &mut out),
        Command::Undo(args) => correct::undo(args, &mut out),
        Command::Init(args) => init::run(args, &mut out),
        Command::Export(args) => export::run(args, &mut out),
        Command::Theme(args) => theme::run(args, &mut out),
        Command::Context(args) => context::run(args, &mut out),
        Command::Completions(args) => completions::run(args, &mut out),
        Command::Man(args) => man::run(args, &mut out),
    };
    let flushed = out.flush();
    match result.and_then(|()| Ok(flushed?)) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read the output had enough of it.
        Err(Failure::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Output(error)) => {
            let help = "look at what the output goes to, and at the room that is left there";
            report::problem(&Problem::new(format!("the output can't be written: {error}")).help(help));
            ExitCode::FAILURE
        }
        Err(Failure::Problem(problem)) => {
            let problem = match cli.command.book() {
                Some(root) => from_here(*problem, root),
                None => *problem,
            };
            report::problem(&problem);
            ExitCode::FAILURE
        }
        Err(Failure::Findings) => ExitCode::FAILURE,
    }
}

/// A book and its rule table.
fn book(root: &Path) -> Result<(Book, Rules), Problem> {
    let load = || {
        let book = Book::load(root)?;
        let rules = Rules::for_book(&book)?;
        Ok((book, rules))
    };
    load().map_err(|problem| from_here(problem, root))
}

/// The edition of a book, if its corrections hold.
fn edit<'a>(book: &'a Book, rules: &'a Rules, sources: &'a [Source]) -> Result<Edition<'a>, Problem> {
    let edition = pipeline::edit(book, rules, sources);
    edition.corrected().map_err(|problem| from_here(problem, &book.root))?;
    Ok(edition)
}
