//! What must hold before anything is written: the account sums, every line has one home, and what the pages show
//! is what the ledger says. Pages are read back from their HTML, so that no template can break it unseen.

mod account;
mod encoding;
mod html;
mod links;
mod pages;
mod passages;

pub use account::account;
pub use pages::pages;

use crate::model::{Finding, Place, RuleName, Severity, Source};

fn finding(severity: Severity, check: &str, at: Place, message: impl Into<String>, help: &str) -> Finding {
    Finding {
        severity,
        rule: RuleName::from(check),
        at: Some(at),
        message: message.into(),
        help: Some(help.to_owned()),
    }
}

fn error(check: &str, at: Place, message: impl Into<String>, help: &str) -> Finding {
    finding(Severity::Error, check, at, message, help)
}

fn in_source(source: &Source, line: impl Into<Option<u32>>) -> Place {
    Place { file: source.path.clone(), line: line.into() }
}

fn in_page(path: &str) -> Place {
    Place { file: path.to_owned(), line: None }
}
