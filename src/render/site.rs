//! The map of the site: which pages there are, and the address of every topic, passage and line on them.

use super::context::{Count, Crumb, Html, Link, Published, Shell};
use super::publish;
use super::{
    audit::{self, Account, List},
    authored::Desk,
    lang::{Arg, Lang},
    text,
};
use crate::{
    clean::repeat::Lines,
    group::Placement,
    link::{Term, Use, Work},
    model::{LineId, Record, RuleName, Section, Source, SourceId, Tally},
    pipeline::Edition,
    read::Theme,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::{Range, RangeInclusive},
};

/// Lines on one page of a source.
const PART: u32 = 500;

/// What a page of a topic holds, in bytes of text; and what stands around the text of a passage, in the same measure.
const FULL: usize = 45_000;
const AROUND: usize = 1_600;

/// More topics than this make the way around too long: it leads to the list of them.
const IN_NAV: usize = 8;
/// The index of terms.
const TERMS: &str = "terms.html";
/// Uses of terms on one page of the index, about.
const USES: usize = 800;
/// A topic is worth a look where it comes this near to the best, as a share of its score.
const CLOSE: f64 = 0.5;

/// Scripts that are written from right to left, by their language.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ur", "yi"];

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The front page.
    Home,
    /// A page of a topic, by its place in [`Site::topics`].
    Topic { topic: usize, part: usize },
    /// The contents of a topic that takes several pages.
    Contents(usize),
    /// Lines of a source, [`PART`] at a time.
    Source { source: SourceId, part: u32 },
    /// Sources and the works that they name.
    References,
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

/// A topic page.
#[derive(Debug)]
pub(super) struct TopicPage {
    /// File name without `.html`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One line about it.
    pub description: String,
    /// Sections that stand on it, in order.
    pub sections: Vec<usize>,
    /// The pages that it takes: runs of `sections`.
    pub parts: Vec<Range<usize>>,
}

/// Where a line is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// In a section.
    Passage(usize),
    /// In the list of sources.
    Title,
}

/// Where else a passage stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Repeated {
    /// What is published here.
    pub of: Lines,
    /// Where it stands too.
    pub lines: Lines,
    /// Percent; 100 is word for word.
    pub alike: u8,
    /// Whether it is published there as well, for it says something else.
    pub differs: bool,
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
    custom_css: bool,
    /// The account by rule.
    pub account: Account,
    /// Whether there is a picture for social sites.
    card: bool,
    /// Per section, its place in `topics` and in their parts.
    placed: Vec<(usize, usize)>,
    /// Per source, its sections: they follow one another.
    of_source: Vec<Range<usize>>,
    /// Works by the sections that name them.
    works: BTreeMap<usize, Vec<usize>>,
    /// Per section, the uses of terms in it, by place.
    terms: Vec<Vec<(usize, &'a Use)>>,
    /// Terms on each page of the index, when one page can't hold it.
    index: Vec<Range<usize>>,
    /// Per topic, passages elsewhere that almost stand on it, nearest first.
    almost: Vec<Vec<usize>>,
    homes: BTreeMap<LineId, Home>,
    /// Passages that stand in other sources too, and those that stand there nearly so, by the section that publishes
    /// them; and for lines that are published from another source, the lines that are.
    repeats: BTreeMap<usize, Vec<Repeated>>,
    published_from: BTreeMap<LineId, LineId>,
    slugs: BTreeSet<&'a str>,
    footing: Vec<Crumb>,
}

impl<'a> Site<'a> {
    pub fn new(edition: &'a Edition<'a>, theme: &Theme, lang: Lang, desk: Desk) -> Self {
        let page = |t: &crate::book::Topic| TopicPage {
            id: t.id.clone(),
            title: t.title.clone(),
            description: t.description.clone(),
            sections: Vec::new(),
            parts: Vec::new(),
        };
        let mut topics: Vec<TopicPage> = edition.book.topics.iter().map(page).collect();
        let unsorted = topics.len();
        let sections = &edition.outline.sections;
        let topic_of = |i: usize| edition.placements.get(i).and_then(|p| p.topic).filter(|&t| t < unsorted);
        let mut placed: Vec<(usize, usize)> =
            (0..sections.len()).map(|i| (topic_of(i).unwrap_or(unsorted), 0)).collect();
        if placed.iter().any(|&(topic, _)| topic == unsorted) {
            topics.push(TopicPage {
                id: "unsorted".into(),
                title: lang.say("topic.unsorted", &[]),
                description: lang.say("topic.unsorted-lede", &[]),
                sections: Vec::new(),
                parts: Vec::new(),
            });
        }
        let mut of_source = vec![0..0; edition.sources.len()];
        let mut homes = BTreeMap::new();
        for (i, section) in sections.iter().enumerate() {
            topics[placed[i].0].sections.push(i);
            if let Some(range) = of_source.get_mut(section.source.0 as usize) {
                *range = if range.end == 0 { i..i + 1 } else { range.start..i + 1 };
            }
            homes.extend(section.lines().map(|at| (at, Home::Passage(i))));
        }
        for topic in &mut topics {
            topic.parts = split(edition, &topic.sections);
            for (part, range) in topic.parts.iter().enumerate() {
                topic.sections[range.clone()].iter().for_each(|&s| placed[s].1 = part);
            }
        }
        let account = Account::of(edition, topics.get(unsorted).map_or_else(Vec::new, |t| t.sections.clone()));
        for (source, line) in edition.sources.iter().zip(&edition.outline.titles) {
            homes.extend(line.map(|line| (source.at(line), Home::Title)));
        }
        let (repeats, published_from) = repeats(edition, &homes);
        let mut works: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, mention) in
            edition.links.works.iter().enumerate().flat_map(|(i, w)| w.mentions.iter().map(move |m| (i, m)))
        {
            let named = works.entry(mention.section).or_default();
            if named.last() != Some(&i) {
                named.push(i);
            }
        }
        let tallies = edition.sources.iter().map(|s| edition.cleaned.ledger.tally(s));
        let tally = tallies.fold(Tally::default(), |a, b| a + b);
        let slugs = edition.sources.iter().map(|s| s.slug.as_str()).collect();
        let custom_css = theme.assets.contains_key("custom.css");
        let card = publish::has_card(edition, theme);
        let crumb = |title: String, path: &str| Crumb { title, path: path.into() };
        let mut footing = vec![crumb(lang.say("shell.home", &[]), "index.html")];
        if topics.len() > IN_NAV {
            footing.push(crumb(lang.say("home.topics", &[]), "index.html#topics"));
        } else {
            footing.extend(topics.iter().map(|t| crumb(t.title.clone(), &format!("topics/{}.html", t.id))));
        }
        footing.extend(desk.pages.iter().filter(|p| p.nav).map(|p| crumb(p.title.clone(), &p.path)));
        if !edition.links.terms.is_empty() {
            footing.push(crumb(lang.say("shell.terms", &[]), TERMS));
        }
        footing.push(crumb(lang.say("shell.references", &[]), "references.html"));
        footing.push(crumb(lang.say("shell.audit", &[]), "audit.html"));
        footing.push(crumb(lang.say("shell.rules", &[]), "rules.html"));
        let terms = terms_by_section(edition);
        let index = index(&edition.links.terms);
        let almost = almost(&edition.placements, topics.len());
        Self {
            edition,
            lang,
            desk,
            topics,
            tally,
            custom_css,
            card,
            account,
            placed,
            of_source,
            works,
            terms,
            index,
            almost,
            homes,
            repeats,
            published_from,
            slugs,
            footing,
        }
    }

    /// Every page, by path.
    pub fn pages(&self) -> Vec<(String, Kind)> {
        let mut pages = vec![
            ("index.html".to_owned(), Kind::Home),
            ("references.html".to_owned(), Kind::References),
            ("audit.html".to_owned(), Kind::Audit),
            ("rules.html".to_owned(), Kind::Rules),
            ("search.html".to_owned(), Kind::Search),
        ];
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
            pages.extend((0..=self.index.len()).map(|part| (self.terms_path(part), Kind::Terms(part))));
        }
        for source in self.edition.sources {
            let parts = 0..self.parts(source);
            pages.extend(parts.map(|part| (self.part_path(source, part), Kind::Source { source: source.id, part })));
        }
        pages
    }

    /// What every page has: title, way around, account.
    pub fn shell(&self, path: &str, title: &str) -> Shell {
        let book = self.edition.book;
        let nav = self.footing.iter().map(|c| Link { title: c.title.clone(), href: c.path.clone() });
        Shell {
            book: book.title.clone(),
            title: title.to_owned(),
            language: book.language.clone(),
            direction: direction(&book.language),
            root: "../".repeat(path.matches('/').count()),
            path: path.to_owned(),
            section: if path.starts_with("audit/") { "audit.html".to_owned() } else { String::new() },
            nav: nav.collect(),
            custom_css: self.custom_css,
            published: self.published(path),
            tally: Count::from(self.tally),
        }
    }

    /// What a page says of its own address, when the site's is known.
    fn published(&self, path: &str) -> Option<Published> {
        let book = self.edition.book;
        let url = book.site_url.as_ref()?;
        Some(Published {
            url: url.page(path),
            description: book.description.clone(),
            card: self.card.then(|| url.page(publish::CARD)),
            feed: publish::has_feed(self).then(|| url.page(publish::FEED)),
        })
    }

    pub fn source(&self, id: SourceId) -> &'a Source {
        &self.edition.sources[id.0 as usize]
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

    /// Works that a section names, in the order of the references.
    pub fn works_in(&self, section: usize) -> impl Iterator<Item = &'a Work> {
        let edition = self.edition;
        self.works.get(&section).into_iter().flatten().map(move |&w| &edition.links.works[w])
    }

    /// Uses of terms in a section, by place: the index of the term and the use.
    pub fn terms_in(&self, section: usize) -> &[(usize, &'a Use)] {
        self.terms.get(section).map_or(&[], Vec::as_slice)
    }

    /// The terms on each page of the index after the first; none when the first holds all of it.
    pub fn index(&self) -> &[Range<usize>] {
        &self.index
    }

    /// Path of a page of the index.
    pub fn terms_path(&self, part: usize) -> String {
        if part == 0 { TERMS.to_owned() } else { format!("terms/{part}.html") }
    }

    /// Address of a term's entry.
    pub fn term(&self, from: &str, term: usize) -> String {
        let part = self.index.iter().position(|terms| terms.contains(&term)).map_or(0, |i| i + 1);
        href(from, &self.terms_path(part), &format!("t-{}", self.edition.links.terms[term].slug))
    }

    /// Passages elsewhere that almost stand on a topic's page, nearest first.
    pub fn almost(&self, topic: usize) -> &[usize] {
        self.almost.get(topic).map_or(&[], Vec::as_slice)
    }

    /// The address of a topic: its page, or the contents of its pages.
    pub fn topic_path(&self, topic: usize) -> String {
        format!("topics/{}.html", self.topics[topic].id)
    }

    /// Path of a page of a topic: the topic's own, or `topics/<id>-1.html` and on when it takes several.
    pub fn topic_part_path(&self, topic: usize, part: usize) -> String {
        let page = &self.topics[topic];
        if page.parts.len() < 2 {
            return self.topic_path(topic);
        }
        let mut name = format!("{}-{}", page.id, part + 1);
        while self.topics.iter().any(|t| t.id == name) {
            name.push('-');
        }
        format!("topics/{name}.html")
    }

    /// Address of a passage.
    pub fn passage(&self, from: &str, section: usize) -> String {
        let (topic, part) = self.placed[section];
        href(from, &self.topic_part_path(topic, part), &self.section(section).id.0)
    }

    /// The topic page that a section stands on.
    pub fn topic_of(&self, section: usize) -> usize {
        self.placed[section].0
    }

    /// Where a line is published, if it is.
    pub fn home(&self, at: LineId) -> Option<Home> {
        self.homes.get(&at).copied()
    }

    /// Where else a section's passages stand.
    pub fn repeated(&self, section: usize) -> &[Repeated] {
        self.repeats.get(&section).map_or(&[], Vec::as_slice)
    }

    /// Where else a published line stands, as far as copies have as many lines.
    pub fn copies(&self, at: LineId) -> impl Iterator<Item = LineId> + '_ {
        let passage = match self.home(at) {
            Some(Home::Passage(section)) => self.repeated(section),
            _ => &[],
        };
        passage.iter().filter(move |r| !r.differs && r.of.contains(at)).map(move |r| LineId {
            source: r.lines.source,
            line: (r.lines.first + (at.line - r.of.first)).min(r.lines.last),
        })
    }

    /// The line that is published instead of a copy of it.
    pub fn published_from(&self, copy: LineId) -> Option<LineId> {
        self.published_from.get(&copy).copied()
    }

    /// Address of a source's entry in the list of sources.
    pub fn title_href(&self, from: &str, source: &Source) -> String {
        href(from, "references.html", &format!("s-{}", source.slug))
    }

    /// Number of pages that a source takes; an empty source has a page too.
    pub fn parts(&self, source: &Source) -> u32 {
        source.len().div_ceil(PART).max(1)
    }

    /// The lines on a page of a source.
    pub fn part_lines(&self, source: &Source, part: u32) -> RangeInclusive<u32> {
        part * PART + 1..=(part + 1).saturating_mul(PART).min(source.len())
    }

    /// Path of a page of a source: `sources/<slug>.html`, then `sources/<slug>-2.html` and on.
    pub fn part_path(&self, source: &Source, part: u32) -> String {
        if part == 0 {
            return format!("sources/{}.html", source.slug);
        }
        let mut name = format!("{}-{}", source.slug, part + 1);
        while self.slugs.contains(name.as_str()) {
            name.push('-');
        }
        format!("sources/{name}.html")
    }

    /// Address of one line of a source.
    pub fn line(&self, from: &str, at: LineId) -> String {
        let source = self.source(at.source);
        let part = at.line.saturating_sub(1) / PART;
        href(from, &self.part_path(source, part), &format!("L{}", at.line))
    }

    /// Address of a section's lines: a range that lights up as one.
    pub fn lines(&self, from: &str, section: &Section) -> String {
        let source = self.source(section.source);
        let part = section.range().start().saturating_sub(1) / PART;
        href(from, &self.part_path(source, part), &fragment(&section.range()))
    }

    /// Address of what a rule left out or mended.
    pub fn rule_in_audit(&self, from: &str, rule: &RuleName) -> String {
        href(from, "audit.html", &format!("d-{rule}"))
    }

    /// Address of a rule in the rule table.
    pub fn rule(&self, from: &str, rule: &RuleName) -> String {
        href(from, "rules.html", &format!("r-{rule}"))
    }

    /// The title of a source, as HTML with its edits: its title line, or else the title that was recorded, or its path.
    pub fn title(&self, source: &Source) -> Html {
        match self.title_line(source) {
            Some(line) => {
                let mut events = Vec::new();
                text::events(text::parts(source, &self.edition.cleaned.ledger, line), &mut events);
                Html(text::html(events))
            }
            None => Html(text::text_html(self.named(source))),
        }
    }

    /// The title of a source as plain text.
    pub fn title_text(&self, source: &Source) -> String {
        let line = self.title_line(source).and_then(|line| self.text(source.at(line)));
        line.unwrap_or_else(|| text::visible(self.named(source)).into_owned())
    }

    /// What a source without a title line is called.
    fn named<'s>(&'s self, source: &'s Source) -> &'s str {
        self.record(source).title.as_ref().map_or(&source.path, |t| &t.value)
    }

    /// The line that holds a source's title, unless it was dropped.
    pub fn title_line(&self, source: &Source) -> Option<u32> {
        let line = self.edition.outline.titles.get(source.id.0 as usize).copied().flatten()?;
        (!self.edition.cleaned.ledger.is_dropped(source.at(line))).then_some(line)
    }

    /// The published text of a line, trimmed and made visible; `None` when it was dropped.
    pub fn text(&self, at: LineId) -> Option<String> {
        let line = self.edition.cleaned.ledger.text(self.source(at.source), at.line)?;
        Some(text::visible(line.trim()).into_owned())
    }

    /// A line by its number; by source and number when there are several sources.
    pub fn line_title(&self, at: LineId) -> String {
        let line = at.line.to_string();
        match self.edition.sources {
            [_] => self.lang.say("line.one", &[("line", Arg::Text(&line))]),
            _ => {
                let source = text::visible(&self.source(at.source).path);
                self.lang.say("line.of-source", &[("source", Arg::Text(&source)), ("line", Arg::Text(&line))])
            }
        }
    }

    /// The heading of a section as plain text; for one without a heading, what it is.
    pub fn heading(&self, section: &Section) -> String {
        let line = section.heading.map(|line| LineId { source: section.source, line });
        line.and_then(|at| self.text(at)).unwrap_or_else(|| self.lang.say("line.untitled", &[]))
    }
}

/// The pages of a topic: as many passages on each as make a page of some 60 KB.
fn split(edition: &Edition<'_>, sections: &[usize]) -> Vec<Range<usize>> {
    let weight = |&s: &usize| {
        let lines = edition.outline.sections[s].lines();
        AROUND + lines.map(|at| edition.sources[at.source.0 as usize].raw(at.line).len()).sum::<usize>()
    };
    let mut parts = Vec::new();
    let (mut start, mut on_it) = (0, 0);
    for (i, weight) in sections.iter().map(weight).enumerate() {
        if i > start && on_it + weight > FULL {
            parts.push(start..i);
            (start, on_it) = (i, 0);
        }
        on_it += weight;
    }
    parts.push(start..sections.len());
    parts
}

/// The direction in which a language is written.
pub(super) fn direction(language: &str) -> &'static str {
    let primary = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&primary.as_str()) { "rtl" } else { "ltr" }
}

fn terms_by_section<'a>(edition: &'a Edition<'a>) -> Vec<Vec<(usize, &'a Use)>> {
    let mut by_section: Vec<Vec<(usize, &Use)>> = vec![Vec::new(); edition.outline.sections.len()];
    for (term, used) in edition.links.terms.iter().enumerate().flat_map(|(i, t)| t.uses.iter().map(move |u| (i, u))) {
        if let Some(of_section) = by_section.get_mut(used.section) {
            of_section.push((term, used));
        }
    }
    for uses in &mut by_section {
        uses.sort_by_key(|(_, u)| (u.line, u.span.start));
    }
    by_section
}

/// Parts of an index that is too long for one page.
fn index(terms: &[Term]) -> Vec<Range<usize>> {
    if terms.iter().map(|t| t.uses.len()).sum::<usize>() <= 2 * USES {
        return Vec::new();
    }
    let (mut parts, mut start, mut uses) = (Vec::new(), 0, 0);
    for (i, term) in terms.iter().enumerate() {
        uses += term.uses.len().min(USES);
        if uses >= USES || i + 1 == terms.len() {
            parts.push(start..i + 1);
            (start, uses) = (i + 1, 0);
        }
    }
    parts
}

/// The topic that came second, when it came close.
pub(super) fn second(placement: &Placement) -> Option<usize> {
    let (topic, score) = placement.runner_up?;
    (placement.topic.is_none() || score >= CLOSE * placement.score).then_some(topic)
}

fn almost(placements: &[Placement], topics: usize) -> Vec<Vec<usize>> {
    let mut almost: Vec<Vec<usize>> = vec![Vec::new(); topics];
    for (section, topic) in placements.iter().enumerate().filter_map(|(i, p)| Some((i, second(p)?))) {
        if let Some(of_topic) = almost.get_mut(topic) {
            of_topic.push(section);
        }
    }
    let score = |s: usize| placements[s].runner_up.map_or(0.0, |(_, score)| score);
    for sections in &mut almost {
        sections.sort_by(|&a, &b| score(b).total_cmp(&score(a)).then(a.cmp(&b)));
    }
    almost
}

/// Address of `to` on the page `from`: relative, and only the fragment on the page itself.
pub(super) fn href(from: &str, to: &str, fragment: &str) -> String {
    match (from == to, fragment.is_empty()) {
        (true, false) => format!("#{fragment}"),
        (_, true) => format!("{}{to}", "../".repeat(from.matches('/').count())),
        _ => format!("{}{to}#{fragment}", "../".repeat(from.matches('/').count())),
    }
}

/// The name of a run of lines in an address: `L9` or `L9-L16`.
pub(super) fn fragment(range: &RangeInclusive<u32>) -> String {
    if range.start() == range.end() {
        format!("L{}", range.start())
    } else {
        format!("L{}-L{}", range.start(), range.end())
    }
}

/// What recurs, by the sections that publish it, and the lines that stand for those that are left out.
fn repeats(
    edition: &Edition<'_>,
    homes: &BTreeMap<LineId, Home>,
) -> (BTreeMap<usize, Vec<Repeated>>, BTreeMap<LineId, LineId>) {
    let (mut by_section, mut published_from) = (BTreeMap::<usize, Vec<Repeated>>::new(), BTreeMap::new());
    let ids = |lines: Lines| (lines.first..=lines.last).map(move |line| LineId { source: lines.source, line });
    let home = |lines: Lines| ids(lines).find_map(|at| homes.get(&at).map(|home| (at, *home)));
    let mut add = |of: Lines, lines: Lines, alike: u8, differs: bool| {
        if let Some((_, Home::Passage(section))) = home(of) {
            by_section.entry(section).or_default().push(Repeated { of, lines, alike, differs });
        }
    };
    for repeat in &edition.cleaned.repeats.repeats {
        add(repeat.kept, repeat.copy, repeat.alike, false);
        if let Some((at, _)) = home(repeat.kept) {
            let copied = ids(repeat.copy).filter(|copy| edition.cleaned.ledger.is_dropped(*copy));
            published_from.extend(copied.map(|copy| (copy, at)));
        }
    }
    for variant in &edition.cleaned.repeats.variants {
        add(variant.one, variant.other, variant.alike, true);
        add(variant.other, variant.one, variant.alike, true);
    }
    (by_section, published_from)
}
