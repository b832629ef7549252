//! Where a new item goes in a kit: which file it becomes, or which list it
//! is added to.

use crate::catalog::{Document, Kit};
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

/// The list of a kind that may lie in one file or in the files of a folder:
/// the file, unless the kit keeps only the folder.
pub(super) fn list(content: &Content, document: Document, id: &str) -> Place {
    let file = document.file("").unwrap_or_default();
    if let Some(own) = document.file_of(id)
        && !content.entries.contains_key(&file)
    {
        let (folder, _) = own.split_at(own.len() - own.rsplit('/').next().map_or(0, str::len));
        if content.entries.keys().any(|path| path.starts_with(folder)) {
            return Place::List(own);
        }
    }
    Place::List(file)
}

/// A file of its own for a new item.
pub(super) fn file(document: Document, id: &str) -> Place {
    Place::File(document.file_of(id).unwrap_or_default())
}

/// The file of a new campaign.
pub(super) fn campaign(id: &str) -> Place {
    Place::File(Document::Campaign.file(id).unwrap_or_default())
}

/// The list of a campaign's messages. A campaign may have an id that is not
/// its folder's name.
pub(super) fn messages(kit: &Kit, campaign: &str) -> Place {
    let source = kit.campaign(campaign).and_then(|campaign| campaign.sources.first());
    let folder = source.and_then(|path| path.rsplit('/').nth(1)).unwrap_or(campaign);
    Place::List(Document::Messages.file(folder).unwrap_or_default())
}
