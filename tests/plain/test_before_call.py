"""Choosing what to play in lines, and what stands before a call."""

import io
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from simulator.content.library.library import Library
from simulator.core.terms import Role
from simulator.plain.before_call import CommandLineChoices, LessonChosen, ask_scenario, opened
from simulator.plain.conversation import UserLeft
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import RunSetup
from tests.cli.command import PUT_DOWN, write
from tests.plain.lines import BANNER, ON, number_of, played, setup, typed
from tests.session.calls import LIBRARY, PROFILES

EVENING = "=An evening in the business park"
ASK_ALL = CommandLineChoices()
AS_CALLER = CommandLineChoices((Role.CALLER,), PROFILES["wmp"], None, 5, False)


def chosen(
    lines: Sequence[str], given: CommandLineChoices = ASK_ALL, library: Library = LIBRARY
) -> tuple[RunSetup | None, list[str]]:
    """What is chosen with these lines, and what was told; a drawn seed is 4321."""
    out = io.StringIO()
    clock = ManualClock(4_321)
    found = None
    with suppress(UserLeft):
        found = ask_scenario(opened(typed(lines, out), out), library, given, clock)
    return found, out.getvalue().splitlines()


def chose(
    lines: Sequence[str], given: CommandLineChoices = ASK_ALL, library: Library = LIBRARY
) -> tuple[RunSetup, list[str]]:
    found, told = chosen(lines, given, library)
    assert found is not None
    return found, told


def test_everything_can_be_chosen() -> None:
    found, told = chose([EVENING, "2", "3", "2", "77"])
    assert found.scenario.id == "evening-in-the-office"
    assert found.seats == (Role.OPERATOR,)
    assert found.profile is LIBRARY.profiles()[2].profile
    assert (found.coached, found.seed) == (False, 77)
    assert told[0] == BANNER
    assert any(line.startswith("It is for this: ") for line in told)


def test_empty_lines_choose_what_is_usual() -> None:
    found, told = chose([EVENING, "1", ON, ON, ON])
    assert found.profile.id == "iopc_2019"
    assert found.force.id == "generic"
    assert (found.coached, found.seed) == (True, 4_321)
    assert "The seed is 4321." in told


def test_what_was_given_is_not_asked_unless_a_scenario_does_not_have_it() -> None:
    found, told = chose([EVENING], AS_CALLER)
    assert (found.seats, found.profile.id, found.seed) == ((Role.CALLER,), "wmp", 5)
    assert not any(line.startswith("Which seat?") for line in told)
    found, told = chose(["=On the north edge of the village", "1"], AS_CALLER)
    assert found.seats == (Role.OPERATOR,)
    assert found.force.id == "marker_first", "the scenario's own force"
    assert "That seat is not in this scenario." in told


def test_scenarios_are_found_by_words() -> None:
    _, told = chosen(["kitchen"])
    assert [
        line.partition(". ")[2]
        for line in told[told.index('Which of these? "kitchen" is in:') + 1 :]
    ] == ["On the south side of town (level 2, 15 min)"]
    _, told = chosen(["seven silent", "silent waiting"])
    last = len(LIBRARY.scenarios()) + 1  # the surprise
    wrong = (
        f'Nothing here has "seven silent" in it. Enter a number from 0 to {last}, or other letters.'
    )
    assert wrong in told
    assert told[-1].endswith("On the hill estate (level 4, 13 min)")


def test_the_first_lesson_is_the_first_choice() -> None:
    with pytest.raises(LessonChosen):
        chose(["0"])


def test_a_surprise_says_how_its_mix_differs_from_reality() -> None:
    found, told = chose(["=Surprise me", "2", "7", "1", ON, ON])
    assert (found.scenario.level, found.seed) == (2, 7)
    mix = next(line for line in told if line.startswith("Calls that it is drawn from: "))
    assert "In reality 97 to 99 of 100" in mix
    assert "[N17" in mix


@pytest.mark.parametrize("lines", [[], ["q"], ["1", "q"], ["1", "1"], ["1", "1", "1", "Q"]])
def test_leaving_chooses_nothing(lines: list[str]) -> None:
    assert chosen(lines)[0] is None


def test_a_wrong_seed_is_asked_again() -> None:
    found, told = chose([EVENING, "1", ON, ON, "-3", "x", "12"])
    assert found.seed == 12
    assert sum("isn't a seed" in line for line in told) == 2


def test_a_file_that_is_wrong_is_told_and_the_list_stays(tmp_path: Path) -> None:
    broken = PUT_DOWN.replace("title: Put down at once", "title: A broken one")
    write(tmp_path, broken.replace("kind: accidental", "kind: loud"), "broken")
    write(tmp_path, PUT_DOWN, "mine")
    library = Library([tmp_path])
    _, told = chosen([], library=library)
    numbers = [number_of(told, "A broken one"), number_of(told, "Put down at once")]
    found, told = chose([*numbers, "1", ON, ON, "3"], library=library)
    assert found.scenario.id == "mine"
    refused = told.index("A broken one cannot be played.")
    assert any("loud" in line for line in told[refused:])


def test_the_content_note_stands_before_every_choice() -> None:
    told = played(setup("partner-in-the-room", "caller"), [])
    note = told.index("Content note: domestic abuse implied; no violence heard.")
    assert told[note + 2 : note + 6] == [
        "1. Go on",
        "2. The milder variant instead",
        "3. Read it as a transcript instead of playing",
        "4. Leave",
    ]


def test_the_milder_variant_has_a_note_of_its_own() -> None:
    told = played(setup("partner-in-the-room", "caller"), ["2", "1"])
    assert any(line.startswith("Scenario: Late, and not alone in the building.") for line in told)
    assert told[-1] == "1. Dial 999 or 112"
    none = played(setup("evening-in-the-office", "caller"), ["2"])
    assert "2. The milder variant instead" not in none
    assert none[-1] == '"2" cannot be chosen here. Enter one of 1, 3, 4.'


def test_it_can_be_read_instead_and_played_after_that() -> None:
    told = played(setup("pocket-dial-walking", "operator"), ["3", "1", "q"])
    ended = next(line for line in told if line.startswith("Outcome: "))
    begins = "No actions are available. Press Enter to go on to the next sound."
    assert told.index(ended) < told.index(begins)
    assert any("Operator: answers" in line for line in told[: told.index(ended)])


@pytest.mark.parametrize(
    ("seat", "coached", "says"),
    [
        ("caller", True, "Coached: you can go back and try again. The caller is never assessed."),
        ("operator", True, "Coached: you get hints during the call"),
        ("operator", False, "Assessed: no hints"),
    ],
)
def test_who_you_are_and_how_it_is_played(seat: str, coached: bool, says: str) -> None:
    told = played(setup("partner-in-the-room", seat, coached=coached), ["1"])
    assert any(line.startswith(says) for line in told)
    assert any(line.startswith("The clock is paused while you choose.") for line in told)
