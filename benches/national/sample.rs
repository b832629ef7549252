//! The sample kit as values: read once, never changed.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

/// The parts that a national kit is put together from, each in the order of
/// its ids.
pub struct Sample {
    pub kit: Value,
    pub unit: Value,
    pub audiences: Vec<Value>,
    pub campaigns: Vec<Campaign>,
    pub leaflets: Vec<Document>,
    pub infographics: Vec<Document>,
    pub broadcasts: Vec<Document>,
    pub questions: Vec<Document>,
    pub pages: Vec<Document>,
}

/// A campaign with its landing text by language.
pub struct Campaign {
    pub id: String,
    pub head: Value,
    pub index: BTreeMap<String, String>,
    pub messages: Vec<Value>,
}

/// A file of its own and its translations: the fields, and the text below
/// them where there is one.
pub struct Document {
    pub id: String,
    pub texts: BTreeMap<String, (Value, Option<String>)>,
}

impl Sample {
    pub fn read() -> io::Result<Self> {
        let root = content();
        let list = |path: &str| -> io::Result<Vec<Value>> {
            Ok(read_yaml(&root.join(path))?.as_sequence().cloned().unwrap_or_default())
        };
        let mut campaigns = Vec::new();
        for folder in sorted(&root.join("campaigns"))? {
            let id = file_name(&folder);
            let mut messages = list(&format!("campaigns/{id}/messages.yml"))?;
            // Each of many copies has an id of its own, and no other.
            for message in &mut messages {
                if let Some(message) = message.as_mapping_mut() {
                    message.remove("aliases");
                }
            }
            let mut index = BTreeMap::new();
            for (language, name) in [("vi", "index.md"), ("en", "index.en.md")] {
                index.insert(language.to_string(), fs::read_to_string(folder.join(name))?);
            }
            let head = read_yaml(&folder.join("campaign.yml"))?;
            campaigns.push(Campaign { id, head, index, messages });
        }
        Ok(Sample {
            kit: read_yaml(&root.join("kit.yml"))?,
            unit: read_yaml(&root.join(format!("units/{}.yml", super::NATIONAL)))?,
            audiences: list("audiences.yml")?,
            campaigns,
            leaflets: documents(&root.join("leaflets"))?,
            infographics: documents(&root.join("infographics"))?,
            broadcasts: documents(&root.join("broadcasts"))?,
            questions: documents(&root.join("faq"))?,
            pages: documents(&root.join("pages"))?,
        })
    }

    pub fn campaign_ids(&self) -> Vec<String> {
        self.campaigns.iter().map(|campaign| campaign.id.clone()).collect()
    }

    pub fn audience_ids(&self) -> Vec<String> {
        let id = |audience: &Value| audience["id"].as_str().unwrap_or_default().to_string();
        self.audiences.iter().map(id).collect()
    }
}

/// The sample kit's content folder.
pub fn content() -> PathBuf {
    super::repository().join("content")
}

pub fn read_yaml(path: &Path) -> io::Result<Value> {
    parse(&fs::read_to_string(path)?, path)
}

fn parse(text: &str, path: &Path) -> io::Result<Value> {
    serde_yaml::from_str(text)
        .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))
}

/// Every document of a folder: `id.yml`, or `id.md` with its translations
/// `id.<language>.md`.
fn documents(folder: &Path) -> io::Result<Vec<Document>> {
    let mut all: BTreeMap<String, Document> = BTreeMap::new();
    for path in sorted(folder)? {
        let text = fs::read_to_string(&path)?;
        let name = file_name(&path);
        let (stem, ext) = name.rsplit_once('.').unwrap_or((&name, ""));
        let (id, language) = stem.split_once('.').unwrap_or((stem, "vi"));
        let parts = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n"));
        let both = match (ext, parts) {
            ("md", Some((head, body))) => (parse(head, &path)?, Some(body.to_string())),
            ("md", None) => return Err(io::Error::other(format!("{name}: no front matter"))),
            _ => (parse(&text, &path)?, None),
        };
        let document = all
            .entry(id.to_string())
            .or_insert_with(|| Document { id: id.to_string(), texts: BTreeMap::new() });
        document.texts.insert(language.to_string(), both);
    }
    Ok(all.into_values().collect())
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<PathBuf>>>()?;
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
