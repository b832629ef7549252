//! Waiting for a reason to build: the system reports changes in the watched
//! folders, and when it has been quiet for a moment and nobody is in the
//! middle of writing a file, a look says whether anything is different.
//!
//! A folder may go and come again at any time. And since some systems report
//! nothing (network drives, folders shared with a container), there is a
//! look now and then without a report.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::look::Look;
use super::{Cause, Notice, Options};

/// No report for that long, and the editor is done. A file that is still
/// open is waited for besides.
const QUIET: Duration = Duration::from_millis(25);
/// A stream of reports that does not end is not waited for any longer.
const LONGEST: Duration = Duration::from_secs(2);
/// How often it is seen whether the folders are still the same.
const TICK: Duration = Duration::from_millis(500);
/// How often there is a look without a report, at most…
const UNASKED: Duration = Duration::from_secs(2);
/// … and of the time at most one part in so many is spent on it.
const SHARE: u32 = 50;

/// What the waiting thread is told.
pub(super) enum Hint {
    /// The system reports something.
    Event(notify::Result<Event>),
    /// Somebody missed something at that time.
    Look(Instant),
    /// No browser could be opened.
    NotOpened(io::Error),
    /// It is over.
    Stop,
}

/// A folder, and which one of that name is being watched.
struct Folder {
    path: PathBuf,
    watched: Option<Identity>,
}

#[derive(PartialEq, Eq, Clone)]
struct Identity {
    real: PathBuf,
    device: u64,
    inode: u64,
}

/// The watched folders and what they held when last looked at.
pub(super) struct Watch {
    folders: Vec<Folder>,
    paths: Vec<PathBuf>,
    ignored: Vec<PathBuf>,
    hints: Receiver<Hint>,
    watcher: Result<RecommendedWatcher, String>,
    has_told: bool,
    seen: Look,
    looked: Instant,
    look_took: Duration,
    /// Files that somebody has begun to write and not closed.
    unfinished: BTreeSet<PathBuf>,
    has_stopped: bool,
}

impl Watch {
    /// Begins to watch; what changes from now on is seen.
    pub(super) fn new(options: &Options, sender: Sender<Hint>, hints: Receiver<Hint>) -> Self {
        let report = move |event: notify::Result<Event>| {
            // Every build opens every file; those reports would never end.
            let is_reading = |event: &Event| matches!(event.kind, EventKind::Access(kind) if kind != AccessKind::Close(AccessMode::Write));
            if !event.as_ref().is_ok_and(is_reading) {
                // A receiver that is gone has stopped already.
                let _ = sender.send(Hint::Event(event));
            }
        };
        let folders = options.watched.iter();
        let mut watch = Watch {
            folders: folders.map(|path| Folder { path: path.clone(), watched: None }).collect(),
            paths: options.watched.clone(),
            ignored: options.ignored.clone(),
            hints,
            watcher: notify::recommended_watcher(report).map_err(|error| error.to_string()),
            has_told: false,
            seen: Look::default(),
            looked: Instant::now(),
            look_took: Duration::ZERO,
            unfinished: BTreeSet::new(),
            has_stopped: false,
        };
        watch.arm();
        watch.look();
        watch
    }

    /// Waits for the next reason to build; `None` when it is over. What
    /// changed while a build ran is a reason at once.
    pub(super) fn next(
        &mut self,
        site_is_gone: impl Fn() -> bool,
        good_until: Option<Timestamp>,
        notice: &mut impl FnMut(Notice<'_>),
    ) -> Option<Cause> {
        // A build that could not give a site is not asked for it again.
        let mut can_go = !site_is_gone();
        loop {
            let mut is_due = false;
            match self.hints.recv_timeout(TICK) {
                Ok(hint) => {
                    is_due |= self.take(hint, notice);
                    is_due |= self.settle(notice);
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            if self.has_stopped {
                return None;
            }
            is_due |= self.arm();
            self.tell(notice);
            if can_go && site_is_gone() {
                // Whatever else changed is part of that build.
                self.look();
                return Some(Cause::SiteGone);
            }
            can_go |= !site_is_gone();
            if good_until.is_some_and(|end| Timestamp::now() >= end) {
                self.look();
                return Some(Cause::NewDay);
            }
            let is_long_ago = self.looked.elapsed() > UNASKED.max(self.look_took * SHARE);
            if is_due || is_long_ago {
                let changed = self.look();
                if !changed.is_empty() {
                    return Some(Cause::Changed(changed));
                }
            }
        }
    }

    /// Takes a hint in; says whether it asks for a look.
    fn take(&mut self, hint: Hint, notice: &mut impl FnMut(Notice<'_>)) -> bool {
        match hint {
            Hint::Stop => self.has_stopped = true,
            Hint::NotOpened(error) => notice(Notice::NotOpened(&error)),
            Hint::Look(since) => return since > self.looked,
            Hint::Event(Ok(event)) => {
                self.note(event);
                return true;
            }
            // The queue ran over, say: all may be different.
            Hint::Event(Err(_)) => return true,
        }
        false
    }

    /// Waits until nothing has been reported for a moment and no file is
    /// half written. Says whether there is reason to look.
    fn settle(&mut self, notice: &mut impl FnMut(Notice<'_>)) -> bool {
        let began = Instant::now();
        let mut is_due = false;
        while !self.has_stopped && began.elapsed() < LONGEST {
            match self.hints.recv_timeout(QUIET) {
                Ok(hint) => is_due |= self.take(hint, notice),
                Err(_) if self.unfinished.is_empty() => return is_due,
                Err(_) => {}
            }
        }
        // Somebody keeps a file open; its next change is reported again.
        self.unfinished.clear();
        is_due
    }

    fn note(&mut self, event: Event) {
        if event.need_rescan() {
            self.unfinished.clear();
        }
        for path in &event.paths {
            match event.kind {
                // Only there is a file reported when it is closed.
                EventKind::Modify(ModifyKind::Data(_)) if cfg!(target_os = "linux") => {
                    self.unfinished.insert(path.clone());
                }
                EventKind::Access(_) => {
                    self.unfinished.remove(path);
                }
                EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) => {
                    self.unfinished.retain(|file| !file.starts_with(path));
                    // The system has let go of it. The next of that name may
                    // even have the same number.
                    let folders = self.folders.iter_mut();
                    let lost = folders.filter(|folder| {
                        folder.watched.as_ref().is_some_and(|watched| watched.real == *path)
                    });
                    lost.for_each(|folder| folder.watched = None);
                }
                _ => {}
            }
        }
    }

    /// Watches the folders that are there now, where they are not those that
    /// are being watched. Says whether any was not.
    fn arm(&mut self) -> bool {
        let mut has_changed = false;
        for folder in &mut self.folders {
            let now = identity(folder);
            if folder.watched == now {
                continue;
            }
            has_changed = true;
            if let Ok(watcher) = &mut self.watcher {
                if let Some(old) = &folder.watched {
                    // It is gone in most cases.
                    let _ = watcher.unwatch(&old.real);
                }
                let failed = now
                    .as_ref()
                    .and_then(|now| watcher.watch(&now.real, RecursiveMode::Recursive).err());
                if let Some(error) = failed {
                    // Gone again, or not to be watched: there are the looks.
                    if folder.path.is_dir() {
                        self.watcher = Err(error.to_string());
                    }
                }
            }
            folder.watched = now;
        }
        has_changed
    }

    /// Says once that the system does not report changes.
    fn tell(&mut self, notice: &mut impl FnMut(Notice<'_>)) {
        if let Err(why) = &self.watcher
            && !self.has_told
        {
            notice(Notice::NotWatching(why));
            self.has_told = true;
        }
    }

    /// Looks, and gives what is different from the last time.
    fn look(&mut self) -> Vec<PathBuf> {
        let began = Instant::now();
        let now = Look::at(&self.paths, &self.ignored);
        let changed = self.seen.difference(&now);
        self.seen = now;
        self.looked = began;
        self.look_took = began.elapsed();
        changed
    }
}

fn identity(folder: &Folder) -> Option<Identity> {
    let real = folder.path.canonicalize().ok()?;
    let meta = fs::metadata(&real).ok().filter(fs::Metadata::is_dir)?;
    Some(Identity { real, device: meta.dev(), inode: meta.ino() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Lang;

    #[test]
    fn a_day_that_ends_is_a_reason_to_build_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let options = Options {
            port: None,
            open: false,
            lang: Lang::En,
            watched: vec![folder.path().to_path_buf()],
            ignored: Vec::new(),
        };
        let (sender, hints) = std::sync::mpsc::channel();
        let mut watch = Watch::new(&options, sender.clone(), hints);
        let soon = Timestamp::now() + Duration::from_millis(700);
        assert_eq!(watch.next(|| false, Some(soon), &mut |_| ()), Some(Cause::NewDay));
        assert!(Timestamp::now() >= soon);
        sender.send(Hint::Stop).expect("a receiver");
        assert_eq!(watch.next(|| false, None, &mut |_| ()), None);
    }
}
