"""How statements come into the ledger: who made them, who stood by, and who could hear them."""

from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.scenario.meant import meant
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, CallBegan, Entry, StageEntered
from simulator.core.statements import Stated, StatementTopic, lowers
from simulator.core.terms import (
    Coverage,
    Intent,
    LineStage,
    Manner,
    QuestionForm,
    Role,
    Sound,
    Topic,
    UnitStatus,
    YesMeans,
)
from simulator.knowledge.answers import HowKnown
from simulator.knowledge.facts import HEARERS_LAPSE, Hearers, KnownFacts
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import (
    ASK,
    FACT,
    NOTED,
    SAFETY,
    THEIR_WORD,
    HowAsked,
    Pressure,
    SaidHow,
    Speaker,
    Statement,
    weight,
)
from simulator.knowledge.situation import situations
from simulator.session.run.perceived_log import perceived
from tests.builders import entries
from tests.knowledge.calls import CALLER, HANDLER, OPERATOR
from tests.session.calls import flow, play

S = StatementTopic
ROOM, OFFICERS = Role.ROOM, Role.OFFICERS
Step = tuple[Millis, Role, Body]


def says(*means: tuple[StatementTopic, bool], intent: Intent = Intent.SPEAKS) -> do.Say:
    """Words that state that."""
    return do.Say(intent, "In their words.", Manner.WHISPERED, means=means)


def known(*steps: Step) -> KnownFacts:
    """What the call handler knows after that."""
    return Knowledge.of(HANDLER, entries(*steps)).facts


def only(facts: KnownFacts, topic: StatementTopic, speaker: Speaker = Speaker.CALLER) -> Statement:
    """The one statement of a speaker on a topic."""
    (found,) = (each for each in facts.ledger.of(topic) if each.speaker is speaker)
    return found


NOBODY: Step = (1_000, CALLER, says((S.NOBODY_HEARS, True)))
PROMPTS = says((S.SAYS_WHAT_TO_SAY, True), intent=Intent.NOT_TO_CALL)

# --- under whose ears ----------------------------------------------------------------------------


def test_alone_is_read_at_the_pressure_held_before_it() -> None:
    """ "Nobody can hear" does not make itself free; what is said after it is (BF-2)."""
    facts = known(NOBODY, (9_000, CALLER, says((S.SAYS_FINE, True))))
    assert only(facts, S.NOBODY_HEARS).pressure is Pressure.NEAR
    asked = do.Ask((Topic.ALONE_TO_TALK,))
    yes = do.Say(Intent.SAYS_YES, "Yes.", Manner.WHISPERED)
    facts = known(
        (1_000, HANDLER, asked), (4_000, CALLER, yes), (9_000, CALLER, says((S.SAYS_FINE, True)))
    )
    assert only(facts, S.SAYS_FINE).pressure is Pressure.FREE
    facts = known((9_000, CALLER, says((S.SAYS_FINE, True))))
    assert only(facts, S.SAYS_FINE).pressure is Pressure.NEAR


@pytest.mark.parametrize(("wait", "pressure"), [(29_000, "coached"), (31_000, "near")])
def test_what_comes_within_thirty_seconds_of_a_prompt_is_coached(
    wait: Millis, pressure: str
) -> None:
    """ "Tell them you're fine." - "I'm fine." """
    facts = known((1_000, ROOM, PROMPTS), (1_000 + wait, CALLER, says((S.MISTAKE, True))))
    assert only(facts, S.MISTAKE).pressure.value == pressure
    assert not facts.is_yes(Topic.MISTAKE)


def test_words_against_what_he_told_her_to_say_are_hers() -> None:
    """ "Tell them you're fine." - "He's got a knife." That is said against him, and is a fact."""
    facts = known((1_000, ROOM, PROMPTS), (9_000, CALLER, says((S.KNIFE, True))))
    assert weight(only(facts, S.KNIFE)) == FACT
    assert facts.is_yes(Topic.WEAPON)


def test_words_that_he_had_her_say_are_passed_on_as_a_word_though_they_raise_danger() -> None:
    his = says((S.SAYS_WHAT_TO_SAY, True), (S.KNIFE, True), intent=Intent.NOT_TO_CALL)
    facts = known((1_000, ROOM, his), (9_000, CALLER, says((S.KNIFE, True))))
    hers = only(facts, S.KNIFE)
    assert (hers.pressure, weight(hers)) == (Pressure.COACHED, THEIR_WORD)


def test_the_same_words_as_his_are_coached_without_a_prompt() -> None:
    """He: "She's fine." She, ten seconds later: "I'm fine." Never so of danger."""
    his = says((S.SAYS_FINE, True), (S.BLEEDING, True), intent=Intent.SPEAKS)
    hers = says((S.SAYS_FINE, True), (S.BLEEDING, True))
    facts = known((1_000, ROOM, his), (11_000, CALLER, hers))
    assert weight(only(facts, S.SAYS_FINE)) == NOTED
    assert only(facts, S.BLEEDING).pressure is not Pressure.COACHED
    assert weight(only(facts, S.SAYS_FINE, Speaker.OTHER)) == NOTED


def test_who_answers_for_the_caller_is_heard_as_that() -> None:
    """ "Are you hurt?" - he: "She's not hurt." It answers nothing, and is kept as spoken for."""
    asked = (1_000, HANDLER, do.Ask((Topic.INJURED,)))
    facts = known(asked, (4_000, ROOM, says((S.NOT_HURT, True))))
    his = only(facts, S.NOT_HURT, Speaker.OTHER)
    assert (his.pressure, weight(his)) == (Pressure.SPOKEN_FOR, NOTED)
    assert not facts.is_no(Topic.INJURED)
    # Unasked, or of another thing, he only speaks.
    other = known((1_000, HANDLER, do.Ask((Topic.WEAPON,))), (4_000, ROOM, says((S.ASLEEP, True))))
    assert only(other, S.ASLEEP, Speaker.OTHER).pressure is Pressure.NEAR


def test_his_question_shows_that_he_is_there_and_hears() -> None:
    """ "Who are you on to?" states nothing; that he says it shows enough (SIT-01)."""
    facts = known((1_000, ROOM, do.Say(Intent.NOT_TO_CALL, "Who are you on to?")))
    assert facts.is_yes(Topic.OTHER_PERSON_PRESENT)
    assert facts.hear is Hearers.UNSAFE
    assert facts.ledger == ()


# --- how it was asked, and how often -------------------------------------------------------------


def test_said_again_unasked_is_firmer_and_said_again_when_asked_is_not() -> None:
    place = says((S.ADDRESS, True))
    twice = known((1_000, CALLER, place), (20_000, CALLER, place))
    assert weight(only(twice, S.ADDRESS)) == FACT
    asked = (10_000, HANDLER, do.Ask((Topic.LOCATION,), QuestionForm.OPEN))
    again = known((1_000, CALLER, place), asked, (20_000, CALLER, place))
    assert not any(each.twice for each in again.ledger)


def test_an_answer_to_two_questions_at_once_comforts_less() -> None:
    """ "Are you alone, and has he gone?" - "He's gone." """
    gone = says((S.HAS_GONE, True))
    two = (5_000, HANDLER, do.Ask((Topic.ALONE_TO_TALK, Topic.HAS_LEFT)))
    one = (5_000, HANDLER, do.Ask((Topic.HAS_LEFT,)))
    assert only(known(two, (9_000, CALLER, gone)), S.HAS_GONE).asked is HowAsked.LED
    assert only(known(one, (9_000, CALLER, gone)), S.HAS_GONE).asked is HowAsked.PLAINLY
    assert only(known((9_000, CALLER, gone)), S.HAS_GONE).asked is HowAsked.UNASKED


def test_an_answer_that_was_put_into_the_mouth_comforts_less() -> None:
    """ "He's gone, hasn't he?" - "He's gone." A knife that is agreed to is a knife."""
    said = (9_000, CALLER, says((S.HAS_GONE, True), (S.KNIFE, True)))
    led = known((5_000, HANDLER, do.Ask((Topic.HAS_LEFT,), leads=True)), said)
    assert only(led, S.HAS_GONE).asked is HowAsked.LED
    assert weight(only(led, S.KNIFE)) == FACT
    plain = known((5_000, HANDLER, do.Ask((Topic.HAS_LEFT,))), said)
    assert weight(only(led, S.HAS_GONE)) == weight(only(plain, S.HAS_GONE)) - 1


def test_a_small_child_who_agrees_may_only_please() -> None:
    """A yes to "Are you in the cupboard?" is worth less than the same to "Where are you?"."""
    child = (1_000, CALLER, says((S.CHILDREN, True), intent=Intent.CHILD_SPEAKS))
    here = says((S.ADDRESS, True), intent=Intent.CHILD_SPEAKS)
    closed = known(child, (5_000, HANDLER, do.Ask((Topic.LOCATION,))), (9_000, CALLER, here))
    opened = known(
        child, (5_000, HANDLER, do.Ask((Topic.LOCATION,), QuestionForm.OPEN)), (9_000, CALLER, here)
    )
    assert weight(only(closed, S.ADDRESS, Speaker.CHILD)) == ASK
    assert weight(only(opened, S.ADDRESS, Speaker.CHILD)) == SAFETY
    turned = do.Ask((Topic.HAS_LEFT,), yes_means=(YesMeans.NOT_SO,))
    says_no = known(
        child,
        (5_000, HANDLER, turned),
        (9_000, CALLER, says((S.HAS_GONE, True), intent=Intent.CHILD_SPEAKS)),
    )
    assert only(says_no, S.HAS_GONE, Speaker.CHILD).asked is HowAsked.PLAINLY


def test_a_text_that_answers_ours_is_firmer_than_one_that_comes_by_itself() -> None:
    """The phone may be in other hands; who answers our text has read it."""
    text = do.SendText("He has a knife.", means=((S.KNIFE, True),))
    alone = only(known((1_000, CALLER, text)), S.KNIFE)
    assert (alone.how, weight(alone)) == (SaidHow.TEXT, THEIR_WORD)
    answered = known((1_000, HANDLER, do.SendText("Weapon?")), (9_000, CALLER, text))
    assert weight(only(answered, S.KNIFE)) == FACT


def test_all_is_well_after_a_crash_is_good_for_safety_only() -> None:
    crash = (1_000, ROOM, do.Make(Sound.BREAKING))
    yes = do.Say(Intent.SAYS_YES, "Yes.", Manner.WHISPERED)
    free: list[Step] = [(2_000, HANDLER, do.Ask((Topic.ALONE_TO_TALK,))), (5_000, CALLER, yes)]
    fine = (9_000, CALLER, says((S.SAYS_FINE, True)))
    assert weight(only(known(crash, *free, fine), S.SAYS_FINE)) == SAFETY
    assert weight(only(known(*free, fine), S.SAYS_FINE)) == THEIR_WORD


def test_how_long_is_news_each_time_and_a_knife_once() -> None:
    """A question to us is a debt again whenever it is asked again; a fact was heard."""
    facts = known(
        (1_000, CALLER, says((S.HOW_LONG, True), (S.KNIFE, True))),
        (3_000, HANDLER, do.Say(Intent.REASSURE, "I'm here.")),
        (5_000, HANDLER, do.Say(Intent.REASSURE, "Still here.")),
        (9_000, CALLER, says((S.HOW_LONG, True), (S.KNIFE, True))),
    )
    assert [each.topic for each in facts.news] == [S.HOW_LONG]


# --- officers ------------------------------------------------------------------------------------


def report(status: UnitStatus, *means: tuple[StatementTopic, bool]) -> Step:
    """What a unit says over the radio."""
    return 60_000, OFFICERS, do.UnitReport(status, "S1", None, "As said.", means)


def test_officers_who_have_seen_the_caller_are_believed() -> None:
    facts = known(NOBODY, report(UnitStatus.REPORTED, (S.MISTAKE, True)))
    theirs = only(facts, S.MISTAKE, Speaker.OFFICER)
    assert weight(theirs) == FACT
    assert (facts.is_yes(Topic.MISTAKE), facts.of(Topic.MISTAKE).how) == (True, HowKnown.OFFICER)
    # It is nothing to say back to the caller.
    assert theirs not in facts.news


def test_what_officers_heard_at_the_door_is_only_a_reason_to_ask() -> None:
    """ "Man here says it was a mistake": nobody has seen the caller."""
    facts = known(NOBODY, report(UnitStatus.THIRD_PARTY_ONLY, (S.MISTAKE, True)))
    assert weight(only(facts, S.MISTAKE, Speaker.OFFICER)) == ASK
    assert not facts.is_yes(Topic.MISTAKE)


# --- ageing --------------------------------------------------------------------------------------


def test_who_can_hear_lapses_with_the_first_entry_after_two_minutes() -> None:
    """Then the facts say so too, and whatever is said next is taken as perhaps overheard."""
    yes = do.Say(Intent.SAYS_YES, "Yes.", Manner.WHISPERED)
    steps: list[Step] = [(1_000, HANDLER, do.Ask((Topic.ALONE_TO_TALK,))), (5_000, CALLER, yes)]
    lapsed = 5_000 + HEARERS_LAPSE
    safe = Knowledge.of(HANDLER, entries(*steps))
    assert (safe.facts.hear, safe.hear(lapsed - 1), safe.hear(lapsed)) == (
        Hearers.SAFE,
        Hearers.SAFE,
        Hearers.UNKNOWN,
    )
    for after, pressure in ((lapsed - 1, Pressure.FREE), (lapsed, Pressure.NEAR)):
        later = Knowledge.of(HANDLER, entries(*steps, (after, CALLER, says((S.SAYS_FINE, True)))))
        assert later.facts.hear is safe.hear(after)
        assert only(later.facts, S.SAYS_FINE).pressure is pressure


@given(st.lists(st.tuples(st.sampled_from([0, 1_000, 61_000, 120_000]), st.booleans()), max_size=6))
def test_the_facts_after_an_entry_agree_with_who_can_hear_at_it(
    gaps: list[tuple[Millis, bool]],
) -> None:
    """A look between two entries sees what the next entry will find."""
    knowledge, at = Knowledge(HANDLER), 0
    for seq, (gap, alone) in enumerate(gaps):
        at += gap
        before = knowledge.hear(at)
        body = says((S.NOBODY_HEARS, True)) if alone else do.Tap()
        knowledge = knowledge.after(Entry(seq, at, CALLER, CALLER, body))
        assert knowledge.hear(at) is knowledge.facts.hear
        assert alone or knowledge.facts.hear is before


# --- nothing that the seat did not perceive ------------------------------------------------------

WORDS = (
    "He's got a knife.",
    "She's fine.",
    "I've taken all my tablets.",
    "He's gone out.",
    "How long?",
    "Nobody can hear me.",
)
_SAYS = st.builds(
    lambda words, manner, intent: (
        f'{{say: {{intent: {intent}, words: "{words}", manner: {manner}}}}}'
    ),
    st.sampled_from(WORDS),
    st.sampled_from(["aloud", "whispered", "faint"]),
    st.sampled_from(["speaks", "not_to_call"]),
)
_WHEN = st.sampled_from(
    ["{at: 1s}", "{at: 9s}", "{at: 40s}", "{at: 90s}", "{heard: which_service}", "{asked: any}"]
)
_STEPS = st.lists(st.tuples(_WHEN, _SAYS), max_size=4)
_PHONE = st.sampled_from(["", "tap", "hang_up", '{press: "55"}'])


def steps_of(role: str, steps: Iterable[tuple[str, str]]) -> str:
    """Steps of a scenario, as a file has them."""
    written = "".join(f"\n  - {{when: {when}, do: {act}}}" for when, act in steps)
    return f"{role}:{written}\n" if written else ""


def could_hear(log: Iterable[Entry], role: Role) -> set[tuple[StatementTopic, bool, Speaker]]:
    """What was stated while a role was on the line, worked out from the stages of the line alone.

    The operator hears until they leave; police from the moment at which they are connected.
    """
    line, left = LineStage.IDLE, False
    heard: set[tuple[StatementTopic, bool, Speaker]] = set()
    for entry in log:
        body = entry.body
        if isinstance(body, CallBegan):
            line, left, heard = LineStage.IDLE, False, set()
        elif isinstance(body, StageEntered):
            line = body.stage
        elif isinstance(body, do.Leave):
            left = True
        stated: Stated = getattr(body, "means", ())
        if entry.actor in (CALLER, ROOM) and getattr(body, "manner", None) is not Manner.FAINT:
            police = line is LineStage.WITH_CALL_HANDLER
            there = police if role is HANDLER else not (police and left)
            there = there and line in _UP
            speaker = Speaker.OTHER if entry.actor is ROOM else Speaker.CALLER
            heard |= {(*each, speaker) for each in stated if there}
        elif isinstance(body, do.HandOver | do.PassDetails) and role is HANDLER:
            heard |= {(*each, Speaker.CALLER) for each in stated}
        elif entry.actor is OFFICERS and role is HANDLER:
            heard |= {(*each, Speaker.OFFICER) for each in stated}
    return heard


_UP = (
    *(LineStage.WITH_OPERATOR, LineStage.SOUND_PROMPT, LineStage.RECORDING),
    *(LineStage.CONNECTING_POLICE, LineStage.WITH_CALL_HANDLER),
)


@given(_STEPS, _STEPS, _PHONE, st.integers(0, 3))
def test_the_ledger_never_has_what_the_seat_did_not_perceive(
    caller: list[tuple[str, str]], room: list[tuple[str, str]], phone: str, seed: int
) -> None:
    """Random calls: with police a seat has what was said there, and what was passed to it."""
    more = [("{at: 20s}", phone)] if phone else []
    call = play(steps_of("caller", [*caller, *more]) + steps_of("room", room), seed=seed)
    for role in (OPERATOR, HANDLER):
        knowledge = Knowledge.of(role, perceived(call.log, flow(), Coverage.HOME, role))
        held = {each[:3] for each in knowledge.facts.ledger}
        assert held <= could_hear(call.log, role), role


def test_what_officers_heard_at_the_door_says_nothing_of_the_situation() -> None:
    """ "Man at the address says she's asleep, it was a mistake": as if nobody had said it."""
    heard: tuple[Step, ...] = (
        (1_000, CALLER, do.Make(Sound.CLOTH)),
        (2_000, CALLER, says((S.HIT, True))),
        (3_000, CALLER, says((S.TRAPPED_OR_FALLEN, True))),
    )
    for n, topic in product(range(4), (S.MISTAKE, S.SAYS_FINE, S.HAS_GONE, S.REFUSES_POLICE)):
        told = known(*heard[:n], report(UnitStatus.THIRD_PARTY_ONLY, (topic, True)))
        assert situations(told) == situations(known(*heard[:n])), topic


# --- another person's word, as the caller gives it ------------------------------------------------


def test_he_says_it_was_an_accident_is_his_word() -> None:
    """The caller only passes it on: it lowers nothing, and is not asked back."""
    said = do.Say(Intent.SPEAKS, "He says it was an accident.", of_others=((S.MISTAKE, True),))
    facts = known((1_000, CALLER, said))

    (found,) = facts.ledger.of(S.MISTAKE)
    assert (found.speaker, found.value) == (Speaker.OTHER, True)
    assert not facts.ledger.says(S.MISTAKE)
    assert not facts.is_yes(Topic.MISTAKE)
    assert facts.ledger.is_anothers(S.MISTAKE, value=True)
    assert facts.news == ()


@pytest.mark.parametrize(
    ("words", "others", "own"),
    [
        ("He says it was an accident.", {S.MISTAKE: True}, set()),
        ("Mum says don't come.", {S.REFUSES_POLICE: True}, set()),
        ("My husband says he's fine.", {S.SAYS_FINE: True}, {S.PARTNER}),
        ("He said he'd kill me.", {}, {S.THREAT_TO_KILL}),
        ("He says I fell.", {S.TRAPPED_OR_FALLEN: True}, set()),
        ("He's telling everyone I slipped, he pushed me.", {S.TRAPPED_OR_FALLEN: True}, {S.HIT}),
        ("hes saying i fell down the stairs", {S.TRAPPED_OR_FALLEN: True}, set()),
        ("My mum says she's fallen.", {}, {S.TRAPPED_OR_FALLEN}),
        ("I said it was a mistake.", {}, set()),
        ("The man says nothing.", {}, set()),
    ],
)
def test_what_another_person_says_is_read_apart(
    words: str, others: dict[StatementTopic, bool], own: set[StatementTopic]
) -> None:
    """What lowers danger is theirs; a threat counts as what the caller says of it."""
    given = meant({"words": words, "intent": Intent.SPEAKS})

    assert dict(given.get("of_others", ())) == others
    assert own <= {topic for topic, _ in given["means"]}
    assert not any(lowers(topic, value) for topic, value in given["means"])


def test_another_persons_word_in_a_text_is_theirs_as_well() -> None:
    """ "he says i fell", typed, is no fall of the caller's own word."""
    text = do.SendText("he says i fell", of_others=((S.TRAPPED_OR_FALLEN, True),))
    facts = known((1_000, CALLER, text))

    (found,) = facts.ledger.of(S.TRAPPED_OR_FALLEN)
    assert found.speaker is Speaker.OTHER
