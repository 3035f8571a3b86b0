"""One call with seats for several people: the seats wait for people, then the call runs.

Roles without a person are simulated, as in every call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.debrief.assess.coach import CoachHint
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.errors import NotPossible, SimulatorError
from simulator.seat.available_acts import GO_BACK, SURE, SURE_BESIDE, asked_beside
from simulator.seat.command_parser import LineChoice
from simulator.seat.open_act import OpenAct, ShownQuestion, answer_given, shown_question
from simulator.seat.readings import LineReadings, Reading, read_line
from simulator.seat.run_choices import lapse_lines
from simulator.seat.seat_frame import SeatFrame, ShownCaption, seat_frame, shown_captions
from simulator.seat.seat_view import SeatView, advice, seat_view
from simulator.session.clock import Clock
from simulator.session.run.live_run import RunSetup

SEATS = (Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)
"""Seats that people can take, in the order of a call."""
SECOND: Millis = 1_000
STEP: Millis = 10_000
"""What a call goes on by, on its way to its end."""
MOST_STEPS = 1_000
"""Most of them: no shipped call lasts an hour (our choice)."""
HINT_STAYS: Millis = 20_000
"""How long a hint of the coach is in sight: an old one does not advise (our choice)."""

Answers = Mapping[str, Any]
"""What a person chose, by the name of the question: a label, a list of labels, or typed words."""


class NotTaken(SimulatorError):
    """A seat, code or token is not what it was thought to be; the message says what to do."""


@dataclass(frozen=True)
class ActRequest:
    """What a person wants to do: an act by its key, or a line as it was understood."""

    key: str = ""
    line: str = ""
    reading: str = ""
    """The label of the way in which the line is meant; empty for the first."""
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class ActResult:
    """What came of it: it was done, it needs answers first, or it was not possible."""

    why_not: str = ""
    about: str = ""
    """The act that needs answers."""
    questions: tuple[ShownQuestion, ...] = ()
    beside: ShownQuestion | None = None
    """What asks back, to be answered beside them; None if nothing does, or it depends on them."""
    taken_back: bool = False
    """Whether nothing was done, because it was not meant."""
    done_as: str = ""
    """What typed words were taken as, in the end; empty if no line was typed."""


class HostedCall:
    """A call that waits for its people, runs, and is over."""

    def __init__(self, code: str, setup: RunSetup, library: Library, clock: Clock) -> None:
        """Offer the seats of `setup`; nothing runs before `begin`."""
        self.code = code
        self.setup = setup
        self.seats: list[Role] = []
        """The seats that people hold, in the order in which they came."""
        self.stopped: set[Role] = set()
        """Those of people who have stopped taking part, to look back."""
        self.watched = False
        """Whether a trainer watches the whole call now."""
        self._library, self._clock = library, clock
        self._view: SeatView | None = None
        self._forked: SeatView | None = None
        self._hints: dict[Role, list[CoachHint]] = {}
        self._taken: dict[tuple[Role, int], str] = {}
        """What typed words were taken as, by their seat and the place of their entry."""
        self.lesson = False
        self.again_at: Millis | None = None
        """The instant of an earlier call that this one goes on from; None if it began itself."""
        self.connected = 0
        """How many people are connected now."""
        self.empty_since = clock.read()
        """When someone, or a trainer who watches, last came or went."""
        self.finished_since: Millis | None = None
        """Since when all its people have nothing more to do in it; None before."""
        self.changes = 0
        """Grows with every change that all seats may know of: people, pause, the next call."""

    @property
    def offered(self) -> tuple[Role, ...]:
        """The seats that can still be claimed."""
        return () if self._view else tuple(r for r in self.setup.seats if r not in self.seats)

    def claim(self, role: Role) -> None:
        """Give a seat to a person; NotTaken if it isn't free."""
        if self._view is not None:
            raise NotTaken("this call has begun", "ask for the code of the next call")
        if role not in self.offered:
            raise NotTaken("that seat is taken, or not in this call", "choose another seat")
        self.seats.append(role)
        self.changes += 1

    def leave(self, role: Role) -> None:
        """Give a seat back. In a running call it stays, and nobody acts in it."""
        if self._view is None:
            self.seats.remove(role)
        self.changes += 1

    @property
    def begun(self) -> bool:
        """Whether the call runs or ran."""
        return self._view is not None

    @property
    def finished(self) -> bool:
        """Whether nobody in it has anything more to do but to read."""
        return self.finished_since is not None

    @property
    def is_read(self) -> bool:
        """Whether the page of a seat or of a trainer shows it."""
        return self.connected > 0 or self.watched

    def _note_the_end(self) -> None:
        over = self.view.controls.over or (bool(self.seats) and all(map(self.is_over, self.seats)))
        if not over:
            self.finished_since = None
        elif self.finished_since is None:
            self.finished_since = self._clock.read()

    @property
    def view(self) -> SeatView:
        """The running call; NotTaken before it has begun."""
        if self._view is None:
            raise NotTaken("this call has not begun", "begin it first")
        return self._view

    def begin(self) -> None:
        """Start the call with the seats that are held; without a seat, it is a demonstration."""
        if self._view is not None:
            raise NotTaken("this call has begun already", "reload the page")
        if self._forked is not None:
            self._take(self._forked)
            self._forked.controls.resume()
            return
        held = tuple(role for role in SEATS if role in self.seats)
        self.setup = replace(self.setup, seats=held)
        self._take(seat_view(self._library, self.setup, self._clock))
        if self.lesson:
            self.view.begin_lesson()

    def watch(self, *, watched: bool) -> None:
        """Say in every seat whether a trainer watches the call now."""
        if self.watched is not watched:
            self.watched = watched
            self.empty_since = self._clock.read()
            self.changes += 1

    def fork(self, code: str, at: Millis) -> HostedCall:
        """Return a new call that goes on from an earlier instant (ms) of this one.

        It has the same seats, all free. A seat that nobody takes stays silent.
        """
        self.catch_up()
        other = HostedCall(code, self.setup, self._library, self._clock)
        other._forked, other.again_at = self.view.again_from(at), at
        return other

    def _take(self, view: SeatView) -> None:
        self._view = view
        self._hints = {role: [] for role in self.setup.seats}
        self.changes += 1

    def catch_up(self) -> None:
        """Advance the call to the clock."""
        if self._view is not None:
            news = self._view.catch_up()
            for role, hints in self._hints.items():
                hints += news[role].hints
            self._note_the_end()

    def wait(self) -> Millis | None:
        """Return real milliseconds until there may be news, or None while nothing moves."""
        return None if self._view is None else self._view.controls.until_shown(SECOND)

    @property
    def now(self) -> Millis:
        """The instant of the running call (ms); NotTaken before it has begun."""
        return self.view.controls.now

    @property
    def length(self) -> int:
        """How many entries the log has; it never shrinks. 0 before the call has begun."""
        return 0 if self._view is None else len(self._view.overseen.log)

    def pause(self, *, held: bool) -> None:
        """Pause the call for all, or resume it."""
        (self.view.controls.pause if held else self.view.controls.resume)()
        self.changes += 1

    def toggle_pause(self) -> None:
        """Pause the call for all, or resume it if it is paused."""
        self.pause(held=not self.view.controls.paused)

    def set_speed(self, speed: float) -> None:
        """Let time pass so many times as fast."""
        self.view.controls.set_speed(speed)
        self.changes += 1

    def to_its_end(self) -> None:
        """Let a call go on at once until it is over, or for `MOST_STEPS`."""
        controls = self.view.controls
        controls.resume()
        for _ in range(MOST_STEPS):
            if controls.ended:
                break
            controls.leap(STEP)
            self.catch_up()
        self.changes += 1

    def took_part(self, role: Role) -> bool:
        """Whether the person of a seat did anything: who stopped at once has taken no call."""
        return self.view.overseen.first_act(role) is not None

    def came_to_its_end(self, role: Role) -> bool:
        """Whether the call, or the person's part in it, ended; not if they stopped before.

        A call handler who has ended the call may leave its incident open.
        """
        view = self.view
        ended = view.controls.ended or view.part_is_over(role)
        return ended or view.knowledge[role].facts.ended

    def lasted(self, role: Role) -> Millis:
        """Return how long a call has gone on since a person first did something in it (ms)."""
        first = self.view.overseen.first_act(role)
        return 0 if first is None else self.now - first

    def go_on(self) -> None:
        """Start the next call from the same number."""
        try:
            self.view.controls.next_call()
        except ValueError as error:
            raise NotTaken(str(error), "wait for the end of this call") from error
        self.catch_up()
        self.changes += 1

    @property
    def next_call(self) -> bool:
        """Whether this call is over and another follows."""
        return self._view is not None and self._view.overseen.next_call_waits

    def mark(self, role: Role) -> tuple[int, ...]:
        """Return a value that changes exactly when the frame of a seat may have changed."""
        if self._view is None:
            return (self.changes,)
        heard, controls = self._view.heard(role), self._view.controls
        return (self.changes, len(heard), controls.now // SECOND, not controls.ended)

    def frame(self, role: Role) -> SeatFrame:
        """Return the frame of a seat, as it is since the last whole second or the last news."""
        heard = self.view.heard(role)
        at = max(self.now // SECOND * SECOND, heard[-1].at if heard else 0)
        frame = seat_frame(self.view, role, at, self._hint_in_sight(role, at))
        # With others in the call, nobody can skip their time.
        return frame if len(self.seats) < 2 else replace(frame, can_skip=False)

    def _hint_in_sight(self, role: Role, at: Millis) -> str:
        """Return the coach's last hint to a seat at `at` (ms); empty once it is over, or old."""
        hints = [each for each in self._hints[role] if each.at <= at < each.at + HINT_STAYS]
        last = hints[-1] if hints else None
        return "" if last is None or self.view.is_over(role, last) else last.text

    def demonstration(self) -> SeatFrame:
        """Return what is shown of a call without a person in it."""
        return seat_frame(self.view, None, self.now)

    def captions(self, role: Role, after: int) -> tuple[ShownCaption, ...]:
        """Return a seat's captions numbered above `after`; numbering starts at 1."""
        captions = self.view.captions[role][after:]
        taken = [self._taken.get((role, each.seq), "") for each in captions]
        shown = zip(shown_captions(captions, after + 1), taken, strict=True)
        return tuple(each._replace(taken=how) for each, how in shown)

    def entry_of(self, role: Role, number: int) -> tuple[Entry, Entry] | None:
        """Return the entry of a seat's caption, as it was and as the seat perceived it."""
        captions = self.view.captions[role]
        if not 1 <= number <= len(captions):
            return None
        seq = captions[number - 1].seq
        heard = next(each for each in self.view.heard(role) if each.seq == seq)
        return self.view.overseen.log[seq], heard

    def own_moments(self, role: Role) -> tuple[ShownCaption, ...]:
        """Return what the person of a seat did, as the seat was shown it."""
        captions = self.view.captions[role]
        shown = zip(shown_captions(captions), captions, strict=True)
        return tuple(each for each, caption in shown if caption.own)

    def need_alone(self, role: Role) -> None:
        """Raise NotTaken if others are in this call: nobody can take back their time."""
        if self.seats != [role]:
            raise NotTaken("others were in this call", "ask the trainer to take it up again")

    def advice(self, role: Role) -> tuple[str, ...]:
        """Return what good practice does now; NotTaken in a seat or call without a coach."""
        if role is Role.CALLER or not self.setup.coached:
            raise NotTaken("there is no coach here", "a coached call handler or operator has one")
        self.catch_up()
        return advice(self.view, role)

    def skip_to_ring(self, role: Role) -> None:
        """Go on at once until a handler's phone rings; NotTaken if there is no ring to wait for.

        With others in the call, nobody can skip their time.
        """
        if len(self.seats) > 1:
            raise NotTaken("others are in this call", "wait for the ring")
        self.catch_up()
        if not self.frame(role).can_skip:
            raise NotTaken("your phone has rung, or never will", "go on with the call")
        self.view.skip_to_ring(role)

    def stop(self, role: Role) -> None:
        """Let a seat take part no more; without anyone who does, the call stays as it is."""
        self.catch_up()
        self.stopped.add(role)
        if self.stopped >= {*self.seats}:
            self.view.controls.pause()
        self._note_the_end()
        self.changes += 1

    def is_over(self, role: Role) -> bool:
        """Return whether a seat takes part no more."""
        view = self.view
        return view.controls.over or view.part_is_over(role) or role in self.stopped

    def read_line(self, role: Role, line: str) -> LineReadings:
        """Return what a line would mean in a seat, each way with its effect."""
        return read_line(self.view, role, line)

    def need_over(self, role: Role) -> None:
        """Raise NotTaken while a seat takes part."""
        if not self.is_over(role):
            raise NotTaken("the call goes on", "wait for its end, or stop")

    def done_badly(self) -> tuple[str, ...]:
        """Return what was done badly so far; nothing while a person still takes part."""
        all_are_over = all(map(self.is_over, self.seats))
        return lapse_lines(self.view.overseen.lapses) if all_are_over else ()

    def debrief(self, role: Role, own_view: tuple[str, ...] = ()) -> Debrief:
        """Return what a call taught its seat; NotTaken while it takes part."""
        self.need_over(role)
        others_go_on = not (self.view.controls.over or self.stopped >= {*self.seats})
        if others_go_on and not self.view.offered(role):
            # A debrief has the whole call in it, and the desk may still be rung.
            raise NotTaken("this call has not reached your desk", "look back when it is over")
        setup = replace(self.setup, seats=(role,))
        run, hinted = self.view.overseen, not self.lesson
        finished = FinishedRun(setup, [*run.log], hinted=hinted, held=run.pauses)
        return replace(debrief_run(finished, self._library), own_view=own_view)

    def do(self, role: Role, request: ActRequest) -> ActResult:
        """Perform what a person asks for, or say what it needs first or why it can't be."""
        self.catch_up()
        if role in self.stopped:
            return ActResult("you have stopped")
        choice = self._meant(role, request)
        if choice is None:
            return ActResult("that is not one of the acts of this seat")
        if choice.disabled_reason is not None:
            return ActResult(choice.disabled_reason)
        open_act = OpenAct(self.view, role, choice.act, choice.chosen)
        back = asked_beside(role, choice.act)
        beside = None if back is None else shown_question(back)
        answers = _with_beside(request.answers, beside)
        while asked := open_act.questions:
            if answers.get(SURE_BESIDE) == GO_BACK:
                return ActResult(taken_back=True)
            # What was answered beside the reason doesn't answer a coach's warning.
            usable = answers if beside in asked else request.answers
            taken = [_is_taken(open_act, each, usable) for each in asked]
            if not all(taken):
                missing = tuple(q for q, so in zip(asked, taken, strict=True) if not so)
                beside = None if any(each.takes_back for each in missing) else beside
                return ActResult(about=choice.act.label, questions=missing, beside=beside)
        if open_act.taken_back:
            return ActResult(taken_back=True)
        first = self.length
        try:
            open_act.do()
        except NotPossible as error:
            return ActResult(error.why)
        done_as = choice.label if request.line else ""
        self._note_how(role, first, done_as)
        self.catch_up()
        return ActResult(done_as=done_as)

    def _note_how(self, role: Role, first: int, done_as: str) -> None:
        """Keep what words were taken as beside them: their caption has the words alone."""
        for entry in self.view.overseen.log[first:]:
            if done_as and entry.actor is role and entry.body.kind in do.VOICE:
                self._taken[role, entry.seq] = done_as

    def _meant(self, role: Role, request: ActRequest) -> LineChoice | Reading | None:
        """Return the act with what is already said of it; None if the seat has no such act."""
        choices: Iterable[LineChoice | Reading] = ()
        if request.line:
            choices = self.read_line(role, request.line).readings
        else:
            choices = (
                LineChoice("", each.act, {}, each.disabled_reason)
                for each in self.view.available_acts(role)
                if each.key == request.key
            )
        return next((each for each in choices if request.reading in ("", each.label)), None)


def _with_beside(answers: Answers, beside: ShownQuestion | None) -> Answers:
    """Return answers with the one to what asks back, if it was given beside the reason."""
    given = answers.get(SURE_BESIDE)
    return answers if beside is None or given is None else {**answers, SURE: given}


def _is_taken(open_act: OpenAct, question: ShownQuestion, answers: Answers) -> bool:
    """Take an answer to a question, if there is one that fits; return whether there was."""
    given = answer_given(question, answers)
    return given is not None and open_act.answer(question.name, given)
