"""Each situation of the practice sheet, from its own words alone (practice2 1.1)."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.scenario.meant import read
from simulator.core import acts as do
from simulator.core.log import CallBegan, Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import Coverage, Intent, LineKind, Manner, Marker, Reported, Role, Sound
from simulator.knowledge.facts import FrozenMap, KnownFacts
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import ASK, FACT, SAFETY, THEIR_WORD
from simulator.knowledge.situation import GROUNDS, Situation, guesses, seems, situations
from simulator.session.run.perceived_log import perceived
from tests.builders import yaml_of
from tests.knowledge.calls import known
from tests.session.calls import DEFAULT, flow, play

ROWS: dict[str, dict[str, list[str]]] = yaml_of(Path(__file__).with_name("sheet_situations.yaml"))


def _say(words: str, intent: Intent, manner: Manner = Manner.ALOUD) -> do.Say:
    means, place = read(words)
    return do.Say(intent, words, manner, means=means, place_words=place)


def _acts(way: str, words: str) -> Iterator[tuple[Role, Any]]:
    """Yield what is done where a row gives these words, or this sound, by this person."""
    match way:
        case "caller":
            yield Role.CALLER, _say(words, Intent.OWN_WORDS)
        case "aside":
            yield Role.CALLER, _say(words, Intent.NOT_TO_CALL)
        case "child":
            yield Role.CALLER, _say(words, Intent.CHILD_SPEAKS)
        case "other":
            yield Role.ROOM, _say(words, Intent.SPEAKS)
        case "after_voice":
            yield Role.ROOM, do.Make(Sound.VOICES)
            yield Role.CALLER, _say(words, Intent.OWN_WORDS)
        case "text":
            means, place = read(words)
            yield Role.CALLER, do.SendText(words, means=means, place_words=place)
        case "heard":
            yield Role.CALLER, do.Make(Sound(words))
        case "child_heard":
            yield Role.CALLER, _say("", Intent.CHILD_SPEAKS)
            yield Role.CALLER, do.Make(Sound(words))
        case "language_heard":
            yield Role.CALLER, _say("", Intent.OTHER_LANGUAGE)
        case "number_rang":
            yield Role.SYSTEMS, do.GiveResult(earlier=(do.EarlierCall(60_000),))


def known_after(way: str, words: str) -> KnownFacts:
    """What a call handler knows of a caller who says nothing else."""
    entries = [Entry(0, 0, Role.NETWORK, Role.NETWORK, CallBegan(1, LineKind.MOBILE))]
    entries += [
        Entry(seq, 1_000 * seq, actor, actor, act)
        for seq, (actor, act) in enumerate(_acts(way, words), 1)
    ]
    return Knowledge.of(Role.CALL_HANDLER, entries).facts


@pytest.mark.parametrize("name", ROWS)
def test_each_situation_is_recognised_from_at_least_eight_of_its_ten(name: str) -> None:
    """Sounds count as given. What is said by another person is said by that person."""
    situation = Situation(name)
    told = [(way, words) for way, listed in ROWS[name].items() for words in listed]
    missed = [each for each in told if not seems(known_after(*each), situation, ASK)]
    assert len(told) - len(missed) >= 8, missed


def _at_once(stated: Sequence[tuple[StatementTopic, bool]]) -> KnownFacts:
    """What a call handler knows of what a caller states at one instant."""
    entries = [Entry(0, 0, Role.NETWORK, Role.NETWORK, CallBegan(1, LineKind.MOBILE))]
    entries += [
        Entry(seq, 5_000, Role.CALLER, Role.CALLER, do.Say(Intent.OWN_WORDS, "…", means=(each,)))
        for seq, each in enumerate(stated, 1)
    ]
    return Knowledge.of(Role.CALL_HANDLER, entries).facts


_STATED = st.lists(st.tuples(st.sampled_from(sorted(StatementTopic)), st.booleans()), max_size=6)


@given(_STATED, st.data())
def test_situations_do_not_depend_on_the_order_at_one_instant(
    stated: list[tuple[StatementTopic, bool]], data: st.DataObject
) -> None:
    """Of what is stated at one instant, neither is the newer word (BF-4).

    The answers to questions beside the ledger are left out: of two of them the later one counts.
    """
    other = data.draw(st.permutations(stated))
    one, two = (guesses(_at_once(each)._replace(topics=FrozenMap())) for each in (stated, other))
    assert one == two


@pytest.mark.parametrize("words", ["He choked me.", "There's someone in the house."])
def test_a_seat_that_heard_nothing_guesses_nothing(words: str) -> None:
    """What a caller told the operator is nobody's at a desk that the call has not reached."""
    told = f"{{when: {{heard: which_service}}, do: {{say: {{intent: own_words, words: {words}}}}}}}"
    call = play(f"caller: [{told}]\n")
    before = call.log[: call.log.index(call.first(do.Answer, Role.OPERATOR)) + 8]
    assert any(words in str(entry.body) for entry in before)
    seen = perceived(before, flow(DEFAULT), Coverage.HOME, Role.CALL_HANDLER)
    facts = Knowledge.of(Role.CALL_HANDLER, seen).facts
    assert guesses(facts) == ()
    assert situations(facts) == (Situation.UNKNOWN,)


@pytest.mark.parametrize("kind", GROUNDS)
def test_sounds_alone_never_give_more_than_three(kind: Situation) -> None:
    """Practice2 1: screams, blows and breaking glass with a voice apart."""
    alone = [
        ground
        for ground in GROUNDS[kind]
        if all(isinstance(each, Sound | Reported) for each in ground.needs)
    ]
    assert [ground for ground in alone if ground.firm > THEIR_WORD] == []


@pytest.mark.parametrize("marker", sorted(Marker))
def test_a_marker_alone_is_never_acted_on(marker: Marker) -> None:
    """Whoever it is for, it says nothing of today [I3]."""
    facts = known(Role.CALL_HANDLER, f"1 sy result markers={marker}").facts
    assert situations(facts) == (Situation.UNKNOWN,)


def test_words_that_lower_danger_take_no_situation_away() -> None:
    """“He's got a knife”, then “I'm fine, it was a mistake”: the knife stands (BF-4)."""
    words = ("He had me by the throat.", "I'm fine. It was a mistake.")
    entries = [Entry(0, 0, Role.NETWORK, Role.NETWORK, CallBegan(1, LineKind.MOBILE))]
    entries += [
        Entry(seq, seq * 5_000, Role.CALLER, Role.CALLER, _say(each, Intent.OWN_WORDS))
        for seq, each in enumerate(words, 1)
    ]
    facts = Knowledge.of(Role.CALL_HANDLER, entries).facts
    assert seems(facts, Situation.STRANGLED, FACT)


def test_each_guess_says_what_shows_it() -> None:
    """So that a briefing and a debrief can say why."""
    facts = known_after("caller", "He's locked me in. I can't breathe properly in here.")
    (confined,) = [each for each in guesses(facts) if each.situation is Situation.CONFINED]
    assert confined.firmness == FACT
    assert confined.because == "locked in, or not let out"


@pytest.mark.parametrize(
    ("words", "situation", "firm"),
    [
        ("He's here.", Situation.OVERHEARD, THEIR_WORD),
        ("He's trying the handle.", Situation.PERSON_OUTSIDE, THEIR_WORD),
        ("There's a bloke behind me.", Situation.FOLLOWED, THEIR_WORD),
        ("Please stop the car.", Situation.DRIVEN, THEIR_WORD),
        ("He's locked me in.", Situation.CONFINED, FACT),
        ("There's someone in the house.", Situation.BURGLARY, THEIR_WORD),
        ("The floor gave way.", Situation.FALLEN, FACT),
        ("It's my heart.", Situation.ILL, THEIR_WORD),
        ("I've taken all my tablets.", Situation.OVERDOSE, FACT),
        ("He choked me.", Situation.STRANGLED, FACT),
        ("He's going to kill me.", Situation.THREAT_WITHOUT_PLACE, FACT),
        ("What time do you shut?", Situation.DISGUISED, SAFETY),
        ("No English.", Situation.LANGUAGE, SAFETY),
        ("It's on fire.", Situation.FIRE, FACT),
        ("They won't let me out.", Situation.EXPLOITED, THEIR_WORD),
        ("I've been raped.", Situation.SEXUAL_ASSAULT, FACT),
        ("I've sat on it.", Situation.OPEN_LINE, ASK),
        ("He's gone.", Situation.JUST_OVER, ASK),
    ],
)
def test_how_firmly_it_is_believed(words: str, situation: Situation, firm: int) -> None:
    """The figures of the column *believe*; what lowers danger is only to be asked about."""
    facts = known_after("caller", words)
    assert {each.situation: each.firmness for each in guesses(facts)}[situation] == firm


@pytest.mark.parametrize(
    "words", ["Please don't hurt me.", "Don't kill us!", "Don't hurt the kids."]
)
def test_a_plea_to_a_person_is_no_word_that_nobody_is_hurt(words: str) -> None:
    """“Don't hurt me” was read as “not hurt”: it is said to a person who can hear (SIT-01)."""
    facts = known_after("caller", words)
    assert [each for each in facts.ledger if each.lowers] == []
    assert seems(facts, Situation.OVERHEARD, THEIR_WORD)


NEIGHBOURS: dict[str, dict[str, list[str]]] = yaml_of(
    Path(__file__).with_name("near_situations.yaml")
)


def test_most_neighbouring_wordings_are_recognised_as_well() -> None:
    """Words that the sheet does not have; the bound is what was reached."""
    told = [
        (Situation(name), way, words)
        for name, row in NEIGHBOURS.items()
        for way, listed in row.items()
        for words in listed
    ]
    missed = [each for each in told if not seems(known_after(*each[1:]), each[0], ASK)]
    assert len(missed) / len(told) <= 0.06, missed
