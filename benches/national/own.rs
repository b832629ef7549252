//! The sample kit in a folder of its own, one of whose messages is edited.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The day of every build.
pub const TODAY: &str = "2026-11-21";

/// The sample kit in a folder of its own.
pub struct Own {
    folder: TempDir,
    messages: String,
}

impl Own {
    /// As it lies in the repository.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        for part in ["content", "themes"] {
            copy(&repository.join(part), &folder.path().join(part));
        }
        let mut own = Own { folder, messages: String::new() };
        own.messages = fs::read_to_string(own.messages_file()).expect("a file of the sample kit");
        own
    }

    /// The folder that the program is run in.
    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The program, run there.
    pub fn program(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lantoa"));
        command.current_dir(self.root());
        command
    }

    fn messages_file(&self) -> PathBuf {
        self.root().join("content/campaigns/vssid/messages.yml")
    }

    /// The id of the message that is edited.
    pub fn message(&self) -> &str {
        let mut lines = self.messages.lines();
        lines.find_map(|line| line.strip_prefix("- id: ")).expect("a message").trim()
    }

    /// Saves another headline of the message, in place.
    pub fn edit_headline(&self, round: usize) {
        let (before, rest) = self.messages.split_once("headline: \"").expect("a headline");
        let text = format!("{before}headline: \"{round}. {rest}");
        fs::write(self.messages_file(), text).expect("a written file");
    }

    /// Takes the edits back.
    pub fn mend(&self) {
        fs::write(self.messages_file(), &self.messages).expect("a written file");
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(|entry| entry.expect("a file")) {
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        match entry.file_type().is_dir() {
            true => fs::create_dir_all(target).expect("a folder"),
            false => drop(fs::copy(entry.path(), target).expect("a copied file")),
        }
    }
}
