"""What a seat hears, as a sound file for each caption; its page plays them if it is asked to.

Without the extra ``audio``, or without espeak-ng, a caption has no sound here. A page then has its
words spoken by a voice of its own machine, if there is one: nothing spoken leaves it.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.content.library.library import DEFAULT_PROFILE
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.hosting.hosted_call import NotTaken
from simulator.web.driver import aside
from simulator.web.seats import house_of, need_here, seat_of


async def sound(request: Request) -> Response:
    """Return the sound of one caption of a seat as a WAV file, or nothing (204)."""
    call, role = seat_of(request)
    number: int = request.path_params["number"]
    pair = call.entry_of(role, number)
    if pair is None:
        raise NotTaken("there is no such caption", "reload the page")
    made = await aside(request, _made, *pair, call.setup.profile)
    return Response(made, 200 if made else 204, media_type="audio/wav")


async def session_sound(request: Request) -> Response:
    """Return the sound of a line that the projector shows, as a WAV file, or nothing (204)."""
    need_here(request)
    house = house_of(request)
    gathering = house.gathering
    line = gathering and gathering.line(request.path_params["seq"])
    if not line:
        raise NotTaken("the page does not show that line", "reload the page")
    profile = house.library.profile(DEFAULT_PROFILE).profile
    entry = line.entry
    made = await aside(request, _made, entry, entry, profile) if entry else b""
    return Response(made, 200 if made else 204, media_type="audio/wav")


def _made(entry: Entry, heard: Entry, profile: Profile) -> bytes:
    """Return what a listener heard of an entry; empty if that made no sound."""
    try:
        from simulator.audio.entry_sound import clip_of, sounding, wav
    except ModuleNotFoundError:
        return b""
    what = sounding(entry, heard, profile)
    clip = None if what is None else clip_of(what)
    return b"" if clip is None else wav(clip)


ROUTES = [
    Route("/api/sound/{number:int}", sound),
    Route("/api/room-sound/{seq:int}", session_sound),
]
"""The sounds of seats, and of the projector."""
