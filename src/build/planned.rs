//! The jobs of one edition, and the addresses of all.

use std::collections::HashSet;
use std::sync::Arc;

use super::Options;
use super::failure::Failure;
use super::run::Floor;
use super::timings::Timings;
use crate::artifact::{Head, Heads};
use crate::diag::{Diagnostic, Id, TextKey};
use crate::edition::Edition;
use crate::plan::{After, Job, Of, Output, Part};

/// The jobs of one edition, or of the site, and the files they yield.
#[derive(Default)]
pub(super) struct Plan<'p> {
    pub heads: Arc<Heads>,
    pub jobs: Vec<(&'static Output, Vec<Job<'p>>)>,
}

impl<'p> Plan<'p> {
    pub(super) fn add(
        &mut self,
        output: &'static Output,
        edition: &'p Edition<'p>,
        timings: &Timings,
    ) {
        let clock = timings.begin("plan");
        let jobs = (output.jobs)(edition, &self.heads);
        let added = jobs.iter().flat_map(|job| job.heads.iter().cloned());
        // Jobs may hold on to the files that were planned before them.
        Arc::make_mut(&mut self.heads).extend(added);
        self.jobs.push((output, jobs));
        clock.stop();
    }

    /// Does the jobs that can be done now, as far as they are asked for or
    /// something that is asked for rests on them.
    pub(super) fn run(
        &mut self,
        floor: &Floor<'_>,
        options: &Options,
        after: After,
    ) -> Result<Vec<Diagnostic>, Failure> {
        let mut found = Vec::new();
        for (output, jobs) in self.jobs.iter_mut().filter(|(output, _)| output.after == after) {
            let jobs = std::mem::take(jobs);
            if is_needed(output, &options.only) {
                found.extend(floor.run(output.name, jobs)?.into_list());
            }
        }
        Ok(found)
    }
}

/// Whether an output is asked for, or what is asked for rests on it: packs
/// hold what items become.
fn is_needed(output: &Output, only: &[Part]) -> bool {
    let is_product = output.after == After::Nothing && output.of == Of::Unit;
    only.is_empty() || only.contains(&output.part) || (is_product && only.contains(&Part::Packs))
}

/// The paths that are taken, to find static files that lie where something is
/// made.
pub(super) struct Addresses {
    files: HashSet<String>,
    folders: HashSet<String>,
    statics: Vec<Arc<Head>>,
}

impl Addresses {
    /// Those of the files that all editions share.
    pub(super) fn of(shared: &Heads) -> Self {
        let is_static = |head: &&Arc<Head>| {
            let source = head.about.facets.sources.first();
            source.is_some_and(|source| source.strip_prefix("content/static/") == Some(&head.path))
        };
        let (statics, made): (Vec<_>, Vec<_>) = shared.iter().partition(is_static);
        let mut taken = Addresses {
            files: HashSet::new(),
            folders: HashSet::new(),
            statics: statics.into_iter().cloned().collect(),
        };
        taken.extend(made.into_iter());
        taken
    }

    pub(super) fn extend<'h>(&mut self, heads: impl Iterator<Item = &'h Arc<Head>>) {
        for head in heads {
            let path = head.path.to_lowercase();
            for (at, _) in path.match_indices('/') {
                if !self.folders.contains(&path[..at]) {
                    self.folders.insert(path[..at].to_string());
                }
            }
            self.files.insert(path);
        }
    }

    /// The static files that have the name of something made.
    pub(super) fn clashes(&self) -> Vec<Diagnostic> {
        let clashes = |head: &&Arc<Head>| {
            let path = head.path.to_lowercase();
            // A file cannot lie where a folder does, nor below another file.
            path == crate::publish::MANIFEST
                || self.files.contains(&path)
                || self.folders.contains(&path)
                || path.match_indices('/').any(|(at, _)| self.files.contains(&path[..at]))
        };
        let said = |head: &Arc<Head>| {
            Diagnostic::nowhere(Id::DuplicateId)
                .text(TextKey::ADDRESS_TAKEN)
                .with("path", format!("content/static/{}", head.path))
        };
        self.statics.iter().filter(clashes).map(said).collect()
    }
}
