"""The turn loop: print what is possible, read a line, perform it."""

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.core.describe import name_of
from simulator.core.instant import Millis, minutes
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.errors import NotPossible
from simulator.plain.call import commands
from simulator.plain.call.numbered_acts import ChoicePrinter, NumberedAct, choices, possible_now
from simulator.plain.call.pacing import A_WHILE, BETWEEN_KEYS, Pacing
from simulator.plain.call.printed_lines import duration_text, known, line_of, transcript_lines
from simulator.plain.conversation import (
    ChoiceCancelled,
    Conversation,
    ask_for,
    numbered,
    one,
    text_line,
)
from simulator.seat.available_acts import taken_back
from simulator.seat.command_parser import propose
from simulator.seat.lesson import ROLE as LESSON_ROLE
from simulator.seat.seat_view import SeatView, advice
from simulator.session.clock import ManualClock

_LESSON_KEYS = {"answer": "k a", "police": "k 1", "leave": "leave: q"}


class TurnLoop:
    """Plays a run to its end, in turns."""

    def __init__(self, talk: Conversation, view: SeatView, clock: ManualClock) -> None:
        """Start with nothing printed; `clock` is the view's clock."""
        self._talk = talk
        self._clock = clock
        self._take(view)

    def _take(self, view: SeatView) -> None:
        self.view = view
        self._step = ""
        self._pacing = Pacing(view, self._clock, self._talk)
        self._printer = ChoicePrinter(self._talk, view)

    def play(self) -> None:
        """Play every call of the run to its end."""
        self._pacing.print_news()
        while not self._stuck():
            live = self.view.live
            if live.outcome is None:
                self._take_turn()
                continue
            gap = live.next_call_after
            if gap is None:
                return
            self._talk.say(
                f"{minutes(live.now)} This call is over. Another call from the same number "
                f"follows, {duration_text(gap)} later."
            )
            live.go_on()
            self._pacing.print_news()

    def go_back(self) -> bool:
        """Ask for an earlier moment and go back to it; return whether the user chose one."""
        several = len(self.view.roles) > 1
        own = sorted(
            (caption.seq, caption.at, line_of(caption, role if several else None))
            for role, captions in self.view.captions.items()
            for caption in captions
            if caption.own
        )
        if not own:
            self._talk.say("You can't go back: you haven't done anything yet.")
            return False
        options = numbered([f"Before {line}" for _, _, line in own])
        try:
            chosen = one(self._talk, "Go back to which moment?", options, cancellable=True)
        except ChoiceCancelled:
            self._talk.say("The call goes on from where it was.")
            return False
        _, at, line = own[chosen - 1]
        self._take(self.view.again_from(at))
        self._pacing.skip_news()
        self.view.live.pace.resume()
        self._talk.say(f"You are back at {minutes(at)}, just before {line}")
        return True

    def _stuck(self) -> bool:
        """Return whether the call cannot end: nothing is scheduled or possible."""
        live = self.view.live
        if live.outcome is not None or live.wait() is not None or possible_now(self.view):
            return False
        self._talk.say("Nothing more can happen in this call, and nothing can be done here.")
        return True

    def _take_turn(self) -> None:
        self._printer.changes()
        self._say_step()
        typed = self._talk.read()
        try:
            command = commands.read(typed, demo=not self.view.live.setup.seats)
        except commands.Unreadable as unreadable:
            self._talk.say(str(unreadable))
            return
        match command:
            case (commands.WAIT, _, span):
                self._wait(span)
            case (commands.NUMBER, _, number):
                self._choose(number)
            case ("k", key, _):
                self._by_key(key)
            case (commands.LINE, line, _):
                self._take_line(line)
            case ("p", keys, _):
                self._press(keys)
            case ("", _, _):
                self._go_on()
            case (word, _, _):
                self._answer(word)

    def _say_step(self) -> None:
        """Say what the lesson asks for, if it is a lesson and asks for something new."""
        lesson = self.view.lesson
        if lesson is not None:
            step = lesson.now(self.view.knowledge[LESSON_ROLE], _LESSON_KEYS)
            if step != self._step:
                self._step = step
                self._talk.say(step)

    def _answer(self, word: str) -> None:
        setup = self.view.live.setup
        match word:
            case "a":
                self._to_the_end()
            case "b" if setup.coached:
                self.go_back()
            case "b":
                self._talk.say("You can go back in a coached call only.")
            case "g" if setup.coached and self._desk is not None:
                self._talk.say(*advice(self.view, self._desk))
            case "g":
                self._talk.say("The coach is for a handler's seat in a coached call.")
            case "?":
                self._talk.say(*commands.manual(setup.seats, coached=setup.coached))
                self._printer.print_possible()
            case "x":
                self._printer.print_impossible()
            case "i":
                self._print_known()
            case _:
                self._talk.say("So far:", *transcript_lines(self.view.captions))

    def _print_known(self) -> None:
        for role in self.view.roles:
            if role is None:
                self._talk.say("A demo shows everything as it happens; see t.")
                continue
            if len(self.view.roles) > 1:
                self._talk.say(f"As {name_of(role).lower()}:")
            self._talk.say(*known(self.view, role))

    def _go_on(self) -> None:
        before = self.view.live.now
        if not possible_now(self.view):
            self._pacing.until_a_turn()
        elif not self._pacing.go_on(A_WHILE):
            self._pacing.print_silence(before)

    def _wait(self, span: Millis) -> None:
        before = self.view.live.now
        if not self._pacing.go_on(span, strictly=True):
            self._pacing.print_silence(before)
        elif self._pacing.speaking:
            self._talk.say(f"{minutes(self.view.live.now)} Someone is still speaking.")

    def _to_the_end(self) -> None:
        if self.view.live.setup.seats:
            self._talk.say("Only a demo can go on to its end.")
            return
        live = self.view.live
        while live.outcome is None and live.wait() is not None:
            self._pacing.until_a_turn()

    def _choose(self, number: int) -> None:
        found = choices(self.view)
        if not 1 <= number <= len(found):
            self._talk.say(f"There is no {number}. The numbers go from 1 to {len(found)}.")
            return
        self._do(found[number - 1])

    def _by_key(self, key: str) -> None:
        found = [
            choice for choice in choices(self.view) if any(act.key == key for act in choice.acts)
        ]
        if not found:
            self._talk.say(f"No act has the key {key}.")
            return
        best = self._best(found)
        if best.are_keys:
            self._press(key)
        else:
            self._do(best)

    def _best(self, found: Sequence[NumberedAct]) -> NumberedAct:
        """Return a possible act rather than another, then one of the seat whose turn it is."""
        turn = self._printer.turn
        return min(found, key=lambda one: (one.disabled_reason is not None, one.role is not turn))

    @property
    def _desk(self) -> Role | None:
        """The handler's seat that acts now, or None."""
        desks = [role for role in self.view.roles if role not in (None, Role.CALLER)]
        return self._printer.turn if self._printer.turn in desks else next(iter(desks), None)

    def _take_line(self, line: str) -> None:
        """Do what a line says, once the trainee has seen what it was understood as."""
        role = self._desk or Role.CALLER
        proposal = propose(self.view, role, line)
        reasons = [each.disabled_reason for each in proposal.choices]
        if None not in reasons:
            why = f"That is not possible now: {reasons[0]}." if reasons else proposal.heading
            self._talk.say(why)
            return
        not_now = [f" (not now: {reason})" if reason else "" for reason in reasons]
        labels = [f"{way.label}{why}" for way, why in zip(proposal.choices, not_now, strict=True)]
        try:
            chosen = one(self._talk, "Do what?", numbered(labels), usual=1, cancellable=True)
        except ChoiceCancelled:
            self._talk.say("Nothing was done.")
            return
        way = proposal.choices[chosen - 1]
        if way.act.kind == "press":
            self._press(way.act.key)
            return
        act = next(c for c in choices(self.view) if c.role is role and c.act is way.act)
        self._do(act, way.chosen)

    def _do(self, choice: NumberedAct, given: Mapping[str, Any] | None = None) -> None:
        if choice.disabled_reason is not None:
            self._talk.say(
                f"{choice.number}, {choice.label}, is not possible now: {choice.disabled_reason}."
            )
            return
        try:
            if choice.are_keys:
                self._ask_for_keys()
                return
            chosen = dict(given or {})
            while open_ := self.view.parameters(choice.role, choice.act, chosen):
                chosen[open_[0].name] = ask_for(self._talk, open_[0])
            if taken_back(chosen):
                raise ChoiceCancelled
        except ChoiceCancelled:
            self._talk.say(f"Cancelled: {choice.label}. Nothing was done.")
            return
        entry = self._try(choice, chosen)
        if entry is not None:
            self._pacing.after_act(entry)

    def _ask_for_keys(self) -> None:
        text = text_line(self._talk, "Which keys, such as 55")
        try:
            self._press(commands.read(f"p {text}").rest)
        except commands.Unreadable:
            self._talk.say("Nothing was pressed. The keys are 0 to 9, * and #, such as 55.")

    def _press(self, keys: str) -> None:
        """Press keys in turn; stop at the first that isn't possible."""
        pressing = next((choice for choice in choices(self.view) if choice.are_keys), None)
        if pressing is None:
            self._talk.say("Only the caller has keys to press.")
            return
        acts = {act.key: act for act in pressing.acts}
        for number, key in enumerate(keys, 1):
            entry = self._try(pressing._replace(acts=(acts[key],)), {})
            if entry is None:
                return
            if number < len(keys):
                self._pacing.go_on(BETWEEN_KEYS, strictly=True)
            else:
                self._pacing.after_act(entry)

    def _try(self, choice: NumberedAct, chosen: dict[str, Any]) -> Entry | None:
        try:
            return self.view.do(choice.role, choice.act, chosen)
        except NotPossible as error:
            self._talk.say(f"Not possible: {error.why}.")
            return None
