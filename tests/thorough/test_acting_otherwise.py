"""A call handler who does one thing more or other than usual: the call still comes to an end.

Two ways of asking it. At the decision points of every shipped scenario, everything that a room can
try, under every profile and force. And in every shipped call, at every so many entries, everything
that a call handler can do at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from simulator.awareness.alternatives import (
    Played,
    Way,
    continuation,
    continuations,
    points,
    ways_of,
)
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.acts import stimulus_of
from simulator.core.profile import Force, Profile
from simulator.core.repertoire import why_ruled_out
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Form, Heading, Intent, Reason, Role, Service, Topic, Trace
from tests.awareness.test_branches import WITH_POINTS
from tests.session.calls import DEFAULT, FORCES, GENERIC, PROFILES
from tests.session.sitting import SHIPPED

pytestmark = [pytest.mark.thorough, pytest.mark.exhaustive]

HANDLER = Role.CALL_HANDLER
EVERY = 31
"""At which entries of the shipped calls something else is done: a prime, so that it wanders."""

Record = Callable[[str, object], None]


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_every_way_comes_to_an_end(profile: Profile, record_property: Record) -> None:
    """Whatever the call handler decides at a decision point, under every profile and force."""
    tried = 0
    for force in FORCES.values():
        for name in WITH_POINTS:
            played = Played(SHIPPED[name], profile, force)
            for point in points(played):
                if point.point.who is not HANDLER:
                    continue
                for found in continuations(played, point):
                    tried += 1
                    assert found.outcome is not None, (name, force.id, found.way.name)
    record_property("count", f"ways of the call handler, {profile.id}: {tried}")
    assert tried


def everything(profile: Profile, force: Force) -> Iterator[Way]:
    """All kinds of things that a call handler can do, and for some of them more than one."""
    yield from (way for way in ways_of(HANDLER, profile) if way.actions)
    more: tuple[do.Action, ...] = (
        do.Say(Intent.THROUGH_TO_POLICE, profile.words(Intent.THROUGH_TO_POLICE)),
        do.Say(Intent.THANK, profile.words(Intent.THANK)),
        do.Say(Intent.CALL_AGAIN, profile.words(Intent.CALL_AGAIN)),
        do.Ask((Topic.CAN_HEAR,)),
        do.Ask((Topic.DRINK_OR_DRUGS,)),
        do.Ask((Topic.LOCATION,), Form.OPEN),
        do.SetGrade(force.grades[0].id, Reason.DOUBT),
        do.SetGrade(force.grades[-1].id, Reason.DOUBT),
        do.Close(Reason.NO_CONCERN),
        do.Close(Reason.CHECKED_SAFE),
        do.Search(),
        do.StartTrace(Trace.PHONE, Reason.DOUBT),
        do.BringIn(Service.AMBULANCE),
        do.OfferIncident("another force"),
        do.BriefOfficers(()),
        do.SendText(),
        do.Withhold(Intent.OFFICERS_SENT, Reason.NOT_SAFE_TO_SAY),
        do.Thrive(Heading.THREAT),
        do.ReadLocation(terms.LocationSource.AML),
        do.Note(terms.NoteKind.RATIONALE),
    )
    yield from (Way(f"{act.kind} {number}", (act,)) for number, act in enumerate(more))


def test_one_thing_more_at_any_moment_leaves_nothing_open(record_property: Record) -> None:
    """In every shipped call, whatever is done in the call handler's place while police have it."""
    ways = tuple(everything(DEFAULT, GENERIC))
    tried = entry = 0
    for name, scenario in SHIPPED.items():
        played = Played(scenario, DEFAULT, GENERIC)
        for seq, here in enumerate(played.log):
            entry += 1
            if entry % EVERY:
                continue
            session, _ = played.until(seq + 1)
            if session.outcome or session.call.situation.incident is terms.IncidentStage.NONE:
                continue
            for way in ways:
                if why_ruled_out(session.call, HANDLER, way.actions[0]) is None:
                    tried += 1
                    found = continuation(played, seq, here.at, HANDLER, way)
                    assert found.outcome is not None, (name, seq, way.name)
    record_property("count", f"one thing more of the call handler: {tried} calls")
    assert tried


def test_everything_that_a_call_handler_can_do_is_tried() -> None:
    tried = {stimulus_of(HANDLER, way.actions[0]) for way in everything(DEFAULT, GENERIC)}
    own = {stimulus for stimulus in Stimulus if stimulus.name.startswith("HANDLER_")}
    assert own - tried == {Stimulus.HANDLER_ANSWERS}
