// Answers for kits that are kept on this phone (js/offline.js keeps them).
// With a network everything comes from it; a page that had to come from a kept
// kit has all that belongs to it from the same kit, so that old and new never
// mix.
"use strict";

// What is kept: the name of the cache that says so, and the address in it.
const INDEX = "lantoa " + registration.scope;
// How long a page may take before the kept one is shown; ms.
const PATIENCE = 4000;

// The kit that each open page came from.
const cameFrom = new Map();

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

// The names of the caches of whole kits, newest first.
async function kept() {
  const said = await (await caches.open(INDEX)).match(registration.scope + "kept");
  const kits = said ? await said.json() : {};
  return Object.values(kits).sort((a, b) => b.at - a.at).map((kit) => kit.cache);
}

// A kept file: of `from` where that is known, else of the newest kit that has it.
async function find(request, from) {
  const address = new URL(request.url);
  address.search = address.hash = "";
  if (address.pathname.endsWith("/")) address.pathname += "index.html";
  for (const name of from ? [from] : await kept()) {
    const answer = await (await caches.open(name)).match(address.href);
    if (answer) return { answer, name };
  }
  return null;
}

function within(promise, ms) {
  return Promise.race([promise, new Promise((_, fail) => setTimeout(() => fail(new Error("slow")), ms))]);
}

async function page(event) {
  const known = find(event.request);
  try {
    const asked = fetch(event.request);
    const answer = await ((await known) ? within(asked, PATIENCE) : asked);
    cameFrom.delete(event.resultingClientId);
    return answer;
  } catch (error) {
    let found = await known;
    if (!found) found = await find(new Request(registration.scope + "offline/"));
    if (!found) throw error;
    cameFrom.set(event.resultingClientId, found.name);
    return found.answer;
  }
}

async function part(event) {
  const from = cameFrom.get(event.clientId);
  const found = from && (await find(event.request, from));
  if (found) return found.answer;
  try {
    return await fetch(event.request);
  } catch (error) {
    const other = !from && (await find(event.request));
    if (!other) throw error;
    return other.answer;
  }
}

addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return;
  event.respondWith(request.mode === "navigate" ? page(event) : part(event));
});
