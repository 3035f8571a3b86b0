"""The debrief as JSON with stable keys, for other programs. Instants are whole milliseconds."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from simulator import BANNER
from simulator.debrief.assess.caller_review import StageSpan
from simulator.debrief.assess.debrief import CallDebrief, Debrief, SeatDebrief
from simulator.debrief.assess.findings import Finding
from simulator.debrief.assess.moments import Moment, TurningPoint
from simulator.debrief.render.first_page import NextTime, Strength, first_page
from simulator.debrief.render.outline import ENDORSED
from simulator.review.timeline import Timeline

FORMAT = 1


def render(debrief: Debrief, *, full: bool = True, facilitator: bool = False) -> str:
    """Return the debrief as one indented JSON object, always in full: its keys are a contract."""
    del full
    return json.dumps(as_object(debrief, facilitator=facilitator), indent=2) + "\n"


def as_object(debrief: Debrief, *, facilitator: bool = False) -> dict[str, Any]:
    """Return the debrief as plain values. Format 1 only gains keys, never loses one."""
    return {
        "format": FORMAT,
        "kind": "debrief",
        "banner": BANNER,
        "endorsed": ENDORSED,
        "scenario": debrief.scenario,
        "title": debrief.title,
        "profile": debrief.profile,
        "force": debrief.force,
        "seed": debrief.seed,
        "seats": [role.value for role in debrief.seats],
        "calls": [_call(call) for call in debrief.calls],
        "parts": [_part(part) for part in debrief.parts],
        "findings": [_state(f, part) for part in debrief.parts for f in part.findings],
        "first_page": _first_page(debrief),
        "caller": [_stage(span) for span in debrief.caller],
        "moments": [_compared(moment) for moment in debrief.moments],
        "turning_points": [_turning(point) for point in debrief.turning],
        "not_on_record": [
            {"role": gap.role, "text": gap.text, "moments": [m._asdict() for m in gap.moments]}
            for gap in debrief.gaps
        ],
        "ears": [
            {"role": ears.role, "lines": [line._asdict() for line in ears.lines]}
            for ears in debrief.ears
        ],
        "questions": list(debrief.questions),
        "written_for": debrief.written_for,
        "facilitator": "\n\n".join(debrief.facilitator) or None if facilitator else None,
        "sources": dict(sorted(debrief.sources.items())),
        "own_view": list(debrief.own_view),
    }


def _first_page(debrief: Debrief) -> dict[str, Any]:
    page = first_page(debrief)
    return {
        "ended": page.ended,
        "strengths": [_at_moment(each) for each in page.strengths],
        "next": [_at_moment(each) for each in page.next_steps],
        "question": page.question,
    }


def _at_moment(each: Strength | NextTime) -> dict[str, Any]:
    return {"at": each.moment.at, "seq": each.moment.seq, **_without(each._asdict(), "moment")}


def _call(call: CallDebrief) -> dict[str, Any]:
    ending = call.ending
    return {
        "number": call.number,
        "line": call.line,
        "outcome": ending.outcome.value if ending else None,
        "decided_by": ending.row if ending else None,
        "decided_at": ending.seq if ending else None,
        "notes": [note._asdict() for note in call.notes],
        "timings": _without(asdict(call.timings), "call"),
        "timeline": _timeline(call.timeline),
    }


def _timeline(timeline: Timeline) -> dict[str, Any]:
    return {
        "start": timeline.start,
        "end": timeline.end,
        "lanes": [
            {"name": lane.name, "items": [_without(i._asdict(), "short") for i in lane.items]}
            for lane in timeline.lanes
        ],
    }


def _part(part: SeatDebrief) -> dict[str, Any]:
    return {
        "role": part.role.value,
        "title": part.title,
        "seen": len(part.strengths),
        "came_up": part.came_up,
        "findings": [_finding(finding) for finding in part.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    criterion = finding.criterion
    return {
        "criterion": criterion.id,
        "basis": criterion.basis,
        "says": criterion.says,
        "judgement": finding.judgement.value,
        "weight": criterion.weight.value,
        "why": criterion.why,
        "because": finding.because,
        "grounds": [ground.value for ground in criterion.grounds],
        "sources": list(criterion.sources),
        "assumption": criterion.assumption,
        "evidence": [moment._asdict() for moment in finding.evidence],
    }


def _state(finding: Finding, part: SeatDebrief) -> dict[str, Any]:
    """Return a finding in short, for tests: its details are in `parts`."""
    moment = finding.moment_in(part.role)
    return {
        "id": finding.criterion.id,
        "role": part.role.value,
        "state": finding.judgement.value,
        "evidence": [shown.seq for shown in finding.evidence],
        "at": moment.at if moment else None,
    }


def _stage(span: StageSpan) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "where": span.where,
        "told": [moment._asdict() for moment in span.heard],
        "did": [
            {**did.moment._asdict(), "came_of_it": did.came_of_it, "sources": list(did.sources)}
            for did in span.did
        ],
        "counted": span.counted.what,
        "why": span.counted.why,
        "sources": list(span.counted.sources),
    }


def _compared(moment: Moment) -> dict[str, Any]:
    return {
        "call": moment.call,
        "role": moment.role.value,
        "at": moment.at,
        "seq": moment.shown.seq,
        "stake": moment.stake.value,
        "heard": moment.heard._asdict() if moment.heard else None,
        "did": moment.did,
        "late": moment.late,
        "instead": moment.instead,
        "line": moment.line,
        "why": moment.why,
        "sources": list(moment.sources),
        "row": moment.row,
        "known": list(moment.known),
        "times": moment.times,
    }


def _turning(point: TurningPoint) -> dict[str, Any]:
    moment = point.moment
    way = {"words": moment.to_do, "by": moment.role.value, "rows": [moment.row]}
    return {
        "call": moment.call,
        "role": moment.role.value,
        **moment.shown._asdict(),
        "acted": moment.acted is not None,
        "gain": point.gain.value,
        "outcome": point.outcome.value if point.outcome else None,
        "sooner": point.sooner,
        "last": point.last,
        "why": moment.why,
        "by_procedure": True,
        "way": [way],
    }


def _without(held: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in held.items() if name != key}
