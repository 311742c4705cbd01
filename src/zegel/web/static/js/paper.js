// Paper: the print button, where there is one.
document.querySelector("[data-print]")?.addEventListener("click", () => print());

// A receipt is as long as what stands on it: paper of a roll, 80 mm wide, is cut there and not after a page.
const roll = document.querySelector(".receipt"), MM = 25.4 / 96, sheet = [...document.styleSheets].find((one) => one.href?.includes("paper"));
function cut() {
  const last = [...roll.children].filter((one) => !one.matches(".noprint")).pop();
  const long = Math.ceil((last.getBoundingClientRect().bottom - roll.getBoundingClientRect().top) * MM) + 10;
  const rule = `@page { size: 80mm ${long}mm; margin: 4mm; }`;
  if (sheet.cssRules[sheet.cssRules.length - 1].cssText.startsWith("@page")) sheet.deleteRule(sheet.cssRules.length - 1);
  sheet.insertRule(rule, sheet.cssRules.length);
}
if (roll && sheet) document.fonts.ready.then(cut);
