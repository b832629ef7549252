use std::collections::{HashMap, HashSet};

use super::Reader;
use crate::diag::{Diagnostics, FileId, Span};

/// The words of a text that are suspected.
fn said(written: &str) -> Vec<&str> {
    let mut out = Diagnostics::default();
    let span = Span::new(FileId(0), 0, written.len());
    let allowed = HashSet::from(["xoèn".to_string()]);
    Reader { allowed, known: HashMap::new() }.text(written, span, &mut out);
    let mut places: Vec<_> = out.list().iter().map(|d| d.span.expect("a place").range()).collect();
    places.sort_by_key(|range| range.start);
    places.into_iter().map(|range| &written[range]).collect()
}

#[test]
fn words_that_cannot_be() {
    assert_eq!(said("Người dân đuợc hưởng lương hưu"), ["đuợc"]);
    assert_eq!(said("Đóng tieefn bảo hieemr xã hội"), ["tieefn", "hieemr"]);
    assert_eq!(said("Được ddong bảohiểm"), ["ddong", "bảohiểm"]);
    assert_eq!(said("Nộp tie62n mỗi tháng"), ["tie62n"]);
    assert_eq!(said("B¶o hiÓm x· héi tù nguyÖn"), ["B¶o"]);
    assert_eq!(said("Baûo hieåm xaõ hoäi"), ["Baûo"]);
    assert_eq!(said("Đuợc hỗ trợ, Tiềnf lương"), ["Đuợc", "Tiềnf"]);
    assert_eq!(said("ðược hỗ trợ"), ["ðược"]);
}

#[test]
fn words_that_are_let_be() {
    for sound in [
        "Bảo hiểm xã hội tự nguyện, bảo hiểm y tế hộ gia đình",
        "Đồng bào Ê Đê, Xơ Đăng, Brâu, Rơ Măm, Hrê ở Đắk Lắk, Krông Pắk, Kon Tum",
        "Tải ứng dụng VssID, VNeID rồi đăng nhập app bằng SMS, email, OTP",
        "Gọi 1900 9068 hoặc xem https://baohiemxahoi.gov.vn/tieefn và a@b.vn",
        "#BHXHToanDan #tieefn `tieefn` [đây](tieefn) {{ tieefn }}",
        "NĐ-CP, QĐ-TTg, UBND, HĐND, 2.530.000đ, 41/2024/QH15, COVID-19",
        "café, Müller, São Paulo, xoèn",
        "Cán bộ chăm sóc khách hàng livestream trên fanpage, website, tivi, taxi, gas",
        "khoai, khuỷu tay, ngoằn ngoèo, quýt, gìn giữ, thuở, hoà, thuỷ",
        "Từ ngày 01/7/2025 (Luật BHXH 2024) mức 4,5%",
    ] {
        assert_eq!(said(sound), [] as [&str; 0], "{sound}");
    }
}

/// The default theme's compounds, by which lines are broken, are words of the
/// language, each once, as its templates look them up.
#[test]
fn compounds_are_words() {
    let file = include_str!("../../../themes/default/typst/compounds/vi.json");
    let all: std::collections::BTreeMap<String, Vec<String>> =
        serde_json::from_str(file).expect("words by their first syllables");
    assert!(all.values().map(Vec::len).sum::<usize>() >= 1500);
    for (first, seconds) in &all {
        assert_eq!(seconds.iter().collect::<HashSet<_>>().len(), seconds.len(), "{first}");
        for word in std::iter::once(first).chain(seconds) {
            let is_written = super::syllable::is_written(word) || word == "web" || word == "ki";
            assert!(is_written, "{first} {word}");
            assert_eq!(*word, crate::source::yaml::nfc(&word.to_lowercase()), "{word}");
        }
    }
}
