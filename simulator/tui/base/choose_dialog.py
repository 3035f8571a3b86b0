"""Dialog for one parameter: one option, several options, or typed text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option as Row

from simulator.seat.available_acts import Option, Parameter
from simulator.tui.base.frame import Window
from simulator.tui.base.typed_line import TypedLine

_PICKS = frozenset({*"123456789", "space"})


@dataclass(frozen=True)
class Chosen:
    """The chosen value; a dialog closed without a choice returns None instead."""

    value: Any


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


class Chooser(Window[Chosen]):
    """The dialog for one parameter. Letters search the list."""

    CSS_PATH = "chooser.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Previous", show=False, priority=True),
    ]

    def __init__(
        self, parameter: Parameter, marks: Mapping[object, str] | None = None, *, about: str = ""
    ) -> None:
        """Create the dialog; `marks` are words before options, `about` is the act's label."""
        super().__init__()
        self._about = about
        self.parameter = parameter
        self._marks = marks or {}
        self._digits_pick = not any(o.label[:1].isdigit() for o in parameter.options)
        self._picked: list[Any] = []
        self._shown: list[Option] = []

    def body(self) -> ComposeResult:
        parameter = self.parameter
        about = f"{self._about}: " if self._about else ""
        yield Static(f"{about}{parameter.label}", id="question", markup=False)
        if parameter.options:
            yield OptionList(id="options", markup=False)
            yield Finder(_PICKS if self._digits_pick else frozenset())
        else:
            yield TypedLine(id="text", compact=True)
        yield Static(self._how(), id="how", markup=False)

    def _how(self) -> str:
        if not self.parameter.options:
            return "Enter: done    Escape: back"
        if self.parameter.several:
            digit = "a digit, " if self._digits_pick else ""
            return f"Space, {digit}or letters and Enter: choose    Enter again: done    Esc: back"
        if not self._digits_pick:
            return "Write it, then Enter: choose    Escape: back"
        return "Digit or Enter: choose  letters: find  Escape: back"

    def on_mount(self) -> None:
        if self.parameter.options:
            self._fill("")

    def _fill(self, wanted: str) -> None:
        """Show the options that contain every word of `wanted`."""
        words = wanted.lower().split()
        self._shown = [
            option
            for option in self.parameter.options
            if all(word in f"{option.label} {option.group}".lower() for word in words)
        ]
        options = self.query_one("#options", OptionList)
        options.clear_options()
        group = ""
        for number, option in enumerate(self._shown, 1):
            if option.group != group:
                group = option.group
                options.add_option(Row(Text(group.upper(), style="dim bold"), disabled=True))
            options.add_option(Row(self._row(number, option), id=str(number - 1)))
        options.action_first()

    def _row(self, number: int, option: Option) -> Text:
        digit = str(number) if number < 10 and self._digits_pick else " "
        text = Text(f"{digit} ", style="bold")
        if self.parameter.several:
            text.append("[x] " if option.value in self._picked else "[ ] ")
        if option.value in self._marks:
            text.append(f"{self._marks[option.value]} ", style="dim")
        text.append(option.label)
        return text

    @on(Input.Changed, "#find")
    def _find(self, event: Input.Changed) -> None:
        self._fill(event.value)

    @on(Finder.Picked)
    def _pick(self, event: Finder.Picked) -> None:
        """Choose by digit; if several can be chosen, space chooses the marked line."""
        if event.key == "space" and not self.parameter.several:
            return
        place = self._place() if event.key == "space" else int(event.key) - 1
        if 0 <= place < len(self._shown):
            self._take(self._shown[place])

    def action_move(self, step: int) -> None:
        if self.parameter.options:
            options = self.query_one("#options", OptionList)
            (options.action_cursor_down if step > 0 else options.action_cursor_up)()

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.parameter.options:
            self.dismiss(Chosen(event.value.strip()))
        elif self.parameter.several:
            self._found() if event.value.strip() else self._finish()
        elif 0 <= self._place() < len(self._shown):
            self.dismiss(Chosen(self._shown[self._place()].value))

    def _found(self) -> None:
        """Choose the search result, and show the whole list again."""
        if 0 <= self._place() < len(self._shown):
            self._take(self._shown[self._place()])
            self.query_one("#find", Input).value = ""

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._take(self._shown[int(event.option.id or 0)])
        self.query_one("#find", Input).focus()

    def _place(self) -> int:
        options = self.query_one("#options", OptionList)
        if options.highlighted is None:
            return -1
        return int(options.get_option_at_index(options.highlighted).id or 0)

    def _take(self, option: Option) -> None:
        if not self.parameter.several:
            self.dismiss(Chosen(option.value))
            return
        if option.value in self._picked:
            self._picked.remove(option.value)
        else:
            self._picked.append(option.value)
        options = self.query_one("#options", OptionList)
        number = self._shown.index(option)
        options.replace_option_prompt(str(number), self._row(number + 1, option))

    def _finish(self) -> None:
        if len(self._picked) < self.parameter.least:
            self.query_one("#how", Static).update(
                f"Choose at least {self.parameter.least} with space, then Enter."
            )
            return
        order = [option.value for option in self.parameter.options]
        self.dismiss(Chosen(tuple(value for value in order if value in self._picked)))
