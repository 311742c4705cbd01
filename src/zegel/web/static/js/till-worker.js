// Kassa without a line: the page that works on, and the queue that goes out by itself when the line is back.
// VERSION and FILES are written above by the server, and js/till-queue.js behind them.
const FACE = `zegel-till-${VERSION}`, AWAY = "/kassa/zonder";
// A megabyte for the camera, where the browser reads no codes itself: fetched when the till is up, not before.
const READER = FILES.filter((one) => /barcode-detector|zxing/.test(one)), OURS = FILES.filter((one) => !READER.includes(one));

// What is asked of the server goes there at once: a worker that slept does not have to wake up for a tap or a scan.
self.addEventListener("install", (event) => {
  event.addRoutes?.({ condition: { requestMethod: "POST" }, source: "network" }).catch(() => {});
  event.waitUntil(caches.open(FACE).then((cache) => cache.addAll([...OURS, AWAY])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("zegel-till-") && name !== FACE) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== self.location.origin || request.method !== "GET") return;
  if (FILES.includes(url.pathname)) return void event.respondWith(caches.match(request.url).then((kept) => kept || fetch(request)));
  if (request.mode === "navigate" && (url.pathname === "/kassa" || url.pathname.startsWith("/kassa/"))) event.respondWith(page(event, url.pathname));
});

async function page(event, path) {
  if (path !== AWAY) {
    try {
      const answer = await fetch(event.request);
      if (path === "/kassa") event.waitUntil(refreshed().then(reader).catch(() => {}));
      return answer;
    } catch { /* no line */ }
  }
  const kept = await caches.match(AWAY);
  return kept ?? fetch(event.request);
}

// In the language of now; a page of a newer version waits for the worker of that version, which has its files.
async function refreshed() {
  const answer = await fetch(AWAY, { cache: "no-store" });
  if (answer.ok && (await answer.clone().text()).includes(`/static/${VERSION}/`)) await (await caches.open(FACE)).put(AWAY, answer);
}

async function reader() {
  const cache = await caches.open(FACE);
  if (!("BarcodeDetector" in self)) for (const one of READER) if (!(await cache.match(one))) await cache.add(one);
}

self.addEventListener("sync", (event) => { if (event.tag === "zegel-till") event.waitUntil(self.ZegelQueue.send()); });
