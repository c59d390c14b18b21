//! What a person decides: in book.toml, and by the commands that write it there.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

const PAGE: &str = "\
How Rivers Move

Rivers move because water runs downhill and takes the bank with it.

Don't Miss

What A River Carries

A river carries sand and stones from its upper course to the sea.

The keepers house stands where sand lies, and sand is all that the keeper sees of it.

Where It Ends

A river ends in the sea, and the sea takes the sand.
";
const BOOK: &str = "# mine\n[book]\ntitle = \"Rivers\"\n\n[[topic]]\nid = \"sand\"\ntitle = \"Sand\"\nterms = [\"sand\"]\n\n\
                    [[topic]]\nid = \"water\"\ntitle = \"Water\"\nterms = [\"water\"]\n";

struct Desk(TempDir);

impl Desk {
    fn new(corrections: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("seeds")).unwrap();
        fs::write(dir.path().join("seeds/page.txt"), PAGE).unwrap();
        fs::write(dir.path().join("book.toml"), format!("{BOOK}\n{corrections}")).unwrap();
        Self(dir)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Exit code, standard output and standard error.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        run(self.0.path(), args)
    }

    #[track_caller]
    fn does(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!(code, 0, "{args:?}: {err}");
        out
    }

    /// The command must fail with 1, change nothing and say all of `wanted`.
    #[track_caller]
    fn refuses(&self, args: &[&str], wanted: &[&str]) {
        let before = self.toml();
        let (code, _, err) = self.run(args);
        assert_eq!(code, 1, "{args:?}: {err}");
        for wanted in wanted {
            assert!(err.contains(wanted), "{wanted:?} is not in:\n{err}");
        }
        assert_eq!(self.toml(), before);
    }

    fn toml(&self) -> String {
        fs::read_to_string(self.path("book.toml")).unwrap()
    }

    /// `heading topic id` of every section, in the order of their pages.
    fn sections(&self) -> Vec<(String, String, String)> {
        let out = self.does(&["group", "--format", "ndjson"]);
        let row = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap();
        let text = |v: &serde_json::Value| v.as_str().unwrap_or("-").to_owned();
        out.lines().map(row).map(|r| (text(&r["heading"]), text(&r["topic"]), text(&r["id"]))).collect()
    }

    fn id(&self, heading: &str) -> String {
        self.sections().into_iter().find(|s| s.0 == heading).unwrap().2
    }

    /// The fate and the rule of a line, and its text.
    fn line(&self, number: u64) -> (String, String, String) {
        let out = self.does(&["clean", "--format", "ndjson"]);
        let rows = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let row = rows.into_iter().find(|r| r["line"] == number).unwrap();
        let text = |v: &serde_json::Value| v.as_str().unwrap_or("-").to_owned();
        (text(&row["fate"]), text(&row["rule"]), text(&row["text"]))
    }

    fn page(&self, name: &str) -> String {
        self.does(&["build", "--quiet"]);
        fs::read_to_string(self.path("site").join(name)).unwrap()
    }
}

fn run(dir: &Path, args: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_sourcebook")).current_dir(dir).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (out.status.code().unwrap(), text(out.stdout), text(out.stderr))
}

#[test]
fn a_pin_moves_a_section_and_the_page_says_who_did() {
    let desk = Desk::new("");
    let topic = |desk: &Desk| desk.sections()[1].1.clone();
    assert_eq!(topic(&desk), "sand");
    let out = desk.does(&["pin", "page.txt:9", "water"]);
    assert!(
        out.contains(
            "\"What A River Carries\" (page.txt:7) stands on Water now\nbook.toml says so. Next: `sourcebook build`"
        ),
        "{out}"
    );
    assert_eq!(topic(&desk), "water");
    let id = desk.id("What A River Carries");
    let wanted = format!("{BOOK}\n\n[[section]]\nat = \"{id}\"\ntext = \"What A River Carries\"\ntopic = \"water\"\n");
    assert_eq!(desk.toml(), wanted);
    assert!(desk.page("topics/water.html").contains("An editor put it here."));
    assert!(desk.does(&["explain", "page.txt:9"]).contains("topic     Water (pinned in book.toml)"));
    // Another decision on the same section is the same entry, by whatever name it is called.
    desk.does(&["pin", &format!("topics/water.html#{id}"), "unsorted"]);
    assert_eq!(desk.toml(), wanted.replace("topic = \"water\"", "topic = \"unsorted\""));
    assert_eq!(topic(&desk), "-");
    assert!(desk.does(&["pin", "page.txt:7", "unsorted"]).contains("says so already"));
}

#[test]
fn what_does_not_exist_is_refused_with_the_nearest() {
    let desk = Desk::new("");
    let id = desk.id("Where It Ends");
    let slip = format!("{}{}", &id[..11], if id.ends_with('0') { "1" } else { "0" });
    desk.refuses(&["pin", "page.txt:9", "watre"], &["there is no topic \"watre\"", "did you mean \"water\"?"]);
    desk.refuses(&["pin", &slip, "water"], &["there is no section", &format!("did you mean {id}?")]);
    desk.refuses(&["pin", "pag.txt:9", "water"], &["there is no source \"pag.txt\"", "did you mean \"page.txt\"?"]);
    desk.refuses(&["pin", "page.txt:99", "water"], &["has no line \"99\"", "give a number from 1 to 15"]);
    desk.refuses(&["pin", "page.txt:5", "water"], &["left out by teaser-label", "the nearest is p-"]);
    desk.refuses(&["keep", "page.txt:2"], &["nothing stands in page.txt:2", "How Rivers Move"]);
    desk.refuses(&["drop", "page.txt:5"], &["left out already, by teaser-label"]);
    desk.refuses(
        &["accept", "page.txt:9"],
        &["no repair is suggested for page.txt:9", "sourcebook explain page.txt:9"],
    );
    desk.refuses(&["retitle", "page.txt:9", " "], &["there is no title"]);
    desk.refuses(&["order", "page.txt:9", "page.txt:7"], &["is named twice"]);
}

#[test]
fn a_title_of_the_books_own_stands_above_the_sources() {
    let desk = Desk::new("");
    desk.does(&["retitle", "page.txt:9", "  What it <carries> "]);
    let html = desk.page("topics/sand.html");
    assert!(html.contains("What it &lt;carries&gt;</h2>"), "{html}");
    assert!(html.contains("In the source: <span data-lines=\"7\">What A River Carries</span>"), "{html}");
    assert_eq!(desk.sections()[1].0, "What A River Carries");
    // Search, contents and references say the same.
    assert!(html.contains("\"><bdi>What it &lt;carries&gt;</bdi></a></li>"));
}

#[test]
fn sections_stand_in_the_order_that_is_given() {
    let desk = Desk::new("");
    let order = |desk: &Desk| {
        let html = desk.page("topics/sand.html");
        let at = |id: &str| html.find(&format!("<section class=\"passage\" id=\"{id}\"")).unwrap();
        let mut found: Vec<(usize, String)> =
            desk.sections().into_iter().filter(|s| s.1 == "sand").map(|s| (at(&s.2), s.0)).collect();
        found.sort();
        found.into_iter().map(|(_, heading)| heading).collect::<Vec<_>>()
    };
    assert_eq!(order(&desk), ["What A River Carries", "Where It Ends"]);
    desk.does(&["order", "page.txt:15"]);
    assert_eq!(order(&desk), ["Where It Ends", "What A River Carries"]);
    desk.does(&["order", "page.txt:7", "page.txt:13"]);
    assert_eq!(order(&desk), ["What A River Carries", "Where It Ends"]);
}

#[test]
fn a_kept_line_says_which_rule_it_overrules() {
    let desk = Desk::new("");
    assert_eq!(desk.line(5).1, "teaser-label");
    let out = desk.does(&["keep", "page.txt:5", "--why", "the name of a song"]);
    assert!(out.contains("page.txt:5, \"Don't Miss\", is kept now, against teaser-label"), "{out}");
    assert_eq!(desk.line(5), ("kept".into(), "-".into(), "Don't Miss".into()));
    let told = desk.does(&["explain", "page.txt:5"]);
    assert!(told.contains("kept      by book.toml\n    book.toml overrules teaser-label: "), "{told}");
    let (source, audit) = (desk.page("sources/page.html"), desk.page("audit.html"));
    assert!(source.contains("kept by the editor, against <a href=\"../rules.html#r-teaser-label\">teaser-label</a>"));
    assert!(
        audit.contains("Lines that the editor keeps, whatever a rule says:")
            && audit.contains("against <a href=\"rules.html#r-teaser-label\">")
    );
    // The one decision takes the place of the other, and the reason goes.
    desk.does(&["drop", "page.txt:5"]);
    assert!(!desk.toml().contains("why") && desk.toml().contains("fate = \"drop\""), "{}", desk.toml());
    assert_eq!(desk.line(5).1, "book-drop");
}

#[test]
fn a_heading_stays_over_a_line_that_is_kept() {
    let desk = Desk::new("");
    fs::write(desk.path("seeds/page.txt"), format!("{PAGE}\nAt The Mill Down There\n\nAdvertisement\n")).unwrap();
    assert_ne!(desk.line(17).0, "kept");
    desk.does(&["keep", "page.txt:19"]);
    assert_eq!((desk.line(17).0, desk.line(19).0), ("kept".into(), "kept".into()));
}

#[test]
fn a_dropped_line_is_dropped_by_the_book() {
    let desk = Desk::new("");
    desk.does(&["drop", "page.txt:11", "--why", "hearsay"]);
    assert_eq!(desk.line(11), ("dropped".into(), "book-drop".into(), "-".into()));
    assert!(desk.page("sources/page.html").contains("book-drop</a>: hearsay</p>"));
    assert!(desk.page("rules.html").contains("id=\"r-book-drop\""));
    desk.refuses(&["drop", "page.txt:11"], &["left out already, by book-drop"]);
    desk.does(&["keep", "page.txt:9-11"]);
    assert_eq!(desk.line(11).0, "kept", "what is dropped and kept is kept");
    desk.refuses(&["drop", "page.txt:9"], &["book.toml:", "keeps page.txt:9-11", "kept here"]);
}

#[test]
fn a_copy_that_is_kept_is_published_too() {
    let desk = Desk::new("");
    let copy = "A river carries sand and stones from its upper course to the sea, and what it carries in one spring it \
                takes up again in the next, until nothing of it is left but mud.";
    fs::write(desk.path("seeds/a.txt"), format!("Mud One\n\n{copy}\n\nMore of it lies in the bay below the town.\n"))
        .unwrap();
    fs::write(desk.path("seeds/b.txt"), format!("Mud Two\n\n{copy}\n")).unwrap();
    let published = |desk: &Desk| desk.does(&["export", "--format", "ndjson"]).matches(copy).count();
    assert_eq!(published(&desk), 1);
    desk.does(&["keep", "b.txt:3"]);
    assert_eq!(published(&desk), 2);
    desk.does(&["build"]);
}

#[test]
fn a_repair_of_the_books_own_is_an_edit_with_its_rule() {
    let repair = "[[repair]]\nat = \"page.txt:11\"\nwas = \"keepers house\"\nnow = \"keeper's house\"\n";
    let desk = Desk::new(repair);
    let line = desk.line(11);
    assert!(line.0 == "repaired" && line.2.starts_with("The keeper's house stands"), "{line:?}");
    let told = desk.does(&["explain", "page.txt:11"]);
    assert!(told.contains("(accepted)") && told.contains("by "), "{told}");
    assert!(desk.page("audit.html").contains("accepted by the book"));
    // Refusing it turns the entry, and the line reads as the source has it.
    desk.does(&["refuse", "page.txt:11", "keepers house"]);
    assert_eq!(desk.toml(), format!("{BOOK}\n{repair}accept = false\n"));
    assert!(desk.line(11).2.starts_with("The keepers house"));
}

#[test]
fn a_repair_that_is_made_can_be_refused() {
    let desk = Desk::new("");
    fs::write(desk.path("seeds/page.txt"), PAGE.replace("runs downhill", "doesnt run uphill")).unwrap();
    assert!(desk.line(3).2.contains("doesn’t run") || desk.line(3).2.contains("doesn't run"));
    desk.does(&["refuse", "page.txt:3"]);
    assert!(desk.line(3).2.contains("doesnt run"));
    assert!(desk.page("audit.html").contains("Repairs that the editor refused:"));
    assert!(desk.does(&["explain", "page.txt:3"]).contains("refused   "));
    desk.refuses(&["refuse", "page.txt:3"], &["no repair is made or suggested"]);
    desk.does(&["accept", "page.txt:3"]);
    assert!(desk.toml().ends_with("accept = true\n") && desk.toml().matches("[[repair]]").count() == 1);
    assert!(!desk.line(3).2.contains("doesnt run"));
}

#[test]
fn a_decision_is_taken_back_as_it_was_written() {
    let desk = Desk::new("");
    fs::write(desk.path("seeds/page.txt"), PAGE.replace("runs downhill", "doesnt run uphill")).unwrap();
    let before = desk.toml();
    let back = |args: &[&str], gone: &[&str]| {
        let said = desk.does(args);
        gone.iter().for_each(|gone| assert!(said.contains(gone), "{gone:?} is not in:\n{said}"));
        assert_eq!(desk.toml(), before);
    };
    desk.does(&["pin", "page.txt:3", "sand"]);
    back(&["undo", "page.txt:3"], &["out of book.toml:", "  [[section]]", "topic = \"sand\""]);
    desk.does(&["drop", "page.txt:3-3"]);
    back(&["undo", "page.txt:3"], &["fate = \"drop\""]);
    desk.does(&["refuse", "page.txt:3"]);
    back(&["undo", "page.txt:3"], &["accept = false"]);
    // Two decisions: one must be said.
    desk.does(&["drop", "page.txt:3"]);
    let one = desk.toml();
    desk.does(&["pin", &desk.id("Where It Ends"), "sand"]);
    desk.does(&["undo", &desk.id("Where It Ends")]);
    assert_eq!(desk.toml(), one);
    desk.refuses(&["undo", "page.txt:9"], &["book.toml decides nothing at page.txt:9", "did you mean page.txt:3?"]);
    desk.refuses(&["undo", "page.txt:3", "--of", "repair"], &["decides nothing of a repair"]);
    desk.does(&["undo", "page.txt:3"]);
    desk.refuses(&["undo", "page.txt:3"], &["it has no [[section]], [[line]] or [[repair]]"]);
}

#[test]
fn of_several_decisions_one_is_named_and_a_target_may_be_gone() {
    let desk = Desk::new(
        "[[line]]\nat = \"page.txt:3\"\nfate = \"keep\"\n\n[[repair]]\nat = \"page.txt:3\"\nwas = \"runs\"\nnow = \"ran\"\n",
    );
    desk.refuses(&["undo", "page.txt:3"], &["2 decisions", "--of line, or --of repair --was \"runs\""]);
    desk.does(&["undo", "page.txt:3", "--of", "repair"]);
    desk.does(&["undo", "page.txt:3"]);
    let desk = Desk::new("[[line]]\nat = \"old.txt:3\"\nfate = \"keep\"\n");
    desk.refuses(&["check"], &["there is no source \"old.txt\""]);
    desk.does(&["undo", "old.txt:3"]);
    desk.does(&["check"]);
}

/// `check` must fail and show where, what, and the nearest match.
#[track_caller]
fn gone(corrections: &str, wanted: &[&str]) {
    Desk::new(corrections).refuses(&["check"], wanted);
}

#[test]
fn a_correction_whose_target_is_gone_is_an_error_with_the_nearest() {
    let desk = Desk::new("");
    let id = desk.id("What A River Carries");
    gone(
        "[[section]]\nat = \"p-0000000000\"\ntext = \"What A River Carried\"\ntopic = \"water\"\n",
        &["book.toml:16:6", "no such section", &format!("the nearest is {id}, \"What A River Carries\" (page.txt:7)")],
    );
    gone(
        "[[section]]\nat = \"page.txt:5\"\norder = 1\n",
        &["book.toml:16:6", "left out by teaser-label", "the nearest is"],
    );
    gone(
        "[[section]]\nat = \"page.txt:3\"\ntext = \"Where It Ends\"\norder = 1\n",
        &["book.toml:17:8", "\"How Rivers Move\"", "the nearest is", "\"Where It Ends\" (page.txt:13)"],
    );
    let moved = "[[line]]\nat = \"page.txt:7\"\ntext = \"Don't Miss\"\nfate = \"keep\"\n";
    gone(moved, &["book.toml:17:8", "line 7 of page.txt reads \"What A River Carries\"", "at = \"page.txt:5\""]);
    gone(
        "[[line]]\nat = \"pages.txt:7\"\nfate = \"drop\"\n",
        &["there is no source \"pages.txt\"", "did you mean \"page.txt:7\"?"],
    );
    gone("[[line]]\nat = \"page.txt:70\"\nfate = \"drop\"\n", &["page.txt has no line 70"]);
    gone("[[line]]\nat = \"page.txt:8\"\nfate = \"drop\"\n", &["nothing stands in page.txt:8", "page.txt:7"]);
    let repair = |was: &str| format!("[[repair]]\nat = \"page.txt:11\"\nwas = {was:?}\nnow = \"x\"\n");
    gone(&repair("keepers hose"), &["book.toml:17:7", "did you mean \"keepers house\"?"]);
    gone(&repair("sand"), &["more than once", "the word before it"]);
    let moved = "[[repair]]\nat = \"page.txt:9\"\nwas = \"keepers house\"\nnow = \"keeper’s house\"\n";
    gone(moved, &["book.toml:17:7", "stand at page.txt:11 now"]);
    gone(&moved.replace(":9", ":10"), &["nothing stands in page.txt:10", "stand at page.txt:11 now"]);
    let whole = "[[repair]]\nat = \"page.txt:13\"\nwas = \"Where It Ends\"\nnow = \"\"\n";
    gone(whole, &["nothing would be left of the line", "fate = \"drop\""]);
    // All are told at once, and a command that mends one is not stopped by the others.
    let two = "[[line]]\nat = \"page.txt:70\"\nfate = \"drop\"\n\n[[section]]\nat = \"p-0000000000\"\norder = 1\n";
    gone(two, &["page.txt has no line 70", "there is no section p-0000000000"]);
    Desk::new(two).does(&["pin", "page.txt:9", "water"]);
}

#[test]
fn a_correction_must_make_sense() {
    gone("[[section]]\nat = \"page.txt\"\norder = 1\n", &["this is no section", "page.txt:12"]);
    gone("[[section]]\nat = \"page.txt:7\"\n", &["nothing is decided of this section"]);
    gone(
        "[[section]]\nat = \"page.txt:7\"\ntopic = \"sands\"\n",
        &["there is no such topic", "did you mean \"sand\"?"],
    );
    gone("[[section]]\nat = \"page.txt:7\"\norder = 0\n", &["places are counted from 1"]);
    gone("[[section]]\nat = \"page.txt:7\"\nordr = 1\n", &["[[section]] has no key `ordr`", "did you mean `order`?"]);
    gone(
        "[[line]]\nat = \"page.txt:7\"\nfate = \"remove\"\n",
        &["a person keeps or drops a line", "\"keep\" or \"drop\""],
    );
    gone("[[line]]\nat = \"page.txt:7\"\n", &["`fate` is missing here"]);
    let twice = "[[line]]\nat = \"page.txt:7\"\nfate = \"drop\"\n";
    gone(&format!("{twice}\n{twice}"), &["decided twice"]);
    gone("[[section]]\nat = \"page.txt:7\"\norder = 1\n[[section]]\nat = \"page.txt:9\"\norder = 2\n", &["names too"]);
    gone("[[repair]]\nat = \"page.txt:7\"\nwas = \"A\"\nnow = \"A\"\n", &["this repair changes nothing"]);
}

#[test]
fn names_hold_under_changes_elsewhere() {
    let desk = Desk::new("");
    let id = desk.id("What A River Carries");
    let same = |what: &str| assert_eq!(desk.id("What A River Carries"), id, "{what}");
    desk.does(&["retitle", "page.txt:7", "Another"]);
    desk.does(&["order", "page.txt:13", "page.txt:7"]);
    desk.does(&["pin", "page.txt:7", "water"]);
    same("retitled, ordered, pinned");
    desk.does(&["drop", "page.txt:11"]);
    same("a line of it is dropped");
    let edited = PAGE
        .replace("Rivers move because", "Some More\n\nA new section, of more than one line.\n\nRivers move because");
    fs::write(desk.path("seeds/page.txt"), edited.replace("keepers house", "keepers tower")).unwrap();
    let (_, _, err) = desk.run(&["check"]);
    assert!(err.contains("page.txt:15"), "the line that moved is found: {err}");
    let toml = desk.toml();
    fs::write(desk.path("book.toml"), toml.split("[[line]]").next().unwrap()).unwrap();
    same("the source is edited above it and in it");
    fs::write(desk.path("seeds/a.txt"), "Another Source\n\nIt stands before the other.\n").unwrap();
    same("there is another source");
}

#[test]
fn a_file_that_changed_meanwhile_and_a_link_are_left_alone() {
    let desk = Desk::new("");
    #[cfg(unix)]
    {
        fs::rename(desk.path("book.toml"), desk.path("real.toml")).unwrap();
        std::os::unix::fs::symlink("real.toml", desk.path("book.toml")).unwrap();
        desk.does(&["pin", "page.txt:9", "water"]);
        assert!(fs::symlink_metadata(desk.path("book.toml")).unwrap().is_symlink());
        assert!(fs::read_to_string(desk.path("real.toml")).unwrap().contains("[[section]]"));
    }
    let toml = desk.toml();
    let problem = sourcebook::write::file(&desk.path("book.toml"), "otherwise", "new").unwrap_err();
    assert!(problem.to_string().contains("was changed meanwhile"));
    assert_eq!(desk.toml(), toml);
    let files: Vec<_> = fs::read_dir(desk.0.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(files.iter().all(|f| !f.to_string_lossy().starts_with('.')), "{files:?}");
}

#[test]
fn a_decision_that_would_take_a_section_from_another_is_refused() {
    let desk = Desk::new("");
    desk.does(&["pin", "page.txt:15", "water"]);
    // The heading and all of the text under it.
    let id = desk.id("Where It Ends");
    desk.refuses(&["drop", "page.txt:13-15"], &["nothing is changed", &id, &format!("sourcebook undo {id}")]);
    desk.does(&["undo", &id]);
    desk.does(&["drop", "page.txt:13-15"]);
    desk.does(&["build", "--quiet"]);
}

#[test]
fn two_decisions_on_the_same_words_or_lines_are_told() {
    let repairs = "[[repair]]\nat = \"page.txt:11\"\nwas = \"keepers house\"\nnow = \"lodge\"\n\n\
                   [[repair]]\nat = \"page.txt:11\"\nwas = \"house stands\"\nnow = \"hut is\"\n";
    gone(repairs, &["another [[repair]] mends some of these words", "make one entry of the two"]);
    let desk = Desk::new(
        "[[line]]\nat = \"page.txt:3-5\"\nfate = \"keep\"\n\n[[line]]\nat = \"page.txt:5\"\nfate = \"drop\"\n",
    );
    let (code, out, _) = desk.run(&["check"]);
    assert_eq!(code, 0);
    assert!(out.contains("page.txt:5 is to be left out, and page.txt:3-5 is to be kept, which goes first"), "{out}");
}
