// The card without signal: what was shown last, marked as such. VERSION and FILES are written above by the server.
const FACE = `zegel-card-${VERSION}`;
const LAST = "zegel-card-last";
const SHOWN = ["/pas", "/pas/code"];
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FACE).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith("zegel-card-") && name !== FACE && name !== LAST) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && /afmelden$/.test(url.pathname)) return void event.waitUntil(caches.delete(LAST));
  if (request.method !== "GET") return;
  if (FILES.includes(url.pathname)) return void event.respondWith(caches.match(request.url).then((kept) => kept || fetch(request)));
  if (request.mode === "navigate" && (url.pathname === "/pas" || url.pathname.startsWith("/pas/"))) event.respondWith(page(request, url.pathname));
});

// From the line; what belongs on the telephone is kept on the way.
async function fresh(request, path) {
  const answer = await fetch(request), cache = await caches.open(LAST);
  // Whoever is sent to sign in has no card here any more.
  if (answer.type === "opaqueredirect" || answer.redirected) await caches.delete(LAST);
  else if (answer.ok && SHOWN.includes(path)) await cache.put(path, answer.clone());
  return answer;
}

async function page(request, path) {
  const last = await caches.open(LAST), kept = (await last.match(path)) || (await last.match("/pas"));
  const coming = fresh(request, path), patience = kept && SHOWN.includes(path);
  try {
    // A line that says nothing for a while is no line: the queue does not wait for it.
    return await (patience ? Promise.race([coming, new Promise((_, give) => setTimeout(give, PATIENCE))]) : coming);
  } catch (gone) {
    coming.catch(() => {});
    if (!kept) throw gone;
    const text = (await kept.text()).replace('<body class="card', '<body class="card away');
    return new Response(text, { status: 200, headers: kept.headers });
  }
}
