// The one script of all pages. It sends what was chosen, shows the parts that the server sends, and leaves at once.
//
// A seat's token is in this tab's own storage and in a header: never in an address, a cookie or a log.
"use strict";

const TOKEN = "seat";
const AGAIN = 1000; // milliseconds until a lost stream is opened again
const ASKS = 500; // milliseconds until a page that is given no stream asks again whether the server is there
const QUIET = 1500; // milliseconds without a word of the server, not even a heartbeat, until a page says so
const GIVE_UP = 5000; // milliseconds of that until its stream is opened again: a cut line may never say that it ended
const LOOKS = 250; // milliseconds between two looks at that
const SLOW = 2000; // milliseconds without an answer until a page says so: a browser may not even have sent the request
const LEAVING = 2000; // milliseconds in which Esc, pressed three times, leaves a page that it covers (assumption)

// --- what lies outside a page ------------------------------------------------------------------------
// Every request, every way to another page and leaving pass here, and nowhere else: a page that has no server
// (.ci/page) gives its own `outside` before this script runs. Past it, that page would ask a network for an answer.

const outside = window.outside || {
  here: () => location.pathname + location.search,
  ask: (address, options) => fetch(address, options),
  // One entry in the history for all pages: Back never leads into a call.
  go: (address) => location.replace(address),
  leave: (headers) => {
    try {
      if (headers["X-Seat"]) fetch("/api/leave", { method: "POST", headers, body: "{}", keepalive: true });
    } finally {
      location.replace("/measures");
    }
  },
};

// A page without a server can lose no connection, however long an answer takes, and has no second window.
let alone = Boolean(window.outside);

const part = (id) => document.getElementById(id);
const headers = (more = {}) => {
  const token = sessionStorage.getItem(TOKEN);
  return { ...more, ...(token ? { "X-Seat": token } : {}) };
};

// --- how a page looks --------------------------------------------------------------------------------
// Colours and the size of letters are known to this tab alone. They are set before anything is drawn.

const root = document.documentElement;

function look() {
  const colours = sessionStorage.getItem("colours") || "";
  const wanted = colours || (matchMedia("(prefers-contrast: more)").matches ? "contrast" : "");
  root.classList.remove("light", "dark", "contrast");
  if (wanted) root.classList.add(wanted);
  root.style.setProperty("--size", 1 + 0.25 * Number(sessionStorage.getItem("size") || 0));
  for (const each of document.querySelectorAll("input[name=colours]")) each.checked = each.value === colours;
  fit();
}

function resize(step) {
  const size = Math.min(4, Math.max(-1, Number(sessionStorage.getItem("size") || 0) + step));
  sessionStorage.setItem("size", String(size));
  look();
}

// What a person folds or opens stays so when its part is sent again. On a small screen the acts begin folded.
const folded = () => JSON.parse(sessionStorage.getItem("folded") || "{}");

function fold() {
  const chosen = folded();
  const small = innerWidth < 900;
  let first = true;
  for (const each of document.querySelectorAll("main details[id]")) {
    const wants = each.open;
    if (each.id in chosen) each.open = chosen[each.id];
    else if (small && each.id.startsWith("fold-")) each.open = wants && first;
    if (wants) first = false;
  }
}

addEventListener("click", (event) => {
  const box = event.target.closest("main summary")?.parentElement;
  if (box?.id) sessionStorage.setItem("folded", JSON.stringify({ ...folded(), [box.id]: !box.open }));
  for (const each of document.querySelectorAll(".display[open]")) if (!each.contains(event.target)) each.open = false;
});

addEventListener("change", (event) => {
  if (event.target.name !== "colours") return;
  sessionStorage.setItem("colours", event.target.value);
  look();
});

// --- leaving -----------------------------------------------------------------------------------------

function leave() {
  const token = headers({ "Content-Type": "application/json" });
  document.documentElement.replaceChildren(); // blank before anything else
  sessionStorage.clear();
  outside.leave(token);
}

addEventListener("keydown", (event) => {
  // Leaving is a link, so that it works without this script. A button would take the space bar too.
  const leaves = event.key === " " && event.target.id === "leave";
  if (event.key !== "Escape" && !leaves) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (leaves || document.body?.dataset.escape !== "cover") leave();
  else if (!event.repeat) escaped(event.timeStamp);
}, true);

// On the projector's page, Esc hides the page and shows it again: people press it to leave the full screen.
let escapes = [];
let covering = Promise.resolve(); // one after the other, or the last press might come first

function escaped(now) {
  escapes = [...escapes.filter((then) => now - then < LEAVING), now];
  if (escapes.length > 2) return leave();
  const coveredForAll = document.querySelector("#page .cover");
  const covered = Boolean(document.body.dataset.covered || coveredForAll);
  // At once, and also while there is no connection or no session. What the server sends takes its place.
  cover(!covered);
  if (!coveredForAll && !part("foot").childElementCount) return;
  covering = covering.then(() => post("/api/lead", { do: covered ? "show" : "hide" }));
}

// Help is shown in the place of the projector's page: on a page of its own, Esc would take the wall away.
const led = () => document.body.dataset.escape === "cover" && Boolean(document.querySelector("#foot > *, #page .cover"));

function helpHere() {
  cover(false);
  covering = covering.then(() => post("/api/lead", { do: "get-help" }));
}

function cover(covers) {
  if (covers) document.body.dataset.covered = "yes";
  else delete document.body.dataset.covered;
  part("cover").hidden = !covers;
  part("page").hidden = part("foot").hidden = covers;
  fit();
}

// A page that the browser kept for Back is not shown again as it was.
addEventListener("pageshow", (event) => { if (event.persisted) outside.go(outside.here()); });

function go(address) {
  // The page of help lines leads back to where it was asked for.
  if (!outside.here().startsWith("/help")) sessionStorage.setItem("from", outside.here());
  outside.go(address);
}

// --- parts -------------------------------------------------------------------------------------------

let opener = ""; // the control that asked the question which is open

// Where the focus goes when its control is gone: back to where it came from, else to what is new.
function refocus() {
  const target = part(opener) || document.querySelector("#ended h2") || part("main");
  if (target.matches("h2")) attend(target);
  else target.focus({ preventScroll: true });
}

function show(parts) {
  let lost = false;
  for (const [name, html] of Object.entries(parts)) {
    const adds = name[0] === "+";
    const where = part(adds ? name.slice(1) : name);
    if (!where) continue;
    if (adds) {
      const box = where.parentElement;
      const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
      where.insertAdjacentHTML("beforeend", html);
      if (atEnd) box.scrollTop = box.scrollHeight;
      continue;
    }
    const within = where.contains(document.activeElement);
    const held = within ? document.activeElement.id : "";
    where.innerHTML = html;
    if (held && part(held)) part(held).focus({ preventScroll: true });
    else lost ||= within;
  }
  if (document.body.dataset.covered && document.querySelector("#page .cover")) cover(false);
  if (lost) refocus();
  own();
  fold();
  if (part("typed")) part("typed").hidden = part("acts").childElementCount === 0;
}

function take(said) {
  if (said.token) sessionStorage.setItem(TOKEN, said.token);
  if (said.parts) show(said.parts);
  // A part that takes the focus says it itself.
  if (part("say")) part("say").textContent = said.focus ? "" : said.say || "";
  if (said.parts && said.parts.ask) {
    // A touch screen would cover the answers with its keyboard.
    const field = part("ask").querySelector("input:not([type=hidden])");
    if (field && !(field.type === "search" && matchMedia("(pointer: coarse)").matches)) field.focus();
    else attend(part("ask").querySelector("h3"));
  }
  if (said.parts && said.parts.debrief) attend(part("debrief").querySelector("h2"));
  if (said.focus) attend(part(said.focus).querySelector("h2, h3"));
  if (said.go) go(said.go);
  return said;
}

function attend(heading) {
  heading.tabIndex = -1;
  heading.focus();
}

const NO_ANSWER = "No answer. Is the program still running?";
// A browser has six connections to one program, and each of its pages holds one: what is pressed then waits unsent.
const NOT_YET = "No answer yet. If many pages of this program are open, close some.";
const late = () => { if (part("say") && !part("lost")?.textContent) part("say").textContent = NOT_YET; };

async function post(address, body) {
  // Sent once the connection is back, presses of an impatient leader would run past pages that nobody has read.
  // To cover or to show means the same then as now.
  const moves = address === "/api/lead" && !["hide", "show", "get-help"].includes(body.do);
  if (moves && part("lost").textContent) return take({ say: NO_ANSWER });
  const waits = alone ? 0 : setTimeout(late, SLOW);
  try {
    const reply = await outside.ask(address, {
      method: "POST", headers: headers({ "Content-Type": "application/json" }), body: JSON.stringify(body),
    });
    return take(await reply.json());
  } catch {
    return take({ say: NO_ANSWER });
  } finally {
    clearTimeout(waits);
  }
}

// --- what was chosen ---------------------------------------------------------------------------------

function fields(form) {
  const body = {}, answers = {};
  for (const field of form.elements) {
    if (!field.name || field.disabled || ((field.type === "radio" || field.type === "checkbox") && !field.checked)) continue;
    if (!field.name.startsWith("answers.")) {
      body[field.name] = field.value;
    } else if (field.value || "keep" in field.dataset) {
      const name = field.name.slice("answers.".length);
      if ("several" in field.dataset) (answers[name] ||= []).push(field.value);
      else answers[name] = field.value;
    }
  }
  if ("answers" in form.dataset) {
    for (const box of form.querySelectorAll("[data-several]")) answers[box.name.slice(8)] ||= [];
    body.answers = answers;
  }
  return body;
}

addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-post]");
  if (!form) return;
  event.preventDefault();
  clearTimeout(reading); // or what a line means is shown once it has been said
  const body = fields(form);
  if (form.id !== "typed") return post(form.dataset.post, body);
  // The line is empty at once: what is typed until the answer comes is the next one, and a second Enter says nothing.
  const words = part("words"), line = words.value;
  if (!line.trim()) return;
  words.value = "";
  const said = await post(form.dataset.post, body);
  if (!said.done && !said.questions) words.value = words.value ? `${line} ${words.value}` : line;
  else if (!words.value) part("reading").replaceChildren();
  if (said.done) words.focus();
});

addEventListener("click", (event) => {
  if (event.target.closest("#leave")) {
    event.preventDefault();
    return leave();
  }
  const link = event.target.closest("a[href^='/']");
  const otherWindow = event.ctrlKey || event.metaKey || (link?.target && !alone);
  if (link && !otherWindow) {
    event.preventDefault();
    // The browser's own error page would take the place of this one, and would not heal.
    if (part("lost").textContent) return;
    if (link.matches(".get-help") && led()) return helpHere();
    if ("back" in link.dataset) go(sessionStorage.getItem("from") || "/");
    else if ("giveUp" in link.dataset) post("/api/leave", {}).then(() => { sessionStorage.removeItem(TOKEN); go(link.getAttribute("href")); });
    else go(link.getAttribute("href"));
    return;
  }
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.clear) {
    part(button.dataset.clear).replaceChildren();
    return refocus();
  }
  if ("toggleOut" in button.dataset) return sitOut(!sessionStorage.getItem("out"));
  if (button.dataset.size) return resize(Number(button.dataset.size));
  if (!button.dataset.post) return;
  if (button.getAttribute("aria-disabled") === "true") {
    part("say").textContent = button.title;
    return;
  }
  if (button.dataset.key && navigator.vibrate) navigator.vibrate(20);
  opener = button.id;
  const body = button.dataset.body ? JSON.parse(button.dataset.body) : {};
  if (button.dataset.post === "/api/lead") Object.assign(body, turn());
  for (const name of ["key", "do", "place", "code", "name", "at"]) if (button.dataset[name]) body[name] = button.dataset[name];
  post(button.dataset.post, body);
});

let reading = 0;
addEventListener("input", (event) => {
  const field = event.target;
  if (field.dataset.filter) {
    const wanted = field.value.toLowerCase().split(/\s+/);
    const within = field.closest("form") || document;
    for (const each of within.querySelectorAll(field.dataset.filter)) {
      const group = each.closest(".group");
      const text = `${each.textContent} ${group ? group.querySelector("h2").textContent : ""}`.toLowerCase();
      each.hidden = !wanted.every((word) => text.includes(word));
    }
    for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector(".call:not([hidden])");
  } else if (field.id === "words") {
    clearTimeout(reading);
    reading = setTimeout(() => post(field.form.dataset.line, { line: field.value }), 150);
  }
});

// --- a page of one's own in a group session ----------------------------------------------------------
// Who sits something out is known to this tab alone.

function sitOut(out) {
  if (out) sessionStorage.setItem("out", "yes");
  else sessionStorage.removeItem("out");
  own();
}

// A projector shows a whole page at once: its letters shrink until it fits, but stay readable.
function fit() {
  const page = part("page");
  if (!document.body?.classList.contains("projector")) return;
  for (let size = 1; size > 0.5; size -= 0.05) {
    page.style.setProperty("--own", size);
    if (document.documentElement.scrollHeight <= innerHeight) return;
  }
}
addEventListener("resize", () => {
  fit();
  part("heard")?.scrollTo(0, part("heard").scrollHeight);
});

function own() {
  fit();
  const button = part("sit-out");
  if (!button) return;
  const out = Boolean(sessionStorage.getItem("out"));
  button.dataset.again ||= button.textContent;
  button.textContent = out ? button.dataset.in : button.dataset.again;
  if (document.querySelector(".in")) document.querySelector(".in").hidden = out;
  document.querySelector(".out").hidden = !out;
}

// Two people who both reach for the cover must not undo each other's: each asks for what their page doesn't show.
const seenCover = () => part("do-cover")?.dataset.do || (document.querySelector("#page .cover") ? "show" : "hide");

// What is led is led on from what this page shows: another page that leads may just have gone on.
function turn() {
  const shown = document.querySelector("[data-turn]");
  return shown ? { turn: shown.dataset.turn } : {};
}

// A remote control for slides sends Page Up and Page Down.
const STEPS = { " ": "forward", ArrowRight: "forward", PageDown: "forward", ArrowLeft: "back", PageUp: "back", c: "cover", h: "help" };
addEventListener("keydown", (event) => {
  if (document.body.dataset.keys !== "lead" || event.target.closest("input, button, a, summary")) return;
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  post("/api/lead", { do: step === "cover" ? seenCover() : step, ...turn() });
});

// --- the stream --------------------------------------------------------------------------------------

// The language of a page that joined a session is known to this page alone, until it is reloaded.
let language = "";
let reread = new AbortController();

addEventListener("change", (event) => {
  if (!("language" in event.target.dataset)) return;
  language = event.target.value;
  reread.abort();
});

let heard = performance.now(); // when the server was heard last
let tried = heard; // when a stream was opened last

function hears() {
  heard = performance.now();
  if (part("lost")?.textContent && part("say").textContent === NO_ANSWER) part("say").textContent = "";
  report("");
}

function report(says) {
  if (!part("lost") || part("lost").textContent === says) return;
  part("lost").textContent = says;
  fit();
}

function watch() {
  const now = performance.now();
  if (alone || document.hidden || now - heard < QUIET) return;
  report(document.querySelector("[data-lost-says]")?.dataset.lostSays || part("lost")?.dataset.says || "");
  if (now - Math.max(heard, tried) > GIVE_UP) reread.abort();
}

// A hidden page or a device that slept hears nothing; it has its time again from when it is looked at.
addEventListener("visibilitychange", () => { heard = Math.max(heard, performance.now() - QUIET / 2); });
addEventListener("online", () => reread.abort());

const rest = (span) => new Promise((done) => setTimeout(done, span));

async function follow(address) {
  const { need, lost } = document.body.dataset;
  for (;;) {
    reread = new AbortController();
    tried = performance.now();
    let span = AGAIN;
    try {
      const asked = language ? `${address}?language=${language}` : address;
      const reply = await outside.ask(asked, { headers: headers({ Accept: "text/event-stream" }), signal: reread.signal });
      hears();
      if (reply.status === 409 && need) {
        sessionStorage.removeItem(TOKEN);
        sessionStorage.setItem("said", "The call or session was closed, or the seat was freed.");
        return go(lost || "/join");
      }
      if (reply.status === 200) {
        // Captions are sent again from the first one.
        if (part("captions")) part("captions").replaceChildren();
        await read(reply.body.pipeThrough(new TextDecoderStream()).getReader());
      } else {
        span = ASKS;
      }
    } catch { /* opened again below */ }
    if (!reread.signal.aborted) await rest(span);
  }
}

async function read(reader) {
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    hears();
    held += value;
    const events = held.split("\n\n");
    held = events.pop();
    for (const each of events) {
      const data = each.split("\n").find((line) => line.startsWith("data: "));
      if (data) show(JSON.parse(data.slice("data: ".length)));
    }
  }
}

look();
addEventListener("DOMContentLoaded", () => {
  const { stream, need, lost } = document.body.dataset;
  look();
  if (need && !sessionStorage.getItem(TOKEN)) return go(lost || "/join");
  setInterval(watch, LOOKS);
  follow(stream || "/api/here");
});

// What is to be said on the next page.
if (sessionStorage.getItem("said")) {
  addEventListener("DOMContentLoaded", () => {
    part("say").textContent = sessionStorage.getItem("said");
    sessionStorage.removeItem("said");
  });
}
