//! Do the values of `book.toml` make sense?

use super::{
    FILE, FURNITURE_THRESHOLD, RuleSpec, SiteUrl,
    corrections::{DROP, KEEP, Lines, SectionAt},
    folders, nearest,
    raw::{Raw, RawRule},
};
use crate::model::{Problem, ascii_slug, is_reserved, plain};
use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    path::Path,
};

/// File systems end names at 255 bytes, and pages of a long topic add a number.
const LONGEST_ID: usize = 100;
/// The id that the page of what fits no topic has.
pub(crate) const UNSORTED: &str = "unsorted";

pub(super) fn check(root: &Path, text: &str, raw: &Raw) -> Result<(), Problem> {
    let wrong = |message: &str, span: Range<usize>, label: &str| {
        Problem::new(message.to_owned()).in_file(FILE).at(text, span, label)
    };
    let mut problems = Vec::new();
    let book = &raw.book.value;
    if book.title.value.trim().is_empty() {
        problems
            .push(wrong("the book has no title", book.title.span.clone(), "empty").help("say what the book is called"));
    }
    if !is_language(&book.language.value) {
        problems.push(
            wrong("this is no language tag", book.language.span.clone(), "not BCP 47")
                .help("write a tag such as \"en\", \"de\" or \"pt-BR\""),
        );
    }
    let threshold = &raw.cleaning.furniture_threshold;
    if !(0.0..=1.0).contains(&threshold.value) {
        problems.push(wrong("the threshold is a probability", threshold.span.clone(), "not between 0 and 1").help(
            format!(
                "write a number from 0 to 1; 1 leaves out nothing by what was learned, {FURNITURE_THRESHOLD} is usual"
            ),
        ));
    }
    if let Some((url, Err(reason))) = book.site_url.as_ref().map(|url| (url, SiteUrl::parse(&url.value))) {
        problems.push(
            wrong("`site-url` is no address of a site", url.span.clone(), reason)
                .help("write it as a browser shows it: \"https://example.org/book/\""),
        );
    }
    folders::check(root, text, book, &mut problems);
    topics(raw, &wrong, &mut problems);
    for rule in &raw.rule {
        self::rule(&rule.value, &wrong, &mut problems);
    }
    corrections(raw, &wrong, &mut problems);
    Problem::none_or(problems, ())
}

fn topics(raw: &Raw, wrong: &impl Fn(&str, Range<usize>, &str) -> Problem, problems: &mut Vec<Problem>) {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for topic in raw.topic.iter().map(|t| &t.value) {
        let id = topic.id.value.as_str();
        if !is_name(id) {
            problems.push(
                wrong("a topic's id is the name of its page", topic.id.span.clone(), "not usable as a name")
                    .help(format!("use lower-case letters, digits and hyphens: {:?}", as_name(id, "first-topic"))),
            );
        } else if id.len() > LONGEST_ID {
            let help = format!("a page is named by it: give no more than {LONGEST_ID} letters, digits and hyphens");
            problems.push(wrong("a topic's id is too long", topic.id.span.clone(), "too long").help(help));
        } else if is_reserved(id) {
            let help = format!("a page is named by it: say more, such as {:?}", format!("about-{id}"));
            problems.push(
                wrong("Windows has no files of this name", topic.id.span.clone(), "the name of a device").help(help),
            );
        } else if id == UNSORTED {
            problems.push(
                wrong("the id \"unsorted\" is taken", topic.id.span.clone(), "taken")
                    .help("what fits no topic has a page of that name; choose another"),
            );
        }
        if let Some(other) = seen.insert(id, &topic.title.value) {
            problems.push(
                wrong("two topics have the same id", topic.id.span.clone(), &format!("also the id of {other:?}"))
                    .help("give each topic an id of its own"),
            );
        }
        if topic.title.value.trim().is_empty() {
            problems
                .push(wrong("the topic has no title", topic.title.span.clone(), "empty").help("say what it is called"));
        }
        if topic.terms.value.is_empty() {
            problems.push(
                wrong("the topic has no terms", topic.terms.span.clone(), "empty")
                    .help("add words and phrases that a passage on this topic has: terms = [\"…\", \"…\"]"),
            );
        }
        for term in topic.terms.value.iter().filter(|t| !t.value.contains(char::is_alphanumeric)) {
            problems
                .push(wrong("this term has no word in it", term.span.clone(), "no letter or digit").help("remove it"));
        }
    }
}

/// Corrections must say something, and not two things of one target.
fn corrections(raw: &Raw, wrong: &impl Fn(&str, Range<usize>, &str) -> Problem, problems: &mut Vec<Problem>) {
    let sections = "write the name of a section, \"p-0123456789\", or a line of it: \"page.txt:12\"";
    let lines = "write a line or several: \"page.txt:12\" or \"page.txt:12-14\"";
    let mut seen: HashSet<(u8, String)> = HashSet::new();
    let mut once = |table: u8, name: String, span: Range<usize>, problems: &mut Vec<Problem>| {
        if !seen.insert((table, name)) {
            let help = "leave one of the two";
            problems.push(wrong("this was decided above already", span, "decided twice").help(help));
        }
    };
    for section in raw.section.iter() {
        let (span, section) = (section.span.clone(), &section.value);
        match SectionAt::parse(&section.at.value) {
            Some(at) => once(0, at.to_string(), section.at.span.clone(), problems),
            None => problems.push(wrong("this is no section", section.at.span.clone(), "no section").help(sections)),
        }
        if section.topic.is_none() && section.title.is_none() && section.order.is_none() {
            let help = "say what is decided: `topic = \"…\"`, `title = \"…\"` or `order = 1`";
            problems.push(wrong("nothing is decided of this section", span, "this section").help(help));
        }
        let known = || raw.topic.iter().map(|t| t.value.id.value.as_str());
        if let Some(topic) = section.topic.as_ref().filter(|t| t.value != UNSORTED && known().all(|k| k != t.value)) {
            let help = match (nearest(&topic.value, known()), known().next()) {
                (Some(near), _) => format!("did you mean {near:?}?"),
                (None, Some(_)) => format!("the topics are {}, and {UNSORTED}", known().collect::<Vec<_>>().join(", ")),
                (None, None) => "the book has no topics yet: `sourcebook topics` proposes some".to_owned(),
            };
            problems.push(wrong("there is no such topic", topic.span.clone(), "no id of a topic").help(help));
        }
        if let Some(title) = section.title.as_ref().filter(|t| t.value.trim().is_empty()) {
            problems.push(wrong("the section has no title", title.span.clone(), "empty").help("say what it is called"));
        }
        if let Some(order) = section.order.as_ref().filter(|o| o.value == 0) {
            problems.push(wrong("places are counted from 1", order.span.clone(), "no place").help("write order = 1"));
        }
    }
    for line in &raw.line {
        match Lines::parse(&line.at.value) {
            Some(at) => once(1, at.to_string(), line.at.span.clone(), problems),
            None => problems.push(wrong("this is no line", line.at.span.clone(), "no line").help(lines)),
        }
        if ![KEEP, DROP].contains(&line.fate.value.as_str()) {
            let help = "write \"keep\" or \"drop\"";
            problems.push(wrong("a person keeps or drops a line", line.fate.span.clone(), "neither").help(help));
        }
    }
    for repair in &raw.repair {
        match Lines::parse(&repair.at.value).filter(|at| at.first == at.last) {
            Some(at) => {
                let name = format!("{at} {} {}", repair.was.value, repair.now.value);
                once(2, name, repair.at.span.clone(), problems);
            }
            None => problems.push(
                wrong("a repair is of one line", repair.at.span.clone(), "not one line").help("write \"page.txt:12\""),
            ),
        }
        if repair.was.value.trim().is_empty() {
            let help = "write words of the line; to add some, write those beside them too";
            problems.push(wrong("there is nothing to repair", repair.was.span.clone(), "empty").help(help));
        } else if repair.was.value == repair.now.value {
            let help = "say in `now` how the words are to read";
            problems.push(wrong("this repair changes nothing", repair.now.span.clone(), "as it was").help(help));
        }
        if repair.now.value.contains(['\n', '\r']) {
            let help = "write it as one line: a repair can't make two of it";
            problems.push(wrong("a line holds no line end", repair.now.span.clone(), "two lines").help(help));
        }
    }
}

/// A rule of the book must do what its own examples say.
fn rule(raw: &RawRule, wrong: &impl Fn(&str, Range<usize>, &str) -> Problem, problems: &mut Vec<Problem>) {
    let name = &raw.name.value;
    if !is_name(name) {
        problems.push(
            wrong("a rule's name can be part of an address", raw.name.span.clone(), "not usable as a name")
                .help(format!("use lower-case letters, digits and hyphens: {:?}", as_name(name, "first-rule"))),
        );
    }
    for (key, list, what) in [("hits", &raw.hits, "drop"), ("spares", &raw.spares, "leave alone")] {
        if list.value.is_empty() {
            problems.push(
                wrong(&format!("rule {name:?} has no {key}"), list.span.clone(), "empty")
                    .help(format!("give at least one line that the rule must {what}: it is tried on every build")),
            );
        }
    }
    let spec = RuleSpec {
        name: name.clone(),
        what: String::new(),
        why: String::new(),
        pattern: Some(raw.pattern.value.clone()),
        unless: None,
        max_words: raw.max_words,
        hits: Vec::new(),
        spares: Vec::new(),
    };
    let mut ready = |spec: &RuleSpec, key: &str, span: &Range<usize>| match spec.matcher() {
        Ok(matcher) => matcher,
        Err(e) => {
            let reason = e.to_string();
            let reason = reason.lines().last().unwrap_or_default().trim_start_matches("error: ");
            let message = format!("`{key}` of rule {name:?} is no regular expression");
            let help = match reason {
                _ if reason.contains("size limit") => "repeat fewer times: {1000} stands for a thousand copies",
                _ if reason.contains("not supported") => "say with `unless` which lines are to be left alone",
                _ => {
                    "write a backslash before a sign that means itself, as '\\(' does, and the whole between single quotes, \
                     so that TOML leaves its backslashes alone"
                }
            };
            problems.push(wrong(&message, span.clone(), reason).help(help));
            None
        }
    };
    let Some(mut matcher) = ready(&spec, "pattern", &raw.pattern.span) else { return };
    if let Some(unless) = &raw.unless {
        let whole = RuleSpec { unless: Some(unless.value.clone()), ..spec };
        let Some(both) = ready(&whole, "unless", &unless.span) else { return };
        matcher = both;
    }
    let acts = |case: &str| case.lines().any(|line| matcher.is_match(&plain(line)));
    for case in raw.hits.value.iter().filter(|c| !acts(&c.value)) {
        problems.push(
            wrong(&format!("rule {name:?} misses its own example"), case.span.clone(), "the rule does not drop this")
                .help("widen `pattern`, raise `max-words` or narrow `unless`, or take the example out of `hits`"),
        );
    }
    for case in raw.spares.value.iter().filter(|c| acts(&c.value)) {
        problems.push(
            wrong(&format!("rule {name:?} drops what it must spare"), case.span.clone(), "the rule drops this")
                .help("narrow `pattern`, set `max-words` or `unless`, or take the example out of `spares`"),
        );
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// A name as near as can be to what was written, or else an example.
fn as_name(written: &str, example: &str) -> String {
    Some(ascii_slug(written)).filter(|name| !name.is_empty()).unwrap_or_else(|| example.to_owned())
}

fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let letters = |p: &str, least| (least..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric());
    parts.next().is_some_and(|p| letters(p, 2) && p.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|p| letters(p, 1))
}
