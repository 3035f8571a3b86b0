"""A learning platform round a page without a server: the calls that it offers, and which count.

The page that holds the pages reports to the platform, and sends here what it has found there. No
mark, no act and no name goes to a platform, so nothing here rates a call.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from simulator.core.instant import Millis
from simulator.core.terms import Role
from simulator.hosting.hosted_call import HostedCall, NotTaken

MINUTE: Millis = 60_000
NO_ANSWER = (
    "Your learning platform doesn't answer, so it gets nothing of this. Save this call if you need "
    "to show that you took it."
)


@dataclass(frozen=True)
class Platform:
    """What a package was built for, and what its platform has."""

    only: tuple[str, ...] = ()
    """Calls by their ids or numbers; none if all of them may be taken."""
    query: str = ""
    """What else is set for each call, such as its seat, as in an address."""
    least_minutes: int | None = None
    """How long a call counts after that has not come to its end; None if it never does."""
    answers: bool = True
    """Whether the platform was there when the page began."""
    has: bool = False
    """Whether it has this activity as completed."""

    @property
    def rule(self) -> str:
        """Return what counts, as a person reads it before a call."""
        if self.least_minutes is None:
            counts = (
                "once the call has come to its end and you have looked back on it. Stopped early, "
                "it doesn't"
            )
        elif self.least_minutes == 0:
            counts = "once you have done something in it and looked back on it"
        else:
            counts = (
                f"once the call has come to its end, or {_minutes(self.least_minutes)} of it after "
                "you first did something, and you have looked back on it"
            )
        return f"On your learning platform it counts as completed {counts}."

    def why_not(self, call: HostedCall, role: Role) -> str:
        """Return why a call doesn't count, for the person who took it; empty if it does."""
        if not call.took_part(role):
            return "You did nothing in this call, so it doesn't count as completed."
        least = self.least_minutes
        enough = call.came_to_its_end(role)
        if least is not None:
            enough = enough or call.lasted(role) >= least * MINUTE
        if enough:
            return ""
        why = "You stopped it before its end"
        if least is not None:
            why += f" and before {_minutes(least)} had passed"
        return (
            f"{why}, so it doesn't count as completed. Your learning platform gets no word that "
            "you stopped. You can take this call or another one."
        )

    def at_the_end(self, call: HostedCall, role: Role) -> str:
        """Return what comes next for the platform, at the end of a person's call."""
        if self.has:
            return "Your learning platform has this as completed already."
        if why_not := self.why_not(call, role):
            return why_not
        if not self.answers:
            return NO_ANSWER
        return "Now look back on it: then your learning platform gets it as completed."


def _minutes(count: int) -> str:
    return "1 minute" if count == 1 else f"{count} minutes"


def platform_from(about: str) -> Platform | None:
    """Return the platform of a page's JSON, with what was chosen as a query; None without one."""
    held: Mapping[str, Any] = json.loads(about or "{}")
    if not held:
        return None
    words = dict(parse_qsl(held["set"]))
    calls = tuple(filter(None, words.pop("call", "").split(",")))
    after = held["after"]
    least = None if after == "end" else int(after)
    return Platform(calls, urlencode(words), least, held["answers"], held["has"])


def platform_of(request: Request) -> Platform | None:
    """Return the platform round this page; None if there is none."""
    found: Platform | None = request.app.state.platform
    return found


def has_it(platform: Platform | None) -> Platform | None:
    """Return the platform once it has this activity as completed."""
    return platform and replace(platform, has=True)


def need_offered(name: str, only: tuple[str, ...]) -> None:
    """Let only calls be taken that the package is for; NotTaken for another."""
    if only and name not in only:
        raise NotTaken("this activity is for chosen calls", "take one of those in the list")
