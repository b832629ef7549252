//! The theme with the engines that work with it. An engine is made when
//! somebody first needs it, and serves every thread and, in a session, every
//! build until the theme changes.

use std::sync::{Arc, OnceLock};

use super::failure::Failure;
use crate::make::page::PageEngine;
use crate::make::typeset::Typesetter;
use crate::theme::Theme;

/// A theme and its engines.
pub struct Workshop {
    /// The theme.
    pub theme: Arc<Theme>,
    typesetter: OnceLock<Result<Typesetter, String>>,
    pages: OnceLock<Result<PageEngine, String>>,
}

impl Workshop {
    /// The engines of a theme, none of them made yet.
    pub(crate) fn new(theme: Theme) -> Self {
        Workshop { theme: Arc::new(theme), typesetter: OnceLock::new(), pages: OnceLock::new() }
    }

    /// The layout engine.
    pub(crate) fn typesetter(&self) -> Result<&Typesetter, Failure> {
        let made =
            self.typesetter.get_or_init(|| Typesetter::new(&self.theme.files).map_err(lines));
        made.as_ref().map_err(Failure::machine)
    }

    /// The page templates.
    pub(super) fn pages(&self) -> Result<&PageEngine, Failure> {
        let made = self.pages.get_or_init(|| PageEngine::new(&self.theme.files).map_err(lines));
        made.as_ref().map_err(Failure::machine)
    }

    /// What is wrong with the theme itself, in its own words.
    pub(super) fn faults(&self, with_typesetter: bool, with_pages: bool) -> Vec<String> {
        let mut faults = Vec::new();
        if with_typesetter {
            faults.extend(self.typesetter().err().map(|fault| fault.detail().to_string()));
        }
        if with_pages {
            faults.extend(self.pages().err().map(|fault| fault.detail().to_string()));
        }
        faults
    }
}

fn lines<E: ToString>(faults: Vec<E>) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
