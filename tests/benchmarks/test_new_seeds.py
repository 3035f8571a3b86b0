"""The gate on the processor time of runs that nobody has played."""

from pathlib import Path

import pytest

from tests.benchmarks import new_seeds


@pytest.mark.parametrize(("loops", "code"), [(0.4, 0), (6.0, 0), (6.1, 1)])
def test_only_one_and_a_half_times_what_is_kept_fails(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    loops: float,
    code: int,
) -> None:
    """Noise is up to a fifth, so neither it nor a faster run fails; the kept ratio is printed."""
    monkeypatch.setattr(new_seeds, "ratio", lambda _: (20.0, loops))
    monkeypatch.setattr(new_seeds, "KEPT", tmp_path / "kept.json")
    new_seeds.KEPT.write_text('{"loops": 4}')
    assert new_seeds.main([]) == code
    printed = capsys.readouterr().out
    assert f"{loops:.2f} loops of plain Python (kept: 4.00, at most 6.00)" in printed
    assert printed.rstrip().endswith("too slow") is bool(code)


def test_the_ratio_that_is_kept_is_one_of_this_tree() -> None:
    """It is a number, and a run costs more than one loop."""
    assert 1 < float(new_seeds.KEPT.read_text().split(":")[1].strip(" }\n")) < 100
