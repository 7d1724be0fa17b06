// Captures the key of the platform's tab, requests the account's numbers, stores them.
//
// storage.session  keys: { [organization]: key }
// storage.local    index: { [id]: { name, balance, monthCost, state } }, current: id, range, and one item for each monitor:
//                  "monitor:<organization>": { organization, periodMs, askedAt, readings: { [set]: { at, value } }, failures: { [set]: status } }

const API = "https://api.openai.com";
const PLATFORM = "https://platform.openai.com";
const PERIOD_MS = 300_000;
const TIME_OUT_MS = 20_000;
const DAY_MS = 86_400_000;

chrome.webRequest.onSendHeaders.addListener(onSendHeaders, { urls: [`${API}/*`] }, ["requestHeaders"]);
chrome.alarms.onAlarm.addListener(() => enqueue(collectDue));
chrome.runtime.onInstalled.addListener(() => enqueue(setAlarm));
chrome.runtime.onStartup.addListener(() => enqueue(setAlarm));
chrome.runtime.onMessage.addListener(onMessage);
chrome.notifications.onClicked.addListener(() => chrome.tabs.create({ url: `${PLATFORM}/usage` }));

// Serves one event at a time, so that two never write the same item.
let queue = Promise.resolve();
function enqueue(work) {
  const done = queue.then(work);
  queue = done.catch((error) => console.error(error));
  return done;
}

function onSendHeaders({ initiator, tabId, requestHeaders }) {
  if (initiator !== PLATFORM || tabId < 0) return;
  let key;
  let organization = "";
  for (const { name, value } of requestHeaders) {
    const header = name.toLowerCase();
    if (header === "authorization") key = /^Bearer (sess-[\w-]+|eyJ[\w-]+\.[\w-]+\.[\w-]+)$/.exec(value)?.[1];
    else if (header === "openai-organization") organization = value;
  }
  if (key) enqueue(() => onKey(organization, key));
}

async function onKey(organization, key) {
  const id = `monitor:${organization}`;
  const [{ keys = {} }, stored] = await Promise.all([
    chrome.storage.session.get("keys"),
    chrome.storage.local.get([id, "index", "current"]),
  ]);
  if (keys[organization] === key) return;
  keys[organization] = key;
  const saved = chrome.storage.session.set({ keys });
  const monitor = stored[id] ?? { organization, periodMs: PERIOD_MS, readings: {}, failures: {} };
  await Promise.all([saved, collect(id, monitor, key, { ...stored, current: id })]);
}

async function collectDue() {
  const [{ keys = {} }, stored] = await Promise.all([chrome.storage.session.get("keys"), chrome.storage.local.get(null)]);
  for (const [organization, key] of Object.entries(keys)) {
    const id = `monitor:${organization}`;
    const monitor = stored[id];
    if (monitor && Date.now() - monitor.askedAt >= monitor.periodMs) await collect(id, monitor, key, stored);
  }
  await setAlarm();
}

// The grants come first: they show whether the key is valid.
async function collect(id, monitor, key, { index = {}, current = id }) {
  monitor.askedAt = Date.now();
  await read(monitor, "credit_grants", key, "/dashboard/billing/credit_grants", (body) => body);
  if (monitor.failures.credit_grants !== 401) {
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const first = Math.min(today - 29 * DAY_MS, startOfMonth(today));
    const days = `start_date=${day(first)}&end_date=${day(today + DAY_MS)}`;
    await Promise.all([
      read(monitor, "model_cost", key, `/dashboard/billing/usage?${days}`, (body) => costs(body, today)),
      read(monitor, "billing_subscription", key, "/dashboard/billing/subscription", (body) => body),
    ]);
  } else {
    chrome.notifications.create("session-ended", {
      type: "basic",
      iconUrl: "icon-48.png",
      title: "The session has ended",
      message: "Open platform.openai.com and sign in again.",
    });
  }
  index[id] = summary(monitor);
  await Promise.all([chrome.storage.local.set({ [id]: monitor, index, current }), paintBadge(index[current]), setAlarm()]);
}

async function read(monitor, set, key, path, measure) {
  try {
    const headers = { Authorization: `Bearer ${key}` };
    if (monitor.organization) headers["OpenAI-Organization"] = monitor.organization;
    const answer = await fetch(API + path, {
      headers,
      credentials: "omit",
      redirect: "error",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(TIME_OUT_MS),
    });
    if (answer.ok) {
      monitor.readings[set] = { at: Date.now(), value: measure(await answer.json()) };
      delete monitor.failures[set];
    } else {
      monitor.failures[set] = answer.status;
    }
  } catch {
    monitor.failures[set] = 0;
  }
}

// Dollars by model for each range of days. The name of a line is "gpt-5.5, input": the model is what stands before the comma.
function costs({ daily_costs }, today) {
  const firstDays = { today, week: today - 6 * DAY_MS, month: startOfMonth(today), thirty_days: today - 29 * DAY_MS };
  const sums = { today: {}, week: {}, month: {}, thirty_days: {} };
  for (const { timestamp, line_items } of daily_costs) {
    const at = timestamp * 1000;
    const into = Object.keys(sums).filter((range) => at >= firstDays[range]);
    for (const { name, cost } of line_items) {
      const comma = name.indexOf(",");
      const model = comma < 0 ? name : name.slice(0, comma);
      for (const range of into) sums[range][model] = (sums[range][model] ?? 0) + cost / 100;
    }
  }
  return { today, sums };
}

function summary({ organization, readings, failures }) {
  const month = Object.values(readings.model_cost?.value.sums.month ?? {});
  return {
    name: readings.billing_subscription?.value.account_name ?? organization,
    balance: readings.credit_grants?.value.total_available,
    monthCost: month.reduce((sum, cost) => sum + cost, 0),
    state: Object.keys(failures).length ? "stale" : "ok",
  };
}

async function paintBadge({ name, balance, state }) {
  await Promise.all([
    chrome.action.setBadgeText({ text: balance === undefined ? "" : badgeAmount(balance) }),
    chrome.action.setBadgeBackgroundColor({ color: state !== "ok" ? "#7d8693" : balance < 5 ? "#c77700" : "#0d9384" }),
    chrome.action.setTitle({ title: `${name}: $${balance?.toFixed(2) ?? "—"}` }),
  ]);
}

// Four characters, cut and not rounded up.
function badgeAmount(balance) {
  const size = Math.abs(balance);
  const [scale, unit] = size >= 1e6 ? [1e6, "M"] : size >= 1e3 ? [1e3, "k"] : [1, ""];
  const tenths = Math.floor((size / scale) * 10 + 1e-6) / 10;
  return `${balance < 0 ? "-" : "$"}${tenths < 10 && !unit ? tenths : Math.floor(tenths)}${unit}`;
}

function setAlarm() {
  return chrome.alarms.create("collect", { periodInMinutes: PERIOD_MS / 60_000 });
}

function onMessage({ command, id, range }, _sender, reply) {
  const acts = {
    opened: collectDue,
    refresh: async () => {
      const [{ keys = {} }, stored] = await Promise.all([
        chrome.storage.session.get("keys"),
        chrome.storage.local.get([id, "index", "current"]),
      ]);
      const key = keys[stored[id]?.organization];
      if (key) await collect(id, stored[id], key, stored);
    },
    show: () => chrome.storage.local.set({ current: id }),
    show_range: () => chrome.storage.local.set({ range }),
  };
  enqueue(acts[command]).then(
    () => reply({ done: true }),
    (error) => reply({ failed: String(error) }),
  );
  return true;
}

const day = (at) => new Date(at).toISOString().slice(0, 10);

function startOfMonth(at) {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}
