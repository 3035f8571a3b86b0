"""The coach is ahead: one short hint before an act that is due, and a warning before a harmful one.

Practice 6.7. It names the moment and the next act, and is silent while all is well.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Reason, Role, Sign, Topic
from simulator.debrief.assess.coach import _MOMENTS as MOMENTS
from simulator.debrief.assess.coach import (
    APART,
    MOST_WORDS,
    CoachHint,
    coach_ahead,
    hearers_doubt,
    hint_text,
    hints_of,
)
from simulator.guidance.tables import TABLES, guidance_of
from simulator.knowledge.answers import AnswerState, TopicFact
from simulator.knowledge.facts import Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.learning_step import StampKey
from simulator.seat.available_acts import SURE, Parameter, taken_back
from simulator.seat.command_parser import propose
from simulator.seat.open_act import ShownAnswer, shown_question, typed_answer
from simulator.seat.seat_view import SeatView, advice, seat_view
from simulator.session.clock import ManualClock
from simulator.session.run.headless_run import run
from tests.daily import a_share, one_in
from tests.session.calls import DEFAULT, GENERIC, LIBRARY
from tests.session.sitting import perceived, setup

HANDLER = Role.CALL_HANDLER
CALLS = ("noise-downstairs", "partner-in-the-room", "row-in-the-kitchen", "glass-in-the-shop")


class Desk:
    """A call handler's seat that answers, and types lines."""

    def __init__(self, name: str, *, coached: bool = True) -> None:
        self.clock = ManualClock()
        of = replace(setup(name, HANDLER), coached=coached)
        self.view: SeatView = seat_view(LIBRARY, of, self.clock)

    def wait(self, seconds: int, *, answers: bool = True) -> None:
        """Let time pass; answer when it rings."""
        for _ in range(seconds):
            self.clock.tick(1_000)
            self.view.catch_up()
            if answers and self.view.rings(HANDLER):
                answer = next(a for a in self.view.available_acts(HANDLER) if a.key == "a")
                self.view.do(HANDLER, answer.act, {})

    def asked(self, line: str) -> tuple[Parameter, ...]:
        """What a line is asked back with."""
        choice = propose(self.view, HANDLER, line).choices[0]
        return self.view.parameters(HANDLER, choice.act, dict(choice.chosen))

    def write(self, line: str) -> None:
        """Do what a line says, and go on where a coach warns."""
        choice = propose(self.view, HANDLER, line).choices[0]
        self.view.do(HANDLER, choice.act, {**choice.chosen, SURE: True})

    @property
    def hints(self) -> list[CoachHint]:
        return self.view.hints


@one_in(6)
def test_a_hint_of_any_row_has_fifteen_words_at_most(one_in: int) -> None:
    """Also with the longest moment before it, and for every act that its maker can make."""
    longest = max(MOMENTS.values(), key=lambda each: len(each.split()))
    held = {name: [*seen] for name, seen in made_acts(one_in).items()}
    assert len(held) > (200 if one_in == 1 else 100)
    for table in TABLES:
        for row in table.rows:
            for action in held.get(row.id, ()):
                text = hint_text(row, action, longest)
                assert len(text.split()) <= MOST_WORDS, (row.id, text)
                assert text.endswith((".", '"')), text
    for topic in Topic:
        row = TABLES[1].rows[0]
        assert len(hint_text(row, do.Ask((topic,)), longest).split()) <= MOST_WORDS
    for row in (row for table in TABLES for row in table.rows):
        words = row.act.says.partition(":")[0].partition(",")[0].split()
        assert len(words) <= MOST_WORDS, row.id


@cache
def made_acts(one_in: int) -> dict[str, set[do.Action]]:
    """The acts that rows make in one of so many shipped calls."""
    found: dict[str, set[do.Action]] = {}
    for entry in a_share((e for e in LIBRARY.scenarios() if e.kind != "flow"), one_in):
        of = setup(entry.id)
        log = run(of.scenario, of.profile, of.force).log
        for table in TABLES:
            guidance = guidance_of(table.role, DEFAULT, GENERIC)
            knowledge = Knowledge(table.role)
            for each in perceived(of, log, table.role):
                knowledge = knowledge.after(each)
                for held in guidance.held(knowledge.facts):
                    found.setdefault(held.row.id, set()).add(held.action)
    return found


@pytest.mark.parametrize("name", CALLS)
def test_hints_are_twenty_seconds_apart_unless_life_is_at_stake_or_it_is_now(name: str) -> None:
    """One at a time; rows of levels 0 and 1 are not held back."""
    desk = Desk(name)
    desk.wait(400)
    assert desk.hints
    for before, after in pairwise(desk.hints):
        assert after.at > before.at
        assert after.at - before.at >= APART or after.level <= 1, after


def test_something_breaks_and_the_coach_says_to_listen_at_once() -> None:
    """CH-47: before anything is said about it; and it does not know what broke, or who did it."""
    desk = Desk("row-in-the-kitchen")
    desk.wait(200)
    listen = [hint.text for hint in desk.hints if hint.text.endswith("Stop and listen.")]
    assert listen
    heard = {hint.split(". ")[0] for hint in listen}
    assert heard & {"Someone shouted", "Something broke", "Someone cried"}, heard


def test_an_act_that_is_begun_is_not_named() -> None:
    """Silence while the trainee is on course: what is done within four seconds needs no hint."""
    slow, quick = Desk("noise-downstairs"), Desk("noise-downstairs")
    for desk, searches in ((slow, False), (quick, True)):
        while not desk.view.knowledge[HANDLER].facts.answered:
            desk.wait(1)
        desk.write("this is the police, can you talk?")
        desk.wait(2)
        if searches:
            desk.write("/f")
        desk.wait(40)
    assert any("Search the number" in hint.text for hint in slow.hints)
    assert not any("Search the number" in hint.text for hint in quick.hints)


def test_a_briefing_is_asked_for_twice_however_often_there_is_something_new() -> None:
    """Each answer changed what officers had to know, and the same words came five times.

    After a briefing, what is new then is a new matter.
    """
    desk = Desk("noise-downstairs")
    lines = ("this is the police, can you talk?", "/grade emergency danger", "/send speech heard")
    desk.wait(70)
    for line in (*lines, "?weapon", "?alone", "?children", "?hurt"):
        desk.write(line)
        desk.wait(40)
    desk.wait(100)
    asked = [hint.text for hint in desk.hints if "Brief officers" in hint.text]
    assert len(asked) == 2
    desk.write("/brief not known if there is a weapon")
    desk.write("?alone")
    desk.wait(150)
    again = [hint.text for hint in desk.hints if "Brief officers" in hint.text][2:]
    assert 1 <= len(again) <= 2


def test_the_coach_never_praises_and_never_speaks_after_the_act() -> None:
    """What was done well, or badly, is for the debrief."""
    desk = Desk("noise-downstairs")
    desk.wait(60)
    before = len(desk.hints)
    desk.write("officers are on their way")
    desk.wait(2)
    assert len(desk.hints) == before


def test_the_first_hint_is_what_the_key_advises_first() -> None:
    """`=` and the coach advise the same, in the same order."""
    desk = Desk("noise-downstairs")
    for _ in range(300):
        before = len(desk.hints)
        desk.wait(1)
        for hint in desk.hints[before:]:
            if hint.row and hint.action is not None:
                assert any(f"({hint.row};" in line for line in advice(desk.view, HANDLER)), hint


UNTRUE = (
    ("officers are on their way", "Say that officers are sent"),
    ("an ambulance is coming", "Say that an ambulance"),
    ("you're safe now", "Claim to know the place"),
    ("I know where you are", "Claim to know the place"),
    ("they are two minutes away", "Say that officers are sent"),
)


@pytest.mark.parametrize(("line", "says"), UNTRUE)
def test_before_what_is_untrue_the_coach_warns_and_enter_goes_back(line: str, says: str) -> None:
    """In the criterion's words, and only in a coached call."""
    desk = Desk("noise-downstairs")
    desk.wait(60)
    (warning,) = desk.asked(line)
    assert warning.label.startswith(f"Coach: {says}")
    assert warning.label.endswith(f'"{line}": not said yet. Say it all the same?')
    (asked,) = map(shown_question, desk.asked(line))
    assert typed_answer(asked, "") is None
    assert typed_answer(asked, "he is at the door now") is None
    assert typed_answer(asked, "say") == ShownAnswer(("Say it all the same",))
    first, second = warning.options
    assert (warning.asks_back, warning.warns) == (True, True)
    assert taken_back({SURE: first.value})
    assert not taken_back({SURE: second.value})
    assert desk.asked("this is the police") == ()
    assessed = Desk("noise-downstairs", coached=False)
    assessed.wait(60)
    assert assessed.asked(line) == ()
    assert assessed.hints == []


def test_a_warning_that_was_passed_over_does_not_come_again() -> None:
    desk = Desk("noise-downstairs")
    desk.wait(60)
    assert desk.asked("an ambulance is coming")
    desk.write("an ambulance is coming")
    desk.wait(20)
    assert desk.asked("an ambulance is coming") == ()


def test_what_cannot_be_undone_says_also_why_the_coach_would_not() -> None:
    """Closing on a silent caller: the effect, and the criterion; Enter alone goes back, as ever."""
    desk = Desk("noise-downstairs")
    desk.wait(60)
    choice = next(a for a in desk.view.available_acts(HANDLER) if a.kind == "end_call")
    (back,) = desk.view.parameters(HANDLER, choice.act, {"reason": Reason.NO_RESPONSE})
    assert back.label.startswith("Coach: ")
    assert not back.warns
    assert taken_back({SURE: back.options[0].value})


def test_the_same_call_has_the_same_hints_however_often_a_screen_asks() -> None:
    """So a debrief finds in the log what was said."""
    seldom, often = Desk("noise-downstairs"), Desk("noise-downstairs")
    seldom.wait(40)
    often.wait(40)
    seldom.clock.tick(60_000)
    seldom.view.catch_up()
    for _ in range(240):
        often.clock.tick(250)
        often.view.catch_up()
    assert seldom.hints == often.hints
    heard = seldom.view.heard(HANDLER)
    rubric = LIBRARY.rubric("call_handler").file.rubric
    found = hints_of(coach_ahead(rubric, DEFAULT, GENERIC), heard)
    assert list(found) == [hint for hint in seldom.hints if hint.at <= heard[-1].at]


def test_the_key_advises_nothing_that_a_criterion_would_fault_now() -> None:
    """While an answer may still come, nobody is advised to ask the next question."""
    desk = Desk("noise-downstairs")
    desk.wait(45)
    desk.write("this is the police, can you talk?")
    desk.wait(20)
    desk.write("tap once for yes, twice for no")
    desk.wait(60)
    coach = desk.view._coach[HANDLER]
    for _ in range(60):
        desk.wait(1)
        now = desk.view.live.now
        for act in desk.view.next_acts(HANDLER):
            assert act.at > now or not coach.would_break([act.action], now), act


@pytest.mark.parametrize(
    "line",
    [
        "Tap once for yes and twice for no. Do you understand?",
        "Tap once for yes and twice for no. Does that make sense?",
        "Do you understand me?",
        "What language do you speak?",
    ],
)
def test_words_that_announce_no_help_are_not_warned_of_as_if_they_did(line: str) -> None:
    """A check that the caller follows, or a question for the language, sends no interpreter."""
    desk = Desk("footsteps-on-the-landing")
    desk.wait(60)
    desk.write("This is the police.")
    desk.wait(5)
    assert desk.asked(line) == ()


def test_a_code_and_do_you_understand_set_the_code_and_ask_for_its_first_yes() -> None:
    desk = Desk("footsteps-on-the-landing")
    desk.wait(60)
    desk.write("Tap once for yes and twice for no. Do you understand?")
    desk.wait(10)
    facts = Knowledge.of(HANDLER, desk.view.heard(HANDLER)).facts
    assert facts.code_signs
    assert facts.topics[Topic.CAN_HEAR].asked


@pytest.mark.parametrize(
    ("line", "ways"),
    [
        (
            "If you can hear me, press any key on your phone, or tap it, or whisper a word.",
            (Sign.KEY, Sign.TAP, Sign.SPOKEN),
        ),
        ("If you can hear me, tap, cough or press a key.", (Sign.TAP, Sign.COUGH, Sign.KEY)),
        ("Cough or tap if you can hear me.", (Sign.COUGH, Sign.TAP)),
        ("If you can hear me but can't speak, tap or cough.", (Sign.TAP, Sign.COUGH)),
        ("Can you hear me? Tap the phone or press any key.", (Sign.TAP, Sign.KEY)),
        ("This is the police. If you can hear me, cough or whisper.", (Sign.COUGH, Sign.SPOKEN)),
    ],
)
def test_who_can_hear_is_given_each_way_to_answer_that_a_sentence_names(
    line: str, ways: tuple[Sign, ...]
) -> None:
    desk = Desk("footsteps-on-the-landing")
    desk.wait(60)
    (choice, *_) = propose(desk.view, HANDLER, line).choices
    named = choice.chosen["speech"].actions[-1]
    assert isinstance(named, do.OfferWays)
    assert named.ways == ways


@pytest.mark.parametrize(
    "line",
    [
        "Tap or cough if you are hurt.",
        "If you can hear me, tap once for yes or twice for no.",
        "If you can hear me, tap for police or cough for an ambulance.",
        "If you can hear me, tap the phone.",
    ],
)
def test_signs_with_a_meaning_of_their_own_and_a_single_sign_are_no_choice_of_ways(
    line: str,
) -> None:
    desk = Desk("footsteps-on-the-landing")
    desk.wait(60)
    (choice, *_) = propose(desk.view, HANDLER, line).choices
    said = choice.chosen["speech"].actions
    assert not any(isinstance(each, do.OfferWays) for each in said)


def _known(fact: TopicFact, *, said: Millis | None = 60_000, heard: Millis = 0) -> Knowledge:
    """What a desk knows of who can hear: when it was answered, and when there was a disturbance."""
    topic = Topic.ALONE_TO_TALK
    stamps: dict[StampKey, Millis] = {(Stamp.DISTURBANCE, ""): heard}
    stamps |= {(Stamp.FACT, topic): said} if said is not None else {}
    known = Knowledge(HANDLER)
    return known._replace(
        facts=known.facts._replace(topics=known.facts.topics.plus({topic: fact})),
        stamps=known.stamps.plus(stamps),
    )


YES = TopicFact(AnswerState.YES, asked=1)
DOUBTS = {
    "not asked": (_known(TopicFact(), said=None), "have not asked"),
    "asked": (_known(TopicFact(asked=1), said=None), "no answer says"),
    "said no": (_known(TopicFact(AnswerState.NO, asked=1)), "no answer says"),
    "alone": (_known(YES._replace(only_alone=True)), "a person near may still hear"),
    "heard since": (_known(YES, heard=90_000), "Something was heard there since"),
    "long ago": (_known(YES, said=0), "more than two minutes ago"),
    "once": (_known(YES), "the other way round"),
}


@pytest.mark.parametrize(("known", "says"), DOUBTS.values(), ids=DOUBTS.keys())
def test_a_warning_says_why_an_answer_is_not_enough(known: Knowledge, says: str) -> None:
    """ "Nobody can hear me" was a yes on the desk, and the warning said only: know it."""
    assert says in hearers_doubt(known, 120_001)


def test_before_officers_are_spoken_of_the_warning_has_its_reason() -> None:
    desk = Desk("footsteps-on-the-landing")
    desk.wait(90)
    desk.write("Police here, what is happening?")
    desk.wait(12)
    send = propose(desk.view, HANDLER, "/send danger").choices[0]
    desk.view.do(HANDLER, send.act, {"reason": Reason.DANGER_ESTABLISHED, SURE: True})
    desk.wait(12)
    (warning,) = desk.asked("officers are on their way to you")
    assert "before you speak of officers. You have not asked who can hear. " in warning.label
