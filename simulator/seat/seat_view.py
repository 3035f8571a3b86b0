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
from simulator.core.describe import name_of
from simulator.core.instant import Millis, minutes
from simulator.core.log import Body, Entry, LinePlayed, StageEntered
from simulator.core.possible_acts import why_ruled_out
from simulator.core.terms import Coverage, Role, Topic
from simulator.debrief.assess.advised import in_words, is_held_back, most_pressing, to_hear_out
from simulator.errors import NotPossible
from simulator.guidance.guidance import NextAct
from simulator.guidance.rows import Hand
from simulator.guidance.tables import good_practice, guidance_of, same_act
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
from simulator.seat.channels import channel_of
from simulator.seat.lesson import DONE, Lesson
from simulator.seat.lesson import ROLE as LESSON_ROLE
from simulator.seat.run_choices import PlayedCall, played
from simulator.seat.view.act_catalogue import ActSpec, Materials
from simulator.seat.view.caller_cards import AT_HOME, caller_cards
from simulator.seat.view.caption_lines import Caption, CaptionWriter
from simulator.seat.view.cards import Card
from simulator.seat.view.handler_cards import handler_cards
from simulator.seat.view.line_status import LineStatus, Tone, line_status
from simulator.seat.view.operator_cards import operator_cards
from simulator.seat.view.stage_texts import stage_label, what_counts
from simulator.session.clock import Clock
from simulator.session.run.call_controls import CallControls
from simulator.session.run.live_run import LiveRun, RunSetup
from simulator.session.run.overseen_run import OverseenRun

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
        self.controls = CallControls(live)
        """Its time, for the front end that shows it."""
        self.overseen = OverseenRun(live)
        """All of it, for a trainer's board: never for the page of a seat."""
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
        self._possible: dict[Role, tuple[object, tuple[AvailableAct, ...]]] = {}
        """The acts of each seat as they were at its last change."""

    @property
    def seats(self) -> tuple[Role, ...]:
        """The seats that people have; none in a demo."""
        return self.live.setup.seats

    def played(self) -> PlayedCall:
        """Return the run for a look back, once the trainee has ended or left it."""
        return played(self.live, hinted=self.lesson is None)

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

    def change(self, role: Role | None) -> tuple[object, ...]:
        """Return a value that is another one once the call, or what a seat took in of it, is."""
        return self.live.call, len(self.heard(role)), self._read[role]

    def available_acts(self, role: Role) -> tuple[AvailableAct, ...]:
        """Return the acts of a seat; why one isn't possible, it says as the seat can know it."""
        # Asked a dozen times for one picture or letter, it is worked out once for each change.
        change = self.change(role)
        held = self._possible.get(role)
        if held is not None and held[0] == change:
            return held[1]
        offered = channel_of(self.live, role).offered
        found = tuple(
            offered(each._replace(disabled_reason=self._as_known(role, each.disabled_reason)))
            for each in available_acts(self.live.call, role)
        )
        self._possible[role] = change, found
        return found

    def act_of_key(self, role: Role, key: str) -> ActSpec:
        """Return the act of a seat with that key."""
        return next(each.act for each in self.available_acts(role) if each.key == key)

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
        typed = SURE in chosen and chosen[SURE] is None
        if SURE in chosen and not typed:
            return ()
        actions = acts_of(role, act, chosen, self.materials, self.heard(role))
        coached, warning = self.live.setup.coached, self._warning(role, actions)
        back = asked_back(role, act, actions[0], knowledge, warning, coached=coached, typed=typed)
        return () if back is None else (back,)

    def _warning(self, role: Role, actions: Sequence[do.Action]) -> str:
        """Return why a coach would have a seat think again before acts; else nothing."""
        coach = self._coach.get(role)
        knowledge = self.knowledge[role]
        return "" if coach is None else coach.warning(actions, self.live.now, knowledge)

    def nameable(self, role: Role, act: ActSpec) -> tuple[Parameter, ...]:
        """Return the parameters that a line can fill, and that are never asked for."""
        knowledge = self.knowledge[role]
        found = (parameter(name, act, self.materials, knowledge) for name in act.may_name)
        return tuple(found)

    def do(self, role: Role, act: ActSpec, chosen: Mapping[str, Any]) -> Entry:
        """Perform the chosen act and return its entry; NotPossible if it no longer is possible."""
        self._hold_ring()
        if self.live.pace.paused and not self.live.setup.coached:
            stage = self.knowledge[role].facts.stage
            raise NotPossible(role, act.kind, stage, HELD)
        first, *rest = acts_of(role, act, chosen, self.materials, self.heard(role))
        if isinstance(first, do.Say) and self._being_said(role) == first:
            # A key that is held down would say one line over itself again and again.
            stage = self.knowledge[role].facts.stage
            raise NotPossible(role, first.kind, stage, "you are saying that now")
        channel = channel_of(self.live, role)
        if why := channel.why_not(first.kind):
            raise NotPossible(role, first.kind, self.knowledge[role].facts.stage, why)
        try:
            entry = self.live.act(role, channel.brought(first, self.heard(role)))
        except NotPossible as error:
            why = self._as_known(role, error.why) or error.why
            stage = self.knowledge[role].facts.stage
            raise NotPossible(role, first.kind, stage, why) from None
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
                said = channel_of(self.live, role).brought(rest.pop(0), self.heard(role))
                self.live.act(role, said)
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
            who = "Another person" if last.actor is Role.ROOM else f"The {last.actor.label}"
            speaks = "You are speaking" if mine else f"{who} is speaking"
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
                return handler_cards(knowledge, self.materials, typed, heard, at)
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

        In a coached call nothing is named that waits for an answer, or passes over news.
        """
        if role is Role.CALLER:
            return ()
        now, known, acts = self.live.now, self.knowledge[role], self._practice(role)
        if role not in self._coach:
            return acts
        return tuple(each for each in acts if each.at > now or not is_held_back(each, known, now))

    def _practice(self, role: Role) -> tuple[NextAct, ...]:
        """Return what good practice does now and next in a handler's seat."""
        setup = self.live.setup
        guidance = guidance_of(role, setup.profile, setup.force)
        return good_practice(guidance, self.knowledge[role], self.live.now)

    def asked_by(self, role: Role, hint: CoachHint) -> tuple[AvailableAct, ...]:
        """Return the acts, possible now, that a hint asks for."""
        kind = None if hint.action is None else hint.action.kind
        found = (each for each in self.available_acts(role) if each.kind == kind)
        return tuple(each for each in found if each.disabled_reason is None)

    def is_over(self, role: Role, hint: CoachHint) -> bool:
        """Whether a hint has been followed, has become old, or asks for what is not due any more.

        Officers who have found the caller, or another way to the same end, settle it as well.
        """
        from simulator.debrief.assess.coach import FOLLOWS

        asked = hint.action
        if self.live.now - hint.at >= FOLLOWS:
            return True
        if asked is None:
            return False
        own = (e.body for e in self.heard(role) if e.at >= hint.at and e.actor is role)
        if any(same_act(asked, each) for each in own if isinstance(each, do.Action)):
            return True
        due = (each.action for each in self._practice(role) if each.at <= self.live.now)
        return not any(same_act(asked, each) for each in due)

    def hint(self, role: Role, now: Millis) -> str:
        """Return what counts for a caller at `now` (ms).

        A coached call handler is reminded of a test without a yes.
        """
        setup, facts = self.live.setup, self.knowledge[role].facts
        if role is Role.CALLER:
            here = channel_of(self.live, role).counts(facts.stage)
            return here or what_counts(self.knowledge[role], setup.profile, now)
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

    def _as_known(self, role: Role, why_not: str | None) -> str | None:
        """Return the flow's reason against an act as the seat can know it."""
        tone = self.status(role).tone
        return reason_for_seat(why_not, self.knowledge[role], tone, rings=self.rings(role))

    def begin_lesson(self) -> None:
        """Take this call as the first lesson: the phone rings at once, and waits."""
        self.lesson = Lesson()
        if self.recorder is not None:
            self.recorder.without_hints()
        self.skip_to_ring(LESSON_ROLE)

    def lesson_step(self, knowledge: Knowledge, keys: Mapping[str, str], at: Millis) -> str:
        """Return what the lesson asks for at an instant (ms); empty without a lesson."""
        if self.lesson is None:
            return ""
        return DONE if self.live.outcome is not None else self.lesson.now(knowledge, keys, at)

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
            self.recorder.take(self.live.log, self.live.pace.pauses)


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


_TO_ANSWER = (
    "Now: answer the call.",
    "  Why: Nine calls in ten are to be answered within ten seconds.",
    "  (G8 G9)",
)


def advice(view: SeatView, role: Role) -> tuple[str, ...]:
    """Return what good practice does now, first with the voice; why; and by which row and sources.

    An act is a line, indented lines say why, and the codes are a line of their own in brackets.
    """
    if role is Role.CALL_HANDLER and view.rings(role):
        return _TO_ANSWER
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
        lines.append(
            f'{due} say: "{words}"' if words else f"{due}: {in_words(each.row, each.action)}."
        )
        lines += (f"  Why: {each.row.says}", f"  ({each.row.id}; {each.row.because})")
    return tuple(lines) or ("Wait, and listen.",)


def turn_in_words(view: SeatView, turn: Role) -> tuple[str, str]:
    """Return whose turn it is now, as one says it to the other seat, and to that seat."""
    name = name_of(turn).lower()
    if view.rings(turn):
        return f"The {name}'s phone rings.", f"Your phone rings as {name}."
    handler = view.knowledge.get(Role.CALL_HANDLER)
    if turn is Role.OPERATOR and handler is not None and handler.facts.answered:
        return "Police are on the line: the operator hands over.", "As operator, hand over now."
    return f"The call is with the {name}.", f"The call is now with you as {name}."


def how_it_was_left(view: SeatView) -> str:
    """Return that a call is over, or for whom it is: a seat's part may end before the call."""
    if view.live.over:
        return "The call is over."
    if any(role is not None and view.part_is_over(role) for role in view.roles):
        return "Your part is over: the police have the call, and it goes on without you."
    return STOPPED


STOPPED = "You stopped the call before it ended."
HELD = "the call is paused, and in an assessed call no act counts until it goes on"
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
