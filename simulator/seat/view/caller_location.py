"""The number and the place of a caller, with how good the place is: lines for every desk."""

from collections.abc import Iterator

from simulator.core.instant import minutes
from simulator.core.terms import LocationSource
from simulator.knowledge.facts import KnownFacts, PlaceKnown, Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.view.act_catalogue import Materials
from simulator.seat.view.cards import CardLine, LineWeight, Scale, quiet

_HOW_GOOD = {
    PlaceKnown.NONE: "not known",
    PlaceKnown.WIDE: "an area, not a place to go to",
    PlaceKnown.NEAR: "near: within 500 m, or an address held",
    PlaceKnown.CLOSE: "close: within 50 m, or in their words",
    PlaceKnown.DOOR: "an address to go to",
}
"""How precisely the place is known, in the words of a card."""


def number_line(facts: KnownFacts, materials: Materials) -> CardLine:
    """Return the number and the kind of line."""
    none = "no number: emergency calls only, cannot be rung back"
    number = materials.number or none
    return CardLine(f"{number}, {facts.kind.label}", "Number", LineWeight.LOUD)


def place_lines(knowledge: Knowledge) -> Iterator[CardLine]:
    """Yield how good the place is, then each source of it with when it arrived."""
    facts = knowledge.facts
    order, place = list(PlaceKnown), facts.place
    cell = facts.location.get(LocationSource.EISEC)
    wide = f"cell {distance(cell.radius)}" if cell and cell.radius else "cell"
    scale = Scale(wide, "address", order.index(place), len(order) - 1)
    weight = LineWeight.QUIET if place is PlaceKnown.NONE else LineWeight.PLAIN
    yield CardLine(_HOW_GOOD[place], "Place", weight, scale)
    for source in LocationSource:
        if found := facts.location.get(source):
            near = "an address" if found.radius is None else f"within {distance(found.radius)}"
            area = f", in the area of {found.area}" if found.area else ""
            at = knowledge.at(Stamp.DATA, source)
            when = "" if at is None else f" ({minutes(at)})"
            yield CardLine(f"{found.place}, {near}{area}{when}", source.upper())
    if facts.address:
        yield CardLine(facts.address, "Held")
    if facts.place_words:
        yield CardLine(f'"{facts.place_words}"', "They say")
    if not facts.location:
        yield quiet("no location data yet", "Data")


def distance(metres: int) -> str:
    """Return metres as one reads them: ``500 m``, ``6 km``, ``1.5 km``."""
    return f"{metres} m" if metres < 1_000 else f"{metres / 1_000:.2g} km"
