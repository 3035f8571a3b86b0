"""What batches of strangers' sentences showed: each of these was read wrongly once."""

import pytest

from simulator.core.statements import Speaker, StatementTopic
from simulator.language.clauses import clauses
from simulator.language.frames import Concepts, fit, frame_of
from tests.language.stranger_batches import batches, labelled_in, measure
from tests.language.test_reader import reader

T = StatementTopic


def sure(words: str, speaker: Speaker = Speaker.CALLER) -> set[tuple[StatementTopic, bool]]:
    return {(each.topic.name, each.value) for each in reader().read(words, speaker) if each.sure}


@pytest.mark.parametrize(
    ("words", "topic", "value"),
    [
        ("cant tlak hes in nxt room", T.IN_ANOTHER_ROOM, True),
        ("took 40 paracetmol last nite dont want 2 b alive", T.SUICIDAL, True),
        ("dont ring it wil lite up n he wil c it", T.SCREEN_SEEN, True),
        ("in boot of car its stil movin", T.IN_A_VEHICLE, True),
    ],
)
def test_a_text_typed_in_haste_is_read_through_its_slips(
    words: str, topic: StatementTopic, value: bool
) -> None:
    """A caller who hides types with one thumb, and without a mark between two sentences."""
    assert (topic, value) in sure(words)


def test_a_word_with_a_capital_beside_it_is_never_corrected() -> None:
    """ "Harcourt" is a house, and no harbour."""
    assert (T.LANDMARK, True) not in sure("He lives with Harcort, Dave says")


def test_a_deed_of_long_ago_is_a_history_and_no_wound_of_tonight() -> None:
    told = sure("He went for me with a claw hammer two Christmases back")
    assert (T.DONE_BEFORE, True) in told
    assert {T.HIT, T.OTHER_WEAPON}.isdisjoint({topic for topic, _ in told})


def test_a_weapon_of_a_war_is_no_weapon_in_reach() -> None:
    assert sure("My grandad carried a rifle in the war") == set()


def test_what_would_have_happened_did_not() -> None:
    told = sure("They'd have strangled me down the club if I'd missed that penalty")
    assert T.STRANGLED not in {topic for topic, _ in told}


@pytest.mark.parametrize(
    ("words", "of_caller", "of_other"),
    [
        ("She's had a skinful, mate", (T.OTHER_DRANK, True), (T.CALLER_DRANK, True)),
        ("I'll top meself, I'm telling you", (T.SUICIDAL, True), (T.THREATENS_HIMSELF, True)),
    ],
)
def test_whose_words_they_are_decides_of_whom_they_speak(
    words: str, of_caller: tuple[T, bool], of_other: tuple[T, bool]
) -> None:
    """In the other person's mouth "she" is the caller."""
    theirs = sure(words, Speaker.OTHER)
    assert of_caller in sure(words)
    assert of_other in theirs
    assert of_caller not in theirs


@pytest.mark.parametrize(
    ("words", "topic", "value"),
    [
        ("no gun jst a crobar", T.GUN, False),
        ("hes nt hit me jst chuckin plates at the wall", T.HIT, False),
    ],
)
def test_a_just_ends_what_a_denial_before_it_denies(
    words: str, topic: StatementTopic, value: bool
) -> None:
    told = sure(words)
    assert (topic, value) in told
    assert (T.OTHER_WEAPON, False) not in told


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("My brother's seventeen, he's got a machete in his room", T.RELATIVE),
        ("No, Dad's not in, he took the car and drove off", T.PARENT),
        ("The husband's in the shower", T.PARTNER),
    ],
)
def test_the_word_that_opens_says_who_it_is_beside_what_that_person_does(
    words: str, who: StatementTopic
) -> None:
    assert (who, True) in sure(words)


@pytest.mark.parametrize(
    "words", ["I'm off to my brother's on Sunday", "My brother likes his tea strong"]
)
def test_kin_of_whom_nothing_is_said_are_nobody_who_is_feared(words: str) -> None:
    assert T.RELATIVE not in {topic for topic, _ in sure(words)}


@pytest.mark.parametrize(
    ("words", "is_violence"),
    [
        ("He's just slapped my mum", True),
        ("My dad's whacking my mum with a broom handle", True),
        ("He punched me yesterday", False),
    ],
)
def test_a_deed_is_violence_while_it_is_done_or_was_just_done(
    words: str, is_violence: bool
) -> None:
    assert ((T.VIOLENCE, True) in sure(words)) is is_violence


@pytest.mark.parametrize(
    ("words", "is_name"),
    [
        ("Our Callum's not slept since Tuesday", True),
        ("I do for Mr Baines weekdays", True),
        ("I'm on Albert Road by the chip shop", False),
        ("Our Staffie is loose in the hall", False),
    ],
)
def test_a_name_is_known_by_how_it_is_written(words: str, is_name: bool) -> None:
    """A title or "our" before a capital, or a first name; that of a road is none."""
    assert ((T.NAME, True) in sure(words)) is is_name


def test_to_have_got_something_is_no_wish_for_police() -> None:
    assert T.WANTS_POLICE not in {topic for topic, _ in sure("We've got it from here, officer")}


@pytest.mark.parametrize(
    ("words", "is_stroke"),
    [
        ("Yeah, on one side.", False),
        ("She's lying on one side", False),
        ("his smile's all one sided", True),
        ("her mouth is down on one side", True),
    ],
)
def test_to_lie_on_one_side_is_no_sign_of_a_stroke(words: str, *, is_stroke: bool) -> None:
    """It is how we ask that they lie; a face that is one sided is such a sign."""
    assert (T.STROKE_SIGNS in {topic for topic, _ in sure(words)}) is is_stroke


def test_not_to_be_rung_back_is_a_wish_and_says_nothing_of_the_screen() -> None:
    stated = {topic for topic, _ in sure("Please don't ring back")}
    assert (T.CONDITIONS in stated, T.SCREEN_SEEN in stated) == (True, False)


@pytest.mark.parametrize(("round_", "least"), [(3, 80), (4, 66), (5, 59), (6, 61), (7, 65)])
def test_rounds_of_sentences_by_unlike_people_stay_understood(round_: int, least: int) -> None:
    """Written before each was read; used for mending afterwards, by kinds of words."""
    entries = next(each for name, each in batches() if name == f"own{round_}")
    assert measure(entries, labelled_in("batch9")).found >= least


@pytest.mark.parametrize(("round_", "found", "most"), [(8, 104, 0), (9, 51, 1), (10, 18, 0)])
def test_what_was_written_to_sound_like_a_comfort_is_none(
    round_: int, found: int, most: int
) -> None:
    """ "He's told me to tell you I'm fine": at first reading 28 of 336 were taken for comfort.

    The one that stays is "she's conscious", which says that she is awake though its label does not.
    """
    name, entries = next(each for each in batches() if each[0] == f"own{round_}")
    figures = measure(entries, labelled_in(name))
    assert (figures.comfort <= most, figures.found >= found) == (True, True), figures


@pytest.mark.parametrize(
    "words", ["the dog fell in love with her", "He's in the next room on his game, he's sat down"]
)
def test_what_stands_side_by_side_may_rule_a_frame_out(words: str) -> None:
    """Two words beside each other mean something else: each alone is in too many sentences."""
    falls = frame_of("fell -in+love")
    (clause, *_) = clauses(words)
    concepts = Concepts({})
    assert fit(falls, clause, concepts.marked(clause.words)) is None
    assert fit(falls, clauses("he fell")[0], concepts.marked(("he", "fell"))) is not None


@pytest.mark.parametrize("speaker", [Speaker.OTHER, Speaker.CALLER])
@pytest.mark.parametrize(
    "words",
    [
        "Say you sat on it by accident. Go on, say it.",
        "Just tell them you pressed it by mistake and you're fine",
        "Tell the lady you fell over the cat",
    ],
)
def test_an_order_to_say_something_states_nothing_of_the_world(
    words: str, speaker: Speaker
) -> None:
    """What is to be said need not be so, and least of all is it a comfort."""
    stated = {topic for topic, _ in sure(words, speaker)}
    assert stated.isdisjoint({T.MISTAKE, T.TRAPPED_OR_FALLEN, T.NOT_HURT, T.DOES_NOT_FOLLOW})


def test_what_a_caller_wants_passed_on_is_stated() -> None:
    assert (T.KNIFE, True) in sure("Tell them he's got a knife")


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("It hit me like a bus, what the doctor said about the scan", T.HIT),
        ("She stabbed me in the back over the rota at work", T.VIOLENCE),
        ("They are on fire tonight, four nil at half time", T.FIRE_OR_PETROL),
    ],
)
def test_a_figure_of_speech_is_no_deed(words: str, topic: StatementTopic) -> None:
    assert topic not in {each for each, _ in sure(words)}


def test_that_a_man_is_there_is_no_word_of_how_he_got_in() -> None:
    words = "There's a bad man in our shed, can you come and get him out"
    assert T.BROKEN_IN not in {topic for topic, _ in sure(words)}


def test_whom_the_caller_hears_is_nobody_who_hears_the_caller() -> None:
    words = "I can hear him creaking up towards me"
    assert T.SOMEBODY_HEARS not in {topic for topic, _ in sure(words)}
    assert (T.SOMEBODY_HEARS, True) in sure("Keep it short, he can hear every word I say")


def test_eyes_that_stay_shut_are_no_door() -> None:
    told = {topic for topic, _ in sure("I can't get him to open his eyes, he's out cold")}
    assert T.NOT_WAKING in told
    assert T.CANNOT_OPEN not in told


@pytest.mark.parametrize(
    ("words", "of_another"),
    [
        ("He hit me a dig in the bake and there's blood all down my good blouse.", False),
        ("He scat me round the head with the frying pan.", False),
        ("He hit my mum and she's bleeding.", True),
        ("She's had a fall and her leg's bleeding.", True),
    ],
)
def test_whose_body_it_is_is_said_by_its_own_clause(words: str, *, of_another: bool) -> None:
    """Who does it is no patient: "me" and "my" after another person are the caller's body."""
    assert ((T.OF_ANOTHER, True) in sure(words)) is of_another


def test_the_lads_of_an_officer_are_no_children() -> None:
    words = "Our boys are inside the house with you now."
    assert T.CHILDREN not in {topic for topic, _ in sure(words, Speaker.OFFICER)}
    assert T.CHILDREN in {topic for topic, _ in sure("Our boys are asleep upstairs.")}


def test_who_asks_to_be_spoken_to_instead_does_not_say_that_the_caller_can_talk() -> None:
    words = "I'm Mr Bhatt's night carer, you can speak to me instead."
    assert T.CAN_TALK_NOW not in {topic for topic, _ in sure(words)}


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("'Tis the chap what does my gutters, he won't get off the settee.", T.PERSON_HERE),
        ("He's the bread knife in his fist.", T.KNIFE),
        ("The chip fat went over my legs and the skin's coming away.", T.BURNT),
    ],
)
def test_words_of_ulster_and_the_west_country_are_read(words: str, topic: StatementTopic) -> None:
    assert (topic, True) in sure(words)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("He put me in a chokehold, yeah.", T.STRANGLED),
        ("My mother not wake, sister, please.", T.NOT_WAKING),
        ("My uncle's tipped petrol all over himself.", T.THREATENS_HIMSELF),
    ],
)
def test_words_of_the_young_and_of_small_english_are_read(
    words: str, topic: StatementTopic
) -> None:
    assert (topic, True) in sure(words)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("Back door's unlocked, brother, just push it.", T.HIT),
        ("That new track is a straight banger, it kills me.", T.THREAT_TO_KILL),
        ("Oh, is that not Shah's Carpets? I must've dialled it wrong then.", T.MISTAKE),
    ],
)
def test_a_door_a_joke_and_a_pretence_are_not_what_their_words_are(
    words: str, topic: StatementTopic
) -> None:
    """To push a door strikes nobody, and who asks for a shop has not rung 999 by mistake."""
    assert (topic, True) not in sure(words)


def test_a_wound_told_after_a_blow_to_the_caller_is_their_own_and_of_now() -> None:
    """ "He kick me": the blood after it is hers, and it was done just now (SIT-15)."""
    told = sure("He kick me in the belly, now there is blood")
    assert {(T.HIT, True), (T.VIOLENCE, True), (T.BLEEDING, True)} <= told
    assert (T.OF_ANOTHER, True) not in told
    assert (T.OF_ANOTHER, True) in sure("He hit my brother, now there is blood on him")


def test_who_cannot_talk_denies_nothing_of_the_one_who_is_near() -> None:
    """ "cant talk me dads in nxt room", typed without a mark between the two."""
    told = sure("cant talk me dads in nxt room")
    assert {(T.CAN_TALK_NOW, False), (T.IN_ANOTHER_ROOM, True), (T.PARENT, True)} <= told


def test_a_weapon_that_was_only_heard_of_is_not_one_that_was_not_seen() -> None:
    """Not seen beside words of it is no comfort (BF-3)."""
    assert (T.NO_WEAPON_SEEN, True) not in sure("hav nt seen a nife jus herd him shout abt 1")
    assert (T.NO_WEAPON_SEEN, True) in sure("I haven't seen a knife")


def test_a_goodbye_beside_a_threat_of_suicide_is_of_the_one_who_says_it() -> None:
    """A mother whose son is elsewhere: no everyday goodbye (SIT-13)."""
    told = sure("My son's rung to say goodbye, he's going to kill himself.")
    assert {(T.SUICIDAL, True), (T.OF_ANOTHER, True)} <= told
