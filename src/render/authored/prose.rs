//! The editor's Markdown to HTML. Raw HTML is shown as text; a heading keeps an id and classes and no other
//! attribute; nothing carries a style, for the pages' content security policy allows none.

use super::{
    super::{
        context::Html,
        highlight::highlight,
        site::Site,
        text::{self, escape, tag, visible},
    },
    Authored, address,
    notes::Notes,
};
use crate::{
    book::nearest,
    model::{Problem, slug},
};
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};
use std::{collections::BTreeSet, ops::Range};

/// A text of the editor's, rendered.
#[derive(Debug)]
pub(in crate::render) struct Prose {
    /// As HTML.
    pub html: Html,
    /// Its words, a line a block, for the search.
    pub text: String,
}

/// Ids that the shell of every page has.
const TAKEN: [&str; 8] = ["main", "theme", "q", "references", "show-repairs", "contents", "status", "results"];

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// The links of a text as they are written, and at which byte each begins.
pub(super) fn links(text: &str) -> impl Iterator<Item = (CowStr<'_>, usize)> {
    Parser::new_ext(text, options()).into_offset_iter().filter_map(|(event, span)| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some((dest_url, span.start)),
        _ => None,
    })
}

/// The words of a heading of the first level that a text begins with.
pub(super) fn heading(body: &str) -> Option<String> {
    let mut events = Parser::new_ext(body, options());
    let is_title = matches!(events.next(), Some(Event::Start(Tag::Heading { level: HeadingLevel::H1, .. })));
    let words = events.take_while(|e| !matches!(e, Event::End(TagEnd::Heading(_)))).filter_map(|event| match event {
        Event::Text(words) | Event::Code(words) | Event::InlineHtml(words) => Some(words.into_string()),
        Event::SoftBreak => Some(" ".to_owned()),
        _ => None,
    });
    is_title.then(|| words.collect())
}

struct Writer<'a, 's> {
    site: &'a Site<'s>,
    page: &'a Authored,
    /// The page that it is shown on.
    on: &'a str,
    /// Before every id.
    prefix: &'a str,
    /// Added to the level of headings.
    deeper: u8,
    out: Vec<Event<'a>>,
    words: String,
    ids: BTreeSet<String>,
    notes: Notes<'a>,
    align: Vec<Alignment>,
    cell: usize,
    in_head: bool,
    problems: Vec<Problem>,
}

/// Writes a page. `on` is the page that it is shown on.
pub(super) fn write<'a>(
    site: &'a Site<'_>,
    page: &'a Authored,
    on: &'a str,
    prefix: &'a str,
    deeper: u8,
) -> (Prose, Vec<Problem>) {
    let mut writer = Writer {
        site,
        page,
        on,
        prefix,
        deeper,
        out: Vec::new(),
        words: String::new(),
        ids: TAKEN.iter().map(|id| (*id).to_owned()).collect(),
        notes: Notes::default(),
        align: Vec::new(),
        cell: 0,
        in_head: false,
        problems: Vec::new(),
    };
    let body = &page.text[page.from..];
    let mut events = Parser::new_ext(body, options()).into_offset_iter().peekable();
    // A first heading that is the page's title is its title already.
    if deeper == 0 && heading(body).is_some_and(|words| words.trim() == page.title.trim()) {
        for (event, _) in events.by_ref() {
            if matches!(event, Event::End(TagEnd::Heading(_))) {
                break;
            }
        }
    }
    writer.all(&mut events);
    writer.footnotes();
    let prose = Prose { html: Html(text::html(writer.out)), text: writer.words.trim().to_owned() };
    (prose, writer.problems)
}

impl<'a> Writer<'a, '_> {
    fn all(&mut self, events: &mut dyn Iterator<Item = (Event<'a>, Range<usize>)>) {
        while let Some((event, span)) = events.next() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => self.code(kind, events),
                Event::Start(Tag::Heading { level, id, classes, .. }) => self.heading(level, id, &classes, events),
                Event::Start(Tag::FootnoteDefinition(name)) => {
                    let before = std::mem::take(&mut self.out);
                    self.until_note_ends(events);
                    let said = std::mem::replace(&mut self.out, before);
                    if !self.notes.say(name.to_string(), said, span.clone()) {
                        let help = "give each note a name of its own".to_owned();
                        self.problem(format!("there are two notes `[^{name}]`"), Some(help), span);
                    }
                }
                Event::Start(start) => self.start(start, span),
                Event::End(end) => self.end(end),
                Event::FootnoteReference(name) => self.out.push(self.notes.refer(name.into_string(), self.prefix)),
                other => {
                    if let Event::Text(words) = &other {
                        self.lost_note(words, span);
                    }
                    self.inline(other);
                }
            }
        }
    }

    /// Tells of a sign whose note is not there: the reader of Markdown takes it for text in brackets.
    fn lost_note(&mut self, words: &str, span: Range<usize>) {
        let body = &self.page.text[self.page.from..];
        let bracketed = body[..span.start].ends_with('[') && body[span.end..].starts_with(']');
        if let Some(name) = words.strip_prefix('^').filter(|n| bracketed && !n.is_empty() && !n.contains(' ')) {
            let help = format!("write `[^{name}]: …` below, or `\\[^{name}]` for the characters themselves");
            self.problem(format!("there is no note `[^{name}]`"), Some(help), span.start - 1..span.end + 1);
        }
    }

    fn until_note_ends(&mut self, events: &mut dyn Iterator<Item = (Event<'a>, Range<usize>)>) {
        let mut inside = Vec::new();
        for (event, span) in events {
            if matches!(event, Event::End(TagEnd::FootnoteDefinition)) {
                break;
            }
            inside.push((event, span));
        }
        self.all(&mut inside.into_iter());
    }

    /// Words, and what stands between them.
    fn inline(&mut self, event: Event<'a>) {
        match event {
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.words.push_str(&words);
                self.out.push(Event::Text(visible(&words).into_owned().into()));
            }
            Event::Code(words) => {
                self.words.push_str(&words);
                self.out.push(Event::Code(visible(&words).into_owned().into()));
            }
            Event::SoftBreak | Event::HardBreak => {
                self.words.push(' ');
                self.out.push(event);
            }
            other => self.out.push(other),
        }
    }

    fn start(&mut self, start: Tag<'a>, span: Range<usize>) {
        let event = match start {
            Tag::HtmlBlock => tag("<p>"),
            Tag::BlockQuote(Some(kind)) => {
                let lang = &self.site.lang;
                let (class, title) = match kind {
                    BlockQuoteKind::Note => ("note", lang.shown("alert.note")),
                    BlockQuoteKind::Tip => ("tip", lang.shown("alert.tip")),
                    BlockQuoteKind::Important => ("important", lang.shown("alert.important")),
                    BlockQuoteKind::Warning => ("warning", lang.shown("alert.warning")),
                    BlockQuoteKind::Caution => ("caution", lang.shown("alert.caution")),
                };
                tag(format!("<div class=\"alert {class}\" role=\"note\"><p class=\"alert-title\">{title}</p>\n"))
            }
            Tag::BlockQuote(None) => tag("<blockquote>\n"),
            Tag::Table(align) => {
                self.align = align;
                tag("<div class=\"table\" tabindex=\"0\"><table>")
            }
            Tag::TableHead => {
                (self.cell, self.in_head) = (0, true);
                tag("<thead><tr>")
            }
            Tag::TableRow => {
                self.cell = 0;
                tag("<tr>")
            }
            Tag::TableCell => {
                let class = match self.align.get(self.cell) {
                    Some(Alignment::Center) => " class=\"center\"",
                    Some(Alignment::Right) => " class=\"end\"",
                    _ => "",
                };
                self.cell += 1;
                tag(if self.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") })
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let dest_url =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}").into() } else { dest_url };
                let href = self.address(&dest_url, span);
                let title =
                    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(&visible(&title))) };
                tag(format!("<a href=\"{}\"{title}>", escape(&href)))
            }
            Tag::Image { dest_url, title, id, .. } => {
                let dest_url = self.image(&dest_url, span).into();
                Event::Start(Tag::Image { link_type: LinkType::Inline, dest_url, title, id })
            }
            other => Event::Start(other),
        };
        self.out.push(event);
    }

    fn end(&mut self, end: TagEnd) {
        if !matches!(end, TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Image) {
            self.words.push('\n');
        }
        let event = match end {
            TagEnd::HtmlBlock => tag("</p>\n"),
            TagEnd::BlockQuote(Some(_)) => tag("</div>\n"),
            TagEnd::BlockQuote(None) => tag("</blockquote>\n"),
            TagEnd::Table => tag("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                tag("</tr></thead><tbody>\n")
            }
            TagEnd::TableRow => tag("</tr>\n"),
            TagEnd::TableCell => tag(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::Link => tag("</a>"),
            other => Event::End(other),
        };
        self.out.push(event);
    }

    fn heading(
        &mut self,
        level: HeadingLevel,
        id: Option<CowStr<'a>>,
        classes: &[CowStr<'a>],
        events: &mut dyn Iterator<Item = (Event<'a>, Range<usize>)>,
    ) {
        let level = (level as u8 + self.deeper).clamp(2, 6);
        let before = std::mem::take(&mut self.out);
        let words_before = self.words.len();
        let mut inside = Vec::new();
        for (event, span) in events {
            if matches!(event, Event::End(TagEnd::Heading(_))) {
                break;
            }
            inside.push((event, span));
        }
        self.all(&mut inside.into_iter());
        let inside = std::mem::replace(&mut self.out, before);
        let safe = |s: &str| s.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect::<String>();
        let given = id.map(|id| safe(&id)).filter(|id| !id.is_empty());
        let named = given.unwrap_or_else(|| slug(&self.words[words_before..]));
        let id = self.id(if named.is_empty() { "section" } else { &named });
        let classes: Vec<String> = classes.iter().map(|c| safe(c)).filter(|c| !c.is_empty()).collect();
        let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
        self.out.push(tag(format!("<h{level} id=\"{id}\"{class}>")));
        self.out.extend(inside);
        self.out.push(tag(format!("</h{level}>\n")));
        self.words.push('\n');
    }

    /// An id that nothing on the page has.
    fn id(&mut self, wanted: &str) -> String {
        let wanted = format!("{}{wanted}", self.prefix);
        let numbered = (2..).map(|n| format!("{wanted}-{n}"));
        let free = std::iter::once(wanted.clone()).chain(numbered).find(|id| !self.ids.contains(id));
        let id = free.unwrap_or(wanted);
        self.ids.insert(id.clone());
        id
    }

    fn code(&mut self, kind: CodeBlockKind<'a>, events: &mut dyn Iterator<Item = (Event<'a>, Range<usize>)>) {
        let mut code = String::new();
        for (event, _) in events {
            match event {
                Event::Text(text) => code.push_str(&text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        self.words.push_str(&code);
        self.words.push('\n');
        let language = match &kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().filter(|l| !l.is_empty()),
            CodeBlockKind::Indented => None,
        };
        let html = highlight(&visible(&code), language);
        self.out.push(tag(format!("<pre tabindex=\"0\"><code>{html}</code></pre>\n")));
    }

    fn footnotes(&mut self) {
        for (name, span) in self.notes.idle() {
            let help = format!("write `[^{name}]` where the note belongs, or take the note out");
            self.problem(format!("nothing leads to the note `[^{name}]`, so nobody would read it"), Some(help), span);
        }
        self.out.extend(self.notes.list(&self.site.lang, self.prefix));
    }

    fn address(&mut self, written: &str, span: Range<usize>) -> String {
        match address::of(self.site, written) {
            Ok(target) => target.seen_from(self.on),
            Err((message, help)) => {
                self.problem(message, help, span);
                String::new()
            }
        }
    }

    /// The address of an image: a file of `static/`, for a page shows nothing from elsewhere.
    fn image(&mut self, written: &str, span: Range<usize>) -> String {
        let name = written.trim_start_matches("./").trim_start_matches("../").trim_start_matches("static/");
        if self.site.desk.assets.iter().any(|asset| asset == name) {
            return format!("{}assets/{name}", "../".repeat(self.on.matches('/').count()));
        }
        let near = nearest(name, self.site.desk.assets.iter().map(String::as_str));
        let help = near.map_or("put the picture into static/ and write its path below it".to_owned(), |near| {
            format!("did you mean `{near}`?")
        });
        self.problem(format!("there is no picture `{name}` in static/"), Some(help), span);
        String::new()
    }

    fn problem(&mut self, message: String, help: Option<String>, span: Range<usize>) {
        let span = self.page.from + span.start..self.page.from + span.end;
        let problem = Problem::new(message).in_file(&self.page.file).at(&self.page.text, span, "here");
        self.problems.push(Problem { help, ..problem });
    }
}
