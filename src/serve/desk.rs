//! The one place that owns the book while it is served.

use super::{
    Answer, Live, Message,
    pages::{self, Meant},
    state::State,
    watch::{Changed, Watcher},
    whole::{self, Checked},
};
use crate::{
    book::{Book, SiteUrl},
    clean::rules::Rules,
    model::{Finding, Problem, Severity, Source},
    pipeline::{self, Edition},
    read,
    render::{Page, Press},
    report,
};
use std::{
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, Scope},
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// How long nothing happens before the whole site is made and checked.
const IDLE: Duration = Duration::from_millis(300);

pub(super) struct Desk {
    root: PathBuf,
    /// The site's own address.
    address: String,
    live: watch::Sender<Live>,
    to_self: Sender<Message>,
    messages: Receiver<Message>,
    watcher: Watcher,
    /// Why the inputs as they are now can't be used; an earlier state is served meanwhile.
    unread_inputs: Option<Problem>,
    /// The same of the theme.
    unread_theme: Option<Problem>,
    /// What is wrong with the pages of the state that is served.
    wrong: Option<String>,
    /// Whether a page of that state was made.
    shown: bool,
    /// Findings told last.
    findings: Vec<Finding>,
    /// Counts states of the templates; the check in the background looks at it.
    made: Arc<AtomicU64>,
}

/// What an edition is made of.
struct Inputs {
    book: Book,
    rules: Rules,
    sources: Vec<Source>,
    /// What is told of the folder of the sources.
    of_seeds: Vec<Finding>,
}

/// How the service of an edition ends.
enum End {
    Stop,
    Next(Box<Inputs>),
}

impl Desk {
    pub fn new(
        root: &Path,
        address: String,
        live: watch::Sender<Live>,
        to_self: Sender<Message>,
        messages: Receiver<Message>,
        watcher: Watcher,
    ) -> Self {
        Self {
            root: root.to_owned(),
            address,
            live,
            to_self,
            messages,
            watcher,
            unread_inputs: None,
            unread_theme: None,
            wrong: None,
            shown: false,
            findings: Vec::new(),
            made: Arc::default(),
        }
    }

    /// Works until it is told to stop.
    pub fn work(mut self) {
        let mut inputs = None;
        loop {
            let ready = match inputs.take() {
                Some(inputs) => Some(inputs),
                None => self.first(),
            };
            let Some(ready) = ready else { return };
            let Inputs { book, rules, sources, of_seeds } = &*ready;
            let mut edition = pipeline::edit(book, rules, sources);
            edition.findings.extend_from_slice(of_seeds);
            match thread::scope(|scope| self.edition(&edition, scope)) {
                End::Stop => return,
                End::Next(next) => inputs = Some(next),
            }
        }
    }

    /// Inputs to begin with: waits until there are some that can be used. `None` to stop.
    fn first(&mut self) -> Option<Box<Inputs>> {
        loop {
            self.watcher.look(None, true);
            match self.inputs() {
                Ok(inputs) => {
                    self.unread_inputs = None;
                    return Some(inputs);
                }
                Err(problem) => tell(&mut self.unread_inputs, problem),
            }
            self.turn();
            loop {
                match self.messages.recv() {
                    Ok(Message::Get(_, reply)) => drop(reply.send(pages::broken(&self.problem().unwrap_or_default()))),
                    Ok(Message::Changed(_)) => break,
                    Ok(Message::Checked(_)) => {}
                    Ok(Message::Stop) | Err(_) => return None,
                }
            }
        }
    }

    /// Serves one edition until its inputs change or the person is done.
    fn edition<'s, 'e: 's>(&mut self, edition: &'e Edition<'e>, scope: &'s Scope<'s, 'e>) -> End {
        let mut state: Option<State<'e>> = None;
        self.theme(edition, &mut state);
        self.turn();
        let mut unchecked = true;
        loop {
            let message = match (&state, unchecked) {
                (Some(_), true) => self.messages.recv_timeout(IDLE),
                _ => self.messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match message {
                Ok(Message::Get(path, reply)) => {
                    let answer = match &state {
                        Some(state) => self.answer(state, &path),
                        None => pages::broken(&self.problem().unwrap_or_default()),
                    };
                    // A browser that went away needs no answer.
                    drop(reply.send(answer));
                }
                Ok(Message::Changed(changed)) => {
                    let start = Instant::now();
                    let changed = self.gather(changed);
                    self.watcher.look(None, changed.folders);
                    if changed.inputs {
                        match self.inputs() {
                            Ok(next) => {
                                self.unread_inputs = None;
                                self.made.fetch_add(1, Ordering::Relaxed);
                                self.say("the book changed");
                                return End::Next(next);
                            }
                            Err(problem) => tell(&mut self.unread_inputs, problem),
                        }
                        self.publish();
                    }
                    if changed.theme {
                        self.theme(edition, &mut state);
                        self.say(&format!("the theme changed: read in {} ms", start.elapsed().as_millis()));
                        unchecked = true;
                    }
                }
                Ok(Message::Checked(checked)) => self.checked(checked),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => {
                    self.made.fetch_add(1, Ordering::Relaxed);
                    return End::Stop;
                }
                Err(RecvTimeoutError::Timeout) => {
                    unchecked = false;
                    if let Some(state) = &state {
                        self.check(edition, state, scope);
                    }
                }
            }
        }
    }

    /// Changes that wait already are part of this one. Requests among them are put back behind it.
    fn gather(&self, mut changed: Changed) -> Changed {
        let mut others = Vec::new();
        while let Ok(message) = self.messages.try_recv() {
            match message {
                Message::Changed(more) => changed = changed.and(more),
                other => others.push(other),
            }
        }
        for other in others {
            let _ = self.to_self.send(other);
        }
        changed
    }

    fn inputs(&mut self) -> Result<Box<Inputs>, Problem> {
        self.read().map_err(|problem| report::from_here(problem, &self.root))
    }

    fn read(&mut self) -> Result<Box<Inputs>, Problem> {
        let mut book = Book::load(&self.root)?;
        // Before they are read, so that no save of a source is missed while an edition is made of them.
        self.watcher.look(Some(&book.src), false);
        // What a published page says of its address is seen as it will be, at this one.
        book.site_url = SiteUrl::parse(&self.address).ok();
        let rules = Rules::for_book(&book)?;
        let (sources, of_seeds) = read::seeds(&book)?;
        Ok(Box::new(Inputs { book, rules, sources, of_seeds }))
    }

    /// Reads the theme again; what can't be used leaves the state as it was.
    fn theme<'e>(&mut self, edition: &'e Edition<'e>, state: &mut Option<State<'e>>) {
        let read = read::theme(&self.root).and_then(|theme| Ok((Press::new(edition, &theme)?, theme)));
        let (press, theme) = match read {
            Ok(read) => read,
            Err(problem) => {
                tell(&mut self.unread_theme, report::from_here(problem, &self.root));
                self.publish();
                return;
            }
        };
        let mended = self.unread_theme.take().is_some();
        self.made.fetch_add(1, Ordering::Relaxed);
        let styles_only = state.as_ref().is_some_and(|s| s.differs_in_styles_only(&theme));
        let good = self.shown && self.wrong.is_none();
        let before = state.take().and_then(|s| if good { Some(s.press) } else { s.before });
        *state = Some(State::new(press, theme, before));
        (self.wrong, self.shown) = (None, false);
        if styles_only && !mended {
            let problem = self.problem();
            self.live.send_modify(|live| {
                live.style += 1;
                live.problem = problem;
            });
        } else {
            self.turn();
        }
    }

    fn answer(&mut self, state: &State<'_>, path: &str) -> Answer {
        match state.meant(path) {
            Meant::Folder => Answer::Folder,
            Meant::File(path) => match state.file(&path) {
                Some(bytes) => Answer::File { path, bytes },
                None => self.page(state, &path).unwrap_or_else(|| Answer::Missing(pages::missing(&self.address))),
            },
            Meant::Nothing => match self.page(state, "404.html") {
                Some(Answer::File { bytes, .. }) => Answer::Missing(bytes),
                Some(broken) => broken,
                None => Answer::Missing(pages::missing(&self.address)),
            },
        }
    }

    /// A page as it is now, or else as it was before the templates broke, or else what is wrong with it.
    fn page(&mut self, state: &State<'_>, path: &str) -> Option<Answer> {
        let file = |Page { path, bytes }| Answer::File { path, bytes };
        let problem = match state.press.page(path)? {
            Ok(page) => {
                self.shown = true;
                return Some(file(page));
            }
            Err(problem) => report::from_here(problem, &self.root),
        };
        let words = report::plain(&problem);
        if self.wrong.as_deref() != Some(&words) {
            report::problem(&problem);
            self.wrong = Some(words.clone());
            self.publish();
        }
        let before = state.before.as_ref().and_then(|press| press.page(path)?.ok());
        Some(before.map_or_else(|| pages::broken(&words), file))
    }

    /// Makes and checks the whole site beside the desk's other work.
    fn check<'s, 'e: 's>(&self, edition: &'e Edition<'e>, state: &State<'e>, scope: &'s Scope<'s, 'e>) {
        let (press, theme) = (Arc::clone(&state.press), Arc::clone(&state.theme));
        let (counter, desk) = (Arc::clone(&self.made), self.to_self.clone());
        let made = counter.load(Ordering::Relaxed);
        scope.spawn(move || {
            let wanted = || counter.load(Ordering::Relaxed) == made;
            if let Some(result) = whole::made(edition, &press, &theme, wanted) {
                let _ = desk.send(Message::Checked(Checked { made, result }));
            }
        });
    }

    fn checked(&mut self, checked: Checked) {
        if checked.made != self.made.load(Ordering::Relaxed) {
            return;
        }
        let wrong = match checked.result {
            Err(problem) => {
                let problem = report::from_here(problem, &self.root);
                let words = report::plain(&problem);
                if self.wrong.as_deref() != Some(&words) {
                    report::problem(&problem);
                }
                Some(words)
            }
            Ok(findings) => {
                let worth: Vec<Finding> = findings.into_iter().filter(|f| f.severity > Severity::Note).collect();
                if worth != self.findings {
                    let mut err = anstream::stderr().lock();
                    // When standard error is closed there is nobody left to tell.
                    let _ = worth.iter().try_for_each(|f| report::finding(&mut err, f));
                }
                let wrong = whole::wrong(&worth);
                self.findings = worth;
                wrong
            }
        };
        if wrong != self.wrong {
            self.wrong = wrong;
            self.publish();
        }
    }

    fn problem(&self) -> Option<String> {
        let unread = self.unread_inputs.as_ref().or(self.unread_theme.as_ref());
        unread.map(report::plain).or_else(|| self.wrong.clone())
    }

    /// Pages are new: browsers reload.
    fn turn(&self) {
        let problem = self.problem();
        self.live.send_modify(|live| {
            live.page += 1;
            live.problem = problem;
        });
    }

    /// Pages are as they were; what is said about them is new.
    fn publish(&self) {
        let problem = self.problem();
        self.live.send_if_modified(|live| {
            let new = live.problem != problem;
            live.problem = problem;
            new
        });
    }

    fn say(&self, words: &str) {
        let _ = writeln!(anstream::stderr(), "{words}");
    }
}

/// Tells of a problem once.
fn tell(unread: &mut Option<Problem>, problem: Problem) {
    if unread.as_ref() != Some(&problem) {
        report::problem(&problem);
    }
    *unread = Some(problem);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::watch::Watcher;
    use std::{fs, sync::mpsc};

    #[test]
    fn a_save_during_the_first_edit_is_heard() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("book.toml"), "[book]\ntitle = \"Rivers\"\nsrc = \"texts/en\"\n").unwrap();
        fs::create_dir_all(dir.path().join("texts/en")).unwrap();
        fs::write(dir.path().join("texts/en/page.txt"), "A river carries sand to the sea.\n").unwrap();
        let (to_desk, messages) = mpsc::channel();
        let (live, _browsers) = watch::channel(Live { page: 0, style: 0, problem: None });
        let watcher = Watcher::start(dir.path(), to_desk.clone()).unwrap();
        let mut desk = Desk::new(dir.path(), "http://127.0.0.1/".to_owned(), live, to_desk, messages, watcher);
        assert!(desk.first().is_some());
        fs::write(dir.path().join("texts/en/page.txt"), "A river carries mud to the sea.\n").unwrap();
        let heard = desk.messages.recv_timeout(Duration::from_secs(20));
        assert!(matches!(heard, Ok(Message::Changed(Changed { inputs: true, .. }))), "nothing was heard");
    }
}
