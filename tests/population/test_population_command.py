"""`silent999 population`: its requests, its forms, and what is kept when it ends too soon."""

import csv
import json
import re
from collections.abc import Iterator
from concurrent.futures import wait
from typing import Any

import html5lib
import pytest

from simulator.population import variants
from tests.cli.command import refused, silent999
from tests.population.days import compiled_only

FEW = ("population", "--runs", "2", "--workers", "1", "--set", "calls_a_day=16")
pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")


@pytest.fixture(autouse=True)
def _short_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """Days are played by Python in the daily tests: the base gets few calls as well."""
    real = variants.variants_of

    def short(file: Any, profile: Any, columns: Any) -> Iterator[Any]:
        return real(file, profile, [{"calls_a_day": 12, **each} for each in columns])

    monkeypatch.setattr(variants, "variants_of", short)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--set aware_percnt=5", "there is no input aware_percnt; did you mean aware_percent?"),
        ("--set aware_percent=120", "aware_percent can't be 120: write a number from 0 to 100"),
        ("--set operators=0", "operators can't be 0: write a number from 0.001 to 160"),
        ("--set aware_percent", "expected NAME=VALUE, such as aware_percent=80"),
        ("--sweep aware_percent=5", "expected NAME=A..B, such as aware_percent=50..90"),
        ("--sweep nobody=1..2", "there is no input nobody"),
        ("--runs 0", "expected at least 1"),
        ("--runs 99999999999999999999", "--runs 99999999999999999999 is more than can be played"),
        ("--year --runs 1001", "write --runs 1000 or fewer"),
        ("--runs 365000 --set aware_percent=80", "write --runs 182500 or fewer"),
        ("--workers 99999999", "expected from 1 to 256 threads"),
        ("--profile nowhere", 'there is no profile "nowhere"'),
    ],
)
def test_a_request_that_cannot_be_played_is_one_message(words: str, said: str) -> None:
    assert said in refused("population", *words.split())


def test_every_input_is_listed_with_its_range_and_where_it_is_from() -> None:
    out = silent999("population", "--inputs").out
    told = json.loads(silent999("population", "--inputs", "--format", "json").out)["inputs"]
    assert [name for name in told if not re.search(rf"^{name}\b", out, re.MULTILINE)] == []
    assert "aware_percent                     50  (47 to 53)" in out
    assert "from: N20; V42" in out


def test_a_report_begins_with_its_limits_and_shows_the_base_beside_the_change() -> None:
    code, out, err = silent999(*FEW)
    assert (code, err) == (0, "")
    assert out.index("limits first") < out.index("iopc_2019, calls_a_day=12\n")
    assert "iopc_2019, calls_a_day=16\n" in out
    assert "Difference to iopc_2019, calls_a_day=12, with the same callers" in out
    assert "Why nobody was sent" in out
    assert silent999(*FEW).out == out, "the same seed, the same figures"


def test_every_form_has_the_same_figures() -> None:
    report = json.loads(silent999(*FEW, "--format", "json").out)
    assert [each["changed"] for each in report] == [{"calls_a_day": 12}, {"calls_a_day": 16}]
    rows = list(csv.DictReader(silent999(*FEW, "--format", "csv").out.splitlines()))
    for each in report:
        held = {
            row["figure"]: float(row["value"]) for row in rows if row["variant"] == each["variant"]
        }
        assert held == {name: figure["value"] for name, figure in each["figures"].items()}
    base, changed = report
    assert base["differences"] == {}
    assert changed["differences"]["calls"]["value"] == pytest.approx(
        changed["figures"]["calls"]["value"] - base["figures"]["calls"]["value"]
    )
    by_name = {row["figure"]: row for row in rows if row["variant"] == changed["variant"]}
    for name, one in changed["differences"].items():
        row, keys = by_name[name], ("difference", "difference_low", "difference_high")
        assert [float(row[key]) for key in keys] == [*one.values()]


def test_the_page_is_valid_and_says_in_words_what_its_pictures_show() -> None:
    page = silent999(*FEW, "--format", "html").out
    parser = html5lib.HTMLParser(strict=True)
    document = parser.parse(page)
    pictures = document.findall(".//{http://www.w3.org/2000/svg}svg")
    assert len(pictures) == 4
    for picture in pictures:
        assert "iopc_2019, calls_a_day=16, " in picture.attrib["aria-label"]
    assert "http" not in page.replace("http://www.w3.org", ""), "nothing is fetched"


def test_a_single_day_has_no_band() -> None:
    for form in ("text", "html", "csv"):
        out = silent999("population", "--runs", "1", "--format", form).out
        assert re.search(r"\bnan\b", out) is None
    (report,) = json.loads(silent999("population", "--runs", "1", "--format", "json").out)
    assert report["figures"]["calls"]["low"] is None


def test_a_sweep_shows_its_values() -> None:
    out = silent999("population", "--runs", "2", "--sweep", "redials_percent=0..100").out
    assert [f"redials_percent={value}\n" in out for value in (0, 25, 50, 75, 100)] == [True] * 5


@pytest.mark.thorough
@compiled_only
def test_the_table_of_sensitivity_begins_with_what_matters_most() -> None:
    table = silent999("population", "--runs", "1", "--sensitivity").out
    inputs = [line.split()[0] for line in table.splitlines() if "_percent" in line]
    assert inputs.index("in_need_percent") < inputs.index("analogue_percent")
    page = silent999("population", "--runs", "1", "--sensitivity", "--format", "html").out
    html5lib.HTMLParser(strict=True).parse(page)
    assert page.index("in_need_percent") < page.index("analogue_percent")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "stopped; the figures cover the days that were played"),
        (variants.ClusterError("the cluster was lost"), 2, "the cluster was lost; the figures"),
    ],
)
def test_what_was_played_is_kept_and_named(
    error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_and_the_end(columns: Any, tasks: Any, *_: Any) -> Iterator[Any]:
        yield tasks[0], variants.play_task(columns[tasks[0].variant], tasks[0])
        raise error

    monkeypatch.setattr(variants, "play_here", one_and_the_end)
    result = silent999("population", "--runs", "12")
    assert result.code == code
    assert "from 8 days" in result.out
    assert said in result.err


def test_a_column_that_has_no_day_yet_takes_no_figures_from_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Stopped after the first days, the base has figures; the message names how many have none."""

    def one_and_the_end(columns: Any, tasks: Any, *_: Any) -> Iterator[Any]:
        yield tasks[0], variants.play_task(columns[tasks[0].variant], tasks[0])
        raise KeyboardInterrupt

    monkeypatch.setattr(variants, "play_here", one_and_the_end)
    for form in ("text", "json", "csv", "html"):
        result = silent999(*FEW, "--format", form)
        assert result.code == 130
        assert "calls_a_day=12" in result.out
        assert "calls_a_day=16" not in result.out
        assert "stopped; the figures cover the days that were played" in result.err
        assert "1 of 2 columns has none" in result.err
    assert "iopc_2019" in silent999("population", "--runs", "1", "--sensitivity").out


def test_stopped_before_the_first_day_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(variants, "play_task", stopped)
    assert silent999(*FEW) == (130, "", "silent999: stopped; no figures: no day was played\n")


def test_days_that_are_being_played_when_it_is_stopped_are_in_the_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(waiting: Any) -> Iterator[Any]:
        wait(waiting)
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr(variants, "as_completed", stopped)
    assert "from 12 days" in silent999("population", "--runs", "12", "--workers", "1").out


@pytest.mark.parametrize("compiles", [True, False])
def test_it_says_that_it_compiles(compiles: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first run on a machine takes half a minute before the first day is played."""
    monkeypatch.setattr(variants, "needs_compiling", lambda: compiles)
    said = silent999("population", "--runs", "1").err
    assert ("compiling the model for this machine" in said) == compiles


@pytest.mark.thorough
def test_a_cluster_of_two_workers_gives_the_same_figures() -> None:
    distributed: Any = pytest.importorskip("distributed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as far:
        words = ("population", "--runs", "20")
        there = silent999(*words, "--cluster", far.scheduler_address)
    assert there == silent999(*words)


@pytest.mark.thorough  # It waits for five seconds.
def test_a_cluster_that_is_not_there_is_one_message() -> None:
    pytest.importorskip("distributed")
    err = silent999("population", "--cluster", "tcp://127.0.0.1:1").err
    assert "can't be reached" in err


def test_the_calls_after_which_officers_were_sent_are_counted_by_how_they_ended() -> None:
    """By the shares of the practice sheet; together they are the calls with that outcome."""
    (found,) = json.loads(silent999(*FEW, "--day", "--format", "json").out)[:1]
    sent = sum(found["outcomes"].get("deployed", (0, 0)))
    assert sum(found["endings"].values()) == pytest.approx(sent)
    assert {"found_safe", "refused_at_door", "no_trace"} <= found["endings"].keys()
