// Every listener is registered here, at once and at top level: one that is registered later does not wake a sleeping worker, and the
// event that would have woken it is lost. What an event means is decided in the core.

import init, { __wbg_reset_state as startAnew, receive, receive_message } from "./wasm/credit_gauge.js";

const browser = (globalThis.browser ??= globalThis.chrome);
const MODULE = browser.runtime.getURL("wasm/credit_gauge_bg.wasm");
const OWN_URL = browser.runtime.getURL("");

// A module that could not be loaded, or broke down, is loaded anew for the next event.
let loading;
let isBroken = false;
const load = () => (loading ??= init({ module_or_path: MODULE }).catch(forget));
const forget = (error) => {
  loading = undefined;
  throw error;
};
const core = async () => {
  await load();
  if (isBroken) {
    startAnew();
    isBroken = false;
  }
};

// A worker is started for an event, which needs the module.
load().catch(() => {});

// Messages of pages that wait for a reply. Those of a module that broke down get none.
const waiting = new Set();
const breakDown = () => {
  isBroken = true;
  for (const reply of [...waiting]) reply();
};

// Whether the module took it: `deliver` may say that it does not want it. An error that is told here is not one of a promise that nobody waits for.
const handOver = async (deliver) => {
  try {
    await core();
  } catch (error) {
    console.error(error);
    return false;
  }
  try {
    return deliver() !== false;
  } catch (error) {
    console.error(error);
    breakDown();
    return false;
  }
};

// What the module does later breaks down in an event of its own. Promises that a former module waited for are none of its business.
const onError = (error) => {
  if (!String(error?.message).includes("previous WASM instance")) breakDown();
};
addEventListener("error", (event) => onError(event.error));
addEventListener("unhandledrejection", (event) => onError(event.reason));

const forward = (name) => (detail) => {
  handOver(() => receive(name, detail));
};

browser.webRequest.onSendHeaders.addListener(
  forward("webRequest.onSendHeaders"),
  { urls: ["https://api.openai.com/*"] },
  ["requestHeaders"],
);
browser.alarms.onAlarm.addListener(forward("alarms.onAlarm"));
browser.runtime.onMessage.addListener((message, sender, sendResponse) => {
  const reply = (answer) => {
    if (waiting.delete(reply)) sendResponse(answer);
  };
  waiting.add(reply);
  handOver(() => receive_message(message, sender, browser.runtime.id, OWN_URL, reply)).then((isTaken) => {
    if (!isTaken) reply();
  });
  return true; // the reply comes later
});
browser.runtime.onInstalled.addListener(forward("runtime.onInstalled"));
browser.runtime.onStartup.addListener(forward("runtime.onStartup"));
browser.permissions.onAdded.addListener(forward("permissions.onAdded"));
browser.permissions.onRemoved.addListener(forward("permissions.onRemoved"));
browser.notifications?.onClicked.addListener(forward("notifications.onClicked")); // Firefox for Android has none
addEventListener("online", forward("online"));
addEventListener("offline", forward("offline"));
