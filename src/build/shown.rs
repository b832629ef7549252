//! The theme's page templates, each tried on the first page that is made with
//! it: what is wrong with one shows only when it is rendered.

use std::collections::HashSet;
use std::sync::Arc;

use super::read::Read;
use super::workshop::EngineFault;
use crate::artifact::{Heads, Input, Kind};
use crate::diag::Diagnostic;
use crate::plan::{After, OUTPUTS};

/// What is wrong with the page templates of a theme that has some of its own.
/// Pages know the files that will be made, and not what those weigh.
pub(super) fn check(read: &Read) -> Vec<Diagnostic> {
    let theme = &read.workshop.theme;
    let Ok(pages) = read.workshop.pages() else { return Vec::new() };
    if !theme.has_own_pages() {
        return Vec::new();
    }
    let editions = read.editions();
    let Some(edition) = editions.first() else { return Vec::new() };
    let mut heads = Heads::default();
    for output in OUTPUTS.iter().filter(|output| output.after == After::Nothing) {
        let jobs = (output.jobs)(edition, &Arc::default());
        heads.extend(jobs.into_iter().flat_map(|job| job.heads));
    }
    let heads = Arc::new(heads);
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let outputs = OUTPUTS.iter().filter(|output| output.kinds.contains(&Kind::Page));
    for job in outputs.flat_map(|output| (output.jobs)(edition, &heads)) {
        let Some(Input::Page(page)) = (job.recipe)(&()) else { continue };
        if seen.insert(page.template)
            && let Err(fault) = pages.render(&page)
        {
            found.push(EngineFault::from(fault).said(theme, &read.content.files));
        }
    }
    found
}
