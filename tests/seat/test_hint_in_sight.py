"""A hint of the coach is in sight only while what it asks for is due."""

from dataclasses import replace

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, LocationSource, Reason, Role
from simulator.debrief.assess.advised import in_words
from simulator.guidance.tables import TABLES
from simulator.hosting.hosted_call import HostedCall
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.available_acts import SURE
from simulator.seat.command_parser import propose
from simulator.session.clock import ManualClock
from tests.session.calls import LIBRARY
from tests.session.sitting import setup

HANDLER = Role.CALL_HANDLER


class Desk:
    """A call handler's seat of a house, as a page has it; it answers its ring."""

    def __init__(self, name: str) -> None:
        self.clock = ManualClock()
        of = replace(setup(name, HANDLER), coached=True)
        self.call = HostedCall("coaching", of, LIBRARY, self.clock)
        self.call.claim(HANDLER)
        self.call.begin()

    def wait(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.tick(1_000)
            self.call.catch_up()
            if self.call.view.rings(HANDLER):
                self.write("/answer")

    def until_hinted(self, words: str, most: int = 200) -> None:
        """Wait until the coach says this."""
        for _ in range(most):
            if words in self.coach:
                return
            self.wait(1)
        raise AssertionError(f"no hint {words!r}")

    def write(self, line: str, **also: object) -> None:
        choice = propose(self.call.view, HANDLER, line).choices[0]
        self.call.view.do(HANDLER, choice.act, {**choice.chosen, **also, SURE: True})
        self.call.catch_up()

    @property
    def coach(self) -> str:
        return self.call.frame(HANDLER).coach


def test_who_introduces_the_police_is_not_asked_for_it_any_more() -> None:
    desk = Desk("noise-downstairs")
    desk.until_hinted("Introduce the police.")
    desk.write("This is the police. I'm listening.")
    desk.wait(1)
    assert "Introduce the police" not in desk.coach


def test_officers_sent_for_another_reason_are_sent() -> None:
    """The hint asks for the reason that good practice has; what is due is that they go."""
    desk = Desk("footsteps-on-the-landing")
    desk.wait(70)
    desk.write("This is the police, can you talk?")
    desk.wait(15)
    desk.write("What is happening?")
    desk.wait(25)
    desk.write("/grade emergency danger established")
    desk.until_hinted("Send officers.")
    desk.write("/send", reason=Reason.SPEECH_HEARD)
    desk.wait(1)
    assert desk.call.view.knowledge[HANDLER].facts.sent
    assert "Send officers" not in desk.coach


def test_a_hint_that_nothing_has_settled_stays_in_sight() -> None:
    desk = Desk("noise-downstairs")
    desk.until_hinted("Introduce the police.")
    desk.wait(5)
    assert "Introduce the police" in desk.coach


def test_of_two_sources_of_location_the_hint_names_the_one_that_is_not_read() -> None:
    """Who has read what the phone sent was asked to read "the location data" again."""
    row = next(row for table in TABLES for row in table.rows if row.id == "CH-09")
    for source in LocationSource:
        says = in_words(row, do.ReadLocation(source))
        assert says == f"read the location from {source.label}: place, radius, age"


def test_who_asks_are_you_there_is_answered_by_the_officer_who_takes_the_phone() -> None:
    asks = do.Say(
        Intent.SPEAKS, "Hello? You still there?", means=((StatementTopic.ARE_YOU_THERE, True),)
    )
    lets_go = do.Say(Intent.OFFICER_LETS_GO, "Caller's safe with me. You can let us go.")
    knowledge = Knowledge(HANDLER)
    heard = (
        Entry(1, 1_000, Role.CALLER, Role.CALLER, asks),
        Entry(2, 2_000, Role.CALLER, Role.CALLER, do.Finish(asks.intent), cause=1),
    )
    for each in heard:
        knowledge = knowledge.after(each)
    assert [each.topic for each in knowledge.facts.news] == [StatementTopic.ARE_YOU_THERE]
    knowledge = knowledge.after(Entry(3, 9_000, Role.OFFICERS, Role.OFFICERS, lets_go))
    assert not knowledge.facts.news
