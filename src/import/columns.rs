//! What the columns of a table can be: for each kind its fields and the
//! names that offices give them, in Vietnamese and English. All of it is
//! data; names are compared without accents, case, spaces or signs.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::words::Words;
use crate::source::ItemId;

crate::closed_list! {
    /// What a table lists.
    pub enum Kind {
        /// A catalogue of messages.
        Messages = "messages",
        /// The official links.
        Links = "links",
        /// A unit's collection agents.
        Agents = "agents",
    }
}

/// How a column's cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// An id of the row's own.
    Id,
    /// Text, one column for each language.
    Text,
    /// Text in one form for everyone.
    Line,
    /// A day.
    Date,
    /// A telephone number.
    Phone,
    /// The address of a web page.
    Address,
    /// An item or an address.
    Link,
    /// One word of a closed list.
    Word(&'static [Words]),
    /// Several words of a closed list.
    WordList(&'static [Words]),
    /// Ids of audiences, or their titles.
    Audiences,
    /// Ids of campaigns, or their titles.
    Campaigns,
    /// Ids of legal documents, or their numbers or titles.
    Legal,
    /// The id of a fact, or its title.
    Fact,
}

/// A field that a column can fill.
#[derive(Debug)]
pub struct Field {
    /// Its name in the content model, parts joined by a point.
    pub name: &'static str,
    /// How its cells are read.
    pub reading: Reading,
    /// What offices call it; the first is what lantoa calls it.
    pub titles: &'static [&'static str],
}

/// Columns that only number the rows.
const NUMBERING: &[&str] = &["STT", "TT", "Số TT", "Số thứ tự", "Thứ tự", "No", "No.", "Order"];

/// Names of the languages, as they stand behind a column's title.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("vi", &["vi", "vn", "vie", "tiếng Việt", "Việt", "Vietnamese"]),
    ("en", &["en", "eng", "tiếng Anh", "Anh", "English"]),
    ("km", &["km", "tiếng Khmer", "Khmer", "Khơ-me", "tiếng Khơ-me"]),
    ("lo", &["lo", "tiếng Lào", "Lao"]),
    ("th", &["th", "tiếng Thái Lan", "Thai"]),
    ("zh", &["zh", "tiếng Trung", "tiếng Hoa", "Chinese"]),
    ("ja", &["ja", "tiếng Nhật", "Japanese"]),
    ("ko", &["ko", "tiếng Hàn", "Korean"]),
    ("fr", &["fr", "tiếng Pháp", "French"]),
    ("ru", &["ru", "tiếng Nga", "Russian"]),
];

const fn field(name: &'static str, reading: Reading, titles: &'static [&'static str]) -> Field {
    Field { name, reading, titles }
}

use Reading as R;

const MESSAGES: &[Field] = &[
    field("id", R::Id, &["Mã", "Mã thông điệp", "Mã số", "Ký hiệu", "ID", "Code", "Message ID"]),
    field(
        "headline",
        R::Text,
        &[
            "Tiêu đề",
            "Thông điệp",
            "Tên thông điệp",
            "Câu thông điệp",
            "Thông điệp chính",
            "Thông điệp truyền thông",
            "Tiêu đề thông điệp",
            "Khẩu hiệu",
            "Headline",
            "Title",
            "Message",
            "Slogan",
        ],
    ),
    field(
        "body",
        R::Text,
        &[
            "Nội dung",
            "Nội dung thông điệp",
            "Nội dung chính",
            "Nội dung chi tiết",
            "Nội dung truyền thông",
            "Diễn giải",
            "Mô tả",
            "Body",
            "Text",
            "Content",
            "Description",
        ],
    ),
    field(
        "post",
        R::Text,
        &[
            "Bài đăng",
            "Lời đăng",
            "Nội dung đăng",
            "Nội dung bài đăng",
            "Bài đăng mạng xã hội",
            "Bài đăng Facebook",
            "Caption",
            "Post",
            "Social post",
        ],
    ),
    field(
        "sms",
        R::Text,
        &[
            "Tin nhắn",
            "SMS",
            "Tin nhắn SMS",
            "Nội dung tin nhắn",
            "Tin nhắn điện thoại",
            "Text message",
        ],
    ),
    field(
        "broadcast",
        R::Text,
        &[
            "Phát thanh",
            "Loa",
            "Bài phát thanh",
            "Lời phát thanh",
            "Nội dung phát thanh",
            "Loa truyền thanh",
            "Bài truyền thanh",
            "Truyền thanh",
            "Broadcast",
            "Loudspeaker",
        ],
    ),
    field(
        "audiences",
        R::Audiences,
        &[
            "Đối tượng",
            "Nhóm đối tượng",
            "Đối tượng truyền thông",
            "Đối tượng tiếp nhận",
            "Đối tượng hướng đến",
            "Công chúng",
            "Nhóm công chúng",
            "Audiences",
            "Audience",
            "Target audience",
            "Target group",
        ],
    ),
    field(
        "campaigns",
        R::Campaigns,
        &["Chiến dịch", "Đợt truyền thông", "Chiến dịch truyền thông", "Campaigns", "Campaign"],
    ),
    field("figure", R::Fact, &["Số liệu", "Số liệu nổi bật", "Mã số liệu", "Figure", "Fact"]),
    field("figure_label", R::Text, &["Chú thích số liệu", "Tên số liệu", "Figure label"]),
    field("card", R::Word(super::words::CARDS), &["Mẫu thẻ", "Kiểu thẻ", "Card", "Card template"]),
    field("icon", R::Line, &["Biểu tượng", "Icon"]),
    field("by", R::Text, &["Người nói", "Lời của", "Nhân vật", "By", "Quote by"]),
    field(
        "link",
        R::Link,
        &["Liên kết", "Đường dẫn", "Đường link", "Địa chỉ liên kết", "Link", "URL"],
    ),
    field(
        "channels",
        R::WordList(super::words::CHANNELS),
        &["Kênh", "Kênh truyền thông", "Kênh đăng", "Kênh phát", "Các kênh", "Channels", "Channel"],
    ),
    field(
        "legal",
        R::Legal,
        &[
            "Căn cứ pháp lý",
            "Căn cứ",
            "Cơ sở pháp lý",
            "Văn bản",
            "Văn bản căn cứ",
            "Số văn bản",
            "Legal",
            "Legal basis",
            "Legal documents",
        ],
    ),
    field("status", R::Word(super::words::STATUSES), &["Trạng thái", "Tình trạng", "Status"]),
    field(
        "approved_by",
        R::Line,
        &["Người duyệt", "Người phê duyệt", "Đơn vị duyệt", "Approved by"],
    ),
    field("approved_on", R::Date, &["Ngày duyệt", "Ngày phê duyệt", "Approved on"]),
    field(
        "publish_from",
        R::Date,
        &["Đăng từ ngày", "Đăng từ", "Ngày đăng", "Phát hành từ", "Publish from", "Publish date"],
    ),
    field(
        "review_by",
        R::Date,
        &["Ngày rà soát", "Hạn rà soát", "Rà soát trước ngày", "Review by", "Review date"],
    ),
    field(
        "valid.from",
        R::Date,
        &[
            "Hiệu lực từ",
            "Hiệu lực từ ngày",
            "Có hiệu lực từ",
            "Ngày hiệu lực",
            "Áp dụng từ",
            "Từ ngày",
            "Valid from",
            "From",
        ],
    ),
    field(
        "valid.until",
        R::Date,
        &[
            "Hiệu lực đến",
            "Hiệu lực đến ngày",
            "Hết hiệu lực",
            "Ngày hết hiệu lực",
            "Áp dụng đến",
            "Đến ngày",
            "Valid until",
            "Valid to",
            "Until",
        ],
    ),
    field("replaced_by", R::Id, &["Thay bằng", "Được thay bằng", "Replaced by"]),
];

const LINKS: &[Field] = &[
    field(
        "label",
        R::Text,
        &[
            "Tên",
            "Tên kênh",
            "Tên trang",
            "Tên liên kết",
            "Tên fanpage",
            "Nhãn",
            "Đơn vị",
            "Label",
            "Name",
            "Title",
        ],
    ),
    field(
        "url",
        R::Address,
        &[
            "Liên kết",
            "Đường dẫn",
            "Đường link",
            "Địa chỉ liên kết",
            "Địa chỉ trang",
            "Địa chỉ",
            "Website",
            "Link",
            "URL",
            "Address",
        ],
    ),
    field(
        "channel",
        R::Word(super::words::CHANNELS),
        &["Kênh", "Loại kênh", "Nền tảng", "Loại", "Channel", "Platform"],
    ),
];

const AGENTS: &[Field] = &[
    field(
        "name",
        R::Text,
        &[
            "Tên",
            "Họ và tên",
            "Họ tên",
            "Tên đại lý",
            "Tên đại lý thu",
            "Đại lý",
            "Đại lý thu",
            "Tên tổ chức dịch vụ thu",
            "Tổ chức dịch vụ thu",
            "Tên điểm thu",
            "Điểm thu",
            "Tên nhân viên thu",
            "Nhân viên thu",
            "Name",
            "Agent",
            "Agent name",
            "Full name",
            "Collection agent",
        ],
    ),
    field(
        "address",
        R::Text,
        &["Địa chỉ", "Địa điểm", "Địa chỉ điểm thu", "Nơi làm việc", "Address", "Location"],
    ),
    field(
        "phone",
        R::Phone,
        &[
            "Điện thoại",
            "Số điện thoại",
            "SĐT",
            "Số ĐT",
            "ĐT",
            "Di động",
            "Điện thoại liên hệ",
            "Số điện thoại liên hệ",
            "Phone",
            "Phone number",
            "Telephone",
            "Mobile",
            "Tel",
        ],
    ),
];

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 3] = [Kind::Messages, Kind::Links, Kind::Agents];

    /// Its fields, in the order they are written.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Kind::Messages => MESSAGES,
            Kind::Links => LINKS,
            Kind::Agents => AGENTS,
        }
    }

    /// A field by its name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// The fields without which a table is not of this kind: all of the
    /// first list, and one of the second where it is not empty.
    pub fn needs(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Kind::Messages => (&["headline"], &[]),
            Kind::Links => (&["url"], &[]),
            Kind::Agents => (&["name"], &["address", "phone"]),
        }
    }
}

/// The fields of each kind by every title they have, folded.
static FOLDED: LazyLock<[BTreeMap<String, &'static Field>; 3]> = LazyLock::new(|| {
    Kind::ALL.map(|kind| {
        let titles = kind.fields().iter().flat_map(|field| {
            let own = std::iter::once(&field.name);
            field.titles.iter().chain(own).map(move |title| (ItemId::suggest(title), field))
        });
        titles.collect()
    })
});

/// What a column fills.
#[derive(Debug, Clone)]
pub struct Filled {
    /// The field.
    pub field: &'static Field,
    /// The language of its texts; the kit's default where it names none.
    pub lang: Option<&'static str>,
}

/// What a column's title says.
#[derive(Debug, Clone)]
pub enum Meaning {
    /// It fills a field.
    Fills(Filled),
    /// It numbers the rows, or is to be left out.
    Nothing,
    /// Nobody knows.
    Unknown,
}

/// What the column titled `title` is in a table of `kind`.
pub fn meaning(kind: Kind, title: &str) -> Meaning {
    let title = ItemId::suggest(title);
    let is = |name: &&str| ItemId::suggest(name) == title;
    if title.is_empty() || NUMBERING.iter().any(is) {
        return Meaning::Nothing;
    }
    let named = |title: &str| FOLDED[kind as usize].get(title).copied();
    if let Some(field) = named(&title) {
        return Meaning::Fills(Filled { field, lang: None });
    }
    for (lang, names) in LANGUAGES {
        for name in *names {
            let end = format!("-{}", ItemId::suggest(name));
            let Some(stem) = title.strip_suffix(&end) else { continue };
            if let Some(field) = named(stem).filter(|field| field.reading == Reading::Text) {
                return Meaning::Fills(Filled { field, lang: Some(lang) });
            }
        }
    }
    Meaning::Unknown
}

/// The title that `title` was perhaps meant to be.
pub fn nearest_title(kind: Kind, title: &str) -> Option<&'static str> {
    let folded = ItemId::suggest(title);
    let known = FOLDED[kind as usize].keys().map(String::as_str);
    let near = crate::diag::closest(&folded, known)?;
    let field = FOLDED[kind as usize].get(near)?;
    field.titles.iter().find(|title| ItemId::suggest(title) == near).copied()
}

/// The field that a mapping names: `headline`, `headline.en`, `valid.from`.
pub fn by_name(kind: Kind, name: &str) -> Option<Filled> {
    if let Some(field) = kind.field(name) {
        return Some(Filled { field, lang: None });
    }
    let (stem, lang) = name.rsplit_once('.')?;
    let field = kind.field(stem).filter(|field| field.reading == Reading::Text)?;
    let (lang, _) = LANGUAGES.iter().find(|(code, _)| *code == lang)?;
    Some(Filled { field, lang: Some(lang) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fills(kind: Kind, title: &str) -> Option<(&'static str, Option<&'static str>)> {
        match meaning(kind, title) {
            Meaning::Fills(filled) => Some((filled.field.name, filled.lang)),
            _ => None,
        }
    }

    #[test]
    fn titles_are_known_without_accents_case_or_signs() {
        assert_eq!(fills(Kind::Messages, "TIÊU  ĐỀ (*)"), Some(("headline", None)));
        assert_eq!(fills(Kind::Messages, "Tieu de (tiếng Anh)"), Some(("headline", Some("en"))));
        assert_eq!(fills(Kind::Messages, "Headline EN"), Some(("headline", Some("en"))));
        assert_eq!(fills(Kind::Messages, "approved_on"), Some(("approved_on", None)));
        assert_eq!(fills(Kind::Agents, "SĐT"), Some(("phone", None)));
        assert_eq!(fills(Kind::Agents, "STT"), None);
        assert_eq!(nearest_title(Kind::Messages, "Tiêu dề chnh"), None);
        assert_eq!(
            nearest_title(Kind::Messages, "Đối tương truyền thôg"),
            Some("Đối tượng truyền thông")
        );
    }

    #[test]
    fn no_title_means_two_fields() {
        for kind in Kind::ALL {
            let mut seen = std::collections::BTreeMap::new();
            for field in kind.fields() {
                for title in field.titles {
                    let before = seen.insert(ItemId::suggest(title), field.name);
                    assert!(before.is_none_or(|name| name == field.name), "{title}");
                }
            }
        }
    }
}
