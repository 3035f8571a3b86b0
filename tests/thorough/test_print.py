"""The debrief's page, printed by a real browser without a network: A4, whole, and not too long."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from simulator import BANNER
from simulator.debrief.render import page
from simulator.debrief.render.outline import outline
from tests.review.render.samples import sample
from tests.tools import needs_tool
from tests.web import chromium

PROGRAM = chromium.found()
pytestmark = [
    pytest.mark.thorough,
    needs_tool("chromium", "poppler-utils"),
]

A4 = (595, 842)
"""In points."""
MOST_PAGES = 16


@pytest.mark.parametrize("name", ["operator_badly", "handler_well"])
def test_a_debrief_is_printed_on_a4_without_a_network(name: str, tmp_path: Path) -> None:
    debrief = sample(name)
    written, printed = tmp_path / "debrief.html", tmp_path / "debrief.pdf"
    written.write_text(page.render(debrief, facilitator=True), encoding="utf-8")
    assert PROGRAM is not None
    subprocess.run(
        [
            PROGRAM,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={printed}",
            written.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    told = subprocess.run(["pdfinfo", printed], check=True, capture_output=True, text=True).stdout
    pages = re.search(r"Pages:\s+(\d+)", told)
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told)
    assert pages is not None
    assert 1 < int(pages[1]) <= MOST_PAGES
    assert size is not None
    assert tuple(round(float(side)) for side in size.groups()) == A4
    text = subprocess.run(
        ["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert BANNER in text
    words = " ".join(text.split())
    for section in outline(debrief, facilitator=True):
        assert section.title in words
