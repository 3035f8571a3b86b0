"""The line of a call, drawn: caller, 999 operator, recording, police, and who can hear whom.

A renderer draws four stations from `stage`; each has its words, so that the drawing can be left
out. Where the caller makes no sound, a bar fills: it counts nothing down, and has no end where
nothing ends the silence.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from simulator.awareness.narration import NarrationLine
from simulator.awareness.playback import Playback
from simulator.content.library.translations import Translation
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import LineStage, Role

STATION: Mapping[LineStage, str] = {
    LineStage.WITH_OPERATOR: "operator",
    LineStage.BACK_WITH_OPERATOR: "operator",
    LineStage.HELD: "operator",
    LineStage.SOUND_PROMPT: "recording",
    LineStage.RECORDING: "recording",
    LineStage.ACCEPTED: "recording",
    LineStage.CONNECTING_POLICE: "connecting",
    LineStage.HELD_CONNECTING: "connecting",
    LineStage.WITH_FIRST_HANDLER: "police",
    LineStage.WITH_CALL_HANDLER: "police",
    LineStage.HELD_WITH_CALL_HANDLER: "police",
    LineStage.WITH_OTHER_SERVICE: "other",
    LineStage.DIALLED: "ringing",
    LineStage.IDLE: "ringing",
    LineStage.RINGING_BACK: "back",
}
"""Where a call is at each stage; at every other stage the line has ended."""
STATIONS = ("caller", "operator", "recording", "police")
MINUTE: Millis = 60_000
LASTS: Mapping[str, Millis] = {"operator": 30_000, "recording": 20_000}
"""How long a silence is waited for, as the tour says it: about half a minute, about twenty seconds
[P1 N3 P2 N1]. Elsewhere nothing ends it."""


class DrawnLine(NamedTuple):
    """The line at one instant."""

    stage: str
    """A value of `STATION`, or `ended`."""
    stations: tuple[tuple[str, str], ...]
    """The name of each of `STATIONS`, and what it hears or does."""
    silent: Millis | None = None
    """How long the caller has made no sound, in ms of the call; None if a sound was just made."""
    lasts: Millis | None = None
    """After about how long it is ended; None if nothing ends it."""
    runs: bool = False
    """Whether it goes on while the page is looked at."""
    minutes: int = 0
    """How many minutes of the call it was, where more than one was left out: that is said, too."""


def drawn(
    moments: Sequence[NarrationLine], say: Translation, call: Playback | None = None, *,
    runs: bool = False,
) -> DrawnLine | None:  # fmt: skip
    """Return the line after the last of these lines, as a call is played; None before the first.

    A silence is as long as it is felt: what a playback leaves out is not counted.
    """
    if not moments:
        return None
    last = moments[-1]
    stage = STATION.get(last.stage, "ended")
    stations = tuple((say(f"station-{each}"), say(f"hears-{stage}-{each}")) for each in STATIONS)
    heard = [each.at for each in moments if _is_a_sound(each)]
    if stage in ("ended", "ringing", "other", "back") or (heard and heard[-1] == last.at):
        return DrawnLine(stage, stations)
    begun = next((e.at for e in moments if STATION.get(e.stage) == stage), last.at)
    quiet = max([begun, *heard[-1:]])
    silent = call.lasted(quiet) + call.since() if call else last.at - quiet
    minutes = round((last.at - quiet) / MINUTE)
    left_out = call is not None and any(at > quiet and g > MINUTE for at, g in call.cuts().items())
    told = minutes if left_out else 0
    return DrawnLine(stage, stations, silent, LASTS.get(stage), runs and not told, told)


def _is_a_sound(moment: NarrationLine) -> bool:
    entry = moment.entry
    return (
        entry is not None
        and entry.speaker is Role.CALLER
        and not isinstance(entry.body, do.StaySilent | do.Dial)
    )
