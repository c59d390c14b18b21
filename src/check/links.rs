//! Where links lead.

use crate::book::nearest;
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};

/// Every file of the site; of an HTML page, its ids.
pub(super) type Targets<'a> = BTreeMap<&'a str, Option<BTreeSet<&'a str>>>;

/// What is wrong with a link of a page, if anything is.
pub(super) fn wrong(page: &str, link: &str, targets: &Targets<'_>) -> Option<String> {
    if link.starts_with(['/', '\\']) {
        return Some("begins with `/`, so it breaks when the site is moved or opened from a folder".into());
    }
    if let Some(scheme) = scheme(link) {
        let allowed = ["http", "https", "mailto"].iter().any(|s| scheme.eq_ignore_ascii_case(s));
        return (!allowed)
            .then(|| format!("has the scheme `{scheme}:`; only http, https and mailto lead out of a site"));
    }
    let (rest, fragment) = link.split_once('#').unwrap_or((link, ""));
    let path = rest.split_once('?').map_or(rest, |(path, _)| path);
    if link.is_empty() {
        return Some("is empty".into());
    }
    let target = if path.is_empty() {
        page.to_owned()
    } else {
        match resolve(page, &percent_decode_str(path).decode_utf8_lossy()) {
            Some(target) => target,
            None => return Some("leads out of the site".into()),
        }
    };
    match targets.get(target.as_str()) {
        None => {
            let with = [
                format!("{target}.html"),
                format!("{}index.html", if target.is_empty() { target } else { target + "/" }),
            ];
            let meant = with.iter().find(|t| targets.contains_key(t.as_str()));
            Some(match meant {
                Some(meant) => format!("names no file (a link to {meant} must end in .html)"),
                None => "leads to no page and no file of the site".into(),
            })
        }
        Some(Some(ids))
            if !fragment.is_empty() && !ids.contains(&*percent_decode_str(fragment).decode_utf8_lossy()) =>
        {
            let near = nearest(fragment, ids.iter().copied()).map(|near| format!("; did you mean #{near}?"));
            Some(format!("leads to a place that {target} does not have{}", near.unwrap_or_default()))
        }
        Some(_) => None,
    }
}

fn scheme(link: &str) -> Option<&str> {
    let (scheme, _) = link.split_once(':')?;
    let is_one = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_one.then_some(scheme)
}

/// The path below the site's root that a relative path of a page means. `None` above the root.
fn resolve(page: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
