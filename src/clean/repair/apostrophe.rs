//! (pending)
use super::draft::Change;
use crate::clean::rules::Rules;
pub(super) fn contractions(_: &Rules, _: &str) -> Vec<Change> { Vec::new() }
