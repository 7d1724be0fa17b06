import init, { start_options } from "../wasm/credit_gauge.js";

globalThis.browser ??= globalThis.chrome;

// The page's frame is painted before the module is loaded, which takes the processor. In a tab that is not seen nothing is painted.
const framePainted = new Promise((painted) => {
  requestAnimationFrame(() => setTimeout(painted));
  setTimeout(painted, 100);
});

try {
  await framePainted;
  await init({ module_or_path: browser.runtime.getURL("wasm/credit_gauge_bg.wasm") });
  start_options();
} catch (error) {
  // The module fills in all other words, so without it only this is said.
  console.error(error);
  const [main, outcome] = ["main", "[data-slot=outcome]"].map((selector) => document.querySelector(selector));
  outcome.textContent = browser.i18n.getMessage("page_not_started");
  main.replaceChildren(outcome);
  document.body.replaceChildren(main);
  document.body.dataset.state = "error";
}
