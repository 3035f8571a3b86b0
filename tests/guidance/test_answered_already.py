"""What a caller has said, in whatever words, is not asked again; and each line has its ground."""

import re

import pytest

from simulator.core import acts as do
from simulator.core.statements import StatementTopic as S
from simulator.core.terms import Intent, QuestionForm, Role, Topic
from simulator.knowledge.uptake import UPTAKE
from simulator.language.speaking.already_said import asks_what_was_said, has_no_ground
from simulator.language.speaking.disfluency import fluent
from simulator.language.speaking.patient import NamedPatient
from simulator.session.people.simulated_handler import _is_not_typed
from simulator.session.people.spoken_sentences import SpokenWords, own_name
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import line_book
from tests.guidance.stories import ALOUD, HANDLER, asked, spoken
from tests.session.calls import LIBRARY, Story, play
from tests.session.test_callers_who_listen import said
from tests.session.test_living_callers import Conversation
from tests.session.test_speaking_callers import answers, story

STREET = (
    "location: {aml: {place: the kebab shop on the corner, radius: 15}}\n"
    "facts: {can_hear: yes, can_speak: yes, alone_to_talk: yes, needs_police: yes, in_danger: yes,"
    " injured: yes, other_person_present: no, has_left: yes, knows_person: no, at_home: no,"
    " indoors: no, breathing_well: yes}\n" + ALOUD + "age: 41\nspeech: {as: [drunk]}\n"
    "story: [{words: Some lads just done my mate with a bottle.,"
    " means: {stranger: yes, other_weapon: yes, other_hurt: yes}},"
    ' {words: "He\'s bleeding out the side of his head.", means: {bleeding: yes, of_another: yes}},'
    ' {words: "They\'ve legged it.", means: {has_gone: yes, way_gone: yes}},'
    ' {words: "We\'re outside the kebab shop.", means: {landmark: yes, caller_outside: yes},'
    " place_words: the kebab shop},"
    ' {words: "They said they\'d come back.", means: {coming_back: yes}}]\n'
)
HELD = (
    "location: {aml: {place: the yard, radius: 15}}\n"
    "facts: {can_hear: yes, can_speak: yes, alone_to_talk: yes, needs_police: yes, in_danger: yes,"
    " injured: no, other_person_present: yes, at_home: no, locked_in: yes, door_locked: no}\n"
    + ALOUD
    + "speech: {as: [second_language]}\n"
    "story: [{words: They lock the door and I cannot go out., means: {locked_in: yes}},"
    " {words: The boss take my passport., means: {held_by_others: yes}},"
    " {words: The boss is at the gate with the dog., means: {person_outside: yes, dog: yes}}]\n"
)
SPEAKS = (
    "caller: [{when: {heard: which_service}, after: 1s,"
    " do: {say: {intent: wants_police, words: Police., means: {wants_police: yes}}}}]\n"
)


def _calls(text: str, seeds: int = 4) -> list[Story]:
    return [play(text + SPEAKS, seed=seed) for seed in range(seeds)]


def test_who_was_attacked_in_the_street_is_asked_of_no_house() -> None:
    """ "Are they still inside?" "Have you got any children there?" to a man on the kerb."""
    of_a_home = {Topic.IN_THE_HOUSE, Topic.CHILDREN, Topic.DOOR_LOCKED, Topic.FOLLOWED}
    for call in _calls(STREET):
        assert of_a_home.isdisjoint(asked(call))
        assert Intent.STAY_HIDDEN not in [getattr(e.body, "intent", None) for e in spoken(call)]


def test_the_place_that_was_named_is_not_asked_for_in_the_same_breath() -> None:
    """ "Keep going to people. What's next to you?" to "We're outside the kebab shop"."""
    for call in _calls(STREET):
        named = next(e.at for e in call.all(do.Say, Role.CALLER) if "kebab" in e.body.words)  # type: ignore[union-attr]
        later = (e for e in spoken(call) if named < e.at < named + 60_000)
        assert not any(isinstance(e.body, do.Ask) and Topic.LOCATION in e.body.about for e in later)


def test_who_is_locked_in_is_asked_of_no_lock_and_no_home() -> None:
    """ "Is your door locked?" "Is it somebody you know?" to "They lock the door", "The boss"."""
    wrong = {Topic.DOOR_LOCKED, Topic.AT_HOME, Topic.KNOWS_PERSON, Topic.HAS_LEFT}
    for call in _calls(HELD):
        held = next(e.at for e in call.all(do.Say, Role.CALLER) if "boss" in e.body.words)  # type: ignore[union-attr]
        later = [e for e in spoken(call) if e.at > held and isinstance(e.body, do.Ask)]
        assert all(wrong.isdisjoint(e.body.about) for e in later if isinstance(e.body, do.Ask))


@pytest.mark.parametrize(
    ("question", "heard"),
    [
        ("Hold a towel on it, firmly. Where's it from?", "He's bleeding out the side of his head."),
        ("How long ago was that?", "It'd be ten minutes now."),
        ("Do you know who it is?", "The boss, he take my passport."),
        ("Are they in there with you?", "The bairn's asleep upstairs, she's only two."),
        ("Is it worse this time? Yes or no.", "He's never gone for me like this, never like this."),
        ("What does your front door look like from the road?", "The door is green, of iron."),
        ("Did Nanny fall over?", "Nanny fell off the step."),
    ],
)
def test_a_wording_that_asks_what_was_said_is_known_as_one(question: str, heard: str) -> None:
    """Also what refines a topic, and in other words than the question's (2.4, BF-5)."""
    assert asks_what_was_said(question, heard)
    assert not asks_what_was_said(question, "Please come, he's here.")


def test_who_hurt_and_who_is_hurt_are_kept_apart() -> None:
    """ "If you hear him, tell me" of lads who hit a mate: "he" is the one who bleeds."""
    words = SpokenWords(line_book(HANDLER), RandomStream(0, "words"))
    words.hear("Some lads just done my mate.", ((S.SEVERAL_PEOPLE, True), (S.OTHER_HURT, True)))
    words.hear("He's bleeding out of his head.", ((S.BLEEDING, True), (S.OF_ANOTHER, True)))
    assert not words._spoken_of
    assert words._of_the_ill["he"] == "he"


@pytest.mark.parametrize(
    ("words", "name"),
    [("Alex.", "Alex"), ("I'm Sam.", "Sam"), ("My name is Josie and I'm six.", "Josie")],
)
def test_a_child_is_called_by_the_name_it_gave(words: str, name: str) -> None:
    assert own_name(words) == name
    assert not own_name("His name's Dave.")


def test_a_hurt_brother_is_the_one_to_look_at() -> None:
    """ "My brother fell. Dad's at the tip with the car.": nobody looks at Dad's tummy."""
    patient = NamedPatient()
    patient.hear("My brother's fallen off the shed roof.")
    patient.hear("Dad's at the tip with the car.")
    assert patient.name == "your brother"


def test_what_is_said_of_a_body_stays_with_the_one_who_is_ill() -> None:
    """ "Mummy's gone to work on the bus." "She's breathing okay.": that is still Nanny."""
    patient = NamedPatient()
    patient.hear("Nanny won't get up. She's on the floor.")
    patient.hear("Mummy's gone to work on the bus.")
    patient.hear("She's breathing okay.")
    assert patient.name == "Nanny"


def test_a_child_who_speaks_of_blood_is_given_something_to_do() -> None:
    for topic in (S.BLEEDING, S.CANNOT_MOVE):
        assert Intent.CHILD_DO in UPTAKE[topic, True].child


def test_a_young_voice_is_heard_as_a_childs() -> None:
    """The first words of a child of eight show who speaks, whatever they are about."""
    talk = Conversation(story("age: 8"))
    first = said(talk.ask(Topic.CAN_HEAR, 12_000, "Can you hear me?"))[0]
    assert (S.CHILD_SPEAKS, True) in first.means
    grown = Conversation(story("age: 30"))
    assert (S.CHILD_SPEAKS, True) not in said(grown.ask(Topic.CAN_HEAR, 12_000, "Hear me?"))[
        0
    ].means


def test_what_is_asked_of_another_is_answered_of_another() -> None:
    """ "Did he pass out at all?" is never "I didn't black out."."""
    found = answers(story(passed_out="no"), Topic.PASSED_OUT, "Did he pass out at all?")
    assert not any(re.search(r"\bI (?:didn't|did not)\b", each.words) for each in found)


def test_a_door_is_not_described_by_what_a_man_wears() -> None:
    """ "What does your front door look like?" "One's got a grey hoodie." """
    text = story("story: [{words: One's got a grey hoodie., means: {person_looks: yes}}]\n")
    for seed in range(12):
        talk = Conversation(text, seed)
        door = "What does your front door look like from the road?"
        talk.says(do.Ask((Topic.LOCATION,), QuestionForm.OPEN, door))
        assert not any("hoodie" in each.words for each in said(talk.wait(8_000)))


def test_who_is_locked_in_does_not_say_that_they_cannot_lock_it() -> None:
    held = answers(story(door_locked="no", locked_in="yes"), Topic.DOOR_LOCKED, "Is it locked?")
    assert not any("lock it" in fluent(each.words) for each in held)


READER = LIBRARY.reader()


def states(words: str) -> list[tuple[S, bool]]:
    """What the reader is sure of in some words."""
    return [(each.topic.name, each.value) for each in READER.read(words) if each.sure]


FOUNDLESS = re.compile(r"\bcoming as well\b|\bcompany\. Look\b|\bFair enough\b|\bGood listening\b")


def test_no_line_lacks_its_ground() -> None:
    """ "As well" as what? "Good listening!" to a name; "you've got company" of officers."""
    book = LIBRARY.line_book(HANDLER)
    assert [e.words for lines in book.values() for e in lines if FOUNDLESS.search(e.words)] == []


SHAME = story(
    "story: [{words: There's somebody in my shed., means: {person_outside: yes}},"
    " {words: The light's on in there., means: {}}, {words: I've got a torch., means: {}},"
    " {words: \"I know I'm stupid, it's all my own fault.\", means: {ashamed: yes}}]\n"
    "location: {aml: {place: the mill, radius: 20}}\n"
)


def test_shame_is_answered_and_never_judged() -> None:
    """ "It's all my own fault" gets a word of its own, and not the next of the list (CL-09)."""
    kind = re.compile(
        r"right to ring|did right|did the right thing|believe you|judging|asham|no shame"
    )
    for seed in range(4):
        call = play(SHAME + SPEAKS, seed=seed)
        for entry in call.all(do.Say, Role.CALLER):
            if "fault" not in entry.body.words:  # type: ignore[union-attr]
                continue
            later = [e for e in spoken(call) if entry.at < e.at < entry.at + 15_000]
            assert any(kind.search(e.body.words) for e in later)  # type: ignore[union-attr]


@pytest.mark.parametrize("words", ["I'm so ashamed.", "It's all my fault."])
def test_shame_is_read(words: str) -> None:
    assert (S.ASHAMED, True) in states(words)


def test_a_childs_fear_of_blame_is_read() -> None:
    assert (S.FEARS_TROUBLE, True) in states("Am I going to get told off?")


@pytest.mark.parametrize("words", ["It's not my fault.", "I'm ringing about my shed."])
def test_no_shame_is_read_into_other_words(words: str) -> None:
    assert (S.ASHAMED, True) not in states(words)


@pytest.mark.parametrize("line", ["Press hard on it. Is it still coming?", "Hold it tight on it."])
def test_nobody_presses_on_what_is_stuck_in(line: str) -> None:
    """ "Leave it in, press round it" (ST-22), and only of one in which something is."""
    stuck = "There's glass in his arm, a big bit."
    assert has_no_ground(line, stuck)
    assert not has_no_ground(line, "He's cut his arm.")
    assert not has_no_ground(line, "He had a knife in his hand.")
    round_it = "Leave it in, and press round it. Is it coming fast?"
    assert has_no_ground(round_it, "He's cut his arm.")
    assert not has_no_ground(round_it, stuck)


REFUGE = (
    "location: {aml: {place: 31 Hazel Grove, radius: 15}}\n"
    "facts: {can_hear: yes, can_speak: yes, alone_to_talk: yes, needs_police: yes, in_danger: yes,"
    " injured: no, other_person_present: yes, in_the_house: yes, knows_person: yes}\n"
    + ALOUD
    + "speech: {plays_down: 0}\n"
    "story: [{words: It's my grandson and he's smashing my kitchen up.,"
    " means: {relative: yes, violence: yes}},"
    " {words: I'm in the downstairs toilet with the bolt on.,"
    " means: {locked_own_door: yes, hiding: yes}},"
    " {words: He's talking to himself., means: {state_of_mind: yes}}]\n"
)


def test_who_has_shut_a_door_on_one_of_theirs_is_not_asked_who_is_there() -> None:
    """ "Is anybody there besides you?" to "my grandson", from behind a bolt."""
    for call in _calls(REFUGE):
        shut = [e.at for e in call.all(do.Say, Role.CALLER) if "bolt" in e.body.words]  # type: ignore[union-attr]
        later = [e.body for e in spoken(call) if shut and e.at > shut[0]]
        asks = [body for body in later if isinstance(body, do.Ask)]
        assert not any(Topic.OTHER_PERSON_PRESENT in body.about for body in asks)


def test_a_child_is_told_to_open_only_what_it_spoke_of() -> None:
    """ "We've got a red gate." "Leave it till I say, then do that." gives nothing to do."""
    line = "Good. Leave it till I say, then do that."
    assert has_no_ground(line, "We've got a red gate.")
    assert not has_no_ground(line, "I've opened the front door.")


def test_who_is_locked_in_is_not_advised_to_lock_up() -> None:
    """ "Lock up now" to "They lock the door, I cannot go out", though he will come back."""
    back = '{words: "He come back at ten.", means: {coming_back: yes}}'
    for call in _calls(HELD.replace("dog: yes}}]", f"dog: yes}}}}, {back}]")):
        assert Intent.LOCK_UP not in [getattr(e.body, "intent", None) for e in spoken(call)]


def test_nobody_types_over_a_hand_on_the_neck() -> None:
    """ "Right, give me a second, I'm typing" as the first answer to a strangled caller."""
    strangled = do.Say(Intent.SPEAKS, "He had my neck.", means=((S.STRANGLED, True),))
    put_on = do.Say(Intent.SPEAKS, "Say hello, sweetie.", means=((S.TO_PERSON_THERE, True),))
    assert _is_not_typed(strangled)
    assert _is_not_typed(put_on)
    assert not _is_not_typed(do.Say(Intent.SPEAKS, "He's in a red van.", means=()))


def test_a_wound_is_described_by_no_door() -> None:
    """ "What does it look like now?" "It's just an ordinary door." """
    for seed in range(12):
        talk = Conversation(story(injured="yes"), seed)
        asks = do.Ask((Topic.INJURED,), QuestionForm.OPEN, "What does it look like now?")
        talk.says(asks)
        assert not any("door" in each.words for each in said(talk.wait(8_000)))


def test_a_child_is_told_of_the_ill_one_by_the_name_it_uses() -> None:
    """ "Let him stay still" of Mum, since Dad was named last."""
    lines = [e for e in LIBRARY.line_book(HANDLER)[Intent.CHILD_DO] if "cannot_move" in e.after]
    assert lines
    assert not any(re.search(r"\{(?:he|him|his)\}", each.words) for each in lines)
