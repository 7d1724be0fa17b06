// A short version of the real page: exchanges the cookie for a session key, then calls the API with it.
// The key lives in this variable and nowhere else: not in storage, not in the page.
let key;

// How the page of this world handles its keys.
const manners = await (await fetch("/manners")).json();

const api = "https://api.openai.com";
const organization = document.querySelector("#organization");

// Each click and each change of organization starts a round; one that was overtaken must not report.
let round = 0;

function show(state, text) {
  document.querySelector("#status").textContent = text;
  document.body.dataset.platform = state;
}

// Some worlds have only one form of a path, so the page falls back as other clients do.
async function request(path, options) {
  const answer = await fetch(api + path, options);
  return answer.status === 404 ? fetch(`${api}/v1${path}`, options) : answer;
}

async function json(path, options) {
  const answer = await request(path, options);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

function ask(path) {
  const headers = { "OpenAI-Organization": organization.value };
  if (manners.shows_no_key) return json(path, { headers, credentials: "include" });
  return json(path, { headers: { Authorization: `Bearer ${key}`, ...headers } });
}

async function signIn() {
  const headers = manners.log_in_with ? { Authorization: `Bearer ${manners.log_in_with}` } : {};
  const { user } = await json("/dashboard/onboarding/login", { method: "POST", credentials: "include", headers });
  key = user.session.sensitive_id;
  organization.replaceChildren(...user.orgs.data.map(({ id, title, is_default }) => new Option(title, id, is_default, is_default)));
}

// This month, in UTC days; the end is exclusive.
function thisMonth() {
  const day = (date) => date.toISOString().slice(0, 10);
  const now = new Date();
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const tomorrow = new Date(now.getTime() + 24 * 60 * 60 * 1000);
  return `start_date=${day(first)}&end_date=${day(tomorrow)}`;
}

async function load() {
  const mine = ++round;
  show("loading", "Loading");
  try {
    if (!key) await signIn();
    const [credit, usage, subscription] = await Promise.all([
      ask("/dashboard/billing/credit_grants"),
      ask(`/dashboard/billing/usage?${thisMonth()}`),
      ask("/dashboard/billing/subscription"),
    ]);
    if (mine !== round) return;
    const dollars = (amount) => `$${Number(amount).toFixed(2)}`;
    document.querySelector("#balance").textContent = dollars(credit.total_available);
    document.querySelector("#spent").textContent = dollars(usage.total_usage / 100);
    document.querySelector("#plan").textContent = subscription.plan?.title ?? "-";
    show("ready", "Up to date");
  } catch (error) {
    if (mine === round) show("error", String(error));
  }
}

organization.addEventListener("change", load);
document.querySelector("#load").addEventListener("click", load);
await load();
