//! The edition to pages: blocks to pulldown-cmark events to HTML, set into Tera templates.
//!
//! Three kinds of words meet on a page and never mix: the source's words, which reach HTML only as
//! pulldown-cmark text events or through Tera's escaping; the book's words (titles, descriptions), escaped
//! likewise; and the generator's own.
//!
//! # Hooks for checks
//!
//! [`crate::check`] reads rendered pages back. It finds, on topic pages and on `references.html`:
//!
//! * `data-source="<slug>"` on the section of a passage, and on a title in the list of sources;
//! * `data-lines="9"`, `"9-11"` or `"9-11,14"` on each element that shows a block (or a heading or a title):
//!   the source lines that it shows. No such element stands inside another;
//! * `data-gen` on whatever the generator itself says inside such an element: the citation, the permalink, the
//!   reading that a repair replaced.
//!
//! What is left of the element's text when the `data-gen` parts are taken out is the published text of those
//! lines as [`visible`] shows it, modulo white space, without an item's marker, a quote's `>` and a code
//! block's fences. A work on the references page is a second copy and has no hook.

mod audit;
mod blocks;
pub mod context;
mod highlight;
mod home;
mod record;
mod references;
mod rules;
mod site;
mod source;
mod text;
mod theme;
mod topic;

pub use text::visible;

use crate::{model::Problem, pipeline::Edition, read::Theme};
use rayon::prelude::*;
use serde::Serialize;
use site::{Kind, Site};

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
    let templates = theme::Templates::load(theme)?;
    let site = Site::new(edition, theme);
    let mut pages = site
        .pages()
        .into_par_iter()
        .map(|(path, kind)| {
            let html = one(&site, &templates, &path, kind)?;
            Ok(Page { path, bytes: html.into_bytes() })
        })
        .collect::<Result<Vec<Page>, Problem>>()?;
    let assets = theme.assets.iter();
    pages.extend(assets.map(|(path, bytes)| Page { path: format!("assets/{path}"), bytes: bytes.clone() }));
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

/// The HTML of one page.
fn one(site: &Site<'_>, templates: &theme::Templates<'_>, path: &str, kind: Kind) -> Result<String, Problem> {
    fn fill(templates: &theme::Templates<'_>, name: &str, context: &impl Serialize) -> Result<String, Problem> {
        templates.render(name, context)
    }
    match kind {
        Kind::Home => fill(templates, "home.html", &home::page(site, path)),
        Kind::Topic(topic) => fill(templates, "topic.html", &topic::page(site, path, topic)),
        Kind::Source { source, part } => fill(templates, "source.html", &source::page(site, path, source, part)),
        Kind::References => fill(templates, "references.html", &references::page(site, path)),
        Kind::Audit => fill(templates, "audit.html", &audit::page(site, path)),
        Kind::Rules => fill(templates, "rules.html", &rules::page(site, path)),
    }
}
