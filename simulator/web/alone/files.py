"""Calls as files: a record that a person saves, records that come back, and calls that are set.

Nothing is kept here: a file goes to the person who asks for it, and what is opened is forgotten
with the next that is opened.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from simulator import __version__
from simulator.content.library.library import DEFAULT_PROFILE
from simulator.core.describe import name_of
from simulator.core.terms import Role
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.debrief.learning.class_view import LEGEND, ClassCall, ClassView, of_record
from simulator.debrief.render.first_page import first_page, page_sections
from simulator.debrief.render.outline import outline
from simulator.debrief.render.text_and_html import led_to
from simulator.errors import SimulatorError
from simulator.hosting.hosted_call import NotTaken
from simulator.seat.available_acts import ready_words
from simulator.seat.run_choices import LESSON, grouped
from simulator.session.clock import utc_now
from simulator.session.records.received import (
    SetCall,
    file_name,
    number_of,
    parts_of,
    refuse_impossible,
    same_call,
    set_call,
    summary,
    whole_record,
)
from simulator.session.records.record_file import Record, record_from
from simulator.session.records.record_header import Header, RewoundFrom
from simulator.session.records.store import checked_code
from simulator.web.admission import is_here
from simulator.web.driver import aside
from simulator.web.learning_platform import platform_of
from simulator.web.rendering import render
from simulator.web.seats import BELOW, body_of, house_of, need_here, seat_of, word
from simulator.web.streaming import answer

USUAL_CODE = "mine"
"""The code that `silent999 play` gives a record where nobody chose one."""
_OF_A_CODE = (
    *("alder", "badger", "beech", "bramble", "clover", "curlew", "dunlin", "fern", "gannet"),
    *("heron", "kestrel", "lapwing", "linnet", "magpie", "otter", "pipit", "plover", "puffin"),
    *("siskin", "starling", "stoat", "swift", "teal", "thistle", "willet", "yarrow"),
)
"""First words of made-up codes: plants, birds and animals that are nobody's name (assumption)."""
MOST_FILES = 100
"""Most records that are opened at once: a large class (assumption)."""
MOST_LETTERS = 4_000_000
"""Longest record that is opened."""
MOST_OF_A_LINK = 4_000
"""Longest link that is taken: a set of a hundred calls, behind any address."""
NOWHERE = Path("/opened")
"""The folder in which an opened record is not: nothing can lie beside it."""


class OpenedFile(NamedTuple):
    """One record that a page has opened."""

    record: Record
    text: str
    """It as it came, to be saved with others."""
    call: ClassCall | None
    """For the view of a class; None for a call in the caller's seat."""


@dataclass(frozen=True)
class Opened:
    """The records that a page has opened last."""

    files: tuple[OpenedFile, ...] = ()
    wrong: tuple[str, ...] = field(default=())
    """What is wrong with the others, and what to do."""
    kept_apart: bool = False
    """Whether files with the usual code are kept apart, as they may be of several people."""
    twice: int = 0
    """How many more were of a call that is among these: it counts once."""

    @property
    def records(self) -> tuple[Record, ...]:
        """The records, in the order in which they came."""
        return tuple(each.record for each in self.files)

    @property
    def calls(self) -> tuple[ClassCall, ...]:
        """Those of today's flow, for the view of a class."""
        return tuple(each.call for each in self.files if each.call is not None)

    @property
    def text(self) -> str:
        """All of them in one file."""
        return "".join(each.text for each in self.files)

    @property
    def code(self) -> str:
        """The code that all of them have, if a person chose it; empty if there is none."""
        codes = {each.header.code for each in self.records} - {USUAL_CODE}
        return codes.pop() if len(codes) == 1 else ""

    def and_then(self, other: "Opened") -> "Opened":
        """Return these and others."""
        files, twice = _each_once((*self.files, *other.files))
        return Opened(files, other.wrong, self.kept_apart or other.kept_apart, twice)


def _each_once(files: Iterable[OpenedFile]) -> tuple[tuple[OpenedFile, ...], int]:
    """Return files without those of one and the same call, and how many those are.

    A call that was saved twice counts once. What was typed stays, if one of its files has it. Under
    the usual code two files may be of two people, so only the very same text is one call.
    """
    found: dict[object, OpenedFile] = {}
    twice = 0
    for each in files:
        usual = each.record.header.code == USUAL_CODE
        key = each.text if usual else same_call(each.record)
        twice += key in found
        if key not in found or not found[key].record.header.with_text:
            found[key] = each
    return tuple(found.values()), twice


def made_up_code() -> str:
    """Return a code in place of a name, for a person who has none.

    Drawn, not fixed: a class in which each person has the same code is one person to its trainer.
    """
    return f"{secrets.choice(_OF_A_CODE)}-{100 + secrets.randbelow(900)}"


async def save_call(request: Request) -> Response:
    """Give a person their own call as a file. Nothing of it is kept here."""
    need_here(request)
    call, role = seat_of(request)
    body = await body_of(request)
    call.need_over(role)
    if call.setup.seats != (role,):
        hint = "take a call alone to save it"
        raise NotTaken("others were in this call, and their part is not yours to save", hint)
    code = checked_code(word(body, "code", 24) or request.app.state.code)
    library = house_of(request).library
    rubrics = tuple(library.rubric(each).file for each in call.setup.scenario.rubric)
    ahead = call.setup.coached and role is not Role.CALLER and not call.lesson
    now, with_text = utc_now().replace(microsecond=0), bool(body.get("with_text"))
    again = None if call.again_at is None else RewoundFrom("", call.again_at)
    header = Header(call.setup, rubrics, code, now, __version__, with_text, again, ahead=ahead)
    name, text = whole_record(header, call.view.played().log, ready_words(library.questions()))
    state = request.app.state
    # A file of a person's calls grows: each that they saved, and those of a file that they opened.
    state.opened = state.opened.and_then(_opened([(name, text)], None))
    if body.get("together"):
        name, text = f"calls-{name}", state.opened.text
    state.code = code  # the next call is the same person's
    about = {"name": name, "code": code, "text": escape(text)}
    html = render("parts/saved.html", **about, platform=platform_of(request))
    return answer({"saved": html}, save={"name": name, "text": text}, focus="saved")


async def records_page(request: Request) -> Response:
    """Where records are opened."""
    if not is_here(request):
        return RedirectResponse("/join")
    state = request.app.state
    opened = Markup(_shown(state.opened)) if state.opened.records else ""
    return HTMLResponse(render("records.html", alone=state.alone, opened=opened))


async def open_records(request: Request) -> Response:
    """Check records that a person opened, replay each, and show them as a class."""
    need_here(request)
    body = await body_of(request)
    files, link = body.get("files"), word(body, "set")
    if not isinstance(files, list) or not 0 < len(files) <= MOST_FILES:
        raise NotTaken(f"there are no files, or more than {MOST_FILES}", "choose some")
    wanted = set_call(link) if link.strip() else None
    texts = [_file(each) for each in files]
    request.app.state.opened = opened = await aside(request, _opened, texts, wanted)
    return answer({"opened": _shown(opened)}, focus="opened")


def _shown(opened: Opened) -> str:
    lines = [summary(each) for each in opened.records]
    view = ClassView(tuple(sorted(opened.calls, key=lambda each: (each.code, each.name))))
    about: dict[str, Any] = {"lines": lines, "wrong": opened.wrong, "view": view, "legend": LEGEND}
    about["twice"] = opened.twice
    about["kept_apart"] = USUAL_CODE if opened.kept_apart else ""
    # One person's file is what they practised; those of several are a class.
    own = view.progress_of(view.codes[0]) if len(view.codes) == 1 else None
    return render("parts/opened.html", **about, own=own)


def _file(given: Any) -> tuple[str, str]:
    if not isinstance(given, dict):
        raise NotTaken("a file has a name and a text", "reload the page")
    return word(given, "name"), word(given, "text", MOST_LETTERS)


def _opened(texts: list[tuple[str, str]], wanted: SetCall | None) -> Opened:
    files: list[OpenedFile] = []
    wrong: list[str] = []
    usual: dict[Path, int] = {}
    for number, (name, text) in enumerate(texts, 1):
        for first, lines in parts_of(text.encode(errors="replace").splitlines(keepends=True)):
            try:
                record = _record(name, first, lines)
                if wanted and (other := [*wanted.differences(record.header)]):
                    why = f"{name}: it is of another call: {'; '.join(other)}"
                    raise NotTaken(why, "ask for it")
                rated = Role.CALLER not in record.header.setup.seats
                call = of_record(record) if rated else None
                files.append(OpenedFile(record, _as_text(record, lines), call))
                if rated and record.header.code == USUAL_CODE:
                    usual[record.path] = number
            except SimulatorError as error:
                wrong.append(f"{error}")
    once, twice = _each_once(files)
    apart = len(set(usual.values())) > 1
    if apart:
        once = tuple(_apart(each, usual.get(each.record.path, 0)) for each in once)
    return Opened(once, tuple(wrong), apart, twice)


def _apart(file: OpenedFile, number: int) -> OpenedFile:
    """Return a file with the usual code as one of another person than those of other files."""
    if file.call is None or not number:
        return file
    return file._replace(call=file.call._replace(code=f"{USUAL_CODE}, file {number}"))


def _record(name: str, first: int, lines: list[bytes]) -> Record:
    """Return a record of a file; SimulatorError unless it could happen so."""
    path = NOWHERE / Path(name).name
    record = record_from(path, iter(lines), first)
    refuse_impossible(record)
    # Those of one file are kept apart as their own files would be.
    return replace(record, path=NOWHERE / file_name(record.header)) if first > 1 else record


def _as_text(record: Record, lines: list[bytes]) -> str:
    """Return a record as it came, without a last line that was broken off."""
    whole = lines[: -1 if record.note else None]
    return "".join(f"{line.decode().rstrip()}\n" for line in whole)


async def opened_debrief(request: Request) -> Response:
    """Show the debrief of a record that was opened."""
    need_here(request)
    place = word(await body_of(request), "place", 4)
    records: tuple[Record, ...] = request.app.state.opened.records
    if not (place.isdecimal() and int(place) < len(records)):
        raise NotTaken("that record is not open any more", "open it again")
    record = records[int(place)]
    finished = FinishedRun(
        record.header.setup, record.entries, record.header.rubrics, record.header.ahead, record.held
    )
    found = await aside(request, debrief_run, finished, house_of(request).library)
    page = page_sections(first_page(found, BELOW))
    about = {
        "page": page,
        "led": led_to(found),
        "rest": [*outline(found, measured=False)],
        "badly": (),
    }
    html = render("parts/debrief.html", done_badly="", alone=False, own=(), platform=None, **about)
    return answer({"debrief": html})


async def set_page(request: Request) -> Response:
    """Where a call is set for others: a link that opens it in a page without a server."""
    if not is_here(request):
        return RedirectResponse("/join")
    library = house_of(request).library
    entries, _ = library.survey()
    groups = grouped(each for each in entries if each.kind != "flow")
    profiles = [library.profile(each).profile for each in library.paths_of("profile")]
    seats = [(role.value, name_of(role)) for role in (Role.CALL_HANDLER, Role.OPERATOR)]
    first = next(each for each in entries if each.id == LESSON[0])
    about = {
        "first": first,
        "groups": groups,
        "profiles": profiles,
        "usual": DEFAULT_PROFILE,
        "seats": seats,
    }
    return HTMLResponse(render("set_call.html", **about, platform=platform_of(request)))


async def make_link(request: Request) -> Response:
    """Return the words that set a call, for the end of an address."""
    need_here(request)
    body = await body_of(request)
    scenario = house_of(request).scenario(word(body, "call"))
    seed = word(body, "seed", 12) or "0"
    held = {name: word(body, name) for name in ("seat", "profile")}
    coached = "no" if body.get("assessed") else "yes"
    link = "&".join([f"#call={number_of(scenario.id)}", f"seed={seed}", f"coached={coached}"])
    wanted = set_call("&".join([link, *(f"{name}={each}" for name, each in held.items() if each)]))
    if wanted.seat and Role(wanted.seat) not in scenario.seats:
        raise NotTaken("this call has no such seat", "choose the other seat")
    html = render("parts/link.html", link=wanted.link, platform=platform_of(request))
    return answer({"link": html}, focus="link")


async def open_link(request: Request) -> Response:
    """Open the call, or the calls, of a link that a person pastes: a phone's file takes no #."""
    need_here(request)
    wanted = set_call(word(await body_of(request), "link", MOST_OF_A_LINK))
    words = dict(parse_qsl(wanted.link[1:]))
    call = words.pop("call")
    if "," in call:
        return answer(go=f"/calls?{urlencode({'only': call, **words})}")
    return answer(go=f"/calls/{quote(call, safe='')}?{urlencode(words)}")


ROUTES = [
    Route("/records", records_page),
    Route("/set", set_page),
    Route("/api/save-call", save_call, methods=["POST"]),
    Route("/api/records", open_records, methods=["POST"]),
    Route("/api/record", opened_debrief, methods=["POST"]),
    Route("/api/link", make_link, methods=["POST"]),
    Route("/api/open-link", open_link, methods=["POST"]),
]
"""Everything of calls as files."""
