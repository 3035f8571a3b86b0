"""Officers at a door, a caller who reads, and one who can only give signs: what a reader struck."""

import re
from functools import cache

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Role, Topic, UnitStatus
from tests.guidance.stories import ANSWERS, HANDLER, PLACE, facts, on, spoken, steps
from tests.guidance.test_what_a_reader_struck import shipped
from tests.session.calls import LIBRARY, Story, play

SEEDS = (3, 26, 31)
HOME = "number: {address: the mill house}\n"


def _texts(call: Story) -> list[Entry]:
    return [e for e in call.log if e.actor is HANDLER and isinstance(e.body, do.SendText)]


def _words(entry: Entry) -> str:
    return str(getattr(entry.body, "words", ""))


def _of(call: Story, status: UnitStatus) -> Entry | None:
    reports = (e for e in call.log if isinstance(e.body, do.UnitReport))
    return next((e for e in reports if e.body.status is status), None)  # type: ignore[union-attr]


@cache
def _deaf(seed: int) -> Story:
    return shipped("hears-nothing", seed)


# --- in writing ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_who_knocks_and_does_not_answer_is_written_to_before_the_code_comes_again(
    seed: int,
) -> None:
    """SIT-20: at the second prompt without an answer one thinks: deaf; then nothing is spoken."""
    call = _deaf(seed)
    first = _texts(call)[0]
    before = [e for e in spoken(call) if e.at < first.at]
    assert len([e for e in before if isinstance(e.body, do.SetCode)]) == 1
    assert len([e for e in before if getattr(e.body, "about", ()) == (Topic.CAN_HEAR,)]) == 1
    assert not [e for e in spoken(call) if e.at > first.at]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_text_says_that_police_are_at_the_door_of_who_reads(seed: int) -> None:
    """Rule 2: officers may be at another door, and a prowler at this one (2.4, CH-79)."""
    book = LIBRARY.line_book(HANDLER)
    words = [line.words for line in book["text_there"]] + [_words(e) for e in _texts(_deaf(seed))]
    assert not [each for each in words if re.search(r"\b(?:at your door|outside)\b", each)]
    # A light is promised to nobody: it is not known who asked for one, nor who has a window.
    assert not [e.words for e in book["text_there"] if re.search(r"torch|light|door", e.words)]


@pytest.mark.parametrize("seed", [46, 56])
def test_a_time_that_slips_is_owned_in_writing(seed: int) -> None:
    """4.5, WT-03: "about nine minutes", four minutes after "ten", says nothing of the slip."""
    call = _deaf(seed)
    told = [e for e in _texts(call) if e.body.news is Intent.ETA]  # type: ignore[union-attr]
    slipped = _of(call, UnitStatus.DELAYED)
    assert slipped is not None
    assert told[0].at < slipped.at
    later = next(e for e in told if e.at > slipped.at)
    assert re.search(r"held up|later", _words(later)), _words(later)


def test_fear_in_writing_gets_a_word_before_the_question() -> None:
    """ "handle keeps moving im scared": not "Are they holding anything?", which nobody sees."""
    for seed in SEEDS:
        call = _deaf(seed)
        wrote = next(e for e in call.log if e.actor is Role.CALLER and "scared" in _words(e))
        answer = next(e for e in _texts(call) if e.at > wrote.at)
        # Who else reads it comes before all other questions (SIT-20).
        asked: tuple[Topic, ...] = getattr(answer.body, "about", ())
        assert not asked or asked[0] in (Topic.SCREEN_SEEN, Topic.IN_THE_HOUSE)
        assert re.match(r"I know|I see that|I'm with you", _words(answer)), _words(answer)


@pytest.mark.parametrize("seed", [26, 50])
def test_who_reads_is_asked_for_a_light_when_officers_do_not_find_the_door(seed: int) -> None:
    """EN-04: a light, a side, what is next to it; and soon after they say that nobody is there."""
    call = _deaf(seed)
    lost = _of(call, UnitStatus.NOT_FOUND)
    assert lost is not None
    after = next(e for e in _texts(call) if e.at > lost.at)
    assert after.at - lost.at < 35_000
    assert re.search(r"light|side|next to", _words(after)), _words(after)


# --- at the door ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_who_cannot_open_hears_that_officers_get_in_themselves(seed: int) -> None:
    """EN-04, ST-52: that the bolted door has to be broken is the news, and that it will be loud."""
    call = shipped("no-need-for-a-fuss", seed)
    said = [e for e in spoken(call) if getattr(e.body, "intent", None) is Intent.OFFICERS_THERE]
    assert said
    assert all(re.search(r"break|get in|the key", _words(e)) for e in said), [
        _words(e) for e in said
    ]


@pytest.mark.parametrize(
    "name", ["no-need-for-a-fuss", "twice-the-size-of-her", "the-same-grey-car"]
)
@pytest.mark.parametrize("seed", [21, 22, 23])
def test_the_third_time_that_officers_are_there_is_not_said(name: str, seed: int) -> None:
    """WT-04: old news is not told again; only that they are kept out is news once more."""
    call = shipped(name, seed)
    said = [e for e in spoken(call) if getattr(e.body, "intent", None) is Intent.OFFICERS_THERE]
    kept_out = [e for e in said if re.search(r"let in|turned away|kept out", _words(e))]
    assert len(said) - len(kept_out) <= 2, [_words(e) for e in said]


_TOLD = (
    (r"\b(?:green|iron|blue)\b.*\bdoor\b|\bdoor\b.*\b(?:green|iron|blue)\b", r"colour|look like"),
    (r"\b(?:van|skip|next door|behind)\b", r"next to it|outside yours"),
    (r"\b(?:box room|upstairs|floor|building)\b", r"Which floor"),
)
"""What a caller says of the door, and the question that it answers."""


@pytest.mark.parametrize("name", ["behind-the-car-wash", "footsteps-on-the-landing"])
@pytest.mark.parametrize("seed", [21, 22, 23])
def test_what_was_told_of_the_door_is_not_asked(name: str, seed: int) -> None:
    """2.4: the green iron door, the van on the drive and the box room were told minutes before."""
    call = shipped(name, seed)
    for told, question in _TOLD:
        said = [e for e in call.log if e.actor is Role.CALLER and re.search(told, _words(e))]
        later = [_words(e) for e in spoken(call) if said and e.at > said[0].at]
        assert not [each for each in later if re.search(question, each)], later


@pytest.mark.parametrize("seed", SEEDS)
def test_each_thing_of_a_door_is_asked_once(seed: int) -> None:
    """A fixed row of way-finding questions comes to an end (EN-04)."""
    call = shipped("footsteps-on-the-landing", seed)
    lost = _of(call, UnitStatus.NOT_FOUND)
    asked = [_words(e) for e in spoken(call) if lost and e.at > lost.at and "door" in _words(e)]
    kinds = [bool(re.search(r"colour|look like", each)) for each in asked]
    assert sum(kinds) <= 1, asked


# --- signs ---------------------------------------------------------------------------------------


def _hurt(by: str) -> str:
    known = facts(
        in_danger="no", injured="yes", other_person_present="no", alone_to_talk="yes",
        at_known_address="yes", breathing_well="yes", can_open_door="no", can_speak="no",
    )  # fmt: skip
    return PLACE + HOME + known + by


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_open_is_asked_of_who_answers_by_taps(seed: int) -> None:
    """Section 3, LP-19: "How are you doing now?" has no answer that a tap could give."""
    call = play(_hurt(ANSWERS) + steps(), seed=seed)
    said = [e.body for e in spoken(call)]
    assert not [b for b in said if getattr(b, "intent", None) is Intent.CHECK_IN]
    assert [b for b in said if getattr(b, "about", ()) == (Topic.BREATHING_WELL,)]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_second_question_how_they_are_follows_one_without_an_answer(seed: int) -> None:
    """Eight of a kind, none answered, to a person in a boot who has said that she is overheard."""
    call = shipped("in-a-car-boot", seed)
    said = [e.body for e in spoken(call)]
    assert not [b for b in said if getattr(b, "intent", None) is Intent.CHECK_IN]
    assert [b for b in said if getattr(b, "about", ()) == (Topic.MOVING,)]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_answers_by_taps_is_not_asked_to_say_so(seed: int) -> None:
    """ "If anything changes, just say" is for who speaks."""
    call = play(_hurt(ANSWERS) + steps(), seed=seed)
    assert not [_words(e) for e in spoken(call) if re.search(r"[Jj]ust say|[Tt]alk any", _words(e))]


def test_withdrawn_forms_are_in_no_line() -> None:
    """WT-10: not "Has anything changed?", nor other words for it; and no log talk of a grade."""
    never = r"(?i)has anything changed|anything different|holding up\?|managing all|gone out as"
    every = LIBRARY.line_book(HANDLER)
    words = [line.words for lines in every.values() for line in lines]
    assert not [each for each in words if re.search(never, each)]


@pytest.mark.parametrize("seed", range(21, 27))
def test_a_receipt_does_not_come_long_after_what_it_would_answer(seed: int) -> None:
    """ "I hear you. One second.", two minutes after the last word: nobody had spoken (WT-11)."""
    for name in ("footsteps-on-the-landing", "twice-the-size-of-her"):
        call = shipped(name, seed)
        words = [e for e in call.log if e.actor is Role.CALLER and isinstance(e.body, do.Say)]
        for each in spoken(call):
            if getattr(each.body, "intent", None) is not Intent.STILL_WITH_YOU:
                continue
            last = [e.at for e in words if e.at < each.at][-1]
            if re.search(r"hear you|Go on", _words(each)):
                assert each.at - last < 30_000, (_words(each), each.at, last)


@pytest.mark.parametrize("seed", [11, 22, 24])
def test_that_officers_are_kept_out_is_said_to_who_can_hear_it(seed: int) -> None:
    """EN-03: they are turned away at the door, and the caller, alone upstairs, hears it once."""
    call = shipped("twice-the-size-of-her", seed)
    kept_out = _of(call, UnitStatus.THIRD_PARTY_ONLY)
    assert kept_out is not None
    said = [e for e in spoken(call) if re.search(r"let in|turned away|kept out", _words(e))]
    assert said
    assert said[0].at - kept_out.at < 50_000


@pytest.mark.parametrize("seed", SEEDS)
def test_of_a_fall_nothing_is_asked_in_writing_of_a_person_who_harms(seed: int) -> None:
    """ "Are they inside now?", "Are they holding anything?" to who fell down the stairs alone."""
    fell = '{text: "im deaf. fell down stairs cant move leg", means: %s}'
    means = "{no_speech: yes, trapped_or_fallen: yes, cannot_move: yes}"
    known = facts(can_hear="no", can_speak="no", injured="yes", in_danger="no", screen_seen="no")
    own = on("{texted: true}", fell % means, "12s")
    alone = on("{texted: screen_seen}", '{text: "Y", means: {}}', "9s")
    knocks = on("{heard: through_to_police}", "{sound: knock}", "9s")
    call = play(PLACE + HOME + known + steps(knocks, own, alone), seed=seed)
    topics = {t for e in _texts(call) for t in getattr(e.body, "about", ())}
    assert topics.isdisjoint({Topic.WEAPON, Topic.IN_THE_HOUSE, Topic.MORE_THAN_ONE}), topics
    assert not [_words(e) for e in _texts(call) if re.search(r"comes? in|holding", _words(e))]


@pytest.mark.parametrize("seed", [21, 23, 25])
def test_nobody_opens_past_a_person_outside_when_officers_come(seed: int) -> None:
    """A man on the drive is between officers and the door: it stays shut until we say (DR-35)."""
    call = shipped("the-same-grey-car", seed)
    there = [_words(e) for e in spoken(call)
        if getattr(e.body, "intent", None) is Intent.OFFICERS_THERE]  # fmt: skip
    assert not [each for each in there if re.search(r"open|Can you hear them", each)], there


@pytest.mark.parametrize("seed", [61, 62, 63])
def test_nobody_is_kept_in_a_house_that_may_burn(seed: int) -> None:
    """Petrol in the hall: "Don't come out yet" is never said of officers who are there (SIT-27)."""
    call = shipped("under-the-letter-box", seed)
    there = [_words(e) for e in spoken(call)
        if getattr(e.body, "intent", None) is Intent.OFFICERS_THERE]  # fmt: skip
    assert not [each for each in there if re.search(r"[Ss]tay|come out|door shut", each)], there


def test_no_report_says_that_the_phone_was_off_while_the_caller_is_on_it() -> None:
    """EN-07: who is found late may be on the line all the time, and on a landline."""
    book = LIBRARY.line_book(Role.OFFICERS)
    words = [line.words for lines in book.values() for line in lines]
    assert not [each for each in words if re.search(r"[Pp]hone was off|no phone|still dead", each)]
