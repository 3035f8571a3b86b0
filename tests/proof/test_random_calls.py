"""The operator's and the call handler's properties in random calls: who breaks one is found."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.flow import UK
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.profile import Force, Profile
from simulator.core.terms import Intent, LineKind, LineStage, Reason, Role, Topic
from simulator.guidance.guidance import Guidance
from simulator.guidance.handler_rows import HANDLER_ROWS
from simulator.guidance.operator_rows import OPERATOR_ROWS
from simulator.guidance.rows import ActMaker, GuidanceRow, Hand, RoleTable
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.families import said
from simulator.knowledge.judgements.judgement import FactJudgement, policy_of
from simulator.proof.verify import decide_properties
from simulator.proof.verify.counterexample import counterexample
from simulator.proof.verify.decide_properties import Decider, Status, settings_for, work_for
from simulator.proof.verify.random_calls import CALLS, RandomCalls, TriedCall, falsify, verdict
from simulator.rules.patterns import VerdictKind
from simulator.rules.properties import Modality, Property
from simulator.session.log_json import json_line
from simulator.session.participant import Participant
from simulator.session.people.simulated_handler import SimulatedHandler
from simulator.session.people.simulated_operator import SimulatedOperator
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import line_book
from tests.daily import a_share_of_cases, first_a_day, these_a_day
from tests.proof.broken import FORCE, PROPERTIES, QUESTIONS, profile, prop, with_row
from tests.session.calls import LIBRARY

OF = {
    whose: {name: each for name, each in PROPERTIES.items() if each.whose is whose}
    for whose in (Role.OPERATOR, Role.CALL_HANDLER)
}
OF_HANDLER = OF[Role.CALL_HANDLER]
PROFILES = [loaded.profile for loaded in LIBRARY.profiles()]
FORCES = [loaded.force for loaded in LIBRARY.forces()]
OURS = "kind: procedure\nwhose: call_handler\nmodality: {modality}\nrule: {rule}\n"
DAILY, ENOUGH = 6, 250
"""Calls that are tried every day; and in how many every shipped property applies."""


def hasty(when: FactJudgement, action: do.Action, hand: Hand = Hand.DESK) -> GuidanceRow:
    """A row that comes before all others, for somebody who does something that they should not."""
    does = ActMaker("a mistake", lambda _f, _p: action)
    first = replace(when, size=99)
    return GuidanceRow("hasty", 0, "assumption", does, first, "A mistake.", hand=hand)


ASKS = do.Ask((Topic.IN_DANGER,), words="Are you in danger?")
ENDS, CLOSES = do.EndCall(Reason.NO_RESPONSE), do.Close(Reason.NO_CONCERN)
SIGNAL_LOST = "a-signal-never-ends-as-no-response"
CUT_OFF = "the-recording-finishes-its-sentence"
LEAVES = hasty(c.police_there, do.Leave())
WORSENED: Mapping[str, GuidanceRow] = {
    "every-prompt-before-the-recording": hasty(c.in_hand, do.SendToRecording(Reason.NO_RESPONSE)),
    "an-answer-is-never-no-response": hasty(c.in_hand & c.answered_by_sign, ENDS),
    "only-the-caller-calls-it-a-mistake": hasty(
        c.in_hand & c.other_voice, do.EndCall(Reason.MISTAKE_CONFIRMED)
    ),
    "heard-and-handed-over": LEAVES,
    "a-fixed-line-is-never-given-up": hasty(c.handset_down, ENDS),
    "who-this-is-comes-first": hasty(c.line_open, ASKS, Hand.VOICE),
    "a-code-before-a-question": hasty(
        c.line_open & said(Intent.THROUGH_TO_POLICE) & c.code_none, ASKS, Hand.VOICE
    ),
    "the-line-is-kept": hasty(c.line_open, ENDS),
    "a-lost-line-is-graded-anew": hasty(c.line_lost & c.line_cut & c.incident_open, CLOSES),
    "an-emergency-stays-one": hasty(
        c.graded_emergency & ~c.at_risk, do.SetGrade(FORCE.unanswered_grade, Reason.DOUBT)
    ),
    "another-voice-closes-nothing": hasty(c.other_voice & c.incident_open, CLOSES),
    "a-disturbance-brings-officers": hasty(c.disturbance_heard & c.incident_open, CLOSES),
    "ringing-back-before-a-trace": hasty(
        c.line_lost & c.trace_open & c.incident_open, do.StartTrace(terms.Trace.PHONE, Reason.DOUBT)
    ),
}
"""The row by which somebody breaks it, by the id of the property."""
RARE = {
    "a-fixed-line-is-never-given-up",
    "a-code-before-a-question",
    "an-emergency-stays-one",
    "a-disturbance-brings-officers",
}
"""Those that take many calls to be found."""


class Worse(RandomCalls):
    """Calls in which one simulated person has a row that comes before all others."""

    row: GuidanceRow

    def operator(self, profile: Profile, chance: RandomStream) -> Participant:
        if self.whose is not Role.OPERATOR:
            return super().operator(profile, chance)
        # Who leaves at once has no time to hand over.
        rows = [each for each in OPERATOR_ROWS if each.id != "OP-21" or self.row is not LEAVES]
        table = Guidance(RoleTable(Role.OPERATOR, (self.row, *rows), ()), policy_of(profile, None))
        operator = SimulatedOperator(profile, chance)
        operator.guidance = table
        return operator

    def handler(self, profile: Profile, force: Force) -> Participant:
        if self.whose is Role.OPERATOR:
            return super().handler(profile, force)
        policy = policy_of(profile, force)
        table = Guidance(RoleTable(Role.CALL_HANDLER, (self.row, *HANDLER_ROWS), ()), policy)
        words = SpokenWords(line_book(Role.CALL_HANDLER), RandomStream(0, "words"))
        handler = SimulatedHandler(profile, force, QUESTIONS, words)
        handler.guidance = table
        return handler


def calls(whose: Role = Role.CALL_HANDLER, worse: GuidanceRow | None = None) -> RandomCalls:
    """Calls of the usual people, or with one in the seat of `whose` who has that row as well."""
    if worse is None:
        return RandomCalls(PROFILES, FORCES, QUESTIONS, UK, whose)
    made = Worse(PROFILES, FORCES, QUESTIONS, UK, whose)
    made.row = worse
    return made


@pytest.fixture(scope="module", params=first_a_day([DAILY, ENOUGH]))
def tried(request: pytest.FixtureRequest) -> Mapping[Role, list[TriedCall]]:
    """Some calls of the usual people, played once for all that is asked of them."""
    return {whose: [calls(whose).call(seed) for seed in range(request.param)] for whose in OF}


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """With fewer calls than a verification tries."""
    monkeypatch.setattr(decide_properties, "CALLS", dict.fromkeys(CALLS, 8))


def test_no_property_is_broken_and_each_applies(tried: Mapping[Role, list[TriedCall]]) -> None:
    """Every call ends once others fall silent. `verify` tries thousands; a share of them here."""
    for whose, played in tried.items():
        assert {call.stopped for call in played} == {""}
        for each in OF[whose].values():
            found = Counter(
                verdict(each, call)
                for call in played
                if each.concerns(call.profile) and call.kind in (each.lines or LineKind)
            )
            assert found[VerdictKind.BROKEN] == 0 or each.modality is Modality.SOMETIMES, each.id
            assert found[VerdictKind.MET] > 0 or len(played) < ENOUGH, each.id


def test_of_every_property_it_is_known_what_breaks_it() -> None:
    every = {**OF[Role.OPERATOR], **OF_HANDLER}
    always = {name for name, each in every.items() if each.modality is Modality.ALWAYS}
    assert always == {*WORSENED, SIGNAL_LOST, CUT_OFF}


@pytest.mark.parametrize("name", these_a_day(WORSENED, *(WORSENED.keys() - RARE)))
@a_share_of_cases(3)
def test_a_person_who_breaks_a_property_is_found(name: str) -> None:
    whose = PROPERTIES[name].whose
    assert whose is not None
    worse = calls(whose, WORSENED[name])
    (found,) = falsify([PROPERTIES[name]], worse, 4 * ENOUGH)
    assert found.broken is not None
    assert verdict(PROPERTIES[name], found.broken) is VerdictKind.BROKEN


def test_a_signal_that_is_taken_back_is_found() -> None:
    """A mistake of the flow can break an operator's property as well."""
    flow = with_row("S-1", to=LineStage.NO_RESPONSE_TO_RECORDING)
    worse = RandomCalls(PROFILES, FORCES, QUESTIONS, flow, Role.OPERATOR)
    (found,) = falsify([PROPERTIES[SIGNAL_LOST]], worse, 4 * ENOUGH)
    assert found.broken is not None


def test_a_recording_that_ends_before_its_sentence_is_found() -> None:
    """So can a timing of a profile."""
    worse = RandomCalls([profile(request=18_500)], FORCES, QUESTIONS, UK, Role.OPERATOR)
    (found,) = falsify([PROPERTIES[CUT_OFF]], worse, 4 * ENOUGH)
    assert found.broken is not None


def test_a_call_is_the_same_for_the_same_seed() -> None:
    one, other = calls().call(7), calls().call(7)
    assert [*map(json_line, one.log)] == [*map(json_line, other.log)]


@pytest.mark.parametrize("tried", [pytest.param(ENOUGH, marks=pytest.mark.thorough)], indirect=True)
def test_others_do_everything_that_they_can_do(tried: Mapping[Role, list[TriedCall]]) -> None:
    """Each kind of act of a caller, a room, an operator and the network, on every kind of line."""
    done = {(e.actor, e.body.kind) for call in tried[Role.CALL_HANDLER] for e in call.log}
    wanted = {
        (role, kind)
        for role in (Role.CALLER, Role.ROOM, Role.OPERATOR, Role.NETWORK)
        for kind in REPERTOIRE[role]
    }
    rung_back = {(Role.CALLER, "answer"), (Role.ROOM, "answer")}
    assert rung_back & done
    assert wanted - done - rung_back <= {(Role.CALLER, "dial")}
    for played in tried.values():
        assert {call.kind for call in played} == set(LineKind)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("modality", "rule", "status"),
    [
        ("always", "{never: {act: answer, by: call_handler}}", Status.FAILS),
        ("always", "{never: {outcome: not_connected}}", Status.UNBROKEN),
        ("always", "{always: {of: {outcome: not_connected}, is: {anything: true}}}", Status.FAILS),
        ("sometimes", "{eventually: {act: deploy}}", Status.HOLDS),
        ("sometimes", "{eventually: {outcome: not_connected}}", Status.FAILS),
    ],
    ids=["broken", "not broken", "never applied", "shown", "not shown"],
)
def test_what_comes_of_a_property_of_ones_own(modality: str, rule: str, status: Status) -> None:
    own = prop(OURS.format(modality=modality, rule=rule))
    (setting,) = settings_for(PROFILES[:1], FORCE, [FORCE], QUESTIONS)
    assert Decider(setting).decide_all([own])[0].status is status


@pytest.mark.usefixtures("few")
def test_a_call_that_breaks_one_is_played_act_by_act() -> None:
    own = prop(OURS.format(modality="always", rule="{never: {act: deploy}}"))
    (setting,) = settings_for(PROFILES[:1], FORCE, [FORCE], QUESTIONS)
    shown = counterexample(Decider(setting).decide_all([own])[0], setting)
    assert shown is not None
    assert shown.verdict.kind is VerdictKind.BROKEN


def test_the_properties_of_a_call_handler_are_tried_in_the_same_calls() -> None:
    """Each with the first profile that it concerns."""

    def pieces(properties: list[Property]) -> list[tuple[str, list[str]]]:
        work = (piece for piece in work_for(PROFILES, properties) if piece.properties)
        return [(piece.profile, [each.id for each in piece.properties]) for piece in work]

    one, *_ = OF_HANDLER.values()
    first, second = (each.id for each in PROFILES[:2])
    only = replace(one, id="only", profiles=(second,))
    assert pieces([one, only]) == [(first, [one.id]), (second, ["only"])]
