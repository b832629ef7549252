//! Cards and leaflets a second, each as a ratio to a bare loop of Typst
//! compile + raster + encode on the same templates and the same data, in one
//! run; and where the time of a cold build of the sample kit goes.
//!
//! `cargo bench`. Machines are noisy: read the ratios, not the seconds.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lantoa::catalog::{Kind, LoadOptions, load};
use lantoa::check::{Subject, check};
use lantoa::diag::Diagnostics;
use lantoa::make::page::PageEngine;
use lantoa::make::run::{Purpose, run};
use lantoa::make::typeset::Typesetter;
use lantoa::plan::site::pages;
use lantoa::plan::{Draw, Export, Planner};
use lantoa::source::read_content;
use lantoa::theme::Theme;
use rayon::prelude::*;
use typst_layout::PagedDocument;

/// Rounds of each measurement; the fastest counts.
const ROUNDS: usize = 5;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut stages: Vec<(&str, Duration)> = Vec::new();
    let mut clock = Instant::now();
    let mut stage = |name, stages: &mut Vec<(&'static str, Duration)>| {
        stages.push((name, clock.elapsed()));
        clock = Instant::now();
    };

    let mut found = Diagnostics::default();
    let content = read_content(&root.join("content"), &mut found).expect("the sample kit");
    let options = LoadOptions { date: "2026-11-21".parse().ok(), ..LoadOptions::default() };
    let kit = load(&content, &options, &mut found);
    stage("read and decode", &mut stages);
    let theme = Theme::load(&root.join("themes"), "default").expect("the default theme");
    let typesetter = Typesetter::new(theme.files.clone()).expect("a usable theme");
    stage("load the theme", &mut stages);
    check(&Subject { kit: &kit, content: &content, theme: &theme }, &mut found);
    stage("check", &mut stages);
    let jobs = Planner { kit: &kit, content: &content, theme: &theme }.drawings();
    stage("plan", &mut stages);
    let results = run(&jobs, &typesetter, theme.digest(), None, Purpose::Make, &|| {});
    stage("draw, all threads", &mut stages);
    assert!(results.iter().all(Result::is_ok), "the sample kit has faults");
    drop(results);
    let engine = PageEngine::new(&theme.files).expect("usable templates");
    let planner = Planner { kit: &kit, content: &content, theme: &theme };
    let pages = pages(&planner, &jobs, &BTreeSet::new());
    stage("plan the pages", &mut stages);
    pages.par_iter().for_each(|page| {
        engine.render(page.template, &page.context()).expect("a page");
    });
    stage("render the pages", &mut stages);
    whole_program(root);

    // One thread for both, so that the ratio is of work and not of luck.
    let single = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .stack_size(16 << 20)
        .build()
        .expect("a thread");
    single.install(|| {
        let of = |kind: Kind, most: usize| -> Vec<Draw> {
            jobs.iter().filter(|job| job.kind == kind).take(most).cloned().collect()
        };
        compare("cards", &of(Kind::Message, 120), &typesetter, &theme);
        compare("leaflets", &of(Kind::Leaflet, 8), &typesetter, &theme);
        compare("infographics", &of(Kind::Infographic, 8), &typesetter, &theme);
    });

    let total: Duration = stages.iter().map(|(_, time)| *time).sum();
    println!("\ncold build of the sample kit, {} drawings, by stage:", jobs.len());
    for (name, time) in stages {
        let share = 100.0 * time.as_secs_f64() / total.as_secs_f64();
        println!("  {name:<20} {share:5.1} %   ({:.0} ms here)", time.as_secs_f64() * 1e3);
    }
}

/// The program itself on the sample kit: everything above, packs, writing.
fn whole_program(root: &Path) {
    let dir = tempfile::tempdir().expect("a folder");
    let build = |cache: &str| {
        let start = Instant::now();
        let status = Command::new(env!("CARGO_BIN_EXE_lantoa"))
            .current_dir(root)
            .args(["build", "--date", "2026-11-21", "--out"])
            .arg(dir.path().join("public"))
            .args(["--cache", cache])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("the program runs");
        assert!(status.success());
        start.elapsed().as_secs_f64()
    };
    let cache = dir.path().join("cache").display().to_string();
    let (cold, warm) = (build(&cache), build(&cache));
    println!("whole build    warm / cold {:.2}   ({cold:.1} s and {warm:.1} s here)", warm / cold);
}

/// Ours against the floor, rounds interleaved so that both meet the same noise.
fn compare(name: &str, jobs: &[Draw], typesetter: &Typesetter, theme: &Theme) {
    let (mut ours, mut floor) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        comemo::evict(0);
        let start = Instant::now();
        for job in jobs {
            bare(job, typesetter);
        }
        floor = floor.min(start.elapsed());
        comemo::evict(0);
        let start = Instant::now();
        let results = run(jobs, typesetter, theme.digest(), None, Purpose::Make, &|| {});
        ours = ours.min(start.elapsed());
        assert!(results.iter().all(Result::is_ok), "{name} with faults");
    }
    let rate = jobs.len() as f64 / ours.as_secs_f64();
    let ratio = ours.as_secs_f64() / floor.as_secs_f64();
    println!("{name:<14} {rate:7.1} a second a thread here   {ratio:.2} × the bare engine");
}

/// The floor: lay out, raster, encode; no checks, no verification.
fn bare(job: &Draw, typesetter: &Typesetter) {
    let desk = typesetter.desk(&job.drawing).expect("a template");
    let document = typst::compile::<PagedDocument>(&desk).output.expect("a layout");
    for output in &job.outputs {
        let bytes = match output.export {
            Export::Png { page, .. } | Export::Jpeg { page } => {
                let px_per_pt = match output.export {
                    Export::Png { px_per_pt, .. } => px_per_pt,
                    _ => 1.0,
                };
                let options = typst_render::RenderOptions {
                    pixel_per_pt: px_per_pt.into(),
                    render_bleed: false,
                };
                let pixmap = typst_render::render(&document.pages()[page], &options);
                pixmap.encode_png().expect("a picture")
            }
            Export::Svg { page } => {
                let options = typst_svg::SvgOptions { render_bleed: false, pretty: false };
                typst_svg::svg(&document.pages()[page], &options).into_bytes()
            }
            Export::Pdf => {
                let standards = typst_pdf::PdfStandards::new(&[
                    typst_pdf::PdfStandard::A_2a,
                    typst_pdf::PdfStandard::Ua_1,
                ])
                .expect("compatible standards");
                let date = job.drawing.date;
                let time = typst::foundations::Datetime::from_ymd_hms(
                    i32::from(date.year()),
                    date.month().unsigned_abs(),
                    date.day().unsigned_abs(),
                    0,
                    0,
                    0,
                );
                let options = typst_pdf::PdfOptions {
                    timestamp: time.map(typst_pdf::Timestamp::new_utc),
                    standards,
                    ..typst_pdf::PdfOptions::default()
                };
                typst_pdf::pdf(&document, &options).expect("a document")
            }
        };
        std::hint::black_box(bytes);
    }
}
