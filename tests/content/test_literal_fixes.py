"""Literal fixes: what `check --fix` makes of a mistake, and what it leaves alone."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.checks.literal_fixes import applied, fixed, problems_of
from simulator.content.checks.unknown_ids import KnownReferences
from simulator.content.diagnostics.near_words import meant_fix
from simulator.content.files.find_files import id_of
from simulator.content.library.library import Library
from simulator.content.yaml.reader import read_text
from simulator.errors import ContentError, Edit, Problem, render_all
from tests.content.mistakes import (
    ANSWERED,
    FIXED,
    INVENTED,
    MISTAKES,
    OF_MEANING,
    REPORTED,
    SCENARIO,
    TABLE,
    TABLE_MISTAKES,
    TAP,
)

LIBRARY = Library()
KNOWN = KnownReferences(LIBRARY)
PATH = Path("silent/one-tap.yaml")


def find(text: str, path: Path = PATH) -> list[Problem]:
    return problems_of(LIBRARY, path, text, KNOWN)


def test_of_a_hundred_mistakes_each_is_answered_and_most_fix_themselves() -> None:
    """A fixed file passes and says what was meant; any other mistake is left as it is."""
    done = 0
    for old, new, becomes in MISTAKES:
        wrong = SCENARIO.replace(old, new, 1)
        problems = find(wrong)
        assert problems, (old, new)
        assert all(each.fix and each.found for each in problems)
        text = fixed(wrong, str(PATH), find)
        if becomes == ANSWERED:
            assert text == wrong, (old, new)
            continue
        meant = SCENARIO if becomes == FIXED else SCENARIO.replace(old, becomes, 1)
        left = find(text)
        assert not left, render_all(left)
        assert read_text(text, "x").value == read_text(meant, "x").value, (old, new)
        assert re.findall("# .*", text) == re.findall("# .*", wrong), "comments stay"
        done += 1
    assert (len(MISTAKES), done) == (102, 78)


MEANINGS = [(TAP, *each) for each in OF_MEANING]


@pytest.mark.parametrize(("old", "new", "becomes", "says"), [*REPORTED, *INVENTED, *MEANINGS])
def test_a_mistake_has_one_message_that_says_what_was_meant(
    old: str, new: str, becomes: str, says: str
) -> None:
    """A fix that isn't sure is shown and never written; a sure one makes what was meant."""
    assert old in SCENARIO
    wrong = SCENARIO.replace(old, new, 1)
    (problem,) = find(wrong)
    assert says in problem.fix
    text = fixed(wrong, str(PATH), find)
    if becomes == ANSWERED:
        assert text == wrong
        return
    meant = SCENARIO if becomes == FIXED else SCENARIO.replace(old, becomes, 1)
    assert find(text) == []
    assert read_text(text, "x").value == read_text(meant, "x").value
    assert re.findall("# .*", text) == re.findall("# .*", wrong), "comments stay"


@pytest.mark.parametrize(("old", "new", "becomes", "says"), TABLE_MISTAKES)
def test_a_mistake_in_a_table_of_four_rows_has_one_message(
    old: str, new: str, becomes: str, says: str
) -> None:
    assert old in TABLE
    wrong = TABLE.replace(old, new)
    (problem,) = find(wrong)
    assert says in problem.fix
    text = fixed(wrong, str(PATH), find)
    assert text == {FIXED: TABLE, ANSWERED: wrong}[becomes]


def test_a_right_table_has_no_problem() -> None:
    assert find(TABLE) == []


def test_a_tab_is_mended_though_another_line_has_a_mistake_of_its_own() -> None:
    """The text could not be read before, so the second mistake is new, and no fault of the fix."""
    whisper = SCENARIO.replace("    do: tap\n", '    do: {whisper: "on the bus"}\n', 1)
    wrong = whisper.replace("    after: 2s ", "\tafter: 2s ", 1)
    assert fixed(wrong, str(PATH), find) == whisper


def test_several_mistakes_of_one_file_are_all_fixed() -> None:
    wrong = SCENARIO.replace("kind: sounds", "Kind: Sounds").replace("about: 90s", "about: 90")
    assert fixed(wrong.replace("  - when", "  -when", 1), str(PATH), find) == SCENARIO


def test_a_word_with_two_near_neighbours_is_asked_for_and_not_put_in() -> None:
    unsure, sure = meant_fix("clove", ["close", "clone"]), meant_fix("clsoe", ["close", "clone"])
    assert (unsure, unsure.edits) == ('did you mean "close"?', ())
    assert sure.edits == (Edit("close"),)


UNSURE = [
    # a sentence that may be two; a comment that may be text; a list that may be forgotten
    "objectives: keep calm, and listen",
    "title: Taps #1",
    "content_note:",
    # a fix that leads to another mistake in the same line
    "seats: [caller] and operator",
    "answers: {by: [tap], after: soon}",
]


@pytest.mark.parametrize("line", UNSURE)
def test_what_is_not_sure_is_left_alone(line: str) -> None:
    key = line.partition(":")[0]
    wrong = re.sub(rf"^{key}:.*$", line, SCENARIO, count=1, flags=re.MULTILINE)
    assert find(wrong)
    assert fixed(wrong, str(PATH), find) == wrong


def test_a_text_that_stays_unreadable_is_not_changed_at_all() -> None:
    wrong = SCENARIO.replace("kind: sounds", "kind:sounds").replace("debrief:", "? debrief")
    assert fixed(wrong, str(PATH), find) == wrong


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    wrong = "\ufeff" + SCENARIO.replace("about: 90s", "about: 90").replace("\n", "\r\n")
    text = fixed(wrong, str(PATH), find)
    assert text == "\ufeff" + SCENARIO.replace("\n", "\r\n")


def test_an_edit_never_takes_a_comment_with_it() -> None:
    text = "a: 1 # why\n"
    assert applied(text, [Edit("b", 1, 4, 7)]) == text
    assert applied(text, [Edit("b", 1, 4, 1)]) == "a: b # why\n"


SHIPPED = [path for path in LIBRARY.scenario_sources() if "cases:" not in path.read_text("utf-8")]


def _spoilt(text: str, number: int, how: int) -> str:
    """A text with one slip in a line."""
    lines = text.split("\n")
    at = number % len(lines)
    line = lines[at]
    slips = (
        lambda: re.sub(r": ", ":", line, count=1),
        lambda: re.sub(r"(\w)(\w)(\w*):", r"\2\1\3:", line, count=1),
        lambda: re.sub(r"^  ", "\t", line),
        lambda: re.sub(r"^( +)", r"\1 ", line),
        lambda: line.replace("- ", "-", 1),
        lambda: line.replace(": ", " ", 1),
        lambda: re.sub(r"\b(\d+)(m?s)\b", r"\1 \2", line),
        lambda: re.sub(r"\[([^\[\]{}]*)\]", r"\1", line, count=1),
        lambda: re.sub(r"[\]}]$", "", line),
        lambda: re.sub(r"(: )(\w)", lambda it: it[1] + it[2].upper(), line, count=1),
    )
    lines[at] = slips[how % len(slips)]()
    return "\n".join(lines)


SLIPS = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 9)), min_size=1, max_size=4)


@given(st.sampled_from(SHIPPED), SLIPS)
def test_fixes_of_a_spoilt_file_add_no_problem_and_lose_no_comment(
    path: Path, slips: list[tuple[int, int]]
) -> None:
    text = path.read_text("utf-8").replace("\n", "  # kept\n", 40)
    for number, how in slips:
        text = _spoilt(text, number, how)

    def look(text: str) -> list[Problem]:
        return find(text, path)

    before = look(text)
    better = fixed(text, str(path), look)
    after = look(better)
    assert fixed(better, str(path), look) == better, "once is enough"
    assert better.count("# kept") == text.count("# kept")
    if better != text and not after:
        assert "# kept" not in str(read_text(better, id_of(path)).value)
    known = {(each.code, each.path, each.found) for each in before}
    if _reads(text):
        new = [each for each in after if (each.code, each.path, each.found) not in known]
        assert len(after) < len(before) or better == text or not after, render_all(new)
    else:
        assert better == text or _reads(better)


def _reads(text: str) -> bool:
    try:
        read_text(text, "x")
    except ContentError:
        return False
    return True
