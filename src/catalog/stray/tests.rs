use super::*;

fn of(path: &str, beside: &[&str]) -> Option<Advice> {
    let languages = ["vi".to_string(), "en".to_string()];
    let has = |path: &str| beside.contains(&path);
    advice(path, &Folder { has: &has, languages: &languages })
}

#[test]
fn endings_that_would_lose_a_text() {
    for (path, right) in [
        ("campaigns/mot/messages.yml.txt", "campaigns/mot/messages.yml"),
        ("campaigns/mot/messages.YML", "campaigns/mot/messages.yml"),
        ("campaigns/mot/messages.txt", "campaigns/mot/messages.yml"),
        ("leaflets/x.md.txt", "leaflets/x.md"),
        ("leaflets/x.MD", "leaflets/x.md"),
        ("faq/x.markdown", "faq/x.md"),
        ("faq/x", "faq/x.md"),
        ("facts.json", "facts.yml"),
        ("infographics/x.yml.yml.txt", "infographics/x.yml"),
        ("kit.yml.txt", "kit.yml"),
        ("campaigns/mot/index.yml", "campaigns/mot/index.md"),
        ("x.md.txt", "x.md"),
        ("facts/x.md", "facts/x.yml"),
        ("messages.yml.txt", "campaigns/<id>/messages.yml"),
        ("x.MD", "x.md"),
    ] {
        let found = of(path, &["campaigns/mot/campaign.yml"]);
        assert_eq!(found, Some(Advice::Ending(right.into())), "{path}");
    }
    assert_eq!(of("faq/x.docx", &[]), Some(Advice::Write("faq/x.md".into())));
    assert_eq!(of("x.docx", &[]), Some(Advice::Write("x.md".into())));
    assert_eq!(of("campaigns/mot/x.xlsx", &[]), Some(Advice::Import));
}

#[test]
fn copies_and_other_words() {
    for path in [
        "campaigns/mot/messages (1).yml",
        "campaigns/mot/messages(2).yml",
        "campaigns/mot/messages - Copy.yml",
        "campaigns/mot/messages - Copy (2).yml",
        "campaigns/mot/Copy of messages.yml",
        "campaigns/mot/messages - bản sao.yml",
        "campaigns/mot/messages.yml.bak",
    ] {
        let found = of(path, &["campaigns/mot/messages.yml"]);
        assert_eq!(found, Some(Advice::Copy("campaigns/mot/messages.yml".into())), "{path}");
    }
    for (path, place) in [
        ("campaigns/mot/thong-diep.yml", "campaigns/mot/messages.yml"),
        ("campaigns/mot/Thông điệp.yml", "campaigns/mot/messages.yml"),
        ("campaigns/mot/chien-dich.yml", "campaigns/mot/campaign.yml"),
        ("thong-diep.yml", "campaigns/<id>/messages.yml"),
        ("so-lieu.yml", "facts.yml"),
        ("to-gap/x.md", "leaflets/x.md"),
        ("chien-dich/mot/thong-diep.yml", "campaigns/mot/messages.yml"),
        ("campaigns/mot/to-gap/x.md", "campaigns/mot/leaflets/x.md"),
        ("leaflets/sau/x.md", "leaflets/x.md"),
        ("campaigns/mot/faq/sau/x.md", "campaigns/mot/faq/x.md"),
        ("hỏi đáp/x.md", "faq/x.md"),
    ] {
        assert_eq!(of(path, &[]), Some(Advice::Move(place.into())), "{path}");
    }
    assert_eq!(of("notes/x.md", &[]), Some(Advice::Nothing));
    assert_eq!(of("leaflets/x.md", &[]), None);
    assert_eq!(of("README.md", &[]), None);
    assert_eq!(of("campaigns/mot/anh.jpg", &[]), Some(Advice::Unnamed));
}

#[test]
fn other_languages() {
    let beside = ["faq/x.md", "infographics/x.yml", "facts.yml", "campaigns/mot/campaign.yml"];
    let translation = Some(Advice::Translation("faq/x.en.md".into()));
    for path in ["faq/x-en.md", "faq/x_en.md", "faq/x en.md", "faq/x (en).md", "faq/x-EN.md"] {
        assert_eq!(of(path, &beside), translation, "{path}");
    }
    assert_eq!(of("faq/x.vi.md", &beside), Some(Advice::Twice("faq/x.md".into())));
    assert_eq!(of("faq/x.en.md", &beside), None);
    assert_eq!(of("faq/y-en.md", &beside), None);
    // A language of somebody else's.
    assert_eq!(of("faq/x-fr.md", &beside), Some(Advice::NoLanguage("fr".into())));
    assert_eq!(of("faq/x.fr.md", &beside), None);
    assert_eq!(of("faq/x-de.md", &beside), None);
    assert_eq!(of("faq/y-fr.md", &beside), None);
    let inside = Some(Advice::Inside("infographics/x.yml".into()));
    assert_eq!(of("infographics/x.en.yml", &beside), inside);
    assert_eq!(of("facts.en.yml", &beside), Some(Advice::Inside("facts.yml".into())));
    assert_eq!(of("campaigns/mot/index.fr.md", &beside), Some(Advice::NoLanguage("fr".into())));
    let lacks = Some(Advice::NoCampaign("campaigns/hai/campaign.yml".into()));
    assert_eq!(of("campaigns/hai/index.md", &beside), lacks);
}
