//! A theme: the files that decide how everything looks, and the tokens of
//! `theme.yml` that the program itself needs. The default theme is whole and
//! inside the program; any other lies over it and holds what differs
//! (`layers.rs`). What a theme says is as strict as content (`strict.rs`,
//! `words.rs`, `fonts.rs`, `svg.rs`).

mod assets;
mod contrast;
mod fonts;
mod layers;
mod load;
mod names;
mod strict;
mod svg;
mod templates;
mod words;

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use serde::Deserialize;

pub use assets::Asset;
pub use contrast::{contrast, luminance};
pub use fonts::is_silent;
pub use layers::{default_files, folders, identity, name_files, near};
pub use templates::{
    CardExport, CardField, CardFormat, CardTemplate, Infographic, Sheet, TypeSizes, Variant,
    card_word, sheet_word,
};

use crate::diag::{FileId, Files as Texts, Span};
use crate::files::add_file;
use crate::locale::Script;
use crate::source::yaml::Node;
use layers::Read;

/// The name of the theme inside the binary.
pub const DEFAULT_NAME: &str = "default";

/// The name of the icon that is the theme's logo.
const LOGO: &str = "theme-logo";

/// A loaded theme.
pub struct Theme {
    /// Its folder's name.
    pub name: String,
    /// Its files, by path inside the folder, with `/`.
    pub files: Files,
    /// What `theme.yml` says to the program.
    pub tokens: Tokens,
    /// `theme.yml` as it came together, with its places.
    tree: Node,
    /// Which theme of those it is made of each file is from.
    origins: BTreeMap<String, String>,
    words: words::Words,
    assets: Vec<Asset>,
    digests: Digests,
    identity: blake3::Hash,
    has_own_pages: bool,
    glyphs: fonts::Glyphs,
}

/// A theme's files, by path inside the folder, with `/`.
pub type Files = BTreeMap<String, Arc<[u8]>>;

/// What decides the bytes of what is made with a theme, as hashes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digests {
    /// Of what drawings are made with.
    pub drawings: blake3::Hash,
    /// Of what pages are made with.
    pub pages: blake3::Hash,
}

impl Digests {
    fn of(files: &Read) -> Self {
        let mut hashers = [(); 2].map(|()| blake3::Hasher::new());
        for (path, (_, hash)) in files {
            let is_drawn = (path.starts_with("fonts/") && !path.starts_with(assets::WEB_FONTS))
                || path.starts_with("typst/")
                || path.starts_with("locales/")
                || path == "theme.yml";
            let is_icon = path.starts_with("icons/");
            let is_page = path.starts_with("templates/");
            let parts = [is_drawn || is_icon, is_page || is_icon];
            for (hasher, _) in hashers.iter_mut().zip(parts).filter(|(_, is_part)| *is_part) {
                add_file(hasher, path, hash);
            }
        }
        let [drawings, pages] = hashers.map(|hasher| hasher.finalize());
        Digests { drawings, pages }
    }
}

/// What `theme.yml` says to the program; colours, type and the rest are read
/// by the templates themselves.
#[derive(Debug, Deserialize)]
pub struct Tokens {
    palettes: BTreeMap<String, serde_json::Value>,
    tones: Tones,
    defaults: templates::Defaults,
    cards: templates::Cards,
    sheets: templates::Named<Sheet>,
    infographics: templates::Named<Infographic>,
}

#[derive(Debug, Deserialize)]
struct Tones {
    light: BTreeMap<String, serde_json::Value>,
}

/// Why a theme cannot be used.
#[derive(Debug)]
pub enum ThemeFault {
    /// There is no such folder.
    Missing,
    /// A file cannot be read.
    Io(io::Error),
    /// The program's own theme is not whole.
    Invalid(String),
}

impl std::fmt::Display for ThemeFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ThemeFault::Missing => f.write_str("no such folder"),
            ThemeFault::Io(error) => error.fmt(f),
            ThemeFault::Invalid(what) => f.write_str(what),
        }
    }
}

impl Theme {
    /// The place in one of the theme's files that `texts` knows; line and
    /// column from 1.
    pub fn spot(&self, texts: &Texts, path: &str, line: usize, column: usize) -> Option<Span> {
        Some(texts.spot(self.file_id(texts, path)?, line, column))
    }

    /// What `texts` calls one of its files.
    pub fn file_id(&self, texts: &Texts, path: &str) -> Option<FileId> {
        texts.of_theme(&layers::shown(self.origins.get(path)?, path))
    }

    /// Whether page templates of it lie on disk.
    pub fn has_own_pages(&self) -> bool {
        self.has_own_pages
    }

    /// What tells it from others, without reading what it says: see
    /// [`identity`].
    pub fn identity(&self) -> blake3::Hash {
        self.identity
    }

    /// The hashes of what it is made of.
    pub fn digests(&self) -> Digests {
        self.digests
    }

    /// The files that every page of a site shares, sorted by path.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Its words by key, each with the language it is in: the first of
    /// `chain` that has it, else any.
    pub fn words<'t>(&'t self, chain: &[&str]) -> BTreeMap<&'t str, (&'t str, &'t str)> {
        let rest = self.words.keys().map(String::as_str);
        let mut words = BTreeMap::new();
        for lang in chain.iter().copied().chain(rest) {
            let Some((lang, table)) = self.words.get_key_value(lang) else { continue };
            for (key, word) in table {
                words.entry(key.as_str()).or_insert((word.as_str(), lang.as_str()));
            }
        }
        words
    }

    /// One word, in the first language of `chain` that has it.
    pub fn word<'t>(&'t self, key: &'t str, chain: &[&str]) -> &'t str {
        let find = |lang: &&str| self.words.get(*lang).and_then(|table| table.get(key));
        chain.iter().find_map(find).map_or(key, String::as_str)
    }

    /// The families of fonts that its `theme.yml` speaks of.
    pub fn families(&self) -> Vec<String> {
        fonts::names(&self.tree)
    }

    /// Whether one of its fonts has a character.
    pub fn draws(&self, c: char) -> bool {
        self.glyphs.draw(c)
    }

    /// Whether one of its fonts has letters of a script.
    pub fn knows(&self, script: Script) -> bool {
        self.glyphs.know(script)
    }

    /// Whether it has an icon.
    pub fn has_icon(&self, name: &str) -> bool {
        self.files.contains_key(&format!("icons/{name}.svg"))
    }

    /// The names of its icons.
    pub fn icons(&self) -> impl Iterator<Item = &str> {
        let names = icons(&self.files);
        // The logo is not for content: who speaks is said by the unit.
        names.filter(|name| *name != LOGO)
    }

    /// Whether it has a palette.
    pub fn has_palette(&self, name: &str) -> bool {
        self.tokens.palettes.contains_key(name)
    }

    /// The names of its callouts' tones.
    pub fn tones(&self) -> impl Iterator<Item = &str> {
        self.tokens.tones.light.keys().map(String::as_str)
    }

    /// The names of its palettes.
    pub fn palettes(&self) -> impl Iterator<Item = &str> {
        self.tokens.palettes.keys().map(String::as_str)
    }

    /// The colour under these keys of `theme.yml`, as red, green and blue,
    /// and where it stands; none where there is none.
    pub fn colour(&self, keys: &[&str]) -> Option<([u8; 3], Span)> {
        let node = keys.iter().try_fold(&self.tree, |node, key| node.get(key))?;
        Some((strict::colour(node.text()?)?, node.span))
    }
}

/// The names of the icons among a theme's files.
fn icons(files: &Files) -> impl Iterator<Item = &str> {
    files.keys().filter_map(|path| path.strip_prefix("icons/")?.strip_suffix(".svg"))
}
