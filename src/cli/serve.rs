//! `serve`: the site in a browser while it is being edited.

use super::Failure;
use crate::serve::{self, Options};
use std::{io::Write, path::PathBuf};

/// Serve a book on this machine, and reload the browser when something of it changes
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook serve                     the book in this folder, at the address that it prints
  sourcebook serve my-book --port 0    at any free port
  sourcebook serve --base /my-book/    as GitHub Pages has it, below the name of the repository
book.toml, the sources, templates/, static/, pages/ and lang/ are watched. Nothing is written to disk: `build` does
that. Ctrl-C ends it.")]
pub(super) struct Args {
    /// The folder that holds book.toml
    #[arg(value_name = "BOOKDIR", default_value = ".")]
    pub(super) book: PathBuf,
    /// The port to listen on, 0 for any that is free [default: the first free one from 3000 on]
    #[arg(long, short)]
    port: Option<u16>,
    /// The address to listen on; other machines can read the book when it is not this machine's own
    #[arg(long, default_value = "127.0.0.1")]
    host: String,
    /// The path that the site begins at
    #[arg(long, default_value = "/", value_parser = base)]
    base: String,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let options =
        Options { root: args.book.clone(), host: args.host.clone(), port: args.port, base: args.base.clone() };
    serve::serve(&options, |address| {
        writeln!(out, "serving {address} (Ctrl-C ends it)")?;
        out.flush()
    })?;
    Ok(())
}

/// The path with `/` at both ends.
fn base(path: &str) -> Result<String, String> {
    let inner = path.trim_matches('/');
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
    let parts = inner.split('/').filter(|_| !inner.is_empty());
    if parts.clone().all(|p| !p.is_empty() && p != "." && p != ".." && p.chars().all(plain)) {
        Ok(if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") })
    } else {
        Err("write a path of letters, digits, - and _, such as /my-book/".to_owned())
    }
}
