"""The debrief as JSON with stable keys, for other programs. Instants are whole milliseconds."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from simulator import BANNER
from simulator.debrief.assess.caller_review import StageSpan
from simulator.debrief.assess.debrief import CallDebrief, Debrief, Moment, SeatDebrief, TurningPoint
from simulator.debrief.assess.findings import Finding
from simulator.debrief.render.first_page import as_shown, first_page
from simulator.debrief.render.outline import ENDORSED
from simulator.debrief.render.page_values import NextTime, Strength

FORMAT = 1


def render(debrief: Debrief, *, full: bool = True, facilitator: bool = False) -> str:
    """Return the debrief as one indented JSON object, always in full: its keys are a contract."""
    del full
    return json.dumps(as_object(debrief, facilitator=facilitator), indent=2) + "\n"


def as_object(debrief: Debrief, *, facilitator: bool = False) -> dict[str, Any]:
    """Return the debrief as plain values. Format 1 only gains keys, never loses one."""
    page = as_shown(first_page(debrief))
    return {
        "format": FORMAT,
        "kind": "debrief",
        "banner": BANNER,
        "endorsed": ENDORSED,
        **_some(debrief, "scenario title profile force seed seats"),
        "first_page": {
            **_some(page, "ended question unjudged hinted to_judge waited settled counted"),
            "strengths": [_at_moment(each) for each in page.strengths],
            "next": [_at_moment(each) for each in page.next_steps],
        },
        "findings": [_state(f, part) for part in debrief.parts for f in part.findings],
        "calls": [_call(call) for call in debrief.calls],
        "parts": [
            {
                **_some(part, "role title came_up hints"),
                "seen": len(part.strengths),
                "findings": [_finding(finding) for finding in part.findings],
            }
            for part in debrief.parts
        ],
        "caller": [_stage(span) for span in debrief.caller],
        "moments": [_compared(moment) for moment in debrief.moments],
        "turning_points": [_turning(point) for point in debrief.turning],
        "facilitator": "\n\n".join(debrief.facilitator) or None if facilitator else None,
        **_some(debrief, "decisions ears questions written_for sources own_view"),
        **({"held": [*debrief.held]} if debrief.held else {}),
    }


def _at_moment(each: Strength | NextTime) -> dict[str, Any]:
    own = " ".join(name for name in each._fields if name not in ("moment", "act"))
    return {**_some(each.moment, "at seq"), **_some(each, own)}


def _call(call: CallDebrief) -> dict[str, Any]:
    ending = call.ending
    return {
        **_some(call, "number line notes timings timeline"),
        "outcome": ending.outcome if ending else None,
        "decided_by": ending.row if ending else None,
        "decided_at": ending.seq if ending else None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "criterion": finding.criterion.id,
        **_some(finding.criterion, "basis says weight why grounds sources assumption"),
        # The machine's own, as ever; what people put in its place is beside it.
        "judgement": finding.machine or finding.judgement,
        "stands": finding.judgement if finding.machine else None,
        **_some(finding, "because evidence overrides answers measured"),
    }


def _state(finding: Finding, part: SeatDebrief) -> dict[str, Any]:
    """Return a finding in short, for tests: its details are in `parts`."""
    moment = finding.moment_in(part.role)
    return {
        "id": finding.criterion.id,
        "role": part.role,
        "state": finding.machine or finding.judgement,
        "evidence": [shown.seq for shown in finding.evidence],
        "at": moment.at if moment else None,
    }


def _stage(span: StageSpan) -> dict[str, Any]:
    return {
        **_some(span, "start end where"),
        "told": _plain(span.heard),
        "did": [{**_plain(did.moment), **_some(did, "came_of_it sources")} for did in span.did],
        "counted": span.counted.what,
        **_some(span.counted, "why sources"),
    }


def _compared(moment: Moment) -> dict[str, Any]:
    named = "call role at stake heard did late instead line why sources row known times"
    return {**_some(moment, named), "seq": moment.shown.seq}


def _turning(point: TurningPoint) -> dict[str, Any]:
    moment = point.moment
    return {
        **_some(moment, "call role why open_at"),
        **_plain(moment.shown),
        "acted": moment.acted is not None,
        **_some(point, "gain outcome sooner last"),
        "by_procedure": True,
        "way": [{"words": moment.to_do, "by": moment.role, "rows": [moment.row]}],
    }


def _some(value: object, names: str) -> dict[str, Any]:
    return {name: _plain(getattr(value, name)) for name in names.split()}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if hasattr(value, "_asdict"):
        return {name: _plain(each) for name, each in value._asdict().items()}
    if isinstance(value, Mapping):
        return {key: _plain(value[key]) for key in sorted(value)}
    return [_plain(each) for each in value] if isinstance(value, (tuple, list)) else value
