"""What the caller has said is nowhere written as not known or not asked (BF-7, CH-61, WT-05)."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Role, Service, ServiceNeed, Topic
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.services import answer_to
from simulator.language.telling.account import Account
from simulator.language.telling.answers import of_unknown
from simulator.language.telling.sentence import Teller
from simulator.language.telling.services import tell_service
from simulator.rules.said_and_done import calls_breath_normal
from tests.language.telling.told import HANDLER, Said, asks, perceived, says

FALLEN = says(5, "We were in the mill, the floor gave way. He's down there and his leg's stuck.")
STROKE = says(5, "Hello, yes. My arm won't. It won't lift. I can't get the words.")
EX = says(5, "It's my ex, he's sat outside in his car again.")


def control_hears(need: ServiceNeed, *parts: tuple[Said, ...]) -> str:
    """What a control that has had all the words before hears on its question."""
    entries = perceived(*parts)
    who = Service.FIRE if need is ServiceNeed.PEOPLE_INSIDE else Service.AMBULANCE
    known, account = Knowledge.of(HANDLER, entries), Account.of(entries)
    made = tell_service(do.BringIn(who), Teller.of(known, account))
    entries.append(Entry(len(entries), entries[-1].at + 1, HANDLER, HANDLER, made))
    known = Knowledge.of(HANDLER, entries)
    so = answer_to(known.facts, need)
    needs = (need,)
    act = do.BringIn(
        who,
        update=True,
        answers=needs if so is True else (),
        denied=needs if so is False else (),
        not_known=needs if so is None else (),
    )
    return tell_service(act, Teller.of(known, account)).text


def not_known(*parts: tuple[Said, ...]) -> str:
    """What officers hear is not known, of what they want to know of each call."""
    entries = perceived(*parts)
    teller = Teller.of(Knowledge.of(HANDLER, entries), Account.of(entries))
    return " ".join(each.text for each in of_unknown(teller))


def officers_hear(topic: Topic, *parts: tuple[Said, ...]) -> str:
    """What officers hear is not known of what they have asked."""
    entries = perceived(*parts)
    known, account = Knowledge.of(HANDLER, entries), Account.of(entries)
    asked = frozenset({("unknown", topic)})
    teller = Teller(known, account, account.people, 60_000, asked=asked, unknown=(topic,))
    return " ".join(each.text for each in of_unknown(teller))


def test_who_lies_there_is_no_who_is_inside_is_not_known() -> None:
    """The caller's first words were of the man who had fallen (struck in `long-story`)."""
    text = control_hears(ServiceNeed.PEOPLE_INSIDE, FALLEN)
    assert "isn't known" not in text
    assert "the floor gave way" in text


def test_a_mill_whose_floor_gave_way_has_something_known_against_it() -> None:
    """Nobody there is violent; what the floor did to him it may do to a crew."""
    text = control_hears(ServiceNeed.SAFE_TO_APPROACH, FALLEN)
    assert "No person there is known to be a danger." in text
    assert "the floor gave way" in text


def test_a_fire_is_said_to_a_crew_that_asks_whether_it_is_safe() -> None:
    """Struck: "Nothing known against going in" of a flat behind a landing full of smoke."""
    text = control_hears(
        ServiceNeed.SAFE_TO_APPROACH, says(5, "There's smoke coming under the door, I'm shut in.")
    )
    assert "smoke" in text


def test_a_child_speaks_of_a_mother_who_lies_down_and_is_no_patient() -> None:
    """ "Awake." went to ambulance control of a mother of whom only "lying down" was said."""
    told = (
        says(5, "Hello, I have a red dress.", Intent.CHILD_SPEAKS),
        asks(9, Topic.INJURED, do.Say(Intent.SAYS_YES, "Yes!")),
        says(15, "Mummy's lying down. She doesn't want to play."),
    )
    assert control_hears(ServiceNeed.PATIENT_CONSCIOUS, *told) == "Awake or not: not known."


def test_a_child_who_says_that_it_is_hurt_is_awake() -> None:
    """The words are of the child's own body."""
    told = says(5, "My leg's bleeding, it won't stop.", Intent.CHILD_SPEAKS)
    assert control_hears(ServiceNeed.PATIENT_CONSCIOUS, told) == "Awake."


def test_a_childs_dad_is_an_adult() -> None:
    """ "Age not known." of "my dad": he is no child."""
    dad = says(5, "My dad's on the floor and he's shaking.", Intent.CHILD_SPEAKS)
    assert control_hears(ServiceNeed.PATIENT_AGE, dad) == "An adult. No age yet."


def test_a_stroke_is_no_injuries_not_asked() -> None:
    """What is wrong with the body was said: it was not asked because it was told."""
    assert "injuries" not in not_known(STROKE)


def test_an_ex_in_his_car_outside_is_there() -> None:
    """ "Who is there" is told; what is open is who else."""
    text = not_known(EX)
    assert "who is there" not in text
    assert "who else is there" in text


def test_of_one_who_was_spoken_of_it_is_open_whether_there_are_more() -> None:
    """ "How many are we looking for?" "Not asked" tells nobody of the one who lies there."""
    text = officers_hear(Topic.MORE_THAN_ONE, FALLEN)
    assert text == "Not asked: whether there are more than the one spoken of."


@pytest.mark.parametrize(
    "words", ["I'm hiding in the back bedroom, chair on the door.", "I'm hiding in the wardrobe."]
)
def test_who_hides_opens_no_door(words: str) -> None:
    """ "Will the door be opened?" has its answer in the words, which are passed on."""
    assert "who opens the door" not in officers_hear(Topic.CAN_OPEN_DOOR, says(5, words))


def test_somebody_unseen_is_still_asked_about() -> None:
    """Of a call in which nobody else was spoken of, who is there is not known."""
    assert "who is there" in not_known(asks(5, Topic.IN_DANGER, do.Tap()))
    assert Role.ROOM not in {who for _, who, _ in EX}


def passes_on(text: str) -> Entry:
    """A call handler's words to ambulance control."""
    return Entry(9, 60_000, HANDLER, HANDLER, do.BringIn(Service.AMBULANCE, text=text))


def test_a_childs_own_words_of_a_breath_are_the_childs() -> None:
    """ "She's breathing okay", in marks, is no breathing that the call handler calls normal."""
    known = Knowledge.of(HANDLER, perceived(says(5, "Nanny won't wake up.", Intent.CHILD_SPEAKS)))
    quoted = passes_on('The child says: "She\'s breathing okay." Treat it as bad.')
    assert not calls_breath_normal(known, quoted)
    assert calls_breath_normal(known, passes_on("The breathing is normal."))
