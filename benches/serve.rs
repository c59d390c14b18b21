//! How soon a saved template is seen: `cargo bench --bench serve`. A save is seen when the browser has been told and
//! the page that it asks for has the new text. The slowest of twenty counts. The same run saves in a book a hundred
//! times smaller, so that the ratio says what the size of a book costs.

#![allow(clippy::print_stdout)]

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

const SAVES: usize = 20;
const TOPICS: [&str; 20] = [
    "river", "lamp", "harbour", "oak", "copper", "violin", "glacier", "bread", "compass", "saddle", "anvil", "orchard",
    "lantern", "canal", "marble", "falcon", "granite", "loom", "tide", "meadow",
];

/// A book of `sections` sections, twenty to a source.
fn book(dir: &Path, sections: usize) {
    let mut toml = "[book]\ntitle = \"Bench\"\n".to_owned();
    for topic in TOPICS {
        let _ = write!(toml, "\n[[topic]]\nid = {topic:?}\ntitle = {topic:?}\nterms = [{topic:?}]\n");
    }
    fs::write(dir.join("book.toml"), toml).unwrap();
    fs::create_dir(dir.join("seeds")).unwrap();
    for source in 0..sections.div_ceil(20) {
        let mut text = format!("A Page About Things Number {source}\n\n");
        for i in 0..20 {
            let (a, b) = (TOPICS[(source + i) % 20], TOPICS[(source * 7 + i * 3) % 20]);
            let _ = write!(
                text,
                "## What A {a} Does In Year {source}\n\nThe {a} of section {i} is older than the {b} beside it, and people \
                 who looked at it in year {source} wrote down what they saw of it.\n\nNobody knows how the {a} came to be \
                 there, since the {b} hides the place from which it was taken {i} times.\n\n"
            );
        }
        fs::write(dir.join(format!("seeds/page-{source:05}.txt")), text).unwrap();
    }
    fs::create_dir(dir.join("templates")).unwrap();
    save(dir, 0);
}

fn save(dir: &Path, n: usize) {
    let text = format!(
        "{{% extends \"default/topic.html\" %}}\n{{% block main %}}<p>save {n}.</p>{{{{ super() }}}}{{% endblock %}}\n"
    );
    // As editors do: beside it, then renamed over it.
    fs::write(dir.join("templates/topic.html~"), text).unwrap();
    fs::rename(dir.join("templates/topic.html~"), dir.join("templates/topic.html")).unwrap();
}

fn get(at: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(at).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n").unwrap();
    let mut text = Vec::new();
    stream.read_to_end(&mut text).unwrap();
    String::from_utf8_lossy(&text).into_owned()
}

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The slowest and the median of the saves.
fn measure(sections: usize) -> (Duration, Duration) {
    let dir = tempfile::tempdir().unwrap();
    book(dir.path(), sections);
    let child = Command::new(env!("CARGO_BIN_EXE_sourcebook"))
        .args(["serve", "--port", "0"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut server = Server(child);
    let mut line = String::new();
    BufReader::new(server.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let at = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
    // A large topic takes several pages.
    let mut paths = ["/topics/river.html", "/topics/river-1.html"].into_iter();
    let path = paths.find(|path| get(&at, path).contains("save 0.")).expect("the book is served");
    let mut stream = TcpStream::connect(&at).unwrap();
    write!(stream, "GET /_sourcebook/events HTTP/1.1\r\nHost: {at}\r\n\r\n").unwrap();
    let mut events = BufReader::new(stream);
    let mut told = || {
        let mut line = String::new();
        while !line.starts_with("data: ") {
            line.clear();
            assert!(events.read_line(&mut line).unwrap() > 0);
        }
    };
    told();
    let mut times: Vec<Duration> = (1..=SAVES)
        .map(|n| {
            // Some saves come while the rest of the site is being made in the background, some do not.
            std::thread::sleep(Duration::from_millis(if n % 2 == 0 { 100 } else { 700 }));
            let start = Instant::now();
            save(dir.path(), n);
            loop {
                told();
                if get(&at, path).contains(&format!("save {n}.")) {
                    return start.elapsed();
                }
            }
        })
        .collect();
    times.sort_unstable();
    (times[SAVES - 1], times[SAVES / 2])
}

fn main() {
    // `cargo test` runs benchmarks once, to see that they run.
    if !std::env::args().any(|a| a == "--bench") {
        return;
    }
    let [small, large] = [100, 10_000].map(|sections| {
        let (slowest, median) = measure(sections);
        println!("{sections:>6} sections: slowest of {SAVES} saves {slowest:.0?}, median {median:.0?}");
        slowest
    });
    println!("ratio {:.1}", large.as_secs_f64() / small.as_secs_f64());
}
