//! Works cited in full: `Able B, Case D. A title. J Name. 2001;12(3):45-67.` and the like, in the styles of
//! Vancouver, APA, Nature, Harvard, MLA, Chicago, IEEE and the National Library of Medicine's title-first form.
//!
//! A reference is read from both ends: names at its head, year, volume and pages at its tail, and what is left
//! between is title and container. A line that is not whole in this sense is no reference: a sentence that names a
//! work is taken for a sentence.

use crate::model::Name;
use regex::Regex;
use std::sync::LazyLock;

/// A work, as far as its parts can be told apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cited {
    /// Authors, in order; at least one.
    pub authors: Vec<Name>,
    /// Whether there are more of them (`et al.`).
    pub others: bool,
    /// Its title.
    pub title: Option<String>,
    /// The journal or book that it stands in.
    pub container: Option<String>,
    /// Volume.
    pub volume: Option<String>,
    /// Issue.
    pub issue: Option<String>,
    /// Page, pages, or the number of an article.
    pub pages: Option<String>,
    /// Year.
    pub year: u16,
    /// Digital object identifier, beginning with `10.`.
    pub doi: Option<String>,
    /// Web address that is no DOI.
    pub address: Option<String>,
}

/// Shorter and longer lines than these (bytes) are no references.
const LENGTH: std::ops::RangeInclusive<usize> = 30..=900;
/// A title in mid-reference has this many words at least, so that a name isn't taken for one.
const TITLE_WORDS: usize = 2;
/// A container has at most this many words.
const CONTAINER_WORDS: usize = 14;
/// More names than this are a list of people.
const MOST_NAMES: usize = 60;

const YEAR: &str = r"(?:1[5-9]|20)\d\d";
const PAGES: &str = r"[A-Za-z]{0,4}\d{1,7}[A-Za-z]?(?:[-–—‐][A-Za-z]{0,2}\d{1,6}[A-Za-z]?)?(?:, ?\d{1,6}[-–]\d{1,6})?";

const MONTH: &str = r"(?:(?:,? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Spring|Summer|Fall|Autumn|Winter)[a-z]*\.?(?:[-–/][A-Z][a-z]{2,8})?(?: \d{1,2})?)?";
const ISSUE: &str = r"(?: ?\((?P<issue>[^()]{1,24})\))?";

fn compile(pattern: &str) -> Option<Regex> {
    let parts = [("YEAR", YEAR), ("PAGES", PAGES), ("MONTH", MONTH), ("ISSUE", ISSUE)];
    Regex::new(&parts.iter().fold(pattern.to_owned(), |p, (name, part)| p.replace(name, part))).ok()
}

/// Year, volume, issue and pages at the tail of a reference, by style.
static TAILS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // 2001 Mar 3;12(3):45-67
        r"[ (](?P<year>YEAR)\)?MONTH; ?(?P<volume>\d{1,4})?(?: ?Suppl\.? ?\d*)?ISSUE(?:: ?(?P<pages>PAGES))?$",
        // 12, 45–67 (2001)
        r",? (?P<volume>\d{1,4})ISSUE[,:] ?(?:pp?\. ?)?(?P<pages>PAGES) \((?P<year>YEAR)\)$",
        // vol. 12, no. 3, pp. 45–67, 2001 and vol. 12, no. 3, 2001, pp. 45–67
        r",? [Vv]ol\. ?(?P<volume>\d{1,4})(?:, (?:no|iss|issue)\. ?(?P<issue>[\w–-]{1,12}))?(?:, pp?\. ?(?P<pages>PAGES))?,? \(?(?:[A-Z][a-z]{2,8}\.? )?(?P<year>YEAR)\)?(?:, pp?[.:] ?(?P<pages2>PAGES))?$",
        // 12(3):45-67, 2001 and 84.1, 2001, pp: 45-67
        r",? (?P<volume>\d{1,4})ISSUE: ?(?P<pages>PAGES),? \(?(?P<year>YEAR)\)?$",
        r",? (?P<volume>\d{1,4})(?:\.(?P<issue>\d{1,3}))?,? \(?(?P<year>YEAR)\)?[,:] ?pp?[.:] ?(?P<pages>PAGES)$",
        // 12, no. 3 (2001): 45–67
        r",? (?P<volume>\d{1,4})(?:, no\. (?P<issue>[\w–-]{1,12}))? \((?:[A-Z][a-z]{2,8}\.? )?(?P<year>YEAR)\): ?(?P<pages>PAGES)$",
        // 12(3), 45–67, where the year stands behind the names
        r",? (?:[Vv]ol\. ?)?(?P<volume>\d{1,4})ISSUE(?:[,:] ?(?:pp?\. ?|Article )?(?P<pages>PAGES))?$",
    ]
    .iter()
    .filter_map(|p| compile(p))
    .collect()
});

static DOI: LazyLock<Option<Regex>> = LazyLock::new(|| compile(r#"\b10\.\d{4,9}/[^\s"<>\[\]{}|\\^`]+"#));
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| compile(r#"https?://[^\s"<>\[\]{}|\\^`]+"#));
/// Where the reference itself ends: identifiers, addresses and the links that a publisher sets behind it.
static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compile(
        r"(?i)[\s.,;(]*(?:\bdoi\b\s*:?|https?://|\bpmc?id\s*:|\[(?:doi|crossref|medline|pubmed|google scholar|web of science|(?:pmc )?free|view|full text|article|links?|abstract)|\bepub\b|\bavailable (?:from|at|online)\b|\bretrieved (?:from|on|\p{L}+ \d)|\baccessed\b|\b10\.\d{4,9}/|↩)",
    )
});
static MARK: LazyLock<Option<Regex>> =
    LazyLock::new(|| compile(r"^(?:[•·▪◦‣*–-]\s*)?(?:\[\d{1,4}\]|\(\d{1,3}\)|\d{1,4}[.)]|\^)?\s*"));

/// Forms of one name at the head of a reference.
struct Forms {
    /// `Able, B. C.`
    inverted: Regex,
    /// `Able BC`
    bare: Regex,
    /// `B.C. Able`
    forward: Regex,
    /// `Able, Ben` and then `Dora Case`
    full: Regex,
    full_forward: Regex,
    between: Regex,
    others: Regex,
    /// `(2001).` or `, 2001.` behind the names.
    year: Regex,
}

static FORMS: LazyLock<Option<Forms>> = LazyLock::new(|| {
    let particle = r"(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|ter|ten|el|al|bin|ibn|zu|af|av)[ -]){0,3}";
    let part = r"(?:[dDlLO]['’])?\p{Lu}[\p{L}'’]*(?:-\p{L}[\p{L}'’]*)*";
    let family = format!(r"{particle}{part}(?: (?:{particle}){part}){{0,2}}");
    let end = r"(?P<ahead>[\s,.;:(&]|$)";
    Some(Forms {
        inverted: compile(&format!(r"^({family}), (\p{{Lu}}\.(?:[ -]?\p{{Lu}}\.){{0,4}})(?:, (?:Jr|Sr)\.?)?"))?,
        bare: compile(&format!(r"^({family}) (\p{{Lu}}{{1,3}}(?:-\p{{Lu}})?)(?: (?:Jr|Sr|2nd|3rd))?{end}"))?,
        forward: compile(&format!(r"^((?:\p{{Lu}}\.[ -]?){{1,4}}) ?({family})"))?,
        full: compile(&format!(r"^({family}), (\p{{Lu}}\p{{L}}+(?:[ -]\p{{Lu}}(?:\p{{L}}+|\.)){{0,2}})"))?,
        full_forward: compile(&format!(r"^(\p{{Lu}}\p{{L}}+(?: \p{{Lu}}\.)?) ({family})"))?,
        between: compile(r"^(?:\.?,? (?:and|&|und|et) |[,;] (?:& |and |\.{3} |… )?)")?,
        others: compile(r"^[,;]? ?(?:et ?al\b\.?|and others\b|\.\.\.|…)")?,
        year: compile(r"^[.,]? ?\(?(YEAR)[a-z]?(?:, [^()]{1,24})?\)?[.,:] ?")?,
    })
});

/// Reads a line as a reference. `None` when it is none.
pub fn read(line: &str) -> Option<Cited> {
    let line = line.trim();
    if !LENGTH.contains(&line.len()) || !has_year(line) {
        return None;
    }
    let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = &text[MARK.as_ref()?.find(&text).map_or(0, |m| m.end())..];
    let first = text.chars().next()?;
    if !first.is_alphabetic() && !"\"“‘'«".contains(first) {
        return None;
    }
    let doi = DOI.as_ref()?.find(text).map(|m| trimmed(m.as_str()).to_owned());
    let addresses = ADDRESS.as_ref()?.find_iter(text).map(|m| trimmed(m.as_str()));
    let address = addresses.filter(|a| !a.contains("doi.org/")).map(str::to_owned).next();
    let core = &text[..BEHIND.as_ref()?.find(text).map_or(text.len(), |m| m.start())];
    let core = core.trim_end_matches(|c: char| c.is_whitespace() || ".,;".contains(c));
    let cited = names_first(core, doi.is_some()).or_else(|| title_first(core))?;
    Some(Cited { doi, address, ..cited })
}

/// `Names. Title. Container. Year;volume:pages`, in whatever order year and volume have.
fn names_first(core: &str, identified: bool) -> Option<Cited> {
    let forms = FORMS.as_ref()?;
    let (authors, others, rest) = names(core)?;
    let (mut year, mut rest) = (None, rest);
    if let Some(found) = forms.year.captures(rest) {
        year = found.get(1).and_then(|y| y.as_str().parse().ok());
        rest = &rest[found.get(0)?.end()..];
    }
    let dated = year.is_some();
    let body = rest.trim_start_matches(['.', ',', ':', ' ']);
    for (i, tail) in TAILS.iter().enumerate() {
        let Some(found) = tail.captures(body) else { continue };
        let part = |name| found.name(name).map(|m| m.as_str().to_owned());
        let Some(year) = part("year").and_then(|y| y.parse().ok()).or(year) else { continue };
        // The last form has no year of its own, so little is left to tell a reference by.
        if i + 1 == TAILS.len() && (!dated || part("pages").is_none() && part("issue").is_none() && !identified) {
            continue;
        }
        if part("volume").is_none() && part("pages").is_none() {
            continue;
        }
        let head = &body[..found.get(0)?.start()];
        let Some((title, container)) = parted(head.trim_end_matches([',', ' '])) else { continue };
        return Some(Cited {
            authors,
            others,
            title: Some(title),
            container: Some(container),
            volume: part("volume"),
            issue: part("issue"),
            pages: part("pages").or_else(|| part("pages2")),
            year,
            ..Cited::default()
        });
    }
    // With names, a year behind them and an identifier it is a work, whatever else it says.
    let year = year.filter(|_| identified)?;
    Some(Cited { authors, others, year, title: first_sentence(body), ..Cited::default() })
}

/// `Title. Names. Container. Year;volume:pages`
fn title_first(core: &str) -> Option<Cited> {
    let found = TAILS.first()?.captures(core)?;
    let part = |name| found.name(name).map(|m| m.as_str().to_owned());
    let year = part("year")?.parse().ok()?;
    part("volume").or_else(|| part("pages"))?;
    let head = &core[..found.get(0)?.start()];
    let mut ends = head.match_indices(['.', '?', '!']).map(|(i, _)| i).filter(|&i| head[i + 1..].starts_with(' '));
    let (title, authors, others, rest) = ends.find_map(|end| {
        let (authors, others, rest) = names(&head[end + 2..])?;
        let title = head[..=end].trim_end_matches('.');
        (words(title) >= TITLE_WORDS).then_some((title, authors, others, rest))
    })?;
    let container = rest.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    is_container(container).then(|| Cited {
        authors,
        others,
        title: Some(title.to_owned()),
        container: Some(container.to_owned()),
        volume: part("volume"),
        issue: part("issue"),
        pages: part("pages"),
        year,
        ..Cited::default()
    })
}

/// Names at the head of a text, whether there are more, and what follows.
fn names(text: &str) -> Option<(Vec<Name>, bool, &str)> {
    let forms = FORMS.as_ref()?;
    type Form<'a> = (&'a Regex, &'a Regex, bool, bool);
    let styles: [Form<'_>; 4] = [
        (&forms.inverted, &forms.inverted, true, true),
        (&forms.bare, &forms.bare, true, true),
        (&forms.forward, &forms.forward, false, false),
        (&forms.full, &forms.full_forward, true, false),
    ];
    styles.iter().find_map(|&(first, next, family_first, next_family_first)| {
        let (mut names, mut rest, mut others) = (Vec::new(), text, false);
        loop {
            let (form, family_first) = if names.is_empty() { (first, family_first) } else { (next, next_family_first) };
            let Some(found) = form.captures(rest) else { break };
            let (a, b) = (found.get(1)?, found.get(2)?);
            let (family, given) = if family_first { (a, b) } else { (b, a) };
            names.push(Name::Parted { family: family.as_str().to_owned(), given: given.as_str().trim().to_owned() });
            rest = &rest[found.name("ahead").map_or(found.get(0)?.end(), |m| m.start())..];
            if let Some(m) = forms.others.find(rest) {
                (others, rest) = (true, &rest[m.end()..]);
                break;
            }
            let Some(m) = forms.between.find(rest) else { break };
            // What follows a comma may be the title.
            let after = &rest[m.end()..];
            let goes_on = next.is_match(after) && names.len() < MOST_NAMES;
            if !goes_on {
                if let Some(m) = forms.others.find(after) {
                    (others, rest) = (true, &after[m.end()..]);
                }
                break;
            }
            rest = after;
        }
        let ended = rest.starts_with(['.', ',', ':', ' ', '(']) || rest.is_empty();
        (!names.is_empty() && ended).then_some((names, others, rest))
    })
}

/// Title and container of what stands between names and tail.
fn parted(head: &str) -> Option<(String, String)> {
    let head = head.trim();
    let first = head.chars().next()?;
    if let Some(close) = ["\"\"", "“”", "‘’", "«»"].iter().find_map(|p| {
        let mut pair = p.chars();
        (pair.next() == Some(first)).then(|| pair.next()).flatten()
    }) {
        let inner = &head[first.len_utf8()..];
        let end = inner.find(close)?;
        let title = inner[..end].trim_end_matches([',', '.', ' ']);
        let container = inner[end + close.len_utf8()..].trim_matches(|c: char| " ,.".contains(c));
        let container = container.strip_prefix("in ").or_else(|| container.strip_prefix("In ")).unwrap_or(container);
        return (words(title) >= TITLE_WORDS && is_container(container))
            .then(|| (title.to_owned(), container.to_owned()));
    }
    // The first full stop behind which all is a container; failing that, the last comma.
    let stops = head.match_indices(['.', '?', '!']).map(|(i, _)| i).filter(|&i| head[i + 1..].starts_with(' '));
    let by_stop = stops
        .map(|i| (head[..=i].trim_end_matches('.'), head[i + 2..].trim_end_matches('.')))
        .find(|(title, container)| words(title) >= TITLE_WORDS && is_container(container));
    let by_comma = || {
        let (title, container) = head.rsplit_once(", ")?;
        (words(title) > TITLE_WORDS && is_container(container) && !title.contains(". ")).then_some((title, container))
    };
    by_stop
        .or_else(by_comma)
        .map(|(title, container)| (title.to_owned(), container.trim_start_matches("In ").to_owned()))
}

/// Whether a text could name a journal or a book: few words, a capital at its head, and no full stop but behind an
/// abbreviation.
fn is_container(text: &str) -> bool {
    let text = text.trim();
    let abbreviated = |word: &str| {
        let stem = word.trim_end_matches(['.', ',']);
        stem.chars().count() <= 8 && stem.starts_with(char::is_uppercase)
    };
    let inner: Vec<&str> = text.split(' ').collect();
    let stops = inner.iter().rev().skip(1).filter(|w| w.ends_with(['.', '?', '!']));
    text.starts_with(char::is_uppercase)
        && (1..=CONTAINER_WORDS).contains(&inner.len())
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !text.contains(';')
        && { stops }.all(|w| abbreviated(w))
}

fn first_sentence(text: &str) -> Option<String> {
    let end = text.match_indices(['.', '?', '!']).map(|(i, _)| i).find(|&i| text[i + 1..].starts_with(' '));
    let title = text[..end.map_or(text.len(), |i| i + 1)].trim_matches(|c: char| " .\"“”".contains(c));
    (words(title) > TITLE_WORDS).then(|| title.to_owned())
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic)).count()
}

fn has_year(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|w| matches!(w, [b'1', b'5'..=b'9', ..] | [b'2', b'0', ..]) && w.iter().all(u8::is_ascii_digit))
}

/// An identifier without the punctuation of its sentence.
fn trimmed(text: &str) -> &str {
    let mut text = text;
    loop {
        let closes_nothing = text.ends_with(')') && text.matches('(').count() < text.matches(')').count();
        let shorter =
            if closes_nothing { &text[..text.len() - 1] } else { text.trim_end_matches(['.', ',', ';', ':']) };
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::Name;

    /// `names | title | container | volume | issue | pages | year`
    fn shown(line: &str) -> Option<String> {
        let c = read(line)?;
        let name = |n: &Name| match n {
            Name::Parted { family, given } => format!("{family}, {given}"),
            Name::Whole(n) => n.clone(),
        };
        let mut names: Vec<String> = c.authors.iter().map(name).collect();
        if c.others {
            names.push("…".into());
        }
        let or = |field: Option<String>| field.unwrap_or_default();
        let fields = [names.join("; "), or(c.title), or(c.container), or(c.volume), or(c.issue), or(c.pages)];
        Some(format!("{} | {}", fields.join(" | "), c.year))
    }

    #[test]
    fn styles() {
        for (line, want) in [
            (
                "R.N. Able-Case et al., Sustained flow of a river under induced pressure, Rivers, 364:eaat8078, 2019.",
                "Able-Case, R.N.; … | Sustained flow of a river under induced pressure | Rivers | 364 |  | eaat8078 | 2019",
            ),
            (
                "12. Able BC, de Case D, Eagle-Fox G, et al. Does water move? A systematic review. J Riv Res. 2016 Mar 3;77(2 Suppl):42–51. doi: 10.1016/j.jriv.2016.02.023. [DOI] [PubMed]",
                "Able, BC; de Case, D; Eagle-Fox, G; … | Does water move? A systematic review | J Riv Res | 77 | 2 Suppl | 42–51 | 2016",
            ),
            (
                "• 4.Water as an add-on: a trial. Able BC, Guerra de Case LH. Riv. Health Phys. Act. 2007;116:226–232. [Google Scholar]",
                "Able, BC; Guerra de Case, LH | Water as an add-on: a trial | Riv. Health Phys. Act | 116 |  | 226–232 | 2007",
            ),
            (
                "Able, B. C., & Case, D. (2001). The title of a work: With a part. Journal of Rivers, 12(3), 45–67. https://doi.org/10.1000/xyz(12)3",
                "Able, B. C.; Case, D. | The title of a work: With a part | Journal of Rivers | 12 | 3 | 45–67 | 2001",
            ),
            (
                "Able, B. C. & Case, D. The title of a work. Nat. Rivers 12, 45–67 (2001).",
                "Able, B. C.; Case, D. | The title of a work | Nat. Rivers | 12 |  | 45–67 | 2001",
            ),
            (
                "Able, Ben, and Dora Case. “The Title of a Work.” Journal of Rivers, vol. 12, no. 3, 2001, pp. 45–67.",
                "Able, Ben; Case, Dora | The Title of a Work | Journal of Rivers | 12 | 3 | 45–67 | 2001",
            ),
            (
                "B. C. Able and D. Case, “The title of a work,” J. Rivers, vol. 12, no. 3, pp. 45–67, Mar. 2001.",
                "Able, B. C.; Case, D. | The title of a work | J. Rivers | 12 | 3 | 45–67 | 2001",
            ),
            (
                "Able, B. and Case, D., 2001. The title of a work. Journal of Rivers, 12(3), pp.45-67.",
                "Able, B.; Case, D. | The title of a work | Journal of Rivers | 12 | 3 | 45-67 | 2001",
            ),
            (
                "Able, Ben. “The Title of a Work.” Journal of Rivers 12, no. 3 (2001): 45–67.",
                "Able, Ben | The Title of a Work | Journal of Rivers | 12 | 3 | 45–67 | 2001",
            ),
            (
                "42. Able JM, Case MJ. A trial of rivers. J Am Coll Riv 2014;62(4):222-233. [CrossRef] [Medline]",
                "Able, JM; Case, MJ | A trial of rivers | J Am Coll Riv | 62 | 4 | 222-233 | 2014",
            ),
        ] {
            assert_eq!(shown(line).as_deref(), Some(want), "{line}");
        }
    }

    #[test]
    fn identifiers() {
        let cited =
            read("Able, B. (2001). A work of note. River Press. See https://doi.org/10.1000/xyz(12)3.").unwrap();
        assert_eq!(cited.doi.as_deref(), Some("10.1000/xyz(12)3"));
        assert_eq!(cited.address, None);
        let cited = read("Able BC. A work of note. J Riv. 2001;1:2-3. Available from: https://example.org/a.").unwrap();
        assert_eq!(cited.address.as_deref(), Some("https://example.org/a"));
    }

    #[test]
    fn sentences_that_name_a_work_are_sentences() {
        for line in [
            "In 2001, Able and Case published a study of 12 rivers in the Journal of Rivers, which found that water moves.",
            "Able et al. (2001) found that rivers move 12 metres a year; others found 3 to 5.",
            "John Able, a researcher at the River Institute, told us in 2019 that 45–67 rivers were studied.",
            "Anna Able, MD, and Ben Case, PhD, reported on page 12 of their report in 2001 that rivers move.",
            "Tuesday, May 25, 2021: rivers rose 12 to 14 metres above their banks, Able said.",
            "Doi Inthanon, at 2565 metres, is the highest mountain of the country; it was climbed in 1897.",
            "Smith, John. Born 1901; 12 grandchildren.",
            "Able B. was elected in 2004; 12 voted against.",
            "J Med Internet Res 2019;7(6):e14273",
        ] {
            assert_eq!(shown(line), None, "{line}");
        }
    }
}
