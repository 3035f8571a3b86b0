"""A caller in disguise chooses whom they pretend to talk to; the call handler is that one."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.scenario.meant import read
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Manner, Role, Topic
from simulator.knowledge.facts import KnownFacts, Same
from simulator.knowledge.judgements.cover import (
    COVERED,
    NOT_ASKED_WHO_IS_HURT,
    WHOM,
    Cover,
    cover,
    cover_of,
)
from simulator.knowledge.ledger import Ledger, SaidHow, Speaker, Statement
from simulator.language.lines import fitting
from simulator.session.run.call_people import line_book
from simulator.session.run.headless_run import run
from tests.daily import a_share_of_cases
from tests.guidance.stories import ALOUD, HANDLER, PLACE, facts, on
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, Play, play, shipped

pytestmark = a_share_of_cases(3)

SHIPPED = {
    "pizza-please": Cover.AS_SHOP,
    "on-the-bus": Cover.AS_SHOP,
    "nearly-home": Cover.AS_MOTHER,
    "late-shift": Cover.AS_REPAIRS,
    "about-the-dog": Cover.AS_VET,
    "only-me-hun": Cover.AS_FRIEND,
    "swapping-a-shift": Cover.AS_WORK,
    "is-that-karen": Cover.AS_WRONG_NUMBER,
    "the-blue-dress": Cover.AS_SISTER,
    "a-cab-for-nine": Cover.AS_TAXI,
}
ORDER_TALK = re.compile(r"\b(?:order|sharp|damaged|delivery|put that through|large)\b", re.I)
FIRST_WORDS = {
    Cover.AS_SHOP: "A large pizza, please.",
    Cover.AS_FRIEND: "Hi babe.",
    Cover.AS_MOTHER: "Hi Mum, it's me.",
    Cover.AS_SISTER: "Hi sis, it's me.",
    Cover.AS_TAXI: "Can I book a taxi?",
    Cover.AS_WORK: "Can I swap my shift?",
    Cover.AS_VET: "I'm ringing about my appointment.",
    Cover.AS_REPAIRS: "I'm ringing about the boiler.",
    Cover.AS_WRONG_NUMBER: "Sorry, I've got the wrong number.",
}
MUM = re.compile(r"\b(?:love|Mum)\b")


def spoken(call: Play, after: int = 0) -> Iterator[tuple[Entry, str]]:
    """What the call handler says aloud."""
    for entry in call.log:
        if entry.actor is HANDLER and isinstance(entry.body, (do.Say, do.Ask)) and entry.at > after:
            yield entry, entry.body.words


@pytest.fixture(scope="module", params=sorted(SHIPPED))
def disguised(request: pytest.FixtureRequest) -> tuple[str, list[Play]]:
    return request.param, [shipped(request.param, seed) for seed in range(3)]


def test_nobody_explains_a_code_inside_a_code(disguised: tuple[str, list[Play]]) -> None:
    """ "When I say sharp I mean a weapon" is gone: a plain question that yes or no answers."""
    _, calls = disguised
    words = [each for call in calls for _, each in spoken(call)]
    assert [each for each in words if re.search(r"\b(?:sharp|damaged)\b|\bI mean\b", each)] == []


def test_talk_of_an_order_is_for_who_orders(disguised: tuple[str, list[Play]]) -> None:
    """To "Mum" nobody says "I've got that order", nor to a surgery."""
    name, calls = disguised
    if SHIPPED[name] is not Cover.AS_SHOP:
        words = [each for call in calls for _, each in spoken(call)]
        assert [each for each in words if ORDER_TALK.search(each)] == []


def test_the_word_police_is_said_once_at_most(disguised: tuple[str, list[Play]]) -> None:
    """SIT-19: the other person may hear it the second time."""
    _, calls = disguised
    for call in calls:
        found = next((e.at for e in call.log if isinstance(e.body, do.Arrive)), call.log[-1].at)
        said = [each for entry, each in spoken(call) if entry.at < found]
        heard = [each for each in said if "police" in each.lower()]
        assert len(heard) <= 1, heard


def test_each_question_has_one_answer_and_is_not_asked_again(
    disguised: tuple[str, list[Play]],
) -> None:
    """A long talk gives the caller away; only danger, hearing and who follows are asked again."""
    _, calls = disguised
    again = {Topic.CAN_HEAR, Topic.IN_DANGER, Topic.BEHIND_YOU, Topic.PEOPLE_NEAR, Topic.MOVING}
    for call in calls:
        asked: set[Topic] = set()
        for body in call.bodies(do.Ask, HANDLER):
            topic = body.about[0]
            if topic in asked - again:
                first = next(e for e in call.bodies(do.Ask, HANDLER) if e.about[0] is topic)
                answers = call.bodies(do.Say, Role.CALLER)
                assert not answers or first, topic
            asked.add(topic)
        counts = [
            sum(body.about[0] is topic for body in call.bodies(do.Ask, HANDLER))
            for topic in asked - again
        ]
        assert max(counts, default=0) <= 2


def test_who_is_followed_and_talks_to_mum_is_asked_and_advised_inside_the_cover() -> None:
    """SIT-04 under SIT-19: followed, where people are, and not home; the place is read, not asked.

    "Still behind you?" by a clock was struck by two readers: data shows the place each 30 s.
    """
    scenario = LIBRARY.scenario("nearly-home").scenario
    for seed in range(4):
        call = Play(run(scenario, DEFAULT, GENERIC, seed))
        assert call.any(do.Ask, HANDLER, about=(Topic.FOLLOWED,))
        [advice] = call.bodies(do.Say, HANDLER)[:0] or [
            each for each in call.bodies(do.Say, HANDLER) if each.intent is Intent.MOVE_TO_SAFETY
        ]
        assert re.search(r"\b(?:open|lit)\b", advice.words)
        assert "police" not in advice.words.lower()
        there = [e for e in call.log if isinstance(e.body, do.Arrive)] or list(call.log[-1:])
        sent = call.first(do.Deploy).at
        waiting = [e for e in call.log if sent + 60_000 < e.at < there[0].at - 5_000]
        read = [e.at for e in waiting if isinstance(e.body, do.ReadLocation)]
        assert all(b - a <= 45_000 for a, b in pairwise(read))
        behind = call.all(do.Ask, HANDLER, about=(Topic.BEHIND_YOU,))
        assert len(behind) <= 7
        assert not call.any(do.Ask, HANDLER, about=(Topic.IN_A_VEHICLE,))


def test_two_large_say_nothing_of_how_many_people_there_are() -> None:
    """An order is an order: "Is that two people?" breaks the cover, and reads what is not in it."""
    found = set()
    for seed in range(6):
        call = Play(run(LIBRARY.scenario("on-the-bus").scenario, DEFAULT, GENERIC, seed))
        found |= {body.words for body in call.bodies(do.Ask, HANDLER)}
    assert not [each for each in found if "people" in each or "You said" in each]
    assert found


def test_the_reader_knows_whom_the_caller_talks_to() -> None:
    for whom, words in FIRST_WORDS.items():
        stated, _ = read(words)
        assert cover_of(stated) is whom, words


def test_a_caller_who_is_only_sorry_for_a_wrong_number_is_not_in_disguise() -> None:
    """Most wrong numbers are wrong numbers: the words alone show no pretence."""
    stated, _ = read("Sorry, wrong number.")
    assert not [topic for topic, _ in stated if topic.value == "as_if_to_another"]


@given(st.lists(st.sampled_from(sorted(WHOM)), min_size=1, max_size=4))
def test_the_last_one_named_is_whom_the_caller_talks_to(topics: list[object]) -> None:
    """Whatever came before: the newest word counts, also if it was said before."""
    ledger = Ledger()
    for topic in topics:
        ledger = ledger.plus([Statement(topic, True, Speaker.CALLER, SaidHow.SPOKEN)])  # type: ignore[arg-type]
    assert cover(KnownFacts(ledger=ledger)) is WHOM[topics[-1]]  # type: ignore[index]


def test_what_the_other_person_says_names_no_cover() -> None:
    ledger = Ledger().plus([Statement(next(iter(WHOM)), True, Speaker.OTHER, SaidHow.SPOKEN)])
    assert cover(KnownFacts(ledger=ledger)) is None


@pytest.mark.parametrize("topic", sorted(COVERED - {Topic.LOCATION, Topic.COVER_WORDS}))
def test_each_question_under_cover_has_plain_forms_for_any_cover(topic: Topic) -> None:
    """Also where nothing has shown whom the caller pretends to talk to."""
    lines = line_book(HANDLER)["still_there" if topic is Topic.CAN_HEAR else topic]
    plain = [each for each in lines if "disguised" in each.when]
    assert len(plain) >= 2
    assert not [each.words for each in plain if ORDER_TALK.search(each.words)]


@pytest.mark.parametrize("whom", list(Cover))
@pytest.mark.parametrize("purpose", ["says_yes", "says_no"])
def test_a_caller_answers_as_to_whom_they_pretend_to_talk(whom: Cover, purpose: str) -> None:
    lines = line_book(Role.CALLER)[purpose]
    own = [each for each in lines if str(whom) in each.when]
    assert len(own) >= 2
    assert not [each.words for each in own if each.means]


@pytest.mark.parametrize("whom", list(Cover))
def test_each_cover_gets_its_own_first_sentence_and_its_own_answers(whom: Cover) -> None:
    """End to end, for covers without a shipped call as well; nobody says "love" to a customer."""
    words = FIRST_WORDS[whom]
    pretends = f'{{say: {{intent: pretends, words: "{words}"}}}}'
    text = (
        PLACE
        + facts(in_danger="yes", other_person_present="yes", needs_police="yes", injured="no")
        + ALOUD
        + f"caller:\n  - {on('{heard: which_service}', pretends)}\n"
        + f"  - {on('{heard: connecting}', pretends)}\n"
        + "  - "
        + on("{heard: say_yes_if_police}", "{say: {intent: says_yes, words: Yes.}}")
        + "\n"
    )
    call = play(text)
    first = next(e for _, e in spoken(call) if "police" in e.lower() and _)
    family = whom in (Cover.AS_MOTHER, Cover.AS_SISTER, Cover.AS_FRIEND)
    handlers = [each for _, each in spoken(call)]
    assert first
    if not family:
        assert not [each for each in handlers if MUM.search(each)]
    lines = {each.words for each in line_book(Role.CALLER)["says_yes"] if str(whom) in each.when}
    later = [
        body.words
        for body in call.bodies(do.Say, Role.CALLER)
        if body.intent is Intent.SAYS_YES and body.words != "Yes."
    ]
    assert set(later) <= lines


def test_officers_hear_whom_the_caller_pretends_to_talk_to() -> None:
    """SIT-19: "She's pretending to ring her mum"."""
    call = Play(run(LIBRARY.scenario("nearly-home").scenario, DEFAULT, GENERIC, 1))
    briefed = " ".join(body.text for body in call.bodies(do.BriefOfficers))
    assert "talks as if to their mother" in briefed


@pytest.mark.parametrize("purpose", sorted(line_book(HANDLER)))
@pytest.mark.parametrize("beside", ["partner", "stranger", "followed", "vehicle", "ill"])
def test_what_fits_another_situation_is_not_said_into_a_disguise(purpose: str, beside: str) -> None:
    """ "If you can leave without passing them, go to a neighbour" is nothing that Mum says."""
    lines = line_book(HANDLER)[purpose]
    found = fitting(Same(lines), frozenset({"disguised", "as_mother", beside}), frozenset())
    fit = [each for each in lines if each.when & {"disguised", "as_mother"} and not each.after]
    if [each for each in fit if not each.slots]:
        assert all(each.when & {"disguised", "as_mother", "cover_sent"} for each in found.own)


@pytest.mark.parametrize("seed", range(3))
def test_mum_is_not_who_is_behind_her(seed: int) -> None:
    """Whom a caller pretends to talk to says nothing of the other person."""
    call = Play(run(LIBRARY.scenario("nearly-home").scenario, DEFAULT, GENERIC, seed))
    briefed = " ".join(body.text for body in call.bodies(do.BriefOfficers))
    said = " ".join(words for _, words in spoken(call))
    assert not re.search(r"\b(?:she|her)\b", briefed.lower())
    assert not re.search(r"\b(?:she|her)\b", said.lower())


@pytest.mark.parametrize("seed", range(4))
def test_danger_is_asked_about_before_what_is_near(seed: int) -> None:
    call = Play(run(LIBRARY.scenario("nearly-home").scenario, DEFAULT, GENERIC, seed))
    first = call.bodies(do.Ask, HANDLER)[0]
    assert first.about == (Topic.IN_DANGER,)


# --- what a second reader struck ------------------------------------------------------------------


@pytest.mark.parametrize("whom", sorted(FIRST_WORDS))
def test_in_a_cover_nobody_asks_what_that_one_would_never_ask(whom: Cover) -> None:
    """CH-38, SIT-19: a shop asks no injury, nobody asks a weapon, and no plain form slips in."""
    for seed in range(3):
        call = play(in_cover(FIRST_WORDS[whom]), seed=seed)
        asked = {t for e, _ in spoken(call) if isinstance(e.body, do.Ask) for t in e.body.about}
        assert Topic.WEAPON not in asked
        if whom in NOT_ASKED_WHO_IS_HURT:
            assert Topic.INJURED not in asked
        words = [each for _, each in spoken(call)]
        broken = re.compile(r"threatening you|in danger|at risk|Are you hurt\?|anybody hurt\?")
        assert [each for each in words if broken.search(each)] == []


@pytest.mark.parametrize("seed", range(6))
def test_in_a_cover_nothing_is_asked_while_the_other_person_talks_to_the_caller(seed: int) -> None:
    """CH-44, CH-47: a question 3 s after "Are you listening to me?" is answered to his face."""
    call = Play(run(LIBRARY.scenario("about-the-dog").scenario, DEFAULT, GENERIC, seed))
    near = [
        e.at for e in call.all(do.Say, Role.ROOM)
        if e.body.manner is not Manner.FAINT  # type: ignore[union-attr]
    ]  # fmt: skip
    sent = call.first(do.Deploy).at
    for entry, words in spoken(call):
        late = [entry.at - at for at in near if at < entry.at]
        if entry.at < sent + 120_000 and late:
            assert min(late) >= 5_000, words


def test_the_operator_answers_as_whom_the_caller_pretends_to_talk_to() -> None:
    """OP-10: to "Mum" the operator is no shop, and police hear whom it was as if to."""
    for name, whom in (("nearly-home", "their mother"), ("the-blue-dress", "their sister")):
        call = Play(run(LIBRARY.scenario(name).scenario, DEFAULT, GENERIC, 2))
        handed = call.first(do.HandOver, Role.OPERATOR)
        assert f"as if to {whom}" in handed.body.words  # type: ignore[union-attr]
    call = Play(run(LIBRARY.scenario("nearly-home").scenario, DEFAULT, GENERIC, 2))
    asks = call.first(do.Say, Role.OPERATOR, intent=Intent.SAY_YES_IF_POLICE)
    assert "love" in asks.body.words  # type: ignore[union-attr]


def in_cover(first: str) -> str:
    """A caller who says this and answers yes and no aloud, with a person in the room."""
    return (
        PLACE
        + facts(in_danger="yes", injured="no", weapon="no", alone_to_talk="no", at_home="yes")
        + ALOUD
        + "caller:\n"
        + f"  - {on('{heard: which_service}', says_as(first))}\n"
        + f"  - {on('{heard: say_yes_if_police}', says_as('Yes.', 'says_yes'))}\n"
    )


def says_as(words: str, intent: str = "pretends") -> str:
    return f"{{say: {{intent: {intent}, words: {json.dumps(words)}}}}}"
