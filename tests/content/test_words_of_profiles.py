"""A profile of one's own is held against the list of words, as every content file is."""

from __future__ import annotations

from pathlib import Path

from simulator.content.checks.lint import check
from simulator.content.library.library import Library

PROFILE = """\
format: 1
id: ours
title: As we practise it
as_of: 2026-11
about: {about}
based_on: iopc_2019
switches:
  noise_passes: {{value: on, assumption: what we want to try}}
"""


def test_a_word_that_is_not_used_is_found_in_a_profile(tmp_path: Path) -> None:
    path = tmp_path / "profiles" / "ours.yaml"
    path.parent.mkdir()
    found = {}
    for about in ("Only calls for help.", "Only genuine calls."):
        path.write_text(PROFILE.format(about=about), encoding="utf-8")
        found[about] = [problem.code for problem in check(Library([tmp_path]), [path])]
    assert found == {"Only calls for help.": [], "Only genuine calls.": ["wording"]}
