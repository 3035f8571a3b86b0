"""What is never said or done (practice.md 0.1 and 2.4), in every shipped call with four seeds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import NamedTuple

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import (
    Coverage,
    Intent,
    Marker,
    NoteKind,
    Reason,
    Role,
    Service,
    Topic,
    UnitStatus,
)
from simulator.knowledge.answers import AnswerState, HowKnown, TopicFact
from simulator.knowledge.facts import (
    HEARERS_LAPSE,
    FrozenMap,
    HeardThing,
    HeardUse,
    Hearers,
    KnownFacts,
    PlaceKnown,
    Stamp,
)
from simulator.knowledge.judgements.waiting import nobody_to_hide_from
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.uptake import takes_up
from simulator.session.run.call_people import line_book
from simulator.session.run.headless_run import run
from tests.daily import a_share_of_cases, some_a_day
from tests.guidance.stories import Known, acts_with_facts, spoken
from tests.session.calls import DEFAULT, LIBRARY, Story

pytestmark = a_share_of_cases(4)

SCENARIOS = [entry.id for entry in LIBRARY.scenarios() if entry.kind != "flow"]
"""Those in which the call handler is not made to depart from guidance."""
FLOWS = [entry.id for entry in LIBRARY.scenarios() if entry.kind == "flow"]
SEEDS = range(4)
OFFICERS = (Intent.OFFICERS_SENT, Intent.OFFICERS_THERE, Intent.ETA, Intent.NO_UNIT_YET)
OF_POLICE = re.compile(r"\b(police\w*|officers?|999|constable)\b", re.IGNORECASE)
PROMISES = re.compile(
    r"you're safe now|it'll be all right|nothing will happen|help is coming|55 shows", re.IGNORECASE
)
BLAME = re.compile(
    r"why didn't you|speak up|calm down|stop crying|have to speak|don't ring again|"
    r"but not the words|say the word for yes|the address that i have",
    re.IGNORECASE,
)
OF_THE_LOG = re.compile(r"\b(marker|caller|graded?|incident|thrive|recognised)\b", re.IGNORECASE)
WITHDRAWN = re.compile(
    r"give (mummy|daddy|mum|dad|him|her)\b.*\bphone|teddy|see the uniform\?|ask for extra|"
    r"has anything changed|breath\w* slowly|slow breaths|slowly out|ambulance service has it|"
    r"fingers.*loud",
    re.IGNORECASE,
)
"""Lines that the second sheet of practice withdraws (practice2, its opening paragraph (7), 4.4)."""
BARS = re.compile(r"don't open|push something heavy|whatever's said to you", re.IGNORECASE)
MAY_CHANGE = {Topic.INJURED, Topic.ALONE_TO_TALK, Topic.CAN_HEAR}
"""Asked again although an answer came: after a sound, before the next telling, with a new code."""
BY_THE_MINUTE = {Topic.BREATHING_WELL, Topic.BEHIND_YOU, Topic.PEOPLE_NEAR, Topic.MOVING}
"""What changes while help comes: how a person breathes, what is about one who is followed, and
whether a car moves (practice2 BF-6, ST-29, 4.4, SIT-06)."""
SOONEST = 20_000
"""No sooner than this after it was asked last, unless it follows from what was just said."""
FOLLOWS = {
    (Topic.DOOR_LOCKED, StatementTopic.PERSON_OUTSIDE),
    (Topic.OTHER_PERSON_PRESENT, StatementTopic.ASLEEP),
    (Topic.TABLETS_TAKEN, StatementTopic.TABLETS_TAKEN),
    (Topic.PASSED_OUT, StatementTopic.HEAD_OR_PASSED_OUT),
    (Topic.IN_DANGER, StatementTopic.DONE_BEFORE),
    (Topic.LOCATION, StatementTopic.FLOOR),
    (Topic.CHILDREN, StatementTopic.CHILDREN),
}
"""What may be asked once more, in another sense, because this was said: "Back one too?", "Who's
asleep?", "What were they?", "How long were you out?", "Worse this time?", "Is there a buzzer?",
"Are they all right there?" (practice2 ST-31, ST-41, ST-54, SIT-13 and the statements' own
answers)."""


@pytest.mark.parametrize("role", [Role.CALL_HANDLER, Role.OPERATOR])
def test_no_line_is_left_that_practice_has_withdrawn(role: Role) -> None:
    """Not the phone for Mummy or Daddy, no teddy, no uniform, no breathing to order."""
    lines = [line.words for purpose in line_book(role).values() for line in purpose]
    assert lines
    assert [words for words in lines if WITHDRAWN.search(words)] == []


class Runs(NamedTuple):
    """A shipped scenario, run with each seed."""

    coverage: Coverage
    stories: tuple[Story, ...]


def runs_of(scenario_id: str) -> Runs:
    """Run a shipped scenario with each seed."""
    scenario = LIBRARY.scenario(scenario_id).scenario
    force = LIBRARY.force(scenario.force or "generic").force
    stories = (Story(run(scenario, DEFAULT, force, seed).log) for seed in SEEDS)
    return Runs(scenario.coverage, tuple(stories))


@pytest.fixture(scope="module", params=some_a_day(SCENARIOS))
def runs(request: pytest.FixtureRequest) -> Runs:
    """One shipped scenario after the other: each is run once for all tests."""
    return runs_of(request.param)


def words(entry: Entry) -> str:
    """The words of something said, or of a text."""
    return str(getattr(entry.body, "words", ""))


def says(act: Known, *intents: Intent) -> bool:
    """Whether it was said for one of these purposes."""
    return isinstance(act.entry.body, do.Say) and act.entry.body.intent in intents


def mentions_police(act: Known) -> bool:
    """Whether police or officers are in words that are spoken."""
    return isinstance(act.entry.body, do.SPOKEN) and bool(OF_POLICE.search(words(act.entry)))


def topics(act: Known) -> tuple[Topic, ...]:
    """What a question was about; nothing for any other act."""
    return act.entry.body.about if isinstance(act.entry.body, do.Ask) else ()


def is_fresh(act: Known) -> bool:
    """Whether the caller has said of late that nobody else can hear (CH-19, CH-20)."""
    known = act.facts.of(Topic.ALONE_TO_TALK)
    fresh = act.entry.at - (act.knowledge.at(Stamp.HEAR) or 0) <= HEARERS_LAPSE
    return bool(known.asked and act.facts.is_yes(Topic.ALONE_TO_TALK) and fresh)


def asks_a_child(act: Known) -> bool:
    """Whether a child, and no grown-up who came to the phone, is asked about hard things."""
    child = act.facts.caller_said(Intent.CHILD_SPEAKS)
    adult = act.facts.caller_said(Intent.SAYS_MISTAKE)
    return (
        child
        and not adult
        and not {Topic.WEAPON, Topic.DRINK_OR_DRUGS, Topic.ORDERS}.isdisjoint(topics(act))
    )


def asks_what_is_known(act: Known) -> bool:
    """A question whose answer the caller has given (B05).

    But for a "no" to danger (CH-27), what changes by the minute, and once more for what was said,
    or to who did not follow the question (H14).
    """
    again = any(each[0] is StatementTopic.DOES_NOT_FOLLOW for each in act.facts.news)
    news = [each for each in act.facts.news if takes_up(act.entry.body, each[:2])]
    for topic in set(topics(act)) - MAY_CHANGE:
        denied = topic is Topic.IN_DANGER and act.facts.is_no(topic)
        known = act.facts.is_yes(topic) or act.facts.is_no(topic)
        if topic is Topic.LOCATION and act.facts.unit_status is UnitStatus.NOT_FOUND:
            continue  # Officers are there and see nobody: what does the caller see? (EN-04)
        if topic in BY_THE_MINUTE:
            last = act.knowledge.at(Stamp.ASKED, topic) or 0
            if known and not news and act.entry.at - last < SOONEST:
                return True
        elif known:
            follows = any((topic, each[0]) in FOLLOWS for each in news)
            if act.facts.of(topic).asked > (denied or follows or again):
                return True
    return False


def closes_wrongly(act: Known) -> bool:
    """Closed although a sign came and nobody was sent, or on another person's word (rule 6)."""
    if not isinstance(act.entry.body, do.Close):
        return False
    safe = act.entry.body.reason is Reason.CHECKED_SAFE
    gone = act.facts.sent or act.facts.offered_to or act.facts.was_cut
    return (safe and act.facts.other_voice) or not (safe or gone or not act.facts.signs)


def briefs_wrongly(act: Known) -> bool:
    """Officers are briefed with a yes or no that is not the answer as it was decoded (CH-14)."""
    body = act.entry.body
    if not isinstance(body, do.BriefOfficers):
        return False
    right = all(map(act.facts.is_yes, body.topics)) and all(map(act.facts.is_no, body.ruled_out))
    return not right


def told(value: AnswerState) -> TopicFact:
    """A topic that was asked and answered by the caller."""
    return TopicFact(value, HowKnown.TOLD, 1, value)


CHILD = FrozenMap({HeardThing(Role.CALLER, Intent.CHILD_SPEAKS): HeardUse(())})
STRANGER = FrozenMap({Topic.KNOWS_PERSON: told(AnswerState.NO)})
UNARMED = FrozenMap({Topic.WEAPON: told(AnswerState.NO)})
WIDE = (PlaceKnown.NONE, PlaceKnown.WIDE)


class Never(NamedTuple):
    """What is never done, and an act by hand, with what was known, that does it."""

    holds: Callable[[Known], bool]
    fault: do.Action
    known: Mapping[str, object] = {}


def writes_to_a_phone_that_may_sound(act: Known) -> bool:
    """A first text where others may hear it, and the phone was never asked to be silent (CH-10).

    `MAY_BE_WRITTEN_TO` has the kinds that are right.
    """
    facts = act.facts
    first = isinstance(act.entry.body, do.SendText) and not facts.texts_out
    return (
        first
        and Intent.SILENCE_PHONE not in facts.said
        and not any(holds(act) for holds in MAY_BE_WRITTEN_TO.values())
    )


MAY_BE_WRITTEN_TO: Mapping[str, Callable[[Known], bool]] = {
    "the caller wrote first, or asks for texts (SIT-20, CH-63, CH-64)": lambda act: bool(
        act.facts.texts_in or act.facts.ledger.belief(StatementTopic.NO_SPEECH)
    ),
    "the caller has said that nobody would see a text (CH-64), and may pretend (CH-21)": (
        lambda act: act.facts.is_no(Topic.SCREEN_SEEN)
    ),
    "nobody else can hear, or there is nobody to hide from (CH-20)": lambda act: bool(
        is_fresh(act) or nobody_to_hide_from(act.facts)
    ),
    "who is ill is known from the number, and hides from nobody (CH-37)": lambda act: bool(
        Marker.ILLNESS in act.facts.markers
    ),
    "the line is gone, and nothing more can be said on it (CH-66)": lambda act: bool(
        act.facts.line_lost
    ),
}
"""Why a text may be sent to a phone that was not silenced, with the sheet's row."""


NEVER: Mapping[str, Never] = {
    # "Open when I say" (practice2 4.4): a door that was barred is barred to officers as well.
    "the caller is to keep a door shut to all once officers are there": Never(
        lambda act: (
            act.facts.arrived and not act.facts.found and bool(BARS.search(words(act.entry)))
        ),
        do.Say(Intent.REASSURE, "Don't open it, whatever's said to you."),
        {"arrived": True},
    ),
    "a text makes a phone sound that others may hear (CH-10)": Never(
        writes_to_a_phone_that_may_sound, do.SendText("Hi, are you OK?")
    ),
    "officers are mentioned without a recent word that nobody else can hear (B26)": Never(
        # A child beside a grown-up who is ill, and who is alone, hear it (practice2 WT-04).
        lambda act: (
            says(act, *OFFICERS) and not is_fresh(act) and not nobody_to_hide_from(act.facts)
        ),
        do.Say(Intent.ETA),
        {"sent": True},
    ),
    "officers are said to come before they are sent (rule 2)": Never(
        lambda act: says(act, Intent.OFFICERS_SENT) and not act.facts.sent,
        do.Say(Intent.OFFICERS_SENT),
    ),
    "officers are said to be there before they are (rule 2)": Never(
        lambda act: says(act, Intent.OFFICERS_THERE) and not act.facts.arrived,
        do.Say(Intent.OFFICERS_THERE),
    ),
    "an ambulance is said to come before it was asked for (CH-29, CH-61)": Never(
        lambda act: (
            says(act, Intent.AMBULANCE_SENT) and Service.AMBULANCE not in act.facts.brought_in
        ),
        do.Say(Intent.AMBULANCE_SENT),
    ),
    "an interpreter is spoken of before one was asked for (CH-41)": Never(
        lambda act: says(act, Intent.GETS_INTERPRETER) and NoteKind.PERSON not in act.facts.notes,
        do.Say(Intent.GETS_INTERPRETER),
    ),
    "a wide place is said to be known [N1]": Never(
        lambda act: act.facts.place in WIDE and "know where you are" in words(act.entry).lower(),
        do.Say(Intent.REASSURE, "I know where you are."),
    ),
    "another voice hears of police, or of officers (CH-40, B24)": Never(
        lambda act: act.facts.other_voice and mentions_police(act),
        do.Say(Intent.THANK, "Police here."),
        {"other_voice": True},
    ),
    # Once officers have found the caller they are in the room: nothing is given away by then.
    "a caller who pretends hears of police more than the once that asks about them": Never(
        lambda act: (
            act.facts.hear is Hearers.EXPOSED
            and not act.facts.found
            and not says(act, Intent.SAY_YES_IF_POLICE)
            and mentions_police(act)
        ),
        do.Say(Intent.THANK, "An officer comes."),
        {"hear": Hearers.EXPOSED},
    ),
    "a text mentions police where it is not known that nobody sees it (CH-64)": Never(
        lambda act: (
            isinstance(act.entry.body, do.SendText)
            and not act.facts.is_no(Topic.SCREEN_SEEN)
            and bool(OF_POLICE.search(words(act.entry)))
        ),
        do.SendText("This is the police."),
    ),
    "court orders are asked about where the other person is a stranger (CH-32)": Never(
        lambda act: Topic.ORDERS in topics(act) and act.facts.is_no(Topic.KNOWS_PERSON),
        do.Ask((Topic.ORDERS,)),
        {"topics": STRANGER},
    ),
    "a child is asked about weapons, drink or orders (CH-36, B33)": Never(
        asks_a_child, do.Ask((Topic.WEAPON,)), {"heard": CHILD}
    ),
    "a question is about more than one fact (B05)": Never(
        lambda act: len(topics(act)) > 1, do.Ask((Topic.WEAPON, Topic.CHILDREN))
    ),
    "what the caller has answered is asked (B05)": Never(
        asks_what_is_known, do.Ask((Topic.WEAPON,)), {"topics": UNARMED}
    ),
    "closed on silence or another voice (rule 6)": Never(
        closes_wrongly, do.Close(Reason.CHECKED_SAFE), {"other_voice": True}
    ),
    "briefed otherwise than answered (CH-14)": Never(
        briefs_wrongly, do.BriefOfficers((Topic.WEAPON,)), {"topics": UNARMED}
    ),
}


def test_what_is_never_said_or_done_is_not(runs: Runs) -> None:
    """Every act of the call handler, with what they knew when they did it."""
    found = [
        f"seed {seed}: {name} {act.entry.at} ms: {act.entry.body}"
        for seed, call in enumerate(runs.stories)
        for act in acts_with_facts(call, coverage=runs.coverage)
        for name, never in NEVER.items()
        if never.holds(act)
    ]
    assert found == []


@pytest.mark.parametrize("scenario_id", some_a_day(FLOWS))
def test_no_text_makes_a_phone_sound_in_the_calls_that_show_the_flow(scenario_id: str) -> None:
    """There too a first text comes after the phone was to be silenced, but for the same kinds."""
    found = [
        f"{scenario_id} seed {seed}: {act.entry.at} ms: {act.entry.body}"
        for seed, call in enumerate(runs_of(scenario_id).stories)
        for act in acts_with_facts(call)
        if writes_to_a_phone_that_may_sound(act)
    ]
    assert found == []


@pytest.mark.parametrize("never", NEVER.values(), ids=NEVER)
def test_a_fault_made_by_hand_is_found(never: Never) -> None:
    """And nothing is found in an act that is right."""
    facts = KnownFacts()._replace(**never.known)  # type: ignore[arg-type]
    knowledge = Knowledge(Role.CALL_HANDLER)
    entry = Entry(1, 1_000, Role.CALL_HANDLER, Role.CALL_HANDLER, never.fault)
    assert never.holds(Known(entry, facts, knowledge))
    assert not never.holds(Known(entry._replace(body=do.Say(Intent.GOT_IT)), facts, knowledge))


def test_no_sentence_comes_twice_running_or_five_times(runs: Runs) -> None:
    """In one conversation, in the call handler's own words (practice.md 2.1)."""
    for call in (each for run_ in runs.stories for each in run_.calls):
        sentences = [words(entry) for entry in spoken(call)]
        assert [one for one, other in pairwise(sentences) if one == other] == []
        assert {s: n for s, n in Counter(sentences).items() if n > 4} == {}


def test_no_sentence_promises_blames_or_speaks_like_a_log(runs: Runs) -> None:
    """Nothing that cannot be promised, no blame, and no word of the control room's own."""
    for entry in (entry for call in runs.stories for entry in spoken(call)):
        for forbidden in (PROMISES, BLAME, OF_THE_LOG):
            aside = getattr(entry.body, "intent", None) is Intent.CONFIRMS_TAKEN
            assert aside or not forbidden.search(words(entry)), words(entry)


def test_nothing_is_closed_within_twenty_seconds_of_an_arrival(runs: Runs) -> None:
    """Officers at the scene are not yet with the caller (CH-79, CH-80)."""
    for call in runs.stories:
        for arrived in call.all(do.Arrive):
            closed = call.after(arrived).all(do.Close)
            assert all(entry.at - arrived.at >= 20_000 for entry in closed)


@pytest.mark.thorough
def test_call_handlers_have_three_hundred_sentences() -> None:
    """Over all shipped calls and four seeds, so that no call sounds like a list."""
    stories = [story for each in SCENARIOS for story in runs_of(each).stories]
    assert len({words(entry) for story in stories for entry in spoken(story)}) >= 300
