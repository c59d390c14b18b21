//! One message: text with what is filled in, one for each plural category that the language has.

use super::Lang;
use crate::render::text::escape;
use icu_plurals::PluralCategory;
use std::{collections::BTreeMap, fmt::Write};

/// The CLDR plural categories.
pub(super) const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

pub(super) fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

/// What is filled in.
#[derive(Debug, Clone, Copy)]
pub(in crate::render) enum Arg<'a> {
    /// A whole number, written in groups.
    Number(u64),
    /// Plain text.
    Text(&'a str),
    /// Markup, which only [`Form::Html`] takes as it is.
    Html(&'a str),
}

/// What a message becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Form {
    /// Text; of a link, its words.
    Plain,
    /// Escaped text with links.
    Html,
}

/// A message as the language's file has it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Message {
    /// By plural category; a message without a plural has only `other`.
    forms: BTreeMap<String, Vec<Piece>>,
    plural: bool,
    raw: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq)]
enum Piece {
    Text(String),
    Slot(String),
    Link { words: Vec<Piece>, href: String },
}

impl Message {
    pub fn text(raw: &str) -> Result<Self, String> {
        let forms = [("other".to_owned(), parse(raw)?)].into();
        Ok(Self { forms, plural: false, raw: [("other".to_owned(), raw.to_owned())].into() })
    }

    pub fn plural(raw: BTreeMap<String, String>) -> Result<Self, String> {
        let forms = raw.iter().map(|(category, text)| Ok((category.clone(), parse(text)?)));
        let forms = forms.collect::<Result<BTreeMap<_, _>, String>>()?;
        if !forms.contains_key("other") {
            return Err("has no form `other`".into());
        }
        Ok(Self { forms, plural: true, raw })
    }

    /// Its text, for one that has nothing to fill in.
    pub fn plain(&self) -> String {
        self.raw.get("other").cloned().unwrap_or_default()
    }

    pub fn as_toml(&self) -> String {
        if !self.plural {
            return format!("{:?}", self.plain());
        }
        let forms = self.raw.iter().map(|(category, text)| format!("{category} = {text:?}"));
        format!("{{ {} }}", forms.collect::<Vec<_>>().join(", "))
    }

    /// What is filled in, in all of its forms.
    pub fn slots(&self) -> Vec<&str> {
        fn of<'a>(pieces: &'a [Piece], into: &mut Vec<&'a str>) {
            for piece in pieces {
                match piece {
                    Piece::Text(_) => {}
                    Piece::Slot(name) => into.push(name),
                    Piece::Link { words, href } => {
                        of(words, into);
                        into.push(href);
                    }
                }
            }
        }
        let mut slots = Vec::new();
        self.forms.values().for_each(|pieces| of(pieces, &mut slots));
        if self.plural {
            slots.push("n");
        }
        slots.sort_unstable();
        slots.dedup();
        slots
    }

    pub fn fill(&self, lang: &Lang, args: &[(&str, Arg<'_>)], form: Form) -> Result<String, String> {
        let n = args.iter().find_map(|(name, arg)| match arg {
            Arg::Number(n) if *name == "n" => Some(*n),
            _ => None,
        });
        let category = match (self.plural, n) {
            (false, _) => "other",
            (true, Some(n)) => lang.category(n),
            (true, None) => return Err("has a plural: give the number `n`".into()),
        };
        let pieces = self.forms.get(category).or_else(|| self.forms.get("other"));
        let mut out = String::new();
        write(pieces.map_or(&[], Vec::as_slice), lang, args, form, &mut out)?;
        Ok(out)
    }
}

fn write(pieces: &[Piece], lang: &Lang, args: &[(&str, Arg<'_>)], form: Form, out: &mut String) -> Result<(), String> {
    let value = |name: &str| -> Result<String, String> {
        let arg = args.iter().find(|(given, _)| *given == name);
        Ok(match arg.ok_or_else(|| format!("needs `{name}`"))?.1 {
            Arg::Number(n) => lang.number(n),
            Arg::Html(html) => html.to_owned(),
            Arg::Text(text) if form == Form::Html => escape(text).into_owned(),
            Arg::Text(text) => text.to_owned(),
        })
    };
    for piece in pieces {
        match piece {
            Piece::Text(text) if form == Form::Html => out.push_str(&escape(text)),
            Piece::Text(text) => out.push_str(text),
            Piece::Slot(name) => out.push_str(&value(name)?),
            Piece::Link { words, href } if form == Form::Html => {
                let _ = write!(out, "<a href=\"{}\">", value(href)?);
                write(words, lang, args, form, out)?;
                out.push_str("</a>");
            }
            Piece::Link { words, .. } => write(words, lang, args, form, out)?,
        }
    }
    Ok(())
}

/// `Text with {slots} and [links]({href})`.
fn parse(text: &str) -> Result<Vec<Piece>, String> {
    if let Some(c) = text.chars().find(|c| c.is_control() && !c.is_whitespace()) {
        return Err(format!("holds a control character, U+{:04X}", u32::from(c)));
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '[']) {
        if at > 0 {
            pieces.push(Piece::Text(rest[..at].to_owned()));
        }
        let here = &rest[at..];
        rest = if here.starts_with('{') {
            let (name, after) = slot(here)?;
            pieces.push(Piece::Slot(name));
            after
        } else {
            let wrong = || "has a `[` that begins no link: write [words]({address})".to_owned();
            let (words, after) = here[1..].split_once("](").ok_or_else(wrong)?;
            let (href, after) = slot(after)?;
            pieces.push(Piece::Link { words: parse(words)?, href });
            after.strip_prefix(')').ok_or_else(wrong)?
        };
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

fn slot(text: &str) -> Result<(String, &str), String> {
    let inner = text.strip_prefix('{').and_then(|t| t.split_once('}'));
    let (name, after) = inner.ok_or_else(|| "has a `{` without its `}`".to_owned())?;
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'_');
    is_name.then(|| (name.to_owned(), after)).ok_or_else(|| format!("fills in `{{{name}}}`, which is no name"))
}
