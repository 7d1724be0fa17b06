import init, { start_popup } from "../wasm/credit_gauge.js";

globalThis.browser ??= globalThis.chrome;

await init();
await start_popup();
