//! Passages that recur across sources: one is published, the others are left out with its place, and nothing that
//! only one of them says is lost.

use sourcebook::{
    clean::{Cleaned, clean, repeat::RULE, rules::Rules},
    model::{Fate, Source, SourceId},
    render::in_english,
};

const RIVER: &str = "Rivers move because water runs downhill, and each year the river takes 5 metres of the bank along \
    with it, which is why the mill at the bend was given up by its owners long before the war began.";
const LAKE: &str = "Lakes stay where they are because nothing moves them, and over the centuries they fill up with the \
    mud that the brooks bring down from the hills around them.";
const SEA: &str = "The sea takes what the rivers bring to it, and it gives some of that back as rain, so that nothing \
    of it is ever lost for good, whatever the sailors say.";

fn cleaned(texts: &[&str]) -> (Vec<Source>, Cleaned) {
    let source = |(i, text): (usize, &&str)| {
        Source::new(SourceId(i as u32), format!("{i}.txt"), format!("s{i}"), (*text).to_owned())
    };
    let sources: Vec<Source> = texts.iter().enumerate().map(source).collect();
    let cleaned = clean(&Rules::built_in(), &sources, true);
    (sources, cleaned)
}

/// Lines that the rule dropped, as `source:line`, and the reasons.
fn dropped(sources: &[Source], cleaned: &Cleaned) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for source in sources {
        for line in source.lines() {
            if let Fate::Dropped { rule, because } = cleaned.ledger.fate(source.at(line))
                && rule.as_str() == RULE
            {
                out.push((format!("{}:{line}", source.path), in_english(because, rule, &Rules::built_in())));
            }
        }
    }
    out
}

#[test]
fn a_copy_is_left_out_and_cited() {
    let (sources, cleaned) = cleaned(&[&format!("{RIVER}\n\n{LAKE}\n\n{SEA}\n"), &format!("Rivers.\n\n{RIVER}\n")]);
    let dropped = dropped(&sources, &cleaned);
    assert_eq!(dropped, [("1.txt:3".into(), "Published from 0.txt, line 1, word for word.".into())]);
    let [ref repeat] = cleaned.repeats.repeats[..] else { panic!("{:?}", cleaned.repeats) };
    assert_eq!((repeat.kept.first, repeat.copy.first, repeat.alike), (1, 3, 100));
}

#[test]
fn another_wording_is_a_copy_and_another_fact_is_none() {
    let reworded = RIVER.replace("which is why", "and that is why");
    let (sources, c) = cleaned(&[&format!("{RIVER}\n\n{LAKE}\n"), &format!("{SEA}\n\n{reworded}\n")]);
    assert_eq!(dropped(&sources, &c).len(), 1);
    assert!((80..100).contains(&c.repeats.repeats[0].alike), "{:?}", c.repeats);
    for (from, to) in
        [("5 metres", "6 metres"), ("was given up", "was not given up"), ("before the war", "after the war")]
    {
        let other = RIVER.replace(from, to);
        let (sources, c) = cleaned(&[&format!("{RIVER}\n\n{LAKE}\n"), &format!("{SEA}\n\n{other}\n")]);
        assert_eq!(dropped(&sources, &c), [], "{to}");
        assert_eq!(c.repeats.variants.len(), 1, "{to}: it is told");
    }
}

#[test]
fn a_copy_that_says_more_takes_the_place() {
    let more = format!("{RIVER} The wheel stood still for seven decades until a carpenter found it there.");
    let (sources, c) = cleaned(&[&format!("{RIVER}\n\n{LAKE}\n\n{SEA}\n"), &more]);
    assert_eq!(dropped(&sources, &c).iter().map(|d| d.0.as_str()).collect::<Vec<_>>(), ["0.txt:1"]);
}

#[test]
fn a_whole_document_goes_with_its_headings() {
    let document = format!("How Rivers Move\n\n{RIVER}\n\nWhat Lakes Do\n\n{LAKE}\n\nThey stay.\n\n{SEA}\n");
    let (sources, c) = cleaned(&[&document, &document]);
    let stands = |s: &Source| s.lines().filter(|&l| !s.is_blank(l) && !c.ledger.is_dropped(s.at(l))).count();
    assert_eq!((stands(&sources[0]), stands(&sources[1])), (6, 0));
}

#[test]
fn a_heading_that_still_has_text_stays() {
    let one = format!("How Rivers Move\n\n{RIVER}\n\n{LAKE}\n");
    let two =
        format!("How Rivers Move\n\n{RIVER}\n\nOnly this source says that the miller's cat was called Josephine.\n");
    let (sources, c) = cleaned(&[&one, &two]);
    assert_eq!(dropped(&sources, &c).iter().map(|d| d.0.as_str()).collect::<Vec<_>>(), ["1.txt:3"]);
}

#[test]
fn rows_beside_a_copy_stay_unless_they_recur_too() {
    let page = |rows: &str| format!("Three Mills\n\n{rows}\n\n{RIVER}\n\nThe mill is shut on Mondays.\n");
    let one = page("Wheel of oak\nRoof of slate\nHeight 12 m\nTurns ✓");
    let other = page("Wheel of iron\nRoof of slate\nHeight 15 m\nTurns ✗");
    let (sources, c) = cleaned(&[&format!("{LAKE}\n\n{SEA}\n\n{one}"), &other]);
    let gone: Vec<&str> = sources[1]
        .lines()
        .filter(|&l| c.ledger.is_dropped(sources[1].at(l)))
        .map(|l| sources[1].raw(l).trim_end())
        .collect();
    assert_eq!(gone, [RIVER, "The mill is shut on Mondays."]);
    // One measure alone is no heading of what stands under it.
    let (sources, c) = cleaned(&[&format!("{LAKE}\n\n{RIVER}\n"), &format!("Height 15 m\n\n{RIVER}\n")]);
    assert_eq!(dropped(&sources, &c).iter().map(|d| d.0.as_str()).collect::<Vec<_>>(), ["1.txt:3"]);
}

#[test]
fn short_lines_and_one_source_are_left_alone() {
    let (sources, c) = cleaned(&["Rivers move.\n\nLakes stay.\n", "Rivers move.\n\nLakes stay.\n"]);
    assert_eq!(dropped(&sources, &c), []);
    let (sources, c) = cleaned(&[&format!("{RIVER}\n\n{RIVER}\n")]);
    assert_eq!(dropped(&sources, &c), []);
}

#[test]
fn another_word_of_content_is_another_statement() {
    for (from, to) in [("water", "sludge"), ("owners", "heirs"), ("Rivers move", "Glaciers move"), ("bend", "ford")] {
        let other = RIVER.replace(from, to);
        assert_ne!(other, RIVER);
        let (sources, cleaned) = cleaned(&[RIVER, &other]);
        assert_eq!(dropped(&sources, &cleaned), [], "{from} {to}");
    }
}
