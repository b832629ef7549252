//! Reading what lies beside something else and says more of it: the
//! translations `name.<lang>.md` of items, the landing texts of campaigns.

use super::layout::{self, Holds};
use super::load::Loader;
use super::*;
use crate::diag::{Diagnostic, FileId, Message as Say, TextKey};
use crate::source::decode::{Decoder, Fields, FromFields, FromNode};
use crate::source::front;
use crate::source::yaml::Node;

impl Loader<'_> {
    /// The files `name.<lang>.md`, each added to its item.
    pub(super) fn translations(&mut self) {
        let paths: Vec<String> = self.content.entries.keys().cloned().collect();
        for path in paths {
            let Some(placed) = layout::placed(&path) else { continue };
            let Holds::Document(document) = placed.holds else { continue };
            let (Some(kind), Some(lang)) = (document.kind(), placed.lang) else { continue };
            // `x.vi.md` beside `x.md`, in the same language.
            if self.is_other_language(&path) {
                continue;
            }
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let stem = placed.stem;
            let Some(file) = self.content.entries.get(&path).and_then(|entry| entry.text) else {
                continue;
            };
            self.translation(file, kind, &format!("content/{folder}/{stem}.md"), lang);
        }
    }

    /// `index.md` beside a campaign, and its translations.
    pub(super) fn landing(&mut self, folder: &str, campaign: &mut Campaign) {
        for lang in self.kit.languages.clone() {
            let other = (lang != self.kit.languages[0]).then_some(lang.as_str());
            let path = layout::landing(folder, other);
            let Some(file) = self.content.entries.get(&path).and_then(|entry| entry.text) else {
                continue;
            };
            let Some(document) = front::split(file, &self.content.files, self.out) else {
                continue;
            };
            campaign.sources.push(self.path(file));
            // A translation is decoded in its own language.
            let own = other.map_or_else(|| self.kit.languages.clone(), |lang| vec![lang.into()]);
            let languages = std::mem::replace(&mut self.kit.languages, own);
            let (front, mut spans) = self.decode::<Landing>(&document.front);
            self.kit.languages = languages;
            let front = front.unwrap_or_default();
            for (lang, title) in front.title.iter().flat_map(ByLang::iter) {
                campaign.title.insert(lang, title.clone());
            }
            for (lang, text) in front.summary.iter().flat_map(ByLang::iter) {
                ByLang::add(&mut campaign.summary, lang, text.clone());
            }
            if !self.content.files.slice(document.body).trim().is_empty() {
                let blocks = self.blocks(document.body);
                spans.push(document.body);
                ByLang::add(&mut campaign.landing, &lang, blocks);
            }
            if other.is_some() {
                self.kit.foreign.extend(spans.iter().map(|span| (*span, lang.clone())));
            }
            self.kit.texts.push(TextUse { owner: Owner::Kit, spans });
        }
    }

    fn translation(&mut self, file: FileId, kind: Kind, original: &str, lang: &str) {
        if !self.kit.languages.iter().any(|l| l == lang) {
            let known = self.kit.languages.iter().map(String::as_str);
            self.out.push(
                Diagnostic::new(Id::UnknownValue, Span::file(file))
                    .text(TextKey::TRANSLATION_LANGUAGE)
                    .with("value", lang)
                    .did_you_mean(lang, known)
                    .hint(
                        Say::new(TextKey::HINT_LANGUAGES)
                            .with("list", self.kit.languages.join(", ")),
                    ),
            );
            return;
        }
        let Some(document) = front::split(file, &self.content.files, self.out) else { return };
        // A translation is decoded as its kind, in its own language; only
        // title, summary and body need be given.
        let languages = std::mem::replace(&mut self.kit.languages, vec![lang.to_string()]);
        let (front, mut spans) = self.decode::<Translation>(&document.front);
        self.kit.languages = languages;
        let blocks = self.blocks(document.body);
        spans.push(document.body);
        let source = self.path(file);
        let has_body = !self.content.files.slice(document.body).trim().is_empty();
        let at = self.originals.get(original).copied();
        let Some(item) = at.and_then(|at| self.items.get_mut(at)).map(Arc::make_mut) else {
            if !self.content.entries.contains_key(original.trim_start_matches("content/")) {
                let near = self.originals.keys().map(String::as_str);
                let near = crate::diag::closest(original, near).map(str::to_string);
                let missing = Diagnostic::new(Id::MissingFile, Span::file(file));
                self.out.push(missing.with("path", original).near(near));
            }
            return;
        };
        if let Some(front) = front {
            if let Some(title) = front.title.and_then(|t| t.get(lang).cloned()) {
                item.title.insert(lang, title);
            }
            if let Some(text) = front.summary.and_then(|s| s.get(lang).cloned()) {
                ByLang::add(&mut item.summary, lang, text);
            }
            if let Some(text) = front.figure_label.and_then(|s| s.get(lang).cloned()) {
                ByLang::add(&mut item.figure_label, lang, text);
            }
        }
        if has_body {
            let rich = match &mut item.body {
                Body::Leaflet(leaflet) => Some(&mut leaflet.text),
                Body::Broadcast { text, .. } | Body::Text(text) => Some(text),
                Body::Message(_) | Body::Infographic(_) => None,
            };
            if let Some(rich) = rich {
                rich.insert(lang, blocks);
            }
        }
        // What it says in the default language and not in this one stands in
        // for it: a summary that was not translated.
        let kept = item.summary.as_ref().filter(|summary| summary.get(lang).is_none());
        let kept: Vec<Span> =
            kept.into_iter().flat_map(ByLang::iter).map(|(_, text)| text.span).collect();
        let original = item.title.iter().next().map(|(_, title)| title.span.file);
        let said = item.spans.iter().filter(|span| Some(span.file) == original && has_body);
        let said = said.filter(|span| !kept.contains(span));
        self.kit.replaced.extend(said.map(|span| (*span, lang.to_string())));
        item.sources.push(source);
        item.spans.extend(&spans);
        self.kit.foreign.extend(spans.iter().map(|span| (*span, lang.to_string())));
        let owner = Owner::Item(kind, item.id.value.clone());
        self.kit.texts.push(TextUse { owner, spans });
    }
}

/// The front matter of a translation: its words. Whatever else the original
/// has may stand there too, and is read from the original only.
struct Translation {
    title: Option<Localized>,
    summary: Option<Localized>,
    figure_label: Option<Localized>,
}

impl FromNode for Translation {
    fn from_node(node: &Node, cx: &mut Decoder) -> Option<Self> {
        let mut names = vec!["voices", "per_week"];
        LeafletRecord::names(&mut names);
        let fields = Fields::of(node, &names, cx)?;
        Some(Translation {
            title: fields.take::<Option<_>>("title", cx)?,
            summary: fields.take::<Option<_>>("summary", cx)?,
            figure_label: fields.take::<Option<_>>("figure_label", cx)?,
        })
    }
}
