"""The pages and requests of people in a call: open, join, act, and read the debrief."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, MutableMapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any
from urllib.parse import parse_qsl, urlencode

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from simulator.core.describe import name_of
from simulator.core.instant import minutes
from simulator.core.terms import KEYS, Role
from simulator.debrief.assess.debrief import OWN_VIEW
from simulator.debrief.render.first_page import first_page, page_sections
from simulator.debrief.render.outline import outline
from simulator.debrief.render.text_and_html import led_to
from simulator.hosting.attention import gone_for
from simulator.hosting.hosted_call import ActRequest, ActResult, HostedCall, NotTaken
from simulator.hosting.house import House, SeatPlace
from simulator.hosting.plain_values import Malformed, values_of
from simulator.hosting.protocol import REQUESTS, frame_values, plain
from simulator.seat.available_acts import NUMBERS
from simulator.seat.run_choices import (
    BADLY,
    DONE_BADLY,
    LESSON,
    LEVELS,
    WATCHING,
    cast_note,
    grouped,
    how_long,
    seats_in_words,
    setup_for,
    usual_role,
)
from simulator.seat.seat_frame import PROTOCOL, SeatFrame, ShownAct, shown_readings
from simulator.seat.view.act_catalogue import CALLER
from simulator.seat.view.caption_lines import HOW_LOUD
from simulator.seat.view.cards import Card
from simulator.seat.view.sound_cards import LATELY, SHOUT, WEIGHTS
from simulator.session.records.received import SET_BY_LINK, SetCall, number_of, set_call
from simulator.web.admission import is_here, where
from simulator.web.driver import Driver, aside
from simulator.web.learning_platform import Platform, need_offered, platform_of
from simulator.web.rendering import render
from simulator.web.streaming import PageStream, Parts, answer, changed, event, stream

BELOW = "below"
"""Where a page has what the first page of a debrief leaves out."""
OF_CODES = "  ("
"""How a line of advice begins that has only codes."""
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
    """Return the seat of a request's token; NotTaken without one, or from an older page."""
    asked = request.headers.get("x-page", "")
    if asked and asked != str(PROTOCOL):
        raise NotTaken("this page is of another version than its server", "reload the page")
    return house_of(request).place_of(token_of(request))


async def body_of(request: Request) -> dict[str, Any]:
    """Return the body of a request as its shape has it, its texts whole; NotTaken if it isn't.

    A request of the protocol of a seat is checked here, and nowhere later.
    """
    try:
        body = values_of(await request.body() or b"{}")
    except Malformed:
        raise NotTaken("the request is not a JSON object", "reload the page") from None
    shape = REQUESTS.get(request.url.path)
    if shape is None:
        return body
    try:
        found: dict[str, Any] = shape(body)
    except Malformed as error:
        raise NotTaken(str(error), "shorten what you typed, or reload the page") from None
    return found


def word(body: dict[str, Any], name: str, longest: int = 400) -> str:
    """Return a text of a body, or an empty one; NotTaken unless it is a short text."""
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise NotTaken(f"{name} is not a text of at most {longest} letters", "shorten it")
    return value


OF_A_GROUP = ("join.html", "taking_part.html")
"""Pages that a group meets: while a session runs, they are in its language."""


def page(template: str) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers with a page that is the same for all."""

    async def shown(request: Request) -> Response:
        state = request.app.state
        about = {"here": is_here(request), "reach": state.reach, "alone": state.alone}
        about["opened"] = len(state.opened.records)
        about["was_here"] = house_of(request).can_come_back(where(request))
        about["code"] = state.opened.code or state.code
        about["platform"] = platform_of(request)
        if (gathering := house_of(request).gathering) and template in OF_A_GROUP:
            about["say"] = gathering.say
        return HTMLResponse(render(template, **about))

    return shown


async def lesson_page(request: Request) -> Response:
    """The content note of the first lesson's call."""
    if not is_here(request):
        return RedirectResponse("/join")
    need_offered(LESSON[0], offered(request))
    return _note(request, LESSON[0], lesson=True)


def offered(request: Request) -> tuple[str, ...]:
    """Return the ids of the calls that may be taken here; empty if all may."""
    platform = platform_of(request)
    return _ids(request, platform.only) if platform else ()


def _ids(request: Request, asked: Iterable[str]) -> tuple[str, ...]:
    """Return ids for ids and numbers of calls; refuse one of neither."""
    named = {number_of(name): name for name in numbers_of(request)}
    found = tuple(named.get(each, each) for each in asked)
    for each in found:
        house_of(request).scenario(each)
    return found


async def calls_page(request: Request) -> Response:
    """All calls, grouped by what one may want to practise."""
    if not is_here(request):
        return RedirectResponse("/join")
    entries, _ = house_of(request).library.survey()
    only, query = _set(request)
    # On a platform for handlers, a group begins with a call that has their seat.
    first = Role.CALL_HANDLER if platform_of(request) else None
    listed = sorted(entries, key=lambda each: first is not None and first not in each.seats)
    groups = grouped(each for each in listed if not only or each.id in only)
    about = {"groups": groups, "levels": LEVELS.items(), "numbers": numbers_of(request)}
    about["seats"] = {entry.id: seats_in_words(entry) for entry in entries}
    chosen = {"only": only, "query": query, "platform": platform_of(request)}
    return HTMLResponse(render("calls.html", **about, **chosen))


def _set(request: Request) -> tuple[tuple[str, ...], str]:
    """Return which calls were set by the address, if not all, and the rest of what it set.

    On a learning platform it is what the package was built for.
    """
    words = dict(request.query_params)
    asked = words.pop("only", "").split(",")
    platform = platform_of(request)
    if platform and platform.query:
        words = dict(parse_qsl(platform.query))
    only = offered(request) or _ids(request, filter(None, asked))
    return only, f"?{urlencode(words)}" if words else ""


async def call_page(request: Request) -> Response:
    """The content note of one call, with its seats: for who opens it, as its title says much."""
    if not is_here(request):
        return RedirectResponse("/join")
    asked = request.path_params["name"]
    named = (
        name
        for name, number in numbers_of(request).items()
        if asked in (str(number), number_of(name))
    )
    name = next(named, asked)
    need_offered(name, offered(request))
    _, query = _set(request)
    query = query[1:]
    is_set = not SET_BY_LINK.isdisjoint(dict(parse_qsl(query)))
    return _note(request, name, wanted=set_call(f"call={name}&{query}") if is_set else None)


def numbers_of(request: Request) -> dict[str, int]:
    """Return a number for each scenario: a browser's history must not have its name."""
    entries, _ = house_of(request).library.survey()
    return {entry.id: number for number, entry in enumerate(entries, 1)}


def _note(
    request: Request, name: str, *, lesson: bool = False, wanted: SetCall | None = None
) -> HTMLResponse:
    scenario = house_of(request).scenario(name)
    seats = [(role.value, name_of(role)) for role in WORDS.values() if role in scenario.seats]
    usual = request.app.state.taken_last
    chosen = usual if usual in scenario.seats else usual_role(scenario.seats)
    if wanted and wanted.seat:
        seats = [each for each in seats if each[0] == wanted.seat]
        if not seats:
            raise NotTaken("the call that was set has no such seat", "ask for another link")
    about = {"scenario": scenario, "seats": seats, "length": how_long(scenario.about)}
    about["chosen"] = chosen.value if len(seats) > 1 else seats[0][0]
    people = house_of(request).library.lapses().people_for(Role.CALL_HANDLER)
    about |= {"people": [(each.id, each.title) for each in people], "badly": BADLY}
    about["cast"] = cast_note(setup_for(house_of(request).library, scenario, WATCHING))
    about["watch"] = request.query_params.get("watch", "")
    about |= {"wanted": wanted, "alone": request.app.state.alone, "lesson": lesson}
    platform, only = platform_of(request), offered(request)
    numbers = {n: each for n, each in numbers_of(request).items() if not only or n in only}
    return HTMLResponse(render("call.html", **about, numbers=numbers, platform=platform))


async def open_call(request: Request) -> Response:
    """Open a call and take a seat; with `alone`, begin it at once."""
    need_here(request)
    body = await body_of(request)
    lesson = body["lesson"]
    name = LESSON[0] if lesson else body["scenario"]
    need_offered(name, offered(request))
    role = seat_named(body["role"] or "call_handler")
    call, token = house_of(request).open_for(
        role,
        name,
        coached=not body["assessed"],
        lesson=lesson,
        begin=lesson or body["alone"],
        handler=body["handler"],
        **_as_set(body),
    )
    request.app.state.taken_last = role
    return moved(request, go="/seat", token=token, code=call.code)


def _as_set(body: dict[str, Any]) -> dict[str, Any]:
    """Return the seed, profile and force of a call that was set; empty for any other."""
    seed = body["seed"]
    if seed and not (seed.isascii() and seed.isdecimal()):
        raise NotTaken(f"the seed is {seed}", "set a whole number")
    return {"seed": int(seed or 0), "profile": body["profile"], "force": body["force"]}


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
    chosen = usual_role(free).value if free else ""
    about = {"seats": seats, "call": call, "cast": cast, "chosen": chosen}
    html = render("parts/choose_seat.html", code=call.code, **about)
    return answer({"choice": html}, seats=seats, code=call.code, note=note)


async def come_back(request: Request) -> Response:
    """Come back to the session or call of a page that was closed on this device, without a code."""
    token, in_call = house_of(request).come_back(where(request))
    return moved(request, go="/seat" if in_call else "/taking-part", token=token)


async def claim(request: Request) -> Response:
    """Take a free seat by its code."""
    body = await body_of(request)
    house, role = house_of(request), seat_named(body["role"] or "call_handler")
    token = house.claim(body["code"], role, where(request))
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
    # A trainee has no use for codes: they are at hand, folded.
    rests_on = [each for each in lines if each.startswith(OF_CODES)]
    said = [each for each in lines if each not in rests_on]
    html = render("parts/coach.html", lines=said, rests_on=rests_on)
    return answer({"coach": html}, lines=lines)


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
    typed = (await body_of(request))["line"]
    async with in_turn(request):
        found = call.read_line(role, typed)
    shown = shown_readings(found.readings)
    readings = [(each.label, each.why_not) for each in shown]
    html = render("parts/reading.html", line=typed, heading=found.heading, readings=shown)
    meant = f"Enter: {shown[0].does}: {shown[0].label}" if shown else found.heading
    parts = {"reading": html, "meant": str(escape(meant if typed.strip() else ""))}
    surely = bool(shown) and shown[0].sure
    values = plain(shown)
    return answer(parts, heading=found.heading, readings=readings, surely=surely, shown=values)


async def act(request: Request) -> Response:
    """Perform an act, or say what it needs."""
    call, role = seat_of(request)
    body = await body_of(request)
    answers, reading, line = body["answers"], body["reading"], body["line"]
    if body["read"] not in (None, line):
        reading = ""  # More was typed since, and a reading is of its own line alone.
    asked = ActRequest(body["key"], line, reading, answers or {})
    result = call.do(role, asked)
    driver_of(request).poke()
    say = "" if answers is None else "Please answer each question."
    return _came_of_it(asked, result, say, of_form=answers is not None)


def _came_of_it(
    asked: ActRequest, result: ActResult, say: str, *, of_form: bool = True
) -> JSONResponse:
    """Return what came of a request; only a form's own answers take an open form away."""
    if result.questions:
        about = {"about": result.about, "asks": result.questions, "beside": result.beside}
        html = render("parts/ask.html", asked=asked, **about)
        questions = plain(result.questions)
        return answer({"ask": html}, say=say, about=result.about, questions=questions)
    if result.taken_back:
        return answer({"ask": ""}, say="Nothing was done.")
    gone = {"ask": ""} if of_form else {}
    if result.why_not:
        return answer(gone, say=f"Not now: {result.why_not}.", why_not=result.why_not)
    parts = {**gone, "reading": "", "meant": "", "coach": ""}
    # Two key tones in answer mean nothing to who doesn't see what was asked.
    return answer(parts, done=True, say=result.done_as)


async def debrief(request: Request) -> Response:
    """Ask for a person's own view; then return the debrief: one page, and the rest below it."""
    call, role = seat_of(request)
    body = await body_of(request)
    call.need_over(role)
    answers = body["answers"]
    if answers is None and role is not Role.CALLER:
        return answer({"debrief": render("parts/own_view.html", questions=OWN_VIEW)})
    own_view = tuple(_own_words(answers or {}, place) for place in range(len(OWN_VIEW)))
    async with in_turn(request):
        found = await aside(request, call.debrief, role, own_view)
    page = page_sections(first_page(found, BELOW))
    badly = {"done_badly": DONE_BADLY, "badly": call.done_badly()}
    rest = [*outline(found, measured=False)]
    alone = call.seats == [role]
    own = call.own_moments(role) if alone else ()
    about = {"page": page, "led": led_to(found), "rest": rest, "alone": alone, "own": own}
    platform = platform_of(request)
    html = render("parts/debrief.html", **about, **badly, platform=platform)
    if platform is None:
        return answer({"debrief": html})
    return answer({"debrief": html}, why_not_completed=platform.why_not(call, role))


async def again(request: Request) -> Response:
    """Take one's own call up just before a moment of it, to try another way."""
    call, role = seat_of(request)
    at = (await body_of(request))["at"]
    call.need_over(role)
    call.need_alone(role)
    if not at.isdecimal():
        raise NotTaken("there is no such moment", "reload the page")
    async with in_turn(request):
        other = house_of(request).take_up(call, int(at))
    gone = dict.fromkeys(("debrief", "ended", "ask", "coach", "reading", "saved"), "")
    says = f"You are back at {minutes(other.now)}. The call goes on."
    return moved(request, parts=gone, again=True, say=says)


def _own_words(answers: Mapping[str, Any], place: int) -> str:
    found = answers.get(str(place), "")
    return found if isinstance(found, str) else ""


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
    if plain:
        news = _values(place, int(after) if after.isdecimal() else 0)
    else:
        gone_now = partial(gone_for, house, call, role)
        news = _parts(place, joins, gone_now, platform_of(request))
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
        return event("frame", frame_values(frame, captions, next_call=call.next_call))

    return news


def lobby(call: HostedCall) -> list[tuple[str, str]]:
    """Return each seat, and whether a person or the simulator will be in it."""
    return [
        (name_of(role), "a person" if role in call.seats else "free: simulated if nobody comes")
        for role in call.setup.seats
    ]


def _parts(
    place: SeatPlace,
    address: str,
    gone: Callable[[], tuple[str, ...]] = tuple,
    platform: Platform | None = None,
) -> Callable[[], str]:
    """Return what makes events of the parts of a seat's page; others join at that address.

    `gone` says who of the other people went.
    """
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
        return {"lobby": "", **seat_parts(call, role, gone(), platform), "+captions": shown}

    return changed(parts)


def seat_parts(
    call: HostedCall, role: Role, gone: tuple[str, ...] = (), platform: Platform | None = None
) -> dict[str, str]:
    """Return the parts of a seat's page as HTML.

    `status` has the clocks, and changes each second. `news` is what a screen reader says of it.
    `gone` says who of the other people went.
    """
    frame = call.frame(role)
    # Who writes to 999 has no number to dial: it is an act like another, which asks for the words.
    rings = frame.phone is None or not frame.phone.writes
    dials = next((a for a in frame.acts if rings and a.key == DIAL and not a.why_not), None)
    about = {
        "frame": frame,
        "line": frame.mark,
        "dials": dials if role is Role.CALLER else None,
        "numbers": NUMBERS,
        "keys": PAD,
        "done_badly": DONE_BADLY,
        "paused": frame.paused,
        "watched": call.watched,
        "stopped": role in call.stopped,
        "over": call.is_over(role),
        "next": call.next_call,
        "counts": platform.at_the_end(call, role) if platform and call.is_over(role) else "",
    }
    phone = role is Role.CALLER
    groups = act_groups(each for each in frame.acts if each is not dials)
    first = [card for card in frame.cards if card.id in FIRST_CARDS]
    others = [card for card in frame.cards if card.id not in FIRST_CARDS]
    parts = ("status", "hint", "dial", "advise", "stop", "ended")
    return {
        "news": "" if role in call.stopped else str(escape(_without_seconds(frame))),
        "gone": str(escape(" ".join(gone))),
        "sounds": "" if role is Role.CALLER else _sounds(frame),
        "story": _story(frame),
        "strip": "".join(map(_drawn_card, first)),
        "cards": "".join(map(_drawn_card, others)),
        "acts": "" if about["over"] else "".join(_drawn_acts(*each, phone) for each in groups),
        **{name: render(f"parts/{name}.html", **about) for name in parts},
        "how": str(escape(" · ".join(frame.line.split("   ")))),
    }


def _story(frame: SeatFrame) -> str:
    """Return who a caller is, and what is so in their story; empty at a desk."""
    facts = {says: [name for name, held in frame.story if held == says] for says in _SO}
    who = [(name, held) for name, held in frame.story if held not in _SO]
    return render("parts/story.html", who=who, facts=facts) if frame.story else ""


_SO = ("yes", "no", "unknown")
"""What a fact of a story says; all else says who the caller is."""


def _sounds(frame: SeatFrame) -> str:
    """Return the last seconds of the line as a picture; the captions say all of it."""
    since = frame.now - LATELY
    bars = [
        (max(0, each.begin - since) // 100, (each.end - max(since, each.begin)) // 100, each)
        for each in frame.sounds
    ]
    return render("parts/sounds.html", bars=bars, most=SHOUT)


def _without_seconds(frame: SeatFrame) -> str:
    """Return the state of the line and whose turn it is, without what is counted."""
    return f"{frame.state.split(' 0:')[0]}. {frame.turn.split(':')[0]}"


FIRST_CARDS = ("recording", "room")
"""The cards that a caller needs at the keys: whether 55 counts yet, and who is near."""
DIAL = next(each.key for each in CALLER if each.kind == "dial")
PAD = (*KEYS[:9], "*", "0", "#")
"""The keys of a phone in their places."""
STEPS = {HOW_LOUD[level]: weight for level, weight in WEIGHTS.items()}
"""How many of four bars show a word of loudness."""


DRAWN = 512
"""Most cards and groups of acts that are kept as drawn: those of thirty seats."""


@lru_cache(maxsize=DRAWN)
def _drawn_card(card: Card) -> str:
    """Return a card as HTML: of a desk's seven, one or two change with an act."""
    return render("parts/card.html", card=card)


@lru_cache(maxsize=DRAWN)
def _drawn_acts(title: str, acts: tuple[ShownAct, ...], phone: bool) -> str:
    """Return a group of acts as HTML, on a caller's phone or at a desk."""
    return render("parts/acts.html", title=title, acts=acts, phone=phone, steps=STEPS)


def act_groups(acts: Iterable[ShownAct]) -> list[tuple[str, tuple[ShownAct, ...]]]:
    """Return the acts by group; the keys of the phone are a group of their own."""
    found: dict[str, list[ShownAct]] = {group: [] for group in _ORDER}
    for act in acts:
        keys = act.key in KEYS and act.label.startswith("Press")
        found["Keys" if keys else act.group].append(act)
    found["Keys"].sort(key=lambda each: PAD.index(each.key))
    return [(group, tuple(held)) for group, held in found.items() if held]


_ORDER = (
    "Call", "Keys", "Sound", "Phone", "Prompts", "Say", "Ask", "Decide", "Police", "Log",
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
    Route("/api/come-back", come_back, methods=["POST"]),
    *(Route(f"/api/{what}", in_call, methods=["POST"]) for what in IN_CALL),
    Route("/api/leave", leave, methods=["POST"]),
    Route("/api/coach", coach, methods=["POST"]),
    Route("/api/line", line, methods=["POST"]),
    Route("/api/act", act, methods=["POST"]),
    Route("/api/debrief", debrief, methods=["POST"]),
    Route("/api/again", again, methods=["POST"]),
    Route("/api/stream", seat_stream),
    Route("/api/here", presence),
]
"""Everything of people in a call."""
