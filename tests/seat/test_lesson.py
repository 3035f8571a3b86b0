"""The first lesson as a trainee does it, and what a desk says of a code without a tested yes."""

from functools import partial
from textwrap import wrap

import pytest

from simulator.core.instant import Millis
from simulator.core.terms import Role, Topic
from simulator.debrief.assess.findings import Judgement, assess
from simulator.knowledge.facts import Stamp
from simulator.rules.match_criteria import Context
from simulator.seat.command_parser import propose
from simulator.seat.lesson import STEPS, lesson_setup
from simulator.seat.seat_view import SeatView, advice, coaches
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun
from tests.seat.walking import materials
from tests.session.calls import LIBRARY

HANDLER = Role.CALL_HANDLER
KEYS = {"answer": "a", "police": "1", "leave": "stop"}


class Desk:
    """A call handler's desk in the lesson's call, with a coach."""

    def __init__(self) -> None:
        of, self.clock = lesson_setup(LIBRARY), ManualClock()
        self.view = SeatView(LiveRun(of, self.clock), materials(of), partial(coaches, LIBRARY))
        self.view.begin_lesson()
        self.view.catch_up()

    def write(self, line: str, wait: Millis) -> None:
        """Do what a line says, the first or the whole choice where it leaves one; then wait."""
        way = propose(self.view, HANDLER, line).choices[0]
        chosen = dict(way.chosen)
        for each in self.view.parameters(HANDLER, way.act, chosen):
            values = [option.value for option in each.options] or ["silent since the code"]
            chosen[each.name] = values if each.several else values[0]
        self.view.do(HANDLER, way.act, chosen)
        for _ in range(wait // 250):
            self.clock.tick(250)
            self.view.catch_up()

    @property
    def step(self) -> str:
        assert self.view.lesson is not None
        return self.view.lesson.now(self.view.knowledge[HANDLER], KEYS)

    def missed(self) -> set[str]:
        of = self.view.live.setup
        (rubric,) = (
            each
            for name in of.scenario.rubric
            if (each := LIBRARY.rubric(name).file.rubric).role is HANDLER
        )
        context = Context(force=of.force, profile=of.profile)
        findings = assess(self.view.heard(HANDLER), rubric, context)
        return {each.criterion.id for each in findings if each.judgement is Judgement.MISSED}

    def card(self, name: str) -> dict[str, str]:
        (card,) = (each for each in self.view.cards(HANDLER) if each.id == name)
        return {line.label: line.text for line in card.lines}


LESSON = (
    ("/answer", 9_000), ("/police", 6_000), ("/name key word tap", 5_000), ("/read aml", 3_000),
    ("/search", 6_000), ("/code key", 9_000), ("?can you hear", 7_000), ("#a key", 1_000),
    ("?alone", 8_000), ("?danger", 8_000), ("/grade emergency danger", 1_000),
    ("/send danger", 3_000), ("?hurt", 8_000), ("/brief", 8_000),
    ("/not say officers", 1_000), ("/thrive risk", 1_000),
)  # fmt: skip


def test_the_lesson_teaches_nothing_that_its_debrief_holds_against_the_trainee() -> None:
    """A question without an answer is asked again; meanwhile the coach says nothing else."""
    desk, asked = Desk(), []
    for number, (line, wait) in enumerate(LESSON, 1):
        assert desk.step.startswith(f"Step {number} of {len(STEPS)}.")
        while desk.step.startswith(f"Step {number} "):
            desk.write(line, wait)
            asked.append(line)
    assert asked.count("?can you hear") == 2
    assert desk.view.hints == []
    assert desk.step == "That was your first call. Go on as long as you like; or stop."
    # What is still to come when the steps end: the wait, which has only begun, what is due two
    # minutes into it, and the next briefing, which has the operator's words.
    to_come = {"no-dead-air", "checks-in-by-asking", "second-view-asked", "fifty-five-passed-on"}
    assert desk.missed() <= to_come


def test_a_newcomer_may_read_before_the_first_answer() -> None:
    """The phone of the lesson waits: reading for a minute is no late answer."""
    desk = Desk()
    rang = desk.view.live.now
    for _ in range(60):
        desk.clock.tick(1_000)
        desk.view.catch_up()
    desk.clock.tick(30_000)  # A front end that reads a line polls nothing meanwhile.
    desk.write("/answer", 2_000)
    answered = desk.view.knowledge[HANDLER].at(Stamp.ANSWERED)
    assert answered is not None
    assert answered - rang < 1_000
    assert "answered-soon" not in desk.missed()


def test_the_lesson_grades_and_sends_before_it_asks_who_is_hurt() -> None:
    """CH-26: between danger and the grade comes no further question."""
    says = [step.says for step in STEPS]
    places = [
        next(place for place, text in enumerate(says) if each in text)
        for each in ("?danger", "/grade", "/send", "?hurt")
    ]
    assert places == sorted(places)


def test_an_answer_before_a_yes_to_the_test_is_shown_as_not_counted() -> None:
    desk = Desk()
    for line, wait in (*LESSON[:3], ("/code tap", 9_000), ("?can you hear", 7_000)):
        desk.write(line, wait)
    assert desk.view.hint(HANDLER, desk.view.live.now) == ""
    desk.write("?alone", 8_000)
    questions = desk.card("questions")
    assert questions["Just now"] == "tap, twice: no; no yes to the test of the code yet"
    assert questions["unclear"].endswith("(no; no yes to the test of the code yet)")
    assert desk.card("incident")["Who hears"] == "alone to talk: unclear (1:27)"
    assert advice(desk.view, HANDLER)[0] == "You have not had a yes to your test. Ask it again."
    desk.write("?can you hear", 7_000)
    assert desk.view.knowledge[HANDLER].facts.of(Topic.CAN_HEAR).asked == 2
    assert desk.view.hint(HANDLER, desk.view.live.now) == ""


@pytest.mark.parametrize("line", [None, "/police"])
def test_good_practice_is_first_what_to_say(line: str | None) -> None:
    """Nothing comes before the police are named; from then on the most pressing act is first."""
    desk = Desk()
    desk.write("/answer", 1_000)
    if line:
        desk.write(line, 9_000)
    first, why, codes, *_ = advice(desk.view, HANDLER)
    if line:
        assert first == "Now: search the number."
    else:
        assert first.startswith('Now say: "You are through to the police.')
    assert why.startswith("  Why: ")
    assert codes.startswith("  (CH-")


def test_each_step_fits_into_the_two_lines_that_a_small_window_has_for_it() -> None:
    """At 80 columns, with the keys as the screens write them."""
    keys = {"answer": "/a, then Enter", "police": "/1, then Enter"}
    for number, step in enumerate(STEPS, 1):
        says = f"Step {number} of {len(STEPS)}. {step.says.format_map(keys)}"
        assert len(wrap(says, 80)) <= 2, says
