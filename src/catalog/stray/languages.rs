//! Files that say in another language what a file beside them says.

use super::super::layout::{self, Holds, placed};
use super::super::schema::Document;
use super::{Advice, Folder, is_read};

/// What is wrong with a file that says in another language what a file beside
/// it says, and is not called as such a file must be.
#[must_use]
pub fn other_language(path: &str, folder: &Folder<'_>) -> Option<Advice> {
    let (at, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = name.rsplit_once('.')?;
    if !matches!(ending, "md" | "yml" | "yaml") || path.starts_with("static/") {
        return None;
    }
    let within = |name: String| if at.is_empty() { name } else { format!("{at}/{name}") };
    let (default, others) = folder.languages.split_first()?;
    let of = |lang: &String| {
        let lower = stem.to_lowercase();
        let marked = lower.strip_suffix(')').map(|rest| rest.trim_end());
        let rest = marked.unwrap_or(&lower).strip_suffix(lang.as_str())?;
        let base = rest.strip_suffix(['-', '_', ' ', '.', '(']).map(str::trim_end)?;
        let base = stem.get(..base.len()).filter(|base| !base.is_empty())?;
        let original = within(format!("{base}.{ending}"));
        ((folder.has)(&original) && is_read(&original)).then_some((base.to_string(), original))
    };
    for lang in others.iter().chain([default]) {
        let Some((base, original)) = of(lang) else { continue };
        let is_item = placed(&original).is_some_and(|placed| match placed.holds {
            Holds::Document(document) => document.kind().is_some(),
            Holds::Landing => true,
            Holds::Static => false,
        });
        if ending != "md" {
            // Whatever lies in a folder of lists is a list of its own.
            let is_list = is_read(path) && !is_item;
            return (!is_list).then_some(Advice::Inside(original));
        }
        let right = within(format!("{base}.{lang}.md"));
        return match () {
            () if !is_item => None,
            () if lang == default => (right == path).then_some(Advice::Twice(original)),
            () if right == path => None,
            () if (folder.has)(&right) => Some(Advice::Twice(right)),
            () => Some(Advice::Translation(right)),
        };
    }
    let is_none = |lang: &str| !folder.languages.iter().any(|known| known == lang);
    // Where the language stands as it should, it is said that there is none.
    let is_ending = |lang: &&str| {
        let base = of(&lang.to_string()).map(|(base, _)| base);
        is_none(lang) && base.is_some_and(|base| within(format!("{base}.{lang}.md")) != path)
    };
    let other = ENDINGS.iter().copied().find(is_ending)?;
    let is_item = placed(path).is_some_and(|placed| matches!(placed.holds, Holds::Document(_)));
    (is_item && ending == "md").then(|| Advice::NoLanguage(other.to_string()))
}

/// Languages that a file is likely to be in whose name ends so behind the name
/// of another; those that are words of Vietnamese (`van-de`) are not.
const ENDINGS: &[&str] = &["en", "km", "fr", "zh", "ja", "ko", "vi"];

/// What is wrong with a landing text: its campaign is not there, or its
/// language is none of the kit's. None for every other file.
pub(super) fn landing(path: &str, folder: &Folder<'_>) -> Option<Advice> {
    let placed = placed(path).filter(|placed| placed.holds == Holds::Landing)?;
    let campaign = Document::Campaign.file(placed.campaign?)?;
    if !path.ends_with(".md") {
        return Some(Advice::Ending(layout::landing(placed.campaign?, None)));
    }
    if !(folder.has)(&campaign) {
        return Some(Advice::NoCampaign(campaign));
    }
    let is_known = |lang: &str| folder.languages.iter().skip(1).any(|known| known == lang);
    let lang = placed.lang.filter(|lang| !is_known(lang))?;
    Some(Advice::NoLanguage(lang.to_string()))
}
