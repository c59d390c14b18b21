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
//! * `data-source="<slug>"` on the element of a passage, whose id is the passage's name `p-…`, and on that of a title in
//!   the list of sources;
//! * `data-lines="9"`, `"9-11"` or `"9-11,14"` on each element that shows a block (or a heading or a title):
//!   the source lines that it shows. No such element stands inside another;
//! * `data-gen` on whatever the generator itself says inside such an element: the citation, the permalink, the
//!   reading that a repair replaced.
//!
//! What is left of the element's text when the `data-gen` parts are taken out is the published text of those
//! lines as [`visible`] shows it, modulo white space, without signs of mark-up, an item's marker, a quote's `>` and a code
//! block's fences. A work on the references page is a second copy and has no hook.

mod audit;
mod authored;
mod blocks;
mod cells;
mod cite;
pub mod context;
mod highlight;
mod home;
mod lang;
mod language;
mod lead;
mod missing;
mod nest;
mod publish;
mod record;
mod references;
mod rules;
mod search;
mod site;
mod source;
mod spans;
mod terms;
mod text;
mod theme;
mod topic;

pub use authored::written;
pub use lang::in_english;
pub use text::visible;
pub(crate) use {
    cells::Cells,
    lead::out,
    text::{Part, trimmed, whole},
};

use crate::{
    model::{Finding, Problem},
    pipeline::Edition,
    read::Theme,
};
use rayon::prelude::*;
use serde::Serialize;
use site::{Kind, Site};
use std::sync::OnceLock;

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
    let press = Press::new(edition, theme)?;
    let paths: Vec<&str> = press.paths().collect();
    let pages = paths.into_par_iter().filter_map(|path| press.page(path));
    let mut pages = pages.collect::<Result<Vec<Page>, Problem>>()?;
    pages.extend(press.files().iter().cloned());
    // A custom domain's name belongs to the root.
    let assets = theme.assets.iter().filter(|(path, _)| *path != CNAME);
    pages.extend(assets.map(|(path, bytes)| Page { path: format!("assets/{path}"), bytes: bytes.clone() }));
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

/// What a person should know about the site as it is to be published.
pub fn findings(edition: &Edition<'_>, theme: &Theme) -> Vec<Finding> {
    let mut found = publish::findings(edition, theme);
    found.extend(lang::unspoken(theme, edition.book));
    found.extend(theme::idle(theme));
    found.extend(theme.unread.iter().cloned());
    found
}

/// The pages of an edition, each made when it is asked for.
pub struct Press<'a> {
    site: Site<'a>,
    templates: theme::Templates,
    /// What the editor wrote.
    own: authored::Shown,
    /// Assets of the book that stand elsewhere than others, and whether it has a card of its own.
    cname: Option<Vec<u8>>,
    own_card: bool,
    /// The folder of the search's index, and the index: made when it is asked for.
    index: OnceLock<(String, Vec<Page>)>,
    files: OnceLock<Vec<Page>>,
}

/// The file in `static/` that names a custom domain on GitHub Pages.
const CNAME: &str = "CNAME";

impl<'a> Press<'a> {
    /// Parses the templates and lays out the site. Renders nothing yet.
    ///
    /// # Errors
    /// A template or a file of words that can't be parsed, a page of the editor's with a link that leads nowhere.
    pub fn new(edition: &'a Edition<'a>, theme: &Theme) -> Result<Self, Problem> {
        let lang = lang::Lang::load(theme, edition.book, edition.rules)?;
        let templates = theme::Templates::load(theme, &lang)?;
        let site = Site::new(edition, theme, lang, authored::Desk::new(theme)?);
        let own = authored::show(&site)?;
        let (cname, own_card) = (theme.assets.get(CNAME).cloned(), theme.assets.contains_key("card.png"));
        let (index, files) = (OnceLock::new(), OnceLock::new());
        Ok(Self { site, templates, own, cname, own_card, index, files })
    }

    /// Paths of all pages, sorted. Assets are the theme's and not among them.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.site.pages().keys().map(String::as_str)
    }

    /// Whether there is a page of that path.
    pub fn has(&self, path: &str) -> bool {
        self.site.pages().contains_key(path)
    }

    /// Files beside the pages: data of the references, the index of the search, sitemap, feed and the like. Assets are
    /// not among them.
    pub fn files(&self) -> &[Page] {
        self.files.get_or_init(|| {
            let mut files = publish::files(&self.site, &self.paths().collect::<Vec<_>>());
            files.retain(|f| !self.own_card || f.path != publish::CARD);
            files.extend(self.cname.iter().map(|name| Page { path: CNAME.to_owned(), bytes: name.clone() }));
            files.extend(cite::files(&self.site));
            files.extend(self.index().1.iter().cloned());
            files
        })
    }

    fn index(&self) -> &(String, Vec<Page>) {
        self.index.get_or_init(|| {
            let (folder, files) = search::index(&self.site, &self.own);
            let page =
                |f: crate::search::File| Page { path: format!("{folder}{}.js", f.key), bytes: f.script.into_bytes() };
            let files = files.into_iter().map(page).collect();
            (folder, files)
        })
    }

    /// Renders one page; `None` when there is none of that path.
    pub fn page(&self, path: &str) -> Option<Result<Page, Problem>> {
        let fill = Fill { templates: &self.templates };
        let html = self.with(path, fill)?;
        Some(html.map(|html| Page { path: path.to_owned(), bytes: html.into_bytes() }))
    }

    /// What the template of a page is given, as JSON, with the template's name; `None` when there is no page of
    /// that path.
    pub fn context(&self, path: &str) -> Option<(&'static str, serde_json::Result<serde_json::Value>)> {
        self.with(path, Tell)
    }

    /// Hands a page's template and context to `to`.
    fn with<T: Take>(&self, path: &str, to: T) -> Option<T::Out> {
        let site = &self.site;
        Some(match *site.pages().get(path)? {
            Kind::Home => to.take("home.html", &home::page(site, path)),
            Kind::Topic { topic, part } => to.take("topic.html", &topic::page(site, path, topic, part, &self.own)),
            Kind::Contents(topic) => to.take("contents.html", &topic::contents(site, path, topic, &self.own)),
            Kind::Authored(page) => to.take("page.html", &authored::page(site, path, page, &self.own)),
            Kind::Source { source, part } => to.take("source.html", &source::page(site, path, source, part)),
            Kind::References(part) => to.take("references.html", &references::page(site, path, part)),
            Kind::Audit => to.take("audit.html", &audit::page(site, path)),
            Kind::Listing { list, part } => to.take("listing.html", &audit::listing(site, path, list, part)),
            Kind::Missing => to.take("404.html", &missing::page(site, path)),
            Kind::Search => to.take("search.html", &search::page(site, path, &self.index().0)),
            Kind::Terms(part) => to.take("terms.html", &terms::page(site, path, part)),
            Kind::Rules => to.take("rules.html", &rules::page(site, path)),
        })
    }
}

/// Takes a template's name and the context that the page has for it.
trait Take {
    type Out;
    fn take(self, template: &'static str, context: &impl Serialize) -> Self::Out;
}

/// Fills the template.
struct Fill<'a> {
    templates: &'a theme::Templates,
}

impl Take for Fill<'_> {
    type Out = Result<String, Problem>;
    fn take(self, template: &'static str, context: &impl Serialize) -> Self::Out {
        self.templates.render(template, context)
    }
}

/// Shows the context as it is.
struct Tell;

impl Take for Tell {
    type Out = (&'static str, serde_json::Result<serde_json::Value>);
    fn take(self, template: &'static str, context: &impl Serialize) -> Self::Out {
        (template, serde_json::to_value(context))
    }
}
