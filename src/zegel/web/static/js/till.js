import "./till-queue.js";

// Kassa: keys, scanner and focus. It decides nothing and computes nothing: it presses the buttons that the server wrote.
const form = () => document.getElementById("kassa");
const visible = (e) => e && !e.disabled && e.getClientRects().length > 0;
const press = (selector) => { const found = [...document.querySelectorAll(selector)].find(visible); if (found) found.click(); return Boolean(found); };

// -- the scanner: six signs or more, faster than a hand can type them, ending in Enter, are a scan; wherever the focus is.
// Outside of a field nobody types six signs for nothing: there a slow scanner (or a busy tablet) counts too.
const LEAST = 6, PACE = 50, GAP = 120, SLOW_GAP = 1000;
let burst = [], before = null;
const restore = () => { if (before && before.field.isConnected) before.field.value = before.value; before = null; };

function scanned(text, how = "scan") {
  const field = form()?.querySelector("[data-scan]");
  if (!field) return;
  closeMenu(); // what was scanned lies under nothing
  field.disabled = false; field.name = "text"; field.value = text;
  step(how);
}

// -- what a hand types where there is no field is shown, and Enter asks the server what it is: an amount, a member, an article.
const REST = 4000, TYPED = /^[\p{L}\d][\p{L}\d.,' -]*$/u, typing = document.getElementById("typing");
const bare = () => form()?.dataset.pane === "" && Boolean(form().querySelector("[data-scan]"));
const hand = () => burst.map((one) => one.sign).join("");
let shown, rests;
function typed() {
  clearTimeout(shown); clearTimeout(rests);
  if (!typing) return;
  const text = hand(), tell = () => { typing.hidden = false; typing.querySelector("b").textContent = text; };
  if (!text || !TYPED.test(text)) { if (!typing.hidden) typing.hidden = true; return; }
  if (typing.hidden) shown = setTimeout(tell, GAP); else tell(); // a scanner shows nothing
  rests = setTimeout(forget, REST);
}
function forget() { burst = []; before = null; typed(); }

function collect(event) {
  if (!form()?.querySelector("[data-scan]")) return false; // where nothing is scanned (a PIN), quick hands are hands
  const field = event.target.matches?.("input, textarea") ? event.target : null;
  const gap = burst.length ? event.timeStamp - burst[burst.length - 1].at : 0;
  if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const free = !field && bare();
    if (gap > (field ? GAP : free ? REST : SLOW_GAP)) { burst = []; before = null; }
    if (!burst.length && field) before = { field, value: field.value };
    burst.push({ sign: event.key, at: event.timeStamp });
    if (free) typed();
    return free && event.key === " " && burst.length > 1; // it presses no button while somebody types a name
  }
  if (event.key === "Backspace" && burst.length && !field && bare()) { burst.pop(); typed(); return true; }
  if (event.key === "Escape" && typing && !typing.hidden) { forget(); return true; }
  if (event.key !== "Enter") return false;
  const quick = burst.length >= LEAST && event.timeStamp - burst[0].at <= PACE * burst.length;
  const free = !quick && !field && bare() && TYPED.test(hand());
  const whole = quick || (burst.length >= LEAST && !field && !free && gap <= SLOW_GAP);
  const text = hand();
  burst = [];
  typed();
  if (free) { scanned(text, "typed"); return true; }
  if (!whole) { before = null; return false; }
  restore();
  scanned(text);
  return true;
}

document.addEventListener("zegel:scan", (event) => scanned(event.detail));

// -- keys: F1 to F10 are on the buttons, Enter is the large one, Esc goes one back, digits and arrows work where something is picked.
addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Enter" && event.repeat) { event.preventDefault(); return; } // a key that is held is one press
  if (collect(event)) { event.preventDefault(); event.stopPropagation(); return; }
  const key = event.key === "Escape" ? "Esc" : event.key;
  const typing = event.target.matches?.("input:not([type=radio], [type=checkbox]), textarea, select");
  let done = false;
  if (/^F([1-9]|10)$/.test(key)) done = press(`[data-key="${key}"]`) || key === "F1" || key === "F3";
  else if (key === "Esc") done = closeMenu() || press('[data-key="Esc"]') || leave();
  else if (key === "Enter" && !event.target.closest?.("button, a, summary")) { if (ticks()) pick(); done = press("[data-primary]"); }
  else if (key === "z" && (event.ctrlKey || event.metaKey) && !typing) { done = true; step("undo"); }
  else if (!typing && (key === "ArrowUp" || key === "ArrowDown")) done = press(`[data-step="${key === "ArrowUp" ? 1 : -1}"]`);
  else if (!typing && /^[0-9.,]$/.test(key) && !event.ctrlKey && !event.metaKey && !event.altKey) done = document.querySelector("[data-typed-pin]") ? digit(key) : later(key); // a PIN is nothing but digits
  else if (key === "?" && !typing) { const menu = document.querySelector(".menu"); if (menu) { menu.open = !menu.open; done = true; } }
  if (done) event.preventDefault();
}, true);

function step(name) {
  const button = document.createElement("button");
  button.type = "submit"; button.name = "do"; button.value = name; button.hidden = true;
  form()?.append(button); button.click(); button.remove();
}
function leave() { if (form()?.dataset.pane) { step("home"); return true; } return false; }
function closeMenu() { const menu = document.querySelector(".menu[open]"); if (menu) menu.open = false; return Boolean(menu); }

// A digit picks only when it stays alone: the first digit of a scan picks nothing.
let alone, lone = "";
function later(sign) {
  clearTimeout(alone);
  lone = burst.length > 1 ? "" : sign;
  if (lone) alone = setTimeout(pick, GAP);
  return true;
}
function pick() {
  clearTimeout(alone);
  const sign = lone;
  lone = "";
  if (sign && burst.length <= 1 && digit(sign)) forget();
}
const ticks = () => lone && document.querySelector(`[data-nth="${lone}"]`)?.type === "radio"; // what Enter confirms right after it
function digit(sign) {
  const nth = document.querySelector(`[data-nth="${sign}"]`);
  if (nth) { nth.click(); return true; }
  const chip = document.querySelector(`[data-count="${sign}"]`);
  if (chip) { chip.click(); return true; }
  const field = document.querySelector("input[data-typed], input[data-first]");
  if (!field) return false;
  field.focus(); put(field, sign);
  return true;
}
function put(field, sign) {
  field.value = sign === "back" ? field.value.slice(0, -1) : field.value + sign;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
document.addEventListener("click", (event) => {
  const chosen = event.target.closest('[name="do"][value^="redeem|"]'), typed = document.getElementById("typed");
  if (chosen && typed) typed.value = "";
  const key = event.target.closest("[data-digit]");
  if (!key) return;
  const field = document.getElementById(key.parentElement.dataset.into);
  if (field) put(field, key.dataset.digit);
});

// -- what is typed in the picker, and what is ticked in the return, is asked of the server after a short rest
let rest;
document.addEventListener("input", (event) => {
  const name = event.target.dataset?.typed;
  if (!name) return;
  clearTimeout(rest);
  rest = setTimeout(() => step(name), 350);
});
document.addEventListener("change", (event) => {
  const path = event.target.dataset?.again;
  if (!path) return;
  const button = document.createElement("button");
  button.type = "submit"; button.hidden = true; button.setAttribute("formaction", path); button.setAttribute("hx-post", path);
  form().append(button); htmx.process(button); button.click(); button.remove();
});

// -- who it is, by a tap; then their six digits. With arrows one may still go through the names.
document.addEventListener("click", (event) => {
  if (event.detail && event.target.closest(".crew")) setTimeout(() => document.getElementById("pin")?.focus());
});

// -- focus: on the field of a pane, else it stays where it was; nothing moves under a finger
let last = "", lines = 0;
function settle() {
  const now = form()?.dataset.pane ?? "", list = document.querySelector("#kassa ul.lines-list");
  if ((list?.children.length ?? 0) > lines) list.scrollTop = list.scrollHeight; // what came last is what they look for
  lines = list?.children.length ?? 0;
  const first = document.querySelector("[data-first]");
  if (now !== last) { scrollTo(0, 0); document.querySelector("#kassa .body")?.scrollTo(0, 0); } // something else begins at its beginning
  if (now !== last && first) { first.focus(); first.select?.(); }
  else if (now !== last && now) document.querySelector("#main h2")?.focus({ preventScroll: true });
  else if (!document.activeElement || document.activeElement === document.body) document.querySelector("#kassa .pay:not([disabled])")?.focus({ preventScroll: true });
  last = now;
  forget();
  clearTimeout(goodbye);
  const done = document.querySelector("[data-done]");
  if (done) goodbye = setTimeout(() => { if (document.querySelector("[data-done]") && !document.querySelector(".why[open]")) step("clear"); }, done.dataset.done * 1000);
}
let goodbye;
document.addEventListener("htmx:after:swap", settle);
addEventListener("DOMContentLoaded", settle);
if (document.readyState !== "loading") settle();

// -- the line to the server: said in the bar, which never moves. Without one, work goes on in the page that the worker keeps, with the
// basket and its key: a payment whose answer was lost is the same payment there.
const line = document.getElementById("line"), here = document.getElementById("here"), waiting = document.getElementById("waiting");
const queue = self.ZegelQueue;
const online = line?.querySelector("span")?.textContent;
function connected(is) {
  if (!line) return;
  line.classList.toggle("good", is); line.classList.toggle("warn", !is);
  const said = is ? online : line.dataset.off, span = line.querySelector("span");
  if (span.textContent !== said) span.textContent = said;
}
async function goOn() {
  connected(false);
  if (!here || !(await navigator.serviceWorker?.getRegistration("/kassa"))?.active) return;
  const field = (name) => form()?.elements[name]?.value ?? "";
  const waits = document.querySelector("[data-needs-line]"); // made with a line, or not at all: the same form, with its key, is sent again
  if (waits) { waits.hidden = false; return; }
  const name = document.querySelector("#kassa .who h1")?.textContent ?? "";
  sessionStorage.setItem("zegel-basket", JSON.stringify({ key: field("key"), who: field("who"), basket: field("basket"), name: field("who") ? name : "", over: Boolean(document.querySelector("[data-done]")) }));
  location.assign("/kassa/zonder");
}
// What is needed when the line goes: fetched anew now and then, forgotten when the till is trusted no longer.
const FRESH = 15 * 60000;
async function takeAlong() {
  // What still waits may have spent: what is left is known when it is in.
  if (Date.now() - ((await queue.get("pack"))?.at ?? 0) < FRESH || (await queue.all("queue")).length) return;
  const answer = await fetch("/kassa/mee", { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}", redirect: "error" }), said = await answer.json();
  await queue.set("trusted", said.trusted !== false);
  if (said.trusted === false) return queue.forget("pack");
  if (!answer.ok || !said.body) return;
  await queue.set("skew", said.now - Date.now());
  if (said.file) await queue.set("file", said.file);
  await queue.renew({ spent: {}, pack: { body: said.body, signature: said.signature, at: Date.now() } });
}
async function count() {
  if (!waiting) return;
  const n = (await queue.all("queue")).length;
  waiting.hidden = !n;
  waiting.textContent = n === 1 ? waiting.dataset.one : waiting.dataset.many.replace("{n}", n);
}
async function bring() {
  try { await queue.send(); } catch { /* said by the count, which stays */ }
  try { await takeAlong(); } catch { /* what there is, is there */ }
  await count();
}
if (here && "indexedDB" in self && "locks" in navigator) {
  queue.forget("locked").catch(() => {});
  queue.set("here", { ...here.dataset, language: document.documentElement.lang, at: Date.now() }).catch(() => {});
  navigator.storage?.persist?.().catch(() => {});
  navigator.serviceWorker?.register("/kassa/werk.js", { scope: "/kassa" }).catch(() => {});
  queue.told?.addEventListener("message", () => count().catch(() => {}));
  bring().catch(() => {});
  setInterval(() => navigator.onLine && bring().catch(() => {}), 30000);
}
addEventListener("offline", () => connected(false));
addEventListener("online", () => { connected(true); if (here) bring().catch(() => {}); });
document.addEventListener("htmx:error", goOn);
document.addEventListener("htmx:after:request", () => connected(true));
