//! `lantoa theme export`: files of the default theme to begin from.
//! `lantoa theme check`: a theme tried on a small kit that has every template
//! in it.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::build::Bar;
use super::options::{Format, Input};
use super::report::{print, say};
use super::{Stop, out, unwritable};
use crate::build::{self, Session, Timings};
use crate::catalog::LoadOptions;
use crate::diag::{Diagnostics, Files, Lang, TextKey, closest};
use crate::files::Seen;
use crate::theme::{DEFAULT_NAME, Theme, default_files, folders};

/// `lantoa theme`.
#[derive(Debug, Args)]
pub struct Options {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Writes files of the default theme, to begin a theme from
    Export(Export),
    /// Tries a theme on every template; writes nothing
    Check(Check),
    /// Says what a theme declares: formats, templates, sheets, layouts
    Show(Which),
}

#[derive(Debug, Args)]
struct Export {
    /// Files or folders of the default theme, as words.yml or typst; all where none is named
    #[arg(value_name = "FILE")]
    files: Vec<String>,
    /// The folder of the theme that begins
    #[arg(long, default_value = "themes/default", value_name = "DIR")]
    to: PathBuf,
}

#[derive(Debug, Args)]
struct Which {
    /// The theme; the only one there is where none is named
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// The folder with the themes (the default theme is also inside lantoa)
    #[arg(long, default_value = "themes", value_name = "DIR")]
    themes: PathBuf,
}

#[derive(Debug, Args)]
struct Check {
    #[command(flatten)]
    which: Which,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// How many threads work; default: one a core
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// How diagnostics are printed
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

pub(super) fn run(options: &Options, lang: Lang) -> Result<(), Stop> {
    match &options.action {
        Action::Export(options) => export(options, lang),
        Action::Check(options) => check(options, lang),
        Action::Show(which) => show(which, lang),
    }
}

/// Writes what was asked for, or nothing where any of it is there already.
fn export(options: &Export, lang: Lang) -> Result<(), Stop> {
    let all: Vec<(&str, &[u8])> = default_files().collect();
    let is_in = |path: &str, wanted: &str| {
        let wanted = wanted.trim_end_matches('/');
        path.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    for wanted in &options.files {
        if all.iter().any(|(path, _)| is_in(path, wanted)) {
            continue;
        }
        let near = closest(wanted, all.iter().map(|(path, _)| *path));
        let (key, near) = match near {
            Some(near) => (TextKey::THEME_EXPORT_UNKNOWN_NEAR, near),
            None => (TextKey::THEME_EXPORT_UNKNOWN, ""),
        };
        return Err(Stop::Failure(say(key, &[("file", wanted), ("near", near)], lang)));
    }
    let is_wanted = |path: &str| {
        options.files.is_empty() || options.files.iter().any(|wanted| is_in(path, wanted))
    };
    let wanted: Vec<(PathBuf, &[u8])> = all
        .iter()
        .filter(|(path, _)| is_wanted(path))
        .map(|(path, bytes)| (options.to.join(path), *bytes))
        .collect();
    if let Some((path, _)) = wanted.iter().find(|(path, _)| path.symlink_metadata().is_ok()) {
        let path = path.display().to_string();
        return Err(Stop::Failure(say(TextKey::THEME_EXPORT_EXISTS, &[("path", &path)], lang)));
    }
    for (path, bytes) in &wanted {
        crate::files::write(path, bytes).map_err(|error| unwritable(path, &error, lang))?;
    }
    let (count, dir) = (wanted.len().to_string(), options.to.display().to_string());
    out::line(&say(TextKey::THEME_EXPORTED, &[("count", &count), ("dir", &dir)], lang));
    Ok(())
}

/// Builds the trial kit with the theme, beside everything else.
fn check(options: &Check, lang: Lang) -> Result<(), Stop> {
    let which = &options.which;
    let name = named(which, lang)?;
    let failed = |error: std::io::Error| {
        let failure = build::Failure::from(error);
        Stop::failed(&failure, lang)
    };
    let trial = tempfile::tempdir().map_err(failed)?;
    let content = trial.path().join("content");
    // What is wrong with it is said when the kit is read.
    let theme = loaded(which, &name)?;
    for (path, bytes) in crate::scaffold::trial(&name, &theme) {
        crate::files::write(&content.join(path), &bytes).map_err(failed)?;
    }
    let input = build::Input {
        content: content.clone(),
        themes: which.themes.clone(),
        load: LoadOptions { date: Some(TRIAL_DAY), ..LoadOptions::default() },
        unit: None,
        jobs: options.jobs,
    };
    let make = build::Options {
        out: trial.path().join("public"),
        cache: None,
        cache_size: None,
        only: Vec::new(),
        strict: options.strict,
    };
    let built = Session::new(input).build(&make, &Timings::new(false), &Bar::new());
    let built = built.map_err(|failure| Stop::failed(&failure, lang))?;
    let shown = Input {
        content,
        themes: which.themes.clone(),
        base_url: None,
        date: None,
        unit: None,
        drafts: false,
        strict: options.strict,
        jobs: options.jobs,
        format: options.format,
    };
    print(&built.found, &built.content.files, &shown, lang)?;
    out::line(&say(TextKey::THEME_CHECKED, &[("name", &name)], lang));
    Ok(())
}

/// Prints what a theme declares.
fn show(which: &Which, lang: Lang) -> Result<(), Stop> {
    let theme = loaded(which, &named(which, lang)?)?;
    out::line(super::theme_show::tables(&theme, lang).trim_end());
    Ok(())
}

/// A theme as far as it can be read; what is wrong with it is said elsewhere.
fn loaded(which: &Which, name: &str) -> Result<Theme, Stop> {
    let (mut texts, mut unsaid) = (Files::default(), Diagnostics::default());
    Theme::load(&which.themes, name, &Seen::default(), &mut texts, &mut unsaid)
        .or_else(|_| Theme::embedded(&mut texts))
        .map_err(|fault| Stop::Failure(fault.to_string()))
}

/// The day the trial kit is made for: nothing in it depends on one.
const TRIAL_DAY: jiff::civil::Date = jiff::civil::date(2026, 1, 1);

/// Which theme is meant.
fn named(options: &Which, lang: Lang) -> Result<String, Stop> {
    let known = folders(&options.themes);
    let dir = options.themes.display().to_string();
    let list = if known.is_empty() { "–".to_string() } else { known.join(", ") };
    let stop = |key, name: &str| {
        Stop::Failure(say(key, &[("name", name), ("dir", &dir), ("list", &list)], lang))
    };
    match (&options.name, known.as_slice()) {
        (Some(name), _) if name == DEFAULT_NAME || known.contains(name) => Ok(name.clone()),
        (Some(name), _) => Err(stop(TextKey::THEME_NONE, name)),
        (None, [only]) => Ok(only.clone()),
        (None, []) => Ok(DEFAULT_NAME.to_owned()),
        (None, _) => Err(stop(TextKey::THEME_WHICH, "")),
    }
}
