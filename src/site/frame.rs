//! What stands around every page of a language: who speaks, the ways through
//! the site, the official channels.

use serde::Serialize;

use super::parts::{Link, NavLink, Picture, Text};
use super::words::Words;
use crate::artifact::{self, thumb::WIDE};
use crate::catalog::{Channel, Contacts, Kind, Kit, dialled};
use crate::edition::{Edition, address};
use crate::source::web;

/// `site` in a template.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Frame {
    title: Text,
    description: Option<Text>,
    lang: String,
    locale: String,
    /// Whether pages are opened from a folder.
    portable: bool,
    /// The palette of header and footer, whatever the page's own is.
    palette: String,
    home: String,
    /// The page of the search.
    search: String,
    /// The site's own address, as it is read out.
    address: String,
    /// The feed.
    feed: Option<String>,
    license: Option<String>,
    date: String,
    /// The mark before a number's fraction.
    decimal: String,
    preload: Vec<String>,
    unit: UnitView,
    /// The page of that unit.
    unit_page: Option<String>,
    channels: Vec<Link>,
    nav: Vec<NavLink>,
    foot: Vec<NavLink>,
}

/// A unit's contacts as a page shows them.
#[derive(Debug, Clone, Serialize)]
pub(super) struct UnitView {
    name: Text,
    logo: Option<Picture>,
    hotline: Option<String>,
    hotline_tel: Option<String>,
    website: Option<String>,
    website_label: Option<String>,
    address: Option<Text>,
    email: Option<String>,
    facebook: Option<String>,
    zalo: Option<String>,
}

impl UnitView {
    pub(super) fn hotline(&self) -> Option<&str> {
        self.hotline.as_deref()
    }

    pub(super) fn address(&self) -> Option<&str> {
        self.address.as_ref().map(|address| address.s.as_str())
    }

    pub(super) fn new(contacts: Contacts) -> Self {
        let plain = |s: String| Text { s, lang: None };
        UnitView {
            name: plain(contacts.name),
            logo: None,
            hotline_tel: contacts.hotline.as_deref().map(dialled),
            hotline: contacts.hotline.as_deref().map(spaced),
            website_label: contacts.website.as_deref().map(short_address),
            website: contacts.website.as_deref().map(web_address),
            address: contacts.address.map(plain),
            email: contacts.email,
            facebook: contacts.facebook.as_deref().map(web_address),
            zalo: contacts.zalo.as_deref().map(web_address),
        }
    }
}

/// A hotline of eight digits in two groups, as it is said; other numbers as
/// they are written.
fn spaced(number: &str) -> String {
    match number.split_at_checked(4) {
        Some((head, tail)) if number.len() == 8 && dialled(number) == number => {
            format!("{head} {tail}")
        }
        _ => number.to_string(),
    }
}

/// An address of a field as a browser takes it; one that is none is reported.
pub(super) fn web_address(address: &str) -> String {
    web::proper(address).unwrap_or_else(|_| address.to_string())
}

/// An address without what a reader need not see.
pub(super) fn short_address(address: &str) -> String {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    bare.trim_start_matches("www.").trim_end_matches('/').to_string()
}

/// The icon of a channel.
pub(super) fn channel_icon(channel: Channel) -> &'static str {
    match channel {
        Channel::Portal => "globe",
        Channel::Facebook => "facebook",
        Channel::Zalo => "zalo",
        Channel::Youtube => "youtube",
        Channel::Tiktok => "tiktok",
        Channel::Vssid => "app",
        Channel::Loudspeaker => "speaker",
        Channel::Led => "video",
        Channel::Sms => "message",
        Channel::Print => "print",
        Channel::Meeting => "people",
    }
}

/// What all pages of a language share.
pub(super) fn frame(edition: &Edition<'_>, words: &Words, lang: &str) -> artifact::Frame {
    let kit = edition.kit;
    let home = address::language(kit, lang);
    let text = |text| {
        let words = kit.words(text, lang);
        Text { s: words.text, lang: (words.lang != lang).then_some(words.lang) }
    };
    let links = |keys: &[(&str, &str)]| {
        let link = |(path, key): &(&str, &str)| NavLink {
            href: format!("{home}{path}"),
            label: words.get(key).to_string(),
        };
        keys.iter().map(link).collect::<Vec<_>>()
    };
    let mut nav = sections(kit);
    nav.extend([("calendar/", "site_calendar"), ("facts/", "site_facts")]);
    let mut foot: Vec<(&str, &str)> =
        lists(kit).into_iter().map(|(_, path, key)| (path, key)).collect();
    foot.extend([
        ("calendar/", "site_calendar"),
        ("facts/", "site_facts"),
        ("legal/", "site_legal"),
        ("channels/", "site_channels"),
    ]);
    let agents = kit.unit_id().and_then(|id| Some((id, kit.units.get(id)?)));
    let agents = agents.filter(|(_, unit)| !unit.agents.is_empty());
    foot.retain(|(path, _)| *path != "legal/" || !kit.legal.is_empty());
    let site = Frame {
        title: text(&kit.config.title),
        description: kit.config.description.as_ref().map(text),
        lang: lang.to_string(),
        portable: kit.portable,
        palette: edition.theme.default_palette().to_string(),
        locale: words.find("site_locale").unwrap_or(lang).to_string(),
        search: address::search(kit, lang),
        feed: Some(format!("{home}feed.xml")),
        license: kit.config.license.clone(),
        date: edition.date(kit.date, lang),
        address: short_address(&address::absolute(kit, "")),
        decimal: kit.locale(lang).numbers.decimal.clone(),
        preload: preload(edition, lang),
        unit: UnitView { logo: logo(edition), ..UnitView::new(kit.contacts(lang)) },
        channels: official(kit, lang),
        nav: links(&nav),
        foot: {
            let near = agents.map(|(id, _)| NavLink {
                href: format!("{}#agents", address::unit(kit, id, lang)),
                label: words.get("site_agents").to_string(),
            });
            links(&foot).into_iter().chain(near).collect()
        },
        unit_page: kit
            .unit_id()
            .filter(|id| kit.units.contains_key(*id))
            .map(|id| address::unit(kit, id, lang)),
        home,
    };
    artifact::Frame::new(
        serde_json::to_value(site).unwrap_or_default(),
        serde_json::to_value(words).unwrap_or_default(),
    )
}

/// The logo of the kit's unit.
fn logo(edition: &Edition<'_>) -> Option<Picture> {
    let path = edition.content.beside(edition.kit.logo()?)?;
    let sides = edition.sides(&path);
    let mut logo = Picture::new(address::picture(&path), String::new(), sides, WIDE.to_vec());
    // It is 40 px high.
    if let Some(least) = logo.small.first() {
        logo.src.clone_from(&least.file);
    }
    Some(logo)
}

/// The fonts that a page's first words need.
fn preload(edition: &Edition<'_>, lang: &str) -> Vec<String> {
    let mut subsets = vec!["-latin-400-".to_string()];
    let more = &edition.kit.locale(lang).script.web_fonts;
    subsets.extend(more.iter().map(|subset| format!("-{subset}-400-")));
    let fonts = edition.theme.files.keys().filter_map(|path| path.strip_prefix("fonts/web/"));
    fonts
        .filter(|font| subsets.iter().any(|subset| font.contains(subset.as_str())))
        .map(|font| format!("fonts/{font}"))
        .collect()
}

/// The official links of the kit, as the content names them.
pub(super) fn official(kit: &Kit, lang: &str) -> Vec<Link> {
    let link = |link: &crate::catalog::OfficialLink| {
        let words = kit.words(&link.label, lang);
        Link {
            href: web_address(&link.url),
            note: Some(short_address(&link.url.value)),
            icon: Some(link.channel.map_or("link", channel_icon).to_string()),
            text: Text { s: words.text, lang: (words.lang != lang).then_some(words.lang) },
            palette: None,
        }
    };
    kit.config.official_links.iter().map(link).collect()
}

/// The main ways in that this kit has.
fn sections(kit: &Kit) -> Vec<(&'static str, &'static str)> {
    let mut sections = Vec::new();
    if !kit.audiences.is_empty() {
        sections.push(("audiences/", "site_audiences"));
    }
    if !kit.campaigns.is_empty() {
        sections.push(("campaigns/", "site_campaigns"));
    }
    if has(kit, Kind::Faq) {
        sections.push(("faq/", "site_faq"));
    }
    sections
}

/// The lists of items that this kit has.
pub(super) fn lists(kit: &Kit) -> Vec<(Kind, &'static str, &'static str)> {
    [
        (Kind::Message, "messages/", "site_messages"),
        (Kind::Leaflet, "leaflets/", "site_leaflets"),
        (Kind::Infographic, "infographics/", "site_infographics"),
        (Kind::Broadcast, "broadcasts/", "site_broadcasts"),
        (Kind::Faq, "faq/", "site_faq"),
    ]
    .into_iter()
    .filter(|(kind, ..)| has(kit, *kind))
    .collect()
}

fn has(kit: &Kit, kind: Kind) -> bool {
    kit.listed().any(|item| item.kind == kind)
}
