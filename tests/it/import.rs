//! `lantoa import`: real workbooks and text tables into a kit's files.

use std::fs;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::harness::Kit;

/// A kit with enough in it to be referred to.
fn kit() -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        "title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [vi, en]\nunit: tinh\n",
    );
    kit.write(
        "audiences.yml",
        "- id: nguoi-dan\n  title: {vi: Người dân, en: Residents}\n- id: chinh-quyen\n  title: {vi: \"Cấp ủy, chính quyền\", en: Authorities}\n",
    );
    kit.write("legal.yml", "- id: luat-bhxh\n  number: 41/2024/QH15\n  title: Luật BHXH\n");
    kit.write("units/tinh.yml", "# Đơn vị\nname: BHXH tỉnh\nhotline: \"19009068\"\n");
    kit
}

fn book(kit: &Kit, name: &str, fill: impl FnOnce(&mut Worksheet)) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Danh mục").expect("a sheet's name");
    fill(sheet);
    book.save(kit.root().join(name)).expect("a written workbook");
}

fn row(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, text) in (0u16..).zip(cells) {
        if !text.is_empty() {
            sheet.write_string(row, column, *text).expect("a written cell");
        }
    }
}

fn text(kit: &Kit, path: &str) -> String {
    fs::read_to_string(kit.content().join(path)).expect("a file of the content")
}

const TITLES: [&str; 9] = [
    "STT",
    "Mã thông điệp",
    "TIÊU ĐỀ (*)",
    "Nội dung",
    "Tiêu đề (tiếng Anh)",
    "Đối tượng",
    "Kênh",
    "Căn cứ pháp lý",
    "Trạng thái",
];

/// A catalogue as an office keeps it: a heading in merged cells, columns
/// numbered, a cell merged down two rows, dates, a signature at the bottom.
fn catalogue(kit: &Kit) {
    book(kit, "bang.xlsx", |sheet| {
        let bold = Format::new().set_bold();
        sheet.merge_range(0, 0, 0, 9, "DANH SÁCH THÔNG ĐIỆP", &bold).expect("merged cells");
        row(sheet, 2, &TITLES);
        sheet.write_string(2, 9, "Ngày rà soát").expect("a written cell");
        row(sheet, 3, &["(1)", "(2)", "(3)", "(4)", "(5)"]);
        row(
            sheet,
            4,
            &[
                "1",
                "dong-hom-nay",
                "Đóng BHXH hôm nay: an nhàn ngày mai",
                "Câu một.\nCâu hai # ba.",
                "Pay today: rest tomorrow",
                "",
                "loa truyền thanh, Facebook",
                "Luật số 41/2024/QH15",
                "Đã duyệt",
            ],
        );
        row(sheet, 5, &["2", "", "Thẻ BHYT cho cả nhà mình", "true", "", "", "tin nhắn"]);
        sheet
            .merge_range(4, 5, 5, 5, "Cấp ủy, chính quyền; Người dân", &Format::new())
            .expect("merged cells");
        let day = Format::new().set_num_format("dd/mm/yyyy");
        let date = ExcelDateTime::from_ymd(2027, 3, 1).expect("a date");
        sheet.write_datetime_with_format(4, 9, &date, &day).expect("a written date");
        sheet.write_string(5, 9, "31/12/2026").expect("a written cell");
        row(sheet, 8, &["", "Người lập biểu"]);
    });
}

#[test]
fn a_catalogue_becomes_messages_that_pass_check() {
    let kit = kit();
    catalogue(&kit);
    let run = kit.run(&["import", "bang.xlsx"]).ok();
    assert!(run.stdout.contains("thêm 2, sửa 0"), "{}", run.stdout);
    assert_eq!(
        text(&kit, "messages/bang.yml"),
        "- id: dong-hom-nay\n  \
           audiences: [chinh-quyen, nguoi-dan]\n  \
           text:\n    \
             vi:\n      \
               headline: \"Đóng BHXH hôm nay: an nhàn ngày mai\"\n      \
               body: |\n        \
                 Câu một.\n        \
                 Câu hai # ba.\n    \
             en:\n      \
               headline: \"Pay today: rest tomorrow\"\n  \
           channels: [loudspeaker, facebook]\n  \
           legal: [luat-bhxh]\n  \
           status: approved\n  \
           review_by: 2027-03-01\n\
         \n\
         - id: the-bhyt-cho-ca-nha-minh\n  \
           audiences: [chinh-quyen, nguoi-dan]\n  \
           text:\n    \
             vi:\n      \
               headline: Thẻ BHYT cho cả nhà mình\n      \
               body: \"true\"\n  \
           channels: [sms]\n  \
           review_by: 2026-12-31\n"
    );
    kit.check().ok();
}

#[test]
fn a_second_import_changes_nothing() {
    let kit = kit();
    catalogue(&kit);
    kit.run(&["import", "bang.xlsx"]).ok();
    let before = text(&kit, "messages/bang.yml");
    let run = kit.run(&["import", "bang.xlsx"]).ok();
    assert!(run.stdout.contains("thêm 0, sửa 0, giữ nguyên 2"), "{}", run.stdout);
    assert_eq!(text(&kit, "messages/bang.yml"), before);
}

#[test]
fn a_trial_run_writes_nothing() {
    let kit = kit();
    catalogue(&kit);
    let run = kit.run(&["import", "bang.xlsx", "--dry-run"]).ok();
    assert!(run.stdout.contains("+ the-bhyt-cho-ca-nha-minh"), "{}", run.stdout);
    assert!(!kit.content().join("messages").exists());
}

const KEPT: &str = "\
# Thông điệp của chiến dịch — đừng xóa dòng này

- id: chao          # câu chào
  audiences:
    - nguoi-dan     # mọi nhà
  status: 'approved'
  text:
    vi: {headline: 'Xin chào', body: \"Cũ\"} # hai câu
    en:
      headline: Hello

# ---- Nhóm hai ----
- status: draft
  id: hai
  audiences:
  - chinh-quyen # cũ
  - nguoi-dan
  text:
    vi:
      post: >-
        Bài cũ
        dài dòng.
      headline: Câu thứ hai   # đủ ngắn
  link: https://kit.example.vn/a
# hết
";

#[test]
fn what_is_not_in_the_table_stays_byte_for_byte() {
    let kit = kit();
    kit.write("campaigns/mot/messages.yml", KEPT);
    fs::write(
        kit.root().join("sua.csv"),
        "\u{feff}Mã;Tiêu đề;Nội dung;Bài đăng;Tiêu đề (EN);Body (EN);Đối tượng;Chiến dịch\n\
         chao;Xin chào bà con;;;;Good day;Người dân, Cấp ủy, chính quyền;Chiến dịch một\n\
         hai;Câu thứ hai;\"Nội dung: mới\";\"Dòng một\nDòng hai\";Second;;Người dân;\n\
         ba;Câu thứ ba;;;;;nguoi-dan;\n",
    )
    .expect("a written table");
    let run = kit.run(&["import", "sua.csv", "--campaign", "mot"]).ok();
    assert!(run.stdout.contains("thêm 1, sửa 2, giữ nguyên 0"), "{}", run.stdout);
    assert_eq!(
        text(&kit, "campaigns/mot/messages.yml"),
        "\
# Thông điệp của chiến dịch — đừng xóa dòng này

- id: chao          # câu chào
  audiences:
    - nguoi-dan     # mọi nhà
    - chinh-quyen
  status: 'approved'
  text:
    vi: {headline: 'Xin chào bà con', body: \"Cũ\"} # hai câu
    en:
      headline: Hello
      body: Good day

# ---- Nhóm hai ----
- status: draft
  id: hai
  audiences:
  - nguoi-dan
  text:
    vi:
      post: |-
        Dòng một
        Dòng hai
      headline: Câu thứ hai   # đủ ngắn
      body: \"Nội dung: mới\"
    en:
      headline: Second
  link: https://kit.example.vn/a

- id: ba
  audiences: [nguoi-dan]
  text:
    vi:
      headline: Câu thứ ba
# hết
"
    );
    kit.check().ok();
    let again = kit.run(&["import", "sua.csv", "--campaign", "mot"]).ok();
    assert!(again.stdout.contains("thêm 0, sửa 0, giữ nguyên 3"), "{}", again.stdout);
}

#[test]
fn line_ends_stay_as_they_are() {
    let kit = kit();
    kit.write("campaigns/mot/messages.yml", &KEPT.replace('\n', "\r\n"));
    fs::write(
        kit.root().join("sua.csv"),
        "Mã,Tiêu đề,Bài đăng,Đối tượng\r\nhai,Câu 2,\"Một\nHai\",\r\nba,Câu ba,\"Một\nHai\",nguoi-dan\r\n",
    )
    .expect("a written table");
    kit.run(&["import", "sua.csv", "--campaign", "mot"]).ok();
    let after = text(&kit, "campaigns/mot/messages.yml");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after}");
    kit.check().ok();
}

#[test]
fn bad_cells_are_listed_by_sheet_and_cell_and_nothing_is_written() {
    let kit = kit();
    let before = text(&kit, "campaigns/mot/messages.yml");
    book(&kit, "bang.xlsx", |sheet| {
        row(sheet, 1, &["Mã", "Tiêu đề", "Đối tượng", "Kênh", "Trạng thái", "Hiệu lực đến"]);
        row(sheet, 2, &["Chào Bạn", "Câu một", "Ngời dân", "loa", "Đã duyệt", "31/02/2026"]);
        row(sheet, 3, &["hai", "", "Người dân", "Phây búc", "xong", "12/2026"]);
        row(sheet, 4, &["hai", "Câu ba", "", "", "", ""]);
        sheet.write_formula(5, 1, "=1/0").expect("a formula").set_formula_result(5, 1, "#DIV/0!");
        row(sheet, 6, &["tot", "Câu tốt", "Người dân"]);
    });
    let run = kit.run(&["import", "bang.xlsx", "--campaign", "mot"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for cell in ["A3", "C3", "F3", "B4", "D4", "E4", "F4", "A5", "C5", "B6"] {
        assert!(run.stderr.contains(&format!("lỗi: Danh mục!{cell}: ")), "{cell}:\n{}", run.stderr);
    }
    assert!(run.stderr.contains("`Người dân (nguoi-dan)`"), "{}", run.stderr);
    assert!(run.stderr.contains("chưa ghi gì"), "{}", run.stderr);
    assert_eq!(text(&kit, "campaigns/mot/messages.yml"), before);
}

#[test]
fn what_check_would_refuse_is_said_by_cell_before_anything_is_written() {
    let kit = kit();
    book(&kit, "bang.xlsx", |sheet| {
        row(sheet, 0, &["Mã", "Tiêu đề", "Nội dung", "Đối tượng", "Liên kết", "Trạng thái"]);
        row(sheet, 1, &["a", "Câu a", "Mức {{ khong-co }}", "nguoi-dan", "leaflet:khong-co", ""]);
        row(sheet, 2, &["b", "Câu b", "Gửi {{ Họ tên }}: 1.500.000 đồng", "nguoi-dan", "", ""]);
        row(sheet, 3, &["c", &"Rất dài ".repeat(60), "", "nguoi-dan", "", "Đã duyệt"]);
    });
    let run = kit.run(&["import", "bang.xlsx"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for place in [
        "lỗi[unknown-fact]: Danh mục!C2: ",
        "lỗi[broken-link]: Danh mục!E2: ",
        "lỗi[text-overflow]: Danh mục!B4: ",
    ] {
        assert!(run.stderr.contains(place), "{place}\n{}", run.stderr);
    }
    assert!(run.stderr.contains("cảnh báo[literal-amount]: Danh mục!C3: "), "{}", run.stderr);
    assert!(!kit.content().join("messages").exists());
}

#[test]
fn an_id_that_another_file_has_is_not_used_again() {
    let kit = kit();
    fs::write(kit.root().join("b.csv"), "Mã;Tiêu đề;Đối tượng\nchao;Chào;nguoi-dan\n")
        .expect("a table");
    let run = kit.run(&["import", "b.csv"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("b.csv!A2"), "{}", run.stderr);
    assert!(run.stderr.contains("--to campaigns/mot/messages.yml"), "{}", run.stderr);
    kit.run(&["import", "b.csv", "--to", "campaigns/mot/messages.yml"]).ok();
    assert!(text(&kit, "campaigns/mot/messages.yml").contains("{headline: Chào}"));
}

#[test]
fn links_join_the_list_in_the_kit_file() {
    let kit = kit();
    fs::write(
        kit.root().join("kenh.csv"),
        "DANH SÁCH KÊNH,,\nTên kênh,Đường dẫn,Nền tảng\n\"Fanpage: BHXH, tỉnh\",https://www.facebook.com/bhxh,Facebook\nZalo,https://zalo.me/1,Zalo OA\n",
    )
    .expect("a table");
    kit.run(&["import", "kenh.csv"]).ok();
    let first = text(&kit, "kit.yml");
    assert!(
        first.ends_with(
            "unit: tinh\nofficial_links:\n  - {label: \"Fanpage: BHXH, tỉnh\", url: \"https://www.facebook.com/bhxh\", channel: facebook}\n  - {label: Zalo, url: \"https://zalo.me/1\", channel: zalo}\n"
        ),
        "{first}"
    );
    fs::write(
        kit.root().join("kenh.csv"),
        "Tên kênh,Tên kênh (EN),Đường dẫn\nZalo tỉnh,Zalo page,https://zalo.me/1/\nYouTube,,youtube.com/@bhxh\n",
    )
    .expect("a table");
    let run = kit.run(&["import", "kenh.csv"]);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("kenh.csv!C3") && run.stderr.contains("https://youtube.com/@bhxh"),
        "{}",
        run.stderr
    );
    fs::write(
        kit.root().join("kenh.csv"),
        "Tên kênh,Tên kênh (EN),Đường dẫn\nZalo tỉnh,Zalo page,https://zalo.me/1\nYouTube,,https://youtube.com/@bhxh\n",
    )
    .expect("a table");
    kit.run(&["import", "kenh.csv"]).ok();
    assert!(
        text(&kit, "kit.yml").ends_with(
            "  - {label: {vi: Zalo tỉnh, en: Zalo page}, url: \"https://zalo.me/1\", channel: zalo}\n  - {label: YouTube, url: \"https://youtube.com/@bhxh\"}\n"
        ),
        "{}",
        text(&kit, "kit.yml")
    );
    kit.check().ok();
}

#[test]
fn agents_join_their_unit_and_get_their_zero_back() {
    let kit = kit();
    book(&kit, "dai-ly.xlsx", |sheet| {
        let bold = Format::new();
        sheet.merge_range(0, 0, 0, 3, "DANH SÁCH ĐẠI LÝ THU", &bold).expect("merged cells");
        row(sheet, 1, &["TT", "Tên đại lý", "Địa chỉ", "Số điện thoại"]);
        row(sheet, 2, &["1", "Bưu điện xã", "Số 1, đường Trần Phú", "0905 123 456"]);
        row(sheet, 3, &["2", "Bưu điện xã", "Số 2: cạnh chợ"]);
        sheet.write_number(3, 3, 905_123_457).expect("a number");
        sheet.merge_range(4, 0, 4, 3, "II. Hội Phụ nữ", &bold).expect("merged cells");
        row(sheet, 5, &["3", "Chị Hoa", "Chợ Đầm", "+84 905 123 458"]);
        row(sheet, 7, &["", "Tổng cộng: 3"]);
    });
    let run = kit.run(&["import", "dai-ly.xlsx", "--unit", "tinh"]).ok();
    assert!(
        run.stderr.contains("Danh mục!D4") && run.stderr.contains("0905123457"),
        "{}",
        run.stderr
    );
    assert_eq!(
        text(&kit, "units/tinh.yml"),
        "# Đơn vị\nname: BHXH tỉnh\nhotline: \"19009068\"\nagents:\n  \
         - {name: Bưu điện xã, address: \"Số 1, đường Trần Phú\", phone: \"0905 123 456\"}\n  \
         - {name: Bưu điện xã, address: \"Số 2: cạnh chợ\", phone: \"0905123457\"}\n  \
         - {name: Chị Hoa, address: Chợ Đầm, phone: \"+84 905 123 458\"}\n"
    );
    let again = kit.run(&["import", "dai-ly.xlsx", "--unit", "tinh"]).ok();
    assert!(again.stdout.contains("giữ nguyên 3"), "{}", again.stdout);
    let unknown = kit.run(&["import", "dai-ly.xlsx", "--unit", "tihn"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("`tinh`"), "{}", unknown.stderr);
}

#[test]
fn a_mapping_names_the_columns_that_nobody_else_has() {
    let kit = kit();
    fs::write(
        kit.root().join("la.csv"),
        "ký tự lạ;;\nCâu của ta;Ai nghe;Chuyện khác\nNhớ đóng nhé;nguoi-dan;không đọc\n",
    )
    .expect("a table");
    let unknown = kit.run(&["import", "la.csv"]);
    assert_eq!(unknown.code, 2, "{}", unknown.stderr);
    assert!(unknown.stderr.contains("Câu của ta, Ai nghe"), "{}", unknown.stderr);
    assert!(unknown.stderr.contains("Tiêu đề"), "{}", unknown.stderr);
    let map = |text: &str| fs::write(kit.root().join("cot.yml"), text).expect("a mapping");
    map("kind: messages\ncolumns: {Câu của ta: headlin}\n");
    let wrong = kit.run(&["import", "la.csv", "--map", "cot.yml"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.stderr.contains("`headline`") && wrong.stderr.contains("cot.yml:2"),
        "{}",
        wrong.stderr
    );
    map(
        "kind: messages\nheader_row: 2\ncolumns:\n  Câu của ta: headline\n  B: audiences\n  Chuyện khác: ignore\n",
    );
    let run = kit.run(&["import", "la.csv", "--map", "cot.yml"]).ok();
    assert_eq!(run.stderr, "");
    assert!(text(&kit, "messages/la.yml").contains("headline: Nhớ đóng nhé"));
}

#[test]
fn columns_that_are_not_read_are_named() {
    let kit = kit();
    fs::write(
        kit.root().join("b.csv"),
        "Tiêu đề,Đối tượng,Ghi chú riêng,Trang thai duyet\nCâu,Tất cả,x,y\n",
    )
    .expect("a table");
    let run = kit.run(&["import", "b.csv"]).ok();
    assert!(
        run.stderr.contains("b.csv!C1") && run.stderr.contains("Ghi chú riêng"),
        "{}",
        run.stderr
    );
    assert!(text(&kit, "messages/b.yml").contains("[nguoi-dan, chinh-quyen]"));
}

#[test]
fn unreadable_tables_are_refused_in_words() {
    let kit = kit();
    let run = |bytes: &[u8]| {
        fs::write(kit.root().join("b.csv"), bytes).expect("a table");
        kit.run(&["import", "b.csv"])
    };
    for (bytes, words) in [
        (&[0xff, 0xfe, b'M', 0, b';', 0][..], "UTF-16"),
        (b"Ti\xeau \xf0\xe9;b\nx;y\n", "UTF-8"),
        (b"PK\x03\x04 not a zip", "Không đọc được bảng"),
        (b"\0\0\0", "không phải bảng tính"),
        (b"", "Không nhận ra bảng"),
    ] {
        let run = run(bytes);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    assert_eq!(kit.run(&["import", "khong-co.xlsx"]).code, 2);
}

#[test]
fn a_file_with_faults_of_its_own_is_left_alone() {
    let kit = kit();
    kit.write("campaigns/mot/messages.yml", "- id: chao\n  text: \"mở\n");
    fs::write(kit.root().join("b.csv"), "Mã;Tiêu đề;Đối tượng\nx;Chào;nguoi-dan\n")
        .expect("a table");
    let run = kit.run(&["import", "b.csv", "--campaign", "mot"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("messages.yml:"), "{}", run.stderr);
    assert_eq!(text(&kit, "campaigns/mot/messages.yml"), "- id: chao\n  text: \"mở\n");
}

#[test]
fn titles_on_two_rows_are_read_with_a_mapping() {
    let kit = kit();
    book(&kit, "hai-tang.xlsx", |sheet| {
        let plain = Format::new();
        sheet.merge_range(0, 0, 1, 0, "Mã", &plain).expect("merged cells");
        sheet.merge_range(0, 1, 0, 2, "Thông điệp", &plain).expect("merged cells");
        sheet.merge_range(0, 3, 1, 3, "Đối tượng", &plain).expect("merged cells");
        row(sheet, 1, &["", "Tiếng Việt", "Tiếng Anh"]);
        row(sheet, 2, &["mot", "Câu một", "One", "Người dân", "Thêm"]);
    });
    fs::write(
        kit.root().join("cot.yml"),
        "header_row: 2\ncolumns: {Tiếng Việt: headline, Tiếng Anh: headline.en, E: body}\n",
    )
    .expect("a mapping");
    let run = kit.run(&["import", "hai-tang.xlsx", "--map", "cot.yml"]).ok();
    assert_eq!(run.stderr, "");
    assert_eq!(
        text(&kit, "messages/hai-tang.yml"),
        "- id: mot\n  audiences: [nguoi-dan]\n  text:\n    vi:\n      headline: Câu một\n      body: Thêm\n    en:\n      headline: One\n"
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_outside_the_content_folder() {
    let kit = kit();
    let outside = kit.root().join("ngoai");
    fs::create_dir(&outside).expect("a folder");
    std::os::unix::fs::symlink(&outside, kit.content().join("messages")).expect("a link");
    catalogue(&kit);
    let run = kit.run(&["import", "bang.xlsx"]);
    assert_ne!(run.code, 0, "{}", run.stdout);
    assert_eq!(fs::read_dir(&outside).expect("a folder").count(), 0);
    let run = kit.run(&["import", "bang.xlsx", "--to", "../x.yml"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("--to messages/"), "{}", run.stderr);
}

#[test]
fn agents_of_one_name_keep_their_places() {
    let kit = kit();
    let table = |rows: &str| {
        fs::write(kit.root().join("d.csv"), format!("Tên;Địa chỉ;SĐT\n{rows}")).expect("a table");
        kit.run(&["import", "d.csv", "--unit", "tinh"])
    };
    table("Bưu điện;Xã A;0905111222\nBưu điện;Xã B;0905111222\n").ok();
    let run = table("Bưu điện;Xã C;0905111222\nBưu điện;Xã B;0905333444\nBưu điện;Xã A;\n").ok();
    assert!(run.stdout.contains("thêm 1, sửa 1, giữ nguyên 1"), "{}", run.stdout);
    let unit = text(&kit, "units/tinh.yml");
    assert!(
        unit.ends_with(
            "agents:\n  - {name: Bưu điện, address: Xã A, phone: \"0905111222\"}\n  - {name: Bưu điện, address: Xã B, phone: \"0905333444\"}\n  - {name: Bưu điện, address: Xã C, phone: \"0905111222\"}\n"
        ),
        "{unit}"
    );
    let twice = table("Bưu điện;Xã A;0905111222\nBưu điện;Xã A;0905111222\n");
    assert_eq!(twice.code, 1);
    assert!(
        twice.stderr.contains("d.csv!A3") && twice.stderr.contains("d.csv!A2"),
        "{}",
        twice.stderr
    );
}

#[test]
fn a_list_takes_new_entries_however_it_is_written() {
    let kit = kit();
    let new = "- {name: Chị Hoa, phone: \"0905123456\"}\n";
    for (before, after) in [
        ("name: X", format!("name: X\nagents:\n  {new}").trim_end().to_string()),
        ("name: X # tên\n# cuối\n", format!("name: X # tên\nagents:\n  {new}# cuối\n")),
        ("name: X\nagents: []\n", format!("name: X\nagents: \n  {new}")),
        ("agents:\nname: X\n", format!("agents:\n  {new}name: X\n")),
        ("agents: ~\nname: X\n", format!("agents:\n  {new}name: X\n")),
        ("agents:   # chưa có\nname: X\n", format!("agents:\n  {}   # chưa có\nname: X\n", new.trim_end())),
        (
            "name: X\nagents: [{name: A}, {name: B}]\n",
            "name: X\nagents: [{name: A, phone: \"0258382222\"}, {name: B}, {name: Chị Hoa, phone: \"0905123456\"}]\n".to_string(),
        ),
        (
            "agents:\n- name: A   # a\n  address: >\n    Số 1\nname: X\n",
            format!("agents:\n- name: A   # a\n  address: >\n    Số 1\n  phone: \"0258382222\"\n{new}name: X\n"),
        ),
        (
            "name: X\nagents:\n  # nội thành\n  - name: A\n    phone: '1'   # cũ\n\n# cuối\nhotline: \"111\"\n",
            format!("name: X\nagents:\n  # nội thành\n  - name: A\n    phone: \"0258382222\"   # cũ\n  {new}\n# cuối\nhotline: \"111\"\n"),
        ),
    ] {
        kit.write("units/tinh.yml", before);
        let old = if before.contains("name: A") { "A;0258382222\n" } else { "" };
        fs::write(kit.root().join("d.csv"), format!("Tên;SĐT\n{old}Chị Hoa;0905123456\n")).expect("a table");
        let run = kit.run(&["import", "d.csv", "--unit", "tinh"]);
        assert_eq!(run.code, 0, "{before}\n{}", run.stderr);
        assert_eq!(text(&kit, "units/tinh.yml"), after, "{before}");
        kit.check().ok();
    }
    kit.write("units/tinh.yml", "{name: X}\n");
    let run = kit.run(&["import", "d.csv", "--unit", "tinh"]);
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert_eq!(text(&kit, "units/tinh.yml"), "{name: X}\n");
}
