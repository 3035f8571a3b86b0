"""A call that goes on: the screen between a sitting and the widgets that show it.

It lets time go on, tells the widgets what is new, and hands what is chosen to the sitting. What is
possible, known and remarked is worked out below. One timer at a time wakes it, at the next thing
that is due or the next change of what is shown; none while time stands still.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from textwrap import fill
from typing import Any, ClassVar, TypeVar

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer

from simulator.core.instant import Millis, clock
from simulator.core.terms import Role
from simulator.errors import NotPossible
from simulator.review.transcript import plain
from simulator.seat.catalogue import CATALOGUE, Act
from simulator.seat.flow_map import flow_map
from simulator.seat.offers import Offer
from simulator.seat.parameters import Parameter
from simulator.seat.sitting import News, Sitting
from simulator.seat.summary import Section, brief
from simulator.tui.frame import TrainerScreen, Window
from simulator.tui.screens.chooser import Chooser, Chosen
from simulator.tui.screens.map import Reader
from simulator.tui.screens.moments import Moments
from simulator.tui.screens.stopping import Stopping
from simulator.tui.widgets.captions import Captions, told
from simulator.tui.widgets.lines import Block, Line
from simulator.tui.widgets.offers import OfferPanel

T = TypeVar("T")
SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0)
_SECOND: Millis = 1_000
_ROOMY = 40
"""Rows from which every page of a seat fits at once."""
_NAMES = {"*": "asterisk", "#": "number_sign"}

CALL_BINDINGS: list[BindingType] = [
    Binding("escape", "stop", "Stop", key_display="Esc", tooltip="Stop this call"),
    Binding("f5,space", "pause", "Pause", key_display="F5", tooltip="Let time stand still, or go"),
    Binding(
        "f4", "map", "Map", key_display="F4", tooltip="Where the call is, and how it got there"
    ),
    Binding("f6", "slower", "Slower", show=False, tooltip="Half as fast"),
    Binding("f7", "faster", "Faster", show=False, tooltip="Twice as fast"),
    Binding(
        "f8",
        "again",
        "Again",
        key_display="F8",
        tooltip="Go back to a moment and try again (coached)",
    ),
    Binding(
        "f3", "remarks", "Hints", key_display="F3", tooltip="Show or hide the hints and remarks"
    ),
    Binding(
        "tab",
        "page",
        "More",
        key_display="Tab",
        tooltip="Show more on the right: further down, then the next page",
        priority=True,
    ),
    Binding("pageup", "scroll(-1)", "Earlier lines", show=False),
    Binding("pagedown", "scroll(1)", "Later lines", show=False),
    Binding(
        "question_mark",
        "ruled_out",
        "Why not?",
        key_display="?",
        show=False,
        tooltip="What is ruled out now",
    ),
    Binding("enter", "go_on", "Go on", show=False, tooltip="After the end of a call"),
]
"""The keys of every call; the acts of a seat have their own."""


def act_bindings(role: Role) -> list[BindingType]:
    """A binding for each act of a seat, so that the help panel writes itself."""
    return [
        Binding(
            _NAMES.get(act.key, act.key),
            f"act('{act.key}')",
            act.label,
            key_display=act.key,
            show=False,
            id=f"{role}.{act.key}",
        )
        for act in CATALOGUE[role]
    ]


class CallScreen(TrainerScreen[None]):
    """The screen of one seat, or of a demonstration."""

    CSS_PATH = "call.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-normal"), (120, "-wide"), (150, "-wider")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = CALL_BINDINGS
    PAGES: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """The groups of acts that stand together on a page, where they do not all fit at once.

    `known` among them is what is known, which else has a page of its own.
    """

    def __init__(self, sitting: Sitting, role: Role | None) -> None:
        """The screen of `role` in a sitting; of nobody in a demonstration."""
        super().__init__()
        self.sitting = sitting
        self.role = role
        self._timer: Timer | None = None
        self._page = 0
        self._filled = False
        self._said = ""

    # --- what it is made of ----------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Who and when on top; the call on the left, the seat on the right; remarks below."""
        yield Line(id="who")
        yield Line(id="when")
        with Horizontal(id="middle"):
            with Vertical(id="line"):
                yield from self.above_captions()
                yield Captions(id="captions")
                yield from self.below_captions()
            with VerticalScroll(id="seat", can_focus=False):
                yield from self.beside()
                if self.role is not None:
                    yield OfferPanel(id="offers")
                yield Block(id="page")
            with VerticalScroll(id="known", can_focus=False):
                yield Block(id="knowledge")
        yield Line(id="remark")

    def above_captions(self) -> ComposeResult:
        """What a seat has above the captions."""
        yield from ()

    def below_captions(self) -> ComposeResult:
        """What a seat has below the captions."""
        yield from ()

    def beside(self) -> ComposeResult:
        """What a seat has above its acts."""
        yield from ()

    def known(self) -> Iterable[Section]:
        """What the person in the seat knows, to read."""
        return ()

    def refresh_seat(self) -> None:
        """Show what only this seat has."""

    def ticks_every(self) -> Millis:
        """How often what is shown changes by itself, in simulated milliseconds."""
        return _SECOND

    # --- time ------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Paint first; take in what has happened after that."""
        self.call_after_refresh(self.wake)

    def on_unmount(self) -> None:
        """Wake no more."""
        self._disarm()

    def wake(self) -> None:
        """Let the call catch up with the clock, and show what is new."""
        if not self.is_attached:
            return
        news = self.sitting.catch_up()
        if not self._filled:
            self._filled = True
            self.query_one(Captions).add(self.sitting.captions[self.role])
            self._remark(News((), tuple(self.sitting.remarks[-1:])))
        else:
            self.query_one(Captions).add(news[self.role].captions)
            self._remark(news[self.role])
        self.show_now()
        window = self.app.screen
        if isinstance(window, Window):
            window.hear(self._last_heard())
        self._arm()
        self.turn_passes()

    def _open(self, window: Window[T], then: Callable[[T | None], None] | None = None) -> None:
        """Open a window on top of the call. What is heard meanwhile is told in it."""
        window.add_class("-over-a-call")
        window.hear(self._last_heard())
        self.app.push_screen(window, then)

    def _last_heard(self) -> Text:
        captions = self.sitting.captions[self.role]
        return told(captions[-1]) if captions else Text()

    def turn_passes(self) -> None:
        """Let whoever has the call now have the screen."""

    def _arm(self) -> None:
        self._disarm()
        live = self.sitting.live
        if live.outcome is not None or live.paused:
            return
        step = self.ticks_every()
        shown = live.until(live.now // step * step + step)
        waits = [wait for wait in (live.wait(), shown) if wait is not None]
        if waits:
            self._timer = self.set_timer(max(1, min(waits)) / 1_000, self.wake)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    # --- what is shown ---------------------------------------------------------------------------

    def show_now(self) -> None:
        """Show how things stand."""
        self.query_one("#who", Line).show(self._who())
        self.query_one("#when", Line).show(self._when())
        self._show_page()
        self.refresh_seat()
        self._show_remark()

    def _who(self) -> str:
        seat = f"You are the {self.role.replace('_', ' ')}" if self.role else "A demonstration"
        stage = brief(self.sitting.knowledge[self.role].stage).partition(",")[0]
        return f"{seat}. The call: {stage}"

    def _when(self) -> str:
        knowledge, live = self.sitting.knowledge[self.role], self.sitting.live
        parts = [clock(live.now // _SECOND * _SECOND)]
        for name, since in (
            ("since answer", knowledge.answered_at),
            ("since last sound", knowledge.last_sound_at),
        ):
            if since is not None:
                parts.append(f"{name} {clock((live.now - since) // _SECOND * _SECOND)}")
        parts.append("PAUSED" if live.paused else f"speed {live.speed:g}x")
        if self.role is not None:
            parts.append("coached" if live.setup.coached else "assessed")
        return "  ".join(parts)

    def _show_page(self) -> None:
        roomy = self.size.height >= _ROOMY
        wide = self._wide
        pages = self._pages(roomy)
        self._page %= max(1, len(pages))
        page = pages[self._page] if pages else ()
        if self.role is not None:
            offers = self._offered(self.sitting.offers(self.role), page)
            panel = self.query_one(OfferPanel)
            panel.display = bool(offers)
            panel.show(offers, headings=roomy)
        knows = not wide and "known" in page
        block, side = self.query_one("#page", Block), self.query_one("#known")
        block.display = knows
        side.display = wide and bool(self.role)
        if knows:
            room = self.query_one("#seat").scrollable_content_region.width
            block.show(_sections(self.known(), room))
        elif wide and self.role:
            room = side.scrollable_content_region.width
            self.query_one("#knowledge", Block).show(_sections(self.known(), room))

    def _pages(self, roomy: bool) -> list[tuple[str, ...]]:
        """The pages between which Tab goes: acts, and what is known where that has no place."""
        acts = [tuple(name for page in self.PAGES for name in page)] if roomy else [*self.PAGES]
        wide = self._wide
        if wide or not self.has_knowledge or any("known" in page for page in acts):
            return acts
        return [*acts, ("known",)]

    @property
    def _wide(self) -> bool:
        """Whether what is known has a place of its own."""
        return self.has_class("-wide") or self.has_class("-wider")

    has_knowledge: ClassVar[bool] = True
    """Whether the seat has a desk with what is known."""

    def _offered(self, offers: tuple[Offer, ...], page: tuple[str, ...]) -> tuple[Offer, ...]:
        return tuple(offer for offer in offers if offer.act.group in page)

    def _remark(self, news: News) -> None:
        for remark in news.remarks:
            self._said = f"Coach: {remark.text}"

    def say(self, text: str) -> None:
        """Say something in the line of remarks."""
        self._said = text
        self._show_remark()

    def _show_remark(self) -> None:
        line = self.query_one("#remark", Line)
        live = self.sitting.live
        if live.outcome is None:
            line.show(self._said or self.hint())
            return
        gap = live.next_call_after
        after = "how it ended" if gap is None else f"the next call, {clock(gap)} later"
        line.show(f"The call is over: {plain(live.outcome)}. Enter: {after}.")

    def hint(self) -> str:
        """What stands in the line of remarks when there is nothing to remark."""
        return ""

    # --- what people do --------------------------------------------------------------------------

    def action_act(self, key: str) -> None:
        """Begin an act of the seat: ask for what belongs to it, then do it."""
        if self.role is None:
            return
        self.wake()
        offer = next(offer for offer in self.sitting.offers(self.role) if offer.key == key)
        if offer.why_not is not None:
            self.say(f"Not now: {offer.why_not}.")
            return
        wanted = list(self.sitting.parameters(self.role, offer.act))
        self._ask(offer.act, wanted, {})

    def _ask(self, act: Act, wanted: list[Parameter], chosen: dict[str, Any]) -> None:
        if not wanted:
            self._do(act, chosen)
            return
        parameter, *rest = wanted

        def answered(answer: Chosen | None) -> None:
            if answer is not None:
                self._ask(act, rest, {**chosen, parameter.name: answer.value})

        window = Chooser(parameter, self.marks(parameter), about=act.label)
        self._open(window, answered)

    def marks(self, parameter: Parameter) -> dict[object, str]:  # noqa: ARG002
        """A word before some options of a parameter."""
        return {}

    def _do(self, act: Act, chosen: dict[str, Any]) -> None:
        assert self.role is not None
        try:
            self.sitting.do(self.role, act, chosen)
        except NotPossible as error:
            self.say(f"Not any more: {error}")
        else:
            self._said = ""
        self.wake()

    @on(OfferPanel.Chosen)
    def _clicked(self, event: OfferPanel.Chosen) -> None:
        self.action_act(event.key)

    # --- the call's own keys ---------------------------------------------------------------------

    def action_remarks(self) -> None:
        """Show or hide the line of remarks."""
        line = self.query_one("#remark")
        line.display = not line.display

    def action_map(self) -> None:
        """Show the small map."""
        setup = self.sitting.live.setup
        knowledge = self.sitting.knowledge[self.role]
        lines = flow_map(knowledge.path, knowledge.line_kind, setup.profile.switches)
        self._open(Reader("Where the call is", lines))

    def action_ruled_out(self) -> None:
        """Show what is ruled out now, and why."""
        if self.role is None:
            return
        offers = self.sitting.offers(self.role)
        lines = [f"({o.key}) {o.label}: {o.why_not}" for o in offers if o.why_not is not None]
        self._open(Reader("Not possible just now", lines or ["Everything is possible."]))

    def action_pause(self) -> None:
        """Let time stand still, or go on."""
        live = self.sitting.live
        if live.paused:
            live.resume()
        else:
            self.wake()
            live.pause()
        self.wake()

    def action_slower(self) -> None:
        """Half as fast."""
        self._change_speed(-1)

    def action_faster(self) -> None:
        """Twice as fast."""
        self._change_speed(1)

    def _change_speed(self, step: int) -> None:
        live = self.sitting.live
        nearest = min(range(len(SPEEDS)), key=lambda place: abs(SPEEDS[place] - live.speed))
        self.wake()
        live.set_speed(SPEEDS[max(0, min(len(SPEEDS) - 1, nearest + step))])
        self.wake()

    def action_again(self) -> None:
        """Choose an earlier moment, and try again from there."""
        if not self.sitting.live.setup.coached:
            self.say("In an assessed call there is no going back.")
            return
        live = self.sitting.live
        stood_still = live.paused
        live.pause()
        self.wake()

        def chosen(at: Millis | None) -> None:
            if at is None and not stood_still:
                live.resume()
                self.wake()
            elif at is not None:
                again = self.sitting.again_from(at)
                again.catch_up()
                self.trainer.take_place(again, self.role_in(again))

        self._open(Moments(self.sitting.captions[self.role]), chosen)

    def role_in(self, sitting: Sitting) -> Role | None:  # noqa: ARG002
        """In which seat to go on after going back to an earlier moment."""
        return self.role

    def action_page(self) -> None:
        """Show what is further down on the right, then the next page, then the first again."""
        panels = [panel for panel in self.query("#seat, #known") if panel.display]
        for panel in panels:
            if panel.scroll_y < panel.max_scroll_y:
                panel.scroll_page_down(animate=False)
                return
        self._page += 1
        self._show_page()
        for panel in panels:
            panel.scroll_home(animate=False)

    def action_scroll(self, direction: int) -> None:
        """Scroll the captions."""
        captions = self.query_one(Captions)
        (captions.scroll_page_down if direction > 0 else captions.scroll_page_up)(animate=False)

    def action_go_on(self) -> None:
        """After the end of a call: to the next one, or to how it ended."""
        live = self.sitting.live
        if live.outcome is None:
            return
        if live.next_call_after is None:
            self.trainer.finish(self.sitting)
            return
        live.go_on()
        self._said = ""
        self.wake()

    def action_stop(self) -> None:
        """Ask whether to stop this call."""

        def chosen(where: str | None) -> None:
            if where == "menu":
                self.trainer.open_menu()

        self._open(Stopping(), chosen)

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the seat anew."""
        super().on_resize(event)
        if self._filled:
            self.call_after_refresh(self.show_now)


def _sections(sections: Iterable[Section], width: int) -> Text:
    text = Text()
    for section in sections:
        text.append(f"{section.title}\n", style="bold")
        for line in section.lines:
            text.append(f"{_set_in(line, width)}\n")
    return text


@lru_cache(maxsize=1_024)
def _set_in(line: str, width: int) -> str:
    """A line of a section, its further lines set in."""
    return fill(line, max(width, 20), initial_indent=" ", subsequent_indent="   ")
