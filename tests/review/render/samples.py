"""Debriefs to write: of whole calls, of a hostile scenario, and whatever Hypothesis draws."""

from dataclasses import replace
from functools import cache

from hypothesis import strategies as st

from simulator.content.scenario.scenario import GroupQuestions as ToTalkAbout
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Heading, Intent, NoteKind, Role
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.review.timeline import Timeline
from simulator.session.run.live_run import RunSetup
from tests.proof import plays
from tests.session.calls import LIBRARY, PROFILES
from tests.session.sitting import SEATS, SHIPPED, PersonsAct, Played, persons_acts, setup

HOSTILE = "</style></title><script>alert(1)</script>\x1b[2J\u202e|`*_[x](http://x.test) & \"'\n# x"
"""What an author or a person might write to break out of a page, a table or a terminal."""


@cache
def sample(name: str) -> Debrief:
    """The debrief of one of `plays`."""
    sitting = getattr(plays, name)()
    assert isinstance(sitting, FinishedRun)
    return plays.debriefed(sitting)


SAMPLES = (
    "operator_well",
    "operator_badly",
    "handler_well",
    "handler_badly",
    "caller_through",
    "caller_too_early",
)


@cache
def hostile(*, private: bool) -> Debrief:
    """The debrief of a call in which everything that people write is hostile."""
    of = setup("row-in-the-kitchen", Role.CALL_HANDLER)
    log = Played(of).play(
        [
            PersonsAct(50_000, Role.CALL_HANDLER, do.Answer()),
            PersonsAct(51_000, Role.CALL_HANDLER, do.Say(Intent.THROUGH_TO_POLICE, HOSTILE)),
            PersonsAct(60_000, Role.CALL_HANDLER, do.Say(Intent.OWN_WORDS, "own " + HOSTILE)),
            PersonsAct(
                61_000, Role.CALL_HANDLER, do.Note(NoteKind.PERSON, None, None, "n" + HOSTILE)
            ),
            PersonsAct(62_000, Role.CALL_HANDLER, do.Thrive(Heading.RISK, "t" + HOSTILE)),
        ]
    )
    told = ToTalkAbout(ask=(HOSTILE,), facilitator=HOSTILE)
    changed = {"title": HOSTILE, "debrief": told}
    scenario = Scenario(**{**vars(of.scenario), **changed})
    force = replace(of.force, title=HOSTILE)
    profile = replace(of.profile, title=HOSTILE)
    sitting = FinishedRun(RunSetup(scenario, profile, force, seats=(Role.CALL_HANDLER,)), log)
    return debrief_run(sitting, LIBRARY, private=private)


@st.composite
def debriefs(draw: st.DrawFn) -> Debrief:
    """The debrief of any sitting: any scenario, profile and seats, left at any moment."""
    name = draw(st.sampled_from(sorted(SHIPPED)))
    profile = PROFILES[draw(st.sampled_from(sorted(PROFILES)))]
    of = setup(name, *draw(st.sampled_from(SEATS)), profile=profile)
    whole = Played(of).play(draw(persons_acts(of, 6)))
    left = draw(st.just(len(whole)) | st.integers(1, len(whole)))
    sitting = FinishedRun(of, _whole_steps(whole, left))
    return debrief_run(sitting, LIBRARY, private=draw(st.booleans()))


def _whole_steps(log: list[Entry], left: int) -> list[Entry]:
    """The log up to `left`, but not in the middle of what one act led to."""
    while (
        left < len(log)
        and log[left].cause == log[left - 1].seq
        and log[left].at == log[left - 1].at
    ):
        left += 1
    return log[:left]


def timeline_of(length: Millis) -> Timeline:
    """The timeline of a call of that length, with something to see all along."""
    call = sample("handler_well").calls[0].timeline
    stretch = length / call.length

    def moved(at: Millis) -> Millis:
        return int(at * stretch)

    lanes = tuple(
        lane._replace(
            items=tuple(
                item._replace(start=moved(item.start), end=moved(item.end)) for item in lane.items
            )
        )
        for lane in call.lanes
    )
    return call._replace(start=0, end=length, lanes=lanes)
