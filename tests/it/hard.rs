//! Hard inputs: files that are hostile, broken or enormous, and folders that
//! are strange or change while they are read. The program answers all of them
//! with diagnostics, in bounded memory and without an end of its own.

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::harness::{Kit, QUIET, Run, TODAY, program};

/// Whatever takes longer hangs, also on a machine that is busy with other work.
const HANGS: Duration = Duration::from_secs(300);
/// Most memory that a hard input may cost; KB.
const MOST_MEMORY: u64 = 1 << 20;

/// The small kit's `messages.yml`.
const MESSAGES: &str = "campaigns/mot/messages.yml";

/// Runs the program, ends it when it hangs, and holds it to the memory.
#[track_caller]
fn bounded(kit: &Kit, args: &[&str]) -> Run {
    let (out, err) = (kit.root().join("stdout"), kit.root().join("stderr"));
    let file = |path| Stdio::from(File::create(path).expect("a file"));
    let mut child = program()
        .current_dir(kit.root())
        .args(args)
        .args(["--date", TODAY])
        .stdout(file(&out))
        .stderr(file(&err))
        .spawn()
        .expect("the program runs");
    let status = format!("/proc/{}/status", child.id());
    let begun = Instant::now();
    let mut peak = 0;
    let code = loop {
        if let Ok(status) = fs::read_to_string(&status) {
            let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kb = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
            peak = peak.max(kb.unwrap_or(0));
        }
        if let Some(status) = child.try_wait().expect("a status") {
            break status.code();
        }
        if begun.elapsed() > HANGS {
            child.kill().expect("an end");
            panic!("{args:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let read = |path| String::from_utf8_lossy(&fs::read(path).expect("output")).into_owned();
    let run = Run { code: code.unwrap_or(-1), stdout: read(out), stderr: read(err) };
    let start = run.stderr.chars().take(2000).collect::<String>();
    assert!(!run.stderr.contains("panicked"), "{start}");
    assert!([0, 1].contains(&run.code), "code {} ({code:?})\n{start}", run.code);
    assert!(peak < MOST_MEMORY, "{peak} KB");
    if std::env::var_os("LANTOA_FIGURES").is_some() {
        eprintln!(
            "{:?}: {peak} KB, {} ms",
            std::thread::current().name(),
            begun.elapsed().as_millis()
        );
    }
    run
}

/// Checks without layout; diagnostics as JSON.
#[track_caller]
fn check(kit: &Kit) -> Run {
    bounded(kit, &["check", "--no-drawn", "--format", "json", "--lang", "en"])
}

/// Checks a kit in the form for people, then in the others.
#[track_caller]
fn check_in_every_form(kit: &Kit) -> Run {
    for format in ["human", "github", "sarif"] {
        bounded(kit, &["check", "--no-drawn", "--format", format]);
    }
    check(kit)
}

fn message(text: &str) -> String {
    format!(
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  text: {{vi: {{headline: {text}}}}}\n"
    )
}

fn page(body: &str) -> String {
    format!("---\ntitle: Hỏi\nstatus: approved\n---\n{body}\n")
}

#[test]
fn a_hundred_kilobytes_of_one_sign() {
    for sign in
        ["[", "{", "- ", "? ", "a: ", "\"", "'", "&a ", "*a ", "!", "|\n", "#", "\t", ": ", "-\n"]
    {
        let text = sign.repeat(100_000 / sign.len());
        for path in [MESSAGES, "kit.yml", "facts.yml", "campaigns/mot/campaign.yml"] {
            let kit = Kit::small();
            kit.write(path, &text);
            let run = check(&kit);
            let is_blank = ["#", "\t"].contains(&sign) && [MESSAGES, "facts.yml"].contains(&path);
            assert_eq!(run.code, i32::from(!is_blank), "{sign:?} in {path}");
        }
        let kit = Kit::small();
        kit.write("faq/hoi.md", &format!("---\n{text}\n---\nĐáp\n"));
        assert_eq!(check_in_every_form(&kit).code, 1, "{sign:?} as front matter");
    }
}

#[test]
fn a_hundred_kilobytes_of_one_sign_in_markdown() {
    let signs = [
        "> ",
        "[",
        "![",
        "](",
        "*",
        "**",
        "_a_",
        "`",
        "<",
        "<b>",
        "<!--",
        "- ",
        "1. ",
        "#",
        "|",
        "~",
        "\\",
        "{{",
        "}}",
        "{{ x }}",
        "\\{{",
        "[^1]",
        "[^a]: x\n",
        "![](qr:",
        "&",
        "> - ",
        "a\n> ",
        "*a **b ",
        "[a](b",
        "| a ",
        "  ",
        "\u{301}",
        "[x](message:chao) ",
        "2 triệu đồng ",
    ];
    for sign in signs {
        let text = sign.repeat(100_000 / sign.len());
        for allow_html in [false, true] {
            let kit = Kit::small();
            kit.write("faq/hoi.md", &page(&text));
            if allow_html {
                let config = fs::read_to_string(kit.content().join("kit.yml")).expect("kit.yml");
                kit.write("kit.yml", &format!("{config}allow_html: true\n"));
            }
            check(&kit);
        }
    }
}

#[test]
fn what_is_nested_too_deep_is_said() {
    let kit = Kit::small();
    kit.write("faq/hoi.md", &page(&format!("{}sâu", "> ".repeat(5000))));
    let run = check_in_every_form(&kit);
    assert_eq!(run.places(), ["text-overflow content/faq/hoi.md 5:65"]);
    assert!(run.stderr.contains("at most 16 levels"), "{}", run.stderr);
    // What is not too deep is made.
    let list: String = (0..10).map(|n| format!("{}- bậc {n}\n", "  ".repeat(n))).collect();
    kit.write("faq/hoi.md", &page(&list));
    kit.write(
        "campaigns/mot/leaflets/to.md",
        &format!("---\ntitle: Tờ\naudiences: [nguoi-dan]\nstatus: approved\n---\n## A\n\n{list}"),
    );
    bounded(&kit, &["build"]).ok();
}

#[test]
fn codes_within_codes_lead_nowhere() {
    let kit = Kit::small();
    kit.write(
        "faq/hoi.md",
        &page(&format!("![mã]({}https://kit.example.vn/)", "qr:".repeat(30_000))),
    );
    assert_eq!(check_in_every_form(&kit).places(), ["unsafe-link content/faq/hoi.md 5:7"]);
}

#[test]
fn a_hundred_kilobytes_of_one_sign_in_formulas_and_values() {
    for sign in ["(", ")", "-", " - ", "a-", "9", "9*", "muc * ", ".", "(muc", "đ"] {
        let kit = Kit::small();
        let formula = sign.repeat(100_000 / sign.len());
        kit.write(
            "facts.yml",
            &format!(
                "- {{id: muc, title: A, unit: VND, values: [{{value: 1}}]}}\n- {{id: hai, title: A, unit: VND, formula: \"{formula}\"}}\n- {{id: ba, title: A, unit: VND, values: [{{value: {}}}]}}\n",
                "9".repeat(100_000)
            ),
        );
        assert_eq!(check(&kit).code, 1, "{sign}");
    }
}

#[test]
fn alias_bombs_are_refused() {
    let kit = Kit::small();
    let mut bomb = String::from("- &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for n in 1..60 {
        let inside = format!("*a{}, ", n - 1).repeat(9);
        bomb.push_str(&format!("- &a{n} [{}]\n", inside.trim_end_matches(", ")));
    }
    kit.write(MESSAGES, &bomb);
    let run = check_in_every_form(&kit);
    assert_eq!(run.code, 1);
    assert!(run.places().iter().all(|place| !place.starts_with("too-many")), "{:?}", run.places());
    kit.write("kit.yml", "a: &a {b: c}\n<<: *a\ntitle: *a\n");
    assert_eq!(check(&kit).code, 1);
}

#[test]
fn formulas_that_double_are_worked_out_once_each() {
    let fact = |n: usize, formula: &str| {
        format!("- {{id: f{n:05}, title: A, unit: people, formula: {formula}}}\n")
    };
    let first = "- {id: f00000, title: A, unit: people, values: [{value: 1}]}\n";
    let kit = Kit::small();
    let doubling: String =
        (1..61).map(|n| fact(n, &format!("f{0:05} / 2 + f{0:05} / 2", n - 1))).collect();
    kit.write("facts.yml", &format!("{first}{doubling}"));
    kit.write(MESSAGES, &message("\"Có {{ f00060 }}\""));
    check(&kit).ok();
    // Higher than any rule of law.
    let chain: String = (1..20_000).map(|n| fact(n, &format!("f{:05} + 0", n - 1))).collect();
    kit.write("facts.yml", &format!("{first}{chain}"));
    let run = check_in_every_form(&kit);
    assert_eq!(run.places()[0], "invalid-formula content/facts.yml 66:49");
    assert!(run.stderr.contains("more than 64 levels"), "{}", run.stderr);
    // One circle of 20,000, and 10,000 of two.
    kit.write(MESSAGES, &message("Chào"));
    let circle: String =
        (0..20_000).map(|n| fact(n, &format!("f{:05} + 0", (n + 1) % 20_000))).collect();
    kit.write("facts.yml", &circle);
    assert!(check(&kit).places()[0].starts_with("formula-cycle content/facts.yml 1:"));
    let circles: String = (0..20_000).map(|n| fact(n, &format!("f{:05} + 0", n ^ 1))).collect();
    kit.write("facts.yml", &circles);
    let run = check(&kit);
    assert_eq!(run.diagnostics()[200]["count"], 10_000 - 200);
}

#[test]
fn a_hundred_thousand_unknown_fields() {
    let kit = Kit::small();
    let fields: String = (0..100_000).map(|n| format!("truong-{n}: x\n")).collect();
    kit.write("campaigns/mot/campaign.yml", &format!("title: A\naudiences: [nguoi-dan]\n{fields}"));
    let run = check_in_every_form(&kit);
    assert_eq!(run.diagnostics()[200]["count"], 100_000 - 200);
}

#[test]
fn twenty_thousand_references_to_nothing() {
    let kit = Kit::small();
    let text: String = (0..20_000)
        .map(|n| format!("- id: thong-diep-so-{n}\n  audiences: [nguoi-dam-{n}]\n  link: message:thong-diep-hay-{n}\n  text: {{vi: {{headline: A {{{{ muc-dong-{n} }}}}}}}}\n"))
        .collect();
    kit.write(MESSAGES, &text.replace("A {{", "\"A {{").replace("}}}}\n", "}}\"}}\n"));
    let facts: String = (0..20_000)
        .map(|n| format!("- {{id: muc-ho-tro-{n}, title: A, unit: VND, values: [{{value: 1}}]}}\n"))
        .collect();
    kit.write("facts.yml", &facts);
    assert_eq!(check_in_every_form(&kit).code, 1);
}

#[test]
fn names_of_a_megabyte() {
    let kit = Kit::small();
    let long = "dai-".repeat(250_000) + "x";
    kit.write(
        MESSAGES,
        &format!("- id: {long}\n  audiences: [{long}]\n  {long}y: x\n  text: {{vi: {{headline: \"{{{{ {long} }}}}\"}}}}\n  link: message:{long}z\n"),
    );
    kit.write("facts.yml", &format!("- {{id: {long}, title: A, unit: VND, formula: {long}z}}\n"));
    kit.write(
        "faq/hoi.md",
        &page(&format!("[a](message:{long}) ![b](icon:{long}) ![c]({long}.png) {long}")),
    );
    assert_eq!(check_in_every_form(&kit).code, 1);
}

#[test]
fn a_line_of_a_megabyte() {
    let kit = Kit::small();
    let items: Vec<String> =
        (0..30_000).map(|n| format!("{{id: m-{n}, audience: [nguoi-dân]}}")).collect();
    kit.write(MESSAGES, &format!("[{}]\n", items.join(", ")));
    kit.write("faq/hoi.md", &page(&"{{ muc }} rất dài ".repeat(60_000)));
    let run = check_in_every_form(&kit);
    assert_eq!(run.code, 1);
}

#[test]
fn a_catalogue_of_twenty_megabytes() {
    let kit = Kit::small();
    let mut text = String::with_capacity(21 << 20);
    let mut n = 0;
    while text.len() < 20 << 20 {
        text.push_str(&format!(
            "- id: thong-diep-{n}\n  audiences: [nguoi-dan]\n  status: approved\n  text:\n    vi:\n      headline: Đóng hôm nay, an nhàn ngày mai, lần thứ {n}\n      body: Nhà nước hỗ trợ {{{{ muc }}}} mỗi tháng cho người tham gia bảo hiểm.\n",
        ));
        n += 1;
    }
    kit.write(MESSAGES, &text);
    kit.write("facts.yml", "- {id: muc, title: A, unit: VND, values: [{value: 1000}]}\n");
    check(&kit).ok();
}

#[test]
fn links_that_lead_in_circles_or_out() {
    let kit = Kit::small();
    let content = kit.content();
    symlink(".", content.join("a")).expect("a link");
    symlink("c", content.join("b")).expect("a link");
    symlink("b", content.join("c")).expect("a link");
    symlink("y.yml", content.join("x.yml")).expect("a link");
    symlink("x.yml", content.join("y.yml")).expect("a link");
    symlink("/etc/passwd", content.join("faq.md")).expect("a link");
    symlink("../..", content.join("campaigns/up")).expect("a link");
    symlink("khong-co.yml", content.join("z.yml")).expect("a link");
    let places = check_in_every_form(&kit).places();
    assert_eq!(
        places,
        [
            "missing-file content/b 1:1",
            "missing-file content/c 1:1",
            "unsafe-path content/campaigns/up 1:1",
            "unsafe-path content/faq.md 1:1",
            "missing-file content/x.yml 1:1",
            "missing-file content/y.yml 1:1",
            "missing-file content/z.yml 1:1",
        ]
    );
}

#[test]
fn files_that_come_and_go_while_they_are_read() {
    let kit = Kit::small();
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let folder = kit.content().join("faq");
            let mut n = 0;
            while !stop.load(Ordering::Relaxed) {
                let _ = fs::create_dir_all(folder.join("sau"));
                let path = |n: usize| folder.join(format!("sau/../hoi-{}.md", n % 50));
                let _ = fs::write(path(n), page("Đáp"));
                let _ = fs::remove_file(path(n + 25));
                if n % 200 == 199 {
                    let _ = fs::remove_dir_all(&folder);
                }
                n += 1;
            }
        });
        for _ in 0..60 {
            let run = check(&kit);
            let ids = |d: &serde_json::Value| d["id"].as_str().map(str::to_string);
            let ids: Vec<String> = run.diagnostics().iter().filter_map(ids).collect();
            // A file may be gone, or not be written yet.
            let known = ["missing-file", "missing-field"];
            assert!(ids.iter().all(|id| known.contains(&id.as_str())), "{}", run.stderr);
        }
        stop.store(true, Ordering::Relaxed);
    });
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let kit = Kit::small();
    let content = kit.content();
    fs::create_dir(content.join("thu-muc.yml")).expect("a folder");
    fs::create_dir(content.join("faq")).expect("a folder");
    fs::create_dir(content.join("static")).expect("a folder");
    let pipes = ["faq/ong.md", "ong.yml", "static/ong", "la"];
    for pipe in pipes {
        let made = std::process::Command::new("mkfifo").arg(content.join(pipe)).status();
        assert!(made.expect("mkfifo").success());
    }
    symlink("../ong.yml", content.join("faq/noi.md")).expect("a link");
    symlink("../la", content.join("faq/hinh.png")).expect("a link");
    kit.write("faq/hoi.md", &page("![a](hinh.png) ![b](../la)"));
    let _socket =
        std::os::unix::net::UnixListener::bind(content.join("o-cam.yml")).expect("a socket");
    let places = check_in_every_form(&kit).places();
    assert_eq!(
        places,
        [
            "missing-file content/faq/hoi.md 5:6",
            "missing-file content/faq/hoi.md 5:21",
            "missing-file content/faq/noi.md 1:1",
            "missing-file content/faq/ong.md 1:1",
            "missing-file content/o-cam.yml 1:1",
            "missing-file content/ong.yml 1:1",
            "missing-file content/static/ong 1:1",
        ]
    );
    // A folder with the kit's name is no kit.
    fs::remove_file(content.join("kit.yml")).expect("a file");
    fs::create_dir(content.join("kit.yml")).expect("a folder");
    assert_eq!(check(&kit).code, 1);
}

#[test]
fn what_may_not_be_read_is_said() {
    let kit = Kit::small();
    kit.write("faq/hoi.md", &page("Đáp"));
    kit.write("pages/gi.md", &page("Đáp"));
    let lock = |path: &str, mode| {
        let path = kit.content().join(path);
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
    };
    lock("faq/hoi.md", 0o000);
    lock("pages", 0o000);
    let places = check_in_every_form(&kit).places();
    // The system's own user may read everything.
    let expected = ["missing-file content/faq/hoi.md 1:1", "missing-file content/pages 1:1"];
    let is_root = fs::read(kit.content().join("faq/hoi.md")).is_ok();
    assert!(if is_root { places.is_empty() } else { places == expected }, "{places:?}");
    lock("pages", 0o755);
}

#[test]
fn ids_that_differ_in_capitals() {
    let kit = Kit::small();
    let text = |id: &str| message("Chào").replace("id: chao", &format!("id: {id}"));
    kit.write(MESSAGES, &(text("chao") + &text("Chao") + &text("chào")));
    let run = check(&kit);
    let expected = [
        format!("invalid-id content/{MESSAGES} 5:7"),
        format!("invalid-id content/{MESSAGES} 9:7"),
    ];
    assert_eq!(run.places(), expected);
    assert!(run.stderr.contains("write: chao"), "{}", run.stderr);
    kit.write(MESSAGES, &message("Chào"));
    kit.write("faq/Hoi.md", &page("Đáp"));
    let run = check(&kit);
    assert_eq!(run.places(), ["invalid-id content/faq/Hoi.md 1:1"]);
    assert!(run.stderr.contains("write: hoi"), "{}", run.stderr);
}

#[test]
fn names_that_are_one_on_other_systems() {
    let (nfc, nfd) = ("m\u{1ead}t", "ma\u{323}\u{302}t");
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: A\nbase_url: https://kit.example.vn/\nlanguages: [vi]\n{}",
            QUIET.replace("}\n", ", mixed-normalisation: off}\n")
        ),
    );
    kit.write(&format!("static/{nfd}.txt"), "a");
    kit.write("static/Logo.svg", "a");
    kit.write("faq/hoi.md", &page(&format!("[tệp]({nfc}.txt)")));
    // A link finds its file in either form.
    check(&kit).ok();
    kit.write(&format!("static/{nfc}.txt"), "b");
    kit.write("static/logo.svg", "b");
    kit.write("static/LOGO.SVG/x", "b");
    kit.write("static/messages", "b");
    kit.write("faq/HOI.md", &page("Đáp"));
    let run = check(&kit);
    let messages: Vec<String> = run
        .diagnostics()
        .iter()
        .map(|d| format!("{} {}", d["id"], d["message"].as_str().unwrap_or("-")))
        .collect();
    assert_eq!(run.code, 1);
    for said in [
        format!("content/static/{nfc}.txt` and `content/static/{nfd}.txt`"),
        "content/static/logo.svg` and `content/static/LOGO.SVG`".into(),
        "content/static/Logo.svg` and `content/static/LOGO.SVG`".into(),
        "content/faq/hoi.md` and `content/faq/HOI.md`".into(),
        "The address `content/static/messages` is taken".into(),
    ] {
        assert!(messages.iter().any(|m| m.contains(&said)), "{said}\n{messages:#?}");
    }
    assert!(
        messages.iter().all(|m| m.contains("duplicate-id") || m.contains("invalid-id")),
        "{messages:#?}"
    );
    assert_eq!(messages.len(), 6, "{messages:#?}");
}

#[test]
fn a_static_file_lies_in_no_pages_way() {
    let kit = Kit::small();
    kit.write("static/messages/chao", "a");
    let run = kit.run(&["build", "--format", "json"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.diagnostics()[0]["id"], "duplicate-id");
}

#[test]
fn names_of_every_kind() {
    let kit = Kit::small();
    let content = kit.content();
    let folder = content.join("faq");
    fs::create_dir_all(&folder).expect("a folder");
    fs::create_dir_all(content.join("static")).expect("a folder");
    let odd = std::ffi::OsStr::from_bytes(b"h\xffi.md");
    // Some systems know no such names.
    let is_odd = fs::write(folder.join(odd), page("Đáp")).is_ok();
    let _ = fs::write(content.join("static").join(odd), "a");
    let _ = fs::write(content.join(std::ffi::OsStr::from_bytes(b"\xfe.txt")), "a");
    let long = "a".repeat(252);
    kit.write(&format!("faq/{long}.md"), &page("Đáp"));
    kit.write("faq/a b\nc\u{202e}d\"`.md", &page("Đáp"));
    kit.write("faq/.md", &page("Đáp"));
    kit.write("faq/...md", &page("Đáp"));
    kit.write(".yml", "x");
    let run = check_in_every_form(&kit);
    let places = run.places();
    assert_eq!(run.code, 1);
    let is_said =
        |id: &str, file: &str| places.iter().any(|p| p.starts_with(id) && p.contains(file));
    assert!(is_said("invalid-id", "a b"), "{places:#?}");
    if is_odd {
        assert!(is_said("invalid-utf8", "faq/h\u{fffd}i.md"), "{places:#?}");
        assert!(is_said("invalid-utf8", "static/h\u{fffd}i.md"), "{places:#?}");
    }
}

#[test]
fn folders_two_hundred_levels_deep() {
    let kit = Kit::small();
    let deep = vec!["sau"; 200].join("/");
    kit.write(&format!("{deep}/messages.yml"), "x: [");
    kit.write(&format!("static/{deep}/x.txt"), "a");
    kit.write(&format!("campaigns/mot/{deep}/x.md"), "a");
    let run = check_in_every_form(&kit);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let said = |id: &str| run.places().iter().any(|place| place.starts_with(id));
    assert!(said("misplaced-file") && said("unused-file"), "{:?}", run.places());
    bounded(&kit, &["build"]).ok();
    assert!(kit.has(&format!("{deep}/x.txt")));
}

#[test]
fn five_thousand_empty_files() {
    let kit = Kit::small();
    for n in 0..5000 {
        let path = match n % 5 {
            0 => format!("faq/hoi-{n}.md"),
            1 => format!("messages/m-{n}.yml"),
            2 => format!("campaigns/mot/leaflets/to-{n}.md"),
            3 => format!("static/t-{n}"),
            _ => format!("infographics/h-{n}.yml"),
        };
        kit.write(&path, "");
    }
    assert_eq!(check_in_every_form(&kit).code, 1);
}

#[test]
fn files_with_next_to_nothing() {
    let known = [
        "kit.yml",
        "audiences.yml",
        "legal.yml",
        "facts.yml",
        "campaigns/mot/campaign.yml",
        MESSAGES,
        "campaigns/mot/index.md",
        "units/x.yml",
        "faq/hoi.md",
        "pages/gi.md",
        "leaflets/to.md",
        "broadcasts/loa.md",
        "infographics/hinh.yml",
        "messages/them.yml",
        "faq/hoi.en.md",
    ];
    let texts: &[&[u8]] = &[
        b"",
        b"\xef\xbb\xbf",
        b"\n",
        b"\r",
        b"\0",
        b"---",
        b"---\n---\n",
        b"---\r---\r",
        b"- ",
        b"-",
        b"~",
        b"null",
        b"{}",
        b"[]",
        b"[[]]",
        b"[{}]",
        b"\"\"",
        b"#",
        b"\xef\xbb\xbf---\n---\n\xef\xbb\xbf",
        b"%YAML 1.2\n---\n",
        b"...",
        b"|",
        b"a",
        b"a:",
        b": ",
        b"? ",
        b"\xff\xfea\0",
        b"\xc3",
        b"---\ntitle:\n---\n",
        b"\xe2\x80\xa8",
        b"<<<<<<< a\n=======\n>>>>>>> b\n",
    ];
    for path in known {
        for text in texts {
            let kit = Kit::small();
            kit.write_bytes(path, text);
            let run = check(&kit);
            let said =
                run.diagnostics().iter().all(|d| !d["message"].as_str().unwrap_or("").is_empty());
            assert!(said, "{path} {text:?}");
        }
    }
}

#[test]
fn line_ends_of_every_kind() {
    let kit = Kit::small();
    let text = message("Chào {{ muc }}").replace("{{ muc }}", "\"x").replace("Chào", "\"Chào");
    for end in ["\r", "\r\n", "\n\r", "\u{85}", "\u{2028}"] {
        kit.write(MESSAGES, &text.replace('\n', end));
        kit.write("faq/hoi.md", &page("Đáp").replace('\n', end));
        assert_eq!(check_in_every_form(&kit).code, 1, "{end:?}");
    }
    // Windows' line ends are as good as any.
    kit.write(MESSAGES, &message("Chào").replace('\n', "\r\n"));
    kit.write("faq/hoi.md", &page("Đáp").replace('\n', "\r\n"));
    check(&kit).ok();
    kit.write(MESSAGES, &message("\"Chào\0\""));
    assert_eq!(check(&kit).places()[0], format!("invalid-utf8 content/{MESSAGES} 4:30"));
}
