//! Infographics: what each kind of block says on the page, what it needs, and
//! what is drawn of it.

use crate::harness::{Kit, QUIET, fold, pdf_text, rqrr, zbar};

/// A kit with one infographic that has these blocks.
fn kit(blocks: &str) -> Kit {
    let kit = Kit::small();
    kit.write(
        "infographics/hinh.yml",
        &format!(
            "title: Ba điều nên biết\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n{blocks}"
        ),
    );
    kit
}

const COMPARE: &str = "  - kind: compare
    title: Hai cách nhận
    left: {title: Rút một lần, items: [Nhận một lần là hết, Mất thẻ BHYT]}
    right: {title: Giữ lại, items: [Lương hưu đến trọn đời]}
";
const TIMELINE: &str = "  - kind: timeline
    items:
      - {when: 2025, text: Luật mới có hiệu lực}
      - {when: Từ ngày 01/01/2027, text: Chuẩn nghèo mới}
";
const QUOTE: &str = "  - kind: quote
    text: Giữ sổ là giữ lương hưu
    by: Một người đang hưởng lương hưu
";

#[test]
fn compare_timeline_and_quote_are_said_in_words_and_drawn() {
    let kit = kit(&format!("{COMPARE}{TIMELINE}{QUOTE}"));
    kit.build().ok();
    let page = kit.read("infographics/hinh/index.html");
    let drawn = fold(&pdf_text(&kit.public().join("files/infographics/hinh/hinh.vi.pdf")));
    for words in [
        "Hai cách nhận",
        "Rút một lần",
        "Mất thẻ BHYT",
        "Giữ lại",
        "Lương hưu đến trọn đời",
        "2025",
        "Luật mới có hiệu lực",
        "Từ ngày 01/01/2027",
        "Chuẩn nghèo mới",
        "Giữ sổ là giữ lương hưu",
        "Một người đang hưởng lương hưu",
    ] {
        assert!(page.contains(words), "the page lacks {words}");
        assert!(drawn.contains(&fold(words)), "the drawing lacks {words}");
    }
    // Order and roles survive without the picture.
    assert!(page.contains("<footer>Một người đang hưởng lương hưu</footer></blockquote>"));
    assert!(page.contains("<ol class=\"ib ib-time\">"));
}

#[test]
fn compare_timeline_and_quote_say_what_they_lack() {
    let kit = kit(
        "  - kind: compare\n    left: {title: Rút}\n    right: {items: [Còn]}\n  - kind: timeline\n    items: [{when: 2025}]\n  - kind: quote\n    by: Chị Hoa\n",
    );
    let run = kit.check();
    let missing: Vec<_> =
        run.places().into_iter().filter(|place| place.starts_with("missing-field")).collect();
    let at = "missing-field content/infographics/hinh.yml";
    assert_eq!(
        missing,
        [format!("{at} 6:12"), format!("{at} 7:13"), format!("{at} 9:14"), format!("{at} 10:5"),]
    );
}

#[test]
fn compare_timeline_and_quote_are_looked_at_for_translations() {
    let kit = kit(
        "  - kind: compare\n    left: {title: {vi: Rút, en: Out}, items: [{vi: Hết, en: Gone}]}\n    right: {title: {vi: Giữ, en: Keep}, items: [Còn]}\n",
    );
    kit.write(
        "kit.yml",
        &format!(
            "title: {{vi: A, en: A}}\nbase_url: https://a.vn/\nlanguages: [vi, en]\n{}",
            QUIET.replace(", missing-translation: off", "")
        ),
    );
    let at = "missing-translation content/infographics/hinh.yml 7:";
    let places = kit.check().places();
    assert!(
        places
            .iter()
            .any(|place| place.starts_with("missing-translation content/infographics/hinh.yml 1:")),
        "{places:?}"
    );
    kit.write(
        "infographics/hinh.yml",
        &std::fs::read_to_string(kit.content().join("infographics/hinh.yml"))
            .expect("the file")
            .replace("title: Ba điều nên biết", "title: {vi: Ba điều nên biết, en: Three things}"),
    );
    let places = kit.check().places();
    assert!(places.iter().any(|place| place.starts_with(at)), "{places:?}");
}

/// `square` and `wide` have the sizes of the contract, and codes that read.
#[test]
fn fixed_templates_have_their_sizes() {
    for (template, size) in [("square", (1080, 1080)), ("wide", (1600, 900))] {
        let kit =
            kit(&format!("{COMPARE}  - {{kind: qr, to: message:chao, label: Mở thông điệp}}\n"));
        let path = kit.content().join("infographics/hinh.yml");
        let text = std::fs::read_to_string(&path).expect("the file");
        kit.write("infographics/hinh.yml", &format!("template: {template}\n{text}"));
        kit.build().ok();
        let file = kit.public().join("files/infographics/hinh/hinh.vi.png");
        assert_eq!(image::image_dimensions(&file).expect("a picture"), size, "{template}");
        let mut read = rqrr(&file);
        read.sort();
        read.dedup();
        assert_eq!(read.len(), 2, "{template}: {read:?}");
        assert_eq!(zbar(&file).len(), 2, "{template}");
    }
}

/// What does not fit a fixed sheet is said, not cut.
#[test]
fn too_much_for_a_fixed_sheet_overflows() {
    let item =
        "{title: Một việc phải làm cho xong trong ngày, text: Làm theo từng lời chỉ dẫn ở trên}";
    let steps = format!("  - {{kind: steps, items: [{}]}}\n", [item; 16].join(", "));
    let kit = kit(&steps);
    let text =
        std::fs::read_to_string(kit.content().join("infographics/hinh.yml")).expect("the file");
    kit.write("infographics/hinh.yml", &format!("template: square\n{text}"));
    assert_eq!(kit.check().places(), ["text-overflow content/infographics/hinh.yml 6:12"]);
}

/// A figure, a cell or a bar that is a fact or a number alone is in no
/// language: each language says it in its own way.
#[test]
fn figures_without_words_are_said_in_the_language_of_the_reader() {
    let blocks = "  - kind: figures\n    items: [{value: \"{{ nam }}\", label: {vi: Số năm, en: Years in all}}]\n\
         \x20 - kind: bars\n    unit: VND\n    items: [{value: 1234567, label: {vi: Một, en: One}}, {value: \"{{ muc }}\", label: {vi: Hai, en: Two}}]\n\
         \x20 - kind: table\n    columns: [{vi: Mức, en: Level}, {vi: Số, en: Number}]\n    rows: [[{vi: Thấp nhất, en: Lowest}, \"≥ {{ muc }}\"]]\n";
    let kit = kit(blocks);
    kit.write(
        "kit.yml",
        &format!("title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\n{QUIET}"),
    );
    kit.write(
        "infographics/hinh.yml",
        &format!(
            "title: {{vi: Ba điều, en: Three things}}\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n{blocks}"
        ),
    );
    kit.write(
        "facts.yml",
        "- {id: nam, title: Số năm, unit: years, values: [{value: 15}]}\n- {id: muc, title: Mức, unit: VND, values: [{value: 2530000}]}\n",
    );
    kit.build().ok();
    let drawn = |lang: &str| {
        let path = format!("files/infographics/hinh/hinh.{lang}.pdf");
        fold(&pdf_text(&kit.public().join(path)))
    };
    let pages = [("vi", "infographics/hinh/index.html"), ("en", "en/infographics/hinh/index.html")];
    for (lang, page) in pages {
        let (right, wrong) =
            (["15 năm", "1.234.567", "≥ 2.530.000"], ["15 years", "1,234,567", "≥ 2,530,000"]);
        let (right, wrong) = if lang == "vi" { (right, wrong) } else { (wrong, right) };
        let (page, drawn) = (fold(&kit.read(page)).replace('\u{a0}', " "), drawn(lang));
        for said in right {
            let number = said.split(' ').find(|part| part.starts_with(char::is_numeric));
            let number = number.expect("a number");
            assert!(page.contains(number) && drawn.contains(number), "{lang}: {said}: {drawn}");
        }
        for said in wrong.iter().skip(1) {
            let number = said.trim_start_matches("≥ ");
            assert!(!page.contains(number) && !drawn.contains(number), "{lang}: {said}: {drawn}");
        }
        let unit = if lang == "vi" { "năm" } else { "years" };
        assert!(drawn.contains(unit), "{lang}: {drawn}");
    }
}
