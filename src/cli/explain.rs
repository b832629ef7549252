//! `lantoa explain`: the page of a check in one language, or the list of all
//! checks. The pages of `docs/checks/` are inside the binary; how such a page
//! is laid out is known here alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::Args;
use include_dir::{Dir, include_dir};

use super::report::say;
use super::{Stop, out};
use crate::diag::{Id, Lang, Severity, TextKey, closest};

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/docs/checks");

/// `lantoa explain`.
#[derive(Debug, Args)]
pub struct Options {
    /// The check, as its diagnostics name it; without it: the list of all
    #[arg(value_name = "ID")]
    id: Option<String>,
}

pub(super) fn run(options: &Options, lang: Lang) -> Result<(), Stop> {
    let text = match &options.id {
        Some(written) => page(find(written, lang)?, lang),
        None => list(lang),
    };
    out::print(&text);
    Ok(())
}

/// The check that was asked for; `lỗi[unknown-fact]`, as it is printed, is
/// understood too.
fn find(written: &str, lang: Lang) -> Result<Id, Stop> {
    let inside = written.split_once('[').map_or(written, |(_, rest)| rest);
    let name = inside.trim_end_matches(']').trim().to_lowercase();
    if let Some(id) = Id::ALL.iter().copied().find(|id| id.name() == name) {
        return Ok(id);
    }
    let unknown = say(TextKey::UNKNOWN_CHECK, &[("name", written)], lang);
    let more = match closest(&name, Id::ALL.iter().map(|id| id.name())) {
        Some(best) => say(TextKey::HINT_DID_YOU_MEAN, &[("name", best)], lang),
        None => say(TextKey::HINT_EXPLAIN_LIST, &[], lang),
    };
    Err(Stop::Failure(format!("{unknown}; {more}")))
}

/// A page: its title, its severity, and its part in one language.
fn page(id: Id, lang: Lang) -> String {
    let severity = say(TextKey::CHECK_SEVERITY, &[("severity", severity(id, lang).as_str())], lang);
    format!("# {}\n\n{severity}\n\n{}\n", id.name(), part(id, lang))
}

/// Every check with its severity and the first paragraph of its page.
fn list(lang: Lang) -> String {
    let widest = |words: &mut dyn Iterator<Item = usize>| words.max().unwrap_or(0);
    let name_width = widest(&mut Id::ALL.iter().map(|id| id.name().len()));
    let severities: Vec<String> = Id::ALL.iter().map(|id| severity(*id, lang)).collect();
    let severity_width = widest(&mut severities.iter().map(|word| word.chars().count()));
    let mut text = String::new();
    for (id, severity) in Id::ALL.iter().zip(&severities) {
        let line = part(*id, lang).lines().next().unwrap_or_default();
        // Writing into a string does not fail.
        let _ = writeln!(
            text,
            "{:name_width$}  {severity:severity_width$}  {}",
            id.name(),
            line.trim_end()
        );
    }
    text
}

fn severity(id: Id, lang: Lang) -> String {
    let key = match id.severity() {
        Severity::Error => TextKey::LEVEL_ERROR,
        Severity::Warning | Severity::Off => TextKey::LEVEL_WARNING,
    };
    say(key, &[], lang)
}

/// What each check looks at: the first paragraph of its page, by its id.
pub(super) fn summaries(lang: Lang) -> BTreeMap<String, String> {
    let first = |id: &Id| part(*id, lang).lines().next().unwrap_or_default().trim_end().to_string();
    Id::ALL.iter().map(|id| (id.name().to_string(), first(id))).collect()
}

/// The part of a check's page below the heading of a language.
fn part(id: Id, lang: Lang) -> &'static str {
    let file = PAGES.get_file(format!("{}.md", id.name()));
    let text = file.and_then(|file| file.contents_utf8()).unwrap_or_default();
    // An example may hold headings of its own, so the part ends where the
    // other language begins, not at the next heading.
    let (before, english) = text.split_once("\n## English\n").unwrap_or((text, ""));
    match lang {
        Lang::Vi => before.split_once("\n## Tiếng Việt\n").map_or("", |(_, part)| part).trim(),
        Lang::En => english.trim(),
    }
}
