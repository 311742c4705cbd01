// What the card does besides links and forms: keeps itself on the telephone, and keeps the screen awake while the code is large.
import "./card-later.js";

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/pas/werk.js", { scope: "/pas" }).catch(() => {});

if (document.querySelector("[data-awake]") && "wakeLock" in navigator) {
  const stay = () => document.visibilityState === "visible" && navigator.wakeLock.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", stay);
  stay();
}

// The large code is kept along with the card, so that it is there without signal also for who never opened it; the page to sign in is not.
if (location.pathname === "/pas" && navigator.serviceWorker?.controller && !document.body.classList.contains("away"))
  fetch("/pas/code").then(async (answer) => { if (answer.ok && !answer.redirected) await (await caches.open("zegel-card-last")).put("/pas/code", answer); }).catch(() => {});

// With signal again, the card is fetched anew.
if (document.body.classList.contains("away")) addEventListener("online", () => location.reload());

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
