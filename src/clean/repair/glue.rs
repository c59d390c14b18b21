//! (pending)
use super::{draft::Change, words::Corpus};
use crate::clean::rules::Rules;
pub(super) fn words(_: &Rules, _: &Corpus, _: &str) -> Vec<Change> { Vec::new() }
pub(super) fn punctuation(_: &Rules, _: &str) -> Vec<Change> { Vec::new() }
