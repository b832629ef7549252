//! Why a build could not be done at all: wrong usage, or the machine failed.
//! What is wrong with the content is a diagnostic.

use std::io;
use std::path::Path;

use crate::diag::{Message, TextKey};
use crate::publish::PublishError;

/// Why a command could not be carried out; in words by the tables of `diag`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(pub Message);

impl Failure {
    /// A file or folder that cannot be read.
    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Self {
        let message = Message::new(TextKey::UNREADABLE_FILE);
        let path = path.display().to_string();
        Failure(message.with("path", path).with("why", error.to_string()))
    }

    /// What the machine said.
    pub(super) fn machine(why: impl ToString) -> Self {
        Failure(Message::new(TextKey::MACHINE_FAILED).with("why", why.to_string()))
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        Failure::machine(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::machine(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Failure::machine(error)
    }
}
