"""Lines after a call: how it ended, transcripts, the debrief, and the next run."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from simulator.clean_text import for_line
from simulator.content.library.library import Library
from simulator.debrief.assess.debrief import OWN_VIEW
from simulator.debrief.render.first_page import first_page, page_sections
from simulator.debrief.render.outline import outline
from simulator.debrief.render.sections import Section, lines_of
from simulator.plain.before_call import CommandLineChoices, ask_profile, ask_scenario, ask_seat
from simulator.plain.call.printed_lines import log_lines
from simulator.plain.call.turns import TurnLoop
from simulator.plain.conversation import Conversation, NumberedOption, UserLeft, numbered, one
from simulator.review.ending import endings
from simulator.seat.run_choices import DONE_BADLY, named_before, next_call, with_scenario
from simulator.seat.seat_view import SeatView, how_it_was_left
from simulator.session.run.live_run import RunSetup

_STEPS = (
    "Read the transcript",
    "Play it again",
    "Take another seat",
    "Choose another profile of the procedure",
    "Choose another scenario",
    "Leave",
)
_BACK = NumberedOption(7, "Go back to an earlier moment and try again from there")
_DEBRIEF = NumberedOption(8, "Debrief: what was seen, and what could have been")
_WRITE = NumberedOption(10, "Write this call as a scenario file in this folder")
_NEXT = NumberedOption(9, "Next call: the next one in the menu for this seat")


def after(talk: Conversation, turns: TurnLoop, library: Library) -> RunSetup | None:
    """Print the outcome and return the next setup, or None if the trainee goes back in the call."""
    played, recorder = turns.view.played(), turns.view.recorder
    setup = played.setup
    talk.say(*_ending(turns.view))
    if recorder is not None:
        talk.say(*recorder.results())
    back = (_BACK,) if setup.coached and setup.seats else ()
    options = (*numbered(_STEPS), *back, _DEBRIEF, _NEXT, _WRITE)
    while True:
        match one(talk, "What next?", options):
            case 1:
                talk.say(*log_lines(played.log, setup.profile))
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
            case 10:
                # It reads and checks files, which a call that is only played needs nothing of.
                from simulator.session.records.scenario_text import written_as_scenario

                talk.say(written_as_scenario(Path.cwd(), library, setup, played.log)[0])
            case 8:
                _print_debrief(talk, turns.view, library)
            case 9:
                if found := next_call(setup, library):
                    talk.say(f"Next: {named_before(library, found, setup.seats)}.")
                    scenario = library.scenario(found.path).scenario
                    return with_scenario(setup, scenario, library)
                talk.say("No other call has this seat.")
            case _:
                talk.say("That was training, and it's over. Take your time.")
                if recorder is None:
                    talk.say("This call was not saved.")
                raise UserLeft


def _ending(view: SeatView) -> Iterator[str]:
    played = view.played()
    yield how_it_was_left(view)
    found = endings(played.log)
    for number, ending in enumerate(found, 1):
        if len(found) > 1:
            yield f"Call {number} of {len(found)}:"
        yield ending.sentence
    if done := played.done_badly:
        yield DONE_BADLY
        yield from done


def _print_debrief(talk: Conversation, view: SeatView, library: Library) -> None:
    """Ask for the trainee's own view, then print the first page and the sections they choose."""
    talk.say(
        "First your own view. It isn't saved. An empty line skips a question. Please use no real "
        "names."
    )
    own: list[str] = []
    for question in OWN_VIEW:
        talk.say(question)
        own.append(talk.read())
    debrief = view.played().debrief(library, tuple(own))
    for page in page_sections(first_page(debrief, "below")):
        talk.say(*_section(page))
    sections = list(outline(debrief, facilitator=True))
    options = numbered([*(for_line(section.title) for section in sections), "Done"])
    while (number := one(talk, "More, or done?", options)) != len(options):
        talk.say(*_section(sections[number - 1]))


def _section(section: Section) -> Iterator[str]:
    yield f"{for_line(section.title)}."
    # A bullet is noise when read aloud.
    yield from (for_line(f"{line.mark.lstrip('* ')}{line.text}") for line in lines_of(section))
    for inner in section.sections:
        yield from _section(inner)
