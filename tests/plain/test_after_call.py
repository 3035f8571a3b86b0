"""After a call, going back to an earlier moment, and the coach."""

from pathlib import Path

import pytest

from simulator.core import acts as do
from simulator.core.terms import Outcome, Role
from tests.plain.lines import ON, played, setup, sit
from tests.session.calls import LIBRARY, steady

PARTNER = steady("partner-in-the-room")
ENDED = [ON, "k a", "k 1", "k e", "1", "end"]
"""An operator who ends the call too soon."""
NEXT = "What next? Enter a number."


def test_the_end_says_how_it_ended_without_ids_or_sources() -> None:
    told = played(setup(PARTNER, "operator"), ["1", *ENDED])
    end = told[told.index("The call is over.") :]
    assert end[1].startswith("The 999 operator ended the call at ")
    assert end[2:] == [
        NEXT,
        "1. Read the transcript",
        "2. Play it again",
        "3. Take another seat",
        "4. Choose another profile of the procedure",
        "5. Choose another scenario",
        "6. Leave",
        "8. Debrief: what was seen, and what could have been",
        "9. Next call: the next one in the menu for this seat",
        "10. Write this call as a scenario file in this folder",
    ]


def test_a_call_that_is_over_can_be_written_as_a_scenario(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Q 4: a key after a call; a second file of it has a number, and both pass the check."""
    monkeypatch.chdir(tmp_path)
    told = played(setup(PARTNER, "operator"), ["1", *ENDED, "10", "10"])
    said = [line for line in told if line.startswith("Written: ")]
    files = ["partner-in-the-room-as-it-went-2.yaml", "partner-in-the-room-as-it-went.yaml"]
    assert [path.name for path in sorted(tmp_path.iterdir())] == files
    assert len(said) == 2
    for name in files:
        assert LIBRARY.scenario(tmp_path / name).scenario.outcome is Outcome.ENDED_BY_OPERATOR


def test_the_next_call_has_its_own_note() -> None:
    told = played(setup(PARTNER, "operator"), ["1", *ENDED, "9", "4"])
    said = next(line for line in told if line.startswith("Next: "))
    assert sum(line.startswith("Content note:") for line in told) == 2
    assert any(line.startswith(f"Scenario: {said.removeprefix('Next: ')}") for line in told)


def test_looking_back_begins_with_ones_own_view_and_tells_what_is_asked_for() -> None:
    view = ["I was quick", "", "No"]
    told = played(
        setup(PARTNER, "operator"), ["1", *ENDED, "8", *view, "1", "4", "6", "7", "99", "q"]
    )
    asked = told.index("What went well?")
    page = told.index("How it ended.")
    chosen = told.index("More, or done? Enter a number. Letters search the list.")
    assert asked < page < chosen
    assert any("I was quick" in line and "the call: " in line for line in told[:chosen])
    assert "What went well? I was quick" in told[chosen:]
    assert any(line.startswith("The 999 operator: ") for line in told[chosen:])
    assert "End no call that the caller has not confirmed as a mistake." in told[chosen:]
    assert "Another course." in told[chosen:]
    assert "Where the call could have turned." in told[chosen:]
    assert all(len(line) == len(line.strip()) for line in told)


def test_the_same_call_again_another_seat_another_profile_another_scenario() -> None:
    """The content note is printed again only for another scenario."""
    start = ["1", *ENDED]
    told = played(setup(PARTNER, "operator"), [*start, "2", *ENDED])
    assert sum(line.startswith("Content note:") for line in told) == 1
    assert told.count("The call is over.") == 2
    told = played(setup(PARTNER, "operator"), [*start, "3", "1"])
    assert told[-1] == "1. Dial 999 or 112"
    told = played(setup(PARTNER, "operator"), [*start, "4", "8"])
    procedures = [line for line in told if "The procedure: " in line]
    assert len(procedures) == 2
    assert "code of practice of 2008" in procedures[1]
    told = played(setup(PARTNER, "operator"), [*start, "5", "2", "1", "1"])
    assert sum(line.startswith("Content note:") for line in told) == 2
    assert any(line.startswith("Scenario: In the middle of town; from") for line in told)


def test_the_transcript_has_everything() -> None:
    told = played(setup(PARTNER, "operator"), ["1", *ENDED, "1"])
    assert any("(row O-" in line for line in told)
    assert any(line.endswith("Caller: dials 999") for line in told)


def test_going_back_does_everything_again_up_to_the_moment() -> None:
    lines = [ON, "k a", "k 1", ON, "k e", "1", "end"]
    once = sit(setup(PARTNER, "operator", coached=True), lines)
    assert once.outcome is Outcome.ENDED_BY_OPERATOR
    told = played(setup(PARTNER, "operator", coached=True), ["1", *lines, "7", "3", "?", "t"])
    moments = [line for line in told if ". Before " in line]
    assert [line.partition("You: ")[2] for line in moments] == [
        "answers",
        '"Emergency, which service?"',
        "ends the call: no response",
    ]
    back = next(line for line in told if line.startswith("You are back at"))
    assert back.endswith("You: ends the call: no response")
    after = told[told.index(back) :]
    assert any(line.endswith(". End the call") for line in after)
    so_far = after[after.index("So far:") + 1 :]
    assert so_far[-1].endswith("Background: a television (loud)")
    assert not any("ends the call" in line for line in so_far)


def test_another_way_may_be_taken_from_there() -> None:
    lines = [ON, "k a", "k 1", ON, "k 8", "b", "3", "k p", "4", "connect"]
    lines += [ON, "k h", "10", "k l", "leave"]
    sat = sit(setup(PARTNER, "operator", coached=True), [*lines, *[ON] * 30])
    assert sat.outcome is Outcome.DEPLOYED
    acts = [act.kind for act in sat.did(Role.OPERATOR)]
    assert acts == ["answer", "say", "connect", "hand_over", "leave"]
    assert [entry.seq for entry in sat.live.log] == list(range(len(sat.live.log)))


def test_going_back_can_be_taken_back_and_needs_something_done_and_a_coached_call() -> None:
    what = setup(PARTNER, "operator", coached=True)
    sat = sit(what, ["b", ON, "k a", "b", "9", "c", "k 1"])
    assert "You can't go back: you haven't done anything yet." in sat.told
    assert "The call goes on from where it was." in sat.told
    assert sat.story.any(do.Say, Role.OPERATOR)
    sat = sit(setup(PARTNER, "operator"), [ON, "k a", "b", "k e", "1", "end"])
    assert "You can go back in a coached call only." in sat.told
    assert not any(line.startswith("Coach: ") for line in sat.told)
    assert sat.outcome is Outcome.ENDED_BY_OPERATOR


def test_a_coach_remarks_as_it_happens_and_never_in_the_callers_seat() -> None:
    slow = [ON, "k a", *[ON] * 3, *ENDED[2:]]
    coached = sit(setup(PARTNER, "operator", coached=True), slow)
    said = [line for line in coached.told if line.startswith("Coach: ")]
    warned = [line for line in said if "This ends the call" in line]
    remarks = [line for line in said if line not in warned]
    assert remarks
    assert len(warned) == 1, "and before what can't be undone, as it is asked back in any call"
    assert [line.removeprefix("Coach: ") for line in remarks] == [
        remark.text for remark in coached.sitting.hints
    ]
    quiet = sit(setup(PARTNER, "operator"), slow)
    assert list(coached.live.log) == list(quiet.live.log), "remarks change nothing"
    rest = [line for line in coached.told if line not in remarks]
    assert [f"This ends{line.partition('This ends')[2]}" if line in warned else line
            for line in rest] == quiet.told  # fmt: skip
    caller = sit(setup(PARTNER, "caller", coached=True), ["1", "1", *[ON] * 40])
    assert caller.outcome is not None
    assert not any(line.startswith("Coach: ") for line in caller.told)
