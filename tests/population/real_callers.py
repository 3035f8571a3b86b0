"""Callers of the population as scenarios, played by real sessions: the referee of the model.

The inputs are those of `population.yaml`; who rings and what they do is drawn here, with draws of
Python's own, and nothing of `simulator.population` is used but the names of what is counted. The
operator and the call handler are the guided people of every run.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.log import CallEnded, Entry, IncidentMoved, SignalRecognised, StageEntered
from simulator.core.profile import Force, Profile
from simulator.core.terms import LineStage, Recognised, Role
from simulator.session.run.headless_run import run
from tests.population.days import FILE
from tests.session.calls import scenario

NUMBERS = {name: one.value for name, one in FILE.inputs.items()}
LINES = ("mobile", "landline", "digital")
MISTAKE = (
    '{say: {intent: says_mistake, words: "Sorry, that was a mistake.", means: {mistake: yes}}}'
)
ALL_SAFE = '{say: {intent: says_yes, words: "Yes, all safe.", means: {says_fine: yes}}}'
ALONE = '{say: {intent: says_no, words: "No, it is only me.", means: {alone: yes}}}'
SETTLES = (("{heard: check_mistake}", 1.0, ALL_SAFE), ("{heard: anybody_with_you}", 1.0, ALONE))
NEARBY = '{say: {intent: not_to_call, words: "Pass me that, would you.", means: {}}}'
WHERE = (
    '{eisec: {place: "a cell in the old town", radius: 500},'
    ' aml: {place: "a house by the market", radius: 25, after: 18s}}'
)
SAID_AFTER = 4.5
"""From the operator's answer until "by mistake": their first prompt, and 2.5 s."""
PUT_THROUGH = LineStage.WITH_OPERATOR, LineStage.CONNECTING_POLICE
RECORDED = "{heard: recording_opens, from: start}"
IN_NEED = "{can_hear: yes, needs_police: yes, mistake: no, in_danger: yes, can_speak: no}"
AT_EASE = "{can_hear: yes, needs_police: no, mistake: yes, in_danger: no}"


class Caller(NamedTuple):
    """One caller of the population, with the instants of what they do, in seconds."""

    cause: str
    in_need: bool
    line: str
    rings: float
    """How long 999 rings."""
    stays: float
    """From dialling until they hang up."""
    voices: float | None
    """When somebody near them speaks, from the operator's answer."""
    mistake: bool
    taps: float | None
    """How long after being asked for a sound they tap."""
    presses: tuple[str, float, float] | None
    """The cue of 55, how long after it, and the gap between the two keys."""
    sound: float | None
    """When they make a noise in the recording, from its beginning."""
    lifts: float | None
    """How long they stay on a callback, if they answer one."""


def callers(count: int, in_need: bool, seed: int) -> Iterator[Caller]:
    """Draw callers by the inputs of the file."""
    draw = np.random.default_rng(seed)
    causes = {name: one for name, one in FILE.causes.items() if one.in_need == in_need}
    shares = np.array([one.share for one in causes.values()]) / 100
    for name in draw.choice([*causes], count, p=shares):
        yield _caller(draw, name, in_need)


def _caller(draw: np.random.Generator, name: str, in_need: bool) -> Caller:
    def happens(percent: float) -> bool:
        return draw.random() < percent / 100

    cause, line = FILE.causes[name], "mobile"
    if not happens(NUMBERS["mobile_percent"]):
        line = "landline" if happens(NUMBERS["analogue_percent"]) else "digital"
    aware, presses = happens(NUMBERS["aware_percent"]), None
    if in_need and happens(NUMBERS["aware_press_percent" if aware else "others_press_percent"]):
        presses = ("{heard: recording_asks_for_55, from: start}", draw.uniform(1.5, 6.5))
        if aware and happens(NUMBERS["early_percent"]):
            presses = (RECORDED, draw.uniform(0.5, 9))
    rings = draw.exponential(NUMBERS["pick_up_ms"] / 1_000)
    stays = draw.exponential(cause.stays_s)
    mistake = happens(cause.mistakes)
    if mistake and stays > rings + SAID_AFTER:
        stays = max(stays, rings + SAID_AFTER + 42)  # Who has said so stays to be let go.
    return Caller(
        name,
        in_need,
        line,
        rings,
        stays,
        draw.uniform(1, 15) if happens(cause.voices) else None,
        mistake,
        draw.uniform(0, 4.4) if happens(cause.answers) else None,
        (*presses, draw.uniform(0.3, 1.5)) if presses else None,
        draw.uniform(0, 20) if happens(NUMBERS["sound_in_recording_percent"]) else None,
        draw.exponential(120) if happens(NUMBERS["ring_back_percent"]) else None,
    )


def as_scenario(caller: Caller) -> Scenario:
    """Return the scenario of a caller."""
    steps = [("{dialled: true}", caller.stays, "hang_up")]
    if caller.mistake:
        steps += [("{heard: which_service}", 2.5, MISTAKE), *SETTLES]
    if caller.taps is not None:
        steps += [("{heard: make_a_sound}", caller.taps, "tap")]
    if caller.presses is not None:
        cue, after, gap = caller.presses
        keys = f'[{{press: "5"}}, {{pause: {_ms(gap)}}}, {{press: "5"}}]'
        steps += [(cue, after, keys)]
    if caller.sound is not None:
        steps += [(RECORDED, caller.sound, "tap")]
    if caller.lifts is not None:
        steps += [("{rings: true}", 9, f"[answer, {{pause: {_ms(caller.lifts)}}}, hang_up]")]
        if not caller.in_need:
            steps += [("{heard: calls_back}", 1, MISTAKE), *(() if caller.mistake else SETTLES)]
    lines = [
        f"line: {caller.line}",
        "outcome: deployed",
        f"facts: {IN_NEED if caller.in_need else AT_EASE}",
        f"cast: {{operator_answers: {_ms(caller.rings)}}}",
        f"location: {WHERE}",
        "caller:",
        *(f"  - {{when: {cue}, after: {_ms(after)}, do: {act}}}" for cue, after, act in steps),
    ]
    if caller.in_need and caller.taps is not None:
        lines.append("answers: {by: [tap], after: {between: [1s, 3s]}}")
    if caller.voices is not None:
        near = NEARBY.replace("}}}", "}}")[1:]
        lines.append(f"background: [{{at: {_ms(caller.voices)}, {near}}}]")
    return scenario("\n".join(lines))


def _ms(seconds: float) -> str:
    return f"{max(1, round(seconds * 1000))}ms"


def counted(log: Sequence[Entry]) -> Iterator[str]:
    """Yield what the model counts of a call, by the names of its figures and outcomes."""
    line: LineStage = LineStage.IDLE
    heard = ""
    for entry in log:
        body = entry.body
        if entry.actor is Role.ROOM and isinstance(body, do.Say):
            heard = "heard_and_passed"
        elif entry.actor is Role.CALLER and isinstance(body, do.Tap):
            heard = "sound_and_passed"
        elif isinstance(body, SignalRecognised) and body.signal is Recognised.FIFTY_FIVE:
            yield "pressed_55"
        elif isinstance(body, StageEntered):
            if body.stage in (LineStage.RECORDING, LineStage.SOUND_PROMPT):
                yield "in_recording"
            elif heard and (line, body.stage) == PUT_THROUGH:
                yield heard
            line = body.stage
        elif isinstance(body, CallEnded):
            yield body.outcome.value
    if any(isinstance(entry.body, IncidentMoved) for entry in log):
        yield "reached"


def rates(profile: Profile, force: Force, count: int, *, in_need: bool) -> Mapping[str, float]:
    """Play so many callers of a kind in real sessions; return what happened, of each of them."""
    found = Counter[str]()
    for seed, caller in enumerate(callers(count, in_need, seed=1)):
        found.update({*counted(run(as_scenario(caller), profile, force, seed).log)})
    return {name: number / count for name, number in found.items()}
