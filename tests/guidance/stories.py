"""Small calls for the tests of guidance: scenario texts, and what the call handler did in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from simulator.content.scenario.meant import read
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.profile import Force, Profile
from simulator.core.statements import Speaker, follows
from simulator.core.terms import Coverage, Intent, Reason, Role, Topic
from simulator.guidance.tables import followed, guidance_of
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.knowledge import Knowledge
from simulator.session.run.call_people import procedure
from simulator.session.run.perceived_log import perceived
from tests.session.calls import DEFAULT, FORCES, GENERIC, PROFILES, Story

HANDLER = Role.CALL_HANDLER
SOON = 20_000
"""What the desk has begun, and the search of the number, may come between."""

TAP = "  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
"""A caller's sign to the operator, which brings police."""
ANSWERS = "answers: {by: [tap, key, spoken], after: 1.5s}\n"
ALOUD = "answers: {by: [spoken], after: 1s, manner: aloud}\n"
PLACE = "location: {aml: {place: the mill house, radius: 20}}\n"
WIDE = "location: {eisec: {place: the hills, radius: 3000}}\n"
DANGER = "facts: {in_danger: yes, injured: no, weapon: no, children: no, at_home: yes}\n"
SAFE = "facts: {in_danger: no, injured: no, at_home: yes, other_person_present: no}\n"
LANDLINE = "line: landline\n"
SHOUT = "room: [{when: {%s}, do: {sound: %s}}]\n"


def steps(*more: str) -> str:
    """A caller who taps for the operator, and then does more."""
    return f"caller:\n{TAP}" + "".join(f"  - {step}\n" for step in more)


TAPS = PLACE + DANGER + ANSWERS + steps()
"""A caller in danger, at a known place, who answers by taps."""


def on(cue: str, what: str, after: str = "1s") -> str:
    """One step of the caller."""
    return f"{{when: {cue}, after: {after}, do: {what}}}"


def says(intent: str, manner: str = "say", words: str = "Oh.") -> str:
    """A step in which the caller says something once police have spoken."""
    return on("{heard: through_to_police}", f"{{{manner}: {{intent: {intent}, words: {words}}}}}")


def facts(**known: str) -> str:
    """The facts of a scenario."""
    return f"facts: {{{', '.join(f'{topic}: {value}' for topic, value in known.items())}}}\n"


def spoken(call: Story) -> list[Entry]:
    """What the call handler said, in order."""
    return [e for e in call.log if e.actor is HANDLER and isinstance(e.body, do.SPOKEN)]


def intents(call: Story) -> list[Intent]:
    """For what the call handler spoke to the caller, questions apart."""
    said = [e.body.intent for e in spoken(call) if isinstance(e.body, do.Say)]
    return [intent for intent in said if intent is not Intent.CONFIRMS_TAKEN]


def asked(call: Story) -> list[Topic]:
    """What the call handler asked about, in order."""
    return [t for e in spoken(call) if isinstance(e.body, do.Ask) for t in e.body.about]


def grades(call: Story) -> list[tuple[str, Reason]]:
    """The grades that were set, with their reasons."""
    bodies = (entry.body for entry in call.all(do.SetGrade))
    return [(body.grade, body.reason) for body in bodies if isinstance(body, do.SetGrade)]


def callback(call: Story) -> list[object]:
    """What was decided about ringing back."""
    decided = (do.CallBack, do.DecideAgainstCallback)
    return [entry.body for entry in call.log if isinstance(entry.body, decided)]


def in_order(*entries: Entry) -> bool:
    """Whether the entries came in that order."""
    numbers = [entry.seq for entry in entries]
    return numbers == sorted(numbers)


def heard_by_handler(
    call: Story, profile: Profile = DEFAULT, coverage: Coverage = Coverage.HOME
) -> list[Entry]:
    """What the call handler perceived of a run."""
    flow = procedure(profile.switches, profile.timings)
    return list(perceived(call.log, flow, coverage, HANDLER))


def rows(call: Story, force: Force | str = GENERIC, profile: Profile | str = DEFAULT) -> list[str]:
    """The row that each act of the call handler carried out; "-" where none would have done it."""
    profile = PROFILES[profile] if isinstance(profile, str) else profile
    force = FORCES[force] if isinstance(force, str) else force
    guidance = guidance_of(HANDLER, profile, force)
    acts = followed(guidance, heard_by_handler(call, profile))
    return [act.row.id if act.row else "-" for act in acts]


class Known(NamedTuple):
    """An act of the call handler, with what was known just before it."""

    entry: Entry
    facts: KnownFacts
    knowledge: Knowledge


def acts_with_facts(
    call: Story, profile: Profile = DEFAULT, coverage: Coverage = Coverage.HOME
) -> Iterator[Known]:
    """Yield each act of the call handler with what they knew when they did it."""
    knowledge = Knowledge(HANDLER)
    for entry in heard_by_handler(call, profile, coverage):
        if entry.actor is HANDLER and not isinstance(entry.body, do.Finish):
            yield Known(entry, knowledge.facts, knowledge)
        knowledge = knowledge.after(entry)


def did(call: Story) -> list[str]:
    """What happened, in short words: the call handler's acts, and others' with their role."""
    return [short for entry in call.log if (short := _short(entry))]


SHOWN = {
    "say": "say {0.intent}",
    "ask": "ask {0.about[0]}",
    "set_code": "code {0.code.yes.sign}",
    "grade": "grade {0.grade} {0.reason}",
    "withhold": "withhold {0.intent}",
    "bring_in": "bring in {0.service}",
    "trace": "trace {0.trace}",
    "read_location": "read {0.source}",
    "close": "close {0.reason}",
}


def _short(entry: Entry) -> str:
    """Return an act in short words; nothing for the end of an utterance or a flow event."""
    body = entry.body
    if isinstance(body, do.Finish) or body.kind not in do.ROWS:
        return ""
    if entry.actor is not HANDLER:
        thing = getattr(body, "sound", None) or getattr(body, "intent", None) or body.kind
        return f"{entry.actor}: {thing}"
    return SHOWN.get(body.kind, body.kind).format(body)


class Told(NamedTuple):
    """A story: a scenario, what happens in it in this order, and what never does."""

    text: str
    order: str
    never: str = ""
    force: str = "generic"

    def check(self, call: Story) -> None:
        """Find the acts of `order` one after the other, and none of `never`.

        Both are beginnings of `did`, apart by commas: "ask" is any question, "grade emergency"
        has any reason.
        """
        acts = did(call)
        rest = iter(acts)
        for wanted in self.order.split(", "):
            assert any(act.startswith(wanted) for act in rest), f"no {wanted!r} then: {acts}"
        for unwanted in filter(None, self.never.split(", ")):
            assert not [act for act in acts if act.startswith(unwanted)], acts


def stated_facts(words: str, speaker: Speaker = Speaker.CALLER) -> dict[Topic, bool]:
    """What follows from words alone; nobody who says "he has a knife" is asked about danger."""
    said = dict(follows(read(words, speaker)[0]))
    return {Topic.IN_DANGER: True, **said} if said.get(Topic.WEAPON) else said
