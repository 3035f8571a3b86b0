"""999 is written to: what a message does that is a call by itself, registered or not."""

from __future__ import annotations

from functools import cache

import pytest

from simulator.content.diagnostics.validate import validated
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Outcome, Reason, Role
from simulator.errors import ContentError
from simulator.session.run.headless_run import HeadlessResult, run
from tests.builders import header
from tests.session.calls import DEFAULT, GENERIC, LIBRARY

BY_MESSAGE = ("a-message-to-999", "not-registered", "rings-off-and-writes")


@cache
def result(name: str, seed: int = 0) -> HeadlessResult:
    return run(LIBRARY.scenario(name).scenario, DEFAULT, GENERIC, seed=seed)


def of(name: str, *kinds: type, by: Role | None = None) -> list[Entry]:
    found = (each for each in result(name).log if isinstance(each.body, kinds))
    return [each for each in found if by in (None, each.actor)]


@pytest.mark.parametrize("name", BY_MESSAGE)
def test_a_message_to_999_reaches_police_as_it_was_written(name: str) -> None:
    """The desk of BT asks nothing aloud; the words come to the call handler's screen."""
    dialled = of(name, do.Dial)[-1].body
    assert isinstance(dialled, do.Dial)
    assert dialled.message
    first = of(name, do.SendText, by=Role.CALLER)[0].body
    assert isinstance(first, do.SendText)
    assert first.words == dialled.message
    last = max(each.at for each in of(name, do.Dial))
    assert not [e for e in of(name, do.Say, by=Role.OPERATOR) if e.at >= last]
    assert not [e for e in of(name, *do.SPOKEN, by=Role.CALL_HANDLER) if e.at >= last]


@pytest.mark.parametrize("name", BY_MESSAGE)
def test_nothing_is_heard_around_a_message(name: str) -> None:
    """Nobody is on a line: no step, no door and no voice comes with it."""
    last = max(each.at for each in of(name, do.Dial))
    assert not [e for e in result(name).log if e.actor is Role.ROOM and e.at >= last]


def test_a_phone_that_is_not_registered_gets_nobody() -> None:
    """The first message ends at the desk of BT, and no force hears of it; the second does."""
    ends = of("not-registered", do.EndCall, by=Role.OPERATOR)
    assert [getattr(e.body, "reason", None) for e in ends] == [Reason.NOT_REGISTERED]
    answers = of("not-registered", do.Answer, by=Role.CALL_HANDLER)
    assert len(answers) == 1
    assert answers[0].at > ends[0].at
    assert result("not-registered").outcomes == (Outcome.ENDED_BY_OPERATOR, Outcome.DEPLOYED)


def test_a_message_after_a_call_is_linked_with_it() -> None:
    """Who rings off and writes is found as the number that rang a minute ago."""
    found = [e.body for e in of("rings-off-and-writes", do.GiveResult)]
    assert any(isinstance(e, do.GiveResult) and e.earlier for e in found)
    briefed = " ".join(str(getattr(e.body, "text", "")) for e in of("rings-off-and-writes",
        do.BriefOfficers))  # fmt: skip
    assert "same number rang" in briefed


def test_the_first_reply_takes_as_long_as_people_take() -> None:
    """From the sending of a message to our first words: some two minutes, never one second."""
    for name in BY_MESSAGE:
        sent = of(name, do.Dial)[-1].at
        reply = of(name, do.SendText, by=Role.CALL_HANDLER)[0].at
        assert 40_000 <= reply - sent <= 240_000, name


@pytest.mark.parametrize(
    "wrong",
    [
        "noises: [{sound: cloth, every: 20s}]",
        "background: [{at: 5s, sound: door}]",
        "seats: [operator]",
        "line: landline",
        "answers: {by: [tap], after: 2s}",
    ],
)
def test_what_could_be_heard_of_a_message_gets_one_message(wrong: str) -> None:
    """A message has no sounds, no voices, no landline and no operator's seat: one clear error."""
    head = "\n".join(
        line
        for line in header(id="by-message", title="By message").splitlines()
        if not line.startswith(wrong.split(":")[0] + ":")
    )
    seats = "" if wrong.startswith("seats") else "seats: [call_handler]\n"
    head = "\n".join(e for e in head.splitlines() if not e.startswith("seats:"))
    text = f"{head}\n{seats}message: {{words: police, means: {{wants_police: yes}}}}\n{wrong}\n"
    with pytest.raises(ContentError) as caught:
        validated(read_text(text, "by-message.yaml"), Scenario)
    assert str(caught.value).count("message") >= 1
