"""The first lesson as a trainee does it, and what a desk says of a code without a tested yes."""

import re
from dataclasses import replace
from functools import partial
from textwrap import wrap

import pytest

from simulator.core.instant import Millis
from simulator.core.terms import Outcome, Reason, Role, Topic
from simulator.debrief.assess.findings import Judgement, assess
from simulator.knowledge.facts import Stamp
from simulator.rules.match_criteria import Context
from simulator.seat.command_parser import propose
from simulator.seat.lesson import DONE, STEPS, lesson_setup
from simulator.seat.run_choices import LESSON_SEED
from simulator.seat.seat_view import SeatView, advice, coaches
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun
from tests.seat.walking import materials
from tests.session.calls import LIBRARY

HANDLER = Role.CALL_HANDLER
KEYS = {"answer": "/answer, Enter", "police": "/police, Enter"}


KINDS: dict[str, dict[str, object]] = {
    "grade": {"grade": "emergency", "reason": Reason.DANGER_ESTABLISHED},
    "deploy": {"reason": Reason.DANGER_ESTABLISHED},
    "close": {"reason": Reason.OFFICERS_DEALING},
    "end_call": {"reason": Reason.OFFICERS_WITH_CALLER},
}
"""What a trainee chooses where a step leaves it open; lists in full, other fields empty."""
COMMAND = re.compile(r'"([^"]+)", Enter|type "([^"]+)"|([/#][a-z][a-z ]*), (?:then )?Enter')


class Desk:
    """A call handler's desk in the lesson's call, with a coach."""

    def __init__(self, seed: int = LESSON_SEED) -> None:
        of, self.clock = replace(lesson_setup(LIBRARY), seed=seed), ManualClock()
        self.view = SeatView(LiveRun(of, self.clock), materials(of), partial(coaches, LIBRARY))
        self.view.begin_lesson()
        self.view.catch_up()

    def write(self, line: str, wait: Millis) -> None:
        """Do what a line says, the first or the whole choice where it leaves one; then wait."""
        way = propose(self.view, HANDLER, line).choices[0]
        chosen = dict(way.chosen)
        wished = KINDS.get(way.act.kind, {})
        while asks := self.view.parameters(HANDLER, way.act, chosen):
            for each in asks:
                values = [option.value for option in each.options] or [""]
                chosen[each.name] = wished.get(each.name, values if each.several else values[0])
        self.view.do(HANDLER, way.act, chosen)
        self.wait(wait)

    def wait(self, span: Millis) -> None:
        for _ in range(span // 250):
            self.clock.tick(250)
            self.view.catch_up()

    @property
    def step(self) -> str:
        return self.view.lesson_step(self.view.knowledge[HANDLER], KEYS, self.view.live.now)

    def missed(self) -> set[str]:
        of = self.view.live.setup
        (rubric,) = (
            each
            for name in of.scenario.rubric
            if (each := LIBRARY.rubric(name).file.rubric).role is HANDLER
        )
        context = Context(force=of.force, profile=of.profile)
        over = self.view.live.outcome is not None
        findings = assess(self.view.heard(HANDLER), rubric, context, finished=over)
        return {each.criterion.id for each in findings if each.judgement is Judgement.MISSED}

    def card(self, name: str) -> dict[str, str]:
        (card,) = (each for each in self.view.cards(HANDLER) if each.id == name)
        return {line.label: line.text for line in card.lines}


@pytest.mark.parametrize("seconds", [0, 2, 4, 6])
def test_who_obeys_each_step_passes_and_comes_to_the_end(seconds: int) -> None:
    """At the pace of who only types, and of newcomers, who look for each thing first.

    A step is read at 220 words a minute, and typed at four letters a second (assumption);
    `seconds` come on top. Who waits does so until the step has changed, or asks again when the
    step says so.
    """
    desk, seen = Desk(), []
    for _ in range(600):
        step = desk.step
        if step == DONE:
            break
        found = COMMAND.search(step)
        assert found or "wait until" in step, step
        if not found:
            desk.wait(1_000)
            continue
        (line,) = filter(None, found.groups())
        seen.append(line)
        if desk.view.knowledge[HANDLER].at(Stamp.ANSWERED) is not None:
            desk.wait(1_000 * seconds + len(step.split()) * 270)
            if desk.step != step:
                continue  # Something else has come first.
            desk.wait(len(line) * 250)
        desk.write(line, 0)
        for _ in range(44):
            if desk.step != step:
                break
            desk.wait(250)
    assert desk.step == DONE
    assert desk.view.live.outcome is Outcome.DEPLOYED
    assert "Is someone else there with you?" in seen
    assert desk.view.hints == []
    assert desk.missed() == set()


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


def test_the_lesson_grades_on_a_sign_and_on_danger_before_it_asks_who_is_hurt() -> None:
    """CH-70: a sign is enough for a grade; CH-26: from danger to the next one nothing is asked."""
    says = [step.says for step in STEPS]
    places = [
        next(place for place, text in enumerate(says) if each in text)
        for each in (
            *("/grade priority", "hear me?", "in danger now?"),
            *("/grade emergency", "/send", "anyone hurt?"),
        )
    ]
    assert places == sorted(places)


def test_an_answer_before_a_yes_to_the_test_is_shown_as_not_counted() -> None:
    desk = Desk(seed=0)
    for line, wait in (
        *(("/answer", 9_000), ("/police", 6_000), ("/name key word tap", 5_000)),
        *(("/code tap", 9_000), ("?can you hear", 7_000)),
    ):
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
