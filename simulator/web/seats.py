"""The pages and requests of people in a call: open, join, act, and read the debrief."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from simulator.clean_text import whole_values
from simulator.core.describe import name_of
from simulator.core.terms import KEYS, Role
from simulator.debrief.assess.debrief import OWN_VIEW
from simulator.debrief.render.first_page import first_page, page_sections
from simulator.debrief.render.outline import outline
from simulator.debrief.render.text_and_html import led_to
from simulator.hosting.hosted_call import ActRequest, ActResult, HostedCall, NotTaken
from simulator.hosting.house import House, SeatPlace
from simulator.hosting.seat_frame import SeatFrame, ShownAct
from simulator.seat.run_choices import (
    BADLY,
    DONE_BADLY,
    LESSON,
    LEVELS,
    WATCHING,
    cast_note,
    grouped,
    how_long,
    setup_for,
)
from simulator.seat.view.cards import CardLine
from simulator.web.admission import is_here, where
from simulator.web.driver import Driver, aside
from simulator.web.rendering import render
from simulator.web.streaming import PageStream, Parts, answer, changed, event, stream

BREATH = 0.01
"""Seconds for all other requests, before the next costly one of a seat that sends several at once
(assumption: time to accept a connection and to answer it)."""
WORDS = {"caller": Role.CALLER, "operator": Role.OPERATOR, "call_handler": Role.CALL_HANDLER}


def house_of(request: Request) -> House:
    """Return the house that this server keeps."""
    house: House = request.app.state.house
    return house


def driver_of(request: Request) -> Driver:
    """Return the task that moves its calls."""
    driver: Driver = request.app.state.driver
    return driver


def moved(request: Request, **what: Any) -> JSONResponse:
    """Answer a request that moved something, and wake who waits for news."""
    driver_of(request).poke()
    return answer(**what)


def token_of(request: Request) -> str:
    """Return the token of a request; empty without one."""
    return request.headers.get("x-seat", "")


def need_here(request: Request) -> None:
    """Let only people at this machine open calls and sessions; NotTaken for others."""
    if not is_here(request):
        raise NotTaken("only the machine that serves may open this", "join with a code")


def seat_of(request: Request) -> SeatPlace:
    """Return the seat of a request's token; NotTaken without one."""
    return house_of(request).place_of(token_of(request))


async def body_of(request: Request) -> dict[str, Any]:
    """Return the body of a request, its texts whole; NotTaken unless it is a JSON object."""
    try:
        # Cleaning recurses as well, and less deep than the reader of JSON can.
        body = whole_values(json.loads(await request.body() or b"{}"))
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise NotTaken("the request is not a JSON object", "reload the page")
    return body


def word(body: dict[str, Any], name: str, longest: int = 400) -> str:
    """Return a text of a body, or an empty one; NotTaken unless it is a short text."""
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise NotTaken(f"{name} is not a text of at most {longest} letters", "shorten it")
    return value


def page(template: str) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers with a page that is the same for all."""

    async def shown(request: Request) -> Response:
        about = {"here": is_here(request), "reach": request.app.state.reach}
        return HTMLResponse(render(template, **about))

    return shown


async def lesson_page(request: Request) -> Response:
    """The content note of the first lesson's call."""
    if not is_here(request):
        return RedirectResponse("/join")
    return _note(request, LESSON[0], lesson=True)


async def calls_page(request: Request) -> Response:
    """All calls, grouped by what one may want to practise."""
    if not is_here(request):
        return RedirectResponse("/join")
    entries, _ = house_of(request).library.survey()
    about = {"groups": grouped(entries), "levels": LEVELS.items(), "numbers": _numbers(request)}
    return HTMLResponse(render("calls.html", **about))


async def call_page(request: Request) -> Response:
    """The content note of one call, with its seats: for who opens it, as its title says much."""
    if not is_here(request):
        return RedirectResponse("/join")
    asked = request.path_params["name"]
    named = (name for name, number in _numbers(request).items() if str(number) == asked)
    return _note(request, next(named, asked), lesson=False)


def _numbers(request: Request) -> dict[str, int]:
    """Return a number for each scenario: a browser's history must not have its name."""
    entries, _ = house_of(request).library.survey()
    return {entry.id: number for number, entry in enumerate(entries, 1)}


def _note(request: Request, name: str, *, lesson: bool) -> HTMLResponse:
    scenario = house_of(request).scenario(name)
    seats = [(role.value, name_of(role)) for role in WORDS.values() if role in scenario.seats]
    about = {"scenario": scenario, "seats": seats, "length": how_long(scenario.about)}
    people = house_of(request).library.lapses().people_for(Role.CALL_HANDLER)
    about |= {"people": [(each.id, each.title) for each in people], "badly": BADLY}
    about["cast"] = cast_note(setup_for(house_of(request).library, scenario, WATCHING))
    return HTMLResponse(render("call.html", **about, lesson=lesson, numbers=_numbers(request)))


async def open_call(request: Request) -> Response:
    """Open a call and take a seat; with `alone`, begin it at once."""
    need_here(request)
    body = await body_of(request)
    lesson = bool(body.get("lesson"))
    name = LESSON[0] if lesson else word(body, "scenario")
    call, token = house_of(request).open_for(
        seat_named(word(body, "role") or "call_handler"),
        name,
        coached=not body.get("assessed"),
        lesson=lesson,
        begin=lesson or bool(body.get("alone")),
        handler=word(body, "handler"),
    )
    return moved(request, go="/seat", token=token, code=call.code)


def seat_named(name: str) -> Role:
    """Return the seat with that name; NotTaken if there is none."""
    try:
        return WORDS[name]
    except KeyError:
        raise NotTaken("there is no such seat", f"use one of {', '.join(WORDS)}") from None


def free_seats(request: Request, code: str) -> Response:
    """Return the free seats of a code, and what the call has in it."""
    call = house_of(request).find(code, where(request))
    # A seat that nobody takes is simulated.
    cast = cast_note(replace(call.setup, seats=()))
    note = (*call.setup.scenario.content_note, *([cast] if cast else ()))
    free = house_of(request).seats_for(call, where(request))
    seats = [(role.value, name_of(role)) for role in free]
    about = {"seats": seats, "call": call, "cast": cast}
    html = render("parts/choose_seat.html", code=call.code, **about)
    return answer({"choice": html}, seats=seats, code=call.code, note=note)


async def claim(request: Request) -> Response:
    """Take a free seat by its code."""
    body = await body_of(request)
    house, role = house_of(request), seat_named(word(body, "role") or "call_handler")
    token = house.claim(word(body, "code"), role, where(request))
    return moved(request, go="/seat", token=token)


IN_CALL: Mapping[str, Callable[[HostedCall, Role], object]] = {
    "begin": lambda call, _: call.begin(),
    "next-call": lambda call, _: call.go_on(),
    "skip": HostedCall.skip_to_ring,
    "stop": HostedCall.stop,
}
"""What a seat asks for by a word alone."""


async def in_call(request: Request) -> Response:
    """Do one thing of `IN_CALL` in the call of a seat."""
    call, role = seat_of(request)
    IN_CALL[request.url.path.removeprefix("/api/")](call, role)
    return moved(request)


async def leave(request: Request) -> Response:
    """Give the seat up."""
    house_of(request).leave(token_of(request))
    return moved(request)


async def coach(request: Request) -> Response:
    """Say what good practice does now, and why."""
    call, role = seat_of(request)
    lines = call.advice(role)
    return answer({"coach": render("parts/coach.html", lines=lines)}, lines=lines)


@asynccontextmanager
async def in_turn(request: Request) -> AsyncIterator[None]:
    """Answer one costly request of a seat at a time, and others who wait before it.

    What words mean takes up to a tenth of a second: thirty requests of one phone, answered in a
    row, held every other page up for seconds.
    """
    turns: MutableMapping[str, asyncio.Lock] = request.app.state.turns
    turn = turns.setdefault(token_of(request), asyncio.Lock())
    waits = BREATH if turn.locked() else 0
    async with turn:
        await asyncio.sleep(waits)
        yield


async def line(request: Request) -> Response:
    """Say what a line would mean."""
    call, role = seat_of(request)
    typed = word(await body_of(request), "line")
    async with in_turn(request):
        proposal = call.propose(role, typed)
    readings = [(each.label, each.disabled_reason or "") for each in proposal.choices]
    html = render("parts/reading.html", line=typed, heading=proposal.heading, readings=readings)
    meant = f"Enter: {readings[0][0]}" if readings else proposal.heading
    parts = {"reading": html, "meant": str(escape(meant if typed.strip() else ""))}
    return answer(parts, heading=proposal.heading, readings=readings, surely=proposal.surely)


async def act(request: Request) -> Response:
    """Perform an act, or say what it needs."""
    call, role = seat_of(request)
    body = await body_of(request)
    answers = _answers(body)
    line, reading = word(body, "line"), word(body, "reading")
    if "read" in body and word(body, "read") != line:
        reading = ""  # More was typed since, and a reading is of its own line alone.
    asked = ActRequest(word(body, "key", 8), line, reading, answers)
    result = call.do(role, asked)
    driver_of(request).poke()
    return _came_of_it(asked, result, say="Please answer each question." * ("answers" in body))


def _answers(body: dict[str, Any]) -> dict[str, Any]:
    answers = body.get("answers", {})
    if not isinstance(answers, dict):
        raise NotTaken("answers is not an object", "reload the page")
    for name, given in answers.items():
        for each in given if isinstance(given, list) else (given,):
            word({name: each}, name)
    return answers


def _came_of_it(asked: ActRequest, result: ActResult, say: str) -> JSONResponse:
    if result.questions:
        html = render("parts/ask.html", asked=asked, about=result.about, asks=result.questions)
        questions = [asdict(each) for each in result.questions]
        return answer({"ask": html}, say=say, about=result.about, questions=questions)
    if result.taken_back:
        return answer({"ask": ""}, say="Nothing was done.")
    if result.why_not:
        return answer({"ask": ""}, say=f"Not now: {result.why_not}.", why_not=result.why_not)
    return answer({"ask": "", "reading": "", "meant": "", "coach": ""}, done=True)


async def debrief(request: Request) -> Response:
    """Ask for a person's own view; then return the debrief: one page, and the rest below it."""
    call, role = seat_of(request)
    body = await body_of(request)
    call.need_over(role)
    if "answers" not in body and role is not Role.CALLER:
        return answer({"debrief": render("parts/own_view.html", questions=OWN_VIEW)})
    own_view = tuple(word(_answers(body), str(place)) for place in range(len(OWN_VIEW)))
    async with in_turn(request):
        found = await aside(request, call.debrief, role, own_view)
    page = page_sections(first_page(found))
    badly = {"done_badly": DONE_BADLY, "badly": call.done_badly()}
    rest = [*outline(found)]
    html = render("parts/debrief.html", page=page, led=led_to(found), rest=rest, **badly)
    return answer({"debrief": html})


async def presence(request: Request) -> Response:
    """Hold a connection for as long as a page without a stream of its own is open.

    A page of another device holds none without a token: it asks again from time to time.
    """
    known = partial(house_of(request).is_known, token_of(request))
    if is_here(request):
        return stream(request, lambda: 0, lambda: ": here\n\n")
    if not known():
        return Response(status_code=204)
    return stream(request, lambda: 0, lambda: ": here\n\n", known)


async def seat_stream(request: Request) -> PageStream:
    """Send a seat everything that it may see, then every change."""
    house, token = house_of(request), token_of(request)
    place = house.place_of(token)
    call, role = place
    plain = "application/json" in request.headers.get("accept", "")
    after = request.query_params.get("after", "")
    joins = request.app.state.reach.address
    news = _values(place, int(after) if after.isdecimal() else 0) if plain else _parts(place, joins)
    left = house.connect(token)
    driver_of(request).poke()

    def gone() -> None:
        left()
        # What was taken is free after a while: that is news for those who wait.
        driver_of(request).poke()

    return stream(request, lambda: call.mark(role), news, partial(house.holds, token, place), gone)


def _values(place: SeatPlace, after: int) -> Callable[[], str]:
    """Return what makes events of frames and captions as JSON, for a terminal."""
    call, role = place

    def news() -> str:
        nonlocal after
        if not call.begun:
            return event("lobby", {"code": call.code, "seats": lobby(call)})
        captions = call.captions(role, after)
        after += len(captions)
        frame = call.frame(role)
        cards = [(card.title, [_in_words(each) for each in card.lines]) for card in frame.cards]
        state = {**asdict(frame), "cards": cards, "next": call.next_call}
        return event("frame", {"captions": [each._asdict() for each in captions], **state})

    return news


def _in_words(line: CardLine) -> str:
    return f"{line.label}: {line.text}" if line.label else line.text


def lobby(call: HostedCall) -> list[tuple[str, str]]:
    """Return each seat, and whether a person or the simulator will be in it."""
    return [
        (name_of(role), "a person" if role in call.seats else "free: simulated if nobody comes")
        for role in call.setup.seats
    ]


def _parts(place: SeatPlace, address: str) -> Callable[[], str]:
    """Return what makes events of the parts of a seat's page; others join at that address."""
    (call, role), after = place, 0

    def parts() -> Parts:
        nonlocal after
        if not call.begun:
            about = {"code": call.code, "seats": lobby(call), "mine": name_of(role)}
            html = render("parts/lobby.html", **about, address=address)
            return {"lobby": html}
        captions = call.captions(role, after)
        after += len(captions)
        shown = render("parts/captions.html", captions=captions)
        return {"lobby": "", **seat_parts(call, role), "+captions": shown}

    return changed(parts)


def seat_parts(call: HostedCall, role: Role) -> dict[str, str]:
    """Return the parts of a seat's page as HTML.

    `status` has the clocks, and changes each second. `news` is what a screen reader says of it.
    """
    frame = call.frame(role)
    about = {
        "frame": frame,
        "done_badly": DONE_BADLY,
        "paused": call.view.live.pace.paused,
        "watched": call.watched,
        "stopped": role in call.stopped,
        "over": call.is_over(role),
        "next": call.next_call,
        "groups": act_groups(frame.acts),
    }
    first = [card for card in frame.cards if card.id == FIRST_CARD]
    others = [card for card in frame.cards if card.id != FIRST_CARD]
    parts = ("status", "hint", "acts", "advise", "stop", "ended")
    return {
        "news": "" if role in call.stopped else str(escape(_without_seconds(frame))),
        "strip": render("parts/cards.html", cards=first),
        "cards": render("parts/cards.html", cards=others),
        **{name: render(f"parts/{name}.html", **about) for name in parts},
        "how": str(escape(" · ".join(frame.line.split("   ")))),
    }


def _without_seconds(frame: SeatFrame) -> str:
    """Return the state of the line and whose turn it is, without what is counted."""
    return f"{frame.state.split(' 0:')[0]}. {frame.turn.split(':')[0]}"


FIRST_CARD = "recording"
"""The card that a caller needs at the keys: whether 55 counts yet."""


def act_groups(acts: tuple[ShownAct, ...]) -> list[tuple[str, list[ShownAct]]]:
    """Return the acts by group; the keys of the phone are a group of their own."""
    found: dict[str, list[ShownAct]] = {group: [] for group in _ORDER}
    for act in acts:
        keys = act.key in KEYS and act.label.startswith("Press")
        found["Keys" if keys else act.group].append(act)
    return [(group, held) for group, held in found.items() if held]


_ORDER = (
    "Call", "Phone", "Keys", "Sound", "Prompts", "Say", "Ask", "Decide", "Police", "Log",
    "Find out", "Line",
)  # fmt: skip
"""Groups of acts in the order of a page."""


ROUTES = [
    Route("/", page("start.html")),
    Route("/calls", calls_page),
    Route("/lesson", lesson_page),
    Route("/calls/{name}", call_page),
    Route("/join", page("join.html")),
    Route("/seat", page("seat.html")),
    Route("/api/open", open_call, methods=["POST"]),
    Route("/api/claim", claim, methods=["POST"]),
    *(Route(f"/api/{what}", in_call, methods=["POST"]) for what in IN_CALL),
    Route("/api/leave", leave, methods=["POST"]),
    Route("/api/coach", coach, methods=["POST"]),
    Route("/api/line", line, methods=["POST"]),
    Route("/api/act", act, methods=["POST"]),
    Route("/api/debrief", debrief, methods=["POST"]),
    Route("/api/stream", seat_stream),
    Route("/api/here", presence),
]
"""Everything of people in a call."""
