"""A group session on several devices: one leads, one projects, some join, nobody is named."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from simulator.awareness.pages import PlaybackPage, TimesPage
from simulator.content.awareness.readers import Readers
from simulator.hosting.gathering import Gathering
from simulator.session.clock import ManualClock
from simulator.web import remote_seat
from simulator.web.remote_seat import NoAnswer, RemoteSeat
from simulator.web.rendering import render
from tests.awareness.rooms import SAY, one_step
from tests.awareness.rooms import parts as page_builder
from tests.session.calls import LIBRARY
from tests.web.devices import HERE, OTHER, PHONE, THIRD, Device
from tests.web.served import Served, settled


def parts(seat: RemoteSeat, path: str = "/api/session-stream") -> Iterator[dict[str, str]]:
    """Yield the parts of a page as they are sent."""
    host = urlsplit("//{}:{}".format(*seat._where)).netloc
    with closing(HTTPConnection(host, timeout=20)) as connection:
        connection.request("GET", path, headers={"X-Seat": seat._token})
        answer = connection.getresponse()
        assert answer.status == 200
        while line := answer.readline():
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


def shown(pages: Iterator[dict[str, str]], text: str) -> str:
    """Read a page until a text is on it."""
    for each in pages:
        if text in each.get("page", ""):
            return each["page"]
    raise AssertionError(text)


def opened(served: Served) -> tuple[RemoteSeat, RemoteSeat]:
    """Open a session: its leader, and one who joined."""
    lead, one = served.seat(), served.seat()
    lead._token = lead.post("/api/session", plan="twenty-minutes")["token"]
    assert served.house.gathering is not None
    one._token = joined(one, served.house.gathering.join)["token"]
    return lead, one


def joined(seat: RemoteSeat, code: str) -> dict[str, Any]:
    return seat.post("/api/look-up", code=code)


def test_a_leader_goes_on_and_every_page_goes_with_them(served: Served) -> None:
    lead, one = opened(served)
    room, mine = parts(served.seat(), "/api/room-stream"), parts(one)
    first = shown(room, "When you call 999 and cannot speak")
    assert "<svg" not in first, "no phone can reach a page of this machine alone"
    shown(mine, "When you call 999 and cannot speak")
    lead.post("/api/lead", do="forward")
    for page in (room, mine):
        shown(page, "You can leave at any time")
    lead.post("/api/lead", do="back")
    shown(room, "When you call 999 and cannot speak")


def test_who_leads_is_shown_how_many_pages_were_closed_or_have_left(served: Served) -> None:
    """In numbers only, and not on the wall: who sits by a phone that went sees it anyway."""
    lead, one = opened(served)
    gathering = served.house.gathering
    assert gathering is not None
    code, notes = gathering.join, parts(lead)
    assert "not open now" not in shown(notes, "One page has joined")
    first, second = Device(served, PHONE), Device(served, OTHER)
    tokens = [each.post("/api/look-up", code=code)["token"] for each in (first, second)]
    first.follows("/api/session-stream", tokens[0]).close()
    shown(notes, "3 pages have joined")
    settled(served, lambda: bool(gathering._closed))
    served.tick(60_000)
    assert gathering.away == 0, "a phone that sleeps is no news"
    served.tick(60_000)
    shown(notes, "3 pages have joined, one of them is not open now")
    with first.follows("/api/session-stream", tokens[0]):
        assert "not open now" not in shown(notes, "3 pages have joined")
        second.post("/api/leave", tokens[1])
        assert (gathering.away, gathering.ever_joined) == (0, 3), "nobody is looked round for"
        wall = next(parts(served.seat(), "/api/room-stream"))
        assert "joined" not in wall["foot"] + wall["page"], "the room sees no number fall"
        served.tick(120_000)
        shown(notes, "3 pages have joined, one of them is not open now")
    assert one._token


@pytest.mark.parametrize(
    ("form", "name"), [("a4", "page.html"), ("card", "card.html"), ("easy-read", "page-2.html")]
)
def test_the_leader_gets_the_handout_as_a_file_to_print(
    served: Served, form: str, name: str
) -> None:
    host = urlsplit("//{}:{}".format(*served.seat()._where)).netloc
    with closing(HTTPConnection(host, timeout=20)) as connection:
        connection.request("GET", f"/handout/{form}")
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert "Take this only if it is safe" in answer.read().decode()
        connection.request("GET", "/handout/poster")
        assert connection.getresponse().status == 404


def test_a_page_says_who_has_read_it_and_that_nobody_has_yet(served: Served) -> None:
    """Groups, days and what changed are in one data file; who agreed to a name is not shown."""
    host = urlsplit("//{}:{}".format(*served.seat()._where)).netloc
    with closing(HTTPConnection(host, timeout=20)) as connection:
        connection.request("GET", "/readers")
        said = connection.getresponse().read().decode()
    assert LIBRARY.readers().readers == ()
    assert "Nobody yet. No group of victims and survivors" in said
    one = {
        "name": "A group",
        "who": "victims_and_survivors",
        "day": "2027-02-01",
        "read": "the card",
    }
    held = Readers.model_validate(
        {"format": 1, "readers": [{**one, "changed": "Shorter.", "agreed": "by letter"}]}
    )
    known = {"kinds": ("victims_and_survivors", "force"), "day": date.fromisoformat, "say": SAY}
    read = render("readers.html", readers=held.readers, **known)
    assert "A group, on 1 February 2027: the card. What changed: Shorter." in read
    assert "by letter" not in read
    assert "No group of victims" not in read


def test_the_cover_hides_the_page_from_all_and_brings_it_back(served: Served) -> None:
    lead, one = opened(served)
    room, mine = parts(served.seat(), "/api/room-stream"), parts(one)
    for word, hidden in (("One moment", True), ("When you call 999", False)):
        lead.post("/api/lead", do="cover")
        for page in (room, mine):
            assert ("When you call 999" not in shown(page, word)) is hidden


def test_the_cover_hides_the_notes_of_who_leads_as_well(served: Served) -> None:
    """Who came in could read them on the laptop while the wall was covered."""
    lead, _ = opened(served)
    lead.post("/api/lead", do="forward")
    assert "Your notes" in shown(parts(lead), "You can leave at any time")
    lead.post("/api/lead", do="hide")
    page = shown(parts(lead), "Uncover the screen")
    for hidden in ("Your notes", "You can leave at any time", "On the screen now"):
        assert hidden not in page
    assert "c: covers the wall and these notes" in page


def test_once_a_session_is_ended_the_wall_keeps_the_help_lines(served: Served) -> None:
    """People were still writing a number down when it said that there was no session yet."""
    assert "No session yet" in next(parts(served.seat(), "/api/room-stream"))["page"]
    lead, _ = opened(served)
    lead.post("/api/lead", do="end")
    page = next(parts(served.seat(), "/api/room-stream"))["page"]
    for kept in (
        "The session is over",
        "0808 2000 247",
        "(England)",
        "In danger now?",
        "not your fault",
    ):
        assert kept in page
    opened(served)
    assert "When you call 999" in next(parts(served.seat(), "/api/room-stream"))["page"]


def test_the_notes_count_the_pages_of_help_and_say_what_next_does(served: Served) -> None:
    """Whoever leads took "Next" for the next part, with three pages of numbers still to come."""
    lead, _ = opened(served)
    lead.post("/api/lead", do="help")
    notes = next(parts(lead))["page"]
    of = int(re.findall(r"Page 1 of (\d+) with ways to get help", notes)[0])
    assert of > 1
    assert "“Next” shows page 2" in notes
    for _ in range(of - 1):
        lead.post("/api/lead", do="forward")
    notes = next(parts(lead))["page"]
    assert f"Page {of} of {of} with ways to get help. It is the last" in notes
    wall = next(parts(served.seat(), "/api/room-stream"))["page"]
    assert "with ways to get help" not in wall


def test_only_a_choice_goes_past_a_content_note(served: Served) -> None:
    lead, one = opened(served)
    pages = parts(lead)
    for _ in range(3):
        lead.post("/api/lead", do="forward")
    shown(pages, "choose-go_on")
    one.post("/api/vote", place="2")
    chosen = 'aria-pressed="true"><span class="what">Read it instead, in short'
    assert "vote-2" in shown(parts(one), chosen), "without a name"
    lead.post("/api/lead", do="forward")
    lead.post("/api/lead", do="go_on")
    assert "choose-go_on" not in shown(pages, "The call goes on")


def test_who_comes_late_reads_what_is_in_the_call_and_how_to_leave_before_the_call(
    served: Served,
) -> None:
    """A latecomer landed in the middle of a call, without its note, the rules or a choice."""
    lead, one = opened(served)
    gathering = served.house.gathering
    assert gathering is not None
    lead.post("/api/lead", do="jump", place="2")
    lead.post("/api/lead", do="go_on")
    on_time = shown(parts(one), "Above the covered passage")
    assert "data-late" not in on_time
    late = served.seat()
    late._token = joined(late, gathering.join)["token"]
    page = shown(parts(late), "Above the covered passage")
    before, _, after = page.partition('class="in"')
    assert "data-late" in before
    for text in (
        "What is in it: someone is trying a neighbour",
        SAY("rule-stay"),
        SAY("leave-key"),
    ):
        assert text.split("“")[0] in before.replace("&#39;", "'")
    assert SAY("late-ready").replace("'", "&#39;") in before
    assert "Above the covered passage" in after or after
    # Who was there comes back to where it is, and reads nothing twice.
    assert "data-late" not in shown(parts(one), "Above the covered passage")


def test_the_leader_is_shown_which_answers_come_from_pages_that_are_closed(served: Served) -> None:
    """Four people had eight answers, and nothing said why."""
    lead, _ = opened(served)
    gathering = served.house.gathering
    assert gathering is not None
    devices = [Device(served, each) for each in (PHONE, OTHER, THIRD)]
    tokens = [each.post("/api/look-up", code=gathering.join)["token"] for each in devices]
    lead.post("/api/lead", do="jump", place="3")
    for device, token in zip(devices, tokens, strict=True):
        device.post("/api/vote", token, place="0")
    notes = parts(lead)
    assert "not open now" not in shown(notes, "3 answers")
    devices[0].follows("/api/session-stream", tokens[0]).close()
    settled(served, lambda: bool(gathering._closed))
    served.tick(120_000)
    shown(notes, "one of them is from a page that is not open now")


def test_who_leads_is_shown_what_to_do_when_as_many_want_one_as_another(served: Served) -> None:
    """Two for "Go on", two for "milder", and nothing said what to do."""
    lead, one = opened(served)
    gathering = served.house.gathering
    assert gathering is not None
    lead.post("/api/lead", do="jump", place="2")
    devices = [Device(served, each) for each in (PHONE, OTHER, THIRD)]
    tokens = [each.post("/api/look-up", code=gathering.join)["token"] for each in devices]
    for device, token, place in zip(devices, tokens, "011", strict=True):
        device.post("/api/vote", token, place=place)
    notes = parts(lead)
    lead.post("/api/lead", do="reveal")
    assert "take either" not in shown(notes, "2 answers"), "one has more than the other"
    one.post("/api/vote", place="0")
    for device, token, place in zip(devices, tokens, "100", strict=True):
        device.post("/api/vote", token, place=place)
    devices[2].post("/api/vote", tokens[2], place="1")
    lead.post("/api/lead", do="reveal")
    assert gathering.frame().counts[:2] == [2, 2]
    shown(notes, "take either")


def test_a_leader_who_has_a_wall_is_told_when_it_is_gone(served: Served) -> None:
    """Pressed Esc twice, the wall left, and nothing on the leader's phone said so."""
    opened(served)
    gathering = served.house.gathering
    assert gathering is not None
    phone = Device(served, PHONE)
    token = phone.post("/api/look-up", code=gathering.lead)["token"]
    with Device(served, HERE).follows("/api/room-stream", ""):
        settled(served, lambda: served.house.walls == 1)
    settled(served, lambda: not served.house.walls)
    assert not served.house.wall_gone, "it may just be loaded again"
    served.tick(6_000)
    with phone.asked("/api/session-stream", token) as answer:
        lines = iter(answer.readline, b"")
        first = next(line for line in lines if line.startswith(b"data: "))
    assert SAY("wall-gone") in json.loads(first.removeprefix(b"data: "))["page"]


def test_of_what_is_true_or_not_no_wall_says_that_no_answer_is_wrong(served: Served) -> None:
    """The next page says "Not true"."""
    lead, _ = opened(served)
    lead.post("/api/lead", do="jump", place="3")
    page = shown(parts(served.seat(), "/api/room-stream"), "A silent 999 call")
    assert SAY("wall-private") in page
    assert SAY("wall-none-wrong") not in page
    lead.post("/api/lead", do="forward")
    page = shown(parts(served.seat(), "/api/room-stream"), "Not true")
    assert 'class="big truth"' in page


def test_help_on_the_wall_has_a_way_back_that_says_so(served: Served) -> None:
    lead, _ = opened(served)
    notes = parts(lead)
    shown(notes, ">Help lines on the wall</button>")
    lead.post("/api/lead", do="help")
    shown(notes, ">Back to where you were</button>")
    lead.post("/api/lead", do="help")
    shown(notes, ">Help lines on the wall</button>")


def test_votes_are_counted_without_a_name_and_go_with_the_page(served: Served) -> None:
    lead, _ = opened(served)
    gathering = served.house.gathering
    assert gathering is not None
    one, other, third = (Device(served, each) for each in (PHONE, OTHER, THIRD))
    tokens = {
        each: each.post("/api/look-up", code=gathering.join)["token"]
        for each in (one, other, third)
    }

    def votes(device: Device, place: str) -> str:
        return str(device.post("/api/vote", tokens[device], place=place).get("say"))

    lead.post("/api/lead", do="jump", place="3")
    assert "nothing to vote on" in votes(one, "7")
    for device in (one, other):
        votes(device, "0")
    with pytest.raises(NoAnswer, match="not possible"):
        lead.post("/api/lead", do="reveal")
    votes(third, "2")
    room = parts(served.seat(), "/api/room-stream")
    hidden = shown(room, "3 answers")
    assert "choices shown" not in hidden
    lead.post("/api/lead", do="reveal")
    told = shown(room, "choices shown")
    assert [float(share) for share in re.findall(r'data-v="([0-9.]+)"', told)] == [2 / 3, 0, 1 / 3]
    assert not re.search(r"[12] answers?<", told), "nobody is counted among fewer than three"
    assert tokens[one] not in told
    votes(one, "0")
    assert gathering.counts == [1, 0, 1]
    lead.post("/api/lead", do="forward")
    lead.post("/api/lead", do="back")
    assert gathering.counts == [0, 0, 0]


def test_a_page_that_joined_cannot_lead_and_a_phone_with_the_code_can(served: Served) -> None:
    lead, one = opened(served)
    with pytest.raises(NoAnswer, match="does not lead"):
        one.post("/api/lead", do="forward")
    assert served.house.gathering is not None
    phone = served.seat()
    said = joined(phone, served.house.gathering.lead.lower())
    assert said["go"] == "/leading"
    phone._token = said["token"]
    phone.post("/api/lead", do="forward")
    shown(parts(lead), "You can leave at any time")
    with pytest.raises(NoAnswer, match="not possible on this page"):
        phone.post("/api/lead", do="dance")


def test_a_session_that_is_ended_is_over_for_all_and_leaves_nothing(served: Served) -> None:
    lead, one = opened(served)
    mine, notes = parts(one), parts(lead)
    for each in (mine, notes):
        shown(each, "When you call 999")
    lead.post("/api/lead", do="end")
    over = shown(mine, "The session is over")
    assert "it was not your fault" in over
    assert "0808 2000 247" in over, "a phone's last page has the help lines, as the wall has"
    assert "The session is over" in shown(notes, "0808 2000 247"), "so has who leads"
    assert served.house.gathering is None
    with pytest.raises(NoAnswer, match="has left the session"):
        one.post("/api/vote", place="0")
    wall = next(parts(served.seat(), "/api/room-stream"))["page"]
    assert "The session is over" in wall
    assert "data-turn" not in wall, "nothing of what was led"


def test_a_call_plays_by_the_clock_and_shortens_a_long_silence(served: Served) -> None:
    lead, _ = opened(served)
    lead.post("/api/lead", do="jump", place="2")
    lead.post("/api/lead", do="go_on")
    room = parts(served.seat(), "/api/room-stream")
    shown(room, "The call goes on")
    served.tick(900)
    shown(room, "dials 999")
    lead.post("/api/lead", do="pause")
    shown(room, "Paused.")
    assert served.house.gathering is not None
    before = served.house.gathering.mark
    served.tick(20_000)
    lead.post("/api/lead", do="pause")
    assert served.house.gathering.mark != before


def test_the_projector_hears_the_line_that_it_shows(served: Served) -> None:
    pytest.importorskip("numpy")
    lead, _ = opened(served)
    lead.post("/api/lead", do="jump", place="2")
    lead.post("/api/lead", do="go_on")
    room = parts(served.seat(), "/api/room-stream")
    for _ in range(3):
        lead.post("/api/lead", do="forward")
    page = shown(room, "Emergency, which service")
    (address,) = re.findall(r'data-sound="([^"]+)"', page)
    host = urlsplit(served.url).netloc
    for path, status in ((address, 200), ("/api/room-sound/9999", 409)):
        with closing(HTTPConnection(host)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            # Without a voice on this machine a line has no sound.
            assert answer.status in (status, 204 if status == 200 else status)


def test_who_presses_an_answer_twice_sees_five_times_and_follows_none_unasked(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are drawn beside the other pages, which takes a moment: an impatient leader presses."""
    # A browser waits for its answer; a terminal would give up, on a machine that is busy.
    monkeypatch.setattr(remote_seat, "QUIET", 60.0)
    lead, _ = opened(served)
    gathering = served.house.gathering
    assert gathering is not None
    lead.post("/api/lead", do="jump", place="2")
    lead.post("/api/lead", do="go_on")
    while not gathering.session.page.options:
        lead.post("/api/lead", do="forward")
    presses = [
        threading.Thread(
            target=lead.post, args=("/api/lead",), kwargs={"do": "follow", "place": "1"}
        )
        for _ in range(2)
    ]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert isinstance(gathering.session.page, TimesPage)


def test_without_a_server_no_page_of_a_leader_speaks_of_phones_codes_or_a_program(
    served: Served,
) -> None:
    """All of it was on the screen of a file that no phone can join, and nothing of it was true."""
    served.server.state.alone = True
    served.house.open_gathering("twenty-minutes", "en")
    again = served.seat()
    before = next(parts(again, "/api/lead-stream"))
    again._token = again.post("/api/session", do="take-up")["token"]
    pages = parts(again)
    found = shown(pages, "When you call 999 and cannot speak")
    again.post("/api/lead", do="help")
    found += shown(pages, "In danger now")
    assert "Write it on the handout" in found
    with closing(HTTPConnection(urlsplit(served.url).netloc, timeout=20)) as connection:
        connection.request("GET", "/lead")
        found += connection.getresponse().read().decode()
    for word in ("have joined", "code", "serve --lan", "was started", "phone", "folder"):
        assert word not in f"{before}{found}".replace("mobile", ""), word


def test_a_jump_in_time_is_said_on_the_wall_as_on_a_phone() -> None:
    """Phones said "About 49 minutes later"; the wall said none of it, and counted 53 seconds."""
    plan = one_step("decide", "fifty-five-for-a-sound")
    gathering = Gathering(page_builder(plan), ManualClock(), "", "")
    for move in ("jump", "go_on"):
        gathering.do(move, 1)
    while not gathering.session.page.options:
        gathering.do("forward")
    gathering.do("follow", gathering.session.page.options.index(SAY("way-press-55")))
    times = gathering.session.page
    assert isinstance(times, TimesPage)
    late = [each.ends.endswith(SAY("time-delayed_for_hours")) for each in times.times]
    gathering.do("follow", late.index(True))
    jumps: list[str] = []
    while isinstance(page := gathering.session.page, PlaybackPage):
        frame = gathering.frame()
        said = [each.text for each in frame.lines if each.seq < 0]
        if said:
            about = {
                "turn": 0,
                "fewest": 3,
                "address": "",
                "code": "",
                "qr_code": None,
                "aloud": True,
            }
            wall = render("parts/room.html", kind="follow", **frame._asdict(), **about)
            assert said[-1] in wall, page.heading
            jumps.append(said[-1])
            if re.search(r"About \d\d minutes", said[-1]) and frame.line and frame.line.silent:
                assert frame.line.minutes >= 10
                assert f"about {frame.line.minutes} minutes" in wall
        gathering.do("forward")
    assert any(re.search(r"About \d\d minutes", each) for each in jumps), jumps


def test_a_phone_says_at_a_decision_that_no_answer_is_wrong_and_at_a_myth_does_not(
    served: Served,
) -> None:
    """The wall said it; a phone did not. Of what is true or not, an answer can be wrong."""
    _, one = opened(served)
    gathering = served.house.gathering
    assert gathering is not None
    phone = parts(one)
    said = gathering.session.parts.say("wall-none-wrong")
    gathering.do("jump", 2)
    gathering.do("go_on")
    while not gathering.session.page.options:
        gathering.do("forward")
    served.tick(0)
    shown(phone, said)
    gathering.do("jump", 3)
    served.tick(0)
    assert said not in shown(phone, gathering.session.page.big)
