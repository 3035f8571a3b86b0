"""The caller's surroundings: people nearby, how far each act carries, battery and signal."""

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
"""How far an act carries in the room."""
AT_HOME = (LineKind.LANDLINE, LineKind.DIGITAL)
"""Lines with a number of an area, and without battery and signal."""


def near(script: CallScript, since_answer: Millis | None) -> tuple[str, ...]:
    """Return the people near enough to overhear, by the ms since the operator answered."""
    now = since_answer or 0
    return tuple(
        person.who
        for person in script.near
        if person.start <= now and (person.until is None or now < person.until)
    )


def how_loud(act: ActSpec) -> Loudness:
    """Return how far an act carries in the room; for a choice of sounds, the first."""
    return loudness(REPERTOIRE[Role.CALLER][act.kind].sample(**act.fixed))


def phone_state(
    script: CallScript, coverage: Coverage, line: LineKind = LineKind.MOBILE
) -> tuple[str, ...]:
    """Return the state of battery and signal, if the scenario uses it; a landline shows neither."""
    signs = {
        "battery nearly empty": LossCause.BATTERY in script.losses,
        "weak signal": LossCause.NETWORK in script.losses and coverage is not Coverage.NONE,
        "emergency calls only": coverage is Coverage.LIMITED,
        "no signal": coverage is Coverage.NONE,
    }
    return tuple(sign for sign, shown in signs.items() if shown) if line not in AT_HOME else ()
