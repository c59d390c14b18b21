//! Problems and findings as a person reads them.

use crate::{
    model::{Finding, Problem, Severity},
    render::visible,
};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::{
    io::{self, Write},
    path::Path,
};

/// Shows a problem, and those told with it, on standard error: the file's line, a caret, the way out.
pub(crate) fn problem(problem: &Problem) {
    // When standard error is closed there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "{}", words(problem, &Renderer::styled()));
}

/// The same without colours.
pub(crate) fn plain(problem: &Problem) -> String {
    words(problem, &Renderer::plain())
}

/// The problem with the path of a file of the book as seen from where the person is.
pub(crate) fn from_here(mut problem: Problem, root: &Path) -> Problem {
    let below = problem.file.as_ref().map(|file| root.join(file)).filter(|path| path.exists());
    if let Some(path) = below.filter(|_| root != Path::new(".")) {
        problem.file = Some(path.display().to_string());
    }
    problem.more = problem.more.into_iter().map(|p| from_here(p, root)).collect();
    problem
}

fn words(problem: &Problem, renderer: &Renderer) -> String {
    let groups = std::iter::once(problem).chain(&problem.more).map(|p| render(p, renderer));
    groups.collect::<Vec<_>>().join("\n\n")
}

/// Writes one finding: `warning[rule] file:line: message` and the way out.
pub(crate) fn finding(out: &mut impl Write, finding: &Finding) -> io::Result<()> {
    write!(out, "{}[{}] ", finding.severity, finding.rule)?;
    if let Some(at) = &finding.at {
        write!(out, "{}: ", visible(&at.to_string()))?;
    }
    writeln!(out, "{}", visible(&finding.message))?;
    if let Some(help) = &finding.help {
        writeln!(out, "  = help: {}", visible(help))?;
    }
    Ok(())
}

/// `1 error, 0 warnings, 3 notes`
pub(crate) fn counts(findings: &[&Finding]) -> String {
    let of = |severity, word| count(findings.iter().filter(|f| f.severity == severity).count(), word);
    let [errors, warnings, notes] =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")].map(|(s, w)| of(s, w));
    format!("{errors}, {warnings}, {notes}")
}

/// `1 page`, `2 pages`
pub(crate) fn count(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

fn render(problem: &Problem, renderer: &Renderer) -> String {
    let mut group = Group::with_title(Level::ERROR.primary_title(&problem.message));
    match (&problem.file, &problem.excerpt) {
        (file, Some(excerpt)) => {
            // A caret under nothing is not shown: an empty span takes the character at its place.
            let mut span = excerpt.span.clone();
            if span.is_empty() {
                span.end = excerpt.text[span.start..].chars().next().map_or(span.end, |c| span.end + c.len_utf8());
            }
            let mut snippet = Snippet::source(excerpt.text.as_str()).line_start(excerpt.line);
            if let Some(file) = file {
                snippet = snippet.path(file.as_str());
            }
            group = group.element(snippet.annotation(AnnotationKind::Primary.span(span).label(excerpt.label.as_str())));
        }
        (Some(file), None) => group = group.element(Origin::path(file.as_str())),
        (None, None) => {}
    }
    match &problem.help {
        Some(help) if problem.excerpt.is_some() => renderer.render(&[group.element(Level::HELP.message(help))]),
        Some(help) => {
            let help = Group::with_title(Level::HELP.secondary_title(help));
            format!("{}\n{}", renderer.render(&[group]), renderer.render(&[help]))
        }
        None => renderer.render(&[group]),
    }
}
