//! Where a link of the editor's leads.

use super::super::site::{self, Site};
use crate::book::nearest;

/// Schemes that lead out of the site.
const OUT: [&str; 3] = ["http", "https", "mailto"];

/// Where a link leads.
#[derive(Debug)]
pub(super) struct Target {
    /// Its address, on the site as a page at the root has it.
    address: String,
    /// Whether it stands on the site, on a page that the link names.
    inside: bool,
}

impl Target {
    fn inside(address: String) -> Self {
        Self { address, inside: true }
    }

    fn as_written(link: &str) -> Self {
        Self { address: link.to_owned(), inside: false }
    }

    /// Its address on a page of the site.
    pub fn seen_from(&self, page: &str) -> String {
        if !self.inside {
            return self.address.clone();
        }
        let (path, fragment) = self.address.split_once('#').unwrap_or((&self.address, ""));
        site::href(page, path, fragment)
    }

    /// Its address where the site begins at a path, `/` or `/book/`.
    pub fn below(&self, root: &str) -> String {
        if self.inside { format!("{root}{}", self.address) } else { self.address.clone() }
    }
}

/// What is wrong with a link, and the way out.
type Wrong = (String, Option<String>);

/// Where the root is: no page has this path.
const ROOT: &str = "";

/// What a link means.
pub(super) fn of(site: &Site<'_>, written: &str) -> Result<Target, Wrong> {
    // Browsers pass over white space and control characters in a scheme; so does this.
    let link: String = written.chars().filter(|c| !c.is_control()).collect();
    let link = link.trim();
    if link.is_empty() {
        return Err(("this link leads nowhere".into(), Some("write an address between the brackets".into())));
    }
    if link.starts_with('#') {
        return Ok(Target::as_written(link));
    }
    let address = match link.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        None => page(site, link),
        Some(("passage", id)) => passage(site, id),
        Some(("source", place)) => source(site, place),
        Some(("topic", id)) => topic(site, id),
        Some(("term", name)) => term(site, name),
        Some(("page", name)) => page(site, name),
        Some((scheme, _)) if OUT.iter().any(|out| scheme.eq_ignore_ascii_case(out)) => {
            return Ok(Target::as_written(link));
        }
        Some((scheme, _)) => {
            const KNOWN: [&str; 8] = ["passage", "source", "topic", "term", "page", "http", "https", "mailto"];
            let near = nearest(scheme, KNOWN.into_iter()).map(|near| format!("did you mean `{near}:`?"));
            let all = || format!("a link can begin with {}", KNOWN.map(|k| format!("`{k}:`")).join(", "));
            Err((format!("links can't begin with `{scheme}:`"), Some(near.unwrap_or_else(all))))
        }
    };
    address.map(Target::inside)
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn meant<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(wrong, known).map(|near| format!("did you mean `{near}`?"))
}

fn passage(site: &Site<'_>, id: &str) -> Result<String, Wrong> {
    let sections = &site.edition.outline.sections;
    match sections.iter().position(|s| s.id.0 == id) {
        Some(section) => Ok(site.passage(ROOT, section)),
        None => {
            let help = meant(id, sections.iter().map(|s| s.id.0.as_str()));
            Err((
                format!("there is no passage `{id}`"),
                help.or(Some("a passage's id stands at the end of its address, after #".into())),
            ))
        }
    }
}

fn topic(site: &Site<'_>, id: &str) -> Result<String, Wrong> {
    match site.topics.iter().position(|t| t.id == id) {
        Some(topic) => Ok(site::href(ROOT, &site.topic_path(topic), "")),
        None => {
            let ids = || site.topics.iter().map(|t| t.id.as_str());
            let all = match ids().collect::<Vec<_>>().join(", ") {
                none if none.is_empty() => "the book has no topics".to_owned(),
                all => format!("the topics are {all}"),
            };
            Err((format!("there is no topic `{id}`"), meant(id, ids()).or(Some(all))))
        }
    }
}

/// A term of the index by its name in an address, or as the index writes it.
fn term(site: &Site<'_>, name: &str) -> Result<String, Wrong> {
    let terms = &site.edition.links.terms;
    let written = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = written(&name.replace("%20", " "));
    let found =
        terms.iter().position(|t| t.slug == name).or_else(|| terms.iter().position(|t| written(&t.name) == wanted));
    match found {
        Some(term) => Ok(site.term(ROOT, term)),
        None => {
            let near = meant(&wanted.replace(' ', "-"), terms.iter().map(|t| t.slug.as_str()));
            let help =
                if terms.is_empty() { "the book has no index of terms" } else { "the page Terms lists them all" };
            Err((format!("there is no term `{name}`"), near.or(Some(help.into()))))
        }
    }
}

/// `000`, `000:12` or `000:12-15`: a source by its path, its short name, or how one of them begins.
fn source(site: &Site<'_>, place: &str) -> Result<String, Wrong> {
    let is_lines = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let (name, lines) = match place.rsplit_once(':') {
        Some((name, lines)) if is_lines(lines) => (name, Some(lines)),
        _ => (place, None),
    };
    let sources = site.edition.sources;
    let begin: Vec<_> = sources.iter().filter(|s| s.path.starts_with(name) || s.slug.starts_with(name)).collect();
    let found = match (sources.iter().find(|s| s.path == name || s.slug == name), begin.as_slice()) {
        (Some(source), _) => source,
        (None, [source]) => source,
        (None, []) => {
            let near = meant(name, sources.iter().map(|s| s.slug.as_str()));
            let help = "name it as it lies below the folder of sources: source:page.txt:12";
            return Err((format!("there is no source `{name}`"), near.or(Some(help.into()))));
        }
        (None, several) => {
            let names: Vec<&str> = several.iter().take(3).map(|s| s.slug.as_str()).collect();
            return Err((
                format!("{} sources begin with `{name}`", several.len()),
                Some(format!("write more of it: {}", names.join(", "))),
            ));
        }
    };
    let Some(lines) = lines else { return Ok(site::href(ROOT, &site.part_path(found, 0), "")) };
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    match (first.parse::<u32>(), last.parse::<u32>()) {
        (Ok(first), Ok(last)) if 1 <= first && first <= last && last <= found.len() => {
            Ok(site.line(ROOT, found.at(first)))
        }
        _ => Err((format!("{} has no lines {lines}", found.path), Some(format!("it has lines 1 to {}", found.len())))),
    }
}

/// A page of the editor's by its name, with or without `.md`; or any page of the site by its path.
fn page(site: &Site<'_>, link: &str) -> Result<String, Wrong> {
    let (name, fragment) = link.split_once('#').unwrap_or((link, ""));
    let name = name.trim_start_matches("./");
    let stem = [".md", ".markdown"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let own = format!("pages/{stem}.html");
    if site.desk.pages.iter().any(|p| p.path == own) {
        return Ok(site::href(ROOT, &own, fragment));
    }
    if site.pages().contains_key(name) {
        return Ok(site::href(ROOT, name, fragment));
    }
    let own = site.desk.pages.iter().map(|p| &p.path["pages/".len()..p.path.len() - ".html".len()]);
    let near = meant(stem, own.chain(site.pages().keys().map(String::as_str)));
    let help = "`sourcebook context` lists the pages; an address of the web begins with https://";
    Err((format!("there is no page `{name}`"), near.or_else(|| Some(help.into()))))
}
