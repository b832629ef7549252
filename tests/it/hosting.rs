//! What hosts and those who look after sites find: headers, security.txt,
//! when pages changed.

use std::fs;

use crate::harness::Kit;

fn kit() -> Kit {
    let kit = Kit::small();
    let config = fs::read_to_string(kit.content().join("kit.yml")).expect("the kit");
    let config = config.replace("https://kit.example.vn/", "https://kit.example.vn/kho/");
    kit.write("kit.yml", &format!("{config}unit: so\n"));
    kit.write("units/so.yml", "name: Sở mẫu\nhotline: \"19009068\"\n");
    kit
}

#[test]
fn a_host_is_told_its_headers() {
    let kit = kit();
    kit.build().ok();
    let headers = kit.read("_headers");
    let (always, kept) = headers.split_once("/kho/fonts/*\n").expect("rules for fonts");
    assert!(always.starts_with("/kho/*\n"), "{headers}");
    for said in ["frame-ancestors 'none'", "X-Content-Type-Options: nosniff", "Referrer-Policy: "] {
        assert!(always.contains(said), "{headers}");
    }
    assert!(kept.contains("/kho/css/*\n  Cache-Control: public, max-age="), "{headers}");
    // A kit's own takes its place.
    kit.write("static/_headers", "/*\n  X-Own: yes\n");
    kit.build().ok();
    assert_eq!(kit.read("_headers"), "/*\n  X-Own: yes\n");
}

#[test]
fn whom_to_tell_of_a_weakness() {
    let kit = kit();
    kit.build().ok();
    assert_eq!(
        kit.read(".well-known/security.txt"),
        "Contact: tel:19009068\nExpires: 2027-11-21T00:00:00Z\nPreferred-Languages: vi\n\
         Canonical: https://kit.example.vn/kho/.well-known/security.txt\n"
    );
    let manifest = kit.manifest();
    let listed = manifest["artifacts"].as_array().expect("a list");
    let kind = |path: &str| listed.iter().find(|file| file["path"] == path).map(|f| &f["kind"]);
    assert_eq!(kind(".well-known/security.txt").and_then(|kind| kind.as_str()), Some("feed"));
    assert_eq!(kind("_headers").and_then(|kind| kind.as_str()), Some("asset"));
    // An address for letters goes before the telephone.
    kit.write("units/so.yml", "name: Sở mẫu\nhotline: \"19009068\"\nemail: bao@kit.example.vn\n");
    kit.build().ok();
    let text = kit.read(".well-known/security.txt");
    assert!(text.starts_with("Contact: mailto:bao@kit.example.vn\n"), "{text}");
    // What others put beside it stays, also when it goes itself.
    let other = kit.public().join(".well-known/other.txt");
    fs::write(&other, "theirs").expect("a written file");
    kit.write("units/so.yml", "name: Sở mẫu\n");
    kit.build().ok();
    assert!(!kit.has(".well-known/security.txt"));
    assert_eq!(fs::read_to_string(other).expect("a file"), "theirs");
}

#[test]
fn the_sitemap_says_when_a_page_changed_where_that_is_known() {
    let kit = Kit::small();
    let question = |life: &str| {
        format!("---\ntitle: Hỏi\naudiences: [nguoi-dan]\nstatus: approved\n{life}---\nĐáp.\n")
    };
    kit.write("faq/a.md", &question("approved_on: 2026-03-04\n"));
    kit.write("faq/b.md", &question(""));
    kit.build().ok();
    let map = kit.read("sitemap.xml");
    let entry = |path: &str| {
        let loc = format!("<loc>https://kit.example.vn/{path}</loc>");
        map.split(&loc).nth(1).and_then(|rest| rest.split("</url>").next()).map(str::to_string)
    };
    assert_eq!(entry("faq/a/").as_deref(), Some("<lastmod>2026-03-04</lastmod>"), "{map}");
    assert_eq!(entry("faq/b/").as_deref(), Some(""), "{map}");
    assert_eq!(entry("").as_deref(), Some(""), "{map}");
}
