//! `build`: the site.

use super::{Failure, report};
use crate::{
    book::{FILE, SiteUrl},
    check,
    model::{Finding, Severity, Tally},
    pipeline::Edition,
    read, render, write,
};
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// Build the site of a book
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  sourcebook build                     the book in this folder, to its `output` folder
  sourcebook build my-book --strict    write nothing when there is a warning
Nothing is written when there is an error; the previous site stays as it was.")]
pub(super) struct Args {
    /// The folder that holds book.toml
    #[arg(value_name = "BOOKDIR", default_value = ".")]
    pub(super) book: PathBuf,
    /// Print warnings and errors only
    #[arg(long, short)]
    quiet: bool,
    /// Let warnings fail the build
    #[arg(long)]
    strict: bool,
    /// The address that the site is published at, in place of the book's own
    #[arg(long, value_name = "URL", value_parser = |url: &str| SiteUrl::parse(url))]
    site_url: Option<SiteUrl>,
}

pub(super) fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    let start = Instant::now();
    let steps = Steps::new(args.quiet);
    let (mut book, rules) = super::book(&args.book)?;
    book.site_url = args.site_url.clone().or(book.site_url);
    steps.now("reading");
    let (sources, of_seeds) = read::seeds(&book)?;
    let theme = read::theme(&book.root)?;
    steps.now("cleaning and grouping");
    let edition = super::edit(&book, &rules, &sources)?;
    steps.now("rendering");
    let pages = render::render(&edition, &theme)?;
    steps.now("checking");
    let of_pages = check::pages(&edition, &theme, &pages);
    let of_theme: Vec<Finding> = theme.stale.iter().cloned().chain(render::findings(&edition, &theme)).collect();
    let findings: Vec<&Finding> = of_seeds.iter().chain(&edition.findings).chain(&of_theme).chain(&of_pages).collect();
    steps.done();
    let mut err = anstream::stderr().lock();
    for finding in findings.iter().filter(|f| f.severity > Severity::Note) {
        report::finding(&mut err, finding)?;
    }
    let output = args.book.join(&book.output);
    if fails(&findings, args.strict) {
        let strict = if args.strict { " (--strict)" } else { "" };
        writeln!(err, "nothing is written: {}{strict}", report::counts(&findings))?;
        return Err(Failure::Findings);
    }
    steps.now("writing");
    let left = write::site(&output, &pages)?;
    steps.done();
    if let Some(left) = &left {
        report::finding(&mut err, left)?;
    }
    if !args.quiet {
        summary(out, &edition, &findings)?;
        let pages = report::count(pages.iter().filter(|p| p.path.ends_with(".html")).count(), "page");
        writeln!(out, "{pages} in {:.2} s: open {}", start.elapsed().as_secs_f64(), shown(&output))?;
    }
    Ok(())
}

/// Whether the findings fail a build.
pub(super) fn fails(findings: &[&Finding], strict: bool) -> bool {
    let worst = findings.iter().map(|f| f.severity).max();
    worst >= Some(if strict { Severity::Warning } else { Severity::Error })
}

/// Writes the sums of a book.
pub(super) fn summary(out: &mut impl Write, edition: &Edition<'_>, findings: &[&Finding]) -> Result<(), Failure> {
    let ledger = &edition.cleaned.ledger;
    let tally = edition.sources.iter().map(|s| ledger.tally(s)).fold(Tally::default(), |a, b| a + b);
    let Tally { lines, kept, repaired, dropped, .. } = tally;
    writeln!(out, "{:<9} {}", "sources", edition.sources.len())?;
    writeln!(out, "{:<9} {kept} kept + {repaired} repaired + {dropped} dropped = {lines}", "lines")?;
    writeln!(out, "{:<9} {}", "sections", edition.outline.sections.len())?;
    let placed = |topic| edition.placements.iter().filter(|p| p.topic == topic).count();
    for (i, topic) in edition.topics.iter().enumerate() {
        writeln!(out, "{:>9} {}", placed(Some(i)), topic.title)?;
    }
    writeln!(out, "{:>9} Unsorted", placed(None))?;
    if edition.book.topics.is_empty() && !edition.topics.is_empty() {
        writeln!(
            out,
            "{:<9} proposed, for {FILE} has none: `sourcebook topics` gives them to paste and mend",
            "topics"
        )?;
    }
    writeln!(out, "{:<9} {}", "findings", report::counts(findings))?;
    Ok(())
}

fn shown(output: &Path) -> String {
    let path = output.join("index.html");
    path.strip_prefix(".").unwrap_or(&path).display().to_string()
}

/// What is being done, on standard error while it is a terminal.
struct Steps(ProgressBar);

impl Steps {
    fn new(quiet: bool) -> Self {
        let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        bar.set_style(ProgressStyle::default_spinner());
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    fn now(&self, step: &'static str) {
        if self.0.is_finished() {
            self.0.reset();
        }
        self.0.set_message(step);
    }

    /// Leaves the line to what is printed next.
    fn done(&self) {
        self.0.finish_and_clear();
    }
}

impl Drop for Steps {
    // A stage that fails leaves no half-drawn line above its problem.
    fn drop(&mut self) {
        self.done();
    }
}
