"""A demonstration: a call in which all roles are simulated, for a person who only watches.

There is one of them at a time: opening another closes it.
"""

from typing import Any

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from simulator.content.procedure.lapse_file import GOOD
from simulator.core.describe import name_of
from simulator.core.terms import Role
from simulator.debrief.render.first_page import first_page, page_sections
from simulator.hosting import board
from simulator.hosting.hosted_call import SECOND, HostedCall, NotTaken
from simulator.seat.run_choices import DONE_BADLY
from simulator.session.run.call_controls import SPEEDS
from simulator.web.admission import is_here
from simulator.web.driver import aside
from simulator.web.learning_platform import need_offered
from simulator.web.rendering import render
from simulator.web.seats import body_of, house_of, moved, need_here, offered, word
from simulator.web.streaming import PageStream, Parts, answer, changed, stream

DESKS = (Role.OPERATOR, Role.CALL_HANDLER)
"""From which seats one may look back at it: nobody rates a caller."""


async def watch_page(request: Request) -> Response:
    """Where a demonstration is watched."""
    if not is_here(request):
        return RedirectResponse("/join")
    if _shown(request) is None:
        return RedirectResponse("/calls")
    return HTMLResponse(render("watch.html"))


def _shown(request: Request) -> HostedCall | None:
    return house_of(request).calls.get(request.app.state.demonstration)


def _open(request: Request, body: dict[str, Any]) -> None:
    """Begin a demonstration, with good people at the desks unless others are asked for."""
    house, last = house_of(request), _shown(request)
    need_offered(word(body, "scenario"), offered(request))
    call = house.open_call(
        word(body, "scenario"),
        coached=False,
        handler=word(body, "handler") or GOOD,
        profile=word(body, "profile"),
    )
    if last is not None:
        house.close(last)
    request.app.state.demonstration = call.code
    call.begin()
    # Nobody has a seat in it, so it is kept for as long as it is the one that is shown.
    call.watch(watched=True)


async def watch(request: Request) -> Response:
    """Open a demonstration, or pause it, set its speed, or look back at it."""
    need_here(request)
    body = await body_of(request)
    what = word(body, "do")
    if what == "open":
        _open(request, body)
        return moved(request, go="/watch")
    call = _shown(request)
    if call is None:
        raise NotTaken("no demonstration is open here", "choose a call")
    call.catch_up()
    match what:
        case "pause":
            call.toggle_pause()
        case "speed":
            call.set_speed(_speed(word(body, "place", 4)))
        case "end":
            call.to_its_end()
        case "next-call":
            call.go_on()
        case "debrief":
            return answer({"debrief": await _debrief(request, call, word(body, "name"))})
        case _:
            raise NotTaken("a demonstration can't do that", "reload the page")
    return moved(request)


def _speed(typed: str) -> float:
    found = next((each for each in SPEEDS if f"{each:g}" == typed), None)
    if found is None:
        raise NotTaken(
            "there is no such speed", f"use one of {', '.join(map('{:g}'.format, SPEEDS))}"
        )
    return found


async def _debrief(request: Request, call: HostedCall, name: str) -> str:
    """Return the first page of what one desk's part shows; NotTaken while the call goes on."""
    role = next((each for each in DESKS if each.value == name), None)
    if role is None or role not in call.setup.scenario.seats:
        raise NotTaken("this call has no such desk", "choose another")
    found = await aside(request, call.debrief, role)
    seats = [(name_of(role), page_sections(first_page(found, rest="")))]
    badly = call.view.played().done_badly
    about = {"code": "", "seats": seats, "done_badly": DONE_BADLY, "badly": badly}
    return render("parts/watched_debrief.html", **about)


async def watch_stream(request: Request) -> PageStream:
    """Send what is seen of it, then every change."""
    need_here(request)
    state, sent = request.app.state, 0

    def parts() -> Parts:
        nonlocal sent
        call = _shown(request)
        if call is None:
            return {"status": "", "pace": "", "ended": "The demonstration was closed."}
        call.catch_up()
        frame = call.demonstration()
        written = board.whole(call)
        new, sent = written[sent:], len(written)
        about = {
            "title": call.setup.scenario.title,
            "frame": frame,
            "speeds": [f"{each:g}" for each in SPEEDS],
            "next": call.next_call,
            "desks": [(r.value, name_of(r)) for r in DESKS if r in call.setup.scenario.seats],
        }
        return {
            "status": render("parts/watched_status.html", **about),
            "news": str(escape(frame.state)),
            "pace": render("parts/watched_pace.html", **about),
            "ended": render("parts/watched_end.html", **about),
            "+captions": render("parts/captions.html", captions=new, silent=True),
        }

    def mark() -> Any:
        call = _shown(request)
        return (state.demonstration, call and (call.changes, call.length, call.now // SECOND))

    return stream(request, mark, changed(parts))


ROUTES = [
    Route("/watch", watch_page),
    Route("/api/watch", watch, methods=["POST"]),
    Route("/api/watch-stream", watch_stream),
]
"""Everything of a demonstration."""
