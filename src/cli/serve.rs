//! `lantoa serve`: builds, then serves the site on this machine.

use super::options::Serve;
use super::{Stop, build};
use crate::diag::Lang;

pub(super) fn run(options: &Serve, lang: Lang) -> Result<(), Stop> {
    let _built = build::run(&options.build, lang)?;
    Err(Stop::Failure("serve".into()))
}
