//! Printing diagnostics, and what every command does before it begins.

use std::io::{IsTerminal, Write};
use std::path::Path;

use super::Stop;
use super::options::{Format, Input};
use crate::build::{Read, Session};
use crate::diag::{
    Diagnostics, Files, Human, Lang, Message, Severity, TextKey, message, to_github, to_json,
    to_sarif,
};

/// Reads and checks the content. Faults are collected, not printed.
pub(super) fn read(input: &Input, lang: Lang) -> Result<Read, Stop> {
    threads(input.jobs);
    Session::new(input.read()).read().map_err(|failure| Stop::failed(&failure, lang))
}

/// The layout engine recurses with the nesting of the content, so its
/// threads have room.
pub(super) fn threads(jobs: Option<usize>) {
    // A second call (the pool is there already) changes nothing, and may.
    let _ = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .stack_size(16 << 20)
        .build_global();
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
    let root = root(&input.content);
    let stderr = std::io::stderr();
    let human = Human::new(lang, stderr.is_terminal());
    let mut out = stderr.lock();
    // A closed pipe is the reader's choice.
    let mut line = |text: String| drop(writeln!(out, "{text}"));
    match input.format {
        Format::Human => {
            list.iter().for_each(|d| line(human.draw(d, files) + "\n"));
            if errors + warnings > 0 {
                let (errors, warnings) = (errors.to_string(), warnings.to_string());
                let counts = [("errors", &*errors), ("warnings", &*warnings)];
                line(say(TextKey::SUMMARY, &counts, lang));
            }
        }
        Format::Json => list.iter().for_each(|d| line(to_json(d, files, lang))),
        Format::Github => list.iter().for_each(|d| line(to_github(d, files, &root, lang))),
        Format::Sarif => {
            line(to_sarif(&list, files, &root, &super::explain::summaries(lang), lang));
        }
    }
    if errors > 0 || (input.strict && warnings > 0) {
        return Err(Stop::Content);
    }
    Ok(())
}

/// The content folder as the repository has it: from the folder in which
/// the program runs.
fn root(content: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = content.strip_prefix(&here).unwrap_or(content);
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
