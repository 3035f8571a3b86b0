// Keeps this page on the device for use without a network, if a person asks for it, and removes it again.
"use strict";

(() => {
  const say = (text) => { document.getElementById("kept").textContent = text; };

  async function keep() {
    if (!navigator.serviceWorker) return say("This browser can't keep it here. An address that begins with https:// is needed.");
    const link = Object.assign(document.createElement("link"), { rel: "manifest", href: "manifest.webmanifest" });
    document.head.append(link);
    await navigator.serviceWorker.register("sw.js");
    await navigator.serviceWorker.ready;
    say("It is kept. It opens here without a network from now on.");
  }

  async function forget() {
    for (const each of (await navigator.serviceWorker?.getRegistrations()) || []) await each.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
    say("It is removed. The browser's list may still have its address.");
  }

  const tried = (what) => () => what().catch((error) => say(`That did not work: ${error.message}`));
  document.getElementById("keep-it").addEventListener("click", tried(keep));
  document.getElementById("forget-it").addEventListener("click", tried(forget));
})();
