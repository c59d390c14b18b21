//! Blocks to pulldown-cmark events. The source's words travel as text events and are never parsed again; tags
//! and citations are the generator's own.

use super::{
    cells::Cells,
    context::{Html, Use},
    highlight::highlight,
    lang::{Arg, Lang},
    nest::Nest,
    spans::{Lead, Spans},
    text::{self, Part, tag},
};
use crate::model::{Align, Block, BlockKind, Ledger, Source, SpanKind};
use pulldown_cmark::Event;
use std::{
    collections::BTreeMap,
    ops::{Range, RangeInclusive},
};

/// What is shown of one section.
pub(super) struct Shown {
    /// Its blocks.
    pub body: Html,
    /// Its citations, in order.
    pub uses: Vec<Use>,
}

/// Shows the blocks of one section.
pub(super) struct Writer<'a> {
    source: &'a Source,
    ledger: &'a Ledger,
    lang: &'a Lang,
    /// Number of the section in the page's references.
    number: usize,
    events: Vec<Event<'a>>,
    uses: Vec<Use>,
    /// Open lists, outermost first; each has an open item.
    lists: Vec<List>,
    /// By line: bytes of its published text that lead to a term, in order.
    terms: BTreeMap<u32, Vec<(Range<usize>, String)>>,
    /// Where the source's own links lead.
    lead: Box<Lead<'a>>,
    /// What its mark-up says of the block that is being written.
    spans: Spans<'a>,
    nest: Nest,
    /// Whether headings are cited, because nothing else is there that would be.
    cites_headings: bool,
}

struct List {
    ordered: bool,
    /// The number that an item has without saying so.
    next: Option<u32>,
}

impl<'a> Writer<'a> {
    pub fn new(source: &'a Source, ledger: &'a Ledger, lang: &'a Lang, number: usize) -> Self {
        Self {
            source,
            ledger,
            lang,
            number,
            events: Vec::new(),
            uses: Vec::new(),
            lists: Vec::new(),
            terms: BTreeMap::new(),
            lead: Box::new(|_| None),
            spans: Spans::new("", &[]),
            nest: Nest::default(),
            cites_headings: false,
        }
    }

    /// With links of the source's own, where they lead somewhere.
    pub fn leading(mut self, lead: impl Fn(&SpanKind) -> Option<String> + 'a) -> Self {
        self.lead = Box::new(lead);
        self
    }

    /// With links to terms, by line.
    pub fn linking(mut self, terms: BTreeMap<u32, Vec<(Range<usize>, String)>>) -> Self {
        self.terms = terms;
        self
    }

    fn whole(&self, line: u32) -> Vec<Part<'a>> {
        text::whole(self.source, self.ledger, line, self.terms.get(&line).map_or(&[], Vec::as_slice))
    }

    fn parts(&self, line: u32) -> Vec<Part<'a>> {
        text::trimmed(self.whole(line))
    }

    /// Words of the source, marked as its mark-up marks them.
    fn say(&mut self, parts: Vec<Part<'a>>) {
        match self.source.markup {
            Some(_) => self.spans.write(parts, &self.lead, &mut self.events),
            None => text::events(parts, &mut self.events),
        }
    }

    /// Takes up what mark-up says of these lines.
    fn enter(&mut self, lines: &[u32]) {
        let (Some(markup), [first, .., last] | [first @ last]) = (&self.source.markup, lines) else { return };
        if let Some((first, last)) = self.source.line(*first).zip(self.source.line(*last)) {
            self.spans = Spans::new(&self.source.slug, markup.spans(&(first.span.start..last.span.end)));
        }
    }

    /// The heading of a section, for inside its heading element. A section that is nothing but its heading has
    /// its citation there.
    pub fn heading(mut self, line: u32, cited: bool) -> Shown {
        self.enter(&[line]);
        let parts = self.parts(line);
        self.say(parts);
        self.spans.finish(&mut self.events);
        if cited {
            self.cite(line..=line);
        }
        Shown { body: Html(text::html(self.events)), uses: self.uses }
    }

    /// All blocks, in order. Under a heading of the section's own, that is cited if they are nothing but headings;
    /// without one they are cited themselves.
    pub fn write(mut self, blocks: &'a [Block], headed: bool) -> Shown {
        self.cites_headings = !headed && blocks.iter().all(|b| matches!(b.kind, BlockKind::Heading { .. }));
        for block in blocks {
            if !matches!(block.kind, BlockKind::Item { .. }) {
                self.close_lists(0);
            }
            self.nest.enter(&block.within, &mut self.events);
            self.enter(&block.lines);
            self.block(block);
        }
        self.close_lists(0);
        self.nest.enter(&[], &mut self.events);
        Shown { body: Html(text::html(self.events)), uses: self.uses }
    }

    fn block(&mut self, block: &'a Block) {
        let lines = hook(&block.lines);
        match &block.kind {
            BlockKind::Heading { level } => {
                let level = (*level).clamp(3, 6);
                self.open(format!("<h{level} data-lines=\"{lines}\">"));
                self.prose(block, |p| p);
                if self.cites_headings {
                    self.cite(block.range());
                }
                self.open(format!("</h{level}>\n"));
            }
            BlockKind::Paragraph => self.paragraph("<p", block, "</p>\n", |p| p),
            BlockKind::Reference => self.paragraph("<p class=\"work\"", block, "</p>\n", |p| p),
            BlockKind::PullQuote => {
                let close = format!("<small data-gen>{}</small></p>\n", self.lang.shown("passage.pull"));
                self.paragraph("<p class=\"pull\"", block, close, |p| p);
            }
            BlockKind::Quote => self.paragraph("<blockquote><p", block, "</p></blockquote>\n", unquoted),
            // What its mark-up puts in a list stands there by now.
            BlockKind::Item { .. } if self.source.markup.is_some() => self.paragraph("<p", block, "</p>\n", |p| p),
            BlockKind::Item { marker, ordered, depth } => self.item(block, *marker, *ordered, *depth),
            BlockKind::Code { language } => self.code(block, language.as_deref()),
            BlockKind::Table { columns } => self.table(block, columns),
        }
    }

    /// A block that ends in its citation.
    fn paragraph(
        &mut self,
        open: &str,
        block: &'a Block,
        close: impl Into<pulldown_cmark::CowStr<'a>>,
        each: fn(Vec<Part<'a>>) -> Vec<Part<'a>>,
    ) {
        self.open(format!("{open} data-lines=\"{}\">", hook(&block.lines)));
        self.prose(block, each);
        self.cite(block.range());
        self.open(close);
    }

    /// The words of a block, its lines joined by line ends.
    fn prose(&mut self, block: &Block, each: impl Fn(Vec<Part<'a>>) -> Vec<Part<'a>>) {
        let source = self.source;
        for (i, &line) in block.lines.iter().filter(|line| !source.is_mark(**line)).enumerate() {
            if i > 0 {
                self.open("\n");
            }
            let parts = each(self.parts(line));
            self.say(parts);
            self.spans.close(self.source.line(line).map_or(0, |l| l.span.end), &mut self.events);
        }
        self.spans.finish(&mut self.events);
    }

    /// A table: its head is the line above the ruler. One that no mark-up marks has none that is known.
    fn table(&mut self, block: &'a Block, columns: &[Align]) {
        self.open(format!("<div class=\"table\" tabindex=\"0\"><table data-lines=\"{}\">", hook(&block.lines)));
        let is_ruler = |line: &u32| self.source.is_mark(*line);
        let headed = block.lines.iter().position(is_ruler) == Some(1);
        let rows = block.lines.iter().enumerate().filter(|(_, line)| !self.source.is_mark(**line));
        let rows: Vec<(usize, u32)> = rows.map(|(i, &line)| (i, line)).collect();
        let ends = Cells::of(self.source, self.ledger, block);
        let mut in_body = false;
        for (i, line) in rows {
            let head = headed && i == 0;
            if head {
                self.open("<thead>");
            } else if !std::mem::replace(&mut in_body, true) {
                self.open("<tbody>\n");
            }
            let cells = ends.split(self.whole(line));
            self.row(&cells, columns, head);
            self.open(if head { "</thead>\n" } else { "\n" });
        }
        self.open(if in_body { "</tbody></table>" } else { "</table>" });
        self.cite(block.range());
        self.open("</div>\n");
    }

    fn row(&mut self, cells: &[Vec<Part<'a>>], columns: &[Align], head: bool) {
        self.open("<tr>");
        for i in 0..cells.len().max(columns.len()) {
            let cell = cells.get(i).cloned().unwrap_or_default();
            let class = match columns.get(i) {
                Some(Align::Center) => " class=\"center\"",
                Some(Align::End) => " class=\"end\"",
                _ => "",
            };
            let name = if head && !text::published(&cell).is_empty() { "th scope=\"col\"" } else { "td" };
            self.open(format!("<{name}{class}>"));
            self.say(cell);
            self.spans.finish(&mut self.events);
            self.open(format!("</{}> ", &name[..2]));
        }
        self.open("</tr>");
    }

    fn item(&mut self, block: &'a Block, marker: usize, ordered: bool, depth: u8) {
        let first = block.lines.first().map(|&line| self.parts(line)).unwrap_or_default();
        let shown = text::published(&first);
        let mark = shown.get(..marker).unwrap_or_default().trim();
        let number: Option<u32> = mark.trim_matches(|c: char| !c.is_ascii_digit()).parse().ok();
        // Deeper than the list that is open by more than one has no list to stand in.
        let depth = usize::from(depth).min(self.lists.len());
        self.close_lists(depth + 1);
        match self.lists.last() {
            Some(list) if self.lists.len() == depth + 1 && list.ordered == ordered => {
                self.events.push(tag("</li>\n"));
            }
            _ => {
                self.close_lists(depth);
                self.open_list(ordered, number, mark);
            }
        }
        if let Some(list) = self.lists.last_mut() {
            let said = number.filter(|_| ordered && number != list.next);
            list.next = number.or(list.next).map(|n| n.saturating_add(1));
            let value = said.map_or(String::new(), |n| format!(" value=\"{n}\""));
            self.events.push(tag(format!("<li{value}>")));
        }
        self.open(format!("<p data-lines=\"{}\">", hook(&block.lines)));
        let skip = shown.len() - shown.get(marker..).unwrap_or(&shown).trim_start().len();
        text::events(text::slice(first, skip..shown.len()), &mut self.events);
        for &line in block.lines.iter().skip(1) {
            self.open("\n");
            text::events(self.parts(line), &mut self.events);
        }
        self.cite(block.range());
        self.open("</p>");
    }

    fn open_list(&mut self, ordered: bool, number: Option<u32>, mark: &str) {
        let letter = mark.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_ascii_alphabetic());
        let html = match (ordered, letter) {
            (false, _) => "<ul>\n",
            (true, Some(c)) if c.is_ascii_uppercase() => "<ol type=\"A\">\n",
            (true, Some(_)) => "<ol type=\"a\">\n",
            (true, None) => "<ol>\n",
        };
        self.events.push(tag(html));
        self.lists.push(List { ordered, next: number.map(|_| 1) });
    }

    /// Closes lists until `depth` of them are open.
    fn close_lists(&mut self, depth: usize) {
        while self.lists.len() > depth {
            let ordered = self.lists.pop().is_some_and(|l| l.ordered);
            self.open(if ordered { "</li>\n</ol>\n" } else { "</li>\n</ul>\n" });
        }
    }

    fn code(&mut self, block: &'a Block, language: Option<&str>) {
        let lines = block.shown(self.source, self.ledger);
        let code = lines.iter().map(|l| format!("{}\n", text::visible(l))).collect::<String>();
        self.open(format!("<div class=\"code\"><pre tabindex=\"0\"><code data-lines=\"{}\">", hook(&block.lines)));
        self.open(highlight(&code, language));
        self.open("</code></pre>");
        self.cite(block.range());
        self.open("</div>\n");
    }

    /// The citation that ends a block.
    fn cite(&mut self, range: RangeInclusive<u32>) {
        let number = self.number;
        let letter = letters(self.uses.len());
        let id = format!("c-{number}{letter}");
        let lines = self.lang.lines(&range);
        let said = number.to_string();
        let args = [("number", Arg::Text(&said)), ("lines", Arg::Text(&lines))];
        let label = self.lang.say("passage.reference", &args);
        let label = text::escape(&label);
        self.open(format!(
            "<sup data-gen><a role=\"doc-biblioref\" id=\"{id}\" href=\"#r-{number}\" \
             aria-label=\"{label}\">{number}</a></sup>"
        ));
        self.uses.push(Use { id, letter, lines });
    }

    fn open(&mut self, html: impl Into<pulldown_cmark::CowStr<'a>>) {
        self.events.push(tag(html));
    }
}

/// A line of a quote without its `>`.
fn unquoted(parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    let shown = text::published(&parts);
    let inner = shown.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
    let skip = shown.len() - inner.len();
    text::slice(parts, skip..shown.len())
}

/// Line numbers as a hook says them: `9`, `9-11`, `9-11,14`.
pub(super) fn hook(lines: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => runs.push((line, line)),
        }
    }
    let words = runs.iter().map(|&(a, b)| if a == b { a.to_string() } else { format!("{a}-{b}") });
    words.collect::<Vec<_>>().join(",")
}

/// 0 as `a`, 25 as `z`, 26 as `aa`.
fn letters(mut n: usize) -> String {
    let mut out = Vec::new();
    loop {
        out.push(char::from(b'a' + (n % 26) as u8));
        if n < 26 {
            return out.iter().rev().collect();
        }
        n = n / 26 - 1;
    }
}
