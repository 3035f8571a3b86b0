"""`silent999 calibrate`: calls whose ratings are settled, for raters to compare theirs with."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from simulator.debrief.learning.trainer_reviews import Rating
from tests.builders import yaml_of
from tests.cli.command import Said, silent999
from tests.debrief.test_labelled_calls import EXPECTED, FOLDER
from tests.session.calls import LIBRARY

CALLS = {each.id: each for each in LIBRARY.calibration().calibration}
SHEET = re.compile(r"(?:B[0-9]{2}|(?:CH|OP|BF)-[0-9]+|[0-9](?:\.[0-9])+)")
"""An id of the authors' sheets."""


def asked(*words: str | Path) -> Said:
    return silent999("calibrate", *words)


def same(call: str) -> str:
    """The labelled call that a call of the set is, but for its id, its title and how long it is."""

    def rest(path: Path) -> dict[str, Any]:
        return {k: v for k, v in yaml_of(path).items() if k not in ("id", "title", "about")}

    mine = rest(LIBRARY.call_to_rate(call).path)
    labelled = [path for path in FOLDER.glob("[0-9]*.yaml") if rest(path) == mine]
    assert len(labelled) == 1, call
    return labelled[0].stem


@pytest.mark.parametrize("call", CALLS)
def test_each_call_is_a_labelled_one_and_is_settled_as_it_was_labelled(call: str) -> None:
    """Every label of practice.md is in the set, unless a person has to give it; each has an id."""
    labels = EXPECTED[same(call)]
    settled = {each.id: each for each in CALLS[call].ratings}
    assert 8 <= len(settled) <= 12
    assert labels.get("seat", "call_handler") == CALLS[call].seat.value
    rated = {"met": Rating.SEEN, "missed": Rating.NOT_SEEN, "not_applicable": Rating.NOT_APPLICABLE}
    for state, rating in rated.items():
        for criterion in labels.get(state, ()):
            if criterion in settled:
                assert settled[criterion].rating == rating.value, criterion
    assert {*labels.get("missed", ())} <= settled.keys()
    assert all(SHEET.fullmatch(each.sheet) for each in settled.values())


def test_there_are_eight_calls_and_no_title_gives_a_rating_away() -> None:
    page = asked().out
    assert len(CALLS) == 8
    for call in CALLS:
        assert call in page
    assert not re.search(r"not|untested|too soon|untrue|policy|wrong|late", page.split("\n\n")[0])


def test_a_call_is_printed_as_its_seat_perceived_it_without_what_was_settled() -> None:
    """The operator is not on the line of the call handler, and the reasons are in no line."""
    page = " ".join(asked("blue-shutters").out.split())
    assert "If you can whisper safely, whisper now." in page
    assert "What the call handler heard and did" in page
    assert "which service do you require" not in page
    assert "- Test each code with your next question. (code-tested)" in page
    for each in CALLS["blue-shutters"].ratings:
        assert each.because not in page
        assert f"({each.sheet})" not in page


def test_a_rater_sees_where_a_settled_rating_differs_and_why() -> None:
    rates = ("--rate", "code-tested", "seen", "--rate", "code-before-use", "Seen")
    page = " ".join(asked("blue-shutters", *rates).out.split())
    assert "blue-shutters: 2 ratings, 1 not as settled." in page
    assert (
        "(code-tested) You: seen. Settled: not seen. The question after the code, at 0:50" in page
    )
    assert "Set a yes/no code" not in page
    assert "Not rated: speech-invited-first" in page
    assert "Nothing is kept." in page


def test_a_form_names_its_call_and_is_read_when_it_is_filled_in(tmp_path: Path) -> None:
    form = tmp_path / "form.csv"
    assert asked("in-a-car", "--form", form).out.startswith("Written: ")
    rows = list(csv.reader(form.read_text("utf-8").splitlines()))
    assert rows[0] == ["call", "criterion", "says", "rating"]
    assert {row[0] for row in rows[1:]} == {"in-a-car"}
    written = [rows[0], *([*row[:-1], "not seen"] for row in rows[1:])]
    with form.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(written)
    assert "in-a-car: 8 ratings, 5 not as settled." in asked("in-a-car", "--ratings", form).out
    other = asked("blue-shutters", "--ratings", form)
    assert (other.code, other.out) == (2, "")
    assert "these are ratings of the call in-a-car, not of blue-shutters" in other.err
    again = asked("in-a-car", "--form", form)
    assert "exists already; it was not changed" in again.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("blue-shuters",), "did you mean blue-shutters?"),
        (("--rate", "code-tested", "seen"), "which call is it about?"),
        (("blue-shutters", "--rate", "code-testd", "seen"), "did you mean code-tested?"),
        (("blue-shutters", "--rate", "code-tested", "good"), "unknown rating good"),
        (("blue-shutters", "--ratings", "{none}"), "no rating is filled in"),
        (("blue-shutters", "--ratings", "{other}"), "other.csv:1: not a form of ratings"),
        (("blue-shutters", "--ratings", "{cut}"), "cut.csv:2: 3 columns"),
        (("blue-shutters", "--ratings", "{long}"), "the form can't be read: field larger"),
        (("blue-shutters", "--ratings", "{absent}"), "the form can't be read"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_message(
    words: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    head = "call,criterion,says,rating\n"
    texts = {"none": head, "other": "criterion;says;rating\n", "cut": f"{head}blue-shutters,x,y\n"}
    texts["long"] = f"{head}blue-shutters,code-tested,{'x' * 150_000},seen\n"
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    names = {name: str(tmp_path / f"{name}.csv") for name in (*texts, "absent")}
    refused = asked(*(word.format(**names) for word in words))
    assert (refused.code, refused.out) == (2, "")
    assert message in refused.err
    assert refused.err.count("silent999: ") == 1


def test_the_set_is_checked_as_other_files_are(tmp_path: Path) -> None:
    path = tmp_path / "calibration.yaml"
    path.write_text(
        "format: 1\ncalibration:\n  - id: nowhere\n    seat: operator\n    ratings:\n"
        "      - {id: code-tested, rating: seen, because: It was., sheet: B04}\n",
        encoding="utf-8",
    )
    found = silent999("check", path)
    assert found.code == 2
    assert "calibration.yaml:3:9: error[unknown-scenario]" in found.err
    assert 'there is no criterion "code-tested"' in found.err
