//! Which part of the site a build makes, and what it leaves alone of the old
//! one: those files are linked as they are, and stay in the manifest.

use std::collections::{BTreeSet, HashMap};
use std::fs;

use super::error::Doing;
use super::manifest::Manifest;
use super::same::link_or_copy;
use super::site::Site;
use super::spool::Spool;
use super::{PublishError, path};
use crate::artifact::{Artifact, Kind, Measure, Placed};

/// Which part of the site is made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of it: what is not made goes.
    #[default]
    Everything,
    /// All artifacts of these kinds: the others, and their entries, stay as
    /// they are.
    Only(BTreeSet<Kind>),
}

impl Scope {
    pub(super) fn holds(&self, kind: &Kind) -> bool {
        match self {
            Scope::Everything => true,
            Scope::Only(kinds) => kinds.contains(kind),
        }
    }
}

/// The old artifacts that a partial build leaves alone, by path.
pub(super) struct Carried(HashMap<String, Artifact>);

impl Carried {
    /// Those of the old site that are there.
    pub(super) fn read(site: &Site, scope: &Scope) -> Result<Self, PublishError> {
        if *scope == Scope::Everything {
            return Ok(Carried(HashMap::new()));
        }
        let old = Manifest::read(&site.out).doing("read the manifest in", &site.out)?;
        let entries = old.into_iter().flat_map(|manifest| manifest.artifacts);
        let stays = |entry: &Artifact| {
            !scope.holds(&entry.kind)
                && path::check(&entry.path).is_ok()
                && path::is_real_file(&site.out, &entry.path)
        };
        Ok(Carried(entries.filter(stays).map(|entry| (entry.path.clone(), entry)).collect()))
    }

    /// What is known of a file.
    pub(super) fn placed(&self, path: &str) -> Option<Placed> {
        let entry = self.0.get(path)?;
        let measure = entry.width.zip(entry.height).map(|(width, height)| Measure {
            width,
            height,
            is_px: entry.length_unit.as_deref() == Some("px"),
            pages: entry.pages,
        });
        let hash = blake3::Hash::from_hex(&entry.blake3).ok()?;
        Some(Placed { bytes: entry.bytes, hash, measure, qr: entry.qr.clone() })
    }

    /// Links those that were not made from the old site, and lists them; says
    /// how many.
    pub(super) fn link(&mut self, site: &Site, spool: &mut Spool) -> Result<usize, PublishError> {
        for path in spool.paths() {
            self.0.remove(path);
        }
        let mut carried: Vec<(String, Artifact)> = self.0.drain().collect();
        carried.sort_by(|a, b| a.0.cmp(&b.0));
        for (path, entry) in &carried {
            let (from, to) = (site.out.join(path), site.next().join(path));
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).doing("create", folder)?;
            }
            link_or_copy(&from, &to).doing("keep", &from)?;
            spool.push(entry).doing("write", &site.entries())?;
        }
        Ok(carried.len())
    }
}
