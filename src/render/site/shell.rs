//! What every page has: title, way around, account.

use super::{Site, TopicPage, routes::TERMS};
use crate::{
    book::UNSORTED,
    pipeline::Edition,
    render::{
        authored::{Desk, Notice},
        context::{Count, Crumb, Language, Published, Shell},
        lang::Lang,
        publish,
    },
};

/// More topics than this make the way around too long: it leads to the list of them.
const IN_NAV: usize = 8;

/// Scripts that are written from right to left (ISO 15924), and languages that are written in one.
const RIGHT_TO_LEFT: [&str; 15] =
    ["adlm", "arab", "hebr", "nkoo", "syrc", "thaa", "ar", "ckb", "dv", "fa", "he", "ps", "sd", "ur", "yi"];

impl Site<'_> {
    /// What every page has: title, way around, account.
    pub fn shell(&self, path: &str, title: &str) -> Shell {
        let book = self.edition.book;
        Shell {
            book: book.title.clone(),
            title: title.to_owned(),
            language: book.language.clone(),
            direction: direction(&book.language),
            root: "../".repeat(path.matches('/').count()),
            path: path.to_owned(),
            section: match path.split_once('/') {
                Some((folder @ ("audit" | "terms" | "references"), _)) => format!("{folder}.html"),
                _ => String::new(),
            },
            nav: self.nav.clone(),
            custom_css: self.custom_css,
            published: self.published(path),
            tally: Count::from(self.tally),
            notice: self.notice().on(path),
        }
    }

    /// The book's notice.
    pub fn notice(&self) -> &Notice {
        // What is wrong with it was told before the first page.
        self.notice.get_or_init(|| Notice::read(self).unwrap_or_default())
    }

    /// What a page says of its own address, when the site's is known.
    fn published(&self, path: &str) -> Option<Published> {
        let book = self.edition.book;
        let url = book.site_url.as_ref()?;
        Some(Published {
            url: url.page(path),
            description: book.description.clone(),
            card: self.card.then(|| url.page(publish::CARD)),
            feed: self.feed.then(|| url.page(publish::FEED)),
        })
    }
}

/// The way around the site.
pub(super) fn nav(edition: &Edition<'_>, lang: &Lang, topics: &[TopicPage], desk: &Desk) -> Vec<Crumb> {
    let crumb = |title: String, path: &str, language| Crumb { title, href: path.into(), language };
    let said = |key: &str, path: &str| crumb(lang.say(key, &[]), path, english(lang, key));
    let mut nav = vec![said("shell.home", "index.html")];
    if topics.len() > IN_NAV {
        nav.push(said("home.topics", "index.html#topics"));
    } else {
        nav.extend(topics.iter().map(|t| {
            let language = english(lang, "topic.unsorted").filter(|_| t.id == UNSORTED);
            crumb(t.title.clone(), &format!("topics/{}.html", t.id), language)
        }));
    }
    nav.extend(desk.pages.iter().filter(|p| p.nav).map(|p| crumb(p.title.clone(), &p.path, None)));
    if !edition.links.terms.is_empty() {
        nav.push(said("shell.terms", TERMS));
    }
    nav.push(said("shell.references", "references.html"));
    nav.push(said("shell.audit", "audit.html"));
    nav.push(said("shell.rules", "rules.html"));
    nav
}

/// The language of the words for a key, where they are borrowed.
fn english(lang: &Lang, key: &str) -> Option<Language> {
    lang.borrows(key).then_some(Language { tag: "en", direction: "ltr" })
}

/// The direction in which a language is written: by its script, where the tag names one (`pa-Arab`).
pub(in crate::render) fn direction(language: &str) -> &'static str {
    let language = language.to_ascii_lowercase();
    let mut tags = language.split('-');
    let primary = tags.next().unwrap_or_default();
    let written = tags.find(|tag| tag.len() == 4 && tag.starts_with(char::is_alphabetic)).unwrap_or(primary);
    if RIGHT_TO_LEFT.contains(&written) { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::direction;

    #[test]
    fn a_script_that_is_named_goes_first() {
        assert_eq!(["ar", "he-IL", "az-Arab", "PA-arab-PK"].map(direction), ["rtl"; 4]);
        assert_eq!(["de", "ku", "az", "ar-Latn", "sr-Latn-RS", "de-1996"].map(direction), ["ltr"; 6]);
    }
}
