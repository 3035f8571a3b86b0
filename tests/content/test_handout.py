"""The page to hand out: what it says is what the simulator has, and a draft says so."""

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.awareness.printed.handout_page import FORMS, Form, HandoutContext, page, sources
from simulator.content.awareness.handout import Handout, filled
from simulator.content.awareness.help_lines import NATIONS, Nation
from simulator.content.checks.content_warnings import refuse_mistakes
from simulator.content.library.library import Library
from simulator.content.library.translations import load
from simulator.errors import ContentError
from tests.content.test_file_mistakes import FILES
from tests.content.test_library import write

LIBRARY = Library()
ENGLISH = load(LIBRARY)
SHIPPED = LIBRARY.handout()
PROFILE = LIBRARY.profile().profile


def texts_in(page: str) -> str:
    body = page[page.index("<body>") :]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def written(handout: Handout = SHIPPED, *nations: Nation, form: Form = "a4") -> str:
    around = HandoutContext(LIBRARY, ENGLISH)
    return page(handout, around._replace(nations=nations) if nations else around, form)


def checked() -> Handout:
    return SHIPPED.model_copy(
        update={"checked_by": "the training team", "checked_on": "2026-11-20"}
    )


def test_it_is_a_draft_until_a_person_has_checked_it() -> None:
    assert SHIPPED.checked_by is None, "nobody has"
    draft = written()
    assert ">DRAFT<" in draft
    assert ENGLISH("banner") in draft
    assert "Nobody has checked it" in draft
    done = written(checked())
    assert "DRAFT" not in done
    assert "Checked by the training team on 20 November 2026." in done


def test_what_it_says_of_the_flow_is_what_the_profile_has() -> None:
    shown = texts_in(written())
    assert f"about {PROFILE.timings.end // 1_000} seconds" in shown
    assert f"open for {PROFILE.timings.hold // 1_000} seconds" in shown
    slower = replace(PROFILE, timings=replace(PROFILE.timings, end=1_500, hold=1_000))
    assert filled("{recording} and {hold}", slower) == "1.5 seconds and 1 second"


def test_only_help_that_may_be_shown_is_on_it_and_the_rest_is_room_to_write() -> None:
    everywhere, scotland = texts_in(written()), texts_in(written(SHIPPED, "scotland"))
    for entry in LIBRARY.support():
        assert (entry.name in everywhere) == entry.shown
        assert (entry.name in scotland) == (entry.shown and "scotland" in entry.where)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_when_to_take_it_and_that_the_caller_is_not_at_fault(form: Form) -> None:
    """And is a draft, has the help lines for anyone, and marks what is disputed."""
    shown = texts_in(written(form=form))
    assert ENGLISH("handout-safe") in shown
    assert "Whoever abuses is responsible." in shown
    assert "DRAFT" in shown
    assert ENGLISH("handout-disputed") in shown
    for entry in LIBRARY.support():
        if entry.kind == "helpline" and (entry.first_for or not entry.only_for):
            assert entry.name in shown


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_beside_a_help_line_where_it_answers_and_for_whom(form: Form) -> None:
    """In easy words a reader in England found the number of Northern Ireland, and no "women"."""
    shown = texts_in(written(form=form))
    for entry in LIBRARY.support():
        if entry.kind == "helpline" and (entry.first_for or not entry.only_for):
            names = ", ".join(ENGLISH(f"nation-{each}") for each in entry.where)
            named = f"{entry.name} ({names})" if {*entry.where} < {*NATIONS} else entry.name
            assert named in shown
            assert (entry.serves or "" if form == "card" else entry.what) in shown
    assert "For women" in shown


def test_a_page_for_one_nation_does_not_name_it_at_each_line() -> None:
    assert "(Scotland)" not in texts_in(written(SHIPPED, "scotland"))


@pytest.mark.parametrize("form", FORMS)
def test_a_form_needs_no_network_and_runs_nothing(form: Form) -> None:
    made = written(form=form)
    assert not re.search(r"http|<(script|link|img|iframe)|@import|url\(|src=|\son\w+=", made)


def test_it_names_every_source_of_what_it_says() -> None:
    made = html.unescape(written())
    known = LIBRARY.sources()
    for code in sources(SHIPPED, HandoutContext(LIBRARY, ENGLISH)):
        assert known[code].label in made


def test_what_public_sources_dispute_is_marked_and_nothing_else() -> None:
    myths = {myth.id: myth for myth in LIBRARY.myths()}
    made = html.unescape(written())
    mark = ENGLISH("handout-mark")
    for line in (line for part in SHIPPED.parts for line in part.lines):
        sure = myths[line.myth].sure if line.myth else line.sure
        text = myths[line.myth].truth if line.myth else filled(line.says or "", PROFILE)
        at = made.index(" ".join(text.split())) + len(" ".join(text.split()))
        assert (made[at] == mark) == (sure == "disputed"), line.id


def test_the_easy_version_has_short_sentences_and_the_card_has_short_lines() -> None:
    for line in (line for part in SHIPPED.parts for line in part.lines):
        sentences = re.split(r"(?<=[.?]) ", line.easy or "")
        assert max(len(sentence.split()) for sentence in sentences) <= 15, line.id
        assert len((line.card or "").split()) <= 16, line.id


def test_a_page_that_names_what_is_not_there_is_not_printed(tmp_path: Path) -> None:
    path = write(tmp_path / "ours.yaml", FILES["handouts"].replace("call-can-end", "call-can-ent"))
    with pytest.raises(ContentError, match="unknown-property"):
        refuse_mistakes(LIBRARY, path)
