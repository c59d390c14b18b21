//! What a published site has beside its pages: sitemap, robots, feed, a card for social sites. All of it needs the
//! site's address; without one there is none of it.

mod card;
mod feed;

use super::{Page, site::Site};
use crate::{
    book::SiteUrl,
    model::{Finding, Place, RuleName, Severity},
    pipeline::Edition,
    read::Theme,
};

/// Addresses in one sitemap, by its protocol.
const SITEMAP: usize = 50_000;
/// Where the card is.
pub(super) const CARD: &str = "assets/card.png";
pub(super) const FEED: &str = "feed.xml";
pub(super) const MISSING: &str = "404.html";

/// The files, but for `404.html`, which is a page like others; all but `.nojekyll` need the site's address.
pub(super) fn files(site: &Site<'_>, pages: &[&str]) -> Vec<Page> {
    let file = |path: &str, bytes: Vec<u8>| Page { path: path.to_owned(), bytes };
    // A branch that is published runs through Jekyll otherwise, which leaves out what begins with an underscore.
    let plain = file(".nojekyll", Vec::new());
    let Some(url) = &site.edition.book.site_url else { return vec![plain] };
    let found: Vec<String> =
        pages.iter().filter(|p| p.ends_with(".html") && **p != MISSING).map(|p| url.page(p)).collect();
    let mut files = vec![
        file("robots.txt", format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", url.page("sitemap.xml")).into_bytes()),
        plain,
    ];
    files.extend(sitemaps(url, &found));
    files.extend(feed::feed(site, url).map(|feed| file(FEED, feed.into_bytes())));
    files.extend(card(site.edition).map(|png| file(CARD, png)));
    files
}

/// The picture for social sites; `None` when the typeface does not have the book's letters.
fn card(edition: &Edition<'_>) -> Option<Vec<u8>> {
    card::draw(&edition.book.title, edition.book.description.as_deref().unwrap_or_default())
}

/// Whether a card can be drawn.
pub(super) fn has_card(edition: &Edition<'_>, theme: &Theme) -> bool {
    theme.assets.contains_key("card.png")
        || card::can_draw(&edition.book.title, edition.book.description.as_deref().unwrap_or_default())
}

/// Whether there is a feed: some source has a date.
pub(super) fn has_feed(edition: &Edition<'_>) -> bool {
    edition.book.site_url.is_some() && feed::newest(edition).is_some()
}

/// One sitemap, or as many as are needed and an index of them.
fn sitemaps(url: &SiteUrl, addresses: &[String]) -> Vec<Page> {
    const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
    let list = |outer: &str, inner: &str, addresses: &[String]| {
        let entries = addresses.iter().map(|a| format!("<{inner}><loc>{}</loc></{inner}>\n", xml(a)));
        format!("{HEAD}<{outer} xmlns=\"{SPACE}\">\n{}</{outer}>\n", entries.collect::<String>()).into_bytes()
    };
    let one = |path: String, bytes| Page { path, bytes };
    if addresses.len() <= SITEMAP {
        return vec![one("sitemap.xml".into(), list("urlset", "url", addresses))];
    }
    let parts = addresses.chunks(SITEMAP).enumerate();
    let mut files: Vec<Page> =
        parts.map(|(i, part)| one(format!("sitemap-{}.xml", i + 1), list("urlset", "url", part))).collect();
    let all: Vec<String> = files.iter().map(|f| url.page(&f.path)).collect();
    files.push(one("sitemap.xml".into(), list("sitemapindex", "sitemap", &all)));
    files
}

/// Text for XML. Characters that XML has no way to write become U+FFFD.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..=char::MAX => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

/// What a person should know about the site's publication.
pub(super) fn findings(edition: &Edition<'_>, theme: &Theme) -> Vec<Finding> {
    let book = edition.book;
    let finding = |severity, rule: &str, file: &str, message: String, help: &str| Finding {
        severity,
        rule: RuleName::from(rule),
        at: Some(Place { file: file.to_owned(), line: None }),
        message,
        help: Some(help.to_owned()),
    };
    let cname = theme.assets.get("CNAME").map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned());
    let Some(url) = &book.site_url else {
        let message = "the site's address is not known: no canonical addresses, social tags, sitemap, robots.txt, feed and 404.html";
        let help = "when it is to be published, add site-url = \"https://…/\" to [book], or build with --site-url";
        return vec![finding(Severity::Note, "site-url", crate::book::FILE, message.into(), help)];
    };
    let mut found = Vec::new();
    if let Some(name) = cname.filter(|name| !name.eq_ignore_ascii_case(url.host())) {
        let message = format!("static/CNAME says {name:?}, and the site's address is {url}");
        found.push(finding(
            Severity::Warning,
            "cname",
            "static/CNAME",
            message,
            "make site-url and CNAME name the same machine",
        ));
    }
    if !has_card(edition, theme) {
        let message = "no picture for social sites: its typeface does not have all letters of the title".to_owned();
        found.push(finding(
            Severity::Note,
            "card",
            crate::book::FILE,
            message,
            "put a picture of 1200 × 630 at static/card.png",
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sitemap_is_split_at_fifty_thousand() {
        let url = SiteUrl::parse("https://a.io/b").unwrap();
        let addresses: Vec<String> = (0..SITEMAP * 2 + 1).map(|i| url.page(&format!("t/{i}.html"))).collect();
        let files = sitemaps(&url, &addresses);
        let count = |path: &str, word: &str| {
            let file = files.iter().find(|f| f.path == path).unwrap();
            std::str::from_utf8(&file.bytes).unwrap().matches(word).count()
        };
        assert_eq!(files.len(), 4);
        assert_eq!((count("sitemap-1.xml", "<url>"), count("sitemap-3.xml", "<url>")), (SITEMAP, 1));
        assert_eq!(count("sitemap.xml", "<sitemap><loc>https://a.io/b/sitemap-"), 3);
        assert_eq!(sitemaps(&url, &addresses[..SITEMAP]).len(), 1);
    }

    #[test]
    fn xml_holds_any_text() {
        assert_eq!(xml("a<b>&\"\u{0}\u{1b}é"), "a&lt;b&gt;&amp;&quot;\u{fffd}\u{fffd}é");
    }
}
