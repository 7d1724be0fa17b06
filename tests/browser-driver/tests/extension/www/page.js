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
api.runtime.sendMessage("ping").then((answer) => {
  document.body.dataset.state = "ok";
  document.body.dataset.answer = answer;
});
