"""What could be done at a decision point, and what would come of each.

The call is played as it stands in its scenario up to the moment of the decision. Then the one who
decides does something else, and their script is left: a caller goes on answering questions, and
everybody else goes on as they usually would, to the end of the call. What is possible is asked of
the flow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from simulator.content.scenario.cues import At
from simulator.content.scenario.scenario import DecisionPoint, Scenario
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.log import CallEnded, Entry, EventLog
from simulator.core.possible_acts import why_ruled_out
from simulator.core.profile import Force, Profile
from simulator.core.terms import Intent, Manner, Outcome, Reason, Role, Service, Sign, Sound, Topic
from simulator.errors import NotPossible
from simulator.seat.act_parameters import CALLER_WORDS
from simulator.session.people.scripts import KEY_GAP, ScriptedCaller
from simulator.session.records.cue_times import met
from simulator.session.run.headless_run import Cast, play, procedure, question_bank, sessions
from simulator.session.session import Session

THINKING: Millis = 1_500
"""Between the moment of a decision and a caller's act (assumption: a short breath)."""


@dataclass(frozen=True)
class PlayedScenario:
    """A call that is played: by which scenario, under which profile and force."""

    scenario: Scenario
    profile: Profile
    force: Force
    seed: int = 0

    @cached_property
    def log(self) -> Sequence[Entry]:
        """Everything that happens in it, every call of the scenario."""
        log: EventLog = EventLog()
        for session in self._sessions(log):
            play(session, session.now)
        return log

    @property
    def outcome(self) -> Outcome | None:
        """How its last call ended."""
        ended = (e.body.outcome for e in reversed(self.log) if isinstance(e.body, CallEnded))
        return next(ended, None)

    def _sessions(self, log: EventLog) -> Iterator[Session]:
        """Each call in turn, to be played before the next one is asked for."""
        return sessions(Cast(self.scenario, self.profile, self.force, self.seed), log)

    def until(self, entries: int) -> tuple[Session, EventLog]:
        """The call in which the log comes to have so many entries, just then."""
        log: EventLog = EventLog()
        for session in self._sessions(log):
            while len(log) < entries and session.next_due() is not None:
                session.step()
            if len(log) >= entries:
                return session, log
        raise ValueError(f"the log never has {entries} entries")


class ReachedDecision(NamedTuple):
    """A decision point where it was met."""

    point: DecisionPoint
    seq: int
    """The entry at which its cue was noticed."""
    at: Millis


class DecisionOption(NamedTuple):
    """Something that can be done."""

    name: str
    """Its name: of the message `way-NAME` that says it."""
    actions: tuple[do.Action, ...]
    """The acts, one after the other; none for going on as the person would have done."""


@dataclass(frozen=True)
class Continuation:
    """What comes of one way; `since` entries were there before it. No outcome: left open."""

    way: DecisionOption
    log: Sequence[Entry]
    since: int
    outcome: Outcome | None


# --- where the call stops -------------------------------------------------------------------------


def points(played: PlayedScenario) -> tuple[ReachedDecision, ...]:
    """The decision points of a scenario that are met in it, in the order of their moments."""
    of = played.scenario
    flow = procedure(played.profile.switches, played.profile.timings)
    found = met([point.when for point in of.decision_points], played.log, flow, of.coverage)
    points = [_met(played, of.decision_points[place], *when) for place, when in found.items()]
    return tuple(sorted(points, key=lambda point: point.seq))


def _met(
    played: PlayedScenario, point: DecisionPoint, entry: Entry, answered: Millis | None
) -> ReachedDecision:
    """The moment of a cue; one that hangs on the clock comes so long after the answer."""
    if not isinstance(point.when, At):
        return ReachedDecision(point, entry.seq, entry.at)
    at = (answered or entry.at) + point.when.at
    seq = max(each.seq for each in played.log if each.at <= at)
    return ReachedDecision(point, seq, at)


# --- what could be done ---------------------------------------------------------------------------


def _says(intent: Intent, manner: Manner = Manner.WHISPERED) -> do.Say:
    return do.Say(intent, CALLER_WORDS[intent], manner)


_CALLER = (
    DecisionOption("stay-silent", (do.StaySilent(),)),
    DecisionOption("press-55", (do.Press("5"), do.Press("5"))),
    DecisionOption("press-5", (do.Press("5"),)),
    DecisionOption("press-other", (do.Press("1"),)),
    DecisionOption("tap", (do.Tap(1),)),
    DecisionOption("cough", (do.Cough(1),)),
    DecisionOption("whisper-police", (_says(Intent.WANTS_POLICE),)),
    DecisionOption("say-mistake", (_says(Intent.SAYS_MISTAKE, Manner.ALOUD),)),
    DecisionOption("pretend", (_says(Intent.PRETENDS, Manner.ALOUD),)),
    DecisionOption("breathe", (do.Make(Sound.BREATHING),)),
    DecisionOption("lift", (do.Lift(),)),
    DecisionOption("answer", (do.Answer(),)),
    DecisionOption("text", (do.SendText(""),)),
    DecisionOption("hang-up", (do.HangUp(),)),
)


def _operator(profile: Profile) -> tuple[DecisionOption, ...]:
    def prompt(intent: Intent) -> do.Say:
        return do.Say(intent, profile.words(intent))

    return (
        DecisionOption("go-on", ()),
        DecisionOption("ask-service", (prompt(Intent.WHICH_OF_THREE),)),
        DecisionOption("ask-sound", (prompt(Intent.MAKE_A_SOUND),)),
        DecisionOption("connect-police", (do.Connect(Service.POLICE, Reason.DOUBT),)),
        DecisionOption("connect-ambulance", (do.Connect(Service.AMBULANCE, Reason.JUDGEMENT),)),
        DecisionOption("send-to-recording", (do.SendToRecording(Reason.NO_RESPONSE),)),
        DecisionOption("end-call", (do.EndCall(Reason.NO_RESPONSE),)),
    )


def _handler(profile: Profile) -> tuple[DecisionOption, ...]:
    bank = question_bank()
    code = do.Code(do.AnswerSign(Sign.TAP, 1), do.AnswerSign(Sign.TAP, 2))
    ways = (Sign.SPOKEN, Sign.TAP, Sign.KEY)
    danger = bank.topics[Topic.IN_DANGER]
    return (
        DecisionOption("go-on", ()),
        DecisionOption(
            "invite", (do.Say(Intent.INVITE_SPEECH, profile.words(Intent.INVITE_SPEECH)),)
        ),
        DecisionOption("offer-ways", (do.OfferWays(ways, bank.ways_sentence(ways)),)),
        DecisionOption("set-code", (do.SetCode(code, bank.code_sentence(code)),)),
        DecisionOption(
            "ask-danger", (do.Ask((Topic.IN_DANGER,), terms.QuestionForm.CLOSED, danger.words),)
        ),
        DecisionOption("send-officers", (do.Deploy(Reason.DOUBT),)),
        DecisionOption("ring-back", (do.CallBack(Reason.DOUBT),)),
        DecisionOption("not-ring-back", (do.DecideAgainstCallback(Reason.MAY_ALERT_OTHERS),)),
        DecisionOption("end-connection", (do.EndCall(Reason.NO_RESPONSE),)),
    )


def ways_of(role: Role, profile: Profile) -> tuple[DecisionOption, ...]:
    """Everything that somebody may decide to do, whether or not it is possible now."""
    match role:
        case Role.OPERATOR:
            return _operator(profile)
        case Role.CALL_HANDLER:
            return _handler(profile)
    return _CALLER


def possible_ways(session: Session, role: Role) -> tuple[DecisionOption, ...]:
    """The ways whose first act the flow allows as the call stands."""
    return tuple(
        way
        for way in ways_of(role, session.profile)
        if not way.actions or why_ruled_out(session.call, role, way.actions[0]) is None
    )


# --- what comes of it -----------------------------------------------------------------------------


def continuations(played: PlayedScenario, point: ReachedDecision) -> tuple[Continuation, ...]:
    """What comes of everything that is possible at a decision point, in the order of the ways."""
    session, _ = played.until(point.seq + 1)
    role = point.point.who
    return tuple(
        continuation(played, point.seq, point.at, role, way) for way in possible_ways(session, role)
    )


def continuation(
    played: PlayedScenario, seq: int, at: Millis, role: Role, way: DecisionOption
) -> Continuation:
    """What comes of one way, to the end of that call; later calls are left out."""
    session, log = played.until(seq + 1)
    since = len(log)
    if way.actions:
        for participant in session.participants:
            if isinstance(participant, ScriptedCaller) and role is Role.CALLER:
                session.cancel_plans(role)
                participant.leave_script()
        due = max(session.now, at) + (THINKING if role is Role.CALLER else 1)
        for action in way.actions:
            session.advance(due)
            if session.outcome is not None:
                break
            try:
                session.submit(role, action)
            except NotPossible:
                break
            due += KEY_GAP
    play(session, session.now)
    return Continuation(way, log, since, session.outcome)
