//! `lantoa report`: coverage and plan, on the terminal or as files.

use std::collections::BTreeSet;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::options::{Format, Input};
use super::report::{print, read, say};
use super::{Stop, out};
use crate::build::{Read, Workshop};
use crate::catalog::{Kit, Owner};
use crate::diag::{Diagnostic, Diagnostics, Files, Id, Lang, Message, TextKey};
use crate::files::Part;
use crate::make::typeset::Fault;
use crate::report::{self, Coverage, Plan, Voice};
use crate::theme::Theme;

/// `lantoa report`.
#[derive(Debug, Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

impl Options {
    /// Whether the report is printed, and not written to files.
    pub(super) fn prints(&self) -> bool {
        match &self.what {
            What::Coverage(options) => options.html.is_none() && options.xlsx.is_none(),
            What::Plan(options) => {
                options.html.is_none() && options.xlsx.is_none() && options.pdf.is_none()
            }
        }
    }
}

#[derive(Debug, Subcommand)]
enum What {
    /// What there is, what is missing, what ends within 60 days
    Coverage(CoverageOptions),
    /// The communication plan, with targets met or not
    Plan(PlanOptions),
}

/// `lantoa report coverage`.
#[derive(Debug, Args)]
struct CoverageOptions {
    #[command(flatten)]
    input: Input,
    /// Write the report as a page
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write the report as a workbook
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
}

/// `lantoa report plan`.
#[derive(Debug, Args)]
struct PlanOptions {
    #[command(flatten)]
    input: Input,
    /// Write the plan as a page
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write the plan as a workbook
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
    /// Write the plan as a document to print
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
}

/// A file and its bytes, before anything is written.
type Made<'o> = Vec<(&'o Path, Vec<u8>)>;

pub(super) fn run(options: &Options, lang: Lang) -> Result<(), Stop> {
    let voice = Voice(lang);
    match &options.what {
        What::Coverage(options) => {
            let read = sound(&options.input, lang)?;
            let coverage = Coverage::of(read.kit(), voice);
            let mut files: Made = Vec::new();
            if let Some(path) = &options.html {
                files.push((path, report::page(&coverage.for_page(voice)).into_bytes()));
            }
            if let Some(path) = &options.xlsx {
                files.push((path, workbook(&coverage.for_workbook(voice), path, lang)?));
            }
            let shown = || report::text(&coverage.for_terminal(voice), colour());
            finish(&options.input, &files, shown, || coverage.to_json(), lang)
        }
        What::Plan(options) => {
            let mut read = sound(&options.input, lang)?;
            let plan = Plan::of(read.kit(), voice);
            let mut files: Made = Vec::new();
            if let Some(path) = &options.html {
                files.push((path, report::page(&plan.for_terminal(voice)).into_bytes()));
            }
            if let Some(path) = &options.xlsx {
                files.push((path, workbook(&plan.for_workbook(voice), path, lang)?));
            }
            if let Some(path) = &options.pdf {
                files.push((path, document(&plan, voice, &mut read, &options.input, path)?));
            }
            let shown = || report::text(&plan.for_terminal(voice), colour());
            finish(&options.input, &files, shown, || plan.to_json(), lang)
        }
    }
}

/// The kit, unless its content has errors.
fn sound(input: &Input, lang: Lang) -> Result<Read, Stop> {
    let mut read = read(input, lang)?;
    read.settle();
    print(&read.found, &read.content.files, input, lang)?;
    Ok(read)
}

/// Whether standard output shows colours (<https://no-color.org>).
fn colour() -> bool {
    let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    wanted && std::io::stdout().is_terminal()
}

fn workbook(document: &report::Document, path: &Path, lang: Lang) -> Result<Vec<u8>, Stop> {
    report::workbook(document).map_err(|error| unmade(path, &error.to_string(), lang))
}

/// The plan as PDF. A theme without a template for it borrows the default
/// theme's: the plan is an office's own paper.
fn document(
    plan: &Plan,
    voice: Voice,
    read: &mut Read,
    input: &Input,
    path: &Path,
) -> Result<Vec<u8>, Stop> {
    let failed = |failure| Stop::failed(&failure, voice.0);
    let made = if read.workshop.theme.files.contains_key(report::TEMPLATE) {
        report::document(plan, voice, read.workshop.typesetter().map_err(failed)?)
    } else {
        let mut texts = Files::default();
        let theme =
            Theme::embedded(&mut texts).map_err(|fault| Stop::Failure(fault.to_string()))?;
        let workshop = Workshop::new(theme, texts.theme(), true);
        report::document(plan, voice, workshop.typesetter().map_err(failed)?)
    };
    let faults = match made {
        Ok(bytes) => return Ok(bytes),
        Err(faults) => faults,
    };
    // Characters that cannot be drawn are the content's fault; anything else
    // is the theme's.
    read.found = Diagnostics::default();
    for fault in &faults {
        if let Fault::MissingGlyph { characters, .. } = fault {
            let diagnostic = missing_glyph(characters, read.kit(), &read.content.files);
            read.found.push(diagnostic);
        }
    }
    read.settle();
    print(&read.found, &read.content.files, input, voice.0)?;
    let faults: BTreeSet<String> = faults.iter().map(ToString::to_string).collect();
    Err(unmade(path, &faults.into_iter().collect::<Vec<_>>().join("; "), voice.0))
}

/// `missing-glyph`, where the kit's own texts (campaigns, units, titles) have
/// the first of the characters.
fn missing_glyph(characters: &str, kit: &Kit, files: &Files) -> Diagnostic {
    let mut diagnostic = Diagnostic::nowhere(Id::MissingGlyph)
        .with("characters", characters)
        .hint(Message::new(TextKey::HINT_GLYPH));
    let mut spans = kit.texts.iter().filter(|text| text.owner == Owner::Kit).flat_map(|t| &t.spans);
    if let Some(first) = characters.chars().next() {
        diagnostic.span = spans.find_map(|span| {
            let at = files.slice(*span).find(first)?;
            Some(span.slice(at, at + first.len_utf8()))
        });
    }
    diagnostic
}

fn unmade(path: &Path, why: &str, lang: Lang) -> Stop {
    let path = path.display().to_string();
    Stop::Failure(say(TextKey::REPORT_UNMADE, &[("path", &path), ("why", why)], lang))
}

/// Writes the files, or shows the report where none is wanted.
fn finish(
    input: &Input,
    files: &Made,
    text: impl Fn() -> String,
    json: impl Fn() -> serde_json::Value,
    lang: Lang,
) -> Result<(), Stop> {
    write(files).map_err(|(path, why)| {
        Stop::Failure(say(TextKey::REPORT_UNWRITTEN, &[("path", &path), ("why", &why)], lang))
    })?;
    let shown = match (input.format, files.is_empty()) {
        (Format::Json, _) => format!("{}\n", json()),
        (_, true) => text(),
        (_, false) => files
            .iter()
            .map(|(path, _)| {
                say(TextKey::REPORT_WRITTEN, &[("path", &path.display().to_string())], lang) + "\n"
            })
            .collect(),
    };
    match input.format == Format::Json || colour() {
        true => out::bytes(shown.as_bytes()),
        false => out::print(&shown),
    }
    Ok(())
}

/// Writes every file whole or none at all: each into a file beside it, and
/// only when all are there do they take their names. An error comes with the
/// path it belongs to.
fn write(files: &Made) -> Result<(), (String, String)> {
    let failed =
        |path: &Path, why: &dyn std::fmt::Display| (path.display().to_string(), why.to_string());
    let mut staged = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let part = match path.is_dir() {
            true => Err(std::io::ErrorKind::IsADirectory.into()),
            false => Part::new(path, bytes),
        };
        staged.push((path, part.map_err(|error| failed(path, &error))?));
    }
    for (path, part) in staged {
        part.place().map_err(|error| failed(path, &error))?;
    }
    Ok(())
}
