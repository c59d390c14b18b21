//! The types of expressions, and whether what they name is there.

use super::Walk;
use crate::render::theme::{
    is_filter,
    problem::suggestion,
    tree::{Expr, Filter, Name},
    types::Type,
};
use std::collections::{BTreeMap, BTreeSet};

/// Where to look for what there is.
const SEE: &str = "`sourcebook context PAGE` shows all that a page is given";
/// The name under which Tera shows all variables.
const ALL: &str = "__tera_context";

impl<'a> Walk<'a> {
    /// The type of an expression; what it asks for is checked.
    pub(super) fn of(&mut self, expr: &'a Expr) -> Type {
        match expr {
            Expr::Const | Expr::Text(_) => Type::Plain,
            Expr::Variable(name) => self.variable(name).unwrap_or_else(|| {
                if !self.may_ask(expr) {
                    self.unknown_variable(name);
                }
                Type::Anything
            }),
            Expr::Field(of, name) => {
                let record = self.of(of);
                self.field(&record, &name.name).unwrap_or_else(|| {
                    if !self.may_ask(expr) {
                        self.unknown_field(&record, name);
                    }
                    Type::Anything
                })
            }
            Expr::Item(of, index) => {
                self.of(index);
                match (self.of(of), &**index) {
                    (Type::List(item) | Type::Map(item), _) => *item,
                    (record @ Type::Record(_), Expr::Text(name)) => {
                        self.field(&record, &name.name).unwrap_or_else(|| {
                            self.unknown_field(&record, name);
                            Type::Anything
                        })
                    }
                    _ => Type::Anything,
                }
            }
            Expr::Slice(of, parts) => {
                parts.iter().for_each(|part| drop(self.of(part)));
                self.of(of)
            }
            Expr::Filtered(of, filter) => {
                let value = if filter.name.name == "default" { self.asking(of) } else { self.of(of) };
                self.filtered(value, filter)
            }
            Expr::Test(of, test) => {
                self.args(test);
                if matches!(test.name.name.as_str(), "defined" | "undefined") {
                    self.asking(of)
                } else {
                    self.of(of)
                };
                Type::Plain
            }
            Expr::List(items) => {
                let items = items.iter().map(|item| self.of(item)).reduce(either);
                Type::List(Box::new(items.unwrap_or(Type::Anything)))
            }
            Expr::Map(values) => {
                values.iter().for_each(|value| drop(self.of(value)));
                Type::Anything
            }
            Expr::Each { item, key, value, target, condition } => {
                let frame = self.each(key.as_ref(), value, target);
                let mut of_item = Type::Anything;
                self.framed(frame, |walk| {
                    condition.iter().for_each(|c| drop(walk.of(c)));
                    of_item = walk.of(item);
                });
                Type::List(Box::new(of_item))
            }
            Expr::Function(function) => {
                self.args(function);
                if let ("super", Some((block, at))) = (function.name.name.as_str(), self.block) {
                    self.block(block, at + 1);
                }
                Type::Anything
            }
            Expr::Component(call, body) => {
                self.nodes(body);
                self.call(call);
                Type::Plain
            }
            Expr::Either { then, condition, otherwise } => {
                let before = self.scope.asked.len();
                asked(condition, &mut self.scope.asked);
                self.of(condition);
                let value = either(self.of(then), self.of(otherwise));
                self.scope.asked.truncate(before);
                value
            }
            Expr::Operation(operands) => {
                let before = self.scope.asked.len();
                operands.iter().for_each(|operand| asked(operand, &mut self.scope.asked));
                operands.iter().for_each(|operand| drop(self.of(operand)));
                self.scope.asked.truncate(before);
                Type::Plain
            }
        }
    }

    /// The type of an expression of which the last name may be unknown.
    fn asking(&mut self, expr: &'a Expr) -> Type {
        self.scope.asked.extend(path(expr));
        let value = self.of(expr);
        if path(expr).is_some() {
            self.scope.asked.pop();
        }
        value
    }

    fn may_ask(&self, expr: &Expr) -> bool {
        path(expr).is_some_and(|path| self.scope.asked.contains(&path))
    }

    fn variable(&self, name: &Name) -> Option<Type> {
        match name.name.as_str() {
            ALL => return Some(Type::Anything),
            "loop" if self.scope.loops > 0 => return Some(Type::Anything),
            _ => {}
        }
        self.scope.frames.iter().rev().find_map(|frame| frame.get(&name.name)).cloned()
    }

    fn field(&self, of: &Type, name: &str) -> Option<Type> {
        match of {
            Type::Anything => Some(Type::Anything),
            Type::Map(value) => Some((**value).clone()),
            Type::Record(record) => match self.types.fields(record) {
                Some(fields) => fields.get(name).cloned(),
                None => Some(Type::Anything),
            },
            Type::Plain | Type::List(_) => None,
        }
    }

    pub(super) fn args(&mut self, filter: &'a Filter) {
        filter.args.iter().for_each(|(_, arg)| drop(self.of(arg)));
    }

    fn filtered(&mut self, value: Type, filter: &'a Filter) -> Type {
        self.args(filter);
        let item = match &value {
            Type::List(item) => (**item).clone(),
            _ => Type::Anything,
        };
        for (_, attribute) in filter.args.iter().filter(|(arg, _)| arg == "attribute") {
            self.attribute(item.clone(), attribute);
        }
        match filter.name.name.as_str() {
            "first" | "last" | "nth" => item,
            "sort" | "reverse" | "unique" => value,
            "default" | "get" | "values" | "keys" | "pairs" | "group_by" => Type::Anything,
            "split" => Type::List(Box::new(Type::Plain)),
            filter if is_filter(filter) => Type::Plain,
            _ => Type::Anything,
        }
    }

    /// A field of the items that a filter is told to look at, `"source.title"`.
    fn attribute(&mut self, mut of: Type, attribute: &'a Expr) {
        let Expr::Text(text) = attribute else { return };
        for part in text.name.split('.') {
            let Some(next) = self.field(&of, part) else {
                let name = Name { name: part.to_owned(), span: text.span.clone() };
                return self.unknown_field(&of, &name);
            };
            of = next;
        }
    }

    fn unknown_variable(&mut self, name: &Name) {
        let known: BTreeSet<&str> = self.scope.frames.iter().flat_map(|f| f.keys().map(String::as_str)).collect();
        let help = hint(&name.name, known);
        let message = match self.calls {
            0 => format!("the template names a variable that {} is not given: `{}`", self.page, name.name),
            _ => format!("the component names a variable that it is not given: `{}`", name.name),
        };
        self.add(name, message, "unknown variable".to_owned(), help);
    }

    fn unknown_field(&mut self, of: &Type, name: &Name) {
        let (label, help) = match of {
            Type::Record(record) => {
                let fields = self.types.fields(record).into_iter().flat_map(BTreeMap::keys).map(String::as_str);
                let fields: Vec<&str> = fields.collect();
                let what = if record.ends_with(".html") { "the page" } else { record };
                (format!("{what} has no such field"), hint(&name.name, fields))
            }
            Type::List(_) => ("a list has no fields".to_owned(), "go through it with `{% for … in … %}`".to_owned()),
            _ => ("a text or a number has no fields".to_owned(), SEE.to_owned()),
        };
        let message = format!("the template names a field that does not exist: `{}`", name.name);
        self.add(name, message, label, help);
    }
}

/// The name that was meant, or those that there are; and where to look.
fn hint<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let near = suggestion(wrong, known);
    format!("{near}{} {SEE}", if near.ends_with('?') { "" } else { ";" })
}

/// One type for two, when they agree.
pub(super) fn either(a: Type, b: Type) -> Type {
    if a == b { a } else { Type::Anything }
}

/// `a.b.c` of an expression that is a path.
fn path(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Variable(name) => Some(name.name.clone()),
        Expr::Field(of, name) => Some(format!("{}.{}", path(of)?, name.name)),
        _ => None,
    }
}

/// Paths that a condition asks for by `is defined`.
pub(super) fn asked(condition: &Expr, paths: &mut Vec<String>) {
    match condition {
        Expr::Test(of, test) if matches!(test.name.name.as_str(), "defined" | "undefined") => paths.extend(path(of)),
        Expr::Operation(operands) => operands.iter().for_each(|operand| asked(operand, paths)),
        _ => {}
    }
}
