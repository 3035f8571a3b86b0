"""Convert a record to a scenario file, to edit and play again.

The acts of the caller and the surroundings become steps: each waits for the last cue that the role
perceived, with the recorded delay. Then the file is run. If the stages differ, because a trainee
acted unlike the simulation, every act is written at its instant. A trainee's own words are never
written; a placeholder of the same spoken length replaces them.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from textwrap import wrap
from typing import Any, NamedTuple

from simulator.content.checks.unknown_ids import leaves
from simulator.content.library.library import DEFAULT_PROFILE
from simulator.content.library.templates import scenario_text
from simulator.content.scenario import act_forms
from simulator.content.scenario.environment import CallerTraits
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.instant import Millis, amount
from simulator.core.log import CallBegan, CallEnded, Entry, FlowEvent, StageEntered, TimerFired
from simulator.core.profile import SpeechPacing
from simulator.core.terms import Role, Term
from simulator.session.people.scripts import Event, ScriptedRole
from simulator.session.random_stream import RandomStream
from simulator.session.records.record_file import Record, without_text
from simulator.session.records.record_header import plain_content
from simulator.session.run.headless_run import procedure, run
from simulator.session.run.live_run import RunSetup
from simulator.session.run.log_diff import Comparison, compared
from simulator.session.run.perceived_log import perceived

_AS_STEPS = (
    *("room", "background", "overheard", "answers", "variations"),
    *CallerTraits.model_fields,
)
"""Keys whose acts become steps."""
_OF_THE_OTHER_CALL = ("expect", "expect_by_profile", "exactly", "outcomes", "decision_points")
_PLAYED = ("dials", "caller", "calls", *_AS_STEPS, *_OF_THE_OTHER_CALL)
"""Keys of the scenario that the record replaces."""
_CUES = ("did", "rings", "dialled", "answered")
_WIDTH = 96
_LEFT_OUT = "(words left out)"
"""The placeholder for words whose length doesn't matter."""
_FEW = {1: "(...)", 2: "(left out)", 3: _LEFT_OUT}
_MOST_WORDS = 1_000


class ScenarioDraft(NamedTuple):
    """A scenario built from a record."""

    scenario: Scenario
    text: str
    """The text of the file."""


def rewritten(record: Record, name: str, ready: frozenset[str]) -> ScenarioDraft:
    """Return the run of a record as a scenario with the id `name`; ValueError if it can't be.

    Of spoken words, only the scenario's, the profile's and the `ready` ones are kept.
    """
    setup = record.header.setup
    log = [without_text(entry, record.header, ready) for entry in record.entries]
    ended = sum(isinstance(entry.body, CallEnded) for entry in log)
    if not ended or ended < sum(isinstance(entry.body, CallBegan) for entry in log):
        raise ValueError("the record ends before the call")
    worded, words = _with_words(log, setup.profile.speech)
    for exactly in (False, True):
        plain = _plain(record, worded, name, exactly)
        scenario = Scenario.model_validate(plain)
        again = run(scenario, setup.profile, setup.force, setup.seed).log
        if stages(again) == stages(log):
            comment = remarks(
                setup,
                by_instant=exactly,
                without=_written(setup.scenario) - _written(scenario),
                words=words,
                again=compared(log, [without_text(each, record.header, ready) for each in again]),
            )
            return ScenarioDraft(scenario, scenario_text(plain, comment))
    raise ValueError("today's flow gives this call other stages")


def stages(log: Sequence[Entry]) -> list[str]:
    """Return the stages that a log goes through, of the line and of the incident, in order."""
    return [
        f"{entry.body.kind} {entry.body.stage}"
        for entry in log
        if isinstance(entry.body, StageEntered | out.IncidentMoved)
    ]


def _written(scenario: Scenario) -> set[str]:
    calls = [call.model_fields_set for call in scenario.calls]
    return {*scenario.model_fields_set, *(key for keys in calls for key in keys)}


def _plain(record: Record, log: Sequence[Entry], name: str, by_instant: bool) -> dict[str, Any]:
    setup = record.header.setup
    held = plain_content("scenario", setup.scenario)
    plain = {key: held[key] for key in held if key not in (*_PLAYED, *setup.seats)}
    plain |= {"id": name, "title": f"{setup.scenario.title}, as it was played"}
    outcome = next(e.body.outcome for e in reversed(log) if isinstance(e.body, CallEnded)).value
    usual = setup.profile.id == DEFAULT_PROFILE
    plain |= {"outcome": outcome} if usual else {"outcomes": {setup.profile.id: outcome}}
    flow = procedure(setup.profile.switches, setup.profile.timings)
    coverage = setup.scenario.coverage
    heard = {
        role: {entry.seq for entry in perceived(log, flow, coverage, role)}
        for role in (Role.CALLER, Role.ROOM)
    }
    first, *later = _scripts(log, heard, by_instant=by_instant)
    plain |= first
    if later:
        plain["calls"] = [
            {**{key: value for key, value in own.items() if key not in _PLAYED}, **script}
            for own, script in zip(held["calls"], later, strict=False)
        ]
    return _without_unused_names(plain)


def _scripts(
    log: Sequence[Entry], heard: dict[Role, set[int]], *, by_instant: bool
) -> Iterator[dict[str, Any]]:
    starts = [entry.seq for entry in log if isinstance(entry.body, CallBegan)]
    usual = "999"
    for start, end in pairwise([*starts, len(log)]):
        call = log[start:end]
        if by_instant:
            yield _exactly(call)
            continue
        dialled = next((each.body.number for each in call if isinstance(each.body, do.Dial)), usual)
        # A later call dials the same number unless it says otherwise.
        own = {"dials": dialled} if dialled != usual else {}
        usual = dialled
        ears = {Role.CALLER: heard[Role.CALLER], Role.ROOM: heard[Role.CALLER] | heard[Role.ROOM]}
        steps = {role.value: [*_steps_of(call, role, ears[role])] for role in ears}
        yield own | {role: found for role, found in steps.items() if found}


def _without_unused_names(plain: dict[str, Any]) -> dict[str, Any]:
    """Drop invented names that were only in words that are left out now."""
    invented = plain.pop("invented", ())
    texts = [str(text) for _, text in leaves(plain)]
    names = [name for name in invented if any(name in text for text in texts)]
    return {**plain, "invented": names} if names else plain


def _exactly(call: Sequence[Entry]) -> dict[str, Any]:
    # A script dials 1 ms after the start of the call at the soonest.
    start = min(call[0].at, call[1].at - 1)
    return {
        "exactly": [
            {
                "at": amount(entry.at - start),
                "by": entry.actor.value,
                "act": act_forms.written(entry.body),
            }
            for entry in call
            if not isinstance(entry.body, FlowEvent | TimerFired | do.Finish)
        ]
    }


# --- cue, delay, act ------------------------------------------------------------------------------


class _Timed(NamedTuple):
    """A cue or an act in file form, and its instant."""

    form: Any
    at: Millis


def _steps_of(call: Sequence[Entry], role: Role, ears: set[int]) -> Iterator[dict[str, Any]]:
    """Yield steps: each act after the last cue perceived before it, acts of one cue together."""
    listener = ScriptedRole(role, (), RandomStream(0, ""))
    counted: Counter[Event] = Counter()
    cue: _Timed | None = None
    waiting: list[_Timed] = []
    fresh: list[_Timed] = []
    for entry in call:
        if _is_by(entry, role) and (act := act_in_file(entry.body, role)) is not None:
            # A cue of the same instant can't be the trigger: reactions take at least 1 ms.
            earlier = [each for each in fresh if each.at < entry.at]
            if earlier:
                yield from _step(cue, waiting)
                cue, waiting = earlier[-1], []
                fresh = [each for each in fresh if each.at >= entry.at]
            waiting.append(_Timed(act, entry.at))
        for event in listener.events(entry) if entry.seq in ears else ():
            counted[event] += 1
            if not _is_by(entry, role) and (when := _cue(event, counted[event])):
                fresh.append(_Timed(when, entry.at))
    yield from _step(cue, waiting)


def _step(cue: _Timed | None, acts: Sequence[_Timed]) -> Iterator[dict[str, Any]]:
    if cue is None or not acts:
        return
    listed: list[Any] = [acts[0].form]
    for before, after in pairwise(acts):
        if after.at > before.at:
            listed.append({"pause": amount(after.at - before.at)})
        listed.append(after.form)
    after_cue = amount(acts[0].at - cue.at)
    yield {"when": cue.form, "after": after_cue, "do": listed if listed[1:] else listed[0]}


def _is_by(entry: Entry, role: Role) -> bool:
    """Return whether that role acted. A person who took the phone acts on the caller's line."""
    if isinstance(entry.body, FlowEvent | TimerFired):
        return False
    taken = entry.actor is Role.CALLER and entry.speaker is not Role.CALLER
    return (Role.ROOM if taken else entry.actor) is role


def _cue(event: Event, nth: int) -> dict[str, Any] | None:
    """Return a cue in file form; None for an event that these roles can't wait for."""
    sort, what = event
    word, _, edge = sort.partition(" ")
    if word in ("heard", "asked") and what != "any" and edge != "start":
        cue: dict[str, Any] = {word: str(what)}
    elif word == "code_set" and edge == "end":
        cue = {word: True}
    elif word in _CUES:
        cue = {word: what if what is True else str(what)}
    else:
        return None
    return {**cue, "nth": nth} if nth > 1 and word != "dialled" else cue


def act_in_file(act: object, role: Role) -> Any:
    """Return an act as a step of `role` writes it; None for one that no step writes."""
    row = do.ROWS.get(getattr(act, "kind", ""))
    if row is None:
        return None
    # Later forms are more specific: a whisper is speech in one manner.
    for form in reversed(list(row.written_by(role))):
        if any(getattr(act, name) != value for name, value in form.fixed.items()):
            continue
        if not form.keys or (form.bare and act == row.make()):
            return form.key
        return {key: _in_file(act, held, form) for key, held in form.keys.items()}
    return None


def _in_file(act: object, held: do.FileKey, form: do.Written) -> Any:
    if held.form == "speech":
        names = ("intent", "words", "manner")
        said = {name: _word(act, name) for name in names if name not in form.fixed}
        stated = {topic.value: "yes" if so else "no" for topic, so in getattr(act, "facts", ())}
        return {**said, "facts": stated} if stated else said
    value = _word(act, held.field)
    return value if value or held.field != "words" else _LEFT_OUT


def _word(act: object, name: str) -> Any:
    value = getattr(act, name)
    return value.value if isinstance(value, Term) else value


# --- words left out -------------------------------------------------------------------------------


def _with_words(log: Sequence[Entry], speech: SpeechPacing) -> tuple[list[Entry], int]:
    """Return the log with a placeholder for each utterance without words, and their number."""
    ends = {entry.cause: entry.at for entry in log if isinstance(entry.body, do.Finish)}
    found = [*log]
    for entry in log:
        if isinstance(entry.body, do.Speech) and not entry.body.words.strip():
            words = in_place_of(ends.get(entry.seq, log[-1].at) - entry.at, speech)
            found[entry.seq] = entry._replace(body=replace(entry.body, words=words))
    return found, sum(one is not other for one, other in zip(log, found, strict=True))


def in_place_of(span: Millis, speech: SpeechPacing) -> str:
    """Return the fewest words that take at least `span` to say.

    An utterance that was cut off is then cut off again when the call is played.
    """
    number = 1
    while number < _MOST_WORDS and speech.length(" ".join("x" * number)) < span:
        number += 1
    return _FEW.get(number, f"({number} words left out{' ...' * (number - 4)})")


# --- remarks at the top ---------------------------------------------------------------------------


def remarks(
    setup: RunSetup, *, by_instant: bool, without: Collection[str], words: int, again: Comparison
) -> list[str]:
    """Return the comment at the top of the file: how it was built, and what it leaves out.

    `without` has the keys that the record replaces, `words` the number of utterances without their
    words, and `again` the differences between the record and a run of the file.
    """
    played = f"profile {setup.profile.id}, force {setup.force.id}, seed {setup.seed}"
    found = [
        f"A call of {setup.scenario.id} as it was played: {played}.",
        "Every act has its instant; no role reacts to another."
        if by_instant
        else "Each act of the caller and the room follows the cue before it, after its delay.",
    ]
    for keys, why in (
        (_AS_STEPS, "their acts are written as steps"),
        (_OF_THE_OTHER_CALL, "they belong to the original scenario"),
        (("operator", "call_handler"), "simulated as usual"),
    ):
        if left_out := ", ".join(key for key in keys if key in without):
            found.append(f"Left out: {left_out}; {why}.")
    if words:
        found.append(
            "The trainee's own words are left out; placeholders of the same length replace them."
        )
    found.append(_again(setup.seats, again, by_instant=by_instant))
    return [line for each in found for line in wrap(each, _WIDTH)]


def _again(seats: Sequence[Role], again: Comparison, *, by_instant: bool) -> str:
    if not again.differences:
        return "Run with the same options, it gives the same call, entry by entry."
    others = " and ".join(seat.value.replace("_", " ") for seat in seats if seat is not Role.CALLER)
    if by_instant:
        why = "acts of different roles at one instant may come in another order"
    elif others:
        why = f"the {others} was a person then and is simulated now"
    else:
        why = "this version simulates a role differently"
    return (
        f"Run with the same options, it has the same stages, but {len(again.differences)} "
        f"entries differ: {why}."
    )
