"""The command line of a seat: words to say, ``/`` an act, ``?`` a question, ``#`` a log line.

A caller whispers words, or says them aloud, and presses a key by writing it.

What a line was understood as is shown before it counts. A line may say all that an act needs, as in
``/grade immediate danger``, or less: then the rest is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.content.scenario.report_words import stated
from simulator.core import acts as do
from simulator.core.terms import KEYS, OPERATORS_NOTES, Heading, NoteKind, Reported, Role, Topic
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import KnownFacts
from simulator.late_pattern import late_pattern
from simulator.seat.addressed import names_a_sound
from simulator.seat.available_acts import (
    SURE,
    AvailableAct,
    Option,
    Parameter,
    takes_text,
    that_begin,
)
from simulator.seat.channels import channel_of
from simulator.seat.typed_words import TypedWords, reported
from simulator.seat.view.act_catalogue import CATALOGUE, ActSpec
from simulator.seat.view.operator_cards import prepared_handover, shown_report

if TYPE_CHECKING:
    from simulator.core.log import Entry
    from simulator.seat.seat_view import SeatView

_HOW = {
    Role.CALLER: "words to whisper   / an action   5 press a key",
    Role.OPERATOR: "words to say   / an action",
    Role.CALL_HANDLER: "words to say   / an action   ? a question   # a log line",
}
"""What a line can begin with, in each seat."""
_WRITES = "words to write   / an action"


def _how(view: SeatView, role: Role) -> str:
    return _WRITES if channel_of(view.live, role).message else _HOW[role]


_WORDS = re.compile(r"[\w']+")
_FILLERS = frozenset(
    "a an the to for please send get on of in at by with and or is are their my".split()  # noqa: SIM905
)
"""Words that alone name no act and no option (assumption)."""
_EMPTY = _FILLERS | {"no", "not"}
"""Words that alone name no option (assumption)."""
_ENDS = ",;:."
_FEWEST_LETTERS = 3
"""Fewest letters of an act's own word that mean that act (our choice)."""
MOST_CHOICES = 8
"""Most ways to take a line that are listed (our choice)."""


_FIVES = r"(?:fifty[- ]five|(?:five|5) (?:twice|two times|2 times)|five(?: (?:and |then )?five)?)"
_PRESSES = late_pattern(
    r"(?:i )?(?:press|push|hit)(?: the)?(?: keys?| numbers?)?"
    rf" (?P<keys>{_FIVES}|[0-9*#](?:[0-9*# ]*[0-9*#])?|hash|star)",
    re.IGNORECASE,
)
"""A key of the phone in words: "press 55" is two keys, and nothing that is whispered."""


def _keys(pressed: str) -> str:
    digits = re.sub(r"fifty[- ]five|(?:five|5) (?:twice|two times|2 times)", "55", pressed.lower())
    digits = digits.replace("hash", "#").replace("star", "*")
    return re.sub(r"(?:and |then )?five", "5", digits).replace(" ", "")


class LineChoice(NamedTuple):
    """One way to take a line: an act, and what the line already says of it."""

    label: str
    act: ActSpec
    chosen: Mapping[str, Any]
    disabled_reason: str | None = None
    """None if the act is possible now."""
    rest: str = ""
    """What stays in the line: a phone's keys are pressed one by one."""
    understood: tuple[str, ...] = ()
    """What a sentence was understood to say of the act."""


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
        return Proposal("   ".join((*first, "/ an action")) if first else _how(view, role))
    if role is Role.CALLER and (asked := _PRESSES.fullmatch(text)):
        text = _keys(asked["keys"])
    if role is Role.CALLER and set(text) <= set(KEYS):
        press = _choice(view, role, text[0], f"Press {text[0]}")._replace(rest=text[1:])
        return Proposal(press.label, (press,), surely=True)
    if text in ("/", "#"):
        # A stray Enter does nothing.
        return Proposal(_nothing("own" if (text, role) == ("#", Role.OPERATOR) else text, role))
    if text[0] not in _WAYS and not any(each.isalnum() for each in text):
        return Proposal(_NOTHING["signs"])
    if text[0] not in _WAYS:
        return _words(view, role, text)
    if not _has_way(text[0], role):
        return Proposal(_NOTHING["notes" if role is Role.OPERATOR else "police"])
    found = tuple(_WAYS[text[0]](view, role, text[1:].strip()))[:MOST_CHOICES]
    if not found:
        return Proposal(_nothing(text[0], role))
    # A log line is about a sound if it names one. Else one label alone must begin as the line does.
    begin = [each for each in found if each.label.lower().startswith(text[1:].strip().lower())]
    surely = text[0] == "#" or begin == [found[0]]
    return Proposal(found[0].label, found, surely)


def _has_way(sign: str, role: Role) -> bool:
    """Whether lines of a seat can begin with a sign: an operator has notes, and no questions."""
    return sign == "/" or role is Role.CALL_HANDLER or (sign == "#" and role is Role.OPERATOR)


def _words(view: SeatView, role: Role, words: str) -> Proposal:
    """Propose what words can be said as; a caller's are whispered, or said aloud."""
    speaking = [each for each in view.available_acts(role) if each.act.takes_words]
    most = MOST_CHOICES // len(speaking)
    typed = [_understood(view, role, each, words) for each in speaking]
    readings = [_at_most(most, _spoken(*each)) for each in zip(speaking, typed, strict=True)]
    choices = tuple(chain.from_iterable(readings))
    return Proposal(choices[0].label, choices, typed[0].sure)


def _at_most(most: int, found: list[LineChoice]) -> list[LineChoice]:
    """Return so many ways, with the last: the words with no purpose are always there."""
    return found if len(found) <= most else [*found[: most - 1], found[-1]]


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
    "signs": "Write words to say, or / an action. Signs alone are not said.",
    "/": "Write the first letters of an action, such as {such}.",
    "?": "No question has that word. Try another, or only ? for what to ask now.",
    "#": "Write # and what the log should say; #t, #h, #r, #i, #v, #e for THRIVE.",
    "own": "Write # and your note: what you heard, for the hand-over. Nobody else has it.",
    "notes": "The questions are the call handler's. Write the words, / an action, or # a note.",
    "police": "The log and the questions are the call handler's. Write the words, or / an action.",
}
_SUCH = {Role.CALLER: "/tap or /cough", Role.OPERATOR: "/con or /sil"}
"""Acts of each seat as examples."""


def _nothing(sign: str, role: Role) -> str:
    return _NOTHING[sign].format(such=_SUCH.get(role, "/gra or /send"))


def _choice(view: SeatView, role: Role, key: str, label: str, **chosen: Any) -> LineChoice:
    act, reason = next(each for each in view.available_acts(role) if each.key == key)
    return LineChoice(label, act, chosen, reason)


class _Naming(NamedTuple):
    """How far the first words of a line name an act."""

    taken: int
    """How many of them."""
    by_key: bool = False
    surely: bool = False
    """Whether they are its key or its own words, or name no other act."""


def _acts(view: SeatView, role: Role, words: str) -> Iterator[LineChoice]:
    """Yield acts that the first words name: those first that use most of the words.

    Then those that take no free words, the act with that key, the one whose own word it is, the
    one that is named by most of them, one whose label begins so, and one that is possible. Free
    words are taken only by an act that was surely named. So is what reaches the caller or can't be
    undone, or it uses every word.
    """
    said = words.split()
    acts = view.available_acts(role)
    named = _namings([act for act, _ in acts], [word.lower().rstrip(_ENDS) for word in said])
    ranked: list[tuple[tuple[int, bool, bool, bool, int, bool, bool], LineChoice]] = []
    for (act, reason), naming in zip(acts, named, strict=True):
        if said and not naming.taken:
            continue
        begins = act.label.lower().startswith(said[0].lower()) if said else True
        way = (not naming.by_key, not naming.surely, -naming.taken, not begins, bool(reason))
        rest = said[naming.taken :]
        if act.takes_words and rest and naming.surely:
            spoken = _understood(view, role, AvailableAct(act, reason), " ".join(rest))
            offers = _spoken(AvailableAct(act, reason), spoken)
            ranked += [((-len(said), True, *way), each) for each in offers]
            continue
        if act.kind == "ask" and (
            asked := [*_questions(view, role, " ".join(rest))] if rest else ()
        ):
            ranked += [((-len(said), True, *way), each) for each in asked]
            continue
        choice, free, left = _of_act(view, role, AvailableAct(act, reason), said, naming)
        if naming.surely or not (left and do.ROWS[act.kind].reaches_caller(role)):
            ranked.append(((len(left) - len(said), free, *way), choice))
    yield from (choice for _, choice in sorted(ranked, key=lambda each: each[0]))


def _of_act(
    view: SeatView, role: Role, offer: AvailableAct, said: list[str], naming: _Naming
) -> tuple[LineChoice, bool, list[str]]:
    """Return an act with what a line says of it, whether that has free words, and what is left."""
    act, taken = offer.act, naming.taken
    # Its key asks, as it does on every front end; its name alone says what is prepared.
    by_name = len(said) == taken and not naming.by_key
    prepared = _prepared(view, role, act) if by_name else {}
    # Nothing is asked back here: each reading would be judged again with every letter.
    open_ = view.parameters(role, act, {**prepared, SURE: True})
    named = view.nameable(role, act)
    asked = (
        *(each for each in named if not each.is_text),
        *open_,
        *(each for each in named if each.is_text),
    )
    # "112" of "dial 112" names the act, and is meant as the number.
    taken -= bool(taken) and _names_option(asked[:1], said[taken - 1], alone=taken == 1)
    filled = _filled(asked, said[taken:], act, free=naming.surely)
    if naming.surely and (own := _own_sentence(act, filled, said[taken:])):
        # The sentence is all that is said: nothing is asked besides.
        label = f'{act.label}: "{own}"{_read_as(own)}'
        return LineChoice(label, act, {"heard": (), "words": own}, offer.disabled_reason), True, []
    free = any(each.is_text and each.name in filled.chosen for each in asked)
    labels = [*filled.labels, *_prepared_labels(prepared, view.heard(role))]
    label = ": ".join((act.label, ", ".join(labels))) if labels else act.label
    if act.kind in ("brief_officers", "bring_in"):
        label += _read_as(filled.chosen.get("text", ""))
    if filled.left:
        label += f" ({_not_taken(act, filled.left)})"
    choice = LineChoice(label, act, {**filled.chosen, **prepared}, offer.disabled_reason)
    return choice, free, filled.left


def _own_sentence(act: ActSpec, filled: _Filled, said: list[str]) -> str:
    """Return an operator's own sentence to police; empty if the words name boxes."""
    return " ".join(said) if act.kind == "hand_over" and filled.left else ""


def _read_as(words: str) -> str:
    """Return what a sentence was read as, in brackets; empty if nothing in it was understood."""
    named = (topic.label if so else f"not: {topic.label}" for topic, so in stated(words))
    said = ", ".join(dict.fromkeys(named))
    return f" (read as: {said})" if said else ""


def _not_taken(act: ActSpec, left: list[str]) -> str:
    """Return what is said of words that say nothing of an act."""
    unit = " ".join(_past_fillers(left))
    is_unit = "unit" in act.may_name and any(each.isdigit() for each in unit)
    return f"no unit {unit} is listed" if is_unit else f"not understood: {' '.join(left)}"


def _names_option(asked: Iterable[Parameter], word: str, *, alone: bool) -> bool:
    """Return whether a word of an act is an option as well; `alone`, its own word must be one."""
    options = (option.label.lower() for each in asked for option in each.options)
    return any(word.lower() == (each.split()[0] if alone else each) for each in options)


def _prepared(view: SeatView, role: Role, act: ActSpec) -> dict[str, tuple[Reported, ...]]:
    """Return what an act says if its line says no more: to police, all that was heard."""
    heard = prepared_handover(view.knowledge[role])
    return {"heard": heard} if "heard" in act.asks else {}


def _prepared_labels(
    prepared: Mapping[str, Iterable[Reported]], heard: Sequence[Entry]
) -> Iterator[str]:
    return (shown_report(each, heard) for held in prepared.values() for each in held)


def _namings(acts: Sequence[ActSpec], said: list[str]) -> list[_Naming]:
    """Return how far a line names each act of a seat."""
    found = [_naming(act, said, acts) for act in acts]
    alone = sum(bool(each.taken) for each in found) == 1
    return [each._replace(surely=each.surely or (alone and each.taken > 0)) for each in found]


def _naming(act: ActSpec, said: list[str], acts: Sequence[ActSpec]) -> _Naming:
    if said[:1] == [act.key]:
        return _Naming(1, by_key=True, surely=True)
    label = _WORDS.findall(act.label.lower())
    if said[1:] and said[: len(label)] != label and _means_a_desk_act(said[0], act, acts):
        return _Naming(0)
    named = own = reached = 0
    for place, word in enumerate(said, 1):
        whole = word in _FILLERS and len(said) > 1
        begin = (each == word if whole else each.startswith(word) for each in label[reached:])
        ahead = (n for n, begins in enumerate(begin, reached + 1) if begins)
        found = next(ahead, 0)
        if found or any(each.startswith(word) for each in act.words):
            named, reached = place, max(reached, found)
            own = own or place * _is_own(word, act, acts)
        elif word not in _FILLERS:
            break
    if own and (act.takes_words or takes_text(act)):
        # Free words begin after the whole label, or after the word that names the act.
        named = len(label) if said[: len(label)] == label else own
    return _Naming(named, surely=own > 0)


def _means_a_desk_act(word: str, act: ActSpec, acts: Sequence[ActSpec]) -> bool:
    """Return whether a word is the own word of an act of which the caller hears nothing.

    Then an act that the caller hears is named by its whole label only: "/send police" and
    "/officers there" mean units, and say nothing in a room where a man may listen.
    """
    heard = do.ROWS[act.kind].spoken
    return heard and any(word in each.words for each in acts if not do.ROWS[each.kind].spoken)


def _is_own(word: str, act: ActSpec, acts: Sequence[ActSpec]) -> bool:
    """Return whether a word, or its first letters, is an act's own and no other's."""
    if len(word) < _FEWEST_LETTERS or not any(each.startswith(word) for each in act.words):
        return word in act.words
    others = (each for other in acts if other is not act for each in other.words)
    return word in act.words or not any(each.startswith(word) for each in others)


def _begun(said: Sequence[str], words: Iterable[str]) -> int:
    """Return how many of the first words begin one of `words`."""
    taken = 0
    for word in said:
        if not any(each.startswith(word) for each in words):
            break
        taken += 1
    return taken


def _whole(said: Sequence[str], words: Iterable[str]) -> int:
    """Return how many of the first words are among `words`."""
    among = {*words}
    return next((place for place, word in enumerate(said) if word not in among), len(said))


class _Filled(NamedTuple):
    """What a line says of an act."""

    chosen: dict[str, Any]
    labels: list[str]
    left: list[str]
    """Words that say nothing of it."""


def _filled(asked: Sequence[Parameter], said: list[str], act: ActSpec, *, free: bool) -> _Filled:
    """Return the values that words name; what names nothing is the act's text, if `free`."""
    chosen: dict[str, Any] = {}
    labels: list[str] = []
    # A unit has no options while none are listed, and yet its words are no text.
    own = (each for each in asked if each.name == "text" or each.name not in act.may_name)
    text = next((each for each in own if free and each.is_text), None)
    waiting = [each for each in asked if each.options and each.understand is None]
    left = said
    while left and waiting:
        parameter, found, rest = _first_named(waiting, left, act, beside_text=text is not None)
        if not found:
            break
        waiting.remove(parameter)
        values = [each.value for each in found]
        chosen[parameter.name] = values if parameter.several else values[0]
        labels += (each.label for each in found)
        left = rest
    if left and text is not None:
        words = " ".join(left)
        chosen[text.name] = words
        labels.append(f'"{words}"')
        left = []
    return _Filled(chosen, labels, left)


_Named = tuple[Parameter, list[Option], list[str]]


def _first_named(
    waiting: Sequence[Parameter], said: list[str], act: ActSpec, *, beside_text: bool
) -> _Named:
    """Return the first parameter whose options the next words name, the options, and the rest.

    Beside a text, an option is named by whole words, or by all that is left: the first letters of a
    sentence name none. Several are named up to a comma, or they are a part of the sentence.
    """
    for parameter in waiting:
        found, rest = _named(parameter, said, _begun)
        if parameter.name in act.may_name:
            found, rest = _named(parameter, _past_fillers(said), _whole)
        if beside_text and (rest or not (parameter.several or len(said) == 1)):
            head = said
            if parameter.several:
                ends = (n for n, word in enumerate(said, 1) if word[-1] in _ENDS)
                head = said[: next(ends, 0)]
            found, rest = _named(parameter, head, _whole)
            if parameter.several and rest:
                found = []
            rest += said[len(head) :]
        if found:
            return parameter, found, rest
    return waiting[0], [], said


def _past_fillers(said: list[str]) -> list[str]:
    return said[next((n for n, word in enumerate(said) if word not in _FILLERS), 0) :]


def _named(
    parameter: Parameter, said: list[str], match: Callable[[Sequence[str], Iterable[str]], int]
) -> tuple[list[Option], list[str]]:
    """Return the options that the first words name: one, or as many as they do; and the rest."""
    found: list[Option] = []
    while said and (not found or parameter.several):
        lower = [word.lower().rstrip(_ENDS) for word in said]
        ranked = ((match(lower, each.names), each) for each in parameter.options)
        taken, option = max(ranked, key=lambda each: each[0], default=(0, None))
        if option is None or _EMPTY.issuperset(lower[:taken]):
            break
        said = said[taken:]
        found.append(option)
    return found, said


def _questions(view: SeatView, role: Role, words: str) -> Iterator[LineChoice]:
    """Yield the questions that words name or begin, and the words as a question of one's own.

    They are read as words to say are, so "knife" names the question about a weapon, and "is he in
    the same room?" no other than that.
    """
    asking = next(act for act in CATALOGUE[role] if act.kind == "ask")
    (about,) = view.parameters(role, asking)
    listed = {option.value: option.label for option in about.options}
    first = _asked_next(view, role)
    facts = view.knowledge[role].facts
    places = {topic: place for place, topic in enumerate(listed)}

    def rank(topic: object) -> tuple[int, bool, int]:
        known = isinstance(topic, Topic) and facts.answer(topic) is not None
        return first.get(topic, len(first)), known, places[topic]

    if not words:
        for topic in sorted(listed, key=rank):
            yield _choice(view, role, asking.key, listed[topic], about=topic)
        return
    begun = [each for each in listed if _begins(words, listed[each], str(each))]
    spoken = _own_question(view, role, words)
    asked = [topic for each in spoken for topic in _topics(each) if each.surely]
    by_phrases = _purposes_named(view, role, words)
    named = [Topic(each) for each in by_phrases if each in frozenset(Topic)]
    named.sort(key=lambda each: _comes_later(each, facts))
    of_label = [each for each in listed if _begun(words.lower().split(), _of(listed[each]))]
    exact = [each for each in begun if str(each).replace("_", " ") == words.lower()]
    ordered = [*exact, *asked[:1], *sorted(begun, key=rank), *asked, *named]
    ordered = ordered or sorted(of_label, key=lambda each: (each is Topic.COVER_WORDS, *rank(each)))
    surely_said = [each for each in spoken if each.surely and not _topics(each)]
    yield from (each.choice for each in surely_said)
    for topic in dict.fromkeys(each for each in ordered if each in listed):
        yield _choice(view, role, asking.key, listed[topic], about=topic)
    yield from _ready_questions(view, role, by_phrases)
    yield from (each.choice for each in spoken if each not in surely_said)


_AFTER = {
    Topic.WEAPON_IN_HAND: Topic.WEAPON,
    Topic.WEAPON_USED: Topic.WEAPON,
    Topic.CHILD_HURT: Topic.CHILDREN,
}
"""What is asked once a yes to another question is known."""


def _comes_later(topic: Topic, facts: KnownFacts) -> bool:
    before = _AFTER.get(topic)
    return before is not None and facts.answer(before) is not AnswerState.YES


def _begins(words: str, *labels: str) -> bool:
    return any(each.replace("_", " ").lower().startswith(words.lower()) for each in labels)


def _of(label: str) -> list[str]:
    return _WORDS.findall(label.lower())


class _OwnQuestion(NamedTuple):
    """Words as a question of one's own."""

    choice: LineChoice
    actions: tuple[do.Action, ...]
    surely: bool


def _own_question(view: SeatView, role: Role, words: str) -> list[_OwnQuestion]:
    """Return typed words as what they ask; none if they are no whole question."""
    offer = next(each for each in view.available_acts(role) if each.act.takes_words)
    typed = _understood(view, role, offer, words)
    if not typed.understood or len(words.split()) < _FEWEST_WORDS:
        return []
    best = typed.readings[0]
    label = f"In your own words: {best.label}"
    choice = LineChoice(label, offer.act, {"speech": best}, offer.disabled_reason)
    return [_OwnQuestion(choice, best.actions, typed.sure)]


_FEWEST_WORDS = 3
"""The fewest words that are a question and not only the name of one (our choice)."""


def _topics(question: _OwnQuestion) -> list[Topic]:
    return [topic for act in question.actions if isinstance(act, do.Ask) for topic in act.about]


def _ready_questions(view: SeatView, role: Role, purposes: Iterable[str]) -> Iterator[LineChoice]:
    """Yield ready-made sentences that ask, for these purposes, such as for a name."""
    act, reason = next(each for each in view.available_acts(role) if each.act.takes_words)
    (speech,) = view.parameters(role, act)
    asks = {str(each.value): each for each in speech.options if each.label.endswith("?")}
    for option in (asks[each] for each in purposes if each in asks):
        yield LineChoice(option.label, act, {"speech": option.value}, reason)


def _purposes_named(view: SeatView, role: Role, words: str) -> tuple[str, ...]:
    """Return the purposes that a few words name, as typed words are matched."""
    # The matcher waits for the first typed words: start-up never needs it.
    from simulator.language.typed.matcher import named

    return named(words, view.materials.phrase_book(role))


def _asked_next(view: SeatView, role: Role) -> dict[object, int]:
    """Return the topics that good practice asks about now, by rank."""
    acts = view.next_acts(role)
    topics = (topic for each in acts for topic in getattr(each.action, "about", ()) or ())
    return {topic: rank for rank, topic in enumerate(dict.fromkeys(topics))}


_LINKS = late_pattern(r"(?i)\blink(?:ed|ing)?\b|\bsame (?:incident|job|log)\b")
"""A line that links a further call to the caller's open incident."""


def _log_lines(view: SeatView, role: Role, words: str) -> Iterator[LineChoice]:
    acts = {act.kind: act for act in CATALOGUE[role]}
    of_police = role is Role.CALL_HANDLER
    first, _, rest = words.partition(" ")
    for heading in Heading if of_police else ():
        if rest and first.lower().rstrip(":") in (heading.value, heading.value[0]):
            label = f"THRIVE, {heading.label}: {rest}"
            yield _choice(view, role, acts["thrive"].key, label, heading=heading, text=rest)
    # A line that names a sound is about the last one heard; else it gives a reason.
    heard = any(reported(words)) or (not of_police and names_a_sound(words))
    usual = NoteKind.HEARD if heard else NoteKind.RATIONALE
    usual = NoteKind.SAME_INCIDENT if of_police and _LINKS.search(words) else usual
    written, no_topic = ("Log", {"topic": None}) if of_police else ("Note", {})
    kinds = tuple(NoteKind) if of_police else OPERATORS_NOTES
    for kind in sorted(kinds, key=lambda kind: kind is not usual):
        label, key = f"{written}, {kind.label}: {words}", acts["note"].key
        yield _choice(view, role, key, label, note=kind, text=words, **no_topic)


_WAYS = {"/": _acts, "?": _questions, "#": _log_lines}
