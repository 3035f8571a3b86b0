"""Looking back at a call in lines: one's own view first, then what was seen, section by section."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.library.library import Library
from simulator.core.instant import clock
from simulator.debrief.assess.debrief import OWN_VIEW
from simulator.debrief.render.blocks import (
    Block,
    Bullets,
    Facts,
    Item,
    Items,
    Paragraph,
    Section,
    Table,
    one_line,
)
from simulator.debrief.render.outline import outline
from simulator.debrief.turning_points.report import Sitting as Played
from simulator.debrief.turning_points.report import after_a_call
from simulator.plain.console import Talk, from_one, one
from simulator.review.moments import Moment
from simulator.session.run.live import Live


def look_back(talk: Talk, live: Live, library: Library) -> None:
    """Ask for the person's own view, then tell what they ask for, until they have enough.

    Raises:
        Left: the person leaves.
    """
    talk.say(
        "First your own view. It is kept nowhere. An empty line leaves a question open. "
        "No real names, please."
    )
    own: list[str] = []
    for question in OWN_VIEW:
        talk.say(question)
        own.append(talk.read())
    setup = live.setup
    played = Played(setup.scenario, setup.profile, setup.force, live.log, setup.seats, setup.seed)
    debrief = after_a_call(played, library, own_view=tuple(own), private=True)
    sections = outline(debrief, facilitator=True)
    titles = [one_line(section.title) for section in sections]
    back = len(titles) + 1
    while (number := one(talk, "What would you hear?", from_one([*titles, "Enough"]))) != back:
        talk.say(*_section(sections[number - 1]))


def _section(section: Section) -> Iterator[str]:
    yield f"{one_line(section.title)}."
    for block in section.blocks:
        yield from map(one_line, _block(block))
    for inner in section.sections:
        yield from _section(inner)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield text
        case Bullets(items, numbered):
            yield from (f"{n}. {each}" if numbered else each for n, each in enumerate(items, 1))
        case Facts(pairs):
            yield from (f"{name}: {value}" for name, value in pairs)
        case Items(items):
            for item in items:
                yield from _item(item)
        case Table(_, rows):
            yield from map(_moment, rows)


def _item(item: Item) -> Iterator[str]:
    yield item.title
    yield from map(_moment, item.moments)
    if item.more:
        yield f"and {item.more} more"
    yield from (f"Step {number}: {step}" for number, step in enumerate(item.steps, 1))
    yield from (f"{name}: {value}" for name, value in item.notes)


def _moment(moment: Moment) -> str:
    who = f"{moment.who}: " if moment.who else ""
    return f"{clock(moment.at // 1_000 * 1_000)} {who}{moment.text}"
