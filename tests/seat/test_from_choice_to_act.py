"""From what was chosen to the act, with the words in which it is done."""

from dataclasses import replace
from typing import Any

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import minutes
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Reported, Role, Sign, Topic
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.errors import NotPossible
from simulator.seat.available_acts import acts_of
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun
from tests.builders import CallLog
from tests.seat.walking import DESK, materials
from tests.session.calls import LIBRARY
from tests.session.sitting import setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
TAPS = do.Code(do.AnswerSign(Sign.TAP, 1), do.AnswerSign(Sign.TAP, 2))
WORDS = DESK.profile.words
QUESTION = DESK.questions.topics[Topic.IN_DANGER]


def done(role: Role, key: str, log: CallLog | None = None, /, **chosen: Any) -> do.Action:
    """What comes of an offer, by its key."""
    act = next(act for act in CATALOGUE[role] if act.key == key)
    return acts_of(role, act, chosen, DESK, log.entries if log else ())[0]


@pytest.mark.parametrize(
    ("role", "key", "chosen", "act"),
    [
        (CALLER, "m", {"sound": terms.Sound.KNOCK}, do.Make(terms.Sound.KNOCK)),
        (CALLER, "w", {"speech": Intent.WANTS_POLICE},
         do.Say(Intent.WANTS_POLICE, "Police.", terms.Manner.WHISPERED)),
        (OPERATOR, "1", {}, do.Say(Intent.WHICH_SERVICE, WORDS(Intent.WHICH_SERVICE))),
        (OPERATOR, "h", {"heard": [Reported.TAP, Reported.KEY_TONE]},
         do.HandOver((Reported.TAP, Reported.KEY_TONE),
                     "Police, 999 call, number on screen. "
                     "I heard taps and a key tone, nobody spoke.")),
        (HANDLER, "9", {"speech": Intent.CALL_AGAIN},
         do.Say(Intent.CALL_AGAIN, WORDS(Intent.CALL_AGAIN))),
        (HANDLER, "w", {"ways": [Sign.TAP, Sign.COUGH]},
         do.OfferWays((Sign.TAP, Sign.COUGH),
                      DESK.questions.ways_sentence((Sign.TAP, Sign.COUGH)))),
        (HANDLER, "c", {"code": TAPS}, do.SetCode(TAPS, DESK.questions.code_sentence(TAPS))),
        (HANDLER, "q", {"about": Topic.IN_DANGER},
         do.Ask((Topic.IN_DANGER,), terms.QuestionForm.CLOSED, QUESTION.words)),
        (HANDLER, "n", {"note": terms.NoteKind.PERSON, "topic": Topic.CHILDREN, "text": "two"},
         do.Note(terms.NoteKind.PERSON, None, Topic.CHILDREN, "two")),
        (HANDLER, "o", {"briefing": [("ruled_out", Topic.WEAPON), ("topics", Topic.IN_DANGER),
                                     ("markers", terms.Marker.WEAPONS), ("heard", Reported.TAP),
                                     ("topics", Topic.CHILDREN),
                                     ("location", terms.LocationSource.AML)], "text": "quietly"},
         do.BriefOfficers((Topic.IN_DANGER, Topic.CHILDREN), (Topic.WEAPON,),
                          (terms.Marker.WEAPONS,), (Reported.TAP,), (terms.LocationSource.AML,),
                          "quietly")),
    ],
)  # fmt: skip
def test_what_is_chosen_is_done(
    role: Role, key: str, chosen: dict[str, Any], act: do.Action
) -> None:
    before = {name: list(v) if isinstance(v, list) else v for name, v in chosen.items()}
    assert done(role, key, **chosen) == act
    assert chosen == before


def test_a_note_of_something_heard_is_about_the_last_sound_from_the_callers_end() -> None:
    heard = CallLog()
    noted = {"note": terms.NoteKind.HEARD, "topic": None, "text": ""}
    assert done(HANDLER, "n", heard, **noted) == do.Note(terms.NoteKind.HEARD)
    heard.add("0:10", CALLER, do.Tap())
    sound = heard.add("0:12", Role.ROOM, do.Say(Intent.NOT_TO_CALL, "Who is it?"))
    heard.add("0:13", Role.ROOM, do.Finish(Intent.NOT_TO_CALL))
    heard.add("0:14", HANDLER, do.Say(Intent.REASSURE))
    heard.add("0:15", CALLER, do.SendText("Help."))
    assert done(HANDLER, "n", heard, **noted) == do.Note(terms.NoteKind.HEARD, sound)
    other = {**noted, "note": terms.NoteKind.RATIONALE}
    assert done(HANDLER, "n", heard, **other) == do.Note(terms.NoteKind.RATIONALE)


@pytest.mark.parametrize(
    ("words", "about", "ways"),
    [
        ("Are you hurt?", (Topic.INJURED,), ()),
        ("Can anybody hear you?", (Topic.ALONE_TO_TALK,), (terms.YesMeans.NOT_SO,)),
        ("I'm here.", (), ()),
        ("Are you hurt, and is he there?", (Topic.INJURED, Topic.OTHER_PERSON_PRESENT), ()),
    ],
)
def test_a_typed_text_asks_what_its_words_ask(
    words: str, about: tuple[Topic, ...], ways: tuple[terms.YesMeans, ...]
) -> None:
    """A text to the caller has its question and direction beside it, as a spoken one has."""
    key = next(act.key for act in CATALOGUE[HANDLER] if act.kind == "send_text")
    text = done(HANDLER, key, words=words)

    assert isinstance(text, do.SendText)
    assert (text.about, text.yes_means) == (about, ways)


def test_a_callers_text_states_what_its_words_state_and_whose_word_it_is() -> None:
    """ "He says I fell" is his word; the blow is the caller's own."""
    key = next(act.key for act in CATALOGUE[CALLER] if act.kind == "send_text")
    text = done(CALLER, key, words="he hit me n he says i fell")

    assert isinstance(text, do.SendText)
    assert (StatementTopic.HIT, True) in text.means
    assert StatementTopic.TRAPPED_OR_FALLEN not in dict(text.means)
    assert text.of_others == ((StatementTopic.TRAPPED_OR_FALLEN, True),)


def test_the_details_of_a_lost_call_go_with_what_the_caller_said() -> None:
    """The line is gone: police can ask nobody again what the operator was given in words."""
    heard = CallLog()
    said = ((StatementTopic.KNIFE, True),)
    heard.add("0:10", CALLER, do.Say(Intent.SPEAKS, "He's got a knife.", means=said))
    heard.add("0:12", CALLER, do.Finish(Intent.SPEAKS))
    key = next(act.key for act in CATALOGUE[OPERATOR] if act.kind == "pass_details")
    details = done(OPERATOR, key, heard, heard=[], reason=terms.Reason.LINE_CUT)

    assert isinstance(details, do.PassDetails)
    assert details.means == said
    assert (Topic.WEAPON, True) in details.facts


def test_no_act_counts_while_an_assessed_call_is_paused() -> None:
    """A trainee could think for as long as they like, and be judged by the clock."""
    for coached in (False, True):
        of, clock = replace(setup("partner-in-the-room", OPERATOR), coached=coached), ManualClock()
        view = SeatView(LiveRun(of, clock), materials(of))
        clock.tick(3_000)
        view.catch_up()
        answer = view.available_acts(OPERATOR)[0].act
        view.live.pace.pause()
        clock.tick(60_000)
        if coached:
            view.do(OPERATOR, answer, {})
            continue
        with pytest.raises(NotPossible, match="the call is paused"):
            view.do(OPERATOR, answer, {})
        view.live.pace.resume()
        view.do(OPERATOR, answer, {})
        (held,) = view.live.pace.pauses
        assert held.lasted == 60_000
        said = debrief_run(FinishedRun(of, view.live.log, held=(held,)), LIBRARY).held
        assert said == (
            f"The call was paused 1 time, for 60 s in all, at {minutes(held.at)}."
            " No act counted then.",
        )
