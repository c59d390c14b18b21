//! Why a line met its fate, in words.

use super::{Arg, BASE, Inner, Lang, Layer, plurals};
use crate::{
    clean::rules::Rules,
    model::{Part, Phrase, Reason, RuleName},
};
use std::{
    collections::BTreeSet,
    sync::{Arc, LazyLock},
};

/// The program's own English, for the terminal.
static ENGLISH: LazyLock<Lang> = LazyLock::new(|| {
    let words = Layer::parse("lang/en.toml", include_str!("../../../data/lang/en.toml"), None).ok();
    let words = words.map(|layer| layer.words).unwrap_or_default();
    Lang(Arc::new(Inner {
        words,
        plural: plurals(BASE),
        spoken: BASE.to_owned(),
        borrowed: BTreeSet::new(),
        book: BASE.to_owned(),
        group: ",".into(),
        decimal: ".".into(),
    }))
});

/// Why, for one line, in English: as the commands say it.
pub fn in_english(reason: &Reason, rule: &RuleName, rules: &Rules) -> String {
    match reason {
        Reason::Rule => rules.get(rule.as_str()).map_or_else(String::new, |rule| rule.spec.what.clone()),
        Reason::Own(words) => words.clone(),
        Reason::Said(phrase) => ENGLISH.tell(phrase),
    }
}

impl Lang {
    /// A message with what fills it.
    pub fn tell(&self, phrase: &Phrase) -> String {
        let parts: Vec<(&str, String)> = phrase
            .parts
            .iter()
            .filter_map(|(name, part)| match part {
                Part::Number(_) => None,
                Part::Text(text) => Some((*name, text.clone())),
                Part::Lines(lines) => Some((*name, self.lines(lines))),
                Part::List(all) => Some((*name, self.list(all))),
            })
            .collect();
        let numbers = phrase.parts.iter().filter_map(|(name, part)| match part {
            Part::Number(n) => Some((*name, Arg::Number(*n))),
            _ => None,
        });
        let args: Vec<(&str, Arg<'_>)> = numbers.chain(parts.iter().map(|(n, text)| (*n, Arg::Text(text)))).collect();
        self.say(phrase.key, &args)
    }

    /// `a date, a price and a link`
    fn list(&self, all: &[Phrase]) -> String {
        let Some((last, before)) = all.split_last() else { return String::new() };
        let last = self.tell(last);
        let then = |before: String, next: String| {
            self.say("reason.then", &[("before", Arg::Text(&before)), ("next", Arg::Text(&next))])
        };
        match before.iter().map(|phrase| self.tell(phrase)).reduce(then) {
            Some(before) => self.say("reason.and", &[("before", Arg::Text(&before)), ("next", Arg::Text(&last))]),
            None => last,
        }
    }
}
