//! The judge of page furniture: where it must not act, what it must say, and what it is worth on a few pages.

use proptest::prelude::*;
use serde_json::Value;
use sourcebook::{
    clean::{
        Cleaned, clean,
        judge::{
            Judge,
            train::{Corpus, Labels},
        },
        rules::Rules,
    },
    model::{Fate, Reason, Source, SourceId},
    read,
    render::in_english,
};
use std::{collections::BTreeMap, fs, path::Path};

const RULE: &str = "learned-furniture";

fn source(id: u32, path: &str, text: &str) -> Source {
    read::decoded(SourceId(id), path.to_owned(), format!("case-{id}"), text.as_bytes()).unwrap()
}

fn cleaned(path: &str, text: &str) -> (Source, Cleaned) {
    let source = source(0, path, text);
    let cleaned = clean(&Rules::built_in(), std::slice::from_ref(&source), true);
    (source, cleaned)
}

/// Lines that the judge drops or suspects.
fn judged(path: &str, text: &str) -> Vec<u32> {
    let (source, cleaned) = cleaned(path, text);
    let dropped = source
        .lines()
        .filter(|&l| matches!(cleaned.ledger.fate(source.at(l)), Fate::Dropped { rule, .. } if rule.as_str() == RULE));
    dropped.chain(cleaned.suspects.iter().map(|s| s.at.line)).collect()
}

/// The fixture pages with their labels.
fn pages() -> (Vec<Source>, Vec<Labels>) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/furniture");
    let rows = |name: &str| -> Vec<Value> {
        let text = fs::read_to_string(dir.join(name)).unwrap();
        text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
    };
    let mut labels: BTreeMap<String, Labels> = BTreeMap::new();
    let mut sources = Vec::new();
    for doc in rows("docs.jsonl") {
        let file = doc["file"].as_str().unwrap();
        let text = fs::read_to_string(dir.join("txt").join(file)).unwrap();
        let source = source(sources.len() as u32, file, &text);
        let of = |key: &str| doc[key].as_str().unwrap().to_owned();
        let keep = vec![None; source.len() as usize];
        labels.insert(file.to_owned(), Labels { host: of("host"), kind: of("type"), keep });
        sources.push(source);
    }
    for row in rows("labels.jsonl").iter().filter(|r| r["ignore"] != true) {
        let lines = row["first_line"].as_u64().unwrap() as usize - 1..row["last_line"].as_u64().unwrap() as usize;
        labels.get_mut(row["file"].as_str().unwrap()).unwrap().keep[lines].fill(row["keep"].as_bool());
    }
    let labels = sources.iter().map(|source| labels.remove(&source.path).unwrap()).collect();
    (sources, labels)
}

#[test]
fn what_the_judge_does_not_know_it_leaves_alone() {
    let list = (1..60).map(|i| format!("• Item number {i}\n")).collect::<String>();
    let poem = "The river runs\nunder the hill\nand carries the light\nto the mill.\n\n".repeat(12);
    let code = "fn main() {\n    let share = reply(comments);\n    println!(\"{share}\");\n}\n\n".repeat(12);
    let table = "Name\tPrice\tShare\nRiver\t$ 3.00\t12 %\nLake\t$ 4.50\t8 %\n".repeat(20);
    let german = "Der Fluss fließt unter dem Hügel hindurch und trägt das Licht bis zur alten Mühle im Tal.\n\n\
                  Kommentar schreiben\n\nAlle Rechte vorbehalten\n\n"
        .repeat(10);
    let japanese = "川は丘の下を流れ、光を水車まで運んでいく。\n\nコメントを書く\n\n".repeat(20);
    for text in ["", "\n\n", "Reply", "Leave a Reply\n\nYour email address will not be published.", &list, &poem, &code]
        .into_iter()
        .chain([table.as_str(), &german, &japanese])
    {
        assert_eq!(judged("page.txt", text), [0; 0], "{text:.60}");
    }
}

/// Lines that the judge drops.
fn dropped(text: &str) -> Vec<String> {
    let (source, cleaned) = cleaned("page.txt", text);
    let gone =
        |&l: &u32| matches!(cleaned.ledger.fate(source.at(l)), Fate::Dropped { rule, .. } if rule.as_str() == RULE);
    source.lines().filter(gone).map(|l| source.raw(l).to_owned()).collect()
}

/// Text that looks like furniture to who counts words: short, spoken to the reader, at the end of its page.
#[test]
fn sentences_on_a_short_page_and_what_is_listed_under_a_colon_stay() {
    let prose = "A bank that is mown in the spring keeps its turf, and the turf keeps the bank when the water is high.\n\n\
                 The men close the weir with stone in a dry summer and open it before the autumn.\n\n";
    let listed = "Signs of a bank that is going are:\n\nCracks along the path\n\nLeaning willows\n\nMuddy water\n\n\
                  New springs\n\nTell the warden when you see one of them.\n\nGet the bank looked at every year.\n";
    let instructions = "To mend it:\n\nFind the crack\n\nClear the turf\n\nContact the warden\n\nPack it with clay\n";
    for text in [format!("{prose}{listed}"), format!("{prose}{instructions}"), format!("{}{listed}", prose.repeat(12))]
    {
        assert_eq!(dropped(&text), [""; 0], "{text}");
    }
    let comments = "Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n";
    assert_ne!(dropped(&format!("{}{comments}", prose.repeat(2))), [""; 0], "a guard that keeps everything is none");
}

/// One line `Comments` takes a page only where what stands below it looks like comments.
#[test]
fn a_heading_that_the_page_does_not_bear_out_is_none_of_comments() {
    let text = include_str!("fixtures/comments.txt");
    let thread = text.find("7 Comments").unwrap();
    let (prose, said) = text.split_at(thread);
    let counted = prose.replacen("\n\n", "\n\n7 Comments\n\n", 1);
    let page = format!("{counted}{}", prose.repeat(3));
    assert_eq!(judged("page.txt", &page), [0; 0], "a count under the headline");
    assert!(judged("page.txt", &format!("{prose}{said}")).len() > 10);
}

/// What the judge drops of an English page it leaves on a page that is mostly in another language.
#[test]
fn on_a_page_in_another_language_the_judge_has_no_say() {
    let english = "A bank that is mown in the spring keeps its turf, and the turf keeps the bank when the water is high.\n\n\
                   The men close the weir with stone in a dry summer and open it before the autumn.\n\n";
    let polish =
        "Rzeka niesie piasek i kamienie z gór do morza, a wiosną zalewa łąki przy starym młynie na końcu wsi.\n\n";
    let form = "Your email address will not be published. Required fields are marked *\n";
    assert_ne!(judged("page.txt", &format!("{}{form}", english.repeat(4))), [0; 0]);
    assert_eq!(judged("page.txt", &format!("{}{}{form}", polish.repeat(12), english.repeat(4))), [0; 0]);
}

#[test]
fn markdown_has_no_furniture_to_learn_of() {
    let (sources, _) = pages();
    let before: usize = sources.iter().map(|s| judged("page.txt", &s.text).len()).sum();
    assert!(before > 0);
    for source in &sources {
        assert_eq!(judged("page.md", &source.text), [0; 0]);
    }
}

#[test]
fn what_stands_below_the_comments_goes_and_says_so() {
    let text = include_str!("fixtures/comments.txt");
    let (source, cleaned) = cleaned("page.txt", text);
    let heading = source.lines().find(|&l| source.raw(l) == "7 Comments").unwrap();
    let gone: Vec<u32> = source.lines().filter(|&l| cleaned.ledger.is_dropped(source.at(l))).collect();
    assert!(gone.iter().all(|&l| l >= heading), "{gone:?}");
    let because = |&l: &u32| match cleaned.ledger.fate(source.at(l)) {
        Fate::Dropped { rule, because } => in_english(because, rule, &Rules::built_in()),
        fate => panic!("{fate:?}"),
    };
    assert!(gone.iter().map(because).any(|b| b.contains("standing below the comments (“7 Comments”)")), "{gone:?}");
}

/// Pages of health advice that are text throughout, as one page of thirty thousand words: longer than nearly all that the
/// judge learned from, and nothing of it is furniture for standing late.
#[test]
fn a_long_page_loses_nothing_for_its_length() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/health/seeds");
    let mut files: Vec<_> = fs::read_dir(seeds).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    let text: Vec<String> = files.iter().map(|f| fs::read_to_string(f).unwrap()).collect();
    let (source, cleaned) = cleaned("page.txt", &text.join("\n\n"));
    let is_judged =
        |l: &u32| matches!(cleaned.ledger.fate(source.at(*l)), Fate::Dropped { rule, .. } if rule.as_str() == RULE);
    let words = |l: u32| source.raw(l).split_whitespace().count();
    let all: usize = source.lines().map(words).sum();
    let gone: Vec<&str> = source.lines().filter(is_judged).map(|l| source.raw(l)).collect();
    let lost: usize = gone.iter().map(|l| l.split_whitespace().count()).sum();
    assert!(all > 30_000 && lost * 1000 < all, "{lost} of {all} words: {gone:#?}");
}

#[test]
fn a_drop_says_why() {
    let (sources, _) = pages();
    let cleaned = clean(&Rules::built_in(), &sources, true);
    let fates = sources.iter().flat_map(|s| cleaned.ledger.fates(s.id));
    let reasons: Vec<&Reason> = fates
        .filter_map(|f| match f {
            Fate::Dropped { rule, because } if rule.as_str() == RULE => Some(because),
            _ => None,
        })
        .collect();
    assert!(!reasons.is_empty());
    for because in reasons.into_iter().chain(cleaned.suspects.iter().map(|s| &s.because)) {
        let because = in_english(because, &RULE.into(), &Rules::built_in());
        assert!(because.contains("% likely to be furniture, by ") && because.ends_with('.'), "{because}");
        assert!(!because.contains("reason."), "{because}");
    }
    for suspect in &cleaned.suspects {
        assert!(!cleaned.ledger.is_dropped(suspect.at), "a line that is dropped is no suspect");
    }
}

/// Words of text kept, and of furniture dropped, of a thousand. The pages are among those that the judge learned from:
/// this holds the floor under what was reached, and says nothing of pages that it has not seen.
#[test]
fn the_fixture_pages_stay_as_clean_as_they_are() {
    let (sources, labels) = pages();
    let cleaned = clean(&Rules::built_in(), &sources, true);
    let mut words = [[0usize; 2]; 2];
    for (source, labels) in sources.iter().zip(&labels) {
        for line in source.lines() {
            if let Some(keep) = labels.keep[line as usize - 1] {
                let dropped = cleaned.ledger.is_dropped(source.at(line));
                words[usize::from(keep)][usize::from(dropped)] += source.raw(line).split_whitespace().count();
            }
        }
    }
    let share = |of: usize, [a, b]: [usize; 2]| 1000 * of / (a + b);
    let (kept, dropped) = (share(words[1][0], words[1]), share(words[0][1], words[0]));
    assert!(kept >= KEPT && dropped >= DROPPED, "{kept} ‰ of the text kept, {dropped} ‰ of the furniture dropped");
}
const KEPT: usize = 985;
const DROPPED: usize = 760;

#[test]
fn training_gives_the_same_file_at_any_number_of_threads() {
    let (sources, labels) = pages();
    let rules = Rules::built_in();
    let train = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let mut corpus = Corpus::new(&rules, &sources, &labels);
            let judge = corpus.train();
            let text = corpus.write(&judge);
            let read = Judge::read(&text).unwrap();
            assert!(corpus.write(&read) == text, "what is read is not what was written");
            text
        })
    };
    let once = train(1);
    assert!(once.contains("[trees]\n") && once.matches("\ntree\n").count() > 10);
    assert!(once == train(3), "the file depends on the number of threads");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Real pages, cut up and put together again: the account sums, and nothing panics.
    #[test]
    fn any_page_adds_up(picks in prop::collection::vec((0..12usize, 0..60u32, any::<bool>()), 0..80), junk in "\\PC{0,40}") {
        let (sources, _) = pages();
        let mut text = String::new();
        for (page, line, blank) in picks {
            text += sources[page].raw(line + 1);
            text += if blank { "\n\n" } else { "\n" };
        }
        text += &junk;
        let (source, cleaned) = cleaned("page.txt", &text);
        let tally = cleaned.ledger.tally(&source);
        prop_assert!(tally.balances());
        prop_assert_eq!(tally.lines, source.len() as usize);
    }
}
