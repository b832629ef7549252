//! A page as it is planned: where it stands, which template makes it, and
//! everything the template may know.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::Cx;
use super::address;
use super::frame::Frame;
use super::parts::{Link, Picture, Text};
use super::words::{Words, own_name};
use crate::catalog::Item;
use crate::plan::job::Facets;

/// A page to be rendered.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its file, from the site's root: `campaigns/x/index.html`.
    pub path: String,
    /// The template, below `templates/`.
    pub template: &'static str,
    /// The language it is in.
    pub lang: String,
    /// The id of the item it is about, if it is about one.
    pub id: Option<String>,
    /// What the manifest says of it.
    pub facets: Facets,
    frame: Arc<Frame>,
    words: Words,
    root: String,
    head: Head,
    view: Value,
}

/// What a made file weighs and measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileSize {
    /// Its bytes.
    pub bytes: u64,
    /// Width and height in px, of a picture.
    pub px: Option<(u32, u32)>,
}

/// `page` in a template: what the frame around the content needs.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Head {
    path: String,
    section: Option<String>,
    title: String,
    heading: String,
    description: Option<String>,
    kind: String,
    palette: String,
    crumbs: Vec<Link>,
    canonical: Option<String>,
    alternates: Vec<Alternate>,
    languages: Vec<Language>,
    noindex: bool,
    redirect: Option<String>,
    draft: bool,
    og: Option<OpenGraph>,
}

#[derive(Debug, Clone, Serialize)]
struct Alternate {
    lang: String,
    address: String,
}

#[derive(Debug, Clone, Serialize)]
struct Language {
    lang: String,
    name: String,
    href: String,
    current: bool,
}

#[derive(Debug, Clone, Serialize)]
struct OpenGraph {
    address: String,
    #[serde(flatten)]
    picture: Picture,
}

/// What a page's own module says of it; [`Cx::page`] adds the rest.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Below the language: `campaigns/x/`, `` for the home page.
    pub at: String,
    /// The template, below `templates/`.
    pub template: &'static str,
    /// Its kind, a class on the page.
    pub kind: &'static str,
    /// Its heading; the kit's title where empty.
    pub heading: Text,
    /// A sentence for search engines and previews.
    pub description: Option<String>,
    /// The entry of the navigation it belongs to, below the language.
    pub section: Option<&'static str>,
    /// The palette; blue where none.
    pub palette: Option<String>,
    /// The way to it, after the home page.
    pub crumbs: Vec<Link>,
    /// The card that previews of links to it show.
    pub card: Option<Picture>,
    /// Whether search engines should leave it out.
    pub noindex: bool,
    /// The page it leads on to.
    pub redirect: Option<String>,
    /// Whether it stands in one language only.
    pub alone: bool,
    /// Whether it shows a draft.
    pub draft: bool,
    /// The item it is about.
    pub id: Option<String>,
    /// What the manifest says of it.
    pub facets: Facets,
}

impl Cx<'_> {
    /// A page from its draft and its view.
    pub(super) fn page(&self, draft: Draft, view: &impl Serialize) -> Page {
        let path = match draft.alone {
            true => draft.at.clone(),
            false => self.below(&draft.at),
        };
        let site = self.text(&self.kit.config.title);
        let (title, heading) = if draft.heading.s.is_empty() {
            (site.s.clone(), site.s)
        } else {
            let title =
                self.words.fill("site_title_of", &[("title", &draft.heading.s), ("site", &site.s)]);
            (title, draft.heading.s)
        };
        let mut crumbs = vec![Link {
            href: self.below(""),
            text: Text { s: self.word("site_home"), lang: None },
            ..Link::default()
        }];
        crumbs.extend(draft.crumbs);
        if draft.at.is_empty() {
            crumbs.clear();
        }
        let absolute = |path: &str| address::absolute(self.kit, path);
        let languages = if draft.alone { Vec::new() } else { self.languages(&draft.at) };
        let alternates = match languages.len() {
            0 | 1 => Vec::new(),
            _ => languages
                .iter()
                .map(|l| Alternate { lang: l.lang.clone(), address: absolute(&l.href) })
                .chain([Alternate {
                    lang: "x-default".to_string(),
                    address: absolute(&languages[0].href),
                }])
                .collect(),
        };
        let canonical = draft.redirect.as_deref().unwrap_or(&path);
        let file = match path.ends_with(".html") {
            true => path.clone(),
            false => format!("{path}index.html"),
        };
        Page {
            template: draft.template,
            lang: self.lang.clone(),
            id: draft.id,
            facets: draft.facets,
            frame: Arc::clone(&self.frame),
            words: self.words.clone(),
            root: address::root(&file),
            head: Head {
                section: draft.section.map(|section| self.below(section)),
                title,
                heading,
                description: draft.description,
                kind: draft.kind.to_string(),
                palette: draft.palette.unwrap_or_else(|| "blue".to_string()),
                crumbs,
                canonical: Some(absolute(canonical)),
                alternates,
                languages,
                noindex: draft.noindex,
                redirect: draft.redirect,
                draft: draft.draft,
                og: draft
                    .card
                    .map(|picture| OpenGraph { address: absolute(&picture.file), picture }),
                path,
            },
            path: file,
            view: serde_json::to_value(view).unwrap_or_default(),
        }
    }

    /// The same page in every language of the kit.
    fn languages(&self, at: &str) -> Vec<Language> {
        let language = |lang: &String| Language {
            lang: lang.clone(),
            name: own_name(lang).to_string(),
            href: format!("{}{at}", address::language(self.kit, lang)),
            current: *lang == self.lang,
        };
        self.kit.languages.iter().map(language).collect()
    }

    /// What the manifest says of an item's page.
    pub(super) fn facets(&self, item: &Item) -> Facets {
        self.index.known(item).map(|known| known.facets.clone()).unwrap_or_default()
    }
}

impl Page {
    /// Everything the template may know.
    #[must_use]
    pub fn context(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct Context<'p> {
            site: &'p Frame,
            w: &'p Words,
            root: &'p str,
            page: &'p Head,
            view: &'p Value,
        }
        Context {
            site: &self.frame,
            w: &self.words,
            root: &self.root,
            page: &self.head,
            view: &self.view,
        }
    }

    /// Everything that decides its bytes but the theme, for the cache's key.
    #[must_use]
    pub fn input(&self) -> Vec<u8> {
        serde_json::to_vec(&(self.template, self.context())).unwrap_or_default()
    }

    /// Puts the page at an absolute address's path: it is served for
    /// addresses of any depth.
    pub(super) fn rooted(mut self, root: String) -> Self {
        self.root = root;
        self
    }

    /// Fills in what the files it offers weigh and measure. A file that
    /// `sizes` lacks is offered without.
    pub fn fill(&mut self, sizes: &BTreeMap<String, FileSize>) {
        fill(&mut self.view, sizes);
        if let Some(og) = &mut self.head.og {
            let px = sizes.get(&og.picture.file).and_then(|size| size.px);
            og.picture.width = px.map(|px| px.0).or(og.picture.width);
            og.picture.height = px.map(|px| px.1).or(og.picture.height);
        }
    }
}

/// Every map that names a `file` gets what there is room for.
fn fill(value: &mut Value, sizes: &BTreeMap<String, FileSize>) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| fill(value, sizes)),
        Value::Object(map) => {
            let size = map.get("file").and_then(Value::as_str).and_then(|file| sizes.get(file));
            if let Some(size) = size.copied() {
                let mut set = |key: &str, value: Option<u64>| {
                    if let (Some(place), Some(value)) = (map.get_mut(key), value) {
                        *place = value.into();
                    }
                };
                set("bytes", Some(size.bytes));
                set("width", size.px.map(|px| px.0.into()));
                set("height", size.px.map(|px| px.1.into()));
            }
            map.values_mut().for_each(|value| fill(value, sizes));
        }
        _ => {}
    }
}
