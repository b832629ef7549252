//! The fields that columns can fill and the names that offices give them, in
//! Vietnamese and English. All of it is data.

use super::words::Words;

/// How a column's cells are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// An id of the row's own.
    Id,
    /// Text, one column for each language.
    Text,
    /// The same in one line: what wraps in a cell is no new line.
    Phrase,
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
    /// A template of cards, which the theme names.
    Card,
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

impl Reading {
    /// Whether each language has a column of its own.
    pub fn is_by_language(self) -> bool {
        matches!(self, Reading::Text | Reading::Phrase)
    }
}

const fn field(name: &'static str, reading: Reading, titles: &'static [&'static str]) -> Field {
    Field { name, reading, titles }
}

use Reading as R;

/// The fields of a message.
pub const MESSAGES: &[Field] = &[
    field("id", R::Id, &["Mã", "Mã thông điệp", "Mã số", "Ký hiệu", "ID", "Code", "Message ID"]),
    field(
        "headline",
        R::Phrase,
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
    field("figure_label", R::Phrase, &["Chú thích số liệu", "Tên số liệu", "Figure label"]),
    field("card", R::Card, &["Mẫu thẻ", "Kiểu thẻ", "Card", "Card template"]),
    field("icon", R::Line, &["Biểu tượng", "Icon"]),
    field("by", R::Phrase, &["Người nói", "Lời của", "Nhân vật", "By", "Quote by"]),
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

/// The fields of an official link.
pub const LINKS: &[Field] = &[
    field(
        "label",
        R::Phrase,
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

/// The fields of a collection agent.
pub const AGENTS: &[Field] = &[
    field(
        "name",
        R::Phrase,
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
        R::Phrase,
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
