/**
 * The toy call on XState 5: an actor for each call, driven by a small agenda.
 *
 * Of the ways tried, an actor with `send` was the fastest: the pure `transition` function ran at a
 * fifth of its rate, `after` delays on a clock of our own at three quarters.
 *
 *   node toy_xstate.mjs play [INSTANT ...]   the log of one call as JSON, a five at each instant
 *   node toy_xstate.mjs run CALLS            {xstate, calls, entries, seconds} of silent calls
 *
 * XState is looked for as Node does, and in NODE_PATH. The instants are those of timetable.py.
 */

import { createRequire } from 'node:module';
import { argv } from 'node:process';

const require = createRequire(import.meta.url);
const { assign, createActor, setup } = require('xstate');

const RING = 2_000;
const PROMPTS = [
  { starts: 0, length: 1_500 },
  { starts: 7_500, length: 2_500 },
  { starts: 15_000, length: 5_500 },
  { starts: 22_500, length: 5_000 },
];
const PATIENCE = 30_000;
const OPENING_LENGTH = 3_000;
const REQUEST_AFTER = 12_000;
const REQUEST_LENGTH = 4_000;
const RECORDING_LENGTH = 20_000;
const GRACE = 3_000;
const DIGIT_GAP = 3_000;
const POLICE_ANSWER_AFTER = 3_000;
const WARM_UP = 3_000;

const isBefore = (one, other) =>
  one.instant < other.instant || (one.instant === other.instant && one.order < other.order);

/** Simulated time: a heap of what is due, earliest first, then in order of submission. */
class Agenda {
  now = 0;
  #heap = [];
  #submitted = 0;

  at(instant, event) {
    const heap = this.#heap;
    const item = { instant, order: this.#submitted++, event };
    let hole = heap.length;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (isBefore(heap[parent], item)) break;
      heap[hole] = heap[parent];
      hole = parent;
    }
    heap[hole] = item;
  }

  after(delay, event) {
    this.at(this.now + delay, event);
  }

  next() {
    const heap = this.#heap;
    if (heap.length === 0) return undefined;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length > 0) this.#sink(last);
    this.now = first.instant;
    return first.event;
  }

  clear() {
    this.#heap.length = 0;
  }

  #sink(item) {
    const heap = this.#heap;
    let hole = 0;
    for (let child = 1; child < heap.length; child = 2 * hole + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child += 1;
      if (isBefore(item, heap[child])) break;
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = item;
  }
}

const note = (what) => ({ context }) => context.log.push([context.agenda.now, what]);
const after = (delay, event) => ({ context }) => context.agenda.after(delay, event);
const stopTheRest = ({ context }) => context.agenda.clear();

function planPrompts({ context: { agenda } }) {
  agenda.after(0, 'location_noted');
  PROMPTS.forEach(({ starts, length }, index) => {
    agenda.after(starts, `prompt_${index + 1}_starts`);
    agenda.after(starts + length, `prompt_${index + 1}_ends`);
  });
  agenda.after(PATIENCE, 'sent_to_recording');
}

const heardOnly = {
  location_noted: {},
  ...Object.fromEntries(
    PROMPTS.flatMap((_, index) => [
      [`prompt_${index + 1}_starts`, {}],
      [`prompt_${index + 1}_ends`, {}],
    ]),
  ),
};

const listensForFives = {
  press_five: [
    { guard: 'fiveIsHeld', target: 'connecting_police' },
    { actions: ['holdFive', note('timer gap'), after(DIGIT_GAP, 'gap_ends')] },
  ],
  gap_ends: { actions: 'dropFive' },
};

const machine = setup({
  guards: { fiveIsHeld: ({ context }) => context.fiveHeld },
  actions: { holdFive: assign({ fiveHeld: true }), dropFive: assign({ fiveHeld: false }) },
}).createMachine({
  context: ({ input }) => ({ log: input.log, agenda: input.agenda, fiveHeld: false }),
  initial: 'idle',
  states: {
    idle: { on: { dial: 'dialled' } },
    dialled: {
      entry: [note('stage dialled'), after(RING, 'operator_answers')],
      on: { operator_answers: 'with_operator', press_five: {} },
    },
    with_operator: {
      entry: [note('stage with_operator'), planPrompts],
      on: { ...heardOnly, press_five: {}, sent_to_recording: 'recording' },
    },
    recording: {
      entry: [
        note('stage recording'),
        note('timer request'),
        note('timer end'),
        after(REQUEST_AFTER, 'request_is_due'),
        after(RECORDING_LENGTH, 'recording_ends'),
        after(0, 'opening_starts'),
      ],
      on: {
        opening_starts: { actions: after(OPENING_LENGTH, 'opening_ends') },
        opening_ends: {},
        request_is_due: { actions: after(0, 'request_starts') },
        request_starts: { actions: after(REQUEST_LENGTH, 'request_ends') },
        request_ends: {},
        recording_ends: 'grace',
        ...listensForFives,
      },
    },
    grace: {
      entry: [note('stage grace'), note('timer grace'), after(GRACE, 'grace_ends')],
      on: { grace_ends: 'ended', ...listensForFives },
    },
    connecting_police: {
      entry: [
        note('stage connecting_police'),
        stopTheRest,
        after(POLICE_ANSWER_AFTER, 'police_answer'),
      ],
      on: { police_answer: 'with_call_handler' },
    },
    with_call_handler: {
      entry: [note('stage with_call_handler'), stopTheRest, note('outcome connected_to_police')],
      type: 'final',
    },
    ended: {
      entry: [note('stage ended'), stopTheRest, note('outcome no_response_to_recording')],
      type: 'final',
    },
  },
});

function play(presses = []) {
  const log = [];
  const agenda = new Agenda();
  agenda.at(0, 'dial');
  for (const instant of presses) agenda.at(instant, 'press_five');
  const call = createActor(machine, { input: { log, agenda } }).start();
  for (let type = agenda.next(); type !== undefined; type = agenda.next()) {
    log.push([agenda.now, type]);
    call.send({ type });
  }
  return log;
}

function run(calls) {
  let entries = 0;
  for (let call = 0; call < calls; call += 1) entries += play().length;
  return entries;
}

const [, , command, ...numbers] = argv;
if (command === 'play') {
  console.log(JSON.stringify(play(numbers.map(Number))));
} else {
  const calls = Number(numbers[0] ?? 1_000);
  run(WARM_UP);
  const started = performance.now();
  const entries = run(calls);
  const seconds = (performance.now() - started) / 1_000;
  const xstate = require('xstate/package.json').version;
  console.log(JSON.stringify({ xstate, calls, entries, seconds }));
}
