//! The key of a job: a hash of everything that decides its bytes.

use serde_json::Value;

use crate::artifact::{Drawing, Export, Head, Input, Page, Source, add_json};
use crate::cache::Key;
use crate::theme::Digests;

/// This very build of the program.
pub(super) const PROGRAM: &str = env!("LANTOA_BUILD");

/// Hashes named parts, each with its length before it, so that no two lists
/// of parts run together to the same bytes.
pub(super) struct Parts(blake3::Hasher);

impl Parts {
    /// Of something of this kind.
    pub(super) fn of(kind: &str) -> Self {
        let mut parts = Parts(blake3::Hasher::new());
        parts.add(PROGRAM.as_bytes());
        parts.add(kind.as_bytes());
        parts
    }

    pub(super) fn add(&mut self, part: &[u8]) {
        self.0.update(&(part.len() as u64).to_le_bytes());
        self.0.update(part);
    }

    fn value(&mut self, value: &Value) {
        // JSON ends where its brackets close: it needs no length.
        add_json(&mut self.0, value);
    }

    pub(super) fn finish(&self) -> blake3::Hash {
        self.0.finalize()
    }
}

/// The key of what becomes of an input.
pub(super) fn key(input: &Input, heads: &[std::sync::Arc<Head>], theme: &Digests) -> Key {
    let parts = match input {
        Input::Drawing(drawing) => of_drawing(drawing, heads, theme),
        Input::Page(page) => of_page(page, theme),
        Input::Bytes(bytes) => {
            let mut parts = Parts::of("bytes");
            parts.add(blake3::hash(bytes).as_bytes());
            parts
        }
        Input::Disk { digest, .. } => {
            let mut parts = Parts::of("disk");
            parts.add(digest.as_bytes());
            parts
        }
        Input::Zip(zipped) => {
            let mut parts = Parts::of("zip");
            for file in zipped {
                parts.add(file.inside.as_bytes());
                match &file.from {
                    Source::Text(text) => parts.add(text.as_bytes()),
                    Source::Site(_, hash) => parts.add(hash.as_bytes()),
                }
            }
            parts
        }
        Input::Thumb { hash, sides, .. } => {
            let mut parts = Parts::of("thumb");
            parts.add(hash.as_bytes());
            parts.add(format!("{sides:?}").as_bytes());
            parts
        }
        Input::Feed(_)
        | Input::Calendar { .. }
        | Input::Sitemap(_)
        | Input::Robots(_)
        | Input::Headers(_)
        | Input::Security(_) => {
            let mut parts = Parts::of("text");
            parts.add(format!("{input:?}").as_bytes());
            parts
        }
    };
    Key(parts.finish())
}

fn of_drawing(drawing: &Drawing, heads: &[std::sync::Arc<Head>], theme: &Digests) -> Parts {
    let mut parts = Parts::of("drawing");
    parts.add(theme.drawings.as_bytes());
    for text in [&drawing.entry, &drawing.title, &drawing.lang] {
        parts.add(text.as_bytes());
    }
    parts.add(format!("{:?} {:?} {:?}", drawing.pages, drawing.qr_rule, drawing.ink).as_bytes());
    // Only a document carries the date of the build.
    if heads.iter().any(|head| head.export == Some(Export::Pdf)) {
        parts.add(drawing.date.to_string().as_bytes());
    }
    for head in heads {
        parts.add(format!("{:?} {:?}", head.kind, head.export).as_bytes());
    }
    parts.add(drawing.words.digest.as_bytes());
    for picture in &drawing.pictures {
        parts.add(picture.digest.as_bytes());
    }
    for qr in &drawing.qr {
        parts.add(qr.key().as_bytes());
    }
    parts.value(&drawing.data);
    parts
}

fn of_page(page: &Page, theme: &Digests) -> Parts {
    let mut parts = Parts::of("page");
    parts.add(theme.pages.as_bytes());
    parts.add(page.template.as_bytes());
    parts.add(page.frame.digest.as_bytes());
    parts.add(page.root.as_bytes());
    parts.add(page.head.digest().as_bytes());
    parts.add(page.view.digest().as_bytes());
    parts
}
