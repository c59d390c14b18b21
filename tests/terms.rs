//! The terms of a book are those that an indexer would choose.

use sourcebook::{
    book::Book,
    clean::rules::Rules,
    link::Term,
    model::{Source, SourceId},
    pipeline, read,
};
use std::path::Path;

/// The terms of a book with one source and these topics' terms.
fn terms(text: &str, wanted: &str) -> Vec<Term> {
    let book = format!("[book]\ntitle = \"B\"\n\n[[topic]]\nid = \"t\"\ntitle = \"T\"\nterms = [{wanted}]\n");
    let book = Book::parse(Path::new("."), book).unwrap();
    let sources = [Source::new(SourceId(0), "0.txt".into(), "s0".into(), text.into())];
    pipeline::edit(&book, &Rules::built_in(), &sources).links.terms
}

fn names(terms: &[Term]) -> Vec<&str> {
    terms.iter().map(|t| t.name.as_str()).collect()
}

/// Sections, so that no term stands in most of them.
fn sections(paragraphs: &[&str]) -> String {
    let filler = "It was a long day for all of those who came to see what had been made of the old place.";
    let numbers = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"];
    let text = |i: usize| paragraphs.get(i).copied().unwrap_or(filler);
    numbers.iter().enumerate().map(|(i, n)| format!("What Part {n} Tells\n\n{}\n\n", text(i))).collect()
}

/// What a text has for a term, and what it has not.
#[track_caller]
fn has(paragraphs: &[&str], wanted: &str, want: &[&str], not: &[&str]) {
    let terms = terms(&sections(paragraphs), wanted);
    let names = names(&terms);
    for term in want {
        assert!(names.contains(term), "{term} is one of {names:?}");
    }
    for term in not {
        assert!(!names.iter().any(|n| n.eq_ignore_ascii_case(term)), "{term} is none of {names:?}");
    }
}

#[test]
fn phrases_over_their_parts() {
    has(
        &[
            "The mitral valve lets blood into the chamber. A mitral valve that leaks is mended.",
            "Where the mitral valve is narrow, a balloon widens the mitral valve.",
        ],
        r#""xyz""#,
        &["mitral valve"],
        &["mitral", "valve"],
    );
}

#[test]
fn a_verb_is_no_part_of_a_term() {
    has(
        &[
            "How propofol affects the amygdala is known. Doctors say that propofol affects the hippocampus.",
            "That propofol affects the liver is known. It may treat arrhythmias, and it can treat arrhythmias for good.",
            "Blood tests measure the gas. To prevent arrhythmias, prevent the fever.",
            "Some have blood tests. Others go by what the blood tests measure.",
            "The doctor asked for blood tests, and after those blood tests for more.",
        ],
        r#""affects""#,
        &["propofol", "arrhythmias", "blood tests"],
        &["affects", "propofol affects", "treat arrhythmias", "blood tests measure", "prevent arrhythmias"],
    );
}

#[test]
fn general_words_are_none_though_a_topic_is_found_by_them() {
    has(
        &[
            "The response of the patients was great, and the patients saw a plan. The amygdala had a response.",
            "A response to the plan was seen in the patients. The plan was to see the amygdala before the response.",
        ],
        r#""response", "patients", "plan", "amygdala""#,
        &["amygdala"],
        &["response", "patients", "plan"],
    );
}

#[test]
fn persons_stand_in_full_or_not_at_all() {
    let text = sections(&[
        "It was found by Thomas Varley in a lake. “We saw it,” Varley says, and his team saw it too. Then Hensch says so.",
        "A year later Varley says that the lake was cold. It is cold, Hensch says, and Hensch says it again.",
        "The letter is from Oliver who came by boat. It says that Oliver came by boat, and Oliver saw the lake.",
    ]);
    let terms = terms(&text, "\"xyz\"");
    let names = names(&terms);
    let person = terms.iter().find(|t| t.name == "Thomas Varley").unwrap_or_else(|| panic!("{names:?}"));
    assert_eq!(person.uses.len(), 3, "the family name alone is a use too: {person:?}");
    for name in ["Thomas", "Varley", "Hensch", "Oliver"] {
        assert!(!names.contains(&name), "{name}: {names:?}");
    }
}

#[test]
fn no_fragments() {
    has(
        &[
            "The Food and Drug Administration met. Long-term disability is hard. The child's pancreas grew.",
            "What the Food and Drug Administration says of long-term disability is known. A child's pancreas grows.",
            "Severe porphyria is rare, mild porphyria is not; severe cystitis is, and a severe burn. Mild burns heal.",
            "Severe porphyria may be treated, as mild porphyria is. The severity of burns differs, and the severity of pain.",
        ],
        r#""xyz""#,
        &["Food and Drug Administration", "porphyria"],
        &[
            "Drug Administration",
            "Administration",
            "term disability",
            "child's pancreas",
            "severe porphyria",
            "mild porphyria",
            "severity",
        ],
    );
}

#[test]
fn abbreviations_stand_with_what_they_stand_for() {
    let text = sections(&[
        "Childhood interstitial lung disease (chILD) is rare. Pulmonary hypertension (PH) is not; the pH is a number.",
        "A child has it, and the child with PH was well. The emphysema (em-fi-SE-ma) was gone. chILD is what it is called.",
        "Emphysema (em-fi-SE-ma) comes late, and the pH was low. Pulmonary hypertension is treated.",
    ]);
    let terms = terms(&text, "\"xyz\"");
    let of =
        |name: &str| terms.iter().find(|t| t.name == name).unwrap_or_else(|| panic!("{name}: {:?}", names(&terms)));
    assert_eq!(of("PH").expansion.as_deref(), Some("Pulmonary hypertension"));
    assert_eq!(of("PH").uses.len(), 4, "each of the two, written out or not: {:?}", of("PH"));
    assert_eq!(of("chILD").uses.len(), 3, "a child is no chILD: {:?}", of("chILD"));
    assert!(!names(&terms).contains(&"em"), "{:?}", names(&terms));
}

/// Pages about health (`tests/fixtures/health`), for which the list was read by a person: what must be there, and what
/// must not.
#[test]
fn a_real_book() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/health");
    let book = Book::load(&root).unwrap();
    let sources = read::sources(&book).unwrap();
    let rules = Rules::for_book(&book).unwrap();
    let edition = pipeline::edit(&book, &rules, &sources);
    let names: Vec<String> = edition.links.terms.iter().map(|t| t.name.to_lowercase()).collect();
    for term in [
        "antibiotics",
        "blood clots",
        "bone marrow",
        "bronchitis",
        "coronary arteries",
        "ductus arteriosus",
        "kawasaki disease",
        "pericarditis",
        "platelet count",
        "pulmonary fibrosis",
        "red blood cells",
        "vasculitis",
    ] {
        assert!(names.iter().any(|n| n == term), "{term} is one of {names:?}");
    }
    for term in [
        "patients",
        "people",
        "doctor",
        "treatment",
        "causes",
        "type",
        "risk",
        "severe",
        "mild",
        "term",
        "part",
        "health",
        "shortness",
        "results",
        "help",
        "affects",
        "damage",
        "called",
        "ray",
        "ma",
        "tis",
        "lower your risk",
    ] {
        assert!(!names.iter().any(|n| n == term), "{term} is none of {names:?}");
    }
    let abbreviation = edition.links.terms.iter().find(|t| t.name == "DVT").unwrap();
    assert_eq!(abbreviation.expansion.as_deref(), Some("deep vein thrombosis"));
}
