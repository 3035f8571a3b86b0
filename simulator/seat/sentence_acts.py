"""An act with what a sentence says of it: its grade, its unit, its reason, its words.

Nothing is guessed: what the sentence leaves open is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.content.scenario.report_words import not_known, stated
from simulator.core.terms import Heading, Intent, NoteKind, Reported, Sound
from simulator.knowledge.facts import KnownFacts
from simulator.seat.available_acts import SURE, AvailableAct, Option, Parameter
from simulator.seat.trade_words import TradeWords, reasons_named
from simulator.seat.typed_reports import typed_handover
from simulator.seat.view.operator_cards import NEUTRAL

if TYPE_CHECKING:
    from simulator.core.terms import Role
    from simulator.seat.seat_view import SeatView

_WORDS = re.compile(r"[\w']+")
_URGENT = re.compile(r"\b(?:immediate|emergency|blue lights?|grade (?:one|1)|urgent)\b")


class SentenceAct(NamedTuple):
    """An act, and what the sentence says of it."""

    offer: AvailableAct
    chosen: Mapping[str, Any]
    understood: tuple[str, ...]
    """What was understood, in a few words each, to be shown as a strip."""


def sentence_act(view: SeatView, role: Role, trade: TradeWords) -> SentenceAct | None:
    """Return the act that trade words name in a seat; None if it has none for them."""
    acts = [each for each in view.available_acts(role) if each.kind == trade.kind]
    which = trade.which.lower().replace(" ", "")
    named = [each for each in acts if not which or which in each.act.words]
    offer = next(iter(named or acts[:1]), None)
    return None if offer is None else filled(view, role, offer, trade.rest, trade.which)


def filled(
    view: SeatView, role: Role, offer: AvailableAct, words: str, which: str = ""
) -> SentenceAct:
    """Return an act with every value that a sentence names."""
    act, facts = offer.act, view.knowledge[role].facts
    asked = (*view.nameable(role, act), *view.parameters(role, act, {SURE: True}))
    chosen: dict[str, Any] = {}
    understood: list[str] = []
    if "unit" in act.may_name:
        unit = unit_named(words, [each.call_sign for each in facts.units])
        chosen |= {"unit": unit} if unit else {}
        understood += filter(None, [unit or _not_listed(words)])
        words = without_unit(words, unit)
    for each in (each for each in asked if each.name != "unit"):
        find = _FINDS.get(each.name, _by_label)
        for value, label in find(each, words if each.is_text else f"{which} {words}", facts):
            chosen[each.name] = value
            understood += filter(None, [label])
            break
    if act.kind == "grade" and "grade" not in chosen and _URGENT.search(words.lower()):
        emergency = view.materials.force.emergency
        chosen["grade"] = emergency.id
        understood.insert(0, emergency.title)
    if times := _times(words) if act.kind in ("tap", "cough") else 0:
        chosen["times"] = times
        understood.append(f"{times} times" if times > 2 else "twice")
    if act.kind == "hand_over" and words:
        chosen = {"heard": (), "words": words}  # The sentence is all that is said.
    understood += _read_in(act.kind, words)
    return SentenceAct(offer, chosen, tuple(dict.fromkeys(understood)))


def _read_in(kind: str, words: str) -> Iterator[str]:
    if kind in ("brief_officers", "bring_in", "hand_over", "thrive"):
        yield from (topic.label if so else f"not: {topic.label}" for topic, so in stated(words))
    if kind == "brief_officers":
        yield from (f"not known: {topic.label}" for topic in not_known(words))


_Found = Iterator[tuple[Any, str]]


def _by_label(asked: Parameter, words: str, facts: KnownFacts) -> _Found:
    """Yield the option whose label has the most words in the sentence, whole words only."""
    del facts
    if not asked.options or asked.several or asked.understand is not None:
        return
    said = {*_WORDS.findall(words.lower())}

    def common(option: Option) -> int:
        return len(said.intersection(name for name in option.names if name not in _SMALL))

    best = max(asked.options, key=common)
    if common(best):
        yield best.value, best.label


_SMALL = frozenset("not no is it by to on in of the an a".split())  # noqa: SIM905


def _reason(asked: Parameter, words: str, facts: KnownFacts) -> _Found:
    del facts
    offered = {option.value: option.label for option in asked.options}
    for each in reasons_named(words, offered):
        yield each, offered[each]


def unit_named(words: str, units: Iterable[str]) -> str:
    """Return the call sign that words name, whole or by its number; empty without one."""
    said = words.lower()
    for call_sign in units:
        name, _, number = call_sign.lower().rpartition(" ")
        if re.search(rf"\b(?:{re.escape(name)} ?)?{re.escape(number)}\b", said):
            return call_sign
    return ""


def without_unit(words: str, unit: str) -> str:
    """Return words without the number of a unit: nobody heard it as a key tone."""
    number = unit.rpartition(" ")[2]
    return re.sub(rf"\b{re.escape(number)}\b", "", words) if number else words


def _not_listed(words: str) -> str:
    """Return a remark on a number that no unit has; empty without one."""
    # "2 cars" and "14 Mill Street" are no call signs.
    number = re.match(
        r"(?:[a-z]+ )?(\d+)\b(?!\s+(?!please\b|to\b|for\b|now\b)[a-z])", words.lower()
    )
    return f"no unit {number[1]} is listed" if number else ""


def _text(asked: Parameter, words: str, facts: KnownFacts) -> _Found:
    del asked, facts
    if words:
        yield words, f'"{words}"'


def _nothing_ticked(asked: Parameter, words: str, facts: KnownFacts) -> _Found:
    """Yield no box where there is a sentence: it says all that is said."""
    del asked, facts
    if words:
        yield (), ""


def _heard(asked: Parameter, words: str, facts: KnownFacts) -> _Found:
    del facts
    among = {option.value for option in asked.options}
    found = [each for each in typed_handover(words).heard if each in among]
    if words and found != [Reported.NOTHING]:
        yield found, ", ".join(NEUTRAL.get(each, each.label) for each in found)


def _withheld(asked: Parameter, words: str, facts: KnownFacts) -> _Found:
    del asked, facts
    there = re.search(r"\b(?:there|outside|arrived|at the door)\b", words.lower())
    intent = Intent.OFFICERS_THERE if there else Intent.OFFICERS_SENT
    yield intent, intent.label


_COUNTED = {"twice": 2, "two": 2, "2": 2, "three": 3, "3": 3}


def _times(words: str) -> int:
    """Return how often a sound is to be made; 0 if once, or not said."""
    said = words.lower().replace(",", " ").split()
    again = said.count("tap") + 1 if said and {*said} == {"tap"} else 0
    return again or next((_COUNTED[each] for each in said if each in _COUNTED), 0)


_SOUNDS = (
    (Sound.LOUD_BREATH, r"breathe? (?:loud|heavi|hard)\w*"),
    (Sound.BREATHING, r"breathe?"),
    (Sound.SOB, r"sob|cry|weep"),
    (Sound.GROAN, r"groan|moan"),
    (Sound.KNOCK, r"knock|bang"),
    (Sound.SHOUTING, r"shout|yell"),
    (Sound.CLOTH, r"rustle"),
    (Sound.PHONE_DROPPED, r"drop"),
)
"""The verbs by which a caller's sound is made (assumption)."""


def _sound(asked: Parameter, words: str, facts: KnownFacts) -> _Found:
    del facts
    among = {option.value: option.label for option in asked.options}
    for sound, verb in _SOUNDS:
        if sound in among and re.match(rf"\W*(?:{verb})\b", words.lower()):
            yield sound, among[sound]


_PLACES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_NUMBERED = re.compile(
    rf"\W*(?:an? )?(?:grade )?(?P<place>[1-5]|{'|'.join(_PLACES)})\b"
    r"(?! (?:units?|cars?|officers?|taps?|coughs?)\b)"
)


def _grade(asked: Parameter, words: str, facts: KnownFacts) -> _Found:
    """Yield the grade by its words, or by its place in the list: "grade 1" is the first."""
    by_words = [*_by_label(asked, words, facts)]
    yield from by_words
    found = None if by_words else _NUMBERED.match(words.lower())
    if found:
        place = _PLACES.get(found["place"]) or int(found["place"])
        yield from ((each.value, each.label) for each in asked.options[place - 1 : place])


def _heading(asked: Parameter, words: str, facts: KnownFacts) -> _Found:
    del asked, facts
    said = _WORDS.findall(words.lower())
    first = said[0] if said else ""
    found = [each for each in Heading if first and first in (each.value, each.value[0])]
    # "High threat", "vulnerable because": the word that names it is not the first, or not whole.
    stems = {each: each.value[:_FEWEST_OF_HEADING] for each in Heading}
    found = found or [e for e, stem in stems.items() if any(w.startswith(stem) for w in said[:3])]
    yield from ((each, each.label) for each in found)


def _of_reasons(asked: Parameter, words: str, facts: KnownFacts) -> _Found:
    del asked, words, facts
    yield NoteKind.RATIONALE, NoteKind.RATIONALE.label


_FEWEST_OF_HEADING = 4
"""Fewest letters that name a heading (our choice)."""

_FINDS: Mapping[str, Callable[[Parameter, str, KnownFacts], _Found]] = {
    "grade": _grade,
    "reason": _reason,
    "text": _text,
    "words": _text,
    "briefing": _nothing_ticked,
    "heard": _heard,
    "intent": _withheld,
    "sound": _sound,
    "heading": _heading,
    "note": _of_reasons,
    "topic": lambda *_: iter([(None, "")]),
}
"""How each parameter is found in a sentence; any other by its label."""
