//! What goes with an item.

use std::collections::HashSet;

use super::Language;
use super::parts::Link;
use crate::catalog::Item;

/// How many related items a page names.
const MOST_RELATED: usize = 4;

/// Among how many of a list they are looked for.
const MOST_NEAR: usize = 48;

impl Language<'_> {
    /// What goes with an item: of its campaigns, or where it has none of its
    /// audiences, what rests on the same figures, then what is for the same
    /// people, then what is of another kind.
    pub(super) fn related(&self, item: &Item) -> Vec<Link> {
        let lists: Vec<&[&Item]> = match item.campaigns.is_empty() {
            false => item.campaigns.iter().map(|id| self.index.of_campaign(id)).collect(),
            true => item.audiences.iter().map(|id| self.index.of_audience(id)).collect(),
        };
        // Those that follow it, so that a large kit takes no more for each.
        let near = lists.into_iter().flat_map(|list| {
            let own = list.iter().position(|other| std::ptr::eq(*other, item)).unwrap_or_default();
            list.iter().copied().cycle().skip(own + 1).take(list.len().min(MOST_NEAR))
        });
        let own = self.facets(item);
        let shares =
            |of: &[String], other: &[String]| of.iter().filter(|id| other.contains(id)).count();
        let mut seen = HashSet::from([(item.kind, item.id.as_str())]);
        let mut near: Vec<_> = near
            .filter(|other| seen.insert((other.kind, other.id.as_str())))
            .map(|other| {
                let facets = self.facets(other);
                let facts = shares(&own.facts, &facets.facts);
                let audiences = shares(&own.audiences, &facets.audiences);
                ((facts, audiences, other.kind != item.kind), other)
            })
            .collect();
        near.sort_by_key(|(nearness, _)| std::cmp::Reverse(*nearness));
        self.item_links(near.into_iter().map(|(_, other)| other).take(MOST_RELATED))
    }
}
