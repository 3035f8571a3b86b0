"""`silent999 review`: what it writes, what it refuses, and what it prints."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from simulator.core.terms import Role
from simulator.debrief.learning.trainer_reviews import Override, Rated, read_reviews, reviews_path
from tests.cli.command import Said, silent999
from tests.session.recorded import BEGAN, CALL, WHOLE, written
from tests.session.sitting import setup

BOTH = setup("partner-in-the-room", Role.OPERATOR, Role.CALL_HANDLER)
FIRST = "says-it-is-police"
RECORDS = Path(__file__).parents[1] / "records"
OVER = ("--override", FIRST, "not-seen", "--because", "It came late.")


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return written(tmp_path, WHOLE, CALL)


def asked(record: Path, *words: str, code: str = "robin") -> Said:
    where = (record.stem, "--records", record.parent, "--as", code)
    return silent999("review", *where, *words, now=lambda: BEGAN)


def entries(record: Path) -> tuple[Override, ...]:
    return read_reviews(record).overrides


def test_an_override_is_written_and_the_record_stays_as_it_was(record: Path) -> None:
    before = record.read_bytes()
    told = asked(record, *OVER)
    assert (told.code, told.err) == (0, "")
    (override,) = entries(record)
    assert (override.by, override.at) == ("robin", "2026-11-24T20:30:05Z")
    assert (override.machine, override.person) == ("met", "not_seen")
    assert "is private" in told.out
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--override", FIRST, "not-seen"), "each override needs a reason"),
        (("--override", FIRST, "not-seen", "--because", " "), "invalid reason"),
        (("--override", "says-it-is-polic", "seen", "--because", "x"), f"did you mean {FIRST}?"),
        (("--override", "writes-it-down", "seen", "--because", "x"), "has no criterion"),
        (("--override", FIRST, "seen", "--because", "x" * 3_000), "up to 2,000 are kept"),
        (("--override", FIRST, "nice", "--because", "x"), "unknown rating nice"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    words: tuple[str, ...], message: str, record: Path
) -> None:
    """Not even the part of it that makes sense."""
    told = asked(record, *OVER, *words)
    assert (told.code, told.out) == (2, "")
    assert message in told.err
    assert not reviews_path(record).exists()


def test_an_override_stays_beside_the_finding_in_a_debrief(record: Path) -> None:
    """Its reason is private text, and shown when that is asked for."""
    asked(record, *OVER)
    words = ("debrief", record, "--records", record.parent, "--full")
    debrief = silent999(*words).out
    assert "Overridden: robin: not seen\n" in debrief
    assert "It came late." not in debrief
    private = silent999(*words, "--with-text").out
    assert "Overridden: robin: not seen, because: It came late." in private
    found = json.loads(silent999(*words, "--format", "json").out)["parts"][0]["findings"]
    overridden = [each for each in found if each["overrides"]]
    assert [(each["criterion"], each["judgement"], each["overrides"]) for each in overridden] == [
        (FIRST, "met", ["robin: not seen"])
    ]


def test_a_criterion_that_two_rubrics_have_needs_its_rubric(tmp_path: Path) -> None:
    record = written(tmp_path, WHOLE, BOTH)
    told = asked(record, "--override", "four-seconds-left", "seen", "--because", "x")
    assert "did you mean" in told.err
    assert "/four-seconds-left" in told.err
    word = "operator/four-seconds-left"
    assert asked(record, "--override", word, "seen", "--because", "x").code == 0
    (override,) = entries(record)
    assert override.rubric == "operator"


def test_the_caller_is_never_rated(tmp_path: Path) -> None:
    record = written(tmp_path, WHOLE, setup("partner-in-the-room", Role.CALLER))
    told = asked(record, "--override", "x", "seen", "--because", "x")
    assert "no criterion applies" in told.err


# --- rating before looking, and what is settled ---------------------------------------------------


def findings_of(record: Path, *words: str) -> dict[str, dict[str, object]]:
    page = silent999("debrief", record, "--records", record.parent, "--format", "json", *words)
    parts = json.loads(page.out)["parts"]
    return {each["criterion"]: each for each in parts[0]["findings"]}


def test_who_rates_blind_sees_nothing_that_was_found_or_rated(record: Path) -> None:
    asked(record, "--rate", FIRST, "not-seen", "--blind", code="wren")
    asked(record, *OVER)
    told = asked(record, "--blind", code="finch").out
    assert "You rate as finch." in told
    assert "- not rated yet: Say first that this is the police" in told
    for word in ("wren", "robin", "the machine", "missed", "It came late"):
        assert word not in told
    assert "- you: not seen: Say first" in asked(record, "--blind", code="wren").out


def test_a_form_is_filled_in_and_read(record: Path, tmp_path: Path) -> None:
    form = tmp_path / "form.csv"
    assert "Written: " in asked(record, "--form", str(form)).out
    lines = form.read_text("utf-8").splitlines()
    assert lines[0] == "record,criterion,says,rating"
    assert all(line.startswith(f"{record.stem},") for line in lines[1:])
    assert all(line.endswith(",") for line in lines[1:])
    form.write_text("\n".join([lines[0], f"{lines[1]}seen", f"{lines[2]}Can't say", ""]), "utf-8")
    told = asked(record, "--ratings", str(form), "--blind")
    assert told.code == 0
    rated = [each for each in read_reviews(record).entries if isinstance(each, Rated)]
    assert [(each.rating, each.blind) for each in rated] == [("seen", True), ("cant_say", True)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("criterion;says;rating\n", "form.csv:1: not a form of ratings"),
        ("criterion,says,rating\nsays-it-is-police,Say it, please,seen\n", "form.csv:2: 4 columns"),
        ("criterion,says,rating\nsays-it-is-police,Say it,good\n", "unknown rating good"),
        ("criterion,says,rating\nnobody,Say it,seen\n", "has no criterion nobody"),
        (b"\xff\xfe", "the form can't be read"),
    ],
)
def test_a_form_with_a_mistake_is_refused_whole(
    text: str | bytes, message: str, record: Path, tmp_path: Path
) -> None:
    form = tmp_path / "form.csv"
    form.write_bytes(text.encode() if isinstance(text, str) else text)
    told = asked(record, "--ratings", str(form))
    assert (told.code, told.out) == (2, "")
    assert message in told.err
    assert not reviews_path(record).exists()


def test_a_form_of_another_record_is_refused_whole(record: Path, tmp_path: Path) -> None:
    """Both records have the same criteria, so that nothing else would show it."""
    other = written(tmp_path / "more", WHOLE, CALL)
    other = other.rename(other.with_name("finch-20261124-203005.jsonl"))
    form = tmp_path / "form.csv"
    asked(other, "--form", str(form))
    lines = form.read_text("utf-8").splitlines()
    form.write_text("\n".join([lines[0], *(f"{x.rstrip(',')},seen" for x in lines[1:])]), "utf-8")
    refused = asked(record, "--ratings", str(form), "--blind")
    assert (refused.code, refused.out) == (2, "")
    assert f"form.csv:2: these are ratings of the record {other.stem}" in refused.err
    assert not reviews_path(record).exists()


def test_a_form_of_an_earlier_version_names_no_record_and_is_read(
    record: Path, tmp_path: Path
) -> None:
    form = tmp_path / "form.csv"
    form.write_text("criterion,says,rating\nsays-it-is-police,Say it,seen\n", encoding="utf-8")
    assert asked(record, "--ratings", str(form)).code == 0


def test_the_first_page_shows_what_was_settled_and_says_so(record: Path) -> None:
    """The machine's finding stays beside it, and a reason is shown when private text is."""
    assert findings_of(record)[FIRST]["stands"] is None
    asked(record, *OVER)
    asked(record, "--settle", FIRST, "not-applicable", "--because", "We heard it again.")
    found = findings_of(record)[FIRST]
    assert (found["judgement"], found["stands"]) == ("met", "not_applicable")
    words = ("debrief", record, "--records", record.parent)
    page = " ".join(silent999(*words).out.split())
    assert "WHAT PEOPLE SETTLED" in page
    assert "robin: did not come up. The program: seen." in page
    assert "We heard it again" not in page
    private = " ".join(silent999(*words, "--full", "--with-text").out.split())
    assert "because: We heard it again." in private


def test_a_fault_that_people_have_seen_is_on_the_page_and_one_that_they_have_not_is_gone(
    record: Path,
) -> None:
    missed = next(n for n, each in findings_of(record).items() if each["judgement"] == "missed")
    words = ("debrief", record, "--records", record.parent, "--format", "json")
    steps = [e["criterion"] for e in json.loads(silent999(*words).out)["first_page"]["next"]]
    assert missed in steps or len(steps) == 3
    asked(record, "--settle", missed, "seen", "--because", "It was done by hand.")
    asked(record, "--settle", FIRST, "not-seen", "--because", "It was mumbled.")
    page = json.loads(silent999(*words).out)["first_page"]
    assert missed not in [each["criterion"] for each in page["next"]]
    assert FIRST not in [each["criterion"] for each in page["strengths"]]


def test_a_trainees_answer_stands_beside_the_finding(record: Path) -> None:
    asked(record, "--answer", FIRST, "--because", "I thought she had hung up.", code="trainee")
    words = ("debrief", record, "--records", record.parent, "--full")
    assert "I thought she had hung up" not in silent999(*words).out
    private = " ".join(silent999(*words, "--with-text").out.split())
    assert "The trainee answers: trainee: I thought she had hung up." in private
    assert "the trainee answers (trainee): I thought" in asked(record).out


def test_a_comment_is_kept_with_the_review(record: Path) -> None:
    asked(record, "--note", "Calm throughout.")
    assert "robin, a comment: Calm throughout." in asked(record, code="wren").out


def test_one_kind_of_reason_at_a_time_so_that_each_has_its_own(record: Path) -> None:
    told = asked(record, *OVER, "--settle", FIRST, "seen", "--because", "x")
    assert told.code == 2
    assert "--override and --settle at once" in told.err
    alone = asked(record, "--because", "x")
    assert "nothing that --because is the reason of" in alone.err


# --- agreement ------------------------------------------------------------------------------------


def agreed(record: Path, *words: str) -> Said:
    return silent999("agreement", "--records", record.parent, *words)


def test_two_people_who_rated_blind_are_compared_by_criterion(record: Path) -> None:
    for code, rating in (("wren", "seen"), ("robin", "not-seen")):
        asked(
            record, "--rate", FIRST, rating, "--rate", "code-tested", "seen", "--blind", code=code
        )
    told = json.loads(agreed(record, "--format", "json").out)
    (pair,) = told["pairs"]
    assert pair["raters"] == ["robin", "wren"]
    assert (pair["all"]["n"], pair["all"]["agreed"], pair["all"]["percent"]) == (2, 1, 50)
    by_name = {each["criterion"]: each["agreed"] for each in pair["criteria"]}
    assert by_name == {FIRST: 0, "code-tested": 1}
    text = agreed(record).out
    assert "not who is right" in text
    assert "the figures say little (assumption)" in text


def test_one_rater_is_compared_with_the_program(record: Path) -> None:
    asked(record, "--rate", FIRST, "seen", "--blind", code="wren")
    (pair,) = json.loads(agreed(record, "--format", "json").out)["pairs"]
    assert pair["raters"] == ["wren", "machine"]
    assert (pair["all"]["n"], pair["all"]["agreed"]) == (1, 1)


def test_who_had_looked_is_left_out_and_named(record: Path) -> None:
    asked(record, "--rate", FIRST, "seen", "--blind", code="wren")
    asked(record, "--rate", FIRST, "seen", code="robin")
    told = " ".join(agreed(record).out.split())
    assert "robin rated" in told
    assert "after the findings were shown: left out" in told
    both = json.loads(agreed(record, "--seen", "--format", "json").out)
    assert both["pairs"][0]["raters"] == ["robin", "wren"]


def test_what_was_changed_after_looking_is_no_independent_rating(record: Path) -> None:
    asked(record, "--rate", FIRST, "not-seen", "--blind", code="wren")
    asked(record, "--rate", FIRST, "seen", code="wren")
    (pair,) = json.loads(agreed(record, "--format", "json").out)["pairs"]
    assert pair["all"]["agreed"] == 0, "the program has seen it, and the blind rating has not"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "there are no ratings to compare"),
        (("--raters", "wren", "wren"), "these are one"),
        (("--raters", "wren", "owl"), "has rated none of these records"),
    ],
)
def test_a_comparison_of_nothing_says_what_is_missing(
    words: tuple[str, ...], message: str, record: Path
) -> None:
    if words:
        asked(record, "--rate", FIRST, "seen", "--blind", code="wren")
    told = agreed(record, *words)
    assert (told.code, told.out) == (2, "")
    assert message in told.err


def test_ratings_of_an_earlier_version_are_read(tmp_path: Path) -> None:
    """Those of 26 November, with its pins, notes and signatures."""
    for name in ("reviewed.jsonl", "reviewed.reviews.jsonl"):
        (tmp_path / name).write_bytes((RECORDS / name).read_bytes())
    ratings = read_reviews(tmp_path / "reviewed.jsonl").ratings(blind=True)
    assert ratings["wren"]["operator", "answered-soon"] == "seen"
    comments = read_reviews(tmp_path / "reviewed.jsonl").comments
    assert [(each.seq, each.text[:4]) for each in comments] == [(12, "The "), (None, "Calm")]


def test_two_people_who_write_at_once_lose_nothing(record: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        told = [*pool.map(lambda n: asked(record, "--note", f"Number {n}.", code="wren"), range(8))]
    assert {each.code for each in told} == {0}
    texts = {each.text for each in read_reviews(record).comments}
    assert texts == {f"Number {n}." for n in range(8)}
