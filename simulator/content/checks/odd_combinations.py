"""Find values that are right alone, and have no effect or no sense together."""

from collections.abc import Iterator

from simulator.content.diagnostics.validate import Found
from simulator.content.scenario.scenario import Scenario
from simulator.core import instant
from simulator.core.profile import Profile
from simulator.core.terms import LineKind, LossCause, Sign, Topic

_AT_HOME = (LineKind.LANDLINE, LineKind.DIGITAL)


def odd_in_scenario(scenario: Scenario) -> Iterator[Found]:
    """Find an answer in words that can't be given, a landline on a mobile, AML that isn't sent."""
    if scenario.kind == "landline" and scenario.line not in _AT_HOME:
        found = f"the kind is landline, and the line is {scenario.line}"
        fix = "write line: landline or digital, or another kind"
        yield ("kind",), "kind-and-line", found, "", fix
    for where, part in scenario.parts():
        by = part.answers.by if part.answers else ()
        if Sign.SPOKEN in by and scenario.facts.get(Topic.CAN_SPEAK) == "no":
            yield (*where, "answers", "by", by.index(Sign.SPOKEN)), "cannot-speak", "", "", ""
        if part.location.aml is not None and LossCause.BATTERY in part.losses:
            yield (*where, "location", "aml"), "battery-and-aml", "", "", ""


def odd_in_profile(profile: Profile) -> Iterator[Found]:
    """Find a recorded request for 55 that comes when the recording has ended."""
    times, twice = profile.timings, 1 + profile.switches.asks_twice
    if times.request * twice >= times.end:
        last, end = instant.amount(times.request * twice), instant.amount(times.end)
        found = f"the recording asks for 55 at {last}, and ends at {end}"
        yield ("timings", "request"), "late-request", found, f"a time before {end}", ""
