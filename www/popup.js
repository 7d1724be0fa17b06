import init, { start_popup } from "../wasm/credit_gauge.js";

globalThis.browser ??= globalThis.chrome;

await init({ module_or_path: browser.runtime.getURL("wasm/credit_gauge_bg.wasm") });
start_popup();
