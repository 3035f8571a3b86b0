"""How long things took: spans of hand-written calls, in milliseconds."""

import pytest

from simulator.review.timeline import CallTimings, calls, silences, timings
from tests.debrief.short_logs import written

ANSWERED = "0.5 ca dial; 2.5 op answer"


def test_a_whole_call() -> None:
    log = written(
        f"{ANSWERED}; 40 ca tap; 50.5 ch answer; 60 ch ask in_danger; 62 ch finish;"
        "65 ca say says_yes; 66 ca finish; 70.5 ch deploy; 80 ca hang_up; 120 sy ended deployed"
    )
    assert timings(log) == (
        CallTimings(
            call=1,
            to_answer=2_000,
            to_police=50_000,
            to_first_question=9_500,
            to_deployment=70_000,
            longest_silence=39_500,
            duration=120_000,
        ),
    )


def test_what_never_came_is_none() -> None:
    found = timings(written(f"{ANSWERED}; 9 ne lose battery"))[0]
    assert (found.to_answer, found.longest_silence, found.duration) == (2_000, 8_500, 9_000)
    assert found.to_police is found.to_first_question is found.to_deployment is None


@pytest.mark.parametrize(
    ("happened", "spans"),
    [
        (
            "5 ca stay_silent; 6 ro sound breaking; 10 ca press 5; 10 ca press 5;"
            "20 ca say speaks; 25 ca finish; 30 ca hang_up",
            [(500, 10_000), (10_000, 20_000), (25_000, 30_000)],
        ),
        # There is no silence without a line; an answered callback is a line again.
        (
            "10 ca hang_up; 11 ca finish; 30 ca lift; 35 ca hang_up",
            [(500, 10_000), (30_000, 35_000)],
        ),
        ("10 ne lose network; 60 ca answer; 64 ca hang_up", [(500, 10_000), (60_000, 64_000)]),
    ],
)
def test_silences_lie_between_what_the_caller_did(
    happened: str, spans: list[tuple[int, int]]
) -> None:
    found = silences(written(f"{ANSWERED}; {happened}"))
    assert found == tuple(spans)


def test_each_call_of_a_sitting_has_its_own() -> None:
    second_call = "300 ne began 2 mobile; 301 ca dial; 304 op answer"
    log = written(f"{ANSWERED}; 20 sy ended abandoned; {second_call}")
    first, second = timings(log)
    assert (first.call, first.to_answer, first.duration) == (1, 2_000, 20_000)
    assert (second.call, second.to_answer, second.duration) == (2, 3_000, 4_000)
    assert [len(each) for each in calls(log)] == [4, 3]
