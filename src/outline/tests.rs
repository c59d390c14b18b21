//! What lines become: headings, paragraphs, program text, tables.

use crate::model::{BlockKind, Ledger, Source, SourceId};

/// Each heading as `#` and its text, each block as what it is and its lines, joined by `|`.
fn outlined(text: &str) -> Vec<String> {
    let sources = [Source::new(SourceId(0), "a.txt".into(), "a".into(), text.into())];
    let ledger = Ledger::new(&sources);
    let line = |&line: &u32| ledger.text(&sources[0], line).unwrap_or_default().trim().to_owned();
    let outline = super::outline(&sources, &ledger);
    let mut said: Vec<String> = outline.titles.iter().flatten().map(|title| format!("title {}", line(title))).collect();
    for section in &outline.sections {
        said.extend(section.heading.map(|heading| format!("# {}", line(&heading))));
        for block in &section.blocks {
            let kind = match &block.kind {
                BlockKind::Heading { .. } => "##",
                BlockKind::Item { .. } => "-",
                BlockKind::Code { .. } => "code",
                BlockKind::Table { columns } => ["table", "table of 2", "table of 3"][columns.len().saturating_sub(1)],
                _ => "",
            };
            let lines: Vec<String> = block.lines.iter().map(line).collect();
            said.push(format!("{kind} {}", lines.join("|")).trim_start().to_owned());
        }
    }
    said
}

#[test]
fn a_paragraph_that_was_broken_at_a_margin_begins_with_no_heading() {
    let broken = "The river rose for three days in the spring of that year and\ntook the old bridge with it, which \
                  nobody had thought that it\ncould do.\n\n";
    let text = format!("How Rivers Rise\n\n{}Names of rivers:\nDanube\nRhine\n\n{broken}", broken.repeat(4));
    let found = outlined(&text);
    let paragraph = broken.trim().replace('\n', "|");
    let want = ["# How Rivers Rise"].into_iter().chain([paragraph.as_str(); 4]);
    assert!(
        found.iter().map(String::as_str).eq(want.chain(["Names of rivers:", "Danube", "Rhine", &paragraph])),
        "{found:?}"
    );
    // Elsewhere only what goes on as a sentence does.
    let torn =
        "Please visit the page of the office that keeps the rivers of the county\nfor what is known of their floods.";
    let verse = "You are the river that I had in mind\nand not the sea to which it goes by night.";
    assert_eq!(outlined(torn), [torn.replace('\n', "|")]);
    assert_eq!(outlined(verse).len(), 2);
}

#[test]
fn numbered_titles_with_text_under_them_are_headings_of_one_rank() {
    let text = |third: &str| {
        format!(
            "Rivers In Three Steps\n\nThey are easily told.\n\n1. It begins with rain\n\nRain falls on the hills in spring.\n\n\
             2. Then It Rises\n\nThe river leaves its bed and floods the fields.\n\n3. {third}\n\nIt falls again in June.\n"
        )
    };
    let headings = |text: &str| outlined(text).into_iter().filter(|said| said.starts_with('#')).collect::<Vec<_>>();
    let want = ["# Rivers In Three Steps", "# 1. It begins with rain", "# 2. Then It Rises", "# 3. And then it falls"];
    assert_eq!(headings(&text("And then it falls")), want);
    // A sentence is a step, and two headings are no series.
    assert!(!headings(&text("And then it falls.")).contains(&want[1].to_owned()));
}

#[test]
fn program_text_keeps_its_form_and_its_comments_head_nothing() {
    let code = "def rise(river):\n    # Rivers rise in spring\n    river.level += 1\n\n    return river\n\n\
                async def fall(river):\n    river.level -= 1";
    let text = format!(
        "# Functions\n\nThis is how a river rises and falls in our program:\n\n{code}\n\nIt is all there is.\n"
    );
    let block = code.lines().map(str::trim).collect::<Vec<_>>().join("|");
    let want = [
        "# # Functions",
        "This is how a river rises and falls in our program:",
        &format!("code {block}"),
        "It is all there is.",
    ];
    assert_eq!(outlined(&text), want);
    assert_eq!(outlined("As root, run this command:\n\n# pacman -Syu\n\nThen wait for a while.\n").len(), 3);
    // Prose that names functions, a list, and lines that are short are none.
    let prose = "Call rise() and then fall() on each river,\nor call flood(), which calls both.\n";
    for prose in [prose, "* a = rise\n* b = fall\n", "Danube\nRhine\nElbe\nOder\n"] {
        assert!(!outlined(prose).iter().any(|said| said.starts_with("code")), "{prose}");
    }
}

#[test]
fn rows_whose_cells_stand_between_tabs_are_a_table() {
    let rows = "River\t\tLength\t\tSea\nDanube\t\t2,850 km\t\tBlack Sea\nRhine\t\t\t\tNorth Sea";
    let want = ["They are long:", &format!("table of 3 {}", rows.replace('\n', "|")), "All of them were measured."];
    assert_eq!(outlined(&format!("They are long:\n{rows}\nAll of them were measured.\n")), want);
    let columns =
        "Danube     2,850 km    Black Sea\nRhine      1,230 km    North Sea\nElbe       1,094 km    North Sea";
    assert_eq!(outlined(columns), [format!("code {}", columns.replace('\n', "|"))]);
}
