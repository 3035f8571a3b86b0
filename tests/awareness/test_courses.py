"""Five made-up times of an option: different, of this session, and about what was chosen."""

from itertools import islice

import pytest

from simulator.awareness import narration
from simulator.awareness.courses import (
    LATE,
    SHOWN,
    Course,
    acted_first,
    course_of,
    five,
    may_be_seen,
    seen,
)
from simulator.awareness.narration import narrate
from simulator.awareness.pages import Page, PlaybackPage, TimesPage
from simulator.awareness.results import result, until_seen, until_there
from simulator.content.fields.content_model import Fact
from simulator.core.terms import HowItEnds, Outcome, Role, Topic
from tests.awareness.rooms import PLANS, SAY, decisions, one_step, parts, played
from tests.daily import these_a_day
from tests.session.calls import LIBRARY
from tests.session.sitting import SHIPPED

ROWS = LIBRARY.room_endings()
DECIDED = {step.scenario for plan in PLANS.values() for step in plan.steps if step.do == "decide"}
IN_A_PLAN = {*DECIDED, *filter(None, (SHIPPED[name].milder for name in DECIDED))}
WITH_POINTS = [name for name, scenario in SHIPPED.items() if scenario.decision_points]
WARNED_OF = {
    *("delayed_for_hours", "nobody_sent", "false_alarm", "arrest"),
    *("no_response_to_recording", "ended_by_operator", "abandoned"),
}
NO_HELP = (Outcome.NO_RESPONSE_TO_RECORDING, Outcome.CLOSED_WITHOUT_DEPLOYMENT, Outcome.ABANDONED)


def looks(name: str, seed: int) -> list[tuple[object, ...]]:
    """What the fives of the first decision look like."""
    return [c.looks for branch in decisions(name)[0][1] for c in five(branch, ROWS, seed)]


@pytest.mark.parametrize("name", these_a_day(WITH_POINTS, "quiet-throughout"))
def test_each_story_contains_the_act_that_was_chosen_or_says_that_no_moment_was_safe(
    name: str,
) -> None:
    """And nothing else had decided the call before it: what was chosen is what matters."""
    of = played(name)
    for point, branches in decisions(name):
        for branch in branches:
            acts = {action.kind for action in branch.actions}
            for course in five(branch, ROWS, 1)[:3]:
                found = course.found
                if course.no_moment:
                    assert found.acted is None
                    assert not {e.body.kind for e in found.after if e.actor is point.point.who} & (
                        acts - {"stay_silent"} if point.point.who is Role.CALLER else set()
                    )
                elif course.acts:
                    assert found.acted is not None
                    assert found.log[found.acted].body.kind in acts
                    assert acted_first(found)
                    told = {line.seq for line in narrate(found.log, of.profile, SAY)}
                    assert found.acted in told or not SAY.has(f"act-{branch.actions[0].kind}")


def test_two_sessions_draw_two_fives_and_one_session_draws_the_same_again() -> None:
    """The first course was the same in every session in the country."""
    fives = [looks("evening-in-the-office", seed) for seed in (1, 1, 2, 3)]
    assert fives[0] == fives[1]
    assert fives[0] != fives[2] != fives[3]


def test_five_are_shown_that_differ_and_again_draws_others() -> None:
    _, branches = decisions("fifty-five-for-a-sound")[0]
    tap = next(branch for branch in branches if branch.name == "tap")
    first, again = five(tap, ROWS, 7), five(tap, ROWS, 7, again=1)
    assert len(first) == len(again) == SHOWN
    assert len({course.looks for course in first}) >= 4
    assert [c.found for c in first] != [c.found for c in again]


IN_TIME = {"found_safe", "has_gone", "arrest", "false_alarm"}
HOURS_LATE = 25 * 60_000


def comes_in_time(course: Course) -> bool:
    """Whether officers were with the caller within 25 minutes, and nothing kept them away."""
    found = course.found
    late = max(until_seen(found.after), until_there(found.after)) >= HOURS_LATE
    acted = found.acted is not None or not course.acts
    return course.ending in IN_TIME and acted and not late


@pytest.mark.parametrize("name", these_a_day(WITH_POINTS, *sorted(IN_A_PLAN)))
@pytest.mark.parametrize("seed", range(3))
def test_in_one_of_five_officers_come_in_time_if_the_story_has_such_a_course(
    name: str, seed: int
) -> None:
    """None of five for 55 did, in a session of 20 minutes: a room learned that help never comes."""
    for _, branches in decisions(name):
        for branch in branches:
            drawn = list(seen(branch, ROWS, seed))
            shown = five(branch, ROWS, seed)
            where = branch.name, [course.ending for course in shown]
            if any(map(comes_in_time, drawn)):
                assert any(map(comes_in_time, shown)), where
            if any(ROWS.is_mild(c.ending) and not c.is_late for c in drawn):
                assert any(comes_in_time(c) or c.is_hopeful(ROWS) for c in shown), where
            # What is picked is not all of one kind, or it would be a promise.
            if len({course.ending for course in drawn}) >= SHOWN:
                assert len({course.ending for course in shown}) > 1


@pytest.mark.parametrize("seed", range(12))
def test_officers_come_in_time_after_55_in_every_session(seed: int) -> None:
    """It is one of about 15 draws: every session looks on until it has one."""
    for name in sorted(DECIDED):
        for _, branches in decisions(name):
            for branch in (each for each in branches if each.name == "press-55"):
                shown = five(branch, ROWS, seed)
                assert any(map(comes_in_time, shown)), [course.ending for course in shown]


@pytest.mark.parametrize("name", sorted(IN_A_PLAN))
@pytest.mark.parametrize("seed", range(3))
def test_draw_again_draws_other_endings_for_as_long_as_there_are_others(
    name: str, seed: int
) -> None:
    """It showed the same five again."""
    for _, branches in decisions(name):
        for branch in branches:
            first = {course.looks for course in five(branch, ROWS, seed)}
            again = {course.looks for course in five(branch, ROWS, seed, again=1)}
            there = {course.looks for course in seen(branch, ROWS, seed, 1)}
            # One may come twice: the one in which officers come in time, if there is no other.
            least = min(len(there - first), SHOWN - 1)
            assert len(again - first) >= least, (branch.name, first, again)


def test_a_page_on_which_nothing_reached_help_says_that_other_calls_do() -> None:
    pages = asking("quiet-throughout", "go_on")
    assert pages[-1].follows
    (times,) = pages[-1].follows(pages[-1].options.index(SAY("way-tap")))
    assert SAY("times-none-reached") in times.sentences
    assert pages[0].follows
    (times,) = pages[0].follows(pages[0].options.index(SAY("way-press-55")))
    assert SAY("times-none-reached") not in times.sentences


def test_what_a_room_is_shown_ends_in_as_many_ways_as_a_call_does() -> None:
    """Officers come, or come late; nobody is sent; a call is rung back; nobody is told.

    None shows a serious injury, and none a hidden act that failed because someone heard it.
    """
    found: set[str] = set()
    for name in sorted(IN_A_PLAN):
        for _, branches in decisions(name):
            for branch in branches:
                for seed in range(2):
                    for course in five(branch, ROWS, seed):
                        found.add(course.ending)
                        assert not (course.overheard and course.found.outcome in NO_HELP)
    wanted = {"found_safe", "delayed_for_hours", "nobody_sent", "rung_back_settled"}
    assert wanted | {"no_response_to_recording", "wrong_address", "arrest"} <= found
    assert not found & {HowItEnds.FOUND_HURT.value, HowItEnds.CONFLICTING_ACCOUNTS.value}


def test_no_caller_who_asks_for_help_is_shown_as_a_false_alarm() -> None:
    """Who whispered "police", or answered when asked, is not told that there was no reason."""
    need_help = {n for n in IN_A_PLAN if SHIPPED[n].facts.get(Topic.MISTAKE) is not Fact.YES}
    assert need_help >= DECIDED
    for name in sorted(need_help):
        for _, branches in decisions(name):
            for branch in branches:
                for seed in range(2):
                    ends = {course.ending for course in five(branch, ROWS, seed)}
                    assert HowItEnds.FALSE_ALARM.value not in ends, (name, branch.name, seed)


def test_five_are_chosen_to_end_in_different_ways() -> None:
    """Two of the five for 55 had the same words beneath them."""
    _, branches = decisions("fifty-five-for-a-sound")[0]
    press = next(branch for branch in branches if branch.name == "press-55")
    for seed in range(5):
        shown = [(c.ending, c.overheard, c.no_moment) for c in five(press, ROWS, seed)]
        assert len(shown) == SHOWN
        assert len(set(shown)) == SHOWN, seed
    for name in sorted(IN_A_PLAN):
        for _, branches in decisions(name):
            for branch in branches:
                looks = [course.looks for course in five(branch, ROWS, 1)]
                assert len(set(looks)) == len(looks), (name, branch.name)


def test_a_case_that_is_closed_on_a_silent_caller_is_not_said_to_be_nothing_to_worry_about() -> (
    None
):
    """Nobody had answered: it is said that no answer was heard, and what that does not show."""
    closed = 0
    for name in sorted(IN_A_PLAN):
        for _, branches in decisions(name):
            for branch in branches:
                for seed in (1,):
                    for c in seen(branch, ROWS, seed):
                        if c.ending != HowItEnds.NOBODY_SENT.value:
                            continue
                        closed += 1
                        told = " ".join(
                            result(c.found.log, c.found.outcome, branch.played.profile, SAY)
                        )
                        assert SAY("because-no_concern") not in told
                        assert SAY("may-have-needed") in told
                        # What was asked is said before the decision not to ring back.
                        asked = told.find("The police asked ")
                        rung = told.find(SAY("because-may_alert_others"))
                        assert rung < 0 or 0 <= asked < rung
    assert closed


def test_55_does_not_always_bring_officers_even_where_it_reaches_the_police() -> None:
    """Two pages later the myth says that 55 by itself sends nobody."""
    sent: set[bool] = set()
    for name in sorted(DECIDED):
        for _, branches in decisions(name):
            for branch in (each for each in branches if each.name in ("press-55", "tap")):
                ends = [c for seed in range(3) for c in five(branch, ROWS, seed)]
                reached = [c for c in ends if "police" in c.reached]
                sent |= {c.found.outcome is Outcome.DEPLOYED for c in reached}
    assert sent == {True, False}


def test_the_leader_can_choose_milder_endings() -> None:
    _, branches = decisions("quiet-throughout")[0]
    for branch in branches:
        mild = islice(seen(branch, ROWS, 3, milder=True), SHOWN)
        assert not {c.ending for c in mild} & {"arrest", "refused_at_door", "changes_mind"}


@pytest.mark.parametrize("name", [*sorted(IN_A_PLAN), *these_a_day(WITH_POINTS, "rings-back")])
def test_milder_endings_keep_out_all_that_the_note_before_the_call_warns_of(name: str) -> None:
    """Someone heard, nobody sent, the police not told, late: chosen away, all four were drawn."""
    for _, branches in decisions(name):
        for branch in branches:
            for seed in range(3):
                for course in seen(branch, ROWS, seed, milder=True):
                    found = course.found
                    where = name, branch.name, seed, course.ending
                    ends_well = narration.ends_well(found.outcome, SHIPPED[name])
                    assert ends_well or course.is_settled, where
                    assert not narration.overheard(found.after), where
                    assert not course.no_moment, where
                    assert course.ending not in WARNED_OF, where
                    # Voices nearby decide of a caller who makes no sound, and of no other.
                    assert not (course.others_heard and branch.is_an_act), where
                    assert until_seen(found.after) < LATE, where
                    assert until_there(found.after) < LATE, where


def asking(name: str, choice: str) -> list[Page]:
    (note,) = parts(one_step("decide", name)).of_step(1)
    chosen = note.choice(choice)
    assert chosen is not None
    assert chosen.pages is not None
    return [page for page in chosen.pages() if page.options]


def test_an_answer_without_a_milder_ending_says_so_and_draws_none() -> None:
    page = asking("quiet-throughout", "gentle")[-1]
    assert page.follows
    (none,) = page.follows(page.options.index(SAY("way-tap")))
    assert not isinstance(none, TimesPage)
    assert none.big == SAY("times-none-milder")
    assert SAY("times-left-out") in none.sentences
    assert SAY("lead-times", count=0) in none.notes


@pytest.mark.parametrize("name", sorted(DECIDED))
def test_who_makes_no_sound_has_a_milder_ending_and_was_not_at_fault_first_and_large(
    name: str,
) -> None:
    """The page was empty beside three acts that all ended with officers."""
    for choice in ("go_on", "gentle"):
        for page in asking(name, choice):
            assert page.follows
            (times,) = page.follows(page.options.index(SAY("way-stay-silent")))
            assert isinstance(times, TimesPage), "an ending is drawn"
            assert times.big == SAY("not-at-fault")
            caveat = SAY("times-caveat", count=len(times.times))
            assert times.sentences[0] == f"{SAY('silence-alone')} {caveat}."
            assert SAY("lead-times", count=len(times.times)) in times.notes


@pytest.mark.parametrize("name", sorted(DECIDED))
def test_milder_endings_say_that_harder_ones_are_left_out_and_others_do_not(name: str) -> None:
    """Of milder ones alone a room would learn that 55 brings officers."""
    for choice in ("go_on", "gentle"):
        for page in asking(name, choice):
            assert page.follows
            for place in range(len(page.options)):
                (times,) = page.follows(place)
                assert (SAY("times-left-out") in times.sentences) is (choice == "gentle")


@pytest.mark.parametrize("option", ["press-55", "tap"])
def test_a_milder_ending_of_55_may_be_that_the_police_ring_back_and_nobody_is_sent(
    option: str,
) -> None:
    _, branches = decisions("fifty-five-for-a-sound")[0]
    branch = next(each for each in branches if each.name == option)
    for seed in range(3):
        ends = [course.ending for course in five(branch, ROWS, seed, milder=True)]
        assert HowItEnds.RUNG_BACK_SETTLED.value in ends, seed
        settled = (c for c in seen(branch, ROWS, seed, milder=True) if c.is_settled)
        for course in settled:
            kinds = [entry.body.kind for entry in course.found.after]
            assert "deploy" not in kinds
            assert kinds.index("call_back") < kinds.index("close")


@pytest.mark.parametrize(
    ("outcome", "overheard", "shown"),
    [
        (Outcome.NO_RESPONSE_TO_RECORDING, (), True),
        (Outcome.NO_RESPONSE_TO_RECORDING, ("take_phone",), False),
    ],
)
def test_a_hidden_act_that_was_heard_and_brought_no_help_is_not_shown(
    outcome: Outcome, overheard: tuple[str, ...], shown: bool
) -> None:
    _, branches = decisions("quiet-throughout")[0]
    tap = next(branch for branch in branches if branch.name == "tap")
    quiet = next(
        course
        for course in (course_of(tap, tap.continuation(n)) for n in range(40))
        if course.found.outcome is outcome and course.found.acted is not None
    )
    heard = quiet._replace(overheard=overheard)
    assert may_be_seen(heard, ROWS, tap.played.scenario, milder=False) is shown


def test_the_page_of_five_says_not_how_often_counts_nothing_and_follows_what_is_picked() -> None:
    """No heading is a verdict, and after each time it is said that 55 sends nobody by itself."""
    (note,) = parts(one_step("decide", "quiet-throughout")).of_step(1)
    choice = note.choice("go_on")
    assert choice is not None
    assert choice.pages is not None
    asking = next(page for page in choice.pages() if page.options)
    assert asking.follows
    (times,) = asking.follows(1)
    assert isinstance(times, TimesPage)
    assert times.big == SAY("times-caveat", count=5)
    assert len(times.times) == len(times.options) == len(times.points) == SHOWN
    written = " ".join((times.heading, *(point.text for point in times.points), times.ask))
    assert not any(word in written for word in ("of 5", "of five", "%", "could have", " times out"))
    again = times.choice("again")
    assert again is not None
    assert again.pages is not None
    (others,) = again.pages()
    assert isinstance(others, TimesPage)
    assert times.follows
    playback, told = times.follows(2)
    assert isinstance(playback, PlaybackPage)
    assert SAY("true-55") in told.sentences
    # The wall has the columns and phones the points: nobody is shown a milder picture.
    for column, point in zip(times.times, times.points, strict=True):
        assert point.text == f"{column.title}: {column.ends}"
        assert (SAY("time-heard") in column.ends) is column.overheard
        assert (SAY("time-no-moment") in column.ends) is column.no_moment
        if column.no_moment:
            assert SAY("time-no_response_to_recording") in column.ends


def test_every_ending_that_a_room_may_see_has_words_for_its_column() -> None:
    for row in ROWS.endings:
        assert SAY.has(f"time-{row.id}") or row.in_rooms == "never", row.id
    known = {each.value for each in HowItEnds} | {each.value for each in Outcome}
    not_ends = {"deployed", "closed_without_deployment"}
    assert known - {row.id for row in ROWS.endings} <= not_ends


def test_a_course_is_what_it_says() -> None:
    """The stations are those that the call reached, in their order."""
    _, branches = decisions("evening-in-the-office")[1]
    press = next(branch for branch in branches if branch.name == "press-55")
    courses: list[Course] = [course_of(press, press.continuation(n)) for n in range(6)]
    assert any(c.reached == ("caller", "operator", "recording", "police") for c in courses)
    assert all(c.reached[0] == "caller" for c in courses)


@pytest.mark.parametrize("name", sorted(IN_A_PLAN))
def test_who_is_written_to_or_rung_beside_someone_is_said_to_be_at_risk(name: str) -> None:
    """Nothing said that a text or a call back can be seen by whoever abuses."""
    for page in asking(name, "go_on"):
        assert page.follows
        for place in range(len(page.options)):
            (times,) = page.follows(place)
            if not times.follows:
                continue
            for number, column in enumerate(times.options):
                played_on, told = times.follows(number)
                assert isinstance(played_on, PlaybackPage), column
                kinds = {
                    line.entry.body.kind
                    for line in played_on.track
                    if line.entry and line.at > played_on.since
                }
                phoned = bool(kinds & {"call_back", "send_text"})
                calm = parts(one_step("decide", name)).calm(SHIPPED[name])
                threatened = calm == SAY("calm-abuse")
                said = " ".join(told.sentences)
                assert (SAY("beside-phone") in said) is (phoned and threatened), column


def test_no_safe_moment_names_the_act() -> None:
    """ "That" had nothing before it."""
    _, branches = decisions("quiet-throughout")[0]
    press = next(branch for branch in branches if branch.name == "press-55")
    assert any(course.no_moment for course in five(press, ROWS, 0))
    assert "to press 55 before" in SAY("overheard-never", way=SAY("way-press-55"))
