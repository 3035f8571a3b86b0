"""The real server on a free port: whom it lets in, and what it hands out."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

import pytest

pytest.importorskip("textual_serve")

import aiohttp

from simulator.web.page import PAGE_FILES, TITLE
from simulator.web.server import REFUSED
from tests.web.serving import Served, serving


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


# Who comes in -------------------------------------------------------------------------------------

WRONG_HEADERS: dict[str, Mapping[str, str]] = {
    "another host": {"Host": "rebound.example", "Origin": "{origin}"},
    "a name for this machine": {"Host": "localhost:{port}", "Origin": "{origin}"},
    "the host without its port": {"Host": "127.0.0.1", "Origin": "{origin}"},
    "a foreign page": {"Origin": "https://page.example"},
    "a page of another server here": {"Origin": "http://127.0.0.1:1"},
    "a page from a file": {"Origin": "null"},
    "a rebound page": {"Host": "rebound.example:{port}", "Origin": "http://rebound.example:{port}"},
}
WRONG_TOKENS = {
    "none": "",
    "wrong": "A" * 22 + "/",
    "cut short": "{cut}/",
    "in the query": "?{token}",
}


def filled(text: str, served: Served) -> str:
    """The text with the server's own words in it."""
    guard = served.guard
    words = {"origin": guard.origin, "port": guard.port, "token": guard.token}
    return text.format(**words, cut=guard.token[:-1])


async def refused(client: aiohttp.ClientSession, url: str, headers: Mapping[str, str]) -> None:
    """Both a request and a websocket get 403."""
    async with client.get(url, headers=headers) as answer:
        assert (answer.status, await answer.text()) == (403, REFUSED)
        assert answer.content_type == "text/plain"
    with pytest.raises(aiohttp.WSServerHandshakeError) as error:
        await client.ws_connect(url, headers=headers)
    assert error.value.status == 403


async def test_the_page_opens_with_the_address_alone(client: aiohttp.ClientSession) -> None:
    async with serving() as served, client.get(served.guard.url) as answer:
        html = await answer.text()
        assert (answer.status, answer.content_type) == (200, "text/html")
        assert f"<title>{TITLE}</title>" in html
        assert served.started == 0


@pytest.mark.parametrize("place", ["", "ws", "page/page.js", "terminal/js/textual.js", "else"])
@pytest.mark.parametrize("wrong", WRONG_HEADERS)
async def test_no_host_and_no_origin_but_ours_come_in(
    wrong: str, place: str, client: aiohttp.ClientSession
) -> None:
    async with serving() as served:
        headers = {key: filled(text, served) for key, text in WRONG_HEADERS[wrong].items()}
        await refused(client, served.guard.url + place, headers)
        assert served.started == served.server.open == 0


@pytest.mark.parametrize("place", ["", "ws", "page/page.js", "terminal/js/textual.js", "else"])
@pytest.mark.parametrize("wrong", WRONG_TOKENS)
async def test_without_the_token_nothing_opens(
    wrong: str, place: str, client: aiohttp.ClientSession
) -> None:
    async with serving() as served:
        url = f"{served.guard.origin}/{filled(WRONG_TOKENS[wrong], served)}{place}"
        await refused(client, url, {"Origin": served.guard.origin})
        assert served.started == served.server.open == 0


async def test_a_websocket_without_an_origin_is_refused(client: aiohttp.ClientSession) -> None:
    async with serving() as served:
        with pytest.raises(aiohttp.WSServerHandshakeError) as error:
            await client.ws_connect(f"{served.guard.url}ws")
        assert error.value.status == 403
        assert served.started == served.server.open == 0


async def test_the_ticket_leads_to_the_page_once(client: aiohttp.ClientSession) -> None:
    async with serving() as served:
        ticket = served.server.ticket
        assert served.guard.token not in ticket
        await refused(client, ticket, {"Host": "rebound.example"})
        async with client.get(ticket) as answer:
            assert (answer.status, str(answer.url)) == (200, served.guard.url)
        assert served.server.ticket == ""
        await refused(client, ticket, {"Origin": served.guard.origin})
        assert served.started == 0


# What goes out ------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["", "page/page.css", "terminal/js/textual.js", "none", "../"])
async def test_nothing_is_kept_and_nothing_comes_from_elsewhere(
    place: str, client: aiohttp.ClientSession
) -> None:
    async with serving() as served, client.get(served.guard.url + place) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Server" not in answer.headers
        policy = dict(
            each.strip().split(" ", 1)
            for each in answer.headers["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["font-src"] == "'self'"
        assert policy["connect-src"] == f"'self' ws://{served.guard.host}"
        assert policy["frame-ancestors"] == "'none'"


async def test_the_page_names_only_addresses_of_its_own_server(
    client: aiohttp.ClientSession,
) -> None:
    async with serving(change=lambda service: replace(service, font_size=31)) as served:
        async with client.get(served.guard.url) as answer:
            html = await answer.text()
        named = re.findall(r'(?:href|src)="([^"]*)"', html)
        files = [each for each in named if not each.startswith("data:")]
        assert len(files) == 5
        for each in files:
            assert each.startswith(served.guard.url)
            async with client.get(each) as answer:
                assert answer.status == 200
        assert f'data-session-websocket-url="ws://{served.guard.host}/' in html
        assert 'data-font-size="31"' in html
    ours = html + "".join(path.read_text(encoding="utf-8") for path in PAGE_FILES.iterdir())
    assert "//fonts." not in ours
    assert not re.search(r"restart", ours, re.IGNORECASE)
    assert not re.search(r"silent|999|training", html, re.IGNORECASE)
