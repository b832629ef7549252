//! The local server of `lantoa serve`: shows a site at the path it is made
//! for, watches what the site is made of, has it built anew when that
//! changes, and tells the pages that are open. Owns the connections and the
//! watching; builds through the one function it is given, and writes no file.
//!
//! * `watch.rs` says when something changed; the thread that called [`serve`]
//!   waits there and builds, one build after the other,
//! * `connections.rs` takes connections, and lets none of them wait for ever,
//! * `answer.rs` answers requests: `host.rs` says which are for us,
//!   `files.rs` finds and hands out the files of the site,
//! * `live.rs` holds what the last build gave and tells open pages;
//!   `panel.rs` draws its faults for them.

mod answer;
mod connections;
mod files;
mod host;
mod live;
mod look;
mod panel;
mod watch;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use jiff::Timestamp;
use tokio::net::TcpListener;
use tokio::signal::unix::SignalKind;

use crate::diag::Lang;
use live::Live;
pub use panel::{Excerpt, Fault};
use watch::{Hint, Watch};

/// The port that is tried first.
pub const FIRST_PORT: u16 = 1111;
/// How many ports after the first are tried.
const PORTS: u16 = 100;
/// How long the system may take to say that it cannot open a browser.
const OPENING: Duration = Duration::from_secs(10);

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port; without one [`FIRST_PORT`] or the next that is free.
    pub port: Option<u16>,
    /// Whether to open a browser.
    pub open: bool,
    /// The language of the panel.
    pub lang: Lang,
    /// The folders the site is made of. They may come and go.
    pub watched: Vec<PathBuf>,
    /// What is not looked at where it lies in one of them: the output and the
    /// cache.
    pub ignored: Vec<PathBuf>,
}

/// A built site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its folder.
    pub root: PathBuf,
    /// The path it is made for: `/kho/`.
    pub base_path: String,
}

/// Why a build is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It is the first one.
    First,
    /// These files or folders came, changed or went, sorted by path.
    Changed(Vec<PathBuf>),
    /// The served folder is gone.
    SiteGone,
    /// The day that the site was made for is over.
    NewDay,
}

/// What a build gave.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// A site.
    Built {
        /// Where it is.
        site: Site,
        /// The paths under its folder, with `/`, whose bytes came, changed or
        /// went since the last build; none where too many did.
        changed: Option<Vec<String>>,
        /// From when on a build of the same may give another site; never
        /// where none.
        good_until: Option<Timestamp>,
    },
    /// Nothing new.
    Faulty {
        /// What has to be mended.
        faults: Vec<Fault>,
        /// The site of an earlier run that still stands, where one is known.
        site: Option<Site>,
    },
}

/// Why nothing is served.
#[derive(Debug)]
pub enum Unserved {
    /// None of these ports can be had.
    Port {
        /// The first that was tried.
        first: u16,
        /// The last one.
        last: u16,
        /// What the system said of it.
        error: io::Error,
    },
    /// The machine failed.
    Machine(io::Error),
}

/// What the person at the terminal should know.
#[derive(Debug)]
pub enum Notice<'a> {
    /// The site can be looked at there.
    Serving(&'a str),
    /// No browser could be opened.
    NotOpened(&'a io::Error),
    /// The system does not report changes, so they are looked for every few
    /// seconds.
    NotWatching(&'a str),
}

/// Serves what `rebuild` builds, on this machine only, until Ctrl-C. It is
/// called once at the start and then whenever a watched folder changed, never
/// while it runs.
///
/// # Errors
/// No port is free, or the machine failed.
pub fn serve(
    options: &Options,
    mut rebuild: impl FnMut(&Cause) -> Outcome,
    mut notice: impl FnMut(Notice<'_>),
) -> Result<(), Unserved> {
    let machine = Unserved::Machine;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(machine)?;
    let listener = runtime.block_on(listen(options.port))?;
    let address = listener.local_addr().map_err(machine)?;
    let (hints, incoming) = mpsc::channel();
    let live = Arc::new(Live::new(options.lang, hints.clone()));
    let is_building = Arc::new(AtomicBool::new(true));
    runtime.spawn(connections::take(listener, answer::service(Arc::clone(&live))));
    stop(hints.clone(), Arc::clone(&is_building)).map_err(machine)?;

    let mut watch = Watch::new(options, hints.clone(), incoming);
    let mut cause = Cause::First;
    let mut shown = None;
    loop {
        is_building.store(true, Ordering::Relaxed);
        // A fault of the program is one more fault to show: the server stays,
        // and the next change may do without it.
        let outcome = catch_unwind(AssertUnwindSafe(|| rebuild(&cause))).unwrap_or_else(|cause| {
            Outcome::Faulty { faults: vec![panicked(&*cause)], site: None }
        });
        is_building.store(false, Ordering::Relaxed);
        let good_until = match &outcome {
            Outcome::Built { good_until, .. } => *good_until,
            // Whoever mends it has it built.
            Outcome::Faulty { .. } => None,
        };
        live.set(outcome);
        let url = format!("http://{address}{}", live.base_path());
        if shown.as_ref() != Some(&url) {
            notice(Notice::Serving(&url));
            if shown.is_none() && options.open {
                open(url.clone(), hints.clone());
            }
            shown = Some(url);
        }
        match watch.next(|| live.is_gone(), good_until, &mut notice) {
            Some(next) => cause = next,
            None => break,
        }
    }
    // Open pages hold a connection for as long as they are open.
    runtime.shutdown_background();
    Ok(())
}

async fn listen(port: Option<u16>) -> Result<TcpListener, Unserved> {
    let bind = |port| TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    let (first, last) = match port {
        Some(port) => (port, port),
        None => (FIRST_PORT, FIRST_PORT + PORTS - 1),
    };
    let mut refused = io::Error::from(io::ErrorKind::AddrInUse);
    for port in first..=last {
        match bind(port).await {
            Ok(listener) => return Ok(listener),
            Err(error) => refused = error,
        }
    }
    Err(Unserved::Port { first, last, error: refused })
}

/// Ends the server on Ctrl-C, and where the system or the terminal goes. A build that runs is not waited for: it may be
/// ended at any moment. Nor is anything else for long, and a thread of its own
/// waits for the signal: whatever hangs, the server ends.
fn stop(hints: mpsc::Sender<Hint>, is_building: Arc<AtomicBool>) -> io::Result<()> {
    const PATIENCE: Duration = Duration::from_millis(500);
    /// As a shell says of a program that a signal ended.
    const FIRST_SIGNAL: i32 = 128;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("stop".into()).spawn(move || {
        // Without a signal to wait for the server runs until it is killed.
        if let Ok(signal) = runtime.block_on(ending()) {
            if !is_building.load(Ordering::Relaxed) && hints.send(Hint::Stop).is_ok() {
                std::thread::sleep(PATIENCE);
            }
            std::process::exit(FIRST_SIGNAL + signal.as_raw_value());
        }
    })?;
    Ok(())
}

/// Waits for what asks a program to end, and says which it was.
async fn ending() -> io::Result<SignalKind> {
    use tokio::signal::unix::signal;
    let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
    let mut streams = Vec::new();
    for kind in kinds {
        streams.push((kind, signal(kind)?));
    }
    Ok(std::future::poll_fn(|cx| {
        for (kind, stream) in &mut streams {
            if stream.poll_recv(cx).is_ready() {
                return std::task::Poll::Ready(*kind);
            }
        }
        std::task::Poll::Pending
    })
    .await)
}

/// Opens a browser; a failure comes back as a hint, since some systems say so
/// late.
fn open(url: String, hints: mpsc::Sender<Hint>) {
    std::thread::spawn(move || {
        if let Err(error) = open::that_detached_with_timeout(&url, OPENING) {
            let _ = hints.send(Hint::NotOpened(error));
        }
    });
}

fn panicked(cause: &(dyn std::any::Any + Send)) -> Fault {
    let words = cause.downcast_ref::<String>().map(String::as_str);
    let words = words.or_else(|| cause.downcast_ref::<&str>().copied());
    Fault::plain(words.unwrap_or("panic").to_string())
}
