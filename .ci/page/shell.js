// The page round the pages: starts Python in a worker, shows each page in a frame, and stands in for a server.
//
// Nothing leaves it. The policy in its head forbids every connection, and a frame's sandbox every way out of the frame.
"use strict";

(() => {
  const part = (id) => document.getElementById(id);
  const NO_BODY = [204, 205, 304];
  const open = new Map(); // how to go on with the answer to each request that is not over
  const held = JSON.parse(part("held").textContent); // style, scripts and the page to land on, by name
  let worker, here = "/", count = 0, gone = false;
  const digests = [];

  // --- leaving: works from the first line that is shown, before anything else has been read ------------------------

  function leave() {
    gone = true;
    document.documentElement.replaceChildren(); // blank before anything else
    sessionStorage.clear();
    worker?.terminate();
    open.clear();
    // An ordinary page to land on: nothing in it is about this program.
    document.documentElement.innerHTML = held.measures;
  }

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || gone) return;
    event.preventDefault();
    leave();
  }, true);
  part("leave").addEventListener("click", leave);

  // --- standing in for a server ------------------------------------------------------------------------------------

  function ask(address, { method = "GET", headers = {}, body = "", signal } = {}) {
    const number = ++count;
    return new Promise((resolve, reject) => {
      let end;
      const stop = () => { if (open.delete(number)) worker.postMessage({ leave: number }); };
      const pieces = new ReadableStream({ start: (controller) => { end = controller; }, cancel: stop });
      signal?.addEventListener("abort", () => {
        stop();
        reject(signal.reason);
        end.error(signal.reason);
      });
      open.set(number, {
        stop,
        begin: (status, named) => resolve(new Response(NO_BODY.includes(status) ? null : pieces, { status, headers: named })),
        more: (piece) => end.enqueue(piece),
        over: () => end.close(),
      });
      worker.postMessage({ ask: number, request: JSON.stringify({ method, address, headers, body }) });
    });
  }

  // Pages name their style and scripts as on a server. Here they are put into the page, as the policy knows them.
  const within = (html) => html
    .replace(/<link rel="stylesheet" href="\/static\/([\w.-]+)">/g, (_, name) => `<style>${held[name]}</style>`)
    .replace(/<script src="\/static\/page\.js">/g, (tag) => `<script>${held.seam}<\/script>${tag}`)
    .replace(/<script src="\/static\/([\w.-]+)"(?: defer)?><\/script>/g, (_, name) => `<script>${held[name]}<\/script>`);

  async function go(address) {
    for (const each of open.values()) each.stop();
    const { pathname, search } = new URL(address, "http://in.this.page");
    const reply = await ask(pathname + search);
    if (reply.headers.has("Location")) return go(reply.headers.get("Location"));
    if (/^attachment/.test(reply.headers.get("Content-Disposition"))) return save(reply);
    here = pathname + search;
    const html = within(await reply.text());
    if (gone) return;
    // A new frame each time: what is loaded in an old one would be an entry in the history, and Back lead into a call.
    const frame = document.createElement("iframe");
    frame.title = document.title;
    // Forms: without that word the browser reports none to page.js. The policy lets none be sent.
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-forms");
    frame.srcdoc = html;
    frame.addEventListener("load", () => frame.contentWindow.focus());
    document.body.replaceChildren(frame);
  }

  async function save(reply) {
    const [, name] = /filename="([^"]+)"/.exec(reply.headers.get("Content-Disposition")) || [, "page.html"];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await reply.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  // What page.js calls instead of its own (`outside` there).
  window.outside = { here: () => here, ask, go, leave };
  // The log of a run, as one number: .ci/page/try holds it to the command line's.
  window.digest = (...run) => new Promise((resolve) => {
    digests.push(resolve);
    worker.postMessage({ digest: run });
  });

  // --- starting ----------------------------------------------------------------------------------------------------

  const say = (text) => { if (part("how")) part("how").textContent = text; };

  function failed(why, fix = "A newer browser may help.") {
    if (!part("done")) return; // what came first is the cause
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

  async function unpacked(block) {
    const bytes = Uint8Array.from(atob(block.textContent), (each) => each.charCodeAt(0));
    const { id } = block;
    block.remove();
    return [id, new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer())];
  }

  function ready() {
    // Who reads the licences goes on when they have read them.
    if (!part("licences").open) return go("/");
    part("done").remove();
    say("It is ready.");
    part("go-on").hidden = false;
    part("go-on").addEventListener("click", () => go("/"));
  }

  function heard({ data }) {
    if (gone) return;
    if (data.step) step(data.step);
    if (data.ready) ready();
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
    if (!window.WebAssembly || !window.DecompressionStream) return failed("this browser has no WebAssembly, or cannot unpack a file");
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
    worker = new Worker(URL.createObjectURL(code));
    worker.addEventListener("error", (event) => failed(event.message));
    worker.addEventListener("message", heard);
    worker.postMessage({ files }, [...files.values()].map((each) => each.buffer));
  }

  addEventListener("DOMContentLoaded", () => start().catch((error) => failed(error.message)));
})();
