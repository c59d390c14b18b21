//! A word of a section in four bytes: its number, and how it stands there.

use super::words::{Gap, Token};

/// A word of a section, with how it stands there; or a place where a phrase can't go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spoken(u32);

impl Spoken {
    /// What stands between the words of a section where a phrase can't go on.
    pub const BREAK: Self = Self(u32::MAX);
    const CAPITAL: u32 = 1 << 31;
    const HYPHEN: u32 = 1 << 30;
    const POSSESSIVE: u32 = 1 << 29;
    const WORD: u32 = Self::POSSESSIVE - 1;

    /// A token by the number of its word; in a heading capitals say nothing.
    pub fn new(word: u32, token: &Token<'_>, heading: bool) -> Self {
        let mut marked = word & Self::WORD;
        for (mark, is) in [
            (Self::CAPITAL, !heading && token.is_capital()),
            (Self::HYPHEN, token.gap == Gap::Hyphen),
            (Self::POSSESSIVE, token.word.ends_with("'s") || token.word.ends_with("’s")),
        ] {
            marked |= if is { mark } else { 0 };
        }
        Self(marked)
    }

    /// The number of the word.
    pub fn word(self) -> Option<u32> {
        (self != Self::BREAK).then_some(self.0 & Self::WORD)
    }

    /// Whether a hyphen joins it to the word before.
    pub fn is_hyphened(self) -> bool {
        self != Self::BREAK && self.0 & Self::HYPHEN != 0
    }

    /// Whether it is a possessive.
    pub fn is_possessive(self) -> bool {
        self != Self::BREAK && self.0 & Self::POSSESSIVE != 0
    }

    /// Whether it has a capital that the start of no sentence gave it.
    pub fn is_capital(self) -> bool {
        self != Self::BREAK && self.0 & Self::CAPITAL != 0
    }
}
