//! Where a site is published.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt;

/// The address of a site's root: `https://example.org/book/`, with `/` at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteUrl {
    /// `https://example.org`
    origin: String,
    /// `/book/`
    root: String,
}

impl SiteUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// Says what is wrong with it, in a few words.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let scheme = ["https://", "http://"]
            .into_iter()
            .find(|s| text.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)));
        let scheme = scheme.ok_or("begins with neither https:// nor http://")?;
        let rest = &text[scheme.len()..];
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let in_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || !host.chars().all(in_host) {
            return Err("has no name of a machine that can be written so");
        }
        let in_path = |c: char| c.is_ascii_alphanumeric() || "-._~%!$&'()*+,;=:@/".contains(c);
        if !path.chars().all(in_path) || path.split('/').any(|p| p == "." || p == "..") {
            return Err("has a path that can't be written so: no ?, no #, no spaces");
        }
        let inner = path.trim_matches('/');
        let root = if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") };
        Ok(Self { origin: format!("{scheme}{}", host.to_ascii_lowercase()), root })
    }

    /// The path of the site's root, `/` or `/book/`.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The name of the machine, without a port.
    pub fn host(&self) -> &str {
        let host = self.origin.split("//").nth(1).unwrap_or_default();
        host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(h, _)| h)
    }

    /// The address of a file of the site; an `index.html` is its folder.
    pub fn page(&self, path: &str) -> String {
        let path = path.strip_suffix("index.html").filter(|p| p.is_empty() || p.ends_with('/')).unwrap_or(path);
        format!("{self}{}", utf8_percent_encode(path, IN_PATH))
    }
}

impl fmt::Display for SiteUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin, self.root)
    }
}

/// All that a path does not have as it is: RFC 3986's unreserved characters and `/` stay.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

#[cfg(test)]
mod tests {
    use super::SiteUrl;

    #[test]
    fn addresses() {
        let url = |text| SiteUrl::parse(text).map(|u| (u.to_string(), u.root().to_owned(), u.host().to_owned()));
        let is = |a: &str, b: &str, c: &str| Ok((a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(url("https://a.github.io/book"), is("https://a.github.io/book/", "/book/", "a.github.io"));
        assert_eq!(url("HTTP://Example.org"), is("http://example.org/", "/", "example.org"));
        assert_eq!(url("http://127.0.0.1:3000//x//"), is("http://127.0.0.1:3000/x/", "/x/", "127.0.0.1"));
        for wrong in [
            "",
            "example.org",
            "ftp://a",
            "https://",
            "https:///x",
            "https://a/?q",
            "https://a/#x",
            "https://a b/",
            "https://u@a/",
            "https://a/../b",
            "https://a/\"><",
        ] {
            assert!(SiteUrl::parse(wrong).is_err(), "{wrong}");
        }
        let book = SiteUrl::parse("https://a.io/b/").unwrap();
        assert_eq!(book.page("index.html"), "https://a.io/b/");
        assert_eq!(book.page("topics/ä b.html"), "https://a.io/b/topics/%C3%A4%20b.html");
        assert_eq!(book.page("my-index.html"), "https://a.io/b/my-index.html");
    }
}
