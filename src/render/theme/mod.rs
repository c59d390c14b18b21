//! Templates: loading them, filling them, and saying where one is wrong.

mod borrowed;
mod check;
mod lexer;
mod parser;
mod problem;
#[cfg(test)]
mod tests;
mod tree;
mod types;

use super::{
    context,
    lang::{Arg, Form, Lang},
};
use crate::{
    model::{Finding, Place, Problem, RuleName, Severity},
    read::{self, Theme},
};
use problem::problem;
use serde::Serialize;
use std::collections::BTreeMap;
use tera::{Context, Kwargs, State, Tera, Value};
use tree::Template;

/// The theme's templates, parsed.
pub(super) struct Templates {
    tera: Tera,
    /// The texts by name, to show where one is wrong.
    texts: BTreeMap<String, String>,
    /// Whether words are borrowed, which a filled page has marked.
    borrows: bool,
}

/// Templates of the book's that no page is made with: a slip in the name leaves the program's own in use.
pub(super) fn idle(theme: &Theme) -> Vec<Finding> {
    let own = || theme.templates.keys().filter(|name| !name.starts_with(read::DEFAULT));
    let known = |name: &str| theme.templates.contains_key(&format!("{}{name}", read::DEFAULT));
    let named = |name: &str| {
        let quoted = [format!("\"{name}\""), format!("'{name}'")];
        theme.templates.iter().any(|(other, text)| other != name && quoted.iter().any(|q| text.contains(q)))
    };
    let has_components = |name: &str| {
        theme.templates.get(name).and_then(|text| Template::parse(text)).is_none_or(|t| !t.components.is_empty())
    };
    let names = theme.templates.keys().filter_map(|name| name.strip_prefix(read::DEFAULT)).collect::<Vec<_>>();
    own()
        .filter(|name| !known(name) && !named(name) && !has_components(name))
        .map(|name| Finding {
            severity: Severity::Warning,
            rule: RuleName::from("template"),
            at: Some(Place { file: problem::shown(name), line: None }),
            message: "no page is made with this template".to_owned(),
            help: Some(problem::suggestion(name, names.iter().copied())),
        })
        .collect()
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
        let tag = lang.isolates();
        tera.register_filter("isolate", move |text: &str, _: Kwargs, _: &State| {
            Value::safe_string(&format!("{tag}{}</bdi>", super::text::escape(text)))
        });
        let words = lang.clone();
        tera.register_filter("number", move |n: u64, _: Kwargs, _: &State| words.number(n));
        tera.add_raw_templates(theme.templates.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .map_err(|e| problem(&e, &theme.templates, None))?;
        lang.check(theme)?;
        let texts = theme.templates.clone();
        Problem::none_or(check::check(&texts), Self { tera, texts, borrows: lang.borrows_any() })
    }

    /// Fills a template. One that says nothing, as a file does for a moment that an editor empties before it writes, is
    /// a problem: nobody wants a blank page.
    pub fn render(&self, name: &'static str, context: &impl Serialize) -> Result<String, Problem> {
        let problem = |e| problem(&e, &self.texts, Some(name));
        let context = Context::from_serialize(context).map_err(problem)?;
        let page = self.tera.render(name, &context).map_err(problem)?;
        if page.trim().is_empty() {
            return Err(Problem::new("the template makes an empty page")
                .in_file(problem::shown(name))
                .help("write what it is to show, or remove the file: the program's own takes its place"));
        }
        Ok(if self.borrows { borrowed::mark(&page) } else { page })
    }
}

/// Whether there is a filter of that name.
fn is_filter(name: &str) -> bool {
    context::FILTERS.iter().map(|(name, _)| *name).chain(context::TERA).any(|filter| filter == name)
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
    Ok(Value::safe_string(&if lang.borrows(key) { borrowed::borrowed(&html) } else { html }))
}
