//! Templates: loading them, filling them, and saying where one is wrong.

use crate::{model::Problem, read::Theme};
use serde::Serialize;
use tera::{Context, ErrorKind, Kwargs, State, Tera};

/// The theme's templates, parsed.
pub(super) struct Templates<'a> {
    tera: Tera,
    theme: &'a Theme,
}

impl<'a> Templates<'a> {
    /// Parses every template of the theme, as one batch: they name each other.
    pub fn load(theme: &'a Theme) -> Result<Self, Problem> {
        let mut tera = Tera::default();
        tera.autoescape_on([".html"]);
        tera.register_filter("thousands", |n: u64, _: Kwargs, _: &State| thousands(n));
        tera.add_raw_templates(theme.templates.iter().map(|(name, text)| (name.as_str(), text.as_str())))
            .map_err(|e| problem(&e, theme, None))?;
        Ok(Self { tera, theme })
    }

    /// Fills a template.
    pub fn render(&self, name: &str, context: &impl Serialize) -> Result<String, Problem> {
        let context = Context::from_serialize(context).map_err(|e| problem(&e, self.theme, Some(name)))?;
        self.tera.render(name, &context).map_err(|e| problem(&e, self.theme, Some(name)))
    }
}

/// 12345 as "12,345".
fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
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
