"""The command line of a seat: words to say, ``/`` an act, ``?`` a question, ``#`` a log line.

A caller whispers words, or says them aloud, and presses a key by writing it.

What a line was understood as is shown before it counts. A line may say all that an act needs, as in
``/grade immediate danger``, or less: then the rest is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.core.terms import KEYS, Heading, NoteKind, Reported, Role, Topic
from simulator.seat.available_acts import AvailableAct, Option, Parameter, that_begin
from simulator.seat.typed_words import TypedWords, reported
from simulator.seat.view.act_catalogue import CATALOGUE, ActSpec
from simulator.seat.view.operator_cards import prepared_handover

if TYPE_CHECKING:
    from simulator.seat.seat_view import SeatView

_HOW = {
    Role.CALLER: "words to whisper   / an action   5 press a key",
    Role.OPERATOR: "words to say   / an action",
    Role.CALL_HANDLER: "words to say   / an action   ? a question   # a log line",
}
"""What a line can begin with, in each seat."""
_WORDS = re.compile(r"[\w']+")
MOST_CHOICES = 8
"""Most ways to take a line that are listed (our choice)."""


class LineChoice(NamedTuple):
    """One way to take a line: an act, and what the line already says of it."""

    label: str
    act: ActSpec
    chosen: Mapping[str, Any]
    disabled_reason: str | None = None
    """None if the act is possible now."""
    rest: str = ""
    """What stays in the line: a phone's keys are pressed one by one."""


class Proposal(NamedTuple):
    """A line as it was understood; Enter means the first choice."""

    heading: str
    choices: tuple[LineChoice, ...] = ()
    surely: bool = False
    """Whether the first choice may be taken unasked: the line hardly means another."""


def propose(view: SeatView, role: Role, line: str) -> Proposal:
    """Return what a line of `role` means now; without a choice, the heading says what to do."""
    text = line.strip()
    if not text:
        opening = that_begin(view.available_acts(role))
        first = [f"/{each.key} {each.label}" for each in opening]
        return Proposal("   ".join((*first, "/ an action")) if first else _HOW[role])
    if role is Role.CALLER and set(text) <= set(KEYS):
        press = _choice(view, role, text[0], f"Press {text[0]}")._replace(rest=text[1:])
        return Proposal(press.label, (press,), surely=True)
    if text in ("/", "#"):
        # A stray Enter does nothing.
        return Proposal(_NOTHING[text])
    if text[0] not in _WAYS:
        return _words(view, role, text)
    if text[0] != "/" and role is not Role.CALL_HANDLER:
        return Proposal(_NOTHING["police"])
    found = tuple(_WAYS[text[0]](view, role, text[1:].strip()))[:MOST_CHOICES]
    if not found:
        return Proposal(_NOTHING[text[0]])
    # A log line is about a sound if it names one. Else one label alone must begin as the line does.
    begin = [each for each in found if each.label.lower().startswith(text[1:].strip().lower())]
    surely = text[0] == "#" or begin == [found[0]]
    return Proposal(found[0].label, found, surely)


def _words(view: SeatView, role: Role, words: str) -> Proposal:
    """Propose what words can be said as; a caller's are whispered, or said aloud."""
    speaking = [each for each in view.available_acts(role) if each.act.takes_words]
    most = MOST_CHOICES // len(speaking)
    typed = [_understood(view, role, each, words) for each in speaking]
    readings = [_spoken(act, found)[:most] for act, found in zip(speaking, typed, strict=True)]
    choices = tuple(chain.from_iterable(readings))
    return Proposal(choices[0].label, choices, typed[0].sure)


def _understood(view: SeatView, role: Role, speaking: AvailableAct, words: str) -> TypedWords:
    (speech,) = view.parameters(role, speaking.act)
    assert speech.understand is not None
    return speech.understand(words)


def _spoken(speaking: AvailableAct, typed: TypedWords) -> list[LineChoice]:
    """Return the readings of words that an act of speech can have, the best first."""
    act, reason = speaking
    labels = (typed.heading, *(each.label for each in typed.readings[1:]))
    how = f"{act.label}: " if "manner" in act.fixed else ""
    return [
        LineChoice(f"{how}{label}", act, {"speech": each}, reason)
        for label, each in zip(labels, typed.readings, strict=True)
    ]


_NOTHING = {
    "/": "Write the first letters of an action, such as /gra or /send.",
    "?": "No question has that word. Try another, or only ? for what to ask now.",
    "#": "Write # and what the log should say; #t, #h, #r, #i, #v, #e for THRIVE.",
    "police": "The log and the questions are the call handler's. Write the words, or / an action.",
}


def _choice(view: SeatView, role: Role, key: str, label: str, **chosen: Any) -> LineChoice:
    act, reason = next(each for each in view.available_acts(role) if each.key == key)
    return LineChoice(label, act, chosen, reason)


def _acts(view: SeatView, role: Role, words: str) -> Iterator[LineChoice]:
    """Yield acts that the first words name: those first that use most of the words.

    Then the act with that key, one whose label begins so, and one that is possible.
    """
    said = words.split()
    first = said[0].lower() if said else ""
    ranked: list[tuple[tuple[int, bool, bool, bool], LineChoice]] = []
    for act, reason in view.available_acts(role):
        by_key = first == act.key
        in_order = iter(act.label.lower().replace(":", "").split())
        taken = 1 if by_key else _begun(words.lower().split(), in_order)
        if taken and act.takes_words and said[taken:]:
            rank = (-len(said), not by_key, not act.label.lower().startswith(first), bool(reason))
            offer = AvailableAct(act, reason)
            spoken = _understood(view, role, offer, " ".join(said[taken:]))
            ranked += [(rank, each) for each in _spoken(offer, spoken)]
        elif taken or not said:
            prepared = _prepared(view, role, act) if len(said) == taken else {}
            asked = view.parameters(role, act, prepared)
            # "112" of "dial 112" is in the label of the act, and is meant as the number.
            taken -= taken > 1 and any(
                option.label == said[taken - 1] for each in asked[:1] for option in each.options
            )
            chosen, labels, left = _filled(asked, said[taken:])
            chosen |= prepared
            labels += [each.label for held in prepared.values() for each in held]
            label = ": ".join((act.label, ", ".join(labels))) if labels else act.label
            used = len(said) - len(left)
            begins = act.label.lower().startswith(first)
            rank = (-used, not by_key, not begins, reason is not None)
            ranked.append((rank, LineChoice(label, act, chosen, reason)))
    yield from (choice for _, choice in sorted(ranked, key=lambda each: each[0]))


def _prepared(view: SeatView, role: Role, act: ActSpec) -> dict[str, tuple[Reported, ...]]:
    """Return what an act says if its line says no more: to police, all that was heard."""
    heard = prepared_handover(view.knowledge[role])
    return {"heard": heard} if "heard" in act.asks else {}


def _begun(said: Sequence[str], words: Iterable[str]) -> int:
    """Return how many of the first words begin one of `words`; an iterator has an order."""
    taken = 0
    for word in said:
        if not any(each.startswith(word) for each in words):
            break
        taken += 1
    return taken


def _filled(
    asked: Iterable[Parameter], said: list[str]
) -> tuple[dict[str, Any], list[str], list[str]]:
    """Return the values that words name, in the order of the parameters; labels; what is left."""
    chosen: dict[str, Any] = {}
    labels: list[str] = []
    for parameter in asked:
        if not said or parameter.understand is not None:
            break
        if not parameter.options:
            chosen[parameter.name] = " ".join(said)
            labels.append(f'"{chosen[parameter.name]}"')
            said = []
            break
        found: list[Option] = []
        while not found or (parameter.several and said):
            taken, option = _nearest(parameter.options, said)
            if option is None:
                break
            said = said[taken:]
            found.append(option)
        if not found:
            break
        values = [each.value for each in found]
        chosen[parameter.name] = values if parameter.several else values[0]
        labels += (each.label for each in found)
    return chosen, labels, said


def _nearest(options: Iterable[Option], said: Sequence[str]) -> tuple[int, Option | None]:
    lower = [word.lower() for word in said]
    ranked = ((_begun(lower, _WORDS.findall(option.label.lower())), option) for option in options)
    taken, option = max(ranked, key=lambda each: each[0], default=(0, None))
    return (taken, option) if taken else (0, None)


def _questions(view: SeatView, role: Role, words: str) -> Iterator[LineChoice]:
    asking = next(act for act in CATALOGUE[role] if act.kind == "ask")
    (about,) = view.parameters(role, asking)
    words = words.lower()
    said = words.split()
    first = _asked_next(view, role)
    facts = view.knowledge[role].facts
    ranked = [
        # Words to agree name what other questions ask about, so they come after those.
        (-_begun(said, _WORDS.findall(option.label.lower())), option.value is Topic.COVER_WORDS,
         not any(each.lower().startswith(words) for each in (option.label, option.value)),
         first.get(option.value, len(first)), facts.answer(option.value) is not None, place)
        for place, option in enumerate(about.options) if isinstance(option.value, Topic)
    ]  # fmt: skip
    for matched, *_, place in sorted(ranked):
        option = about.options[place]
        if not said or matched:
            yield _choice(view, role, asking.key, option.label, about=option.value)


def _asked_next(view: SeatView, role: Role) -> dict[object, int]:
    """Return the topics that good practice asks about now, by rank."""
    acts = view.next_acts(role)
    topics = (topic for each in acts for topic in getattr(each.action, "about", ()) or ())
    return {topic: rank for rank, topic in enumerate(dict.fromkeys(topics))}


def _log_lines(view: SeatView, role: Role, words: str) -> Iterator[LineChoice]:
    acts = {act.kind: act for act in CATALOGUE[role]}
    first, _, rest = words.partition(" ")
    for heading in Heading:
        if rest and first.lower().rstrip(":") in (heading.value, heading.value[0]):
            label = f"THRIVE, {heading.label}: {rest}"
            yield _choice(view, role, acts["thrive"].key, label, heading=heading, text=rest)
    # A line that names a sound is about the last one heard; else it gives a reason.
    sound = any(reported(words))
    kinds = sorted(NoteKind, key=lambda kind: kind is not (
        NoteKind.HEARD if sound else NoteKind.RATIONALE
    ))  # fmt: skip
    for kind in kinds:
        label = f"Log, {kind.label}: {words}"
        key = acts["note"].key
        yield _choice(view, role, key, label, note=kind, topic=None, text=words)


_WAYS = {"/": _acts, "?": _questions, "#": _log_lines}
