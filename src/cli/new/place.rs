//! Where a new item goes in a kit: which file it becomes, or which list it
//! is added to.

use crate::catalog::Kit;
use crate::source::Content;

/// Where the text of a new item stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A new file, by path inside the content folder.
    File(String),
    /// The end of a list, by path inside the content folder; the file may
    /// not be there yet.
    List(String),
}

impl Place {
    /// The path inside the content folder.
    pub(super) fn path(&self) -> &str {
        match self {
            Place::File(path) | Place::List(path) => path,
        }
    }
}

/// The list of a kind that may lie in `<name>.yml` or in a folder `<name>/`:
/// the file, unless the kit keeps only the folder.
pub(super) fn list(content: &Content, name: &str, id: &str) -> Place {
    let file = format!("{name}.yml");
    let folder = format!("{name}/");
    let keeps_folder = content.entries.keys().any(|path| path.starts_with(&folder));
    if keeps_folder && !content.entries.contains_key(&file) {
        return Place::List(format!("{folder}{id}.yml"));
    }
    Place::List(file)
}

/// The list of a campaign's messages. A campaign may have an id that is not
/// its folder's name.
pub(super) fn messages(kit: &Kit, campaign: &str) -> Place {
    let source = kit.campaign(campaign).and_then(|campaign| campaign.sources.first());
    let folder = source.and_then(|path| path.rsplit('/').nth(1)).unwrap_or(campaign);
    Place::List(format!("campaigns/{folder}/messages.yml"))
}
