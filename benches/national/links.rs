//! References between the items of a generated kit. The sample's lead to the
//! item of the same round where the kit has it, else to that of the first
//! round, else to the page about the kit.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;

use super::{numbered, repeat};

/// Kinds of items that texts link to.
const KINDS: [&str; 7] =
    ["campaign", "message", "leaflet", "infographic", "broadcast", "faq", "page"];

/// Every id of a generated kit.
pub struct Ids {
    of_kind: BTreeMap<String, BTreeSet<String>>,
    /// For a campaign or an audience of the sample, those of the kit that
    /// stand in for it.
    campaigns: BTreeMap<String, Vec<String>>,
    audiences: BTreeMap<String, Vec<String>>,
}

impl Ids {
    pub fn new(campaigns: &[String], count: usize) -> Self {
        Ids {
            of_kind: BTreeMap::new(),
            campaigns: stand_ins(campaigns, count),
            audiences: BTreeMap::new(),
        }
    }

    pub fn audiences(&mut self, audiences: &[String], count: usize) {
        self.audiences = stand_ins(audiences, count);
    }

    pub fn add(&mut self, kind: &str, ids: impl Iterator<Item = String>) {
        self.of_kind.insert(kind.to_string(), ids.collect());
    }

    /// Rewrites every reference in the fields of an item.
    pub fn rewrite(&self, value: &mut Value, round: usize) {
        match value {
            Value::String(text) => *text = self.text(text, round),
            Value::Sequence(list) => list.iter_mut().for_each(|inner| self.rewrite(inner, round)),
            Value::Mapping(map) => {
                let lost = map.get("replaced_by").and_then(Value::as_str);
                if lost.is_some_and(|id| self.find("message", id, round).is_none()) {
                    map.remove("replaced_by");
                }
                for (key, inner) in map.iter_mut() {
                    match (key.as_str().unwrap_or_default(), &mut *inner) {
                        ("audiences", Value::Sequence(list)) => {
                            replace(list, &self.audiences, round);
                        }
                        ("campaigns", Value::Sequence(list)) => {
                            replace(list, &self.campaigns, round);
                        }
                        ("replaced_by", Value::String(id)) => {
                            *id = self.find("message", id, round).unwrap_or_default();
                        }
                        ("link" | "to", Value::String(target)) => {
                            *target = self.target(target, round);
                        }
                        _ => self.rewrite(inner, round),
                    }
                }
            }
            _ => {}
        }
    }

    /// Rewrites the links of a Markdown text.
    pub fn text(&self, text: &str, round: usize) -> String {
        let mut parts = text.split("](");
        let mut new = parts.next().unwrap_or_default().to_string();
        for part in parts {
            let (target, rest) = part.split_at(part.find(')').unwrap_or(0));
            new.push_str("](");
            new.push_str(&self.target(target, round));
            new.push_str(rest);
        }
        new
    }

    fn target(&self, target: &str, round: usize) -> String {
        match target.split_once(':') {
            Some((kind, id)) if KINDS.contains(&kind) => match self.find(kind, id, round) {
                Some(id) => format!("{kind}:{id}"),
                None => "page:about".to_string(),
            },
            _ => target.to_string(),
        }
    }

    fn find(&self, kind: &str, id: &str, round: usize) -> Option<String> {
        if kind == "campaign" {
            let list = self.campaigns.get(id)?;
            return Some(list[round % list.len()].clone());
        }
        let known = self.of_kind.get(kind)?;
        [numbered(id, round), id.to_string()].into_iter().find(|id| known.contains(id))
    }
}

/// With fewer of them than the sample has, several share one; with more, each
/// has several.
fn stand_ins(ids: &[String], count: usize) -> BTreeMap<String, Vec<String>> {
    let kept = repeat(ids, count);
    let of = |(n, id): (usize, &String)| {
        let own: Vec<String> =
            kept.iter().filter(|(source, _)| *source == n).map(|(_, id)| id.clone()).collect();
        let shared = || vec![kept[n % kept.len()].1.clone()];
        (id.clone(), if own.is_empty() { shared() } else { own })
    };
    ids.iter().enumerate().map(of).collect()
}

fn replace(list: &mut Vec<Value>, by: &BTreeMap<String, Vec<String>>, round: usize) {
    let mut seen = BTreeSet::new();
    let new = list.iter().filter_map(|id| {
        let kept = by.get(id.as_str()?)?;
        let id = &kept[round % kept.len()];
        seen.insert(id.clone()).then(|| Value::from(id.as_str()))
    });
    *list = new.collect();
}
