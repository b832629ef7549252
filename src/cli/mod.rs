//! Thin: raw arguments become resolved options, then calls; one file per
//! command. Exit status: 0 done, 1 the content has errors, 2 wrong usage or
//! the machine failed.

mod build;
mod check;
mod extra;
mod options;
mod report;
mod serve;
mod site;

use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::diag::Lang;

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
    Build(options::Build),
    /// Checks the content; writes nothing
    Check(options::Check),
    /// Builds, then serves the site on this machine
    Serve(options::Serve),
    #[command(external_subcommand)]
    Later(Vec<String>),
}

/// The commands of the output contract that are not built yet.
const LATER: &[&str] = &["new", "impact", "explain", "schema", "report", "import"];

/// What stops a command.
enum Stop {
    /// The content has errors; they have been printed.
    Content,
    /// Wrong usage, or the machine failed.
    Failure(String),
}

/// Runs the program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let lang = cli.lang.unwrap_or_else(Lang::from_env);
    let result = match cli.command {
        Command::Build(options) => build::run(&options, lang).map(|_| ()),
        Command::Check(options) => check::run(&options, lang),
        Command::Serve(options) => serve::run(&options, lang),
        Command::Later(words) => {
            let asked = words.iter().skip_while(|word| *word != "--lang").nth(1);
            let lang = asked.and_then(|lang| Lang::from_str(lang, true).ok()).unwrap_or(lang);
            Err(Stop::Failure(unknown(&words, lang)))
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Content) => ExitCode::from(1),
        Err(Stop::Failure(why)) => {
            let word = crate::diag::message(&crate::diag::Message::new("level-error"), lang);
            eprintln!("{word}: {why}");
            ExitCode::from(2)
        }
    }
}

fn unknown(words: &[String], lang: Lang) -> String {
    let name = words.first().map_or("", String::as_str);
    let key = if LATER.contains(&name) { "not-built-yet" } else { "unknown-command" };
    let message = crate::diag::Message::new(key).with("what", name);
    crate::diag::message(&message, lang)
}
