//! The manifest lists what is there, and nothing else is.

use std::collections::BTreeSet;

use crate::harness::{files, sample, sample_manifest};

#[test]
fn every_artifact_exists_with_its_size_and_hash() {
    let manifest = sample_manifest();
    let files = files(sample());
    let artifacts = manifest["artifacts"].as_array().expect("artifacts");
    let mut listed = BTreeSet::new();
    for artifact in artifacts {
        let path = artifact["path"].as_str().expect("a path");
        let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is not there"));
        assert_eq!(artifact["bytes"].as_u64(), Some(bytes.len() as u64), "{path}");
        assert_eq!(artifact["blake3"], blake3::hash(bytes).to_hex().as_str(), "{path}");
        listed.insert(path.to_string());
    }
    let mut there: BTreeSet<String> = files.into_keys().collect();
    there.remove("manifest.json");
    assert_eq!(listed, there);
    let paths: Vec<&str> = artifacts.iter().filter_map(|a| a["path"].as_str()).collect();
    assert!(paths.is_sorted());
}

#[test]
fn artifacts_name_what_they_rest_on() {
    let manifest = sample_manifest();
    let sheet = manifest["artifacts"]
        .as_array()
        .expect("artifacts")
        .iter()
        .find(|a| {
            a["path"] == "files/leaflets/nhung-dieu-can-biet-bhxh-tu-nguyen/nhung-dieu-can-biet-bhxh-tu-nguyen.vi.screen.pdf"
        })
        .expect("the leaflet");
    let has = |key: &str, value: &str| {
        sheet[key].as_array().is_some_and(|all| all.iter().any(|v| v == value))
    };
    assert_eq!(sheet["kind"], "leaflet");
    assert_eq!(sheet["variant"], "screen");
    assert_eq!(sheet["lang"], "vi");
    assert_eq!(sheet["unit"], "bhxh-viet-nam");
    assert_eq!(sheet["valid_until"], "2026-12-31");
    assert_eq!(sheet["length_unit"], "mm");
    // The poverty line is only used by formulas.
    assert!(has("facts", "chuan-ngheo-nong-thon") && has("facts", "con-dong-khac"), "{sheet}");
    assert!(has("legal", "luat-bhxh-2024") && has("legal", "nd-07-2021"), "{sheet}");
    assert!(has("audiences", "bhxh-tu-nguyen"), "{sheet}");
    assert!(has("sources", "content/leaflets/nhung-dieu-can-biet-bhxh-tu-nguyen.md"), "{sheet}");
}
