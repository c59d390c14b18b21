//! Code with its parts marked by classes. The text itself is never changed.

use super::text;
use std::sync::OnceLock;
use syntect::{
    html::{ClassStyle, ClassedHTMLGenerator},
    parsing::SyntaxSet,
    util::LinesWithEndings,
};

/// Marks code. Syntaxes are loaded when the first code comes by.
#[derive(Default)]
pub(super) struct Highlighter {
    syntaxes: OnceLock<SyntaxSet>,
}

impl Highlighter {
    /// Code as HTML. A language that is not known, or code that its syntax can't read, stays plain.
    pub fn highlight(&self, code: &str, language: Option<&str>) -> String {
        language.and_then(|l| self.classed(code, l)).unwrap_or_else(|| text::escape(code).into_owned())
    }

    fn classed(&self, code: &str, language: &str) -> Option<String> {
        let set = self.syntaxes.get_or_init(two_face::syntax::extra_newlines);
        let syntax = set.find_syntax_by_token(language)?;
        let style = ClassStyle::SpacedPrefixed { prefix: "z-" };
        let mut html = ClassedHTMLGenerator::new_with_class_style(syntax, set, style);
        for line in LinesWithEndings::from(code) {
            html.parse_html_for_line_which_includes_newline(line).ok()?;
        }
        Some(html.finalize())
    }
}
