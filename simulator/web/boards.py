"""The trainer's board: every call of the house, for the person at the machine that serves."""

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from simulator.core.describe import name_of
from simulator.debrief.render.first_page import first_page, page_sections
from simulator.hosting import board
from simulator.hosting.attention import STEP
from simulator.hosting.hosted_call import HostedCall, NotTaken
from simulator.hosting.house import House
from simulator.web.driver import aside
from simulator.web.rendering import render
from simulator.web.seats import body_of, house_of, moved, need_here, seat_named, word
from simulator.web.streaming import PageStream, Parts, answer, changed, stream

MOST_COPIES = 40
"""Most calls that are opened at once: a class (assumption)."""


async def board_page(request: Request) -> Response:
    """All calls that run here."""
    need_here(request)
    entries, _ = house_of(request).library.survey()
    about = {"entries": entries, "most": MOST_COPIES, "reach": request.app.state.reach}
    about["running"] = len(house_of(request).calls)
    return HTMLResponse(render("board.html", **about))


async def board_stream(request: Request) -> PageStream:
    """Send the board, then every change of a call."""
    need_here(request)
    house, state = house_of(request), request.app.state

    def parts() -> Parts:
        rows = board.rows(house)
        about: dict[str, Any] = {"row": None}
        if watched := house.calls.get(state.watched):
            watched.watch(watched=True)
            about = {"row": board.row_of(watched), "captions": board.whole(watched)}
            about |= {"can_inject": board.can_inject(watched), "moments": board.moments(watched)}
        return {
            "rows": render(
                "parts/board_rows.html", groups=board.parts_of(rows), watched=state.watched
            ),
            "watched": render("parts/watched.html", **about),
        }

    def mark() -> Any:
        calls = house.calls.values()
        return (
            state.watched,
            bool(calls) and house.clock.read() // STEP,
            [(c.code, c.changes, c.connected, c.length) for c in calls],
        )

    return stream(request, mark, changed(parts))


async def do(request: Request) -> Response:
    """Do one thing on the board; NotTaken if it can't be done."""
    need_here(request)
    body = await body_of(request)
    house, what = house_of(request), word(body, "do")
    if what == "open":
        scenario, copies = word(body, "scenario"), _number(body, "copies", MOST_COPIES)
        house.scenario(scenario)
        # All of them or none: what is refused leaves nothing.
        house.make_room(copies)
        for _ in range(copies):
            house.open_call(scenario)
        return moved(request)
    call = house.find(word(body, "code"))
    if what == "debrief":
        return answer({"debrief": await _debriefs(request, call)})
    _watching(request, call, what)
    acts: dict[str, Callable[[], object]] = {
        "watch": lambda: None,
        "unwatch": lambda: None,
        "pause": lambda: call.toggle_pause(),
        "inject": lambda: board.inject(call, word(body, "name")),
        "close": lambda: house.close(call),
        "begin": call.begin,
        "free": lambda: house.free(call, seat_named(word(body, "name"))),
        "again": lambda: _again(request, call, _number(body, "at", call.now, least=0)),
        "fork": lambda: _fork(house, call, body),
    }
    if what not in acts:
        raise NotTaken(f"the board cannot {what}", "reload the page")
    acts[what]()
    return moved(request)


def _fork(house: House, call: HostedCall, body: dict[str, Any]) -> None:
    """Open so many calls that go on from an instant of a call, or none."""
    at = _number(body, "at", call.now, least=0)
    copies = _number(body, "copies", MOST_COPIES)
    house.make_room(copies)
    for _ in range(copies):
        house.fork(call, at)


def _again(request: Request, call: HostedCall, at: int) -> None:
    """Take a call up again from an instant, with the same people, and watch it."""
    other = house_of(request).take_up(call, at)
    request.app.state.watched = other.code


def _watching(request: Request, call: HostedCall, what: str) -> None:
    """Keep which call is watched; its seats say so."""
    state, house = request.app.state, house_of(request)
    if what in ("watch", "unwatch") and state.watched in house.calls:
        house.calls[state.watched].watch(watched=False)
    if what == "watch":
        state.watched = call.code
    elif what == "unwatch" or (what == "close" and state.watched == call.code):
        state.watched = ""


def _number(body: dict[str, Any], name: str, most: int, least: int = 1) -> int:
    typed = word(body, name, 12) or "1"
    if not typed.isdecimal() or not least <= int(typed) <= most:
        raise NotTaken(f"{name} is not a number from {least} to {most}", "type another number")
    return int(typed)


async def _debriefs(request: Request, call: HostedCall) -> str:
    """Return the first page of each person's debrief, for a group to talk over."""
    seats = []
    for role in call.seats:
        found = await aside(request, call.debrief, role)
        seats.append((name_of(role), page_sections(first_page(found, rest=""))))
    return render("parts/group_debrief.html", code=call.code, seats=seats)


ROUTES = [
    Route("/board", board_page),
    Route("/api/board-stream", board_stream),
    Route("/api/board", do, methods=["POST"]),
]
"""Everything of the board."""
