//! The index of the search: whatever the text, every word of it is found where it stands, and each file is a
//! script that holds nothing but one call with JSON in it.

use proptest::prelude::*;
use serde_json::Value;
use sourcebook::search::{Document, File, Group, fold, index, tokens};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

fn document(title: &str, text: &str) -> Document {
    let (title, text) = (title.to_owned(), text.to_owned());
    Document { href: "topics/one.html#p-1".into(), title, titled: true, place: "here".into(), text }
}

fn files(language: &str, texts: &[&str]) -> Vec<File> {
    let documents = texts.iter().map(|text| document("", text)).collect();
    index(language, &[Group { title: "All".into(), documents }])
}

/// The index as the browser reads it.
struct Index(BTreeMap<String, Value>);

impl Index {
    fn new(files: &[File]) -> Self {
        let payload = |f: &File| {
            let call = f.script.strip_prefix(&format!("shard(\"{}\",", f.key)).expect("a call");
            serde_json::from_str(call.trim_end().strip_suffix(')').expect("its end")).expect("JSON")
        };
        Self(files.iter().map(|f| (f.key.clone(), payload(f))).collect())
    }

    fn firsts(&self, kind: &str) -> &Vec<Value> {
        self.0["index"][kind].as_array().unwrap()
    }

    fn terms(&self, word: &str) -> Vec<u64> {
        let key = fold(word);
        let before = |first: &Value| first.as_str().unwrap().encode_utf16().le(key.encode_utf16());
        let file = self.firsts("w").iter().filter(|first| before(first)).count().saturating_sub(1);
        let Some(lines) = self.0.get(&format!("w{file}")) else { return Vec::new() };
        let mut lines = lines.as_str().unwrap().split('\n').map(|line| line.split_once(' ').unwrap());
        let found = lines.find(|(word, _)| word.trim_end_matches('!') == key);
        found.map_or(Vec::new(), |(_, terms)| terms.split(' ').map(|t| t.parse().unwrap()).collect())
    }

    fn entry(&self, kind: &str, n: u64) -> &Value {
        let file = self.firsts(kind).iter().filter(|first| first.as_u64().unwrap() <= n).count() - 1;
        &self.0[&format!("{kind}{file}")][(n - self.firsts(kind)[file].as_u64().unwrap()) as usize]
    }

    /// Documents of a word, each with the places of it.
    fn places(&self, word: &str) -> BTreeMap<usize, BTreeSet<usize>> {
        let mut out: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for term in self.terms(word) {
            let uses = self.entry("t", term).as_str().unwrap();
            let (_, uses) = uses.split_once('|').unwrap();
            let (mut uses, mut next) = (Digits(uses.as_bytes()), 0);
            let mut places = Digits(self.entry("o", term).as_str().unwrap().as_bytes());
            while !uses.0.is_empty() {
                let document = next + uses.number();
                assert!((1..=63).contains(&uses.digit()));
                next = document + 1;
                let mut place = 0;
                for _ in 0..places.number() {
                    place += places.number();
                    out.entry(document).or_default().insert(place);
                }
            }
            assert!(places.0.is_empty());
        }
        out
    }

    /// Whether a text's word would be marked as a form of what was found.
    fn is_form(&self, word: &str) -> bool {
        let forms = self.terms(word).into_iter().map(|term| self.entry("t", term).as_str().unwrap());
        forms.map(|uses| uses.split_once('|').unwrap().0).any(|forms| forms.split(' ').any(|f| f == fold(word)))
    }

    fn found(&self, word: &str) -> Vec<usize> {
        self.places(word).into_keys().collect()
    }

    fn phrase(&self, words: &[&str]) -> Vec<usize> {
        let all: Vec<_> = words.iter().map(|word| self.places(word)).collect();
        let stands = |n: &usize, place: usize| {
            all.iter().enumerate().all(|(i, of)| of.get(n).is_some_and(|places| places.contains(&(place + i))))
        };
        let documents = all[0].iter().filter(|(n, places)| places.iter().any(|&place| stands(n, place)));
        documents.map(|(&n, _)| n).collect()
    }
}

struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    fn digit(&mut self) -> usize {
        const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let digit = DIGITS.find(char::from(self.0[0])).unwrap();
        self.0 = &self.0[1..];
        digit
    }

    fn number(&mut self) -> usize {
        match self.digit() {
            d if d > 31 => d - 32 + 32 * self.number(),
            d => d,
        }
    }
}

#[test]
fn forms_of_a_word_are_one() {
    let english = Index::new(&files("en", &["The effect lasts.", "Side effects; it doesn’t last", "effort", "last"]));
    assert_eq!(english.found("effects"), [0, 1]);
    assert_eq!(english.found("LAST"), [0, 1, 3]);
    assert_eq!(english.found("doesnt"), [1]);
    assert!(english.found("ketamines").is_empty());
    let typed = ["cats and dogs", "cat", "dog", "receptor", "ketamine’s past", "a past"];
    let typed = Index::new(&files("en", &typed));
    assert_eq!(typed.found("receptors"), [3], "a form that no text has");
    assert_eq!(typed.found("ketamine"), [4]);
    assert!(typed.found("receptored").is_empty());
    let german = Index::new(&files("de-AT", &["Die Häuser der Stadt", "ein Haus", "hausieren"]));
    assert_eq!(german.found("haus"), [0, 1]);
    assert_eq!(german.found("hauser"), [0, 1], "without the accent");
    let none = Index::new(&files("la", &["domus", "domum"]));
    assert_eq!(none.found("domus"), [0]);
}

#[test]
fn accents_make_no_difference_and_articles_are_cut() {
    let french = Index::new(&files("fr", &["L’homme est né", "les hommes", "nee", "qu'elle"]));
    assert_eq!(french.found("homme"), [0, 1]);
    assert_eq!(french.found("l'homme"), [0, 1]);
    assert_eq!(french.found("ne"), [0]);
    assert_eq!(french.found("elle"), [3]);
    let vietnamese = Index::new(&files("vi", &["tiếng Việt", "tieng"]));
    assert_eq!(vietnamese.found("tiếng"), [0, 1]);
    assert_eq!(vietnamese.found("tieng"), [0, 1]);
}

#[test]
fn text_without_spaces_is_found_by_any_run_of_it() {
    let japanese = Index::new(&files("ja", &["東京都の研究", "京都", "東 京"]));
    assert_eq!(japanese.found("京都"), [0, 1]);
    assert_eq!(japanese.found("東京"), [0]);
    assert_eq!(japanese.phrase(&["東京", "京都", "都の"]), [0]);
    assert_eq!(japanese.phrase(&["京都", "都の", "の研"]), [0]);
}

#[test]
fn a_phrase_stays_within_its_block() {
    let index = Index::new(&files("en", &["to be or\nnot to be", "to be or not to be", "not be to"]));
    assert_eq!(index.phrase(&["to", "be", "or", "not"]), [1]);
    assert_eq!(index.phrase(&["not", "to", "be"]), [0, 1]);
}

#[test]
fn stop_words_are_marked_and_kept() {
    let files = files("en", &["the cat", "the"]);
    let words = &files.iter().find(|f| f.key == "w0").unwrap().script;
    assert!(words.contains("the! ") && words.contains("cat "), "{words}");
    assert_eq!(Index::new(&files).found("the"), [0, 1]);
}

#[test]
fn a_large_index_is_cut_into_small_files() {
    let texts: Vec<String> = (0..3000).map(|n| format!("common word{n} x{}", n * 7919 % 3000)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let files = files("en", &texts);
    assert!(files.iter().all(|f| f.script.len() < 100_000));
    for kind in ["w", "t", "d"] {
        assert!(files.iter().any(|f| f.key == format!("{kind}1")), "one file of {kind}");
    }
    let index = Index::new(&files);
    assert_eq!(index.found("common").len(), 3000);
    for n in [0, 1, 1499, 2999] {
        assert_eq!(index.found(&format!("word{n}")), [n]);
    }
}

/// Text of pieces that mean something to a tokenizer, a script or a parser.
fn text() -> impl Strategy<Value = String> {
    let mark = prop::sample::select(vec![
        " ",
        " ",
        "\n",
        "'",
        "’",
        "-",
        "<",
        "</script>",
        "<!--",
        "\u{2028}",
        "\"",
        "\\",
        "\0",
        "!",
        "|",
        "{{ x }}",
        "ketamine",
        "Effects ",
        "don’t ",
        "é",
        "e\u{301}",
        "ﬁ",
        "İ",
        "ΟΔΟΣ",
        "ß",
        "東京",
        "で",
        "か\u{3099}",
        "ﾊﾟ",
        "กำ",
        "हिन्दी",
        "한국어",
        "\u{202e}",
        "\u{ad}",
        "𝒳",
        "½",
        "Ⅳ",
        "\u{1f600}",
        "constructor ",
        "__proto__ ",
    ]);
    let piece = prop_oneof![4 => mark.prop_map(str::to_owned), 1 => ".{0,6}", 1 => "\\w{1,4}"];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_of_any_text_is_found(texts in prop::collection::vec((text(), text()), 1..5), language in "en|de|ar|ja|tr") {
        let documents = texts.iter().map(|(title, text)| document(title, text)).collect();
        let files = index(&language, &[Group { title: "</script>".into(), documents }]);
        for file in &files {
            prop_assert!(!file.script.contains(['<', '\u{2028}', '\u{2029}']), "{}", file.script);
        }
        let index = Index::new(&files);
        for (n, (title, text)) in texts.iter().enumerate() {
            let record = index.entry("d", n as u64);
            prop_assert_eq!(record[1].as_str(), Some(title.as_str()));
            prop_assert_eq!(record[3].as_str(), Some(text.as_str()));
            let (title, text): (String, String) = (title.nfc().collect(), text.nfc().collect());
            for token in tokens(&title).into_iter().chain(tokens(&text)).filter(|t| !fold(t.text).is_empty()) {
                prop_assert!(index.found(token.text).contains(&n), "{:?} of document {}", token.text, n);
                prop_assert!(index.is_form(token.text));
            }
        }
    }

    #[test]
    fn folding_is_settled(word in text()) {
        let folded = fold(&word);
        prop_assert_eq!(fold(&folded), folded.clone());
        prop_assert_eq!(fold(&word.to_uppercase()), fold(&word.to_uppercase().to_lowercase()));
    }
}
