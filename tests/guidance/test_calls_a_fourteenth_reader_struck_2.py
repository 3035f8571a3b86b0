"""What two strict readers struck out of twenty-five more calls, one kind a test."""

from __future__ import annotations

from pathlib import Path

import simulator
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Role, UnitStatus
from simulator.language.telling.besides import who_was_seen
from simulator.session.run.headless_run import run
from tests.session.calls import DEFAULT, LIBRARY, Play
from tests.session.test_endings_drawn import found_at, line_down_at

DATA = Path(simulator.__file__).parent / "content" / "data"
LIBRARY_LINES, SPEAKING = DATA / "lines" / "call_handler.yaml", DATA / "speaking.yaml"


def _radio(*reports: tuple[UnitStatus, str]) -> list[Entry]:
    return [
        Entry(
            n,
            n * 60_000,
            Role.OFFICERS,
            Role.OFFICERS,
            do.UnitReport(status, "Sierra 4", radio=said),
        )
        for n, (status, said) in enumerate(reports)
    ]


def test_a_line_that_waits_for_a_last_text_is_down_within_ninety_seconds() -> None:
    """A note, the close and a text follow the report on the caller: it leaves time for them."""
    for name, seeds in (("a-message-to-999", (1, 4, 6)), ("not-registered", (1, 9))):
        made = LIBRARY.scenario(name).scenario
        force = LIBRARY.force(made.force).force if made.force else LIBRARY.force().force
        for seed in seeds:
            call = Play(run(made, DEFAULT, force, seed))
            assert 5_000 <= line_down_at(call) - found_at(call) <= 90_000, (name, seed)


def test_a_later_report_that_the_caller_was_alone_counts_in_the_note() -> None:
    """Two reports, one finding: nobody writes "not said" of what the second one said."""
    found = (UnitStatus.FOUND, "We're with the caller.")
    note = who_was_seen(_radio(found, (UnitStatus.REPORTED, "Caller seen alone, not hurt.")))
    assert "not said" not in note
    assert "seen alone" in note


def test_what_was_said_at_a_shut_door_is_not_of_the_caller_alone() -> None:
    at_door = (UnitStatus.THIRD_PARTY_ONLY, "A man at the door, on their own.")
    note = who_was_seen(_radio(at_door, (UnitStatus.FOUND, "We're with the caller.")))
    assert "whether alone was not said" in note


def test_no_spoken_line_of_a_shut_door_settles_what_is_still_open() -> None:
    """At the scene it is not yet decided who opens: no line says that officers get in alone."""
    text = LIBRARY_LINES.read_text(encoding="utf-8").lower()
    assert "get in themselves" not in text


def test_an_answer_on_the_door_said_back_is_no_order_to_open_it() -> None:
    """ "You can get the door" is heard as "go and open it"."""
    assert '"you can get the door"' not in SPEAKING.read_text(encoding="utf-8")
