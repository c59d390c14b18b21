//! The book's own words for the foot of every page.

use super::{
    super::{
        context::Html,
        site::Site,
        text::{self, escape, tag, visible},
    },
    address,
};
use crate::{book::FILE, model::Problem};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

const HELP: &str = "a notice is paragraphs of text with emphasis, `code` and [links](https://example.org/)";

/// The notice of `book.toml` on a page; `None` when the book has none.
///
/// # Errors
/// Markdown that is more than paragraphs, a link that leads nowhere.
pub(in crate::render) fn notice(site: &Site<'_>, on: &str) -> Result<Option<Html>, Problem> {
    let Some(notice) = site.edition.book.notice.as_ref().filter(|n| !n.value.trim().is_empty()) else {
        return Ok(None);
    };
    let wrong = |message: String, help: Option<String>| {
        let problem = Problem::new(message).in_file(FILE).at(&site.edition.book.toml, notice.span.clone(), "in this");
        Problem { help, ..problem }
    };
    let mut out = Vec::new();
    for event in Parser::new_ext(&notice.value, Options::ENABLE_STRIKETHROUGH) {
        let event = match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                let href = address::of(site, on, &format!("{mail}{dest_url}"))
                    .map_err(|(message, help)| wrong(format!("in the notice, {message}"), help))?;
                tag(format!("<a href=\"{}\">", escape(&href)))
            }
            Event::End(TagEnd::Link) => tag("</a>"),
            Event::Text(words) | Event::InlineHtml(words) => {
                let isolate = text::turns_direction(&words);
                out.extend(isolate.then(|| tag("<bdi>")));
                out.push(Event::Text(visible(&words).into_owned().into()));
                out.extend(isolate.then(|| tag("</bdi>")));
                continue;
            }
            Event::Code(words) => Event::Code(visible(&words).into_owned().into()),
            Event::SoftBreak
            | Event::HardBreak
            | Event::Start(Tag::Paragraph | Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Paragraph | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => event,
            _ => return Err(wrong("the notice is more than text".to_owned(), Some(HELP.to_owned()))),
        };
        out.push(event);
    }
    Ok(Some(Html(text::html(out))))
}
