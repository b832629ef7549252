//! The files of a new kit, from the templates in `kit/`: content that is
//! approved and builds, a README for its editors, and the recipes for build
//! servers.

use include_dir::{Dir, DirEntry, include_dir};

use super::{Morning, fill, quoted};
use crate::theme::Theme;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/kit");

/// The names that begin with a dot in a kit; without it here, so that they
/// say nothing about this repository.
const DOTTED: &[&str] = &["github", "gitlab-ci.yml", "gitignore", "editorconfig"];

/// How many formats of cards a new kit makes: those shared most.
const FORMATS: usize = 3;

/// What a new kit is told about itself.
pub struct KitAnswers<'a> {
    /// Its title.
    pub title: &'a str,
    /// Where it will be published; ends with `/`.
    pub base_url: &'a str,
    /// Its time zone.
    pub timezone: &'a str,
    /// When it is made again each day.
    pub morning: Morning,
    /// The theme it begins with.
    pub theme: &'a Theme,
}

/// A file of a new kit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KitFile {
    /// Its path inside the kit, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The files of a new kit, sorted by path.
#[must_use]
pub fn kit(answers: &KitAnswers) -> Vec<KitFile> {
    let (title, base_url) = (quoted(answers.title), quoted(answers.base_url));
    let palettes: Vec<&str> = answers.theme.palettes().collect();
    let formats: Vec<&str> = answers.theme.card_formats().collect();
    let heading = answers.title.replace(char::is_control, " ");
    let values = [
        ("title", title.as_str()),
        ("heading", heading.trim()),
        ("base_url", &base_url),
        ("timezone", answers.timezone),
        ("palettes", &palettes.join(", ")),
        ("palette", answers.theme.default_palette()),
        ("formats", &formats[..formats.len().min(FORMATS)].join(", ")),
        ("all_formats", &formats.join(", ")),
        ("cron", &answers.morning.cron),
        ("utc", &answers.morning.utc),
    ];
    let mut files = Vec::new();
    collect(&TEMPLATES, &values, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(folder: &Dir<'_>, values: &[(&str, &str)], files: &mut Vec<KitFile>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => collect(folder, values, files),
            DirEntry::File(file) => {
                let parts = file.path().components().map(|part| part.as_os_str().to_string_lossy());
                let mut path = parts.collect::<Vec<_>>().join("/");
                let first = path.split('/').next().unwrap_or_default();
                if DOTTED.contains(&first) {
                    path.insert(0, '.');
                }
                let text = fill(file.contents_utf8().unwrap_or_default(), values);
                files.push(KitFile { path, text });
            }
        }
    }
}
