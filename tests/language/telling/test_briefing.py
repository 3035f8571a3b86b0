"""What officers are told of a call: ten calls of the practice sheet, and what never is said."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.log import Entry, StageEntered
from simulator.core.statements import STATEMENTS, StatementTopic, Weighs, lowers
from simulator.core.terms import (
    Intent,
    LineStage,
    LossCause,
    Marker,
    Reason,
    Reported,
    Role,
    Sound,
    Topic,
)
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.ledger import Audience, Ledger, Pressure, SaidHow, Speaker, Statement
from simulator.knowledge.threat import others_matter
from simulator.language.telling.account import Account
from simulator.language.telling.answer_words import ANSWER_WORDS, FILLED_IN, SOUND_WORDS
from simulator.language.telling.briefing import MOST_WORDS, all_sentences, burst
from simulator.language.telling.people import People
from simulator.language.telling.sentence import Teller
from simulator.language.telling.statement_words import STATEMENT_WORDS
from simulator.language.telling.statements import OF_ITSELF
from tests.language.telling.told import (
    CODE,
    HANDLER,
    asks,
    bursts,
    fix,
    handed_over,
    held,
    perceived,
    says,
    sound,
    texts,
    voice,
)

BAD = re.compile(
    r"a disturbance|answered no|weapon present|in danger now,? (?:domestic|another)|taps(?:,| and)"
    r"|call was a mistake|someone is hurt|children present|another person present|alone to talk"
    r"|(?:twice|once|\d times) (?:tap|key)|tapped twice|It seems that|speaks against it"
)
"""What a briefing never says: lists of topics, counts of signs, names of our machinery."""
SOURCES = re.compile(
    r"\b(?:says?|texts?|talks|speaks|confirmed|confirms|voice|[Hh]eard|number|operator|phone"
    r"|network|trace|car|device|officers|[Nn]ot asked|[Aa]sked|[Aa]nswered|[Nn]ot known|not seen"
    r"|hasn't seen"
    r"|isn't none|No place|No sound|No sign|Line gone|Not rung|Rung back|spoken to us|child is on"
    r"|ambulance has|fire service has|coastguard has|rest on|See |Send one|Take it|[Cc]ome quietly"
    r"|own word|Lights on|Please|search|address|Said twice|Ringing|Last sign|those)\b"
)


def check(told: list[str]) -> str:
    """Hold what is true of every briefing; return all of it."""
    assert told
    assert len(told[0].split()) <= MOST_WORDS, told[0]
    for each in told:
        assert not BAD.search(each), each
        for sentence in re.split(
            r'(?<=[.?!])(?<!\.\.\.)["\']? (?=[A-Z])', re.sub(r'"[^"]*"', '"x."', each)
        ):
            assert SOURCES.search(sentence), (sentence, each)
    return " ".join(told)


def test_br_01_with_the_partner_in_the_room() -> None:
    """The place and how it is known, who is there, sounds with times; a tapped no is no comfort."""
    told = bursts(
        CODE,
        held(6, "the top flat over the workshop, Ferry Road"),
        asks(10, Topic.AT_KNOWN_ADDRESS, do.Tap()),
        asks(20, Topic.SAME_ROOM, do.Tap()),
        asks(30, Topic.IN_DANGER, do.Tap(), do.Tap()),
        sound(40, Sound.SHOUTING),
        sound(50, Sound.SOB),
    )
    text = check(told)
    first = told[0]
    assert first.startswith(
        "The top flat over the workshop, Ferry Road: the caller confirmed it by taps."
    )
    assert "By taps the caller says the other person is in the same room." in text
    assert "Heard: shouting at 0:40 and crying at 0:50." in text
    assert (
        "the caller says they are in no danger. The caller may be overheard: don't rest on that."
        in text
    )
    assert "Not asked yet: " in text
    assert "a weapon" in text
    assert "come quietly" in text.lower()


def test_br_02_words_after_he_said_them_are_his() -> None:
    """Both are quoted, with the seconds between them; never a mistake as a fact."""
    told = bursts(
        voice(20, "Tell them it was an accident."),
        says(31, "Yes. It was an accident.", Intent.SAYS_MISTAKE),
    )
    text = check(told)
    assert (
        'voice says: "Tell them it was an accident." Eleven seconds later the caller says:'
        ' "Yes. It was an accident." Don\'t rest on it. See the caller alone.'
    ) in told[0]
    assert text.count("It was an accident.") == 1, "once, and with whose words they are"
    assert "the caller says it was a mistake" not in text


def test_br_02_with_what_is_known_of_both() -> None:
    """She and he, once words show it: hers of him, and his of her."""
    told = bursts(
        voice(5, "She's all right, she's just upset.", Intent.SPEAKS),
        voice(20, "Tell them you're fine."),
        says(31, "I'm fine. He's not done anything."),
    )
    text = check(told)
    assert 'He says: "Tell them you\'re fine." Eleven seconds later she says:' in text
    assert "See her alone." in text


def test_br_03_a_man_has_the_phone() -> None:
    """His words are quoted as his; she has not spoken; she is to be seen, awake."""
    told = bursts(voice(5, "Hello? She's asleep, mate.", Intent.SPEAKS))
    text = check(told)
    assert 'Another voice, to us: "Hello? She\'s asleep, mate." Not her own word.' in text
    assert "She hasn't spoken to us." in text
    assert "See her alone, and awake." in text


def test_br_04_a_hidden_child() -> None:
    """In the child's words, what was heard when, and one officer for the child."""
    told = bursts(
        says(5, "Daddy's hurting Mummy. I'm in the cupboard.", Intent.CHILD_SPEAKS),
        sound(40, Sound.SHOUTING),
    )
    text = check(told)
    assert "A child is on the phone to us." in told[0]
    assert "the child says: \"Daddy's hurting Mummy. I'm in the cupboard.\"" in text.replace(
        "The", "the"
    )
    assert "Send one of you to where the child hides." in text
    assert "shouting at 0:40" in text


def test_br_05_a_weapon_is_in_the_callers_word_and_not_seen_is_not_none() -> None:
    """ "He's got a kitchen knife": her words, twice; unknown is said as not known."""
    text = check(
        bursts(says(5, "He's got a kitchen knife."), says(30, "He's got a kitchen knife."))
    )
    assert 'says: "He\'s got a kitchen knife." Said twice.' in text
    seen = do.Ask((Topic.WEAPON,), yes_means=())
    unseen = check(
        bursts(
            CODE,
            ((10, HANDLER, do.Ask((Topic.WEAPON,))), (11, HANDLER, do.Finish(None))),
            says(13, "Not that I've seen.", Intent.SAYS_NO),
        )
    )
    assert seen.about == (Topic.WEAPON,)
    assert "no weapon" not in unseen
    assert "not seen a weapon" in unseen or "hasn't seen a weapon. That isn't none." in unseen


def test_br_06_followed_with_a_fix_and_its_age() -> None:
    """Where from what and when; what is said of who follows, in the words used."""
    text = check(
        bursts(fix(20, "the path past the chemist", 20), says(25, "He's still behind me."))
    )
    assert "The path past the chemist, within 20 metres, from the phone at 0:20." in text
    assert "followed" in text or "behind" in text


def test_br_07_a_wide_place_is_a_search() -> None:
    """No address, how wide, and that it is no place to go to."""
    text = check(bursts(fix(2, "a cell round the reservoir", 6_000, "eisec")))
    assert text.startswith(
        "No address. A cell round the reservoir, within 6 kilometres, from the network at 0:02."
        " It's a search, not a visit."
    )


def test_br_08_tablets_and_a_wish_that_nobody_comes() -> None:
    """What was taken is in the caller's words; a wish stops nothing and is passed on as one."""
    told = bursts(
        says(5, "I've taken thirty of my tablets at eight."),
        says(20, "Don't send anyone."),
        ((25, HANDLER, do.BringIn(do.OTHER_SERVICES[0])),),
    )
    text = check(told)
    assert '"I\'ve taken thirty of my tablets at eight."' in told[0]
    assert "has been asked for." in text
    assert "no police are wanted" not in told[0] or "may be overheard" in told[0]


def test_br_09_texts_are_quoted_as_texts() -> None:
    """What a person who writes has written."""
    text = check(bursts(texts(30, "man at back door in now")))
    assert "The caller texts: " in text or "the caller texts" in text


def test_br_10_contact_lost() -> None:
    """The line with its time, what was heard last, and why nobody rang."""
    text = check(
        bursts(
            says(5, "He's coming."),
            sound(60, Sound.SCUFFLE),
            (
                (62, Role.NETWORK, do.LoseLine(LossCause.NETWORK)),
                (62, Role.NETWORK, StageEntered(LineStage.DOWN, "H-2")),
            ),
        )
    )
    assert "Line gone at 1:02. Last heard: a struggle." in text
    assert "come quietly" not in text.lower(), "the line is gone: nobody hears it"


def test_a_fall_is_told_as_a_fall() -> None:
    """Worked example (free): the words, the mill as where; no weapon and no "who is there"."""
    text = check(
        bursts(
            says(
                5,
                "We were in the old mill and the floor gave way. He is down there and his leg is"
                " stuck.",
            )
        )
    )
    assert "The caller says where: the old mill." in text
    assert '"We were in the old mill and the floor gave way.' in text
    assert "weapon" not in text
    assert "who is there" not in text


def test_what_changed_is_a_correction() -> None:
    """What officers were given the other way round begins with that word."""
    entries_before = (CODE, asks(10, Topic.CHILDREN, do.Tap()))
    first = bursts(*entries_before)
    assert "there are children" in " ".join(first)
    known = Knowledge.of(HANDLER, perceived(*entries_before))
    told = {Topic.CHILDREN: True}
    assert known.facts.is_yes(Topic.CHILDREN)
    from simulator.language.telling.briefing import Spoken, briefing

    spoken = Spoken(topics=told)
    entries = perceived(CODE, asks(10, Topic.CHILDREN, do.Tap(), do.Tap()))
    later = Teller.of(Knowledge.of(HANDLER, entries), Account.of(entries))
    text = briefing(do.BriefOfficers((), (Topic.CHILDREN,)), later, spoken).act.text
    assert "Correction: by taps the caller says there are no children." in text


def test_an_operator_is_quoted_as_the_operator() -> None:
    """What was heard first, in the operator's words, and nothing twice."""
    text = check(
        bursts(
            handed_over(
                "Police, a mobile call. I heard shouting, nobody spoke to me.", Reported.DISTURBANCE
            )
        )
    )
    assert text.count('From the operator: "I heard shouting, nobody spoke to me."') == 1


# --- every topic has words ------------------------------------------------------------------------


def test_every_topic_has_words() -> None:
    """A new topic of a statement or a question is not passed over in silence."""
    silent = {each for each in StatementTopic if STATEMENTS[each].weighs is Weighs.TALK}
    assert {*StatementTopic} - {*STATEMENT_WORDS} <= silent | {StatementTopic.WANTS_POLICE}
    assert {*Topic} == {*ANSWER_WORDS, *FILLED_IN}
    assert {*Sound} == {*SOUND_WORDS}
    people = People()
    for row in STATEMENT_WORDS.values():
        assert "{" not in people.filled(row.so) + people.filled(row.not_so)
    for answer in ANSWER_WORDS.values():
        assert "{" not in people.filled(answer.yes) + people.filled(answer.no)


# --- what lowers danger is never passed on bare ---------------------------------------------------

LOWERING = [
    Statement(topic, value, speaker, how, pressure)
    for topic, value, speaker, how, pressure in product(
        (each for each in STATEMENT_WORDS),
        (True, False),
        (Speaker.CALLER, Speaker.CHILD),
        SaidHow,
        (Pressure.NEAR, Pressure.COACHED),
    )
    if lowers(topic, value)
]
ON_THE_LINE = LineStage.WITH_CALL_HANDLER
CAUTION = re.compile(r"Don't rest on it|don't rest on th|after another voice|own word")


@pytest.mark.parametrize("pressure", [Pressure.NEAR, Pressure.COACHED], ids=str)
def test_what_lowers_danger_is_never_passed_on_bare(pressure: Pressure) -> None:
    """Made near another person or after their words, it says so: every topic, way and speaker."""
    for each in (each for each in LOWERING if each.pressure is pressure):
        known = Knowledge(HANDLER, KnownFacts(ledger=Ledger((each,)), stage=ON_THE_LINE))
        sentences = all_sentences(Teller.of(known, Account()))
        said = [sentence for sentence in sentences if each in sentence.covers]
        assert said, each
        assert (each.topic, each.value) in OF_ITSELF or all(
            CAUTION.search(sentence.text) for sentence in said
        ), (each, said)


@given(st.lists(st.sampled_from(LOWERING), max_size=8))
def test_nor_is_it_among_other_statements(stated: list[Statement]) -> None:
    """Whatever else was stated, a sentence that passes on what lowers danger has its caution."""
    raised = [each._replace(value=not each.value) for each in stated[:3]]
    ledger = Ledger().plus(stated).plus(raised)
    known = Knowledge(HANDLER, KnownFacts(ledger=ledger, stage=ON_THE_LINE))
    sentences = all_sentences(Teller.of(known, Account()))
    current = {b.by for t in StatementTopic if (b := ledger.belief(t)) is not None}
    for sentence in sentences:
        covered = [e for e in sentence.covers if isinstance(e, Statement)]
        doubted = [e for e in covered if e in current and e.lowers and e[:2] not in OF_ITSELF]
        if doubted and others_matter(known.facts):
            assert CAUTION.search(sentence.text), sentence
    first, rest = burst(sentences)
    assert sum(each.length for each in first) <= MOST_WORDS or len(first) == 1
    assert {*first} | {*rest} == {*sentences}


def briefed(known: Knowledge, act: do.BriefOfficers) -> Knowledge:
    """What is known after a briefing."""
    return known.after(Entry(99, 30_000, HANDLER, HANDLER, act))


def test_what_was_passed_on_is_a_look_up() -> None:
    """Officers have what the sentences said, and by whom; the rest is still lacking."""
    known = Knowledge.of(HANDLER, perceived(says(5, "He's got a bat."), says(20, "I'm pregnant.")))
    weapon, pregnancy = StatementTopic.OTHER_WEAPON, StatementTopic.PREGNANT
    bat, pregnant = (known.facts.ledger.of(topic)[0] for topic in (weapon, pregnancy))
    assert {bat, pregnant} <= {*known.facts.unbriefed}
    after = briefed(known, do.BriefOfficers((), text="A bat.", means=((weapon, True),))).facts
    assert after.has_passed_on(Audience.OFFICERS, bat)
    assert not after.has_passed_on(Audience.OFFICERS, pregnant)
    assert after.of(Topic.WEAPON).passed_on, "a sentence counts like its topic"
    assert bat not in after.unbriefed
    boxed = briefed(known, do.BriefOfficers((Topic.WEAPON,))).facts
    assert boxed.has_passed_on(Audience.OFFICERS, bat), "and a topic like its statement"
    invented = briefed(known, do.BriefOfficers((), means=((StatementTopic.GUN, True),))).facts
    (gun,) = invented.passed_on
    assert (gun.topic, gun.rests_on) == (StatementTopic.GUN, None), "nobody had said that"


def test_markers_are_on_the_number() -> None:
    """What is held is said to be held."""
    found = do.GiveResult(markers=(Marker.DOMESTIC_ABUSE,), earlier=(do.EarlierCall(7_200_000),))
    text = check(bursts(((5, HANDLER, do.Search()), (6, Role.SYSTEMS, found))))
    assert "On the number: domestic abuse." in text
    assert "The same number rang two hours ago." in text


QUIETLY = "come quietly"


@pytest.mark.parametrize(
    "words",
    [
        "The mat's gone up and the passage is filling with smoke.",
        "My husband's face has dropped and he can't lift his arm.",
        "Grandad's fallen and he won't wake up.",
        "I've taken all my tablets.",
        "The quad's rolled over and I'm trapped under it.",
        "He got off the bus when I did and he's following me.",
    ],
)
def test_nobody_comes_quietly_to_a_fire_an_illness_or_the_street(words: str) -> None:
    """SIT-04, SIT-27: a quiet approach is for where somebody may hear or hide (pattern 6)."""
    assert QUIETLY not in " ".join(bursts(says(5, words), asks(10, Topic.ALONE_TO_TALK))).lower()


@pytest.mark.parametrize("words", ["He's got a knife.", "He's in the kitchen smashing plates."])
def test_a_quiet_approach_stays_where_somebody_may_hear(words: str) -> None:
    """With somebody who threatens, nobody rings."""
    assert QUIETLY in " ".join(bursts(says(5, words))).lower()


def test_said_twice_is_the_same_thing_in_two_utterances() -> None:
    """BR-05: her words, twice; two hurts of a kind are two things, a handover is no second."""
    hair = "He's dragging her by the hair."
    one = bursts(says(5, hair), says(20, "He's smashed every plate."))
    assert "Said twice" not in " ".join(one)
    given = handed_over(f'Police, a mobile call. I heard: "{hair}"', Reported.SPEECH)
    assert "Said twice" not in " ".join(bursts(given, says(5, hair)))
    knife = bursts(says(5, "He's got a knife."), says(20, "A knife, a kitchen knife."))
    assert "Said twice" in " ".join(knife)


def test_who_helps_and_how_somebody_was_hurt_is_not_doubted() -> None:
    """Only what another person's ear may have shaped is not to be rested on; and in English."""
    told = " ".join(
        bursts(
            says(5, "My husband's had a stroke, his face has dropped."),
            says(20, "He never fell, I caught him."),
            says(30, "My neighbour's here helping."),
        )
    )
    assert "rest on" not in told
    assert not re.search(r"with (?:he|she|they) near", told)


def test_the_place_is_said_once() -> None:
    """The words that name it are not quoted a second time beside it."""
    told = " ".join(bursts(says(5, "The wee flats behind the bowling green, top landing.")))
    assert told.count("bowling green") == 1


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("He's shifted. He's coming over.", "coming over"),
        ("There's a judge told him to stop away from me.", "judge"),
        ("I'm in the back bedroom with me mam and the baby. We can't get down.", "back bedroom"),
        ("My little lad's asleep in the cot upstairs.", "cot upstairs"),
        ("Me and the cleaner are in the kitchen, I've wedged the door.", "cleaner"),
        ("He does a needle in his tummy before his dinner.", "needle"),
    ],
)
def test_what_changes_things_for_officers_is_in_the_callers_words(words: str, kept: str) -> None:
    """Who comes closer, an order, a child in another room, a needle: quoted, never summed up."""
    assert kept in " ".join(bursts(says(5, words)))


def test_the_fuller_words_are_told() -> None:
    """A "yes, the kids are here" to a question does not hide the cot upstairs."""
    cot = says(5, "My little lad's fast asleep in the cot upstairs.")
    assert "cot upstairs" in " ".join(bursts(cot, says(6.5, "Yes. The kids are here.")))


def test_more_than_a_question_how_long_is_told() -> None:
    """How the patient is stands before "How much longer?", and is passed on with it."""
    words = "He's coming back to himself a little. How much longer?"
    assert "to himself" in " ".join(bursts(says(5, words, Intent.ASKS_HOW_LONG)))


def test_small_words_do_not_make_it_twice() -> None:
    """Two sentences that share only "since" are two things."""
    told = bursts(
        says(5, "He's been stood by the coal bunker since the news finished."),
        says(20, "He's rattling the back door, that lock's never been right since."),
    )
    assert "Said twice" not in " ".join(told)


def test_55_that_came_with_details_alone_is_told_as_the_operators() -> None:
    """The line was cut before police: nobody handed over in words, and 55 was pressed."""
    passed = do.PassDetails((Reported.FIFTY_FIVE, Reported.LINE_LOST), Reason.LINE_CUT)
    told = check(bursts(((1.0, Role.OPERATOR, passed),)))
    assert 'From the operator: "They pressed 55.' in told


def test_a_voice_stands_for_no_struggle_that_was_heard() -> None:
    """He took the phone after a struggle: what he says is told, and the struggle is as well."""
    heard = (
        handed_over("Police, mobile call, number on screen. I heard a whisper.", Reported.WHISPER),
        held(0.2, "the corner house above the pharmacy"),
        sound(2, Sound.SCUFFLE),
        voice(4, "Hello? She's fine. It was a mistake.", Intent.SAYS_MISTAKE),
        voice(6, "She's in the bath, she can't come to the phone.", Intent.SPEAKS),
        voice(8, "Nothing to note, so you can go now.", Intent.SPEAKS),
    )
    assert "a struggle" in check(bursts(*heard))


def test_a_knife_is_in_the_first_burst_and_what_waits_is_not_ticked() -> None:
    """Three sentences press alike: the weapon is said first."""
    told = bursts(
        says(5, "There's a man in the shop with a knife. He's cut my manager's hand."),
        says(20, "He's smashing the door of the office down with a fire extinguisher now."),
        says(30, "He's shouting that he'll kill the lot of us if we don't open the safe."),
        says(40, "He's kicking the door and there's glass all over the corridor by the stairs."),
    )
    assert "knife" in told[0], told
