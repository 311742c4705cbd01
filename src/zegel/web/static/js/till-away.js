// Kassa without a line. It promises nothing but that the sale is kept: who it was, what was bought, what was paid. The books decide later.
import "./till-queue.js";
import { opened } from "./till-pack.js";
import { download, files, sealing } from "./till-file.js";

const queue = self.ZegelQueue, at = (id) => document.getElementById(id);
const main = at("main"), said = JSON.parse(main.dataset.said);
const say = (key, values = {}) => said[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const LONGEST_SCAN = 400, MOST_LINES = 200, SCAN = 8, SHIFT = 14 * 36e5, ROTATING = "ZQ1.";
let here = {}, basket, pack = null, skew = 0, locked = false, number, money = (minor) => String(minor);
const clock = () => Date.now() + skew, language = main.dataset.language;

const fresh = () => ({ id: queue.newId(), member: "", shown: "", code: "", name: "", items: [] });
const bought = () => basket.items.reduce((sum, item) => sum + item.net_minor, 0);
// What comes off by itself, as far as this till knows for sure: for whom it knows, or for everybody.
const cut = () => pack?.cut(basket.items, pack.known.get(basket.member), language) ?? { left: basket.items.map((item) => item.net_minor), off: [] };
const total = () => bought() - cut().off.reduce((sum, [, minor]) => sum + minor, 0) - (basket.using ? usable().minor : 0);

// What may be spent here: what this till leased of this member, less what was spent here since, by the code on their telephone, once a code.
let spent = {};
function usable() {
  const none = { count: 0, minor: 0 };
  if (!pack?.off.length || locked || !basket.code || clock() >= pack.lease_until || spent[`${basket.member} ${basket.step}`]) return none;
  const [, , step, minor, mostBp, set] = pack.off, left = (pack.leases[basket.member] ?? 0) - (spent[basket.member] ?? 0);
  const { left: costs } = cut(), worth = basket.items.reduce((sum, item, n) => sum + (pack.setsOf(item).includes(set) ? costs[n] : 0), 0);
  const steps = Math.max(Math.min(Math.floor(left / step), Math.floor(Math.floor((worth * mostBp) / 10000) / minor)), 0);
  return { count: steps * step, minor: steps * minor };
}

// What stood in the till's own page when the line went: the same basket, under the same key.
function carried() {
  const kept = sessionStorage.getItem("zegel-basket");
  sessionStorage.removeItem("zegel-basket");
  if (!kept) return fresh();
  try {
    const from = JSON.parse(kept), found = JSON.parse(from.basket);
    if (from.over || !from.key) return fresh();
    return { ...fresh(), id: from.key, member: from.who, name: from.name, items: found.items };
  } catch { return fresh(); }
}

// `12`, `12,4`, `1.234,50` and `12.40` are all meant, as in the till's own page.
function amountOf(text) {
  const bare = text.replace(/[€ \u00a0']/g, ""), last = Math.max(bare.lastIndexOf(","), bare.lastIndexOf("."));
  const cut = last < 0 || bare.length - last - 1 > 2 ? bare.length : last;
  const whole = bare.slice(0, cut).replace(/[.,]/g, "") || "0", part = bare.slice(cut + 1);
  if (!/^\d{1,8}$/.test(whole) || !/^\d*$/.test(part) || !/\d/.test(bare)) return null;
  return Number(whole) * 100 + Number((part + "00").slice(0, 2));
}

function hint(text, kind = "wait") {
  at("hint").hidden = !text;
  at("hint").className = `hint ${kind}`;
  at("told").textContent = text;
}

// A card, an article, an amount, a name: told apart by what is known of each; what nobody here knows is taken for a card.
async function put(text) {
  text = text.trim();
  if (!text || text.length > LONGEST_SCAN) return;
  hint(""); offer([]);
  const minor = text.length < SCAN || /[,.€ ]/.test(text) ? amountOf(text) : null;
  if (text.startsWith(ROTATING)) await scannedCode(text);
  else if (minor !== null) { if (minor) amount(minor); }
  else if (pack?.article(text, language)) article(pack.article(text, language));
  else if (/\d{4}/.test(text) && text.length >= SCAN) identify((await pack?.whose(text)) ?? null, text);
  else if (pack && !locked && /^\p{L}/u.test(text)) byName(text);
  else if (text.length >= SCAN) identify((await pack?.whose(text)) ?? null, text);
  else hint(say("not amount"));
  show();
}
function identify(one, shown, code = "", step = 0) {
  Object.assign(basket, { member: one?.[0] ?? "", shown, code, step, name: one?.[1] ?? "", using: false });
}
async function scannedCode(text) {
  if (!pack) return hint(say("code none"), "warn");
  const found = await pack.code(text, clock());
  if (typeof found === "string") return hint(say(found === "old" ? "code old" : "code bad"), "warn");
  const one = pack.known.get(found.purse);
  identify(one ?? [found.purse, ""], text, text, found.step);
}
function byName(text) {
  const found = pack.named(text.split(/\s+/));
  if (found.length === 1) identify(found[0], "");
  else if (!found.length) hint(say("nobody found"));
  else { hint(say("choose")); offer(found); }
}
function offer(found) {
  at("found").hidden = !found.length;
  at("found").replaceChildren(...found.map((one) => {
    const chip = document.createElement("button");
    chip.type = "button"; chip.className = "chip"; chip.textContent = `${one[1]} …${one[4]}`;
    chip.addEventListener("click", () => { identify(one, ""); hint(""); offer([]); show(); });
    return chip;
  }));
}
function article(item) {
  const same = basket.items.find((old) => old.sku === item.sku);
  if (same) { same.quantity = (same.quantity ?? 1000) + 1000; same.net_minor += item.net_minor; }
  else if (basket.items.length < MOST_LINES) basket.items.push(item);
}
function amount(minor) {
  const others = basket.items.filter((item) => item.text || item.card);
  basket.items = [...others, { net_minor: minor }].slice(0, MOST_LINES);
  hint("");
}

function showWho() {
  const { shown, member } = basket, one = locked ? null : pack?.known.get(member), name = locked ? "" : one?.[1] || basket.name;
  const when = pack ? new Intl.DateTimeFormat(here.locale || language, { hour: "2-digit", minute: "2-digit", ...(clock() - pack.made_at > 72e6 ? { day: "numeric", month: "short" } : {}) }).format(pack.made_at - skew) : "";
  at("hello").textContent = name ? say("welcome") : say("customer");
  at("name").textContent = name || (shown && !basket.code ? say("card", { tail: shown.slice(-4) }) : member ? say("customer") : say("nobody"));
  const tier = one && pack.tiers[one[2]]?.[language === "en" ? 1 : 0];
  at("about").textContent = locked && (shown || member) ? "" : one ? [tier, one[3] && say("since", { year: one[3] })].filter(Boolean).join(" · ") : shown && !member ? say("card what") : member ? "" : say("nobody what");
  const unit = one && Object.keys(pack.worth)[0];
  at("worth").hidden = !unit;
  if (unit) {
    const count = one[5][unit] ?? 0;
    at("stand").textContent = say("stand", { when });
    at("money").textContent = money(pack.worthOf(unit, count));
    at("points").textContent = pack.counted(unit, count, language, number);
  }
  at("facts").replaceChildren(...(one ? Object.entries(one[5]).filter(([unit]) => pack.units[unit]?.[1] === "stamps").map(([unit, count]) => {
    const li = document.createElement("li");
    li.textContent = `${pack.counted(unit, count, language, number)}, ${say("stale", { when })}`;
    return li;
  }) : []));
  const earned = pack && (member || shown) ? pack.earns(basket.items, cut().left, basket.using ? usable().minor : 0).map(([unit, n]) => pack.counted(unit, n, language, number)).join(", ") : "";
  at("estimate").hidden = !earned;
  at("earns").textContent = say("earns", { what: earned });
  at("say").hidden = !(shown || member);
  at("sentence").textContent = `“${earned ? say("say earns", { what: earned }) : name ? say("say welcome", { name }) : say("say card")}”`;
}
function showLines() {
  const rows = basket.items.map((item, n) => {
    const li = document.createElement("li"), what = item.text || item.card || say("amount");
    li.className = "line";
    const cells = [`${Math.max(Math.floor((item.quantity ?? 1000) / 1000), 1)} ×`, what, money(item.net_minor, true)];
    for (const [i, text] of cells.entries()) { const span = document.createElement("span"); span.textContent = text; span.className = ["q", "", "p"][i]; li.append(span); }
    const off = document.createElement("button");
    off.type = "button"; off.className = "quiet x"; off.textContent = "×"; off.setAttribute("aria-label", say("remove", { what }));
    off.addEventListener("click", () => { basket.items.splice(n, 1); show(); });
    li.append(off);
    return li;
  });
  for (const [, minor, why] of cut().off) {
    const li = document.createElement("li"), cells = ["", locked ? "" : why, money(-minor, true)];
    li.className = "line off";
    cells[1] ||= say("off");
    for (const [i, text] of cells.entries()) { const span = document.createElement("span"); span.textContent = text; span.className = ["q", "", "p"][i]; li.append(span); }
    li.firstChild.append(at("off-sign").content.cloneNode(true));
    rows.push(li);
  }
  if (!rows.length) { const li = document.createElement("li"); li.className = "muted"; li.textContent = say("empty"); rows.push(li); }
  at("lines").replaceChildren(...rows);
}
function show() {
  showWho(); showLines();
  const off = usable();
  if (!off.count) basket.using = false;
  at("use").hidden = !off.count;
  at("use").setAttribute("aria-pressed", String(Boolean(basket.using)));
  at("use-word").textContent = say(basket.using ? "used" : "use", { amount: money(off.minor) });
  at("total").textContent = money(total());
  at("pay").disabled = !basket.items.length;
  at("typed").focus({ preventScroll: true });
}

// -- paying: on the disk first, then said. The same id again is the same sale.
let paying = false, busy = Promise.resolve();
async function pay() {
  if (paying || !basket.items.length) return;
  paying = true;
  const minor = total(), given = cut().off.map(([id, less]) => [id, less]), off = basket.using ? usable() : null, later = { ...spent };
  if (off) { later[basket.member] = (later[basket.member] ?? 0) + off.count; later[`${basket.member} ${basket.step}`] = 1; }
  const told = {
    id: basket.id, device: here.device ?? "", claimed_at: Date.now(), staff: here.staff ?? "", member: basket.member, shown: basket.shown,
    code: basket.code, items: basket.items, uses: off ? [[pack.off[0], off.count]] : [],
    off: given, paid_minor: minor,
  };
  try {
    await queue.add(told, { name: at("name").textContent, minor }, { spent: later });
    spent = later;
    basket = fresh();
    show();
    hint(say("kept", { amount: money(minor) }), "done");
    await count();
    go();
  } catch (error) {
    hint(say(error?.name === "QuotaExceededError" ? "full" : "broken"), "warn");
  } finally { paying = false; }
}

// -- the queue, and the line
async function count() {
  const n = (await queue.all("queue")).length;
  at("waiting").textContent = n === 0 ? say("waiting none") : n === 1 ? say("waiting one") : say("waiting", { n });
  return n;
}
async function list() {
  const waits = await queue.all("queue"), over = (await queue.all("done")).sort((a, b) => b.at - a.at).slice(0, 50);
  const row = (one, verdict) => {
    const tr = document.createElement("tr");
    for (const text of [say("number", { n: one.number }), one.shown.name ?? "", money(one.shown.minor ?? 0), say(verdict || "wait")]) { const td = document.createElement("td"); td.textContent = text; tr.append(td); }
    return tr;
  };
  const filed = (await queue.get("filed")) ?? 0;
  at("rows").replaceChildren(...waits.map((one) => row(one, one.number <= filed ? "filed" : "")), ...over.map((one) => row(one, one.verdict)));
  at("file").disabled = !waits.length;
  const safe = await navigator.storage?.persisted?.();
  at("unsafe").hidden = safe !== false;
  at("unsafe").textContent = say("unsafe");
}
// The line does not come back: what waits goes into a file, and stays in the queue too.
async function toFile() {
  const seal = await sealing(await queue.get("file"), here);
  if (!seal) { at("filed").textContent = say("file none"); return; }
  const n = await queue.whole(async (waits) => {
    if (!waits.length) return 0;
    const made = await files(seal, waits.map((one) => one.told), Date.now(), skew), day = new Date(clock()).toISOString().slice(0, 10);
    const name = (n) => `${say("file name")}-${here.till ?? ""}-${day}-${waits.at(-1).number}${made.length > 1 ? `-${n + 1}` : ""}.zegel`.replace(/[^\w.-]+/g, "-");
    for (const [n, file] of made.entries()) download(file, name(n));
    await queue.set("filed", waits.at(-1).number);
    return waits.length;
  });
  await list();
  at("filed").textContent = n === 1 ? say("file made one") : n ? say("file made", { n }) : "";
}
async function go() {
  let n = 0;
  try {
    n = await queue.send();
    if (await reachable()) back(n);
  } catch { away(); }
  await count();
  if (at("list").open) await list();
}
// There is a line when the till's own page can be had; a queue that is empty says nothing of it.
async function reachable() {
  const answer = await fetch("/kassa/manifest.webmanifest", { cache: "no-store" });
  return answer.ok;
}
let calm;
async function back(n) {
  if (!at("bar").classList.contains("back")) { at("bar").classList.replace("off", "back"); at("home").hidden = false; }
  const trusted = (await queue.get("trusted")) !== false;
  if (!trusted) pack = null;
  at("message").textContent = !trusted ? say("untrusted") : n === 1 ? say("back one") : n ? say("back many", { n }) : say("back");
  clearTimeout(calm);
  if (trusted) calm = setTimeout(() => { if (!basket.items.length && !basket.shown && !basket.member && !at("list").open && navigator.onLine) location.assign("/kassa"); }, 4000);
}
function away() { clearTimeout(calm); if (at("bar").classList.contains("back")) location.reload(); }

async function begin() {
  here = (await queue.get("here")) ?? {};
  if (here.shop) at("shop").textContent = here.shop;
  if (here.branch) at("place").textContent = `· ${here.branch} · ${here.till}`;
  at("staff").textContent = here.name ?? "";
  const as = (more) => new Intl.NumberFormat(here.locale || main.dataset.language, more);
  const whole = as({ style: "currency", currency: here.currency || "EUR" }), bare = as({ minimumFractionDigits: 2 });
  money = (minor, plain = false) => (plain ? bare : whole).format(minor / 100);
  number = as({});
  skew = (await queue.get("skew")) ?? 0;
  locked = Boolean(await queue.get("locked")) || !(Date.now() - here.at < SHIFT);
  pack = await opened(await queue.get("pack"), here, clock());
  if (!pack) await queue.forget("pack");
  spent = (await queue.get("spent")) ?? {};
  at("pay-word").textContent = say("pay");
  basket = carried();
  show();
  if (locked) hint(say("locked"));
  await count();
  navigator.storage?.persist?.().catch(() => {});
  (await navigator.serviceWorker?.getRegistration("/kassa"))?.sync?.register("zegel-till").catch(() => {});
  go();
}

// One thing after the other, in the order of the cashier's hands, also while the page begins; what fails is said, and the next goes on.
const then = (work) => { busy = busy.then(work).catch(() => hint(say("broken"), "warn")); };
at("entry").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = at("typed"), text = field.value;
  field.value = "";
  then(text.trim() ? () => put(text) : pay);
});
at("pay").addEventListener("click", () => then(pay));
// A scanner does not look where the focus is: whatever is typed outside of a field begins in the one that there is.
addEventListener("keydown", (event) => {
  const plain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && !document.querySelector("dialog[open]") && !event.target.closest?.("input, textarea, button, a, summary")) at("typed").focus({ preventScroll: true });
}, true);
at("typed").focus({ preventScroll: true });
at("undo").addEventListener("click", () => { if (basket.items.length) basket.items.pop(); else basket = { ...fresh(), id: basket.id }; hint(""); show(); });
at("waiting").addEventListener("click", async () => { await list(); at("list").showModal(); });
at("close").addEventListener("click", () => at("list").close());
at("lock").addEventListener("click", async () => { await queue.set("locked", true); locked = true; offer([]); hint(say("locked")); show(); });
at("use").addEventListener("click", () => { basket.using = !basket.using; show(); });
addEventListener("keydown", (event) => { if (event.key === "F2") { event.preventDefault(); if (!at("use").hidden) at("use").click(); } });
at("send").addEventListener("click", go);
at("file").addEventListener("click", () => toFile().catch(() => { at("filed").textContent = say("file broken"); }));
at("print").addEventListener("click", () => print());
queue.told?.addEventListener("message", () => count());
addEventListener("online", go);
setInterval(go, 15000);
then(begin);
