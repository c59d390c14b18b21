//! The account: one fate for every line of every source.

use super::{LineId, Reason, Source, SourceId};
use std::{borrow::Cow, collections::BTreeMap, fmt, ops::Range, sync::Arc};

/// The name of a rule, as it stands in the rule table (`teaser`, `lost-apostrophe`, …).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleName(Arc<str>);

impl RuleName {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for RuleName {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How sure a repair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The text itself determines it (`dont` can only be `don't`).
    Certain,
    /// Evidence was lost and the context decides (`â` alone stands for a quotation mark or a dash).
    Inferred,
    /// A person decided, in `book.toml`.
    Accepted,
}

impl Certainty {
    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Certain => "certain",
            Self::Inferred => "inferred",
            Self::Accepted => "accepted",
        }
    }
}

/// One change to one line: `span` bytes of the *raw* line become `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte span of the raw line, on character boundaries.
    pub span: Range<usize>,
    /// What it becomes.
    pub to: String,
    /// The rule that says so.
    pub rule: RuleName,
    /// How sure the rule is.
    pub certainty: Certainty,
}

/// What became of a line. There is no fourth case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Fate {
    /// Published as it stands (blank lines too: they are kept as the space between blocks).
    #[default]
    Kept,
    /// Published with these edits, in order and without overlap.
    Repaired {
        /// At least one.
        edits: Vec<Edit>,
    },
    /// Not published.
    Dropped {
        /// The rule that dropped it.
        rule: RuleName,
        /// Why, for this line.
        because: Reason,
    },
}

/// A repair that is likely but not certain: listed for the editor, not applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The line.
    pub at: LineId,
    /// What would change.
    pub edit: Edit,
    /// Why it is likely.
    pub because: Reason,
}

/// A line that is likely to be furniture but not surely: listed for the editor, and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    /// The line.
    pub at: LineId,
    /// The rule that would drop it.
    pub rule: RuleName,
    /// Why it is likely.
    pub because: Reason,
}

/// The sums of the account, in lines. `kept + repaired + dropped == lines`; `blank` is part of `kept`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// All lines.
    pub lines: usize,
    /// Lines kept as they stand, blank ones included.
    pub kept: usize,
    /// Of those kept, the blank ones.
    pub blank: usize,
    /// Lines published with edits.
    pub repaired: usize,
    /// Lines left out.
    pub dropped: usize,
    /// Edits in the repaired lines.
    pub edits: usize,
}

impl Tally {
    /// Whether the sum holds.
    pub fn balances(&self) -> bool {
        self.kept + self.repaired + self.dropped == self.lines && self.blank <= self.kept
    }
}

impl std::ops::Add for Tally {
    type Output = Self;
    fn add(self, o: Self) -> Self {
        Self {
            lines: self.lines + o.lines,
            kept: self.kept + o.kept,
            blank: self.blank + o.blank,
            repaired: self.repaired + o.repaired,
            dropped: self.dropped + o.dropped,
            edits: self.edits + o.edits,
        }
    }
}

/// The rule that would have dropped a line that a person keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overruled {
    /// The rule.
    pub rule: RuleName,
    /// Why it would have.
    pub because: Reason,
}

/// One fate for every line. A line starts as kept; only [`Ledger::repair`] and [`Ledger::drop`] change that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    fates: Vec<Vec<Fate>>,
    /// Lines that a person keeps.
    held: BTreeMap<LineId, Option<Overruled>>,
}

impl Ledger {
    /// A ledger in which every line of every source is kept.
    pub fn new(sources: &[Source]) -> Self {
        let fates = sources.iter().map(|s| vec![Fate::Kept; s.len() as usize]).collect();
        Self { fates, held: BTreeMap::new() }
    }

    /// Keeps a line, as a person says: no rule can drop it from now on. It may still be repaired.
    pub fn keep(&mut self, at: LineId) {
        if !self.is_dropped(at) {
            self.held.entry(at).or_default();
        }
    }

    /// Whether a person keeps the line.
    pub fn is_held(&self, at: LineId) -> bool {
        self.held.contains_key(&at)
    }

    /// Lines that a person keeps, in order, each with the first rule that would have dropped it.
    pub fn held(&self) -> impl Iterator<Item = (LineId, Option<&Overruled>)> {
        self.held.iter().map(|(&at, overruled)| (at, overruled.as_ref()))
    }

    /// The first rule that would have dropped a line that a person keeps.
    pub fn overruled(&self, at: LineId) -> Option<&Overruled> {
        self.held.get(&at)?.as_ref()
    }

    /// Records edits to a line; they take the place of earlier edits. Edits must be on character boundaries of
    /// the raw line and must not overlap: one that is not is a bug in a rule, so a debug build stops there and
    /// a release build leaves the raw words standing. So is one that touches mark-up. No edits, no change. A dropped
    /// line stays dropped.
    pub fn repair(&mut self, source: &Source, line: u32, mut edits: Vec<Edit>) {
        edits.sort_by_key(|e| (e.span.start, e.span.end));
        let raw = source.raw(line);
        let mut free_from = 0;
        edits.retain(|e| {
            let fits = e.span.start >= free_from
                && raw.get(e.span.clone()).is_some_and(|was| was != e.to)
                && !source.forbids(line, &e.span);
            debug_assert!(fits, "{}:{line}: edit {e:?} does not fit {raw:?}", source.path);
            if fits {
                free_from = e.span.end;
            }
            fits
        });
        if let (false, Some(fate)) = (edits.is_empty(), self.slot(source.at(line)))
            && !matches!(fate, Fate::Dropped { .. })
        {
            *fate = Fate::Repaired { edits };
        }
    }

    /// Drops a line, unless a person keeps it. The first rule to drop it is the one that is named.
    pub fn drop(&mut self, at: LineId, rule: &RuleName, because: impl Into<Reason>) {
        if let Some(overruled) = self.held.get_mut(&at) {
            overruled.get_or_insert_with(|| Overruled { rule: rule.clone(), because: because.into() });
            return;
        }
        if let Some(fate) = self.slot(at)
            && !matches!(fate, Fate::Dropped { .. })
        {
            *fate = Fate::Dropped { rule: rule.clone(), because: because.into() };
        }
    }

    fn slot(&mut self, at: LineId) -> Option<&mut Fate> {
        self.fates.get_mut(at.source.0 as usize)?.get_mut((at.line as usize).checked_sub(1)?)
    }

    /// The fate of a line.
    pub fn fate(&self, at: LineId) -> &Fate {
        const KEPT: &Fate = &Fate::Kept;
        self.fates.get(at.source.0 as usize).and_then(|f| f.get((at.line as usize).checked_sub(1)?)).unwrap_or(KEPT)
    }

    /// Whether a line was dropped.
    pub fn is_dropped(&self, at: LineId) -> bool {
        matches!(self.fate(at), Fate::Dropped { .. })
    }

    /// The edits of a line; none when it was kept or dropped.
    pub fn edits(&self, at: LineId) -> &[Edit] {
        match self.fate(at) {
            Fate::Repaired { edits } => edits,
            _ => &[],
        }
    }

    /// The published text of a line: the raw line with its edits applied and without the signs of its mark-up,
    /// always. `None` when dropped.
    pub fn text<'a>(&self, source: &'a Source, line: u32) -> Option<Cow<'a, str>> {
        let edits = self.edits(source.at(line));
        (!self.is_dropped(source.at(line))).then(|| read_as(source, line, edits))
    }

    /// The raw line with its edits applied, mark-up and all. `None` when dropped.
    pub fn mended<'a>(&self, source: &'a Source, line: u32) -> Option<Cow<'a, str>> {
        match self.fate(source.at(line)) {
            Fate::Dropped { .. } => None,
            Fate::Kept => Some(Cow::Borrowed(source.raw(line))),
            Fate::Repaired { edits } => Some(Cow::Owned(apply(source.raw(line), edits))),
        }
    }

    /// The sums for one source.
    pub fn tally(&self, source: &Source) -> Tally {
        let mut t = Tally::default();
        for line in source.lines() {
            t.lines += 1;
            match self.fate(source.at(line)) {
                Fate::Kept => {
                    t.kept += 1;
                    t.blank += usize::from(source.is_blank(line));
                }
                Fate::Repaired { edits } => {
                    t.repaired += 1;
                    t.edits += edits.len();
                }
                Fate::Dropped { .. } => t.dropped += 1,
            }
        }
        t
    }

    /// The fates of a source's lines, first to last.
    pub fn fates(&self, source: SourceId) -> &[Fate] {
        self.fates.get(source.0 as usize).map_or(&[], Vec::as_slice)
    }
}

/// Replays edits on the raw line that they were made for. Edits must be in order and must not overlap, as
/// [`Ledger::repair`] guarantees; one that does not fit is passed over.
pub fn apply(raw: &str, edits: &[Edit]) -> String {
    splice(raw, edits.iter().map(|e| (e.span.clone(), e.to.as_str())))
}

/// A line as it is read: its raw text with edits applied and without the signs of its mark-up.
pub fn read_as<'a>(source: &'a Source, line: u32, edits: &[Edit]) -> Cow<'a, str> {
    let (raw, marks) = (source.raw(line), source.marks(line));
    if marks.is_empty() && edits.is_empty() {
        return Cow::Borrowed(raw);
    }
    let start = source.line(line).map_or(0, |l| l.span.start);
    let marks = marks.iter().map(|m| (m.span.start - start..m.span.end - start, m.shown()));
    let edits = edits.iter().map(|e| (e.span.clone(), e.to.as_str()));
    let mut changes: Vec<_> = marks.chain(edits).collect();
    changes.sort_by_key(|(span, _)| (span.start, span.end));
    Cow::Owned(splice(raw, changes.into_iter()))
}

fn splice<'c>(raw: &str, changes: impl Iterator<Item = (Range<usize>, &'c str)>) -> String {
    let mut out = String::with_capacity(raw.len() + 8);
    let mut from = 0;
    for (span, to) in changes {
        if let Some(before) = raw.get(from..span.start)
            && raw.is_char_boundary(span.end)
        {
            out.push_str(before);
            out.push_str(to);
            from = span.end;
        }
    }
    out.push_str(&raw[from..]);
    out
}
