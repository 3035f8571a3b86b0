"""Mistakes that authors make in YAML: what `new` writes with one slip in it, and the line shown."""

import pytest

from simulator.content.yaml.reader import read_text
from simulator.errors import ContentError, Problem, render

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
HINTED = [
    # What the starter has, what an author makes of it, the code, and a part of the fix.
    ("title: The knock", "title:The knock", "missing-colon", 'colon: "title: The knock"'),
    ("  at_home: yes", "  at_home yes", "missing-colon", 'write "at_home: yes"'),
    ("expect:", "expect", "missing-colon", 'write "expect: ..." if it is a key'),
    ("format: 1", "format = 1", "missing-colon", 'write "format: 1"'),
    ("answers: {by: [", "answers: {by [", "missing-comma", "put a comma"),
    ("  - when: {heard: make", "  - when {heard: make", "missing-colon", 'after it: "when:"'),
    ("    do: {tap: 2}", "    do:\n    - cough\n      - tap", "indentation", "in column 5"),
    ("  - when: {heard: make", "  -when: {heard: make", "mixed-list-and-keys", "a space after"),
    ("{tap: 2}", "\n    -sob\n    - tap", "mixed-list-and-keys", "a space after the dash"),
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
    ("2s]}}   #", "2s}}   #", "missing-comma", "close with"),
    ("[tap, cough],", "[tap, cough,", "missing-comma", "close with"),
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


@pytest.mark.parametrize(("was", "slip", "code", "fix"), HINTED)
def test_where_several_lines_may_be_meant_the_fix_says_so(
    was: str, slip: str, code: str, fix: str
) -> None:
    _, problem = refused(was, slip)
    assert problem.code == code, render(problem)
    assert fix in problem.fix, render(problem)
