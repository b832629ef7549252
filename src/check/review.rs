//! `review-overdue`: a published item whose review was due before the build date.

use crate::diag::{Diagnostic, Diagnostics, Id};
use crate::edition::Edition;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    for item in edition.kit.listed() {
        if let Some(due) = &item.life.review_by
            && due.value < edition.kit.date
        {
            out.push(
                Diagnostic::new(Id::ReviewOverdue, due.span).with("date", due.value.to_string()),
            );
        }
    }
}
