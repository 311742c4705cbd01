// What the card does besides links and forms: keeps itself on the telephone, and keeps the screen awake while the code is large.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/pas/werk.js", { scope: "/pas" }).catch(() => {});

if (document.querySelector("[data-awake]") && "wakeLock" in navigator) {
  const stay = () => document.visibilityState === "visible" && navigator.wakeLock.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", stay);
  stay();
}

// With signal again, the card is fetched anew.
if (document.body.classList.contains("away")) addEventListener("online", () => location.reload());
