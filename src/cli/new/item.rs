//! `lantoa new campaign|message|…`: the options become an item, the item a
//! text, the text is tried in memory with every check, and only then written.

use std::path::Path;

use super::super::out;
use super::answers::Answers;
use super::place::{self, Place};
use super::write::{self, Change};
use super::{Belongs, Item, Leaflet, NewItem, Target};
use crate::catalog::{Document, Kit, LoadOptions, layout, load};
use crate::check::check;
use crate::cli::Stop;
use crate::cli::report::say;
use crate::diag::{Diagnostics, Human, Id, Lang, TextKey};
use crate::edition::Edition;
use crate::scaffold;
use crate::source::{Content, ItemId, read_content};
use crate::theme::{DEFAULT_NAME, Theme};

pub(super) fn run(new: &NewItem, lang: Lang) -> Result<(), Stop> {
    let mut into = Open::new(new.into(), lang)?;
    let (made, place) = new.make(&into, lang)?;
    let text = scaffold::text(&made);
    let mut changes = vec![into.change(&place, &text, lang)?];
    if let scaffold::NewItem::Campaign(item) = &made {
        let path = layout::landing(&item.id, None);
        if !into.content.entries.contains_key(&path) {
            changes.push(Change { path, text: scaffold::index().to_string(), line: 1 });
        }
    }
    write::try_out(&mut into, &changes, lang)?;
    write::write(&into, &changes, lang)?;
    let path = into.root.join(place.path()).display().to_string();
    let line = changes[0].line.to_string();
    let kind = say(new.kind(), &[], lang);
    let gaps = [("kind", &*kind), ("id", new.id()), ("path", &*path), ("line", &*line)];
    out::line(&say(TextKey::NEW_ADDED, &gaps, lang));
    out::line(&say(new.next(), &[], lang));
    Ok(())
}

/// A kit that something is added to.
pub(super) struct Open<'a> {
    pub(super) root: &'a Path,
    pub(super) content: Content,
    pub(super) kit: Kit,
    pub(super) theme: Theme,
    /// What was wrong before.
    pub(super) found: Diagnostics,
}

impl<'a> Open<'a> {
    fn new(into: &'a Target, lang: Lang) -> Result<Self, Stop> {
        let root = into.content.as_path();
        let shown = root.display().to_string();
        if !root.join("kit.yml").is_file() {
            return Err(Stop::Failure(say(TextKey::NEW_NO_KIT, &[("dir", &shown)], lang)));
        }
        let mut found = Diagnostics::default();
        let mut content = read_content(root, &mut found).map_err(|error| {
            let gaps = [("path", &*shown), ("why", &*error.to_string())];
            Stop::Failure(say(TextKey::UNREADABLE_FILE, &gaps, lang))
        })?;
        let kit = load(&content, &LoadOptions::default(), &mut found);
        let name = kit.config.theme.as_ref().map_or(DEFAULT_NAME, |name| name.value.as_str());
        // A theme that is not there is the business of `check`.
        let theme = match ItemId::parse(name) {
            Some(_) => {
                {
                    // What is wrong with a theme is the business of `check` too.
                    let (texts, out) = (&mut content.files, &mut Diagnostics::default());
                    Theme::load(&into.themes, name, &content.seen, texts, out)
                        .or_else(|_| Theme::embedded(&mut content.files))
                }
            }
            None => Theme::embedded(&mut content.files),
        };
        let theme = theme.map_err(|fault| Stop::Failure(fault.to_string()))?;
        check(&Edition::of(&kit, &content, &theme), &mut found);
        Ok(Open { root, content, kit, theme, found })
    }

    /// What a file will be once `text` stands in its place.
    fn change(&self, place: &Place, text: &str, lang: Lang) -> Result<Change, Stop> {
        let path = place.path().to_string();
        let entry = self.content.entries.get(&path);
        match (place, entry) {
            (_, None) => Ok(Change { path, text: text.to_string(), line: 1 }),
            (Place::File(_), Some(_)) => {
                let shown = self.root.join(&path).display().to_string();
                Err(Stop::Failure(say(TextKey::NEW_FILE_EXISTS, &[("path", &shown)], lang)))
            }
            (Place::List(_), Some(entry)) => {
                self.readable(&path, lang)?;
                let old = entry.text.map(|file| self.content.files.get(file).text.clone());
                let appended = old.and_then(|old| write::append(&old, text));
                let (text, line) = appended.ok_or_else(|| {
                    let shown = self.root.join(&path).display().to_string();
                    Stop::Failure(say(TextKey::NEW_NOT_A_LIST, &[("path", &shown)], lang))
                })?;
                Ok(Change { path, text, line })
            }
        }
    }

    /// A list that does not parse is not added to: where its items end is
    /// anybody's guess. Says what is wrong with it.
    fn readable(&self, path: &str, lang: Lang) -> Result<(), Stop> {
        let human = Human::new(lang, out::is_terminal());
        let name = format!("content/{path}");
        let mut faults = 0;
        for diagnostic in self.found.list() {
            let file = diagnostic.span.map(|span| self.content.files.get(span.file));
            if file.is_some_and(|file| file.path == name)
                && matches!(diagnostic.id, Id::InvalidYaml | Id::InvalidUtf8 | Id::MergeConflict)
            {
                out::drawn(&format!("{}\n\n", human.draw(diagnostic, &self.content.files)));
                faults += 1;
            }
        }
        if faults == 0 {
            return Ok(());
        }
        let shown = self.root.join(path).display().to_string();
        Err(Stop::Failure(say(TextKey::NEW_MEND_FIRST, &[("path", &shown)], lang)))
    }
}

impl NewItem {
    fn into(&self) -> &Target {
        match self {
            NewItem::Campaign(campaign) => &campaign.into,
            NewItem::Message(message) => &message.into,
            NewItem::Infographic(item) | NewItem::Broadcast(item) | NewItem::Faq(item) => {
                &item.into
            }
            NewItem::Leaflet(leaflet) => &leaflet.item.into,
            NewItem::Page(page) => &page.into,
            NewItem::Audience(audience) => &audience.into,
            NewItem::Legal(legal) => &legal.into,
            NewItem::Fact(fact) => &fact.into,
        }
    }

    fn id(&self) -> &str {
        match self {
            NewItem::Campaign(campaign) => &campaign.id,
            NewItem::Message(message) => &message.id,
            NewItem::Infographic(item) | NewItem::Broadcast(item) | NewItem::Faq(item) => &item.id,
            NewItem::Leaflet(leaflet) => &leaflet.item.id,
            NewItem::Page(page) => &page.id,
            NewItem::Audience(audience) => &audience.id,
            NewItem::Legal(legal) => &legal.id,
            NewItem::Fact(fact) => &fact.id,
        }
    }

    /// The kind, which is also the namespace of its ids.
    fn word(&self) -> &'static str {
        match self {
            NewItem::Campaign(_) => "campaign",
            NewItem::Message(_) => "message",
            NewItem::Leaflet(_) => "leaflet",
            NewItem::Infographic(_) => "infographic",
            NewItem::Broadcast(_) => "broadcast",
            NewItem::Faq(_) => "faq",
            NewItem::Page(_) => "page",
            NewItem::Audience(_) => "audience",
            NewItem::Legal(_) => "legal",
            NewItem::Fact(_) => "fact",
        }
    }

    /// The kind, as a key of the tables.
    fn kind(&self) -> TextKey {
        match self {
            NewItem::Campaign(_) => TextKey::NEW_KIND_CAMPAIGN,
            NewItem::Message(_) => TextKey::NEW_KIND_MESSAGE,
            NewItem::Leaflet(_) => TextKey::NEW_KIND_LEAFLET,
            NewItem::Infographic(_) => TextKey::NEW_KIND_INFOGRAPHIC,
            NewItem::Broadcast(_) => TextKey::NEW_KIND_BROADCAST,
            NewItem::Faq(_) => TextKey::NEW_KIND_FAQ,
            NewItem::Page(_) => TextKey::NEW_KIND_PAGE,
            NewItem::Audience(_) => TextKey::NEW_KIND_AUDIENCE,
            NewItem::Legal(_) => TextKey::NEW_KIND_LEGAL,
            NewItem::Fact(_) => TextKey::NEW_KIND_FACT,
        }
    }

    /// What to do next, as a key of the tables.
    fn next(&self) -> TextKey {
        match self {
            NewItem::Campaign(_) => TextKey::NEW_NEXT_CAMPAIGN,
            NewItem::Audience(_) => TextKey::NEW_NEXT_AUDIENCE,
            NewItem::Legal(_) => TextKey::NEW_NEXT_LEGAL,
            NewItem::Fact(_) => TextKey::NEW_NEXT_FACT,
            _ => TextKey::NEW_NEXT_DRAFT,
        }
    }

    /// The item and its place; every fault of the options in one stop.
    fn make(&self, open: &Open, lang: Lang) -> Result<(scaffold::NewItem, Place), Stop> {
        let mut answers = Answers::new(&open.kit, lang);
        let id = answers.id(self.word(), self.id());
        let made = self.answer(id.clone(), &mut answers, open);
        answers.finish()?;
        let place = match &made {
            scaffold::NewItem::Campaign(_) => place::campaign(&id),
            scaffold::NewItem::Message(item) => {
                place::messages(&open.kit, item.campaigns.first().map_or("", String::as_str))
            }
            scaffold::NewItem::Leaflet(_) => place::file(Document::Leaflet, &id),
            scaffold::NewItem::Infographic(_) => place::file(Document::Infographic, &id),
            scaffold::NewItem::Broadcast(_) => place::file(Document::Broadcast, &id),
            scaffold::NewItem::Faq(_) => place::file(Document::Faq, &id),
            scaffold::NewItem::Page(_) => place::file(Document::Page, &id),
            scaffold::NewItem::Audience(_) => place::list(&open.content, Document::Audiences, &id),
            scaffold::NewItem::Legal(_) => place::list(&open.content, Document::Legal, &id),
            scaffold::NewItem::Fact(_) => place::list(&open.content, Document::Facts, &id),
        };
        Ok((made, place))
    }

    fn answer(&self, id: String, answers: &mut Answers, open: &Open) -> scaffold::NewItem {
        match self {
            NewItem::Campaign(campaign) => {
                let title = answers.required("--title \"…\"", campaign.title.as_ref());
                let audiences = answers.chosen("audience", &campaign.audiences);
                let none = scaffold::Item::default();
                let palettes = open.theme.palettes().map(str::to_string).collect();
                scaffold::NewItem::Campaign(scaffold::Item {
                    id,
                    title,
                    audiences,
                    palettes,
                    ..none
                })
            }
            NewItem::Message(message) => {
                let title = answers.required("--headline \"…\"", message.headline.as_ref());
                scaffold::NewItem::Message(published(id, title, &message.belongs, answers, open))
            }
            NewItem::Leaflet(Leaflet { item, template }) => {
                let template = template.clone();
                let item = titled(item, id, answers, open);
                scaffold::NewItem::Leaflet(scaffold::Item { template, ..item })
            }
            NewItem::Infographic(item) => {
                scaffold::NewItem::Infographic(titled(item, id, answers, open))
            }
            NewItem::Broadcast(item) => {
                scaffold::NewItem::Broadcast(titled(item, id, answers, open))
            }
            NewItem::Faq(item) => scaffold::NewItem::Faq(titled(item, id, answers, open)),
            NewItem::Page(page) => {
                let title = answers.required("--title \"…\"", page.title.as_ref());
                let legal = answers.references("legal", &page.legal);
                let lang = open.kit.default_lang().to_string();
                let item = scaffold::Item { id, title, legal, lang, ..scaffold::Item::default() };
                scaffold::NewItem::Page(item)
            }
            NewItem::Audience(audience) => {
                let title = answers.required("--title \"…\"", audience.title.as_ref());
                scaffold::NewItem::Audience(scaffold::Audience { id, title })
            }
            NewItem::Legal(legal) => {
                let number = answers.required("--number \"…\"", legal.number.as_ref());
                let title = answers.required("--title \"…\"", legal.title.as_ref());
                let (issued, from) = (legal.issued.clone(), legal.from.clone());
                let document = scaffold::LegalDocument { id, number, title, issued, from };
                scaffold::NewItem::Legal(document)
            }
            NewItem::Fact(fact) => {
                let title = answers.required("--title \"…\"", fact.title.as_ref());
                let unit = answers.required("--unit VND/month", fact.unit.as_ref());
                let basis = match &fact.formula {
                    Some(formula) => scaffold::FactBasis::Formula(formula.clone()),
                    None => {
                        let value = answers.required("--value 1500000", fact.value.as_ref());
                        let value = if value.is_empty() { value } else { answers.number(&value) };
                        let legal: Vec<String> = fact.legal.iter().cloned().collect();
                        scaffold::FactBasis::Value {
                            value,
                            from: fact.from.clone(),
                            until: fact.until.clone(),
                            legal: answers.references("legal", &legal).pop(),
                        }
                    }
                };
                scaffold::NewItem::Fact(scaffold::Fact { id, title, unit, basis })
            }
        }
    }
}

fn titled(item: &Item, id: String, answers: &mut Answers, open: &Open) -> scaffold::Item {
    let title = answers.required("--title \"…\"", item.title.as_ref());
    published(id, title, &item.belongs, answers, open)
}

/// An item that belongs to a campaign and speaks to somebody.
fn published(
    id: String,
    title: String,
    belongs: &Belongs,
    answers: &mut Answers,
    open: &Open,
) -> scaffold::Item {
    let campaigns = answers.chosen("campaign", &belongs.campaigns);
    let audiences = answers.audiences(&belongs.audiences, &campaigns);
    let legal = answers.references("legal", &belongs.legal);
    let lang = open.kit.default_lang().to_string();
    let hotline = open.kit.contacts(&lang).hotline.is_some();
    scaffold::Item {
        id,
        title,
        audiences,
        campaigns,
        legal,
        lang,
        hotline,
        template: None,
        palettes: Vec::new(),
    }
}
