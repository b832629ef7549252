//! The kit that a series edits: what an editor has in mind, and the files
//! that say it.

use std::collections::BTreeMap;
use std::io::Cursor;

use crate::harness::{QUIET, repository};

/// Files by path from the kit's root.
pub type Files = BTreeMap<String, Vec<u8>>;

pub const THEME: &str = "themes/default";
pub const CSS: &str = "themes/default/css/30-parts.css";
pub const TEMPLATE: &str = "themes/default/typst/card.typ";
pub const PICTURE: &str = "content/campaigns/mot/cho.png";

#[derive(Clone)]
pub struct Message {
    pub id: String,
    pub aliases: Vec<String>,
    pub headline: String,
}

/// What the kit says.
#[derive(Clone)]
pub struct Script {
    pub title: String,
    pub fact: usize,
    /// The folder of each campaign, and its messages.
    pub campaigns: [(&'static str, Vec<Message>); 2],
    pub leaflet: String,
    pub picture: u8,
    pub file: usize,
    pub css: usize,
    pub template: usize,
    /// Of what was added or renamed; never used twice.
    pub last: usize,
    parts: Files,
}

impl Script {
    pub fn new() -> Self {
        let message = |id: &str| Message {
            id: id.to_string(),
            aliases: Vec::new(),
            headline: format!("Tin {id} của bà con"),
        };
        let read = |path: &str| {
            let bytes = std::fs::read(repository().join(path)).expect("the theme's file");
            (path.to_string(), bytes)
        };
        Script {
            title: "Bộ tài liệu".to_string(),
            fact: 0,
            campaigns: [
                ("mot", vec![message("tin-a"), message("tin-b")]),
                ("hai", vec![message("tin-c")]),
            ],
            leaflet: "to-gap".to_string(),
            picture: 0,
            file: 0,
            css: 0,
            template: 0,
            last: 0,
            parts: [CSS, TEMPLATE].map(read).into(),
        }
    }

    /// The files that say it; the theme's others never change.
    pub fn files(&self) -> Files {
        let mut files = Files::new();
        let mut add = |path: &str, text: String| {
            files.insert(path.to_string(), text.into_bytes());
        };
        let title = &self.title;
        add(
            "content/kit.yml",
            format!(
                "title: {{vi: {title}, en: \"Kit: {title}\"}}\nbase_url: https://kit.example.vn/kho/\n\
                 languages: [vi, en]\ncards: [og]\n{QUIET}"
            ),
        );
        add(
            "content/audiences.yml",
            "- {id: nguoi-dan, title: {vi: Người dân, en: People}}\n\
             - {id: tho, title: {vi: Thợ, en: Workers}, icon: hammer}\n"
                .to_string(),
        );
        add(
            "content/facts.yml",
            format!(
                "- id: muc\n  title: {{vi: Mức đóng, en: Rate}}\n  unit: VND/month\n  values: [{{value: {}}}]\n\
                 - {{id: nam, title: Mỗi năm, unit: VND/year, formula: muc * 12}}\n",
                100_000 + 1000 * self.fact
            ),
        );
        for (campaign, messages) in &self.campaigns {
            let folder = format!("content/campaigns/{campaign}");
            add(
                &format!("{folder}/campaign.yml"),
                format!("title: Chiến dịch {campaign}\naudiences: [nguoi-dan, tho]\n"),
            );
            add(&format!("{folder}/messages.yml"), self.messages(campaign, messages));
        }
        let life = "audiences: [nguoi-dan]\ncampaigns: [mot]\nstatus: approved\ntemplate: flyer\n";
        add(
            &format!("content/leaflets/{}.md", self.leaflet),
            format!(
                "---\ntitle: Tờ rơi\n{life}---\n## Mức đóng\n\nMỗi tháng {{{{ muc }}}}, mỗi năm {{{{ nam }}}}.\n"
            ),
        );
        add(
            &format!("content/leaflets/{}.en.md", self.leaflet),
            "---\ntitle: Leaflet\n---\n## The rate\n\nA month {{ muc }}.\n".to_string(),
        );
        add("content/static/tai-lieu/ghi-chu.txt", format!("Ghi chú {}\n", self.file));
        let mut part = |path: &str, change: &dyn Fn(&str) -> String| {
            add(path, change(&String::from_utf8_lossy(&self.parts[path])));
        };
        part(CSS, &|text| format!("{text}.so-{}{{top:0}}\n", self.css));
        part(TEMPLATE, &|text| {
            let mark = format!(
                "#place(top + left, rect(width: {}pt, height: 4pt, fill: white))\n#context {{\n  complete",
                1 + self.template
            );
            text.replacen("#context {\n  complete", &mark, 1)
        });
        files.insert(PICTURE.to_string(), picture(self.picture));
        files
    }

    fn messages(&self, campaign: &str, messages: &[Message]) -> String {
        let one = |(n, message): (usize, &Message)| {
            let Message { id, aliases, headline } = message;
            // One shows the picture, every other one is in two languages.
            let picture = match (campaign, n) {
                ("mot", 0) => "  picture: {src: cho.png, alt: Chợ}\n",
                _ => "",
            };
            let english = match n % 2 {
                0 => format!("    en: {{headline: \"News: {headline}\"}}\n"),
                _ => String::new(),
            };
            format!(
                "- id: {id}\n  audiences: [nguoi-dan, tho]\n  aliases: [{}]\n  status: approved\n\
                 {picture}  link: leaflet:{}\n  text:\n    vi:\n      headline: \"{headline}\"\n      \
                 body: \"Mỗi tháng {{{{ muc }}}}.\"\n{english}",
                aliases.join(", "),
                self.leaflet
            )
        };
        messages.iter().enumerate().map(one).collect()
    }
}

/// A picture that is like no other.
fn picture(number: u8) -> Vec<u8> {
    let colour = |x: u32, y: u32| image::Rgb([number.wrapping_mul(40), x as u8, y as u8]);
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(320, 240, colour);
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}
