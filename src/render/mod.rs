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
mod cite;
pub mod context;
mod highlight;
mod home;
mod lang;
mod record;
mod references;
mod rules;
mod search;
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
    let lang = lang::Lang::load(theme, edition.book)?;
    let templates = theme::Templates::load(theme, &lang)?;
    let site = Site::new(edition, theme, lang);
    let (folder, index) = search::index(&site);
    let mut pages = site
        .pages()
        .into_par_iter()
        .map(|(path, kind)| {
            let html = one(&site, &templates, &path, kind, &folder)?;
            Ok(Page { path, bytes: html.into_bytes() })
        })
        .collect::<Result<Vec<Page>, Problem>>()?;
    pages.extend(cite::files(&site));
    let assets = theme.assets.iter();
    pages.extend(assets.map(|(path, bytes)| Page { path: format!("assets/{path}"), bytes: bytes.clone() }));
    let index = index.into_iter();
    pages.extend(index.map(|f| Page { path: format!("{folder}{}.js", f.key), bytes: f.script.into_bytes() }));
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

/// The HTML of one page. `index` is the folder of the search's index.
fn one(
    site: &Site<'_>,
    templates: &theme::Templates<'_>,
    path: &str,
    kind: Kind,
    index: &str,
) -> Result<String, Problem> {
    fn fill(templates: &theme::Templates<'_>, name: &str, context: &impl Serialize) -> Result<String, Problem> {
        templates.render(name, context)
    }
    match kind {
        Kind::Home => fill(templates, "home.html", &home::page(site, path)),
        Kind::Topic { topic, part } => fill(templates, "topic.html", &topic::page(site, path, topic, part)),
        Kind::Contents(topic) => fill(templates, "contents.html", &topic::contents(site, path, topic)),
        Kind::Source { source, part } => fill(templates, "source.html", &source::page(site, path, source, part)),
        Kind::References => fill(templates, "references.html", &references::page(site, path)),
        Kind::Audit => fill(templates, "audit.html", &audit::page(site, path)),
        Kind::Listing { list, part } => fill(templates, "listing.html", &audit::listing(site, path, list, part)),
        Kind::Search => fill(templates, "search.html", &search::page(site, path, index)),
        Kind::Rules => fill(templates, "rules.html", &rules::page(site, path)),
    }
}
