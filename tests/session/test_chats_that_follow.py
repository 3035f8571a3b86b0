"""No message of ours is answered by one that does not follow from it: chats by text (SIT-20)."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import CallEnded
from simulator.core.statements import Speaker, StatementTopic
from simulator.core.terms import Intent, Role, Service, ServiceStatus, Topic
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.writing.written_answers import not_known, screen_seen
from tests.language.test_reader import reader
from tests.session.calls import Play, Story, play

HOME = "at_home: yes, at_known_address: yes, indoors: yes, in_a_vehicle: no"
SEEDS = (1, 2, 3)


def chat(words: str, facts: str, story: str = "", screen: str = "no", seed: int = 1) -> Play:
    """A chat that a message to 999 begins; `story` has what there is to write, a line each."""
    lines = "\n".join(f"  - {{{each}}}" for each in story.splitlines() if each.strip())
    return play(
        f"""
line: mobile
seats: [call_handler]
facts: {{can_hear: no, can_speak: no, mistake: no, screen_seen: {screen}, {facts}}}
number: {{address: 9 Fern Lane}}
message: {{words: "{words}"}}
writes: {{slips: 0}}
story:
{lines or "  - {words: 'pls hurry', means: {}}"}
""",
        seed=seed,
    )


def ours(story: Story) -> list[do.SendText]:
    """Our messages."""
    return [
        e.body for e in story.all(do.SendText, Role.CALL_HANDLER) if isinstance(e.body, do.SendText)
    ]


def asked(story: Play) -> set[Topic]:
    """The topics that our messages asked about."""
    return {topic for each in ours(story) for topic in each.about}


def stated(words: str) -> set[StatementTopic]:
    """What words of a caller surely state."""
    found = reader().read(words, Speaker.CALLER)
    return {each.topic.name for each in found if each.sure and each.value}


@pytest.mark.parametrize(
    "words",
    ["nobody can see it", "no one can see this", "nobdoy sees", "only me", "its safe",
     "ok to read", "he cant see it", "just me hes downstairs"],
)  # fmt: skip
def test_free_words_say_that_nobody_else_reads_the_screen(words: str) -> None:
    """ "Nobody can see it" answers "only you?" as "Y" does."""
    assert screen_seen(words) is AnswerState.NO


@pytest.mark.parametrize(
    "words", ["he can see it", "no. be careful", "shes looking over my shoulder", "not safe"]
)
def test_free_words_say_that_another_reads_the_screen(words: str) -> None:
    """What says that it is watched, or warns, names no police."""
    assert screen_seen(words) is AnswerState.YES


@pytest.mark.parametrize("words", ["yes", "hes asleep", "ok thanks", "my husband is here"])
def test_words_that_are_not_plain_settle_no_screen(words: str) -> None:
    """A receipt, or who is there, says nothing of who reads."""
    assert screen_seen(words) is None


@pytest.mark.parametrize(
    "words", ["dont know", "not sure", "cant see from here", "sorry i dont know"]
)
def test_not_to_know_is_an_answer(words: str) -> None:
    """Who does not know is not asked the same in other words."""
    assert not_known(words)
    assert not not_known("he went out")


def test_a_free_answer_about_the_screen_is_taken_up() -> None:
    """Officers are named in writing once "nobody can see it" has come, and not before."""
    story = play(
        f"""
line: mobile
seats: [call_handler]
facts: {{can_hear: no, can_speak: no, in_danger: yes, other_person_present: yes, {HOME}}}
message: {{words: "man broke in downstairs. 9 fern lane. im deaf", place_words: "9 fern lane"}}
caller:
  - {{when: {{texted: true}}, after: 25s, do: {{text: "nobody can see it"}}}}
""",
        seed=1,
    )
    said = next(e for e in story.all(do.SendText, Role.CALLER) if "nobody" in str(e.body))
    named = [e for e in story.all(do.SendText, Role.CALL_HANDLER) if "olice" in str(e.body)]
    assert named
    assert min(e.at for e in named) > said.at


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_written_later_does_not_answer_a_question_once_more(seed: int) -> None:
    """After "N" to the screen, "yes large one pls" does not make it safe: no police are named."""
    story = chat(
        "can you check my order for 9 fern lane. hes sat next to me",
        f"in_danger: yes, other_person_present: yes, same_room: yes, in_the_house: yes, {HOME}",
        "words: yes large one pls, means: {}\nwords: as soon as you can, means: {}",
        screen="yes",
        seed=seed,
    )
    while_there = [e for e in ours(story) if e.news is not Intent.CLOSE_WITH_OFFICER]
    assert not [each for each in while_there if "olice" in each.words or "fficer" in each.words]
    after = [each for each in while_there if Topic.SCREEN_SEEN not in each.about]
    assert not [each.words for each in after if "Y or N" in each.words or "hurt" in each.words]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_service_sends_is_written_once(seed: int) -> None:
    """The time that ambulance control gave is written once, and again when it is there."""
    story = chat(
        "fallen in bath cant get up deaf. 9 fern lane",
        f"in_danger: no, injured: yes, needs_ambulance: yes, can_move: no, "
        f"other_person_present: no, breathing_well: yes, {HOME}",
        "words: my hip hurts bad, answers: [injured]",
        seed=seed,
    )
    told = [e.words for e in ours(story) if e.news is Intent.AMBULANCE_SENT]
    services = {e.service for e in story.bodies(do.BringIn) if not e.update}
    assert Service.AMBULANCE in services
    assert len(told) <= 3 * len(services), told
    assert len(told) == len(set(told)), told


@pytest.mark.parametrize("seed", SEEDS)
def test_who_writes_of_their_own_fall_is_not_asked_whether_they_wake(seed: int) -> None:
    """ "Do they talk to you?" is asked of who writes for another, and of nobody else."""
    story = chat(
        "fallen in bath cant get up deaf. 9 fern lane",
        f"in_danger: no, injured: yes, needs_ambulance: yes, can_move: no, awake: yes, "
        f"other_person_present: no, {HOME}",
        seed=seed,
    )
    assert Topic.AWAKE not in asked(story)
    assert Topic.CAN_OPEN_DOOR not in asked(story)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_danger_that_was_written_is_not_asked_about(seed: int) -> None:
    """Who wrote that they are heard in the kitchen is not asked whether they are in the house."""
    story = chat(
        "someone broke in. theyre going through the kitchen drawers. im locked in bathroom",
        f"in_danger: yes, in_the_house: yes, other_person_present: yes, weapon: unknown, {HOME}",
        seed=seed,
    )
    assert not asked(story) & {Topic.IN_THE_HOUSE, Topic.OTHER_PERSON_PRESENT}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_child_who_hides_is_asked_to_look_at_nobody(seed: int) -> None:
    """No breathing to watch and no door to open, while a parent hurts the other."""
    story = chat(
        "daddy is hurting mummy pls come im under my bed",
        f"in_danger: yes, in_the_house: yes, other_person_present: yes, children: yes, {HOME}",
        "words: he is pulling her hair\nwords: my brother is crying he is 3",
        seed=seed,
    )
    forbidden = {Topic.BREATHING_WELL, Topic.AWAKE, Topic.PASSED_OUT, Topic.CAN_OPEN_DOOR}
    assert not asked(story) & forbidden


@pytest.mark.parametrize("seed", SEEDS)
def test_fire_is_met_with_advice_before_any_question(seed: int) -> None:
    """The first message to who has smoke near is how to get out, or to keep it out."""
    story = chat(
        "smoke coming under my door flat 12 quay house im deaf",
        f"in_danger: yes, other_person_present: no, can_get_out: no, {HOME}",
        seed=seed,
    )
    assert ours(story)[0].news in (Intent.GET_OUT, Intent.KEEP_SMOKE_OUT)


@pytest.mark.parametrize("seed", range(8))
def test_nobody_speaks_into_a_message(seed: int) -> None:
    """No officer and no call handler says a word aloud where there is no line."""
    story = chat(
        "my carer hits me. she is in the kitchen. 9 fern lane",
        f"in_danger: yes, injured: yes, in_the_house: yes, other_person_present: yes, {HOME}",
        seed=seed,
    )
    for role in (Role.CALL_HANDLER, Role.OFFICERS, Role.CALLER):
        assert not story.all(do.Say, role), role
    assert story.any(CallEnded)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_cannot_get_their_breath_is_asked_of_nobody_in_the_house(seed: int) -> None:
    """ "Cant talk" and "im scared" name nobody who harms, where the breath is short."""
    story = chat(
        "cant breath asthma pump empty. 9 fern lane. cant talk",
        f"needs_ambulance: yes, breathing_well: no, other_person_present: no, {HOME}",
        "words: getting worse\nwords: im scared",
        seed=seed,
    )
    assert not asked(story) & {Topic.IN_THE_HOUSE, Topic.WEAPON, Topic.CAN_STAY_HIDDEN}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_birth_is_not_asked_about_the_child_beside_it(seed: int) -> None:
    """ "Does he open his eyes?" was asked of the boy who is there, and is well."""
    story = chat(
        "im deaf and having baby now. waters gone. 9 fern lane",
        f"in_danger: no, needs_ambulance: yes, other_person_present: no, children: yes, {HOME}",
        "words: my boy is 4 hes here, answers: [children]",
        seed=seed,
    )
    assert not asked(story) & {Topic.AWAKE, Topic.PASSED_OUT, Topic.CHILD_HURT}


@pytest.mark.parametrize("seed", SEEDS)
def test_gas_is_met_with_advice_that_lights_nothing(seed: int) -> None:
    """Out, and no switches: no message asks for a light where gas is smelt."""
    story = chat(
        "strong smell of gas in flat deaf. 9 fern lane",
        f"in_danger: yes, other_person_present: no, can_get_out: yes, {HOME}",
        seed=seed,
    )
    assert ours(story)[0].news is Intent.GET_OUT
    assert not [e.words for e in ours(story) if "a light" in e.words]


@pytest.mark.parametrize("seed", SEEDS)
def test_are_you_there_is_answered_where_another_reads_along(seed: int) -> None:
    """A watched screen gets words that mean nothing, and they fit what was written."""
    story = chat(
        "all fine here no need to come",
        f"in_danger: yes, other_person_present: yes, same_room: yes, {HOME}",
        "words: it was the kids",
        screen="yes",
        seed=seed,
    )
    for e in story.all(do.SendText, Role.CALLER):
        if getattr(e.body, "words", "") in ("hello?", "r u there"):
            after = [each for each in ours(story.after(e)) if each.news is None]
            assert not after or "es, " in after[0].words


def _by_mistake(seed: int, screen: str = "no", danger: str = "no") -> Play:
    return play(
        f"""
line: mobile
seats: [call_handler]
facts: {{can_hear: yes, can_speak: yes, mistake: yes, screen_seen: {screen}, {HOME},
  alone_to_talk: yes, in_danger: {danger}, injured: no, needs_ambulance: no, children: no}}
number: {{address: 9 Fern Lane}}
message: {{words: "sorry wrong number all fine here", means: {{mistake: yes, says_fine: yes}}}}
writes: {{slips: 0}}
story:
  - {{words: "meant to text my sister", means: {{mistake: yes}}, answers: [mistake]}}
""",
        seed=seed,
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_a_message_sent_by_mistake_is_checked_and_closed(seed: int) -> None:
    """ST-83: no trouble; are you safe? Then nobody is sent, and no police car is written of."""
    call = _by_mistake(seed)
    assert not call.all(do.Deploy, Role.CALL_HANDLER)
    assert {Topic.SCREEN_SEEN, Topic.IN_DANGER} <= asked(call)
    assert ours(call)[-1].news is Intent.THANK


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("screen", "danger"), [("yes", "no"), ("no", "yes")])
def test_a_mistake_that_another_reads_or_with_danger_is_looked_at(
    seed: int, screen: str, danger: str
) -> None:
    """A mistake counts only where it is free (ST-83): else officers see for themselves."""
    call = _by_mistake(seed, screen, danger)
    assert call.all(do.Deploy, Role.CALL_HANDLER)
    assert Intent.THANK not in {each.news for each in ours(call)}


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_followed_and_asks_is_sent_where_people_are(seed: int) -> None:
    """ "Shud i go in" of a lit shop is never met by "do nothing new" (SIT-04)."""
    story = chat(
        "man following me on kiln lane. chip shop ahead with lights on shud i go in",
        "in_danger: yes, followed: yes, behind_you: yes, on_foot: yes, other_person_present: yes, "
        "at_home: no, indoors: no, knows_person: no",
        seed=seed,
    )
    told = [each.words for each in ours(story)]
    assert not [each for each in told if "Stay as you are" in each or "Do nothing new" in each]
    assert [each for each in told if "lights, and stay" in each or "first person you see" in each]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_does_not_know_where_they_are_is_not_told_that_a_car_comes_to_them(seed: int) -> None:
    """A car goes to where the phone may be: that is said, and a sign or a name is asked for."""
    story = chat(
        "he says hes going to kill me tonight. pls find me i dont know where this is",
        "in_danger: yes, other_person_present: yes, at_home: no, indoors: yes",
        seed=seed,
    )
    told = [each.words for each in ours(story)]
    assert not [each for each in told if "to you" in each and "write" not in each.lower()], told
    assert not [each for each in told if "coming to you" in each or "sent to you" in each], told


@pytest.mark.parametrize("seed", SEEDS)
def test_torches_in_the_dark_are_no_fire(seed: int) -> None:
    """ "People downstairs w torches" brings no fire engine."""
    story = chat(
        "there r people downstairs w torches. 9 fern lane. hiding under bed",
        f"in_danger: yes, in_the_house: yes, other_person_present: yes, knows_person: no, {HOME}",
        "words: 2 or 3 of them, answers: [more_than_one]",
        seed=seed,
    )
    assert Service.FIRE not in {e.service for e in story.bodies(do.BringIn)}


@pytest.mark.parametrize("seed", SEEDS)
def test_who_writes_of_another_who_is_hit_is_asked_of_that_one(seed: int) -> None:
    """ "My dad is hitting my mum. Shes crying": he may hold something, and she is hurt."""
    story = chat(
        "my dad is hitting my mum. 9 fern lane. he took her phone",
        f"in_danger: yes, in_the_house: yes, other_person_present: yes, injured: no, "
        f"knows_person: yes, {HOME}",
        "words: shes crying on the floor",
        seed=seed,
    )
    told = [each.words for each in ours(story)]
    assert not [e for e in told if "Did you" in e or "Were you out" in e or "Did everything" in e]
    assert not [each for each in told if "she holding" in each or "she got something" in each], told


@pytest.mark.parametrize("seed", SEEDS)
def test_a_watched_screen_gets_words_that_follow_and_end_nothing(seed: int) -> None:
    """To "cant do tomorrow has to be now" nobody writes "see you soon"."""
    story = chat(
        "hi is that the salon? need to get in asap. its for kelly at 9 fern lane. hes here",
        f"in_danger: yes, other_person_present: yes, same_room: yes, in_the_house: yes, {HOME}",
        "words: cant do tomorrow has to be now x",
        screen="yes",
        seed=seed,
    )
    told = [each.words for each in ours(story)]
    ends = ("See you soon", "Speak soon", "Let me know how", "whenever you like")
    assert not [each for each in told if any(end in each for end in ends)], told


@pytest.mark.parametrize("seed", SEEDS)
def test_who_cannot_talk_beside_one_who_bothers_them_is_not_asked_after_breath(seed: int) -> None:
    """ "Guy on the bus. Cant talk" brings no ambulance for the guy (SIT-04)."""
    story = chat(
        "guy on the n12 bus keeps sitting next to me. scared he will follow. cant talk",
        "in_danger: yes, injured: no, other_person_present: yes, at_home: no, in_a_vehicle: yes, "
        "moving: yes, knows_person: no, followed: yes",
        "words: top deck near the back\nwords: about 6 other people, answers: [people_near]",
        seed=seed,
    )
    assert not asked(story) & {Topic.BREATHING_WELL, Topic.AWAKE}
    assert Service.AMBULANCE not in {e.service for e in story.bodies(do.BringIn)}


@pytest.mark.parametrize("seed", [1, 6, 8])
def test_nobody_is_asked_to_a_door_while_the_one_they_fear_is_at_it(seed: int) -> None:
    """ "Hes outside my door talking thru letterbox": "reach the door?" does not follow while
    officers are still two minutes away (SIT-03)."""
    story = chat(
        "hes outside my door talking thru letterbox saying he loves me. 2 years i been hiding "
        "from him. 9 fern lane",
        f"in_danger: yes, injured: no, other_person_present: yes, in_the_house: no, orders: yes, "
        f"knows_person: yes, more_than_one: no, weapon: no, children: yes, door_locked: yes, "
        f"can_get_out: no, {HOME}",
        "words: hes my ex husband, answers: [knows_person]\nwords: hes pushing flowers thru\n"
        "words: my boy is 4 hes awake now\nwords: he says he will wait all night",
        seed=seed,
    )
    assert Topic.CAN_OPEN_DOOR not in asked(story)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "words",
    ["he cracked my rib in march. hes outside. 9 fern lane",
     "in boot of a car. 2 men grabbed me outside the gym"],
)  # fmt: skip
def test_an_old_wound_or_a_grab_puts_nobody_out(words: str, seed: int) -> None:
    """ "Did you pass out?" follows a head, a neck, a fall or an illness, and no grab (SIT-06)."""
    story = chat(
        words,
        "in_danger: yes, injured: unknown, other_person_present: yes, knows_person: yes, "
        "at_home: no",
        "words: plz dont ring me\nwords: my wrist is bleeding, answers: [injured]",
        seed=seed,
    )
    assert Topic.PASSED_OUT not in asked(story)


@pytest.mark.parametrize("seed", SEEDS)
def test_of_one_who_has_gone_out_it_is_not_asked_how_they_breathe(seed: int) -> None:
    """ "My son has left a note and gone out": nobody there can look, or open to him (SIT-13)."""
    story = chat(
        "my son 16 has left a note and gone out. deaf mum. he said sorry for everything. "
        "9 fern lane",
        f"in_danger: no, injured: unknown, other_person_present: no, in_the_house: no, {HOME}",
        "words: gone about half hour\nwords: grey hoodie white bike\nwords: his phone is off",
        seed=seed,
    )
    beside = {Topic.BREATHING_WELL, Topic.AWAKE, Topic.INJURED, Topic.CAN_OPEN_DOOR}
    assert not asked(story) & beside


@pytest.mark.parametrize("seed", SEEDS)
def test_who_has_named_one_with_a_knife_is_not_asked_whether_anybody_is_there(seed: int) -> None:
    """ "Patient with scissors, hes got my colleague": two were named (SIT-26)."""
    story = chat(
        "patient with scissors on the ward hes got my colleague in the office. 9 fern lane",
        "in_danger: yes, injured: unknown, other_person_present: yes, knows_person: no, "
        "at_home: no, at_known_address: yes, indoors: yes, weapon: yes, weapon_in_hand: yes",
        "words: hes come off his meds\nwords: he is crying more than shouting",
        seed=seed,
    )
    assert Topic.OTHER_PERSON_PRESENT not in asked(story)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_told_to_stay_where_gas_is(seed: int) -> None:
    """Officers are there: not "stay put" to who was told to get out (SIT-27)."""
    story = chat(
        "strong gas smell in my flat im deaf. 9 fern lane. feel dizzy",
        f"in_danger: yes, injured: no, other_person_present: no, can_get_out: yes, {HOME}",
        "words: been off sick all day in bed\nwords: im on the stairs outside now",
        seed=seed,
    )
    there = [e.words for e in ours(story) if e.news is Intent.OFFICERS_THERE]
    assert there
    assert not [e for e in there if "Stay where" in e or "Stay put" in e]


@pytest.mark.parametrize("seed", [2, 5, 10, 11, 14])
def test_who_is_held_in_a_room_is_not_asked_for_a_light_or_a_door(seed: int) -> None:
    """Officers look for one whom several hold: there is no light of theirs to put on (SIT-28)."""
    story = chat(
        "in the back room of a pub they took my phone but i have my work one. they want money i "
        "owe. 3 blokes. 9 fern lane",
        "in_danger: yes, injured: yes, other_person_present: yes, locked_in: yes, can_get_out: no, "
        "at_home: no, indoors: yes, more_than_one: yes, door_locked: yes",
        "words: split lip thats all, answers: [injured]\nwords: they gone to get the boss\n"
        "words: its the ones i borrowed off\nwords: i hear them on the stairs",
        seed=seed,
    )
    assert not [e.words for e in ours(story) if "light" in e.words or "our door" in e.words]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_writes_of_their_own_illness_is_not_asked_of_wounds_or_children(seed: int) -> None:
    """ "Bee sting throat closing": what is wrong is said, and there is no household (SIT-12)."""
    story = chat(
        "bee sting throat closing cant speak. allotments behind the cricket ground plot 40. no pen",
        "in_danger: no, injured: no, needs_ambulance: yes, other_person_present: no, "
        "at_home: no, indoors: no, breathing_well: no, awake: yes, on_foot: yes",
        "words: lips massive\nwords: took a piriton",
        seed=seed,
    )
    assert not asked(story) & {Topic.INJURED, Topic.CHILDREN}


@pytest.mark.parametrize("seed", SEEDS)
def test_of_one_with_a_stroke_no_other_wound_is_asked(seed: int) -> None:
    """ "Has he been hurt anywhere else?": nothing was said of a hurt (SIT-12)."""
    story = chat(
        "dads face has gone funny on one side, hes talking rubbish. i lost my voice. 9 fern lane",
        f"in_danger: no, injured: no, needs_ambulance: yes, other_person_present: yes, "
        f"same_room: yes, knows_person: yes, awake: yes, breathing_well: yes, {HOME}",
        "words: started about 10 mins ago\nwords: hes on warfarin",
        seed=seed,
    )
    assert Topic.INJURED not in asked(story)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_was_told_to_get_out_is_asked_of_no_door_and_not_to_stay(seed: int) -> None:
    """ "Is it locked between you?" and "is it safe to stay put?" follow no smoke (SIT-27)."""
    story = chat(
        "smoke coming from flat above i can smell it. deaf. 9 fern lane. lady up there uses a "
        "wheelchair",
        f"in_danger: yes, injured: no, other_person_present: no, can_get_out: yes, "
        f"door_locked: no, {HOME}",
        "words: alarm lights flashing on the landing\nwords: her doors hot\n"
        "words: im outside on the grass now, answers: [location]",
        seed=seed,
    )
    assert not asked(story) & {Topic.DOOR_LOCKED, Topic.CAN_OPEN_DOOR, Topic.CAN_STAY_HIDDEN}


@pytest.mark.parametrize("seed", [1, 2, 4])
def test_who_is_driven_is_never_asked_for_a_door(seed: int) -> None:
    """However long officers look for a taxi on a motorway, there is no door and no window."""
    story = chat(
        "in the back of a taxi he isnt going to mine hes on the m62. wont stop. childlocks on",
        "in_danger: yes, injured: no, other_person_present: yes, in_a_vehicle: yes, moving: yes, "
        "at_home: no, indoors: no, knows_person: no, locked_in: yes, can_get_out: no",
        "words: j24 just went past\nwords: silver prius",
        seed=seed,
    )
    assert not [e.words for e in ours(story) if "our door" in e.words or "light" in e.words]


@pytest.mark.parametrize(
    "words",
    ["hes driving and wont answer me", "hes on the wrong side of the railings he wont talk to me",
     "hes shouting at the telly and wont answer me", "my husband wont answer me hes just driving",
     "i asked him to leave he wont answer me", "in the back of a taxi hes on the m62. wont answer"],
)  # fmt: skip
def test_who_drives_or_refuses_and_says_nothing_is_awake(words: str) -> None:
    """ "Won't answer me" of one who drives, argues or stands on a ledge is a refusal (SIT-05)."""
    assert StatementTopic.NOT_WAKING not in stated(words)
    assert StatementTopic.OF_ANOTHER not in stated(words)


@pytest.mark.parametrize(
    "words",
    ["my husband wont answer me", "nan wont talk to me", "shes not answering",
     "he was driving and crashed and now he wont answer me",
     "she fell off the roof she wont talk to me", "he locked himself in the loo he wont answer me"],
)  # fmt: skip
def test_who_does_not_answer_and_nothing_says_why_may_not_wake(words: str) -> None:
    """Nobody loses an ambulance for a word: a crash or a fall beside it keeps it (ST-30)."""
    assert StatementTopic.NOT_WAKING in stated(words)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_breath_of_one_behind_a_locked_door_is_not_asked_about(seed: int) -> None:
    """Nobody sees a chest through a bathroom door; an ambulance is sent all the same (SIT-13)."""
    story = chat(
        "my flatmate locked in the bathroom said she has cut herself. shes not answering. im mute",
        f"in_danger: no, injured: yes, needs_ambulance: yes, other_person_present: yes, "
        f"in_the_house: yes, same_room: no, knows_person: yes, awake: unknown, "
        f"breathing_well: unknown, weapon: no, children: no, {HOME}",
        "words: i can hear the tap\nwords: theres blood under the door",
        seed=seed,
    )
    assert not asked(story) & {Topic.BREATHING_WELL, Topic.CAN_MOVE, Topic.PASSED_OUT}
    assert Service.AMBULANCE in {e.service for e in story.bodies(do.BringIn)}


@pytest.mark.parametrize("seed", SEEDS)
def test_who_was_hit_by_a_car_is_another_and_no_door_is_asked_of(seed: int) -> None:
    """A cyclist hit by a car is hurt, and the one who writes beside is not (SIT-11)."""
    story = chat(
        "cyclist come off hit by a car hes sat up but dazed. deaf. junction of mill lane",
        "in_danger: no, injured: yes, needs_ambulance: yes, other_person_present: yes, "
        "knows_person: no, awake: yes, breathing_well: yes, can_move: yes, weapon: no, "
        "children: no, people_near: yes, on_foot: yes, at_home: no, indoors: no",
        "words: helmet cracked\nwords: cut on his knee",
        seed=seed,
    )
    assert not asked(story) & {Topic.DOOR_LOCKED, Topic.CAN_OPEN_DOOR}
    assert Service.AMBULANCE in {e.service for e in story.bodies(do.BringIn)}
    assert not [e.words for e in ours(story) if "Keep still" in e.words]


@pytest.mark.parametrize(
    "words",
    ["cyclist come off hit by a car hes sat up", "woman been run over", "a car hit a pedestrian",
     "someones been knocked down", "van hit a lady on the crossing"],
)  # fmt: skip
def test_who_is_hit_on_the_road_is_hurt_and_is_another(words: str) -> None:
    """A person whom a vehicle hit is hurt, in whichever order it is written (SIT-11)."""
    assert StatementTopic.OTHER_HURT in stated(words)


@pytest.mark.parametrize("words", ["my bike was hit by a car", "hit a parked car"])
def test_a_vehicle_that_is_hit_is_no_person(words: str) -> None:
    """Metal that was hit is nobody who is hurt."""
    assert StatementTopic.OTHER_HURT not in stated(words)


@pytest.mark.parametrize(
    "words",
    ["a white van has gone past me 3 times slow", "a van that went past me 3 times",
     "the car went by me twice"],
)  # fmt: skip
def test_a_van_that_passes_again_and_again_follows(words: str) -> None:
    """Who walks home writes that it came past three times: they are followed (SIT-04)."""
    assert StatementTopic.FOLLOWED in stated(words)


@pytest.mark.parametrize("words", ["bus went past me twice", "i drove past the car twice"])
def test_what_passes_and_follows_nobody(words: str) -> None:
    """A bus has its road, and the caller's own driving is no pursuit."""
    assert StatementTopic.FOLLOWED not in stated(words)


@pytest.mark.parametrize(
    "words",
    ["my wife wont answer me i cant hear", "hes not breathing i cant hear",
     "shes not breathing i dont know cpr", "she wont wake up i dont know what to do",
     "my wife wont wake up i cant talk", "she wont answer i didnt hear her fall",
     "my wife wont wake up and i dont know if shes breathing"],
)  # fmt: skip
def test_what_the_caller_cannot_do_takes_no_ambulance_away(words: str) -> None:
    """Two denials typed without a mark are two: the second is the caller's own (ST-28, ST-30)."""
    assert stated(words) & {StatementTopic.NOT_WAKING, StatementTopic.BREATHING_BADLY}


@pytest.mark.parametrize("words", ["he has a knife i cant talk", "hes in the house i cant speak"])
def test_who_cannot_talk_is_not_another_who_does_not_wake(words: str) -> None:
    """ "I cant talk" is of the one who writes: nobody has passed out (ST-30)."""
    assert StatementTopic.NOT_WAKING not in stated(words)


@pytest.mark.parametrize("words", ["i dont know if he hit her", "dont know if he has a knife"])
def test_what_is_not_known_is_not_stated(words: str) -> None:
    """Not to know if he hit her leaves it open (BF-7)."""
    assert not stated(words) & {StatementTopic.HIT, StatementTopic.KNIFE}


@pytest.mark.parametrize("seed", SEEDS)
def test_who_hears_nothing_gets_an_ambulance_for_one_who_does_not_answer(seed: int) -> None:
    """ "Wont answer me i cant hear": an ambulance is asked for before any text."""
    story = chat(
        "my wife wont answer me i cant hear so dont know if shes breathing. shes on the kitchen "
        "floor. 9 fern lane",
        f"in_danger: no, injured: unknown, needs_ambulance: yes, other_person_present: yes, "
        f"same_room: yes, knows_person: yes, awake: no, breathing_well: no, {HOME}",
        "words: she made a face then went down\nwords: her lips look grey",
        seed=seed,
    )
    brought = story.all(do.BringIn)[0]
    assert isinstance(brought.body, do.BringIn)
    assert brought.body.service is Service.AMBULANCE
    assert brought.at < story.all(do.SendText, Role.CALL_HANDLER)[0].at


@pytest.mark.parametrize("seed", SEEDS)
def test_of_a_son_with_tablets_and_a_note_it_is_asked_what_he_took(seed: int) -> None:
    """ "Have you taken any tablets?" was asked of the mother who wrote of her son (SIT-13)."""
    story = chat(
        "my sons got his dads tablets and wrote us a note. hes in his room and wont open. im deaf. "
        "9 fern lane",
        f"in_danger: no, injured: unknown, needs_ambulance: yes, tablets_taken: unknown, "
        f"other_person_present: yes, in_the_house: yes, same_room: no, knows_person: yes, {HOME}",
        "words: he texted me sorry mum\nwords: the box is gone",
        seed=seed,
    )
    assert Service.AMBULANCE in {e.service for e in story.bodies(do.BringIn)}
    told = [e.words for e in ours(story)]
    assert not [e for e in told if "Have you " in e], told


@pytest.mark.parametrize("seed", SEEDS)
def test_of_who_does_not_wake_no_other_wound_is_asked(seed: int) -> None:
    """ "Has she been hurt anywhere else?": nobody hurt her; nor has who kneels there moved off."""
    story = chat(
        "my wife wont wake up im deaf. shes on the kitchen floor. 9 fern lane",
        f"in_danger: no, injured: unknown, needs_ambulance: yes, other_person_present: yes, "
        f"same_room: yes, knows_person: yes, awake: no, breathing_well: yes, {HOME}",
        "words: she made a face then went down",
        seed=seed,
    )
    assert Topic.INJURED not in asked(story)
    assert not [e.words for e in ours(story) if "where you were" in e.words]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_sits_in_a_train_is_not_asked_whether_it_is_driven(seed: int) -> None:
    """Nobody on a train is "still driving"; "shud i get off" gets where people are (SIT-04)."""
    story = chat(
        "man on the train keeps following me each time i move seat. nearly empty carriage. "
        "shud i get off",
        "in_danger: yes, injured: no, other_person_present: yes, knows_person: no, followed: yes, "
        "at_home: no, indoors: no, in_a_vehicle: yes, moving: yes, people_near: no",
        "words: he keeps staring and smirking",
        seed=seed,
    )
    assert not asked(story) & {Topic.MOVING, Topic.IN_A_VEHICLE}
    told = [e.words for e in ours(story)]
    assert [e for e in told if "people" in e], told
    assert not [e for e in told if "Stay beside" in e or "Stay as you are" in e or "lit" in e], told


@pytest.mark.parametrize("seed", SEEDS)
def test_of_one_who_is_still_to_come_nothing_is_asked_as_if_he_were_there(seed: int) -> None:
    """He texts that he comes: no "is he inside", no hand, nobody to hide from (SIT-29, ST-05)."""
    story = chat(
        "i was raped last night by my manager. hes texting me saying hes coming round to talk. "
        "9 fern lane",
        f"in_danger: yes, injured: yes, other_person_present: no, in_the_house: no, "
        f"knows_person: yes, {HOME}",
        "words: i havent washed\nwords: he says 20 mins",
        seed=seed,
    )
    assert not asked(story) & {Topic.IN_THE_HOUSE, Topic.WEAPON, Topic.CAN_STAY_HIDDEN}


@pytest.mark.parametrize("seed", SEEDS)
def test_robbers_in_a_shop_are_not_asked_to_be_inside(seed: int) -> None:
    """ "3 lads in my shop": "are they inside now?" does not follow (SIT-26)."""
    story = chat(
        "3 lads in my shop smashing stuff 1 has a blade. im in the stock room. only me on",
        "in_danger: yes, injured: no, other_person_present: yes, in_the_house: yes, "
        "knows_person: no, weapon: yes, weapon_in_hand: yes, more_than_one: yes, at_home: no",
        "words: they want the fags",
        seed=seed,
    )
    assert Topic.IN_THE_HOUSE not in asked(story)


@pytest.mark.parametrize("seed", range(6))
def test_officers_do_not_ask_who_named_a_grandson_whether_there_are_several(seed: int) -> None:
    """ "My grandson pushed me over": one was named, by who he is."""
    story = chat(
        "im 81 and deaf. my grandson has took my bank card and pushed me over. 9 fern lane",
        f"in_danger: yes, injured: yes, other_person_present: yes, in_the_house: yes, "
        f"knows_person: yes, weapon: no, more_than_one: no, can_move: yes, {HOME}",
        "words: i landed on my wrist, answers: [injured]",
        seed=seed,
    )
    assert Topic.MORE_THAN_ONE not in asked(story)


@pytest.mark.parametrize(
    "words",
    ["he took my bank card and pushed me over when i said no", "he wanted money and i said no",
     "he asked to come in and i said no"],
)  # fmt: skip
def test_a_no_to_money_or_to_a_visitor_is_no_assault(words: str) -> None:
    """What was refused is said beside it, and is a thing."""
    assert StatementTopic.SEXUAL_ASSAULT not in stated(words)


@pytest.mark.parametrize(
    "words",
    ["i said no", "i said no he got into bed with me", "he kept touching me i said no",
     "he took my phone and carried on when i said no"],
)  # fmt: skip
def test_a_no_is_believed_where_nothing_else_was_refused(words: str) -> None:
    """SIT-29: the few words that are said of it count."""
    assert StatementTopic.SEXUAL_ASSAULT in stated(words)


@pytest.mark.parametrize("words", ["shud i get off", "should i go in", "should i open the door"])
def test_a_question_for_advice_at_the_start_of_a_message_is_one(words: str) -> None:
    """ "Should i" begins what is asked here, and supposes nothing (CL-11)."""
    assert StatementTopic.ASKS_ADVICE in stated(words)
    assert StatementTopic.ASKS_ADVICE not in stated("should i be worried")


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_nobody_is_asked_for_a_light_beside_a_gunman(seed: int) -> None:
    """ "Can you safely put a light on?" is not written to who lies behind a desk (SIT-26)."""
    story = chat(
        "man with a gun in the building society made us lie down. im behind the desk. high st",
        "in_danger: yes, injured: no, other_person_present: yes, in_the_house: yes, "
        "same_room: yes, knows_person: no, weapon: yes, weapon_in_hand: yes, "
        "at_home: no, indoors: yes",
        "words: hes shouting at the cashier\nwords: about 6 of us\nwords: small gun black",
        seed=seed,
    )
    assert not [e.words for e in ours(story) if "light" in e.words or "our door" in e.words]


@pytest.mark.parametrize("words", ["think they put something in my drink", "he spiked my drink"])
def test_who_drank_what_was_put_in_their_own_drink_is_the_patient(words: str) -> None:
    """ "They put something in my drink": nobody else is to be woken (SIT-28, ST-34)."""
    assert StatementTopic.TABLETS_TAKEN in stated(words)
    assert StatementTopic.OF_ANOTHER not in stated(words)


@pytest.mark.parametrize(
    "words", ["they spiked my mates drink", "he spiked her drink", "she took all my tablets"]
)
def test_who_drank_from_another_glass_is_another(words: str) -> None:
    """ "My mates drink" is another's, and so are tablets that she took."""
    assert {StatementTopic.TABLETS_TAKEN, StatementTopic.OF_ANOTHER} <= stated(words)


@pytest.mark.parametrize(
    "words", ["no one about", "no 1 about", "i live alone", "come off my bike. no one about"]
)
def test_who_writes_that_nobody_is_about_is_alone(words: str) -> None:
    """ "Is anybody there with you?" does not follow "no one about" (ST-03)."""
    assert StatementTopic.ALONE in stated(words)


@pytest.mark.parametrize("words", ["no 1 hears me", "nobody hears me"])
def test_who_is_heard_by_nobody_has_nobody_near(words: str) -> None:
    """Who calls out and is not heard writes it in the fewest words (ST-72)."""
    assert StatementTopic.NOBODY_HEARS in stated(words)


@pytest.mark.parametrize(
    "words",
    ["he waits till theres no one about", "someones in the house. i live alone",
     "nobody hears me when he starts"],
)  # fmt: skip
def test_what_is_no_comfort_is_read_as_none(words: str) -> None:
    """A habit of his, and a house with another person in it, leave nobody alone (BF-2)."""
    assert not stated(words) & {StatementTopic.ALONE, StatementTopic.NOBODY_HEARS}


@pytest.mark.parametrize(
    "words", ["im 12", "i am eleven", "im 9 and hes hitting mum", "im 12 and my nan has fallen"]
)
def test_a_child_who_writes_their_age_is_a_child(words: str) -> None:
    """An age of a few years in figures, as a child types it (SIT-08)."""
    assert StatementTopic.CHILD_SPEAKS in stated(words)


@pytest.mark.parametrize(
    "words",
    ["im 12 weeks gone", "im 10 minutes away", "im 9 fern lane", "i was 12 when he started",
     "my lad is 12"],
)  # fmt: skip
def test_a_number_that_is_no_age_of_the_caller_makes_no_child(words: str) -> None:
    """Weeks, minutes, a house and a past are no child on the line."""
    assert StatementTopic.CHILD_SPEAKS not in stated(words)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_child_beside_a_nan_who_fell_is_asked_of_her(seed: int) -> None:
    """ "Don't get up if it hurts" was written to the child, and fire engines sent (SIT-09)."""
    story = chat(
        "nan has fallen in the hall and cant get up im 12 i have a stammer so txting. 9 fern lane",
        f"in_danger: no, injured: yes, needs_ambulance: yes, other_person_present: yes, "
        f"same_room: yes, knows_person: yes, awake: yes, breathing_well: yes, {HOME}",
        "words: she says her leg hurts loads\nwords: shes 79",
        seed=seed,
    )
    assert not [e.words for e in ours(story) if "get up" in e.words or "Fire" in e.words]
    assert Service.FIRE not in {e.service for e in story.bodies(do.BringIn)}


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_held_at_a_party_and_was_given_something_is_asked_of_that(seed: int) -> None:
    """ "Can you wake them?" and "are they holding anything?" follow no spiked drink (SIT-28)."""
    story = chat(
        "at a party they wont let me leave. feel weird think they put something in my drink. "
        "theres loads of them",
        "in_danger: yes, injured: no, other_person_present: yes, in_the_house: yes, "
        "same_room: no, knows_person: no, more_than_one: yes, drink_or_drugs: yes, at_home: no, "
        "indoors: yes, can_get_out: no, locked_in: yes, weapon: no",
        "words: 'in the loo', answers: [can_stay_hidden]\nwords: legs wont work",
        seed=seed,
    )
    assert not asked(story) & {Topic.AWAKE, Topic.WEAPON, Topic.WEAPON_IN_HAND}


@pytest.mark.parametrize("words", ["hes driving like mad", "in the car hes driving like mad"])
def test_who_is_driven_fast_is_not_asked_whether_it_moves(words: str) -> None:
    """ "Is it moving now?" does not follow "driving like mad" (ST-67)."""
    found = {(e.topic.name, e.value) for e in reader().read(words, Speaker.CALLER) if e.sure}
    assert (StatementTopic.VEHICLE_STOPPED, False) in found


@pytest.mark.parametrize("seed", SEEDS)
def test_who_took_tablets_is_asked_what_and_how_many(seed: int) -> None:
    """ "Are you hurt?" was written after "took all my tablets" (SIT-13, ST-34)."""
    story = chat(
        "took all my tablets an hour ago. dont want to speak to any1",
        f"in_danger: no, injured: no, needs_ambulance: yes, tablets_taken: yes, awake: yes, "
        f"other_person_present: no, breathing_well: yes, {HOME}",
        "words: feel sick",
        seed=seed,
    )
    written = [e.words for e in ours(story)]
    assert [e for e in written if "What was it, and how many?" in e], written
    assert not [e for e in written if "When was it" in e], "it was an hour ago"
    assert Topic.INJURED not in asked(story)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_wrote_all_of_what_was_taken_is_not_asked_it(seed: int) -> None:
    """What, how many and when stand in the first message: none of it is asked."""
    story = chat(
        "my brother took 30 tramadol at half past 4. hes awake. im deaf. 9 fern lane",
        f"in_danger: no, injured: no, needs_ambulance: yes, other_person_present: yes, "
        f"same_room: yes, knows_person: yes, awake: yes, breathing_well: yes, {HOME}",
        "words: hes crying",
        seed=seed,
    )
    written = [e.words for e in ours(story)]
    assert not [e for e in written if "how many" in e.lower() or "When was it" in e], written


@pytest.mark.parametrize(
    "words", ["my sister is having the baby now", "the head is out", "my wife is having a baby"]
)
def test_who_writes_that_a_baby_comes_writes_of_a_birth(words: str) -> None:
    """ "Head is out" got no ambulance, and "are you hurt?" (ST-29)."""
    assert StatementTopic.IN_LABOUR in stated(words)


@pytest.mark.parametrize("words", ["baby shower at mine", "he stuck his head out of the window"])
def test_what_is_no_birth(words: str) -> None:
    """A party and a head at a window are no birth."""
    assert StatementTopic.IN_LABOUR not in stated(words)


@pytest.mark.parametrize(
    "words",
    ["car gone off road into a ditch upside down. cant get out",
     "weve gone off the road into a tree"],
)  # fmt: skip
def test_who_is_in_a_car_that_left_the_road_is_trapped(words: str) -> None:
    """ "Are they in the building now?" was asked of a car in a ditch (ST-40)."""
    assert StatementTopic.TRAPPED_OR_FALLEN in stated(words)


@pytest.mark.parametrize(
    "words", ["next doors dog has got hold of my little boy", "dog has bitten my nan"]
)
def test_whom_a_dog_has_got_hold_of_is_hurt(words: str) -> None:
    """ "Are any of the children hurt?" does not follow a boy in a dog's jaws."""
    assert StatementTopic.OTHER_HURT in stated(words)


@pytest.mark.parametrize("words", ["the dog has got hold of the lead", "the dogs got my ball"])
def test_what_a_dog_plays_with_is_nobody_hurt(words: str) -> None:
    """A lead and a ball are nobody."""
    assert StatementTopic.OTHER_HURT not in stated(words)


@pytest.mark.parametrize("words", ["shall i bang on the window", "can i have a bath"])
def test_who_asks_what_they_may_do_asks_for_advice(words: str) -> None:
    """Also of a window, and of washing (CL-11, SIT-29)."""
    assert StatementTopic.ASKS_ADVICE in stated(words)


@pytest.mark.parametrize("seed", SEEDS)
def test_of_a_car_in_a_ditch_nothing_is_asked_of_a_person(seed: int) -> None:
    """Ambulance at once; no "are they in the building", and no weapon (SIT-11)."""
    story = chat(
        "car gone off road into a ditch upside down. cant get out. a lane near hallow farm",
        "in_danger: yes, injured: yes, needs_ambulance: yes, other_person_present: no, "
        "in_a_vehicle: yes, moving: no, can_move: no, can_get_out: no, at_home: no, indoors: no",
        "words: i can smell petrol\nwords: my arm is trapped",
        seed=seed,
    )
    first = story.all(do.SendText, Role.CALL_HANDLER)[0].at
    assert [e for e in story.all(do.BringIn) if e.at < first]
    assert not asked(story) & {Topic.IN_THE_HOUSE, Topic.WEAPON, Topic.KNOWS_PERSON}


@pytest.mark.parametrize("seed", SEEDS)
def test_of_a_birth_all_that_is_asked_and_told_is_of_her(seed: int) -> None:
    """ "Are you hurt?", "keep still if you can": the one who writes has no baby (NB-patient)."""
    story = chat(
        "my sister is having the baby now. head is out. im deaf cant ring. 9 fern lane",
        f"in_danger: no, injured: no, needs_ambulance: yes, other_person_present: yes, "
        f"same_room: yes, knows_person: yes, awake: yes, breathing_well: yes, {HOME}",
        "words: its not crying\nwords: what do i do\nwords: its a girl",
        seed=seed,
    )
    first = story.all(do.SendText, Role.CALL_HANDLER)[0].at
    assert [e for e in story.all(do.BringIn) if e.at < first]
    assert Topic.INJURED not in asked(story)
    assert not [e.words for e in ours(story) if "eep still" in e.words or "get up" in e.words]


@pytest.mark.parametrize("seed", SEEDS)
def test_of_one_who_kicks_at_a_door_no_hand_is_asked_for(seed: int) -> None:
    """A door is between them: no hand, nobody hit, and no way past (SIT-26)."""
    story = chat(
        "landlord is outside with 2 men trying to kick the door in. cant ring. 9 fern lane",
        f"in_danger: yes, injured: no, other_person_present: yes, in_the_house: no, "
        f"knows_person: yes, more_than_one: yes, weapon: unknown, door_locked: yes, {HOME}",
        "words: hes got a hammer\nwords: the lock is going\nwords: ive pushed the sofa against it",
        seed=seed,
    )
    assert not asked(story) & {Topic.WEAPON_IN_HAND, Topic.WEAPON_USED, Topic.CAN_GET_OUT}


@pytest.mark.parametrize("seed", SEEDS)
def test_who_has_few_words_gets_no_text_twice(seed: int) -> None:
    """ "Any worse than before?" and "still where you were?" went round and round (SIT-20)."""
    story = chat(
        "please help. no good english. husband hit me much. i write with phone translate. "
        "9 fern lane",
        f"in_danger: yes, injured: yes, other_person_present: yes, in_the_house: yes, "
        f"same_room: no, knows_person: yes, weapon: no, more_than_one: no, "
        f"drink_or_drugs: yes, children: yes, {HOME}",
        "words: he drink vodka now kitchen\nwords: my tooth is broke, answers: [injured]\n"
        "words: baby sleep\nwords: he say he kill",
        seed=seed,
    )
    written = [e.words for e in ours(story)]
    assert len(written) == len(set(written)), written


@pytest.mark.parametrize("seed", [1, 3, 5])
def test_who_asks_what_to_do_is_answered_before_a_list(seed: int) -> None:
    """ "Shall i bang on the window" got "is the back door locked as well?" (CL-11)."""
    story = chat(
        "2 lads in my back garden breaking in the shed. im upstairs. no voice. 9 fern lane",
        f"in_danger: no, injured: no, other_person_present: yes, in_the_house: no, "
        f"knows_person: no, more_than_one: yes, weapon: unknown, door_locked: yes, {HOME}",
        "words: shall i bang on the window",
        seed=seed,
    )
    asks = next(
        e.at
        for e in story.all(do.SendText, Role.CALLER)
        if isinstance(e.body, do.SendText) and "bang on the window" in e.body.words
    )
    after = [e.body for e in story.all(do.SendText, Role.CALL_HANDLER) if e.at > asks]
    assert isinstance(after[0], do.SendText)
    assert not after[0].about, after[0].words


@pytest.mark.parametrize("seed", SEEDS)
def test_a_child_in_a_wardrobe_is_asked_for_no_weapon_and_no_whisper(seed: int) -> None:
    """Who hides sees nobody's hand, and who writes has no voice to lower (practice2 8.4)."""
    story = chat(
        "theres shouting downstairs and mum screamed. im in the wardrobe with my brother. im 10. "
        "mums boyfriend is drunk",
        f"in_danger: yes, injured: unknown, other_person_present: yes, in_the_house: yes, "
        f"same_room: no, knows_person: yes, weapon: unknown, children: yes, {HOME}",
        "words: 'its 9 fern lane', answers: [location]\nwords: my brother is 4",
        seed=seed,
    )
    assert not asked(story) & {Topic.WEAPON, Topic.WEAPON_IN_HAND}
    assert not [e.words for e in ours(story) if "hisper" in e.words]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_wrote_by_mistake_is_asked_only_whether_they_are_safe(seed: int) -> None:
    """ "Are you hurt anywhere?" was written to a father whose toddler had the phone (ST-83)."""
    story = play(
        f"""
line: mobile
seats: [call_handler]
facts: {{can_hear: no, can_speak: no, mistake: yes, screen_seen: no, in_danger: no, injured: no,
  needs_police: no, {HOME}}}
number: {{address: 9 Fern Lane}}
message: {{words: "sorry my toddler had the phone. all fine. ignore"}}
writes: {{slips: 0}}
story:
  - {{words: he just likes the buttons}}
""",
        seed=seed,
    )
    assert Topic.INJURED not in asked(story)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_was_hit_with_a_bat_is_not_asked_whether_it_was_used(seed: int) -> None:
    """ "They hit me with a bat" has said it; nobody in a boot sees a hand (SIT-06)."""
    story = chat(
        "im in a car boot. they hit me with a bat. they dont know i have this phone. cant talk",
        "in_danger: yes, injured: yes, other_person_present: yes, knows_person: no, "
        "more_than_one: yes, weapon: yes, in_a_vehicle: yes, moving: yes, locked_in: yes, "
        "can_get_out: no, at_home: no, indoors: no",
        "words: i can hear a train",
        seed=seed,
    )
    assert not asked(story) & {Topic.WEAPON_USED, Topic.WEAPON_IN_HAND, Topic.PEOPLE_NEAR}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_ambulance_control_says_is_written_to_who_can_do_it(seed: int) -> None:
    """Control said CPR at 1:14 after the answer, and nobody wrote it (CH-61, DR-08)."""
    story = chat(
        "my wife wont wake up and shes not breathing. im deaf. shes on the kitchen floor. "
        "9 fern lane",
        f"in_danger: no, injured: no, needs_ambulance: yes, other_person_present: yes, "
        f"same_room: yes, knows_person: yes, awake: no, breathing_well: no, {HOME}",
        "words: she went grey\nwords: what do i do",
        seed=seed,
    )
    said = next(
        e.at
        for e in story.all(do.ServiceReport)
        if isinstance(e.body, do.ServiceReport) and e.body.status is ServiceStatus.GIVES_ADVICE
    )
    written = [
        e
        for e in story.all(do.SendText, Role.CALL_HANDLER)
        if isinstance(e.body, do.SendText) and e.body.news is Intent.AMBULANCE_WAIT
    ]
    assert len(written) == 1
    assert "CPR" in written[0].body.words  # type: ignore[union-attr]
    assert written[0].at - said < 40_000
    assert not [e.words for e in ours(story) if "worse" in e.words or "her side" in e.words]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_chest_is_pushed_by_text_where_another_person_reads(seed: int) -> None:
    """What is written beside one who reads along is what any contact might write (SIT-20)."""
    story = chat(
        "my wife wont wake up and shes not breathing. hes reading this. 9 fern lane",
        f"in_danger: yes, injured: yes, needs_ambulance: yes, other_person_present: yes, "
        f"same_room: yes, knows_person: yes, awake: no, breathing_well: no, {HOME}",
        "words: he hit her",
        screen="yes",
        seed=seed,
    )
    seen = next(
        (e.at for e in story.all(do.SendText, Role.CALLER)[1:2]), 0
    )  # what answers the question about the screen
    after = [e for e in story.all(do.SendText, Role.CALL_HANDLER) if e.at > seen]
    assert not [e for e in after if getattr(e.body, "news", None) is Intent.AMBULANCE_WAIT]


@pytest.mark.parametrize("words", ["everyone is better off", "just tell my mum i love her"])
def test_a_goodbye_is_of_who_writes_it(words: str) -> None:
    """Who writes it wants to die; nobody else is meant by "her" (SIT-13)."""
    assert StatementTopic.SUICIDAL in stated(words)
    assert StatementTopic.OF_ANOTHER not in stated(words)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("fire alarm going and smoke in the corridor", StatementTopic.FIRE_OR_PETROL),
        ("it says shock advised", StatementTopic.NOT_WAKING),
        ("we are doing cpr", StatementTopic.NOT_WAKING),
        ("guard has been cut", StatementTopic.OTHER_HURT),
        ("cant find my little girl shes 5", StatementTopic.CHILDREN),
        ("do i take the glass out", StatementTopic.ASKS_ADVICE),
        ("sorry i thought this was the surgery", StatementTopic.MISTAKE),
        ("im on the footbridge", StatementTopic.CALLER_OUTSIDE),
    ],
)
def test_what_was_not_read_in_a_chat_is_read(words: str, topic: StatementTopic) -> None:
    """Each was in a chat that went on as if it had not been written."""
    assert topic in stated(words)


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("shouting racist stuff", StatementTopic.SEXUAL_ASSAULT),
        ("i know cpr from a course", StatementTopic.NOT_WAKING),
        ("he went out for a smoke on the landing", StatementTopic.FIRE_OR_PETROL),
        ("car hit a lad and drove off. hes in the road", StatementTopic.PERSON_OUTSIDE),
    ],
)
def test_what_a_chat_does_not_say_is_not_read(words: str, topic: StatementTopic) -> None:
    """A slip of one letter, a course, a cigarette, and the one who lies there hurt."""
    assert topic not in stated(words)


def test_one_who_harms_is_outside_though_another_is_hurt() -> None:
    """ "My ex is outside and my mum is bleeding" has an attacker at the door."""
    assert StatementTopic.PERSON_OUTSIDE in stated("my ex is outside and my mum is bleeding")


@pytest.mark.parametrize("seed", SEEDS)
def test_who_stands_on_a_bridge_is_asked_for_no_door_and_kept_company(seed: int) -> None:
    """No door, light or hand is asked of them, and no empty line sent (SIT-13)."""
    story = chat(
        "im on the footbridge over the dual carriageway. dont want to talk. "
        "just tell my mum i love her",
        "in_danger: no, injured: no, needs_ambulance: yes, other_person_present: no, awake: yes, "
        "breathing_well: yes, at_home: no, at_known_address: no, indoors: no, in_a_vehicle: no",
        "words: 'the one by the garden centre', answers: [location]\nwords: its cold",
        seed=seed,
    )
    words = [each.words for each in ours(story)]
    assert not [each for each in words if "door" in each or "window" in each]
    assert not [each for each in words if "Write a word each time" in each or "What now?" in each]
    assert not asked(story) & {Topic.INJURED, Topic.WEAPON, Topic.DOOR_LOCKED}
    assert any(e.body.service is Service.AMBULANCE for e in story.all(do.BringIn))  # type: ignore[union-attr]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_bleeds_from_the_ear_is_not_sat_up(seed: int) -> None:
    """Who fell is not to be moved, and nothing is asked about a household (NB-own-body)."""
    story = chat(
        "neighbour has gone down the stone steps outside the flats. theres blood from his ear. "
        "im deaf cant phone. 9 fern lane",
        f"in_danger: no, injured: no, needs_ambulance: yes, other_person_present: yes, "
        f"same_room: yes, knows_person: yes, awake: yes, breathing_well: no, children: no, {HOME}",
        "words: hes snoring funny",
        seed=seed,
    )
    words = " ".join(each.words for each in ours(story)).lower()
    assert "sit up" not in words
    assert "sit him" not in words
    assert not asked(story) & {Topic.CHILDREN, Topic.DOOR_LOCKED, Topic.IN_DANGER}
