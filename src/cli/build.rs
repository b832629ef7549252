//! `lantoa build`: content → `public/`.

use std::sync::Mutex;

use super::options::{Build, BuildCommand};
use super::out;
use super::report::{print, say};
use super::{Stop, unwritable};
use crate::build::{Built, Progress, Session, Timings};
use crate::cache::Trouble;
use crate::diag::{Lang, TextKey};
use crate::edit;

pub(super) fn run(command: &BuildCommand, lang: Lang) -> Result<(), Stop> {
    let options = &command.build;
    let timings = Timings::new(options.timings || options.trace.is_some());
    let mut input = options.input.read();
    input.load.portable = command.portable;
    let mut session = Session::new(input);
    let built = session.build(&options.make(), &timings, &Bar::new());
    let built = built.map_err(|failure| Stop::failed(&failure, lang))?;
    warn(&built.trouble, lang);
    if options.timings {
        out::drawn(&timings.table());
    }
    if let Some(path) = &options.trace {
        crate::files::write(path, timings.trace().as_bytes())
            .map_err(|error| unwritable(path, &error, lang))?;
    }
    report(options, &built, lang)?;
    if command.record_prints {
        record_prints(&mut session, &built, options, lang)?;
    }
    Ok(())
}

/// Adds the versions that were published to the file that keeps them.
fn record_prints(
    session: &mut Session,
    built: &Built,
    options: &Build,
    lang: Lang,
) -> Result<(), Stop> {
    let new = session.new_prints(&built.content);
    let new = new.map_err(|failure| Stop::failed(&failure, lang))?;
    let path = options.input.content.join(&new.name);
    if !new.items.is_empty() {
        // A list in one line is written anew, an entry a line.
        let splice = edit::append_items(&new.text, &new.items);
        let text = splice.map_or(new.whole, |splice| edit::apply(&new.text, vec![splice]));
        crate::files::write(&path, text.as_bytes())
            .map_err(|error| unwritable(&path, &error, lang))?;
    }
    let (count, path) = (new.items.len().to_string(), path.display().to_string());
    println!("{}", say(TextKey::PRINTS_RECORDED, &[("count", &count), ("path", &path)], lang));
    Ok(())
}

/// Prints what a build found and came to.
pub(super) fn report(options: &Build, built: &Built, lang: Lang) -> Result<(), Stop> {
    print(&built.found, &built.content.files, &options.input, lang)?;
    let Some(published) = &built.published else { return Err(Stop::Content) };
    let out = options.out.display().to_string();
    let (count, written) = (published.files.to_string(), published.written.to_string());
    let gaps = [("count", &*count), ("out", &*out), ("written", &*written)];
    out::line(&say(TextKey::BUILT, &gaps, lang));
    Ok(())
}

/// Says what went wrong with the cache; the build is right all the same.
pub(super) fn warn(trouble: &Trouble, lang: Lang) {
    let word = say(TextKey::LEVEL_WARNING, &[], lang);
    if trouble.damaged > 0 {
        let count = trouble.damaged.to_string();
        out::aside(&format!("{word}: {}", say(TextKey::CACHE_DAMAGED, &[("count", &count)], lang)));
    }
    if let Some(error) = &trouble.refused {
        let why = error.to_string();
        out::aside(&format!("{word}: {}", say(TextKey::CACHE_REFUSED, &[("why", &why)], lang)));
    }
}

/// A bar on a terminal, nothing elsewhere.
pub(super) struct Bar(Option<Mutex<indicatif::ProgressBar>>);

impl Bar {
    pub(super) fn new() -> Self {
        let shown = out::is_terminal();
        Bar(shown.then(|| Mutex::new(indicatif::ProgressBar::new(0))))
    }
}

impl Progress for Bar {
    fn expect(&self, jobs: usize) {
        if let Some(Ok(bar)) = self.0.as_ref().map(Mutex::lock) {
            bar.inc_length(jobs as u64);
        }
    }

    fn tick(&self) {
        if let Some(Ok(bar)) = self.0.as_ref().map(Mutex::lock) {
            bar.inc(1);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(Ok(bar)) = self.0.as_ref().map(Mutex::lock) {
            bar.finish_and_clear();
        }
    }
}
