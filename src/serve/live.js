// Keeps an open page up with the site while `lantoa serve` runs: loads it
// anew, swaps its styles or pictures, or shows what has to be mended. Nothing
// of this is in the site's folder.
(() => {
  "use strict";

  const script = document.currentScript;
  const { session, page } = script.dataset;
  let number = Number(script.dataset.number);
  const folder = new URL(".", script.src); // …/_lantoa/
  const base = new URL("..", folder).pathname;

  // The path in the site of an address on this page; none for what is not a
  // file of the site.
  function path(address) {
    const url = new URL(address, document.baseURI);
    if (url.origin !== location.origin || !url.pathname.startsWith(base)) return null;
    try {
      const path = decodeURIComponent(url.pathname.slice(base.length));
      return path === "" || path.endsWith("/") ? path + "index.html" : path;
    } catch {
      return null;
    }
  }

  function fresh(address) {
    const url = new URL(address, document.baseURI);
    url.searchParams.set("lantoa", number);
    return url.href;
  }

  function follow(changed) {
    const has = (address) => Boolean(address) && changed.has(path(address));
    const styles = [...document.querySelectorAll("link[rel~=stylesheet][href]")];
    const icons = [...document.querySelectorAll("link[rel~=icon][href]")];
    const pictures = [...document.querySelectorAll("img, picture source, svg image")];
    const set = (node) => (node.getAttribute("srcset") || "").split(/,\s+/).filter(Boolean);
    const first = (candidate) => candidate.trim().split(/\s+/)[0];

    const swapped = new Set();
    for (const node of [...styles, ...icons]) swapped.add(path(node.href));
    for (const node of pictures) {
      if (node.getAttribute("src")) swapped.add(path(node.getAttribute("src")));
      if (node.getAttribute("href")) swapped.add(path(node.getAttribute("href")));
      for (const candidate of set(node)) swapped.add(path(first(candidate)));
    }
    // What the page has loaded and cannot be swapped: scripts, fonts, the
    // pictures of its styles.
    const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
    for (const node of document.querySelectorAll("script[src]")) loaded.push(node.src);
    if (
      changed.has(page) ||
      has(location.href) ||
      loaded.some((address) => has(address) && !swapped.has(path(address)))
    ) {
      location.reload(); // the browser keeps the place on the page
      return;
    }

    for (const link of styles.filter((link) => has(link.href))) {
      const next = link.cloneNode();
      next.href = fresh(link.href);
      // The old one stays until the new one is there.
      next.addEventListener("load", () => link.remove());
      next.addEventListener("error", () => next.remove());
      link.after(next);
    }
    for (const link of icons.filter((link) => has(link.href))) link.href = fresh(link.href);
    for (const node of pictures) {
      for (const name of ["src", "href"]) {
        const address = node.getAttribute(name);
        if (has(address)) node.setAttribute(name, fresh(address));
      }
      const candidates = set(node);
      if (candidates.some((candidate) => has(first(candidate)))) {
        const next = (candidate) => candidate.trim().replace(/^\S+/, fresh);
        node.setAttribute("srcset", candidates.map(next).join(", "));
      }
    }
  }

  // The panel lives in a tree of its own, which the site's styles do not reach.
  const host = document.createElement("lantoa-panel");
  const own = { createHTML: (panel) => panel }; // escaped by the server
  const policy = self.trustedTypes ? trustedTypes.createPolicy("lantoa-live", own) : own;
  const root = host.attachShadow({ mode: "open" });
  let shown = null;

  function show(panel) {
    if (panel === null || page === "") {
      shown = null;
      host.remove();
      return;
    }
    shown = `${session}.${number}`;
    // One that was closed stays so on the next page, until the next build.
    if (sessionStorage.getItem("lantoa-closed") === shown) return;
    const styles = document.createElement("link");
    styles.rel = "stylesheet";
    styles.href = new URL("live.css", folder).href;
    host.hidden = true;
    styles.addEventListener("load", () => (host.hidden = false));
    root.innerHTML = policy.createHTML(panel);
    root.prepend(styles);
    root.querySelector("button").addEventListener("click", close);
    document.body.append(host);
  }

  function close() {
    sessionStorage.setItem("lantoa-closed", shown);
    host.remove();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && host.isConnected) close();
  });

  let heard = null;

  function hear(message) {
    if (message.session !== session) {
      // The server was started again; its first build may still be running.
      if (message.number > 0) location.reload();
      return;
    }
    if (message.number === heard) return;
    heard = message.number;
    if (message.number > number) {
      number = message.number;
      if (page === "" || message.changed === null) {
        location.reload();
        return;
      }
      follow(new Set(message.changed));
    }
    show(message.panel);
  }

  // Asks again and again, as long as the page can be seen: a connection kept
  // open would count among the few that a browser opens to one server.
  let timer = null;
  let isAsking = false;

  async function ask() {
    clearTimeout(timer);
    if (document.hidden || isAsking) return;
    isAsking = true;
    try {
      const address = new URL("state", folder);
      address.search = new URLSearchParams({ session, number });
      const answer = await fetch(address, { cache: "no-store" });
      if (answer.ok) hear(await answer.json());
    } catch {
      // Nobody answers: the server is being started again.
    }
    isAsking = false;
    timer = setTimeout(ask, 700);
  }

  document.addEventListener("visibilitychange", ask);
  addEventListener("pageshow", ask);
  ask();
})();
