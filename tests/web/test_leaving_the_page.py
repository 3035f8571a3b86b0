"""One seam in the pages' scripts: all that leaves a page passes `outside` in page.js."""

import re
from pathlib import Path

import pytest

from simulator.web.rendering import HERE

SCRIPTS = sorted((HERE / "static").glob("*.js"))
LEAVES = re.compile(
    r"\b(fetch|location|XMLHttpRequest|sendBeacon|WebSocket|EventSource|importScripts)\b"
    r"|window\.open|\bimport\(|history\.|\.submit\(|requestSubmit"
)
"""What asks a network, or leads to another page."""


def without_seam(script: str) -> str:
    """Return a script without its comments and without the table `outside` itself."""
    code = re.sub(r"//.*", "", script)
    return re.sub(r"const outside = .*?\n};\n", "", code, flags=re.DOTALL)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_asks_goes_and_leaves_through_the_one_seam(path: Path) -> None:
    """A page without a server replaces `outside` alone; what went past it would ask a network."""
    assert not LEAVES.findall(without_seam(path.read_text()))


def test_the_seam_is_what_a_page_without_a_server_replaces() -> None:
    """The seam is one table with seven rows, and page.js takes another one if it is given."""
    script = next(path for path in SCRIPTS if path.name == "page.js").read_text()
    seam = re.search(r"const outside = window\.outside \|\| {\n(.*?)\n};\n", script, re.DOTALL)
    assert seam
    assert re.findall(r"^  (\w+):", seam.group(1), re.MULTILINE) == [
        *("here", "ask", "go", "apart", "leave", "save", "lookedBack")
    ]


SHELL = (Path(__file__).parents[2] / ".ci/page/shell.js").read_text(encoding="utf-8")
"""The page round the pages where there is no server."""


def test_the_page_without_a_server_gives_what_the_seam_has() -> None:
    """A row that page.js gets and the page round it lacks would stop every page there."""
    script = next(path for path in SCRIPTS if path.name == "page.js").read_text()
    seam = re.search(r"const outside = window\.outside \|\| {\n(.*?)\n};\n", script, re.DOTALL)
    given = re.search(r"view\.outside = {(.*?)};", SHELL)
    assert seam
    assert given
    rows = re.findall(r"^  (\w+):", seam.group(1), re.MULTILINE)
    assert [each.partition(":")[0].strip() for each in given.group(1).split(",")] == rows


@pytest.mark.parametrize(
    "path", sorted((HERE / "templates").rglob("*.html")), ids=lambda path: path.name
)
def test_a_page_names_its_style_and_scripts_as_the_page_without_a_server_finds_them(
    path: Path,
) -> None:
    """There they are put into the page. A file that is named otherwise would be missing in it."""
    names = "|".join(each.name for each in (HERE / "static").iterdir())
    found = re.sub(
        rf'<link rel="stylesheet" href="/static/({names})">'
        rf'|<script src="/static/({names})"( defer)?></script>|<link rel="icon" href="data:,">',
        "",
        path.read_text(encoding="utf-8"),
    )
    assert not re.findall(
        r'<link\b|<script\b|<style\b|\bstyle=|(?<![\w-])on\w+="|<img\b|<iframe\b', found
    )
