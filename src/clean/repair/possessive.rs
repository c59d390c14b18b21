//! (pending)
use super::{draft::Change, words::Corpus};
use crate::clean::rules::Rules;
pub(super) fn possessives(_: &Rules, _: &Corpus, _: &str) -> Vec<Change> { Vec::new() }
