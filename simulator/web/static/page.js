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

// --- what lies outside a page ------------------------------------------------------------------------
// Every request, every way to another page and leaving pass here, and nowhere else: a page that has no server
// (.ci/page) gives its own `outside` before this script runs. Past it, that page would ask a network for an answer.

const outside = window.outside || {
  here: () => location.pathname + location.search,
  ask: (address, options) => fetch(address, options),
  // One entry in the history for all pages: Back never leads into a call.
  go: (address) => location.replace(address),
  // What is shown apart has an entry of its own in the history, which says nothing: a phone's own Back closes it.
  apart: (opens) => (opens ? history.pushState(null, "") : history.back()),
  leave: (headers, apart) => {
    try {
      if (headers["X-Seat"]) fetch("/api/leave", { method: "POST", headers, body: "{}", keepalive: true });
    } finally {
      if (apart) {
        history.replaceState(null, "", "/measures");
        addEventListener("popstate", () => outside.leave({}, false), { once: true });
        history.back(); // Back must lead past the session, not into it
      } else {
        history.replaceState(null, "", "/measures");
        // Only if there is a network: without one, a browser's error page with this address would come.
        fetch("/measures", { cache: "no-store" }).then((reply) => reply.ok && location.replace("/measures"), () => {});
      }
    }
  },
  save: (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  },
  // What a debrief says of a learning platform: a server knows none.
  lookedBack: () => "",
};

// A page without a server can lose no connection, however long an answer takes, and has no second window.
let alone = Boolean(window.outside);

// The letters of a wall. A page without a server has those of its machine: nothing in it may be fetched.
const LETTERS = "Atkinson Hyperlegible Next";
if (!alone && window.FontFace) {
  const face = new FontFace(LETTERS, "url(/fonts/atkinson-hyperlegible-next.woff2)", { weight: "200 800" });
  document.fonts.add(face);
  document.fonts.addEventListener("loadingdone", () => fit());
}

const part = (id) => document.getElementById(id);
const headers = (more = {}) => {
  const token = sessionStorage.getItem(TOKEN);
  return { ...more, "X-Page": "2", ...(token ? { "X-Seat": token } : {}) };
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

// What is opened at the foot of a leader's page comes into view: a bar at its lower edge would lie over it.
addEventListener("toggle", (event) => {
  if (event.target.id === "ending" && event.target.open) event.target.scrollIntoView({ block: "center" });
}, true);

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

// A list that was chosen from is folded again: left open, the next press on it would only close it.
function foldAgain(box) {
  box.open = false;
  sessionStorage.setItem("folded", JSON.stringify({ ...folded(), [box.id]: false }));
}

addEventListener("change", (event) => {
  if (event.target.name !== "colours") return;
  sessionStorage.setItem("colours", event.target.value);
  look();
});

// --- leaving -----------------------------------------------------------------------------------------

// The page to land on is kept from the beginning, with the style that is there: it comes at once, also without a network.
let landing = null;
let gone = false;

async function keepLanding() {
  try {
    const reply = await outside.ask("/measures", {});
    if (!reply.ok) return;
    const kept = new DOMParser().parseFromString(await reply.text(), "text/html");
    for (const each of kept.querySelectorAll("link[rel=stylesheet]")) each.remove();
    const style = new CSSStyleSheet();
    style.replaceSync([...document.styleSheets].flatMap((each) => [...each.cssRules].map((rule) => rule.cssText)).join("\n"));
    landing = { kept, style };
  } catch { /* a blank page is neutral too */ }
}

function leave() {
  const token = headers({ "Content-Type": "application/json" });
  const helped = isHelped();
  document.documentElement.replaceChildren(); // blank before anything else
  sessionStorage.clear();
  gone = true;
  reread.abort();
  if (landing) {
    document.adoptedStyleSheets = [landing.style];
    root.replaceChildren(...landing.kept.documentElement.children);
    root.removeAttribute("class");
  }
  outside.leave(token, helped);
}

addEventListener("keydown", (event) => {
  // Leaving is a link, so that it works without this script. A button would take the space bar too.
  const leaves = event.key === " " && event.target.id === "leave";
  if (event.key !== "Escape" && !leaves) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (leaves || document.body?.dataset.escape !== "cover") leave();
  else if (!event.repeat) coverOrLeave();
}, true);

// On the projector's page, Esc only hides the page: people press it to leave the full screen. Who presses it again at
// once wants to be gone. It never brings the page back: pressed in fright, it would show it to a visitor.
const AT_ONCE = 3000; // milliseconds in which a person presses again
let pressed = -AT_ONCE;

function coverOrLeave() {
  const again = performance.now() - pressed < AT_ONCE;
  pressed = performance.now();
  if (again) leave();
  else if (!isCovered()) turnCover();
}

let covering = Promise.resolve(); // one after the other, or the last press might come first

const isCovered = () => Boolean(document.body?.dataset.covered || document.querySelector("#page .cover"));

function turnCover() {
  const coveredForAll = document.querySelector("#page .cover");
  const covered = isCovered();
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

// In a session, a page of one's own shows help lines in the place of the session: a phone's own Back then closes them.
// As a page of its own, Back would lead out of the session, past its code.
const inSession = () => !alone && document.body.dataset.stream === "/api/session-stream";
const isHelped = () => Boolean(part("helped"));

async function helpApart(address) {
  let lines = null;
  try {
    const asked = language && address === "/help" ? `/help?language=${language}` : address;
    const reply = await outside.ask(asked, {});
    if (reply.ok) lines = new DOMParser().parseFromString(await reply.text(), "text/html").querySelector("main");
  } catch { /* said below */ }
  if (gone) return;
  if (!lines) return void (part("say").textContent = NO_ANSWER);
  if (!isHelped()) {
    outside.apart(true);
    part("main").insertAdjacentHTML("afterend", '<div id="helped" class="main"></div>');
    part("main").hidden = true;
  }
  part("helped").replaceChildren(...lines.childNodes);
  scrollTo(0, 0);
  attend(part("helped").querySelector("h1"));
}

addEventListener("popstate", () => {
  if (gone || !isHelped()) return;
  part("helped").remove();
  part("main").hidden = false;
  part("get-help").focus({ preventScroll: true });
});

function cover(covers) {
  if (covers) document.body.dataset.covered = "yes";
  else delete document.body.dataset.covered;
  part("cover").hidden = !covers;
  part("page").hidden = part("foot").hidden = covers;
  fit();
}

// A page that the browser kept for Back is not shown again as it was.
addEventListener("pageshow", (event) => { if (event.persisted) outside.go(outside.here()); });

// The pages of help lines and of myths lead back, each to where it was asked for, however one came from one to the other.
const trail = () => JSON.parse(sessionStorage.getItem("trail") || "[]");
const MOST_BACK = 20;

function go(address, apart = false) {
  const here = outside.here();
  if (!apart && !here.startsWith("/help")) sessionStorage.setItem("trail", JSON.stringify([...trail(), here].slice(-MOST_BACK)));
  outside.go(address, apart);
}

function goBack() {
  const left = trail(), here = outside.here();
  let to = left.pop();
  while (to === here) to = left.pop();
  sessionStorage.setItem("trail", JSON.stringify(left));
  outside.go(to || "/");
}

// --- parts -------------------------------------------------------------------------------------------

let opener = ""; // the control that asked the question which is open

// Where the focus goes when its control is gone: back to where it came from, else to what is new.
function refocus() {
  const target = part(opener) || document.querySelector("#ended h2") || part("main");
  if (target.matches("h2")) attend(target);
  else target.focus({ preventScroll: true });
}

const isAtEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 80;

function show(parts) {
  let lost = false;
  const atEnd = Boolean(part("heard")) && isAtEnd(part("heard"));
  for (const [name, html] of Object.entries(parts)) {
    const adds = name[0] === "+";
    const where = part(adds ? name.slice(1) : name);
    if (!where) continue;
    if (adds) {
      where.insertAdjacentHTML("beforeend", html);
      continue;
    }
    const within = where.contains(document.activeElement);
    const held = within ? document.activeElement.id : "";
    // What was said of the last act would lie over the way on from a call that is over.
    if (name === "ended" && html.trim() && !where.querySelector("h2") && part("say")) part("say").textContent = "";
    where.innerHTML = html;
    if (held && part(held)) part(held).focus({ preventScroll: true });
    else lost ||= within;
  }
  document.body.dataset.seat = document.querySelector("[data-seat]:not(body)")?.dataset.seat || document.body.dataset.seat || "";
  const said = document.querySelector("#page > [dir]");
  if (said) Object.assign(document.documentElement, { lang: said.lang === "en" ? "en-GB" : said.lang, dir: said.dir });
  if (document.body.dataset.covered && document.querySelector("#page .cover")) cover(false);
  if (lost) refocus();
  own();
  fold();
  if (part("typed")) part("typed").hidden = part("acts").childElementCount === 0;
  makeRoom();
  if (atEnd) part("heard").scrollTop = part("heard").scrollHeight;
}

function take(said) {
  if (said.token) sessionStorage.setItem(TOKEN, said.token);
  if (said.parts) show(said.parts);
  // A part that takes the focus says it itself.
  if (part("say")) part("say").textContent = said.focus ? "" : said.say || "";
  makeRoom();
  if (said.parts && said.parts.ask) {
    // A touch screen would cover the answers with its keyboard.
    const field = part("ask").querySelector("input:not([type=hidden]), .back");
    // Who types the next words goes on: their letters would press what is asked.
    if (part("words")?.value && document.activeElement === part("words")) {
      part("say").textContent = `Asked below: ${part("ask").querySelector("h3").textContent}.`;
    } else if (field && !(field.type === "search" && matchMedia("(pointer: coarse)").matches)) field.focus();
    else attend(part("ask").querySelector("h3"));
  }
  // Only on a learning platform has a debrief a place for what that platform has.
  if (said.parts?.debrief && part("platform-says")) part("platform-says").textContent = outside.lookedBack(said.why_not_completed);
  if (said.parts && said.parts.debrief) attend(part("debrief").querySelector("h2"));
  if (said.save) outside.save(said.save.name, said.save.text);
  if (said.again) {
    // The seat is in another call now: its stream is not waited for, nor is the page left at what was read.
    reread.abort();
    scrollTo(0, 0);
  }
  if (said.focus) attend(part(said.focus).querySelector("h2, h3"));
  if (said.go) go(said.go);
  return said;
}

function attend(heading) {
  heading.tabIndex = -1;
  heading.focus();
}

const NO_ANSWER = "No answer. Check the Wi-Fi of this device. Does the program still run?";
// A browser has six connections to one program, and each of its pages holds one: what is pressed then waits unsent.
const NOT_YET = "No answer yet. If many pages of this program are open, close some.";
const late = () => { if (part("say") && !part("lost")?.textContent) part("say").textContent = NOT_YET; };

// What a form holds back, and what was written into it, is in the line again when the form is left; a key is not a word.
function giveBack(form) {
  const texts = ["input:not([type])", "[name=line]"].flatMap((of) => [...form.querySelectorAll(of)]).map((field) => field.value);
  const words = texts.find((text) => /\p{L}.*\p{L}/u.test(text) && !text.startsWith("/"));
  if (words && part("words") && !part("words").value) part("words").value = words;
}

// An open form is not thrown away by the next words: it stays, or it is said that nothing of it was done.
async function post(address, body) {
  const open = address === "/api/act" && !("answers" in body) ? part("ask")?.querySelector("h3")?.textContent : "";
  const said = await posted(address, body);
  const now = open && part("ask")?.querySelector("h3")?.textContent;
  const left = said.parts?.ask ? "Nothing was done of it" : now === open ? "Still open below, and not done" : "";
  if (open && left) part("say").textContent = `${said.say || ""} ${left}: ${open}.`.trim();
  return said;
}

async function posted(address, body) {
  // Sent once the connection is back, presses of an impatient leader would run past pages that nobody has read.
  // To cover or to show means the same then as now.
  const moves = address === "/api/lead" && !["hide", "show", "get-help"].includes(body.do);
  if (moves && part("lost").textContent) return settle(take({ say: NO_ANSWER }));
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
    settle();
  }
}

// What was pressed shows at once that it was, until it is answered: drawing endings can take a second.
function settle(said) {
  for (const each of document.querySelectorAll("[aria-busy]")) each.removeAttribute("aria-busy");
  return said;
}

// --- what was chosen ---------------------------------------------------------------------------------

// Of buttons with a name, only the one that was pressed is an answer.
function fields(form, pressed) {
  const body = {}, answers = {};
  for (const field of form.elements) {
    if (field.tagName === "BUTTON" && field !== pressed) continue;
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

// Files that a person chose to open, and what they pasted, as texts.
async function chosenFiles() {
  const read = [...part("files").files].map(async (file) => ({ name: file.name, text: await file.text() }));
  const pasted = part("pasted").value.trim() ? [{ name: "pasted.jsonl", text: part("pasted").value }] : [];
  return [...(await Promise.all(read)), ...pasted];
}

addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-post], form[data-join]");
  if (!form) return;
  event.preventDefault();
  clearTimeout(reading); // or what a line means is shown once it has been said
  if (form.dataset.join) {
    // The code is for the next page alone: an address would stay in the history.
    sessionStorage.setItem("code", form.querySelector("input").value);
    return go(form.dataset.join);
  }
  if (form.dataset.only && !form.dataset.only.split(" ").includes(part("dialled").value)) {
    part("say").textContent = form.dataset.otherwise;
    return part("dialled").select();
  }
  const body = fields(form, event.submitter);
  if (part("files") && form.contains(part("files"))) body.files = await chosenFiles();
  if (form.id !== "typed") {
    const came = await post(form.dataset.post, body);
    if (form.matches(".ask") && !form.isConnected && !came.done && !came.questions) giveBack(form);
    return came;
  }
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
  const otherWindow = !alone && (event.ctrlKey || event.metaKey || link?.target);
  if (link && !otherWindow) {
    event.preventDefault();
    // The browser's own error page would take the place of this one, and would not heal.
    if (part("lost").textContent) return;
    if (link.matches("[href='/help']") && led()) return helpHere();
    if (link.matches("[href^='/help']") && inSession()) return helpApart(link.getAttribute("href"));
    if ("back" in link.dataset && isHelped()) return outside.apart(false);
    if ("back" in link.dataset) goBack();
    else if ("giveUp" in link.dataset && !("unsaved" in link.dataset) && isUnsaved()) askToSave(link);
    else if ("giveUp" in link.dataset) post("/api/leave", {}).then(() => { sessionStorage.removeItem(TOKEN); go(link.getAttribute("href")); });
    else go(link.getAttribute("href"), Boolean(link.target));
    return;
  }
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.clear) {
    for (const form of part(button.dataset.clear).querySelectorAll("form.ask")) giveBack(form);
    part(button.dataset.clear).replaceChildren();
    return refocus();
  }
  if (button.dataset.stay) return stay(part(button.dataset.stay));
  if (button.dataset.copy) return copy(part(button.dataset.copy));
  if ("digit" in button.dataset) return dial(button.dataset.digit);
  if ("cover" in button.dataset) return turnCover();
  if ("print" in button.dataset) return print();
  if ("comeIn" in button.dataset) return comeIn();
  if ("toggleOut" in button.dataset) return sitOut(!sessionStorage.getItem("out"));
  if (button.dataset.size) return resize(Number(button.dataset.size));
  if (!button.dataset.post) return;
  if (button.getAttribute("aria-disabled") === "true") {
    part("say").textContent = button.title;
    return;
  }
  if (button.dataset.key && navigator.vibrate) navigator.vibrate(20);
  opener = button.id;
  if (button.dataset.do === "jump") foldAgain(button.closest("details"));
  if (button.dataset.post === "/api/lead") button.setAttribute("aria-busy", "true"); // until its answer shows the next page
  const body = button.dataset.body ? JSON.parse(button.dataset.body) : {};
  if (button.dataset.post === "/api/lead") Object.assign(body, turn());
  for (const name of ["key", "do", "place", "code", "name", "at"]) if (button.dataset[name]) body[name] = button.dataset[name];
  post(button.dataset.post, body);
});

// A call that can be saved on its own page is not lost by the way to the next one without a question.
const isUnsaved = () => Boolean(part("save")) && !part("saved").childElementCount;

function askToSave(link) {
  part("unsaved").hidden = false;
  part("unsaved").querySelector("[data-unsaved]").setAttribute("href", link.getAttribute("href"));
  part("unsaved").scrollIntoView({ block: "center" });
  attend(part("unsaved").querySelector("h2"));
}

function stay(field) {
  part("unsaved").hidden = true;
  field.scrollIntoView({ block: "center" });
  field.focus();
}

// A page that was opened from a disk may not be given the clipboard: what is selected can still be copied.
function copy(field) {
  field.focus();
  field.select();
  part("say").textContent = document.execCommand("copy") ? "Copied." : "It is selected: copy it now.";
}

// What is in a call is read before it is set for others.
function showNote() {
  const chosen = part("call")?.selectedOptions?.[0];
  if (chosen && part("in-it")) part("in-it").textContent = chosen.dataset.note;
}
addEventListener("change", (event) => { if (event.target.id === "call") showNote(); });
addEventListener("pageshow", showNote); // A browser may bring a choice back.

// A phone's own keys, before anything is dialled: they fill its display, and nothing is sent.
function dial(digit) {
  const display = part("dialled");
  display.value = digit ? (display.value + digit).slice(0, display.maxLength) : display.value.slice(0, -1);
  if (navigator.vibrate) navigator.vibrate(20);
}

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

// Who comes late comes in on their own page: what they read first is for the session that they joined, and once.
function comeIn() {
  sessionStorage.setItem("in", document.querySelector("[data-late]").dataset.late);
  own();
  const heading = document.querySelector(".in h1");
  if (heading) attend(heading);
}

function sitOut(out) {
  if (out) sessionStorage.setItem("out", "yes");
  else sessionStorage.removeItem("out");
  own();
}

// A wall shows a whole page at once: it is set closer until it fits, but no letter becomes too small to read.
const CLOSER = ["", "1", "2"];

// Whether everything on it is within its own place: a box that is too full reaches over what is below it.
function whole(room) {
  const within = (box) => [...box.children].every(
    (each) => each.getBoundingClientRect().bottom <= box.getBoundingClientRect().bottom + 1);
  const boxes = [...room.querySelectorAll("#page, .sheet, .two, .two > *, .choices, .choices ol, .five, .wallcaps")];
  return room.scrollHeight <= room.clientHeight + 1 && boxes.every(within);
}

// What then still gives, by degrees: the air between the rows, down to none; last the letters. These are 1/25 of the
// height of the picture, and no less than 1/30 (assumption): where a language is long or a device's letters wide, a
// little smaller is better than a sentence below the edge of the wall, which nobody reads.
const GIVES = [["--air", 0], ["--letters", 25 / 30]];
const HALVINGS = 5;

// Give a wall as much of each as it holds, the last first; return whether it then holds its page.
function giveWay(wall, room) {
  for (const [name, least] of GIVES) {
    wall.style.setProperty(name, String(least));
    if (!whole(room)) continue;
    let holds = least, most = 1;
    for (let n = 0; n < HALVINGS; n += 1) {
      const middle = (holds + most) / 2;
      wall.style.setProperty(name, String(middle));
      if (whole(room)) holds = middle;
      else most = middle;
    }
    wall.style.setProperty(name, String(holds));
    return true;
  }
  return false;
}

function fit() {
  const wall = document.querySelector("body.wall"), room = part("main");
  if (!wall || !room) return;
  for (const [name] of GIVES) wall.style.removeProperty(name);
  room.style.overflow = "hidden"; // a bar to scroll by takes room itself, and stays where without it all would fit
  const fits = CLOSER.some((each) => {
    if (each) wall.dataset.fit = each;
    else delete wall.dataset.fit;
    return whole(room);
  }) || giveWay(wall, room);
  if (!fits) room.style.removeProperty("overflow");
  room.tabIndex = fits ? -1 : 0; // what still scrolls, in a window of no usual shape, does so by keys too
}

// Bars get their lengths here: the policy of these pages allows no style in what the server sends.
function measure() {
  for (const each of document.querySelectorAll("[data-v]")) each.style.setProperty("--v", each.dataset.v);
  hushed = performance.now();
  silence();
}

// A silence takes up room: a bar fills, second by second, as long as the call goes on.
let hushed = 0;

function silence() {
  const box = document.querySelector("[data-silent]");
  if (!box) return;
  const gone = Number(box.dataset.silent) + ("runs" in box.dataset ? performance.now() - hushed : 0);
  const seconds = Math.floor(gone / 1000), of = Number(box.dataset.lasts) || 60000;
  const says = seconds === 1 ? box.dataset.saysOne : box.dataset.says.replace(/7[,.\s]?777/, String(seconds));
  if (box.querySelector("[data-silence]").textContent !== says) box.querySelector("[data-silence]").textContent = says;
  box.querySelector(".fill i").style.setProperty("--p", String(Math.min(100, (100 * gone) / of)));
}
setInterval(silence, 250);

// The captions get the room that is left over, so that the line to type into is in sight, and over it whose
// turn it is, and the next step. A phone's keyboard makes the page lower, and then this is worked out again.
const UNDER_THE_LINE = 12; // pixels

function makeRoom() {
  const heard = part("heard"), line = part("words");
  if (!heard || !line?.getClientRects().length) return;
  const { top, bottom } = heard.getBoundingClientRect();
  const rest = line.getBoundingClientRect().bottom - bottom + part("say").offsetHeight + UNDER_THE_LINE;
  root.style.setProperty("--heard", `${Math.round(innerHeight - (top + scrollY) - rest)}px`);
}

addEventListener("resize", () => {
  fit();
  makeRoom();
  part("heard")?.scrollTo(0, part("heard").scrollHeight);
});

function own() {
  measure();
  fit();
  const button = part("sit-out");
  if (!button) return;
  const out = Boolean(sessionStorage.getItem("out"));
  button.dataset.again ||= button.textContent;
  button.textContent = out ? button.dataset.in : button.dataset.again;
  const before = document.querySelector("[data-late]");
  const waits = Boolean(before) && sessionStorage.getItem("in") !== before.dataset.late;
  if (before) before.hidden = out || !waits;
  if (document.querySelector(".in")) document.querySelector(".in").hidden = out || waits;
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
  if (document.body.dataset.keys !== "lead" || event.ctrlKey || event.altKey || event.metaKey) return;
  const step = STEPS[event.key];
  // A button takes the space bar, but "c" covers wherever the focus is.
  if (event.target.closest(step === "cover" ? "input" : "input, button, a, summary")) return;
  if (!step) return takes(event);
  event.preventDefault();
  if (step === "cover" && document.body.dataset.escape === "cover") return turnCover();
  post("/api/lead", { do: step === "cover" ? seenCover() : step, ...turn() });
});

// On the wall, a number is the answer that has it: in one window, the notes would have to be shown for each choice.
function takes(event) {
  const number = Number(event.key), sheet = document.querySelector("#page .sheet");
  if (!sheet || isCovered() || !(number >= 1 && number <= 9)) return;
  const button = sheet.querySelectorAll(".answers button")[number - 1];
  if (button) button.click();
  else if (number <= Number(sheet.dataset.follows || 0)) post("/api/lead", { do: "follow", place: String(number - 1), ...turn() });
}

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
let broken = false; // whether what came last could not be shown: until something can, what is seen may be old

function hears() {
  heard = performance.now();
  if (part("lost")?.textContent && part("say").textContent === NO_ANSWER) part("say").textContent = "";
  if (!broken) report("");
}

function report(says) {
  if (!part("lost") || part("lost").textContent === says) return;
  part("lost").textContent = says;
  fit();
}

function watch() {
  const now = performance.now();
  if (alone || document.hidden || (!broken && now - heard < QUIET)) return;
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
      // A server that answers with a fault, or ends what it has just begun to send, shows nothing new.
      if (reply.status !== 200 && reply.status < 500) hears();
      if (gone) return;
      if (reply.status === 409 && need && document.querySelector("[data-over]")) return; // its last page stays
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
    if (gone) return;
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
      if (!data) continue;
      broken = true;
      show(JSON.parse(data.slice("data: ".length)));
      broken = false;
      hears();
    }
  }
}

look();
addEventListener("DOMContentLoaded", () => {
  const { stream, need, lost } = document.body.dataset;
  look();
  if (need && !sessionStorage.getItem(TOKEN)) return go(lost || "/join");
  if (part("code") && sessionStorage.getItem("code") !== null) {
    part("code").value = sessionStorage.getItem("code");
    sessionStorage.removeItem("code");
    // Taken by the listener below it alone: what a browser sends of itself would leave past `outside`.
    if (part("code").value) part("code").form.dispatchEvent(new SubmitEvent("submit", { bubbles: true, cancelable: true }));
  }
  setInterval(watch, LOOKS);
  if (!alone) keepLanding();
  follow(stream || "/api/here");
});

// What is to be said on the next page.
if (sessionStorage.getItem("said")) {
  addEventListener("DOMContentLoaded", () => {
    part("say").textContent = sessionStorage.getItem("said");
    sessionStorage.removeItem("said");
  });
}
