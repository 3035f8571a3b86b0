// The page round the pages: starts Python in a worker, shows each page in a frame, and stands in for a server.
//
// Nothing leaves it. The policy in its head forbids every connection, and a frame's sandbox every way out of the frame.
"use strict";

(() => {
  const part = (id) => document.getElementById(id);
  const NO_BODY = [204, 205, 304];
  const NOT_TOLD = "Your learning platform doesn't answer, so it isn't told of this. Save your call if you need to show that you took it, or open this again there.";
  const HAS_IT = "Your learning platform has this as completed already.";
  const open = new Map(); // how to go on with the answer to each request that is not over
  const held = JSON.parse(part("held").textContent); // style, scripts and the page to land on, by name
  const first = part("first");
  const walls = []; // windows of their own, as for a projector
  let worker, place, count = 0, gone = false;
  const digests = [];

  // --- nothing leaves: what a browser's policy has no word for is taken away from each window ----------------------

  function shutIn(view) {
    // A call from browser to browser asks a server first who it is.
    for (const name of ["RTCPeerConnection", "webkitRTCPeerConnection", "mozRTCPeerConnection"]) {
      Object.defineProperty(view, name, { value: undefined, configurable: false, writable: false });
    }
    const open = view.open.bind(view);
    view.open = (address) => (address === "" ? open("", "_blank") : null);
    view.addEventListener("click", (event) => { if (event.target.closest?.("a[href]:not([href^='#'])")) event.preventDefault(); }, true);
    // Nothing leads to another page but what a person types, picks or loads again.
    view.navigation?.addEventListener("navigate", (event) => {
      if (event.cancelable && event.navigationType !== "reload" && !event.destination.sameDocument && !event.downloadRequest) event.preventDefault();
    });
  }
  shutIn(window);

  // --- leaving: works from the first line that is shown, before anything else has been read ------------------------

  function leave() {
    gone = true;
    document.documentElement.replaceChildren(); // blank before anything else
    for (const each of walls) each.close();
    sessionStorage.clear();
    worker?.terminate();
    open.clear();
    // The words behind the # say which call was set.
    if (location.hash) try { history.replaceState(null, "", location.pathname + location.search); } catch { /* it stays */ }
    // An ordinary page to land on: nothing in it is about this program.
    document.documentElement.innerHTML = held.measures;
    window.platform?.over(); // last: whatever a platform does, the person has left
  }

  // Esc does what the page says that is shown: on the projector's it only covers. Before any page it leaves.
  function escaped(event) {
    if (event.key !== "Escape" || gone) return;
    event.preventDefault();
    const frame = event.view.document.querySelector("iframe");
    if (!frame) return leave();
    frame.contentWindow.focus();
    frame.contentWindow.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", repeat: event.repeat }));
  }
  addEventListener("keydown", escaped, true);
  part("leave").addEventListener("click", (event) => {
    event.preventDefault(); // without a script it is a link to an ordinary page inside
    leave();
  });

  // --- standing in for a server, in each window --------------------------------------------------------------------

  // Pages name their style and scripts as on a server. Here they are put into the page, as the policy knows them.
  const within = (html) => html
    .replace(/<link rel="stylesheet" href="\/static\/([\w.-]+)">/g, (_, name) => `<style>${held[name]}</style>`)
    .replace(/<script src="\/static\/page\.js">/g, (tag) => `<script>${held.seam}<\/script>${tag}`)
    .replace(/<script src="\/static\/([\w.-]+)"(?: defer)?><\/script>/g, (_, name) => `<script>${held[name]}<\/script>`);

  function serve(view) {
    if (view !== window) shutIn(view);
    view.shutIn = shutIn; // for the pages in its frame
    const mine = new Set(); // the numbers of what this window asked for
    let here = "/";

    function ask(address, { method = "GET", headers = {}, body = "", signal } = {}) {
      const number = ++count;
      mine.add(number);
      return new Promise((resolve, reject) => {
        let end;
        const stop = () => { mine.delete(number); if (open.delete(number)) worker.postMessage({ leave: number }); };
        const pieces = new ReadableStream({ start: (controller) => { end = controller; }, cancel: stop });
        signal?.addEventListener("abort", () => {
          stop();
          reject(signal.reason);
          end.error(signal.reason);
        });
        open.set(number, {
          stop,
          begin: (status, named) => {
            resolve(new Response(NO_BODY.includes(status) ? null : pieces, { status, headers: named }));
          },
          more: (piece) => end.enqueue(piece),
          over: () => { mine.delete(number); end.close(); },
        });
        worker.postMessage({ ask: number, request: JSON.stringify({ method, address, headers, body }) });
      });
    }

    function stop() {
      for (const number of [...mine]) open.get(number)?.stop();
    }

    async function go(address, apart = false) {
      if (apart) return aside(address);
      stop();
      const { pathname, search } = new URL(address, "http://in.this.page");
      if (pathname === "/this-file") return view.document.body.replaceChildren(first);
      const reply = await ask(pathname + search);
      if (reply.headers.has("Location")) return go(reply.headers.get("Location"));
      if (/^attachment/.test(reply.headers.get("Content-Disposition"))) {
        const [, name] = /filename="([^"]+)"/.exec(reply.headers.get("Content-Disposition")) || [, "page.html"];
        const says = view.document.querySelector("iframe")?.contentDocument.getElementById("say");
        save(name, await reply.text());
        if (says) says.textContent = `${name} is in your downloads.`;
        return undefined;
      }
      here = pathname + search;
      const html = within(await reply.text());
      if (gone || view.closed) return;
      // A new frame each time: what is loaded in an old one would be an entry in the history, and Back lead into a call.
      const frame = view.document.createElement("iframe");
      frame.title = document.title;
      // Forms: without that word the browser reports none to page.js. The policy lets none be sent.
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");
      frame.srcdoc = html;
      frame.addEventListener("load", () => frame.contentWindow.focus());
      view.document.body.replaceChildren(frame);
    }

    // A window of its own, for a projector. It has this page's policy, and goes when this page goes.
    function aside(address) {
      const wall = view.open("", "_blank");
      const says = view.document.querySelector("iframe")?.contentDocument.getElementById("say");
      if (!wall) {
        if (says) says.textContent = "This browser opened no second window. Allow this page to open one, and try again.";
        return;
      }
      walls.push(wall);
      const style = wall.document.createElement("style");
      style.textContent = held.shell_style;
      wall.document.head.append(style);
      wall.document.title = document.title;
      wall.document.documentElement.lang = document.documentElement.lang;
      wall.addEventListener("keydown", escaped, true);
      const { go: show, stop: end } = serve(wall);
      wall.addEventListener("pagehide", end);
      show(address);
    }

    // What a debrief says of a learning platform: a call that counts was looked back on.
    function lookedBack(whyNot) {
      if (whyNot) return window.platform.has ? HAS_IT : whyNot;
      if (!window.platform.looked()) return NOT_TOLD;
      worker.postMessage({ completed: true });
      return "Your learning platform has it as completed.";
    }

    const apart = () => {}; // No phone joins here: help lines are a page like every other.
    view.outside = { here: () => here, ask, go, apart, leave, save, lookedBack };
    return { go, stop };
  }

  // Saving passes here: a frame may start no download, which could as well be an address somewhere else.
  function save(name, text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  const { go } = serve(window); // what page.js calls instead of its own (`outside` there)
  addEventListener("pagehide", () => { for (const each of walls) each.close(); });

  // The log of a run, as one number: .ci/page/try holds it to the command line's.
  window.digest = (...run) => new Promise((resolve) => {
    digests.push(resolve);
    worker.postMessage({ digest: run });
  });

  // What a learning platform has, and which calls are to be taken on it, for the pages: what an administrator put
  // behind the # comes before what the package was built with.
  function around() {
    if (!window.platform) return "";
    const set = /(^|[#&])call=/.test(location.hash) ? location.hash.slice(1) : held.set;
    return JSON.stringify({ set, after: held.after, answers: window.platform.answers, has: window.platform.has });
  }

  // What is behind the # of the address sets a call. No browser sends it anywhere.
  function begin() {
    const words = new URLSearchParams(location.hash.slice(1));
    const call = words.get("call") || "";
    words.delete("call");
    if (!call) return go(held.start);
    return go(call.includes(",") ? `/calls?${new URLSearchParams({ only: call })}&${words}` : `/calls/${encodeURIComponent(call)}?${words}`);
  }

  // --- starting ----------------------------------------------------------------------------------------------------

  const say = (text) => { if (part("how")) part("how").textContent = text; };

  function failed(why, fix = "A newer browser may help.") {
    if (!part("done")) return; // what came first is the cause
    worker?.terminate();
    part("done").remove();
    say(`It did not start: ${why}. ${fix}`);
  }
  const damaged = () => failed("this file is damaged or not complete", "Copy it here again.");

  function step(number) {
    if (!part("done")) return; // it has failed
    say(`Getting ready: step ${number} of 4. This takes a few seconds.`);
    part("done").hidden = false;
    part("done").value = number - 1;
  }

  // The smallest module there is: where WebAssembly is forbidden, Python would be waited for without end.
  function compiles() {
    try {
      return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
    } catch {
      return false;
    }
  }

  function fromBase64(text) {
    const letters = atob(text), bytes = new Uint8Array(letters.length);
    for (let at = 0; at < letters.length; at++) bytes[at] = letters.charCodeAt(at);
    return bytes;
  }

  async function unpacked(block) {
    const { id, textContent } = block;
    const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(textContent) : fromBase64(textContent);
    block.remove();
    return [id, new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer())];
  }

  function ready() {
    part("done").remove();
    say("It is ready.");
    part("go-on").hidden = false;
    let begun = false;
    part("go-on").addEventListener("click", () => {
      const next = begun ? go("/") : begin(); // from here on, this is a page to come back to
      begun = true;
      return next;
    });
    // Who reads on goes on when they have read; and what a learning platform is told is read before anything is.
    if (window.platform && !window.platform.answers) say(`It is ready. ${NOT_TOLD}`);
    else if (window.platform?.has) say(`It is ready. ${HAS_IT} Whatever you do now, it stays so.`);
    else if (held.waits) say("It is ready. Read what your learning platform is told, then go on.");
    else if (![...document.querySelectorAll("#first details")].some((each) => each.open)) part("go-on").click();
  }

  function heard({ data }) {
    if (gone) return;
    if (data.step) step(data.step);
    if (data.ready) ready();
    if (data.step === 2) URL.revokeObjectURL(place); // it runs, and its text is no longer needed
    if (data.failed) failed(data.failed);
    if (data.digest) digests.shift()(data.digest);
    const answer = open.get(data.number);
    if (!answer) return; // its page has gone
    if (data.status) answer.begin(data.status, data.headers);
    else if (data.piece) answer.more(data.piece);
    else {
      open.delete(data.number);
      answer.over();
    }
  }

  async function start() {
    if (gone) return;
    if (!compiles() || !window.DecompressionStream) return failed("this browser has no WebAssembly, or it is forbidden here", "Use another browser, or one that is newer.");
    sessionStorage.clear(); // a seat of before the page was loaded again is no seat here
    step(1);
    const files = new Map();
    try {
      for (const block of document.querySelectorAll("script[type='text/plain']")) files.set(...await unpacked(block));
    } catch {
      return damaged();
    }
    if (gone) return;
    if (!files.has("worker.js")) return damaged(); // it is the last of them
    const code = new Blob([files.get("worker.js")], { type: "text/javascript" });
    files.delete("worker.js");
    place = URL.createObjectURL(code);
    worker = new Worker(place);
    worker.addEventListener("error", (event) => failed(event.message));
    worker.addEventListener("message", heard);
    worker.postMessage({ files, platform: around() }, [...files.values()].map((each) => each.buffer));
  }

  addEventListener("DOMContentLoaded", () => start().catch((error) => failed(error.message)));
})();
