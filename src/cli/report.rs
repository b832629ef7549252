//! Printing diagnostics, and what every command does before it begins.

use std::io::{IsTerminal, Write};
use std::path::Path;

use super::Stop;
use super::options::{Format, Input};
use crate::catalog::{Kit, load};
use crate::check::{Subject, check};
use crate::diag::{
    Diagnostic, Diagnostics, Human, Id, Lang, Message, Severity, Span, message, to_github, to_json,
    to_sarif,
};
use crate::plan::Planner;
use crate::source::{Content, ItemId, read_content};
use crate::theme::{DEFAULT_NAME, Theme};

/// A kit that was read and checked, as far as that goes without layout.
pub(super) struct Read {
    pub content: Content,
    /// The kit at the site's root.
    pub kit: Kit,
    /// With `--unit all`, those of the other units.
    pub others: Vec<Kit>,
    pub theme: Theme,
    pub found: Diagnostics,
}

/// Reads and checks the content. Faults are collected, not printed.
pub(super) fn read(input: &Input, lang: Lang) -> Result<Read, Stop> {
    if let Some(url) = &input.base_url
        && !crate::catalog::is_web_address(url)
    {
        return Err(Stop::Failure(say("not-a-web-address", &[("url", url)], lang)));
    }
    threads(input.jobs);
    let mut found = Diagnostics::default();
    let content = read_content(&input.content, &mut found).map_err(|error| {
        let path = input.content.display().to_string();
        Stop::Failure(say("unreadable-file", &[("path", &path), ("why", &error.to_string())], lang))
    })?;
    let kit = load(&content, &input.load(), &mut found);
    let theme = theme(input, &kit, &mut found)?;
    let (kit, others) = units(kit, input.unit.as_deref(), lang)?;
    for kit in std::iter::once(&kit).chain(&others) {
        check(&Subject { kit, content: &content, theme: &theme }, &mut found);
    }
    Ok(Read { content, kit, others, theme, found })
}

/// The kit at the root, and those of other units: `wanted` is a unit's id,
/// or `all`.
fn units(kit: Kit, wanted: Option<&str>, lang: Lang) -> Result<(Kit, Vec<Kit>), Stop> {
    let Some(wanted) = wanted else { return Ok((kit, Vec::new())) };
    let ids = || kit.units.keys().filter_map(|id| ItemId::parse(id));
    if wanted == "all" {
        let others = ids().filter(|id| Some(id.as_str()) != kit.unit_id());
        let others = others.map(|id| kit.of_unit(&id, format!("units/{id}/"))).collect();
        return Ok((kit, others));
    }
    if let Some(id) = ids().find(|id| id.as_str() == wanted) {
        return Ok((kit.of_unit(&id, String::new()), Vec::new()));
    }
    let known: Vec<&str> = kit.units.keys().map(String::as_str).collect();
    let list = if known.is_empty() { "–".to_string() } else { known.join(", ") };
    Err(Stop::Failure(say("no-such-unit", &[("unit", wanted), ("list", &list)], lang)))
}

/// The kit's theme; one that is not there is reported and the default one
/// used, so that the other faults are found.
fn theme(input: &Input, kit: &Kit, found: &mut Diagnostics) -> Result<Theme, Stop> {
    let name = kit.config.theme.as_ref();
    let wanted = name.map_or(DEFAULT_NAME, |name| name.value.as_str());
    let safe = crate::source::ItemId::parse(wanted).is_some();
    let loaded = if safe {
        Theme::load(&input.themes, wanted)
    } else {
        Err(crate::theme::ThemeFault::Missing)
    };
    loaded.or_else(|fault| {
        let span = name.map(|name| name.span);
        let mut diagnostic = match fault {
            crate::theme::ThemeFault::Missing => Diagnostic::nowhere(Id::UnknownReference)
                .with("what", "@what-theme")
                .with("id", wanted),
            fault => Diagnostic::nowhere(Id::ThemeFault)
                .with("theme", wanted)
                .with("detail", fault.to_string()),
        };
        diagnostic.span = span;
        found.push(diagnostic);
        Theme::embedded().map_err(|fault| Stop::Failure(fault.to_string()))
    })
}

/// The layout engine recurses with the nesting of the content, so its
/// threads have room.
fn threads(jobs: Option<usize>) {
    // A second call (the pool is there already) changes nothing, and may.
    let _ = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .stack_size(16 << 20)
        .build_global();
}

/// Prints what was found; says whether the run may go on.
pub(super) fn print(read: &mut Read, input: &Input, lang: Lang) -> Result<(), Stop> {
    let kit = &read.kit;
    read.found.finish(|id| kit.severity(id));
    let (errors, warnings) =
        (read.found.count(Severity::Error), read.found.count(Severity::Warning));
    let (list, files) = (read.found.capped(), &read.content.files);
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
                line(say("summary", &counts, lang));
            }
        }
        Format::Json => list.iter().for_each(|d| line(to_json(d, files, lang))),
        Format::Github => list.iter().for_each(|d| line(to_github(d, files, &root, lang))),
        Format::Sarif => {
            line(to_sarif(&list, files, &root, &super::explain::summaries(lang), lang));
        }
    }
    if errors > 0 || (input.strict && warnings > 0) {
        // Warnings have not stopped anything, unless they count.
        let stops = |d: &&Diagnostic| input.strict || d.severity == Severity::Error;
        let faults = list.iter().filter(stops).map(|d| super::serve::fault(d, files, lang));
        return Err(Stop::Content(faults.collect()));
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

impl Read {
    /// What planning looks at, for each unit's kit, the root's first.
    pub(super) fn planners(&self) -> impl Iterator<Item = Planner<'_>> {
        let kits = std::iter::once(&self.kit).chain(&self.others);
        kits.map(|kit| Planner { kit, content: &self.content, theme: &self.theme })
    }
}

/// A text of the tables, its gaps filled.
pub(super) fn say(key: &'static str, gaps: &[(&'static str, &str)], lang: Lang) -> String {
    let text = gaps.iter().fold(Message::new(key), |text, (name, value)| text.with(name, *value));
    message(&text, lang)
}

/// The places of an item's texts, for faults that only have words.
pub(super) fn spans_of(kit: &Kit, kind: crate::catalog::Kind, id: &str) -> Vec<Span> {
    kit.item(kind, id).map(|item| item.spans.clone()).unwrap_or_default()
}
