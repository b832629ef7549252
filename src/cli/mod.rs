//! Thin: raw arguments become resolved options, then calls; one file per
//! command. Exit status: 0 done, 1 the content has errors, 2 wrong usage or
//! the machine failed.

mod build;
mod check;
mod explain;
mod impact;
mod import;
mod new;
mod options;
mod out;
mod report;
mod reports;
mod schema;
mod serve;
mod shell;
mod theme;
mod theme_show;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::diag::{Lang, TextKey};

/// Turns Markdown and YAML into a communication kit: a micro-site, printable
/// leaflets with QR codes, infographics and social cards.
#[derive(Debug, Parser)]
#[command(name = "lantoa", version, about, disable_help_subcommand = true)]
struct Cli {
    /// The language lantoa speaks (default: from LANG, else Vietnamese)
    #[arg(long, global = true, value_enum)]
    lang: Option<Lang>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes the kit: content → public/
    Build(options::BuildCommand),
    /// Checks the content; writes nothing
    Check(options::Check),
    /// Builds, serves the site on this machine, and keeps up while you write
    Serve(options::Serve),
    /// Makes a small kit, or adds an item to one
    New(new::Options),
    /// Says what depends on a fact, a legal document or a unit
    Impact(impact::Options),
    /// Explains a check
    Explain(explain::Options),
    /// Writes the JSON Schemas that editors use
    Schema(schema::Options),
    /// Reports on the kit: coverage, plan
    Report(reports::Options),
    /// Reads a spreadsheet into the catalogue
    Import(import::Options),
    /// Begins a theme from the default one, or tries one
    Theme(theme::Options),
    /// Writes completions for a shell
    Completions(shell::Completions),
    /// Writes the manual page
    Man,
}

impl Command {
    /// Whether all that the command does is to print.
    fn speaks(&self) -> bool {
        match self {
            Command::Explain(_) | Command::Impact(_) | Command::Completions(_) | Command::Man => {
                true
            }
            Command::Report(options) => options.prints(),
            _ => false,
        }
    }
}

/// What stops a command.
enum Stop {
    /// The content has errors; they have been printed.
    Content,
    /// Wrong usage, or the machine failed.
    Failure(String),
}

impl Stop {
    /// What the engine could not do.
    fn failed(failure: &crate::build::Failure, lang: Lang) -> Self {
        Stop::Failure(crate::diag::message(&failure.0, lang))
    }
}

/// A file that cannot be written.
fn unwritable(path: &std::path::Path, error: &std::io::Error, lang: Lang) -> Stop {
    let (path, why) = (path.display().to_string(), error.to_string());
    Stop::Failure(report::say(TextKey::NEW_UNWRITABLE, &[("path", &path), ("why", &why)], lang))
}

/// Runs the program.
pub fn main() -> ExitCode {
    // What `import` has read apart; nobody else is told of it.
    if std::env::args_os().skip(1).eq([crate::import::COMMAND]) {
        let is_done = crate::import::answer().is_ok();
        return ExitCode::from(if is_done { 0 } else { 2 });
    }
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(said) => {
            // Help and versions are what was asked for.
            let status = if said.use_stderr() { 2 } else { 0 };
            let is_asked = status == 0 && out::is_closed();
            let is_said = said.print().is_ok() && !out::is_lost() && !is_asked;
            return ExitCode::from(if is_said { status } else { 2 });
        }
    };
    let speaks = cli.command.speaks();
    let lang = cli.lang.unwrap_or_else(Lang::from_env);
    let result = match cli.command {
        Command::Build(options) => build::run(&options, lang),
        Command::Check(options) => check::run(&options, lang),
        Command::Serve(options) => serve::run(&options, lang),
        Command::New(options) => new::run(&options, lang),
        Command::Impact(options) => impact::run(&options, lang),
        Command::Explain(options) => explain::run(&options, lang),
        Command::Schema(options) => schema::run(&options, lang),
        Command::Report(options) => reports::run(&options, lang),
        Command::Import(options) => import::run(&options, lang),
        Command::Theme(options) => theme::run(&options, lang),
        Command::Completions(options) => shell::completions(&options),
        Command::Man => shell::man(),
    };
    let status = match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Content) => ExitCode::from(1),
        Err(Stop::Failure(why)) => {
            let word = crate::diag::message(&crate::diag::Message::new(TextKey::LEVEL_ERROR), lang);
            out::aside(&format!("{word}: {why}"));
            ExitCode::from(2)
        }
    };
    // Who relies on the status would think that all was said.
    let is_lost = out::is_lost() || speaks && out::is_closed();
    if is_lost && status == ExitCode::SUCCESS { ExitCode::from(2) } else { status }
}
