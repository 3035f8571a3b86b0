"""A group reads no English but what the page on languages names: with a pseudo-language."""

import html
import re

import pytest

from simulator.awareness.page_builder import PageBuilder
from simulator.awareness.printed.handout_page import FORMS, HandoutContext, LocalPlace, page
from simulator.awareness.printed.pack import pack
from simulator.awareness.printed.readers_pack import sentences
from simulator.awareness.rehearsal import path
from simulator.content.library.library import Library
from simulator.content.library.translations import SAFETY_LINES, FluentFile, load, problems_of
from tests.awareness.rooms import SAY
from tests.content.pseudo import LETTERS, with_pseudo


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return with_pseudo(tmp_path_factory.mktemp("pseudo"))


_HOW = r"(?: \((?:copy|[a-z]+ stored versions)\))?"
_LABELS = sorted(
    (re.sub(_HOW, "", each.label) for each in Library().sources().values()),
    key=lambda each: -len(each),
)
KEPT = re.compile(
    r"“[^”]*”|Ctrl\+C|(?:Novem|Decem)bro|\b[\w-]+\.html"
    + "".join(f"|{re.escape(each)}{_HOW}" for each in _LABELS)
    + r"|the (?:river|covered passage by the river)"
)
"""What stays in English: spoken lines, keys, places in calls and the labels of sources."""


def plain(text: str) -> list[str]:
    """Return the words of a text in plain letters: they were not translated."""
    text = html.unescape(text)
    for key in SAFETY_LINES:
        if key != "help-origin":
            text = text.replace(SAY(key), "")
    return re.findall(r"[A-Za-z]{3,}[^“”]*", KEPT.sub("", text))


@pytest.mark.parametrize("language", LETTERS)
def test_the_checker_finds_nothing_wrong_with_a_whole_translation(
    language: str, library: Library
) -> None:
    file = FluentFile(library.translation_folders()[-1] / f"{language}.ftl")
    assert problems_of(file, library) == []
    assert load(library, language).direction == ("rtl" if language == "he" else "ltr")


def test_every_sentence_of_a_session_is_translated(library: Library) -> None:
    parts = PageBuilder(library, library.plan("twenty-minutes").file, load(library, "eo"))
    english: dict[str, None] = {}
    for place in range(len(parts.plan.steps)):
        pages = [*path(parts.of_step(place))]
        said = [text for each in pages for text in (each.heading, *sentences(each), *each.notes)]
        for text in (parts.title(place), *parts.notes(place), *said):
            english |= dict.fromkeys(plain(text))
    assert [*english] == [], [*english]


def test_every_printed_page_is_translated_and_runs_from_right_to_left(library: Library) -> None:
    say = load(library, "he")
    parts = PageBuilder(library, library.plan("twenty-minutes").file, say)
    pages = pack(parts, library.handout(), LocalPlace())
    english: dict[str, None] = {}
    for made in pages.values():
        assert '<html lang="he" dir="rtl">' in made
        body = re.sub(r"<style.*?</style>", "", made, flags=re.S)
        for text in re.findall(r">([^<]+)<", body):
            english |= dict.fromkeys(plain(text))
    assert [*english] == [], [*english]
    assert set(FORMS) <= {name.removeprefix("handout-").removesuffix(".html") for name in pages}
    assert page(library.handout(), HandoutContext(library, say)) in pages.values()
