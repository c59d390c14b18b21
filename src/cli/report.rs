//! Problems and findings as a person reads them.

use crate::model::Problem;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::io::Write;

/// Shows a problem, and those told with it, on standard error: the file's line, a caret, the way out.
pub(super) fn problem(problem: &Problem) {
    let groups: Vec<String> = std::iter::once(problem).chain(&problem.more).map(render).collect();
    // When standard error is closed there is nobody left to tell.
    let _ = writeln!(anstream::stderr(), "{}", groups.join("\n\n"));
}

fn render(problem: &Problem) -> String {
    let mut group = Group::with_title(Level::ERROR.primary_title(&problem.message));
    match (&problem.file, &problem.excerpt) {
        (file, Some(excerpt)) => {
            // A caret under nothing is not shown: an empty span takes the character at its place.
            let mut span = excerpt.span.clone();
            if span.is_empty() {
                span.end = excerpt.text[span.start..].chars().next().map_or(span.end, |c| span.end + c.len_utf8());
            }
            let mut snippet = Snippet::source(excerpt.text.as_str());
            if let Some(file) = file {
                snippet = snippet.path(file.as_str());
            }
            group = group.element(snippet.annotation(AnnotationKind::Primary.span(span).label(excerpt.label.as_str())));
        }
        (Some(file), None) => group = group.element(Origin::path(file.as_str())),
        (None, None) => {}
    }
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Renderer::styled().render(&[group])
}
