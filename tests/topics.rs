//! Topics for a book that has none, and how those of a book fare.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};
use tempfile::TempDir;

/// Five texts that have nothing to do with one another.
const TEXTS: [(&str, &str); 5] = [
    (
        "bread.txt",
        "How Bread Rises\n\nYeast At Work\n\nYeast eats sugar in the dough and gives off gas. The dough rises because gluten holds the gas in small bubbles, and the dough is baked when it has risen.\n\nThe Oven\n\nIn the oven the yeast dies and the crust browns. Bakers throw steam into the oven so that the crust stays soft while the dough rises.\n",
    ),
    (
        "chess.txt",
        "Chess Openings\n\nThe Centre\n\nWhite opens with the pawn in front of the king to hold the centre of the board. Black answers with a pawn of its own.\n\nCastling\n\nA king that castles early is safe behind its pawns, and the rook comes to the centre of the board.\n",
    ),
    (
        "bees.txt",
        "Life Of Bees\n\nThe Queen\n\nThe queen bee lays all the eggs of the hive, and the workers feed her. A hive without a queen dies in a season.\n\nHoney\n\nWorker bees carry nectar to the queen and the hive, where it dries into honey. The hive lives on honey in the winter.\n",
    ),
    (
        "sailing.txt",
        "Sailing Upwind\n\nTacking\n\nA boat can’t sail straight into the wind, so it tacks: the bow turns through the wind and the sail swings over.\n\nThe Keel\n\nThe keel keeps the boat from drifting sideways when the wind presses on the sail, and a heavy keel keeps it upright.\n",
    ),
    (
        "tax.txt",
        "Paying Taxes\n\nIncome\n\nEvery employer withholds income tax from wages and sends it to the tax office. The tax return settles what is owed.\n\nDeductions\n\nDeductions lower the income that is taxed. Keep receipts, for the tax office may ask for them with the tax return.\n",
    ),
];

fn texts() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("seeds")).unwrap();
    for (name, text) in TEXTS {
        fs::write(dir.path().join("seeds").join(name), text).unwrap();
    }
    dir
}

#[track_caller]
fn run(dir: &Path, args: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_sourcebook")).current_dir(dir).args(args).output().unwrap();
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

/// Source, first line and topic of every section.
fn placed(dir: &Path) -> Vec<(String, u64, String)> {
    let rows = run(dir, &["group", "--format", "ndjson"]);
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| row[key].as_str().unwrap_or("-").to_owned();
        (text("source"), row["first"].as_u64().unwrap(), text("topic"))
    };
    rows.lines().map(row).collect()
}

#[test]
fn texts_that_have_nothing_in_common_are_a_page_each() {
    let dir = texts();
    fs::write(dir.path().join("book.toml"), "[book]\ntitle = \"T\"\n").unwrap();
    let mut pages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (source, _, topic) in placed(dir.path()) {
        pages.entry(topic).or_default().insert(source);
    }
    assert_eq!(pages.len(), 5, "{pages:?}");
    assert!(pages.values().all(|sources| sources.len() == 1), "{pages:?}");
    // The site is whole, says so, and says the same on every run.
    let told = run(dir.path(), &["build"]);
    assert!(told.contains("topics    proposed, for book.toml has none: `sourcebook topics`"), "{told}");
    assert!(
        run(dir.path(), &["check"]).contains("note[proposed-topics] book.toml: the book has no topics: 5 are proposed")
    );
    let toml = run(dir.path(), &["topics"]);
    assert_eq!(toml, run(dir.path(), &["topics"]));
    // Written down, they put every section where it was.
    let before = placed(dir.path());
    fs::write(dir.path().join("book.toml"), format!("[book]\ntitle = \"T\"\n{toml}")).unwrap();
    assert_eq!(placed(dir.path()), before);
    assert!(!run(dir.path(), &["check"]).contains("proposed-topics"));
}

#[test]
fn a_page_is_not_called_by_an_offer_or_a_date() {
    let dir = texts();
    let bread = "Loaves From $4\n\nFeb 12\n\nYeast eats sugar in the dough on Feb 12, and the dough rises because gluten holds the gas.\n\n\
                 The Oven\n\nOn Feb 14 the dough is baked. In the oven the yeast dies, and the dough browns by Feb 15.\n";
    fs::write(dir.path().join("seeds/bread.txt"), bread).unwrap();
    fs::write(dir.path().join("book.toml"), "[book]\ntitle = \"T\"\n").unwrap();
    let toml = run(dir.path(), &["topics", "--propose"]);
    assert!(toml.contains("title = \"Oven\"\nterms = [\"oven\", \"dough\""), "{toml}");
    assert!(!toml.contains("Loaves") && !toml.contains("\"feb"), "{toml}");
}

#[test]
fn init_writes_them_down() {
    let dir = texts();
    run(dir.path(), &["init", "book", "--from", "seeds"]);
    let toml = fs::read_to_string(dir.path().join("book/book.toml")).unwrap();
    assert_eq!(toml.matches("[[topic]]").count(), 5, "{toml}");
    assert!(toml.contains("# These are proposed from the texts") && toml.contains("sections, such as \""), "{toml}");
    assert!(run(dir.path(), &["build", "book"]).contains("0 errors"));
}

#[test]
fn what_all_sources_say_of_one_thing_is_a_topic() {
    let health = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/health");
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("seeds")).unwrap();
    for file in fs::read_dir(health.join("seeds")).unwrap().map(Result::unwrap) {
        fs::copy(file.path(), dir.path().join("seeds").join(file.file_name())).unwrap();
    }
    fs::write(dir.path().join("book.toml"), "[book]\ntitle = \"T\"\n").unwrap();
    let placed = placed(dir.path());
    // Labelled topic and proposed one, and how many sections have both.
    let mut both: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in fs::read_to_string(health.join("labels.jsonl")).unwrap().lines() {
        let label: serde_json::Value = serde_json::from_str(line).unwrap();
        let (file, first) = (label["file"].as_str().unwrap(), label["first"].as_u64().unwrap());
        if let Some((_, _, topic)) = placed.iter().find(|(source, line, _)| source == file && *line == first) {
            *both.entry((topic.clone(), label["topic"].as_str().unwrap().to_owned())).or_default() += 1;
        }
    }
    let all: usize = both.values().sum();
    let mut most: BTreeMap<&str, usize> = BTreeMap::new();
    for ((topic, _), n) in &both {
        let best = most.entry(topic).or_default();
        *best = (*best).max(*n);
    }
    let pure: usize = most.values().sum();
    assert!(all >= 60 && (5..=10).contains(&most.len()), "{both:?}");
    assert!(pure as f64 >= 0.9 * all as f64, "purity {pure} of {all}: {both:?}");
}

#[test]
fn the_report_tells_what_finds_nothing_and_where_topics_overlap() {
    let dir = texts();
    let toml = "[book]\ntitle = \"T\"\n\n[[topic]]\nid = \"bread\"\ntitle = \"Bread\"\nterms = [\"dough\", \"sourdough\"]\n\n\
                [[topic]]\nid = \"oven\"\ntitle = \"Ovens\"\nterms = [\"OVENS\", \"yeast\", \"Doughs\"]\n";
    fs::write(dir.path().join("book.toml"), toml).unwrap();
    let told = run(dir.path(), &["topics"]);
    for wanted in [
        "on a topic (",
        "  never      sourdough",
        "OVENS 1/1",
        "Bread and Ovens: 2 sections with terms of both",
        "; both list dough",
        "1 term never found",
        "unsorted  as terms these",
    ] {
        assert!(told.contains(wanted), "{wanted:?} is not in:\n{told}");
    }
    assert!(run(dir.path(), &["topics", "--propose"]).contains("[[topic]]"));
}
