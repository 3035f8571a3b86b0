"""Each property could fail: with a mistake in the flow, in a timing, or in who is at work."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import pytest

from simulator.core import terms
from simulator.core.call import Procedure
from simulator.core.flow import IN_RECORDED_SERVICE, OPERATOR, OPERATOR_VOICE, UK
from simulator.core.log import CallEnded
from simulator.core.profile import Profile
from simulator.core.stimuli import Stimulus
from simulator.core.table import Flow, Impossible, recognises
from simulator.core.terms import LineStage, Outcome, Recognised
from simulator.proof.explore.act_classes import all_acts
from simulator.proof.explore.clocks import UntimedClocks
from simulator.proof.explore.explorer import watch
from simulator.proof.explore.graph import Calls, Cues, FlowTable, Graph, Writing
from simulator.proof.verify.decide_properties import Status
from simulator.rules.match_criteria import Context
from simulator.rules.properties import PropertyKind
from tests.core.explored import MIXED
from tests.daily import first_a_day
from tests.proof.broken import FORCE, PROPERTIES, decided, mutated, profile, with_row

L, N = LineStage, terms.IncidentStage
FIFTY_FIVE = (recognises(Recognised.FIFTY_FIVE),)
NOISE = (recognises(Recognised.NOISE),)
EARLY = (recognises(Recognised.EARLY_FIFTY_FIVE),)


class Mistake(NamedTuple):
    """A flow or a profile that breaks a property."""

    flow: Flow = UK
    under: Profile = profile()


def mixed(name: str) -> Profile:
    """The usual profile with switches that none has."""
    return replace(profile(), id=name, switches=MIXED[name])


def talking_over_the_recording() -> Flow:
    """A flow in which the operator can say other words than prompts while the recording plays."""
    impossible = tuple(
        replace(each, on=OPERATOR_VOICE[:-1]) if "only listen" in each.why else each
        for each in UK.line.impossible
    )
    flow = with_row("O-5", at=(OPERATOR, *IN_RECORDED_SERVICE))
    return replace(flow, line=replace(flow.line, impossible=impossible))


def without_end(stage: LineStage) -> Flow:
    """A flow in which a stage is no end, and nothing is possible there."""
    nothing = Impossible("nothing is possible", (stage,), tuple(UK.line.alphabet))
    line = replace(UK.line, impossible=(*UK.line.impossible, nothing))
    ends = {each: outcome for each, outcome in UK.line_ends.items() if each is not stage}
    return replace(UK, line=line, line_ends=ends)


def ruled_out(row_id: str) -> Flow:
    """A flow in which what a row of the incident answers is impossible."""
    kept = tuple(row for row in UK.incident.rows if row.id != row_id)
    gone = next(row for row in UK.incident.rows if row.id == row_id)
    never = Impossible("nobody can", gone.at, gone.on, gone.when)
    impossible = (*UK.incident.impossible, never)
    return replace(UK, incident=replace(UK.incident, rows=kept, impossible=impossible))


LEFT_WITHOUT_EFFECT: Mapping[str, str] = {
    "staff-can-end-it": "D-3",
    "the-phone-can-be-put-down": "X-2",
    "another-can-put-it-down": "X-2",
    "a-lifted-handset-finds-the-line": "L-4",
    "no-hands-on-a-taken-phone": "A-4",
    "a-dead-phone-is-not-rung": "K-11",
    "a-sound-is-enough-where-it-is-asked-for": "R-1 under npcc_2017",
    "a-noise-is-enough-where-it-passes": "R-12 under wmp",
    "55-is-enough-once-asked": "R-5",
    "another-key-makes-a-5-void": "R-9",
    "a-late-5-makes-a-5-void": "R-16",
    "another-key-makes-an-early-5-void": "O-13 under early55_relay",
    "a-late-5-makes-an-early-5-void": "O-15 under early55_relay",
    "an-early-55-is-two-5s-on-a-mobile": "O-11 under early55_relay",
    "the-operator-can-take-the-caller-out": "R-23",
    "the-operator-can-bring-police-in": "O-17",
    "the-operator-can-connect-another-service": "R-24",
    "the-operator-can-end-a-call": "O-22",
    "the-operator-can-end-a-mistake": "O-21",
    "a-line-can-fail-at-any-moment": "X-4",
    "the-force-can-answer": "C-1",
    "the-first-handler-can-pass-a-call-on": "F-3 under surrey_2019",
    "the-call-handler-can-clear-the-line": "H-12",
    "a-close-closes": "I-22",
    "an-incident-can-be-offered": "I-15",
    "a-phone-can-die-at-any-moment": "K-8",
    "a-held-digital-line-can-lose-its-power": "L-18 under told_and_noisy",
    "a-callback-can-be-answered": "K-3",
    "a-callback-can-be-refused": "K-6",
    "an-open-incident-can-be-graded": "I-7",
    "a-closed-incident-can-be-reopened-on-the-line": "I-9",
    "an-offer-can-be-accepted": "I-16",
    "doubt-reaches-police-from-a-held-line": "L-9",
    "a-lost-call-can-be-passed-on": "X-8",
    "an-open-incident-can-be-deployed-to": "I-11",
    "a-left-call-is-left": "H-11",
    "a-silent-caller-can-get-officers": "R-5",
    "a-silent-caller-can-be-missed": "R-18",
    "a-callback-can-be-answered-by-another": "K-4",
}
"""By the property's id: the row that it needs, and under which profile if not the usual one."""


def left_without_effect(row: str, under: str = "iopc_2019") -> Mistake:
    flow = mutated(f"{row} left without effect")
    return Mistake(flow, mixed(under) if under in MIXED else profile(under))


MISTAKES: Mapping[str, Mistake] = {
    **{name: left_without_effect(*r.split(" under ")) for name, r in LEFT_WITHOUT_EFFECT.items()},
    "every-call-can-end": Mistake(without_end(L.ABANDONED)),
    "police-have-it-police-end-it": Mistake(with_row("H-12", to=L.ABANDONED)),
    "no-police-end-without-police": Mistake(
        replace(UK, line_ends={**UK.line_ends, L.ABANDONED: Outcome.DEPLOYED})
    ),
    "an-end-has-its-cause": Mistake(with_row("D-4", to=L.ENDED_BY_OPERATOR)),
    "each-stage-has-its-causes": Mistake(with_row("O-1", to=L.RECORDING)),
    "unheard-before-the-answer": Mistake(with_row("D-4", to=L.CUT_OFF)),
    "a-fixed-line-never-meets-the-recording": Mistake(with_row("O-1", to=L.RECORDING)),
    "only-a-landline-is-held": Mistake(with_row("X-1", to=L.HELD)),
    "a-landline-survives-the-handset": Mistake(with_row("L-1", to=L.CUT_OFF, start=())),
    "only-55-passes-the-recording": Mistake(with_row("R-13", to=L.ACCEPTED)),
    "no-noise-where-none-passes": Mistake(with_row("R-13", so=NOISE)),
    "no-noise-while-55-is-asked-for": Mistake(with_row("R-13", so=NOISE), profile("npcc_2017")),
    "55-takes-two-5s": Mistake(with_row("R-4", to=L.ACCEPTED, so=FIFTY_FIVE)),
    "55-counts-once-asked-for": Mistake(
        with_row("R-6", to=L.ACCEPTED, so=FIFTY_FIVE), mixed("told_and_strict")
    ),
    "an-accepted-55-is-no-no-response": Mistake(with_row("S-1", to=L.NO_RESPONSE_TO_RECORDING)),
    "no-signal-is-taken-back": Mistake(with_row("S-1", to=L.RECORDING)),
    "a-signal-moves-the-call": Mistake(with_row("R-5", to=None)),
    "a-signal-leads-to-the-local-force": Mistake(with_row("S-1", to=L.WITH_FIRST_HANDLER)),
    "a-signal-leads-to-the-first-handler": Mistake(
        with_row("S-2", to=L.CONNECTING_POLICE), profile("surrey_2019")
    ),
    "a-signal-leads-back-to-the-operator": Mistake(
        with_row("S-3", to=L.WITH_FIRST_HANDLER), profile("herts_old")
    ),
    "no-55-outside-the-recording": Mistake(with_row("O-7", so=FIFTY_FIVE)),
    "no-early-55-where-none-is-relayed": Mistake(with_row("O-8", so=EARLY)),
    "no-key-connects-to-police": Mistake(with_row("O-8", to=L.CONNECTING_POLICE)),
    "no-early-55-on-a-fixed-line": Mistake(with_row("O-8", so=EARLY)),
    "the-operator-only-listens": Mistake(talking_over_the_recording()),
    "an-incident-can-be-closed": Mistake(with_row("I-14", with_row("I-23", to=None), to=None)),
    "the-force-is-told-where-it-is": Mistake(
        with_row("R-21", to=L.NO_RESPONSE_TO_RECORDING), mixed("told_and_strict")
    ),
    "police-learn-by-answering-or-being-told": Mistake(with_row("I-6", to=N.OPEN)),
    "the-call-handler-first-learns-of-it": Mistake(with_row("I-1", to=N.GRADED)),
    "an-incident-has-its-causes": Mistake(with_row("I-17", to=N.GRADED)),
    "an-incident-is-opened-once": Mistake(with_row("I-8", to=N.OPEN)),
    "deployed-means-officers-were-sent": Mistake(with_row("I-7", to=N.DEPLOYED)),
    "closed-without-deployment-means-nobody-was-sent": Mistake(
        with_row("I-14", to=N.CLOSED_WITHOUT_DEPLOYMENT)
    ),
    "officers-arrive-where-they-were-sent": Mistake(with_row("I-7", to=N.DEPLOYED)),
    "officers-can-arrive": Mistake(ruled_out("I-20")),
    "a-lost-line-can-be-regraded": Mistake(ruled_out("I-8")),
    "another-force-must-accept": Mistake(with_row("I-15", to=N.WITH_OTHER_FORCE)),
    # With clocks.
    "twenty-seconds-and-grace": Mistake(under=profile(grace=2_999)),
    "the-recording-keeps-nobody": Mistake(under=profile(grace=3_001)),
    "the-recording-keeps-nobody-for-more-than-45-seconds": Mistake(
        under=profile("tvp", grace=25_001)
    ),
    "55-is-asked-for-in-time": Mistake(under=profile(request=12_001)),
    "55-is-not-asked-for-sooner": Mistake(under=profile(request=11_999)),
    "the-filled-recording-asks-after-8-seconds": Mistake(
        under=profile("iopc_listening", request=7_999)
    ),
    "the-request-leaves-time-to-press": Mistake(under=profile(request=12_001)),
    "a-5-is-settled-in-four-seconds": Mistake(under=profile(interdigit=4_001)),
    "a-5-is-waited-for-four-seconds": Mistake(under=profile(interdigit=3_999)),
    "a-held-line-is-held-for-45-seconds": Mistake(under=profile(hold=44_999)),
    "a-held-line-is-not-held-longer": Mistake(under=profile(hold=45_001)),
    "an-accepted-signal-is-handed-on": Mistake(under=profile(transfer=1_001)),
    "an-accepted-signal-takes-its-second": Mistake(under=profile(transfer=999)),
    "a-callback-rings-for-half-a-minute": Mistake(under=profile(rings_out=29_999)),
    "no-callback-rings-for-ever": Mistake(under=profile(rings_out=30_001)),
    "a-sound-is-waited-for-eight-seconds": Mistake(under=profile("npcc_2017", sound_prompt=7_999)),
    "a-sound-is-not-waited-for-longer": Mistake(under=profile("npcc_2017", sound_prompt=8_001)),
}
"""By the property's id. That nothing happens after the end, and that it comes once, lie with the
interpreter and not with the tables: a world that goes on breaks them."""
BY_THE_INTERPRETER = ("nothing-after-the-end", "it-ends-once")


CONTEXT = Context(force=FORCE, profile=profile())


def test_there_is_a_mistake_for_each() -> None:
    """No machine property is without one, and none concerns a profile that it is not claimed of."""
    machines = {name for name, each in PROPERTIES.items() if each.kind is PropertyKind.MACHINE}
    assert machines == {*MISTAKES, *BY_THE_INTERPRETER}
    assert all(PROPERTIES[name].concerns(mistake.under) for name, mistake in MISTAKES.items())


A_DAY = (
    "every-call-can-end",
    "the-operator-only-listens",
    "a-lifted-handset-finds-the-line",
    "a-silent-caller-can-be-missed",
    "a-held-line-is-held-for-45-seconds",
    "a-fixed-line-never-meets-the-recording",
    "an-accepted-55-is-no-no-response",
)
"""One of each modality, and a timed one."""


@pytest.mark.parametrize(
    "name", first_a_day((*A_DAY, *(name for name in MISTAKES if name not in A_DAY)), len(A_DAY))
)
def test_a_mistake_is_found(name: str) -> None:
    """Each machine property fails where the mistake for it is made."""
    assert (
        decided(PROPERTIES[name], MISTAKES[name].under, MISTAKES[name].flow).status is Status.FAILS
    )


class GoesOn(Graph[UntimedClocks]):
    """A world in which a call that has ended can be tapped on, and ends again."""

    def _over(self, place: int) -> bool:  # noqa: ARG002
        """Nothing is over."""
        return False

    def _moves(self, place: int) -> tuple[tuple[int, int], ...]:
        """The usual moves; and a tap that ends it, once it has ended."""
        outcome = self.table.flow.ending(self.state(place))
        if outcome is None:
            return super()._moves(place)
        again = Writing(Stimulus.CALLER_MAKES_SOUND, (), (CallEnded(outcome),))
        return ((self.table.number_of[again], place),)


@pytest.mark.parametrize("name", BY_THE_INTERPRETER)
def test_a_call_that_goes_on_after_its_end_is_found(name: str) -> None:
    table = FlowTable(Procedure.under(profile()))
    graph = GoesOn(table, UntimedClocks(table.changes))
    cues = Cues(table.writings, {stimulus: acts[:1] for stimulus, acts in all_acts(()).items()})
    assert watch(Calls(graph, cues, CONTEXT), PROPERTIES[name].rule).path is not None
