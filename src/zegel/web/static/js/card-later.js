// What a member switches or fills in without signal is kept on this telephone and done once when there is a connection again: only where
// what it changes is still as they saw it. Otherwise it is left as it is, and said. A form that may be kept has data-later; of any other
// it is said that it does not go now (a reward may be gone by then, and what is spent needs them there).
const KEPT = "zegel-card-later", SAID = "zegel-card-said", ROOM = "/pas/ik";
const banner = document.getElementById("waiting"), whose = banner?.dataset.whose;

const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? "[]");
const keep = (all) => (all.length ? localStorage.setItem(KEPT, JSON.stringify(all)) : localStorage.removeItem(KEPT));
const others = (id) => kept().filter((one) => one.id !== id || one.whose !== whose);
const waits = () => kept().some((one) => one.whose === whose);

function tell(text) {
  banner.hidden = !text;
  banner.querySelector("span").textContent = text;
}

// The fields of a form that say what is wanted, as they are now, or as the page came.
function fields(form, of = (field) => field.value) {
  return Object.fromEntries([...form.elements].filter((one) => one.name && !["token", "once"].includes(one.name)).map((one) => [one.name, of(one)]));
}

const before = (form) => [
  form.dataset.seen ?? "",
  fields(form, (one) => (one.options ? ([...one.options].find((option) => option.defaultSelected) ?? one.options[0])?.value : one.defaultValue)),
];
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const sends = (form, headers = {}) =>
  fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form)), headers, signal: AbortSignal.timeout(20000) });

function later(form) {
  const first = kept().find((one) => one.id === form.id && one.whose === whose), toggle = form.querySelector("[role=switch]");
  // A switch that is used twice without signal is back where it was.
  if (toggle) toggle.ariaChecked = String(toggle.ariaChecked !== "true");
  try {
    if (first && toggle) keep(others(form.id));
    else keep([...others(form.id), { id: form.id, whose, seen: first?.seen ?? before(form), wants: fields(form) }]);
  } catch {
    if (toggle) toggle.ariaChecked = String(toggle.ariaChecked !== "true");
    return tell(banner.dataset.lost);
  }
  const beside = form.closest("li")?.querySelector(".small");
  if (beside) beside.textContent = first ? form.dataset.seen : banner.dataset.waits;
  tell(waits() ? banner.dataset.kept : "");
}

async function now(form) {
  const swaps = form.dataset.later === "swap", focused = document.activeElement?.id;
  let answer, text;
  try {
    answer = await sends(form, swaps ? { "HX-Request": "true" } : {});
    text = await answer.text();
  } catch {
    return later(form);
  }
  const onward = answer.headers.get("hx-redirect") ?? (answer.redirected ? answer.url : "");
  if (onward) return location.assign(onward);
  // What was refused is shown as any page is: the same key again gets the same answer.
  if (!answer.ok || !swaps) return form.submit();
  form.closest("[data-swaps]").outerHTML = text;
  document.getElementById(focused)?.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (/afmelden$/.test(form.getAttribute("action") ?? "")) return localStorage.removeItem(KEPT);
  if (!banner || (navigator.onLine && !("later" in form.dataset)) || form.method !== "post") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!("later" in form.dataset)) tell(banner.dataset.away);
  else if (navigator.onLine) now(form);
  else later(form);
}, true);

// One kept wish on the page as it is now: "done", "changed" where somebody changed it meanwhile, "lost" where it was refused.
async function done(one, page) {
  const form = page.getElementById(one.id), toggles = form?.querySelector("[role=switch]");
  if (!form) return "changed";
  const [seen, is] = before(form);
  if (toggles ? is.state !== one.wants.state : same(is, one.wants)) return "done";
  if (!same([seen, is], one.seen)) return "changed";
  for (const [name, text] of Object.entries(one.wants)) form.elements[name].value = text;
  return (await sends(form)).ok ? "done" : "lost";
}

async function again() {
  if (!whose || document.body.classList.contains("away") || !waits()) return;
  await navigator.locks.request(KEPT, async () => {
    const outcomes = new Set();
    try {
      for (const one of kept().filter((kept) => kept.whose === whose)) {
        const page = new DOMParser().parseFromString(await (await fetch(ROOM)).text(), "text/html");
        // Whoever is signed out, or somebody else by now, does nothing in another's name.
        if (page.getElementById("waiting")?.dataset.whose !== whose) return;
        outcomes.add(await done(one, page));
        keep(others(one.id));
      }
    } catch {
      // No connection after all: what is left waits.
    }
    const told = ["lost", "changed", "done"].find((outcome) => outcomes.has(outcome));
    if (!told) return;
    if (location.pathname !== ROOM) return tell(banner.dataset[told]);
    sessionStorage.setItem(SAID, told);
    location.reload();
  });
}

if (banner) {
  const told = sessionStorage.getItem(SAID);
  sessionStorage.removeItem(SAID);
  if (told) tell(banner.dataset[told]);
  else if (waits()) tell(banner.dataset.kept);
  again();
  addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  setInterval(again, 30000);
}
