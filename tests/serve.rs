//! The server as a browser and an editor meet it: addresses, changes on disk, what is broken and mended.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use tempfile::TempDir;

const PAGE: &str = "How Rivers Move\n\nRivers move because water runs downhill and takes the bank with it.\n\n\
                    What A River Carries\n\nA river carries sand and stones from its upper course to the sea.\n";
const BOOK: &str = "[book]\ntitle = \"Rivers\"\n\n[[topic]]\nid = \"sand\"\ntitle = \"Sand\"\nterms = [\"sand\"]\n";
/// Far more than anything here takes; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

struct Server {
    child: Child,
    dir: TempDir,
    at: String,
    base: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start(args: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("book.toml"), BOOK).unwrap();
        fs::create_dir(dir.path().join("seeds")).unwrap();
        fs::write(dir.path().join("seeds/page.txt"), PAGE).unwrap();
        Self::of(dir, args)
    }

    fn of(dir: TempDir, args: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sourcebook"))
            .current_dir(dir.path())
            .args(["serve", "--port", "0"])
            .args(args)
            .stdout(Stdio::piped())
            .stderr(fs::File::create(dir.path().join("stderr.log")).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_whitespace().nth(1).unwrap_or_else(|| panic!("no address in {line:?}"));
        let rest = address.strip_prefix("http://").unwrap();
        let (at, base) = rest.split_once('/').unwrap();
        assert!(at.starts_with("127.0.0.1:"), "{at}");
        Self { child, at: at.to_owned(), base: format!("/{base}"), dir }
    }

    fn path(&self, below: &str) -> PathBuf {
        self.dir.path().join(below)
    }

    fn write(&self, below: &str, text: &str) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What standard error has, as soon as it has `wanted`.
    fn said(&self, wanted: &str) -> String {
        let start = Instant::now();
        loop {
            let said = fs::read_to_string(self.path("stderr.log")).unwrap();
            if said.contains(wanted) {
                return said;
            }
            assert!(start.elapsed() < PATIENCE, "{wanted:?} is not in:\n{said}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.at).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head in {text:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.at))
    }

    /// The page, as soon as it is as `wanted`.
    fn until(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if wanted(&answer) {
                return answer;
            }
            assert!(
                start.elapsed() < PATIENCE,
                "{path} is {answer:?}; {}",
                fs::read_to_string(self.path("stderr.log")).unwrap()
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn events(&self) -> Events {
        let mut stream = TcpStream::connect(&self.at).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET {}_sourcebook/events HTTP/1.1\r\nHost: {}\r\n\r\n", self.base, self.at).unwrap();
        Events(BufReader::new(stream))
    }
}

/// What a browser hears.
struct Events(BufReader<TcpStream>);

impl Events {
    fn next(&mut self) -> serde_json::Value {
        let start = Instant::now();
        loop {
            // The server sends a comment now and then, so that reading alone never ends.
            assert!(start.elapsed() < PATIENCE, "nothing more was said");
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the server hung up");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    fn until(&mut self, mut wanted: impl FnMut(&serde_json::Value) -> bool) -> serde_json::Value {
        let start = Instant::now();
        loop {
            let event = self.next();
            if wanted(&event) {
                return event;
            }
            assert!(start.elapsed() < PATIENCE, "the last event was {event}");
        }
    }
}

fn problem(event: &serde_json::Value) -> &str {
    event["problem"].as_str().unwrap_or_default()
}

#[test]
fn addresses_as_github_pages_has_them() {
    let server = Server::start(&["--base", "/my-book"]);
    let location = |answer: &Answer| {
        let line = answer.head.lines().find_map(|l| l.strip_prefix("location: ")).unwrap_or_default().to_owned();
        (answer.status, line)
    };
    assert_eq!(location(&server.get("/")), (301, "/my-book/".into()));
    assert_eq!(location(&server.get("/my-book")), (301, "/my-book/".into()));
    let home = server.get("/my-book/");
    assert_eq!(home.status, 200);
    assert!(home.head.contains("content-type: text/html; charset=utf-8"), "{}", home.head);
    assert!(home.body.contains("<h1>Rivers</h1>"));
    assert!(home.body.contains("/my-book/_sourcebook/live.js?page="), "no script to reload it");
    assert_eq!(server.get("/my-book/topics/sand.html").status, 200);
    assert_eq!(server.get("/my-book/topics/sand").status, 200);
    assert_eq!(location(&server.get("/my-book/topics?q=1")), (301, "/my-book/topics/?q=1".into()));
    let style = server.get("/my-book/assets/style.css");
    assert!(style.status == 200 && style.head.contains("text/css") && !style.body.contains("live.js"));
    for missing in ["/my-book/topics/", "/my-book/nothing", "/elsewhere", "/my-book/%ff"] {
        let answer = server.get(missing);
        assert_eq!(answer.status, 404, "{missing}");
        assert!(answer.body.contains("<h1"), "{missing}: a blank page");
    }
}

#[test]
fn nothing_outside_the_site_is_served() {
    let server = Server::start(&[]);
    for path in [
        "/../book.toml",
        "/book.toml",
        "/seeds/page.txt",
        "/%2e%2e/book.toml",
        "/assets/../../book.toml",
        "/assets/..%2f..%2fbook.toml",
        "/..%5cbook.toml",
        "//etc/passwd",
        "/%00",
        "/.git/config",
        "/templates/home.html",
    ] {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
    let host = |host: &str| server.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status;
    assert_eq!((host("localhost"), host("evil.example")), (200, 403));
    let post = format!("POST / HTTP/1.1\r\nHost: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", server.at);
    assert_eq!(server.send(&post).status, 405);
}

#[test]
fn what_changes_is_seen() {
    let server = Server::start(&[]);
    let has = |text: &'static str| move |a: &Answer| a.body.contains(text);
    server.until("/", has("<h1>Rivers</h1>"));
    let mut events = server.events();
    let first = events.next()["page"].as_u64();

    // A new folder and a new file, of one block.
    let template = |text: &str| {
        format!("{{% extends \"default/home.html\" %}}{{% block main %}}<p>{text}</p>{{{{ super() }}}}{{% endblock %}}")
    };
    server.write("templates/home.html", &template("one"));
    let home = server.until("/", has("<p>one</p>"));
    assert!(home.body.contains("<h1>Rivers</h1>"), "{home:?}");
    events.until(|e| e["page"].as_u64() > first);

    // As editors save: beside it, then renamed over it.
    server.write("templates/.home.html.tmp", &template("two"));
    fs::rename(server.path("templates/.home.html.tmp"), server.path("templates/home.html")).unwrap();
    server.until("/", has("<p>two</p>"));

    // A burst, and the file gone.
    for i in 0..20 {
        server.write("templates/home.html", &template(&format!("burst {i}")));
    }
    server.until("/", has("<p>burst 19</p>"));
    fs::remove_file(server.path("templates/home.html")).unwrap();
    server.until("/", |a| a.body.contains("<h1>Rivers</h1>") && !a.body.contains("burst"));

    // The folder gone, and there again.
    fs::remove_dir(server.path("templates")).unwrap();
    server.write("templates/home.html", &template("again"));
    server.until("/", has("<p>again</p>"));
    server.write("templates/home.html", &template("and again"));
    server.until("/", has("<p>and again</p>"));

    // Sources and book.toml.
    server.write("seeds/new.txt", "Of Boats\n\nA boat floats on a river as long as the river has some water in it.\n");
    server.until("/sources/new.html", |a| a.status == 200);
    fs::remove_file(server.path("seeds/new.txt")).unwrap();
    server.until("/sources/new.html", |a| a.status == 404);
    server.write("book.toml", &BOOK.replace("Rivers", "Streams"));
    server.until("/", has("<h1>Streams</h1>"));
}

#[test]
fn styles_change_without_a_reload() {
    let dir = tempfile::tempdir().unwrap();
    for folder in ["seeds", "static"] {
        fs::create_dir(dir.path().join(folder)).unwrap();
    }
    fs::write(dir.path().join("book.toml"), BOOK).unwrap();
    fs::write(dir.path().join("seeds/page.txt"), PAGE).unwrap();
    fs::write(dir.path().join("static/custom.css"), "h1 { color: red }").unwrap();
    let server = Server::of(dir, &[]);
    assert!(server.get("/").body.contains("custom.css"));
    let mut events = server.events();
    let before = events.next();
    server.write("static/custom.css", "h1 { color: blue }");
    // The file may be seen twice: emptied, and written.
    let mut after = events.until(|e| e["style"] != before["style"]);
    while !server.get("/assets/custom.css").body.contains("blue") {
        after = events.next();
    }
    assert_eq!(after["page"], before["page"], "the page was reloaded");
}

#[test]
fn what_is_broken_is_shown_and_comes_back() {
    let server = Server::start(&[]);
    let good = server.get("/").body;
    let mut events = server.events();
    events.next();
    for (file, text, wanted) in [
        ("templates/home.html", "\n{% if %}<b>", ["templates/home.html:2:7", "^"]),
        (
            "templates/home.html",
            "{% extends \"base.html\" %}{% block main %}{{ shell.boook }}{% endblock %}",
            ["templates/home.html:1:", "did you mean `book`?"],
        ),
        (
            "templates/home.html",
            "{% if descripton %}{% endif %}",
            ["templates/home.html:1:7", "did you mean `description`?"],
        ),
        ("templates/home.html", "", ["templates/home.html", "empty page"]),
        ("book.toml", "[book]\ntitle = <script>\n", ["book.toml:2:9", "<script>"]),
        ("book.toml", "[book]\ntitel = \"x\"\n", ["book.toml:2:1", "did you mean `title`?"]),
    ] {
        server.write(file, text);
        // A template that is parsed is found to be wrong when a page is made of it.
        let event = events.until(|e| {
            server.get("/");
            wanted.iter().all(|w| problem(e).contains(w))
        });
        assert!(!problem(&event).contains('\u{1b}'), "colours of the terminal: {event}");
        server.said(wanted[0]);
        let page = server.get("/");
        assert!(page.status == 200 && page.body.contains("<h1>Rivers</h1>"), "not the last good page: {page:?}");
        if file == "book.toml" {
            server.write(file, BOOK);
        } else {
            fs::remove_file(server.path(file)).unwrap();
        }
        events.until(|e| e["problem"].is_null());
        let strip = |page: &str| page.split("/_sourcebook").next().unwrap().to_owned();
        assert_eq!(strip(&server.get("/").body), strip(&good));
    }
}

/// What is wrong with `book.toml` stays told while something else is mended.
#[test]
fn a_book_that_is_broken_stays_told_when_a_template_is_saved() {
    let server = Server::start(&[]);
    server.until("/", |a| a.body.contains("<h1>Rivers</h1>"));
    let mut events = server.events();
    server.write("book.toml", "[book]\ntitel = \"x\"\n");
    let page = events.until(|e| problem(e).contains("book.toml:2:1"))["page"].as_u64();
    server.write("templates/home.html", "{% extends \"default/home.html\" %}");
    let event = events.until(|e| e["page"].as_u64() > page);
    assert!(problem(&event).contains("book.toml:2:1"), "{event}");
    server.write("book.toml", BOOK);
    events.until(|e| e["problem"].is_null());
}

/// An editor that empties the file before it writes, twice in a row.
#[test]
fn the_last_good_page_outlives_states_that_nobody_looked_at() {
    let server = Server::start(&[]);
    server.until("/", |a| a.body.contains("<h1>Rivers</h1>"));
    let mut events = server.events();
    let mut page = events.next()["page"].as_u64();
    for text in ["", "\n"] {
        server.write("templates/home.html", text);
        page = events.until(|e| e["page"].as_u64() > page)["page"].as_u64();
    }
    let home = server.get("/");
    assert!(home.status == 200 && home.body.contains("<h1>Rivers</h1>"), "not the last good page: {home:?}");
}

#[test]
fn a_book_that_is_broken_from_the_start() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("seeds")).unwrap();
    fs::write(dir.path().join("book.toml"), "[book]\ntitle = \"<i>\" x\n").unwrap();
    let server = Server::of(dir, &[]);
    let page = server.get("/");
    assert_eq!(page.status, 500);
    assert!(
        page.body.contains("book.toml:2:") && page.body.contains("&lt;i&gt;") && page.body.contains("live.js"),
        "{page:?}"
    );
    let mut events = server.events();
    events.next();
    server.write("book.toml", BOOK);
    events.until(|e| problem(e).contains("no sources"));
    server.write("seeds/page.txt", PAGE);
    events.until(|e| e["problem"].is_null());
    assert!(server.get("/").body.contains("<h1>Rivers</h1>"));
}

/// As every command names them.
#[test]
fn files_of_a_book_elsewhere_are_named_from_here() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("rivers/seeds")).unwrap();
    fs::write(dir.path().join("rivers/seeds/page.txt"), PAGE).unwrap();
    fs::write(dir.path().join("rivers/book.toml"), "[book]\ntitel = \"x\"\n").unwrap();
    let server = Server::of(dir, &["rivers"]);
    let mut events = server.events();
    events.until(|e| problem(e).contains("rivers/book.toml:2:1"));
    server.said("rivers/book.toml:2:1");
    server.write("rivers/book.toml", BOOK);
    events.until(|e| e["problem"].is_null());
    server.write("rivers/templates/home.html", "\n{% if %}<b>");
    events.until(|e| problem(e).contains("rivers/templates/home.html:2:7"));
}

/// However `src` is written, and whether or not it is there yet.
#[test]
fn sources_of_any_folder_are_watched() {
    for src in ["texts/en", "old/../texts/en", "WHOLE/texts/en"] {
        let dir = tempfile::tempdir().unwrap();
        let src = src.replace("WHOLE", dir.path().to_str().unwrap());
        fs::create_dir(dir.path().join("old")).unwrap();
        fs::write(dir.path().join("book.toml"), BOOK.replace("\n\n[[", &format!("\nsrc = \"{src}\"\n\n[["))).unwrap();
        let server = Server::of(dir, &[]);
        let mut events = server.events();
        events.until(|e| problem(e).contains("does not exist"));
        fs::create_dir(server.path("texts")).unwrap();
        std::thread::sleep(Duration::from_millis(200));
        server.write("texts/en/page.txt", PAGE);
        events.until(|e| e["problem"].is_null());
        server.write("texts/en/new.txt", "Of Boats\n\nA boat floats on a river as long as the river has some water.\n");
        server.until("/sources/new.html", |a| a.status == 200);
    }
}

#[test]
fn the_whole_site_is_checked_in_the_background() {
    let server = Server::start(&[]);
    let mut events = server.events();
    server.write(
        "templates/rules.html",
        "{% extends \"default/rules.html\" %}{% block main %}<a href=\"no.html\">x</a>{{ super() }}{% endblock %}",
    );
    let event = events.until(|e| problem(e).contains("no.html"));
    assert!(problem(&event).contains("error[link] rules.html"), "{event}");
    server.said("error[link] rules.html");
    fs::remove_file(server.path("templates/rules.html")).unwrap();
    events.until(|e| e["problem"].is_null());
}

#[test]
fn a_port_that_is_taken_and_a_base_that_is_none() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let run = |args: &[&str]| {
        let out = Command::new(env!("CARGO_BIN_EXE_sourcebook")).args(args).output().unwrap();
        (out.status.code(), String::from_utf8(out.stderr).unwrap())
    };
    let (code, err) = run(&["serve", env!("CARGO_MANIFEST_DIR"), "--port", &port]);
    assert!(code == Some(1) && err.contains(&port) && err.contains("give another --port"), "{err}");
    let (code, err) = run(&["serve", "--base", "/../x"]);
    assert!(code == Some(2) && err.contains("/my-book/"), "{err}");
    let (code, err) = run(&["serve", "no-such-folder", "--port", "0"]);
    assert!(code == Some(1) && err.contains("no-such-folder"), "{err}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_cleanly_and_nothing_is_written() {
    let mut server = Server::start(&[]);
    let mut events = server.events();
    events.next();
    assert_eq!(server.get("/").status, 200);
    let killed = Command::new("kill").args(["-INT", &server.child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    let site: &Path = &server.path("site");
    assert!(!site.exists());
}
