const api = globalThis.browser ?? chrome;
console.log("worker is up");
api.runtime.onMessage.addListener((message, sender, answer) => {
  console.warn(`worker heard ${message}`);
  answer("pong");
});
