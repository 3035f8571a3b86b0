"""Scripts: cue, pause, act; chances from the seed; answers from facts in the code that was set.

What is heard is written as in `tests.debrief.short_logs`, without instants.
"""

import pytest

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Intent, Manner
from simulator.session.participant import PlannedAct
from simulator.session.people.scripted_role import KEY_GAP, ScriptedRole
from simulator.session.people.simulated_caller import LivingCaller
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import caller_world
from tests.debrief.short_logs import body
from tests.session.calls import kept, scenario


def caller(text: str, seed: int = 0) -> LivingCaller:
    """The caller of a scenario."""
    told = scenario(text)
    world = caller_world(told, told.calls_in_order[0])._replace(lines={})
    return LivingCaller(told.caller, RandomStream(seed, "1/caller"), world, do.Dial(told.dials))


def hears(script: LivingCaller | ScriptedRole, *heard: str) -> list[PlannedAct]:
    """What a script plans on hearing these things, one after the other.

    The end of an utterance follows from the last thing said.
    """
    plans: list[PlannedAct] = []
    said, intent = 0, None
    for seq, text in enumerate(part for each in heard for part in each.split(";")):
        who, done = body(text)
        if isinstance(done, do.Finish):
            entry = Entry(seq, 1_000 * seq, who, who, do.Finish(intent), (), said)
        else:
            said, intent = seq, getattr(done, "intent", None)
            entry = Entry(seq, 1_000 * seq, who, who, done)
        plans += script.on_heard(entry, entry.at).plans
    return plans


def does(when: str, what: str = "cough", more: str = "") -> LivingCaller:
    """A caller with one step."""
    return caller(f"caller: [{{when: {when}, do: {what}{more}}}]")


COUGHS = [kept(0, do.Cough())]


def test_a_caller_begins_by_dialling() -> None:
    assert hears(caller('dials: "112"'), "ne began 1 mobile") == [PlannedAct(1, do.Dial("112"))]


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("make_a_sound", "op say make_a_sound", "op finish"),
        ("recording_asks_for_55", "re played recording_asks_for_55", "re finish"),
    ],
)
def test_the_pause_runs_from_the_end_of_what_is_heard(said: str, start: str, end: str) -> None:
    """A cue is the end of an utterance, unless the step says that it is the start."""
    assert hears(does(f"{{heard: {said}}}"), start) == []
    assert hears(does(f"{{heard: {said}}}"), start, end) == COUGHS
    assert hears(does(f"{{heard: {said}, from: start}}"), start) == COUGHS
    assert hears(does("{heard: recording_opens}"), start, end) == []


def test_a_time_runs_from_the_operators_answer() -> None:
    script = does("{at: 40s}", more=", after: 2s")
    assert hears(script, "op answer") == [kept(42_000, do.Cough())]
    assert hears(does("{at: 40s}"), "ch answer") == []
    assert len(hears(does("{at: 40s}"), "op answer; op answer")) == 1


@pytest.mark.parametrize(
    ("word", "act"),
    [
        ("tap", "tap 3"),
        ("say", "say speaks"),
        ("say", "say speaks manner=whispered"),
        ("whisper", "say speaks manner=whispered"),
        ("hang_up", "hang_up"),
    ],
)
def test_what_the_caller_did_is_a_cue(word: str, act: str) -> None:
    """A whisper is not aloud."""
    other = "ca tap" if word == "say" else "ca say speaks"
    assert hears(does(f"{{did: {word}}}"), f"ca {act}") == COUGHS
    assert hears(does(f"{{did: {word}}}"), f"ch {act}") == []
    assert hears(does(f"{{did: {word}, nth: 2}}"), f"ca {act}; ca {act}") == COUGHS
    assert hears(does(f"{{did: {word}}}"), other) == []


PROMPT, DANGER, WEAPON = (
    f"{said}; {said[:2]} finish"
    for said in ("op say ask_again", "ch ask in_danger", "ch ask weapon")
)
RINGS, TRANSFERRED = "ne stage ringing_back", "ne stage with_first_handler"


@pytest.mark.parametrize(
    ("cue", "heard", "fires"),
    [
        # the n-th time in this call, and never again
        ("heard: ask_again, nth: 2", PROMPT, False),
        ("heard: ask_again, nth: 2", f"{PROMPT}; {PROMPT}", True),
        # whoever answers, the first handler included, who picks nothing up
        ("answered: operator", "op answer", True),
        ("answered: call_handler", "op answer", False),
        ("answered: call_handler", "ch answer", True),
        ("answered: first_handler", TRANSFERRED, True),
        ("rings: true", f"ne stage dialled; {RINGS}", True),
        ("rings: true, nth: 2", RINGS, False),
        # a question by its topic, from its end or its start; an open or a double one; any
        ("asked: weapon", DANGER, False),
        ("asked: weapon", f"{DANGER}; {WEAPON}", True),
        ("asked: weapon, from: start", "ch ask weapon", True),
        ("asked: any, nth: 2", f"{DANGER}; {WEAPON}", True),
        ("asked: any, nth: 2, from: start", "ch ask in_danger; ch ask weapon", True),
        ("asked: location", "ch ask location form=open; ch finish", True),
        # the end of something else
        ("asked: weapon", "ch ask weapon; op say reassure; op finish", False),
    ],
)
def test_a_step_fires_once_at_its_cue(cue: str, heard: str, fires: bool) -> None:
    assert hears(does(f"{{{cue}}}"), heard) == (COUGHS if fires else [])


def test_acts_follow_one_another() -> None:
    """The pause comes before the first act, `pause` between acts, and keys at a thumb's pace."""
    script = does(
        "{answered: operator}",
        '[tap, {pause: 3s}, {press: "55"}, {pause: 500ms}, {whisper: {intent: speaks, words: a}}]',
        ", after: 1s",
    )
    assert hears(script, "op answer") == [
        kept(1_000, do.Tap()),
        kept(4_000, do.Press("5")),
        kept(4_000 + KEY_GAP, do.Press("5")),
        kept(4_500 + KEY_GAP, do.Say(Intent.SPEAKS, "a", Manner.WHISPERED)),
    ]


RANGES = """
caller:
  - when: {answered: operator}
    after: {between: [1s, 9s]}
    do: [tap, {pause: {between: [1s, 9s]}}, tap]
  - {when: {answered: operator}, chance: 50, do: cough}
"""


def test_different_seeds_differ_somewhere() -> None:
    plans, again = (
        [hears(caller(RANGES, seed), "op answer") for seed in range(60)] for _ in range(2)
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


def test_a_step_that_did_not_happen_is_over() -> None:
    script = does("{did: tap}", more=", chance: 0")
    assert hears(script, "ca tap; ca tap") == []
    assert script.script.fired == {0}


FACTS = "facts: {in_danger: yes, weapon: no, injured: unknown}"
AFTER: Millis = 1_500


def answer(by: str, *heard: str, topic: str, more: str = "") -> list[tuple[Millis, do.Action]]:
    """What a caller who answers by these signs does when asked about one topic."""
    script = caller(f"{FACTS}\nanswers: {{by: {by}, after: 1.5s{more}}}")
    plans = hears(script, *heard, f"ch ask {topic}; ch finish")
    return [(plan.after, plan.action) for plan in plans]


TAPS, COUGHED, KEYS = "ch code tap", "ch code cough", "ch code key"
SILENT, SPOKEN = "ch code tap silence", "ch code spoken"
YES = do.Say(Intent.SAYS_YES, "Yes.", Manner.WHISPERED)
KEY_TWICE = [(AFTER, do.Press("1")), (AFTER + KEY_GAP, do.Press("1"))]


@pytest.mark.parametrize(
    ("by", "codes", "topic", "given"),
    [
        ("[tap]", [TAPS], "in_danger", [(AFTER, do.Tap(1))]),
        ("[cough]", [COUGHED], "weapon", [(AFTER, do.Cough(2))]),
        ("[key]", [KEYS], "weapon", KEY_TWICE),
        ("[tap]", [SILENT], "in_danger", [(AFTER, do.Tap(1))]),
        ("[tap]", [SILENT], "weapon", []),
        ("[tap, spoken]", [SILENT], "weapon", []),
        ("[cough, spoken]", [TAPS], "in_danger", [(AFTER, YES)]),
        # no code yet: who has been told none cannot know what a tap would mean
        ("[tap, cough, key]", [], "in_danger", []),
        ("[tap, spoken]", [], "in_danger", [(AFTER, YES)]),
        # the latest code holds
        ("[tap, cough]", [TAPS, COUGHED], "weapon", [(AFTER, do.Cough(2))]),
        # a sign that the caller cannot give, a fact that is unknown, one that is left out
        ("[cough]", [TAPS], "in_danger", []),
        ("[tap]", [TAPS], "injured", []),
        # the control question is answered with yes
        ("[tap]", [TAPS], "can_hear", [(AFTER, do.Tap(1))]),
        # the first handler's questions are answered too
        ("[tap]", ["fh code tap; fh ask in_danger; fh finish"], "injured", [(AFTER, do.Tap(1))]),
    ],
)
def test_answers_come_in_the_code_that_was_set(
    by: str, codes: list[str], topic: str, given: list[tuple[Millis, do.Action]]
) -> None:
    """By the signs of the code, so often; in words where no sign can be given; else silence."""
    assert answer(by, *codes, topic=topic) == given


def test_a_caller_answers_in_their_own_manner_and_may_hear_nothing() -> None:
    no = do.Say(Intent.SAYS_NO, "No.", Manner.ALOUD)
    assert answer("[spoken]", SPOKEN, topic="weapon", more=", manner: aloud") == [(AFTER, no)]
    deaf = caller("facts: {can_hear: no}\nanswers: {by: [tap], after: 1s}")
    assert hears(deaf, TAPS, "ch ask can_hear; ch finish") == [PlannedAct(1_000, do.Tap(2))]


@pytest.mark.parametrize(
    "question",
    ["ask in_danger form=open", "ask in_danger,weapon", 'ask ""', "say say_yes_if_police"],
)
def test_an_open_or_double_question_gets_silence(question: str) -> None:
    """Only a closed question about one fact can be answered by a sign."""
    script = caller(f"{FACTS}\nanswers: {{by: [tap, spoken], after: 1s}}")
    assert hears(script, TAPS, f"ch {question}; ch finish") == []


def test_an_answer_waits_for_the_end_of_the_question() -> None:
    """And there is none where the file gives none."""
    script = caller(f"{FACTS}\nanswers: {{by: [tap], after: 1s}}")
    assert hears(script, TAPS, "ch ask in_danger") == []
    assert hears(script, TAPS, DANGER, "ch finish") == [PlannedAct(1_000, do.Tap(1))]
    assert hears(caller(FACTS), TAPS, DANGER) == []
