"""A page that joined a session is read in a language of its own, wherever the session is."""

from pathlib import Path

import pytest

from simulator.awareness.page_builder import PageBuilder
from simulator.content.library.library import Library
from simulator.content.library.translations import languages, load
from simulator.errors import LibraryError
from simulator.hosting.gathering import Gathering
from simulator.session.clock import ManualClock
from tests.awareness.rooms import one_step

WELSH = """
note-heading = Cyn i ni ddechrau
way-tap = tapio'r ffôn
next-heading = Beth allai ddigwydd nesaf: { $way }
stage-with_operator = Gyda gweithredwr 999
act-answer = yn ateb
ended-heading = Sut daeth i ben
help-lines = Rhywun i siarad â nhw
call-quiet-throughout =
    .title = Tawel
    .facilitator = I'r hwylusydd
"""


def gathering(folder: Path, do: str, scenario: str) -> Gathering:
    (folder / "translations").mkdir()
    (folder / "translations" / "cy.ftl").write_text(WELSH, encoding="utf-8")
    library = Library([folder])
    parts = PageBuilder(library, one_step(do, scenario), load(library))
    return Gathering(parts, ManualClock(), "", "")


def heading(of: Gathering, language: str) -> str:
    return of.frame(of.session_in(language)).page.heading


def test_each_page_reads_the_same_moment_in_its_own_language(tmp_path: Path) -> None:
    session = gathering(tmp_path, "decide", "quiet-throughout")
    session.do("jump", 1)
    assert heading(session, "cy") == "Cyn i ni ddechrau"
    assert "I'r hwylusydd" in session.session_in("cy").parts.notes(1)
    assert heading(session, "") == heading(session, "en") == "Before we begin"
    session.do("go_on")
    for _ in range(3):
        session.do("forward")
    track = session.frame(session.session_in("cy"))
    assert track.stage == "Gyda gweithredwr 999"
    assert [line.text for line in track.lines][-2] == "yn ateb"
    track = session.frame()
    assert [line.text for line in track.lines][-2] == "answers"
    while not session.session.page.options:
        session.do("forward")
    session.do("follow", 2)
    assert heading(session, "cy") == "Beth allai ddigwydd nesaf: tapio'r ffôn"
    session.do("back")
    assert heading(session, "cy") == "Tawel"
    session.do("help")
    assert heading(session, "cy") == "Rhywun i siarad â nhw"


def test_a_language_says_its_own_name_and_one_that_is_not_there_is_refused(tmp_path: Path) -> None:
    session = gathering(tmp_path, "decide", "quiet-throughout")
    names = languages(session.session.parts.library)
    assert names == {"cy": "Cymraeg", "en": "English"}
    with pytest.raises(LibraryError):
        session.session_in("xx")
