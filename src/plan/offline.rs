//! What a phone keeps to be read without a network: for each language the
//! files of the unit's kit, with the hashes of the manifest, from which the
//! browser picks those of a campaign and audience or takes all.

use std::sync::Arc;

use serde::Serialize;

use super::{Job, assets, pictures, statics, thumbs};
use crate::artifact::{Head, Heads, Input, Kind, Made};
use crate::edition::{Edition, address};

/// How much of a hash is kept: enough to tell damage, half the length; digits.
const DIGITS: usize = 32;

/// The files of a language.
#[derive(Debug, Serialize)]
struct Kept<'h> {
    /// A hash of the list: another where any file is another.
    version: String,
    files: Vec<File<'h>>,
}

#[derive(Debug, Serialize)]
struct File<'h> {
    /// From the site's root.
    path: &'h str,
    bytes: u64,
    /// The first digits of its BLAKE3.
    hash: String,
    /// Whether every kit needs it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    all: bool,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    campaigns: &'h [String],
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    audiences: &'h [String],
}

/// One list a language; what all editions share is in each.
pub(super) fn jobs<'p>(edition: &'p Edition<'p>, heads: &Arc<Heads>) -> Vec<Job<'p>> {
    // A folder is there without a network.
    if edition.kit.portable {
        return Vec::new();
    }
    let shared = [assets::jobs, pictures::jobs, statics::jobs, thumbs::of_pictures];
    let mut all = Heads::default();
    for jobs in shared {
        let found: Vec<Arc<Head>> =
            jobs(edition, &Arc::new(all.clone())).into_iter().flat_map(|job| job.heads).collect();
        all.extend(found);
    }
    all.extend(heads.iter().cloned());
    let all = Arc::new(all);
    let job = |lang: &'p String| {
        let home = address::language(edition.kit, lang);
        let about = Arc::new(edition.about_unit(None, Some(lang)));
        let head = Head::new(format!("{home}{LIST}"), Kind::Asset, about);
        let all = Arc::clone(&all);
        Job::one(head, move |made| {
            let json = serde_json::to_vec(&kept(&all, &home, lang, made)).ok()?;
            Some(Input::Bytes(json.into()))
        })
    };
    edition.kit.languages.iter().map(job).collect()
}

/// The name of the list in a language's folder.
const LIST: &str = "offline.json";

/// The pages that every kit needs, below the language.
const PAGES: [&str; 4] = ["", "channels/", "search/", "offline/"];

fn kept<'h>(all: &'h Heads, home: &str, lang: &str, made: &dyn Made) -> Kept<'h> {
    let of_lang = |head: &&Arc<Head>| head.about.lang.as_deref().is_none_or(|own| own == lang);
    // A pack is what its kit is; feeds are read elsewhere.
    let is_kept = |head: &&Arc<Head>| !matches!(head.kind, Kind::Pack | Kind::Feed);
    let file = |head: &'h Arc<Head>| {
        let placed = made.placed(&head.path)?;
        let page = head.path.strip_prefix(home).and_then(|path| path.strip_suffix("index.html"));
        let facets = &head.about.facets;
        let all = match head.kind {
            Kind::Asset => facets.sources.is_empty(),
            Kind::Search => true,
            _ => page.is_some_and(|page| PAGES.contains(&page)),
        };
        let (campaigns, audiences) = (facets.campaigns.as_slice(), facets.audiences.as_slice());
        let hash = placed.hash.to_hex()[..DIGITS].to_string();
        Some(File { path: &head.path, bytes: placed.bytes, hash, all, campaigns, audiences })
    };
    let mut files: Vec<File<'_>> =
        all.iter().filter(of_lang).filter(is_kept).filter_map(file).collect();
    files.sort_by_key(|file| file.path);
    let mut hasher = blake3::Hasher::new();
    for file in &files {
        hasher.update(file.path.as_bytes());
        hasher.update(file.hash.as_bytes());
    }
    Kept { version: hasher.finalize().to_hex()[..16].to_string(), files }
}
