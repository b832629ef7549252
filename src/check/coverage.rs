//! `uncovered-audience`: a campaign names an audience and has nothing
//! published for it.

use std::collections::BTreeSet;

use crate::diag::{Diagnostic, Diagnostics, Id};
use crate::edition::Edition;

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let kit = edition.kit;
    let covered: BTreeSet<(&str, &str)> = kit
        .listed()
        .flat_map(|item| {
            let audiences = &item.audiences;
            item.campaigns
                .iter()
                .flat_map(move |campaign| audiences.iter().map(move |a| (campaign, a)))
        })
        .map(|(campaign, audience)| (campaign.as_str(), audience.as_str()))
        .collect();
    for campaign in &kit.campaigns {
        // An item that could not be read may be just what is missing.
        let folder = campaign.sources.first().and_then(|path| path.rsplit_once('/'));
        let own = folder.map_or("", |(folder, _)| folder);
        let is_lost = |path: &String| path.starts_with(own) || !path.contains("/campaigns/");
        if kit.lost.iter().any(is_lost) {
            continue;
        }
        for audience in campaign.record.audiences.iter() {
            // One that is not there at all is reported as such.
            let known = kit.declared.has("audience", audience);
            if known && !covered.contains(&(campaign.id.as_str(), audience.as_str())) {
                out.push(
                    Diagnostic::new(Id::UncoveredAudience, audience.span)
                        .with("campaign", campaign.id.as_str())
                        .with("audience", audience.as_str()),
                );
            }
        }
    }
}
