//! Teaches the judge of page furniture from labelled pages:
//! `cargo run --release --example train-furniture -- DIR` prints what it is worth on hosts that it has not seen;
//! with `--write data/furniture.txt` it then learns from all pages and writes that file.
//!
//! DIR holds `txt/` (pages as a scraper printed them), `docs.jsonl` (`{"file", "host", "type"}`) and `labels.jsonl`
//! (`{"file", "first_line", "last_line", "keep"}`, with `"ignore": true` where nothing is known).

use serde::Deserialize;
use sourcebook::{
    book::FURNITURE_THRESHOLD,
    clean::{
        judge::{
            figures::{Figures, Score},
            train::{Corpus, Labels},
        },
        rules::Rules,
    },
    model::{Source, SourceId},
};
use std::{collections::HashMap, error::Error, fmt::Write, fs, path::Path};

#[derive(Deserialize)]
struct Doc {
    file: String,
    host: String,
    r#type: String,
}

#[derive(Deserialize)]
struct Label {
    file: String,
    first_line: usize,
    last_line: usize,
    keep: bool,
    #[serde(default)]
    ignore: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (dir, output) = match &args[..] {
        [dir] => (dir, None),
        [dir, flag, file] if flag == "--write" => (dir, Some(file)),
        _ => return Err("usage: train-furniture DIR [--write FILE]".into()),
    };
    let (sources, labels) = read(Path::new(dir))?;
    let rules = Rules::built_in();
    let mut corpus = Corpus::new(&rules, &sources, &labels);
    let figures = told(&corpus.cross_validate());
    print(&figures);
    if let Some(file) = output {
        let judge = corpus.train();
        let mut hosts: Vec<&str> = labels.iter().map(|l| l.host.as_str()).collect();
        hosts.sort_unstable();
        hosts.dedup();
        let mut text = format!(
            "# What the judge of page furniture knows. Written by `cargo run --release --example train-furniture`;\n\
             # change it by training, not by hand. See data/README.md for the data and its licence.\n\
             # Learned from {} pages of {} hosts. On hosts that were held out, five folds:\n",
            labels.len(),
            hosts.len()
        );
        for line in figures.lines() {
            let _ = writeln!(text, "#   {line}");
        }
        text.push_str(&corpus.write(&judge));
        fs::write(file, text)?;
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "it is what the command is for")]
fn print(text: &str) {
    print!("{text}");
}

fn read(dir: &Path) -> Result<(Vec<Source>, Vec<Labels>), Box<dyn Error>> {
    let mut docs: Vec<Doc> = rows(&dir.join("docs.jsonl"))?;
    docs.sort_by(|a, b| a.file.cmp(&b.file));
    let mut at = HashMap::new();
    let (mut sources, mut labels) = (Vec::new(), Vec::new());
    for (i, doc) in docs.into_iter().enumerate() {
        let text = fs::read_to_string(dir.join("txt").join(&doc.file))?;
        let source = Source::new(SourceId(i as u32), doc.file.clone(), doc.file.clone(), text);
        labels.push(Labels { host: doc.host, kind: doc.r#type, keep: vec![None; source.len() as usize] });
        sources.push(source);
        at.insert(doc.file, i);
    }
    for label in rows::<Label>(&dir.join("labels.jsonl"))?.into_iter().filter(|l| !l.ignore) {
        let page = at.get(&label.file).ok_or_else(|| format!("docs.jsonl has no {:?}", label.file))?;
        let lines = labels[*page].keep.get_mut(label.first_line - 1..label.last_line);
        lines.ok_or_else(|| format!("{:?} has no line {}", label.file, label.last_line))?.fill(Some(label.keep));
    }
    Ok((sources, labels))
}

fn rows<T: for<'a> Deserialize<'a>>(file: &Path) -> Result<Vec<T>, Box<dyn Error>> {
    let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let row = |line: &str| serde_json::from_str(line).map_err(|e| format!("{}: {e}", file.display()).into());
    text.lines().filter(|l| !l.trim().is_empty()).map(row).collect()
}

/// The figures, a line each: F1 by words of what is kept and of what is dropped.
fn told(figures: &Figures) -> String {
    let mut text = String::new();
    let mut line = |name: &str, s: &Score| {
        let (keep, furniture) = (s.keep(), s.furniture());
        let (precision, recall) = (s.precision(), s.recall());
        let _ = writeln!(
            text,
            "{name:16} keep F1 {keep:.3}  furniture F1 {furniture:.3} (precision {precision:.2}, recall {recall:.2})"
        );
    };
    for (t, score) in &figures.all {
        let own = if *t == (FURNITURE_THRESHOLD * 100.0).round() as u32 { " *" } else { "" };
        line(&format!("threshold .{t:02}{own}"), score);
    }
    line("chosen unseen", &figures.nested);
    for (kind, score) in &figures.kinds {
        line(&format!("* {kind}"), score);
    }
    let share = |(all, kept): (usize, usize)| 100.0 * kept as f64 / all.max(1) as f64;
    let _ = writeln!(
        text,
        "* kept: {:.1} % of {} headings with text, {:.1} % of {} list items",
        share(figures.headings),
        figures.headings.0,
        share(figures.items),
        figures.items.0
    );
    text
}
