//! Why a build could not be published. Each leaves the old site as it was,
//! or for the next run to finish.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a build could not be published.
#[derive(Debug)]
pub enum PublishError {
    /// A path that is absolute, leads upwards, or is reserved.
    UnsafePath(String),
    /// Two files would have the same place, at least where case is ignored,
    /// or one would be a folder of the other.
    Collision {
        /// The one that sorts first.
        first: String,
        /// The other.
        second: String,
    },
    /// Files that this program did not make lie where it has to write.
    Foreign {
        /// The output folder.
        out: PathBuf,
        /// Paths inside it.
        paths: Vec<String>,
    },
    /// Another run is writing the same folder.
    Busy(PathBuf),
    /// The output path is not a folder, or is the root of the file system.
    NotAFolder(PathBuf),
    /// The record of an interrupted run cannot be understood.
    BrokenJournal(PathBuf),
    /// The manifest cannot be written as JSON.
    Manifest(serde_json::Error),
    /// A stage that was finished already.
    Closed,
    /// The machine failed.
    Io {
        /// What was being done, to be followed by the path.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// A test ended the run here, as if it had been killed.
    #[cfg(test)]
    Interrupted,
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnsafePath(path) => write!(f, "unsafe output path {path:?}"),
            Self::Collision { first, second } => {
                write!(f, "two files would have the same place: {first} and {second}")
            }
            Self::Foreign { out, paths } => {
                let out = out.display();
                write!(f, "{out} has files that lantoa did not make where it has to write: ")?;
                const SHOWN: usize = 5;
                f.write_str(&paths.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", "))?;
                if paths.len() > SHOWN {
                    write!(f, " and {} more", paths.len() - SHOWN)?;
                }
                f.write_str("; move them away or choose another --out")
            }
            Self::Busy(out) => {
                write!(f, "another run is writing {}; wait until it has ended", out.display())
            }
            Self::NotAFolder(out) => {
                write!(f, "{} cannot be an output folder", out.display())
            }
            Self::BrokenJournal(path) => write!(
                f,
                "the record of an interrupted run cannot be read: {}; \
                 what it was moving lies beside it",
                path.display()
            ),
            Self::Manifest(error) => write!(f, "cannot write the manifest: {error}"),
            Self::Closed => f.write_str("this build has been published already"),
            Self::Io { doing, path, error } => {
                write!(f, "cannot {doing} {}: {error}", path.display())
            }
            #[cfg(test)]
            Self::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { error, .. } => Some(error),
            Self::Manifest(error) => Some(error),
            _ => None,
        }
    }
}

/// Says what was being done when the system refused.
pub(super) trait Doing<T> {
    /// `doing` reads as "cannot {doing} {path}".
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, PublishError>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, PublishError> {
        self.map_err(|error| PublishError::Io { doing, path: path.to_owned(), error })
    }
}
