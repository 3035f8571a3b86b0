"""The strip of a call: three lanes, pins for what counted, and the other course beside yours."""

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from simulator.core.instant import Millis, clock, minutes
from simulator.core.profile import Profile
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.assess.turning_points import PlayedCourse, TwoCourses, two_courses
from simulator.debrief.render.first_page import first_page
from simulator.debrief.render.strip import NAMES, WIDTH, CallStrip, Pin, strip_of
from simulator.review.transcript import EntrySummary
from simulator.seat.seat_view import SeatView
from simulator.seat.view.caption_lines import Caption, CaptionWriter
from simulator.seat.view.sound_cards import Voice
from simulator.tui.base.screen_frame import TrainerScreen, key, named

_NAME = 14
"""Columns of a lane's name."""
_LANE_COLOURS = ("$caller", "$you", "$colleague")
_NO_PINS = "Nothing of this call is marked: no seat in it is judged."
_CANNOT = "The other course cannot be played from here: the call does not repeat."


class StripScreen(TrainerScreen[None]):
    """Arrows walk the pins of a call; Enter plays the other course beside yours."""

    CSS_PATH = "strip.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = named("strip", [
        key("left", "walk(-1)", "Pin before"),
        key("right", "walk(1)", "Next pin", "What counted next", "←→"),
        key("enter", "beside", "Other course", "Good practice from here, beside yours", "Enter"),
        key("t", "again", "Try from here", "Open the call just before this moment", "t"),
        key("escape", "back", "Back", "To the debrief", "Esc"),
        key("up", "scroll(-1)", "Lines above"),
        key("down", "scroll(1)", "Lines below"),
    ])  # fmt: skip

    def __init__(self, seat_view: SeatView, debrief: Debrief) -> None:
        super().__init__()
        self.seat_view = seat_view
        page = first_page(debrief)
        self._strip: CallStrip | None = strip_of(debrief, page)
        self._role: Role | None = debrief.parts[0].role if debrief.parts else None
        self._place = 0
        self._beside: TwoCourses | None = None

    def body(self) -> ComposeResult:
        yield Static(id="lanes", markup=False)
        yield Static(id="pin", markup=False)
        with Horizontal(id="courses"):
            for name in ("yours", "other"):
                with VerticalScroll(id=name, classes="panel"):
                    yield Static(id=f"{name}-lines", markup=False)

    def on_mount(self) -> None:
        self.call_after_refresh(self.show)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.call_after_refresh(self.show)

    @property
    def pins(self) -> Sequence[Pin]:
        """The pins of the strip; none if no seat is judged."""
        return self._strip.pins if self._strip else ()

    @property
    def pin(self) -> Pin | None:
        """The pin that one is at."""
        return self.pins[self._place] if self.pins else None

    def show(self) -> None:
        """Show the strip, the pin, and around it one course or both."""
        width = max(40, self.size.width - 6)
        strip = self._strip
        lanes = self.query_one("#lanes", Static)
        if strip is None or self.pin is None:
            lanes.update(_NO_PINS if strip is None else _drawn(strip, None, width))
            self.query_one("#courses").display = False
            return
        lanes.update(_drawn(strip, self.pin, width))
        self.query_one("#pin", Static).update(_said(self.pin))
        both = self._beside
        yours, other = self.query_one("#yours"), self.query_one("#other")
        other.display = both is not None
        mine, theirs = (
            self.query_one("#yours-lines", Static),
            self.query_one("#other-lines", Static),
        )
        if both is None:
            mine.update(_lines("Around it", self.pin.around, self.pin.moment.seq))
            return
        profile, since = self.seat_view.played().setup.profile, both.at
        assert self._role is not None
        for pane, title, course in (
            (mine, "Your course:", both.yours), (theirs, "Good practice from here:", both.other),
        ):  # fmt: skip
            pane.update(_course(title, course, _captions(course, self._role, profile, since)))
        yours.scroll_home(animate=False)
        other.scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        # Without a pin these keys do nothing, so the row of keys does not offer them.
        if action in ("walk", "beside", "again") and not self.pins:
            return False
        return super().check_action(action, parameters)

    def action_walk(self, by: int) -> None:
        """Go to the next pin, or the one before."""
        if self.pins:
            self._place = (self._place + by) % len(self.pins)
            self._beside = None
            self.show()

    def action_beside(self) -> None:
        """Play the other course beside yours, or put it away again."""
        if self.pin is None or self._role is None:
            return
        if self._beside is not None:
            self._beside = None
            self.show()
            return
        played = self.seat_view.played()
        self._beside = two_courses(played.setup, played.log, self._role, self.pin.moment.at)
        self.show()
        if self._beside is None:
            self.query_one("#pin", Static).update(Content("\n").join([_said(self.pin), _CANNOT]))

    def action_scroll(self, by: int) -> None:
        for pane in self.query(VerticalScroll):
            pane.scroll_relative(y=by * 2, animate=False)

    def action_again(self) -> None:
        if self.pin is not None:
            self.trainer.open_seat(self.seat_view.again_from(self.pin.moment.at))

    def action_back(self) -> None:
        self.app.pop_screen()


def _column(x: float, width: int) -> int:
    """Return the column of a place on the picture, in a lane of so many columns."""
    share = (x - NAMES) / (WIDTH - NAMES)
    return min(width - 1, max(0, round(share * width)))


def _drawn(strip: CallStrip, at: Pin | None, width: int) -> Content:
    """Return the strip: a row of pins above each lane, and the times below."""
    room = max(10, width - _NAME)
    rows = [Content.assemble((strip.title, "bold $ink"))]
    for lane, name in enumerate(strip.lanes):
        rows.append(_pin_row([pin for pin in strip.pins if pin.lane == lane], at, room))
        rows.append(Content.assemble((f"{name:<{_NAME}}", "$quiet"), *_lane(strip, lane, room)))
    rows.append(Content.assemble((" " * _NAME, ""), *_ticks(strip, room)))
    return Content("\n").join(rows)


def _pin_row(pins: Sequence[Pin], at: Pin | None, room: int) -> Content:
    parts: list[tuple[str, str]] = [(" " * _NAME, "")]
    column = 0
    for pin, place in zip(pins, _places(pins, room), strict=True):
        style = "bold $onfill on $ring" if pin is at else f"bold {_LANE_COLOURS[pin.lane]}"
        parts += [(" " * (place - column), ""), (_sign(pin), style)]
        column = place + len(_sign(pin))
    return Content.assemble(*parts)


def _sign(pin: Pin) -> str:
    """Return a round pin for what the trainee did, a square one for what happened."""
    return f"({pin.number})" if pin.own else f"[{pin.number}]"


def _places(pins: Sequence[Pin], room: int) -> list[int]:
    """Return the column of each pin of a lane: none over another, and none outside."""
    places: list[int] = []
    least = 0
    for pin in pins:
        places.append(max(least, _column(pin.x, room) - 1))
        least = places[-1] + len(_sign(pin))
    most = room
    for n in range(len(pins) - 1, -1, -1):
        places[n] = max(0, min(places[n], most - len(_sign(pins[n]))))
        most = places[n]
    return places


def _lane(strip: CallStrip, lane: int, room: int) -> Iterator[tuple[str, str]]:
    """Yield the cells of a lane: words and sounds, a hush, and nothing."""
    cells = [("\u2500", "$edge")] * room
    for span in strip.spans:
        if span.lane == lane and span.kind in ("hush", "heard"):
            cell = ("\u2501", _LANE_COLOURS[lane]) if span.kind == "heard" else ("\u00b7", "$quiet")
            for n in range(_column(span.left, room), _column(span.right, room) + 1):
                if cells[n][0] != "\u2501":
                    cells[n] = cell
    yield from cells


def _ticks(strip: CallStrip, room: int) -> Iterator[tuple[str, str]]:
    column = 0
    for x, words in strip.ticks:
        place = max(column, _column(x, room))
        if place + len(words) <= room:
            yield f"{' ' * (place - column)}{words} ", "$quiet"
            column = place + len(words) + 1


def _said(pin: Pin) -> Content:
    """Return what a pin says, and what could have come of it."""
    sign = f" {pin.number} "
    rows = [Content.assemble((sign, "bold $onfill on $ring"), (f"  {minutes(pin.moment.at)}  ",
                             "$quiet"), (pin.text, "bold $ink"))]  # fmt: skip
    if pin.follows is not None:
        rows.append(Content.assemble((f"It followed from {pin.follows}.", "$quiet")))
    if pin.other_course:
        rows.append(Content.assemble((pin.other_course, "$ink")))
    return Content("\n").join(rows)


def _lines(title: str, lines: Sequence[EntrySummary], marked: int = -1) -> Content:
    rows = [Content.assemble((title, "bold $quiet")), Content()]
    for line in lines:
        who = f"{line.who}: " if line.who else ""
        style = "bold $ink" if line.seq == marked else "$ink"
        rows.append(Content.assemble((f"{clock(line.at):>6}  ", "$quiet"), (who, "bold $ink"),
                                     (line.text, style)))  # fmt: skip
    return Content("\n").join(rows)


def _captions(
    course: PlayedCourse, role: Role, profile: Profile, since: Millis
) -> Iterator[Caption]:
    """Yield what the seat perceived from an instant on."""
    write = CaptionWriter(role, profile).write
    for entry in course.heard:
        found = write(entry)  # All of them: which voices overlap, only the writer knows.
        if found is not None and found.at >= since:
            yield found


def _course(title: str, course: PlayedCourse, captions: Iterable[Caption]) -> Content:
    rows = [Content.assemble((title, "bold $quiet"), (f"  {course.ends}", "bold $ink")), Content()]
    for each in captions:
        who = f"{each.who}: " if each.who else ""
        words = each.text.removeprefix("-- ")
        ink = "$you" if each.voice in (Voice.YOU, Voice.ACT) else "$ink"
        rows.append(Content.assemble((f"{minutes(each.at):>5}  ", "$quiet"), (who, f"bold {ink}"),
                                     (words, "$ink" if each.who else "$quiet")))  # fmt: skip
    return Content("\n").join(rows)
