//! One drawing's view of the theme: the theme's files, the drawing's own data
//! and pictures beside them, and nothing else. No clock, no network, no
//! packages, no fonts of the machine.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

use super::fault::{Fault, Notice};
use super::theme::Theme;
use crate::artifact::Drawing;

/// Every drawing has its pictures at the same few paths, because paths are
/// numbered for the life of the process and there are 65,535 numbers.
const MOST_PICTURES: usize = 1_000;

/// The engine's world for one drawing. Public so that a benchmark can run the
/// engine bare and compare.
pub struct Desk<'a> {
    theme: &'a Theme,
    main: FileId,
    /// What this drawing has beside the theme's files.
    own: Vec<(FileId, Bytes)>,
}

impl<'a> Desk<'a> {
    /// Lays out a drawing's papers.
    pub(super) fn new(theme: &'a Theme, drawing: &Drawing) -> Result<Self, Fault> {
        let refuse = |message: String| Fault::Theme(Notice::plain(message));
        let main = id(&format!("/typst/{}.typ", drawing.entry))
            .filter(|main| theme.files.get(main).is_some_and(|file| file.source.is_some()))
            .ok_or_else(|| refuse(format!("the theme has no typst/{}.typ", drawing.entry)))?;
        if drawing.pictures.len() > MOST_PICTURES {
            return Err(refuse(format!(
                "{} pictures are too many for one drawing",
                drawing.pictures.len()
            )));
        }
        let symbols = drawing.qr.iter().map(|qr| (qr.key(), qr.svg())).collect();
        let mut data = drawing.data.clone();
        draw_codes(&mut data, &symbols);
        let data = serde_json::to_vec(&data).map_err(|error| refuse(error.to_string()))?;
        let mut own = vec![
            (place("/data.json")?, Bytes::new(data)),
            (place("/words.json")?, Bytes::new(Arc::clone(&drawing.words.json))),
        ];
        for (n, picture) in drawing.pictures.iter().enumerate() {
            own.push((place(&format!("/picture/{n}"))?, theme.picture(picture)));
        }
        Ok(Self { theme, main, own })
    }
}

/// Gives each code in `data` its symbol.
fn draw_codes(data: &mut Value, symbols: &BTreeMap<&str, &str>) {
    match data {
        Value::Object(map) => {
            let key = map.get("key").and_then(Value::as_str);
            if let Some(svg) = key.and_then(|key| symbols.get(key)) {
                map.insert("svg".into(), (*svg).into());
            }
            map.values_mut().for_each(|value| draw_codes(value, symbols));
        }
        Value::Array(list) => list.iter_mut().for_each(|value| draw_codes(value, symbols)),
        _ => {}
    }
}

fn place(path: &str) -> Result<FileId, Fault> {
    id(path).ok_or_else(|| Fault::Theme(Notice::plain(format!("no place for {path}"))))
}

fn id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

fn absent(id: FileId) -> FileError {
    FileError::NotFound(PathBuf::from(id.vpath().get_without_slash()))
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.theme.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.theme.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let file = self.theme.files.get(&id).ok_or_else(|| absent(id))?;
        file.source.clone().ok_or(FileError::NotSource)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if let Some((_, bytes)) = self.own.iter().find(|(own, _)| *own == id) {
            return Ok(bytes.clone());
        }
        Ok(self.theme.files.get(&id).ok_or_else(|| absent(id))?.bytes.clone())
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.theme.fonts.get(index).cloned()
    }

    /// A template that asks for the date gets an error: what it may know of
    /// time is in its data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
