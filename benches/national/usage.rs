//! What a run of the program cost: processor time and memory of the child
//! process, as the system counted them. Each benchmark uses a part of it.
#![allow(dead_code)]

use std::fs::File;
use std::io::{Read, Seek};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4;

/// What a run cost.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// From start to end, which tells more of the machine than of the program.
    pub wall: Duration,
    /// Of all its threads, in the program and in the system for it.
    pub cpu: Duration,
    /// Most memory it held at a time, in bytes.
    pub peak: u64,
}

/// Runs a command to its end; its words are shown only where it fails.
pub fn run(command: &mut Command) -> Usage {
    let mut words = tempfile::tempfile().expect("a temporary file");
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(words.try_clone().expect("a second handle"))
        .spawn()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let used = child.wait4().expect("the child's end");
    let wall = start.elapsed();
    if !used.status.success() {
        panic!("{command:?}: {}\n{}", used.status, text(&mut words));
    }
    let cpu = used.rusage.utime + used.rusage.stime;
    Usage { wall, cpu, peak: used.rusage.maxrss }
}

fn text(file: &mut File) -> String {
    let mut text = String::new();
    file.rewind().expect("a file");
    let _ = file.take(10_000).read_to_string(&mut text);
    text
}

/// Processor time of this thread since it began.
pub fn own() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let spent = text.split_whitespace().next().and_then(|field| field.parse().ok());
    Duration::from_nanos(spent.expect("the system's own count of processor time"))
}

/// The middle one.
pub fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() / 2]
}
