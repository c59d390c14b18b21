//! Writing the site: what is not ours is never touched.

use sourcebook::{
    model::Problem,
    render::Page,
    write::{MANIFEST, site},
};
use std::{collections::BTreeMap, fs, path::Path};
use tempfile::TempDir;

fn page(path: &str, text: &str) -> Page {
    Page { path: path.into(), bytes: text.into() }
}

fn first() -> Vec<Page> {
    vec![page("index.html", "one"), page("topics/a.html", "a"), page("assets/style.css", "b {}")]
}

fn second() -> Vec<Page> {
    vec![page("index.html", "two"), page("sources/s.html", "s")]
}

/// Every file and folder below `root`; folders end in `/`.
fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(root)
        .min_depth(1)
        .into_iter()
        .map(|e| {
            let e = e.unwrap();
            let path = e.path().strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if e.file_type().is_dir() { (path + "/", vec![]) } else { (path, fs::read(e.path()).unwrap()) }
        })
        .collect()
}

fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Builds into `site` below `root`, which must be refused and leave every byte as it was.
#[track_caller]
fn refused(root: &Path, pages: &[Page]) -> Problem {
    let before = tree(root);
    let problem = site(&root.join("site"), pages).expect_err("must be refused");
    assert_eq!(before, tree(root), "{problem}");
    assert!(problem.help.is_some(), "{problem} has no way out");
    problem
}

/// Who may do everything can remove the old site, and then there is nothing to tell.
#[cfg(unix)]
#[test]
fn an_old_site_that_cannot_be_removed_is_a_warning() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let (output, old) = (root.path().join("site"), root.path().join(".site-old"));
    site(&output, &first()).unwrap();
    fs::set_permissions(output.join("topics"), fs::Permissions::from_mode(0o555)).unwrap();
    let left = site(&output, &second()).unwrap();
    assert_eq!(fs::read(output.join("index.html")).unwrap(), b"two");
    assert_eq!(left.map(|f| f.at.unwrap().file), old.exists().then(|| old.display().to_string()));
    if old.exists() {
        fs::set_permissions(old.join("topics"), fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[track_caller]
fn holds(root: &Path, pages: &[Page]) {
    let mut found = tree(root);
    assert!(found.keys().all(|k| k.starts_with("site/")), "something stayed beside the site: {:?}", found.keys());
    found.retain(|path, _| !path.ends_with('/') && path != &format!("site/{MANIFEST}"));
    let wanted = pages.iter().map(|p| (format!("site/{}", p.path), p.bytes.clone())).collect();
    assert_eq!(found, wanted);
}

fn built() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    site(&dir.path().join("site"), &first()).unwrap();
    dir
}

#[test]
fn absent_and_empty_folders_are_ours() {
    let dir = built();
    holds(dir.path(), &first());
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("site")).unwrap();
    site(&dir.path().join("site"), &first()).unwrap();
    holds(dir.path(), &first());
}

#[test]
fn missing_parents_are_made() {
    let dir = tempfile::tempdir().unwrap();
    site(&dir.path().join("a/b/site"), &first()).unwrap();
    assert!(dir.path().join("a/b/site/index.html").is_file());
}

#[test]
fn a_second_build_replaces_the_first_whole() {
    let dir = built();
    site(&dir.path().join("site"), &second()).unwrap();
    holds(dir.path(), &second());
}

#[test]
fn the_manifest_lists_each_file_with_its_sum() {
    let dir = built();
    let manifest = fs::read_to_string(dir.path().join("site").join(MANIFEST)).unwrap();
    let lines: Vec<_> = manifest.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1], "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  index.html");
}

#[test]
fn a_file_of_the_persons_is_named() {
    let dir = built();
    put(dir.path(), "site/topics/notes.txt", "mine");
    assert!(refused(dir.path(), &second()).message.contains("topics/notes.txt"));
}

/// Whoever looks at the site in Finder or Explorer leaves such files, and knows nothing of them.
#[test]
fn what_systems_leave_in_the_folder_stops_no_build() {
    let dir = built();
    put(dir.path(), "site/.DS_Store", "x");
    put(dir.path(), "site/topics/Thumbs.db", "x");
    site(&dir.path().join("site"), &second()).unwrap();
    holds(dir.path(), &second());
}

#[test]
fn an_empty_folder_of_the_persons_is_named() {
    let dir = built();
    fs::create_dir(dir.path().join("site/drafts")).unwrap();
    assert!(refused(dir.path(), &second()).message.contains("drafts/"));
}

#[test]
fn a_changed_file_is_named() {
    let dir = built();
    put(dir.path(), "site/topics/a.html", "improved");
    assert!(refused(dir.path(), &second()).message.contains("topics/a.html"));
}

#[test]
fn a_deleted_file_is_no_reason_to_refuse() {
    let dir = built();
    fs::remove_file(dir.path().join("site/index.html")).unwrap();
    site(&dir.path().join("site"), &second()).unwrap();
    holds(dir.path(), &second());
}

#[test]
fn a_folder_without_manifest_is_not_ours_and_the_first_few_files_are_named() {
    let dir = tempfile::tempdir().unwrap();
    for i in 0..9 {
        put(dir.path(), &format!("site/{i}.txt"), "mine");
    }
    let problem = refused(dir.path(), &first());
    assert!(problem.message.contains("0.txt") && problem.message.ends_with("and 4 more"), "{problem}");
}

#[test]
fn a_manifest_that_we_did_not_write_owns_nothing() {
    let dir = built();
    put(dir.path(), &format!("site/{MANIFEST}"), "notes of mine\nand more\n");
    refused(dir.path(), &second());
    let sum = "0".repeat(64);
    put(dir.path(), &format!("site/{MANIFEST}"), &format!("{sum}  ../precious\n"));
    put(dir.path(), "precious", "mine");
    refused(dir.path(), &second());
}

#[test]
fn an_output_that_is_a_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "site", "mine");
    assert!(refused(dir.path(), &first()).message.contains("file"));
}

#[test]
fn an_output_below_a_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "site", "mine");
    let problem = site(&dir.path().join("site/deep"), &first()).unwrap_err();
    assert!(problem.file.is_some() && problem.help.is_some(), "{problem}");
    assert_eq!(tree(dir.path()), BTreeMap::from([("site".into(), b"mine".to_vec())]));
}

#[test]
fn an_output_without_a_name_is_refused() {
    assert!(site(Path::new(".."), &first()).is_err());
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let dir = built();
    put(dir.path(), "elsewhere/file", "mine");
    std::os::unix::fs::symlink(dir.path().join("elsewhere"), dir.path().join("site/link")).unwrap();
    let problem = site(&dir.path().join("site"), &second()).unwrap_err();
    assert!(problem.message.contains("link"), "{problem}");
    std::os::unix::fs::symlink(dir.path().join("elsewhere"), dir.path().join("linked")).unwrap();
    assert!(site(&dir.path().join("linked"), &second()).is_err());
    assert_eq!(fs::read(dir.path().join("elsewhere/file")).unwrap(), b"mine");
}

#[test]
fn pages_stay_inside_the_output() {
    let dir = built();
    for path in ["../out.html", "/etc/x", "a/../../b", "", "a//b", "./a", "a\\..\\b", "c:/x", "a\nb", MANIFEST] {
        refused(dir.path(), &[page(path, "x")]);
    }
    refused(dir.path(), &[page("a", "x"), page("a", "y")]);
}

#[test]
fn a_build_that_fails_half_way_leaves_the_old_site() {
    let dir = built();
    refused(dir.path(), &[page("a", "x"), page("a/b", "y")]);
    holds(dir.path(), &first());
}

#[test]
fn what_an_interrupted_build_left_is_removed() {
    let dir = built();
    let sum = "0".repeat(64);
    put(dir.path(), &format!(".site-new/{MANIFEST}"), &format!("{sum}  half.html\n{sum}  never.html\n{sum}  cut-sho"));
    put(dir.path(), ".site-new/half.html", "ha");
    site(&dir.path().join("site"), &second()).unwrap();
    holds(dir.path(), &second());
}

#[test]
fn a_folder_that_an_interrupted_build_left_empty_is_removed() {
    for name in [".site-new", ".site-old"] {
        let dir = built();
        fs::create_dir(dir.path().join(name)).unwrap();
        site(&dir.path().join("site"), &second()).unwrap();
        holds(dir.path(), &second());
    }
}

#[test]
fn an_old_site_is_put_back_when_the_swap_was_interrupted() {
    let dir = built();
    fs::rename(dir.path().join("site"), dir.path().join(".site-old")).unwrap();
    // A refusal after the recovery shows what was put back.
    assert!(site(&dir.path().join("site"), &[page("a", "x"), page("a/b", "y")]).is_err());
    holds(dir.path(), &first());
    site(&dir.path().join("site"), &second()).unwrap();
    holds(dir.path(), &second());
}

#[test]
fn an_old_site_that_was_not_removed_is_removed() {
    let dir = built();
    site(&dir.path().join("other"), &first()).unwrap();
    fs::rename(dir.path().join("other"), dir.path().join(".site-old")).unwrap();
    site(&dir.path().join("site"), &second()).unwrap();
    holds(dir.path(), &second());
}

#[test]
fn folders_beside_the_output_that_are_not_ours_are_left_alone() {
    for name in [".site-new", ".site-old"] {
        let dir = built();
        put(dir.path(), &format!("{name}/mine.txt"), "mine");
        refused(dir.path(), &second());
        put(dir.path(), &format!("{name}/{MANIFEST}"), "");
        refused(dir.path(), &second());
    }
}

#[test]
fn a_build_beside_another_is_refused() {
    let dir = built();
    put(dir.path(), &format!(".site-new/{MANIFEST}"), "");
    let lock = fs::File::open(dir.path().join(".site-new").join(MANIFEST)).unwrap();
    lock.try_lock().unwrap();
    assert!(refused(dir.path(), &second()).message.contains("another build"));
    drop(lock);
    site(&dir.path().join("site"), &second()).unwrap();
    holds(dir.path(), &second());
}

#[cfg(unix)]
#[test]
fn builds_at_the_same_time_leave_one_whole_site() {
    let dir = built();
    let output = dir.path().join("site");
    std::thread::scope(|scope| {
        for pages in [first(), second(), first(), second()] {
            let output = &output;
            scope.spawn(move || {
                for _ in 0..50 {
                    if let Err(problem) = site(output, &pages) {
                        assert!(problem.help.is_some(), "{problem} has no way out");
                    }
                }
            });
        }
    });
    site(&output, &second()).unwrap();
    holds(dir.path(), &second());
}

#[test]
fn an_export_does_not_take_the_place_of_a_site() {
    let (home, list) = ([page("index.html", "home")], [page("SUMMARY.md", "list")]);
    for (first, other, kind) in [(&home, &list, "a site"), (&list, &home, "an export")] {
        let dir = tempfile::tempdir().unwrap();
        site(&dir.path().join("site"), first).unwrap();
        assert!(refused(dir.path(), other).message.contains(&format!("holds {kind}")));
        site(&dir.path().join("site"), first).unwrap();
    }
}
