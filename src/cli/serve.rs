//! `lantoa serve`: builds, then serves the site on this machine.

use super::options::Serve;
use super::report::say;
use super::{Stop, build};
use crate::diag::Lang;
use crate::serve::{base_path, serve};

pub(super) fn run(options: &Serve, lang: Lang) -> Result<(), Stop> {
    let built = build::run(&options.build, lang)?;
    let path = base_path(&built.base_url);
    serve(&options.build.out, &path, options.port, |url| {
        println!("{}", say("serving", &[("url", url)], lang));
    })
    .map_err(|error| Stop::Failure(error.to_string()))
}
