"""Stories: what a trainee did otherwise than good practice, and what the debrief makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Outcome, Reason, Role, Topic, UnitStatus
from simulator.debrief.assess import turning_points as turning
from simulator.debrief.assess.debrief import Debrief, Gain, TurningPoint, by_stake
from simulator.debrief.assess.finished_run import FinishedRun
from simulator.debrief.assess.turning_points import RunCourse, other_course
from simulator.guidance.stakes import Stake
from simulator.guidance.tables import good_practice, guidance_of
from simulator.knowledge.knowledge import Knowledge
from simulator.session.run.call_people import procedure
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from simulator.session.run.perceived_log import perceived
from tests.daily import a_share_of_cases, some_a_day
from tests.debrief.test_labelled_calls import EXPECTED, loaded
from tests.debrief.trainees import HANDLER, OPERATOR, Acts, debriefed, moment, trained, when
from tests.session.calls import DEFAULT, FORCES, GENERIC
from tests.session.sitting import SHIPPED

OFFICE = "evening-in-the-office"
SENDS = ("CH-30", "CH-57", "CH-71", "CH-71l")
ASKS_WHO_HEARS = ("CH-19", "CH-20", "CH-20s", "CH-23")
TOLD = "Officers are on their way."


def points(debrief: Debrief) -> list[tuple[Gain, str]]:
    """The turning points: what would have changed, by which row."""
    return [(point.gain, point.moment.row) for point in debrief.turning]


def only(debrief: Debrief) -> TurningPoint:
    (point,) = debrief.turning
    return point


@pytest.fixture(scope="module")
def good() -> FinishedRun:
    """A hidden caller, handled by good practice."""
    return trained(OFFICE, HANDLER)


@pytest.mark.parametrize(
    "name", some_a_day((n for n, told in SHIPPED.items() if told.kind != "flow"), 16)
)
@a_share_of_cases(3)
def test_good_practice_differs_from_itself_in_nothing(name: str) -> None:
    """In no shipped call: neither the operator's nor the call handler's."""
    for role in (OPERATOR, HANDLER):
        debrief = debriefed(trained(name, role))
        assert [(each.row, each.did) for each in debrief.moments] == []
        assert debrief.turning == ()


LEFT_OUT = {
    ("coughs-when-asked", HANDLER): (
        "CH-01 CH-08 CH-11 CH-12 CH-19 CH-24 CH-26 CH-30 CH-60 CH-72 CH-75"
    ),
    ("twice-the-size-of-her", HANDLER): "CH-79",
    ("child-with-a-phone", HANDLER): "CH-36",
    ("slurred-sounds", HANDLER): "WT-04",
    ("small-voice", HANDLER): "CH-29 CH-67",
    ("another-voice", HANDLER): "CH-40",
    ("over-the-boundary", HANDLER): "CH-69",
    ("weak-signal", HANDLER): "CH-57 CH-68",
    ("pizza-please", OPERATOR): "OP-04 OP-10 OP-10p",
    # Beside the pretence the caller may ring off before police have heard anything.
    ("whispers-one-word", OPERATOR): "OP-21",
    ("coughs-when-asked", OPERATOR): "OP-06",
    ("voices-in-a-moving-car", OPERATOR): "OP-09",
}


@pytest.mark.parametrize(
    ("name", "role", "row"),
    some_a_day(
        ((*call, row) for call, rows in LEFT_OUT.items() for row in rows.split()), rows=True
    ),
)
@a_share_of_cases(2)
def test_what_a_trainee_never_does_is_the_moment_and_the_only_one(
    name: str, role: Role, row: str
) -> None:
    """One row of good practice left out: that row is named, and nothing that follows from it."""
    debrief = debriefed(trained(name, role, without=(row,)))
    assert [each.row for each in debrief.moments] == [row]
    assert debrief.moments[0].late > 10_000


LABELLED = {
    # Who has nobody to hide the call from does not hear that officers come (F17-3).
    "07-a-childs-voice": "WT-04",
    # Nor does this one; and graver, the ambulance that was asked in never heard what was new.
    "08-slurred-and-alone": "CH-61u WT-04",
    "34-four-minutes-they-said": "CH-61u",
    "09-lost-on-the-moor": "CH-60p",
    "16-rang-45-seconds": "answer",
    "17-code-not-tested": "NB-code",
    "18-said-aloud-too-soon": "NB-hear",
    "19-a-text-that-gives-away": "NB-screen",
    "20-an-ambulance-not-asked-for": "NB-ambulance WT-04",
    "21-sent-to-six-kilometres": "CH-26p CH-68",
    "22-graded-too-low": "CH-26",
    "23-closed-by-policy": "NB-close",
    "26-closed-at-the-door": "NB-close",
    "27-questions-for-an-adult": "CH-29t WT-04 NB-child",
    "28-decided-late": "CH-26",
    "29-an-order-left-out": "CH-60",
    "30-nothing-heard": "OP-NB-end OP-09",
    "37-all-is-well-at-the-door": "CH-80",
    # Handled well: rung back, the caller who hides is asked for a sign of another kind.
    "38-cut-off-and-rung-back": "CH-67p",
    "39-taps-without-a-code": "NB-code",
    "40-the-test-said-no": "NB-code",
    "41-he-has-left": "one-fact",
    "42-graded-down-and-closed": "NB-close",
    "44-she-sat-on-it": "OP-NB-mistake",
    "45-two-taps-and-nothing-heard": "OP-06",
    # Taken by hand with lapses of the reader's own, or with one act changed.
    "46-a-reason-too-soon": "WT-02d",
    "47-corrected-on-air": "CH-60 CH-81 WT-02d CH-74n",
    "48-an-order-cut-off": "NB-cover CH-60 CH-81",
    "49-quiet-for-a-hidden-child": "CH-74x WT-02d NB-who",
    "50-never-rung-back": "CH-74x CH-81d",
    "51-his-word-lowers-nothing": "CH-60",
    "52-one-side-of-him": "CH-61u NB-who",
    "53-nobody-to-be-sent": "CH-61u NB-code CH-26 CH-90w ST-35c",
    "54-rung-back-in-ten-seconds": "CH-60 CH-74n NB-injury",
    "55-her-words-back": "NB-hear CH-61u CH-60",
    "56-an-untested-code": "NB-code",
    "57-a-list-over-a-voice": "NB-code",
    "58-officers-said-aloud": "NB-hear",
    "60-outside-the-house-now": "NB-there answer",
    "62-there-and-armed": "NB-hear one-fact",
    "64-police-to-the-wrong-voice": "NB-cover",
    "65-closed-at-scene": "NB-close",
    "67-upstairs-and-not-passed-on": "CH-61u CH-60",
    # Of a third reader. 68 to 79 are handled well in an unusual way: the page shows what differs as
    # another course, and as no fault, which the tests of labelled pages hold.
    "68-the-words-wont-come": "NB-door CH-61u CH-75",
    "69-in-my-bag": "NB-close",
    "70-nearly-at-the-chip-shop": "NB-cover",
    "71-nanny-on-the-floor": "CH-61u",
    "72-through-the-letter-box": "SIT-27a CH-61u",
    "73-in-the-stockroom": "CH-19",
    "74-she-is-in-the-bath": "CH-29 NB-who",
    "75-a-form-to-finish": "WT-00j",
    "76-not-an-emergency-but": "CH-61u",
    "78-one-bar-on-the-footbridge": "CH-60",
    "79-quiet-on-purpose": "CH-60p CH-19",
    "80-five-minutes": "CH-60 CH-20x WT-00",
    "81-one-tap-for-the-wrong-thing": "CH-60 WT-00 WT-00r",
    "82-no-weapon-then": "WT-00 WT-00r",
    "83-closed-at-the-kerb": "NB-close WT-00 WT-00r",
    "84-round-the-neck": "CH-29 CH-90w",
    "85-what-time-do-you-shut": "NB-cover",
    "86-priority-for-a-crowbar": "CH-26 NB-injury",
    "87-did-you-ring-999": "NB-cover CH-29o",
    "88-are-you-sure": "CH-19c",
    "89-the-order-in-the-drawer": "CH-60 WT-00 WT-00r",
    "90-give-daddy-the-phone": "NB-hidden CH-61u CH-29 NB-who",
    "91-the-list-goes-on": "WT-00 WT-00r",
}
"""Of the labelled calls, those with a moment. The others show none: they were
handled well, or what is wrong with them lies in words or notes, which criteria judge."""


@pytest.mark.parametrize("call", some_a_day(EXPECTED, 3))
@a_share_of_cases(3)
def test_the_moments_of_a_labelled_call(call: str) -> None:
    """What differs from good practice in a way that matters: it is another course, and no fault."""
    scenario = loaded(call).scenario
    force = FORCES[scenario.force or "generic"]
    role = Role(EXPECTED[call].get("seat", HANDLER))
    log = run(scenario, DEFAULT, force).log
    debrief = debriefed(FinishedRun(RunSetup(scenario, DEFAULT, force, seats=(role,)), log))
    found = [each.row for each in debrief.moments if each.stake is not Stake.FOR_A_PERSON]
    assert found == LABELLED.get(call, "").split()


def test_nobody_is_sent_after_a_yes_to_danger(good: FinishedRun) -> None:
    """What was known, and what good practice would have done: it would have changed the end."""
    end = when(good, do.Deploy) + 120_000
    closes: Acts = {end: do.Close(Reason.POLICY), end + 2_000: do.EndCall(Reason.POLICY)}
    debrief = debriefed(trained(OFFICE, HANDLER, without=SENDS, more=closes))
    sending = moment(debrief, "CH-30")
    assert (sending.stake, sending.to_do, sending.done) == (
        Stake.NOT_SENT, "Send officers.", False,
    )  # fmt: skip
    assert sending.heard is not None
    assert sending.heard.text == "[a key tone]"
    assert sending.late > 90_000
    assert sending.why.startswith("With life at risk")
    assert {"B28", "H7b"} == set(sending.sources)
    assert only(debrief).outcome is Outcome.DEPLOYED
    # To close was wrong as well, but the same act was open before: that is the time for it.
    assert {each.row for each in debrief.moments} == {"CH-30", "NB-close"}
    assert points(debrief) == [(Gain.OUTCOME, "CH-30")]
    assert not only(debrief).last
    assert only(debrief).moment.open_at == sending.at + 10_000


class Slip(NamedTuple):
    """What a trainee does besides, so many seconds after an act of good practice."""

    scenario: str
    role: Role
    after: type[do.Action]
    more: dict[float, do.Action]
    row: str
    stake: Stake
    points: list[Gain]
    without: tuple[str, ...] = ()


DEPLOY, ANSWER, KNIFE = do.Deploy, do.Answer, "Is there a knife?"
TELLS = do.Say(Intent.OFFICERS_SENT, TOLD)
HOME, COUGHS = "partner-in-the-room", "coughs-when-asked"
SLIPS = {
    "promises an ambulance that nobody asked for": Slip(
        OFFICE, HANDLER, DEPLOY, {20: do.Say(Intent.AMBULANCE_SENT, "An ambulance is coming.")},
        "NB-ambulance", Stake.UNTRUE, [Gain.CARE]),
    "speaks of officers before it is known who hears: by luck, it ends well": Slip(
        OFFICE, HANDLER, DEPLOY, {15: TELLS}, "NB-hear", Stake.GIVEN_AWAY, [Gain.CARE],
        ASKS_WHO_HEARS),
    "asks a child about drugs": Slip(
        "small-voice", HANDLER, ANSWER, {380: do.Ask((Topic.DRINK_OR_DRUGS,), words="Any drugs?")},
        "NB-child", Stake.CARE, []),
    "closes after a signal; until then it was open to send": Slip(
        HOME, HANDLER, ANSWER, {30: do.Close(Reason.POLICY), 31: do.EndCall(Reason.POLICY)},
        "NB-close", Stake.CLOSED, [Gain.OUTCOME]),
    "disconnects after a cough": Slip(
        COUGHS, OPERATOR, do.Cough, {1.5: do.EndCall(Reason.NO_RESPONSE)},
        "OP-NB-end", Stake.CLOSED, [Gain.OUTCOME], ("OP-06",)),
    "asks twice before the code was tested: one moment": Slip(
        HOME, HANDLER, ANSWER, {18: do.Ask((Topic.WEAPON,), words=KNIFE),
                                27: do.Ask((Topic.MORE_THAN_ONE,), words=KNIFE)},
        "NB-code", Stake.UNTESTED, []),
    "says what nobody understood: for a person": Slip(
        OFFICE, HANDLER, DEPLOY, {30: do.Say(Intent.OWN_WORDS, "Mind how you go, love.")},
        "own-words", Stake.FOR_A_PERSON, []),
}  # fmt: skip


@cache
def slipped(name: str) -> Debrief:
    """The debrief of a call with a slip."""
    slip = SLIPS[name]
    usual = trained(slip.scenario, slip.role)
    start = when(usual, slip.after, Role.CALLER if slip.after is do.Cough else slip.role)
    more = {start + int(1_000 * seconds): act for seconds, act in slip.more.items()}
    return debriefed(trained(slip.scenario, slip.role, without=slip.without, more=more))


@pytest.mark.parametrize("name", some_a_day(SLIPS, 2))
@a_share_of_cases(2)
def test_a_slip_is_a_moment_and_weighs_what_it_could_do(name: str) -> None:
    slip, debrief = SLIPS[name], slipped(name)
    found = moment(debrief, slip.row)
    assert found.stake is slip.stake
    assert found.times == len([act for act in slip.more.values() if isinstance(act, do.Ask)] or [0])
    if slip.stake is not Stake.UNTESTED:
        assert points(debrief) == [(gain, slip.row) for gain in slip.points]


def test_a_slip_says_what_was_done_what_was_heard_and_what_to_do_instead() -> None:
    told = moment(slipped(next(name for name in SLIPS if "who hears" in name)), "NB-hear")
    assert (told.did, told.instead) == (f'You said: "{TOLD}"', "Ask")
    assert told.line.endswith("?")
    promised = moment(slipped("promises an ambulance that nobody asked for"), "NB-ambulance")
    assert promised.to_do == "Ask for this service: ambulance."
    debrief = slipped("disconnects after a cough")
    ended = moment(debrief, "OP-NB-end")
    assert ended.heard is not None
    assert (ended.heard.text, ended.instead[:7]) == ("[coughs twice]", "Connect")
    assert (only(debrief).outcome, only(debrief).last) == (Outcome.DEPLOYED, True)


def test_nothing_gives_a_caller_away_whom_officers_have_found() -> None:
    log = trained(OFFICE, HANDLER, without=ASKS_WHO_HEARS).log
    found = next(e.at for e in log if getattr(e.body, "status", "") is UnitStatus.FOUND)
    tells = {found + 1_000: do.Say(Intent.OFFICERS_THERE, "The officers are with you now.")}
    debrief = debriefed(trained(OFFICE, HANDLER, without=ASKS_WHO_HEARS, more=tells))
    assert [each.row for each in debrief.moments if each.row == "NB-hear"] == []


def test_all_is_done_and_three_minutes_late(good: FinishedRun) -> None:
    """No criterion of outcome would see it; the caller was found three minutes later."""
    at = when(good, do.Deploy) + 180_000
    reason = Reason.DANGER_ESTABLISHED
    late: Acts = {at: do.SetGrade("emergency", reason), at + 1_000: do.Deploy(reason)}
    debrief = debriefed(trained(OFFICE, HANDLER, without=(*SENDS, "CH-26"), more=late))
    graded = moment(debrief, "CH-26")
    assert (graded.stake, graded.done) == (Stake.TIME, True)
    assert 170_000 < graded.late < 200_000
    assert points(debrief) == [(Gain.TIME, "CH-26")]
    assert 120_000 < only(debrief).sooner < 240_000
    assert only(debrief).moment.at < at


def test_a_call_that_rings_for_two_minutes() -> None:
    debrief = debriefed(trained(OFFICE, HANDLER, answers_after=141_000))
    rang = moment(debrief, "answer")
    assert (rang.late, rang.stake) == (141_000, Stake.TIME)
    assert points(debrief) == [(Gain.TIME, "answer")]
    assert only(debrief).sooner > 120_000


def test_moments_come_the_gravest_first(good: FinishedRun) -> None:
    sent = when(good, do.Deploy)
    more: Acts = {
        sent + 20_000: do.Say(Intent.AMBULANCE_SENT, "An ambulance is coming."),
        sent + 30_000: do.Say(Intent.OWN_WORDS, "Mind how you go, love."),
        sent + 40_000: TELLS,
        sent + 50_000: do.Ask((Topic.WEAPON, Topic.CHILDREN), words="A knife? Children?"),
    }
    debrief = debriefed(trained(OFFICE, HANDLER, without=ASKS_WHO_HEARS, more=more))
    stakes = [each.stake for each in debrief.moments]
    assert stakes[:2] == [Stake.GIVEN_AWAY, Stake.UNTRUE]
    assert stakes[-1] is Stake.FOR_A_PERSON
    assert list(debrief.moments) == sorted(debrief.moments, key=by_stake)
    assert len(debrief.turning) <= 3


def test_a_call_that_is_not_over_has_moments_and_no_turning_points(good: FinishedRun) -> None:
    played = trained(OFFICE, HANDLER, without=SENDS)
    left = [entry for entry in played.log if entry.at < when(good, do.Deploy) + 60_000]
    debrief = debriefed(played._replace(log=left))
    assert moment(debrief, "CH-30").stake is Stake.NOT_SENT
    assert debrief.turning == ()


def test_a_run_that_cannot_be_repeated_is_judged_by_what_was_left_out(good: FinishedRun) -> None:
    """A record of an earlier version: its simulated people acted otherwise than today's."""
    at = when(good, do.Deploy) + 180_000
    played = trained(OFFICE, HANDLER, answers_after=141_000)
    repeated = only(debriefed(played))
    assert 120_000 < repeated.sooner != 141_000
    assert only(debriefed(played._replace(setup=replace(played.setup, seed=7)))) == replace(
        repeated, sooner=141_000
    )
    tells = {at: TELLS}
    told = trained(OFFICE, HANDLER, without=ASKS_WHO_HEARS, more=tells)
    assert points(debriefed(told._replace(setup=replace(told.setup, seed=7)))) == [
        (Gain.CARE, "NB-hear")
    ]


def test_only_the_gravest_moments_are_played_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A debrief stays quick however much went wrong."""
    played: list[int] = []

    def counted(setup: RunSetup, log: Sequence[Entry], at: int) -> RunCourse | None:
        played.append(at)
        return other_course(setup, log, at)

    monkeypatch.setattr(turning, "other_course", counted)
    without = ("CH-05", "CH-08", "CH-26", "CH-29", "CH-48", "WT-00q", *SENDS)
    found = debriefed(trained(HOME, HANDLER, without=without, answers_after=60_000))
    assert len(found.moments) > 2
    assert len(played) <= 12


def test_what_good_practice_does_now_and_why(good: FinishedRun) -> None:
    """For a coach: at each act of good practice, that act is among what is due now or next."""
    flow = procedure(DEFAULT.switches, DEFAULT.timings)
    guidance = guidance_of(HANDLER, DEFAULT, GENERIC)
    knowledge, seen = Knowledge(HANDLER), 0
    for entry in perceived(good.log, flow, good.setup.scenario.coverage, HANDLER):
        if entry.actor is HANDLER and isinstance(entry.body, do.Ask):
            coming = good_practice(guidance, knowledge, entry.at)
            asked = [a for a in coming if isinstance(a.action, do.Ask) and a.at <= entry.at]
            assert entry.body.about in [
                a.action.about for a in asked if isinstance(a.action, do.Ask)
            ]
            assert all(act.row.says for act in coming)
            assert [act.at for act in coming] == sorted(act.at for act in coming)
            seen += 1
        knowledge = knowledge.after(entry)
    assert seen > 10
