//! The words of closed lists as people write them in tables: each word of
//! the content model with its names in Vietnamese and English.

use crate::source::ItemId;

/// A word and what people call it.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// As the content model has it.
    pub word: &'static str,
    /// What people call it; the first is what lantoa calls it.
    pub names: &'static [&'static str],
}

const fn words(word: &'static str, names: &'static [&'static str]) -> Words {
    Words { word, names }
}

/// The channels.
pub const CHANNELS: &[Words] = &[
    words(
        "portal",
        &[
            "Cổng thông tin điện tử",
            "Cổng thông tin",
            "Cổng TTĐT",
            "Trang thông tin điện tử",
            "Trang web",
            "Website",
            "Web",
        ],
    ),
    words("facebook", &["Facebook", "Fanpage", "Fanpage Facebook", "Trang Facebook", "FB"]),
    words("zalo", &["Zalo", "Zalo OA"]),
    words("youtube", &["YouTube"]),
    words("tiktok", &["TikTok", "Tik Tok"]),
    words("vssid", &["VssID", "Ứng dụng VssID"]),
    words(
        "loudspeaker",
        &[
            "Loa truyền thanh",
            "Loa",
            "Loa phát thanh",
            "Phát thanh",
            "Truyền thanh",
            "Truyền thanh cơ sở",
            "Đài truyền thanh",
            "Hệ thống loa truyền thanh",
            "Loa phường",
            "Loa xã",
        ],
    ),
    words("led", &["Màn hình LED", "Bảng LED", "Bảng điện tử"]),
    words("sms", &["Tin nhắn", "Tin nhắn SMS", "Tin nhắn điện thoại"]),
    words("print", &["Bản in", "In", "In ấn", "Ấn phẩm", "Tờ rơi", "Tờ gấp"]),
    words("meeting", &["Hội nghị", "Cuộc họp", "Họp", "Tọa đàm", "Tư vấn trực tiếp"]),
];

/// What an editor says of a message.
pub const STATUSES: &[Words] = &[
    words("draft", &["Nháp", "Bản nháp", "Dự thảo", "Chưa duyệt", "Chờ duyệt", "Đang soạn"]),
    words("approved", &["Đã duyệt", "Duyệt", "Đã phê duyệt", "Phê duyệt", "Đã được duyệt"]),
    words("withdrawn", &["Thu hồi", "Đã thu hồi", "Gỡ", "Đã gỡ", "Hủy"]),
];

/// The templates of cards.
pub const CARDS: &[Words] = &[
    words("statement", &["Câu chữ"]),
    words("figure", &["Con số", "Số liệu"]),
    words("quote", &["Trích dẫn", "Lời nhân vật"]),
    words("steps", &["Các bước"]),
    words("photo", &["Ảnh", "Hình ảnh"]),
];

/// Words that mean all there are.
const ALL: &[&str] =
    &["Tất cả", "Mọi", "Toàn bộ", "All", "Tất cả các kênh", "Tất cả đối tượng", "Mọi đối tượng"];

/// Whether a cell means all there are.
pub fn is_all(text: &str) -> bool {
    let folded = ItemId::suggest(text);
    ALL.iter().any(|name| ItemId::suggest(name) == folded)
}

/// The word that `text` is in `list`.
pub fn word(list: &[Words], text: &str) -> Option<&'static str> {
    let folded = ItemId::suggest(text);
    list.iter()
        .find(|words| {
            words.word == folded || words.names.iter().any(|name| ItemId::suggest(name) == folded)
        })
        .map(|words| words.word)
}
