"""What ambulance and fire control are told of a call, and of what changes (pattern 4, I25)."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.describe import describe_entry
from simulator.core.log import Body, Entry, StageEntered
from simulator.core.terms import LineStage, LossCause, Role, Service, Sound
from simulator.guidance.act_makers import tell_service as next_to_tell
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.services import lacked_by, service_to_tell
from simulator.language.telling.account import Account
from simulator.language.telling.sentence import Teller
from simulator.language.telling.services import WAIT, tell_service
from tests.language.telling.told import HANDLER, POLICY, Said, perceived, says, sound

AMBULANCE, FIRE = Service.AMBULANCE, Service.FIRE


def asked(entries: list[Entry], made: do.BringIn) -> do.BringIn:
    """Do it after these entries, with its sentence."""
    known = Knowledge.of(HANDLER, entries)
    act = tell_service(made, Teller.of(known, Account.of(entries)))
    entries.append(Entry(len(entries), entries[-1].at, HANDLER, HANDLER, act))
    return act


def updates(entries: list[Entry]) -> list[do.BringIn]:
    """Tell what is due until no service lacks anything."""
    done: list[do.BringIn] = []
    while service_to_tell(facts := Knowledge.of(HANDLER, entries).facts) is not None:
        made = next_to_tell.make(facts, POLICY.policy)
        assert isinstance(made, do.BringIn)
        done.append(asked(entries, made))
        assert len(done) < 9, "it comes to an end"
    return done


def more(entries: list[Entry], *parts: tuple[Said, ...]) -> list[Entry]:
    """The same call, and what is said after it."""
    said: list[tuple[float, Role, Body]] = [each for part in parts for each in part]
    new = [Entry(len(entries) + n, int(at * 1_000), who, who, b)
           for n, (at, who, b) in enumerate(said)]  # fmt: skip
    return [*entries, *new]


def test_a_service_is_asked_in_with_where_what_who_and_how() -> None:
    """Where, what is wrong, who is a danger, and that a crew waits for officers."""
    entries = perceived(
        says(5, "We're at the mill house on Ferry Road."),
        says(9, "He's stabbed my brother with a kitchen knife, he's bleeding."),
    )
    act = asked(entries, do.BringIn(AMBULANCE))
    assert "Ferry Road" in act.text
    assert "kitchen knife" in act.text
    assert WAIT in act.text
    assert describe_entry(act) == f"asks ambulance in: {act.text}"
    assert not lacked_by(Knowledge.of(HANDLER, entries).facts, AMBULANCE)


def test_each_service_is_told_what_is_new_and_no_more() -> None:
    """Fire has the first words; the baby at the back goes to it, once, and then nothing is owed."""
    entries = perceived(says(5, "The mat's gone up and the passage is filling with smoke."))
    asked(entries, do.BringIn(FIRE))
    assert not updates(entries)
    entries = more(entries, says(30, "I'm in the back bedroom with the baby. We can't get down."))
    (told,) = updates(entries)
    assert told.update
    assert told.service is FIRE
    assert "back bedroom" in told.text
    assert "smoke" not in told.text
    assert describe_entry(told) == f"informs fire: {told.text}"


def test_an_attacker_a_place_and_a_lost_line_are_passed_on() -> None:
    """What no words to them had: a struggle is heard, and then the line goes (BR-10)."""
    entries = perceived(says(5, "I've hurt my leg, I can't move."))
    first = asked(entries, do.BringIn(AMBULANCE))
    assert WAIT not in first.text
    entries = more(entries, sound(30, Sound.SCUFFLE))
    (danger,) = updates(entries)
    assert WAIT in danger.text
    lost = ((50, Role.NETWORK, do.LoseLine(LossCause.NETWORK)),
            (50, Role.NETWORK, StageEntered(LineStage.DOWN, "H-2")))  # fmt: skip
    entries = more(entries, lost)
    (gone,) = updates(entries)
    assert "Line gone at 0:50." in gone.text


def test_a_request_without_a_text_counts_as_told_all_so_far() -> None:
    """An old record, or a button, does not nag for what was said when the service was asked."""
    entries = perceived(says(5, "He's been stabbed."))
    entries.append(Entry(len(entries), 8_000, HANDLER, HANDLER, do.BringIn(AMBULANCE)))
    assert service_to_tell(Knowledge.of(HANDLER, entries).facts) is None
