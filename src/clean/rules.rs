//! The rule table: every rule that may be named in a ledger, in one place.

use super::hand;
use crate::{
    book::{Book, Corrections, FILE, FURNITURE_THRESHOLD, Matcher, RuleSpec, nearest},
    model::{Problem, RuleName},
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a rule does to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Drops it.
    Drop,
    /// Mends it, or suggests to.
    Repair,
}

/// One rule, ready to run.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name.
    pub name: RuleName,
    /// What it does to a line.
    pub action: Action,
    /// What it says of itself.
    pub spec: RuleSpec,
    /// What it asks of a line, for a rule that is a pattern.
    pub pattern: Option<Matcher>,
    /// Whether a book added it.
    pub from_book: bool,
    /// Whether the book left it on.
    pub on: bool,
}

/// All rules, in the order in which they are tried.
#[derive(Debug, Clone)]
pub struct Rules {
    rules: Vec<Rule>,
    by_name: BTreeMap<String, usize>,
    threshold: f32,
    by_hand: Corrections,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    drop: Vec<RuleSpec>,
    #[serde(default)]
    repair: Vec<RuleSpec>,
}

impl Rules {
    /// The program's own rules, all on: `src/clean/rules.toml`.
    ///
    /// # Panics
    /// When the embedded table is broken, which a test rules out.
    pub fn built_in() -> Self {
        let table: Table = toml::from_str(include_str!("rules.toml")).expect("the embedded rule table is valid");
        let mut rules = Self {
            rules: Vec::new(),
            by_name: BTreeMap::new(),
            by_hand: Corrections::default(),
            threshold: FURNITURE_THRESHOLD,
        };
        for (action, specs) in [(Action::Drop, table.drop), (Action::Repair, table.repair)] {
            for spec in specs {
                rules.push(action, spec, false).expect("the embedded patterns are valid");
            }
        }
        rules
    }

    /// The program's rules and the book's, with those off that the book switches off.
    ///
    /// # Errors
    /// A pattern that is no regular expression, a name taken twice, a switched-off rule that does not exist: each
    /// shows its line of `book.toml`.
    pub fn for_book(book: &Book) -> Result<Self, Problem> {
        let mut rules = Self::built_in();
        rules.threshold = book.furniture_threshold;
        rules.by_hand = book.corrections.clone();
        for spec in &book.rules {
            let at = |label: &str| {
                Problem::new(format!("rule {:?} can't be used", spec.value.name)).in_file("book.toml").at(
                    &book.toml,
                    spec.span.clone(),
                    label,
                )
            };
            if rules.by_name.contains_key(&spec.value.name) {
                return Err(at("this name is taken")
                    .help("give the rule a name of its own; `[cleaning] off` switches a built-in rule off"));
            }
            if spec.value.pattern.is_none() {
                return Err(at("no pattern").help("add `pattern = '…'`, a regular expression"));
            }
            rules.push(Action::Drop, spec.value.clone(), true).map_err(|e| {
                at(&e.to_string())
                    .help("write the pattern between single quotes, so that TOML leaves its backslashes alone")
            })?;
        }
        for off in &book.off {
            match rules.by_name.get(&off.value) {
                // Its decisions would decide nothing, and nobody would say so.
                Some(_) if [hand::DROP, hand::REPAIR].contains(&off.value.as_str()) => {
                    return Err(Problem::new(format!("{:?} signs what the book itself decides", off.value))
                        .in_file(FILE)
                        .at(&book.toml, off.span.clone(), "can't be switched off")
                        .help("take the decisions out that it signs: `sourcebook undo`"));
                }
                Some(&i) => rules.rules[i].on = false,
                None => {
                    let near = nearest(&off.value, rules.iter().map(|rule| rule.name.as_str()));
                    let help = near.map_or("the site's page Rules has the name of every rule".to_owned(), |near| {
                        format!("did you mean {near:?}?")
                    });
                    return Err(Problem::new(format!("there is no rule {:?} to switch off", off.value))
                        .in_file(FILE)
                        .at(&book.toml, off.span.clone(), "no such rule")
                        .help(help));
                }
            }
        }
        Ok(rules)
    }

    fn push(&mut self, action: Action, spec: RuleSpec, from_book: bool) -> Result<(), regex::Error> {
        let pattern = spec.matcher()?;
        self.by_name.insert(spec.name.clone(), self.rules.len());
        let name = RuleName::from(spec.name.as_str());
        self.rules.push(Rule { name, action, spec, pattern, from_book, on: true });
        Ok(())
    }

    /// From which probability on the judge's opinion drops a line, 0 to 1.
    pub fn furniture_threshold(&self) -> f32 {
        self.threshold
    }

    /// What the book decides of single lines and repairs.
    pub(super) fn by_hand(&self) -> &Corrections {
        &self.by_hand
    }

    /// All rules, on and off.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// A rule by name, on or off.
    pub fn get(&self, name: &str) -> Option<&Rule> {
        self.by_name.get(name).map(|&i| &self.rules[i])
    }

    /// The name of a rule that is on; `None` when the book switched it off.
    pub fn on(&self, name: &str) -> Option<&RuleName> {
        self.get(name).filter(|r| r.on).map(|r| &r.name)
    }
}
