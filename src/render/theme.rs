//! Templates: loading them, filling them, and saying where one is wrong.

use super::lang::{Arg, Form, Lang};
use crate::{
    book::nearest,
    model::Problem,
    read::{self, Theme},
};
use regex::Regex;
use serde::Serialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

/// The theme's templates, parsed.
pub(super) struct Templates {
    tera: Tera,
    /// The texts by name, to show where one is wrong.
    texts: BTreeMap<String, String>,
    /// Names that some template binds itself, in a loop or by `set`: an included template may use them.
    bound: BTreeSet<String>,
    /// Templates that were found to ask for nothing but what their page has.
    sound: Mutex<BTreeSet<&'static str>>,
}

impl Templates {
    /// Parses every template of the theme, as one batch: they name each other.
    pub fn load(theme: &Theme, lang: &Lang) -> Result<Self, Problem> {
        let mut tera = Tera::default();
        tera.autoescape_on([".html"]);
        // A name that the book has no template for is the program's.
        tera.set_fallback_prefixes([read::DEFAULT]).map_err(|e| problem(&e, &theme.templates, None))?;
        let words = lang.clone();
        tera.register_filter("t", move |key: &str, args: Kwargs, _: &State| say(&words, key, &args));
        tera.register_filter("isolate", |text: &str, _: Kwargs, _: &State| {
            Value::safe_string(&format!("<bdi>{}</bdi>", super::text::escape(text)))
        });
        let words = lang.clone();
        tera.register_filter("number", move |n: u64, _: Kwargs, _: &State| words.number(n));
        tera.add_raw_templates(theme.templates.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .map_err(|e| problem(&e, &theme.templates, None))?;
        lang.check(theme)?;
        let texts = theme.templates.clone();
        Ok(Self { tera, bound: bound(&texts), texts, sound: Mutex::default() })
    }

    /// Fills a template.
    pub fn render(&self, name: &'static str, context: &impl Serialize) -> Result<String, Problem> {
        let problem = |e| problem(&e, &self.texts, Some(name));
        let filled = Context::from_serialize(context).map_err(problem)?;
        let unknown = self.unknown(name, &filled)?;
        if !unknown.is_empty() {
            let json = serde_json::to_value(context).unwrap_or_default();
            let known: Vec<&str> = json.as_object().into_iter().flat_map(|o| o.keys().map(String::as_str)).collect();
            let problems = unknown.iter().map(|variable| unknown_variable(&self.texts, name, variable, &known));
            return Problem::none_or(problems.collect(), String::new());
        }
        self.tera.render(name, &filled).map_err(problem)
    }

    /// Variables that a template asks for and its page does not have. Filling alone does not tell: a condition takes
    /// what is not there for false.
    fn unknown(&self, name: &'static str, context: &Context) -> Result<Vec<&str>, Problem> {
        let mut sound = self.sound.lock().unwrap_or_else(PoisonError::into_inner);
        if sound.contains(name) {
            return Ok(Vec::new());
        }
        let asked = self.tera.get_template_variables(name).map_err(|e| problem(&e, &self.texts, Some(name)))?;
        let missing = |v: &&str| !context.contains_key(v) && !self.bound.contains(*v);
        let mut unknown: Vec<&str> = asked.into_iter().filter(missing).collect();
        unknown.sort_unstable();
        if unknown.is_empty() {
            sound.insert(name);
        }
        Ok(unknown)
    }
}

fn bound(texts: &BTreeMap<String, String>) -> BTreeSet<String> {
    let Ok(binding) = Regex::new(r"\{%-?\s*(?:for\s+(\w+)(?:\s*,\s*(\w+))?\s+in|set(?:_global)?\s+(\w+))\b") else {
        return BTreeSet::new();
    };
    let names = texts.values().flat_map(|text| binding.captures_iter(text));
    names.flat_map(|c| (1..=3).filter_map(|i| Some(c.get(i)?.as_str().to_owned())).collect::<Vec<_>>()).collect()
}

/// A variable that the page `name` does not have, shown where a template names it first: the book's own before
/// the program's.
fn unknown_variable(texts: &BTreeMap<String, String>, name: &str, variable: &str, known: &[&str]) -> Problem {
    let message = format!("the template names a variable that {name} is not given: `{variable}`");
    let problem = Problem::new(message).help(suggestion(variable, known.iter().copied(), "it is given"));
    let (program, own): (Vec<_>, Vec<_>) = texts.iter().partition(|(name, _)| name.starts_with(read::DEFAULT));
    let word = Regex::new(&format!(r"\{{[{{%](?:[^}}]*?[^}}.\w])?({})\b", regex::escape(variable)));
    let place = word.ok().and_then(|word| {
        let mut files = own.into_iter().chain(program);
        files.find_map(|(file, text)| Some((file, text, word.captures(text)?.get(1)?.range())))
    });
    match place {
        Some((file, text, span)) => problem.in_file(shown(file)).at(text, span, "unknown variable"),
        None => problem.in_file(shown(name)),
    }
}

/// `did you mean …?`, or what there is.
fn suggestion<'a>(wrong: &str, known: impl Iterator<Item = &'a str> + Clone, has: &str) -> String {
    match nearest(wrong, known.clone()) {
        Some(near) => format!("did you mean `{near}`? `sourcebook context PAGE` shows all that a page is given"),
        None => format!("{has}: {}", known.collect::<Vec<_>>().join(", ")),
    }
}

/// A template's file as the person knows it.
fn shown(name: &str) -> String {
    format!("templates/{name}")
}

/// The words for a key, as escaped markup: `{{ "count.lines" | t(n=12) }}`.
fn say(lang: &Lang, key: &str, args: &Kwargs) -> tera::TeraResult<Value> {
    let args: Vec<(&str, &Value)> = args.iter().filter_map(|(name, value)| Some((name.as_str()?, value))).collect();
    let texts: Vec<String> = args.iter().map(|(_, value)| value.to_string()).collect();
    let given = args.iter().zip(&texts).map(|((name, value), text)| {
        let number = value.as_i128().and_then(|n| u64::try_from(n).ok());
        let arg = match number {
            Some(n) => Arg::Number(n),
            None if value.is_string() && value.is_safe() => Arg::Html(text),
            None => Arg::Text(text),
        };
        (*name, arg)
    });
    let html = lang.form(key, &given.collect::<Vec<_>>(), Form::Html).map_err(tera::Error::message)?;
    Ok(Value::safe_string(&html))
}

fn problem(error: &tera::Error, texts: &BTreeMap<String, String>, name: Option<&str>) -> Problem {
    let in_template = |problem: Problem, name: &str| problem.in_file(shown(name));
    match error.kind() {
        ErrorKind::SyntaxError(r) | ErrorKind::RenderingError(r) => {
            let message = match error.kind() {
                ErrorKind::SyntaxError(_) => "the template can't be parsed",
                _ => "the template can't be filled",
            };
            let problem = in_template(Problem::new(message), r.filename());
            let (label, help) = undefined(r.message());
            let problem = Problem { help, ..problem };
            match texts.get(r.filename()) {
                Some(text) => problem.at(text, r.span().range.clone(), label),
                None => Problem { message: format!("{message}: {label}"), ..problem },
            }
        }
        ErrorKind::TemplateNotFound(missing) => Problem::new(format!("there is no template {missing:?}"))
            .help("the theme must have it: remove nothing from templates/, only shadow"),
        ErrorKind::MissingParent { current, parent } => {
            let own = texts.keys().map(|name| name.strip_prefix(read::DEFAULT).unwrap_or(name));
            in_template(Problem::new(format!("it extends {parent:?}, which does not exist")), current).help(suggestion(
                parent,
                own,
                "there are",
            ))
        }
        other => match name {
            Some(name) => in_template(Problem::new(other.to_string()), name),
            None => Problem::new(other.to_string()),
        },
    }
}

/// Tera's message on what is not defined, with its list of all that is turned into the one that was meant.
fn undefined(message: &str) -> (String, Option<String>) {
    let lists = [" Available fields: ", " Available variables: "];
    let Some((label, list)) = lists.iter().find_map(|list| message.split_once(list)) else {
        return (message.to_owned(), None);
    };
    let wrong = label.split('`').nth(1).unwrap_or_default();
    (label.trim_end_matches('.').to_owned(), Some(suggestion(wrong, list.split(", "), "there are")))
}
