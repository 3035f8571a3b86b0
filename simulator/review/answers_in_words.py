"""What an answer meant, where its sign alone could be misread.

Two taps after "Can anyone hear you?" say that nobody can. A transcript says so beside the sign.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Role, Sign, Topic, YesMeans

_ASKS = (Role.CALL_HANDLER, Role.FIRST_HANDLER)
_YES_OR_NO = {Intent.SAYS_YES: True, Intent.SAYS_NO: False}


class GivenAnswer(NamedTuple):
    """An answer of the caller, with what was asked."""

    seq: int
    topic: Topic
    way: YesMeans
    yes: bool
    """Whether it says yes to the words of the question."""


def meanings(log: Iterable[Entry]) -> dict[int, str]:
    """Return what answers meant, by their `seq`: those to a question that didn't ask forward."""
    found = ((each.seq, _meant(each.topic, each.way, yes=each.yes)) for each in answers(log))
    return {seq: meant for seq, meant in found if meant}


def answers(log: Iterable[Entry]) -> Iterator[GivenAnswer]:
    """Yield each yes and no of the caller to a question about one thing, in order.

    A sign that is given again is a new answer: a second tap may make a yes a no.
    """
    asked: do.Ask | do.SendText | None = None
    code: do.Code | None = None
    sign, times = Sign.SILENCE, 0
    for entry in log:
        body = entry.body
        if entry.actor in _ASKS and isinstance(body, (*do.SPOKEN, do.SendText)):
            question = body if isinstance(body, do.Ask | do.SendText) else None
            asked = question if question is not None and len(question.about) == 1 else None
            code = body.code if isinstance(body, do.SetCode) else code
            sign, times = Sign.SILENCE, 0
        elif entry.actor is Role.CALLER and asked is not None:
            made = do.sign_of(body)
            if made in do.COUNTED_SIGNS:
                times = getattr(body, "times", 1) + (times if made is sign else 0)
                sign = made
            yes = _said_yes(body, code, do.AnswerSign(sign, times))
            (topic,) = asked.about
            if yes is not None:
                yield GivenAnswer(entry.seq, topic, asked.direction(topic), yes)


def _said_yes(body: object, code: do.Code | None, given: do.AnswerSign) -> bool | None:
    """Return whether an act of the caller says yes; None if it says neither yes nor no."""
    match body:
        case do.Say(intent):
            return _YES_OR_NO.get(intent)
        case do.SendText(words):
            return do.texted_yes(words)
        case _ if code is not None and do.sign_of(body) is given.sign:
            return {code.yes: True, code.no: False}.get(given)
    return None


def _meant(topic: Topic, way: YesMeans, *, yes: bool) -> str:
    said = "yes" if yes else "no"
    if way is YesMeans.NOT_SO:
        return f"{said}: {'not ' if yes else ''}{topic.label}"
    return f"{said}: not seen, not known" if way is YesMeans.SEEN and not yes else ""
