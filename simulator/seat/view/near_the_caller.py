"""Around the caller: who is near, how far each act would carry, battery and signal."""

from __future__ import annotations

from simulator.content.scenario.scenario import CallScript
from simulator.core.hearing import loudness
from simulator.core.instant import Millis
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.terms import Coverage, LineKind, LossCause, Loudness, Role
from simulator.seat.view.act_catalogue import ActSpec

CARRIES: dict[Loudness, str] = {
    Loudness.NOTHING: "silent",
    Loudness.BREATH: "a breath",
    Loudness.KEY: "as a key",
    Loudness.TAP: "as a tap",
    Loudness.WHISPER: "as a whisper",
    Loudness.COUGH: "as a cough",
    Loudness.SPEECH: "as speech",
}
"""How far an act carries in the room, from nothing to speech."""

_FIXED = (LineKind.LANDLINE, LineKind.DIGITAL)


def near(script: CallScript, since_answer: Millis | None) -> tuple[str, ...]:
    """Who is near enough to overhear; `since_answer` is none before the operator answered."""
    if since_answer is None:
        return tuple(person.who for person in script.near if person.start == 0)
    return tuple(
        person.who
        for person in script.near
        if person.start <= since_answer and (person.until is None or since_answer < person.until)
    )


def how_loud(act: ActSpec) -> Loudness:
    """How far an act of the caller's would carry in the room; of a sound to choose, the first."""
    return loudness(REPERTOIRE[Role.CALLER][act.kind].sample(**act.fixed))


def phone_state(
    script: CallScript, coverage: Coverage, line: LineKind = LineKind.MOBILE
) -> tuple[str, ...]:
    """What the caller can see of battery and signal, where the scenario makes use of it.

    A phone at home on a wall or a desk shows neither.
    """
    if line in _FIXED:
        return ()
    lost = script.losses
    found: list[str] = []
    if LossCause.BATTERY in lost:
        found.append("battery nearly empty")
    if LossCause.NETWORK in lost and coverage is not Coverage.NONE:
        found.append("weak signal")
    if coverage is Coverage.LIMITED:
        found.append("emergency calls only")
    if coverage is Coverage.NONE:
        found.append("no signal")
    return tuple(found)
