//! `lantoa explain`: the page of a check.

use clap::Args;

use super::Stop;
use super::report::say;
use crate::diag::Lang;

/// `lantoa explain`.
#[derive(Debug, Args)]
pub struct Options {}

pub(super) fn run(_options: &Options, lang: Lang) -> Result<(), Stop> {
    Err(Stop::Failure(say("not-built-yet", &[("what", "explain")], lang)))
}
