//! `lantoa check`: every check, nothing written.

use super::Stop;
use super::build::Bar;
use super::options::Check;
use super::out;
use super::report::{print, read, say};
use crate::build::Session;
use crate::diag::{Lang, TextKey};

pub(super) fn run(options: &Check, lang: Lang) -> Result<(), Stop> {
    let mut read = read(&options.input, lang)?;
    if !options.no_drawn {
        let found = Session::check_made(&read, &Bar::new());
        read.found.extend(found.map_err(|failure| Stop::failed(&failure, lang))?);
    }
    read.settle();
    print(&read.found, &read.content.files, &options.input, lang)?;
    out::line(&say(TextKey::CHECKED, &[("count", &read.kit().items.len().to_string())], lang));
    Ok(())
}
