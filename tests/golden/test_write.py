"""Nobody overwrites a golden log without seeing what changes."""

from tests.golden.write import summary


def test_the_summary_names_what_changes_by_scenario() -> None:
    """Counts, the first entry that differs, what is new, and what goes."""
    before = {"a": "1\n2\n3\n", "b": "1\n", "c": "1\n"}
    after = {"a": "1\nx\n3\n4\n", "b": "1\n", "d": "1\n2\n"}
    assert list(summary(before, after)) == [
        "a:",
        "  entries: 1 out, 2 in; the first at entry 1:",
        "  - 2",
        "  + x",
        "c: goes, since there is no such scenario",
        "d: new, 2 entries",
    ]
    assert list(summary(after, after)) == []
