//! What is wrong or worth knowing about a table, by sheet and cell, and the
//! ways an import can end without a result.

use super::table::Place;
use crate::diag::{Diagnostics, Id, Message, Severity};

/// One thing about a cell, a row or a column.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// An error stops the import, a warning does not.
    pub severity: Severity,
    /// The check that found it; none where the cell itself cannot be read.
    pub check: Option<Id>,
    /// Where.
    pub place: Place,
    /// What.
    pub message: Message,
    /// What to write instead.
    pub hints: Vec<Message>,
}

impl Finding {
    /// Something that stops the import.
    pub fn error(place: Place, message: Message) -> Self {
        Finding { severity: Severity::Error, check: None, place, message, hints: Vec::new() }
    }

    /// Something worth knowing.
    pub fn warning(place: Place, message: Message) -> Self {
        Finding { severity: Severity::Warning, check: None, place, message, hints: Vec::new() }
    }

    /// Adds what to write instead.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hints.push(hint);
        self
    }
}

/// Why nothing came of an import.
#[derive(Debug)]
pub enum Refusal {
    /// Cells that cannot be read, in the order of the table.
    Cells(Vec<Finding>),
    /// The files that are there already have faults; they come first.
    Source(Diagnostics),
    /// The request cannot be met: what, and what to do.
    Request(Message, Vec<Message>),
}

impl Refusal {
    /// A request that cannot be met.
    pub fn request(message: Message) -> Self {
        Refusal::Request(message, Vec::new())
    }
}
