"""The YAML of a rule: what it builds, what it refuses and where, and what editors are told."""

import pytest

from simulator.content.diagnostics.validate import validated
from simulator.content.rules.property_file import PropertyFile
from simulator.content.rules.rubric_file import RubricFile
from simulator.content.rules.rule_forms import RuleText
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.core import terms
from simulator.core.terms import (
    Intent,
    LineKind,
    LineStage,
    NoteKind,
    Role,
    Sound,
    SoundClass,
    Topic,
)
from simulator.errors import ContentError, Problem
from simulator.rules import match_criteria, patterns
from simulator.rules.match_criteria import ANY, AskedForm, Context
from simulator.rules.monitor import Monitor
from simulator.rules.patterns import AtLeast, AtMost, ForEach, ProfileTime, Rule
from simulator.rules.properties import Modality, PropertyKind
from simulator.rules.rubric import Criterion, Grounds, Rubric, Weight
from tests.builders import PROFILE, header, rule

M = match_criteria.Match
BUILT = {
    "{never: {asked: any, question: open}, while: {stage: with_call_handler}}": Rule(
        AtMost(0, M(asked=ANY, question=(AskedForm.OPEN,))),
        during=match_criteria.StateCondition(stage=(LineStage.WITH_CALL_HANDLER,)),
    ),
    "within: {time: 4s, of: {said: through_to_police}, then: {act: offer_ways}}": Rule(
        patterns.Within(4_000, M(said=(Intent.THROUGH_TO_POLICE,)), M(act=("offer_ways",)))
    ),
    "no_sooner_than: {time: profile.wait, after: {finished: any, asks_for_sign: true},"
    " then: {said: any, by: call_handler}, unless: {signal: any}}": Rule(
        patterns.NoSoonerThan(
            ProfileTime.WAIT,
            M(finished=ANY, asks_for_sign=True),
            M(said=ANY, by=(Role.CALL_HANDLER,)),
            M(signal=ANY),
        )
    ),
    "{for_each: {sound: [disturbance, door]}, eventually: {noted: heard, about: it},"
    " until: {call: any}}": Rule(
        AtLeast(1, M(noted=(NoteKind.HEARD,), about="it")),
        ForEach(M(sound=(SoundClass.DISTURBANCE, Sound.DOOR)), M(call=ANY)),
    ),
    "{never: {act: tap}, between: {start: {call: 1}, end: {call: 2}}}": Rule(
        AtMost(0, M(act=("tap",))), patterns.Between(M(call=(1,)), M(call=(2,)))
    ),
    "never: {facts: {weapon: yes, injured: unknown}, any_of: [{act: tap}, {signal: key}],"
    " but_not: {by: other_person}}": Rule(
        AtMost(
            0,
            M(
                facts=((Topic.WEAPON, "yes"), (Topic.INJURED, "unknown")),
                any_of=(M(act=("tap",)), M(signal=(terms.Sign.KEY,))),
                but_not=M(by=(Role.OTHER_PERSON,)),
            ),
        )
    ),
    "{never: {act: tap}, while: {code_set: false, phone_with: other_person}}": Rule(
        AtMost(0, M(act=("tap",))),
        during=match_criteria.StateCondition(code_set=False, phone_with=Role.OTHER_PERSON),
    ),
}


@pytest.mark.parametrize(("text", "built"), BUILT.items())
def test_a_rule_is_built(text: str, built: Rule) -> None:
    assert rule(text) == built


def problems(text: str) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        validated(read_text(text, "rule.yaml"), RuleText)
    return list(caught.value.problems)


def place(problem: Problem, text: str) -> str:
    """The part of the text that a problem underlines."""
    return text.splitlines()[problem.line - 1][problem.column - 1 :][: problem.width]


REFUSED = [
    ("never: {sound: disturbances}", "unknown-word", "disturbances", '"disturbance"?'),
    ("never: {grade: force.emergncy}", "unknown-word", "force.emergncy", '"force.emergency"?'),
    ("never: {key: 5}", "wrong-type", "5", 'quote it: "5"'),
    ('never: {key: "55"}', "key", '"55"', ""),
    ("never: {facts: {weapon: true}}", "wrong-type", "true", "write yes"),
    ("never: {stage: []}", "too-short", "[]", ""),
    ("never: {act: tap, by: }", "empty-key", "", ""),
    ("never:", "empty-key", "", ""),
    ("never: {}", "senseless-rule", "{}", ""),
    ("never: {act: tap, stage: down}", "senseless-rule", "{act: tap, stage: down}", ""),
    ("{never: {act: tap}, while: {stag: idle}}", "unknown-key", "stag", '"stage"?'),
    ("{never: {act: tap}, eventually: {act: tap}}", "two-patterns", None, "write two rules"),
    (
        "{never: {act: tap}, after: {act: tap}, for_each: {act: tap}}",
        "two-scopes",
        None,
        "keep one of them",
    ),
    ("{never: {act: tap}, until: {act: tap}}", "lone-until", None, ""),
    ("while: {stage: idle}", "no-pattern", None, ""),
    ("never: {noted: any, about: it}", "senseless-rule", None, ""),
    ("at_least: {times: 0, of: {act: tap}}", "senseless-rule", None, ""),
    ("within: {time: 4, of: {act: tap}, then: {act: tap}}", "duration", "4", "write 4s"),
    (
        "within: {time: profile.wiat, of: {act: tap}, then: {act: tap}}",
        "unknown-word",
        "profile.wiat",
        'did you mean "profile.wait"?',
    ),
]


def test_a_mistake_is_shown_at_its_place() -> None:
    for text, code, shown, fix in REFUSED:
        (problem,) = problems(text)
        assert problem.code == code, text
        assert fix in problem.fix, text
        if shown:
            assert place(problem, text) == shown


HEAD = "format: 1\nid: ours\ntitle: Ours\nabout: For a test.\n"
RUBRIC = f"{HEAD}role: operator\ncriteria:\n"
CRITERION = """\
  - id: waited
    basis: B06
    grounds: [research]
    says: Four seconds were left.
    rule: {never: {act: send_to_recording}}
    why: Somebody needs time.
    when_met: There was time.
    when_missed: Leave four seconds.
    weight: major
    live: yes
    source: [R1]
"""
PROPERTIES = f"{HEAD}properties:\n"
PROPERTY = """\
  - id: some-end
    says: It can end.
    kind: machine
    modality: eventually
    rule: {eventually: {outcome: any}}
    wherever: {stage: recording}
    by: [operator]
    switches: {noise_passes: on}
    lines: [mobile]
    source: [P1]
"""


def criterion_of(text: str) -> Criterion:
    built = validated(read_text(RUBRIC + text, "ours.yaml"), RubricFile).rubric
    assert built == Rubric("ours", "Ours", Role.OPERATOR, built.criteria)
    (criterion,) = built.criteria
    return criterion


def test_a_criterion_is_built_as_it_is_written() -> None:
    assert criterion_of(CRITERION) == Criterion(
        id="waited",
        basis="B06",
        grounds=(Grounds.RESEARCH,),
        says="Four seconds were left.",
        rule=rule("never: {act: send_to_recording}"),
        why="Somebody needs time.",
        when_met="There was time.",
        when_missed="Leave four seconds.",
        weight=Weight.MAJOR,
        live=True,
        sources=("R1",),
    )


def test_a_criterion_may_be_for_a_person_and_rest_on_an_assumption() -> None:
    for_a_person = "for_a_person: yes\n    occasion: {act: press}"
    text = CRITERION.replace("rule: {never: {act: send_to_recording}}", for_a_person)
    text = text.replace("live: yes", "live: no").replace("source: [R1]", "assumption: our own")
    criterion = criterion_of(text)
    assert criterion.rule is None
    assert criterion.occasion in rule("never: {act: press}").matches()
    assert (criterion.sources, criterion.assumption) == ((), "our own")


def test_a_property_is_built_as_it_is_written() -> None:
    file = validated(read_text(PROPERTIES + PROPERTY, "ours.yaml"), PropertyFile)
    built = file.properties[0].build()
    assert (built.id, built.kind, built.modality) == (
        "some-end",
        PropertyKind.MACHINE,
        Modality.EVENTUALLY,
    )
    assert built.rule == rule("eventually: {outcome: any}")
    assert built.by == (Role.OPERATOR,)
    assert built.lines == (LineKind.MOBILE,)
    assert built.wherever is not None
    assert not built.concerns(PROFILE)  # noise does not pass there


def test_only_a_rubric_asks_what_a_seat_knows() -> None:
    """A scenario's expectation is judged on the whole log, which is of no seat."""
    asks = "never: {act: deploy, known: place_wide}"
    assert rule(asks).asks_what_is_known
    with pytest.raises(ValueError, match="the log is of no seat"):
        Monitor(rule(asks), Context())
    with pytest.raises(ContentError, match="only a rubric asks what a seat knows"):
        validated(read_text(f"{header()}expect: [{{{asks}}}]", "small.yaml"), Scenario)
