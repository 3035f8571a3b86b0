"""How the people of a call speak, beside how people really do: S1 to S15 of speech.md 7.

``python -m tests.benchmarks.speech [SEEDS]``: over the shipped callers who speak freely, those who
whisper and the children, and over the callers of `free_callers.yaml` and `child_callers.yaml`, each
under so many seeds. Free, hidden and child callers are counted apart. A hard figure rests on talk
that was counted and has a bound; a soft one is only printed.
"""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import mean, median, pstdev
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Role
from simulator.review.overlaps import voices_of
from tests.benchmarks.spoken_turns import WORD, SpokenCall, SpokenTurn, calls

CALLER, HANDLER = Role.CALLER, Role.CALL_HANDLER
FILLERS = frozenset({"er", "erm", "um", "uh", "ehm"})
ANSWERS = (Intent.SAYS_YES, Intent.SAYS_NO)
RECEIPTS = ("okay", "ok", "right", "all right", "yeah", "mm")
TAGS = ("is it?", "are you?", "is he?", "is she?", "okay?", "yes?", "right?", "aren't you?")
ROUGH = 6
"""Words from which a turn may be rough."""
AUDIBLE, BIN = 300, 2_000
PLEAS = ("quick", "hurry", "please")
TEXT_REPLY = "text reply"
BOUND = ("free", "made")
"""Kinds of callers of which the figures are bound: free ones, shipped or made for this."""


class SpeechFigure(NamedTuple):
    """One figure of the measuring stick."""

    id: str
    what: str
    value: float
    least: float | None = None
    most: float | None = None
    hard: bool = True
    mine: bool = True
    """Whether it is about the caller; the handler's are printed beside it."""

    @property
    def holds(self) -> bool:
        """Whether it is in its bound."""
        low = self.least is None or self.value >= self.least
        return low and (self.most is None or self.value <= self.most)


def figures(played: Sequence[SpokenCall]) -> list[SpeechFigure]:
    """Return S1 to S15 over these calls."""
    mine = [each for call in played for each in call.of(CALLER)]
    theirs = [each for call in played for each in call.of(HANDLER)]
    return [
        *_lengths(mine, theirs),
        *_roughness(played, mine, theirs),
        *_answers(played),
        *_handler(played, theirs),
        *_timing(played),
    ]


def share(turns: Sequence[SpokenTurn], test: Callable[[SpokenTurn], object]) -> float:
    """The part of the turns of which a test holds."""
    return sum(1 for each in turns if test(each)) / len(turns) if turns else 0.0


def quantile(values: Iterable[float], part: float) -> float:
    """The value below which so large a part lies."""
    found = sorted(values)
    return found[min(int(len(found) * part), len(found) - 1)] if found else 0.0


def _lengths(mine: Sequence[SpokenTurn], theirs: Sequence[SpokenTurn]) -> list[SpeechFigure]:
    own, other = [t.count for t in mine], [t.count for t in theirs]
    return [
        SpeechFigure("S1", "words of a caller's turn, median", median(own or [0]), 3, 8),
        SpeechFigure("S1", "- ninth decile", quantile(own, 0.9), 9, 21),
        SpeechFigure("S2", "one-word turns", share(mine, lambda t: t.count == 1), 0.11, 0.41),
        SpeechFigure("S3", "words of ours, median", median(other or [0]), 6, 9, mine=False),
        SpeechFigure("S3", "- ninth decile", quantile(other, 0.9), 12, 30, mine=False),
    ]


def _rate(turns: Sequence[SpokenTurn], count: Callable[[list[str]], int]) -> float:
    words = sum(each.count for each in turns)
    return 100 * sum(count(each.tokens) for each in turns) / words if words else 0.0


def fillers(words: list[str]) -> int:
    """How many filled pauses there are."""
    return sum(1 for word in words if word.lower() in FILLERS)


def halves(words: list[str]) -> int:
    """How many half words there are."""
    return sum(1 for word in words if word.endswith("-"))


def repeats(words: list[str]) -> int:
    """How many words are said twice running."""
    return sum(1 for one, other in pairwise(words) if one.lower() == other.lower())


def rough(turn: SpokenTurn) -> bool:
    """Whether a turn has a filled pause or a half word."""
    return bool(fillers(turn.tokens) or halves(turn.tokens))


def broken_off(turn: SpokenTurn) -> bool:
    """Whether a turn breaks off."""
    return turn.words.rstrip().endswith(("-", ".."))


def _roughness(
    played: Sequence[SpokenCall], mine: Sequence[SpokenTurn], theirs: Sequence[SpokenTurn]
) -> list[SpeechFigure]:
    by_call = [_rate(call.of(CALLER), fillers) for call in played]
    long = [each for each in mine if each.count >= ROUGH]
    short = [each for each in mine if each.count < ROUGH]
    return [
        SpeechFigure("S4", "fillers per 100 words, mean of calls", mean(by_call or [0]), 1, 4),
        SpeechFigure("S4", "- 5 % of calls", quantile(by_call, 0.05), 0, 6),
        SpeechFigure("S4", "- 95 % of calls", quantile(by_call, 0.95), 0, 6),
        SpeechFigure("S5", "half words per 100 words", _rate(mine, halves), 0.3, 2.7),
        SpeechFigure("S6", "repeats per 100 words", _rate(mine, repeats), 0.3, 2.7),
        SpeechFigure("S7", "rough, of turns of six words", share(long, rough), 0.13, 0.45),
        SpeechFigure("S7", "rough, of shorter turns", share(short, rough), 0, 0.10),
        SpeechFigure("S8", "turns that break off", share(mine, broken_off), 0.05, 0.25),
        SpeechFigure("S8", "- ours", share(theirs, broken_off), 0.02, 0.10, mine=False),
    ]


def answered(played: Sequence[SpokenCall]) -> list[SpokenTurn]:
    """The caller's turns that come after a question for yes or no."""
    return [
        later
        for call in played
        for turn, later in pairwise(call.turns)
        if turn.role is HANDLER and turn.asks_yes_no and later.role is CALLER
    ]


def _answers(played: Sequence[SpokenCall]) -> list[SpeechFigure]:
    found = answered(played)
    yes = [each for each in found if each.intent is Intent.SAYS_YES]
    texts = [each.words.strip(" .!,-").lower() for each in yes]
    most = max((texts.count(each) for each in set(texts)), default=0) / max(len(texts), 1)
    return [
        SpeechFigure("S10", "the most frequent yes, of all", most, 0, 0.50),
        SpeechFigure("S10", "one-word yes", share(yes, lambda t: t.count == 1), 0.45, 0.75),
        SpeechFigure("S11", "five words or more", share(found, lambda t: t.count >= 5), 0.30, 0.55),
    ]


def _handler(played: Sequence[SpokenCall], theirs: Sequence[SpokenTurn]) -> list[SpeechFigure]:
    starts = share(theirs, lambda t: t.words.lower().startswith(RECEIPTS))
    confirms = sum(map(confirming, played)) / max(len(theirs), 1)
    return [
        SpeechFigure("S9", "ours that begin with a receipt", starts, 0.35, 0.60, mine=False),
        SpeechFigure("S12", "ours that confirm", confirms, 0.15, 0.40, mine=False),
    ]


def content(words: str) -> set[str]:
    """The longer words of a text."""
    return {word.lower() for word in WORD.findall(words) if len(word) > 3}


def confirming(call: SpokenCall) -> int:
    """How many of our turns have a tag, a word of the caller's, or of what they said yes or no to.

    Of a question that was answered only what is no question any more counts: "Okay, not hurt."
    """
    found, last, asked = 0, set[str](), set[str]()
    for turn in call.turns:
        if turn.role is CALLER:
            last = content(turn.words)
        elif turn.role is HANDLER:
            low = turn.words.lower()
            tagged = any(part.rstrip().endswith(TAGS) for part in re.findall(r"[^?.]+[?.]", low))
            said = " ".join(re.findall(r"[^?.]+\.", turn.words))
            found += bool(tagged or last & content(low) or (last and asked & content(said)))
            asked, last = (content(turn.words) if turn.asks_yes_no else set()), set()
    return found


def latencies(played: Sequence[SpokenCall]) -> list[int]:
    """From the end of each question for yes or no to the answer, in ms; less than 0: before it."""
    return [
        later.at - turn.ends
        for call in played
        for turn, later in pairwise(call.turns)
        if turn.role is HANDLER and turn.asks_yes_no and later.role is CALLER
    ]


def overlaps(played: Sequence[SpokenCall]) -> float:
    """Changes of speaker with an overlap that can be heard, of a hundred."""
    heard = sum(each.lasts >= AUDIBLE for call in played for each in voices_of(call.log).overlaps)
    changes = sum(1 for call in played for a, b in pairwise(call.turns) if a.role is not b.role)
    return 100 * heard / changes if changes else 0.0


def _timing(played: Sequence[SpokenCall]) -> list[SpeechFigure]:
    found = latencies(played)
    gaps: list[int] = []
    for call in played:
        sent = next((e.at for e in call.log if isinstance(e.body, do.Deploy)), None)
        ours = [t for t in call.of(HANDLER) if sent is not None and t.at > sent]
        gaps += [b.at - a.ends for a, b in pairwise(ours)]
    bins = [gap // BIN for gap in gaps]
    largest = max((bins.count(each) for each in set(bins)), default=0) / max(len(bins), 1)
    spread = quantile(found, 0.75) / max(quantile(found, 0.25), 1)
    varies = pstdev(gaps) / mean(gaps) if len(gaps) > 1 else 0.0
    early = sum(each < 0 for each in found) / max(len(found), 1)
    soft = {"hard": False}
    return [
        SpeechFigure(
            "S13", "seconds to yes or no, median", median(found or [0]) / 1000, 0.2, 1.0, **soft
        ),
        SpeechFigure("S13", "- third quarter over first", spread, 2.0, None, **soft),
        SpeechFigure("S13", "- before the question ends", early, 0.10, 0.35, **soft),
        SpeechFigure("S14", "audible overlaps of 100 changes", overlaps(played), 0.01, None),
        SpeechFigure("S14", "- within what is likely", overlaps(played), 4, 15, **soft),
        SpeechFigure(
            "S15", "variation of our gaps once sent", varies, 0.6, None, **soft, mine=False
        ),
        SpeechFigure("S15", "- largest share in 2 s", largest, None, 0.15, **soft, mine=False),
    ]


# --- also reported, without a bound --------------------------------------------------------------


def besides(played: Sequence[SpokenCall]) -> list[tuple[str, float]]:
    """Pleas, what callers ask, what they tell unasked, and what we do about it."""
    mine = [each for call in played for each in call.of(CALLER)]
    theirs = [each for call in played for each in call.of(HANDLER)]
    waits = []
    for call in played:
        for turn, later in pairwise(call.turns):
            if turn.role is CALLER and _asks_how_long(turn) and later.role is HANDLER:
                waits.append(later.at - turn.ends)
    asks = sum(_asks_how_long(each) for each in mine)
    unasked = _unasked(played)
    told = share(theirs, lambda t: _sent(t) and "?" in t.words)
    calm = [t for t in theirs if "calm down" in t.words.lower()]
    texts = [
        (reply.at - text.at) / 1000
        for call in played
        for text, reply in pairwise([e for e in call.log if isinstance(e.body, do.SendText)])
        if text.actor is HANDLER and reply.actor is CALLER
    ]
    return [
        ("pleas, of the caller's turns (F27: .07)", share(mine, _pleads)),
        ("asks back, of 100 turns (F26: 3 to 8)", 100 * asks / max(len(mine), 1)),
        ("- seconds to our answer, median (F26: under 10)", median(waits or [0]) / 1000),
        ("told unasked, in a call (F21: 3.6)", unasked / max(len(played), 1)),
        ('"calm down" alone (H5: never)', sum(t.count <= 3 for t in calm)),
        ("help is told in the same breath as a question (H3: .10)", told),
        (f"{TEXT_REPLY}, seconds, median (45)", median(texts or [0])),
    ]


def _asks_how_long(turn: SpokenTurn) -> bool:
    return any(
        topic in (StatementTopic.HOW_LONG, StatementTopic.ARE_YOU_THERE)
        for body in turn.bodies
        for topic, _ in getattr(body, "means", ())
    )


def _pleads(turn: SpokenTurn) -> bool:
    return any(word.lower() in PLEAS for word in turn.tokens)


def _sent(turn: SpokenTurn) -> bool:
    return any(getattr(body, "intent", None) is Intent.OFFICERS_SENT for body in turn.bodies)


def _unasked(played: Sequence[SpokenCall]) -> int:
    return sum(
        1
        for call in played
        for turn, later in pairwise(call.turns)
        if later.role is CALLER
        and later.intent is Intent.SPEAKS
        and any(getattr(body, "means", ()) for body in later.bodies)
        and not any(isinstance(body, do.Ask) for body in turn.bodies)
    )


def report(kind: str, seeds: Iterable[int]) -> list[SpokenCall]:
    """Print the figures of one kind of callers."""
    played = list(calls(kind, seeds))
    turns = sum(len(call.of(CALLER)) for call in played)
    people = len({call.name for call in played})
    print(f"\n{kind}: {len(played)} calls of {people} callers, {turns} turns of theirs")
    bounds = kind in BOUND
    for each in figures(played):
        low = "" if each.least is None else f"{each.least:g}"
        high = "" if each.most is None else f"{each.most:g}"
        mark = ("hard" if each.hard else "soft") + ("" if each.mine else ", ours")
        verdict = ("" if each.holds else "  <- out of it") if bounds else ""
        bound = f"{low:>5} to {high:<5} {mark:<10}{verdict}" if bounds else ""
        print(f"  {each.id:<4} {each.what:<38} {each.value:8.2f}   {bound}".rstrip())
    for what, value in besides(played):
        print(f"       {what:<56} {value:8.2f}")
    return played


def main() -> int:
    """Print the figures of free callers, of hidden ones and of children."""
    seeds = range(int(sys.argv[1]) if len(sys.argv) > 1 else 4)
    free = [report(kind, seeds) for kind in BOUND]
    for kind in ("hidden", "children", "shipped children"):
        report(kind, seeds)
    found = (each for played in free for each in figures(played))
    return 0 if all(each.holds for each in found if each.hard and each.mine) else 1


if __name__ == "__main__":
    sys.exit(main())
