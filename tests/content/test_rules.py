"""The YAML of a rule: what it builds, what it refuses and where, and what editors are told."""

import pytest

from simulator.content.diagnostics.validate import validated
from simulator.content.rules.rule_forms import RuleText
from simulator.content.yaml.reader import read_text
from simulator.core import terms
from simulator.core.terms import Intent, LineStage, NoteKind, Role, Sound, SoundClass, Topic
from simulator.errors import ContentError, Problem
from simulator.rules import match_criteria, patterns
from simulator.rules.match_criteria import ANY, AskedForm
from simulator.rules.patterns import AtLeast, AtMost, ForEach, ProfileTime, Rule
from tests.builders import rule

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
    "at_most: {times: 0, of: {act: any}}": Rule(AtMost(0, M(act=ANY))),
    "{never: {act: tap}, between: {start: {call: 1}, end: {call: 2}}}": Rule(
        AtMost(0, M(act=("tap",))), patterns.Between(M(call=(1,)), M(call=(2,)))
    ),
    "{eventually: {incident: deployed}, applies_when: {marker: high_risk_domestic_abuse},"
    " why: it is known, source: [I1, P2]}": Rule(
        AtLeast(1, M(incident=(terms.IncidentStage.DEPLOYED,))),
        applies_when=M(marker=(terms.Marker.HIGH_RISK_DOMESTIC_ABUSE,)),
        why="it is known",
        sources=("I1", "P2"),
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
    ("never: {stage: recoding}", "unknown-word", "recoding", 'did you mean "recording"?'),
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
    ("nevr: {act: tap}", "unknown-key", "nevr", 'did you mean "never"?'),
    ("{never: {act: tap}, while: {stag: idle}}", "unknown-key", "stag", '"stage"?'),
    ("{never: {act: tap}, while: {}}", "senseless-rule", "{}", ""),
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


@pytest.mark.parametrize(
    ("text", "code", "shown", "fix"), REFUSED, ids=[text for text, *_ in REFUSED]
)
def test_a_mistake_is_shown_at_its_place(text: str, code: str, shown: str | None, fix: str) -> None:
    (problem,) = problems(text)
    assert problem.code == code
    assert fix in problem.fix
    if shown:
        assert place(problem, text) == shown
