//! Writing a build: workers put files on a stage, and the stage takes the
//! output folder's place, all at once or not at all. Owns the output folder,
//! its manifest, and what is needed to survive being killed.
//!
//! 1. [`Stage::open`] locks the folder and finishes what an interrupted run
//!    left.
//! 2. Workers write the new site beside it; unchanged files are linked from
//!    the old one, and nothing is kept in memory.
//! 3. [`Stage::finish`] exchanges both in one step. What in the old one is not
//!    ours is linked into the new one before, or moved after; then the old one
//!    goes.
//!
//! Whoever builds again and again keeps the old site, emptied of what is not
//! ours, as the next stage ([`Spare`]), so that a build touches what is
//! different and no more.
//!
//! Where the folder cannot be exchanged, its files are replaced one by one. A
//! stage that is dropped leaves nothing behind.

mod error;
mod foreign;
mod in_place;
mod manifest;
mod partial;
mod path;
mod same;
mod site;
mod spare;
mod spool;
mod stage;
mod swap;
mod tally;
#[cfg(test)]
mod tests;

use std::path::Path;

pub use error::PublishError;
pub use manifest::{MANIFEST, Manifest, ManifestHead};
pub use partial::Scope;
pub use site::has_leftovers;
pub use spare::Spare;
pub use stage::Stage;
pub use tally::Published;

use site::Site;

/// How the files got into place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Both folders changed places in one step, or there was none before.
    Exchange,
    /// Two renames, where the file system has no exchange.
    Rename,
    /// File by file, where the folder cannot be moved.
    InPlace,
    /// They were there already.
    Kept,
}

/// Where a run may be ended by a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Locked,
    Recovered,
    Staging,
    Staged,
    Journalled,
    OldMovedAway,
    Exchanged,
    Retiring,
    Retired,
    Placed,
}

/// Called at every step; an error ends the run there, with nothing cleaned up.
type Hook<'a> = &'a (dyn Fn(Step) -> Result<(), PublishError> + Sync);

/// Finishes what an interrupted run left in or beside `out`, if anything.
/// Whoever opens a site does this first, whatever comes of the rest.
///
/// # Errors
/// Another run writes there now, or the system refuses something.
pub fn recover(out: &Path) -> Result<(), PublishError> {
    if has_leftovers(out) {
        Site::open(out, &|_| Ok(()))?.close()?;
    }
    Ok(())
}

/// Whether a path of the site is one that a build may write.
#[must_use]
pub fn is_safe(path: &str) -> bool {
    path::check(path).is_ok()
}
