//! What things are called.

use super::Site;
use crate::{
    model::{LineId, Section, Source},
    render::{context::Html, lang::Arg, text},
};

impl Site<'_> {
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

    /// What the book calls a section.
    pub fn retitled(&self, section: &Section) -> Option<String> {
        self.edition.decided.titles.get(&section.id).map(|title| text::visible(title).into_owned())
    }

    /// What a section is called: by the book, or by its heading as plain text; for one without a heading, what it is.
    pub fn heading(&self, section: &Section) -> String {
        if let Some(title) = self.retitled(section) {
            return title;
        }
        let line = section.heading.map(|line| LineId { source: section.source, line });
        line.and_then(|at| self.text(at)).unwrap_or_else(|| self.lang.say("line.untitled", &[]))
    }
}
