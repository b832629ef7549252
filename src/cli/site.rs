//! The pages of a build and the files they share.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Stop;
use crate::make::page::{PageEngine, assets};
use crate::plan::site::{FileSize, Page, pages};
use crate::plan::{Draw, Planner};
use crate::publish::{Artifact, Kind, OutFile};
use crate::theme::Theme;

/// Every page of one kit. `made` is what else there will be: pages say
/// what it weighs.
pub(super) fn files(
    planner: &Planner<'_>,
    engine: &PageEngine,
    jobs: &[Draw],
    made: &[OutFile],
) -> Result<Vec<OutFile>, Stop> {
    let packs: BTreeSet<String> = made
        .iter()
        .filter(|file| file.entry.kind == Kind::Pack)
        .map(|file| file.path.clone())
        .collect();
    let sizes: BTreeMap<String, FileSize> =
        made.iter().map(|file| (file.path.clone(), size(file))).collect();
    let mut planned = pages(planner, jobs, &packs);
    planned.par_iter_mut().for_each(|page| page.fill(&sizes));
    let rendered: Vec<_> =
        planned.par_iter().map(|page| engine.render(page.template, &page.context())).collect();
    let unit = planner.kit.unit_id().map(str::to_string);
    let mut files = Vec::with_capacity(planned.len());
    let mut faults = BTreeSet::new();
    for (page, bytes) in planned.into_iter().zip(rendered) {
        match bytes {
            Ok(bytes) => files.push(file(page, bytes, unit.clone())),
            Err(fault) => {
                faults.insert(fault.to_string());
            }
        }
    }
    if !faults.is_empty() {
        return Err(Stop::Failure(faults.into_iter().collect::<Vec<_>>().join("\n")));
    }
    Ok(files)
}

/// The templates of a theme.
pub(super) fn engine(theme: &Theme) -> Result<PageEngine, Stop> {
    PageEngine::new(&theme.files).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Stop::Failure(faults.join("\n"))
    })
}

/// The files that all pages share.
pub(super) fn shared(theme: &Theme) -> Result<Vec<OutFile>, Stop> {
    let shared = assets(&theme.files).map_err(|fault| Stop::Failure(fault.to_string()))?;
    let file = |asset: crate::make::page::Asset| OutFile {
        path: asset.path,
        bytes: Arc::from(asset.bytes),
        entry: Artifact::new(Kind::Asset),
    };
    Ok(shared.into_iter().map(file).collect())
}

fn file(page: Page, bytes: Vec<u8>, unit: Option<String>) -> OutFile {
    let mut entry = Artifact::new(Kind::Page);
    entry.id = page.id;
    entry.lang = Some(page.lang);
    entry.unit = unit;
    entry.campaigns = page.facets.campaigns;
    entry.audiences = page.facets.audiences;
    entry.facts = page.facets.facts;
    entry.legal = page.facets.legal;
    entry.sources = page.facets.sources;
    entry.valid_until = page.facets.valid_until;
    OutFile { path: page.path, bytes: Arc::from(bytes), entry }
}

fn size(file: &OutFile) -> FileSize {
    let in_px = file.entry.length_unit.as_deref() == Some("px");
    // A picture's sides are whole and far below what 32 bits hold.
    let px = |side: Option<f64>| side.filter(|_| in_px).map(|side| side.round() as u32);
    FileSize { bytes: file.bytes.len() as u64, px: px(file.entry.width).zip(px(file.entry.height)) }
}
