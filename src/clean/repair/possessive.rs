//! Possessives that lost their apostrophe: `Adobes legacy`, `the enemys path`.

use super::lists::{ALWAYS, NAMED_AFTER, NO_NOUN, ONE, OWNED, OWNERS, SINGLE, WHOSE};
use super::{
    apostrophe::stands_alone,
    draft::Change,
    lists::BASE_VERBS,
    words::{self, Corpus},
};
use crate::{clean::rules::Rules, model::Certainty};

/// `Adobes legacy` → `Adobe's legacy`; a plural that could be meant is only suggested.
pub(super) fn possessives(rules: &Rules, corpus: &Corpus, text: &str) -> Vec<Change> {
    let Some(rule) = rules.on("lost-possessive") else { return Vec::new() };
    if text.contains('`') {
        return Vec::new();
    }
    let runs: Vec<(usize, &str)> = words::runs(text).collect();
    let mark = if text.contains('’') { '’' } else { '\'' };
    let mut changes = Vec::new();
    for (i, &(at, token)) in runs.iter().enumerate() {
        let end = at + token.len();
        let Some(stem) = token
            .strip_suffix('s')
            .filter(|s| s.len() > 1 && !s.ends_with(['s', 'u', 'i']) || matches!(*s, "AI" | "API"))
        else {
            continue;
        };
        let Some(&(_, next)) = runs.get(i + 1).filter(|(n, _)| text.get(end..*n) == Some(" ")) else { continue };
        if !stands_alone(text, at, end) {
            continue;
        }
        let before = i.checked_sub(1).map(|n| runs[n]).filter(|(n, w)| text.get(n + w.len()..at) == Some(" "));
        let earlier = i.checked_sub(2).map_or("", |n| runs[n].1);
        let before = before.map_or("", |b| b.1);
        let owned = Owned { corpus, token, stem, next, before, earlier };
        let Some(verdict) = owned.verdict() else { continue };
        changes.push(Change {
            span: at..end,
            to: format!("{stem}{mark}s"),
            rule: rule.clone(),
            certainty: Certainty::Inferred,
            suggest: verdict.err(),
        });
    }
    changes
}

struct Owned<'a> {
    corpus: &'a Corpus,
    token: &'a str,
    stem: &'a str,
    next: &'a str,
    before: &'a str,
    earlier: &'a str,
}

impl Owned<'_> {
    /// `Ok` to repair, `Err` with a reason to suggest.
    fn verdict(&self) -> Option<Result<(), String>> {
        let lower = self.token.to_lowercase();
        let stem = self.stem.to_lowercase();
        let next = self.next.to_lowercase();
        let before = self.before.to_lowercase();
        if ALWAYS.contains(&lower.as_str()) {
            return Some(Ok(()));
        }
        if NAMED_AFTER.contains(&next.as_str()) && self.token.starts_with(char::is_uppercase) && self.is_name(&stem) {
            return Some(Ok(()));
        }
        let function = words::is_function(&next) && !matches!(next.as_str(), "most" | "other" | "many");
        let unword = words::size(&lower).is_none() && OWNERS.contains(&stem.as_str()) || lower == "persons";
        if unword && !function && next.len() > 2 && !NO_NOUN.contains(&next.as_str()) {
            return Some(Ok(()));
        }
        if lower == "peoples"
            && self.noun_like(&next)
            && matches!(before.as_str(), "some" | "most" | "many" | "other" | "of" | "in" | "on" | "young")
        {
            return Some(Ok(()));
        }
        let topped = next == "most"
            || next.ends_with("est") && next.len() > 4
            || next == "best"
            || next == "first"
            || next == "top"
            || next == "biggest";
        if matches!(stem.as_str(), "world" | "country" | "nation" | "city" | "industry" | "company" | "state")
            && topped
            && before == "the"
        {
            return Some(Ok(()));
        }
        let camel = self.stem.chars().skip(1).any(char::is_uppercase) && self.stem.chars().any(char::is_lowercase);
        if camel
            && !function
            && next.len() > 2
            && !NO_NOUN.contains(&next.as_str())
            && self.corpus.count(self.token)
                <= self.corpus.count(self.stem).max(if self.next.starts_with(char::is_lowercase) { 3 } else { 0 })
            && self.corpus.count(self.stem) > 0
        {
            return Some(Ok(()));
        }
        let always_capital = self.token.starts_with(char::is_uppercase)
            && !self.stem.chars().all(char::is_uppercase)
            && self.corpus.count(self.stem) > 0
            && self.corpus.count(self.stem) == self.corpus.count(&stem)
            && words::size(&lower).is_none_or(|s| s > 20)
            && !words::known(self.token);
        let caps = always_capital
            || self.token.starts_with(char::is_uppercase)
                && words::size(&lower).is_none()
                && words::is_name(&stem)
                && !words::is_name(&lower);
        if caps
            && (self.noun_like(&next) || topped)
            && self.next.starts_with(char::is_lowercase)
            && !stem.ends_with(['u', 'i'])
        {
            return Some(Ok(()));
        }
        let named = self.token.starts_with(char::is_uppercase)
            && words::is_name(&stem)
            && !words::is_name(&lower)
            && words::size(&stem).is_none_or(|s| s > 20);
        if named
            && self.before.starts_with(char::is_lowercase)
            && self.next.starts_with(char::is_lowercase)
            && (topped || self.noun_like(&next))
        {
            return Some(Ok(()));
        }
        if !self.noun_like(&next)
            || words::is_function(&lower)
            || words::size(&lower).is_some_and(|s| s <= 10) && !OWNERS.contains(&stem.as_str())
        {
            return None;
        }
        let listed = words::size(&lower).is_some();
        let y = stem.ends_with('y')
            && !stem.ends_with(['a', 'e', 'o', 'u'])
            && stem.len() > 3
            && !stem.ends_with("ey")
            && !stem.ends_with("ay");
        if y && !listed
            && !stem.ends_with("oy")
            && words::size(&stem).is_some()
            && !self.token.starts_with(char::is_uppercase)
        {
            return Some(Ok(()));
        }
        let owner = OWNERS.contains(&stem.as_str());
        let one =
            ONE.contains(&before.as_str()) || ONE.contains(&self.earlier.to_lowercase().as_str()) && adjective(&before);
        let theirs = OWNED.contains(&next.as_str()) && (WHOSE.contains(&before.as_str()) || adjective(&before));
        let single =
            SINGLE.contains(&stem.as_str()) && matches!(before.as_str(), "your" | "my" | "his" | "her" | "its");
        let only = matches!(stem.as_str(), "world" | "earth") && before == "the";
        if single || only {
            return Some(Ok(()));
        }
        if owner && (one || theirs) && listed {
            return Some(Ok(()));
        }
        let reason = || format!("“{}” stands before “{}”, as if it owned it", self.token, self.next);
        let capital = self.token.starts_with(char::is_uppercase);
        let inner_capital = self.stem.chars().skip(1).any(char::is_uppercase);
        let shouted = self.stem.chars().all(char::is_uppercase);
        if shouted {
            return (before == "the" || before == "this").then(|| Err(reason()));
        }
        let seen = self.corpus.count(self.stem);
        let rare = self.corpus.count(self.token) <= seen;
        if !listed
            && !words::is_name(&lower)
            && seen > 0
            && rare
            && (capital && words::size(&stem).is_none() || !capital && seen > 1)
        {
            let lower_next = self.next.starts_with(char::is_lowercase);
            return Some(if inner_capital || capital && lower_next || seen > 4 && lower_next {
                Ok(())
            } else {
                Err(reason())
            });
        }
        if capital
            && !listed
            && !words::known(self.token)
            && (words::is_name(&stem) || inner_capital && !self.before.is_empty())
        {
            return Some(Ok(()));
        }
        if capital && !listed && !words::known(self.token) && self.next.starts_with(char::is_lowercase) {
            return Some(Err(reason()));
        }
        if listed && owner && WHOSE.contains(&before.as_str()) {
            return Some(Err(reason()));
        }
        None
    }

    fn is_name(&self, stem: &str) -> bool {
        words::size(&self.token.to_lowercase()).is_none()
            && !words::known(self.token)
            && (words::is_name(stem) || self.corpus.count(self.stem) > 0)
            && !stem.ends_with(['u', 'i'])
    }

    fn noun_like(&self, next: &str) -> bool {
        if OWNED.contains(&next) {
            return true;
        }
        !words::is_function(next)
            && !BASE_VERBS.contains(&next)
            && next.len() > 2
            && !NO_NOUN.contains(&next)
            && !["ed", "ly", "ing"].iter().any(|end| next.ends_with(end))
            && (words::known(self.next) || self.corpus.count(self.next) > 1)
    }
}

fn adjective(word: &str) -> bool {
    ["al", "ic", "ive", "ous", "ful", "ary", "ant", "ent", "ed", "ing"].iter().any(|e| word.ends_with(e))
        || [
            "young",
            "healthy",
            "good",
            "new",
            "older",
            "normal",
            "small",
            "big",
            "given",
            "particular",
            "human",
            "affected",
        ]
        .contains(&word)
}
