"""Checks that need no run: each finding by example, what is shipped, and the README's examples."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.content.checks.content_warnings import check, lint
from simulator.content.checks.sensitive_words import unlisted_names
from simulator.content.checks.unknown_ids import KnownReferences, texts_in
from simulator.content.diagnostics.validate import validated
from simulator.content.files.file_kinds import kind_of
from simulator.content.library.library import Library, shipped_scenarios
from simulator.content.rules.rule_forms import PATTERNS
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_file, read_text
from simulator.errors import Problem, render_all
from simulator.session.run.headless_run import run
from tests.content.test_library import write
from tests.content.test_scenario import HEAD

LIBRARY = Library()
KNOWN = KnownReferences(LIBRARY)


def findings(text: str, known: KnownReferences = KNOWN) -> list[Problem]:
    document = read_text(text, "silent/small.yaml")
    return lint(document, validated(document, Scenario), known)


def say(words: str) -> str:
    spoken = f'{{say: {{intent: speaks, words: "{words}", means: {{}}}}}}'
    return f"caller: [{{when: {{at: 1s}}, do: {spoken}}}]"


FOUND = [
    # what is added, the rule, what the message holds, what the fix holds
    ("milder: partner-in-the-rom", "unknown-scenario", "rom", "partner-in-the-room"),
    (
        "calls: [{gap: 1m, call_handler: [{when: {incident: open}, "
        "do: [{pause: 1s}, {grade: schedule, reason: doubt}]}]}]",
        *("unknown-grade", "schedule", "scheduled"),
    ),
    ("expect: [{never: {outcome: abandoned}, source: [Q1]}]", "unknown-source", "Q1", "codes"),
    ("force: northern_key", "unknown-force", "northern_key", "northern_keys"),
    ("outcomes: {wpm: deployed}", "unknown-profile", "wpm", "wmp"),
    ("facts: {in_danger: yes}", "content-note", "harm", "what to know before the call"),
    (say("ring 07912 345678"), "real-number", "07912 345678", "07700 900123"),
    (say("it is LS1 4AP"), "real-address", "LS1 4AP", "describe the place in words"),
    (say("the flat at 12 Mill Road"), "real-address", "12 Mill Road", 'invented: ["Mill Road"]'),
    ("number: {address: someone@mail.co.uk}", "real-address", "someone@mail.co.uk", ".example"),
    ("tags: [a]\ndebrief: {ask: ['see https://b.uk/c']}", "real-address", "https://b.uk/c", ""),
    ("location: {aml: {place: '53.48083, -2.24260'}}", "real-address", "53.48083", "in words"),
    ("location: {aml: {place: 54°58'N}}", "real-address", "54°58'N", ""),
    ("location: {aml: {place: TQ 300 804}}", "real-address", "TQ 300 804", ""),
    ("location: {aml: {place: ///one.two.three}}", "real-address", "///one.two.three", ""),
    (say("a domestic violence call"), "wording", "domestic violence", "domestic abuse"),
    (say("all of them hoaxes"), "wording", "hoax", "unconfirmed"),
    ("debrief: {ask: [What did the victims hear?]}", "wording", "victims", "victims and survivors"),
    ("debrief: {ask: [What did a survivor say?]}", "wording", "survivor", ""),
    (say("Morgan, put it down"), "unlisted-name", "Morgan", ""),
    ("near: [{who: Morgan}]", "unlisted-name", "Morgan", ""),
    (
        "decision_points: [{when: {at: 9s}, ask: 'Morgan, what now?'}]",
        *("unlisted-name", "Morgan", ""),
    ),
    ("facts: {can_speak: no}\nanswers: {by: [spoken], after: 1s}", "cannot-speak", "words", ""),
    ("number: {address: 4 Elm Row}", "real-address", "4 Elm Row", 'invented: ["Elm Row"]'),
]


def test_a_finding_is_shown_where_it_is() -> None:
    for more, code, found, fix in FOUND:
        problems = findings(HEAD + more)
        assert [problem.code for problem in problems] == [code], more
        (problem,) = problems
        assert found in problem.found
        assert fix in problem.fix
        assert problem.source == problem.source.rstrip()
        if code != "content-note":
            assert problem.line > HEAD.count("\n")


CLEAN = [
    "",
    say("ring 07700 900123 or 01632 960001"),
    say("I said stop! Leave me. It is Monday."),
    say("Mum, is that you? Yes, I can talk."),
    say("four five six seven, 12 to 15, since 2019"),
    say("press 55 on 999"),
    "invented: [Elm Row]\nnumber: {address: 4 Elm Row}",
    say("write to us@help.example or www.help.example"),
    say("go to B3, then 12 to 15 of us, 1.5s or 2.25 later"),
    "near: [{who: Mum}, {who: partner}]",
    "facts: {can_speak: unknown}\nanswers: {by: [spoken], after: 1s}",
    "debrief: {ask: ['Footsteps, and a door. What now?', 'Tap, cough, or wait?']}",
    "debrief: {ask: [What did victims and survivors need?]}",
    "facts: {in_danger: no, weapon: unknown}",
    "exactly: [{at: 2s, by: network, act: {kind: deliver_location, source: aml}}]",
    "outcomes: {wmp: abandoned}\nforce: northern_keys\nmilder: partner-in-the-room",
]


def test_what_is_fine_is_not_found() -> None:
    assert [(more, found) for more in CLEAN if (found := findings(HEAD + more))] == []


@pytest.mark.parametrize(
    ("line", "quoted"),
    [
        ("title: Taps #1", '"Taps #1"'),
        ("title: The flat #4, again   # why", '"The flat #4, again"'),
        ("objectives:\n  - listen at flat #4", '"listen at flat #4"'),
        ("title: Taps # 1", ""),
        ('title: "Taps" #1', ""),
    ],
)
def test_a_text_that_a_number_sign_has_cut_is_told(line: str, quoted: str, tmp_path: Path) -> None:
    key = line.partition(":")[0]
    text = re.sub(rf"^{key}:.*\n", "", HEAD, flags=re.MULTILINE) + line
    path = write(tmp_path / "small.yaml", text)
    found = check(Library([tmp_path]), [path])
    assert [each.code for each in found] == ["cut-text"] * bool(quoted)
    for problem in found:
        assert f"quote it: {quoted};" in problem.fix
        written = problem.source[problem.column - 1 :][: problem.width]
        write(path, text.replace(written, quoted))
        assert check(Library([tmp_path]), [path]) == []


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("title: Ring +44 7912 345678", "real-number", "+44 7912 345678"),
        ("debrief:\n  ask: [Now, 'was it Morgan?']", "unlisted-name", "Morgan"),
        ('title: "No h\\x6fax"', "wording", '"No h\\x6fax"'),
    ],
)
def test_only_the_words_that_are_meant_are_underlined(line: str, code: str, words: str) -> None:
    key = line.partition(":")[0]
    text = re.sub(rf"^{key}:.*\n", "", HEAD, flags=re.MULTILINE) + line
    (problem,) = [each for each in findings(text) if each.code == code]
    assert problem.source[problem.column - 1 :][: problem.width] == words


README = (shipped_scenarios() / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
FILES = {found[1]: block for block in BLOCKS if (found := re.match(r"# (\S+\.yaml)\n", block))}
"""Those that say which file they are; the others are scenarios, or parts of one."""
EXAMPLES = [block for block in BLOCKS if block not in FILES.values()]
EXAMPLE_HEAD = HEAD.replace("content_note: []", "content_note: [an example]")


def complete(example: str) -> str:
    return example if example.startswith("format: 1") else EXAMPLE_HEAD + example


def unexpected(scenario: Scenario) -> list[str]:
    """The profiles, of some, under which it does not go as its file expects."""
    force = LIBRARY.force().force
    profiles = [loaded.profile for loaded in LIBRARY.profiles()[::4]]
    fitting = [each for each in profiles if each.id not in scenario.not_under]
    return [each.id for each in fitting if not run(scenario, each, force).passed]


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_of_the_readme_loads_and_is_clean(example: str) -> None:
    text = complete(example)
    document = read_text(text, "README.md")
    scenario = validated(document, Scenario)
    problems = lint(document, scenario, KNOWN)
    other = [each for each in problems if each.code != "id-and-file"]
    assert not other, render_all(other)
    if example.startswith("format: 1"):
        assert unexpected(scenario) == []


def test_the_files_that_the_readme_names_go_together(tmp_path: Path) -> None:
    complete_one = next(example for example in EXAMPLES if example.startswith("format: 1"))
    files = {
        "my-scenarios/my-call.yaml": complete_one.replace("id: one-tap", "id: my-call"),
        **FILES,
    }
    for name, text in files.items():
        write(tmp_path / name, text)
    library = Library([tmp_path])
    problems = check(library, [path for path in library.paths() if tmp_path in path.parents])
    assert not problems, render_all(problems)
    for document in library.documents(tmp_path / "my-scenarios" / "how-late.yaml")[:1]:
        assert unexpected(validated(document, Scenario)) == [], document.case


def test_the_rules_of_the_trainers_card_hold_in_shipped_calls() -> None:
    rules = next(block for block in EXAMPLES if block.startswith("expect:"))
    held = validated(read_text(complete(rules), "README.md"), Scenario).expect
    assert len(held) == 3
    for name in ("somebody-knocks", "partner-in-the-room"):
        scenario = LIBRARY.scenario(name).scenario
        assert unexpected(scenario.model_copy(update={"expect": held})) == [], name


RULES = README.split("## Expectations")[1].split("\n## ")[0]
CELLS = re.findall(r"\| `([^|\n]*)` \|$", RULES, re.MULTILINE)
WHOLE = [cell for cell in CELLS if cell.split(":")[0] in PATTERNS]
CRITERIA = [cell for cell in CELLS if cell.startswith("{")]
BESIDE = [cell for cell in CELLS if cell not in (*WHOLE, *CRITERIA)]


def test_a_rule_of_the_readmes_tables_can_be_written() -> None:
    rules = [f"eventually: {cell}" for cell in CRITERIA]
    rules += [f"never: {{act: lose_line}}, {cell}" for cell in BESIDE]
    for rule in (*WHOLE, *rules):
        document = read_text(complete(f"expect: [{{{rule}, why: So it is.}}]\n"), "README.md")
        problems = lint(document, validated(document, Scenario), KNOWN)
        assert [each.code for each in problems] == ["id-and-file"], render_all(problems)


def _with(value: Any, more: str) -> Any:
    """A value with `more` after each of its texts of several words."""
    if isinstance(value, dict):
        return {key: _with(inner, more) for key, inner in value.items() if key != "invented"}
    if isinstance(value, list):
        return [_with(inner, more) for inner in value]
    return f"{value} {more}" if isinstance(value, str) and " " in value else value


def test_a_name_is_found_under_every_key_that_holds_text() -> None:
    """Of every kind of file. The organisations of a list of help have their own names."""
    for path in LIBRARY.paths():
        document = read_file(path)
        named = replace(document, value=_with(document.value, "with Sarah Ellis"))
        # A place that ends the words that it is taken from is found in these.
        read = {at for at, _ in texts_in(named)}
        texts = {at for at, value in named.leaves() if str(value).endswith("Sarah Ellis")} & read
        but = "name" if kind_of(document.value) == "support" else "invented"
        names = unlisted_names(named, KNOWN, but=but)
        found = {at[:-1] for at, code, said, *_ in names if "Ellis" in said}
        assert found == {at for at in texts if but not in at}, path


def test_a_public_body_may_be_named_by_the_procedure_and_not_by_a_scenario() -> None:
    text = "about: As Kent Police say it in England, by Kent.\n"
    for head, names in (
        ("switches: {}\n", ["Kent"]),
        ("kind: silent\n", ["Kent", "England", "Kent"]),
    ):
        found = unlisted_names(read_text(head + text, "x.yaml"), KNOWN)
        assert [said.partition(" looks")[0].split()[0] for _, _, said, *_ in found] == names


INJURIES = ("My boot's full of blood.", "I'm bleeding, I've been stabbed.", "He strangled me.")


@pytest.mark.parametrize("words", INJURIES)
def test_a_callers_own_word_of_an_injury_is_no_mistake(words: str) -> None:
    """Practice wants it said back; in a title or a note it is still a finding."""
    assert "wording" not in {each.code for each in findings(HEAD + say(words))}
    note = f'debrief: {{ask: ["{words}"]}}'
    assert "wording" in {each.code for each in findings(HEAD + note)}


@pytest.mark.parametrize("name", ["Bizzies", "Polis", "Feds"])
def test_what_people_call_the_police_is_no_name(name: str) -> None:
    assert "unlisted-name" not in {
        each.code for each in findings(HEAD + say(f"{name}, please. {name}!"))
    }
