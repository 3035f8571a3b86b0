"""What is typed: wrong entries, leaving at any moment, taking back, commands that ask."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.core import acts as do
from simulator.core.acts import SAYS
from simulator.core.terms import Reported, Role
from simulator.plain.before_call import opened
from simulator.plain.call.commands import LINE, NUMBER, WAIT, Command, Unreadable, manual, read
from simulator.plain.conversation import UserLeft
from simulator.plain.whole_run import play
from simulator.session.records.recorder import RecordOptions
from simulator.session.records.store import Store
from tests.plain.lines import BANNER, ON, played, setup, sit, typed
from tests.session.calls import LIBRARY, steady

PARTNER = steady("partner-in-the-room")
WITH_OPERATOR = ["1", "1", ON]
"""The caller dials and is answered."""


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", Command("")),
        ("0", Command("")),
        ("12", Command(NUMBER, number=12)),
        ("\N{ARABIC-INDIC DIGIT ONE}", Command(NUMBER, number=1)),
        ("w 20", Command(WAIT, number=20_000)),
        ("W0.5", Command(WAIT, number=500)),
        ("k Q", Command("k", "q")),
        ("k 5", Command("k", "5")),
        ('"can you hear me?"', Command(LINE, "can you hear me?")),
        ("are you alone", Command(LINE, "are you alone")),
        ("I am on the stairs", Command(LINE, "I am on the stairs")),
        ('"help', Command(LINE, "help")),
        ("/grade emergency", Command(LINE, "/grade emergency")),
        ("p 5 5#", Command("p", "55#")),
        ("?", Command("?")),
        ("X", Command("x")),
    ],
)
def test_a_line_that_can_be_read(line: str, command: object) -> None:
    assert read(line) == command


def test_a_demonstration_has_no_numbers() -> None:
    for line in ("3", "k a", '"hello'):
        with pytest.raises(Unreadable):
            read(line, demo=True)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("hello", "Enter a number from the list"),
        ("w", "such as w 20"),
        ("w 0", "up to 600"),
        ("w 601", "up to 600"),
        ("w -3", "such as w 20"),
        ("w20s", "such as w 20"),
        ("9" * 5_000, f'"{"9" * 40}..." isn'),
        ("x" * 25_000, f'"{"x" * 40}..." isn'),
        ("k", "such as k a"),
        ("k ab", "such as k a"),
        ("p", "such as p 55"),
        ("p 5x", "0 to 9, * and #"),
        ('" "', "words to whisper"),
        ("x 3", "q to leave"),
    ],
)
def test_a_line_that_cannot_be_read_says_what_can_be_entered(line: str, says: str) -> None:
    sat = sit(setup(PARTNER, "caller"), [*WITH_OPERATOR, line])
    assert says in sat.told[-1]
    assert [act.kind for act in sat.did(Role.CALLER)] == ["dial"], "nothing was done"


def test_a_wrong_number_keeps_the_question() -> None:
    wrong = ["6", "", "99", "", "1,2", "zebra", "needs", "1"]
    sat = sit(setup(PARTNER, "caller"), [*WITH_OPERATOR, *wrong])
    choices = f"Enter a number from 1 to {len(SAYS[Role.CALLER])}"
    assert f'"99" cannot be chosen here. {choices}' in "\n".join(sat.told)
    assert any(line.startswith("Nothing was chosen. Enter a number") for line in sat.told)
    zebra = next(line for line in sat.told if line.startswith('Nothing here has "zebra" in it.'))
    assert zebra.endswith("other letters, or c to take the act back.")
    assert sat.did(Role.CALLER)[-1].kind == "say", "the choice still counted"


def test_several_are_numbers_with_commas() -> None:
    at_police = [ON, "k a", "k p", "1", "connect", ON]
    entered = ["k h", "", str(len(Reported) + 1), "1,x", "2 3", "k l", "leave"]
    sat = sit(setup(PARTNER, "operator"), [*at_police, *entered])
    assert sum("several with spaces or commas" in line for line in sat.told) == 3
    assert sat.story.act(do.HandOver).heard == (Reported.SPEECH, Reported.VOICES)


def test_an_act_can_be_taken_back_at_each_of_its_questions() -> None:
    entered = ["5", "c", "5", "", "c", "5", "police", "c", "2", "c"]
    sat = sit(setup(PARTNER, "caller"), [*WITH_OPERATOR, *entered])
    taken = [line for line in sat.told if line.startswith("Cancelled")]
    assert taken == [
        *["Cancelled: Whisper. Nothing was done."] * 3,
        "Cancelled: Press keys of the phone. Nothing was done.",
    ]
    assert [act.kind for act in sat.did(Role.CALLER)] == ["dial"]


@pytest.mark.parametrize(
    "lines",
    [["q"], ["1", "q"], ["1", "1", "q"], ["1", "1", "1", "5", "q"], ["1", "1", "1", "5", "1", "Q"]],
    ids=["note", "turn", "option", "second option", "text"],
)
def test_q_leaves_at_any_moment_and_so_does_the_end_of_the_lines(lines: list[str]) -> None:
    what = setup(PARTNER, "caller")
    asked = played(what, lines[:-1])
    for leaves in (lines[-1], "\x0c", "\x1bOQ"):
        later = [*lines[:-1], leaves, "1", "1", "1"]
        assert played(what, later) == asked, "nothing is said or asked any more"


def test_the_first_lines_say_what_it_is_and_how_to_leave() -> None:
    told = played(setup(PARTNER, "caller"), [])
    assert told[0] == BANNER
    assert "q and Enter leaves at any moment" in told[1]
    assert "Content note: domestic abuse implied; no violence heard." in told


@pytest.mark.parametrize("coached", [True, False])
@pytest.mark.parametrize("seats", [(Role.CALLER,), (Role.OPERATOR, Role.CALL_HANDLER), ()])
def test_the_manual_says_only_what_is_there(seats: tuple[Role, ...], coached: bool) -> None:
    said = " ".join(manual(seats, coached=coached))
    assert ("p 55" in said) == (Role.CALLER in seats)
    assert ("b goes back" in said) == (coached and bool(seats))
    assert said.startswith("The clock is paused while you choose.")


def test_keys_that_no_phone_has_are_not_pressed() -> None:
    sat = sit(setup(PARTNER, "caller"), [*WITH_OPERATOR, "2", "5a5", "k 7", "k q", "p 1*#"])
    pressed = [act for act in sat.did(Role.CALLER) if isinstance(act, do.Press)]
    assert pressed == [do.Press(key) for key in "71*#"]
    assert "Nothing was pressed. The keys are 0 to 9, * and #, such as 55." in sat.told
    assert "No act has the key q." in sat.told


def test_pressing_stops_where_the_line_does_not_take_a_key() -> None:
    sat = sit(setup(PARTNER, "caller"), ["p 55"])
    assert sat.told[-1] == "Not possible: nothing has been dialled."
    assert sat.did(Role.CALLER) == []
    sat = sit(setup(PARTNER, "operator"), [ON, "p 55"])
    assert sat.told[-1] == "Only the caller has keys to press."
    sat = sit(setup(PARTNER, "operator"), [ON, "a"])
    assert sat.told[-1] == "Only a demo can go on to its end."


def test_what_is_known_is_told_for_each_seat() -> None:
    caller = sit(setup("low-battery", "operator"), [ON, "k a", "i"])
    assert "Prompts, to come: Emergency, which service? (then wait 3 s)" in caller.told
    mine = sit(setup(PARTNER, "caller"), ["i", *WITH_OPERATOR, "i"]).told
    assert "Not answered yet." in mine
    assert "Near you: partner." in mine
    assert "How loud in the room: Press a key: very quiet" in mine
    assert "In this story, weapon present: no." in mine
    assert "In this story, your call: Someone else is in the room." in mine
    assert "In this story, your address: the flat over the old bakery, first floor." in mine
    assert any(line.startswith("Now: The operator listens") for line in mine)


def test_the_incident_is_told_as_it_was_written() -> None:
    lines = [
        *[ON] * 4, "k a", "i", "k w", "2", "k c", "1", "k q", "1", "k f", ON, "k t", "3", "a past",
        "k n", "5", "1", "because", "k b", "1", "k x", "1", "1", "k r", "1", "1", "k g", "1", "1",
        "k d", "1", "i",
    ]  # fmt: skip
    told = sit(setup(PARTNER, "call_handler"), lines).told
    grade = "Incident, grade: Emergency, target 15m"
    assert told.index("Incident, markers: not searched") < told.index(grade)
    assert "Questions, code: none stated" in told
    assert "Incident, marker: domestic abuse" in told
    assert "THRIVE, risk: a past" in told
    assert "THRIVE, harm: nothing yet" in told
    assert any("logs a rationale: because" in line for line in told)
    officers = "Officers: officers sent, not briefed"
    assert officers in told
    given = "Given with the call, operator: "
    for begins in (given, "Incident, unsaid: ", "Incident, traces: 1 started"):
        assert any(line.startswith(begins) for line in told), begins


def test_where_nobody_sits_it_says_that_nothing_is_recorded(tmp_path: Path) -> None:
    recording = RecordOptions(Store(tmp_path), "mine", lambda: datetime(2026, 11, 24, tzinfo=UTC))
    for seat, told in (("none", True), ("caller", False)):
        out = io.StringIO()
        what = setup("evening-in-the-office", seat)
        with pytest.raises(UserLeft):
            play(opened(typed(["1"], out), out), what, LIBRARY, recording)
        assert ("No seat is taken, so this run isn't recorded." in out.getvalue()) is told
