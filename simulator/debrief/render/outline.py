"""The debrief as an outline: sections, order and wording of every written form.

Text, Markdown and HTML differ only in how they write a section. Notes for the facilitator are
included on request only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.core.describe import name_of
from simulator.core.instant import Millis, clock
from simulator.core.terms import Outcome, Role
from simulator.debrief.assess.caller_review import StageSpan
from simulator.debrief.assess.debrief import (
    OWN_VIEW,
    CallDebrief,
    Debrief,
    HeardCall,
    SeatDebrief,
    TurningPoint,
    labels_of,
)
from simulator.debrief.assess.findings import Finding, Judgement
from simulator.debrief.render.outline_blocks import (
    Block,
    Bullets,
    Facts,
    ListItem,
    ListItems,
    OutlineSection,
    OutlineTable,
    Paragraph,
    Picture,
)
from simulator.review.ending import Ending
from simulator.review.transcript import EntrySummary

ENDORSED = (
    "No police force, BT, the IOPC or Women's Aid has endorsed this. It is a training aid and not "
    "operational policy; a force's own policy always comes first."
)
EARS = "From each party's ears"
"""Title of the section with the transcripts: the whole log, and each seat's perceived log."""
MOST_MOMENTS = 4
"""Most entries shown with a finding; the others are counted."""


def outline(
    debrief: Debrief, *, facilitator: bool = False, drawn: bool = False
) -> tuple[OutlineSection, ...]:
    """Return the sections of a debrief, in reading order; `drawn` adds the timeline's picture."""
    return tuple(_sections(debrief, facilitator, drawn))


def _sections(debrief: Debrief, facilitator: bool, drawn: bool) -> Iterator[OutlineSection]:
    yield OutlineSection("Your own view first", (_own_view(debrief),))
    yield OutlineSection("What was played", (_played(debrief),))
    yield OutlineSection("How it ended", tuple(_endings(debrief)))
    for part in debrief.parts:
        yield _part(part, debrief)
    if debrief.caller:
        yield _in_the_callers_seat(debrief)
    if debrief.seats:
        yield _turned(debrief)
    if roles := [role for role in debrief.seats if role in _GAPS]:
        yield OutlineSection("Audible, and not on record", tuple(_gaps(debrief, roles)))
    if drawn:
        yield OutlineSection(
            "The timeline, to scale",
            (
                Paragraph("The table below it says the same in words."),
                *(Picture(call.timeline) for call in debrief.calls),
            ),
        )
    yield OutlineSection(EARS, (), tuple(_ears(ears) for ears in debrief.ears))
    if debrief.questions:
        yield OutlineSection("To talk about", (*_written_for(debrief), Bullets(debrief.questions)))
    if facilitator and debrief.facilitator:
        notes = map(Paragraph, debrief.facilitator)
        yield OutlineSection("For the facilitator", (*_written_for(debrief), *notes))
    if shown := debrief.sources_shown:
        labels = tuple(f"{code}: {debrief.sources[code]}" for code in shown)
        yield OutlineSection("Sources", (Bullets(labels),))


def _own_view(debrief: Debrief) -> Block:
    if not debrief.own_view:
        return Bullets(OWN_VIEW)
    return Facts(tuple(zip(OWN_VIEW, debrief.own_view, strict=False)))


def _played(debrief: Debrief) -> Facts:
    seats = ", ".join(map(name_of, debrief.seats)) or "nobody: a demonstration"
    return Facts(
        (
            ("Scenario", f"{debrief.title} ({debrief.scenario})"),
            ("Variant", debrief.profile),
            ("Force", debrief.force),
            ("Seats taken", seats),
            ("Seed", str(debrief.seed)),
        )
    )


def _endings(debrief: Debrief) -> Iterator[Block]:
    several = len(debrief.calls) > 1
    for call in debrief.calls:
        head = f"Call {call.number}, from {call.line}. " if several else ""
        if call.ending is None:
            yield Paragraph(f"{head}The call was left before it had ended.")
        else:
            row = f" (row {call.ending.row} of the flow)" if call.ending.row else ""
            yield Paragraph(f"{head}{_ended(call.ending)}{row}")
            if call.ending.given is not None:
                yield Facts((("Reason given", call.ending.given.label),))
        yield from (Paragraph(note.text) for note in call.notes)
        yield Facts(tuple(_times(call)))


def _ended(ending: Ending) -> str:
    outcome = ending.outcome.label
    return f"{outcome[0].upper()}{outcome[1:]}."


def _times(call: CallDebrief) -> Iterator[tuple[str, str]]:
    times = call.timings
    named: tuple[tuple[str, Millis | None], ...] = (
        ("Until the operator answered", times.to_answer),
        ("Until police answered", times.to_police),
        ("From then to the first question", times.to_first_question),
        ("Until officers were sent", times.to_deployment),
        ("Longest silence of the caller", times.longest_silence),
        ("In all", times.duration),
    )
    yield from ((name, clock(span)) for name, span in named if span is not None)


def _written_for(debrief: Debrief) -> Iterator[Block]:
    if debrief.written_for is not None:
        meant = debrief.written_for.label
        yield Paragraph(
            f"Written for a call that ends like this: {meant}. Yours ended differently, so parts "
            "of it may not apply."
        )


# --- parts ---------------------------------------------------------------------------------------


def _part(part: SeatDebrief, debrief: Debrief) -> OutlineSection:
    groups = (
        ("Seen", part.strengths),
        ("Missed, and important for safety", part.critical),
        ("Not seen", part.missed),
    )
    inner = [
        OutlineSection(title, (ListItems(tuple(_finding(each, debrief) for each in found)),))
        for title, found in groups
        if found
    ]
    lists = (
        ("Not settled when the call was left", part.open),
        ("For a person to judge", part.for_a_person),
        ("Did not come up in this call", part.not_applicable),
    )
    inner += [OutlineSection(title, (_looked_at(found),)) for title, found in lists if found]
    return OutlineSection(
        f"{part.title}: {part.tally}",
        (
            Paragraph(
                "Each line is one thing that can be seen or not, the most important first. The "
                "count isn't a mark: it leaves out what did not come up, what only a person can "
                "judge, and how well a thing was done. A person has the last word."
            ),
        ),
        tuple(inner),
    )


def _looked_at(found: tuple[Finding, ...]) -> Block:
    """Return unsettled criteria, with the entries to look at if there are any."""
    if not any(each.evidence for each in found):
        return Bullets(tuple(each.criterion.says for each in found))
    return ListItems(tuple(ListItem(each.criterion.says, *_shown(each)) for each in found))


def _shown(finding: Finding) -> tuple[tuple[EntrySummary, ...], int]:
    """Return the first entries of a finding, and the number of the others."""
    return finding.evidence[:MOST_MOMENTS], max(0, len(finding.evidence) - MOST_MOMENTS)


def _finding(finding: Finding, debrief: Debrief) -> ListItem:
    criterion = finding.criterion
    notes: list[tuple[str, str]] = []
    if finding.judgement is Judgement.MISSED:
        notes.append(("Another time", criterion.when_missed))
    notes.append(("Why it matters", criterion.why))
    notes.append(("Rests on", _rests_on(finding, debrief)))
    if criterion.assumption:
        notes.append(("Assumed", criterion.assumption))
    return ListItem(criterion.says, *_shown(finding), (), tuple(notes))


def _rests_on(finding: Finding, debrief: Debrief) -> str:
    grounds = ", ".join(each.label for each in finding.criterion.grounds)
    labels = "; ".join(labels_of(finding.criterion.sources, debrief.sources))
    return f"{grounds} ({labels})" if labels else grounds


# --- transcripts and gaps ------------------------------------------------------------------------

_GAPS = {
    Role.OPERATOR: (
        "Heard by the operator but not passed to police",
        "The operator passed on every sound to police; a word such as background noise may cover "
        "several sounds.",
    ),
    Role.CALL_HANDLER: (
        "Heard by the call handler but not logged",
        "The call handler logged every sound, voice and word. Taps, coughs and keys don't count "
        "here: they are answers, kept with their questions.",
    ),
}


def _gaps(debrief: Debrief, roles: Iterable[Role]) -> Iterator[Block]:
    for role in roles:
        title, none = _GAPS[role]
        found = [gap for gap in debrief.gaps if gap.role is role]
        if not found:
            yield Paragraph(none)
            continue
        lines = [
            f"{gap.text} (at {', '.join(clock(m.at) for m in gap.moments[:MOST_MOMENTS])})"
            for gap in found
        ]
        yield Paragraph(f"{title}:")
        yield Bullets(tuple(lines))


def _ears(ears: HeardCall) -> OutlineSection:
    if ears.role is None:
        caption = "Everything that happened"
        return OutlineSection(caption, (OutlineTable(caption, ears.lines, anchored=True),))
    caption = f"As the {name_of(ears.role).lower()} perceived it"
    return OutlineSection(caption, (OutlineTable(caption, ears.lines),))


# --- the caller's seat --------------------------------------------------------------------------


def _in_the_callers_seat(debrief: Debrief) -> OutlineSection:
    """Return the stages of the call as the caller went through them."""
    return OutlineSection(
        "In the caller's seat: what counted when",
        (
            Paragraph(
                "The caller is never scored. This is what happened, what would have been heard as "
                "a call for help at each stage, and why."
            ),
            ListItems(tuple(_stage(span, debrief) for span in debrief.caller)),
        ),
    )


def _stage(span: StageSpan, debrief: Debrief) -> ListItem:
    when = f"{clock(span.start)} to {clock(span.end)}"
    moments = sorted((*span.heard, *(did.moment for did in span.did)))
    notes = [("What counts here", span.counted.what), ("Because", span.counted.why)]
    became = {did.moment.text: did.came_of_it for did in span.did if did.came_of_it}
    for text, came in became.items():
        # The transcript has sounds in brackets, unlike speech.
        notes.append((f"What became of {text.removeprefix('[').removesuffix(']')}", came))
    notes.append(("Rests on", "; ".join(labels_of(span.counted.sources, debrief.sources))))
    return ListItem(f"{when}, {span.where}", tuple(moments), 0, (), tuple(notes))


# --- turning points -----------------------------------------------------------------------------


def _turned(debrief: Debrief) -> OutlineSection:
    """The section on where a call could have turned."""
    blocks: list[Block] = []
    if not debrief.turning:
        blocks.append(Paragraph(_no_turning(debrief)))
    for last in debrief.last_turning:
        others = [
            clock(point.moment.at)
            for point in debrief.turning
            if (point.role, point.call) == (last.role, last.call) and point is not last
        ]
        blocks.append(ListItems((_turn(last, list(dict.fromkeys(others))),)))
    if Role.CALLER in debrief.seats and debrief.turning:
        blocks.append(
            Paragraph(
                "This is what the flow allows. It does not mean that a caller could or should have "
                "done it."
            )
        )
    if debrief.turning:
        blocks.append(
            Paragraph(
                "Found by searching the flow: it shows what could have followed, not that there "
                "was time for it. It assumes that all other roles follow the procedure."
            )
        )
    return OutlineSection("Where the call could have turned", tuple(blocks))


def _no_turning(debrief: Debrief) -> str:
    if any(call.ending is None for call in debrief.calls):
        return "The call was left before it ended, so no better end can be searched for."
    if debrief.ended_as_meant:
        return "The call ended as well as this one could, so there is no turning point."
    return (
        "No turning point was found for the seats taken: other roles decided the end, or the "
        "scenario does not say what the caller needed."
    )


_TAKES = {
    Role.OPERATOR: "passing on to police what was heard, and a known place",
    Role.CALL_HANDLER: "a place that officers can be sent to, read or asked for first",
}
"""Conditions for sending officers that the flow has no step for."""


def _turn(point: TurningPoint, others: list[str]) -> ListItem:
    notes = [("Where it could have led", point.outcome.label)]
    if point.role is Role.OPERATOR and not point.by_procedure:
        notes.append(("Note", "the variant's procedure allows this and does not ask for it here"))
    if point.outcome is Outcome.DEPLOYED and point.role in _TAKES:
        notes.append(("It takes as well", _TAKES[point.role]))
    if others:
        notes.append(("Open at other moments as well", f"at {', '.join(others)}"))
    steps = tuple(
        f"{step.text} ({', '.join(step.rows)})" if step.rows else step.text for step in point.path
    )
    when = "just before this" if point.acted else "from here"
    by = " by the variant's procedure" if point.by_procedure else ""
    title = f"{name_of(point.role)}: the last moment for a better end{by}, {when}"
    return ListItem(title, (point.moment,), 0, steps, tuple(notes))
