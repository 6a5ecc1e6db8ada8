// The worker of the whole address. It keeps the page to write an episode on, and the files of that page; no other page,
// no record, no name. `SHELL` comes from the service.
"use strict";

const KEPT = "multifidus-shell-";
const CACHE = KEPT + SHELL.version;

self.addEventListener("install", (event) => {
  const fresh = [...SHELL.files, ...SHELL.pages].map((one) => new Request(one, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(KEPT) && name !== CACHE;
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

const stored = async (path) => (await caches.open(CACHE)).match(path);

// The page that is kept at once; a newer one of the same version (another language) is fetched behind it.
async function page(event, path) {
  const kept = await stored(path);
  const fetched = fetch(event.request).then(async (answer) => {
    if (answer.ok && answer.headers.get("X-Shell") === SHELL.version) {
      await (await caches.open(CACHE)).put(path, answer.clone());
    }
    return answer;
  });
  if (!kept) return fetched;
  event.waitUntil(fetched.catch(() => undefined));
  return kept;
}

self.addEventListener("fetch", (event) => {
  const asked = event.request;
  const address = new URL(asked.url);
  if (asked.method !== "GET" || address.origin !== self.location.origin) return;
  if (asked.mode === "navigate") {
    if (SHELL.pages.includes(address.pathname)) event.respondWith(page(event, address.pathname));
    else event.respondWith(fetch(asked).catch(async (fault) => {
      const kept = await stored(SHELL.pages[0]); // no connection: the one page that works without
      if (kept) return kept;
      throw fault;
    }));
  } else if (SHELL.files.includes(address.pathname)) {
    event.respondWith(stored(address.pathname).then((kept) => kept || fetch(asked)));
  }
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "diary") return;
  event.waitUntil(self.diaryQueue.send({ send: SHELL.send }).then(async (outcome) => {
    if (outcome.state === "offline" || outcome.state === "trouble") throw new Error(outcome.state); // the browser tries again
    for (const client of await self.clients.matchAll()) client.postMessage({ diary: outcome });
  }));
});
