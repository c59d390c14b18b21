//! Code with its parts marked by classes. The text itself is never changed.

use super::text;
use std::sync::LazyLock;
use syntect::{
    html::{ClassStyle, ClassedHTMLGenerator},
    parsing::SyntaxSet,
    util::LinesWithEndings,
};

/// Loaded once, when the first code comes by.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Code as HTML. A language that is not known, or code that its syntax can't read, stays plain.
pub(super) fn highlight(code: &str, language: Option<&str>) -> String {
    language.and_then(|l| classed(code, l)).unwrap_or_else(|| text::escape(code).into_owned())
}

fn classed(code: &str, language: &str) -> Option<String> {
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let style = ClassStyle::SpacedPrefixed { prefix: "z-" };
    let mut html = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, style);
    for line in LinesWithEndings::from(code) {
        html.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(html.finalize())
}
