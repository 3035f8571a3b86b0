"""What a line may mean in a seat: readings, each with its effect, the safest that fits first.

Letters always go to a line. To whom it speaks is a choice of its own, or its first sign; every
front end shows the readings, and Enter does the first. No reading ends, closes, texts or rings
without the word that confirms it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.core import acts as do
from simulator.core.terms import Intent, Loudness, Role, Topic, Via
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import Stamp
from simulator.knowledge.judgements.reasons import supports
from simulator.seat.addressed import (
    addressed,
    is_of_the_desk,
    is_of_what_was_heard,
    may_give_away,
    speaks_of_caller,
    speaks_to_nobody,
    to_police,
)
from simulator.seat.available_acts import SURE
from simulator.seat.channels import channel_of
from simulator.seat.command_parser import LineChoice, Proposal, propose
from simulator.seat.sentence_acts import SentenceAct, filled, sentence_act, unit_named, without_unit
from simulator.seat.trade_words import TradeWords, reasons_named, trade_words
from simulator.seat.typed_words import ONLY_WORDS, TypedReading
from simulator.seat.view.act_catalogue import ActSpec
from simulator.seat.view.caller_cards import how_loud, near
from simulator.seat.view.effects import LineEffect, act_effect, confirmed_by, effect_in_words, lasts
from simulator.seat.view.handler_cards import heard_near

if TYPE_CHECKING:
    from simulator.seat.seat_view import SeatView

MOST_READINGS = 6
"""Most readings of a line (our choice)."""
_MOST_SAID = 3
"""Most of them that say the words."""


class LineTo(StrEnum):
    """To whom a line speaks, or how a caller says it."""

    CALLER = "caller"
    OFFICERS = "officers"
    POLICE = "police"
    LOG = "log"
    WHISPER = "whisper"
    ALOUD = "aloud"
    TEXT = "text"


class LineAddressee(NamedTuple):
    """One way to address a line, with the sign that begins it."""

    to: LineTo
    label: str
    sign: str = ""


ADDRESSEES: Mapping[Role, tuple[LineAddressee, ...]] = {
    Role.CALLER: (
        LineAddressee(LineTo.WHISPER, "Whisper"),
        LineAddressee(LineTo.ALOUD, "Speak"),
        LineAddressee(LineTo.TEXT, "Text"),
    ),
    Role.OPERATOR: (
        LineAddressee(LineTo.CALLER, "Caller"),
        LineAddressee(LineTo.POLICE, "Police", ">"),
        LineAddressee(LineTo.LOG, "Note", "#"),
    ),
    Role.CALL_HANDLER: (
        LineAddressee(LineTo.CALLER, "Caller"),
        LineAddressee(LineTo.OFFICERS, "Officers", ">"),
        LineAddressee(LineTo.LOG, "Log", "#"),
    ),
}
"""To whom a line can speak in each seat; the first, if nothing else is chosen."""


_WRITES = (LineAddressee(LineTo.TEXT, "Text"),)
_THROUGH = {
    Via.RELAY: (LineAddressee(LineTo.ALOUD, "Relay"),),
    Via.SIGNS: (LineAddressee(LineTo.ALOUD, "Sign"),),
}


def addressees(view: SeatView, role: Role) -> tuple[LineAddressee, ...]:
    """Return to whom a line can speak in a seat of this call."""
    channel = channel_of(view.live, role)
    if channel.message:
        return _WRITES
    return ADDRESSEES[role] if channel.via is None else _THROUGH.get(channel.via, ADDRESSEES[role])


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What is typed before an act that can't be undone, or that reaches a phone."""

    word: str
    supported: tuple[str, ...] = ()
    """Reasons that something perceived supports; said in a coached call alone."""
    unsupported: tuple[str, ...] = ()
    """Reasons that nothing perceived supports; said in a coached call alone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a line."""

    words: str
    """The line that it is a reading of."""
    act: ActSpec
    label: str
    effect: LineEffect
    does: str
    """The effect in words."""
    sure: bool = False
    """Whether the line hardly means another."""
    chosen: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    needs: tuple[str, ...] = ()
    """What is asked for before it is done."""
    confirm: Confirmation | None = None
    disabled_reason: str | None = None
    """None if the act is possible now."""
    understood: tuple[str, ...] = ()
    """What a sentence was understood to say: never whether it is borne out."""
    rest: str = ""
    """What stays in the line: a phone's keys are pressed one by one."""
    overheard: str = ""
    """Who near the caller may hear what is said, as far as this seat knows; empty if nobody."""


class LineReadings(NamedTuple):
    """The readings of a line; without one, the heading says what to do."""

    heading: str
    readings: tuple[Reading, ...] = ()


def read_line(view: SeatView, role: Role, line: str, to: LineTo | None = None) -> LineReadings:
    """Return what a line of `role` means now, as it is addressed."""
    text, ways = line.strip(), addressees(view, role)
    to = next((each.to for each in ways if each.to is to), ways[0].to)
    if text[:1] == ">" and role is not Role.CALLER:
        text, to = text[1:].strip(), ways[1].to
        if not text:
            return LineReadings("Write what they need to know.")
    if to is LineTo.LOG and text and text[0] not in "/?#>":
        text = f"#{text}"
    plain = bool(text) and text[0] not in "/?#"
    if plain and to in (LineTo.OFFICERS, LineTo.POLICE):
        found = [*_by_radio(view, role, text)]
        return LineReadings(found[0].label, tuple(_arranged(view, role, text, found)))
    proposal = propose(view, role, text)
    if not plain or not _has_words(text):
        choices = [_by_sentence(text, each) for each in proposal.choices]
        return LineReadings(
            proposal.heading,
            tuple(
                _reading(view, role, text, each, sure=proposal.surely and place == 0)
                for place, each in enumerate(choices)
            ),
        )
    found = [*_of_words(view, role, text, proposal, to)]
    surely = proposal.surely and found[0] in proposal.choices
    return LineReadings(found[0].label, tuple(_arranged(view, role, text, found, surely)))


def _has_words(text: str) -> bool:
    return any(each.isalpha() for each in text) or (text.isdigit() and bool(text))


def _arranged(
    view: SeatView, role: Role, text: str, found: Iterable[LineChoice], sure: bool = False
) -> Iterator[Reading]:
    """Yield readings of different acts and values, at most as many as a screen has rows for."""
    seen: list[tuple[str, str]] = []
    for each in found:
        mark = (each.act.key, each.label)
        if mark not in seen and len(seen) < MOST_READINGS:
            seen.append(mark)
            yield _reading(view, role, text, each, sure=sure and len(seen) == 1)


def _of_words(
    view: SeatView, role: Role, text: str, proposal: Proposal, to: LineTo
) -> Iterator[LineChoice]:
    """Yield what plain words mean: the work of the desk that they name, words said, a note."""
    if role is Role.CALLER:
        yield from _of_a_caller(view, text, proposal, to)
        return
    units = [each.call_sign for each in view.knowledge[role].facts.units]
    alone = unit_named(text, units) if _is_unit(text) else ""
    named = [TradeWords("deploy", text)] if alone else [*trade_words(role, text)]
    for_others = addressed(text, units) if role is Role.CALL_HANDLER and not named else ()
    if role is Role.OPERATOR and not named:
        on_the_line = Role.CALL_HANDLER in view.knowledge[role].facts.on_line
        report = to_police(text, on_the_line=on_the_line)
        named = [TradeWords("hand_over", report)] if report else []
    named = named or [*for_others]
    acts = [found for each in named if (found := sentence_act(view, role, each)) is not None]
    yield from map(_choice_of, acts[:2])
    if for_others:
        # What it names may not be possible now: a line of the log always is.
        yield from propose(view, role, f"#{text}").choices[:1]
    said = _said(proposal.choices)
    if role is Role.CALL_HANDLER and _is_hardly_for_the_caller(view, text):
        said = [_asked_first(each) for each in said]
    note = propose(view, role, f"#{text}").choices[:1]
    # What speaks of the caller is hardly said to them: the note, which nobody hears, is first.
    unnamed = role is Role.OPERATOR and not named
    of_caller = unnamed and (speaks_of_caller(text) or is_of_what_was_heard(text))
    if unnamed and speaks_to_nobody(text):
        # To whom words are that speak to nobody isn't known: the desk is asked back.
        said = [_asked_always(each) for each in said]
    if of_caller:
        yield from note
    yield from said[:_MOST_SAID]
    if not of_caller:
        yield from note
    yield from said[_MOST_SAID:]


def _is_hardly_for_the_caller(view: SeatView, text: str) -> bool:
    """Whether words that nobody is named for may give a caller away, or are of the desk's work."""
    return is_of_the_desk(text) or (may_give_away(text) and not _is_safe_to_say(view))


def _is_safe_to_say(view: SeatView) -> bool:
    """Whether the caller is known to be alone with the phone."""
    known = view.knowledge[Role.CALL_HANDLER].facts.answer(Topic.ALONE_TO_TALK)
    return known is AnswerState.YES


def _asked_first(choice: LineChoice) -> LineChoice:
    """Return words that name officers to nobody: they are asked back before they are said."""
    speech = choice.chosen.get("speech")
    only = isinstance(speech, TypedReading) and all(
        isinstance(each, do.Say) and each.intent is Intent.OWN_WORDS for each in speech.actions
    )
    return choice._replace(chosen={**choice.chosen, SURE: None}) if only else choice


def _asked_always(choice: LineChoice) -> LineChoice:
    """Return words that are asked back before they are said, however they are understood."""
    return choice._replace(chosen={**choice.chosen, SURE: None})


def _said(choices: Sequence[LineChoice]) -> list[LineChoice]:
    """Return words said in each way, with no purpose among the first: nobody is held to a guess."""
    first, rest = choices[: _MOST_SAID - 1], choices[_MOST_SAID - 1 :]
    only = [each for each in rest if each.label.endswith(ONLY_WORDS)]
    return [*first, *only, *(each for each in rest if each not in only)]


def _is_unit(text: str) -> bool:
    """Whether a line is no more than the name of a unit: a number, with a word before it."""
    words = text.split()
    return len(words) <= 2 and words[-1].isdigit()


def _of_a_caller(view: SeatView, text: str, proposal: Proposal, to: LineTo) -> Iterator[LineChoice]:
    role = Role.CALLER
    if to is LineTo.TEXT:
        offers = view.available_acts(role)
        # Before 999 was written to, what is typed is the message to 999.
        begins = [each for each in offers if each.kind == "dial" and "words" in each.act.asks]
        texts = [each for each in offers if each.kind == "send_text"]
        first = [each for each in begins if each.disabled_reason is None]
        choice = _choice_of(filled(view, role, (first or texts)[0], text))
        if begins:
            # Where nothing else can be done with words, nobody is asked back.
            chosen = {name: value for name, value in choice.chosen.items() if name != SURE}
            yield choice._replace(chosen=chosen)
            return
        yield choice
    named = [each for each in trade_words(role, text) if each.kind != "send_text" or each.rest]
    found = [sentence_act(view, role, each) for each in named]
    acts = [_choice_of(each) for each in found if each is not None]
    # What is written is never whispered instead.
    late = [e for e in acts if e.disabled_reason is not None and e.act.kind != "send_text"]
    yield from (each for each in acts if each not in late)
    aloud = [each for each in proposal.choices if each.act.words[:1] == ("speak",)]
    whispered = [each for each in proposal.choices if each not in aloud]
    both = (aloud, whispered) if to is LineTo.ALOUD else (whispered, aloud)
    for held in both:
        yield from _said(held)[:_MOST_SAID]
    yield from late  # "Ring 999" may be words once the line is open.


def _by_radio(view: SeatView, role: Role, text: str) -> Iterator[LineChoice]:
    """Yield a sentence to the officers, or from an operator to police."""
    units = [each.call_sign for each in view.knowledge[role].facts.units]
    if role is Role.CALL_HANDLER and _is_unit(text) and unit_named(text, units):
        yield from filter(None, [_named(view, role, "deploy", text)])
    kinds = ("brief_officers",) if role is Role.CALL_HANDLER else ("hand_over", "pass_details")
    found = [each for kind in kinds if (each := _named(view, role, kind, text)) is not None]
    yield from sorted(found, key=lambda each: each.disabled_reason is not None)
    if role is Role.CALL_HANDLER:
        yield from propose(view, role, f"#{text}").choices[:1]


def _named(view: SeatView, role: Role, kind: str, text: str) -> LineChoice | None:
    found = sentence_act(view, role, TradeWords(kind, text))
    return None if found is None else _choice_of(found)


def _choice_of(found: SentenceAct) -> LineChoice:
    act, chosen = found.offer.act, dict(found.chosen)
    if lasts(act.kind):
        chosen[SURE] = None  # Words without a sign before them are always asked back.
    said = chosen.get("text") or chosen.get("words")
    named = [each for each in found.understood if not each.startswith('"')]
    labels = [*([f'"{said}"'] if said else []), *named[:3]]
    label = f"{act.label}: {', '.join(map(str, labels))}" if labels else act.label
    return LineChoice(label, act, chosen, found.offer.disabled_reason, understood=found.understood)


def _by_sentence(text: str, choice: LineChoice) -> LineChoice:
    """Return an act by its name with the reason that the rest of its line gives, if it has one."""
    if "reason" not in choice.act.asks or "reason" in choice.chosen or " " not in text:
        return choice
    words = without_unit(text.partition(" ")[2], choice.chosen.get("unit", ""))
    given = reasons_named(words, choice.act.reasons)
    if not given:
        return choice
    label = choice.label.partition(" (not understood")[0]
    joined = f"{label}{', ' if ': ' in label else ': '}{given[0].label}"
    return choice._replace(label=joined, chosen={**choice.chosen, "reason": given[0]})


def _reading(view: SeatView, role: Role, text: str, choice: LineChoice, *, sure: bool) -> Reading:
    act = choice.act
    return Reading(
        words=text,
        act=act,
        label=choice.label,
        effect=act_effect(act.kind),
        does=effect_in_words(role, act),
        sure=sure,
        chosen=MappingProxyType(dict(choice.chosen)),
        needs=_needs(view, role, choice),
        confirm=_confirmation(view, role, choice),
        disabled_reason=choice.disabled_reason,
        understood=choice.understood,
        rest=choice.rest,
        overheard=_overheard(view, role, act),
    )


def _overheard(view: SeatView, role: Role, act: ActSpec) -> str:
    if act_effect(act.kind) is not LineEffect.SAYS:
        return ""
    known = view.knowledge[role]
    if role is not Role.CALLER:
        return "someone near" if heard_near(known) else ""
    if how_loud(act) < Loudness.COUGH:
        return ""
    return ", ".join(near(view.live.script, known.since(Stamp.ANSWERED, view.live.now)))


def _needs(view: SeatView, role: Role, choice: LineChoice) -> tuple[str, ...]:
    if choice.disabled_reason is not None or "speech" in choice.chosen:
        return ()
    open_ = view.parameters(role, choice.act, {**choice.chosen, SURE: True})
    return tuple(each.label for each in open_ if each.only is None)


def _confirmation(view: SeatView, role: Role, choice: LineChoice) -> Confirmation | None:
    act = choice.act
    if not (do.ROWS[act.kind].effect_of(role) or SURE in choice.chosen):
        return None
    word, known = confirmed_by(act.kind), view.knowledge[role]
    if not view.live.setup.coached:
        return Confirmation(word)
    reasons: Sequence[Any] = act.reasons if "reason" in act.asks else ()
    borne = [each for each in reasons if supports(known, act.kind, each)]
    return Confirmation(
        word,
        tuple(each.label for each in borne),
        tuple(each.label for each in reasons if each not in borne),
    )
