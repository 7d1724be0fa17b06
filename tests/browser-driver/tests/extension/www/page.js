const api = globalThis.browser ?? chrome;
console.error("page is up");
for (const button of document.querySelectorAll("button")) {
  button.addEventListener("click", (event) => {
    document.body.dataset.clicked = `${button.id} ${event.isTrusted}`;
  });
}
document.querySelector("#field").addEventListener("keydown", (event) => {
  if (event.key === "Enter") document.body.dataset.entered = event.target.value;
});
for (const field of document.querySelectorAll("#field, #choice")) {
  for (const kind of ["input", "change"]) {
    field.addEventListener(kind, () => {
      const { events } = document.body.dataset;
      document.body.dataset.events = `${events ? `${events},` : ""}${field.id} ${kind}`;
    });
  }
}
const reach = () =>
  fetch("http://site.test/", { cache: "no-store" })
    .then((response) => response.text(), () => "<p>no answer</p>")
    .then((page) => `${page.match(/<p>(.*?)<\/p>/)[1]} ${navigator.onLine}`);
document.querySelector("#request").addEventListener("click", () => {
  api.permissions.request({ origins: ["https://gateway.example.test/*"] }).then((granted) => {
    document.body.dataset.granted = granted;
  });
});
document.querySelector("#export").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify({ exported: true })], { type: "application/json" }));
  link.download = "export.json";
  link.click();
});
api.runtime.sendMessage("ping").then((answer) => {
  document.body.dataset.state = "ok";
  document.body.dataset.answer = answer;
});
