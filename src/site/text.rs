//! The kit's rich text on a page, with the language it is in.

use serde::Serialize;

use super::Cx;
use crate::catalog;
use crate::doc;
use crate::edition::show::Block;

/// Rich text with the language it is in.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Rich {
    /// The blocks.
    pub(super) blocks: Vec<Block>,
    /// Set where it is not the page's language.
    pub(super) lang: Option<String>,
}

impl Cx<'_, '_> {
    /// Rich text in the page's language, or what stands in for it.
    pub(super) fn rich(&self, text: &catalog::Rich) -> Rich {
        self.as_shown(self.kit.rich(text, &self.lang))
    }

    /// Localised Markdown in the page's language, or what stands in for it.
    pub(super) fn markdown(&self, text: &catalog::Localized) -> Rich {
        self.as_shown(self.kit.markdown(text, &self.lang))
    }

    fn as_shown(&self, (blocks, lang): (Vec<doc::Block>, String)) -> Rich {
        Rich { blocks: self.edition.show(&blocks, &self.lang), lang: self.other(&lang) }
    }
}
