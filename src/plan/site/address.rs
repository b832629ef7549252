//! Where everything is: the paths of pages from the site's root, by the
//! output contract, and absolute addresses.

use crate::catalog::{Item, Kind, Kit, Phase};
use crate::doc::Target;

/// The folder of a language: that of the kit (none, or `units/<id>/`) for
/// the default language, `en/` below it for another.
#[must_use]
pub fn language(kit: &Kit, lang: &str) -> String {
    if lang == kit.default_lang() { kit.home.clone() } else { format!("{}{lang}/", kit.home) }
}

/// An item's page.
#[must_use]
pub fn item(kit: &Kit, kind: Kind, id: &str, lang: &str) -> String {
    let home = language(kit, lang);
    match kind {
        Kind::Page => format!("{home}{id}/"),
        _ => format!("{home}{}/{id}/", kind.folder()),
    }
}

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

/// The page that a target of the kit leads to. None for what leads elsewhere
/// or has no page.
#[must_use]
pub fn target(kit: &Kit, target: &Target, lang: &str) -> Option<String> {
    match target {
        Target::Item(scheme, id) => match scheme.as_str() {
            "campaign" => kit.campaign(id).map(|_| campaign(kit, id, lang)),
            "audience" => kit.audience(id).map(|_| audience(kit, id, lang)),
            "legal" => kit.legal(id).map(|_| legal(kit, id, lang)),
            "fact" => kit.facts.0.get(id).map(|_| fact(kit, id, lang)),
            _ => kit
                .item_by_scheme(scheme, id)
                .filter(|found| has_page(kit, found))
                .map(|found| item(kit, found.kind, found.id.as_str(), lang)),
        },
        Target::Picture(path) => Some(crate::plan::picture_path(path)),
        Target::File(path) => {
            let path = path.trim_start_matches("./").trim_start_matches("static/");
            kit.has_static(path).then(|| path.to_string())
        }
        Target::Qr(inner) => self::target(kit, inner, lang),
        Target::Url(_) | Target::Icon(_) | Target::Anchor(_) | Target::Unsafe(_) => None,
    }
}

/// The absolute address of a path.
#[must_use]
pub fn absolute(kit: &Kit, path: &str) -> String {
    format!("{}{path}", kit.base_url)
}

/// The way from a page to the site's root: `../` for each folder it lies in.
#[must_use]
pub fn root(path: &str) -> String {
    match path.matches('/').count() {
        0 => "./".to_string(),
        folders => "../".repeat(folders),
    }
}
