// What the till sold without a line. A sale is on the disk before anything else happens to it, and leaves it when the server has answered
// for it, never before. One sender at a time: tabs, windows and the worker wait for each other (Web Locks).
self.ZegelQueue = (() => {
  const NAME = "zegel-till", LOCK = "zegel-till-send", PATH = "/kassa/wachtrij", AT_ONCE = 50, PATIENCE = 20000, KEPT = 14 * 864e5;
  const STRICT = { durability: "strict" };
  const told = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;
  const changed = () => { told?.postMessage("queue"); self.dispatchEvent?.(new Event("zegel-queue")); };
  let opened;

  const done = (request) => new Promise((yes, no) => { request.onsuccess = () => yes(request.result); request.onerror = () => no(request.error); });
  const finished = (tx) => new Promise((yes, no) => { tx.oncomplete = () => yes(); tx.onabort = tx.onerror = () => no(tx.error ?? new Error("aborted")); });

  function open() {
    opened ??= new Promise((yes, no) => {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => {
        const db = request.result;
        db.createObjectStore("queue", { keyPath: "number" });
        db.createObjectStore("done", { keyPath: "id" });
        db.createObjectStore("meta");
      };
      request.onsuccess = () => { request.result.onclose = request.result.onversionchange = () => { request.result.close(); opened = undefined; }; yes(request.result); };
      request.onerror = () => { opened = undefined; no(request.error); };
    });
    return opened;
  }
  async function get(key) { return done((await open()).transaction("meta").objectStore("meta").get(key)); }
  async function set(key, value) {
    const tx = (await open()).transaction("meta", "readwrite");
    tx.objectStore("meta").put(value, key);
    return finished(tx);
  }
  async function forget(...keys) {
    const tx = (await open()).transaction("meta", "readwrite");
    for (const key of keys) tx.objectStore("meta").delete(key);
    return finished(tx);
  }
  const all = async (store) => done((await open()).transaction(store).objectStore(store).getAll());

  // Ids are made here: time first, then chance (UUIDv7, RFC 9562).
  function newId(now = Date.now()) {
    const raw = crypto.getRandomValues(new Uint8Array(16));
    for (let i = 0; i < 6; i++) raw[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 255;
    raw[6] = raw[6] & 15 | 112; raw[8] = raw[8] & 63 | 128;
    const hex = Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  // The same id twice is the same sale: a double click, or a page that was opened again, adds nothing. `asRead` is what somebody went by:
  // false, and nothing is kept, where another tab wrote it anew.
  async function add(sale, shown = {}, alsoSet = {}, asRead = {}) {
    const tx = (await open()).transaction(["queue", "done", "meta"], "readwrite", STRICT), queue = tx.objectStore("queue"), meta = tx.objectStore("meta");
    const [waiting, over, journal] = await Promise.all([done(queue.getAll()), done(tx.objectStore("done").get(sale.id)), done(meta.get("journal"))]);
    const same = waiting.find((one) => one.told.id === sale.id);
    for (const [key, value] of Object.entries(asRead)) {
      if (!same && !over && JSON.stringify(await done(meta.get(key))) !== JSON.stringify(value)) { tx.abort(); return false; }
    }
    if (!same && !over) {
      const now = journal ?? { id: newId(), last: 0 }, number = now.last + 1;
      meta.put({ id: now.id, last: number }, "journal");
      queue.put({ number, shown, told: { ...sale, journal: now.id, number } });
      for (const [key, value] of Object.entries(alsoSet)) meta.put(value, key);
    }
    await finished(tx);
    changed();
    return true;
  }
  // What the till took along, anew: only while nothing waits, for what waits may have spent of the old.
  async function renew(values) {
    const tx = (await open()).transaction(["queue", "meta"], "readwrite", STRICT), free = !(await done(tx.objectStore("queue").count()));
    if (free) for (const [key, value] of Object.entries(values)) tx.objectStore("meta").put(value, key);
    await finished(tx);
    return free;
  }

  async function settle(answers, batch) {
    const tx = (await open()).transaction(["queue", "done"], "readwrite", STRICT);
    for (const one of batch) {
      const answer = answers.find((found) => found.id === one.told.id);
      if (!answer?.verdict) continue;
      tx.objectStore("queue").delete(one.number);
      tx.objectStore("done").put({ id: one.told.id, at: Date.now(), number: one.number, shown: one.shown, verdict: answer.verdict, code: answer.code, flags: answer.flags, receipt: answer.receipt });
    }
    await finished(tx);
    return answers.filter((answer) => answer.verdict).length;
  }
  async function sweep() {
    const tx = (await open()).transaction("done", "readwrite"), store = tx.objectStore("done");
    for (const one of await done(store.getAll())) if (one.at < Date.now() - KEPT) store.delete(one.id);
    return finished(tx);
  }

  async function post(batch) {
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const body = JSON.stringify({ sent_at: Date.now(), sales: batch.map((one) => one.told) });
      const answer = await fetch(PATH, { method: "POST", headers: { "Content-Type": "application/json" }, body, signal: stop.signal, redirect: "error" });
      return { status: answer.status, said: await answer.json().catch(() => null) };
    } finally { clearTimeout(timer); }
  }

  // One that the server cannot read, or breaks on, holds up none of the others.
  async function sent(batch) {
    const { status, said } = await post(batch);
    if (status === 200 && said) {
      await set("trusted", said.trusted !== false);
      await set("skew", said.now - Date.now());
      if (said.trusted === false) await forget("pack");
      return settle(said.sales, batch);
    }
    if (status === 401) { await set("trusted", false); await forget("pack"); throw new Error("not enrolled"); }
    if (batch.length > 1 && status >= 400) { let n = 0; for (const one of batch) n += await sent([one]); return n; }
    if (status === 400 || status === 422) return settle([{ id: batch[0].told.id, verdict: "unreadable", code: "malformed", flags: [], receipt: "" }], batch);
    return 0;
  }

  // Everything that waits, while nobody sends.
  const whole = (work) => navigator.locks.request(LOCK, async () => work(await all("queue")));

  // Whoever comes while somebody sends waits, and then finds nothing left to send.
  async function send() {
    return navigator.locks.request(LOCK, async () => {
      let n = 0;
      const tried = new Set();
      for (;;) {
        const batch = (await all("queue")).filter((one) => !tried.has(one.number)).slice(0, AT_ONCE);
        if (!batch.length) break;
        for (const one of batch) tried.add(one.number);
        n += await sent(batch);
      }
      if (n) { await sweep(); changed(); }
      return n;
    });
  }

  return { add, all, forget, get, newId, renew, send, set, told, whole };
})();
