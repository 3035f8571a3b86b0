"""What is chosen before a call: a scenario, a seat in it, and the rest of a setup.

Nothing here draws a screen: the screens and the plain lines show the same words. Nor does it load
validation before something is chosen, so that a list is there at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from simulator.content.library.library import (
    DEFAULT_FORCE,
    DEFAULT_PROFILE,
    Library,
    ScenarioHeader,
)
from simulator.core.instant import Millis
from simulator.core.terms import Role
from simulator.errors import SimulatorError
from simulator.session.random_stream import RandomStream

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.content.library.packs import LoadedPack
    from simulator.content.procedure.reference_data import Source
    from simulator.content.scenario.scenario import Scenario
    from simulator.session.run.live_run import RunSetup

SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Simulated seconds in a real one."""
LEVELS = {
    1: "one decision, plain signals",
    2: "signals that could be missed",
    3: "something interferes or misleads",
    4: "several of these, or several calls",
}
"""What each level asks of a person, as `scenarios/README.md` has it."""
KINDS = {
    "accidental": "accidental calls",
    "silent": "silent calls",
    "sounds": "calls with sounds",
    "spoken": "calls with a few words",
    "disguised": "disguised calls",
    "landline": "calls from a home line",
    "flow": "rules of the flow, played out",
}
"""The kinds of scenarios, in the order in which they are shown."""
OTHER_KIND = "other calls"


# --- seats ----------------------------------------------------------------------------------------


class SeatChoice(NamedTuple):
    """Where a person sits, or that nobody sits anywhere."""

    word: str
    """How the command line calls it."""
    label: str
    roles: tuple[Role, ...]
    who: str
    """Who one is there, in a sentence."""
    can: tuple[str, str, str]
    """What can be done there, in three short sentences."""


PLACES = (
    SeatChoice(
        "caller",
        "caller",
        (Role.CALLER,),
        "You are the caller.",
        (
            "You hold the phone: press keys, cough, tap, whisper or speak.",
            "You see who is near, and how loud each act would be.",
            "Staying silent is a choice as well. Nothing that you do is judged.",
        ),
    ),
    SeatChoice(
        "operator",
        "operator",
        (Role.OPERATOR,),
        "You are the 999 operator, who answers first.",
        (
            "You hear the line, and have the prompts at hand.",
            "You connect the call, send it to the recording, or end it.",
            "You tell the police what was heard.",
        ),
    ),
    SeatChoice(
        "call_handler",
        "police call handler",
        (Role.CALL_HANDLER,),
        "You are the police call handler.",
        (
            "You offer ways to answer, and ask what yes or no can answer.",
            "You keep the log, look up the number, and grade the response.",
            "You send officers, ring back, or close the incident.",
        ),
    ),
    SeatChoice(
        "handlers",
        "both handlers",
        (Role.OPERATOR, Role.CALL_HANDLER),
        "You are the 999 operator first, then the police call handler.",
        (
            "You answer, prompt, and decide where the call goes.",
            "You hand over, and take the call again as the police.",
            "Each seat knows only what is heard there.",
        ),
    ),
    SeatChoice(
        "none",
        "demonstration",
        (),
        "Nobody sits in a seat: you watch and listen.",
        (
            "Everybody is played, and everything is shown.",
            "You can pause, and change the speed.",
            "Nothing has to be done.",
        ),
    ),
)
"""Every place, in the order in which they are offered."""
WATCHING = PLACES[-1]


def places(scenario: Scenario) -> tuple[SeatChoice, ...]:
    """The places that a scenario offers; a demonstration always."""
    return tuple(place for place in PLACES if set(place.roles) <= set(scenario.seats))


def place_in(scenario: Scenario, word: str) -> SeatChoice:
    """The place of that word if the scenario offers it, else the first that it offers."""
    offered = places(scenario)
    return next((place for place in offered if place.word == word), offered[0])


def place_of(roles: Iterable[Role]) -> SeatChoice:
    """The place in which a person has these roles."""
    held = set(roles)
    return next(place for place in PLACES if set(place.roles) == held)


# --- scenarios ------------------------------------------------------------------------------------


class Shelf(NamedTuple):
    """Scenarios of one level and one kind."""

    title: str
    entries: tuple[ScenarioHeader, ...]


def shelves(entries: Iterable[ScenarioHeader]) -> tuple[Shelf, ...]:
    """Scenarios by level and kind, the easiest first."""
    kinds = list(KINDS)

    def where(entry: ScenarioHeader) -> tuple[int, int]:
        return entry.level, kinds.index(entry.kind) if entry.kind in KINDS else len(kinds)

    return tuple(
        Shelf(f"Level {level}: {[*KINDS.values(), OTHER_KIND][kind]}", tuple(members))
        for (level, kind), members in groupby(sorted(entries, key=where), key=where)
    )


def shown(entries: Iterable[ScenarioHeader], pack: LoadedPack | None) -> tuple[Shelf, ...]:
    """Scenarios as a list shows them: by level and kind, or those of one pack in its order."""
    if pack is None:
        return shelves(entries)
    shelf = shelf_of(pack, entries)
    return (shelf,) if shelf.entries else ()


def in_order(entries: Iterable[ScenarioHeader]) -> tuple[ScenarioHeader, ...]:
    """Scenarios in the order in which they are shown."""
    return tuple(entry for shelf in shelves(entries) for entry in shelf.entries)


def next_after(entries: Iterable[ScenarioHeader], name: str) -> ScenarioHeader | None:
    """The scenario that is shown after the one of that id, after the last the first."""
    order = in_order(entries)
    if not order:
        return None
    places = [place for place, entry in enumerate(order, 1) if entry.id == name]
    return order[places[0] % len(order)] if places else order[0]


def packs_of(library: Library) -> tuple[LoadedPack, ...]:
    """Every pack that can be read; `check` says what is wrong with the others."""
    return library.readable_packs()[0]


def shelf_of(pack: LoadedPack, entries: Iterable[ScenarioHeader]) -> Shelf:
    """Those of the scenarios that stand in a pack, in its order."""
    placed = [(pack.place_of(entry.path), entry) for entry in entries]
    held = sorted((place, entry.id, entry) for place, entry in placed if place is not None)
    return Shelf(pack.pack.title, tuple(entry for _, _, entry in held))


def findable(
    entry: ScenarioHeader, scenario: Scenario | None, packs: Iterable[LoadedPack] = ()
) -> str:
    """The words by which a scenario is found, those of its packs among them.

    Without its file read, of its own words those of its header.
    """
    words = [entry.id, entry.title, entry.kind, KINDS.get(entry.kind, ""), f"level {entry.level}"]
    if scenario is not None:
        words += [*scenario.tags, *scenario.objectives]
    for loaded in packs:
        if loaded.place_of(entry.path) is not None:
            words += [loaded.pack.id, loaded.pack.title, *loaded.pack.tags]
    return " ".join(words).casefold()


def holds(text: str, wanted: str) -> bool:
    """Whether every word of `wanted` occurs somewhere in `text`, which is in lower case."""
    return all(word in text for word in wanted.casefold().split())


def how_long(span: Millis) -> str:
    """Roughly how long, in words."""
    if span < 60_000:
        return f"about {span // 1_000} seconds"
    minutes = round(span / 60_000)
    return f"about {minutes} minute{'s' * (minutes != 1)}"


def circumstances(scenario: Scenario) -> str:
    """The line and the length of a scenario, in a sentence."""
    calls = len(scenario.calls_in_order)
    often = f"{calls} calls, " if calls > 1 else ""
    line = scenario.line.label
    return f"{often}from {line}, {how_long(scenario.about)}"


# --- the rest of a setup --------------------------------------------------------------------------


class Named(NamedTuple):
    """A profile or a force that can be chosen."""

    request: str
    """What to ask the library for."""
    title: str


def profiles_of(library: Library) -> tuple[Named, ...]:
    """Every profile that can be read, the default first."""
    return _readable(
        library.paths_of("profile"),
        DEFAULT_PROFILE,
        lambda path: library.profile(path).profile.title,
    )


def forces_of(library: Library) -> tuple[Named, ...]:
    """Every force that can be read, the default first."""
    return _readable(
        library.paths_of("force"), DEFAULT_FORCE, lambda path: library.force(path).force.title
    )


def _readable(paths: Iterable[Path], first: str, title: Callable[[Path], str]) -> tuple[Named, ...]:
    found: list[tuple[Path, str]] = []
    for path in sorted(paths, key=lambda path: path.stem != first):
        with suppress(SimulatorError):  # `check` says what is wrong with it; the others stay
            found.append((path, title(path)))
    stems = [path.stem for path, _ in found]
    # Two files of one name: only their paths tell them apart.
    return tuple(
        Named(path.stem if stems.count(path.stem) == 1 else str(path), title)
        for path, title in found
    )


def setup_for(
    library: Library,
    scenario: Scenario,
    place: SeatChoice,
    *,
    profile: str = "",
    force: str = "",
    seed: int = 0,
    speed: float = 1.0,
    coached: bool = True,
) -> RunSetup:
    """A setup of what was chosen; without a force, the scenario's own.

    Raises:
        LibraryError: there is no such profile or force.
        ContentError: the file of one is wrong.
    """
    from simulator.session.run.live_run import RunSetup

    return RunSetup(
        scenario,
        library.profile(profile or DEFAULT_PROFILE).profile,
        library.force(force or scenario.force or DEFAULT_FORCE).force,
        seed,
        place.roles,
        coached,
        speed,
    )


# --- sources --------------------------------------------------------------------------------------

_CODE = re.compile(r"\b[A-Z][0-9]+[a-z]?\b")


def rests_on(because: str, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """What a rule rests on: the labels of its sources, and the assumption that it makes."""
    found = [sources[code].label for code in _CODE.findall(because) if code in sources]
    _, marked, reason = because.partition("assumption")
    if marked:
        why = _CODE.sub("", reason).strip(" :;")
        found.append(f"an assumption of ours: {why}" if why else "an assumption of ours")
    return tuple(dict.fromkeys(found))


# --- a call drawn by chance -----------------------------------------------------------------------


MIX_SAID_BY = "N17 N3 N10"
"""Whose figures the share of accidental calls is worked out from [N17 N3 N10]."""


def pool(scenarios: Iterable[Scenario], level: int, place: SeatChoice) -> tuple[Scenario, ...]:
    """What a surprise is drawn from: scenarios of a level that offer the place.

    Those that play out rules of the flow tell no story, so they are never drawn.
    """
    told = (each for each in scenarios if each.kind != "flow")
    fit = (each for each in told if level == each.level and place in places(each))
    return tuple(sorted(fit, key=lambda scenario: scenario.id))


def draw(among: Sequence[Scenario], seed: int) -> Scenario:
    """One of them, the same for the same seed.

    Raises:
        ValueError: there is none.
    """
    if not among:
        raise ValueError("there is no scenario to draw from")
    return among[RandomStream(seed, "surprise").between(0, len(among) - 1)]


def accidental(scenario: Scenario) -> bool:
    """Whether nobody meant to call."""
    return scenario.kind == "accidental" or "accidental" in scenario.tags


def mix(among: Sequence[Scenario]) -> tuple[str, str]:
    """What a surprise is drawn from, and how that differs from reality [N17 N3 N10]."""
    unmeant = sum(map(accidental, among))
    what = "1 call" if len(among) == 1 else f"{len(among)} calls"
    is_are = "is" if unmeant == 1 else "are"
    return (
        f"Drawn from {what}, of which {unmeant or 'none'} {is_are} accidental.",
        "In reality 97 to 99 of 100 silent calls are accidental. Here the others come up far more"
        " often, so that they can be practised.",
    )
