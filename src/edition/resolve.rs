//! Where a link leads: the one answer that checks, pages, drawings, captions
//! and codes take. What is accepted here has a place; what is not says why.

use std::sync::{Arc, PoisonError};

use serde::{Deserialize, Serialize};

use super::{Edition, address};
use crate::catalog::{Infographic, Item};
use crate::doc::{Block, HeadingIds, Target, heading_ids};
use crate::source::picture::{Medium, PictureFault};
use crate::source::web;

/// A page or file of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct At {
    /// Its path from the site's root, as it is called.
    pub path: String,
    /// What is asked of it.
    pub query: Option<String>,
    /// A place in it.
    pub fragment: Option<String>,
}

impl At {
    /// The page or file at `path`.
    fn path(path: String) -> Self {
        At { path, query: None, fragment: None }
    }

    /// Its address from the site's root, encoded.
    #[must_use]
    pub fn href(&self) -> String {
        let mut href = web::encode_path(&self.path);
        if let Some(query) = &self.query {
            href.push('?');
            href.push_str(&web::encode_after(query));
        }
        if let Some(fragment) = &self.fragment {
            href.push('#');
            href.push_str(&web::encode_after(fragment));
        }
        href
    }
}

/// Where a target leads, or what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "to", rename_all = "lowercase")]
pub enum Place {
    /// A page or file of the site.
    Site(At),
    /// An address elsewhere, encoded.
    Web(String),
    /// A place on the page it is written on; whether that has such a heading
    /// only the page knows.
    Here(String),
    /// An icon of the theme.
    Icon(String),
    /// A picture of the content folder, by its path inside.
    Picture(String),
}

impl Place {
    /// Its encoded address from the site's root, of what lies on the site.
    #[must_use]
    pub fn below_root(&self) -> Option<String> {
        match self {
            Place::Site(at) => Some(at.href()),
            Place::Picture(path) => Some(address::picture(path)),
            Place::Web(_) | Place::Here(_) | Place::Icon(_) => None,
        }
    }
}

/// Why a target leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// No item has the id.
    NoItem {
        /// What kind was looked for.
        scheme: String,
        /// The id.
        id: String,
    },
    /// The item is there and could not be read, which is reported.
    Unread,
    /// The item is not published.
    Unpublished,
    /// `static/` has no such file.
    NoFile(String),
    /// The path leads out of the folder.
    LeadsOut(String),
    /// The page has no such heading.
    NoHeading {
        /// The heading's id.
        fragment: String,
        /// The ids that there are.
        known: Arc<[String]>,
    },
    /// The scheme is refused.
    Unsafe,
    /// It is no address at all.
    Malformed,
    /// The theme has no such icon.
    NoIcon(String),
    /// There is no such picture, or it cannot be read.
    NoPicture(String, PictureFault),
    /// It has no address that a code or a caption could hold.
    NoAddress,
}

impl Edition<'_> {
    /// Where a target leads on pages and drawings in `lang`.
    ///
    /// # Errors
    /// It leads nowhere.
    pub fn resolve(&self, target: &Target, lang: &str) -> Result<Place, Broken> {
        match target {
            Target::Url(written) => match web::proper(written) {
                Ok(address) => Ok(Place::Web(address)),
                Err(_) => Err(Broken::Malformed),
            },
            Target::Unsafe(_) => Err(Broken::Unsafe),
            Target::Qr(inner) => self.resolve(inner, lang),
            Target::Anchor(written) => {
                Ok(Place::Here(web::decode(written).unwrap_or_else(|| written.clone())))
            }
            Target::Icon(name) if self.theme.has_icon(name) => Ok(Place::Icon(name.clone())),
            Target::Icon(name) => Err(Broken::NoIcon(name.clone())),
            Target::Picture(path) => self.content_picture(path),
            Target::File(written) => self.static_file(written).map(Place::Site),
            Target::Item { scheme, id, fragment } => {
                let mut at = self.page_of(scheme, id, lang)?;
                if let Some(written) = fragment {
                    if self.is_withdrawn(target) {
                        return Err(Broken::Unpublished);
                    }
                    let fragment = web::decode(written).unwrap_or_else(|| written.clone());
                    let known = self.headings_of(scheme, id, lang);
                    if !known.contains(&fragment) {
                        return Err(Broken::NoHeading { fragment, known });
                    }
                    at.fragment = Some(fragment);
                }
                Ok(Place::Site(at))
            }
        }
    }

    /// The same for a text in `lang` that may stand in for a missing one: a
    /// heading that only the kit's own language has is led to there.
    ///
    /// # Errors
    /// It leads nowhere.
    pub fn lead(&self, target: &Target, lang: &str) -> Result<Place, Broken> {
        match self.resolve(target, lang) {
            Err(Broken::NoHeading { .. }) => self.resolve(target, self.kit.default_lang()),
            found => found,
        }
    }

    /// Where a target leads, as an absolute address that a code, a caption or
    /// a document can hold.
    ///
    /// # Errors
    /// It leads nowhere, or to what has no address.
    pub fn absolute(&self, target: &Target, lang: &str) -> Result<String, Broken> {
        self.full(&self.lead(target, lang)?).ok_or(Broken::NoAddress)
    }

    /// A place's absolute address, if it has one.
    pub fn full(&self, place: &Place) -> Option<String> {
        match place {
            Place::Web(address) => Some(address.clone()),
            Place::Site(_) | Place::Picture(_) => {
                place.below_root().map(|path| address::absolute(self.kit, &path))
            }
            Place::Here(_) | Place::Icon(_) => None,
        }
    }

    /// The item that `scheme:id` names, by the id it has or had.
    pub fn item(&self, scheme: &str, id: &str) -> Option<&Item> {
        self.kit.item_by_scheme(scheme, id).or_else(|| self.kit.item_by_alias(scheme, id))
    }

    /// The infographic that an embedding shows.
    pub fn embedded(&self, target: &Target) -> Option<(&Item, &Infographic)> {
        let Target::Item { scheme, id, .. } = target else { return None };
        let item = self.item(scheme, id).filter(|item| address::shows_content(self.kit, item))?;
        Some((item, item.infographic()?))
    }

    /// Whether it names an item whose page is there and its content gone.
    pub fn is_withdrawn(&self, target: &Target) -> bool {
        let Target::Item { scheme, id, .. } = target else { return false };
        let item = self.item(scheme, id).filter(|item| address::has_page(self.kit, item));
        item.is_some_and(|item| !address::shows_content(self.kit, item))
    }

    /// The page of `scheme:id`; a fact's is a place on the page of figures.
    fn page_of(&self, scheme: &str, id: &str, lang: &str) -> Result<At, Broken> {
        let kit = self.kit;
        if scheme == "fact" && kit.facts.0.contains_key(id) {
            let path = format!("{}facts/", address::language(kit, lang));
            return Ok(At { fragment: Some(id.to_string()), ..At::path(path) });
        }
        let page = match scheme {
            "campaign" => {
                kit.campaign_once(id).map(|found| address::campaign(kit, &found.id, lang))
            }
            "audience" => kit.audience(id).map(|_| address::audience(kit, id, lang)),
            "legal" => kit.legal(id).map(|_| address::legal(kit, id, lang)),
            _ => match self.item(scheme, id) {
                Some(item) if !address::has_page(kit, item) => return Err(Broken::Unpublished),
                item => item.map(|item| address::item(kit, item.kind, &item.id, lang)),
            },
        };
        page.map(At::path).ok_or_else(|| match kit.declared.has_target(scheme, id) {
            true => Broken::Unread,
            false => Broken::NoItem { scheme: scheme.to_string(), id: id.to_string() },
        })
    }

    /// The ids of the headings on the page of `scheme:id`, found once: many
    /// links may lead to one long text.
    fn headings_of(&self, scheme: &str, id: &str, lang: &str) -> Arc<[String]> {
        let page = (format!("{scheme}:{id}"), lang.to_string());
        let remembered = || self.headings.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = remembered().get(&page) {
            return Arc::clone(known);
        }
        let found: Arc<[String]> = Arc::from(self.find_headings(scheme, id, lang));
        remembered().insert(page, Arc::clone(&found));
        found
    }

    fn find_headings(&self, scheme: &str, id: &str, lang: &str) -> Vec<String> {
        let kit = self.kit;
        match scheme {
            "campaign" => {
                let landing = kit.campaign_once(id).and_then(|found| found.landing.as_ref());
                landing.map_or_else(Vec::new, |text| heading_ids(&kit.rich(text, lang).0))
            }
            "audience" => {
                let guide = kit.audience(id).and_then(|found| found.guide.as_ref());
                guide.map_or_else(Vec::new, |text| heading_ids(&kit.markdown(text, lang).0))
            }
            _ => match self.item(scheme, id) {
                Some(item) => match (item.infographic(), item.rich()) {
                    (Some(infographic), _) => self.block_ids(infographic, lang),
                    (None, Some(text)) => heading_ids(&kit.rich(text, lang).0),
                    (None, None) => Vec::new(),
                },
                None => Vec::new(),
            },
        }
    }

    /// The ids of an infographic's blocks, of those that have a title.
    fn block_ids(&self, infographic: &Infographic, lang: &str) -> Vec<String> {
        let mut ids = HeadingIds::default();
        let titles = infographic.blocks.iter().filter_map(|block| self.block_title(block, lang));
        titles.map(|title| ids.next(&title)).collect()
    }

    /// The ids of the headings of a text in `lang`, as its page shows it.
    pub fn heading_ids(&self, blocks: &[Block], lang: &str) -> Vec<String> {
        heading_ids(&self.kit.fill_blocks(blocks, lang))
    }

    /// A picture of the content folder, its name as it is or encoded.
    fn content_picture(&self, path: &str) -> Result<Place, Broken> {
        let has = |path: &str| self.content.entries.contains_key(path);
        let decoded = web::decode(path).filter(|decoded| !has(path) && has(decoded));
        let path = decoded.unwrap_or_else(|| path.to_string());
        match self.content.picture(&path) {
            Ok(_) => Ok(Place::Picture(path)),
            Err(fault) => Err(Broken::NoPicture(path, fault)),
        }
    }

    /// A file of `static/`: the name as a whole, or with a query and a
    /// fragment after it, as it is called or encoded.
    fn static_file(&self, written: &str) -> Result<At, Broken> {
        let (rest, fragment) = parted(written, '#');
        let (path, query) = parted(rest, '?');
        if path.split(['/', '\\']).any(|part| part == "..") {
            return Err(Broken::LeadsOut(path.trim_start_matches('/').to_string()));
        }
        if let Some(path) = self.known_static(written) {
            return Ok(At::path(path));
        }
        let decoded = || web::decode(path).and_then(|path| self.known_static(&path));
        let found = self.known_static(path).or_else(decoded);
        let path = found.ok_or_else(|| Broken::NoFile(path.trim_start_matches('/').to_string()))?;
        let owned = |part: Option<&str>| part.map(str::to_string);
        Ok(At { path, query: owned(query), fragment: owned(fragment) })
    }

    fn known_static(&self, written: &str) -> Option<String> {
        let parts: Vec<&str> =
            written.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        let path = parts.join("/");
        let inside = path.strip_prefix("static/").unwrap_or(&path);
        let found = [path.as_str(), inside].into_iter().find(|path| self.kit.has_static(path));
        found.map(str::to_string)
    }

    /// Width and height of a picture of the content folder, px.
    pub fn sides(&self, path: &str) -> Option<(u32, u32)> {
        let picture = self.content.picture(path).ok()?.on(Medium::Screen);
        Some((picture.width, picture.height))
    }

    /// The absolute address of a path below a language's root.
    pub fn address(&self, path: &str, lang: &str) -> String {
        format!("{}{}{path}", self.kit.base_url, address::language(self.kit, lang))
    }
}

/// What stands before a mark, and what after it.
fn parted(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}
