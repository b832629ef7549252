//! The own names of languages that have no locale file: a kit may be in one.

/// A language's name in itself. Source: Unicode CLDR, and the peoples' own
/// usage where CLDR has none.
pub(super) fn own_name(lang: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &str)] = &[
        ("lo", "ລາວ"),
        ("th", "ไทย"),
        ("zh", "中文"),
        ("ja", "日本語"),
        ("ko", "한국어"),
        ("fr", "Français"),
        ("de", "Deutsch"),
        ("ru", "Русский"),
        ("es", "Español"),
        ("my", "မြန်မာ"),
        ("id", "Indonesia"),
        ("ms", "Melayu"),
        ("tyz", "Tày"),
        ("nut", "Nùng"),
        ("cjm", "Chăm"),
        ("jra", "Jrai"),
        ("hmn", "Hmoob"),
        ("mww", "Hmoob"),
        ("bdq", "Bahnar"),
        ("sed", "Xơ Đăng"),
        ("hre", "Hrê"),
        ("blt", "Thái"),
        ("twh", "Thái"),
        ("mtq", "Mường"),
    ];
    NAMES.iter().find(|(code, _)| *code == lang).map(|(_, name)| *name)
}
