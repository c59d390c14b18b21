//! What was left out, what was mended, and by which rule: one page with the sums and the first of each list, and
//! pages of their own for lists that are long.

use super::{
    context::{
        AuditPage, DroppedLine, Drops, Found, Html, KeptLine, Link, Listed, ListingPage, RepairedWord, Repairs,
        Suggested,
    },
    lang::Arg,
    language::english,
    rules,
    site::{self, Site},
    text::{self, visible},
};
use crate::model::{Certainty, Edit, Fate, LineId, Overruled, RuleName, Source, Suggestion};
use std::{collections::BTreeMap, ops::Range};

/// A list of at most this many entries stands whole on the page of the account …
const WHOLE: usize = 100;
/// … of a longer one the first few, and all of it on pages of this many.
const FIRST: usize = 10;
const PAGE: usize = 400;

/// One list of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// Lines that a rule left out, by its place in [`Account::drops`].
    Drops(usize),
    /// Lines that a rule mended, by its place in [`Account::repairs`].
    Repairs(usize),
    Suggested,
    Suspects,
    Unplaced,
    Findings,
}

/// The account by rule: made once, shown on several pages.
#[derive(Debug, Default)]
pub(super) struct Account {
    drops: Vec<(RuleName, Vec<LineId>)>,
    /// With the number of edits.
    repairs: Vec<(RuleName, Vec<LineId>, usize)>,
    /// Sections in no topic.
    unplaced: Vec<usize>,
}

impl Account {
    pub fn of(edition: &crate::pipeline::Edition<'_>, unplaced: Vec<usize>) -> Self {
        let mut drops: BTreeMap<&RuleName, Vec<LineId>> = BTreeMap::new();
        let mut repairs: BTreeMap<&RuleName, (Vec<LineId>, usize)> = BTreeMap::new();
        for source in edition.sources {
            for (line, fate) in source.lines().zip(edition.cleaned.ledger.fates(source.id)) {
                let at = source.at(line);
                match fate {
                    Fate::Kept => {}
                    Fate::Dropped { rule, .. } => drops.entry(rule).or_default().push(at),
                    Fate::Repaired { edits } => {
                        for edit in edits {
                            let (lines, edits) = repairs.entry(&edit.rule).or_default();
                            *edits += 1;
                            if lines.last() != Some(&at) {
                                lines.push(at);
                            }
                        }
                    }
                }
            }
        }
        let mut drops: Vec<_> = drops.into_iter().map(|(rule, lines)| (rule.clone(), lines)).collect();
        let mut repairs: Vec<_> = repairs.into_iter().map(|(rule, (lines, n))| (rule.clone(), lines, n)).collect();
        drops.sort_by_key(|(_, lines)| std::cmp::Reverse(lines.len()));
        repairs.sort_by_key(|&(_, _, edits)| std::cmp::Reverse(edits));
        Self { drops, repairs, unplaced }
    }
}

/// Every page that a list takes beside the page of the account.
pub(super) fn listings(site: &Site<'_>) -> Vec<(String, List, usize)> {
    let drops = (0..site.account.drops.len()).map(List::Drops);
    let repairs = (0..site.account.repairs.len()).map(List::Repairs);
    let lists = drops.chain(repairs).chain([List::Suggested, List::Suspects, List::Unplaced, List::Findings]);
    lists
        .flat_map(|list| (0..parts(site, list)).map(move |part| (listing_path(site, list, part), list, part)))
        .collect()
}

/// The page of the account.
pub(super) fn page(site: &Site<'_>, path: &str) -> AuditPage {
    let drops = site.account.drops.iter().enumerate().map(|(i, (rule, lines))| Drops {
        rule: rule.to_string(),
        href: site.rule(path, rule),
        what: what(site, rule),
        count: lines.len(),
        lines: listed(site, path, List::Drops(i), |range| drops(site, path, i, range)),
    });
    let repairs = site.account.repairs.iter().enumerate().map(|(i, (rule, lines, edits))| Repairs {
        rule: rule.to_string(),
        href: site.rule(path, rule),
        what: what(site, rule),
        lines: lines.len(),
        edits: *edits,
        readings: listed(site, path, List::Repairs(i), |range| repairs(site, path, i, range)),
    });
    AuditPage {
        shell: site.shell(path, &site.lang.say("shell.audit", &[])),
        drops: drops.collect(),
        repairs: repairs.collect(),
        suggestions: listed(site, path, List::Suggested, |range| suggestions(site, path, range)),
        suspects: listed(site, path, List::Suspects, |range| suspects(site, path, range)),
        kept: kept(site, path),
        refused: site.edition.cleaned.by_hand.refused.iter().map(|s| suggested(site, path, s)).collect(),
        unplaced: listed(site, path, List::Unplaced, |range| unplaced(site, path, range)),
        findings: listed(site, path, List::Findings, |range| findings(site, range)),
    }
}

/// A page of a long list.
pub(super) fn listing(site: &Site<'_>, path: &str, list: List, part: usize) -> ListingPage {
    let range = part * PAGE..((part + 1) * PAGE).min(len(site, list));
    let mut page = ListingPage {
        shell: site.shell(path, &title(site, list)),
        account: site::href(path, "audit.html", &fragment(site, list)),
        pages: pages(site, path, list),
        drops: Vec::new(),
        repairs: Vec::new(),
        suggestions: Vec::new(),
        suspects: Vec::new(),
        unplaced: Vec::new(),
        findings: Vec::new(),
    };
    match list {
        List::Drops(i) => page.drops = drops(site, path, i, range),
        List::Repairs(i) => page.repairs = repairs(site, path, i, range),
        List::Suggested => page.suggestions = suggestions(site, path, range),
        List::Suspects => page.suspects = suspects(site, path, range),
        List::Unplaced => page.unplaced = unplaced(site, path, range),
        List::Findings => page.findings = findings(site, range),
    }
    page
}

fn len(site: &Site<'_>, list: List) -> usize {
    match list {
        List::Drops(i) => site.account.drops[i].1.len(),
        List::Repairs(i) => site.account.repairs[i].1.len(),
        List::Suggested => site.edition.cleaned.suggestions.len(),
        List::Suspects => site.edition.cleaned.suspects.len(),
        List::Unplaced => site.account.unplaced.len(),
        List::Findings => site.edition.findings.len(),
    }
}

fn parts(site: &Site<'_>, list: List) -> usize {
    let len = len(site, list);
    if len > WHOLE { len.div_ceil(PAGE) } else { 0 }
}

fn listed<T>(site: &Site<'_>, path: &str, list: List, entries: impl FnOnce(Range<usize>) -> Vec<T>) -> Listed<T> {
    let len = len(site, list);
    let first = entries(0..if len > WHOLE { FIRST } else { len });
    Listed { entries: first, pages: pages(site, path, list) }
}

fn pages(site: &Site<'_>, path: &str, list: List) -> Vec<Link> {
    let len = len(site, list);
    let page = |part: usize| {
        let (first, last) = (part * PAGE + 1, ((part + 1) * PAGE).min(len));
        let args = [("first", Arg::Number(first as u64)), ("last", Arg::Number(last as u64))];
        let to = listing_path(site, list, part);
        // On the page itself there is nowhere to go.
        let href = if to == path { String::new() } else { site::href(path, &to, "") };
        Link { title: site.lang.say("audit.page", &args), href }
    };
    (0..parts(site, list)).map(page).collect()
}

/// The list's name in addresses.
fn fragment(site: &Site<'_>, list: List) -> String {
    match list {
        List::Drops(i) => format!("d-{}", site.account.drops[i].0),
        List::Repairs(i) => format!("d-{}", site.account.repairs[i].0),
        List::Suggested => "suggested".into(),
        List::Suspects => "suspects".into(),
        List::Unplaced => "unplaced".into(),
        List::Findings => "findings".into(),
    }
}

fn listing_path(site: &Site<'_>, list: List, part: usize) -> String {
    format!("audit/{}-{}.html", fragment(site, list), part + 1)
}

fn title(site: &Site<'_>, list: List) -> String {
    let of_rule = |key: &str, rule: &RuleName| site.lang.say(key, &[("rule", Arg::Text(rule.as_str()))]);
    match list {
        List::Drops(i) => of_rule("audit.dropped-by", &site.account.drops[i].0),
        List::Repairs(i) => of_rule("audit.repaired-by", &site.account.repairs[i].0),
        List::Suggested => site.lang.say("audit.suggested", &[]),
        List::Suspects => site.lang.say("audit.suspects", &[]),
        List::Unplaced => site.lang.say("audit.unplaced", &[]),
        List::Findings => site.lang.say("audit.findings", &[]),
    }
}

fn drops(site: &Site<'_>, path: &str, rule: usize, range: Range<usize>) -> Vec<DroppedLine> {
    let lines = site.account.drops[rule].1.get(range).unwrap_or_default().iter();
    lines
        .map(|&at| DroppedLine {
            line: line_link(site, path, at),
            raw: Html(text::text_html(site.source(at.source).raw(at.line).trim())),
            because: match site.edition.cleaned.ledger.fate(at) {
                Fate::Dropped { rule, because } => rules::because(site, rule, because),
                _ => Html::default(),
            },
        })
        .collect()
}

fn repairs(site: &Site<'_>, path: &str, rule: usize, range: Range<usize>) -> Vec<RepairedWord> {
    let (rule, lines, _) = &site.account.repairs[rule];
    let lines = lines.get(range).unwrap_or_default().iter();
    lines
        .flat_map(|&at| {
            let edits = site.edition.cleaned.ledger.edits(at).iter().filter(|e| e.rule == *rule).cloned();
            readings(site, path, site.source(at.source), at.line, &edits.collect::<Vec<_>>())
        })
        .collect()
}

fn readings(site: &Site<'_>, path: &str, source: &Source, line: u32, edits: &[Edit]) -> Vec<RepairedWord> {
    let certainty = edits.iter().map(|e| e.certainty).max().unwrap_or(Certainty::Certain);
    let words = text::readings(source.raw(line), edits).into_iter().map(|r| RepairedWord {
        line: line_link(site, path, source.at(line)),
        was: visible(r.was).into_owned(),
        now: visible(&r.now).into_owned(),
        certainty: certainty.as_str(),
    });
    words.collect()
}

fn suggestions(site: &Site<'_>, path: &str, range: Range<usize>) -> Vec<Suggested> {
    let told = site.edition.cleaned.suggestions.get(range).unwrap_or_default().iter();
    told.map(|s| suggested(site, path, s)).collect()
}

fn suggested(site: &Site<'_>, path: &str, s: &Suggestion) -> Suggested {
    let raw = site.source(s.at.source).raw(s.at.line);
    let reading = text::readings(raw, std::slice::from_ref(&s.edit)).pop();
    Suggested {
        line: line_link(site, path, s.at),
        was: visible(reading.as_ref().map_or("", |r| r.was)).into_owned(),
        now: visible(&reading.map_or_else(|| s.edit.to.clone(), |r| r.now)).into_owned(),
        rule: rule_link(site, path, &s.edit.rule),
        because: rules::because(site, &s.edit.rule, &s.because),
    }
}

/// Lines that a person keeps, in the order of the sources.
fn kept(site: &Site<'_>, path: &str) -> Vec<KeptLine> {
    let line = |(at, overruled): (LineId, Option<&Overruled>)| KeptLine {
        line: line_link(site, path, at),
        raw: Html(text::text_html(site.source(at.source).raw(at.line).trim())),
        rule: overruled.map(|o| rule_link(site, path, &o.rule)),
        because: overruled.map(|o| rules::because(site, &o.rule, &o.because)).unwrap_or_default(),
    };
    site.edition.cleaned.ledger.held().map(line).collect()
}

fn rule_link(site: &Site<'_>, path: &str, rule: &RuleName) -> Link {
    Link { title: rule.to_string(), href: site.rule(path, rule) }
}

fn suspects(site: &Site<'_>, path: &str, range: Range<usize>) -> Vec<DroppedLine> {
    let told = site.edition.cleaned.suspects.get(range).unwrap_or_default().iter().map(|s| DroppedLine {
        line: line_link(site, path, s.at),
        raw: Html(text::text_html(site.source(s.at.source).raw(s.at.line).trim())),
        because: rules::because(site, &s.rule, &s.because),
    });
    told.collect()
}

fn unplaced(site: &Site<'_>, path: &str, range: Range<usize>) -> Vec<Link> {
    let sections = site.account.unplaced.get(range).unwrap_or_default().iter();
    sections.map(|&s| Link { title: site.heading(site.section(s)), href: site.passage(path, s) }).collect()
}

fn findings(site: &Site<'_>, range: Range<usize>) -> Vec<Found> {
    let book = &site.edition.book.language;
    let told = site.edition.findings.get(range).unwrap_or_default().iter().map(|f| Found {
        severity: f.severity.to_string(),
        rule: f.rule.to_string(),
        at: f.at.as_ref().map(ToString::to_string),
        message: english(&f.message, book),
        help: f.help.as_ref().map(|help| english(help, book)),
    });
    told.collect()
}

fn line_link(site: &Site<'_>, path: &str, at: LineId) -> Link {
    Link { title: site.line_title(at), href: site.line(path, at) }
}

fn what(site: &Site<'_>, rule: &RuleName) -> Html {
    site.edition.rules.get(rule.as_str()).map(|rule| rules::what(site, rule)).unwrap_or_default()
}
