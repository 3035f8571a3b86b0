// The toy call on XState: one machine, an actor for each call. See toy_call.py.
// node toy_xstate.mjs FOLDER: FOLDER has node_modules/xstate. A line with a number of calls is
// answered with the seconds that they took, a line with a list of presses with the log of that call.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { resolve } from "node:path";

const { createActor, createMachine } = createRequire(resolve(process.argv[2], "x.js"))("xstate");
const DIGIT_GAP = 3000;
const PROMPTS = [[0, 1500], [7500, 2500], [15000, 5500], [22500, 5000]].flatMap(([at, length], n) => [
  [at, `prompt_${n + 1}_starts`], [at + length, `prompt_${n + 1}_ends`]]);
const FOLLOWS = {
  dialled: [[2000, "operator_answers"]],
  with_operator: [[0, "location_noted"], ...PROMPTS, [30000, "sent_to_recording"]],
  recording: [[12000, "request_is_due"], [20000, "recording_ends"], [0, "opening_starts"]],
  opening_starts: [[3000, "opening_ends"]],
  request_is_due: [[0, "request_starts"]],
  request_starts: [[4000, "request_ends"]],
  grace: [[3000, "grace_ends"]],
  connecting_police: [[3000, "police_answer"]],
};
const OUTCOMES = { with_call_handler: "connected_to_police", ended: "no_response_to_recording" };
const TIMERS = { recording: ["request", "end"], grace: ["grace"] };

let call;
class PlannedCall {
  log = []; now = 0; planned = []; held = false;
  after(delay, event) {
    const due = this.now + delay;
    let place = this.planned.length;
    while (place && this.planned[place - 1][0] < due) place -= 1;
    while (place && this.planned[place - 1][0] === due) place -= 1;
    this.planned.splice(place, 0, [due, event]); // The last one is the next one.
  }
  note(what) { this.log.push([this.now, what]); }
  plan(what) { for (const [delay, event] of FOLLOWS[what] ?? []) this.after(delay, event); }
  enter(stage) {
    this.note(`stage ${stage}`);
    for (const timer of TIMERS[stage] ?? []) this.note(`timer ${timer}`);
    if (stage === "connecting_police" || stage in OUTCOMES) this.planned.length = 0;
    this.plan(stage);
    if (stage in OUTCOMES) this.note(`outcome ${OUTCOMES[stage]}`);
  }
}

const to = (target) => ({ target });
const entered = (stage, on) => ({ entry: () => call.enter(stage), on });
const planSpeech = { actions: ({ event }) => call.plan(event.type) };
const five = [
  { target: "connecting_police", guard: () => call.held },
  { actions: () => { call.held = true; call.note("timer gap"); call.after(DIGIT_GAP, "gap_ends"); } },
];
const gap = { actions: () => { call.held = false; } };
const heard = Object.fromEntries(["location_noted", ...PROMPTS.map(([, e]) => e)].map((e) => [e, {}]));
const machine = createMachine({
  initial: "idle",
  states: {
    idle: { on: { dial: to("dialled") } },
    dialled: entered("dialled", { operator_answers: to("with_operator"), press_five: {} }),
    with_operator: entered("with_operator",
      { ...heard, press_five: {}, sent_to_recording: to("recording") }),
    recording: entered("recording", {
      opening_starts: planSpeech, opening_ends: {}, request_is_due: planSpeech,
      request_starts: planSpeech, request_ends: {}, recording_ends: to("grace"),
      press_five: five, gap_ends: gap }),
    grace: entered("grace", { grace_ends: to("ended"), press_five: five, gap_ends: gap }),
    connecting_police: entered("connecting_police", { police_answer: to("with_call_handler") }),
    with_call_handler: entered("with_call_handler", {}),
    ended: entered("ended", {}),
  },
});

function play(presses) {
  call = new PlannedCall();
  const actor = createActor(machine).start();
  call.after(0, "dial");
  for (const instant of presses) call.after(instant, "press_five");
  while (call.planned.length) {
    const [due, type] = call.planned.pop();
    call.now = due;
    call.note(type);
    actor.send({ type });
  }
  return call.log;
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (Array.isArray(asked)) { console.log(JSON.stringify(play(asked))); continue; }
  const began = performance.now();
  for (let n = 0; n < asked; n += 1) play([]);
  console.log((performance.now() - began) / 1000);
}
