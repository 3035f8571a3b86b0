"""The first page of a debrief: how it ended, what helped, what to do next, one question.

It is written for a trainee: no ids of rows, no codes of sources. `LEVELS` keeps it to one page.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from simulator import BANNER
from simulator.core.describe import name_of
from simulator.core.instant import Millis, minutes
from simulator.core.terms import Outcome, Role
from simulator.debrief.assess.debrief import OWN_VIEW, Debrief
from simulator.debrief.assess.findings import Finding, Judgement
from simulator.debrief.render.sections import Section, SectionItem, count_words, lines_of
from simulator.guidance.stakes import Stake, stake_of_fault
from simulator.review.transcript import EntrySummary, wrapped
from simulator.rules.patterns import AtMost
from simulator.rules.rubric import Criterion

MOST_WORDS = 180
MOST_LINES = 40
WIDTH = 80
"""The size of the page: words, and lines of this many columns (practice 6.4, assumption)."""
_FRAME_WORDS = 26
"""Words of the banner, the title and the last line, which count as well."""
MOST = 3
"""Most strengths, and most things to do next."""
_WORDS_OF_AN_ENTRY = 12
_OWN_VIEW = "Your own view"
_OF_A_CALLER = "How was it to be there? What would you want an operator to know?"
_ONLY_QUICK = frozenset({"answered-soon", "spoke-soon"})
"""Not worth praise where the caller was then let go."""
_PRAISED_FIRST = {name: place for place, name in enumerate((
    "code-tested", "hearing-asked-first", "graded-in-time", "marker-is-emergency",
    "officers-sent-told", "new-facts-passed-on", "markers-passed-on", "first-heard-passed-on",
))}  # fmt: skip
"""What was done well and matters most to know, in this order, before what else was met: code, who
can hear, grade, what was withheld or said of officers, and their briefing (assumption)."""
_WORD = re.compile("[a-z]{4,}")
"""A word that carries meaning, more or less."""
_THIRD_PERSON = re.compile(r"^(\w*(?:ch|sh|ss))es\b|^(\w+)s\b")
_BY_HARM = (
    Stake.UNTRUE, Stake.CLOSED, Stake.GIVEN_AWAY, Stake.NOT_SENT, Stake.NOT_PASSED_ON,
    Stake.UNTESTED, Stake.TIME, Stake.CARE,
)  # fmt: skip
"""What was untrue comes first on the page; then what the caller lost, the worst first."""
_HELP_COMES = (Outcome.DEPLOYED, Outcome.HANDED_TO_OTHER_FORCE)
_NO_HELP_SOUGHT = "ambulance-brought-in"
"""Officers who come don't undo it, and no other fault leaves the caller so alone."""
_NEAR_THE_CALLER = frozenset(map(name_of, (Role.CALLER, Role.ROOM, Role.OTHER_PERSON)))


class Strength(NamedTuple):
    """An act that was needed in this call, was the trainee's, and came in time."""

    moment: EntrySummary
    text: str
    effect: str
    criterion: str


class NextTime(NamedTuple):
    """What to do next time, and the moment that shows it."""

    moment: EntrySummary
    happened: str
    """What was heard, and what the trainee did then."""
    instead: str
    why: str
    criterion: str
    """The id of the criterion."""
    untrue: bool = False


class FirstPage(NamedTuple):
    """The first page as a value."""

    ended: str
    outcome: str
    answers: tuple[str, ...]
    """The trainee's own view, in the order of `OWN_VIEW`; empty if nobody was asked."""
    strengths: tuple[Strength, ...]
    next_steps: tuple[NextTime, ...]
    """The worst first; what was untrue comes before everything."""
    counted: tuple[str, ...]
    """For a caller's seat, which is never judged: what would have been heard as a call for help."""
    question: str
    judged: bool

    @property
    def untrue(self) -> bool:
        """Whether the trainee said something to the caller that was not so."""
        return any(step.untrue for step in self.next_steps)


def first_page(debrief: Debrief) -> FirstPage:
    """Return the first page of a debrief."""
    steps = list(_missed(debrief))
    # No act is praised for one thing and faulted for another, on the page or behind it.
    faulted = {step.moment.seq for _, step in steps}
    passed_over = _ONLY_QUICK if _let_go(debrief) else frozenset()
    earned = (
        each
        for each in _strengths(debrief)
        if each.moment.seq not in faulted and each.criterion not in passed_over
    )
    last = debrief.calls[-1].ending
    return FirstPage(
        ended=_ended(debrief),
        outcome=last.outcome.label if last else "left before its end",
        answers=debrief.own_view if debrief.parts or not debrief.caller else (),
        strengths=tuple(islice(earned, MOST)),
        next_steps=tuple(islice(_worst(debrief, steps), MOST)),
        counted=tuple(
            f"From {minutes(span.start)}, {span.where}: {span.counted.what}"
            for span in debrief.caller[-MOST:]
        ),
        question=_question(debrief),
        judged=bool(debrief.parts) and all(call.ending for call in debrief.calls),
    )


def _ended(debrief: Debrief) -> str:
    last = debrief.calls[-1]
    number = f"Call {last.number}: " if len(debrief.calls) > 1 else ""
    if last.ending is None:
        return f"{number}You left the call before it ended."
    return f"{number}{last.ending.sentence} {debrief.needed}".rstrip()


def _let_go(debrief: Debrief) -> bool:
    """Whether the caller needed help and was left without it, or was closed on."""
    return bool(debrief.needed) or any(
        finding.judgement is Judgement.MISSED
        and stake_of_fault(finding.criterion.id) is Stake.CLOSED
        for finding in debrief.findings
    )


def _strengths(debrief: Debrief) -> Iterator[Strength]:
    """Yield earned strengths, each moment once: `_PRAISED_FIRST`, then the gravest first."""
    seen: set[int] = set()
    met = [(part.role, finding) for part in debrief.parts for finding in part.strengths]

    def order(each: tuple[Role, Finding]) -> tuple[int, int]:
        criterion = each[1].criterion
        return _PRAISED_FIRST.get(criterion.id, len(_PRAISED_FIRST)), criterion.weight.place

    for role, finding in sorted(met, key=order):
        criterion, moment = finding.criterion, finding.moment_in(role)
        # A limit may be kept by doing nothing.
        limit = criterion.rule is None or isinstance(criterion.rule.pattern, AtMost)
        if not limit and moment and moment.who == name_of(role) and moment.seq not in seen:
            seen.add(moment.seq)
            yield Strength(moment, criterion.when_met, criterion.why, criterion.id)


def _worst(debrief: Debrief, steps: Iterable[tuple[float, NextTime]]) -> Iterator[NextTime]:
    """Yield what to do next, the worst first, and nothing twice.

    Of equal harm, what would have changed the call comes first.
    """
    turned = {point.moment.shown.seq for point in debrief.turning}

    def order(each: tuple[float, NextTime]) -> tuple[bool, float, bool, Millis]:
        place, step = each
        late = step.moment.seq not in turned
        return not step.untrue, place, late and not step.untrue, step.moment.at

    shown: list[NextTime] = []
    for _, step in sorted(steps, key=order):
        if not any(_same(step, other) for other in shown):
            shown.append(step)
            yield step


def _same(one: NextTime, other: NextTime) -> bool:
    """Return whether two steps are of one moment, or advise the same in almost the same words."""
    words, others = (set(_WORD.findall(each.instead.lower())) for each in (one, other))
    alike = len(words & others) >= 0.75 * min(len(words), len(others))
    return alike or one.moment.seq == other.moment.seq


def _missed(debrief: Debrief) -> Iterator[tuple[float, NextTime]]:
    """Yield missed criteria, with their place. Without evidence the moment is the end."""
    lines = {ears.role: ears.lines for ears in debrief.ears}
    for role, finding in ((part.role, found) for part in debrief.parts for found in part.findings):
        criterion = finding.criterion
        moment = finding.moment_in(role) or next(reversed(lines.get(role, ())), None)
        if finding.judgement is Judgement.MISSED and moment is not None:
            untrue = stake_of_fault(criterion.id) is Stake.UNTRUE
            happened = _happened(moment, role, () if untrue else finding.evidence)
            words = (criterion.says, criterion.why, criterion.id)
            yield _place(debrief, criterion), NextTime(moment, happened, *words, untrue)


def _place(debrief: Debrief, criterion: Criterion) -> float:
    """Return the place of a fault: by harm, and by weight where that is equal."""
    stake, last = stake_of_fault(criterion.id), debrief.calls[-1].ending
    if criterion.id == _NO_HELP_SOUGHT:
        return 0.0
    if stake is Stake.NOT_SENT and last is not None and last.outcome in _HELP_COMES:
        stake = Stake.TIME
    return _BY_HARM.index(stake) + criterion.weight.place / 10


def _happened(moment: EntrySummary, role: Role, evidence: Iterable[EntrySummary]) -> str:
    """Say what the finding rests on, as far as the seat heard it, and what it did then."""
    if moment.who != name_of(role):
        return _sentence(_short(moment.text))
    heard = [
        line.text for line in evidence if line.seq < moment.seq and line.who in _NEAR_THE_CALLER
    ]
    before = f"{_sentence(_short(heard[-1]))} " if heard else ""
    return before + _sentence(f"You {_to_you(moment.text)}")


def _to_you(text: str) -> str:
    """Return the text of an act after "You": ``closes the incident`` is ``close the incident``."""
    if text.startswith('"'):
        return f"said {_short(text)}"
    return _cut(_THIRD_PERSON.sub(r"\1\2", text.strip("[]")))


def _short(text: str) -> str:
    """Return the first words of an entry without brackets and its full stop, with a capital."""
    cut = _cut(text)
    return cut[:1].upper() + cut[1:]


def _cut(text: str) -> str:
    words = text.removesuffix(" [ends]").removeprefix("now: ").strip("[]").split()
    cut = " ".join(words[:_WORDS_OF_AN_ENTRY]).rstrip(".:;,")
    cut += " ..." if len(words) > _WORDS_OF_AN_ENTRY else ""
    return cut + '"' * (cut.count('"') % 2)


def _sentence(text: str) -> str:
    quote = '"' if text.endswith('"') else ""
    said = text.removesuffix(quote)
    return text if said.endswith((".", "?", "!")) else f"{said}.{quote}"


def _question(debrief: Debrief) -> str:
    """Return the scenario's first question, else one about a turn, else what a person has to judge.

    A comparison with good practice rests on no criterion that a reviewer could override, so it is
    asked and never counted as a fault.

    A caller is asked what it was like, never what they should have done.
    """
    if not debrief.parts and debrief.caller:
        return _OF_A_CALLER
    if debrief.questions and debrief.written_for is None:
        return debrief.questions[0]
    for moment in (point.moment for point in debrief.turning):
        if moment.stake is not Stake.FOR_A_PERSON:
            other = f"{moment.to_do[:1].lower()}{moment.to_do[1:]}".rstrip(".")
            return f"At {minutes(moment.shown.at)}, what spoke for this, what against it: {other}?"
    for part in debrief.parts:
        for finding in part.of(Judgement.FOR_A_PERSON):
            if finding.evidence:
                asked = finding.criterion.says.removesuffix(".")
                at = minutes(finding.evidence[0].at)
                return f"At {at}: did you {asked[:1].lower()}{asked[1:]}?"
    return OWN_VIEW[1]


def _own_view(page: FirstPage) -> Iterator[tuple[str, str]]:
    """Yield the questions with the trainee's answers, each beside what the call shows."""
    well = ", ".join(map(minutes, sorted(each.moment.at for each in page.strengths)))
    missed = ", ".join(map(minutes, sorted(step.moment.at for step in page.next_steps)))
    shows = (
        (well or "nothing of note", missed or "nothing that was missed", page.outcome)
        if page.judged
        else ("", "", page.outcome)
    )
    for question, answer, shown in zip(OWN_VIEW, page.answers, shows, strict=False):
        words = answer.split()
        cut = " ".join(words[:_WORDS_OF_AN_ENTRY]) + " ..." * (len(words) > _WORDS_OF_AN_ENTRY)
        said = f'"{cut}"' if words else "No answer"
        yield question, f"{said}; the call: {shown}" if shown else said


_Level = tuple[int, bool, int, bool]
LEVELS: tuple[_Level, ...] = (
    (3, True, 3, True),
    (3, False, 3, True),
    (2, False, 3, True),
    (1, False, 3, True),
    (1, False, 3, False),
    (3, False, 2, True),
    (2, False, 2, True),
    (1, False, 2, True),
    (1, False, 2, False),
    (1, False, 1, True),
    (0, False, 1, False),
)
"""How much of a page is shown: strengths, their effects, next steps, their reasons. The first that
fits is taken."""


def page_sections(page: FirstPage) -> tuple[Section, ...]:
    """Return the sections of the page: the fullest that keeps to its size.

    The trainee's own view is shortened, but takes no room from what the program found.
    """
    # The banner above the page and the title of the call need a line each, and one stays free.
    frame = len(wrapped(BANNER, WIDTH)) + 2
    for level in LEVELS:
        sections = tuple(_at_level(page, *level))
        found = [section for section in sections if section.title != _OWN_VIEW]
        short = count_words(found) <= MOST_WORDS - _FRAME_WORDS
        if short and len(page_lines(found)) + frame <= MOST_LINES:
            break
    return sections


def page_lines(sections: Iterable[Section]) -> list[str]:
    """Return the sections of a first page in lines."""
    lines: list[str] = []
    for section in sections:
        lines += ["", *wrapped(section.title.upper(), WIDTH)]
        for line in lines_of(section):
            lines += line.wrapped(WIDTH)
    return lines


def _at_level(
    page: FirstPage, strengths: int, effects: bool, steps: int, reasons: bool
) -> Iterator[Section]:
    page = page._replace(strengths=page.strengths[:strengths], next_steps=page.next_steps[:steps])
    if any(page.answers):
        yield Section(_OWN_VIEW, facts=tuple(_own_view(page)))
    elif page.answers:
        yield Section(_OWN_VIEW, ("You left this out. That is fine.",))
    yield Section("How it ended", (page.ended,))
    helped = tuple(
        SectionItem(each.text, notes=(("", each.effect),) if effects else (), at=each.moment)
        for each in sorted(page.strengths, key=lambda each: each.moment.at)
    )
    both = [Section("What helped", items=helped)] if helped else []
    yield from (*_to_do(page, reasons), *both) if page.untrue else (*both, *_to_do(page, reasons))
    if page.counted:
        about = "The caller is never judged."
        yield Section("What counts as a call for help", (about,), bullets=page.counted[-steps:])
    yield Section("To think about", (page.question,))


def _to_do(page: FirstPage, reasons: bool) -> Iterator[Section]:
    items = tuple(
        SectionItem(
            f"This was not so: {step.happened}" if step.untrue else step.happened,
            notes=(("Next time", step.instead), *([("Why", step.why)] if reasons else [])),
            at=step.moment,
        )
        for step in page.next_steps
    )
    if items:
        yield Section("Next time", items=items)
    elif page.judged:
        yield Section("Next time", ("Nothing that these criteria look for was missed.",))
