//! A national kit of any size: the sample kit's campaigns, audiences,
//! messages, leaflets, infographics, scripts and questions, repeated under
//! ids of their own, for the national office and its provinces. Facts and
//! legal documents are the sample's as they are, so every figure is a real
//! one. The same size gives the same bytes.
//!
//! Shared by the benchmarks and the tests; each uses a part of it.
#![allow(dead_code)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_yaml::{Mapping, Value};

use self::links::Ids;
use self::sample::{Document, Sample};

#[path = "links.rs"]
mod links;
#[path = "sample.rs"]
mod sample;

/// The national office: the kit's own unit, which provinces inherit from.
pub const NATIONAL: &str = "bhxh-viet-nam";

/// The provinces and cities, by id.
const PROVINCES: [(&str, &str); 34] = [
    ("an-giang", "tỉnh An Giang"),
    ("bac-ninh", "tỉnh Bắc Ninh"),
    ("ca-mau", "tỉnh Cà Mau"),
    ("can-tho", "thành phố Cần Thơ"),
    ("cao-bang", "tỉnh Cao Bằng"),
    ("da-nang", "thành phố Đà Nẵng"),
    ("dak-lak", "tỉnh Đắk Lắk"),
    ("dien-bien", "tỉnh Điện Biên"),
    ("dong-nai", "tỉnh Đồng Nai"),
    ("dong-thap", "tỉnh Đồng Tháp"),
    ("gia-lai", "tỉnh Gia Lai"),
    ("ha-noi", "thành phố Hà Nội"),
    ("ha-tinh", "tỉnh Hà Tĩnh"),
    ("hai-phong", "thành phố Hải Phòng"),
    ("ho-chi-minh", "Thành phố Hồ Chí Minh"),
    ("hue", "thành phố Huế"),
    ("hung-yen", "tỉnh Hưng Yên"),
    ("khanh-hoa", "tỉnh Khánh Hòa"),
    ("lai-chau", "tỉnh Lai Châu"),
    ("lam-dong", "tỉnh Lâm Đồng"),
    ("lang-son", "tỉnh Lạng Sơn"),
    ("lao-cai", "tỉnh Lào Cai"),
    ("nghe-an", "tỉnh Nghệ An"),
    ("ninh-binh", "tỉnh Ninh Bình"),
    ("phu-tho", "tỉnh Phú Thọ"),
    ("quang-ngai", "tỉnh Quảng Ngãi"),
    ("quang-ninh", "tỉnh Quảng Ninh"),
    ("quang-tri", "tỉnh Quảng Trị"),
    ("son-la", "tỉnh Sơn La"),
    ("tay-ninh", "tỉnh Tây Ninh"),
    ("thai-nguyen", "tỉnh Thái Nguyên"),
    ("thanh-hoa", "tỉnh Thanh Hóa"),
    ("tuyen-quang", "tỉnh Tuyên Quang"),
    ("vinh-long", "tỉnh Vĩnh Long"),
];

/// Messages that a campaign of the sample has, about.
const MESSAGES_A_CAMPAIGN: usize = 9;

/// How much of everything. `messages` are a campaign's; the rest is the
/// whole kit's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// Provinces beside the national office, at most 34.
    pub provinces: usize,
    /// Audiences, at least one.
    pub audiences: usize,
    /// 1: Vietnamese; 2: English too, where the sample has it.
    pub languages: usize,
    /// Campaigns, at least one.
    pub campaigns: usize,
    /// Messages of each campaign.
    pub messages: usize,
    /// Leaflets, posters and tables.
    pub leaflets: usize,
    /// Infographics.
    pub infographics: usize,
    /// Loudspeaker scripts.
    pub scripts: usize,
    /// Questions and answers.
    pub questions: usize,
}

impl Size {
    /// The size whose build, of every unit, gives about that many artifacts,
    /// mixed as in the sample kit.
    pub fn for_artifacts(artifacts: usize) -> Self {
        let provinces = match artifacts {
            ..2_000 => 0,
            _ => (artifacts / 1_250 - 1).min(PROVINCES.len()),
        };
        let (languages, audiences) = if artifacts < 400 { (1, 3) } else { (2, 9) };
        let of = |messages: usize| {
            let campaigns = (messages / MESSAGES_A_CAMPAIGN).max(1);
            Size {
                provinces,
                audiences,
                languages,
                campaigns,
                messages: messages.div_ceil(campaigns),
                leaflets: (messages * 5 / 104).max(1),
                infographics: (messages * 8 / 104).max(1),
                scripts: messages * 7 / 104,
                questions: messages * 32 / 104,
            }
        };
        let off = |messages: &usize| of(*messages).artifacts().abs_diff(artifacts);
        // About eight artifacts a message in the least.
        of((1..artifacts / 4 + 2).min_by_key(off).unwrap_or(1))
    }

    /// About how many artifacts a build of every unit gives, counted on the
    /// sample kit.
    pub fn artifacts(&self) -> usize {
        let two = self.languages > 1;
        // A message: page, code and three cards; half have English cards.
        let message = if two { 75 } else { 48 };
        let campaign = if two { 150 } else { 70 };
        let sheet = if two { 85 } else { 55 };
        let page = 10 * self.languages;
        let tenths = message * self.campaigns * self.messages
            + campaign * self.campaigns * self.audiences.min(4) / 4
            + sheet * (self.leaflets + self.infographics)
            + page * (self.scripts + self.questions + self.audiences)
            // Legal documents, lists and what else each unit has once.
            + page * 45;
        25 + (1 + self.provinces) * tenths / 10
    }

    /// The value of `--unit` that builds all of it.
    pub fn unit(&self) -> &'static str {
        if self.provinces == 0 { NATIONAL } else { "all" }
    }
}

/// Writes the kit's `content/` below a folder that is empty.
pub fn write(size: &Size, folder: &Path) -> io::Result<()> {
    assert!(size.provinces <= PROVINCES.len(), "there are {} provinces", PROVINCES.len());
    assert!(size.campaigns > 0 && size.audiences > 0 && (1..=2).contains(&size.languages));
    Writer { size, sample: &Sample::read()?, content: folder.join("content") }.write()
}

/// The repository's own folder.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

struct Writer<'s> {
    size: &'s Size,
    sample: &'s Sample,
    content: PathBuf,
}

impl Writer<'_> {
    fn write(&self) -> io::Result<()> {
        let Writer { size, sample, .. } = self;
        let counted = |documents: &[Document], count: usize| {
            let ids = documents.iter().map(|d| d.id.clone()).collect::<Vec<_>>();
            repeat(&ids, count)
        };
        let campaigns = repeat(&sample.campaign_ids(), size.campaigns);
        let mut ids = Ids::new(&sample.campaign_ids(), size.campaigns);
        ids.audiences(&sample.audience_ids(), size.audiences);
        let parts = [
            ("leaflet", "leaflets", &sample.leaflets, size.leaflets),
            ("infographic", "infographics", &sample.infographics, size.infographics),
            ("broadcast", "broadcasts", &sample.broadcasts, size.scripts),
            ("faq", "faq", &sample.questions, size.questions),
            ("page", "pages", &sample.pages, sample.pages.len()),
        ];
        for (kind, _, documents, count) in &parts {
            ids.add(kind, counted(documents, *count).into_iter().map(|(_, id)| id));
        }
        let messages = self.messages(&campaigns);
        ids.add("message", messages.iter().flatten().map(|(_, _, id)| id.clone()));

        self.unchanged()?;
        self.save("kit.yml", &self.kit())?;
        self.audiences(&ids)?;
        for (n, (source, id)) in campaigns.iter().enumerate() {
            let campaign = &sample.campaigns[*source];
            let round = n / sample.campaigns.len();
            let folder = format!("campaigns/{id}");
            let mut head = campaign.head.clone();
            ids.rewrite(&mut head, round);
            self.save(&format!("{folder}/campaign.yml"), &head)?;
            for (language, text) in &campaign.index {
                let text = ids.text(text, round);
                self.localised(&folder, "index", "md", language, &text)?;
            }
            let list = messages[n].iter().map(|(source, round, id)| {
                let mut message = campaign.messages[*source].clone();
                ids.rewrite(&mut message, *round);
                message["id"] = Value::from(id.as_str());
                message
            });
            self.save(&format!("{folder}/messages.yml"), &Value::Sequence(list.collect()))?;
        }
        for (_, folder, documents, count) in parts {
            for (n, (source, id)) in counted(documents, count).into_iter().enumerate() {
                self.document(&ids, folder, &documents[source], &id, n / documents.len())?;
            }
        }
        self.provinces(&messages[0])
    }

    /// For each campaign its messages: which of the sample's campaign, the
    /// how manieth time, and the id.
    fn messages(&self, campaigns: &[(usize, String)]) -> Vec<Vec<(usize, usize, String)>> {
        let mut used: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let of = |(campaign, _): &(usize, String)| {
            let source = &self.sample.campaigns[*campaign].messages;
            let one = |n: usize| {
                let n = n % source.len();
                let round = used.entry((*campaign, n)).or_default();
                let id = numbered(source[n]["id"].as_str().unwrap_or_default(), *round);
                *round += 1;
                (n, *round - 1, id)
            };
            (0..self.size.messages).map(one).collect()
        };
        campaigns.iter().map(of).collect()
    }

    /// Facts and legal documents: real ones, as they are.
    fn unchanged(&self) -> io::Result<()> {
        fs::create_dir_all(self.content.join("facts"))?;
        for path in ["facts.yml", "facts/bang-minh-hoa.yml", "legal.yml"] {
            let mut value = sample::read_yaml(&sample::content().join(path))?;
            self.strip(&mut value);
            self.save(path, &value)?;
        }
        Ok(())
    }

    fn kit(&self) -> Value {
        let mut kit = self.sample.kit.clone();
        let languages = ["vi", "en"].iter().take(self.size.languages);
        kit["languages"] = languages.map(|l| Value::from(*l)).collect();
        // Parts of a kit are missing by design, and dates do not matter here;
        // longer names leave a headline or two without room.
        let off = [
            "text-overflow",
            "missing-translation",
            "uncovered-audience",
            "orphan-item",
            "fact-ends-soon",
            "review-overdue",
            "caption-too-long",
            "sms-too-long",
        ];
        let checks = off.iter().map(|id| (Value::from(*id), Value::from("off")));
        kit["checks"] = Value::Mapping(checks.collect());
        kit
    }

    fn audiences(&self, ids: &Ids) -> io::Result<()> {
        let one = |(n, (source, id)): (usize, (usize, String))| {
            let mut audience = self.sample.audiences[source].clone();
            ids.rewrite(&mut audience, n / self.sample.audiences.len());
            audience["id"] = Value::from(id);
            audience
        };
        let all = repeat(&self.sample.audience_ids(), self.size.audiences);
        self.save("audiences.yml", &Value::Sequence(all.into_iter().enumerate().map(one).collect()))
    }

    fn document(
        &self,
        ids: &Ids,
        folder: &str,
        document: &Document,
        id: &str,
        round: usize,
    ) -> io::Result<()> {
        for (language, (head, body)) in &document.texts {
            let mut head = head.clone();
            ids.rewrite(&mut head, round);
            match body {
                None => self.save(&format!("{folder}/{id}.yml"), &head)?,
                Some(body) => {
                    self.strip(&mut head);
                    let head = serde_yaml::to_string(&head).map_err(io::Error::other)?;
                    let text = format!("---\n{head}---\n{}", ids.text(body, round));
                    self.localised(folder, id, "md", language, &text)?;
                }
            }
        }
        Ok(())
    }

    /// The units: the national office, and provinces that inherit its
    /// contacts and word one message of their own.
    fn provinces(&self, messages: &[(usize, usize, String)]) -> io::Result<()> {
        let mut national = self.sample.unit.clone();
        self.strip(&mut national);
        self.save(&format!("units/{NATIONAL}.yml"), &national)?;
        for (n, (id, name)) in PROVINCES.iter().take(self.size.provinces).enumerate() {
            let mut unit = Mapping::new();
            unit.insert("name".into(), format!("Bảo hiểm xã hội {name}").into());
            unit.insert("parent".into(), NATIONAL.into());
            unit.insert("level".into(), "province".into());
            let mut unit = Value::Mapping(unit);
            if let Some((source, _, message)) = messages.get(n % messages.len().max(1)) {
                let own = &self.sample.campaigns[0].messages[*source]["text"]["vi"]["headline"];
                let own = format!("{} ({name})", own.as_str().unwrap_or_default());
                let path = ["overrides", "messages", message.as_str(), "vi", "headline"];
                let leaf = path[1..].iter().rev().fold(Value::from(own), |inner, key| {
                    Value::Mapping(Mapping::from_iter([(Value::from(*key), inner)]))
                });
                unit[path[0]] = leaf;
            }
            self.save(&format!("units/bhxh-{id}.yml"), &unit)?;
        }
        Ok(())
    }

    /// Takes out what is in a language that the kit does not have.
    fn strip(&self, value: &mut Value) {
        if self.size.languages > 1 {
            return;
        }
        match value {
            Value::Mapping(map) => {
                if map.contains_key("vi") {
                    map.remove("en");
                }
                map.values_mut().for_each(|inner| self.strip(inner));
            }
            Value::Sequence(list) => list.iter_mut().for_each(|inner| self.strip(inner)),
            _ => {}
        }
    }

    fn save(&self, path: &str, value: &Value) -> io::Result<()> {
        let mut value = value.clone();
        self.strip(&mut value);
        self.file(path, &serde_yaml::to_string(&value).map_err(io::Error::other)?)
    }

    fn localised(
        &self,
        folder: &str,
        name: &str,
        ext: &str,
        language: &str,
        text: &str,
    ) -> io::Result<()> {
        match language {
            "vi" => self.file(&format!("{folder}/{name}.{ext}"), text),
            _ if self.size.languages == 1 => Ok(()),
            _ => self.file(&format!("{folder}/{name}.{language}.{ext}"), text),
        }
    }

    fn file(&self, path: &str, text: &str) -> io::Result<()> {
        let path = self.content.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, text)
    }
}

/// That many ids: the given ones round after round, numbered from the second
/// round on; each with the index of the one it repeats.
fn repeat(ids: &[String], count: usize) -> Vec<(usize, String)> {
    let one = |n: usize| (n % ids.len(), numbered(&ids[n % ids.len()], n / ids.len()));
    let all: Vec<_> = (0..count).map(one).collect();
    debug_assert_eq!(all.iter().map(|(_, id)| id).collect::<BTreeSet<_>>().len(), count);
    all
}

/// An id in its how manieth round: `x`, `x-ban-2`, `x-ban-3`.
fn numbered(id: &str, round: usize) -> String {
    if round == 0 { id.to_string() } else { format!("{id}-ban-{}", round + 1) }
}
