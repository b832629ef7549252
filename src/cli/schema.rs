//! `lantoa schema`: JSON Schemas of the content, for editors.

use clap::Args;

use super::Stop;
use super::report::say;
use crate::diag::Lang;

/// `lantoa schema`.
#[derive(Debug, Args)]
pub struct Options {}

pub(super) fn run(_options: &Options, lang: Lang) -> Result<(), Stop> {
    Err(Stop::Failure(say("not-built-yet", &[("what", "schema")], lang)))
}
