//! What is known of a file before it is made: its path, what the manifest
//! says of it, how pages offer it and what packs call it.

use std::sync::Arc;

use jiff::civil::Date;

use super::drawing::Export;
use super::entry::{Artifact, Kind};
use super::facets::Facets;

/// What all files of one item in one language have in common.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct About {
    /// The kind of item it is of, as links name it (`leaflet`); none where it
    /// is of no item.
    pub of: Option<&'static str>,
    /// The manifest's id.
    pub id: Option<String>,
    /// The language it is in.
    pub lang: Option<String>,
    /// The unit whose contacts it shows.
    pub unit: Option<String>,
    /// What it rests on.
    pub facets: Arc<Facets>,
    /// The version printed on it.
    pub version: Option<String>,
}

/// How the page of an item offers a file to take away. The names are words
/// of the theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// What it is for.
    pub label: &'static str,
    /// The same where there is little room.
    pub short: &'static str,
    /// More about what it is for.
    pub note: Option<&'static str>,
    /// An icon of the theme.
    pub icon: &'static str,
}

/// A file that will be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Its path in the site.
    pub path: Arc<str>,
    /// What it is.
    pub kind: Kind,
    /// The manifest's variant: a card's format, or what its kind calls it.
    pub variant: Option<Arc<str>>,
    /// How a drawing becomes it.
    pub export: Option<Export>,
    /// Whose it is and what it rests on.
    pub about: Arc<About>,
    /// How its item's page offers it, where it does.
    pub offer: Option<&'static Offer>,
    /// Whether its item's page shows it as the picture of a page.
    pub is_preview: bool,
    /// What packs call it, where they hold it.
    pub packed: Option<String>,
    /// Whether search engines should know it.
    pub is_listed: bool,
    /// When what it says last changed, where that is known.
    pub updated: Option<Date>,
}

impl Head {
    /// A file of that kind and nothing else said.
    #[must_use]
    pub fn new(path: impl Into<Arc<str>>, kind: Kind, about: Arc<About>) -> Self {
        Head {
            path: path.into(),
            kind,
            variant: None,
            export: None,
            about,
            offer: None,
            is_preview: false,
            packed: None,
            is_listed: false,
            updated: None,
        }
    }

    /// The last part of its path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Its manifest entry, as far as it is known.
    #[must_use]
    pub fn entry(&self) -> Artifact {
        let facets = &*self.about.facets;
        Artifact {
            path: self.path.to_string(),
            id: self.about.id.clone(),
            lang: self.about.lang.clone(),
            unit: self.about.unit.clone(),
            variant: self.variant.as_deref().map(str::to_string),
            campaigns: facets.campaigns.clone(),
            audiences: facets.audiences.clone(),
            facts: facets.facts.clone(),
            legal: facets.legal.clone(),
            sources: facets.sources.clone(),
            valid_until: facets.valid_until.clone(),
            ..Artifact::new(self.kind.clone())
        }
    }
}
