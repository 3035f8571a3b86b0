"""The people of a call, and what surrounds them: who takes part, and how each is made.

The same scenario, profile, force and seed give the same people on any machine. Each draws from a
stream of their own, by name, so that one who draws more often doesn't change the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from simulator.content.fields.content_model import Delay, Fact
from simulator.content.library.library import Library
from simulator.content.procedure.lapse_file import GOOD, LapseFile
from simulator.content.procedure.reference_data import QuestionBank
from simulator.content.scenario.act_forms import ActText, StepText
from simulator.content.scenario.endings import ending_at, steps_of_ending, unsent_endings
from simulator.content.scenario.environment import CallerTraits, CallerWriting
from simulator.content.scenario.other_person import OtherPersonText
from simulator.content.scenario.scenario import CallScript, MessageTo999, Scenario, VariedKeys
from simulator.core import acts as do
from simulator.core.call import Procedure, new_call
from simulator.core.flow import MOBILES
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import SpeechPacing, Switches, Timings
from simulator.core.statements import Stated, StatementTopic
from simulator.core.terms import (
    HowItEnds,
    Intent,
    LocationSource,
    LossCause,
    Manner,
    Outcome,
    Role,
    Route,
    Sign,
    Topic,
    Via,
)
from simulator.garbage import collect_seldom
from simulator.knowledge.facts import Same
from simulator.knowledge.judgements.cover import cover_of
from simulator.knowledge.situation import Situation
from simulator.language.lines import LineBook, as_to
from simulator.language.speaking.composing import pronoun_of
from simulator.language.speaking.serving import ServingMouth, ServingTable
from simulator.language.speaking.styles import OLDEST_CHILD, SpeakingTable
from simulator.session.officers.officer_on_phone import OfficerOnPhone
from simulator.session.officers.relieved_caller import RelievedCaller
from simulator.session.officers.service_control import SERVICES, ServiceControl
from simulator.session.officers.simulated_dispatch import Dispatch, DispatchStory
from simulator.session.officers.supervisor import Supervisor
from simulator.session.participant import Participant
from simulator.session.people.caller_behaviour import CallerLife
from simulator.session.people.caller_words import NO_ANSWERS, CallerWorld, story_of, what_is_so
from simulator.session.people.channels.message_desk import FirstMessage, MessageDesk
from simulator.session.people.channels.texting_caller import TextingCaller
from simulator.session.people.channels.third_voice import InterpreterOnCall, ThirdVoice, VoiceOfSeat
from simulator.session.people.network_and_force_systems import Network, OtherForce, Systems
from simulator.session.people.other_person import OtherPerson
from simulator.session.people.replies_to_other import RepliesToOther
from simulator.session.people.scripted_role import (
    AddedSteps,
    RelievingParticipant,
    ScriptedRole,
    exactly,
)
from simulator.session.people.simulated_caller import LivingCaller
from simulator.session.people.simulated_handler import SimulatedFirstHandler, SimulatedHandler
from simulator.session.people.simulated_operator import SimulatedOperator
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.people.surroundings import Noises, Surroundings
from simulator.session.people.whereabouts import WHERE_THEY_ARE, MovingFacts, Whereabouts
from simulator.session.random_stream import RandomStream
from simulator.session.run.cast import Cast, picked, varied
from simulator.session.run.going_on import going_on
from simulator.session.session import NextCall, Session

if TYPE_CHECKING:
    from simulator.session.people.lapses.drawn_lapses import DrawnLapses

REPEATS_WITHIN: Millis = 30 * 60_000
"""A silent call counts as a repeat if the call after it came within this time [O1], Q12."""

USUAL_PACING = SpeechPacing()
SILENT_ENDS = (Outcome.ABANDONED, Outcome.NO_RESPONSE_TO_RECORDING, Outcome.ENDED_BY_OPERATOR)


class CallsBefore:
    """The calls of a run that were made before the next one: when each began, and its outcome.

    Of a call whose incident is still open the outcome is None: the next one goes on in the same
    session. Only `begin` adds a call, and only `headless_run.sessions` says how it came out.
    """

    def __init__(self) -> None:
        """No call was made."""
        self._calls: list[tuple[Millis, Outcome | None]] = []

    @property
    def next_number(self) -> int:
        """The number of the next call, from 1. Every random stream of a call is named by it."""
        return len(self._calls) + 1

    def add_open(self, began: Millis) -> None:
        """Add a call whose incident is open."""
        self._calls.append((began, None))

    def settle(self, session: Session) -> None:
        """Put in the calls of a session that is over, all with its outcome."""
        first = session.played[0][0]
        self._calls[first - 1 :] = [(began, session.outcome) for _, began, _ in session.played]

    def __reversed__(self) -> Iterator[tuple[Millis, Outcome | None]]:
        """Go through them, the last one first."""
        return reversed(self._calls)


@lru_cache(maxsize=64)
def procedure(switches: Switches, timings: Timings) -> Procedure:
    """Return the flow under these values. Shared, so that runs share its cached transitions."""
    return Procedure(switches, timings)


@lru_cache(maxsize=1)
def question_bank() -> QuestionBank:
    """Return the questions of the simulated call handlers."""
    return Library().questions()


@lru_cache(maxsize=1)
def lapse_file() -> LapseFile:
    """Return the lapses, and the people who make them."""
    return Library().lapses()


def _lapsing() -> Any:
    """Return the module of people with lapses, which takes 5 ms: few runs have any."""
    from simulator.session.people.lapses import lapsing_people

    return lapsing_people


@lru_cache(maxsize=8)
def line_book(role: Role) -> LineBook:
    """The variants of what `role` says."""
    return Library().line_book(role)


def begin(cast: Cast, log: list[Entry], start: Millis, before: CallsBefore) -> Session:
    """Start the next call of a scenario, after those `before`, with its participants.

    A later call may begin in the same session, while the incident is open: `before` then has the
    one that goes on, without an outcome.
    """
    # Every call begins here, by whichever door: the command line, a page, a program in Python.
    collect_seldom()
    profile, number = cast.profile, before.next_number
    flow = procedure(profile.switches, profile.timings)
    call = new_call(flow, cast.scenario.line, cast.scenario.coverage)

    def people(until: Sequence[Participant], began: Millis, at: Millis) -> Sequence[Participant]:
        """Return who takes part in the next call; `until` then took part in that of `began`."""
        before.add_open(began)
        number = before.next_number
        there = tuple(_people_of(cast, number, at, before))
        return there if cast.calls[number - 1][0].exactly else going_on(until, there)

    later = [NextCall(gap, people) for _, gap in cast.calls[number:]]
    there = _people_of(cast, number, start, before)
    return Session(call, profile, there, log=log, start=start, number=number, later=later)


def _people_of(
    cast: Cast, number: int, start: Millis, before: CallsBefore
) -> Iterable[Participant]:
    """Return who takes part in a call of a scenario, in the order in which they hear of it."""
    script, _ = cast.calls[number - 1]
    if script.exactly:
        others = [each for each in exactly(script.exactly) if each.role not in cast.seats]
        return [*others, *cast.seats.values()]
    variation = picked(cast.scenario, cast.seed)
    scenario = varied(cast.scenario, variation)
    steps = variation.sets if variation is not None and number == cast.first else None
    return CallPeople(cast, scenario, script, steps, start, before).everyone()


@dataclass(frozen=True)
class CallPeople:
    """Who takes part in one call; each is made by a function here."""

    cast: Cast
    scenario: Scenario
    """With what the seed's variation changes in it."""
    script: CallScript
    variation: VariedKeys | None
    """What the seed's variation adds to this call."""
    start: Millis
    before: CallsBefore

    def everyone(self) -> Iterator[Participant]:
        """Yield the participants, in the order in which they receive an entry."""
        script, variation = self.script, self.variation
        yield from self._seat(Role.CALLER, self._caller)
        # Of a call that is a message nothing is heard.
        if script.message is None:
            yield self._surroundings()
            if script.other is not None:
                yield from self._other_person(script.other)
        yield from self._seat(Role.OPERATOR, self._operator, script.operator)
        route = self.cast.profile.switches.route
        if route is Route.FIRST_HANDLER or Role.FIRST_HANDLER in self.cast.seats:
            yield from self._seat(Role.FIRST_HANDLER, self._first_handler)
        yield from self._seat(Role.CALL_HANDLER, self._call_handler, script.call_handler)
        if script.network:
            yield self._scripted(Role.NETWORK, "network", script.network, Role.CALLER)
        yield self._network()
        yield self._systems()
        yield self._dispatch()
        beside = not _rings_from_elsewhere(self.scenario)
        if beside:
            yield self._officer_on_phone()
        # A caller of whom a file says no more than the steps does no more than the steps.
        lives = any(getattr(self.scenario, trait) for trait in CallerTraits.model_fields)
        if lives and beside and Role.CALLER not in self.cast.seats:
            yield self._relieved_caller()
        through = self.scenario.through
        if through is not None and through.language:
            yield self._interpreter(through.language, through.joins)
        elif through is not None and Role.CALLER in self.cast.seats:
            chance = self._chance("third voice")
            yield VoiceOfSeat(through.voice, line_book(Role.CALLER), chance)
        if script.message is not None and Role.CALLER in self.cast.seats:
            yield FirstMessage(first_message(script.message))
        writes = self.scenario.writes or (CallerWriting() if script.message else None)
        if writes is not None and Role.CALLER not in self.cast.seats:
            yield self._texting_caller(writes)
        yield OtherForce()
        yield self._supervisor()
        yield from map(self._service_control, SERVICES)
        if self.scenario.noises and script.message is None:
            yield self._noises()
        if variation is not None:
            if variation.caller and Role.CALLER not in self.cast.seats:
                yield self._varied_caller(variation)
            if variation.room or variation.background:
                yield self._varied_room(variation)

    def _seat(
        self, role: Role, make: Callable[[], Participant], steps: Sequence[StepText] = ()
    ) -> Iterator[Participant]:
        """Yield who has a seat: a trainee, or a simulated person and the script beside them."""
        relief, seats = self.cast.relief, self.cast.seats
        if relief is not None and role in relief.roles:
            yield RelievingParticipant(make(), relief.at)
        elif role in seats:
            yield seats[role]
        else:
            yield make()
            if steps:
                yield self._scripted(role, f"{role} script", steps, role)

    def _chance(self, name: str) -> RandomStream:
        return RandomStream(self.cast.seed, f"{self.before.next_number}/{name}")

    def _words(self, role: Role) -> SpokenWords:
        return SpokenWords(line_book(role), self._chance(f"{role.value.replace('_', ' ')} words"))

    def _scripted(
        self, role: Role, name: str, steps: Sequence[StepText], hears: Role
    ) -> Participant:
        return ScriptedRole(role, steps, self._chance(name), frozenset({hears}))

    def _caller(self) -> Participant:
        """Return the caller, whose words may come through a third voice."""
        through = self.scenario.through
        if through is None:
            return self._living_caller(self.scenario, self._callers_steps, "")
        lines, chance = line_book(Role.CALLER), self._chance("third voice")
        if through.voice is not Via.INTERPRETER:
            caller = self._living_caller(self.scenario, self._callers_steps, "")
            return ThirdVoice(through.voice, caller, None, lines, chance)
        speech = self.scenario.speech
        fluent = speech.model_copy(update={"kinds": ()}) if speech is not None else None
        few = self.scenario.model_copy(update={"story": ()})
        whole = self.scenario.model_copy(update={"speech": fluent, "slips": None})
        return ThirdVoice(
            through.voice,
            self._living_caller(few, self._callers_steps, ""),
            lambda: self._living_caller(whole, (), " through an interpreter"),
            lines,
            chance,
        )

    def _living_caller(
        self, scenario: Scenario, steps: Sequence[StepText], name: str
    ) -> LivingCaller:
        world = caller_world(scenario, self.script, self.cast.profile.speech)
        world = beside(world, self._whereabouts)
        life = CallerLife(scenario, world, self._chance(f"caller's life{name}"))
        dials, chance = dial_of(self.script), self._chance(f"caller{name}")
        return LivingCaller(steps, chance, world, dials, life)

    @property
    def _callers_steps(self) -> Sequence[StepText]:
        """The caller's steps in the ending that is drawn, of a call to which nobody is sent."""
        endings, chance = unsent_endings(self.scenario), self._chance("callback")
        ending = ending_at(endings, chance.between(0, 1_000)) if endings else None
        return steps_of_ending(self.script.caller, ending)

    def _interpreter(self, language: str, joins: Delay) -> InterpreterOnCall:
        chance = self._chance("interpreter")
        joins_after = chance.between(joins.least, joins.most)
        return InterpreterOnCall(language, joins_after, line_book(Role.CALLER), chance)

    def _texting_caller(self, writing: CallerWriting) -> TextingCaller:
        world = caller_world(self.scenario, self.script, self.cast.profile.speech)
        world = beside(world, self._whereabouts)
        begins = self.script.message
        chance, first = self._chance("caller's messages"), None
        if begins is not None:
            first = first_message(begins)
        return TextingCaller(writing, world, self._callers_steps, chance, first)

    def _surroundings(self) -> Surroundings:
        script = self.script
        near, overheard, chance = script.near, script.overheard, self._chance("room")
        return Surroundings(script.room, script.background, near, overheard, chance)

    @cached_property
    def _whereabouts(self) -> Whereabouts | None:
        other = self.script.other
        return None if other is None else Whereabouts(other.position)

    def _other_person(self, other: OtherPersonText) -> Iterator[Participant]:
        """Yield the other person, and what a simulated caller says to them."""
        where, theirs = self._whereabouts, line_book(Role.ROOM)
        assert where is not None
        yield OtherPerson(other, where, theirs, self._chance("other person"))
        if Role.CALLER not in self.cast.seats:
            world = caller_world(self.scenario, self.script, self.cast.profile.speech)
            speaks = Sign.SPOKEN in world.answers.by and world.answers.manner is Manner.ALOUD
            chance = self._chance("to other person")
            yield RepliesToOther(world.facts, world.lines, theirs, chance, speaks=speaks)

    def _operator(self) -> Participant:
        if self.script.message is not None:
            return self._message_desk(self.script.message)
        return self._simulated_operator()

    def _message_desk(self, message: MessageTo999) -> MessageDesk:
        return MessageDesk(self._chance("message"), registered=message.registered)

    def _simulated_operator(self) -> SimulatedOperator:
        silent, words = self._silent_before(), self._words(Role.OPERATOR)
        lapses = self._lapses(Role.OPERATOR)
        made = SimulatedOperator if lapses is None else _lapsing().LapsingOperator
        percent, desks = self.cast.profile.operator.answers_in_5s_percent, self.scenario.cast
        rings = desks.operator_answers if desks else None
        if percent and rings is None:
            rings = self._chance("ring").ring_time(percent)
        chance = self._chance("operator")
        person: SimulatedOperator
        person = made(self.cast.profile, chance, silent, words, answers_after=rings)
        person.mouth = ServingMouth(serving_table(), self._chance("operator's mouth"))
        if lapses is not None:
            _lapsing().give(person, lapses, question_bank())
        return person

    def _lapses(self, role: Role) -> DrawnLapses | None:
        """Return the lapses of a role in this call; None of a good person.

        Who relieves a trainee shows what good practice would have come to.
        """
        text, relief = self.cast.handling(role), self.cast.relief
        if text == GOOD or (relief is not None and role in relief.roles):
            return None
        force = self.cast.force if role is Role.CALL_HANDLER else None
        name = role.value.replace("_", " ")
        return _lapsing().DrawnLapses(  # type: ignore[no-any-return]
            role, lapse_file().handling(text, role), lambda of: self._chance(f"{name} {of}"),
            self.cast.profile, force,
        )  # fmt: skip

    def _first_handler(self) -> SimulatedFirstHandler:
        return SimulatedFirstHandler(self.cast.profile, self.cast.force, question_bank())

    def _call_handler(self) -> SimulatedHandler:
        profile, force, pacing = self.cast.profile, self.cast.force, self.cast.profile.handler
        # Only where the profile draws the time does a force's own share count (S24).
        percent = pacing.answers_in_10s_percent and (
            force.answers_in_10s_percent or pacing.answers_in_10s_percent
        )
        fixed = self.scenario.cast.handler_answers if self.scenario.cast else None
        answers_after = pacing.answers_after if fixed is None else fixed
        if percent and fixed is None:
            answers_after = self._chance("answer").answer_time(answers_after, percent)
        words = self._words(Role.CALL_HANDLER)
        lapses = self._lapses(Role.CALL_HANDLER)
        made = SimulatedHandler if lapses is None else _lapsing().LapsingHandler
        person: SimulatedHandler
        person = made(profile, force, question_bank(), words, answers_after=answers_after)
        person.chance = lambda choice: self._chance(f"choice {choice}")
        person.mouth = ServingMouth(serving_table(), self._chance("call handler's mouth"))
        if lapses is not None:
            _lapsing().give(person, lapses, question_bank())
        return person

    def _network(self) -> Network:
        network, line = self.cast.profile.network, self.scenario.line
        usual = {LocationSource.AML: network.aml_after}
        lacking: set[LocationSource] = set()
        if line in MOBILES and not network.locates_mobiles:
            lacking = {LocationSource.EISEC, LocationSource.AML}
        if LossCause.BATTERY in self.script.losses:
            # A phone with a nearly empty battery sends no AML, even if the file says so [B2].
            lacking.add(LocationSource.AML)
        return Network(
            [
                (
                    fix.after if fix.after is not None else usual.get(source, network.eisec_after),
                    do.DeliverLocation(source, fix.place, fix.radius, fix.area or ""),
                )
                for source, fix in self.script.location.fixes()
                if source not in lacking
            ]
        )

    def _systems(self) -> Systems:
        held, start = self.scenario.number, self.start
        before = [
            do.EarlierCall(start - at, outcome, is_open=outcome is None)
            for at, outcome in reversed(self.before)
        ]
        before += [do.EarlierCall(start + call.ago, call.outcome) for call in held.earlier]
        traces = {trace: found.place for trace, found in held.traces.items()}
        return Systems(tuple(held.markers), tuple(before), held.address or "", traces)

    def _dispatch(self) -> Dispatch:
        facts, story = _dispatch_story(Same(self.scenario))
        chance, lines = self._chance(f"{facts}/dispatch"), line_book(Role.OFFICERS)
        return Dispatch(self.cast.force, chance, story, lines)

    def _supervisor(self) -> Supervisor:
        grade, chance = self.cast.force.emergency.id, self._chance("supervisor")
        return Supervisor(grade, line_book(Role.SUPERVISOR), chance)

    def _service_control(self, role: Role) -> ServiceControl:
        return ServiceControl(role, line_book(role), self._chance(role.value))

    def _officer_on_phone(self) -> OfficerOnPhone:
        facts, _ = _dispatch_story(Same(self.scenario))
        chance = self._chance(f"{facts}/officer on the phone")
        return OfficerOnPhone(chance, line_book(Role.OFFICERS))

    def _relieved_caller(self) -> RelievedCaller:
        facts, lines = self.scenario.facts, line_book(Role.CALLER)
        mistaken = facts.get(Topic.MISTAKE) is Fact.YES
        silenced = facts.get(Topic.IN_DANGER) is Fact.YES  # And not unable to speak.
        able = silenced or facts.get(Topic.CAN_SPEAK) is not Fact.NO
        speaks = able and facts.get(Topic.CAN_HEAR) is not Fact.NO
        speaks = speaks and self.scenario.through is None
        age = self.scenario.age
        situation: list[str] = [HowItEnds.FALSE_ALARM] if mistaken else []
        if age is not None and age <= OLDEST_CHILD:
            situation = [Situation.CHILD]
        chance = self._chance(f"{_dispatch_story(Same(self.scenario))[0]}/with an officer")
        return RelievedCaller(chance, lines, situation, speaks=speaks)

    def _noises(self) -> Noises:
        return Noises(self.scenario.noises, self._chance("noises"))

    def _varied_caller(self, sets: VariedKeys) -> AddedSteps:
        return AddedSteps(Role.CALLER, sets.caller, self._chance("variation's caller"))

    def _varied_room(self, sets: VariedKeys) -> AddedSteps:
        hears, chance = frozenset({Role.CALLER, Role.ROOM}), self._chance("variation's room")
        return AddedSteps(Role.ROOM, sets.room, chance, hears, sets.background)

    def _silent_before(self) -> int:
        """Count the silent calls of the series that this call goes on with.

        The series goes on through a call that police took, however long they worked (assumption).
        """
        silent, start = 0, self.start
        for began, outcome in reversed(self.before):
            if start - began > REPEATS_WITHIN:
                break
            silent += outcome in SILENT_ENDS
            start = began
        return silent


def first_message(message: MessageTo999) -> do.SendText:
    """Return the message to 999 of a file, as it comes to the call handler's screen."""
    return do.SendText(message.words, **message.states(Intent.SPEAKS))


def dial_of(script: CallScript) -> do.Dial:
    """Return how a call begins: 999 is rung, or written to."""
    return do.Dial(script.dials, script.message.words if script.message else "")


_FROM_ELSEWHERE = frozenset(
    {(StatementTopic.OF_ANOTHER, Fact.YES), (StatementTopic.PERSON_HERE, Fact.NO)}
)


def _rings_from_elsewhere(scenario: Scenario) -> bool:
    """Whether a caller's own words say that who needs help is not where they are.

    An alarm centre, or a mother of a son who lives elsewhere: officers find the other person, so
    nobody comes to the caller's phone, and the caller thanks nobody for being there.
    """
    stated = {(topic, so) for line in scenario.story for topic, so in (line.means or {}).items()}
    return stated >= _FROM_ELSEWHERE


@lru_cache(maxsize=256)
def _dispatch_story(scenario: Same[Scenario]) -> tuple[str, DispatchStory]:
    # Each scenario draws its own units from a seed. A record that is written again has another id
    # and title, so the name of the stream has the facts in it.
    facts = sorted(scenario.value.facts.items())
    return " ".join(f"{topic} {fact}" for topic, fact in facts), DispatchStory.of(scenario.value)


def beside(world: CallerWorld, where: Whereabouts | None) -> CallerWorld:
    """Return what a caller knows who sees and hears another person move about."""
    if where is None:
        return world
    facts = MovingFacts(world.facts, where)
    # What is added to an answer was written for one who stays where the facts have them.
    adds = {topic: lines for topic, lines in world.adds.items() if topic not in WHERE_THEY_ARE}
    return world._replace(facts=facts, adds=adds, other=where)


def _meant(text: ActText) -> Stated:
    """Return what the words of a step state."""
    return tuple(stated for act in text.actions() for stated in getattr(act, "means", ()))


@lru_cache(maxsize=1)
def speaking_table() -> SpeakingTable:
    """Return how kinds of callers speak."""
    return Library().speaking().table()


@lru_cache(maxsize=1)
def serving_table() -> ServingTable:
    """Return the small words of those who serve."""
    return Library().speaking().serving.plain()


def caller_world(
    scenario: Scenario, script: CallScript, pacing: SpeechPacing = USUAL_PACING
) -> CallerWorld:
    """Return what the caller of a call knows of their situation."""
    places = [fix.place for _, fix in script.location.fixes() if fix.radius is not None]
    address = scenario.number.address or ""
    means = [e for step in script.caller for text in step.do for e in _meant(text)]
    answers, lines = script.answers or NO_ANSWERS, as_to(line_book(Role.CALLER), cover_of(means))
    story = story_of(scenario.story)
    meant = [each.line.means for each in story]
    child = scenario.age is not None
    adds = what_is_so(scenario.facts, script.caller, lines, address, meant=meant, child=child)
    world = CallerWorld(scenario.facts, answers, lines, script.near, address, places, adds)
    if scenario.speech is None and scenario.writes is None:
        return world
    acts = (act for step in script.caller for text in step.do for act in text.actions())
    said = (*(getattr(act, "words", "") for act in acts), *(each.line.words for each in story))
    return world._replace(
        story=story, speaking=speaking_table(), pronoun=pronoun_of(said), pacing=pacing
    )
