"""Before the ring, nothing: what the lines of a desk have of a call that is not there yet."""

import pytest

from simulator.core.log import StageEntered
from simulator.core.terms import LineStage, Role
from simulator.session.run.headless_run import run
from tests.hosting.before_the_ring import of_the_call, shown_of
from tests.plain.lines import played
from tests.session.sitting import setup

RINGS = (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)


@pytest.mark.parametrize("name", ["partner-in-the-room", "coughs-when-asked", "cut-after-55"])
def test_lines_of_the_police_desk_have_nothing_of_a_call_before_its_ring(name: str) -> None:
    """Neither its notes, nor what is heard, nor what is asked for: what is known, the transcript,
    what is not possible and why, good practice."""
    of = setup(name, Role.CALL_HANDLER)
    log = run(of.scenario, of.profile, of.force, of.seed).log
    rings = next(
        each.at for each in log if isinstance(each.body, StageEntered) and each.body.stage in RINGS
    )
    secrets = {*of_the_call(of.scenario, Role.CALL_HANDLER), of.scenario.title}
    waits = [f"w {(rings - 1_000) // 1_000}", *"itxg"]
    before = played(of, ["1", *"itxg", *waits, "q"])
    assert shown_of(secrets, "\n".join(before)) == []
    # Nor does a reason against an act say how the line goes on.
    whys = {line.partition(": ")[2] for line in before if line[:1].isdecimal() and ": " in line}
    assert "you have no call yet." in whys
    assert shown_of({"dialled", "is not ringing", "the force knows"}, "\n".join(before)) == []
    after = played(of, ["1", *waits, "w 5", "i", "q"])
    assert shown_of(secrets - {of.scenario.title}, "\n".join(after))
    assert shown_of({of.scenario.title}, "\n".join(after)) == []
