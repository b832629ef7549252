//! The mapping file: what the columns of a table are called where they are
//! called something that nobody else calls them.

use super::columns::{Filled, Kind, by_name};
use super::table::column;
use crate::catalog::Pairs;
use crate::diag::{Diagnostic, Diagnostics, FileId, Id, Message, TextKey};
use crate::source::decode::{Decoder, FromNode};
use crate::source::yaml;
use crate::source::{ItemId, Spanned};

crate::record! {
    /// A mapping as it is written.
    pub struct Mapping {
        /// What the table lists.
        pub kind: Option<Kind>,
        /// The sheet.
        pub sheet: Option<String>,
        /// The row with the columns' titles, from 1.
        pub header_row: Option<u32>,
        /// Titles (or letters) of columns, and the fields they fill.
        pub columns: Option<Pairs>,
    }
}

/// What a mapping says in place of a field for a column to be left out.
const IGNORE: &str = "ignore";

/// What a mapping says of a column.
#[derive(Debug, Clone)]
pub enum Mapped {
    /// It fills a field.
    Fills(Filled),
    /// It is left out.
    Ignored,
}

impl Mapping {
    /// Reads a mapping; `file` is where `text` stands. `None` when something
    /// is wrong with it.
    pub fn read(text: &str, file: FileId, out: &mut Diagnostics) -> Option<Self> {
        let node = yaml::parse(text, file, 0, out)?;
        let mut cx = Decoder::new(out, &[]);
        let mapping = Mapping::from_node(&node, &mut cx)?;
        mapping.check(out);
        out.list().is_empty().then_some(mapping)
    }

    fn check(&self, out: &mut Diagnostics) {
        for (_, field) in self.columns() {
            let kinds: Vec<Kind> = match self.kind {
                Some(kind) => vec![kind],
                None => Kind::ALL.to_vec(),
            };
            if field.value == IGNORE || kinds.iter().any(|kind| by_name(*kind, field).is_some()) {
                continue;
            }
            let names: Vec<&str> = kinds
                .iter()
                .flat_map(|kind| kind.fields())
                .map(|field| field.name)
                .chain([IGNORE])
                .collect();
            out.push(
                Diagnostic::new(Id::UnknownField, field.span)
                    .with("field", &field.value)
                    .did_you_mean(field, names.iter().copied())
                    .hint(Message::new(TextKey::HINT_FIELDS).with("list", names.join(", "))),
            );
        }
    }

    fn columns(&self) -> &[(String, Spanned<String>)] {
        self.columns.as_ref().map_or(&[], |pairs| &pairs.0)
    }

    /// What it says of the column titled `title`, or called by `letters`.
    pub fn column(&self, kind: Kind, title: &str, letters: &str) -> Option<Mapped> {
        let folded = ItemId::suggest(title);
        let same =
            |name: &str| name == title || (!folded.is_empty() && ItemId::suggest(name) == folded);
        let columns = self.columns();
        let found = columns
            .iter()
            .find(|(name, _)| same(name))
            .or_else(|| columns.iter().find(|(name, _)| name == letters))?;
        match found.1.value.as_str() {
            IGNORE => Some(Mapped::Ignored),
            name => by_name(kind, name).map(Mapped::Fills),
        }
    }

    /// The columns that it may call by their letters, from 0.
    pub fn lettered(&self) -> impl Iterator<Item = u32> {
        self.columns().iter().filter_map(|(name, _)| column(name))
    }

    /// The names it has that are no column's title and no column's letters.
    pub fn missing(&self, titles: &[(String, String)]) -> Vec<&str> {
        let is_there = |name: &str| {
            let folded = ItemId::suggest(name);
            titles.iter().any(|(title, letters)| {
                title == name
                    || letters == name
                    || (!folded.is_empty() && ItemId::suggest(title) == folded)
            })
        };
        let names = self.columns().iter().map(|(name, _)| name.as_str());
        names.filter(|name| !is_there(name)).collect()
    }
}
