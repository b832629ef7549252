//! Pages on a small phone: nothing sideways, no address broken, what is not
//! asked for folded away.

use serde_json::json;

use crate::harness::Kit;
use crate::serve::browser::Browser;
use crate::serve::start;

/// A kit whose unit has every kind of contact, and figures with a history.
fn reachable() -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        concat!(
            "title: Bộ nhỏ\nbase_url: https://truyen-thong.example.gov.vn/kho/\nlanguages: [vi]\nunit: tinh\n",
            "checks: {unverified-fact: off, outside-link: off, orphan-item: off}\n",
            "official_links:\n  - {label: Trang Facebook của cơ quan Bảo hiểm xã hội tỉnh, url: \"https://www.facebook.com/bhxh.tinh.gov.vn\", channel: facebook}\n",
        ),
    );
    kit.write(
        "units/tinh.yml",
        concat!(
            "name: Bảo hiểm xã hội tỉnh\nlevel: province\nhotline: \"1900 9068\"\n",
            "website: https://bao-hiem.example.gov.vn\nemail: van-phong@example.gov.vn\n",
            "agents:\n  - {name: Bưu điện xã, address: Thôn Một, phone: \"0905 123 456\"}\n",
        ),
    );
    kit.write(
        "pages/channels.md",
        concat!(
            "---\ntitle: Kênh thật\nstatus: approved\naliases: [kenh-that]\n---\n\n",
            "Trước khi tin, hãy gọi {{ unit.hotline }} hoặc {{ unit.hotline }}, xem ",
            "[facebook.com/bhxh.tinh.gov.vn](https://www.facebook.com/bhxh.tinh.gov.vn).\n",
        ),
    );
    kit.write("legal.yml", "- {id: luat, number: 1/2026/QH15, title: Luật mới}\n");
    let mut facts = String::new();
    for n in 1..=40 {
        facts += &format!(
            concat!(
                "- id: so-{n}\n  title: Mức đóng hằng tháng của người tham gia ở bậc thu nhập thứ {n}\n",
                "  unit: VND/month\n  values:\n",
                "    - {{value: {n}000000, until: 2026-06-30, legal: luat}}\n",
                "    - {{value: {n}500000, from: 2026-07-01, legal: luat}}\n",
            ),
            n = n
        );
    }
    kit.write("facts.yml", &facts);
    kit.write("faq/hoi.md", "---\ntitle: Hỏi\nstatus: approved\n---\n\nĐóng {{ so-1 }}.\n");
    kit
}

/// Links, buttons and folds that the Tab key comes to.
const STOPS: &str = "[...document.querySelectorAll('a[href],button,summary,[tabindex=\"0\"]')].filter(e => e.checkVisibility({visibilityProperty: true})).length";

/// The addresses and numbers that stand on more than one line.
const BROKEN: &str = r"(() => {
  const pattern = /(?:[\w-]+@)?[\w-]+(?:\.[\w-]+){2,}[\w\/-]*|facebook\.com\/[\w.-]+|\d{4} \d{4}|\d{4} \d{3} \d{3}/g;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const broken = [];
  let found = 0;
  for (let node; (node = walk.nextNode()); ) {
    for (const match of node.data.matchAll(pattern)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const tops = new Set([...range.getClientRects()].map(rect => Math.round(rect.top)));
      found += tops.size > 0;
      if (tops.size > 1) broken.push(match[0]);
    }
  }
  return {found: found > 2, broken};
})()";

#[test]
fn no_address_is_broken_and_nothing_is_wider_than_the_phone() {
    let kit = reachable();
    let server = start(&kit);
    let mut browser = Browser::start();
    browser.size(320, 640);
    for path in ["", "channels/", "channels/tinh/", "facts/", "faq/hoi/"] {
        browser.open(&format!("http://{}/kho/{path}", server.host));
        browser.until("document.fonts.status === 'loaded'");
        browser.ask("document.querySelector('.trust').open = true");
        assert_eq!(browser.ask(BROKEN), json!({"found": true, "broken": []}), "{path}");
        let wide = browser.ask("document.documentElement.scrollWidth");
        assert!(wide.as_u64().is_some_and(|width| width <= 320), "{path}: {wide} px");
    }
}

#[test]
fn a_page_says_in_one_line_how_it_is_known_to_be_official() {
    let kit = reachable();
    let server = start(&kit);
    let mut browser = Browser::start();
    browser.size(360, 640);
    browser.open(&format!("http://{}/kho/", server.host));
    let height = browser.ask("document.querySelector('.trust').offsetHeight");
    assert!(height.as_u64().is_some_and(|height| (24..=32).contains(&height)), "{height} px");
    browser.ask("document.querySelector('.trust summary').click()");
    let said = browser.ask("document.querySelector('.trust').innerText");
    for part in [
        "truyen-thong.example.gov.vn/kho",
        "bao-hiem.example.gov.vn",
        "facebook.com/bhxh.tinh.gov.vn",
        "1900 9068",
    ] {
        assert!(said.as_str().is_some_and(|said| said.contains(part)), "{part}: {said}");
    }
}

#[test]
fn figures_are_short_rows_and_a_link_to_one_shows_it() {
    let kit = reachable();
    let server = start(&kit);
    let mut browser = Browser::start();
    browser.size(360, 640);
    browser.open(&format!("http://{}/kho/facts/#so-33", server.host));
    browser.until("document.fonts.status === 'loaded'");
    browser.until("(top => top >= 0 && top < innerHeight)(document.getElementById('so-33').getBoundingClientRect().top)");
    let rows = browser.ask(
        "Math.max(...[...document.querySelectorAll('.facts > div')].map(row => row.offsetHeight))",
    );
    assert!(rows.as_u64().is_some_and(|height| height <= 64), "{rows} px");
    let closed = browser.ask(STOPS).as_u64().expect("a number");
    browser.ask("document.querySelector('.group .fold').open = true");
    let open = browser.ask(STOPS).as_u64().expect("a number");
    assert!(closed < 50 && open > closed + 40, "{closed} {open}");
}

/// The list of channels and what the kit says of them are one page, and the
/// address that the kit's own page had before leads to it.
#[test]
fn the_kits_page_of_channels_is_the_page_of_channels() {
    let kit = reachable();
    kit.build().ok();
    let page = kit.read("channels/index.html");
    for part in ["<h1>Kênh thật</h1>", "Trước khi tin", "way__note addr\">facebook.com/bhxh"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert_eq!(page.matches("<h1").count(), 1);
    let old = kit.read("kenh-that/index.html");
    assert!(old.contains("http-equiv=\"refresh\" content=\"0; url=../channels/\""), "{old}");
    kit.write("pages/facts.md", "---\ntitle: Số\nstatus: approved\n---\n\nChữ.\n");
    assert!(kit.check().places().contains(&"invalid-id content/pages/facts.md 1:1".to_string()));
}
