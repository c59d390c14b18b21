//! Words that have lost nothing, whatever the model thinks: what grammar and the word list rule out.

use super::{OWNS, Words, is_apostrophe};
use crate::clean::repair::{classes::has, words};

/// Whether word `i`, which raises a question, can have lost no apostrophe.
pub(super) fn is_whole(text: &Words, i: usize, question: &str) -> bool {
    const SUBJECTS: &str = "i you he she it we they there";
    let (prev, next) = (text.prev(i), text.next(i));
    let Some(word) = text.get(i) else { return true };
    match question {
        // `Were it not for …`, `so were we`.
        "were" => has(SUBJECTS, next),
        // `They wed in June`, `the wed couple`, `Wed 5 June`.
        "wed" => {
            has(SUBJECTS, prev)
                || has("the a newly who to open mon tue thu", prev)
                || has("in on at by and thu fri tue mon", next)
                || next.starts_with(|c: char| c.is_ascii_digit())
        }
        "ill" => has("health will winds wind effects feeling fortune luck treatment repute gotten fated", next),
        "id" => has("est card cards number numbers software", next),
        OWNS => is_no_owner(word.text) || has_no_singular(word.text) && text.gap_after(i).starts_with(is_apostrophe),
        _ => false,
    }
}

/// `Mrs`, and what ends like `physics` and is listed as a noun by itself.
fn is_no_owner(word: &str) -> bool {
    let lower = word.to_lowercase();
    matches!(word, "Mrs" | "Ms" | "Messrs") || lower.ends_with("ics") && words::is_noun(&lower)
}

/// Whether a plural in `-ies` or a name is listed, and what stands before its `s` is no word: `companies`, `Netherlands`,
/// `James`. It owns with an apostrophe at its end, or not at all.
pub(super) fn has_no_singular(word: &str) -> bool {
    let fits = word.ends_with("ies") || word.starts_with(char::is_uppercase);
    fits && words::listed(word) && word.strip_suffix('s').is_some_and(|stem| !words::listed(stem))
}

/// Whether a name is listed, and what stands before its `s` is another word and no name: `Graves`, `Downs`, `Masters`.
/// It owns as `Graves’` or as `Master’s`: its letters do not tell.
pub(super) fn may_be_either(word: &str) -> bool {
    let listed_name = |w: &str| w.starts_with(char::is_uppercase) && words::exact(w).is_some();
    listed_name(word) && word.strip_suffix('s').is_some_and(|stem| !listed_name(stem) && words::listed(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar_and_the_word_list_rule_out_some() {
        for (text, question) in [
            ("Were it not for the river, it would be poor.", "were"),
            ("They wed in June.", "wed"),
            ("Ill health drove him out.", "ill"),
            ("They asked Mrs Brown.", OWNS),
            ("A physics teacher came.", OWNS),
        ] {
            let words = Words::new(text);
            assert!((0..words.len()).any(|i| is_whole(&words, i, question)), "{text}");
        }
        let words = Words::new("The towns museum is shut and were going home");
        assert!(!(0..words.len()).any(|i| is_whole(&words, i, OWNS) || is_whole(&words, i, "were")));
        assert!(has_no_singular("Netherlands") && has_no_singular("companies"));
        assert!(
            may_be_either("Graves") && !["Netherlands", "Alzheimers", "graves", "Adams"].into_iter().any(may_be_either)
        );
        assert!(!has_no_singular("towns") && !has_no_singular("Mailchimps"));
    }
}
