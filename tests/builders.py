"""Builders of logs, files and rules for short tests."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from simulator.content.diagnostics.validate import validated
from simulator.content.rules.rule_forms import RuleText
from simulator.content.yaml.build_values import FASTEST
from simulator.content.yaml.reader import read_text
from simulator.core import acts as do
from simulator.core import profile as profiles
from simulator.core.instant import Millis, parse
from simulator.core.log import Body, CallBegan, Entry, LinePlayed
from simulator.core.profile import Callback, Force, Profile, ResponseGrade, Switches, Timings
from simulator.core.terms import LineKind, Marker, Role, Sign, Treatment
from simulator.rules.match_criteria import Context
from simulator.rules.patterns import Rule

TWO_TAPS_YES = do.Code(do.AnswerSign(Sign.TAP, 2), do.AnswerSign(Sign.TAP))

FORCE = Force(
    id="testshire",
    title="Testshire Police",
    grades=(
        ResponseGrade("immediate", "Immediate", 900_000, emergency=True),
        ResponseGrade("priority", "Priority", 3_600_000),
        ResponseGrade("scheduled", "Scheduled", 172_800_000),
    ),
    marker_grades={Marker.HIGH_RISK_DOMESTIC_ABUSE: "immediate", Marker.DOMESTIC_ABUSE: "priority"},
    unanswered_grade="priority",
    callback=Callback.REASONED,
    code=TWO_TAPS_YES,
    arrives_after=600_000,
)

PROFILE = Profile(
    id="iopc_2019",
    title="A profile for tests",
    switches=Switches(),
    timings=Timings(),
    operator=profiles.OperatorPacing(
        answers_after=800,
        prompts=(),
        reaction=500,
        quiet=Treatment.RECORDING,
        background=Treatment.RECORDING,
        voices=Treatment.POLICE,
        disturbance=Treatment.POLICE_AT_ONCE,
    ),
    handler=profiles.HandlerPacing(
        answers_after=3_000, wait=4_000, reaction=1_000, persists=120_000, regrades_within=60_000
    ),
    first_handler=profiles.FirstHandlerPacing(wait=4_000, questions=3),
    network=profiles.NetworkPacing(eisec_after=1_000, aml_after=18_000),
    speech=profiles.SpeechPacing(),
    lines={},
)

CONTEXT = Context(force=FORCE, profile=PROFILE)


HEADER = {
    "format": "1",
    "id": "small",
    "title": "A small one",
    "kind": "silent",
    "level": "1",
    "seats": "[caller]",
    "about": "1m",
    "content_note": "[]",
    "objectives": "[show the format]",
    "outcome": "deployed",
    "sources": "[P1]",
    "review_by": "2027-11",
}


def header(**own: str) -> str:
    """Return the header of a scenario file, with some values replaced."""
    return "".join(f"{key}: {value}\n" for key, value in {**HEADER, **own}.items())


class CallLog:
    """Writer of a log, entry by entry.

    Instants are written as people read them: ``0:26``, ``1:02.5``.
    """

    def __init__(self, line: LineKind = LineKind.MOBILE, number: int = 1) -> None:
        self.entries: list[Entry] = []
        self.add("0:00", Role.NETWORK, CallBegan(number, line))

    def add(
        self,
        when: str,
        who: Role,
        body: Body,
        *,
        voice: Role | None = None,
        rows: tuple[str, ...] = (),
    ) -> int:
        """Add an entry and return its `seq`; `voice` is the speaker if it isn't the actor."""
        entry = Entry(len(self.entries), parse(when), who, voice or who, body, rows)
        self.entries.append(entry)
        return entry.seq

    def say(self, start: str, end: str, who: Role, speech: do.Speech | LinePlayed) -> int:
        """Add an utterance and its end. Return the `seq` of its beginning."""
        seq = self.add(start, who, speech)
        self.add(
            end, who, do.Finish(speech.intent if isinstance(speech, do.Say | LinePlayed) else None)
        )
        return seq


def entries(*bodies: tuple[Millis, Role, Body]) -> list[Entry]:
    """Return a log of (at, role, body), without the beginning of a call."""
    return [Entry(seq, at, who, who, body) for seq, (at, who, body) in enumerate(bodies)]


def renumbered(log: Iterable[Entry], later: Millis, seq: int) -> list[Entry]:
    """Return the log, later and with other numbers."""
    return [entry._replace(at=entry.at + later, seq=entry.seq + seq) for entry in log]


def yaml_of(path: Path) -> Any:
    """Return what a YAML file of the tests holds."""
    return yaml.load(path.read_text(encoding="utf-8"), FASTEST)


def rule(text: str) -> Rule:
    """Build a rule from YAML, as in a file."""
    return validated(read_text(text, "rule.yaml"), RuleText).build()
