"""Who may come in: the guard alone, without a server."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.web.guard import Guard, new_token

GUARD = Guard(ip_address("127.0.0.1"), 8123, "the-token")
PATH, HOST, ORIGIN = "/the-token/ws", "127.0.0.1:8123", "http://127.0.0.1:8123"

WRONG_HOSTS: list[list[str]] = [
    [],
    [""],
    ["127.0.0.1"],
    ["127.0.0.1:80"],
    ["localhost:8123"],
    ["rebound.example:8123"],
    ["127.0.0.1:8123.example"],
    [HOST, HOST],
    ["rebound.example", HOST],
]
WRONG_ORIGINS = [
    [""],
    ["null"],
    ["http://127.0.0.1"],
    ["http://127.0.0.1:9999"],
    ["https://127.0.0.1:8123"],
    ["http://localhost:8123"],
    ["https://page.example"],
    [ORIGIN, ORIGIN],
    [ORIGIN + "/"],
]
WRONG_PATHS = ["", "/", "/ws", "/the-toke/ws", "/the-tokenn/ws", "/The-token/ws", "//the-token/ws"]


@pytest.mark.parametrize("websocket", [True, False])
def test_our_own_page_may_come_in(websocket: bool) -> None:
    assert GUARD.admits(PATH, [HOST], [ORIGIN], websocket=websocket)


def test_what_a_person_types_has_no_origin_and_a_websocket_has_one() -> None:
    assert GUARD.admits("/the-token/", [HOST], [], websocket=False)
    assert not GUARD.admits(PATH, [HOST], [], websocket=True)


@pytest.mark.parametrize("websocket", [True, False])
@pytest.mark.parametrize("hosts", WRONG_HOSTS, ids=repr)
def test_another_host_is_refused(hosts: list[str], websocket: bool) -> None:
    assert not GUARD.admits(PATH, hosts, [ORIGIN], websocket=websocket)


@pytest.mark.parametrize("websocket", [True, False])
@pytest.mark.parametrize("origins", WRONG_ORIGINS, ids=repr)
def test_another_origin_is_refused(origins: list[str], websocket: bool) -> None:
    assert not GUARD.admits(PATH, [HOST], origins, websocket=websocket)


@pytest.mark.parametrize("websocket", [True, False])
@pytest.mark.parametrize("path", WRONG_PATHS)
def test_a_path_without_the_token_is_refused(path: str, websocket: bool) -> None:
    assert not GUARD.admits(path, [HOST], [ORIGIN], websocket=websocket)


@given(st.text().filter(lambda text: text.partition("/")[0] != GUARD.token))
def test_whatever_else_a_path_holds_it_is_refused(text: str) -> None:
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
