"""Calls to walk through with a seat's eyes: every state that they come into, once."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from simulator.core.call import Call
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.view.act_catalogue import CATALOGUE, Materials
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.session.calls import DEFAULT, FORCES, LIBRARY, PROFILES
from tests.session.sitting import retold, setup

WALKED = (
    ("partner-in-the-room", "iopc_2019"),
    ("handset-lifted", "iopc_2019"),
    ("waiting-for-help", "wmp"),
    ("somebody-picks-up", "npcc_2017"),
    ("rings-back", "surrey_2019"),
    ("another-voice", "herts_old"),
    ("low-battery", "wmp_old"),
    ("taps-in-the-recording", "pecs_2008"),
)
"""Shipped scenarios, and profiles under which they differ most."""
SEATS = tuple(CATALOGUE)


def materials(of: RunSetup) -> Materials:
    """What lies on the desks of a sitting."""
    forces = {force.id: force.title for force in FORCES.values() if force is not of.force}
    return Materials(
        of.profile,
        of.force,
        LIBRARY.questions(),
        forces,
        phrase_book=LIBRARY.phrase_book,
        reader=LIBRARY.reader,
    )


DESK = Materials(
    DEFAULT,
    FORCES["generic"],
    LIBRARY.questions(),
    {"northern_keys": "the north"},
    phrase_book=LIBRARY.phrase_book,
    reader=LIBRARY.reader,
)
"""A desk under the default profile."""


@lru_cache(maxsize=64)
def log_of(name: str, profile: str = DEFAULT.id) -> tuple[RunSetup, tuple[Entry, ...]]:
    """A shipped scenario under a profile, and what happens in it."""
    of = setup(name, profile=PROFILES[profile])
    return of, tuple(run(of.scenario, of.profile, of.force).log)


class Moment(NamedTuple):
    """A state of a call, in one seat."""

    of: RunSetup
    role: Role
    call: Call
    knowledge: Knowledge
    """What is known there by then."""
    heard: list[Entry]


def moments(name: str, profile: str) -> Iterator[Moment]:
    """Each situation of a call once for each seat."""
    of, log = log_of(name, profile)
    knowledge = {role: Knowledge(role) for role in SEATS}
    heard: dict[Role, list[Entry]] = {role: [] for role in SEATS}
    seen = set()
    for told in retold(of, log):
        if told.before.state not in seen:
            seen.add(told.before.state)
            for role in SEATS:
                yield Moment(of, role, told.before, knowledge[role], heard[role])
        for role in SEATS:
            entry = told.to(role)
            if entry is not None:
                knowledge[role] = knowledge[role].after(entry)
                heard[role].append(entry)
