"""What each situation calls for first, and what is never said in it: practice2 1.2 as stories.

The caller says one sentence once police are there, and only answers after it. The words are read:
nobody has written beside them what they mean.
"""

from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.debrief.assess.comparison import compared
from simulator.debrief.assess.findings import Judgement, assess
from simulator.guidance.stakes import Stake
from simulator.guidance.tables import guidance_of
from simulator.rules.match_criteria import Context
from tests.daily import a_share_of_cases
from tests.guidance.stories import HANDLER, Told, did, facts, heard_by_handler, says
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, play

PLACE = "location: {aml: {place: the old mill, radius: 20}}\n"
ANSWERS = "answers: {by: [spoken], after: 1.5s, manner: aloud}\n"
POLICE = (
    "  - {when: {heard: which_service}, after: 1s, "
    "do: {say: {intent: wants_police, words: Police.}}}\n"
)
ENGINE = "background: [{at: 20s, sound: engine}]\n"


def caller(words: str, intent: str = "own_words", **known: str) -> str:
    """A caller at a known place who asks for police, and then says that."""
    said = says(intent, words=f'"{words}"')
    return f"{PLACE}{facts(can_hear='yes', **known)}{ANSWERS}caller:\n{POLICE}  - {said}\n"


NOWHERE = (
    f"{facts(can_hear='yes', alone_to_talk='unknown')}{ANSWERS}caller:\n{POLICE}"
    '  - {when: {heard: through_to_police}, after: 1s, do: {say: {intent: own_words, words: "'
)
REST = '"}}}\n'
"""A caller of whom no place is known, who says what is between these two."""
ALONE = {"alone_to_talk": "yes", "other_person_present": "no", "injured": "no", "in_danger": "no"}
HARMED = {"alone_to_talk": "no", "other_person_present": "yes", "injured": "no", "in_danger": "yes"}
STORIES = {
    "SIT-03 a person outside: the doors first; nothing of a room they are not in": Told(
        caller("He's outside again. He's trying the handle.", **HARMED, in_the_house="no"),
        "grade emergency, ask door_locked",
        "ask same_room, say move_to_safety",
    ),
    "SIT-03 a person outside: the doors before who is hurt, and again if nobody answered": Told(
        caller("He's in our yard. There's a judge has said he's to keep off.",
            in_danger="yes", alone_to_talk="yes"),
        "grade emergency, ask door_locked, ask door_locked, ask injured, ask what_happened",
        "ask same_room",
    ),
    "SIT-17 a carer answers, and the caller can't get out of the chair: no fire service": Told(
        caller("She's had my stick off me. I can't get out of this chair.", **HARMED)
        + "room: [{when: {heard: through_to_police}, after: 6s, do: {say: {intent: speaks, "
        "words: \"He's got dementia, love. He had a tumble last week.\"}}}]\n",
        "ask needs_police, ask injured",
        "bring in fire",
    ),
    "SIT-18 steps after “it was a mistake”: nothing is said of a silence": Told(
        caller("Sorry, it was a mistake.", alone_to_talk="unknown", mistake="yes")
        + "room: [{when: {heard: through_to_police}, after: 9s, do: {sound: footsteps}}]\n",
        "say through_to_police",
        "say go_quiet",
    ),
    "SIT-12 a son has a fit, and the caller shakes: nobody is feared, and no weapon asked": Told(
        caller("I'm shaking. It's my son, he's having a fit, he's gone blue.", **ALONE,
            needs_ambulance="yes", breathing_well="yes"),
        "bring in ambulance, ask breathing_well",
        "ask weapon, ask in_danger, ask has_left, ask drink_or_drugs, say silence_phone, "
        "say stay_hidden",
    ),
    "SIT-05 in a moving car with him: not at home, not out, nothing openly": Told(
        caller("Please stop the car. Let me out at the lights.", **HARMED, in_a_vehicle="yes",
            moving="yes") + ENGINE,
        # The trace begins before a place has come, or after the point that is known is old.
        "deploy, trace phone",
        "ask at_home, ask indoors, ask door_locked, ask what_happened, ask location, say get_out, "
        "say move_to_safety",
    ),
    "SIT-06 in a boot: air first, fire to cut, the supervisor; no door, not staying put": Told(
        caller("I'm in the boot. I can't get out.", **HARMED, in_a_vehicle="yes", moving="yes",
            breathing_well="yes"),
        "bring in fire, ask moving, ask breathing_well",
        "ask can_stay_hidden, ask can_open_door, ask at_home, say get_out, ask can_get_out",
    ),
    "SIT-07 a burglar: stay, silent, still inside? Nothing of orders, drink, or who it is": Told(
        caller("There's someone in the house. I heard the window go.", **HARMED,
            in_the_house="yes", more_than_one="yes"),
        "grade emergency, say stay_hidden, say silence_phone, ask in_the_house",
        "ask orders, ask drink_or_drugs, ask knows_person, ask can_open_door, ask same_room",
    ),
    "SIT-09 a child with an ill grown-up: ambulance, breathing; not who is hurt": Told(
        caller("Mummy won't wake up.", "child_speaks", injured="yes", awake="no",
            breathing_well="yes", in_danger="no"),
        "bring in ambulance, ask breathing_well, ask other_person_present",
        "ask injured, ask weapon, code, offer_ways",
    ),
    "SIT-11 under a fallen floor: ambulance and fire; nobody threatens, no silent phone": Told(
        caller("We were in the old mill and the floor gave way. His leg is stuck.",
            alone_to_talk="yes", other_person_present="yes", injured="yes", can_move="no"),
        "bring in fire, bring in ambulance, ask injured, ask other_person_present, "
        "ask breathing_well",
        "ask in_danger, say silence_phone, ask orders, ask weapon, ask knows_person, ask drink, "
        "say stay_hidden, ask in_the_house",
    ),
    "SIT-12 a stroke: the ambulance first; no weapon, no orders, no code three times": Told(
        caller("My face has gone. My arm won't.", **ALONE, breathing_well="yes"),
        "bring in ambulance, say ambulance_sent",
        "ask weapon, ask orders, ask in_danger, code tap, ask drink",
    ),
    "SIT-13 tablets: the ambulance before anything is asked, and no “do you need one?”": Told(
        caller("I've taken all my tablets. Don't send anyone.", **ALONE),
        "bring in ambulance, deploy",
        "ask needs_ambulance, ask weapon, ask orders, say silence_phone, ask in_danger",
    ),
    "SIT-14 strangled: passed out, the breathing; the ambulance though it has stopped": Told(
        caller("He had me by the throat. It's stopped now.", alone_to_talk="yes",
            other_person_present="yes", in_danger="yes", passed_out="no", breathing_well="yes"),
        "bring in ambulance, ask passed_out, ask breathing_well",
        "ask injured, ask strangled",
    ),
    "SIT-15 just over: lock up at once, officers now": Told(
        caller("He hit me and he's just gone.", **(ALONE | {"injured": "yes"}), has_left="yes"),
        "bring in ambulance, deploy, say lock_up",
        "say call_again, close no_concern",
    ),
    "SIT-26 a robbery: is he still there, before who is hurt": Told(
        caller("There's a man in the shop with a knife.", **HARMED, in_the_house="yes",
            door_locked="yes", weapon="yes"),
        "grade emergency, ask in_the_house, ask door_locked, ask injured",
        "ask orders, ask drink",
    ),
    "SIT-27 fire: out first, and no question before it": Told(
        caller("There's smoke coming under the door.", **(ALONE | {"in_danger": "yes"})),
        "say get_out, bring in fire, ask",
        "ask weapon, ask orders, ask in_danger",
    ),
    "SIT-28 held by several: how many; never just leave": Told(
        caller("They won't let me out. They've took my passport.", **HARMED, more_than_one="yes"),
        "ask more_than_one",
        "say move_to_safety, say get_out, ask can_open_door, ask can_stay_hidden",
    ),
    "SIT-29 a sexual assault: believed; no drink, no door past him": Told(
        caller("I've been raped. He's asleep now.", **(HARMED | {"injured": "yes"})),
        "bring in ambulance, deploy",
        "ask drink, ask can_open_door, ask orders",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_a_situation(name: str) -> None:
    story = STORIES[name]
    story.check(play(story.text))


@pytest.mark.parametrize("name", ["SIT-11", "SIT-13", "SIT-07"])
@pytest.mark.parametrize("seed", range(1, 5))
def test_it_is_so_under_every_seed(name: str, seed: int) -> None:
    """What is never said in a situation is no matter of chance."""
    story = next(each for title, each in STORIES.items() if title.startswith(name))
    story._replace(order="answer").check(play(story.text, seed=seed))


FIRST_ACTS = {
    "fire, cut off: the door, the gap, the window; never out into it; then the place": Told(
        NOWHERE + "The passage is full of smoke. We can't get out the door." + REST,
        "bring in fire, say keep_smoke_out, ask location",
        "say get_out, ask can_get_out",
    ),
    "an overdose: where, then what, how many and when": Told(
        NOWHERE + "I've taken all my tablets." + REST,
        "bring in ambulance, ask location, ask tablets_taken",
        "ask weapon",
    ),
    "a stroke: ambulance, when it began, the place; who is ill is not asked for as a threat": Told(
        NOWHERE + "It's my husband. His face has dropped and he can't lift his arm." + REST,
        "bring in ambulance, ask needs_ambulance, ask location",
        "ask weapon, ask same_room, ask other_person_present, ask has_left",
    ),
    "followed: still behind them, then what can be seen": Told(
        NOWHERE + "There's a man following me." + REST,
        "ask behind_you, ask location",
        "",
    ),
    "trapped: what holds them, then the place": Told(
        NOWHERE + "The quad's gone over and my leg is stuck under it." + REST,
        "bring in fire, bring in ambulance, ask injured, ask location",
        "ask weapon, say silence_phone",
    ),
    "a person outside: the doors, then the place; not whether he is in the room": Told(
        NOWHERE + "He's outside. He's trying the handle." + REST,
        "ask door_locked, ask location, ask weapon",
        "ask same_room, ask other_person_present",
    ),
    "a gun in a shop: officers, the supervisor, and which shop": Told(
        NOWHERE + "I'm in the shop. There's a man with a shotgun." + REST,
        "deploy",
        "ask orders",
    ),
}  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", FIRST_ACTS)
def test_the_first_acts_where_no_place_is_known(name: str, seed: int) -> None:
    """What the situation needs comes first, and the place within two questions of the caller."""
    story = FIRST_ACTS[name]
    call = play(story.text, seed=seed)
    story.check(call)
    asked = [act for act in did(call) if act.startswith("ask ")]
    assert "ask location" in asked[:2], asked[:4]


@pytest.mark.parametrize("seed", range(3))
def test_sleepy_after_an_overdose_is_grave(seed: int) -> None:
    """SIT-13: a caller who gets drowsy is kept talking at once, and not told to rest."""
    sleepy = (
        "  - {when: {asked: any, nth: 2}, after: 2s, do: {say: {intent: speaks, words: Sleepy.}}}"
    )
    text = (
        NOWHERE
        + "I've taken all my tablets."
        + REST
        + sleepy.replace("Sleepy.", '"I am so sleepy."')
    )
    call = play(text, seed=seed)
    acts = did(call)
    spoken = [act for act in acts[acts.index("caller: speaks") :] if act.startswith(("say", "ask"))]
    assert spoken[0] == "say still_with_you", spoken[:3]


@pytest.mark.parametrize("seed", range(3))
def test_a_child_beside_an_ill_grown_up_is_spoken_to_all_the_time(seed: int) -> None:
    """SIT-09: the ambulance, the tummy, the place; then something every 10 to 20 seconds."""
    said = says("child_speaks", words='"Grandad won\'t wake up."')
    call = play(f"{facts(can_hear='yes', awake='no')}{ANSWERS}caller:\n{POLICE}  - {said}\n",
        seed=seed)  # fmt: skip
    Told("", "bring in ambulance, ask breathing_well, ask location", "bring in fire").check(call)
    spoken = [
        entry.at
        for entry in call.log
        if entry.actor is Role.CALL_HANDLER and isinstance(entry.body, do.Say | do.Ask)
    ]
    early = [at for at in spoken if at < 180_000]
    gaps = [after - before for before, after in pairwise(early)]
    assert max(gaps) <= 20_000, gaps


@pytest.mark.parametrize("seed", range(3))
def test_a_childs_yes_sends_nobody_before_a_grown_up_was_asked_for(seed: int) -> None:
    """SIT-10: all right? then the grown-up; nobody is ill, and no grown-up comes: not play."""
    text = (
        PLACE
        + facts(can_hear="yes", other_person_present="yes", injured="no")
        + ANSWERS
        + f"caller:\n  - {says('child_speaks', words='Hello-lo!')}\n"
    )
    call = play("line: digital\n" + text, seed=seed)
    acts = [act for act in did(call) if not act.startswith("operator")]
    order = [
        acts.index(next(act for act in acts if act.startswith(each)))
        for each in ("ask injured", "say ask_for_adult", "deploy")
    ]
    assert order == sorted(order), acts
    assert not any("awake" in act for act in acts), acts


@pytest.mark.parametrize("seed", range(3))
def test_a_child_who_hides_is_asked_for_the_road_before_any_silence(seed: int) -> None:
    """SIT-08: without a place a silence would hide the child from officers too."""
    said = says("child_speaks", words='"He is hitting Mummy. I am under the bed."')
    call = play(f"{facts(can_hear='yes')}{ANSWERS}caller:\n{POLICE}  - {said}\n", seed=seed)
    Told("", "deploy, ask location, say go_quiet", "").check(call)


def test_the_place_is_asked_of_the_caller_and_not_only_of_a_carer() -> None:
    """SIT-17: he who rang is spoken to across the carer: yes or no, where, and hurt?"""
    said = says("own_words", words='"She has took my stick off me."')
    room = (
        "room: [{when: {heard: through_to_police}, after: 9s, do: {say: {intent: says_mistake, "
        'words: "Take no notice, he has dementia. I do everything for him."}}}]\n'
    )
    call = play(f"{facts(can_hear='yes')}{ANSWERS}caller:\n{POLICE}  - {said}\n{room}")
    order = "say ask_for_caller, ask needs_police, ask location, ask injured"
    Told("", order, "").check(call)


def test_a_fall_with_another_voice_is_not_only_a_fall() -> None:
    """“I fell”, after a man's voice: who threatens may be asked again (SIT-11, SIT-18)."""
    text = caller("I fell.", **HARMED)
    room = "room: [{when: {heard: through_to_police}, after: 500ms, do: {sound: voices}}]\n"
    call = play(text + room)
    assert any("in_danger" in str(entry.body) for entry in call.log)


TAP = "  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("I've taken all my tablets.", "injury"),
        ("My face has gone.", "injury"),
        ("He's in the garden again.", "danger_established"),
        ("Please stop the car.", "danger_established"),
    ],
)
def test_an_emergency_by_words_alone_is_graded_one(words: str, reason: str) -> None:
    """Nobody asked for police, and nobody said “danger”: what was said is enough (practice2 1)."""
    said = says("own_words", words=f'"{words}"')
    text = f"{PLACE}{facts(can_hear='yes')}{ANSWERS}caller:\n{TAP}  - {said}\n"
    Told(text, f"grade emergency {reason}, deploy").check(play(text))


@pytest.mark.parametrize(
    ("words", "after", "then"),
    [
        ("I've taken all my tablets.", "bring in ambulance", "ask"),
        ("There's smoke coming under the door.", "say get_out", "bring in fire"),
        ("There's someone in the house.", "say stay_hidden", "ask in_the_house"),
        ("The floor gave way. My leg is stuck.", "bring in fire", "bring in ambulance"),
    ],
)
def test_a_statement_changes_the_next_act_whatever_was_planned(
    words: str, after: str, then: str
) -> None:
    """In the middle of the questions about the place, once the call seemed another one."""
    step = f'{{say: {{intent: own_words, words: "{words}"}}}}'
    said = f"{{when: {{asked: at_home}}, after: 1s, do: {step}}}"
    text = f"{PLACE}{facts(**ALONE)}{ANSWERS}caller:\n{POLICE}  - {said}\n"
    acts = did(play(text))
    heard = acts.index("caller: own_words")
    next_acts = [act for act in acts[heard:] if act.startswith(("say", "ask", "bring", "code"))]
    assert any(act.startswith(after) for act in next_acts[:2]), next_acts[:4]
    assert any(act.startswith(then) for act in next_acts[:5]), next_acts[:6]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", STORIES)
@a_share_of_cases(4)
def test_the_debrief_faults_nothing_that_is_done_in_a_situation(name: str, seed: int) -> None:
    """What a situation leaves unasked, no criterion misses."""
    seen = heard_by_handler(play(STORIES[name].text, seed=seed))
    rubric = LIBRARY.rubric("call_handler").file.rubric
    findings = assess(seen, rubric, Context(force=GENERIC, profile=DEFAULT))
    assert [f.criterion.id for f in findings if f.judgement is Judgement.MISSED] == []
    moments = compared(guidance_of(HANDLER, DEFAULT, GENERIC), seen, lambda *_: "", DEFAULT)
    assert [m.row for m in moments if m.stake is not Stake.FOR_A_PERSON] == []


def test_a_caller_who_writes_that_they_are_deaf_is_written_to() -> None:
    """SIT-20: no voice prompts for minutes, and no code that taps by chance seem to follow."""
    step = (
        '{when: {heard: through_to_police}, after: 3s, do: {text: "im deaf pls txt. man at door"}}'
    )
    call = play(f"{PLACE}{facts(can_hear='no')}caller:\n{TAP}  - {step}\n")
    acts = did(call)
    after = acts[acts.index("caller: send_text") :]
    # Reading and typing take their time (speech.md 5): the hands grade and send meanwhile.
    assert "send_text" in after, after[:8]
    assert not [act for act in after if act.startswith(("code", "offer_ways", "ask can_hear"))]
