"""`silent999 agreement`: what two raters say of the same calls, in numbers that say their n."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from simulator.cli.records import agreement as agreeing
from simulator.cli.records import review as reviewing
from simulator.debrief.learning.rater_agreement import Rating
from simulator.debrief.learning.review_file import reviews_path
from simulator.debrief.learning.review_session import rateable
from simulator.session.records.record_file import read_record
from tests.cli.command import Said, said
from tests.session.recorded import BEGAN, CALL, WHOLE, written

CRITERIA = ("says-it-is-police", "code-tested", "code-before-use", "more-than-one-way")


def recorded(folder: Path, code: str = "kestrel-4") -> Path:
    return written(folder, WHOLE, CALL, code)


def reviewed(record: Path, code: str, *words: str) -> None:
    told = said(reviewing, record, "--as", code, *words, now=lambda: BEGAN)
    assert (told.code, told.err) == (0, "")


def rated(record: Path, code: str, ratings: str, *, sign: bool = True) -> None:
    """Blind ratings of the criteria in turn: s seen, n not seen, a not applicable."""
    words = {"s": "seen", "n": "not-seen", "a": "not-applicable"}
    named = (f"{name}={words[each]}" for name, each in zip(CRITERIA, ratings, strict=False))
    signed = ("--sign",) if sign else ()
    reviewed(record, code, "--blind", "--rate", ",".join(named), *signed)


def machine_ratings(record: Path) -> dict[str, Rating]:
    found = rateable(read_record(record))
    return {each.key.criterion: each.machine for each in found if each.machine is not None}


def asked(folder: Path, *words: str | Path) -> Said:
    return said(agreeing, *words, "--records", folder)


def as_object(folder: Path, *words: str | Path) -> Mapping[str, object]:
    told = asked(folder, *words, "--format", "json")
    assert (told.code, told.err) == (0, "")
    found = json.loads(told.out)
    assert isinstance(found, dict)
    return found


def test_two_raters_on_two_records(tmp_path: Path) -> None:
    """By criterion, and together: 5 of 7 agreed; kappa worked out by hand."""
    one, two = recorded(tmp_path), recorded(tmp_path, "heron-2")
    rated(one, "robin", "ssnn")
    rated(one, "wren", "snnn")
    rated(two, "robin", "sns")
    rated(two, "wren", "snn")
    told = asked(tmp_path)
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("Agreement of robin and wren, 2 reviewed records\n")
    # robin: 4 seen, 3 not; wren: 2 and 5. (7*5 - (4*2 + 3*5)) / (49 - 23) = 12/26
    flat = " ".join(told.out.split())
    assert "criterion n agreed % kappa all together 7 5 71 0.46 (few cases) call_handler/" in flat
    assert "7 cases are fewer than 30: kappa is unreliable (assumption)." in flat
    assert "2 2 100 no: both said “seen” every time" in flat
    assert "no independent rating" not in flat
    assert "nobody is marked" in flat.lower()
    found = as_object(tmp_path)
    assert found["raters"] == ["robin", "wren"]
    assert sorted(found["records"]) == sorted([one.stem, two.stem])  # type: ignore[call-overload]
    together = found["all"]
    assert isinstance(together, dict)
    assert (together["n"], together["agreed"], together["few_cases"]) == (7, 5, True)
    assert together["kappa"] == pytest.approx(12 / 26)
    criteria = found["criteria"]
    assert isinstance(criteria, list)
    assert [each["n"] for each in criteria] == [2, 1, 2, 2]
    order = [each.key.criterion for each in rateable(read_record(one))]
    named = [each["criterion"] for each in criteria]
    assert named == sorted(CRITERIA, key=order.index)


def test_the_machine_is_a_rater(tmp_path: Path) -> None:
    """Alone with one person it is the other, without being named."""
    one = recorded(tmp_path)
    rated(one, "robin", "nsss")
    machine = machine_ratings(one)
    found = as_object(tmp_path, one.stem)
    assert found["raters"] == ["robin", "machine"]
    same = sum(
        machine[name] == rating
        for name, rating in zip(CRITERIA, ("not_seen", "seen", "seen", "seen"), strict=True)
    )
    together = found["all"]
    assert isinstance(together, dict)
    assert (together["n"], together["agreed"]) == (4, same)
    assert as_object(tmp_path, "--raters", "robin", "machine")["all"] == together
    turned = as_object(tmp_path, "--raters", "machine", "robin")
    assert turned["raters"] == ["machine", "robin"]
    assert turned["all"] == together | {"why_no_kappa": together["why_no_kappa"]}


def test_who_saw_the_findings_is_no_independent_rater(tmp_path: Path) -> None:
    """It is said; where they overrode nothing they agree with the machine in all."""
    one = recorded(tmp_path)
    override = ("--override", CRITERIA[0], "not-seen", "--because", "Late.")
    reviewed(one, "robin", *override, "--sign")
    told = asked(tmp_path)
    flat = " ".join(told.out.split())
    assert "robin signed after seeing the program's findings" in flat
    n = len(machine_ratings(one))
    assert f"all together {n} {n - 1} " in flat


def test_what_is_not_signed_or_has_changed_is_left_out_and_said(tmp_path: Path) -> None:
    one, two, three = (
        recorded(tmp_path),
        recorded(tmp_path, "heron-2"),
        recorded(tmp_path, "ibis-3"),
    )
    rated(one, "robin", "ssnn")
    rated(one, "wren", "ssnn")
    rated(two, "robin", "ssnn")
    rated(two, "wren", "nnnn", sign=False)
    rated(three, "robin", "s")
    rated(three, "wren", "n")
    three.write_bytes(three.read_bytes().rpartition(b"\n")[0])
    told = asked(tmp_path)
    flat = " ".join(told.out.split())
    assert "all together 4 4 100 " in flat
    assert f"wren has not signed {two.stem}: left out." in flat
    assert f"{three.stem} has changed since its review was begun: left out." in flat


def test_of_three_raters_two_are_named_and_a_record_without_a_review_is_left_out(
    tmp_path: Path,
) -> None:
    one, two = recorded(tmp_path), recorded(tmp_path, "heron-2")
    for code in ("robin", "wren", "tern"):
        rated(one, code, "ssnn")
    told = asked(tmp_path)
    assert (told.code, "3 people have signed" in told.err) == (2, True)
    assert "raters: robin, tern, wren, machine" in told.err
    words = ("--raters", "robin", "wren")
    assert f"{two.stem} has no reviews: left out" in asked(tmp_path, one, two, *words).out


def test_only_the_records_that_are_meant(tmp_path: Path) -> None:
    """By id, by the beginning of one, or by the code they are kept under."""
    one, two = recorded(tmp_path), recorded(tmp_path, "heron-2")
    for record in (one, two):
        rated(record, "robin", "ssnn")
        rated(record, "wren", "ssnn")
    assert as_object(tmp_path, "heron")["records"] == [two.stem]
    assert as_object(tmp_path, "--code", "kestrel-4")["records"] == [one.stem]
    assert as_object(tmp_path, one, one.stem)["records"] == [one.stem]


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
    rated(recorded(tmp_path), "robin", "ssnn")
    told = asked(tmp_path, *words)
    assert (told.code, told.out) == (2, "")
    assert message in told.err


def test_a_damaged_file_is_named_and_the_others_count(tmp_path: Path) -> None:
    """Exit code 2, after what could be told."""
    one, two = recorded(tmp_path), recorded(tmp_path, "heron-2")
    for record in (one, two):
        rated(record, "robin", "ssnn")
        rated(record, "wren", "ssnn")
    path = reviews_path(two)
    path.write_bytes(path.read_bytes() + b"[]\n")
    told = asked(tmp_path)
    assert told.code == 2
    assert "all together 4 4 100 " in " ".join(told.out.split())
    assert f"{path}:" in told.err
    assert "not a review entry" in told.err
