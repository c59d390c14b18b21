//! `man`: the manual pages.

use super::{Cli, Failure};
use crate::model::Problem;
use clap::CommandFactory;
use clap_mangen::Man;
use std::{fs, io::Write, path::PathBuf};

/// Print the manual page, or write one for each command
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook man > sourcebook.1
  sourcebook man --to ~/.local/share/man/man1     sourcebook.1, sourcebook-build.1, …")]
pub(super) struct Args {
    /// Write a page for each command into this folder
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let command = Cli::command();
    match &args.to {
        None => Man::new(command).render(out)?,
        Some(folder) => {
            let failed = |e: std::io::Error| {
                Problem::new(format!("can't write to {}: {e}", folder.display())).help("make the folder writable")
            };
            fs::create_dir_all(folder).map_err(failed)?;
            clap_mangen::generate_to(command, folder).map_err(failed)?;
        }
    }
    Ok(())
}
