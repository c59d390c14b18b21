//! The edition to pages: blocks to pulldown-cmark events to HTML, set into Tera templates.

use crate::{model::Problem, pipeline::Edition, read::Theme};

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Path below the output folder, with `/`.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Renders every file of the site, sorted by path.
///
/// # Errors
/// A template that can't be parsed or rendered.
pub fn render(edition: &Edition<'_>, theme: &Theme) -> Result<Vec<Page>, Problem> {
    let _ = (edition, theme);
    Ok(Vec::new())
}
