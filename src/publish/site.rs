//! The output folder and the work folder beside it: which way to write, the
//! lock, and the journal that tells the next run what was interrupted.
//!
//! The work folder is `.<name>.lantoa-work` beside the output, so that a
//! rename moves the finished site into place. Where the output is a mount
//! point it is `.lantoa-work` inside. It holds:
//!
//! * `lock`: held while a run writes; the system frees it when the run dies,
//! * `next/`: the new site while it is being written, or the one before the
//!   last between two builds of one session ([`Spare`]), `aside/`: what only
//!   others rest on, `entries`: what the manifest will say,
//! * `retired/`: the old site after the exchange, until what is not ours has
//!   been moved back out of it,
//! * `journal.json`: written before anything in the output changes.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::Doing;
use super::path::{self, WORK_INSIDE};
use super::spare::Spare;
use super::{Hook, PublishError, Step, in_place, swap};

/// What an interrupted run had begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Journal {
    /// The whole folder was to be exchanged. Whether it was shows in the
    /// identity of `next`: after an exchange that name is the old site's.
    Swap {
        /// Device and inode of the new site's folder.
        next: (u64, u64),
    },
    /// Files were to be moved from `next` one by one.
    InPlace,
}

/// An output folder that this process has locked.
#[derive(Debug)]
pub(super) struct Site {
    /// The output folder, free of links; it need not exist yet.
    pub out: PathBuf,
    /// The work folder.
    work: PathBuf,
    /// Whether the work folder lies in the output, which is then written
    /// file by file.
    pub inside: bool,
    /// Held for as long as the site is open.
    _lock: File,
}

impl Site {
    /// Locks the output folder, making the folders above it if need be, and
    /// finishes what an interrupted run left.
    pub(super) fn open(out: &Path, hook: Hook<'_>) -> Result<Self, PublishError> {
        Self::open_with(out, None, hook).map(|(site, _)| site)
    }

    /// The same; `spare` comes back where it is still there.
    pub(super) fn open_with(
        out: &Path,
        spare: Option<Spare>,
        hook: Hook<'_>,
    ) -> Result<(Self, Option<Spare>), PublishError> {
        let out = resolve(out)?;
        let (work, inside) = work_folder(&out)?;
        let lock = lock(&work, &out)?;
        let site = Self { out, work, inside, _lock: lock };
        hook(Step::Locked)?;
        // Whatever was begun since goes first, and the spare with it.
        let is_begun = [site.journal(), site.retired(), site.aside(), site.entries()];
        let is_begun = is_begun.iter().any(|path| path::exists(path));
        let spare = spare.filter(|spare| !is_begun && spare.is_at(&site) && spare.is_there());
        if spare.is_none() {
            site.finish_interrupted(hook)?;
        }
        hook(Step::Recovered)?;
        Ok((site, spare))
    }

    pub(super) fn next(&self) -> PathBuf {
        self.work.join("next")
    }

    /// Where files are made that only others rest on.
    pub(super) fn aside(&self) -> PathBuf {
        self.work.join("aside")
    }

    /// The manifest's entries while files are being made.
    pub(super) fn entries(&self) -> PathBuf {
        self.work.join("entries")
    }

    pub(super) fn retired(&self) -> PathBuf {
        self.work.join("retired")
    }

    fn journal(&self) -> PathBuf {
        self.work.join("journal.json")
    }

    /// Records what is about to be done.
    pub(super) fn write_journal(&self, journal: Journal) -> Result<(), PublishError> {
        let path = self.journal();
        let json = serde_json::to_vec(&journal).map_err(PublishError::Manifest)?;
        write_whole(&path, &json).doing("write", &path)
    }

    pub(super) fn remove_journal(&self) -> Result<(), PublishError> {
        let path = self.journal();
        path::ignore_missing(fs::remove_file(&path)).doing("remove", &path)
    }

    fn read_journal(&self) -> Result<Option<Journal>, PublishError> {
        let path = self.journal();
        let bytes = match crate::files::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).doing("read", &path),
        };
        let journal = serde_json::from_slice(&bytes);
        journal.map(Some).map_err(|_| PublishError::BrokenJournal(path))
    }

    /// Brings an interrupted run to its end: forward if the new site was
    /// already in place, back if it was not.
    fn finish_interrupted(&self, hook: Hook<'_>) -> Result<(), PublishError> {
        let (next, retired) = (self.next(), self.retired());
        let journal = self.read_journal()?;
        match journal {
            None => {}
            Some(Journal::InPlace) => in_place::carry_out(self, hook)?,
            Some(Journal::Swap { next: identity }) => {
                let unmarked = path::exists(&next) && !path::exists(&retired);
                if unmarked && self::identity(&next)? != identity {
                    fs::rename(&next, &retired).doing("move", &next)?;
                }
            }
        }
        // Once the new site was in place the old one may be half emptied: who
        // took the new one away since gets neither.
        let was_in_place = matches!(journal, Some(Journal::Swap { .. })) && !path::exists(&next);
        if path::exists(&retired) && !path::exists(&self.out) && !was_in_place {
            fs::rename(&retired, &self.out).doing("restore", &self.out)?;
        }
        swap::empty_retired(self, hook)?;
        self.clear()
    }

    /// Removes everything from the work folder but the lock.
    pub(super) fn clear(&self) -> Result<(), PublishError> {
        // `next` goes first: without the journal a later run could not tell
        // a half-removed old site from a half-written new one, but the old
        // site has been emptied by now.
        let journal = self.journal();
        let part = journal.with_extension("part");
        for leftover in [self.next(), self.aside(), self.entries(), journal, part] {
            path::remove_all(&leftover).doing("remove", &leftover)?;
        }
        Ok(())
    }

    /// Ends the run, and leaves what `next` holds to the next one.
    pub(super) fn leave(self) -> Result<(), PublishError> {
        for leftover in [self.aside(), self.entries()] {
            path::remove_all(&leftover).doing("remove", &leftover)?;
        }
        Ok(())
    }

    /// Ends the run: removes the work folder, lock and all. What cannot be
    /// removed is left to the next run.
    pub(super) fn close(self) -> Result<(), PublishError> {
        self.clear()?;
        fs::remove_file(self.work.join(IGNORE)).ok();
        fs::remove_file(self.work.join("lock")).ok();
        fs::remove_dir(&self.work).ok();
        Ok(())
    }
}

/// Keeps the work folder out of git.
const IGNORE: &str = ".gitignore";

/// Device and inode: stays with a folder when it is renamed.
pub(super) fn identity(folder: &Path) -> Result<(u64, u64), PublishError> {
    let meta = fs::symlink_metadata(folder).doing("read", folder)?;
    Ok((meta.dev(), meta.ino()))
}

/// Writes a file so that it is there whole or not at all.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let part = path.with_extension("part");
    File::create(&part)?.write_all(bytes)?;
    fs::rename(&part, path)
}

/// The output folder with links followed, so that a link to a folder keeps
/// being one, and with everything above it made.
fn resolve(out: &Path) -> Result<PathBuf, PublishError> {
    let unsuitable = || PublishError::NotAFolder(out.to_owned());
    if path::exists(out) {
        let resolved = fs::canonicalize(out).map_err(|_| unsuitable())?;
        if !path::is_real_dir(&resolved) || resolved.file_name().is_none() {
            return Err(unsuitable());
        }
        return Ok(resolved);
    }
    let name = out.file_name().ok_or_else(unsuitable)?;
    let parent = match out.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(unsuitable()),
    };
    fs::create_dir_all(parent).doing("create", parent)?;
    Ok(fs::canonicalize(parent).doing("read", parent)?.join(name))
}

/// The two places where a work folder may lie.
fn work_places(out: &Path) -> (PathBuf, PathBuf) {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let beside = out.with_file_name(format!(".{name}.lantoa-work"));
    (beside, out.join(WORK_INSIDE))
}

/// Whether a run was interrupted here, or is writing now.
#[must_use]
pub fn has_leftovers(out: &Path) -> bool {
    // A link counts as the folder it leads to, as in `resolve`.
    let resolved = fs::canonicalize(out).unwrap_or_else(|_| out.to_owned());
    let (beside, inside) = work_places(&resolved);
    path::exists(&beside) || path::exists(&inside)
}

/// Where to work, and whether that is inside the output: when the output
/// cannot be renamed, when nothing can be made beside it, and when this
/// process stands in it (its relative paths would go astray).
fn work_folder(out: &Path) -> Result<(PathBuf, bool), PublishError> {
    let (beside, inside) = work_places(out);
    let stands_in = std::env::current_dir().is_ok_and(|here| here.starts_with(out));
    let out_exists = path::exists(out);
    if out_exists && (stands_in || is_mounted(out) || path::exists(&inside)) {
        make_work(&inside)?;
        return Ok((inside, true));
    }
    match make_work(&beside) {
        Err(PublishError::Io { error, .. }) if out_exists && refused(&error) => {
            make_work(&inside)?;
            Ok((inside, true))
        }
        made => made.map(|()| (beside, false)),
    }
}

fn refused(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

fn make_work(work: &Path) -> Result<(), PublishError> {
    match fs::create_dir(work) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path::is_real_dir(work) => {
            Ok(())
        }
        Err(error) => Err(error).doing("create", work),
        Ok(()) => {
            // It may lie there for as long as somebody serves a site, and is
            // nothing to commit. Where it cannot be written, it is missed.
            fs::write(work.join(IGNORE), "*\n").ok();
            Ok(())
        }
    }
}

/// Whether something is mounted at the folder, or anywhere below it: moved
/// away with the old site, it would be gone from its place, and emptied.
fn is_mounted(folder: &Path) -> bool {
    is_mount_point(folder) || mounts().iter().any(|mount| mount.starts_with(folder))
}

/// Where something is mounted, as Linux tells it (proc_pid_mountinfo(5));
/// nowhere on other systems.
fn mounts() -> Vec<PathBuf> {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    let Ok(table) = fs::read("/proc/self/mountinfo") else { return Vec::new() };
    let place = |line: &[u8]| {
        let field = line.split(|byte| *byte == b' ').nth(4)?;
        // White space and the backslash are three octal digits.
        let mut path = Vec::with_capacity(field.len());
        let mut rest = field;
        while let Some((first, after)) = rest.split_first() {
            let digits = after.get(..3).and_then(|digits| str::from_utf8(digits).ok());
            let code = digits.and_then(|digits| u8::from_str_radix(digits, 8).ok());
            match code.filter(|_| *first == b'\\') {
                Some(code) => {
                    path.push(code);
                    rest = &after[3..];
                }
                None => {
                    path.push(*first);
                    rest = after;
                }
            }
        }
        Some(PathBuf::from(OsString::from_vec(path)))
    };
    table.split(|byte| *byte == b'\n').filter_map(place).collect()
}

/// Whether something is mounted there. A bind mount of the same device only
/// shows in its attributes, or when the exchange fails.
fn is_mount_point(folder: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
        if let Ok(stat) = statx(CWD, folder, AtFlags::empty(), StatxFlags::empty())
            && stat.stx_attributes_mask.contains(StatxAttributes::MOUNT_ROOT)
        {
            return stat.stx_attributes.contains(StatxAttributes::MOUNT_ROOT);
        }
    }
    let device = |path: &Path| fs::symlink_metadata(path).map(|meta| meta.dev()).ok();
    folder.parent().is_some_and(|parent| device(parent) != device(folder))
}

fn lock(work: &Path, out: &Path) -> Result<File, PublishError> {
    let path = work.join("lock");
    // A run that ends removes its lock file; one opened just before that
    // would lock a file nobody else can see, so look again.
    const TRIES: usize = 20;
    for _ in 0..TRIES {
        make_work(work)?;
        let mut options = File::options();
        if path.exists() && !path.is_file() {
            // A pipe would be waited for.
            return Err(io::Error::from(io::ErrorKind::InvalidInput)).doing("lock", &path);
        }
        let opened = options.create(true).truncate(false).write(true).open(&path);
        let file = match opened {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            opened => opened.doing("create", &path)?,
        };
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(PublishError::Busy(out.to_owned())),
            Err(TryLockError::Error(error)) => return Err(error).doing("lock", &path),
        }
        let held = file.metadata().doing("read", &path)?;
        if identity(&path).is_ok_and(|seen| seen == (held.dev(), held.ino())) {
            return Ok(file);
        }
    }
    Err(PublishError::Busy(out.to_owned()))
}
