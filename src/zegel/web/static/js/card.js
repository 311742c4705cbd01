// What the card does besides links and forms: keeps itself on the telephone, and keeps the screen awake while the code is large.
import "./card-later.js";

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/pas/werk.js", { scope: "/pas" }).catch(() => {});

if (document.querySelector("[data-awake]") && "wakeLock" in navigator) {
  const stay = () => document.visibilityState === "visible" && navigator.wakeLock.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", stay);
  stay();
}

// The card and the large code are kept from the first visit on, also of who never opened the code; the page to sign in is not.
const LAST = "zegel-card-last", away = document.body.classList.contains("away");
const real = (answer) => answer.ok && !answer.redirected;
async function keep(path) {
  const answer = await fetch(path);
  if (real(answer)) await (await caches.open(LAST)).put(path, answer);
}
if (location.pathname === "/pas" && !away && "serviceWorker" in navigator) {
  // Whoever reads the page through the worker has it there already.
  const paths = navigator.serviceWorker.controller ? ["/pas/code"] : ["/pas", "/pas/code"];
  navigator.serviceWorker.ready.then(() => Promise.all(paths.map(keep))).catch(() => {});
}

// With signal again, the card is fetched anew: once it does answer (a telephone says so too early), and never instead of where they go.
if (away) {
  let leaving = false;
  const back = async () => {
    const there = await fetch(location.pathname).then((answer) => answer.ok, () => false);
    if (there && !leaving) location.reload();
  };
  addEventListener("beforeunload", () => { leaving = true; });
  addEventListener("online", back);
  setInterval(() => navigator.onLine && document.visibilityState === "visible" && back(), 15000);
}

// A link is shared by whatever the telephone has for it, or copied.
for (const button of document.querySelectorAll("[data-share]")) {
  const way = navigator.share ? "share" : navigator.clipboard ? "copy" : "";
  button.hidden = !way;
  button.addEventListener("click", async () => {
    try {
      if (way === "share") await navigator.share({ url: button.dataset.share });
      else {
        await navigator.clipboard.writeText(button.dataset.share);
        button.querySelector("span").textContent = button.dataset.copied;
      }
    } catch {
      // Somebody thought better of it.
    }
  });
}
