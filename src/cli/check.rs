//! `check`: as `build`, without writing.

use super::{Failure, build, report};
use crate::{check, model::Finding, read, render};
use std::{io::Write, path::PathBuf};

/// Check a book without writing anything: print every finding
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook check                     the book in this folder
  sourcebook check my-book --strict    exit with 1 when there is a warning")]
pub(super) struct Args {
    /// The folder that holds book.toml
    #[arg(value_name = "BOOKDIR", default_value = ".")]
    pub(super) book: PathBuf,
    /// Let warnings fail the check
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let (book, rules) = super::book(&args.book)?;
    let (sources, of_seeds) = read::seeds(&book)?;
    let theme = read::theme(&book.root)?;
    let edition = super::edit(&book, &rules, &sources)?;
    let pages = render::render(&edition, &theme)?;
    let of_pages = check::pages(&edition, &theme, &pages);
    let of_theme: Vec<Finding> = theme.stale.iter().cloned().chain(render::findings(&edition, &theme)).collect();
    let findings: Vec<&Finding> = of_seeds.iter().chain(&edition.findings).chain(&of_theme).chain(&of_pages).collect();
    for finding in &findings {
        report::finding(out, finding)?;
    }
    build::summary(out, &edition, &findings)?;
    if build::fails(&findings, args.strict) { Err(Failure::Findings) } else { Ok(()) }
}
