"""Printed lines of a call, each understandable when read aloud alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from simulator.core.describe import name_of
from simulator.core.instant import Millis, minutes
from simulator.core.terms import Role
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.plain.call import commands
from simulator.plain.call.numbered_acts import NumberedAct, as_options, choices, possible_now
from simulator.plain.conversation import Conversation, listed
from simulator.seat.available_acts import whose_turn
from simulator.seat.seat_view import SeatView
from simulator.seat.view.caption_lines import CARRIES, Caption, how_loud, near, phone_state
from simulator.seat.view.known_facts import summary
from simulator.seat.view.stage_texts import flow_map, what_counts

_NEWS = "-- "
_SECOND = 1_000
_MARK = re.compile(r"(?:\[ *([^]]*?) *\] )?(.*)", re.DOTALL)


def duration_text(span: Millis) -> str:
    """Return a span in words, such as ``1 second``, ``40 seconds`` or ``6 minutes``."""
    seconds = round(span / _SECOND)
    for unit, length in (("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{round(seconds / length)} {unit}s"
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def line_of(caption: Caption, seat: Role | None = None) -> str:
    """Return a caption as a line, ``0:12 Operator: ...``; with two seats, `seat` of own acts."""
    text = caption.text
    if text.startswith(_NEWS):
        text = text.removeprefix(_NEWS)
        return f"{minutes(caption.at)} {text[:1].upper()}{text[1:]}."
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    who = f"{caption.who}, as {name_of(seat).lower()}" if caption.own and seat else caption.who
    loud = f" ({caption.loud})" if caption.loud else ""
    return f"{minutes(caption.at)} {who or 'The call'}: {text}{loud}"


def known(view: SeatView, role: Role) -> Iterator[str]:
    """Yield the knowledge of a seat."""
    now, knowledge = view.live.now, view.knowledge[role]
    facts, since = knowledge.facts, knowledge.since(Stamp.STAGE, now) or 0
    yield f"It is {minutes(now)}. Call number {facts.call}."
    yield f"The line: {facts.stage.label}, for {duration_text(since)}. It is {facts.kind.label}."
    yield from _timers(knowledge, now)
    if role is Role.CALLER:
        yield from _caller(view, knowledge)
        return
    if knowledge.facts.phone_taken:
        yield "Someone else has the phone."
    yield from _handler(view, knowledge)


def _timers(knowledge: Knowledge, now: Millis) -> Iterator[str]:
    answered, sound = knowledge.since(Stamp.ANSWERED, now), knowledge.since(Stamp.SOUND, now)
    yield "Not answered yet." if answered is None else f"Answered {duration_text(answered)} ago."
    caller = knowledge.role is Role.CALLER
    where = "on the line" if caller else "from the caller's end"
    if sound is None:
        yield f"Nothing has been heard {where} yet."
    else:
        yield f"The last sound {where} was {duration_text(sound)} ago."


def _caller(view: SeatView, knowledge: Knowledge) -> Iterator[str]:
    live, scenario = view.live, view.live.setup.scenario
    around = ", ".join(who_is_near(view))
    yield f"Near you: {around or 'nobody'}."
    if knowledge.facts.phone_taken:
        yield "Someone else has the phone."
    for state in phone_state(live.script, scenario.coverage, scenario.line):
        yield f"Your phone: {state}."
    counts = what_counts(knowledge, live.setup.profile, live.now)
    if counts:
        yield f"Now: {counts}"
    carries = {
        act.label: CARRIES[how_loud(act.act)]
        for act in view.available_acts(Role.CALLER)
        if act.act.group == "Sound" and "sound" not in act.act.asks
    }
    acts = "; ".join(f"{label}: {how}" for label, how in carries.items())
    yield f"How it carries in the room. A key: as a key; {acts}."
    for topic, fact in live.setup.scenario.facts.items():
        yield f"In this story, {topic.label}: {fact}."


def _handler(view: SeatView, knowledge: Knowledge) -> Iterator[str]:
    """Yield the summary that the screens show, line by line."""
    for section in summary(knowledge, view.materials):
        for line in section.lines:
            # Brackets such as [ said ] are lost when read aloud, so they become words.
            mark, text = _MARK.findall(line)[0]
            mark = f", {'nothing yet' if mark == '-' else mark}" if mark else ""
            yield f"{section.title}{mark}: {text}"
    if knowledge.role is Role.CALL_HANDLER:
        for state in AnswerState:
            topics = [topic.label for topic in knowledge.facts.answered_with(state)]
            if topics:
                yield f"Questions {state.label}: {'; '.join(topics)}."
        bank = view.materials.questions.topics
        rest = [topic.label for topic in bank if not knowledge.facts.of(topic).asked]
        yield f"Not asked: {'; '.join(rest) or 'nothing'}."


def who_is_near(view: SeatView) -> tuple[str, ...]:
    """Return the people near enough to overhear the caller."""
    live, knowledge = view.live, view.knowledge[Role.CALLER]
    return near(live.script, knowledge.since(Stamp.ANSWERED, live.now))


FEW = 3
"""Most acts that are listed by name when they become impossible; more get numbers (assumption)."""


class ChoicePrinter:
    """Prints the possible acts when they change, and the answers to commands."""

    def __init__(self, talk: Conversation, view: SeatView) -> None:
        """Start with nothing printed."""
        self._talk = talk
        self._view = view
        self._shown: frozenset[int] | None = None
        self.turn: Role | None = None
        """With two seats, the one with the call."""

    def changes(self) -> None:
        """Print the acts that have become possible, and those that no longer are."""
        self._print_turn()
        possible = possible_now(self._view)
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
        """Return few acts by name, many by number."""
        if len(gone) > FEW:
            return in_runs(gone)
        labels = {choice.number: choice.label for choice in choices(self._view)}
        return "; ".join(f"{number}, {labels[number]}" for number in gone)

    def answer(self, word: str) -> None:
        """Print the answer to a command."""
        match word:
            case "?":
                setup = self._view.live.setup
                self._talk.say(*commands.manual(setup.seats, coached=setup.coached))
                self._list()
            case "x":
                out = [c for c in choices(self._view) if c.disabled_reason is not None]
                self._talk.say("Not possible now:" if out else "Everything is possible now.")
                self._talk.say(*(f"{c.number}. {c.label}: {c.disabled_reason}." for c in out))
            case "m":
                known_here = self._view.knowledge[self.turn or self._view.roles[0]]
                switches = self._view.live.setup.profile.switches
                self._talk.say(*flow_map(known_here.path, known_here.facts.kind, switches))
            case "i":
                self._print_known()
            case _:
                self._talk.say("So far:", *transcript_lines(self._view.captions))

    def _list(self) -> None:
        possible = possible_now(self._view)
        if not possible:
            self._nothing()
            return
        self._talk.say("Possible now:")
        self._talk.say(*listed(as_options(possible, whose=_several_seats(possible))))

    def _nothing(self) -> None:
        if self._view.live.setup.seats:
            self._talk.say("No actions are available. Press Enter to go on to the next sound.")

    def _print_turn(self) -> None:
        if len(self._view.live.setup.seats) < 2:
            return
        turn = whose_turn(self._view.live.call, self._view.knowledge[Role.OPERATOR])
        if turn is not self.turn:
            self.turn = turn
            self._talk.say(f"The call is now with you as {name_of(turn).lower()}.")

    def _print_known(self) -> None:
        for role in self._view.roles:
            if role is None:
                self._talk.say("A demo shows everything as it happens; see t.")
                continue
            if len(self._view.roles) > 1:
                self._talk.say(f"As {name_of(role).lower()}:")
            self._talk.say(*known(self._view, role))


def transcript_lines(captions: Mapping[Role | None, Sequence[Caption]]) -> list[str]:
    """Return the captions of all seats in time order, each entry once."""
    several = len(captions) > 1
    found: dict[int, tuple[Caption, Role | None]] = {}
    for role, of_seat in captions.items():
        for caption in of_seat:
            # With two seats an own act is in both logs; keep the acting seat's caption.
            if caption.seq not in found or caption.own:
                found[caption.seq] = (caption, role if several else None)
    return [line_of(*found[seq]) for seq in sorted(found)]


def in_runs(numbers: Sequence[int]) -> str:
    """Return rising numbers with runs shortened, such as ``2 to 10; 15``."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return "; ".join(str(a) if a == b else f"{a} to {b}" for a, b in runs)


def _several_seats(found: Sequence[NumberedAct]) -> bool:
    """Return whether headings need the role."""
    return len({choice.role for choice in found}) > 1
