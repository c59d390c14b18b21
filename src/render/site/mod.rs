//! The map of the site: which pages there are, and the address of every topic, passage and line on them.

mod names;
pub(super) mod references;
mod repeats;
mod routes;
mod shell;
mod terms;
mod topics;

pub(super) use repeats::Repeated;
pub(super) use routes::{fragment, href};
pub(super) use shell::direction;
pub(super) use topics::{TopicPage, second};

use super::{
    audit::{self, Account, List},
    authored::{Desk, Notice},
    context::Crumb,
    lang::Lang,
    publish,
};
use crate::{
    link::Work,
    model::{LineId, Record, Section, Source, SourceId, Tally},
    pipeline::Edition,
    read::Theme,
};
use references::References;
use repeats::Repeats;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    sync::OnceLock,
};
use terms::Terms;

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The front page.
    Home,
    /// A page of a topic, by its place in [`Site::topics`].
    Topic { topic: usize, part: usize },
    /// The contents of a topic that takes several pages.
    Contents(usize),
    /// Lines of a source, as many as [`Site::part_lines`] says.
    Source { source: SourceId, part: u32 },
    /// Sources and the works that they name: `0` is all of them, or their contents; the others hold a part each.
    References(usize),
    /// What was left out.
    Audit,
    /// A page of a long list of the account.
    Listing { list: List, part: usize },
    /// The rule table.
    Rules,
    /// For addresses that lead nowhere.
    Missing,
    /// The search.
    Search,
    /// A page of the editor's, by its place in [`Desk::pages`].
    Authored(usize),
    /// The index of terms: `0` is all of it, or its contents; the others hold a part each.
    Terms(usize),
}

/// Where a line is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// In a section.
    Passage(usize),
    /// In the list of sources.
    Title,
}

/// The edition with the addresses of everything in it.
#[derive(Debug)]
pub(super) struct Site<'a> {
    pub edition: &'a Edition<'a>,
    /// The words of the interface.
    pub lang: Lang,
    /// What the editor wrote.
    pub desk: Desk,
    /// Topics of the book, then Unsorted when something is in it.
    pub topics: Vec<TopicPage>,
    /// The sums over all sources.
    pub tally: Tally,
    /// The sums of each source.
    tallies: Vec<Tally>,
    custom_css: bool,
    /// The account by rule.
    pub account: Account,
    /// Whether there is a picture for social sites.
    card: bool,
    /// Whether there is a feed.
    feed: bool,
    /// Per section, its place in `topics` and in their parts.
    placed: Vec<(usize, usize)>,
    /// Per source, its sections: they follow one another.
    of_source: Vec<Range<usize>>,
    /// Works by the sections that name them.
    works: BTreeMap<usize, Vec<usize>>,
    /// Terms by section and by page.
    terms: Terms<'a>,
    /// Sources and works by page.
    references: References,
    /// Per topic, passages elsewhere that almost stand on it, nearest first.
    almost: Vec<Vec<usize>>,
    homes: BTreeMap<LineId, Home>,
    /// What stands in several sources.
    repeats: Repeats,
    slugs: BTreeSet<&'a str>,
    /// The way around.
    nav: Vec<Crumb>,
    /// Every page, by path.
    pages: OnceLock<BTreeMap<String, Kind>>,
    /// The book's notice.
    notice: OnceLock<Notice>,
}

impl<'a> Site<'a> {
    pub fn new(edition: &'a Edition<'a>, theme: &Theme, lang: Lang, desk: Desk) -> Self {
        let (topics, placed) = topics::topics(edition, &lang);
        let unsorted = topics.get(edition.topics.len()).map_or_else(Vec::new, |t| t.sections.clone());
        let mut of_source = vec![0..0; edition.sources.len()];
        let mut homes = BTreeMap::new();
        for (i, section) in edition.outline.sections.iter().enumerate() {
            if let Some(range) = of_source.get_mut(section.source.0 as usize) {
                *range = if range.end == 0 { i..i + 1 } else { range.start..i + 1 };
            }
            homes.extend(section.lines().map(|at| (at, Home::Passage(i))));
        }
        for (source, line) in edition.sources.iter().zip(&edition.outline.titles) {
            homes.extend(line.map(|line| (source.at(line), Home::Title)));
        }
        let mut works: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, mention) in
            edition.links.works.iter().enumerate().flat_map(|(i, w)| w.mentions.iter().map(move |m| (i, m)))
        {
            let named = works.entry(mention.section).or_default();
            if named.last() != Some(&i) {
                named.push(i);
            }
        }
        let tallies: Vec<Tally> = edition.sources.iter().map(|s| edition.cleaned.ledger.tally(s)).collect();
        Self {
            tally: tallies.iter().fold(Tally::default(), |a, &b| a + b),
            tallies,
            custom_css: theme.assets.contains_key("custom.css"),
            card: publish::has_card(edition, theme),
            feed: publish::has_feed(edition),
            account: Account::of(edition, unsorted),
            terms: Terms::of(edition),
            references: References::of(edition),
            almost: topics::almost(&edition.placements, topics.len()),
            repeats: Repeats::of(edition, &homes),
            slugs: edition.sources.iter().map(|s| s.slug.as_str()).collect(),
            nav: shell::nav(edition, &lang, &topics, &desk),
            edition,
            lang,
            desk,
            topics,
            placed,
            of_source,
            works,
            homes,
            pages: OnceLock::new(),
            notice: OnceLock::new(),
        }
    }

    /// Every page, by path.
    pub fn pages(&self) -> &BTreeMap<String, Kind> {
        self.pages.get_or_init(|| self.all_pages().into_iter().collect())
    }

    fn all_pages(&self) -> Vec<(String, Kind)> {
        let mut pages = vec![
            ("index.html".to_owned(), Kind::Home),
            ("audit.html".to_owned(), Kind::Audit),
            ("rules.html".to_owned(), Kind::Rules),
            ("search.html".to_owned(), Kind::Search),
        ];
        pages.extend((0..=self.references()).map(|part| (self.references_path(part), Kind::References(part))));
        for (topic, page) in self.topics.iter().enumerate() {
            let parts = 0..page.parts.len();
            pages.extend(parts.map(|part| (self.topic_part_path(topic, part), Kind::Topic { topic, part })));
            if page.parts.len() > 1 {
                pages.push((self.topic_path(topic), Kind::Contents(topic)));
            }
        }
        let listings = audit::listings(self).into_iter();
        pages.extend(listings.map(|(path, list, part)| (path, Kind::Listing { list, part })));
        // Its links are those of the published site.
        pages.extend(self.edition.book.site_url.is_some().then(|| (publish::MISSING.to_owned(), Kind::Missing)));
        let own = self.desk.pages.iter().enumerate();
        pages.extend(own.map(|(i, page)| (page.path.clone(), Kind::Authored(i))));
        if !self.edition.links.terms.is_empty() {
            pages.extend((0..=self.index().len()).map(|part| (self.terms_path(part), Kind::Terms(part))));
        }
        for source in self.edition.sources {
            let parts = 0..self.parts(source);
            pages.extend(parts.map(|part| (self.part_path(source, part), Kind::Source { source: source.id, part })));
        }
        pages
    }

    pub fn source(&self, id: SourceId) -> &'a Source {
        &self.edition.sources[id.0 as usize]
    }

    /// The sums of a source, of which each of its pages tells.
    pub fn tally_of(&self, source: &Source) -> Tally {
        self.tallies.get(source.id.0 as usize).copied().unwrap_or_default()
    }

    /// What is known of a source.
    pub fn record(&self, source: &Source) -> &Record {
        const NOTHING: &Record = &Record {
            address: None,
            title: None,
            site: None,
            authors: None,
            published: None,
            updated: None,
            retrieved: None,
            licence: None,
        };
        self.edition.links.records.get(source.id.0 as usize).unwrap_or(NOTHING)
    }

    pub fn section(&self, index: usize) -> &'a Section {
        &self.edition.outline.sections[index]
    }

    /// The sections of a source, in order.
    pub fn sections_of(&self, source: SourceId) -> Range<usize> {
        self.of_source.get(source.0 as usize).cloned().unwrap_or_default()
    }

    /// Works that a section names, each with its place in the references.
    pub fn works_in(&self, section: usize) -> impl Iterator<Item = (usize, &'a Work)> {
        let edition = self.edition;
        self.works.get(&section).into_iter().flatten().map(move |&w| (w, &edition.links.works[w]))
    }

    /// Where a line is published, if it is.
    pub fn home(&self, at: LineId) -> Option<Home> {
        self.homes.get(&at).copied()
    }
}
