//! `lantoa import`: a spreadsheet into the catalogue. Reads, composes,
//! checks what was composed as `check` would, and only then writes the one
//! file, by a new one beside it that takes its place.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use jiff::civil::Date;

use super::Stop;
use super::build::Bar;
use super::options::{Format, Input};
use super::out;
use super::report::{read, say};
use crate::artifact::Head;
use crate::build::{Read, Session};
use crate::catalog::{Kind as ItemKind, load};
use crate::check::check;
use crate::diag::{
    Diagnostic, Diagnostics, Files, Human, Lang, Message, Severity, TextKey, message,
};
use crate::edition::Edition;
use crate::import::{self, Composed, Finding, Mapping, Refusal, Request};

/// `lantoa import`.
#[derive(Debug, Args)]
pub struct Options {
    /// The table: .xlsx, .xlsb, .xls, .ods or .csv
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What the table lists; default: guessed from its columns
    #[arg(long, value_enum)]
    kind: Option<import::Kind>,
    /// The folder with the content
    #[arg(long, default_value = "content", value_name = "DIR")]
    content: PathBuf,
    /// The file inside the content folder that the rows go to
    #[arg(long, value_name = "PATH")]
    to: Option<String>,
    /// The campaign that the messages belong to
    #[arg(long, value_name = "ID")]
    campaign: Option<String>,
    /// The unit that the agents belong to
    #[arg(long, value_name = "ID")]
    unit: Option<String>,
    /// The sheet; default: the first one with known columns
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// A file that says what the columns are called
    #[arg(long, value_name = "FILE.yml")]
    map: Option<PathBuf>,
    /// Say what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// The day the result is checked for; default: today
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
}

pub(super) fn run(options: &Options, lang: Lang) -> Result<(), Stop> {
    let name = options.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let failed = |error: std::io::Error| unreadable(&options.file, &error, lang);
    let bytes = bounded(&options.file).map_err(failed)?;
    let program = import::this_program().map_err(failed)?;
    let sheets = import::read(&bytes, &name, &program)
        .map_err(|why| Stop::Failure(format!("{name}: {}", message(&why, lang))))?;
    let request = request(options, lang)?;
    let input = Input {
        content: options.content.clone(),
        themes: PathBuf::from("themes"),
        base_url: None,
        date: options.date,
        unit: None,
        drafts: false,
        strict: false,
        jobs: None,
        format: Format::Human,
    };
    let mut read = read(&input, lang)?;
    let mut composed =
        match import::compose(&sheets, &request, read.kit(), &read.content, &read.workshop.theme) {
            Ok(composed) => composed,
            Err(refusal) => return Err(refused(refusal, &read.content.files, &name, lang)),
        };
    let mut findings = std::mem::take(&mut composed.warnings);
    if composed.is_new {
        let elsewhere = examine(&mut read, &input, &composed, &mut findings, lang)?;
        let wrong = |finding: &Finding| finding.severity == Severity::Error;
        if findings.iter().any(wrong) || !elsewhere.is_empty() {
            print(&findings, lang);
            draw(&elsewhere, &read.content.files, lang);
            return Err(nothing_written(&findings, elsewhere.len(), lang));
        }
    }
    print(&findings, lang);
    if composed.is_new && !options.dry_run {
        let target = match read.content.entries.get(&composed.path) {
            Some(entry) => entry.disk.clone(),
            None => options.content.join(&composed.path),
        };
        if !is_inside(&options.content, &target) {
            let path = target.display().to_string();
            return Err(Stop::Failure(say(TextKey::UNSAFE_PATH, &[("path", &path)], lang)));
        }
        crate::files::write(&target, composed.text.as_bytes())
            .map_err(|error| unreadable(&target, &error, lang))?;
    }
    report(&composed, options.dry_run, lang);
    Ok(())
}

/// The bytes of a file, and no more than are looked at. What is no file is
/// not waited for.
fn bounded(path: &Path) -> std::io::Result<Vec<u8>> {
    if !path.metadata()?.is_file() {
        return Err(std::io::Error::from(std::io::ErrorKind::InvalidInput));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(import::MOST_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: &std::io::Error, lang: Lang) -> Stop {
    let path = path.display().to_string();
    let why = error.to_string();
    Stop::Failure(say(TextKey::UNREADABLE_FILE, &[("path", &path), ("why", &why)], lang))
}

fn request(options: &Options, lang: Lang) -> Result<Request, Stop> {
    let mapping = match &options.map {
        None => None,
        Some(path) => {
            let text =
                std::fs::read_to_string(path).map_err(|error| unreadable(path, &error, lang))?;
            let mut files = Files::default();
            let file = files.add(path.display().to_string(), Arc::from(text.as_str()));
            let mut faults = Diagnostics::default();
            let mapping = Mapping::read(&text, file, &mut faults);
            if mapping.is_none() {
                draw(faults.list(), &files, lang);
                let path = path.display().to_string();
                return Err(Stop::Failure(say(TextKey::IMPORT_BAD_MAP, &[("path", &path)], lang)));
            }
            mapping
        }
    };
    Ok(Request {
        kind: options.kind,
        sheet: options.sheet.clone(),
        to: options.to.clone(),
        campaign: options.campaign.clone(),
        unit: options.unit.clone(),
        mapping,
        stem: options.file.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    })
}

fn refused(refusal: Refusal, files: &Files, name: &str, lang: Lang) -> Stop {
    match refusal {
        Refusal::Cells(findings) => {
            print(&findings, lang);
            nothing_written(&findings, 0, lang)
        }
        Refusal::Source(faults) => {
            draw(faults.list(), files, lang);
            nothing_written(&[], faults.list().len(), lang)
        }
        Refusal::Request(what, hints) => {
            let mut text = format!("{name}: {}", message(&what, lang));
            text.push_str(&hint_lines(&hints, lang));
            Stop::Failure(text)
        }
    }
}

/// Checks the kit as it would be. What the import brings into its own file
/// is said by cell; new errors anywhere else are handed back.
fn examine(
    read: &mut Read,
    input: &Input,
    composed: &Composed,
    findings: &mut Vec<Finding>,
    lang: Lang,
) -> Result<Vec<Diagnostic>, Stop> {
    read.settle();
    let mut before: BTreeMap<String, usize> = BTreeMap::new();
    for diagnostic in read.found.list() {
        *before.entry(signature(diagnostic, &read.content.files)).or_default() += 1;
    }
    let disk = input.content.join(&composed.path);
    let file = read.content.put(&composed.path, disk, &composed.text);
    let mut after = Diagnostics::default();
    let kit = load(&read.content, &input.read().load, &mut after);
    check(&Edition::of(&kit, &read.content, &read.workshop.theme), &mut after);
    read.kits = vec![kit];
    drawings(read, composed, &mut after, lang)?;
    after.finish(|id| read.kit().severity(id));
    let mut elsewhere = Vec::new();
    for diagnostic in after.list() {
        let known = before.get_mut(&signature(diagnostic, &read.content.files));
        if let Some(count) = known.filter(|count| **count > 0) {
            *count -= 1;
            continue;
        }
        let span = diagnostic.span.filter(|span| span.file == file);
        let cell = span.and_then(|span| composed.trace.cell(span.start as usize));
        match cell {
            Some(place) => findings.push(Finding {
                severity: diagnostic.severity,
                check: Some(diagnostic.id),
                place: place.clone(),
                message: diagnostic.message.clone(),
                hints: diagnostic.hints.clone(),
            }),
            None if diagnostic.severity == Severity::Error => elsewhere.push(diagnostic.clone()),
            None => {}
        }
    }
    findings.sort_by_key(|finding| (finding.place.clone(), finding.severity != Severity::Error));
    Ok(elsewhere)
}

/// A diagnostic without its place, which moves when a file grows.
fn signature(diagnostic: &Diagnostic, files: &Files) -> String {
    let path = diagnostic.span.map_or("", |span| files.get(span.file).path.as_str());
    format!("{} {path} {:?}", diagnostic.id.name(), diagnostic.message)
}

/// Lays out the cards of the messages that are new.
fn drawings(
    read: &Read,
    composed: &Composed,
    found: &mut Diagnostics,
    lang: Lang,
) -> Result<(), Stop> {
    if composed.kind != import::Kind::Messages {
        return Ok(());
    }
    let is_new = |head: &Head| {
        let mut names = composed.added.iter().chain(&composed.changed);
        let id = head.about.id.as_deref();
        head.about.of == Some(ItemKind::Message.word()) && names.any(|name| id == Some(name))
    };
    let drawn = Session::check_drawn(read, &is_new, &Bar::new());
    found.extend(drawn.map_err(|failure| Stop::failed(&failure, lang))?);
    Ok(())
}

/// Whether a file would lie in the content folder also when links are
/// followed.
fn is_inside(content: &Path, target: &Path) -> bool {
    let folder = target.ancestors().skip(1).find(|folder| folder.exists());
    match (content.canonicalize(), folder.and_then(|folder| folder.canonicalize().ok())) {
        (Ok(content), Some(folder)) => folder.starts_with(content),
        _ => false,
    }
}

fn hint_lines(hints: &[Message], lang: Lang) -> String {
    let word = say(TextKey::LEVEL_HELP, &[], lang);
    hints.iter().map(|hint| format!("\n  {word}: {}", message(hint, lang))).collect()
}

/// Prints findings as `level: Sheet1!C7: what`, hints below.
fn print(findings: &[Finding], lang: Lang) {
    for finding in findings {
        let level = match finding.severity {
            Severity::Error => TextKey::LEVEL_ERROR,
            Severity::Warning | Severity::Off => TextKey::LEVEL_WARNING,
        };
        out::aside(&format!(
            "{}{}: {}: {}{}",
            say(level, &[], lang),
            finding.check.map(|id| format!("[{}]", id.name())).unwrap_or_default(),
            finding.place,
            message(&finding.message, lang),
            hint_lines(&finding.hints, lang)
        ));
    }
}

fn draw(diagnostics: &[Diagnostic], files: &Files, lang: Lang) {
    let human = Human::new(lang, out::is_terminal());
    for diagnostic in diagnostics {
        out::drawn(&format!("{}\n\n", human.draw(diagnostic, files)));
    }
}

fn nothing_written(findings: &[Finding], elsewhere: usize, lang: Lang) -> Stop {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let count = (errors + elsewhere).to_string();
    out::aside(&say(TextKey::IMPORT_NOTHING_WRITTEN, &[("errors", &count)], lang));
    Stop::Content
}

fn report(composed: &Composed, dry_run: bool, lang: Lang) {
    if dry_run {
        for (sign, names) in [("+", &composed.added), ("~", &composed.changed)] {
            for name in names {
                out::line(&format!("{sign} {name}"));
            }
        }
    }
    let path = format!("content/{}", composed.path);
    let (added, changed) = (composed.added.len().to_string(), composed.changed.len().to_string());
    let unchanged = composed.unchanged.to_string();
    let gaps = [
        ("path", &*path),
        ("sheet", &*composed.sheet),
        ("added", &*added),
        ("changed", &*changed),
        ("unchanged", &*unchanged),
    ];
    out::line(&say(TextKey::IMPORTED, &gaps, lang));
    if dry_run {
        out::line(&say(TextKey::IMPORT_DRY_RUN, &[], lang));
    }
}
