//! `manifest.json`: the list of everything a build wrote.
//!
//! It is read by people's own tools, and by the next build, which deletes
//! nothing that is not listed here. So reading is lenient (a manifest of an
//! older or newer version still says what is ours) and its paths are not
//! trusted.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::path;

/// The manifest's name in the output folder.
pub const MANIFEST: &str = "manifest.json";

/// What every `generator` of ours starts with.
const GENERATOR: &str = "lantoa ";

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
    /// `preview`.
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

/// What a manifest says about the build as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestHead {
    /// Build date, `YYYY-MM-DD`.
    pub date: String,
    /// The site's address.
    pub base_url: String,
}

/// The whole of `manifest.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Program and version.
    pub generator: String,
    /// Build date, `YYYY-MM-DD`.
    #[serde(default)]
    pub date: String,
    /// The site's address.
    #[serde(default)]
    pub base_url: String,
    /// Every file written but the manifest itself, sorted by path.
    #[serde(default)]
    pub artifacts: Vec<Artifact>,
}

impl Manifest {
    /// A manifest of this version; sorts the artifacts.
    pub fn new(head: ManifestHead, mut artifacts: Vec<Artifact>) -> Self {
        artifacts.sort_by(|a, b| a.path.cmp(&b.path));
        Self {
            generator: concat!("lantoa ", env!("CARGO_PKG_VERSION")).to_owned(),
            date: head.date,
            base_url: head.base_url,
            artifacts,
        }
    }

    /// Reads the manifest in `folder`. `None` when there is none, or when the
    /// file of that name is not one of ours; an error when it cannot be read.
    pub fn read(folder: &Path) -> io::Result<Option<Self>> {
        let bytes = match fs::read(folder.join(MANIFEST)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let manifest = serde_json::from_slice::<Self>(&bytes).ok();
        Ok(manifest.filter(|manifest| manifest.generator.starts_with(GENERATOR)))
    }

    /// The file's text: pretty JSON with a final line end.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut json = serde_json::to_vec_pretty(self)?;
        json.push(b'\n');
        Ok(json)
    }

    /// Every path the manifest says we made, itself included. Paths that could
    /// lead out of the folder are not believed.
    pub(super) fn owned(&self) -> BTreeSet<String> {
        let listed = self.artifacts.iter().map(|artifact| artifact.path.clone());
        let mut owned: BTreeSet<String> = listed.filter(|path| path::check(path).is_ok()).collect();
        owned.insert(MANIFEST.to_owned());
        owned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_fields_are_left_out_and_keys_keep_the_contract_order() {
        let mut entry = Artifact::new(Kind::Leaflet);
        entry.path = "files/x.pdf".to_owned();
        entry.id = Some("x".to_owned());
        entry.width = Some(297.0);
        entry.length_unit = Some("mm".to_owned());
        let json = serde_json::to_string(&entry).unwrap_or_default();
        assert_eq!(
            json,
            r#"{"path":"files/x.pdf","kind":"leaflet","id":"x","bytes":0,"blake3":"","width":297.0,"length_unit":"mm"}"#
        );
    }

    #[test]
    fn unknown_kinds_and_fields_of_another_version_survive_reading() {
        let json = r#"{"generator": "lantoa 9.0.0", "new": 1, "artifacts":
            [{"path": "a", "kind": "hologram"}, {"path": "../b", "kind": "page"}]}"#;
        let manifest: Manifest = serde_json::from_str(json).expect("lenient");
        assert_eq!(manifest.artifacts[0].kind, Kind::Other("hologram".to_owned()));
        let owned: Vec<String> = manifest.owned().into_iter().collect();
        assert_eq!(owned, ["a", MANIFEST]);
        let back = serde_json::to_string(&manifest.artifacts[0]).expect("json");
        assert!(back.contains(r#""kind":"hologram""#));
    }
}
