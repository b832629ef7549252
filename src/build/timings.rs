//! Where the time of a build goes: by stage, kind and template, and the ten
//! slowest files; and as a trace for a trace viewer.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

/// How a file came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// It was in the output folder already.
    Kept,
    /// It was in the cache.
    Cached,
    /// It was made.
    Made,
}

impl How {
    fn word(self) -> &'static str {
        match self {
            How::Kept => "kept",
            How::Cached => "cached",
            How::Made => "made",
        }
    }
}

/// A stretch of time in one thread.
#[derive(Debug, Clone)]
struct Stretch {
    /// A stage, or a kind of output.
    name: &'static str,
    /// The first file; empty of a stage.
    path: String,
    template: String,
    how: How,
    thread: usize,
    start: Duration,
    took: Duration,
}

/// What a build measures of itself. Without a reader it measures nothing.
#[derive(Debug)]
pub struct Timings {
    began: Instant,
    stretches: Option<Mutex<Vec<Stretch>>>,
}

/// A stretch that has begun.
pub(super) struct Clock<'t> {
    timings: &'t Timings,
    name: &'static str,
    start: Instant,
    /// How the file came about.
    pub how: How,
}

impl Timings {
    /// Measures, where somebody will read it.
    #[must_use]
    pub fn new(is_read: bool) -> Self {
        Timings { began: Instant::now(), stretches: is_read.then(Mutex::default) }
    }

    pub(super) fn begin(&self, name: &'static str) -> Clock<'_> {
        Clock { timings: self, name, start: Instant::now(), how: How::Made }
    }

    /// The table for a terminal.
    #[must_use]
    pub fn table(&self) -> String {
        let all = self.stretches();
        let mut out = String::new();
        // Writing to a string does not fail.
        let _ = writeln!(out, "{:<28} {:>8} {:>12} {:>10}", "stage", "files", "ms", "ms a file");
        let mut rows: BTreeMap<String, (usize, Duration)> = BTreeMap::new();
        for one in &all {
            let mut name = one.name.to_string();
            if !one.path.is_empty() {
                let _ = write!(name, " {}", one.how.word());
                if !one.template.is_empty() {
                    let _ = write!(name, " ({})", one.template);
                }
            }
            let row = rows.entry(name).or_default();
            *row = (row.0 + 1, row.1 + one.took);
        }
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by(|a, b| b.1.1.cmp(&a.1.1).then_with(|| a.0.cmp(&b.0)));
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        for (name, (count, took)) in rows {
            let each = ms(took) / count as f64;
            let _ = writeln!(out, "{name:<28} {count:>8} {:>12.1} {each:>10.2}", ms(took));
        }
        let mut slowest: Vec<&Stretch> = all.iter().filter(|one| !one.path.is_empty()).collect();
        slowest.sort_by(|a, b| b.took.cmp(&a.took).then_with(|| a.path.cmp(&b.path)));
        for one in slowest.into_iter().take(10) {
            let _ = writeln!(out, "{:>12.1} ms  {}", ms(one.took), one.path);
        }
        out
    }

    /// The trace in the Trace Event Format, which `chrome://tracing` and
    /// Perfetto read.
    #[must_use]
    pub fn trace(&self) -> String {
        #[derive(Serialize)]
        struct Event<'e> {
            name: &'e str,
            cat: &'e str,
            ph: &'static str,
            /// µs.
            ts: u128,
            /// µs.
            dur: u128,
            pid: u8,
            tid: usize,
        }
        let all = self.stretches();
        let events: Vec<Event<'_>> = all
            .iter()
            .map(|one| Event {
                name: if one.path.is_empty() { one.name } else { &one.path },
                cat: if one.path.is_empty() { "stage" } else { one.name },
                ph: "X",
                ts: one.start.as_micros(),
                dur: one.took.as_micros(),
                pid: 1,
                tid: one.thread,
            })
            .collect();
        // Strings and numbers only, which always serialise.
        serde_json::to_string(&serde_json::json!({ "traceEvents": events })).unwrap_or_default()
    }

    fn stretches(&self) -> Vec<Stretch> {
        let Some(stretches) = &self.stretches else { return Vec::new() };
        let mut all = stretches.lock().unwrap_or_else(PoisonError::into_inner).clone();
        all.sort_by_key(|one| one.start);
        all
    }
}

impl Clock<'_> {
    /// Ends the stretch of a stage.
    pub(super) fn stop(self) {
        self.end(|| (String::new(), String::new()));
    }

    /// Ends the stretch of a file; `what` gives its path and template.
    pub(super) fn end(self, what: impl FnOnce() -> (String, String)) {
        let Some(stretches) = &self.timings.stretches else { return };
        let took = self.start.elapsed();
        let (path, template) = what();
        stretches.lock().unwrap_or_else(PoisonError::into_inner).push(Stretch {
            name: self.name,
            path,
            template,
            how: self.how,
            thread: super::crew::thread(),
            start: self.start.duration_since(self.timings.began),
            took,
        });
    }
}
