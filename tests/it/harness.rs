//! Small kits in folders of their own, the program run on them, and the
//! tools that look at what came out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// How Chromium runs in tests: without a window, and asking nobody anything.
pub const HEADLESS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// The day every test builds for unless it says otherwise.
pub const TODAY: &str = "2026-11-21";

/// A kit of a test's own.
pub struct Kit {
    dir: TempDir,
}

/// What a run of the program gave.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Run {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// Fails the test unless the run ended well.
    #[track_caller]
    pub fn ok(self) -> Self {
        assert_eq!(self.code, 0, "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// The diagnostics of a run with `--format json`.
    pub fn diagnostics(&self) -> Vec<Value> {
        let parse = |line: &str| serde_json::from_str(line).ok();
        self.stderr.lines().filter_map(parse).collect()
    }

    /// Each diagnostic as `id file line:column`.
    pub fn places(&self) -> Vec<String> {
        let text = |d: &Value, key: &str| d[key].as_str().unwrap_or("-").to_string();
        self.diagnostics()
            .iter()
            .map(|d| format!("{} {} {}:{}", text(d, "id"), text(d, "file"), d["line"], d["column"]))
            .collect()
    }
}

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lantoa"));
    command.env("LANG", "vi_VN.UTF-8");
    command
}

/// Turns off the warnings of a kit that is not complete, which a kit made for
/// one fault never is.
pub const QUIET: &str = "checks: {orphan-item: off, uncovered-audience: off, unverified-fact: off, missing-translation: off, outside-link: off}\n";

impl Kit {
    /// A kit with these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let kit = Kit { dir: tempfile::tempdir().expect("a temporary folder") };
        for (path, text) in files {
            kit.write(path, text);
        }
        kit
    }

    /// The smallest kit: one audience, one campaign, one message.
    pub fn small() -> Self {
        Kit::new(&[
            (
                "kit.yml",
                &format!(
                    "title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\n{QUIET}"
                ),
            ),
            ("audiences.yml", "- id: nguoi-dan\n  title: Người dân\n"),
            ("campaigns/mot/campaign.yml", "title: Chiến dịch một\naudiences: [nguoi-dan]\n"),
            (
                "campaigns/mot/messages.yml",
                "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi: {headline: Xin chào bà con}\n",
            ),
        ])
    }

    pub fn root(&self) -> &Path {
        self.dir.path()
    }

    pub fn content(&self) -> PathBuf {
        self.root().join("content")
    }

    pub fn public(&self) -> PathBuf {
        self.root().join("public")
    }

    /// Writes a file of the content.
    pub fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    pub fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.content().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a written file");
    }

    /// A file of the output, as text.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        let full = self.public().join(path);
        fs::read_to_string(&full).unwrap_or_else(|e| panic!("{}: {e}", full.display()))
    }

    pub fn has(&self, path: &str) -> bool {
        self.public().join(path).exists()
    }

    /// Runs a command of the program in the kit's folder, for [`TODAY`]
    /// unless the arguments name a date.
    pub fn run(&self, args: &[&str]) -> Run {
        match args.contains(&"--date") {
            true => self.run_as_is(args),
            false => self.run_as_is(&[args, &["--date", TODAY]].concat()),
        }
    }

    /// Runs a command of the program in the kit's folder with exactly these
    /// arguments.
    pub fn run_as_is(&self, args: &[&str]) -> Run {
        let mut command = program();
        command.current_dir(self.root()).args(args);
        Run::of(command.output().expect("the program runs"))
    }

    pub fn build(&self) -> Run {
        self.run(&["build"])
    }

    /// Builds with diagnostics as JSON.
    pub fn check(&self) -> Run {
        self.run(&["check", "--format", "json", "--lang", "en"])
    }

    pub fn manifest(&self) -> Value {
        serde_json::from_str(&self.read("manifest.json")).expect("a manifest of JSON")
    }

    /// Every file of the output by path.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        files(&self.public())
    }
}

/// Every file below a folder by path.
pub fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.expect("a readable folder");
        if entry.file_type().is_file() {
            let path = entry
                .path()
                .strip_prefix(root)
                .expect("a path below")
                .to_string_lossy()
                .into_owned();
            all.insert(path, fs::read(entry.path()).expect("a readable file"));
        }
    }
    all
}

/// The repository's own folder.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The sample kit, built once for [`TODAY`] (or another day) for all tests.
pub fn sample() -> &'static Path {
    static SAMPLE: OnceLock<PathBuf> = OnceLock::new();
    SAMPLE.get_or_init(|| build_sample("sample", TODAY))
}

/// The sample kit on the day after its figures change.
pub fn sample_2027() -> &'static Path {
    static SAMPLE: OnceLock<PathBuf> = OnceLock::new();
    SAMPLE.get_or_init(|| build_sample("sample-2027", "2027-01-01"))
}

fn build_sample(name: &str, date: &str) -> PathBuf {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-cache"));
    let mut command = program();
    command.current_dir(repository()).args(["build", "--date", date, "--out"]);
    command.arg(&out).arg("--cache").arg(&cache);
    Run::of(command.output().expect("the program runs")).ok();
    out
}

pub fn sample_manifest() -> Value {
    let text = fs::read_to_string(sample().join("manifest.json")).expect("the sample's manifest");
    serde_json::from_str(&text).expect("a manifest of JSON")
}

/// The text of a PDF, spaces folded, as `pdftotext` extracts it.
pub fn pdf_text(path: &Path) -> String {
    let output = Command::new("pdftotext")
        .arg("-raw")
        .arg(path)
        .arg("-")
        .output()
        .expect("pdftotext (poppler-utils)");
    assert!(output.status.success(), "pdftotext {}", path.display());
    fold(&String::from_utf8_lossy(&output.stdout))
}

/// Runs of white space as one space.
pub fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The addresses in the QR codes of a picture, read by `zbarimg`.
pub fn zbar(path: &Path) -> Vec<String> {
    let output = Command::new("zbarimg")
        .args(["--raw", "-q", "-Sdisable", "-Sqrcode.enable"])
        .arg(path)
        .output()
        .expect("zbarimg (zbar-tools)");
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_string).collect()
}

/// The addresses in the QR codes of a picture, read by `rqrr`.
pub fn rqrr(path: &Path) -> Vec<String> {
    let picture = image::open(path).expect("a picture").into_luma8();
    let (width, height) = picture.dimensions();
    lantoa::make::qr::read(width as usize, height as usize, |x, y| {
        picture.get_pixel(x as u32, y as u32).0[0]
    })
}

/// The same numbers for the same seed on every machine.
pub struct Numbers(u64);

impl Numbers {
    pub fn new(seed: u64) -> Self {
        // Seeds that lie close together begin far apart; none is zero.
        Numbers(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// From 0 to 1.
    pub fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Less than `end`, which is not zero.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() * end as f64) as usize
    }
}

/// A number from the environment.
pub fn asked(name: &str) -> Option<usize> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}
