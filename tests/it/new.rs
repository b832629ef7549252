//! `lantoa new`: a kit that checks clean and builds, and items added to a kit
//! without touching what stands there.

use std::fs;

use crate::harness::{Kit, TODAY, files};
use crate::recipes::{new_kit, read, run};

/// The errors of a kit; new items may be warned about.
fn errors(kit: &Kit) -> Vec<String> {
    let mut run = kit.check();
    run.stderr =
        run.stderr.lines().filter(|line| line.contains("\"error\"")).collect::<Vec<_>>().join("\n");
    run.places()
}

#[test]
fn a_new_kit_checks_clean_and_builds() {
    let dir =
        new_kit(&["--title", "Kho: của \"tỉnh\" # 1", "--base-url", "https://kho.example.vn/a"]);
    let kit = dir.path().join("kho");
    // What is to be filled in is said until somebody has done it.
    let unit = kit.join("content/units/don-vi-cua-toi.yml");
    let run_json = ["check", "--format", "json", "--date", TODAY];
    let fresh = run(&kit, &run_json).ok();
    assert_eq!(fresh.places(), ["unfilled content/units/don-vi-cua-toi.yml 7:21"]);
    let named = read(&unit).replace("Cơ quan BHXH (điền tên đơn vị)", "BHXH tỉnh Khánh Hòa");
    fs::write(&unit, named).expect("a written file");
    for date in [TODAY, "2027-01-01", "2028-06-30"] {
        let checked = run(&kit, &["check", "--strict", "--date", date]).ok();
        assert_eq!(checked.stderr, "", "on {date}");
    }
    run(&kit, &["build", "--strict", "--date", TODAY]).ok();
    let home = read(kit.join("public/index.html"));
    assert!(home.contains("Kho: của &quot;tỉnh&quot; # 1"), "{home}");
    assert!(home.contains("Cả nhà có thẻ BHYT"));
    assert!(read(kit.join("public/sitemap.xml")).contains("https://kho.example.vn/a/"));
    assert!(kit.join("public/leaflets/bhyt-ho-gia-dinh/index.html").exists());
    assert!(!read(kit.join("README.md")).contains('@'), "an unfilled marker");
    assert!(read(kit.join(".gitignore")).contains("/public"));
}

#[test]
fn a_folder_in_use_is_refused_and_stays_as_it_is() {
    let dir = new_kit(&[]);
    let before = files(dir.path());
    let again = run(dir.path(), &["new", "kho"]);
    assert_eq!(again.code, 2);
    assert!(again.stderr.contains("Thư mục `kho` đã có"), "{}", again.stderr);
    fs::write(dir.path().join("tep"), "").expect("a written file");
    let file = run(dir.path(), &["new", "tep"]);
    assert!(file.stderr.contains("là một tệp"), "{}", file.stderr);
    fs::remove_file(dir.path().join("tep")).expect("a file");
    for wrong in [&["new", "b", "--base-url", "kho.vn"][..], &["new", "b", "--timezone", "Saigon"]]
    {
        assert_eq!(run(dir.path(), wrong).code, 2);
    }
    assert_eq!(files(dir.path()), before);
    assert!(!dir.path().join("b").exists());
}

#[test]
fn an_empty_folder_and_a_fresh_clone_are_used() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(dir.path().join(".git")).expect("a folder");
    run(dir.path(), &["new", "."]).ok();
    run(dir.path(), &["check", "--no-drawn", "--date", TODAY]).ok();
    let left: Vec<_> = files(dir.path()).into_keys().filter(|p| p.contains("lantoa-new")).collect();
    assert_eq!(left, Vec::<String>::new());
    run(dir.path(), &["new", "sâu/hơn/kho"]).ok();
    assert!(dir.path().join("sâu/hơn/kho/content/kit.yml").exists());
}

#[test]
fn a_kind_wins_over_a_folder_of_its_name() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    assert_eq!(run(dir.path(), &["new", "message"]).code, 2);
    assert!(!dir.path().join("message").exists());
    let misspelt = run(dir.path(), &["new", "mesage"]);
    assert!(misspelt.stderr.contains("lantoa new message"), "{}", misspelt.stderr);
    assert!(!dir.path().join("mesage").exists());
    let misspelt = run(dir.path(), &["new", "leaflt", "to-gap"]);
    assert!(misspelt.stderr.contains("lantoa new leaflet"), "{}", misspelt.stderr);
    run(dir.path(), &["new", "./message"]).ok();
    assert!(dir.path().join("message/content/kit.yml").exists());
}

#[test]
fn every_kind_is_added_and_the_kit_still_checks() {
    let dir = new_kit(&[]);
    let kit = dir.path().join("kho");
    let who = ["--audience", "ho-gia-dinh"];
    let title = ["--title", "Tết: \"cả nhà\" có thẻ"];
    let adds: &[(&[&str], &str)] = &[
        (&["audience", "ngu-dan"], "content/audiences.yml"),
        (
            &["legal", "nd-1-2027", "--number", "1/2027/NĐ-CP", "--from", "2027-01-01"],
            "content/legal.yml",
        ),
        (
            &[
                "fact",
                "muc-moi",
                "--unit",
                "VND/month",
                "--value",
                "1000000",
                "--legal",
                "nd-1-2027",
            ],
            "content/facts.yml",
        ),
        (
            &["fact", "muc-gap-doi", "--unit", "VND/month", "--formula", "muc-moi * 2"],
            "content/facts.yml",
        ),
        (&["campaign", "tet", "--audience", "ngu-dan"], "content/campaigns/tet/campaign.yml"),
        (&["message", "m", "--campaign", "tet"], "content/campaigns/tet/messages.yml"),
        (
            &["message", "n", "--campaign", "tet,ca-nha-co-the"],
            "content/campaigns/tet/messages.yml",
        ),
        (&["leaflet", "l", "--campaign", "tet", "--legal", "nd-188-2025"], "content/leaflets/l.md"),
        (
            &["leaflet", "bang", "--campaign", "tet", "--template", "table-sheet"],
            "content/leaflets/bang.md",
        ),
        (
            &["infographic", "i", "--campaign", "ca-nha-co-the", who[0], who[1]],
            "content/infographics/i.yml",
        ),
        (&["broadcast", "b", "--campaign", "tet"], "content/broadcasts/b.md"),
        (&["faq", "f", "--campaign", "tet"], "content/faq/f.md"),
        (&["page", "gioi-thieu"], "content/pages/gioi-thieu.md"),
    ];
    for (args, path) in adds {
        let args = [&["new"], *args, &title].concat();
        let added = run(&kit, &args).ok();
        assert!(added.stdout.contains(path), "{args:?}: {}", added.stdout);
        let line: usize = added
            .stdout
            .split("dòng ")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
            .expect("a line");
        let text = read(kit.join(path));
        let first = text.lines().nth(line - 1).unwrap_or_default();
        assert!(
            ["- id: ", "---", "title: "].iter().any(|start| first.starts_with(start)),
            "{path}:{line}: {first}"
        );

        let before = files(&kit);
        let again = run(&kit, &args);
        assert_eq!(again.code, 2, "{args:?} twice");
        assert!(again.stderr.contains("đã dùng rồi"), "{}", again.stderr);
        assert_eq!(files(&kit), before, "{args:?} twice");
    }
    run(&kit, &["check", "--date", TODAY]).ok();
    run(&kit, &["check", "--drafts", "--date", TODAY]).ok();
    // As they are, approved: what is drawn for them fits too, and what was not
    // filled in is an error unless the kit says otherwise.
    for path in [
        "content/campaigns/tet/messages.yml",
        "content/leaflets/l.md",
        "content/infographics/i.yml",
    ] {
        let text = read(kit.join(path)).replace("status: draft", "status: approved");
        fs::write(kit.join(path), text).expect("a written file");
    }
    let refused = run(&kit, &["build", "--date", TODAY, "--format", "json"]);
    assert_eq!(refused.code, 1);
    for line in refused.stderr.lines().filter(|line| line.contains("\"error\"")) {
        assert!(line.contains("\"unfilled\""), "{line}");
    }
    let config = kit.join("content/kit.yml");
    let eased = read(&config).replace("checks:\n", "checks:\n  unfilled: warning\n");
    fs::write(&config, eased).expect("a written file");
    run(&kit, &["build", "--date", TODAY]).ok();
    assert!(kit.join("public/messages/m/index.html").exists());
    assert!(kit.join("public/leaflets/l/index.html").exists());
}

#[test]
fn what_has_one_possibility_is_taken_from_the_kit() {
    let kit = Kit::small();
    kit.run_as_is(&["new", "message", "tet", "--headline", "Tết vui"]).ok();
    kit.run_as_is(&["new", "leaflet", "to-tet", "--title", "Tờ Tết"]).ok();
    assert_eq!(errors(&kit), Vec::<String>::new());
    let messages = read(kit.content().join("campaigns/mot/messages.yml"));
    assert!(messages.contains("- id: tet\n  audiences: [nguoi-dan]\n"), "{messages}");
    assert!(read(kit.content().join("leaflets/to-tet.md")).contains("campaigns: [mot]"));
}

#[test]
fn what_was_written_stays() {
    let kit = Kit::small();
    let written = "# đầu\r\n- id: chao   # chào\r\n  audiences: [nguoi-dan]\r\n  text: {vi: {headline: 'A'}}\r\n\r\n# cuối";
    kit.write("campaigns/mot/messages.yml", written);
    kit.run_as_is(&["new", "message", "moi", "--headline", "Mới"]).ok();
    let now = read(kit.content().join("campaigns/mot/messages.yml"));
    let (head, tail) = written.split_at(written.find("\r\n\r\n").expect("a blank line") + 2);
    assert!(now.starts_with(head) && now.ends_with(tail), "{now}");
    assert!(now.contains("\r\n\r\n- id: moi\r\n"), "{now}");
    assert!(!now.replace("\r\n", "").contains('\n'), "{now}");
    assert_eq!(errors(&kit), Vec::<String>::new());
}

#[test]
fn every_fault_of_a_command_is_said_at_once() {
    let kit = Kit::small();
    kit.write("audiences.yml", "- {id: nguoi-dan, title: A}\n- {id: hoc-sinh, title: B}\n");
    let before = files(kit.root());
    let wrong = kit.run_as_is(&[
        "new",
        "message",
        "Tết Này",
        "--campaign",
        "mott",
        "--audience",
        "hoc-sin",
        "--legal",
        "luat",
    ]);
    assert_eq!(wrong.code, 2);
    for said in [
        "viết: tet-nay",
        "--headline",
        "có phải ý bạn là `mot`?",
        "có phải ý bạn là `hoc-sinh`?",
        "Không có văn bản nào mang mã `luat`",
    ] {
        assert!(wrong.stderr.contains(said), "{said}: {}", wrong.stderr);
    }
    let which = kit.run_as_is(&["new", "campaign", "hai", "--title", "Hai"]);
    assert!(which.stderr.contains("dùng một trong: hoc-sinh, nguoi-dan"), "{}", which.stderr);
    let broken = kit.run_as_is(&[
        "new",
        "message",
        "m",
        "--headline",
        "{{ khong-co }} đồng",
        "--audience",
        "hoc-sinh",
    ]);
    assert_eq!(broken.code, 2);
    assert!(broken.stderr.contains("unknown-fact"), "{}", broken.stderr);
    let number = kit.run_as_is(&[
        "new",
        "fact",
        "s",
        "--title",
        "S",
        "--unit",
        "VND",
        "--value",
        "1.500.000",
    ]);
    assert!(number.stderr.contains("viết: 1500000"), "{}", number.stderr);
    let date = kit.run_as_is(&[
        "new",
        "fact",
        "s",
        "--title",
        "S",
        "--unit",
        "VND",
        "--value",
        "1",
        "--from",
        "31/12/2026",
    ]);
    assert!(date.stderr.contains("viết: 2026-12-31"), "{}", date.stderr);
    let sheet = kit.run_as_is(&[
        "new",
        "leaflet",
        "l",
        "--title",
        "L",
        "--audience",
        "hoc-sinh",
        "--template",
        "trifolds",
    ]);
    assert!(sheet.stderr.contains("unknown-value"), "{}", sheet.stderr);
    assert_eq!(files(kit.root()), before);
}

#[test]
fn a_kit_with_errors_is_added_to_all_the_same() {
    let kit = Kit::small();
    kit.write("facts.yml", "- id: a\n  titel: A\n");
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [ai-do]\n  text: {vi: {headline: A}}\n",
    );
    let before = errors(&kit);
    assert!(before.len() > 1, "{before:?}");
    kit.run_as_is(&["new", "message", "moi", "--headline", "Mới"]).ok();
    kit.run_as_is(&["new", "fact", "b", "--title", "B", "--unit", "VND", "--value", "1"]).ok();
    assert_eq!(errors(&kit), before);
}

#[test]
fn a_list_that_cannot_be_added_to_is_left_alone() {
    let kit = Kit::small();
    kit.write("audiences.yml", "[{id: nguoi-dan, title: Người dân}]\n");
    let refused = kit.run_as_is(&["new", "audience", "hai", "--title", "Hai"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("content/audiences.yml"), "{}", refused.stderr);
    assert_eq!(read(kit.content().join("audiences.yml")), "[{id: nguoi-dan, title: Người dân}]\n");
}

/// The file was called no list, and what was wrong with it not said.
#[test]
fn a_list_that_does_not_parse_is_shown_where() {
    let kit = Kit::small();
    let broken =
        "- id: chao\n  audiences: [nguoi-dan]\n  text: {vi: {headline: \"A}}\n\n- id: hai\n";
    kit.write("campaigns/mot/messages.yml", broken);
    let refused = kit.run_as_is(&["new", "message", "moi", "--headline", "Mới"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("messages.yml:3:"), "{}", refused.stderr);
    assert!(refused.stderr.contains("Sửa lỗi rồi gõ lại"), "{}", refused.stderr);
    assert_eq!(read(kit.content().join("campaigns/mot/messages.yml")), broken);
}

#[test]
fn lists_in_folders_get_a_file_and_campaigns_keep_their_folder() {
    let kit = Kit::small();
    kit.write("facts/luong.yml", "- {id: a, title: A, unit: VND, values: [{value: 1}]}\n");
    kit.write("campaigns/mot/campaign.yml", "id: mot-khac\ntitle: Một\naudiences: [nguoi-dan]\n");
    kit.run_as_is(&["new", "fact", "b", "--title", "B", "--unit", "VND", "--value", "1"]).ok();
    assert!(kit.content().join("facts/b.yml").exists());
    kit.run_as_is(&["new", "message", "m", "--headline", "M"]).ok();
    assert!(read(kit.content().join("campaigns/mot/messages.yml")).contains("- id: m\n"));
    assert_eq!(errors(&kit), Vec::<String>::new());
}

#[test]
fn outside_a_kit_it_says_where_to_go() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let lost = run(dir.path(), &["new", "message", "m", "--headline", "M"]);
    assert_eq!(lost.code, 2);
    assert!(lost.stderr.contains("content/kit.yml"), "{}", lost.stderr);
    assert_eq!(run(dir.path(), &["new"]).code, 2);
}
