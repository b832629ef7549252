//! Keeping a kit on a phone: what is offered where, and the page for what is
//! not kept.

use std::sync::Arc;

use serde::Serialize;

use super::page::{Draft, Planned, Spot};
use super::parts::Text;
use super::{Cx, Language};

/// What can be kept: all of a unit's kit in a language, or one audience's in
/// one campaign.
#[derive(Debug, Serialize)]
pub(super) struct Keep {
    /// The list of files.
    list: String,
    campaign: Option<String>,
    audience: Option<String>,
}

impl<'p> Language<'p> {
    /// What is shown in the place of a page that is not kept.
    pub(super) fn offline(self: &Arc<Self>) -> Planned<'p> {
        let spot = Spot { at: "offline/".into(), noindex: true, ..Spot::default() };
        self.plan(spot, |cx| Draft {
            template: "offline.html",
            kind: "offline",
            heading: Text { s: cx.word("site_offline"), lang: None },
            ..Draft::default()
        })
    }
}

impl Cx<'_, '_> {
    pub(super) fn keep(&self, of: Option<(&str, &str)>) -> Keep {
        let (campaign, audience) = of.unzip();
        Keep {
            list: self.below("offline.json"),
            campaign: campaign.map(str::to_string),
            audience: audience.map(str::to_string),
        }
    }
}
