"""What is promised is done, and what is asked of a body is of the one who is hurt."""

import re
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import STATEMENTS, StatementTopic
from simulator.core.terms import Intent, Role, Sound, Topic, UnitStatus
from tests.daily import a_share_of_cases
from tests.guidance.stories import HANDLER, acts_with_facts
from tests.guidance.test_adults_who_are_threatened import said_in
from tests.guidance.test_what_a_reader_struck import said, shipped
from tests.session.calls import Play

PROMISES = (
    *("an-empty-packet", "the-same-grey-car", "in-the-stockroom", "my-voice-keeps-going"),
    *("through-the-wall", "no-need-for-a-fuss"),
)
"""Shipped calls of grown-ups who say more once officers are on their way."""
Words = do.Say | do.Ask
TO_OFFICERS = re.compile(
    r"passing that on|They'll have that|giving them that|straight to the officers|telling the off"
)
TO_AMBULANCE = re.compile(r"telling the ambulance that|to the ambulance now|ambulance will have")
SOON = 20_000


def _done_after(call: Play, line: Entry, act: type[do.BriefOfficers | do.BringIn]) -> bool:
    """Whether the caller's last words before a line are passed on soon after it."""
    own = [e for e in call.log if e.seq < line.seq and e.actor is Role.CALLER]
    heard = [e.body.means for e in own if isinstance(e.body, do.Say)]
    means = {topic for stated in heard[-2:] for topic, _ in stated}
    # "Yes." to "Is it getting worse?" states what the question is about.
    asks = [e for e in call.log if e.seq < line.seq and isinstance(e.body, do.Ask)]
    answered = [e.body for e in asks[-1:] if own and own[-1].seq > e.seq]
    about = {each for ask in answered if isinstance(ask, do.Ask) for each in ask.about}
    means |= {t for t, row in STATEMENTS.items() if about & {*row.if_so, *row.if_not}}
    told = [
        topic
        for e in call.log
        if isinstance(e.body, act) and line.at - 6_000 <= e.at <= line.at + SOON
        for topic, _ in e.body.means
    ]
    return not means.isdisjoint(told)


@pytest.mark.parametrize("name", PROMISES)
@pytest.mark.parametrize("seed", range(11, 16))
@a_share_of_cases(2)
def test_what_is_promised_to_go_to_officers_goes_to_them_within_seconds(
    name: str, seed: int
) -> None:
    """ "I'm passing that on": then it is news to them, and they hear it (0.1 rule 2, CH-73)."""
    call = shipped(name, seed)
    lines = [e for e in call.log if e.actor is HANDLER and isinstance(e.body, do.Say)]
    promised = [e for e in lines if TO_OFFICERS.search(said_in(e))]
    assert [said_in(e) for e in promised if not _done_after(call, e, do.BriefOfficers)] == []
    promised = [e for e in lines if TO_AMBULANCE.search(said_in(e))]
    assert [said_in(e) for e in promised if not _done_after(call, e, do.BringIn)] == []


@pytest.mark.parametrize("seed", range(11, 16))
def test_what_the_caller_adds_of_the_tablets_reaches_the_ambulance(seed: int) -> None:
    """ "They were for my heart" is news, though tablets were spoken of before (SIT-13, ST-34)."""
    call = shipped("an-empty-packet", seed)
    words = [e.body.words for e in call.log if e.actor is Role.CALLER and hasattr(e.body, "words")]
    told = " ".join(each.text for each in call.bodies(do.BringIn, HANDLER))
    assert "for my heart" in told or not any("for my heart" in each for each in words)


@pytest.mark.parametrize("seed", range(10, 16))
def test_the_callers_own_sobs_are_no_noise_in_the_room(seed: int) -> None:
    """Who cries aloud is not asked what that was, nor how near it was (CL-05, F43)."""
    call = shipped("my-voice-keeps-going", seed)
    wrong = []
    for entry, _, _ in acts_with_facts(call):
        if isinstance(entry.body, do.Say) and entry.body.intent is Intent.HEARD_THAT:
            before = [e for e in call.log if entry.at - 15_000 < e.at < entry.at]
            made = [e.body.sound for e in before if isinstance(e.body, do.Make)]
            if set(made) <= {Sound.SOB, Sound.CLICK, Sound.CLOTH, Sound.BREATHING}:
                wrong.append(entry.at)
    assert wrong == []


@pytest.mark.parametrize("name", ["dad-is-shaking", "small-voice", "nanny-on-the-floor"])
@pytest.mark.parametrize("seed", range(10, 15))
def test_nothing_is_asked_of_a_child_that_is_not_in_the_room(name: str, seed: int) -> None:
    """Nobody has spoken of toys or a television: nobody is sent to them (0.1 rule 2)."""
    words = said(shipped(name, seed))
    assert not [each for each in words if re.search(r"\btoys\b|\btelly\b", each)]


@pytest.mark.parametrize("seed", range(10, 18))
def test_of_a_cut_hand_it_is_asked_whether_it_bleeds_and_not_whether_they_fainted(
    seed: int,
) -> None:
    """A towel and a hand on it: not a blackout, nor the breath of one who bleeds (ST-22, ST-23)."""
    call = shipped("in-the-stockroom", seed)
    asked = [topic for each in call.bodies(do.Ask, HANDLER) for topic in each.about]
    assert not {Topic.PASSED_OUT, Topic.BREATHING_WELL, Topic.AWAKE} & set(asked)
    assert any(re.search("bleed|towel|Press", each) for each in said(call))


@pytest.mark.parametrize("seed", range(10, 18))
def test_who_says_that_it_is_hard_to_breathe_is_heard_and_so_is_the_ambulance(seed: int) -> None:
    """ "Is it hard to breathe?" "Yes.": that is taken up, and passed on (ST-28, WT-02)."""
    call = shipped("while-he-sleeps", seed)
    acts = [*acts_with_facts(call)]
    for entry, facts, _ in acts:
        if not facts.is_no(Topic.BREATHING_WELL):
            continue
        told = [e.body for e in call.log if isinstance(e.body, do.BringIn)
                and entry.at - 1_000 <= e.at <= entry.at + 30_000]  # fmt: skip
        assert any(
            (StatementTopic.BREATHING_BADLY, True) in each.means or "breath" in each.text
            for each in told
        )
        spoken = [e for e, _, _ in acts if e.at >= entry.at and isinstance(e.body, do.Say | do.Ask)]
        assert not [e for e in spoken[:1] if said_in(e).startswith("Good")]
        return


@pytest.mark.parametrize("seed", range(11, 17))
def test_a_caller_who_is_cold_is_asked_of_the_cold_and_not_how_they_are_ten_times(
    seed: int,
) -> None:
    """What they said themselves is taken up: the cold, the numb hip (4.4 hurt, CH-76)."""
    call = shipped("no-need-for-a-fuss", seed)
    words = said(call)
    own = [e.body.words for e in call.log if e.actor is Role.CALLER and isinstance(e.body, do.Say)]
    if any("ever so cold" in each for each in own[:-1]):
        assert [each for each in words if re.search(r"cold|coat|shiver", each)]
    assert not [each for each in words if re.search(r"holding, or|Any better, or", each)]


@pytest.mark.parametrize("seed", range(11, 17))
def test_who_wants_to_die_is_asked_nothing_of_an_interview(seed: int) -> None:
    """They choose the subject: not where they grew up, nor a good day (4.4 suicidal)."""
    call = shipped("an-empty-packet", seed)
    talk = r"grow up|good day|about yourself|eaten anything|still talking to me|have to explain"
    assert not [each for each in said(call) if re.search(talk, each)]
    reports = [each.radio for each in call.bodies(do.UnitReport)]
    assert not [each for each in reports if "head injury" in each]


@pytest.mark.parametrize("seed", range(11, 17))
def test_officers_sent_next_door_say_what_they_found_there(seed: int) -> None:
    """Who rang through the wall is not the one found: next door is seen first (EN-01, SIT-30)."""
    call = shipped("through-the-wall", seed)
    found = [e.radio for e in call.bodies(do.UnitReport) if e.status is UnitStatus.FOUND]
    assert not found or re.search(r"been (?:in|to)", found[0], re.IGNORECASE), found


@pytest.mark.parametrize("name", ["dad-is-shaking", "small-voice", "nanny-on-the-floor"])
@pytest.mark.parametrize("seed", range(10, 16))
def test_a_child_never_answers_for_itself_of_one_who_is_ill(name: str, seed: int) -> None:
    """ "Do you hear breathing?" is of Dad; nobody has "just checked" a question of the past."""
    call = shipped(name, seed)
    own = [e.body.words for e in call.log if e.actor is Role.CALLER and isinstance(e.body, do.Say)]
    assert not [
        each for each in own if re.search(r"I'm breathing|just checked|I think so, but", each)
    ]


@pytest.mark.parametrize("seed", range(10, 18))
def test_nobody_makes_little_of_a_knife_and_of_blood(seed: int) -> None:
    """ "It might be nothing at all" is for what is borderline (CL-08)."""
    call = shipped("in-the-stockroom", seed)
    own = [e.body.words for e in call.log if e.actor is Role.CALLER and isinstance(e.body, do.Say)]
    small = r"(?:might|may|could) be nothing|probably nothing|waste your time|a fuss|bother"
    assert not [each for each in own if "knife" in each and re.search(small, each)]


@pytest.mark.parametrize("seed", range(10, 18))
def test_who_breathes_badly_is_asked_once_more_and_never_whether_they_are_awake(seed: int) -> None:
    """Who says it of themselves is awake; "is it getting worse?" has one answer (ST-28, CH-76)."""
    call = shipped("while-he-sleeps", seed)
    asks = list(call.bodies(do.Ask, HANDLER))
    assert not [each for each in asks if Topic.AWAKE in each.about]
    assert len([each for each in asks if re.search("getting (?:any )?worse", each.words)]) <= 1


@pytest.mark.parametrize("seed", range(6))
def test_who_is_asked_by_an_officer_to_keep_talking_does(seed: int) -> None:
    """ "Keep talking to them while I get the kit.": no 25 seconds go by without a word (EN-02)."""
    call = shipped("an-empty-packet", seed)
    asked = [e for e in call.log if getattr(e.body, "intent", None) is Intent.OFFICER_NEEDS_LINE]
    for officer in asked[:1]:
        later = [e for e in call.after(officer).log if isinstance(e.body, do.Say | do.Ask)]
        until = next(
            (e.at for e in later if getattr(e.body, "intent", None) is Intent.OFFICER_LETS_GO),
            officer.at,
        )
        ours = [e.at for e in later if e.actor is HANDLER and e.at < until]
        gaps = [b - a for a, b in pairwise([officer.at, *ours, until])]
        assert max(gaps) <= 25_000, gaps
    assert asked or seed


def test_who_says_again_what_was_asked_about_hears_of_the_ambulance_and_is_answered() -> None:
    """ "I've asked for an ambulance for you." takes up tablets of which "how many?" was asked."""
    tried = 0
    for seed in range(6):
        acts = list(acts_with_facts(shipped("an-empty-packet", seed)))
        for entry, facts, knowledge in acts:
            sent = getattr(entry.body, "intent", None) is Intent.AMBULANCE_SENT
            if sent and facts.of(Topic.TABLETS_TAKEN).asked:
                tried += 1
                left = knowledge.after(entry).facts.news
                assert StatementTopic.TABLETS_TAKEN not in {each.topic for each in left}
    assert tried
