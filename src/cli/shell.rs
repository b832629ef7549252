//! `lantoa completions` and `lantoa man`.

use clap::{Args, CommandFactory};

use super::{Cli, Stop};

/// `lantoa completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

/// Writes a shell's completions.
pub(super) fn completions(options: &Completions) -> Result<(), Stop> {
    clap_complete::generate(
        options.shell,
        &mut Cli::command(),
        "lantoa",
        &mut std::io::stdout().lock(),
    );
    Ok(())
}

/// Writes the manual page, in roff.
pub(super) fn man() -> Result<(), Stop> {
    clap_mangen::Man::new(Cli::command())
        .render(&mut std::io::stdout().lock())
        .map_err(|error| Stop::Failure(error.to_string()))
}
