//! `completions`: what a shell completes.

use super::{Cli, Failure};
use clap::CommandFactory;
use clap_complete::{Shell, generate};
use std::io::Write;

/// Print a script that lets a shell complete commands and options
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook completions bash > ~/.local/share/bash-completion/completions/sourcebook
  sourcebook completions zsh > ~/.zfunc/_sourcebook
  sourcebook completions fish > ~/.config/fish/completions/sourcebook.fish")]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    // The generator panics when its output ends early, so it writes to memory.
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "sourcebook", &mut script);
    out.write_all(&script)?;
    Ok(())
}
