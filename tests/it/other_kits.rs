//! Kits of which nothing was known: other languages, a sub-path, one message
//! and nothing else.

use crate::harness::{Kit, pdf_text, rqrr, zbar};

#[test]
fn one_message_and_nothing_else() {
    let kit = Kit::small();
    kit.build().ok();
    for path in [
        "index.html",
        "campaigns/mot/index.html",
        "messages/chao/index.html",
        "404.html",
        "feed.xml",
        "sitemap.xml",
        "robots.txt",
        "cards/chao/story.vi.png",
    ] {
        assert!(kit.has(path), "{path}");
    }
}

fn khmer() -> Kit {
    Kit::new(&[
        (
            "kit.yml",
            "title: {en: Health kit, km: ឧបករណ៍សុខភាព}\nbase_url: https://health.example.org/kits/2026/\nlanguages: [en, km]\nunit: office\n",
        ),
        ("units/office.yml", "name: {en: Health Office, km: ការិយាល័យសុខភាព}\nhotline: \"115\"\n"),
        ("audiences.yml", "- id: farmers\n  title: {en: Farmers, km: កសិករ}\n  icon: farm\n"),
        (
            "facts.yml",
            "- id: fee\n  title: {en: Monthly fee, km: ថ្លៃប្រចាំខែ}\n  unit: VND/month\n  values: [{value: 113850}]\n",
        ),
        (
            "campaigns/spring/campaign.yml",
            "title: {en: Spring, km: និទាឃរដូវ}\naudiences: [farmers]\ncolor: green\n",
        ),
        (
            "campaigns/spring/messages.yml",
            concat!(
                "- id: join-now\n  audiences: [farmers]\n  status: approved\n  figure: fee\n  text:\n",
                "    en: {headline: Join now and be covered, body: \"Only {{ fee }} a month.\"}\n",
                "    km: {headline: ចូលរួមឥឡូវនេះដើម្បីទទួលបានការការពារ, body: \"ត្រឹមតែ {{ fee }} ក្នុងមួយខែ។\"}\n",
                "- id: english-only\n  audiences: [farmers]\n  status: approved\n  text:\n    en: {headline: This one is in English}\n",
            ),
        ),
        (
            "leaflets/guide.md",
            "---\ntitle: Your guide\naudiences: [farmers]\ncampaigns: [spring]\nstatus: approved\n---\n\n## Who\n\nEveryone who farms.\n\n## How much\n\n| Member | Fee |\n| --- | ---: |\n| First | {{ fee | value }} |\n\n## How\n\n1. Come\n2. Pay {{ fee }}\n",
        ),
        ("leaflets/guide.km.md", "---\ntitle: មគ្គុទ្ទេសក៍របស់អ្នក\n---\n\n## អ្នកណា\n\nអ្នកធ្វើស្រែទាំងអស់។\n"),
    ])
}

#[test]
fn english_and_khmer_under_a_sub_path() {
    let kit = khmer();
    kit.build().ok();
    let page = kit.read("km/messages/join-now/index.html");
    assert!(page.contains("<html lang=\"km\""), "{page}");
    assert!(page.contains("ចូលរួមឥឡូវនេះ"), "{page}");
    let page = kit.read("messages/join-now/index.html");
    assert!(page.contains("Only 113,850 VND a month."), "{page}");
    // A missing translation falls back, marked, with no card of its own.
    let page = kit.read("km/messages/english-only/index.html");
    assert!(page.contains("This one is in English") && page.contains("lang=\"en\""), "{page}");
    assert!(!kit.has("cards/english-only/og.km.png") && kit.has("cards/english-only/og.en.png"));
    // Codes carry the sub-path.
    for card in ["cards/join-now/square.km.png", "cards/join-now/og.en.png"] {
        let read = rqrr(&kit.public().join(card));
        assert_eq!(read, zbar(&kit.public().join(card)));
        assert!(read[0].starts_with("https://health.example.org/kits/2026/q/"), "{read:?}");
        let code = read[0].rsplit('/').next().expect("a code");
        assert!(code.len() <= 8 && kit.has(&format!("q/{code}/index.html")), "{read:?}");
    }
    let text = pdf_text(&kit.public().join("files/leaflets/guide/guide.en.screen.pdf"));
    assert!(text.contains("113,850") && text.contains("Your guide"), "{text}");
    let text = pdf_text(&kit.public().join("files/leaflets/guide/guide.km.screen.pdf"));
    assert!(text.contains("អ្នក"), "{text}");
}
