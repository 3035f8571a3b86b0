"""What can be chosen before a call, without any screen."""

from pathlib import Path
from shutil import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.library.library import Library, ScenarioHeader
from simulator.core.terms import LineKind, Outcome, Role
from simulator.seat import run_choices
from simulator.seat.run_choices import SEATS, draw, pool, seat_in, seats_of, setup_for
from tests.session.calls import LIBRARY
from tests.session.sitting import SHIPPED as SCENARIOS

ENTRIES = LIBRARY.scenarios()


def entry(name: str, *, kind: str = "silent", level: int = 1) -> ScenarioHeader:
    return ScenarioHeader(
        name, Path(f"{name}.yaml"), name, LineKind.MOBILE, level, Outcome.DEPLOYED, kind
    )


def test_a_scenario_offers_its_seats_and_always_a_demonstration() -> None:
    for scenario in SCENARIOS.values():
        offered = seats_of(scenario)
        assert [place.roles for place in offered if len(place.roles) == 1] == [
            (role,) for role in Role if role in scenario.seats
        ], scenario.id
        assert offered[-1].roles == ()
        both = {Role.OPERATOR, Role.CALL_HANDLER} <= set(scenario.seats)
        assert any(place.word == "handlers" for place in offered) is both


def test_a_seat_that_a_scenario_does_not_offer_becomes_its_first() -> None:
    assert seat_in(SCENARIOS["hill-path"], "operator").word == "caller"
    assert seat_in(SCENARIOS["handset-lifted"], "").word == "operator"
    assert seat_in(SCENARIOS["handset-lifted"], "handlers").word == "handlers"


def test_groups_say_what_one_can_practise_and_begin_with_the_easiest() -> None:
    groups = run_choices.grouped(ENTRIES)
    assert [group.title for group in groups] == [*run_choices.PRACTICES], "every group has a call"
    for group in groups:
        levels = [each.level for each in group.entries]
        assert levels == sorted(levels)
    assert {each.level for each in groups[0].entries} == {1}
    assert sorted(e.id for e in run_choices.in_order(ENTRIES)) == sorted(SCENARIOS)


def test_a_kind_that_is_not_known_has_a_group_of_its_own_at_the_end() -> None:
    groups = run_choices.grouped([entry("b", kind="new"), entry("c", level=2), entry("a")])
    assert [(group.title, [each.id for each in group.entries]) for group in groups] == [
        ("A caller who cannot speak", ["a", "c"]),
        ("Other calls", ["b"]),
    ]


def test_the_head_of_a_file_has_what_the_menu_shows() -> None:
    """Tags and length are read without the body between them."""
    for each in ENTRIES:
        scenario = SCENARIOS[each.id]
        assert each.tags == tuple(scenario.tags), each.id
        number, unit = int(each.about[:-1]), each.about[-1]
        assert number * {"s": 1_000, "m": 60_000}[unit] == scenario.about, each.id


@pytest.mark.parametrize("part", ["id", "title", "kind", "tags"])
def test_a_scenario_is_found_by_every_part_of_it(part: str) -> None:
    for listed in ENTRIES:
        scenario = SCENARIOS[listed.id]
        said = getattr(scenario, part)
        text = run_choices.findable(listed)
        for wanted in [said] if isinstance(said, str) else said:
            assert run_choices.holds(text, wanted.upper())


def test_a_call_is_found_by_the_number_and_the_words_of_its_situation() -> None:
    """The menu's search has SIT-14 and "strangulation", which no title gives away."""
    for wanted in ("SIT-14", "strangulation"):
        found = {e.id for e in ENTRIES if run_choices.holds(run_choices.findable(e), wanted)}
        assert {"our-lad-in-the-yard", "my-voice-keeps-going"} <= found


def test_a_setup_has_the_usual_profile_and_the_scenarios_own_force() -> None:
    scenario = SCENARIOS["two-short-calls"]
    made = setup_for(LIBRARY, scenario, SEATS[1])
    assert (made.profile.id, made.force.id, made.seats) == (
        "iopc_2019",
        "marker_first",
        (Role.OPERATOR,),
    )


def test_the_usual_profile_and_force_come_first() -> None:
    assert run_choices.profiles_of(LIBRARY)[0].request == "iopc_2019"
    assert run_choices.forces_of(LIBRARY)[0].request == "generic"
    assert len(run_choices.profiles_of(LIBRARY)) == len(LIBRARY.paths_of("profile"))


def test_a_bad_profile_leaves_the_others_and_two_of_one_name_stay_apart(tmp_path: Path) -> None:
    own = tmp_path / "profiles"
    own.mkdir()
    (own / "mine.yaml").write_text("format: 1\nid: [", encoding="utf-8")
    copy(LIBRARY.profile("wmp").path, own / "wmp.yaml")
    library = Library([tmp_path])
    found = run_choices.profiles_of(library)
    assert len(found) == len(run_choices.profiles_of(LIBRARY)) + 1
    both = [named for named in found if "wmp.yaml" in named.request]
    assert [library.profile(named.request).path for named in both] == [
        Path(named.request) for named in both
    ]
    assert len(both) == 2


@given(st.sampled_from([1, 2, 3, 4]), st.sampled_from(SEATS), st.integers(min_value=0))
def test_a_draw_keeps_to_the_level_and_the_seat_and_is_the_same_again(
    level: int, place: run_choices.SeatChoice, seed: int
) -> None:
    among = pool(SCENARIOS.values(), level, place)
    drawn = draw(among, seed)
    assert level == drawn.level
    assert place in seats_of(drawn)
    backwards = pool(reversed(list(SCENARIOS.values())), level, place)
    assert draw(backwards, seed) == drawn
