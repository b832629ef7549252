//! What was drawn: its words, its size, its codes read back by two decoders.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::harness::{fold, pdf_text, rqrr, sample, sample_manifest, zbar};

fn artifacts(kind: &str, ext: &str) -> Vec<(String, Value)> {
    let manifest = sample_manifest();
    let all = manifest["artifacts"].as_array().expect("artifacts").clone();
    all.into_iter()
        .filter(|a| a["kind"] == kind)
        .map(|a| (a["path"].as_str().unwrap_or_default().to_string(), a))
        .filter(|(path, _)| path.ends_with(ext))
        .collect()
}

fn addresses(artifact: &Value) -> BTreeSet<String> {
    let list = artifact["qr"].as_array().cloned().unwrap_or_default();
    list.iter().filter_map(|v| v.as_str().map(str::to_string)).collect()
}

/// Every code on every picture leads where the manifest says: by `rqrr`.
#[test]
fn every_code_on_cards_decodes() {
    let cards = artifacts("card", ".png");
    assert!(cards.len() >= 300, "{} cards", cards.len());
    use rayon::prelude::*;
    cards.par_iter().for_each(|(path, artifact)| {
        let read: BTreeSet<String> = rqrr(&sample().join(path)).into_iter().collect();
        assert_eq!(read, addresses(artifact), "{path}");
        assert_eq!(read.len(), 1, "{path}");
    });
}

/// The same by a second decoder, on every tenth card.
#[test]
fn a_second_decoder_reads_the_same() {
    for (path, artifact) in artifacts("card", ".png").iter().step_by(10) {
        let read: BTreeSet<String> = zbar(&sample().join(path)).into_iter().collect();
        assert_eq!(read, addresses(artifact), "{path}");
    }
}

/// Leaflets and infographics: every code of the whole document, by both decoders.
#[test]
fn every_code_on_sheets_and_infographics_decodes() {
    let dir = tempfile::tempdir().expect("a folder");
    let sheets = artifacts("leaflet", ".pdf");
    let pictures = artifacts("infographic", ".png");
    assert!(sheets.len() >= 6 && pictures.len() >= 6);
    for (i, (path, artifact)) in sheets.iter().enumerate() {
        let stem = dir.path().join(format!("sheet-{i}"));
        let done = Command::new("pdftoppm")
            .args(["-png", "-r", "150"])
            .arg(sample().join(path))
            .arg(&stem)
            .status()
            .expect("pdftoppm (poppler-utils)");
        assert!(done.success());
        let pages = pages_of(dir.path(), &format!("sheet-{i}-"));
        let (mut first, mut second) = (BTreeSet::new(), BTreeSet::new());
        for page in pages {
            first.extend(rqrr(&page));
            second.extend(zbar(&page));
        }
        assert_eq!(first, addresses(artifact), "rqrr: {path}");
        assert_eq!(second, addresses(artifact), "zbar: {path}");
    }
    for (path, artifact) in &pictures {
        let picture = sample().join(path);
        let first: BTreeSet<String> = rqrr(&picture).into_iter().collect();
        let second: BTreeSet<String> = zbar(&picture).into_iter().collect();
        assert_eq!(first, addresses(artifact), "rqrr: {path}");
        assert_eq!(second, addresses(artifact), "zbar: {path}");
    }
}

fn pages_of(dir: &Path, start: &str) -> Vec<std::path::PathBuf> {
    let mut pages: Vec<_> = std::fs::read_dir(dir)
        .expect("a folder")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(start)))
        .collect();
    pages.sort();
    pages
}

/// The words and figures of each leaflet can be copied out of its PDF.
#[test]
fn pdfs_hold_the_words_and_figures() {
    let text = pdf_text(&sample().join(
        "files/leaflets/nhung-dieu-can-biet-bhxh-tu-nguyen/nhung-dieu-can-biet-bhxh-tu-nguyen.vi.screen.pdf",
    ));
    for words in [
        "Những điều cần biết",
        "264.000",
        "165.000",
        "22%",
        "Luật Bảo hiểm xã hội 41/2024/QH15",
        "31/12/2026",
        "1900 9068",
    ] {
        assert!(text.contains(words), "{words:?} in {text}");
    }
    for (path, _) in artifacts("leaflet", ".pdf") {
        let text = pdf_text(&sample().join(&path));
        let id = path.split('/').nth(2).expect("an id");
        let lang = if path.contains(".en.") { ".en" } else { "" };
        let source = std::fs::read_to_string(format!(
            "{}/content/leaflets/{id}{lang}.md",
            env!("CARGO_MANIFEST_DIR")
        ))
        .expect("the leaflet's source");
        // Every heading of the source stands in the PDF, word for word.
        for heading in
            source.lines().filter_map(|l| l.strip_prefix("## ")).filter(|h| !h.contains("{{"))
        {
            assert!(text.contains(&fold(heading)), "{heading:?} in {path}:\n{text}");
        }
        assert!(!text.contains("{{"), "{path}");
    }
}

/// PDF/UA-1 and PDF/A-2a are declared, the document is tagged, in its
/// language, with a title.
#[test]
fn pdfs_are_accessible() {
    for (path, _) in artifacts("leaflet", ".pdf").iter().chain(&artifacts("infographic", ".pdf")) {
        let bytes = std::fs::read(sample().join(path)).expect("a PDF");
        let text = String::from_utf8_lossy(&bytes);
        for mark in [
            "pdfuaid:part",
            "pdfaid:part>2",
            "pdfaid:conformance>A",
            "/Marked true",
            "/StructTreeRoot",
            "/Lang",
        ] {
            assert!(text.contains(mark), "{mark} in {path}");
        }
        let info = Command::new("pdfinfo").arg(sample().join(path)).output().expect("pdfinfo");
        let info = String::from_utf8_lossy(&info.stdout).into_owned();
        assert!(info.contains("Tagged:          yes"), "{path}: {info}");
        assert!(info.lines().any(|l| l.starts_with("Title:") && l.len() > 20), "{path}: {info}");
    }
}

#[test]
fn sizes_are_those_of_the_contract() {
    for (path, artifact) in artifacts("card", ".png") {
        let (width, height) = image::image_dimensions(sample().join(&path)).expect("a picture");
        let wanted = match artifact["variant"].as_str() {
            Some("og") => (1200, 630),
            Some("square") => (1080, 1080),
            Some("story") => (1080, 1920),
            other => panic!("{other:?}"),
        };
        assert_eq!((width, height), wanted, "{path}");
        assert!(artifact["bytes"].as_u64().is_some_and(|bytes| bytes <= 1_000_000), "{path}");
    }
    for (path, artifact) in artifacts("leaflet", ".pdf") {
        let size = (artifact["width"].as_f64(), artifact["height"].as_f64());
        let a4 = [(Some(297.0), Some(210.0)), (Some(210.0), Some(297.0))];
        assert!(a4.contains(&size), "{path}: {size:?}");
        assert_eq!(artifact["pages"], 2, "{path}");
    }
}
