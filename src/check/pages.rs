//! Rendered pages, read back.

use super::{
    error,
    html::{self, Facts},
    in_page,
    links::{self, Targets},
    passages,
};
use crate::{
    model::Finding,
    pipeline::Edition,
    read::Theme,
    render::{self, Page},
};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Checks rendered pages: links and fragments resolve, every passage is cited and says the ledger's words. A link that an
/// editor wrote is told at its line in the `theme`.
pub fn pages(edition: &Edition<'_>, theme: &Theme, pages: &[Page]) -> Vec<Finding> {
    let read: Vec<(&str, Option<Result<Facts, String>>)> = pages
        .par_iter()
        .map(|page| {
            let facts = page.path.ends_with(".html").then(|| {
                let text = std::str::from_utf8(&page.bytes).map_err(|e| e.to_string())?;
                html::read(text)
            });
            (page.path.as_str(), facts)
        })
        .collect();

    let mut found = Vec::new();
    let mut targets: Targets<'_> = BTreeMap::new();
    let mut whole: Vec<(&str, &Facts)> = Vec::new();
    for (path, facts) in &read {
        let ids = match facts {
            None => None,
            Some(Ok(facts)) => {
                whole.push((path, facts));
                Some(facts.ids.iter().map(String::as_str).collect())
            }
            Some(Err(e)) => {
                let message = format!("the page can't be read back: {e}");
                found.push(error("page", in_page(path), message, "look at the template that it is made from"));
                Some(BTreeSet::new())
            }
        };
        targets.insert(path, ids);
    }
    let each: Vec<Vec<Finding>> =
        whole.par_iter().map(|(path, facts)| one(edition, theme, path, facts, &targets)).collect();
    found.extend(each.into_iter().flatten());
    found.extend(passages::check(edition, &whole));
    found
}

/// Ids and links of one page.
fn one(edition: &Edition<'_>, theme: &Theme, path: &str, facts: &Facts, targets: &Targets<'_>) -> Vec<Finding> {
    // The page for addresses that lead nowhere is shown at any depth: its links begin at the site's root.
    let root = edition.book.site_url.as_ref().map(|url| url.root()).filter(|_| path == "404.html");
    let below = |link: &'_ str| root.and_then(|root| link.strip_prefix(root)).unwrap_or(link).to_owned();
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<&str> = facts.ids.iter().map(String::as_str).filter(|id| !seen.insert(*id)).collect();
    let ids = twice.into_iter().map(|id| {
        let message = format!("the id {id:?} stands on this page more than once");
        error("id", in_page(path), message, "give each element an id of its own in the template")
    });
    let mut seen = BTreeSet::new();
    let links = facts.links.iter().filter(|link| seen.insert(link.as_str())).filter_map(|link| {
        let wrong = links::wrong(path, &below(link), targets)?;
        let (at, help) = match render::written(theme, path, link) {
            Some(at) => (at, "mend the link, or the place that it leads to"),
            None => (in_page(path), "mend the link in the template; links between pages are relative and end in .html"),
        };
        Some(error("link", at, format!("the link {link:?} {wrong}"), help))
    });
    ids.chain(links).collect()
}
