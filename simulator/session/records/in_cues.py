"""A run as a scenario in cues: what the caller did, each act after what the caller heard before it.

The people at the desks are simulated again, so the call may go another way where they do. What a
person of the scenario did by themselves, beside the caller's steps, is written as steps too.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, outcomes_of
from simulator.core.terms import Manner, Outcome, Role
from simulator.session.people.scripted_role import Event, ScriptedRole
from simulator.session.random_stream import RandomStream
from simulator.session.records.as_scenario import gaps_between
from simulator.session.records.record_header import plain_content
from simulator.session.run.call_people import procedure
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from simulator.session.run.perceived_log import perceived

_LIVES = ("caller", "exactly", "extends", "variations", "rings_again", "calls", "cases")
"""What a scenario says of what the caller does by themselves: it is in the steps instead."""
_OWN = (
    "listed_as",
    "speech",
    "through",
    "story",
    "pace",
    "slips",
    "fear",
    "when_near",
    "whispers_when",
    "asks",
    "reacts",
    "gives_up",
    "lines",
    "expect",
    "expect_by_profile",
    "outcomes",
    "decision_points",
)
_CUES = {
    "heard start": "heard",
    "heard end": "heard",
    "asked start": "asked",
    "asked end": "asked",
    "answered": "answered",
    "code_set end": "code_set",
    "rings": "rings",
    "dialled": "dialled",
}
"""The key of a cue for each sort of event that one can wait for."""
_LONGEST: Millis = 45_000
"""Longer after a cue an act has another reason: it is written by the clock (assumption)."""


def in_cues(setup: RunSetup, log: Sequence[Entry], name: str) -> dict[str, Any]:
    """Return what a file has of a run in cues; ValueError if a call of it did not end."""
    outcomes = outcomes_of(log)
    if not outcomes or None in outcomes:
        raise ValueError("it stops before the call ended")
    if any(call.exactly for call in setup.scenario.calls_in_order):
        raise ValueError("its scenario is written act by act already")
    held = plain_content("scenario", setup.scenario)
    later = held.get("calls", [])
    plain = {key: value for key, value in held.items() if key not in (*_LIVES, *_OWN)}
    starts = [entry.seq for entry in log if isinstance(entry.body, CallBegan)]
    calls = [log[start:end] for start, end in pairwise([*starts, len(log)])]
    heard = _by_call(setup, log)
    first, *others = [_steps(each) for each in heard]
    plain |= {"id": name, "title": f"{setup.scenario.title}, in cues", "force": setup.force.id}
    plain |= {"outcome": str(outcomes[-1]), "caller": first, "expect": _expected(outcomes[-1])}
    gaps = gaps_between(calls)
    written = [{}] * (len(calls) - 1 - len(later)) + list(later)
    plain["calls"] = [
        {**{k: v for k, v in was.items() if k not in _LIVES}, "gap": f"{gap}ms", "caller": steps}
        for was, gap, steps in zip(written, gaps, others, strict=True)
    ]
    needless = ("calls", "caller")
    plain = {key: value for key, value in plain.items() if value or key not in needless}
    again = run(Scenario.model_validate(plain), setup.profile, setup.force)
    return plain | {"about": f"{max(1, round(time_on_the_line(again.log) / 60_000))}m"}


def time_on_the_line(log: Sequence[Entry]) -> Millis:
    """Return how long the calls of a log take, without the pauses between them (ms)."""
    begins = [e.seq for e in log if isinstance(e.body, CallBegan) and e.body.during is None]
    return sum(log[end - 1].at - log[begin].at for begin, end in pairwise([*begins, len(log)]))


def _expected(outcome: Outcome | None) -> list[dict[str, Any]]:
    return [{"eventually": {"outcome": str(outcome)}, "why": "So the call ended."}]


def _by_call(setup: RunSetup, log: Sequence[Entry]) -> list[list[Entry]]:
    """Return what the caller perceived, call by call."""
    flow = procedure(setup.profile.switches, setup.profile.timings)
    found: list[list[Entry]] = []
    for entry in perceived(log, flow, setup.scenario.coverage, Role.CALLER):
        if isinstance(entry.body, CallBegan):
            found.append([])
        found[-1].append(entry)
    return found


def _steps(heard: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return the caller's acts of a call as steps, each after the last thing that can be a cue."""
    watching = ScriptedRole(Role.CALLER, (), RandomStream(0, "cues"))
    seen: dict[Event, int] = {}
    last: tuple[Event, int, Millis] | None = None
    answered: Millis | None = None
    found: list[dict[str, Any]] = []
    for entry in heard:
        form = _form(entry.body) if entry.actor is Role.CALLER else None
        if form is not None:
            found.append(_step(entry.at, last, answered) | {"do": form})
            continue
        for event in watching.events(entry):
            seen[event] = seen.get(event, 0) + 1
            if event[0] in _CUES and event[1] != "any":
                last = event, seen[event], entry.at
        if answered is None and isinstance(entry.body, do.Answer):
            answered = entry.at
    return found


def _step(
    at: Millis, last: tuple[Event, int, Millis] | None, answered: Millis | None
) -> dict[str, Any]:
    if last is None or (answered is not None and at - last[2] > _LONGEST):
        return {"when": {"at": f"{at - (answered or 0)}ms"}}
    (sort, what), nth, since = last
    named = True if what is True else str(what)
    cue: dict[str, Any] = {_CUES[sort]: named}
    if sort.endswith(" start"):
        cue["from"] = "start"
    if nth > 1:
        cue["nth"] = nth
    return {"when": cue, "after": f"{at - since}ms"}


def _form(body: object) -> Any:
    """Return an act of the caller as a file has it; None for any other entry."""
    match body:
        case do.Say(intent=intent, words=words, manner=manner):
            key = "whisper" if manner is Manner.WHISPERED else "say"
            faint = {"manner": str(manner)} if manner is Manner.FAINT else {}
            return {key: {"intent": str(intent), **faint, "words": words, **_stated(body)}}
        case do.SendText(words=words):
            return {"text": words, **_stated(body)}
        case do.Tap(times=times):
            return {"tap": times}
        case do.Cough(times=times):
            return {"cough": times}
        case do.Press(key=key):
            return {"press": key}
        case do.Make(sound=sound):
            return {"sound": str(sound)}
        case do.StaySilent() | do.HangUp() | do.Lift() | do.Answer():
            return str(body.kind)
    return None


def _stated(body: do.Say | do.SendText) -> dict[str, Any]:
    def facts(pairs: Sequence[tuple[object, bool]]) -> dict[str, str]:
        return {str(topic): "yes" if value else "no" for topic, value in pairs}

    found: dict[str, Any] = {"means": facts(body.means)}
    if isinstance(body, do.Say) and body.facts:
        found["facts"] = facts(body.facts)
    if body.place_words:
        found["place_words"] = body.place_words
    return {key: value for key, value in found.items() if value or key == "means"}
