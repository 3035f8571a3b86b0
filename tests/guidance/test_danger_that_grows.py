"""Danger that grows while officers travel: it changes what is said, and is news to officers."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Role, Topic, UnitStatus
from simulator.knowledge.facts import Stamp
from simulator.knowledge.knowledge import Knowledge
from tests.guidance.stories import heard_by_handler, spoken
from tests.guidance.test_adults_who_are_threatened import after, calls, said_in, words
from tests.guidance.test_what_a_reader_struck import shipped
from tests.session.calls import Play

CALLER, HANDLER = Role.CALLER, Role.CALL_HANDLER
SEEDS = range(5)


def about(entry: Entry) -> tuple[Topic, ...]:
    """What a question of the call handler is about."""
    return entry.body.about if isinstance(entry.body, do.Ask) else ()


A_RECEIPT = re.compile(
    r"^(?:(?:Right|Okay|OK|All right|Mm|Yeah)[,.] )*(?:okay\. )?(?:OK, )?"
    r"(?:[Gg]ot that|I have that|[Tt]hat's down|I've got that down|I'm with you"
    r"|I hear you|I'm on it)"
    r"(?:\. (?:One second|Go on))?\.$"
)
AT_THE_DOOR = (
    ("My ex is sat outside in his car again.", "ex_partner person_outside stalked"),
    ("I split up with him at Easter.", "separation"),
    ("He's been at my work as well.", "stalked"),
    ("He's got out of the car, he's looking up.", "person_outside"),
    ("He's coming up the path.", "coming_closer"),
    ("He's on the step now, he's kicking it.", "coming_closer"),
)


def answer_to(call: Play, part: str) -> str:
    """What the call handler said first after a sentence of the caller's."""
    return said_in(after(call, part))


@pytest.mark.parametrize("part", ["got out of the car", "coming up the path", "on the step now"])
@pytest.mark.parametrize("seed", SEEDS)
def test_danger_that_grows_is_answered_by_what_to_do_and_by_no_bare_receipt(
    part: str, seed: int
) -> None:
    """ "He's got out of the car", "OK, that's down.": her word first, and an act (WT-02, WT-06)."""
    call = calls(*AT_THE_DOOR, seed=seed, gap=40, orders="no")
    if not any(part in said_in(e) for e in call.log if e.actor is CALLER):
        pytest.skip("officers were there first")
    assert not A_RECEIPT.match(answer_to(call, part)), answer_to(call, part)


@pytest.mark.parametrize("seed", SEEDS)
def test_officers_hear_each_word_of_danger_that_grows_as_news(seed: int) -> None:
    """What states no more than before is another thing: never "nothing new in it" (CH-73)."""
    call = shipped("the-same-grey-car", 20 + seed)
    briefed = [e.body for e in call.log if isinstance(e.body, do.BriefOfficers)]
    assert any("got out of the car" in each.text for each in briefed)
    assert not [each.text for each in briefed if "nothing new" in each.text]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_officers_ask_is_put_to_the_caller_also_of_an_ex(seed: int) -> None:
    """ "One, or more than one?": the caller is asked, before it is said to be unknown (WT-05)."""
    call = shipped("the-same-grey-car", 21 + seed)
    asked_at = [e.at for e in call.all(do.OfficersAsk) if e.body.about == Topic.MORE_THAN_ONE]  # type: ignore[union-attr]
    put = [e.at for e in call.all(do.Ask, HANDLER) if Topic.MORE_THAN_ONE in about(e)]
    assert not asked_at or any(at < each < at + 25_000 for at in asked_at for each in put)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_talks_aloud_of_a_man_outside_is_not_told_that_we_must_not_be_heard(seed: int) -> None:
    """ "Going quiet, so I'm not heard. Tap three times.": he stands in the street (LP-22)."""
    call = calls(*AT_THE_DOOR, seed=seed, gap=30, orders="no")
    assert not [each for each in words(call) if re.search(r"not heard|nobody hears|tap", each)]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_asks_whether_to_go_out_to_them_is_told_to_stay_away(seed: int) -> None:
    """ "Should I go out to them?", "Nothing yet. Just stay on with me.": no answer (WT-02)."""
    call = calls(
        ("There's a lad in my garden with a torch.", "person_outside stranger"),
        ("He's trying the shed.", "person_outside"),
        ("Should I go out to him?", "asks_advice"),
        seed=seed,
        gap=35,
        knows_person="no",
    )
    assert re.search(r"Don't go near|[Kk]eep away", answer_to(call, "go out to him"))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_weapon_outside_was_used_on_nobody_in_there(seed: int) -> None:
    """ "One of them's got a long bar", by the gate: "Was anybody hit with it?" is no question."""
    call = calls(
        ("There's a lad in my garden with a torch.", "person_outside stranger"),
        ("He's got a long bar.", "other_weapon"),
        seed=seed,
        gap=30,
        knows_person="no",
        weapon="yes",
    )
    used = [e for e in call.all(do.Ask, HANDLER) if Topic.WEAPON_USED in about(e)]
    assert used == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_receipt_is_of_what_was_said_last(seed: int) -> None:
    """ "More than one of them" is not said to the address, two sentences later (LP-03)."""
    call = calls(
        ("Two lads are in the shop and won't leave.", "robbery several_people stranger"),
        ("I'm in the back office, they don't know.", "hiding"),
        ("It's the Spar on Ferry Road.", "address"),
        seed=seed,
        gap=16,
        more_than_one="yes",
        in_the_house="yes",
    )
    told = [e for e in call.log if e.actor is CALLER and "the Spar" in said_in(e)]
    if told:
        assert "More than one" not in answer_to(call, "the Spar")


IN_THE_STREET = (
    ("I'm out of my cab, the fella in the back's got a knife.", "knife stranger caller_outside"),
    ("He's climbed over into the front.", "violence"),
    ("I left the keys in it.", ""),
    ("He's looking round for me.", "coming_closer"),
    ("He's coming round the back of it.", "coming_closer"),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_stands_in_the_street_is_asked_of_no_door_and_taught_no_taps(seed: int) -> None:
    """ "Is there a locked door between you?", "Quiet now, tap three times.": there is no room."""
    call = calls(
        *IN_THE_STREET, seed=seed, gap=30, at_home="no", indoors="no", knows_person="no",
        weapon="yes", at_known_address="no", other_person_present="yes",
    )  # fmt: skip
    wrong = r"\btaps?\b|not heard|door|room\b|behind you|following"
    assert not [each for each in words(call) if re.search(wrong, each)]
    for part in ("looking round", "round the back"):
        if any(part in said_in(e) for e in call.log if e.actor is CALLER):
            assert re.search(r"[Kk]eep|[Dd]on't", answer_to(call, part)), answer_to(call, part)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_taken_up_by_nothing_is_no_news_a_minute_later(seed: int) -> None:
    """A name that nobody took up keeps nobody from asking what goes on (WT-10, BF-6)."""
    named = ("He's called Darren, he was my boss.", "known_person name")
    call = calls(AT_THE_DOOR[0], named, *AT_THE_DOOR[1:3], seed=seed, gap=30, orders="no")
    handler = knowledge_of(call)
    for known in handler:
        for each in known.facts.news:
            age = known.since(Stamp.STATED, max(known.stamps.values()), each.topic)
            assert age is None or age < 60_000


def knowledge_of(call: Play) -> list[Knowledge]:
    """What the call handler knew after each entry."""
    known, steps = Knowledge(HANDLER), []
    for entry in heard_by_handler(call):
        known = known.after(entry)
        steps.append(known)
    return steps


@pytest.mark.parametrize("seed", [*SEEDS, 22])
def test_two_minutes_out_is_told_to_one_who_hides_and_has_been_talking(seed: int) -> None:
    """ "Sierra 12, two minutes", and nothing: who hears is asked the short way (WT-04, 4.4)."""
    call = shipped("footsteps-on-the-landing", seed)
    near = [e for e in call.all(do.UnitReport) if e.body.status is UnitStatus.TWO_MINUTES]  # type: ignore[union-attr]
    mine = [e.at for e in call.log if e.actor is CALLER and isinstance(e.body, do.Say)]
    talks = (each for each in near if any(each.at - 40_000 < at < each.at for at in mine))
    for each in talks:
        later = [e for e in spoken(call) if each.at < e.at < each.at + 60_000]
        assert [e for e in later if re.search(r"2 minutes|hear us|outside", said_in(e))]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_cannot_say_where_they_are_is_not_asked_each_half_minute(seed: int) -> None:
    """ "I dunno", twelve times: then company, as a friend, and the place now and then (4.4)."""
    call = calls(
        ("There's a man who got off the bus with me, he's behind me.", "followed stranger"),
        ("I'm by the Lidl on Marsh Lane.", "landmark"),
        ("He's got his hood up.", "person_looks"),
        ("He's speeding up.", "coming_closer"),
        seed=seed, gap=30, followed="yes", behind_you="yes", on_foot="yes", indoors="no",
        at_home="no", at_known_address="no", knows_person="no", other_person_present="yes",
    )  # fmt: skip
    where = [e.at for e in call.all(do.Ask, HANDLER) if Topic.LOCATION in about(e)]
    assert all(later - first > 60_000 for first, later in pairwise(where[4:]))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_list_is_gone_down_while_a_door_is_being_kicked(seed: int) -> None:
    """ "He's kicking it now", "Are there children there?": not for a while (LP-22)."""
    call = calls(*AT_THE_DOOR, seed=seed, gap=40, orders="no")
    told = [e.at for e in call.log if e.actor is CALLER and "kicking it" in said_in(e)]
    listed = (Topic.CHILDREN, Topic.DRINK_OR_DRUGS, Topic.ORDERS)
    soon = [
        said_in(e)
        for e in call.all(do.Ask, HANDLER)
        for at in told
        if at < e.at < at + 35_000 and not {*listed}.isdisjoint(about(e))
    ]
    assert soon == []
