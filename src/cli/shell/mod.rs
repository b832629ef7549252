//! `lantoa completions` and `lantoa man`.

mod man;

use clap::{Args, CommandFactory};

use super::{Cli, Stop, out};

/// `lantoa completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Where each shell looks for them:
  bash        lantoa completions bash > ~/.local/share/bash-completion/completions/lantoa
  zsh         lantoa completions zsh > ~/.zfunc/_lantoa
              (with `fpath+=~/.zfunc` before `compinit` in ~/.zshrc)
  fish        lantoa completions fish > ~/.config/fish/completions/lantoa.fish
  powershell  lantoa completions powershell >> $PROFILE
Open a new terminal afterwards.")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

/// Writes a shell's completions.
pub(super) fn completions(options: &Completions) -> Result<(), Stop> {
    let mut text = Vec::new();
    clap_complete::generate(options.shell, &mut Cli::command(), "lantoa", &mut text);
    out::bytes(&text);
    Ok(())
}

/// Writes the manual page, in roff.
pub(super) fn man() -> Result<(), Stop> {
    let mut text = Vec::new();
    man::page(Cli::command(), &mut text).map_err(|error| Stop::Failure(error.to_string()))?;
    out::bytes(&text);
    Ok(())
}
