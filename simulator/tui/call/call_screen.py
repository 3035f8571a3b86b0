"""The screen of a seat: captions, acts and cards, a line of text, and the keys of the acts.

It passes news to the widgets, and chosen acts to the seat view, which decides what is possible.
"""

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Hit, Hits, Provider
from textual.containers import Container, Vertical, VerticalScroll
from textual.widget import Widget

from simulator.core.acts import Thrive
from simulator.core.terms import Role
from simulator.errors import NotPossible
from simulator.seat.available_acts import Parameter, that_begin
from simulator.seat.command_parser import LineChoice, Proposal, propose
from simulator.seat.seat_view import News, SeatView, advice, when, who
from simulator.seat.view.act_catalogue import CATALOGUE, ActSpec
from simulator.tui.base.palette import Command, KeyCommands
from simulator.tui.base.parameter_dialogs import AskBack, Chooser, Chosen, TypedLine
from simulator.tui.base.screen_frame import TextWindow, Unfinished, key, named
from simulator.tui.call.act_panel import ActPanel, Keypad
from simulator.tui.call.captions import Captions
from simulator.tui.call.card_pane import CardPane, RoomPane
from simulator.tui.call.command_line import CommandLine, Remark
from simulator.tui.call.live_screen import DESKS, TOO_LATE, LiveScreen
from simulator.tui.call.status_bar import StatusBar
from simulator.tui.call.text_block import entitle

_ROOMY = 40
"""Rows from which all acts of a seat fit at once."""
_PHRASES_S = 0.3
"""After which the phrases are read that words are understood by (our choice)."""
_NAMES = {"*": "asterisk", "#": "number_sign"}
Page = tuple[str, ...]
"""Groups of acts, or ids of cards."""


def _title(groups: Page) -> str:
    title = ", ".join(groups)
    return title if len(title) < 34 else "What you can do"


def act_bindings(role: Role) -> list[BindingType]:
    """Return a binding for each act of a seat; the help lists them.

    At a desk a key is typed after a slash, as letters alone are words.
    """
    slash = "/" if role in DESKS else ""
    return named(role, [
        Binding(
            _NAMES.get(act.key, act.key), f"act('{act.key}')", act.label,
            key_display=f"{slash}{act.key}", show=False,
            id=f"{role}.{_NAMES[act.key]}" if act.key in _NAMES else None,
        )
        for act in CATALOGUE[role]
    ])  # fmt: skip


LINE_BINDINGS: list[BindingType] = named("line", [
    Binding("question_mark", "type('?')", "A question", key_display="?", show=False),
    Binding("number_sign", "type('#')", "A log line", key_display="#", show=False),
])  # fmt: skip
"""Keys that begin a line at a desk, besides the one that begins one in every seat."""


class ActCommands(KeyCommands):
    """What the seat can do now, then what the keys of a call do."""

    def found(self) -> Iterator[Command]:
        """Yield every act that is possible, then the keys."""
        screen = cast("CallScreen", self.screen)
        acts = () if screen.role is None else screen.seat_view.available_acts(screen.role)
        for act in acts:
            if act.disabled_reason is None:
                shown = f"{act.act.group}, key {screen.act_keys[act.key]}"
                yield act.label, shown, partial(screen.action_act, act.key)
        yield from super().found()

    async def search(self, query: str) -> Hits:
        """Yield commands by their letters, then questions by what they ask: "weapon"."""
        async for hit in super().search(query):
            yield hit
        screen = cast("CallScreen", self.screen)
        if screen.role is Role.CALL_HANDLER and query.strip():
            named = propose(screen.seat_view, screen.role, f"?{query}").choices
            for place, choice in enumerate(named):
                run = partial(screen.take, choice)
                # Below a label that has the letters, and in their own order.
                yield Hit(_LEAST_HIT / (place + 1), choice.label, run, help="a question")


_LEAST_HIT = 0.1
"""The score of a question that words name, among hits of 0 to 1 and more by letters."""


class CallScreen(LiveScreen):
    """The screen of one seat, or of a demo."""

    CSS_PATH = "call.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {ActCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-normal"), (120, "-wide"), (150, "-wider")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall"), (_ROOMY, "-roomy")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = named("call", [
        key("f3", "hints", "Hints", "Show or hide the hints", "F3"),
        key("equals_sign", "coach", "Coach", "What good practice does now, and why", "="),
        key("tab", "page", "More", "Show more acts and cards", "Tab"),
        key("pageup", "scroll(-1)", "Earlier lines"),
        key("pagedown", "scroll(1)", "Later lines"),
        Binding("full_stop", "ruled_out", "Why not?", key_display=".", show=False,
                tooltip="Show what isn't possible now"),
        key("enter", "enter", "Go on", "Type words; after the end of a call, go on"),
        Binding("slash", "type('/')", "An act", key_display="/", show=False,
                tooltip="Type the name of an action"),
        key("f9", "other_seat", "Seat", "To your other seat", "F9"),
    ])  # fmt: skip
    ACTS: ClassVar[tuple[Page, ...]] = ()
    """Groups of acts on each page, where they don't all fit at once."""
    CARDS: ClassVar[tuple[Page, ...]] = ()
    """Cards of each column; a small window shows one card at a time."""

    def __init__(self, seat_view: SeatView, role: Role | None) -> None:
        super().__init__(seat_view, role)
        self._page = 0
        self._filled = False
        self._typed: Thrive | None = None
        self._drafts: dict[tuple[str, str], Any] = {}
        """What a dialog had when it was left, by act and parameter, until the act is done."""

    # --- layout ----------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Yield the panes: a caller's phone is beside the captions, and the cards come last."""
        calls = self.role is Role.CALLER
        yield StatusBar(id="status")
        with Container(id="middle"):
            with Vertical(id="line", classes="pane") as line:
                line.border_title = "On the line"
                yield Captions(id="captions")
                if calls:
                    yield CardPane("recording")
            if not calls:
                yield from self._columns()
            with VerticalScroll(id="seat", classes="pane"):
                if calls:
                    yield Keypad(id="keypad")
                    yield RoomPane("room")
                if self.role is not None:
                    yield ActPanel(id="offers")
            if calls:
                yield from self._columns()
        if self.role is not None:
            yield CommandLine(self._propose, at_desk=self.at_desk)
        yield Remark(id="remark")

    def _columns(self) -> ComposeResult:
        for column in self.CARDS:
            with VerticalScroll(classes="cards"):
                yield from map(CardPane, column)

    # --- what is shown ---------------------------------------------------------------------------

    def show_news(self, news: News) -> None:
        """Show the news; the first time, everything so far."""
        if not self._filled:
            self._filled = True
            self._take_up()
            news = News(tuple(self.seat_view.captions[self.role]), tuple(self.seat_view.hints[-1:]))
        self.query_one(Captions).add(news.captions)
        for hint in news.hints:
            assert self.role is not None
            acts = self.seat_view.asked_by(self.role, hint)
            self.said = self.with_keys(f"Coach: {hint.text}", acts)
        if self.seat_view.live.outcome is not None:
            for line in self.query(CommandLine):
                line.leave()  # Enter goes on now; a half-typed line would take it.
        recorder = self.seat_view.recorder
        if recorder is not None and (recording := recorder.news()):
            self.app.notify(recording, severity="error" if recorder.trouble else "information")
        self.show_now()

    def set_aside(self) -> None:
        """Keep the half-typed line, and what dialogs had, for a return to this seat."""
        for line in self.query(CommandLine):
            self.trainer.unfinished[self.role] = Unfinished(*line.set_aside(), self._drafts)

    def _take_up(self) -> None:
        """Go on with what was set aside in this seat."""
        for line in self.query(CommandLine):
            if unfinished := self.trainer.unfinished.pop(self.role, None):
                self._drafts = unfinished.drafts
                line.take_up(unfinished.typed, unfinished.left)

    def show_now(self) -> None:
        """Show the current state."""
        view = self.seat_view
        bar = self.query_one(StatusBar)
        bar.follow(view.status(self.role), who(view, self.role), when(view, self.role))
        over = "over" if view.live.outcome is not None else ""
        self.app.sub_title = "paused" if view.live.pace.paused and not over else over
        self._show_page()
        for keypad in self.query(Keypad):
            keypad.show_keys(view)
        for line in self.query(CommandLine):
            line.offer()
            if self.at_desk and self.focused is None and view.live.outcome is None:
                line.begin()
        self.show_remark()

    def _show_page(self) -> None:
        """Show the acts and cards that fit: side by side, or one page of them at a time."""
        if self.role is None:
            return
        acts = [*self.ACTS]
        if self.size.height >= _ROOMY:
            acts = [tuple(group for page in self.ACTS for group in page)]
        beside = self.has_class("-wide") + 2 * self.has_class("-wider")
        pages = self.CARDS
        if not beside:
            pages = (*acts, *((name,) for column in self.CARDS for name in column))
        shown = [pages[(self._page + n) % len(pages)] for n in range(max(1, beside))]
        self._show_acts(acts[self._page % len(acts)] if beside else shown[0])
        hidden = pages[(self._page + 1) % len(pages)] if len(pages) > len(shown) else ()
        self._show_cards({name for page in shown for name in page}, hidden)

    def _show_acts(self, groups: Page) -> None:
        assert self.role is not None
        acts = self.seat_view.available_acts(self.role)
        found = [act for act in acts if act.act.group in groups]
        seat = self.query_one("#seat")
        seat.display = bool(found)
        if found:
            entitle(seat, title=_title(groups))
            self.query_one(ActPanel).show_acts(found, self.act_keys)

    @cached_property
    def _movable(self) -> dict[str, Widget]:
        """The column of each card that has one; the other cards are always in sight."""
        columns = zip(self.CARDS, self.query(".cards"), strict=True)
        return {name: column for names, column in columns for name in names}

    @cached_property
    def _cards(self) -> tuple[CardPane, ...]:
        return tuple(self.query(CardPane))

    def _show_cards(self, names: set[str], after: Page) -> None:
        """Show these cards and those that are always in sight, and what Tab shows after them."""
        cards = {card.id: card for card in self.seat_view.cards(self.role, self._typed)}
        shown = {column for name, column in self._movable.items() if name in names}
        for column in {*self._movable.values()}:
            if column.display is not (column in shown):
                column.display = column in shown
        seat = self.query_one("#seat")
        last: Widget = seat
        for pane in self._cards:
            hidden = pane.card_id in self._movable and pane.card_id not in names
            pane.show_card(None if hidden else cards.get(pane.card_id))
            last = pane if pane.card_id in names else last
        if self.zoomed is None:
            title = cards[after[0]].title if after and after[0] in cards else _title(after)
            for each in (seat, *self._cards):
                entitle(each, below=f"Tab: {title}" if after and each is last else "")

    # --- acts ------------------------------------------------------------------------------------

    def action_act(self, key: str) -> None:
        if self.role is None:
            return
        self.wake()
        acts = self.seat_view.available_acts(self.role)
        act, disabled_reason = next(each for each in acts if each.key == key)
        if disabled_reason is not None:
            self.say(self.with_keys(f"Not now: {disabled_reason}.", that_begin(acts)))
        elif act.takes_words:
            self.query_one(CommandLine).begin(f"/{act.key} ", once=True)
        else:
            self._ask(act, {})

    def _ask(self, act: ActSpec, chosen: dict[str, Any]) -> None:
        """Ask for what `chosen` leaves open, one after the other, then do the act."""
        assert self.role is not None
        wanted = self.seat_view.parameters(self.role, act, chosen)
        if not wanted:
            self._do(act, chosen)
            return
        parameter = wanted[0]
        if parameter.only is not None:
            self._ask(act, {**chosen, parameter.name: parameter.only.value})
            return
        if parameter.understand is not None and not parameter.options:
            self.say("Write the words, then Enter.")
            self.query_one(CommandLine).begin(f"/{act.key} ", once=True)
            return

        if parameter.asks_back:
            self._ask_back(act, chosen, parameter)
            return
        place = act.key, parameter.name
        window = Chooser(parameter, about=act.label, draft=self._drafts.get(place))

        def answered(answer: Chosen | None) -> None:
            self._drafts[place] = window.draft if answer is None else answer.value
            if answer is not None:
                self._ask(act, {**chosen, parameter.name: answer.value})

        self.open(window, answered)

    def _ask_back(self, act: ActSpec, chosen: dict[str, Any], parameter: Parameter) -> None:
        """Ask if an act is meant that can't be undone; without a yes nothing is done."""

        def answered(answer: Chosen | None) -> None:
            if answer is None or not answer.value:
                self.say(f"Nothing was done: {act.label}.")
                return
            self._ask(act, {**chosen, parameter.name: answer.value})

        self.open(AskBack(parameter), answered)

    def _do(self, act: ActSpec, chosen: dict[str, Any]) -> None:
        assert self.role is not None
        try:
            self.seat_view.do(self.role, act, chosen)
        except NotPossible as error:
            self.say(f"{TOO_LATE}: {error.why}.")
        else:
            self.said = ""
            self._drafts.clear()
        self.wake()

    def _propose(self, line: str) -> Proposal:
        """Return what a line means; THRIVE shows at once what it would add."""
        assert self.role is not None
        proposal = propose(self.seat_view, self.role, self._by_usual_key(line))
        first = proposal.choices[0] if proposal.choices else None
        thrive = first is not None and first.act.kind == "thrive" and len(first.chosen) > 1
        typed = Thrive(**first.chosen) if first and thrive else None
        if typed != self._typed:
            self._typed = typed
            self._show_page()
        return proposal

    def _by_usual_key(self, line: str) -> str:
        """Return a line with the usual key of an act where it begins with the user's own."""
        first, between, rest = line.partition(" ")
        usual = (key for key, own in self.act_keys.items() if own == first and own[:1] == "/")
        key = next(usual, "")
        return f"/{key}{between}{rest}" if key else line

    @on(CommandLine.Entered)
    def _entered(self, event: CommandLine.Entered) -> None:
        """Do what a line says; ask for what it leaves open. An empty line is Enter alone."""
        assert self.role is not None
        choice = event.choice
        if choice is None:
            self.action_go_on()
            return
        self.take(choice)

    def take(self, choice: LineChoice) -> None:
        """Do what was chosen, and ask for what it leaves open."""
        self.wake()
        self._ask(choice.act, dict(choice.chosen))

    def action_type(self, text: str) -> None:
        self.query_one(CommandLine).begin(text)

    @on(ActPanel.Chosen)
    def _clicked(self, event: ActPanel.Chosen) -> None:
        self.action_act(event.key)

    # --- keys ------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """At a desk, type what is printable into the line, wherever the keyboard is."""
        if not (self.at_desk and event.is_printable):
            return
        event.stop()
        line = self.query_one(CommandLine)
        if line.is_empty and self.is_sign(event):
            await self.run_action(self.active_bindings[event.key].binding.action)
        elif self.seat_view.live.outcome is None:
            line.take(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        """At a desk, put what is pasted into the line, wherever the keyboard is."""
        if self.at_desk and self.seat_view.live.outcome is None:
            event.stop()
            self.query_one(CommandLine).take(event.text)

    def is_sign(self, event: events.Key) -> bool:
        """Return whether a key is neither a letter nor a digit, and has a meaning of its own.

        It has that before the first letter of a line; no act can be done so.
        """
        bound = self.active_bindings.get(event.key)
        if not self.at_desk or bound is None or (event.character or "").isalnum():
            return False
        return event.is_printable and not bound.binding.action.startswith(("act(", "type("))

    def action_hints(self) -> None:
        line = self.query_one("#remark")
        line.display = not line.display

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "coach":
            is_handler = self.role not in (None, Role.CALLER)
            return is_handler and self.seat_view.live.setup.coached
        if action == "other_seat":
            return len(self.seat_view.roles) > 1
        return super().check_action(action, parameters)

    def action_coach(self) -> None:
        assert self.role is not None
        self.wake()
        lines = advice(self.seat_view, self.role)
        self.open(TextWindow("What good practice does now", lines))

    def action_ruled_out(self) -> None:
        if self.role is None:
            return
        offers = self.seat_view.available_acts(self.role)
        lines = [
            f"({self.act_keys[offer.key]}) {offer.label}: {offer.disabled_reason}"
            for offer in offers
            if offer.disabled_reason
        ]
        self.open(TextWindow("Not available now", lines or ["Everything is possible."]))

    def action_page(self) -> None:
        lines = [line for line in self.query(CommandLine) if line.has_focus_within]
        if lines and not (self.at_desk and lines[0].is_empty):
            # Tab of the screen comes first, so that it works with any focus.
            lines[0].action_other()
            return
        panels = [panel for panel in self.query("#seat, .cards") if panel.display]
        for panel in panels:
            if panel.scroll_y < panel.max_scroll_y:
                panel.scroll_page_down(animate=False)
                return
        self._page += 1
        self._show_page()
        for panel in panels:
            panel.scroll_home(animate=False)

    def action_scroll(self, direction: int) -> None:
        captions = self.query_one(Captions)
        (captions.scroll_page_down if direction > 0 else captions.scroll_page_up)(animate=False)

    async def action_enter(self) -> None:
        """Enter what is typed at a desk, wherever the keyboard is; else go on."""
        lines = [line for line in self.query(CommandLine) if self.at_desk and not line.is_empty]
        if lines and self.seat_view.live.outcome is None:
            await lines[0].enter()
        else:
            self.action_go_on()

    def action_go_on(self) -> None:
        view, role = self.seat_view, self.role
        if view.live.next_call_after is not None:
            view.live.go_on()
            self.said = ""
            self.wake()
        elif view.live.outcome is not None:
            self.trainer.finish(view)
        elif role and view.part_is_over(role):
            # A trainee with the police's seat as well is in the middle of the call.
            if len(view.roles) > 1:
                self.action_other_seat()
            else:
                self.trainer.finish(view)
        elif role and view.waits_for_ring(role):
            if view.turn is role:  # Else the call would go on without the trainee's other seat.
                view.skip_to_ring(role)
            self.wake()
        elif role and view.rings(role):
            self.action_act("a")
        elif role:
            self.action_type("")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Frame what the keys are for: the acts, or the line while it is typed in."""
        self._frame_keys()
        if isinstance(event.widget, TypedLine):
            # Read with the first letter, the phrases would make that one wait for 160 ms; at once,
            # the first picture of a desk.
            self.set_timer(_PHRASES_S, self._read_phrases)

    def _read_phrases(self) -> None:
        assert self.role is not None
        materials, role = self.seat_view.materials, self.role

        def read() -> None:
            materials.phrase_book(role)
            if role is Role.CALLER:
                materials.reader()

        self.run_worker(read, thread=True, exit_on_error=False)

    def on_descendant_blur(self) -> None:
        self._frame_keys()

    def _frame_keys(self) -> None:
        self.query_one("#seat").set_class(isinstance(self.focused, TypedLine), "-no-keys")

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        if self._filled:
            self.call_after_refresh(self.show_now)
