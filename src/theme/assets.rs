//! The files that every page of a site shares: one stylesheet, the script,
//! the web fonts and the icon in the browser's tab.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Deserialize;

use super::Files;

/// The folder of a theme that holds the web fonts.
pub(super) const WEB_FONTS: &str = "fonts/web/";

/// The script that answers where there is no network: it can speak for what
/// lies beside and below it only.
const WORKER: &str = "sw.js";

/// A file of the site: its path from the site's root, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// From the site's root.
    pub path: String,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

/// The part of `theme.yml` that the stylesheet is made of. Colours are
/// `#RRGGBB`; every other field of the file is the drawings' business.
#[derive(Debug, Clone, Deserialize)]
struct Colours {
    defaults: Defaults,
    palettes: BTreeMap<String, Palette>,
    neutral: Modes<Neutral>,
    tones: Modes<BTreeMap<String, Tone>>,
    fonts: Fonts,
    radius: Radius,
    shadow: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Defaults {
    palette: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Modes<T> {
    light: T,
    dark: T,
}

#[derive(Debug, Clone, Deserialize)]
struct Palette {
    #[serde(flatten)]
    light: Shades,
    soft: String,
    dark: Shades,
}

#[derive(Debug, Clone, Deserialize)]
struct Shades {
    base: String,
    deep: String,
    tint: String,
    accent: String,
    ink: String,
    on_base: String,
    on_deep: String,
    on_accent: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Neutral {
    paper: String,
    surface: String,
    line: String,
    muted: String,
    ink: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Tone {
    base: String,
    tint: String,
    ink: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Fonts {
    web: String,
}

#[derive(Debug, Clone, Deserialize)]
struct Radius {
    px: u32,
}

/// The shared files of a site, sorted by path: `css/site.css` (the theme's
/// tokens, then its `css/*.css` in order of name), `js/`, `sw.js`, `fonts/` (from
/// `fonts/web/`) and `icon.svg`.
///
/// # Errors
///
/// A `theme.yml` that lacks a colour.
pub(super) fn assets(files: &Files, said: serde_json::Value) -> Result<Vec<Asset>, String> {
    let colours: &Colours = &serde_json::from_value(said).map_err(|error| error.to_string())?;
    let mut made: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
    let mut css = tokens(colours).into_bytes();
    for (path, bytes) in files {
        if path.starts_with("css/") && path.ends_with(".css") {
            css.extend_from_slice(bytes);
        } else if (path.starts_with("js/") && path.ends_with(".js")) || path == WORKER {
            made.insert(path.clone(), Arc::clone(bytes));
        } else if let Some(font) = path.strip_prefix(WEB_FONTS).filter(|font| is_served(font)) {
            made.insert(format!("fonts/{font}"), Arc::clone(bytes));
        }
    }
    made.insert("css/site.css".to_owned(), Arc::from(css));
    if let Some(icon) = tab_icon(files, colours) {
        made.insert("icon.svg".to_owned(), Arc::from(icon.into_bytes()));
    }
    Ok(made.into_iter().map(|(path, bytes)| Asset { path, bytes }).collect())
}

/// Whether browsers ask for it: not for what the fonts are cut by.
fn is_served(font: &str) -> bool {
    !font.ends_with(".yml")
}

/// The custom properties of every palette, tone and neutral, light and dark.
fn tokens(colours: &Colours) -> String {
    let mut css = format!(
        ":root{{color-scheme:light dark;--font:{};--radius:{}px;--shadow:{}}}\n",
        colours.fonts.web, colours.radius.px, colours.shadow
    );
    neutral(&mut css, &colours.neutral.light, &colours.tones.light);
    for (name, palette) in &colours.palettes {
        let Shades { base, deep, on_base, .. } = &palette.light;
        shades(&mut css, name, &palette.light);
        let _ = writeln!(
            css,
            ".p-{name}{{--band:{base};--band-2:{deep};--on-band:{on_base};--on-band-soft:{}}}",
            palette.soft
        );
    }
    // Paper is white: what is dark on a screen prints light.
    css.push_str("@media screen and (prefers-color-scheme:dark){\n");
    neutral(&mut css, &colours.neutral.dark, &colours.tones.dark);
    for (name, palette) in &colours.palettes {
        let Shades { tint, ink, .. } = &palette.dark;
        shades(&mut css, name, &palette.dark);
        let paper = &colours.neutral.dark.paper;
        let _ = writeln!(
            css,
            ".p-{name}{{--band:{tint};--band-2:{paper};--on-band:{ink};--on-band-soft:{ink}}}"
        );
    }
    css.push_str("}\n");
    css
}

fn neutral(css: &mut String, neutral: &Neutral, tones: &BTreeMap<String, Tone>) {
    let Neutral { paper, surface, line, muted, ink } = neutral;
    let _ = write!(
        css,
        ":root{{--paper:{paper};--surface:{surface};--line:{line};--muted:{muted};--text:{ink}"
    );
    for (name, Tone { base, tint, ink }) in tones {
        let _ = write!(css, ";--{name}-base:{base};--{name}-tint:{tint};--{name}-ink:{ink}");
    }
    css.push_str("}\n");
}

fn shades(css: &mut String, name: &str, shades: &Shades) {
    let Shades { base, deep, tint, accent, ink, on_base, on_deep, on_accent } = shades;
    let _ = writeln!(
        css,
        ".p-{name}{{--base:{base};--deep:{deep};--tint:{tint};--accent:{accent};--ink:{ink};\
         --on-base:{on_base};--on-deep:{on_deep};--on-accent:{on_accent};--focus:{deep}}}"
    );
}

/// The theme's logo in white on the first palette's base colour.
fn tab_icon(files: &Files, colours: &Colours) -> Option<String> {
    let sign = files.get(&format!("icons/{}.svg", super::LOGO))?;
    let sign = std::str::from_utf8(sign).ok()?;
    let drawn = sign.get(sign.find('>')? + 1..sign.rfind("</svg>")?)?;
    let palette = colours
        .palettes
        .get(&colours.defaults.palette)
        .or_else(|| colours.palettes.values().next())?;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" rx=\"7\" fill=\"{}\"/><g transform=\"translate(4 4)\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{drawn}</g></svg>\n",
        palette.light.base, palette.light.on_base
    ))
}
