"""What is heard in a seat, as lines: everything that can be perceived, and nothing that cannot."""

import pytest

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.hearing import UNKNOWN_KEY
from simulator.core.log import Body, Entry
from simulator.core.terms import Role
from simulator.seat.view.caption_lines import Caption, caption
from simulator.seat.view.stage_texts import stage_label
from tests.seat.walking import SEATS, WALKED, log_of
from tests.session.calls import DEFAULT
from tests.session.sitting import retold


def told(actor: Role, body: Body, seat: Role | None) -> Caption:
    found = caption(Entry(3, 61_000, actor, actor, body), seat, DEFAULT)
    assert found is not None
    return found


@pytest.mark.parametrize(("name", "profile"), WALKED)
def test_a_seat_reads_what_it_perceives_and_no_more(name: str, profile: str) -> None:
    """Nobody but the caller reads which key was pressed; nobody reads a row of the flow."""
    of, log = log_of(name, profile)
    lines = 0
    for moment in retold(of, log):
        for seat in SEATS:
            heard = moment.to(seat)
            found = caption(heard, seat, of.profile) if heard is not None else None
            if found is None:
                continue
            lines += 1
            assert "(row" not in found.text
            if isinstance(moment.entry.body, do.Press) and seat is not Role.CALLER:
                assert found.text == "[a key tone]"
                assert found.loud == "very quiet"
    assert lines > 20


@pytest.mark.parametrize(
    ("actor", "body", "seat", "who", "text", "loud"),
    [
        (Role.CALLER, do.Tap(2), Role.OPERATOR, "Caller", "[taps twice]", "quiet"),
        (Role.CALLER, do.Tap(2), Role.CALLER, "You", "[taps twice]", ""),
        (Role.CALLER, do.Press(UNKNOWN_KEY), None, "Caller", "[a key tone]", "very quiet"),
        (
            Role.CALLER,
            do.Say(terms.Intent.WANTS_POLICE, "Police.", terms.Manner.WHISPERED),
            Role.OPERATOR,
            "Caller",
            '(in a whisper) "Police."',
            "quiet",
        ),
        (Role.ROOM, do.Make(terms.Sound.MUSIC), Role.OPERATOR, "Background", "[music]", "loud"),
        (Role.OPERATOR, do.Say(terms.Intent.THANK, "Thank you."), Role.CALLER, "Operator",
         '"Thank you."', ""),
        (Role.CALLER, do.StaySilent(), Role.CALLER, "You", "[chooses to stay silent]", ""),
        (Role.NETWORK, out.StageEntered(terms.LineStage.HELD, "L-1"), Role.OPERATOR, "",
         "-- handset down, line held", ""),
        (Role.NETWORK, out.StageEntered(terms.LineStage.HELD, "L-1"), None, "",
         "handset down, line held (row L-1)", ""),
        (Role.NETWORK, out.CallBegan(2, terms.LineKind.MOBILE), Role.CALLER, "",
         "-- call 2, from a mobile phone", ""),
    ],
)  # fmt: skip
def test_a_line_as_it_is_read(
    actor: Role, body: Body, seat: Role | None, who: str, text: str, loud: str
) -> None:
    found = told(actor, body, seat)
    assert (found.who, found.text, found.loud) == (who, text, loud)
    assert (found.at, found.seq) == (61_000, 3)


def test_another_voice_on_the_callers_phone_is_named_as_such() -> None:
    said = Entry(0, 0, Role.ROOM, Role.OTHER_PERSON, do.Say(terms.Intent.SPEAKS, "Who is this?"))
    found = caption(said, Role.OPERATOR, DEFAULT)
    assert found is not None
    assert (found.who, found.text, found.loud) == ("Another voice", '"Who is this?"', "loud")


@pytest.mark.parametrize("stage", terms.LineStage)
def test_a_caller_is_told_of_every_stage_and_of_nothing_behind_it(stage: terms.LineStage) -> None:
    found = told(Role.NETWORK, out.StageEntered(stage, "X-1"), Role.CALLER)
    assert found.text == f"-- {stage_label(stage, Role.CALLER)}"
    assert "record" not in found.text.replace("recording", "")
    assert "force" not in found.text
