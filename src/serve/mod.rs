//! A book kept open while it is being edited: build, serve, watch, build again what changed, reload the browser.
//!
//! Three parties pass messages. [`watch`] says what changed on disk. [`http`] asks for pages and tells browsers when
//! to reload. Between them sits one [`desk`], which owns the edition and the templates and makes pages as they are
//! asked for: a saved template costs its own parsing and one page, however long the book is. The rest of the site is
//! made and checked in the background once nobody is waiting. Nothing is written to disk.

mod desk;
mod http;
mod pages;
mod state;
mod watch;
mod whole;

use crate::model::Problem;
use std::{
    io,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    sync::mpsc,
    thread,
    time::{SystemTime, UNIX_EPOCH},
};
use tokio::sync::{oneshot, watch as latest};

/// The port that is tried first when none is asked for, and how many after it.
const PORTS: std::ops::Range<u16> = 3000..3020;

/// What to serve, and where.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder that holds `book.toml`.
    pub root: PathBuf,
    /// Address to listen on: `127.0.0.1`, unless the person says otherwise.
    pub host: String,
    /// Port, 0 for any that is free. `None` takes the first free one from 3000 on.
    pub port: Option<u16>,
    /// Where the site begins: `/`, or a path with `/` at both ends, as on GitHub Pages.
    pub base: String,
}

/// What browsers are told. A page knows the numbers that it was made under.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
struct Live {
    /// Grows when pages change. Begins with the time of the start, so that a page of an earlier run reloads.
    page: u64,
    /// Grows when styles alone change.
    style: u64,
    /// What is wrong, in words.
    problem: Option<String>,
}

/// What the desk is told.
enum Message {
    /// A browser asks for a path below the site's root.
    Get(String, oneshot::Sender<Answer>),
    /// Files changed.
    Changed(watch::Changed),
    /// The whole site was made and checked.
    Checked(whole::Checked),
    /// The person is done.
    Stop,
}

/// What a browser gets.
#[derive(Debug)]
enum Answer {
    /// A file of the site.
    File { path: String, bytes: Vec<u8> },
    /// There is nothing of that name; the page that says so.
    Missing(Vec<u8>),
    /// It is a folder: the same address with `/` at the end.
    Folder,
    /// It can't be made, and there is no earlier version: a page that says why.
    Broken(Vec<u8>),
}

/// Serves until Ctrl-C. `ready` is called with the address once the port is open.
///
/// # Errors
/// The port can't be opened, or the folder can't be watched. A book that can't be built is no error: the browser and
/// standard error say what is wrong with it until it is mended.
pub fn serve(options: &Options, ready: impl FnOnce(&str) -> io::Result<()>) -> Result<(), Problem> {
    let listener = listen(options)?;
    let at = listener.local_addr().map_err(|e| closed(options, &e))?;
    let start = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |t| t.as_millis() as u64);
    let (live, browsers) = latest::channel(Live { page: start, style: 0, problem: None });
    let (to_desk, messages) = mpsc::channel();
    let watcher = watch::Watcher::start(&options.root, to_desk.clone())?;
    let server = http::Server::new(options, to_desk.clone(), browsers);
    let served = thread::spawn(move || server.run(listener));
    // A person who reads the address can open it: requests wait until the desk is ready.
    let address = format!("http://{}{}", shown(&options.host, at), options.base);
    ready(&address).map_err(|e| Problem::new(format!("the output can't be written: {e}")))?;
    desk::Desk::new(&options.root, address, live, to_desk, messages, watcher).work();
    served.join().unwrap_or_else(|_| Err(Problem::new("the server ended unexpectedly")))
}

fn listen(options: &Options) -> Result<TcpListener, Problem> {
    let ports: Vec<u16> = options.port.map_or_else(|| PORTS.collect(), |port| vec![port]);
    let mut failed = None;
    for port in ports {
        match TcpListener::bind((options.host.as_str(), port)) {
            Ok(listener) => return Ok(listener),
            Err(e) => {
                let in_use = e.kind() == io::ErrorKind::AddrInUse;
                failed = Some(e);
                if !in_use {
                    break;
                }
            }
        }
    }
    Err(closed(options, &failed.unwrap_or_else(|| io::Error::other("no port was tried"))))
}

fn closed(options: &Options, error: &io::Error) -> Problem {
    let port = options.port.unwrap_or(PORTS.start);
    let problem = Problem::new(format!("can't listen on {} port {port}: {error}", options.host));
    match error.kind() {
        io::ErrorKind::AddrInUse => problem.help("another program has it; give another --port, or 0 for any"),
        io::ErrorKind::PermissionDenied => problem.help("give a --port above 1023"),
        _ => problem.help("give the --host an address of this machine"),
    }
}

/// The address as a person opens it.
fn shown(host: &str, at: SocketAddr) -> String {
    if host.parse::<std::net::IpAddr>().is_ok() { at.to_string() } else { format!("{host}:{}", at.port()) }
}
