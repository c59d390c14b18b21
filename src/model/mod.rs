//! The words every stage speaks: sources and their lines, fates, edits, the ledger, blocks, sections,
//! placements, findings. Nothing here knows how text is cleaned, grouped or shown. Beside them is what several stages
//! ask of any text: hashes that hold ([`hash`]), the stemmer of a language ([`language`]), parts of addresses ([`slug`]).
//!
//! Two properties hold everything up: a [`Block`] and a [`Section`] hold line numbers and never text, so no
//! stage can invent words; and the [`Ledger`] has one fate for every line, with [`Ledger::repair`] and
//! [`Ledger::drop`] as the only ways in.

mod block;
mod finding;
pub mod hash;
pub mod language;
mod ledger;
mod markup;
mod problem;
mod reason;
mod record;
mod source;
mod text;

pub use block::{Align, Block, BlockKind, Outline, Section, SectionId, tabs_between};
pub use finding::{Finding, Place, Severity};
pub use ledger::{Certainty, Edit, Fate, Ledger, Overruled, RuleName, Suggestion, Suspect, Tally, apply, read_as};
pub use markup::{Container, Front, Mark, Markup, Note, Sign, Span, SpanKind};
pub use problem::{Excerpt, Problem};
pub use reason::{Part, Phrase, Reason, phrase};
pub use record::{Date, Known, Name, Origin, Record};
pub use source::{Ending, LineId, Misfit, RawLine, Source, SourceId};
pub use text::{ascii_slug, is_hidden, is_reserved, plain, slug};
