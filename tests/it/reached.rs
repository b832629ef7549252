//! Who can be reached, and where one pays: units' pages, the plan on a
//! campaign's page, text messages.

use crate::harness::{Kit, QUIET};

fn kit() -> Kit {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        &format!("title: Bộ\nbase_url: https://kit.example.vn/kho/\nlanguages: [vi, en]\nunit: tinh\n{QUIET}"),
    );
    kit.write("units/tw.yml", "name: Trung ương\nlevel: national\nhotline: \"19009068\"\n");
    kit.write(
        "units/tinh.yml",
        "name: {vi: BHXH tỉnh, en: Provincial office}\nparent: tw\nlevel: province\nspokesperson: {name: Bà An, position: {vi: Phó Giám đốc, en: Deputy director}, phone: \"0258 3822 155\", email: an@tinh.gov.vn}\nagents:\n  - {name: Bưu điện chợ <Đầm>, address: 1 Đường Hai, phone: \"0258 3822 156\"}\n  - {name: Trạm y tế xã}\n",
    );
    kit.write("units/co-so.yml", "name: BHXH cơ sở\nparent: tinh\nlevel: district\n");
    kit.write(
        "campaigns/mot/campaign.yml",
        "title: Chiến dịch một\naudiences: [nguoi-dan]\nactivities:\n  - {title: Ra quân, form: hoi-nghi, lead: BHXH tỉnh, with: Bưu điện tỉnh}\n  - {title: Việc khác, form: Chợ phiên}\n",
    );
    kit.write(
        "campaigns/mot/messages.yml",
        "- id: chao\n  audiences: [nguoi-dan]\n  status: approved\n  link: https://kit.example.vn/mot-trang-rat-dai/voi-dia-chi-rat-dai\n  text:\n    vi: {headline: Xin chào bà con}\n    en: {headline: Good morning}\n- id: rieng\n  audiences: [nguoi-dan]\n  status: approved\n  text: {vi: {headline: Chào, sms: Tin riêng}}\n",
    );
    kit
}

#[test]
fn a_unit_has_a_page_with_who_speaks_and_where_to_pay() {
    let kit = kit();
    kit.run(&["build", "--only", "site", "--unit", "all"]).ok();
    let page = kit.read("channels/tinh/index.html");
    for part in [
        "Cấp tỉnh",
        "Bà An",
        "Phó Giám đốc",
        "href=\"tel:02583822155\"",
        "mailto:an@tinh.gov.vn",
        "id=\"agents\">Điểm thu gần nhà",
        "Bưu điện chợ &lt;Đầm&gt;",
        "1 Đường Hai",
        "href=\"tel:02583822156\"",
        "Trạm y tế xã",
        // Its own number is that of the unit above.
        "href=\"tel:19009068\"",
        "channels/tw/",
        "channels/co-so/",
    ] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let english = kit.read("en/channels/tinh/index.html");
    assert!(english.contains("Provincial office") && english.contains("Deputy director"));
    assert!(kit.read("channels/index.html").contains("2 điểm thu gần nhà"));
    assert!(!kit.read("channels/tw/index.html").contains("id=\"agents\""));
    let home = kit.read("index.html");
    assert!(home.contains("channels/tinh/\"") && home.contains("channels/tinh/#agents"), "{home}");
    // Another unit's pages lead to the one page of each.
    assert!(!kit.has("units/co-so/channels/tinh/index.html"));
    let other = kit.read("units/co-so/channels/index.html");
    assert!(other.contains("href=\"../../../channels/tinh/\""), "{other}");
}

#[test]
fn a_plan_says_form_and_helpers() {
    let kit = kit();
    kit.run(&["build", "--only", "site"]).ok();
    let page = kit.read("campaigns/mot/index.html");
    for part in ["Hội nghị", "Bưu điện tỉnh", "Chợ phiên", "Phối hợp"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let english = kit.read("en/campaigns/mot/index.html");
    assert!(english.contains(">Meeting<"), "{english}");
}

#[test]
fn a_text_message_leads_to_the_short_address() {
    let kit = kit();
    kit.run(&["build", "--only", "site"]).ok();
    let page = kit.read("messages/chao/index.html");
    let (_, rest) =
        page.split_once("Xin chào bà con. https://kit.example.vn/kho/q/").expect("a short address");
    let code = &rest[..8];
    let behind = kit.read(&format!("q/{code}/index.html"));
    assert!(behind.contains("mot-trang-rat-dai"), "{behind}");
    assert!(behind.contains("messages/chao/"), "{behind}");
    let english = kit.read("en/messages/chao/index.html");
    let (_, rest) =
        english.split_once("Good morning. https://kit.example.vn/kho/q/").expect("a short address");
    assert_ne!(&rest[..8], code);
    assert!(kit.has(&format!("q/{}/index.html", &rest[..8])));
    assert!(kit.read("messages/rieng/index.html").contains("Tin riêng"));
}

#[test]
fn a_sheet_that_asks_for_it_says_where_to_pay() {
    let kit = kit();
    let body = |panels: usize| {
        let panels = (1..=panels).map(|n| format!("## Mục {n}\n\nLời.\n\n")).collect::<String>();
        format!(
            "---\ntitle: Tờ nhỏ\naudiences: [nguoi-dan]\ncampaigns: [mot]\nstatus: approved\ntemplate: TEMPLATE\nagents: true\n---\n\n{panels}"
        )
    };
    kit.write("leaflets/to.md", &body(1).replace("TEMPLATE", "flyer"));
    kit.run(&["build", "--only", "leaflets,site"]).ok();
    let text = crate::harness::pdf_text(&kit.public().join("files/leaflets/to/to.vi.screen.pdf"));
    let page = kit.read("leaflets/to/index.html").replace("<span class=\"addr\">", "");
    let page = page.replace("</span>", "");
    for part in ["Điểm thu gần nhà", "1 Đường Hai, 0258 3822 156", "Trạm y tế xã"] {
        assert!(text.contains(part), "{part} in {text}");
        assert!(page.contains(part), "{part} in {page}");
    }
    // A folded sheet without a panel for it says so at the field.
    kit.write("leaflets/to.md", &body(5).replace("TEMPLATE", "trifold"));
    let places = kit.run(&["check", "--no-drawn", "--format", "json"]).places();
    assert_eq!(places, ["text-overflow content/leaflets/to.md 7:9"]);
}
