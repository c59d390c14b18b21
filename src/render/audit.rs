//! What was left out, what was mended, and by which rule.

use super::{
    context::{AuditPage, DroppedLine, Drops, Found, Html, Link, RepairedWord, Repairs, Suggested},
    site::Site,
    text::{self, visible},
};
use crate::model::{Certainty, Edit, Fate, LineId, RuleName, Source};
use std::collections::BTreeMap;

pub(super) fn page(site: &Site<'_>, path: &str) -> AuditPage {
    let mut drops: BTreeMap<&RuleName, Vec<DroppedLine>> = BTreeMap::new();
    let mut repairs: BTreeMap<&RuleName, Repairs> = BTreeMap::new();
    for source in site.edition.sources {
        for (line, fate) in source.lines().zip(site.edition.cleaned.ledger.fates(source.id)) {
            let at = source.at(line);
            match fate {
                Fate::Kept => {}
                Fate::Dropped { rule, because } => drops.entry(rule).or_default().push(DroppedLine {
                    line: line_link(site, path, at),
                    raw: Html(text::text_html(source.raw(line).trim())),
                    because: because.clone(),
                }),
                Fate::Repaired { edits } => {
                    for (rule, of_rule) in by_rule(edits) {
                        let told = repairs.entry(rule).or_insert_with(|| none_yet(site, path, rule));
                        told.lines += 1;
                        told.edits += of_rule.len();
                        told.readings.extend(readings(site, path, source, line, &of_rule));
                    }
                }
            }
        }
    }
    let drops = drops.into_iter().map(|(rule, lines)| Drops {
        rule: rule.to_string(),
        href: site.rule(path, rule),
        what: what(site, rule),
        lines,
    });
    let mut drops: Vec<Drops> = drops.collect();
    let mut repairs: Vec<Repairs> = repairs.into_values().collect();
    drops.sort_by_key(|d| std::cmp::Reverse(d.lines.len()));
    repairs.sort_by_key(|r| std::cmp::Reverse(r.edits));
    AuditPage {
        shell: site.shell(path, &site.lang.say("shell.audit", &[])),
        drops,
        repairs,
        suggestions: suggestions(site, path),
        suspects: suspects(site, path),
        unplaced: unplaced(site, path),
        findings: findings(site),
    }
}

fn none_yet(site: &Site<'_>, path: &str, rule: &RuleName) -> Repairs {
    Repairs {
        rule: rule.to_string(),
        href: site.rule(path, rule),
        what: what(site, rule),
        lines: 0,
        edits: 0,
        readings: Vec::new(),
    }
}

fn by_rule(edits: &[Edit]) -> BTreeMap<&RuleName, Vec<Edit>> {
    let mut rules: BTreeMap<&RuleName, Vec<Edit>> = BTreeMap::new();
    for edit in edits {
        rules.entry(&edit.rule).or_default().push(edit.clone());
    }
    rules
}

fn readings(site: &Site<'_>, path: &str, source: &Source, line: u32, edits: &[Edit]) -> Vec<RepairedWord> {
    let inferred = edits.iter().any(|e| e.certainty == Certainty::Inferred);
    let certainty = if inferred { Certainty::Inferred } else { Certainty::Certain };
    let words = text::readings(source.raw(line), edits).into_iter().map(|r| RepairedWord {
        line: line_link(site, path, source.at(line)),
        was: visible(r.was).into_owned(),
        now: visible(&r.now).into_owned(),
        certainty: certainty.as_str(),
    });
    words.collect()
}

fn suggestions(site: &Site<'_>, path: &str) -> Vec<Suggested> {
    let told = site.edition.cleaned.suggestions.iter().map(|s| {
        let raw = site.source(s.at.source).raw(s.at.line);
        let reading = text::readings(raw, std::slice::from_ref(&s.edit)).pop();
        Suggested {
            line: line_link(site, path, s.at),
            was: reading.as_ref().map_or("", |r| r.was).to_owned(),
            now: reading.map_or_else(|| s.edit.to.clone(), |r| r.now),
            rule: Link { title: s.edit.rule.to_string(), href: site.rule(path, &s.edit.rule) },
            because: s.because.clone(),
        }
    });
    told.collect()
}

fn suspects(site: &Site<'_>, path: &str) -> Vec<DroppedLine> {
    let told = site.edition.cleaned.suspects.iter().map(|s| DroppedLine {
        line: line_link(site, path, s.at),
        raw: Html(text::text_html(site.source(s.at.source).raw(s.at.line).trim())),
        because: s.because.clone(),
    });
    told.collect()
}

fn unplaced(site: &Site<'_>, path: &str) -> Vec<Link> {
    let sections = 0..site.edition.outline.sections.len();
    let unsorted = sections.filter(|&s| site.topic_of(s) >= site.edition.book.topics.len());
    unsorted.map(|s| Link { title: site.heading(site.section(s)), href: site.passage(path, s) }).collect()
}

fn findings(site: &Site<'_>) -> Vec<Found> {
    let told = site.edition.findings.iter().map(|f| Found {
        severity: f.severity.to_string(),
        rule: f.rule.to_string(),
        at: f.at.as_ref().map(ToString::to_string),
        message: f.message.clone(),
        help: f.help.clone(),
    });
    told.collect()
}

fn line_link(site: &Site<'_>, path: &str, at: LineId) -> Link {
    Link { title: site.line_title(at), href: site.line(path, at) }
}

fn what(site: &Site<'_>, rule: &RuleName) -> String {
    site.edition.rules.get(rule.as_str()).map_or_else(String::new, |r| r.spec.what.clone())
}
