//! What a reference says of where its work is to be found: DOI, arXiv, PubMed, address.

use super::compile;
use regex::Regex;
use std::sync::LazyLock;

/// What no identifier and no address goes on behind, but for `<1::AID-CNCR1>`: a SICI (ANSI/NISO Z39.56) has the page and
/// the title's letters of an article between such signs, and older DOIs are made of it.
const GOES_ON: &str = r#"(?:[^\s"<>\[\]{}|\\^`]|<[A-Z]?\d*:[^\s"<>/=]*>)+"#;
static DOI: LazyLock<Regex> = LazyLock::new(|| compile(&format!(r"\b10\.\d{{4,9}}/{GOES_ON}")));
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| compile(&format!("https?://{GOES_ON}")));
/// Where the reference itself ends: identifiers, addresses and the links that a publisher sets behind it.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?i)[\s.,;(]*(?:\bdoi\b\s*:?|https?://|\bpmc?id\s*:|\barxiv\b|\[(?:doi|crossref|medline|pubmed|google scholar|web of science|(?:pmc )?free|view|full text|article|links?|abstract)|\bepub\b|\bavailable (?:from|at|online)\b|\bretrieved (?:from|on|\p{L}+ \d)|\baccessed\b|\burl\s*:|\b10\.\d{4,9}/|↩)",
    )
});
static ARXIV: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"(?i)\barxiv(?:\.org/(?:abs|pdf)/|[:. ] ?)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})")
});
static PMID: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"(?i)(?:\bpmid:? ?|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(\d{1,8})\b")
});

/// Names under which others know a work.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Identifiers {
    pub doi: Option<String>,
    pub arxiv: Option<String>,
    pub pmid: Option<String>,
    pub address: Option<String>,
}

impl Identifiers {
    /// Those in a reference.
    pub fn of(text: &str) -> Self {
        let first = |regex: &Regex| Some(regex.captures(text)?.get(1)?.as_str().to_owned());
        let arxiv = first(&ARXIV);
        let pmid = first(&PMID);
        let addresses = ADDRESS.find_iter(text).map(|m| trimmed(m.as_str()));
        // An address that only spells out an identifier says nothing more.
        let spelled = |a: &&str| {
            a.contains("doi.org/")
                || arxiv.is_some() && a.contains("arxiv.org/")
                || pmid.is_some() && a.contains("ncbi.nlm.nih.gov")
        };
        let address = { addresses }.find(|a| !spelled(a)).map(str::to_owned);
        let doi = DOI.find(text).map(|m| trimmed(m.as_str()).to_owned());
        Self { doi, arxiv, pmid, address }
    }

    /// Whether the work can be told from every other by them.
    pub fn identify(&self) -> bool {
        self.doi.is_some() || self.arxiv.is_some() || self.pmid.is_some()
    }
}

/// The reference without addresses, and without identifiers and the links that a publisher sets behind it.
pub(super) fn without(text: &str) -> String {
    let text = ADDRESS.replace_all(text, "");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = BEHIND.find(&text).map_or(text.len(), |m| m.start());
    text[..end].trim_end_matches(|c: char| c.is_whitespace() || ".,;".contains(c)).to_owned()
}

/// An identifier without the punctuation of its sentence.
fn trimmed(text: &str) -> &str {
    let mut text = text;
    let mut extra = text.matches(')').count().saturating_sub(text.matches('(').count());
    loop {
        let shorter = text.trim_end_matches(['.', ',', ';', ':']);
        text = match shorter.strip_suffix(')').filter(|_| extra > 0) {
            Some(shorter) => shorter,
            None => return shorter,
        };
        extra -= 1;
    }
}
