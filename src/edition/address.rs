//! Where everything is: the paths of pages from the site's root, by the
//! output contract, and absolute addresses.

use crate::artifact::Head;
use crate::catalog::{Item, Kind, Kit, Phase};

/// The folder of a language: that of the kit (none, or `units/<id>/`) for
/// the default language, `en/` below it for another.
#[must_use]
pub fn language(kit: &Kit, lang: &str) -> String {
    if lang == kit.default_lang() { kit.home.clone() } else { format!("{}{lang}/", kit.home) }
}

/// An item's page.
#[must_use]
pub fn item(kit: &Kit, kind: Kind, id: &str, lang: &str) -> String {
    format!("{}{}", language(kit, lang), below(kind, id))
}

/// The page of the official channels, at the root of a language; a page of
/// the kit with this id is its text.
pub const CHANNELS: &str = "channels";

/// A campaign's page.
#[must_use]
pub fn campaign(kit: &Kit, id: &str, lang: &str) -> String {
    format!("{}campaigns/{id}/", language(kit, lang))
}

/// The page of one audience in one campaign.
#[must_use]
pub fn kit_page(kit: &Kit, campaign: &str, audience: &str, lang: &str) -> String {
    format!("{}campaigns/{campaign}/{audience}/", language(kit, lang))
}

/// An audience's page.
#[must_use]
pub fn audience(kit: &Kit, id: &str, lang: &str) -> String {
    format!("{}audiences/{id}/", language(kit, lang))
}

/// A unit's page. It is the same in every edition, and made once, at the
/// site's root.
#[must_use]
pub fn unit(kit: &Kit, id: &str, lang: &str) -> String {
    let below = if lang == kit.default_lang() { String::new() } else { format!("{lang}/") };
    format!("{below}channels/{id}/")
}

/// A legal document's page.
#[must_use]
pub fn legal(kit: &Kit, id: &str, lang: &str) -> String {
    format!("{}legal/{id}/", language(kit, lang))
}

/// A fact's place on the page of figures.
#[must_use]
pub fn fact(kit: &Kit, id: &str, lang: &str) -> String {
    format!("{}facts/#{id}", language(kit, lang))
}

/// An address within the site as it opens from a folder, where nothing turns
/// a folder into its page: `../faq/?q=a` becomes `../faq/index.html?q=a`.
/// What leads out of the site, or to a place on the same page, stays.
#[must_use]
pub fn opened(href: &str) -> String {
    let end = href.find(['?', '#']).unwrap_or(href.len());
    let (path, rest) = href.split_at(end);
    let has_scheme = path.find([':', '/']).is_some_and(|at| path[at..].starts_with(':'));
    let is_folder = path.ends_with('/') || matches!(path, "." | "..");
    if has_scheme || path.starts_with('/') || !is_folder {
        return href.to_string();
    }
    format!("{}/index.html{rest}", path.trim_end_matches('/'))
}

/// The page of the search.
#[must_use]
pub fn search(kit: &Kit, lang: &str) -> String {
    format!("{}search/", language(kit, lang))
}

/// Where a QR code leads: the codes of all units are told apart by
/// themselves, and their addresses are to be short.
#[must_use]
pub fn code(code: &str) -> String {
    format!("q/{code}/")
}

/// Whether an item has a page: an embargoed one has none, a draft only where
/// drafts are shown.
#[must_use]
pub fn has_page(kit: &Kit, item: &Item) -> bool {
    match kit.phase(item) {
        Phase::Live | Phase::Expired | Phase::Withdrawn => true,
        Phase::Draft => kit.drafts,
        Phase::Embargoed => false,
    }
}

/// Whether an item's page shows its content: an expired one's does, a
/// withdrawn one's only says that it was withdrawn.
pub fn shows_content(kit: &Kit, item: &Item) -> bool {
    has_page(kit, item) && kit.phase(item) != Phase::Withdrawn
}

/// The absolute address of a path.
#[must_use]
pub fn absolute(kit: &Kit, path: &str) -> String {
    format!("{}{path}", kit.base_url)
}

/// What a picture's own name adds to its address; bytes, all of ASCII.
const LONGEST_STEM: usize = 100;

/// Where a picture of the content folder lies on the site: photographs stay
/// JPEG, everything else becomes PNG.
#[must_use]
pub fn picture(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let ending = crate::source::picture::Form::of(path).ending();
    let mark = blake3::hash(path.as_bytes()).to_hex();
    let mut stem = crate::source::ItemId::suggest(stem);
    // The mark tells names apart; with it and an ending it is still a name.
    stem.truncate(LONGEST_STEM);
    format!("files/pictures/{stem}-{}.{ending}", &mark[..6])
}

/// An item's page below a language's folder.
#[must_use]
pub fn below(kind: Kind, id: &str) -> String {
    match kind {
        Kind::Page => format!("{id}/"),
        kind => format!("{}/{id}/", kind.folder()),
    }
}

/// A page's path without its language, so that the same page in another
/// language has the same name; that of a unit keeps the unit's folder.
#[must_use]
pub fn without_language(all: &[Kit], head: &Head) -> String {
    let lang = head.about.lang.as_deref().unwrap_or_default();
    let kit = all.iter().find(|kit| kit.unit_id() == head.about.unit.as_deref());
    let rest = kit.and_then(|kit| {
        let rest = head.path.strip_prefix(&language(kit, lang))?;
        Some(format!("{}{rest}", kit.home))
    });
    rest.unwrap_or_else(|| head.path.to_string())
}

/// The path of an address: `/kho/` of `https://host/kho/`.
#[must_use]
pub fn base_path(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    match rest.find('/') {
        Some(at) => format!("{}/", rest[at..].trim_end_matches('/')),
        None => "/".to_string(),
    }
}

/// The host of an address, for ids that must be the site's own.
#[must_use]
pub fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest).to_string()
}

/// The way from a page to the site's root: `../` for each folder it lies in.
#[must_use]
pub fn root(path: &str) -> String {
    match path.matches('/').count() {
        0 => "./".to_string(),
        folders => "../".repeat(folders),
    }
}

#[cfg(test)]
mod tests {
    use super::base_path;

    #[test]
    fn the_path_a_site_is_made_for() {
        assert_eq!(base_path("https://a.example/kho/"), "/kho/");
        assert_eq!(base_path("https://a.example/kho/2026"), "/kho/2026/");
        assert_eq!(base_path("https://a.example"), "/");
        assert_eq!(base_path("http://127.0.0.1:1111/"), "/");
    }
}
