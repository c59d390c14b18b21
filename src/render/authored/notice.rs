//! The book's own words for the foot of every page.

use super::{
    super::{
        context::Html,
        site::Site,
        text::{self, escape, tag, visible},
    },
    address::{self, Target},
};
use crate::{book::FILE, model::Problem};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

const HELP: &str = "a notice is paragraphs of text with emphasis, `code` and [links](https://example.org/)";

/// The notice of `book.toml`, read once; nothing when the book has none.
#[derive(Debug, Default)]
pub(in crate::render) struct Notice(Vec<Piece>);

#[derive(Debug)]
enum Piece {
    Event(Event<'static>),
    /// Where a link begins, and where it leads: written otherwise on each page.
    Link(Target),
}

impl Notice {
    /// Reads it.
    ///
    /// # Errors
    /// Markdown that is more than paragraphs, a link that leads nowhere.
    pub fn read(site: &Site<'_>) -> Result<Self, Problem> {
        let book = site.edition.book;
        let Some(notice) = book.notice.as_ref().filter(|n| !n.value.trim().is_empty()) else {
            return Ok(Self::default());
        };
        let wrong = |message: String, help: Option<String>| {
            let problem = Problem::new(message).in_file(FILE).at(&book.toml, notice.span.clone(), "in this");
            Problem { help, ..problem }
        };
        let mut out = Vec::new();
        for event in Parser::new_ext(&notice.value, Options::ENABLE_STRIKETHROUGH) {
            let event = match event {
                Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                    let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                    let target = address::of(site, &format!("{mail}{dest_url}"))
                        .map_err(|(message, help)| wrong(format!("in the notice, {message}"), help))?;
                    out.push(Piece::Link(target));
                    continue;
                }
                Event::End(TagEnd::Link) => tag("</a>"),
                Event::Text(words) | Event::InlineHtml(words) => {
                    let isolate = text::turns_direction(&words);
                    let words = Event::Text(visible(&words).into_owned().into());
                    let around = |html| isolate.then(|| Piece::Event(tag(html)));
                    out.extend(around("<bdi>").into_iter().chain([Piece::Event(words)]).chain(around("</bdi>")));
                    continue;
                }
                Event::Code(words) => Event::Code(visible(&words).into_owned().into()),
                Event::SoftBreak
                | Event::HardBreak
                | Event::Start(Tag::Paragraph | Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
                | Event::End(TagEnd::Paragraph | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => event,
                _ => return Err(wrong("the notice is more than text".to_owned(), Some(HELP.to_owned()))),
            };
            out.push(Piece::Event(event.into_static()));
        }
        Ok(Self(out))
    }

    /// The notice as a page has it.
    pub fn on(&self, page: &str) -> Option<Html> {
        self.shown(|target| target.seen_from(page))
    }

    /// The notice as a page has it that may be shown at any depth of a site which begins at this path.
    pub fn below(&self, root: &str) -> Option<Html> {
        self.shown(|target| target.below(root))
    }

    fn shown(&self, address: impl Fn(&Target) -> String) -> Option<Html> {
        let events = self.0.iter().map(|piece| match piece {
            Piece::Event(event) => event.clone(),
            Piece::Link(target) => tag(format!("<a href=\"{}\">", escape(&address(target)))),
        });
        (!self.0.is_empty()).then(|| Html(text::html(events.collect())))
    }
}
