//! The mutation test of the loader: changes files of small kits at random and
//! does with each all that `check` does without layout, and plans what could
//! be read. Nothing may panic, hang or run out of its stack.
//!
//! `cargo test --release --test mutations` runs some thousands;
//! `LANTOA_MUTATIONS=1000000` as many as are asked for, `LANTOA_SEED=n` others
//! than the usual ones, `LANTOA_CASE=n` one alone, which is printed.
//! Workbooks of each format are damaged as well, and read as `import` reads
//! them: `LANTOA_WORKBOOKS=n` says how many.

mod mutate;
mod seeds;
mod tables;
#[path = "../workbooks/mod.rs"]
mod workbooks;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use jiff::civil::Date;
use lantoa::artifact::{Heads, Kind};
use lantoa::catalog::{LoadOptions, load};
use lantoa::check::check;
use lantoa::diag::{Diagnostics, Human, Lang, Severity, to_github, to_json, to_sarif};
use lantoa::edition::Edition;
use lantoa::plan::OUTPUTS;
use lantoa::source::Content;
use lantoa::theme::Theme;

use mutate::{Other, Random, mutate};
use seeds::{Seed, seeds};

/// Mutations of an ordinary run of the tests.
const FEW: u64 = 20_000;
/// Damaged workbooks of each format in an ordinary run.
const FEW_TABLES: u64 = 100;
/// One case in this many is planned too: drawings, pages, packs and feeds
/// take most of the time.
const PLANNED: u64 = 8;
/// A case that takes more of the processor hangs…
const HANGS: Duration = Duration::from_secs(10);
/// … and so does one that waits for so long. A busy machine is neither.
const WAITS: Duration = Duration::from_secs(300);
/// Of the slowest cases this many are timed again, alone.
const SLOWEST: usize = 8;

/// What is being read now, for whoever watches.
type Now = Arc<Mutex<Option<(Began, u64, String, Vec<u8>)>>>;

/// When a case began, and what of the processor was used by then.
#[derive(Clone, Copy)]
struct Began(Instant, Duration);

impl Began {
    fn now() -> Self {
        Began(Instant::now(), processor_time())
    }

    fn hangs(&self) -> bool {
        self.0.elapsed() > WAITS || processor_time().saturating_sub(self.1) > HANGS
    }
}

/// What this process has used of the processor, as Linux counts it: in
/// hundredths of a second (`proc_pid_stat(5)`).
fn processor_time() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * ticks)
}

/// The other files of a case's kit, by path.
type Around<'s> = &'s [(String, Vec<u8>)];

fn main() {
    // `cargo test <name>` asks every target for the tests of that name.
    let wanted = |word: &String| word.starts_with('-') || "mutations".contains(word.as_str());
    if !std::env::args().skip(1).all(|word| wanted(&word)) {
        return;
    }
    let count = number("LANTOA_MUTATIONS").unwrap_or(FEW);
    let seed = number("LANTOA_SEED").unwrap_or(20_261_121);
    // As the program has it: one thread, so that the figures are of one.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        // No more than the program's first thread has, which reads the kit.
        .stack_size(8 << 20)
        .build_global()
        .expect("threads");
    let failed = rayon::scope(|_| mutate_all(count, seed));
    let alone = number("LANTOA_CASE").is_some();
    let failed =
        failed | (!alone && tables::run(number("LANTOA_WORKBOOKS").unwrap_or(FEW_TABLES), seed));
    std::process::exit(i32::from(failed));
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Runs on the one thread, so that nothing waits for another; says whether a
/// case failed.
fn mutate_all(count: u64, seed: u64) -> bool {
    let bench = Bench {
        seeds: seeds(),
        theme: Theme::embedded(&mut Default::default()).expect("the theme"),
        seed,
    };
    if let Some(index) = number("LANTOA_CASE") {
        let (path, bytes, around) = bench.case(index);
        println!("{path}\n{}", String::from_utf8_lossy(&bytes));
        let start = Instant::now();
        println!("{:?} in {:?}", bench.read(&path, &bytes, around, true), start.elapsed());
        return false;
    }
    println!("{count} mutations of {} files, LANTOA_SEED={seed}", bench.seeds.len());
    run(&bench, count)
}

/// What was seen in one case.
#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    errors: usize,
    said: usize,
    pages: usize,
}

struct Bench {
    seeds: Vec<Seed>,
    theme: Theme,
    seed: u64,
}

impl Bench {
    /// The mutated file of case `index`, its path, and the files around it.
    fn case(&self, index: u64) -> (String, Vec<u8>, Around<'_>) {
        let mut random = Random::of_case(self.seed, index);
        let seed = &self.seeds[random.below(self.seeds.len())];
        let other = &self.seeds[random.below(self.seeds.len())];
        let bytes = mutate(seed.bytes.clone(), &Other { bytes: &other.bytes }, &mut random);
        (seed.path.clone(), bytes, &seed.around)
    }

    /// All that `check` does without layout, every form that diagnostics are
    /// printed in, and the plans.
    fn read(&self, path: &str, bytes: &[u8], around: Around<'_>, planned: bool) -> Seen {
        let mut found = Diagnostics::default();
        let mutated = (path.to_string(), bytes.to_vec());
        let content = Content::from_texts(around.iter().cloned().chain([mutated]), &mut found);
        let options =
            LoadOptions { date: Some(Date::constant(2026, 11, 21)), ..LoadOptions::default() };
        let kit = load(&content, &options, &mut found);
        let edition = Edition::of(&kit, &content, &self.theme);
        check(&edition, &mut found);
        let mut heads: Arc<Heads> = Arc::default();
        let mut jobs = Vec::new();
        for output in OUTPUTS.iter().filter(|_| planned) {
            let own = (output.jobs)(&edition, &heads);
            Arc::make_mut(&mut heads).extend(own.iter().flat_map(|job| job.heads.clone()));
            jobs.extend(own);
        }
        found.finish(|id| kit.severity(id));
        let (list, files) = (found.capped(), &content.files);
        let human = Human::new(Lang::Vi, true);
        for diagnostic in &list {
            std::hint::black_box(human.draw(diagnostic, files));
            std::hint::black_box(to_json(diagnostic, files, Lang::En));
            std::hint::black_box(to_github(diagnostic, files, &Default::default(), Lang::Vi));
        }
        if planned {
            std::hint::black_box(to_sarif(
                &list,
                files,
                &Default::default(),
                &Default::default(),
                Lang::En,
            ));
        }
        let mut seen = Seen { errors: found.count(Severity::Error), said: list.len(), pages: 0 };
        if planned && seen.errors == 0 {
            seen.pages = heads.iter().filter(|head| head.kind == Kind::Page).count();
            for job in jobs {
                std::hint::black_box((job.recipe)(&()));
            }
        }
        seen
    }
}

/// Runs every case; says whether one failed.
fn run(bench: &Bench, count: u64) -> bool {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutations");
    fs::create_dir_all(&folder).expect("a folder for the cases that fail");
    let mut current = fs::File::create(folder.join("current")).expect("a file");
    let now: Now = Arc::default();
    watch(Arc::clone(&now), folder.clone());
    let place: Arc<Mutex<String>> = Arc::default();
    let noted = Arc::clone(&place);
    std::panic::set_hook(Box::new(move |info| {
        if let Ok(mut noted) = noted.lock() {
            *noted = info.to_string();
        }
    }));
    let mut panics: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    let mut slowest: Vec<(Duration, u64)> = Vec::new();
    let (mut sound, mut said, mut pages, mut bytes_read) = (0u64, 0u64, 0u64, 0u64);
    let begun = Instant::now();
    for index in 0..count {
        let (path, bytes, around) = bench.case(index);
        let planned = index.is_multiple_of(PLANNED);
        let start = Instant::now();
        if let Ok(mut now) = now.lock() {
            *now = Some((Began::now(), index, path.clone(), bytes.clone()));
        }
        // What overflows its stack ends the process: its number is on disk.
        let _ = current.seek(SeekFrom::Start(0)).and_then(|_| writeln!(current, "{index}"));
        match catch_unwind(AssertUnwindSafe(|| bench.read(&path, &bytes, around, planned))) {
            Ok(seen) => {
                sound += u64::from(seen.errors == 0);
                said += seen.said as u64;
                pages += seen.pages as u64;
            }
            Err(_) => {
                let place = place.lock().map(|place| place.clone()).unwrap_or_default();
                let place = place.lines().next().unwrap_or_default().to_string();
                let (first, times) = panics.entry(place.clone()).or_insert((index, 0));
                if *times == 0 {
                    println!("PANIC {place}: LANTOA_CASE={first}");
                    keep(&folder, *first, &path, &bytes);
                }
                *times += 1;
            }
        }
        let took = start.elapsed();
        bytes_read += bytes.len() as u64;
        if slowest.len() < SLOWEST || slowest.last().is_some_and(|(least, _)| took > *least) {
            slowest.push((took, index));
            slowest.sort_unstable_by(|a, b| b.cmp(a));
            slowest.truncate(SLOWEST);
        }
    }
    let took = begun.elapsed();
    if let Ok(mut now) = now.lock() {
        *now = None;
    }
    println!(
        "{:.0} cases a second, {:.1} KB each; {:.1} % without errors; {:.1} diagnostics each; \
         {pages} pages planned",
        count as f64 / took.as_secs_f64(),
        bytes_read as f64 / 1e3 / count.max(1) as f64,
        sound as f64 * 100.0 / count.max(1) as f64,
        said as f64 / count.max(1) as f64,
    );
    println!("peak memory {}", peak_memory().unwrap_or_else(|| "not known here".into()));
    // A busy machine makes single cases slow: the slowest are timed again.
    let mut again: Vec<(Duration, u64)> =
        slowest.iter().map(|(_, i)| (bench.time(*i), *i)).collect();
    again.sort_unstable_by(|a, b| b.cmp(a));
    for (took, index) in again {
        let (path, bytes, _) = bench.case(index);
        let ms = took.as_secs_f64() * 1e3;
        println!("slow: {ms:.1} ms, {path}, {} bytes, LANTOA_CASE={index}", bytes.len());
    }
    println!("panics: {}", panics.values().map(|(_, times)| times).sum::<u64>());
    for (place, (first, times)) in &panics {
        println!("  {times} × {place} (first LANTOA_CASE={first})");
    }
    !panics.is_empty()
}

impl Bench {
    /// The fastest of three readings of a case.
    fn time(&self, index: u64) -> Duration {
        let (path, bytes, around) = self.case(index);
        let once = || {
            let start = Instant::now();
            let _ = catch_unwind(AssertUnwindSafe(|| {
                self.read(&path, &bytes, around, index.is_multiple_of(PLANNED))
            }));
            start.elapsed()
        };
        once().min(once()).min(once())
    }
}

/// Ends the process when a case takes too long, and keeps the case.
fn watch(now: Now, folder: PathBuf) {
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(Duration::from_millis(500));
            let Ok(now) = now.lock() else { return };
            if let Some((began, index, path, bytes)) = &*now
                && began.hangs()
            {
                println!("HANG: LANTOA_CASE={index}, {path}, {} bytes", bytes.len());
                keep(&folder, *index, path, bytes);
                std::process::exit(1);
            }
        }
    });
}

/// Writes a case that failed, so that it can be looked at.
fn keep(folder: &Path, index: u64, path: &str, bytes: &[u8]) {
    let file = folder.join(format!("{index}-{}", path.replace('/', "_")));
    match fs::write(&file, bytes) {
        Ok(()) => println!("  kept as {}", file.display()),
        Err(error) => println!("  {}: {error}", file.display()),
    }
}

/// The most memory this process has held, as Linux counts it.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().to_string())
}
