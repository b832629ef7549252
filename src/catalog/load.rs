//! From the files of the content folder to the [`Kit`]: which file is what,
//! decoding each, ids unique within their kind.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::layout::{self, Holds};
use super::load_kit::Configured;
use super::*;
use crate::diag::{Diagnostic, Diagnostics, FileId, TextKey};
use crate::source::decode::{Decoder, FromNode};
use crate::source::markdown::{self, Place};
use crate::source::yaml::{self, Node};
use crate::source::{Content, Spanned};

/// What the command line says about a build.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// The build date; today in the kit's time zone where absent.
    pub date: Option<Date>,
    /// Replaces the kit's `base_url`.
    pub base_url: Option<String>,
    /// Shows drafts, marked.
    pub drafts: bool,
    /// Makes a site that opens from a folder, without a server.
    pub portable: bool,
}

/// The time zone of a kit that names none: Vietnam's.
const DEFAULT_ZONE: &str = "Asia/Ho_Chi_Minh";

/// The zone whose day it is for a kit.
pub(super) fn zone_of(config: &KitConfig) -> &str {
    config.timezone.as_ref().map_or(DEFAULT_ZONE, |zone| &zone.value)
}

/// What day it is in a time zone; in UTC where there is none of that name.
#[must_use]
pub fn today(zone: &str) -> Date {
    Timestamp::now().to_zoned(zone_named(zone)).date()
}

/// When that day is over in a time zone; never where the calendar ends.
#[must_use]
pub fn end_of(date: Date, zone: &str) -> Option<Timestamp> {
    Some(date.tomorrow().ok()?.to_zoned(zone_named(zone)).ok()?.timestamp())
}

fn zone_named(zone: &str) -> TimeZone {
    TimeZone::get(zone).unwrap_or(TimeZone::UTC)
}

/// Reads a kit. Whatever is wrong goes to `out`; what could be read is kept.
pub fn load(content: &Content, options: &LoadOptions, out: &mut Diagnostics) -> Kit {
    let Configured { config, languages, addressed } = super::load_kit::kit_config(content, out);
    let base_url = options.base_url.clone().unwrap_or_else(|| config.base_url.value.clone());
    let zone = zone_of(&config).to_string();
    // One that is no address is reported, and kept as it is.
    let proper = |url: &str| crate::source::web::proper(url).unwrap_or_else(|_| url.to_string());
    let slashed = |url: &str| format!("{}/", proper(url).trim_end_matches('/'));
    let qr_base = config.qr_base.as_ref().map_or(&base_url, |url| &url.value);
    let kit = Kit {
        locales: Locales::standard().clone().for_kit(&languages).into(),
        languages,
        qr_base: slashed(qr_base),
        base_url: slashed(&base_url),
        home: String::new(),
        date: options.date.unwrap_or_else(|| today(&zone)),
        drafts: options.drafts,
        portable: options.portable,
        config: config.into(),
        audiences: Shared::default(),
        legal: Shared::default(),
        facts: Shared::default(),
        units: Shared::default(),
        campaigns: Shared::default(),
        items: Shared::default(),
        prints: Shared::default(),
        statics: Shared::default(),
        texts: Shared::default(),
        addressed: addressed.into(),
        declared: Shared::default(),
        lost: Shared::default(),
        faulty_facts: Shared::default(),
        foreign: Shared::default(),
        replaced: Shared::default(),
        index: Shared::default(),
        called: Shared::default(),
        day: Arc::default(),
        bases: Shared::default(),
    };
    let mut loader = Loader { content, out, kit, items: Vec::new(), originals: HashMap::new() };
    for path in content.entries.keys() {
        loader.file(path);
    }
    loader.translations();
    let Loader { mut kit, mut items, .. } = loader;
    rename_implied(&kit, &mut items);
    super::load_facts::resolve(&mut kit, content, out);
    items.sort_by_key(|item| item.kind);
    kit.note_quotes(&mut items, &content.files);
    kit.items = items.into();
    kit.index = super::index::Index::of(&kit).into();
    kit.found();
    kit.reword();
    kit
}

/// An item in a campaign's folder names the folder; where the campaign has an
/// id of its own, that is what is meant.
fn rename_implied(kit: &Kit, items: &mut [Arc<Item>]) {
    let own = kit.campaigns.iter().filter(|campaign| campaign.record.id.is_some());
    let renamed: HashMap<&str, &ItemId> = own
        .filter_map(|campaign| {
            let folder = campaign.sources.first().and_then(|path| path.rsplit('/').nth(1))?;
            (folder != campaign.id.as_str()).then_some((folder, &campaign.id))
        })
        .collect();
    for id in items.iter_mut().flat_map(|item| &mut Arc::make_mut(item).campaigns) {
        if id.span == Span::file(id.span.file)
            && let Some(own) = renamed.get(id.value.as_str())
        {
            id.value = (*own).clone();
        }
    }
}

/// The id in the text of an item that is no YAML.
fn id_in(text: &str) -> Option<&str> {
    let lines = text.lines().map(|line| line.trim_start_matches([' ', '-', '{']));
    let value = lines.filter_map(|line| line.strip_prefix("id:")).next()?;
    let id = value.trim().trim_matches(['"', '\'']);
    let id = id.split([',', '}', ' ']).next()?;
    ItemId::parse(id).is_some().then_some(id)
}

pub(super) struct Loader<'a> {
    pub(super) content: &'a Content,
    pub(super) out: &'a mut Diagnostics,
    pub(super) kit: Kit,
    /// The items read so far.
    pub(super) items: Vec<Arc<Item>>,
    /// Where in `items` that of each file is which holds one.
    pub(super) originals: HashMap<String, usize>,
}

impl Loader<'_> {
    /// Decides what a file is by its path, and reads it.
    fn file(&mut self, path: &str) {
        if let Some(inside) = path.strip_prefix("static/") {
            self.kit.statics.push(inside.to_string());
            return;
        }
        let Some(file) = self.content.entries.get(path).and_then(|entry| entry.text) else {
            return;
        };
        // What nobody reads is named by a rule.
        let Some(placed) = layout::placed(path) else { return };
        let Holds::Document(document) = placed.holds else { return };
        if self.is_other_language(path) {
            return;
        }
        match document {
            // Read first of all.
            Document::Kit => {}
            Document::Audiences => self.list(file, "audience", |kit, audience: Audience| {
                kit.audiences.push(audience);
            }),
            Document::Legal => self.list(file, "legal", |kit, legal: Legal| {
                kit.legal.push(legal);
            }),
            Document::Facts => {
                let source = self.path(file);
                self.list(file, "fact", move |kit, record: fact::FactRecord| {
                    let id = record.id.value.to_string();
                    let unit = fact::Unit::of(&record.unit);
                    let source = source.clone();
                    kit.facts.0.insert(id, Fact { record, unit, formula: None, source });
                });
            }
            Document::Prints => {
                for node in self.items_of(file, "print") {
                    let (print, _) = self.decode::<Print>(&node);
                    self.kit.prints.extend(print);
                }
            }
            Document::Unit => self.unit(file, placed.stem),
            Document::Campaign => {
                self.campaign_file(file, placed.campaign.unwrap_or_default());
            }
            Document::Messages => self.messages(file, placed.campaign),
            Document::Infographic => self.infographic(file, placed.stem, placed.campaign),
            Document::Leaflet | Document::Broadcast | Document::Faq | Document::Page => {
                // `name.en.md` is read after every `name.md`.
                if let (Some(kind), None) = (document.kind(), placed.lang) {
                    self.markdown_item(file, kind, placed.stem, placed.campaign);
                }
            }
        }
    }

    /// Whether a file says again, in another language, what one beside it
    /// says, and is not called as such a file must be: it is no item.
    pub(super) fn is_other_language(&self, path: &str) -> bool {
        let has = |path: &str| self.content.entries.contains_key(path);
        let folder = stray::Folder { has: &has, languages: &self.kit.languages };
        stray::other_language(path, &folder).is_some()
    }

    pub(super) fn path(&self, file: FileId) -> String {
        self.content.files.get(file).path.clone()
    }

    /// Parses a whole YAML file.
    pub(super) fn yaml(&mut self, file: FileId) -> Option<Node> {
        yaml::parse(&self.content.files.get(file).text, file, 0, self.out)
    }

    /// Decodes a value, collecting the places of its texts.
    pub(super) fn decode<T: FromNode>(&mut self, node: &Node) -> (Option<T>, Vec<Span>) {
        let mut cx = Decoder::new(self.out, &self.kit.languages);
        let value = T::from_node(node, &mut cx);
        self.kit.foreign.extend(cx.foreign);
        self.kit.replaced.extend(cx.replaced);
        self.kit.addressed.extend(cx.addressed);
        (value, cx.texts)
    }

    /// Declares an id in its namespace; reports one that is there already.
    pub(super) fn declare(&mut self, namespace: &'static str, id: &str, span: Span) -> bool {
        let declared = self.kit.declared.add(namespace, id, span);
        if let Err(first) = declared {
            let diagnostic = Diagnostic::new(Id::DuplicateId, span).text(TextKey::DUPLICATE_ID_AT);
            self.out.push(diagnostic.with("id", id).related(first));
        }
        declared.is_ok()
    }

    /// Reads a file that is a list of records with ids.
    fn list<T: FromNode>(
        &mut self,
        file: FileId,
        namespace: &'static str,
        mut add: impl FnMut(&mut Kit, T),
    ) {
        for node in self.items_of(file, namespace) {
            let fresh = match node.get("id").filter(|id| id.text().is_some()) {
                Some(id) => self.declare(namespace, id.text().unwrap_or_default(), id.span),
                None => true,
            };
            let before = self.out.list().len();
            let (value, spans) = self.decode::<T>(&node);
            let is_faulty = node.has_faulty() || self.out.list().len() > before;
            if namespace == "fact" && is_faulty {
                let id = node.get("id").and_then(Node::text);
                self.kit.faulty_facts.extend(id.map(str::to_string));
            }
            self.kit.texts.push(TextUse { owner: Owner::Kit, spans });
            if let Some(value) = value.filter(|_| fresh) {
                add(&mut self.kit, value);
            }
        }
    }

    /// Notes that an item of a file could not be read.
    pub(super) fn lose(&mut self, file: FileId) {
        let path = self.path(file);
        self.kit.lost.insert(path);
    }

    /// The items of a file that is a list. One that could not be read takes
    /// its id all the same, or links to it would be faults too.
    pub(super) fn items_of(&mut self, file: FileId, namespace: &'static str) -> Vec<Node> {
        match self.yaml(file) {
            Some(Node { value: yaml::Value::List(mut items), .. }) => {
                if items.iter().any(|item| item.value == yaml::Value::Faulty) {
                    self.lose(file);
                }
                items.retain(|item| {
                    let faulty = item.value == yaml::Value::Faulty;
                    if faulty && let Some(id) = id_in(self.content.files.slice(item.span)) {
                        // One that is there twice is seen once this is mended.
                        let _ = self.kit.declared.add(namespace, id, item.span);
                    }
                    !faulty
                });
                items
            }
            Some(node) if !matches!(node.value, yaml::Value::Null | yaml::Value::Faulty) => {
                self.out
                    .push(crate::source::decode::wrong_type(&node, TextKey::TYPE_LIST_OF_ITEMS));
                self.lose(file);
                Vec::new()
            }
            None => {
                self.lose(file);
                Vec::new()
            }
            Some(_) => Vec::new(),
        }
    }

    /// An id from a file's or folder's name.
    pub(super) fn id_of_name(&mut self, name: &str, file: FileId) -> Option<Spanned<ItemId>> {
        let span = Span::file(file);
        match ItemId::parse(name) {
            Some(value) => Some(Spanned { value, span }),
            None => {
                self.out.push(crate::source::invalid_id(name, span));
                None
            }
        }
    }

    fn unit(&mut self, file: FileId, stem: &str) {
        let Some(node) = self.yaml(file) else { return };
        let (unit, spans) = self.decode::<Unit>(&node);
        self.kit.texts.push(TextUse { owner: Owner::Kit, spans });
        let own = unit.as_ref().and_then(|unit| unit.id.clone());
        let Some(id) = own.or_else(|| self.id_of_name(stem, file)) else { return };
        let fresh = self.declare("unit", id.as_str(), id.span);
        // What a unit words anew is checked as the message's own text is.
        for (id, own) in unit.iter().flat_map(|u| &u.overrides).flat_map(|o| &o.messages.0) {
            let spans = own.0.iter().flat_map(|(_, text)| text.texts()).map(|text| text.span);
            let owner = Owner::Item(Kind::Message, id.value.clone());
            self.kit.texts.push(TextUse { owner, spans: spans.collect() });
        }
        if let Some(unit) = unit.filter(|_| fresh) {
            self.kit.units.insert(id.value.to_string(), unit);
        }
    }

    fn campaign_file(&mut self, file: FileId, folder: &str) {
        let Some(node) = self.yaml(file) else { return };
        let (record, spans) = self.decode::<CampaignRecord>(&node);
        self.kit.texts.push(TextUse { owner: Owner::Kit, spans });
        let own = record.as_ref().and_then(|record| record.id.clone());
        let Some(id) = own.or_else(|| self.id_of_name(folder, file)) else { return };
        let fresh = self.declare("campaign", id.as_str(), id.span);
        let Some(record) = record.filter(|_| fresh) else { return };
        let (title, summary) = (record.title.clone(), record.summary.clone());
        let sources = vec![self.path(file)];
        let mut campaign =
            Campaign { id: id.value, title, summary, record, landing: None, sources };
        self.landing(folder, &mut campaign);
        self.kit.campaigns.push(campaign);
    }

    /// Parses the Markdown under a span.
    pub(super) fn blocks(&mut self, body: Span) -> Vec<Block> {
        let file = self.content.files.get(body.file);
        let path = file.path.strip_prefix("content/").unwrap_or(&file.path);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let place = Place { file: body.file, offset: body.start as usize, folder };
        let text = self.content.files.slice(body);
        let parsed =
            markdown::parse(&yaml::without_markers(text), place, self.kit.config.allow_html);
        if let Some(span) = parsed.too_deep {
            self.out.push(markdown::too_deep(span));
        }
        self.out.extend(parsed.lost);
        self.kit.addressed.push(body);
        parsed.blocks
    }
}
