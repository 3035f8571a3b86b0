"""Who comes in, and what is handed out: the guard alone, and the real server on a free port."""

import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("textual_serve")

import aiohttp

from simulator.web.admission import Guard, new_token
from simulator.web.served_page import PAGE_FILES, TITLE
from simulator.web.server import REFUSED
from tests.web.serving import Served, serving

GUARD = Guard(ip_address("127.0.0.1"), 8123, "the-token")
PATH, HOST, ORIGIN = "/the-token/ws", "127.0.0.1:8123", "http://127.0.0.1:8123"
WRONG_HOSTS = (
    *("", "127.0.0.1", "127.0.0.1:80", "localhost:8123", "rebound.example:8123"),
    "127.0.0.1:8123.example",
)
WRONG_ORIGINS = (
    *("", "null", "http://127.0.0.1", "http://127.0.0.1:9999", "https://127.0.0.1:8123"),
    *("http://localhost:8123", "https://page.example", ORIGIN + "/"),
)
WRONG_PATHS = ["", "/", "/ws", "/the-toke/ws", "/the-tokenn/ws", "/The-token/ws", "//the-token/ws"]
REFUSED_ONES = [
    *((PATH, hosts, [ORIGIN]) for hosts in ([], [HOST, HOST], ["rebound.example", HOST])),
    *((PATH, [host], [ORIGIN]) for host in WRONG_HOSTS),
    *((PATH, [HOST], [origin]) for origin in WRONG_ORIGINS),
    (PATH, [HOST], [ORIGIN, ORIGIN]),
    *((path, [HOST], [ORIGIN]) for path in WRONG_PATHS),
]


@pytest.mark.parametrize("websocket", [True, False])
@pytest.mark.parametrize(("path", "hosts", "origins"), REFUSED_ONES, ids=repr)
def test_another_host_origin_or_path_is_refused(
    path: str, hosts: list[str], origins: list[str], websocket: bool
) -> None:
    assert not GUARD.admits(path, hosts, origins, websocket=websocket)


def test_our_own_page_comes_in_and_a_websocket_has_an_origin() -> None:
    for websocket in (True, False):
        assert GUARD.admits(PATH, [HOST], [ORIGIN], websocket=websocket)
    assert GUARD.admits("/the-token/", [HOST], [], websocket=False)
    assert not GUARD.admits(PATH, [HOST], [], websocket=True)


@given(st.text().filter(lambda text: text.partition("/")[0] != GUARD.token))
def test_any_other_path_is_refused(text: str) -> None:
    assert not GUARD.admits(f"/{text}", [HOST], [ORIGIN], websocket=False)


def test_tokens_are_long_differ_and_are_not_shown_by_accident() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 20
    assert GUARD.token not in repr(GUARD)


@pytest.mark.parametrize(
    ("address", "port", "url"),
    [
        ("127.0.0.1", 8123, "http://127.0.0.1:8123/t/"),
        ("192.168.1.20", 80, "http://192.168.1.20/t/"),
        ("::1", 8123, "http://[::1]:8123/t/"),
    ],
)
def test_the_address_is_written_as_browsers_write_it(address: str, port: int, url: str) -> None:
    assert Guard(ip_address(address), port, "t").url == url


PLACES = ("", "ws", "page/page.js", "terminal/js/textual.js", "else")
WRONG_HEADERS: dict[str, Mapping[str, str]] = {
    "another host": {"Host": "rebound.example", "Origin": "{origin}"},
    "a name for this machine": {"Host": "localhost:{port}", "Origin": "{origin}"},
    "the host without its port": {"Host": "127.0.0.1", "Origin": "{origin}"},
    "a foreign page": {"Origin": "https://page.example"},
    "a page of another server here": {"Origin": "http://127.0.0.1:1"},
    "a page from a file": {"Origin": "null"},
    "a rebound page": {"Host": "rebound.example:{port}", "Origin": "http://rebound.example:{port}"},
}
WRONG_TOKENS = ("", "A" * 22 + "/", "{cut}/", "?{token}")


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def filled(text: str, served: Served) -> str:
    guard = served.guard
    words = {"origin": guard.origin, "port": guard.port, "token": guard.token}
    return text.format(**words, cut=guard.token[:-1])


async def refused(client: aiohttp.ClientSession, url: str, headers: Mapping[str, str]) -> None:
    """Check that both a request and a websocket get 403."""
    async with client.get(url, headers=headers) as answer:
        assert (answer.status, await answer.text()) == (403, REFUSED), (url, headers)
        assert answer.content_type == "text/plain"
    with pytest.raises(aiohttp.WSServerHandshakeError) as error:
        await client.ws_connect(url, headers=headers)
    assert error.value.status == 403


async def test_no_host_origin_or_token_but_ours_opens_anything(
    client: aiohttp.ClientSession,
) -> None:
    async with serving() as served:
        for place in PLACES:
            for wrong in WRONG_HEADERS.values():
                headers = {key: filled(text, served) for key, text in wrong.items()}
                await refused(client, served.guard.url + place, headers)
            for token in WRONG_TOKENS:
                url = f"{served.guard.origin}/{filled(token, served)}{place}"
                await refused(client, url, {"Origin": served.guard.origin})
        with pytest.raises(aiohttp.WSServerHandshakeError) as error:
            await client.ws_connect(f"{served.guard.url}ws")
        assert error.value.status == 403, "a websocket has an origin"
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


async def test_nothing_is_kept_and_nothing_comes_from_elsewhere(
    client: aiohttp.ClientSession,
) -> None:
    """The page names only addresses of its own server, and nothing of what it is about."""
    async with serving(change=lambda service: replace(service, font_size=31)) as served:
        for place in ("", "page/page.css", "terminal/js/textual.js", "none", "../"):
            async with client.get(served.guard.url + place) as answer:
                assert answer.headers["Cache-Control"] == "no-store"
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert "Server" not in answer.headers
                parts = answer.headers["Content-Security-Policy"].split(";")
            policy = dict(each.strip().split(" ", 1) for each in parts)
            assert policy["default-src"] == "'none'"
            assert policy["script-src"] == policy["font-src"] == "'self'"
            assert policy["connect-src"] == f"'self' ws://{served.guard.host}"
            assert policy["frame-ancestors"] == "'none'"
        async with client.get(served.guard.url) as answer:
            html = await answer.text()
            assert (answer.status, answer.content_type) == (200, "text/html")
        named = re.findall(r'(?:href|src)="([^"]*)"', html)
        files = [each for each in named if not each.startswith("data:")]
        assert len(files) == 5
        for each in files:
            assert each.startswith(served.guard.url)
            assert (await client.get(each)).status == 200
        assert f"<title>{TITLE}</title>" in html
        assert f'data-session-websocket-url="ws://{served.guard.host}/' in html
        assert 'data-font-size="31"' in html
        assert served.started == 0
    ours = html + "".join(path.read_text(encoding="utf-8") for path in PAGE_FILES.iterdir())
    assert "//fonts." not in ours
    assert not re.search(r"restart", ours, re.IGNORECASE)
    assert not re.search(r"silent|999|training", html, re.IGNORECASE)
