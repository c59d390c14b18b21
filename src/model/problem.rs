//! What stops a build: an error that a person caused and can mend.

use std::{fmt, ops::Range};

/// An error that names the file, the line and the way out. [`fmt::Display`] gives the plain one-line form
/// `file:line:column: message`; the command line shows the source line with a caret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// The file, as the person knows it.
    pub file: Option<String>,
    /// The file's text and the bytes of it that are wrong, where there is text to show.
    pub excerpt: Option<Box<Excerpt>>,
    /// The way out.
    pub help: Option<String>,
    /// Others that were found by the same look, so that a person mends all of them at once.
    pub more: Vec<Problem>,
}

/// The part of a text file that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The whole text of the file.
    pub text: String,
    /// Bytes of it.
    pub span: Range<usize>,
    /// What to say under the caret.
    pub label: String,
}

impl Excerpt {
    /// 1-based line and column (in characters) of the span's start.
    pub fn line_and_column(&self) -> (usize, usize) {
        let end = (0..=self.span.start.min(self.text.len())).rev().find(|&i| self.text.is_char_boundary(i));
        let before = &self.text[..end.unwrap_or(0)];
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

impl Problem {
    /// A problem without a place.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), file: None, excerpt: None, help: None, more: Vec::new() }
    }

    /// The value, unless there are problems; of those, the first with the others in [`Problem::more`].
    ///
    /// # Errors
    /// There are problems.
    pub fn none_or<T>(problems: Vec<Self>, value: T) -> Result<T, Self> {
        let mut problems = problems.into_iter();
        match problems.next() {
            None => Ok(value),
            Some(first) => Err(Self { more: problems.collect(), ..first }),
        }
    }

    /// Names the file.
    #[must_use]
    pub fn in_file(mut self, file: impl fmt::Display) -> Self {
        self.file = Some(file.to_string());
        self
    }

    /// Shows the part of the file's text that is wrong.
    #[must_use]
    pub fn at(mut self, text: &str, span: Range<usize>, label: impl Into<String>) -> Self {
        self.excerpt = Some(Box::new(Excerpt { text: text.to_owned(), span, label: label.into() }));
        self
    }

    /// Says the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{file}:")?;
            if let Some(excerpt) = &self.excerpt {
                let (line, column) = excerpt.line_and_column();
                write!(f, "{line}:{column}:")?;
            }
            f.write_str(" ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}
