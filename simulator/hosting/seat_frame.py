"""What one seat may see of a running call, as plain values that every front end can show.

A frame is made from what the seat perceived and from the instant alone. An entry that the seat
can't perceive changes no byte of it, so no device can learn from it what is hidden. The one
exception is the end of the exercise, which every seat is shown: its debrief can be read then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from simulator.core.describe import name_of
from simulator.core.instant import Millis
from simulator.core.terms import Role
from simulator.seat.available_acts import AvailableAct, Parameter
from simulator.seat.command_parser import propose
from simulator.seat.run_choices import lapse_lines
from simulator.seat.seat_view import SeatView
from simulator.seat.view.caller_cards import how_loud
from simulator.seat.view.caption_lines import HOW_LOUD, Caption
from simulator.seat.view.cards import Card
from simulator.seat.view.line_status import Tone

LESSON_WORDS = {
    "answer": "Answer the call",
    "police": "Police here: no need to speak",
    "leave": "choose Stop here and look back",
}
"""How a page names the keys of the first lesson, and its end."""


class ShownCaption(NamedTuple):
    """A caption with the number that it has in its own seat's stream."""

    n: int
    """Not that of its entry, which would show hidden ones."""
    at: Millis
    who: str
    text: str
    loud: str
    side: str


@dataclass(frozen=True)
class ShownAct:
    """An act of the seat, possible or not."""

    key: str
    label: str
    group: str
    why_not: str
    """Empty if the act is possible now."""
    note: str
    """How loud it is in the caller's room, in a word; empty in other seats."""


@dataclass(frozen=True)
class SeatFrame:
    """The state of one seat at one instant."""

    role: str
    seat: str
    state: str
    """The line in one to three words, such as ``RINGING``."""
    tone: str
    turn: str
    clocks: tuple[tuple[str, Millis], ...]
    """What is counted, and its milliseconds so far."""
    hint: str
    """A step of the lesson, what counts for a caller, or what to do next."""
    can_skip: bool
    """Whether the seat may skip to its ring."""
    coached: bool
    coach: str
    """The coach's last hint; empty if there is none."""
    line: str
    """What the command line takes."""
    acts: tuple[ShownAct, ...]
    cards: tuple[Card, ...]
    ended: str
    """How the call ended, in a few words; empty while the exercise goes on."""
    done_badly: tuple[str, ...]
    """What the people at the desks did badly, on purpose; nothing while the exercise goes on."""


@dataclass(frozen=True)
class ShownQuestion:
    """Something that an act still needs: options to choose from, or words."""

    name: str
    label: str
    options: tuple[tuple[str, tuple[str, ...]], ...]
    """Labels under each heading; empty if only words are asked for."""
    several: bool
    least: int
    words: bool
    """Whether own words can be typed."""
    usual: int = 0
    """The number of the option that an empty line means; 0 if none."""


def shown_captions(captions: Iterable[Caption], first: int = 1) -> tuple[ShownCaption, ...]:
    """Return captions as a device may have them, numbered from `first`."""
    return tuple(
        ShownCaption(n, each.at, each.who, each.text, each.loud, each.side.value)
        for n, each in enumerate(captions, first)
    )


def seat_frame(view: SeatView, role: Role, now: Millis, coach: str = "") -> SeatFrame:
    """Return the frame of a seat at an instant of the call (ms), with the coach's last hint."""
    live = view.live
    status = view.status(role, now)
    waits = view.waits_for_ring(role) and role is not Role.CALLER
    outcome = live.outcome
    return SeatFrame(
        role=role.value,
        seat=name_of(role),
        state=status.words,
        tone=status.tone.value,
        turn=status.turn,
        clocks=status.clocks,
        hint=_hint(view, role, now, status.tone),
        can_skip=waits and outcome is None,
        coached=live.setup.coached and role is not Role.CALLER,
        coach=coach,
        line=propose(view, role, "").heading,
        acts=tuple(_act(each, role) for each in view.available_acts(role)),
        cards=view.cards(role, now=now),
        ended=outcome.label if outcome else "",
        done_badly=lapse_lines(live) if outcome else (),
    )


def _act(offer: AvailableAct, role: Role) -> ShownAct:
    loud = HOW_LOUD.get(how_loud(offer.act), "") if role is Role.CALLER else ""
    return ShownAct(offer.key, offer.label, offer.act.group, offer.disabled_reason or "", loud)


def _hint(view: SeatView, role: Role, now: Millis, tone: Tone) -> str:
    if view.lesson is not None:
        return view.lesson.now(view.knowledge[role], LESSON_WORDS)
    if role is Role.CALLER:
        gone = tone is Tone.LOST and view.live.outcome is None
        otherwise = "Nothing more can be done on this line for now." if gone else ""
        return view.hint(role, now) or otherwise
    if view.part_is_over(role):
        return "Your part is over: the police have the call."
    if view.waits_for_ring(role):
        return "Nothing to do yet."
    return view.hint(role, now)


def shown_question(parameter: Parameter) -> ShownQuestion:
    """Return what an act asks for, by labels: no value of the program leaves it."""
    groups: dict[str, list[str]] = {}
    for option in parameter.options:
        groups.setdefault(option.group, []).append(option.label)
    return ShownQuestion(
        parameter.name,
        parameter.label,
        tuple((group, tuple(labels)) for group, labels in groups.items()),
        parameter.several,
        parameter.least if parameter.several else 0,
        parameter.understand is not None or not parameter.options,
        1 if parameter.asks_back else 0,
    )
