//! The pictures that pages show: decoded and encoded again, so that what a
//! camera wrote beside them stays behind.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Job;
use crate::artifact::{About, Facets, Head, Heads, Input, Kind};
use crate::doc::{Block, Target, visit_targets};
use crate::edition::{Edition, Place, address};
use crate::source::picture::Medium;

/// One copy a picture.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let copy = |path: String| {
        let sources = vec![format!("content/{path}")];
        let facets = Arc::new(Facets { sources, ..Facets::default() });
        let about = About { facets, ..About::default() };
        let head = Head::new(address::picture(&path), Kind::Asset, Arc::new(about));
        Job::one(head, move |_| {
            let picture = edition.content.picture(&path).ok()?;
            Some(Input::Bytes(Arc::clone(&picture.on(Medium::Screen).bytes)))
        })
    };
    shown(edition).into_iter().map(copy).collect()
}

/// The pictures that a page of the site shows, by path in the content folder.
fn shown(edition: &Edition<'_>) -> BTreeSet<String> {
    let kit = edition.kit;
    let lang = kit.default_lang();
    let mut paths = BTreeSet::new();
    let mut collect = |blocks: &[Block]| {
        visit_targets(blocks, &mut |found| {
            if matches!(found.target, Target::Picture(_))
                && let Ok(Place::Picture(path)) = edition.resolve(found.target, lang)
            {
                paths.insert(path);
            }
        });
    };
    // What has expired keeps its page.
    for item in kit.items.iter().filter(|item| address::has_page(kit, item)) {
        item.rich().into_iter().flat_map(|rich| rich.iter()).for_each(|(_, text)| collect(text));
    }
    for campaign in &kit.campaigns {
        let landing = campaign.landing.iter().flat_map(|landing| landing.iter());
        landing.for_each(|(_, text)| collect(text));
    }
    for guide in kit.audiences.iter().filter_map(|audience| audience.guide.as_ref()) {
        for lang in &kit.languages {
            collect(&kit.markdown(guide, lang).0);
        }
    }
    // The site shows a campaign's cover and each unit's logo; a message's
    // photo it shows on its cards.
    let covers = kit.campaigns.iter().filter_map(|campaign| campaign.record.cover.as_ref());
    let logos = edition.all.iter().filter_map(|kit| kit.logo());
    paths.extend(covers.chain(logos).filter_map(|src| edition.content.beside(src)));
    paths
}
