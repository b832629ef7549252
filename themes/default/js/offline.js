// Keeps a kit on this phone: all its files, each held against its hash, in a
// cache of its own that counts only when it is whole. What is there already is
// not fetched again, so a download that broke off goes on. sw.js answers from
// it where there is no network.
(function () {
  "use strict";

  var box = document.querySelector("[data-keeps]");
  if (!box || !("serviceWorker" in navigator) || !self.caches || !self.lantoaBlake3) return;
  var data = box.dataset;
  var root = new URL(data.root || "./", location.href).href;
  var INDEX = "lantoa " + root, KEPT = root + "kept";
  var key = [data.list, data.campaign, data.audience].join(" ");
  var button = box.querySelector("[data-keep-do]"), drop = box.querySelector("[data-keep-drop]");
  var bar = box.querySelector("progress"), status = box.querySelector("[role=status]");
  // How many files are fetched side by side.
  var SIDE_BY_SIDE = 4;

  // Trusted Types: the only script that pages name by themselves.
  var policy = self.trustedTypes && trustedTypes.createPolicy("lantoa", {
    createScriptURL: function (address) {
      if (address !== root + "sw.js") throw new TypeError(address);
      return address;
    }
  });
  function register() {
    var address = root + "sw.js";
    return navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address, { scope: root });
  }

  function said(word, values) {
    var text = data[word] || "";
    Object.keys(values || {}).forEach(function (name) { text = text.replace("{" + name + "}", values[name]); });
    status.textContent = text;
  }

  function size(bytes) {
    var mb = bytes / 1e6, digits = mb < 10 ? 1 : 0;
    return mb.toLocaleString(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }) + " MB";
  }

  async function index() {
    var answer = await (await caches.open(INDEX)).match(KEPT);
    return answer ? answer.json() : {};
  }

  async function remember(kits) {
    var json = new Response(JSON.stringify(kits), { headers: { "Content-Type": "application/json" } });
    await (await caches.open(INDEX)).put(KEPT, json);
  }

  // The files of this kit, as the site has them now.
  async function wanted() {
    var answer = await fetch(root + data.list, { cache: "no-cache" });
    if (!answer.ok) throw new Error("list");
    var list = await answer.json();
    var has = function (ids, id) { return !!ids && ids.indexOf(id) >= 0; };
    var files = list.files.filter(function (file) {
      if (!data.campaign || file.all) return true;
      return has(file.campaigns, data.campaign) && has(file.audiences, data.audience);
    });
    return { version: list.version, files: files };
  }

  function hex(bytes) {
    return Array.from(bytes, function (byte) { return byte.toString(16).padStart(2, "0"); }).join("");
  }

  // Whether what is kept of a file is what it should be.
  async function isWhole(answer, file) {
    var bytes = new Uint8Array(await answer.arrayBuffer());
    return bytes.length === file.bytes && hex(self.lantoaBlake3(bytes)).slice(0, file.hash.length) === file.hash;
  }

  async function sum(cache, files) {
    var left = [], bytes = 0;
    for (var file of files) {
      var had = await cache.match(root + file.path);
      if (had && had.headers.get("X-Kept-Hash") === file.hash) continue;
      left.push(file);
      bytes += file.bytes;
    }
    return { left: left, bytes: bytes };
  }

  // Puts a file into the cache, from the kit that was kept before where that
  // has the same.
  async function take(cache, before, file) {
    var address = root + file.path;
    var had = before && (await before.match(address));
    var answer = had && had.headers.get("X-Kept-Hash") === file.hash ? had : await fetch(address, { cache: "no-cache" });
    // A file that changed twice within a second looks to the browser as before.
    if (!(await isWhole(answer.clone(), file))) answer = await fetch(address, { cache: "reload" });
    if (!answer.ok || answer.redirected) throw new Error(file.path);
    if (!(await isWhole(answer.clone(), file))) throw new Error("hash " + file.path);
    var headers = new Headers(answer.headers);
    headers.set("X-Kept-Hash", file.hash);
    headers.delete("Content-Encoding");
    await cache.put(address, new Response(await answer.blob(), { headers: headers }));
  }

  async function keep() {
    button.disabled = true;
    var now = await wanted(), name = INDEX + " " + key + " " + now.version;
    var kits = await index(), before = kits[key] && (await caches.open(kits[key].cache));
    var cache = await caches.open(name), todo = await sum(cache, now.files);
    if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
    var all = now.files.reduce(function (sum, file) { return sum + file.bytes; }, 0), done = all - todo.bytes;
    bar.max = all;
    bar.hidden = false;
    var tell = function () {
      bar.value = done;
      said("working", { done: size(done), all: size(all) });
    };
    tell();
    var queue = todo.left.slice();
    async function work() {
      for (var file = queue.shift(); file; file = queue.shift()) {
        await take(cache, before, file);
        done += file.bytes;
        tell();
      }
    }
    // Where one fails, what the others are at is still kept.
    var ends = await Promise.allSettled(Array.from({ length: SIDE_BY_SIDE }, function () {
      return work().catch(function (error) {
        queue.length = 0;
        throw error;
      });
    }));
    var failed = ends.find(function (end) { return end.status === "rejected"; });
    if (failed) throw failed.reason;
    await register();
    kits = await index();
    var old = kits[key];
    kits[key] = { cache: name, version: now.version, bytes: all, at: Date.now() };
    await remember(kits);
    if (old && old.cache !== name) await caches.delete(old.cache);
    await show();
  }

  async function remove() {
    var kits = await index();
    delete kits[key];
    await remember(kits);
    // Parts of downloads that broke off go too.
    for (var name of await caches.keys()) {
      if (name.indexOf(INDEX + " " + key + " ") === 0) await caches.delete(name);
    }
    await show();
  }

  // Says what is kept of this kit, and what a tap does.
  async function show() {
    var kit = (await index())[key];
    bar.hidden = true;
    button.disabled = false;
    drop.hidden = !kit;
    button.hidden = !!kit;
    button.dataset.sure = "";
    button.querySelector("[data-label]").textContent = data.keep;
    if (!kit) { said("offer"); return; }
    said("have", { all: size(kit.bytes) });
    var now = await wanted().catch(function () { return null; });
    if (!now || now.version === kit.version) return;
    button.hidden = false;
    button.querySelector("[data-label]").textContent = data.update;
    button.dataset.sure = "yes";
    said("newer", { all: size(kit.bytes) });
  }

  function failed(error) {
    bar.hidden = true;
    button.disabled = false;
    var isFull = error && error.name === "QuotaExceededError";
    said(isFull ? "full" : "broke");
  }

  button.addEventListener("click", async function () {
    try {
      if (!button.dataset.sure) {
        // First how much it is: nobody's data is spent unasked.
        button.disabled = true;
        var now = await wanted();
        var bytes = now.files.reduce(function (sum, file) { return sum + file.bytes; }, 0);
        button.disabled = false;
        button.dataset.sure = "yes";
        button.querySelector("[data-label]").textContent = data.sure_word.replace("{all}", size(bytes));
        said("ask", { all: size(bytes), n: String(now.files.length) });
        return;
      }
      await keep();
    } catch (error) {
      failed(error);
    }
  });
  drop.addEventListener("click", function () { remove().catch(failed); });
  // Only what is known can be tapped.
  show().catch(failed).then(function () { box.hidden = false; });
})();
