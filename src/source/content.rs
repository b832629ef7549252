//! The content folder as it was found: its texts, and its other files, which
//! are read when somebody needs them and remembered.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use super::picture::{Form, Picture, PictureFault, clean};
use super::scalar::Spanned;
use super::walk::{decode_utf8, is_text};
use crate::diag::{Diagnostics, FileId, Files};
use crate::files::{Seen, add_file};

/// One file of the content folder.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Path inside the content folder, with `/`, as it is on disk.
    pub path: String,
    /// Where it lies on disk.
    pub disk: PathBuf,
    /// What diagnostics call it.
    pub name: Option<FileId>,
    /// The same for YAML and Markdown, which is read.
    pub file: Option<FileId>,
    /// The same once its text was read and can be handed on.
    pub text: Option<FileId>,
    /// As a picture, once it was needed as one.
    picture: OnceLock<Result<Picture, PictureFault>>,
    /// The hash of its bytes on disk, once they were read.
    read: OnceLock<blake3::Hash>,
}

impl Entry {
    /// A file that nobody has needed yet.
    pub(super) fn new(path: String, disk: PathBuf, file: Option<FileId>) -> Self {
        let (picture, read) = (OnceLock::new(), OnceLock::new());
        Entry { path, disk, name: file, file, text: None, picture, read }
    }

    /// Keeps the hash of the bytes that were read; what was read first counts.
    pub(super) fn know(&self, hash: blake3::Hash) {
        self.read.get_or_init(|| hash);
    }
}

/// What the walk found.
#[derive(Debug, Default)]
pub struct Content {
    /// Every file, by path inside the folder in NFC, in sorted order: some
    /// systems store names with their accents apart.
    pub entries: BTreeMap<String, Entry>,
    /// The texts of the YAML and Markdown files.
    pub files: Files,
    /// What is known of files on disk.
    pub seen: Arc<Seen>,
    /// How many pictures have been decoded.
    decoded: AtomicUsize,
}

impl Content {
    /// An empty folder.
    pub fn new(seen: Arc<Seen>) -> Self {
        Content { seen, ..Content::default() }
    }

    /// A content folder from memory, by path inside the folder, as if it had
    /// been walked. What is no text has no bytes.
    pub fn from_texts<P: Into<String>>(
        texts: impl IntoIterator<Item = (P, Vec<u8>)>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let texts: BTreeMap<String, Vec<u8>> =
            texts.into_iter().map(|(path, bytes)| (path.into(), bytes)).collect();
        let mut content = Content::default();
        for (path, bytes) in texts {
            let Content { entries, files, .. } = &mut content;
            let file = is_text(&path).then(|| files.add(format!("content/{path}"), Arc::from("")));
            let mut entry = Entry::new(path.clone(), PathBuf::new(), file);
            entry.know(blake3::hash(&bytes));
            entry.text = file.and_then(|file| decode_utf8(files, diagnostics, file, bytes));
            entries.insert(path, entry);
        }
        content
    }

    /// Gives the file at `path` another text, as if it had been read there;
    /// one that is not there yet would lie at `disk`.
    pub fn put(&mut self, path: &str, disk: PathBuf, text: &str) -> FileId {
        let file = self.files.add(format!("content/{path}"), Arc::from(text));
        let new = || Entry::new(path.to_owned(), disk, None);
        let entry = self.entries.entry(path.to_owned()).or_insert_with(new);
        (entry.name, entry.file, entry.text) = (Some(file), Some(file), Some(file));
        entry.read = OnceLock::from(blake3::hash(text.as_bytes()));
        file
    }

    fn entry(&self, path: &str) -> io::Result<&Entry> {
        self.entries.get(path).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Where a file lies on disk.
    pub fn disk(&self, path: &str) -> Option<&Path> {
        self.entries.get(path).map(|entry| entry.disk.as_path())
    }

    /// Opens a file that is published as it is. Such files can be of any
    /// size: they are streamed, and no part of them is kept.
    pub fn open(&self, path: &str) -> io::Result<File> {
        File::open(&self.entry(path)?.disk)
    }

    /// The picture at `path`, cleaned. It is read and decoded on first need
    /// and then shared, a fault as well; threads that need it at the same
    /// time wait for the one that came first.
    ///
    /// # Errors
    /// It is not there, or no picture that can be taken in.
    pub fn picture(&self, path: &str) -> Result<&Picture, PictureFault> {
        let entry = self.entry(path).map_err(|_| PictureFault::Missing)?;
        let picture = entry.picture.get_or_init(|| {
            let read = self.seen.read(&entry.disk);
            let (bytes, hash) = read.map_err(|_| PictureFault::Missing)?;
            entry.know(hash);
            self.decoded.fetch_add(1, Ordering::Relaxed);
            clean(&bytes, Form::of(path))
        });
        picture.as_ref().map_err(PictureFault::clone)
    }

    /// How many pictures have been decoded so far.
    pub fn decoded(&self) -> usize {
        self.decoded.load(Ordering::Relaxed)
    }

    /// The path inside the folder of a file that a field names, which lies
    /// beside the file the field is in; `None` where it leads out.
    pub fn beside(&self, named: &Spanned<String>) -> Option<String> {
        let path = self.files.get(named.span.file).path.as_str();
        let path = path.strip_prefix("content/").unwrap_or(path);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        super::markdown::resolve_beside(folder, named)
    }

    /// Every file whose bytes have been read so far, with their hash: what
    /// has come of the folder until now comes of these alone.
    pub fn reads(&self) -> impl Iterator<Item = (&str, blake3::Hash)> {
        self.entries.iter().filter_map(|(path, entry)| Some((path.as_str(), *entry.read.get()?)))
    }

    /// The hash of a file's bytes, which are streamed where nobody has read
    /// them yet.
    ///
    /// # Errors
    /// The file is not there or cannot be read.
    pub fn digest_of(&self, path: &str) -> io::Result<blake3::Hash> {
        let entry = self.entry(path)?;
        if let Some(known) = entry.read.get() {
            return Ok(*known);
        }
        let hash = self.seen.hash(&entry.disk)?;
        Ok(*entry.read.get_or_init(|| hash))
    }

    /// One hash over every file of the folder, its path and its bytes. It
    /// differs exactly where the folder does.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn digest(&self) -> io::Result<blake3::Hash> {
        let mut hasher = blake3::Hasher::new();
        for path in self.entries.keys() {
            add_file(&mut hasher, path, &self.digest_of(path)?);
        }
        Ok(hasher.finalize())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::source::picture::Medium;
    use crate::source::read_content;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().expect("a folder");
        for (path, bytes) in files {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        dir
    }

    fn read(dir: &tempfile::TempDir) -> Content {
        read_content(dir.path(), &mut Diagnostics::default()).expect("a content folder")
    }

    fn png() -> Vec<u8> {
        let mut out = io::Cursor::new(Vec::new());
        let picture = image::RgbImage::from_pixel(3, 2, image::Rgb([9, 90, 200]));
        picture.write_to(&mut out, image::ImageFormat::Png).expect("a PNG");
        out.into_inner()
    }

    #[test]
    fn a_picture_is_decoded_once_and_so_is_a_broken_one() {
        use rayon::prelude::*;
        let dir = folder(&[("a.png", &png()), ("b.png", b"none"), ("c.png", &png())]);
        let content = read(&dir);
        assert_eq!(content.decoded(), 0);
        (0..64).into_par_iter().for_each(|_| {
            let picture = content.picture("a.png").expect("a picture");
            let shown = picture.on(Medium::Screen);
            assert_eq!((shown.width, shown.height), (3, 2));
            assert_eq!(shown.digest, blake3::hash(&shown.bytes));
            assert!(matches!(content.picture("b.png"), Err(PictureFault::Kind("?"))));
            assert!(matches!(content.picture("x.png"), Err(PictureFault::Missing)));
        });
        assert_eq!(content.decoded(), 2);
        let read: Vec<&str> = content.reads().map(|(path, _)| path).collect();
        assert_eq!(read, ["a.png", "b.png"]);
    }

    #[test]
    fn the_digest_is_of_every_byte_and_name() {
        let files: [(&str, &[u8]); 3] =
            [("kit.yml", b"title: A\n"), ("static/a.bin", &[0, 1]), ("x.png", &png())];
        let dir = folder(&files);
        let first = read(&dir).digest().expect("readable files");
        let again = read(&dir);
        // A picture that was read before counts as one that was not.
        again.picture("x.png").expect("a picture");
        assert_eq!(again.digest().expect("readable files"), first);
        for (path, bytes) in
            [("kit.yml", "title: B\n".as_bytes()), ("static/a.bin", &[0, 2]), ("neu.md", b"")]
        {
            let old = fs::read(dir.path().join(path)).ok();
            fs::write(dir.path().join(path), bytes).expect("a file");
            assert_ne!(read(&dir).digest().expect("readable files"), first, "{path}");
            match old {
                Some(old) => fs::write(dir.path().join(path), old).expect("a file"),
                None => fs::remove_file(dir.path().join(path)).expect("a file"),
            }
        }
        assert_eq!(read(&dir).digest().expect("readable files"), first);
    }
}
