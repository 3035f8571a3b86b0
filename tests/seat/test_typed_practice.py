"""Words that a trainee types at a desk are taken as what they do, or are asked back."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, QuestionForm, Topic, YesMeans
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.knowledge import Knowledge
from simulator.language.purposes import FurtherPurpose, claims
from simulator.rules.claims_of_words import claims_place, claims_safety, claims_there, names_police
from tests.seat.test_typed_words import CALLER, HANDLER, OPERATOR, UNKNOWN, WITH_POLICE, said, typed

SO, SEEN = YesMeans.SO, YesMeans.SEEN


def purposes(words: str) -> list[str]:
    """What Enter does with words that are sure, in their order; nothing if they are not sure."""
    found = typed(HANDLER, words)
    if not (found.understood and found.sure):
        return []
    return [
        act.purpose or str(act.intent)
        if isinstance(act, do.Say)
        else "+".join(getattr(act, "about", (act.kind,)))
        for act in said(HANDLER, words)
    ]


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        # F16-7: each of these was taken for another thing, some of them surely.
        ("Why on earth did you ring 999 then?", FurtherPurpose.BLAMES),
        ("Has he put his hands on you?", Topic.INJURED),
        ("Shall I order that for one person or two?", Intent.COVER_QUESTION),
        ("Polish? One tap.", Intent.LANGUAGE_CHECK),
        ("Bear with me while I get the interpreter on", Intent.GETS_INTERPRETER),
        ("what's your name and how old are you?", FurtherPurpose.ASKS_DETAILS),
        ("in the same room right this second?", Topic.SAME_ROOM),
        ("Could the person with you read your screen?", Topic.SCREEN_SEEN),
        # F16-8: refused, where life hangs on them.
        ("Is he breathing?", Topic.BREATHING_WELL),
        ("Is she awake?", Topic.AWAKE),
        ("can you wake Mummy", Topic.AWAKE),
        ("Are the children in bed?", Topic.CHILDREN),
        ("There's a car blue-lighting to you.", Intent.OFFICERS_SENT),
        ("Go where there are people.", Intent.MOVE_TO_SAFETY),
        ("I'll shut up and listen.", Intent.GO_QUIET),
        ("Tell him it's the vet about the dog.", Intent.HIDE_REASON),
        ("You're not wasting my time.", Intent.REASSURE),
        ("There's an officer at your side gate.", Intent.OFFICERS_THERE),
        # F16-10: one act of advice.
        ("Stay where you are and keep quiet.", Intent.STAY_HIDDEN),
        ("Stay put and don't make a sound.", Intent.STAY_HIDDEN),
    ],
)
def test_a_line_of_practice_is_taken_as_what_it_does(words: str, purpose: str) -> None:
    assert purposes(words) == [str(purpose)]


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("Why didn't you leave?", FurtherPurpose.BLAMES),
        ("You should have rung sooner.", FurtherPurpose.BLAMES),
        ("Why did you let him in?", FurtherPurpose.BLAMES),
        ("Are you sure?", FurtherPurpose.DOUBTS),
        ("What do you want us to do?", FurtherPurpose.DOUBTS),
        ("You don't need the police.", FurtherPurpose.DOUBTS),
        ("Calm down.", FurtherPurpose.CALMS_DOWN),
        ("Speak up!", FurtherPurpose.SPEAK_UP),
        ("You need to ring 101.", FurtherPurpose.SENDS_AWAY),
        ("That's one for ambulance.", FurtherPurpose.SENDS_AWAY),
        ("This is a police line, not a pizza shop.", FurtherPurpose.BREAKS_COVER),
        ("No weapon, then.", FurtherPurpose.ASSUMES),
        ("You're safe now.", FurtherPurpose.SAFE_PROMISE),
        ("Press a key so I know.", FurtherPurpose.STILL_THERE),
    ],
)
def test_words_of_a_poor_call_are_named_and_never_a_good_question(
    words: str, purpose: FurtherPurpose
) -> None:
    """Practice2 7: blame, doubt and an order to be calm ask nothing that counts."""
    (act,) = said(HANDLER, words)
    assert isinstance(act, do.Say)
    assert (act.intent, act.words, act.purpose) == (Intent.OWN_WORDS, words, purpose)


def test_calm_down_and_speak_up_are_both_caught() -> None:
    assert purposes("Calm down and speak up") == ["calms_down", "speak_up"]


@pytest.mark.parametrize(
    "opening",
    [
        "Police, what's happening?",
        "Police what's happening",
        "Police. What's happening?",
        "Hello, police, what's happening?",
        "Kent Police, what's happening?",
        "This is the police: what's happening?",
    ],
)
def test_police_whats_happening_says_who_speaks_and_asks(opening: str) -> None:
    """So a scripted caller who waits for the introduction goes on (F16-10)."""
    first, second = said(HANDLER, opening)
    assert isinstance(first, do.Say)
    assert first.intent is Intent.THROUGH_TO_POLICE
    assert isinstance(second, do.Ask)
    assert (second.about, second.form) == ((Topic.WHAT_HAPPENED,), QuestionForm.OPEN)
    assert f"{first.words} {second.words}" == opening


@pytest.mark.parametrize(
    "words",
    ["Police are on their way.", "Police, fire or ambulance?", "Do you need ambulance or police?"],
)
def test_the_police_named_in_other_words_introduce_nobody(words: str) -> None:
    assert "through_to_police" not in purposes(words)


def test_children_who_are_not_in_bed_are_not_absent() -> None:
    """A no to "are the children in bed?" says nothing of whether they are there."""
    (act,) = said(HANDLER, "Are the children in bed?")
    assert isinstance(act, do.Ask)
    assert act.direction(Topic.CHILDREN) is SEEN


# What a caller types ------------------------------------------------------------------------------


def stated(words: str, facts: KnownFacts = UNKNOWN) -> tuple[do.Say, dict[StatementTopic, bool]]:
    """What Enter says, and what it states."""
    (act,) = said(CALLER, words, facts)
    assert isinstance(act, do.Say)
    return act, dict(act.means)


@pytest.mark.parametrize(
    ("words", "topic", "intent"),
    [
        ("I've been stabbed", StatementTopic.KNIFE, Intent.DANGER_NOW),
        ("I've took loads of tablets", StatementTopic.TABLETS_TAKEN, Intent.SPEAKS),
        ("Sorry, I sat on my phone", StatementTopic.MISTAKE, Intent.SAYS_MISTAKE),
        ("he's just gone down the shop", StatementTopic.HAS_GONE, Intent.SPEAKS),
        ("He's gone to the van", StatementTopic.HAS_GONE, Intent.SPEAKS),
        ("My ex is in the garden", StatementTopic.PERSON_OUTSIDE, Intent.SPEAKS),
        ("there's two of them in the kitchen", StatementTopic.SEVERAL_PEOPLE, Intent.SPEAKS),
        ("police please its my ex hes kicking off", StatementTopic.EX_PARTNER, Intent.WANTS_POLICE),
    ],
)
def test_a_caller_is_taken_at_their_word(words: str, topic: StatementTopic, intent: Intent) -> None:
    """F16-7 and F16-8: nobody is sent to a shop that he has gone to."""
    act, means = stated(words)
    assert act.intent is intent
    assert means[topic] is True
    assert not act.place_words, "where he is, or has gone, is not where the caller is"


PLEA = ("he's got a knife", "please help me", "I'm at 12 mill road")


@pytest.mark.parametrize("order", [*permutations(PLEA)])
@pytest.mark.parametrize("facts", [UNKNOWN, WITH_POLICE])
def test_a_plea_is_understood_alike_in_any_order(order: Sequence[str], facts: KnownFacts) -> None:
    """F16-8: not by its first words."""
    act, means = stated(", ".join(order), facts)
    assert act.intent is (Intent.DANGER_NOW if facts is WITH_POLICE else Intent.WANTS_POLICE)
    assert {StatementTopic.KNIFE, StatementTopic.WANTS_POLICE, StatementTopic.ADDRESS} <= {*means}
    assert act.place_words == "12 mill road"


def test_two_services_asked_for_in_one_breath_are_both_heard() -> None:
    act, _ = stated("I need an ambulance and the police, he's hit her")
    assert act.intent is Intent.WANTS_POLICE
    assert (Topic.NEEDS_AMBULANCE, True) in act.facts


def test_what_is_not_sure_is_asked_back_with_and_without_it() -> None:
    found = typed(CALLER, "I think he's got a knife, my leg's broken")
    assert not found.sure
    first, *others = (
        {topic for act in reading.actions for topic, _ in getattr(act, "means", ())}
        for reading in found.readings
    )
    assert StatementTopic.KNIFE in first
    assert any(each and StatementTopic.KNIFE not in each for each in others)


def test_only_who_was_asked_where_they_are_may_mean_a_name_that_no_list_has() -> None:
    words = "the Whinney Crag"
    assert not typed(CALLER, words).understood
    asked = typed(CALLER, words, asked=(Topic.LOCATION,))
    assert asked.understood
    assert not asked.sure, "so it is asked back"
    (act,) = asked.readings[0].actions
    assert isinstance(act, do.Say)
    assert (act.intent, act.place_words) == (Intent.GIVES_PLACE, words)


# The questions of practice2 3, in both columns ----------------------------------------------------

NOT_SO, OPEN = YesMeans.NOT_SO, None
DIRECTIONS = {
    "Can anybody hear you?": (Topic.ALONE_TO_TALK, NOT_SO),
    "Are you alone?": (Topic.ALONE_TO_TALK, SO),
    "Would he see a message?": (Topic.SCREEN_SEEN, SO),
    "Can you read in private?": (Topic.SCREEN_SEEN, NOT_SO),
    "Are you in danger?": (Topic.IN_DANGER, SO),
    "Are you safe?": (Topic.IN_DANGER, NOT_SO),
    "Are you hurt?": (Topic.INJURED, SO),
    "Do you need an ambulance?": (Topic.NEEDS_AMBULANCE, SO),
    "Can you manage without?": (Topic.NEEDS_AMBULANCE, NOT_SO),
    "Did he grab or squeeze your neck?": (Topic.STRANGLED, SO),
    "Did he stop you breathing any other way?": (Topic.STRANGLED, SO),
    "Did you black out?": (Topic.PASSED_OUT, SO),
    "Were you awake all the time?": (Topic.PASSED_OUT, NOT_SO),
    "Is it hard for her to breathe?": (Topic.BREATHING_WELL, NOT_SO),
    "Is she breathing normally, or gasps and snores?": (Topic.BREATHING_WELL, OPEN),
    "Is she asleep?": (Topic.AWAKE, NOT_SO),
    "Does she wake if you shout?": (Topic.AWAKE, SO),
    "Is he there now?": (Topic.OTHER_PERSON_PRESENT, SO),
    "Has he gone?": (Topic.HAS_LEFT, SO),
    "Is he in the room with you?": (Topic.SAME_ROOM, SO),
    "Is he in another room?": (Topic.SAME_ROOM, NOT_SO),
    "Is he close?": (Topic.OTHER_PERSON_PRESENT, SO),
    "Is there more than one?": (Topic.MORE_THAN_ONE, SO),
    "Is he on his own?": (Topic.MORE_THAN_ONE, NOT_SO),
    "Do you know him?": (Topic.KNOWS_PERSON, SO),
    "Is he a stranger?": (Topic.KNOWS_PERSON, NOT_SO),
    "Has he got something in his hand?": (Topic.WEAPON, SO),
    "Are his hands empty?": (Topic.WEAPON, NOT_SO),
    "Have you seen a weapon?": (Topic.WEAPON, SEEN),
    "Has he used it?": (Topic.WEAPON_USED, SO),
    "Has he put it down?": (Topic.WEAPON_IN_HAND, NOT_SO),
    "Are you locked in?": (Topic.LOCKED_IN, SO),
    "Is your door locked?": (Topic.DOOR_LOCKED, SO),
    "Can you get out?": (Topic.CAN_GET_OUT, SO),
    "Can he find you there?": (Topic.CAN_STAY_HIDDEN, NOT_SO),
    "Can you stay where you are?": (Topic.CAN_STAY_HIDDEN, SO),
    "Is he between you and the door?": (Topic.CAN_GET_OUT, NOT_SO),
    "Can you get out without passing him?": (Topic.CAN_GET_OUT, SO),
    "Are the children there?": (Topic.CHILDREN, SO),
    "Are the children somewhere else?": (Topic.CHILDREN, NOT_SO),
    "Is any of them hurt?": (Topic.CHILD_HURT, SO),
    "Has he been drinking?": (Topic.DRINK_OR_DRUGS, SO),
    "Is he sober?": (Topic.DRINK_OR_DRUGS, NOT_SO),
    "Is he banned from there?": (Topic.ORDERS, SO),
    "Is he allowed there?": (Topic.ORDERS, NOT_SO),
    "Are you at 41 Ferry Road?": (Topic.AT_KNOWN_ADDRESS, SO),
    "Are you somewhere else?": (Topic.AT_KNOWN_ADDRESS, NOT_SO),
    "Are you outside?": (Topic.ON_FOOT, SO),
    "Are you indoors?": (Topic.INDOORS, SO),
    "Are you moving?": (Topic.MOVING, SO),
    "Has it stopped?": (Topic.MOVING, NOT_SO),
    "Have you lost him?": (Topic.FOLLOWED, NOT_SO),
    "Can you hear me?": (Topic.CAN_HEAR, SO),
    "Am I too quiet?": (Topic.CAN_HEAR, NOT_SO),
    "Is now a bad time?": (Topic.ALONE_TO_TALK, NOT_SO),
    "Have you taken anything?": (Topic.TABLETS_TAKEN, SO),
    "Have you put them away?": (Topic.TABLETS_TAKEN, NOT_SO),
    "Who's with you?": (Topic.OTHER_PERSON_PRESENT, OPEN),
    "Is the door locked?": (Topic.DOOR_LOCKED, SO),
    "Can you let them in?": (Topic.CAN_OPEN_DOOR, SO),
}


@pytest.mark.parametrize(("words", "question"), DIRECTIONS.items())
def test_each_question_of_the_sheet_is_asked_the_way_round_that_it_is(
    words: str, question: tuple[Topic, YesMeans | None]
) -> None:
    found = typed(HANDLER, words)
    (act,) = found.readings[0].actions
    assert isinstance(act, do.Ask), found.readings[0].label
    topic, way = question
    asked = None if act.form is QuestionForm.OPEN else act.direction(topic)
    assert (found.understood, act.about, asked) == (True, (topic,), way)


# What a call handler claims -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("You're safe now", StatementTopic.PROMISES_SAFETY),
        ("The police are on their way", StatementTopic.NAMES_POLICE),
        ("We know exactly where you are", StatementTopic.CLAIMS_PLACE),
        ("Officers are with you now", StatementTopic.CLAIMS_THERE),
        ("purple police dance", StatementTopic.NAMES_POLICE),
    ],
)
def test_what_a_call_handler_claims_is_kept_beside_the_words(
    words: str, topic: StatementTopic
) -> None:
    """So that a record without its words is judged alike (practice2 LP-07, LP-08)."""
    (act,) = said(HANDLER, words)
    assert isinstance(act, do.Say)
    assert (topic, True) in act.means
    for spoken in (act, replace(act, words="")):
        entry = Entry(0, 0, HANDLER, HANDLER, spoken)
        judged = {
            StatementTopic.PROMISES_SAFETY: claims_safety,
            StatementTopic.NAMES_POLICE: names_police,
            StatementTopic.CLAIMS_PLACE: claims_place,
            StatementTopic.CLAIMS_THERE: claims_there,
        }[topic]
        assert judged(Knowledge(HANDLER, UNKNOWN), entry)


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("nobody can hear me", Intent.SPEAKS),
        ("no, he's not here", Intent.SAYS_NO),
        ("yes he's in the kitchen", Intent.SAYS_YES),
    ],
)
def test_only_a_word_that_answers_is_an_answer(words: str, intent: Intent) -> None:
    """ "Nobody can hear me" was a no to anything that had been asked."""
    act, _ = stated(words, WITH_POLICE)
    assert act.intent is intent


@pytest.mark.parametrize(
    ("words", "promised"),
    [
        ("Nothing's going to happen to you.", True),
        ("Everything's going to be fine, love.", True),
        ("You're going to be okay.", True),
        ("We won't let him hurt you.", True),
        ("He can't get to you now.", True),
        ("You have my word.", True),
        ("I can't promise that you'll be fine.", False),
        ("Will you be all right on your own?", False),
        ("Are you safe now?", False),
        ("I don't know if it'll be all right.", False),
        ("Stay on the line if you can.", False),
    ],
)
def test_a_promise_is_found_however_it_is_made(words: str, *, promised: bool) -> None:
    """And no question and no refusal to promise is taken for one (practice2 LP-08)."""
    assert ((StatementTopic.PROMISES_SAFETY, True) in claims(words)) is promised


@pytest.mark.parametrize(
    ("words", "topic", "ways"),
    [
        ("Tap once if you're hurt", Topic.INJURED, ()),
        ("If you're bleeding tap once", Topic.INJURED, ()),
        ("Cough if you need the police", Topic.NEEDS_POLICE, ()),
        ("Press any button on your phone if you need us", Topic.NEEDS_POLICE, ()),
        ("Give me a tap if he's still there", Topic.OTHER_PERSON_PRESENT, ()),
        ("One tap if he's gone, two if he's not", Topic.HAS_LEFT, ()),
        ("Press a key if he can hear me", Topic.ALONE_TO_TALK, (YesMeans.NOT_SO,)),
        ("Is the front door open?", Topic.DOOR_LOCKED, (YesMeans.NOT_SO,)),
    ],
)
def test_a_sign_if_something_is_so_is_that_question(
    words: str, topic: Topic, ways: tuple[YesMeans, ...]
) -> None:
    """Silent callers are asked like this, and it was taken for a code, or for words alone."""
    (act,) = said(HANDLER, words)
    assert isinstance(act, do.Ask)
    assert (act.about, act.yes_means, act.words) == ((topic,), ways, words)


@pytest.mark.parametrize("words", ["Tap if you can't speak", "tap or cough if you can't talk"])
def test_a_sign_for_who_cannot_speak_is_a_way_to_answer(words: str) -> None:
    (act,) = said(HANDLER, words)
    assert isinstance(act, do.OfferWays)


@pytest.mark.parametrize(
    "words",
    [
        "You'll hear a recording, press 55 if you need police",
        "I can hear you breathing",
        "If you need police tap the phone",
    ],
)
def test_what_a_caller_is_told_is_no_report_to_police(words: str) -> None:
    assert not any(isinstance(act, do.HandOver) for act in said(OPERATOR, words))


def test_a_sign_is_asked_for_after_the_police_have_said_who_they_are() -> None:
    """The question took the whole breath, and a caller who waits for the police waited on."""
    words = "Police, you don't have to speak, press any key if you can hear me"
    first, *rest = said(HANDLER, words)
    assert isinstance(first, do.Say)
    assert first.intent is Intent.THROUGH_TO_POLICE
    assert [each.about for each in rest if isinstance(each, do.Ask)] in ([], [(Topic.CAN_HEAR,)])


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("Can you hear me? Tap once.", Topic.CAN_HEAR),
        ("Are you hurt? Tap once for yes", Topic.INJURED),
        ("Are you hurt? Tap the phone if you are", Topic.INJURED),
        ("Is he there? Cough once if so.", Topic.OTHER_PERSON_PRESENT),
    ],
)
def test_a_question_and_the_sign_for_its_answer_are_one_question(words: str, topic: Topic) -> None:
    """As two, a caller's tap answered "tap once", and the coach asked for the test again."""
    (act,) = said(HANDLER, words)
    assert isinstance(act, do.Ask)
    assert (act.about, act.words) == ((topic,), words)


def test_a_question_and_a_whole_code_are_two_acts() -> None:
    first, second = said(HANDLER, "Is he there? One tap for yes, two for no.")
    assert isinstance(first, do.Ask)
    assert isinstance(second, do.SetCode)
