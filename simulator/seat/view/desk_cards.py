"""What a seat shows above its work: the state of the line, what now, and the time left for it."""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.core.instant import Millis, minutes
from simulator.core.log import Entry
from simulator.core.terms import Role, Timer, Topic
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.view import handler_cards, operator_cards
from simulator.seat.view.act_catalogue import Materials
from simulator.seat.view.cards import CardLine
from simulator.seat.view.line_status import ANSWERS, LineStatus, Tone, answer_due
from simulator.seat.view.sound_cards import SHOUT, Voice, voice_of, weight_of

PAUSED, ENDED = "paused", "ended"
"""Two states of the exercise that are drawn instead of the tone of the line."""
ANSWER_WITHIN: Millis = 10_000
"""Within how long a desk answers a 999 call: what most forces publish as their aim (assumption)."""
SHOUT_LASTS: Millis = 5_000
"""How long a shout is what one looks at (our choice)."""


class DeskHead(NamedTuple):
    """The band above the work of a seat."""

    block: str
    """The state of the line in capitals."""
    clock: str
    """Beside it; empty if the state has a clock of its own."""
    tone: str
    """A `Tone`, or `PAUSED` or `ENDED`."""
    now: str
    """What to do, or who speaks: the one bold line."""
    beside: tuple[str, str]
    """Two quiet lines: the code in use or what is asked, and the last sound."""
    left: float | None = None
    """The share of the time that is left for what is to be done; None if nothing runs out."""
    shout: bool = False
    """Whether there has just been a shout."""


def desk_head(
    status: LineStatus,
    knowledge: Knowledge,
    materials: Materials,
    heard: Sequence[Entry],
    now: Millis,
) -> DeskHead:
    """Return the band of a seat at `now` (ms); `heard` is its perceived log."""
    shout = _shout(heard, knowledge.role, now)
    turn = f"{shout}. Listen" if shout else status.turn or _ENDS.get(status.tone, "")
    if still_open(status, knowledge):
        turn = "The line is closed"
    own_clock = any(letter.isdigit() for letter in status.words)
    clock = "" if own_clock else minutes(_clock(knowledge, status.tone, now))
    beside = (_in_use(knowledge, materials), _last_sound(knowledge, now))
    if still_open(status, knowledge):
        beside = (STILL_OPEN, beside[0])
    left = _left(knowledge, materials, status.tone, now)
    return DeskHead(status.words, clock, status.tone.value, turn, beside, left, shout=bool(shout))


STILL_OPEN = "The incident is still open: /close"
"""What is left to a call handler once the line is closed."""


def still_open(status: LineStatus, knowledge: Knowledge) -> bool:
    """Whether the line of a call handler is closed, and the incident is not."""
    over = status.tone is Tone.LOST and knowledge.facts.ended
    return over and knowledge.role is Role.CALL_HANDLER


def in_short(
    knowledge: Knowledge, materials: Materials, heard: Sequence[Entry], now: Millis
) -> tuple[CardLine, ...]:
    """Return what is known of a call in one row, for a desk without room for cards."""
    if knowledge.role is Role.CALL_HANDLER:
        return tuple(handler_cards.in_short(knowledge, materials, now))
    if knowledge.role is Role.OPERATOR:
        return tuple(operator_cards.in_short(knowledge, heard, now))
    return ()


_ENDS = {Tone.LOST: "Nobody is on the line", Tone.WAITING: "Wait"}


def paused(head: DeskHead, key: str, *, assessed: bool) -> DeskHead:
    """Return the band while the call is paused; `key` goes on."""
    beside = ("Nothing goes on meanwhile.", "The record notes it." if assessed else "")
    return head._replace(
        block="PAUSED", tone=PAUSED, now=f"{key} goes on", beside=beside, left=None, shout=False
    )


def ended(head: DeskHead, outcome: str, clock: Millis, then: str) -> DeskHead:
    """Return the band once the call is over: how it ended, and what Enter does."""
    beside = (f"{outcome[:1].upper()}{outcome[1:]}.", f"Enter: {then}.")
    return head._replace(
        block="ENDED", clock=minutes(clock), tone=ENDED, now="The call is over",
        beside=beside, left=None, shout=False,
    )  # fmt: skip


def _clock(knowledge: Knowledge, tone: Tone, now: Millis) -> Millis:
    """Return how long it rings at a desk; else the time of the call, as captions have it."""
    rings = tone is Tone.CALLING and knowledge.role is not Role.CALLER
    return (knowledge.since(Stamp.STAGE, now) or 0) if rings else now


def _shout(heard: Sequence[Entry], seat: Role | None, now: Millis) -> str:
    """Return who has just shouted; empty if nobody has."""
    for entry in reversed(heard):
        if entry.at < now - SHOUT_LASTS:
            break
        if weight_of(entry) == SHOUT and voice_of(entry, seat) is not Voice.YOU:
            return "Shouting at their end" if seat is not Role.CALLER else "Shouting near you"
    return ""


def _in_use(knowledge: Knowledge, materials: Materials) -> str:
    """Return what officers ask, else the code in use, with when a question tested it."""
    facts = knowledge.facts
    if knowledge.role is Role.CALL_HANDLER and facts.officers_ask:
        asked = (handler_cards.asked_on_radio(knowledge, each) for each in facts.officers_ask)
        return f"Officers ask: {', '.join(asked)}"
    if knowledge.role is Role.CALL_HANDLER and facts.services_ask:
        service, need = facts.services_ask[-1]
        return f"{service.label.capitalize()} control asks: {need.label}"
    if not facts.code_signs:
        return ""
    heard = facts.answer(Topic.CAN_HEAR) is AnswerState.YES
    at = knowledge.at(Stamp.ASKED, Topic.CAN_HEAR)
    tried = f"tried {minutes(at)}" if heard and at is not None else "not tried yet"
    given, code = materials.questions.given, facts.code_signs
    words = f"{given(code.yes)} yes, {given(code.no)} no ({tried})"
    return f"{words[:1].upper()}{words[1:]}"


def _last_sound(knowledge: Knowledge, now: Millis) -> str:
    since = knowledge.since(Stamp.SOUND, now)
    if since is None:
        return ""
    where = "on the line" if knowledge.role is Role.CALLER else "from their end"
    return f"Last sound {where} {minutes(since)} ago"


def _left(knowledge: Knowledge, materials: Materials, tone: Tone, now: Millis) -> float | None:
    """Return the share that is left of the time to answer, of the caller's turn, or to 55."""
    profile, facts = materials.profile, knowledge.facts
    since = knowledge.since(Stamp.STAGE, now) or 0
    if facts.recording_plays:
        length = sum(map(profile.timings.of, (Timer.END, Timer.GRACE)))
        return _share(length - since, length)
    if knowledge.role is Role.CALLER:
        return None
    if tone is Tone.CALLING:
        return _share(ANSWER_WITHIN - since, ANSWER_WITHIN)
    ended_at, due = knowledge.at(Stamp.WORDS), answer_due(knowledge, profile)
    if tone is not Tone.LIVE or due <= now or ended_at is None:
        return None
    return _share(due - now, max(ANSWERS, due - ended_at))


def _share(left: Millis, of: Millis) -> float:
    return min(1.0, max(0.0, left / of)) if of else 0.0
