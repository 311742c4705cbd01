// What the card does besides links and forms: keeps itself on the telephone, and keeps the screen awake while the code is large.
import "./card-later.js";

if ("serviceWorker" in navigator) navigator.serviceWorker.register("/pas/werk.js", { scope: "/pas" }).catch(() => {});

if (document.querySelector("[data-awake]") && "wakeLock" in navigator) {
  const stay = () => document.visibilityState === "visible" && navigator.wakeLock.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", stay);
  stay();
}

// The large code is kept along with the card, so that it is there without signal also for who never opened it.
if (location.pathname === "/pas" && navigator.serviceWorker?.controller && !document.body.classList.contains("away"))
  caches.open("zegel-card-last").then((cache) => cache.add("/pas/code")).catch(() => {});

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
