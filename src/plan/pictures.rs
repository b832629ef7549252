//! The pictures that a drawing shows: read from the content, cleaned, handed
//! to the template by number with a digest that makes them part of the
//! drawing's input.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::Planner;
use crate::make::typeset::Picture;
use crate::source::Spanned;

impl Planner<'_> {
    /// Adds the picture at `path` of the content folder to a drawing's
    /// `pictures`; its data for the template. `None` where it cannot be
    /// read, which the checks report.
    pub(super) fn picture(
        &self,
        path: &str,
        alt: &str,
        pictures: &mut Vec<Picture>,
    ) -> Option<Map<String, Value>> {
        let picture = self.content.picture(path).ok()?;
        let digest = picture.digest.to_hex().to_string();
        let mut data = Map::new();
        data.insert("picture".into(), pictures.len().into());
        data.insert("digest".into(), digest.into());
        data.insert("alt".into(), alt.into());
        pictures.push(Picture::from(Arc::clone(&picture.bytes)));
        Some(data)
    }

    /// [`Planner::picture`] of a file that a field names.
    pub(super) fn field_picture(
        &self,
        src: &Spanned<String>,
        alt: &str,
        pictures: &mut Vec<Picture>,
    ) -> Option<Map<String, Value>> {
        self.picture(&self.content.beside(src)?, alt, pictures)
    }

    /// The logo of the kit's unit; null where it has none.
    pub(super) fn logo(&self, lang: &str, pictures: &mut Vec<Picture>) -> Value {
        let alt = self.kit.contacts(lang).name;
        let logo = self.kit.logo().and_then(|src| self.field_picture(src, &alt, pictures));
        json!(logo)
    }

    /// Where a picture that a field names lies on the site.
    pub(super) fn published(&self, src: &Spanned<String>) -> Option<String> {
        self.content.beside(src).map(|path| super::picture_path(&path))
    }
}
