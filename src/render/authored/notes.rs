//! The footnotes of a text of the editor's: signs in the text, and a list below it.

use super::super::{
    lang::{Arg, Lang},
    text::{escape, tag},
};
use pulldown_cmark::Event;
use std::{collections::BTreeMap, ops::Range};

#[derive(Default)]
pub(super) struct Notes<'a> {
    /// Numbers by name, in the order of their first use; and how often each was used.
    used: BTreeMap<String, (usize, usize)>,
    /// What they say, by name, and where.
    said: BTreeMap<String, (Vec<Event<'a>>, Range<usize>)>,
}

impl<'a> Notes<'a> {
    /// Takes up what a note says; whether it is the first of its name.
    pub fn say(&mut self, name: String, said: Vec<Event<'a>>, span: Range<usize>) -> bool {
        self.said.insert(name, (said, span)).is_none()
    }

    /// The sign that leads to a note.
    pub fn refer(&mut self, name: String, prefix: &str) -> Event<'a> {
        let next = self.used.len() + 1;
        let (number, uses) = self.used.entry(name).or_insert((next, 0));
        *uses += 1;
        let id = if *uses == 1 { format!("{prefix}fnref-{number}") } else { format!("{prefix}fnref-{number}-{uses}") };
        tag(format!("<sup><a role=\"doc-noteref\" id=\"{id}\" href=\"#{prefix}fn-{number}\">{number}</a></sup>"))
    }

    /// Takes out the notes that nothing leads to: their names, and where they stand.
    pub fn idle(&mut self) -> Vec<(String, Range<usize>)> {
        let idle: Vec<String> = self.said.keys().filter(|name| !self.used.contains_key(*name)).cloned().collect();
        idle.into_iter()
            .filter_map(|name| self.said.remove_entry(&name))
            .map(|(name, (_, span))| (name, span))
            .collect()
    }

    /// The list of the notes, each with a link back.
    pub fn list(&mut self, lang: &Lang, prefix: &str) -> Vec<Event<'a>> {
        let mut notes: Vec<(&String, usize)> = self.used.iter().map(|(name, (n, _))| (name, *n)).collect();
        if notes.is_empty() {
            return Vec::new();
        }
        notes.sort_by_key(|(_, n)| *n);
        let title = escape(&lang.say("page.footnotes", &[])).into_owned();
        let mut out =
            vec![tag(format!("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{title}\"><ol>\n"))];
        for (name, number) in notes {
            out.push(tag(format!("<li id=\"{prefix}fn-{number}\">")));
            let (said, _) = self.said.remove(name).unwrap_or_default();
            out.extend(said);
            let n = number.to_string();
            let back = escape(&lang.say("page.back", &[("number", Arg::Text(&n))])).into_owned();
            out.push(tag(format!(
                "<a role=\"doc-backlink\" href=\"#{prefix}fnref-{number}\" aria-label=\"{back}\">↩</a></li>\n"
            )));
        }
        out.push(tag("</ol></section>\n"));
        out
    }
}
