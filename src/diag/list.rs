//! What a run has to say: settled by the kit's severities, in order, and not
//! more of it than somebody reads.

use super::{Diagnostic, Id, Message, Severity, TextKey, closest};

/// How many diagnostics of one file are kept; more are counted only.
const CAP_PER_FILE: usize = 200;

/// How many names one rule compares at most while it looks for near ones: in
/// a catalogue of many thousands with as many faults, the first get a
/// suggestion, and the run an end.
const MOST_COMPARED: usize = 500_000;

/// What a run has to say, collected by every room.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// Names compared so far.
    compared: usize,
}

impl Diagnostics {
    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// The known word nearest to `word`, as [`closest`] finds it, as long as
    /// not too many were looked for.
    pub fn closest<'a>(
        &mut self,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<&'a str> {
        if self.compared > MOST_COMPARED {
            return None;
        }
        closest(word, known.into_iter().inspect(|_| self.compared += 1))
    }

    /// Adds many.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(more);
    }

    /// Applies the severities that the kit chose, drops what is off, sorts by
    /// file and place, and removes repetitions: the same list on any number of
    /// threads.
    pub fn finish(&mut self, chosen: impl Fn(Id) -> Option<Severity>) {
        for diagnostic in &mut self.list {
            if diagnostic.is_firm {
                diagnostic.severity = Severity::Error;
            } else if !diagnostic.id.is_structural()
                && let Some(severity) = chosen(diagnostic.id)
            {
                diagnostic.severity = severity;
            }
        }
        self.list.retain(|d| d.severity != Severity::Off);
        self.list
            .sort_by(|a, b| (a.span, a.id, &a.message.args).cmp(&(b.span, b.id, &b.message.args)));
        self.list.dedup();
    }

    /// What was said, to be handed on.
    pub fn into_list(self) -> Vec<Diagnostic> {
        self.list
    }

    /// What was said.
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// The list with at most [`CAP_PER_FILE`] of each file, and after them
    /// one that counts what is left out of it.
    pub fn capped(&self) -> Vec<Diagnostic> {
        let mut kept = Vec::with_capacity(self.list.len().min(CAP_PER_FILE));
        // Sorted by file, so each file's are together.
        for file in self.list.chunk_by(|a, b| a.span.map(|s| s.file) == b.span.map(|s| s.file)) {
            kept.extend(file.iter().take(CAP_PER_FILE).cloned());
            let left_out = &file[file.len().min(CAP_PER_FILE)..];
            let Some(first) = left_out.first() else { continue };
            let mut more = Diagnostic::nowhere(Id::TooMany)
                .with("count", left_out.len().to_string())
                .hint(Message::new(TextKey::HINT_MEND_FIRST));
            more.span = first.span;
            more.severity = left_out.iter().map(|d| d.severity).max().unwrap_or(Severity::Error);
            kept.push(more);
        }
        kept
    }

    /// How many weigh `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|d| d.severity == severity).count()
    }
}
