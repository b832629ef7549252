//! What a kit made from a seed holds: items of every kind and state with old
//! ids and headings that are there twice, files with odd names; and targets
//! among them in every spelling, good and broken.

/// SplitMix64: the same kits from the same seed on every machine.
pub(super) struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Approved,
    Expired,
    Withdrawn,
    Draft,
    Scheduled,
}

pub(super) use State::{Approved, Draft, Expired, Scheduled, Withdrawn};

/// An item to link to.
pub(super) struct Made {
    pub kind: &'static str,
    pub id: String,
    pub old: Option<String>,
    pub state: State,
    /// Titles of headings, and their ids as GitHub makes them.
    pub headings: Vec<(&'static str, String)>,
    /// Those of its English text, if it has one.
    pub english: Option<Vec<(&'static str, String)>>,
}

impl Made {
    fn has_page(&self) -> bool {
        matches!(self.state, Approved | Expired | Withdrawn)
    }
}

const HEADINGS: &[(&str, &str)] = &[
    ("Điều kiện", "điều-kiện"),
    ("Hồ sơ cần có", "hồ-sơ-cần-có"),
    ("Mức đóng 2026 (mới)", "mức-đóng-2026-mới"),
    ("BHXH, BHYT", "bhxh-bhyt"),
];
const ENGLISH: &[(&str, &str)] =
    &[("Conditions", "conditions"), ("What to bring", "what-to-bring")];

/// Files of `static/`, and their names encoded.
const STATICS: &[(&str, &str)] = &[
    ("mau.pdf", "mau.pdf"),
    ("Mẫu Tờ Khai.pdf", "M%E1%BA%ABu%20T%E1%BB%9D%20Khai.pdf"),
    ("100% #1.pdf", "100%25%20%231.pdf"),
    ("hỏi #2.pdf", "h%E1%BB%8Fi%20%232.pdf"),
    ("thu-muc/tệp a.pdf", "thu-muc/t%E1%BB%87p%20a.pdf"),
    ("IN HOA.PDF", "IN%20HOA.PDF"),
    ("a+b&c='1'.pdf", "a+b&c=%271%27.pdf"),
    ("%41.pdf", "%2541.pdf"),
    ("~x;y,(1).pdf", "~x;y,%281%29.pdf"),
];

const BASES: [&str; 2] = ["https://kit.example.vn/", "https://kit.example.vn/kho/"];

const WEB: &[&str] = &[
    "https://bảohiểm.vn/đường dẫn?q=1",
    "HTTPS://Example.VN/A",
    "mailto:a@bhxh.gov.vn",
    "tel:19009068",
];

/// What no kit accepts, with the check that speaks.
const BROKEN: &[(&str, &str)] = &[
    ("message:khong-co", "broken-link"),
    ("campaign:khong-co", "broken-link"),
    ("legal:luat#x", "broken-link"),
    ("fact:muc#x", "broken-link"),
    ("audience:khong-co", "broken-link"),
    ("/khong-co.pdf", "broken-link"),
    ("/MAU.pdf", "broken-link"),
    ("khong co.pdf#page=2", "broken-link"),
    ("../mau.pdf", "unsafe-path"),
    ("thu-muc/../../kit.yml", "unsafe-path"),
    ("javascript:alert(1)", "unsafe-link"),
    ("file:///etc/passwd", "unsafe-link"),
    ("https://", "unsafe-link"),
    ("https://a.vn:cong/", "unsafe-link"),
    ("icon:phone", "broken-link"),
    ("icon:khong-co", "unknown-reference"),
];

/// Titles with their ids: what is there again gets a number.
fn headings(
    dice: &mut Dice,
    of: &[(&'static str, &str)],
    most: usize,
) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> = Vec::new();
    for _ in 0..dice.below(most + 1) {
        let (title, id) = *dice.one(of);
        let before = all.iter().filter(|(other, _)| *other == title).count();
        let id = if before == 0 { id.to_string() } else { format!("{id}-{before}") };
        all.push((title, id));
    }
    all
}

/// Encodes every byte that is not a letter, as a browser's address bar does.
fn encoded(text: &str) -> String {
    let letter = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    text.bytes()
        .map(|b| if letter(b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// What a kit's links can lead to.
pub(super) struct World {
    pub base: &'static str,
    pub has_english: bool,
    pub items: Vec<Made>,
    pub statics: Vec<(&'static str, &'static str)>,
}

impl World {
    pub fn new(dice: &mut Dice) -> Self {
        let has_english = dice.chance(60);
        let mut items = Vec::new();
        for kind in ["message", "leaflet", "infographic", "broadcast", "faq", "page"] {
            for n in 0..2 + dice.below(2) {
                let state = match n {
                    0 => Approved,
                    _ => *dice.one(&[Approved, Expired, Withdrawn, Draft, Scheduled]),
                };
                let most = match kind {
                    "message" => 0,
                    "leaflet" => 2,
                    _ => 4,
                };
                let headings = headings(dice, HEADINGS, most);
                let translated = has_english && matches!(kind, "faq" | "page") && dice.chance(50);
                items.push(Made {
                    kind,
                    id: format!("{kind}-{n}"),
                    old: dice.chance(50).then(|| format!("cu-{kind}-{n}")),
                    state,
                    headings,
                    english: translated.then(|| self::headings(dice, ENGLISH, 3)),
                });
            }
        }
        let statics = STATICS.iter().copied().filter(|_| dice.chance(70)).collect();
        World { base: BASES[dice.below(BASES.len())], has_english, items, statics }
    }

    /// A target that an address can be made of.
    pub fn good(&self, dice: &mut Dice, lang: &str) -> String {
        match dice.below(10) {
            0 => dice.one(WEB).to_string(),
            1 => {
                let fixed = [
                    "campaign:mot",
                    "campaign:khong",
                    "audience:nguoi-dan",
                    "legal:luat",
                    "fact:muc",
                ];
                dice.one(&fixed).to_string()
            }
            2 => dice.one(&["campaign:khong#vì-sao", "audience:nguoi-dan#cách-dùng"]).to_string(),
            3 | 4 if !self.statics.is_empty() => self.file(dice),
            _ => {
                let there: Vec<&Made> = self.items.iter().filter(|item| item.has_page()).collect();
                let item = *dice.one(&there);
                let mut to = format!("{}:{}", self.scheme(dice, item), name(dice, item));
                let known = match &item.english {
                    Some(english) if lang == "en" => english,
                    _ => &item.headings,
                };
                if item.state != Withdrawn && !known.is_empty() && dice.chance(60) {
                    let (_, id) = dice.one(known);
                    to.push('#');
                    to.push_str(&if dice.chance(50) { encoded(id) } else { id.clone() });
                }
                to
            }
        }
    }

    fn scheme(&self, dice: &mut Dice, item: &Made) -> &'static str {
        if item.kind == "leaflet" && dice.chance(30) { "product" } else { item.kind }
    }

    fn file(&self, dice: &mut Dice) -> String {
        let (name, safe) = *dice.one(&self.statics);
        let before = *dice.one(&["/", "", "./", "static/", "/./"]);
        let after = *dice.one(&["", "?x=1", "#page=2", "?x=1#page=2", "?tên=giá trị#ở đây"]);
        match dice.chance(50) {
            true => format!("{before}{name}"),
            false => format!("{before}{safe}{after}"),
        }
    }

    /// A target that leads nowhere, and what says so.
    pub fn bad(&self, dice: &mut Dice) -> (String, &'static str) {
        let hidden: Vec<&Made> = self.items.iter().filter(|item| !item.has_page()).collect();
        let shown: Vec<&Made> = self.items.iter().filter(|item| item.has_page()).collect();
        match dice.below(4) {
            0 if !hidden.is_empty() => {
                let item = *dice.one(&hidden);
                (format!("{}:{}", item.kind, name(dice, item)), "broken-link")
            }
            1 => {
                let item = *dice.one(&shown);
                (format!("{}:{}#khong-co", item.kind, name(dice, item)), "broken-link")
            }
            2 => {
                // The content of a withdrawn item is gone, and its headings.
                let gone = shown.iter().find(|i| i.state == Withdrawn && !i.headings.is_empty());
                let to =
                    gone.map(|item| format!("{}:{}#{}", item.kind, item.id, item.headings[0].1));
                (to.unwrap_or_else(|| "faq:faq-0#".to_string() + "x"), "broken-link")
            }
            _ => {
                let (to, id) = *dice.one(BROKEN);
                (to.to_string(), id)
            }
        }
    }
}

/// The id that an item has, or had.
pub(super) fn name(dice: &mut Dice, item: &Made) -> String {
    match &item.old {
        Some(old) if dice.chance(40) => old.clone(),
        _ => item.id.clone(),
    }
}
