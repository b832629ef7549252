//! One build of a kit that was read: makes what is not there, and publishes
//! it where nothing is wrong.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::crew::Crew;
use super::failure::Failure;
use super::last::{self, Last, Record, Whole};
use super::planned::{Addresses, Plan};
use super::read::{Input, Read};
use super::run::Floor;
use super::timings::Timings;
use super::{Options, Progress, Session, fingerprint};
use crate::artifact::{Heads, Kind};
use crate::cache::Cache;
use crate::diag::{Diagnostic, Severity};
use crate::make::draw::Purpose;
use crate::plan::{After, OUTPUTS, Of, Part};
use crate::publish::{ManifestHead, Published, Scope, Spare, Stage};

/// One build.
pub(super) struct Build<'b> {
    pub input: &'b Input,
    pub options: &'b Options,
    pub read: Read,
    pub cache: Option<Cache>,
    pub last: Last,
    /// Whether another build will follow.
    pub goes_on: bool,
    /// What the build before left for this one, then what this leaves.
    pub spare: Option<Spare>,
    pub timings: &'b Timings,
    pub progress: &'b dyn Progress,
}

impl Build<'_> {
    /// Makes and publishes; nothing where the content has errors. Adds what
    /// it finds, and settles it. With what was published comes its size in
    /// bytes.
    pub(super) fn run(&mut self) -> Result<Option<(Published, u64)>, Failure> {
        let has_errors = self.read.settle();
        if has_errors || self.is_too_strict() {
            // All that is wrong is said in one run.
            let found = Session::check_made(&self.read, self.progress)?;
            self.read.found.extend(found);
            self.read.settle();
            return Ok(None);
        }
        let kit = self.read.kit();
        let head = ManifestHead { date: kit.date.to_string(), base_url: kit.base_url.clone() };
        let clock = self.timings.begin("open");
        let (out, scope) = (&self.options.out, scope(&self.options.only));
        let stage = Stage::open(out, head, scope, self.spare.take())?;
        let record = match &self.cache {
            Some(_) => Some(Record::new()?),
            None => None,
        };
        clock.stop();
        let found = self.make(&stage, record.as_ref())?;
        self.read.found.extend(found);
        if self.read.settle() || self.is_too_strict() {
            return Ok(None);
        }
        let clock = self.timings.begin("publish");
        let bytes = stage.bytes();
        let (published, spare) = stage.finish(self.goes_on)?;
        self.spare = spare;
        clock.stop();
        if let (Some(cache), Some(record)) = (&self.cache, record) {
            let clock = self.timings.begin("record");
            let theme = &self.read.workshop.theme;
            let whole = Whole::new(
                fingerprint(self.input, self.options, &self.read.content, theme.identity())?,
                &theme.name,
                self.day(),
                self.read.found.list().to_vec(),
                &self.read.kit().base_url,
                published.files,
            );
            record.seal(cache, &self.options.out, whole)?;
            last::keep_seen(cache, &self.options.out, &self.read.content.seen)?;
            clock.stop();
        }
        Ok(Some((published, bytes)))
    }

    fn is_too_strict(&self) -> bool {
        self.options.strict && self.read.found.count(Severity::Warning) > 0
    }

    /// The day, and the zone whose day it was where nobody named one.
    fn day(&self) -> (Date, Option<String>) {
        let zone = match self.input.load.date {
            Some(_) => None,
            None => Some(self.read.kit().zone().to_string()),
        };
        (self.read.kit().date, zone)
    }

    fn make(&self, stage: &Stage<'_>, record: Option<&Record>) -> Result<Vec<Diagnostic>, Failure> {
        let Read { workshop, content, .. } = &self.read;
        let crew = Crew::new();
        let mut floor = Floor::new(
            &crew,
            workshop,
            &content.files,
            &self.last,
            Purpose::Make,
            self.timings,
            self.progress,
        );
        (floor.stage, floor.cache, floor.record) = (Some(stage), self.cache.as_ref(), record);
        let editions = self.read.editions();
        let Some(root) = editions.first() else { return Ok(Vec::new()) };
        let mut found = Vec::new();

        let mut shared = Plan::default();
        for output in OUTPUTS.iter().filter(|output| output.of == Of::Site) {
            if output.after != After::Planned {
                shared.add(output, root, self.timings);
            }
        }
        for after in [After::Nothing, After::Products] {
            found.extend(shared.run(&floor, self.options, after)?);
        }
        floor.share();
        let mut taken = Addresses::of(&shared.heads);
        let mut listed = Heads::default();
        let mut made = Vec::new();
        let mut is_free = true;
        for edition in &editions {
            let mut plan = Plan::default();
            for output in OUTPUTS.iter().filter(|output| output.of == Of::Unit) {
                plan.add(output, edition, self.timings);
            }
            taken.extend(plan.heads.iter());
            listed.extend(plan.heads.iter().filter(|head| head.is_listed).cloned());
            // Otherwise nothing will be published; the rest is planned to find
            // all that clashes.
            is_free = is_free && taken.clashes().is_empty();
            if !is_free {
                continue;
            }
            for after in [After::Nothing, After::Products, After::Made, After::Written] {
                made.extend(plan.run(&floor, self.options, after)?);
            }
            floor.clear();
        }
        let mut maps = Plan { heads: Arc::new(listed), ..Plan::default() };
        for output in OUTPUTS.iter().filter(|output| output.after == After::Planned) {
            maps.add(output, root, self.timings);
        }
        taken.extend(maps.heads.iter());
        let clashes = taken.clashes();
        if clashes.is_empty() {
            found.extend(made);
            found.extend(maps.run(&floor, self.options, After::Planned)?);
        } else {
            found.extend(clashes);
            found.extend(Session::check_made(&self.read, self.progress)?);
        }
        Ok(found)
    }
}

fn scope(only: &[Part]) -> Scope {
    if only.is_empty() {
        return Scope::Everything;
    }
    let asked = OUTPUTS.iter().filter(|output| only.contains(&output.part));
    let kinds: BTreeSet<Kind> = asked.flat_map(|output| output.kinds.iter().cloned()).collect();
    Scope::Only(kinds)
}
