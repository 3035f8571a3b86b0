"""What a ninth reader struck from seventeen calls, as sentences that hold for more of them."""

import re
from functools import cache
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Role, Sign, Topic
from simulator.knowledge.facts import CodeState, Hearers, KnownFacts
from simulator.knowledge.judgements.operator_hears import stated
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.sounds_taken import means_worse
from simulator.knowledge.uptake import UPTAKE
from simulator.language.lines import LineManner
from simulator.language.speaking.already_said import fits_what_was_said
from simulator.language.speaking.taking_up import TakingUp
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.random_stream import RandomStream
from tests.guidance.stories import HANDLER, Known, acts_with_facts
from tests.guidance.test_what_a_reader_struck import shipped
from tests.session.calls import LIBRARY, Story

UNHEARD = frozenset({str(LineManner.UNHEARD), str(LineManner.AMBULANCE), "fire_asked", "fire"})
BARE = re.compile(
    r"(?:(?:Okay|Right|All right|OK|Yeah)[,.]? ?)*"
    r"(?:I'm with you|I hear you|I have that|Got that|I've put that down|I've got that down"
    r"|Understood)?\.?$"
)


@cache
def played(name: str, seed: int) -> Story:
    """A shipped call, played once for all that is asked of it."""
    return shipped(name, seed)


@cache
def acts(name: str, seed: int) -> tuple[Known, ...]:
    """What the call handler did in it, with what was known before."""
    return tuple(acts_with_facts(played(name, seed)))


def taking_up() -> TakingUp:
    return TakingUp(LIBRARY.line_book(HANDLER)["takes_up"])


def taken_up(words: str, *means: StatementTopic, where: frozenset[str] = UNHEARD) -> list[str]:
    """What could be said to a caller's words, before anything else or alone."""
    taking = taking_up()
    taking.hear(words, tuple((each, True) for each in means), goes_on=False)
    return taking.sentences(where, by_words=False)


# --- what was said is taken up, and no bare receipt is drawn --------------------------------------

PASSED_OVER = {
    "They took my money again.": "money",
    "I'm not supposed to tell.": "say it to me",
    "He's got my shoes on.": "shoes",
    "It's my hip, the same one as before.": "hip",
    "I've not had a drink.": "believe",
    "I don't like to bother you, they do get a lot of false ones.": "right to ring",
    "The lad said it's a false one and he'd cancel it.": "believe",
    "The girl in twelve never goes anywhere without her inhaler.": "inhaler",
    "I think there's a girl still in twelve, I heard her cough.": "fire service",
    "I owe them, so I've to sell stuff for them.": "on them|their doing",
    "They've took my bank card and my trainers.": "bank card",
    "I don't want my mum to know.": "don't want that|up to you",
    "I haven't washed, I've just sat here.": "Stay as you are|Leave it that way",
    "I don't want him locked up, he needs help.": "help",
    "I've no voice left, it comes out all croaky.": "voice",
    "I lost my brother in the spring.": "brother",
    "I couldn't speak before, he was right by the door.": "now|through",
    "There's a heap of stones and a conveyor thing.": "heap of stones",
    "My key worker comes on a Tuesday.": "key worker",
}
"""Sentences that a bare receipt passed over, and what takes them up."""


@pytest.mark.parametrize(("words", "by"), PASSED_OVER.items())
def test_what_a_caller_volunteers_is_taken_up_by_a_word_of_it(words: str, by: str) -> None:
    """ "They took my money again." is not followed by "Right, I'm with you." (BF-5, WT-02)."""
    found = taken_up(words)
    assert found
    assert all(re.search(by, each) for each in found), found


@pytest.mark.parametrize("words", PASSED_OVER)
@pytest.mark.parametrize("where", [frozenset[str](), frozenset({"low"}), UNHEARD | {"disguised"}])
def test_no_word_is_taken_up_where_another_person_may_hear(
    words: str, where: frozenset[str]
) -> None:
    """BF-5: said back only where nobody else hears, and never in a cover."""
    assert taken_up(words, where=where) == []


STATED = [
    topic
    for topic, value in UPTAKE
    if value
    and any(
        Intent.GOT_IT in ways for ways in (UPTAKE[topic, value].free, UPTAKE[topic, value].near)
    )
]
_HAVE_OTHER_WORDS = frozenset(
    {
        # Answers to what was asked, and what a longer sentence of its own takes up.
        *(StatementTopic.ALONE, StatementTopic.NOBODY_HEARS, StatementTopic.CAN_TALK_NOW),
        *(StatementTopic.SCREEN_SEEN, StatementTopic.ADDRESS, StatementTopic.LANDMARK),
        *(StatementTopic.KNIFE, StatementTopic.GUN, StatementTopic.OTHER_WEAPON),
        *(StatementTopic.SEVERAL_PEOPLE, StatementTopic.NOT_HURT, StatementTopic.IN_LABOUR),
        *(StatementTopic.EX_PARTNER, StatementTopic.PARTNER, StatementTopic.RELATIVE),
        *(StatementTopic.KNOWN_PERSON, StatementTopic.CALLER_OUTSIDE),
        *(StatementTopic.TRAPPED_OR_FALLEN,),
    }
)


@pytest.mark.parametrize("topic", [each for each in STATED if each not in _HAVE_OTHER_WORDS])
def test_each_statement_that_two_words_take_up_has_words_of_its_own(topic: StatementTopic) -> None:
    """A bare "Got that." is drawn only where no line follows from what was said."""
    assert taken_up("Well, it is like this.", topic), topic


def test_the_same_is_not_taken_up_twice() -> None:
    """Said again, it is taken up in other words, and then not at all."""
    taking, words, used = taking_up(), "They took my money again.", []
    for _ in range(6):
        taking.hear(words, (), goes_on=False)
        if found := taking.sentences(UNHEARD, by_words=False):
            used.append(found[0])
            taking.said(found[0])
    assert used
    assert len(set(used)) == len(used)


VOLUNTEER = (("hes-my-friend", 66), ("the-box-on-the-wall", 67), ("smoke-on-the-landing", 64))


def _last_words(call: Story, at: Entry) -> str:
    before = [e for e in call.log if e.seq < at.seq and e.actor is Role.CALLER]
    words = [e.body.words for e in before if isinstance(e.body, do.Say) and e.body.words]
    return words[-1] if words else ""


@pytest.mark.parametrize(("name", "seed"), VOLUNTEER)
def test_no_bare_receipt_follows_words_that_a_line_takes_up(name: str, seed: int) -> None:
    """Whole calls: where a line takes up what was said, "Right, I'm with you." is not drawn."""
    call, bare = played(name, seed), []
    for entry, facts, _ in acts(name, seed):
        if not isinstance(entry.body, do.Say) or facts.hear is not Hearers.SAFE:
            continue
        theirs = _last_words(call, entry)
        if BARE.fullmatch(entry.body.words) and taken_up(theirs):
            bare.append((theirs, entry.body.words))
    assert bare == []


OFFICERS = (Intent.OFFICERS_SENT, Intent.ETA, Intent.OFFICERS_THERE)
# --- who hears ------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [21, 65])
def test_a_voice_just_heard_outweighs_an_older_nobody_can_hear(seed: int) -> None:
    """ "Come on, open up." through the door: no time, no arrival and no place aloud after it."""
    aloud = []
    for entry, facts, _ in acts("our-lad-in-the-yard", seed):
        body = entry.body
        of_officers = isinstance(body, do.Say) and body.intent in OFFICERS
        if of_officers and not facts.found and facts.hear is not Hearers.SAFE:
            aloud.append(body)
    assert aloud == []


def test_a_voice_through_a_door_ends_what_was_said_of_who_hears() -> None:
    """BF-2: *safe* needs no voice since, however faint."""
    call, hear = played("our-lad-in-the-yard", 65), []
    for entry, facts, _ in acts("our-lad-in-the-yard", 65):
        faint = [
            e
            for e in call.log
            if e.actor is Role.ROOM and isinstance(e.body, do.Say) and e.at < entry.at
        ]
        if faint and entry.at - faint[-1].at < 3_000:
            hear.append(facts.hear)
    assert hear
    assert Hearers.SAFE not in hear


@pytest.mark.parametrize("seed", range(60, 64))
@pytest.mark.parametrize("name", ["just-my-sister", "past-the-turning", "say-it-was-an-accident"])
def test_beside_one_who_hears_no_place_and_no_police_are_said_aloud(name: str, seed: int) -> None:
    """CH-21: no officers, no time, no name and no place; officers have it from the phone."""
    aloud = []
    for entry, facts, _ in acts(name, seed):
        if facts.hear is not Hearers.UNSAFE or facts.found or not isinstance(entry.body, do.SPOKEN):
            continue
        about = getattr(entry.body, "about", ())
        if Topic.AT_KNOWN_ADDRESS in about or re.search("[Pp]olice|[Oo]fficer", entry.body.words):
            aloud.append(entry.body.words)
    assert aloud == []


@pytest.mark.parametrize("seed", range(60, 64))
def test_who_speaks_with_him_is_not_asked_whether_she_knows_him(seed: int) -> None:
    """A marker for a partner, and "Nobody, it's just my phone.": she knows who it is."""
    asked = [e.body.about for e, _, _ in acts("just-my-sister", seed) if isinstance(e.body, do.Ask)]
    assert (Topic.KNOWS_PERSON,) not in asked


@pytest.mark.parametrize("seed", range(70, 74))
def test_no_list_is_read_to_who_may_be_told_what_to_say(seed: int) -> None:
    """SIT-18: one question, a form to finish, and quiet: each answer is worth nothing."""
    asked = [
        each
        for entry, _, _ in acts("say-it-was-an-accident", seed)
        if isinstance(entry.body, do.Ask)
        for each in entry.body.about
    ]
    listed = {Topic.IN_DANGER, Topic.WEAPON, Topic.CHILDREN, Topic.AT_KNOWN_ADDRESS}
    assert listed.isdisjoint(asked)


# --- what officers hear ---------------------------------------------------------------------------


def test_of_one_who_is_outside_officers_never_hear_the_same_room() -> None:
    """ "It's me again. Police. He's outside." to the operator: police have nothing of a room."""
    briefed = [
        entry.body.text
        for seed in (21, 61)
        for entry, _, _ in acts("its-me-again", seed)
        if isinstance(entry.body, do.BriefOfficers)
    ]
    assert not [each for each in briefed if "same room" in each]


def test_an_operator_hands_over_nothing_that_words_only_settle() -> None:
    """Where he is was said, so it is not asked; that is no "yes" to "in the room with you?"."""
    call = played("its-me-again", 61)
    knowledge = Knowledge(Role.OPERATOR)
    for entry in call.log:
        if isinstance(entry.body, do.HandOver):
            break
        knowledge = knowledge.after(entry)
    assert Topic.SAME_ROOM not in dict(stated(knowledge.facts))


@pytest.mark.parametrize("seed", range(70, 74))
def test_who_answers_by_a_step_of_the_file_answers_once(seed: int) -> None:
    """ "No. He hasn't done anything." has no "Mm." behind it that officers hear as a danger."""
    call = played("say-it-was-an-accident", seed)
    says = [e for e in call.log if e.actor is Role.CALLER and isinstance(e.body, do.Say)]
    twice = [
        (one.body.words, other.body.words)
        for one, other in pairwise(says)
        if other.at - one.at < 2_500
        and isinstance(one.body, do.Say)
        and isinstance(other.body, do.Say)
        and one.body.intent in (Intent.SAYS_YES, Intent.SAYS_NO)
        and other.body.intent in (Intent.SAYS_YES, Intent.SAYS_NO)
    ]
    assert twice == []


# --- advice ---------------------------------------------------------------------------------------

SMOKE = "There's smoke coming under the door."
OUT_NOW = (
    "Get out now if the way's clear. Stay low.",
    "Go now if you can, and shut doors behind you.",
)


@pytest.mark.parametrize("line", OUT_NOW)
def test_nobody_is_sent_out_through_a_door_with_smoke_under_it(line: str) -> None:
    """SIT-27: shut, stuff the gap, window; out only where the way is clear of smoke."""
    assert not fits_what_was_said(line, SMOKE)
    assert fits_what_was_said(line, "I can smell gas.")


@pytest.mark.parametrize("seed", [21, *range(60, 66)])
def test_what_is_first_said_of_smoke_at_a_door_keeps_the_door_shut(seed: int) -> None:
    advice = [
        entry.body.words
        for entry, _, _ in acts("smoke-on-the-landing", seed)
        if isinstance(entry.body, do.Say)
        and entry.body.intent in (Intent.GET_OUT, Intent.KEEP_SMOKE_OUT)
    ]
    assert advice
    assert all(re.search(r"shut|door", each) for each in advice), advice


KEYS = ("The door's locked. Key's with next door.", "There's a key safe by the door.")


@pytest.mark.parametrize("heard", KEYS)
def test_no_door_is_broken_to_which_a_key_was_named(heard: str) -> None:
    """ "They may have to break it" after "Key's with next door" is no answer."""
    book = LIBRARY.line_book(HANDLER)
    lines = [
        each.words
        for purpose in ("reassure", "officers_there")
        for each in book[purpose]
        if re.search(r"break (?:it|the door)|get in themselves", each.words)
    ]
    assert lines
    assert not [each for each in lines if fits_what_was_said(each, heard)]
    assert any("key" in each for each in taken_up(heard))


@pytest.mark.parametrize("seed", [21, 65, 66])
def test_that_they_passed_out_is_not_called_good(seed: int) -> None:
    words = [getattr(e.body, "words", "") for e, _, _ in acts("our-lad-in-the-yard", seed)]
    assert not [each for each in words if each.startswith("Good.")]


def test_a_loudspeaker_is_never_offered() -> None:
    """Who can hear was never settled by it, and a phone on the floor has nobody to press it."""
    book = LIBRARY.line_book(HANDLER)
    words = [each.words for lines in book.values() for each in lines]
    assert not [each for each in words if "loudspeaker" in each]


def test_who_was_made_to_sell_is_answered_about_that() -> None:
    """ "Will I get done for it?": whoever made him is the one to answer for it (SIT-28)."""
    spoken = SpokenWords(LIBRARY.line_book(HANDLER), RandomStream(1, "any"))
    facts = next(
        f
        for _, f, _ in acts("round-at-a-mates", 68)
        if any(e.topic == "fears_trouble" for e in f.news)
    )
    words = spoken.words("reassure", facts, {}, frozenset({"fears_trouble", "anything"}))
    assert "made" in words


# --- a sign, a silence, a cover -------------------------------------------------------------------


def test_the_sign_for_worse_is_acted_on_after_a_question_too() -> None:
    """Three taps after "Is he still there?" are no answer of a code of one and two (WT-07)."""
    code = do.Code(do.AnswerSign(Sign.TAP, 1), do.AnswerSign(Sign.TAP, 2))
    facts = KnownFacts()._replace(asking=Topic.CHILDREN, code=CodeState.TESTED, code_signs=code)
    assert means_worse(facts, do.Tap(3))
    assert not means_worse(facts, do.Tap(2))
    assert not means_worse(facts._replace(code=CodeState.STATED), do.Tap(3))


@pytest.mark.parametrize("seed", [58, 71, 72])
def test_no_form_is_filled_in_on_a_line_where_nobody_answers(seed: int) -> None:
    """ "And how long have you been there?" to a phone that lies there: no question goes into it."""
    for name in ("swapping-a-shift", "another-voice"):
        voice_at = -60_000
        asked = []
        for entry in played(name, seed).log:
            body = entry.body
            if entry.actor is Role.ROOM and isinstance(body, do.Say):
                voice_at = entry.at
            keeps = isinstance(body, do.Say) and body.intent is Intent.KEEP_TALKING
            if keeps and entry.at - voice_at > 60_000:
                asked.append(getattr(body, "words", ""))
        assert asked == []


RIDDLES = re.compile(
    r"steps on your own|walk out to the car|You said \{ordered|You said (?:two|three)"
)


def test_no_cover_has_a_riddle_in_it() -> None:
    """ "Will you manage the steps?" for "Are you hurt?": nobody knows what is meant (SIT-19)."""
    book = LIBRARY.line_book(HANDLER)
    words = [each.words for lines in book.values() for each in lines]
    assert not [each for each in words if RIDDLES.search(each)]


@pytest.mark.parametrize("seed", [62, 77, 78])
def test_an_announced_silence_is_not_broken_by_the_next_of_a_list(seed: int) -> None:
    """ "I'll stop, so nobody hears me." and then "Have you got any children there?" (4.2)."""
    quiet, asked = False, []
    # A "no" to danger is still asked once the other way round (BF-3).
    relayed = {Topic.ALONE_TO_TALK, Topic.CAN_HEAR, Topic.CAN_OPEN_DOOR, Topic.IN_DANGER}
    for entry, facts, _ in acts("just-my-sister", seed):
        body = entry.body
        if isinstance(body, do.Say) and body.intent is Intent.GO_QUIET:
            quiet = True
        free = bool(facts.officers_ask or facts.news) or facts.hear is not Hearers.UNSAFE
        if quiet and isinstance(body, do.Ask) and not free and relayed.isdisjoint(body.about):
            asked.append(body.words)
    assert asked == []


@pytest.mark.parametrize("seed", [0, 83, 84])
def test_in_a_shop_where_others_help_nobody_locks_up_or_opens(seed: int) -> None:
    words = [getattr(e.body, "words", "") for e, _, _ in acts("off-the-night-bus", seed)]
    assert not [e for e in words if re.search(r"[Ll]ock (?:up|the)|open (?:the|your) door", e)]


@pytest.mark.parametrize("seed", [28, 63, 65])
@pytest.mark.parametrize("name", ["the-bolt-on-the-door", "round-at-a-mates"])
def test_who_has_named_the_room_is_not_asked_whether_it_is_indoors(name: str, seed: int) -> None:
    """ "I'm in the bathroom, they think I'm having a shower." "Are you inside a building?"."""
    named = (StatementTopic.HIDING, StatementTopic.LOCKED_OWN_DOOR)
    asks = [
        e.body
        for e, f, _ in acts(name, seed)
        if isinstance(e.body, do.Ask) and any(f.believes(each) for each in named)
    ]
    assert not [each for each in asks if Topic.INDOORS in each.about]


@pytest.mark.parametrize("seed", [63, 64])
def test_after_an_assault_nobody_goes_down_a_list_for_the_ill(seed: int) -> None:
    """ "Do you feel faint?" to one who was forced, and has said of no wound (SIT-29)."""
    words = [
        getattr(e.body, "words", "")
        for e, f, _ in acts("the-bolt-on-the-door", seed)
        if not f.found
    ]
    assert not [e for e in words if re.search(r"faint|weaker|any worse|gets worse", e) and "?" in e]
