"""A session: the order of things, speech that takes time, plans, and refusals."""

from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.call import new_call
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, StageEntered, TimerFired
from simulator.core.profile import SpokenLine
from simulator.core.terms import Intent, LineKind, LineStage, Reason, Role, Service, Sign, Sound
from simulator.errors import NotPossible
from simulator.session.participant import PlannedAct, Reaction
from simulator.session.session import Session
from tests.session import calls
from tests.session.calls import DEFAULT, Reacts, Story, in_recording, session, with_operator

GAP = DEFAULT.timings.interdigit


def acts(call: Session) -> list[str]:
    kinds = (entry.body.kind for entry in call.log if entry.rows)
    return [kind for kind in kinds if kind != "timer_fired"]


@pytest.mark.parametrize("scripted", [False, True])
def test_who_acts_comes_before_a_deadline_at_the_same_instant(scripted: bool) -> None:
    thumb = Reacts(Role.CALLER, press=[PlannedAct(GAP, do.Press("5"))])
    call = in_recording(session(*[thumb] * scripted))
    call.advance(1_000)
    call.submit(Role.CALLER, do.Press("5"))
    call.advance(1_000 + GAP)
    if not scripted:
        call.submit(Role.CALLER, do.Press("5"))
    assert call.call.state.line is LineStage.ACCEPTED
    assert not Story(call.log).any(TimerFired, timer=terms.Timer.INTERDIGIT)


@pytest.mark.parametrize("first", [Role.CALLER, Role.OPERATOR])
def test_among_acts_at_one_instant_the_order_of_submission_decides(first: Role) -> None:
    caller = Reacts(Role.CALLER, stage=[PlannedAct(500, do.Tap())])
    operator = Reacts(Role.OPERATOR, stage=[PlannedAct(500, do.Answer())])
    both = (caller, operator) if first is Role.CALLER else (operator, caller)
    call = session(*both)
    call.submit(Role.CALLER, do.Dial())
    call.advance(500)
    order = ["tap", "answer"] if first is Role.CALLER else ["answer", "tap"]
    assert acts(call) == ["dial", *order]


def test_a_plan_that_was_made_before_may_end_the_call_at_a_persons_very_instant() -> None:
    """A person who acts at the instant at which the call ended before their turn is refused."""
    operator = Reacts(
        Role.OPERATOR,
        make=[PlannedAct(500, do.StaySilent()), PlannedAct(500, do.EndCall(Reason.DOUBT))],
    )
    caller = Reacts(Role.CALLER, make=[PlannedAct(500, do.Tap())])
    call = with_operator(session(caller, operator))
    call.submit(Role.ROOM, do.Make(Sound.DOOR))
    call.step()
    with pytest.raises(NotPossible, match="the call is over"):
        call.submit(Role.CALLER, do.Cough())
    assert call.outcome is terms.Outcome.ENDED_BY_OPERATOR
    assert call.log[-1].body.kind == "call_ended"


def test_nobody_ends_an_utterance_and_a_refusal_says_of_what() -> None:
    call = in_recording(session())
    for role, action, why in (
        (Role.CALLER, do.Finish(), "an utterance ends on its own"),
        (Role.OPERATOR, do.Say(Intent.ASK_AGAIN), "while the recording plays"),
    ):
        with pytest.raises(NotPossible, match=why) as refused:
            call.submit(role, action)
        told = refused.value
        assert (told.role, told.action, told.stage) == (role, action.kind, LineStage.RECORDING)


def test_time_does_not_go_back() -> None:
    call = in_recording(session())
    call.advance(5_000)
    before = calls.everything(call)
    with pytest.raises(ValueError, match="cannot advance to 4999 ms: the clock is at 5000 ms"):
        call.advance(4_999)
    assert calls.everything(call) == before
    call.advance(5_000)
    assert calls.everything(call) == before


SERVICE = DEFAULT.lines[Intent.WHICH_SERVICE]
FIVE = "one two three four five"
CODE = do.Code(do.AnswerSign(Sign.TAP), do.AnswerSign(Sign.SILENCE))


@pytest.mark.parametrize(
    ("speech", "length"),
    [
        (do.Say(Intent.ASK_AGAIN, "Once more?"), DEFAULT.speech.length("Once more?")),
        (do.Say(Intent.WHICH_SERVICE, SERVICE.words), SERVICE.length),
        (do.Say(Intent.WHICH_SERVICE, "Police?"), 600),
        (do.OfferWays((Sign.TAP,), "You can tap the phone."), 2_000),
        (do.SetCode(CODE, "Tap for yes, only yes."), 2_000),
    ],
)
def test_what_is_said_ends_after_a_while(
    speech: do.Say | do.Ask | do.OfferWays | do.SetCode, length: Millis
) -> None:
    """The profile's own words take the length that it gives them, others as many as they have.

    The end names its beginning and its intent, if it has one.
    """
    by_operator = isinstance(speech, do.Say)
    call = (with_operator if by_operator else calls.with_handler)(session())
    role = Role.OPERATOR if by_operator else Role.CALL_HANDLER
    start = call.submit(role, speech)
    call.advance(60_000)
    end = Story(call.log).end_of(start)
    assert (end.actor, end.at) == (role, start.at + length)
    assert end.body == (do.Finish(speech.intent) if isinstance(speech, do.Say) else do.Finish())


def test_a_new_utterance_cuts_the_speakers_earlier_one() -> None:
    call = with_operator(session())
    first = call.submit(Role.OPERATOR, do.Say(Intent.WHICH_SERVICE, FIVE))
    call.advance(700)
    call.submit(Role.CALLER, do.Say(Intent.SPEAKS, "Yes.", terms.Manner.WHISPERED))
    assert not Story(call.log).any(do.Finish)
    second = call.submit(Role.OPERATOR, do.Say(Intent.ASK_AGAIN, FIVE))
    call.advance(60_000)
    ends = Story(call.log).all(do.Finish, Role.OPERATOR)
    assert [(end.at, end.cause) for end in ends] == [(700, first.seq), (2_700, second.seq)]
    assert ends[0].seq < second.seq


def test_a_line_of_the_recording_that_was_left_or_interrupted_is_not_finished() -> None:
    """Whoever is taken out of the recording hears no more of it; a line gives way to the next."""
    call = in_recording(session())
    call.advance(500)
    call.submit(Role.OPERATOR, do.Connect(Service.POLICE, Reason.DOUBT))
    call.advance(60_000)
    assert not Story(call.log).any(do.Finish, Role.RECORDING)
    long = SpokenLine("This is the police.", DEFAULT.timings.request + 3_000)
    profile = replace(DEFAULT, lines={**DEFAULT.lines, Intent.RECORDING_OPENS: long})
    call = in_recording(session(profile=profile))
    call.advance(60_000)
    ends = Story(call.log).all(do.Finish, Role.RECORDING)
    assert [end.body for end in ends] == [do.Finish(Intent.RECORDING_ASKS_FOR_55)]


def test_plans_are_dropped_when_a_participant_changes_their_mind() -> None:
    fickle = Reacts(
        Role.CALLER,
        stage=[PlannedAct(5_000, do.Tap()), PlannedAct(5_000, do.Press("1"), keeps=True)],
        make=Reaction([PlannedAct(2_000, do.Cough())], replaces_plans=True),
    )
    steady = Reacts(Role.OPERATOR, stage=[PlannedAct(5_000, do.Answer())])
    call = session(fickle, steady)
    call.submit(Role.CALLER, do.Dial())
    call.submit(Role.ROOM, do.Make(Sound.KNOCK))
    call.advance(60_000)
    assert acts(call) == ["dial", "make", "cough", "press", "answer"]


def test_a_changed_mind_does_not_swallow_ones_own_words() -> None:
    """The end of an utterance is no plan: it comes whatever the speaker means to do next."""
    fickle = Reacts(Role.OPERATOR, make=Reaction(replaces_plans=True))
    call = with_operator(session(fickle))
    start = call.submit(Role.OPERATOR, do.Say(Intent.WHICH_SERVICE, "Which?"))
    call.submit(Role.ROOM, do.Make(Sound.DOOR))
    call.advance(60_000)
    assert Story(call.log).end_of(start).at == 600


def test_a_planned_act_that_is_not_possible_is_reported() -> None:
    plans = [
        PlannedAct(900, do.HangUp()),
        *(PlannedAct(1_000, act) for act in (do.HangUp(), do.Answer(), do.TakePhone())),
    ]
    call = session(Reacts(Role.CALLER, stage=plans))
    with_operator(call)
    call.advance(60_000)
    assert call.skipped == [
        (1_000, Role.CALLER, do.HangUp(), "the line is dead already"),
        (1_000, Role.CALLER, do.Answer(), "the phone is not ringing"),
        (1_000, Role.CALLER, do.TakePhone(), "that role never does this"),
    ]
    assert len(Story(call.log).all(do.HangUp)) == 1


def test_entries_name_their_rows_and_causes() -> None:
    call = session(Reacts(Role.CALLER, stage=[PlannedAct(500, do.Tap())]))
    act = call.submit(Role.CALLER, do.Dial())
    assert (act.rows, act.cause) == (("D-1",), None)
    (outcome,) = call.log[act.seq + 1 :]
    assert outcome == Entry(
        2, 0, Role.NETWORK, Role.NETWORK, StageEntered(LineStage.DIALLED, "D-1"), (), act.seq
    )
    call.advance(500)
    assert Story(call.log).first(do.Tap).cause == outcome.seq


def test_another_voice_is_told_apart_from_the_line() -> None:
    """What somebody in the room says is on the caller's line, by another person."""
    call = with_operator(session())
    said = call.submit(Role.ROOM, do.Say(Intent.SPEAKS, "Who is that?"))
    made = call.submit(Role.ROOM, do.Make(Sound.DOOR))
    call.advance(10_000)
    ended = Story(call.log).end_of(said)
    assert (said.actor, said.speaker) == (Role.ROOM, Role.OTHER_PERSON)
    assert (ended.actor, ended.speaker) == (Role.ROOM, Role.OTHER_PERSON)
    assert (made.actor, made.speaker) == (Role.ROOM, Role.ROOM)


def test_a_later_call_goes_on_in_the_same_log() -> None:
    log: list[Entry] = []
    first = Session(new_call(calls.flow()), DEFAULT, (), log=log)
    with_operator(first).submit(Role.OPERATOR, do.EndCall(Reason.DOUBT))
    second = Session(
        new_call(calls.flow(), LineKind.LANDLINE), DEFAULT, (), log=log, start=90_000, number=2
    )
    second.submit(Role.CALLER, do.Dial())
    assert second.log is log
    assert [entry.seq for entry in log] == list(range(len(log)))
    began = Story(log).all(CallBegan)
    assert [(e.at, e.body) for e in began] == [
        (0, CallBegan(1, LineKind.MOBILE)),
        (90_000, CallBegan(2, LineKind.LANDLINE)),
    ]
    assert log[-1].at == 90_000
    assert second.outcome is None
