// Copying, sharing, and saying whether a printed sheet is current. Every page
// reads, downloads and prints without it: what needs it stays hidden.
(function () {
  "use strict";

  var find = function (selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  };

  // Says on the button that something was done, then takes it back.
  function said(button, word) {
    if (!word) return;
    var label = button.querySelector("[data-label]") || button;
    if (!button.dataset.was) button.dataset.was = label.textContent;
    label.textContent = word;
    button.setAttribute("data-done", "");
    window.clearTimeout(button.saidTimer);
    button.saidTimer = window.setTimeout(function () {
      label.textContent = button.dataset.was;
      button.removeAttribute("data-done");
    }, 2500);
  }

  // Older browsers and pages opened from a file have no clipboard object.
  function copyBySelection(text) {
    var area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("readonly", "");
    area.className = "vh";
    document.body.appendChild(area);
    area.select();
    area.setSelectionRange(0, text.length);
    var done = false;
    try {
      done = document.execCommand("copy");
    } catch (error) {
      done = false;
    }
    document.body.removeChild(area);
    return done;
  }

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text).catch(function () {
        if (!copyBySelection(text)) throw new Error("copy");
      });
    }
    return copyBySelection(text) ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  function textOf(id) {
    var source = id && document.getElementById(id);
    return source ? source.textContent : "";
  }

  // When nothing may be copied by script, the text is shown selected.
  function selectText(id) {
    var source = document.getElementById(id);
    if (!source) return;
    for (var up = source.parentElement; up; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
    }
    window.getSelection().selectAllChildren(source);
  }

  find("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(textOf(button.dataset.copy)).then(
        function () { said(button, button.dataset.done_word); },
        function () { selectText(button.dataset.copy); }
      );
    });
  });

  // The card is fetched when the finger goes down, so that the share sheet
  // opens while the tap still counts.
  var fetched = {};
  function card(address, name) {
    if (!fetched[address]) {
      fetched[address] = fetch(address)
        .then(function (answer) {
          if (!answer.ok) throw new Error("fetch");
          return answer.blob();
        })
        .then(function (blob) { return new File([blob], name, { type: blob.type }); });
      fetched[address].catch(function () { delete fetched[address]; });
    }
    return fetched[address];
  }

  function canShareFiles() {
    try {
      var probe = new File(["x"], "x.png", { type: "image/png" });
      return !!navigator.canShare && navigator.canShare({ files: [probe] });
    } catch (error) {
      return false;
    }
  }

  // Where the system has no share sheet the card is saved and its words are
  // copied: what any channel takes.
  function take(data) {
    if (!data.file) return;
    var link = document.createElement("a");
    link.href = data.file;
    link.download = data.name;
    link.click();
  }

  // One tap: the words are on the clipboard first, since some channels drop
  // them; then the card and the words go to the system's share sheet. The
  // button says what came of it.
  var files = navigator.share && canShareFiles();
  find("[data-share]").forEach(function (button) {
    var data = button.dataset;
    button.hidden = false;
    if (files && data.file) {
      button.addEventListener("pointerdown", function () {
        card(data.file, data.name).catch(function () {});
      });
    }
    button.addEventListener("click", function () {
      var text = textOf(data.text) || data.url;
      var copied = copy(text).then(function () { return true; }, function () { return false; });
      var fell = function () {
        copied.then(function (done) { said(button, done ? data.copied : data.refused); });
      };
      if (!navigator.share) {
        take(data);
        fell();
        return;
      }
      var plain = { title: data.title, text: text };
      var ready = files && data.file
        ? card(data.file, data.name).then(
            function (file) { return { files: [file], text: text }; },
            function () { return plain; }
          )
        : Promise.resolve(plain);
      Promise.all([ready, copied])
        .then(function (both) { return navigator.share(both[0]); })
        .then(function () { said(button, data.sent); }, fell);
    });
  });

  find("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  // q/<code>/?v=<version>: is the version that the sheet in the reader's hand
  // names the current one, one that was recorded, or unknown?
  find("[data-version]").forEach(function (box) {
    var asked = (new URLSearchParams(window.location.search).get("v") || "").trim();
    if (!asked) return;
    var is = function (version) {
      return !!version && version.toLowerCase() === asked.toLowerCase();
    };
    var past = find("[data-past]").filter(function (print) { return is(print.dataset.past); })[0];
    var verdict = is(box.dataset.version) ? "same" : past ? "old" : "unknown";
    find("[data-when]").forEach(function (part) { part.hidden = part.dataset.when !== verdict; });
    find("[data-asked]").forEach(function (part) { part.textContent = asked.slice(0, 12); });
    if (verdict !== "old") return;
    find("span[data-on]").forEach(function (part) { part.textContent = past.dataset.on; });
    var changes = past.querySelector("ul");
    find("[data-changed]").forEach(function (part) {
      if (changes) part.appendChild(changes.cloneNode(true));
    });
  });
})();
