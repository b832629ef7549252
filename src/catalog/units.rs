//! A unit's own kit: the same content with the unit's contacts and its own
//! wording, in a folder of the site where another unit's kit is at the root.

use std::sync::Arc;

use super::text::Languages;
use super::{Body, ByLang, Item, Kind, Kit, MessageText, Text};
use crate::diag::{Span, TextKey};
use crate::source::decode::{Decoder, FromNode, wrong_type};
use crate::source::yaml::{Node, Value};
use crate::source::{ItemId, Spanned, invalid_id};

crate::record! {
    /// A unit's own wording of items.
    pub struct Overrides {
        /// Of messages, by id: each text that is given takes the place of the
        /// item's own.
        pub messages: ById<Languages<MessageText>> = ById(Vec::new()),
    }
}

/// Values by the id of what they belong to, in written order.
#[derive(Debug, Clone)]
pub struct ById<T>(pub Vec<(Spanned<ItemId>, T)>);

impl<T: FromNode> FromNode for ById<T> {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let Value::Map(pairs) = &node.value else {
            cx.push(wrong_type(node, TextKey::TYPE_MAP));
            return None;
        };
        let mut values = Vec::new();
        for (key, value) in pairs {
            let id = ItemId::parse(&key.name);
            if id.is_none() {
                cx.push(invalid_id(&key.name, key.span));
            }
            if let Some(value) = T::from_node(value, cx)
                && let Some(id) = id
            {
                values.push((Spanned { value: id, span: key.span }, value));
            }
        }
        Some(ById(values))
    }
}

impl MessageText {
    /// The texts that are written.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        [&self.headline, &self.body, &self.post, &self.sms, &self.broadcast].into_iter().flatten()
    }

    /// Puts `own` in the place of each text that it gives; the places of
    /// those replaced go to `gone`.
    fn replace(&mut self, own: &MessageText, gone: &mut Vec<Span>) {
        let fields = [
            (&mut self.headline, &own.headline),
            (&mut self.body, &own.body),
            (&mut self.post, &own.post),
            (&mut self.sms, &own.sms),
            (&mut self.broadcast, &own.broadcast),
        ];
        for (field, own) in fields {
            if own.is_some() {
                gone.extend(field.as_ref().map(|text| text.span));
                field.clone_from(own);
            }
        }
    }
}

impl Kit {
    /// The kit of unit `id`, with its contacts and wording, in the folder
    /// `home` of the site (`` or `units/<id>/`).
    #[must_use]
    pub fn of_unit(&self, id: &ItemId, home: String) -> Kit {
        let mut kit = Kit { home, ..self.clone() };
        let span = kit.config.unit.as_ref().map_or(kit.config.base_url.span, |unit| unit.span);
        kit.config.unit = Some(Spanned { value: id.clone(), span });
        kit.reword();
        kit
    }

    /// Applies the wording of the unit whose kit this is. Only the items that
    /// it words are this kit's own then, with what they quote and rest on.
    pub(super) fn reword(&mut self) {
        let units = self.units.clone();
        let unit = self.unit_id().and_then(|id| units.get(id));
        let overrides = unit.and_then(|unit| unit.overrides.as_ref());
        for (id, own) in overrides.into_iter().flat_map(|overrides| &overrides.messages.0) {
            let Some(at) = self.index.by_id(Kind::Message, id.as_str()) else { continue };
            let mut item = Item::clone(&self.items[at]);
            reword(&mut item, &own.0);
            item.quotes = self.called.by(&item, self);
            self.bases[at] = Arc::new(self.rest_on(&item, &item.quotes.facts));
            self.items[at] = Arc::new(item);
        }
    }
}

/// Gives a message a unit's own wording.
fn reword(item: &mut Item, own: &ByLang<MessageText>) {
    let Body::Message(message) = &mut item.body else { return };
    let mut gone = Vec::new();
    for (lang, own) in own.iter() {
        let mut text = message.text.get(lang).cloned().unwrap_or_default();
        text.replace(own, &mut gone);
        item.spans.extend(own.texts().map(|text| text.span));
        if let Some(headline) = &text.headline {
            item.title.insert(lang, headline.clone());
        }
        if let Some(body) = &text.body {
            match &mut item.summary {
                Some(summary) => summary.insert(lang, body.clone()),
                None => item.summary = Some(ByLang::one(lang, body.clone())),
            }
        }
        message.text.insert(lang, text);
    }
    item.spans.retain(|span| !gone.contains(span));
}
