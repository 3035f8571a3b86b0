"""The words of one person in one call: variants by purpose and situation, drawn by the seed.

What was said is remembered by its variant, so that no sentence comes twice running, and those said
least come first. A published prompt has one variant, and stays as it is printed.
"""

from __future__ import annotations

from collections.abc import Mapping

from simulator.core import acts as do
from simulator.core.log import Body
from simulator.core.terms import Intent, Reported, Sound, Topic
from simulator.knowledge.facts import Hearers, KnownFacts
from simulator.knowledge.situation import Situation, situations
from simulator.language.lines import LineBook, LineSlot, choose
from simulator.session.random_stream import RandomStream

_NEAR = (Sound.FOOTSTEPS, Sound.DOOR)
_SPOKE = frozenset({Reported.SPEECH, Reported.WHISPER})


class SpokenWords:
    """What one person has said in a call, and what they could say next."""

    def __init__(self, book: LineBook, stream: RandomStream) -> None:
        """Draw from the variants of `book`."""
        self._book = book
        self._stream = stream
        self._said: list[str] = []
        self._drawn: dict[str, str] = {}

    def words(self, purpose: str, facts: KnownFacts, values: Mapping[str, str]) -> str:
        """Return a sentence for `purpose`; empty if there is none that fits."""
        lines = self._book.get(purpose, ())
        known = {**_values(facts), **values}
        line = choose(lines, line_conditions(facts), self._stream, self._said, known)
        if line is None:
            return ""
        sentence = line.filled(known)
        self._drawn[sentence] = line.words
        return sentence

    def note_said(self, body: Body) -> None:
        """Remember what was said. A sentence that was only planned does not count."""
        words = getattr(body, "words", "")
        if words and isinstance(body, do.SPOKEN):
            self._said.append(self._drawn.get(words, words))


def line_conditions(facts: KnownFacts) -> frozenset[str]:
    """Return the names of the conditions under which a variant fits these facts."""
    names = {str(each) for each in situations(facts)}
    if facts.speaks or not _SPOKE.isdisjoint(facts.handover):
        names.add("spoken")
    if Situation.LANGUAGE in names:
        names.discard("spoken")
    if facts.caller_said(Intent.SAYS_MISTAKE):
        # A grown-up has the phone now: a child's words are for the child.
        names.discard(Situation.CHILD)
    near = any(thing.what in _NEAR for thing in facts.heard) or facts.reported(Reported.VOICES)
    if facts.hear is not Hearers.SAFE and near:
        names.add("low")
    return frozenset(names)


def _named(facts: KnownFacts) -> str:
    """Return the place as the caller named it, so that it fits into a sentence."""
    kept: list[str] = []
    for sentence in facts.place_words.rstrip(".").split(". "):
        # Dots in place of words left out of a record are kept, each of them.
        if not any(each in sentence and each.strip(".") for each in kept):
            kept.append(sentence)
    return ", ".join(kept)


def _values(facts: KnownFacts) -> dict[str, str]:
    """Return what the slots of a line are filled with; what is not known stays empty."""
    addresses = (data.place for data in facts.location.values() if data.radius is None)
    address = facts.address or next(addresses, "")
    source = facts.source
    place = facts.location[source].place if source else ""
    known_door = facts.is_yes(Topic.AT_KNOWN_ADDRESS)
    return {
        LineSlot.ADDRESS: address,
        LineSlot.PLACE: address if known_door else _named(facts) or place,
        LineSlot.WORDS: _named(facts),
        LineSlot.SERVICE: "",
        LineSlot.MINUTES: str(facts.eta or ""),
        LineSlot.UNIT: facts.unit,
    }
