// A worker of the platform, service or shared, that asks the API by itself with the key it is handed. It says what it was answered.
async function ask({ data: { key, organization }, source, ports: [port] }) {
  const headers = { Authorization: `Bearer ${key}`, "OpenAI-Organization": organization };
  const answer = await fetch("https://api.openai.com/dashboard/billing/credit_grants", { headers }).catch(() => ({ status: null }));
  (port ?? source).postMessage(answer.status);
}

// A service worker is handed messages itself, a shared one through a port.
addEventListener("message", (event) => event.waitUntil(ask(event)));
addEventListener("connect", ({ ports: [port] }) => (port.onmessage = ({ data }) => ask({ data, source: port, ports: [] })));
