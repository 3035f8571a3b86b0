"""How time goes in turns."""

import io

import pytest

from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.plain.call.pacing import A_WHILE, AN_ACT
from simulator.plain.conversation import LONGEST, PROMPT, Conversation, UserLeft
from tests.cli.command import Terminal
from tests.plain.lines import ON, setup, sit
from tests.session.calls import steady

PARTNER = steady("partner-in-the-room")
WITH_OPERATOR = ["1", "1", ON]


def test_time_stands_still_while_somebody_reads_and_asks() -> None:
    asking = ["?", "x", "i", "t", "hello", "5", "c", "99"]
    quiet = sit(setup(PARTNER, "caller"), WITH_OPERATOR)
    asked = sit(setup(PARTNER, "caller"), [*WITH_OPERATOR, *asking])
    assert asked.live.now == quiet.live.now
    assert list(asked.live.log) == list(quiet.live.log)


def test_an_empty_line_lets_little_time_pass_when_nothing_is_heard() -> None:
    lines = [ON, "k a", "k 1", ON]
    before = sit(setup("quiet-throughout", "operator"), lines).live.now
    after = sit(setup("quiet-throughout", "operator"), [*lines, ON])
    assert after.live.now == before + A_WHILE
    assert "Nothing was heard for 5 seconds." in after.told[-1]
    assert "since the answer." in after.told[-1]
    zero = sit(setup("quiet-throughout", "operator"), [*lines, "0"])
    assert zero.told == after.told


def test_it_stops_where_something_that_was_heard_has_been_said() -> None:
    sat = sit(setup(PARTNER, "caller"), WITH_OPERATOR)
    said = sat.story.first(do.Say, Role.OPERATOR)
    end = sat.story.end_of(said)
    assert end.at <= sat.live.now <= end.at + 1


def test_a_wait_is_not_a_moment_longer_even_within_an_utterance() -> None:
    sat = sit(setup(PARTNER, "caller"), ["1", "1", "w 1.5"])
    assert sat.told[-1] == "0:02 Someone is still speaking."
    said = sat.story.first(do.Say, Role.OPERATOR)
    assert said.at < sat.live.now
    assert not any(entry.cause == said.seq for entry in sat.live.log)
    assert sat.live.now == AN_ACT + 1_500
    # So the person can act while somebody speaks.
    acted = sit(setup(PARTNER, "caller"), ["1", "1", "w 1.5", "k c"])
    assert acted.story.first(do.Cough).at == sat.live.now


def test_what_is_said_in_a_seat_goes_on_to_its_end() -> None:
    sat = sit(setup("quiet-throughout", "operator"), [ON, "k a", "k 3"])
    said = sat.story.first(do.Say, Role.OPERATOR)
    assert sat.live.now >= sat.story.end_of(said).at


def test_while_nothing_can_be_done_time_goes_on_to_the_next_thing_heard() -> None:
    sat = sit(setup(PARTNER, "call_handler"), [ON, ON, ON])
    assert sat.live.now > 3 * A_WHILE
    assert sat.told.count("No actions are available. Press Enter to go on to the next sound.") == 1


def test_the_caller_is_told_when_what_counts_changes_and_not_again() -> None:
    sat = sit(setup(PARTNER, "caller"), ["1", "1", *[ON] * 6])
    counts = [line for line in sat.told if line.startswith("Now: ")]
    assert len(counts) == len(set(counts)) == 4
    assert sat.told.count("Near you: partner.") == 1


def test_a_prompt_stands_only_in_a_terminal() -> None:
    out = io.StringIO()
    assert Conversation(Terminal("one\n"), out).read() == "one"
    assert out.getvalue() == PROMPT
    out = io.StringIO()
    assert Conversation(io.StringIO(" one \n"), out).read() == "one"
    assert out.getvalue() == ""


class Interrupted(Terminal):
    """A terminal in which Ctrl+C is pressed."""

    def readline(self, _size: int | None = -1) -> str:  # type: ignore[override]
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("terminal", "error"), [(Terminal(""), UserLeft), (Interrupted(), KeyboardInterrupt)]
)
def test_the_end_of_the_lines_in_a_terminal_ends_the_prompts_line(
    terminal: Terminal, error: type[BaseException]
) -> None:
    out = io.StringIO()
    with pytest.raises(error):
        Conversation(terminal, out).read()
    assert out.getvalue() == f"{PROMPT}\n"


def test_the_end_of_the_lines_is_leaving_and_the_rest_of_a_long_line_is_dropped() -> None:
    talk = Conversation(io.StringIO("x" * 25_000 + "\nlast line without an end"), io.StringIO())
    assert talk.read() == "x" * LONGEST
    assert talk.read() == "last line without an end"
    with pytest.raises(UserLeft):
        talk.read()


def test_what_is_typed_cannot_steer_a_terminal() -> None:
    out = io.StringIO()
    talk = Conversation(io.StringIO("red \x1b[31m\x07 bell\u202e\n"), out)
    talk.say(talk.read())
    assert out.getvalue() == "red [31m bell\n"


def test_bytes_that_are_no_text_do_not_end_a_call() -> None:
    lines = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\nnext\n"), encoding="utf-8")
    talk = Conversation(lines, io.StringIO())
    assert talk.read() == "\N{REPLACEMENT CHARACTER}" * 2
    assert Conversation(lines, io.StringIO()).read() == "next", (
        "a second conversation goes on reading"
    )
