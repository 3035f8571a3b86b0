"""The line as it was meant: what `new` writes, with one mistake in it, and the line told for it."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.content.yaml.document import Document
from simulator.content.yaml.reader import read_text
from simulator.content.yaml.suggest_line import LARGEST
from simulator.errors import ContentError, Problem, render
from tests.content.test_yaml_reader import BAD, Bad

STARTER = """\
format: 1
title: The knock
seats: [caller, operator, call_handler]  # the parts that a person may take
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
  - when: {heard: recording_asks_for_sound}    # one profile lets the recording ask
    after: {between: [1s, 2s]}
    do: {say: {intent: says_mistake, words: nothing}}
near: [{who: carer, from: 0s}]
expect:
  - never: {outcome: [no_response_to_recording, ended_by_operator]}
    why: Who answers is not left alone.
debrief:
  ask:
    - What did two taps tell the operator, and what not?
sources: [P1, P4]                 # codes of the public sources that it rests on
"""


class Slip(NamedTuple):
    """What stands in the starter, what an author makes of it, and the code that it gets.

    `meant` is the line that the message tells; left out, it is the line that was there before.
    """

    was: str
    slip: str
    code: str
    meant: str = ""


def saying(words: str) -> str:
    return f"    do: {{say: {{intent: says_mistake, words: {words}}}}}"


SAID = saying("nothing")
SLIPS = [
    # Quotes and apostrophes in brackets.
    Slip(SAID, saying("'It's nothing'"), "text-after-quote", saying('"It\'s nothing"')),
    Slip(
        SAID,
        saying("'It's nothing, don't come'") + "  # why",
        "text-after-quote",
        saying("\"It's nothing, don't come\"") + "  # why",
    ),
    Slip(SAID, saying('"It is "x" nothing"'), "text-after-quote", saying("'It is \"x\" nothing'")),
    Slip(SAID, saying('"Yes," she said'), "text-after-quote", saying("'\"Yes,\" she said'")),
    Slip(
        SAID,
        saying("It is nothing, she pressed it by accident."),
        "comma-in-text",
        saying('"It is nothing, she pressed it by accident."'),
    ),
    Slip(
        SAID,
        '    do: {say: {words: It\'s "nothing", she said, bye, intent: says_mistake}}',
        "comma-in-text",
        "    do: {say: {words: 'It''s \"nothing\", she said, bye', intent: says_mistake}}",
    ),
    Slip(
        SAID,
        saying("It is nothing, she said: bye"),
        "comma-in-text",
        saying('"It is nothing, she said: bye"'),
    ),
    Slip(SAID, saying("Police: come"), "colon-in-text", saying('"Police: come"')),
    Slip(SAID, saying("'tis nothing"), "unclosed-quote", saying('"\'tis nothing"')),
    Slip(
        SAID, saying('"It is nothing, I said'), "unclosed-quote", saying('"It is nothing, I said"')
    ),
    Slip(
        "title: The knock",
        "title: 'The man's knock'",
        "text-after-quote",
        'title: "The man\'s knock"',
    ),
    Slip("title: The knock", 'title: "The knock', "unclosed-quote", 'title: "The knock"'),
    Slip(
        "sources: [P1, P4]                 # codes",
        "sources: ['What's P1?', 'Who's P4?'] #",
        "text-after-quote",
        'sources: ["What\'s P1?", "Who\'s P4?"] # of the public sources that it rests on',
    ),
    # A quote that one further down has closed is told where it opens.
    Slip("title: The knock", "title: 'The knock", "unclosed-quote", 'title: "The knock"'),
    Slip("seats: [caller,", "dials: '999\nseats: [caller,", "unclosed-quote", 'dials: "999"'),
    Slip(
        "{tap: 2}\n  - when: {heard: recording_asks_for_sound}    # one profile lets",
        '{say: "help}\n  - when: {heard: which_service}\n    do: {press: "55"}\n'
        "  - when: {at: 5s} #",
        "unclosed-quote",
        '    do: {say: "help"}',
    ),
    # A lost bracket, with a comment behind it or without.
    Slip("[P1, P4]  ", "[P1, P4   ", "unclosed-bracket"),
    Slip("call_handler]  #", "call_handler   #", "unclosed-bracket"),
    Slip("2s]}}   #", "2s]}    #", "unclosed-bracket"),
    Slip("2s]}}   #", "2s}}   #", "wrong-bracket"),
    Slip("[tap, cough],", "[tap, cough,", "wrong-bracket"),
    Slip("make_a_sound}", "make_a_sound", "unclosed-bracket"),
    Slip("for_sound}    #", "for_sound     #", "unclosed-bracket"),
    Slip("{tap: 2}", "{tap: 2", "unclosed-bracket"),
    Slip("from: 0s}]", "from: 0s}", "unclosed-bracket"),
    Slip("from: 0s}]", "from: 0s]", "wrong-bracket"),
    Slip("operator]}", "operator}", "wrong-bracket"),
    Slip("operator]}", "operator]", "unclosed-bracket"),
    Slip("{tap: 2}", "{press: #}", "unclosed-bracket", '    do: {press: "#"}'),
    Slip("{tap: 2}", "{press: #} # a key", "unclosed-bracket", '    do: {press: "#"} # a key'),
    # A line in the wrong column is told of, not the innocent one below it.
    Slip("  can_hear: yes", "can_hear: yes", "indentation"),
    Slip("  in_danger: yes", "in_danger: yes", "indentation"),
    Slip("  in_danger: yes", " in_danger: yes", "indentation"),
    Slip("  in_danger: yes", "      in_danger: yes", "indentation"),
    Slip("    do: {tap: 2}", "   do: {tap: 2}", "indentation"),
    Slip("    do: {tap: 2}", "do: {tap: 2}", "indentation"),
    Slip("  - when: {heard: make", "- when: {heard: make", "indentation"),
    Slip("  - when: {heard: make", "    - when: {heard: make", "indentation"),
    Slip("    why:", "  why:", "indentation"),
    Slip("    why:", "      why:", "indentation"),
    Slip("  can_hear: yes", "  - can_hear: yes", "mixed-list-and-keys"),
    # A list entry further in than the one above it.
    Slip(
        "    do: {tap: 2}",
        "    do:\n    - cough\n      - {tap: 2}",
        "indentation",
        "    - {tap: 2}",
    ),
    Slip("    do: {tap: 2}", "    do:\n    - cough\n      - tap", "indentation", "    - tap"),
    # A colon without its space, or none at all.
    Slip("{heard: make_a_sound}", "{at:75s}", "missing-colon", "  - when: {at: 75s}"),
    Slip("title: The knock", "title:The knock", "missing-colon"),
    Slip("  at_home: yes", "  at_home yes", "missing-colon"),
    Slip("expect:", "expect", "missing-colon"),
    Slip("answers: {by: [", "answers: {by [", "missing-colon"),
    Slip("answers: {by: [", "answers {by: [", "missing-colon"),
    Slip("  - when: {heard: make", "  - when {heard: make", "missing-colon"),
    Slip("{tap: 2}", "{tap 2}", "missing-colon"),
    Slip("from: 0s", "from 0s", "missing-colon"),
    # Where a sentence goes on, a comma has cut it, whatever the next word is.
    Slip(SAID, saying("Nothing, then go"), "comma-in-text", saying('"Nothing, then go"')),
    Slip("by: [tap, cough],", "by: (tap, cough),", "comma-in-text"),
    Slip("format: 1", "format = 1", "missing-colon"),
    Slip("{tap: 2}", "{tap=2}", "missing-colon"),
    Slip("  - when: {heard: make", "  -when: {heard: make", "mixed-list-and-keys"),
    Slip("by: [tap, cough],", "by: &signs [tap, cough],", "alias"),
    # Characters that look like others, where those are meant.
    Slip("  at_home: yes", "  at_home\uff1ayes", "look-alike"),
    Slip("  at_home: yes", "  at_home\uff1a yes", "look-alike"),
    Slip("  at_home: yes", "  at_home:\u00a0yes", "look-alike"),
    Slip("  at_home: yes", "\u00a0 at_home: yes", "odd-space"),
    Slip("  - when: {heard: make", "  \u2013 when: {heard: make", "look-alike"),
    Slip("{tap: 2}", "\uff5btap: 2\uff5d", "look-alike"),
    Slip(SAID, saying("\u201cyes, come\u201d"), "look-alike", saying('"yes, come"')),
    # Tabs, in the column of what stands around them.
    Slip("  at_home: yes", "\tat_home: yes", "tab"),
    Slip("  can_hear: yes", "\tcan_hear: yes", "tab"),
    Slip("    do: {tap: 2}", "\t\tdo: {tap: 2}", "tab"),
    Slip("    do: {tap: 2}", "  \tdo: {tap: 2}", "tab"),
    Slip("format: 1", "format:\t1", "tab"),
    # Keys and lists without what goes around them.
    Slip("{tap: 2}", "press: 55", "colon-in-text", '    do: {press: "55"}'),
    Slip("{tap: 2}", "tap: 2  # taps", "colon-in-text", "    do: {tap: 2}  # taps"),
    Slip("{tap: 2}", "say: come, quick", "colon-in-text", '    do: {say: "come, quick"}'),
    Slip("{heard: make_a_sound}", "heard: make_a_sound", "colon-in-text"),
    Slip("by: [tap, cough],", "by: tap, cough,", "comma-in-text"),
]


def refusal(text: str) -> Problem | None:
    try:
        read_text(text, "call.yaml")
    except ContentError as error:
        (problem,) = error.problems
        return problem
    return None


def followed(text: str, problem: Problem) -> str:
    """The text, with the line that was told in the place of the wrong one."""
    lines = text.split("\n")
    assert lines[problem.line - 1] == problem.source
    lines[problem.line - 1] = problem.mended
    return "\n".join(lines)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: repr(slip.slip[:40]))
def test_a_slip_is_told_with_the_line_that_was_meant(slip: Slip) -> None:
    assert STARTER.count(slip.was) >= 1
    text = STARTER.replace(slip.was, slip.slip, 1)
    problem = refusal(text)
    assert problem is not None
    before = STARTER[: STARTER.index(slip.was)].count("\n")
    assert problem.code == slip.code, render(problem)
    assert problem.mended == (slip.meant or STARTER.split("\n")[before]), render(problem)
    assert refusal(followed(text, problem)) is None
    assert problem.mended.rstrip() in render(problem)


LISTS = [
    # lines under a key, what is told of one of them, and how they stand once every mend is followed
    (
        "caller:\n    when: {at: 1s}\n    do: tap\n  - when: {at: 9s}\n    do: tap",
        "put a dash before it",
        "caller:\n  - when: {at: 1s}\n    do: tap\n  - when: {at: 9s}\n    do: tap",
    ),
    (
        "expect:\n  eventually: {act: tap}\n  why: So.\n  - never: {act: cough}",
        "put a dash before it, and move the lines under it 2 columns to the right",
        "expect:\n  - eventually: {act: tap}\n    why: So.\n  - never: {act: cough}",
    ),
    (
        "expect:\n      eventually: {act: tap}\n      why: So.\n  - never: {act: cough}",
        "put a dash before it, and move the lines under it 2 columns to the left",
        "expect:\n  - eventually: {act: tap}\n    why: So.\n  - never: {act: cough}",
    ),
    (
        "expect:\n  eventually: {act: tap}\n    why: So.\n  - never: {act: cough}",
        "put a dash before it",
        "expect:\n  - eventually: {act: tap}\n    why: So.\n  - never: {act: cough}",
    ),
    (
        "caller:\n  - when: {at: 1s}\n    do: tap\n  when: {at: 9s}\n    do: tap",
        "put a dash before it",
        "caller:\n  - when: {at: 1s}\n    do: tap\n  - when: {at: 9s}\n    do: tap",
    ),
    (
        "caller:\n  - when: {at: 1s}\n    do: tap\n  when: {at: 9s}\n  do: tap",
        "put a dash before it, and move the lines under it 2 columns to the right",
        "caller:\n  - when: {at: 1s}\n    do: tap\n  - when: {at: 9s}\n    do: tap",
    ),
    (
        "caller:\n  - when: {at: 1s}\n  after: 2s\n  do: tap\n",
        "begin it in column 5, and with it the lines that belong to it",
        "caller:\n  - when: {at: 1s}\n    after: 2s\n    do: tap\n",
    ),
    (
        "caller:\n  - when: {at: 1s}\n  after: 2s\n  do:\n    - tap\n"
        "  - when: {at: 9s}\n    do: tap",
        "begin it in column 5, and with it the lines that belong to it",
        "caller:\n  - when: {at: 1s}\n    after: 2s\n    do:\n    - tap\n"
        "  - when: {at: 9s}\n    do: tap",
    ),
    (
        "facts:\n  can_hear: yes\n  - mistake: no\n",
        "take the dash away",
        "facts:\n  can_hear: yes\n  mistake: no\n",
    ),
    (
        "facts:\n  - can_hear: yes\n  mistake: no\n",
        "take the dash away",
        "facts:\n  can_hear: yes\n  mistake: no\n",
    ),
    # What else belongs into the line nobody can say.
    ("facts:\n  - can_hear\n  mistake: no", 'take the dash away, and write "can_hear: ..."', ""),
]


@pytest.mark.parametrize(("text", "mend", "meant"), LISTS)
def test_a_dash_is_put_where_entries_stand_and_taken_where_keys_do(
    text: str, mend: str, meant: str
) -> None:
    problem = refusal(text)
    assert problem is not None
    assert problem.mend == mend, render(problem)
    if not meant:
        assert not problem.mended
        return
    for _ in range(5):
        problem = refusal(text)
        if problem is None:
            break
        text = followed(text, problem)
    assert text == meant


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: repr(bad.text[:30]))
def test_a_told_line_gets_past_the_mistake(bad: Bad) -> None:
    problem = refusal(bad.text)
    assert problem is not None
    if problem.mended:
        again = refusal(followed(bad.text, problem))
        assert again is None or again.line > problem.line


def test_what_stays_a_riddle_is_told_without_a_line() -> None:
    for text in ("do: {at: 3s sound: door}", "a: 1\nhelp\nb: 2", "a: [\n  {x: 1}\n  {y: 2}\n]"):
        problem = refusal(text)
        assert problem is not None
        assert not problem.mended


def test_a_tab_elsewhere_does_not_matter_and_one_in_the_line_is_told_next() -> None:
    problem = refusal("t: 'a\tb'\na: [1, 2}\n")
    assert problem is not None
    assert problem.mended == "a: [1, 2]"
    beside = refusal("a: [1, 2}\t\n\tb: 1\n")
    assert beside is not None
    if beside.mended:
        again = refusal(followed("a: [1, 2}\t\n\tb: 1\n", beside))
        assert again is None or again.line > beside.line


@pytest.mark.parametrize("words", ["['What's P1', Who's P4?']", "['Is it 'x', no', \"It's\"]"])
def test_where_no_line_keeps_all_texts_it_is_said_how_to_write_them(words: str) -> None:
    problem = refusal(STARTER.replace("[P1, P4]", words))
    assert problem is not None
    assert (problem.code, problem.mended) == ("text-after-quote", "")
    assert problem.mend == "put \" around each whole text, instead of '"


@settings(deadline=None)
@given(
    texts=st.lists(
        st.text(alphabet="abc ',\"", min_size=1).filter(lambda text: text.strip(" ',\"")),
        min_size=1,
        max_size=4,
    ),
    sign=st.sampled_from("'\""),
)
def test_a_told_line_loses_no_text(texts: list[str], sign: str) -> None:
    """Nor does it make two texts of one, or one of two."""
    line = "ask: [" + ", ".join(f"{sign}{text}{sign}" for text in texts) + "]"
    problem = refusal(line)
    if problem is not None and problem.mended:
        meant = read_text(problem.mended, "call.yaml").value["ask"]
        letters = [re.sub("[^abc]", "", str(text)) for text in meant]
        assert "".join(letters) == re.sub("[^abc]", "", "".join(texts))


def test_a_very_long_file_is_not_read_again_and_again() -> None:
    problem = refusal("a: [1\n" + "# " + "x" * LARGEST + "\n")
    assert problem is not None
    assert (problem.code, problem.mended) == ("unclosed-bracket", "")


@settings(max_examples=60)
@given(
    st.integers(0, len(STARTER) - 1), st.sampled_from(["", " ", "  ", "'", '"', "]", "{", "#", "-"])
)
def test_whatever_one_stroke_spoils_a_told_line_gets_past_it(at: int, stroke: str) -> None:
    text = STARTER[:at] + stroke + STARTER[at + 1 :]
    problem = refusal(text)
    if problem is None:
        assert isinstance(read_text(text, "x"), Document)
    elif problem.mended:
        again = refusal(followed(text, problem))
        assert again is None or again.line > problem.line
