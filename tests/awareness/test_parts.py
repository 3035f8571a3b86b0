"""The pages of a session: choices before every call, calm ends, and where to find help."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from simulator.awareness import decision_pages
from simulator.awareness.continuations import (
    Continuation,
    PlayedScenario,
    ReachedDecision,
    continuations,
)
from simulator.awareness.narration import how_it_ended, outcome_in_short
from simulator.awareness.pages import (
    ContentNotePage,
    DecidingPage,
    EndingsPage,
    GuessPage,
    Page,
    ReadingPage,
    ShowingPage,
    SlidePage,
    TakingPage,
)
from simulator.content.awareness.plan import CALLS, MythsStep
from simulator.content.library.library import Library
from simulator.core.terms import Outcome
from tests.awareness.rooms import PLANS, SAY, one_step, parts, small_plan
from tests.session.calls import LIBRARY

HELPLINE = "0808 2000 247"
QUIET, OFFICE = "quiet-throughout", "evening-in-the-office"
P = TypeVar("P", bound=Page)


def a(kind: type[P], page: Page) -> P:
    assert isinstance(page, kind)
    return page


def kinds(pages: Sequence[Page]) -> list[type[Page]]:
    return [type(page) for page in pages]


def chosen(page: ContentNotePage | SlidePage, name: str = "go_on") -> list[Page]:
    """The pages of a choice on a note, or of the call that a slide offers."""
    choice = page.watch if isinstance(page, SlidePage) else page.choices[name]
    assert choice is not None
    assert choice.pages is not None
    return choice.pages()


def after(page: EndingsPage) -> list[Page]:
    assert page.then is not None
    return page.then()


def labels(note: ContentNotePage) -> list[str]:
    return [choice.label for choice in note.choices.values()]


def ends(page: Page, outcome: Outcome) -> bool:
    """Whether a page says this end, and nothing before it."""
    return a(SlidePage, page).sentences[0].startswith(how_it_ended(outcome, SAY))


def hard(*names: str) -> str:
    return SAY("note-in-it", content="; ".join(SAY(f"hard-{name}") for name in names))


def all_pages(pages: list[Page]) -> Iterator[Page]:
    """The pages, and those behind every choice, milder ones and readings too."""
    for page in pages:
        yield page
        if isinstance(page, ContentNotePage):
            for choice in page.choices.values():
                yield from all_pages(choice.pages()) if choice.pages else ()


def to_decide_on(scenario: str) -> ContentNotePage:
    note = a(ContentNotePage, parts(one_step("decide", scenario)).of_step(1)[0])
    assert SAY("note-ways") in note.sentences
    return note


def decided(scenario: str) -> list[Page]:
    """The pages of a call on which a room decides, after its note; it chose to see the lists."""
    pages = chosen(to_decide_on(scenario))
    if isinstance(pages[-1], ContentNotePage):
        pages[-1:] = chosen(pages[-1])
    return pages


@cache
def endings(scenario: str) -> tuple[EndingsPage, ...]:
    """What would come of each way, at each decision of a call."""
    return tuple(page for page in decided(scenario) if isinstance(page, EndingsPage))


def place(page: EndingsPage, name: str) -> int:
    return page.options.index(SAY(f"way-{name}"))


def way(page: EndingsPage, name: str) -> list[Page]:
    return page.follows(place(page, name))


@pytest.mark.parametrize("name", PLANS)
def test_before_any_call_there_is_a_note_with_choices_and_every_end_is_calm(name: str) -> None:
    """And shows where to get help; the last page says that nothing was recorded."""
    of_plan, plan = parts(name), PLANS[name]
    for place, step in enumerate(plan.steps):
        pages = of_plan.of_step(place)
        if isinstance(step, CALLS) and not isinstance(step, MythsStep):
            (note,) = (a(ContentNotePage, page) for page in pages)
            assert {SAY("note-go"), SAY("note-read"), SAY("note-skip")} <= {*labels(note)}
            assert any("What is in it" in s or "nothing in this call" in s for s in note.sentences)
            assert ("milder" in note.choices) == any(each.startswith("m:") for each in labels(note))
        else:
            assert not any(isinstance(page, ShowingPage | TakingPage) for page in pages)
        for page in all_pages(pages):
            if isinstance(page, SlidePage) and page.heading == SAY("ended-heading"):
                words = " ".join((*page.sentences, *page.points, *page.small))
                assert SAY("calm") in words
                assert HELPLINE in words
    last = a(SlidePage, of_plan.of_step(len(plan.steps) - 1)[-1])
    assert SAY("close-recorded") in last.sentences
    assert HELPLINE in " ".join(last.points)


def test_deciding_stops_at_every_point_and_its_part_ends_on_a_way_that_ends_well() -> None:
    """It is not shown again when the room has looked at it."""
    pages = decided(QUIET)
    assert kinds(pages) == [ShowingPage, DecidingPage, EndingsPage] * 2
    first, second = (page for page in pages if isinstance(page, ShowingPage))
    assert first.since == -1
    assert first.until == second.since
    last = a(EndingsPage, pages[-1])
    well, ended, talk = after(last)
    assert isinstance(well, ShowingPage)
    assert well.heading == SAY("well-heading", way=SAY("way-press-55"))
    assert ends(ended, Outcome.DEPLOYED)
    assert talk.heading == SAY("after-heading")
    way(last, "press-55")
    assert [page.heading for page in after(last)] == [SAY("ended-heading"), SAY("after-heading")]


def test_how_the_written_call_goes_on_is_offered_with_a_note_and_never_forced() -> None:
    ended = a(SlidePage, after(endings(QUIET)[-1])[-2])
    assert ended.watch is not None
    assert ended.watch.label == SAY("watch-written")
    (note,) = (a(ContentNotePage, each) for each in chosen(ended))
    assert "the call ends without help" in note.sentences[0]
    for choice, kind in (("go_on", ShowingPage), ("read", ReadingPage)):
        shown, end = chosen(note, choice)
        assert isinstance(shown, kind)
        assert ends(end, Outcome.NO_RESPONSE_TO_RECORDING)


def test_a_written_call_that_ends_well_is_seen_to_its_end_and_no_other_is_read() -> None:
    pages = decided(OFFICE)
    assert all(page.then is None for page in pages if isinstance(page, EndingsPage))
    assert kinds(pages[-3:]) == [ShowingPage, SlidePage, SlidePage]
    assert pages[-3].heading == SAY("as-written")
    remarks = [page.remark for page in pages if isinstance(page, ShowingPage)]
    said = SAY("written-not-chosen")
    assert remarks == ["", said, said], "before the first decision it is nobody's choice"
    assert kinds(chosen(to_decide_on(OFFICE), "read")) == [ReadingPage, SlidePage, SlidePage]


@pytest.mark.parametrize("name", [QUIET, OFFICE])
def test_every_way_is_played_on_to_what_the_list_said_in_few_presses(name: str) -> None:
    in_a_list = {how_it_ended(each, SAY): outcome_in_short(each, SAY) for each in (*Outcome, None)}
    assert endings(name)
    for page in endings(name):
        assert len(page.outcomes) == len(page.whys) == len(page.options) > 5
        for place, outcome in enumerate(page.outcomes):
            pages = page.follows(place)
            first = pages[0]
            showing, ended = chosen(first) if isinstance(first, ContentNotePage) else pages
            showing, ended = a(ShowingPage, showing), a(SlidePage, ended)
            assert len({m.at for m in showing.tracks[0] if m.at > showing.since}) <= 15
            told = next(ends for ends in in_a_list if ended.sentences[0].startswith(ends))
            assert outcome.endswith(in_a_list[told])
            assert page.whys[place] in ended.sentences[0]


def test_what_may_be_hard_in_a_way_is_said_before_it_and_what_happened_after_it() -> None:
    """A way that holds nothing new is shown at once."""
    first, second = endings(QUIET)
    (note,) = (a(ContentNotePage, each) for each in way(first, "tap"))
    assert note.sentences == (hard("overheard", "phone_taken"),)
    assert labels(note) == [SAY("note-go"), SAY("note-read"), SAY("note-skip")]
    reading, ended = chosen(note, "read")
    assert SAY("act-take_phone") in [moment.text for moment in a(ReadingPage, reading).moments]
    heard = SAY("overheard-take_phone", what="tap")
    assert "heard the tap, and took the phone" in heard
    assert heard in a(SlidePage, ended).sentences[0]
    assert first.outcomes[place(first, "tap")].startswith(SAY("noticed-take_phone"))
    assert isinstance(way(second, "press-55")[0], ShowingPage)


def test_before_the_first_list_that_names_what_may_be_hard_there_is_a_note_and_then_no_more() -> (
    None
):
    """Who skips the lists meets none, and still ends on a way that ends well."""
    *_, deciding, note = chosen(to_decide_on(QUIET))
    assert isinstance(deciding, DecidingPage)
    note = a(ContentNotePage, note)
    assert note.sentences == (SAY("all-note"), hard("overheard", "phone_taken"))
    assert labels(note) == [SAY("note-go"), SAY("note-skip")]
    assert kinds(chosen(note)) == [EndingsPage, ShowingPage, DecidingPage, EndingsPage]
    *_, note = chosen(to_decide_on(QUIET))
    skipped = chosen(a(ContentNotePage, note), "skip")
    assert kinds(skipped) == [ShowingPage, DecidingPage, ContentNotePage]
    well, ended, _ = chosen(a(ContentNotePage, skipped[-1]), "skip")
    assert isinstance(well, ShowingPage)
    assert ends(ended, Outcome.DEPLOYED)
    without = kinds(chosen(to_decide_on("on-the-bus")))
    assert EndingsPage in without
    assert ContentNotePage not in without, "no list of it names anything hard"


def test_a_way_that_ends_well_but_may_be_hard_has_its_note_and_can_be_passed_by(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a call of somebody's own, no way may be without what is hard."""

    def few(played: PlayedScenario, point: ReachedDecision) -> tuple[Continuation, ...]:
        every = continuations(played, point)
        return tuple(found for found in every if found.option.name in ("stay-silent", "tap"))

    monkeypatch.setattr(decision_pages, "continuations", few)
    assert a(EndingsPage, decided(QUIET)[2]).then is None, "there is a second list"
    (note,) = (a(ContentNotePage, each) for each in after(a(EndingsPage, decided(QUIET)[-1])))
    assert SAY("hard-phone_taken") in note.sentences[0]
    showing, *_ = chosen(note)
    assert isinstance(showing, ShowingPage)
    assert showing.heading == note.heading == SAY("well-heading", way=SAY("way-tap"))
    calm = a(SlidePage, chosen(note, "skip")[0])
    assert SAY("calm") in calm.sentences
    assert SAY("overheard-take_phone", what="tap") not in " ".join(calm.sentences)
    _, _, noted = chosen(to_decide_on(QUIET), "read")
    assert isinstance(noted, ContentNotePage), "it is said before it is read as well"
    assert noted.heading == note.heading


def test_the_list_says_why_each_way_ends_as_it_does() -> None:
    first, second = endings(QUIET)
    for page, name, because in (
        (first, "say-mistake", "unanswered"),
        (first, "press-55", "signal_heard"),
        (second, "press-55", "fifty_five"),
        (second, "press-55", "doubt_and_marker"),
        (second, "tap", "only_fifty_five"),
    ):
        assert SAY(f"because-{because}") in page.whys[place(page, name)]


def test_who_reads_a_call_to_decide_on_reads_a_way_that_ends_well_after_it() -> None:
    written, sad, well, ended, talk = chosen(to_decide_on(QUIET), "read")
    assert isinstance(written, ReadingPage)
    assert ends(sad, Outcome.NO_RESPONSE_TO_RECORDING)
    assert well.heading == SAY("well-heading", way=SAY("way-press-55"))
    texts = [moment.text for moment in a(ReadingPage, well).moments]
    assert SAY("recognised-fifty_five") in texts
    assert ends(ended, Outcome.DEPLOYED)
    assert talk.heading == SAY("after-heading")


@pytest.mark.parametrize("choice", ["go_on", "read"])
def test_after_a_milder_call_by_mistake_it_says_that_nobody_needed_help(choice: str) -> None:
    (note,) = (a(ContentNotePage, each) for each in chosen(to_decide_on(QUIET), "milder"))
    pages = chosen(note, choice)
    ended = a(SlidePage, next(page for page in pages if page.heading == SAY("ended-heading")))
    assert ends(ended, Outcome.NO_RESPONSE_TO_RECORDING)
    assert ended.sentences[0].endswith(SAY("nobody-needed-help"))


def test_two_profiles_of_one_call_stand_side_by_side_under_their_names() -> None:
    plan = small_plan(
        {
            "do": "compare",
            "minutes": 5,
            "left": {"scenario": "taps-in-the-recording"},
            "right": {"scenario": "taps-in-the-recording", "profile": "wmp"},
            "ask": "Which?",
        }
    )
    note = a(ContentNotePage, parts(plan).of_step(1)[0])
    showing, ended, ask = chosen(note)
    showing, ended = a(ShowingPage, showing), a(SlidePage, ended)
    assert len(showing.tracks) == len(set(showing.titles)) == 2
    assert how_it_ended(Outcome.NO_RESPONSE_TO_RECORDING, SAY) in ended.points[0]
    assert how_it_ended(Outcome.DEPLOYED, SAY) in ended.points[1]
    assert SAY("because-only_fifty_five") in ended.points[0], "that is what made the difference"
    assert SAY("because-noise") in ended.points[1]
    assert a(SlidePage, ask).sentences == ("Which?",)


def test_each_myth_is_asked_before_it_is_told_and_can_be_watched() -> None:
    pages = parts("sixty-minutes")
    place = next(n for n, step in enumerate(PLANS["sixty-minutes"].steps) if step.do == "myths")
    told = pages.of_step(place)
    for guess, truth in zip(told[::2], told[1::2], strict=True):
        truth = a(SlidePage, truth)
        assert a(GuessPage, guess).statement in truth.sentences[0]
        assert truth.big.startswith(("Not true", "Only in part"))
        if truth.watch:
            assert truth.watch.label == SAY("myth-watch")
            note = a(ContentNotePage, chosen(truth)[0])
            assert isinstance(chosen(note)[0], ShowingPage)


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
    page = a(SlidePage, parts("twenty-minutes", Bare()).help()[0])
    assert "Scotland: add your local line." in page.points
    assert not [point for point in page.points if point.startswith("Wales: add")]
    assert page.small == ("Rung on 24 November 2026.",)


def test_a_plan_for_one_nation_shows_only_its_lines() -> None:
    plan = PLANS["twenty-minutes"].model_copy(update={"nations": ("scotland",)})
    page = a(SlidePage, parts(plan).help()[0])
    told = " ".join(page.points)
    assert "0800 027 1234" in told
    assert HELPLINE not in told


def test_notes_are_the_plans_own_the_steps_and_the_scenarios() -> None:
    pages = parts("twenty-minutes")
    note = pages.of_step(3)[0]
    told = pages.notes(3, note)
    assert told[0].startswith("If nobody acts")
    assert SAY("lead-decide") in told
    assert any("at fault" in each for each in told)
    assert pages.notes(3) == told, "a second screen knows only the step, and has them all"


@pytest.mark.parametrize(("name", "first"), [("nearly-home", True), ("pizza-please", False)])
def test_after_a_call_about_stalking_the_stalking_helpline_comes_first(
    name: str, first: bool
) -> None:
    builder = parts(one_step("watch", name))
    scenario = LIBRARY.scenario(name).scenario
    page = builder.ended(scenario, Outcome.DEPLOYED, (), ())
    assert ("National Stalking Helpline" in page.points[0]) is first
    assert HELPLINE in " ".join(page.points)
