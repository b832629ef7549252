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
