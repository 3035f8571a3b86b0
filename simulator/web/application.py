"""The web application: routes, one house, and one answer to every mistake."""

import asyncio
import sys
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from weakref import WeakValueDictionary

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from simulator.clean_text import for_line
from simulator.errors import SimulatorError
from simulator.garbage import collect_seldom
from simulator.hosting.house import House
from simulator.web import boards, seats, sessions, sounds
from simulator.web.admission import Admission, Guard
from simulator.web.alone import files, watching
from simulator.web.driver import Driver, RunAside, at_once
from simulator.web.learning_platform import Platform
from simulator.web.reach import Arrivals, Reach
from simulator.web.rendering import HERE, render
from simulator.web.streaming import answer


async def look_up(request: Request) -> Response:
    """Join the session of a code, or show the free seats of the call that has it."""
    code = (await seats.body_of(request))["code"]
    return sessions.join(request, code) or seats.free_seats(request, code)


def application(
    house: House,
    guard: Guard,
    *,
    run_aside: RunAside = at_once,
    alone: bool = False,
    platform: Platform | None = None,
) -> Starlette:
    """Return the application of one house; `run_aside` does what would hold up other pages.

    `alone`: it is in a page without a server, so no other device can come. `platform`: the learning
    platform round that page.
    """
    # Before the first call: a page without a server loads all content in this process.
    collect_seldom()
    driver, reach = Driver(house), Reach(guard, house.clock)

    @asynccontextmanager
    async def moving(_app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(driver.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    app = Starlette(
        routes=[
            *seats.ROUTES,
            *sessions.ROUTES,
            *boards.ROUTES,
            *sounds.ROUTES,
            *files.ROUTES,
            *watching.ROUTES,
            Route("/api/look-up", look_up, methods=["POST"]),
            # An ordinary page to land on after leaving: nothing in it is about this program.
            Route("/measures", seats.page("measures.html")),
            Mount("/static", StaticFiles(directory=HERE / "static")),
            Mount("/fonts", StaticFiles(directory=HERE / "fonts")),
        ],
        middleware=[
            Middleware(Admission, guard=guard),
            Middleware(Arrivals, reach=reach, news=driver.poke),
        ],
        exception_handlers={
            SimulatorError: refused, HTTPException: not_found, Exception: failed,
        },
        lifespan=moving,
    )  # fmt: skip
    app.state.house, app.state.driver, app.state.reach = house, driver, reach
    app.state.run_aside, app.state.alone = run_aside, alone
    app.state.platform = platform
    app.state.opened, app.state.code = files.Opened(), files.made_up_code()
    app.state.taken_last = None
    app.state.demonstration = ""
    app.state.watched, app.state.help_pages = "", {}
    # A turn is forgotten with the last request that waits for it.
    app.state.turns = WeakValueDictionary()
    return app


async def refused(request: Request, error: Exception) -> Response:
    """Answer a request that can't be met with its reason and what to do."""
    assert isinstance(error, SimulatorError)
    says = f"{error}"
    if request.method == "GET" and not request.url.path.startswith("/api/"):
        return HTMLResponse(render("refused.html", says=says), 404)
    return answer(say=says, status=409)


async def not_found(request: Request, error: Exception) -> Response:  # noqa: ARG001
    """Answer a request for a page that doesn't exist."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    return HTMLResponse(render("refused.html", says="There is no such page here."), status)


async def failed(request: Request, error: Exception) -> Response:
    """Answer after an error of ours, and report it in one line without what a person wrote."""
    *_, last = traceback.extract_tb(error.__traceback__)
    line = f"{last.filename}:{last.lineno}"
    # Its path may have characters that move the cursor of the terminal that shows this.
    sys.stderr.write(f"{for_line(request.url.path)}: {type(error).__name__} at {line}\n")
    return answer(say="That did not work. Reload the page.", status=500)
