//! `lantoa schema`: JSON Schemas of the content and the settings that tie
//! them to files, for editors.

mod write;

use std::io;
use std::path::{Component, Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::Stop;
use super::out;
use super::report::say;
use crate::catalog::{Document, SchemaOptions};
use crate::diag::{Lang, TextKey};
use crate::editor::{self, EXTENSIONS, SETTINGS, Untouched};
use crate::theme::Theme;
use write::Change;

/// `lantoa schema`.
#[derive(Debug, Args)]
pub struct Options {
    /// The kit's folder, in which .vscode/ is written
    #[arg(default_value = ".", value_name = "DIR")]
    dir: PathBuf,
    /// The folder with the content, inside the kit's folder
    #[arg(long, default_value = "content", value_name = "DIR")]
    content: PathBuf,
    /// Print one schema and write nothing
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Document::WORDS))]
    print: Option<String>,
}

pub(super) fn run(options: &Options, lang: Lang) -> Result<(), Stop> {
    let dir = &options.dir;
    if !dir.is_dir() {
        return Err(Stop::Failure(say(TextKey::SCHEMA_NO_FOLDER, &[("dir", &shown(dir))], lang)));
    }
    let Some(content) = inside(dir, &options.content) else {
        let gaps = [("content", shown(&options.content)), ("dir", shown(dir))];
        let gaps = [("content", &*gaps[0].1), ("dir", &*gaps[1].1)];
        return Err(Stop::Failure(say(TextKey::SCHEMA_CONTENT_OUTSIDE, &gaps, lang)));
    };
    let schemas = made_for(dir, &content);
    if let Some(document) = options.print.as_deref().and_then(Document::from_word) {
        // A closed pipe is the reader's choice.
        let text = editor::schema_text(document, &schemas);

        out::bytes(text.as_bytes());
        return Ok(());
    }
    let mut changes: Vec<Change> = editor::schemas(&schemas)
        .into_iter()
        .filter(|(path, text)| read(dir, path).as_deref() != Some(text))
        .map(|(path, text)| Change { path, text })
        .collect();
    let mut untouched = Vec::new();
    let shared = [(SETTINGS, editor::settings(&content)), (EXTENSIONS, editor::extensions())];
    for (path, ours) in shared {
        let old = theirs(dir, path).map_err(|why| {
            let gaps = [("path", path), ("why", &why.to_string())];
            Stop::Failure(say(TextKey::UNREADABLE_FILE, &gaps, lang))
        })?;
        match editor::merge(&old, &ours) {
            Ok(Some(text)) => changes.push(Change { path: path.to_string(), text }),
            Ok(None) => {}
            Err(why) => {
                let snippet = editor::pretty(&ours);
                untouched.push(format!("{}\n{snippet}", reason(path, &why, lang)));
            }
        }
    }
    write::write(dir, &changes).map_err(|(path, error)| {
        let gaps = [("path", path.as_str()), ("why", &error.to_string())];
        Stop::Failure(say(TextKey::SCHEMA_UNWRITABLE, &gaps, lang))
    })?;
    for change in &changes {
        out::line(&say(TextKey::SCHEMA_WRITTEN, &[("path", &change.path)], lang));
    }
    let same = Document::ALL.len() + 2 - changes.len() - untouched.len();
    if same > 0 {
        out::line(&say(TextKey::SCHEMA_UNCHANGED, &[("count", &same.to_string())], lang));
    }
    if untouched.is_empty() {
        out::line(&say(TextKey::SCHEMA_NEXT, &[], lang));
        return Ok(());
    }
    Err(Stop::Failure(untouched.join("\n").trim_end().to_string()))
}

/// The files that `lantoa new` puts into a fresh kit whose `kit.yml` and theme
/// are given.
pub(super) fn of_new_kit(kit: &str, theme: &Theme) -> Vec<(String, String)> {
    let mut files = editor::schemas(&described(editor::languages(Some(kit)), Some(theme)));
    files.push((SETTINGS.to_string(), editor::pretty(&editor::settings("content"))));
    files.push((EXTENSIONS.to_string(), editor::pretty(&editor::extensions())));
    files
}

fn described(languages: Vec<String>, theme: Option<&Theme>) -> SchemaOptions {
    // Descriptions are Vietnamese, whatever lantoa itself speaks.
    let checks = super::explain::summaries(Lang::Vi);
    editor::options(languages, theme, checks)
}

/// What the schemas of a folder are made for.
fn made_for(dir: &Path, content: &str) -> SchemaOptions {
    let kit = read(dir, &format!("{content}/kit.yml"));
    let theme = Theme::embedded(&mut crate::diag::Files::default()).ok();
    described(editor::languages(kit.as_deref()), theme.as_ref())
}

/// A file of the folder, if it can be read.
fn read(dir: &Path, path: &str) -> Option<String> {
    std::fs::read_to_string(dir.join(path.trim_start_matches('/'))).ok()
}

/// A file that others write too: empty where there is none, an error where
/// it cannot be read, or it would be lost.
fn theirs(dir: &Path, path: &str) -> io::Result<String> {
    match std::fs::read_to_string(dir.join(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        found => found,
    }
}

/// The content folder's path inside the kit's folder, with `/`.
fn inside(dir: &Path, content: &Path) -> Option<String> {
    let relative = if content.is_absolute() {
        let (dir, content) = (dir.canonicalize().ok()?, content.canonicalize().ok()?);
        content.strip_prefix(&dir).ok()?.to_path_buf()
    } else {
        content.to_path_buf()
    };
    let mut parts = Vec::new();
    for part in relative.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => parts.push(name.to_str()?.to_string()),
            _ => return None,
        }
    }
    Some(parts.join("/"))
}

fn reason(path: &str, why: &Untouched, lang: Lang) -> String {
    match why {
        Untouched::Comments => say(TextKey::SCHEMA_HAS_COMMENTS, &[("path", path)], lang),
        Untouched::Faulty(line, column) => {
            let (line, column) = (line.to_string(), column.to_string());
            let gaps = [("path", path), ("line", &line), ("column", &column)];
            say(TextKey::SCHEMA_NOT_JSON, &gaps, lang)
        }
        Untouched::NotSettings => say(TextKey::SCHEMA_NOT_SETTINGS, &[("path", path)], lang),
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
