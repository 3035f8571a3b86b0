"""Dialogs for one parameter of an act: options to choose from, or typed words."""

from dataclasses import dataclass
from typing import Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row

from simulator.clean_text import for_field
from simulator.seat.available_acts import Option, Parameter
from simulator.tui.base.screen_frame import Window

_MOST_OF_SCREEN = 35
"""Most of the screen's height that a list of options has, in percent (our choice)."""
_PICKS = frozenset({*"123456789", "space"})


@dataclass(frozen=True)
class Chosen:
    """The chosen value; a dialog closed without a choice returns None instead."""

    value: Any


class TypedLine(Input):
    """A field without invisible characters, which a pasted text may have.

    The cursor is steady: to blink it took as much of the machine as all else of a paused call.
    """

    def on_mount(self) -> None:
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """Return the text as it may be shown."""
        return for_field(value)

    def on_key(self, event: events.Key) -> None:
        """Leave Alt and a letter to the screen: a terminal sends the letter with it."""
        if event.key.startswith("alt+"):
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Paste several lines as one; Textual would take the first and drop the others."""
        event.prevent_default()
        event.stop()
        self.paste(event.text)

    def paste(self, text: str) -> None:
        """Write a text of one or several lines at the cursor."""
        self.replace(" ".join(text.splitlines()), *self.selection)


class Finder(TypedLine):
    """A search field. While it is empty, digits choose from the list.

    In a list of numbers digits are typed instead: after a choice by the first digit, the rest of
    the number would act as keys of the call.
    """

    @dataclass
    class Picked(Message):
        """A key that chooses an option: a digit, or space if several can be chosen."""

        key: str

    def __init__(self, picks: frozenset[str]) -> None:
        super().__init__(placeholder="type to find", id="find", compact=True)
        self._picks = picks

    def on_key(self, event: events.Key) -> None:
        if not self.value and event.key in self._picks:
            event.stop()
            event.prevent_default()
            self.post_message(self.Picked(event.key))


class _HowLine(Static):
    """The line on the keys. A click on it is Enter, so that a mouse is enough."""

    ALLOW_SELECT = False

    def on_click(self) -> None:
        self.screen.query_one(Input).focus()
        self.app.simulate_key("enter")


class AnswerList(OptionList):
    """Answers of which the first goes back. Only Down comes to another.

    A list goes round at its ends: Up, which brings back a line, and Enter were a yes.
    """

    def action_cursor_up(self) -> None:
        if self.highlighted:
            super().action_cursor_up()

    def action_last(self) -> None:
        """Stay: End is a key of the line as well."""

    def action_page_down(self) -> None:
        """Stay, as Page down scrolls what was heard."""


class Chooser(Window[Chosen]):
    """Asks for one option or several, or for text. Letters search the list."""

    CSS_PATH = "chooser.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Previous", show=False, priority=True),
    ]

    def __init__(self, parameter: Parameter, *, about: str = "", draft: Any = None) -> None:
        """Ask for a parameter; `about` is the act's label, `draft` what was left."""
        super().__init__()
        self.parameter = parameter
        self._about = f"{about}: " if about else ""
        self._digits_pick = not any(o.label[:1].isdigit() for o in parameter.options)
        self._picked: list[Any] = [*(draft or ())] if parameter.several else []
        self.draft: Any = self._picked if parameter.several else draft
        self._shown: list[Option] = []

    def body(self) -> ComposeResult:
        yield Static(f"{self._about}{self.parameter.label}", id="question", markup=False)
        if self.parameter.options:
            yield OptionList(id="options", markup=False)
            yield Finder(_PICKS if self._digits_pick else frozenset())
        else:
            yield TypedLine(self.draft, id="text", compact=True, select_on_focus=False)
        yield _HowLine(self.how(), id="how", markup=False)

    def how(self) -> str:
        """Return the line on the keys."""
        if not self.parameter.options:
            return "Enter: done    Escape: back"
        if self.parameter.several:
            digit = "a digit, " if self._digits_pick else ""
            return f"Space, {digit}or letters and Enter: choose    Enter again: done    Esc: back"
        if not self._digits_pick:
            return "Letters: find   Enter: choose   Escape: back"
        return "Digit or Enter: choose   Letters: find   Escape: back"

    @property
    def _list(self) -> OptionList:
        return self.query_one("#options", OptionList)

    def on_mount(self) -> None:
        if self.parameter.options:
            self._fill("")
            # By its own height the window would have room for rows that the list scrolls to.
            most = self.app.size.height * _MOST_OF_SCREEN // 100
            self._list.styles.height = min(self._list.option_count, most)

    def _fill(self, wanted: str) -> None:
        """Show the options that contain every word of `wanted`, those that begin so first."""
        words = wanted.lower().split()
        self._shown = [
            option
            for option in self.parameter.options
            if all(word in f"{option.label} {option.group}".lower() for word in words)
        ]
        if words:
            self._shown.sort(key=lambda option: not option.label.lower().startswith(words[0]))
        self._list.clear_options()
        group = ""
        for number, option in enumerate(self._shown, 1):
            if option.group != group:
                group = option.group
                self._list.add_option(Row(Text(group.upper(), style="dim bold"), disabled=True))
            self._list.add_option(Row(self._row(number, option), id=str(number - 1)))
        self._list.action_first()
        how = self.how() if self._shown else "Nothing has these letters. Delete some of them."
        self.query_one("#how", Static).update(how)

    def _row(self, number: int, option: Option) -> Text:
        digit = f"{number if number < 10 else ' '} " if self._digits_pick else ""
        text = Text.assemble((digit, "bold"))
        if self.parameter.several:
            text.append("[x] " if option.value in self._picked else "[ ] ")
        if option.mark:
            text.append(f"[{option.mark:^7}] ", style="dim")
        return text.append(option.label)

    @on(Input.Changed, "#find")
    def _find(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(Input.Changed, "#text")
    def _keep(self, event: Input.Changed) -> None:
        self.draft = event.value

    @on(Finder.Picked)
    def _pick(self, event: Finder.Picked) -> None:
        """Choose by digit; if several can be chosen, space chooses the marked line."""
        if event.key != "space":
            self._take(int(event.key) - 1)
        elif self.parameter.several:
            self._take(self._place())

    def action_move(self, step: int) -> None:
        if self.parameter.options:
            (self._list.action_cursor_down if step > 0 else self._list.action_cursor_up)()

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.parameter.options:
            self.dismiss(Chosen(event.value.strip()))
        elif not self.parameter.several:
            self._take(self._place())
        elif not event.value.strip():
            self._finish()
        elif self._take(self._place()):  # Show the whole list again.
            self.query_one("#find", Input).value = ""

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(int(event.option.id or 0))
        self.query_one("#find", Input).focus()

    def _place(self) -> int:
        if self._list.highlighted is None:
            return -1
        return int(self._list.get_option_at_index(self._list.highlighted).id or 0)

    def _take(self, place: int) -> bool:
        """Choose a listed option, or take it back; return False if there is none."""
        if not 0 <= place < len(self._shown):
            return False
        option = self._shown[place]
        if not self.parameter.several:
            self.dismiss(Chosen(option.value))
            return True
        if option.value in self._picked:
            self._picked.remove(option.value)
        else:
            self._picked.append(option.value)
        self._list.replace_option_prompt(str(place), self._row(place + 1, option))
        return True

    def _finish(self) -> None:
        if len(self._picked) < self.parameter.least:
            self.query_one("#how", Static).update(
                f"Choose at least {self.parameter.least} with space, then Enter."
            )
            return
        order = [option.value for option in self.parameter.options]
        self.dismiss(Chosen(tuple(value for value in order if value in self._picked)))
