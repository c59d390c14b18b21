//! `docs/rules.md`: every built-in rule, told by the rule table itself.

use super::rules::{Action, Rules};
use std::fmt::Write;

/// The page.
pub fn reference() -> String {
    let mut out = String::from(
        "# Rules\n\n<!-- Made from src/clean/rules.toml: UPDATE_DOCS=1 cargo test --test docs writes it. -->\n\n\
         Every rule that a line's account may name, with a text in which it acts and one that it leaves alone. Rules that \
         leave out come in the order in which they are tried. `[cleaning] off` in `book.toml` switches one off, \
         `[[rule]]` adds one.\n",
    );
    for (action, title) in [(Action::Drop, "Left out"), (Action::Repair, "Mended")] {
        let _ = write!(out, "\n## {title}\n");
        for rule in Rules::built_in().iter().filter(|r| r.action == action) {
            let spec = &rule.spec;
            let most = spec.max_words.map_or(String::new(), |n| format!(" Lines of more than {n} words stay."));
            let _ = write!(out, "\n### `{}`\n\n{}. {}{most}\n", rule.name, spec.what.trim_end_matches('.'), spec.why);
            for (label, texts) in [("Acts in", &spec.hits), ("Leaves alone", &spec.spares)] {
                if let Some(text) = texts.first() {
                    let _ = write!(out, "\n{label}:\n\n````text\n{}\n````\n", shown(text));
                }
            }
        }
    }
    out
}

/// Text with what can't be seen as Rust writes it, `\u{200b}`.
fn shown(text: &str) -> String {
    let seen = |c: char| c == '\n' || !c.is_control() && c.escape_debug().len() <= 2;
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match seen(c) {
            true => out.push(c),
            false => out.extend(c.escape_debug()),
        }
        out
    })
}
