"""The address that phones need: found, shown, drawn as a code to scan, and tried with a phone."""

import json
import re
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import numpy as np
import pytest
import zxingcpp

from simulator.content.library.translations import load
from simulator.session.clock import ManualClock
from simulator.web import reach as reaching
from simulator.web.admission import Guard
from simulator.web.reach import PATIENCE, Reach, ReachState, network_addresses, qr_code
from simulator.web.remote_seat import RemoteSeat
from simulator.web.rendering import render
from tests.cli.test_serve import address as first_address
from tests.cli.test_serve import started
from tests.daily import first_a_day
from tests.session.calls import LIBRARY
from tests.tools import needs_tool
from tests.web.in_chromium import PHONE, Browsers
from tests.web.served import Served, serving
from tests.web.test_sessions import parts, shown

ROOM = "127.0.0.2"
"""The address of the one LAN in these tests."""
A_PHONE = "127.0.0.3"
"""Where a phone on it connects from."""
TABLET, WALL = (1024, 768), (1280, 720)
needs_chromium = needs_tool("chromium", "chromium-driver")


@pytest.fixture
def lan() -> Iterator[Served]:
    with serving(lan=(ROOM, "127.0.0.4")) as found:
        yield found


def phone_opens(served: Served, at: str = ROOM, of: str = A_PHONE) -> int:
    """Open the page to join from a device; return the status of the answer."""
    port = urlsplit(served.url).port
    with closing(HTTPConnection(at, port, timeout=20, source_address=(of, 0))) as connection:
        connection.request("GET", "/join")
        return connection.getresponse().status


def scanned(picture: np.ndarray) -> list[str]:
    """Return what a program that reads codes finds in a picture of grey values."""
    return [each.text for each in zxingcpp.read_barcodes(picture)]


def drawn(svg: str) -> np.ndarray:
    """Return the picture of a code that was sent as SVG, eight dots to a module, in grey values."""
    side = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]
    path = re.search(r'd="(M[^"]*)"[^>]*stroke|stroke[^>]*d="(M[^"]*)"', svg)
    assert path
    modules, x, y = np.full((side, side), 255, np.uint8), 0, 0.0
    for what, numbers in re.findall(r"([Mmh])([-\d. ]+)", path[1] or path[2]):
        first, *rest = map(float, numbers.split())
        if what == "h":
            modules[int(y), x : x + int(first)] = 0
            x += int(first)
        else:
            x, y = (int(first), rest[0]) if what == "M" else (x + int(first), y + rest[0])
    return np.kron(modules, np.ones((8, 8), np.uint8))


def grey(png: bytes) -> np.ndarray:
    """Return the grey values of a screenshot: 8 bits, RGB or RGBA, not interlaced."""
    width, height, depth, kind = struct.unpack(">IIBB", png[16:26])
    assert (depth, kind in (2, 6)) == (8, True)
    size, at, packed = {2: 3, 6: 4}[kind], 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += 12 + length
    rows = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, -1)
    picture = np.zeros((height + 1, width + 1, size), int)
    for y, (how, *line) in enumerate(rows.tolist(), 1):
        new = np.array(line).reshape(width, size)
        _unfilter(picture, y, how, new)
    grey_values: np.ndarray = picture[1:, 1:, :3].mean(axis=2).astype(np.uint8)
    return grey_values


def _unfilter(picture: np.ndarray, y: int, how: int, new: np.ndarray) -> None:
    """Write one line of a PNG, which is kept as differences from its neighbours."""
    above = picture[y - 1]
    if how == 0 or how == 2:
        picture[y, 1:] = (new + (above[1:] if how else 0)) % 256
        return
    for x in range(1, len(above)):
        left, up, corner = picture[y, x - 1], above[x], above[x - 1]
        if how == 1:
            guess = left
        elif how == 3:
            guess = (left + up) // 2
        else:
            a, b, c = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            guess = np.where((a <= b) & (a <= c), left, np.where(b <= c, up, corner))
        picture[y, x] = (new[x - 1] + guess) % 256


# --- what is known --------------------------------------------------------------------------------


def test_a_code_says_what_it_was_made_of() -> None:
    for text in ("http://192.168.1.20:9990/join", "http://[fd00:1:2:3::20]/join"):
        assert scanned(drawn(qr_code(text))) == [text]


@pytest.mark.parametrize(
    ("served_at", "state", "address"),
    [
        (None, ReachState.ALONE, ""),
        ((), ReachState.OFF, ""),
        (("127.0.0.1",), ReachState.UNTRIED, "http://127.0.0.1:80/join"),
        (("198.51.100.7",), ReachState.MOVED, "http://198.51.100.7:80/join"),
    ],
)
def test_before_a_test_it_is_known_whether_phones_could_come(
    served_at: tuple[str, ...] | None, state: ReachState, address: str
) -> None:
    """Only for this machine, on no network, on a network, on one that has gone since."""
    found = Reach(Guard(("localhost",), 80, served_at), ManualClock())
    assert (found.state, found.address) == (state, address.replace(":80/", "/"))


@pytest.mark.parametrize("state", ReachState)
def test_every_state_has_its_text(state: ReachState) -> None:
    assert load(LIBRARY)(f"web-reach-{state.value}")


def test_a_network_that_has_gone_leaves_the_others_to_choose() -> None:
    """The address that is shown and one of the others have gone; one is still there."""
    served_at = ("198.51.100.7", "198.51.100.8", "127.0.0.1")
    found = Reach(Guard(("localhost",), 8123, served_at), ManualClock())
    assert (found.state, found.others) == (ReachState.MOVED, [(2, "http://127.0.0.1:8123/join")])
    found.show(2)
    assert (str(found.state), found.others) == ("untried", [])
    html = render("parts/reach.html", say=load(LIBRARY), reach=found, qr_code=qr_code)
    assert scanned(drawn(html)) == ["http://127.0.0.1:8123/join"]


def test_a_test_waits_a_minute_for_a_phone_and_then_says_that_none_came() -> None:
    clock = ManualClock()
    found = Reach(Guard(("localhost",), 8123, ("127.0.0.1",)), clock)
    found.test()
    clock.tick(PATIENCE - 1)
    assert found.state is ReachState.WAITING
    clock.tick(1)
    assert str(found.state) == "unreached"
    assert found.arrived(A_PHONE, "127.0.0.1:8123")
    assert str(found.state) == "reached"
    found.test()
    assert found.state is ReachState.WAITING


def test_this_machine_is_no_phone_by_whatever_address_it_comes(lan: Served) -> None:
    reach = lan.server.state.reach
    assert phone_opens(lan, ROOM, "127.0.0.1") == 200
    assert phone_opens(lan, ROOM, ROOM) == 200
    assert phone_opens(lan, "127.0.0.1", A_PHONE) == 200
    assert reach.state is ReachState.UNTRIED
    assert phone_opens(lan) == 200
    assert str(reach.state) == "reached"


def test_the_address_by_which_a_phone_came_is_the_one_that_is_shown(lan: Served) -> None:
    """Of several networks, one that a phone has used is proven."""
    reach = lan.server.state.reach
    assert f"//{ROOM}:" in reach.address
    phone_opens(lan, "127.0.0.4", "127.0.0.5")
    assert "//127.0.0.4:" in reach.address
    reach.show(0)
    assert f"//{ROOM}:" in reach.address
    assert reach.state is ReachState.UNTRIED, "what came by one network says nothing of another"


def test_the_addresses_of_this_machine_are_those_that_others_can_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """First the network that it uses, then private ones; none of its own alone, none twice."""
    used = {socket.AF_INET: ["203.0.113.9"], socket.AF_INET6: ["fd00::2"]}
    monkeypatch.setattr(reaching, "_way_out", used.get)
    many = ["127.0.0.1", "169.254.7.7", "8.8.8.8", *(f"192.168.{n}.1" for n in range(9))]
    monkeypatch.setattr(reaching, "_own_addresses", lambda: [*many, *many, "203.0.113.9"])
    first, *others = network_addresses()
    assert first == "203.0.113.9"
    assert others == ["192.168.0.1", "192.168.1.1", "192.168.2.1"]
    used[socket.AF_INET] = []
    monkeypatch.setattr(reaching, "_own_addresses", list)
    assert network_addresses() == ["fd00::2"], "a network without the old protocol"
    used[socket.AF_INET6] = []
    assert network_addresses() == []


@pytest.mark.skipif(not hasattr(socket, "if_nameindex"), reason="it asks each interface")
def test_the_addresses_of_this_machine_are_its_own() -> None:
    """This system is asked, and every address that it names is one that can be served."""
    found = [*reaching._own_addresses()]
    assert "127.0.0.1" in found
    assert all(map(reaching.is_ours, found))


# --- what is shown --------------------------------------------------------------------------------


OPEN = """
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit
where = urlsplit(sys.argv[1])
connection = HTTPConnection(where.netloc, timeout=20)
connection.request("GET", where.path)
print(connection.getresponse().read().decode())
"""
"""A device that opens an address. A process of its own: tests connect to the loopback alone."""


def test_the_code_on_the_wall_of_a_real_server_opens_the_page_to_join() -> None:
    """It has the address of this machine that was printed for others, and not localhost."""
    with started("--lan", "--no-open") as process:
        here = first_address(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        if "network join at" not in line:
            pytest.skip("this machine is on no network")
        printed = line.split()[-1]
        seat = RemoteSeat(here)
        seat.post("/api/session", plan="twenty-minutes")
        page = next(parts(seat, "/api/room-stream"))["foot"]
        (text,) = scanned(drawn(page))
        assert text == printed
        assert text.removeprefix("http://") in page
        assert "localhost" not in page
        assert urlsplit(text).hostname not in ("localhost", "127.0.0.1", "::1")
        opened = subprocess.run([sys.executable, "-c", OPEN, text], capture_output=True, text=True)
        assert "Join with a code" in opened.stdout
        process.terminate()
        process.wait(30)


@needs_chromium
@pytest.mark.parametrize(
    "size", first_a_day([WALL, TABLET, PHONE]), ids=["wall", "tablet", "phone"]
)
def test_a_camera_can_read_the_code_on_the_wall_and_on_the_leaders_page(
    browsers: Browsers, lan: Served, size: tuple[int, int]
) -> None:
    address = lan.server.state.reach.address
    with browsers.page(lan, size) as page:
        page.open("lead")
        page.use("Open the session")
        page.goes_to("leading")
        page.shows(address)
        page.run("document.querySelector('.qr').scrollIntoView({block: 'center'})")
        assert scanned(grey(page.driver.get_screenshot_as_png())) == [address]
        page.open("room")
        page.shows(address.removeprefix("http://"))
        if size == WALL:
            assert page.run("document.documentElement.scrollHeight <= innerHeight")
        page.run("document.querySelector('.qr').scrollIntoView({block: 'center'})")
        assert scanned(grey(page.driver.get_screenshot_as_png())) == [address]


@needs_chromium
def test_a_leader_finds_out_with_one_phone_whether_phones_can_join(
    browsers: Browsers, lan: Served
) -> None:
    """Before the group comes: nobody arrives, then one does, and the page says each by itself."""
    with browsers.page(lan) as page:
        page.open("")
        page.shows(lan.server.state.reach.address)
        page.use("Lead a session for a group")
        page.goes_to("lead")
        page.shows("No phone has opened this address yet")
        page.use("Try with a phone")
        page.shows("Waiting for a phone")
        lan.tick(PATIENCE)
        page.shows("No phone has arrived yet")
        page.shows("A guest network often keeps devices apart")
        phone_opens(lan)
        page.shows("Yes. Another device has opened the page.")
        page.use("Show http://127.0.0.4")
        page.shows("No phone has opened this address yet")
        page.use("Open the session")
        page.goes_to("leading")
        page.shows("http://127.0.0.4:")


def test_a_server_for_this_machine_alone_says_so_where_a_leader_asks(served: Served) -> None:
    pages = parts(served.seat(), "/api/lead-stream")
    assert "started for this computer alone" in next(pages)["reach"]
    RemoteSeat(served.url).post("/api/session", plan="twenty-minutes")
    room = shown(parts(served.seat(), "/api/room-stream"), "When you call 999")
    assert "/join" not in room


def test_only_one_who_leads_may_change_the_address_that_the_wall_shows(lan: Served) -> None:
    port = urlsplit(lan.url).port
    body = json.dumps({"do": "show", "place": "1"})
    with closing(HTTPConnection(ROOM, port, source_address=(A_PHONE, 0))) as phone:
        headers = {"Origin": f"http://{ROOM}:{port}", "X-Seat": "none"}
        phone.request("POST", "/api/reach", body, headers)
        assert phone.getresponse().status == 409
    assert f"//{ROOM}:" in lan.server.state.reach.address


def test_people_who_need_a_code_of_a_call_are_shown_where_to_type_it(lan: Served) -> None:
    """The board and the lobby give a code; on a LAN they give the address as well."""
    seat = lan.seat()
    said = seat.post("/api/open", scenario="partner-in-the-room", role="caller")
    seat._token = said["token"]
    address = lan.server.state.reach.address
    assert address in next(parts(seat, "/api/stream"))["lobby"]
    with closing(HTTPConnection(urlsplit(lan.url).netloc)) as connection:
        connection.request("GET", "/board")
        assert address in connection.getresponse().read().decode()
