"""What turned a call: what may be hard in it, what somebody near did, and why it ended so."""

import pytest

from simulator.awareness import what_changed
from simulator.awareness.narration import NarrationLine, without_repeats
from simulator.awareness.what_changed import ends_well, hard, nobody_needed_help, overheard
from simulator.content.fields.content_model import Fact
from simulator.core import acts as do
from simulator.core.log import Body, Entry
from simulator.core.terms import LineStage, Outcome, Reason, Role, Sound, Topic
from tests.awareness.rooms import SAY, decisions, played
from tests.daily import some_a_day
from tests.session.sitting import SHIPPED

MISTAKE, MEANT = SHIPPED["phone-in-a-bag"], SHIPPED["quiet-throughout"]
WITH_POINTS = [name for name, scenario in SHIPPED.items() if scenario.decision_points]


def entry(seq: int, actor: Role, body: Body, speaker: Role | None = None, cause: int = 0) -> Entry:
    return Entry(seq, seq * 1_000, actor, speaker or actor, body, (), cause)


HARD = [
    ("phone_taken", entry(1, Role.ROOM, do.TakePhone())),
    ("put_down", entry(1, Role.ROOM, do.HangUp())),
    ("shouting", entry(1, Role.ROOM, do.Make(Sound.SHOUTING))),
    ("voice", entry(1, Role.CALLER, do.Make(Sound.LAUGHTER), Role.OTHER_PERSON)),
    ("", entry(1, Role.CALLER, do.HangUp())),
    ("", entry(1, Role.ROOM, do.Make(Sound.TELEVISION))),
    ("", entry(1, Role.CALLER, do.Tap(1))),
]


@pytest.mark.parametrize(("name", "one"), HARD)
def test_what_may_be_hard_is_named_in_words(name: str, one: Entry) -> None:
    found = hard([one], Outcome.DEPLOYED, MEANT)
    assert found == ((name,) if name else ())
    assert all(SAY(f"hard-{each}") for each in found)


def test_that_nobody_comes_is_said_as_well() -> None:
    assert hard([], Outcome.ABANDONED, MEANT) == ("untold",)
    assert hard([], Outcome.DEPLOYED, MEANT) == ()
    assert hard([], Outcome.ABANDONED, MISTAKE) == (), "nobody needs to come"


def test_overheard_is_what_somebody_near_did_because_of_the_caller() -> None:
    tap = entry(1, Role.CALLER, do.Tap(1))
    near = entry(2, Role.ROOM, do.TakePhone(), cause=1)
    by_itself = entry(2, Role.ROOM, do.TakePhone(), cause=0)
    assert overheard([tap, near]) == ("take_phone",)
    assert hard([tap, near], None, MEANT) == ("overheard", "phone_taken")
    assert overheard([tap, by_itself]) == ()


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words(reason: Reason) -> None:
    log = [entry(0, Role.CALL_HANDLER, do.Deploy(reason))]
    profile = played("quiet-throughout").profile
    assert what_changed.why(log, profile, SAY) == (
        SAY("why-deploy", because=SAY(f"because-{reason}")),
    )


@pytest.mark.parametrize("name", some_a_day(WITH_POINTS, 9))
def test_every_way_has_words_for_what_is_hard_and_for_why(name: str) -> None:
    of = played(name)
    for _, ways in decisions(name):
        for found in ways:
            tail = found.log[found.since :]
            for each in overheard(tail):
                assert SAY(f"noticed-{each}")
                assert SAY(f"overheard-{each}", what=found.option.name)
            for each in hard(tail, found.outcome, of.scenario):
                assert SAY(f"hard-{each}")
            if found.outcome in (Outcome.DEPLOYED, Outcome.NO_RESPONSE_TO_RECORDING):
                assert what_changed.why(found.log, of.profile, SAY)


def test_where_nobody_needs_help_an_end_without_it_is_a_good_one() -> None:
    assert ends_well(Outcome.CONFIRMED_MISTAKE, MISTAKE)
    assert ends_well(Outcome.NO_RESPONSE_TO_RECORDING, MISTAKE)
    assert not ends_well(Outcome.DEPLOYED, MISTAKE)
    assert not ends_well(Outcome.CONFIRMED_MISTAKE, MEANT)
    assert ends_well(Outcome.DEPLOYED, MEANT)
    assert not ends_well(None, MEANT)
    assert not ends_well(None, MISTAKE)


def test_nobody_needed_help_where_it_was_a_mistake_and_nothing_was_wrong() -> None:
    hurt = MISTAKE.model_copy(update={"facts": {**MISTAKE.facts, Topic.INJURED: Fact.YES}})
    assert nobody_needed_help(MISTAKE)
    assert not nobody_needed_help(hurt)
    assert not nobody_needed_help(MEANT)


def test_what_is_said_often_is_told_once_and_nothing_else_is() -> None:
    def line(at: int, text: str) -> NarrationLine:
        return NarrationLine(at, at, LineStage.WITH_CALL_HANDLER, "Police call handler", text)

    told = [line(1, "Hello."), line(2, "Hello."), *(line(at, "Still here.") for at in range(3, 9))]
    short = without_repeats([*told, line(9, "Hello.")], SAY)
    assert [each.text for each in short] == [
        *("Hello.", "Hello.", SAY("again", told="Still here."), "Hello.")
    ]
