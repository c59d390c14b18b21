//! What a server shows for an address that leads nowhere.

use super::{
    context::{MissingPage, Shell},
    site::Site,
};

/// It may be shown at any depth, so its links begin with the path of the site's root.
pub(super) fn page(site: &Site<'_>, path: &str) -> MissingPage {
    let root = site.edition.book.site_url.as_ref().map_or("/", |url| url.root()).to_owned();
    let shell = site.shell(path, &site.lang.say("missing.title", &[]));
    MissingPage { shell: Shell { notice: site.notice().below(&root), root, published: None, ..shell } }
}
