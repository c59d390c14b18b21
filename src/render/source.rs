//! A source: every raw line with its number, its fate and where it is published.

use super::{
    cite,
    context::{Group, Html, LeftOut, Line, Link, Reading, SourcePage},
    home,
    lang::Arg,
    rules,
    site::{self, Home, Site},
    text,
};
use crate::model::{Fate, RuleName, Source, SourceId};

pub(super) fn page(site: &Site<'_>, path: &str, id: SourceId, part: u32) -> SourcePage {
    let source = site.source(id);
    let lines = site.part_lines(source, part);
    let title = match site.parts(source) {
        1 => site.title_text(source),
        _ => {
            let (title, lines) = (site.title_text(source), site.lang.lines(&lines));
            site.lang.say("source.part-title", &[("title", Arg::Text(&title)), ("lines", Arg::Text(&lines))])
        }
    };
    let parts = (0..site.parts(source)).map(|p| Link {
        title: site.lang.lines(&site.part_lines(source, p)),
        // On the page itself there is nowhere to go.
        href: if p == part { String::new() } else { site::href(path, &site.part_path(source, p), "") },
    });
    SourcePage {
        shell: site.shell(path, &title),
        source: home::facts(site, path, source),
        parts: if site.parts(source) > 1 { parts.collect() } else { Vec::new() },
        groups: groups(site, path, source, lines),
    }
}

/// Lines by section. A section that goes on from the page before keeps its name.
fn groups(site: &Site<'_>, path: &str, source: &Source, lines: std::ops::RangeInclusive<u32>) -> Vec<Group> {
    let sections = &site.edition.outline.sections[site.sections_of(source.id)];
    let first = sections.partition_point(|s| s.range().end() < lines.start());
    let mut sections = sections[first..].iter().map(|s| (s, s.range())).peekable();
    let mut groups: Vec<Group> = Vec::new();
    let mut open = None;
    for number in lines {
        while sections.peek().is_some_and(|(_, r)| *r.end() < number) {
            sections.next();
        }
        let here = sections.peek().filter(|(_, r)| r.contains(&number));
        let range = here.map(|(_, r)| r);
        if groups.is_empty() || range != open.as_ref() {
            let id = range.filter(|r| r.start() < r.end()).map(site::fragment);
            let original = here.and_then(|(section, _)| cite::original(site, section));
            groups.push(Group { id, original, lines: Vec::new() });
            open = range.cloned();
        }
        if let Some(group) = groups.last_mut() {
            group.lines.push(line(site, path, source, number));
        }
    }
    groups
}

fn line(site: &Site<'_>, path: &str, source: &Source, number: u32) -> Line {
    let at = source.at(number);
    let raw = source.raw(number);
    let ledger = &site.edition.cleaned.ledger;
    let fate = ledger.fate(at);
    let published = site.published_from(at).unwrap_or(at);
    let home = site.home(published).map(|home| match home {
        Home::Passage(section) => {
            Link { title: site.heading(site.section(section)), href: site.passage(path, section) }
        }
        Home::Title => Link { title: site.lang.say("line.title", &[]), href: site.title_href(path, source) },
    });
    Line {
        number,
        fate: match fate {
            Fate::Kept if source.is_blank(number) => "blank",
            Fate::Kept if source.is_mark(number) => "markup",
            Fate::Kept => "kept",
            Fate::Repaired { .. } => "repaired",
            Fate::Dropped { .. } => "dropped",
        },
        raw: Html(text::text_html(raw)),
        readings: match fate {
            Fate::Repaired { edits } => {
                text::readings(raw, edits).into_iter().map(|r| reading(site, path, r)).collect()
            }
            _ => Vec::new(),
        },
        left_out: match fate {
            Fate::Dropped { rule, because } => {
                Some(LeftOut { rule: rule_link(site, path, rule), because: rules::because(site, rule, because) })
            }
            _ => None,
        },
        held: ledger.is_held(at),
        overruled: ledger.overruled(at).map(|o| LeftOut {
            rule: rule_entry(site, path, &o.rule),
            because: rules::because(site, &o.rule, &o.because),
        }),
        home,
    }
}

fn reading(site: &Site<'_>, path: &str, r: text::Reading<'_>) -> Reading {
    Reading {
        was: text::visible(r.was).into_owned(),
        now: text::visible(&r.now).into_owned(),
        rules: r.rules.iter().map(|rule| rule_link(site, path, rule)).collect(),
    }
}

/// A rule, with its part of the account.
fn rule_link(site: &Site<'_>, path: &str, rule: &RuleName) -> Link {
    Link { title: rule.to_string(), href: site.rule_in_audit(path, rule) }
}

/// A rule, with its entry in the rule table: the account need not have a part for it.
fn rule_entry(site: &Site<'_>, path: &str, rule: &RuleName) -> Link {
    Link { title: rule.to_string(), href: site.rule(path, rule) }
}
