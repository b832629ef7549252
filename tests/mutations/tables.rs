//! Damaged workbooks, read as `import` reads them: by a child of the program,
//! which may fall, and then composed into a kit, which may not.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use lantoa::catalog::{LoadOptions, load};
use lantoa::diag::{Diagnostics, Files, Lang, message};
use lantoa::import::{Request, compose, read};
use lantoa::source::Content;
use lantoa::theme::Theme;

use crate::mutate::Random;
use crate::workbooks;

/// The reader's own limits end it before.
const HANGS: Duration = Duration::from_secs(90);

/// Reads `count` damaged workbooks of each format; says whether one failed.
pub fn run(count: u64, seed: u64) -> bool {
    let program = Path::new(env!("CARGO_BIN_EXE_lantoa"));
    let mut failed = 0_u64;
    for (name, sound) in workbooks::all().into_iter().chain(workbooks::locked()) {
        let begun = Instant::now();
        let mut said: BTreeMap<String, u64> = BTreeMap::new();
        for index in 0..count {
            let mut random = Random::of_case(seed, index);
            let bytes = workbooks::damaged(&sound, |end| random.below(end));
            let start = Instant::now();
            let outcome = catch_unwind(AssertUnwindSafe(|| one(&bytes, name, program)));
            if outcome.is_err() || start.elapsed() > HANGS {
                failed += 1;
                println!("{name}: case {index} panics or hangs");
            }
            let words = outcome.unwrap_or_default();
            *said.entry(words.chars().take(60).collect()).or_default() += 1;
        }
        println!("{count} damaged {name} in {:.1} s", begun.elapsed().as_secs_f64());
        for (words, times) in said {
            println!("  {times} × {words}");
        }
    }
    failed > 0
}

/// What is said of one.
fn one(bytes: &[u8], name: &str, program: &Path) -> String {
    let sheets = match read(bytes, name, program) {
        Ok(sheets) => sheets,
        Err(why) => return message(&why, Lang::En),
    };
    let mut found = Diagnostics::default();
    let files = [
        ("kit.yml", "title: A\nbase_url: https://kit.example.vn/\nlanguages: [vi]\n"),
        ("audiences.yml", "- id: nguoi-dan\n  title: A\n"),
    ];
    let texts = files.map(|(path, text)| (path, text.as_bytes().to_vec()));
    let content = Content::from_texts(texts, &mut found);
    let kit = load(&content, &LoadOptions::default(), &mut found);
    let request = Request {
        kind: None,
        sheet: None,
        to: None,
        campaign: None,
        unit: None,
        mapping: None,
        stem: "bang".into(),
    };
    let theme = Theme::embedded(&mut Files::default()).expect("the default theme");
    match compose(&sheets, &request, &kit, &content, &theme) {
        Ok(_) => "read".into(),
        Err(_) => "read, and refused".into(),
    }
}
