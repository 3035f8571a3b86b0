"""What is claimed of every call: that it holds, and that each property could fail."""

import os
from collections.abc import Callable

import pytest

from simulator.core.call import Procedure
from simulator.core.flow import UK
from simulator.errors import ContentError
from simulator.proof.explore.explorer import watch
from simulator.proof.explore.transition_system import UntimedFlow, all_acts
from simulator.proof.verify.decide_properties import Piece, Status, settings_for, verify, work_for
from simulator.proof.verify.flow_defects import examine
from simulator.rules.match_criteria import Context
from tests.builders import rule
from tests.core.explored import explore
from tests.proof.broken import FORCE, PROPERTIES, decided, profile, prop
from tests.session.calls import LIBRARY


@pytest.mark.thorough
def test_the_world_of_anybody_is_that_of_the_core() -> None:
    """The explorer visits what `core.explore` visits, and nothing else."""
    used = profile()
    procedure = Procedure.under(used)
    one_each = {stimulus: acts[:1] for stimulus, acts in all_acts(()).items()}
    system = UntimedFlow(procedure, one_each)
    found = watch(system, rule("never: {row: Z-1}"), Context(force=FORCE, profile=used))
    assert found.path is None
    assert found.states == len(explore(procedure).nodes)


@pytest.mark.thorough
def test_two_processes_decide_as_one_does() -> None:
    settings = settings_for([profile()], FORCE, [], LIBRARY.questions())
    names = ("a-silent-caller-can-be-missed", "a-fixed-line-never-meets-the-recording")
    work = [Piece(profile().id, (PROPERTIES[name],)) for name in names]
    one, two = (list(verify(settings, work, processes)) for processes in (1, 2))
    assert one == two


PROFILES = {loaded.profile.id: loaded.profile for loaded in LIBRARY.profiles()}


@pytest.mark.thorough
@pytest.mark.parametrize(
    "ids",
    [
        pytest.param(("iopc_2019",), id="the default profile"),
        pytest.param(tuple(PROFILES), id="every profile", marks=pytest.mark.exhaustive),
    ],
)
def test_every_property_holds(
    ids: tuple[str, ...], record_property: Callable[[str, object], None]
) -> None:
    """All that `silent999 verify` decides: nothing fails, and every call was visited for it."""
    profiles = [PROFILES[each] for each in ids]
    forces = [loaded.force for loaded in LIBRARY.forces()]
    settings = settings_for(profiles, FORCE, forces, LIBRARY.questions())
    results = list(
        verify(settings, work_for(profiles, list(PROPERTIES.values())), os.cpu_count() or 1)
    )
    decisions = [decision for done in results for decision in done.decisions]
    assert [d.prop.id for d in decisions if d.status is not Status.HOLDS] == []
    assert all(done.health is None or done.health.sound for done in results)
    record_property("count", f"{len(decisions)} decisions")


def test_a_claim_that_needs_a_way_relies_on_no_late_timer() -> None:
    """*Eventually* is not shown by a timer that might come too late."""
    text = """
kind: machine
modality: eventually
rule: {eventually: {timer: second_digit_due}}
wherever: {stage: recording}
lines: [mobile]
"""
    assert decided(prop(text)).status is Status.FAILS


@pytest.mark.parametrize(
    "rule", ["{never: {act: tap}, while: {speaking: [recording]}}", "{never: {finished: any}}"]
)
def test_a_machine_property_about_speech_is_refused(rule: str) -> None:
    """The models have no ends of utterances; a procedure may ask for them."""
    text = "kind: {}\nmodality: always\nrule: {}\n"
    with pytest.raises(ContentError, match="only a procedure asks who is speaking"):
        prop(text.format("machine", rule))
    assert prop(text.format("procedure\nwhose: operator", rule))


@pytest.mark.thorough
def test_deadlines_that_never_win_are_told() -> None:
    """A timer that is always beaten by another one."""
    assert examine(profile(interdigit=60_000), UK).lost_deadlines == (
        "second_digit_due at recording",
    )
    assert examine(profile(), UK).sound
