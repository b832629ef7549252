//! How a kit's coverage is found out: each item is looked at once, then
//! counted where it stands.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::Voice;
use super::coverage::{
    AudienceCoverage, CampaignCoverage, Count, Coverage, Expiring, Instead, ItemRef, KINDS,
    Missing, Named, Reason, SOON, Total, Untranslated,
};
use crate::catalog::{Body, Campaign, Item, Kind, Kit, Phase};
use crate::edition::languages_of;

impl Coverage {
    /// Looks at the kit; names are in the reader's language.
    #[must_use]
    pub fn of(kit: &Kit, voice: Voice) -> Self {
        let horizon = kit.date.checked_add(SOON.days()).unwrap_or(kit.date);
        let looked = kit.items.iter().map(|item| Looked::at(kit, item, horizon));
        let survey = Survey { kit, voice, items: looked.collect(), horizon };
        let mut missing = Vec::new();
        let mut placed = BTreeSet::new();
        let each = kit.campaigns.iter().map(|c| survey.campaign(c, &mut missing, &mut placed));
        let campaigns: Vec<_> = each.collect();
        let totals = kit.languages.iter().map(|lang| survey.total(lang, &campaigns)).collect();
        Coverage {
            kit: voice.words(kit, &kit.config.title),
            date: kit.date,
            horizon,
            languages: kit.languages.clone(),
            campaigns,
            expiring: survey.expiring(),
            missing,
            untranslated: survey.untranslated(),
            outside: survey.outside(&placed),
            totals,
        }
    }
}

/// An item and what was found out about it once.
struct Looked<'k> {
    item: &'k Item,
    phase: Phase,
    languages: Vec<String>,
    /// The day it ends, where that is soon.
    ends: Option<Date>,
}

impl<'k> Looked<'k> {
    fn at(kit: &'k Kit, item: &'k Item, horizon: Date) -> Self {
        let phase = kit.phase(item);
        let ends = (phase == Phase::Live).then(|| kit.holds_until(item)).flatten();
        Looked {
            item,
            phase,
            languages: languages_of(kit, item),
            ends: ends.filter(|until| *until <= horizon),
        }
    }

    /// Whether it is used, or going to be.
    fn counts(&self) -> bool {
        matches!(self.phase, Phase::Live | Phase::Draft | Phase::Embargoed)
    }

    fn is_in(&self, lang: &str) -> bool {
        self.languages.iter().any(|l| l == lang)
    }
}

struct Survey<'k> {
    kit: &'k Kit,
    voice: Voice,
    items: Vec<Looked<'k>>,
    horizon: Date,
}

impl Survey<'_> {
    fn reference(&self, item: &Item) -> ItemRef {
        let title = self.voice.words(self.kit, &item.title);
        ItemRef { kind: item.kind, id: item.id.value.to_string(), title }
    }

    /// A campaign's rows. As on the site, an item without audiences is for
    /// everyone.
    fn campaign(
        &self,
        campaign: &Campaign,
        missing: &mut Vec<Missing>,
        placed: &mut BTreeSet<usize>,
    ) -> CampaignCoverage {
        let title = self.voice.words(self.kit, &campaign.record.title);
        let named = Named { id: campaign.id.to_string(), title };
        let mut rows = Vec::new();
        for id in campaign.record.audiences.iter() {
            let Some(audience) = self.kit.audience(id) else { continue };
            let title = self.voice.words(self.kit, &audience.title);
            let audience = Named { id: audience.id.value.to_string(), title };
            let mut here: Vec<&Looked> = Vec::new();
            for (n, looked) in self.items.iter().enumerate() {
                let item = looked.item;
                let is_for = item.audiences.is_empty()
                    || item.audiences.iter().any(|id| *id.value == *audience.id);
                if is_for
                    && looked.counts()
                    && item.campaigns.iter().any(|id| id.value == campaign.id)
                {
                    here.push(looked);
                    placed.insert(n);
                }
            }
            for lang in &self.kit.languages {
                let counts: Vec<Count> =
                    KINDS.iter().map(|kind| count(&here, *kind, lang)).collect();
                for count in counts.iter().filter(|count| count.live == 0) {
                    let (instead, items) = instead(&here, count, lang);
                    missing.push(Missing {
                        campaign: named.clone(),
                        audience: audience.clone(),
                        language: lang.clone(),
                        kind: count.kind,
                        instead,
                        items,
                    });
                }
                rows.push(AudienceCoverage {
                    audience: audience.clone(),
                    language: lang.clone(),
                    counts,
                });
            }
        }
        CampaignCoverage { campaign: named, running: self.kit.is_running(campaign), rows }
    }

    fn total(&self, lang: &str, campaigns: &[CampaignCoverage]) -> Total {
        let all: Vec<&Looked> = self.items.iter().collect();
        let rows = campaigns.iter().flat_map(|c| &c.rows).filter(|row| row.language == lang);
        let cells: Vec<&Count> = rows.flat_map(|row| &row.counts).collect();
        Total {
            language: lang.to_string(),
            counts: KINDS.iter().map(|kind| count(&all, *kind, lang)).collect(),
            covered: cells.iter().filter(|count| count.live > 0).count(),
            places: cells.len(),
        }
    }

    fn expiring(&self) -> Vec<Expiring> {
        let mut expiring: Vec<Expiring> = Vec::new();
        for looked in &self.items {
            let Some(until) = looked.ends else { continue };
            expiring.push(Expiring {
                item: self.reference(looked.item),
                until,
                campaigns: looked.item.campaigns.iter().map(|id| id.value.to_string()).collect(),
                reasons: self.reasons(looked.item),
            });
        }
        expiring.sort_by(|a, b| {
            (a.until, a.item.kind, &a.item.id).cmp(&(b.until, b.item.kind, &b.item.id))
        });
        expiring
    }

    fn reasons(&self, item: &Item) -> Vec<Reason> {
        let kit = self.kit;
        let mut reasons = Vec::new();
        if let Some(until) = item.life.valid.until {
            let replaced_by = item.life.replaced_by.as_ref().map(|to| to.value.clone());
            reasons.push(Reason::Valid { until, replaced_by });
        }
        for id in kit.rests_on(item) {
            let Some(fact) = kit.facts.0.get(id) else { continue };
            let Some(until) = fact.dated(kit.date).and_then(|value| value.value.until) else {
                continue;
            };
            let next = until.tomorrow().ok().and_then(|day| kit.facts.value(id, day));
            let lang = self.voice.code();
            reasons.push(Reason::Fact {
                until,
                id: id.to_string(),
                title: kit.say(&fact.record.title, lang),
                next: next.map(|value| kit.amount(fact, value, lang)),
            });
        }
        reasons.retain(|reason| reason.until() <= self.horizon);
        reasons.sort_by(|a, b| a.until().cmp(&b.until()).then_with(|| a.cmp(b)));
        reasons
    }

    fn untranslated(&self) -> Vec<Untranslated> {
        let mut list = Vec::new();
        for looked in self.items.iter().filter(|looked| looked.counts()) {
            let lacks: Vec<String> = self
                .kit
                .languages
                .iter()
                .filter(|lang| is_wanted(looked.item, lang) && !looked.is_in(lang))
                .cloned()
                .collect();
            if !lacks.is_empty() {
                list.push(Untranslated {
                    item: self.reference(looked.item),
                    phase: looked.phase,
                    has: looked.languages.clone(),
                    lacks,
                });
            }
        }
        list
    }

    fn outside(&self, placed: &BTreeSet<usize>) -> Vec<ItemRef> {
        let of_kits = |looked: &Looked| looked.counts() && KINDS.contains(&looked.item.kind);
        let items = self.items.iter().enumerate();
        items
            .filter(|(n, looked)| of_kits(looked) && !placed.contains(n))
            .map(|(_, looked)| self.reference(looked.item))
            .collect()
    }
}

/// Whether an item is meant to be had in a language: a leaflet may say in
/// which it is made.
fn is_wanted(item: &Item, lang: &str) -> bool {
    match &item.body {
        Body::Leaflet(leaflet) => {
            leaflet.languages.is_empty() || leaflet.languages.iter().any(|l| l.value == lang)
        }
        _ => true,
    }
}

fn count(items: &[&Looked], kind: Kind, lang: &str) -> Count {
    let mut count = Count::none(kind);
    for looked in items.iter().filter(|l| l.item.kind == kind && l.is_in(lang)) {
        match looked.phase {
            Phase::Live => {
                count.live += 1;
                count.expiring += usize::from(looked.ends.is_some());
            }
            Phase::Draft => count.draft += 1,
            Phase::Embargoed => count.waiting += 1,
            Phase::Expired | Phase::Withdrawn => {}
        }
    }
    count
}

/// What is nearest to being used where nothing is.
fn instead(items: &[&Looked], count: &Count, lang: &str) -> (Instead, Vec<String>) {
    let mut found: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    for looked in items.iter().filter(|l| l.item.kind == count.kind) {
        let rank = match (looked.phase, looked.is_in(lang)) {
            (Phase::Embargoed, true) => 0,
            (Phase::Draft, true) => 1,
            (Phase::Live, false) if is_wanted(looked.item, lang) => 2,
            _ => continue,
        };
        found.entry(rank).or_default().push(looked.item.id.value.to_string());
    }
    match found.pop_first() {
        Some((0, items)) => (Instead::Waiting, items),
        Some((1, items)) => (Instead::Drafts, items),
        Some((_, items)) => (Instead::OtherLanguage, items),
        None => (Instead::Nothing, Vec::new()),
    }
}
