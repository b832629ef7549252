//! What a phone of 360 × 800 px shows before anything is scrolled, and that
//! nothing on a page takes a string for HTML.

use serde_json::Value;

use crate::accessible::Site;
use crate::harness::sample_manifest;
use crate::serve::browser::Browser;

/// The words that can be seen, in the order of the page.
const WORDS: &str = "(() => {
  const words = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, range = document.createRange();
    const shown = { contentVisibilityAuto: true, visibilityProperty: true };
    if (!text.parentElement.checkVisibility(shown) || text.parentElement.closest('.vh')) continue;
    for (const word of text.data.matchAll(/\\S+/g)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const box = range.getBoundingClientRect();
      if (box.width > 1 && box.top < innerHeight && box.bottom > 0) words.push(word[0]);
    }
  }
  return words;
})()";

/// Whether all of an element is on the screen.
fn is_seen(selector: &str) -> String {
    format!(
        "(() => {{ const box = document.querySelector('{selector}').getBoundingClientRect(); \
         return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight; }})()"
    )
}

fn words(browser: &mut Browser) -> Vec<String> {
    serde_json::from_value(browser.ask(WORDS)).expect("words")
}

#[test]
fn home_says_what_can_be_done_in_few_words() {
    let site = Site::start();
    let mut browser = Browser::start();
    browser.phone(1);
    for home in ["", "en/"] {
        browser.open(&site.address(home));
        let words = words(&mut browser);
        println!("{home:>3} {} words: {}", words.len(), words.join(" "));
        assert!((20..=60).contains(&words.len()), "{}: {}", words.len(), words.join(" "));
        for what in [".find--home", ".task", ".tasks > :last-child", ".today [data-share]"] {
            assert_eq!(browser.ask(&is_seen(what)), Value::Bool(true), "{home} {what}");
        }
    }
}

/// The page behind a code: what the sheet says comes first, and one need not
/// scroll to learn that the sheet in hand is not the current one.
#[test]
fn a_code_answers_first_and_a_doubtful_print_is_seen_at_once() {
    let site = Site::start();
    let mut browser = Browser::start();
    browser.phone(1);
    let manifest = sample_manifest();
    let artifacts = manifest["artifacts"].as_array().expect("a list");
    let sheets = artifacts.iter().filter(|a| a["kind"] == "leaflet" && a["variant"] == "screen");
    let addresses = sheets.filter_map(|sheet| sheet["qr"][0].as_str());
    let mut seen = 0;
    for address in addresses {
        let (_, rest) = address.split_once("/q/").expect("a code");
        let (code, version) = rest.trim_end_matches('/').split_once("?v=").expect("a version");
        let code = code.trim_end_matches('/');
        for (version, verdict) in [(version, "same"), ("zzzzzz", "unknown")] {
            browser.open(&site.address(&format!("q/{code}/?v={version}")));
            let is_shown = format!("!document.querySelector('.note[data-when={verdict}]').hidden");
            browser.until(&is_shown);
            let before = "document.querySelector('.answer').compareDocumentPosition(\
                          document.querySelector('#verdict'))";
            assert_eq!(browser.ask(before), Value::from(4), "{code}");
            let warned = browser.ask(&is_seen(".flag[data-when=unknown]"));
            assert_eq!(warned, Value::Bool(verdict == "unknown"), "{code} {verdict}");
        }
        seen += 1;
    }
    assert!(seen > 3, "{seen}");
}

#[test]
fn no_page_takes_a_string_for_html_or_a_script() {
    let site = Site::start();
    let mut browser = Browser::start();
    for page in ["", "search/", "messages/"] {
        browser.open(&site.address(page));
        for sink in [
            "document.createElement('p').innerHTML = '<b>x</b>'",
            "document.createElement('script').src = 'js/site.js'",
            "trustedTypes.createPolicy('other', {})",
        ] {
            let tried = format!(
                "(() => {{ try {{ {sink}; return 'taken'; }} catch (e) {{ return e.name; }} }})()"
            );
            assert_eq!(browser.ask(&tried), Value::from("TypeError"), "{page} {sink}");
        }
    }
}
