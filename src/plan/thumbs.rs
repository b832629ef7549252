//! Small copies of the pictures that pages show: a phone on a poor line
//! fetches those. They are of the pages: no pack, feed or download has them.

use std::sync::Arc;

use super::Job;
use crate::artifact::thumb::{CARD, LISTED, WIDE, path, sides};
use crate::artifact::{About, Export, Head, Heads, Input, Kind, Made, Placed};
use crate::edition::{Edition, address};

/// Those of the pictures that items become.
pub(super) fn of_drawings<'p>(edition: &'p Edition<'p>, heads: &Arc<Heads>) -> Vec<Job<'p>> {
    let is_picture =
        |head: &&Arc<Head>| matches!(head.export, Some(Export::Png { .. } | Export::Jpeg { .. }));
    let listed = edition.theme.preview_format();
    let copies = |head: &Arc<Head>| {
        let widths = match (&head.kind, head.variant.as_deref()) {
            (Kind::Card, format) if format == Some(listed) => LISTED,
            (Kind::Card, _) => CARD,
            _ => WIDE,
        };
        copies(head, widths, |placed| placed.measure.as_ref()?.sides())
    };
    heads.iter().filter(is_picture).flat_map(copies).collect()
}

/// Those of the content's own pictures.
pub(super) fn of_pictures<'p>(edition: &'p Edition<'p>, heads: &Arc<Heads>) -> Vec<Job<'p>> {
    let copies = |head: &Arc<Head>| {
        let source = head.about.facets.sources.first()?.strip_prefix("content/")?.to_string();
        let is_picture = *head.path == *address::picture(&source);
        is_picture.then(|| copies(head, WIDE, move |_| edition.sides(&source)))
    };
    heads.iter().filter_map(copies).flatten().collect()
}

/// The copies of a picture. `known` gives its sides once it is made.
fn copies<'p, F>(
    of: &Arc<Head>,
    widths: &'static [u32],
    known: F,
) -> impl Iterator<Item = Job<'p>> + use<'p, F>
where
    F: Fn(&Placed) -> Option<(u32, u32)> + Clone + Send + Sync + 'p,
{
    // They are found by their picture, not among an item's files.
    let about = Arc::new(About { of: None, ..(*of.about).clone() });
    let of = Arc::clone(&of.path);
    widths.iter().map(move |width| {
        let mut head = Head::new(path(&of, *width), Kind::Thumb, Arc::clone(&about));
        head.variant = Some(format!("thumb-{width}").into());
        let (of, known) = (Arc::clone(&of), known.clone());
        Job::one(head, move |made: &dyn Made| {
            let placed = made.placed(&of)?;
            let sides = sides(known(&placed)?, *width);
            Some(Input::Thumb { of, hash: placed.hash, sides })
        })
    })
}
