"""A call as lines, each of which can be understood when it is read aloud alone.

What is heard, what is known so far in a seat, and the answers to `i`, `m`, `t`, `x` and `?`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from simulator.core.describe import name_of, plain
from simulator.core.instant import Millis, clock
from simulator.core.terms import Role
from simulator.debrief.assess.coach import Hint
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.plain.call import commands
from simulator.plain.call.numbered_acts import NumberedAct, as_options, choices, possible_now
from simulator.plain.conversation import Conversation, listed
from simulator.seat.available_acts import whose_turn
from simulator.seat.seat_view import SeatView
from simulator.seat.view.caption_lines import Caption
from simulator.seat.view.flow_map import flow_map
from simulator.seat.view.known_facts import brief, summary
from simulator.seat.view.near_the_caller import CARRIES, how_loud, near, phone_state
from simulator.seat.view.stage_texts import what_counts

_NEWS = "-- "
_SECOND = 1_000
_MARK = re.compile(r"(?:\[ *([^]]*?) *\] )?(.*)", re.DOTALL)


def time_of(at: Millis) -> str:
    """An instant in whole seconds: ``0:12``."""
    return clock(at // _SECOND * _SECOND)


def in_words(span: Millis) -> str:
    """A span as it is read aloud: ``1 second``, ``40 seconds``, ``6 minutes``."""
    seconds = round(span / _SECOND)
    for unit, length in (("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{round(seconds / length)} {unit}s"
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def line_of(caption: Caption, seat: Role | None = None) -> str:
    """A caption as a line: ``0:12 Operator: "Emergency, which service?"``.

    `seat` is said with what the person did, where they have more than one seat.
    """
    text = caption.text
    if text.startswith(_NEWS):
        text = text.removeprefix(_NEWS)
        return f"{time_of(caption.at)} {text[:1].upper()}{text[1:]}."
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    who = f"{caption.who}, as {name_of(seat).lower()}" if caption.own and seat else caption.who
    loud = f" ({caption.loud})" if caption.loud else ""
    return f"{time_of(caption.at)} {who or 'The call'}: {text}{loud}"


def remark_line(remark: Hint) -> str:
    """A coach's remark as a line."""
    return f"Coach: {remark.text}"


def known(sitting: SeatView, role: Role) -> Iterator[str]:
    """Everything that the person in the seat of `role` can know by now."""
    now, knowledge = sitting.live.now, sitting.knowledge[role]
    facts, since = knowledge.facts, knowledge.since(Stamp.STAGE, now) or 0
    yield f"It is {time_of(now)}. Call number {facts.call}."
    yield f"The line: {plain(facts.stage)}, for {in_words(since)}. It is {plain(facts.kind)}."
    yield from _timers(knowledge, now)
    if role is Role.CALLER:
        yield from _caller(sitting, knowledge)
        return
    if knowledge.facts.phone_taken:
        yield "Somebody else has the phone."
    yield from _handler(sitting, knowledge)


def _timers(knowledge: Knowledge, now: Millis) -> Iterator[str]:
    answered, sound = knowledge.since(Stamp.ANSWERED, now), knowledge.since(Stamp.SOUND, now)
    yield "Not answered yet." if answered is None else f"Answered {in_words(answered)} ago."
    caller = knowledge.role is Role.CALLER
    where = "on the line" if caller else "from the caller's end"
    if sound is None:
        yield f"Nothing has been heard {where} yet."
    else:
        yield f"The last sound {where} was {in_words(sound)} ago."


def _caller(sitting: SeatView, knowledge: Knowledge) -> Iterator[str]:
    live, scenario = sitting.live, sitting.live.setup.scenario
    around = ", ".join(who_is_near(sitting))
    yield f"Near you: {around or 'nobody'}."
    if knowledge.facts.phone_taken:
        yield "Somebody else has the phone."
    for state in phone_state(live.script, scenario.coverage, scenario.line):
        yield f"Your phone: {state}."
    counts = what_counts(knowledge, live.setup.profile, live.now)
    if counts:
        yield f"Now: {counts}"
    carries = {
        offer.label: CARRIES[how_loud(offer.act)]
        for offer in sitting.available_acts(Role.CALLER)
        if offer.act.group == "Sound" and "sound" not in offer.act.asks
    }
    told = "; ".join(f"{label}: {how}" for label, how in carries.items())
    yield f"How it carries in the room. A key: as a key; {told}."
    for topic, fact in live.setup.scenario.facts.items():
        yield f"In this story, {plain(topic)}: {fact}."


def _handler(sitting: SeatView, knowledge: Knowledge) -> Iterator[str]:
    """What the screens show of a handler's seat, heading by heading."""
    for section in summary(knowledge, sitting.materials):
        for line in section.lines:
            # A mark in brackets, such as [ said ], is a word when it is read aloud.
            mark, text = _MARK.findall(line)[0]
            mark = f", {'nothing yet' if mark == '-' else mark}" if mark else ""
            yield f"{section.title}{mark}: {text}"
    if knowledge.role is Role.CALL_HANDLER:
        for state in AnswerState:
            topics = [brief(topic) for topic in knowledge.facts.answered_with(state)]
            if topics:
                yield f"Questions {plain(state)}: {'; '.join(topics)}."
        bank = sitting.materials.questions.topics
        rest = [brief(topic) for topic in bank if not knowledge.facts.of(topic).asked]
        yield f"Not asked: {'; '.join(rest) or 'nothing'}."


def who_is_near(sitting: SeatView) -> tuple[str, ...]:
    """Who is near enough to the caller to overhear."""
    live, knowledge = sitting.live, sitting.knowledge[Role.CALLER]
    return near(live.script, knowledge.since(Stamp.ANSWERED, live.now))


FEW = 3
"""So many acts that are no longer possible are named; of more, the numbers (assumption)."""


class LinePrinter:
    """Says what can be done when that changes, and answers the commands that ask."""

    def __init__(self, talk: Conversation, sitting: SeatView) -> None:
        """Nothing has been told of `sitting` yet."""
        self._talk = talk
        self._sitting = sitting
        self._shown: frozenset[int] | None = None
        self.turn: Role | None = None
        """With two seats, the one that has the call."""

    def changes(self) -> None:
        """Say what has become possible, and what no longer is."""
        self._tell_turn()
        possible = possible_now(self._sitting)
        now = frozenset(choice.number for choice in possible)
        shown = self._shown or frozenset()
        gone = sorted(shown - now)
        if gone:
            self._talk.say(f"No longer possible: {self._named(gone)}.")
        new = tuple(choice for choice in possible if choice.number not in shown)
        if new:
            self._talk.say("Also possible now:" if shown & now else "Possible now:")
            self._talk.say(*listed(as_options(new, whose=_several_seats(possible))))
        elif not possible and now != self._shown:
            self._nothing()
        self._shown = now

    def _named(self, gone: Sequence[int]) -> str:
        """A few acts by name, many by their numbers."""
        if len(gone) > FEW:
            return in_runs(gone)
        labels = {choice.number: choice.label for choice in choices(self._sitting)}
        return "; ".join(f"{number}, {labels[number]}" for number in gone)

    def answer(self, word: str) -> None:
        """Answer a question about where things stand."""
        match word:
            case "?":
                setup = self._sitting.live.setup
                self._talk.say(*commands.manual(setup.seats, coached=setup.coached))
                self._list()
            case "x":
                out = [c for c in choices(self._sitting) if c.disabled_reason is not None]
                self._talk.say("Ruled out now:" if out else "Nothing is ruled out now.")
                self._talk.say(*(f"{c.number}. {c.label}: {c.disabled_reason}." for c in out))
            case "m":
                known_here = self._sitting.knowledge[self.turn or self._sitting.roles[0]]
                switches = self._sitting.live.setup.profile.switches
                self._talk.say(*flow_map(known_here.path, known_here.facts.kind, switches))
            case "i":
                self._tell_known()
            case _:
                self._talk.say("So far:", *transcript_lines(self._sitting.captions))

    def _list(self) -> None:
        possible = possible_now(self._sitting)
        if not possible:
            self._nothing()
            return
        self._talk.say("Possible now:")
        self._talk.say(*listed(as_options(possible, whose=_several_seats(possible))))

    def _nothing(self) -> None:
        if self._sitting.live.setup.seats:
            self._talk.say(
                "Nothing can be done here now. An empty line goes on to the next thing heard."
            )

    def _tell_turn(self) -> None:
        if len(self._sitting.live.setup.seats) < 2:
            return
        turn = whose_turn(self._sitting.live.call, self._sitting.knowledge[Role.OPERATOR])
        if turn is not self.turn:
            self.turn = turn
            self._talk.say(f"The call is now with you as {name_of(turn).lower()}.")

    def _tell_known(self) -> None:
        for role in self._sitting.roles:
            if role is None:
                self._talk.say("A demonstration tells everything as it happens; see t.")
                continue
            if len(self._sitting.roles) > 1:
                self._talk.say(f"As {name_of(role).lower()}:")
            self._talk.say(*known(self._sitting, role))


def transcript_lines(captions: Mapping[Role | None, Sequence[Caption]]) -> list[str]:
    """What was heard and done in the seats, in the order in which it happened, once each."""
    several = len(captions) > 1
    told: dict[int, tuple[Caption, Role | None]] = {}
    for role, of_seat in captions.items():
        for caption in of_seat:
            if caption.seq not in told or caption.own:
                told[caption.seq] = (caption, role if several else None)
    return [line_of(*told[seq]) for seq in sorted(told)]


def in_runs(numbers: Sequence[int]) -> str:
    """Numbers in rising order, shortened where they follow each other: ``2 to 10; 15``."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return "; ".join(str(a) if a == b else f"{a} to {b}" for a, b in runs)


def _several_seats(found: Sequence[NumberedAct]) -> bool:
    """Whether it has to be said whose each choice is."""
    return len({choice.role for choice in found}) > 1
