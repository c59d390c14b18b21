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
    /// The lines of the file that are wrong, where there is text to show.
    pub excerpt: Option<Box<Excerpt>>,
    /// The way out.
    pub help: Option<String>,
    /// Others that were found by the same look, so that a person mends all of them at once.
    pub more: Vec<Problem>,
}

/// The part of a text file that is wrong. It holds no more of the file than it shows: a file may have thousands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The lines that the span touches, whole.
    pub text: String,
    /// Bytes of `text`.
    pub span: Range<usize>,
    /// 1-based number of the first of the lines.
    pub line: usize,
    /// What to say under the caret.
    pub label: String,
}

impl Excerpt {
    fn new(file: &str, span: Range<usize>, label: String) -> Self {
        let boundary = |at: usize| (0..=at.min(file.len())).rev().find(|&i| file.is_char_boundary(i)).unwrap_or(0);
        let start = boundary(span.start);
        let end = boundary(span.end).max(start);
        let before = &file[..start];
        let from = before.rfind('\n').map_or(0, |i| i + 1);
        // A span that ends with its line touches no other.
        let within = file[start..end].strip_suffix('\n').map_or(end, |within| start + within.len());
        let to = file[within..].find('\n').map_or(file.len(), |i| within + i + 1);
        let line = before.matches('\n').count() + 1;
        Self { text: file[from..to].to_owned(), span: start - from..end - from, line, label }
    }

    /// 1-based line and column (in characters) of the span's start.
    pub fn line_and_column(&self) -> (usize, usize) {
        (self.line, self.text[..self.span.start].chars().count() + 1)
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
        self.excerpt = Some(Box::new(Excerpt::new(text, span, label.into())));
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
