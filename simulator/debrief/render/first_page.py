"""The first page of a debrief: how it ended, what helped, what to do next, one question.

It is written for a trainee: no ids of rows, no codes of sources. `LEVELS` keeps it to one page.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from simulator import BANNER
from simulator.core.describe import name_of
from simulator.core.instant import Millis, minutes
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import OWN_VIEW, CallDebrief, Debrief, SeatDebrief
from simulator.debrief.assess.earned import EarnedBy
from simulator.debrief.assess.effects import CameOfIt, OwnAct
from simulator.debrief.assess.findings import UNREAD, Finding, Judgement
from simulator.debrief.assess.in_the_past import guilty_part, lasted
from simulator.debrief.render.fault_order import (
    CLOSED,
    EXPOSES,
    HELP_COMES,
    LINE_ENDED,
    ONE_FAULT,
    SILENCE,
    WRONG_TO_OTHERS,
    Place,
    comes_after,
    first_cause,
    in_one_silence,
    never_came,
    place_of,
    possible_causes,
    said_meanwhile,
)
from simulator.debrief.render.late_words import OF_THE_ACT, Lateness, in_late_words
from simulator.debrief.render.left_to_a_person import left_to_a_person, things
from simulator.debrief.render.page_questions import question_of
from simulator.debrief.render.page_values import IN_FULL, MOST, FirstPage, NextTime, Strength
from simulator.debrief.render.sections import Section, SectionItem, count_words, lines_of
from simulator.guidance.stakes import Stake, stake_of_fault
from simulator.late_pattern import late_pattern
from simulator.review.transcript import EntrySummary, wrapped
from simulator.rules.patterns import AtMost, Before, Within
from simulator.rules.rubric import Criterion, Weight

MOST_WORDS = 220
MOST_LINES = 40
WIDTH = 80
"""The size of the page: words, and lines of this many columns.

Practice 6.4 has 180 words (assumption): what came of each act, and for how long, needs some more.
"""
_FRAME_WORDS = 26
"""Words of the banner, the title and the last line, which count as well."""
_WORDS_OF_AN_ENTRY = 12
_OWN_VIEW = "Your own view"
_ONLY_QUICK = frozenset({"answered-soon", "spoke-soon"})
"""Not worth praise where the caller was then let go."""
_OF_NO_USE = frozenset({"number-searched", "number-searched-early"})
"""What was found helped nobody where nobody was then sent (6.4: not undone later)."""
_WORD = re.compile("[a-z]{4,}")
"""A word that carries meaning, more or less."""
# fmt: off
_ROUTINE = frozenset({
    "number-searched", "number-searched-early", "graded-in-time",
    "sent-in-time", "disturbance-graded-urgent", "marker-is-emergency", "marker-means-officers",
    "first-heard-passed-on", "markers-passed-on", "new-facts-passed-on", "answers-passed-on",
    "says-it-is-police", "decided-in-time", "line-kept-open",

    "hand-over-complete", "briefed-in-time",
    "disturbance-passed-on", "fifty-five-passed-on", "first-word-soon", "details-come-later",
    "location-early", "speech-invited-first", "regraded-when-cut-off", "checks-in-by-asking",
    "caller-answered", "officers-answered", "second-unit-as-decided", "text-used",
    "control-answered",
})
# fmt: on
"""What every call asks for: praised only behind what this call asked for (practice 6.4)."""
_MOST_ROUTINE = 2
"""Most of these that are praised, each of another kind of act (assumption)."""
# fmt: off
_KEPT_BY_DOING_NOTHING = frozenset({
    "closed-questions", "one-fact-each", "questions-fit", "nothing-asked-twice",
    "nothing-asked-that-was-said", "answers-taken-up", "silence-kept", "callback-names-nobody",
    "no-answer-is-not-no", "whose-word-it-is", "honest-officers", "honest-time",
    "somebody-inside-kept",
    "honest-services", "honest-place-and-safety", "text-names-nobody", "police-not-named-again",
    "another-voice-closes-nothing", "nothing-given-away", "disturbance-not-closed",
    "emergency-not-closed", "reason-fits", "no-scolding", "never-sent-away", "hidden-child-stays",
    "line-kept-with-somebody-there", "disturbance-not-ended", "disturbance-to-police",
    "unconfirmed-not-ended", "another-voice-confirms-nothing", "disturbance-graded-urgent",
    "kept-listening", "reason-fits-what-was-heard", "never-nothing",
    "breath-as-said", "briefing-true", "denied-place-not-used", "code-kept", "log-true",
    "no-proof-asked",
    "clear-words-taken", "not-known-only-if-so", "officers-question-put",
    "injury-settled", "words-answered", "wait-told",
    "listens-first", "no-line-twice", "four-seconds-left", "no-dead-air",
    # To have closed, to have left, and to have greeted and written are no praise (6.4).
    "line-kept-open", "found-before-closing", "stays-until-taken", "reasoned-at-each-turn",
    "something-in-words", "spoke-soon", "location-data-read", "background-noted",
    "reasoned-before-closing", "thanked", "officers-there-told", "answered-soon", "written-to",
    # The act that these rest on is another one, which another criterion praises.
    "hearing-asked-first",
    "code-before-use", "answer-to-the-test",
})
# fmt: on
"""Criteria of what is never to be done: no act of the trainee's earns them (practice 6.4)."""
_FITS_FIRST = (
    "ambulance-brought-in", "fire-brought-in", "seen-alone-asked", "life-sign-taken-up",
    "caller-asked-for", "disguised-call-confirmed", "yes-offered", "code-tested",
    "who-hears-asked", "callback-decided", "yes-got-connected",
)  # fmt: skip
"""What fits the situation before all else that fits it (6.4: the act was needed in this call)."""
_IF_IT_BROUGHT = frozenset(
    {"life-sign-taken-up", "checks-in-by-asking", "caller-answered", "disguised-call-confirmed"}
)
"""Praised only where the caller's answer shows what it brought."""


def first_page(debrief: Debrief, rest: str = IN_FULL) -> FirstPage:
    """Return the first page of a debrief. `rest`: where the reader finds what it leaves out."""
    steps = list(_missed(debrief))
    # No act is praised for one thing and faulted for another, on the page or behind it.
    faulted = {step.moment.seq for _, step in steps if step.criterion not in _OF_A_SUPERVISOR}
    # Nor is an act that came too late praised for having come.
    faulted |= {each.extent.seq for each in debrief.findings if each.extent and each.extent.seq}
    passed_over = _ONLY_QUICK if _let_go(debrief) else frozenset()
    last = debrief.calls[-1].ending
    if debrief.needed and (last is None or last.outcome not in HELP_COMES):
        passed_over |= _OF_NO_USE
    earned = (
        each
        for each in _strengths(debrief)
        if each.moment.seq not in faulted and each.criterion not in passed_over
    )
    worst = tuple(islice(_worst(debrief, steps), MOST))
    return FirstPage(
        ended=_ended(debrief),
        outcome=_outcome(debrief.calls[-1]),
        answers=debrief.own_view if debrief.parts or not debrief.caller else (),
        strengths=tuple(islice(earned, MOST)),
        next_steps=tuple(map(_at_the_act, worst)),
        counted=tuple(
            f"From {minutes(span.start)}, {span.where}: {span.counted.what}"
            for span in debrief.caller[-MOST:]
        ),
        question=question_of(debrief, worst),
        judged=bool(debrief.parts) and all(call.ending for call in debrief.calls),
        unjudged=_unjudged(debrief),
        to_judge=left_to_a_person(debrief, rest),
        hinted=_hinted(debrief),
        settled=tuple(map(_as_it_stands, (e for e in debrief.findings if e.machine is not None))),
        held=debrief.held,
        waited=_waited(debrief),
        by_a_breath=any(
            each.judgement is Judgement.MISSED and _is_by_a_breath(each)
            for each in debrief.findings
        ),
        rest=rest,
    )


def _outcome(call: CallDebrief) -> str:
    if call.ending is not None:
        return call.ending.outcome.label
    return "line ended, incident not closed" if call.line_ended else "left before its end"


def _waited(debrief: Debrief) -> str:
    """Say how long the call waited in the queue where it was long and no fault; else nothing."""
    late = (each for each in debrief.findings if each.judgement is Judgement.MISSED)
    queued = next((each for each in late if _is_of_the_queue(each)), None)
    if queued is None or queued.extent is None:
        return ""
    return f"The call waited {lasted(queued.extent.lasted)} for a desk, as calls in a queue do."


def _ended(debrief: Debrief) -> str:
    last = debrief.calls[-1]
    number = f"Call {last.number}: " if len(debrief.calls) > 1 else ""
    if last.ending is None:
        return f"{number}{_left(last, debrief.seats)}"
    decided = f"{debrief.decided[:1].upper()}{debrief.decided[1:]}"
    # "Officers were sent at 4:02." has it already.
    twice = last.ending.sentence.startswith("Officers were sent")
    why = f" {decided}." if decided and not twice else ""
    why = why.replace('".', '."') if why.endswith('".') else why
    sentence = f"{_by_you(last.ending.sentence, debrief.seats).removesuffix('.')}.{why}"
    return f"{number}{sentence} {debrief.needed}".rstrip()


def _left(call: CallDebrief, seats: Collection[Role]) -> str:
    """Say what was left: the call, or an incident that went on without its line."""
    line = call.line_ended
    if line is None:
        return "You left the call before it ended."
    went = "The line was lost"
    if line.by is not None:
        who = "You" if line.by in seats else f"The {name_of(line.by).lower()}"
        went = f"{who} ended the line"
    return f"{went} at {minutes(line.at)}. {_STILL_OPEN} when you looked back."


_STILL_OPEN = "The incident was not closed yet"


def _by_you(sentence: str, seats: Collection[Role]) -> str:
    """Say "you" of what the trainee's own seat did."""
    for role, words in _ENDED_BY.items():
        if role in seats:
            for said, yours in words:
                sentence = sentence.replace(said, yours)
    return sentence


_ENDED_BY = {
    Role.OPERATOR: (
        ("The call was taken for a mistake, and the 999 operator ended", "You ended"),
        ("The 999 operator ended", "You ended"),
    ),
    Role.CALL_HANDLER: (
        ("Police closed the call at", "You closed the call at"),
        ("and sent nobody", "and sent no officers"),
        ("The call handler rang off", "You rang off"),
        ("A police call handler ended", "You ended"),
    ),
}
"""How an ending is said of the role that did it, and how to that role's trainee."""


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
    routine: list[str] = []
    for finding, moment, act, by in sorted(_candidates(debrief), key=_fit):
        criterion = finding.criterion
        limit = criterion.rule is None or isinstance(criterion.rule.pattern, AtMost)
        limit = by is None and (limit or criterion.id in _KEPT_BY_DOING_NOTHING)
        led_to = act.effect.seq if act.effect and act.effect.followed else None
        # One answer, or one unit, shows one act: the other would be praised for it a second time.
        shows = {moment.seq, act.effect.seq} if act.effect else {moment.seq}
        if not limit and act.effect and seen.isdisjoint(shows):
            if by is None and criterion.id in _ROUTINE:
                if act.kind in routine or len(routine) == _MOST_ROUTINE:
                    continue
                routine.append(act.kind)
            seen |= shows
            why = by.meaning if by else criterion.why
            yield Strength(moment, _with(act, act.effect), why, criterion.id, led_to, by)


_Candidate = tuple[Finding, EntrySummary, OwnAct, EarnedBy | None]


def _candidates(debrief: Debrief) -> Iterator[_Candidate]:
    """Yield met criteria with the act that earned each."""
    for part in debrief.parts:
        missed = {each.criterion.id for each in part.of(Judgement.MISSED)}
        for finding in part.findings:
            # What a person has seen rests on their word, and on no act that the program could name.
            if finding.machine is not None or finding.judgement is not Judgement.MET:
                continue
            # To have asked what came too late to matter helped nobody.
            if not missed.isdisjoint(_IN_VAIN.get(finding.criterion.id, ())):
                continue
            # The first of its acts that brought something: what is repeated brings nothing new.
            for shown in finding.evidence:
                act = part.acts.get(shown.seq)
                # Answers by a code that nobody tested are nothing to be proud of.
                if act and not missed.isdisjoint(_UNTESTED) and _rests_on_signs(act):
                    continue
                if act and _is_praised(finding.criterion, act, shown.seq in part.hinted):
                    yield finding, shown, act, None
                    break
        yield from _earned(part)


def _earned(part: SeatDebrief) -> Iterator[_Candidate]:
    """Yield what this call asked for, where the criterion nearest to it was not missed."""
    findings = {each.criterion.id: each for each in part.findings}
    for each, moment in part.earned:
        finding = findings.get(each.criterion)
        if finding is None or finding.machine is not None or moment.seq in part.hinted:
            continue
        # What was put right, and one word said back, are strengths also beside a fault elsewhere.
        one_act = each.by in (EarnedBy.CORRECTED, EarnedBy.SAID_BACK)
        if one_act or finding.judgement is not Judgement.MISSED:
            yield finding, moment, each.own, each.by


def _rests_on_signs(act: OwnAct) -> bool:
    """Whether an act got an answer by a code, or passed answers on."""
    decoded = act.effect is not None and act.effect.text.endswith((": yes", ": no"))
    return decoded or act.kind == "brief_officers"


def _is_praised(criterion: Criterion, act: OwnAct, hinted: bool) -> bool:
    """Whether an act can be praised for a criterion that it met."""
    # What the coach had asked for is done, and is not the trainee's own.
    if hinted or act.did.startswith(_NEVER_PRAISED):
        return False
    # What called for an act is in the evidence too, and may be the trainee's own.
    asked = _acts_asked_for(criterion)
    if asked and act.kind not in asked:
        return False
    return act.effect is not None and act.relied_on and _fits(criterion.id, act)


def _acts_asked_for(criterion: Criterion) -> frozenset[str]:
    """Return the kinds of act that a criterion asks for; none if it only says how."""
    if criterion.rule is None:
        return frozenset()
    if isinstance(criterion.rule.pattern, Before):
        return criterion.rule.pattern.first.kinds() or frozenset()
    return criterion.rule.asks_for


_UNTESTED = ("code-tested", "code-before-use", "answer-to-the-test")
_IN_VAIN = {
    "who-hears-asked": ("hearing-asked-first",),
    "callback-decided": ("callback-names-nobody",),
}
"""What brings nothing where another criterion was missed: who can hear, once all had been said."""


_NEVER_PRAISED = ("ended the call", "closed the incident", "left the call")
"""To have let go earns nothing, however rightly (6.4)."""


def _fits(criterion: str, act: OwnAct) -> bool:
    """Whether what came of an act shows what the criterion asks for."""
    followed = act.effect is not None and act.effect.followed
    if criterion == "officers-sent-told":
        # To leave it unsaid is a strength where another person is known to listen.
        heard = act.effect is not None and act.effect.text.endswith("another voice")
        return act.did.startswith("left it unsaid") and heard
    if act.kind == "search" and not followed:
        return False  # It found nothing, and changed nothing.
    if criterion in _OF_A_SUPERVISOR and not followed:
        return False  # A note asks nothing: a person has to have decided.
    if criterion == "reacts-to-disturbance" and act.kind == "brief_officers":
        return False  # The first briefing is praised for itself.
    if criterion == "reacts-to-disturbance" and not followed and act.did.startswith(_OPENED):
        return False  # To give one's name is how any call begins, and takes up no sound.
    if criterion == "callback-decided" and not act.reason.strip(" ()").startswith(_REASONED):
        return False
    return followed or criterion not in _IF_IT_BROUGHT


_OPENED = ('said "Police"', 'said "Police.', 'said "Hello')
_OF_A_SUPERVISOR = frozenset({"supervisor-at-once", "second-view-asked"})
_REASONED = ("ringing", "caller", "the caller", "doubt", "marker", "the number", "cannot")
"""How the reasons begin that are more than one's own judgement."""


_BEFORE_THESE = {
    EarnedBy.LET_GO: 0,
    EarnedBy.NOT_RUNG: 0,
    EarnedBy.QUIET: _FITS_FIRST.index("who-hears-asked"),
    EarnedBy.CORRECTED: _FITS_FIRST.index("who-hears-asked"),
}
"""Before which of what fits the situation an earned act comes (assumption)."""


def _fit(each: _Candidate) -> tuple[bool, int, bool, int, bool, Millis]:
    """Order strengths: what fits the situation, then by weight, then what brought something."""
    finding, moment, act, by = each
    name = finding.criterion.id
    first = _FITS_FIRST.index(name) if name in _FITS_FIRST else len(_FITS_FIRST)
    first = _BEFORE_THESE.get(by, len(_FITS_FIRST)) if by else first
    followed = act.effect is not None and act.effect.followed
    routine = by is None and name in _ROUTINE
    return routine, first, by is None, finding.criterion.weight.place, not followed, moment.at


_DECIDED = ("decided", "rang the caller")


def _with(act: OwnAct, effect: CameOfIt) -> str:
    """Say what the trainee did, and what came of it or what it answered."""
    given = act.reason.strip(" ()")
    reason = f'; your reason was "{given}"' if given and act.did.startswith(_DECIDED) else ""
    join = "; " if effect.followed else ", "
    return _sentence(f"You {_inside(act.did)}{join}{effect.text}{reason}")


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
        voices = {
            name: _voice_before(lines.get(part.role, ()), shown)
            for name, finding in missed.items()
            if name in EXPOSES and (shown := finding.moment_in(part.role))
        }
        causes = {
            name: name
            if never_came(finding)
            else first_cause(name, possible_causes(name, missed, heard=bool(voices.get(name))))
            for name, finding in missed.items()
        }
        silent = in_one_silence(missed)
        for name, finding in missed.items():
            if causes[name] != name or name in silent:
                continue
            if _is_of_the_queue(finding) or _is_by_a_breath(finding):
                continue
            moment = finding.moment_in(part.role) or next(reversed(lines[part.role]), None)
            if moment is None:
                continue
            moment = _asked_by_officers(name, lines.get(part.role, ())) or moment
            behind = [missed[each] for each, cause in causes.items() if cause == name != each]
            later = [each for each in behind if comes_after(each, moment, part.role)]
            # One silence is not the consequence of its own beginning.
            later = [e for e in later if (name, e.criterion.id) not in ONE_FAULT]
            # One of them is enough: the page is of causes.
            came = " ".join(f"{_first_sentence(e.criterion.when_missed)}." for e in later[-1:])
            untrue = stake_of_fault(name) is Stake.UNTRUE
            words = (finding.criterion.says, finding.criterion.why, name)
            answer = next(reversed(finding.answers), "")
            happened = _happened(finding, moment, part, behind)
            if name == SILENCE and (heard := said_meanwhile(debrief, finding)):
                happened = _over_words(happened, heard, finding)
            if name in EXPOSES and (voice := voices.get(name)):
                happened = _in_a_hearing(happened, voice)
            step = NextTime(moment, happened, *words, untrue, came, answer)
            step = step._replace(act=_late_act(finding, lines.get(part.role, ())))
            exposes = bool(voices.get(name)) or name in WRONG_TO_OTHERS
            places = [place_of(debrief, finding, exposes=exposes)]
            yield min([*places, *(place_of(debrief, each) for each in behind)]), step


_RULED_OUT = "no-answer-is-not-no"


def _in_a_hearing(happened: str, voice: EntrySummary) -> str:
    """Say that it was known who could hear: another voice had been on the line."""
    known = f"You spoke of officers, after another voice had been heard at {minutes(voice.at)}"
    return happened.replace("You spoke of officers without knowing who else could hear", known)


def _over_words(happened: str, heard: EntrySummary, finding: Finding) -> str:
    """Say for how long of a silence the caller had spoken and had no answer."""
    assert finding.extent is not None
    left = lasted(finding.evidence[-1].at + finding.extent.lasted - heard.at)
    return f"{happened.removesuffix('.')}, {left} of it after the caller had spoken."


_UNASKED = {
    "weapons-asked": late_pattern(r"\b(weapons?|armed|knife|gun)\b", re.IGNORECASE),
    "children-asked": late_pattern(r"\b(child(ren)?|kids?|little ones?)\b", re.IGNORECASE),
}
"""What was never asked, and how officers ask for it."""


def _asked_by_officers(name: str, lines: Iterable[EntrySummary]) -> EntrySummary | None:
    """Return where officers asked for what was never asked: then at the latest it was due."""
    words = _UNASKED.get(name)
    asked = (e for e in lines if e.who == name_of(Role.OFFICERS) and e.text.startswith(_THEY_ASK))
    return words and next((each for each in asked if words.search(each.text)), None)


_THEY_ASK = "officers ask"


def _late_act(finding: Finding, lines: Iterable[EntrySummary]) -> EntrySummary | None:
    """Return the act that came too late, if the sentence of the fault is about that act."""
    extent = finding.extent
    if extent is None or not extent.came or finding.criterion.id not in OF_THE_ACT:
        return None
    return next((each for each in lines if each.seq == extent.seq), None)


def _at_the_act(step: NextTime) -> NextTime:
    """Return what to do next with the moment of the act that it names: it was set then."""
    return step if step.act is None else step._replace(moment=step.act)


def _is_of_the_queue(finding: Finding) -> bool:
    """Whether a call waited no longer than a queue makes it, and so without a fault."""
    lasted = finding.extent.lasted if finding.extent else 0
    return finding.criterion.id == "answered-soon" and lasted < _QUEUE


def _is_by_a_breath(finding: Finding) -> bool:
    """Whether a time was missed by so little that nobody would speak of it; --full has it."""
    rule, extent = finding.criterion.rule, finding.extent
    if rule is None or extent is None or not isinstance(rule.pattern, Within) or not extent.came:
        return False
    limit = rule.pattern.time
    if not isinstance(limit, int) or finding.criterion.weight is Weight.CRITICAL:
        return False
    return extent.lasted - limit <= max(limit // 10, _A_BREATH)


_A_BREATH: Millis = 3_000
"""What is late by no more is in --full alone; of a long time a tenth (assumption)."""
_QUEUE: Millis = 30_000
"""How long a call may wait for a free desk before the page says so (assumption)."""


def _voice_before(lines: Iterable[EntrySummary], moment: EntrySummary) -> EntrySummary | None:
    """Return the last words of another person before a moment of a call; None without any."""
    before = (e for e in lines if e.who == name_of(Role.OTHER_PERSON) and e.at < moment.at)
    return max(before, key=lambda each: each.at, default=None)


def _happened(
    finding: Finding, moment: EntrySummary, part: SeatDebrief, behind: Iterable[Finding]
) -> str:
    """Say what the trainee did or left out, for how long, and after what it was due.

    `behind`: the faults that have their place with this one.
    """
    said, long = _for_so_long(_first_sentence(finding.criterion.when_missed), _how_long(finding))
    silence = _OVER.search(finding.criterion.when_missed) is not None
    if finding.criterion.id == LINE_ENDED and (closed := _closed_first(part, moment)):
        said = f"{said}, and had closed the call at {minutes(closed.at)}"
    if finding.criterion.id == CLOSED and any(each.criterion.id == LINE_ENDED for each in behind):
        said = f"{said}, and ended the line"
    own, rule = part.acts.get(moment.seq), finding.criterion.rule
    timed = rule.pattern if rule is not None and isinstance(rule.pattern, Within) else None
    moves_on = timed is not None and _moves_on(timed)
    if timed is not None and not moves_on and (late := _in_late_words(finding, moment, part)):
        return late
    if own is not None and timed is None:
        clause = part.objected.get((finding.criterion.id, moment.seq), "")
        by = f': "{clause}"' if clause else _by_act(finding, said, own)
        return _sentence(f"{said}{f' ({long})' if long else ''}{by}")
    if own is not None:
        # The words of a briefing would cut the sentence in two.
        since = f"you {_inside(own.did).partition(': ')[0]}"
    elif not moment.who or moment.seq not in part.came:
        return _sentence(f"{said}{f' ({long})' if long else ''}")
    else:
        since = _inside(part.came[moment.seq])
    if moves_on and own is not None and own.kind == "brief_officers":
        return _sentence(f"{said}: {since} and left it out")
    if moves_on:
        return _sentence(f"{said}, after {since}")
    if timed and finding.extent is not None and not finding.extent.came and not silence:
        return _sentence(f"{said}; what was due after {since} never came")
    named = since == "you sent officers" and said.endswith("after you sent them")
    due = f"; what was due came {f'after {long}' if named else f'{long} after {since}'}"
    return _sentence(f"{said}{due}" if long else f"{said}, after {since}")


def _closed_first(part: SeatDebrief, ended: EntrySummary) -> EntrySummary | None:
    """Return the close, with officers sent and not there, that came before the line was ended."""
    missed = {each.criterion.id: each for each in part.of(Judgement.MISSED)}
    close = missed.get("found-before-closing")
    shown = close.moment_in(part.role) if close else None
    return shown if shown is not None and shown.at < ended.at else None


def _in_late_words(finding: Finding, moment: EntrySummary, part: SeatDebrief) -> str:
    """Say by the act what came late or never; empty where that is not known, or has no words."""
    extent = finding.extent
    if extent is None:
        return ""
    own = part.acts.get(moment.seq)
    since = _inside(part.came.get(moment.seq, "")) if own is None and moment.who else ""
    if own is not None:
        since = f"you {_inside(own.did).partition(': ')[0]}"
    rule = finding.criterion.rule
    assert rule is not None
    assert isinstance(rule.pattern, Within)
    time = rule.pattern.time
    # A time of the profile's is not said: the page has no figure for it.
    limit = {"limit": lasted(time)} if isinstance(time, int) else {}
    again = any(act.kind == "grade" and seq < moment.seq for seq, act in part.acts.items())
    late = Lateness(
        moment.at, extent.lasted, extent.came, since, own is not None, part.never_passed_on,
        again=again, **limit,
    )  # fmt: skip
    return in_late_words(finding.criterion.id, late)


def _by_act(finding: Finding, said: str, own: OwnAct) -> str:
    """Say by which act; of one that the finding has named already, only the reason given."""
    if own.spoken:
        return f": {own.spoken}"
    words = own.did.partition(": ")[2]
    if finding.criterion.id == _RULED_OUT and own.words:
        words = guilty_part(own.words)
    briefed = own.did.startswith("briefed officers: ") and "officers" in said.lower()
    if words and (briefed or said.startswith("You passed on ")):
        return f": {words}"
    if own.kind == "brief_officers" and "officers" in said.lower():
        return ""  # Its words were not kept, and the finding names the act.
    if said.split()[1:2] != own.did.split()[:1]:
        return f": you {own.did}{own.reason}"
    reason = own.reason.strip(" ()")
    return f'; the reason given was "{reason}"' if reason else ""


def _for_so_long(said: str, long: str) -> tuple[str, str]:
    """Put the figure of this call in the place of the rule's own: one time is enough."""
    if not long:
        return said, long
    exact, many = _OVER.subn(f"for {long}", said)
    return exact, "" if many else long


_OVER = re.compile(r"\bfor over [a-z]+ (?:second|minute)s?\b")


def _moves_on(timed: Within) -> bool:
    """Whether what is asked for is judged by what is known, and so passes to the next thing.

    What was due first may then have come later, among the rest: that it never came is not known.
    """
    return set(timed.then.criteria()) == {"known"}


def _how_long(finding: Finding) -> str:
    extent = finding.extent
    # A silence has its length also where it ended by what came from elsewhere.
    ended = extent is not None and (
        extent.came or _OVER.search(finding.criterion.when_missed) is not None
    )
    return lasted(extent.lasted) if extent is not None and ended else ""


def _first_sentence(text: str) -> str:
    """Return the first sentence of a finding without its full stop: what follows is advice."""
    return text.partition(". ")[0].removesuffix(".")


def _sentence(text: str) -> str:
    quote = '"' if text.endswith('"') else ""
    said = text.removesuffix(quote)
    return text if said.endswith((".", "?", "!")) else f"{said}.{quote}"


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
    left = [each for each in debrief.findings if each.judgement is Judgement.OPEN]
    said = []
    if words:
        honest = any(stake_of_fault(each.criterion.id) is Stake.UNTRUE for each in words)
        what = "honesty among them" if honest else "such as their purpose"
        kept = any(act.spoken for part in debrief.parts for act in part.acts.values())
        whose = "Some of your words" if kept else "Your words"
        said.append(f"{whose} were not kept: {things(len(words))} could not be judged, {what}.")
    if left:
        was_left = _STILL_OPEN if debrief.calls[-1].line_ended else "The call was left"
        said.append(f"{was_left}: {things(len(left))} could not show.")
    return " ".join(said)


def _hinted(debrief: Debrief) -> str:
    """Say how many acts followed a hint; empty if none did."""
    many = sum(bool(hint.followed_by) for part in debrief.parts for hint in part.hints)
    if not many:
        return ""
    acts = "One act" if many == 1 else f"{many} acts"
    return f"{acts} followed a hint of the coach, and {'is' if many == 1 else 'are'} not praised."


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


_Level = tuple[int, int, bool, int]
LEVELS: tuple[_Level, ...] = (
    (3, 3, True, 2),
    (3, 3, True, 1),
    (3, 3, False, 2),
    (3, 3, False, 1),
    (3, 3, False, 0),
    (2, 3, False, 0),
    (1, 3, False, 0),
    (3, 2, False, 0),
    (2, 2, False, 0),
    (1, 2, False, 0),
    (1, 1, False, 0),
    (0, 1, False, 0),
)
"""How much of a page is shown: strengths, next steps, whether with their reasons, and questions for
a person. The first that fits is taken."""


def as_shown(page: FirstPage) -> FirstPage:
    """Return the page with what is shown of it: the fullest that keeps to its size."""
    return _shown(page)[0]


def page_sections(page: FirstPage) -> tuple[Section, ...]:
    """Return the sections of the page: the fullest that keeps to its size.

    The trainee's own view is shortened, but takes no room from what the program found.
    """
    return _shown(page)[1]


def _shown(page: FirstPage) -> tuple[FirstPage, tuple[Section, ...]]:
    # The banner above the page and the title of the call need a line each, and one stays free.
    frame = len(wrapped(BANNER, WIDTH)) + 2
    for level in LEVELS:
        cut = _at_level(page, level)
        sections = tuple(_sections(cut, reasons=level[2]))
        found = [section for section in sections if section.title != _OWN_VIEW]
        short = count_words(found) <= MOST_WORDS - _FRAME_WORDS
        if short and len(page_lines(found)) + frame <= MOST_LINES:
            break
    return cut, sections


def _at_level(page: FirstPage, level: _Level) -> FirstPage:
    strengths, steps, _, questions = level
    return page._replace(
        strengths=page.strengths[:strengths],
        next_steps=page.next_steps[:steps],
        counted=page.counted[-steps:],
        to_judge=(*page.to_judge[:-1][:questions], *page.to_judge[-1:]),
    )


def page_lines(sections: Iterable[Section]) -> list[str]:
    """Return the sections of a first page in lines."""
    lines: list[str] = []
    for section in sections:
        lines += ["", *wrapped(section.title.upper(), WIDTH)]
        for line in lines_of(section):
            lines += line.wrapped(WIDTH)
    return lines


def _sections(page: FirstPage, *, reasons: bool) -> Iterator[Section]:
    if any(page.answers):
        yield Section(_OWN_VIEW, facts=tuple(_own_view(page)))
    elif page.answers:
        yield Section(_OWN_VIEW, ("You left this out. That is fine.",))
    yield Section("How it ended", (page.ended, *page.held))
    # In the order of the call.
    helped = tuple(
        SectionItem(each.text, at=each.moment)
        for each in sorted(page.strengths, key=lambda each: each.moment.at)
    )
    both = [Section("What helped", items=helped)] if helped else []
    yield from (*_to_do(page, reasons), *both) if page.untrue else (*both, *_to_do(page, reasons))
    if page.counted:
        about = "The caller is never judged."
        yield Section("What counts as a call for help", (about,), bullets=page.counted)
    if page.settled:
        yield Section("What people settled", bullets=page.settled[:MOST])
    if page.hinted:
        yield Section("The coach", (page.hinted,))
    unjudged = " ".join(filter(None, (page.unjudged, *page.to_judge)))
    if unjudged:
        yield Section("Not judged", (unjudged,))
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
        nothing = "Nothing else" if page.waited else "Nothing"
        where = f" ({page.rest})" if page.rest else ""
        few = f", but for a few seconds{where}" if page.by_a_breath else ""
        missed = f"{nothing} that these criteria look for was missed{few}."
        yield Section("Next time", (f"{page.waited} {missed}".strip(),))
