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
  if (answers && !["completed", "passed"].includes(asked("LMSGetValue", "cmi.core.lesson_status"))) {
    taken("LMSSetValue", "cmi.core.lesson_status", "incomplete");
    taken("LMSCommit", "");
  }
  let told = false, ended = false;

  window.platform = {
    answers,
    // The debrief asks first what a person thinks, then shows what can be learnt. Returns whether the platform has it.
    looked: () => {
      if (!answers || ended) return false;
      told ||= taken("LMSSetValue", "cmi.core.lesson_status", "completed") && taken("LMSCommit", "");
      return told;
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
