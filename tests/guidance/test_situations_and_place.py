"""Situations, sounds and the place: practice.md 1.6 to 1.8 as stories."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.instant import minutes
from simulator.core.terms import Heading, Intent, NoteKind, Outcome, Reason, Role, Topic, UnitStatus
from tests.guidance.stories import (
    ALOUD,
    ANSWERS,
    HANDLER,
    LANDLINE,
    PLACE,
    TAPS,
    WIDE,
    Told,
    facts,
    intents,
    on,
    says,
    steps,
)
from tests.session.calls import GENERIC, play

THERE = {"in_danger": "yes", "injured": "no", "other_person_present": "yes", "alone_to_talk": "no"}
PARTNER = facts(**THERE, knows_person="yes", same_room="yes", weapon="no", children="no")
STRANGER = facts(**THERE, knows_person="no", in_the_house="yes", can_stay_hidden="yes")
OFFICE = facts(**THERE, weapon="no", knows_person="no", indoors="yes", at_home="%s")
FOLLOWED = facts(
    in_danger="yes", injured="no", at_home="no", indoors="no", in_a_vehicle="no", on_foot="yes",
    followed="yes", behind_you="yes", alone_to_talk="no",
)  # fmt: skip
RIDING = facts(in_danger="yes", injured="no", at_home="no", in_a_vehicle="yes", moving="yes")
HIGH_RISK = "number: {markers: [high_risk_domestic_abuse]}\n"
ADDRESS = "number: {address: the flat over the old bakery}\n"
ENGINE = "background: [{at: 60s, sound: engine}]\n"
CHILD = says("child_speaks", words="Mummy fell down.")
ORDER = "{say: {intent: pretends, words: A pizza please.}}"
PIZZA = f"caller:\n  - {on('{heard: which_service}', ORDER)}\n  - {says('pretends')}\n"
YES_PLEASE = "  - " + on("{heard: say_yes_if_police}", "{say: {intent: says_yes, words: Yes.}}")
TAKES = "room: [{when: {asked: can_hear}, do: [take_phone, {say: %s}]}]\n"
MISTAKE = TAKES % "{intent: says_mistake, words: Sorry about that., manner: aloud}"
SOUND = "room: [{when: {asked: %s}, after: 3s, do: {sound: %s}}]\n"

DOOR = "officers: {find: third_party_first}\n"
TALK = "background: [{at: 5s, sound: voices}]"

STORIES = {
    "CH-31 a partner in the room: few questions, orders last, officers unmentioned": Told(
        PLACE + PARTNER + ANSWERS + steps(),
        (
            "ask knows_person, ask weapon, ask same_room, say go_quiet, brief_officers, "
            "officers: arrive"
        ),
        # Four of the list at most in a wait, and none that officers do not need (WT-09).
        "say officers, send_text, say move_to_safety, ask orders, ask drink_or_drugs",
    ),
    "CH-31 children are asked about at home": Told(
        PLACE + "number: {markers: [domestic_abuse]}\n" + OFFICE % "yes" + ANSWERS + steps(),
        "ask children",
    ),
    "CH-32 a stranger: hidden, how many, a door between; no orders": Told(
        PLACE + STRANGER + ANSWERS + steps(),
        (
            # To who hides nothing aloud but a sound, news and their sign (practice2 4.4).
            "ask knows_person, say stay_hidden, say go_quiet, brief_officers, officers: arrive"
        ),
        "ask orders, ask drink_or_drugs, ask can_open_door, say check_in, say reassure",
    ),
    "CH-34 followed on foot: towards people, how near, and who": Told(
        PLACE + FOLLOWED + ANSWERS + steps(),
        (
            "ask on_foot, ask followed, say move_to_safety, ask behind_you, ask knows_person, ask "
            "people_near"
        ),
        "ask in_the_house, ask can_stay_hidden, say stay_hidden, say lock_up",
    ),
    "CH-35 an engine is heard: in a vehicle, moving, who drives; nothing of a house": Told(
        PLACE + RIDING + ANSWERS + ENGINE + steps(),
        "ask in_a_vehicle, ask moving",
        "ask at_home, ask indoors, say lock_up",
    ),
    "CH-36 a child and an ill grown-up: praise, breathing, who is there, awake, a task": Told(
        PLACE + facts(other_person_present="yes", awake="no", injured="yes") + ALOUD + steps(CHILD),
        (
            "say child_praise, bring in ambulance, ask breathing_well, ask other_person_present, "
            "ask awake, say child_do"
        ),
        "code, offer_ways, ask alone_to_talk, ask weapon, ask orders, ask drink",
    ),
    "CH-37 ill and alone: the ambulance early, breathing, the door; no weapon, no orders": Told(
        PLACE
        + facts(in_danger="no", injured="yes", breathing_well="no", alone_to_talk="yes")
        + ANSWERS
        + steps(on("{heard: through_to_police}", "{sound: groan}")),
        "bring in ambulance, ask breathing_well, ask can_open_door",
        "ask weapon, ask orders, ask drink_or_drugs",
    ),
    "CH-38 a disguised call: urgent, for how many, and the role to the end": Told(
        PLACE + facts(in_danger="yes", other_person_present="yes") + ALOUD + PIZZA + YES_PLEASE,
        (
            # A shop asks nobody who is hurt (CH-38): that is not asked in this cover.
            "say say_yes_if_police, ask in_danger, ask other_person_present, say hide_reason"
        ),
        (
            "ask orders, ask children, ask same_room, ask location, say officers, code, ask "
            "screen_seen, ask injured, ask weapon"
        ),
    ),
    "CH-39 CH-59 a whisper: the place first": Told(
        facts(in_danger="yes") + ALOUD + steps(says("speaks", "whisper")),
        "ask location, ask in_danger",
        "code",
    ),
    "CH-40 another voice has the phone: neutral, and its mistake closes nothing": Told(
        TAPS + MISTAKE,
        "room: take_phone, say ask_for_caller, grade emergency, say keep_talking",
        "say officers, say thank, close checked_safe",
    ),
    "CH-41 another language: an interpreter, then single words": Told(
        PLACE + steps(says("other_language")),
        "say gets_interpreter, say language_check, ask needs_police, ask needs_ambulance",
        "code, ask alone_to_talk",
    ),
    "CH-42 a mistake, by the caller's own voice: safe, thanked, searched, closed": Told(
        facts(mistake="yes", in_danger="no", alone_to_talk="yes")
        + ALOUD
        + steps(says("says_mistake")),
        "search, ask mistake, ask in_danger, say thank, close checked_safe, end_call",
        "deploy, code",
    ),
    "CH-42 who says mistake and then only taps has confirmed nothing": Told(
        steps(
            says("says_mistake"),
            on("{asked: mistake}", "tap"),
            on("{asked: in_danger}", "{tap: 2}"),
        ),
        "ask mistake",
        "code, close checked_safe",
    ),
    **{
        f"CH-42 {why}: a mistake is not closed as one": Told(
            PLACE + known + ALOUD + steps(says("says_mistake")), "deploy", "say thank"
        )
        for why, known in (
            ("denied", facts(mistake="no", in_danger="yes")),
            ("danger", facts(mistake="yes", in_danger="yes")),
            ("marker", facts(mistake="yes", in_danger="no") + HIGH_RISK),
        )
    },
    "CH-43 earlier calls: asked whether it is the same": Told(
        PLACE
        + facts(in_danger="yes", injured="no", same_as_before="yes")
        + ANSWERS
        + "caller: [{when: {heard: which_service}, after: 1s, do: hang_up}]\n"
        + "calls: [{gap: 4m, caller: [{when: {heard: make_a_sound}, after: 1s, do: tap}]}]\n",
        "caller: hang_up, ask injured, ask same_as_before, caller: tap, brief_officers",
    ),
    "CH-43 calls that repeat and a marker are an emergency, though neither is one alone": Told(
        PLACE
        + "number: {markers: [stalking]}\ncaller: [{when: {heard: which_service}, do: hang_up}]\n"
        + "calls: [{gap: 4m, caller: [{when: {heard: make_a_sound}, after: 1s, do: tap}]}]\n",
        "caller: hang_up, systems: result, grade emergency marker, deploy",
    ),
    "CH-44 people talk, not to us: danger is asked before who can hear": Told(
        PLACE + facts(**THERE) + ANSWERS + steps() + TALK,
        "room: voices, ask can_hear, ask in_danger, ask alone_to_talk",
    ),
    "CH-45 a lift is listened for on a held line": Told(
        LANDLINE + steps(on("{answered: call_handler}", "[hang_up, {pause: 9s}, lift]")),
        "caller: hang_up, caller: lift, end_call",
    ),
    "CH-45 the handset is down on a held line: nothing is cleared before it is lifted": Told(
        LANDLINE + ADDRESS + steps(on("{answered: call_handler}", "hang_up", "20s")),
        "search, caller: hang_up, grade, deploy",
        "call_back",
    ),
    "CH-47 CH-48 CH-49 a disturbance: it is asked about, noted, and officers hear of it": Told(
        PLACE + facts(**THERE, weapon="no") + ANSWERS + steps() + SOUND % ("weapon", "shouting"),
        "deploy, room: shouting, say heard_that, note, brief_officers",
    ),
    "CH-52 an address is held: it is said, and confirmed": Told(
        ADDRESS + facts(in_danger="yes", injured="no", at_known_address="yes") + ANSWERS + steps(),
        # Danger or the place first is left to the person (choice_rows).
        "ask can_hear, ask at_known_address",
        "ask at_home, ask location",
    ),
    "CH-56 away from home: in a vehicle, on foot, in a town?": Told(
        facts(in_danger="no", injured="no", at_home="no", indoors="no", on_foot="no")
        + ANSWERS
        + steps(),
        "ask at_home, ask in_a_vehicle, ask on_foot, ask in_a_town",
    ),
    "CH-59 a caller names the place: no other question about it": Told(
        facts(in_danger="yes")
        + ALOUD
        + steps(says("gives_place", words="Number nine by the church.")),
        "caller: gives_place, ask",
        "ask location, ask at_home, ask indoors",
    ),
}


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_story(story: Told) -> None:
    """What is done, in which order, and what never is."""
    story.check(play(story.text, force=story.force))


def test_the_address_is_said_aloud() -> None:
    """CH-52: not "the address that I have", which no caller can answer."""
    call = play(
        ADDRESS + facts(in_danger="yes", injured="no", at_known_address="yes") + ANSWERS + steps()
    )
    question = call.first(do.Ask, about=(Topic.AT_KNOWN_ADDRESS,))
    assert "the flat over the old bakery" in question.body.words  # type: ignore[union-attr]


def test_officers_get_the_place_itself() -> None:
    """CH-60, CH-72: the address that is held at once, and that it is confirmed within 15 s.

    Of a call handler who asks about the danger first (seed 2): the place comes later.
    """
    known = facts(in_danger="yes", injured="no", at_known_address="yes")
    call = play(ADDRESS + WIDE + known + ANSWERS + steps(), seed=2)
    first, *later = call.all(do.BriefOfficers)
    held = "On the number: the flat over the old bakery, not confirmed."
    assert held in first.body.text  # type: ignore[union-attr]
    confirms = "The flat over the old bakery: the caller confirmed it by taps."
    confirmed = next(e for e in later if confirms in e.body.text)  # type: ignore[union-attr]
    question = call.first(do.Ask, about=(Topic.AT_KNOWN_ADDRESS,))
    answer = call.after(call.end_of(question)).first(do.Tap)
    assert confirmed.at - answer.at <= 15_000


@pytest.mark.parametrize("seed", range(3))
def test_officers_know_since_when_no_sign_came_and_the_grade_stays(seed: int) -> None:
    """CH-51, CH-16: what was asked has no answer, then officers are briefed: quiet is no calm.

    In an announced silence no sign is asked for: it is said to officers each two minutes (4.2).
    """
    aside = "gives_up: {after: 150s, at_fear: 0, silence: 24s, chance: 100, does: lay_phone_aside}"
    call = play(PLACE + PARTNER + ANSWERS + steps() + aside, seed=seed)
    last = call.all(do.Tap)[-1]
    since = f"no word or sign from the caller since {minutes(last.at)}"
    briefs = [e for e in call.after(last).all(do.BriefOfficers) if since in e.body.text]  # type: ignore[union-attr]
    assert briefs[0].at - last.at <= 135_000
    # CH-73: also "still unknown: weapon", within a minute of the question.
    asked = call.after(last).first(do.Ask, about=(Topic.WEAPON,))
    open_still = [e for e in call.after(asked).all(do.BriefOfficers) if "a weapon" in e.body.text]  # type: ignore[union-attr]
    assert "Asked, no answer" in open_still[0].body.text  # type: ignore[union-attr]
    assert open_still[0].at - asked.at <= 60_000
    notes = call.all(do.Note, note=NoteKind.RATIONALE)
    assert [e for e in notes if "supervisor" in e.body.text]  # type: ignore[union-attr]
    assert not call.after(last).any(do.SetGrade)


def test_reasons_say_what_is_not_known_and_no_more_than_is_so() -> None:
    """CH-84: risk names what could change it; a line that was lost is not said to be kept."""
    hurt = facts(in_danger="yes", injured="yes")
    for cut in ("", "  - " + on("{asked: injured}", "hang_up", "20s") + "\n"):
        call = play(PLACE + hurt + ANSWERS + steps() + cut)
        risk, contact = (
            call.first(do.Thrive, heading=each).body.text  # type: ignore[union-attr]
            for each in (Heading.RISK, Heading.ENGAGEMENT)
        )
        assert re.search(r"(Not asked(?: yet)?|no answer): [^.]*a weapon", risk)
        assert ("the line is kept" in contact) is (not cut)
        assert "An ambulance has been asked for." in call.first(do.BriefOfficers).body.text  # type: ignore[union-attr]


def test_officers_who_met_another_person_are_asked_to_see_the_caller_alone() -> None:
    """CH-81, EN-03: on an earpiece; a plain sentence, and what the caller answered."""
    call = play(PLACE + PARTNER + ANSWERS + "number: {markers: [court_order]}\n" + steps() + DOOR)
    shut_out = call.first(do.UnitReport, status=UnitStatus.THIRD_PARTY_ONLY)
    asked, told = call.after(shut_out).bodies(do.BriefOfficers)[:2]
    assert asked.asks_privacy
    heard = call.first(do.UnitReport, status=UnitStatus.ON_EARPIECE)
    assert call.after(heard).first(do.BriefOfficers).body == told
    text = told.text
    assert text.startswith("Please see the caller alone")
    assert "by taps the caller says they are in danger now" in text
    assert "On the number: a court order or bail." in text


def test_another_voice_hears_nothing_and_the_record_says_why() -> None:
    """CH-40 and CH-21: no question, no code, and officers are withheld with the reason (B26)."""
    call = play(TAPS + MISTAKE)
    assert call.outcome is Outcome.DEPLOYED
    assert [e.body for e in call.all(do.Withhold)] == [
        do.Withhold(Intent.OFFICERS_SENT, Reason.NOT_SAFE_TO_SAY),
        do.Withhold(Intent.OFFICERS_THERE, Reason.NOT_SAFE_TO_SAY),
    ]
    later = call.after(call.first(do.TakePhone))
    assert not later.any(do.Ask, HANDLER)
    assert not later.any(do.SetCode)


def test_a_disturbance_is_listened_to_before_anything_is_said() -> None:
    """CH-47: at least a second without speech; and a question within 15 s, not 25 s of nothing."""
    text = PLACE + facts(**THERE, weapon="no") + ANSWERS + steps() + SOUND % ("weapon", "shouting")
    call = play(text)
    shout = call.first(do.Make, Role.ROOM)
    question = call.after(shout).first(do.Say, HANDLER)
    assert isinstance(question.body, do.Say)
    assert question.body.intent is Intent.HEARD_THAT, "injury was answered before"
    assert 1_000 <= question.at - shout.at <= 15_000


@pytest.mark.parametrize(
    ("words", "asked_for"),
    [("Help. Polish.", True), ("Prosze.", False)],
    ids=["named", "not named"],
)
def test_a_language_that_the_caller_has_named_is_said_back(words: str, asked_for: bool) -> None:
    """CH-41: "Your language? One word." is no question to a caller who has just said which."""
    call = play(PLACE + steps(says("other_language", words=words)))
    check = call.first(do.Say, HANDLER, intent=Intent.LANGUAGE_CHECK)
    assert ("Polish" in check.body.words) is asked_for  # type: ignore[union-attr]


def test_weapons_are_asked_about_where_somebody_is_only_close_enough_to_hear() -> None:
    """CH-31w: nobody is there, by the caller's answer, and yet the caller can be overheard."""
    near = facts(in_danger="no", injured="no", other_person_present="no", alone_to_talk="no")
    call = play(PLACE + near + ANSWERS + steps())
    assert call.any(do.Ask, HANDLER, about=(Topic.WEAPON,))


def test_a_caller_who_writes_and_does_not_hear_is_written_to() -> None:
    """CH-63, CH-76: a text is answered by a text, and nobody talks on; texts do not repeat.

    Without news or a text of theirs, one each two minutes (practice2 4.4).
    """
    knocks = on("{answered: call_handler}", "{sound: knock}", "20s")
    call = play(PLACE + steps(knocks, on("{texted: true}", '{text: "I am deaf. At the door."}')))
    later = call.after(call.first(do.SendText, Role.CALLER))
    texts = later.all(do.SendText, HANDLER)
    assert len(texts) > 2
    for one, other in pairwise(texts):
        assert one.body.words != other.body.words  # type: ignore[union-attr]
        assert other.at - one.at <= 130_000
    assert {Intent.CHECK_IN, Intent.STILL_WITH_YOU, Intent.REASSURE}.isdisjoint(intents(later))
    assert later.any(do.SetGrade, grade="emergency")


@pytest.mark.parametrize("there", [True, False])
def test_a_specialist_is_asked_in_where_a_control_room_has_one(there: bool) -> None:
    """CH-85: after the grade and officers, with a marker of abuse; off in the usual force."""
    marked = "number: {markers: [domestic_abuse]}\n"
    call = play(
        PLACE + PARTNER + ANSWERS + marked + steps(), force=replace(GENERIC, specialist=there)
    )
    asked_in = call.all(do.Note, note=NoteKind.PERSON)
    assert len(asked_in) == there
    assert all(call.first(do.Deploy).seq < entry.seq for entry in asked_in)
