//! `review-overdue`: a published item whose review was due before the build date.

use super::Subject;
use crate::diag::{Diagnostic, Diagnostics, Id};

pub(super) fn check(subject: &Subject, out: &mut Diagnostics) {
    for item in subject.kit.listed() {
        if let Some(due) = &item.life.review_by
            && due.value < subject.kit.date
        {
            out.push(
                Diagnostic::new(Id::ReviewOverdue, due.span).with("date", due.value.to_string()),
            );
        }
    }
}
