//! What is known of a source as a publication. A field that nobody recorded is absent, never guessed.

use std::fmt;

/// A date, as exactly as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// Year of the common era.
    pub year: u16,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31; only with a month.
    pub day: Option<u8>,
}

impl Date {
    /// A date that exists, of a month at least.
    pub fn new(year: u16, month: Option<u8>, day: Option<u8>) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month? {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        day.is_none_or(|day| (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// `2019`, `2019-04` or `2019-04-11`, as ISO 8601 has them; a time after the day is passed over.
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10).unwrap_or((text, ""));
        if !(rest.is_empty() || rest.starts_with(['T', 't', ' '])) {
            return None;
        }
        let digits = |part: &str, n| (part.len() == n && part.bytes().all(|b| b.is_ascii_digit())).then_some(());
        let mut parts = date.split('-');
        let year = parts.next().filter(|y| digits(y, 4).is_some())?.parse().ok()?;
        let mut next = || match parts.next() {
            None => Some(None),
            Some(part) => digits(part, 2).and_then(|()| part.parse().ok()).map(Some),
        };
        let (month, day) = (next()?, next()?);
        match month {
            None => Some(Self { year, month, day }),
            Some(_) => Self::new(year, month, day).filter(|_| parts.next().is_none()),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// A name, split only where whoever wrote it down split it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// `Family, Given`
    Parted {
        /// Family name.
        family: String,
        /// Given names or initials.
        given: String,
    },
    /// A name in one piece: of a person or of a body.
    Whole(String),
}

impl Name {
    /// `Family, Given` by its comma; any other in one piece.
    pub fn new(text: &str) -> Self {
        let clean = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.split_once(',') {
            Some((family, given)) if !family.trim().is_empty() && !given.trim().is_empty() && !given.contains(',') => {
                Self::Parted { family: clean(family), given: clean(given) }
            }
            _ => Self::Whole(clean(text)),
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parted { family, given } => write!(f, "{given} {family}"),
            Self::Whole(name) => f.write_str(name),
        }
    }
}

/// Who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// A person, in a file beside the source or in `book.toml`.
    Recorded,
    /// The source's own text, in this line.
    Text(u32),
}

/// A value and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// Who says so.
    pub from: Origin,
}

impl<T> Known<T> {
    /// Recorded by a person.
    pub fn recorded(value: T) -> Self {
        Self { value, from: Origin::Recorded }
    }

    /// Said in a line of the text.
    pub fn text(value: T, line: u32) -> Self {
        Self { value, from: Origin::Text(line) }
    }
}

/// What is known of a source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// Its address, `http` or `https`.
    pub address: Option<Known<String>>,
    /// Its title.
    pub title: Option<Known<String>>,
    /// The site that published it.
    pub site: Option<Known<String>>,
    /// Who wrote it, in order; at least one.
    pub authors: Option<Known<Vec<Name>>>,
    /// When it was published.
    pub published: Option<Known<Date>>,
    /// When it was last changed.
    pub updated: Option<Known<Date>>,
    /// When it was scraped.
    pub retrieved: Option<Known<Date>>,
    /// The licence that it is under.
    pub licence: Option<Known<String>>,
}

impl Record {
    /// What it says under each key of a record, as text.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        let text = |field: &Option<Known<String>>| field.as_ref().map(|known| known.value.clone());
        let date = |field: &Option<Known<Date>>| field.as_ref().map(|known| known.value.to_string());
        let names = |names: &Known<Vec<Name>>| names.value.iter().map(Name::to_string).collect::<Vec<_>>().join("; ");
        let values = [
            ("address", text(&self.address)),
            ("title", text(&self.title)),
            ("site", text(&self.site)),
            ("author", self.authors.as_ref().map(names)),
            ("published", date(&self.published)),
            ("updated", date(&self.updated)),
            ("retrieved", date(&self.retrieved)),
            ("licence", text(&self.licence)),
        ];
        values.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
    }

    /// This record, with what it lacks taken from another.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            address: self.address.or(other.address),
            title: self.title.or(other.title),
            site: self.site.or(other.site),
            authors: self.authors.or(other.authors),
            published: self.published.or(other.published),
            updated: self.updated.or(other.updated),
            retrieved: self.retrieved.or(other.retrieved),
            licence: self.licence.or(other.licence),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Name};

    #[test]
    fn dates() {
        for (text, want) in [
            ("2019", Some("2019")),
            ("2019-04", Some("2019-04")),
            ("2019-04-11", Some("2019-04-11")),
            ("2019-04-11T08:00:00Z", Some("2019-04-11")),
            ("2020-02-29", Some("2020-02-29")),
            ("2019-02-29", None),
            ("2019-13", None),
            ("2019-4-11", None),
            ("19", None),
            ("2019-04-11x", None),
            ("11.04.2019", None),
            ("", None),
            ("2019-04-éé", None),
        ] {
            assert_eq!(Date::parse(text).map(|d| d.to_string()).as_deref(), want, "{text:?}");
        }
    }

    #[test]
    fn names() {
        let whole = |s: &str| Name::Whole(s.into());
        let parted = |family: &str, given: &str| Name::Parted { family: family.into(), given: given.into() };
        assert_eq!(Name::new(" World  Health Organization "), whole("World Health Organization"));
        assert_eq!(Name::new("Williams, Ruth"), parted("Williams", "Ruth"));
        assert_eq!(Name::new("King, Martin Luther, Jr."), whole("King, Martin Luther, Jr."));
        assert_eq!(Name::new("Williams,"), whole("Williams,"));
    }
}
