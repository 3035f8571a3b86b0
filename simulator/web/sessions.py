"""The pages of a group session: the projector, the leader's page, and pages that joined."""

from operator import attrgetter
from typing import Any

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from simulator.awareness import handout_page
from simulator.awareness.page_builder import PageBuilder
from simulator.content.library import translations
from simulator.content.library.library import Library
from simulator.content.library.translations import Translation, load
from simulator.core.instant import Millis
from simulator.errors import SimulatorError
from simulator.hosting.gathering import Gathering
from simulator.hosting.hosted_call import NotTaken
from simulator.web.admission import is_here, where
from simulator.web.reach import Reach, qr_code
from simulator.web.rendering import render
from simulator.web.seats import body_of, house_of, moved, need_here, page, token_of, word
from simulator.web.streaming import PageStream, Parts, answer, changed, stream

HELP_LASTS: Millis = 60_000
"""How long help lines that were put together are shown, until their files are looked at again
(assumption)."""


async def lead_page(request: Request) -> Response:
    """Where a session is chosen, then led."""
    if not is_here(request):
        return RedirectResponse("/join")
    library = house_of(request).library
    plans = sorted(
        (library.plan(each).file for each in library.paths_of("plan")), key=attrgetter("minutes")
    )
    about = {"plans": plans, "languages": translations.languages(library)}
    return HTMLResponse(render("lead.html", **about, **_before(request), here=True))


def _before(request: Request) -> dict[str, Any]:
    """Return what the page shows on which a session is opened, besides the sessions."""
    house, reach = house_of(request), request.app.state.reach
    about = {"gathering": house.gathering, "reach": reach, "qr_code": qr_code}
    return {"say": load(house.library), **about}


def _reach(reach: Reach, say: Translation) -> Parts:
    """Return whether phones can join, and what a screen reader says of it."""
    html = render("parts/reach.html", say=say, reach=reach, qr_code=qr_code)
    return {"reach": html, "reach-said": str(escape(say(f"web-reach-{reach.state.value}")))}


async def handout_file(request: Request) -> Response:
    """The handout as a file to print: opened from the disk, it isn't a page of this server."""
    need_here(request)
    library, form = house_of(request).library, request.path_params["form"]
    if form not in handout_page.FORMS:
        raise NotTaken("there is no such handout", "go back, and choose one of the three")
    around = handout_page.HandoutContext(library, load(library))
    written = handout_page.page(library.handout(), around, form)
    return HTMLResponse(
        written, headers={"Content-Disposition": 'attachment; filename="page.html"'}
    )


async def help_page(request: Request) -> Response:
    """The help lines, for people in calls as well as in sessions.

    They need no code, and are costly to put together: they are, once in `HELP_LASTS`.
    """
    language = request.query_params.get("language") or translations.ENGLISH
    made: dict[str, tuple[Millis, str]] = request.app.state.help_pages
    now = house_of(request).clock.read()
    if language not in made or now >= made[language][0]:
        # Only languages of the library come to be kept: others are refused here.
        made[language] = now + HELP_LASTS, _help_lines(house_of(request).library, language)
    return HTMLResponse(made[language][1])


def _help_lines(library: Library, language: str) -> str:
    plan = library.plan(library.paths_of("plan")[0]).file
    say = load(library, language)
    languages = translations.languages(library)
    pages = PageBuilder(library, plan, say).help()
    return render("help.html", pages=pages, say=say, languages=languages)


async def open_session(request: Request) -> Response:
    """Open a session and lead it."""
    need_here(request)
    body, house = await body_of(request), house_of(request)
    if word(body, "do") == "take-up":
        return moved(request, go="/leading", token=house.lead_again())
    plan, language = word(body, "plan"), word(body, "language") or "en"
    running = house.gathering
    # The code says which session the leader has seen: of one opened later they are asked again.
    if running is not None and word(body, "instead") != running.join:
        house.pages_of(plan, language)  # What can't be opened is refused, and ends nothing.
        return _ask_before_ending(running, house.library, plan, language)
    token = house.open_gathering(plan, language)
    return moved(request, go="/leading", token=token)


def _ask_before_ending(
    running: Gathering, library: Library, plan: str, language: str
) -> JSONResponse:
    """Answer a leader who would end a session, perhaps another leader's, by opening one."""
    say = load(library)
    body = {"plan": plan, "language": language, "instead": running.join}
    html = render("parts/open_instead.html", say=say, gathering=running, body=body)
    says = say("web-running-sure")
    return answer({"opening": html}, status=409, say=says, focus="opening")


async def lead_stream(request: Request) -> PageStream:
    """Send the page on which a session is opened whether one runs, and whether phones can join."""
    need_here(request)
    house, reach = house_of(request), request.app.state.reach

    def parts() -> Parts:
        about = _before(request)
        return {"running": render("parts/running.html", **about), **_reach(reach, about["say"])}

    def mark() -> Any:
        running = house.gathering
        return reach.mark, running and (id(running), running.mark_for_all)

    return stream(request, mark, changed(parts))


async def change_reach(request: Request) -> Response:
    """Begin a test with a phone, or show another of this machine's addresses."""
    if not is_here(request):
        _, leads = house_of(request).gathering_of(token_of(request))
        if not leads:
            raise NotTaken("this page does not lead", "use the leader's code")
    body, reach = await body_of(request), request.app.state.reach
    place = word(body, "place", 4)
    match word(body, "do"):
        case "test":
            reach.test()
        case "show" if place.isdecimal():
            reach.show(int(place))
        case _:
            raise NotTaken("that is not possible on this page", "reload the page")
    return moved(request)


def join(request: Request, code: str) -> JSONResponse | None:
    """Join the session with that code; None if no session has it."""
    found = house_of(request).join_gathering(code, where(request), token_of(request))
    if found is None:
        return None
    token, leads = found
    return moved(request, go="/leading" if leads else "/taking-part", token=token)


async def lead(request: Request) -> Response:
    """Do what the leader asks for."""
    token, house = token_of(request), house_of(request)
    gathering = house.gathering
    # The projector's page is at the machine that serves, and takes a remote control.
    if token or gathering is None or not is_here(request):
        gathering, leads = house.gathering_of(token)
        if not leads:
            raise NotTaken("this page does not lead", "use the leader's code")
    body = await body_of(request)
    place = word(body, "place", 4)
    if word(body, "do") == "end":
        house.end_gathering()
        return moved(request, go="/lead")
    gathering.need_turn(token, word(body, "do"), word(body, "turn", 8))
    gathering.do(word(body, "do"), int(place) if place.isdecimal() else 0)
    gathering.led_by = token
    return moved(request)


async def vote(request: Request) -> Response:
    """Vote, without a name."""
    house, token = house_of(request), token_of(request)
    house.gathering_of(token)
    place = word(await body_of(request), "place", 4)
    house.vote(token, int(place) if place.isdecimal() else -1)
    return moved(request)


async def room_page(request: Request) -> Response:
    """The projector's page."""
    need_here(request)
    house = house_of(request)
    say = house.gathering.say if house.gathering else load(house.library)
    return HTMLResponse(render("room.html", say=say))


async def room_stream(request: Request) -> PageStream:
    """Send the projector its page."""
    need_here(request)
    say, reach = load(house_of(request).library), request.app.state.reach

    def parts() -> Parts:
        gathering = house_of(request).gathering
        if gathering is None:
            cover = render("parts/cover.html", say=say)
            return {"page": render("parts/no_session.html", say=say), "foot": "", "cover": cover}
        values = gathering.frame()._asdict()
        values["turn"] = gathering.turn
        how = {"address": reach.address, "code": gathering.join, "qr_code": qr_code}
        foot = render("parts/room_foot.html", **values, **how, joined=len(gathering.joined))
        foot = "" if values["covered"] else foot
        cover = render("parts/cover.html", say=values["say"])
        return {"page": render("parts/room.html", **values, **how), "foot": foot, "cover": cover}

    def mark() -> Any:
        gathering = house_of(request).gathering
        about = gathering and (id(gathering), gathering.mark_for_all)
        return reach.address, about

    return stream(request, mark, changed(parts))


async def session_stream(request: Request) -> PageStream:
    """Send a leader's or a joined page its parts."""
    house, token = house_of(request), token_of(request)
    gathering, leads = house.gathering_of(token)
    languages = translations.languages(house_of(request).library)
    language = request.query_params.get("language", "")
    reach: Reach = request.app.state.reach
    try:
        gathering.session_in(language)
    except SimulatorError:  # No such language, or its file is wrong: the session's own is read.
        language = ""

    def ended() -> bool:
        return house_of(request).gathering is not gathering

    def parts() -> Parts:
        session = gathering.session if leads else gathering.session_in(language)
        if ended():
            over = render("parts/session_over.html", say=session.parts.say)
            return {"page": over, "reach": "", "reach-said": ""}
        about = {"gathering": gathering, "session": session, "languages": languages}
        about |= {"voted": gathering.voted(token), **gathering.frame(session)._asdict()}
        if not leads:
            return {"page": render("parts/taking_part.html", **about)}
        return {"page": render("parts/leading.html", **about), **_reach(reach, session.parts.say)}

    def mark() -> Any:
        if leads:
            return gathering.mark_for_all, ended(), gathering.leading, reach.mark
        return gathering.mark, ended(), gathering.voted(token)

    def here() -> bool:
        return ended() or house.is_known(token)

    closed = house.open_page(token)

    def left() -> None:
        closed()
        gathering.leading -= leads

    gathering.leading += leads
    return stream(request, mark, changed(parts), here, left)


ROUTES = [
    Route("/lead", lead_page),
    Route("/handout/{form}", handout_file),
    Route("/leading", page("leading.html")),
    Route("/help", help_page),
    Route("/room", room_page),
    Route("/taking-part", page("taking_part.html")),
    Route("/api/session", open_session, methods=["POST"]),
    Route("/api/lead-stream", lead_stream),
    Route("/api/reach", change_reach, methods=["POST"]),
    Route("/api/lead", lead, methods=["POST"]),
    Route("/api/vote", vote, methods=["POST"]),
    Route("/api/room-stream", room_stream),
    Route("/api/session-stream", session_stream),
]
"""Everything of a group session."""
