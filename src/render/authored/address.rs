//! Where a link of the editor's leads.

use super::super::site::{self, Site};
use crate::book::nearest;

/// Schemes that lead out of the site.
const OUT: [&str; 3] = ["http", "https", "mailto"];

/// The address that a link means, seen from a page; or what is wrong and the way out.
pub(super) fn of(site: &Site<'_>, from: &str, written: &str) -> Result<String, (String, Option<String>)> {
    // Browsers pass over white space and control characters in a scheme; so does this.
    let link: String = written.chars().filter(|c| !c.is_control()).collect();
    let link = link.trim();
    if link.is_empty() {
        return Err(("this link leads nowhere".into(), Some("write an address between the brackets".into())));
    }
    if link.starts_with('#') {
        return Ok(link.to_owned());
    }
    match link.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        None => page(site, from, link),
        Some(("passage", id)) => passage(site, from, id),
        Some(("source", place)) => source(site, from, place),
        Some(("topic", id)) => topic(site, from, id),
        Some(("term", name)) => term(site, from, name),
        Some(("page", name)) => page(site, from, name),
        Some((scheme, _)) if OUT.iter().any(|out| scheme.eq_ignore_ascii_case(out)) => Ok(link.to_owned()),
        Some((scheme, _)) => {
            const KNOWN: [&str; 8] = ["passage", "source", "topic", "term", "page", "http", "https", "mailto"];
            let near = nearest(scheme, KNOWN.into_iter()).map(|near| format!("did you mean `{near}:`?"));
            let all = || format!("a link can begin with {}", KNOWN.map(|k| format!("`{k}:`")).join(", "));
            Err((format!("links can't begin with `{scheme}:`"), Some(near.unwrap_or_else(all))))
        }
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

fn meant<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(wrong, known).map(|near| format!("did you mean `{near}`?"))
}

fn passage(site: &Site<'_>, from: &str, id: &str) -> Result<String, (String, Option<String>)> {
    let sections = &site.edition.outline.sections;
    match sections.iter().position(|s| s.id.0 == id) {
        Some(section) => Ok(site.passage(from, section)),
        None => {
            let help = meant(id, sections.iter().map(|s| s.id.0.as_str()));
            Err((
                format!("there is no passage `{id}`"),
                help.or(Some("a passage's id stands at the end of its address, after #".into())),
            ))
        }
    }
}

fn topic(site: &Site<'_>, from: &str, id: &str) -> Result<String, (String, Option<String>)> {
    match site.topics.iter().position(|t| t.id == id) {
        Some(topic) => Ok(site::href(from, &site.topic_path(topic), "")),
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
fn term(site: &Site<'_>, from: &str, name: &str) -> Result<String, (String, Option<String>)> {
    let terms = &site.edition.links.terms;
    let written = |text: &str| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = written(&name.replace("%20", " "));
    let found =
        terms.iter().position(|t| t.slug == name).or_else(|| terms.iter().position(|t| written(&t.name) == wanted));
    match found {
        Some(term) => Ok(site.term(from, term)),
        None => {
            let near = meant(&wanted.replace(' ', "-"), terms.iter().map(|t| t.slug.as_str()));
            let help =
                if terms.is_empty() { "the book has no index of terms" } else { "the page Terms lists them all" };
            Err((format!("there is no term `{name}`"), near.or(Some(help.into()))))
        }
    }
}

/// `000`, `000:12` or `000:12-15`: a source by its path, its short name, or how one of them begins.
fn source(site: &Site<'_>, from: &str, place: &str) -> Result<String, (String, Option<String>)> {
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
    let Some(lines) = lines else { return Ok(site::href(from, &site.part_path(found, 0), "")) };
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    match (first.parse::<u32>(), last.parse::<u32>()) {
        (Ok(first), Ok(last)) if 1 <= first && first <= last && last <= found.len() => {
            Ok(site.line(from, found.at(first)))
        }
        _ => Err((format!("{} has no lines {lines}", found.path), Some(format!("it has lines 1 to {}", found.len())))),
    }
}

/// A page of the editor's by its name, with or without `.md`; or any page of the site by its path.
fn page(site: &Site<'_>, from: &str, link: &str) -> Result<String, (String, Option<String>)> {
    let (name, fragment) = link.split_once('#').unwrap_or((link, ""));
    let name = name.trim_start_matches("./");
    let stem = [".md", ".markdown"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    let own = format!("pages/{stem}.html");
    let of_site = || site.pages().into_iter().map(|(path, _)| path);
    if site.desk.pages.iter().any(|p| p.path == own) {
        return Ok(site::href(from, &own, fragment));
    }
    if of_site().any(|path| path == name) {
        return Ok(site::href(from, name, fragment));
    }
    let known: Vec<String> = site
        .desk
        .pages
        .iter()
        .map(|p| p.path["pages/".len()..p.path.len() - ".html".len()].to_owned())
        .chain(of_site())
        .collect();
    let help = "`sourcebook context` lists the pages; an address of the web begins with https://";
    let near = meant(stem, known.iter().map(String::as_str));
    Err((format!("there is no page `{name}`"), near.or(Some(help.into()))))
}
