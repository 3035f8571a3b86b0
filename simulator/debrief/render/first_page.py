"""The first page of a debrief: how it ended, what helped, what to do next, one question.

It is written for a trainee: no ids of rows, no codes of sources. `LEVELS` keeps it to one page.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from simulator import BANNER
from simulator.core.instant import Millis, minutes
from simulator.core.terms import Outcome
from simulator.debrief.assess.debrief import OWN_VIEW, Debrief, SeatDebrief
from simulator.debrief.assess.effects import CameOfIt, OwnAct
from simulator.debrief.assess.findings import UNREAD, Finding, Judgement
from simulator.debrief.assess.in_the_past import lasted
from simulator.debrief.render.sections import Section, SectionItem, count_words, lines_of
from simulator.guidance.stakes import Stake, follows_from, stake_of_fault
from simulator.review.transcript import EntrySummary, wrapped
from simulator.rules.patterns import AtMost, Within
from simulator.rules.rubric import Weight

MOST_WORDS = 220
MOST_LINES = 40
WIDTH = 80
"""The size of the page: words, and lines of this many columns.

Practice 6.4 has 180 words (assumption): what came of each act, and for how long, needs some more.
"""
_FRAME_WORDS = 26
"""Words of the banner, the title and the last line, which count as well."""
MOST = 3
"""Most strengths, and most things to do next."""
_WORDS_OF_AN_ENTRY = 12
_OWN_VIEW = "Your own view"
_OF_A_CALLER = "How was it to be there? What would you want an operator to know?"
_ONLY_QUICK = frozenset({"answered-soon", "spoke-soon"})
"""Not worth praise where the caller was then let go."""
_WORD = re.compile("[a-z]{4,}")
"""A word that carries meaning, more or less."""
_LONG: Millis = 180_000
"""What went on so long weighs one step more (assumption)."""
# fmt: off
_ROUTINE = frozenset({
    "number-searched", "number-searched-early", "something-in-words", "graded-in-time",
    "sent-in-time", "disturbance-graded-urgent", "marker-is-emergency", "marker-means-officers",
    "first-heard-passed-on", "markers-passed-on", "new-facts-passed-on", "answers-passed-on",
    "says-it-is-police", "answered-soon", "decided-in-time", "spoke-soon", "line-kept-open",
    "found-before-closing", "stays-until-taken", "reasoned-at-each-turn", "officers-there-told",
    "location-data-read", "hand-over-complete",
})
# fmt: on
"""What every call asks for: at most one of these is praised, and only behind what this call asked
for (practice 6.4)."""
# fmt: off
_KEPT_BY_DOING_NOTHING = frozenset({
    "closed-questions", "one-fact-each", "questions-fit", "nothing-asked-twice",
    "nothing-asked-that-was-said", "answers-taken-up", "silence-kept", "callback-names-nobody",
    "no-answer-is-not-no", "whose-word-it-is", "honest-officers", "honest-time",
    "honest-services", "honest-place-and-safety", "text-names-nobody", "police-not-named-again",
    "another-voice-closes-nothing", "nothing-given-away", "disturbance-not-closed",
    "emergency-not-closed", "reason-fits", "no-scolding", "never-sent-away", "hidden-child-stays",
    "line-kept-with-somebody-there", "disturbance-not-ended", "disturbance-to-police",
    "unconfirmed-not-ended", "another-voice-confirms-nothing", "fixed-line-in-doubt",
    "kept-listening", "reason-fits-what-was-heard", "never-nothing",
    "briefing-true", "denied-place-not-used", "code-kept",
    # The act that these rest on is the next one, which another criterion praises.
    "code-before-use", "answer-to-the-test",
})
# fmt: on
"""Criteria of what is never to be done: no act of the trainee's earns them (practice 6.4)."""
_BY_HARM = (
    Stake.UNTRUE, Stake.CLOSED, Stake.GIVEN_AWAY, Stake.NOT_SENT, Stake.NOT_PASSED_ON,
    Stake.UNTESTED, Stake.TIME, Stake.CARE,
)  # fmt: skip
"""What was untrue comes first on the page; then what the caller lost, the worst first."""
_HELP_COMES = (Outcome.DEPLOYED, Outcome.HANDED_TO_OTHER_FORCE)
_NO_HELP_SOUGHT = "ambulance-brought-in"
"""Officers who come don't undo it, and no other fault leaves the caller so alone."""


Place = tuple[int, int, Millis]
"""Where a fault comes on the page: its weight, its harm, and how long it lasted."""


class Strength(NamedTuple):
    """An act that was needed in this call, was the trainee's, and came in time."""

    moment: EntrySummary
    text: str
    """The act and what came of it here: ``You asked "Can you hear me?"; one tap came at once.``"""
    effect: str
    """Why it matters in any call."""
    criterion: str
    led_to: int | None = None
    """The `seq` of what came of it, if anything did."""


class NextTime(NamedTuple):
    """What to do next time, and the moment that shows it."""

    moment: EntrySummary
    happened: str
    """What the trainee did or left out, for how long, and after what."""
    instead: str
    why: str
    criterion: str
    """The id of the criterion."""
    untrue: bool = False
    came_of_it: str = ""
    """What was missed because of it."""
    answer: str = ""
    """What the trainee answers to it; private text."""


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
    unjudged: str = ""
    """What could not be judged, and why."""
    hinted: str = ""
    """How many acts followed a hint of the coach, and that they are no strengths."""
    settled: tuple[str, ...] = ()
    """What people have put in place of the machine's findings, with what it was."""

    @property
    def untrue(self) -> bool:
        """Whether the trainee said something to the caller that was not so."""
        return any(step.untrue for step in self.next_steps)


def first_page(debrief: Debrief) -> FirstPage:
    """Return the first page of a debrief."""
    steps = list(_missed(debrief))
    # No act is praised for one thing and faulted for another, on the page or behind it.
    faulted = {step.moment.seq for _, step in steps}
    # Nor is an act that came too late praised for having come.
    faulted |= {each.extent.seq for each in debrief.findings if each.extent and each.extent.seq}
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
        unjudged=_unjudged(debrief),
        hinted=_hinted(debrief),
        settled=tuple(map(_as_it_stands, (e for e in debrief.findings if e.machine is not None))),
    )


def _ended(debrief: Debrief) -> str:
    last = debrief.calls[-1]
    number = f"Call {last.number}: " if len(debrief.calls) > 1 else ""
    if last.ending is None:
        return f"{number}You left the call before it ended."
    why = f": {debrief.decided}" if debrief.decided else ""
    sentence = f"{last.ending.sentence.removesuffix('.')}{why}."
    return f"{number}{sentence} {debrief.needed}".rstrip()


def _let_go(debrief: Debrief) -> bool:
    """Whether the caller needed help and was left without it, or was closed on."""
    return bool(debrief.needed) or any(
        finding.judgement is Judgement.MISSED
        and stake_of_fault(finding.criterion.id) is Stake.CLOSED
        for finding in debrief.findings
    )


def _strengths(debrief: Debrief) -> Iterator[Strength]:
    """Yield earned strengths, each moment once: those that brought most in this call first.

    An act that brought nothing, and answered nothing, shows no effect to be praised for.
    """
    seen: set[int] = set()
    routine = False
    found = [
        (finding, moment, part.acts[moment.seq])
        for part in debrief.parts
        for finding in part.strengths
        # What a person has seen rests on their word, and on no act that the program could name.
        if finding.machine is None
        and (moment := finding.moment_in(part.role)) is not None
        and moment.seq in part.acts
        # What the coach had asked for is done, and is not the trainee's own.
        and moment.seq not in part.hinted
    ]

    def order(each: tuple[Finding, EntrySummary, OwnAct]) -> tuple[bool, int, bool, Millis]:
        finding, moment, act = each
        of_any_call = finding.criterion.id in _ROUTINE
        followed = act.effect is not None and act.effect.followed
        return of_any_call, finding.criterion.weight.place, not followed, moment.at

    for finding, moment, act in sorted(found, key=order):
        criterion = finding.criterion
        limit = criterion.rule is None or isinstance(criterion.rule.pattern, AtMost)
        limit = limit or criterion.id in _KEPT_BY_DOING_NOTHING
        led_to = act.effect.seq if act.effect and act.effect.followed else None
        # One answer, or one unit, shows one act: the other would be praised for it a second time.
        shows = {moment.seq, act.effect.seq} if act.effect else {moment.seq}
        if not limit and act.effect and act.relied_on and seen.isdisjoint(shows):
            if criterion.id in _ROUTINE and routine:
                continue
            routine = routine or criterion.id in _ROUTINE
            seen |= shows
            yield Strength(moment, _with(act, act.effect), criterion.why, criterion.id, led_to)


def _with(act: OwnAct, effect: CameOfIt) -> str:
    """Say what the trainee did, and what came of it or what it answered."""
    return _sentence(f"You {_inside(act.did)}{'; ' if effect.followed else ', '}{effect.text}")


def _inside(text: str) -> str:
    """Return a clause without the full stop in its quotation: more of the sentence follows."""
    whole = text.endswith('."') and not text.endswith('.."')
    return f'{text[:-2]}"' if whole else text


def _worst(debrief: Debrief, steps: Iterable[tuple[Place, NextTime]]) -> Iterator[NextTime]:
    """Yield what to do next, the worst first, and nothing twice.

    Of equal harm, what would have changed the call comes first.
    """
    turned = {point.moment.shown.seq for point in debrief.turning}

    def order(each: tuple[Place, NextTime]) -> tuple[bool, Place, bool, Millis]:
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


def _missed(debrief: Debrief) -> Iterator[tuple[Place, NextTime]]:
    """Yield what was missed with its place, a consequence only with its cause.

    Without evidence the moment is the end.
    """
    lines = {ears.role: ears.lines for ears in debrief.ears}
    for part in debrief.parts:
        missed = {each.criterion.id: each for each in part.of(Judgement.MISSED)}
        causes = {name: _cause(name, missed) for name in missed}
        for name, finding in missed.items():
            if causes[name] != name:
                continue
            moment = finding.moment_in(part.role) or next(reversed(lines[part.role]), None)
            if moment is None:
                continue
            later = [missed[each] for each, cause in causes.items() if cause == name != each]
            came = " ".join(_first_sentence(each.criterion.when_missed) + "." for each in later)
            untrue = stake_of_fault(name) is Stake.UNTRUE
            words = (finding.criterion.says, finding.criterion.why, name)
            answer = next(reversed(finding.answers), "")
            step = NextTime(moment, _happened(finding, moment, part), *words, untrue, came, answer)
            yield min(_place(debrief, each) for each in (finding, *later)), step


def _cause(criterion: str, missed: Collection[str]) -> str:
    """Return the first of the faults from which this one's followed; itself if from none."""
    while cause := follows_from(criterion, missed):
        criterion = cause
    return criterion


def _place(debrief: Debrief, finding: Finding) -> Place:
    """Return the place of a fault: by weight, then by harm, then the longest first."""
    criterion, last = finding.criterion, debrief.calls[-1].ending
    stake = stake_of_fault(criterion.id)
    if stake is Stake.NOT_SENT and last is not None and last.outcome in _HELP_COMES:
        stake = Stake.TIME
    lasted = finding.extent.lasted if finding.extent else 0
    weight = criterion.weight.place
    if criterion.id == _NO_HELP_SOUGHT:
        weight = 0
    elif lasted >= _LONG:
        weight = max(weight - 1, Weight.MAJOR.place)
    return weight, _BY_HARM.index(stake), -lasted


def _happened(finding: Finding, moment: EntrySummary, part: SeatDebrief) -> str:
    """Say what the trainee did or left out, for how long, and after what it was due."""
    said, long = _first_sentence(finding.criterion.when_missed), _how_long(finding)
    own = part.acts.get(moment.seq)
    due = finding.criterion.rule is not None and isinstance(finding.criterion.rule.pattern, Within)
    if own is not None and not due:
        return _sentence(f"{said}{long}: {own.spoken or f'you {own.did}{own.reason}'}")
    if own is not None:
        return _sentence(f"{said}, after you {_inside(own.did)}{long}")
    if not moment.who or moment.seq not in part.came:
        return _sentence(f"{said}{long}")
    return _sentence(f"{said}, after {_inside(part.came[moment.seq])}{long}")


def _how_long(finding: Finding) -> str:
    extent = finding.extent
    if extent is None:
        return ""
    return f" ({lasted(extent.lasted)})" if extent.came else ", to the end of the call"


def _first_sentence(text: str) -> str:
    """Return the first sentence of a finding without its full stop: what follows is advice."""
    return text.partition(". ")[0].removesuffix(".")


def _sentence(text: str) -> str:
    quote = '"' if text.endswith('"') else ""
    said = text.removesuffix(quote)
    return text if said.endswith((".", "?", "!")) else f"{said}.{quote}"


def _question(debrief: Debrief) -> str:
    """Return the question of this call's hardest decision, else the scenario's first.

    Of several decisions one at which the call could have turned is the hardest. What was less hard
    comes after the scenario's own question. A comparison with
    good practice rests on no criterion that a reviewer could override, so it is asked and never
    counted as a fault.

    A caller is asked what it was like, never what they should have done.
    """
    if not debrief.parts and debrief.caller:
        return _OF_A_CALLER
    turned = {point.moment.shown.seq for point in debrief.turning}
    decisions = sorted(debrief.decisions, key=lambda each: each.seq not in turned)
    hard = (each for each in decisions if each.kind.hard or each.seq in turned)
    of_the_call = debrief.questions if debrief.written_for is None else ()
    found = [*(each.question for each in hard), *of_the_call, *(e.question for e in decisions)]
    if found:
        return found[0]
    for moment in (point.moment for point in debrief.turning):
        if moment.stake is not Stake.FOR_A_PERSON:
            other = f"{moment.to_do[:1].lower()}{moment.to_do[1:]}".rstrip(".")
            return f"At {minutes(moment.shown.at)}, what spoke for this, what against it: {other}?"
    return OWN_VIEW[1]


def _as_it_stands(finding: Finding) -> str:
    """Say what counts of a criterion, by whom, and that the program had found otherwise."""
    assert finding.machine is not None
    by = finding.overrides[-1].partition(":")[0] if finding.overrides else "a person"
    stands, found = finding.judgement.meaning, finding.machine.meaning
    return f"{finding.criterion.says} {by}: {stands}. The program: {found}."


def _unjudged(debrief: Debrief) -> str:
    """Say what could not be judged, and why; empty for a caller, who is never judged."""
    if not debrief.parts:
        return ""
    words = [each for each in debrief.findings if each.because == UNREAD]
    persons = [
        each
        for each in debrief.findings
        if each.judgement is Judgement.FOR_A_PERSON and each not in words
    ]
    left = [each for each in debrief.findings if each.judgement is Judgement.OPEN]
    said = []
    if words:
        honest = any(stake_of_fault(each.criterion.id) is Stake.UNTRUE for each in words)
        what = "honesty among them" if honest else "such as their purpose"
        said.append(f"Your words were not kept: {_things(len(words))} could not be judged, {what}.")
    if left:
        said.append(f"The call was left: {_things(len(left))} could not show.")
    if persons:
        said.append(f"{_things(len(persons)).capitalize()} for a person to judge.")
    return " ".join(said)


def _hinted(debrief: Debrief) -> str:
    """Say how many acts followed a hint; empty if none did."""
    many = sum(bool(hint.followed_by) for part in debrief.parts for hint in part.hints)
    if not many:
        return ""
    acts = "One act" if many == 1 else f"{many} acts"
    return f"{acts} followed a hint of the coach, and {'is' if many == 1 else 'are'} not praised."


def _things(many: int) -> str:
    return "one thing" if many == 1 else f"{many} things"


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


_Level = tuple[int, int, bool]
LEVELS: tuple[_Level, ...] = (
    (3, 3, True),
    (3, 3, False),
    (2, 3, False),
    (1, 3, False),
    (3, 2, False),
    (2, 2, False),
    (1, 2, False),
    (1, 1, False),
    (0, 1, False),
)
"""How much of a page is shown: strengths, next steps, and their reasons. The first that fits is
taken."""


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


def _at_level(page: FirstPage, strengths: int, steps: int, reasons: bool) -> Iterator[Section]:
    page = page._replace(strengths=page.strengths[:strengths], next_steps=page.next_steps[:steps])
    if any(page.answers):
        yield Section(_OWN_VIEW, facts=tuple(_own_view(page)))
    elif page.answers:
        yield Section(_OWN_VIEW, ("You left this out. That is fine.",))
    yield Section("How it ended", (page.ended,))
    # In the order of the call.
    helped = tuple(
        SectionItem(each.text, at=each.moment)
        for each in sorted(page.strengths, key=lambda each: each.moment.at)
    )
    both = [Section("What helped", items=helped)] if helped else []
    yield from (*_to_do(page, reasons), *both) if page.untrue else (*both, *_to_do(page, reasons))
    if page.counted:
        about = "The caller is never judged."
        yield Section("What counts as a call for help", (about,), bullets=page.counted[-steps:])
    if page.settled:
        yield Section("What people settled", bullets=page.settled[:MOST])
    if page.hinted:
        yield Section("The coach", (page.hinted,))
    if page.unjudged:
        yield Section("Not judged", (page.unjudged,))
    yield Section("To think about", (page.question,))


def _to_do(page: FirstPage, reasons: bool) -> Iterator[Section]:
    items = tuple(
        SectionItem(
            step.happened,
            notes=(
                *([("What came of it", step.came_of_it)] if step.came_of_it else []),
                ("", step.instead),
                *([("You answered", step.answer)] if step.answer else []),
                *([("Why", step.why)] if reasons else []),
            ),
            at=step.moment,
        )
        for step in page.next_steps
    )
    if items:
        yield Section("Next time", items=items)
    elif page.judged:
        yield Section("Next time", ("Nothing that these criteria look for was missed.",))
