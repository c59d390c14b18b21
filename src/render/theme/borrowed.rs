//! Words of the interface that are English on a page in another language, for nobody has written them in that: each is
//! marked, so that it is spoken and set as English (WCAG 3.1.2).

use crate::render::language::ENGLISH;

/// Around such words while a page is filled. Text is escaped, so that none of it reads so.
const OPEN: &str = "<!--en-->";
const CLOSE: &str = "<!--/en-->";
/// Elements that hold text and no other element.
const TEXT_ONLY: [&str; 5] = ["title", "textarea", "option", "script", "style"];

/// Borrowed words as a filter gives them: it can't know where they stand.
pub(super) fn borrowed(html: &str) -> String {
    format!("{OPEN}{html}{CLOSE}")
}

/// The page with the borrowed words in elements of their own. In a tag, and in an element that holds text alone, there
/// is no place for one.
pub(super) fn mark(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + page.len() / 8);
    let (mut rest, mut depth, mut within) = (page, 0_u32, None);
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix(OPEN) {
            if within.is_none() && depth == 0 {
                out.push_str(ENGLISH[0]);
            }
            (depth, rest) = (depth + 1, after);
        } else if let Some(after) = rest.strip_prefix(CLOSE) {
            depth = depth.saturating_sub(1);
            if within.is_none() && depth == 0 {
                out.push_str(ENGLISH[1]);
            }
            rest = after;
        } else {
            let ends = within.is_some_and(|open| is_tag(rest, "</", open));
            let (tag, after) = rest.split_at(if within.is_none() || ends { tag_end(rest) } else { 1 });
            within = match within {
                None => TEXT_ONLY.into_iter().find(|name| is_tag(tag, "<", name)),
                Some(open) => Some(open).filter(|_| !ends),
            };
            out.push_str(&tag.replace(OPEN, "").replace(CLOSE, ""));
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Whether a tag is that of an element.
fn is_tag(tag: &str, begin: &str, name: &str) -> bool {
    let rest = tag.strip_prefix(begin).and_then(|t| Some((t.get(..name.len())?, &t[name.len()..])));
    rest.is_some_and(|(start, rest)| {
        start.eq_ignore_ascii_case(name) && !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
    })
}

/// Where a tag or a comment ends that a text begins with.
fn tag_end(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |at| at + 3);
    }
    if !text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!') {
        return 1;
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{borrowed, mark};

    #[test]
    fn words_are_marked_where_an_element_may_stand() {
        let w = |text: &str| borrowed(text);
        let span = |text: &str| format!("<span lang=\"en\" dir=\"ltr\">{text}</span>");
        for (page, wanted) in [
            (format!("<p>{} 1 < 2</p>", w("Lines")), format!("<p>{} 1 < 2</p>", span("Lines"))),
            (format!("<a title=\"{}>\">x</a>", w("Back")), "<a title=\"Back>\">x</a>".to_owned()),
            (format!("<title>{} – ق</title>{}", w("A"), w("B")), format!("<title>A – ق</title>{}", span("B"))),
            (format!("<option value=\"\">{}</option>", w("All")), "<option value=\"\">All</option>".to_owned()),
            (w(&format!("{} of <bdi>ق</bdi>", w("1"))), span("1 of <bdi>ق</bdi>")),
            (
                format!("<!-- {} --><titled>{}</titled>", "\"", w("x")),
                format!("<!-- \" --><titled>{}</titled>", span("x")),
            ),
            (
                format!("<script>if (a <b) it's \"{}\"</script>{}<", w("x"), w("y")),
                format!("<script>if (a <b) it's \"x\"</script>{}<", span("y")),
            ),
        ] {
            assert_eq!(mark(&page), wanted, "{page}");
        }
    }
}
