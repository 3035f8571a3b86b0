"""What one seat may see of a running call, as plain values that every front end can show.

A frame is made from what the seat perceived and from the instant alone. An entry that the seat
can't perceive changes no byte of it, so no device can learn from it what is hidden. The one
exception is the end of the exercise, which every seat is shown: its debrief can be read then.

The desk of the screens, lines, pages, and `join` show a frame and nothing beside it but captions.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from simulator.content.fields.content_model import Fact
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.acts import Thrive
from simulator.core.describe import name_of, what_cannot_be_undone
from simulator.core.instant import Millis, clock
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.terms import Loudness, Role, Topic
from simulator.knowledge.facts import Stamp
from simulator.seat.available_acts import AvailableAct
from simulator.seat.channels import channel_of
from simulator.seat.command_parser import propose
from simulator.seat.readings import Reading, addressees
from simulator.seat.run_choices import lapse_lines
from simulator.seat.seat_view import SeatView, when
from simulator.seat.view.caller_cards import carries, how_loud, near
from simulator.seat.view.caption_lines import HOW_LOUD, Caption
from simulator.seat.view.cards import Card, CardLine
from simulator.seat.view.desk_cards import DeskHead, desk_head, ended, in_short, still_open
from simulator.seat.view.line_status import LineStatus, Tone
from simulator.seat.view.sound_cards import SoundSpan, Voice, sound_spans
from simulator.seat.view.stage_texts import LineMark, line_mark

PROTOCOL = 2
"""The version of frames, requests and answers that cross a wire (`hosting/protocol.py`). A page or
a terminal of another version is refused and says what to do. What is only added does not change it.
"""
LESSON_WORDS = {
    "answer": 'choose "Answer the call"',
    "police": 'choose "Police here: no need to speak"',
}
"""How a page names the keys of the first lesson."""


class ShownCaption(NamedTuple):
    """A caption with the number that it has in its own seat's stream."""

    n: int
    """Not that of its entry, which would show hidden ones."""
    at: Millis
    who: str
    text: str
    loud: str
    side: str
    voice: str = ""
    """Whom it is from."""
    weight: int = 0
    """How loud it is as a weight."""
    taken: str = ""
    """What this seat's own typed words were taken as."""


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
    kind: str = ""
    level: int = 0
    """How loud it is in the caller's room, from 0."""
    carries: str = ""
    """The word for that, if it is known before anything is chosen."""
    no_way_back: bool = False
    """Whether it can't be undone, so that it asks back."""


class EnterDoes(StrEnum):
    """What Enter alone does in a seat."""

    TYPES = "types"
    """It takes words to say or acts to type."""
    ANSWERS = "answers"
    SKIPS = "skips"
    """It goes on to the ring."""
    WAITS = "waits"
    """Nothing: the call is in the trainee's other seat."""
    OTHER_SEAT = "other_seat"
    LOOKS_BACK = "looks_back"
    NEXT_CALL = "next_call"
    """It begins the next call from the same number."""


AT_THE_END = frozenset({EnterDoes.LOOKS_BACK, EnterDoes.OTHER_SEAT, EnterDoes.NEXT_CALL})
"""What Enter does once a seat has nothing more to do in a call."""


class WhatNow(NamedTuple):
    """The one sentence that says what to do, and what Enter does then."""

    says: str
    enter: EnterDoes = EnterDoes.TYPES
    enter_says: str = ""
    """What Enter does, in words; empty if it has none of its own."""


class WhereItIs(NamedTuple):
    """What a seat knows of the whole call, in words."""

    call: int
    """Its number among those from the same phone; 0 if none has come to this seat."""
    line: str
    """The stage of the line."""
    since: Millis
    """How long it has been so (ms)."""
    kind: str
    """From what kind of line the call is."""


class PhoneInHand(NamedTuple):
    """A caller's phone."""

    pressed: str
    """The key that was pressed last, if nothing came after it."""
    counts: str
    """The key that counts now; empty if none does."""
    works: bool
    """Whether its keys do anything."""
    last_said: str
    """The last words of a recording."""
    writes: bool = False
    """Whether it writes to 999, so that there is no number to dial."""


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
    paused: bool = False
    to: tuple[tuple[str, str], ...] = ()
    """To whom a line can speak, each with the sign that begins such a line."""
    version: int = PROTOCOL
    now: Millis = 0
    """The instant of the call."""
    head: DeskHead | None = None
    """The band above the work: the state in capitals, what now, and the time left for it."""
    sounds: tuple[SoundSpan, ...] = ()
    """The sounds of the last seconds."""
    brief: tuple[CardLine, ...] = ()
    """What is known of the call in one row, for a desk without room for cards."""
    step: str = ""
    """The step of the lesson; empty without a lesson."""
    what_now: WhatNow | None = None
    runs_as: str = ""
    """The speed, the mode and the record, as far as they are worth a word."""
    assessed: bool = False
    next_after: Millis | None = None
    """How long after this call the next from the same number comes, once this one is over."""
    where: WhereItIs | None = None
    near: tuple[str, ...] = ()
    """Who may overhear a caller."""
    counts: str = ""
    """What counts for a caller now, or what a handler is reminded of."""
    story: tuple[tuple[str, str], ...] = ()
    """Who a caller is, then what is so in their story, by topic."""
    phone: PhoneInHand | None = None
    """The phone of a caller."""
    mark: LineMark | None = None
    """Where the call is, as this seat knows it, and who can hear whom."""
    speed: float = 1.0
    """How many times as fast as it would be the call goes on."""


@dataclass(frozen=True)
class ShownReading:
    """One way to take a line, as every front end shows it."""

    label: str
    why_not: str
    """Empty if it is possible now."""
    does: str
    """Its effect, in a word or two."""
    effect: str
    needs: tuple[str, ...]
    """What is asked for first."""
    word: str
    """The word that means it, if it is asked back; empty if Enter alone does it."""
    understood: tuple[str, ...]
    sure: bool


def shown_readings(readings: Iterable[Reading]) -> tuple[ShownReading, ...]:
    """Return readings as a device may have them: no value of the program leaves it."""
    return tuple(
        ShownReading(
            each.label,
            each.disabled_reason or "",
            each.does,
            each.effect.value,
            each.needs,
            each.confirm.word if each.confirm else "",
            each.understood,
            each.sure,
        )
        for each in readings
    )


def shown_captions(captions: Iterable[Caption], first: int = 1) -> tuple[ShownCaption, ...]:
    """Return captions as a device may have them, numbered from `first`."""
    return tuple(
        ShownCaption(
            n, each.at, each.who, each.text, each.loud, each.side.value, each.voice, each.weight
        )
        for n, each in enumerate(captions, first)
    )


def seat_frame(
    view: SeatView,
    role: Role | None,
    now: Millis,
    coach: str = "",
    *,
    typed: Thrive | None = None,
    keys: Mapping[str, str] = LESSON_WORDS,
    holds: int = 1,
) -> SeatFrame:
    """Return the frame of a seat at an instant of the call (ms), or of a demo (None).

    `coach`: the coach's last hint. `typed`: what would be added to THRIVE. `keys`: how a front end
    names the keys of the lesson. `holds`: how many seats of the call its person has; of another
    person's nothing is shown.
    """
    live = view.live
    status = view.status(role, now)
    waits = role is not None and view.waits_for_ring(role) and role is not Role.CALLER
    outcome, known = live.outcome, view.knowledge[role]
    head = desk_head(status, known, view.materials, view.heard(role), now)
    return SeatFrame(
        role=role.value if role else "",
        seat=name_of(role) if role else "A demonstration",
        state=status.words,
        tone=status.tone.value,
        turn=status.turn,
        clocks=status.clocks,
        hint=_hint(view, role, now, status) if role else "",
        can_skip=waits and outcome is None,
        coached=live.setup.coached and role is not Role.CALLER,
        coach=coach,
        line=propose(view, role, "").heading if role else "",
        acts=tuple(_act(each, role) for each in view.available_acts(role)) if role else (),
        cards=view.cards(role, typed, now),
        ended=outcome.label if outcome else "",
        done_badly=lapse_lines(live.lapses) if outcome else (),
        paused=live.pace.paused,
        to=tuple((each.label, each.sign) for each in addressees(view, role)) if role else (),
        now=now,
        head=_as_ended(view, head, now) if outcome else head,
        sounds=sound_spans(view.heard(role), role, live.setup.profile, now),
        brief=in_short(known, view.materials, view.heard(role), now),
        step=view.lesson_step(known, keys, now),
        what_now=_what_now(view, role, now, status, both=holds > 1),
        runs_as="" if outcome else _runs_as(view, role),
        assessed=not live.setup.coached,
        next_after=live.next_call_after,
        where=_where(view, role, now),
        **(_of_a_caller(view, now, head) if role is Role.CALLER else {}),
        counts=view.hint(role, now) if role else "",
        mark=line_mark(known, rings=status.tone is Tone.CALLING) if role else None,
        speed=live.pace.speed,
    )


class SeatFrames:
    """The frames of one person's seats: each is made once for each change and each instant."""

    def __init__(self, view: SeatView, keys: Mapping[str, str] = LESSON_WORDS) -> None:
        """Show a run; `keys` has what this front end calls the keys of the lesson."""
        self.view, self.keys = view, keys
        self._held: dict[Role | None, tuple[object, SeatFrame]] = {}

    def of(self, role: Role | None, typed: Thrive | None = None) -> SeatFrame:
        """Return the frame of a seat now; `typed` is what would be added to THRIVE."""
        view, live = self.view, self.view.live
        trouble = view.recorder.trouble if view.recorder is not None else ""
        run = live.now, live.outcome, live.pace.paused, live.pace.speed, trouble
        change = (*view.change(role), *run, typed, *self.keys.values())
        held = self._held.get(role)
        if held is not None and held[0] == change:
            return held[1]
        holds = len(view.roles)
        frame = seat_frame(view, role, live.now, typed=typed, keys=self.keys, holds=holds)
        self._held[role] = change, frame
        return frame


def _act(offer: AvailableAct, role: Role) -> ShownAct:
    caller = role is Role.CALLER
    level = how_loud(offer.act) if caller else Loudness.NOTHING
    sample = REPERTOIRE[role][offer.kind].sample(**offer.act.fixed)
    return ShownAct(
        offer.key,
        offer.label,
        offer.act.group,
        offer.disabled_reason or "",
        HOW_LOUD.get(level, "") if caller else "",
        offer.kind,
        level,
        carries(offer.act) if caller else "",
        bool(what_cannot_be_undone(role, sample)),
    )


def _as_ended(view: SeatView, head: DeskHead, now: Millis) -> DeskHead:
    outcome, gap = view.live.outcome, view.live.next_call_after
    assert outcome is not None
    then = "look back" if gap is None else f"the next call, {clock(gap)} later"
    return ended(head, outcome.label, now, then)


def _runs_as(view: SeatView, role: Role | None) -> str:
    _, speed, *rest = when(view, role).split("  ")
    return "  ".join(rest if speed == "speed 1x" else (speed, *rest))


def _where(view: SeatView, role: Role | None, now: Millis) -> WhereItIs:
    known = view.knowledge[role]
    facts = known.facts
    number = facts.call if role is None or view.offered(role) else 0
    since = known.since(Stamp.STAGE, now) or 0
    return WhereItIs(number, facts.stage.label, since, facts.kind.label)


def _of_a_caller(view: SeatView, now: Millis, head: DeskHead) -> dict[str, Any]:
    """Return what only a caller's frame has."""
    live, known = view.live, view.knowledge[Role.CALLER]
    calls = head.tone == Tone.CALLING and not live.pace.paused
    last = next((each.body for each in reversed(view.heard(Role.CALLER))), None)
    keys = [each for each in view.available_acts(Role.CALLER) if each.kind == "press"]
    return {
        "near": near(live.script, known.since(Stamp.ANSWERED, now)),
        "story": tuple(_story(live.setup.scenario)),
        "phone": PhoneInHand(
            last.key if isinstance(last, do.Press) else "",
            "5" if calls and "5" in head.block else "",
            any(each.disabled_reason is None for each in keys),
            _last_of_a_machine(view),
            bool(channel_of(live, Role.CALLER).message),
        ),
    }


def _story(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Yield who a caller is, then what is so: who plays a caller has to know whom they play.

    `seat_knowledge.yaml` lets a caller have the title from the start, and no desk.
    """
    yield "your call", scenario.title
    if scenario.age is not None:
        yield "your age", str(scenario.age)
    # Elsewhere the records have a place where the caller is not.
    if scenario.number.address and scenario.facts.get(Topic.AT_KNOWN_ADDRESS) is Fact.YES:
        yield "your address", scenario.number.address
    yield from ((topic.label, str(fact)) for topic, fact in scenario.facts.items())


def _last_of_a_machine(view: SeatView) -> str:
    said = (c for c in reversed(view.captions[Role.CALLER]) if c.voice is Voice.MACHINE)
    return next((c.text for c in said if c.text.startswith('"')), "")


def _what_now(
    view: SeatView, role: Role | None, now: Millis, status: LineStatus, *, both: bool
) -> WhatNow:
    """Return what to do now, and what Enter does: the one list of both.

    `both`: whether the person has the other desk as well.
    """
    live = view.live
    if live.outcome is not None:
        return _after_the_end(view)
    if role is None:
        return WhatNow("All roles are simulated; you see everything that happens.")
    if view.part_is_over(role):
        does = EnterDoes.OTHER_SEAT if both else EnterDoes.LOOKS_BACK
        then = "take the other seat" if both else "how it ended for you"
        return WhatNow("Your part is over: the police have the call.", does, then)
    if view.rings(role):
        return WhatNow("Your phone rings.", EnterDoes.ANSWERS, "answer")
    if still_open(status, view.knowledge[role]):
        return WhatNow("The line is closed. The incident is still open: # notes, /close closes it.")
    if not view.waits_for_ring(role):
        return WhatNow(view.hint(role, now))
    if role is Role.CALLER:
        taken = view.knowledge[role].facts.phone_taken
        gone = "Someone has taken the phone." if taken else "The line has gone."
        return WhatNow(gone, EnterDoes.SKIPS, "skip to the next ring, or to the end")
    # Skipped, the call would go on without the trainee's other seat.
    if both and view.turn is not role:
        return WhatNow("Nothing to do here yet: the call is in your other seat.", EnterDoes.WAITS)
    return WhatNow("Nothing to do yet.", EnterDoes.SKIPS, "skip to your ring")


def _after_the_end(view: SeatView) -> WhatNow:
    outcome, gap = view.live.outcome, view.live.next_call_after
    assert outcome is not None
    over = f"The call is over: {outcome.label}."
    if gap is None:
        return WhatNow(over, EnterDoes.LOOKS_BACK, "how it ended")
    return WhatNow(over, EnterDoes.NEXT_CALL, f"the next call, {clock(gap)} later")


def _hint(view: SeatView, role: Role, now: Millis, status: LineStatus) -> str:
    if view.lesson is not None:
        return view.lesson_step(view.knowledge[role], LESSON_WORDS, now)
    if role is Role.CALLER:
        gone = status.tone is Tone.LOST and view.live.outcome is None
        otherwise = "Nothing more can be done on this line for now." if gone else ""
        return view.hint(role, now) or otherwise
    if view.part_is_over(role):
        return "Your part is over: the police have the call."
    if view.live.outcome is None and still_open(status, view.knowledge[role]):
        return "The line is closed, and the incident is still open: close the incident."
    if view.waits_for_ring(role):
        return "Nothing to do yet."
    return view.hint(role, now)
