//! The index of terms: which are used in a section, and which stand on each page of the index.

use super::Site;
use crate::{
    link::{Term, Use},
    pipeline::Edition,
};
use std::{borrow::Cow, collections::BTreeMap, ops::Range, sync::OnceLock};
use unicode_segmentation::UnicodeSegmentation;

/// Uses of terms on one page of the index, about.
const USES: usize = 800;

/// The published text of lines, and where their sentences start.
type Lines<'a> = BTreeMap<u32, (Cow<'a, str>, Vec<usize>)>;

/// Terms by where they are used and by where they are listed.
#[derive(Debug)]
pub(super) struct Terms<'a> {
    /// Per section, the uses of terms in it, by place.
    by_section: Vec<Vec<(usize, &'a Use)>>,
    /// Per section, its lines that have terms.
    lines: Vec<OnceLock<Lines<'a>>>,
    /// Terms on each page of the index, when one page can't hold it.
    pub(super) parts: Vec<Range<usize>>,
}

impl<'a> Terms<'a> {
    pub fn of(edition: &'a Edition<'a>) -> Self {
        let by_section = by_section(edition);
        let lines = by_section.iter().map(|_| OnceLock::new()).collect();
        Self { by_section, lines, parts: parts(&edition.links.terms) }
    }
}

impl<'a> Site<'a> {
    /// Uses of terms in a section, by place: the index of the term and the use.
    pub fn terms_in(&self, section: usize) -> &[(usize, &'a Use)] {
        self.terms.by_section.get(section).map_or(&[], Vec::as_slice)
    }

    /// The lines of a section that have terms, each with its published text and where its sentences start: found once,
    /// for a line of megabytes has thousands of terms.
    pub fn sentences(&self, section: usize) -> &Lines<'a> {
        const NONE: &Lines<'_> = &Lines::new();
        let source = self.source(self.section(section).source);
        let lines = || {
            let mut lines = Lines::new();
            for (_, used) in self.terms_in(section) {
                lines.entry(used.line).or_insert_with(|| {
                    let text = self.edition.cleaned.ledger.text(source, used.line).unwrap_or_default();
                    let starts = sentence_starts(&text);
                    (text, starts)
                });
            }
            lines
        };
        self.terms.lines.get(section).map_or(NONE, |known| known.get_or_init(lines))
    }

    /// The terms on each page of the index after the first; none when the first holds all of it.
    pub fn index(&self) -> &[Range<usize>] {
        &self.terms.parts
    }
}

fn by_section<'a>(edition: &'a Edition<'a>) -> Vec<Vec<(usize, &'a Use)>> {
    let mut by_section: Vec<Vec<(usize, &Use)>> = vec![Vec::new(); edition.outline.sections.len()];
    for (term, used) in edition.links.terms.iter().enumerate().flat_map(|(i, t)| t.uses.iter().map(move |u| (i, u))) {
        if let Some(of_section) = by_section.get_mut(used.section) {
            of_section.push((term, used));
        }
    }
    for uses in &mut by_section {
        uses.sort_by_key(|(_, u)| (u.line, u.span.start));
    }
    by_section
}

/// Parts of an index that is too long for one page.
fn parts(terms: &[Term]) -> Vec<Range<usize>> {
    if terms.iter().map(|t| t.uses.len()).sum::<usize>() <= 2 * USES {
        return Vec::new();
    }
    let (mut parts, mut start, mut uses) = (Vec::new(), 0, 0);
    for (i, term) in terms.iter().enumerate() {
        uses += term.uses.len().min(USES);
        if uses >= USES || i + 1 == terms.len() {
            parts.push(start..i + 1);
            (start, uses) = (i + 1, 0);
        }
    }
    parts
}

/// Where the sentences of a line start. The rules of Unicode (UAX #29) end one at every full stop that a capital follows;
/// behind an initial or an abbreviation that never ends a sentence, it goes on.
fn sentence_starts(text: &str) -> Vec<usize> {
    const GOES_ON: [&str; 15] =
        ["mr", "mrs", "ms", "dr", "prof", "st", "vs", "cf", "fig", "figs", "no", "nos", "vol", "al", "approx"];
    let goes_on = |before: &str| {
        let Some(word) = before.trim_end().strip_suffix('.') else { return false };
        let word = word.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default().to_lowercase();
        // `U.S.`, `e.g.`, `J.`
        let letters = word.split('.').all(|part| part.chars().count() == 1 && part.chars().all(char::is_alphabetic));
        letters && word != "i" || GOES_ON.contains(&word.as_str())
    };
    let starts = text.split_sentence_bound_indices().map(|(start, _)| start);
    starts.filter(|&start| start == 0 || !goes_on(&text[..start])).collect()
}

#[cfg(test)]
mod tests {
    use super::sentence_starts;

    #[test]
    fn sentences_go_on_behind_abbreviations() {
        for (text, want) in [
            ("The river rose. It fell.", vec!["The river rose. ", "It fell."]),
            ("The U.S. Food Office said so. It was.", vec!["The U.S. Food Office said so. ", "It was."]),
            ("It cost 3.5 million, said Mr. Able.", vec!["It cost 3.5 million, said Mr. Able."]),
            (
                "Rivers (e.g. The Danube) end in J. Case et al. Rivers.",
                vec!["Rivers (e.g. The Danube) end in J. Case et al. Rivers."],
            ),
            ("So did I. We left.", vec!["So did I. ", "We left."]),
        ] {
            let starts = sentence_starts(text);
            let ends = starts.iter().skip(1).copied().chain([text.len()]);
            let got: Vec<&str> = starts.iter().zip(ends).map(|(&a, b)| &text[a..b]).collect();
            assert_eq!(got, want);
        }
    }
}
