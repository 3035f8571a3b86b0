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
    LineInstead,
    ask_for,
    listed,
    number_in,
    numbered,
    one,
    text_line,
)
from simulator.seat.lesson import ROLE as LESSON_ROLE
from simulator.seat.open_act import OpenAct
from simulator.seat.readings import Reading, read_line
from simulator.seat.seat_frame import SeatFrames
from simulator.seat.seat_view import SeatView, advice
from simulator.seat.typed_words import ONLY_WORDS
from simulator.session.clock import ManualClock, WallClock

_LESSON_KEYS = {"answer": "k a", "police": "k 1"}


class TurnLoop:
    """Plays a run to its end, in turns."""

    def __init__(self, talk: Conversation, view: SeatView, clock: ManualClock | WallClock) -> None:
        """Start with nothing printed; `clock` is the view's clock."""
        self._talk = talk
        self._clock = clock
        self._take(view)

    def _take(self, view: SeatView) -> None:
        self.view, self.frames = view, SeatFrames(view, _LESSON_KEYS)
        self._step = ""
        self._pacing = self._paced()
        self._printer = ChoicePrinter(self._talk, self.frames)

    def _paced(self) -> Pacing:
        return Pacing(self.frames, self._clock, self._talk)

    def _is_own(self, typed: str) -> bool:
        """Whether a line is a command of this way to play alone; then it is done."""
        del typed
        return False

    def play(self) -> None:
        """Play every call of the run to its end."""
        self._pacing.print_news()
        while not self._stuck():
            if not self.view.controls.ended:
                self._take_turn()
                continue
            frame = self.frames.of(self.view.roles[0])
            gap = frame.next_after
            if gap is None:
                return
            self._talk.say(
                f"{minutes(frame.now)} This call is over. Another call from the same number "
                f"follows, {duration_text(gap)} later."
            )
            self.view.controls.next_call()
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
        self.view.controls.resume()
        self._talk.say(f"You are back at {minutes(at)}, just before {line}")
        return True

    def _stuck(self) -> bool:
        """Return whether the call cannot end: nothing is scheduled or possible."""
        controls = self.view.controls
        if controls.ended or controls.wait() is not None or possible_now(self.frames):
            return False
        self._talk.say("Nothing more can happen in this call, and nothing can be done here.")
        return True

    def _take_turn(self) -> None:
        self._printer.changes()
        self._say_step()
        typed = self._talk.read()
        if self._is_own(typed):
            return
        try:
            command = commands.read(typed, demo=not self.view.seats)
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
        step = self.frames.of(LESSON_ROLE).step if self.view.lesson is not None else ""
        if step not in ("", self._step):
            self._step = step
            self._talk.say(step)

    def _answer(self, word: str) -> None:
        coached = not self.frames.of(self.view.roles[0]).assessed
        match word:
            case "a":
                self._to_the_end()
            case "b" if coached:
                self.go_back()
            case "b":
                self._talk.say("You can go back in a coached call only.")
            case "g" if coached and self._desk is not None:
                self._talk.say(*advice(self.view, self._desk))
            case "g":
                self._talk.say("The coach is for a handler's seat in a coached call.")
            case "?":
                self._talk.say(*commands.manual(self.view.seats, coached=coached))
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
            self._talk.say(*known(self.frames.of(role)))

    def _go_on(self) -> None:
        before = self.view.controls.now
        if not possible_now(self.frames):
            self._pacing.until_a_turn()
        elif not self._pacing.go_on(A_WHILE):
            self._pacing.print_silence(before)

    def _wait(self, span: Millis) -> None:
        before = self.view.controls.now
        if not self._pacing.go_on(span, strictly=True):
            self._pacing.print_silence(before)
        elif self._pacing.speaking:
            self._talk.say(f"{minutes(self.view.controls.now)} Someone is still speaking.")

    def _to_the_end(self) -> None:
        if self.view.seats:
            self._talk.say("Only a demo can go on to its end.")
            return
        controls = self.view.controls
        while not controls.ended and controls.wait() is not None:
            self._pacing.until_a_turn()

    def _choose(self, number: int) -> None:
        found = choices(self.frames)
        if not 1 <= number <= len(found):
            self._talk.say(f"There is no {number}. The numbers go from 1 to {len(found)}.")
            return
        self._do(found[number - 1])

    def _by_key(self, key: str) -> None:
        found = [
            choice for choice in choices(self.frames) if any(act.key == key for act in choice.acts)
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
        return min(found, key=lambda one: (one.why_not != "", one.role is not turn))

    @property
    def _desk(self) -> Role | None:
        """The handler's seat that acts now, or None."""
        desks = [role for role in self.view.roles if role not in (None, Role.CALLER)]
        return self._printer.turn if self._printer.turn in desks else next(iter(desks), None)

    def _take_line(self, line: str) -> None:
        """Do what a line says, once the trainee has heard what it was understood as."""
        role = self._desk or Role.CALLER
        found = read_line(self.view, role, line)
        if all(each.disabled_reason for each in found.readings):
            first = found.readings[:1]
            why = f"That is not possible now: {first[0].disabled_reason}." if first else ""
            self._talk.say(why or found.heading)
            return
        try:
            meant = self._meant(found.readings)
        except ChoiceCancelled:
            self._talk.say("Nothing was done.")
            return
        if isinstance(meant, str):
            self._take_line(meant)
        elif meant.act.kind == "press":
            self._press(meant.act.key + "".join(meant.rest.split()))
        else:
            act = next(
                c for c in choices(self.frames) if c.role is role and c.act.key == meant.act.key
            )
            self._do(act, meant.chosen)

    def _meant(self, readings: Sequence[Reading]) -> Reading | str:
        """Return the reading that is meant: the first by Enter; or a line typed in its place."""
        self._talk.say(_understood(readings[0]))
        while True:
            typed = self._talk.read(cancellable=True)
            number = number_in(typed) if typed else 1
            if typed == "?":
                rows = [_numbered_reading(each) for each in readings]
                self._talk.say(*listed(numbered(rows)))
                continue
            if number is None:
                return typed
            if not 1 <= number <= len(readings):
                self._talk.say(f"Enter a number from 1 to {len(readings)}, or c to take it back.")
                continue
            reading = readings[number - 1]
            if reading.disabled_reason is None:
                return reading
            self._talk.say(f"That is not possible now: {reading.disabled_reason}.")

    def _do(self, choice: NumberedAct, given: Mapping[str, Any] | None = None) -> None:
        if choice.why_not:
            self._talk.say(
                f"{choice.number}, {choice.label}, is not possible now: {choice.why_not}."
            )
            return
        act = self.view.act_of_key(choice.role, choice.act.key)
        try:
            if choice.are_keys:
                self._ask_for_keys()
                return
            open_act = OpenAct(self.view, choice.role, act, given or {})
            while open_act.questions:
                self._say_unasked(open_act)
                first = open_act.questions[0]
                open_act.answer(first.name, ask_for(self._talk, first))
            if open_act.taken_back:
                raise ChoiceCancelled
        except ChoiceCancelled as cancelled:
            self._talk.say(f"Cancelled: {choice.label}. Nothing was done.")
            if isinstance(cancelled, LineInstead):
                self._take_line(cancelled.line)
            return
        self._say_unasked(open_act)
        entry = self._try(open_act)
        if entry is not None:
            self._pacing.after_act(entry)

    def _say_unasked(self, open_act: OpenAct) -> None:
        self._talk.say(*open_act.unasked)
        open_act.unasked.clear()

    def _ask_for_keys(self) -> None:
        text = text_line(self._talk, "Which keys, such as 55")
        try:
            self._press(commands.read(f"p {text}").rest)
        except commands.Unreadable:
            self._talk.say("Nothing was pressed. The keys are 0 to 9, * and #, such as 55.")

    def _press(self, keys: str) -> None:
        """Press keys in turn; stop at the first that isn't possible."""
        pressing = next((choice for choice in choices(self.frames) if choice.are_keys), None)
        if pressing is None:
            self._talk.say("Only the caller has keys to press.")
            return
        acts = {act.key: act for act in pressing.acts}
        for number, key in enumerate(keys, 1):
            act = self.view.act_of_key(pressing.role, acts[key].key)
            entry = self._try(OpenAct(self.view, pressing.role, act))
            if entry is None:
                return
            if number < len(keys):
                self._pacing.go_on(BETWEEN_KEYS, strictly=True)
            else:
                self._pacing.after_act(entry)

    def _try(self, open_act: OpenAct) -> Entry | None:
        try:
            return open_act.do()
        except NotPossible as error:
            self._talk.say(f"Not possible: {error.why}.")
            return None


def _meaning(reading: Reading) -> str:
    """Return what a reading does, and what it takes the words for."""
    speech = reading.chosen.get("speech")
    label = getattr(speech, "label", "") or reading.label
    return f"{reading.does}, {label[:1].lower()}{label[1:]}".rstrip(".")


def _understood(reading: Reading) -> str:
    """Return the one sentence after a typed line."""
    if reading.disabled_reason is not None:
        why = f"Not possible now, {reading.disabled_reason}: {_meaning(reading)}."
        return f"{why} ? lists other ways, c takes it back."
    speech = reading.chosen.get("speech")
    perhaps = "Understood" if reading.sure or speech is None else "Perhaps understood"
    if getattr(speech, "label", "") == ONLY_WORDS:
        return f"Not understood: {reading.does}, as words only. Enter."
    asks = f" It asks: {' '.join(reading.needs)}" if reading.needs else ""
    word = f" No way back: it asks for the word {reading.confirm.word}." if reading.confirm else ""
    hears = f" {_capital(reading.overheard)} may hear it." if reading.overheard else ""
    return f"{perhaps} as: {_meaning(reading)}. Enter.{asks}{word}{hears}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _numbered_reading(reading: Reading) -> str:
    why = f" (not now: {reading.disabled_reason})" if reading.disabled_reason else ""
    return f"{_meaning(reading)}{why}"
