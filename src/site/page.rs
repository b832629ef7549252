//! A page as it is planned: where it stands and what the manifest says of it;
//! and, once what it offers is made, everything its template may know.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::parts::{Link, Picture, Text};
use super::structured::{self, Thing};
use super::{Cx, Language};
use crate::artifact::{About, Facets, Made, Page, View};
use crate::catalog::Item;
use crate::edition::address;
use crate::locale::foreign;

/// How long a title may be; characters. Search engines cut what is longer.
const LONGEST_TITLE: usize = 60;

/// How a page's model is made, from what is known of files.
pub type Model<'p> = Box<dyn FnOnce(&dyn Made) -> Page + Send + Sync + 'p>;

/// A page that will be made.
pub struct Planned<'p> {
    /// Its file, from the site's root: `campaigns/x/index.html`.
    pub path: String,
    /// What the manifest says of it.
    pub about: Arc<About>,
    /// Whether search engines should know it.
    pub is_listed: bool,
    /// When what it says last changed, where that is known.
    pub updated: Option<Date>,
    /// Its model, once what it offers is made.
    pub model: Model<'p>,
}

/// Where a page stands, and what the manifest says of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Spot {
    /// Below the language: `campaigns/x/`, `` for the home page.
    pub at: String,
    /// The item it is about.
    pub id: Option<String>,
    /// What it rests on.
    pub facets: Arc<Facets>,
    /// Whether it stands in one language only, at `at` itself.
    pub alone: bool,
    /// Whether search engines should leave it out.
    pub noindex: bool,
    /// When what it says last changed, where that is known.
    pub updated: Option<Date>,
    /// The languages it is written in, where not in all: another has what
    /// stands in.
    pub written: Option<Vec<String>>,
}

impl Spot {
    /// Whether a page of it has something of its own to say in `lang`.
    fn is_in(&self, lang: &str) -> bool {
        self.written.as_ref().is_none_or(|written| written.iter().any(|own| own == lang))
    }
}

/// `page` in a template: what the frame around the content needs.
#[derive(Debug, Clone, Default, Serialize)]
struct Head {
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
    languages: Vec<Tongue>,
    noindex: bool,
    redirect: Option<String>,
    draft: bool,
    /// That another language stands in, in words.
    fallback: Option<String>,
    og: Option<OpenGraph>,
    /// What search engines are told as data, as JSON-LD.
    structured: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
struct Alternate {
    lang: String,
    address: String,
}

/// The same page in a language.
#[derive(Debug, Clone, Serialize)]
struct Tongue {
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
    /// The page it leads on to.
    pub redirect: Option<String>,
    /// The page that has the same to say, where that is another.
    pub canonical: Option<String>,
    /// Whether it shows a draft.
    pub draft: bool,
    /// What it is about, as data for search engines.
    pub things: Vec<Thing>,
    /// The path of the site's root, where the page is served for addresses
    /// of any depth.
    pub rooted: Option<String>,
    /// What only its own template knows.
    pub view: Option<View>,
}

impl Draft {
    /// With what only its own template knows.
    pub(super) fn show(mut self, view: impl Serialize + Send + Sync + 'static) -> Self {
        self.view = Some(View::new(view));
        self
    }
}

impl<'p> Language<'p> {
    /// A page at `spot` whose draft `draft` gives.
    pub(super) fn plan(
        self: &Arc<Self>,
        spot: Spot,
        draft: impl FnOnce(&Cx<'_, 'p>) -> Draft + Send + Sync + 'p,
    ) -> Planned<'p> {
        let site = Arc::clone(self);
        let path = site.path(&spot);
        let about = About {
            id: spot.id.clone(),
            lang: Some(site.lang.clone()),
            unit: site.kit.unit_id().map(str::to_string),
            facets: Arc::clone(&spot.facets),
            ..About::default()
        };
        Planned {
            about: Arc::new(about),
            // A folder's page: what else there is (404.html) nobody looks for.
            is_listed: !spot.noindex && spot.is_in(&site.lang) && path.ends_with("index.html"),
            updated: spot.updated,
            path,
            model: Box::new(move |made| {
                let cx = Cx { site: &site, made };
                cx.page(&spot, draft(&cx))
            }),
        }
    }

    /// The path of a page's file.
    fn path(&self, spot: &Spot) -> String {
        let at = if spot.alone { spot.at.clone() } else { self.below(&spot.at) };
        if at.ends_with(".html") { at } else { format!("{at}index.html") }
    }

    /// What the manifest says of an item's page.
    pub(super) fn facets(&self, item: &Item) -> Arc<Facets> {
        self.index.known(item).map(|known| Arc::clone(&known.facets)).unwrap_or_default()
    }

    /// The same page in every language of the kit.
    fn languages(&self, at: &str) -> Vec<Tongue> {
        let tongue = |lang: &String| Tongue {
            lang: lang.clone(),
            name: self.kit.locales.own_name(lang).to_string(),
            href: format!("{}{at}", address::language(self.kit, lang)),
            current: *lang == self.lang,
        };
        self.kit.languages.iter().map(tongue).collect()
    }
}

impl Cx<'_, '_> {
    /// What the kit is: its description, else its title.
    fn about_kit(&self) -> Option<String> {
        let kit = &self.kit.config;
        let about = self.maybe(kit.description.as_ref()).or_else(|| self.maybe(Some(&kit.title)));
        about.map(|text| text.s)
    }

    fn page(&self, spot: &Spot, draft: Draft) -> Page {
        let file = self.path(spot);
        let path = file.strip_suffix("index.html").unwrap_or(&file).to_string();
        let site = self.text(&self.kit.config.title);
        let site_name = site.s.clone();
        let (title, heading) = if draft.heading.s.is_empty() {
            (site.s.clone(), site.s)
        } else {
            let of_site =
                self.words.fill("site_title_of", &[("title", &draft.heading.s), ("site", &site.s)]);
            let is_short = foreign::plain(&of_site).chars().count() <= LONGEST_TITLE;
            (if is_short { of_site } else { draft.heading.s.clone() }, draft.heading.s)
        };
        let mut crumbs = vec![Link {
            href: self.below(""),
            text: Text { s: self.word("site_home"), lang: None },
            ..Link::default()
        }];
        crumbs.extend(draft.crumbs);
        if spot.at.is_empty() {
            crumbs.clear();
        }
        let absolute = |path: &str| address::absolute(self.kit, path);
        let languages = if spot.alone { Vec::new() } else { self.languages(&spot.at) };
        // What stands in for a language is the page of the other.
        let own: Vec<&Tongue> = languages.iter().filter(|l| spot.is_in(&l.lang)).collect();
        let alternates = match own.as_slice() {
            [] | [_] => Vec::new(),
            [first, ..] => own
                .iter()
                .map(|l| Alternate { lang: l.lang.clone(), address: absolute(&l.href) })
                .chain([Alternate {
                    lang: "x-default".to_string(),
                    address: absolute(&first.href),
                }])
                .collect(),
        };
        let chain = self.kit.locales.chain(&self.lang);
        let nearest = || chain.iter().find_map(|lang| own.iter().find(|l| l.lang == *lang));
        let stands_in = match spot.is_in(&self.lang) {
            true => None,
            false => nearest().or(own.first()).copied(),
        };
        let fallback = stands_in.map(|other| {
            let name = |lang: &str| self.kit.locales.own_name(lang).to_string();
            let words = [("lang", name(&self.lang)), ("other", other.name.clone())];
            let words = words.each_ref().map(|(key, word)| (*key, word.as_str()));
            self.words.fill("site_fallback", &words)
        });
        let stands_in = stands_in.map(|other| other.href.clone());
        // What search engines leave out nobody finds and few hand on.
        let is_found = !spot.noindex;
        let description = draft.description.filter(|text| !text.is_empty());
        let description = description.or_else(|| self.about_kit().filter(|_| is_found));
        let card = draft.card.or_else(|| self.common_card(&site_name).filter(|_| is_found));
        let mut things = draft.things;
        // The pages that say who speaks.
        if matches!(draft.kind, "home" | "channels") {
            things.push(self.organization());
        }
        let canonical = draft.redirect.as_deref().or(draft.canonical.as_deref());
        let canonical = canonical.or(stands_in.as_deref()).unwrap_or(&path).to_string();
        things.extend(self.way_to(&crumbs, &heading, &canonical));
        let structured = structured::block(things).filter(|_| is_found);
        let head = Head {
            section: draft.section.map(|section| self.below(section)),
            title,
            heading,
            description,
            kind: draft.kind.to_string(),
            palette: draft
                .palette
                .unwrap_or_else(|| self.edition.theme.default_palette().to_string()),
            crumbs,
            canonical: Some(absolute(&canonical)),
            alternates,
            languages,
            noindex: spot.noindex,
            redirect: draft.redirect,
            draft: draft.draft,
            fallback,
            og: card.map(|picture| OpenGraph { address: absolute(&picture.file), picture }),
            structured,
            path,
        };
        Page {
            template: draft.template,
            frame: Arc::clone(&self.frame),
            root: draft.rooted.unwrap_or_else(|| address::root(&file)),
            head: View::new(head),
            view: draft.view.unwrap_or_default(),
        }
    }
}
