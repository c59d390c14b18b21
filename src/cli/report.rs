//! What is told on standard error: problems with the line and a caret, findings in a line or two each.

use crate::model::{Finding, Problem, Problems, Severity};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet, renderer::DecorStyle};
use anstream::stderr;
use std::io::{self, Write};

/// Tells of problems, each with its line and a caret where there is a line to show.
pub fn problems(problems: &Problems) {
    // Standard error is the last place to complain to: when it is gone, so is the complaint.
    let mut out = stderr().lock();
    for problem in problems.iter() {
        let _ = writeln!(out, "{}\n", rendered(problem));
    }
}

/// Says that results could not be written to standard output.
pub fn output_failed(error: &io::Error) {
    problems(&Problem::new(format!("the output can't be written: {error}")).into());
}

fn rendered(problem: &Problem) -> String {
    let mut group = Level::ERROR.primary_title(&problem.message).elements(None::<Origin<'_>>);
    match (&problem.file, &problem.excerpt) {
        (file, Some(excerpt)) => {
            let end = excerpt.span.end.min(excerpt.text.len());
            let span = excerpt.span.start.min(end)..end;
            let annotation = AnnotationKind::Primary.span(span).label(&excerpt.label);
            group = group.element(Snippet::source(&excerpt.text).path(file.as_deref()).annotation(annotation));
        }
        (Some(file), None) => group = group.element(Origin::path(file)),
        (None, None) => {}
    }
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(help));
    }
    Renderer::styled().decor_style(DecorStyle::Ascii).render(&[group])
}

/// Tells of findings on standard error, notes too.
pub fn findings(findings: &[Finding]) {
    let mut out = stderr().lock();
    for finding in findings {
        let _ = write_finding(&mut out, finding);
    }
}

/// Writes one finding: `warning[rule]: file:line: message`, and the way out under it.
///
/// # Errors
/// The output can't be written to.
pub fn write_finding(out: &mut dyn Write, finding: &Finding) -> io::Result<()> {
    write!(out, "{}[{}]: ", finding.severity, finding.rule)?;
    if let Some(at) = &finding.at {
        write!(out, "{at}: ")?;
    }
    writeln!(out, "{}", finding.message)?;
    match &finding.help {
        Some(help) => writeln!(out, "  help: {help}"),
        None => Ok(()),
    }
}

/// Whether findings fail a command.
pub fn fails(findings: &[Finding], strict: bool) -> bool {
    let worst = if strict { Severity::Warning } else { Severity::Error };
    findings.iter().any(|f| f.severity >= worst)
}
