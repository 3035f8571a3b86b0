"""`silent999 agreement`: what two raters say of the same calls, in numbers that say their n."""

import json
from pathlib import Path
from typing import Any

import pytest

from simulator.debrief.learning.rater_agreement import Rating
from simulator.debrief.learning.review_file import reviews_path
from simulator.debrief.learning.review_session import rateable
from simulator.session.records.record_file import read_record
from tests.cli.command import Said, silent999
from tests.session.recorded import BEGAN, CALL, WHOLE, written

CRITERIA = ("says-it-is-police", "code-tested", "code-before-use", "more-than-one-way")
RATINGS = {"s": "seen", "n": "not-seen", "a": "not-applicable"}


def recorded(folder: Path, *codes: str) -> list[Path]:
    return [written(folder, WHOLE, CALL, code) for code in codes or ("kestrel-4",)]


def reviewed(record: Path, code: str, *words: str) -> None:
    told = silent999("review", record, "--as", code, *words, now=lambda: BEGAN)
    assert (told.code, told.err) == (0, "")


def rated(record: Path, *, sign: bool = True, **by_code: str) -> None:
    """Blind ratings of the criteria in turn: s seen, n not seen, a not applicable."""
    for code, ratings in by_code.items():
        pairs = zip(CRITERIA, ratings, strict=False)
        named = ",".join(f"{name}={RATINGS[each]}" for name, each in pairs)
        reviewed(record, code, "--blind", "--rate", named, *(["--sign"] if sign else []))


def machine_ratings(record: Path) -> dict[str, Rating]:
    found = rateable(read_record(record))
    return {each.key.criterion: each.machine for each in found if each.machine is not None}


def asked(folder: Path, *words: str | Path) -> tuple[Said, str]:
    """What is printed, and once more with single spaces."""
    told = silent999("agreement", *words, "--records", folder)
    return told, " ".join(told.out.split())


def as_object(folder: Path, *words: str | Path) -> Any:
    told, _ = asked(folder, *words, "--format", "json")
    assert (told.code, told.err) == (0, "")
    return json.loads(told.out)


def test_two_raters_on_two_records(tmp_path: Path) -> None:
    """By criterion, and together: 5 of 7 agreed; kappa worked out by hand."""
    one, two = recorded(tmp_path, "kestrel-4", "heron-2")
    rated(one, robin="ssnn", wren="snnn")
    rated(two, robin="sns", wren="snn")
    told, flat = asked(tmp_path)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Agreement of robin and wren, 2 reviewed records\n")
    # robin: 4 seen, 3 not; wren: 2 and 5. (7*5 - (4*2 + 3*5)) / (49 - 23) = 12/26
    assert "criterion n agreed % kappa all together 7 5 71 0.46 (few cases) call_handler/" in flat
    assert "7 cases are fewer than 30: kappa is unreliable (assumption)." in flat
    assert "2 2 100 no: both said “seen” every time" in flat
    assert "no independent rating" not in flat
    assert "nobody is marked" in flat.lower()
    found = as_object(tmp_path)
    together, criteria = found["all"], found["criteria"]
    assert found["raters"] == ["robin", "wren"]
    assert sorted(found["records"]) == sorted([one.stem, two.stem])
    assert (together["n"], together["agreed"], together["few_cases"]) == (7, 5, True)
    assert together["kappa"] == pytest.approx(12 / 26)
    assert [each["n"] for each in criteria] == [2, 1, 2, 2]
    order = [each.key.criterion for each in rateable(read_record(one))]
    assert [each["criterion"] for each in criteria] == sorted(CRITERIA, key=order.index)


def test_the_machine_is_a_rater(tmp_path: Path) -> None:
    """Alone with one person it is the other, without being named."""
    (one,) = recorded(tmp_path)
    rated(one, robin="nsss")
    machine = machine_ratings(one)
    found = as_object(tmp_path, one.stem)
    together = found["all"]
    mine = ("not_seen", "seen", "seen", "seen")
    same = sum(machine[name] == rating for name, rating in zip(CRITERIA, mine, strict=True))
    assert found["raters"] == ["robin", "machine"]
    assert (together["n"], together["agreed"]) == (4, same)
    assert as_object(tmp_path, "--raters", "robin", "machine")["all"] == together
    turned = as_object(tmp_path, "--raters", "machine", "robin")
    assert (turned["raters"], turned["all"]) == (["machine", "robin"], together)


def test_who_saw_the_findings_is_no_independent_rater(tmp_path: Path) -> None:
    """It is said; where they overrode nothing they agree with the machine in all."""
    (one,) = recorded(tmp_path)
    override = ("--override", CRITERIA[0], "not-seen", "--because", "Late.")
    reviewed(one, "robin", *override, "--sign")
    _, flat = asked(tmp_path)
    assert "robin signed after seeing the program's findings" in flat
    n = len(machine_ratings(one))
    assert f"all together {n} {n - 1} " in flat


def test_what_is_not_signed_or_has_changed_is_left_out_and_said(tmp_path: Path) -> None:
    one, two, three = recorded(tmp_path, "kestrel-4", "heron-2", "ibis-3")
    rated(one, robin="ssnn", wren="ssnn")
    rated(two, robin="ssnn")
    rated(two, wren="nnnn", sign=False)
    rated(three, robin="s", wren="n")
    three.write_bytes(three.read_bytes().rpartition(b"\n")[0])
    _, flat = asked(tmp_path)
    assert "all together 4 4 100 " in flat
    assert f"wren has not signed {two.stem}: left out." in flat
    assert f"{three.stem} has changed since its review was begun: left out." in flat


def test_of_three_raters_two_are_named_and_a_record_without_a_review_is_left_out(
    tmp_path: Path,
) -> None:
    one, two = recorded(tmp_path, "kestrel-4", "heron-2")
    rated(one, robin="ssnn", wren="ssnn", tern="ssnn")
    told, _ = asked(tmp_path)
    assert (told.code, "3 people have signed" in told.err) == (2, True)
    assert "raters: robin, tern, wren, machine" in told.err
    _, flat = asked(tmp_path, one, two, "--raters", "robin", "wren")
    assert f"{two.stem} has no reviews: left out" in flat


def test_only_the_records_that_are_meant_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    """By id, by the beginning of one, or by code; exit code 2, after what could be told."""
    one, two = recorded(tmp_path, "kestrel-4", "heron-2")
    for record in (one, two):
        rated(record, robin="ssnn", wren="ssnn")
    assert as_object(tmp_path, "heron")["records"] == [two.stem]
    assert as_object(tmp_path, "--code", "kestrel-4")["records"] == [one.stem]
    assert as_object(tmp_path, one, one.stem)["records"] == [one.stem]
    path = reviews_path(two)
    path.write_bytes(path.read_bytes() + b"[]\n")
    told, flat = asked(tmp_path)
    assert told.code == 2
    assert "all together 4 4 100 " in flat
    assert f"{path}:" in told.err
    assert "not a review entry" in told.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--raters", "robin", "robin"), "these are one"),
        (("--code", "kestrel-4", "kestrel"), "--code already names all"),
        (("--code", "heron-2"), "no signed reviews to compare"),
    ],
)
def test_what_makes_no_sense_is_refused(
    words: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    rated(*recorded(tmp_path), robin="ssnn")
    told, _ = asked(tmp_path, *words)
    assert (told.code, told.out) == (2, "")
    assert message in told.err
