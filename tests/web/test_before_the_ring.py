"""Before the ring, nothing: what a device of the network can have of a call, byte by byte."""

import io
import re
from html import unescape

from simulator.cli.play.join import _Heard, _take
from simulator.core.terms import Role
from simulator.plain.conversation import Conversation
from simulator.web.remote_seat import RemoteSeat
from simulator.web.rendering import render
from tests.hosting.before_the_ring import has_come, of_the_call, shown_of
from tests.session.calls import LIBRARY
from tests.web.devices import HERE, PHONE, Device
from tests.web.served import Served
from tests.web.test_seats import frames

CALLS = (
    *("partner-in-the-room", "pizza-please", "on-the-bus", "child-with-a-phone", "rings-back"),
    *("in-a-car-boot", "pocket-dial-walking"),
)
TITLES = {entry.listed for entry in LIBRARY.scenarios()}


def raw(device: Device, path: str, body: str | None = None) -> tuple[int, str]:
    with device.asked(path, body=body) as answer:
        return answer.status, answer.read().decode().replace("\\", "")


def test_who_looks_a_code_up_is_shown_the_note_and_no_title(served: Served) -> None:
    """Whatever seat is taken then: the choice of it is on the same page."""
    for name in CALLS:
        scenario = LIBRARY.scenario(name).scenario
        code = served.house.open_call(name).code
        _, said = raw(Device(served, PHONE), "/api/look-up", f'{{"code": "{code}"}}')
        assert shown_of({scenario.title, scenario.id}, said) == []
        assert shown_of(of_the_call(scenario, Role.CALL_HANDLER), said) == []
        assert all(each in said for each in scenario.content_note)


def test_pages_of_calls_are_for_the_machine_that_serves(served: Served) -> None:
    """They have titles, lines and notes; a phone opens no call, and is led to the codes."""
    phone, here = Device(served, PHONE), Device(served, HERE)
    for path in ("/calls", "/lesson", *(f"/calls/{n}" for n in range(1, len(TITLES) + 1))):
        status, said = raw(phone, path)
        assert (status, shown_of(TITLES, said)) == (307, []), path
    assert shown_of(TITLES, unescape(raw(here, "/calls")[1])) == sorted(TITLES)
    for path in ("/calls/1", "/lesson"):
        status, said = raw(here, path)
        assert status == 200
        assert shown_of(TITLES, said), path


def test_a_terminal_that_joins_prints_nothing_of_a_call_before_its_ring(served: Served) -> None:
    """Neither by itself nor when it is asked for what is known, or for what is good practice."""
    call = served.house.open_call("partner-in-the-room")
    seat = RemoteSeat(served.url)
    seat.claim(call.code, "call_handler")
    seat.post("/api/begin")
    secrets = of_the_call(call.setup.scenario, Role.CALL_HANDLER)
    out = io.StringIO()
    talk = Conversation(io.StringIO(), out)
    heard, coming = _Heard(talk), frames(seat)
    while not has_come(call.view.live.log, Role.CALL_HANDLER):
        assert shown_of({*secrets, call.setup.scenario.title}, out.getvalue()) == []
        served.tick(2_000)
        heard._frame(next(coming))
        for typed in "ig":
            _take(seat, talk, heard, typed)
    while "RINGING" not in out.getvalue():
        heard._frame(next(coming))
    _take(seat, talk, heard, "i")
    assert {"the row of shops with the old bakery", "from a mobile phone"} <= {
        *shown_of({*secrets, "the row of shops with the old bakery"}, out.getvalue())
    }


def test_a_list_shows_the_seats_and_a_page_chooses_the_call_handlers(served: Served) -> None:
    """A title doesn't say whether a call comes to police; the lesson was in that seat."""
    here = Device(served, HERE)
    listed = unescape(raw(here, "/calls")[1])
    assert "seats: caller, operator, police call handler" in listed
    checked = "<input type=radio name=role value=call_handler checked"
    number = 1 + [e.id for e in LIBRARY.survey()[0]].index("partner-in-the-room")
    said = raw(here, f"/calls/{number}")[1].replace('"', "")
    assert checked in said
    assert "Calls made by accident" not in listed, "the outcome of a call, before it"


def test_saving_asks_whether_typed_words_go_into_the_file() -> None:
    """Neither is chosen beforehand, and each says what it does: a trainee saved without a look."""
    page = render("seat.html", alone=True, code="kestrel-4", opened=0)
    choice = re.findall(r'<input type="radio" name="with_text"[^>]*>', page)
    assert len(choice) == 2
    assert all("required" in each and "checked" not in each for each in choice)
