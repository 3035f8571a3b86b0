"""Short calls as a police call handler perceives them, and what would be briefed of them."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.content.scenario.meant import read
from simulator.core import acts as do
from simulator.core.log import Body, CallBegan, Entry, StageEntered
from simulator.core.terms import (
    Intent,
    LineKind,
    LineStage,
    LocationSource,
    Manner,
    Reported,
    Role,
    Sound,
    Topic,
)
from simulator.guidance.act_makers import brief
from simulator.guidance.tables import guidance_of
from simulator.knowledge.knowledge import Knowledge
from simulator.language.telling.account import Account
from simulator.language.telling.briefing import Briefing, Spoken, briefing
from simulator.language.telling.sentence import Teller
from tests.session.calls import DEFAULT, GENERIC

HANDLER = Role.CALL_HANDLER
POLICY = guidance_of(HANDLER, DEFAULT, GENERIC)
Said = tuple[float, Role, Body]


def says(
    at: float, words: str, intent: Intent = Intent.SPEAKS, who: Role = Role.CALLER
) -> tuple[Said, ...]:
    """An utterance, with what the shipped reader understands of it, and its end."""
    means, place = read(words)
    said = do.Say(intent, words, Manner.ALOUD, means=means, place_words=place)
    return (at, who, said), (at + 1, who, do.Finish(intent))


def voice(at: float, words: str, intent: Intent = Intent.NOT_TO_CALL) -> tuple[Said, ...]:
    """Words of another person who is there."""
    return says(at, words, intent, Role.ROOM)


def sound(at: float, what: Sound) -> tuple[Said, ...]:
    """A sound in the room."""
    return ((at, Role.ROOM, do.Make(what)),)


def texts(at: float, words: str) -> tuple[Said, ...]:
    """A text of the caller's."""
    means, place = read(words)
    return ((at, Role.CALLER, do.SendText(words, means=means, place_words=place)),)


def held(at: float, address: str) -> tuple[Said, ...]:
    """A search that finds an address."""
    found = do.GiveResult(address=address)
    return (at, HANDLER, do.Search()), (at + 1, Role.SYSTEMS, found)


def fix(at: float, place: str, radius: int, source: str = "aml") -> tuple[Said, ...]:
    """Location data."""
    return ((at, Role.NETWORK, do.DeliverLocation(LocationSource(source), place, radius)),)


def asks(at: float, topic: Topic, *answers: Body) -> tuple[Said, ...]:
    """A question of the call handler's, and what the caller does two seconds after it."""
    asked = (at, HANDLER, do.Ask((topic,))), (at + 1, HANDLER, do.Finish(None))
    return (*asked, *((at + 3, Role.CALLER, each) for each in answers))


CODE: tuple[Said, ...] = (
    (1.0, HANDLER, do.SetCode(GENERIC.code)),
    (2.0, HANDLER, do.Finish(None)),
    *asks(3, Topic.CAN_HEAR, do.Tap()),
)
"""A code that is stated and tested."""


def perceived(*parts: Iterable[Said]) -> list[Entry]:
    """Return the entries of a call: seconds count from when police answered."""
    begun: list[Said] = [
        (0, Role.NETWORK, CallBegan(1, LineKind.MOBILE)),
        (0, Role.NETWORK, StageEntered(LineStage.WITH_CALL_HANDLER, "C-1")),
    ]
    said = [*begun, *sorted((each for part in parts for each in part), key=lambda e: e[0])]
    return [Entry(n, int(at * 1_000), who, who, body) for n, (at, who, body) in enumerate(said)]


def teller(*parts: Iterable[Said]) -> Teller:
    """Return what the call handler passes the call on from."""
    entries = perceived(*parts)
    return Teller.of(Knowledge.of(HANDLER, entries), Account.of(entries))


def bursts(*parts: Iterable[Said], most: int = 6) -> list[str]:
    """Return what officers are briefed on, burst by burst."""
    entries, spoken, found = perceived(*parts), Spoken(), list[str]()
    for _ in range(most):
        known, account = Knowledge.of(HANDLER, entries), Account.of(entries)
        act = brief.make(known.facts, POLICY.policy)
        assert isinstance(act, do.BriefOfficers)
        made: Briefing = briefing(act, Teller.of(known, account), spoken)
        if not made.act.text:
            break
        found.append(made.act.text)
        spoken.take(made.act, made.sentences)
        entries.append(Entry(len(entries), entries[-1].at, HANDLER, HANDLER, made.act))
    return found


def handed_over(words: str, *heard: Reported) -> tuple[Said, ...]:
    """What the operator says."""
    return ((0.1, Role.OPERATOR, do.HandOver(heard, words)),)
