"""What was audible, and neither written down nor passed on."""

import pytest

from simulator.core.terms import Reported
from simulator.debrief.assess.unlogged_sounds import not_logged, not_passed_on
from tests.debrief.short_logs import written


def test_a_sound_without_a_note_about_it_is_named_with_its_moments() -> None:
    breaks = "60 ro sound breaking; 70 ro sound breaking; 80 ro sound breaking"
    (gap,) = not_logged(written(f"{breaks}; 140.001 ch note heard about=2"))
    assert gap.text == "Surroundings: [something breaks], 2 times"
    assert [moment.at for moment in gap.moments] == [60_000, 80_000]


@pytest.mark.parametrize(
    ("happened", "gaps"),
    [
        # A scuffle and a voice are one sentence in a log, and so one note (F9-9).
        (
            "60 ro sound scuffle; 65 ot say says_mistake; 120 ch note heard; 121 ro sound breaking",
            "[something breaks]",
        ),
        # A note of another kind, or too late, is no note of it.
        (
            "60 ro sound voices; 65 ch note rationale about=1; 126 ch note heard",
            "[people talking nearby]",
        ),
    ],
)
def test_one_note_covers_all_that_was_heard_in_the_minute_before_it(
    happened: str, gaps: str
) -> None:
    assert [gap.text for gap in not_logged(written(happened))] == [f"Surroundings: {gaps}"]


@pytest.mark.parametrize(
    ("act", "counts"),
    [
        ("tap 2", False),
        ("say says_yes Yes.", False),
        ("say gives_place 'The old bakery.'", True),
        ("sound groan", False),
    ],
)
def test_answers_need_no_note_and_words_do(act: str, counts: bool) -> None:
    assert bool(not_logged(written(f"60 ca {act}"))) is counts


@pytest.mark.parametrize(
    ("heard", "reported"),
    [
        ("ca press", Reported.KEY_TONE),
        ("ca say speaks manner=faint", Reported.WHISPER),
        ("ro sound shouting", Reported.DISTURBANCE),
        ("re recognised fifty_five", Reported.FIFTY_FIVE),
    ],
)
def test_what_police_were_told_of_is_passed_on(heard: str, reported: Reported) -> None:
    """What is heard after the last word to police could not be passed on."""
    for told, passed_on in ((reported, True), (Reported.LINE_LOST, False)):
        log = written(f"10 {heard}; 40 op hand_over {told}; 50 ro sound shouting")
        assert (not_passed_on(log) == ()) is passed_on


def test_where_police_were_told_nothing_everything_is_named() -> None:
    gaps = not_passed_on(written("10 ro sound television; 20 ca tap 2"))
    assert [gap.text for gap in gaps] == ["Surroundings: [a television]", "Caller: [taps twice]"]


def test_each_call_has_its_own_notes_and_words() -> None:
    second = "300 ne began 2 mobile; 340 op hand_over disturbance"
    (gap,) = not_passed_on(written(f"10 ro sound shouting; {second}"))
    assert gap.moments[0].at == 10_000
