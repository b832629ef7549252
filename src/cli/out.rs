//! What the program prints. Nothing else in it writes to the terminal: here
//! what is not seen becomes a mark, and what cannot be written is remembered,
//! so that the program never says with its status that all was said.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::{Mutex, PoisonError};

use crate::diag::{harmless, visible};

/// Why something could not be written, the first time.
static LOST: Mutex<Option<io::Error>> = Mutex::new(None);

fn note(result: io::Result<()>) {
    if let Err(error) = result {
        LOST.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
    }
}

/// A line of what was asked for.
pub(super) fn line(text: &str) {
    print(&format!("{text}\n"));
}

/// A text of what was asked for, whose lines end where they should.
pub(super) fn print(text: &str) {
    note(io::stdout().lock().write_all(harmless(&visible(text)).as_bytes()));
}

/// Bytes of what was asked for, as they are: a file that is printed.
pub(super) fn bytes(bytes: &[u8]) {
    note(io::stdout().lock().write_all(bytes));
}

/// A line beside it: warnings, errors, counts.
pub(super) fn aside(text: &str) {
    drawn(&format!("{}\n", visible(text)));
}

/// Lines beside it that are drawn already, with colours where there are any.
pub(super) fn drawn(text: &str) {
    command(&harmless(text));
}

/// The same for the one who obeys: a runner of workflows.
pub(super) fn command(text: &str) {
    note(io::stderr().lock().write_all(text.as_bytes()));
}

/// Whether people read what is beside.
pub(super) fn is_terminal() -> bool {
    io::stderr().is_terminal()
}

/// Whether everything that was to be printed could be.
pub(super) fn is_lost() -> bool {
    note(io::stdout().lock().flush());
    let lost = LOST.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(error) = &lost
        && error.kind() != ErrorKind::BrokenPipe
    {
        // Where this cannot be said either, the status says it.
        let _ = writeln!(io::stderr().lock(), "lantoa: {error}");
    }
    lost.is_some()
}

/// Whether nobody was to read standard output: it was closed when the program
/// began. The language's runtime then opens the null device in its place, for
/// reading too, which no shell does for `> /dev/null`.
pub(super) fn is_closed() -> bool {
    #[cfg(unix)]
    {
        use rustix::fs::{OFlags, fcntl_getfl, fstat, stat};
        let out = io::stdout();
        let is_null = match (fstat(&out), stat("/dev/null")) {
            (Ok(out), Ok(null)) => {
                (out.st_dev, out.st_ino, out.st_rdev) == (null.st_dev, null.st_ino, null.st_rdev)
            }
            _ => false,
        };
        is_null && fcntl_getfl(&out).is_ok_and(|flags| flags.contains(OFlags::RDWR))
    }
    #[cfg(not(unix))]
    false
}
