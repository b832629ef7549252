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

/// Words that mean all there are.
const ALL: &[&str] =
    &["Tất cả", "Mọi", "Toàn bộ", "All", "Tất cả các kênh", "Tất cả đối tượng", "Mọi đối tượng"];

/// Whether a cell means all there are.
pub fn is_all(text: &str) -> bool {
    let folded = ItemId::suggest(text);
    ALL.iter().any(|name| ItemId::suggest(name) == folded)
}

/// Words with what people call them, the first being what lantoa calls them.
pub type Known<'w> = Vec<(&'w str, Vec<&'w str>)>;

/// The words of a closed list.
pub fn known(list: &'static [Words]) -> Known<'static> {
    list.iter().map(|words| (words.word, words.names.to_vec())).collect()
}

/// The word that `text` is in `list`.
pub fn word<'w>(list: &Known<'w>, text: &str) -> Option<&'w str> {
    let folded = ItemId::suggest(text);
    list.iter()
        .find(|(word, names)| {
            *word == folded || names.iter().any(|name| ItemId::suggest(name) == folded)
        })
        .map(|(word, _)| *word)
}
