"""The pages of a group session: the projector, the leader's page, and pages that joined."""

import io
from operator import attrgetter
from typing import Any

import segno
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from simulator.awareness import handout_page
from simulator.awareness.page_builder import PageBuilder
from simulator.content.library import translations
from simulator.content.library.library import Library
from simulator.content.library.translations import load
from simulator.core.instant import Millis
from simulator.errors import SimulatorError
from simulator.hosting.hosted_call import NotTaken
from simulator.web.admission import is_here, where
from simulator.web.rendering import render
from simulator.web.seats import body_of, house_of, moved, need_here, page, token_of, word
from simulator.web.streaming import PageStream, Parts, changed, stream

HELP_LASTS: Millis = 60_000
"""How long help lines that were put together are shown, until their files are looked at again
(assumption)."""


async def lead_page(request: Request) -> Response:
    """Where a session is chosen, then led."""
    library = house_of(request).library
    plans = sorted(
        (library.plan(each).file for each in library.paths_of("plan")), key=attrgetter("minutes")
    )
    languages = translations.languages(library)
    return HTMLResponse(render("lead.html", plans=plans, languages=languages))


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
    body = await body_of(request)
    token = house_of(request).open_gathering(word(body, "plan"), word(body, "language") or "en")
    return moved(request, go="/leading", token=token)


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
    gathering.do(word(body, "do"), int(place) if place.isdecimal() else 0)
    return moved(request)


async def vote(request: Request) -> Response:
    """Vote, without a name."""
    house, token = house_of(request), token_of(request)
    house.gathering_of(token)
    place = word(await body_of(request), "place", 4)
    house.vote(token, int(place) if place.isdecimal() else -1)
    return moved(request)


async def room_stream(request: Request) -> PageStream:
    """Send the projector its page."""
    need_here(request)
    say = load(house_of(request).library)

    def parts() -> Parts:
        gathering = house_of(request).gathering
        if gathering is None:
            return {"page": render("parts/no_session.html", say=say), "foot": ""}
        values = gathering.frame()._asdict()
        urls = request.app.state.urls
        address = f"{urls[-1 if request.app.state.lan else 0]}join"
        how = {
            "phones": request.app.state.lan,
            "address": address,
            "code": gathering.join,
            "qr": _qr(address),
        }
        foot = render("parts/room_foot.html", **values, **how, joined=len(gathering.joined))
        foot = "" if values["covered"] else foot
        return {"page": render("parts/room.html", **values, **how), "foot": foot}

    def mark() -> Any:
        gathering = house_of(request).gathering
        return gathering and (id(gathering), gathering.mark, len(gathering.joined))

    return stream(request, mark, changed(parts))


async def session_stream(request: Request) -> PageStream:
    """Send a leader's or a joined page its parts."""
    house, token = house_of(request), token_of(request)
    gathering, leads = house.gathering_of(token)
    languages = translations.languages(house_of(request).library)
    language = request.query_params.get("language", "")
    try:
        gathering.session_in(language)
    except SimulatorError:  # No such language, or its file is wrong: the session's own is read.
        language = ""

    def ended() -> bool:
        return house_of(request).gathering is not gathering

    def parts() -> Parts:
        session = gathering.session if leads else gathering.session_in(language)
        if ended():
            return {"page": render("parts/session_over.html", say=session.parts.say)}
        about = {"gathering": gathering, "session": session, "languages": languages}
        about |= {"voted": gathering.voted(token), **gathering.frame(session)._asdict()}
        template = "leading" if leads else "taking_part"
        return {"page": render(f"parts/{template}.html", **about)}

    def mark() -> Any:
        return (gathering.mark, len(gathering.joined), ended())

    def here() -> bool:
        return ended() or house.is_known(token)

    return stream(request, mark, changed(parts), here, house.open_page(token))


def _qr(address: str) -> Markup:
    """Return a code to scan as inline SVG; the address is beside it in words."""
    drawn = io.BytesIO()
    segno.make(address, micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True, nl=False,
        svgclass="qr", lineclass=None, light="#ffffff",
    )  # fmt: skip
    return Markup(drawn.getvalue().decode())


ROUTES = [
    Route("/lead", lead_page),
    Route("/handout/{form}", handout_file),
    Route("/leading", page("leading.html")),
    Route("/help", help_page),
    Route("/room", page("room.html", here=True)),
    Route("/taking-part", page("taking_part.html")),
    Route("/api/session", open_session, methods=["POST"]),
    Route("/api/lead", lead, methods=["POST"]),
    Route("/api/vote", vote, methods=["POST"]),
    Route("/api/room-stream", room_stream),
    Route("/api/session-stream", session_stream),
]
"""Everything of a group session."""
