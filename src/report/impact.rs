//! What rests on a fact, a legal document or a unit: the facts computed from
//! it, the items that quote it, their files, and each sentence as it reads on
//! the build date and as it would read on another day.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::sentence::sentence;
use crate::artifact::{Facets, Head, Heads, Kind as FileKind};
use crate::catalog::{Item, Kit};
use crate::diag::Span;
use crate::edition::{Edition, address};
use crate::plan;
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
    pub fn of(edition: &Edition<'_>, subject: Subject, on: Option<Date>, lang: &str) -> Impact {
        let kit = edition.kit;
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
            Some(kit.amount(fact, kit.value(id)?, lang))
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
        let view = View { edition, then: &then, concerns: &concerns };
        let heads = plan::heads(edition);
        let mut items = Vec::new();
        for item in &kit.items {
            let sentences = view.sentences(item);
            if !sentences.is_empty() || cites(kit, item, &subject, &touched) {
                items.push(view.dependent(item, sentences, &heads, lang));
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
        impact.files(edition, &heads, &touched);
        impact
    }

    /// Adds the pages and packs to the items they belong to, or to the rest.
    fn files(&mut self, edition: &Edition<'_>, heads: &Heads, touched: &BTreeSet<&str>) {
        let drawn: BTreeSet<String> =
            self.items.iter().flat_map(|item| item.artifacts.iter().cloned()).collect();
        let names = |list: &[String]| list.iter().any(|id| touched.contains(id.as_str()));
        for head in heads.iter() {
            let facets = &head.about.facets;
            match head.kind {
                FileKind::Page => {
                    let own = self.items.iter_mut().find(|item| {
                        head.about.id.as_deref() == Some(&item.id) && facets.sources == item.sources
                    });
                    match own {
                        Some(item) => item.artifacts.push(head.path.to_string()),
                        None if names(&facets.facts) => self.artifacts.push(head.path.to_string()),
                        None => {}
                    }
                }
                FileKind::Pack if packs(heads, head).any(|path| drawn.contains(path)) => {
                    self.artifacts.push(head.path.to_string());
                }
                _ => {}
            }
        }
        let facts = address::fact(edition.kit, "", edition.kit.default_lang());
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

/// The files that a pack holds.
fn packs<'h>(heads: &'h Heads, pack: &'h Head) -> impl Iterator<Item = &'h str> {
    let Facets { campaigns, audiences, .. } = &*pack.about.facets;
    let is_in = move |head: &&Arc<Head>| {
        let own = &head.about.facets;
        head.packed.is_some()
            && head.about.lang == pack.about.lang
            && campaigns.iter().all(|id| own.campaigns.contains(id))
            && audiences.iter().all(|id| own.audiences.contains(id))
    };
    heads.iter().filter(is_in).map(|head| &*head.path)
}

/// Both days at once.
struct View<'a> {
    edition: &'a Edition<'a>,
    then: &'a Kit,
    concerns: &'a dyn Fn(&str) -> bool,
}

impl View<'_> {
    fn dependent(
        &self,
        item: &Item,
        sentences: Vec<Sentence>,
        heads: &Heads,
        lang: &str,
    ) -> Dependent {
        let kit = self.edition.kit;
        let mut artifacts = Vec::new();
        for lang in &kit.languages {
            let own = heads.of(item.kind.word(), &item.id, lang);
            artifacts.extend(own.map(|head| head.path.to_string()));
        }
        Dependent {
            kind: item.kind.word(),
            id: item.id.to_string(),
            title: kit.say(&item.title, lang),
            sources: item.sources.clone(),
            phase: [kit.phase(item), self.then.phase(item)],
            sentences,
            artifacts,
        }
    }

    /// The sentences of an item that the subject decides.
    fn sentences(&self, item: &Item) -> Vec<Sentence> {
        let files = &self.edition.content.files;
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
        let kit = self.edition.kit;
        let files = &self.edition.content.files;
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
