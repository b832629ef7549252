//! Files that nobody reads: what their editor seems to have meant, told by
//! their endings, their names and the folders they lie in.

mod languages;

use super::layout::{Holds, placed};
use super::schema::Document;
use crate::source::ItemId;
use languages::landing;
pub use languages::other_language;

/// What to do about a file that nobody reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Advice {
    /// Give it this path, whose ending can be read.
    Ending(String),
    /// It is a copy beside this file.
    Copy(String),
    /// Give it this path, whose name or folder is known.
    Move(String),
    /// Its name or folder is known, and this file is there already.
    Join(String),
    /// Write its text into a file of this path.
    Write(String),
    /// It is a table: import it.
    Import,
    /// It is the translation of an item, to be called so.
    Translation(String),
    /// It says in another language what this file holds in all of them.
    Inside(String),
    /// This file says the same in the same language.
    Twice(String),
    /// A landing text whose campaign is not there; the file it lacks.
    NoCampaign(String),
    /// Its language is none of the kit's.
    NoLanguage(String),
    /// A picture or recording that nothing names.
    Unnamed,
    /// Nothing is known of it.
    Nothing,
}

impl Advice {
    /// Whether the file holds text that would be lost.
    #[must_use]
    pub fn loses_text(&self) -> bool {
        use Advice as A;
        match self {
            A::Ending(_) | A::Copy(_) | A::Write(_) | A::Import | A::Translation(_) => true,
            A::Inside(_) | A::Twice(_) => true,
            A::Move(_)
            | A::Join(_)
            | A::NoCampaign(_)
            | A::NoLanguage(_)
            | A::Unnamed
            | A::Nothing => false,
        }
    }
}

/// What is known of the folder.
pub struct Folder<'f> {
    /// Whether there is a file of that path.
    pub has: &'f dyn Fn(&str) -> bool,
    /// The kit's languages, the default first.
    pub languages: &'f [String],
}

/// Endings that a program adds behind a name or gives to a text.
const TEXTS: &[&str] = &[
    "txt", "text", "markdown", "mdown", "mkd", "mdx", "yml", "yaml", "md", "json", "toml", "html",
    "htm", "bak", "old", "orig", "tmp", "new",
];
/// Files of word processors.
const DOCUMENTS: &[&str] =
    &["doc", "docx", "docm", "dot", "dotx", "odt", "rtf", "pages", "gdoc", "wps", "wpd"];
/// Tables.
const TABLES: &[&str] = &["xls", "xlsx", "xlsm", "xlsb", "ods", "csv", "tsv", "numbers", "gsheet"];
/// Pictures and recordings, which a text names.
const MEDIA: &[&str] = &[
    "png", "jpg", "jpeg", "jpe", "jfif", "webp", "gif", "svg", "heic", "heif", "avif", "bmp",
    "tif", "tiff", "mp3", "m4a", "wav", "ogg", "mp4", "mov", "avi", "webm",
];

/// What offices call the files and folders of a kit, and what a kit calls them.
const NAMES: &[(&str, &str)] = &[
    ("thong-diep", "messages"),
    ("tin-nhan", "messages"),
    ("message", "messages"),
    ("so-lieu", "facts"),
    ("fact", "facts"),
    ("phap-ly", "legal"),
    ("van-ban", "legal"),
    ("phap-luat", "legal"),
    ("can-cu", "legal"),
    ("doi-tuong", "audiences"),
    ("audience", "audiences"),
    ("don-vi", "units"),
    ("unit", "units"),
    ("chien-dich", "campaigns"),
    ("campaign", "campaigns"),
    ("to-gap", "leaflets"),
    ("to-roi", "leaflets"),
    ("leaflet", "leaflets"),
    ("do-hoa", "infographics"),
    ("infographic", "infographics"),
    ("phat-thanh", "broadcasts"),
    ("truyen-thanh", "broadcasts"),
    ("bai-phat-thanh", "broadcasts"),
    ("broadcast", "broadcasts"),
    ("hoi-dap", "faq"),
    ("cau-hoi", "faq"),
    ("faqs", "faq"),
    ("trang", "pages"),
    ("page", "pages"),
    ("bo-tai-lieu", "kit"),
    ("cau-hinh", "kit"),
    ("tai-lieu", "static"),
    ("tep", "static"),
    ("tep-dinh-kem", "static"),
];

/// What is wrong with the file at `path`, which is in the content folder and
/// not in `static/`; none where it is read. Pictures that a text names are
/// not asked about.
#[must_use]
pub fn advice(path: &str, folder: &Folder<'_>) -> Option<Advice> {
    let (at, name) = path.rsplit_once('/').unwrap_or(("", path));
    // For people who look at the folder itself.
    if name.to_lowercase().starts_with("readme") {
        return None;
    }
    if let Some(advice) = other_language(path, folder) {
        return Some(advice);
    }
    if is_read(path) {
        return landing(path, folder);
    }
    let within = |name: &str| if at.is_empty() { name.to_string() } else { format!("{at}/{name}") };
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let lower = ending.to_lowercase();
    if MEDIA.contains(&lower.as_str()) {
        return Some(Advice::Unnamed);
    }
    let is_document = DOCUMENTS.contains(&lower.as_str());
    let is_table = TABLES.contains(&lower.as_str());
    let is_text = TEXTS.contains(&lower.as_str()) || ending.is_empty();
    let plain = bare(name);
    let (plain, is_copy) = match original(plain) {
        Some(original) => (original, true),
        None => (plain, false),
    };
    let plain = match plain.is_empty() {
        true => stem,
        false => plain,
    };
    if is_table {
        return Some(Advice::Import);
    }
    if is_text || is_document {
        let right = readable(&within(plain)).or_else(|| readable(&within(&plain.to_lowercase())));
        if let Some(right) = right.filter(|right| right != path) {
            return Some(match () {
                () if is_document => Advice::Write(right),
                () if is_copy || (folder.has)(&right) => Advice::Copy(right),
                () => Advice::Ending(right),
            });
        }
        if let Some(place) = known_as(at, plain) {
            return Some(match () {
                () if is_document => Advice::Write(place),
                // What ends otherwise is lost wherever it lies.
                () if !crate::source::is_text(path) => Advice::Ending(place),
                () if (folder.has)(&place) => Advice::Join(place),
                () => Advice::Move(place),
            });
        }
    }
    if is_document {
        return Some(Advice::Write(within(&format!("{plain}.md"))));
    }
    // What was doubled or ends in capitals would have been a text of the kit,
    // wherever it was meant to lie.
    if is_text && (bare(name) != stem && !bare(name).is_empty() || lower != ending) {
        let right = if matches!(lower.as_str(), "md" | "markdown") { "md" } else { "yml" };
        let right = kept_ending(name).unwrap_or(right);
        return Some(Advice::Ending(within(&format!("{plain}.{right}"))));
    }
    if matches!(lower.as_str(), "markdown" | "mdown" | "mkd" | "mdx") {
        return Some(Advice::Ending(within(&format!("{plain}.md"))));
    }
    Some(Advice::Nothing)
}

/// Whether a file of this path is read, which its ending decides too.
fn is_read(path: &str) -> bool {
    crate::source::is_text(path) && placed(path).is_some()
}

/// A name without its endings, as many as it has.
fn bare(name: &str) -> &str {
    let mut stem = name;
    while let Some((rest, ending)) = stem.rsplit_once('.') {
        let ending = original(ending).unwrap_or(ending).to_lowercase();
        let known = |list: &[&str]| list.contains(&ending.as_str());
        if rest.is_empty() || !(known(TEXTS) || known(DOCUMENTS) || known(TABLES)) {
            break;
        }
        stem = rest;
    }
    stem
}

/// The ending of a name that a kit reads, behind which others were put.
fn kept_ending(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let known = [(".yml", "yml"), (".yaml", "yml"), (".md", "md")];
    known.into_iter().find(|(ending, _)| lower.contains(ending)).map(|(_, right)| right)
}

/// The name of what a name says to be a copy of: `x (1)`, `x - Copy`, `Copy of
/// x`, `x - bản sao`.
fn original(name: &str) -> Option<&str> {
    let name = name.trim();
    let counted = name.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    if let Some((rest, count)) = counted
        && (1..=3).contains(&count.len())
        && count.bytes().all(|b| b.is_ascii_digit())
    {
        let rest = rest.trim_end();
        return Some(original(rest).unwrap_or(rest));
    }
    let lower = name.to_lowercase();
    if lower.len() != name.len() {
        return None;
    }
    for start in ["copy of ", "bản sao của ", "bản sao "] {
        if lower.starts_with(start) {
            return name.get(start.len()..);
        }
    }
    for end in [" - copy", "-copy", " copy", "_copy", " - bản sao", " bản sao", "-ban-sao"] {
        if let Some(rest) = lower.strip_suffix(end).filter(|rest| !rest.is_empty()) {
            return name.get(..rest.len());
        }
    }
    None
}

/// The path that `stem`, a path without its ending, has where it is read.
fn readable(stem: &str) -> Option<String> {
    let yml = format!("{stem}.yml");
    let md = format!("{stem}.md");
    let fits = |path: &String, is_md: bool| {
        placed(path).is_some_and(|placed| match placed.holds {
            Holds::Document(document) => is_md == is_markdown(document),
            Holds::Landing => is_md,
            Holds::Static => false,
        })
    };
    [(yml, false), (md, true)].into_iter().find(|(path, md)| fits(path, *md)).map(|(path, _)| path)
}

fn is_markdown(document: Document) -> bool {
    use super::item::Kind;
    document.kind().is_some_and(|kind| kind != Kind::Infographic)
}

/// Where a file belongs whose folders or name are called by other words.
fn known_as(folder: &str, stem: &str) -> Option<String> {
    let folders = folder.split('/').filter(|part| !part.is_empty());
    let own: Vec<&str> = folders.collect();
    let known: Vec<String> = own
        .iter()
        .enumerate()
        // A campaign's folder has a name of its own.
        .map(|(at, part)| match at == 1 && name_of(own[0]) == Some("campaigns") {
            true => (*part).to_string(),
            false => name_of(part).unwrap_or(part).to_string(),
        })
        .collect();
    let name = name_of(stem);
    let in_campaign = known.first().is_some_and(|first| first == "campaigns") && known.len() == 2;
    // In a campaign's folder one file has its own name.
    let single = |name: &'static str| match name {
        "campaigns" if in_campaign => "campaign",
        name => name,
    };
    let path = |folders: &[String], stem: &str| {
        let parts = folders.iter().map(String::as_str).chain([stem]);
        readable(&parts.collect::<Vec<_>>().join("/"))
    };
    let renamed = name.and_then(|name| path(&known, single(name)));
    let moved = || (known != own).then(|| path(&known, stem)).flatten();
    // `thong-diep.yml` outside a campaign belongs into one.
    let listed = || {
        let name = name.filter(|_| known.is_empty())?;
        let document =
            Document::ALL.iter().find(|d| d.file("x").is_some_and(|f| file_is(&f, name)));
        document.and_then(|document| document.file("<id>"))
    };
    // A folder of a known kind that lies deeper than it is read.
    let deeper = || {
        let at = known.iter().rposition(|part| is_folder(part))?;
        let near = path(&known[..=at], stem).filter(|_| known.len() > at + 1);
        near.or_else(|| (known.len() > 1).then(|| path(&known[at..=at], stem)).flatten())
    };
    renamed.or_else(moved).or_else(listed).or_else(deeper)
}

/// Whether a file's name without its ending is `name`.
fn file_is(path: &str, name: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".yml") == Some(name)
}

fn is_folder(part: &str) -> bool {
    Document::ALL.iter().any(|document| {
        document.file_of("x").is_some_and(|path| path.split('/').next() == Some(part))
    })
}

/// The kit's own name for a file or folder of this name.
fn name_of(word: &str) -> Option<&'static str> {
    let word = ItemId::suggest(word);
    let exact = NAMES.iter().find(|(other, known)| *other == word || *known == word);
    // One letter more or less, in words that are long enough to tell.
    let near = || {
        NAMES.iter().find(|(other, known)| {
            word.len() > 5
                && [other, known].iter().any(|w| strsim::damerau_levenshtein(w, &word) <= 1)
        })
    };
    exact.or_else(near).map(|(_, known)| *known)
}

#[cfg(test)]
mod tests;
