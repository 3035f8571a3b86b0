"""How long things took: spans of hand-written calls, in milliseconds."""

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import CallBegan, CallEnded
from simulator.review.timings import CallTimings, Silence, calls, silences, timings
from tests.builders import CallLog

CALLER, OPERATOR, HANDLER = terms.Role.CALLER, terms.Role.OPERATOR, terms.Role.CALL_HANDLER
SYSTEMS, NETWORK, ROOM = terms.Role.SYSTEMS, terms.Role.NETWORK, terms.Role.ROOM


def answered() -> CallLog:
    call = CallLog()
    call.add("0:00.5", CALLER, do.Dial())
    call.add("0:02.5", OPERATOR, do.Answer())
    return call


def test_a_whole_call() -> None:
    call = answered()
    call.add("0:40", CALLER, do.Tap())
    call.add("0:50.5", HANDLER, do.Answer())
    call.say("1:00", "1:02", HANDLER, do.Ask((terms.Topic.IN_DANGER,)))
    call.say("1:05", "1:06", CALLER, do.Say(terms.Intent.SAYS_YES))
    call.add("1:10.5", HANDLER, do.Deploy(terms.Reason.DANGER_ESTABLISHED))
    call.add("1:20", CALLER, do.HangUp())
    call.add("2:00", SYSTEMS, CallEnded(terms.Outcome.DEPLOYED))
    assert timings(call.entries) == (
        CallTimings(
            call=1,
            to_answer=2_000,
            to_police=50_000,
            to_first_question=9_500,
            to_deployment=70_000,
            longest_silence=39_500,
            duration=120_000,
        ),
    )


def test_what_never_came_is_none() -> None:
    call = answered()
    call.add("0:09", NETWORK, do.LoseLine(terms.LossCause.BATTERY))
    found = timings(call.entries)[0]
    assert (found.to_answer, found.longest_silence, found.duration) == (2_000, 8_500, 9_000)
    assert found.to_police is found.to_first_question is found.to_deployment is None


def test_silences_lie_between_what_the_caller_did() -> None:
    call = answered()
    call.add("0:05", CALLER, do.StaySilent())
    call.add("0:06", ROOM, do.Make(terms.Sound.BREAKING))
    call.add("0:10", CALLER, do.Press("5"))
    call.add("0:10", CALLER, do.Press("5"))
    call.say("0:20", "0:25", CALLER, do.Say(terms.Intent.SPEAKS))
    call.add("0:30", CALLER, do.HangUp())
    assert silences(call.entries) == (
        Silence(500, 10_000),
        Silence(10_000, 20_000),
        Silence(25_000, 30_000),
    )
    assert silences(call.entries)[0].length == 9_500


def test_there_is_no_silence_without_a_line() -> None:
    call = answered()
    call.add("0:10", CALLER, do.HangUp())
    call.add("0:11", CALLER, do.Finish(terms.Intent.SPEAKS))
    call.add("0:30", CALLER, do.Lift())
    call.add("0:35", CALLER, do.HangUp())
    assert silences(call.entries) == (Silence(500, 10_000), Silence(30_000, 35_000))


def test_an_answered_callback_is_a_line_again() -> None:
    call = answered()
    call.add("0:10", NETWORK, do.LoseLine(terms.LossCause.NETWORK))
    call.add("1:00", CALLER, do.Answer())
    call.add("1:04", CALLER, do.HangUp())
    assert silences(call.entries)[-1] == Silence(60_000, 64_000)


def test_each_call_of_a_sitting_has_its_own() -> None:
    call = answered()
    call.add("0:20", SYSTEMS, CallEnded(terms.Outcome.ABANDONED))
    call.add("5:00", NETWORK, CallBegan(2, terms.LineKind.MOBILE))
    call.add("5:01", CALLER, do.Dial())
    call.add("5:04", OPERATOR, do.Answer())
    first, second = timings(call.entries)
    assert (first.call, first.to_answer, first.duration) == (1, 2_000, 20_000)
    assert (second.call, second.to_answer, second.duration) == (2, 3_000, 4_000)
    assert [len(each) for each in calls(call.entries)] == [4, 3]
