"""The ending of a call: its outcome, and the row of the flow that decided it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.describe import describe_entry
from simulator.core.flow import AGAIN, UK
from simulator.core.instant import clock, minutes
from simulator.core.log import CallBegan, CallEnded, Entry, IncidentMoved, NoEffect, StageEntered
from simulator.core.statements import StatementTopic
from simulator.core.table import Row
from simulator.core.terms import HowItEnds, Outcome, Reason, Role, Service

_TABLES = (AGAIN.line, AGAIN.incident, UK.line, UK.incident)
ROWS: dict[str, Row[Any]] = {row.id: row for table in _TABLES for row in table.rows}
"""Every row of the flow by its id; an old log may have ids that it no longer has."""
_DECIDES: dict[Any, Outcome] = {
    **UK.line_ends,
    **{at: end for at, end in UK.incident_ends.items() if end is not Outcome.DEPLOYED},
    terms.IncidentStage.DEPLOYED: Outcome.DEPLOYED,
}
"""The outcome that a stage decides. Sending officers does; closing the incident later doesn't."""


class Ending(NamedTuple):
    """The outcome of one call, and why."""

    outcome: Outcome
    sentence: str
    """How it ended, in words for a reader who knows nothing of our procedure."""
    seq: int
    """The `seq` of the entry that decided it."""
    row: str
    """The id of the row that decided it."""
    says: str
    """The sentence of the row."""
    because: str
    """The source codes of the row, or its assumption."""
    given: Reason | None = None
    """The reason given with the deciding act; None if it has none."""


def endings(log: Sequence[Entry]) -> tuple[Ending, ...]:
    """Return the ending of each finished call of a log; one of the calls of one incident."""
    found: list[Ending] = []
    began = 0
    for place, entry in enumerate(log):
        if isinstance(entry.body, CallBegan) and entry.body.during is None:
            began = place
        elif isinstance(entry.body, CallEnded):
            found.append(_ending(log[began : place + 1], entry.body.outcome))
    return tuple(found)


def codes_of(because: str) -> tuple[str, ...]:
    """Return the source codes in the `because` of a row; empty for an assumption."""
    return () if because.startswith("assumption") else tuple(because.partition(";")[0].split())


def _ending(call: Sequence[Entry], outcome: Outcome) -> Ending:
    """Return the ending of a call: the last stage entered that has this outcome decided it."""
    sentence = _sentence(call, outcome)
    for entry in reversed(call):
        body = entry.body
        if isinstance(body, StageEntered | IncidentMoved) and _DECIDES.get(body.stage) is outcome:
            rule = ROWS.get(body.row)
            says, because = (rule.says, rule.because) if rule else ("", "")
            given = next((e.body for e in call if e.seq == entry.cause), None)
            reason = getattr(given, "reason", None)
            return Ending(outcome, sentence, entry.seq, body.row, says, because, reason)
    return Ending(outcome, sentence, call[-1].seq, "", "", "")


_SENTENCES = {
    Outcome.NOT_CONNECTED: "The phone reached no network, so nobody heard the call.",
    Outcome.ABANDONED: "The line went dead at {end}. No police force heard of the call.",
    Outcome.ENDED_BY_OPERATOR: (
        "The 999 operator ended the call at {end}. No police force heard of it."
    ),
    Outcome.CONFIRMED_MISTAKE: (
        "The call was taken for a mistake, and the 999 operator ended it at {end}."
    ),
    Outcome.NO_RESPONSE_TO_RECORDING: (
        "A recorded message asked for a sign and ended the call at {end}. No police force heard of "
        "it."
    ),
    Outcome.ENDED_BY_FIRST_HANDLER: (
        "A police call handler ended the call at {end} and did not pass it on."
    ),
    Outcome.CONNECTED_TO_OTHER_SERVICE: "The call was put through to {service} at {end}.",
    Outcome.CLOSED_WITHOUT_DEPLOYMENT: "Police closed the call at {end} and sent nobody.",
    Outcome.HANDED_TO_OTHER_FORCE: "Another police force took the call over at {end}.",
}


_SERVICES = {
    Service.AMBULANCE: "the ambulance service",
    Service.FIRE: "the fire service",
    Service.COASTGUARD: "the coastguard",
}


_FOUND: dict[HowItEnds | None, str] = {
    HowItEnds.REFUSED_AT_DOOR: (
        "Another person turned officers away at the door. Officers saw the caller alone at {at}."
    ),
    HowItEnds.WRONG_ADDRESS: "Officers were at another door first, and found the caller at {at}.",
    HowItEnds.FOUND_SAFE: "Officers found the caller at {at}, not hurt.",
    HowItEnds.FOUND_HURT: "Officers found the caller at {at}, hurt or ill.",
    HowItEnds.FALSE_ALARM: "Officers saw everyone apart at {at}: it was a false alarm.",
    HowItEnds.HAS_GONE: "Officers found the caller at {at}. The other person had gone.",
    HowItEnds.LOST_AND_FOUND: "Officers found the caller at {at}, long after the line was lost.",
    HowItEnds.CHANGES_MIND: (
        "At the door the other person stayed beside the caller. Officers saw the caller alone at "
        "{at}."
    ),
    HowItEnds.ARREST: "Officers found the caller at {at} and arrested another person.",
    HowItEnds.CONFLICTING_ACCOUNTS: (
        "Officers found the caller at {at}. Two people said different things, and each was seen "
        "alone."
    ),
    HowItEnds.DELAYED_FOR_HOURS: "Nobody was free for {long}. Officers saw the caller at {at}.",
}
"""How officers found the caller."""
_FIRST: dict[HowItEnds | None, str] = {
    HowItEnds.REFUSED_AT_DOOR: "Another person turned officers away at the door.",
    HowItEnds.WRONG_ADDRESS: "Officers were at another door first.",
}
"""What they met before that."""


def how_it_ends(call: Sequence[Entry]) -> HowItEnds | None:
    """Return what became of the caller, as officers reported it last; None if nobody can know.

    Where police sent nobody it is whether they rang back and settled it, or only checked.
    """
    finds = [report.finds for report in _reports(call) if report.finds is not None]
    ends = [each.body.outcome for each in call if isinstance(each.body, CallEnded)]
    if finds or ends[-1:] != [Outcome.CLOSED_WITHOUT_DEPLOYMENT]:
        return finds[-1] if finds else None
    rung = any(isinstance(e.body, do.Answer) and e.actor is Role.CALLER for e in call)
    return HowItEnds.RUNG_BACK_SETTLED if rung else HowItEnds.NOBODY_SENT


def _reports(call: Sequence[Entry]) -> Iterator[do.UnitReport]:
    return (each.body for each in call if isinstance(each.body, do.UnitReport))


def _sentence(call: Sequence[Entry], outcome: Outcome) -> str:
    if outcome is Outcome.DEPLOYED:
        return _after_deployment(call)
    put_through = (e.body.service for e in reversed(call) if isinstance(e.body, do.Connect))
    service = next((_SERVICES.get(each, "police") for each in put_through), "another service")
    return _SENTENCES[outcome].format(end=minutes(call[-1].at), service=service)


def _after_deployment(call: Sequence[Entry]) -> str:
    """Say how far the officers came: the last thing that they reported of the caller."""
    reported = {e.body.status: e.at for e in call if isinstance(e.body, do.UnitReport)}
    finds = how_it_ends(call)
    if terms.UnitStatus.FOUND in reported:
        at = minutes(reported[terms.UnitStatus.FOUND])
        says = _FOUND.get(finds, "Officers found the caller at {at}.")
        if finds is HowItEnds.FOUND_HURT and _is_of_another(call):
            says = "Officers found the caller at {at}, with the person who was hurt or ill."
        says = says.format(at=at, long=_how_long(call))
        first = _FIRST.get(next((r.finds for r in _reports(call) if r.finds), None), "")
        return f"{first} {says}" if first and finds not in _FIRST else says
    if terms.UnitStatus.NOT_FOUND in reported:
        left = any(isinstance(e.body, do.LeaveOpen) for e in call)
        stays = " The incident was left open for the next shift." if left else ""
        return f"Officers went to the place and did not find the caller.{stays}"
    there = next((e.at for e in call if isinstance(e.body, do.Arrive)), None)
    if there is not None:
        return f"Officers were at the door at {minutes(there)}. They had not yet found the caller."
    # A flow with a mistake may end so without that act: its proof reads this as well.
    sent = next((f" at {minutes(e.at)}" for e in call if isinstance(e.body, do.Deploy)), "")
    rang_off = next(
        (e for e in call if isinstance(e.body, do.EndCall) and e.actor is Role.CALL_HANDLER), None
    )
    if rang_off is not None:
        at = minutes(rang_off.at)
        return f"Officers were sent{sent}. The call handler rang off at {at}, before they arrived."
    return f"Officers were sent{sent}. The call ended before they arrived."


def _is_of_another(call: Sequence[Entry]) -> bool:
    """Whether the caller rang for another person: a child does, or one who says so."""
    said = {
        topic
        for entry in call
        if entry.actor is Role.CALLER and isinstance(entry.body, do.Say)
        for topic, so in entry.body.means
        if so
    }
    return not said.isdisjoint({StatementTopic.OF_ANOTHER, StatementTopic.CHILD_SPEAKS})


def _how_long(call: Sequence[Entry]) -> str:
    """Return how long nobody was free, as officers said it."""
    said = (each.minutes for each in _reports(call) if each.status is terms.UnitStatus.NO_UNIT)
    longest = max((each for each in said if each is not None), default=None)
    return "hours" if longest is None else f"about {longest} minutes"


def why_it_ended(log: Sequence[Entry], wanted: Outcome | None = None) -> str:
    """Return in one line what decided the last call, and what was missing for a better end.

    For another outcome that was `wanted`: what it needs, and the entry that came nearest to it.
    """
    calls = [
        index
        for index, entry in enumerate(log)
        if isinstance(entry.body, CallBegan) and entry.body.during is None
    ]
    call = log[calls[-1] :]
    if not isinstance(call[-1].body, CallEnded):
        return f"the call has not ended; its last entry is at {clock(call[-1].at)}"
    ending = _ending(call, call[-1].body.outcome)
    decided = next(entry for entry in call if entry.seq == ending.seq)
    row = f" (row {ending.row})" if wanted and ending.row else ""
    reason = f", reason: {ending.given.label}" if ending.given else ""
    parts = [f"{clock(decided.at)} {_clause(ending.says)}{row}{reason}", *_missing(call, ending)]
    if wanted and wanted is not ending.outcome:
        parts += _needed(call[: call.index(decided)], wanted)
    return "; ".join(parts)


def _clause(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:].rstrip(".")


def _needed(call: Sequence[Entry], wanted: Outcome) -> Iterator[str]:
    """Yield what an outcome needs, and the entry of a call up to its end that came nearest to it.

    That is the last stage from which a row leads there, else the last act without effect, else the
    last stage of all.
    """
    # A closed incident that is opened again is not the usual way.
    rows = [
        row
        for row in ROWS.values()
        if row.to and _DECIDES.get(row.to) is wanted and not {*row.at} <= {*UK.incident_ends}
    ]
    others = f", or one of {len(rows) - 2} more rows" if rows[2:] else ""
    needs = " or ".join(f"{_clause(row.says)} (row {row.id})" for row in rows[:2])
    yield f"{wanted} needs: {needs}{others}"
    from_here = {stage for row in rows for stage in row.at}
    stages = [each for each in call if isinstance(each.body, StageEntered | IncidentMoved)]
    near = [each for each in stages if getattr(each.body, "stage", None) in from_here]
    near = near or [each for each in call if isinstance(each.body, NoEffect)] or stages
    if near:
        yield f"the nearest was {clock(near[-1].at)} {describe_entry(near[-1].body)}"


def _missing(call: Sequence[Entry], ending: Ending) -> Iterator[str]:
    """Yield what prevented a better end, as far as the log shows it."""
    bodies = [entry.body for entry in call]
    if ending.outcome is Outcome.CLOSED_WITHOUT_DEPLOYMENT:
        located = any(isinstance(body, do.DeliverLocation) for body in bodies)
        if not located and not any(isinstance(b, do.GiveResult) and b.address for b in bodies):
            yield "no place was known to send officers to"
    codes = [body.code for body in bodies if isinstance(body, do.SetCode)]
    signs = {sign: e.at for e in call if e.actor is Role.CALLER and (sign := do.sign_of(e.body))}
    stated = {sign.sign for code in codes for sign in (code.yes, code.no)}
    if codes and signs and stated.isdisjoint(signs):
        gave = ", ".join(sorted(f"{sign.label} at {clock(at)}" for sign, at in signs.items()))
        meant = ", ".join(sorted(sign.label for sign in stated))
        yield f"no sign of the caller ({gave}) fits the code ({meant})"
