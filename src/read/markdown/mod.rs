//! Markdown sources: what their mark-up says, by line and byte, so that the words stay those of the source and the
//! signs stay part of the account.
//!
//! A byte counts as a sign only where it is certain to be one. Whatever the parser passes over without a word for it
//! (a cell too many, a definition that nothing uses) stays text.

mod front;
mod leaf;
mod marked;

pub(super) use front::unread;

use crate::model::{Align, Block, BlockKind, Container, Mark, Markup, Note, Sign, Source, Span, SpanKind};
use leaf::{Leaf, Shape};
use marked::folded;
use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    ops::Range,
};

/// Endings of names of Markdown files.
const ENDINGS: [&str; 4] = [".md", ".markdown", ".mdown", ".mkd"];

/// Containers and marked words that stand deeper than so in others are shown as if they stood there.
const DEEPEST: usize = 8;

/// Whether a file is written in Markdown, by its name.
pub(super) fn is_markdown(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// What the mark-up of a source says.
pub fn markup(source: &Source) -> Markup {
    let mut markup = Markup::default();
    let mut from = 0;
    if let Some((front, language)) = front::read(source) {
        let lines: Vec<u32> = front.lines.clone().collect();
        for line in [front.lines.start(), front.lines.end()].into_iter().filter_map(|&n| source.line(n)) {
            markup.marks.push(Mark { span: line.span.clone(), parts: false });
            from = line.span.end + line.ending.as_str().len();
        }
        let kind = BlockKind::Code { language: Some(language.to_owned()) };
        markup.blocks.push(Block { kind, lines, within: Vec::new() });
        markup.front = Some(front);
    }
    let mut reader = Reader {
        source,
        markup,
        covered: vec![false; source.len() as usize + 1],
        leaf: None,
        within: Vec::new(),
        lists: Vec::new(),
        begins: false,
        label: None,
        calls: HashMap::new(),
        notes: Vec::new(),
        open: Vec::new(),
        used: HashSet::new(),
        names: 0,
    };
    reader.read(from);
    let mut markup = reader.markup;
    markup.marks.sort_by_key(|m| m.span.start);
    markup.spans.sort_by_key(|s| (s.range.start, std::cmp::Reverse(s.range.end)));
    markup.verbatim.sort_by_key(|v| v.start);
    markup.blocks.sort_by_key(|b| *b.range().start());
    markup
}

struct Reader<'s> {
    source: &'s Source,
    markup: Markup,
    /// By line, whether it is part of a block.
    covered: Vec<bool>,
    leaf: Option<Leaf>,
    within: Vec<Container>,
    lists: Vec<List>,
    /// Whether nothing of the innermost item has been read.
    begins: bool,
    /// The label of a footnote whose first block is yet to come.
    label: Option<Range<usize>>,
    /// Where footnotes are called, and where they stand, by name.
    calls: HashMap<String, Vec<Range<usize>>>,
    notes: Vec<(String, Range<usize>)>,
    /// Marked words that are being read, with what was shown of the block before them.
    open: Vec<(Range<usize>, usize, SpanKind)>,
    /// Labels of definitions that links use.
    used: HashSet<String>,
    /// Numbers given to containers.
    names: u32,
}

struct List {
    name: u32,
    next: u32,
    start: Option<u64>,
}

impl Reader<'_> {
    fn read(&mut self, from: usize) {
        // A lone carriage return ends a line.
        let text = ended(self.source.text.get(from..).unwrap_or_default());
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
        let parser = Parser::new_ext(&text, options);
        let definitions: Vec<(String, Range<usize>)> = parser
            .reference_definitions()
            .iter()
            .map(|(label, d)| (folded(label), d.span.start + from..d.span.end + from))
            .collect();
        for (event, range) in parser.into_offset_iter() {
            self.event(event, range.start + from..range.end + from);
        }
        self.close();
        self.tie_notes();
        let mut is_sign = vec![false; self.covered.len()];
        for (_, span) in definitions.iter().filter(|(label, _)| self.used.contains(label)) {
            let lines = self.source.line_at(span.start)..=self.source.line_at(span.end.saturating_sub(1));
            lines.for_each(|line| is_sign[line as usize] = true);
        }
        self.rest(from, &is_sign);
    }

    /// Ties the signs of footnotes to their notes and back. A note that begins with code has no place for its sign.
    fn tie_notes(&mut self) {
        let line = |range: &Range<usize>| self.source.line_at(range.start);
        let code = self.markup.blocks.iter().filter(|b| matches!(b.kind, BlockKind::Code { .. }));
        let code: HashSet<u32> = code.flat_map(|b| b.lines.iter().copied()).collect();
        for (number, (name, note)) in (1..).zip(&self.notes) {
            if code.contains(&line(note)) {
                continue;
            }
            let calls = self.calls.remove(name).unwrap_or_default();
            let signs = std::iter::once(Sign::First).chain(std::iter::repeat(Sign::Again));
            let spans = &mut self.markup.spans;
            for (call, sign) in calls.iter().zip(signs) {
                let note = Note { number, sign, line: line(note) };
                spans.push(Span { range: call.clone(), kind: SpanKind::Note(note) });
            }
            spans.extend(calls.first().map(|call| Span {
                range: note.clone(),
                kind: SpanKind::Note(Note { number, sign: Sign::Note, line: line(call) }),
            }));
        }
    }

    /// Lines that are part of no block: signs by themselves, or else text.
    fn rest(&mut self, from: usize, is_sign: &[bool]) {
        for line in self.source.lines() {
            let Some(raw) = self.source.line(line).filter(|raw| raw.span.start >= from) else { continue };
            if self.covered[line as usize] || self.source.is_blank(line) {
                continue;
            }
            if is_sign[line as usize] || leaf::is_signs(self.source.raw(line)) {
                self.markup.marks.push(Mark { span: raw.span.clone(), parts: false });
            } else {
                self.markup.blocks.push(Block { kind: BlockKind::Paragraph, lines: vec![line], within: Vec::new() });
            }
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(_) => {
                let is_address = matches!(self.open.last(), Some((link, _, SpanKind::Link { .. }))
                    if self.source.text.as_bytes().get(link.start) == Some(&b'<'));
                if is_address {
                    self.markup.verbatim.push(range.clone());
                }
                self.show(range);
            }
            Event::Html(_) => self.show(range),
            Event::InlineHtml(_) => self.show_lines(range),
            Event::Code(_) => self.code(range),
            Event::FootnoteReference(name) => {
                self.calls.entry(folded(&name)).or_default().push(range.clone());
                self.show(range.start..range.start + 1);
                self.show(range.start + 2..range.end);
            }
            Event::HardBreak => {
                self.words(&range);
                self.markup.spans.push(Span { range, kind: SpanKind::Break });
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.begin(Shape::Text, range),
            Tag::Heading { level, .. } => self.begin(Shape::Heading(level as u8), range),
            Tag::CodeBlock(kind) => self.begin(Shape::Code(language(&kind)), range),
            Tag::Table(columns) => {
                let columns = columns.iter().map(|a| match a {
                    Alignment::Center => Align::Center,
                    Alignment::Right => Align::End,
                    Alignment::None | Alignment::Left => Align::Start,
                });
                self.begin(Shape::Table(columns.collect()), range);
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(leaf) = &mut self.leaf {
                    leaf.row();
                }
            }
            Tag::TableCell => {
                if let Some(leaf) = &mut self.leaf {
                    leaf.cell(&self.source.text, range.start);
                }
            }
            Tag::BlockQuote(_) => {
                self.close();
                let name = self.name();
                self.within.push(Container::Quote(name));
            }
            Tag::List(start) => {
                self.close();
                let name = self.name();
                self.lists.push(List { name, next: 0, start });
            }
            Tag::Item => {
                self.close();
                if let Some(list) = self.lists.last_mut() {
                    let number = list.start.map(|n| n.saturating_add(u64::from(list.next)));
                    self.within.push(Container::Item { list: list.name, index: list.next, number });
                    list.next += 1;
                }
                self.begins = true;
            }
            Tag::FootnoteDefinition(name) => {
                self.close();
                let end = self.source.text.get(range.clone()).and_then(|s| s.find("]:")).map(|i| range.start + i + 2);
                self.label = end.map(|end| range.start..end);
                self.notes.extend(end.map(|end| (folded(&name), range.start..end - 1)));
            }
            Tag::Emphasis => self.mark(range, SpanKind::Emphasis),
            Tag::Strong => self.mark(range, SpanKind::Strong),
            Tag::Strikethrough => self.mark(range, SpanKind::Strikethrough),
            Tag::Link { link_type, dest_url, title, id } => {
                self.uses(link_type, &id);
                let to =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}") } else { dest_url.into_string() };
                self.mark(range, SpanKind::Link { to, title: title.into_string() });
            }
            Tag::Image { link_type, dest_url, title, id } => {
                self.uses(link_type, &id);
                let kind = SpanKind::Image { to: dest_url.into_string(), title: title.into_string() };
                self.mark(range, kind);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => self.marked(),
            TagEnd::Item | TagEnd::BlockQuote(_) => {
                self.close();
                self.within.pop();
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::Table
            | TagEnd::FootnoteDefinition => self.close(),
            _ => {}
        }
    }

    fn name(&mut self) -> u32 {
        self.names += 1;
        self.names
    }

    /// Begins a block.
    fn begin(&mut self, shape: Shape, range: Range<usize>) {
        self.close();
        let mut leaf = Leaf::new(shape, range);
        if let Some(label) = self.label.take() {
            leaf.range.start = leaf.range.start.min(label.start);
            leaf.shown.push(label.start..label.start + 1);
            leaf.shown.push(label.start + 2..label.end);
        }
        self.leaf = Some(leaf);
    }

    /// The block that words stand in. In an item without blank lines they are its own.
    fn words(&mut self, range: &Range<usize>) -> &mut Leaf {
        if self.leaf.is_none() {
            self.begin(Shape::Text, range.clone());
        }
        let leaf = self.leaf.get_or_insert_with(|| Leaf::new(Shape::Text, range.clone()));
        leaf.range.end = leaf.range.end.max(range.end);
        leaf
    }

    fn show(&mut self, range: Range<usize>) {
        self.words(&range).shown.push(range);
    }

    /// Shows words that may go on on the next line, behind the signs of what it stands in.
    fn show_lines(&mut self, range: Range<usize>) {
        let quotes = self.within.iter().filter(|c| matches!(c, Container::Quote(_))).count();
        let source = self.source;
        let mut from = range.start;
        while from < range.end {
            let line = source.line_at(from);
            let end = source.line(line).map_or(range.end, |l| l.span.end + l.ending.as_str().len()).min(range.end);
            let mut text = source.text.get(from..end).unwrap_or_default();
            if from > range.start {
                text = text.trim_start_matches([' ', '\t']);
                for _ in 0..quotes {
                    text = text.strip_prefix('>').unwrap_or(text).trim_start_matches([' ', '\t']);
                }
            }
            let start = end - text.len();
            self.show(start..end);
            from = end.max(from + 1);
        }
    }

    /// Ends the block that is being read.
    fn close(&mut self) {
        self.open.clear();
        let Some(leaf) = self.leaf.take() else { return };
        let begins = std::mem::take(&mut self.begins);
        let depth = self.within.iter().filter(|c| matches!(c, Container::Item { .. })).count();
        let item = match self.within.last() {
            Some(Container::Item { number, .. }) if begins => {
                Some(BlockKind::Item { marker: 0, ordered: number.is_some(), depth: depth.clamp(1, 6) as u8 - 1 })
            }
            _ => None,
        };
        let within: Vec<Container> = self.within.iter().take(DEEPEST).cloned().collect();
        let (marks, blocks) = leaf.finish(self.source, &mut self.covered, item);
        self.markup.marks.extend(marks);
        let placed = |(kind, lines)| Block { kind, lines, within: within.clone() };
        self.markup.blocks.extend(blocks.into_iter().map(placed));
    }
}

/// The text with a line feed in the place of each carriage return that ends a line by itself.
fn ended(text: &str) -> Cow<'_, str> {
    let follows = |at: usize| text.as_bytes().get(at + 1) == Some(&b'\n');
    if !text.match_indices('\r').any(|(at, _)| !follows(at)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.char_indices().map(|(at, c)| if c == '\r' && !follows(at) { '\n' } else { c }).collect())
}

/// The language that the opening fence of a code block names.
fn language(kind: &CodeBlockKind<'_>) -> Option<String> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    let name = info.split([' ', ',', '{', '\t']).next().filter(|name| !name.is_empty())?;
    Some(name.to_owned())
}
