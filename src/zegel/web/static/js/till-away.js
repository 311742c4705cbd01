// Kassa without a line. It promises nothing but that the sale is kept: who it was, what was bought, what was paid. The books decide later.
import "./till-queue.js";
import { opened } from "./till-pack.js";
import { download, files, sealing } from "./till-file.js";

const queue = self.ZegelQueue, at = (id) => document.getElementById(id);
const main = at("main"), said = JSON.parse(main.dataset.said);
const say = (key, values = {}) => said[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const LONGEST_SCAN = 400, MOST_LINES = 200, SCAN = 8, SHIFT = 14 * 36e5, ROTATING = "ZQ1.";
let here = {}, basket, pack = null, kept, skew = 0, locked = false, number, money = (minor) => String(minor);
const clock = () => Date.now() + skew, language = main.dataset.language;

const fresh = () => ({ id: queue.newId(), member: "", shown: "", code: "", name: "", items: [], gives: [] });
const sum = (all) => all.reduce((total, one) => total + one, 0);
const NO_EARNING = 4; // as of a purse (ledger/purse.py); whoever may not earn is sold to without their card

// What the basket comes to by the books' own order: what comes off by itself, as far as this till knows for sure; then what is handed over.
function reckoned(gives = basket.gives) {
  const bare = () => ({ left: basket.items.map((item) => item.net_minor), off: [] });
  const { left, off } = pack?.cut(basket.items, pack.known.get(basket.member), language) ?? bare(), freed = left.map(() => 0), given = [];
  for (const n of gives) {
    const found = pack?.reward(n, basket.items, left, freed);
    if (!found) continue;
    for (const [i, minor] of found.shares.entries()) { left[i] -= minor; freed[i] += found.free[i]; }
    given.push({ n, minor: sum(found.shares), worth: Math.max(sum(found.shares), pack.rewards[n][5]) });
  }
  return { left, freed, off, given };
}
const total = () => sum(reckoned().left) - (basket.using ? usable().minor : 0);

// What may be used here: what this till leased of this member, less what was used here since, by the code on their telephone, once a code.
let spent;
function leased() {
  const one = pack?.known.get(basket.member);
  const over = !one || locked || !basket.code || clock() >= pack.lease_until || spent?.[`${basket.member} ${basket.step}`] || one[11];
  return over ? null : { one, minor: (pack.leases[basket.member] ?? 0) - (spent?.[basket.member] ?? 0) };
}
const costs = (gives, unit) => sum(gives.map((n) => (pack.rewards[n][3] === unit ? pack.rewards[n][4] : 0)));
const has = (one, unit) => (one[5][unit] ?? 0) - (spent?.[`${basket.member} of ${unit}`] ?? 0);
function usable() {
  const lease = leased();
  if (!lease || !pack.off.length) return { count: 0, minor: 0 };
  const [, unit, step, minor, mostBp, set] = pack.off, { left, given } = reckoned();
  const worth = sum(basket.items.map((item, n) => (pack.setsOf(item).includes(set) ? left[n] : 0)));
  const most = Math.min(lease.minor - sum(given.map((one) => one.worth)), Math.floor((worth * mostBp) / 10000));
  const steps = Math.max(Math.min(Math.floor(most / minor), Math.floor((has(lease.one, unit) - costs(basket.gives, unit)) / step)), 0);
  return { count: steps * step, minor: steps * minor };
}
// Rewards that go with this basket and are paid for: {n, minor, worth}; those that were chosen among them.
function offered() {
  const lease = leased();
  if (!lease || !basket.items.length) return [];
  const chosen = reckoned().given;
  return lease.one[10].map((n) => {
    if (basket.gives.includes(n)) return chosen.find((one) => one.n === n);
    const { given } = reckoned([...basket.gives, n]), found = given.find((one) => one.n === n), unit = pack.rewards[n][3];
    return found && has(lease.one, unit) >= costs([...basket.gives, n], unit) && sum(given.map((one) => one.worth)) <= lease.minor ? found : null;
  }).filter(Boolean);
}
const called = (n) => pack.rewards[n][language === "en" ? 2 : 1];
const cardName = (id) => pack?.cards?.[id]?.[language === "en" ? 1 : 0] ?? id;

// What stood in the till's own page when the line went: the same basket, under the same key. What was put to use there stays `behind`.
let behind = false;
function carried() {
  const kept = sessionStorage.getItem("zegel-basket");
  sessionStorage.removeItem("zegel-basket");
  if (!kept) return fresh();
  try {
    const from = JSON.parse(kept), found = JSON.parse(from.basket);
    if (from.over || !from.key) return fresh();
    behind = Boolean(found.uses.length || found.codes.length || found.gift || found.credit);
    return { ...fresh(), id: from.key, member: from.who, name: from.name, items: found.items.filter((item) => !item.loads) };
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
  else if (/\d{4}/.test(text) && text.length >= SCAN) await shows(text);
  else if (pack && !locked && /^\p{L}/u.test(text)) await byName(text);
  else if (text.length >= SCAN || (await pack?.isCode(text))) await shows(text);
  else hint(say(/^\p{L}/u.test(text) ? "no words" : "not amount"));
  show();
}
// Whoever it is; one who shows a card that was lost is nobody, and the word of a coupon is nobody's card.
async function shows(text) {
  const one = (await pack?.whose(text)) ?? null;
  if (!one && (await pack?.isLost(text))) hint(say("lost"), "warn");
  else if (!one && (await pack?.isCode(text))) hint(say("code word", { code: text }));
  else identify(one, text);
}
function identify(one, shown, code = "", step = 0) {
  Object.assign(basket, { member: one?.[0] ?? "", shown, code, step, name: one?.[1] ?? "", using: false, gives: [] });
}
async function scannedCode(text) {
  if (!pack) return hint(say("code none"), "warn");
  const found = await pack.code(text, clock());
  if (typeof found === "string") return hint(say(found === "old" ? "code old" : "code bad"), "warn");
  const one = pack.known.get(found.purse);
  identify(one ?? [found.purse, ""], text, text, found.step);
}
async function byName(text) {
  const found = pack.named(text.split(/\s+/)), code = await pack.isCode(text);
  if (!found.length) hint(code ? say("code word", { code: text }) : say("nobody found"));
  else if (found.length === 1 && !code) identify(found[0], "");
  else { hint(code ? say("choose or code", { code: text }) : say("choose")); offer(found); }
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
  at("facts").replaceChildren(...facts(one, when).map((text) => { const li = document.createElement("li"); li.textContent = text; li.classList.toggle("must", MUST.includes(text) || seats().includes(text)); return li; }));
  const { left, freed, given } = reckoned(), earns = pack && (member || shown) && !(one?.[11] & NO_EARNING);
  const earned = earns ? pack.earns(basket.items, left, freed, basket.using ? usable().minor : 0).map(([unit, n]) => pack.counted(unit, n, language, number)).join(", ") : "";
  at("estimate").hidden = !earned;
  at("earns").textContent = say("earns", { what: earned });
  at("gift-later").hidden = !basket.items.some((item) => pack?.setsOf(item).some((n) => pack.gifts?.includes(n)));
  at("say").hidden = !(shown || member);
  const what = given.map((one) => called(one.n)).join(", ");
  at("sentence").textContent = `“${what ? say("say given", { what }) : earned ? say("say earns", { what: earned }) : one?.[11] ? say("say thanks") : name ? say("say welcome", { name }) : say("say card")}”`;
}
const MUST = ["no earning", "no spending", "ready how"].map((key) => say(key)); // also where there is little room
// Where somebody is expected here today, with whom: without a line nobody is ticked off.
function seats() {
  const today = (pack?.seats?.[basket.member] ?? []).filter(([from, until]) => from <= clock() && clock() < until);
  return locked ? [] : today.map(([, , nl, en, time, guests]) => {
    const alone = say(guests ? (guests === 1 ? "seat one more" : "seat more") : "seat alone", { n: guests });
    return `${say("seat here", { what: language === "en" ? en : nl, time })}. ${alone} ${say("seat later")}`;
  });
}
// What somebody has besides points, as this till last heard; what they may not do for now; and what there is to do for what is ready.
function facts(one, when) {
  if (!one) return seats();
  const of = (kind) => Object.keys(one[5]).filter((unit) => pack.units[unit]?.[1] === kind).map((unit) => [unit, has(one, unit)]).filter(([, n]) => n > 0);
  const stamps = of("stamps").map(([unit, n]) => `${pack.counted(unit, n, language, number)}, ${say("stale", { when })}`);
  const rewards = of("reward").map(([unit, n]) => say("ready", { reward: pack.counted(unit, n, language, number) }));
  const block = one[11] && say(one[11] & NO_EARNING ? "no earning" : "no spending");
  const how = rewards.length && !one[11] && !basket.code ? [say("ready how")] : [];
  return [...seats(), ...(block ? [block] : []), ...rewards, ...how, ...stamps];
}
function showLines() {
  const rows = basket.items.map((item, n) => {
    const li = document.createElement("li"), what = item.text || cardName(item.card) || say("amount");
    li.className = "line";
    const cells = [`${Math.max(Math.floor((item.quantity ?? 1000) / 1000), 1)} ×`, what, money(item.net_minor, true)];
    for (const [i, text] of cells.entries()) { const span = document.createElement("span"); span.textContent = text; span.className = ["q", "", "p"][i]; li.append(span); }
    const off = document.createElement("button");
    off.type = "button"; off.className = "quiet x"; off.textContent = "×"; off.setAttribute("aria-label", say("remove", { what }));
    off.addEventListener("click", () => { basket.items.splice(n, 1); show(); });
    li.append(off);
    return li;
  });
  const { off, given } = reckoned();
  for (const [minor, why] of [...off.map(([, minor, why]) => [minor, why]), ...given.map(({ n, minor }) => [minor, called(n)])]) {
    const li = document.createElement("li"), cells = ["", locked ? "" : why, minor ? `\u2212${money(minor, true)}` : ""];
    li.className = "line off";
    cells[1] ||= say("off");
    for (const [i, text] of cells.entries()) { const span = document.createElement("span"); span.textContent = text; span.className = ["q", "", "p"][i]; li.append(span); }
    li.firstChild.append(at("off-sign").content.cloneNode(true));
    rows.push(li);
  }
  if (!rows.length) { const li = document.createElement("li"); li.className = "muted"; li.textContent = say("empty"); rows.push(li); }
  at("lines").replaceChildren(...rows);
}
// Each reward that may be handed over is a switch; the first has a key.
function showRewards() {
  const found = offered();
  basket.gives = basket.gives.filter((n) => found.some((one) => one.n === n));
  at("gifts").hidden = !found.length;
  at("gifts").replaceChildren(...found.map(({ n, minor }, i) => {
    const chip = document.createElement("button"), on = basket.gives.includes(n);
    chip.type = "button"; chip.className = "chip"; chip.dataset.reward = n; chip.setAttribute("aria-pressed", String(on));
    chip.append(at("gift-sign").content.cloneNode(true), ` ${say(on ? "given" : "give", { what: called(n) })}${minor ? ` \u2212${money(minor)}` : ""}`);
    if (!i) { const key = document.createElement("kbd"); key.textContent = "F3"; key.setAttribute("aria-hidden", "true"); chip.setAttribute("aria-keyshortcuts", "F3"); chip.append(" ", key); }
    chip.addEventListener("click", () => { basket.gives = on ? basket.gives.filter((one) => one !== n) : [...basket.gives, n]; show(); });
    return chip;
  }));
}
function show() {
  showRewards(); showWho(); showLines();
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
  const minor = total(), { off: taken, given } = reckoned(), off = basket.using ? usable() : null, later = { ...spent };
  const uses = [...given.map(({ n }) => [pack.rewards[n][0], 1]), ...(off ? [[pack.off[0], off.count]] : [])];
  const use = (key, count) => { later[key] = (later[key] ?? 0) + count; };
  if (uses.length) { use(basket.member, sum(given.map((one) => one.worth)) + (off?.minor ?? 0)); use(`${basket.member} ${basket.step}`, 1); }
  for (const { n } of given) use(`${basket.member} of ${pack.rewards[n][3]}`, pack.rewards[n][4]);
  if (off) use(`${basket.member} of ${pack.off[1]}`, off.count);
  const known = pack?.known.get(basket.member), who = known?.[11] & NO_EARNING ? { member: "", shown: "", code: "" } : { member: basket.member, shown: basket.shown, code: basket.code };
  const told = {
    id: basket.id, device: here.device ?? "", claimed_at: Date.now(), staff: here.staff ?? "", ...who, items: basket.items, uses, off: taken.map(([id, less]) => [id, less]), paid_minor: minor,
  };
  try {
    const went = uses.length ? [{ spent: later }, { spent, pack: kept }] : [];
    if (!(await queue.add(told, { name: at("name").textContent, minor }, ...went))) {
      await look();
      basket.gives = [];
      hint(say("elsewhere"), "warn");
      return show();
    }
    if (uses.length) spent = later;
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
  for (const id of ["send", "file"]) at(id).disabled = !waits.length;
  at("print").disabled = !waits.length && !over.length;
  at("queue-what").textContent = say(waits.length ? "queue what" : "queue none");
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
  const trusted = (await queue.get("trusted")) !== false;
  if (!at("bar").classList.contains("back")) { if (trusted) at("bar").classList.replace("off", "back"); at("home").hidden = false; }
  if (!trusted) pack = null;
  at("message").textContent = !trusted ? say("untrusted") : n === 1 ? say("back one") : n ? say("back many", { n }) : say("back");
  clearTimeout(calm);
  if (trusted) calm = setTimeout(() => { if (!basket.items.length && !basket.shown && !basket.member && !at("list").open && navigator.onLine) location.assign("/kassa"); }, 4000);
}
function away() { clearTimeout(calm); if (at("bar").classList.contains("back")) location.reload(); }

// What the till took along, and what was used of it, as they stand on the disk: another tab may have written them since.
async function look() {
  kept = await queue.get("pack");
  pack = await opened(kept, here, clock());
  spent = await queue.get("spent");
}

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
  await look();
  if (!pack) await queue.forget("pack");
  at("pay-word").textContent = say("pay");
  basket = carried();
  show();
  if (behind) hint(say("left"));
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
document.addEventListener("zegel:scan", (event) => then(() => put(event.detail)));
// A scanner does not look where the focus is: whatever is typed outside of a field begins in the one that there is.
addEventListener("keydown", (event) => {
  const plain = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && !document.querySelector("dialog[open]") && !event.target.closest?.("input, textarea, button, a, summary")) at("typed").focus({ preventScroll: true });
}, true);
at("typed").focus({ preventScroll: true });
at("undo").addEventListener("click", () => { if (basket.using) basket.using = false; else if (basket.gives.length) basket.gives.pop(); else if (basket.items.length) basket.items.pop(); else basket = { ...fresh(), id: basket.id }; hint(""); show(); });
at("waiting").addEventListener("click", async () => { await list(); at("list").showModal(); });
at("close").addEventListener("click", () => at("list").close());
at("lock").addEventListener("click", async () => { await queue.set("locked", true); locked = true; offer([]); hint(say("locked")); show(); });
at("use").addEventListener("click", () => { basket.using = !basket.using; show(); });
const KEYS = { F2: () => at("use"), F3: () => at("gifts").firstElementChild };
addEventListener("keydown", (event) => { if (event.key in KEYS) { event.preventDefault(); const button = KEYS[event.key](); if (button && !button.hidden) button.click(); } });
at("send").addEventListener("click", go);
at("file").addEventListener("click", () => toFile().catch(() => { at("filed").textContent = say("file broken"); }));
at("print").addEventListener("click", () => print());
queue.told?.addEventListener("message", () => count());
addEventListener("online", go);
setInterval(go, 15000);
then(begin);
