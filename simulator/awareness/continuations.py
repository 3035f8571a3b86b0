"""Options at a decision point, and the continuation of each.

The scenario is run up to the decision. Then the deciding role does something else and leaves its
script: a caller still answers questions, and all other roles go on as simulated, to the end of the
call. The flow decides which options are possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from simulator.content.scenario.cues import At
from simulator.content.scenario.scenario import DecisionPoint, Scenario
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.call import Call
from simulator.core.instant import Millis
from simulator.core.log import CallEnded, Entry
from simulator.core.possible_acts import why_ruled_out
from simulator.core.profile import Force, Profile
from simulator.core.terms import Intent, Manner, Outcome, Reason, Role, Service, Sign, Sound, Topic
from simulator.errors import NotPossible
from simulator.seat.available_acts import CALLER_WORDS
from simulator.session.people.scripts import KEY_GAP
from simulator.session.people.simulated_caller import LivingCaller
from simulator.session.run.headless_run import Cast, play, procedure, question_bank, sessions
from simulator.session.run.perceived_log import cue_times
from simulator.session.session import Session

THINKING: Millis = 1_500
"""Time from the decision to the caller's act, in ms (assumption: a short breath)."""


@dataclass(frozen=True)
class PlayedScenario:
    """A scenario with profile, force and seed, and its log."""

    scenario: Scenario
    profile: Profile
    force: Force
    seed: int = 0

    @cached_property
    def log(self) -> Sequence[Entry]:
        """The log of every call of the scenario."""
        log: list[Entry] = []
        for session in self._sessions(log):
            play(session, session.now)
        return log

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of the last call."""
        ended = (e.body.outcome for e in reversed(self.log) if isinstance(e.body, CallEnded))
        return next(ended, None)

    def _sessions(self, log: list[Entry]) -> Iterator[Session]:
        """Yield each call; play it before the next one is requested."""
        return sessions(Cast(self.scenario, self.profile, self.force, self.seed), log)

    def until(self, entries: int) -> tuple[Session, list[Entry]]:
        """Return the session and log when the log first has at least that many entries."""
        log: list[Entry] = []
        for session in self._sessions(log):
            while len(log) < entries and session.next_due() is not None:
                session.step()
            if len(log) >= entries:
                return session, log
        raise ValueError(f"the log never has {entries} entries")


class ReachedDecision(NamedTuple):
    """A decision point with the entry and instant at which it was reached."""

    point: DecisionPoint
    seq: int
    """The entry that triggered its cue."""
    at: Millis


class DecisionOption(NamedTuple):
    """One option of a decision."""

    name: str
    """Its text is the message `way-NAME`."""
    actions: tuple[do.Action, ...]
    """Acts in order; empty for the simulated role's own next act."""


@dataclass(frozen=True)
class Continuation:
    """The log that follows from one option, which begins at index `since`."""

    option: DecisionOption
    log: Sequence[Entry]
    since: int
    outcome: Outcome | None
    """None if the call does not end."""

    @property
    def after(self) -> Sequence[Entry]:
        """The entries that the option led to."""
        return self.log[self.since :]


# --- decision points ------------------------------------------------------------------------------


def points(played: PlayedScenario) -> tuple[ReachedDecision, ...]:
    """Return the decision points that the run reaches, in time order."""
    of = played.scenario
    flow = procedure(played.profile.switches, played.profile.timings)
    cues = [point.when for point in of.decision_points]
    met_at = cue_times(cues, played.log, flow, of.coverage)
    found: list[ReachedDecision] = []
    for place, (entry, answered) in met_at.items():
        point, seq, at = of.decision_points[place], entry.seq, entry.at
        if isinstance(point.when, At):  # It counts from the answer.
            at = (answered or at) + point.when.at
            seq = max(each.seq for each in played.log if each.at <= at)
        found.append(ReachedDecision(point, seq, at))
    return tuple(sorted(found, key=lambda reached: reached.seq))


# --- options --------------------------------------------------------------------------------------


def _says(name: str, intent: Intent, manner: Manner = Manner.WHISPERED) -> DecisionOption:
    return DecisionOption(name, (do.Say(intent, CALLER_WORDS[intent], manner),))


CALLER_OPTIONS = (
    DecisionOption("stay-silent", (do.StaySilent(),)),
    DecisionOption("press-55", (do.Press("5"), do.Press("5"))),
    DecisionOption("press-5", (do.Press("5"),)),
    DecisionOption("press-other", (do.Press("1"),)),
    DecisionOption("tap", (do.Tap(1),)),
    DecisionOption("tap-twice", (do.Tap(2),)),
    DecisionOption("cough", (do.Cough(1),)),
    _says("whisper-police", Intent.WANTS_POLICE),
    _says("whisper-yes", Intent.SAYS_YES),
    _says("whisper-no", Intent.SAYS_NO),
    _says("say-mistake", Intent.SAYS_MISTAKE, Manner.ALOUD),
    _says("pretend", Intent.PRETENDS, Manner.ALOUD),
    DecisionOption("breathe", (do.Make(Sound.BREATHING),)),
    DecisionOption("lift", (do.Lift(),)),
    DecisionOption("answer", (do.Answer(),)),
    DecisionOption("text", (do.SendText(""),)),
    DecisionOption("hang-up", (do.HangUp(),)),
)
"""What a group can do as the caller, at a decision point or in a whole call."""
_IN_A_CALL_ONLY = {"tap-twice", "whisper-yes", "whisper-no"}
"""Answers to questions; a decision point has a few options only."""


def _prompt(profile: Profile, intent: Intent) -> do.Say:
    return do.Say(intent, profile.words(intent))


def _operator(profile: Profile) -> tuple[DecisionOption, ...]:
    return (
        DecisionOption("go-on", ()),
        DecisionOption("ask-service", (_prompt(profile, Intent.WHICH_OF_THREE),)),
        DecisionOption("ask-sound", (_prompt(profile, Intent.MAKE_A_SOUND),)),
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
        DecisionOption("invite", (_prompt(profile, Intent.INVITE_SPEECH),)),
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


def options_of(role: Role, profile: Profile) -> tuple[DecisionOption, ...]:
    """Return all options of a role, possible or not."""
    match role:
        case Role.OPERATOR:
            return _operator(profile)
        case Role.CALL_HANDLER:
            return _handler(profile)
    return tuple(each for each in CALLER_OPTIONS if each.name not in _IN_A_CALL_ONLY)


def possible_options(session: Session, role: Role) -> tuple[DecisionOption, ...]:
    """Return the options whose first act the flow allows now."""
    return allowed(options_of(role, session.profile), session.call, role)


def allowed(
    options: Iterable[DecisionOption], call: Call, role: Role
) -> tuple[DecisionOption, ...]:
    """Return the options that begin with nothing, or with an act that is possible now."""
    return tuple(
        option
        for option in options
        if not option.actions or why_ruled_out(call, role, option.actions[0]) is None
    )


# --- continuations --------------------------------------------------------------------------------


def continuations(played: PlayedScenario, point: ReachedDecision) -> tuple[Continuation, ...]:
    """Return the continuation of every possible option at a decision point."""
    session, _ = played.until(point.seq + 1)
    role = point.point.who
    return tuple(
        continuation(played, point.seq, point.at, role, option)
        for option in possible_options(session, role)
    )


def continuation(
    played: PlayedScenario, seq: int, at: Millis, role: Role, option: DecisionOption
) -> Continuation:
    """Return the continuation of one option, to the end of that call."""
    session, log = played.until(seq + 1)
    since = len(log)
    if option.actions:
        for participant in session.participants:
            if isinstance(participant, LivingCaller) and role is Role.CALLER:
                session.cancel_plans(role)
                participant.leave_script()
        due = max(session.now, at) + (THINKING if role is Role.CALLER else 1)
        for action in option.actions:
            session.advance(due)
            if session.outcome is not None:
                break
            try:
                session.submit(role, action)
            except NotPossible:
                break
            due += KEY_GAP
    play(session, session.now)
    return Continuation(option, log, since, session.outcome)
