//! Which file of the content folder a table belongs in.

use super::columns::Kind;
use super::compose::Request;
use super::finding::Refusal;
use crate::catalog::layout::{self, Holds};
use crate::catalog::{Document, Kit};
use crate::diag::{Message, TextKey};
use crate::source::{Content, ItemId};

/// A file that items go to.
#[derive(Debug, PartialEq, Eq)]
pub struct Target {
    /// Its path inside the content folder.
    pub path: String,
    /// The campaign whose folder it is in.
    pub campaign: Option<String>,
}

impl Target {
    /// The file for a table of `kind` from a file called `stem`.
    pub fn find(
        kind: Kind,
        request: &Request,
        kit: &Kit,
        content: &Content,
    ) -> Result<Self, Refusal> {
        let target = match (&request.to, kind) {
            (Some(to), _) => Target::given(to, kind, kit)?,
            (None, Kind::Links) => {
                Target { path: Document::Kit.file("").unwrap_or_default(), campaign: None }
            }
            (None, Kind::Messages) => Target::messages(request, kit)?,
            (None, Kind::Agents) => Target::unit(request, kit, content)?,
        };
        let exists = content.entries.contains_key(&target.path);
        if !exists && kind != Kind::Messages {
            let message = Message::new(TextKey::MISSING_FILE)
                .with("path", format!("content/{}", target.path));
            return Err(Refusal::request(message));
        }
        Ok(target)
    }

    /// A path that was given, if a file there would be read as what it is to hold.
    fn given(to: &str, kind: Kind, kit: &Kit) -> Result<Self, Refusal> {
        let path = to.strip_prefix("content/").unwrap_or(to);
        let (document, example) = match kind {
            Kind::Messages => {
                (Document::Messages, "messages/ten-bang.yml, campaigns/<id>/messages.yml")
            }
            Kind::Links => (Document::Kit, "kit.yml"),
            Kind::Agents => (Document::Unit, "units/<id>.yml"),
        };
        let placed = layout::placed(path);
        let placed = placed.filter(|placed| placed.holds == Holds::Document(document));
        let campaign = placed.and_then(|placed| folder_campaign(kit, placed.campaign?));
        let is_yaml = path.ends_with(".yml") || path.ends_with(".yaml");
        let fits = placed.is_some_and(|placed| match placed.campaign {
            Some(_) => campaign.is_some(),
            None => is_yaml && ItemId::parse(placed.stem).is_some(),
        });
        if !fits {
            let message =
                Message::new(TextKey::IMPORT_BAD_TARGET).with("path", to).with("kind", kind.word());
            let hint = Message::new(TextKey::HINT_WRITE).with("text", format!("--to {example}"));
            return Err(Refusal::Request(message, vec![hint]));
        }
        Ok(Target { path: path.to_string(), campaign })
    }

    fn messages(request: &Request, kit: &Kit) -> Result<Self, Refusal> {
        let Some(id) = &request.campaign else {
            let stem = ItemId::suggest(&request.stem);
            let stem = if stem.is_empty() { "messages".to_string() } else { stem };
            let path = Document::Messages.file_of(&stem).unwrap_or_default();
            return Ok(Target { path, campaign: None });
        };
        let folder = kit.campaign(id).and_then(|campaign| {
            let source = campaign.sources.first()?;
            layout::placed(source.strip_prefix("content/")?)?.campaign
        });
        match folder {
            Some(folder) => {
                let path = Document::Messages.file(folder).unwrap_or_default();
                Ok(Target { path, campaign: Some(id.clone()) })
            }
            None => {
                let known = kit.campaigns.iter().map(|campaign| campaign.id.as_str());
                Err(unknown(TextKey::WHAT_CAMPAIGN, id, known))
            }
        }
    }

    fn unit(request: &Request, kit: &Kit, content: &Content) -> Result<Self, Refusal> {
        let known = || kit.units.keys().map(String::as_str);
        let Some(id) = &request.unit else {
            let hint = Message::new(TextKey::HINT_ONE_OF)
                .with("list", known().collect::<Vec<_>>().join(", "));
            return Err(Refusal::Request(Message::new(TextKey::IMPORT_WHICH_UNIT), vec![hint]));
        };
        let Some(unit) = kit.units.get(id) else {
            return Err(unknown(TextKey::WHAT_UNIT, id, known()));
        };
        // A unit that has an id of its own says so in its file.
        let path = match &unit.id {
            Some(own) => content.files.get(own.span.file).path.clone(),
            None => {
                let names = ["yml", "yaml"].map(|end| format!("units/{id}.{end}"));
                let there = names.iter().find(|name| content.entries.contains_key(*name));
                there.unwrap_or(&names[0]).clone()
            }
        };
        let path = path.strip_prefix("content/").unwrap_or(&path).to_string();
        Ok(Target { path, campaign: None })
    }
}

/// The campaign that a folder holds.
fn folder_campaign(kit: &Kit, folder: &str) -> Option<String> {
    let file = format!("content/{}", Document::Campaign.file(folder)?);
    let found = kit.campaigns.iter().find(|campaign| campaign.sources.contains(&file));
    found.map(|campaign| campaign.id.to_string())
}

fn unknown<'a>(what: TextKey, id: &str, known: impl Iterator<Item = &'a str>) -> Refusal {
    let known: Vec<&str> = known.collect();
    let message = Message::new(TextKey::UNKNOWN_REFERENCE).with("what", what).with("id", id);
    let hint = match crate::diag::closest(id, known.iter().copied()) {
        Some(near) => Message::new(TextKey::HINT_DID_YOU_MEAN).with("name", near),
        None => Message::new(TextKey::HINT_ONE_OF).with("list", known.join(", ")),
    };
    Refusal::Request(message, vec![hint])
}
