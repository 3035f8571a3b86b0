"""Falsification of procedure properties by thousands of random and adversarial calls.

The simulated operator and call handler know too much to visit every call. So they run in real
sessions, in which other roles do any acts that the flow allows, at random, with one of several
longest gaps. The report gives the number of calls, and of calls in which the rule applied. A rule
that never applied was not tested, and fails.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from simulator.content.fields.content_model import Delay, Fact
from simulator.content.procedure.reference_data import QuestionBank
from simulator.content.scenario.scenario import Answers
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.call import Call, Procedure, new_call
from simulator.core.instant import Millis, amount
from simulator.core.log import Entry
from simulator.core.possible_acts import ActOptions, possible, why_ruled_out
from simulator.core.profile import Force, Profile
from simulator.core.table import Flow
from simulator.core.terms import Coverage, Intent, LineKind, Role, Sign
from simulator.errors import NotPossible
from simulator.review.timeline import LINE_GOES
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import VerdictKind
from simulator.rules.properties import Modality, Property
from simulator.session.officers.service_control import SERVICES, ServiceControl
from simulator.session.officers.simulated_dispatch import Dispatch
from simulator.session.officers.supervisor import Supervisor
from simulator.session.participant import NOTHING, Participant, PlannedAct, Reaction
from simulator.session.people.caller_words import CallerWorld
from simulator.session.people.network_and_force_systems import OtherForce, Systems
from simulator.session.people.simulated_caller import LivingCaller
from simulator.session.people.simulated_handler import SimulatedFirstHandler, SimulatedHandler
from simulator.session.people.simulated_operator import SimulatedOperator
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import line_book
from simulator.session.run.headless_run import play
from simulator.session.session import Session

T = TypeVar("T")

CALLS = {Role.OPERATOR: 2_000, Role.CALL_HANDLER: 1_200}
"""Number of calls tried for the properties of a role; a call handler's are longer."""
ALIKE = 20
"""Calls in a row under one profile and force, which share what their tables remember."""
MOST_ACTS = (4, 12, 40)
"""Most acts of other roles tried in a call, drawn for each. Then they stop, and the call runs to
its end: where little happens, staff come to what they do late."""
LONGEST: Millis = 30 * 60_000
"""Instant at which other roles stop acting, in milliseconds."""
_RUNG = (Role.CALLER, Role.ROOM)
"""Roles that may answer a callback at once. It rings too briefly to wait for their turn."""


_GAPS: tuple[Millis, ...] = (400, 3_000, 15_000, 120_000, 0)
"""Longest gap between two random acts in milliseconds, drawn for each call. 0 is adversarial: acts
come at the instant of the next due event, or one millisecond before or after."""
_WHO = (*[Role.CALLER] * 6, *[Role.ROOM] * 3, Role.NETWORK, Role.SYSTEMS)
"""Roles to draw the next actor from: the caller in half of the cases."""
_FIRST_SILENCE: tuple[Millis, ...] = (0, 4_000, 25_000, 50_000, 70_000)
"""Longest silence of others at the beginning of an operator's call: some reach the recording."""


@dataclass(frozen=True, slots=True)
class TriedCall:
    """A call that was tried."""

    profile: Profile
    force: Force
    kind: LineKind
    coverage: Coverage
    log: Sequence[Entry]
    stopped: str
    """Limit that stopped the run; empty if the call ended."""


class MistakenCaller:
    """A caller who dialled by mistake, and answers the operator's questions about it."""

    role = Role.CALLER
    ears = frozenset({Role.CALLER})
    _SAYS: Mapping[Intent | None, Intent] = {
        Intent.WHICH_SERVICE: Intent.SAYS_MISTAKE,
        Intent.CHECK_MISTAKE: Intent.SAYS_YES,
        Intent.ANYBODY_WITH_YOU: Intent.SAYS_NO,
    }

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Answer when a question is over."""
        body = entry.body
        intent = self._SAYS.get(body.intent) if isinstance(body, do.Finish) else None
        return Reaction([PlannedAct(800, do.Say(intent))]) if intent else NOTHING


@dataclass
class RandomCalls:
    """Source of calls in which all roles act at random but those that are simulated.

    In the operator's calls, operator and police are. The call begins with dialling, and counts as
    over when the operator is no longer in it.
    In the call handler's calls, police are; the operator is, until others act for them.
    """

    profiles: Sequence[Profile]
    forces: Sequence[Force]
    questions: QuestionBank
    flow: Flow
    whose: Role = Role.CALL_HANDLER

    @cached_property
    def _flows(self) -> Mapping[str, Procedure]:
        return {each.id: Procedure.under(each, self.flow) for each in self.profiles}

    def operator(self, profile: Profile, chance: RandomStream) -> Participant:
        """Return the operator of a call."""
        return SimulatedOperator(profile, chance)

    def handler(self, profile: Profile, force: Force) -> Participant:
        """Return the call handler of a call."""
        words = SpokenWords(line_book(Role.CALL_HANDLER), RandomStream(0, "words"))
        return SimulatedHandler(profile, force, self.questions, words)

    def call(self, seed: int) -> TriedCall:
        """Run the call of a seed."""
        chance, shared = RandomStream(seed, "setup"), RandomStream(seed // ALIKE, "shared")
        profile, force = _one(shared, self.profiles), _one(shared, self.forces)
        kind = _one(chance, tuple(LineKind))
        coverage = Coverage.LIMITED if chance.happens(10) else Coverage.HOME
        call = new_call(self._flows[profile.id], kind, coverage)
        session = self._session(call, profile, force, seed)
        stopped = self._others_act(session, RandomStream(seed, "others"))
        return TriedCall(profile, force, kind, coverage, session.log, stopped)

    def _others_act(self, session: Session, others: RandomStream) -> str:
        """Play a call in which others act at random. Return the limit that stopped it."""
        if self.whose is Role.OPERATOR:
            longest = _one(others, _FIRST_SILENCE)
            session.advance(others.between(longest // 2, longest))
            if others.happens(50):
                _press_55(session)
            _act_at_random(session, others, _WHO)
            return _play_operator(session)
        _act_at_random(session, others, (*_WHO, Role.OPERATOR))
        if others.happens(30):
            # Or hardly any call would come to a trace of a lost line.
            session.advance(session.now + others.between(1, 60_000))
            _try(session, Role.NETWORK, do.LoseLine(_one(others, tuple(terms.LossCause))))
        return play(session, session.now)

    def _session(self, call: Call, profile: Profile, force: Force, seed: int) -> Session:
        """Return a session in which the caller has dialled.

        In most of the call handler's calls police are being rung already.
        """
        chance = RandomStream(seed, "cast")
        markers = tuple(marker for marker in terms.Marker if chance.happens(15))
        cast: list[Participant] = [
            self.handler(profile, force),
            self.operator(profile, RandomStream(seed, "operator")),
            SimulatedFirstHandler(profile, force, self.questions),
            Systems(markers=markers, address=_one(chance, ("flat 2, the old mill", ""))),
            Dispatch(
                replace(force, arrives_after=_one(chance, (60_000, 480_000))),
                RandomStream(seed, "dispatch"),
            ),
            OtherForce(),
            Supervisor(force.emergency.id, {}, RandomStream(seed, "supervisor")),
            *(ServiceControl(role, {}, RandomStream(seed, role.value)) for role in SERVICES),
        ]
        if chance.happens(60):
            cast.insert(0, _answering_caller(chance, seed))
        elif self.whose is Role.OPERATOR and chance.happens(30):
            cast.insert(0, MistakenCaller())
        session = Session(call, profile, cast)
        _try(session, Role.CALLER, do.Dial())
        if self.whose is Role.OPERATOR:
            return session
        if chance.happens(70):  # Skip the operator's part: most calls must reach police.
            session.advance(1_000)
            _try(session, Role.OPERATOR, do.Answer())
            session.advance(2_000)
            _try(session, Role.OPERATOR, do.Connect(terms.Service.POLICE))
        return session


def _one(chance: RandomStream, values: Sequence[T]) -> T:
    return values[chance.between(0, len(values) - 1)]


def _answering_caller(chance: RandomStream, seed: int) -> LivingCaller:
    """Return a caller who answers closed questions by random facts."""
    facts: Mapping[terms.Topic, Fact] = {topic: _one(chance, tuple(Fact)) for topic in terms.Topic}
    signs = [sign for sign in (Sign.TAP, Sign.COUGH, Sign.KEY, Sign.SPOKEN) if chance.happens(60)]
    answers = Answers(
        by=tuple(signs or [Sign.TAP]), after=Delay(200, 6_000), manner=terms.Manner.WHISPERED
    )
    return LivingCaller((), RandomStream(seed, "caller"), CallerWorld(facts, answers), do.Dial())


def _try(session: Session, role: Role, action: do.Action) -> None:
    """Submit an act, if it is possible."""
    with suppress(NotPossible):
        session.submit(role, action)


def _act_at_random(session: Session, chance: RandomStream, who: Sequence[Role]) -> None:
    gap = _one(chance, _GAPS)
    for _ in range(_one(chance, MOST_ACTS)):
        due = session.next_due()
        over = Role.OPERATOR not in who and _without_operator(session)
        if session.outcome is not None or session.now > LONGEST or over:
            return
        at = session.now + chance.between(1, max(1, gap))
        if not gap and due is not None:
            at = max(session.now, due + chance.between(-1, 1))
        session.advance(at)
        rung = [role for role in _RUNG if why_ruled_out(session.call, role, do.Answer()) is None]
        if rung and chance.happens(50):
            _try(session, _one(chance, rung), do.Answer())
            continue
        role = _one(chance, who)
        # Acts that may end the call are rare, or most calls would be short.
        choices = [
            choice
            for choice in possible(session.call, role)
            if choice.make not in LINE_GOES or chance.happens(15)
        ]
        if choices:
            _try(session, role, _action(chance, _one(chance, choices)))


def _press_55(session: Session) -> None:
    """Press 55, which would come once in thousands of calls."""
    _try(session, Role.CALLER, do.Press("5"))
    session.advance(session.now + 400)
    _try(session, Role.CALLER, do.Press("5"))


def _without_operator(session: Session) -> bool:
    return any(
        entry.actor is Role.OPERATOR and isinstance(entry.body, do.Leave | do.PassDetails)
        for entry in session.log
    )


def _play_operator(session: Session) -> str:
    """Play a call until the operator is no longer in it. Return the limit that stopped it."""
    while session.outcome is None and not _without_operator(session):
        if session.now > LONGEST or not session.step():
            return f"the limit of {amount(LONGEST)} of simulated time"
    return ""


def _action(chance: RandomStream, choice: ActOptions) -> do.Action:
    given: dict[str, object] = {name: _one(chance, of) for name, of in choice.values.items()}
    if "times" in choice.free:
        given["times"] = chance.between(1, 4)
    return choice.sample(**given)


def verdict(prop: Property, call: TriedCall) -> VerdictKind:
    """Judge a call by the rule of a property."""
    context = Context(force=call.force, profile=call.profile)
    return evaluate(prop.rule, call.log, context, finished=not call.stopped).kind


@dataclass(slots=True)
class PropertyTrial:
    """Result of trying a property."""

    calls: int = 0
    """Number of calls."""
    applied: int = 0
    """Number of calls in which the rule applied."""
    kept: int = 0
    """Number of calls in which the rule was met."""
    broken: TriedCall | None = None
    """First call that broke it; None if none did."""


def falsify(properties: Sequence[Property], calls: RandomCalls, number: int) -> list[PropertyTrial]:
    """Try properties in `number` calls. A broken property is not tried again."""
    tried = [PropertyTrial() for _ in properties]
    for seed in range(number):
        unbroken = [pair for pair in zip(properties, tried, strict=True) if not pair[1].broken]
        if not unbroken:
            break
        call = calls.call(seed)
        for prop, trial in unbroken:
            if call.kind in (prop.lines or LineKind) and prop.concerns(call.profile):
                found = verdict(prop, call)
                trial.calls += 1
                trial.applied += found in (VerdictKind.BROKEN, VerdictKind.MET)
                trial.kept += found is VerdictKind.MET
                # One call that does not show *sometimes* breaks nothing.
                if found is VerdictKind.BROKEN and prop.modality is not Modality.SOMETIMES:
                    trial.broken = call
    return tried
