// Paints what is stored. Reads two items of storage for any number of monitors: the list of all, and the shown one.

// Every metric except those of models: its name in OpenAI's answer, the type of its value, its label, its explanation.
const GRANT_TOTALS = [
  ["total_granted", "usd", "Total Granted", "All the credit OpenAI lists as granted to this organization, before any of it was used."],
  ["total_used", "usd", "Total Used", "How much of the granted credit has been used."],
  ["total_available", "usd", "Total Available", "The credit that is left to spend. This is the balance shown at the top and on the toolbar."],
  ["total_paid_available", "usd", "Total Paid Available", "The part of the available credit that was paid for, rather than given."],
];

const SUBSCRIPTION = {
  standing: [
    ["has_payment_method", "flag", "Has Payment Method", "Whether a payment method, such as a card, is on file for this account."],
    ["plan", "text", "Plan", "The plan this account is on, as OpenAI names it."],
    ["canceled", "flag", "Canceled", "Whether the subscription has been canceled."],
    ["canceled_at", "time", "Canceled At", "When the subscription was canceled, in UTC."],
    ["delinquent", "flag", "Delinquent", "Whether OpenAI has marked the account as behind on a payment."],
    ["billing_mechanism", "text", "Billing Mechanism", "How the account pays: in advance, by buying credit first, or in arrears, by invoice after use."],
    ["is_arrears_eligible", "flag", "Is Arrears Eligible", "Whether the account may be billed in arrears, that is after use rather than in advance."],
    ["primary", "flag", "Primary", "Whether OpenAI marks this as the primary billing subscription."],
    ["trust_tier", "text", "Trust Tier", "The tier OpenAI has placed this account in, in OpenAI's own words."],
  ],
  limits: [
    ["soft_limit_usd", "usd", "Soft Limit USD", "The soft limit in US dollars: an amount at which to be warned, not stopped."],
    ["hard_limit_usd", "usd", "Hard Limit USD", "The hard limit in US dollars: the most this account is set to spend."],
    ["system_hard_limit_usd", "usd", "System Hard Limit USD", "The limit in US dollars that OpenAI itself sets for this account."],
    ["soft_limit", "credits", "Soft Limit", "The soft limit in OpenAI's credit units, which are neither dollars nor requests. See Soft Limit USD for the amount."],
    ["hard_limit", "credits", "Hard Limit", "The hard limit in OpenAI's credit units, which are neither dollars nor requests. See Hard Limit USD for the amount."],
    ["system_hard_limit", "credits", "System Hard Limit", "The limit OpenAI itself sets for this account, in its credit units, which are neither dollars nor requests. See System Hard Limit USD for the amount."],
    ["max_balance", "usd", "Max Balance", "The largest credit balance the account may hold, in US dollars."],
  ],
  auto_recharge: [
    ["auto_recharge_eligible", "flag", "Auto Recharge Eligible", "Whether the account may turn auto recharge on."],
    ["auto_recharge_enabled", "flag", "Auto Recharge Enabled", "Whether credit is bought automatically when the balance runs low."],
    ["auto_recharge_threshold", "usd", "Auto Recharge Threshold", "Auto recharge buys credit when the balance falls below this amount, in US dollars."],
    ["auto_recharge_to_balance", "usd", "Auto Recharge To Balance", "Auto recharge buys enough credit to bring the balance up to this amount, in US dollars."],
  ],
  account: [
    ["account_name", "text", "Account Name", "The name on the billing account. It can differ from the name of the organization."],
    ["billing_email", "text", "Billing Email", "The e-mail address given for invoices and billing messages."],
    ["po_number", "text", "Po Number", "The purchase order number given for invoices."],
    ["tax_ids", "text", "Tax IDs", "The tax numbers on file, such as a VAT or GST number."],
    ["billing_address", "text", "Billing Address", "The address on file for billing."],
    ["business_address", "text", "Business Address", "The address on file for the business itself."],
  ],
};

const GRANTS_SHOWN = 3;
const MODELS_SHOWN = 6;

const money = new Intl.NumberFormat(undefined, { style: "currency", currency: "USD", currencyDisplay: "narrowSymbol" });
const smallMoney = new Intl.NumberFormat(undefined, { style: "currency", currency: "USD", maximumSignificantDigits: 2 });
const whole = new Intl.NumberFormat();
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });
const date = new Intl.DateTimeFormat(undefined, { timeZone: "UTC", dateStyle: "medium" });
const dateTime = new Intl.DateTimeFormat(undefined, { timeZone: "UTC", dateStyle: "medium", timeStyle: "short" });
const time = new Intl.DateTimeFormat(undefined, { timeZone: "UTC", timeStyle: "short" });
const age = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

const usd = (amount) => (amount !== 0 && Math.abs(amount) < 0.01 ? smallMoney : money).format(amount);
const share = (part) => (part > 0 && part < 0.005 ? `<${percent.format(0.01)}` : percent.format(part));

const $ = (css, within = document) => within.querySelector(css);
const slot = (name, within) => $(`[data-slot=${name}]`, within);
const say = (name, text, within) => (slot(name, within).textContent = text);
const show = (part, shown, within) => ($(`[data-part=${part}]`, within).hidden = !shown);
const template = (id) => $(`template#${id}`).content.firstElementChild.cloneNode(true);

let current;

async function paint() {
  const stored = await chrome.storage.local.get(["current", "index", "range"]);
  current = stored.current;
  const monitor = current && (await chrome.storage.local.get(current))[current];
  show("loading", false);
  show("no_key", !monitor);
  show("account_view", Boolean(monitor));
  if (monitor) paintMonitor(monitor, stored);
  document.body.dataset.state = monitor ? stored.index[current].state : "no-key";
}

function paintMonitor(monitor, { index, range = "month" }) {
  const { credit_grants: grants, model_cost: cost, billing_subscription: subscription } = monitor.readings;
  const { name, state } = index[current];
  say("account", name);
  say("organization", monitor.organization);
  say("status", state === "ok" ? "Up to date" : "Not up to date");
  slot("status").dataset.level = state === "ok" ? "fine" : "warning";
  show("switch", Object.keys(index).length > 1);
  if (grants) paintGrants(grants.value);
  if (cost) paintCosts(cost.value, range);
  if (subscription) paintSubscription(subscription.value);
  const at = Math.max(...Object.values(monitor.readings).map((reading) => reading.at));
  const minutes = Math.round((at - Date.now()) / 60_000);
  const written = new Date(at).toDateString() === new Date().toDateString() ? time.format(at) : dateTime.format(at);
  say("measured", `Measured ${written} UTC (${minutes ? age.format(minutes, "minute") : age.format(0, "second")})`);
}

function paintGrants(grants) {
  const { total_available, total_granted, total_used } = grants;
  const hero = $("[data-part=hero]");
  hero.dataset.level = total_available < 5 ? "low" : "fine";
  say("balance", usd(total_available));
  show("gauge", total_granted > 0);
  if (total_granted > 0) {
    const used = total_used / total_granted;
    say("used_share", `${share(used)} of ${usd(total_granted)} used`);
    slot("share", hero).style.setProperty("--share", used);
    say("left_share", share(1 - used));
  }
  const set = $("[data-set=credit_grants]");
  slot("rows", set).replaceChildren(...GRANT_TOTALS.map((metric) => row("credit_grants", metric, grants)));
  const items = grants.grants.data.map(grant);
  slot("grants", set).replaceChildren(...items.slice(0, GRANTS_SHOWN));
  slot("more_grants_list", set).replaceChildren(...items.slice(GRANTS_SHOWN));
  show("more_grants", items.length > GRANTS_SHOWN, set);
  say("more_grants_text", `More grants: ${items.length - GRANTS_SHOWN}`, set);
  show("no_grants", items.length === 0, set);
}

function grant({ grant_amount, used_amount, expires_at }) {
  const item = template("grant");
  say("amount", usd(grant_amount), item);
  say("used", `${usd(used_amount)} used`, item);
  say("expires", expires_at ? `expires ${date.format(expires_at * 1000)}` : "never expires", item);
  slot("share", item).style.setProperty("--share", 1 - used_amount / grant_amount);
  return item;
}

function paintCosts({ today, sums }, range) {
  const set = $("[data-set=model_cost]");
  const models = Object.entries(sums[range]).sort(([, one], [, other]) => other - one);
  const total = models.reduce((sum, [, cost]) => sum + cost, 0);
  $(`[data-range=${range}]`, set).checked = true;
  say("range_total", usd(total), set);
  say("range_dates", `${date.format(firstDay(today, range))} – ${date.format(today)}, UTC days`, set);
  const items = models.map(([name, cost]) => model(name, cost, total));
  slot("models", set).replaceChildren(...items.slice(0, MODELS_SHOWN));
  slot("more_models_list", set).replaceChildren(...items.slice(MODELS_SHOWN));
  show("more_models", items.length > MODELS_SHOWN, set);
  say("more_models_text", `More models: ${items.length - MODELS_SHOWN}`, set);
  show("model_columns", items.length > 0, set);
  show("no_cost", items.length === 0, set);
}

function firstDay(today, range) {
  const days = { today: 0, week: 6, thirty_days: 29 };
  const back = range === "month" ? new Date(today).getUTCDate() - 1 : days[range];
  return today - back * 86_400_000;
}

function model(name, cost, total) {
  const item = template("model");
  const [nameSlot, costSlot] = [slot("name", item), slot("cost", item)];
  nameSlot.textContent = name;
  nameSlot.dataset.metric = "model_cost.model_name";
  costSlot.textContent = usd(cost);
  Object.assign(costSlot.dataset, { metric: "model_cost.cost", model: name, value: cost });
  slot("share", item).style.setProperty("--share", total ? cost / total : 0);
  say("share_text", share(total ? cost / total : 0), item);
  return item;
}

function paintSubscription(subscription) {
  for (const [group, metrics] of Object.entries(SUBSCRIPTION)) {
    const rows = metrics.map((metric) => row("billing_subscription", metric, subscription));
    slot("rows", $(`[data-group=${group}]`)).replaceChildren(...rows);
  }
}

function row(set, [name, kind, label, help], values) {
  const item = template("metric");
  const value = values[name];
  const shown = slot("value", item);
  const [raw, text, unit] = value == null ? [undefined, "—", ""] : read(kind, value);
  say("label", label, item);
  say("help", help, item);
  say("unit", unit, item);
  shown.textContent = text;
  shown.dataset.metric = `${set}.${name}`;
  if (raw === undefined) say("absence", value === null ? "The account reports no value." : "Not reported.", item);
  else shown.dataset.value = raw;
  if (raw === true && (name === "canceled" || name === "delinquent")) item.dataset.level = "bad";
  return item;
}

// The raw value, the text for it, its unit.
function read(kind, value) {
  switch (kind) {
    case "usd":
      return [value, usd(value), "USD"];
    case "credits":
      return [value, whole.format(value), "credit units"];
    case "flag":
      return [value, value ? "Yes" : "No", ""];
    case "time":
      return [new Date(value * 1000).toISOString(), dateTime.format(value * 1000), "UTC"];
    default: {
      const text = typeof value === "object" ? (value.title ?? Object.values(value).join(", ")) : String(value);
      return [text, text, ""];
    }
  }
}

const send = (message) => chrome.runtime.sendMessage(message);
const actions = {
  refresh: () => send({ command: "refresh", id: current }),
  "open-billing": () => chrome.tabs.create({ url: "https://platform.openai.com/settings/organization/billing/overview" }),
  "open-platform": () => chrome.tabs.create({ url: "https://platform.openai.com/usage" }),
};

document.addEventListener("click", (event) => {
  actions[event.target.closest("[data-action]")?.dataset.action]?.();
});
document.addEventListener("change", ({ target }) => {
  if (target.name === "range") send({ command: "show_range", range: target.value });
});
chrome.storage.local.onChanged.addListener((changes) => {
  if (current in changes || "range" in changes || "current" in changes) paint();
});

await paint();
send({ command: "opened" });
