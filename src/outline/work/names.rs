//! Names at the head of a reference, in the forms that styles of citation give them.

use super::compile;
use crate::model::Name;
use regex::Regex;
use std::sync::LazyLock;

/// More names than this are a list of people.
const MOST_NAMES: usize = 60;

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

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let particle = r"(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|ter|ten|el|al|bin|ibn|zu|af|av)[ -]){0,3}";
    let part = r"(?:[dDlLO]['’])?\p{Lu}[\p{L}'’]*(?:-\p{L}[\p{L}'’]*)*";
    let family = format!(r"{particle}{part}(?: (?:{particle}){part}){{0,2}}");
    let end = r"(?P<ahead>[\s,.;:(&]|$)";
    Forms {
        inverted: compile(&format!(r"^({family}), (\p{{Lu}}\.(?:[ -]?\p{{Lu}}\.){{0,4}})(?:, (?:Jr|Sr)\.?)?")),
        bare: compile(&format!(r"^({family}) (\p{{Lu}}{{1,3}}(?:-\p{{Lu}})?)(?: (?:Jr|Sr|2nd|3rd))?{end}")),
        forward: compile(&format!(r"^((?:\p{{Lu}}\.[ -]?){{1,4}}) ?({family})")),
        full: compile(&format!(r"^({family}), (\p{{Lu}}\p{{L}}+(?:[ -]\p{{Lu}}(?:\p{{L}}+|\.)){{0,2}})")),
        full_forward: compile(&format!(r"^(\p{{Lu}}\p{{L}}+(?: \p{{Lu}}\.)?) ({family})")),
        between: compile(r"^(?:\.?,? (?:and|&|und|et) |[,;] (?:& |and |\.{3} |… )?)"),
        others: compile(r"^[,;]? ?(?:et ?al\b\.?|and others\b|\.\.\.|…)"),
        year: compile(r"^[.,]? ?\(?(YEAR)[a-z]?(?:, [^()]{1,24})?\)?[.,:] ?"),
    }
});

/// Names at the head of a text, whether there are more, and what follows.
pub(super) fn names(text: &str) -> Option<(Vec<Name>, bool, &str)> {
    let forms = &*FORMS;
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

/// The year behind the names (`(2001).`), and what follows it.
pub(super) fn year(rest: &str) -> Option<(u16, &str)> {
    let found = FORMS.year.captures(rest)?;
    Some((found.get(1)?.as_str().parse().ok()?, &rest[found.get(0)?.end()..]))
}
