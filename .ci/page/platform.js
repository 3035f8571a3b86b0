// Tells a learning platform (SCORM 1.2) that a call was taken and looked back on, and for how long this was open. Never a
// mark, an act or a name. A platform may be missing, refuse or fail: the page goes on without it, and says so.
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

  // What the platform answers; null if it is not there or fails. Nothing that it does may stop a person who leaves.
  function asked(call, ...about) {
    try {
      return api[call](...about);
    } catch {
      return null;
    }
  }
  const taken = (call, ...about) => String(asked(call, ...about)) === "true";

  const answers = taken("LMSInitialize", "");
  const has = answers && ["completed", "passed"].includes(String(asked("LMSGetValue", "cmi.core.lesson_status")));
  if (answers && !has) {
    taken("LMSSetValue", "cmi.core.lesson_status", "incomplete");
    taken("LMSCommit", "");
  }
  let ended = false;

  window.platform = {
    answers,
    has, // whether it has this as completed
    // A call that counts was looked back on. Returns whether the platform has it.
    looked: () => {
      if (!answers || ended) return false;
      window.platform.has ||= taken("LMSSetValue", "cmi.core.lesson_status", "completed") && taken("LMSCommit", "");
      return window.platform.has;
    },
    over: () => {
      if (!answers || ended) return;
      ended = true;
      const two = (count) => String(Math.floor(count)).padStart(2, "0");
      const span = Math.round((Date.now() - began) / 1000);
      taken("LMSSetValue", "cmi.core.session_time", `${two(span / 3600)}:${two((span % 3600) / 60)}:${two(span % 60)}`);
      taken("LMSCommit", "");
      taken("LMSFinish", "");
    },
  };
  addEventListener("pagehide", () => window.platform.over());
})();
