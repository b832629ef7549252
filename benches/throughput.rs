//! Cards, leaflets and infographics a second, each as a ratio to a bare loop
//! of Typst compile + raster + encode on the same templates and data; and a
//! cold build of the sample kit by the program, as a ratio to the sum of the
//! bare loop over all its drawings and the bare rendering of its pages. All in
//! one run.
//!
//! `cargo bench --bench throughput`. Read the ratios, not the seconds.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use lantoa::artifact::{Drawing, Export, Head, Heads, Input, Page};
use lantoa::catalog::{LoadOptions, load};
use lantoa::diag::Diagnostics;
use lantoa::edition::Edition;
use lantoa::make::draw::{Purpose, draw};
use lantoa::make::page::PageEngine;
use lantoa::make::typeset::{Typesetter, forget};
use lantoa::plan::OUTPUTS;
use lantoa::source::read_content;
use lantoa::theme::Theme;
use typst_layout::PagedDocument;

#[path = "national/usage.rs"]
mod usage;

/// Rounds of each measurement; the fastest counts.
const ROUNDS: usize = 3;

/// What is drawn, and the files that are made of it.
type Job = (Vec<Arc<Head>>, Drawing);

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Diagnostics::default();
    let mut content = read_content(&root.join("content"), &mut found).expect("the sample kit");
    let options = LoadOptions { date: "2026-11-21".parse().ok(), ..LoadOptions::default() };
    let kit = load(&content, &options, &mut found);
    let theme =
        Theme::load(&root.join("themes"), "default", &content.seen, &mut content.files, &mut found)
            .expect("the default theme");
    let typesetter = Typesetter::new(&theme.files).expect("a usable theme");
    let engine = PageEngine::new(&theme.files).expect("usable templates");
    let edition = Edition::of(&kit, &content, &theme);
    let (mut drawings, mut pages): (Vec<Job>, Vec<Page>) = Default::default();
    let mut heads: Arc<Heads> = Arc::default();
    for output in OUTPUTS {
        let jobs = (output.jobs)(&edition, &heads);
        Arc::make_mut(&mut heads).extend(jobs.iter().flat_map(|job| job.heads.clone()));
        for job in jobs {
            match (job.recipe)(&()) {
                Some(Input::Drawing(drawing)) => drawings.push((job.heads, *drawing)),
                Some(Input::Page(page)) => pages.push(*page),
                _ => {}
            }
        }
    }
    // One thread for both, so that the ratio is of work and not of luck.
    let single = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .stack_size(16 << 20)
        .build()
        .expect("a thread");
    single.install(|| {
        let of = |entry: &dyn Fn(&str) -> bool, most: usize| -> Vec<&Job> {
            drawings.iter().filter(|(_, drawing)| entry(&drawing.entry)).take(most).collect()
        };
        let others = ["card", "infographic"];
        compare("cards", &of(&|entry| entry == "card", 120), &typesetter);
        compare("sheets", &of(&|entry| !others.contains(&entry), 8), &typesetter);
        compare("infographics", &of(&|entry| entry == "infographic", 8), &typesetter);

        let start = usage::own();
        for (at, job) in drawings.iter().enumerate() {
            bare(job, &typesetter);
            if at % 16 == 15 {
                forget();
            }
        }
        let drawn = usage::own() - start;
        let start = usage::own();
        for page in &pages {
            engine.render(page).expect("a page");
        }
        let rendered = usage::own() - start;
        whole_program(root, drawn + rendered, drawings.len(), pages.len());
    });
}

/// The program itself on the sample kit, cold and with nothing changed.
fn whole_program(root: &Path, floor: Duration, drawings: usize, pages: usize) {
    let dir = tempfile::tempdir().expect("a folder");
    let build = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lantoa"));
        command.current_dir(root).args(["build", "--date", "2026-11-21", "--out"]);
        command.arg(dir.path().join("public")).arg("--cache").arg(dir.path().join("cache"));
        usage::run(&mut command)
    };
    let cold = build();
    let ratio = cold.cpu.as_secs_f64() / floor.as_secs_f64();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let busy = cold.cpu.as_secs_f64() / (cold.wall.as_secs_f64() * threads as f64);
    println!(
        "cold build     {ratio:.2} × its {drawings} drawings and {pages} pages alone; \
         {:.0} % of {threads} processors busy   ({:.1} s of processor time here)",
        100.0 * busy,
        cold.cpu.as_secs_f64()
    );
    let warm = build();
    println!(
        "nothing changed {:.4} × the cold build",
        warm.cpu.as_secs_f64() / cold.cpu.as_secs_f64(),
    );
}

/// Ours against the floor, rounds interleaved so that both meet the same noise.
fn compare(name: &str, jobs: &[&Job], typesetter: &Typesetter) {
    let (mut ours, mut floor) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        comemo::evict(0);
        let start = Instant::now();
        jobs.iter().for_each(|job| bare(job, typesetter));
        floor = floor.min(start.elapsed());
        comemo::evict(0);
        let start = Instant::now();
        for (heads, drawing) in jobs {
            let heads = heads.iter().map(|head| &**head);
            draw(typesetter, drawing, heads, Purpose::Make).expect("a sound drawing");
        }
        ours = ours.min(start.elapsed());
    }
    let rate = jobs.len() as f64 / ours.as_secs_f64();
    let ratio = ours.as_secs_f64() / floor.as_secs_f64();
    println!("{name:<14} {rate:7.1} a second a thread here   {ratio:.2} × the bare engine");
}

/// The floor: lay out, raster, encode; no checks, no verification.
fn bare((heads, drawing): &Job, typesetter: &Typesetter) {
    let desk = typesetter.desk(drawing).expect("a template");
    let document = typst::compile::<PagedDocument>(&desk).output.expect("a layout");
    for head in heads {
        let bytes = match head.export.expect("a drawing's file") {
            export @ (Export::Png { page, .. } | Export::Jpeg { page }) => {
                let px_per_pt = match export {
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
            Export::Pdf => pdf(&document, drawing.date),
        };
        std::hint::black_box(bytes);
    }
}

fn pdf(document: &PagedDocument, date: jiff::civil::Date) -> Vec<u8> {
    let standards =
        typst_pdf::PdfStandards::new(&[typst_pdf::PdfStandard::A_2a, typst_pdf::PdfStandard::Ua_1])
            .expect("compatible standards");
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
    typst_pdf::pdf(document, &options).expect("a document")
}
