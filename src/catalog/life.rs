//! The life of an item: draft, approved, withdrawn; when it may be
//! published, until when it holds, and what becomes of it afterwards.

use jiff::civil::Date;

use crate::diag::{Diagnostic, Id, Message, TextKey};
use crate::source::decode::{Decoder, Fields, in_order};
use crate::source::{ItemId, Spanned};

crate::closed_list! {
    /// What an editor says of an item.
    pub enum Status {
        /// Not to be published.
        Draft = "draft",
        /// To be published.
        Approved = "approved",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

crate::record! {
    /// A time with both ends included, either of them open.
    pub struct Period {
        /// First day.
        pub from: Option<Date>,
        /// Last day.
        pub until: Option<Date>,
        checked { period_in_order }
    }
}

fn period_in_order(period: &Period, fields: &Fields, cx: &mut Decoder) {
    in_order(period.from, period.until, fields, cx);
}

impl Period {
    /// All of time.
    pub const ALWAYS: Period = Period { from: None, until: None };

    /// Whether `date` lies within.
    pub fn contains(&self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

crate::record! {
    /// The fields that every item shares.
    pub struct Life {
        /// What an editor says of it.
        pub status: Status = Status::Draft,
        /// Who approved it.
        pub approved_by: Option<String>,
        /// When it was approved.
        pub approved_on: Option<Spanned<Date>>,
        /// The first day it may be seen.
        pub publish_from: Option<Date>,
        /// When it must have been looked at again.
        pub review_by: Option<Spanned<Date>>,
        /// When what it says holds.
        pub valid: Period = Period::ALWAYS,
        /// The item that takes its place.
        pub replaced_by: Option<Spanned<String>>,
        /// Ids it had before; their addresses lead here.
        pub aliases: Vec<Spanned<ItemId>>,
        checked { seen_while_valid }
    }
}

/// Reports an item that may be seen only once it no longer holds.
fn seen_while_valid(life: &Life, fields: &Fields, cx: &mut Decoder) {
    // A period that is backwards itself is reported as such.
    if let (Some(from), Some(until)) = (life.publish_from, life.valid.until)
        && until < from
        && life.valid.from.is_none_or(|begin| begin <= until)
        && let Some(node) = fields.node("publish_from")
    {
        cx.push(
            Diagnostic::new(Id::InvalidDate, node.span)
                .text(TextKey::PUBLISHED_TOO_LATE)
                .with("from", from.to_string())
                .with("until", until.to_string())
                .hint(Message::new(TextKey::HINT_PERIOD)),
        );
    }
}

/// Where an item is in its life on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Published.
    Live,
    /// A draft.
    Draft,
    /// Approved, but not to be seen yet.
    Embargoed,
    /// No longer valid: its page stays, marked.
    Expired,
    /// Taken back: a page says so.
    Withdrawn,
}

impl Life {
    /// The phase on `date`.
    pub fn phase(&self, date: Date) -> Phase {
        let not_before = self.publish_from.max(self.valid.from);
        match self.status {
            Status::Withdrawn => Phase::Withdrawn,
            Status::Draft => Phase::Draft,
            Status::Approved if not_before.is_some_and(|from| date < from) => Phase::Embargoed,
            Status::Approved if self.valid.until.is_some_and(|until| until < date) => {
                Phase::Expired
            }
            Status::Approved => Phase::Live,
        }
    }
}
