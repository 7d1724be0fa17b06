// Every listener is registered here, at once and at top level: a listener that is registered later does not wake a sleeping
// worker, and the event that would have woken it is lost. What happens then is decided in the core.

import init, { dispatch } from "./wasm/credit_gauge.js";

const browser = (globalThis.browser ??= globalThis.chrome);

const MODULE = "wasm/credit_gauge_bg.wasm";
let loading;
const core = () => (loading ??= init({ module_or_path: browser.runtime.getURL(MODULE) }).catch(forget));
const forget = (error) => {
  loading = undefined; // the next event tries again
  throw error;
};

const forward = (name) => (detail) => {
  core().then(() => dispatch(name, detail));
};

browser.webRequest.onSendHeaders.addListener(
  forward("webRequest.onSendHeaders"),
  { urls: ["https://api.openai.com/*"] },
  ["requestHeaders"],
);
browser.alarms.onAlarm.addListener(forward("alarms.onAlarm"));
browser.runtime.onMessage.addListener(forward("runtime.onMessage"));
browser.runtime.onInstalled.addListener(forward("runtime.onInstalled"));
browser.runtime.onStartup.addListener(forward("runtime.onStartup"));
browser.permissions.onAdded.addListener(forward("permissions.onAdded"));
browser.permissions.onRemoved.addListener(forward("permissions.onRemoved"));
browser.notifications.onClicked.addListener(forward("notifications.onClicked"));
addEventListener("online", forward("online"));
addEventListener("offline", forward("offline"));
