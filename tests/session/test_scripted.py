"""Scripts: cue, pause, act; chances from the seed; answers from facts in the code that was set."""

from collections.abc import Sequence

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.log import Body, CallBegan, Entry, LinePlayed, StageEntered
from simulator.core.terms import Intent, LineStage, Manner, QuestionForm, Role, Sign, Topic
from simulator.session.participant import PlannedAct
from simulator.session.people.living_caller import LivingCaller
from simulator.session.people.scripts import KEY_GAP, ScriptedRole
from simulator.session.random_stream import RandomStream
from tests.session.calls import kept, scenario

Heard = tuple[Role, Body]
"""Somebody's act, as an ear perceives it."""


def caller(text: str, seed: int = 0) -> LivingCaller:
    """The caller of a scenario."""
    told = scenario(text)
    return LivingCaller(
        told.caller, RandomStream(seed, "1/caller"), told.facts, told.answers, do.Dial(told.dials)
    )


def hears(script: LivingCaller | ScriptedRole, *heard: Heard) -> list[PlannedAct]:
    """What a script plans on hearing these things, one after the other.

    The end of an utterance follows from the last thing said.
    """
    plans: list[PlannedAct] = []
    said: int | None = None
    for seq, (who, body) in enumerate(heard):
        cause = said if isinstance(body, do.Finish) else None
        said = said if isinstance(body, do.Finish) else seq
        entry = Entry(seq, 1_000 * seq, who, who, body, (), cause)
        plans += script.on_heard(entry, entry.at).plans
    return plans


def does(when: str, what: str = "cough", more: str = "") -> LivingCaller:
    """A caller with one step."""
    return caller(f"caller: [{{when: {when}, do: {what}{more}}}]")


def ends(role: Role, intent: Intent | None = None) -> Heard:
    """Somebody has said it."""
    return role, do.Finish(intent)


OPERATOR_ANSWERS: Heard = (Role.OPERATOR, do.Answer())
COUGHS = [kept(0, do.Cough())]


def test_a_caller_begins_by_dialling() -> None:
    began: Heard = (Role.NETWORK, CallBegan(1, terms.LineKind.MOBILE))
    assert hears(caller('dials: "112"'), began) == [PlannedAct(1, do.Dial("112"))]


@pytest.mark.parametrize(
    ("speaker", "line"),
    [
        (Role.OPERATOR, do.Say(Intent.MAKE_A_SOUND)),
        (Role.RECORDING, LinePlayed(Intent.RECORDING_ASKS_FOR_55, "R-3")),
    ],
)
def test_the_pause_runs_from_the_end_of_what_is_heard(
    speaker: Role, line: do.Say | LinePlayed
) -> None:
    """A cue is the end of an utterance, unless the step says that it is the start."""
    start, end = (speaker, line), ends(speaker, line.intent)
    assert hears(does(f"{{heard: {line.intent}}}"), start) == []
    assert hears(does(f"{{heard: {line.intent}}}"), start, end) == COUGHS
    assert hears(does(f"{{heard: {line.intent}, from: start}}"), start) == COUGHS
    assert hears(does("{heard: recording_opens}"), start, end) == []


def test_a_time_runs_from_the_operators_answer() -> None:
    script = does("{at: 40s}", more=", after: 2s")
    assert hears(script, OPERATOR_ANSWERS) == [kept(42_000, do.Cough())]
    assert hears(does("{at: 40s}"), (Role.CALL_HANDLER, do.Answer())) == []
    assert len(hears(does("{at: 40s}"), OPERATOR_ANSWERS, OPERATOR_ANSWERS)) == 1


@pytest.mark.parametrize(
    ("word", "act"),
    [
        ("press", do.Press("5")),
        ("tap", do.Tap(3)),
        ("cough", do.Cough()),
        ("say", do.Say(Intent.SPEAKS)),
        ("say", do.Say(Intent.SPEAKS, "", Manner.WHISPERED)),
        ("whisper", do.Say(Intent.SPEAKS, "", Manner.WHISPERED)),
        ("sound", do.Make(terms.Sound.SOB)),
        ("stay_silent", do.StaySilent()),
        ("hang_up", do.HangUp()),
        ("lift", do.Lift()),
        ("answer", do.Answer()),
        ("text", do.SendText("Yes.")),
    ],
)
def test_what_the_caller_did_is_a_cue(word: str, act: do.Action) -> None:
    assert hears(does(f"{{did: {word}}}"), (Role.CALLER, act)) == COUGHS
    assert hears(does(f"{{did: {word}}}"), (Role.CALL_HANDLER, act)) == []
    assert hears(does(f"{{did: {word}, nth: 2}}"), (Role.CALLER, act), (Role.CALLER, act)) == COUGHS
    other = do.Say(Intent.SPEAKS) if word != "say" else do.Tap()
    assert hears(does(f"{{did: {word}}}"), (Role.CALLER, other)) == [], "a whisper is not aloud"


WEAPON: Heard = (Role.CALL_HANDLER, do.Ask((Topic.WEAPON,)))
DANGER: Heard = (Role.CALL_HANDLER, do.Ask((Topic.IN_DANGER,)))
BOTH: Heard = (Role.CALL_HANDLER, do.Ask((Topic.WEAPON, Topic.CHILDREN)))
PLACE: Heard = (Role.CALL_HANDLER, do.Ask((Topic.LOCATION,), QuestionForm.OPEN))
ASKED = ends(Role.CALL_HANDLER)
PROMPT = [(Role.OPERATOR, do.Say(Intent.ASK_AGAIN)), ends(Role.OPERATOR, Intent.ASK_AGAIN)]
POLICE_ANSWER: Heard = (Role.CALL_HANDLER, do.Answer())
TRANSFERRED: Heard = (Role.NETWORK, StageEntered(LineStage.WITH_FIRST_HANDLER, "S-2"))
DIALLED: Heard = (Role.NETWORK, StageEntered(LineStage.DIALLED, "D-1"))
RINGS: Heard = (Role.NETWORK, StageEntered(LineStage.RINGING_BACK, "K-1"))


@pytest.mark.parametrize(
    ("cue", "heard", "fires"),
    [
        # the n-th time in this call, and never again
        ("heard: ask_again, nth: 2", PROMPT, False),
        ("heard: ask_again, nth: 2", PROMPT * 2, True),
        ("heard: ask_again", PROMPT * 3, True),
        # whoever answers, the first handler included, who picks nothing up
        ("answered: operator", [OPERATOR_ANSWERS], True),
        ("answered: call_handler", [OPERATOR_ANSWERS], False),
        ("answered: call_handler", [POLICE_ANSWER], True),
        ("answered: operator", [POLICE_ANSWER], False),
        ("answered: first_handler", [TRANSFERRED], True),
        ("answered: operator", [TRANSFERRED], False),
        ("dialled: true", [DIALLED, RINGS], True),
        ("rings: true", [DIALLED, RINGS], True),
        ("rings: true, nth: 2", [RINGS], False),
        # a question by its topic, from its end or its start; an open or a double one; any
        ("asked: weapon", [DANGER, ASKED], False),
        ("asked: weapon", [DANGER, ASKED, WEAPON, ASKED], True),
        ("asked: weapon, from: start", [WEAPON], True),
        ("asked: any, nth: 2", [DANGER, ASKED], False),
        ("asked: any, nth: 2", [DANGER, ASKED, WEAPON, ASKED], True),
        ("asked: any, nth: 2, from: start", [DANGER, WEAPON], True),
        ("asked: children", [BOTH, ASKED], True),
        ("asked: location", [PLACE, ASKED], True),
    ],
)
def test_a_step_fires_once_at_its_cue(cue: str, heard: list[Heard], fires: bool) -> None:
    assert hears(does(f"{{{cue}}}"), *heard) == (COUGHS if fires else [])


def test_the_end_of_something_else_is_not_the_end_of_a_question() -> None:
    script = does("{asked: weapon}")
    other = Entry(9, 9, Role.OPERATOR, Role.OPERATOR, do.Finish(), (), 4)
    assert hears(script, WEAPON) == []
    assert script.on_heard(other, 9).plans == []
    assert script.script.fired == set()


def test_acts_follow_one_another() -> None:
    """The pause comes before the first act, `pause` between acts, and keys at a thumb's pace."""
    script = does(
        "{answered: operator}",
        '[tap, {pause: 3s}, {press: "55"}, {pause: 500ms}, {whisper: {intent: speaks, words: a}}]',
        ", after: 1s",
    )
    assert hears(script, OPERATOR_ANSWERS) == [
        kept(1_000, do.Tap()),
        kept(4_000, do.Press("5")),
        kept(4_000 + KEY_GAP, do.Press("5")),
        kept(4_500 + KEY_GAP, do.Say(Intent.SPEAKS, "a", Manner.WHISPERED)),
    ]


def test_steps_do_not_depend_on_each_other() -> None:
    answered = "when: {answered: operator}"
    script = caller(f"caller: [{{{answered}, after: 2s, do: tap}}, {{{answered}, do: cough}}]")
    assert hears(script, OPERATOR_ANSWERS) == [kept(2_000, do.Tap()), *COUGHS]


RANGES = """
caller:
  - when: {answered: operator}
    after: {between: [1s, 9s]}
    do: [tap, {pause: {between: [1s, 9s]}}, tap]
  - {when: {answered: operator}, chance: 50, do: cough}
"""


def test_different_seeds_differ_somewhere() -> None:
    plans, again = (
        [hears(caller(RANGES, seed), OPERATOR_ANSWERS) for seed in range(60)] for _ in range(2)
    )
    assert plans == again, "ranges and chances come from the seed"
    firsts = {plan[0].after for plan in plans}
    gaps = {plan[1].after - plan[0].after for plan in plans}
    assert len(firsts) > 50
    assert firsts != gaps
    assert all(1_000 <= each <= 9_000 for each in firsts | gaps)
    coughs = sum(plan[-1].action == do.Cough() for plan in plans)
    assert 15 < coughs < 45


def test_a_chance_happens_about_as_often_as_it_says() -> None:
    """A certain one always; and a range includes its ends."""
    chance = RandomStream(1, "anybody")
    assert 860 < sum(chance.happens(90) for _ in range(1_000)) < 940
    assert 60 < sum(chance.happens(10) for _ in range(1_000)) < 140
    assert [chance.happens(100), chance.happens(0)] == [True, False]
    assert {chance.between(7, 9) for _ in range(100)} == {7, 8, 9}
    assert chance.between(5, 5) == 5


def test_every_stream_is_its_own() -> None:
    names = [(1, "1/caller"), (1, "1/room"), (1, "2/caller"), (2, "1/caller")]
    first, again = ([RandomStream(*name).between(0, 10**9) for name in names] for _ in range(2))
    assert first == again
    assert len(set(first)) == 4


def test_a_step_that_did_not_happen_is_over() -> None:
    script = does("{did: tap}", more=", chance: 0")
    assert hears(script, (Role.CALLER, do.Tap()), (Role.CALLER, do.Tap())) == []
    assert script.script.fired == {0}


FACTS = "facts: {in_danger: yes, weapon: no, injured: unknown}"
AFTER: Millis = 1_500


def code(yes: tuple[Sign, int], no: tuple[Sign, int]) -> Heard:
    """The call handler states a code."""
    return Role.CALL_HANDLER, do.SetCode(do.Code(do.AnswerSign(*yes), do.AnswerSign(*no)))


def answer(
    by: str, *before: Heard, topic: Topic = Topic.IN_DANGER, more: str = ""
) -> list[tuple[Millis, do.Action]]:
    """What a caller who answers by these signs does when asked about one topic."""
    script = caller(f"{FACTS}\nanswers: {{by: {by}, after: 1.5s{more}}}")
    question: list[Heard] = [(Role.CALL_HANDLER, do.Ask((topic,))), ASKED]
    return [(plan.after, plan.action) for plan in hears(script, *before, *question)]


TAPS = code((Sign.TAP, 1), (Sign.TAP, 2))


COUGHED, KEYS = code((Sign.COUGH, 3), (Sign.COUGH, 1)), code((Sign.KEY, 2), (Sign.KEY, 1))
SILENT, SPOKEN = code((Sign.TAP, 1), (Sign.SILENCE, 1)), code((Sign.SPOKEN, 1), (Sign.SPOKEN, 1))
YES = do.Say(Intent.SAYS_YES, "Yes.", Manner.WHISPERED)
KEY_TWICE = [(AFTER, do.Press("1")), (AFTER + KEY_GAP, do.Press("1"))]


@pytest.mark.parametrize(
    ("by", "codes", "topic", "given"),
    [
        ("[tap]", [TAPS], Topic.IN_DANGER, [(AFTER, do.Tap(1))]),
        ("[tap]", [TAPS], Topic.WEAPON, [(AFTER, do.Tap(2))]),
        ("[cough]", [COUGHED], Topic.IN_DANGER, [(AFTER, do.Cough(3))]),
        ("[cough]", [COUGHED], Topic.WEAPON, [(AFTER, do.Cough(1))]),
        ("[key]", [KEYS], Topic.IN_DANGER, KEY_TWICE),
        ("[key]", [KEYS], Topic.WEAPON, KEY_TWICE[:1]),
        ("[tap]", [SILENT], Topic.IN_DANGER, [(AFTER, do.Tap(1))]),
        ("[tap]", [SILENT], Topic.WEAPON, []),
        ("[tap, spoken]", [SILENT], Topic.WEAPON, []),
        ("[spoken]", [SPOKEN], Topic.IN_DANGER, [(AFTER, YES)]),
        ("[cough, spoken]", [TAPS], Topic.IN_DANGER, [(AFTER, YES)]),
        # no code yet: who has been told none cannot know what a tap would mean
        ("[tap, cough, key]", [], Topic.IN_DANGER, []),
        ("[tap, spoken]", [], Topic.IN_DANGER, [(AFTER, YES)]),
        # the latest code holds
        ("[tap, cough]", [TAPS, COUGHED], Topic.IN_DANGER, [(AFTER, do.Cough(3))]),
        # a sign that the caller cannot give, a fact that is unknown, one that is left out
        ("[cough]", [TAPS], Topic.IN_DANGER, []),
        ("[tap]", [TAPS], Topic.INJURED, []),
        ("[tap]", [TAPS], Topic.CHILDREN, []),
        # the control question is answered with yes
        ("[tap]", [TAPS], Topic.CAN_HEAR, [(AFTER, do.Tap(1))]),
    ],
)
def test_answers_come_in_the_code_that_was_set(
    by: str, codes: list[Heard], topic: Topic, given: list[tuple[Millis, do.Action]]
) -> None:
    """By the signs of the code, so often; in words where no sign can be given; else silence."""
    assert answer(by, *codes, topic=topic) == given


def test_a_caller_answers_in_their_own_manner_and_may_hear_nothing() -> None:
    no = do.Say(Intent.SAYS_NO, "No.", Manner.ALOUD)
    assert answer("[spoken]", SPOKEN, topic=Topic.WEAPON, more=", manner: aloud") == [(AFTER, no)]
    deaf = caller("facts: {can_hear: no}\nanswers: {by: [tap], after: 1s}")
    question: Sequence[Heard] = [TAPS, (Role.CALL_HANDLER, do.Ask((Topic.CAN_HEAR,))), ASKED]
    assert [plan.action for plan in hears(deaf, *question)] == [do.Tap(2)]


@pytest.mark.parametrize(
    "question",
    [
        do.Ask((Topic.IN_DANGER,), QuestionForm.OPEN),
        do.Ask((Topic.IN_DANGER, Topic.WEAPON)),
        do.Ask(()),
        do.Say(Intent.SAY_YES_IF_POLICE),
    ],
)
def test_an_open_or_double_question_gets_silence(question: Body) -> None:
    """Only a closed question about one fact can be answered by a sign."""
    script = caller(f"{FACTS}\nanswers: {{by: [tap, spoken], after: 1s}}")
    assert hears(script, TAPS, (Role.CALL_HANDLER, question), ASKED) == []


def test_whoever_has_no_answers_gives_none() -> None:
    assert hears(caller(FACTS), TAPS, DANGER, ASKED) == []


def test_an_answer_waits_for_the_end_of_the_question() -> None:
    script = caller(f"{FACTS}\nanswers: {{by: [tap], after: 1s}}")
    assert hears(script, TAPS, DANGER) == []
    assert hears(script, TAPS, DANGER, ASKED, ASKED) == [kept(1_000, do.Tap(1))]


def test_the_first_handlers_questions_are_answered_too() -> None:
    script = caller(f"{FACTS}\nanswers: {{by: [tap], after: 1s}}")
    set_code = (Role.FIRST_HANDLER, TAPS[1])
    asks: Heard = (Role.FIRST_HANDLER, do.Ask((Topic.IN_DANGER,)))
    plans = hears(script, set_code, asks, ends(Role.FIRST_HANDLER))
    assert [plan.action for plan in plans] == [do.Tap(1)]


def test_a_range_of_pauses_before_answers_is_drawn() -> None:
    asked = [TAPS] + [DANGER, ASKED] * 6
    script = caller(f"{FACTS}\nanswers: {{by: [tap], after: {{between: [1s, 3s]}}}}")
    pauses = [plan.after for plan in hears(script, *asked)]
    assert len(set(pauses)) == 6
    assert all(1_000 <= pause <= 3_000 for pause in pauses)
