//! A theme: the files that decide how everything looks, and the tokens of
//! `theme.yml` that the program itself needs. The default theme is also
//! inside the binary.

mod assets;
mod contrast;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, DirEntry, include_dir};
use serde::Deserialize;

pub use assets::Asset;
pub use contrast::{contrast, luminance};

use crate::files::{Seen, add_file};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// The name of the theme inside the binary.
pub const DEFAULT_NAME: &str = "default";

/// A loaded theme.
pub struct Theme {
    /// Its folder's name.
    pub name: String,
    /// Its files, by path inside the folder, with `/`.
    pub files: Files,
    /// What `theme.yml` says to the program.
    pub tokens: Tokens,
    words: BTreeMap<String, BTreeMap<String, String>>,
    assets: Vec<Asset>,
    digests: Digests,
    identity: blake3::Hash,
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
    cards: Cards,
    sheets: BTreeMap<String, Sheet>,
    infographics: BTreeMap<String, Infographic>,
}

#[derive(Debug, Deserialize)]
struct Cards {
    formats: BTreeMap<String, CardFormat>,
}

/// A card's format.
#[derive(Debug, Clone, Deserialize, serde::Serialize)]
pub struct CardFormat {
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// What apps cover at the top, in px.
    #[serde(default)]
    pub safe_top: u32,
    /// What apps cover at the bottom, in px.
    #[serde(default)]
    pub safe_bottom: u32,
    /// Least px a module of the QR code.
    #[serde(default = "three")]
    pub qr_module: u32,
    /// What only the templates need.
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

fn three() -> u32 {
    3
}

/// A printed sheet.
#[derive(Debug, Clone, Deserialize)]
pub struct Sheet {
    /// Width in mm.
    pub width: f64,
    /// Height in mm.
    pub height: f64,
    /// Pages it has.
    pub pages: usize,
    /// Panels that the body fills, where it is folded.
    pub panels: Option<usize>,
    /// The papers it can be printed on, and how much larger it is drawn there
    /// than on its own.
    #[serde(default)]
    pub papers: BTreeMap<String, f64>,
    /// Least side of a code's symbol on its own paper, in mm, where it is
    /// read from farther off than the hand.
    pub qr_side: Option<f64>,
}

/// A layout of infographics.
#[derive(Debug, Clone, Deserialize)]
pub struct Infographic {
    /// Width in px.
    pub width: u32,
}

/// Why a theme cannot be used.
#[derive(Debug)]
pub enum ThemeFault {
    /// There is no such folder.
    Missing,
    /// A file cannot be read.
    Io(io::Error),
    /// A file does not say what it must.
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
    /// Loads `name` from the folder of themes, or the default theme from the
    /// binary where the folder has none of that name. What is read is noted
    /// in `seen`.
    pub fn load(themes: &Path, name: &str, seen: &Seen) -> Result<Self, ThemeFault> {
        if is_embedded(themes, name)? {
            return Theme::embedded();
        }
        let files = read_folder(&themes.join(name), seen).map_err(ThemeFault::Io)?;
        let identity = identity_of(files.iter().map(|(path, (_, hash))| (path.as_str(), *hash)));
        Theme::from_files(name, files, identity)
    }

    /// Whether another theme is this one.
    pub fn is_same(&self, other: &Theme) -> bool {
        self.name == other.name && self.identity == other.identity
    }

    /// The theme inside the binary.
    pub fn embedded() -> Result<Self, ThemeFault> {
        let mut files = BTreeMap::new();
        embedded(&DEFAULT, &mut files);
        Theme::from_files(DEFAULT_NAME, files, embedded_identity())
    }

    fn from_files(name: &str, read: Read, identity: blake3::Hash) -> Result<Self, ThemeFault> {
        let digests = Digests::of(&read);
        let files: Files = read.into_iter().map(|(path, (bytes, _))| (path, bytes)).collect();
        let tokens = parse(&files, "theme.yml")?;
        let words = parse(&files, "words.yml")?;
        let assets = assets::assets(&files).map_err(ThemeFault::Invalid)?;
        let name = name.to_string();
        Ok(Theme { name, tokens, words, assets, digests, identity, files })
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

    /// Whether it has an icon.
    pub fn has_icon(&self, name: &str) -> bool {
        self.files.contains_key(&format!("icons/{name}.svg"))
    }

    /// The names of its icons.
    pub fn icons(&self) -> impl Iterator<Item = &str> {
        self.files.keys().filter_map(|path| path.strip_prefix("icons/")?.strip_suffix(".svg"))
    }

    /// Whether it has a palette.
    pub fn has_palette(&self, name: &str) -> bool {
        self.tokens.palettes.contains_key(name)
    }

    /// The names of its palettes.
    pub fn palettes(&self) -> impl Iterator<Item = &str> {
        self.tokens.palettes.keys().map(String::as_str)
    }

    /// A colour of a palette, as red, green and blue; none where the palette
    /// lacks it or it is not written `#RRGGBB`.
    pub fn colour(&self, palette: &str, key: &str) -> Option<[u8; 3]> {
        let text = self.tokens.palettes.get(palette)?.get(key)?.as_str()?;
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some([red, green, blue])
    }

    /// A card's format.
    pub fn card_format(&self, name: &str) -> Option<&CardFormat> {
        self.tokens.cards.formats.get(name)
    }

    /// The names of the card formats.
    pub fn card_formats(&self) -> impl Iterator<Item = &str> {
        self.tokens.cards.formats.keys().map(String::as_str)
    }

    /// A printed sheet.
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.tokens.sheets.get(name)
    }

    /// The names of the printed sheets.
    pub fn sheets(&self) -> impl Iterator<Item = &str> {
        self.tokens.sheets.keys().map(String::as_str)
    }

    /// The names of the layouts of infographics.
    pub fn infographics(&self) -> impl Iterator<Item = &str> {
        self.tokens.infographics.keys().map(String::as_str)
    }
}

/// What tells the theme `name` from others, without reading what it says:
/// the same where every file is, in its place.
pub fn identity(themes: &Path, name: &str, seen: &Seen) -> Result<blake3::Hash, ThemeFault> {
    if is_embedded(themes, name)? {
        return Ok(embedded_identity());
    }
    let hashes = walk(&themes.join(name))
        .map(|found| found.and_then(|(path, disk)| Ok((path, seen.hash(&disk)?))))
        .collect::<io::Result<BTreeMap<_, _>>>()
        .map_err(ThemeFault::Io)?;
    Ok(identity_of(hashes.iter().map(|(path, hash)| (path.as_str(), *hash))))
}

/// Of a folder, by path.
fn identity_of<'f>(files: impl Iterator<Item = (&'f str, blake3::Hash)>) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for (path, hash) in files {
        add_file(&mut hasher, path, &hash);
    }
    hasher.finalize()
}

/// Of the theme inside the binary, which is the same as long as that is.
fn embedded_identity() -> blake3::Hash {
    blake3::hash(b"embedded")
}

/// Whether a theme is the one inside the binary: where the folder of themes
/// has none of the default one's name.
fn is_embedded(themes: &Path, name: &str) -> Result<bool, ThemeFault> {
    match themes.join(name).is_dir() {
        true => Ok(false),
        false if name == DEFAULT_NAME => Ok(true),
        false => Err(ThemeFault::Missing),
    }
}

fn parse<T: serde::de::DeserializeOwned>(files: &Files, path: &str) -> Result<T, ThemeFault> {
    let bytes = files.get(path).ok_or_else(|| ThemeFault::Invalid(format!("{path} is missing")))?;
    serde_yaml::from_slice(bytes).map_err(|error| ThemeFault::Invalid(format!("{path}: {error}")))
}

fn embedded(dir: &Dir<'_>, files: &mut Read) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(dir) => embedded(dir, files),
            DirEntry::File(file) => {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let bytes = file.contents();
                files.insert(path, (Arc::from(bytes), blake3::hash(bytes)));
            }
        }
    }
}

/// A theme's files on disk: the path inside, and where it lies.
fn walk(folder: &Path) -> impl Iterator<Item = io::Result<(String, PathBuf)>> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    let files = walk.filter(|entry| entry.as_ref().map_or(true, |e| e.file_type().is_file()));
    files.map(move |entry| {
        let entry = entry?;
        let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let parts: Vec<_> = path.components().map(|c| c.as_os_str().to_string_lossy()).collect();
        Ok((parts.join("/"), entry.path().to_owned()))
    })
}

/// A theme's files as they were read, each with the hash of its bytes.
type Read = BTreeMap<String, (Arc<[u8]>, blake3::Hash)>;

fn read_folder(folder: &Path, seen: &Seen) -> io::Result<Read> {
    let read = |(path, disk): (String, PathBuf)| {
        let (bytes, hash) = seen.read(&disk)?;
        Ok((path, (Arc::from(bytes), hash)))
    };
    walk(folder).map(|found| found.and_then(read)).collect()
}
