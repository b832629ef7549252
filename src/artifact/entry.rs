//! What the manifest says of each file.

use serde::{Deserialize, Serialize};

/// What an artifact is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A page of the site.
    Page,
    /// A leaflet, flyer, poster or other sheet.
    Leaflet,
    /// An infographic.
    Infographic,
    /// A social card.
    Card,
    /// A banner.
    Banner,
    /// A loudspeaker script's sheet.
    Broadcast,
    /// Text to copy: captions, SMS.
    Copy,
    /// A zip of one campaign and audience.
    Pack,
    /// A feed or a sitemap.
    Feed,
    /// The calendar.
    Calendar,
    /// The search index.
    Search,
    /// A small copy of a picture, for pages.
    Thumb,
    /// Anything the pages need: styles, fonts, scripts, static files.
    Asset,
    /// A kind that only another version of the program knows.
    #[serde(untagged)]
    Other(String),
}

/// The entry of one written file. Absent and empty fields are left out of the
/// JSON; `path`, `bytes` and `blake3` are filled in when the file is
/// published.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Artifact {
    /// Path under the output folder, with `/`.
    #[serde(default)]
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// The item's id, unique within its kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Language code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The unit whose contacts it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// A card's format, or a sheet's `screen`, `press`, `home`, `large`,
    /// `preview`; `thumb-320` of a small copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Campaign ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub campaigns: Vec<String>,
    /// Audience ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audiences: Vec<String>,
    /// Size of the file.
    #[serde(default)]
    pub bytes: u64,
    /// BLAKE3 of the file, in hexadecimal.
    #[serde(default)]
    pub blake3: String,
    /// Width in `length_unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<f64>,
    /// Height in `length_unit`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<f64>,
    /// `mm` or `px`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length_unit: Option<String>,
    /// Number of pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<u32>,
    /// The addresses its QR codes hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qr: Vec<String>,
    /// Ids of the facts it rests on, formulas' facts included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<String>,
    /// Ids of the legal documents it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal: Vec<String>,
    /// The content files it was made from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Last day on which what it says holds, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
}

impl Artifact {
    /// An entry of that kind with nothing else said.
    pub fn new(kind: Kind) -> Self {
        Self {
            path: String::new(),
            kind,
            id: None,
            lang: None,
            unit: None,
            variant: None,
            campaigns: Vec::new(),
            audiences: Vec::new(),
            bytes: 0,
            blake3: String::new(),
            width: None,
            height: None,
            length_unit: None,
            pages: None,
            qr: Vec::new(),
            facts: Vec::new(),
            legal: Vec::new(),
            sources: Vec::new(),
            valid_until: None,
        }
    }
}
