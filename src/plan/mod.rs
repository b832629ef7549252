//! Owns what is to be made: for each kind of output a file that gives its
//! jobs, listed on one screen in `outputs.rs`. A job knows its files and what
//! the manifest says of them; its data is built by its recipe, in the worker
//! that makes it. Nothing is made and nothing is written here.

mod assets;
mod broadcast;
mod card;
mod drawn;
mod feeds;
mod host;
mod infographic;
mod job;
mod leaflet;
mod maps;
mod offline;
mod outputs;
mod packs;
mod pages;
mod pictures;
mod search;
mod shared;
mod statics;
mod thumbs;

use std::sync::Arc;

use crate::artifact::Heads;
use crate::edition::Edition;

pub use job::{Job, Recipe};
pub use outputs::{After, OUTPUTS, Of, Output, Part};

/// The files that an edition becomes, without making any.
#[must_use]
pub fn heads(edition: &Edition<'_>) -> Arc<Heads> {
    let mut heads: Arc<Heads> = Arc::default();
    for output in OUTPUTS.iter().filter(|output| output.of == Of::Unit) {
        let jobs = (output.jobs)(edition, &heads);
        let added = jobs.into_iter().flat_map(|job| job.heads);
        Arc::make_mut(&mut heads).extend(added);
    }
    heads
}
