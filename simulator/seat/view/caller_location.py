"""The number and the place of a caller, with how good the place is: lines for every desk."""

from collections.abc import Iterator
from functools import lru_cache

from simulator.content.library.library import Library
from simulator.content.procedure.seat_knowledge import Since
from simulator.core.instant import minutes
from simulator.core.terms import LocationSource, Role
from simulator.knowledge.facts import PlaceKnown, Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.view.act_catalogue import Materials
from simulator.seat.view.cards import CardLine, LineWeight, loud, quiet


@lru_cache(maxsize=2)
def _number_since(role: Role) -> Since:
    return Library().seat_knowledge().since("number", role)


def number_line(knowledge: Knowledge, materials: Materials) -> CardLine:
    """Return the number and the kind of line, once the seat may know them."""
    facts, since = knowledge.facts, _number_since(knowledge.role)
    if not (facts.answered or (facts.offered and since == "offered")):
        return quiet("comes with the call", "Number")
    none = "no number: emergency calls only, cannot be rung back"
    number = materials.number or none
    return CardLine(f"{number}, {facts.kind.label}", "Number", LineWeight.LOUD)


def place_lines(knowledge: Knowledge) -> Iterator[CardLine]:
    """Yield how good the place is, then each source of it with when it arrived."""
    facts = knowledge.facts
    yield _best(knowledge)
    for source in LocationSource:
        if found := facts.location.get(source):
            area = f", in the area of {found.area}" if found.area else ""
            at = knowledge.at(Stamp.DATA, source)
            when = "" if at is None else f" ({minutes(at)})"
            near = _within(found.radius)
            yield CardLine(f"{found.place}, {near}{area}{when}", source.upper())
    if facts.address:
        yield CardLine(facts.address, "Held")
    if facts.place_words:
        yield CardLine(f'"{facts.place_words}"', "They say")
    if not facts.location:
        yield quiet("no location data yet", "Data")


def _best(knowledge: Knowledge) -> CardLine:
    """Return the best that is known of the place now, and whether it is a place to go to."""
    facts = knowledge.facts
    if facts.place is PlaceKnown.NONE:
        return quiet("not known", "Place")
    if facts.place is PlaceKnown.DOOR:
        return loud("an address to go to", "Best")
    if facts.source is None:
        return CardLine("in their words" if facts.place_given else "the address held", "Best")
    area = ": an area, not a place to go to" if facts.place is PlaceKnown.WIDE else ""
    at = knowledge.at(Stamp.DATA, facts.source)
    when = "" if at is None else f", {minutes(at)}"
    return CardLine(f"{_within(facts.radius)} ({facts.source.upper()}{when}){area}", "Best")


def _within(radius: int | None) -> str:
    return "an address" if radius is None else f"within {distance(radius)}"


def distance(metres: int) -> str:
    """Return metres as one reads them: ``500 m``, ``6 km``, ``1.5 km``."""
    return f"{metres} m" if metres < 1_000 else f"{metres / 1_000:.2g} km"
