//! The executor: makes every drawing of a plan in parallel, asks the cache
//! first, and hands on results in the plan's order, the same on any number
//! of threads.

use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::typeset::{Fault, Learnt, PageSize, PdfProfile, Sheet, Typesetter, forget};
use crate::cache::{Cache, Key};
use crate::plan::{Draw, Export, Output};

/// Counts changes in what this module makes of the same input.
const VERSION: u32 = 2;
/// How many drawings are made before the layout engine's memory of earlier
/// ones is cut back.
const BATCH: usize = 64;

/// A drawing that was made.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The bytes of each output, in the job's order.
    pub bytes: Vec<Arc<[u8]>>,
    /// What was learnt.
    pub learnt: Known,
    /// Whether it came from the cache.
    pub cached: bool,
}

/// What is kept of a drawing besides its bytes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Known {
    /// The pages' sizes.
    pub pages: Vec<PageSize>,
    /// The addresses in its QR codes.
    pub qr: Vec<String>,
    /// What is wrong with it and did not keep it from being made.
    pub flaws: Vec<Fault>,
}

/// What a photo may weigh on every channel, in bytes (output contract: 1 MB).
const LARGEST_PHOTO: usize = 1 << 20;

/// What a run does with each drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Makes the files; every code is compared with its symbol on the pixels.
    Make,
    /// Looks for faults; every code is decoded as a reader would.
    Check,
}

/// Makes `jobs`, one result each, in their order. `tick` is called once a
/// job, from any thread.
pub fn run(
    jobs: &[Draw],
    typesetter: &Typesetter,
    theme: blake3::Hash,
    cache: Option<&Cache>,
    purpose: Purpose,
    tick: &(dyn Fn() + Sync),
) -> Vec<Result<Drawn, Vec<Fault>>> {
    let mut results = Vec::with_capacity(jobs.len());
    for batch in jobs.chunks(BATCH) {
        results.par_extend(batch.par_iter().map(|job| {
            let result = make(job, typesetter, theme, cache, purpose);
            tick();
            result
        }));
        forget();
    }
    results
}

fn make(
    job: &Draw,
    typesetter: &Typesetter,
    theme: blake3::Hash,
    cache: Option<&Cache>,
    purpose: Purpose,
) -> Result<Drawn, Vec<Fault>> {
    let input = job.input();
    let key = |output: &Output| {
        let export = format!("{} {:?}", output.path, output.export);
        Key::new("draw", VERSION, &[&input, theme.as_bytes(), export.as_bytes()])
    };
    if purpose == Purpose::Make
        && let Some(found) = cache.and_then(|cache| look_up(cache, job, &key))
    {
        return Ok(found);
    }
    let sheet = typesetter.layout(&job.drawing)?;
    let mut bytes = Vec::with_capacity(job.outputs.len());
    let mut faults = Vec::new();
    for output in &job.outputs {
        match export(&sheet, output, purpose) {
            Ok(made) => bytes.push(Arc::from(made)),
            Err(found) => faults.extend(found),
        }
    }
    let learnt: Learnt = match sheet.finish() {
        Ok(learnt) => learnt,
        Err(found) => {
            faults.extend(found);
            return Err(faults);
        }
    };
    if !faults.is_empty() {
        faults.extend(learnt.flaws);
        return Err(faults);
    }
    let known = Known {
        pages: learnt.pages.clone(),
        qr: job.drawing.qr.iter().map(|qr| qr.url().to_string()).collect(),
        flaws: learnt.flaws,
    };
    if purpose == Purpose::Make
        && let Some(cache) = cache
    {
        let learnt = serde_json::to_value(&known).unwrap_or_default();
        for (output, bytes) in job.outputs.iter().zip(&bytes) {
            // A full disk costs time in the next build and nothing else.
            let _ = cache.put(&key(output), bytes, &learnt);
        }
    }
    Ok(Drawn { bytes, learnt: known, cached: false })
}

fn look_up(cache: &Cache, job: &Draw, key: &dyn Fn(&Output) -> Key) -> Option<Drawn> {
    let mut known = None;
    let mut bytes = Vec::with_capacity(job.outputs.len());
    for output in &job.outputs {
        let stored = cache.get(&key(output))?;
        known = Some(serde_json::from_value(stored.learnt).ok()?);
        bytes.push(stored.bytes);
    }
    Some(Drawn { bytes, learnt: known?, cached: true })
}

fn export(sheet: &Sheet, output: &Output, purpose: Purpose) -> Result<Vec<u8>, Vec<Fault>> {
    match output.export {
        Export::Png { page, px_per_pt } if purpose == Purpose::Check => {
            sheet.read_back(page, px_per_pt)?;
            // What a card weighs is checked too, since channels refuse it.
            if output.kind == "card" { sheet.png(page, px_per_pt) } else { Ok(Vec::new()) }
        }
        Export::Png { page, px_per_pt } => sheet.png(page, px_per_pt),
        Export::Jpeg { page } => {
            if purpose == Purpose::Check {
                sheet.read_back(page, 1.0)?;
            }
            photo(sheet, page)
        }
        Export::Svg { .. } if purpose == Purpose::Check => Ok(Vec::new()),
        Export::Svg { page } => sheet.svg(page).map(String::into_bytes),
        // The exporter's own demands (tags, alternatives) are faults too.
        Export::Pdf => sheet.pdf(PdfProfile::Screen),
    }
}

/// A page that a photo fills: the best of these qualities that the channels
/// take; the last where none is small enough, and the checks say so.
fn photo(sheet: &Sheet, page: usize) -> Result<Vec<u8>, Vec<Fault>> {
    const QUALITIES: [u8; 4] = [90, 84, 76, 68];
    let raster = sheet.raster(page, 1.0)?;
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        bytes = raster.jpeg(quality).map_err(|fault| vec![fault])?;
        if bytes.len() <= LARGEST_PHOTO {
            break;
        }
    }
    Ok(bytes)
}
