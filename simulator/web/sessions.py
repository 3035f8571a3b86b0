"""The pages of a group session: the projector, the leader's page, and pages that joined."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from markupsafe import escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from simulator.awareness.page_builder import PageBuilder
from simulator.awareness.pages import Page, PlaybackPage, TimesPage
from simulator.awareness.printed import handout_page
from simulator.content.library import translations
from simulator.content.library.library import Library
from simulator.content.library.translations import Text, Translation, load
from simulator.content.procedure.reference_data import labelled
from simulator.core.instant import Millis
from simulator.errors import SimulatorError
from simulator.hosting.gathering import FEWEST, Gathering
from simulator.hosting.hosted_call import NotTaken
from simulator.web.admission import is_here, where
from simulator.web.driver import aside
from simulator.web.reach import Reach, qr_code
from simulator.web.rendering import render
from simulator.web.seats import (
    body_of,
    house_of,
    moved,
    need_here,
    numbers_of,
    offered,
    page,
    token_of,
    word,
)
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
    return {"say": load(house.library), "alone": request.app.state.alone, **about}


def _reach(reach: Reach, say: Translation, *, alone: bool) -> Parts:
    """Return whether phones can join, and what a screen reader says of it.

    To a page that has no server, none ever can: a leader would look for a program to end.
    """
    if alone:
        return {"reach": "", "reach-said": ""}
    html = render("parts/reach.html", say=say, reach=reach, qr_code=qr_code)
    return {"reach": html, "reach-said": str(escape(say(f"web-reach-{reach.state.value}")))}


SAVED_AS: Mapping[handout_page.Form, str] = {
    "a4": "page.html",
    "card": "card.html",
    "easy-read": "page-2.html",
}
"""The name of each handout among downloads: neutral, and not the same, or one replaces another."""


async def handout_file(request: Request) -> Response:
    """The handout as a file to print: opened from the disk, it isn't a page of this server."""
    need_here(request)
    library, form = house_of(request).library, request.path_params["form"]
    if form not in handout_page.FORMS:
        raise NotTaken("there is no such handout", "go back, and choose one of the three")
    around = handout_page.HandoutContext(library, load(library))
    written = handout_page.page(library.handout(), around, form)
    return HTMLResponse(
        written, headers={"Content-Disposition": f'attachment; filename="{SAVED_AS[form]}"'}
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


STILL_ENGLISH = ("spoken", "safety", "sources", "refused", "trainer", "landing")
"""What no translation changes, each with a message that says so."""


async def languages_page(request: Request) -> Response:
    """Which words of each language are still English."""
    library = house_of(request).library
    known = translations.languages(library)
    found = [
        (code, name, translations.missing(library, code))
        for code, name in known.items()
        if code != translations.ENGLISH
    ]
    return HTMLResponse(render("languages.html", languages=found, always=STILL_ENGLISH))


async def readers_page(request: Request) -> Response:
    """Who has read what a group meets; that nobody has, as long as nobody has."""
    house = house_of(request)
    say = house.gathering.say if house.gathering else load(house.library)
    kinds = ("victims_and_survivors", "service", "force", "others")
    readers = house.library.readers().readers
    return HTMLResponse(
        render("readers.html", say=say, readers=readers, kinds=kinds, day=date.fromisoformat)
    )


async def myths_page(request: Request) -> Response:
    """Common myths, each with the facts, how sure they are, and a call that shows it."""
    library = house_of(request).library
    say, sources = load(library), library.sources()
    return HTMLResponse(
        render(
            "myths.html",
            myths=library.myths(),
            say=say,
            text=lambda key, english: say.text(Text(key, english)),
            labels=lambda codes: labelled(codes, sources),
            # A package for chosen calls leads to no other.
            here=is_here(request) and not offered(request),
            numbers=numbers_of(request),
        )
    )


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
        return {
            "running": render("parts/running.html", **about),
            **_reach(reach, about["say"], alone=about["alone"]),
        }

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
        return moved(request)  # Its page shows the end, as those of all others do.
    what, number = word(body, "do"), int(place) if place.isdecimal() else 0
    gathering.need_turn(token, what, word(body, "turn", 8))
    page = gathering.session.page
    if draws := _draws(page, what, number):
        await aside(request, draws)
        if gathering.session.page is not page:
            return moved(request)  # Pressed twice: the first press has gone on meanwhile.
    gathering.do(what, number)
    gathering.led_by = token
    return moved(request)


def _draws(page: Page, what: str, place: int) -> Callable[[], object] | None:
    """Return what draws the pages of a move before it is made; None if nothing is to be drawn.

    Other pages would wait half a second for it. It is kept with the call: the move finds it there.
    """
    if what == "follow" and page.follows is not None and 0 <= place < len(page.options):
        return partial(page.follows, place)
    choice = page.choice(what)
    return choice and choice.pages


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
    # In one window, the wall leads back to the notes; on a projector it has no word of them.
    notes = request.query_params.get("notes") == "here"
    return HTMLResponse(render("room.html", say=say, notes=notes))


async def room_stream(request: Request) -> PageStream:
    """Send the projector its page."""
    need_here(request)
    say, reach = load(house_of(request).library), request.app.state.reach

    def parts() -> Parts:
        gathering = house_of(request).gathering
        if gathering is None:
            return _without_session(house_of(request).ended_with, say)
        values = gathering.frame()._asdict()
        values |= {"turn": gathering.turn, "kind": _kind(values["page"]), "fewest": FEWEST}
        how = {"address": reach.address, "code": gathering.join, "qr_code": qr_code}
        how["aloud"] = not (reach.address or gathering.joined)
        foot = render("parts/room_foot.html", **values, **how)
        foot = "" if values["covered"] else foot
        cover = render("parts/cover.html", say=values["say"])
        shown = {"page": render("parts/room.html", **values, **how), "foot": foot, "cover": cover}
        return {**shown, **_shell(values["say"])}

    def mark() -> Any:
        gathering = house_of(request).gathering
        about = gathering and (id(gathering), gathering.mark_for_all)
        return reach.address, about

    return stream(request, mark, changed(parts), left=house_of(request).open_wall())


def _without_session(ended: PageBuilder | None, say: Translation) -> Parts:
    """Return the projector's page before a session, or once it has ended: then with help lines."""
    if ended is None:
        page = render("parts/no_session.html", say=say)
    else:
        say, close = ended.say, ended.close_to_help()
        lines = {"help": ended.help_lines(), "looked": ended.help_looked()}
        page = render("parts/after_session.html", say=say, close=close, **lines)
    return {"page": page, "foot": "", "cover": render("parts/cover.html", say=say), **_shell(say)}


def _shell(say: Translation) -> Parts:
    """Return the words around a page: it was opened before its language was chosen."""
    return {name: str(escape(say(key))) for name, key in _AROUND.items()}


_AROUND = {
    "banner": "web-banner",
    "get-help": "web-get-help",
    "leave-words": "web-leave-now",
    "display-words": "web-display",
    "skip-words": "web-skip-to",
    "sound-words": "web-sound",
    "cover-words": "web-cover-it",
    "uncover-words": "web-uncover-it",
}
"""The ids of words around a page, with their messages."""


def _kind(page: Page) -> str:
    """Return how the projector lays a page out."""
    if isinstance(page, TimesPage):
        return "times"
    if isinstance(page, PlaybackPage):
        return "follow"
    return "decide" if page.options and page.lines else "plain"


async def session_stream(request: Request) -> PageStream:
    """Send a leader's or a joined page its parts."""
    house, token = house_of(request), token_of(request)
    gathering, leads = house.gathering_of(token)
    languages = translations.languages(house_of(request).library)
    language = request.query_params.get("language", "")
    reach: Reach = request.app.state.reach
    alone: bool = request.app.state.alone
    try:
        gathering.session_in(language)
    except SimulatorError:  # No such language, or its file is wrong: the session's own is read.
        language = ""

    def ended() -> bool:
        return house_of(request).gathering is not gathering

    def parts() -> Parts:
        session = gathering.session if leads else gathering.session_in(language)
        if ended():
            say, pages = session.parts.say, session.parts
            lines = {
                "close": pages.close_to_help(),
                "help": pages.help_lines(),
                "looked": pages.help_looked(),
            }
            again = leads and is_here(request)
            over = render("parts/session_over.html", say=say, again=again, **lines)
            return {"page": over, "reach": "", "reach-said": ""}
        about = {"gathering": gathering, "session": session, "languages": languages}
        about |= {"voted": gathering.voted(token), **gathering.frame(session)._asdict()}
        about["alone"] = alone
        if not leads:
            late = token in gathering.late and session.parts.for_latecomers(gathering.session.at)
            about |= {"late": late, "late_id": token[:8], "kind": _kind(session.page)}
            page = render("parts/taking_part.html", **about)
            return {"page": page, **_shell(session.parts.say)}
        helping = session.aside and session.parts.shows_help(session.page)
        about |= {
            "wall_gone": house_of(request).wall_gone and not is_here(request),
            "helping": helping,
        }
        return {
            "page": render("parts/leading.html", **about),
            **_reach(reach, session.parts.say, alone=alone),
        }

    def mark() -> Any:
        if leads:
            went = gathering.away, gathering.answered_closed, house_of(request).wall_gone
            return gathering.mark_for_all, ended(), gathering.leading, went, reach.mark
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
    Route("/languages", languages_page),
    Route("/readers", readers_page),
    Route("/handout/{form}", handout_file),
    Route("/leading", page("leading.html")),
    Route("/help", help_page),
    Route("/myths", myths_page),
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
