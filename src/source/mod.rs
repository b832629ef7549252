//! Owns reading: the walk of the content folder, UTF-8 and NFC, YAML into a
//! tree whose every key and value has its span, front matter, Markdown. The
//! only room that opens content files; it records every read. Hands on
//! parsed documents and the [`Files`] that diagnostics point into.

pub mod decode;
pub mod front;
pub mod markdown;
pub mod placeholder;
mod scalar;
pub mod schema;
mod walk;
pub mod yaml;

pub use scalar::{ItemId, Number, Spanned, invalid_id};
pub use walk::{Content, Entry, read_content};
