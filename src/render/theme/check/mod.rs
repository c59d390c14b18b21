//! Do templates ask only for what their pages are given? Filling them does not tell: Tera takes what is not there for
//! false in a condition, and a branch that no page of this book needs is not filled at all.
//!
//! Each page's template is walked as Tera would fill it, through parents, blocks, includes and components, with every
//! branch taken and every value by its documented type. What the walk can't know has type [`Type::Anything`] and is
//! never wrong. `x is defined` and `x | default(…)` may ask for anything.

mod values;

use super::{
    problem::shown,
    tree::{Call, Component, Expr, Name, Node, Template},
    types::{Type, Types},
};
use crate::{model::Problem, read};
use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
};
use values::{asked, either};

/// How deep components may call each other; Tera's own limit.
const DEPTH: usize = 20;

/// What is wrong with the templates, each place once.
pub(in crate::render) fn check(texts: &BTreeMap<String, String>) -> Vec<Problem> {
    let types = Types::documented();
    let trees = texts.iter().filter_map(|(name, text)| Some((name.as_str(), Template::parse(text)?))).collect();
    let mut walk = Walk {
        types: &types,
        texts,
        trees: &trees,
        page: "",
        lineage: Vec::new(),
        block: None,
        file: "",
        scope: Scope::default(),
        calls: 0,
        called: BTreeSet::new(),
        found: BTreeMap::new(),
    };
    for page in types.pages() {
        walk.page(page);
    }
    walk.found.into_values().collect()
}

/// Variables that can be seen.
#[derive(Debug, Default)]
struct Scope {
    /// The page's or a component's, then those of each include and loop.
    frames: Vec<BTreeMap<String, Type>>,
    /// Loops around the place in the text.
    loops: usize,
    /// Paths that a condition around the place has asked for by `is defined`.
    asked: Vec<String>,
}

struct Walk<'a> {
    types: &'a Types,
    texts: &'a BTreeMap<String, String>,
    trees: &'a BTreeMap<&'a str, Template>,
    /// The template of the page.
    page: &'a str,
    /// Templates that extend each other, the page's first.
    lineage: Vec<&'a str>,
    /// The block that is walked, and the place in the lineage of the template that has it.
    block: Option<(&'a str, usize)>,
    /// The template that is walked.
    file: &'a str,
    scope: Scope,
    /// Components around the place.
    calls: usize,
    /// Components with the types of arguments that they were walked with.
    called: BTreeSet<(&'a str, Vec<(String, Type)>)>,
    found: BTreeMap<(&'a str, usize), Problem>,
}

impl<'a> Walk<'a> {
    fn page(&mut self, page: &'a str) {
        let Some(fields) = self.types.fields(page) else { return };
        self.page = page;
        self.scope = Scope { frames: vec![fields.clone()], ..Scope::default() };
        if let Some(name) = self.resolve(page) {
            self.template(name);
        }
    }

    /// The template of a name: the book's, or else the program's.
    fn resolve(&self, name: &str) -> Option<&'a str> {
        let programs = format!("{}{name}", read::DEFAULT);
        self.trees.keys().copied().find(|n| *n == name).or_else(|| self.trees.keys().copied().find(|n| *n == programs))
    }

    /// The component of a name, and the template that has it.
    fn component(&self, name: &str) -> Option<(&'a str, &'a str, &'a Component)> {
        let all = self.trees.iter().filter_map(|(file, tree)| {
            let (name, component) = tree.components.get_key_value(name)?;
            Some((*file, name.as_str(), component))
        });
        all.min_by_key(|(file, ..)| file.starts_with(read::DEFAULT))
    }

    /// Walks a template from its first ancestor on.
    fn template(&mut self, name: &'a str) {
        let trees = self.trees;
        let mut lineage = vec![name];
        while let Some(parent) = lineage.last().and_then(|n| trees.get(n)?.parent.as_ref()) {
            match self.resolve(&parent.name) {
                Some(parent) if !lineage.contains(&parent) => lineage.push(parent),
                _ => break,
            }
        }
        let first = lineage.last().copied().unwrap_or(name);
        let outside = (std::mem::replace(&mut self.lineage, lineage), self.block.take());
        if let Some(tree) = trees.get(first) {
            self.within(first, &tree.body);
        }
        (self.lineage, self.block) = outside;
    }

    /// Walks nodes of another template.
    fn within(&mut self, file: &'a str, nodes: &'a [Node]) {
        let outside = (std::mem::replace(&mut self.file, file), std::mem::take(&mut self.scope.loops));
        self.nodes(nodes);
        (self.file, self.scope.loops) = outside;
    }

    /// Walks the block of a name as the first of the lineage from `from` on has it.
    fn block(&mut self, name: &'a str, from: usize) {
        let found = self.lineage.iter().enumerate().skip(from);
        let mut found = found.filter_map(|(i, file)| Some((i, *file, self.trees.get(file)?.blocks.get(name)?)));
        if let Some((i, file, body)) = found.next() {
            let outside = self.block.replace((name, i));
            self.within(file, body);
            self.block = outside;
        }
    }

    fn nodes(&mut self, nodes: &'a [Node]) {
        nodes.iter().for_each(|node| self.node(node));
    }

    fn node(&mut self, node: &'a Node) {
        match node {
            Node::Show(expr) => drop(self.of(expr)),
            Node::Include(name) => {
                if let Some(name) = self.resolve(&name.name) {
                    self.framed(BTreeMap::new(), |walk| walk.template(name));
                }
            }
            Node::Block(name) => self.block(&name.name, 0),
            Node::If { condition, then, otherwise } => {
                let before = self.scope.asked.len();
                asked(condition, &mut self.scope.asked);
                self.of(condition);
                self.nodes(then);
                self.nodes(otherwise);
                self.scope.asked.truncate(before);
            }
            Node::For { key, value, target, body, otherwise } => {
                let mut frame = self.each(key.as_ref(), value, target);
                // What one round sets, the next may use.
                frame.extend(set_in(body).map(|name| (name.to_owned(), Type::Anything)));
                self.scope.loops += 1;
                self.framed(frame, |walk| walk.nodes(body));
                self.scope.loops -= 1;
                self.nodes(otherwise);
            }
            Node::Set { name, global, value } => {
                let value = self.of(value);
                self.set(name, *global, value);
            }
            Node::Capture { set, filters, body } => {
                self.nodes(body);
                filters.iter().for_each(|filter| self.args(filter));
                if let Some((name, global)) = set {
                    self.set(name, *global, Type::Plain);
                }
            }
        }
    }

    /// Does something with further variables.
    fn framed(&mut self, frame: BTreeMap<String, Type>, walk: impl FnOnce(&mut Self)) {
        self.scope.frames.push(frame);
        walk(self);
        self.scope.frames.pop();
    }

    fn set(&mut self, name: &str, global: bool, value: Type) {
        let frames = &mut self.scope.frames;
        let frame = if global { frames.first_mut() } else { frames.last_mut() };
        if let Some(frame) = frame {
            // One branch may set one thing and another something else.
            let value = frame.get(name).map_or(value.clone(), |before| either(before.clone(), value));
            frame.insert(name.to_owned(), value);
        }
    }

    /// What a loop binds.
    fn each(&mut self, key: Option<&'a String>, value: &'a str, target: &'a Expr) -> BTreeMap<String, Type> {
        let item = match (self.of(target), key) {
            (Type::List(item), None) | (Type::Map(item), Some(_)) => *item,
            (Type::Plain, None) => Type::Plain,
            _ => Type::Anything,
        };
        key.map(|key| (key.clone(), Type::Plain)).into_iter().chain([(value.to_owned(), item)]).collect()
    }

    fn call(&mut self, call: &'a Call) {
        let mut given: BTreeMap<String, Type> =
            call.args.iter().map(|(name, value)| (name.clone(), self.of(value))).collect();
        call.spread.iter().for_each(|more| drop(self.of(more)));
        let Some((file, name, component)) = self.component(&call.name.name) else { return };
        for (arg, from_caller) in &component.args {
            let of_caller = || self.scope.frames.iter().rev().find_map(|frame| frame.get(arg)).cloned();
            let missing = if *from_caller { of_caller() } else { None };
            given.entry(arg.clone()).or_insert(missing.unwrap_or(Type::Anything));
        }
        given.insert("body".to_owned(), Type::Plain);
        let seen = !self.called.insert((name, given.clone().into_iter().collect()));
        if seen || self.calls == DEPTH {
            return;
        }
        let scope = Scope { frames: vec![given], ..Scope::default() };
        let outside = (std::mem::replace(&mut self.scope, scope), std::mem::take(&mut self.lineage), self.block.take());
        let before = std::mem::take(&mut self.found);
        self.calls += 1;
        self.within(file, &component.body);
        self.calls -= 1;
        (self.scope, self.lineage, self.block) = outside;
        let inside = std::mem::replace(&mut self.found, before);
        match inside.values().next().and_then(|problem| problem.excerpt.as_ref()) {
            // Whoever calls a component of the program's can mend the call only.
            Some(excerpt) if file.starts_with(read::DEFAULT) && !self.file.starts_with(read::DEFAULT) => {
                let message = format!("the component `{name}` is given something else than it takes");
                let label = format!("it asks for `{}`: {}", excerpt.text[excerpt.span.clone()].trim(), excerpt.label);
                self.add(&call.name, message, label, "docs/templates.md has what each component takes".to_owned());
            }
            _ => self.found.extend(inside),
        }
    }

    fn add(&mut self, name: &Name, message: String, label: String, help: String) {
        let Some(text) = self.texts.get(self.file) else { return };
        let problem = Problem::new(message).in_file(shown(self.file)).at(text, name.span.clone(), label).help(help);
        self.found.entry((self.file, name.span.start)).or_insert(problem);
    }
}

/// Names that nodes set, and those within them.
fn set_in(nodes: &[Node]) -> Box<dyn Iterator<Item = &str> + '_> {
    Box::new(nodes.iter().flat_map(|node| -> Box<dyn Iterator<Item = &str>> {
        match node {
            Node::Set { name, .. } => Box::new(iter::once(name.as_str())),
            Node::Capture { set, body, .. } => Box::new(set.iter().map(|(name, _)| name.as_str()).chain(set_in(body))),
            Node::If { then, otherwise, .. } => Box::new(set_in(then).chain(set_in(otherwise))),
            Node::For { body, otherwise, .. } => Box::new(set_in(body).chain(set_in(otherwise))),
            _ => Box::new(iter::empty()),
        }
    }))
}
