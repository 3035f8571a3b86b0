"""The strip of time: three lanes, numbered pins, and what led to what."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pytest

from simulator.core.terms import Role
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.debrief.render.first_page import first_page
from simulator.debrief.render.strip import NAMES, WIDTH, CallStrip, strip_of
from simulator.debrief.render.text_and_html import html, led_to
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.daily import first_a_day
from tests.proof import plays
from tests.session.calls import LIBRARY

CALLS = ("noise-downstairs", "row-in-the-kitchen", "small-voice", "phone-left-open")


@cache
def of_a_poor_handler(name: str) -> Debrief:
    """The debrief of a call that a poor call handler has taken."""
    scenario = LIBRARY.scenario(name).scenario
    profile = LIBRARY.profile("iopc_2019").profile
    force = LIBRARY.force(scenario.force or "generic").force
    log = run(scenario, profile, force, handler="poor").log
    setup = RunSetup(scenario, profile, force, 0, (Role.CALL_HANDLER,), handler="poor")
    rubrics = tuple(r.file for r in LIBRARY.rubrics() if r.file.role is Role.CALL_HANDLER)
    return debrief_run(FinishedRun(setup, log, rubrics), LIBRARY)


def drawn(name: str) -> CallStrip:
    debrief = of_a_poor_handler(name)
    found = strip_of(debrief, first_page(debrief))
    assert found is not None
    return found


each_call = pytest.mark.parametrize("name", first_a_day(CALLS, 2))


@each_call
def test_pins_are_what_the_page_speaks_of_in_the_order_of_the_call(name: str) -> None:
    debrief = of_a_poor_handler(name)
    page, pins = first_page(debrief), drawn(name).pins
    assert [pin.number for pin in pins] == [*range(1, len(pins) + 1)]
    assert [pin.moment.at for pin in pins] == sorted(pin.moment.at for pin in pins)
    spoken_of = {each.moment.seq for each in page.strengths}
    spoken_of |= {each.moment.seq for each in page.next_steps}
    assert spoken_of <= {pin.moment.seq for pin in pins}


@each_call
def test_no_pin_hides_another_and_each_is_inside_the_picture(name: str) -> None:
    for lane in range(3):
        places = [pin.x for pin in drawn(name).pins if pin.lane == lane]
        assert all(later - pin >= 18 for pin, later in pairwise(places))
        assert all(NAMES <= x <= WIDTH for x in places)


@each_call
def test_what_followed_names_what_led_to_it(name: str) -> None:
    pins = {pin.number: pin for pin in drawn(name).pins}
    followed = [pin for pin in pins.values() if pin.follows is not None]
    assert len(followed) == len(drawn(name).links)
    for pin in followed:
        assert pin.follows is not None
        assert pins[pin.follows].moment.seq < pin.moment.seq
        assert pins[pin.follows].own


def links(page: str) -> Iterator[str]:
    return (each for each in re.findall(r'<a href="#(led-\d+)"', page))


@each_call
def test_a_pin_opens_the_moment_with_the_transcript_around_it(name: str) -> None:
    debrief = of_a_poor_handler(name)
    page = html(debrief)
    assert [*links(page)] == [f"led-{pin.number}" for pin in drawn(name).pins]
    for target in links(page):
        assert f'<div id="{target}"' in page
    for pin in drawn(name).pins:
        if pin.around:
            assert pin.moment.seq in {line.seq for line in pin.around}


def test_the_other_course_is_beside_the_act_from_which_it_was_played() -> None:
    debrief = plays.debriefed(plays.handler_badly())
    found = strip_of(debrief, first_page(debrief))
    assert debrief.turning
    assert found is not None
    turned = {pin.moment.seq for pin in found.pins if pin.other_course}
    assert turned == {point.moment.shown.seq for point in debrief.turning}
    assert "Another course:" in led_to(debrief)


def test_a_caller_has_no_strip_since_nothing_of_theirs_is_judged() -> None:
    debrief = plays.debriefed(plays.caller_through())
    assert strip_of(debrief, first_page(debrief)) is None
    assert led_to(debrief) == ""


def test_colours_are_those_of_the_page_around_it() -> None:
    """So that dark, high contrast and forced colours need nothing of their own."""
    picture = led_to(of_a_poor_handler(CALLS[0]))
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', picture))
    assert colours == {"currentColor", "var(--paper, #fff)", "url(#led-h)"}
