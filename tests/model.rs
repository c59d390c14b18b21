//! Properties of the model that hold for any text.

use proptest::prelude::*;
use sourcebook::model::{
    Certainty, Edit, Fate, Ledger, Outline, Problem, Reason, Section, SectionId, Source, SourceId, apply,
};

fn source(text: &str) -> Source {
    Source::new(SourceId(0), "s.txt".into(), "s".into(), text.into())
}

/// Text with many line ends of all kinds.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![Just("\n".to_owned()), Just("\r\n".into()), Just("\r".into()), Just(" ".into()), ".{0,6}"];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Cuts of a text into pieces, each with whether it is replaced and by what.
fn pieces() -> impl Strategy<Value = Vec<(String, Option<String>)>> {
    prop::collection::vec(("[^\r\n]{1,5}", prop::option::of(".{0,4}")), 0..12)
}

fn edit(span: std::ops::Range<usize>, to: String) -> Edit {
    Edit { span, to, rule: "r".into(), certainty: Certainty::Certain }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lines_joined_are_the_text(text in text()) {
        let source = source(&text);
        let joined: String = source
            .lines()
            .map(|n| format!("{}{}", source.raw(n), source.line(n).unwrap().ending.as_str()))
            .collect();
        prop_assert_eq!(joined, text);
        for n in source.lines() {
            prop_assert!(!source.raw(n).contains(['\r', '\n']));
        }
    }

    #[test]
    fn the_tally_balances_whatever_is_done(text in text(), deeds in prop::collection::vec((0..60_u32, any::<bool>()), 0..60)) {
        let source = source(&text);
        let mut ledger = Ledger::new(std::slice::from_ref(&source));
        for (line, drop) in deeds {
            if drop {
                ledger.drop(source.at(line), &"d".into(), Reason::Rule);
            } else {
                ledger.repair(&source, line, vec![edit(0..0, "x".into())]);
            }
        }
        let tally = ledger.tally(&source);
        prop_assert!(tally.balances());
        prop_assert_eq!(tally.lines, source.len() as usize);
        prop_assert_eq!(ledger.fates(source.id).len(), source.len() as usize);
    }

    #[test]
    fn edits_replay_on_the_raw_line(pieces in pieces()) {
        let raw: String = pieces.iter().map(|(was, _)| was.as_str()).collect();
        let wanted: String = pieces.iter().map(|(was, now)| now.as_ref().unwrap_or(was).as_str()).collect();
        let mut at = 0;
        let mut edits = Vec::new();
        for (was, now) in pieces {
            let span = at..at + was.len();
            at = span.end;
            edits.extend(now.filter(|now| *now != was).map(|now| edit(span, now)));
        }
        prop_assert_eq!(&apply(&raw, &edits), &wanted);

        let source = source(&raw);
        let mut ledger = Ledger::new(std::slice::from_ref(&source));
        // The ledger puts edits in order.
        ledger.repair(&source, 1, edits.iter().rev().cloned().collect());
        if !raw.is_empty() {
            prop_assert_eq!(ledger.text(&source, 1).unwrap().into_owned(), wanted);
        }
        if edits.is_empty() {
            prop_assert!(ledger.fates(source.id).iter().all(|f| *f == Fate::Kept));
        } else {
            prop_assert_eq!(ledger.edits(source.at(1)), edits);
        }
    }

    #[test]
    fn no_edit_makes_apply_panic(raw in ".{0,12}", spans in prop::collection::vec((0..20_usize, 0..20_usize), 0..6)) {
        let edits: Vec<Edit> = spans.into_iter().map(|(a, b)| edit(a..b, "x".into())).collect();
        apply(&raw, &edits);
    }
}

#[test]
fn a_problem_holds_the_lines_that_it_shows_and_no_more() {
    let text = "one\ntwo\r\nthree ö\n\nfive";
    for (span, shown, place) in [
        (0..3, "one\n", (1, 1)),
        (0..4, "one\n", (1, 1)),
        (4..7, "two\r\n", (2, 1)),
        (6..12, "two\r\nthree ö\n", (2, 3)),
        (15..17, "three ö\n", (3, 7)),
        (18..18, "\n", (4, 1)),
        (19..23, "five", (5, 1)),
        (23..23, "five", (5, 5)),
        (30..40, "five", (5, 5)),
        (16..16, "three ö\n", (3, 7)),
    ] {
        let excerpt = Problem::new("x").at(text, span.clone(), "here").excerpt.unwrap();
        assert_eq!((excerpt.text.as_str(), excerpt.line_and_column()), (shown, place), "{span:?}");
        let wrong = text.get(span).map(|_| &excerpt.text[excerpt.span.clone()]);
        assert!(wrong.is_none_or(|wrong| text.contains(wrong)));
    }
}

#[test]
fn the_sections_of_a_source_are_those_that_name_it() {
    let section = |(i, &source): (usize, &u32)| Section {
        id: SectionId(format!("p-{i}")),
        source: SourceId(source),
        heading: None,
        blocks: Vec::new(),
    };
    let sections: Vec<Section> = [0, 0, 2, 3, 3, 3].iter().enumerate().map(section).collect();
    let outline = Outline { titles: vec![None; 5], sections };
    for source in 0..5 {
        let want: Vec<&Section> = outline.sections.iter().filter(|s| s.source.0 == source).collect();
        assert_eq!(outline.of_source(SourceId(source)).iter().collect::<Vec<_>>(), want);
    }
}
