"""How often each criterion finds a known fault, and how often it finds one where there is none.

Two columns that know nothing of each other: calls of the simulated people, in which the lapses that
were made are known; and calls that readers labelled. `python -m tests.debrief.measuring` writes the
figures that the product ships, which takes some minutes; with the ids of criteria, of those alone.

Which criterion a lapse speaks to, and when, is from the sheet of practice (practice2 7): by what
was done and heard in the call, never by what a criterion found.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from simulator.content.procedure.measured_rates import FILE
from simulator.core import acts as do
from simulator.core.hearing import evidence
from simulator.core.log import Entry
from simulator.core.statements import STATEMENTS, Weighs
from simulator.core.terms import Role, SoundClass, Topic
from simulator.debrief.assess.findings import Judgement
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import VerdictKind
from simulator.rules.rubric import Rubric
from simulator.session.people.lapses.committed_lapse import CommittedLapse
from simulator.session.run.call_people import lapse_file
from simulator.session.run.headless_run import HeadlessResult, run
from tests.debrief import test_labelled_calls as labelled
from tests.session.calls import LIBRARY, PROFILES
from tests.session.sitting import perceived, setup

PROFILE = "iopc_2019"
SEEDS = (31, 32, 33)
"""Seeds that no test looks at, so that nobody was made to meet a criterion on them."""
GOOD_SEEDS = (31, 32)
SCENARIOS = [entry.id for entry in LIBRARY.scenarios() if entry.kind != "flow"]
RUBRICS: dict[Role, Rubric] = {
    each.file.rubric.role: each.file.rubric for each in LIBRARY.rubrics()
}
ENOUGH = 30
"""Occasions of a lapse after which no more calls are played."""
NOT_OF_A_PERSON = frozenset({"answered-soon"})
"""Drawn by the figures of a force, and no lapse: a good person is late as often as it says."""


class Made(NamedTuple):
    """A call in which a lapse was made, as its seat perceived it."""

    lapse: CommittedLapse
    heard: Sequence[Entry]
    log: Sequence[Entry]
    context: Context

    @property
    def act(self) -> Any:
        """What was done."""
        return None if self.lapse.seq is None else self.log[self.lapse.seq].body

    def between(self, before: int, after: int) -> Iterator[Entry]:
        """Yield what was perceived from so many milliseconds before the lapse, to so many after."""
        at = self.lapse.at
        return (each for each in self.heard if at - before <= each.at <= at + after)


When = Callable[[Made], bool]


def always(_made: Made) -> bool:
    return True


def answered(made: Made) -> bool:
    """Whether a person at the caller's end took the callback."""
    theirs = (Role.CALLER, Role.ROOM)
    later = (each for each in made.log if each.at > made.lapse.at and each.actor in theirs)
    return any(isinstance(each.body, do.Answer) for each in later)


def was_sent(made: Made) -> bool:
    """Whether officers had been sent."""
    before = (each for each in made.heard if each.at < made.lapse.at)
    return any(isinstance(each.body, do.Deploy) for each in before)


def nothing_came(made: Made) -> bool:
    """Whether no sign and no word came for the minute (WT-11: without any reason)."""
    theirs = (Role.CALLER, Role.OTHER_PERSON)
    return not any(each.speaker in theirs for each in made.between(0, 65_000))


def asks(made: Made) -> bool:
    return isinstance(made.act, do.Ask)


def goes_on(made: Made) -> bool:
    """Whether the next of a list was asked; who can hear may be asked after anything (CH-19)."""
    hears = isinstance(made.act, do.Ask) and made.act.about == (Topic.ALONE_TO_TALK,)
    return made.act is not None and not hears


def writes(made: Made) -> bool:
    return isinstance(made.act, do.Note)


def changes_code(made: Made) -> bool:
    return isinstance(made.act, do.SetCode)


def sends_a_child(made: Made) -> bool:
    return isinstance(made.act, do.Say)


def something_loud(made: Made) -> bool:
    """Whether a disturbance, or another person, was heard in the minute and a half."""
    loud = (SoundClass.DISTURBANCE, SoundClass.VOICES)
    return any(
        each.speaker is Role.OTHER_PERSON
        or (isinstance(each.body, do.Make) and evidence(each.body) in loud)
        for each in made.between(60_000, 30_000)
    )


def first_briefing(made: Made) -> bool:
    """Whether officers had been sent a minute before, or were to wait so long, and knew nothing."""
    own = [e for e in made.heard if e.actor is Role.CALL_HANDLER]
    sent = next((e.at for e in own if isinstance(e.body, do.Deploy)), None)
    if sent is None:
        return False
    briefed = [e for e in own if isinstance(e.body, do.BriefOfficers) and e.at <= sent + 60_000]
    little = all("log" in each.body.text.lower() for each in briefed)  # type: ignore[union-attr]
    there = (e.at for e in made.heard if isinstance(e.body, do.Arrive | do.UnitReport))
    return little and max(there, default=0) > sent + 60_000


def from_one_who_speaks(made: Made) -> bool:
    """Whether a tap or a key is asked for, of one who has spoken and whom nobody hears."""
    before = [each for each in made.heard if each.at < made.lapse.at]
    words = getattr(made.act, "words", "")
    spoke = any(e.speaker is Role.CALLER and isinstance(e.body, do.Say) for e in before)
    unheard = not any(e.speaker is Role.OTHER_PERSON for e in before)
    return spoke and unheard and ("Tap once" in words or "Press a key" in words)


def danger_shown(made: Made) -> bool:
    """Whether words or signs of danger, or a sound of it, came before (LP-15).

    Illness alone calls for an ambulance; and a grade by way of precaution may come later.
    """
    asked = False
    for entry in (each for each in made.heard if each.at <= made.lapse.at):
        body = entry.body
        if isinstance(body, do.Ask):
            asked = Topic.IN_DANGER in body.about
        stated = {topic for topic, so in getattr(body, "means", ()) if so}
        answered = asked and isinstance(body, do.Tap | do.Press | do.Say)
        loud = isinstance(body, do.Make) and evidence(body) is SoundClass.DISTURBANCE
        named = any(STATEMENTS[topic].weighs is Weighs.DANGER for topic in stated)
        if entry.speaker is not Role.CALL_HANDLER and (answered or loud or named):
            return True
    return False


SPEAKS_TO: Mapping[str, Mapping[str, When]] = {
    "interrupts": {"four-seconds-left": always},
    "two-at-once": {"one-fact-each": always},
    "list-after-answer": {"answers-taken-up": goes_on},
    "list-over-sound": {"listens-first": always},
    "doubts-aloud": {"no-scolding": always},
    "name-first": {"details-come-later": always},
    "police-aloud": {"hearing-asked-first": always},
    "untrue": {"honest-officers": always},
    "forgets-text": {"text-used": always},
    "rings-unsafely": {"callback-names-nobody": answered},
    "closes-early": {"found-before-closing": was_sent},
    "copies-word": {"whose-word-it-is": always},
    "thin-log": {"background-noted": something_loud},
    "late-grade": {"graded-in-time": danger_shown},
    "code-changed": {"code-kept": changes_code},
    "no-answer-is-no": {"no-answer-is-not-no": always},
    "fills-silence": {"silence-kept": always, "no-proof-asked": from_one_who_speaks},
    "false-log": {"log-true": writes},
    "list-briefing": {"briefed-in-time": first_briefing},
    "vanishes": {"no-dead-air": nothing_came},
    "wrong-branch": {"questions-fit": asks, "hidden-child-stays": sends_a_child},
    "breaks-cover": {"police-not-named-again": always},
    "passes-parcel": {"never-sent-away": always},
    "scolds": {"no-scolding": always},
    "no-supervisor": {"second-view-asked": always},
    "third-repeat": {"asks-again-once": always},
    "leaves-out-voice": {"hand-over-complete": always},
    "off-early": {"stays-until-taken": always},
}
"""The criteria that each lapse speaks to, each with when it does.

LP-18 speaks to none that a rule decides.
"""


def played(scenario: str, seed: int, role: Role, lapse: str = "") -> tuple[HeadlessResult, Made]:
    """Play a shipped call, and return it as a seat perceived it; the lapse is the first made."""
    of = setup(scenario, profile=PROFILES[PROFILE])
    operator, handler = (lapse, "") if role is Role.OPERATOR else ("", lapse)
    result = run(of.scenario, of.profile, of.force, seed, handler=handler, operator=operator)
    first = next((each for each in result.lapses if each.id == lapse), None)
    context = Context(force=of.force, profile=of.profile, seat=role)
    heard = tuple(perceived(of, result.log, role))
    return result, Made(first, heard, result.log, context)  # type: ignore[arg-type]


def verdict(criterion: str, made: Made) -> VerdictKind:
    """Return what a criterion finds in a call."""
    assert made.context.seat is not None
    held = next(each for each in RUBRICS[made.context.seat].criteria if each.id == criterion)
    assert held.rule is not None, criterion
    return evaluate(held.rule, made.heard, made.context).kind


def occasions(lapse: str, seeds: Sequence[int] = SEEDS, most: int = ENOUGH) -> Iterator[Made]:
    """Yield calls in which a lapse was made."""
    role = next(each.who for each in lapse_file().lapses if each.id == lapse)
    found = 0
    for seed, scenario in product(seeds, SCENARIOS):
        if found == most:
            return
        _, made = played(scenario, seed, role, lapse)
        if made.lapse is not None and any(holds(made) for holds in SPEAKS_TO[lapse].values()):
            found += 1
            yield made


def hits(lapse: str, **how: Any) -> dict[str, Counter[str]]:
    """Return, of each criterion that a lapse speaks to, how often it was found, and of how many."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in SPEAKS_TO[lapse]}
    for made in occasions(lapse, **how):
        for criterion, holds in SPEAKS_TO[lapse].items():
            if holds(made):
                counted[criterion]["of"] += 1
                counted[criterion]["hits"] += verdict(criterion, made) is VerdictKind.BROKEN
    return counted


def false_alarms(
    seeds: Sequence[int] = GOOD_SEEDS, scenarios: Sequence[str] = tuple(SCENARIOS)
) -> dict[str, Counter[str]]:
    """Return, of each criterion, how often it came up with good people, and how often missed."""
    counted: dict[str, Counter[str]] = {}
    for seed, scenario, role in product(seeds, scenarios, RUBRICS):
        _, made = played(scenario, seed, role)
        for criterion in RUBRICS[role].criteria:
            if criterion.rule is None or criterion.id in NOT_OF_A_PERSON:
                continue
            kind = evaluate(criterion.rule, made.heard, made.context).kind
            name = counted.setdefault(f"{RUBRICS[role].id}/{criterion.id}", Counter())
            name["came_up"] += kind in (VerdictKind.MET, VerdictKind.BROKEN)
            name["false"] += kind is VerdictKind.BROKEN
    return counted


def by_program(only: Collection[str] = ()) -> dict[str, Counter[str]]:
    """Return the figures of the calls made by the program, by rubric and criterion."""
    found = false_alarms()
    for lapse, held in SPEAKS_TO.items():
        if only and held.keys().isdisjoint(only):
            continue
        role = next(each.who for each in lapse_file().lapses if each.id == lapse)
        for criterion, counted in hits(lapse).items():
            found.setdefault(f"{RUBRICS[role].id}/{criterion}", Counter()).update(counted)
        sys.stderr.write(f"{lapse}\n")
    return found


def by_readers() -> dict[str, Counter[str]]:
    """Return the figures of the labelled calls, by rubric and criterion.

    What a label does not name is not to be missed. What was settled after the first reading
    (`as_well`) counts on neither side.
    """
    found: dict[str, Counter[str]] = {}
    for call, expected in labelled.EXPECTED.items():
        rubric = RUBRICS[Role(expected.get("seat", "call_handler"))]
        for name, finding in labelled.findings(call).items():
            if finding.criterion.rule is None or name in expected.get("as_well", ()):
                continue
            counted = found.setdefault(f"{rubric.id}/{name}", Counter())
            if name in expected.get("missed", ()):
                counted["of"] += 1
                counted["hits"] += finding.judgement is Judgement.MISSED
            elif finding.judgement in (Judgement.MET, Judgement.MISSED):
                counted["came_up"] += 1
                counted["false"] += finding.judgement is Judgement.MISSED
    return found


def figures(only: Collection[str] = ()) -> dict[str, Any]:
    """Return all that the file has; of lapses, those alone that speak to some criteria."""
    columns = {"made": by_program(only), "labelled": by_readers()}
    names = [
        f"{rubric.id}/{each.id}" for rubric in RUBRICS.values() for each in rubric.criteria
        if each.rule is not None
    ]  # fmt: skip
    keys = ("hits", "of", "false", "came_up")
    return {
        "format": 1,
        "made": {
            "calls": len(SCENARIOS), "profile": PROFILE,
            "lapse_seeds": list(SEEDS), "good_seeds": list(GOOD_SEEDS),
        },
        "labelled": {"calls": len(labelled.EXPECTED)},
        "criteria": {
            name: {
                column: {key: counted[name][key] for key in keys}
                for column, counted in columns.items()
                if any(counted.get(name, Counter()).values())
            }
            for name in names
        },
    }  # fmt: skip


def main(only: Sequence[str]) -> None:
    """Write the figures of all criteria, or of those that are named."""
    made = figures(only)
    if only:
        held = json.loads(FILE.read_text(encoding="utf-8"))["criteria"]
        made["criteria"] = {
            name: new if name.partition("/")[2] in only else held.get(name, {})
            for name, new in made["criteria"].items()
        }
    FILE.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
