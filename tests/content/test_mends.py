"""Mends that are tried before they are offered, at the places of a scenario where people slip."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from simulator.content.diagnostics.from_pydantic import problems_from
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.errors import Problem, render_all
from tests.content.examples import HEADS

SLIPS = [
    ("near: carer", "write [{who: carer}]"),
    ("near: [carer]", "write {who: carer}, with what is true there"),
    ("near: {who: carer, from: 0s}", "write [{who: carer, from: 0s}]"),
    (
        "answers: {by: yes, after: 1s}",
        "write some of tap, cough, key, spoken in brackets, such as [tap]",
    ),
    ("answers: {by: tap, after: 1s}", "write [tap]"),
    ("number: 07700900123", "take the telephone number out: calls are made without one"),
    ("number: 07700 900123", "take the telephone number out: calls are made without one"),
    ("number: 12 High Road", "write {address: 12 High Road}, with what is true there"),
    ("answers: [tap]", "write {by: [tap], after: 1s}, with what is true there"),
    ("sources: P1", "write [P1]"),
    ("objectives: sit, and wait", 'write ["sit, and wait"]'),
    (
        "caller: [{when: {at: 1s}, do: {say: hello}}]",
        "write {intent: wants_police, words: hello}, with what is true there",
    ),
    ("caller: {when: {at: 1s}, do: tap}", "write [{when: {at: 1s}, do: tap}]"),
    (
        "caller:\n  when: {at: 1s}\n  do: tap",
        'put "- " before "when", and the other lines under it',
    ),
    ("answers: {by: 'tap, cough', after: 1s}", "write [tap, cough]"),
    ("answers:\n  by: tap, cough\n  after: 1s", "write [tap, cough]"),
    ("caller: [{when: {at: 1s}, do: tap 2}]", "write {tap: 2}"),
    ("caller: [{when: {at: 1s}, do: Tap 2}]", "write {tap: 2}"),
    ("caller: [{when: {at: 1s}, do: tap:2}]", "write {tap: 2}"),
    ("caller: [{when: {at: 1s}, do: 'tap: 2'}]", "write {tap: 2}"),
    ("caller: [{when: {at: 1s}, do: [tap 2, hang_up]}]", "write {tap: 2}"),
    ("caller: [{when: {at: 1s}, do: cough 3 times}]", "write {cough: 3}"),
    ("caller: [{when: {at: 1s}, do: press 55}]", 'write {press: "55"}'),
    ("caller: [{when: {at: 1s}, do: pause 2s}]", "write {pause: 2s}"),
    ("caller: [{when: {at: 1s}, do: sob}]", "write {sound: sob}"),
    ("caller:\n  - when: {at: 1s}\n    do: tap, hang_up", "write [tap, hang_up]"),
    ("caller: [{when: {at: 1s}, do: tap and hang_up}]", "write [tap, hang_up]"),
    (
        "caller:\n  - when: {at: 1s}\n    do: say help, please",
        'write {say: {intent: wants_police, words: "help, please"}}, with what is true there',
    ),
    (
        'caller: [{when: {at: 1s}, do: {say: help"}}]',
        'write {intent: wants_police, words: help"}, with what is true there',
    ),
    ("content_note: none", "write [] for an empty list"),
    ("sources: P1, P4", "write [P1, P4]"),
    ("sources: [p1]", "write P1"),
    ("id: My Call", "write my-call"),
    ("review_by: 2027-11-01", "write 2027-11"),
    ("review_by: 9/2027", "write 2027-09"),
    ("expect: [{never: abandoned}]", "write {stage: abandoned}, with what is true there"),
    (
        "debrief:\n  - What now?",
        'put a line "ask:" above the list, indented as the list is',
    ),
    (
        "caller: [{when: {at: 1s}, do: {tap: 2, cough: 1}}]",
        "write [{tap: 2}, {cough: 1}], or leave one out",
    ),
    (
        "caller: [{when: {at: 1s}, do: {say: {intent: speaks, text: help}}}]",
        'write "words" in its place',
    ),
    ("objectives:\n  -listen", "put a space after the dash"),
    (
        "exactly: [{at: 1s, by: caller, act: dial}]",
        "write {kind: dial}, and what that kind needs",
    ),
    ("what is true: yes", 'if it is a remark, begin its line with "# "'),
    ("cases: {}", "write at least one entry, or take the key out"),
    ("level: one", "write the number in digits"),
    ("at_home: yes", 'put it inside "facts", below its line and two spaces further in'),
    ("near: {carer: 0s}", 'begin each entry with "- "'),
    # Texts whose colon has made keys of them.
    (
        "debrief:\n  ask:\n    - What told him: a tap?  # or two",
        'quote it: "What told him: a tap?"',
    ),
    ("objectives:\n  - What told the operator:", 'quote it: "What told the operator:"'),
    ("objectives: [Listen: then act, wait]", 'quote it: "Listen: then act"'),
    # Lists that may not be empty, and one that may.
    ("caller:\n  - when: {at: 1s}\n    do:", "write at least one entry behind it"),
    ("sources:", "write at least one entry behind it"),
    ("content_note:", "write [] for an empty list"),
    # Keys that are there, or that belong to another.
    ("caller: [{when: {at: 1s}, then: tap}]", 'write "do" in its place'),
    ("titles: Two", 'take it out: "title" is there already'),
    ('caller:\n  - when: {at: 1s}\n    press: "55"  # keys', 'write do: {press: "55"}'),
    ('caller: [{when: {at: 1s}, press: "55", after: 1s}]', 'write do: {press: "55"}'),
    (
        "caller:\n  - when: {at: 1s}\n    say:\n      intent: speaks\n      words: help",
        'put it inside "do", in a line of its own below "do:" and further in',
    ),
    ('format: "1"', "take the quotes away: format: 1"),
    # Two acts side by side.
    (
        'caller: [{when: {at: 1s}, do: {press: "55", say: {intent: speaks, words: "a, b"}}}]',
        'write [{press: "55"}, {say: {intent: speaks, words: "a, b"}}], or leave one out',
    ),
    (
        'caller: [{when: {at: 1s}, do: [{press: "55", tap: 2}]}]',
        'write two entries, {press: "55"}, {tap: 2}, or leave one out',
    ),
    (
        'caller:\n  - when: {at: 1s}\n    do:\n      press: "55"\n      tap: 2',
        'put "- " before "press" and "tap", or leave one out',
    ),
    (
        'caller:\n  - when: {at: 1s}\n    do:\n      - press: "55"\n        tap: 2',
        'put "- " before "tap", in the column of the dash above, or leave one out',
    ),
    # Words for others.
    ("caller: [{when: {at: 1s}, do: tap twice}]", "write {tap: 2}"),
    ("caller: [{when: {at: 1s}, do: [tap, wait 2s, tap]}]", "write {pause: 2s}"),
    ("caller: [{when: {at: 1s}, do: [tap, {wait: 2s}]}]", 'did you mean "pause"?'),
    ("seats: [caller, handler]", 'did you mean "call_handler"?'),
    ("seats: [caller operator]", "put commas between the words: caller, operator"),
    ("seats: caller operator", "write [caller, operator]"),
    ("outcome: no_response", 'did you mean "no_response_to_recording"?'),
    ("facts: {needs_police: y}", 'did you mean "yes"?'),
    (
        "caller: [{when: {at: 1s}, do: {lose_line: battery}}]",
        "write the step there, or write another act",
    ),
    (
        "caller: [{when: {at: 1s}, do: take_phone}]",
        "write the step there, or write another act",
    ),
    # Numbers, and values of another kind.
    ("caller: [{when: {at: 1s}, chance: 80%, do: tap}]", "write 80"),
    ("caller: [{when: {at: 1s}, chance: 0.8, do: tap}]", "write 80"),
    ("location: {aml: {place: the shops, radius: 20m, after: 1s}}", "write 20"),
    ("location: {aml: {place: the shops, radius: 2km, after: 1s}}", "write the number in digits"),
    ("level: 1.5", "write a whole number"),
    ("outcome: [deployed, abandoned]", "write one of them, without brackets: deployed"),
    ("outcome: [ended]", "write one word, without brackets"),
    ("number: {markers: 5}", "write some of these in brackets, such as [high_risk_domestic_abuse]"),
]
"""What an author writes, and the mend."""


def problems(text: str) -> list[Problem]:
    keys = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    head = [line for line in HEADS["scenario"].splitlines() if line.partition(":")[0] not in keys]
    document = read_text("\n".join([*head, text]) + "\n", "mine.yaml")
    try:
        Scenario.model_validate(document.value)
    except ValidationError as error:
        return problems_from(document, error, Scenario)
    return []


TYPED = (
    r"write (\[.*\]|\{.*\}|[0-9]+)(?:, with what is true there|, or leave one out)?",
    r"write two entries, (.*), or leave one out",
    r"write one of them, without brackets: (\w+)",
    r"put commas between the words: (.*)",
    r'did you mean "(\w+)"\?',
)
"""The mends that say what to type in the place of what is underlined."""


@pytest.mark.parametrize(("text", "mend"), SLIPS)
def test_what_is_offered_is_what_the_model_takes(text: str, mend: str) -> None:
    (problem,) = problems(text)
    assert problem.mend == mend, render_all([problem])
    if problem.mended:
        assert not problems(text.replace(problem.source, problem.mended, 1))
        return
    typed = next(filter(None, (re.fullmatch(each, mend) for each in TYPED)), None)
    if typed:
        wrong = problem.source[problem.column - 1 :][: problem.width]
        assert not problems(text.replace(wrong, typed[1], 1))


@pytest.mark.parametrize(
    ("key", "expected", "mend"),
    [
        ("format", "the format of this file: 1", 'write "format: 1"'),
        ("title", "the name that people read", 'write "title: ..."'),
        ("kind", "what the caller does: one of silent, sounds,", 'write "kind: ..."'),
        ("level", "how demanding it is, 1 to 4", 'write "level: 1"'),
        ("about", "roughly how long it takes", 'write "about: 2m"'),
        ("seats", "the parts that a person may take", 'write "seats: [...]"'),
        ("outcome", "nobody sits in a seat: one of not_connected,", 'write "outcome: ..."'),
    ],
)
def test_a_missing_key_is_told_with_what_may_stand_there(
    key: str, expected: str, mend: str
) -> None:
    document = read_text("tags: []\n", "probe.yaml")
    with pytest.raises(ValidationError) as raised:
        Scenario.model_validate(document.value)
    found = {each.found: each for each in problems_from(document, raised.value, Scenario)}
    missing = found[f'the key "{key}" is missing']
    assert expected in missing.expected
    assert missing.mend == mend


def test_every_key_of_facts_at_the_top_goes_back_inside() -> None:
    (found,) = problems("facts:\ncan_hear: yes\nin_danger: yes\n")
    assert (found.code, found.mended) == ("indentation", "  can_hear: yes")
