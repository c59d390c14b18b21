//! A page, read back: its ids, its links, and what its hooks say (see [`crate::render`]).

use lol_html::{
    Settings, doc_text, element, end_tag,
    html_content::{Element, TextChunk},
    rewrite_str,
};
use std::{borrow::Cow, cell::RefCell, rc::Rc};

/// What a page says, in the order in which it says it.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub ids: Vec<String>,
    pub links: Vec<String>,
    pub entries: Vec<Entry>,
}

/// An element with `data-source`, and the hooks in it.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Whether it is a passage, and not a title.
    pub passage: bool,
    pub id: String,
    /// The slug; `None` for hooks that stand in no such element.
    pub source: Option<String>,
    pub shown: Vec<Shown>,
}

/// An element with `data-lines`.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub lines: String,
    /// Its words, without those of the generator.
    pub text: String,
    /// Whether a citation stands before the next such element.
    pub cited: bool,
}

#[derive(Default)]
struct Reader {
    facts: Facts,
    /// Open elements with `data-gen`.
    generated: usize,
    in_entry: bool,
    in_hook: bool,
    /// The text node so far: an entity may be cut between two chunks.
    node: String,
}

/// Reads a page.
pub(super) fn read(html: &str) -> Result<Facts, String> {
    let reader = Rc::new(RefCell::new(Reader::default()));
    let (on_element, on_text) = (Rc::clone(&reader), Rc::clone(&reader));
    let settings = Settings::new()
        .append_element_content_handler(element!("*", |e| {
            open(&on_element, e);
            Ok(())
        }))
        .append_document_content_handler(doc_text!(|chunk| {
            on_text.borrow_mut().text(chunk);
            Ok(())
        }));
    rewrite_str(html, settings).map_err(|e| e.to_string())?;
    Ok(std::mem::take(&mut reader.borrow_mut().facts))
}

fn open(shared: &Rc<RefCell<Reader>>, e: &mut Element<'_, '_>) {
    let attribute = |name: &str| e.get_attribute(name).map(|v| decode(&v).into_owned());
    let has_content = e.can_have_content();
    let mut reader = shared.borrow_mut();
    let id = attribute("id");
    reader.facts.ids.extend(id.clone());
    reader.facts.links.extend(["href", "src"].iter().filter_map(|name| attribute(name)));
    if attribute("role").as_deref() == Some("doc-biblioref")
        && reader.in_entry
        && let Some(shown) = reader.facts.entries.last_mut().and_then(|e| e.shown.last_mut())
    {
        shown.cited = true;
    }

    let class = attribute("class").unwrap_or_default();
    let (source, lines) = (attribute("data-source"), attribute("data-lines"));
    // The hook is the passage's name; the class is the looks of the program's own theme.
    let named = source.is_some() && id.as_ref().is_some_and(|id| id.starts_with("p-"));
    let passage = named || class.split_ascii_whitespace().any(|c| c == "passage");
    let (is_entry, generated) = (passage || source.is_some(), e.has_attribute("data-gen"));
    if is_entry {
        reader.facts.entries.push(Entry { passage, id: id.unwrap_or_default(), source, shown: Vec::new() });
        reader.in_entry = has_content;
    }
    let is_hook = lines.is_some();
    if let Some(lines) = lines {
        if !reader.in_entry {
            reader.facts.entries.push(Entry::default());
        }
        reader.in_hook = has_content;
        if let Some(entry) = reader.facts.entries.last_mut() {
            entry.shown.push(Shown { lines, ..Shown::default() });
        }
    }
    reader.generated += usize::from(generated && has_content);
    drop(reader);

    if let (true, Some(handlers)) = (is_entry || is_hook || generated, e.end_tag_handlers()) {
        let shared = Rc::clone(shared);
        handlers.push(end_tag!(move |_| {
            let mut reader = shared.borrow_mut();
            reader.generated = reader.generated.saturating_sub(usize::from(generated));
            reader.in_hook &= !is_hook;
            reader.in_entry &= !is_entry;
            Ok(())
        }));
    }
}

impl Reader {
    fn text(&mut self, chunk: &TextChunk<'_>) {
        if !self.in_hook || self.generated > 0 {
            return;
        }
        self.node.push_str(chunk.as_str());
        if chunk.last_in_text_node()
            && let Some(shown) = self.facts.entries.last_mut().and_then(|e| e.shown.last_mut())
        {
            shown.text.push_str(&decode(&self.node));
            self.node.clear();
        }
    }
}

/// Text with its entities decoded: the five of XML, `&nbsp;` and numbers, which are all that we write. Any other
/// is left as it stands.
fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let entity = rest.bytes().take(12).position(|b| b == b';').map(|end| &rest[1..end]);
        match entity.and_then(|name| Some((character(name)?, name.len() + 2))) {
            Some((c, length)) => {
                out.push(c);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}
