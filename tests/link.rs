//! What ties pages together, on small books: terms, the works that sources name, related passages, and the way back.

use sourcebook::{
    book::Book,
    check,
    clean::rules::Rules,
    model::{Severity, Source, SourceId},
    pipeline,
    read::{self, Theme},
    render::render,
};
use std::{collections::BTreeMap, path::Path, sync::LazyLock};

static THEME: LazyLock<Theme> = LazyLock::new(|| read::theme(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());

const BOOK: &str = "[book]\ntitle = \"Rivers\"\n
[[topic]]\nid = \"water\"\ntitle = \"Water\"\nterms = [\"water\", \"current\"]\n
[[topic]]\nid = \"life\"\ntitle = \"Life\"\nterms = [\"fish\", \"mussels\"]\n";

const TEXT: &str = "What The Water Does

Water in a current carries sediment. The bedload transport of a river depends on the shear stress at its bed, and
shear stress grows with the depth of the water. The suspended sediment concentration (SSC) tells how much is carried.

What Fish Need

Fish lay their eggs in gravel. Where bedload transport is strong, the gravel moves and the eggs of the fish are lost,
and where SSC is high, fish can't see. Sediment between the stones keeps the eggs from oxygen, as shear stress falls.

What Mussels Need

Mussels sit in the bed and feed on what floats by. Mussels close their shells when SSC is high, as fish leave.
";

/// The site of one source, which must be sound.
fn site(text: &str) -> BTreeMap<String, String> {
    let book = Book::parse(Path::new("."), BOOK.to_owned()).unwrap();
    let rules = Rules::built_in();
    let sources = [Source::new(SourceId(0), "0.txt".into(), "s0".into(), text.into())];
    let edition = pipeline::edit(&book, &rules, &sources);
    let pages = render(&edition, &THEME).unwrap();
    let errors: Vec<_> =
        check::pages(&edition, &THEME, &pages).into_iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    pages.into_iter().filter_map(|p| Some((p.path, String::from_utf8(p.bytes).ok()?))).collect()
}

fn count(html: &str, what: &str) -> usize {
    html.matches(what).count()
}

#[test]
fn the_index_lists_terms_with_their_sentences() {
    let site = site(TEXT);
    let terms = &site["terms.html"];
    for term in ["t-bedload-transport", "t-shear-stress", "t-ssc", "t-mussels"] {
        assert_eq!(count(terms, &format!("id=\"{term}\"")), 1, "{term}: {terms}");
    }
    assert!(terms.contains("Where <mark>bedload transport</mark> is strong"), "{terms}");
    assert!(terms.contains("<bdi>suspended sediment concentration</bdi>"), "the expansion stands by its abbreviation");
    assert!(terms.contains("see <a href=\"#t-ssc\">"), "and leads to it: {terms}");
    assert!(!terms.contains("id=\"t-suspended-sediment-concentration\""), "once, under its abbreviation");
    for general in ["high", "what", "tells", "leave", "water"] {
        assert!(!terms.contains(&format!("id=\"t-{general}\"")), "{general} is no term");
    }
}

#[test]
fn the_first_mention_on_a_page_leads_to_the_index_and_no_other_does() {
    let site = site(TEXT);
    for page in ["topics/water.html", "topics/life.html"] {
        let html = &site[page];
        let link = |term: &str| format!("<a class=\"term\" href=\"../terms.html#t-{term}\">");
        assert_eq!(count(html, &link("bedload-transport")), 1, "{page}: {html}");
        assert_eq!(count(html, &link("shear-stress")), 1, "{page}");
        let first = html.find("class=\"term\"").unwrap();
        assert!(html[..first].contains("data-lines"), "headings hold no links to terms");
    }
}

/// Two passages that share many words, on two topics, and one that shares few.
const SHARED: &str = "What The Water Does

Water and its current carry sediment: gravel from the banks, sand from the bed, silt from the fields of the valley.
Turbines, weirs and locks stand in the current of the water, and the oxygen of the reservoir falls with its depth.

What Fish Need

Fish need gravel from the banks, sand from the bed, and no silt from the fields of the valley in their eggs. Turbines,
weirs and locks are no place for fish, and where oxygen falls with the depth of the reservoir fish leave the sediment.

What Mussels Need

Mussels sit still and feed on what floats by, and they close their shells when somebody comes to look at mussels.
";

#[test]
fn related_passages_lead_to_each_other() {
    let site = site(SHARED);
    let (water, life) = (&site["topics/water.html"], &site["topics/life.html"]);
    let id = |html: &str, heading: &str| {
        let before = &html[..html.find(&format!(">{heading}</h2>")).unwrap_or_else(|| panic!("{heading}: {html}"))];
        let at = before.rfind("class=\"passage\" id=\"").unwrap() + 20;
        format!("#{}", before[at..].split('"').next().unwrap())
    };
    let fish = id(life, "What Fish Need");
    let what = id(water, "What The Water Does");
    let related = |to: &str| format!("Related: <a href=\"../topics/{to}\">");
    assert!(water.contains(&related(&format!("life.html{fish}"))), "{water}");
    assert!(life.contains(&related(&format!("water.html{what}"))), "{life}");
    let mussels = id(life, "What Mussels Need");
    assert!(!water.contains(&format!("life.html{mussels}")), "what shares no words is not related");
}

#[test]
fn a_passage_that_almost_stands_elsewhere_says_so_and_is_found_from_there() {
    let text =
        "What The Water Does\n\nThe current of the water is cold.\n\nWhat Is Known\n\nThe water is full of fish.\n";
    let site = site(text);
    let (water, life) = (&site["topics/water.html"], &site["topics/life.html"]);
    let (here, there, name) =
        if water.contains(">What Is Known</h2>") { (water, life, "water") } else { (life, water, "life") };
    assert!(here.contains("See also:"), "{here}");
    assert!(there.contains(&format!("href=\"../topics/{name}.html#p-")), "{there}");
}

#[test]
fn a_work_leads_to_the_passages_that_name_it_and_they_lead_to_it() {
    let work = "Able BC, Case D. Does water move fish? A trial. J Riv Res. 2016 Mar 3;77(2):42-51.";
    let text = format!("{SHARED}\nWhat Others Say Of Fish\n\nOf fish and mussels others say more.\n\n{work}\n");
    let site = site(&text);
    let (references, life) = (&site["references.html"], &site["topics/life.html"]);
    let at = references.find("<li id=\"w-able-2016-").expect("the work has an entry") + 8;
    let id = references[at..].split('"').next().unwrap();
    assert!(references[at..].contains("href=\"topics/life.html#p-"), "the entry leads to the passage");
    assert!(references[at..].contains("href=\"sources/s0.html#L"), "and to the line");
    assert!(life.contains(&format!("href=\"../references.html#{id}\"")), "{life}");
}

#[test]
fn a_term_leads_to_its_passages() {
    let site = site(TEXT);
    let terms = &site["terms.html"];
    let entry = &terms[terms.find("id=\"t-shear-stress\"").unwrap()..];
    let entry = &entry[..entry[1..].find("<dt").unwrap()];
    for page in ["water", "life"] {
        assert_eq!(count(entry, &format!("href=\"topics/{page}.html#p-")), 1, "{entry}");
    }
}

#[test]
fn no_paragraph_is_a_sea_of_links() {
    let words =
        "Bedload, sediment, gravel, salmon, mussels, turbines, estuary, silt, weir, oxygen and reservoir are words.";
    let text = format!(
        "What Fish Need\n\n{words}\n\nWhat The Water Does\n\n{words} It is the water.\n\nWhat Is So\n\nIt is.\n"
    );
    let site = site(&text);
    let index = count(&site["terms.html"], "<dt id=");
    assert!(index > 6, "{index} terms");
    for page in ["topics/water.html", "topics/life.html"] {
        let links = count(&site[page], "class=\"term\"");
        assert!((1..=3).contains(&links), "{page}: {links} links in a paragraph of 17 words");
    }
}

#[test]
fn a_term_that_was_mended_is_not_cut_in_two() {
    // The words are those of the ledger whatever is linked: `check` reads them back.
    let site = site(&TEXT.replace("bedload transport of", "bedload transports dont stop, and the shear stress of"));
    assert!(site["topics/water.html"].contains("<ins"));
}

/// A book of so many small sources, each naming a work of its own.
fn many(sources: usize) -> BTreeMap<String, String> {
    let book = Book::parse(Path::new("."), BOOK.to_owned()).unwrap();
    let rules = Rules::built_in();
    let source = |i: usize| {
        let text = format!(
            "River Number {i}\n\nThe water of river {i} is cold, and fish number {i} lives there.\n\n\
             Able BC, Case D. Does river {i} move? A trial. J Riv Res. 2016 Mar 3;{i}(2):42-51.\n"
        );
        Source::new(SourceId(i as u32), format!("{i}.txt"), format!("s{i}"), text)
    };
    let sources: Vec<Source> = (0..sources).map(source).collect();
    let edition = pipeline::edit(&book, &rules, &sources);
    let pages = render(&edition, &THEME).unwrap();
    let errors: Vec<_> =
        check::pages(&edition, &THEME, &pages).into_iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    pages.into_iter().filter_map(|p| Some((p.path, String::from_utf8(p.bytes).ok()?))).collect()
}

#[test]
fn references_of_many_sources_take_several_pages_and_their_addresses_hold() {
    let site = many(101);
    let contents = &site["references.html"];
    for (source, page) in [(0, 1), (49, 1), (50, 2), (100, 3)] {
        let entry = format!("<li id=\"s-s{source}\"><a href=\"references/{page}.html#s-s{source}\">");
        assert!(contents.contains(&entry), "{entry}: {contents}");
        assert!(site[&format!("references/{page}.html")].contains(&format!("id=\"s-s{source}\"")));
    }
    assert_eq!(count(contents, "<li id=\"w-able-2016-"), 101, "each work has its entry");
    assert!(!contents.contains("class=\"facts\""), "what is known of the sources stands on the other pages");
    let works = &site["references/4.html"];
    assert_eq!(count(works, "<li id=\"w-able-2016-"), 101);
    assert!(works.contains("id=\"works\"") && !works.contains("class=\"facts\""));
    assert!(
        site["topics/life.html"].contains("href=\"../references/4.html#w-able-2016-")
            || site
                .keys()
                .any(|p| { p.starts_with("topics/") && site[p].contains("href=\"../references/4.html#w-able-2016-") }),
        "passages lead to the entry itself"
    );
    assert!(contents.contains("<span aria-current=\"page\">All sources and works</span>"));
}

#[test]
fn few_sources_take_one_page() {
    let site = many(3);
    assert!(!site.contains_key("references/1.html"));
    assert_eq!(count(&site["references.html"], "class=\"facts\""), 3);
}
