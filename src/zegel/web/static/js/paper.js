// Paper: the print button, where there is one.
document.querySelector("[data-print]")?.addEventListener("click", () => print());
