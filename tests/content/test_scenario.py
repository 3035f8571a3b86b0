"""The scenario format: what it reads, what it refuses and in which words, and what it means."""

from typing import TypeVar

import pytest
from pydantic import ValidationError

from simulator.content.diagnostics.validate import validated
from simulator.content.fields.content_model import Content, WaitField
from simulator.content.fields.core_schemas import adapter
from simulator.content.files.file_kinds import KINDS, model_of
from simulator.content.scenario.act_forms import ActText
from simulator.content.scenario.impossible_steps import structure_problems
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.errors import ContentError, Problem
from tests.builders import header

C = TypeVar("C", bound=Content)

HEAD = header()
HEAD_LINES = HEAD.count("\n")


def scenario(more: str = "") -> Scenario:
    return validated(read_text(HEAD + more, "small.yaml"), Scenario)


def problems(more: str, head: str = HEAD) -> tuple[Problem, ...]:
    """What is wrong with a scenario, whether its validation or a look at its structure says so."""
    document = read_text(head + more, "small.yaml")
    try:
        found = validated(document, Scenario)
    except ContentError as error:
        return error.problems
    return tuple(structure_problems(document, found))


def only(found: tuple[Problem, ...]) -> Problem:
    assert len(found) == 1, found
    return found[0]


TWO_CALLS = """\
caller: [{when: {at: 2s}, do: hang_up}]
background: [{at: 1s, sound: television}]
near: [{who: partner, from: 0s}]
answers: {by: [tap], after: 1s}
location: {aml: {place: here, radius: 20, after: 18s}}
calls:
- gap: 6m
  caller: [{when: {at: 1s}, do: tap}]
- gap: 1m
  near: []
  answers: null
  dials: "112"
"""


def test_a_later_call_keeps_the_circumstances_but_not_the_steps() -> None:
    first, second, third = scenario(TWO_CALLS).calls_in_order
    assert second.near == first.near
    assert (second.answers, second.location) == (first.answers, first.location)
    assert [act.kind for step in second.caller for act in step.do] == ["tap"]
    assert second.background == ()
    assert (third.near, third.answers, third.dials, third.caller) == ((), None, "112", ())
    assert scenario(TWO_CALLS).gaps == (0, 360_000, 60_000)


REFUSED = [
    # text, code, column of the only added line, words of the message, the fix
    ('caller: [{when: {at: 1s}, do: {press: "5a"}}]', "keys", '"5a"', ""),
    ("caller: [{when: {at: 1s}, do: press}]", "wrong-type", "press", "write {press: ...}"),
    ("caller: [{when: {at: 1s}, do: {hang_up: true}}]", "bare-word", "{", "write hang_up alone"),
    ("caller: [{when: {at: 1s, heard: which_service}, do: tap}]", "unknown-key", "heard", ""),
    ("caller: [{when: {nth: 2}, do: tap}]", "missing-key", "{nth", ""),
    ("caller: [{when: {overheard: true}, do: tap}]", "", "overheard", ""),
    ("caller: [{when: {at: 1s}, do: take_phone}]", "", "take_phone", ""),
    ("room: [{when: {at: 1s}, do: tap}]", "", "tap", ""),
    ("caller: [{when: {at: 1s}, after: {between: [5s, 2s]}, do: tap}]", "wait", "{between", "[2s,"),
    ("overheard: {at_least: shout, do: hang_up}", "unknown-word", "shout", ""),
    ("answers: {by: [silence], after: 1s}", "", "silence", ""),
    ("outcomes: {IOPC: deployed}", "name", "", ""),
    ("debrief: {ask: [Why?], by_outcome: {deployd: {ask: [Why?]}}}", "", "", "deployed"),
    ("operator: [{when: {at: 1s}, do: {connect: police}}]", "missing-key", "", "reason"),
    ("operator: [{when: {at: 1s}, do: {press: '5'}}]", "", "", ""),
    ("call_handler: [{when: {stage: hold}, do: {deploy: doubt}}]", "", "hold", "held"),
]


def test_a_mistake_is_shown_where_it_is() -> None:
    for more, code, at, fix in REFUSED:
        found = only(problems(more))
        assert found.line == HEAD_LINES + 1, found
        assert found.source[found.column - 1 :].startswith(at.rstrip(",")), found
        assert code in ("", found.code), found
        assert fix in found.fix, found


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_a_later_format_asks_for_a_newer_program(kind: str) -> None:
    with pytest.raises(ContentError) as caught:
        validated(read_text("format: 2\n", "later.yaml"), model_of(kind))
    found = only(caught.value.problems)
    assert (found.code, "newer silent999" in found.fix) == ("format", True)


WAIT = adapter(WaitField)

LENGTHS = [
    ({"between": ["2s", "1s"]}, "write {between: [1s, 2s]}"),
    ({"between": ["1s", 2]}, "write 2s"),
    (2, "write 2s"),
    ("2 seconds", "write 2s"),
    ("1,5 Min", "write 1.5m"),
    ("1m30s", "write 1:30"),
    ("2s to 5 sec", "write {between: [2s, 5s]}"),
    ("soon", ""),
    ({"between": ["1s", "2s", "3s"]}, ""),
]


@pytest.mark.parametrize(("value", "fix"), LENGTHS)
def test_a_length_as_people_write_it_is_fixed_as_files_have_it(value: object, fix: str) -> None:
    with pytest.raises(ValidationError) as caught:
        WAIT.validate_python(value)
    (error,) = caught.value.errors()
    assert error["ctx"]["fix"] == fix


IMPOSSIBLE = [
    ("line: digital\noperator: [{when: {heard: recording_opens}, do: leave}]", "impossible-cue"),
    (
        "coverage: limited\ncall_handler: [{when: {rings: true}, do: {deploy: doubt}}]",
        "impossible-cue",
    ),
    ("caller: [{when: {at: 1s}, do: [hang_up, {pause: 1s}, {sound: sob}]}]", "act-after-hang-up"),
    ("caller: [{when: {did: hang_up}, do: cough}]", "act-after-hang-up"),
    ("calls: [{gap: 1m, caller: [{when: {at: 1s}, do: [hang_up, tap]}]}]", "act-after-hang-up"),
    ("caller: [{when: {heard: says_yes}, do: tap}]", "impossible-cue"),
    ("operator: [{when: {stage: with_operator}, do: {note: seen}}]", "impossible-act"),
    ("line: landline\ncaller: [{when: {heard: recording_opens}, do: tap}]", "impossible-cue"),
    ("coverage: limited\ncaller: [{when: {rings: true}, do: answer}]", "impossible-cue"),
    ("overheard: {at_least: tap, do: hang_up}", "impossible-cue"),
    ("facts: {injured: no}\nending: found_hurt", "ending-ruled-out"),
    ("ending: [arrest]", "ending-ruled-out"),
    ("officers: {find: not_found}\nending: found_safe", "ending-ruled-out"),
    ("decision_points: [{when: {heard: says_yes}, ask: What now?}]", "impossible-cue"),
    (
        "line: landline\ndecision_points: [{when: {heard: recording_opens}, ask: Now?}]",
        "impossible-cue",
    ),
]


def test_what_cannot_happen_is_found_without_running() -> None:
    for more, code in IMPOSSIBLE:
        found = only(problems(more))
        assert found.code == code, more
        assert found.line > HEAD_LINES
        assert found.source


POSSIBLE = [
    "line: landline\ncaller: [{when: {at: 1s}, do: [hang_up, {pause: 9s}, lift, tap]}]",
    "line: landline\ncaller: [{when: {at: 1s}, do: hang_up}, {when: {at: 9s}, do: [lift, tap]}]",
    "caller: [{when: {at: 9s}, chance: 50, do: hang_up}, {when: {at: 10s}, do: tap}]",
    "caller: [{when: {at: 1s}, do: hang_up}, {when: {rings: true}, do: [answer, tap]}]",
    'caller: [{when: {at: 1s}, do: [hang_up, {text: "help"}]}]',
    "caller: [{when: {at: 1s}, do: hang_up}]\n"
    "calls: [{gap: 1m, caller: [{when: {at: 2s}, do: tap}]}]",
    "near: [{who: partner}]\noverheard: {at_least: tap, do: come_closer}\n"
    "calls: [{gap: 1m, room: [{when: {overheard: true}, do: hang_up}]}]",
    "line: digital\nnetwork: [{when: {at: 1s}, do: {lose_line: power}}]",
    "line: car\nlocation: {vehicle: {place: here}}",
]


def test_what_can_happen_is_let_through() -> None:
    assert [(more, found) for more in POSSIBLE if (found := problems(more))] == []


def below(base: type[C]) -> set[type[C]]:
    """Every model made from `base`, and itself."""
    return {base}.union(*(below(child) for child in base.__subclasses__()))


MODELS = {each for each in below(Content) - {Content} if "simulator.content" in each.__module__}


def test_every_act_shows_how_it_is_written() -> None:
    for model in {each for each in MODELS if issubclass(each, ActText)} - {ActText}:
        example = read_text(f"act: {model.example}", "example.yaml").value["act"]
        assert isinstance(model.model_validate(example), model)
        if model.bare:
            assert isinstance(model.model_validate(model.kind), model)
