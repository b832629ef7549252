//! `lantoa build`: content → `public/`.

use std::io::IsTerminal;
use std::sync::Arc;

use super::options::{Build, Part};
use super::report::{print, read, say, spans_of};
use super::{Stop, extra};
use crate::cache::{Cache, Limits};
use crate::check::drawn;
use crate::diag::{Diagnostic, Diagnostics, Lang, Severity};
use crate::make::run::{Drawn, Purpose, run as make};
use crate::make::typeset::{PT_PER_MM, Typesetter};
use crate::plan::{Draw, Export, Planner};
use crate::publish::{Artifact, Kind, ManifestHead, OutFile, PublishOptions, Scope, publish};
use crate::theme::Theme;

/// What a build made.
pub(super) struct Built {
    /// The address the site is made for.
    pub base_url: String,
}

pub(super) fn run(options: &Build, lang: Lang) -> Result<Built, Stop> {
    let mut read = read(&options.input, lang)?;
    let cache = open_cache(options)?;
    let typesetter = typesetter(&read.theme)?;
    let engine = super::site::engine(&read.theme)?;
    let mut found = Vec::new();
    let mut files = Vec::new();
    let mut listed = Vec::new();
    let mut drawn = Vec::new();
    for planner in read.planners() {
        let jobs = planner.drawings();
        let made = draw(&planner, &jobs, &typesetter, cache.as_ref(), &mut found);
        drawn.push(drawn_files(&planner, &made));
    }
    read.found.extend(found);
    // What the kit says of its checks decides whether anything is in the way.
    let kit = &read.kit;
    read.found.finish(|id| kit.severity(id));
    if read.found.count(Severity::Error) == 0 {
        for (planner, mut own) in read.planners().zip(drawn) {
            let jobs = planner.drawings();
            own.extend(extra::packs(&planner, &jobs, &own)?);
            let pages = super::site::files(&planner, &engine, &jobs, &own)?;
            let paths: Vec<(String, String)> = pages
                .iter()
                .filter(|file| file.entry.kind == Kind::Page)
                .map(|file| (file.path.clone(), file.entry.lang.clone().unwrap_or_default()))
                .collect();
            listed.extend(extra::listed(planner.kit, &paths));
            own.extend(pages);
            own.extend(extra::feeds(&planner));
            files.extend(own);
        }
        files.extend(extra::pictures(&read));
        files.extend(super::site::shared(&read.theme)?);
        files.extend(extra::maps(&read.kit, listed));
        let statics = extra::statics(&mut read, &files)?;
        files.extend(statics);
    }
    print(&mut read, &options.input, lang)?;

    let scope = scope(&options.only);
    if let Scope::Only(kinds) = &scope {
        files.retain(|file| kinds.contains(&file.entry.kind));
    }
    let count = files.len();
    let head =
        ManifestHead { date: read.kit.date.to_string(), base_url: read.kit.base_url.clone() };
    let published = publish(&options.out, files, head, &PublishOptions { scope })
        .map_err(|error| Stop::Failure(error.to_string()))?;
    if let Some(cache) = &cache {
        // Housekeeping; a build that is done is done.
        let _ = cache.finish();
    }
    let out = options.out.display().to_string();
    let gaps = [
        ("count", &*count.to_string()),
        ("out", &*out),
        ("written", &*published.written.to_string()),
    ];
    println!("{}", say("built", &gaps, lang));
    Ok(Built { base_url: read.kit.base_url.clone() })
}

/// Makes the drawings of a kit. What has faults is reported and left out.
fn draw<'j>(
    planner: &Planner<'_>,
    jobs: &'j [Draw],
    typesetter: &Typesetter,
    cache: Option<&Cache>,
    found: &mut Vec<Diagnostic>,
) -> Vec<(&'j Draw, Drawn)> {
    let progress = Progress::new(jobs.len());
    let tick = || progress.tick();
    let results = make(jobs, typesetter, planner.theme.digest(), cache, Purpose::Make, &tick);
    progress.done();
    let mut made = Vec::with_capacity(jobs.len());
    let mut faults = Diagnostics::default();
    for (job, result) in jobs.iter().zip(results) {
        match result {
            Ok(drawn) => {
                drawn::weigh(job, &drawn.bytes, &mut faults);
                let spans = spans_of(planner.kit, job.kind, &job.id);
                let files = &planner.content.files;
                drawn::report(job, &drawn.learnt.flaws, true, files, &spans, &mut faults);
                made.push((job, drawn));
            }
            Err(wrong) => {
                let spans = spans_of(planner.kit, job.kind, &job.id);
                let files = &planner.content.files;
                drawn::report(job, &wrong, false, files, &spans, &mut faults);
            }
        }
    }
    found.extend(faults.into_list());
    made
}

fn open_cache(options: &Build) -> Result<Option<Cache>, Stop> {
    if options.no_cache {
        return Ok(None);
    }
    Cache::open(&options.cache, Limits::default())
        .map(Some)
        .map_err(|error| Stop::Failure(format!("{}: {error}", options.cache.display())))
}

/// The layout engine with a theme.
pub(super) fn typesetter(theme: &Theme) -> Result<Typesetter, Stop> {
    Typesetter::new(theme.files.clone()).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        Stop::Failure(faults.join("\n"))
    })
}

fn scope(only: &[Part]) -> Scope {
    if only.is_empty() {
        return Scope::Everything;
    }
    let kinds = only.iter().flat_map(|part| match part {
        Part::Site => {
            vec![Kind::Page, Kind::Feed, Kind::Calendar, Kind::Asset, Kind::Copy, Kind::Search]
        }
        Part::Cards => vec![Kind::Card],
        Part::Leaflets => vec![Kind::Leaflet],
        Part::Infographics => vec![Kind::Infographic],
        Part::Packs => vec![Kind::Pack],
    });
    Scope::Only(kinds.collect())
}

/// The files made of a kit's drawings.
fn drawn_files(planner: &Planner<'_>, made: &[(&Draw, Drawn)]) -> Vec<OutFile> {
    let unit = planner.kit.unit_id().map(str::to_string);
    let mut files = Vec::new();
    for (job, drawn) in made {
        for (output, bytes) in job.outputs.iter().zip(&drawn.bytes) {
            let kind = match output.kind {
                "card" => Kind::Card,
                "leaflet" => Kind::Leaflet,
                _ => Kind::Infographic,
            };
            let mut entry = Artifact::new(kind);
            entry.id = Some(job.id.clone());
            entry.lang = Some(job.lang.clone());
            entry.unit.clone_from(&unit);
            entry.variant.clone_from(&output.variant);
            let facts = job.facts.clone();
            entry.campaigns = facts.campaigns;
            entry.audiences = facts.audiences;
            entry.facts = facts.facts;
            entry.legal = facts.legal;
            entry.sources = facts.sources;
            entry.valid_until = facts.valid_until;
            entry.qr.clone_from(&drawn.learnt.qr);
            size(&mut entry, output.export, drawn);
            files.push(OutFile { path: output.path.clone(), bytes: Arc::clone(bytes), entry });
        }
    }
    files
}

/// The entry's size: pictures in px, documents in mm.
fn size(entry: &mut Artifact, export: Export, drawn: &Drawn) {
    let page = match export {
        Export::Png { page, .. } | Export::Jpeg { page } | Export::Svg { page } => page,
        Export::Pdf => 0,
    };
    let Some(size) = drawn.learnt.pages.get(page) else { return };
    let (width, height, unit) = match export {
        Export::Png { px_per_pt, .. } => {
            let (width, height) = size.px(px_per_pt);
            (f64::from(width), f64::from(height), "px")
        }
        Export::Jpeg { .. } | Export::Svg { .. } => (size.width, size.height, "px"),
        Export::Pdf => {
            entry.pages = u32::try_from(drawn.learnt.pages.len()).ok();
            let mm = |pt: f64| (pt / PT_PER_MM * 100.0).round() / 100.0;
            (mm(size.width), mm(size.height), "mm")
        }
    };
    entry.width = Some(width);
    entry.height = Some(height);
    entry.length_unit = Some(unit.into());
}

/// A bar on a terminal, nothing elsewhere.
pub(super) struct Progress(Option<indicatif::ProgressBar>);

impl Progress {
    pub(super) fn new(count: usize) -> Self {
        let shown = std::io::stderr().is_terminal() && count > 0;
        Progress(shown.then(|| indicatif::ProgressBar::new(count as u64)))
    }

    pub(super) fn tick(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    pub(super) fn done(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
