//! The words of the interface: one file a language, in `data/lang`. A book changes or adds some in `[words]` of its
//! `book.toml` and in `lang/TAG.toml` beside it. What the program's rules say of themselves in English stands with the
//! rules; a language may have words for it, and need not.
//!
//! Templates say `{{ "shell.skip" | t }}`, or `{{ "count.lines" | t(n=12) }}` for a word with a plural; code says
//! [`Lang::say`]. A key that does not exist is an error when the theme is loaded, with what was probably meant.

mod file;
mod message;
mod reason;

use crate::{
    book::{self, Book, nearest},
    clean::rules::Rules,
    model::{Finding, Place, Problem, RuleName, Severity},
    read::Theme,
    render::{language::ENGLISH, text::escape},
};
use file::Layer;
use icu_locale_core::Locale;
use icu_plurals::PluralRules;
use message::Message;
pub(super) use message::{Arg, Form};
pub use reason::in_english;
use regex::Regex;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
    sync::{Arc, LazyLock},
};

/// The language that the program speaks of itself and that others are measured against.
const BASE: &str = "en";

/// The words of one language.
#[derive(Clone)]
pub(super) struct Lang(Arc<Inner>);

struct Inner {
    words: BTreeMap<String, Message>,
    plural: PluralRules,
    group: String,
    decimal: String,
    /// The language that the words are in.
    spoken: String,
    /// Keys of words that are English because nobody has written them in the book's language, which is another.
    borrowed: BTreeSet<String>,
    /// The book's language.
    book: String,
}

impl std::fmt::Debug for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Lang").field(&self.0.words.len()).finish()
    }
}

impl Lang {
    /// The words of the book's language. A language that nobody has written words for has the English ones.
    ///
    /// # Errors
    /// A file of words that is not TOML, a key that English does not have, a placeholder that it does not fill, a
    /// language of the book's own that lacks a key.
    pub fn load(theme: &Theme, book: &Book, rules: &Rules) -> Result<Self, Problem> {
        let base = Layer::parse("lang/en.toml", theme.own_words.get(BASE).map_or("", String::as_str), None)?;
        let mut words = base.words;
        let tags = tags(&book.language);
        let mut spoken = tags.iter().any(|t| t == BASE).then(|| BASE.to_owned());
        let mut missing: Vec<String> = if spoken.is_some() { Vec::new() } else { words.keys().cloned().collect() };
        let mut known = words.clone();
        let built_in = rules.iter().filter(|rule| !rule.from_book);
        known.extend(
            built_in.flat_map(|rule| ["what", "why"].map(|key| (of_rule(&rule.name, key), Message::default()))),
        );
        let mut layer = |file: String, text: &str, table: Option<&str>, tag: Option<&String>| {
            let layer = Layer::parse(&file, text, table)?;
            layer.compare(&known)?;
            missing.retain(|key| !layer.words.contains_key(key));
            words.extend(layer.words);
            if let Some(tag) = tag {
                spoken = Some(tag.clone());
            }
            Ok::<_, Problem>(())
        };
        let mut own = None;
        for files in [&theme.own_words, &theme.words] {
            for tag in tags.iter().rev() {
                let Some(text) = files.get(tag).filter(|_| tag != BASE || std::ptr::eq(files, &theme.words)) else {
                    continue;
                };
                let file = format!("lang/{tag}.toml");
                layer(file.clone(), text, None, Some(tag))?;
                own = Some((file, text));
            }
        }
        layer(book::FILE.to_owned(), &book.toml, Some("words"), None)?;
        if let (false, Some((file, text))) = (missing.is_empty(), &own) {
            return Err(lacking(file, text, &missing, &known));
        }
        let spoken = spoken.unwrap_or_else(|| BASE.to_owned());
        let plural = plurals(&spoken);
        let sign = |key: &str| words.get(key).map(Message::plain).unwrap_or_default();
        let (group, decimal) = (sign("number.group"), sign("number.decimal"));
        let (borrowed, book) = (missing.into_iter().collect(), book.language.clone());
        Ok(Self(Arc::new(Inner { words, plural, group, decimal, spoken, borrowed, book })))
    }

    /// Whether the words for a key are English on a page in another language.
    pub fn borrows(&self, key: &str) -> bool {
        self.0.borrowed.contains(key)
    }

    /// Whether any are.
    pub fn borrows_any(&self) -> bool {
        !self.0.borrowed.is_empty()
    }

    /// The tag that isolates somebody's text. Among borrowed words it says that the text is not in their language.
    pub fn isolates(&self) -> String {
        if self.borrows_any() { format!("<bdi lang=\"{}\">", self.0.book) } else { "<bdi>".to_owned() }
    }

    /// The words for a key as markup, marked where they are borrowed.
    pub fn shown(&self, key: &str) -> String {
        let html = escape(&self.say(key, &[])).into_owned();
        if self.borrows(key) { ENGLISH.join(&html) } else { html }
    }

    /// The words for a key, filled in, as plain text. Every key in the code is known: a test looks.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.form(key, args, Form::Plain).unwrap_or_else(|_| key.to_owned())
    }

    /// The words for a key, filled in.
    ///
    /// # Errors
    /// No such key, or something to fill in that is not given; in words.
    pub fn form(&self, key: &str, args: &[(&str, Arg<'_>)], form: Form) -> Result<String, String> {
        let message = self.0.words.get(key).ok_or_else(|| self.unknown(key))?;
        message.fill(self, args, form).map_err(|e| format!("the word `{key}` {e}"))
    }

    /// Whether nobody has written words in the book's language, so that these are English, or the book is English.
    pub fn is_english(&self) -> bool {
        self.0.spoken == BASE
    }

    /// What a rule says of itself under `what` or `why`, if the language has words for it.
    pub fn rule(&self, name: &RuleName, key: &str) -> Option<String> {
        self.0.words.get(&of_rule(name, key))?.fill(self, &[], Form::Plain).ok()
    }

    fn unknown(&self, key: &str) -> String {
        match nearest(key, self.0.words.keys().map(String::as_str)) {
            Some(near) => format!("there is no word `{key}`; did you mean `{near}`?"),
            None => format!("there is no word `{key}`; data/lang/en.toml has all of them"),
        }
    }

    /// A whole number with its digits in groups: `12,345`.
    pub fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        let mut out = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                out.push_str(&self.0.group);
            }
            out.push(c);
        }
        out
    }

    /// A number with two decimals.
    pub fn decimal(&self, n: f64) -> String {
        format!("{n:.2}").replace('.', &self.0.decimal)
    }

    /// A run of lines: `line 9` or `lines 9–16`. The number of a line is a name; its digits stand together.
    pub fn lines(&self, range: &RangeInclusive<u32>) -> String {
        let (first, last) = (range.start().to_string(), range.end().to_string());
        if first == last {
            return self.say("line.one", &[("line", Arg::Text(&first))]);
        }
        self.say("line.range", &[("first", Arg::Text(&first)), ("last", Arg::Text(&last))])
    }

    fn category(&self, n: u64) -> &'static str {
        message::name(self.0.plural.category_for(n))
    }

    /// Whether the templates name words that exist: the first that does not is a problem at its place.
    pub fn check(&self, theme: &Theme) -> Result<(), Problem> {
        static NAMED: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r#""([\w.-]+)"\s*\|\s*t\b"#).expect("a valid pattern"));
        let mut problems = Vec::new();
        for (name, text) in &theme.templates {
            let keys = NAMED.captures_iter(text).filter_map(|c| c.get(1));
            for key in keys.filter(|key| !self.0.words.contains_key(key.as_str())) {
                let problem = Problem::new(format!("there is no word `{}`", key.as_str()))
                    .in_file(format!("templates/{name}"))
                    .at(text, key.range(), "not in the language's file");
                let near = nearest(key.as_str(), self.0.words.keys().map(String::as_str));
                problems.push(problem.help(match near {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("give the words themselves, or add the key under [words] in {}", book::FILE),
                }));
            }
        }
        Problem::none_or(problems, ())
    }
}

/// That nobody has written words of the interface in the book's language.
pub(super) fn unspoken(theme: &Theme, book: &Book) -> Option<Finding> {
    let known = |tag: &String| tag == BASE || theme.own_words.contains_key(tag) || theme.words.contains_key(tag);
    (!tags(&book.language).iter().any(known)).then(|| Finding {
        severity: Severity::Note,
        rule: RuleName::from("language"),
        at: Some(Place { file: book::FILE.to_owned(), line: None }),
        message: format!("there are no words of the interface in {:?}: they are English", book.language),
        help: Some(format!("write lang/{}.toml, or change single words in [words]", book.language)),
    })
}

/// A language and those that stand in for it, nearest first: `pt-BR`, `pt`.
fn tags(language: &str) -> Vec<String> {
    let mut tag = language.to_owned();
    let mut tags = vec![tag.clone()];
    while let Some((shorter, _)) = tag.rsplit_once('-') {
        tag = shorter.to_owned();
        tags.push(tag.clone());
    }
    tags
}

/// The rules of CLDR for plurals of things that are counted.
fn plurals(tag: &str) -> PluralRules {
    let locale: Locale = tag.parse().unwrap_or(Locale::UNKNOWN);
    PluralRules::try_new_cardinal(locale.into()).expect("the data are built in")
}

/// The key of what a rule says of itself.
fn of_rule(name: &RuleName, key: &str) -> String {
    format!("rule.{name}.{key}")
}

fn lacking(file: &str, text: &str, missing: &[String], english: &BTreeMap<String, Message>) -> Problem {
    let written = |key: &String| format!("{key} = {}", english.get(key).map(Message::as_toml).unwrap_or_default());
    let mut shown: Vec<String> = missing.iter().take(10).map(written).collect();
    if missing.len() > shown.len() {
        shown.push(format!("… and {} more", missing.len() - shown.len()));
    }
    Problem::new(format!("{} of the words are missing", missing.len()))
        .in_file(file)
        .at(text, 0..0, "a language of the book's own needs every word")
        .help(format!("add, in this language and above the first [table]:\n\n{}\n", shown.join("\n")))
}
