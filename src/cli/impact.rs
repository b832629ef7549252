//! `lantoa impact`: what depends on a fact, a legal document or a unit.

use clap::Args;

use super::Stop;
use super::report::say;
use crate::diag::Lang;

/// `lantoa impact`.
#[derive(Debug, Args)]
pub struct Options {}

pub(super) fn run(_options: &Options, lang: Lang) -> Result<(), Stop> {
    Err(Stop::Failure(say("not-built-yet", &[("what", "impact")], lang)))
}
