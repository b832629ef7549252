//! Where texts may lead: official pages and trusted hosts, however their
//! addresses are written; never to what poses as them. And HTML that a kit
//! allows, which shows nothing from elsewhere.

use crate::harness::{Kit, Numbers};

const FRONT: &str = "---\ntitle: Hỏi?\naudiences: [nguoi-dan]\nstatus: approved\n---\n";
const OFFICIAL: &str = "https://www.facebook.com/baohiemxahoi.gov.vn";

/// A kit with an official page and a trusted host, each on its own line.
fn kit() -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!(
            "title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\nofficial_links:\n  - {{label: Trang, url: \"{OFFICIAL}\"}}\ntrusted_hosts: [vbpl.vn]\nchecks: {{orphan-item: off, uncovered-audience: off, unverified-fact: off, unused-file: off}}\n"
        ),
    );
    kit
}

fn said(kit: &Kit) -> Vec<String> {
    kit.run(&["check", "--no-drawn", "--format", "json"]).places()
}

/// A kit with these lines in a text, and what is said: the lines' numbers.
fn lines(lines: &[String]) -> Vec<(String, usize)> {
    let kit = kit();
    kit.write("faq/hoi.md", &format!("{FRONT}{}\n", lines.join("\n\n")));
    let first = FRONT.lines().count() + 1;
    let line = |place: &String| {
        let (id, rest) = place.split_once(' ').expect("an id");
        let line: usize = rest.rsplit(' ').next()?.split(':').next()?.parse().ok()?;
        Some((id.to_string(), (line - first) / 2))
    };
    said(&kit).iter().filter_map(line).collect()
}

#[test]
fn false_pages_are_found_however_they_are_written() {
    let wrong = [
        "Xem [đây](HTTPS://facebook.com/gia).",
        "Xem [đây](https://www.facebook.com/baohiemxahoi.gov.vn/../gia).",
        "Xem [đây](https://www.facebook.com/baohiemxahoi.gov.vn/%2e%2e/gia).",
        "Xem [đây](https://zalo&#46;me/gia).",
        "Xem [đây](https&colon;//zalo.me/gia).",
        "Xem [đây](https://ｚａｌｏ.me/gia).",
        "Xem [đây](https:\\\\zalo.me\\gia).",
        "Xem [đây](https:zalo.me/gia).",
        "Xem [đây](https:/zalo.me/gia).",
        "Xem [đây](https://za%6Co.me/gia).",
        "Xem [đây](<https://zalo.me/gia>).",
        "Xem <https://t.me/gia>.",
        "Vào tiktok.com/@gia nhé.",
        "Vào tiktok\\.com/@gia nhé.",
        "Vào Telegram.me/gia, fb.me/gia.",
        "Nhắn messenger.com/t/gia.",
        "![Mã](qr:https://T.me/gia)",
        "Xem https://www.facebook.com@xau.com/.",
        "Xem facebook.com@xau.",
        "Gửi hotro@baohiemxahoi.gov.vn.xau.com.",
        "Xem https://facebook.com.xau.com/a.",
        "Xem https://baohiemxahoi.gov.vn.evil.com/.",
        "Xem [đây](https://f\u{430}cebook.com/a).",
        "Xem https://xn--fcebook-2fg.com/a.",
        "Xem faceb00k.com.",
        "Xem https://facebok.com/baohiemxahoi.gov.vn.",
        "Xem zaIo.me/baohiemxahoi.",
    ];
    for line in wrong {
        let found = lines(&["Mở đầu.".into(), line.to_string()]);
        assert!(!found.is_empty(), "{line}");
        assert!(
            found.iter().all(|(id, at)| id == "unofficial-link" && *at == 1),
            "{line} {found:?}"
        );
        let count = if line.contains(", fb.me") { 2 } else { 1 };
        assert_eq!(found.len(), count, "{line} {found:?}");
    }
}

#[test]
fn the_official_page_is_itself_however_it_is_written() {
    let right = [
        "Xem [trang](https://m.facebook.com/baohiemxahoi.gov.vn).",
        "Xem https://www.facebook.com/baohiemxahoi.gov.vn/posts/1?x=1#y.",
        "Xem facebook.com/baohiemxahoi.gov.vn.",
        "Xem [trang](HTTPS:\\\\facebook.com/gia/../BaoHiemXaHoi.gov.vn).",
        "Luật: https://vbpl.vn/a, https://www.vbpl.vn và tw.vbpl.vn/b.",
        "Bộ này: https://kit.example.vn/ và kit.example.vn/faq/.",
        "Thư: truyenthong@gmail.com; tệp mau.pdf; TP.HCM; TS.BS; 1.500.000; 24/7.",
        "Xem [thư](mailto:a@vss.gov.vn), [gọi](tel:19009068).",
    ];
    assert_eq!(lines(&right.map(str::to_string)), []);
}

#[test]
fn hosts_that_are_not_trusted_are_a_warning_once_a_file() {
    let kit = kit();
    let text = "Xem [luật](https://tra-cuu.com/a), https://tra-cuu.com/b và www.tra-cuu.com.\n\nXem bao.com.vn.\n";
    kit.write("faq/hoi.md", &format!("{FRONT}{text}"));
    let run = kit.run(&["check", "--no-drawn", "--format", "json"]).ok();
    assert_eq!(
        run.places(),
        ["outside-link content/faq/hoi.md 6:12", "outside-link content/faq/hoi.md 8:5"]
    );
    assert!(run.diagnostics().iter().all(|d| d["severity"] == "warning"));
}

/// Every place of a kit where an address can stand.
#[test]
fn addresses_are_looked_at_wherever_they_stand() {
    let message = |rest: &str| {
        format!(
            "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n{rest}  text:\n    vi:\n      headline: Xin chào bà con\n"
        )
    };
    let unit = |field: &str| format!("name: Cơ quan\n{field}\n");
    let places: Vec<(&str, String)> = vec![
        ("campaigns/mot/messages.yml", format!("{}      post: |\n        Chào.\n        Vào § nhé.\n", message(""))),
        ("campaigns/mot/messages.yml", format!("{}      sms: Vào § nhé\n", message(""))),
        ("campaigns/mot/messages.yml", format!("{}      body: \"Vào § nhé\"\n", message(""))),
        ("campaigns/mot/messages.yml", message("  link: https://§\n")),
        ("campaigns/mot/campaign.yml", "title: Một\naudiences: [nguoi-dan]\nsummary: Vào §\n".into()),
        ("campaigns/mot/campaign.yml", "title: Một\naudiences: [nguoi-dan]\nhashtags: [§]\n".into()),
        ("campaigns/mot/index.md", "Vào § nhé.\n".into()),
        ("audiences.yml", "- id: nguoi-dan\n  title: Người dân\n  guide: |\n    Vào [đây](https://§).\n".into()),
        ("legal.yml", "- id: luat\n  number: 1/2024\n  title: Luật\n  url: https://§\n".into()),
        ("units/mot.yml", unit("address: Vào §")),
        ("units/mot.yml", unit("spokesperson: {name: Vào §}")),
        ("units/mot.yml", unit("agents: [{name: Đại lý, address: Vào §}]")),
        ("infographics/so.yml", "title: Số\naudiences: [nguoi-dan]\nstatus: approved\nblocks:\n  - {kind: qr, to: \"https://§\", label: Mã}\n".into()),
        ("infographics/so.yml", "title: Số\naudiences: [nguoi-dan]\nstatus: approved\nsource: §\nblocks:\n  - {kind: callout, text: Chào}\n".into()),
        ("leaflets/to.md", "---\ntitle: Tờ\naudiences: [nguoi-dan]\nstatus: approved\ntemplate: flyer\nqr: {to: \"https://§\", label: Mã}\n---\n## A\n\nB.\n".into()),
        ("broadcasts/loa.md", format!("{FRONT}Vào § nhé.\n")),
        ("facts.yml", "- id: muc\n  title: Mức\n  unit: lần §\n  values: [{value: 2}]\n".into()),
    ];
    for (path, text) in places {
        for (address, id) in
            [("tiktok.com/@gia", "unofficial-link"), ("xau.com/gia", "outside-link")]
        {
            let kit = kit();
            let text = text.replace('§', address);
            kit.write(path, &text);
            let (line, before) = text
                .lines()
                .enumerate()
                .find_map(|(at, line)| {
                    Some((at + 1, line.split(address).next().filter(|b| b.len() < line.len())?))
                })
                .expect("the address");
            // With its scheme it begins there.
            let before = before.strip_suffix("https://").unwrap_or(before);
            let place = format!("{id} content/{path} {line}:{}", before.chars().count() + 1);
            let found = said(&kit);
            assert_eq!(
                found.iter().filter(|said| **said == place).count(),
                1,
                "{place}\n{found:?}"
            );
            assert_eq!(found.iter().filter(|said| said.starts_with(id)).count(), 1, "{found:?}");
        }
    }
}

#[test]
fn what_the_kit_names_as_its_own_is_looked_at_too() {
    let with = |field: &str| {
        let kit = Kit::small();
        kit.write(
            "kit.yml",
            &format!("title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\n{field}\nchecks: {{orphan-item: off, uncovered-audience: off}}\n"),
        );
        said(&kit)
    };
    for url in [
        "https://facebook.com@xau.com/a",
        "https://faceb00k.com/baohiemxahoi",
        "https://facebook.com.xau.com/a",
        "https://baohiemxahoi.gov.vn.xau.com/",
        "https://www.facebook.com/",
        "https://zalo.me",
    ] {
        let found = with(&format!("official_links: [{{label: Trang, url: \"{url}\"}}]"));
        assert_eq!(found, ["unofficial-link content/kit.yml 4:39"], "{url}");
        let kit = Kit::small();
        kit.write("units/mot.yml", &format!("name: Cơ quan\nfacebook: {url}\n"));
        assert_eq!(said(&kit), ["unofficial-link content/units/mot.yml 2:11"], "{url}");
    }
    for right in
        ["https://www.facebook.com/x", "https://baohiemxahoi.gov.vn", "https://bao-hiem.vn/"]
    {
        let found = with(&format!("official_links: [{{label: Trang, url: \"{right}\"}}]"));
        assert_eq!(found, [] as [String; 0], "{right}");
    }
    for (host, id) in [
        ("https://vbpl.vn/", "unsafe-link"),
        ("\"*.gov.vn\"", "unsafe-link"),
        ("vn", "unsafe-link"),
        ("facebook.com.xau.com", "unofficial-link"),
    ] {
        assert_eq!(
            with(&format!("trusted_hosts: [{host}]")),
            [format!("{id} content/kit.yml 4:17")]
        );
    }
    // A unit's site may be named by an official link too, and not pose as one.
    let official = "official_links: [{label: Trang, url: \"https://baohiemxahoi.gov.vn\"}]";
    for (site, count) in [("https://baohiemxahoi.gov.vn/x", 0), ("https://baohiemxahoi.com/x", 1)] {
        let kit = Kit::small();
        kit.write("kit.yml", &format!("title: Bộ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\n{official}\nchecks: {{orphan-item: off, uncovered-audience: off}}\n"));
        kit.write("units/mot.yml", &format!("name: Cơ quan\nwebsite: {site}\n"));
        assert_eq!(said(&kit).len(), count, "{site}");
    }
}

/// An address in one of the ways that a browser takes.
fn disguised(host: &str, path: &str, numbers: &mut Numbers) -> String {
    let mut host: String = host
        .chars()
        .map(|c| match numbers.below(12) {
            0 => c.to_ascii_uppercase().to_string(),
            1 => format!("&#{};", u32::from(c)),
            2 => format!("&#x{:x};", u32::from(c)),
            3 => format!("%{:02x}", u32::from(c)),
            4 if c.is_ascii_alphanumeric() => {
                char::from_u32(u32::from(c) + 0xfee0).expect("a wide letter").to_string()
            }
            _ => c.to_string(),
        })
        .collect();
    if numbers.below(4) == 0 {
        host.push_str([":443", ".", "&period;"][numbers.below(3)]);
    }
    // Slashes of the other kind are two of Markdown's.
    let slashes = ["//", "/", "", "///", "\\\\\\\\", "&sol;/"][numbers.below(6)];
    let scheme = ["https:", "HTTPS:", "hTtPs:", "https&colon;"][numbers.below(4)];
    let scheme = if host.contains(":443") { "https:" } else { scheme };
    let path = path.replace('/', ["/", "/./", "/a/../", "/a/%2e%2e/", "/&#46;/"][numbers.below(5)]);
    format!("{scheme}{slashes}{host}{path}")
}

#[test]
fn addresses_in_every_disguise() {
    let mut numbers = Numbers::new(5);
    let mut wrong = Vec::new();
    let mut right = Vec::new();
    let hosts = ["zalo.me", "t.me", "www.tiktok.com", "m.facebook.com", "bit.ly", "messenger.com"];
    for n in 0..120 {
        let host = hosts[numbers.below(hosts.len())];
        wrong.push(format!("Xem [đây]({}).", disguised(host, &format!("/gia{n}"), &mut numbers)));
        let host = ["www.facebook.com", "m.facebook.com"][numbers.below(2)];
        right
            .push(format!("Xem [đây]({}).", disguised(host, "/baohiemxahoi.gov.vn", &mut numbers)));
    }
    let found = lines(&wrong);
    for (at, line) in wrong.iter().enumerate() {
        let said: Vec<_> = found.iter().filter(|(_, line)| *line == at).collect();
        assert_eq!(said.len(), 1, "{line} {said:?}");
        assert_eq!(said[0].0, "unofficial-link", "{line}");
    }
    let found = lines(&right);
    let lines: Vec<&String> = found.iter().map(|(_, at)| &right[*at]).collect();
    assert!(found.is_empty(), "{found:?} {lines:?}");
}

/// The same in quotes of YAML.
#[test]
fn addresses_in_escapes_of_yaml() {
    let mut numbers = Numbers::new(9);
    for _ in 0..20 {
        let escaped: String = "https://zalo.me/gia"
            .chars()
            .map(|c| match numbers.below(4) {
                0 => format!("\\x{:02x}", u32::from(c)),
                1 => format!("\\u{:04X}", u32::from(c)),
                2 => format!("\\U{:08x}", u32::from(c)),
                _ => c.to_string(),
            })
            .collect();
        let kit = kit();
        kit.write("campaigns/mot/messages.yml", &format!("- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  link: \"{escaped}\"\n  text:\n    vi: {{headline: Xin chào}}\n"));
        assert_eq!(
            said(&kit),
            ["unofficial-link content/campaigns/mot/messages.yml 4:10"],
            "{escaped}"
        );
    }
}

/// A kit that allows HTML, with this text in a question.
fn html(text: &str) -> Kit {
    let kit = kit();
    let config = std::fs::read_to_string(kit.content().join("kit.yml")).expect("a kit");
    let config = config.replace("checks: {", "checks: {lost-text: off, ");
    kit.write("kit.yml", &format!("{config}allow_html: true\nunit: mot\n"));
    kit.write(
        "units/mot.yml",
        "name: \"<b>Đội</b> \\\" onclick='x()' <img src=//xau.com/a.png>\"\n",
    );
    kit.write("facts.yml", "- id: muc\n  title: Mức\n  unit: <i>lần</i>\n  values: [{value: 2}]\n");
    kit.write("faq/hoi.md", &format!("{FRONT}{text}\n"));
    kit
}

#[test]
fn html_within_a_line() {
    let kit = html(
        "H<sub>2</sub>O, <u>gạch **đậm** <mark>nổi</u> hết.\n\n- Dòng <kbd>Phím</kbd> <SPAN onclick=x title=\"{{ unit.name }}\">chữ</SPAN>.\n- Một <script>x()</script><div>khối</div> <!-- lời -->sau.\n\n| A <small>b</small> |\n|---|\n| một<br>hai <q>ba</q> |\n\n**đậm <u>hai** ba</u> bốn.",
    );
    let run = kit.run(&["build", "--only", "site"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = kit.read("faq/hoi/index.html");
    for wanted in [
        "<p>H<sub>2</sub>O, <u>gạch <strong>đậm</strong> <mark>nổi</mark></u> hết.</p>",
        "<li>Dòng <kbd>Phím</kbd> <span title=\"",
        ">chữ</span>.</li>",
        "<li>Một khối sau.</li>",
        "A <small>b</small>",
        "một<br>hai <q>ba</q>",
        "<strong>đậm <u>hai</u></strong> ba bốn.",
    ] {
        assert!(page.contains(wanted), "{wanted}\n{page}");
    }
    for none in ["<script>x", "onclick=\"x", "<div>khối", "lời --", "<b>Đội", "src=\"//xau"]
    {
        assert!(!page.contains(none), "{none}\n{page}");
    }
}

#[test]
fn html_is_cleaned_after_it_is_filled() {
    let kit = html(
        "<p title=\"{{ unit.name }}\">{{ unit.name }} và {{ muc }}</p>\n\n<p><{{ unit.name }}></p>\n\nDòng <b>{{ unit.name }}</b> <span title={{ muc }}>x</span>",
    );
    let run = kit.run(&["build", "--only", "site"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = kit.read("faq/hoi/index.html");
    for none in ["<b>Đội", "<i>lần", "<img src=\"//", " onclick=\""] {
        assert!(!page.contains(none), "{none}\n{page}");
    }
    assert!(page.contains("&lt;b&gt;Đội&lt;/b&gt;"), "{page}");
    assert!(page.contains("2 &lt;i&gt;lần&lt;/i&gt;</p>"), "{page}");
}

#[test]
fn addresses_in_html_are_looked_at() {
    for (text, place) in [
        ("<p><a href=\"https://zalo.me/gia\">x</a></p>", "unofficial-link 6:13"),
        ("Xem <a href=\"//zalo.me/gia\">x</a>", "unofficial-link 6:16"),
        ("Xem <a href='ht&Tab;tps:zalo&#46;me/gia'>x</a>", "unofficial-link 6:14"),
        ("Xem <a href=\"https://xau.com\">x</a>", "outside-link 6:14"),
        ("<img src=\"/\\xau.com/a.png\" alt=\"Ảnh\">", "broken-link 6:1"),
    ] {
        let found = said(&html(text));
        // The unit's name has one of its own.
        let found: Vec<String> =
            found.into_iter().filter(|said| said.contains("faq/hoi.md")).collect();
        let (id, at) = place.split_once(' ').expect("two parts");
        assert_eq!(found.iter().filter(|said| said.starts_with(id)).count(), 1, "{text} {found:?}");
        assert!(found.contains(&format!("{id} content/faq/hoi.md {at}")), "{text} {found:?}");
    }
}
