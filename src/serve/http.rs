//! The server: addresses to answers. It knows no file of the disk.

use super::{Answer, Live, Message, Options, pages};
use crate::model::Problem;
use axum::{
    Router,
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures_util::stream;
use percent_encoding::percent_decode_str;
use std::{
    convert::Infallible,
    net::{IpAddr, TcpListener},
    sync::{Arc, Mutex, PoisonError, mpsc},
};
use tokio::sync::{oneshot, watch};

const LIVE: &str = include_str!("live.js");
/// Below the site's root; what stands under it is the server's own.
const OWN: &str = "_sourcebook/";

#[derive(Clone)]
pub(super) struct Server(Arc<Inner>);

struct Inner {
    base: String,
    host: String,
    desk: Mutex<mpsc::Sender<Message>>,
    live: watch::Receiver<Live>,
}

impl Server {
    pub fn new(options: &Options, desk: mpsc::Sender<Message>, live: watch::Receiver<Live>) -> Self {
        let desk = Mutex::new(desk);
        Self(Arc::new(Inner { base: options.base.clone(), host: options.host.clone(), desk, live }))
    }

    /// Serves until Ctrl-C, then tells the desk to stop.
    pub fn run(self, listener: TcpListener) -> Result<(), Problem> {
        let broken = |e: std::io::Error| Problem::new(format!("the server ended: {e}"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(broken)?;
        let inner = Arc::clone(&self.0);
        let result = runtime.block_on(async move {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let app = Router::new().fallback(answer).with_state(self);
            tokio::select! {
                served = axum::serve(listener, app).into_future() => served,
                () = asked_to_stop() => Ok(()),
            }
        });
        inner.tell(Message::Stop);
        result.map_err(broken)
    }
}

/// Ctrl-C, or what a service manager sends in its place.
async fn asked_to_stop() {
    #[cfg(unix)]
    if let Ok(mut term) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = term.recv() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}

impl Inner {
    fn tell(&self, message: Message) -> bool {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner).send(message).is_ok()
    }
}

async fn answer(State(Server(server)): State<Server>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
    if !is_ours(host, &server.host) {
        // A page elsewhere that had its name point here must not read the book.
        return text(StatusCode::FORBIDDEN, "this server answers to its own address alone: open the one it printed\n");
    }
    if method != Method::GET && method != Method::HEAD {
        return text(StatusCode::METHOD_NOT_ALLOWED, "pages can be read, no more\n");
    }
    let Some(path) = uri.path().strip_prefix(&server.base) else {
        let home = uri.path() == "/" || format!("{}/", uri.path()) == server.base;
        return if home { redirect(&server.base) } else { html(StatusCode::NOT_FOUND, pages::missing(&server.base)) };
    };
    match path.strip_prefix(OWN) {
        Some("live.js") => return bytes(StatusCode::OK, "live.js", LIVE.into()),
        Some("events") => return events(server.live.clone()),
        _ => {}
    }
    let Ok(path) = percent_decode_str(path).decode_utf8() else {
        return html(StatusCode::NOT_FOUND, pages::missing(&server.base));
    };
    // Before the answer, so that a page made while something changes reloads once too often, never too seldom.
    let now = server.live.borrow().clone();
    let (reply, answer) = oneshot::channel();
    let answer = if server.tell(Message::Get(path.into_owned(), reply)) { answer.await.ok() } else { None };
    let live = |page| with_script(page, &server.base, &now);
    match answer {
        Some(Answer::File { path, bytes: page }) if path.ends_with(".html") => bytes(StatusCode::OK, &path, live(page)),
        Some(Answer::File { path, bytes: file }) => bytes(StatusCode::OK, &path, file),
        Some(Answer::Folder) => {
            let query = uri.query().map_or(String::new(), |q| format!("?{q}"));
            redirect(&format!("{}/{query}", uri.path()))
        }
        Some(Answer::Missing(page)) => html(StatusCode::NOT_FOUND, live(page)),
        Some(Answer::Broken(page)) => html(StatusCode::INTERNAL_SERVER_ERROR, live(page)),
        None => text(StatusCode::SERVICE_UNAVAILABLE, "the server is ending\n"),
    }
}

/// Tells a browser the latest, then each change.
fn events(live: watch::Receiver<Live>) -> Response {
    let stream = stream::unfold((live, true), |(mut live, first)| async move {
        if !first && live.changed().await.is_err() {
            return None;
        }
        let now = live.borrow_and_update().clone();
        let data = serde_json::to_string(&now).unwrap_or_default();
        Some((Ok::<_, Infallible>(Event::default().data(data)), (live, false)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default()).into_response()
}

/// The page with the script that listens for changes, as the last thing in it.
fn with_script(mut page: Vec<u8>, base: &str, now: &Live) -> Vec<u8> {
    let script =
        format!("<script src=\"{base}{OWN}live.js?page={}&amp;style={}\" defer></script>\n", now.page, now.style);
    let end = page.windows(7).rposition(|w| w.eq_ignore_ascii_case(b"</body>")).unwrap_or(page.len());
    page.splice(end..end, script.into_bytes());
    page
}

/// Whether a `Host` header names this server: a number, a name of this machine itself, or the name that it was told
/// to listen on.
fn is_ours(header: &str, own: &str) -> bool {
    let name = match header.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => header.rsplit_once(':').map_or(header, |(name, _)| name),
    };
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || name == own.to_ascii_lowercase()
        || name.parse::<IpAddr>().is_ok()
}

fn bytes(status: StatusCode, path: &str, bytes: Vec<u8>) -> Response {
    let mut response = (status, Body::from(bytes)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(pages::media_type(path)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn html(status: StatusCode, page: Vec<u8>) -> Response {
    bytes(status, "x.html", page)
}

fn text(status: StatusCode, text: &str) -> Response {
    bytes(status, "x.txt", text.into())
}

fn redirect(to: &str) -> Response {
    let Ok(to) = HeaderValue::from_str(to) else { return text(StatusCode::NOT_FOUND, "no such page\n") };
    (
        StatusCode::MOVED_PERMANENTLY,
        [(header::LOCATION, to), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))],
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_server() {
        for ours in
            ["127.0.0.1:3000", "localhost", "LOCALHOST:3000", "[::1]:3000", "book.localhost:1", "192.168.0.7:80"]
        {
            assert!(is_ours(ours, "127.0.0.1"), "{ours}");
        }
        for not in ["", "evil.example", "evil.example:3000", "localhost.evil.example", "127.0.0.1.evil.example:3000"] {
            assert!(!is_ours(not, "127.0.0.1"), "{not}");
        }
        assert!(is_ours("my.box:3000", "my.box"));
    }

    #[test]
    fn the_script_stands_inside_the_body() {
        let now = Live { page: 7, style: 2, problem: None };
        let page = |html: &str| String::from_utf8(with_script(html.into(), "/s/", &now)).unwrap();
        let script = "<script src=\"/s/_sourcebook/live.js?page=7&amp;style=2\" defer></script>\n";
        assert_eq!(page("<p>x</BODY></html>"), format!("<p>x{script}</BODY></html>"));
        assert_eq!(page(""), script);
    }
}
