//! Short names of sources for use in addresses.

use super::hex;
use crate::model::is_reserved;
use sha2::{Digest, Sha256};
use std::collections::HashSet;

/// Longest slug, in bytes, before what tells it from others.
const LONGEST: usize = 60;

/// One slug a path: lower-case ASCII letters, digits and hyphens, so that no file system takes two for one. A
/// path whose slug is taken by an earlier one, or by Windows, has some digits of its hash added.
pub(super) fn unique<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut taken = HashSet::new();
    paths
        .map(|path| {
            let slug = slug(path);
            let hash = hex(&Sha256::digest(path.as_bytes()));
            let with_hash = (6..=hash.len()).map(|digits| format!("{slug}-{}", &hash[..digits]));
            let mut names = std::iter::once(slug.clone()).chain(with_hash);
            // Two files of the same path, from two folders, differ in nothing but their number.
            let free = names.find(|name| !taken.contains(name) && !is_reserved(name));
            let free = free.or_else(|| (2..).map(|n| format!("{slug}-{hash}-{n}")).find(|name| !taken.contains(name)));
            let free = free.unwrap_or(slug);
            taken.insert(free.clone());
            free
        })
        .collect()
}

fn slug(path: &str) -> String {
    let file = path.rfind('/').map_or(0, |i| i + 1);
    // The dot of `.txt` ends the stem; the dot that begins a name does not.
    let stem = path[file..].rfind('.').filter(|&dot| dot > 0).map_or(path, |dot| &path[..file + dot]);
    let mut out = String::new();
    for c in stem.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
        if out.len() == LONGEST {
            break;
        }
    }
    match out.trim_end_matches('-') {
        "" => "source".to_owned(),
        slug => slug.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{slug, unique};

    #[test]
    fn slugs() {
        assert_eq!(slug("000_3e9c.txt"), "000-3e9c");
        assert_eq!(slug("A b/ç--C.tar.gz"), "a-b-c-tar");
        assert_eq!(slug("日本.txt"), "source");
        assert_eq!(slug("no-ending"), "no-ending");
        assert_eq!(slug("-"), "source");
    }

    #[test]
    fn a_name_that_windows_keeps_is_not_taken() {
        let slugs = unique(["con.txt", "console.txt", "sub/con.txt"].into_iter());
        assert!(slugs[0].starts_with("con-") && slugs[1..] == ["console", "sub-con"], "{slugs:?}");
    }

    #[test]
    fn no_two_are_the_same() {
        let slugs = unique(["A.txt", "a.md", "a.txt", "a.txt"].into_iter());
        assert_eq!(slugs[0], "a");
        let mut sorted = slugs.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), slugs.len(), "{slugs:?}");
    }
}
