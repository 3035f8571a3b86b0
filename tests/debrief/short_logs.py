"""Short logs written as lines: when, who, and what, as in ``12 ch ask weapon; 16 ca tap``.

Instants are seconds since the seat answered; every utterance ends two seconds after it began. In
``ask weapon form=open`` or ``say eta "Nine minutes."`` the fields of an act have their file names.
"""

import shlex
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.log import Body, CallBegan, Entry
from simulator.core.statements import Stated, StatementTopic
from simulator.core.terms import LineKind, Role

ROLES = {
    "ch": Role.CALL_HANDLER,
    "op": Role.OPERATOR,
    "fh": Role.FIRST_HANDLER,
    "ca": Role.CALLER,
    "ot": Role.OTHER_PERSON,
    "ro": Role.ROOM,
    "ne": Role.NETWORK,
    "sy": Role.SYSTEMS,
    "of": Role.OFFICERS,
    "xf": Role.OTHER_FORCE,
    "re": Role.RECORDING,
    "su": Role.SUPERVISOR,
    "am": Role.AMBULANCE_CONTROL,
    "fi": Role.FIRE_CONTROL,
}
STARTS = {
    Role.CALL_HANDLER: "-5 ne stage connecting_police; 0 ch answer; 0 ne stage with_call_handler; "
    "0 sy incident open",
    Role.OPERATOR: "-2 ne stage dialled; 0 op answer; 0 ne stage with_operator",
}
BEGINS = 10_000
"""The instant (ms) of second 0."""
LASTS = 2_000


def log(text: str, seat: Role, line: LineKind = LineKind.MOBILE) -> list[Entry]:
    """Return a log of a seat. A text that starts with ``bare`` has no beginning of its own."""
    bare, text = text.startswith("bare"), text.removeprefix("bare")
    begun = (0, Role.NETWORK, CallBegan(1, line))
    whole = text if bare else f"{STARTS[seat]};{text}"
    steps = [_step(part) for part in whole.split(";") if part.strip()]
    timed: list[tuple[int, Role, Body]] = [begun]
    for at, who, body in steps:
        timed.append((at, who, body))
        if isinstance(body, do.SPOKEN):
            timed.append((at + LASTS, who, do.Finish(getattr(body, "intent", None))))
    timed.sort(key=lambda step: step[0])
    entries: list[Entry] = []
    for at, who, body in timed:
        actor = Role.ROOM if who is Role.OTHER_PERSON else who
        entries.append(Entry(len(entries), at, actor, who, body))
    return entries


def written(text: str, line: LineKind = LineKind.MOBILE) -> list[Entry]:
    """Return a log whose seconds count from the beginning of the call; no utterance ends itself."""
    begun: tuple[int, Role, Body] = (0, Role.NETWORK, CallBegan(1, line))
    parts = (part.strip().partition(" ") for part in text.split(";") if part.strip())
    timed = [(round(float(when) * 1_000), *body(words)) for when, _, words in parts]
    return [
        Entry(seq, at, Role.ROOM if who is Role.OTHER_PERSON else who, who, done)
        for seq, (at, who, done) in enumerate([begun, *timed])
    ]


def _step(text: str) -> tuple[int, Role, Body]:
    when, _, words = text.strip().partition(" ")
    return int(float(when) * 1000) + BEGINS, *body(words)


def body(text: str) -> tuple[Role, Body]:
    """Return who does what: ``ca tap 2``."""
    who, kind, *words = shlex.split(text)
    named = dict(word.split("=", 1) for word in words if "=" in word and " " not in word)
    placed = [word for word in words if not ("=" in word and " " not in word)]
    return ROLES[who], _BODIES[kind](placed, named)


def act(text: str) -> tuple[Role, do.Action]:
    """Return who does what act."""
    who, done = body(text)
    assert isinstance(done, do.Action)
    return who, done


Words = Sequence[str]
Named = Mapping[str, str]


def _list(of: type[Any], text: str) -> tuple[Any, ...]:
    return tuple(of(word) for word in text.split(",") if word)


def _text(words: Words, place: int) -> str:
    return words[place] if len(words) > place else ""


def _say(words: Words, named: Named) -> Body:
    manner = terms.Manner(named.get("manner", "aloud"))
    purpose = named.get("purpose", "")
    intent = terms.Intent(words[0])
    via = terms.Via(named["via"]) if "via" in named else None
    return do.Say(intent, _text(words, 1), manner, purpose=purpose, means=_means(named), via=via)


def _means(named: Named, key: str = "means") -> Stated:
    """What words state: ``means=knife,-gun``."""
    said = filter(None, named.get(key, "").split(","))
    return tuple((StatementTopic(each.lstrip("-")), each[0] != "-") for each in said)


def _ask(words: Words, named: Named) -> Body:
    form = terms.QuestionForm(named.get("form", "closed"))
    means = _list(terms.YesMeans, named.get("yes_means", ""))
    return do.Ask(_list(terms.Topic, words[0]), form, _text(words, 1), means)


def _code(words: Words, _named: Named) -> Body:
    """One of a sign for yes and two for no, or another sign for no."""
    yes, no = terms.Sign(words[0]), terms.Sign(words[-1])
    return do.SetCode(do.Code(do.AnswerSign(yes), do.AnswerSign(no, 2 if yes is no else 1)))


def _brief(words: Words, named: Named) -> Body:
    return do.BriefOfficers(
        _list(terms.Topic, named.get("yes", "")),
        _list(terms.Topic, named.get("no", "")),
        _list(terms.Marker, named.get("markers", "")),
        _list(terms.Reported, named.get("heard", "")),
        _list(terms.LocationSource, named.get("loc", "")),
        text=_text(words, 0),
        unknown=_list(terms.Topic, named.get("unknown", "")),
        means=_means(named),
        their_word=_means(named, "their_word"),
    )


def _located(words: Words, named: Named) -> Body:
    radius = int(words[2]) if len(words) > 2 else None
    return do.DeliverLocation(
        terms.LocationSource(words[0]), words[1], radius, named.get("area", "")
    )


def _result(_words: Words, named: Named) -> Body:
    markers = _list(terms.Marker, named.get("markers", ""))
    return do.GiveResult(markers, (), named.get("address", ""), named.get("found", "yes") == "yes")


def _unit(words: Words, _named: Named) -> Body:
    minutes = int(words[1]) if len(words) > 1 else None
    status = terms.UnitStatus(words[0])
    return do.UnitReport(status, "" if status is terms.UnitStatus.NO_UNIT else "S1", minutes)


R, LS = terms.Reason, terms.LocationSource
_BODIES: Mapping[str, Callable[[Words, Named], Body]] = {
    "say": _say,
    "ask": _ask,
    "code": _code,
    "brief": _brief,
    "loc": _located,
    "result": _result,
    "unit": _unit,
    "ways": lambda w, _: do.OfferWays(_list(terms.Sign, w[0])),
    "note": lambda w, named: do.Note(
        terms.NoteKind(w[0]), int(named["about"]) if "about" in named else None, text=_text(w, 1)
    ),
    "thrive": lambda w, _: do.Thrive(terms.Heading(w[0]), _text(w, 1)),
    "read": lambda w, _: do.ReadLocation(LS(w[0])),
    "search": lambda *_: do.Search(),
    "grade": lambda w, _: do.SetGrade(w[0], R(w[1])),
    "deploy": lambda w, _: do.Deploy(R(w[0] if w else "doubt")),
    "bring": lambda w, named: do.BringIn(
        terms.Service(w[0]),
        _text(w, 1),
        _means(named),
        answers=_list(terms.ServiceNeed, named.get("answers", "")),
        not_known=_list(terms.ServiceNeed, named.get("not_known", "")),
    ),
    "withhold": lambda w, _: do.Withhold(terms.Intent(w[0]), R.MAY_ALERT_OTHERS),
    "call_back": lambda *_: do.CallBack(R.DOUBT),
    "not_rung": lambda *_: do.DecideAgainstCallback(R.MAY_ALERT_OTHERS),
    "trace": lambda w, _: do.StartTrace(terms.Trace(w[0] if w else "phone"), R.DOUBT),
    "offer": lambda *_: do.OfferIncident("another"),
    "accept": lambda *_: do.AcceptIncident(),
    "decide": lambda w, _: do.Decide(terms.SupervisorDecision[w[0].upper()]),
    "close": lambda w, _: do.Close(R(w[0])),
    "end": lambda w, _: do.EndCall(R(w[0])),
    "text": lambda w, named: do.SendText(
        _text(w, 0),
        _means(named),
        about=_list(terms.Topic, named.get("about", "")),
        news=terms.Intent(named["news"]) if "news" in named else None,
    ),
    "tap": lambda w, _: do.Tap(int(_text(w, 0) or 1)),
    "cough": lambda w, _: do.Cough(int(_text(w, 0) or 1)),
    "press": lambda w, _: do.Press(_text(w, 0)),
    "dial": lambda *_: do.Dial(),
    "stay_silent": lambda *_: do.StaySilent(),
    "lift": lambda *_: do.Lift(),
    "sound": lambda w, _: do.Make(terms.Sound(w[0])),
    "hang_up": lambda *_: do.HangUp(),
    "take_phone": lambda *_: do.TakePhone(),
    "give_back": lambda *_: do.GiveBack(),
    "lose": lambda w, _: do.LoseLine(terms.LossCause(w[0])),
    "answer": lambda *_: do.Answer(),
    "leave": lambda *_: do.Leave(),
    "arrive": lambda *_: do.Arrive(),
    "asks": lambda w, _: do.OfficersAsk(terms.Topic(w[0])),
    "needs": lambda w, _: do.ServiceAsks(terms.Service.AMBULANCE, terms.ServiceNeed(w[0])),
    "reports": lambda w, _: do.ServiceReport(
        terms.Service.AMBULANCE, terms.ServiceStatus(w[0]), int(w[1]) if w[1:] else None
    ),
    "advises": lambda w, _: do.ServiceReport(
        terms.Service.AMBULANCE, terms.ServiceStatus.GIVES_ADVICE, text=w[0]
    ),
    "connect": lambda w, _: do.Connect(terms.Service(w[0]), R(w[1] if len(w) > 1 else "judgement")),
    "recording": lambda w, _: do.SendToRecording(R(w[0] if w else "no_response")),
    "hand_over": lambda w, named: do.HandOver(_list(terms.Reported, w[0]), means=_means(named)),
    "pass_on": lambda w, _: do.PassOn(R(w[0])),
    "pass_details": lambda w, _: do.PassDetails(_list(terms.Reported, w[0]), R.LINE_CUT),
    "call": lambda *_: CallBegan(2, LineKind.MOBILE),
    "finish": lambda *_: do.Finish(),
    "began": lambda w, _: CallBegan(int(w[0]), LineKind(w[1])),
    "played": lambda w, _: out.LinePlayed(terms.Intent(w[0]), "-"),
    "units": lambda *_: do.ListUnits(()),
    "no_effect": lambda w, _: out.NoEffect(w[0], "-"),
    "callback_failed": lambda *_: out.CallbackFailed("nobody answered", "-"),
    "stage": lambda w, _: out.StageEntered(terms.LineStage(w[0]), _text(w, 1) or "-"),
    "incident": lambda w, _: out.IncidentMoved(terms.IncidentStage(w[0]), _text(w, 1) or "-"),
    "ended": lambda w, _: out.CallEnded(terms.Outcome(w[0])),
    "starts": lambda w, _: out.TimerStarted(terms.Timer(w[0]), int(w[1]), "-"),
    "fires": lambda w, _: out.TimerFired(terms.Timer(w[0])),
    "recognised": lambda w, _: out.SignalRecognised(terms.Recognised(w[0]), "-"),
}
