//! Pages: a theme's Tera templates, and the data that the plan made, to HTML.
//!
//! Owns the template engine with its filters and functions, the HTML of rich
//! text, and the stylesheet that carries the theme's tokens. Templates get
//! data only; nothing that an editor wrote is ever read as a template.

mod assets;
mod error;
mod filters;
mod icons;
mod infographic;
mod rich;
mod tidy;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Tera};

pub use assets::{Asset, assets};
pub use error::PageError;

/// The folder of a theme that holds its templates.
const TEMPLATES: &str = "templates/";

/// A theme's templates, loaded and checked, ready to render pages.
///
/// Immutable once made, so that one engine serves every thread.
#[derive(Debug)]
pub struct PageEngine {
    tera: Tera,
}

impl PageEngine {
    /// Loads the templates under `templates/` and the icons under `icons/` of
    /// a theme's files, which are given by their path inside the theme.
    ///
    /// # Errors
    ///
    /// A template that is not UTF-8, does not parse, or names an unknown
    /// filter, function, component or template.
    pub fn new(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, Vec<PageError>> {
        let mut tera = Tera::new();
        // Tera checks names when it loads a template: ours must come first.
        filters::register(&mut tera);
        let icons = Arc::new(icons::load(files));
        icons::register(&mut tera, Arc::clone(&icons));
        rich::register(&mut tera, icons);
        let mut templates = Vec::new();
        for (path, bytes) in files {
            let Some(name) = path.strip_prefix(TEMPLATES) else {
                continue;
            };
            let text = std::str::from_utf8(bytes).map_err(|_| vec![PageError::not_utf8(path)])?;
            templates.push((name, text));
        }
        tera.add_raw_templates(templates).map_err(|error| PageError::all_from_tera(&error))?;
        Ok(Self { tera })
    }

    /// Renders `template` (its path under `templates/`) with `context`, which
    /// must serialise to a map.
    ///
    /// # Errors
    ///
    /// An unknown template, a name that the context lacks, or a filter that
    /// refuses its input. The error names the template and the place in it.
    pub fn render(
        &self,
        template: &str,
        context: &(impl Serialize + ?Sized),
    ) -> Result<Vec<u8>, PageError> {
        let context = Context::from_serialize(context)
            .map_err(|error| PageError::from_tera(template, &error))?;
        let html = self
            .tera
            .render(template, &context)
            .map_err(|error| PageError::from_tera(template, &error))?;
        Ok(tidy::tidy(&html).into_bytes())
    }
}

#[cfg(test)]
mod tests;
