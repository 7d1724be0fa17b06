const api = globalThis.browser ?? chrome;
console.log("worker is up");
const reach = () =>
  fetch("http://site.test/", { cache: "no-store" })
    .then((response) => response.text(), () => "<p>no answer</p>")
    .then((page) => `${page.match(/<p>(.*?)<\/p>/)[1]} ${navigator.onLine}`);
const first = reach();
api.runtime.onMessage.addListener((message, sender, answer) => {
  console.warn(`worker heard ${message}`);
  switch (message) {
    case "first":
      first.then(answer);
      return true;
    case "again":
      reach().then(answer);
      return true;
    case "now":
      answer(Date.now());
      return;
    default:
      answer("pong");
  }
});
