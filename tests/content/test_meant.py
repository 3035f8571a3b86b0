"""What words mean, as a file says it: its own word counts, and nothing else is then read."""

from itertools import chain
from pathlib import Path

import pytest

from simulator.content.checks.content_warnings import check
from simulator.content.checks.scripted_sentences import sentences_in
from simulator.content.checks.understood import reader_of, understood
from simulator.content.library.library import Library
from simulator.content.scenario import meant
from simulator.core import acts as do
from simulator.core.statements import StatementTopic as S
from simulator.core.terms import Intent
from simulator.errors import Problem
from simulator.session.run import headless_run
from tests.builders import header

LIBRARY = Library()


def write(tmp_path: Path, body: str, **head: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(header(id="mine", **head) + body, "utf-8")
    return path


def caller_acts(path: Path) -> list[do.Action]:
    script = Library().scenario(path).scenario
    return [act for step in script.caller for each in step.do for act in each.actions()]


SENTENCE = "He's got a bat. The kitchen door is shut."


def says(**keys: str) -> str:
    """Return a caller who says one sentence, with these keys beside the words."""
    beside = "".join(f", {key}: {value}" for key, value in keys.items())
    said = f'say: {{intent: speaks, words: "{SENTENCE}"{beside}}}'
    return f"caller:\n  - when: {{heard: make_a_sound}}\n    do: {{{said}}}\n"


def test_without_means_words_are_read(tmp_path: Path) -> None:
    (said,) = caller_acts(write(tmp_path, says()))
    assert isinstance(said, do.Say)
    assert (S.OTHER_WEAPON, True) in said.means


def test_with_means_nothing_is_read(tmp_path: Path) -> None:
    (said,) = caller_acts(write(tmp_path, says(means="{afraid: yes}")))
    assert isinstance(said, do.Say)
    assert said.means == ((S.AFRAID, True),)


@pytest.mark.parametrize("act", ["say", "whisper", "text"])
def test_empty_means_say_that_words_state_nothing(act: str, tmp_path: Path) -> None:
    """It is the file's own word as much as any other, and not the same as none."""
    body = says(means="{}").replace("say:", f"{act}:")
    if act == "text":
        said = "{text: He's got a bat., means: {}}"
        body = f"caller:\n  - when: {{heard: make_a_sound}}\n    do: {said}\n"
    (said_so,) = caller_acts(write(tmp_path, body))
    assert isinstance(said_so, do.Say | do.SendText)
    assert said_so.means == ()


def test_words_in_the_background_state_what_they_mean(tmp_path: Path) -> None:
    """And so they do in a room: facts and means beside them count."""
    said = (
        "{intent: not_to_call, words: Where's my knife, means: {knife: yes}, facts: {weapon: yes}}"
    )
    path = write(tmp_path, f"background: [{{at: 3s, say: {said}}}]\n")
    (act,) = chain.from_iterable(
        each.actions() for each in Library().scenario(path).scenario.background
    )
    assert isinstance(act, do.Say)
    assert act.means == ((S.KNIFE, True),)
    assert [(topic.value, so) for topic, so in act.facts] == [("weapon", True)]


def test_a_line_of_a_caller_states_what_it_means(tmp_path: Path) -> None:
    """One that answers yes or no states no more than that, unless the file says so."""
    path = write(
        tmp_path,
        """\
lines:
  wants_police: ["Please help, he's got a gun.", {words: Come quickly, means: {knife: yes}}]
  says_yes: ["Yes, he's got a gun.", {words: "Yes, in his hand.", means: {knife: yes}}]
""",
    )
    lines = Library().scenario(path).scenario.lines
    assert [each.states(Intent.WANTS_POLICE)["means"] for each in lines[Intent.WANTS_POLICE]] == [
        ((S.WANTS_POLICE, True), (S.GUN, True)), ((S.KNIFE, True),)
    ]  # fmt: skip
    read, own = lines[Intent.SAYS_YES]
    assert (read.states(Intent.SAYS_YES), own.states(Intent.SAYS_YES)["means"]) == (
        {}, ((S.KNIFE, True),)
    )  # fmt: skip


def test_what_a_caller_asks_back_is_logged_with_what_it_means(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """\
facts: {can_hear: yes, can_speak: yes, needs_police: yes, in_danger: yes, alone_to_talk: yes}
answers: {by: [spoken], after: 1s, manner: aloud}
caller:
  - when: {heard: which_service}
    after: 1s
    do: {say: {intent: wants_police, words: Police.}}
asks:
  - after: 20s
    words: [{words: "He has a hammer, are you coming?", means: {other_weapon: yes}}]
""",
        outcome="deployed",
        about="10m",
    )
    loaded = Library().scenario(path).scenario
    log = headless_run.run(loaded, LIBRARY.profile().profile, LIBRARY.force("generic").force).log
    asked = [e.body for e in log if isinstance(e.body, do.Say) and "hammer" in e.body.words]
    assert asked
    assert {each.means for each in asked} == {((S.OTHER_WEAPON, True),)}


EXACT = """\
exactly:
  - {at: 1s, by: caller, act: {kind: dial}}
  - {at: 2s, by: operator, act: {kind: answer}}
  - {at: 3s, by: caller, act: {kind: say, intent: speaks, words: He has a knife, %s}}
"""


@pytest.mark.parametrize("means", ["means: {knife: yes}", "means: [[knife, true]]"])
def test_an_act_at_an_exact_time_says_it_as_all_others_or_as_a_record(
    means: str, tmp_path: Path
) -> None:
    said = Library().scenario(write(tmp_path, EXACT % means)).scenario.exactly[-1].act
    assert isinstance(said, do.Say)
    assert said.means == ((S.KNIFE, True),)


@pytest.mark.parametrize(
    ("means", "code", "at"),
    [
        ("means: {knief: yes}", "unknown-key", "knief"),
        ("means: {knife: perhaps}", "unknown-word", "perhaps"),
    ],
)
def test_a_slip_in_an_act_at_an_exact_time_is_shown_where_it_is(
    means: str, code: str, at: str, tmp_path: Path
) -> None:
    (found,) = problems(tmp_path, EXACT % means)
    assert (found.code, found.source[found.column - 1 :][: found.width]) == (code, at)


def problems(tmp_path: Path, body: str) -> list[Problem]:
    path = write(tmp_path, body, content_note="[somebody is afraid]")
    return [each for each in check(Library(), [path]) if each.code != "id-and-file"]


def codes(tmp_path: Path, body: str) -> list[str]:
    return [each.code for each in problems(tmp_path, body)]


NOTHING = says().replace(SENTENCE, "%s")


@pytest.mark.parametrize(
    ("words", "noted"),
    [
        ("Mind the purple gap", True),
        ("Mind the gap", False),  # Three words may well state nothing.
        ("Police, he's got a bat", False),
        ("Perhaps he's got a gun there", True),
    ],
)
def test_check_notes_a_sentence_of_which_nothing_is_understood(
    words: str, noted: bool, tmp_path: Path
) -> None:
    assert codes(tmp_path, NOTHING % words) == ["nothing-understood"] * noted


def test_check_does_not_note_words_that_nobody_can_make_out(tmp_path: Path) -> None:
    body = (NOTHING % "Mind the purple gap").replace("words:", "manner: faint, words:")
    assert codes(tmp_path, body) == []


def test_check_names_a_fact_beside_words_and_what_they_mean(tmp_path: Path) -> None:
    """Both are named: the author alone knows which is right."""
    (found,) = problems(tmp_path, says(facts="{weapon: no}", means="{other_weapon: yes}"))
    assert (found.code, found.level, found.line) == ("facts-and-means", "warning", 15)
    assert found.source[found.column - 1 :][: found.width] == "no"
    assert found.found == (
        "means other_weapon: yes, and so weapon: yes; the facts beside the words say weapon: no"
    )
    (read,) = problems(tmp_path, says(facts="{weapon: no}"))
    assert read.found.startswith("the words are read as other_weapon: yes, and so weapon: yes; ")


def test_what_means_the_same_as_a_fact_is_named_once(tmp_path: Path) -> None:
    facts = "facts: {mistake: no}\n"
    (found,) = problems(tmp_path, facts + says(means="{mistake: yes}"))
    assert found.found == "means mistake: yes; the facts of the file say mistake: no"


def test_check_names_a_fact_of_the_scenario_and_what_its_caller_says(tmp_path: Path) -> None:
    """A caller who is to say what is not so has it written beside the words as well."""
    facts = "facts: {weapon: no}\n"
    (found,) = problems(tmp_path, facts + says(means="{other_weapon: yes}"))
    assert found.code == "facts-and-means"
    assert "the facts of the file say weapon: no" in found.found
    assert "facts: {weapon: yes}" in found.fix
    lies = says(means="{other_weapon: yes}", facts="{weapon: yes}")
    assert codes(tmp_path, facts + lies) == []


def test_what_another_person_says_may_contradict_the_facts(tmp_path: Path) -> None:
    """They say what they like; and what changes in a call may have changed."""
    said = "{say: {intent: speaks, words: She made a mistake, means: {mistake: yes}}}"
    room = f"room: [{{when: {{heard: make_a_sound}}, do: {said}}}]\n"
    assert codes(tmp_path, f"facts: {{mistake: no}}\n{room}") == []
    assert codes(tmp_path, "facts: {has_left: yes}\n" + says(means="{has_gone: no}")) == []


@pytest.mark.parametrize(
    ("place", "odd"),
    [
        ("the recreation ground, two miles from the place that was named", '"was"'),
        ("14 Kiln Row. He's got a bat.", '"."'),
        ("the valley road, a minute ago", '"ago"'),
        ("the same footpath", '"same"'),
        ("a garden (not sure)", '"("'),
        ("the last but one of the three white houses behind the second mill", "13 words"),
        ("the house with the green door by St. Anne's steps", ""),
        ("the bend below the quarry, heading north", ""),
    ],
)
def test_check_names_a_place_that_is_a_sentence_or_a_note(
    place: str, odd: str, tmp_path: Path
) -> None:
    """A call handler would say it to the caller, word for word."""
    quoted = f'"{place}"'
    for body in (
        f"number: {{address: {quoted}}}\n",
        f"number: {{traces: {{phone: {quoted}}}}}\n",
        f"number: {{traces: {{phone: {{place: {quoted}}}}}}}\n",
        f"location: {{eisec: {{place: {quoted}}}}}\n",
    ):
        found = [each for each in problems(tmp_path, body) if each.code == "not-a-place"]
        assert [odd in each.found for each in found] == [True] * bool(odd), body


def test_a_note_about_a_place_is_never_said(tmp_path: Path) -> None:
    """The place alone reaches a desk; the note is for those who read the file."""
    note = "two miles from the place that was named"
    path = write(
        tmp_path,
        f"number: {{traces: {{phone: {{place: the recreation ground, note: {note}}}}}}}\n"
        f"location: {{eisec: {{place: a cell by the mill, note: {note}, radius: 300}}}}\n",
    )
    assert check(Library(), [path]) == []
    loaded = Library().scenario(path).scenario
    log = headless_run.run(loaded, LIBRARY.profile().profile, LIBRARY.force("generic").force).log
    assert any(isinstance(e.body, do.DeliverLocation) for e in log)
    assert not any(note in str(e.body) for e in log)


def test_place_words_are_among_the_words(tmp_path: Path) -> None:
    body = says(means="{landmark: yes}", place_words="the old mill")
    (found,) = [each for each in problems(tmp_path, body) if each.code == "not-a-place"]
    assert "not among the words that are said" in found.found
    assert codes(tmp_path, says(means="{landmark: yes}", place_words="the kitchen")) == []


# --- what is shipped ------------------------------------------------------------------------------

SHIPPED = (*LIBRARY.scenario_sources(), *LIBRARY.part_paths())


def test_every_shipped_sentence_says_what_it_means() -> None:
    """Nothing rests on the reader, so a better one changes no shipped call."""
    left = [
        f"{path.name}:{each.place.line}: {each.words}"
        for path in SHIPPED
        for each in sentences_in(LIBRARY, path)
        if each.means is None and each.is_read
    ]
    assert not left


def test_every_shipped_sentence_that_names_a_place_has_its_words() -> None:
    for path in SHIPPED:
        for each in understood(LIBRARY, path, reader_of(LIBRARY)):
            named = {(S.ADDRESS, True), (S.LANDMARK, True)} & {*(each.means or ())}
            assert not named or each.place_words, each.words


def logs(scenario_id: str, seeds: range) -> list[str]:
    loaded = LIBRARY.scenario(scenario_id).scenario
    force = LIBRARY.force(loaded.force or "generic").force
    profile = LIBRARY.profile().profile
    return [
        "\n".join(map(str, headless_run.run(loaded, profile, force, seed=seed).log))
        for seed in seeds
    ]


def without_the_reader(patch: pytest.MonkeyPatch) -> None:
    def refuse(words: str, *_: object) -> None:
        raise AssertionError(f"read: {words}")

    patch.setattr(meant, "read", refuse)


IDS = [entry.id for entry in LIBRARY.scenarios()]
SAMPLE = [
    "long-story", "in-a-car-boot", "another-voice", "hears-nothing", "on-the-bus",
    "voices-in-a-moving-car", "somebody-picks-up", "whispers-one-word",
]  # fmt: skip


@pytest.mark.parametrize("scenario_id", SAMPLE)
def test_a_shipped_call_runs_the_same_without_the_reader(
    scenario_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = logs(scenario_id, range(1))
    without_the_reader(monkeypatch)
    assert logs(scenario_id, range(1)) == before


@pytest.mark.thorough
@pytest.mark.parametrize("scenario_id", IDS)
def test_every_shipped_call_runs_the_same_without_the_reader(
    scenario_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = logs(scenario_id, range(4))
    without_the_reader(monkeypatch)
    assert logs(scenario_id, range(4)) == before
