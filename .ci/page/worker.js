// Holds Python. All that it reads was in the page already: its `fetch` knows these files and nothing else.
"use strict";

(() => {
  const PLACE = "https://held.in.this.page/"; // where Pyodide believes that its files are
  let files, page;

  // Pyodide wants to be in a module, which a page that was opened as a file may not start. It finds out by loading an
  // empty script. As a plain script it works too, since it is given all that it would import.
  self.importScripts = () => { throw new TypeError("nothing is loaded"); };
  self.fetch = async (asked) => {
    const name = String(asked.url || asked).split("/").pop();
    if (!files.has(name)) throw new TypeError(`nothing is fetched: ${name}`);
    const type = name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(files.get(name), { headers: { "Content-Type": type } });
  };

  async function start(platform) {
    postMessage({ step: 2 });
    const python = await loadPyodide({
      indexURL: PLACE, packageBaseUrl: PLACE, createPyodideModule: self._createPyodideModule,
      lockFileContents: new TextDecoder().decode(files.get("pyodide-lock.json")),
    });
    postMessage({ step: 3 });
    python.unpackArchive(files.get("app.zip"), "zip", { extractDir: "/app" });
    files.clear();
    postMessage({ step: 4 });
    python.globals.set("platform", platform);
    page = await python.runPythonAsync(`
      import sys
      sys.path.insert(0, "/app")
      from simulator.content.library.library import Library
      from simulator.session.clock import WallClock
      from simulator.web.in_page import InPage
      page = InPage(Library(()), WallClock(), platform)
      await page.start()
      page
    `);
    postMessage({ ready: true });
  }

  function digest(run) {
    try {
      return page.digest(...run);
    } catch (error) {
      return error.message;
    }
  }

  function ask(number, request) {
    const begin = (status, headers) => postMessage({ number, status, headers: JSON.parse(headers) });
    const more = (piece) => postMessage({ number, piece: piece?.toJs() });
    page.ask(number, request, begin, more).catch((error) => console.error(error));
  }

  addEventListener("message", ({ data }) => {
    if (data.files) {
      files = data.files;
      start(data.platform).catch((error) => {
        console.error(error.message); // a traceback, for those who develop it
        postMessage({ failed: error.message.trim().split("\n").at(-1) });
      });
    }
    if (data.ask) ask(data.ask, data.request);
    if (data.leave) page.leave(data.leave);
    if (data.completed) page.completed();
    if (data.digest) postMessage({ digest: digest(data.digest) });
  });
})();
