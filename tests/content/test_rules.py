"""The YAML of a rule: what it builds, what it refuses and where, and what editors are told."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.content.diagnostics.validate import validated
from simulator.content.fields.base import Content
from simulator.content.rules.forms import (
    Always,
    Before,
    Between,
    Match,
    NoSoonerThan,
    State,
    Times,
    Within,
)
from simulator.content.rules.rule_text import PATTERNS, SCOPES, Rule
from simulator.content.yaml.reader import read_text
from simulator.core.terms import (
    Evidence,
    IncidentStage,
    Intent,
    LineStage,
    Marker,
    NoteKind,
    Outcome,
    Role,
    Sign,
    Sound,
    Topic,
)
from simulator.errors import ContentError, Problem
from simulator.rules import matching, patterns
from simulator.rules.matching import ANY, Question
from simulator.rules.patterns import (
    AtLeast,
    AtMost,
    ForEach,
    ProfileTime,
    Property,
)
from tests.builders import rule

FORMS: list[type[Content]] = [
    Match,
    State,
    Always,
    Times,
    Before,
    Within,
    NoSoonerThan,
    Between,
    Rule,
]

M = matching.Match
BUILT = {
    "eventually: {stage: with_call_handler}": Property(
        AtLeast(1, M(stage=(LineStage.WITH_CALL_HANDLER,)))
    ),
    "never: {outcome: [no_response_to_recording, abandoned]}": Property(
        AtMost(0, M(outcome=(Outcome.NO_RESPONSE_TO_RECORDING, Outcome.ABANDONED)))
    ),
    "{never: {asked: any, question: open}, while: {stage: with_call_handler}}": Property(
        AtMost(0, M(asked=ANY, question=(Question.OPEN,))),
        during=matching.StateCondition(stage=(LineStage.WITH_CALL_HANDLER,)),
    ),
    "before: {first: {act: set_code}, then: {question: closed}}": Property(
        patterns.Before(M(act=("set_code",)), M(question=(Question.CLOSED,)))
    ),
    "within: {time: 4s, of: {said: through_to_police}, then: {act: offer_ways}}": Property(
        patterns.Within(4_000, M(said=(Intent.THROUGH_TO_POLICE,)), M(act=("offer_ways",)))
    ),
    "no_sooner_than: {time: profile.wait, after: {finished: any, asks_for_sign: true},"
    " then: {said: any, by: call_handler}, unless: {signal: any}}": Property(
        patterns.NoSoonerThan(
            ProfileTime.WAIT,
            M(finished=ANY, asks_for_sign=True),
            M(said=ANY, by=(Role.CALL_HANDLER,)),
            M(signal=ANY),
        )
    ),
    "{for_each: {sound: [disturbance, door]}, eventually: {noted: heard, about: it},"
    " until: {call: any}}": Property(
        AtLeast(1, M(noted=(NoteKind.HEARD,), about="it")),
        ForEach(M(sound=(Evidence.DISTURBANCE, Sound.DOOR)), M(call=ANY)),
    ),
    "at_least: {times: 2, of: {call: [2, 3]}}": Property(AtLeast(2, M(call=(2, 3)))),
    "at_most: {times: 0, of: {act: any}}": Property(AtMost(0, M(act=ANY))),
    "always: {of: {key: any}, is: {key: '5'}}": Property(
        patterns.Always(M(key=ANY), M(key=("5",)))
    ),
    "{never: {act: tap}, after: {line: any}}": Property(
        AtMost(0, M(act=("tap",))), patterns.After(M(line=ANY))
    ),
    "{never: {act: tap}, between: {start: {call: 1}, end: {call: 2}}}": Property(
        AtMost(0, M(act=("tap",))), patterns.Between(M(call=(1,)), M(call=(2,)))
    ),
    "{eventually: {incident: deployed}, applies_when: {marker: high_risk_domestic_abuse},"
    " why: it is known, source: [I1, P2]}": Property(
        AtLeast(1, M(incident=(IncidentStage.DEPLOYED,))),
        applies_when=M(marker=(Marker.HIGH_RISK_DOMESTIC_ABUSE,)),
        why="it is known",
        sources=("I1", "P2"),
    ),
    "never: {facts: {weapon: yes, injured: unknown}, any_of: [{act: tap}, {signal: key}],"
    " but_not: {by: other_person}}": Property(
        AtMost(
            0,
            M(
                facts=((Topic.WEAPON, "yes"), (Topic.INJURED, "unknown")),
                any_of=(M(act=("tap",)), M(signal=(Sign.KEY,))),
                but_not=M(by=(Role.OTHER_PERSON,)),
            ),
        )
    ),
    "{never: {act: tap}, while: {code_set: false, phone_with: other_person}}": Property(
        AtMost(0, M(act=("tap",))),
        during=matching.StateCondition(code_set=False, phone_with=Role.OTHER_PERSON),
    ),
}


@pytest.mark.parametrize(("text", "built"), BUILT.items())
def test_a_rule_is_built(text: str, built: Property) -> None:
    assert rule(text) == built


def problems(text: str) -> list[Problem]:
    """What is wrong with a rule."""
    with pytest.raises(ContentError) as caught:
        validated(read_text(text, "rule.yaml"), Rule)
    return list(caught.value.problems)


def place(problem: Problem, text: str) -> str:
    """The part of the text that a problem underlines."""
    return text.splitlines()[problem.line - 1][problem.column - 1 :][: problem.width]


REFUSED = [
    ("never: {stage: recoding}", "unknown-word", "recoding", 'did you mean "recording"?'),
    ("never: {act: [tap, couch]}", "unknown-word", "couch", 'did you mean "cough"?'),
    ("never: {sound: disturbances}", "unknown-word", "disturbances", '"disturbance"?'),
    ("never: {grade: force.emergncy}", "unknown-word", "force.emergncy", '"force.emergency"?'),
    ("never: {by: any}", "unknown-word", "any", ""),
    ("never: {key: 5}", "wrong-type", "5", 'quote it: "5"'),
    ('never: {key: "55"}', "key", '"55"', ""),
    ("never: {facts: {weapon: true}}", "fact", "true", "write yes"),
    ("never: {stage: []}", "empty-list", "[]", ""),
    ("never: {act: tap, by: }", "empty-key", "", ""),
    ("never:", "empty-key", "", ""),
    ("never: {}", "senseless-rule", "{}", ""),
    ("never: {act: tap, stage: down}", "senseless-rule", "{act: tap, stage: down}", ""),
    ("never: recording", "wrong-type", "recording", ""),
    ("nevr: {act: tap}", "unknown-key", "nevr", 'did you mean "never"?'),
    ("never: {sond: any}", "unknown-key", "sond", 'did you mean "sound"?'),
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
    ("at_most: {times: -1, of: {act: tap}}", "out-of-range", "-1", ""),
    (
        "within: {time: 4, of: {act: tap}, then: {act: tap}}",
        "duration",
        "4",
        "write 4s",
    ),
    (
        "within: {time: profile.wiat, of: {act: tap}, then: {act: tap}}",
        "unknown-word",
        "profile.wiat",
        'did you mean "profile.wait"?',
    ),
    ("within: {time: 4s, of: {act: tap}}", "missing-key", None, ""),
    ("{never: {act: tap}, source: [somewhere]}", "source-code", "somewhere", ""),
]


@pytest.mark.parametrize(
    ("text", "code", "shown", "mend"), REFUSED, ids=[text for text, *_ in REFUSED]
)
def test_a_mistake_is_shown_at_its_place(
    text: str, code: str, shown: str | None, mend: str
) -> None:
    (problem,) = problems(text)
    assert problem.code == code
    assert mend in problem.fix
    if shown:
        assert place(problem, text) == shown


def test_every_mistake_of_a_rule_is_told_at_once() -> None:
    text = "never: {act: tpa, by: calller}\nwhile: {stage: recoding}"
    assert [problem.code for problem in problems(text)] == ["unknown-word"] * 3


# What editors are told ----------------------------------------------------------------------------


def schema_of(form: type[Content]) -> dict[str, Any]:
    """The schema of one form, by the keys that a file has."""
    schema = form.model_json_schema()
    if "$ref" in schema:
        schema = schema["$defs"][form.__name__]
    return schema


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_the_schema_knows_no_null(form: type[Content]) -> None:
    for shown in schema_of(form)["properties"].values():
        assert {"type": "null"} not in shown.get("anyOf", [])
        assert shown.get("default", ...) is not None
        assert shown["description"]


def test_the_schema_asks_for_one_pattern() -> None:
    schema = schema_of(Rule)
    assert [each["required"] for each in schema["oneOf"]] == [[name] for name in PATTERNS]
    assert set(PATTERNS) | set(SCOPES) <= set(schema["properties"])
    assert "while" in schema["properties"]


def test_the_schema_takes_a_word_a_list_or_any() -> None:
    told = schema_of(Match)["properties"]
    word = {"$ref": "#/$defs/LineStage"}
    several = {"type": "array", "items": word, "minItems": 1}
    assert told["stage"]["anyOf"] == [word, {"const": "any"}, several]
    assert {"const": "any"} not in told["by"]["anyOf"]
