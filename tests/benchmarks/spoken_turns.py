"""Turns of spoken calls: what each voice says until the other has it (speech.md 7.1)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Intent, Manner, QuestionForm, Role
from simulator.language.speaking.composing import asks_for_words
from simulator.language.speaking.styles import OLDEST_CHILD
from simulator.review.overlaps import as_said, voices_of
from simulator.session.run.headless_run import run
from tests.session.calls import DEFAULT, HEAD, LIBRARY

JOINED: Millis = 1_000
"""Lines of one speaker with less between them are one turn."""
WORD = re.compile(r"[A-Za-z0-9'-]+")
HERE = Path(__file__).parent
KINDS = {"made": "free_callers.yaml", "children": "child_callers.yaml"}
"""Callers of the benchmark's own: those of its first days, who say all from the first word."""
HIDDEN = (
    *("whispers-one-word", "in-a-car-boot", "low-voice", "rings-back", "another-language"),
    *("noise-downstairs", "weak-signal", "somebody-knocks"),
)
"""Shipped callers who whisper, or hide."""
_STAFF = (Role.OPERATOR, Role.CALL_HANDLER, Role.FIRST_HANDLER)


@dataclass
class SpokenTurn:
    """One turn of one voice."""

    role: Role
    at: Millis
    ends: Millis
    words: str
    bodies: list[do.Action] = field(default_factory=list)
    seq: int = 0

    @property
    def count(self) -> int:
        """How many words it has."""
        return len(self.tokens)

    @property
    def tokens(self) -> list[str]:
        """Its words."""
        return WORD.findall(self.words)

    @property
    def asks_yes_no(self) -> bool:
        """Whether its last question is answered by yes or no."""
        asks = [each for each in self.bodies if isinstance(each, do.Ask)]
        last: Any = asks[-1] if asks else None
        closed = last is not None and last.form is QuestionForm.CLOSED
        return closed and not asks_for_words(last.words)

    @property
    def intent(self) -> Intent | None:
        """The purpose of its first words."""
        return getattr(self.bodies[0], "intent", None)


def turns_of(log: Iterable[Entry]) -> list[SpokenTurn]:
    """The turns of a log, of the caller and of who serves."""
    entries = list(log)
    cut = voices_of(entries).cut
    ends = {e.cause: e.at for e in entries if isinstance(e.body, do.Finish)}
    found: list[SpokenTurn] = []
    for entry in entries:
        entry = as_said(entry, cut)
        body: Any = entry.body
        if entry.speaker not in (Role.CALLER, *_STAFF) or not isinstance(body, do.SPOKEN):
            continue
        if not body.words or getattr(body, "manner", Manner.ALOUD) is Manner.FAINT:
            continue
        end = ends.get(entry.seq, entry.at)
        last = found[-1] if found else None
        if last is not None and last.role is entry.speaker and entry.at - last.ends < JOINED:
            last.words, last.ends = f"{last.words} {body.words}", end
            last.bodies.append(body)
        else:
            found.append(SpokenTurn(entry.speaker, entry.at, end, body.words, [body], entry.seq))
    return found


@dataclass
class SpokenCall:
    """One call, and its turns."""

    name: str
    seed: int
    log: list[Entry]
    turns: list[SpokenTurn]

    def of(self, *roles: Role) -> list[SpokenTurn]:
        """The turns of these voices."""
        return [each for each in self.turns if each.role in roles]


def callers(kind: str) -> dict[str, Scenario]:
    """The callers of a kind, by name: those of the benchmark's own file, or shipped ones."""
    if kind in ("free", "shipped children"):
        return dict(_shipped(child=kind != "free"))
    if kind == "hidden":
        return {name: LIBRARY.scenario(name).scenario for name in HIDDEN}
    text = (HERE / KINDS[kind]).read_text(encoding="utf-8")
    held = read_text(text, KINDS[kind]).value
    return {each.pop("name"): _scenario(each) for each in held}


def _shipped(*, child: bool) -> Iterator[tuple[str, Scenario]]:
    """The shipped callers with a story whom nobody can hear: any that is added is measured."""
    for entry in LIBRARY.scenarios():
        told = LIBRARY.scenario(entry.id).scenario
        aloud = told.answers is not None and told.answers.manner is Manner.ALOUD
        young = told.age is not None and told.age <= OLDEST_CHILD
        if told.story and told.speech is not None and aloud and young is child:
            yield entry.id, told


def _scenario(own: dict[str, Any]) -> Scenario:
    base = {**HEAD, "answers": {"by": ["spoken"], "after": "1s", "manner": "aloud"}}
    return Scenario.model_validate({**base, **own})


def calls(kind: str, seeds: Iterable[int]) -> Iterator[SpokenCall]:
    """Play the callers of a kind under each seed."""
    force = LIBRARY.force("generic").force
    for name, told in callers(kind).items():
        for seed in seeds:
            log = list(run(told, DEFAULT, force, seed).log)
            yield SpokenCall(name, seed, log, turns_of(log))
