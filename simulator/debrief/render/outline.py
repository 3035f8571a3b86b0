"""All of a debrief, in sections: what follows the first page on request.

Notes for the facilitator are included on request only.
"""

from collections.abc import Iterable, Iterator

from simulator.core.describe import name_of
from simulator.core.instant import Millis, clock
from simulator.core.terms import Role
from simulator.debrief.assess.caller_review import StageSpan
from simulator.debrief.assess.debrief import (
    OWN_VIEW,
    CallDebrief,
    Debrief,
    HeardCall,
    Moment,
    SeatDebrief,
    TurningPoint,
)
from simulator.debrief.assess.findings import CAME_UP, Finding, Judgement
from simulator.debrief.render.sections import Section, SectionItem

ENDORSED = (
    "No police force, BT, the IOPC or Women's Aid has endorsed this. It is a training aid and not "
    "operational policy; a force's own policy always comes first."
)
EARS = "From each party's ears"
"""Title of the section with the transcripts: the whole log, and each seat's perceived log."""
FOR_FACILITATOR = "For the facilitator"
MOST_MOMENTS = 4
"""Most entries shown with a finding; the others are counted."""


_PART = (
    "Each line is one thing that can be seen or not, the most important first. The count isn't "
    "a mark: it leaves out what did not come up, what only a person can judge, and how well a "
    "thing was done. A person has the last word."
)
_NEVER_SCORED = (
    "The caller is never scored. This is what happened, what would have been heard as a call "
    "for help at each stage, and why."
)
_BESIDE = (
    "Another course that was open at that moment, with what this seat knew then. None of it is a "
    "fault: only a criterion finds one. Ask of each what spoke for yours, and what for the other. "
    "An act a little later, in other words or in another order is not listed."
)
_TURNED = (
    "From each moment the call was played again with good practice in that seat. A call that "
    "can't be repeated is judged by what was left out. It could have come so, not would have."
)


def outline(
    debrief: Debrief, *, facilitator: bool = False, measured: bool = True
) -> Iterator[Section]:
    """Yield the sections of a debrief, in reading order.

    Without `measured`, no finding says how well its criterion did: that is for trainers.
    """
    if any(debrief.own_view):
        answers = zip(OWN_VIEW, debrief.own_view, strict=False)
        yield Section("Your own view", facts=tuple(pair for pair in answers if pair[1]))
    yield Section("What was played", facts=_played(debrief))
    yield Section("How it ended", sections=tuple(map(_ending, debrief.calls)))
    for part in debrief.parts:
        yield _part(part, debrief, measured)
    if debrief.caller:
        items = tuple(_stage(span, debrief) for span in debrief.caller)
        yield Section("In the caller's seat: what counted when", (_NEVER_SCORED,), items=items)
    timelines = tuple(
        Section(f"Timeline of call {call.number}", bullets=call.timeline.in_words())
        for call in debrief.calls
    )
    yield Section("Decisions and possible answers", sections=timelines)
    if debrief.parts:
        none = "No other course to ask about."
        moments = tuple(_moment(each, debrief) for each in debrief.moments)
        yield Section("Another course", (_BESIDE if moments else none,), items=moments)
    if debrief.seats:
        about = _TURNED if debrief.turning else _no_turning(debrief)
        turns = tuple(map(_turn, debrief.turning))
        yield Section("Where the call could have turned", (about,), items=turns)
    yield Section(EARS, sections=tuple(map(_ears, debrief.ears)))
    written_for: tuple[str, ...] = ()
    if debrief.written_for is not None:
        written_for = (
            f"Written for a call that ends like this: {debrief.written_for.label}. Yours ended "
            "differently, so parts of it may not apply.",
        )
    if debrief.questions:
        yield Section("To talk about", written_for, bullets=debrief.questions)
    if facilitator and debrief.facilitator:
        yield Section(FOR_FACILITATOR, (*written_for, *debrief.facilitator))
    if shown := debrief.sources_shown:
        labels = tuple(f"{code}: {debrief.sources[code]}" for code in shown)
        yield Section("Sources", bullets=labels)


def _played(debrief: Debrief) -> tuple[tuple[str, str], ...]:
    seats = ", ".join(map(name_of, debrief.seats)) or "nobody: a demonstration"
    return (
        ("Scenario", f"{debrief.title} ({debrief.scenario})"),
        ("Variant", debrief.profile),
        ("Force", debrief.force),
        ("Seats taken", seats),
        ("Seed", str(debrief.seed)),
        *(("Time", each) for each in debrief.held),
    )


def _ending(call: CallDebrief) -> Section:
    title, times = f"Call {call.number}, from {call.line}", tuple(_times(call))
    if call.ending is None:
        open_yet = "The line had ended, and the incident was not closed yet."
        left = open_yet if call.line_ended else "The call was left before it had ended."
        return Section(title, (left,), times)
    outcome, row, given = call.ending.outcome.label, call.ending.row, call.ending.given
    shown = f" (row {row} of the flow)" if row else ""
    reason = (("Reason given", given.label),) if given else ()
    said = (f"{outcome[0].upper()}{outcome[1:]}.{shown}", *(note.text for note in call.notes))
    return Section(title, said, (*reason, *times))


_TIMES = {
    "Until the operator answered": "to_answer",
    "Until police answered": "to_police",
    "From then to the first question": "to_first_question",
    "Until officers were sent": "to_deployment",
    "Longest silence of the caller": "longest_silence",
    "In all": "duration",
}


def _times(call: CallDebrief) -> Iterator[tuple[str, str]]:
    for name, field in _TIMES.items():
        span: Millis | None = getattr(call.timings, field)
        if span is not None:
            yield name, clock(span)


_NONE = Judgement.NOT_APPLICABLE


def _part(part: SeatDebrief, debrief: Debrief, measured: bool) -> Section:
    groups = (
        ("Seen", part.strengths),
        ("Missed, and important for safety", part.critical),
        ("Not seen", part.missed),
        ("Not settled when the call was left", part.of(Judgement.OPEN)),
        ("For a person to judge", part.of(Judgement.FOR_A_PERSON)),
        ("Did not come up, as people settled it", part.of(Judgement.NOT_APPLICABLE)),
    )
    inner = [
        Section(title, items=tuple(_finding(each, debrief, measured) for each in found))
        for title, among in groups
        if (found := [e for e in among if e.machine or e.judgement is not _NONE])
    ]
    if part.hints:
        inner.append(Section("Hints of the coach", bullets=tuple(_hints(part))))
    if left := part.of(Judgement.NOT_APPLICABLE):
        names = ", ".join(each.criterion.id for each in left)
        inner.append(Section("Did not come up in this call", (names,)))
    return Section(f"{part.title}: {part.tally}", (_PART,), sections=tuple(inner))


def _hints(part: SeatDebrief) -> Iterator[str]:
    for hint in part.hints:
        if hint.text.endswith("Stop and listen."):
            yield f"{clock(hint.at)} {hint.text}"
            continue
        after = "you did it then" if hint.followed_by else "not done in the half minute after it"
        yield f"{clock(hint.at)} {hint.text} ({after})"


def _finding(finding: Finding, debrief: Debrief, measured: bool) -> SectionItem:
    criterion = finding.criterion
    notes = [("Overridden", said) for said in finding.overrides]
    if finding.machine is not None:
        notes.append(("The program had found", finding.machine.meaning))
    notes += [("The trainee answers", said) for said in finding.answers]
    if finding.judgement is Judgement.FOR_A_PERSON and finding.because:
        notes.append(("Why not here", finding.because))
    if finding.judgement in CAME_UP:
        missed = finding.judgement is Judgement.MISSED
        grounds = ", ".join(each.label for each in criterion.grounds)
        labels = _labels(criterion.sources, debrief)
        notes += [
            ("Another time", criterion.when_missed if missed else ""),
            ("Why it matters", criterion.why),
            ("Rests on", f"{grounds} ({labels})" if labels else grounds),
            ("Assumed", criterion.assumption or ""),
        ]
    notes.append(("Measured", finding.measured if measured else ""))
    shown, more = finding.evidence[:MOST_MOMENTS], len(finding.evidence[MOST_MOMENTS:])
    return SectionItem(criterion.says, shown, more, tuple(note for note in notes if note[1]))


def _labels(codes: Iterable[str], debrief: Debrief) -> str:
    """Return the neutral labels of source codes; a code without a label stays as it is."""
    return "; ".join(debrief.sources.get(code, code) for code in codes)


def _ears(ears: HeardCall) -> Section:
    if ears.role is None:
        return Section("Everything that happened", rows=ears.lines, anchored=True)
    return Section(f"As the {name_of(ears.role).lower()} perceived it", rows=ears.lines)


def _stage(span: StageSpan, debrief: Debrief) -> SectionItem:
    when = f"{clock(span.start)} to {clock(span.end)}"
    moments = sorted((*span.heard, *(did.moment for did in span.did)))
    notes = [("What counts here", span.counted.what), ("Because", span.counted.why)]
    became = {did.moment.text: did.came_of_it for did in span.did if did.came_of_it}
    for text, came in became.items():
        # The transcript has sounds in brackets, unlike speech.
        notes.append((f"What became of {text.removeprefix('[').removesuffix(']')}", came))
    notes.append(("Rests on", _labels(span.counted.sources, debrief)))
    return SectionItem(f"{when}, {span.where}", tuple(moments), notes=tuple(notes))


def _moment(moment: Moment, debrief: Debrief) -> SectionItem:
    known = [c for c in moment.sources if c in debrief.sources or c == "assumption"]
    times = f" ({moment.times} times)" if moment.times > 1 else ""
    notes = (
        ("What you did", f"{moment.did}{times}"),
        ("Another course", moment.to_do),
        ("What speaks for it", moment.why),
        ("Rests on", f"row {moment.row} ({_labels(known, debrief)})"),
    )
    heard = (moment.heard,) if moment.heard and moment.heard != moment.shown else ()
    title = f"{name_of(moment.role)}: what spoke for your course, and what for this one?"
    return SectionItem(title, (*heard, moment.shown), 0, notes, moment.shown)


def _no_turning(debrief: Debrief) -> str:
    if any(call.line_ended for call in debrief.calls):
        return "The incident was not closed yet, so what could have followed is not known."
    if any(call.ending is None for call in debrief.calls):
        return "The call was left before it ended, so what could have followed is not known."
    if debrief.seats in ((), (Role.CALLER,)):
        return "Turning points are looked for in the seats of operators and call handlers only."
    missed = any(part.critical or part.missed for part in debrief.parts)
    if debrief.moments or missed:
        return "No single moment would have changed how the call ended or when help came."
    return "The call went as well as this one could: nothing to look for."


def _turn(point: TurningPoint) -> SectionItem:
    moment = point.moment
    gained = point.gain.label
    if point.last:
        gained = "the last moment for a better end"
    elif point.sooner:
        gained = f"help could have come {clock(point.sooner)} sooner"
    notes = [("Another course", moment.to_do), ("Why", moment.why), ("What happened", moment.did)]
    if point.outcome is not None:
        notes.append(("Where it could have led", point.outcome.label))
    title = f"{name_of(moment.role)}: {gained}"
    return SectionItem(title, (moment.shown,), 0, tuple(notes), moment.shown)
