"""The other person there acts by what they want, from where they are, on what they perceive."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.fields.content_model import Fact
from simulator.content.scenario.other_person import WHERE, OtherChances, OtherPersonText
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.log import Body, CallEnded, Entry, StageEntered
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, LineStage, Manner, NoteKind, Reason, Role, Sound, Topic
from simulator.session.participant import Reaction
from simulator.session.people.other_person import AIMS, MOVES, OtherPerson
from simulator.session.people.whereabouts import MovingFacts, Whereabouts
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import line_book
from simulator.session.run.headless_run import run
from tests.daily import a_share_of_cases, examples
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, Play, play, scenario

SURE = {"key_tone": 100, "whisper": 100, "lit_screen": 100, "speech": 100, "takes_phone": 100}
WITH_OTHER = (
    *("about-the-dog", "only-me-hun", "swapping-a-shift", "is-that-karen"),
    *("followed-on-foot", "low-voice"),
)
CALL = """
location: {{aml: {{place: the mill house, radius: 20}}}}
facts: {{can_hear: yes, in_danger: yes, injured: no, needs_police: yes, knows_person: yes,
  other_person_present: yes{facts}}}
answers: {{by: [spoken], after: 1s, manner: {manner}}}
other: {{who: partner, wants: {wants}, where: {where}, temper: {temper}{more}}}
caller:
  - {{when: {{heard: make_a_sound}}, after: 1s, do: tap}}
  - {{when: {{heard: through_to_police}}, after: 1s, do: {{whisper: {{intent: wants_police,
      words: Police., means: {{wants_police: yes}}}}}}}}
"""


def call_text(
    wants: str = "that nobody comes",
    where: str = "same room",
    temper: str = "calm",
    more: str = "",
    facts: str = "",
    manner: str = "whispered",
) -> str:
    """A caller who whispers, and another person."""
    return CALL.format(
        wants=wants, where=where, temper=temper, more=more, facts=facts, manner=manner
    )


def person(seed: int = 0, **words: object) -> OtherPerson:
    """An other person by themselves, who has begun."""
    usual = {"who": "partner", "wants": "that nobody comes", "where": "same room"}
    text = OtherPersonText.model_validate({**usual, **words})
    stream = RandomStream(seed, "other person")
    made = OtherPerson(text, Whereabouts(text.position), line_book(Role.ROOM), stream)
    made.on_heard(entry(StageEntered(LineStage.WITH_OPERATOR, row="D-3"), Role.NETWORK), 0)
    return made


def speech(call: Play, role: Role, **fields: object) -> list[tuple[Entry, do.Say]]:
    """What a role says in a call, each with its entry."""
    entries = call.all(do.Say, role, **fields)
    return [(each, each.body) for each in entries if isinstance(each.body, do.Say)]


def entry(body: Body, actor: Role, at: int = 1_000) -> Entry:
    """An entry of a log, as it is perceived."""
    return Entry(1, at, actor, actor, body)


def reacts(found: Reaction) -> bool:
    """Whether anything is done about it."""
    return bool(found.plans)


WHISPER = do.Say(Intent.WANTS_POLICE, "Police.", Manner.WHISPERED)
ALOUD = do.Say(Intent.SAYS_YES, "Yes.", Manner.ALOUD)
POLICE = do.Say(Intent.THROUGH_TO_POLICE, "This is the police.")
TEXT = do.SendText("Hi, are you OK?")
KEY = do.Press("5")

REACH: Mapping[str, tuple[Body, Role, int]] = {
    "a key tone": (KEY, Role.CALLER, 2),
    "a whisper": (WHISPER, Role.CALLER, 4),
    "words aloud": (ALOUD, Role.CALLER, 9),
    "a lit screen": (TEXT, Role.CALL_HANDLER, 4),
    "a voice in the earpiece": (POLICE, Role.CALL_HANDLER, 1),
}
"""How many metres each of these carries (practice2 8.2; in part an assumption)."""


@examples(200)
@given(
    st.sampled_from(sorted(REACH)),
    st.sampled_from(sorted(WHERE)),
    st.sampled_from(sorted(AIMS)),
    st.integers(0, 20),
)
def test_nobody_acts_on_what_they_do_not_perceive(
    what: str, where: str, wants: str, seed: int
) -> None:
    """Over aims and places: beyond its reach nothing is done about it, however sure the chances."""
    body, actor, reach = REACH[what]
    other = person(seed, wants=wants, where=where, chances=SURE)
    found = other.on_heard(entry(body, actor), 1_000)
    if WHERE[where].metres > reach:
        assert not reacts(found)


@given(st.sampled_from(sorted(REACH)), st.integers(0, 20))
def test_what_is_perceived_beside_the_caller_is_acted_on(what: str, seed: int) -> None:
    body, actor, _ = REACH[what]
    other = person(seed, where="beside them", chances=SURE)
    assert reacts(other.on_heard(entry(body, actor), 1_000))


@pytest.mark.parametrize("hears", ["earpiece", "speaker", "nothing"])
def test_a_voice_on_the_speaker_is_heard_in_the_whole_room(hears: str) -> None:
    """Three metres off, an earpiece is not heard, and a speaker is."""
    other = person(where="same room", hears=hears)
    assert reacts(other.on_heard(entry(POLICE, Role.CALL_HANDLER), 1_000)) is (hears == "speaker")


@pytest.mark.parametrize("what", sorted(REACH))
def test_who_has_gone_notices_nothing(what: str) -> None:
    body, actor, _ = REACH[what]
    other = person(where="beside them", chances=SURE)
    other.where.metres = None
    assert not reacts(other.on_heard(entry(body, actor), 1_000))


@pytest.mark.parametrize(
    "body", [do.Note(NoteKind.HEARD), do.Deploy(Reason.DOUBT), do.BriefOfficers(()), do.Search()]
)
def test_what_is_done_at_the_desk_is_known_to_nobody_there(body: Body) -> None:
    other = person(where="beside them", chances=SURE)
    assert not reacts(other.on_heard(entry(body, Role.CALL_HANDLER), 1_000))


def test_the_chances_of_the_sheet_are_the_defaults() -> None:
    """practice2 8.2: a key tone 50, a lit screen 30, a whisper 60; leaves 20, comes back 50."""
    usual = OtherChances()
    found = (usual.key_tone, usual.lit_screen, usual.whisper, usual.leaves, usual.returns)
    assert found == (50, 30, 60, 20, 50)


@pytest.mark.parametrize(
    ("what", "percent"), [("a key tone", 50), ("a whisper", 60), ("a lit screen", 30)]
)
def test_each_is_noticed_as_often_as_the_sheet_has_it(what: str, percent: int) -> None:
    body, actor, _ = REACH[what]
    noticed = sum(
        reacts(person(seed, where="beside them").on_heard(entry(body, actor), 1_000))
        for seed in range(600)
    )
    assert abs(noticed / 6 - percent) < 7


def played(text: str, seeds: int) -> list[Play]:
    return [play(text, seed=seed) for seed in range(seeds)]


def others_acts(call: Play) -> list[Entry]:
    return [each for each in call.log if each.actor is Role.ROOM and each.body.kind != "finish"]


def test_they_act_each_ten_to_ninety_seconds() -> None:
    for call in played(call_text(more=", hears: nothing", manner="whispered"), 6):
        gaps = [b.at - a.at for a, b in pairwise(others_acts(call))]
        assert max(gaps) <= MOVES[1] + 3_000
        assert len(gaps) > 3


def test_one_in_five_leaves_a_long_call_and_half_of_them_come_back() -> None:
    """Drawn at once, so that nothing in the call changes it."""
    leaving = [person(seed, where="kitchen") for seed in range(800)]
    gone = [each for each in leaving if each._leaves_at is not None]
    back = [each for each in gone if each._stays_away is not None]
    assert 16 <= 100 * len(gone) / len(leaving) <= 24
    assert 40 <= 100 * len(back) / len(gone) <= 60
    assert all((each._leaves_at or 0) >= 240_000 for each in gone)
    assert all((each._stays_away or 0) <= 600_000 for each in back)


def test_once_they_have_left_the_caller_says_so() -> None:
    """ "Is somebody with you?" Yes; and after the door, no."""
    written = {Topic.OTHER_PERSON_PRESENT: Fact.YES, Topic.ALONE_TO_TALK: Fact.NO}
    where = Whereabouts(WHERE["kitchen"])
    now = MovingFacts(written, where)
    assert (now[Topic.OTHER_PERSON_PRESENT], now.get(Topic.SAME_ROOM)) == (Fact.YES, Fact.NO)
    where.metres = 3
    assert (now.get(Topic.SAME_ROOM), now[Topic.ALONE_TO_TALK]) == (Fact.YES, Fact.NO)
    where.metres = None
    assert now[Topic.OTHER_PERSON_PRESENT] is Fact.NO
    assert now[Topic.ALONE_TO_TALK] is Fact.YES
    assert now.get(Topic.HAS_LEFT) is Fact.YES
    assert now.get(Topic.WEAPON) is None


def test_where_there_are_several_one_who_leaves_frees_nobody() -> None:
    written = {Topic.OTHER_PERSON_PRESENT: Fact.YES, Topic.MORE_THAN_ONE: Fact.YES}
    where = Whereabouts(WHERE["kitchen"])
    where.metres = None
    assert MovingFacts(written, where)[Topic.OTHER_PERSON_PRESENT] is Fact.YES


@given(st.sampled_from(sorted(WHERE)), st.sampled_from([None, 1, 3, 8, 20]))
def test_who_is_in_the_room_can_hear(where: str, metres: int | None) -> None:
    """Near, and "nobody can hear me", are never both so."""
    written = {Topic.ALONE_TO_TALK: Fact.YES}
    place = Whereabouts(WHERE[where])
    place.metres = metres
    if place.in_the_room:
        assert MovingFacts(written, place)[Topic.ALONE_TO_TALK] is Fact.NO


def test_the_caller_keeps_to_the_cover_when_asked_who_it_is() -> None:
    """SIT-01: "no, nobody, just my sister"."""
    replies = set()
    for seed in range(8):
        call = Play(run(LIBRARY.scenario("only-me-hun").scenario, DEFAULT, GENERIC, seed))
        said = speech(call, Role.CALLER, intent=Intent.NOT_TO_CALL)
        replies |= {body.words for _, body in said}
    assert replies
    assert replies <= {"Just a mate.", "Only a friend."}


def test_told_what_to_say_the_caller_says_it_and_nobody_rests_on_it() -> None:
    """SIT-18: half a second later, in those words; officers hear whose word it was."""
    more = ", chances: {coaches: 100, takes_phone: 0, whisper: 100}"
    calls = played(call_text(more=more, where="beside them"), 8)
    coached = 0
    for call in calls:
        for said, body in speech(call, Role.ROOM):
            if (StatementTopic.SAYS_WHAT_TO_SAY, True) not in body.means:
                continue
            end = call.end_of(said).at
            after = [
                e
                for e, answer in speech(call, Role.CALLER)
                if end < e.at <= end + 900 and (StatementTopic.SAYS_FINE, True) in answer.means
            ]
            coached += bool(after)
        assert call.log[-1].at
        assert not call.any(do.Close, Role.CALL_HANDLER, reason="mistake_confirmed")
    assert coached >= 4


def test_with_the_phone_in_hand_they_charm_and_end_it() -> None:
    """Their words are another person's: the call handler lowers nothing by them."""
    more = ", chances: {takes_phone: 100, coaches: 0, whisper: 100, ends_call: 100}"
    calls = played(call_text(more=more, where="beside them", wants="the phone"), 6)
    taken = [call for call in calls if call.any(do.TakePhone, Role.ROOM)]
    assert len(taken) >= 4
    for call in taken:
        at = call.first(do.TakePhone).at
        spoke = [
            body
            for e, body in speech(call, Role.ROOM)
            if e.at > at and body.intent in (Intent.SPEAKS, Intent.SAYS_MISTAKE)
        ]
        assert spoke
        assert any(each.means for each in spoke) or len(spoke) == 1
        assert call.any(do.Deploy) or call.any(do.SetGrade)


@pytest.mark.parametrize("temper", ["calm", "charming", "rising", "angry"])
def test_when_officers_knock_they_are_quiet_hide_open_or_run(temper: str) -> None:
    """And do nothing else afterwards."""
    ways: Counter[str] = Counter()
    for seed in range(40):
        other = person(seed, where="kitchen", temper=temper)
        found = other.on_heard(entry(do.Make(Sound.KNOCK), Role.ROOM, 5_000), 5_000)
        assert found.replaces_plans
        ways[" ".join(each.action.kind for each in found.plans)] += 1
        for each in found.plans:
            due = entry(each.action, Role.ROOM, 5_000 + each.after)
            assert not reacts(other.on_heard(due, 5_000 + each.after))
        assert not reacts(other.on_heard(entry(WHISPER, Role.CALLER), 90_000))
    assert len(ways) >= (1 if temper == "charming" else 2)


def test_who_is_hurt_groans() -> None:
    text = call_text(more=", hurt: yes", wants="nothing").replace("injured: no", "injured: yes")
    heard = [call.any(do.Make, Role.ROOM, sound=Sound.GROAN) for call in played(text, 6)]
    assert any(heard)


@given(
    st.sampled_from(sorted(AIMS)),
    st.sampled_from(["beside them", "same room", "kitchen", "upstairs", "garden"]),
    st.sampled_from(["calm", "charming", "rising", "angry"]),
    st.integers(0, 50),
)
def test_every_call_ends_and_the_same_seed_is_the_same_call(
    wants: str, where: str, temper: str, seed: int
) -> None:
    """And what they do follows from what is perceived there, never from the desk."""
    harmless = wants in ("to be left alone", "nothing") and temper in ("rising", "angry")
    if harmless or (wants == "to be let in" and where != "garden"):
        return
    text = call_text(wants, where, temper)
    call, again = play(text, seed=seed), play(text, seed=seed)
    assert call.log == again.log
    assert call.any(CallEnded)
    perceived = (Role.CALLER, Role.ROOM, Role.NETWORK, Role.OFFICERS)
    for each in others_acts(call):
        cause = call.log[each.cause or 0]
        spoken = isinstance(cause.body, (*do.SPOKEN, do.Finish, do.SendText))
        assert cause.actor in perceived or spoken, (cause, each)


@pytest.mark.parametrize("name", WITH_OTHER)
@a_share_of_cases(2)
def test_the_outcome_of_a_shipped_call_is_the_same_whatever_they_do(name: str) -> None:
    """Each expectation too: of the seeds 0 to 9 every third here, and all with `.ci/thorough`."""
    found = LIBRARY.scenario(name).scenario
    for seed in (0, 3, 6, 9):
        result = run(found, DEFAULT, GENERIC, seed)
        assert result.outcome is found.outcome_under(DEFAULT.id)


def test_a_scenario_without_one_has_nobody_who_acts() -> None:
    """Old files play as they stated: no participant more, and no draw."""
    text = call_text().replace(
        "other: {who: partner, wants: that nobody comes, where: same room, temper: calm}",
        "near: [{who: partner, from: 0s}]",
    )
    assert others_acts(play(text)) == []


BAD: Sequence[tuple[str, str, str, str]] = (
    ("same_room: no", "where: same room", "other.where", "write same_room: yes"),
    ("alone_to_talk: yes", "where: beside them", "other.where", "write alone_to_talk: no"),
    ("other_person_present: no", "where: kitchen", "other.where", "other_person_present: yes"),
    ("in_the_house: no", "where: kitchen", "other.where", "write in_the_house: yes"),
    ("knows_person: no", "where: kitchen", "other.who", "write knows_person: yes"),
    ("injured: no", "where: kitchen, hurt: yes", "other.hurt", "injured: yes"),
    ("can_hear: yes", "where: behind them, hears: speaker", "other.where", "another where"),
    ("can_hear: yes", "where: kitchen, leaves: never, chances: {leaves: 20}", "other.leaves", ""),
)


@pytest.mark.parametrize(("fact", "words", "at", "fix"), BAD)
def test_what_contradicts_gets_one_message(fact: str, words: str, at: str, fix: str) -> None:
    """With the place in the file, and the fix."""
    found = problems(f"facts: {{{fact}}}\nother: {{who: partner, wants: the phone, {words}}}\n")
    assert len(found) == 1
    assert at in found[0]
    assert fix in found[0]


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("wants: to be let in, where: kitchen", "other.wants"),
        ("wants: nothing, where: kitchen, temper: angry", "other.temper"),
        ("wants: nothing, where: kitchen, chances: {takes_phone: 50}", "other.chances"),
        ("wants: money, where: kitchen", "other.wants"),
        ("wants: the phone, where: on the moon", "other.where"),
        ("wants: the phone, where: kitchen, chances: {whisper: 140}", "other.chances.whisper"),
    ],
)
def test_aims_that_contradict_each_other_get_one_message(words: str, at: str) -> None:
    found = problems(f"other: {{who: partner, {words}}}\n")
    assert len(found) == 1
    assert at in found[0]


def test_one_person_is_in_near_or_in_other() -> None:
    other = "other: {who: partner, wants: the phone, where: kitchen}\n"
    for more in (
        "near: [{who: partner, from: 0s}]\n",
        "near: [{who: lodger}]\noverheard: {at_least: whisper, do: hang_up}\n",
    ):
        found = problems(other + more)
        assert len(found) == 1, more
        assert re.search(r"fix: remove", found[0])


def problems(text: str) -> list[str]:
    """What a file with this text is refused for."""
    from pydantic import ValidationError

    try:
        assert isinstance(scenario(text), Scenario)
    except ValidationError as refused:
        return [
            f"{'.'.join(map(str, (*each['loc'], *each.get('ctx', {}).get('at', ()))))}: "
            f"{each.get('ctx', {}).get('found', each['msg'])} fix: "
            f"{each.get('ctx', {}).get('fix', '')}"
            for each in refused.errors()
        ]
    return []
