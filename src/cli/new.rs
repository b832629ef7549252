//! `lantoa new`: a small kit that builds, or an item added to one.

use clap::Args;

use super::Stop;
use super::report::say;
use crate::diag::Lang;

/// `lantoa new`.
#[derive(Debug, Args)]
pub struct Options {}

pub(super) fn run(_options: &Options, lang: Lang) -> Result<(), Stop> {
    Err(Stop::Failure(say("not-built-yet", &[("what", "new")], lang)))
}
