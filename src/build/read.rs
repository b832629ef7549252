//! What every command does before it begins: reads the content, the kits of
//! the units that are asked for and the theme, and checks them, as far as that
//! goes without layout.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::crew::threads;
use super::failure::Failure;
use super::workshop::Workshop;
use crate::catalog::{Kit, LoadOptions, load};
use crate::check::check;
use crate::diag::{Diagnostic, Diagnostics, Id, Message, Severity, TextKey};
use crate::edition::Edition;
use crate::files::Seen;
use crate::locale::Locales;
use crate::source::{Content, ItemId, Spanned, find_content};
use crate::theme::{DEFAULT_NAME, Theme, ThemeFault, near};

/// What is read.
#[derive(Debug, Clone)]
pub struct Input {
    /// The folder with the content.
    pub content: PathBuf,
    /// The folder with the themes.
    pub themes: PathBuf,
    /// How the content is read.
    pub load: LoadOptions,
    /// Whose kit: a unit's id, or `all`; the kit's own where none.
    pub unit: Option<String>,
    /// Threads; as many as there are processors where none.
    pub jobs: Option<usize>,
}

/// A kit that was read and checked, as far as that goes without layout.
pub struct Read {
    /// The content folder.
    pub content: Content,
    /// The kits: the one at the site's root, then with `all` those of the
    /// other units.
    pub kits: Vec<Kit>,
    /// The theme and its engines.
    pub workshop: Arc<Workshop>,
    /// What was found.
    pub found: Diagnostics,
}

impl Input {
    /// Finds what no change of the content or the theme can mend.
    ///
    /// # Errors
    /// The address is none, or there is no content folder.
    pub fn usable(&self) -> Result<(), Failure> {
        if let Some(url) = &self.load.base_url
            && !crate::catalog::is_web_address(url)
        {
            return Err(Failure(Message::new(TextKey::NOT_A_WEB_ADDRESS).with("url", url)));
        }
        std::fs::read_dir(&self.content)
            .map(drop)
            .map_err(|error| Failure::unreadable(&self.content, &error))
    }

    /// Finds what is in the folder; its texts are not read yet. Faults of
    /// single files go to `found`.
    pub(super) fn folder(
        &self,
        seen: Arc<Seen>,
        found: &mut Diagnostics,
    ) -> Result<Content, Failure> {
        self.usable()?;
        find_content(&self.content, seen, found)
            .map_err(|error| Failure::unreadable(&self.content, &error))
    }

    /// Reads and checks what was found in a folder. Faults are collected.
    /// `known` is the theme of an earlier read, used where it is the same.
    pub(super) fn kits(
        &self,
        mut content: Content,
        mut found: Diagnostics,
        known: Option<&Arc<Workshop>>,
    ) -> Result<Read, Failure> {
        threads(self.jobs);
        content.read_texts(&mut found);
        let mut kit = load(&content, &self.load, &mut found);
        let workshop = workshop(&self.themes, &kit, known, &mut content, &mut found)?;
        kit.locales = locales(&workshop.theme, &kit, &content, &mut found).into();
        let kits = units(kit, self.unit.as_deref())?;
        for edition in Edition::all(&kits, &content, &workshop.theme) {
            check(&edition, &mut found);
        }
        found.extend(workshop.faults(&content.files));
        Ok(Read { content, kits, workshop, found })
    }
}

/// The kit at the root, then those of other units.
fn units(kit: Kit, wanted: Option<&str>) -> Result<Vec<Kit>, Failure> {
    let Some(wanted) = wanted else { return Ok(vec![kit]) };
    let ids = || kit.units.keys().filter_map(|id| ItemId::parse(id));
    if wanted == "all" {
        let is_made = |id: &ItemId| kit.units.get(id.as_str()).is_some_and(|unit| unit.publish);
        let others = ids().filter(|id| Some(id.as_str()) != kit.unit_id() && is_made(id));
        let others: Vec<Kit> = others.map(|id| kit.of_unit(&id, format!("units/{id}/"))).collect();
        return Ok(std::iter::once(kit).chain(others).collect());
    }
    if let Some(id) = ids().find(|id| id.as_str() == wanted) {
        return Ok(vec![kit.of_unit(&id, String::new())]);
    }
    let known: Vec<&str> = kit.units.keys().map(String::as_str).collect();
    let list = if known.is_empty() { "–".to_string() } else { known.join(", ") };
    Err(Failure(Message::new(TextKey::NO_SUCH_UNIT).with("unit", wanted).with("list", list)))
}

/// The kit's theme with its engines, `known` where that is the same one; a
/// theme that is not there is reported and the default one used, so that the
/// other faults are found.
fn workshop(
    themes: &Path,
    kit: &Kit,
    known: Option<&Arc<Workshop>>,
    content: &mut Content,
    found: &mut Diagnostics,
) -> Result<Arc<Workshop>, Failure> {
    let Content { seen, files, .. } = content;
    let name = kit.config.theme.as_ref();
    let wanted = name.map_or(DEFAULT_NAME, |name| name.value.as_str());
    if let Some(again) = known.and_then(|known| known.again(themes, wanted, seen, files)) {
        return Ok(again);
    }
    let before = found.list().len();
    let loaded = match ItemId::parse(wanted) {
        Some(_) => Theme::load(themes, wanted, seen, files, found),
        None => Err(ThemeFault::Missing),
    };
    let theme = loaded.or_else(|fault| {
        let mut diagnostic = match fault {
            ThemeFault::Missing => Diagnostic::nowhere(Id::UnknownReference)
                .with("what", TextKey::WHAT_THEME)
                .with("id", wanted)
                .near(near(themes, wanted)),
            fault => super::workshop::theme_fault(wanted, &fault.to_string()),
        };
        diagnostic.span = name.map(|name| name.span);
        found.push(diagnostic);
        Theme::embedded(files).map_err(Failure::machine)
    })?;
    let is_sound = found.list().len() == before;
    Ok(Arc::new(Workshop::new(theme, files.theme(), is_sound)))
}

/// How the kit's languages are written, by its theme. One that no file speaks
/// of is said, where the kit names it.
fn locales(theme: &Theme, kit: &Kit, content: &Content, found: &mut Diagnostics) -> Locales {
    let files = theme.files.iter().map(|(path, bytes)| (path.as_str(), &**bytes));
    let id = |path: &str| theme.file_id(&content.files, path);
    let locales = Locales::of_theme(files, id, found).for_kit(&kit.languages);
    let families = theme.families();
    for (_, locale) in locales.iter() {
        let is_unknown = |family: &&Spanned<String>| !families.contains(&family.value);
        for family in locale.script.fonts.iter().filter(is_unknown) {
            found.push(
                Diagnostic::new(Id::UnknownReference, family.span)
                    .with("what", TextKey::WHAT_FONT)
                    .with("id", &family.value)
                    .did_you_mean(&family.value, families.iter().map(String::as_str)),
            );
        }
    }
    for lang in &kit.config.languages {
        if locales.lacking().contains(&lang.value) {
            found.push(
                Diagnostic::new(Id::MissingTranslation, lang.span)
                    .text(TextKey::NO_LOCALE)
                    .with("language", &lang.value)
                    .with("other", locales.own_name(locales.stand_in()))
                    .hint(
                        Message::new(TextKey::HINT_LOCALE).with(
                            "path",
                            format!("themes/{}/locales/{}.yml", theme.name, lang.value),
                        ),
                    ),
            );
        }
    }
    locales
}

impl Read {
    /// The kit at the site's root.
    #[must_use]
    pub fn kit(&self) -> &Kit {
        &self.kits[0]
    }

    /// The editions that are made, the root's first.
    #[must_use]
    pub fn editions(&self) -> Vec<Edition<'_>> {
        Edition::all(&self.kits, &self.content, &self.workshop.theme)
    }

    /// Applies the kit's severities; says whether anything is an error.
    pub fn settle(&mut self) -> bool {
        let kit = &self.kits[0];
        self.found.finish(|id| kit.severity(id));
        self.found.count(Severity::Error) > 0
    }
}
