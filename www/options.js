import init, { start_options } from "../wasm/credit_gauge.js";

globalThis.browser ??= globalThis.chrome;

await init();
await start_options();
