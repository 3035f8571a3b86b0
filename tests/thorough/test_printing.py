"""The page to hand out, printed by a browser: one side of A4, nothing cut off."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from simulator.awareness.story.handout_page import Around, page
from simulator.content.library.library import Library
from simulator.content.library.translation import load
from tests.tools import needs_tool
from tests.web.chromium import found

pytestmark = [
    pytest.mark.thorough,
    needs_tool("chromium"),
]

LIBRARY = Library()
PAGE = re.compile(rb"/Type\s*/Page\b")
BOX = re.compile(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]")


def chromium(profile: Path, *words: str) -> None:
    program = found()
    assert program is not None
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
    subprocess.run(
        [program, *quiet, f"--user-data-dir={profile}", *words],
        check=True,
        capture_output=True,
        timeout=120,
    )


def test_it_fills_one_side_of_a4(tmp_path: Path) -> None:
    source, printed = tmp_path / "page.html", tmp_path / "page.pdf"
    handout = LIBRARY.handout().file
    source.write_text(page(handout, Around(LIBRARY, load(LIBRARY))), encoding="utf-8")
    to = f"--print-to-pdf={printed}"
    chromium(tmp_path / "profile", "--no-pdf-header-footer", to, source.as_uri())
    made = printed.read_bytes()
    assert len(PAGE.findall(made)) == 1
    width, height = (float(number) for number in BOX.findall(made)[0])
    assert (round(width), round(height)) == (595, 842)


def test_nothing_is_wider_than_the_page_even_on_a_phone(tmp_path: Path) -> None:
    """The page says itself, in its title, whether anything sticks out."""
    source, dumped = tmp_path / "page.html", tmp_path / "wide.txt"
    handout = LIBRARY.handout().file
    text = page(handout, Around(LIBRARY, load(LIBRARY)))
    probe = (
        "<script>document.title = [...document.querySelectorAll('body *')]"
        ".filter(e => !e.closest('.draft') && e.scrollWidth > document.documentElement.clientWidth)"
        ".length + ' too wide'</script></body>"
    )
    source.write_text(text.replace("</body>", probe), encoding="utf-8")
    program = found()
    assert program is not None
    for size in ("360,800", "1000,1400"):
        done = subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu",
             "--disable-background-networking", f"--user-data-dir={tmp_path / 'profile'}",
             f"--window-size={size}", "--dump-dom", source.as_uri()],
            check=True, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        dumped.write_text(done.stdout, encoding="utf-8")
        assert "<title>0 too wide</title>" in done.stdout, size
