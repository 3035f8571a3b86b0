"""Other services' controls are participants (practice CH-61, CH-62; practice2 4.4, 6 [I25]).

They answer after a time of their own, ask what they need, decide, wait for police where another
person may be violent, ask back, and say when their crew is there. The caller hears none of it.
"""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Role, ServiceNeed, ServiceStatus
from simulator.knowledge.services import Advice, advice_in
from simulator.language.lines import LineBook
from simulator.review.transcript import transcript
from simulator.session.officers.service_control import (
    ANSWERS_IN,
    SERVICES,
    UNANSWERED,
    ServiceControl,
)
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import line_book
from simulator.session.run.headless_run import run
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, Play, Story

HANDLER, AMBULANCE = Role.CALL_HANDLER, Role.AMBULANCE_CONTROL
N, S = ServiceNeed, ServiceStatus
Needs = tuple[ServiceNeed, ...]


class Desk:
    """A control room alone, and what police say to it at which second."""

    def __init__(
        self, role: Role = AMBULANCE, seed: int = 0, lines: LineBook | None = None
    ) -> None:
        """Make the control of a service."""
        self.control = ServiceControl(role, lines or {}, RandomStream(seed, "test"))
        self.service = SERVICES[role].service
        self.role, self.at, self.plans = role, 0, list[tuple[int, do.Action]]()
        self.log: list[Entry] = []

    def _hear(self, actor: Role, body: do.Action) -> None:
        entry = Entry(len(self.log), self.at, actor, actor, body)
        self.log.append(entry)
        reaction = self.control.on_heard(entry, self.at)
        if reaction.replaces_plans:
            self.plans = [(self.at + max(1, each.after), each.action) for each in reaction.plans]

    def says(
        self,
        *answers: ServiceNeed,
        denied: Needs = (),
        unknown: Needs = (),
        means: tuple[tuple[StatementTopic, bool], ...] = (),
    ) -> None:
        """Let police say something to it now."""
        update = bool(self.log)
        made = do.BringIn(self.service, "x", means, update, answers, denied, unknown)
        self._hear(HANDLER, made)

    def until(
        self, wanted: ServiceStatus | ServiceNeed, within: int = 3_600_000
    ) -> do.ServiceReport | do.ServiceAsks:
        """Let time go by until it says or asks this."""
        ends = self.at + within
        while self.plans:
            self.at, act = min(self.plans, key=lambda each: each[0])
            assert self.at <= ends, wanted
            said = self.control.in_words(act)
            assert isinstance(said, do.ServiceReport | do.ServiceAsks)
            self._hear(self.role, said)
            if wanted in (getattr(said, "status", None), getattr(said, "about", None)):
                return said
        pytest.fail(f"never: {wanted}")

    def said(self) -> list[object]:
        """Return what it said and asked, in order."""
        return [
            getattr(each.body, "status", None) or getattr(each.body, "about", None)
            for each in self.log
            if each.actor is self.role
        ]


def test_a_control_answers_in_its_own_time_with_a_number_of_its_own() -> None:
    """ "The ambulance service has it" is so once their control has answered (I25), not before."""
    times = set()
    for seed in range(6):
        desk = Desk(seed=seed, lines=line_book(AMBULANCE))
        desk.says(N.SCENE_ADDRESS)
        answer = desk.until(S.CONTROL_ANSWERS)
        assert ANSWERS_IN[0] <= desk.at <= ANSWERS_IN[1]
        assert any(each.isdigit() for each in answer.text)
        times.add(desk.at)
    assert len(times) > 1


def test_it_asks_one_thing_at_a_time_what_it_was_not_given() -> None:
    """Conscious, breathing, safe to approach: and nothing that police have said already."""
    desk = Desk()
    desk.says(N.SCENE_ADDRESS, N.SAFE_TO_APPROACH)
    desk.until(N.PATIENT_CONSCIOUS)
    desk.at += 3_000
    desk.says(N.PATIENT_CONSCIOUS)
    desk.until(N.PATIENT_BREATHING)
    desk.at += 3_000
    desk.says(N.PATIENT_BREATHING)
    desk.until(S.CREW_SENT)
    assert N.SAFE_TO_APPROACH not in desk.said()
    assert N.SCENE_ADDRESS not in desk.said()


def test_without_an_answer_it_goes_on_and_sends_with_what_there_is() -> None:
    """Nobody waits for ever for an answer that does not come."""
    desk = Desk()
    desk.says(N.SCENE_ADDRESS)
    sent = desk.until(S.CREW_SENT, within=ANSWERS_IN[1] + 5 * (UNANSWERED + 10_000))
    assert isinstance(sent, do.ServiceReport)
    assert sent.minutes


def test_without_a_place_no_crew_goes_until_there_is_one() -> None:
    """It says so, and the address that comes later sends one."""
    desk = Desk()
    desk.says(unknown=(N.SCENE_ADDRESS,))
    desk.until(S.NO_CREW_YET)
    assert S.CREW_SENT not in desk.said()
    desk.says(N.SCENE_ADDRESS)
    desk.until(S.CREW_SENT)


def test_a_crew_waits_for_police_where_somebody_may_be_violent_and_goes_in_on_their_word() -> None:
    """WT-06: the crew stays at its meeting place; it goes up when police say that it is safe."""
    desk = Desk()
    desk.says(N.SCENE_ADDRESS, denied=(N.SAFE_TO_APPROACH,))
    desk.until(S.CREW_WAITS)
    desk.until(S.CREW_THERE)
    desk.at += 30_000
    assert not [act for _, act in desk.plans if getattr(act, "status", None) is S.CREW_GOES_IN]
    desk.says(N.SAFE_TO_APPROACH)
    desk.until(S.CREW_GOES_IN, within=30_000)


def test_a_crew_that_is_on_its_way_is_held_back_by_news_of_violence() -> None:
    """What changes things goes to it while it runs, and it changes what it does."""
    desk = Desk()
    desk.says(N.SCENE_ADDRESS, N.PATIENT_CONSCIOUS, N.PATIENT_BREATHING)
    desk.until(S.CREW_SENT)
    desk.at += 5_000
    desk.says(denied=(N.SAFE_TO_APPROACH,))
    desk.until(S.CREW_WAITS, within=30_000)


def test_anything_but_clear_normal_breathing_brings_advice_through_the_police() -> None:
    """DR-08: it needs the caller, and what it advises is passed on; a crew comes sooner as well."""
    bad, well = Desk(), Desk()
    well.says(N.SCENE_ADDRESS, N.PATIENT_CONSCIOUS, N.PATIENT_BREATHING)
    bad.says(N.SCENE_ADDRESS, denied=(N.PATIENT_CONSCIOUS,), unknown=(N.PATIENT_BREATHING,))
    sooner, later = bad.until(S.CREW_SENT), well.until(S.CREW_SENT)
    assert isinstance(sooner, do.ServiceReport)
    assert isinstance(later, do.ServiceReport)
    assert (sooner.minutes or 0) < (later.minutes or 0)
    bad.until(S.WANTS_CALLER, within=60_000)
    bad.until(S.GIVES_ADVICE, within=60_000)


def test_of_one_who_is_said_to_breathe_after_all_it_advises_something_else() -> None:
    """DR-08: a chest is pushed no longer once a child has felt that the tummy moves."""
    desk = Desk(lines=line_book(AMBULANCE))
    desk.says(N.SCENE_ADDRESS, denied=(N.PATIENT_CONSCIOUS,), unknown=(N.PATIENT_BREATHING,))
    first = desk.until(S.GIVES_ADVICE)
    desk.says(means=((StatementTopic.BREATHING_WELL, True),))
    second = desk.until(S.GIVES_ADVICE, within=60_000)
    assert advice_in(getattr(first, "text", "")) is Advice.PUSH
    assert advice_in(getattr(second, "text", "")) is Advice.SIDE


def test_it_asks_back_on_a_long_way_and_reports_its_arrival() -> None:
    """Its crew wants news half way; when it is there, its control says so."""
    desk = Desk()
    desk.says(N.SCENE_ADDRESS, N.PATIENT_CONSCIOUS, N.PATIENT_BREATHING)
    desk.until(S.CREW_SENT)
    begun = desk.at
    desk.until(N.ANY_CHANGE)
    half = desk.at
    desk.until(S.CREW_THERE)
    assert begun < half < desk.at


def test_fire_control_asks_who_is_inside_and_what_burns() -> None:
    """SIT-27: people inside, smoke, and no question about breathing."""
    desk = Desk(Role.FIRE_CONTROL)
    desk.says(N.SCENE_ADDRESS)
    desk.until(S.CREW_SENT)
    assert desk.said()[1:3] == [N.PEOPLE_INSIDE, N.SMOKE_OR_FLAMES]
    assert N.PATIENT_BREATHING not in desk.said()


# --- in a whole call -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def ill() -> Story:
    """A call of a patient who is alone, played once."""
    return Play(run(LIBRARY.scenario("my-arm-wont").scenario, DEFAULT, GENERIC, 0, None))


def test_the_simulated_handler_answers_each_question_within_a_minute(ill: Story) -> None:
    """By what is known, by asking the caller, or that it is not known."""
    for asked in ill.all(do.ServiceAsks):
        about = asked.body.about  # type: ignore[union-attr]
        answers = [
            each
            for each in ill.after(asked).all(do.BringIn)
            if about in (*each.body.answers, *each.body.denied, *each.body.not_known)  # type: ignore[union-attr]
        ]
        assert answers, about
        assert answers[0].at - asked.at <= 60_000
        assert answers[0].body.text  # type: ignore[union-attr]


def test_the_caller_hears_the_crews_time_only_after_its_control_has_given_it(ill: Story) -> None:
    """A time is said as it was given, and what control said is on no line."""
    sent = ill.first(do.ServiceReport, status=S.CREW_SENT)
    minutes = str(sent.body.minutes)  # type: ignore[union-attr]
    timed = [e for e in ill.all(do.Say, intent=Intent.AMBULANCE_SENT) if minutes in e.body.words]  # type: ignore[union-attr]
    assert timed
    assert all(each.at > sent.at for each in timed)


def test_the_transcript_names_who_spoke(ill: Story) -> None:
    """It reads as another control room's words, and not as the call handler's."""
    who = {line.who for line in transcript(ill.log)}
    assert "Ambulance control" in who
