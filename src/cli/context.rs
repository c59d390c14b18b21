//! `context`: what a template is given.

use super::Failure;
use crate::{book::nearest, model::Problem, read, render::Press};
use std::{io::Write, path::PathBuf};

/// Print the JSON that the template of a page is given
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook context                       every page and its template
  sourcebook context index.html            what home.html is given for the front page
  sourcebook context topics/floods.html --book my-book | jq .passages[0]
docs/templates.md says what each value means.")]
pub(super) struct Args {
    /// Path of a page of the site; without one, all are listed
    page: Option<String>,
    /// The folder that holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) book: PathBuf,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let (book, rules) = super::book(&args.book)?;
    let sources = read::sources(&book)?;
    let theme = read::theme(&book.root)?;
    let edition = super::edit(&book, &rules, &sources)?;
    let press = Press::new(&edition, &theme)?;
    let Some(page) = &args.page else {
        for path in press.paths() {
            if let Some((template, _)) = press.context(path) {
                writeln!(out, "{path}  {template}")?;
            }
        }
        return Ok(());
    };
    let plain = page.trim_start_matches("./");
    match press.context(plain) {
        Some((_, json)) => {
            let json = json.map_err(std::io::Error::from)?;
            serde_json::to_writer_pretty(&mut *out, &json).map_err(std::io::Error::from)?;
            writeln!(out)?;
            Ok(())
        }
        None => {
            let help = match nearest(plain, press.paths()) {
                Some(near) => format!("did you mean {near:?}?"),
                None => "`sourcebook context` lists the pages".to_owned(),
            };
            Err(Problem::new(format!("the site has no page {page:?}")).help(help).into())
        }
    }
}
