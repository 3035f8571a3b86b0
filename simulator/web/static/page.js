// What the page does besides the terminal: it keeps the keyboard there, and leaves nothing behind.
//
// It is loaded before textual-serve's own script, which opens one websocket when the page has loaded.
"use strict";

(() => {
  // What a terminal sends for the quick exit keys.
  const F2 = "\u001bOQ";
  const CTRL = { l: "\u000c", q: "\u0011", "\\": "\u001c", "\u001c": "\u001c" };

  // The program closes the connection when it leaves. If it does not, we do (milliseconds).
  const PATIENCE = 2000;

  const NOT_STARTED =
    "This did not start. Either too many pages are open, or the window in which it was started" +
    " says more.";

  // The width and the height of a character in the terminal's font, as shares of its size.
  const WIDE = 0.602;
  const HIGH = 1.35;
  const SMALLEST = 8;

  let socket = null;
  let begun = false;
  let gone = false;

  // In place, not by going to another page: that would need a server which may just have ended.
  function blank(message) {
    if (gone) {
      return;
    }
    gone = true;
    window.onresize = null;
    for (const each of document.querySelectorAll("style, link:not([rel=icon]), script")) {
      each.remove();
    }
    document.body.replaceWith(document.createElement("body"));
    document.body.textContent = message;
    if (message === "") {
      history.replaceState(null, "", "/");
    }
  }

  // The page is blank at once, even if the program hangs; it gets the key too.
  function leave(key) {
    blank("");
    if (socket !== null && socket.readyState === WebSocket.OPEN) {
      socket.send(JSON.stringify(["stdin", key]));
      setTimeout(() => socket.close(), PATIENCE);
    } else if (socket !== null) {
      socket.close();
    }
  }

  function keyOf(event) {
    if (event.key === "F2") {
      return F2;
    }
    return (event.ctrlKey && !event.altKey && CTRL[event.key.toLowerCase()]) || null;
  }

  function takeFocus() {
    const input = document.querySelector(".xterm-helper-textarea");
    if (input !== null && document.activeElement !== input) {
      input.focus();
    }
  }

  window.WebSocket = class extends WebSocket {
    constructor(...words) {
      super(...words);
      socket = this;
      this.addEventListener("open", takeFocus);
      // These come before the listeners of textual-serve, which after the end have nothing to do.
      this.addEventListener("message", (event) => {
        begun = begun || typeof event.data !== "string";
        if (gone) {
          event.stopImmediatePropagation();
        }
      });
      this.addEventListener("close", (event) => {
        event.stopImmediatePropagation();
        blank(begun ? "" : NOT_STARTED);
      });
    }
  };

  // Before the terminal sees it, and for any focus.
  window.addEventListener(
    "keydown",
    (event) => {
      const key = keyOf(event);
      if (event.key === "F11") {
        event.stopImmediatePropagation(); // the whole screen, for a projector: the browser's own
        return;
      }
      if (key === null) {
        if (/^F([1-9]|10)$/.test(event.key)) {
          event.preventDefault(); // not to load the page again, search it or ask for help
        }
        takeFocus();
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      leave(key);
    },
    true
  );
  // Where a room reads: letters as large as they go while so many columns and lines fit.
  window.addEventListener("DOMContentLoaded", () => {
    const terminal = document.getElementById("terminal");
    const [columns, lines] = terminal.dataset.fit.split("x").map(Number);
    if (columns > 0 && lines > 0) {
      // Its own size, not the window's: on a tablet a button is below it.
      const { clientWidth, clientHeight } = terminal;
      const size = Math.min(clientWidth / columns / WIDE, clientHeight / lines / HIGH);
      terminal.dataset.fontSize = String(Math.max(SMALLEST, Math.floor(size)));
    }
  });
  window.addEventListener("focus", takeFocus);
  // A keyboard was taken off, and the button is there: the terminal is a little lower.
  matchMedia("(pointer: coarse)").addEventListener("change", () => window.onresize?.());
  window.addEventListener("click", (event) => {
    if (event.target.id === "leave") {
      leave(F2);
    } else {
      takeFocus();
    }
  });
})();
