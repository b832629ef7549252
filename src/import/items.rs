//! From rows to items: each row's wanted values in the order the content
//! model has them, and which item of the file each row is, if it is there.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::Kind;
use super::finding::Finding;
use super::header::Header;
use super::rows::{Row, Said, is_message_text};
use super::table::Place;
use super::want::{Leaf, Value, Want};
use crate::catalog::{Kind as ItemKind, Kit};
use crate::diag::{Message, TextKey};
use crate::source::ItemId;
use crate::source::placeholder::{Piece, pieces};
use crate::source::yaml::Node;

/// An item of the table.
#[derive(Debug)]
pub struct Item {
    /// Its row.
    pub at: Place,
    /// What the row says.
    pub want: Want,
    /// Which item of the list in the file it is.
    pub is: Option<usize>,
    /// What to call it in a report.
    pub name: String,
}

/// How many words of a headline make an id.
const ID_WORDS: usize = 6;

/// Where items go and what is there.
pub struct Shelf<'a> {
    /// The kit before the import.
    pub kit: &'a Kit,
    /// The items that are in the file, in order.
    pub there: &'a [Node],
    /// The campaign whose folder the file is in.
    pub campaign: Option<&'a str>,
}

/// The items of a table; what is wrong with them goes to `findings`.
pub fn items(
    header: &Header,
    rows: &[Row],
    shelf: &Shelf,
    findings: &mut Vec<Finding>,
) -> Vec<Item> {
    let mut items = match header.kind {
        Kind::Messages => messages(rows, shelf, findings),
        Kind::Links => links(rows, shelf, findings),
        Kind::Agents => agents(rows, shelf, findings),
    };
    let needed: &[&str] = match header.kind {
        Kind::Messages => &["headline", "audiences"],
        Kind::Links => &["label", "url"],
        Kind::Agents => &["name"],
    };
    let mut missing_columns = BTreeSet::new();
    for (item, row) in items.iter_mut().zip(rows) {
        for name in needed {
            let default = shelf.kit.default_lang();
            let there = item.is.is_some() || row.failed.contains(name);
            if there || row.get(name, default).is_some() {
                continue;
            }
            let Some(field) = header.kind.field(name) else { continue };
            let title = field.titles.first().copied().unwrap_or(name);
            let column = header.columns.iter().find(|column| {
                column.filled.field.name == *name && column.filled.lang.is_none_or(|l| l == default)
            });
            match column {
                Some(column) => {
                    let at = header.sheet.place(row.at.row, column.index);
                    let message =
                        Message::new(TextKey::IMPORT_CELL_EMPTY).with("column", &column.title);
                    findings.push(Finding::error(at, message));
                }
                None if missing_columns.insert(*name) => {
                    let at = header.sheet.place(header.row, 0);
                    let message =
                        Message::new(TextKey::IMPORT_COLUMN_MISSING).with("column", title);
                    findings.push(
                        Finding::error(at, message).hint(Message::new(TextKey::IMPORT_HINT_MAP)),
                    );
                }
                None => {}
            }
        }
    }
    items
}

/// A row's values in a tree, in the order of the kind's fields.
fn want(row: &Row, kind: Kind, shelf: &Shelf) -> Want {
    let default = shelf.kit.default_lang();
    let mut want = Want::Map(Vec::new());
    let mut fields: Vec<&'static str> = kind.fields().iter().map(|field| field.name).collect();
    // Whom a message is for stands above what it says.
    let rank = |name: &&str| match *name {
        "id" => 0,
        "audiences" => 1,
        "campaigns" => 2,
        _ => 3,
    };
    fields.sort_by_key(rank);
    let leaf = |said: &Said| Leaf { value: said.value.clone(), at: said.at.clone() };
    for name in fields {
        let mut said: Vec<&Said> =
            row.said.iter().filter(|said| said.column.filled.field.name == name).collect();
        let lang = |said: &Said| said.column.filled.lang.unwrap_or(default).to_string();
        // The default language stands first.
        said.sort_by_key(|said| lang(said) != default);
        let Some(first) = said.first() else { continue };
        if kind == Kind::Messages && is_message_text(first.column) {
            for said in said {
                want.put(&["text", &lang(said), name], Want::Leaf(leaf(said)));
            }
        } else if first.column.filled.field.reading.is_by_language() {
            let texts = said.iter().map(|said| (lang(said), leaf(said))).collect();
            want.put(&[name], Want::Localized(texts));
        } else if name == "campaigns" {
            if let Some(value) = without(&first.value, shelf.campaign) {
                want.put(&[name], Want::Leaf(Leaf { value, at: first.at.clone() }));
            }
        } else {
            let path: Vec<&str> = name.split('.').collect();
            want.put(&path, Want::Leaf(leaf(first)));
        }
    }
    want
}

/// A list of campaigns without the one whose folder the file is in.
fn without(value: &Value, campaign: Option<&str>) -> Option<Value> {
    let Value::List(ids) = value else { return None };
    let ids: Vec<String> = ids.iter().filter(|id| Some(id.as_str()) != campaign).cloned().collect();
    (!ids.is_empty()).then_some(Value::List(ids))
}

fn text_at<'n>(node: &'n Node, path: &[&str]) -> Option<&'n str> {
    path.iter().try_fold(node, |node, key| node.get(key))?.text()
}

fn messages(rows: &[Row], shelf: &Shelf, findings: &mut Vec<Finding>) -> Vec<Item> {
    let default = shelf.kit.default_lang();
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    // Ids that rows give themselves are taken before any is made.
    let given: BTreeSet<String> = rows.iter().filter_map(id_of).collect();
    let mut items = Vec::new();
    for row in rows {
        let mut want = want(row, Kind::Messages, shelf);
        let headline = want.text(&["text", default, "headline"]).unwrap_or_default().to_string();
        let own = id_of(row);
        let index =
            |id: &str| shelf.there.iter().position(|node| text_at(node, &["id"]) == Some(id));
        let id = match &own {
            Some(id) => id.clone(),
            None if row.failed.contains(&"id") || headline.is_empty() => String::new(),
            None => made_id(&headline, default, shelf, &given, &seen),
        };
        let is = index(&id);
        if own.is_none() && !id.is_empty() {
            let at = row.get("headline", default).map_or(&row.at, |said| &said.at).clone();
            let first = Leaf { value: Value::Text(id.clone()), at };
            if let Want::Map(fields) = &mut want {
                fields.insert(0, ("id".to_string(), Want::Leaf(first)));
            }
        }
        let at = want.leaf(&["id"]).map_or_else(|| row.at.clone(), |leaf| leaf.at.clone());
        if !id.is_empty() {
            if let Some(first) = seen.get(&id) {
                let message = Message::new(TextKey::IMPORT_ID_TWICE)
                    .with("id", &id)
                    .with("first", first.to_string());
                findings.push(Finding::error(at, message));
            } else if is.is_none() && shelf.kit.declared.has("message", &id) {
                let item = shelf.kit.item(ItemKind::Message, &id);
                let path = item.and_then(|item| item.sources.first()).cloned().unwrap_or_default();
                let inside = path.strip_prefix("content/").unwrap_or(&path).to_string();
                let message =
                    Message::new(TextKey::IMPORT_ID_ELSEWHERE).with("id", &id).with("path", path);
                let hint = Message::new(TextKey::IMPORT_HINT_TO).with("path", inside);
                findings.push(Finding::error(at, message).hint(hint));
            } else {
                seen.insert(id.clone(), at);
            }
        }
        items.push(Item { at: row.at.clone(), want, is, name: id });
    }
    items
}

fn id_of(row: &Row) -> Option<String> {
    let said = row.said.iter().find(|said| said.column.filled.field.name == "id")?;
    match &said.value {
        Value::Text(id) => Some(id.clone()),
        _ => None,
    }
}

/// The id of a message that has none: that of the message in the file with
/// the same headline, or a free one made from the headline's first words.
fn made_id(
    headline: &str,
    default: &str,
    shelf: &Shelf,
    given: &BTreeSet<String>,
    seen: &BTreeMap<String, Place>,
) -> String {
    let same = shelf.there.iter().filter(|node| {
        let found = text_at(node, &["text", default, "headline"]);
        found.is_some_and(|found| found.trim() == headline.trim())
    });
    let free = |id: &&str| !given.contains(*id) && !seen.contains_key(*id);
    if let Some(id) = same.filter_map(|node| text_at(node, &["id"])).find(|id| free(id)) {
        return id.to_string();
    }
    let words: String = pieces(headline)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(text),
            Piece::Braces | Piece::Placeholder(_) => None,
        })
        .collect();
    let folded = ItemId::suggest(&words);
    let words: Vec<&str> = folded.split('-').filter(|word| !word.is_empty()).collect();
    let stem = match words.as_slice() {
        [] => "thong-diep".to_string(),
        words => words[..words.len().min(ID_WORDS)].join("-"),
    };
    let taken = |id: &str| {
        shelf.kit.declared.has("message", id)
            || shelf.there.iter().any(|node| text_at(node, &["id"]) == Some(id))
            || !free(&id)
    };
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let mut all = std::iter::once(stem.clone()).chain(numbered);
    all.find(|id| !taken(id)).unwrap_or(stem)
}

fn links(rows: &[Row], shelf: &Shelf, findings: &mut Vec<Finding>) -> Vec<Item> {
    let bare = |url: &str| url.trim().trim_end_matches('/').to_string();
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    let mut items = Vec::new();
    for row in rows {
        let want = want(row, Kind::Links, shelf);
        let url = bare(want.text(&["url"]).unwrap_or_default());
        let same = |node: &Node| text_at(node, &["url"]).is_some_and(|found| bare(found) == url);
        let is = if url.is_empty() { None } else { shelf.there.iter().position(same) };
        if let Some(first) = seen.get(&url).filter(|_| !url.is_empty()) {
            let message = Message::new(TextKey::IMPORT_LINK_TWICE)
                .with("url", &url)
                .with("first", first.to_string());
            findings.push(Finding::error(row.at.clone(), message));
        } else {
            seen.insert(url.clone(), row.at.clone());
        }
        items.push(Item { at: row.at.clone(), want, is, name: url });
    }
    items
}

/// An agent is the one of the same name, and of the same address or phone
/// where several have the name: offices list one name at many points.
fn agents(rows: &[Row], shelf: &Shelf, findings: &mut Vec<Finding>) -> Vec<Item> {
    let default = shelf.kit.default_lang();
    let wants: Vec<Want> = rows.iter().map(|row| want(row, Kind::Agents, shelf)).collect();
    let said: Vec<Agent> = wants
        .iter()
        .map(|want| AGENT.map(|field| want.text(&[field]).map(str::to_string)))
        .collect();
    let there: Vec<Agent> = shelf
        .there
        .iter()
        .map(|node| {
            AGENT.map(|field| {
                let node = node.get(field)?;
                let text = node.text().or_else(|| node.get(default)?.text());
                text.map(|text| text.trim().to_string())
            })
        })
        .collect();
    let mut by_name: BTreeMap<&Option<String>, (usize, Vec<usize>)> = BTreeMap::new();
    for [name, ..] in &said {
        by_name.entry(name).or_default().0 += 1;
    }
    for (index, [name, ..]) in there.iter().enumerate() {
        by_name.entry(name).or_default().1.push(index);
    }
    let mut is: Vec<Option<usize>> = vec![None; wants.len()];
    let mut used = BTreeSet::new();
    // Addresses tell points apart, so they choose first; the name alone
    // chooses where only one has it.
    for field in [1, 2, 0] {
        for (is, agent) in is.iter_mut().zip(&said) {
            let Some((rows, namesakes)) = by_name.get(&agent[0]) else { continue };
            let free: Vec<usize> =
                namesakes.iter().copied().filter(|index| !used.contains(index)).collect();
            let alone = *rows == 1 && free.len() == 1;
            if is.is_some() || agent[0].is_none() || (field == 0 && !alone) {
                continue;
            }
            let alike =
                |index: &usize| agent[field].is_some() && there[*index][field] == agent[field];
            *is = free.into_iter().find(alike);
            used.extend(*is);
        }
    }
    let mut items: Vec<Item> = Vec::new();
    let mut seen: BTreeMap<Agent, Place> = BTreeMap::new();
    for (((row, want), is), agent) in rows.iter().zip(wants).zip(is).zip(said) {
        let name = agent[0].clone().unwrap_or_default();
        if let Some(first) = seen.get(&agent) {
            let message = Message::new(TextKey::IMPORT_AGENT_TWICE)
                .with("name", &name)
                .with("first", first.to_string());
            findings.push(Finding::error(row.at.clone(), message));
        }
        seen.entry(agent).or_insert_with(|| row.at.clone());
        items.push(Item { at: row.at.clone(), want, is, name });
    }
    items
}

/// The fields of an agent, and what one says for each.
const AGENT: [&str; 3] = ["name", "address", "phone"];
type Agent = [Option<String>; 3];
