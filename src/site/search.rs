//! The page of the search, and the list of everything for those who have no
//! script.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::page::{Draft, Planned, Spot};
use super::parts::{Link, Text};
use super::{Cx, Language};
use crate::copy::unaccented;
use crate::edition::{Findable, KINDS, address};

#[derive(Debug, Serialize)]
struct SearchView {
    /// What can be chosen beside the words.
    filters: Vec<Filter>,
    /// The list of everything.
    all: String,
    /// The index, and the scripts that read it, in their order.
    scripts: Vec<String>,
    /// The same search in other languages and units.
    elsewhere: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct Filter {
    name: &'static str,
    /// The field of the index that it looks at.
    field: &'static str,
    label: String,
    choices: Vec<Choice>,
}

#[derive(Debug, Serialize)]
struct Choice {
    value: String,
    text: Text,
}

#[derive(Debug, Serialize)]
struct AllView {
    kinds: Vec<OfKind>,
    search: String,
}

/// Everything of a kind.
#[derive(Debug, Serialize)]
struct OfKind {
    id: &'static str,
    label: String,
    count: String,
    letters: Vec<Letter>,
}

#[derive(Debug, Serialize)]
struct Letter {
    letter: String,
    links: Vec<Link>,
}

const SCRIPTS: [&str; 3] = ["js/minisearch.js", "js/terms.js", "js/search.js"];

impl<'p> Language<'p> {
    pub(super) fn search(self: &Arc<Self>) -> [Planned<'p>; 2] {
        let spot = Spot { at: "search/".into(), noindex: true, ..Spot::default() };
        let all = Spot { at: "search/all/".into(), noindex: true, ..Spot::default() };
        [self.plan(spot, |cx| cx.search_page()), self.plan(all, |cx| cx.everything_page())]
    }
}

impl Cx<'_, '_> {
    fn search_page(&self) -> Draft {
        let home = address::search(self.kit, &self.lang);
        let index = format!("{home}index.js");
        let [engine, rest @ ..] = SCRIPTS;
        let scripts = [engine, &index].into_iter().chain(rest).map(str::to_string).collect();
        let view = SearchView {
            filters: self.filters(self.found()),
            all: format!("{home}all/"),
            scripts,
            elsewhere: self.elsewhere(),
        };
        self.search_draft("search.html", "site_search").show(view)
    }

    /// What can be looked for: made by the first of the two pages.
    fn found(&self) -> &[Findable] {
        self.found.get_or_init(|| self.edition.findable(&self.lang))
    }

    fn search_draft(&self, template: &'static str, heading: &str) -> Draft {
        Draft {
            template,
            kind: "search",
            heading: Text { s: self.word(heading), lang: None },
            ..Draft::default()
        }
    }

    /// The choices that leave something out.
    fn filters(&self, found: &[Findable]) -> Vec<Filter> {
        let plain = |s: String| Text { s, lang: None };
        let has = |of: fn(&Findable) -> &[String], id: &str| {
            found.iter().any(|one| of(one).iter().any(|has| has == id))
        };
        let kinds = KINDS.iter().filter(|(kind, _)| found.iter().any(|one| one.kind == *kind));
        let kinds = kinds.map(|(kind, word)| Choice {
            value: (*kind).to_string(),
            text: plain(self.word(word)),
        });
        let audiences = self.kit.audiences.iter().filter(|one| has(|f| &f.audiences, &one.id));
        let audiences = audiences
            .map(|one| Choice { value: one.id.value.to_string(), text: self.text(&one.title) });
        let campaigns = self.kit.campaigns.iter().filter(|one| has(|f| &f.campaigns, &one.id));
        let campaigns = campaigns
            .map(|one| Choice { value: one.id.to_string(), text: self.text(&one.record.title) });
        let ends = [("open", "site_search_open"), ("until", "site_search_until")];
        let ends = ends
            .map(|(value, word)| Choice { value: value.to_string(), text: plain(self.word(word)) });
        let filter = |name, field, word: &str, choices| Filter {
            name,
            field,
            label: self.word(word),
            choices,
        };
        let mut filters = vec![
            filter("kind", "k", "site_search_kind", kinds.collect()),
            filter("audience", "a", "site_audiences", audiences.collect()),
            filter("campaign", "c", "site_campaigns", campaigns.collect()),
            filter("valid", "v", "site_search_validity", Vec::from(ends)),
        ];
        filters.retain(|filter| filter.choices.len() > 1);
        filters
    }

    /// The search of the other languages of this kit, and of the other units
    /// in this language.
    fn elsewhere(&self) -> Vec<Link> {
        let link = |href: String, s: String, lang: Option<String>| Link {
            href,
            text: Text { s, lang },
            ..Link::default()
        };
        let others = self.kit.languages.iter().filter(|lang| **lang != self.lang).map(|lang| {
            let name = self.kit.locales.own_name(lang).to_string();
            link(address::search(self.kit, lang), name, Some(lang.clone()))
        });
        let units = self.edition.all.iter().filter(|kit| kit.home != self.kit.home);
        let units = units
            .map(|kit| link(address::search(kit, &self.lang), kit.contacts(&self.lang).name, None));
        others.chain(units).collect()
    }

    fn everything_page(&self) -> Draft {
        let mut found: Vec<&Findable> = self.found().iter().collect();
        found.sort_by_cached_key(|one| (sorted(&one.title), one.href.clone()));
        let of_kind = |(kind, word): &(&'static str, &str)| {
            let mut letters: BTreeMap<String, Vec<Link>> = BTreeMap::new();
            for one in found.iter().filter(|one| one.kind == *kind) {
                letters.entry(letter(&one.title)).or_default().push(Link {
                    href: one.href.clone(),
                    text: Text { s: one.title.clone(), lang: None },
                    ..Link::default()
                });
            }
            let count: usize = letters.values().map(Vec::len).sum();
            let letter = |(letter, links)| Letter { letter, links };
            (count > 0).then(|| OfKind {
                id: kind,
                label: self.word(word),
                count: self.kit.number(count.into(), &self.lang),
                letters: letters.into_iter().map(letter).collect(),
            })
        };
        let kinds = KINDS.iter().filter_map(of_kind).collect();
        let search = address::search(self.kit, &self.lang);
        let mut draft = self.search_draft("all.html", "site_search_all");
        draft.crumbs.push(Link {
            href: search.clone(),
            text: Text { s: self.word("site_search"), lang: None },
            ..Link::default()
        });
        draft.show(AllView { kinds, search })
    }
}

/// What a title is sorted by: its letters, then their marks.
fn sorted(title: &str) -> (String, String) {
    let letters = title.trim_start_matches(|c: char| !c.is_alphanumeric());
    (unaccented(letters).to_lowercase(), title.to_string())
}

/// The letter that a title is listed under; all that begin with none under
/// one sign.
fn letter(title: &str) -> String {
    let first = title.chars().find(|c| c.is_alphanumeric());
    match first {
        Some(c) if c.is_alphabetic() => unaccented(&c.to_string()).to_uppercase(),
        _ => "#".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{letter, sorted};

    #[test]
    fn titles_stand_under_their_letter() {
        assert_eq!(["Ấm áp", "“đủ” tuổi", "2 bước", "ខ្មែរ"].map(letter), ["A", "D", "#", "ខ"]);
        let mut titles = ["Đủ", "Dù", "Du", "“An", "Ấm"];
        titles.sort_by_key(|title| sorted(title));
        assert_eq!(titles, ["Ấm", "“An", "Du", "Dù", "Đủ"]);
    }
}
