//! Cleaning holds on real text that was damaged: the sums, the edits, and that what was cleaned is clean.

use proptest::prelude::*;
use sourcebook::{
    clean::{clean, rules::Rules},
    model::{Fate, Source, SourceId, apply},
    read,
};

const PAGE: &[u8] = include_bytes!("../seeds/000_3e9c81e5ca080e2f.txt");

/// One way in which a file comes to harm. Places are shares of its length, in 65,536ths.
#[derive(Debug, Clone)]
enum Harm {
    /// A byte becomes another.
    Flip(u16, u8),
    /// The file ends early.
    Cut(u16),
    /// A stretch of up to 255 bytes is gone.
    Lose(u16, u8),
    /// Two lines change places.
    Swap(u16, u16),
    /// A line stands twice.
    Twice(u16),
    /// A line end is gone, so that two lines are one.
    Join(u16),
}

fn harm() -> impl Strategy<Value = Harm> {
    prop_oneof![
        6 => any::<(u16, u8)>().prop_map(|(at, to)| Harm::Flip(at, to)),
        1 => any::<u16>().prop_map(Harm::Cut),
        2 => any::<(u16, u8)>().prop_map(|(at, n)| Harm::Lose(at, n)),
        3 => any::<(u16, u16)>().prop_map(|(a, b)| Harm::Swap(a, b)),
        1 => any::<u16>().prop_map(Harm::Twice),
        2 => any::<u16>().prop_map(Harm::Join),
    ]
}

fn harmed(harms: &[Harm]) -> Vec<u8> {
    let mut bytes = PAGE.to_vec();
    for harm in harms {
        let place = |at: u16, len: usize| at as usize * len / 65_536;
        let mut lines: Vec<Vec<u8>> = bytes.split(|&b| b == b'\n').map(<[u8]>::to_vec).collect();
        let (len, count) = (bytes.len(), lines.len());
        match *harm {
            _ if len == 0 => {}
            Harm::Flip(at, to) => bytes[place(at, len)] = to,
            Harm::Cut(at) => bytes.truncate(place(at, len)),
            Harm::Lose(at, n) => drop(bytes.drain(place(at, len)..(place(at, len) + n as usize).min(len))),
            Harm::Swap(a, b) => {
                lines.swap(place(a, count), place(b, count));
                bytes = lines.join(&b'\n');
            }
            Harm::Twice(at) => {
                let at = place(at, count);
                lines.insert(at, lines[at].clone());
                bytes = lines.join(&b'\n');
            }
            Harm::Join(at) => {
                let ends: Vec<usize> = (0..len).filter(|&i| bytes[i] == b'\n').collect();
                if let Some(&end) = ends.get(place(at, ends.len())) {
                    bytes.remove(end);
                }
            }
        }
    }
    bytes
}

/// What is published of a source, as a source of its own.
fn published(rules: &Rules, source: &Source) -> Source {
    let ledger = clean(rules, std::slice::from_ref(source), false).ledger;
    let mut text = String::new();
    for line in source.lines() {
        text.push_str(&ledger.text(source, line).unwrap_or_default());
        text.push_str(source.line(line).map_or("", |l| l.ending.as_str()));
    }
    Source::new(SourceId(0), "again.txt".into(), "again".into(), text)
}

/// Whether the account of a source holds, whatever was done to it.
fn account(rules: &Rules, source: &Source, drop: bool) -> Result<(), TestCaseError> {
    let ledger = clean(rules, std::slice::from_ref(source), drop).ledger;
    let tally = ledger.tally(source);
    prop_assert!(tally.balances() && tally.lines == source.len() as usize, "{tally:?}");
    prop_assert!(drop || tally.dropped == 0, "{tally:?}");
    let mut joined = String::new();
    for line in source.lines() {
        let raw = source.raw(line);
        joined.push_str(raw);
        joined.push_str(source.line(line).map_or("", |l| l.ending.as_str()));
        let fate = ledger.fate(source.at(line));
        let edits = ledger.edits(source.at(line));
        prop_assert_eq!(matches!(fate, Fate::Repaired { .. }), !edits.is_empty());
        let mut end = 0;
        for e in edits {
            prop_assert!(
                e.span.start >= end && raw.get(e.span.clone()).is_some_and(|was| was != e.to),
                "{e:?} in {raw:?}"
            );
            end = e.span.end;
        }
        let wanted = (!matches!(fate, Fate::Dropped { .. })).then(|| apply(raw, edits));
        prop_assert_eq!(ledger.text(source, line).map(|t| t.into_owned()), wanted);
    }
    prop_assert_eq!(&joined, &source.text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_account_holds_and_what_was_cleaned_is_clean(harms in prop::collection::vec(harm(), 0..40)) {
        let rules = Rules::built_in();
        // Too many odd bytes are no text, and are refused.
        let Ok(source) = read::decoded(SourceId(0), "page.txt".into(), "page".into(), &harmed(&harms)) else {
            return Ok(());
        };
        account(&rules, &source, true)?;
        account(&rules, &source, false)?;
        let again = published(&rules, &source);
        let ledger = clean(&rules, std::slice::from_ref(&again), false).ledger;
        for line in again.lines() {
            prop_assert_eq!(ledger.edits(again.at(line)), &[], "{}", again.raw(line));
        }
    }
}
