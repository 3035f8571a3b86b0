"""What is said on any other day states nothing; the same words beside a danger do."""

import pytest

from simulator.core.statements import Speaker, StatementTopic
from tests.language.test_reader import reader

T = StatementTopic


def sure(words: str, speaker: Speaker = Speaker.CALLER) -> set[tuple[StatementTopic, bool]]:
    return {(each.topic.name, each.value) for each in reader().read(words, speaker) if each.sure}


@pytest.mark.parametrize(
    "words",
    [
        "My manager will have a fit when she sees these figures.",
        "My boss is going to murder me if these invoices don't go off.",
        "My daughter's got her driving test coming up, she's a bag of nerves.",
        "My grandad was held prisoner in Burma, he never spoke of it.",
        "It's raining cats and dogs here.",
        "I've been run off my feet.",
    ],
)
def test_chat_states_nothing(words: str) -> None:
    assert sure(words) == set()


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("He'll kill me if the police come.", T.THREAT_TO_KILL),
        ("My boss will kill me if I talk to you.", T.THREAT_TO_KILL),
        ("She has a fit when I turn the light on.", T.ILL),
        ("He's just hammered us with the belt.", T.OTHER_WEAPON),
    ],
)
def test_a_danger_in_words_near_to_chat_is_read(words: str, topic: StatementTopic) -> None:
    assert (topic, True) in sure(words)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("Tell me if he hits you again.", T.HIT),
        ("I'll scream if he comes up the stairs.", T.COMING_CLOSER),
    ],
)
def test_what_follows_an_if_within_a_clause_is_not_so(words: str, topic: StatementTopic) -> None:
    assert (topic, True) not in sure(words)


def test_a_request_with_an_if_is_a_request() -> None:
    words = "I'd be ever so grateful if you could send somebody round."
    assert (T.WANTS_POLICE, True) in sure(words)


@pytest.mark.parametrize(
    "words", ["They reckon he doesn't carry a knife any more.", "I would never hit her."]
)
def test_what_others_reckon_and_what_would_never_be_is_no_comfort(words: str) -> None:
    found = sure(words) | sure(words, Speaker.OTHER)
    assert found.isdisjoint({(T.KNIFE, False), (T.HIT, False)})


def test_staff_who_ask_somebody_to_stay_ask_nobody_whether_they_are_there() -> None:
    assert sure("Stay on the line for me.", Speaker.OFFICER) == set()


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("there r people downstairs w torches", T.FIRE_OR_PETROL),
        ("cant do tomorrow has to be now x", T.SUICIDAL),
        ("lost my job and my lad wont speak to me", T.FEARS_TROUBLE),
        ("found her 5 mins ago", T.HOW_LONG),
        ("id rather a woman came", T.STRANGER),
        ("we just went under a railway bridge", T.OF_ANOTHER),
    ],
)
def test_what_is_texted_in_haste_is_not_read_as_another_harm(
    words: str, topic: StatementTopic
) -> None:
    """Each brought a question, an ambulance or a fire engine that did not follow (SIT-20)."""
    assert (topic, True) not in sure(words)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("2 or 3 of them", T.SEVERAL_PEOPLE),
        ("he hit her last xmas", T.OTHER_HURT),
        ("my dad is hitting my mum", T.OTHER_HURT),
        ("shall i knock", T.ASKS_ADVICE),
        ("he will torch the house", T.FIRE_OR_PETROL),
        ("i cant do another tomorrow", T.SUICIDAL),
    ],
)
def test_what_is_texted_in_haste_is_read(words: str, topic: StatementTopic) -> None:
    assert (topic, True) in sure(words)


@pytest.mark.parametrize("words", ["he hit me", "she hit her head", "he hit her car"])
def test_no_other_person_is_hit_in_these(words: str) -> None:
    assert (T.OTHER_HURT, True) not in sure(words)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("guy on the bus wont leave me alone. cant talk", T.NOT_WAKING),
        ("he hit me. cant talk", T.NOT_WAKING),
        ("my mum is downstairs. but cant speak", T.NOT_WAKING),
        ("shes 22 first week", T.PREGNANT),
        ("the lady below has a baby", T.PREGNANT),
        ("we just went over a cattle grid or something", T.TRAPPED_OR_FALLEN),
        ("we went over cobbles", T.TRAPPED_OR_FALLEN),
        ("he went over the fence", T.TRAPPED_OR_FALLEN),
        ("hes kicking the door now", T.HIT),
        ("hes punching the wall again", T.HIT),
    ],
)
def test_what_is_of_oneself_an_age_or_a_thing_is_no_harm_of_another(
    words: str, topic: StatementTopic
) -> None:
    """Each brought an ambulance or a question of a body that nobody had named (SIT-20)."""
    assert (topic, True) not in sure(words)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("she cant talk", T.NOT_WAKING),
        ("nan is on the floor and cant talk", T.NOT_WAKING),
        ("my mum fell. she cant talk", T.NOT_WAKING),
        ("hes breathing but cant talk", T.NOT_WAKING),
        ("shes 22 weeks", T.PREGNANT),
        ("im about 20 weeks", T.PREGNANT),
        ("shes having a baby", T.PREGNANT),
        ("she went over on her ankle", T.TRAPPED_OR_FALLEN),
        ("he kicked me again", T.HIT),
        ("hes punching now", T.HIT),
    ],
)
def test_the_same_words_of_another_or_of_a_body_are_read(words: str, topic: StatementTopic) -> None:
    assert (topic, True) in sure(words)


def test_who_cannot_talk_after_they_named_another_is_the_one_who_writes() -> None:
    assert (T.CAN_TALK_NOW, False) in sure("he keeps sitting next to me. cant talk")


@pytest.mark.parametrize(
    ("words", "topic"), [("do i grab him", T.ASKS_ADVICE), ("will my mum find out", T.ASKS_OUTCOME)]
)
def test_a_question_to_us_is_read_as_one(words: str, topic: StatementTopic) -> None:
    """Nobody took up what was asked: it is answered, or it is said that nobody knows (SIT-20)."""
    assert (topic, True) in sure(words)


@pytest.mark.parametrize("words", ["hes chucked her phone at the wall", "he chucked her bag out"])
def test_a_thing_of_hers_that_is_thrown_is_no_hurt_child(words: str) -> None:
    assert (T.CHILD_HURT, True) not in sure(words)
