//! What all pages share: the stylesheet, the scripts, the web fonts, the icon
//! in the browser's tab.

use std::sync::Arc;

use super::Job;
use crate::artifact::{About, Head, Heads, Input, Kind};
use crate::edition::Edition;

/// One copy an asset of the theme.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let copy = |asset: &'p crate::theme::Asset| {
        let head = Head::new(asset.path.clone(), Kind::Asset, Arc::new(About::default()));
        Job::one(head, move |_| Some(Input::Bytes(Arc::clone(&asset.bytes))))
    };
    edition.theme.assets().iter().map(copy).collect()
}
