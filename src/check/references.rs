//! `unknown-reference`: an id of an audience, campaign, legal document,
//! unit, icon or palette that nothing has; and `unknown-value`: a template, format
//! or paper that the theme does not have.

use crate::catalog::{Body, InfoBody};
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Span, TextKey};
use crate::edition::Edition;
use crate::source::decode::not_one_of;
use crate::source::{ItemId, Spanned};

pub(super) fn check(edition: &Edition<'_>, out: &mut Diagnostics) {
    let mut rule = References { edition, out };
    rule.kit();
    rule.campaigns();
    rule.items();
}

struct References<'a, 'o> {
    edition: &'a Edition<'a>,
    out: &'o mut Diagnostics,
}

impl References<'_, '_> {
    /// The id that was meant, of those that were declared.
    fn near(&mut self, namespace: &'static str, id: &str) -> Option<String> {
        let known = self.edition.kit.declared.ids(namespace);
        self.out.closest(id, known).map(str::to_string)
    }

    fn reference(&mut self, namespace: &'static str, what: TextKey, id: &Spanned<ItemId>) {
        if self.edition.kit.declared.has(namespace, id) {
            return;
        }
        let near = self.near(namespace, id);
        self.out.push(missing(what, id.as_str(), id.span).near(near));
    }

    fn icon(&mut self, icon: Option<&Spanned<String>>) {
        let Some(icon) = icon else { return };
        let theme = self.edition.theme;
        if !theme.has_icon(icon) {
            let known = theme.icons();
            self.out.push(missing(TextKey::WHAT_ICON, icon, icon.span).did_you_mean(icon, known));
        }
    }

    fn fact(&mut self, fact: Option<&Spanned<String>>, published: bool) {
        let Some(fact) = fact else { return };
        if !self.edition.kit.declared.has("fact", fact) {
            let near = self.near("fact", fact);
            let diagnostic = Diagnostic::new(Id::UnknownFact, fact.span).with("fact", &fact.value);
            self.out.push(diagnostic.near(near));
        } else if published && self.edition.kit.lacks_value(fact) {
            self.out.push(super::placeholders::no_value(self.edition.kit, fact, fact.span));
        }
    }

    fn kit(&mut self) {
        let (kit, theme) = (self.edition.kit, self.edition.theme);
        if let Some(unit) = &kit.config.unit {
            self.reference("unit", TextKey::WHAT_UNIT, unit);
        }
        for format in &kit.config.cards {
            if theme.card_format(format).is_none() {
                self.not_of_theme(format, theme.card_formats());
            }
        }
        for audience in &kit.audiences {
            self.icon(audience.icon.as_ref());
        }
        for legal in &kit.legal {
            if let Some(replaced) = &legal.replaced_by {
                self.reference("legal", TextKey::WHAT_LEGAL, replaced);
            }
        }
        for fact in kit.facts.0.values() {
            for value in fact.values() {
                if let Some(legal) = &value.value.legal {
                    self.reference("legal", TextKey::WHAT_LEGAL, legal);
                }
            }
            fact.record
                .legal
                .iter()
                .for_each(|id| self.reference("legal", TextKey::WHAT_LEGAL, id));
        }
        for unit in kit.units.values() {
            if let Some(parent) = &unit.parent {
                self.reference("unit", TextKey::WHAT_UNIT, parent);
            }
            for (id, _) in unit.overrides.iter().flat_map(|overrides| &overrides.messages.0) {
                self.reference("message", TextKey::WHAT_ITEM, id);
            }
        }
    }

    fn campaigns(&mut self) {
        let kit = self.edition.kit;
        for campaign in &kit.campaigns {
            let record = &campaign.record;
            record
                .audiences
                .iter()
                .for_each(|id| self.reference("audience", TextKey::WHAT_AUDIENCE, id));
            if let Some(unit) = &record.lead_unit {
                self.reference("unit", TextKey::WHAT_UNIT, unit);
            }
            if let Some(color) = &record.color
                && !self.edition.theme.has_palette(color)
            {
                let known = self.edition.theme.palettes();
                self.out.push(
                    missing(TextKey::WHAT_PALETTE, color, color.span).did_you_mean(color, known),
                );
            }
        }
    }

    fn items(&mut self) {
        let kit = self.edition.kit;
        for item in &kit.items {
            item.audiences
                .iter()
                .for_each(|id| self.reference("audience", TextKey::WHAT_AUDIENCE, id));
            item.campaigns
                .iter()
                .for_each(|id| self.reference("campaign", TextKey::WHAT_CAMPAIGN, id));
            item.legal.iter().for_each(|id| self.reference("legal", TextKey::WHAT_LEGAL, id));
            self.icon(item.icon.as_ref());
            self.fact(item.figure.as_ref(), kit.is_listed(item));
            if let Some(replaced) = &item.life.replaced_by {
                let (scheme, id) = match replaced.split_once(':') {
                    Some((scheme, id)) => (scheme, id),
                    None => (item.kind.word(), replaced.as_str()),
                };
                let declared = self.edition.kit.declared.has_target(scheme, id);
                if !declared && self.edition.item(scheme, id).is_none() {
                    let near = self.near(item.kind.word(), replaced);
                    self.out.push(missing(TextKey::WHAT_ITEM, replaced, replaced.span).near(near));
                }
            }
            match &item.body {
                Body::Leaflet(leaflet) => {
                    for lang in &leaflet.languages {
                        if !kit.languages.contains(&lang.value) {
                            let list = kit.languages.join(", ");
                            self.out.push(
                                Diagnostic::new(Id::UnknownValue, lang.span)
                                    .with("value", &lang.value)
                                    .hint(Message::new(TextKey::HINT_LANGUAGES).with("list", list)),
                            );
                        }
                    }
                    let sheet = self.edition.sheet(leaflet);
                    match (sheet, &leaflet.template) {
                        (Some((_, sheet)), _) => {
                            let papers = || sheet.papers.keys().map(String::as_str);
                            if let Some(paper) = &leaflet.paper
                                && !papers().any(|known| known == paper.value)
                            {
                                self.not_of_theme(paper, papers());
                            }
                        }
                        (None, Some(template)) => {
                            let theme = self.edition.theme;
                            self.not_of_theme(template, theme.sheets().map(|(name, _)| name));
                        }
                        // The theme's own choice, which the theme lacks.
                        (None, None) => {}
                    }
                }
                Body::Infographic(infographic) => self.infographic(infographic),
                Body::Message(message) => {
                    let theme = self.edition.theme;
                    if let Some(card) = &message.card
                        && theme.find_card_template(card).is_none()
                    {
                        self.not_of_theme(card, theme.card_templates().map(|(name, _)| name));
                    }
                }
                Body::Broadcast { .. } | Body::Text(_) => {}
            }
        }
    }

    /// A name of a template, format or paper that the theme does not have.
    fn not_of_theme<'n>(&mut self, name: &Spanned<String>, known: impl Iterator<Item = &'n str>) {
        let known: Vec<&str> = known.collect();
        self.out.push(not_one_of(name, name.span, &known));
    }

    fn infographic(&mut self, infographic: &crate::catalog::Infographic) {
        let theme = self.edition.theme;
        if let Some(template) = &infographic.template
            && self.edition.layout(infographic).is_none()
        {
            self.not_of_theme(template, theme.infographics());
        }
        for block in &infographic.blocks {
            match &block.body {
                InfoBody::Figures(items) => items.iter().for_each(|i| self.icon(i.icon.as_ref())),
                InfoBody::Steps(items) => items.iter().for_each(|i| self.icon(i.icon.as_ref())),
                InfoBody::List(items) => items.iter().for_each(|i| self.icon(i.icon.as_ref())),
                InfoBody::Bars { .. }
                | InfoBody::Table { .. }
                | InfoBody::Callout { .. }
                | InfoBody::Compare { .. }
                | InfoBody::Timeline(_)
                | InfoBody::Quote { .. }
                | InfoBody::Qr(_) => {}
            }
        }
    }
}

/// An `unknown-reference` whose text names what was looked for.
fn missing(what: TextKey, id: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Id::UnknownReference, span).with("id", id).with("what", what)
}
