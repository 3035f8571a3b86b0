"""What ambulance and fire control are told of a call, and of what changes (pattern 4, I25)."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.describe import describe_entry
from simulator.core.log import Body, Entry, StageEntered
from simulator.core.terms import (
    Intent,
    LineStage,
    LossCause,
    Role,
    Service,
    ServiceNeed,
    Sound,
    Topic,
)
from simulator.guidance.act_makers import tell_service as next_to_tell
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.services import answer_to, lacked_by, service_to_tell
from simulator.language.telling.account import Account
from simulator.language.telling.sentence import Teller
from simulator.language.telling.services import BAD, WAIT, tell_service
from simulator.session.run.headless_run import run
from tests.language.telling.told import HANDLER, POLICY, Said, perceived, says, sound
from tests.session.calls import DEFAULT, GENERIC, LIBRARY

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


def asks_of_breath(at: float, words: str) -> tuple[Said, ...]:
    """The call handler asks about the patient's breath."""
    asked = do.Ask((Topic.BREATHING_WELL,), words=words)
    return (at, HANDLER, asked), (at + 1, HANDLER, do.Finish(None))


CHILD_WITH_DAD = says(5, "My dad's on the floor and he won't wake up.", Intent.CHILD_SPEAKS)
TUMMY = "Okay. Go close now. Is Dad's tummy going up and down?"


def breath_told(*parts: tuple[Said, ...]) -> str:
    """What ambulance control hears when it asks whether the patient breathes."""
    need = ServiceNeed.PATIENT_BREATHING
    entries = perceived(*parts)
    asked(entries, do.BringIn(AMBULANCE))
    asks = (60.0, Role.AMBULANCE_CONTROL, do.ServiceAsks(AMBULANCE, need, "Breathing?"))
    facts = Knowledge.of(HANDLER, entries := more(entries, (asks,))).facts
    so = answer_to(facts, need)
    tells = do.BringIn(AMBULANCE, update=True, not_known=(need,))
    if so is not None:
        tells = do.BringIn(
            AMBULANCE, update=True, answers=(need,) if so else (), denied=() if so else (need,)
        )
    return asked(entries, tells).text


def test_what_a_child_says_of_a_breath_reaches_ambulance_control_as_it_was_said() -> None:
    """BF-8, DR-08: a tummy that goes up and down is no "not known", and no "normally" either."""
    yes = (12.0, Role.CALLER, do.Say(Intent.SAYS_YES, "Yeah, a bit."))
    text = breath_told(CHILD_WITH_DAD, asks_of_breath(10, TUMMY), (yes,))
    reply = 'sked "Is Dad\'s tummy going up and down?", the child says: "Yeah, a bit."'
    assert reply in text
    assert BAD in text
    assert "not known" not in text


def test_a_childs_dont_know_of_a_breath_is_passed_on_too() -> None:
    """Nobody can say yes, and that is the child's own word."""
    reply = (12.0, Role.CALLER, do.Say(Intent.SPEAKS, "I don't know."))
    text = breath_told(CHILD_WITH_DAD, asks_of_breath(10, TUMMY), (reply,))
    assert 'the child says: "I don\'t know."' in text


def test_what_a_child_says_after_other_words_of_ours_is_no_answer_on_a_breath() -> None:
    """A yes that comes after "You're helping me a lot, okay?" is a yes to that."""
    praise = (11.5, HANDLER, do.Say(Intent.STILL_WITH_YOU, "You're helping me a lot, okay?"))
    yes = (13.0, Role.CALLER, do.Say(Intent.SAYS_YES, "Yeah."))
    text = breath_told(CHILD_WITH_DAD, asks_of_breath(10, TUMMY), (praise,), (yes,))
    assert 'the child says: "Yeah."' not in text


def test_a_grown_ups_word_on_a_breath_is_told_in_the_words_of_their_control() -> None:
    """ "Breathing normally" is what a grown-up who was asked that has said."""
    begins = says(5, "My husband's collapsed, he won't wake up.")
    yes = (12.0, Role.CALLER, do.Say(Intent.SAYS_YES, "Yes."))
    asks = asks_of_breath(10, "Is he breathing normally?")
    assert "child" not in breath_told(begins, asks, (yes,))


def test_of_a_whole_call_the_question_is_passed_on_with_what_it_is_about() -> None:
    """ "Does it move?" alone is of nothing."""
    script = LIBRARY.scenario("nanny-on-the-floor").scenario
    told = [
        each.body.text
        for each in run(script, DEFAULT, GENERIC, 9).log
        if isinstance(each.body, do.BringIn)
    ]
    assert any("Do you hear breathing?" in text for text in told)
    hand = "Put your hand on Nanny's tummy. Does it move?"
    assert any(f'sked "{hand}", the child says: "Yeah' in text for text in told), told
    assert not any(text.startswith("Breathing: not known") for text in told)
