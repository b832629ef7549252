//! One tap hands a card and its words on, and the button says what came of it.

use serde_json::Value;

use crate::accessible::Site;
use crate::serve::browser::Browser;

/// A system that notes what it is given. `SHARE` and `COPY` are what comes of
/// a share sheet and of the clipboard; without the first there is no sheet.
const SYSTEM: &str = "
  window.given = [];
  const answer = what => what === 'done' ? Promise.resolve() :
    Promise.reject(new DOMException('', what));
  Object.defineProperty(navigator, 'clipboard', { value: {
    writeText: text => { given.push({ copied: text }); return answer(COPY); } } });
  document.execCommand = () => false;
  Object.defineProperty(navigator, 'canShare', { value: SHARE && (() => true) });
  Object.defineProperty(navigator, 'share', { value: SHARE && (data => {
    given.push({ shared: data.text, files: (data.files || []).map(file => [file.type, file.size > 999]) });
    return answer(SHARE);
  }) });
  HTMLAnchorElement.prototype.click = function () { given.push({ saved: this.download }); };
";

const BUTTON: &str = ".today [data-share]";

/// Taps the first share button of the home page: what the system was given,
/// and which of its words the button then says.
fn tapped(site: &Site, share: Option<&str>, copy: &str) -> (Vec<Value>, String) {
    let mut browser = Browser::start();
    browser.phone(1);
    let share = share.map_or_else(|| "undefined".to_string(), |share| format!("'{share}'"));
    browser.before(&SYSTEM.replace("SHARE", &share).replace("COPY", &format!("'{copy}'")));
    browser.open(&site.address(""));
    browser.tap(BUTTON);
    let said = format!(
        "(() => {{ const node = document.querySelector('{BUTTON}'); \
         const text = node.querySelector('[data-label]').textContent; \
         return ['sent', 'copied', 'refused'].find(word => node.dataset[word] === text); }})()"
    );
    browser.until(&format!("typeof {said} === 'string'"));
    let word = browser.ask(&said).as_str().expect("a word").to_string();
    (browser.ask("given").as_array().expect("a list").clone(), word)
}

#[test]
fn words_are_copied_first_and_the_button_says_what_happened() {
    let site = Site::start();
    let (given, said) = tapped(&site, Some("done"), "done");
    assert_eq!(said, "sent");
    assert_eq!(given.len(), 2, "{given:?}");
    let words = given[0]["copied"].as_str().expect("words on the clipboard first");
    assert!(words.contains('#') && words.contains("https://"), "{words}");
    assert_eq!(given[1]["shared"], words);
    assert_eq!(given[1]["files"], serde_json::json!([["image/png", true]]));

    // The sheet was closed, or the system refuses it: the words are there.
    for refusal in ["AbortError", "NotAllowedError"] {
        let (given, said) = tapped(&site, Some(refusal), "done");
        assert_eq!((said.as_str(), given.len()), ("copied", 2), "{given:?}");
        let (_, said) = tapped(&site, Some(refusal), "NotAllowedError");
        assert_eq!(said, "refused");
    }

    // No share sheet: the card is saved and its words are copied.
    let (given, said) = tapped(&site, None, "done");
    assert_eq!(said, "copied");
    assert!(given.iter().any(|what| what["copied"].is_string()), "{given:?}");
    let saved = given.iter().find_map(|what| what["saved"].as_str()).expect("a card");
    assert!(saved.ends_with(".png"), "{saved}");
    let (_, said) = tapped(&site, None, "NotAllowedError");
    assert_eq!(said, "refused");
}
