//! Tokens to the tree. Templates that come here were taken by Tera, so that it need not say what is wrong.

mod expr;

use super::{
    lexer::{Token, tokens},
    tree::{Call, Component, Expr, Name, Node, Template},
};
use std::ops::Range;

impl Template {
    /// `None` where Tera would not take it either.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parser = Parser { tokens: tokens(text)?, at: 0, template: Self::default() };
        parser.template.body = parser.nodes(&[])?;
        (parser.at == parser.tokens.len()).then_some(parser.template)
    }
}

struct Parser<'a> {
    tokens: Vec<(Token<'a>, Range<usize>)>,
    at: usize,
    template: Template,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).map(|(token, _)| *token)
    }

    fn next(&mut self) -> Option<(Token<'a>, Range<usize>)> {
        let token = self.tokens.get(self.at).cloned()?;
        self.at += 1;
        Some(token)
    }

    fn takes(&mut self, wanted: Token<'_>) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn symbol(&mut self, symbol: &'static str) -> bool {
        self.takes(Token::Symbol(symbol))
    }

    fn expect(&mut self, wanted: Token<'_>) -> Option<()> {
        self.takes(wanted).then_some(())
    }

    fn word(&mut self) -> Option<Name> {
        match self.next()? {
            (Token::Word(word), span) => Some(Name { name: word.to_owned(), span }),
            _ => None,
        }
    }

    fn text(&mut self) -> Option<Name> {
        match self.next()? {
            (Token::Text(text), span) => Some(Name { name: text.to_owned(), span }),
            _ => None,
        }
    }

    /// A component's name may have dots.
    fn dotted(&mut self) -> Option<Name> {
        let mut name = self.word()?;
        while self.symbol(".") {
            let part = self.word()?;
            name = Name { name: format!("{}.{}", name.name, part.name), span: name.span.start..part.span.end };
        }
        Some(name)
    }

    /// Nodes up to a tag that begins with one of the words, of which the parser then stands on the word.
    fn nodes(&mut self, ends: &[&str]) -> Option<Vec<Node>> {
        let mut nodes = Vec::new();
        while let Some((token, _)) = self.next() {
            if token == Token::Show {
                nodes.push(Node::Show(self.expr()?));
            } else {
                let end = match self.peek()? {
                    Token::Word(word) => ends.contains(&word),
                    Token::Symbol("</") => ends.contains(&"</"),
                    _ => false,
                };
                if end {
                    return Some(nodes);
                }
                nodes.extend(self.tag()?);
            }
            self.expect(Token::End)?;
        }
        ends.is_empty().then_some(nodes)
    }

    /// A tag and all that belongs to it, up to the end of its last tag.
    fn tag(&mut self) -> Option<Option<Node>> {
        if self.symbol("<") {
            let call = self.call()?;
            self.expect(Token::Symbol(">"))?;
            self.expect(Token::End)?;
            let body = self.nodes(&["</"])?;
            self.expect(Token::Symbol("</"))?;
            self.dotted()?;
            self.expect(Token::Symbol(">"))?;
            return Some(Some(Node::Show(Expr::Component(call, body))));
        }
        let word = self.word()?;
        Some(Some(match word.name.as_str() {
            "set" | "set_global" => self.set(word.name == "set_global")?,
            "include" => Node::Include(self.text()?),
            "extends" => {
                self.template.parent = Some(self.text()?);
                return Some(None);
            }
            "block" => {
                let name = self.word()?;
                let body = self.body("endblock")?;
                self.template.blocks.insert(name.name.clone(), body);
                Node::Block(name)
            }
            "component" => {
                self.component()?;
                return Some(None);
            }
            "for" => self.each()?,
            "if" => {
                let node = self.condition()?;
                self.expect(Token::Word("endif"))?;
                node
            }
            "filter" => {
                let mut filters = vec![self.filter()?];
                while self.symbol("|") {
                    filters.push(self.filter()?);
                }
                Node::Capture { set: None, filters, body: self.body("endfilter")? }
            }
            "break" | "continue" => return Some(None),
            _ => return None,
        }))
    }

    /// The end of a tag, nodes up to the tag that ends them, and that tag's words; a name may stand there again.
    fn body(&mut self, end: &str) -> Option<Vec<Node>> {
        self.expect(Token::End)?;
        let nodes = self.nodes(&[end])?;
        self.expect(Token::Word(end))?;
        if self.peek() != Some(Token::End) {
            self.dotted()?;
        }
        Some(nodes)
    }

    fn set(&mut self, global: bool) -> Option<Node> {
        let name = self.word()?.name;
        if self.symbol("=") {
            return Some(Node::Set { name, global, value: self.expr()? });
        }
        let mut filters = Vec::new();
        while self.symbol("|") {
            filters.push(self.filter()?);
        }
        Some(Node::Capture { set: Some((name, global)), filters, body: self.body("endset")? })
    }

    /// From behind `if` or `elif` to before `endif`.
    fn condition(&mut self) -> Option<Node> {
        let condition = self.expr()?;
        self.expect(Token::End)?;
        let then = self.nodes(&["elif", "else", "endif"])?;
        let otherwise = if self.takes(Token::Word("elif")) {
            vec![self.condition()?]
        } else if self.takes(Token::Word("else")) {
            self.expect(Token::End)?;
            self.nodes(&["endif"])?
        } else {
            Vec::new()
        };
        Some(Node::If { condition, then, otherwise })
    }

    /// `value in` or `key, value in`
    fn bound(&mut self) -> Option<(Option<String>, String)> {
        let first = self.word()?.name;
        let second = if self.symbol(",") { Some(self.word()?.name) } else { None };
        self.expect(Token::Word("in"))?;
        Some(match second {
            Some(value) => (Some(first), value),
            None => (None, first),
        })
    }

    fn each(&mut self) -> Option<Node> {
        let (key, value) = self.bound()?;
        let target = self.expr()?;
        self.expect(Token::End)?;
        let body = self.nodes(&["else", "endfor"])?;
        let mut otherwise = Vec::new();
        if self.takes(Token::Word("else")) {
            self.expect(Token::End)?;
            otherwise = self.nodes(&["endfor"])?;
        }
        self.expect(Token::Word("endfor"))?;
        Some(Node::For { key, value, target, body, otherwise })
    }

    fn component(&mut self) -> Option<()> {
        let name = self.dotted()?.name;
        self.expect(Token::Symbol("("))?;
        let mut args = Vec::new();
        while !self.symbol(")") {
            self.symbol("...");
            let from_caller = self.symbol("@");
            args.push((self.word()?.name, from_caller));
            if self.symbol(":") {
                self.word()?;
            }
            if self.symbol("=") {
                self.expr()?;
            }
            self.symbol(",");
        }
        if self.peek() == Some(Token::Symbol("{")) {
            self.expr()?;
        }
        let body = self.body("endcomponent")?;
        self.template.components.insert(name, Component { args, body });
        Some(())
    }

    /// A component's name and arguments, behind the `<`.
    fn call(&mut self) -> Option<Call> {
        let mut call = Call { name: self.dotted()?, args: Vec::new(), spread: Vec::new() };
        loop {
            if self.symbol("{") {
                self.expect(Token::Symbol("..."))?;
                call.spread.push(self.expr()?);
                self.expect(Token::Symbol("}"))?;
            } else if let Some(Token::Word(_)) = self.peek() {
                let arg = self.word()?;
                let value = if !self.symbol("=") {
                    Expr::Variable(arg.clone())
                } else if self.symbol("{") {
                    let value = self.expr()?;
                    self.expect(Token::Symbol("}"))?;
                    value
                } else {
                    Expr::Text(self.text()?)
                };
                call.args.push((arg.name, value));
            } else {
                return Some(call);
            }
        }
    }
}
