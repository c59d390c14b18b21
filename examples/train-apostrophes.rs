//! Learns `data/apostrophes.txt` from folders of text whose apostrophes are whole:
//!
//! ```sh
//! cargo run --release --example train-apostrophes -- FOLDER… > data/apostrophes.txt
//! ```
//!
//! Every `.txt` file of a folder is a text. A `docs.jsonl` in the folder or the one above, with an object
//! `{"file": …, "host": …}` a line, says which texts are of one site; else each is its own. With `--report`, what is
//! printed is instead how well each question is answered on sites that were not learned from (five folds). With
//! `--without FILE`, texts that hold a sentence of the file (JSON lines with `expected`) are left out.

use sourcebook::clean::repair::apostrophe::train::{Text, examples};
use std::{
    collections::HashMap,
    env, fs,
    io::{self, Write},
    path::Path,
};

const HEAD: &str = "\
# Weights of the judge of lost apostrophes (src/clean/repair/apostrophe). Learned, not written by hand:
#   cargo run --release --example train-apostrophes -- WCXB/txt > data/apostrophes.txt
# from 1117 pages of the WCXB development split (CC BY 4.0).
# [question], then feature=value and its weight; a weight above 0 speaks for an apostrophe.
";

fn main() -> io::Result<()> {
    let (mut folders, mut report, mut without) = (Vec::new(), false, Vec::new());
    let mut args = env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--report" => report = true,
            "--without" => without.extend(sentences(&args.next().expect("--without FILE"))?),
            _ => folders.push(arg),
        }
    }
    let mut texts = Vec::new();
    for folder in &folders {
        texts.append(&mut read(Path::new(folder))?);
    }
    texts.retain(|t| {
        let letters = letters(&t.text);
        !without.iter().any(|s| letters.contains(s))
    });
    let questions = examples(&texts);
    let mut out = io::stdout().lock();
    if report {
        writeln!(out, "{} texts", texts.len())?;
    } else {
        write!(out, "{HEAD}")?;
    }
    for (name, examples) in &questions {
        let (all, yes) = examples.size();
        if report {
            writeln!(out, "{name}: {yes} of {all}\n{}", examples.report(5))?;
        } else {
            write!(out, "[{name}]\n{}", examples.weights())?;
        }
    }
    Ok(())
}

fn read(folder: &Path) -> io::Result<Vec<Text>> {
    let mut hosts = HashMap::new();
    let list = [folder.join("docs.jsonl"), folder.join("../docs.jsonl")].into_iter().find(|p| p.is_file());
    if let Some(list) = list {
        for line in fs::read_to_string(list)?.lines() {
            let doc: serde_json::Value = serde_json::from_str(line)?;
            if let (Some(file), Some(host)) = (doc["file"].as_str(), doc["host"].as_str()) {
                hosts.insert(file.to_owned(), host.to_owned());
            }
        }
    }
    let mut files: Vec<_> = fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let text = |file: std::path::PathBuf| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Text { group: hosts.get(&name).cloned().unwrap_or(name), text: fs::read_to_string(file)? })
    };
    files.into_iter().map(text).collect()
}

fn sentences(file: &str) -> io::Result<Vec<String>> {
    let sentence = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line)?;
        Ok(letters(row["expected"].as_str().unwrap_or_default()))
    };
    fs::read_to_string(file)?.lines().map(sentence).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}
