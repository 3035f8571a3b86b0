"""An act with what it still needs: the one asking loop, which each front end shows in its own way.

Questions and answers are plain values, labels and typed words: what a device is sent and sends back
is the same as what a screen shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.seat.available_acts import Option, Parameter, taken_back

if TYPE_CHECKING:
    from simulator.core.log import Entry
    from simulator.core.terms import Role
    from simulator.seat.seat_view import SeatView
    from simulator.seat.view.act_catalogue import ActSpec

_READING = "_reading"
"""What the name of a question ends in that asks how typed words are meant."""
_WORDS = "_words"
"""What the name of an answer ends in that is own words in place of an option."""


class ShownOption(NamedTuple):
    """One option of a question, with its number."""

    number: int
    label: str
    group: str
    mark: str


@dataclass(frozen=True)
class ShownQuestion:
    """Something that an act still needs: options to choose from, or words."""

    name: str
    label: str
    options: tuple[tuple[str, tuple[str, ...]], ...]
    """Labels under each heading; empty if only words are asked for."""
    several: bool
    least: int
    """Fewest options to choose, if `several`; 1 for words alone that can't be empty."""
    words: bool
    """Whether own words can be typed."""
    usual: int = 0
    """The number of the option that an empty line means; 0 if none."""
    word: str = ""
    """What is typed to mean the second option, where lines are typed: all else goes back."""
    warns: bool = False
    """Whether it only holds back an act once: an empty line goes on."""
    sure: bool = False
    """Whether its usual option is hardly in doubt, so that a form need not ask."""
    marks: tuple[str, ...] = ()
    """A word before each option, such as the state of a question; empty if none has one."""

    @property
    def listed(self) -> tuple[ShownOption, ...]:
        """The options in order, numbered from 1."""
        every = [(label, group) for group, labels in self.options for label in labels]
        marks = self.marks if len(self.marks) == len(every) else ("",) * len(every)
        both = enumerate(zip(every, marks, strict=True), 1)
        return tuple(ShownOption(n, label, group, mark) for n, ((label, group), mark) in both)

    @property
    def wants_word(self) -> bool:
        """Whether only its word, typed, means a yes; another machine may send one without a yes."""
        return self.word != "" and len(self.listed) > 1

    @property
    def takes_back(self) -> bool:
        """Whether one of its options takes the act back."""
        return self.wants_word

    @property
    def is_reading(self) -> bool:
        """Whether it asks how typed words are meant."""
        return self.name.endswith(_READING)


class ShownAnswer(NamedTuple):
    """What was chosen, by labels, or typed."""

    labels: tuple[str, ...] = ()
    words: str = ""


def options_found(question: ShownQuestion, typed: str) -> tuple[ShownOption, ...]:
    """Return the options that a typed line finds: by a number, or by all its words.

    Where labels begin with digits, as 999 does, digits are letters of them.
    """
    listed, words = question.listed, typed.lower().split()
    if typed.isdecimal() and numbers_choose(question):
        return tuple(each for each in listed if str(each.number) == typed.lstrip("0"))
    found = (e for e in listed if all(w in f"{e.label} {e.group}".lower() for w in words))
    begins = words[0] if words else ""
    return tuple(sorted(found, key=lambda each: not each.label.lower().startswith(begins)))


def numbers_choose(question: ShownQuestion) -> bool:
    """Whether a typed number means the option with that number."""
    return not any(each.label[:1].isdigit() for each in question.listed)


def typed_answer(question: ShownQuestion, typed: str, place: int = 0) -> ShownAnswer | None:
    """Return what a typed line answers, by the option at `place` of those found; None goes back."""
    listed = question.listed
    if question.wants_word:
        return ShownAnswer((listed[1].label,)) if typed.lower() == question.word else None
    if not listed:
        return ShownAnswer(words=typed)
    found = options_found(question, typed)
    if place < len(found):
        return ShownAnswer((found[place].label,))
    return ShownAnswer(words=typed) if question.words and typed else None


def usual_answer(question: ShownQuestion) -> ShownAnswer:
    """Return what an empty line means."""
    return ShownAnswer((question.listed[question.usual - 1].label,))


def wire_answers(question: ShownQuestion, answer: ShownAnswer) -> dict[str, str | list[str]]:
    """Return an answer by its names as a form or `join` sends it."""
    if answer.words and question.listed:
        return {f"{question.name}{_WORDS}": answer.words}
    if not question.listed:
        return {question.name: answer.words}
    one = answer.labels[0] if answer.labels else ""
    return {question.name: list(answer.labels) if question.several else one}


def answer_given(question: ShownQuestion, answers: Mapping[str, Any]) -> ShownAnswer | None:
    """Return what a form's or `join`'s answers say to a question; None if nothing.

    A form has its words confirmed already: what they surely mean is not asked once more.
    """
    words = answers.get(f"{question.name}{_WORDS}", "")
    if question.words and isinstance(words, str) and words.strip():
        return ShownAnswer(words=words)
    given = answers.get(question.name)
    if given is None and question.sure:
        return usual_answer(question)
    if isinstance(given, str):
        return ShownAnswer((given,) if question.listed else (), "" if question.listed else given)
    return None if given is None or not question.several else ShownAnswer(tuple(given))


class OpenAct:
    """An act of a seat on its way: what is chosen of it, and what it still needs.

    A front end shows a question, hands the answer back, and asks again until nothing is open.
    """

    def __init__(
        self,
        view: SeatView,
        role: Role,
        act: ActSpec,
        chosen: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        """Begin with what is `chosen` already, such as by a typed line."""
        self.role, self.act = role, act
        self._view, self._chosen = view, dict(chosen)
        self._readings: dict[str, Parameter] = {}
        """Typed words that wait to be taken in one of these ways, by their parameter."""
        self._sure: set[str] = set()
        self.unasked: list[str] = []
        """What was not asked because only one answer is possible, in sentences."""
        self._open: tuple[Parameter, ...] = ()
        self._take_only_ones()

    @property
    def questions(self) -> tuple[ShownQuestion, ...]:
        """What it needs now; nothing once it can be done, or was taken back."""
        return tuple(shown_question(each, sure=each.name in self._sure) for each in self._open)

    @property
    def taken_back(self) -> bool:
        """Whether it was asked back, and not meant after all."""
        return not self._open and taken_back(self._chosen)

    def answer(self, name: str, answer: ShownAnswer) -> bool:
        """Take an answer to the question of that name; return False if it is none.

        Words of which the meaning is in doubt are asked about once more.
        """
        parameter = next((each for each in self._open if each.name == name), None)
        if parameter is None or not self._take(parameter, answer):
            return False
        self._take_only_ones()
        return True

    def do(self) -> Entry:
        """Perform it and return its entry; NotPossible if it no longer is possible."""
        assert not self._open
        return self._view.do(self.role, self.act, self._chosen)

    def _take(self, parameter: Parameter, answer: ShownAnswer) -> bool:
        """Keep the value of an answer; return False if it has none."""
        name, words = parameter.name, answer.words.strip()
        if parameter.understand is not None and words:
            typed = parameter.understand(words)
            ways = tuple(
                Option(each, f"{each.label[:1].upper()}{each.label[1:]}") for each in typed.readings
            )
            self._readings[name] = Parameter(f"{name}{_READING}", typed.heading, ways)
            self._sure |= {f"{name}{_READING}"} if typed.sure else set()
            return True
        if parameter.is_text:
            self._chosen[name] = words
            return True
        values = {option.label: option.value for option in parameter.options}
        if not values.keys() >= {*answer.labels}:
            return False
        chosen = [values[each] for each in dict.fromkeys(answer.labels)]
        if parameter.several and len(chosen) >= parameter.least:
            self._chosen[name] = tuple(chosen)
        elif not parameter.several and len(chosen) == 1:
            asked = name.removesuffix(_READING)
            self._readings.pop(asked, None)
            self._chosen[asked] = chosen[0]
        else:
            return False
        return True

    def _take_only_ones(self) -> None:
        """Look what is open, and take every value to which there is no other."""
        while True:
            open_ = self._view.parameters(self.role, self.act, self._chosen)
            self._open = tuple(self._readings.get(each.name, each) for each in open_)
            only = [(each, each.only) for each in self._open if each.name not in self._names]
            given = [(each, one) for each, one in only if one is not None]
            if not given:
                return
            for each, one in given:
                self._chosen[each.name] = one.value
                self.unasked.append(f"{each.label} {_WHY_UNASKED[bool(each.options)]}{one.label}.")

    @property
    def _names(self) -> frozenset[str]:
        return frozenset(each.name for each in self._readings.values())


_WHY_UNASKED = {True: "Only one is possible: ", False: ""}


def shown_question(parameter: Parameter, *, sure: bool = False) -> ShownQuestion:
    """Return what an act asks for, by labels: no value of the program leaves it."""
    groups: dict[str, list[Option]] = {}
    only_words = parameter.understand is not None and not parameter.options
    for option in parameter.options:
        groups.setdefault(option.group, []).append(option)
    marks = tuple(option.mark for each in groups.values() for option in each)
    is_reading = parameter.name.endswith(_READING)
    return ShownQuestion(
        parameter.name,
        parameter.label,
        tuple((group, tuple(each.label for each in held)) for group, held in groups.items()),
        parameter.several,
        parameter.least if parameter.several else int(only_words),
        parameter.understand is not None or not parameter.options,
        1 if parameter.asks_back or is_reading else 0,
        parameter.word if parameter.asks_back else "",
        parameter.warns,
        sure,
        marks if any(marks) else (),
    )
