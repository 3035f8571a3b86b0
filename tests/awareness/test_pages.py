"""The pages of a session: choices before every call, calm ends, and where to find help."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.awareness.continuations import AT_ONCE
from simulator.awareness.pages import Page, PlaybackPage, TimesPage
from simulator.content.awareness.handout import Handout
from simulator.content.awareness.plan import CALLS, MythsStep
from simulator.content.library.library import Library
from simulator.core.terms import Outcome
from tests.awareness.rooms import PLANS, SAY, one_step, parts
from tests.daily import first_a_day, these_a_day
from tests.session.calls import LIBRARY

HELPLINE = "0808 2000 247"
QUIET, OFFICE = "quiet-throughout", "evening-in-the-office"
CAVEAT = SAY("decide-caveat")
CALM = ("abuse", "ill", "mistake")


def chosen(page: Page, name: str = "go_on") -> list[Page]:
    """The pages of a choice."""
    choice = page.choice(name)
    assert choice is not None
    assert choice.pages is not None
    return choice.pages()


def words(page: Page) -> str:
    """Everything that a page says."""
    points = (f"{point.text} {point.more}" for point in page.points)
    lines = (line.text for line in page.lines)
    labels = (choice.label for choice in page.choices)
    return " ".join(
        (page.heading, page.big, *page.sentences, *lines, *points, page.ask, *page.options,
         *labels, *page.small)
    )  # fmt: skip


def ends(page: Page, outcome: Outcome) -> bool:
    """Whether a page says this end; of officers that were sent, what they found."""
    sent = "sent officers, because " in words(page) or "Officers were there " in words(page)
    return sent if outcome is Outcome.DEPLOYED else SAY(f"outcome-{outcome}") in words(page)


def all_pages(pages: list[Page]) -> Iterator[Page]:
    """The pages, and those behind every choice and every option."""
    for page in pages:
        yield page
        for choice in page.choices:
            if choice.name not in ("again", "gentle"):  # The same kinds of pages, without an end.
                yield from all_pages(choice.pages()) if choice.pages else ()
        for place in range(len(page.options) if page.follows else 0):
            assert page.follows
            yield from all_pages(page.follows(place))


def to_decide_on(scenario: str) -> Page:
    (note,) = parts(one_step("decide", scenario)).of_step(1)
    return note


@pytest.mark.parametrize("name", these_a_day(PLANS, "sixty-minutes"))
def test_before_any_call_there_is_a_note_with_choices_and_every_end_is_calm(name: str) -> None:
    """And shows where to get help; the last page says that nothing was recorded."""
    of_plan, plan = parts(name), PLANS[name]
    for place, step in enumerate(plan.steps):
        pages = of_plan.of_step(place)
        if isinstance(step, CALLS) and not isinstance(step, MythsStep):
            (note,) = pages
            assert note.must_choose
            assert {"go_on", "read", "skip"} <= {choice.name for choice in note.choices}
            assert any("What is in it" in s or s == SAY("note-nothing") for s in note.sentences)
        else:
            assert not any(isinstance(page, PlaybackPage) for page in pages)
        for page in all_pages(pages):
            if page.heading == SAY("ended-heading"):
                assert any(SAY(f"calm-{each}") in words(page) for each in CALM)
                assert HELPLINE in words(page)
    last = of_plan.of_step(len(plan.steps) - 1)[-1]
    assert SAY("close-recorded") in last.sentences
    assert HELPLINE in words(last)


def test_how_to_leave_is_taught_before_any_content_with_a_safer_device_and_a_private_window() -> (
    None
):
    of_plan = parts("twenty-minutes")
    leaving, expect = of_plan.of_step(1)
    assert leaving.heading == SAY("leave-heading")
    for part in ("Esc", "safer", "private window", "cannot clear"):
        assert part in words(leaving), part
    assert SAY("expect-before") in words(expect)


def test_the_session_says_who_is_responsible_and_who_has_not_read_it() -> None:
    (welcome,) = parts("twenty-minutes").of_step(0)
    assert "victims and survivors" in words(welcome)
    assert "Whoever abuses is responsible." in words(welcome)


@pytest.mark.parametrize("scenario", first_a_day([QUIET, OFFICE]))
def test_one_note_names_all_that_a_decision_may_show_and_no_other_note_follows(
    scenario: str,
) -> None:
    note = to_decide_on(scenario)
    following = list(all_pages(chosen(note)))
    assert not any(page.must_choose for page in following), "notes do not pile up"
    happens = {name for page in following for name in overheard_in(page)}
    for name in happens:
        hard = {"take_phone": "phone_taken", "hang_up": "put_down"}.get(name, "overheard")
        assert SAY(f"hard-{hard}") in words(note)


def overheard_in(page: Page) -> Iterator[str]:
    for name in ("take_phone", "hang_up", "come_closer"):
        if SAY(f"overheard-{name}") in words(page):
            yield name


@pytest.mark.parametrize("scenario", first_a_day([QUIET, OFFICE]))
def test_every_page_of_a_decision_begins_with_the_caveat_and_none_lists_options_with_ends(
    scenario: str,
) -> None:
    """No list may read as what the caller should have done."""
    pages = chosen(to_decide_on(scenario))
    asking = [page for page in pages if page.options]
    assert asking
    ends_in_words = [SAY(f"outcome-{outcome}") for outcome in Outcome]
    for page in asking:
        assert page.big == CAVEAT
        assert len(page.options) <= AT_ONCE
        assert not any(end in words(page) for end in ends_in_words)
        assert page.follows
        for place in range(len(page.options)):
            (times,) = page.follows(place)
            assert isinstance(times, TimesPage)
            assert times.follows
            caveat = SAY("times-caveat", count=len(times.times))
            assert caveat in f"{times.big} {times.sentences[0]}"
            playback, told = times.follows(place % len(times.times))
            assert isinstance(playback, PlaybackPage)
            assert told.big == CAVEAT
            assert any(" after the" in each for each in told.sentences), "how long it took"
            if list(overheard_in(told)):
                assert told.sentences[0].startswith(SAY("responsible")), "read before what happened"


def test_deciding_stops_at_every_point_and_ends_on_a_way_that_could_have_reached_help() -> None:
    """How the call was written is offered there, never forced."""
    *stops, well = chosen(to_decide_on(QUIET))
    first, _, second, _ = stops
    assert isinstance(first, PlaybackPage)
    assert isinstance(second, PlaybackPage)
    assert (first.since, first.until) == (-1, second.since)
    assert second.small == (SAY("written-not-chosen"),)
    assert well.heading == SAY("well-heading")
    assert ends(well, Outcome.DEPLOYED)
    assert SAY("calm-abuse") in well.sentences
    (watch,) = chosen(well, "watch")
    assert isinstance(watch, PlaybackPage)
    written, ended, *_ = chosen(well, "written")
    assert isinstance(written, PlaybackPage)
    assert ends(ended, Outcome.NO_RESPONSE_TO_RECORDING)
    assert any("How could people find out" in each for each in well.notes), "to talk over"


def test_a_written_call_that_ends_well_is_offered_at_the_end_and_no_other_is_read() -> None:
    note = to_decide_on(OFFICE)
    *_, over = chosen(note)
    assert over.heading == SAY("over-heading")
    assert SAY("calm-abuse") in over.sentences
    written, ended, talk = chosen(over, "written")
    assert written.heading == SAY("as-written")
    assert ends(ended, Outcome.DEPLOYED)
    assert talk.heading == SAY("after-heading")
    assert [page.heading for page in chosen(note, "read")[1:]] == [ended.heading, talk.heading]


def test_a_reader_of_a_call_to_decide_on_reads_a_way_that_could_have_reached_help() -> None:
    written, sad, well = chosen(to_decide_on(QUIET), "read")
    assert written.lines
    assert ends(sad, Outcome.NO_RESPONSE_TO_RECORDING)
    assert well.heading == SAY("well-heading")


@pytest.mark.parametrize("choice", ["go_on", "read"])
def test_after_a_milder_call_by_mistake_it_says_that_nobody_was_in_danger(choice: str) -> None:
    (note,) = chosen(to_decide_on(QUIET), "milder")
    over = (SAY("ended-heading"), SAY("over-heading"))
    ended = next(page for page in chosen(note, choice) if page.heading in over)
    assert SAY("calm-mistake") in ended.sentences


@pytest.mark.parametrize(
    ("scenario", "words"),
    [(QUIET, "abuse"), ("slurred-sounds", "ill"), ("phone-in-a-bag", "mistake")],
)
def test_only_where_a_person_does_harm_is_that_person_named_as_responsible(
    scenario: str, words: str
) -> None:
    builder = parts("twenty-minutes")
    assert builder.calm(builder.scenario(scenario)) == SAY(f"calm-{words}")


TRUTHS = [myth.truth for myth in LIBRARY.myths()]


def test_what_is_taken_away_blames_nobody_and_offers_what_may_be_handed_out() -> None:
    """That silence may not be enough stood alone, with a draft that nobody may hand out."""
    of_plan = parts("twenty-minutes")
    first, _ = of_plan.of_step(len(PLANS["twenty-minutes"].steps) - 1)
    assert SAY("close-blame") in first.sentences
    assert LIBRARY.handout().checked_by is None
    assert SAY("next-step-handout") not in [point.text for point in first.points]

    class Checked(Library):
        """A library whose handout has been read against its sources."""

        def handout(self) -> Handout:
            day = {"checked_by": "A reader", "checked_on": "2026-12-01"}
            return super().handout().model_copy(update=day)

    first, _ = parts("twenty-minutes", Checked()).of_step(5)
    assert SAY("next-step-handout") in [point.text for point in first.points]


def test_each_myth_is_asked_before_the_truth_and_its_call_is_offered_with_what_is_in_it() -> None:
    pages = parts("sixty-minutes")
    place = next(n for n, step in enumerate(PLANS["sixty-minutes"].steps) if step.do == "myths")
    every = pages.of_step(place)
    for guess, truth in zip(every[::2], every[1::2], strict=True):
        assert guess.options
        assert guess.follows is None
        assert guess.heading == truth.heading, "turned over on one page"
        # What is true is read first and largest, and what was asked below it, with its answer.
        assert truth.big in TRUTHS
        (answer,) = truth.sentences
        verdicts = (SAY("verdict-not_true"), SAY("verdict-partly"))
        assert answer in [SAY("myth-said", statement=guess.big, verdict=each) for each in verdicts]
        # Nothing is said of a call before it is chosen: most rooms play none here.
        assert "What is in it" not in words(truth)
        assert not truth.points
        if truth.choices:
            assert any(note.startswith(SAY("myth-see", see="")) for note in truth.notes)
            (note,) = chosen(truth, "watch")
            assert "What is in it" in words(note) or SAY("note-nothing") in words(note)
            assert note.must_choose, "a call never begins without its note and a choice"
            assert note.choice("read")
            watched, *_ = chosen(note, "go_on")
            read, *_ = chosen(truth, "read")
            assert isinstance(watched, PlaybackPage)
            assert read.lines
            assert all(choice.aside for choice in truth.choices)


def test_a_nation_without_a_line_reads_add_your_local_line(tmp_path: Path) -> None:
    class Bare(Library):
        """A library whose only help line is for one nation."""

        def support_paths(self) -> tuple[Path, ...]:
            return (tmp_path / "support.yaml",)

    (tmp_path / "support.yaml").write_text(
        "format: 1\nhelp:\n  - {id: one, kind: helpline, name: One, what: For all., reach: 999 1,"
        ' where: [wales], source: [E13], checked: "2026-11-24", how: rang_it}\n',
        encoding="utf-8",
    )
    page = parts("twenty-minutes", Bare()).help()[0]
    assert "Scotland: add your local line." in words(page)
    assert "Wales: add" not in words(page)
    assert "These numbers were rung on 24 November 2026." in page.notes


def test_only_the_facilitator_reads_that_a_number_has_not_been_rung() -> None:
    for page in parts("twenty-minutes").help():
        assert any(note.startswith("These numbers have not been rung yet") for note in page.notes)
        assert "rung" not in words(page)


def test_each_help_line_says_when_it_answers_and_on_which_day_it_was_checked() -> None:
    """On the pages of the key for help, after a call, and at the end."""
    builder = parts("twenty-minutes")
    last = len(builder.plan.steps) - 1
    ended = builder.ended("The end", (), LIBRARY.scenario("nearly-home").scenario)
    first, some, *_ = builder.help()
    assert "Free, day and night. That goes for all of these." in words(first)
    for page in (*builder.help(), builder.of_step(last)[-1], ended):
        foot = " ".join(page.small)
        days = re.findall(r"Looked up \d+ (?:November|December) 2026", foot)
        assert days, "each page says when its lines were checked"
        assert len(days) == len(set(days)), "each day once"
        assert not any("Looked up" in point.more for point in page.points)
        named = sum(point.number in foot for point in page.points)
        left = len(page.points) - named
        assert ("the others" in foot) == (named > 0 < left), "and of which line"
    assert "Looked up 2 December 2026: 0808 801 0327." in some.small
    for page in (builder.of_step(last)[-1], ended):
        assert "Free, day and night." in words(page), "once, for all that share it"
        whom = {point.number: point.more for point in page.points}
        assert whom["0808 2000 247"] == "For women.", "a man learns it before he rings"
        assert whom["0800 027 1234"] == "For anyone."
    assert "Weekdays 9.30 to 4" in ended.points[0].more


def test_a_plan_for_one_nation_shows_only_its_lines() -> None:
    plan = PLANS["twenty-minutes"].model_copy(update={"nations": ("scotland",)})
    page = parts(plan).help()[0]
    assert "0800 027 1234" in words(page)
    assert HELPLINE not in words(page)


def test_notes_are_the_plans_own_the_steps_and_the_scenarios() -> None:
    pages = parts("twenty-minutes")
    note = pages.of_step(2)[0]
    told = pages.notes(2, note)
    assert told[0].startswith("The mildest call")
    assert SAY("lead-decide") in told
    assert any("A mild counterpart" in each for each in told)
    assert pages.notes(2) == told, "a second screen knows only the step, and has them all"


@pytest.mark.parametrize(("name", "first"), [("nearly-home", True), ("pizza-please", False)])
def test_after_a_call_about_stalking_the_stalking_helpline_comes_first(
    name: str, first: bool
) -> None:
    builder = parts(one_step("watch", name))
    scenario = LIBRARY.scenario(name).scenario
    page = builder.ended("The end", (), scenario)
    assert ("National Stalking Helpline" in page.points[0].text) is first
    assert HELPLINE in words(page)


def test_what_may_be_asked_after_a_decision_is_about_the_call_as_written() -> None:
    """The room followed another course: what the file asks after may not have happened in it."""
    written, words = "Would any other two keys have done the same?", SAY("watch-written")
    end = next(
        page
        for page in all_pages([to_decide_on("fifty-five-for-a-sound")])
        if any(written in note for note in page.notes)
    )
    assert words in {choice.label for choice in end.choices}
    (note,) = (note for note in end.notes if written in note)
    assert "how the call was written" in note
