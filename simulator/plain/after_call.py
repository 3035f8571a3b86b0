"""Lines after a call: how it ended, transcripts, the debrief, and the next run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from simulator.clean_text import for_line
from simulator.content.library.library import Library
from simulator.core.describe import name_of
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import OWN_VIEW
from simulator.debrief.assess.finished_run import FinishedRun as Played
from simulator.debrief.assess.finished_run import debrief_run
from simulator.debrief.render.first_page import first_page, page_sections
from simulator.debrief.render.outline import outline
from simulator.debrief.render.sections import Section, lines_of
from simulator.plain.before_call import ask_seat
from simulator.plain.call.printed_lines import line_of
from simulator.plain.call.turns import TurnLoop
from simulator.plain.conversation import Conversation, NumberedOption, UserLeft, numbered, one
from simulator.plain.menu import CommandLineChoices, ask_profile, ask_scenario
from simulator.review.ending import endings
from simulator.seat.view.caption_lines import Side, caption
from simulator.session.run.headless_run import procedure
from simulator.session.run.live_run import LiveRun, RunSetup
from simulator.session.run.perceived_log import perceived

_SIDES = (Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)
_STEPS = (
    "Read the transcript, from one side or from all",
    "Play it again",
    "Take another seat",
    "Choose another profile of the procedure",
    "Choose another scenario",
    "Leave",
)
_BACK, _DEBRIEF = 7, 8
CALM = "That was training, and it's over. Take your time."
NOT_SAVED = "This call was not saved."
"""The last lines of a run; the second, if it wasn't recorded."""


def ending_lines(live: LiveRun) -> Iterator[str]:
    """Yield how each call ended."""
    if live.over:
        yield "The call is over."
    else:
        yield "You stopped the call before it ended."
    found = endings(live.log)
    for number, ending in enumerate(found, 1):
        if len(found) > 1:
            yield f"Call {number} of {len(found)}:"
        yield ending.sentence


def after(talk: Conversation, turns: TurnLoop, library: Library) -> RunSetup | None:
    """Print the outcome and return the next setup, or None if the trainee goes back in the call."""
    live = turns.view.live
    setup = live.setup
    talk.say(*ending_lines(live))
    recorder = turns.view.recorder
    if recorder is not None:
        talk.say(*recorder.results())
    options = list(numbered(_STEPS))
    if setup.coached and setup.seats:
        options.append(
            NumberedOption(_BACK, "Go back to an earlier moment and try again from there")
        )
    options.append(NumberedOption(_DEBRIEF, "Debrief: what was seen, and what could have been"))
    while True:
        match one(talk, "What next?", options):
            case 1:
                _print_sides(talk, live)
            case 2:
                return setup
            case 3:
                return replace(setup, seats=ask_seat(talk, setup.scenario))
            case 4:
                return replace(setup, profile=ask_profile(talk, library))
            case 5:
                given = CommandLineChoices(
                    profile=setup.profile, seed=setup.seed, coached=setup.coached
                )
                return ask_scenario(talk, library, given)
            case 7:
                if turns.go_back():
                    return None
            case 8:
                ask_debrief(talk, live, library)
            case _:
                talk.say(CALM, *([] if recorder else [NOT_SAVED]))
                raise UserLeft


def _print_sides(talk: Conversation, live: LiveRun) -> None:
    labels = ["Everything", *(f"As the {name_of(r).lower()} perceived it" for r in _SIDES)]
    options = [
        *numbered(labels),
        NumberedOption(len(labels) + 1, "All of them, one after the other"),
    ]
    chosen = one(talk, "From which side?", options)
    sides = (None, *_SIDES) if chosen > len(labels) else ((None, *_SIDES)[chosen - 1],)
    for side in sides:
        talk.say(f"{labels[(None, *_SIDES).index(side)]}:", *_side(live, side))


def _side(live: LiveRun, side: Role | None) -> Iterator[str]:
    setup = live.setup
    log: Sequence[Entry] = live.log
    if side is not None:
        flow = procedure(setup.profile.switches, setup.profile.timings)
        log = perceived(log, flow, setup.scenario.coverage, side)
    for entry in log:
        line = caption(entry, side, setup.profile)
        if line is not None:
            who = name_of(side) if side and line.own else line.who
            yield line_of(line._replace(who=who, side=Side.LINE))


def ask_debrief(talk: Conversation, live: LiveRun, library: Library) -> None:
    """Ask for the trainee's own view, then print the first page and the sections they choose."""
    talk.say(
        "First your own view. It isn't saved. An empty line skips a question. Please use no real "
        "names."
    )
    own: list[str] = []
    for question in OWN_VIEW:
        talk.say(question)
        own.append(talk.read())
    setup = live.setup
    played = Played(setup.scenario, setup.profile, setup.force, live.log, setup.seats, setup.seed)
    debrief = debrief_run(played, library, own_view=tuple(own), private=True)
    for page in page_sections(first_page(debrief)):
        talk.say(*_section(page))
    sections = outline(debrief, facilitator=True)
    titles = [for_line(section.title) for section in sections]
    back = len(titles) + 1
    while (number := one(talk, "More, or done?", numbered([*titles, "Done"]))) != back:
        talk.say(*_section(sections[number - 1]))


def _section(section: Section) -> Iterator[str]:
    yield f"{for_line(section.title)}."
    # A bullet is noise when read aloud.
    yield from (for_line(f"{line.mark.lstrip('* ')}{line.text}") for line in lines_of(section))
    for inner in section.sections:
        yield from _section(inner)
