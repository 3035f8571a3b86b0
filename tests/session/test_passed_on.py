"""What a caller states to the operator reaches police as their word, and is not asked again."""

from simulator.core import acts as do
from simulator.core.statements import StatementTopic as S
from simulator.core.terms import Role, Topic
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import SaidHow
from tests.knowledge.calls import HANDLER, OPERATOR
from tests.session.calls import Play, play

FACTS = "facts: {can_hear: yes, weapon: yes, in_danger: yes, needs_police: yes}\n"
ANSWERS = "answers: {by: [spoken], after: 2s, manner: whispered}\n"
TOLD = "{whisper: {intent: wants_police, words: "


def said_to_operator(words: str, more: str = "") -> Play:
    """A caller who whispers that to the operator, and afterwards only answers."""
    step = f"caller: [{{when: {{heard: which_service}}, after: 1s, do: {TOLD}{words}}}}}}}]\n"
    return play(f"{FACTS}{ANSWERS}{step}{more}")


def test_what_the_operator_was_told_is_in_the_hand_over() -> None:
    """It is a knife, said to the operator: police know it in that way, and under whose ears."""
    call = said_to_operator("\"Police. He's got a knife. I'm at 14 Kiln Row.\"")
    passed = call.act(do.HandOver)
    assert {(S.KNIFE, True), (S.ADDRESS, True)} <= set(passed.means)
    assert passed.place_words == "14 Kiln Row"
    ledger = Knowledge.of(HANDLER, [e for e in call.log if e.body == passed]).facts.ledger
    assert {each.how for each in ledger} == {SaidHow.OPERATOR}


def test_the_call_handler_never_asks_what_was_said_to_the_operator() -> None:
    """ "Has he got a weapon?" to one who has said "He's got a knife" costs trust, and a tap."""
    for words in ('"Police. He\'s got a knife."', '"Police. I\'m at 14 Kiln Row."'):
        asked = {
            topic for ask in said_to_operator(words).bodies(do.Ask, HANDLER) for topic in ask.about
        }
        assert (Topic.WEAPON if "knife" in words else Topic.LOCATION) not in asked


def test_his_words_in_her_mouth_are_not_passed_on_as_hers() -> None:
    """He: "Tell them it was an accident." She: "It was an accident." No comfort is in it."""
    room = (
        "room: [{when: {answered: operator}, after: 200ms, do: {say: {intent: not_to_call, "
        'words: "Tell them it was an accident.", means: {says_what_to_say: yes}}}}]\n'
    )
    call = said_to_operator('"It was an accident. Police.", means: {mistake: yes}', room)
    assert Knowledge.of(OPERATOR, call.log).facts.ledger
    passed = call.act(do.HandOver)
    assert (S.MISTAKE, True) not in passed.means
    assert not Knowledge.of(HANDLER, call.log).facts.is_yes(Topic.MISTAKE)


def test_what_another_person_said_is_never_the_callers() -> None:
    """She is asleep, he says: it is not passed on as what the caller stated."""
    room = (
        "room: [{when: {answered: operator}, after: 200ms, do: {say: {intent: speaks, "
        'words: "She\'s asleep."}}}]\n'
    )
    call = said_to_operator('"Police."', room)
    assert all(topic is not S.ASLEEP for topic, _ in call.act(do.HandOver).means)
    assert Role.ROOM in {entry.actor for entry in call.log}
