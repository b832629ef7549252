//! Printing diagnostics, and what every command does before it begins.

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
    Session::new(input.read()).read().map_err(|failure| Stop::failed(&failure, lang))
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
