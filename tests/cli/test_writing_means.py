"""`silent999 check --understood --write`: what sentences mean, as a proposal beside them."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies

from simulator.content.library.library import Library
from simulator.content.yaml.reader import read_file
from tests.cli.command import PUT_DOWN, refused, silent999, write
from tests.daily import a_share, examples, one_in

SPOKEN = PUT_DOWN.replace("    after: 1s\n    do: hang_up\n", "    after: 1s\n    do:\n%s")
EXTRA = "review_by:"


def spoken(acts: str, more: str = "") -> str:
    """Return a file whose caller does these acts; `more` are keys of the file."""
    assert "%s" in SPOKEN
    return SPOKEN.replace("%s", acts).replace(EXTRA, f"{more}{EXTRA}")


def after_writing(path: Path, *options: str) -> str:
    ran = silent999("check", "--understood", "--write", *options, path)
    assert (ran.code, ran.err) == (0, "")
    return path.read_bytes().decode("utf-8")


FORMS = {
    "in braces": (
        """      - {say: {intent: speaks, words: "He's got a bat."}}   # a comment\n""",
        """      - {say: {intent: speaks, words: "He's got a bat.", means: {other_weapon: yes}}}"""
        "   # a comment\n",
    ),
    "in braces without quotes, and more keys after": (
        "      - {say: {words: He's got a bat, intent: speaks }}\n",
        "      - {say: {words: He's got a bat, means: {other_weapon: yes}, intent: speaks }}\n",
    ),
    "on lines of its own, with a comment": (
        "      - say:\n          words: I'm scared   # why\n          intent: speaks\n",
        "      - say:\n          words: I'm scared   # why\n          means: {afraid: yes}\n"
        "          intent: speaks\n",
    ),
    "folded over lines": (
        "      - whisper:\n          intent: speaks\n          words: >-    # folded\n"
        "            I'm scared,\n            please hurry.\n\n          # the end\n",
        "      - whisper:\n          intent: speaks\n          words: >-    # folded\n"
        "            I'm scared,\n            please hurry.\n          means: {afraid: yes}\n\n"
        "          # the end\n",
    ),
    "another person's word apart": (
        """      - {say: {intent: speaks, words: "He says it was an accident."}}\n""",
        """      - {say: {intent: speaks, words: "He says it was an accident.", means: {}, """
        "of_others: {mistake: yes}}}\n",
    ),
    "as a text message": (
        '      - {text: "Please hurry"}\n      - text: I\'m scared\n',
        '      - {text: "Please hurry", means: {afraid: yes}}\n'
        "      - text: I'm scared\n        means: {afraid: yes}\n",
    ),
    "with a place": (
        '      - {whisper: {intent: gives_place, words: "We are at 14 Kiln Row"}}\n',
        '      - {whisper: {intent: gives_place, words: "We are at 14 Kiln Row", '
        'means: {address: yes}, place_words: "14 Kiln Row"}}\n',
    ),
    "with means already": (
        """      - {say: {intent: speaks, words: "He's got a bat.", means: {}}}\n""",
        """      - {say: {intent: speaks, words: "He's got a bat.", means: {}}}\n""",
    ),
    "and facts that say otherwise": (
        """      - {say: {intent: speaks, words: "A bat! I'm scared.", facts: {weapon: no}}}\n""",
        """      - {say: {intent: speaks, words: "A bat! I'm scared.", """
        "means: {afraid: yes}, facts: {weapon: no}}}\n",
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_what_a_sentence_means_is_written_beside_it(form: str, tmp_path: Path) -> None:
    """In the layout of the author, who then corrects it: all else stays byte for byte."""
    before, after = FORMS[form]
    path = write(tmp_path, spoken(before))
    assert after_writing(path) == spoken(after)
    assert after_writing(path) == spoken(after), "a second time changes nothing"


def test_people_near_and_sentences_of_later_calls_and_variations_have_theirs(
    tmp_path: Path,
) -> None:
    said = '{say: {intent: not_to_call, words: "Tell them it was a mistake"%s}}'
    step = '{when: {at: 3s}, do: {say: {intent: speaks, words: "I\'m scared"%s}}}'
    more = (
        f"room: [{{when: {{at: 9s}}, do: {said}}}]\n"
        'background: [{at: 2s, say: {intent: not_to_call, words: "Where\'s my knife"%s}}]\n'
        f"calls: [{{gap: 2m, caller: [{step}]}}]\n"
        f"variations: [{{name: afraid, set: {{caller: [{step}]}}}}]\n"
    )
    path = write(tmp_path, spoken("      - tap\n", more.replace("%s", "")))
    found = json.loads(silent999("check", "--understood", "--format", "json", path).out)
    (file,) = found["files"]
    assert [each["who"] for each in file["sentences"]] == [
        "person near", "background", "caller", "caller"
    ]  # fmt: skip
    after_writing(path)
    value = read_file(path).value
    assert value["calls"][0]["caller"][0]["do"]["say"]["means"] == {"afraid": "yes"}
    assert value["variations"][0]["set"]["caller"][0]["do"]["say"]["means"] == {"afraid": "yes"}


def test_lines_and_questions_of_a_persona_have_theirs(tmp_path: Path) -> None:
    """A text of a list becomes a mapping; what answers a question is left as it is."""
    persona = tmp_path / "personas" / "asks-on.yaml"
    persona.parent.mkdir()
    head = "format: 1\nid: asks-on\ntitle: Asks on\nabout: For a test.\n"
    persona.write_text(
        f'{head}asks: [{{after: 2m, words: ["How long?", I\'m scared]}}]\n'
        "lines:\n  wants_police:\n    - Please help, he's got a gun   # the worst\n"
        '  says_yes: ["Yes, he has a knife."]\n',
        "utf-8",
    )
    assert after_writing(persona) == (
        f'{head}asks: [{{after: 2m, words: [{{words: "How long?", means: {{how_long: yes}}}}, '
        '{words: "I\'m scared", means: {afraid: yes}}]}]\n'
        'lines:\n  wants_police:\n    - {words: "Please help, he\'s got a gun", '
        "means: {wants_police: yes, gun: yes}}   # the worst\n"
        '  says_yes: ["Yes, he has a knife."]\n'
    )
    assert "no problems" in silent999("check", persona).out


TABLE = spoken(
    "      - {say: {intent: speaks, words: {case: said}}}\n",
    """\
cases:
  - id: one
    title: One
    values: {said: "He's got a bat."}
  - id: two
    title: Two
    values:
      said: I am at 14 Kiln Row    # the place
  - id: three
    title: Three
    values: {said: "Rhubarb rhubarb rhubarb rhubarb."}
""",
)


def test_in_a_table_each_case_has_what_its_words_mean(tmp_path: Path) -> None:
    """The words are a placeholder, and so is what they mean."""
    path = write(tmp_path, TABLE)
    silent999("check", "--understood", "--write", path)
    value = read_file(path).value
    said = value["caller"][0]["do"][0]["say"]
    assert (said["means"], said["place_words"]) == (
        {"case": "said_means"}, {"case": "said_place_words"}
    )  # fmt: skip
    assert [row["values"] for row in value["cases"]] == [
        {
            "said": "He's got a bat.",
            "said_means": {"other_weapon": "yes"},
            "said_place_words": None,
        },
        {
            "said": "I am at 14 Kiln Row",
            "said_means": {"address": "yes"},
            "said_place_words": "14 Kiln Row",
        },
        {"said": "Rhubarb rhubarb rhubarb rhubarb.", "said_means": None, "said_place_words": None},
    ]
    assert "said: I am at 14 Kiln Row    # the place\n      said_means" in path.read_text("utf-8")
    assert "error" not in silent999("check", path).err


SHARED = spoken(
    "      - {say: {intent: speaks, words: {case: said}%s}}\n      - {text: {case: said}%s}\n",
    "cases:\n  - {id: one, title: One, values: {said: I'm scared%s}}\n",
)


def test_words_that_a_table_has_twice_share_what_they_mean(tmp_path: Path) -> None:
    path = write(tmp_path, SHARED % ("", "", ""))
    beside = ", means: {case: said_means}"
    assert after_writing(path) == SHARED % (beside, beside, ", said_means: {afraid: yes}")


ODD = {
    "a key after a question mark": "          ? words\n          : I'm scared\n",
    "a text that keeps its empty lines": "          words: |+\n            I'm scared\n\n",
    "another value of the name": "          words: {case: said}\n",
}


@pytest.mark.parametrize("odd", ODD)
def test_where_it_is_not_sure_how_nothing_is_written(odd: str, tmp_path: Path) -> None:
    """The sentence is named with the reason, and the others of the file have theirs."""
    row = "cases: [{id: one, title: One, values: {said: I'm scared, said_means: speaks}}]\n"
    table = odd.startswith("another")
    intent = "{case: said_means}" if table else "speaks"
    acts = f"      - say:\n          intent: {intent}\n{ODD[odd]}      - {{text: I'm scared}}\n"
    path = write(tmp_path, spoken(acts, row * table))
    ran = silent999("check", "--understood", "--write", path)
    assert (ran.code, ran.err) == (0, "")
    assert f"left as it is: it has {odd}" in ran.out
    written = acts.replace("scared}", "scared, means: {afraid: yes}}")
    assert path.read_text("utf-8") == spoken(written, row * table)


def test_line_ends_and_the_mark_at_the_beginning_stay(tmp_path: Path) -> None:
    text = spoken("      - say:\n          intent: speaks\n          words: I'm scared\n")
    path = write(tmp_path, "")
    path.write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    wanted = text.replace(
        "words: I'm scared\n", "words: I'm scared\n          means: {afraid: yes}\n"
    )
    assert after_writing(path) == "\ufeff" + wanted.replace("\n", "\r\n")


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
def test_a_file_with_two_names_stays_one_file(tmp_path: Path) -> None:
    path = write(tmp_path, spoken(FORMS["in braces"][0]))
    other = tmp_path / "elsewhere" / "other.yaml"
    other.parent.mkdir()
    other.hardlink_to(path)
    assert after_writing(path) == other.read_text("utf-8") == spoken(FORMS["in braces"][1])


def test_diff_prints_what_would_be_written_and_writes_nothing(tmp_path: Path) -> None:
    before, after = FORMS["in braces"]
    path = write(tmp_path, spoken(before))
    ran = silent999("check", "--understood", "--write", "--diff", path)
    assert path.read_text("utf-8") == spoken(before)
    assert f"+{after}" in ran.out
    assert ran.out.endswith(f"{path}: means would be written beside 1 sentence; read them over\n")
    assert silent999("check", "--understood", "--diff", path).out == ran.out


def test_of_what_nothing_is_understood_the_author_decides(tmp_path: Path) -> None:
    """It is left, and named; `--nothing` writes that it states nothing."""
    said = "      - {say: {intent: speaks, words: Mind the purple gap today%s}}\n"
    path = write(tmp_path, spoken(said % ""))
    ran = silent999("check", "--understood", "--write", path)
    assert path.read_text("utf-8") == spoken(said % "")
    assert ran.out == (
        f'{path}:16: left as it is: nothing was understood: "Mind the purple gap today"\n'
        "nothing was written: no sentence that is understood lacks means\n"
    )
    assert after_writing(path, "--nothing") == spoken(said % ", means: {}")


def test_what_is_not_sure_is_named_and_not_written(tmp_path: Path) -> None:
    """Nobody can be asked back, so it doesn't count; the author may add it."""
    path = write(
        tmp_path,
        spoken('      - {say: {intent: speaks, words: "Police. Maybe he\'s got a gun."}}\n'),
    )
    ran = silent999("check", "--understood", "--write", path)
    assert "means: {wants_police: yes}}" in path.read_text("utf-8")
    assert "perhaps also a gun" in ran.out


def test_json_says_which_are_the_files_own_and_which_were_read(tmp_path: Path) -> None:
    acts = (
        "      - {say: {intent: speaks, words: A knife, means: {knife: yes, has_gone: no}}}\n"
        "      - {say: {intent: speaks, words: I'm at 14 Kiln Row}}\n"
    )
    path = write(tmp_path, spoken(acts))
    (file,) = json.loads(silent999("check", "--understood", "--format", "json", path).out)["files"]
    own, read = file["sentences"]
    assert (own["own_means"], own["means"], own["statements"]) == (
        True, {"knife": True, "has_gone": False}, []
    )  # fmt: skip
    assert (read["own_means"], read["means"], read["place_words"]) == (
        False, {"address": True}, "14 Kiln Row"
    )  # fmt: skip
    text = silent999("check", "--understood", path).out
    assert (
        "    means, by the file: a knife or another blade; denied: the other person has gone"
        in text
    )
    ran = silent999("check", "--understood", "--write", "--format", "json", path)
    (file,) = json.loads(ran.out)["files"]
    assert [each["words"] for each in file["written"]] == ["I'm at 14 Kiln Row"]


def test_a_file_with_errors_is_left_and_the_others_are_written(tmp_path: Path) -> None:
    """Its mistakes come first: what its sentences are might change with them."""
    good = write(tmp_path, spoken(FORMS["in braces"][0]))
    wrong = spoken(FORMS["in braces"][0]).replace("level: 1", "levle: 1")
    bad = write(tmp_path, wrong.replace("id: put-down", "id: bad"), name="bad")
    ran = silent999("check", "--understood", "--write", bad, good)
    assert ran.code == 2
    assert f"{bad} was not changed: correct its errors first" in ran.err
    assert "error[unknown-key]" in ran.err
    assert bad.read_text("utf-8") == wrong.replace("id: put-down", "id: bad")
    assert good.read_text("utf-8") == spoken(FORMS["in braces"][1])


def test_options_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, spoken("      - tap\n"))
    assert "--write goes with --understood" in refused("check", "--write", path)
    assert "--nothing goes with --write" in refused("check", "--understood", "--nothing", path)
    assert "--understood fixes nothing" in refused("check", "--understood", "--fix", path)
    assert "name the files" in refused("check", "--understood", "--write")


def test_a_pack_means_the_scenarios_that_it_lists(tmp_path: Path) -> None:
    """What is shipped and listed there stays as it is."""
    path = write(tmp_path, spoken(FORMS["in braces"][0]))
    pack = tmp_path / "packs" / "evening.yaml"
    pack.parent.mkdir()
    listed = f"scenarios: [../{path.name}, long-story, not-there]\n"
    pack.write_text(f"format: 1\nid: evening\ntitle: Evening\nabout: Ours.\n{listed}", "utf-8")
    ran = silent999("check", "--understood", pack)
    assert f"{path.name}:16: caller" in ran.out
    assert "We were in the old mill" in ran.out
    ran = silent999("check", "--understood", "--write", pack)
    assert "long-story" not in ran.out
    assert path.read_text("utf-8") == spoken(FORMS["in braces"][1])


def without_means(text: str) -> str:
    """Return a text without all that is written beside words."""
    beside = r'(?:means: \{[^}]*\}|place_words: "[^"]*")'
    return re.sub(rf"\n +{beside}(?=\n)|, {beside}", "", text)


@one_in(6)
def test_what_is_written_into_shipped_files_is_all_that_differs(
    tmp_path: Path, one_in: int
) -> None:
    """Without their means, each gets some, and without those it is as it was, byte for byte."""
    library, tried = Library(), 0
    for path in a_share((*library.scenario_sources(), *library.part_paths()), one_in):
        plain = without_means(path.read_text("utf-8"))
        if plain == path.read_text("utf-8"):
            continue
        copy = tmp_path / path.name
        copy.write_text(plain, "utf-8")
        written = after_writing(copy, "--nothing")
        assert written != plain, path
        assert without_means(written) == plain, path
        tried += 1
    assert tried > 20 // one_in


def test_what_is_written_counts_as_what_was_read(tmp_path: Path) -> None:
    """To accept every proposal changes no call."""
    path = write(tmp_path, spoken("".join(FORMS[each][0] for each in FORMS)))

    def acts() -> list[object]:
        caller = Library().scenario(path).scenario.caller
        return [act for step in caller for each in step.do for act in each.actions()]

    before = acts()
    after_writing(path)
    assert acts() == before


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    """Of each there is one message with its line and what to do; the rest is written."""
    good = write(tmp_path, spoken(FORMS["in braces"][0]))
    bad = write(tmp_path, "a: [1\n", name="a-bad")
    (not_text := tmp_path / "b-bad.yaml").write_bytes(b"\xff\xfe")
    for options in (("--understood",), ("--understood", "--write")):
        ran = silent999("check", *options, bad, not_text, good)
        assert ran.code == 2
        assert f"{bad}:1:4: error[unclosed-bracket]" in ran.err
        assert "error[not-utf8]" in ran.err
    assert good.read_text("utf-8") == spoken(FORMS["in braces"][1])


ODD_SCALARS = [
    "debrief: {ask: [What told the operator that this call was real?]}\n",
    "debrief: {ask: [Why? Who?, What ?, Where]}\n",
    "debrief: {ask: [What - or who - was it? (say)]}\n",
    "debrief:\n  ask: [é? 😀,\n    What?  # why?\n    ]\n",
    "debrief: {ask: [it's no#1?, 'a?', \"b?\", http://x?y]}\n",
]


@pytest.mark.parametrize("card", ODD_SCALARS)
def test_a_question_without_quotes_in_brackets_is_no_hindrance(card: str, tmp_path: Path) -> None:
    """The guide's own card has one."""
    before, after = (spoken(form, card) for form in FORMS["in braces"])
    path = write(tmp_path, before)
    assert after_writing(path) == after


def test_what_is_still_for_the_author_is_one_list_at_the_end(tmp_path: Path) -> None:
    """By file and line; how the files changed is shown with --diff alone."""
    said = (
        "      - {say: {intent: speaks, words: Mind the purple gap today}}\n"
        '      - {say: {intent: speaks, words: "Police. Maybe he\'s got a gun."}}\n'
    )
    one, two = (write(tmp_path, spoken(said), name=name) for name in ("one", "two"))
    ran = silent999("check", "--understood", "--write", one, two)
    lines = ran.out.splitlines()
    assert [line.split(": ")[0] for line in lines[:4]] == [
        f"{one}:16", f"{one}:17", f"{two}:16", f"{two}:17"
    ]  # fmt: skip
    assert lines[4:] == [
        "means written beside 2 sentences in 2 of 2 files; read them over",
        "what is not written is yours to add: 4 lines above",
    ]


SIGNS = [
    "What",
    " ",
    "?",
    ":",
    ",",
    "'",
    '"',
    "-",
    "#",
    "é",
    "[",
    "]",
    "{",
    "}",
    "|",
    ">",
    "~",
    "!",
]


@examples(15)
@given(strategies.lists(strategies.sampled_from(SIGNS), max_size=6).map("".join))
def test_whatever_a_file_holds_the_others_go_on(tmp_path_factory: Any, odd: str) -> None:
    """It is written, or left with a message; there is never a traceback."""
    folder = tmp_path_factory.mktemp("odd")
    before, after = FORMS["in braces"]
    strange = write(folder, spoken(before, f"debrief: {{ask: [{odd}]}}\n"), name="a-strange")
    good = write(folder, spoken(before))
    ran = silent999("check", "--understood", "--write", folder)
    assert good.read_text("utf-8") == spoken(after)
    changed = FORMS["in braces"][1] in strange.read_text("utf-8")
    assert changed == (ran.code == 0)
    assert changed or str(strange) in ran.err
    assert ran.code in (0, 2)
