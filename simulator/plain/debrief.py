"""Looking back at a call in lines: one's own view first, then what was seen, section by section."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.content.library.library import Library
from simulator.debrief.assess.debrief import OWN_VIEW
from simulator.debrief.render.blocks import Section, lines_of, one_line
from simulator.debrief.render.outline import outline
from simulator.debrief.turning_points.report import Sitting as Played
from simulator.debrief.turning_points.report import after_a_call
from simulator.plain.console import Talk, from_one, one
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
        # A bullet says nothing when it is read aloud.
        yield from (one_line(f"{line.mark.lstrip('* ')}{line.text}") for line in lines_of(block))
    for inner in section.sections:
        yield from _section(inner)
