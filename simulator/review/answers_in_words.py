"""What an answer meant, where its sign alone could be misread.

Two taps after "Can anyone hear you?" say that nobody can. A transcript says so beside the sign.
"""

from collections.abc import Iterable, Iterator

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Role, Sign, Topic, YesMeans

_ASKS = (Role.CALL_HANDLER, Role.FIRST_HANDLER)
_YES_OR_NO = {Intent.SAYS_YES: True, Intent.SAYS_NO: False}


def meanings(log: Iterable[Entry]) -> dict[int, str]:
    """Return what answers meant, by their `seq`: those to a question that didn't ask forward."""
    return dict(_meanings(log))


def _meanings(log: Iterable[Entry]) -> Iterator[tuple[int, str]]:
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
            if yes is not None and (meant := _meant(topic, asked.direction(topic), yes=yes)):
                yield entry.seq, meant


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
