// A service worker or shared worker of the platform. It calls the API with the key it is sent, and replies with the status.
async function ask({ data: { key, organization }, source, ports: [port] }) {
  const headers = { Authorization: `Bearer ${key}`, "OpenAI-Organization": organization };
  const answer = await fetch("https://api.openai.com/dashboard/billing/credit_grants", { headers }).catch(() => ({ status: null }));
  (port ?? source).postMessage(answer.status);
}

// A service worker gets messages directly, a shared worker through a port.
addEventListener("message", (event) => event.waitUntil(ask(event)));
addEventListener("connect", ({ ports: [port] }) => (port.onmessage = ({ data }) => ask({ data, source: port, ports: [] })));
