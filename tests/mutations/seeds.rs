//! What is mutated: every YAML and Markdown file of the sample kit and of the
//! checks' kits, and some that are nasty from the start; each with the small
//! kit in which it is read.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use lantoa::source::placeholder::placeholders;

/// Files larger than this are cut into pieces at their entries; bytes.
const LARGEST: usize = 3000;

/// A file and the kit around it.
pub struct Seed {
    /// Where it lies in the content folder.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The kit's other files.
    pub around: Vec<(String, Vec<u8>)>,
}

/// Every seed, in a fixed order.
pub fn seeds() -> Vec<Seed> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut roots = vec![repository.join("content")];
    let kits = fs::read_dir(repository.join("tests/kits")).expect("the checks' kits");
    let mut kits: Vec<_> = kits.flatten().map(|entry| entry.path()).collect();
    kits.sort();
    roots.extend(kits.iter().flat_map(|kit| [kit.join("content"), kit.join("right")]));
    let mut files: BTreeSet<(String, Vec<u8>)> = BTreeSet::new();
    for root in roots {
        for entry in walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().flatten() {
            let Ok(inside) = entry.path().strip_prefix(&root) else { continue };
            let path = inside.to_string_lossy().replace('\\', "/");
            if path.ends_with(".yml") || path.ends_with(".md") {
                let bytes = fs::read(entry.path()).expect("a seed");
                files.extend(pieces(&bytes).into_iter().map(|piece| (placed(&path), piece)));
            }
        }
    }
    files.extend(nasty().into_iter().map(|(path, text)| (path.to_string(), text.into_bytes())));
    let ids = ids(repository);
    files.into_iter().map(|(path, bytes)| seed(path, bytes, &ids)).collect()
}

/// A campaign's files are read in the small kit's one campaign.
fn placed(path: &str) -> String {
    match path.strip_prefix("campaigns/").and_then(|rest| rest.split_once('/')) {
        Some((_, rest)) => format!("campaigns/mot/{rest}"),
        None => path.to_string(),
    }
}

/// A long list in pieces of whole entries, a long text in pieces of whole
/// lines after its front matter.
fn pieces(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = vec![Vec::new()];
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let last = pieces.last().map_or(0, Vec::len);
        let begins = line.starts_with(b"- ") || line.starts_with(b"## ");
        if last + line.len() > LARGEST && begins || last > 3 * LARGEST {
            let head = if line.starts_with(b"## ") {
                &b"---\ntitle: A\naudiences: [a]\n---\n"[..]
            } else {
                b""
            };
            pieces.push(head.to_vec());
        }
        if let Some(last) = pieces.last_mut() {
            last.extend(line);
        }
    }
    pieces
}

/// The ids that the sample's files refer to.
struct Ids {
    audiences: Vec<String>,
    legal: Vec<String>,
    facts: BTreeSet<String>,
}

fn ids(repository: &Path) -> Ids {
    let of = |name: &str| {
        let text = fs::read_to_string(repository.join("content").join(name)).unwrap_or_default();
        let ids = text.lines().filter_map(|line| line.strip_prefix("- id: "));
        ids.map(|id| id.trim().to_string()).collect::<Vec<_>>()
    };
    Ids {
        audiences: of("audiences.yml"),
        legal: of("legal.yml"),
        facts: of("facts.yml").into_iter().collect(),
    }
}

/// The text with links to items that the small kit has, or nearly all would
/// be broken.
fn linked(text: &str) -> String {
    let schemes =
        ["message", "product", "leaflet", "broadcast", "faq", "page", "campaign", "infographic"];
    let mut linked = text.to_string();
    for scheme in schemes {
        let mut parts = linked.split(&format!("{scheme}:")).map(str::to_string).collect::<Vec<_>>();
        for part in parts.iter_mut().skip(1) {
            let id = part.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
            let id = id.unwrap_or(part.len());
            if id > 0 {
                let known = if scheme == "infographic" { "nho" } else { "chao" };
                part.replace_range(..id, known);
            }
        }
        let scheme = if scheme == "infographic" { scheme } else { "message" };
        linked = parts.join(&format!("{scheme}:"));
    }
    linked
}

/// The file in the smallest kit that has what it refers to.
fn seed(path: String, bytes: Vec<u8>, ids: &Ids) -> Seed {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => linked(&text).into_bytes(),
        Err(error) => error.into_bytes(),
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let entries = |ids: &[String], rest: &str| {
        ids.iter().map(|id| format!("- {{id: {id}, title: A{rest}}}\n")).collect::<String>()
    };
    let named = |ids: &[String]| -> Vec<String> {
        ids.iter().filter(|id| text.contains(id.as_str())).cloned().collect()
    };
    let mut facts: BTreeSet<String> =
        placeholders(&text).map(|found| found.name.to_string()).collect();
    facts.extend(ids.facts.iter().filter(|id| text.contains(id.as_str())).cloned());
    facts.retain(|id| ids.facts.contains(id));
    facts.insert("muc".into());
    let facts: Vec<String> = facts.into_iter().collect();
    let mut audiences = named(&ids.audiences);
    audiences.push("a".into());
    let value = ", unit: VND/month, values: [{value: 1500000, from: 2020-01-01}], verified: {by: A, on: 2026-01-01}";
    let around = [
        ("kit.yml", "title: {vi: Bộ nhỏ, en: Small kit}\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n".to_string()),
        ("audiences.yml", entries(&audiences, "")),
        ("facts.yml", entries(&facts, value)),
        ("legal.yml", entries(&named(&ids.legal), ", number: 1/2024")),
        ("campaigns/mot/campaign.yml", format!("title: Một\naudiences: [{}]\n", audiences.join(", "))),
        ("infographics/nho.yml", "title: A\naudiences: [a]\nstatus: approved\nblocks: [{kind: list, items: [{text: a}]}]\n".into()),
        ("messages/a.yml", "- id: chao\n  audiences: [a]\n  status: approved\n  text: {vi: {headline: \"Chào {{ muc }}\"}}\n".into()),
    ];
    let around = around.into_iter().filter(|(other, _)| *other != path);
    Seed {
        around: around.map(|(path, text)| (path.to_string(), text.into_bytes())).collect(),
        path,
        bytes,
    }
}

/// Files that are hard to read before anything is changed in them.
fn nasty() -> Vec<(&'static str, String)> {
    let message = |text: &str| {
        format!(
            "- id: x\n  audiences: [a]\n  status: approved\n  text: {{vi: {{headline: {text}}}}}\n"
        )
    };
    let page =
        |body: &str| format!("---\ntitle: A\naudiences: [a]\nstatus: approved\n---\n{body}\n");
    let chain: String = (0..40)
        .map(|n| format!("- {{id: f{}, title: A, unit: VND, formula: f{n} + f{n}}}\n", n + 1))
        .collect();
    vec![
        ("messages/b.yml", message("\"a\\u0301\\0\\x41\\\n  b\"")),
        ("messages/c.yml", message("|\n      a\n       b\n")),
        ("messages/d.yml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n".into()),
        ("messages/e.yml", "<<<<<<< HEAD\n- id: x\n=======\n- id: y\n>>>>>>> main\n".into()),
        ("messages/f.yml", "? [a]\n: {b: c}\n? |\n  d\n: e\n--- x\n...\n%YAML 1.1\n".into()),
        ("messages/g.yml", format!("- {}x{}\n", "[".repeat(70), "]".repeat(70))),
        ("facts.yml", format!("- {{id: f0, title: A, unit: VND, values: [{{value: 1}}]}}\n{chain}")),
        ("facts.yml", "- {id: a, title: A, unit: percent, formula: b * 2, round: 0}\n- {id: b, title: B, unit: VND, formula: (a - 1) / 3, round: 0.0000001}\n".into()),
        ("kit.yml", "title: A\nbase_url: https://kit.example.vn/\nlanguages: [vi, en, en]\nallow_html: true\nchecks: {missing-translation: off}\ntracking: {utm: \"{channel}\"}\n".into()),
        ("campaigns/mot/campaign.yml", "title: A\naudiences: [a]\nwindows: [{every_year: {from: 02-29, until: 02-28}}, {from: 0001-01-01, until: 9999-12-31}]\n".into()),
        ("faq/b.md", page("> > - 1. > [!NOTE]\n> > - x[^1] **a*b**c* ~~d~~ `e`\n\n[^1]: f [^1]\n\n[^2]: g\n")),
        ("faq/c.md", page("| a | b |\n|:-|-:|\n| {{ muc | value }} | \\{{ x }} |\n\n<b onclick=x>a</b><!-- c\n-->\n")),
        ("leaflets/b.md", page("## A\n\n![a](infographic:x) ![b](qr:qr:message:chao) ![c](icon:home)\n\n## B\n\n![a](icon:home)\n\n#### C\n\n[x](message:chao) [y](../x) [z](#a)")),
        ("broadcasts/b.md", page("1.500.000 đồng, 4,5%, 31/12/2026, BHXH, 1900 9068. {{ muc }}!")),
        ("infographics/b.yml", "title: A\naudiences: [a]\nstatus: approved\nblocks:\n  - {kind: bars, unit: x, items: [{label: a, value: 0}, {label: b, value: -1}, {label: c, value: \"{{ muc }}\"}]}\n  - {kind: table, columns: [a, b], rows: [[1], [1, 2, 3], []]}\n  - {kind: figures, items: [{value: \"{{ muc }}\", label: a, icon: home}]}\n  - {kind: qr, to: \"message:chao\", label: x}\n".into()),
        ("units/b.yml", "name: A\nparent: b\nhotline: \"19009068\"\nagents: [{name: A}]\n".into()),
    ]
}
