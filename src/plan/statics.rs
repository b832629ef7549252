//! The files of `static/`, as they are.

use std::sync::Arc;

use super::Job;
use crate::artifact::{About, Facets, Head, Heads, Input, Kind};
use crate::edition::Edition;

/// One copy a file.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, _: &Arc<Heads>) -> Vec<Job<'p>> {
    let copy = |path: &'p String| {
        let source = format!("static/{path}");
        let sources = vec![format!("content/{source}")];
        let facets = Arc::new(Facets { sources, ..Facets::default() });
        let about = About { facets, ..About::default() };
        let head = Head::new(path.clone(), Kind::Asset, Arc::new(about));
        Job::one(head, move |_| {
            let path = edition.content.disk(&source)?.to_owned();
            Some(Input::Disk { path, digest: edition.content.digest_of(&source).ok()? })
        })
    };
    edition.kit.statics.iter().map(copy).collect()
}
