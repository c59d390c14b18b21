//! The templates as they are now, over one edition: what files there are, and those that need no template.

use super::pages::{self, Meant};
use crate::{read::Theme, render::Press};
use std::{collections::BTreeSet, sync::Arc};

/// A state of the templates over one edition.
pub(super) struct State<'e> {
    pub press: Arc<Press<'e>>,
    pub theme: Arc<Theme>,
    /// The last state before that a page was made of, and nothing found wrong with.
    pub before: Option<Arc<Press<'e>>>,
    folders: BTreeSet<String>,
}

impl<'e> State<'e> {
    pub fn new(press: Press<'e>, theme: Theme, before: Option<Arc<Press<'e>>>) -> Self {
        let files = press.paths().map(str::to_owned).chain(theme.assets.keys().map(|a| format!("assets/{a}")));
        let folders = files.flat_map(|f| f.match_indices('/').map(|(i, _)| f[..i].to_owned()).collect::<Vec<_>>());
        Self { folders: folders.collect(), press: Arc::new(press), theme: Arc::new(theme), before }
    }

    /// Which file of the site an address means.
    pub fn meant(&self, path: &str) -> Meant {
        pages::meant(path, |file| self.press.has(file) || self.file(file).is_some(), |f| self.folders.contains(f))
    }

    /// An asset, or a file that stands beside the pages. A page of that path goes before the latter.
    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        let asset = path.strip_prefix("assets/").and_then(|asset| self.theme.assets.get(asset));
        let beside = || self.press.files().iter().find(|f| f.path == path && !self.press.has(path)).map(|f| &f.bytes);
        asset.or_else(beside).cloned()
    }

    /// Whether nothing but the content of style sheets is another in a new theme.
    pub fn differs_in_styles_only(&self, new: &Theme) -> bool {
        let old = &self.theme;
        old.templates == new.templates
            && old.words == new.words
            && old.assets.len() == new.assets.len()
            && old
                .assets
                .iter()
                .all(|(path, bytes)| new.assets.get(path).is_some_and(|new| new == bytes || path.ends_with(".css")))
    }
}
