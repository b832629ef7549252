//! The layout of the content folder: the one table that says which file is
//! what. Loading, the hints on misplaced files, the editors' settings, the
//! places of new items and the targets of imports all look here.

use super::item::Kind;
use super::schema::Document;

/// What a file of the content folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// What a schema describes.
    Document(Document),
    /// A campaign's landing text, read with its campaign.
    Landing,
    /// Anything, which is published as it is.
    Static,
}

/// Which file is what, the first pattern that fits; in the order in which
/// editors' settings list them. `<id>` is a name of the editor's own. `*` and
/// `*.yml` are the YAML files of a folder (which may also end in `.yaml`),
/// `*.md` its Markdown files, `**` is all that lies below.
const LAYOUT: &[(&str, Holds)] = &[
    ("kit.yml", Holds::Document(Document::Kit)),
    ("audiences.yml", Holds::Document(Document::Audiences)),
    ("audiences/*", Holds::Document(Document::Audiences)),
    ("legal.yml", Holds::Document(Document::Legal)),
    ("legal/*", Holds::Document(Document::Legal)),
    ("facts.yml", Holds::Document(Document::Facts)),
    ("facts/*", Holds::Document(Document::Facts)),
    ("prints.yml", Holds::Document(Document::Prints)),
    ("units/*", Holds::Document(Document::Unit)),
    ("campaigns/<id>/campaign.yml", Holds::Document(Document::Campaign)),
    ("campaigns/<id>/index.*", Holds::Landing),
    ("campaigns/<id>/messages.yml", Holds::Document(Document::Messages)),
    ("messages/*", Holds::Document(Document::Messages)),
    ("leaflets/*.md", Holds::Document(Document::Leaflet)),
    ("campaigns/<id>/leaflets/*.md", Holds::Document(Document::Leaflet)),
    ("infographics/*.yml", Holds::Document(Document::Infographic)),
    ("campaigns/<id>/infographics/*.yml", Holds::Document(Document::Infographic)),
    ("broadcasts/*.md", Holds::Document(Document::Broadcast)),
    ("campaigns/<id>/broadcasts/*.md", Holds::Document(Document::Broadcast)),
    ("faq/*.md", Holds::Document(Document::Faq)),
    ("campaigns/<id>/faq/*.md", Holds::Document(Document::Faq)),
    ("pages/*.md", Holds::Document(Document::Page)),
    ("static/**", Holds::Static),
];

/// A file of the content folder, by its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'p> {
    /// What it holds.
    pub holds: Holds,
    /// The folder of the campaign that it lies in.
    pub campaign: Option<&'p str>,
    /// Its name without its ending and its language.
    pub stem: &'p str,
    /// The language in its name (`name.en.md`), where its kind is translated
    /// file by file.
    pub lang: Option<&'p str>,
}

/// What the file at `path` (inside the content folder) is; none where nobody
/// reads it.
#[must_use]
pub fn placed(path: &str) -> Option<Placed<'_>> {
    LAYOUT.iter().find_map(|(pattern, holds)| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let campaign = fits(pattern, path)?;
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        let (stem, lang) = match stem.rsplit_once('.') {
            Some((stem, lang)) if ending == "md" => (stem, Some(lang)),
            _ => (stem, None),
        };
        Some(Placed { holds: *holds, campaign, stem, lang })
    })
}

/// Whether a path is like a pattern; the campaign's folder in it, if the
/// pattern has one.
fn fits<'p>(pattern: &str, path: &'p str) -> Option<Option<&'p str>> {
    if let Some(folder) = pattern.strip_suffix("**") {
        return path.starts_with(folder).then_some(None);
    }
    let mut names = path.split('/');
    let mut campaign = None;
    for wanted in pattern.split('/') {
        let name = names.next()?;
        match wanted {
            "<id>" => campaign = Some(name),
            "*" | "*.yml" if ending(name).is_some_and(is_yaml) => {}
            "*.md" if ending(name) == Some("md") => {}
            "index.*" if name.starts_with("index.") => {}
            _ if wanted == name => {}
            _ => return None,
        }
    }
    names.next().is_none().then_some(campaign)
}

fn ending(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, ending)| ending)
}

/// Whether files that end so are YAML.
fn is_yaml(ending: &str) -> bool {
    matches!(ending, "yml" | "yaml")
}

impl Document {
    /// The patterns of the files that hold this.
    fn patterns(self) -> impl Iterator<Item = &'static str> {
        let own = move |(_, holds): &&(&str, Holds)| *holds == Holds::Document(self);
        LAYOUT.iter().filter(own).map(|(pattern, _)| *pattern)
    }

    /// The files of this kind, as patterns inside the content folder; none
    /// for front matter, which stands in files of another format.
    #[must_use]
    pub fn files(self) -> Vec<String> {
        let yaml = self.patterns().filter(|pattern| !pattern.ends_with(".md"));
        let glob = |pattern: &str| {
            let any = if pattern.ends_with("/*") { ".yml" } else { "" };
            format!("{}{any}", pattern.replace("<id>", "*"))
        };
        yaml.map(glob).collect()
    }

    /// The one file that holds this for the whole kit or for a campaign whose
    /// folder is `folder`; none where there is a file for each item.
    #[must_use]
    pub fn file(self, folder: &str) -> Option<String> {
        let pattern = self.patterns().find(|pattern| !pattern.contains('*'))?;
        Some(pattern.replace("<id>", folder))
    }

    /// A file of its own for `id`, in the folder at the root that holds files
    /// of this kind; none where there is no such folder.
    #[must_use]
    pub fn file_of(self, id: &str) -> Option<String> {
        let pattern = self.patterns().find(|pattern| pattern.contains('*'))?;
        let (folder, name) = pattern.rsplit_once('/')?;
        let ending = name.strip_prefix("*.").unwrap_or("yml");
        Some(format!("{folder}/{id}.{ending}"))
    }

    /// The kind of item that a file for each item holds.
    #[must_use]
    pub fn kind(self) -> Option<Kind> {
        match self {
            Document::Infographic => Some(Kind::Infographic),
            Document::Leaflet => Some(Kind::Leaflet),
            Document::Broadcast => Some(Kind::Broadcast),
            Document::Faq => Some(Kind::Faq),
            Document::Page => Some(Kind::Page),
            _ => None,
        }
    }
}

/// The landing text of the campaign in `folder`, in the default language or
/// in another one.
#[must_use]
pub fn landing(folder: &str, lang: Option<&str>) -> String {
    match lang {
        Some(lang) => format!("campaigns/{folder}/index.{lang}.md"),
        None => format!("campaigns/{folder}/index.md"),
    }
}

/// Where a file that nobody reads seems to belong, by its name or by its
/// folder's; none where it is like nothing the content has.
#[must_use]
pub fn meant(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ending) = name.rsplit_once('.')?;
    let (lower, ending) = (stem.to_lowercase(), ending.to_lowercase());
    let documents = || LAYOUT.iter().filter(|(_, holds)| matches!(holds, Holds::Document(_)));
    if is_yaml(&ending) {
        let is_named = |pattern: &&str| {
            pattern.rsplit('/').next().and_then(|name| name.strip_suffix(".yml")) == Some(&lower)
        };
        if let Some(pattern) = documents().map(|(pattern, _)| *pattern).find(is_named) {
            return Some(format!("content/{pattern}"));
        }
    } else if ending != "md" {
        return None;
    }
    let folder = folder.rsplit('/').next().filter(|folder| !folder.is_empty())?.to_lowercase();
    documents().find_map(|(pattern, holds)| {
        let (known, name) = pattern.split_once('/').filter(|(_, name)| name.starts_with('*'))?;
        // Lists that one file mostly holds have no folder that would be missed.
        let has_file =
            |document: &Document| document.file("").is_some_and(|file| !file.contains('/'));
        let is_list = matches!(holds, Holds::Document(document) if has_file(document));
        // One letter more or less: a folder of another name is somebody's own.
        let is_meant = !is_list && strsim::damerau_levenshtein(&folder, known) <= 1;
        let ending = name.strip_prefix("*.").unwrap_or("yml");
        is_meant.then(|| format!("content/{known}/{stem}.{ending}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_what() {
        let holds = |path| placed(path).map(|placed| placed.holds);
        let campaign = |path| placed(path).and_then(|placed| placed.campaign);
        assert_eq!(holds("kit.yml"), Some(Holds::Document(Document::Kit)));
        assert_eq!(holds("kit.yaml"), None);
        assert_eq!(holds("facts/luong.yaml"), Some(Holds::Document(Document::Facts)));
        assert_eq!(holds("campaigns/mot/index.en.md"), Some(Holds::Landing));
        assert_eq!(holds("static/messages/x.yml"), Some(Holds::Static));
        assert_eq!(holds("campaigns/mot/pages/x.md"), None);
        assert_eq!(holds("leaflets/x.yml"), None);
        assert_eq!(holds("campaigns/mot/leaflets/sau/x.md"), None);
        assert_eq!(campaign("campaigns/mot/messages.yml"), Some("mot"));
        assert_eq!(campaign("messages/mot.yml"), None);
        let leaflet = placed("campaigns/mot/leaflets/x.en.md");
        assert_eq!(leaflet.and_then(|leaflet| leaflet.lang), Some("en"));
        assert_eq!(leaflet.map(|leaflet| leaflet.stem), Some("x"));
    }

    #[test]
    fn where_what_belongs() {
        assert_eq!(Document::Messages.files(), ["campaigns/*/messages.yml", "messages/*.yml"]);
        assert_eq!(Document::Audiences.files(), ["audiences.yml", "audiences/*.yml"]);
        assert!(Document::Leaflet.files().is_empty());
        assert_eq!(Document::Messages.file("a").as_deref(), Some("campaigns/a/messages.yml"));
        assert_eq!(Document::Messages.file_of("a").as_deref(), Some("messages/a.yml"));
        assert_eq!(Document::Leaflet.file_of("a").as_deref(), Some("leaflets/a.md"));
        assert_eq!(Document::Unit.file(""), None);
        for document in Document::ALL {
            for path in document.file("a").into_iter().chain(document.file_of("a")) {
                let placed = placed(&path).map(|placed| placed.holds);
                assert_eq!(placed, Some(Holds::Document(*document)), "{path}");
            }
        }
    }

    #[test]
    fn what_was_meant() {
        let of = |path| meant(path);
        assert_eq!(of("leaflet/x.md").as_deref(), Some("content/leaflets/x.md"));
        assert_eq!(of("campaigns/mot/pages/x.md").as_deref(), Some("content/pages/x.md"));
        assert_eq!(of("facts.yaml").as_deref(), Some("content/facts.yml"));
        assert_eq!(
            of("campaigns/mot/Messages.yml").as_deref(),
            Some("content/campaigns/<id>/messages.yml")
        );
        assert_eq!(of("infographics/x.md").as_deref(), Some("content/infographics/x.yml"));
        for unknown in ["README.md", "notes/x.md", "leaflets/x.txt", "docs/plan.yml", "images/a.md"]
        {
            assert_eq!(of(unknown), None, "{unknown}");
        }
    }
}
