//! Which file an address means, as GitHub Pages has it, and the pages that the server makes itself.

use super::Answer;

/// What an address below the site's root means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Meant {
    File(String),
    Folder,
    Nothing,
}

/// `is_file` and `is_folder` know the site's paths. Nothing else is asked: no address leads to the disk.
pub(super) fn meant(path: &str, is_file: impl Fn(&str) -> bool, is_folder: impl Fn(&str) -> bool) -> Meant {
    let folder = path.strip_suffix('/').or(path.is_empty().then_some(""));
    let candidates = match folder {
        Some(_) => vec![format!("{path}index.html")],
        None => vec![path.to_owned(), format!("{path}.html")],
    };
    match candidates.into_iter().find(|c| is_file(c)) {
        Some(file) => Meant::File(file),
        None if folder.is_none() && is_folder(path) => Meant::Folder,
        None => Meant::Nothing,
    }
}

/// The page of a site that has no `404.html` of its own.
pub(super) fn missing(home: &str) -> Vec<u8> {
    page("There is no such page", &format!("<p>Begin at <a href=\"{0}\">{0}</a>.</p>", escaped(home)))
}

/// The page that stands in for one that can't be made.
pub(super) fn broken(problem: &str) -> Answer {
    let text = "<p>This page comes back by itself when that is mended.</p>";
    Answer::Broken(page("The page can't be made", &format!("<pre>{}</pre>{text}", escaped(problem))))
}

fn page(title: &str, body: &str) -> Vec<u8> {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\">\n<style>body{{max-width:60rem;margin:2rem auto;\
         padding:0 1rem;font:1rem/1.5 system-ui}}pre{{overflow:auto;white-space:pre;border-inline-start:4px solid \
         #c33;padding-inline-start:1rem}}</style></head>\n<body><main><h1>{title}</h1>{body}</main></body></html>\n"
    )
    .into_bytes()
}

/// Text for HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// What the browser is told that a file is.
pub(super) fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase().as_str() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" | "bib" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_github_pages_reads_them() {
        let files = ["index.html", "topics/a.html", "topics/b/index.html", "docs", "x.html", "x/y.html"];
        let meant =
            |path: &str| meant(path, |f| files.contains(&f), |d| files.iter().any(|f| f.starts_with(&format!("{d}/"))));
        let file = |path: &str| Meant::File(path.to_owned());
        assert_eq!(meant(""), file("index.html"));
        assert_eq!(meant("index.html"), file("index.html"));
        assert_eq!(meant("topics/a"), file("topics/a.html"));
        assert_eq!(meant("topics/b"), Meant::Folder);
        assert_eq!(meant("topics/b/"), file("topics/b/index.html"));
        assert_eq!(meant("topics"), Meant::Folder);
        assert_eq!(meant("topics/"), Meant::Nothing);
        assert_eq!(meant("docs"), file("docs"));
        assert_eq!(meant("docs/"), Meant::Nothing);
        assert_eq!(meant("x"), file("x.html"), "the page wins over the folder");
        for outside in ["../book.toml", "..", "/etc/passwd", "topics/../../x", "index.html/", "\0"] {
            assert_eq!(meant(outside), Meant::Nothing, "{outside}");
        }
    }
}
