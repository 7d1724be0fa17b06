import init, { start_history, start_options, start_popup } from "../wasm/credit_gauge.js";

globalThis.browser ??= globalThis.chrome;

// By the class of the body.
const START = { history: start_history, options: start_options, popup: start_popup };

// Let the browser paint the page's frame first: loading the module keeps the processor busy. A hidden tab never paints, hence the timer.
const framePainted = new Promise((painted) => {
  requestAnimationFrame(() => setTimeout(painted));
  setTimeout(painted, 100);
});

try {
  await framePainted;
  await init({ module_or_path: browser.runtime.getURL("wasm/credit_gauge_bg.wasm") });
  START[document.body.className]();
} catch (error) {
  // All other texts come from the module, so without it the page shows only this one.
  console.error(error);
  const [main, outcome] = ["main", "[data-slot=outcome]"].map((selector) => document.querySelector(selector));
  outcome.textContent = browser.i18n.getMessage("page_not_started");
  main.replaceChildren(outcome);
  document.body.replaceChildren(main);
  document.body.dataset.state = "error";
}
