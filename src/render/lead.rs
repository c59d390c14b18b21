//! Where links of the sources themselves lead: to the web, to another source of the book, or nowhere.

use super::site::{self, Site};
use crate::{
    book::is_web_address,
    model::{Source, SpanKind},
};

/// The address, seen from a page, that marked words of a source lead to; `None` for one that is unsafe, broken or not of
/// this site.
pub(super) fn lead(site: &Site<'_>, from: &str, source: &Source, marked: &SpanKind) -> Option<String> {
    let to = match marked {
        SpanKind::Link { to, .. } | SpanKind::Image { to, .. } => to,
        SpanKind::Note(note) => return site.note(from, source, note),
        _ => return None,
    };
    if let Some(out) = out(to) {
        return Some(out);
    }
    let to: String = to.chars().filter(|c| !c.is_control()).collect();
    let to = to.trim();
    let sources = site.edition.sources;
    let path = beside(&source.path, to.split(['#', '?']).next()?)?;
    let other = sources.binary_search_by(|s| s.path.as_bytes().cmp(path.as_bytes())).ok()?;
    Some(site::href(from, &site.part_path(&sources[other], 0), ""))
}

/// An address on the web, or of a letter box, that is safe to follow.
pub(crate) fn out(to: &str) -> Option<String> {
    let to: String = to.chars().filter(|c| !c.is_control()).collect();
    let to = to.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || "@.+-_".contains(c);
    let mail = || {
        let mail = to.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:")).map(|_| &to[7..]);
        mail.is_some_and(|mail| mail.contains('@') && mail.chars().all(plain))
    };
    (is_web_address(to) || mail()).then(|| to.to_owned())
}

/// The path that a relative one means, seen from a file beside it; `None` when it leads out.
fn beside(file: &str, relative: &str) -> Option<String> {
    if relative.is_empty() || relative.starts_with('/') {
        return None;
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    let relative = relative.replace("%20", " ");
    for part in relative.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn paths() {
        for (file, relative, want) in [
            ("a/b.md", "c.md", Some("a/c.md")),
            ("a/b.md", "./c%20d.md", Some("a/c d.md")),
            ("a/b.md", "../c.md", Some("c.md")),
            ("b.md", "../c.md", None),
            ("b.md", "/c.md", None),
            ("b.md", "", None),
        ] {
            assert_eq!(beside(file, relative).as_deref(), want, "{file} {relative}");
        }
    }
}
