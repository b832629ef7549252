//! Every kind of output, on one screen. To add one: a file beside this one
//! that gives its jobs, and a line here.

use std::sync::Arc;

use super::{After::*, Of::*, Part::*};
use super::{
    Job, assets, broadcast, card, feeds, host, infographic, leaflet, maps, offline, packs, pages,
    pictures, search, statics, thumbs,
};
use crate::artifact::{Heads, Kind};
use crate::edition::Edition;

macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident $name:literal $about:literal;)*) => {
        /// A part of the site, as `--only` names it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Part {
            $($(#[$doc])* $part,)*
        }

        impl Part {
            /// Every part.
            pub const ALL: &[Part] = &[$(Part::$part),*];

            /// What `--only` calls it, and what it is.
            #[must_use]
            pub fn said(self) -> (&'static str, &'static str) {
                match self {
                    $(Part::$part => ($name, $about),)*
                }
            }
        }
    };
}

parts! {
    /// The site: pages, feeds, calendar, what pages share.
    Pages "site" "Pages, feeds, calendar, styles";
    /// Social cards.
    Cards "cards" "Social cards";
    /// Leaflets and other sheets.
    Leaflets "leaflets" "Leaflets and other sheets";
    /// Infographics.
    Infographics "infographics" "Infographics";
    /// The sheets of loudspeaker scripts.
    Broadcasts "broadcasts" "Sheets of loudspeaker scripts";
    /// Packs.
    Packs "packs" "Packs";
}

/// What must be there before: packs hold files, pages say what they weigh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum After {
    /// Nothing.
    Nothing,
    /// What items become is made.
    Products,
    /// All files that pages offer are made.
    Made,
    /// The pages of the edition are made.
    Written,
    /// The pages of all editions are planned.
    Planned,
}

/// Whose output it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Each unit's kit has its own.
    Unit,
    /// There is one for the site.
    Site,
}

/// A kind of output.
pub struct Output {
    /// What the timings call it.
    pub name: &'static str,
    /// The part of the site it belongs to.
    pub part: Part,
    /// The kinds of file it yields.
    pub kinds: &'static [Kind],
    /// When it can be made.
    pub after: After,
    /// Whose it is.
    pub of: Of,
    /// Its jobs. `heads` are the files of what was made before.
    pub jobs: for<'p> fn(&'p Edition<'p>, &Arc<Heads>) -> Vec<Job<'p>>,
}

macro_rules! outputs {
    ($($name:literal $part:ident [$($kind:ident)*] $after:ident $of:ident $jobs:path;)*) => {
        /// What a build makes; what takes longest comes first.
        pub const OUTPUTS: &[Output] = &[$(Output {
            name: $name,
            part: $part,
            kinds: &[$(Kind::$kind),*],
            after: $after,
            of: $of,
            jobs: $jobs,
        }),*];
    };
}

outputs! {
    // name        part          kinds            after     of    jobs
    "leaflets"     Leaflets      [Leaflet]        Nothing   Unit  leaflet::jobs;
    "infographics" Infographics  [Infographic]    Nothing   Unit  infographic::jobs;
    "broadcasts"   Broadcasts    [Broadcast]      Nothing   Unit  broadcast::jobs;
    "cards"        Cards         [Card]           Nothing   Unit  card::jobs;
    "pictures"     Pages         [Asset]          Nothing   Site  pictures::jobs;
    "assets"       Pages         [Asset]          Nothing   Site  assets::jobs;
    "statics"      Pages         [Asset]          Nothing   Site  statics::jobs;
    "host"         Pages         [Asset Feed]     Nothing   Site  host::jobs;
    "thumbs"       Pages         [Thumb]          Products  Unit  thumbs::of_drawings;
    "thumbs"       Pages         [Thumb]          Products  Site  thumbs::of_pictures;
    "packs"        Packs         [Pack]           Products  Unit  packs::jobs;
    "pages"        Pages         [Page]           Made      Unit  pages::jobs;
    "search"       Pages         [Search]         Made      Unit  search::jobs;
    "feeds"        Pages         [Feed Calendar]  Made      Unit  feeds::jobs;
    "offline"      Pages         [Asset]          Written   Unit  offline::jobs;
    "maps"         Pages         [Feed]           Planned   Site  maps::jobs;
}
