//! What the editor wrote: pages of `pages/*.md`, and introductions to topics, `pages/topics/ID.md`. They are the
//! editor's words, shown as such, and stand outside the account.

mod address;
mod front;
mod notes;
mod notice;
mod prose;

use super::{
    context::{AuthoredPage, Html},
    site::Site,
};
use crate::{
    book::nearest,
    model::{Place, Problem},
    read::Theme,
};
pub(super) use notice::Notice;
pub(super) use prose::Prose;
use std::collections::BTreeMap;

/// Folder of the introductions, below `pages/`.
const INTRODUCTIONS: &str = "topics/";

/// A page of the editor's, or an introduction, before it is rendered.
#[derive(Debug, Clone)]
pub(super) struct Authored {
    /// Path of the file below the book's folder.
    pub file: String,
    /// Its text, whole.
    pub text: String,
    /// Where the Markdown begins: behind the front matter.
    pub from: usize,
    /// Path of its page below the site's root; of an introduction, the id of its topic.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Place among the pages of the way around: the smallest comes first, then by path.
    pub order: i64,
    /// Whether the way around leads to it.
    pub nav: bool,
}

/// All that the editor wrote, with its addresses.
#[derive(Debug, Clone, Default)]
pub(super) struct Desk {
    /// Pages, in order.
    pub pages: Vec<Authored>,
    introductions: Vec<Authored>,
    assets: Vec<String>,
}

impl Desk {
    /// Reads the front matter of every page of the theme.
    ///
    /// # Errors
    /// Front matter that is not TOML or has a key that is not known; a name that can't be part of an address.
    pub fn new(theme: &Theme) -> Result<Self, Problem> {
        let mut desk = Self { assets: theme.assets.keys().cloned().collect(), ..Self::default() };
        let mut problems = Vec::new();
        for (name, text) in &theme.pages {
            let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
            match front::read(&format!("pages/{name}"), text, stem) {
                Err(problem) => problems.push(problem),
                Ok(page) if name.starts_with(INTRODUCTIONS) => desk.introductions.push(page),
                Ok(page) => desk.pages.push(page),
            }
        }
        let mut taken: BTreeMap<String, &Authored> = BTreeMap::new();
        for page in desk.pages.iter().chain(&desk.introductions) {
            let Some(other) = taken.insert(page.path.to_lowercase(), page) else { continue };
            let message = match other.path == page.path {
                true => format!("this and {} are pages of one address", other.file),
                false => format!("on Windows and macOS this is the same file as {}", other.file),
            };
            let help = "give one of them another name: its address is its name without the ending";
            problems.push(Problem::new(message).in_file(&page.file).help(help));
        }
        desk.pages.sort_by(|a, b| (a.order, &a.path).cmp(&(b.order, &b.path)));
        Problem::none_or(problems, desk)
    }
}

/// What the editor wrote, rendered.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// In the order of [`Desk::pages`].
    pub pages: Vec<Prose>,
    /// Introductions, by the topic's place in [`Site::topics`].
    pub introductions: BTreeMap<usize, Prose>,
}

/// Renders all pages and introductions.
///
/// # Errors
/// A link that leads nowhere, an introduction to a topic that does not exist: all of them, each at its line.
pub(super) fn show(site: &Site<'_>) -> Result<Shown, Problem> {
    let mut shown = Shown::default();
    let mut problems: Vec<Problem> = Notice::read(site).err().into_iter().collect();
    for page in &site.desk.pages {
        let (prose, wrong) = prose::write(site, page, &page.path, "", 0);
        shown.pages.push(prose);
        problems.extend(wrong);
    }
    for page in &site.desk.introductions {
        let id = page.path.as_str();
        let Some(topic) = site.topics.iter().position(|t| t.id == id) else {
            let near = nearest(id, site.topics.iter().map(|t| t.id.as_str()));
            problems.push(Problem::new(format!("there is no topic {id:?}")).in_file(&page.file).help(match near {
                Some(near) => format!("did you mean {INTRODUCTIONS}{near}.md?"),
                None => "name the file after the id of a topic in book.toml".to_owned(),
            }));
            continue;
        };
        let (prose, wrong) = prose::write(site, page, &site.topic_path(topic), "intro-", 1);
        shown.introductions.insert(topic, prose);
        problems.extend(wrong);
    }
    Problem::none_or(problems, shown)
}

/// A page of the editor's.
pub(super) fn page(site: &Site<'_>, path: &str, page: usize, shown: &Shown) -> AuthoredPage {
    let title = site.desk.pages.get(page).map_or("", |p| p.title.as_str());
    let body = shown.pages.get(page).map_or_else(|| Html(String::new()), |p| p.html.clone());
    AuthoredPage { shell: site.shell(path, title), body }
}

/// Where an editor wrote the link that stands on a page as `link`, when one did: by the page's path and by the place on
/// the target (`#…`), which is all of a link that is not looked up while it is rendered.
pub fn written(theme: &Theme, page: &str, link: &str) -> Option<Place> {
    let stem = page.strip_prefix("pages/").unwrap_or(page).strip_suffix(".html")?;
    let (path, place) = link.split_once('#')?;
    let name = theme.pages.keys().find(|name| name.rsplit_once('.').is_some_and(|(s, _)| s == stem))?;
    let text = &theme.pages[name];
    let at = prose::links(text).find(|(written, _)| {
        written.split_once('#').is_some_and(|(to, at)| at == place && to.is_empty() == path.is_empty())
    })?;
    let line = text[..at.1].matches('\n').count() as u32 + 1;
    Some(Place { file: format!("pages/{name}"), line: Some(line) })
}
