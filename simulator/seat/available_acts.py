"""Acts of a seat: which are possible, as the flow decides, their parameters, and the core act."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import permutations, product
from textwrap import shorten
from typing import Any, NamedTuple

from simulator.content.procedure.reference_data import QuestionBank
from simulator.content.scenario.meant import meant
from simulator.content.scenario.report_words import stated
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.acts import COUNTED_SIGNS, OTHER_SERVICES, SAYS
from simulator.core.call import Call
from simulator.core.describe import what_cannot_be_undone
from simulator.core.log import Entry
from simulator.core.possible_acts import REPERTOIRE, why_ruled_out
from simulator.core.terms import Intent, LineStage, Role, Sign, Term, Topic
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.judgements import operator_hears
from simulator.knowledge.judgements.reasons import supports
from simulator.knowledge.knowledge import Knowledge
from simulator.language.purposes import claims_knowing
from simulator.seat.typed_reports import (
    their_word,
    typed_briefing,
    typed_handover,
    typed_to_control,
)
from simulator.seat.typed_words import TypedReading, Understand, asked_in_writing, understanding
from simulator.seat.view.act_catalogue import CALLER_SOUNDS, CATALOGUE, ActSpec, Materials
from simulator.seat.view.effects import confirmed_by
from simulator.seat.view.handler_cards import question_state
from simulator.seat.view.line_status import Tone
from simulator.seat.view.operator_cards import NEUTRAL, handover_sentence, last_sound

_WORDS = re.compile(r"[\w']+")


class Option(NamedTuple):
    """One option of a parameter."""

    value: object
    label: str
    group: str = ""
    """Heading above the option; empty if options aren't grouped."""
    mark: str = ""
    """A word before it: the state of a question."""
    named: str = ""
    """What a line names it by; empty if by its label."""

    @property
    def names(self) -> list[str]:
        """The words of a line that can mean it; none for an option without a value."""
        return [] if self.value is None else _WORDS.findall((self.named or self.label).lower())


class Parameter(NamedTuple):
    """One value that an act needs: chosen from options, or typed."""

    name: str
    label: str
    options: tuple[Option, ...] = ()
    """Empty if the value is typed text."""
    several: bool = False
    least: int = 1
    """Fewest options to choose, if `several`."""
    asks_back: bool = False
    """Whether it asks if an act is meant that can't be undone. The first option goes back. No
    letter and no Enter alone may answer it, as they may be the rest of a sentence."""
    warns: bool = False
    """Whether it asks back only because a coach warns: the first option, and Enter, go on."""
    word: str = ""
    """The word that means a yes, if it asks back: it is typed where lines are typed."""
    understand: Understand | None = None
    """How typed words are understood: the value is a reading of them, or a listed option."""

    @property
    def is_text(self) -> bool:
        """Whether the value is free text, as it was typed."""
        return not self.options and not self.several and self.understand is None

    @property
    def only(self) -> Option | None:
        """The one option that is possible now, which needs no question; none of none is one."""
        if self.several and not self.options:
            return Option((), "Nothing is known yet")
        open_ended = self.several or self.understand is not None
        return self.options[0] if len(self.options) == 1 and not open_ended else None


CALLER_WORDS: dict[Intent, str] = {
    Intent.WANTS_POLICE: "Police.",
    Intent.WANTS_AMBULANCE: "Ambulance.",
    Intent.WANTS_FIRE: "Fire.",
    Intent.WANTS_COASTGUARD: "Coastguard.",
    Intent.SAYS_YES: "Yes.",
    Intent.SAYS_NO: "No.",
    Intent.SAYS_MISTAKE: "Sorry, I called by mistake.",
    Intent.GIVES_PLACE: "I am where the phone is.",
    Intent.PRETENDS: "Hi, I would like to order a pizza.",
    Intent.CHILD_SPEAKS: "Mummy is on the floor.",
    Intent.DANGER_NOW: "They are coming up.",
    Intent.ASKS_HOW_LONG: "How long will it be?",
    Intent.CANNOT_TALK: "I can't talk.",
    Intent.DOES_NOT_FOLLOW: "I don't understand.",
    Intent.OTHER_LANGUAGE: "(words in another language)",
    Intent.SPEAKS: "Hello? Can you hear me?",
    Intent.NOT_TO_CALL: "It is nobody. Only the television.",
    Intent.OWN_WORDS: "Please listen.",
}
"""The caller's words for each purpose, if none are typed (our wording: assumption; the pizza order
follows the published example of a disguised call [K3])."""

_WITHHELD = (Intent.OFFICERS_SENT, Intent.OFFICERS_THERE)
_WAYS = (Sign.SPOKEN, *COUNTED_SIGNS)
CODES = tuple(
    do.Code(do.AnswerSign(yes), do.AnswerSign(no, times))
    for yes, no, times in (
        *((sign, sign, 2) for sign in COUNTED_SIGNS),
        (Sign.SPOKEN, Sign.SPOKEN, 1),
        *((sign, Sign.SILENCE, 1) for sign in COUNTED_SIGNS),
    )
)
"""Yes/no codes to choose from; there is no national code (Q16)."""


def ready_words(questions: QuestionBank) -> frozenset[str]:
    """Return every ready-made sentence of a seat: none of them is a trainee's own words."""
    signs = [do.AnswerSign(sign, n) for sign in COUNTED_SIGNS for n in (1, 2, 3)]
    signs += [do.AnswerSign(sign) for sign in (Sign.SPOKEN, Sign.SILENCE)]
    ways = (each for n in range(1, len(_WAYS) + 1) for each in permutations(_WAYS, n))
    return frozenset(
        {
            *CALLER_WORDS.values(),
            *(question.words for question in questions.topics.values()),
            # With the place of `{address}`, which is the scenario's and no trainee's word.
            *(each.with_address for each in questions.topics.values() if each.with_address),
            *(questions.code_sentence(do.Code(*both)) for both in product(signs, signs)),
            *map(questions.ways_sentence, ways),
        }
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _terms(listed: Iterable[Term]) -> tuple[Option, ...]:
    return tuple(Option(term, _capital(term.label)) for term in listed)


def _briefing(knowledge: Knowledge) -> Parameter:
    facts = knowledge.facts
    yes, no = (facts.answered_with(state) for state in (AnswerState.YES, AnswerState.NO))
    # What was answered in words is known, and is said in one's own words below the boxes.
    known = {*yes, *no, *facts.answered_with(AnswerState.WORDS)}
    asked = (topic for topic in Topic if facts.of(topic).asked)
    heard = facts.reports.union(facts.handover)
    groups: tuple[tuple[str, str, Iterable[Term]], ...] = (
        # What officers ask comes first: it is waited for.
        ("unknown", "not known", dict.fromkeys((*facts.officers_ask, *asked))),
        ("topics", "yes", yes),
        ("ruled_out", "no", no),
        ("markers", "Marker", facts.markers),
        ("heard", "Heard", (each for each in terms.Reported if each in heard)),
        ("location", "Location", (each for each in terms.LocationSource if each in facts.location)),
    )
    options = (
        Option((part, each), _box(label, each), named=each.label)
        for part, label, listed in groups
        for each in listed
        if part != "unknown" or each not in known
    )
    question = "What do the officers need to know?"
    return Parameter("briefing", question, tuple(options), several=True, least=0)


def _box(label: str, each: Term) -> str:
    """Return the label of a box: of a question its answer, else what kind of thing it is."""
    if isinstance(each, Topic):
        return f"{_capital(each.label)}: {label}"
    neutral = NEUTRAL.get(each) if isinstance(each, terms.Reported) else None
    return f"{label}: {neutral or each.label}"


_HEADINGS = tuple(
    Option(h, f"{_capital(h.label)}: {h.meaning}", named=h.label) for h in terms.Heading
)
_REPORTS = tuple(
    Option(each, _capital(NEUTRAL.get(each, each.label)), named=each.label)
    for each in terms.Reported
)
"""What a hand-over can report: what the operator heard, and never what the program calls it."""
_NO_TOPIC = Option(None, "No fact in particular")
NUMBERS = ("999", "112")
_NUMBERS = tuple(Option(each, each) for each in NUMBERS)
_FIXED: dict[str, Parameter] = {
    "number": Parameter("number", "Dial which number?", _NUMBERS),
    "text": Parameter("text", "In your own words (may be left empty; never a real name)"),
    "words": Parameter("words", "The text message"),
    "heard": Parameter("heard", "What was heard?", _REPORTS, several=True),
    "ways": Parameter("ways", "Which ways to answer?", _terms(_WAYS), several=True),
    "note": Parameter("note", "A note about what?", _terms(terms.NoteKind)),
    "own_note": Parameter("note", "A note about what?", _terms(terms.OPERATORS_NOTES)),
    "topic": Parameter("topic", "Which fact is it about?", (_NO_TOPIC, *_terms(Topic))),
    "note_text": Parameter("text", "The words (never a real name)"),
    "heading": Parameter("heading", "Which heading?", _HEADINGS),
    "trace": Parameter("trace", "Trace what?", _terms(terms.Trace)),
    "service": Parameter("service", "Which service?", _terms(OTHER_SERVICES)),
    "withheld": Parameter("intent", "Leave what unsaid?", _terms(_WITHHELD)),
    "sound": Parameter("sound", "Which sound?", _terms(CALLER_SOUNDS)),
}


def takes_text(act: ActSpec) -> bool:
    """Return whether free text is part of an act."""
    return any(name in _FIXED and _FIXED[name].is_text for name in (*act.asks, *act.may_name))


def parameter(
    name: str, act: ActSpec, materials: Materials, knowledge: Knowledge, asked: Iterable[Topic] = ()
) -> Parameter:
    """Return the parameter of that name with all options that exist in this call."""
    questions, force = materials.questions, materials.force
    options: Iterable[Option]
    match name:
        case "speech":
            return _speech(act, materials, knowledge, asked)
        case "briefing":
            return _briefing(knowledge)
        case "reason":
            label, options = "Why?", _terms(act.reasons)
        case "code":
            label, codes = "Which code?", dict.fromkeys((force.code, *CODES))
            options = (Option(code, questions.code_sentence(code)) for code in codes)
        case "about":
            label, topics = "Ask what?", questions.topics.items()
            facts = knowledge.facts
            options = (
                Option(
                    topic,
                    questions.words(topic, facts.address_held),
                    each.group,
                    question_state(facts, topic),
                )
                for topic, each in topics
                # Without an address that is held it would be "Are you at home?" a second time.
                if facts.address_held or not each.with_address
            )
        case "source":
            label, arrived = "Read which?", knowledge.facts.location
            options = (
                Option(each, f"{_capital(each.label)} ({_HERE if each in arrived else _NOT_HERE})")
                for each in terms.LocationSource
            )
        case "grade":
            label, options = "Which grade?", (Option(g.id, g.title) for g in force.grades)
        case "unit":
            units = knowledge.facts.units
            label, options = "Which unit?", (Option(u.call_sign, u.call_sign) for u in units)
        case "force":
            others = materials.other_forces or {"neighbouring": "the neighbouring force"}
            label, options = "Offer it to whom?", (Option(i, t) for i, t in others.items())
        case _:
            return _FIXED[name]
    return Parameter(name, label, tuple(options))


_HERE, _NOT_HERE = "has arrived", "nothing yet"


def _speech(
    act: ActSpec, materials: Materials, knowledge: Knowledge, asked: Iterable[Topic]
) -> Parameter:
    """Return the parameter for what a role says: in own words, or from a ready-made list."""
    words, role = materials.profile.words, knowledge.role
    ready = _terms(SAYS[role]) if role is Role.CALLER else ()
    if role is Role.CALL_HANDLER:
        ready = tuple(Option(i, words(i) or _capital(i.label)) for i in SAYS[role])
    understand = understanding(role, act, materials, knowledge.facts, asked)
    return Parameter("speech", "Say what?", ready, understand=understand)


class AvailableAct(NamedTuple):
    """An act of a seat, with the reason if it isn't possible now."""

    act: ActSpec
    disabled_reason: str | None

    @property
    def key(self) -> str:
        """The key for the act."""
        return self.act.key

    @property
    def kind(self) -> str:
        """The kind of the act."""
        return self.act.kind

    @property
    def label(self) -> str:
        """The label of the act."""
        return self.act.label


def that_begin(acts: Iterable[AvailableAct]) -> tuple[AvailableAct, ...]:
    """Return the acts that open the line, if one is possible now: nothing can be said before it."""
    first = [each for each in acts if each.kind in ("dial", "answer", "lift")]
    return tuple(each for each in first if each.disabled_reason is None)


@lru_cache(maxsize=8)
def available_acts(call: Call, role: Role) -> tuple[AvailableAct, ...]:
    """Return all acts of a role's catalogue, in its order, with the flow's reasons against them."""
    return tuple(AvailableAct(act, _disabled_reason(call, role, act)) for act in CATALOGUE[role])


ANSWER_FIRST = "answer first"
"""Why nothing else is possible while it rings at a desk."""


def reason_for_seat(
    why_not: str | None, knowledge: Knowledge, tone: Tone, *, rings: bool = False
) -> str | None:
    """Return why an act isn't possible, as a seat can know it; None if it is possible.

    `rings`: whether its own phone rings. The flow's reason is about the whole call, which a seat
    that isn't in it can't know.
    """
    role = knowledge.role
    if not why_not or role is Role.CALLER:
        return why_not
    if knowledge.facts.left:
        return "the police have the call"
    if knowledge.at(Stamp.ANSWERED) is None:
        return ANSWER_FIRST if rings else "you have no call yet"
    if role is Role.OPERATOR and tone is Tone.LOST:
        return "the line is gone"
    return why_not


def _disabled_reason(call: Call, role: Role, act: ActSpec) -> str | None:
    """Return None if any variant of the act is possible, else the last variant's reason."""
    sample = REPERTOIRE[role][act.kind].sample
    reasons = [why_ruled_out(call, role, sample(**given)) for given in act.variants()]
    return None if None in reasons else reasons[-1]


def parameters(
    act: ActSpec,
    call: Call,
    role: Role,
    materials: Materials,
    knowledge: Knowledge,
    asked: Iterable[Topic] = (),
) -> tuple[Parameter, ...]:
    """Return the parameters of an act with the options that are possible now.

    `asked`: what this seat was asked last.
    """
    sample = REPERTOIRE[role][act.kind].sample

    def possible(name: str, option: Option) -> bool:
        given = {**act.fixed, name: option.value}
        return name not in act.distinguishing or why_ruled_out(call, role, sample(**given)) is None

    named = (parameter(name, act, materials, knowledge, asked) for name in act.asks)
    return tuple(
        each._replace(options=tuple(o for o in each.options if possible(each.name, o)))
        for each in named
    )


Chosen = Mapping[str, Any]
"""The chosen values of an act's parameters, by name."""
SURE = "sure"
"""The parameter that asks back: whether an act is meant that can't be undone."""
GO_BACK = "No, go back"
SURE_BESIDE = "sure_beside"
"""The name of an answer to it that was given beside the reason, before a coach could warn."""


def asked_back(  # What is asked depends on each of them.
    role: Role,
    act: ActSpec,
    action: do.Action,
    knowledge: Knowledge,
    warning: str = "",
    *,
    coached: bool = False,
    typed: bool = False,
) -> Parameter | None:
    """Return what asks back before an act that can't be undone; None if this one can be.

    It names the effect; in a coached call it says so where nothing that the seat perceived supports
    the reason. An act that can be undone is asked back only with a coach's `warning`, or if words
    without a sign are `typed` and it would reach a phone or give a call away. A briefing without
    anything in it is asked back as well: a form is sent by accident.
    """
    if action == EMPTY_BRIEFING:
        return _held(action, NOTHING_IN_IT)
    says = what_cannot_be_undone(role, action)
    if not says and typed:
        says = f"This is an act, and no words: {_small(act.label)}."
        if isinstance(action, do.Say):
            says = "It is said on the line, and who else can hear it is not known to be nobody."
    if not says:
        return _held(action, f"Coach: {warning}") if warning else None
    reason = getattr(action, "reason", None)
    if coached and reason is not None and not supports(knowledge, act.kind, reason):
        says += f" Nothing heard so far supports the reason: {reason.label}."
    return _back(act, f"Coach: {warning} {says}" if warning else says)


def _back(act: ActSpec, label: str) -> Parameter:
    options = Option(False, GO_BACK), Option(True, f"Yes, {_small(act.label)}")
    return Parameter(SURE, label, options, asks_back=True, word=confirmed_by(act.kind))


def asked_beside(role: Role, act: ActSpec) -> Parameter | None:
    """Return what asks back for each choice of an act alike; None if it depends, or nothing does.

    A form asks it beside the reason. A second box after it was missed: a trainee believed for
    twenty-five seconds that the phone was ringing.
    """
    says = do.ROWS[act.kind].effect_of(role)
    return _back(act, says) if says and "{" not in says else None


_MOST_QUOTED = 80
"""The characters of held words that are quoted: assumption."""


EMPTY_BRIEFING = do.BriefOfficers(())
"""What a form sends in which nothing was chosen, and nothing typed."""
NOTHING_IN_IT = "Nothing is chosen or typed: officers would get an empty briefing."


def _held(action: do.Action, why: str) -> Parameter:
    verb = "Say" if isinstance(action, do.Speech) else "Do"
    # Going back comes first: Enter or a first press must not do what was just warned against.
    options = Option(False, "Go back"), Option(True, f"{verb} it all the same")
    words = shorten(getattr(action, "words", "") or "", _MOST_QUOTED, placeholder="...")
    held = f'"{words}": not said yet. ' if words else ""
    label = f"{why} {held}{verb} it all the same?"
    return Parameter(SURE, label, options, asks_back=True, warns=True, word=verb.lower())


def taken_back(chosen: Chosen) -> bool:
    """Return whether an act was not meant after all."""
    return not chosen.get(SURE, True)


_PARTS = ("topics", "ruled_out", "markers", "heard", "location", "unknown")


def acts_of(
    role: Role, act: ActSpec, chosen: Chosen, materials: Materials, heard: Sequence[Entry]
) -> tuple[do.Action, ...]:
    """Return what a complete choice does: one act, or what typed words say one after the other.

    A note on a sound means the last in `heard`.
    """
    speech = chosen.get("speech")
    if isinstance(speech, TypedReading):
        return speech.actions
    given = {**act.fixed, **chosen}
    given.pop(SURE, None)
    questions = materials.questions
    match act.kind:
        case "say":
            given["intent"] = given.pop("speech", None) or given["intent"]
            words = materials.profile.words
            given["words"] = (CALLER_WORDS.get if role is Role.CALLER else words)(given["intent"])
        case "ask":
            topic = given["about"]
            question = questions.topics[topic]
            address = Knowledge.of(role, heard).facts.address_held if question.with_address else ""
            asked = questions.words(topic, address)
            given |= {"about": (topic,), "form": question.form, "words": asked}
        case "set_code":
            given["words"] = questions.code_sentence(given["code"])
        case "offer_ways":
            given["ways"] = tuple(given["ways"])
            given["words"] = questions.ways_sentence(given["ways"])
        case "hand_over" if given.get("words"):
            return (typed_handover(given["words"]),)
        case "hand_over":
            given["heard"] = tuple(given["heard"])
            given["words"] = handover_sentence(given["heard"], heard)
        case "dial" if given.get("words"):
            given["message"] = given.pop("words")
        case "send_text" if role is Role.CALLER:
            given |= meant({"words": given["words"]})
        case "send_text":
            facts = Knowledge.of(role, heard).facts
            given["means"] = claims_knowing(given["words"], facts)
            given |= asked_in_writing(given["words"], materials, facts)
        case "pass_details":
            given["heard"] = tuple(given["heard"])
            given |= _what_the_caller_said(Knowledge.of(role, heard).facts)
        case "note" if given["note"] is terms.NoteKind.HEARD:
            given["about"] = last_sound(heard)
        case "bring_in" if given.get("text"):
            # A sentence of the trainee's own: what it does not say was not passed on.
            facts = Knowledge.of(role, heard).facts
            given |= typed_to_control(given["text"], given["service"], facts)
        case "brief_officers":
            picked, text = given.pop("briefing", ()), given.get("text", "")
            given |= {part: tuple(v for name, v in picked if name == part) for part in _PARTS}
            if text and not picked:
                given |= typed_briefing(text, Knowledge.of(role, heard).facts)
            elif text:
                facts = Knowledge.of(role, heard).facts
                given |= {"means": stated(text), "their_word": their_word(text, facts)}
    return (REPERTOIRE[role][act.kind].make(**given),)


def _what_the_caller_said(facts: KnownFacts) -> Mapping[str, Any]:
    """Return what goes with the details of a lost call: nobody can ask the caller again."""
    return {
        "facts": operator_hears.stated(facts),
        "means": operator_hears.passed_on(facts),
        "place_words": facts.place_words,
    }


def usual_words(action: do.Action, materials: Materials, address: str = "") -> str:
    """Return the words of what is said; empty for an act at the desk, or without usual words.

    A question about the address that is held says it.
    """
    match action:
        case do.Say(intent=intent):
            return materials.profile.words(intent)
        case do.Ask(about=(topic,)):
            return materials.questions.words(topic, address)
        case do.SetCode(code=code):
            return materials.questions.code_sentence(code)
        case do.OfferWays(ways=ways):
            return materials.questions.ways_sentence(ways)
    return ""


def whose_turn(call: Call, operator: Knowledge) -> Role:
    """Return who acts next: the operator until police are rung and to hand over, else police."""
    if why_ruled_out(call, Role.CALL_HANDLER, do.Answer()) is None:
        return Role.CALL_HANDLER
    police = call.state.incident is not terms.IncidentStage.NONE
    can_hand_over = why_ruled_out(call, Role.OPERATOR, do.HandOver(())) is None
    if police and call.state.operator_on_line and can_hand_over and not operator.facts.handover:
        return Role.OPERATOR
    ringing = call.state.line in (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)
    return Role.CALL_HANDLER if police and not ringing else Role.OPERATOR
