"""Pages printed by a real browser without a network: A4, whole, and not too long."""

import html
import re
import subprocess
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from simulator import BANNER
from simulator.awareness.printed import handout_page
from simulator.content.library.library import Library
from simulator.content.library.translations import load
from simulator.debrief.render import text_and_html
from simulator.debrief.render.first_page import first_page
from simulator.debrief.render.outline import outline
from simulator.rules.rubric import LOOKED_AT
from tests.cli.command import silent999
from tests.cli.test_progress import well
from tests.review.render.samples import sample
from tests.tools import needs_tool, path_of

pytestmark = pytest.mark.thorough

A4 = (595, 842)
"""In points."""
MOST_PAGES = 16


def browser(folder: Path, text: str, *words: str) -> str:
    """Open a page in a browser that was never used, and return what it writes."""
    program = path_of("chromium")
    assert program is not None
    source = folder / "page.html"
    source.write_text(text, encoding="utf-8")
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
    nowhere = ("--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}")
    return subprocess.run(
        [program, *quiet, *nowhere, *words, source.as_uri()],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    ).stdout


def printed(folder: Path, text: str) -> tuple[int, str]:
    """Print a page, which must be A4: how many sides it has, and the words on them."""
    made = folder / "page.pdf"
    browser(folder, text, "--no-pdf-header-footer", f"--print-to-pdf={made}")
    told, words = (
        subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for command in (["pdfinfo", str(made)], ["pdftotext", "-layout", str(made), "-"])
    )
    pages = re.search(r"Pages:\s+(\d+)", told)
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told)
    assert pages is not None
    assert size is not None
    assert tuple(round(float(side)) for side in size.groups()) == A4
    return int(pages[1]), " ".join(words.split())


def handout() -> str:
    library = Library()
    around = handout_page.HandoutContext(library, load(library))
    return handout_page.page(library.handout(), around)


@needs_tool("chromium", "poppler-utils")
@pytest.mark.parametrize("name", ["operator_badly", "handler_well"])
def test_a_debrief_is_printed_whole(name: str, tmp_path: Path) -> None:
    debrief = sample(name)
    pages, words = printed(tmp_path, text_and_html.html(debrief))
    assert pages == 1, "the first page, with the strip and what led to what"
    assert first_page(debrief).ended in words
    pages, words = printed(tmp_path, text_and_html.html(debrief, full=True, facilitator=True))
    assert 1 < pages <= MOST_PAGES
    for said in (BANNER, *(section.title for section in outline(debrief, facilitator=True))):
        assert " ".join(said.split()) in words


@needs_tool("chromium", "poppler-utils")
@pytest.mark.parametrize("name", ["nearly-home", "four-silent-calls"])
def test_a_long_call_and_several_print_on_one_side_with_their_headings(
    name: str, tmp_path: Path
) -> None:
    """It was two; since the first page has its measure, a trainee takes one sheet along."""
    page = silent999("debrief", name, "--format", "html", "--records", tmp_path).out
    sides, words = printed(tmp_path, page)
    assert sides == 1
    headings = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", page, re.S)
    shown = [" ".join(html.unescape(re.sub(r"<[^>]*>", "", each)).split()) for each in headings]
    assert shown
    left_out = [each for each in shown if each not in words]
    assert left_out in ([], ["The timeline, to scale"]), "the strip says it in its place"


@needs_tool("chromium", "poppler-utils")
def test_the_handout_fills_one_side(tmp_path: Path) -> None:
    pages, _ = printed(tmp_path, handout())
    assert pages == 1


PACK = {
    "start-here.html": 1,
    "leaders-guide.html": 4,
    "table-cards.html": 2,
    "posters.html": 3,
    "handout-a4.html": 1,
    "handout-card.html": 1,
    "handout-easy-read.html": 4,
}
"""How many sides each page of a pack has."""


@needs_tool("chromium", "poppler-utils")
@pytest.mark.parametrize(
    "local", ["", "A service with a long name, in our town: the number on its card"]
)
def test_a_pack_prints_on_whole_sides_and_nothing_is_cut(local: str, tmp_path: Path) -> None:
    """Each word of each page is in the PDF, and none sticks out of its side."""
    folder = tmp_path / "pack"
    own = ("--local", local) if local else ()
    assert silent999("handout", "--pack", folder, *own).code == 0
    for name, sides in PACK.items():
        text = (folder / name).read_text(encoding="utf-8")
        pages, words = printed(tmp_path, text)
        assert pages == sides, name
        seen = Counter(re.findall(r"\w+", words))
        body = re.sub(r'<div class="draft".*?</div>', "", text[text.index("<body>") :], flags=re.S)
        body = re.sub(r"<[^>]*>", " ", body)
        lost = Counter(re.findall(r"\w+", html.unescape(body))) - seen
        assert lost == Counter(), name
        assert outside(tmp_path / "page.pdf") == [], name


def outside(made: Path) -> list[str]:
    """Return the words of a PDF that stick out of their side."""
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(made), "-"], check=True, capture_output=True, text=True
    ).stdout
    found = re.findall(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>', boxes)
    wide, high = A4
    return [
        word
        for left, top, right, low, word in found
        if float(left) < 0 or float(top) < 0 or float(right) > wide or float(low) > high
    ]


@needs_tool("chromium")
@pytest.mark.parametrize("size", ["360,800", "1000,1400"])
def test_nothing_of_the_handout_is_wider_than_the_page_even_on_a_phone(
    size: str, tmp_path: Path
) -> None:
    """The page says itself, in its title, whether anything sticks out."""
    probe = (
        "<script>document.title = [...document.querySelectorAll('body *')]"
        ".filter(e => !e.closest('.draft') && e.scrollWidth > document.documentElement.clientWidth)"
        ".length + ' too wide'</script></body>"
    )
    text = handout().replace("</body>", probe)
    assert "<title>0 too wide</title>" in browser(
        tmp_path, text, f"--window-size={size}", "--dump-dom"
    )


@needs_tool("chromium", "poppler-utils")
def test_a_portfolio_of_many_calls_in_both_seats_is_one_side(tmp_path: Path) -> None:
    """With the safety line, and each criterion that was seen."""
    names = (
        "small-voice", "pizza-please", "cut-after-55", "row-in-the-kitchen", "weak-signal",
        "phone-left-open", "over-the-boundary", "somebody-picks-up", "glass-in-the-shop",
    )  # fmt: skip
    records = tmp_path / "records"
    for place, (name, seat) in enumerate(product(names, LOOKED_AT)):
        well(records, name, place, seat)
    written = silent999("progress", "--code", "wren", "--records", records, "--portfolio").out
    pages, words = printed(tmp_path, written)
    assert pages == 1
    assert words.startswith(BANNER)
    assert "Read by:" in words
