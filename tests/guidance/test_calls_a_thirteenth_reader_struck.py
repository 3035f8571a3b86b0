"""What two strict readers struck in December, as sentences that hold for more than their calls."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import (
    Intent,
    Manner,
    Role,
    Service,
    ServiceNeed,
    Sound,
    Topic,
    UnitStatus,
)
from simulator.knowledge.officers_questions import answers
from simulator.language.telling.answer_words import ANSWER_WORDS
from simulator.language.telling.answers import of_answers
from simulator.language.telling.heard import last_sign
from simulator.language.telling.places import of_places
from simulator.language.telling.services import tell_service
from tests.guidance.stories import HANDLER
from tests.guidance.test_what_a_reader_struck import shipped
from tests.language.telling.told import Said, asks, bursts, fix, held, says, sound, teller, voice
from tests.session.calls import Play

SEEDS = range(4)
WAITED = (
    *("about-the-dog", "just-my-sister", "in-the-stockroom", "its-me-again", "past-the-turning"),
    *("nothing-happened", "flow-incident"),
)
"""Calls that go on long after officers were sent."""


@cache
def played(name: str, seed: int) -> Play:
    """A shipped call, played once for all that is asked of it."""
    return shipped(name, seed)


def briefed(call: Play) -> list[tuple[Entry, str]]:
    """What officers were told, burst by burst."""
    return [
        (entry, entry.body.text)
        for entry in call.log
        if entry.actor is HANDLER and isinstance(entry.body, do.BriefOfficers)
    ]


# --- the line that is listened to in silence -----------------------------------------------------

LISTENING = re.compile(r"Line open at [\d:]+, listening: no word or sign [^.]*\.")


@pytest.mark.parametrize("name", WAITED)
@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_heard_is_said_once_in_a_breath(name: str, seed: int) -> None:
    """No "steps at 2:47 ... steps at 2:47", and the last sign not twice (practice2 6)."""
    for _, text in briefed(played(name, seed)):
        heard = re.findall(r"(?:steps|breathing|a door|shouting|crying|a bang) at [\d:]+\d", text)
        assert len(heard) == len(set(heard)), text
        assert not ("Line open at" in text and "Last sign from" in text), text


@pytest.mark.parametrize("name", WAITED)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_silence_is_reported_each_two_minutes_and_not_with_each_step(
    name: str, seed: int
) -> None:
    """ "Quiet since 3:10" to officers each two minutes (practice2 4.2)."""
    at = [entry.at for entry, text in briefed(played(name, seed)) if LISTENING.search(text)]
    assert all(later - before >= 100_000 for before, later in pairwise(at)), at


@pytest.mark.parametrize("name", WAITED)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_silence_is_none_right_after_a_word_of_the_callers(name: str, seed: int) -> None:
    """What waited for a second burst is not said of a caller who has spoken since."""
    call = played(name, seed)
    own = [
        e.at
        for e in call.log
        if e.actor is Role.CALLER
        and (isinstance(e.body, do.Tap | do.Cough) or (
            isinstance(e.body, do.Say) and e.body.manner is not Manner.FAINT))
    ]  # fmt: skip
    for entry, text in briefed(call):
        if LISTENING.search(text):
            assert not [at for at in own if 6_000 <= entry.at - at <= 20_000], (entry.at, text)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_voice_that_cannot_be_made_out_is_told_as_a_voice(seed: int) -> None:
    """What set the report off is in it: somebody else is there (practice2 6, CH-73)."""
    call = played("about-the-dog", seed)
    sent = next(iter(call.all(do.BriefOfficers))).at
    end = call.log[-1].at - 30_000
    faint = [
        e.at
        for e in call.log
        if e.actor is Role.ROOM
        and isinstance(e.body, do.Say)
        and e.body.manner is Manner.FAINT
        and sent + 90_000 < e.at < end
    ]
    told = [(entry.at, text) for entry, text in briefed(call)]
    assert faint
    for at in faint:
        within = [text for when, text in told if at <= when <= at + 25_000]
        assert not within or any("voice" in text for text in within), (at, within)


def test_the_last_thing_heard_may_be_a_voice() -> None:
    """Old steps are not the last thing heard where somebody has spoken since."""
    heard = teller(
        says(5, "There's somebody in the house with me."),
        sound(30, Sound.FOOTSTEPS),
        voice(40, "Come here a minute."),
    )
    (sign,) = last_sign(heard, 0)
    assert sign.text == (
        "Last sign from the caller at 0:05; last heard: another voice,"
        ' "Come here a minute" at 0:40.'
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_officers_before_a_dark_house_hear_of_the_last_voice(seed: int) -> None:
    """ "No reply, all dark": when the last sign was, and the voice since (EN-04)."""
    call = played("about-the-dog", seed)
    voices = [
        e.at
        for e in call.log
        if e.actor is Role.ROOM
        and isinstance(e.body, do.Say)
        and e.body.intent is Intent.NOT_TO_CALL
    ]
    own = [e.at for e in call.log if e.actor is Role.CALLER and isinstance(e.body, do.Say)]
    for entry, text in briefed(call):
        newest = max((at for at in voices if at < entry.at - 8_000), default=0)
        steps = [
            e.at
            for e in call.log
            if isinstance(e.body, do.Make)
            and e.body.sound in (Sound.FOOTSTEPS, Sound.DOOR, Sound.BREATHING)
            and newest < e.at < entry.at
        ]
        if "Please look again" in text and newest > max(own, default=0) and not steps:
            assert "voice" in text, text


# --- words that nobody said ----------------------------------------------------------------------

COVERED = ("about-the-dog", "just-my-sister", "the-blue-dress", "is-that-karen")
"""Calls whose caller pretends to talk to somebody else, and answers inside that."""


def noted(call: Play) -> list[str]:
    """All that a call handler tells others or writes down."""
    kinds = (do.BriefOfficers, do.Thrive, do.Note, do.BringIn)
    bodies = (e.body for e in call.log if e.actor is HANDLER and isinstance(e.body, kinds))
    return [each.text for each in bodies]


@pytest.mark.parametrize("name", COVERED)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_yes_inside_a_cover_says_no_more_than_its_question(name: str, seed: int) -> None:
    """ "Is it for straight away?" "Yeah." is no "the caller says they are in danger now"."""
    call = played(name, seed)
    plainly = [
        e.body.words
        for e in call.log
        if e.actor is HANDLER and isinstance(e.body, do.Ask) and "danger" in e.body.words
    ]
    for text in noted(call):
        assert plainly or "in danger now" not in text, text
        assert "there's no weapon" not in text, text


def test_a_spoken_no_inside_a_cover_is_passed_on_with_its_question() -> None:
    """The words of the question go with it, without how they ask for the answer."""
    asked = do.Ask((Topic.IN_DANGER,), words="Is it for straight away? Yes or no.")
    heard = teller(
        ((0.5, Role.CALLER, PRETENDED), (1.5, Role.CALLER, do.Finish(Intent.PRETENDS))),
        ((5, HANDLER, asked), (7, HANDLER, do.Finish(None))),
        says(8, "Yeah, yeah.", Intent.SAYS_YES),
    )
    (told,) = [each.text for each in of_answers(heard) if "straight" in each.text]
    assert told == 'The caller says yes to "Is it for straight away?", inside what they pretend.'


PRETENDED = do.Say(
    Intent.PRETENDS,
    "Could somebody see the dog today, please?",
    means=((StatementTopic.AS_IF_TO_VET, True),),
)


@pytest.mark.parametrize(
    ("words", "again", "twice"),
    [
        ("Nanny won't get up.", "Just my nanny.", False),
        ("Her eyes are shut and she won't talk to me.", "Nanny won't wake up.", False),
        ("She won't wake up.", "She won't wake up.", True),
    ],
)
def test_said_twice_is_said_of_words_that_were(words: str, again: str, *, twice: bool) -> None:
    """Of the words that are quoted, and not of others that state the same."""
    told = " ".join(bursts(says(5, words), says(20, again)))
    assert ("Said twice" in told) is twice, told


def test_words_that_settle_a_question_are_not_passed_on_as_its_answer() -> None:
    """ "He's coming back" is told in those words, and not as "somebody can hear them"."""
    told = " ".join(
        bursts(
            says(5, "He's gone out, nobody can hear me."),
            asks(20, Topic.ALONE_TO_TALK),
            says(23, "He's coming back."),
        )
    )
    assert "He's coming back." in told
    assert "says somebody can hear them" not in told, told


def test_what_is_said_to_somebody_there_says_nothing_of_who_they_are() -> None:
    """ "Just my sister", to him, is no "the caller says it's one of the family" (BF-1)."""
    told = " ".join(bursts(says(5, "Just my sister.", Intent.NOT_TO_CALL)))
    assert 'the caller to somebody there: "Just my sister."' in told
    assert told.count("sister") == 1, told
    assert "one of the family" not in told


@pytest.mark.parametrize("name", [*WAITED, "somebody-knocks", "nanny-on-the-floor"])
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_answered_without_a_sign(name: str, seed: int) -> None:
    """ "Answered, but not clearly" needs a word or a sign since the question (BF-7)."""
    call = played(name, seed)
    for at, own in ((e.at, e.body) for e in call.log if e.actor is HANDLER):
        text = getattr(own, "text", "") if isinstance(own, do.BriefOfficers | do.Thrive) else ""
        for topics in re.findall(r"Answered, but not clearly: ([^.]*)\.", text):
            asked = [
                e.at
                for e in call.log
                if e.actor is HANDLER
                and isinstance(e.body, do.Ask)
                and e.at < at
                and any(ANSWER_WORDS[t].open in topics for t in e.body.about if t in ANSWER_WORDS)
            ]
            signs = [e.at for e in call.log if e.actor is Role.CALLER and e.at < at]
            assert asked, text
            assert any(sign > min(asked) for sign in signs), (at, text)


# --- answers and questions that are no news ------------------------------------------------------


def test_an_answer_without_its_question_and_a_question_to_us_are_no_news() -> None:
    """ "Yeah, I think so." and "Are you still on?" say nothing to officers (practice2 6)."""
    asked = do.Ask((Topic.WHAT_HAPPENED,), words="Is it worse this time?")
    told = " ".join(
        bursts(
            says(2, "There's a man in the shop with a knife."),
            ((10, HANDLER, asked), (11, HANDLER, do.Finish(None))),
            says(12, "As far as I know, really."),
            says(20, "Hello? Are you still there?"),
            says(25, "I don't like to bother you, they do get a lot of false ones."),
        )
    )
    assert "knife" in told
    assert not re.search("as far as|still there|bother", told, re.IGNORECASE), told


def test_what_is_said_of_who_hears_is_said_once() -> None:
    """Not "nobody can hear them" twice, once of them with a doubt that contradicts it."""
    told = " ".join(
        bursts(
            voice(2, "Where have you put it?"),
            says(5, "He's gone out, nobody can hear me."),
            asks(40, Topic.ALONE_TO_TALK),
            says(43, "Yeah.", Intent.SAYS_YES),
        )
    )
    assert told.count("nobody can hear them") <= 1, told
    assert "may be overheard, nobody" not in told


# --- an old picture told as of now ---------------------------------------------------------------


def test_an_answer_that_is_older_than_a_minute_is_passed_on_with_its_time() -> None:
    """ "The weapon is in his hand" of eight minutes ago is not so now (BF-6)."""
    heard = teller(
        says(1, "He's got a knife."),
        asks(10, Topic.WEAPON_IN_HAND),
        says(13, "Yeah.", Intent.SAYS_YES),
        sound(500, Sound.FOOTSTEPS),
    )
    (told,) = [each.text for each in of_answers(heard) if "in his hand" in each.text]
    assert told == "At 0:13 the caller says the weapon is in his hand."


def test_danger_that_follows_from_words_is_told_in_those_words() -> None:
    """ "He's got a knife" is no "the caller says they are in danger now"."""
    told = " ".join(bursts(says(1, "He's got a knife.")))
    assert "knife" in told
    assert "in danger now" not in told, told


def test_no_to_something_in_his_hand_is_not_no_weapon() -> None:
    """None in the hand is passed on with its question (ST-19)."""
    asked = do.Ask((Topic.WEAPON,), words="Has he got something in his hand?")
    told = " ".join(
        bursts(
            says(1, "He's kicking the door in."),
            ((10, HANDLER, asked), (11, HANDLER, do.Finish(None))),
            says(12, "Nah.", Intent.SAYS_NO),
        )
    )
    assert 'says no to "Has he got something in his hand?"' in told
    assert "no weapon" not in told, told


# --- records that are so -------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rang-off-at-hello", "another-voice", "flow-handset-down"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_record_says_what_was_decided_and_not_what_might_be(name: str, seed: int) -> None:
    """Once the number was rung, or was not to be, that is written; and nothing twice."""
    call = played(name, seed)
    rung = [e.at for e in call.log if isinstance(e.body, do.CallBack | do.DecideAgainstCallback)]
    for entry in call.all(do.Thrive):
        text = getattr(entry.body, "text", "")
        if rung and entry.at > rung[0]:
            assert "whether to ring depends" not in text, text
        assert text.count("A trace is running.") <= 1, text
        assert "has not been able to speak" not in text, text


@pytest.mark.parametrize("name", ["about-the-dog", "nothing-happened", "its-me-again"])
@pytest.mark.parametrize("seed", SEEDS)
def test_officers_hear_that_nobody_was_asked_and_not_that_it_is_not_known(
    name: str, seed: int
) -> None:
    """ "Not asked: children" of a caller to whom no such question was put (BF-7, CH-74)."""
    call = played(name, seed)
    for entry, text in briefed(call):
        for topics in re.findall(r"Not known: ([^.]*)\.", text):
            for topic, row in ANSWER_WORDS.items():
                if row.open and row.open in topics:
                    asked = [
                        e
                        for e in call.log
                        if e.at < entry.at
                        and isinstance(e.body, do.Ask | do.SendText)
                        and topic in e.body.about
                    ]
                    assert asked, text


@pytest.mark.parametrize("name", ["evening-in-the-office", "somebody-knocks", "deaf-please-text"])
@pytest.mark.parametrize("seed", SEEDS)
def test_one_note_names_a_sound_that_came_again_before_it_was_written(name: str, seed: int) -> None:
    """Not the same note three times, a second and a half apart (CH-48)."""
    notes = [
        (e.at, e.body.text)
        for e in played(name, seed).all(do.Note)
        if isinstance(e.body, do.Note) and e.body.text.startswith("[")
    ]
    for (before, one), (at, two) in pairwise(notes):
        assert one != two or at - before > 3_000, (at, two)


# --- what ambulance control hears that asks for any change ---------------------------------------


def any_change(*parts: Iterable[Said]) -> str:
    """What is said to ambulance control of what was perceived, when it asks for any change."""
    made = do.BringIn(Service.AMBULANCE, update=True, answers=(ServiceNeed.ANY_CHANGE,))
    return tell_service(made, teller(*parts)).text


def test_old_words_are_no_change_where_something_was_answered_since() -> None:
    """ "Her eyes are shut" of four minutes ago, and breathing answered since (BF-6, CH-61)."""
    told = any_change(
        says(5, "My throat feels funny."),
        asks(200, Topic.BREATHING_WELL),
        says(203, "Yes.", Intent.SAYS_YES),
        sound(260, Sound.CLOTH),
    )
    assert "At 3:23: breathing normally." in told
    assert "throat" not in told, told
    assert "The caller is still talking to me." in told


def test_what_officers_said_of_the_patient_is_the_change() -> None:
    """ "Conscious, not well", said on the radio, and not "no sign since 0:56"."""
    found = do.UnitReport(
        UnitStatus.FOUND, "Sierra 21", radio="With the caller. Conscious, not well."
    )
    told = any_change(
        says(5, "My leg's stuck."), ((300, Role.OFFICERS, found),), sound(340, Sound.CLOTH)
    )
    assert 'They said at 5:00: "With the caller. Conscious, not well."' in told
    assert "No word or sign" not in told, told


def test_breathing_that_was_heard_is_part_of_the_answer() -> None:
    """No word since 0:06, and breathing at 7:24: a crew can make something of that."""
    told = any_change(says(5, "I've gone over."), sound(444, Sound.BREATHING))
    assert "breathing at 7:24" in told, told


def test_the_place_of_one_who_is_driven_has_its_time() -> None:
    """A car may have gone on from where it was three minutes ago (BF-6)."""
    told = teller(
        says(1, "I'm in the back of his car, he won't let me out."),
        says(5, "We're at the filling station on Carr Lane.", Intent.GIVES_PLACE),
        sound(200, Sound.ENGINE),
    )
    (place,) = [e.text for e in of_places(told) if "filling" in e.text]
    assert place.startswith("At 0:05 the caller says where:"), place


@pytest.mark.parametrize("seed", SEEDS)
def test_the_place_of_a_car_that_stands_is_not_read_over_and_over(seed: int) -> None:
    """A car that called by itself after a crash: its fix stays (CH-09 is for one that moves)."""
    reads = [
        e.at
        for e in played("car-by-itself", seed).log
        if e.actor is HANDLER and isinstance(e.body, do.ReadLocation)
    ]
    assert all(after - before >= 100_000 for before, after in pairwise(reads[1:])), reads


@pytest.mark.parametrize("seed", SEEDS)
def test_a_second_look_at_the_grade_is_not_the_same_words_once_more(seed: int) -> None:
    """Five times the same record in ten minutes says nothing (CH-84)."""
    written = [
        e.body.text
        for e in played("somebody-knocks", seed).all(do.Thrive)
        if isinstance(e.body, do.Thrive)
    ]
    assert len(written) == len(set(written)), written


def test_a_wide_cell_is_not_passed_on_beside_a_confirmed_address() -> None:
    """Officers have the flat: half a kilometre round it is no news (CH-60)."""
    told = bursts(
        fix(1, "a cell near the workshop", 500, "eisec"),
        held(2, "the top flat over the workshop"),
        asks(5, Topic.AT_KNOWN_ADDRESS),
        says(8, "Yes.", Intent.SAYS_YES),
        says(12, "There's somebody in the house with me."),
    )
    assert "confirmed it" in " ".join(told)
    assert "a cell near" not in " ".join(told).lower(), told


def test_an_answer_to_how_it_is_says_nothing_without_its_question() -> None:
    """ "Only if I shift", after "Is it any worse?", is no news for officers (practice2 6)."""
    asked = do.Say(Intent.CHECK_IN, "Is it getting any stiffer?")
    told = " ".join(
        bursts(
            says(2, "I've gone over in the hall and I can't get up."),
            ((10, HANDLER, asked), (11, HANDLER, do.Finish(Intent.CHECK_IN))),
            says(12, "Only if I shift."),
        )
    )
    assert "can't get up" in told
    assert "shift" not in told, told


def test_what_is_volunteered_after_okay_is_passed_on() -> None:
    """ "They've been asked for, okay?" is no question, and a long sentence no bare answer."""
    told_them = do.Say(Intent.REASSURE, "An ambulance has been asked for, okay?")
    asked = do.Say(Intent.CHECK_IN, "Is it getting any stiffer?")
    told = " ".join(
        bursts(
            says(2, "I've gone over in the hall and I can't get up."),
            ((10, HANDLER, told_them), (11, HANDLER, do.Finish(Intent.REASSURE))),
            says(14, "He's always like that."),
            ((20, HANDLER, asked), (21, HANDLER, do.Finish(Intent.CHECK_IN))),
            says(24, "My neighbour at number nine has got my other set, I think."),
        )
    )
    assert "always like that" in told, told
    assert "number nine" in told, told


def test_who_he_is_does_not_say_how_many_there_are() -> None:
    """ "How many are we looking for?" is not answered with "He's my husband" (CH-74)."""
    known = teller(says(5, "He's my husband. He won't say where we're going.")).facts
    assert not answers(known, Topic.MORE_THAN_ONE)
