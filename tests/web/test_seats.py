"""People on several devices in one call: each in a seat, each shown only its own."""

import json
import re
import urllib.request
from collections.abc import Iterator
from functools import partial
from typing import Any

import html5lib
import pytest

from simulator import BANNER
from simulator.core.terms import Role
from simulator.seat.seat_frame import PROTOCOL
from simulator.web import remote_seat
from simulator.web.remote_seat import NoAnswer, RemoteSeat
from simulator.web.rendering import render
from simulator.web.seats import seat_parts
from tests.web.served import Served


def frames(seat: RemoteSeat) -> Iterator[dict[str, Any]]:
    return (values for name, values in seat.events() if name == "frame")


def until(seat: Iterator[dict[str, Any]], text: str) -> list[str]:
    """Read a seat's frames until it has heard a text; return its captions so far."""
    heard: list[str] = []
    for frame in seat:
        heard += [each["text"] for each in frame["captions"]]
        if any(text in each for each in heard):
            return heard
    raise AssertionError(heard)


def test_a_caller_and_a_call_handler_on_two_devices_hear_their_own_ends(served: Served) -> None:
    call = served.house.open_call("partner-in-the-room")
    caller, handler = served.seat(), served.seat()
    seats, note = caller.look_up(call.code.lower())
    assert seats["caller"] == "Caller"
    assert note == ["domestic abuse implied", "no violence heard"]
    caller.claim(call.code, "caller")
    handler.claim(call.code, "call_handler")
    caller.post("/api/begin")
    at_the_phone, at_the_desk = frames(caller), frames(handler)
    assert handler.post("/api/act", key="f")["why_not"] == "you have no call yet"
    assert handler.post("/api/line", line="/sea")["readings"][0][1] == "you have no call yet"
    asks = caller.post("/api/act", key="d")
    assert asks["about"] == "Dial 999 or 112"
    caller.post("/api/act", key="d", answers={"number": "999"})
    until(at_the_phone, "dials")
    first = next(at_the_desk)
    assert not [each for each in first["captions"] if "dials" in each["text"]]
    assert {act["why_not"] for act in first["acts"]} == {"you have no call yet"}
    served.tick(25_000)
    assert until(at_the_phone, "tap the handset")


def test_a_reading_counts_for_its_own_line_only(served: Served) -> None:
    """A fast typist presses Enter before the page has the reading of the whole line."""
    call = served.house.open_call("evening-in-the-office", lesson=True)
    seat = served.seat()
    seat.claim(call.code, "call_handler")
    seat.post("/api/begin")
    heard = frames(seat)
    seat.post("/api/act", key="a")
    words = "is anyone there with you"
    listed = seat.post("/api/line", line=words)["readings"]
    stale = next(label for label, _ in listed if label.startswith("words only"))
    asked = {"line": words, "reading": stale}
    assert seat.post("/api/act", **asked, read="is anyone")["done"]
    until(heard, words)
    assert [each.body.kind for each in call.view.live.log][-1] == "ask", "not as words only"


def test_a_lost_connection_comes_back_to_its_seat_and_hears_what_it_missed(served: Served) -> None:
    call = served.house.open_call("evening-in-the-office", lesson=True)
    seat = served.seat()
    seat.claim(call.code, "call_handler")
    seat.post("/api/begin")
    first = next(frames(seat))
    assert first["state"] == "RINGING"
    seat.post("/api/act", key="a")
    again = next(frames(seat))
    assert [each["n"] for each in again["captions"]][:2] == [1, 2]
    later = next(values for _, values in seat.events(after=len(again["captions"]) - 1))
    assert [each["n"] for each in later["captions"]] == [len(again["captions"])]


def test_a_line_is_understood_before_it_counts(served: Served) -> None:
    call = served.house.open_call("evening-in-the-office", lesson=True)
    seat = served.seat()
    seat.claim(call.code, "call_handler")
    seat.post("/api/begin")
    seat.post("/api/act", key="a")
    understood = seat.post("/api/line", line="?alone")
    assert "alone" in understood["readings"][0][0]
    assert seat.post("/api/line", line="Can you hear me?")["surely"]
    assert "surely" not in seat.post("/api/line", line="It is raining on the hills")
    assert "surely" not in seat.post("/api/line", line="/s")
    assert seat.post("/api/act", line="?alone")["done"]
    assert "alone" in until(frames(seat), "alone")[-1]


@pytest.mark.parametrize("token", ["", "x" * 32, "é"])
def test_a_forged_token_holds_no_seat(served: Served, token: str) -> None:
    seat = served.seat()
    seat._token = token.encode().decode("latin-1")
    with pytest.raises(NoAnswer, match="not yours"):
        seat.post("/api/act", key="a")
    with pytest.raises(NoAnswer, match="not yours"):
        next(seat.events())


def test_a_seat_is_taken_once_and_given_back_before_the_call_begins(served: Served) -> None:
    call = served.house.open_call("partner-in-the-room")
    one, other = served.seat(), served.seat()
    one.claim(call.code, "operator")
    with pytest.raises(NoAnswer, match="that seat is taken"):
        other.claim(call.code, "operator")
    one.post("/api/leave")
    other.claim(call.code, "operator")
    other.post("/api/begin")
    with pytest.raises(NoAnswer, match="has begun"):
        one.claim(call.code, "caller")


@pytest.mark.parametrize(
    ("path", "body", "says"),
    [
        ("/api/look-up", b"[]", "not a JSON object"),
        ("/api/look-up", b"{", "not a JSON object"),
        ("/api/look-up", b"[" * 9_000, "not a JSON object"),
        ("/api/look-up", b'{"code": 7}', "code is not a text"),
        ("/api/claim", b'{"code": "x", "role": "judge"}', "no such seat"),
        ("/api/open", b'{"scenario": "no-such-call"}', "no-such-call"),
    ],
)
def test_a_malformed_request_is_answered_in_words(
    served: Served, path: str, body: bytes, says: str
) -> None:
    headers = {"X-Client": "terminal"}
    request = urllib.request.Request(served.url + path[1:], body, headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 409
    assert says in json.loads(refused.value.read())["say"]


def test_the_debrief_comes_when_the_call_is_over(served: Served) -> None:
    call = served.house.open_call("partner-in-the-room")
    seat = served.seat()
    seat.claim(call.code, "caller")
    seat.post("/api/begin")
    with pytest.raises(NoAnswer, match="the call goes on"):
        seat.post("/api/debrief")
    seat.post("/api/act", key="d", answers={"number": "999"})
    came = seat.post("/api/act", key="h")
    (asked,) = came["questions"]
    # Two buttons, and going back is the first: no circle to choose, nor other ways out beside them.
    buttons = re.findall(r"<button[^>]*>([^<]*)</button>", came["parts"]["ask"])
    assert buttons == ["No, go back", "Yes, hang up"]
    assert "radio" not in came["parts"]["ask"]
    assert asked["label"] == "This puts the phone down. The line goes."
    assert asked["usual"] == 1
    ((_, (no, yes)),) = asked["options"]
    assert seat.post("/api/act", key="h", answers={"sure": no})["say"] == "Nothing was done."
    assert not next(frames(seat))["ended"]
    seat.post("/api/act", key="h", answers={"sure": yes})
    assert next(frame for frame in frames(seat) if frame["ended"])
    assert "What this call can teach" in seat.post("/api/debrief", answers={})["parts"]["debrief"]


def test_an_act_that_cannot_be_undone_is_asked_once_beside_its_reason(served: Served) -> None:
    """The box that came after the reason was missed: the phone was taken to be ringing."""
    seat = answered(served)
    box = seat.post("/api/act", line="/end")["parts"]["ask"]
    assert "This ends the call. The line goes." in box
    buttons = re.findall(r"<button[^>]*>([^<]*)</button>", box)
    assert buttons == ["No, go back", "Yes, end the call"]
    labels = re.findall(r'name="answers.reason" value="([^"]+)"', box)
    chosen = next(each for each in labels if "mistake" in each.lower())
    asked = partial(seat.post, "/api/act", line="/end")
    assert asked(answers={"sure_beside": "No, go back"})["say"] == "Nothing was done."
    assert "answers.reason" in asked(answers={"sure_beside": "Yes, end the call"})["parts"]["ask"]
    # Nobody has said that it was a mistake: that is new, so it is said before the line goes.
    came = asked(answers={"reason": chosen, "sure_beside": "Yes, end the call"})
    assert "Nothing heard so far supports the reason" in came["parts"]["ask"]
    assert "done" not in came
    other = answered(served, assessed="yes")
    answers = {"reason": chosen, "sure_beside": "Yes, end the call"}
    assert other.post("/api/act", line="/end", answers=answers)["done"], "without a coach, once"


def answered(served: Served, **more: str) -> RemoteSeat:
    """A call handler, alone in a call, who has answered."""
    seat = served.seat()
    about = {"scenario": "evening-in-the-office", "role": "call_handler", **more}
    seat._token = seat.post("/api/open", **about, alone=True)["token"]
    seat.post("/api/skip")
    seat.post("/api/act", key="a")
    return seat


PAGES = (
    *("", "calls", "calls/1", "lesson", "join", "seat", "no-such-page"),
    *("lead", "leading", "room", "taking-part", "help"),
)


def test_no_address_that_a_history_keeps_names_a_call(served: Served) -> None:
    with urllib.request.urlopen(served.url + "calls") as answer:
        found = html5lib.parse(answer.read(), namespaceHTMLElements=False)
    links = {a.text: a.attrib["href"] for a in found.findall(".//li/a")}
    assert all(each.removeprefix("/calls/").isdecimal() for each in links.values())
    name = "On the east side of town"
    with urllib.request.urlopen(served.url + links[name][1:]) as answer:
        assert f"<h1>{name}</h1>" in answer.read().decode()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_small_says_that_it_cannot_call_and_can_be_left(
    served: Served, path: str
) -> None:
    try:
        with urllib.request.urlopen(served.url + path) as answer:
            page = answer.read()
    except urllib.error.HTTPError as error:
        page = error.read()
    assert len(page) < 100_000
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    title = tree.find("head/title").text
    assert re.fullmatch("Session(, [a-z]+)?", title), "neutral, and told apart"
    assert BANNER in "".join(tree.itertext())
    assert tree.find(".//a[@id='leave']").attrib["href"] == "/measures"
    assert len(tree.findall(".//h1")) == (path not in ("room", "taking-part"))


def test_a_seat_hears_its_captions_as_sound_and_no_others(served: Served) -> None:
    pytest.importorskip("numpy")
    call = served.house.open_call("partner-in-the-room")
    seat = served.seat()
    seat.claim(call.code, "caller")
    seat.post("/api/begin")
    seat.post("/api/act", key="d", answers={"number": "999"})
    seat.post("/api/act", key="5")
    heard = next(frame for frame in frames(seat) if frame["captions"])["captions"]
    key = next(each["n"] for each in heard if "5" in each["text"] and each["who"] == "You")

    def sound(number: int) -> tuple[int, bytes]:
        request = urllib.request.Request(f"{served.url}api/sound/{number}")
        request.add_header("X-Seat", seat._token)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read(4)
        except urllib.error.HTTPError as error:
            return error.code, b""

    assert sound(key) == (200, b"RIFF")
    assert sound(1) == (204, b"")
    assert sound(len(heard) + 9) == (409, b"")


def test_a_call_that_may_be_handled_badly_says_so_before_a_seat_is_taken(served: Served) -> None:
    """A person who joins reads it with the content note."""
    call = served.house.open_call("whispers-one-word", handler="doubts-aloud")
    _, note = served.seat().look_up(call.code)
    assert note[-1].startswith("In this call the call handler may do things badly, on purpose")
    good = served.house.open_call("whispers-one-word")
    assert not any("badly" in each for each in served.seat().look_up(good.code)[1])


def test_a_trainer_chooses_the_call_handler_on_the_page_of_a_call(served: Served) -> None:
    number = next(
        n for n, each in enumerate(served.house.library.survey()[0], 1)
        if each.id == "whispers-one-word"
    )  # fmt: skip
    with urllib.request.urlopen(f"{served.url}calls/{number}") as answer:
        page = answer.read().decode()
    assert "may do things badly, on purpose" in page
    assert '<option value="poor">' in page
    assert '<option value="hurried">' not in page


def test_a_page_of_another_version_is_asked_to_reload(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = served.house.open_call("evening-in-the-office", lesson=True)
    seat = served.seat()
    seat.claim(call.code, "call_handler")
    with monkeypatch.context() as older:
        older.setattr(remote_seat, "PROTOCOL", PROTOCOL - 1)
        with pytest.raises(NoAnswer, match="another version than its server"):
            seat.post("/api/begin")
    assert seat.post("/api/begin") is not None
    assert next(frames(seat))["version"] == PROTOCOL


def test_each_reading_has_its_effect_and_the_word_that_confirms_it(served: Served) -> None:
    call = served.house.open_call("evening-in-the-office", lesson=True)
    seat = served.seat()
    seat.claim(call.code, "call_handler")
    seat.post("/api/begin")
    seat.post("/api/act", key="a")
    shown = seat.post("/api/line", line="end the call, no response")["shown"][0]
    assert (shown["does"], shown["word"]) == ("ends the call", "end")
    assert seat.post("/api/act", line="end the call, no response")["questions"]
    assert "end_call" not in [each.body.kind for each in call.view.live.log]


def test_while_it_rings_a_typed_sentence_says_answer_first(served: Served) -> None:
    """Who typed while it rang was shown seven readings, each "you have no call yet"."""
    call = served.house.open_call("evening-in-the-office", lesson=True)
    seat = served.seat()
    seat.claim(call.code, "call_handler")
    seat.post("/api/begin")
    served.tick(2_000)
    assert seat.post("/api/act", line="are you hurt")["why_not"] == "answer first"


def test_an_open_form_stays_and_words_say_what_they_were_taken_as(served: Served) -> None:
    """A form that asked why officers go was gone with the next sentence, and nobody was sent."""
    call = served.house.open_call("evening-in-the-office", lesson=True)
    seat = served.seat()
    seat.claim(call.code, "call_handler")
    seat.post("/api/begin")
    served.tick(2_000)
    seat.post("/api/act", line="answer")
    served.tick(1_000)
    assert "questions" in seat.post("/api/act", line="grade it emergency")
    said = seat.post("/api/act", line="are you hurt")
    assert (said["done"], "ask" in said["parts"]) == (True, False)
    assert said["say"] == 'Understood as: asks "Is anybody hurt?".'


def test_words_that_are_said_have_beside_them_what_they_were_taken_as(served: Served) -> None:
    """On a phone the list of questions is four screens below, and a yes was taken for another."""
    call = served.house.open_call("evening-in-the-office", lesson=True)
    seat = served.seat()
    seat.claim(call.code, "call_handler")
    seat.post("/api/begin")
    seat.post("/api/act", key="a")
    taken = [seat.post("/api/act", line=each)["say"] for each in ("are you hurt", "what colour")]
    seat.post("/api/act", line="# a note")
    captions = {each.text: each.taken for each in call.captions(Role.CALL_HANDLER, 0)}
    assert captions['"are you hurt"'] == taken[0] == 'Understood as: asks "Is anybody hurt?".'
    assert captions['"what colour"'] == taken[1]
    assert [text for text, how in captions.items() if how] == ['"are you hurt"', '"what colour"']
    shown = render("parts/captions.html", captions=call.captions(Role.CALL_HANDLER, 0))
    assert '<small class="taken">Understood as: asks' in shown


def test_a_phone_has_a_button_that_sends_what_was_typed() -> None:
    """Its keyboard may have no Enter: the button beside the box is named for what it does."""
    seat = render("seat.html", alone=True, opened=0, code="teal-4")
    assert re.search(r'id="words".*<button class="primary"[^>]*>Send</button>', seat)


def test_a_caller_can_read_whom_they_play_and_no_desk_can(served: Served) -> None:
    """A reader sat down as the caller, and the page said only who stood near."""
    call = served.house.open_call("partner-in-the-room")
    seats = {role: served.seat() for role in (Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)}
    for role, seat in seats.items():
        seat.claim(call.code, role.value)
    seats[Role.CALLER].post("/api/begin")
    mine = seat_parts(call, Role.CALLER)["story"]
    assert "Who you are: Someone else is in the room" in mine
    assert "the flat over the old bakery, first floor" in mine
    assert re.search(r"Not so</span> <span[^>]*>[^<]*weapon present", mine)
    assert {seat_parts(call, role)["story"] for role in (Role.OPERATOR, Role.CALL_HANDLER)} == {""}
