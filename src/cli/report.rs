//! Printing diagnostics, and what every command does before it begins.

use std::num::NonZero;
use std::path::Path;

use super::options::{Format, Input};
use super::{Stop, out};
use crate::build::{Read, Session};
use crate::diag::{
    Diagnostics, Files, Human, Lang, Message, Roots, Severity, TextKey, message, to_github,
    to_json, to_sarif,
};

/// Reads and checks the content. Faults are collected, not printed.
pub(super) fn read(input: &Input, lang: Lang) -> Result<Read, Stop> {
    threads(input.jobs);
    Session::new(input.read()).read().map_err(|failure| Stop::failed(&failure, lang))
}

/// The layout engine recurses with the nesting of the content, so its
/// threads have room; bytes.
const STACK: usize = 16 << 20;
/// More threads than this many a core only take memory.
const MOST_PER_CORE: usize = 4;

/// Starts the threads that everything else uses: as many as were asked for,
/// as far as that makes sense and the system has them. Where it has none, the
/// one that is there does all the work.
pub(super) fn threads(jobs: Option<usize>) {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let wanted = jobs.map_or(cores, |jobs| jobs.clamp(1, cores.saturating_mul(MOST_PER_CORE)));
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK);
    // A second call (the pool is there already) changes nothing, and may.
    let _ = match to_be_had(wanted) {
        0 => pool.num_threads(1).use_current_thread().build_global(),
        some => pool.num_threads(some).build_global(),
    };
}

/// How many of so many threads the system has. It is asked before the pool is
/// made, which can be tried only once.
fn to_be_had(wanted: usize) -> usize {
    let (gone, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    std::thread::scope(|scope| {
        // They are all there at once: each waits until the last has begun.
        let waits = || drop(wait.lock().map(|wait| wait.recv()));
        let thread = |_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, waits);
        let had = (0..wanted).map_while(|n| thread(n).ok()).count();
        drop(gone);
        had
    })
}

/// Prints what was found, settled; says whether the run may go on.
pub(super) fn print(
    found: &Diagnostics,
    files: &Files,
    input: &Input,
    lang: Lang,
) -> Result<(), Stop> {
    let (errors, warnings) = (found.count(Severity::Error), found.count(Severity::Warning));
    let list = found.capped();
    let roots = Roots { content: root(&input.content), themes: root(&input.themes) };
    let human = Human::new(lang, out::is_terminal());
    let command = |text: String| out::command(&(text + "\n"));
    match input.format {
        Format::Human => {
            list.iter().for_each(|d| out::drawn(&(human.draw(d, files) + "\n\n")));
            if errors + warnings > 0 {
                let (errors, warnings) = (errors.to_string(), warnings.to_string());
                let counts = [("errors", &*errors), ("warnings", &*warnings)];
                out::aside(&say(TextKey::SUMMARY, &counts, lang));
            }
        }
        Format::Json => list.iter().for_each(|d| command(to_json(d, files, lang))),
        Format::Github => list.iter().for_each(|d| command(to_github(d, files, &roots, lang))),
        Format::Sarif => {
            command(to_sarif(&list, files, &roots, &super::explain::summaries(lang), lang));
        }
    }
    if errors > 0 || (input.strict && warnings > 0) {
        return Err(Stop::Content);
    }
    Ok(())
}

/// A folder as the repository has it: from the folder in which
/// the program runs.
fn root(folder: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = folder.strip_prefix(&here).unwrap_or(folder);
    let parts: Vec<_> = path
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/").replace("//", "/")
}

/// A text of the tables, its gaps filled.
pub(super) fn say(key: TextKey, gaps: &[(&'static str, &str)], lang: Lang) -> String {
    let text = gaps.iter().fold(Message::new(key), |text, (name, value)| text.with(name, *value));
    message(&text, lang)
}
