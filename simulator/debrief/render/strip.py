"""A call as a strip of time with three lanes, and what led to what in it.

The lanes are the caller's end, the trainee, and officers. A pin is an act or an event that the
first page speaks of, or from which the call could have turned. Shape and number say what colour
does: a round pin is what the trainee did, a square one what happened.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from simulator.core.describe import name_of
from simulator.core.instant import Millis, clock, minutes
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import CallDebrief, Debrief, TurningPoint
from simulator.debrief.render.page_values import FirstPage
from simulator.debrief.render.timeline_svg import TICKS
from simulator.review.timeline import TimelineKind
from simulator.review.transcript import EntrySummary

MOST_PINS = 9
"""On one strip; those of the first page come before other turning points (assumption)."""
WIDTH: Final = 780
NAMES: Final = 110
LANE: Final = 40
AXIS: Final = 22
_AROUND = 2
"""Lines of the transcript that are shown before a pin's moment, and after it."""
_MOST_TICKS = 9
_PIN = 21
"""Width of a pin with its edge."""


_CALLER, _YOU, _POLICE = 0, 1, 2
LANES = ("Caller's end", "You", "Officers")
_OF_AN_OPERATOR = (*LANES[:2], "Police")
_NEAR = frozenset(map(name_of, (Role.CALLER, Role.ROOM, Role.OTHER_PERSON)))
X = Callable[[Millis], float]
"""Where an instant is on the picture."""


class StripSpan(NamedTuple):
    """A stretch of one lane: its kind, and its two ends on the picture."""

    kind: str
    lane: int
    left: float
    right: float
    title: str


class Pin(NamedTuple):
    """A moment of the call that the page speaks of."""

    number: int
    moment: EntrySummary
    text: str
    lane: int
    x: float
    own: bool
    """Whether the trainee did it; else it happened."""
    follows: int | None
    """The number of the pin that led to it."""
    other_course: str
    """What could have come of it with good practice, where that was played."""
    around: tuple[EntrySummary, ...]
    """The transcript around it, as the trainee perceived it."""


class CallStrip(NamedTuple):
    """A call as a picture, and its pins as sentences."""

    title: str
    description: str
    lanes: tuple[str, ...]
    spans: tuple[StripSpan, ...]
    pins: tuple[Pin, ...]
    links: tuple[tuple[float, int, float, int], ...]
    """From a pin to the pin that it led to: position and lane of each."""
    ticks: tuple[tuple[float, str], ...]
    height: int


def strip_of(debrief: Debrief, page: FirstPage) -> CallStrip | None:
    """Return the strip of the last call for the first assessed seat; None if no seat is judged."""
    if not debrief.parts:
        return None
    role = debrief.parts[0].role
    call = debrief.calls[-1]
    line = call.timeline
    heard = next((each.lines for each in debrief.ears if each.role is role), ())
    scale = (WIDTH - NAMES - 12) / max(1, line.length)

    def x(at: Millis) -> float:
        return round(NAMES + (min(max(at, line.start), line.end) - line.start) * scale, 1)

    pins = tuple(_apart([*_pins(_spoken_of(debrief, page, role), heard, role, x)]))
    by_number = {pin.number: pin for pin in pins}
    return CallStrip(
        f"Call {line.number}, {clock(line.length)} long, as a strip of time",
        " ".join(f"{pin.number}: at {minutes(pin.moment.at)}, {pin.text}" for pin in pins),
        _OF_AN_OPERATOR if role is Role.OPERATOR else LANES,
        tuple(_spans(debrief, call, role, heard, x)),
        pins,
        tuple(
            (before.x, before.lane, pin.x, pin.lane)
            for pin in pins
            if pin.follows is not None and (before := by_number[pin.follows])
        ),
        tuple(_ticks(call, x)),
        AXIS + LANE * len(LANES) + 4,
    )


class _Spoken(NamedTuple):
    """A moment that the page or a turning point speaks of."""

    moment: EntrySummary
    text: str
    follows: int | None = None
    """The `seq` of what led to it."""
    other_course: str = ""


def _spoken_of(debrief: Debrief, page: FirstPage, role: Role) -> Mapping[int, _Spoken]:
    """Return what is spoken of, by `seq`: what helped, what is next, and turns."""
    found: dict[int, _Spoken] = {}
    part = debrief.parts[0]
    lines = {line.seq: line for ears in debrief.ears for line in ears.lines}
    for strength in page.strengths:
        act = part.acts[strength.moment.seq]
        found[strength.moment.seq] = _Spoken(strength.moment, f"You {act.did}")
        effect = act.effect
        if effect is not None and effect.followed and effect.seq in lines:
            text = f"{effect.text[:1].upper()}{effect.text[1:]}"
            found[effect.seq] = _Spoken(lines[effect.seq], text, strength.moment.seq)
    for step in page.next_steps:
        found.setdefault(step.moment.seq, _Spoken(step.moment, step.happened))
    for point in debrief.turning:
        shown = point.moment.shown
        if point.moment.role is not role:
            continue
        before = found.get(shown.seq, _Spoken(shown, point.moment.did))
        found[shown.seq] = before._replace(other_course=_course(point))
    return found


def _course(point: TurningPoint) -> str:
    """Say what good practice would have done from a moment, and what could have come of it."""
    came = point.gain.label
    if point.outcome is not None:
        came = f"it could have ended as: {point.outcome.label}"
    elif point.sooner:
        came = f"help could have come {clock(point.sooner)} sooner"
    return f"{point.moment.to_do} Played once from here, {came}."


def _pins(
    told: Mapping[int, _Spoken], heard: Sequence[EntrySummary], role: Role, x: X
) -> Iterator[Pin]:
    """Yield what is spoken of in the order of the call, numbered from 1."""
    order = sorted([*told.items()][:MOST_PINS], key=lambda each: (each[1].moment.at, each[0]))
    numbers = {seq: number for number, (seq, _) in enumerate(order, 1)}
    places = {line.seq: place for place, line in enumerate(heard)}
    for seq, each in order:
        place = places.get(seq, 0)
        around = heard[max(0, place - _AROUND) : place + _AROUND + 1] if seq in places else ()
        lane = _lane(each.moment, role)
        yield Pin(
            numbers[seq],
            each.moment,
            each.text if each.text.endswith((".", "?", '"')) else f"{each.text}.",
            lane,
            x(each.moment.at),
            lane == _YOU,
            None if each.follows is None else numbers.get(each.follows),
            each.other_course,
            tuple(around),
        )


def _apart(pins: Sequence[Pin]) -> Iterator[Pin]:
    """Move pins of one lane apart, so that each number can be read."""
    ends = [0.0] * len(LANES)
    for pin in pins:
        x = max(pin.x, ends[pin.lane])
        ends[pin.lane] = x + _PIN
        yield pin._replace(x=min(x, WIDTH - _PIN / 2))


def _lane(moment: EntrySummary, role: Role) -> int:
    if moment.who == name_of(role):
        return _YOU
    return _CALLER if moment.who in _NEAR else _POLICE


def _spans(
    debrief: Debrief, call: CallDebrief, role: Role, heard: Sequence[EntrySummary], x: X
) -> Iterator[StripSpan]:
    """Yield what fills the lanes: silence, sounds and words, and from when answers came."""
    line = call.timeline
    since = debrief.parts[0].answered_from
    if since is not None and since < line.end:
        yield StripSpan(
            "lit", _CALLER, x(since), x(line.end), f"from {minutes(since)} they answered"
        )
    lanes = {"Caller": _CALLER, "Around the caller": _CALLER, _LANE_OF[role]: _YOU}
    if role is Role.OPERATOR:
        lanes["Call handler"] = _POLICE
    for each in line.lanes:
        if (lane := lanes.get(each.name)) is not None:
            for item in each.items:
                kind = "hush" if item.kind is TimelineKind.SILENCE else "heard"
                said = f"{minutes(item.start)} {item.text}"
                yield StripSpan(
                    kind, lane, x(item.start), max(x(item.end), x(item.start) + 2), said
                )
    for shown in heard if role is not Role.OPERATOR else ():
        if shown.who == name_of(Role.OFFICERS) and line.start <= shown.at <= line.end:
            at = x(shown.at)
            yield StripSpan("heard", _POLICE, at, at + 3, f"{minutes(shown.at)} {shown.text}")


_LANE_OF = {Role.OPERATOR: "Operator", Role.CALL_HANDLER: "Call handler"}


def _ticks(call: CallDebrief, x: X) -> Iterator[tuple[float, str]]:
    """Yield the marks of the scale: so many that they can be read."""
    line = call.timeline
    steps = sorted({*TICKS.values()})
    step = next((each for each in steps if line.length <= each * _MOST_TICKS), steps[-1])
    for at in range(line.start, line.end, step):
        if x(at) < WIDTH - 40:
            yield x(at), minutes(at)
