//! Every repair rule acts where it must and nowhere else; edits replay; a second run has nothing to do.

use proptest::prelude::*;
use sourcebook::{
    book::Book,
    clean::{
        hand::REPAIR,
        repair::{Repairer, Repairs},
        rules::{Action, Rule, Rules},
    },
    model::{Edit, Source, SourceId, apply},
    render::in_english,
};
use std::{path::Path, sync::LazyLock};

const SEED: &str = include_str!("../seeds/000_3e9c81e5ca080e2f.txt");
const DAMAGED: &str = include_str!("fixtures/repair/damaged.txt");
const LABELLED: &str = include_str!("fixtures/repair/labelled.jsonl");
const INTACT: &str = include_str!("fixtures/repair/intact.txt");

static RULES: LazyLock<Rules> = LazyLock::new(Rules::built_in);

fn source(text: &str) -> Source {
    Source::new(SourceId(0), "a.txt".into(), "a".into(), text.into())
}

fn repairs(source: &Source) -> Vec<Repairs> {
    let repairer = Repairer::new(&RULES, std::slice::from_ref(source));
    source.lines().map(|line| repairer.line(source, line)).collect()
}

/// The text with its edits, and the edits.
fn repaired(text: &str) -> (String, Vec<Edit>) {
    let source = source(text);
    let all = repairs(&source);
    let lines = source.lines().zip(&all).map(|(line, r)| apply(source.raw(line), &r.edits));
    (lines.collect::<Vec<_>>().join("\n"), all.iter().flat_map(|r| r.edits.clone()).collect())
}

#[test]
fn every_rule_acts_on_its_hits_and_leaves_what_it_spares() {
    // What the book decides is not for the repairer: tests/rules.rs tries it with its book.
    let repairs_itself = |r: &&Rule| r.action == Action::Repair && r.name.as_str() != REPAIR;
    for rule in RULES.iter().filter(repairs_itself) {
        let acts = |text: &str| {
            repairs(&source(text)).iter().any(|r| {
                r.edits.iter().any(|e| e.rule == rule.name) || r.suggestions.iter().any(|s| s.edit.rule == rule.name)
            })
        };
        assert!(!rule.spec.hits.is_empty() && !rule.spec.spares.is_empty(), "{} has no cases", rule.name);
        for hit in &rule.spec.hits {
            assert!(acts(hit), "{} does not act on {hit:?}", rule.name);
        }
        for spared in &rule.spec.spares {
            assert!(!acts(spared), "{} acts on {spared:?}", rule.name);
        }
    }
}

#[test]
fn the_first_source_is_mended() {
    let (text, edits) = repaired(SEED);
    for right in [
        "we don’t fully know",
        "If you’ve heard",
        "That’s when",
        "It’s beautiful work. It’s very elegant",
        "We’re interested",
        "What’s The Difference",
        "how it’s taken",
        "Since it’s gone",
        "one can’t",
        "people who’ve",
        "ketamine’s Point A",
        "there’s still a lot we don’t",
        "“We know a lot",
        "receptors,” Varley tells Inverse, “and we",
        "consciousness?”",
        "work — and",
        "them — is",
        "with many side effects",
        "it may be possible",
        "the NMDA receptor, and",
        "potential usefulness",
        "conditions in which",
        "play a pivotal",
        "or slower",
        "Effects During this",
        "Effects In phase",
        "Baseline After the",
        "World Health Organization.",
        "Science today, show",
        "Acid, a calming",
        "MDD. 66%",
    ] {
        assert!(text.contains(right), "{right:?} is not there");
    }
    for kept in ["Moda-Sava", "eaat8078", "N-methyl-D-asparate", "synaptogenesis", "Spravato", "off-label"] {
        assert_eq!(SEED.matches(kept).count(), text.matches(kept).count(), "{kept:?} was changed");
    }
    assert!(edits.len() < 90, "{} edits", edits.len());
}

#[test]
fn likely_possessives_are_suggested_with_a_reason() {
    // This source keeps its apostrophes, so that the plural may be what its author wrote.
    let all = repairs(&source("It's known that it changes the bodys immune response, and that's all."));
    let suggestions: Vec<_> = all.iter().flat_map(|r| &r.suggestions).collect();
    let [suggestion] = suggestions[..] else { panic!("{suggestions:?}") };
    assert_eq!(suggestion.edit.to, "body's");
    let because = in_english(&suggestion.because, &suggestion.edit.rule, &RULES);
    assert!(because.contains("% likely: ") && !because.contains("reason."), "{because}");
    assert!(all.iter().all(|r| r.edits.is_empty()));
}

#[test]
fn other_languages_code_and_names_stay() {
    for text in [
        "Le château est fermé : qui sait pourquoi ? Les âges de la vie, dit-il, sont longs.",
        "În România câinele este un animal foarte iubit și are grijă de casă.",
        "Die Donaudampfschifffahrtsgesellschaft hat ihren Sitz in Wien und fährt auf der Donau.",
        "let x = itmay + withmany; return x;",
        "```\nIt doesnt matter here withmany words\n```",
        "JavaScript, LinkedIn, YouTube, ChatGPT and an iPhone were used to run indexOf on AVPR2 and SLC19A2.",
        "AT&T & Co. wrote to a.b@example.com about https://example.com/withmany,words and v1.2.3.",
        "chondrocyte\n\nketoadipicacidemia\n\npydublinbus",
    ] {
        assert_eq!(repaired(text), (text.to_owned(), vec![]));
    }
}

#[test]
fn words_that_languages_share_make_no_line_english() {
    let italian = "Poi si possono installare i pacchetti con un comando a mano, e tutti sono in ordine.";
    let indonesian = "Istilah tersebut mengacu pada proses baru, dan dalam hal ini proses tersebut dapat berubah. Semua \
        paket tersebut sering kali dinamai menurut pabrik yang membuat perangkat keras tersebut, sehingga proses \
        pencarian menjadi lebih mudah bagi semua orang.";
    for text in [italian, indonesian] {
        assert_eq!(repaired(text), (text.to_owned(), vec![]));
    }
    // What is clearly English in such a source is mended.
    let english = "The device doesnt work with the other pump, and they know this.";
    let (text, _) = repaired(&format!("{indonesian}\n\n{english}\n\n{indonesian}"));
    assert!(text.contains("The device doesn’t work"), "{text}");
}

#[test]
fn names_in_a_row_and_parts_of_programs_are_suggested_at_most() {
    let lost = "It acts on receptors withmany side effects, and on the partsof it that actin theNMDA receptor.";
    let rows = "SampleSolution shows the first of them.\nStrangerMountain shows the last of them.";
    let (text, _) = repaired(&format!("{lost}\n\n{rows}\n\nThen [a, _, c] = theList sets all of them.\n"));
    assert!(text.contains("the NMDA") && text.contains(rows) && text.contains("= theList"), "{text}");
}

#[test]
fn intact_text_stays_and_damaged_text_settles() {
    assert_eq!(repaired(INTACT).1, []);
    for text in [DAMAGED, SEED] {
        let (once, edits) = repaired(text);
        assert!(!edits.is_empty());
        assert_eq!(repaired(&once).1, []);
    }
}

#[test]
fn quotations_set_off_by_spaces_and_inside_others_close() {
    let (text, _) =
        repaired("I am not afraid of getting â bulky â, rather of what âthe promptsââNotice, Wonderââask.â");
    assert_eq!(text, "I am not afraid of getting “ bulky ”, rather of what “the prompts—‘Notice, Wonder’—ask.”");
    let (text, _) = repaired("âIt isââhe saidââas I told you.â");
    assert_eq!(text, "“It is”—he said—“as I told you.”");
}

#[test]
fn a_name_in_a_sentence_that_loses_spaces_stays() {
    let (text, _) = repaired("Spend withmany others your time on LovelySkin, and look for a riskthat remains.");
    assert_eq!(text, "Spend with many others your time on LovelySkin, and look for a risk that remains.");
}

#[test]
fn where_spaces_are_lost_common_words_part_and_elsewhere_they_stay() {
    let lost =
        "Flow goes up withmany turns, and the liningknown as the tunica usually lasts. It has a riskthat remains.";
    for (glued, parted) in [
        ("It has protein chainstwo alpha and two beta.", "chains two alpha"),
        ("The inner tunicais inflamed at first.", "tunica is inflamed"),
        ("They need zinc and chlorideto function well.", "chloride to function"),
        ("It keeps people from havingopen-heart surgery.", "having open-heart"),
    ] {
        let (text, _) = repaired(&format!("{glued}\n\n{lost}\n"));
        assert!(text.contains(parted), "{text}");
        assert_eq!(repaired(glued).0, glued);
    }
    let (text, _) =
        repaired(&format!("The dais has a palais beside it, outopen-air, and open-heart work.\n\n{lost}\n"));
    assert!(text.starts_with("The dais has a palais beside it, outopen-air, and open-heart work."), "{text}");
}

#[test]
fn a_source_that_owns_much_shifts_the_odds() {
    // The same sentence, alone and among others that have lost many.
    let doubtful = "We compared the builder and the teachers contact list for it.";
    let lost = "The bodys cells dont die. The worlds oceans arent full. My brothers house isnt old. Your dogs tail wont \
        stop. The citys streets werent wide. The companys profit didnt grow. The countrys law doesnt help.";
    let alone = repaired(doubtful).0;
    let (among, _) = repaired(&format!("{doubtful}\n\n{lost}\n\n{lost}\n"));
    assert_eq!(alone, doubtful);
    assert!(among.contains("teacher’s contact"), "{among}");
}

#[test]
fn a_rule_that_the_book_switches_off_does_nothing() {
    let toml = "[book]\ntitle = \"Book\"\n\n[cleaning]\noff = [\"glued-words\"]\n";
    let book = Book::parse(Path::new("."), toml.to_owned()).unwrap();
    let rules = Rules::for_book(&book).expect("the rule exists");
    let source = source("It acts on receptors withmany side effects and it doesnt hurt.");
    let edits = Repairer::new(&rules, std::slice::from_ref(&source)).line(&source, 1).edits;
    assert_eq!(edits.iter().map(|e| e.to.as_str()).collect::<Vec<_>>(), ["doesn’t"]);
}

#[test]
fn passes_build_on_each_other() {
    let text = "âWe doesnt know,â she said withmany words .";
    assert_eq!(repaired(text).0, "“We doesn’t know,” she said with many words.");
}

/// Fixed and wrongly changed, of the labelled sentences of one set: all in one source, or each alone.
fn measured(set: &str, together: bool) -> (usize, usize, usize) {
    let keys = |text: &str| sourcebook::model::plain(text).into_owned();
    let rows: Vec<serde_json::Value> = LABELLED
        .lines()
        .map(|line| serde_json::from_str(line).expect("a row is JSON"))
        .filter(|row: &serde_json::Value| row["set"] == set)
        .collect();
    let inputs: Vec<&str> = rows.iter().map(|row| row["input"].as_str().expect("an input")).collect();
    let texts: Vec<String> = match together {
        true => repaired(&inputs.join("\n")).0.lines().map(str::to_owned).collect(),
        false => inputs.iter().map(|input| repaired(input).0).collect(),
    };
    let (mut fixed, mut wrong) = (0, 0);
    for ((row, input), text) in rows.iter().zip(&inputs).zip(&texts) {
        let right = row["expected"].as_array().expect("a list").iter().any(|e| keys(e.as_str().unwrap()) == keys(text));
        fixed += usize::from(right && text != input);
        wrong += usize::from(!right && keys(text) != keys(input));
    }
    (rows.len(), fixed, wrong)
}

#[test]
fn labelled_sentences_are_repaired_as_often_as_before() {
    // Set, and for one source and for sentences alone: the fewest fixed, the most changed wrongly.
    for (set, floors) in FLOORS {
        for (together, (least, most)) in [true, false].into_iter().zip(floors) {
            let (all, fixed, wrong) = measured(set, together);
            assert!(
                fixed >= least && wrong <= most,
                "{set}, together {together}, of {all}: {fixed} fixed, {wrong} wrong"
            );
        }
    }
}

const FLOORS: [(&str, [(usize, usize); 2]); 5] = [
    // One of `apostrophe` is damage that its label leaves; in two, one of two losses is mended.
    ("apostrophe", [(115, 3), (82, 3)]),
    ("clean_sentences", [(0, 1), (0, 1)]),
    // Labels leave damage of which some is mended: `Achest x rayis` in `glued`, `the womans urethra` in `glued_real`.
    ("glued", [(117, 1), (74, 0)]),
    ("glued_real", [(39, 5), (17, 17)]),
    ("mojibake_lossy", [(49, 1), (49, 1)]),
];

/// Real lines, cut and patched at random.
fn mutated() -> impl Strategy<Value = String> {
    let lines: Vec<&str> = [SEED, DAMAGED, INTACT].iter().flat_map(|t| t.lines()).filter(|l| !l.is_empty()).collect();
    let patch =
        (0usize..400, 0usize..4, prop::sample::select(vec!["", "â", " ", ".", "'", "’", "the", "&amp;", "â€™", "Ã©"]));
    (prop::sample::select(lines), prop::collection::vec(patch, 0..6)).prop_map(|(line, patches)| {
        let mut chars: Vec<char> = line.chars().collect();
        for (at, len, with) in patches {
            let at = at.min(chars.len());
            let to = (at + len).min(chars.len());
            chars.splice(at..to, with.chars());
        }
        chars.into_iter().collect()
    })
}

/// What a lone `â` becomes ends a word or begins one, and that word tells what the source does with apostrophes: it must
/// tell the same before and after.
#[test]
fn words_beside_a_mended_mark_are_evidence_as_they_are_mended() {
    for text in [
        "Were interested in how these cells develop faster orslower in different diseases, says He'â",
        "Were interested in how these cells develop faster orslower in different diseases, says Henscâ'Ã©",
        "Treatment for COPD may help prevent complications, and improve a persons quality of l'â",
        "After that the brains reaction to ketamine causes new receptors to grow which may resâ the depressed brain.",
    ] {
        let (once, _) = repaired(text);
        assert_eq!(repaired(&once).1, vec![], "{once}");
    }
}

fn edits_hold(text: &str) -> Result<(), TestCaseError> {
    let source = source(text);
    for (line, repairs) in source.lines().zip(repairs(&source)) {
        let raw = source.raw(line);
        let mut free_from = 0;
        for edit in &repairs.edits {
            prop_assert!(edit.span.start >= free_from);
            free_from = edit.span.end;
        }
        for edit in repairs.edits.iter().chain(repairs.suggestions.iter().map(|s| &s.edit)) {
            prop_assert!(raw.get(edit.span.clone()).is_some_and(|was| was != edit.to), "{edit:?} in {raw:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_fit_any_text(text in r"(\PC|[âÂÃ€™&;,.'’ \n]){0,80}") {
        edits_hold(&text)?;
    }

    #[test]
    fn edits_fit_mutated_text_and_the_second_run_has_none(text in mutated()) {
        edits_hold(&text)?;
        let (once, _) = repaired(&text);
        prop_assert_eq!(repaired(&once).1, vec![]);
    }
}
