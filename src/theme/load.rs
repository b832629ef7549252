//! How a theme comes together: its layers are read, held against what a theme
//! may say, and laid one over the other. What is wrong is said at its place,
//! and the layer below speaks for it, so that all that is wrong comes out of
//! one run.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::fonts::Glyphs;
use super::layers::{self, Layer, Read, read};
use super::words::Words;
use super::{
    DEFAULT_NAME, Digests, Files, LOGO, Theme, ThemeFault, Tokens, assets, fonts, icons, names,
    strict, svg, words,
};
use crate::diag::{Diagnostic, Diagnostics, Files as Texts, Id, Span, TextKey};
use crate::files::Seen;
use crate::source::decode::Decoder;
use crate::source::yaml::{Node, Value};

impl Theme {
    /// Loads `name` from the folder of themes, over the themes it extends and
    /// the default theme. What is read is noted in `seen`, its texts go to
    /// `texts`, and what is wrong with it to `out`.
    ///
    /// # Errors
    /// There is no such theme, or a file of it cannot be read.
    pub fn load(
        themes: &Path,
        name: &str,
        seen: &Seen,
        texts: &mut Texts,
        out: &mut Diagnostics,
    ) -> Result<Self, ThemeFault> {
        // First: what is saved while it is read is then read again.
        let identity = layers::identity(themes, name, seen)?;
        let layers = read(themes, name, seen, texts, out)?;
        Theme::of(name, layers, identity, texts, out)
    }

    /// The theme inside the binary.
    ///
    /// # Errors
    /// The program's own theme is not whole.
    pub fn embedded(texts: &mut Texts) -> Result<Self, ThemeFault> {
        let layers = vec![layers::whole(texts)];
        let identity = blake3::Hasher::new().finalize();
        Theme::of(DEFAULT_NAME, layers, identity, texts, &mut Diagnostics::default())
    }

    fn of(
        name: &str,
        mut layers: Vec<Layer>,
        identity: blake3::Hash,
        texts: &Texts,
        out: &mut Diagnostics,
    ) -> Result<Self, ThemeFault> {
        for layer in layers.iter_mut().filter(|layer| layer.is_own) {
            look_at_icons(layer, texts, out);
        }
        let has_all_fonts = layers.iter_mut().fold(true, |all, layer| {
            let has_all = !layer.is_own || look_at_fonts(layer, out);
            all && has_all
        });
        let (mut tree, words) = tables(&layers, texts, out);
        let mut own_fonts = Diagnostics::default();
        let families = fonts::names(&tree);
        for layer in layers.iter().filter(|layer| layer.is_own) {
            fonts::undeclared(layer, &families, &mut own_fonts);
        }
        let (mut read, mut origins) = (Read::new(), BTreeMap::new());
        let is_page = |path: &String| path.starts_with("templates/");
        let has_own_pages =
            layers.iter().any(|layer| layer.is_own && layer.files.keys().any(is_page));
        for layer in layers {
            origins.extend(layer.files.keys().map(|path| (path.clone(), layer.name.clone())));
            read.extend(layer.files);
        }
        let glyphs = Glyphs::of(&read);
        names::mend(&mut tree, &read, out);
        if names::look_at(&tree, &read, has_all_fonts.then_some(&glyphs), out) {
            out.extend(own_fonts.into_list());
        }
        fonts::hold(&tree, &glyphs, out);
        names::look_for_words(&tree, &words, out);
        if let Some(logo) = tree.get("logo").and_then(Node::text).and_then(|path| read.get(path)) {
            read.insert(format!("icons/{LOGO}.svg"), logo.clone());
        }
        settle(&mut tree, &mut read);
        let digests = Digests::of(&read);
        let files: Files = read.into_iter().map(|(path, (bytes, _))| (path, bytes)).collect();
        let json = strict::json(&tree);
        let tokens: Tokens = serde_json::from_value(json.clone())
            .map_err(|error| ThemeFault::Invalid(error.to_string()))?;
        let assets = assets::assets(&files, json).map_err(ThemeFault::Invalid)?;
        let name = name.to_string();
        Ok(Theme {
            name,
            files,
            tokens,
            tree,
            origins,
            words,
            assets,
            digests,
            identity,
            has_own_pages,
            glyphs,
        })
    }
}

/// `theme.yml` and `words.yml` of all layers as one.
fn tables(layers: &[Layer], texts: &Texts, out: &mut Diagnostics) -> (Node, Words) {
    let mut whole = Node { span: Span::default(), value: Value::Map(Vec::new()) };
    let mut words = Words::new();
    let is_own = |key: &str| layers.iter().any(|layer| layer.is_own && layer.asks_for(key));
    for layer in layers {
        if let Some(mut tree) = layer.tree("theme.yml", texts, out) {
            if layer.is_own {
                strict::hold(&mut tree, &is_own, &mut Decoder::new(out, &[]));
            }
            let before = whole.get("defaults").cloned();
            strict::lay(&mut whole, tree);
            names::hold_defaults(&mut whole, before.as_ref(), out);
        }
        if let Some(mut tree) = layer.tree("words.yml", texts, out) {
            if layer.is_own {
                let named = names::words(&whole);
                let is_own = |key: &str| named.iter().any(|(word, _)| word == key) || is_own(key);
                words::hold(&mut tree, &words, &is_own, &mut Decoder::new(out, &[]));
            }
            words::add(&mut words, &tree);
        }
    }
    strict::complete(&mut whole, out);
    (whole, words)
}

/// Leaves out the drawings that may not be put into a page.
fn look_at_icons(layer: &mut Layer, texts: &Texts, out: &mut Diagnostics) {
    let ids = &layer.ids;
    layer.files.retain(|path, _| {
        let id = ids.get(path).filter(|_| path.ends_with(".svg"));
        let fault = id.and_then(|id| svg::fault(*id, texts));
        let is_sound = fault.is_none();
        out.extend(fault);
        is_sound
    });
}

/// Leaves out what is called a font and is none; says whether all are fonts.
fn look_at_fonts(layer: &mut Layer, out: &mut Diagnostics) -> bool {
    let before = layer.files.len();
    let ids = &layer.ids;
    layer.files.retain(|path, (bytes, _)| {
        let is_sound = !fonts::is_font(path) || !fonts::families(bytes).is_empty();
        if let Some(id) = ids.get(path).filter(|_| !is_sound) {
            let at = Span::file(*id);
            out.push(
                Diagnostic::new(Id::ThemeFault, at).text(TextKey::THEME_FONT).with("path", path),
            );
        }
        is_sound
    });
    layer.files.len() == before
}

/// Puts what came together in the place of `theme.yml`, with the names of the
/// icons, so that a drawing can ask before it reads, and the order of fonts.
fn settle(tree: &mut Node, read: &mut Read) {
    let mut json = strict::json(tree);
    let names: Files =
        read.iter().map(|(path, (bytes, _))| (path.clone(), bytes.clone())).collect();
    json["fonts"]["stack"] = fonts::stack(tree).into();
    json["icons"] = icons(&names).collect();
    // Strings and numbers, which always serialise.
    let bytes = serde_json::to_vec(&json).unwrap_or_default();
    let hash = blake3::hash(&bytes);
    read.insert("theme.yml".to_owned(), (Arc::from(bytes), hash));
}
