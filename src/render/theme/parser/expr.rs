//! Expressions, down to literals.

use super::{
    super::{
        lexer::Token,
        tree::{Expr, Filter, Name},
    },
    Parser,
};

/// Words between two operands.
const OPERATORS: [&str; 3] = ["and", "or", "in"];

impl<'a> Parser<'a> {
    pub(super) fn filter(&mut self) -> Option<Filter> {
        let name = self.word()?;
        let args = if self.peek() == Some(Token::Symbol("(")) { self.args()? } else { Vec::new() };
        Some(Filter { name, args })
    }

    fn args(&mut self) -> Option<Vec<(String, Expr)>> {
        self.expect(Token::Symbol("("))?;
        let mut args = Vec::new();
        while !self.symbol(")") {
            let name = self.word()?.name;
            self.expect(Token::Symbol("="))?;
            args.push((name, self.expr()?));
            self.symbol(",");
        }
        Some(args)
    }

    /// An expression. Which operator binds closer does not matter here: none of them gives what has fields.
    pub(super) fn expr(&mut self) -> Option<Expr> {
        let then = self.operation()?;
        if !self.takes(Token::Word("if")) {
            return Some(then);
        }
        let condition = Box::new(self.expr()?);
        self.expect(Token::Word("else"))?;
        Some(Expr::Either { then: Box::new(then), condition, otherwise: Box::new(self.expr()?) })
    }

    /// An expression without a choice at its end.
    pub(super) fn operation(&mut self) -> Option<Expr> {
        let mut operands = vec![self.operand()?];
        loop {
            let operator = match self.peek() {
                Some(Token::Symbol(
                    "+" | "-" | "*" | "/" | "//" | "%" | "**" | "~" | "==" | "!=" | "<" | ">" | "<=" | ">=",
                )) => true,
                Some(Token::Word("not")) => {
                    self.at += 1;
                    true
                }
                Some(Token::Word(word)) => OPERATORS.contains(&word),
                _ => false,
            };
            if !operator {
                break;
            }
            self.at += 1;
            operands.push(self.operand()?);
        }
        if operands.len() > 1 { Some(Expr::Operation(operands)) } else { operands.pop() }
    }

    fn operand(&mut self) -> Option<Expr> {
        if self.takes(Token::Word("not")) || self.symbol("-") {
            return Some(Expr::Operation(vec![self.operand()?]));
        }
        let mut expr = self.primary()?;
        loop {
            if self.symbol(".") || self.symbol("?.") {
                expr = Expr::Field(Box::new(expr), self.word()?);
            } else if self.symbol("[") || self.symbol("?[") {
                expr = self.subscript(expr)?;
            } else if self.symbol("|") {
                expr = Expr::Filtered(Box::new(expr), self.filter()?);
            } else if self.takes(Token::Word("is")) {
                self.takes(Token::Word("not"));
                expr = Expr::Test(Box::new(expr), self.filter()?);
            } else {
                return Some(expr);
            }
        }
    }

    fn primary(&mut self) -> Option<Expr> {
        let (token, span) = self.next()?;
        Some(match token {
            Token::Number => Expr::Const,
            Token::Text(text) => Expr::Text(Name { name: text.to_owned(), span }),
            Token::Word("true" | "True" | "false" | "False" | "none" | "None" | "null") => Expr::Const,
            Token::Word(word) => {
                let name = Name { name: word.to_owned(), span };
                if self.peek() == Some(Token::Symbol("(")) {
                    Expr::Function(Filter { name, args: self.args()? })
                } else {
                    Expr::Variable(name)
                }
            }
            Token::Symbol("<") => {
                let call = self.call()?;
                self.expect(Token::Symbol("/"))?;
                self.expect(Token::Symbol(">"))?;
                Expr::Component(call, Vec::new())
            }
            Token::Symbol("(") => {
                let expr = self.expr()?;
                self.expect(Token::Symbol(")"))?;
                expr
            }
            Token::Symbol("[") => self.list()?,
            Token::Symbol("{") => {
                let mut values = Vec::new();
                while !self.symbol("}") {
                    if !self.symbol("...") {
                        self.next()?;
                        self.expect(Token::Symbol(":"))?;
                    }
                    values.push(self.expr()?);
                    self.symbol(",");
                }
                Expr::Map(values)
            }
            _ => return None,
        })
    }

    /// Behind the `[` of a list or a comprehension.
    fn list(&mut self) -> Option<Expr> {
        let mut items = Vec::new();
        while !self.symbol("]") {
            self.symbol("...");
            items.push(self.expr()?);
            if self.takes(Token::Word("for")) {
                let item = Box::new(items.pop()?);
                let (key, value) = self.bound()?;
                let target = Box::new(self.operation()?);
                let condition = if self.takes(Token::Word("if")) { Some(Box::new(self.operation()?)) } else { None };
                self.expect(Token::Symbol("]"))?;
                return Some(Expr::Each { item, key, value, target, condition });
            }
            self.symbol(",");
        }
        Some(Expr::List(items))
    }

    /// Behind the `[` of an index or a slice.
    fn subscript(&mut self, of: Expr) -> Option<Expr> {
        let (mut parts, mut slice) = (Vec::new(), false);
        while !self.symbol("]") {
            if self.symbol(":") {
                slice = true;
            } else {
                parts.push(self.expr()?);
            }
        }
        match (slice, parts.pop()) {
            (false, index) => Some(Expr::Item(Box::new(of), Box::new(index?))),
            (true, last) => {
                parts.extend(last);
                Some(Expr::Slice(Box::new(of), parts))
            }
        }
    }
}
