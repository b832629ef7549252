//! Reading a workbook where the end of its reader does no harm: in a child of
//! this program, with limits of time and memory, whatever the file makes of
//! it. The child takes the file from its input and gives sheets, or the
//! reason why there are none.

use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::csv;
use super::table::Sheet;
use super::workbook::{self, Kind, MOST_BYTES, MOST_TIME, Unreadable};
use crate::diag::Message;

/// The command of the program that is the child.
pub const COMMAND: &str = "read-workbook";

/// The most memory the child may take, bytes.
const MOST_MEMORY: u64 = 1 << 30;
/// The most that it may say, bytes.
const MOST_SAID: u64 = 512 << 20;
/// How long it may be there, computing or waiting: a busy machine is no fault
/// of the file.
const MOST_WAIT: Duration = Duration::from_secs(60);
/// How often somebody looks whether it is gone.
const LOOK: Duration = Duration::from_millis(5);

/// Reads a table from a file's bytes; `name` is the file's name. Workbooks
/// are read by `program`, which is this one. What cannot be read is said in
/// words.
pub fn read(bytes: &[u8], name: &str, program: &Path) -> Result<Vec<Sheet>, Message> {
    let sheets = || {
        if bytes.len() as u64 > MOST_BYTES {
            return Err(Unreadable::Large);
        }
        if Kind::of(bytes) != Kind::Text {
            return child(bytes, program);
        }
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
        if ["<html", "<!doctype html", "<table"].iter().any(|tag| start.contains(tag)) {
            return Err(Unreadable::Html);
        }
        Ok(Vec::new())
    };
    let mut sheets = sheets().map_err(|why| why.message())?;
    if Kind::of(bytes) == Kind::Text {
        sheets.push(csv::read(bytes, name)?);
    }
    workbook::bounded(&sheets).map_err(|why| why.message())?;
    Ok(sheets)
}

/// The file of the program that runs, also where another one has taken its
/// place since.
///
/// # Errors
/// The system does not say.
pub fn this_program() -> io::Result<PathBuf> {
    let running = Path::new("/proc/self/exe");
    if running.exists() { Ok(running.to_path_buf()) } else { std::env::current_exe() }
}

fn child(bytes: &[u8], program: &Path) -> Result<Vec<Sheet>, Unreadable> {
    let failed = |error: io::Error| Unreadable::NotStarted(error.to_string());
    // Files rather than pipes: nobody has to feed them meanwhile.
    let given = || {
        let mut input = tempfile::tempfile()?;
        input.write_all(bytes)?;
        input.rewind()?;
        Ok(input)
    };
    let mut output = tempfile::tempfile().map_err(failed)?;
    let mut child = Command::new(program)
        .arg(COMMAND)
        .stdin(given().map_err(failed)?)
        .stdout(output.try_clone().map_err(failed)?)
        .stderr(Stdio::null())
        .spawn()
        .map_err(failed)?;
    let begun = Instant::now();
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if begun.elapsed() < MOST_WAIT => std::thread::sleep(LOOK),
            waited => {
                let _ = child.kill();
                let _ = child.wait();
                return Err(waited.map_or_else(failed, |_| Unreadable::Slow));
            }
        }
    };
    if !status.success() {
        return Err(if is_out_of_time(&status) { Unreadable::Slow } else { Unreadable::Damaged });
    }
    let mut said = Vec::new();
    output.rewind().map_err(failed)?;
    output.take(MOST_SAID).read_to_end(&mut said).map_err(failed)?;
    postcard::from_bytes::<Result<Vec<Sheet>, Unreadable>>(&said)
        .unwrap_or(Err(Unreadable::Damaged))
}

/// Whether the system ended the child for what it computed.
#[cfg(unix)]
fn is_out_of_time(status: &std::process::ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // The limit's own signal, or the last one, a second later.
    let signals = [rustix::process::Signal::XCPU, rustix::process::Signal::KILL];
    signals.iter().any(|signal| status.signal() == Some(signal.as_raw()))
}

#[cfg(not(unix))]
fn is_out_of_time(_: &std::process::ExitStatus) -> bool {
    false
}

/// What the child does.
///
/// # Errors
/// The file cannot be taken, or the answer not given.
pub fn answer() -> io::Result<()> {
    limit();
    let mut bytes = Vec::new();
    io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    let answer = workbook::read(&bytes);
    let said = postcard::to_allocvec(&answer).map_err(io::Error::other)?;
    let mut out = io::stdout().lock();
    out.write_all(&said)?;
    out.flush()
}

/// Bounds what this process may take. Where the system knows no such bounds,
/// the parent's watch is left.
fn limit() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let bound = |resource, most: u64, last: u64| {
            let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(last) });
        };
        let seconds = MOST_TIME.as_secs();
        bound(Resource::Cpu, seconds, seconds + 1);
        bound(Resource::Core, 0, 0);
        bound(Resource::As, MOST_MEMORY, MOST_MEMORY);
        bound(Resource::Fsize, MOST_SAID, MOST_SAID);
    }
}
