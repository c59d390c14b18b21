//! Templates: loading them, filling them, and saying where one is wrong.

use super::lang::{Arg, Form, Lang};
use crate::{model::Problem, read::Theme};
use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera, Value};

/// The theme's templates, parsed.
pub(super) struct Templates<'a> {
    tera: Tera,
    theme: &'a Theme,
}

impl<'a> Templates<'a> {
    /// Parses every template of the theme, as one batch: they name each other.
    pub fn load(theme: &'a Theme, lang: &Lang) -> Result<Self, Problem> {
        let mut tera = Tera::default();
        tera.autoescape_on([".html"]);
        let words = lang.clone();
        tera.register_filter("t", move |key: &str, args: Kwargs, _: &State| say(&words, key, &args));
        let words = lang.clone();
        tera.register_filter("number", move |n: u64, _: Kwargs, _: &State| words.number(n));
        tera.add_raw_templates(theme.templates.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .map_err(|e| problem(&e, theme, None))?;
        lang.check(theme)?;
        Ok(Self { tera, theme })
    }

    /// Fills a template.
    pub fn render(&self, name: &str, context: &impl Serialize) -> Result<String, Problem> {
        let context = Context::from_serialize(context).map_err(|e| problem(&e, self.theme, Some(name)))?;
        self.tera.render(name, &context).map_err(|e| problem(&e, self.theme, Some(name)))
    }
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

fn problem(error: &tera::Error, theme: &Theme, name: Option<&str>) -> Problem {
    let in_template = |problem: Problem, name: &str| problem.in_file(format!("templates/{name}"));
    match error.kind() {
        ErrorKind::SyntaxError(r) | ErrorKind::RenderingError(r) => {
            let message = match error.kind() {
                ErrorKind::SyntaxError(_) => "the template can't be parsed",
                _ => "the template can't be filled",
            };
            let problem = in_template(Problem::new(message), r.filename());
            match theme.templates.get(r.filename()) {
                Some(text) => problem.at(text, r.span().range.clone(), r.message()),
                None => Problem { message: format!("{message}: {}", r.message()), ..problem },
            }
        }
        ErrorKind::TemplateNotFound(missing) => Problem::new(format!("there is no template {missing:?}"))
            .help("the theme must have it: remove nothing from templates/, only shadow"),
        ErrorKind::MissingParent { current, parent } => {
            in_template(Problem::new(format!("it extends {parent:?}, which does not exist")), current)
        }
        other => match name {
            Some(name) => in_template(Problem::new(other.to_string()), name),
            None => Problem::new(other.to_string()),
        },
    }
}
