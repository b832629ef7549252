//! The forms of communication that plans name by a short id, in words.

use crate::diag::TextKey;

/// The forms of communication that plans name by a short id, and their words'
/// keys. Anything else is shown as it was written.
const FORMS: &[(&str, TextKey)] = &[
    ("ap-phich", TextKey::FORM_AP_PHICH),
    ("bang-ron", TextKey::FORM_BANG_RON),
    ("bao-cao", TextKey::FORM_BAO_CAO),
    ("bao-chi", TextKey::FORM_BAO_CHI),
    ("bieu-duong", TextKey::FORM_BIEU_DUONG),
    ("clip", TextKey::FORM_CLIP),
    ("cong-khai", TextKey::FORM_CONG_KHAI),
    ("doi-thoai", TextKey::FORM_DOI_THOAI),
    ("gian-hang", TextKey::FORM_GIAN_HANG),
    ("hoi-nghi", TextKey::FORM_HOI_NGHI),
    ("hoi-thao", TextKey::FORM_HOI_THAO),
    ("hoi-thi", TextKey::FORM_HOI_THI),
    ("infographic", TextKey::FORM_INFOGRAPHIC),
    ("le-ra-quan", TextKey::FORM_LE_RA_QUAN),
    ("loa-truyen-thanh", TextKey::FORM_LOA_TRUYEN_THANH),
    ("long-ghep", TextKey::FORM_LONG_GHEP),
    ("mang-xa-hoi", TextKey::FORM_MANG_XA_HOI),
    ("phat-thanh", TextKey::FORM_PHAT_THANH),
    ("tap-huan", TextKey::FORM_TAP_HUAN),
    ("thien-nguyen", TextKey::FORM_THIEN_NGUYEN),
    ("tin-nhan", TextKey::FORM_TIN_NHAN),
    ("to-gap", TextKey::FORM_TO_GAP),
    ("to-roi", TextKey::FORM_TO_ROI),
    ("toa-dam", TextKey::FORM_TOA_DAM),
    ("truc-quan", TextKey::FORM_TRUC_QUAN),
    ("truc-tuyen", TextKey::FORM_TRUC_TUYEN),
    ("truyen-hinh", TextKey::FORM_TRUYEN_HINH),
    ("truyen-thong-truc-tiep", TextKey::FORM_TRUYEN_THONG_TRUC_TIEP),
    ("tu-van", TextKey::FORM_TU_VAN),
];

/// The words of a form that is named by its short id.
#[must_use]
pub fn known_form(name: &str) -> Option<TextKey> {
    FORMS.iter().find(|(slug, _)| *slug == name).map(|(_, key)| *key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_its_own_words() {
        for (slug, key) in FORMS {
            assert_eq!(key.name(), format!("form-{slug}"));
        }
    }
}
