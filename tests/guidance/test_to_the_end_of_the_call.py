"""What two strict readers struck from minute three to the end, as sentences that hold for more."""

import re
from functools import cache

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Role, ServiceStatus, Sound, Topic
from simulator.guidance import rows
from simulator.guidance.act_makers import say
from simulator.guidance.guidance import Guidance
from simulator.guidance.rows import RoleTable
from simulator.guidance.tables import guidance_of
from simulator.knowledge.facts import HEARERS_LAPSE, Hearers, Stamp
from simulator.knowledge.judgements import table as c
from simulator.knowledge.services import Advice, advice_in, asks_if_worse, says_worse
from simulator.language.telling.services import ANSWERS
from simulator.rules.patterns import VerdictKind
from simulator.session.people.guided_person import GuidedPerson
from tests.debrief import measuring
from tests.guidance.stories import (
    ALOUD,
    HANDLER,
    PLACE,
    Known,
    acts_with_facts,
    heard_by_handler,
    says,
    steps,
)
from tests.guidance.test_what_a_reader_struck import shipped
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, Story, play

CONTROL = re.compile(r"\b(?:Ambulance control|The ambulance (?:service|people)) (?:say|want)\b")
SEEDS = range(4)


@cache
def played(name: str, seed: int) -> Story:
    """A shipped call, played once for all that is asked of it."""
    return shipped(name, seed)


@cache
def acts(name: str, seed: int) -> tuple[Known, ...]:
    """What the call handler did in it, with what was known before."""
    return tuple(acts_with_facts(played(name, seed)))


def words_of(entry: Entry) -> str:
    """What was said, written or reported in an entry."""
    return str(getattr(entry.body, "words", "") or getattr(entry.body, "text", ""))


def advised(call: Story) -> list[Entry]:
    """When ambulance control gave advice."""
    status = ServiceStatus.GIVES_ADVICE
    return [e for e in call.all(do.ServiceReport) if getattr(e.body, "status", None) is status]


# --- first aid is ambulance control's, and police pass it on --------------------------------------

NOT_WAKING = (
    PLACE
    + ALOUD
    + "facts: {in_danger: no, injured: yes, awake: no, breathing_well: %s}\n"
    + steps(
        "{when: {heard: through_to_police}, after: 1s, do: {say: {intent: speaks, words: "
        "\"My mum's collapsed, she won't wake up.\", "
        "means: {not_waking: yes, of_another: yes, parent: yes}}}}"
    )
)


@pytest.mark.parametrize(("breathing", "says_so"), [("no", "chest"), ("yes", "side")])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_ambulance_control_advises_is_passed_on(
    breathing: str, says_so: str, seed: int
) -> None:
    """Practice2 4.4: "Roll them on their side" is said to who kneels there, in its own sense."""
    call = play(NOT_WAKING % breathing, seed=seed)
    for report in advised(call):
        after = [e for e, _, _ in acts_with_facts(call) if report.at < e.at < report.at + 30_000]
        passed = [words_of(e) for e in after if CONTROL.search(words_of(e))]
        assert passed, report.body
        assert says_so in passed[0]
        assert advice_in(passed[0]) is advice_in(words_of(report))


@pytest.mark.parametrize("name", ["our-lad-in-the-yard", "my-voice-keeps-going"])
@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_pushes_on_the_chest_of_one_who_talks(name: str, seed: int) -> None:
    """DR-08: a caller whose breathing is bad is awake, and sits up: it is no CPR."""
    reports = [words_of(e) for e in advised(played(name, seed))]
    assert Advice.PUSH not in map(advice_in, reports)
    words = [words_of(e) for e, _, _ in acts(name, seed)]
    assert not [each for each in words if re.search(r"\bchest\b.*\bpush|\bpush\b.*\bchest\b", each)]


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("Roll them on their side, and keep telling us if they're breathing.", Advice.SIDE),
        ("It's CPR. Hands in the middle of the chest, hard and fast.", Advice.PUSH),
        ("Sit them up, however they breathe easiest.", Advice.SITTING),
        ("Nothing to eat or drink. Have somebody stay with them.", Advice.NO_FOOD),
        ("Keep them still, and ring us straight back.", Advice.STILL),
        ("The crew's nine minutes away.", None),
    ],
)
def test_advice_is_read_from_the_words_of_who_has_the_seat(
    words: str, advice: Advice | None
) -> None:
    assert advice_in(words) is advice


def test_each_line_of_advice_is_read_as_one() -> None:
    """None of ambulance control's own lines would be lost on its way to the caller."""
    lines = LIBRARY.line_book(Role.AMBULANCE_CONTROL)["gives_advice"]
    assert all(advice_in(line.words) is not None for line in lines)


def test_a_child_hears_of_no_chest_to_push_of_one_who_breathes() -> None:
    """A child of five has said that Nanny breathes: it looks again, and pushes on nothing."""
    for seed in SEEDS:
        for entry, facts, _ in acts("nanny-on-the-floor", seed):
            words = getattr(entry.body, "words", "")
            pushes = CONTROL.search(words) and "chest" in words
            assert not (pushes and facts.is_yes(Topic.BREATHING_WELL)), words


# --- what is new, to who asks ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["our-lad-in-the-yard", "somebody-knocks", "my-voice-keeps-going", "my-arm-wont"]
)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_control_hears_only_that_nothing_is_new(name: str, seed: int) -> None:
    """How it stands is said: who is there, what was said of the body, and the last sign."""
    for entry, _, _ in acts(name, seed):
        body = entry.body
        if isinstance(body, do.BringIn) and terms.ServiceNeed.ANY_CHANGE in (
            *body.answers,
            *body.denied,
            *body.not_known,
        ):
            assert "Nothing new" not in body.text
            assert re.search(r"talking to me|signs?\b|Officers are|The caller says", body.text)


def test_how_it_stands_has_words_of_a_body_that_no_statement_holds() -> None:
    """ "I've no voice left" was put down for the ambulance: asked for news, it hears it."""
    told = [
        entry.body.text
        for seed in SEEDS
        for entry, _, _ in acts("our-lad-in-the-yard", seed)
        if isinstance(entry.body, do.BringIn)
    ]
    assert [each for each in told if "no voice left" in each]


def test_each_need_of_a_control_has_an_answer_but_the_one_that_is_composed() -> None:
    empty = [need for need, words in ANSWERS.items() if not any(words)]
    assert empty == [terms.ServiceNeed.ANY_CHANGE]


# --- one sign for worse, and no proof of life -----------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_who_hides_is_asked_for_no_sign_in_an_announced_silence(seed: int) -> None:
    """Practice2 4.2: also while officers look for the door (was struck at 9:37)."""
    for entry, facts, _ in acts("noise-downstairs", seed):
        asks = isinstance(entry.body, do.Ask) and entry.body.about == (Topic.CAN_HEAR,)
        assert not (asks and Intent.GO_QUIET in facts.said)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_ill_and_knocks_is_not_asked_to_prove_it_by_a_clock(seed: int) -> None:
    """Was asked ten times: now a sign for worse is agreed once, and what changes is asked."""
    done = acts("somebody-knocks", seed)
    since_sent = [(e, f) for e, f, _ in done if f.briefed and not f.arrived]
    proofs = [e for e, _ in since_sent if getattr(e.body, "about", ()) == (Topic.CAN_HEAR,)]
    assert proofs == []
    agreed = [words_of(e) for e, _ in since_sent if _says(e, Intent.GO_QUIET)]
    assert len([each for each in agreed if "three times" in each]) == 1
    assert [e for e, _ in since_sent if _says(e, Intent.CHECK_IN)]


def _says(entry: Entry, intent: Intent) -> bool:
    return isinstance(entry.body, do.Say) and entry.body.intent is intent


@pytest.mark.parametrize("name", ["voices-in-a-moving-car", "evening-in-the-office"])
@pytest.mark.parametrize("seed", SEEDS)
def test_an_answer_is_never_passed_over_for_quiet_again(name: str, seed: int) -> None:
    """A tap that answers a question gets a word, before the silence goes on."""
    for entry, facts, _ in acts(name, seed):
        again = _says(entry, Intent.GO_QUIET) and Intent.GO_QUIET in facts.said
        if again and facts.was_answered and not facts.news:
            assert re.search(r"\bgot that\b", words_of(entry), re.IGNORECASE), words_of(entry)


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_said_into_steps_once_a_silence_was_announced(seed: int) -> None:
    """CH-22: steps come near, and in a silence the call handler does not say that it goes on."""
    for name in ("footsteps-on-the-landing", "noise-downstairs", "just-my-sister"):
        for entry, facts, knowledge in acts(name, seed):
            steps_ago = knowledge.since(Stamp.HEARD, entry.at, Sound.FOOTSTEPS)
            into = steps_ago is not None and steps_ago < 3_000
            assert not (into and facts.silence and isinstance(entry.body, do.SPOKEN)), entry.body


# --- where an ambulance is, and whether it is worse -----------------------------------------------


def test_no_ambulance_is_with_a_caller_before_officers_say_so() -> None:
    """ "That's the ambulance there with you" is not so behind a locked door: it is outside."""
    lines = LIBRARY.line_book(HANDLER)["ambulance_sent"]
    there = [
        line.words for line in lines if not line.when.isdisjoint({"crew_there", "crew_let_in"})
    ]
    assert len(there) > 3
    assert not [each for each in there if re.search(r"with you|are there now", each)]


@pytest.mark.parametrize(
    ("asked", "answer", "worse"),
    [
        ("Is the smoke any thicker?", "A bit more, yeah.", True),
        ("Is the smoke any thicker?", "No, about the same.", False),
        ("Is it slowing down now?", "Yeah, a bit.", False),
        ("How are you now?", "A bit worse.", True),
        ("How are you now?", "No worse.", False),
        ("Is the pain any worse than it was?", "Er, yeah.", True),
        ("Can you still get your breath all right?", "Yeah.", False),
        ("Do you feel faint?", "I don't think so, no.", False),
    ],
)
def test_whether_it_is_worse_is_in_the_question_and_the_answer(
    asked: str, answer: str, worse: bool
) -> None:
    assert says_worse(answer, asked_if_worse=asks_if_worse(asked)) is worse


@pytest.mark.parametrize("seed", range(6))
def test_an_answer_that_it_is_worse_is_taken_up_and_passed_on(seed: int) -> None:
    """ "A bit more, yeah": the next words are of that, and their control has it by then."""
    done = acts("smoke-on-the-landing", seed)
    for place, (entry, facts, _) in enumerate(done):
        before = done[place - 1].facts if place else facts
        if not facts.got_worse or before.got_worse or facts.found:
            continue
        soon = [each for each in done[place:] if each.entry.at <= entry.at + 40_000]
        if any(each.facts.found for each in soon):
            continue  # An officer is with them, and sees it.
        later = [each.entry for each in soon]
        spoken = next((e for e in later if isinstance(e.body, do.SPOKEN)), None)
        assert spoken is None or _says(spoken, Intent.GOT_IT), spoken
        assert [e for e in later if isinstance(e.body, do.BringIn) and "worse" in e.body.text]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_hurt_and_talks_of_other_things_is_asked_how_they_are(seed: int) -> None:
    """4.4: a question about the place does not stand for it (94.6 s had gone by at seed 0)."""
    _, made = measuring.played("round-at-a-mates", seed, HANDLER)
    assert measuring.verdict("checks-in-by-asking", made) is VerdictKind.MET


# --- the wrong body -------------------------------------------------------------------------------


@pytest.mark.parametrize("breathing", ["yes", "no"])
def test_of_one_who_does_not_wake_nobody_asks_where_they_are_hurt(breathing: str) -> None:
    """ "She's gone over, she's not waking": breath comes first, and nobody is looked over."""
    fell = '{when: {at: 70s}, do: {say: {intent: speaks, words: "She just went down.", '
    fell += "means: {trapped_or_fallen: yes, of_another: yes}}}}"
    call = play((NOT_WAKING % breathing) + f"  - {fell}\n")
    asked = [e.body.about for e in call.all(do.Ask) if isinstance(e.body, do.Ask)]
    assert (Topic.INJURED,) not in asked


def test_who_wants_to_die_and_talks_hears_of_no_silence() -> None:
    """4.4: they are talked with, also where who can hear is not known any more."""
    for name in ("an-empty-packet", "nobody-need-come"):
        for seed in SEEDS:
            for entry, facts, _ in acts(name, seed):
                if facts.speaks and facts.believes(StatementTopic.SUICIDAL):
                    unsafe = facts.hear in (Hearers.UNSAFE, Hearers.EXPOSED)
                    assert unsafe or not _says(entry, Intent.GO_QUIET), entry.body


# --- a plan follows, also once something has lapsed -----------------------------------------------


class Somebody(GuidedPerson):
    """A person who says what their table has, without words."""

    asks_for_sign = frozenset()

    def worded(self, action: do.Action) -> do.Action:
        """Return the act as it was made."""
        return action


def test_what_is_said_once_nobody_hears_has_lapsed_is_planned_before() -> None:
    """BF-6: with nothing to say now, the plan is what will be said then, and is not empty."""
    row = rows.voice(
        "T-1", 4, "assumption", say(Intent.STILL_WITH_YOU), c.hear_unknown & c.said_what, "Told."
    )
    policy = guidance_of(HANDLER, DEFAULT, GENERIC).policy
    person = Somebody(Guidance(RoleTable(HANDLER, (row,), ()), policy), None, 4_000, 800)
    words = "He's gone out, nobody can hear me. My ex, he hit me."
    call = play(
        PLACE + ALOUD + steps(says("speaks", words=f'"{words}"')) + "facts: {alone_to_talk: yes}\n"
    )
    for entry in heard_by_handler(call):
        reaction = person.on_heard(entry, entry.at)
        facts, said = person.knowledge.facts, person.knowledge.at(Stamp.HEAR)
        if facts.hear is Hearers.SAFE and c.said_what.holds(facts, policy) and not facts.speaking:
            assert said is not None
            planned = person.to_say
            assert planned is not None, reaction
            assert planned.due >= said + HEARERS_LAPSE
            break
    else:
        pytest.fail("nobody has said that nobody hears")
