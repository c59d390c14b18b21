//! What is wrong with a template, as a person reads it.

use crate::{
    book::nearest,
    model::Problem,
    read,
    render::context::{FILTERS, FUNCTIONS, TERA, TESTS},
};
use std::{collections::BTreeMap, ops::Range};
use tera::ErrorKind;

use super::tree::Template;

/// `did you mean …?`, or what there is.
pub(super) fn suggestion<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(wrong, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are: {}", known.join(", ")),
    }
}

/// A template's file as the person knows it.
pub(super) fn shown(name: &str) -> String {
    format!("templates/{name}")
}

/// What Tera says, at its place, with the way out.
pub(super) fn problem(error: &tera::Error, texts: &BTreeMap<String, String>, name: Option<&str>) -> Problem {
    let in_template = |problem: Problem, name: &str| problem.in_file(shown(name));
    match error.kind() {
        ErrorKind::SyntaxError(r) | ErrorKind::RenderingError(r) => {
            let (message, way_out) = match error.kind() {
                ErrorKind::SyntaxError(_) => (
                    "the template can't be parsed",
                    "a tag stands in {% %}, a value in {{ }} and a comment in {# #}; what a tag begins ends with its own: \
                     {% if … %} with {% endif %}",
                ),
                _ => ("the template can't be filled", "`sourcebook context` prints what each page gives its template"),
            };
            let problem = in_template(Problem::new(message), r.filename());
            let (label, help) = undefined(r.message());
            let problem = problem.help(help.unwrap_or_else(|| way_out.to_owned()));
            match texts.get(r.filename()) {
                Some(text) => problem.at(text, r.span().range.clone(), label),
                None => Problem { message: format!("{message}: {label}"), ..problem },
            }
        }
        ErrorKind::TemplateNotFound(missing) => Problem::new(format!("there is no template {missing:?}"))
            .help("the theme must have it: remove nothing from templates/, only shadow"),
        ErrorKind::MissingParent { current, parent } => {
            let problem = in_template(Problem::new("it extends what does not exist"), current);
            let problem = problem.help(suggestion(parent, texts.keys().map(String::as_str)));
            match texts.get(current).and_then(|text| Some((text, text.find(parent)?))) {
                Some((text, at)) => problem.at(text, at..at + parent.len(), "there is no such template"),
                None => problem,
            }
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let problem = in_template(Problem::new("it extends itself"), tpl);
            let own = inheritance_chain.iter().all(|parent| parent == tpl);
            let problem = match own {
                true => problem.help(format!("the program's own is called {:?}", format!("{}{tpl}", read::DEFAULT))),
                false => problem.help(format!("by way of {}", inheritance_chain.join(", "))),
            };
            let quoted = texts.get(tpl).and_then(|text| Some((text, text.find("extends")?)));
            match quoted {
                Some((text, at)) => problem.at(text, at..at + "extends".len(), "this leads back here"),
                None => problem,
            }
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            let next = include_chain.get(1).unwrap_or(tpl);
            let problem = in_template(Problem::new("it includes itself"), tpl);
            let problem = problem.help(match texts.contains_key(&format!("{}{tpl}", read::DEFAULT)) {
                true => format!("the program's own is called {:?}", format!("{}{tpl}", read::DEFAULT)),
                false if next == tpl => "take this line out".to_owned(),
                false => format!("by way of {}: take one of the lines out", include_chain[1..].join(", ")),
            });
            match texts.get(tpl).and_then(|text| Some((text, included(text, next)?))) {
                Some((text, place)) => problem.at(text, place, "this leads back here"),
                None => problem,
            }
        }
        other => {
            let message = other.to_string();
            let mut found = reports(&message, texts).into_iter();
            match (found.next(), name) {
                (Some(first), _) => Problem { more: found.collect(), ..first },
                (None, Some(name)) if message.contains("recursion depth") => in_template(Problem::new(message), name)
                    .help("a component that shows itself comes to no end: take that out, or ask first whether it must"),
                (None, Some(name)) => in_template(Problem::new(message), name),
                (None, None) => Problem::new(message),
            }
        }
    }
}

/// Where a template includes another.
fn included(text: &str, name: &str) -> Option<Range<usize>> {
    let names = |at: &usize| {
        let quoted = text[*at..].trim_start();
        quoted.starts_with(&format!("\"{name}\"")) || quoted.starts_with(&format!("'{name}'"))
    };
    let behind = text.match_indices("include").map(|(at, word)| at + word.len()).find(names)?;
    let start = behind + text[behind..].find(name)?;
    Some(start..start + name.len())
}

/// Tera's message on what is not defined, with its list of all that is turned into the one that was meant.
fn undefined(message: &str) -> (String, Option<String>) {
    let lists = [" Available fields: ", " Available variables: "];
    let Some((label, list)) = lists.iter().find_map(|list| message.split_once(list)) else {
        return (message.to_owned(), None);
    };
    let wrong = label.split('`').nth(1).unwrap_or_default();
    (label.trim_end_matches('.').to_owned(), Some(suggestion(wrong, list.split(", "))))
}

/// The reports of names that mean nothing, which Tera gives as one text: `error: Unknown filter `x``, a line with
/// `--> file:line:column`, and a line with carets.
fn reports(message: &str, texts: &BTreeMap<String, String>) -> Vec<Problem> {
    let lines: Vec<&str> = message.lines().collect();
    let reports = lines.windows(5).filter_map(|report| {
        let what = report[0].strip_prefix("error: ")?;
        let mut place = report[1].trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
        let (column, line, file) = (place.next()?, place.next()?, place.next()?);
        let text = texts.get(file)?;
        let carets = report[4].matches('^').count();
        let span = span(text, line.parse().ok()?, column.parse().ok()?, carets)?;
        let problem = Problem::new("the template names what does not exist").in_file(shown(file)).at(text, span, what);
        Some(match known(what, texts) {
            Some((wrong, known)) => problem.help(suggestion(wrong, known.iter().map(String::as_str))),
            None => problem,
        })
    });
    reports.collect()
}

/// The bytes of so many characters from a 1-based line and column on.
fn span(text: &str, line: usize, column: usize, length: usize) -> Option<Range<usize>> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let place = |n: usize| text[start..].char_indices().nth(n).map_or(text.len(), |(i, _)| start + i);
    Some(place(column.checked_sub(1)?)..place(column - 1 + length))
}

/// The name that a report is about, and those that there are.
fn known<'m>(what: &'m str, texts: &BTreeMap<String, String>) -> Option<(&'m str, Vec<String>)> {
    let (kind, rest) = what.split_once(" `")?;
    let wrong = rest.split('`').next()?;
    let trees = || texts.values().filter_map(|text| Template::parse(text));
    let owned = |names: &mut dyn Iterator<Item = &'static str>| names.map(str::to_owned).collect::<Vec<_>>();
    let mut known = match kind {
        "Unknown filter" => owned(&mut FILTERS.iter().map(|(name, _)| *name).chain(TERA)),
        "Unknown function" => owned(&mut FUNCTIONS.iter().map(|(name, _)| *name)),
        "Unknown test" => owned(&mut TESTS.into_iter()),
        "Unknown component" => trees().flat_map(|tree| tree.components.into_keys()).collect(),
        "Block" => trees().flat_map(|tree| tree.blocks.into_keys()).filter(|name| name != wrong).collect(),
        "Unknown template" => {
            texts.keys().map(|name| name.strip_prefix(read::DEFAULT).unwrap_or(name).into()).collect()
        }
        _ => return None,
    };
    known.sort_unstable();
    known.dedup();
    Some((wrong, known))
}
