"""From pydantic's errors to problems with a place and a fix, in scenarios."""

import re

import pytest

from simulator.content.diagnostics.kinds import Part, alternatives, below, schema_of
from simulator.content.diagnostics.near_words import nearest
from simulator.content.diagnostics.validate import validated
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.core.terms import Intent, Outcome, Topic
from simulator.errors import ContentError, Edit, Problem, render_all
from tests.content.examples import HEADS


def problems(text: str) -> tuple[Problem, ...]:
    """What is wrong with a scenario that has these lines; the others are right."""
    keys = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    head = [line for line in HEADS["scenario"].splitlines() if line.partition(":")[0] not in keys]
    try:
        validated(read_text("\n".join([text, *head]) + "\n", "mine.yaml"), Scenario)
    except ContentError as error:
        return error.problems
    return ()


COLON = 'put quotes around the whole text, since it has ": " in it'
SLIPS = [
    # what an author writes in a scenario; the place and code of its problem, and the fix
    ("tagz: []", "1:1 unknown-key", 'did you mean "tags"?'),
    ("facts: {weapn: yes}", "1:9 unknown-key", 'did you mean "weapon"?'),
    ("caller: [{when: {at: 1s}, do: {tap: 2, zzz: 1}}]", "1:40 unknown-key", ""),
    ("caller: [{when: {at:75s}, do: tap}]", "1:18 unknown-key", 'colon: "at: 75s"'),
    ("caller: [{when: {at: 1s}, do: {tap 2}}]", "1:32 unknown-key", 'after it: "tap: 2"'),
    ("answers:\n  by: [tap]", "2:3 missing-key", 'write "after: ..."'),
    ("caller: [{when: {nth: 2}, do: tap}]", "1:17 missing-key", ""),
    ("caller: [{when: {at: 1s}, do: {tap: 1, tap: 2}}]", "1:40 duplicate-key", "a list: [{tap: "),
    ("caller: [{heard: make_a_sound, do: tap}]", "1:11 unknown-key", "write when: {heard: ...}"),
    ("expect: [{never: hang_up}]", "1:18 wrong-type", "write {act: hang_up}"),
    ("near: [{who: someone, from: 0s, to: 9s}]", "1:33 unknown-key", 'did you mean "until"?'),
    ("facts: {}\nfact: {weapon: yes}", "2:1 unknown-key", '"facts" is there already'),
    ("near: partner", "1:7 wrong-type", "write [{who: ...}]"),
    ("line: moblie", "1:7 unknown-word", 'did you mean "mobile"?'),
    ("caller: [{when: {heard: zzz}, do: tap}]", "1:25 unknown-word", ""),
    ("dials: 999", "1:8 wrong-type", 'quote it: "999"'),
    ('format: "1"', "1:9 wrong-type", "write 1"),
    ("caller: [{when: {dialled: yes}, do: tap}]", "1:27 wrong-type", "write true"),
    ("facts: {weapon: true}", "1:17 wrong-type", "write yes"),
    ("caller: [{when: {at: 1s}, do: {press: 55}}]", "1:39 wrong-type", 'quote it: "55"'),
    ("caller:\n- when: {at: 1s}\n  do:\n    press: # and", "4:12 wrong-type", 'it: "#"'),
    ("title:", "1:7 wrong-type", "write a value there"),
    ("title: 1.50", "1:8 wrong-type", 'quote it: "1.50"'),
    ("title: [sigh]", "1:8 wrong-type", 'quote it: "[sigh]"'),
    ("objectives:\n  - What told the operator:", "2:5 wrong-type", COLON),
    ("caller: [{when: {at: 1s}, after: 4, do: tap}]", "1:34 duration", "write 4s"),
    ("level: 1.5", "1:8 wrong-type", "write a whole number"),
    ("caller:\n  when: {at: 1s}\n  do: tap", "2:3 wrong-type", 'put "- " before the first key'),
    ("answers: {by: tap, after: 1s}", "1:15 wrong-type", "write [tap]"),
    ("sources: P1, P4", "1:10 wrong-type", "write [P1, P4]"),
    ("content_note: none", "1:15 wrong-type", "in brackets; [] is an empty one"),
    ("tags:", "1:6 wrong-type", "in brackets; [] is an empty one"),
    ("answers: [tap]", "1:10 wrong-type", "write {by: ..., after: ...}"),
    (
        "caller: [{when: {at: 1s}, do: {say: hello}}]",
        "1:37 wrong-type",
        'write {intent: ..., words: "hello"}',
    ),
    ("caller: [{when: {at: 1s}, do: 5}]", "1:31 wrong-type", ""),
    ("level: 5", "1:8 out-of-range", ""),
    ("seats: []", "1:8 too-short", ""),
]
TYPED = re.compile(r"""(?:write|quote it:) (\[[^.]*\]|\{[^.]*\}|[\w-]+|"[^"]*")""")
"""The fixes that say what to type in the place of what is underlined."""


def test_a_mistake_becomes_one_problem_with_place_and_fix() -> None:
    for text, where, fix in SLIPS:
        (problem,) = problems(text)
        assert f"{problem.line}:{problem.column} {problem.code}" == where, render_all([problem])
        assert fix in problem.fix, text
        assert problem.file == "mine.yaml"
        assert problem.source == text.split("\n")[problem.line - 1]
        assert problem.found
        if (typed := TYPED.fullmatch(fix)) and "..." not in fix:
            wrong = problem.source[problem.column - 1 :][: problem.width]
            assert not problems(text.replace(wrong, typed[1], 1)), "the model takes the fix"


def test_several_mistakes_come_in_the_order_of_the_file() -> None:
    found = problems("answers: {by: 5}\nzzz: 1\nlevel: 9\nline: 3\n")
    assert [(problem.line, problem.column, problem.code) for problem in found] == [
        (1, 10, "missing-key"),
        (1, 15, "wrong-type"),
        (2, 1, "unknown-key"),
        (3, 8, "out-of-range"),
        (4, 7, "wrong-type"),
    ]


@pytest.mark.parametrize(
    ("key", "expected", "fix"),
    [
        ("format", "the format of this file: 1", 'write "format: 1"'),
        ("kind", "what the caller does: one of silent, sounds,", 'write "kind: ..."'),
        ("about", "roughly how long it takes", 'write "about: 2m"'),
    ],
)
def test_a_missing_key_comes_with_what_may_be_there(key: str, expected: str, fix: str) -> None:
    with pytest.raises(ContentError) as raised:
        validated(read_text("tags: []\n", "probe.yaml"), Scenario)
    found = {each.found: each for each in raised.value.problems}
    missing = found[f'the key "{key}" is missing']
    assert expected in missing.expected
    assert missing.fix == fix


KNOWN = [each.value for kind in (Topic, Intent, Outcome) for each in kind]
NEAREST = [
    ("in_the_hosue", "in_the_house"),
    ("IN-THE HOUSE", "in_the_house"),
    ("athome", "at_home"),
    ("danger", "in_danger"),
    ("weapons", "weapon"),
    ("needs_ambulence", "needs_ambulance"),
    # A meaning is not guessed at, nor turned into its opposite.
    *((word, "") for word in ("at_the_shop", "can_talk", "cant_speak", "not_injured")),
    *((word, "") for word in ("no_weapon", "connected", "not_deployed", "never_deployed")),
    *((word, "") for word in ("zzz", "", "x" * 100_000)),
]


def test_a_word_is_guessed_by_its_spelling_only() -> None:
    for word, meant in NEAREST:
        assert nearest(word, KNOWN) == meant


def test_a_part_of_a_pattern_beside_it_is_led_into_it() -> None:
    within = problems("expect: [{within: 10s, of: {act: tap}, then: {act: connect}}]")
    fixes = ["write {time: 10s, of: ..., then: ...}", "write within: {of: ...}"]
    assert [each.fix for each in within] == [*fixes, "write within: {then: ...}"]


ROLES = ("caller", "room", "network", "operator", "call_handler")
UNIONS = [
    ("background", "background: [%s]"),
    *((f"{role}.when", f"{role}: [{{when: %s}}]") for role in ROLES),
    *((f"{role}.do", f"{role}: [{{do: %s}}]") for role in ROLES),
]


@pytest.mark.parametrize(("union", "form"), UNIONS)
def test_a_wrong_value_is_underlined_itself_in_any_act_cue_or_sound(union: str, form: str) -> None:
    """Pydantic names the member of a union by a word that may look like a key of the file."""
    top, *under = union.split(".")
    parts: list[Part] = [schema_of("scenario")]
    path: list[str | int] = [top, 0, *under]
    for step in path:
        inner = [each for part in parts for each in below(part, step)]
        parts = [each for part in inner for each in alternatives(part, "scenario")]
    place = re.compile(".".join([rf"{top}\[0\]", *under, r"(\w+)"]))
    for keys in [each["properties"] for each in parts if "properties" in each]:
        wrong = ", ".join(f"{key}: [[1]]" for key in keys)
        found = [place.match(each.path) for each in problems(form % f"{{{wrong}}}")]
        assert {each[1] for each in found if each} == set(keys)


def test_a_wrong_time_of_a_sound_is_put_right_where_it_stands() -> None:
    """The key `sound` is also the name of this entry for pydantic."""
    (found,) = problems("background:\n  - at: 20 seconds\n    sound: door")
    assert (found.path, found.line) == ("background[0].at", 2)
    assert found.edits == (Edit("20s", 2, 9, 10),)
