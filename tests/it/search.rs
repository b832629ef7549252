//! The search, asked in a real browser: what is typed on phones must find what
//! is meant.

use serde_json::{Value, json};

use crate::harness::{Kit, sample};
use crate::serve::browser::Browser;
use crate::web::Server;

/// Types `query` and says where each result leads, from the site's root.
fn ask(browser: &mut Browser, query: &str) -> Vec<String> {
    let query = Value::from(query);
    let asked = format!(
        "(() => {{ document.querySelector('#find').value = {query};
        document.querySelector('[data-search]').requestSubmit();
        const root = new URL(document.querySelector('[data-search]').dataset.root, location);
        return [...document.querySelectorAll('.found a')].map(a => a.href.slice(root.href.length)); }})()"
    );
    let found = browser.ask(&asked);
    let found = found.as_array().expect("a list");
    found.iter().map(|href| href.as_str().expect("an address").to_string()).collect()
}

/// A browser on a page of a folder.
fn open(root: &std::path::Path, page: &str) -> (Server, Browser) {
    let server = Server::of(root);
    let mut browser = Browser::start();
    browser.phone(1);
    browser.open(&format!("{}{page}", server.host));
    (server, browser)
}

#[test]
fn what_is_typed_finds_what_is_meant() {
    let queries = include_str!("search_queries.txt");
    let (_server, mut browser) = open(sample(), "search/");
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in queries.lines().filter(|line| !line.starts_with('#')) {
        let (query, wanted) = line.split_once('\t').expect("a query and a path");
        let found = ask(&mut browser, query);
        count += 1;
        if found.first().map(String::as_str) != Some(wanted) {
            wrong.push(format!("{query}: {:?}, not {wanted}", found.first()));
        }
    }
    assert!(count >= 60, "{count}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_filter_leaves_out_the_rest_and_the_address_keeps_what_was_asked() {
    let (_server, mut browser) = open(sample(), "search/?q=luong%20huu&kind=faq");
    let first = ask(&mut browser, "luong huu");
    assert!(!first.is_empty() && first.iter().all(|href| href.starts_with("faq/")), "{first:?}");
    browser.ask(
        "(() => { const kind = document.querySelector('select[name=kind]'); kind.value = 'infographic';
        kind.dispatchEvent(new Event('change')); })()",
    );
    assert_eq!(browser.ask("location.search"), json!("?q=luong+huu&kind=infographic"));
    let status = browser.ask("document.querySelector('[role=status]').textContent");
    let shown = browser.ask("document.querySelectorAll('.found li').length");
    assert_eq!(status, json!(format!("{shown} kết quả")));
    let carried = browser.ask("document.querySelector('[data-carries]').href");
    assert!(
        carried.as_str().is_some_and(|href| href.ends_with("en/search/?q=luong%20huu")),
        "{carried}"
    );
    // What was found is marked, in the words as they are written.
    let marked = browser.ask(
        "[...document.querySelectorAll('.found h2 mark')].map(m => m.textContent.toLowerCase())",
    );
    let marked = marked.as_array().expect("a list");
    assert!(
        !marked.is_empty() && marked.iter().all(|word| word == "lương" || word == "hưu"),
        "{marked:?}"
    );
    assert!(ask(&mut browser, "zzzz qqqq").is_empty());
    let status = browser.ask("document.querySelector('[role=status]').textContent");
    assert!(status.as_str().is_some_and(|said| said.contains("zzzz qqqq")), "{status}");
}

#[test]
fn keys_go_through_what_was_found() {
    let (_server, mut browser) = open(sample(), "search/");
    ask(&mut browser, "vssid");
    browser.ask("document.querySelector('#find').focus()");
    let at = "[...document.querySelectorAll('.found a')].indexOf(document.activeElement)";
    for (key, wanted) in [("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1)] {
        browser.key(key);
        assert_eq!(browser.ask(at), json!(wanted), "{key}");
    }
    assert_eq!(browser.ask("document.activeElement.id"), json!("find"));
}

/// Khmer has no spaces: a word is found inside a sentence, a phrase above its
/// parts; what a language lacks is not in its index.
#[test]
fn khmer_is_found_inside_its_sentences() {
    let kit = Kit::small();
    kit.write(
        "kit.yml",
        "title: {vi: Bộ nhỏ, km: ឧបករណ៍}\nbase_url: https://kit.example.vn/\nlanguages: [vi, km]\n",
    );
    kit.write(
        "faq/mot.md",
        "---\ntitle: Một\nstatus: approved\naudiences: [nguoi-dan]\n---\n\nChữ.\n",
    );
    kit.write(
        "faq/mot.km.md",
        "---\ntitle: ប្រាក់សោធននិវត្តន៍\n---\n\nអ្នកបង់ប្រាក់ធានារ៉ាប់រងសង្គមទទួលបានប្រាក់សោធន។\n",
    );
    kit.write(
        "faq/hai.md",
        "---\ntitle: Hai\nstatus: approved\naudiences: [nguoi-dan]\n---\n\nChữ.\n",
    );
    kit.write("faq/hai.km.md", "---\ntitle: ធានារ៉ាប់រងសុខភាព\n---\n\nប័ណ្ណធានារ៉ាប់រងសុខភាពសម្រាប់សិស្ស។\n");
    kit.write(
        "faq/ba.md",
        "---\ntitle: Ba\nstatus: approved\naudiences: [nguoi-dan]\n---\n\nChữ.\n",
    );
    kit.build().ok();
    let (_server, mut browser) = open(&kit.root().join("public"), "km/search/");
    let first = |browser: &mut Browser, query: &str| ask(browser, query).first().cloned();
    assert_eq!(first(&mut browser, "សោធន").as_deref(), Some("km/faq/mot/"));
    assert_eq!(first(&mut browser, "សុខភាព").as_deref(), Some("km/faq/hai/"));
    assert_eq!(first(&mut browser, "ធានារ៉ាប់រងសង្គម").as_deref(), Some("km/faq/mot/"));
    assert!(ask(&mut browser, "Ba").is_empty());
    let vi = ask_on(&mut browser, &_server.host, "search/", "ba");
    assert_eq!(vi.first().map(String::as_str), Some("faq/ba/"));
}

fn ask_on(browser: &mut Browser, host: &str, page: &str, query: &str) -> Vec<String> {
    browser.open(&format!("{host}{page}"));
    ask(browser, query)
}

/// Without script the page leads to a list of everything, by kind and letter.
#[test]
fn without_script_everything_is_listed() {
    let root = sample();
    let page = std::fs::read_to_string(root.join("search/index.html")).expect("the page");
    assert!(page.contains("<noscript>") && page.contains("search/all/"));
    let all = std::fs::read_to_string(root.join("search/all/index.html")).expect("the list");
    let index = std::fs::read_to_string(root.join("search/index.js")).expect("the index");
    let json = index.strip_prefix("self.lantoaSearch=").expect("a script of data").trim_end();
    let data: Value = serde_json::from_str(json.trim_end_matches(';')).expect("JSON");
    let docs = data["docs"].as_array().expect("what there is");
    assert!(docs.len() > 300);
    for doc in docs {
        let href = doc["u"].as_str().expect("an address");
        assert!(all.contains(&format!("href=\"../../{href}\"")), "{href}");
        let file = href.split('#').next().unwrap_or_default();
        assert!(root.join(file).join("index.html").is_file(), "{href}");
    }
}

/// What is over or withdrawn is not found, nor a draft.
#[test]
fn only_what_is_listed_is_found() {
    let kit = Kit::small();
    kit.write("kit.yml", "title: Bộ nhỏ\nbase_url: https://kit.example.vn/\nlanguages: [vi]\n");
    for (id, life) in [
        ("song", "status: approved"),
        ("het", "status: approved\nvalid: {until: 2020-01-01}"),
        ("thoi", "status: withdrawn"),
        ("nhap", "status: draft"),
    ] {
        kit.write(&format!("faq/{id}.md"), &format!("---\ntitle: Câu {id}\n{life}\n---\n\nChữ.\n"));
    }
    kit.build().ok();
    let index =
        std::fs::read_to_string(kit.root().join("public/search/index.js")).expect("an index");
    assert!(index.contains("faq/song/"), "{index}");
    for id in ["het", "thoi", "nhap"] {
        assert!(!index.contains(id), "{id}: {index}");
    }
}
