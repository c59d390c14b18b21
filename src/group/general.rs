//! What a word tells before the book is read: how many of a thousand pages on any subject have it (`data/general.txt`).

use std::{collections::HashMap, sync::LazyLock};

const GENERAL: &str = include_str!("../../data/general.txt");

/// A word in so many of a thousand general pages tells of no subject.
pub(crate) const EVERYWHERE: f64 = 200.0;

/// How many of a thousand general pages have an English word in lower case; 0 where next to none has it.
pub(crate) fn pages(lower: &str) -> f64 {
    static PAGES: LazyLock<HashMap<&str, f64>> = LazyLock::new(|| {
        let lines = GENERAL.lines().filter(|l| !l.starts_with('#'));
        lines.filter_map(|l| l.split_once(' ').and_then(|(w, n)| Some((w, n.parse().ok()?)))).collect()
    });
    PAGES.get(lower).copied().unwrap_or_default()
}
