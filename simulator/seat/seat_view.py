"""The view of a live run from the trainee's seats: captions, knowledge and hints of each."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.content.library.library import Library
from simulator.content.procedure.reference_data import DramaNumbers
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.acts import Thrive
from simulator.core.instant import Millis, minutes
from simulator.core.log import Body, Entry, LinePlayed, StageEntered
from simulator.core.possible_acts import why_ruled_out
from simulator.core.terms import Coverage, Role, Topic
from simulator.debrief.assess.advised import most_pressing, to_hear_out
from simulator.errors import NotPossible
from simulator.guidance.guidance import NextAct
from simulator.guidance.rows import Hand
from simulator.guidance.tables import good_practice, guidance_of
from simulator.knowledge.facts import Stamp
from simulator.knowledge.judgements import table as j
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.available_acts import (
    SURE,
    AvailableAct,
    Parameter,
    acts_of,
    asked_back,
    available_acts,
    parameter,
    parameters,
    reason_for_seat,
    usual_words,
    whose_turn,
)
from simulator.seat.lesson import ROLE as LESSON_ROLE
from simulator.seat.lesson import Lesson
from simulator.seat.view.act_catalogue import ActSpec, Materials
from simulator.seat.view.caller_cards import AT_HOME, caller_cards
from simulator.seat.view.caption_lines import Caption, CaptionWriter
from simulator.seat.view.cards import Card
from simulator.seat.view.handler_cards import handler_cards
from simulator.seat.view.line_status import LineStatus, Tone, line_status
from simulator.seat.view.operator_cards import operator_cards
from simulator.seat.view.stage_texts import stage_label, what_counts
from simulator.session.clock import Clock
from simulator.session.run.live_run import LiveRun, RunSetup

if TYPE_CHECKING:
    from simulator.debrief.assess.coach import CoachAhead, CoachHint
    from simulator.session.records.recorder import Recorder, RecordOptions

Coaches = Callable[[RunSetup], Mapping[Role, "CoachAhead"]]
"""Creates the coaches by seat; the caller's seat never has one."""


class News(NamedTuple):
    """New captions and hints of one seat."""

    captions: tuple[Caption, ...]
    hints: tuple[CoachHint, ...]


class SeatView:
    """A live run as the trainee perceives it."""

    def __init__(
        self,
        live: LiveRun,
        materials: Materials,
        coaches: Coaches = lambda _: {},
        recorder: Recorder | None = None,
    ) -> None:
        """View a run from its seats."""
        self.live, self.materials, self._coaches = live, materials, coaches
        self.lesson: Lesson | None = None
        self.recorder = recorder
        """None if the run isn't recorded."""
        self._coach = coaches(live.setup) if live.setup.coached else {}
        self.roles: tuple[Role | None, ...] = live.setup.seats or (None,)
        self.knowledge = {role: Knowledge(role or Role.OPERATOR) for role in self.roles}
        self.captions: dict[Role | None, list[Caption]] = {role: [] for role in self.roles}
        self.hints: list[CoachHint] = []
        self._writers = {role: CaptionWriter(role, live.setup.profile) for role in self.roles}
        self._read = dict.fromkeys(self.roles, 0)
        self._to_say: dict[Role, list[do.Action]] = {}

    def catch_up(self) -> dict[Role | None, News]:
        """Advance the run to the clock's time and return the news of each seat."""
        self._hold_ring()
        self.live.poll()
        self._say_on()
        self.live.poll()
        self._record()
        return {role: self._news(role) for role in self.roles}

    def _news(self, role: Role | None) -> News:
        heard, write = self.heard(role), self._writers[role].write
        hints = tuple(self._learn(role, heard))
        new, self._read[role] = heard[self._read[role] :], len(heard)
        captions = [each for entry in new if (each := write(entry)) is not None]
        if self.lesson is not None and self.lesson.asks:
            hints = ()
        self.captions[role] += captions
        self.hints += hints
        return News(tuple(captions), hints)

    def _learn(self, role: Role | None, heard: Sequence[Entry]) -> Iterator[CoachHint]:
        """Fold what is new, and yield the hints on the way.

        A later call finds a seat without knowledge, also before its ring.
        """
        begins = {} if role is None else self.live.begins(role)
        coach = None if role is None else self._coach.get(role)
        for place in range(self._read[role], len(heard) + 1):
            if place in begins:
                self.knowledge[role] = self.knowledge[role].of_next_call(begins[place])
            at = heard[place].at if place < len(heard) else self.live.now
            if coach is not None:
                yield from coach.until(self.knowledge[role], at)
            if place < len(heard):
                self.knowledge[role] = self.knowledge[role].after(heard[place])
                if coach is not None:
                    coach.hear(heard[place])

    def heard(self, role: Role | None) -> Sequence[Entry]:
        """Return the perceived log of a seat, or the whole log in a demo (None)."""
        return self.live.log if role is None else self.live.heard(role)

    def available_acts(self, role: Role) -> tuple[AvailableAct, ...]:
        """Return the acts of a seat; why one isn't possible, it says as the seat can know it."""
        knowledge, tone = self.knowledge[role], self.status(role).tone
        return tuple(
            each._replace(disabled_reason=reason_for_seat(each.disabled_reason, knowledge, tone))
            for each in available_acts(self.live.call, role)
        )

    def parameters(
        self, role: Role, act: ActSpec, chosen: Mapping[str, Any] = MappingProxyType({})
    ) -> tuple[Parameter, ...]:
        """Return the parameters of an act that `chosen` leaves open.

        Once none is open, an act that can't be undone is asked back.
        """
        knowledge = self.knowledge[role]
        asked = _asked_last(self.heard(role), role)
        found = parameters(act, self.live.call, role, self.materials, knowledge, asked)
        if left := tuple(each for each in found if each.name not in chosen):
            return left
        if SURE in chosen:
            return ()
        actions = acts_of(role, act, chosen, self.materials, self.heard(role))
        back = asked_back(role, act, actions[0], knowledge, self._warning(role, actions))
        return () if back is None else (back,)

    def _warning(self, role: Role, actions: Sequence[do.Action]) -> str:
        """Return why a coach would have a seat think again before acts; else nothing."""
        coach = self._coach.get(role)
        return "" if coach is None else coach.warning(actions, self.live.now)

    def nameable(self, role: Role, act: ActSpec) -> tuple[Parameter, ...]:
        """Return the parameters that a line can fill, and that are never asked for."""
        knowledge = self.knowledge[role]
        found = (parameter(name, act, self.materials, knowledge) for name in act.may_name)
        return tuple(found)

    def do(self, role: Role, act: ActSpec, chosen: Mapping[str, Any]) -> Entry:
        """Perform the chosen act and return its entry; NotPossible if it no longer is possible."""
        self._hold_ring()
        first, *rest = acts_of(role, act, chosen, self.materials, self.heard(role))
        if isinstance(first, do.Say) and self._being_said(role) == first:
            # A key that is held down would say one line over itself again and again.
            stage = self.knowledge[role].facts.stage
            raise NotPossible(role, first.kind, stage, "you are saying that now")
        try:
            entry = self.live.act(role, first)
        except NotPossible as error:
            knowledge, tone = self.knowledge[role], self.status(role).tone
            why = reason_for_seat(error.why, knowledge, tone) or error.why
            raise NotPossible(role, first.kind, knowledge.facts.stage, why) from None
        if isinstance(first, do.SPOKEN):
            self._to_say[role] = rest
        self._record()
        return entry

    def _say_on(self) -> None:
        """Say the next sentence of typed words once the one before has ended."""
        for role, rest in self._to_say.items():
            if not rest or self._being_said(role) is not None:
                continue
            try:
                self.live.act(role, rest.pop(0))
            except NotPossible:
                # The call has moved on meanwhile: the rest is left unsaid.
                rest.clear()

    def status(self, role: Role | None, now: Millis | None = None) -> LineStatus:
        """Return the state of the line in a seat at `now` (ms), by default as it is now."""
        live, knowledge = self.live, self.knowledge[role]
        at = live.now if now is None else now
        ends, setup = (LinePlayed, do.Speech, do.Finish, StageEntered), live.setup
        last = next((e for e in reversed(self.heard(role)) if isinstance(e.body, ends)), None)
        speaks = ""
        if last and isinstance(last.body, LinePlayed | do.Speech):
            mine = last.actor is role
            speaks = "You are speaking" if mine else f"The {last.actor.label} is speaking"
        status = line_status(knowledge, live.call, setup.profile, setup.force, at, speaks)
        return status if role else status._replace(turn="")

    def cards(
        self, role: Role | None, typed: Thrive | None = None, now: Millis | None = None
    ) -> tuple[Card, ...]:
        """Return the cards of a seat at `now` (ms), by default as they are now.

        `typed` is what would be added to THRIVE.
        """
        live, heard, knowledge = self.live, self.heard(role), self.knowledge[role]
        at = live.now if now is None else now
        match role:
            case Role.CALL_HANDLER:
                return handler_cards(knowledge, self.materials, typed, heard)
            case Role.OPERATOR:
                return operator_cards(knowledge, self.materials, at, heard)
            case Role.CALLER:
                scenario, profile = live.setup.scenario, live.setup.profile
                return caller_cards(knowledge, live.script, scenario, profile, at, heard)
        return ()

    def _being_said(self, role: Role) -> Body | None:
        """Return what a seat is saying, if its words have not ended."""
        own = (each.body for each in reversed(self.heard(role)) if each.actor is role)
        last = next((body for body in own if isinstance(body, do.Speech | do.Finish)), None)
        return last if isinstance(last, do.Speech) else None

    def next_acts(self, role: Role) -> tuple[NextAct, ...]:
        """Return what good practice does now and next in a seat; nothing for a caller.

        In a coached call nothing is named that a criterion would fault at this instant.
        """
        if role is Role.CALLER:
            return ()
        setup = self.live.setup
        guidance = guidance_of(role, setup.profile, setup.force)
        now, coach = self.live.now, self._coach.get(role)
        acts = good_practice(guidance, self.knowledge[role], now)
        if coach is None:
            return acts
        return tuple(a for a in acts if a.at > now or not coach.would_break([a.action], now))

    def asked_by(self, role: Role, hint: CoachHint) -> tuple[AvailableAct, ...]:
        """Return the acts, possible now, that a hint asks for."""
        kind = None if hint.action is None else hint.action.kind
        found = (each for each in self.available_acts(role) if each.kind == kind)
        return tuple(each for each in found if each.disabled_reason is None)

    def hint(self, role: Role, now: Millis) -> str:
        """Return what counts for a caller at `now` (ms).

        A coached call handler is reminded of a test without a yes.
        """
        setup, facts = self.live.setup, self.knowledge[role].facts
        if role is Role.CALLER:
            return what_counts(self.knowledge[role], setup.profile, now)
        asked = self.knowledge[role].since(Stamp.ASKED, now, Topic.CAN_HEAR)
        untested = j.code_stated.holds(facts) and not j.code_tested.holds(facts)
        open_test = untested and asked is not None and asked >= TEST_ANSWERED_WITHIN
        reminds = open_test and setup.coached and not facts.speaks
        return "You have not had a yes to your test. Ask it again." if reminds else ""

    def waits_for_ring(self, role: Role) -> bool:
        """Whether a seat has nothing to do before its phone rings: no call yet, or a lost line."""
        status = self.status(role)
        if role is Role.CALLER:
            return status.tone is Tone.LOST and not status.words.startswith("HELD")
        return status.tone is Tone.WAITING and self.knowledge[role].at(Stamp.ANSWERED) is None

    @property
    def turn(self) -> Role | None:
        """The seat that acts next, of both handlers; else the only one."""
        both = len(self.roles) > 1
        return whose_turn(self.live.call, self.knowledge[Role.OPERATOR]) if both else self.roles[0]

    def rings(self, role: Role) -> bool:
        """Whether a handler's phone rings, so that only one act makes sense."""
        return role is not Role.CALLER and why_ruled_out(self.live.call, role, do.Answer()) is None

    def begin_lesson(self) -> None:
        """Take this call as the first lesson: the phone rings at once, and waits."""
        self.lesson = Lesson()
        if self.recorder is not None:
            self.recorder.without_hints()
        self.skip_to_ring(LESSON_ROLE)

    def _hold_ring(self) -> None:
        """Let no time pass in a lesson until the phone is answered: a newcomer reads first."""
        if self.lesson is not None and self.knowledge[LESSON_ROLE].at(Stamp.ANSWERED) is None:
            self.live.pace.leap(self.live.now)

    def skip_to_ring(self, role: Role) -> None:
        """Go on at once until the phone of a seat rings, or to the end of the call."""
        self.live.skip_while(lambda call: why_ruled_out(call, role, do.Answer()) is not None)

    def offered(self, role: Role) -> bool:
        """Whether the call has come to a seat: it rang there, or its details were passed on."""
        return role is Role.CALLER or self.knowledge[role].facts.offered

    def part_is_over(self, role: Role) -> bool:
        """Whether a seat has nothing more to do in a call that goes on without it."""
        return role is Role.OPERATOR and self.knowledge[role].facts.left

    def again_from(self, at: Millis) -> SeatView:
        """Return a new view of the run at an earlier instant (ms), paused."""
        recorder = self.recorder.again_from(at) if self.recorder else None
        return SeatView(self.live.again_from(at), self.materials, self._coaches, recorder)

    def _record(self) -> None:
        if self.recorder is not None:
            self.recorder.take(self.live.log)


def seat_view(
    library: Library, setup: RunSetup, clock: Clock, recording: RecordOptions | None = None
) -> SeatView:
    """Start a run, with all that its seats need. A demo isn't recorded."""
    recorder = recording.recorder(setup, library) if recording and setup.seats else None
    live, coached = LiveRun(setup, clock), partial(coaches, library)
    return SeatView(live, materials(library, setup), coached, recorder)


def coaches(library: Library, setup: RunSetup) -> dict[Role, CoachAhead]:
    """Return a coach for each seat that has a rubric in the scenario; the caller never has one."""
    if not {*setup.seats} - {Role.CALLER}:
        return {}
    # Findings and rubrics take 3 MiB, which a caller's call does not need.
    from simulator.debrief.assess.coach import coach_ahead

    rubrics = (library.rubric(name).file.rubric for name in setup.scenario.rubric)
    return {
        each.role: coach_ahead(each, setup.profile, setup.force)
        for each in rubrics
        if each.role in setup.seats
    }


def materials(library: Library, setup: RunSetup) -> Materials:
    """Return the reference materials for a setup."""
    forces = {loaded.force.id: loaded.force.title for loaded in library.forces()}
    others = {name: title for name, title in forces.items() if name != setup.force.id}
    number = number_of(setup.scenario, library.drama_numbers())
    questions = library.questions()
    return Materials(
        setup.profile,
        setup.force,
        questions,
        others,
        number,
        phrase_book=library.phrase_book,
        reader=library.reader,
    )


def _asked_last(heard: Sequence[Entry], role: Role) -> tuple[Topic, ...]:
    """Return what another person asked last, of which a fragment may be the answer."""
    recent = reversed(heard[-_RECENT:])
    asks = (each.body for each in recent if each.actor is not role)
    return next((each.about for each in asks if isinstance(each, do.Ask)), ())


_RECENT = 12
"""In how many of the last entries a question is still the one that is answered (assumption)."""


def advice(view: SeatView, role: Role) -> tuple[str, ...]:
    """Return what good practice does now, first with the voice; why; and by which row and sources.

    An act is a line, indented lines say why, and the codes are a line of their own in brackets.
    """
    now = view.live.now
    reminder = view.hint(role, now)
    lines = [reminder] if reminder else []
    heard = to_hear_out(view.knowledge[role], now)
    lines += filter(None, [heard])
    address = view.knowledge[role].facts.address_held
    unopened = role is Role.CALL_HANDLER and j.FIRST_WORDS.isdisjoint(
        view.knowledge[role].facts.said
    )
    acts = [a for a in view.next_acts(role) if not heard or a.row.hand is not Hand.VOICE]
    for each in most_pressing(acts, now, unopened=unopened):
        due = "Now" if each.at <= now else f"At {minutes(each.at)}"
        words = usual_words(each.action, view.materials, address)
        lines.append(f'{due} say: "{words}"' if words else f"{due}: {each.row.act.says}.")
        lines += (f"  Why: {each.row.says}", f"  ({each.row.id}; {each.row.because})")
    return tuple(lines) or ("Wait, and listen.",)


TEST_ANSWERED_WITHIN: Millis = 8_000
"""From the question that tests a code: its words, and 6 s for a slow caller (assumption)."""


def who(view: SeatView, role: Role | None) -> str:
    """Return the seat, and the stage of the call as far as the seat can know it."""
    seat = role.replace("_", " ").capitalize() if role else "A demonstration"
    return f"{seat}: {stage_label(view.knowledge[role].facts.stage, role)}"


def when(view: SeatView, role: Role | None) -> str:
    """Return the times, the speed and the mode as one line."""
    live = view.live
    parts = [minutes(live.now)]
    parts.append("PAUSED" if live.pace.paused else f"speed {live.pace.speed:g}x")
    if role is not None:
        parts.append("coached" if live.setup.coached else "assessed")
    if view.recorder is not None:
        trouble, code = view.recorder.trouble, view.recorder.header.code
        parts.append(f"NOT RECORDED: {trouble}" if trouble else f"recorded as {code}")
    return "  ".join(parts)


def number_of(scenario: Scenario, numbers: DramaNumbers) -> str:
    """Return the scenario's drama number; empty in limited service, which shows none [B14]."""
    if scenario.coverage is not Coverage.HOME:
        return ""
    area = "no area" if scenario.line in AT_HOME else "mobile"
    pattern = next(held.number for held in numbers.ranges if held.area == area)
    free = pattern.count("x")
    digits = f"{zlib.crc32(scenario.id.encode()) % 10**free:0{free}}"
    return pattern.replace("x", "{}").format(*digits)
