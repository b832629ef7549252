//! `lantoa impact`: what depends on a fact, a legal document or a unit.

use std::fmt::Write as _;

use clap::Args;
use jiff::civil::Date;

use super::Stop;
use super::options::{Format, Input};
use super::out;
use super::report::{print, read, say};
use crate::diag::{Lang, TextKey, closest};
use crate::edition::Edition;
use crate::report::impact::{Dependent, Impact, Subject, subjects};

/// `lantoa impact`.
#[derive(Debug, Args)]
pub struct Options {
    /// The id of a fact, a legal document or a unit; `fact:ID`, `legal:ID` or
    /// `unit:ID` where several have it
    id: String,
    /// The other day; default: the first on which something changes
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<Date>,
    #[command(flatten)]
    input: Input,
}

pub(super) fn run(options: &Options, lang: Lang) -> Result<(), Stop> {
    let mut read = read(&options.input, lang)?;
    read.settle();
    print(&read.found, &read.content.files, &options.input, lang)?;
    let found = subjects(read.kit(), &options.id);
    let subject = match &found[..] {
        [one] => one.clone(),
        [] => return Err(Stop::Failure(unknown(read.kit(), &options.id, lang))),
        _ => {
            let names: Vec<String> = found.iter().map(name).collect();
            let list = names.join(", ");
            return Err(Stop::Failure(say(TextKey::IMPACT_SEVERAL, &[("list", &list)], lang)));
        }
    };
    // A unit's texts are those of its own kit.
    let kit = match &subject {
        Subject::Unit(id) => crate::source::ItemId::parse(id)
            .map_or_else(|| read.kit().clone(), |id| read.kit().of_unit(&id, String::new())),
        Subject::Fact(_) | Subject::Legal(_) => read.kit().clone(),
    };
    let edition = Edition::of(&kit, &read.content, &read.workshop.theme);
    let impact = Impact::of(&edition, subject, options.on, words_in(lang));
    if options.input.format == Format::Json {
        // Strings, numbers and dates only, which always serialise.
        let json = serde_json::to_string(&impact).unwrap_or_default();
        out::bytes(format!("{json}\n").as_bytes());
    } else {
        out::print(&text(&impact, lang));
    }
    Ok(())
}

/// The language of titles: that of lantoa's own words.
fn words_in(lang: Lang) -> &'static str {
    lang.code()
}

fn name(subject: &Subject) -> String {
    match subject {
        Subject::Fact(id) => format!("fact:{id}"),
        Subject::Legal(id) => format!("legal:{id}"),
        Subject::Unit(id) => format!("unit:{id}"),
    }
}

fn unknown(kit: &crate::catalog::Kit, id: &str, lang: Lang) -> String {
    let bare = id.rsplit(':').next().unwrap_or(id);
    let facts = kit.facts.0.keys().map(String::as_str);
    let known = facts
        .chain(kit.legal.iter().map(|legal| legal.id.as_str()))
        .chain(kit.units.keys().map(String::as_str));
    match closest(bare, known) {
        Some(near) => say(TextKey::IMPACT_UNKNOWN_NEAR, &[("id", id), ("name", near)], lang),
        None => say(TextKey::IMPACT_UNKNOWN, &[("id", id)], lang),
    }
}

fn text(impact: &Impact, lang: Lang) -> String {
    let mut out = String::new();
    let (date, on) = (impact.date.to_string(), impact.on.to_string());
    // Writing to a string does not fail.
    let _ = writeln!(out, "{} · {}", name(&impact.subject), impact.title);
    let _ = writeln!(out, "{}\n", say(TextKey::IMPACT_DAYS, &[("date", &date), ("on", &on)], lang));
    let none = say(TextKey::IMPACT_NO_VALUE, &[], lang);
    for fact in &impact.facts {
        let before = fact.before.as_deref().unwrap_or(&none);
        let after = fact.after.as_deref().unwrap_or(&none);
        let change =
            if before == after { before.to_string() } else { format!("{before} → {after}") };
        let _ = writeln!(out, "  {}: {change}\n    {}", fact.id, fact.title);
    }
    if !impact.facts.is_empty() {
        out.push('\n');
    }
    for item in &impact.items {
        show(item, lang, &mut out);
    }
    if !impact.artifacts.is_empty() {
        let _ = writeln!(out, "{}", say(TextKey::IMPACT_OTHER_FILES, &[], lang));
        for path in &impact.artifacts {
            let _ = writeln!(out, "    {path}");
        }
        out.push('\n');
    }
    let sentences: usize = impact.items.iter().map(|item| item.sentences.len()).sum();
    let artifacts = impact.artifacts.len()
        + impact.items.iter().map(|item| item.artifacts.len()).sum::<usize>();
    let counts = [
        ("items", &*impact.items.len().to_string()),
        ("sentences", &*sentences.to_string()),
        ("artifacts", &*artifacts.to_string()),
    ];
    let _ = writeln!(out, "{}", say(TextKey::IMPACT_SUMMARY, &counts, lang));
    out
}

fn show(item: &Dependent, lang: Lang, out: &mut String) {
    let _ = writeln!(out, "{}:{} · {}", item.kind, item.id, item.title);
    let [now, then] = item.phase.map(|phase| serde_json::to_value(phase).unwrap_or_default());
    if now != then {
        let word = |phase: &serde_json::Value| phase.as_str().unwrap_or_default().to_string();
        let gaps = [("before", &*word(&now)), ("after", &*word(&then))];
        let _ = writeln!(out, "  {}", say(TextKey::IMPACT_PHASE, &gaps, lang));
    }
    for sentence in &item.sentences {
        let _ = writeln!(
            out,
            "  {}:{}:{} ({})",
            sentence.file, sentence.line, sentence.column, sentence.lang
        );
        if sentence.before == sentence.after {
            let _ = writeln!(out, "      {}", sentence.before);
        } else {
            let _ = writeln!(out, "    - {}\n    + {}", sentence.before, sentence.after);
        }
    }
    if !item.artifacts.is_empty() {
        let _ = writeln!(out, "  {}", say(TextKey::IMPACT_FILES, &[], lang));
        for path in &item.artifacts {
            let _ = writeln!(out, "    {path}");
        }
    }
    out.push('\n');
}
