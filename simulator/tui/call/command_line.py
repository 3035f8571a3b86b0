"""The line that one talks into: always there, below the captions and never over them.

What it may mean is a list above it, and so is what an act still needs: no window covers the
captions. Enter does the marked row; Esc clears, or goes back, and never ends anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from simulator.seat.open_act import (
    ShownAnswer,
    ShownOption,
    ShownQuestion,
    numbers_choose,
    options_found,
    typed_answer,
)
from simulator.seat.readings import LineAddressee, LineReadings, LineTo, Reading
from simulator.tui.base.parameter_dialogs import TypedLine
from simulator.tui.call.reading_rows import ListRow, ReadingRow, ReadingRows, row_of
from simulator.tui.call.text_block import TextBlock

ReadLine = Callable[[str, LineTo], LineReadings]
_HOW = "Enter does \u25b8   \u2191\u2193 another   Esc clears"
_NOTHING_FOUND = "Nothing here has these words. Esc goes back."
_READ_AS_LINE = "Nothing here has these words. Enter: read them as a line. Esc goes back."
_PAUSE_S = 0.12
"""After which quiet of the keys a line is read: letters come first, also on a slow machine (our
choice)."""


_FILLS = {
    LineTo.OFFICERS: "$colleague", LineTo.POLICE: "$colleague", LineTo.LOG: "$machine",
}  # fmt: skip
"""The fill of the one whom the line speaks to, if it is not that of one's own words."""


class Remark(TextBlock):
    """The line below a call, which says what Enter does; a click on it does the same."""

    ALLOW_SELECT = False

    async def on_click(self) -> None:
        await self.run_action("screen.go_on")


class _Line(TypedLine):
    """The field. While it is empty, a sign that begins no words may be a key of the screen."""

    def __init__(self, *, at_desk: bool) -> None:
        super().__init__(select_on_focus=False)
        self._at_desk = at_desk

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Let help and acts keep their keys, which Textual would leave out while words are typed.

        They act on nothing here: `on_key` of the screen types what is printable.
        """
        return not self._at_desk and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Leave a sign in the empty line to the screen, which has a meaning for it."""
        if not self.value and self.screen.is_sign(event):  # type: ignore[attr-defined]
            event.prevent_default()


class LineQuestion:
    """What an act still needs, asked in the line: an option, words, or the word that means it."""

    def __init__(
        self,
        question: ShownQuestion,
        about: str,
        then: Callable[[ShownAnswer | None], None],
        draft: str = "",
    ) -> None:
        """Ask a question of the act `about`; `then` gets the answer, or None."""
        self.question, self.about, self.then = question, about, then
        self.draft = draft
        """What was typed when it was left."""
        self.by_number = numbers_choose(question) and bool(question.options)

    @property
    def says(self) -> str:
        """What is asked."""
        question = self.question
        if question.wants_word:
            return f"! {question.label} Type {question.word}, then Enter. Enter alone goes back."
        return question.label if question.is_reading else f"{self.about}: {question.label}"

    @property
    def placeholder(self) -> str:
        """What to do, in the empty line."""
        question = self.question
        if question.wants_word:
            return f"type {question.word}, then Enter"
        return "type to find" if question.options else "type the words"

    def options(self, typed: str) -> Sequence[ShownOption]:
        """Return the options that what is typed finds; all of one that takes back."""
        question = self.question
        return question.listed if question.takes_back else options_found(question, typed)

    def rows(self, typed: str) -> list[ListRow]:
        """Return the rows of the options, numbered where a number chooses one."""
        numbered = self.by_number and not self.question.takes_back
        return [
            ListRow(
                "",
                f"{each.number:>2} {each.label}" if numbered else each.label,
                each.mark or each.group,
            )
            for each in self.options(typed)
        ]

    def answer(self, typed: str, place: int) -> ShownAnswer | None:
        """Return what is answered by Enter; None goes back."""
        return typed_answer(self.question, typed, place)


def _left_in(question: LineQuestion) -> str:
    """Return what was typed into a question that it left, and that was no answer to it.

    Words that only a question asks for stay its own: it offers them when it is asked again.
    """
    return question.draft if question.question.options else ""


class CommandLine(Vertical):
    """A line of text, and above it what it may mean.

    At a desk it always takes what is typed; in another seat it has the keyboard for one entry.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "done", "Single keys", key_display="Esc", tooltip="Leave the line"),
        Binding("escape", "clear", "Clear", key_display="Esc",
                tooltip="Empty the line; Up brings back what was in it"),
        Binding("up", "other(-1)", "Another", show=False, key_display="Up",
                tooltip="Another way to take the line; in an empty line, what was in it"),
        Binding("down", "other(1)", "Another", show=False, key_display="Down",
                tooltip="Another way to take the line"),
        Binding("backspace", "first_address", "To the caller", show=False,
                tooltip="In an empty line: speak to the caller again"),
    ]  # fmt: skip

    pause: ClassVar[float] = _PAUSE_S
    """Seconds of quiet before what is typed is read; without any, each letter is read at once."""

    @dataclass
    class Entered(Message):
        """A line was entered, as this reading; None for an empty line."""

        reading: Reading | None

    class NotNow(Message):
        """A line was entered that is not possible now; it stays in the line."""

    def __init__(
        self, read: ReadLine, addressees: Sequence[LineAddressee], *, at_desk: bool
    ) -> None:
        super().__init__(classes="pane")
        self._read_line, self._at_desk = read, at_desk
        self._addressees = addressees
        self._to = 0
        """To whom it speaks, unless a sign says otherwise."""
        self._found = LineReadings("")
        self._place = 0
        self._kept = ""
        """What was typed when the line was left."""
        self._entered_words = ""
        """What was entered, until it is done: what holds it back gives it back."""
        self._half_typed = ""
        """What was in the line when something else was asked for in it, or an act was looked up."""
        self._left = ""
        """What was typed into a question that was left, and was no answer to it."""
        self.given_back = ""
        """What the line has back: why it has it stays in sight until more is typed."""
        self._once = False
        """Whether the line gives the keyboard back after one entry."""
        self._question: LineQuestion | None = None
        self._offers = ""
        self._unread: Timer | None = None
        """Runs while letters were typed that are not read yet."""

    def compose(self) -> ComposeResult:
        """Yield what is said of the line, to whom it goes, and the line."""
        yield TextBlock(id="reading")
        yield ReadingRows(id="readings")
        yield TextBlock(id="to")
        yield _Line(at_desk=self._at_desk)

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    async def enter(self) -> None:
        """Enter what is typed, as if the line had the keyboard."""
        await self.query_one(TypedLine).action_submit()

    @property
    def asks(self) -> ShownQuestion | None:
        """What an act is asked for here; None while nothing is."""
        return self._question.question if self._question else None

    def ask(self, question: LineQuestion) -> None:
        """Ask for something in the line, and take the keyboard for the answer."""
        line = self.query_one(TypedLine)
        self._once = self._once or not (self._at_desk or line.has_focus)
        self._lay_aside()
        self._question, self._place = question, 0
        line.value = question.draft if not question.question.options else ""
        line.cursor_position = len(line.value)
        self.screen.set_focus(line)
        self._show()

    def _answered(self, answer: ShownAnswer | None) -> None:
        question, self._question = self._question, None
        assert question is not None
        question.draft = self.typed
        self.query_one(TypedLine).value = ""
        self._place = 0
        self._show()
        self._left = _left_in(question) if answer is None else ""
        question.then(answer)
        if self._question is None and self._once and not self.typed:
            self.leave()

    def done(self) -> None:
        """Forget what was entered, which is done; give back what was half typed before it."""
        self._entered_words = ""
        self.not_done()

    def not_done(self) -> None:
        """Give back what was typed, as nothing was done of it."""
        if self._question is None and self.is_empty:
            self._give_back()

    def _lay_aside(self) -> None:
        """Keep a half-typed sentence while the line is for something else."""
        line = self.query_one(TypedLine)
        if line.value.strip() and not line.value.startswith("/"):
            self._half_typed, line.value = line.value, ""

    def _give_back(self) -> None:
        """Put back what was typed: what was left in a question, or held back, or half typed.

        A sentence alone comes back at once: a word would be added to the next one. All else comes
        with Up.
        """
        every = self._left, self._entered_words, self._half_typed
        found = [each for each in every if each.strip()]
        self._left = self._entered_words = self._half_typed = ""
        words = next((each for each in found if " " in each.strip() and each[0] != "/"), "")
        self._kept = next((each for each in found if each != words), self._kept)
        if words:
            self.begin(once=self._once)
            self.given_back = words
            self.query_one(TypedLine).value = words
            self.query_one(TypedLine).action_end()

    def take_back(self) -> None:
        """Go back from what is asked; nothing is done."""
        if self._question is not None:
            self._answered(None)

    def offer(self) -> None:
        """Say in the empty line what is possible now, and how to begin."""
        line, now = self.query_one(TypedLine), self._read_line("", self.to).heading
        if now.startswith("words") and not (line.has_focus or self._at_desk):
            now = f"Enter: {now}"
        self._offers = now
        self._placeholder()

    def _placeholder(self) -> None:
        line, asked = self.query_one(TypedLine), self._question
        shown = self._offers if asked is None else asked.placeholder
        if line.placeholder != shown:
            line.placeholder = shown

    def begin(self, text: str = "", *, once: bool = False) -> None:
        """Take the keyboard, with `text` already typed; perhaps for `once`."""
        self._once = once and not self._at_desk
        line = self.query_one(TypedLine)
        if text:
            self._lay_aside()
            line.value = self._kept if self._kept.startswith(text) else text
        line.cursor_position = len(line.value)
        self.screen.set_focus(line)  # At once: `focus` waits for a turn, and keys come before it.
        self.offer()

    def set_aside(self) -> tuple[str, str]:
        """Return what is typed, and what was left, for a screen that comes back to them."""
        half_typed = self._half_typed or self._entered_words
        if self._question is not None:
            return half_typed, self._kept
        return self.query_one(TypedLine).value or half_typed, self._kept

    def take_up(self, typed: str, left: str) -> None:
        """Go on with what was set aside."""
        self._kept = left
        if typed:
            self.begin(typed)

    def take(self, letters: str) -> None:
        """Take the keyboard and type these letters after what is there."""
        self.begin()
        self.query_one(TypedLine).paste(letters)

    @property
    def typed(self) -> str:
        """What is in the line."""
        return self.query_one(TypedLine).value

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed, and nothing is asked."""
        return not self.query_one(TypedLine).value and self._question is None

    @property
    def to(self) -> LineTo:
        """To whom the line speaks now: by its first sign, else as it was switched."""
        sign = self.typed.lstrip()[:1]
        by_sign = (each.to for each in self._addressees if each.sign and each.sign == sign)
        return next(by_sign, self._addressees[self._to].to)

    def address_next(self) -> None:
        """Speak to the next of those to whom this seat can speak."""
        sign = self.typed.lstrip()[:1]
        if any(each.sign == sign for each in self._addressees if each.sign):
            self.query_one(TypedLine).value = self.typed.lstrip()[1:].lstrip()
        self._to = (self._to + 1) % len(self._addressees)
        self._interpret()

    def action_first_address(self) -> None:
        self._to = 0
        self._interpret()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Esc leave the line; at a desk empty it, or do what it does on the screen."""
        if action == "done":
            return not self._at_desk
        if action == "clear":
            return self._at_desk and not self.is_empty
        if action == "first_address":
            return self.is_empty and self._to > 0
        return super().check_action(action, parameters)

    @on(Input.Changed)
    def _read(self, event: Input.Changed) -> None:
        event.stop()
        question = self._question
        if question is not None and question.by_number and not question.question.takes_back:
            typed = event.value.strip()
            if len(typed) == 1 and typed.isdecimal() and question.options(typed):
                self._answered(question.answer(typed, 0))  # The number of a row chooses it.
                return
        if self.pause and question is None and event.value and event.value[0] != "/":
            self._read_soon()
        else:
            self._interpret()

    def _read_soon(self) -> None:
        """Read the line once the keys pause; the letters are painted meanwhile."""
        if self._unread is not None:
            self._unread.stop()
        self._unread = self.set_timer(self.pause, self._interpret)
        self._show_to()

    def _catch_up(self) -> bool:
        """Read what was typed and is not read yet: nothing is done by what a shorter line meant."""
        behind = self._unread is not None
        if behind:
            self._interpret()
        return behind

    def read_again(self) -> None:
        """Read what is typed once more: what is possible has changed."""
        self._interpret()

    def _interpret(self) -> None:
        if self._unread is not None:
            self._unread.stop()
            self._unread = None
        self._place = 0
        if self._question is None:
            self._found = self._read_line(self.typed, self.to)
        self._show()

    def _show(self) -> None:
        question, typed = self._question, self._typed()
        found = self._found.readings if typed or question else ()
        rows = [row_of(each) for each in found]
        says = self._says() if typed else ""
        if question is not None:
            rows, says = question.rows(typed), question.says
            if question.question.options and not rows:
                says = f"{says} {_READ_AS_LINE if self._is_a_line(typed) else _NOTHING_FOUND}"
        self.query_one(ReadingRows).show_rows(rows, self._place, self.content_size.width)
        reading = self.query_one("#reading", TextBlock)
        reading.show(says)
        reading.display = bool(says) and (question is not None or not rows)
        self._placeholder()
        self._show_to()
        self.refresh_bindings()

    def _says(self) -> str:
        """Return what Enter does with what is typed, in one sentence."""
        if not self._found.readings:
            return self._found.heading
        reading = self._found.readings[self._place]
        if reading.disabled_reason:
            return f"Not now, {reading.disabled_reason}: {reading.label}"
        more = len(self._found.readings) - 1
        others = f" (Tab: {more} more)" if more else ""
        return f"Enter{others}: {reading.label}"

    def _show_to(self) -> None:
        to, asked = self.to, self._question
        parts: list[tuple[str, str]] = [("To " if self._at_desk else "How ", "$ink")]
        for each in self._addressees:
            label = f" {each.sign} {each.label} " if each.sign else f" {each.label} "
            fill = f"bold $onfill on {_FILLS.get(each.to, '$you')}"
            parts += [(label, fill if each.to is to else "$quiet"), (" ", "")]
        band = self.query_one("#to", TextBlock)
        room = band.content_size.width - Content.assemble(*parts).cell_length - len(_HOW) - 1
        if room > 0:
            parts.append((f"{' ' * room}{_HOW}", "$quiet"))
        band.show(Content.assemble(*parts))
        for talk in self.screen.query("#talk"):
            for each in self._addressees:
                talk.set_class(each.to is to, f"-{each.to}")
            talk.set_class(asked is not None and asked.question.wants_word, "-stop")

    def _typed(self) -> str:
        return self.query_one(TypedLine).value.strip()

    def action_other(self, step: int = 1) -> None:
        """Come to another row; in an empty line, bring back what was in it."""
        self._catch_up()
        count = len(self._found.readings) if self._typed() else 0
        if self._question is not None and self._question.question.takes_back:
            return  # Only its word means it.
        if self._question is not None:
            count = len(self._question.rows(self._typed()))
        if count:
            self._place = (self._place + step) % count
            self._show()
        elif self.is_empty and step < 0:
            self.query_one(TypedLine).value = self._kept
            self.query_one(TypedLine).action_end()

    def leave(self) -> None:
        """Empty the line and give the keyboard back, as at the end of a call."""
        if self.has_focus_within:
            self.query_one(TypedLine).value = ""
            self.screen.set_focus(None)
            self.offer()

    def end(self) -> None:
        """Ask nothing any more: the call is over."""
        self._question = None
        self._left = self._entered_words = self._half_typed = ""
        self.leave()

    def action_done(self) -> None:
        """Put the line away; leave it if it is empty."""
        if self._question is not None:
            self._answered(None)
            return
        line = self.query_one(TypedLine)
        self._to = 0
        if self._half_typed:
            line.value = ""
            self._give_back()
            return
        self._kept = line.value or self._kept
        if self._once or not line.value:
            self.leave()
        line.value = ""

    def action_clear(self) -> None:
        """Empty the line, and keep what was in it."""
        self.action_done()

    @on(ReadingRow.Clicked)
    async def _clicked(self, event: ReadingRow.Clicked) -> None:
        event.stop()
        question = self._question
        if question is not None and question.question.takes_back:
            # Who has a mouse alone can type no word: a second click on a row of its own means it.
            self._answered(ShownAnswer((question.question.listed[event.place].label,)))
            return
        if self._catch_up():
            return  # The row may mean something else now.
        self._place = event.place
        await self.enter()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        typed = self._typed()
        if self._question is not None:
            self._enter_answer(typed)
            return
        if not typed:
            self.post_message(self.Entered(None))
            return
        self._catch_up()
        if not self._found.readings:
            return
        reading = self._found.readings[self._place]
        if reading.disabled_reason is not None:
            self.post_message(self.NotNow())
        else:
            self._to = 0  # A line goes to others once: the next words may be to the caller.
            self._entered_words = "" if reading.rest else event.input.value
            event.input.value, self._kept = reading.rest, ""
            if self._once or not (self._at_desk or reading.rest):
                # A phone's keys are single keys again: an `h` isn't whispered.
                self.leave()
            self.post_message(self.Entered(reading))

    def _enter_answer(self, typed: str) -> None:
        question = self._question
        assert question is not None
        answer = question.answer(typed, self._place)
        if answer is None and not question.question.takes_back:
            if self._is_a_line(typed):
                # The call goes on while an act asks: what is typed is read, and not yet done.
                self._answered(None)
            return  # Nothing has these letters: they stay, to be corrected.
        self._answered(answer)

    def _is_a_line(self, typed: str) -> bool:
        """Whether words that answer nothing are rather a line of their own: more than one word."""
        return self._at_desk and " " in typed
