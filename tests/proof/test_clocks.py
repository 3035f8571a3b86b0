"""The flow with its clocks running, against sessions that are played at real instants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.scenario.act_forms import ExactAct
from simulator.core.call import Procedure, Transition, new_call
from simulator.core.instant import Millis
from simulator.core.terms import LineKind
from simulator.proof.explore.act_classes import ClassifiedAct, all_acts
from simulator.proof.verify.counterexample import counterexample
from simulator.proof.verify.decide_properties import Setting, Status
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import VerdictKind
from simulator.session.people.scripted_role import ExactScript, exactly
from simulator.session.session import Session
from tests.daily import examples
from tests.proof.broken import FORCE, QUESTIONS, decided, profile, prop

TIMED = "kind: machine\nmodality: always\ntimed: yes\n"
WITHIN = TIMED + "rule: {within: {time: %dms, of: {stage: recording}, then: {stage: any}}}"
SOONER = TIMED + (
    "rule: {no_sooner_than: {time: %dms, after: {stage: recording},"
    " then: {outcome: no_response_to_recording}}}"
)


@pytest.mark.parametrize(
    ("text", "most", "fails"),
    [
        pytest.param(WITHIN, 23_000, False, marks=pytest.mark.thorough),
        (WITHIN, 22_999, True),
        pytest.param(SOONER, 23_000, False, marks=pytest.mark.thorough),
        (SOONER, 23_001, True),
    ],
)
def test_a_deadline_is_known_to_the_millisecond(text: str, most: Millis, fails: bool) -> None:
    """The recording is over, and no sooner, when 20 s and 3 s of grace have passed."""
    decision = decided(prop(text % most))
    assert (decision.status is Status.FAILS) is fails
    if fails:
        shown = counterexample(decision, Setting(profile(), FORCE, QUESTIONS))
        assert shown is not None
        assert shown.verdict.kind is VerdictKind.BROKEN


@pytest.mark.thorough
def test_with_time_erased_more_can_happen_and_clocks_settle_it() -> None:
    """That the end never comes before the request holds, although erased time would allow it."""
    order = "{before: {first: {timer: request_begins}, then: {timer: recording_ends}}}"
    text = f"kind: machine\nmodality: always\nrule: {order}"
    decision = decided(prop(text))
    assert decision.status is Status.HOLDS
    assert decision.where == "any acts, with clocks"


ACTS = {stimulus: acts[0] for stimulus, acts in all_acts(("immediate", "priority")).items() if acts}
RULES = {
    "nobody is left in the recording": WITHIN % 9_000,
    "an end comes late": SOONER % 23_000,
    "a 5 is soon followed": TIMED
    + 'rule: {within: {time: 2s, of: {key: "5"}, then: {any_of: [{key: any}, {stage: any}]}}}',
    "nothing follows a send at once": TIMED
    + "rule: {no_sooner_than: {time: 3s, after: {act: send_to_recording}, then: {act: tap},"
    " unless: {act: cough}}}",
}


@examples(40)
@given(st.data())
def test_whatever_breaks_a_timed_rule_is_foreseen(data: st.DataObject) -> None:
    """A played call, anybody doing anything at any instant, breaks only what was found to fail."""
    used = profile()
    session = Session(new_call(Procedure.under(used), LineKind.MOBILE), used, [])
    for _ in range(data.draw(st.integers(1, 12))):
        waits = data.draw(st.sampled_from((1, 400, 1_000, 4_000, 4_001, 12_000, 23_000)))
        session.advance(session.now + waits)
        can = [act for stimulus, act in ACTS.items() if _possible(session, stimulus, act)]
        if session.outcome is not None or not can:
            break
        session.submit(*data.draw(st.sampled_from(can)))
    context = Context(force=FORCE, profile=used)
    for name, text in RULES.items():
        if evaluate(prop(text).rule, session.log, context).kind is VerdictKind.BROKEN:
            assert _verdict(name) is Status.FAILS, name


_KNOWN: dict[str, Status] = {}


def _verdict(name: str) -> Status:
    if name not in _KNOWN:
        _KNOWN[name] = decided(prop(RULES[name])).status
    return _KNOWN[name]


def _possible(session: Session, stimulus: object, act: ClassifiedAct) -> bool:
    finishes = act.action.kind == "finish"
    return not finishes and isinstance(session.call.transitions[stimulus], Transition)  # type: ignore[index]


@pytest.mark.parametrize("name", [n for n in RULES if n != "an end comes late"])
def test_what_is_found_to_fail_fails_in_a_played_call(name: str) -> None:
    """The other direction: what the clocks show can be played."""
    decision = decided(prop(RULES[name]))
    shown = counterexample(decision, Setting(profile(), FORCE, QUESTIONS))
    assert shown is not None
    assert shown.verdict.kind is VerdictKind.BROKEN


def test_an_exact_call_does_what_is_written_when_it_is_written() -> None:
    """Everybody's acts come at their instants, and nobody reacts."""
    written = [
        {"at": "1s", "by": "caller", "act": {"kind": "dial"}},
        {"at": "2s", "by": "operator", "act": {"kind": "answer"}},
        {"at": "3s", "by": "caller", "act": {"kind": "press", "key": "5"}},
    ]
    acts = [ExactAct.model_validate(each) for each in written]
    used = profile()
    session = Session(new_call(Procedure.under(used)), used, exactly(acts))
    session.advance(60_000)
    done = [(e.at, e.actor, e.body.kind) for e in session.log if e.actor in ("caller", "operator")]
    assert done == [
        (1_000, "caller", "dial"),
        (2_000, "operator", "answer"),
        (3_000, "caller", "press"),
    ]
    assert all(isinstance(each, ExactScript) for each in session.participants)
