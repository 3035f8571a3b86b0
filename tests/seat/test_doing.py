"""From what was chosen to the act, with the words in which it is done."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.seat.offers import act_of
from simulator.seat.view.catalogue import CATALOGUE
from tests.builders import CallLog
from tests.seat.walking import DESK

CALLER, OPERATOR, HANDLER = terms.Role.CALLER, terms.Role.OPERATOR, terms.Role.CALL_HANDLER
TAPS = do.Code(do.AnswerSign(terms.Sign.TAP, 1), do.AnswerSign(terms.Sign.TAP, 2))
WORDS = DESK.profile.words
QUESTION = DESK.questions.topics[terms.Topic.IN_DANGER]


def done(role: terms.Role, key: str, log: CallLog | None = None, /, **chosen: Any) -> do.Action:
    """What comes of an offer, by its key."""
    act = next(act for act in CATALOGUE[role] if act.key == key)
    return act_of(role, act, chosen, DESK, log.entries if log else ())


@pytest.mark.parametrize(
    ("role", "key", "chosen", "act"),
    [
        (CALLER, "d", {"number": "112"}, do.Dial("112")),
        (CALLER, "5", {}, do.Press("5")),
        (CALLER, "t", {}, do.Tap(1)),
        (CALLER, "m", {"sound": terms.Sound.KNOCK}, do.Make(terms.Sound.KNOCK)),
        (CALLER, "w", {"intent": terms.Intent.WANTS_POLICE, "words": ""},
         do.Say(terms.Intent.WANTS_POLICE, "Police.", terms.Manner.WHISPERED)),
        (CALLER, "s", {"intent": terms.Intent.SPEAKS, "words": "It is me."},
         do.Say(terms.Intent.SPEAKS, "It is me.", terms.Manner.ALOUD)),
        (OPERATOR, "1", {}, do.Say(terms.Intent.WHICH_SERVICE, WORDS(terms.Intent.WHICH_SERVICE))),
        (OPERATOR, "9", {"words": "Are you there?"},
         do.Say(terms.Intent.OWN_WORDS, "Are you there?")),
        (OPERATOR, "u", {"reason": terms.Reason.SPEECH_HEARD},
         do.Connect(terms.Service.AMBULANCE, terms.Reason.SPEECH_HEARD)),
        (OPERATOR, "h", {"heard": [terms.Reported.TAP, terms.Reported.KEY_TONE]},
         do.HandOver((terms.Reported.TAP, terms.Reported.KEY_TONE),
                     "Operator to police. I have: taps, a key tone.")),
        (OPERATOR, "d", {"heard": [terms.Reported.LINE_LOST], "reason": terms.Reason.LINE_CUT},
         do.PassDetails((terms.Reported.LINE_LOST,), terms.Reason.LINE_CUT)),
        (HANDLER, "9", {"intent": terms.Intent.CALL_AGAIN, "words": ""},
         do.Say(terms.Intent.CALL_AGAIN, WORDS(terms.Intent.CALL_AGAIN))),
        (HANDLER, "w", {"ways": [terms.Sign.TAP, terms.Sign.COUGH]},
         do.OfferWays((terms.Sign.TAP, terms.Sign.COUGH),
                      DESK.questions.ways_sentence((terms.Sign.TAP, terms.Sign.COUGH)))),
        (HANDLER, "c", {"code": TAPS}, do.SetCode(TAPS, DESK.questions.code_sentence(TAPS))),
        (HANDLER, "q", {"about": terms.Topic.IN_DANGER},
         do.Ask((terms.Topic.IN_DANGER,), terms.Form.CLOSED, QUESTION.words)),
        (HANDLER, "n", {"note": terms.NoteKind.PERSON, "topic": terms.Topic.CHILDREN, "text": "two"},
         do.Note(terms.NoteKind.PERSON, None, terms.Topic.CHILDREN, "two")),
        (HANDLER, "t", {"heading": terms.Heading.HARM, "text": ""}, do.Thrive(terms.Heading.HARM, "")),
        (HANDLER, "o", {"briefing": [("ruled_out", terms.Topic.WEAPON), ("topics", terms.Topic.IN_DANGER),
                                     ("markers", terms.Marker.WEAPONS), ("heard", terms.Reported.TAP),
                                     ("topics", terms.Topic.CHILDREN),
                                     ("location", terms.LocationSource.AML)], "text": "quietly"},
         do.BriefOfficers((terms.Topic.IN_DANGER, terms.Topic.CHILDREN), (terms.Topic.WEAPON,), (terms.Marker.WEAPONS,),
                          (terms.Reported.TAP,), (terms.LocationSource.AML,), "quietly")),
        (HANDLER, "o", {"briefing": [], "text": ""}, do.BriefOfficers(())),
    ],
)  # fmt: skip
def test_what_is_chosen_is_done(
    role: terms.Role, key: str, chosen: dict[str, Any], act: do.Action
) -> None:
    before = {name: list(v) if isinstance(v, list) else v for name, v in chosen.items()}
    assert done(role, key, **chosen) == act
    assert chosen == before


def test_an_open_question_is_asked_as_one() -> None:
    open_ones = [t for t, q in DESK.questions.topics.items() if q.form is terms.Form.OPEN]
    assert open_ones
    for topic in open_ones:
        asked = done(HANDLER, "q", about=topic)
        assert isinstance(asked, do.Ask)
        assert asked.form is terms.Form.OPEN


def test_a_note_of_something_heard_is_about_the_last_sound_from_the_callers_end() -> None:
    heard = CallLog()
    noted = {"note": terms.NoteKind.HEARD, "topic": None, "text": ""}
    assert done(HANDLER, "n", heard, **noted) == do.Note(terms.NoteKind.HEARD)
    heard.add("0:10", CALLER, do.Tap())
    sound = heard.add("0:12", terms.Role.ROOM, do.Say(terms.Intent.NOT_TO_CALL, "Who is it?"))
    heard.add("0:13", terms.Role.ROOM, do.Finish(terms.Intent.NOT_TO_CALL))
    heard.add("0:14", HANDLER, do.Say(terms.Intent.REASSURE))
    heard.add("0:15", CALLER, do.SendText("Help."))
    assert done(HANDLER, "n", heard, **noted) == do.Note(terms.NoteKind.HEARD, sound)
    other = {**noted, "note": terms.NoteKind.RATIONALE}
    assert done(HANDLER, "n", heard, **other) == do.Note(terms.NoteKind.RATIONALE)
