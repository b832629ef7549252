//! Every check at every severity: what a kit has turned down keeps nothing
//! from being made, and what cannot be made is never half of a site.

use std::collections::BTreeSet;
use std::fs;

use lantoa::diag::Id;

use crate::harness::{Kit, repository};

/// What cannot be made, whatever the kit says of the check: an accessible PDF
/// with characters that no font has, a code of an address too long for any.
const CANNOT_BE_MADE: &[&str] = &["missing-glyph", "qr-unreadable"];

/// The kit of a check, with only that check at `severity` and every other
/// that speaks there off.
fn kit(id: Id, severity: &str) -> Kit {
    let kit = crate::checks::stage(id.name(), false);
    let folder = repository().join("tests/kits").join(id.name());
    let expected = fs::read_to_string(folder.join("expected.txt")).expect("what it says");
    let mut others: Vec<&str> =
        expected.lines().filter_map(|line| line.split(' ').next()).collect();
    others.sort_unstable();
    others.dedup();
    let mut checks = format!("checks:\n  {}: {severity}\n", id.name());
    for other in others.into_iter().filter(|other| *other != id.name()) {
        checks.push_str(&format!("  {other}: off\n"));
    }
    let path = kit.content().join("kit.yml");
    let config = fs::read_to_string(&path).expect("a kit");
    let config: String = config
        .lines()
        .filter(|line| !line.starts_with("checks:"))
        .fold(String::new(), |all, line| all + line + "\n");
    kit.write("kit.yml", &format!("{config}{checks}"));
    kit
}

/// Builds the kit of a check; gives the files of its site, or says what
/// happened.
fn verdict(id: Id, severity: &str) -> Result<BTreeSet<String>, String> {
    let kit = kit(id, severity);
    let run = kit.run(&["build", "--format", "json"]);
    let said: Vec<String> = run.places();
    let speaks = said.iter().any(|place| place.starts_with(&format!("{} ", id.name())));
    let what = format!("{} as {severity}: {}\n{}", id.name(), run.code, run.stderr);
    let pages = ["index.html", "404.html", "calendar/index.html", "sitemap.xml", "manifest.json"];
    let is_whole = pages.iter().all(|page| kit.has(page)) && lacking(&kit).is_empty();
    let cannot = CANNOT_BE_MADE.contains(&id.name()) && run.code == 1;
    let good = match severity {
        "error" => run.code == 1 && speaks && !kit.public().exists(),
        _ if cannot => speaks && !kit.public().exists(),
        "warning" => run.code == 0 && speaks && is_whole,
        _ => run.code == 0 && !speaks && is_whole,
    };
    if !good {
        return Err(what);
    }
    Ok(if kit.public().exists() { kit.files().into_keys().collect() } else { BTreeSet::new() })
}

/// What the manifest and the map of a site name and the site does not have.
fn lacking(kit: &Kit) -> Vec<String> {
    let manifest = kit.manifest();
    let artifacts = manifest["artifacts"].as_array().expect("a list");
    let mut named: Vec<String> =
        artifacts.iter().filter_map(|a| a["path"].as_str()).map(str::to_string).collect();
    // Relative to wherever the kit says that it lies.
    let map = kit.read("sitemap.xml");
    let base = map.split("<loc>").nth(1).and_then(|loc| loc.split("</loc>").next());
    let base = base.expect("a page").to_string();
    let pages = map.split("<loc>").skip(1).filter_map(|loc| loc.split("</loc>").next());
    named.extend(pages.filter_map(|page| Some(format!("{}index.html", page.strip_prefix(&base)?))));
    named.retain(|path| !kit.has(path));
    named
}

/// The same site, whether a kit hears of a fault or not; or what differs.
fn verdicts(id: Id) -> Vec<String> {
    let all = ["off", "warning", "error"].map(|severity| verdict(id, severity));
    let differ = match &all {
        [Ok(off), Ok(warning), _] if off != warning => {
            let other: Vec<_> = off.symmetric_difference(warning).collect();
            vec![format!("{}: off and warning differ in {other:?}", id.name())]
        }
        _ => Vec::new(),
    };
    all.into_iter().filter_map(Result::err).chain(differ).collect()
}

#[test]
fn every_check_at_every_severity() {
    let ids: Vec<Id> = Id::ALL.iter().copied().filter(|id| !id.is_structural()).collect();
    // Those that came later are among them.
    for name in ["overlapping-text", "lost-text", "unused-file", "suspect-spelling", "outside-link"]
    {
        assert!(ids.iter().any(|id| id.name() == name), "{name}");
    }
    for name in ["doubtful-figure", "unfilled", "unofficial-link", "merge-conflict"] {
        assert!(ids.iter().any(|id| id.name() == name), "{name}");
    }
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = ids
            .chunks(ids.len().div_ceil(3))
            .map(|ids| {
                scope.spawn(move || ids.iter().flat_map(|id| verdicts(*id)).collect::<Vec<_>>())
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a verdict")).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_leaflet_whose_headings_skip_a_level_is_made_where_the_kit_lets_it() {
    let kit = Kit::small();
    let config = fs::read_to_string(kit.content().join("kit.yml")).expect("a kit");
    kit.write("kit.yml", &config.replace("checks: {", "checks: {heading-order: warning, "));
    let body =
        "#### Nộp ở đâu\n\nTại đại lý.\n\n# Khi nào\n\nMỗi tháng.\n\n##### Bao nhiêu\n\nÍt.\n";
    kit.write(
        "leaflets/to.md",
        &format!("---\ntitle: Tờ rơi\naudiences: [nguoi-dan]\nstatus: approved\ntemplate: flyer\n---\n{body}"),
    );
    let run = kit.run(&["build", "--format", "json"]).ok();
    assert!(run.stderr.contains("heading-order"), "{}", run.stderr);
    assert!(kit.has("files/leaflets/to/to.vi.screen.pdf"));
    assert!(kit.has("leaflets/to/index.html") && kit.has("messages/chao/index.html"));
}
