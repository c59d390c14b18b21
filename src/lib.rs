//! Sourcebook turns a folder of scraped web text into a static reference site in which every passage cites the
//! lines it came from, and every source line is accounted for: kept, repaired, or dropped by a named rule.
//!
//! The stages, in order; [`pipeline`] runs 3 to 6, and [`cli`] and [`serve`] the others around it:
//!
//! 1. [`book`]: `book.toml` to a typed [`book::Book`]
//! 2. [`read`]: files to [`model::Source`]s and the theme
//! 3. [`clean`]: lines to fates in the [`model::Ledger`]
//! 4. [`outline`]: surviving lines to blocks and sections
//! 5. [`group`]: sections to topics, with the evidence
//! 6. [`link`]: ties between pages
//! 7. [`search`]: documents to an index that works by double-click
//! 8. [`render`]: the edition to HTML
//! 9. [`check`]: the account sums, links resolve, quotes match
//! 10. [`write`](mod@write): the whole site beside the old one, then one swap
//!
//! [`model`] has the words that all of them speak; [`cli`] the commands; [`export`] writes the book for other programs;
//! [`serve`] keeps a site open while it is being edited; [`report`] shows problems and findings.

pub mod book;
pub mod check;
pub mod clean;
pub mod cli;
pub mod export;
pub mod group;
pub mod link;
pub mod model;
pub mod outline;
pub mod pipeline;
pub mod read;
pub mod render;
pub mod report;
pub mod search;
pub mod serve;
pub mod write;
