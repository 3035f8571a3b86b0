"""Options at a decision point, and continuations of each.

The scenario is run up to the decision. Then the deciding role does something else and leaves its
script, and all other roles go on as simulated, to the end of the call. The flow decides which
options are possible.

What nobody can know is drawn for each continuation: whether a person near hears the caller, what
they do about it, and how the caller can answer questions from then on. So an option is never shown
as one that always helps or always harms.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import NamedTuple, TypeVar

from simulator.content.fields.content_model import Delay, Fact
from simulator.content.procedure.lapse_file import GOOD
from simulator.content.scenario.cues import At
from simulator.content.scenario.endings import ENDINGS, Story
from simulator.content.scenario.environment import Overhearing
from simulator.content.scenario.scenario import Answers, CallScript, DecisionPoint, Scenario
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, CallEnded, Entry
from simulator.core.possible_acts import why_ruled_out
from simulator.core.profile import Profile
from simulator.core.terms import Role
from simulator.errors import NotPossible
from simulator.seat.available_acts import CALLER_WORDS
from simulator.session.officers.sends_nobody import PicksUp, SendsNobody
from simulator.session.officers.simulated_dispatch import Dispatch
from simulator.session.participant import Participant
from simulator.session.people.caller_words import USUAL_REACTION
from simulator.session.people.network_and_force_systems import Systems
from simulator.session.people.scripted_role import KEY_GAP
from simulator.session.people.simulated_caller import LivingCaller
from simulator.session.people.surroundings import Surroundings
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import procedure, question_bank
from simulator.session.run.cast import Cast
from simulator.session.run.headless_run import play, run, sessions
from simulator.session.run.perceived_log import cue_times
from simulator.session.session import Session

T = TypeVar("T")


class PlayedScenario(Cast):
    """A scenario with profile, force and seed and nobody in a seat, and its log."""

    def handling(self, role: terms.Role) -> str:  # noqa: ARG002
        """Return that the call is handled well: a group sees nothing else."""
        return GOOD

    @cached_property
    def log(self) -> Sequence[Entry]:
        """The log of every call of the scenario."""
        played = self.scenario, self.profile, self.force, self.seed
        return run(*played, handler=GOOD, operator=GOOD).log

    @cached_property
    def decisions(self) -> "tuple[tuple[ReachedDecision, tuple[Branch, ...]], ...]":
        """The decision points that the run reaches, in time order, each with its options."""
        return tuple((point, branches(self, point)) for point in points(self))

    @property
    def outcome(self) -> terms.Outcome | None:
        """The outcome of the last call."""
        ended = (e.body.outcome for e in reversed(self.log) if isinstance(e.body, CallEnded))
        return next(ended, None)

    def until(self, entries: int) -> tuple[Session, list[Entry]]:
        """Return the session and log when the log first has at least that many entries."""
        log: list[Entry] = []
        for session in sessions(self, log):
            while len(log) < entries and session.step():
                pass
            if len(log) >= entries:
                return session, log
        raise ValueError(f"the log never has {entries} entries")


class ReachedDecision(NamedTuple):
    """A decision point with the entry and instant at which it was reached."""

    point: DecisionPoint
    seq: int
    """The entry that triggered its cue."""
    at: Millis


@dataclass(frozen=True)
class Continuation:
    """A log that follows from an option, which begins at index `since`."""

    log: Sequence[Entry]
    since: int
    outcome: terms.Outcome | None
    """None if the call does not end."""
    waited: Millis = 0
    """How long it took, in ms, until the caller could act; 0 if they never could."""
    acted: int | None = None
    """The entry of the act that was chosen; None if there was no moment for it."""

    @property
    def after(self) -> Sequence[Entry]:
        """The entries that the option led to."""
        return self.log[self.since :]


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


Options = Mapping[str, tuple[do.Action, ...]]
"""The acts of each option, in order; its text is the message `way-NAME`."""


def _says(intent: terms.Intent, manner: terms.Manner) -> tuple[do.Action, ...]:
    return (do.Say(intent, CALLER_WORDS[intent], manner),)


CALLER_OPTIONS: Options = {
    "stay-silent": (do.StaySilent(),),
    "answer": (do.Answer(),),
    "lift": (do.Lift(),),
    "say-mistake": _says(terms.Intent.SAYS_MISTAKE, terms.Manner.ALOUD),
    "press-55": (do.Press("5"), do.Press("5")),
    "tap": (do.Tap(1),),
    "whisper-police": _says(terms.Intent.WANTS_POLICE, terms.Manner.WHISPERED),
    "cough": (do.Cough(1),),
    "text": (do.SendText(""),),
    "hang-up": (do.HangUp(),),
}
"""What the caller can do at a decision point; first things first."""
AT_ONCE = 4
"""Most options at a decision point (care: no long list to get right)."""


def options_of(role: Role, scenario: Scenario, profile: Profile) -> Options:
    """Return all options of a role, possible or not."""
    if role is Role.CALLER:
        mistake = scenario.facts.get(terms.Topic.MISTAKE) is Fact.YES
        return {name: o for name, o in CALLER_OPTIONS.items() if mistake or name != "say-mistake"}
    bank, ways = question_bank(), (terms.Sign.SPOKEN, terms.Sign.TAP, terms.Sign.KEY)
    code = do.Code(do.AnswerSign(terms.Sign.TAP, 1), do.AnswerSign(terms.Sign.TAP, 2))
    sound, speech = (
        do.Say(intent, profile.words(intent))
        for intent in (terms.Intent.MAKE_A_SOUND, terms.Intent.INVITE_SPEECH)
    )
    if role is Role.OPERATOR:
        return {
            "ask-sound": (sound,),
            "connect-police": (do.Connect(terms.Service.POLICE, terms.Reason.DOUBT),),
            "send-to-recording": (do.SendToRecording(terms.Reason.NO_RESPONSE),),
            "end-call": (do.EndCall(terms.Reason.NO_RESPONSE),),
        }
    return {
        "ring-back": (do.CallBack(terms.Reason.DOUBT),),
        "offer-ways": (do.OfferWays(ways, bank.ways_sentence(ways)),),
        "set-code": (do.SetCode(code, bank.code_sentence(code)),),
        "invite": (speech,),
        "send-officers": (do.Deploy(terms.Reason.DOUBT),),
        "not-ring-back": (do.DecideAgainstCallback(terms.Reason.MAY_ALERT_OTHERS),),
        "end-connection": (do.EndCall(terms.Reason.NO_RESPONSE),),
    }


_HEARS_FROM = ((25, -1), (35, 0), (25, 1))
"""Chances in 100 that a person near hears the caller from so many steps of loudness above the one
that the scenario names; else they hear nothing (assumption: walls, attention, other sounds)."""
_USUAL = Overhearing(at_least=terms.Loudness.WHISPER, do="come_closer", after=Delay(2_000, 2_000))
"""What a person near hears and does if the scenario doesn't say (assumption)."""
_ONLY_COMES_CLOSER = 40
"""Chance in 100 that a person who hears the caller only comes closer (assumption)."""
_ANSWERS_BY = ((35, terms.Sign.TAP), (30, terms.Sign.KEY))
"""Chances in 100 of the sign by which a caller who has left the script answers questions; else they
cannot answer (assumption)."""
SOON: Millis = 1_500
"""Usual time from the decision to the caller's act, in ms (assumption: a short breath)."""
LATER: Millis = 22_000
"""Time in ms until a caller can move who had to wait for it to be safe (assumption)."""
_MOMENTS: Sequence[Millis | None] = (*[SOON] * 6, *[LATER] * 2, *[None] * 2)
"""When it is safe to act, of ten draws; None: it never is before the call is over (assumption)."""
_VOICES = (True, *[False] * 4)
"""Whether a person near can be heard on the line of a caller who makes no sound (assumption)."""
_SENDS_NOBODY = (True, *[False] * 2)
"""Whether the police send nobody where only doubt is left (assumption)."""
_GOES_AWAY = (True, False)
"""Whether a person who is near, and not in there with the caller, has gone before the police could
ring back (assumption)."""
_HOLDS_NOTHING = (True, *[False] * 2)
"""Whether police systems hold nothing on this number: the phone may be new (assumption)."""


class Unknowns(NamedTuple):
    """What nobody in the call can choose: drawn for each continuation."""

    overhearing: Overhearing | None
    """What a person near hears and does; None for nothing."""
    answers: Answers
    """How a caller answers questions after a decision, if at all."""
    after: Millis | None = SOON
    """Time from the decision to the caller's act, in ms; None: no moment for it is safe."""
    voices: bool = False
    """Whether a person near can be heard on the line of a caller who makes no sound."""
    sends_nobody: bool = False
    """Whether the police send nobody where only doubt is left."""
    holds_nothing: bool = False
    """Whether police systems hold nothing on this number."""
    goes_away: bool = False
    """Whether a person near, who is not in there with the caller, has gone in the meantime."""


def drawn(script: CallScript, chance: RandomStream) -> Unknowns:
    """Draw the unknowns of one continuation from what the scenario says of the surroundings."""
    usual, louder = script.overheard or _USUAL, _one_of(_HEARS_FROM, chance)
    does = "come_closer" if chance.happens(_ONLY_COMES_CLOSER) else usual.do
    sign = _one_of(_ANSWERS_BY, chance)
    signs = () if sign is None else (sign,)
    answers = Answers(by=signs, after=USUAL_REACTION)
    if louder is None or not script.near:
        return Unknowns(None, answers)
    level = min(max(usual.at_least + louder, terms.Loudness.KEY), terms.Loudness.SPEECH)
    hears = usual.model_copy(update={"at_least": terms.Loudness(level), "do": does})
    return Unknowns(hears, answers)


def dealt(deck: Sequence[T], seed: int, name: str, draw: int) -> T:
    """Return the card of a draw from a deck that is shuffled for this seed.

    So a few draws in a row differ: five made-up endings are drawn to be looked at side by side.
    """
    chance, cards = RandomStream(seed, f"{name}/{draw // len(deck)}"), [*deck]
    for place in range(draw % len(deck) + 1):
        other = chance.between(place, len(cards) - 1)
        cards[place], cards[other] = cards[other], cards[place]
    return cards[draw % len(deck)]


def _one_of(table: Iterable[tuple[int, T]], chance: RandomStream) -> T | None:
    """Return a value of a table by its chance in 100, or None for what is left of 100."""
    place = chance.between(1, 100)
    for percent, value in table:
        if place <= percent:
            return value
        place -= percent
    return None


@dataclass(frozen=True)
class Branch:
    """An option at a decision point of a call."""

    played: PlayedScenario
    point: ReachedDecision
    name: str
    actions: tuple[do.Action, ...]
    _drawn: dict[tuple[int, int], Continuation] = field(default_factory=dict, compare=False)

    def continuation(self, draw: int, seed: int = 0) -> Continuation:
        """Return one continuation, to the end of that call. It takes up to 0.1 s, once."""
        if (seed, draw) not in self._drawn:
            self._drawn[seed, draw] = self._continued(draw, seed)
        return self._drawn[seed, draw]

    @property
    def is_an_act(self) -> bool:
        """Whether something is done: to stay silent is to go on."""
        return self.name != "stay-silent"

    def _unknowns(self, script: CallScript, draw: int, seed: int, chance: RandomStream) -> Unknowns:
        name = f"{self.point.seq}/{self.name}"
        caller = self.point.point.who is Role.CALLER
        return drawn(script, chance)._replace(
            after=dealt(_MOMENTS, seed, f"{name}/moment", draw) if caller else SOON,
            voices=bool(script.near) and dealt(_VOICES, seed, f"{name}/voices", draw),
            sends_nobody=dealt(_SENDS_NOBODY, seed, f"{name}/sends", draw),
            holds_nothing=dealt(_HOLDS_NOTHING, seed, f"{name}/holds", draw),
            goes_away=bool(script.near) and dealt(_GOES_AWAY, seed, f"{name}/goes", draw),
        )

    def _continued(self, draw: int, seed: int) -> Continuation:
        played, point, role = self.played, self.point, self.point.point.who
        session, log = played.until(point.seq + 1)
        since = len(log)
        chance = RandomStream(seed, f"{point.seq}/{self.name}/{draw}")
        began = sum(isinstance(entry.body, CallBegan) for entry in log)
        script = played.calls[began - 1][0]
        unknowns = self._unknowns(script, draw, seed, chance)
        session.take_over(
            self._otherwise(person, unknowns, chance, script) for person in session.participants
        )
        if role is Role.CALLER:
            session.cancel_plans(role)
        if role is Role.CALLER and unknowns.voices and not self.is_an_act:
            session.advance(max(session.now, point.at + 1))
            _submit(session, Role.ROOM, do.Make(terms.Sound.VOICES))
        acted = self._act(session, unknowns)
        play(session, session.now)
        return Continuation(log, since, session.outcome, unknowns.after or 0, acted=acted)

    def _act(self, session: Session, unknowns: Unknowns) -> int | None:
        """Do what was chosen, if there is a safe moment; return the entry of the first act."""
        role, first = self.point.point.who, None
        if self.is_an_act and unknowns.after is None:
            return None
        wait = (unknowns.after or SOON) if self.is_an_act else SOON
        due = max(session.now, self.point.at) + wait
        for action in self.actions:
            session.advance(due)
            done = _submit(session, role, action)
            if done is None:
                break
            first = done.seq if first is None else first
            due += KEY_GAP
        return first

    def _otherwise(
        self, person: Participant, unknowns: Unknowns, chance: RandomStream, script: CallScript
    ) -> Participant:
        """Return a person as the unknowns have them from here on."""
        scenario = self.played.scenario
        settled = ENDINGS[terms.HowItEnds.RUNG_BACK_SETTLED].fits(Story.of(scenario))
        mistake = scenario.facts.get(terms.Topic.MISTAKE) is Fact.YES
        # Of a story in which it may settle, a person near is not in there with the caller.
        gone = settled and not mistake and unknowns.goes_away
        free = settled and (mistake or gone or not script.near)
        match person:
            case Surroundings():
                person.overhearing = None if gone else unknowns.overhearing
            case Dispatch():
                person.draw_from(chance)
            case Systems() if unknowns.holds_nothing:
                person.forget()
            case LivingCaller():
                if self.point.point.who is Role.CALLER:
                    person.leave_script(unknowns.answers)
                return PicksUp(person, mistake=mistake, gone=gone) if free else person
            case _ if person.role is Role.CALL_HANDLER and unknowns.sends_nobody:
                return SendsNobody(person, rings=free, after_answers=not gone)
        return person


def branches(played: PlayedScenario, point: ReachedDecision) -> tuple[Branch, ...]:
    """Return the first possible options at a decision point; none if the role has no part yet."""
    session, _ = played.until(point.seq + 1)
    role = point.point.who
    options = options_of(role, played.scenario, played.profile).items()
    every = (Branch(played, point, name, actions) for name, actions in options)
    possible = (b for b in every if why_ruled_out(session.call, role, b.actions[0]) is None)
    return tuple(islice(possible, AT_ONCE))


def _submit(session: Session, role: Role, action: do.Action) -> Entry | None:
    """Perform an act; return None if it is not possible any more."""
    with suppress(NotPossible):
        if session.outcome is None:
            return session.submit(role, action)
    return None
