//! Pages: a theme's Tera templates, and the data that the plan made, to HTML.
//!
//! Owns the template engine with its filters and functions, the HTML of rich
//! text, and the stylesheet that carries the theme's tokens. Templates get
//! data only; nothing that an editor wrote is ever read as a template.

mod error;
mod filters;
mod icons;
mod infographic;
mod portable;
mod rich;
mod table;
mod tidy;
mod unbroken;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tera::{Context, Tera, Value};

use crate::artifact::{Frame, Page};
use crate::locale::foreign;
use crate::theme::Files;

pub use error::PageError;

/// The folder of a theme that holds its templates.
pub const TEMPLATES: &str = "templates/";

/// A theme's templates, loaded and checked, ready to render pages.
///
/// One engine serves every thread.
#[derive(Debug)]
pub struct PageEngine {
    tera: Tera,
    frames: Mutex<HashMap<blake3::Hash, (Value, Value)>>,
}

impl PageEngine {
    /// Loads the templates under `templates/` and the icons under `icons/` of
    /// a theme's files, which are given by their path inside the theme.
    ///
    /// # Errors
    ///
    /// A template that is not UTF-8, does not parse, or names an unknown
    /// filter, function, component or template.
    pub fn new(files: &Files) -> Result<Self, Vec<PageError>> {
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
        Ok(Self { tera, frames: Mutex::default() })
    }

    /// Renders a page.
    ///
    /// # Errors
    ///
    /// An unknown template, a name that the page's model lacks, or a filter
    /// that refuses its input. The error names the template and the place in
    /// it.
    pub fn render(&self, page: &Page) -> Result<Vec<u8>, PageError> {
        let (site, words) = self.frame(&page.frame);
        let mut context = Context::new();
        context.insert_value("site", site);
        context.insert_value("w", words);
        context.insert("root", &page.root);
        for (name, view) in [("page", &page.head), ("view", &page.view)] {
            let value = Value::try_from_serializable(view)
                .map_err(|error| PageError::from_tera(page.template, &error))?;
            context.insert_value(name, value);
        }
        let html = self
            .tera
            .render(page.template, &context)
            .map_err(|error| PageError::from_tera(page.template, &error))?;
        let html = foreign::shown(tidy::first_picture(tidy::tidy(&html)));
        let is_portable = page.frame.site.get("portable").is_some_and(|is| is == true);
        Ok(if is_portable { portable::portable(&html) } else { html }.into_bytes())
    }

    /// What all pages of a language share, as templates get it: turned once.
    fn frame(&self, frame: &Frame) -> (Value, Value) {
        let mut frames = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        let turned =
            || (Value::from_serializable(&frame.site), Value::from_serializable(&frame.words));
        frames.entry(frame.digest).or_insert_with(turned).clone()
    }
}

#[cfg(test)]
mod tests;
