"""The screens in a real browser, once: Chromium without a window, if there is one."""

import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.web.page_process import command_line
from simulator.web.served_page import TITLE
from tests.tools import needs_tool
from tests.web import chromium
from tests.web.serving import Served, serving

PROGRAM = chromium.found()

pytestmark = [pytest.mark.thorough, needs_tool("chromium")]

QUICK_EXIT = {
    "f2": ("F2", 113, False),
    "ctrl+l": ("l", 76, True),
    "ctrl+backslash": ("\\", 220, True),
}

REMAINS = """
    document.body.innerText
    + [...document.body.querySelectorAll("*"), ...document.querySelectorAll("style, script")]
        .map((each) => each.tagName).join()
"""
"""What of a session is still in the page."""


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[chromium.Page]:
    """An empty page in a browser that was never used."""
    assert PROGRAM is not None
    async with chromium.browsing(PROGRAM, tmp_path / "profile") as opened:
        yield opened


async def is_blank(page: chromium.Page, served: Served) -> None:
    """Nothing of the session is left in the page, its title, or its address."""
    await page.until("location.pathname === '/'")
    assert await page.value(REMAINS) == ""
    assert await page.value("document.title") == TITLE
    assert await page.value("location.href") == f"{served.guard.origin}/"


@pytest.mark.parametrize("key", QUICK_EXIT)
async def test_a_page_shows_the_app_takes_a_key_and_is_blank_afterwards(
    key: str, page: chromium.Page, tmp_path: Path
) -> None:
    name, number, control = QUICK_EXIT[key]
    empty = await page.picture()
    async with serving() as served:
        await page.do("Page.navigate", url=served.guard.url)
        program = await served.program()
        await program.until("started")
        await page.shows("waiting for a key")
        assert await page.value("document.title") == TITLE
        assert await page.value("leave.checkVisibility()") is False, "there is a keyboard"

        before = await page.picture()
        await page.press("a", 65, text="a")
        assert await program.until("key") == "key a"
        await page.shows("pressed a")
        shown = await page.picture_unlike(before)
        (tmp_path / "shown.png").write_bytes(shown)

        await page.press(name, number, control=control)
        assert await program.until("key") == f"key {key}"
        assert (await program.gone())[-1] == "left"
        await is_blank(page, served)
        assert await page.picture() == empty
    assert served.started == 1
    asked = {
        told["request"]["url"]
        for method, told in page.events
        if method == "Network.requestWillBeSent"
    }
    assert {url for url in asked if not url.startswith((served.guard.url, "data:"))} == set()


async def test_the_trainer_itself_takes_a_call_in_a_browser(
    page: chromium.Page, tmp_path: Path
) -> None:
    words = ["play", "partner-in-the-room", "--seat", "operator", "--speed", "8"]
    command = command_line([sys.executable, "-m", "simulator", *words])
    async with serving(change=lambda service: replace(service, command=command)) as served:
        await page.do("Page.navigate", url=served.guard.url)
        await page.shows("cannot call 999")
        await page.shows("Go on")
        await page.press("g", 71, text="g")
        await page.shows("Answer the call")
        before = await page.picture()
        await page.shows("ringing the operator")
        await page.press("a", 65, text="a")
        await page.shows("with the 999 operator")
        (tmp_path / "call.png").write_bytes(await page.picture_unlike(before))
        await page.press("F2", 113)
        await is_blank(page, served)


async def test_function_keys_are_the_apps_but_f11_is_the_browsers(page: chromium.Page) -> None:
    async with serving() as served:
        await page.do("Page.navigate", url=served.guard.url)
        program = await served.program()
        await page.shows("waiting for a key")
        await page.value(
            "window.kept = []; document.addEventListener('keydown',"
            " (event) => { if (event.defaultPrevented) kept.push(event.key); }, true); null"
        )
        await page.press("F5", 116)
        assert await program.until("key") == "key f5"
        await page.press("F11", 122)
        await page.press("b", 66, text="b")
        assert await program.until("key") == "key b", "F11 did not arrive"
        assert await page.value("kept") == ["F5"]
    assert served.started == 1


async def test_the_page_is_blank_at_once_though_the_program_does_not_listen(
    page: chromium.Page,
) -> None:
    async with serving(
        "small_app.py deaf", lambda service: replace(service, patience=0.1)
    ) as served:
        await page.do("Page.navigate", url=served.guard.url)
        program = await served.program()
        await program.until("started")
        await page.shows("hello")
        await page.press("F2", 113)
        await is_blank(page, served)
        assert await program.gone() == []


async def test_the_page_is_blank_when_the_server_ends(page: chromium.Page) -> None:
    async with serving() as served:
        await page.do("Page.navigate", url=served.guard.url)
        await page.shows("waiting for a key")
    await is_blank(page, served)


async def test_a_page_whose_program_does_not_start_says_so(page: chromium.Page) -> None:
    async with serving("no-such-app.py") as served:
        await page.do("Page.navigate", url=served.guard.url)
        await page.until("document.body?.innerText.startsWith('This did not start.')")
        assert await page.value("location.href") == served.guard.url, "it can be loaded again"


async def test_on_a_tablet_leaving_is_a_tap(page: chromium.Page, tmp_path: Path) -> None:
    size = {"width": 1024, "height": 640, "deviceScaleFactor": 1, "mobile": True}
    async with serving() as served:
        await page.do("Emulation.setDeviceMetricsOverride", **size)
        await page.do("Emulation.setTouchEmulationEnabled", enabled=True)
        await page.do("Page.navigate", url=served.guard.url)
        program = await served.program()
        await page.shows("waiting for a key")
        (tmp_path / "tablet.png").write_bytes(await page.picture())
        left, top = await page.value("((r) => [r.left, r.top])(leave.getBoundingClientRect())")
        assert await page.value("terminal.getBoundingClientRect().bottom") <= top
        point = {"x": left + 20, "y": top + 20}
        await page.do("Input.dispatchTouchEvent", type="touchStart", touchPoints=[point])
        await page.do("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        assert await program.until("key") == "key f2"
        await is_blank(page, served)
