//! What rests on a fact, a legal document or a unit: the facts computed from
//! it, the items that quote it, their files, and each sentence as it reads on
//! the build date and as it would read on another day.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::sentence::sentence;
use crate::catalog::{Item, Kit};
use crate::diag::Span;
use crate::plan::site::pages;
use crate::plan::{Draw, Planner};
use crate::source::placeholder::placeholders;

/// What is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "id", rename_all = "lowercase")]
pub enum Subject {
    /// A fact, by id.
    Fact(String),
    /// A legal document, by id.
    Legal(String),
    /// A unit, by id.
    Unit(String),
}

/// Something that has one form now and one on the other day.
#[derive(Debug, Clone, Serialize)]
pub struct Changed {
    /// The fact's id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// On the build date; absent where it has no value.
    pub before: Option<String>,
    /// On the other day.
    pub after: Option<String>,
}

/// A sentence, before and after.
#[derive(Debug, Clone, Serialize)]
pub struct Sentence {
    /// `content/…`.
    pub file: String,
    /// From 1.
    pub line: u32,
    /// From 1, in Unicode scalar values.
    pub column: u32,
    /// The language it is in.
    pub lang: String,
    /// As it reads on the build date.
    pub before: String,
    /// As it would read on the other day.
    pub after: String,
}

/// An item that rests on what is asked about.
#[derive(Debug, Clone, Serialize)]
pub struct Dependent {
    /// Its kind.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The files it is written in.
    pub sources: Vec<String>,
    /// Where it is in its life on the build date, and on the other day.
    pub phase: [crate::catalog::Phase; 2],
    /// What of it changes; empty where it only cites a document.
    pub sentences: Vec<Sentence>,
    /// Its files in `public/`.
    pub artifacts: Vec<String>,
}

/// What rests on a fact, a legal document or a unit.
#[derive(Debug, Clone, Serialize)]
pub struct Impact {
    /// What is asked about.
    pub subject: Subject,
    /// What it is called.
    pub title: String,
    /// The build date.
    pub date: Date,
    /// The other day.
    pub on: Date,
    /// The facts: the one asked about, and those computed from it.
    pub facts: Vec<Changed>,
    /// The items.
    pub items: Vec<Dependent>,
    /// Files in `public/` that show it beside those of the items: lists,
    /// packs, the page of figures.
    pub artifacts: Vec<String>,
}

/// The facts, legal documents or units that an id names, with its scheme
/// where it has one (`fact:…`, `legal:…`, `unit:…`).
#[must_use]
pub fn subjects(kit: &Kit, name: &str) -> Vec<Subject> {
    let (scheme, id) = name.split_once(':').unwrap_or(("", name));
    let is = |kind: &str| scheme.is_empty() || scheme == kind;
    let mut found = Vec::new();
    if is("fact") && kit.facts.0.contains_key(id) {
        found.push(Subject::Fact(id.to_string()));
    }
    if is("legal") && kit.legal(id).is_some() {
        found.push(Subject::Legal(id.to_string()));
    }
    if is("unit") && kit.units.contains_key(id) {
        found.push(Subject::Unit(id.to_string()));
    }
    found
}

impl Impact {
    /// What rests on `subject`; `on` is the other day, by default the first
    /// on which one of the facts changes.
    #[must_use]
    pub fn of(planner: &Planner<'_>, subject: Subject, on: Option<Date>, lang: &str) -> Impact {
        let kit = planner.kit;
        let own = own_facts(kit, &subject);
        let on = on.or_else(|| next_change(kit, &own)).unwrap_or(kit.date);
        let then = kit.on(on);
        let touched: BTreeSet<&str> = kit
            .facts
            .0
            .keys()
            .filter(|id| {
                let support = kit.support(id);
                support.is_some_and(|support| support.facts.iter().any(|used| own.contains(used)))
            })
            .map(String::as_str)
            .collect();
        let value = |kit: &Kit, id: &str| {
            let fact = kit.facts.0.get(id)?;
            Some(fact.format(kit.value(id)?, lang))
        };
        let facts = touched.iter().filter_map(|id| {
            let title = kit.say(&kit.facts.0.get(*id)?.record.title, lang);
            let (before, after) = (value(kit, id), value(&then, id));
            Some(Changed { id: (*id).to_string(), title, before, after })
        });
        let concerns = |name: &str| match &subject {
            Subject::Unit(_) => name.starts_with("unit."),
            Subject::Fact(_) | Subject::Legal(_) => touched.contains(name),
        };
        let view = View { planner, then: &then, concerns: &concerns };
        let jobs = planner.drawings();
        let mut items = Vec::new();
        for item in &kit.items {
            let sentences = view.sentences(item);
            if !sentences.is_empty() || cites(kit, item, &subject, &touched) {
                items.push(view.dependent(item, sentences, &jobs, lang));
            }
        }
        let mut impact = Impact {
            title: title(kit, &subject, lang),
            facts: facts.collect(),
            artifacts: Vec::new(),
            date: kit.date,
            on,
            items,
            subject,
        };
        impact.files(planner, &jobs, &touched);
        impact
    }

    /// Adds the pages and packs to the items they belong to, or to the rest.
    fn files(&mut self, planner: &Planner<'_>, jobs: &[Draw], touched: &BTreeSet<&str>) {
        let packs = planner.packs(jobs);
        let paths: BTreeSet<String> = packs.iter().map(|pack| pack.path.clone()).collect();
        let drawn: BTreeSet<String> =
            self.items.iter().flat_map(|item| item.artifacts.iter().cloned()).collect();
        for page in pages(planner, jobs, &paths) {
            let own = self.items.iter_mut().find(|item| {
                page.id.as_deref() == Some(&item.id) && page.facets.sources == item.sources
            });
            let names = |list: &[String]| list.iter().any(|id| touched.contains(id.as_str()));
            match own {
                Some(item) => item.artifacts.push(page.path),
                None if names(&page.facets.facts) => self.artifacts.push(page.path),
                None => {}
            }
        }
        for pack in packs {
            if pack.files.iter().any(|(path, _)| drawn.contains(path)) {
                self.artifacts.push(pack.path);
            }
        }
        let facts = crate::plan::site::address::fact(planner.kit, "", planner.kit.default_lang());
        if !touched.is_empty() {
            self.artifacts.push(facts.replace('#', "index.html"));
        }
        for item in &mut self.items {
            item.artifacts.sort();
            item.artifacts.dedup();
        }
        self.artifacts.sort();
        self.artifacts.dedup();
    }
}

/// The facts that the subject itself decides.
fn own_facts(kit: &Kit, subject: &Subject) -> BTreeSet<String> {
    match subject {
        Subject::Fact(id) => BTreeSet::from([id.clone()]),
        Subject::Unit(_) => BTreeSet::new(),
        Subject::Legal(legal) => {
            let cites = |fact: &&crate::catalog::Fact| {
                let values = fact.values().iter().filter_map(|value| value.value.legal.as_ref());
                values.chain(&fact.record.legal).any(|id| id.as_str() == legal)
            };
            let facts = kit.facts.0.values().filter(cites);
            facts.map(|fact| fact.record.id.to_string()).collect()
        }
    }
}

/// The first day after the build date on which one of the facts changes.
fn next_change(kit: &Kit, facts: &BTreeSet<String>) -> Option<Date> {
    let days = facts
        .iter()
        .flat_map(|id| kit.facts.history(id))
        .flat_map(|value| [value.from, value.until.and_then(|until| until.tomorrow().ok())]);
    days.flatten().filter(|day| *day > kit.date).min()
}

fn title(kit: &Kit, subject: &Subject, lang: &str) -> String {
    match subject {
        Subject::Fact(id) => {
            kit.facts.0.get(id).map(|fact| kit.say(&fact.record.title, lang)).unwrap_or_default()
        }
        Subject::Legal(id) => kit.legal(id).map_or_else(String::new, |legal| {
            format!("{}, {}", legal.number, kit.say(&legal.title, lang))
        }),
        Subject::Unit(id) => {
            kit.units.get(id).map(|unit| kit.say(&unit.name, lang)).unwrap_or_default()
        }
    }
}

/// Whether an item rests on the subject without a sentence of its own: it
/// cites the document, or a drawing of it computes with the fact.
fn cites(kit: &Kit, item: &Item, subject: &Subject, touched: &BTreeSet<&str>) -> bool {
    let facts = kit.rests_on(item);
    facts.iter().any(|id| touched.contains(id.as_str()))
        || match subject {
            Subject::Legal(legal) => item.legal.iter().any(|id| id.as_str() == legal),
            Subject::Unit(unit) => kit.units.get(unit).is_some_and(|unit| {
                let own = unit.overrides.iter().flat_map(|own| &own.messages.0);
                own.into_iter().any(|(id, _)| id.value == item.id.value)
            }),
            Subject::Fact(_) => false,
        }
}

/// Both days at once.
struct View<'a> {
    planner: &'a Planner<'a>,
    then: &'a Kit,
    concerns: &'a dyn Fn(&str) -> bool,
}

impl View<'_> {
    fn dependent(
        &self,
        item: &Item,
        sentences: Vec<Sentence>,
        jobs: &[Draw],
        lang: &str,
    ) -> Dependent {
        let kit = self.planner.kit;
        let own = jobs.iter().filter(|job| job.kind == item.kind && job.id == item.id.as_str());
        Dependent {
            kind: item.kind.word(),
            id: item.id.to_string(),
            title: kit.say(&item.title, lang),
            sources: item.sources.clone(),
            phase: [kit.phase(item), self.then.phase(item)],
            sentences,
            artifacts: own.flat_map(|job| &job.outputs).map(|out| out.path.clone()).collect(),
        }
    }

    /// The sentences of an item that the subject decides.
    fn sentences(&self, item: &Item) -> Vec<Sentence> {
        let files = &self.planner.content.files;
        let mut sentences: Vec<Sentence> = Vec::new();
        let mut spans = item.spans.clone();
        spans.sort_unstable();
        spans.dedup();
        for span in spans {
            let text = files.slice(span);
            let mut until = 0;
            for found in placeholders(text) {
                if !(self.concerns)(found.name) || found.range.start < until {
                    continue;
                }
                let range = sentence(text, found.range.clone());
                until = range.end;
                sentences.push(self.both(span, &text[range.clone()], range.start));
            }
        }
        if let Some(figure) = item.figure.as_ref().filter(|figure| (self.concerns)(figure)) {
            sentences.push(self.both(figure.span, &format!("{{{{ {} }}}}", figure.value), 0));
        }
        sentences
    }

    fn both(&self, span: Span, text: &str, at: usize) -> Sentence {
        let kit = self.planner.kit;
        let files = &self.planner.content.files;
        let lang = kit.lang_at(span);
        let place = span.slice(at, at);
        let (line, column) = files.position(place.file, place.start);
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Sentence {
            file: files.get(span.file).path.clone(),
            line,
            column,
            lang: lang.to_string(),
            before: kit.fill(&plain, lang),
            after: self.then.fill(&plain, lang),
        }
    }
}
