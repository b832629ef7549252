//! The pages of the site.

use std::sync::Arc;

use super::Job;
use crate::artifact::{Head, Heads, Input, Kind};
use crate::edition::Edition;
use crate::site::{Planned, pages};

/// One page an address of the output contract, in each language.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, heads: &Arc<Heads>) -> Vec<Job<'p>> {
    let job = |planned: Planned<'p>| {
        let Planned { path, about, is_listed, updated, model } = planned;
        let mut head = Head::new(path, Kind::Page, about);
        head.is_listed = is_listed;
        head.updated = updated;
        Job::one(head, move |made| Some(Input::Page(Box::new(model(made)))))
    };
    pages(edition, heads).into_iter().map(job).collect()
}
