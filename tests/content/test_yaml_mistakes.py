"""Mistakes that authors make in YAML: what `new` writes with one slip in it, and the line shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.yaml.positions import Document
from simulator.content.yaml.reader import read_text
from simulator.errors import ContentError, Problem, render
from tests.content.test_yaml_reader import BAD

STARTER = """\
format: 1
title: The knock
seats: [caller, operator, call_handler]   # the parts that a person may take
facts:
  can_hear: yes
  needs_police: yes
  in_danger: yes
  injured: no
  at_home: yes

# How the caller answers yes or no.
answers: {by: [tap, cough], after: {between: [1s, 2s]}}   # by which signs
caller:
  - when: {heard: make_a_sound}
    after: {between: [1s, 2s]}
    do: {tap: 2}
  - when: {heard: recording_asks_for_sound}   # one profile lets the recording ask
    after: {between: [1s, 2s]}
    do: {say: {intent: says_mistake, words: nothing}}
near: [{who: carer, from: 0s}]
expect:
  - never: {outcome: [no_response_to_recording, ended_by_operator]}
    why: Who answers is not left alone.
debrief:
  ask:
    - What did two taps tell the operator, and what not?
sources: [P1, P4]   # codes of the public sources that it rests on
"""


def saying(words: str) -> str:
    return f"    do: {{say: {{intent: says_mistake, words: {words}}}}}"


SAID = saying("nothing")
FIXED = [
    # What the starter has, what an author makes of it, the code, and the line that is shown; left
    # out, it is the line that was there before.
    ("title: The knock", "title:The knock", "missing-colon"),
    ("  at_home: yes", "  at_home yes", "missing-colon"),
    ("expect:", "expect", "missing-colon"),
    ("format: 1", "format = 1", "missing-colon"),
    ("answers: {by: [", "answers: {by [", "missing-colon"),
    ("  - when: {heard: make", "  - when {heard: make", "missing-colon"),
    ("    do: {tap: 2}", "    do:\n    - cough\n      - tap", "indentation", "    - tap"),
    ("  - when: {heard: make", "  -when: {heard: make", "mixed-list-and-keys"),
    ("{tap: 2}", "\n    -sob\n    - tap", "mixed-list-and-keys", "    - sob"),
]
HINTED = [
    # Where it is not certain which line was meant, the fix says what to do.
    ("  at_home: yes", "\tat_home: yes", "tab", "use spaces"),
    ("format: 1", "format:\t1", "tab", "use spaces"),
    ("  can_hear: yes", "can_hear: yes", "indentation", "begin it in column"),
    ("  in_danger: yes", "in_danger: yes", "indentation", "begin it in column"),
    ("  in_danger: yes", "      in_danger: yes", "indentation", "begin it in column"),
    ("    do: {tap: 2}", "   do: {tap: 2}", "indentation", "begin it in column"),
    ("  - when: {heard: make", "- when: {heard: make", "indentation", "begin it in column"),
    ("  - when: {heard: make", "    - when: {heard: make", "mixed-list-and-keys", "with a dash"),
    ("  - when: {heard: rec", "  when: {heard: rec", "mixed-list-and-keys", "with a dash"),
    ("title: The knock", 'title: "The knock', "unclosed-quote", "close it with"),
    (SAID, saying('"It is nothing, I said'), "unclosed-quote", "close it with"),
    ("[P1, P4]", "[P1, P4", "unclosed-bracket", "where it ends"),
    ("2s]}}   #", "2s]}   #", "unclosed-bracket", "where it ends"),
    ("{tap: 2}", "{press: #}", "unclosed-bracket", 'put quotes around the "#"'),
    ("2s]}}   #", "2s}}   #", "wrong-bracket", "close with"),
    ("[tap, cough],", "[tap, cough,", "wrong-bracket", "close with"),
    (SAID, saying("Police: come"), "colon-in-text", "quotes around all of the text"),
    (SAID, saying('"It is "x" nothing"'), "text-after-quote", "around the whole text"),
    ("title: The knock", "title: 'The man's'", "text-after-quote", "around the whole text"),
    ("{tap: 2}", "press: 55", "colon-in-text", "put braces around it: {press: 55}"),
    ("{heard: make_a_sound}", "heard: make_a_sound", "colon-in-text", "put braces around it"),
    ("{tap: 2}", "{at: 3s sound: door}", "colon-in-text", "put a comma between the entries"),
    ("[P1, P4]", "['What's P1', 'Who's P4']", "text-after-quote", 'put " around the whole text'),
    ("{tap: 2}", '{say: "help', "unclosed-quote", 'close it with "'),
    ("  needs_police: yes", "  - needs_police: yes", "mixed-list-and-keys", "a dash"),
    # Characters that word processors put in the place of those of YAML.
    ("  at_home: yes", "  at_home\uff1ayes", "missing-colon", "U+FF1A (fullwidth colon)"),
    ("  at_home: yes", "\u00a0 at_home: yes", "odd-space", "U+00A0 (no-break space)"),
    ("  - when: {heard: make", "  \u2013 when: {heard: make", "indentation", "U+2013 (en dash)"),
]


def refusal(text: str) -> Problem | None:
    try:
        read_text(text, "call.yaml")
    except ContentError as error:
        (problem,) = error.problems
        return problem
    return None


def refused(was: str, slip: str) -> tuple[str, Problem]:
    """The starter with a slip in it, and how it is refused."""
    assert STARTER.count(was) >= 1
    text = STARTER.replace(was, slip, 1)
    problem = refusal(text)
    assert problem is not None
    return text, problem


def followed(text: str, problem: Problem) -> str:
    """The text, with the line that is shown in the place of the wrong one."""
    lines = text.split("\n")
    assert lines[problem.line - 1] == problem.source
    lines[problem.line - 1] = problem.fixed_line
    return "\n".join(lines)


@pytest.mark.parametrize("slip", FIXED, ids=lambda slip: repr(slip[1][:40]))
def test_a_common_slip_is_shown_with_the_line_that_was_meant(slip: tuple[str, ...]) -> None:
    was, wrong, code, *meant = slip
    text, problem = refused(was, wrong)
    before = STARTER[: STARTER.index(was)].count("\n")
    assert problem.code == code, render(problem)
    assert problem.fixed_line == (meant or [STARTER.split("\n")[before]])[0], render(problem)
    assert refusal(followed(text, problem)) is None
    assert problem.fixed_line.rstrip() in render(problem)


@pytest.mark.parametrize(("was", "slip", "code", "fix"), HINTED)
def test_where_several_lines_may_be_meant_the_fix_says_so(
    was: str, slip: str, code: str, fix: str
) -> None:
    _, problem = refused(was, slip)
    assert problem.code == code, render(problem)
    assert fix in problem.fix, render(problem)
    assert not problem.fixed_line


@pytest.mark.parametrize("text", [row[0] for row in BAD], ids=lambda text: repr(text[:30]))
def test_a_line_that_is_shown_gets_past_the_mistake(text: str) -> None:
    problem = refusal(text)
    assert problem is not None
    if problem.fixed_line:
        again = refusal(followed(text, problem))
        assert again is None or again.line > problem.line


@given(
    st.integers(0, len(STARTER) - 1), st.sampled_from(["", " ", "  ", "'", '"', "]", "{", "#", "-"])
)
def test_whatever_one_stroke_spoils_a_line_that_is_shown_gets_past_it(at: int, stroke: str) -> None:
    text = STARTER[:at] + stroke + STARTER[at + 1 :]
    problem = refusal(text)
    if problem is None:
        assert isinstance(read_text(text, "x"), Document)
    elif problem.fixed_line:
        again = refusal(followed(text, problem))
        assert again is None or again.line > problem.line
