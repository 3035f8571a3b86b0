"""Questions in plain lines: numbered options and lines of text.

Only this module of the package reads or writes a stream. A wrong entry gets one line that lists the
possible entries, and the question stays open. Every question may raise `UserLeft`, and one about
an act `ChoiceCancelled`.
"""

import sys
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from shutil import get_terminal_size
from textwrap import wrap
from typing import NamedTuple, TextIO

from simulator.clean_text import for_line, for_terminal
from simulator.seat.open_act import ShownAnswer, ShownQuestion, typed_answer

LEAVE = "q"
"""A line with only this word leaves, at any question."""
LEAVING_KEYS = ("\x0c", "\x1bOQ", "\x1b[12~")
"""Ctrl+L and F2, which leave the screens; here the user presses Enter after them."""
PROMPT = "> "
CANCEL = "c"
"""A line with only this word cancels an act at one of its questions."""
LONGEST = 10_000
"""Most characters read of one line; the rest of it is dropped (assumption)."""
_MOST_QUOTED = 40
"""Most characters of an entry that a message repeats: it may be read aloud (assumption)."""
_MANY = 9
"""Most options of a list without a note on searching (assumption)."""
_SCROLLS = 20
"""Most options of a list whose question is not repeated below it (assumption)."""
_OR_CANCEL = f", or {CANCEL} to take the act back."


def leaves(line: str) -> bool:
    """Return whether a typed line leaves, at any question."""
    return for_line(line).lower() == LEAVE or any(key in line for key in LEAVING_KEYS)


class UserLeft(Exception):
    """Raised by every question if the user leaves or the input ends."""


class ChoiceCancelled(Exception):
    """Raised if the user cancels an act; nothing was done."""


class LineInstead(ChoiceCancelled):
    """Raised if a sentence is typed where an act asks for something: the act isn't done.

    The call goes on while an act asks, and the sentence is to be read like any other line.
    """

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class Conversation:
    """Line-based input and output. The output has no control characters but a terminal's bell."""

    def __init__(self, lines: TextIO, out: TextIO) -> None:
        """Read from `lines` and write to `out`; only a terminal gets a prompt."""
        # Undecodable input must not end a call. `reconfigure` fails after the first read, so a
        # stream that the menu has already configured is left alone.
        if isinstance(lines, TextIOWrapper) and lines.errors != "replace":
            lines.reconfigure(errors="replace")
        self._lines = lines
        self._out = out
        self._prompt = PROMPT if lines.isatty() else ""

    def say(self, *texts: str) -> None:
        """Write each text as a line, at once: another thread may wait for the next entry.

        In a terminal no word is cut in two at its edge.
        """
        width = get_terminal_size().columns if self._out.isatty() else sys.maxsize
        for text in texts:
            shown = for_terminal(text).rstrip()
            lines = wrap(shown, width) if len(shown) > width else [shown]
            self._out.writelines(f"{line}\n" for line in lines)
        self._out.flush()

    def bell(self) -> None:
        """Ring the terminal's bell; nothing in a pipe."""
        if self._out.isatty():
            self._out.write("\a")
            self._out.flush()

    def clear(self) -> None:
        """Clear the terminal and what it keeps of earlier lines; nothing in a pipe."""
        if self._out.isatty():
            self._out.write("\x1b[H\x1b[2J\x1b[3J")

    def read(self, *, cancellable: bool = False) -> str:
        """Return the next line, stripped; with `cancellable`, `CANCEL` raises ChoiceCancelled."""
        self._out.write(self._prompt)
        self._out.flush()
        try:
            line = rest = self._lines.readline(LONGEST)
            while len(rest) == LONGEST and not rest.endswith("\n"):
                rest = self._lines.readline(LONGEST)
        except KeyboardInterrupt:
            self._end_prompt()
            raise
        if not line:
            self._end_prompt()
        text = for_line(line)
        if not line or leaves(line):
            raise UserLeft
        if cancellable and text.lower() == CANCEL:
            raise ChoiceCancelled
        return text

    def _end_prompt(self) -> None:
        """End the line of the prompt, which is open if the input ended without Enter."""
        if self._prompt:
            self._out.write("\n")


class NumberedOption(NamedTuple):
    """An option with its number."""

    number: int
    label: str
    group: str = ""
    """Heading above the option; empty if there is none."""
    also: str = ""
    """Further search text."""


def numbered(labels: Sequence[str]) -> tuple[NumberedOption, ...]:
    """Return options numbered from 1."""
    return tuple(NumberedOption(number, label) for number, label in enumerate(labels, 1))


def number_in(text: str) -> int | None:
    """Return the number that a text is; None if it is another text or has over 18 digits."""
    return int(text) if text.isdecimal() and len(text) <= 18 else None


def one(
    talk: Conversation,
    question: str,
    options: Sequence[NumberedOption],
    *,
    usual: int | None = None,
    cancellable: bool = False,
) -> int:
    """Ask for one option and return its number; an empty line means `usual`, if given."""
    empty = f" An empty line means {usual}." if usual is not None else ""
    search = " Letters search the list." if len(options) > _MANY else ""
    back = f" {CANCEL} takes the act back." if cancellable else ""
    talk.say(f"{question} Enter a number.{empty}{search}{back}", *listed(options))
    if len(options) > _SCROLLS:
        talk.say(f"{_enter(options)}.")
    numbers = {option.number for option in options}
    while True:
        text = talk.read(cancellable=cancellable)
        number = number_in(text) if text or usual is None else usual
        if number in numbers:
            return number
        if cancellable:
            _let_go(text, options)
        talk.say(*_refused(text, options, _OR_CANCEL if cancellable else "."))


def several(
    talk: Conversation, question: str, options: Sequence[NumberedOption], *, least: int = 1
) -> tuple[int, ...]:
    """Ask for at least `least` options and return their numbers in the order entered."""
    none = " An empty line chooses none." if least == 0 else ""
    talk.say(f"{question} Several numbers, with spaces or commas.{none}", *listed(options))
    numbers = {option.number for option in options}
    while True:
        text = talk.read(cancellable=True)
        found = list(map(number_in, text.replace(",", " ").split()))
        chosen = tuple(dict.fromkeys(number for number in found if number in numbers))
        if len(chosen) >= least and numbers.issuperset(found):
            return chosen
        _let_go(text, options)
        talk.say(*_refused(text, options, f", several with spaces or commas{_OR_CANCEL}"))


def text_line(talk: Conversation, question: str) -> str:
    """Ask for a line of text; it may be empty."""
    talk.say(f"{question}. Write one line; {CANCEL} alone takes the act back.")
    return talk.read(cancellable=True)


def listed(options: Sequence[NumberedOption]) -> Iterator[str]:
    """Yield options as lines below their headings."""
    heading = ""
    for option in options:
        if option.group != heading:
            heading = option.group
            yield f"{heading}:"
        yield f"{option.number}. {option.label}"


def _refused(text: str, options: Sequence[NumberedOption], more: str) -> list[str]:
    """Return the options that letters find, or what can be entered instead of `text`."""
    if not text or any(character.isdigit() for character in text):
        return [f"{_wrong(text)} {_enter(options)}{more}"]
    found = _found(text, options)
    if not found:
        letters = f"other letters{_OR_CANCEL}" if more.endswith(_OR_CANCEL) else "or other letters."
        return [f"Nothing here has {quoted(text)} in it. {_enter(options)}, {letters}"]
    rows = [f"{option.number}. {option.label}" for option in found]
    return [f"Which of these? {quoted(text)} is in:", *rows]


def _found(text: str, options: Sequence[NumberedOption]) -> list[NumberedOption]:
    """Return the options that have all words of a text in them."""
    words = text.casefold().split()
    return [
        o for o in options if all(w in f"{o.label} {o.group} {o.also}".casefold() for w in words)
    ]


def _let_go(text: str, options: Sequence[NumberedOption]) -> None:
    """Raise LineInstead if a text chooses nothing and is a sentence: it has several words."""
    spoken = " " in text and any(each.isalpha() for each in text)
    if spoken and not _found(text, options):
        raise LineInstead(text)


def quoted(text: str) -> str:
    """Return an entry in quotation marks, cut if it is long."""
    return f'"{text}"' if len(text) <= _MOST_QUOTED else f'"{text[:_MOST_QUOTED]}..."'


def _wrong(text: str) -> str:
    return f"{quoted(text)} cannot be chosen here." if text else "Nothing was chosen."


def _enter(options: Sequence[NumberedOption]) -> str:
    numbers = [option.number for option in options]
    if len(numbers) == 1:
        return f"Enter {numbers[0]}"
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return f"Enter a number from {numbers[0]} to {numbers[-1]}"
    return f"Enter one of {', '.join(map(str, numbers))}"


def ask_for(talk: Conversation, question: ShownQuestion) -> ShownAnswer:
    """Return what the user chooses or types for a question of an act."""
    if question.wants_word:
        talk.say(f"{question.label} Type {question.word}, then Enter. Enter alone goes back.")
        typed = talk.read(cancellable=True)
        answer = typed_answer(question, typed)
        if answer is None and " " in typed:
            raise LineInstead(typed)
        return answer or ShownAnswer((question.listed[0].label,))
    if question.words and (question.listed or question.least):
        text = _own_words(talk, question)
        if text:
            return ShownAnswer(words=text)
    if not question.listed:
        return ShownAnswer(words=text_line(talk, question.label))
    if question.is_reading:
        return ShownAnswer((_reading(talk, question),))
    options = [NumberedOption(*each[:3]) for each in question.listed]
    labels = [each.label for each in question.listed]
    if question.several:
        numbers = several(talk, question.label, options, least=question.least)
        return ShownAnswer(tuple(labels[number - 1] for number in numbers))
    usual = question.usual or None
    number = one(talk, question.label, options, usual=usual, cancellable=True)
    return ShownAnswer((labels[number - 1],))


def _own_words(talk: Conversation, question: ShownQuestion) -> str:
    """Ask for a line in own words; it is empty only if there is a ready-made list."""
    ready = " An empty line lists what is ready-made." if question.listed else ""
    talk.say(f"{question.label} Write it in your own words.{ready} {CANCEL} takes the act back.")
    while True:
        text = talk.read(cancellable=True)
        if text or question.listed:
            return text
        talk.say(f"Nothing was written. Write what you say{_OR_CANCEL}")


def _reading(talk: Conversation, question: ShownQuestion) -> str:
    """Ask which reading of typed words is meant; an empty line means the first."""
    options = numbered([each.label for each in question.listed])
    others = " a number for another," if len(options) > 1 else ""
    talk.say(f"{question.label} Enter to say it,{others} {CANCEL} to take it back.")
    talk.say(*listed(options[1:]))
    while True:
        text = talk.read(cancellable=True)
        number = number_in(text or str(question.usual))
        if number is not None and 1 <= number <= len(options):
            return options[number - 1].label
        talk.say(f"{_wrong(text)} {_enter(options)}, an empty line{_OR_CANCEL}")
