"""Callers who live (practice.md 3): pace, slips, fear, steps near, whispers, noises, variations."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, CallBegan, CallEnded, Entry, StageEntered
from simulator.core.statements import StatementTopic
from simulator.core.terms import (
    Intent,
    LineStage,
    Manner,
    Outcome,
    QuestionForm,
    Role,
    Sign,
    Sound,
    SoundClass,
    Topic,
)
from simulator.session.participant import NOTHING, PlannedAct
from simulator.session.people.caller_behaviour import CallerLife
from simulator.session.people.simulated_caller import LivingCaller
from simulator.session.people.surroundings import Noises
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import caller_world
from simulator.session.run.cast import calls_of, picked, varied
from simulator.session.run.headless_run import run
from tests.daily import a_share_of_cases, some_a_day
from tests.session.calls import DEFAULT, FORCES, LIBRARY, play, scenario
from tests.session.sitting import SHIPPED

ONE_TWO = do.Code(do.AnswerSign(Sign.TAP), do.AnswerSign(Sign.TAP, 2))
FACTS = "facts: {can_hear: yes, in_danger: yes, weapon: no, alone_to_talk: yes, needs_police: yes}"
BASE = f"{FACTS}\nanswers: {{by: [tap], after: 2s}}\n"
SPOKEN = BASE.replace("[tap]", "[spoken]")


class Conversation:
    """A call handler speaks to a living caller; what the caller then plans is done when due."""

    def __init__(self, text: str, seed: int = 0) -> None:
        told = scenario(text)
        world = caller_world(told, told.calls_in_order[0])
        life = CallerLife(told, world, RandomStream(seed, "1/life"))
        stream = RandomStream(seed, "1/caller")
        self.caller = LivingCaller(told.caller, stream, world, do.Dial(), life)
        self.now: Millis = 0
        self.did: list[tuple[Millis, do.Action]] = []
        self._plans: list[tuple[Millis, PlannedAct]] = []
        self._seq = 0
        self.hears(Role.OPERATOR, do.Answer())
        self.hears(Role.CALL_HANDLER, do.Answer())

    @property
    def fear(self) -> int:
        return self.caller.life.fear

    def hears(self, who: Role, body: Body, cause: int | None = None) -> int:
        seq, self._seq = self._seq, self._seq + 1
        entry = Entry(seq, self.now, who, who, body, (), cause)
        plans, replaces = self.caller.on_heard(entry, self.now)
        if replaces:
            self._plans = [each for each in self._plans if each[1].keeps]
        self._plans += [(self.now + plan.after, plan) for plan in plans]
        return seq

    def wait(self, length: Millis) -> list[do.Action]:
        """Let time pass, and return what the caller does meanwhile."""
        until, before = self.now + length, len(self.did)
        while due := sorted((e for e in self._plans if e[0] <= until), key=lambda e: e[0]):
            self.now, plan = due[0]
            self._plans.remove(due[0])
            self.did.append((self.now, plan.action))
            self.hears(Role.CALLER, plan.action)
        self.now = until
        return [action for _, action in self.did[before:]]

    def says(self, body: do.Action) -> None:
        seq = self.hears(Role.CALL_HANDLER, body)
        self.now += 1_000
        self.hears(Role.CALL_HANDLER, do.Finish(), seq)

    def say(self, intent: Intent, words: str = "Got that.") -> None:
        self.says(do.Say(intent, words))

    def code(self, code: do.Code = ONE_TWO) -> None:
        self.says(do.SetCode(code))

    def ask(self, topic: Topic, wait: Millis = 0, words: str = "") -> list[do.Action]:
        """Ask a closed question, and return what the caller does in the time after it."""
        self.says(do.Ask((topic,), QuestionForm.CLOSED, words))
        return self.wait(wait)

    def answer(self, topic: Topic) -> Millis | None:
        """How long an answer takes; None if none comes within twenty seconds."""
        self.ask(topic)
        asked, begun = len(self.did), self.now
        self.wait(20_000)
        return self.did[asked][0] - begun if len(self.did) > asked else None


def coded(traits: str, seed: int = 0, base: str = BASE) -> Conversation:
    """A conversation in which one tap is yes and two are no."""
    talk = Conversation(base + traits, seed)
    talk.code()
    return talk


def spoken(acts: Sequence[do.Action]) -> list[tuple[Intent, Manner]]:
    """What is said, of acts that are all speech, and how."""
    assert all(isinstance(act, do.Say) for act in acts)
    return [(act.intent, act.manner) for act in acts if isinstance(act, do.Say)]


# --- stories of each behaviour -------------------------------------------------------------------

FOUR = (Topic.CAN_HEAR, Topic.ALONE_TO_TALK, Topic.WEAPON, Topic.CAN_HEAR)
TWO_MINUTES, STEPS = 120_000, do.Make(Sound.FOOTSTEPS)
STOPS = "when_near: {stops_answering: yes, resumes_after: 15s}"
TIMES: dict[str, tuple[str, Sequence[Topic | Millis], list[Millis | None]]] = {
    "without traits it is a fixed time": ("", FOUR, [2_000] * 4),
    "later answers come sooner": (
        "pace: {first: 6s, later_factor: 50}",
        FOUR,
        [6_000, 6_000, 3_000, 3_000],
    ),
    "slower while a person is near": (
        "near: [{who: partner}]\npace: {first: 4s, when_near_factor: 250}",
        FOUR[:1],
        [10_000],
    ),
    "an ill caller slows down by the minute": (
        "pace: {first: 2s, slows_per_minute: 50}",
        (Topic.CAN_HEAR, TWO_MINUTES, Topic.WEAPON),
        [2_000, 4_000],
    ),
    "the same question is not missed twice": (
        "slips: {misses: 100}",
        (Topic.WEAPON, Topic.WEAPON),
        [None, 2_000],
    ),
}


@pytest.mark.parametrize(("traits", "steps", "times"), TIMES.values(), ids=TIMES)
def test_how_long_answers_take(
    traits: str, steps: Sequence[Topic | Millis], times: list[Millis | None]
) -> None:
    talk = coded(traits)
    found = []
    for step in steps:
        match step:
            case Topic():
                found.append(talk.answer(step))
            case _:
                talk.wait(step)
    assert found == times


@pytest.mark.parametrize("slips", ["misses: 100", "wrong_count: 100", "tremor: 100"])
def test_what_goes_wrong_once_is_answered_when_it_is_asked_again(slips: str) -> None:
    """Danger denied by a wrong count would change the outcome: three taps mean neither."""
    for seed in range(10):
        talk = coded(f"slips: {{{slips}}}", seed)
        assert talk.ask(Topic.IN_DANGER, 10_000) in ([], [do.Tap(3)])
        assert talk.ask(Topic.IN_DANGER, 10_000) == [do.Tap(1)]


def test_who_can_speak_says_that_a_question_was_not_understood() -> None:
    talk = Conversation(SPOKEN + "slips: {misses: 100}")
    said = talk.ask(Topic.WEAPON, 10_000)
    assert [intent for intent, _ in spoken(said)] == [Intent.DOES_NOT_FOLLOW]
    assert getattr(said[0], "words", "")


@pytest.mark.parametrize(
    ("slips", "topic", "counts"),
    [
        ("wrong_count: 50, tremor: 50", Topic.CAN_HEAR, {3}),
        ("wrong_count: 50", Topic.WEAPON, {1, 3}),
    ],
)
def test_a_wrong_count_is_one_or_three_and_never_turns_the_test_of_the_code_round(
    slips: str, topic: Topic, counts: set[int]
) -> None:
    taps: list[do.Action] = []
    for seed in range(20):
        talk = coded(f"slips: {{{slips}}}", seed)
        taps += talk.ask(topic, 10_000)
    assert len(taps) == 20
    assert set(taps) == {do.Tap(count) for count in counts}


def test_after_a_change_of_code_the_old_sign_may_come() -> None:
    talk = coded("slips: {confused_after_change: 100}")
    talk.code(do.Code(ONE_TWO.no, ONE_TWO.yes))
    assert talk.ask(Topic.IN_DANGER, 10_000) == [do.Tap(1)]


def test_answers_stop_while_steps_are_near_and_come_afterwards() -> None:
    talk = coded(STOPS)
    talk.ask(Topic.IN_DANGER)
    talk.hears(Role.ROOM, STEPS)
    assert talk.wait(14_900) == []
    assert talk.wait(5_000) == [do.Tap(1)]
    talk.hears(Role.ROOM, do.Make(Sound.DOOR))
    assert talk.ask(Topic.WEAPON, 13_000) == []
    assert talk.wait(10_000) == [do.Tap(2)]


def test_a_caller_who_is_alone_whispers_and_answers_in_words() -> None:
    talk = coded("whispers_when: [alone_to_talk]")
    tap, *words = talk.ask(Topic.ALONE_TO_TALK, 25_000)
    assert tap == do.Tap(1)
    assert spoken(words) == [(Intent.WANTS_POLICE, Manner.WHISPERED)]
    ((answer, _),) = spoken(talk.ask(Topic.WEAPON, 10_000))
    assert answer is Intent.SAYS_NO
    talk.code()  # signs again, although the caller whispers
    assert len(spoken(talk.wait(10_000))) == 1
    assert talk.ask(Topic.WEAPON, 10_000) == [do.Tap(2)]


def test_who_cannot_speak_never_whispers() -> None:
    text = BASE.replace("facts: {", "facts: {can_speak: no, ")
    talk = coded("whispers_when: [alone_to_talk]\nasks: [{after: 5s}]", base=text)
    assert talk.ask(Topic.ALONE_TO_TALK, 60_000) == [do.Tap(1)]


def test_fear_rises_with_a_disturbance_with_silence_and_with_police_overheard() -> None:
    talk = Conversation(BASE + "near: [{who: partner}]\nfear: {start: 0, silence_after: 30s}")
    fear = [talk.fear]
    talk.hears(Role.ROOM, do.Make(Sound.BREAKING))
    fear.append(talk.fear)
    talk.say(Intent.REASSURE, "Police are here for you.")
    fear.append(talk.fear)
    talk.wait(31_000)
    talk.say(Intent.STILL_WITH_YOU)
    fear.append(talk.fear)
    talk.say(Intent.CHECK_IN, "Is it the same?")
    assert [*fear, talk.fear] == [0, 1, 2, 3, 2]


def test_a_promise_that_does_not_come_true_frightens() -> None:
    kept, broken = (Conversation(BASE + "fear: {start: 0, silence_after: 1h}") for _ in range(2))
    for talk in (kept, broken):
        talk.say(Intent.ETA, "They think about two minutes.")
        talk.wait(60_000)
    kept.say(Intent.OFFICERS_THERE, "They're there.")
    for talk in (kept, broken):
        talk.wait(90_000)
        talk.say(Intent.STILL_WITH_YOU)
    assert (kept.fear, broken.fear) == (0, 2)


@pytest.mark.parametrize(("reply", "fear"), [(Intent.ETA, 0), (Intent.REASSURE, 2)])
def test_a_caller_asks_back_and_is_reassured_by_a_true_answer_only(
    reply: Intent, fear: int
) -> None:
    asks = 'asks: [{after: 30s, words: ["How long?"]}]'
    talk = Conversation(SPOKEN + f"fear: {{start: 1, silence_after: 1h}}\n{asks}")
    talk.say(Intent.THROUGH_TO_POLICE, "Hello.")
    means = ((StatementTopic.HOW_LONG, True),)
    asked = do.Say(Intent.ASKS_HOW_LONG, "How long?", Manner.WHISPERED, means=means)
    assert talk.wait(40_000) == [asked]
    talk.say(reply, "Nine minutes.")
    talk.say(Intent.REASSURE, "You're doing well.")
    assert talk.fear == fear


@pytest.mark.parametrize(
    ("does", "act"), [("hang_up", do.HangUp()), ("lay_phone_aside", do.Make(Sound.CLOTH))]
)
def test_a_caller_gives_up_in_silence(does: str, act: do.Action) -> None:
    talk = coded(f"gives_up: {{silence: 40s, does: {does}}}")
    assert talk.wait(39_000) == []
    assert talk.wait(2_000) == [act]
    assert does == "hang_up" or talk.ask(Topic.IN_DANGER, 30_000) == []


TRIES_AGAIN = "caller: [{when: {heard: make_a_sound}, do: tap}]\nrings_again: {chance: 100}\n"


@pytest.mark.parametrize("seed", some_a_day(range(8)))
def test_a_caller_gives_up_at_first_and_rings_again(seed: int) -> None:
    tried = play(TRIES_AGAIN, seed=seed)
    ended, began = tried.first(CallEnded), tried.all(CallBegan)[1]
    assert tried.outcomes[0] is Outcome.ABANDONED
    assert 15_000 <= began.at - ended.at <= 360_000
    assert tried.calls[1].any(do.Tap)
    assert [call.outcome for call in tried.act(do.GiveResult).earlier] == [Outcome.ABANDONED]


@pytest.mark.parametrize(
    "calls", ["calls: [{gap: 1m}]\n", "exactly: [{at: 1s, by: caller, act: {kind: tap}}]\n"]
)
def test_a_scenario_that_says_when_the_caller_rings_has_no_first_try(calls: str) -> None:
    told = scenario(f"rings_again: {{chance: 100}}\n{calls}")
    assert tuple(gap for _, gap in calls_of(told, 0)) == told.gaps


def test_a_trainee_who_plays_the_caller_decides_alone_whether_to_ring_again() -> None:
    assert len(calls_of(scenario(TRIES_AGAIN), 0)) == 2
    assert len(calls_of(scenario(TRIES_AGAIN), 0, [Role.CALLER])) == 1


def test_a_third_code_makes_the_caller_stop() -> None:
    text = BASE.replace("[tap]", "[tap, cough]")
    talk = Conversation(text + "reacts: [{to: third_code, does: pause, for: 20s}]")
    for sign in (Sign.TAP, Sign.COUGH, Sign.KEY):
        talk.code(do.Code(do.AnswerSign(sign), do.AnswerSign(sign, 2)))
    talk.code()
    assert talk.ask(Topic.IN_DANGER, 17_000) == []
    assert talk.wait(10_000) == [do.Tap(1)]


def test_an_address_said_right_makes_answers_sooner() -> None:
    text = BASE.replace("facts: {", "facts: {at_known_address: yes, ")
    text += "number: {address: the old mill}\nreacts: [{to: address_right, does: settle}]"
    talk = Conversation(text)
    talk.code()
    assert talk.answer(Topic.CAN_HEAR) == 2_000
    talk.ask(Topic.AT_KNOWN_ADDRESS, 10_000, "Is it the old mill?")
    assert talk.answer(Topic.IN_DANGER) == 1_000


def test_a_callers_own_lines_are_said_and_none_twice_running() -> None:
    talk = Conversation(SPOKEN + 'lines: {says_yes: ["Yes.", "Mm.", "Aye."]}')
    acts = [action for _ in range(8) for action in talk.ask(Topic.IN_DANGER, 10_000)]
    said = [getattr(action, "words", "") for action in acts]
    assert len(said) == 8
    assert set(said) == {"Yes.", "Mm.", "Aye."}
    assert all(one != other for one, other in pairwise(said))


# --- noises and variations -----------------------------------------------------------------------


def test_noises_stop_while_the_phone_is_down() -> None:
    """They begin with the first role that hears them, and again when the phone is picked up."""
    noises = Noises(scenario("noises: [{sound: cloth, every: 60s}]").noises, RandomStream(0, ""))
    before = (LineStage.DIALLED, LineStage.WITH_OPERATOR, LineStage.CONNECTING_POLICE)
    stages = (*before, LineStage.HELD_CONNECTING, LineStage.CUT_OFF, LineStage.WITH_CALL_HANDLER)
    met = (Entry(0, 0, Role.NETWORK, Role.NETWORK, StageEntered(each, "T")) for each in stages)
    found = [noises.on_heard(entry, 0) for entry in met]
    cloth = [PlannedAct(60_000, do.Make(Sound.CLOTH))]
    assert found == [NOTHING, (cloth, True), NOTHING, ([], True), NOTHING, (cloth, True)]


def test_the_seed_picks_at_most_one_variation_and_each_is_picked() -> None:
    each = "{name: %s, set: {fear: {start: 1}}}"
    told = scenario(f"variations: [{each % 'one'}, {each % 'two'}]")
    found = [picked(told, seed) for seed in range(60)]
    assert {each.name if each else "" for each in found} == {"one", "two", ""}


def test_a_variation_changes_what_it_sets_and_nothing_else() -> None:
    text = BASE + "pace: {first: 4s, later_factor: 70}\nnoises: [{sound: cloth, every: 60s}]\n"
    varies = "{name: slow, chance: 100, set: {pace: {first: 6s}, answers_by: [breath], %s}}"
    told = scenario(f"{text}variations: [{varies % 'noises: [{sound: wind, every: 80s}]'}]")
    other = varied(told, picked(told, 0))
    slow = scenario(text.replace("first: 4s", "first: 6s").replace("by: [tap]", "by: [breath]"))
    assert (other.pace, other.answers) == (slow.pace, slow.answers)
    assert [noise.sound for noise in other.noises] == [Sound.CLOTH, Sound.WIND]
    assert (other.facts, other.near, other.outcome) == (told.facts, told.near, told.outcome)
    assert other.calls_in_order[0].answers is other.answers


def test_the_optional_steps_of_a_variation_are_played() -> None:
    step = "caller: [{when: {heard: which_service}, do: cough}]"
    more = f"{{name: coughs, chance: 100, set: {{{step}, background: [{{at: 5s, sound: wind}}]}}}}"
    call = play(f"{BASE}variations: [{more}]")
    assert call.any(do.Cough, Role.CALLER)
    assert call.any(do.Make, Role.ROOM, sound=Sound.WIND)


def test_a_scenario_overrides_its_persona_key_by_key(tmp_path: Path) -> None:
    own = LIBRARY.scenario("quiet-throughout").path.read_text(encoding="utf-8")
    path = tmp_path / "quiet-throughout.yaml"
    path.write_text(own.replace("cannot-answer", "hides-and-listens\nslips: {misses: 1}"))
    told = LIBRARY.scenario(path).scenario
    assert told.slips is not None
    assert told.when_near is not None
    assert (told.slips.misses, told.slips.tremor) == (1, 5)
    assert told.when_near.stops_answering
    assert told.facts == LIBRARY.scenario("quiet-throughout").scenario.facts


# --- every shipped call --------------------------------------------------------------------------

NAMES = sorted(SHIPPED)


def played(name: str, seed: int) -> Sequence[Entry]:
    return run(SHIPPED[name], DEFAULT, FORCES[SHIPPED[name].force or "generic"], seed).log


@given(st.sampled_from(NAMES), st.integers(0, 1_000_000))
def test_the_seed_changes_no_fact(name: str, seed: int) -> None:
    """What practice.md 3.1 fixes is the same in every variation."""
    told = SHIPPED[name]
    other = varied(told, picked(told, seed))
    free = {
        *("pace", "slips", "fear", "when_near", "whispers_when", "asks", "gives_up", "rings_again"),
        *("lines", "noises", "reacts", "answers", "speech", "writes"),
    }
    fixed = set(Scenario.model_fields) - free
    assert {key: getattr(other, key) for key in fixed} == {key: getattr(told, key) for key in fixed}


def declared(told: Scenario) -> Iterator[Sound]:
    """Every sound that a file names."""
    for script in told.calls_in_order:
        steps = [*script.caller, *script.room]
        acts = [action for step in steps for act in step.do for action in act.actions()]
        acts += [action for sound in script.background for action in sound.actions()]
        yield from (act.sound for act in acts if isinstance(act, do.Make))
    yield from (sound for noise in told.noises for sound in noise.sounds)
    if told.speech is not None and told.speech.cries:
        yield Sound.SOB
    if told.other is not None:
        yield Sound.SHOUTING  # Somebody with a temper is stated, and with it that they shout.


def not_an_officer(entry: Entry) -> bool:
    """Whether no officer speaks into the phone yet: then a caller may cry for relief (EN-01)."""
    return not (entry.actor is Role.OFFICERS and isinstance(entry.body, do.Say))


@pytest.mark.parametrize("name", some_a_day(NAMES, 14))
@a_share_of_cases(2)
def test_seeds_differ_as_people_do(name: str) -> None:
    """Reaction times, a noise, a line or sign of the caller, a line of others (practice.md 3.1).

    What a call has none of cannot differ: a caller who never answers, police who are not reached.
    """
    told, logs = SHIPPED[name], [played(name, seed) for seed in range(3)]
    assert told.variations or told.speech, "nothing that a seed could draw"
    worst = {sound for sound in Sound if sound.suggests is SoundClass.DISTURBANCE}
    alone = [e for log in logs for e in takewhile(not_an_officer, log)]
    made = {e.body.sound for e in alone if isinstance(e.body, do.Make)}
    assert made & worst <= set(declared(told)), "a disturbance that no file names"
    if len(noises(logs[0])) > sum(len(call.background) for call in told.calls_in_order):
        assert differ(map(noises, logs))
    if told.answers and len(reactions(logs[0])) >= 6:
        assert differ(map(reactions, logs))
        assert differ(map(gestures, logs))
    if len(said(logs[0], Role.CALL_HANDLER)) >= 3:
        assert differ(said(log, Role.CALL_HANDLER) for log in logs)


def differ(found: Iterable[object]) -> bool:
    """Whether calls differ in something."""
    first, *others = found
    return any(each != first for each in others)


def noises(log: Sequence[Entry]) -> list[tuple[Sound, Millis]]:
    """The sounds around the caller, with their seconds."""
    return [
        (entry.body.sound, entry.at // 1_000)
        for entry in log
        if entry.actor is Role.ROOM and isinstance(entry.body, do.Make)
    ]


def reactions(log: Sequence[Entry]) -> list[tuple[Topic, Millis]]:
    """Each answered question, with the seconds from its end to the answer."""
    found: list[tuple[Topic, Millis]] = []
    asked: tuple[Topic, Millis] | None = None
    for entry in log:
        cause = log[entry.cause].body if entry.cause is not None else None
        if isinstance(entry.body, do.Finish) and isinstance(cause, do.Ask):
            asked = (cause.about[0], entry.at)
        elif asked and entry.actor is Role.CALLER and do.sign_of(entry.body):
            (topic, at), asked = asked, None
            found.append((topic, (entry.at - at) // 1_000))
    return found


def gestures(log: Sequence[Entry]) -> list[tuple[str, int, str]]:
    """The caller's signs and lines."""
    return [
        (entry.body.kind, getattr(entry.body, "times", 0), getattr(entry.body, "words", ""))
        for entry in log
        if entry.actor is Role.CALLER and do.sign_of(entry.body)
    ]


def said(log: Sequence[Entry], who: Role) -> set[str]:
    """The sentences of one person."""
    return {getattr(entry.body, "words", "") for entry in log if entry.actor is who} - {""}
