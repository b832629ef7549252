//! `lantoa serve`: builds, then serves the site on this machine.

use super::options::Serve;
use super::report::{say, threads};
use super::{Stop, build};
use crate::build::{Session, Timings};
use crate::diag::Lang;
use crate::edition::address::base_path;
use crate::serve::serve;

pub(super) fn run(options: &Serve, lang: Lang) -> Result<(), Stop> {
    threads(options.build.input.jobs);
    let mut session = Session::new(options.build.input.read());
    let timings = Timings::new(false);
    let built = session.build(&options.build.make(), &timings, &build::Bar::new());
    let built = built.map_err(|failure| Stop::failed(&failure, lang))?;
    build::warn(&built.trouble, lang);
    build::report(&options.build, &built, lang)?;
    let path = base_path(&built.base_url);
    serve(&options.build.out, &path, options.port, |url| {
        println!("{}", say("serving", &[("url", url)], lang));
    })
    .map_err(|error| Stop::Failure(error.to_string()))
}
