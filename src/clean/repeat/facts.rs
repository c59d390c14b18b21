//! Whether one of two passages that are nearly the same says what the other does not.

use super::passages::{covered_words, words};
use crate::clean::repair::is_listed;
use std::collections::{BTreeMap, HashSet};

/// What a second passage adds to a first, and the first to the second.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Difference {
    /// The first says all that the second says.
    Nothing,
    /// The second says all that the first says, and more.
    OtherSaysMore,
    /// Each says what the other does not, or the opposite: the words of each.
    Both((String, String)),
}

/// Words that turn a sentence into its opposite, or take back that it is so; of other languages, those that deny.
const NEGATIONS: &str = "not no never none nor neither without cannot cant dont doesnt isnt arent wont unable lack lacks \
    lacking except unless hardly barely nearly almost fail fails failed deny denies denied refuse refuses refused \
    allegedly supposedly \
    nicht kein keine keinen keinem keiner nie niemals ohne ne pas jamais sans ningún ninguna nunca sin non mai senza não \
    nem sem niet geen nooit zonder inte ingen aldrig ikke nigdy bez soha не ни нет никогда без";

/// Words of which another makes another statement: amounts, opposites, units, times, and how sure it is.
const DECISIVE: &str = "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty \
    hundred thousand million billion half third quarter once twice double triple first second last more less fewer \
    most least many few all some any every each both either increase increases increased increasing decrease \
    decreases decreased decreasing rise rises rose fall falls fell grow grows shrink shrinks higher lower high low \
    highest lowest above below over under before after always often sometimes rarely seldom can may might must should \
    will would could men women man woman male female boys girls children adults left right north south east west \
    early late earlier later short long small large big good bad better worse best worst safe dangerous legal illegal \
    true false yes minimum maximum up down in out on off inside outside hot cold open closed start stop day days week \
    weeks month months year years hour hours minute minutes mg mcg ml g kg cm mm km mile miles percent january \
    february march april june july august september october november december monday tuesday wednesday thursday \
    friday saturday sunday before after approve approved reject rejected allow allowed forbid forbidden effective \
    ineffective recommended alive dead against";

/// Words of which another says the same.
const FUNCTION: &str = "about also although among and another are been being because but could did does done for from had has \
    have having here her hers him his how however into its itself just like may might much near off once only onto other \
    our ours quite rather same shall she should since some such than that the their theirs them then there therefore these \
    they this those though through thus too toward towards until upon very via was were what when where whether which while \
    who whom whose why will with would yet you your yours";

/// An uncovered stretch this long is an addition, not another wording.
const ADDITION: usize = 8;

/// One passage as seen from the other.
struct View<'t> {
    words: Vec<&'t str>,
    /// Whether each word stands in a run that the other has too.
    covered: Vec<bool>,
}

impl<'t> View<'t> {
    fn new(text: &'t str) -> Self {
        Self { words: words(text), covered: Vec::new() }
    }

    /// Runs of words that the other does not have in this order.
    fn gaps(&self) -> impl Iterator<Item = &[&'t str]> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let from = at + self.covered.get(at..)?.iter().position(|covered| !covered)?;
            let len = self.covered[from..].iter().position(|covered| *covered).unwrap_or(self.covered.len() - from);
            at = from + len;
            Some(&self.words[from..at])
        })
    }

    /// Amounts, in order.
    fn numbers(&self) -> Vec<String> {
        let is_amount = |word: &&&str| word.contains(|c: char| c.is_numeric()) || is_sign(word);
        self.words.iter().filter(is_amount).map(|word| word.to_lowercase()).collect()
    }
}

fn is_sign(word: &str) -> bool {
    !word.starts_with(char::is_alphanumeric)
}

fn has(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

fn is_negation(word: &str) -> bool {
    has(NEGATIONS, &word.replace(['\'', '’'], "")) || word.ends_with("n't") || word.ends_with("n’t")
}

/// Compares two passages that share most of their runs of words.
pub(super) fn difference(first: &str, second: &str) -> Difference {
    let (mut a, mut b) = (View::new(first), View::new(second));
    (a.covered, b.covered) = (covered_words(&a.words, &b.words), covered_words(&b.words, &a.words));
    // What stands in a short gap of one must stand in a short gap of the other: it is a matter of wording there.
    let decisive = |view: &View, long: bool| {
        let mut count: BTreeMap<String, i32> = BTreeMap::new();
        for word in view.gaps().filter(|gap| long || gap.len() < ADDITION).flatten() {
            let word = word.to_lowercase();
            if is_negation(&word) || has(DECISIVE, &word) {
                *count.entry(word).or_default() += 1;
            }
        }
        count
    };
    let same_wording = |whole: &View, other: &View| decisive(whole, true) == decisive(other, false);
    match () {
        () if replaces(&a, &b) || exchanges(&a, &b) => Difference::Both((shown(&a), shown(&b))),
        () if !adds(&a, &b, false) && same_wording(&b, &a) => Difference::Nothing,
        // Whatever the first one has by itself would be lost.
        () if !adds(&b, &a, true) && same_wording(&a, &b) => Difference::OtherSaysMore,
        () => Difference::Both((shown(&a), shown(&b))),
    }
}

/// Whether `b` has facts that `a` lacks: amounts that are not there in the same order, names and rare words that are
/// not there at all, words with a prefix that denies those that are, or a whole sentence. When `strict`, any word of
/// content that is not there is a fact.
fn adds(a: &View, b: &View, strict: bool) -> bool {
    let mut there = a.numbers().into_iter();
    if b.numbers().into_iter().any(|number| !there.by_ref().any(|n| n == number)) {
        return true;
    }
    let all: HashSet<String> = a.words.iter().map(|word| word.to_lowercase()).collect();
    let gaps_of_a: HashSet<String> = a.gaps().flatten().map(|word| word.to_lowercase()).collect();
    for gap in b.gaps() {
        let mut new = 0;
        for word in gap.iter().filter(|word| word.starts_with(char::is_alphabetic)) {
            let lower = word.to_lowercase();
            if all.contains(&lower) || all.iter().any(|other| is_form(other, &lower)) {
                continue;
            }
            new += usize::from(lower.chars().count() > 3);
            let denies = ["un", "in", "im", "ir", "il", "non", "dis"].iter().any(|prefix| {
                lower.strip_prefix(prefix).is_some_and(|rest| gaps_of_a.contains(rest))
                    || gaps_of_a.iter().any(|other| other.strip_prefix(prefix) == Some(&lower))
            });
            if denies || !is_listed(&lower) || strict && new > 0 {
                return true;
            }
        }
        // A sentence that is not there is a fact, whatever its words.
        if gap.len() >= ADDITION && new * 4 >= gap.len() {
            return true;
        }
    }
    false
}

/// Whether one says a word of content where the other says another (`blue wire`, `red wire`): a different statement, or
/// one that looks so.
fn replaces(a: &View, b: &View) -> bool {
    let own = |view: &View, other: &View| {
        // What only moved stands in a gap of the other too; what it says further on is no answer.
        let all: HashSet<String> = other.gaps().flatten().map(|word| word.to_lowercase()).collect();
        let short = view.gaps().filter(|gap| gap.len() < ADDITION).flatten().map(|word| word.to_lowercase());
        short
            .filter(|word| word.starts_with(char::is_alphabetic) && word.chars().count() > 2 && !has(FUNCTION, word))
            .any(|word| !all.contains(&word) && !all.iter().any(|other| is_form(other, &word)))
    };
    own(a, b) && own(b, a)
}

/// Whether words of content that both have stand in another order (`Rome defeated Carthage`, `Carthage defeated Rome`). A
/// clause that moved as a whole stands in no gap, so that it is another wording only.
fn exchanges(a: &View, b: &View) -> bool {
    let own = |view: &View| -> Vec<String> {
        let says = |word: &&&str| {
            let long = word.chars().count() > 2 && !has(FUNCTION, &word.to_lowercase());
            word.starts_with(char::is_alphabetic) && (long || !word.contains(char::is_lowercase))
        };
        view.gaps().flatten().filter(says).map(|word| word.to_lowercase()).collect()
    };
    let (mut a, mut b) = (own(a), own(b));
    let [of_a, of_b] = [&a, &b].map(|words| words.iter().cloned().collect::<HashSet<String>>());
    a.retain(|word| of_b.contains(word));
    b.retain(|word| of_a.contains(word));
    // A word that one has twice says nothing of order.
    a.len() == b.len() && a != b
}

/// Whether two words are forms of one: they differ in their endings only, and not in those that tell who does from whom it
/// is done to (`employer`, `employee`).
fn is_form(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let [a, b] = [a, b].map(|word| word.chars().skip(common).collect::<String>());
    let parties = |a: &str, b: &str| matches!(a, "r" | "rs" | "or" | "ors" | "ant" | "ants") && b.starts_with('e');
    common >= 4 && a.chars().count().max(b.chars().count()) <= 3 && !parties(&a, &b) && !parties(&b, &a)
}

/// The words that the other does not have in this order, cut short.
fn shown(view: &View) -> String {
    let gaps: Vec<String> = view.gaps().map(|gap| gap.join(" ")).collect();
    let mut text: String = gaps.join(" … ");
    if let Some((cut, _)) = text.char_indices().nth(80) {
        text.truncate(cut);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "Rivers move because water runs downhill, and each year the river takes 5 metres of the bank \
        along with it, which is why the mill at the bend was given up by its owners long before the war began.";

    fn after(from: &str, to: &str) -> Difference {
        assert!(SAID.contains(from));
        difference(SAID, &SAID.replace(from, to))
    }

    #[test]
    fn another_wording_says_nothing_new() {
        for (from, to) in
            [("bank", "banks"), (", which", " which"), ("Rivers move", "Rivers do move"), ("along with it", "with it")]
        {
            assert_eq!(after(from, to), Difference::Nothing, "{from} {to}");
        }
    }

    #[test]
    fn numbers_negations_names_and_opposites_do() {
        for (from, to) in [
            ("5 metres", "6 metres"),
            ("takes", "never takes"),
            ("was given", "was not given"),
            ("before the war", "after the war"),
            ("mill", "Mühldorf"),
            ("each year", "each month"),
            ("owners", "disowners"),
            ("was given", "was nearly given"),
            ("takes", "nicht takes"),
        ] {
            assert!(matches!(after(from, to), Difference::Both(_)), "{from} {to}: {:?}", after(from, to));
        }
        let (five, six) = match after("5 metres", "6 metres") {
            Difference::Both(both) => both,
            other => panic!("{other:?}"),
        };
        assert_eq!((five.as_str(), six.as_str()), ("5", "6"));
    }

    #[test]
    fn who_does_it_to_whom_is_a_fact_and_a_clause_that_moved_is_none() {
        let said = "In that year, after a siege of many weeks, Rome defeated Carthage and took its fleet, and all of the \
            coast was theirs, with its ports, its mines and the fields behind it, for as long as anyone remembered.";
        let exchanged = said.replace("Rome defeated Carthage", "Carthage defeated Rome");
        assert!(matches!(difference(said, &exchanged), Difference::Both(_)));
        let moved = said
            .replace("In that year, after a siege of many weeks, Rome", "Rome")
            .replace("anyone remembered.", "anyone remembered, in that year, after a siege of many weeks.");
        assert_eq!(difference(said, &moved), Difference::Nothing);
    }

    #[test]
    fn the_longer_one_says_more() {
        let more = format!("{SAID} The wheel stood still for a hundred and seven years until a carpenter found it.");
        assert_eq!(difference(&more, SAID), Difference::Nothing);
        assert_eq!(difference(SAID, &more), Difference::OtherSaysMore);
    }
}
