"""A demonstration on a page: everybody is simulated, and one person watches and looks back."""

import pytest

from simulator.web.remote_seat import NoAnswer
from tests.web.served import Served
from tests.web.test_sessions import parts

CALL = "partner-in-the-room"


def test_a_demonstration_is_watched_to_its_end_with_good_people_at_the_desks(
    served: Served,
) -> None:
    """It can be held, goes as fast as is asked for, and each desk's part can be looked back at."""
    me = served.seat()
    assert me.post("/api/watch", do="open", scenario=CALL)["go"] == "/watch"
    (call,) = served.house.calls.values()
    assert call.setup.handler == "good"
    assert call.setup.seats == ()
    seen = parts(served.seat(), "/api/watch-stream")
    assert "NO CALL YET" in next(seen)["status"]
    with pytest.raises(NoAnswer, match="the call goes on"):
        me.post("/api/watch", do="debrief", name="call_handler")
    me.post("/api/watch", do="pause")
    before = call.view.live.now
    served.tick(60_000)
    assert call.view.live.now == before
    me.post("/api/watch", do="pause")
    me.post("/api/watch", do="speed", place="8")
    served.tick(1_000)
    assert call.view.live.now == before + 8_000
    me.post("/api/watch", do="pause")
    me.post("/api/watch", do="end")
    assert call.view.live.over
    captions, ended = "", ""
    for each in seen:
        captions += each.get("+captions", "")
        ended = each.get("ended", ended)
        if "The call is over" in ended:
            break
    assert "dials 999" in captions
    assert "(row " not in captions, "the rows of the flow are for those who look at the procedure"
    assert "data-sound" not in captions, "it has no seat whose sounds could be asked for"
    page = me.post("/api/watch", do="debrief", name="call_handler")["parts"]["debrief"]
    assert "Looking back: call handler" in page
    with pytest.raises(NoAnswer, match="no such desk"):
        me.post("/api/watch", do="debrief", name="caller")


def test_another_demonstration_takes_the_place_of_the_last_and_no_other_call(
    served: Served,
) -> None:
    """A call that a person is in goes on; what is refused changes nothing."""
    me = served.seat()
    me.post("/api/open", scenario=CALL, role="call_handler", alone=True)
    (mine,) = served.house.calls
    me.post("/api/watch", do="open", scenario=CALL)
    with pytest.raises(NoAnswer, match="not the id"):
        me.post("/api/watch", do="open", scenario="../secret")
    (first,) = set(served.house.calls) - {mine}
    me.post("/api/watch", do="open", scenario="coughs-when-asked", profile="wmp")
    (second,) = set(served.house.calls) - {mine}
    assert second != first
    assert served.house.calls[second].setup.profile.id == "wmp"
    with pytest.raises(NoAnswer, match="no such speed"):
        me.post("/api/watch", do="speed", place="3")


def test_a_demonstration_stays_while_it_is_paused_however_long(served: Served) -> None:
    """A trainer explains in a pause; a call that nobody is in is forgotten after 15 minutes."""
    me = served.seat()
    me.post("/api/watch", do="open", scenario=CALL)
    me.post("/api/watch", do="pause")
    served.tick(3_600_000)
    assert me.post("/api/watch", do="pause") is not None
    assert len(served.house.calls) == 1
