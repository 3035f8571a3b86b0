"""The moments from which a call could still have ended better: found, and found completely."""

from collections.abc import Callable, Iterator
from itertools import product

import pytest

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core import flow as tables
from simulator.core import terms
from simulator.core.call import Procedure, Transition
from simulator.core.flow import UK
from simulator.core.profile import Switches, Timings
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState, Flow, Table
from simulator.core.terms import LineKind, LineStage, Outcome, Reason, Role, Topic, Treatment
from simulator.debrief.assess.debrief import TurningPoint
from simulator.debrief.turning_points import reasonable_conduct
from simulator.debrief.turning_points.better_endings import (
    BETTER,
    BetterEndingSearch,
    certain_outcome,
    next_node,
    nodes,
    turning_points,
)
from simulator.debrief.turning_points.finished_run import FinishedRun
from simulator.debrief.turning_points.reasonable_conduct import TRAINEE_MAY, Invited, Need, Node
from simulator.review.timings import calls
from simulator.session.run.headless_run import procedure
from simulator.session.run.perceived_log import retold
from tests.proof import plays
from tests.session.sitting import SHIPPED, Played, setup

TIMES = Timings()


def points(sitting: FinishedRun) -> tuple[TurningPoint, ...]:
    profile = sitting.profile
    flow = procedure(profile.switches, profile.timings)
    return turning_points(sitting.log, sitting.scenario, profile, flow, sitting.seats)


def words(point: TurningPoint) -> list[str]:
    return [move.text for move in point.path]


HANGS_UP = (Role.CALLER, (0.5, do.Dial()), (6.0, do.HangUp()))


def no_sign() -> FinishedRun:
    """The scripted caller never gives one, whatever an operator does who does all."""
    sent = (32.0, do.SendToRecording())
    acts = ((2.0, do.Answer()), *plays.PROMPTS, sent)
    return plays.played("quiet-throughout", Role.OPERATOR, *acts)


def unfinished() -> FinishedRun:
    sitting = plays.operator_badly()
    return sitting._replace(log=sitting.log[:-1])


def no_facts() -> FinishedRun:
    sitting = plays.operator_badly()
    unknown = Scenario.model_construct(**{**vars(sitting.scenario), "facts": {}})
    return sitting._replace(scenario=unknown)


@pytest.mark.parametrize(
    "play",
    [plays.operator_well, plays.handler_well, plays.caller_through, no_sign, unfinished, no_facts],
)
def test_a_call_that_ended_as_well_as_it_could_did_not_turn(
    play: Callable[[], FinishedRun],
) -> None:
    """Nor one that has not ended, or of which nobody can say what it was for."""
    assert points(play()) == ()


def test_a_caller_who_hung_up_could_have_stayed_or_said_that_it_was_a_mistake() -> None:
    last = points(plays.played("quiet-throughout", *HANGS_UP))[-1]
    assert (last.moment.text, last.acted) == ("[puts the phone down]", True)
    assert "the caller puts the phone down" not in words(last)
    assert words(points(plays.played("phone-in-a-bag", *HANGS_UP))[-1]) == [
        "the caller speaks or whispers",
        "the operator ends a confirmed mistake",
    ]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_simulated_people_are_never_told_that_a_call_turned(name: str) -> None:
    """They keep to the procedure. And nobody is told to call a need a mistake."""
    of = setup(name)
    log = Played(of).play([])
    for seat in (Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER):
        found = points(FinishedRun(of.scenario, of.profile, of.force, log, (seat,)))
        assert found == () or seat is Role.CALLER or of.scenario.kind == "flow"
        if reasonable_conduct.need_of(of.scenario.facts) is not Need.MISTAKE:
            said = {move.text for point in found for move in point.path}
            assert Stimulus.OPERATOR_ENDS_MISTAKE.meaning not in said


def test_an_operator_who_heard_a_disturbance_could_have_connected_it() -> None:
    """The caller never answers there; whoever answers for police hears the room as well."""
    sitting = plays.played(
        "row-in-the-kitchen",
        Role.OPERATOR,
        (2.0, do.Answer()),
        (2.1, plays.PROMPTS[0][1]),
        (15.0, do.SendToRecording()),
        (25.0, do.EndCall(Reason.NO_RESPONSE)),
    )
    turns = {point.moment.at: point for point in points(sitting)}
    assert words(turns[15_000]) == [
        "the operator connects to police",
        "the force answers",
        "a sound around the caller",
        "the call handler sends officers",
    ]
    assert turns[15_000].by_procedure
    # The end was the last moment; what the procedure asked for comes before what it allowed.
    assert not turns[25_000].by_procedure
    assert [point.moment.at for point in plays.debriefed(sitting).last_turning] == [15_000]


def test_a_call_handler_who_closed_could_have_sent_officers() -> None:
    last = points(plays.handler_badly())[-1]
    assert (last.moment.at, words(last)) == (85_000, ["the call handler sends officers"])
    assert not last.by_procedure, "nobody has given a sign; it is the call handler's decision"
    # It was open all along: before they answered, and while they only wrote something down.
    assert {58_000, 70_000} <= {point.moment.at for point in points(plays.handler_badly())}


def test_a_caller_is_told_of_the_last_moment_at_which_something_counted() -> None:
    last = points(plays.caller_too_early())[-1]
    assert "press 5 twice" in last.moment.text
    assert not last.acted
    # Police have heard nothing of the 55 themselves: they ask, and it takes a sign.
    assert words(last) == [
        "the caller presses 5",
        "the caller presses 5",
        "time goes by: transfer",
        "the force answers",
        "the caller taps, coughs or makes another sound",
        "the call handler sends officers",
    ]


def test_whoever_only_learned_of_something_turns_the_call_by_what_they_do_next() -> None:
    pressed = plays.played(
        "quiet-throughout",
        Role.CALLER,
        (0.5, do.Dial()),
        (46.0, do.Press("5")),
        (47.0, do.Press("5")),
    )
    seen = [points(pressed), points(plays.caller_too_early()), points(plays.handler_badly())]
    learned = [point for found in seen for point in found if not point.acted]
    assert learned
    for point in learned:
        assert next(move.actor for move in point.path if move.actor) is point.role


OPERATOR_HAS_IT = CallState(line=LineStage.WITH_OPERATOR)


@pytest.mark.parametrize(
    ("cause", "invited", "concern"),
    [
        (Stimulus.CALLER_PRESSES_FIVE, Invited.NOT_YET, False),
        (Stimulus.CALLER_PRESSES_FIVE, Invited.SPENT, True),
        (Stimulus.CALLER_MAKES_SOUND, Invited.NOT_YET, True),
        (Stimulus.ROOM_SPEAKS, Invited.NOT_YET, True),
        (Stimulus.ROOM_SOUNDS, Invited.NOT_YET, False),
    ],
)
def test_a_key_tone_is_an_answer_once_a_sign_was_asked_for(
    cause: Stimulus, invited: Invited, concern: bool
) -> None:
    step = Procedure(Switches(), TIMES).step(OPERATOR_HAS_IT, cause)
    assert isinstance(step, Transition)
    node = Node(OPERATOR_HAS_IT, frozenset(), invited=invited)
    assert next_node(node, cause, step).concern is concern


def test_whoever_answers_for_police_has_heard_nothing_yet() -> None:
    rings = CallState(line=LineStage.CONNECTING_POLICE)
    node = Node(rings, frozenset(), True, True, Invited.SPENT)
    step = Procedure(Switches(), TIMES).step(rings, Stimulus.HANDLER_ANSWERS)
    assert isinstance(step, Transition)
    after = next_node(node, Stimulus.HANDLER_ANSWERS, step)
    assert (after.concern, after.spoke, after.invited) == (False, False, Invited.NOT_YET)


def test_a_whole_call_is_searched_within_a_few_hundred_nodes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With nothing remembered from before: far below a fifth of a second, whatever else runs."""
    looked: list[Node] = []
    usual = BetterEndingSearch.transitions

    def counted(
        self: BetterEndingSearch, node: Node
    ) -> Iterator[tuple[FlowInput, Transition, Node]]:
        looked.append(node)
        return usual(self, node)

    monkeypatch.setattr(BetterEndingSearch, "transitions", counted)
    sitting = plays.handler_badly()
    flow = Procedure(sitting.profile.switches, sitting.profile.timings)
    seats = (Role.CALLER, Role.CALL_HANDLER)
    assert turning_points(sitting.log, sitting.scenario, sitting.profile, flow, seats)
    assert 0 < len(looked) < 300


@pytest.mark.parametrize("need", Need)
def test_every_outcome_has_one_place_in_the_order(need: Need) -> None:
    ranked = [outcome for rank in BETTER[need] for outcome in rank]
    assert sorted(ranked) == sorted(Outcome)


@pytest.mark.parametrize(
    ("facts", "need"),
    [
        ({Topic.NEEDS_POLICE: "yes", Topic.NEEDS_AMBULANCE: "yes"}, Need.POLICE),
        ({Topic.IN_DANGER: "yes", Topic.MISTAKE: "yes"}, Need.POLICE),
        ({Topic.NEEDS_AMBULANCE: "yes"}, Need.OTHER_SERVICE),
        ({Topic.MISTAKE: "yes", Topic.IN_DANGER: "no"}, Need.MISTAKE),
        ({Topic.IN_DANGER: "unknown"}, None),
    ],
)
def test_what_a_call_was_for(facts: dict[Topic, str], need: Need | None) -> None:
    assert reasonable_conduct.need_of(facts) is need


def test_every_habit_is_possible_where_it_stands() -> None:
    """Under some profile, in some situation of that stage."""
    flows = [Procedure(Switches(sound_prompt_first=first), TIMES) for first in (False, True)]
    kinds = (LineKind.MOBILE, LineKind.LANDLINE)
    for row in reasonable_conduct.CONDUCT:
        for stage in row.at:
            situations = [
                CallState(line=stage, incident=incident, kind=kind, operator_on_line=True)
                for incident, kind in product(terms.IncidentStage, kinds)
            ]
            steps = [flow.step(each, row.does) for flow in flows for each in situations]
            assert any(isinstance(step, Transition) for step in steps), (row.does, stage)


def small_flow(*ids: str) -> Flow:
    """The flow with only the rows of those ids."""
    line = tuple(row for row in UK.line.rows if row.id in ids)
    incident = tuple(row for row in UK.incident.rows if row.id in ids)
    assert len(line) + len(incident) == len(set(ids))
    return Flow(
        "small",
        "A small flow",
        Table("line", line, ()),
        Table("incident", incident, ()),
        (),
        UK.line_ends,
        UK.incident_ends,
    )


TO_RECORDING = (
    *("D-1", "D-3", "O-4", "O-7", "O-17", "O-19", "O-22"),
    *("R-3", "R-4", "R-5", "R-17", "R-18"),
)
TO_POLICE = ("S-1", "C-1", "H-4", "H-6", "H-12", "I-1", "I-7", "I-11", "I-13", "I-14")
FLOWS = {
    "the way of 55": small_flow(*TO_RECORDING, *TO_POLICE),
    "without the recording": small_flow(*TO_RECORDING[:5], *TO_POLICE),
    "police never answer": small_flow(*TO_RECORDING, "S-1"),
    "a landline": small_flow("D-1", "D-3", "O-4", "O-7", "O-17", "L-1", "L-4", "L-9", *TO_POLICE),
}
WORLDS = {
    role: reasonable_conduct.ConductContext(
        Need.POLICE,
        frozenset({role}),
        Treatment.RECORDING,
        True,
        frozenset({Stimulus.CALLER_MAKES_SOUND}),
        frozenset({Stimulus.CALLER_PRESSES_FIVE}),
        frozenset({Stimulus.CALLER_MAKES_SOUND}),
        False,
    )
    for role in TRAINEE_MAY
}


def lengths(
    search: BetterEndingSearch, flow: Flow, everywhere: list[Node], better: frozenset[Outcome]
) -> dict[Node, int]:
    """The length of the shortest way from every node that has one: one more than its best next.

    Worked out for all nodes at once, until nothing changes any more, and not by a search.
    """
    nexts = {node: [after for _, _, after in search.transitions(node)] for node in everywhere}
    found = {node: 0 for node in everywhere if certain_outcome(flow, node.state) in better}
    while True:
        longer = {
            node: 1 + min(found[after] for after in after_it if after in found)
            for node, after_it in nexts.items()
            if node not in found and any(after in found for after in after_it)
        }
        if not longer:
            return found
        found |= longer


@pytest.mark.parametrize("name", FLOWS)
@pytest.mark.parametrize("role", TRAINEE_MAY)
def test_the_search_finds_what_trying_everything_finds(name: str, role: Role) -> None:
    """From every node of a small flow: whether there is a way, and how long the shortest is."""
    flow = FLOWS[name]
    kind = LineKind.LANDLINE if name == "a landline" else LineKind.MOBILE
    held = Procedure(Switches(), TIMES, flow)
    better = BETTER[Need.POLICE][0]
    compared = found = 0
    for by_procedure in (False, True):
        search = BetterEndingSearch(
            held, WORLDS[role], Outcome.CLOSED_WITHOUT_DEPLOYMENT, by_procedure=by_procedure
        )
        everywhere = all_nodes(search, Node(CallState(kind=kind), frozenset()))
        shortest = lengths(search, flow, everywhere, better)
        for start in everywhere:
            if certain_outcome(flow, start.state) is not None:
                continue
            path = search.path(start)
            assert (len(path.edges) if path else None) == shortest.get(start), start
            compared += 1
            found += path is not None
    assert compared > 5
    assert (found > 0) is (name != "police never answer")


def all_nodes(search: BetterEndingSearch, start: Node) -> list[Node]:
    seen = {start}
    waiting = [start]
    while waiting:
        for _, _, after in search.transitions(waiting.pop()):
            if after not in seen:
                seen.add(after)
                waiting.append(after)
    return sorted(seen, key=repr)


def test_a_way_is_a_way() -> None:
    """Each move of a way is possible where the one before leads, and the last one gets there."""
    for play in (plays.operator_badly, plays.handler_badly, plays.caller_too_early):
        sitting = play()
        flow = procedure(sitting.profile.switches, sitting.profile.timings)
        told = list(retold(sitting.log, flow, sitting.scenario.coverage))
        at = {each.entry.seq: node for each, node in zip(told, nodes(told), strict=True)}
        assert len(calls(sitting.log)) == 1
        for point in points(sitting):
            situation = at[point.moment.seq].state
            for move in point.path:
                step = _step(flow, situation, move.text, move.rows)
                situation = step.after
            assert certain_outcome(UK, situation) is point.outcome


def _step(flow: Procedure, situation: CallState, said: str, rows: tuple[str, ...]) -> Transition:
    found = [
        step
        for cause in (*Stimulus, *tables.LINE_TIMERS)
        if isinstance(step := flow.step(situation, cause), Transition)
        and step.rows == rows
        and said.endswith(cause.label)
    ]
    assert found, f"{said} is not possible in {situation}"
    return found[0]
