//! A template as a tree: what it shows, asks, binds and calls. Tera keeps its own tree to itself; this one has only
//! what [`super::check`] looks at.

use std::{collections::BTreeMap, ops::Range};

/// A name and the bytes that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub name: String,
    pub span: Range<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Template {
    pub parent: Option<Name>,
    pub body: Vec<Node>,
    /// Bodies of the blocks, those inside others as well.
    pub blocks: BTreeMap<String, Vec<Node>>,
    pub components: BTreeMap<String, Component>,
}

#[derive(Debug)]
pub(super) struct Component {
    /// Arguments; those that are taken from the caller's variables of that name are marked.
    pub args: Vec<(String, bool)>,
    pub body: Vec<Node>,
}

#[derive(Debug)]
pub(super) enum Node {
    Show(Expr),
    Include(Name),
    /// Its body is in [`Template::blocks`].
    Block(Name),
    If {
        condition: Expr,
        then: Vec<Node>,
        otherwise: Vec<Node>,
    },
    For {
        key: Option<String>,
        value: String,
        target: Expr,
        body: Vec<Node>,
        otherwise: Vec<Node>,
    },
    Set {
        name: String,
        global: bool,
        value: Expr,
    },
    /// A body whose text is captured, and the filters that it goes through.
    Capture {
        set: Option<(String, bool)>,
        filters: Vec<Filter>,
        body: Vec<Node>,
    },
}

#[derive(Debug)]
pub(super) struct Filter {
    pub name: Name,
    pub args: Vec<(String, Expr)>,
}

/// A call of a component.
#[derive(Debug)]
pub(super) struct Call {
    pub name: Name,
    pub args: Vec<(String, Expr)>,
    /// Maps of further arguments.
    pub spread: Vec<Expr>,
}

#[derive(Debug)]
pub(super) enum Expr {
    /// A number, a truth value or nothing.
    Const,
    Text(Name),
    Variable(Name),
    Field(Box<Expr>, Name),
    Item(Box<Expr>, Box<Expr>),
    Slice(Box<Expr>, Vec<Expr>),
    Filtered(Box<Expr>, Filter),
    Test(Box<Expr>, Filter),
    List(Vec<Expr>),
    Map(Vec<Expr>),
    Each {
        item: Box<Expr>,
        key: Option<String>,
        value: String,
        target: Box<Expr>,
        condition: Option<Box<Expr>>,
    },
    Function(Filter),
    /// A component, and what stands between its tags.
    Component(Call, Vec<Node>),
    Either {
        then: Box<Expr>,
        condition: Box<Expr>,
        otherwise: Box<Expr>,
    },
    /// Operands of anything that makes a number, a text or a truth value of them.
    Operation(Vec<Expr>),
}
