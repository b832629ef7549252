//! Chromium, driven over a pipe with its own protocol.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::HEADLESS;

/// A browser with one page.
pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    session: Value,
    id: u64,
    _profile: TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Browser {
    pub fn start() -> Self {
        let profile = tempfile::tempdir().expect("a profile");
        // The protocol wants the pipes as files 3 and 4.
        let mut child = Command::new("sh")
            .args(["-c", "exec chromium \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", "sh"])
            .arg("--remote-debugging-pipe")
            .args(HEADLESS)
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("sh");
        let to = child.stdin.take().expect("a pipe");
        let from = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut browser =
            Browser { child, to, from, session: Value::Null, id: 0, _profile: profile };
        let page = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let session = browser
            .call("Target.attachToTarget", json!({"targetId": page["targetId"], "flatten": true}));
        browser.session = session["sessionId"].clone();
        browser.call("Page.enable", json!({}));
        let count = "try { sessionStorage.loads = Number(sessionStorage.loads || 0) + 1 } catch {}";
        browser.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": count}));
        browser
    }

    fn call(&mut self, method: &str, params: Value) -> Value {
        self.id += 1;
        let mut message = json!({"id": self.id, "method": method, "params": params});
        if !self.session.is_null() {
            message["sessionId"] = self.session.clone();
        }
        let mut bytes = message.to_string().into_bytes();
        bytes.push(0);
        self.to.write_all(&bytes).expect("the browser listens");
        loop {
            let mut answer = Vec::new();
            self.from.read_until(0, &mut answer).expect("the browser answers");
            assert_eq!(answer.pop(), Some(0), "the browser is gone");
            let mut answer: Value = serde_json::from_slice(&answer).expect("JSON");
            if answer["id"] == self.id {
                return answer["result"].take();
            }
        }
    }

    pub fn open(&mut self, url: &str) {
        self.call("Page.navigate", json!({"url": url}));
        self.until("document.readyState === 'complete'");
    }

    pub fn size(&mut self, width: u32, height: u32) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}),
        );
    }

    /// A phone of 360 × 800 px, with `scale` px of its screen a px of CSS.
    pub fn phone(&mut self, scale: u32) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": 360, "height": 800, "deviceScaleFactor": scale, "mobile": true}),
        );
    }

    /// `screen` or `print`, and what the system asks of pages: a media
    /// feature and its value.
    pub fn media(&mut self, media: &str, (name, value): (&str, &str)) {
        let features = json!([{"name": name, "value": value}]);
        self.call("Emulation.setEmulatedMedia", json!({"media": media, "features": features}));
    }

    /// What an expression gives on the page now; null while it is loading.
    pub fn ask(&mut self, expression: &str) -> Value {
        let asked = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        self.call("Runtime.evaluate", asked)["result"]["value"].take()
    }

    /// Waits until an expression is true on the page.
    #[track_caller]
    pub fn until(&mut self, expression: &str) {
        super::eventually(expression, || (self.ask(expression) == Value::Bool(true)).then_some(()));
    }

    /// How many pages of the server were loaded.
    pub fn loads(&mut self) -> u64 {
        self.ask("Number(sessionStorage.loads)").as_f64().unwrap_or_default() as u64
    }

    pub fn key(&mut self, key: &str) {
        for kind in ["keyDown", "keyUp"] {
            self.call("Input.dispatchKeyEvent", json!({"type": kind, "key": key, "code": key}));
        }
    }

    /// Runs a script on every page that is opened from now on, before its own.
    pub fn before(&mut self, script: &str) {
        self.call("Page.addScriptToEvaluateOnNewDocument", json!({"source": script}));
    }

    /// Taps the middle of an element, as a finger does.
    pub fn tap(&mut self, selector: &str) {
        let place = self.ask(&format!(
            "(() => {{ const node = document.querySelector('{selector}'); node.scrollIntoView(); \
             const box = node.getBoundingClientRect(); \
             return [box.x + box.width / 2, box.y + box.height / 2]; }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let (x, y) = (&place[0], &place[1]);
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// A picture of the window as PNG, in base64.
    pub fn picture(&mut self) -> String {
        let picture = self.call("Page.captureScreenshot", json!({"format": "png"}));
        picture["data"].as_str().unwrap_or_default().to_string()
    }
}
