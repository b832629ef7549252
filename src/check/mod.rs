//! Rules over the kit, one a file. Each looks at everything and hands on
//! diagnostics; none changes anything.

mod addresses;
mod alt;
mod amounts;
mod captions;
mod cards;
mod codes;
mod collisions;
mod contrast;
mod coverage;
mod dates;
mod ends;
mod figures;
mod folds;
mod forms;
mod glyphs;
mod heading;
mod html;
mod legal;
mod links;
mod names;
mod normalisation;
mod official;
mod orphans;
mod pictures;
mod placeholders;
mod plain;
mod references;
mod review;
mod sms;
mod spelling;
mod texts;
mod translations;
mod unfilled;
mod unused;
mod verified;

use rayon::prelude::*;

use crate::catalog::Owner;
use crate::diag::{Diagnostics, Span};
use crate::edition::Edition;

type Rule = fn(&Edition<'_>, &mut Diagnostics);

/// Every rule that needs no layout.
const RULES: &[Rule] = &[
    references::check,
    addresses::check,
    names::check,
    forms::check,
    glyphs::check,
    dates::check,
    figures::check,
    unfilled::check,
    placeholders::check,
    links::check,
    pictures::check,
    cards::check,
    official::check,
    amounts::check,
    legal::check,
    review::check,
    ends::check,
    alt::check,
    heading::check,
    html::check,
    folds::check,
    codes::check,
    collisions::check,
    orphans::check,
    coverage::check,
    translations::check,
    verified::check,
    contrast::check,
    captions::check,
    sms::check,
    normalisation::check,
    plain::check,
    spelling::check,
    unused::check,
];

/// Applies every rule that needs no layout.
pub fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let found: Vec<Diagnostics> = RULES
        .par_iter()
        .map(|rule| {
            let mut found = Diagnostics::default();
            rule(edition, &mut found);
            found
        })
        .collect();
    out.extend(found.into_iter().flat_map(Diagnostics::into_list));
}

impl Edition<'_> {
    /// Whether what an owner writes is published in this build.
    fn is_published(&self, owner: &Owner) -> bool {
        match owner {
            Owner::Kit => true,
            Owner::Item(kind, id) => {
                self.kit.item(*kind, id).is_some_and(|item| self.kit.is_listed(item))
            }
        }
    }

    /// Whether a place is in a Markdown file.
    fn is_markdown(&self, span: Span) -> bool {
        self.content.files.get(span.file).path.ends_with(".md")
    }

    fn text(&self, span: Span) -> &str {
        self.content.files.slice(span)
    }
}
