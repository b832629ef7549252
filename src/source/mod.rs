//! Owns reading: the walk of the content folder, UTF-8 and NFC, YAML into a
//! tree whose every key and value has its span, front matter, Markdown,
//! pictures cleaned of what they should not carry. The only room that opens
//! content files: each is read once at most and what was read is remembered.
//! Hands on parsed documents and the [`Files`] that diagnostics point into.

mod content;
mod controls;
pub mod decode;
pub mod front;
pub mod markdown;
pub mod number;
pub mod picture;
pub mod placeholder;
mod scalar;
pub mod schema;
mod walk;
pub mod web;
pub mod yaml;

pub use content::{Content, Entry};
pub use scalar::{ItemId, Number, Spanned, invalid_id};
pub use walk::{decode_utf8, find_content, is_left_behind, is_text, read_content};
