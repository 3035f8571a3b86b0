"""Which utterances begin over another voice, and how much of one that was cut off was said."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core.describe import name_of
from simulator.core.hearing import STAFF
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, StageEntered
from simulator.core.profile import SpeechPacing
from simulator.core.terms import Role

AUDIBLE: Millis = 300
"""From how long on an overlap can be heard as one (speech.md T3)."""
_CALLERS_END = (Role.CALLER, Role.OTHER_PERSON)
_OPPOSITE = {**dict.fromkeys(_CALLERS_END, STAFF), **dict.fromkeys(STAFF, _CALLERS_END)}
_PACING = SpeechPacing()


class Overlap(NamedTuple):
    """An utterance that begins while another voice still speaks."""

    seq: int
    """The `seq` of what begins."""
    over: Role
    """The voice that still speaks."""
    lasts: Millis


class Voices:
    """The voices of a log, entry by entry: which of them speak now."""

    def __init__(self) -> None:
        """Begin with nobody speaking."""
        self._speaking: dict[Role, Entry] = {}
        self._begun: dict[Role, Entry] = {}
        """What began over each voice that speaks now."""
        self.overlaps: list[Overlap] = []
        """Every overlap that has ended, oldest first."""
        self.cut: dict[int, str] = {}
        """By its `seq`: the words of an utterance that was cut off, as far as they were said."""

    def take(self, entry: Entry) -> Role | None:
        """Take in an entry. Return the voice over which it begins, if there is one."""
        body = entry.body
        if isinstance(body, CallBegan | StageEntered):
            self._speaking.clear()
            self._begun.clear()
        elif isinstance(body, do.SPOKEN) and entry.speaker in _OPPOSITE:
            self._speaking[entry.speaker] = entry
            self._begun.pop(entry.speaker, None)
            over = [role for role in _OPPOSITE[entry.speaker] if role in self._speaking]
            for role in over:
                self._begun.setdefault(role, entry)
            return over[0] if over else None
        elif isinstance(body, do.Finish):
            self._ends(entry, body)
        return None

    def _ends(self, entry: Entry, body: do.Finish) -> None:
        spoken = self._speaking.pop(entry.speaker, None)
        if spoken is None or spoken.seq != entry.cause:
            return
        later = self._begun.pop(entry.speaker, None)
        if later is not None:
            lasts = entry.at - later.at
            self.overlaps.append(Overlap(later.seq, entry.speaker, lasts))
        if body.cut_off:
            self.cut[spoken.seq] = said_of(getattr(spoken.body, "words", ""), entry.at - spoken.at)


def said_of(words: str, lasted: Millis) -> str:
    """Return so many of the words as there was time for; the last of them breaks off.

    The usual rate of speech is enough: a word more or less says nothing.
    """
    every = words.split()
    if not every:
        return ""
    count = max(1, min(lasted * _PACING.words_per_minute // 60_000, len(every) - 1))
    return f"{' '.join(every[:count]).rstrip('.,;:?!')}-"


def voices_of(log: Iterable[Entry]) -> Voices:
    """Return what overlaps in a log, and what was cut off."""
    voices = Voices()
    for entry in log:
        voices.take(entry)
    return voices


def as_said(entry: Entry, cut: Mapping[int, str]) -> Entry:
    """Return an utterance with as many of its words as were said before it was cut off."""
    if entry.seq not in cut:
        return entry
    body: Any = entry.body
    return entry._replace(body=replace(body, words=cut[entry.seq]))


def over_mark(over: Role | None, own: Collection[Role] = ()) -> str:
    """Return what is put before words that begin over another voice: `[over you] `."""
    if over is None:
        return ""
    return "[over you] " if over in own else f"[over the {name_of(over).lower()}] "
