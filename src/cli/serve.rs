//! `lantoa serve`: builds, serves the site on this machine, and keeps up with
//! what is being written.

use super::Stop;
use super::build::{Bar, report, warn};
use super::options::{Build, Serve};
use super::out;
use super::report::say;
use crate::build::{Session, Timings};
use crate::cache::Cache;
use crate::diag::{Diagnostic, Files, Lang, Severity, TextKey, message};
use crate::edition::address::base_path;
use crate::publish::Manifest;
use crate::serve::{Excerpt, Fault, Notice, Options, Outcome, Site, Unserved, serve};

/// The folder below the cache's that a site with drafts is built into: what
/// nobody has approved never lies where it could be taken for the site.
const DRAFTS: &str = "drafts-site";

pub(super) fn run(options: &Serve, lang: Lang) -> Result<(), Stop> {
    let input = options.build.input.read();
    // What no change of the content can mend ends the command at once.
    input.usable().map_err(|failure| Stop::failed(&failure, lang))?;
    let mut build = options.build.clone();
    if build.input.drafts {
        // Makes the folder too, with a note that keeps it out of git.
        Cache::open(&build.cache)
            .map_err(|error| Stop::Failure(format!("{}: {error}", build.cache.display())))?;
        build.out = build.cache.join(DRAFTS);
        out::line(&say(
            TextKey::SERVING_DRAFTS,
            &[("out", &build.out.display().to_string())],
            lang,
        ));
    }
    let options = Options {
        port: options.port,
        open: options.open,
        lang,
        watched: vec![build.input.content.clone(), build.input.themes.clone()],
        ignored: vec![build.out.clone(), build.cache.clone()],
    };
    let mut session = Session::going_on(input);
    let served =
        serve(&options, |_| rebuild(&mut session, &build, lang), |notice| tell(&notice, lang));
    session.end(&build.make());
    served.map_err(|why| unserved(&why, lang))
}

fn unserved(why: &Unserved, lang: Lang) -> Stop {
    let (first, last, error) = match why {
        Unserved::Machine(error) => return Stop::Failure(error.to_string()),
        Unserved::Port { first, last, error } => {
            (first.to_string(), last.to_string(), error.to_string())
        }
    };
    Stop::Failure(match first == last {
        true => say(TextKey::SERVE_PORT, &[("port", &first), ("why", &error)], lang),
        false => {
            let gaps = [("first", &*first), ("last", &*last), ("why", &*error)];
            say(TextKey::SERVE_PORTS, &gaps, lang)
        }
    })
}

/// One build, and what it changed in the output.
fn rebuild(session: &mut Session, options: &Build, lang: Lang) -> Outcome {
    let site = |url: &str| Site { root: options.out.clone(), base_path: base_path(url) };
    let last = || Manifest::read(&options.out).ok().flatten().map(|last| site(&last.base_url));
    let built = match session.build(&options.make(), &Timings::new(false), &Bar::new()) {
        Ok(built) => built,
        Err(failure) => {
            return Outcome::Faulty { faults: vec![failed(&failure, lang)], site: last() };
        }
    };
    warn(&built.trouble, lang);
    // What it says of the run is seen from what was published.
    let _ = report(options, &built, lang);
    match built.published {
        Some(published) => {
            let (site, good_until) = (site(&built.base_url), built.good_until);
            Outcome::Built { site, changed: published.changed, good_until }
        }
        None => {
            // Warnings have not stopped anything, unless they count.
            let strict = options.input.strict;
            let stops = |d: &&Diagnostic| strict || d.severity == Severity::Error;
            let files = &built.content.files;
            let found = built.found.capped();
            let faults = found.iter().filter(stops).map(|d| fault(d, files, lang)).collect();
            Outcome::Faulty { faults, site: last() }
        }
    }
}

/// A failure as a fault; said on the terminal too.
fn failed(failure: &crate::build::Failure, lang: Lang) -> Fault {
    let why = message(&failure.0, lang);
    out::aside(&format!("{}: {why}", say(TextKey::LEVEL_ERROR, &[], lang)));
    Fault::plain(why)
}

fn tell(notice: &Notice<'_>, lang: Lang) {
    match notice {
        Notice::Serving(url) => out::line(&say(TextKey::SERVING, &[("url", url)], lang)),
        Notice::NotOpened(why) => {
            caution(say(TextKey::SERVE_NOT_OPENED, &[("why", &why.to_string())], lang), lang);
        }
        Notice::NotWatching(why) => {
            caution(say(TextKey::SERVE_NOT_WATCHING, &[("why", why)], lang), lang)
        }
    }
}

fn caution(what: String, lang: Lang) {
    out::aside(&format!("{}: {what}", say(TextKey::LEVEL_WARNING, &[], lang)));
}

/// A diagnostic as the panel shows it.
fn fault(diagnostic: &Diagnostic, files: &Files, lang: Lang) -> Fault {
    let place = diagnostic.span.map(|span| files.position(span.file, span.start));
    Fault {
        severity: diagnostic.severity,
        id: Some(diagnostic.id.name().to_string()),
        file: diagnostic.span.map(|span| files.get(span.file).path.clone()),
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        message: diagnostic.words(files, lang),
        hints: diagnostic.hints.iter().map(|hint| message(hint, lang)).collect(),
        excerpt: diagnostic.span.and_then(|span| excerpt(&files.get(span.file).text, span.range())),
    }
}

/// How much of a line is shown before and after what is marked, and of that;
/// characters.
const AROUND: usize = 60;

/// The line at the start of a range.
fn excerpt(text: &str, range: std::ops::Range<usize>) -> Option<Excerpt> {
    let (before, rest) = (text.get(..range.start)?, text.get(range.start..)?);
    let before = before.rsplit('\n').next().unwrap_or(before);
    let rest = rest.split('\n').next().unwrap_or(rest).trim_end();
    if before.trim().is_empty() && rest.is_empty() {
        return None;
    }
    let (marked, after) = rest.split_at_checked(range.len()).unwrap_or((rest, ""));
    let long = before.chars().count().saturating_sub(AROUND);
    let before: String = match long {
        0 => before.trim_start().to_string(),
        _ => std::iter::once('…').chain(before.chars().skip(long)).collect(),
    };
    Some(Excerpt {
        before: before.trim_start_matches('\u{feff}').to_string(),
        marked: cut(marked),
        after: cut(after),
    })
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(2 * AROUND) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_string(),
    }
}
