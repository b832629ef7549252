//! What a build makes besides drawings and pages: packs, the content's
//! pictures, feeds, the calendar, the sitemap, the files of `static/`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::sync::Arc;

use rayon::prelude::*;

use super::Stop;
use super::report::Read;
use crate::catalog::Kit;
use crate::diag::{Diagnostic, Id};
use crate::doc::{Block, Target, visit_targets};
use crate::make::{calendar, feed, pack};
use crate::plan::packs::Pack;
use crate::plan::site::address;
use crate::plan::{Draw, Planner, picture_path};
use crate::publish::{Artifact, Kind, OutFile};

/// The packs, from the files made before.
pub(super) fn packs(
    planner: &Planner<'_>,
    jobs: &[Draw],
    made: &[OutFile],
) -> Result<Vec<OutFile>, Stop> {
    let by_path: BTreeMap<&str, &OutFile> =
        made.iter().map(|file| (file.path.as_str(), file)).collect();
    planner.packs(jobs).into_par_iter().map(|planned| zip(planner.kit, planned, &by_path)).collect()
}

fn zip(kit: &Kit, planned: Pack, made: &BTreeMap<&str, &OutFile>) -> Result<OutFile, Stop> {
    let mut entry = Artifact::new(Kind::Pack);
    entry.id = Some(format!("{}--{}", planned.campaign, planned.audience));
    entry.lang = Some(planned.lang);
    entry.unit = kit.unit_id().map(str::to_string);
    entry.campaigns = vec![planned.campaign];
    entry.audiences = vec![planned.audience];
    entry.sources = planned.sources;
    let mut entries: Vec<pack::Entry> = Vec::new();
    let mut listed = Vec::new();
    let (mut facts, mut legal) = (BTreeSet::new(), BTreeSet::new());
    for (path, inside) in planned.files {
        let Some(file) = made.get(path.as_str()) else { continue };
        facts.extend(file.entry.facts.iter().cloned());
        legal.extend(file.entry.legal.iter().cloned());
        entry.valid_until = match (entry.valid_until.take(), file.entry.valid_until.clone()) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        let mut own = file.entry.clone();
        own.path.clone_from(&inside);
        own.bytes = file.bytes.len() as u64;
        own.blake3 = blake3::hash(&file.bytes).to_hex().to_string();
        listed.push(own);
        entries.push((inside, Arc::clone(&file.bytes)));
    }
    entries.extend(
        planned.texts.into_iter().map(|(inside, text)| (inside, Arc::from(text.into_bytes()))),
    );
    listed.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = serde_json::json!({
        "generator": concat!("lantoa ", env!("CARGO_PKG_VERSION")),
        "date": kit.date.to_string(),
        "base_url": kit.base_url,
        "artifacts": listed,
    });
    let manifest = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    entries.push(("manifest.json".into(), Arc::from(manifest)));
    entry.facts = facts.into_iter().collect();
    entry.legal = legal.into_iter().collect();
    let bytes =
        pack::zip(entries).map_err(|error| Stop::Failure(format!("{}: {error}", planned.path)))?;
    Ok(OutFile { path: planned.path, bytes: Arc::from(bytes), entry })
}

/// The pictures that texts of the content show.
pub(super) fn pictures(read: &Read) -> Vec<OutFile> {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let collect = |blocks: &[Block], used: &mut BTreeSet<String>| {
        visit_targets(blocks, &mut |found| {
            if let Target::Picture(path) = found.target {
                used.insert(path.clone());
            }
        });
    };
    let mut paths = BTreeSet::new();
    for item in read.kit.listed() {
        for (_, blocks) in item.rich().into_iter().flat_map(|rich| rich.iter()) {
            collect(blocks, &mut paths);
        }
    }
    for campaign in &read.kit.campaigns {
        for (_, blocks) in campaign.landing.iter().flat_map(|landing| landing.iter()) {
            collect(blocks, &mut paths);
        }
    }
    // The site shows a campaign's cover and the unit's logo; a message's photo
    // it shows on its cards.
    let covers = read.kit.campaigns.iter().filter_map(|campaign| campaign.record.cover.as_ref());
    paths.extend(covers.chain(read.kit.logo()).filter_map(|src| read.content.beside(src)));
    used.extend(paths.iter().map(String::as_str));
    let make = |path: &&str| {
        // What cannot be read was reported by the checks.
        let bytes = Arc::clone(&read.content.picture(path).ok()?.bytes);
        let mut entry = Artifact::new(Kind::Asset);
        entry.sources = vec![format!("content/{path}")];
        Some(OutFile { path: picture_path(path), bytes, entry })
    };
    used.iter().filter_map(make).collect()
}

/// The feeds and the calendar of a kit.
pub(super) fn feeds(planner: &Planner<'_>) -> Vec<OutFile> {
    let kit = planner.kit;
    let mut files = Vec::new();
    let host = crate::serve::host(&kit.base_url);
    for lang in &kit.languages {
        let below = address::language(kit, lang);
        let atom = feed::atom(&planner.feed(lang));
        files.push(text_file(format!("{below}feed.xml"), atom, Kind::Feed, Some(lang)));
        let name = kit.say(&kit.config.title, lang);
        let ics = calendar::ics(&name, &host, kit.date, &planner.runs(lang));
        files.push(text_file(format!("{below}calendar.ics"), ics, Kind::Calendar, Some(lang)));
    }
    for file in &mut files {
        file.entry.unit = kit.unit_id().map(str::to_string);
    }
    files
}

/// The sitemap of all units' pages, and robots.txt.
pub(super) fn maps(kit: &Kit, mut pages: Vec<feed::Listed>) -> Vec<OutFile> {
    pages.sort_by(|a, b| a.url.cmp(&b.url));
    vec![
        text_file("sitemap.xml".into(), feed::sitemap(&pages), Kind::Feed, None),
        text_file("robots.txt".into(), feed::robots(&kit.base_url), Kind::Feed, None),
    ]
}

fn text_file(path: String, text: String, kind: Kind, lang: Option<&str>) -> OutFile {
    let mut entry = Artifact::new(kind);
    entry.lang = lang.map(str::to_string);
    OutFile { path, bytes: Arc::from(text.into_bytes()), entry }
}

/// The pages a search engine should know: no codes, no pages of what has
/// ended, no redirects.
pub(super) fn listed(kit: &Kit, pages: &[(String, String)]) -> Vec<feed::Listed> {
    let mut hidden: BTreeSet<String> = BTreeSet::new();
    for item in &kit.items {
        for lang in &kit.languages {
            let own = (!kit.is_listed(item)).then_some(item.id.as_str());
            for id in item.life.aliases.iter().map(|alias| alias.as_str()).chain(own) {
                hidden.insert(address::item(kit, item.kind, id, lang));
            }
        }
    }
    let address = |path: &str| format!("{}{}", kit.base_url, path.trim_end_matches("index.html"));
    let mut by_name: BTreeMap<String, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, lang) in pages {
        let below = path.trim_end_matches("index.html");
        if !path.ends_with("index.html") || below.starts_with("q/") || hidden.contains(below) {
            continue;
        }
        let name = path.strip_prefix(&address::language(kit, lang)).unwrap_or(path).to_string();
        by_name.entry(name).or_default().push((lang, path));
    }
    let mut all = Vec::new();
    for group in by_name.values() {
        let alternates: Vec<(String, String)> =
            group.iter().map(|(lang, path)| (lang.to_string(), address(path))).collect();
        all.extend(
            group.iter().map(|(_, path)| feed::Listed {
                url: address(path),
                alternates: alternates.clone(),
            }),
        );
    }
    all
}

/// The folders that a path lies in.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The files of `static/`, as they are. One that has the name of something
/// made is a fault.
pub(super) fn statics(read: &mut Read, made: &[OutFile]) -> Result<Vec<OutFile>, Stop> {
    let taken: BTreeSet<String> = made.iter().map(|file| file.path.to_lowercase()).collect();
    // A file cannot lie where a folder does, nor below another file.
    let folders: BTreeSet<&str> = taken.iter().flat_map(|path| folders(path)).collect();
    let mut files = Vec::new();
    for path in &read.kit.statics {
        let lower = path.to_lowercase();
        let is_taken = taken.contains(&lower)
            || lower == "manifest.json"
            || folders.contains(lower.as_str())
            || self::folders(&lower).any(|folder| taken.contains(folder));
        if is_taken {
            let file = read.content.files.add(format!("content/static/{path}"), Arc::from(""));
            let span = crate::diag::Span::file(file);
            read.found.push(
                Diagnostic::new(Id::DuplicateId, span).text("address-taken").with("path", path),
            );
            continue;
        }
        let mut bytes = Vec::new();
        read.content
            .open(&format!("static/{path}"))
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .map_err(|error| Stop::Failure(format!("content/static/{path}: {error}")))?;
        let mut entry = Artifact::new(Kind::Asset);
        entry.sources = vec![format!("content/static/{path}")];
        files.push(OutFile { path: path.clone(), bytes: Arc::from(bytes), entry });
    }
    Ok(files)
}
