// Runs before the worker's own modules, in a copy of the extension made for a scenario.
// Lets the first reads of each life fail, as many as the plan says, and lists the tabs that were closed.

const browser = globalThis.browser ?? globalThis.chrome;
const plan = fetch(browser.runtime.getURL("meddling.json")).then((answer) => answer.json());

globalThis.refusedReads = 0;
for (const area of ["local", "session"]) {
  const get = browser.storage[area].get.bind(browser.storage[area]);
  let calls = 0;
  browser.storage[area].get = async (...what) => {
    const call = ++calls;
    if (call <= ((await plan)[area] ?? 0)) {
      globalThis.refusedReads += 1;
      throw new Error("made up by the suite");
    }
    return get(...what);
  };
}

globalThis.closedTabs = [];
const remove = browser.tabs.remove.bind(browser.tabs);
browser.tabs.remove = (...tabs) => {
  globalThis.closedTabs.push(...tabs.flat());
  return remove(...tabs);
};
