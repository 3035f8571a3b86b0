"""The screen of a seat: captions, acts and cards, a line of text, and the keys of the acts.

It passes news to the widgets, and chosen acts to the seat view, which decides what is possible.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Hit, Hits, Provider
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content

from simulator.core.acts import Thrive
from simulator.core.terms import Role
from simulator.errors import NotPossible
from simulator.seat.available_acts import Option, Parameter, that_begin
from simulator.seat.open_act import OpenAct, ShownAnswer, ShownQuestion, usual_answer
from simulator.seat.readings import LineReadings, LineTo, Reading, addressees, read_line
from simulator.seat.seat_frame import AT_THE_END, EnterDoes, SeatFrame, ShownAct
from simulator.seat.seat_view import News, SeatView, advice
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.seat.view.caller_cards import RECORDING
from simulator.seat.view.cards import Card, CardLine, KnownBy, LineWeight
from simulator.seat.view.desk_cards import DeskHead, paused
from simulator.tui.base.palette import Command, KeyCommands
from simulator.tui.base.parameter_dialogs import Chooser, Chosen, TypedLine
from simulator.tui.base.screen_frame import KeyLine, TextWindow, Unfinished, key, named
from simulator.tui.call.act_panel import ActPanel, Keypad, PhoneScreen
from simulator.tui.call.area_pane import AreaPane
from simulator.tui.call.captions import Captions
from simulator.tui.call.card_pane import MARKS, CardPane, IncidentPane, RoomPane, ThrivePane
from simulator.tui.call.command_line import CommandLine, LineQuestion, Remark
from simulator.tui.call.live_screen import COACH, DESKS, TOO_LATE, LiveScreen
from simulator.tui.call.status_bar import StatusBar
from simulator.tui.call.text_block import TextBlock

_PHRASES_S = 0.3
"""After which the phrases are read that words are understood by (our choice)."""
_NAMES = {"*": "asterisk", "#": "number_sign"}
Page = tuple[str, ...]
"""Ids of the cards of a column."""


_PANES: dict[str, type[CardPane]] = {
    "incident": IncidentPane, "thrive": ThrivePane, "where": AreaPane,
}  # fmt: skip
"""Cards that are drawn in their own way."""


def _at_hand(act: ShownAct) -> bool:
    """Whether a caller can do it now with another thing than the keys of the phone.

    What they cannot do is listed on a key: it would take most of a small window.
    """
    return act.group != "Keypad" and not act.why_not


def _brief(lines: Sequence[CardLine], width: int) -> Content:
    """Return the incident in one row, for a window without cards beside the transcript."""
    parts: list[tuple[str, str]] = []
    for line in lines:
        sign, colour = MARKS[line.known] if line.known else ("", "")
        ink = "bold $ink" if line.weight is LineWeight.LOUD else "$quiet"
        if line.weight is LineWeight.PLAIN:
            ink = "$ink"
        gap = " " if line.known is KnownBy.NOT else "  "
        parts += [(f"{sign} " if sign else "", colour), (line.text, ink), (gap, "")]
    return Content.assemble(*parts).truncate(max(1, width - 2), ellipsis=True)


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


_CARD_KEYS = (
    ("w", "where", "Where", "how good the place is, and the units"),
    ("o", "briefed", "Officers know", "what officers were given, and when"),
    ("n", "log", "Notes", "the log"),
    ("c", "desk", "Control room", "the supervisor, and calls that wait"),
)
CARD_BINDINGS: list[BindingType] = named("card", [
    Binding(f"alt+{letter}", f"card('{card}')", label, show=False,
            key_display=f"Alt+{letter.upper()}", tooltip=f"Show {what}")
    for letter, card, label, what in _CARD_KEYS
])  # fmt: skip
"""Keys of a call handler's cards that a small window has no room for."""


class ActCommands(KeyCommands):
    """What the seat can do now, then what the keys of a call do."""

    def found(self) -> Iterator[Command]:
        """Yield every act that is possible, then the keys."""
        screen = cast("CallScreen", self.screen)
        for act in screen.frame().acts:
            if not act.why_not:
                shown = f"{act.group}, key {screen.act_keys[act.key]}"
                yield act.label, shown, partial(screen.action_act, act.key)
        yield from super().found()

    async def search(self, query: str) -> Hits:
        """Yield commands by their letters, then questions by what they ask: "weapon"."""
        async for hit in super().search(query):
            yield hit
        screen = cast("CallScreen", self.screen)
        if screen.role is Role.CALL_HANDLER and query.strip():
            named = read_line(screen.seat_view, screen.role, f"?{query}").readings
            for place, reading in enumerate(named):
                run = partial(screen.take, reading)
                # Below a label that has the letters, and in their own order.
                yield Hit(_LEAST_HIT / (place + 1), reading.label, run, help="a question")


_LEAST_HIT = 0.1
"""The score of a question that words name, among hits of 0 to 1 and more by letters."""


class CallScreen(LiveScreen):
    """The screen of one seat, or of a demo."""

    CSS_PATH = "call.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {ActCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-wider")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = named("call", [
        key("f3", "hints", "Hints", "Show or hide the hints"),
        key("equals_sign", "coach", "Coach", "What good practice does now, and why", "="),
        key("tab", "page", "More", "Show more acts and cards", "Tab"),
        key("pageup", "scroll(-1)", "Earlier lines"),
        key("pagedown", "scroll(1)", "Later lines"),
        Binding("full_stop", "ruled_out", "Why not?", key_display=".", show=False,
                tooltip="Show what isn't possible now"),
        key("enter", "enter", "Go on", "Type words; after the end of a call, go on"),
        Binding("slash", "type('/')", "Acts", key_display="/",
                tooltip="Type the name of an action"),
        key("f9", "other_seat", "Seat", "To your other seat", "F9"),
        key("ctrl+o", "to_whom", "To whom", "Speak to the next: caller, officers or police, log",
            "Ctrl+O"),
    ])  # fmt: skip
    CARDS: ClassVar[tuple[Page, ...]] = ()
    """Cards of each column; a small window shows one card at a time."""

    def __init__(self, seat_view: SeatView, role: Role | None) -> None:
        super().__init__(seat_view, role)
        self._page = 0
        self._filled = False
        self._typed: Thrive | None = None
        self._begun = ""
        """What the screen typed for an act that wants words: nobody has typed on yet."""
        self._acts_open = False
        """Whether the acts of a desk are shown, as an act is being typed."""
        self._drafts: dict[tuple[str, str], Any] = {}
        """What a dialog had when it was left, by act and parameter, until the act is done."""

    # --- layout ----------------------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Yield the bands, in one order at every size: state, work, notice, line."""
        yield StatusBar(id="status")
        yield TextBlock(id="brief")
        with Container(id="middle"):
            with Vertical(id="line", classes="panel"):
                yield Captions(id="captions")
            if self.role is Role.CALLER:
                yield from self._phone()
            else:
                yield from self._columns()
        yield Remark(id="remark")
        if self.role is not None:
            with Vertical(id="talk"):
                with VerticalScroll(id="peek", classes="drawer"):
                    yield CardPane()
                if self.role is not Role.CALLER:
                    with VerticalScroll(id="seat", classes="drawer"):
                        yield ActPanel(self.role, id="offers")
                to = addressees(self.seat_view, self.role)
                yield CommandLine(self._read_line, to, at_desk=self.at_desk)

    def _phone(self) -> ComposeResult:
        """Yield what a caller has at hand: the phone, the room, and how loud each act would be."""
        with Vertical(id="phone", classes="panel"):
            yield PhoneScreen(id="screen")
            yield Keypad(id="keypad")
        with VerticalScroll(id="seat", classes="panel", can_focus=True):
            yield RoomPane("room")
            yield ActPanel(Role.CALLER, id="offers")

    def _columns(self) -> ComposeResult:
        for column in self.CARDS:
            with VerticalScroll(classes="cards", can_focus=False):
                yield from (_PANES.get(name, CardPane)(name, id=name) for name in column)

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
            self.said, self.hinted = self.with_keys(f"{COACH}{hint.text}", acts), hint
        if self.frame().ended:
            for line in self.query(CommandLine):
                line.end()  # Enter goes on now; a half-typed line would take it.
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
        frame = self.frame(self._typed)
        head = self.head(frame)
        self.query_one(StatusBar).follow(head, frame.seat, frame.sounds, frame.now)
        self.query_one(KeyLine).say_run(frame.runs_as)
        over = "over" if frame.ended else ""
        self.app.sub_title = "paused" if frame.paused and not over else over
        self._show_page()
        self._show_phone(frame, head)
        for line in self.query(CommandLine):
            line.offer()
            if self.at_desk and self.focused is None and not frame.ended:
                line.begin()
        self.show_remark()

    def head(self, frame: SeatFrame) -> DeskHead:
        """Return what the band above the work shows now."""
        assert frame.head is not None
        if frame.paused and not frame.ended:
            return paused(frame.head, self.key_of("pause") or "F5", assessed=frame.assessed)
        return frame.head

    def _show_phone(self, frame: SeatFrame, head: DeskHead) -> None:
        """Show a caller's phone: what the call is, and the key that counts."""
        if frame.phone is None:
            return
        cards = {card.id: card for card in frame.cards}
        self.query_one(Keypad).show_keys(frame.phone)
        screen = self.query_one(PhoneScreen)
        screen.follow(head, cards.get(RECORDING), frame.phone.last_said, frame.now)

    def _show_page(self) -> None:
        """Show the acts that are asked for, and the cards that fit; Tab shows the others."""
        if self.role is None:
            return
        frame, calls = self.frame(self._typed), self.role is Role.CALLER
        self.query_one("#seat").display = calls or self._acts_open
        if calls or self._acts_open:
            shown = [act for act in frame.acts if not calls or _at_hand(act)]
            self.query_one(ActPanel).show_acts(shown, self.act_keys)
        beside = 0 if calls else self.has_class("-wide") + 2 * self.has_class("-wider")
        cards = {card.id: card for card in frame.cards}
        self._show_columns(cards, beside)
        self._peek(cards, beside)
        if not beside and not calls:
            self.query_one("#brief", TextBlock).show(_brief(frame.brief, self.size.width))

    def action_card(self, name: str) -> None:
        """Show a card: above the line, or in the column that has it; once more, and it goes."""
        if self.has_class("-narrow"):
            names = [each for column in self.CARDS for each in column]
            place = names.index(name) + 1
            self._page = 0 if self._page % (len(names) + 1) == place else place
            self._show_page()
            return
        columns = list(self.query(".cards"))
        place = next(n for n, column in enumerate(self.CARDS) if name in column)
        if not columns[place].display:
            self._page = place
            self._show_page()
        self.query_one(f"#{name}").scroll_visible(animate=False)

    def _show_columns(self, cards: dict[str, Card], beside: int) -> None:
        """Show so many columns of cards, from the one that Tab came to."""
        columns = list(self.query(".cards"))
        places = {(self._page + n) % len(columns) for n in range(min(beside, len(columns)))}
        for place, column in enumerate(columns):
            if column.display is not (place in places):
                column.display = place in places
            for pane in column.query(CardPane) if place in places else ():
                pane.show_card(cards.get(pane.card_id))
        for room in self.query(RoomPane):
            room.show_card(cards.get(room.card_id))

    def _peek(self, cards: dict[str, Card], beside: int) -> None:
        """Show one card above the line, where no column has room for it; first none."""
        names = [name for column in self.CARDS for name in column if name in cards]
        place = self._page % (len(names) + 1) if not beside else 0
        peek = self.query_one("#peek")
        peek.display = place > 0
        peek.query_one(CardPane).show_card(cards[names[place - 1]] if place else None)

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
            self._ask(OpenAct(self.seat_view, self.role, act))

    def _ask(self, open_act: OpenAct) -> None:
        """Ask for what an act still needs, one after the other, then do it."""
        act = open_act.act
        if open_act.taken_back:
            self.say(f"Nothing was done: {act.label}.")
            self.query_one(CommandLine).not_done()
            return
        if not open_act.questions:
            self._do(open_act)
            return
        question = open_act.questions[0]
        if act.takes_words and not question.options:
            self.say("Write the words, then Enter.")
            self._begun = f"/{act.key} "
            self.query_one(CommandLine).begin(self._begun, once=True)
        elif question.sure:
            open_act.answer(question.name, usual_answer(question))
            self._ask(open_act)
        elif question.several:
            self._ask_for_several(open_act, question)
        else:
            self._ask_in_line(open_act, question)

    def _ask_in_line(self, open_act: OpenAct, question: ShownQuestion) -> None:
        place = open_act.act.key, question.name

        def given(answer: ShownAnswer | None) -> None:
            if answer is None and not question.options:
                self._drafts[place] = asked.draft
            self._answered(open_act, question, answer)

        draft = self._drafts.get(place) or ""
        asked = LineQuestion(question, open_act.act.label, given, draft)
        self.query_one(CommandLine).ask(asked)

    def _ask_for_several(self, open_act: OpenAct, question: ShownQuestion) -> None:
        """Ask in a dialog with a box for each option, which are known by their labels."""
        place = open_act.act.key, question.name
        boxes = tuple(Option(e.label, e.label, e.group, e.mark) for e in question.listed)
        ticks = Parameter(question.name, question.label, boxes, several=True, least=question.least)
        window = Chooser(ticks, about=open_act.act.label, draft=self._drafts.get(place))

        def ticked(answer: Chosen | None) -> None:
            self._drafts[place] = window.draft if answer is None else answer.value
            given = None if answer is None else ShownAnswer(tuple(answer.value))
            self._answered(open_act, question, given)

        self.open(window, ticked)

    def _answered(
        self, open_act: OpenAct, question: ShownQuestion, answer: ShownAnswer | None
    ) -> None:
        """Go on with what was answered; None leaves the act as it is."""
        if answer is not None:
            open_act.answer(question.name, answer)
            self._ask(open_act)
            return
        if question.takes_back:
            self.say(f"Nothing was done: {open_act.act.label}.")
        self.query_one(CommandLine).not_done()

    def _do(self, open_act: OpenAct) -> None:
        try:
            open_act.do()
        except NotPossible as error:
            self.say(f"{TOO_LATE}: {error.why}.")
            self.query_one(CommandLine).not_done()
        else:
            self.said = ""
            self._drafts.clear()
            self.query_one(CommandLine).done()
        self.wake()

    def _read_line(self, line: str, to: LineTo) -> LineReadings:
        """Return what a line means; THRIVE shows at once what it would add."""
        assert self.role is not None
        given_back = self.query_one(CommandLine).given_back
        if line not in ("", self._begun, given_back) and self.unsay():
            self.show_remark()
        if not line and self._is_over():
            return LineReadings("Nothing more to say here. Enter goes on.")
        found = read_line(self.seat_view, self.role, self._by_usual_key(line), to)
        first = found.readings[0] if found.readings else None
        thrive = first is not None and first.act.kind == "thrive" and len(first.chosen) > 1
        typed = Thrive(**first.chosen) if first and thrive else None
        if typed != self._typed or self._types_act() is not self._acts_open:
            self._typed, self._acts_open = typed, self._types_act()
            self._show_page()
        return found

    def _is_over(self) -> bool:
        now = self.frame().what_now
        return now is not None and now.enter in AT_THE_END

    def _types_act(self) -> bool:
        """Whether an act of a desk is being typed, so that all of them are shown."""
        typed = self.query_one(CommandLine).typed
        return self.at_desk and typed.startswith("/") and " " not in typed

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
        if event.reading is None:
            self.action_go_on()
            return
        self.take(event.reading)

    @on(CommandLine.NotNow)
    def _not_now(self) -> None:
        """Answer a phone that rings: what was typed meanwhile waits in the line."""
        if self.role is not None and self.seat_view.rings(self.role):
            self.action_act("a")
            self.query_one(CommandLine).read_again()

    def take(self, reading: Reading) -> None:
        """Do what was chosen, and ask for what it leaves open."""
        assert self.role is not None
        self.wake()
        self._ask(OpenAct(self.seat_view, self.role, reading.act, reading.chosen))

    def action_to_whom(self) -> None:
        for line in self.query(CommandLine):
            line.begin()
            line.address_next()

    def action_type(self, text: str) -> None:
        self.query_one(CommandLine).begin(text)

    @on(ActPanel.Chosen)
    def _clicked(self, event: ActPanel.Chosen) -> None:
        line = self.query_one(TypedLine)
        if self.at_desk and line.value.startswith("/"):
            line.value = ""  # The slash that opened the acts.
        self.action_act(event.key)

    def action_jump(self, where: str) -> None:
        """Give the keyboard to a part; the acts of a desk are opened above its line."""
        if where == "#seat" and self.at_desk:
            self.action_type("/")
        else:
            super().action_jump(where)

    def action_zoom(self) -> None:
        super().action_zoom()
        self.say(f"All panes again: {self.key_of('zoom')}" if self.zoomed else "")

    # --- keys ------------------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """At a desk, type what is printable into the line, wherever the keyboard is."""
        if not (self.at_desk and event.is_printable) or event.key.startswith("alt+"):
            return
        event.stop()
        line = self.query_one(CommandLine)
        if line.is_empty and self.is_sign(event):
            await self.run_action(self.active_bindings[event.key].binding.action)
        elif not self.frame().ended:
            line.take(event.character or "")

    def on_paste(self, event: events.Paste) -> None:
        """At a desk, put what is pasted into the line, wherever the keyboard is."""
        if self.at_desk and not self.frame().ended:
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
        self.hides_notices = not self.hides_notices
        self.query_one("#remark").display = not self.hides_notices

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "coach":
            is_handler = self.role not in (None, Role.CALLER)
            # Without the keys of a lesson: these are asked for while they are made.
            return is_handler and self.frames.of(self.role).coached
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
        lines = [
            f"({self.act_keys[act.key]}) {act.label}: {act.why_not}"
            for act in self.frame().acts
            if act.why_not
        ]
        self.open(TextWindow("Not available now", lines or ["Everything is possible."]))

    def action_page(self) -> None:
        lines = [line for line in self.query(CommandLine) if line.has_focus_within]
        if lines and not (self.at_desk and lines[0].is_empty):
            # Tab of the screen comes first, so that it works with any focus.
            lines[0].action_other()
            return
        panels = [panel for panel in self.query("#seat, .cards, #peek") if panel.display]
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
        if lines and not self.frame().ended:
            await lines[0].enter()
        else:
            self.action_go_on()

    def action_go_on(self) -> None:
        """Do what Enter alone does, as the frame says it."""
        view, role, now = self.seat_view, self.role, self.frame().what_now
        assert now is not None
        match now.enter:
            case EnterDoes.NEXT_CALL:
                view.controls.next_call()
                self.said = ""
            case EnterDoes.LOOKS_BACK:
                self.trainer.finish(view)
                return
            case EnterDoes.OTHER_SEAT:
                self.action_other_seat()
                return
            case EnterDoes.SKIPS if role is not None:
                view.skip_to_ring(role)
            case EnterDoes.ANSWERS:
                self.action_act("a")
                return
            case EnterDoes.TYPES if role is not None:
                self.action_type("")
                return
        self.wake()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Read the phrases once a line is typed in."""
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

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        if self._filled:
            self.call_after_refresh(self.show_now)
