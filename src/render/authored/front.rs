//! Front matter: TOML between two lines `+++` at the top of a page.

use super::{Authored, INTRODUCTIONS, prose};
use crate::{
    book::{nearest, of_type, way_out},
    model::{Problem, is_reserved},
};
use serde::Deserialize;
use std::ops::Range;
use toml::de::DeTable;

const FENCE: &str = "+++";
const KEYS: [&str; 3] = ["title", "order", "nav"];

#[derive(Debug, Default, Deserialize)]
struct Front {
    title: Option<String>,
    #[serde(default)]
    order: i64,
    nav: Option<bool>,
}

/// Reads a page's front matter. `stem` is its path below `pages/` without the ending.
pub(super) fn read(file: &str, text: &str, stem: &str) -> Result<Authored, Problem> {
    let wrong = |message: String, span: Range<usize>, label: &str, help: &str| {
        Problem::new(message).in_file(file).at(text, span, label).help(help)
    };
    let is_name =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    if !stem.split('/').all(is_name) {
        return Err(Problem::new("the name of this page can't be part of an address")
            .in_file(file)
            .help("use letters of ASCII, digits, `-`, `_` and `.` in the names of pages and their folders"));
    }
    if let Some(part) = stem.split('/').find(|part| is_reserved(part)) {
        return Err(Problem::new("Windows has no files of this name")
            .in_file(file)
            .help(format!("say more in it, such as about-{part}")));
    }
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let first = text[start..].lines().next().unwrap_or_default();
    if first.trim_end() == "---" {
        let help = "write TOML between two lines of +++:\n\n+++\ntitle = \"About\"\n+++\n";
        return Err(wrong("front matter is TOML here, not YAML".to_owned(), start..start + 3, "expected +++", help));
    }
    let (mut front, mut from) = (Front::default(), start);
    if first.trim_end() == FENCE {
        let begin = start + first.len() + text[start + first.len()..].len().min(1);
        let mut at = begin;
        let close = text[begin..].split_inclusive('\n').find_map(|line| {
            at += line.len();
            (line.trim_end() == FENCE).then_some((at - line.len(), at))
        });
        let Some((end, behind)) = close else {
            let help = "end the front matter with another line +++";
            return Err(wrong("the front matter has no end".to_owned(), start..start + 3, "begins here", help));
        };
        front = parse(&text[begin..end]).map_err(|(message, span, help)| {
            wrong(message, begin + span.start..begin + span.end, "in the front matter", &help)
        })?;
        from = behind;
    }
    let title = front.title.filter(|t| !t.trim().is_empty());
    let heading = || prose::heading(&text[from..]).filter(|h| !h.trim().is_empty());
    let name = || stem.rsplit('/').next().unwrap_or(stem).replace(['-', '_'], " ");
    Ok(Authored {
        file: file.to_owned(),
        text: text.to_owned(),
        from,
        path: stem.strip_prefix(INTRODUCTIONS).map_or_else(|| format!("pages/{stem}.html"), str::to_owned),
        title: title.or_else(heading).unwrap_or_else(name),
        order: front.order,
        nav: front.nav.unwrap_or(true),
    })
}

/// The values; or what is wrong, where, and the way out.
fn parse(toml: &str) -> Result<Front, (String, Range<usize>, String)> {
    let keys = format!("front matter has the keys {}", KEYS.join(", "));
    let table = DeTable::parse(toml)
        .map_err(|e| (e.message().to_owned(), e.span().unwrap_or(0..0), way_out(e.message()).to_owned()))?;
    if let Some(key) = table.get_ref().keys().find(|key| !KEYS.contains(&key.get_ref().as_ref())) {
        let name = key.get_ref().as_ref();
        let near = nearest(name, KEYS.into_iter()).map_or(keys, |near| format!("did you mean `{near}`?"));
        return Err((format!("front matter has no key `{name}`"), key.span(), near));
    }
    let title =
        table.get_ref().get("title").filter(|t| t.get_ref().as_str().is_some_and(|t| t.contains(char::is_control)));
    if let Some(title) = title {
        let help = "write it as one line, without what no page can show";
        return Err(("`title` holds a line end or a control character".to_owned(), title.span(), help.to_owned()));
    }
    toml::from_str(toml).map_err(|e| {
        (e.message().to_owned(), e.span().unwrap_or(0..0), of_type(e.message()).map_or(keys, str::to_owned))
    })
}
