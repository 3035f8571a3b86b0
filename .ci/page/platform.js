// Tells a learning platform (SCORM 1.2) that a call was taken and looked back on, and for how long this was open. Never a
// mark, an act or a name.
"use strict";

(() => {
  const began = Date.now();

  function found() {
    for (const start of [window, window.opener]) {
      for (let view = start, up = 0; view && up < 10; up++) {
        try {
          if (view.API) return view.API;
        } catch {
          break; // it is another site's
        }
        if (view === view.parent) break;
        view = view.parent;
      }
    }
    return null;
  }

  const api = found();
  if (!api) return;
  api.LMSInitialize("");
  const before = api.LMSGetValue("cmi.core.lesson_status");
  if (!["completed", "passed"].includes(before)) api.LMSSetValue("cmi.core.lesson_status", "incomplete");
  api.LMSCommit("");
  let taken = false, ended = false;

  window.platform = {
    // The debrief asks first what a person thinks, then shows what can be learnt.
    looked: () => {
      if (taken || ended) return;
      taken = true;
      api.LMSSetValue("cmi.core.lesson_status", "completed");
      api.LMSCommit("");
    },
    over: () => {
      if (ended) return;
      ended = true;
      const two = (count) => String(Math.floor(count)).padStart(2, "0");
      const span = Math.round((Date.now() - began) / 1000);
      api.LMSSetValue("cmi.core.session_time", `${two(span / 3600)}:${two((span % 3600) / 60)}:${two(span % 60)}`);
      api.LMSCommit("");
      api.LMSFinish("");
    },
  };
  addEventListener("pagehide", () => window.platform.over());
})();
