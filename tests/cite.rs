//! Citations as data: what other programs read is what was recorded, whatever its words.

use biblatex::{Bibliography, ChunksExt};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;
use sourcebook::{
    book::Book,
    clean::rules::Rules,
    model::{Date, Known, Name, Record, Source, SourceId},
    pipeline,
    read::{self, Theme},
    render::{Page, render},
};
use std::{collections::BTreeMap, path::Path, sync::LazyLock};

static THEME: LazyLock<Theme> = LazyLock::new(|| read::theme(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());

const TEXT: &str = "How Rivers Move

Rivers move because water runs down-hill, and it takes the bank with it, year after year.

B.C. Able-Case et al., Sustained flow of a river under induced pressure, Rivers, 364:eaat8078, 2019.

• 2.Able BC, de Case D. Does water move? A trial. J Riv Res. 2016 Mar 3;77(2):42–51. doi: 10.1016/j.jriv.2016.02.023.
";

fn book() -> Book {
    let topic = "[[topic]]\nid = \"rivers\"\ntitle = \"rivers\"\nterms = [\"rivers\"]\n";
    Book::parse(Path::new("."), format!("[book]\ntitle = \"A </script><b>book\"\n{topic}")).unwrap()
}

/// The site of these sources.
fn site(sources: Vec<(&str, Record)>) -> BTreeMap<String, String> {
    let (book, rules) = (book(), Rules::built_in());
    let source = |(i, (text, recorded)): (usize, (&str, Record))| {
        let mut source = Source::new(SourceId(i as u32), format!("{i}.txt"), format!("s{i}"), text.into());
        source.recorded = recorded;
        source
    };
    let sources: Vec<Source> = sources.into_iter().enumerate().map(source).collect();
    let edition = pipeline::edit(&book, &rules, &sources);
    let pages = render(&edition, &THEME).unwrap();
    let text = |p: Page| Some((p.path, String::from_utf8(p.bytes).ok()?));
    pages.into_iter().filter_map(text).collect()
}

fn recorded(text: &str) -> Record {
    Record {
        address: Some(Known::recorded("https://example.org/a?b=1&c=%7Bd%7D#e".into())),
        title: Some(Known::recorded(text.into())),
        site: Some(Known::recorded(text.into())),
        authors: Some(Known::recorded(vec![
            Name::Parted { family: "Silva".into(), given: text.into() },
            Name::Whole(format!("{text} and Sons, Ltd")),
        ])),
        published: Some(Known::recorded(Date::parse("2019-04-11").unwrap())),
        updated: None,
        retrieved: Some(Known::recorded(Date::parse("2020-01").unwrap())),
        licence: Some(Known::recorded(text.into())),
    }
}

/// Whether a data block is an `Article` of schema.org with what it is based on and what it cites: each object has a
/// type and its fields are of the kinds that schema.org gives them, none is empty, and nothing claims to check facts.
fn fits_schema_org(json: &Value) -> Result<(), String> {
    let field = |of: &Value, name: &str, kinds: &[&str], of_kind: &str| -> Result<(), String> {
        let entries = of[name].as_array().ok_or(format!("{name} is a list: {of}"))?;
        for entry in entries {
            let kind = entry["@type"].as_str().unwrap_or_default();
            if !kinds.contains(&kind) {
                return Err(format!("{name} is a {of_kind}, not {kind:?}: {entry}"));
            }
        }
        Ok(())
    };
    if json["@context"] != "https://schema.org" || json["@type"] != "Article" || !json["headline"].is_string() {
        return Err(format!("it is an Article with a headline: {json}"));
    }
    let works = ["WebPage", "CreativeWork", "ScholarlyArticle"];
    field(json, "isBasedOn", &works, "work")?;
    if json.get("citation").is_some() {
        field(json, "citation", &works, "work")?;
    }
    let mut open = vec![json];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(fields) => {
                for (name, value) in fields {
                    let known = name.starts_with('@') || SCHEMA_ORG.contains(&name.as_str());
                    let date = !name.starts_with("date") || value.as_str().is_some_and(|d| Date::parse(d).is_some());
                    if !known || !date || name == "@type" && value == "ClaimReview" {
                        return Err(format!("{name}: {value}"));
                    }
                    open.push(value);
                }
            }
            Value::Array(items) => open.extend(items),
            Value::Null => return Err("what is not known is absent".into()),
            Value::String(text) if text.is_empty() => return Err("what is empty is absent".into()),
            _ => {}
        }
    }
    Ok(())
}

/// Properties of schema.org's Article, WebPage, ScholarlyArticle, WebSite, Periodical, its volumes and issues, and
/// Person.
const SCHEMA_ORG: [&str; 22] = [
    "headline",
    "name",
    "description",
    "url",
    "inLanguage",
    "isBasedOn",
    "citation",
    "author",
    "datePublished",
    "dateModified",
    "license",
    "isPartOf",
    "pagination",
    "volumeNumber",
    "issueNumber",
    "familyName",
    "givenName",
    "identifier",
    "sameAs",
    "abstract",
    "publisher",
    "mainEntityOfPage",
];

/// The fields of the schema of CSL data that are written here, and no other; `tests/browser` holds what is written to the
/// schema itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, non_snake_case)]
struct Item {
    id: String,
    r#type: Type,
    author: Option<Vec<CslName>>,
    title: Option<String>,
    #[serde(rename = "container-title")]
    container: Option<String>,
    publisher: Option<String>,
    #[serde(rename = "publisher-place")]
    place: Option<String>,
    volume: Option<String>,
    issue: Option<String>,
    page: Option<String>,
    issued: Option<CslDate>,
    accessed: Option<CslDate>,
    DOI: Option<String>,
    PMID: Option<String>,
    archive: Option<String>,
    archive_location: Option<String>,
    URL: Option<String>,
    custom: serde_json::Map<String, Value>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Type {
    Webpage,
    Article,
    ArticleJournal,
    Book,
    Chapter,
    Document,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
#[allow(dead_code)]
enum CslName {
    Parted { family: String, given: String },
    Whole { literal: String },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CslDate {
    #[serde(rename = "date-parts")]
    parts: Vec<Vec<u16>>,
}

fn csl(site: &BTreeMap<String, String>) -> Vec<Item> {
    serde_json::from_str(&site["references.json"]).unwrap()
}

fn data_block(html: &str) -> Value {
    let start = html.find("<script type=\"application/ld+json\">").expect("a data block") + 35;
    let block = &html[start..];
    serde_json::from_str(&block[..block.find("</script").expect("an end")]).expect("JSON")
}

#[test]
fn works_that_the_sources_name_are_entries() {
    let site = site(vec![(TEXT, Record::default()), (TEXT, recorded("T"))]);
    let article = data_block(&site["topics/rivers.html"]);
    fits_schema_org(&article).unwrap();
    let cited = article["citation"].as_array().unwrap();
    let volume = serde_json::json!({
        "@type": "PublicationVolume", "volumeNumber": "364", "isPartOf": { "@type": "Periodical", "name": "Rivers" }
    });
    assert!(cited.iter().any(|work| work["isPartOf"] == volume), "{cited:#?}");
    let items = csl(&site);
    assert_eq!(items.len(), 4, "two sources, and two works that both name: {items:#?}");
    let work = &items[2];
    assert_eq!((&work.r#type, work.container.as_deref()), (&Type::ArticleJournal, Some("Rivers")));
    assert_eq!((work.volume.as_deref(), work.page.as_deref()), (Some("364"), Some("eaat8078")));
    assert_eq!(work.issued.as_ref().unwrap().parts, [[2019]]);
    assert_eq!(work.custom["named-in"], serde_json::json!(["0.txt, line 5", "1.txt, line 5"]));
    assert_eq!(work.custom["et-al"], true);
    assert_eq!(items[3].DOI.as_deref(), Some("10.1016/j.jriv.2016.02.023"));

    let references = &site["references.html"];
    assert!(references.contains("href=\"https://doi.org/10.1016/j.jriv.2016.02.023\""), "{references}");
    let anchor = format!("references.html#w-{}", work.id);
    assert!(references.contains(&format!("id=\"w-{}\"", work.id)));
    assert!(site["topics/rivers.html"].contains(&anchor), "the passage leads to the work");

    let bib = Bibliography::parse(&site["references.bib"]).unwrap();
    let entry = bib.get(&work.id).unwrap();
    assert_eq!(entry.pages().map(|_| ()).ok(), Some(()));
    let authors = entry.author().unwrap();
    assert_eq!((authors[0].name.as_str(), authors[0].given_name.as_str()), ("Able-Case", "B.C."));
    assert_eq!(authors[1].name, "others");
}

#[test]
fn a_work_is_linked_by_every_identifier_that_it_has() {
    let text = "How Rivers Move\n\nRivers move because water runs down-hill.\n\n\
        Able BC, Case D. Does water move? A trial. J Riv Res. 2016;77(2):42-51. doi: 10.1016/j.x. PMID: 123456. \
        Available from: https://example.org/trial.\n\n\
        Able, B., and Case, D. A work of note. arXiv preprint arXiv:2012.16245v2 (2021).\n\n\
        Able C, Case S. Water and land. In: Handbook Of Rivers. New York: River Press; 2009:632-645.\n\n\
        Able B, Case P. Rivers Through Life: An Approach. Stamford, CT: River Publishing; 2019.\n";
    let site = site(vec![(text, Record::default())]);
    let references = &site["references.html"];
    for address in [
        "https://doi.org/10.1016/j.x",
        "https://pubmed.ncbi.nlm.nih.gov/123456/",
        "https://example.org/trial",
        "https://arxiv.org/abs/2012.16245",
    ] {
        assert!(references.contains(&format!("href=\"{address}\"")), "{address}: {references}");
    }
    let items = csl(&site);
    assert_eq!(items[1].PMID.as_deref(), Some("123456"));
    assert_eq!(
        (items[2].archive.as_deref(), items[2].archive_location.as_deref()),
        (Some("arXiv"), Some("2012.16245"))
    );
    assert_eq!(items[2].r#type, Type::Article);
    let bib = Bibliography::parse(&site["references.bib"]).unwrap();
    assert_eq!((&items[3].r#type, items[3].publisher.as_deref()), (&Type::Chapter, Some("River Press")));
    assert_eq!((&items[4].r#type, items[4].place.as_deref()), (&Type::Book, Some("Stamford, CT")));
    fits_schema_org(&data_block(&site["topics/rivers.html"])).unwrap();
    assert_eq!(bib.get(&items[3].id).unwrap().entry_type, biblatex::EntryType::InCollection);
    let eprint = |id: &str| bib.get(id).unwrap().get("eprint").unwrap().format_verbatim();
    assert_eq!((eprint(&items[1].id), eprint(&items[2].id)), ("123456".to_owned(), "2012.16245".to_owned()));
}

#[test]
fn a_doi_of_any_signs_has_one_address_everywhere() {
    let cited = TEXT.replace("10.1016/j.jriv.2016.02.023", "10.1000/(é)456#789");
    let site = site(vec![(&cited, Record::default())]);
    let address = "https://doi.org/10.1000/(%C3%A9)456%23789";
    assert!(site["references.html"].contains(&format!("href=\"{address}\"")), "{}", site["references.html"]);
    let json = data_block(&site["topics/rivers.html"]);
    let urls: Vec<_> = json["citation"].as_array().unwrap().iter().filter_map(|work| work["url"].as_str()).collect();
    assert!(urls.contains(&address), "{urls:?}");
}

#[test]
fn what_nobody_knows_is_absent() {
    let site = site(vec![("Some words that say nothing of themselves, and that is all.\n", Record::default())]);
    fits_schema_org(&data_block(&site["topics/unsorted.html"])).unwrap();
    let item = &csl(&site)[0];
    assert!(item.title.is_none() && item.author.is_none() && item.issued.is_none() && item.URL.is_none(), "{item:?}");
    let based_on = &data_block(&site["topics/unsorted.html"])["isBasedOn"][0];
    assert_eq!(based_on, &serde_json::json!({ "@type": "WebPage", "name": "0.txt" }));
    assert!(!site["topics/unsorted.html"].contains("#:~:text="));
}

#[test]
fn a_headline_is_the_title_and_a_label_is_none() {
    let words = "They move because water runs down-hill, and it takes the bank with it, year after year.";
    for (head, title) in [("How Great Rivers Move", Some("How Great Rivers Move")), ("Introduction", None)] {
        let site = site(vec![(&format!("{head}\n\n{words}\n"), Record::default())]);
        assert_eq!(csl(&site)[0].title.as_deref(), title);
    }
}

#[test]
fn the_original_is_linked_by_words_that_nothing_was_mended_in() {
    let text = "How Rivers Move\n\nThey dont move up-hill, for water runs down, and takes the bank with it.\n\n\
                It is like this, year after year, and nobody has yet seen a river rest for long.\n";
    let site = site(vec![(text, recorded("T"))]);
    let html = &site["topics/rivers.html"];
    let start = html.find("c=%7Bd%7D#e:~:text=").expect("the address has a fragment already") + 19;
    let fragment = &html[start..start + html[start..].find('"').unwrap()];
    // `dont` was mended, so that the run begins behind it.
    assert_eq!(fragment, "move%20up%2Dhill%2C%20for%20water%20runs%20down,seen%20a%20river%20rest%20for%20long");
    assert!(site["sources/s0.html"].contains(fragment));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_come_back(text in "[a-zA-Z0-9 {}\\\\%&#$_~^\"'<>/,;:.@äß’“–\u{2028}`-]{0,24}[a-z]") {
        let site = site(vec![(TEXT, recorded(&text))]);
        prop_assert_eq!(fits_schema_org(&data_block(&site["topics/rivers.html"])), Ok(()));
        let item = &csl(&site)[0];
        prop_assert_eq!(item.title.as_deref(), Some(text.as_str()));

        let based_on = &data_block(&site["topics/rivers.html"])["isBasedOn"][0];
        prop_assert_eq!(&based_on["name"], &Value::from(text.clone()));
        prop_assert_eq!(&based_on["license"], &Value::from(text.clone()));

        let bib = Bibliography::parse(&site["references.bib"]).map_err(|e| TestCaseError::fail(format!("{e}")))?;
        let entry = bib.get("s0").ok_or_else(|| TestCaseError::fail("no entry"))?;
        let spaced = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        let title = entry.title().unwrap().format_verbatim();
        prop_assert_eq!(spaced(&title), spaced(&text));
        prop_assert_eq!(entry.get("url").unwrap().format_verbatim(), "https://example.org/a?b=1&c=%7Bd%7D#e");
    }
}

#[test]
fn what_is_wrong_is_found() {
    let review = serde_json::json!({ "@context": "https://schema.org", "@type": "Article", "headline": "A",
        "isBasedOn": [{ "@type": "ClaimReview", "name": "b" }] });
    assert!(fits_schema_org(&review).is_err());
}
