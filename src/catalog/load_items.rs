//! Reading the items: messages from lists, infographics from YAML, the rest
//! from Markdown with front matter.

use super::load::Loader;
use super::*;
use crate::diag::{Diagnostic, FileId};
use crate::source::front::{self, Document};
use crate::source::yaml::{Node, Value};
use crate::source::{ItemId, Spanned};

/// What the kinds of Markdown item have in common once decoded.
struct Parts {
    title: Localized,
    audiences: Vec<Spanned<ItemId>>,
    front: Front,
    figure: Option<Spanned<String>>,
    figure_label: Option<Localized>,
    body: Box<dyn FnOnce(Rich) -> Body>,
}

impl Loader<'_> {
    pub(super) fn messages(&mut self, file: FileId, campaign: Option<&str>) {
        let source = self.path(file);
        for node in self.items_of(file, "message") {
            let id = node.get("id").filter(|id| id.text().is_some());
            let fresh = match id {
                Some(id) => self.declare("message", id.text().unwrap_or_default(), id.span),
                None => true,
            };
            let (record, spans) = self.decode::<MessageRecord>(&node);
            let item = record.and_then(|record| self.message(record, &node));
            let Some(mut item) = item.filter(|_| fresh) else {
                let id = id.and_then(Node::text).unwrap_or_default();
                self.leave(Kind::Message, id, file, spans);
                continue;
            };
            self.imply(&mut item.campaigns, campaign, file);
            item.sources.push(source.clone());
            self.add(item, spans, file);
        }
    }

    fn message(&mut self, record: MessageRecord, node: &Node) -> Option<Item> {
        let text = record.text.0;
        let default = self.kit.default_lang().to_string();
        let headline = text.get(&default).and_then(|t| t.headline.as_ref());
        if headline.is_none_or(|headline| headline.raw.trim().is_empty()) {
            let span = match &node.value {
                crate::source::yaml::Value::Map(pairs) => pairs.first().map(|(key, _)| key.span),
                _ => None,
            };
            // What was written and is wrong, or misspelt, is reported already.
            let words = node.get("text").and_then(|text| text.get(&default));
            let meant = headline.is_none()
                && words.is_some_and(|words| match &words.value {
                    Value::Map(pairs) => pairs.iter().any(|(key, value)| {
                        let close = crate::diag::closest(&key.name, ["headline"]).is_some();
                        close && value.value != Value::Null
                    }),
                    _ => words.value != Value::Null,
                });
            if !meant {
                self.out.push(
                    Diagnostic::new(Id::MissingField, span.unwrap_or(node.span))
                        .with("field", format!("text.{default}.headline")),
                );
            }
            return None;
        }
        let pick = |field: &dyn Fn(&MessageText) -> Option<Text>| {
            let mut picked: Option<Localized> = None;
            for (lang, text) in text.iter() {
                let Some(value) = field(text) else { continue };
                match &mut picked {
                    Some(picked) => picked.insert(lang, value),
                    None => picked = Some(ByLang::one(lang, value)),
                }
            }
            picked
        };
        Some(Item {
            kind: Kind::Message,
            id: record.id,
            title: pick(&|t| t.headline.clone())?,
            summary: pick(&|t| t.body.clone()),
            audiences: record.audiences.0,
            campaigns: record.campaigns,
            legal: record.legal,
            life: record.life,
            figure: record.figure,
            figure_label: record.figure_label,
            icon: record.icon,
            body: Body::Message(Box::new(Message {
                text,
                card: record.card,
                link: record.link,
                channels: record.channels,
                picture: record.picture,
                steps: record.steps,
                by: record.by,
            })),
            sources: Vec::new(),
            spans: Vec::new(),
            quotes: Quotes::default(),
        })
    }

    pub(super) fn infographic(&mut self, file: FileId, stem: &str, campaign: Option<&str>) {
        let Some(node) = self.yaml(file) else { return self.lose(file) };
        let (record, spans) = self.decode::<InfographicRecord>(&node);
        let own = record.as_ref().and_then(|record| record.front.id.clone());
        let Some((id, fresh)) = self.named(own, stem, file, "infographic") else { return };
        let Some(record) = record.filter(|_| fresh) else {
            return self.leave(Kind::Infographic, &id.value, file, spans);
        };
        let mut item = item(
            Kind::Infographic,
            id,
            record.title,
            record.audiences.0,
            record.front,
            Body::Infographic(Box::new(Infographic {
                template: record.template,
                source: record.source,
                blocks: record.blocks.0,
            })),
        );
        self.imply(&mut item.campaigns, campaign, file);
        item.sources.push(self.path(file));
        self.add(item, spans, file);
    }

    pub(super) fn markdown_item(
        &mut self,
        file: FileId,
        kind: Kind,
        stem: &str,
        campaign: Option<&str>,
    ) {
        let Some(document) = front::split(file, &self.content.files, self.out) else {
            // Its id is taken all the same, or links to it would be broken too.
            // What it is called twice is said where it is read.
            let _ = self.kit.declared.add(kind.word(), stem, Span::file(file));
            return self.lose(file);
        };
        let (parts, mut spans) = self.parts(kind, &document.front);
        let own = parts.as_ref().and_then(|parts| parts.front.id.clone());
        let Some((id, fresh)) = self.named(own, stem, file, kind.word()) else { return };
        let Some(parts) = parts.filter(|_| fresh) else {
            spans.push(document.body);
            return self.leave(kind, &id.value, file, spans);
        };
        if self.content.files.slice(document.body).trim().is_empty() {
            let at = first_key(&document);
            self.out.push(Diagnostic::new(Id::MissingField, at).with("field", "body"));
            return self.lose(file);
        }
        let blocks = self.blocks(document.body);
        let rich = ByLang::one(self.kit.default_lang(), blocks);
        spans.push(document.body);
        let mut item =
            item(kind, id, parts.title, parts.audiences, parts.front, (parts.body)(rich));
        item.figure = parts.figure;
        item.figure_label = parts.figure_label;
        self.imply(&mut item.campaigns, campaign, file);
        item.sources.push(self.path(file));
        self.add(item, spans, file);
    }

    fn parts(&mut self, kind: Kind, node: &Node) -> (Option<Parts>, Vec<Span>) {
        fn plain(
            title: Localized,
            audiences: Vec<Spanned<ItemId>>,
            front: Front,
            body: Box<dyn FnOnce(Rich) -> Body>,
        ) -> Parts {
            Parts { title, audiences, front, figure: None, figure_label: None, body }
        }
        match kind {
            Kind::Leaflet => {
                let (record, spans) = self.decode::<LeafletRecord>(node);
                let parts = record.map(|r| {
                    let template = r.template;
                    let (languages, qr, picture, paper) = (r.languages, r.qr, r.picture, r.paper);
                    let agents = r.agents.filter(|asked| asked.value).map(|asked| asked.span);
                    Parts {
                        title: r.title,
                        audiences: r.audiences.0,
                        front: r.front,
                        figure: r.figure,
                        figure_label: r.figure_label,
                        body: Box::new(move |text| {
                            Body::Leaflet(Box::new(Leaflet {
                                template,
                                languages,
                                qr,
                                picture,
                                paper,
                                agents,
                                text,
                            }))
                        }),
                    }
                });
                (parts, spans)
            }
            Kind::Broadcast => {
                let (record, spans) = self.decode::<BroadcastRecord>(node);
                let parts = record.map(|r| {
                    let (voices, per_week) = (r.voices, r.per_week);
                    plain(
                        r.title,
                        r.audiences.0,
                        r.front,
                        Box::new(move |text| Body::Broadcast { voices, per_week, text }),
                    )
                });
                (parts, spans)
            }
            Kind::Message | Kind::Infographic | Kind::Faq | Kind::Page => {
                let (record, spans) = self.decode::<TextRecord>(node);
                let parts =
                    record.map(|r| plain(r.title, r.audiences, r.front, Box::new(Body::Text)));
                (parts, spans)
            }
        }
    }

    /// An item's id: its own, or its file's name; and whether it is new.
    fn named(
        &mut self,
        own: Option<Spanned<ItemId>>,
        stem: &str,
        file: FileId,
        namespace: &'static str,
    ) -> Option<(Spanned<ItemId>, bool)> {
        let id = own.or_else(|| self.id_of_name(stem, file))?;
        let fresh = self.declare(namespace, id.as_str(), id.span);
        Some((id, fresh))
    }

    /// The folder's own campaign is implied, and comes first.
    fn imply(&mut self, campaigns: &mut Vec<Spanned<ItemId>>, folder: Option<&str>, file: FileId) {
        // A campaign may say its own id; it is read before what lies below it.
        let Some(id) = folder.and_then(ItemId::parse) else { return };
        campaigns.retain(|campaign| campaign.value != id);
        campaigns.insert(0, Spanned { value: id, span: Span::file(file) });
    }

    fn add(&mut self, mut item: Item, spans: Vec<Span>, file: FileId) {
        // Audiences that were wrong are reported and gone.
        if item.audiences.is_empty() && !matches!(item.kind, Kind::Faq | Kind::Page) {
            self.lose(file);
        }
        item.spans.clone_from(&spans);
        self.kit
            .texts
            .push(TextUse { owner: Owner::Item(item.kind, item.id.value.clone()), spans });
        if item.kind != Kind::Message
            && let Some(source) = item.sources.first()
        {
            self.originals.insert(source.clone(), self.items.len());
        }
        self.items.push(Arc::new(item));
    }

    /// An item that did not decode: what it says is checked all the same.
    fn leave(&mut self, kind: Kind, id: &str, file: FileId, spans: Vec<Span>) {
        self.lose(file);
        let id = ItemId::parse(&ItemId::suggest(id));
        let owner = id.map_or(Owner::Kit, |id| Owner::Item(kind, id));
        self.kit.texts.push(TextUse { owner, spans });
    }
}

fn item(
    kind: Kind,
    id: Spanned<ItemId>,
    title: Localized,
    audiences: Vec<Spanned<ItemId>>,
    front: Front,
    body: Body,
) -> Item {
    Item {
        kind,
        id,
        title,
        summary: front.summary,
        audiences,
        campaigns: front.campaigns,
        legal: front.legal,
        life: front.life,
        figure: None,
        figure_label: None,
        icon: front.icon,
        body,
        sources: Vec::new(),
        spans: Vec::new(),
        quotes: Quotes::default(),
    }
}

/// The place of an item's first key, for what is missing.
fn first_key(document: &Document) -> Span {
    match &document.front.value {
        crate::source::yaml::Value::Map(pairs) => {
            pairs.first().map_or(document.front.span, |(key, _)| key.span)
        }
        _ => document.front.span,
    }
}
