"""The screen of a call, between a seat view and its widgets; its keys, and its one timer.

It passes news to the widgets, and chosen acts to the seat view, which decides what is possible. The
timer fires at the next due act or at the next change of a shown time. None runs while paused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.containers import Horizontal, Vertical, VerticalScroll

from simulator.core.instant import Millis, clock
from simulator.core.terms import Role
from simulator.errors import NotPossible
from simulator.seat.available_acts import Parameter
from simulator.seat.command_parser import Proposal, propose
from simulator.seat.run_choices import SPEEDS
from simulator.seat.seat_view import News, SeatView, advice, when, who
from simulator.seat.view.act_catalogue import CATALOGUE, ActSpec
from simulator.seat.view.cards import Card
from simulator.seat.view.stage_texts import flow_map
from simulator.tui.base.parameter_dialogs import Chooser, Chosen, TypedWordsDialog
from simulator.tui.base.screen_frame import TextWindow, Window, named
from simulator.tui.call.call_dialogs import RewindPoints, StopDialog
from simulator.tui.call.command_line import CommandLine, Remark
from simulator.tui.call.palette import ActCommands
from simulator.tui.call.panels import (
    ActPanel,
    Captions,
    TextBlock,
    TextLine,
    caption_text,
    in_width,
)
from simulator.tui.call.panes import PaneScreen
from simulator.tui.call.status_bar import StatusBar

_ROOMY = 40
"""Rows from which all pages of a seat fit at once."""
SECOND: Millis = 1_000
_TOO_LATE = "Nothing was done"
_PAUSED = "Paused: F5 goes on."
T = TypeVar("T")
_NAMES = {"*": "asterisk", "#": "number_sign"}


def _key(key: str, action: str, label: str, says: str = "", shown: str = "") -> Binding:
    """Return a binding; only keys with a name to show (`shown`) are in the last line."""
    return Binding(
        key, action, label, key_display=shown or None, tooltip=says, show=bool(shown),
        priority=key == "tab",
    )  # fmt: skip


def act_bindings(role: Role) -> list[BindingType]:
    """Return a binding for each act of a seat; the help lists them."""
    return named(role, [
        Binding(
            _NAMES.get(act.key, act.key), f"act('{act.key}')", act.label, key_display=act.key,
            show=False, id=f"{role}.{_NAMES[act.key]}" if act.key in _NAMES else None,
        )
        for act in CATALOGUE[role]
    ])  # fmt: skip


LINE_BINDINGS: list[BindingType] = named("line", [
    Binding("question_mark", "type('?')", "A question", key_display="?", show=False),
    Binding("number_sign", "type('#')", "A log line", key_display="#", show=False),
])  # fmt: skip
"""Keys that begin a line at a desk, besides the one that begins one in every seat."""


class CallScreen(PaneScreen):
    """The screen of one seat, or of a demo."""

    CSS_PATH = "call.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {ActCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-normal"), (120, "-wide"), (150, "-wider")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = named("call", [
        _key("escape", "stop", "Stop", "Stop this call", "Esc"),
        _key("f5,space", "pause", "Pause", "Pause or resume", "F5"),
        _key("f4", "map", "Map", "Where the call is, and how it got there", "F4"),
        _key("f6", "speed(-1)", "Slower", "Half as fast"),
        _key("f7", "speed(1)", "Faster", "Twice as fast"),
        _key("f8", "again", "Again", "Go back and try again (coached)", "F8"),
        _key("f3", "hints", "Hints", "Show or hide the hints", "F3"),
        _key("equals_sign", "coach", "Coach", "What good practice does now, and why", "="),
        _key("tab", "page", "More", "Show more on the right", "Tab"),
        _key("ctrl+y", "copy", "Copy", "Copy what is on the line to the clipboard"),
        _key("pageup", "scroll(-1)", "Earlier lines"),
        _key("pagedown", "scroll(1)", "Later lines"),
        Binding("full_stop", "ruled_out", "Why not?", key_display=".", show=False,
                tooltip="Show what isn't possible now"),
        _key("enter", "go_on", "Go on", "Type words; after the end of a call, go on"),
        Binding("slash", "type('/')", "An act", key_display="/", show=False,
                tooltip="Type the name of an act"),
    ])  # fmt: skip
    PAGES: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of acts on each page, if they don't all fit at once.

    "known" is the seat's knowledge, which otherwise has a page of its own.
    """

    def __init__(self, seat_view: SeatView, role: Role | None) -> None:
        super().__init__()
        self.seat_view = seat_view
        self.role = role
        self._sounded = len(seat_view.heard(role))
        self._page = 0
        self._filled = False
        self._said = ""

    # --- layout ----------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        yield StatusBar(id="status")
        with Horizontal(id="middle"):
            with Vertical(id="line", classes="pane") as line:
                line.border_title = "On the line"
                captions = Captions(id="captions")
                captions.can_focus = True
                yield captions
                yield from self.below_captions()
            with VerticalScroll(id="seat", classes="pane"):
                yield from self.beside()
                if self.role is not None:
                    yield ActPanel(id="offers")
                yield TextBlock(id="page")
            with VerticalScroll(id="known", classes="pane") as side:
                side.border_title = "What you know"
                yield TextBlock(id="knowledge")
        if self.role is not None:
            yield CommandLine(self._propose)
        yield Remark(id="remark")

    def below_captions(self) -> ComposeResult:
        """Yield the widgets below the captions."""
        yield from ()

    def beside(self) -> ComposeResult:
        """Yield the widgets above the acts."""
        yield from ()

    def known(self) -> Iterable[Card]:
        """Return the seat's knowledge as text."""
        return ()

    def ticks_every(self) -> Millis:
        """Return the interval of shown times, in simulated ms."""
        return SECOND

    def turn_passes(self) -> None:
        """Switch to the seat whose turn it is."""

    def role_in(self, seat_view: SeatView) -> Role | None:  # noqa: ARG002
        """Return the seat to show after going back."""
        return self.role

    def refresh_seat(self) -> None:
        """Update the widgets that only this seat has."""

    def notes(self) -> dict[str, str]:
        """Return words to show beside acts, by key."""
        return {}

    # --- time ------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self.call_after_refresh(self.wake)

    def on_unmount(self) -> None:
        self.app.sub_title = ""
        if self.trainer.sound is not None:
            self.trainer.sound.silence()

    def wake(self) -> None:
        """Advance the call to the clock's time and show the news."""
        if not self.is_attached:
            return
        self.show_news(self.seat_view.catch_up()[self.role])
        self._let_hear()
        window = self.app.screen
        if isinstance(window, Window):
            window.hear(self._last_heard(), self._lesson())
        self._arm()
        self.turn_passes()

    def _open(self, window: Window[T], then: Callable[[T | None], None] | None = None) -> None:
        """Open a dialog over the call; it shows the last caption."""
        window.add_class("-over-a-call")
        window.hear(self._last_heard(), self._lesson())
        self.app.push_screen(window, then)

    def _last_heard(self) -> Text:
        captions = self.seat_view.captions[self.role]
        return caption_text(captions[-1]) if captions else Text()

    def _let_hear(self) -> None:
        sound, live = self.trainer.sound, self.seat_view.live
        if sound is None:
            return
        heard = self.seat_view.heard(self.role)
        new = [(live.log[entry.seq], entry) for entry in heard[self._sounded :]]
        self._sounded = len(heard)
        sound.follow(audible=live.speed == 1 and not live.paused)
        sound.hear(new, self.role, live.setup.profile)

    def _arm(self) -> None:
        live = self.seat_view.live
        step = self.ticks_every()
        shown = live.until(live.now // step * step + step)
        self.wake_in(*((live.wait(), shown) if live.runs else ()))

    # --- what is shown ---------------------------------------------------------------------------

    def show_news(self, news: News) -> None:
        """Show the news; the first time, everything so far."""
        if not self._filled:
            self._filled = True
            news = News(tuple(self.seat_view.captions[self.role]), tuple(self.seat_view.hints[-1:]))
        self.query_one(Captions).add(news.captions)
        for hint in news.hints:
            self._said = f"Coach: {hint.text}"
        if self.seat_view.live.outcome is not None:
            for line in self.query(CommandLine):
                line.leave()  # Enter goes on now, whatever was being typed.
        recorder = self.seat_view.recorder
        if recorder is not None and (recording := recorder.news()):
            self.app.notify(recording, severity="error" if recorder.trouble else "information")
        self.show_now()

    def show_now(self) -> None:
        """Show the current state."""
        view = self.seat_view
        bar = self.query_one(StatusBar)
        bar.follow(view.status(self.role), who(view, self.role), when(view, self.role))
        self.app.sub_title = "paused" if view.live.paused else ""
        self._show_page()
        self.refresh_seat()
        self._show_remark()

    def _show_page(self) -> None:
        roomy, wide = self.size.height >= _ROOMY, self._wide
        pages = self._pages(roomy)
        self._page %= max(1, len(pages))
        page = pages[self._page] if pages else ()
        if self.role is not None:
            acts = self.seat_view.available_acts(self.role)
            offers = [offer for offer in acts if offer.act.group in page]
            panel = self.query_one(ActPanel)
            panel.display = bool(offers)
            panel.show_acts(offers, headings=roomy, notes=self.notes(), keys=self.act_keys)
        knows = not wide and "known" in page
        title = (
            "What you know" if page == ("known",) else ", ".join(p for p in page if p != "known")
        )
        self.query_one("#seat").border_title = title if len(title) < 34 else "What you can do"
        block, side = self.query_one("#page", TextBlock), self.query_one("#known")
        block.display, side.display = knows, wide and bool(self.role)
        if knows:
            room = self.query_one("#seat").scrollable_content_region.width
            block.show(in_width(self.known(), room))
        elif wide and self.role:
            room = side.scrollable_content_region.width
            self.query_one("#knowledge", TextBlock).show(in_width(self.known(), room))

    def _pages(self, roomy: bool) -> list[tuple[str, ...]]:
        """Return the pages for Tab: acts, and the knowledge if it has no column of its own."""
        acts = [tuple(name for page in self.PAGES for name in page)] if roomy else [*self.PAGES]
        if self._wide or self.role is None or any("known" in page for page in acts):
            return acts
        return [*acts, ("known",)]

    @property
    def _wide(self) -> bool:
        return self.has_class("-wide") or self.has_class("-wider")

    def say(self, text: str) -> None:
        """Show a message below the call."""
        self._said = text
        self._show_remark()

    def _show_remark(self) -> None:
        line = self.query_one("#remark", TextLine)
        live = self.seat_view.live
        if live.outcome is None:
            over = self.role is not None and self.seat_view.part_is_over(self.role)
            said = "" if over else self._said
            says = self._lesson() or said or self._whats_next() or self.hint()
            line.show(f"{_PAUSED} {says}" if live.paused else says)
            return
        gap = live.next_call_after
        after = "how it ended" if gap is None else f"the next call, {clock(gap)} later"
        late = f"{self._said} " if self._said.startswith(_TOO_LATE) else ""
        line.show(f"{late}The call is over: {live.outcome.label}. Enter: {after}.")

    def _lesson(self) -> str:
        lesson, late = self.seat_view.lesson, self._said.startswith(_TOO_LATE)
        if lesson is None or late:
            return ""
        keys = {"answer": self.act_keys["a"], "police": self.act_keys["1"]}
        leave = "Esc until you are asked, then e"
        return lesson.now(self.seat_view.knowledge[self.role], {**keys, "leave": leave})

    def _whats_next(self) -> str:
        """Return what Enter does where a handler has nothing to do."""
        if self.role is None:
            return ""
        if self.seat_view.part_is_over(self.role):
            return "Your part is over: the police have the call. Enter: how it ended for you."
        if not self.seat_view.waits_for_ring(self.role):
            return ""
        if self.role is Role.CALLER:
            return "The line has gone. Enter: skip to the next ring, or to the end."
        return "Nothing to do yet. Enter: skip to your ring."

    def hint(self) -> str:
        """Return the text of the hint line if there is no message."""
        return ""

    # --- acts ------------------------------------------------------------------------------------

    @cached_property
    def act_keys(self) -> dict[str, str]:
        """The key of each act as the user has it, by its usual key."""
        bound = (each.binding for each in self.active_bindings.values())
        mine = reversed([each for each in bound if each.action.startswith("act('")])
        return {each.action[5:-2]: self.app.get_key_display(each) for each in mine}

    def action_act(self, key: str) -> None:
        if self.role is None:
            return
        self.wake()
        acts = self.seat_view.available_acts(self.role)
        act, disabled_reason = next(each for each in acts if each.key == key)
        if disabled_reason is not None:
            self.say(f"Not now: {disabled_reason}.")
            return
        self._ask(act, {})

    def _ask(self, act: ActSpec, chosen: dict[str, Any]) -> None:
        """Ask for what `chosen` leaves open, one after the other, then do the act."""
        assert self.role is not None
        wanted = self.seat_view.parameters(self.role, act, chosen)
        if not wanted:
            self._do(act, chosen)
            return
        parameter = wanted[0]
        ready_made = Chooser(parameter, self.marks(parameter), about=act.label)

        def answered(answer: Chosen | None) -> None:
            if answer is not None and answer.value is None and parameter.understand is not None:
                # No words were typed: the ready-made ones are listed.
                self._open(ready_made, answered)
            elif answer is not None:
                self._ask(act, {**chosen, parameter.name: answer.value})

        typed = parameter.understand is not None
        self._open(TypedWordsDialog(parameter, about=act.label) if typed else ready_made, answered)

    def marks(self, parameter: Parameter) -> dict[object, str]:  # noqa: ARG002
        """Return words to show before options of a parameter."""
        return {}

    def _do(self, act: ActSpec, chosen: dict[str, Any]) -> None:
        assert self.role is not None
        try:
            self.seat_view.do(self.role, act, chosen)
        except NotPossible as error:
            self.say(f"{_TOO_LATE}: {error.why}.")
        else:
            self._said = ""
        self.wake()

    def _propose(self, line: str) -> Proposal:
        assert self.role is not None
        return propose(self.seat_view, self.role, line)

    @on(CommandLine.Entered)
    def _entered(self, event: CommandLine.Entered) -> None:
        """Do what a line says; ask for what it leaves open. An empty line is Enter alone."""
        assert self.role is not None
        choice = event.choice
        if choice is None:
            self.action_go_on()
            return
        self.wake()
        self._ask(choice.act, dict(choice.chosen))

    def action_type(self, text: str) -> None:
        self.query_one(CommandLine).begin(text)

    @on(ActPanel.Chosen)
    def _clicked(self, event: ActPanel.Chosen) -> None:
        self.action_act(event.key)

    # --- the call's own keys ---------------------------------------------------------------------

    def action_hints(self) -> None:
        line = self.query_one("#remark")
        line.display = not line.display

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "coach":
            is_handler = self.role not in (None, Role.CALLER)
            return is_handler and self.seat_view.live.setup.coached
        return super().check_action(action, parameters)

    def action_coach(self) -> None:
        assert self.role is not None
        self.wake()
        lines = advice(self.seat_view, self.role)
        self._open(TextWindow("What good practice does now", lines))

    def action_map(self) -> None:
        setup = self.seat_view.live.setup
        knowledge = self.seat_view.knowledge[self.role]
        lines = tuple(flow_map(knowledge.path, knowledge.facts.kind, setup.profile.switches))
        self._open(TextWindow("Where the call is", lines))

    def action_ruled_out(self) -> None:
        if self.role is None:
            return
        offers = self.seat_view.available_acts(self.role)
        lines = [
            f"({self.act_keys[offer.key]}) {offer.label}: {offer.disabled_reason}"
            for offer in offers
            if offer.disabled_reason
        ]
        self._open(TextWindow("Not available now", lines or ["Everything is possible."]))

    def action_page(self) -> None:
        if any(line.has_focus_within for line in self.query(CommandLine)):
            # Tab of the screen comes first, so that it works with any focus.
            self.query_one(CommandLine).action_other()
            return
        panels = [panel for panel in self.query("#seat, #known") if panel.display]
        for panel in panels:
            if panel.scroll_y < panel.max_scroll_y:
                panel.scroll_page_down(animate=False)
                return
        self._page += 1
        self._show_page()
        for panel in panels:
            panel.scroll_home(animate=False)

    def action_copy(self) -> None:
        """Copy the captions. They leave the program, which nothing else of a call does unasked."""
        lines = [caption_text(each).plain for each in self.seat_view.captions[self.role]]
        self.app.copy_to_clipboard("\n".join(lines))
        self.app.notify(
            f"Copied: the {len(lines)} lines of this call. They are in your clipboard now, outside "
            "this program, and leaving does not remove them."
        )

    def action_scroll(self, direction: int) -> None:
        captions = self.query_one(Captions)
        (captions.scroll_page_down if direction > 0 else captions.scroll_page_up)(animate=False)

    def action_go_on(self) -> None:
        live, role = self.seat_view.live, self.role
        if live.outcome is None:
            if role is None:
                return
            if self.seat_view.part_is_over(role):
                self.trainer.finish(self.seat_view)
            elif self.seat_view.waits_for_ring(role):
                self.seat_view.skip_to_ring(role)
                self.wake()
            else:
                self.action_type("")
            return
        if live.next_call_after is None:
            self.trainer.finish(self.seat_view)
            return
        live.go_on()
        self._said = ""
        self.wake()

    def action_stop(self) -> None:

        def chosen(where: str | None) -> None:
            if where == "menu":
                self.trainer.open_menu()
            elif where == "ending":
                self.trainer.finish(self.seat_view)

        self._open(StopDialog(recorded=self.seat_view.recorder is not None), chosen)

    # --- pausing, speed, going back ---------------------------------------------------------------

    def action_pause(self) -> None:
        live = self.seat_view.live
        if live.paused:
            live.resume()
        else:
            self.wake()
            live.pause()
        self.wake()

    def action_speed(self, step: int) -> None:
        live = self.seat_view.live
        nearest = min(range(len(SPEEDS)), key=lambda place: abs(SPEEDS[place] - live.speed))
        self.wake()
        live.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, nearest + step))])
        self.wake()

    def action_again(self) -> None:
        if not self.seat_view.live.setup.coached:
            self.say("You can't go back in an assessed call.")
            return
        live = self.seat_view.live
        was_paused = live.paused
        live.pause()
        self.wake()

        def chosen(at: Millis | None) -> None:
            if at is None and not was_paused:
                live.resume()
                self.wake()
            elif at is not None:
                again = self.seat_view.again_from(at)
                again.catch_up()
                self.trainer.open_seat(again, self.role_in(again))

        self._open(RewindPoints(self.seat_view.captions[self.role]), chosen)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        if self._filled:
            self.call_after_refresh(self.show_now)
