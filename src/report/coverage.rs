//! What the kit has for each campaign, audience, kind and language on its
//! day: what is there, what is missing, what ends within sixty days.

use jiff::civil::Date;
use serde::Serialize;

use crate::catalog::{Kind, Phase, Words};

/// How far ahead the report looks, in days: as far as `fact-ends-soon` does
/// (content model).
pub const SOON: i64 = 60;

/// The kinds that make a campaign's kit for an audience. Pages are the whole
/// kit's.
pub const KINDS: [Kind; 5] =
    [Kind::Message, Kind::Leaflet, Kind::Infographic, Kind::Broadcast, Kind::Faq];

/// The report.
#[derive(Debug, Clone, Serialize)]
pub struct Coverage {
    /// The kit's title.
    pub kit: Words,
    /// The day it is of.
    pub date: Date,
    /// The last day it looks ahead to.
    pub horizon: Date,
    /// The kit's languages, the default first.
    pub languages: Vec<String>,
    /// The campaigns, in the kit's order.
    pub campaigns: Vec<CampaignCoverage>,
    /// What ends by `horizon`, the first first.
    pub expiring: Vec<Expiring>,
    /// Every place where nothing is in use.
    pub missing: Vec<Missing>,
    /// Items that a language of the kit lacks.
    pub untranslated: Vec<Untranslated>,
    /// Items that stand in no campaign's kit for an audience.
    pub outside: Vec<ItemRef>,
    /// The items of each kind in each language, each counted once.
    pub totals: Vec<Total>,
}

/// An id and its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name.
    pub title: Words,
}

/// An item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ItemRef {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Words,
}

/// A campaign.
#[derive(Debug, Clone, Serialize)]
pub struct CampaignCoverage {
    /// Which.
    pub campaign: Named,
    /// Whether it runs on the report's day.
    pub running: bool,
    /// The audiences it names, in its order, each in every language.
    pub rows: Vec<AudienceCoverage>,
}

/// What a campaign has for an audience in a language.
#[derive(Debug, Clone, Serialize)]
pub struct AudienceCoverage {
    /// Whom it is for.
    pub audience: Named,
    /// The language.
    pub language: String,
    /// A count for each of [`KINDS`].
    pub counts: Vec<Count>,
}

/// How many items of a kind there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The kind.
    pub kind: Kind,
    /// In use.
    pub live: usize,
    /// Drafts.
    pub draft: usize,
    /// Approved, to be published later.
    pub waiting: usize,
    /// In use, and ending by the horizon.
    pub expiring: usize,
}

/// The items of a kind in a language, each counted once.
#[derive(Debug, Clone, Serialize)]
pub struct Total {
    /// The language.
    pub language: String,
    /// The counts of [`KINDS`].
    pub counts: Vec<Count>,
    /// Places that have something in use.
    pub covered: usize,
    /// All places.
    pub places: usize,
}

/// An item that ends soon.
#[derive(Debug, Clone, Serialize)]
pub struct Expiring {
    /// Which.
    pub item: ItemRef,
    /// The last day all of it holds.
    pub until: Date,
    /// Its campaigns' ids.
    pub campaigns: Vec<String>,
    /// Everything in it that ends by the horizon, the first first.
    pub reasons: Vec<Reason>,
}

/// Why an item ends.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Reason {
    /// Its own `valid.until`.
    Valid {
        /// The last day.
        until: Date,
        /// What takes its place.
        replaced_by: Option<String>,
    },
    /// A fact it rests on.
    Fact {
        /// The last day.
        until: Date,
        /// The fact.
        id: String,
        /// What it is.
        title: String,
        /// Its value from the next day on, where one is known.
        next: Option<String>,
    },
}

/// A place where nothing is in use.
#[derive(Debug, Clone, Serialize)]
pub struct Missing {
    /// The campaign.
    pub campaign: Named,
    /// The audience.
    pub audience: Named,
    /// The language.
    pub language: String,
    /// The kind.
    pub kind: Kind,
    /// What there is instead.
    pub instead: Instead,
    /// The ids of that.
    pub items: Vec<String>,
}

/// What there is where nothing is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instead {
    /// Nothing at all.
    Nothing,
    /// Items that are published later.
    Waiting,
    /// Drafts.
    Drafts,
    /// Items in another language.
    OtherLanguage,
}

/// An item that a language lacks.
#[derive(Debug, Clone, Serialize)]
pub struct Untranslated {
    /// Which.
    pub item: ItemRef,
    /// Where it is in its life.
    pub phase: Phase,
    /// The languages it has.
    pub has: Vec<String>,
    /// The languages it lacks.
    pub lacks: Vec<String>,
}

impl Reason {
    /// The last day.
    #[must_use]
    pub fn until(&self) -> Date {
        match self {
            Reason::Valid { until, .. } | Reason::Fact { until, .. } => *until,
        }
    }
}

impl Count {
    /// Of a kind, nothing yet.
    pub(super) fn none(kind: Kind) -> Self {
        Count { kind, live: 0, draft: 0, waiting: 0, expiring: 0 }
    }

    /// Not in use yet.
    #[must_use]
    pub fn coming(&self) -> usize {
        self.draft + self.waiting
    }
}
